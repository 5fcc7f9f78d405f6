"""The shield before the data: what leads to a person is told in facts, cells, prose and names, with its place."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import count
from pathlib import PurePosixPath

import pandas as pd
import pytest

from disclosure.identifiers import personal, spelled, tells_of_one_child
from disclosure.model import Dataset
from disclosure.privacy import DonorType, Refusals
from disclosure.privacy import leaks as shield
from disclosure.privacy.leaks import Own
from disclosure.problems import Problem
from disclosure.reading import (
    BodyName,
    Contact,
    Money,
    OfficeAddress,
    Record,
    RichText,
    Slug,
    Text,
    TypedTable,
    Url,
    YesNo,
    column,
)
from disclosure.reading.typed_tables import ShortColumns

NUMBER, OTHER = "13800138000", "13800138009"
CARD = "6222021234567890128"
HOME = "幸福路3号楼2单元501室"
NAME = "欧阳隐名"


def refused(name: str = NAME) -> Refusals:
    """What may name nobody of this name."""
    names = Refusals()
    names.add(name, "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    return names


def places(problems: Sequence[Problem]) -> list[tuple[str, str, int | None, str | None]]:
    return [(problem.code, problem.where.file, problem.where.row, problem.where.column) for problem in problems]


class VisitRecord(Record):
    """A record with a column of each sort."""

    id = column(Slug, "编号")
    hidden = column(Text, "内部备注", public=False)
    secret = column(Slug, "内部编号", public=False)
    type = column(Text, "类型", choices=("入户", "机构"))
    project = column(Text, "项目", refers_to="projects")
    visit = column(Slug, "上次", refers_to="visits")
    amount = column(Money, "金额")
    office = column(OfficeAddress, "办公地址")
    account = column(Text, "账号")
    link = column(Url, "网址")
    note = column(Text, "说明")
    story = column(RichText, "经过")


def table(**cells: Sequence[str]) -> Dataset:
    """A table of visits, rows from 2 on as Excel numbers them."""
    width = len(next(iter(cells.values())))
    frame = pd.DataFrame(
        {item.name: cells.get(item.name, [None] * width) for item in VisitRecord.columns}, index=range(2, width + 2)
    )
    return Dataset("visits", VisitRecord, [("visits.csv", None, TypedTable(frame))])


# --- cells ---------------------------------------------------------------------------------------


def test_cells_that_are_published_are_looked_at_and_no_others() -> None:
    """A telephone number is told with its cell, each time it stands there; a column that never leaves the table is left alone."""
    text = f"电话{NUMBER}"
    assert places(list(shield.cells(table(note=["好", text, text], story=[text, "好", "好"]), Own()))) == [
        ("personal-number", "visits.csv", 3, "说明"),
        ("personal-number", "visits.csv", 4, "说明"),
        ("personal-number", "visits.csv", 2, "经过"),
    ]
    for known in (Own(frozenset({NUMBER})), Own(amounts=frozenset({NUMBER}))):
        assert not list(shield.cells(table(note=[text]), known))
    for name in ("hidden", "secret", "type", "project", "visit", "amount"):
        assert not list(shield.cells(table(**{name: [NUMBER]}), Own())), name


def test_the_account_of_a_body_is_no_bank_card() -> None:
    """Check and build agree: an account of a body may stand there, the number of a card is that of a person."""
    assert not list(shield.cells(table(account=["中国银行示例支行 4580123456789012345"]), Own()))
    for card in ("6222021234567890128", "工行 6222 0212 3456 7890 128", "工行账号 6222020212345678901"):
        assert places(list(shield.cells(table(account=[card]), Own()))) == [
            ("personal-number", "visits.csv", 2, "账号")
        ]


def test_ids_and_addresses_hold_no_numbers_of_persons() -> None:
    """An id becomes an address of a page, and an address may call somebody: both are looked through for numbers, not for words."""
    assert places(list(shield.cells(table(id=[NUMBER]), Own()))) == [("personal-number", "visits.csv", 2, "编号")]
    assert places(list(shield.cells(table(link=[f"https://wa.me/{NUMBER}"]), Own()))) == [
        ("personal-number", "visits.csv", 2, "网址")
    ]
    assert not list(shield.cells(table(id=[NUMBER], link=[f"https://wa.me/{NUMBER}"]), Own(frozenset({NUMBER}))))
    news = ["https://example.org/news/20240301138", "https://weibo.com/1234567890/5138945807302153"]
    assert not list(shield.cells(table(id=["visit-2024", "visit-2025"], link=news), Own()))
    for address in (f"https://example.org/news/{NUMBER}.html", f"https://example.org/?a=1&t={NUMBER}"):
        assert list(shield.cells(table(link=[address]), Own())), "the gate behind the building refuses it, too"
        assert not list(shield.cells(table(link=[address]), Own(frozenset({NUMBER}))))


def test_what_a_column_is_for_may_stand_in_it() -> None:
    """The address of an office is no leak where it belongs; anything else there is one."""
    assert [problem.where.column for problem in shield.cells(table(note=[HOME]), Own())] == ["说明"]
    assert not list(shield.cells(table(office=[HOME]), Own()))
    problems = list(shield.cells(table(office=[f"{HOME}，电话{NUMBER}"]), Own()))
    assert [(problem.where.column, NUMBER in str(problem)) for problem in problems] == [("办公地址", False)]


def test_a_finding_is_told_for_what_it_is() -> None:
    """A number and a letter box have a code each; the report shows neither in full."""
    resident = "11010519491231002X"
    number, card, birth, box, home = shield.cells(
        table(note=[NUMBER, CARD, resident, "li.lei@example.com", HOME]), Own()
    )
    assert [problem.code for problem in (number, card, birth)] == ["personal-number"] * 3
    assert [problem.code for problem in (box, home)] == ["personal-words"] * 2
    assert "手机号（138…00）" in str(number)
    assert "个人邮箱（li…@example.com）" in str(box)
    assert "住址" in str(home)
    assert "（）" not in str(home)
    assert not list(shield.cells(table(note=["li.lei@example.com"]), Own(domains=frozenset({"example.com"}))))


def test_names_that_may_not_be_shown_are_met_in_cells() -> None:
    """Where somebody did not agree to be named, the name in another table is told with both places; without such names nothing is."""
    visits = table(note=[f"感谢{NAME}先生", "好"])
    (problem,) = shield.refused_names(visits, refused())
    assert (problem.code, problem.where.row, NAME in str(problem)) == ("name-refused", 2, False)
    assert "donations.csv" in str(problem)
    assert not list(shield.refused_names(visits, Refusals()))


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize(
    ("name", "account", "note", "codes"),
    [
        (NAME, "欧阳", "隐名", ["name-refused"]),
        ("王建国", "王", "建国", ["name-refused"]),
        ("王建国", " 王 ", "建國", ["name-refused"]),
        ("王建国", "王建", "国", ["name-refused"]),
        ("王建国", "老王", "建国", []),
        ("王建国", "王", "建国路", []),
        ("高兴", "高", "兴", []),
        ("王建国", "王", "", []),
    ],
)
def test_names_that_cells_part_are_met(
    short: bool,  # noqa: FBT001
    name: str,
    account: str,
    note: str,
    codes: list[str],
) -> None:
    """Surname and given name in neighbouring cells of a row, as in a table of an article; told at the second of them."""
    visits = table(link=["甲", account], note=["好", note])
    if short:
        (file, sheet, typed), *_ = visits.tables
        columns = {item: typed.cells(item) for item in typed.names}
        storage = {item: str(typed.frame[item].dtype) for item in typed.names}
        cells = ShortColumns(columns, storage, typed.index)
        visits = Dataset("visits", VisitRecord, [(file, sheet, TypedTable(cells))])
    problems = [*shield.cells(visits, Own()), *shield.refused_names(visits, refused(name))]
    assert places(problems) == [(code, "visits.csv", 3, "说明") for code in codes]


# --- facts ---------------------------------------------------------------------------------------


class BodyRecord(Record):
    """What an organisation tells of itself."""

    phone = column(Contact, "电话")
    address = column(Contact, "地址")
    about = column(Text, "介绍")


def facts(known: Own | None = None, names: Refusals | None = None, **values: object) -> list[Problem]:
    return list(shield.values(BodyRecord, values, {"about": 7}, "organisation.yaml", known, names))


def test_facts_are_looked_at_but_for_those_that_lead_to_the_office() -> None:
    """Contacts stand under their own keys; every other text, however deep it stands in the file, is looked through."""
    assert not facts(phone=NUMBER)
    assert places(
        facts(phone=NUMBER, about=f"找{NUMBER}", more={NUMBER: ["好", {"a": OTHER}]}, count=5, none=None)
    ) == [
        ("personal-number", "organisation.yaml", 7, "about"),
        ("personal-number", "organisation.yaml", None, "more"),
        ("personal-number", "organisation.yaml", None, "more"),
    ]
    assert not facts(Own(frozenset({NUMBER})), about=NUMBER)
    assert facts(about="li.lei@example.com")
    assert not facts(Own(domains=frozenset({"example.com"})), about="li.lei@example.com")


def test_what_leads_to_the_office_leads_to_nobody_else() -> None:
    """One number or two, an office with its room; no paper of a person, no child, and no mobile behind an address."""
    assert not facts(phone=f"0512-65220000、{NUMBER}（办公室）")
    assert not facts(address="样例市幸福路1号2幢301室")
    for key, words in (("phone", "11010519491231002X"), ("address", NUMBER), ("address", "小学生王小明患白血病")):
        assert facts(**{key: f"样例市，{words}"}), words


def test_the_account_of_the_organisation_may_be_named_as_such() -> None:
    """An official account under its key is meant to be found; the id of a person's account is not, nor is one in prose."""
    assert not facts(wechat="微信号：gaoxin_cishan")
    assert [problem.code for problem in facts(wechat="微信号：wxid_abc123456")] == ["personal-words"]
    assert [problem.code for problem in facts(about="微信号：gaoxin_cishan")] == ["personal-words"]
    assert [problem.code for problem in facts(wechat=f"微信号：gaoxin_cishan，{NUMBER}")] == ["personal-number"]


def test_names_that_may_not_be_shown_are_met_in_facts() -> None:
    """Who heads the organisation is named whatever the same person wished as a donor; nobody else is."""
    assert [problem.code for problem in facts(names=refused(), about=f"{NAME}捐了款")] == ["name-refused"]
    assert not facts(names=refused(), legal_representative=NAME)
    assert not facts(names=refused(), phone=f"0000-12345678（{NAME}）")
    assert not facts(about=f"{NAME}捐了款")


def test_names_that_may_not_be_shown_are_met_in_the_settings_of_the_site() -> None:
    """Whoever of the organisations may not name somebody, the site may not either; told with the line."""
    settings = {"name": "阳光慈善", "tagline": f"感谢{NAME}"}
    problems = list(shield.names_in_facts(settings, {"tagline": 3}, "site.yaml", [Refusals(), refused()]))
    assert places(problems) == [("name-refused", "site.yaml", 3, "tagline")]
    assert not list(shield.names_in_facts({"name": "阳光慈善"}, {}, "site.yaml", [refused()]))


# --- names of files, and prose -------------------------------------------------------------------


def along(place: str, known: Own | None = None) -> list[str]:
    where = table(note=["好"]).where(0)
    return [problem.code for problem in shield.path(PurePosixPath(place), where, known or Own(), refused())]


def test_names_of_files_and_folders_are_looked_at() -> None:
    """Every part of the way to a file, each finding once; what ends a name is no part of it."""
    assert along(f"2024/{NUMBER}.md") == ["personal-name"]
    assert along(f"{NUMBER}/a.md") == ["personal-name"]
    assert along(f"{OTHER}/{NUMBER}.md") == ["personal-name"]  # of one sort once
    assert along(f"{NUMBER}/{HOME}.md") == ["personal-name", "personal-name"]
    assert along(f"2024/{NUMBER}.md", Own(frozenset({NUMBER}))) == []
    assert along("2024/summary.md") == []
    box, office = "li.lei@example.com", Own(domains=frozenset({"example.com"}))
    assert along(f"{box}/a.md") == along(f"a/{box}/b.md") == along(f"a/{box}.md") == ["personal-name"]
    assert along(f"{box}/a.md", office) == along(f"a/{box}.md", office) == []
    assert along(f"{NAME}/感谢{NAME}.md") == ["name-refused", "name-refused"]


def test_a_finding_in_prose_is_told_with_its_first_line() -> None:
    """The line of the Markdown file, counted from 1; the file alone where no line holds the whole of what was found."""
    html = f"<p>电话 {NUMBER}</p><p>再写一次 {NUMBER}</p>"
    source = f"Title: 甲\n\n电话 {NUMBER}\n\n再写一次 {NUMBER}\n"
    for given, row in ((source, 3), ("Title: 甲\n\n电话 138-\n", None), ("", None)):
        (problem,) = shield.prose("articles/a.md", (), html, Own(), Refusals(), given)
        assert (problem.where.file, problem.where.row) == ("articles/a.md", row)


def article(*texts: str, html: str = "", known: Own | None = None, names: Refusals | None = None) -> list[str]:
    problems = list(shield.prose("articles/a.md", texts, html, known or Own(), names or Refusals()))
    assert {problem.where.file for problem in problems} <= {"articles/a.md"}
    return [problem.code for problem in problems]


def test_prose_is_looked_at_as_a_reader_sees_it() -> None:
    """Title and text without markup, what pictures say, what links call, and names of files it leads to."""
    assert article("标题", html="<p>好</p>") == []
    assert article(f"标题{NUMBER}") == ["personal-number"]
    assert article(html="<p><b>138</b>-<i>0013</i>-8000</p>") == ["personal-number"]
    assert article(html=f"<img alt='电话{NUMBER}' src='a.png'>") == ["personal-number"]
    assert article(html=f"<a href='tel:{NUMBER}'>打电话</a>") == ["personal-number"]
    assert article(html=f"<a href='files/{NUMBER}.pdf'>附件</a>") == ["personal-number"]
    assert article("标题", html=f"<p>{NUMBER}</p><a href='{NUMBER}.pdf'>附件</a>", known=Own(frozenset({NUMBER}))) == []
    assert article(html=f"<h2 id='t{NUMBER}'>小标题</h2>") == ["personal-number"]
    assert article(html=f"<h2 id='t{NUMBER}'>{NUMBER}</h2>") == ["personal-number"]
    assert article(html="<p>138<br>0013<br>8000</p>") == ["personal-number"]
    assert article(html="<p>2023<br>2024<br>1380元</p>") == []
    assert article(html="<p>li.lei@example.com</p>") == ["personal-words"]
    assert article(html="<p>li.lei@example.com</p>", known=Own(domains=frozenset({"example.com"}))) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"联系电话 0{NUMBER}", "手机号"),
        ("手机 ٠١٣٨٠٠١٣٨٠٠٠", "手机号"),
        ("11010519491231002Х", "身份证号"),
        ("身份证 11010519491231002 χ", "身份证号"),
        ("138OO138OOO", "手机号"),
        ("古丽娜尔·艾合买提同学（库车三中）", "未成年人的姓名和学校或病情"),
        ("加 V：zhangsan_88", "微信号"),
        ("加Ｖ zhangsan88", "微信号"),
        ("绿泡泡：zhangsan88", "微信号"),
        ("住在民政局家属区3号楼501室", "住址"),
        ("家住县政府3号楼501室", "住址"),
        ("幸福花园13幢2单元501室", "住址"),
        ("花桥村12组8号", "住址"),
        ("现住平江街道萧家巷18号", "住址"),
        ("VX同号 lixiaohua_88", "微信号"),
        ("微信同号：lihua_1990", "微信号"),
        ("威❤lihua1990", "微信号"),
        ("我的钉钉 lihua1990", "即时通讯账号"),
        ("身份证号 3205 0119 9001 0112 34", "身份证号"),
        ("2018级1班钱彬", "未成年人的姓名和学校或病情"),
        ("V：lixiaohua88", "微信号"),
        ("扫码 https://u.wechat.com/EAbcdefghijk", "微信号"),
        ("账号：李小华 1102020109000123456", "个人的银行账号"),
        ("账号11020201090001234567 户名李小华", "个人的银行账号"),
        ("户名：李小华，开户行：农行，账号：6228 4800 1234", "个人的银行账号"),
        ("公积金账号123456789012", "个人的证件、学籍或病历号码"),
    ],
)
def test_other_ways_of_writing_what_leads_to_a_person(text: str, what: str) -> None:
    assert [finding.what for finding in personal(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        f"发票代码 0{NUMBER}",
        f"代码0{NUMBER}",
        "会议在民政局3号楼501室举行",
        "请到政务服务中心（2号楼305室）办理",
        "慈善总会A座1203室",
        "高三（1）班捐款1380元",
        "学习贯彻二十届三中、四中全会精神，王建国主持会议",
        "学习三中全会精神，王建国主持会议",
        "项目编号 ZX-138-0013-8000",
        "加V型支架3个",
        "绿泡泡画展",
        "“微心愿”点亮行动",
        "使用钉钉 OA2024 系统",
        "Luv❤sunny99",
        "登记证书编号 3205 0119 9001 0112 34",
        "2018级1班捐款1380元",
        "医学院2018级1班钱彬",
        "护理专业2020级3班李娜",
        "江苏大学校友 2018级1班 王伟",
        "兄弟二人，双双完成手术",
        "小朋友马上来",
        "小朋友常来活动室",
        "软件 V：1.0.2 版",
        "现住院3号楼的困难群众",
        "实现住有所居，安置小区位于建设路88号",
        "暂住证办理点设在人民路66号",
        "暂住登记在派出所3号窗口",
        "社区现住户128户，其中3组25户",
        "养老金账户1234567人",
        "租住房屋补贴发放点设在和平街12号",
        "公租住房项目位于建设路88号",
        "住房公积金账户120000元",
        "口罩型号V：KN95-8210",
        "微信同号",
        "户名：示例慈善会 账号：1102020109000123456 开户行：工行",
        "户名 高新区慈善总会，账号 32250198880000000123",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert list(personal(text)) == []


def test_prose_names_nobody_who_may_not_be_named() -> None:
    """In the text and in the names of files that it leads to."""
    html = f"<p>感谢{NAME}先生</p><a href='files/{NAME}.pdf'>附件</a>"
    assert article(html=html, names=refused()) == ["name-refused", "name-refused"]
    assert article(html=html) == []


def test_tables_of_children_are_told() -> None:
    """A table in an article that puts names beside classes and schools tells too much of each child."""
    html = (
        "<table><tr><th>姓名</th><th>年级</th><th>学校</th></tr>"
        "<tr><td>周小明</td><td>三年级</td><td>东方小学</td></tr>"
        "<tr><td>李小红</td><td>四年级</td><td>东方小学</td></tr></table>"
    )
    assert "personal-words" in article(html=html)
    assert article(html=html.replace("姓名", "项目").replace("周小明", "送书").replace("李小红", "助餐")) == []


def test_a_doubtful_name_is_asked_about() -> None:
    """Where the same name belongs to somebody who may be named, staff are asked; else it is an error."""
    names = Refusals(doubtful={"王建国"})
    names.add("王建国", "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    assert article("王建国走访了学校", names=names) == ["name-maybe-refused"]


# --- what is the organisation's own --------------------------------------------------------------


def test_what_is_the_office_s_own() -> None:
    """Telephone numbers as digits, letter boxes whole, sites by their domain, large amounts; two lists of them are one."""
    phones = ["0000-1234 5678", None, ""]
    addresses = ["https://www.Example.org/about", "Office@Example.com", None, "", "nothing"]
    first = shield.public_details(phones, addresses, ["13690000001"])
    assert first == Own(
        frozenset({"000012345678"}), frozenset({"example.org", "office@example.com"}), frozenset({"13690000001"})
    )
    assert shield.public_details([], ["https://[no-address"]) == Own()
    long = "86136" + "0" * 8
    assert shield.public_details([long, f"{long}0", "没有", "转8"], []) == Own(frozenset({long, "8"}))
    second = Own(frozenset({"1"}), frozenset({"b"}), frozenset({"2"}))
    assert first | second == Own(first.numbers | {"1"}, first.domains | {"b"}, first.amounts | {"2"})
    assert first.allowed == {"000012345678", "13690000001"}


def test_the_place_in_a_document_leads_to_nobody() -> None:
    """第1行, 第12页第3行 or 一、（二）第4项 is passed over without a look: a look would find nothing, however the digits fall."""
    chance = random.Random(7)  # noqa: S311

    def part() -> str:
        word = "".join(chance.choices("一二三四五六七八九十", k=chance.randint(1, 3)))
        digits = f"{chance.randint(1, 999_999)}{chance.choice(['', '', 'A', 'x'])}"
        ordinal = f"第{chance.choice([word, digits])}{chance.choice('行页段点项条款列')}"
        return chance.choice([ordinal, ordinal, f"{word}、", f"（{word}）"])

    places = [f"第{number}{unit}" for number in [*range(1, 999_999, 463), 110101, 138138] for unit in "行页"]
    places += [
        "".join(part() + chance.choice(["", "", "；", "，", " "]) for _ in range(chance.randint(1, 6)))
        for _ in range(4_000)
    ]
    assert [place for place in places if not shield._PLACE.fullmatch(place)] == []
    assert [place for place in places if any(personal(place)) or tells_of_one_child(spelled(place))] == []
    others = ("第13812345678行", "第１行", "第3行，电话13812345678", "第三年级", "第3页王小华", "一、138", "三（2）班")
    assert not any(shield._PLACE.fullmatch(text) for text in others)


# --- rows in which several cells tell of one person -------------------------------------------------


class AidRecord(Record):
    """A record that says who gave and who received something."""

    donor = column(Text, "捐赠人")
    donor_type = column(Text, "捐赠人类型", choices=tuple(DonorType))
    consent = column(Text, "同意公开姓名", choices=tuple(YesNo))
    shown_as = column(Text, "署名")
    giver = column(Text, "捐赠方")
    receiver = column(Text, "接收方")
    receiver_type = column(Text, "接收方类型", choices=tuple(DonorType))
    school = column(BodyName, "学校")
    words = column(Text, "标签", many=True)
    name = column(Text, "名称")
    note = column(Text, "说明")


def aid(*rows: dict[str, str], file: str = "aid.csv") -> tuple[str, None, TypedTable]:
    """A table of aid, rows from 2 on."""
    columns = {item.name: [row.get(item.name) for row in rows] for item in AidRecord.columns}
    return file, None, TypedTable(pd.DataFrame(columns, index=range(2, len(rows) + 2)))


def told(*tables: tuple[str, None, TypedTable]) -> list[tuple[str, str, int | None, str | None]]:
    return places(list(shield.cells(Dataset("aid", AidRecord, list(tables)), Own())))


PERSON, BODY = {"receiver_type": DonorType.PERSON}, {"receiver_type": DonorType.BODY}
AGREED = {"donor_type": DonorType.PERSON, "consent": YesNo.YES}
HELPED = "资助困难学生王小华"


def test_a_person_in_a_column_of_bodies_is_told() -> None:
    """A school that is called like a person is one, most likely."""
    assert told(aid({"school": "东方小学"}, {"school": "王小华"})) == [("body-like-person", "aid.csv", 3, "学校")]


def test_who_was_helped_is_told_but_where_the_cell_is_masked() -> None:
    """A receiver that is a person is masked later, in this row of this file and no other; in other columns nothing is."""
    assert told(aid({**PERSON, "receiver": HELPED}, {**BODY, "receiver": HELPED}, {**PERSON, "note": HELPED})) == [
        ("personal-words", "aid.csv", 3, "接收方"),
        ("personal-words", "aid.csv", 4, "说明"),
    ]
    masked, open_one = aid({**PERSON, "receiver": HELPED}), aid({**BODY, "receiver": HELPED}, file="more.csv")
    assert told(masked, open_one) == [("personal-words", "more.csv", 2, "接收方")]
    assert told(aid({**PERSON, "receiver": f"电话{NUMBER}"})) == [("personal-number", "aid.csv", 2, "接收方")]


def test_a_giver_may_call_herself_a_pupil() -> None:
    """Whether givers agreed to be named is asked elsewhere; a telephone number is told of them, too."""
    called = "学生王小华"
    assert told(aid({"donor": called}, {**AGREED, "shown_as": called}, {"giver": called})) == []
    assert told(aid({"note": called})) == [("personal-words", "aid.csv", 2, "说明")]
    assert told(aid({"donor": f"学生{NUMBER}"})) == [("personal-number", "aid.csv", 2, "捐赠人")]


@pytest.mark.parametrize(
    ("rows", "places_told"),
    [
        ([{"name": "王小华", "note": "三年级2班"}], [(2, "名称")]),
        ([{"name": "甲", "note": "好"}, {"name": "王小华", "note": "东方小学三年级2班"}], [(3, "名称")]),
        ([{"name": "王小华", "note": "好"}, {"name": "助学", "note": "三年级2班"}], []),  # of two rows
        ([{"name": "王小华"}, {"note": "三年级2班"}], []),
        ([{**PERSON, "receiver": "王小华", "note": "三年级2班"}], []),  # whose name is masked
        ([{**BODY, "receiver": "王小华", "note": "三年级2班"}], [(2, "接收方")]),
        ([{**BODY, "receiver": "王小华", "note": "春节慰问"}], []),
        (
            [
                {**PERSON, "receiver": "王小华", "note": "三年级2班"},
                {**BODY, "receiver": "王小丽", "note": "三年级1班"},
            ],
            [(3, "接收方")],
        ),
        (
            [{"note": "高三文"}, {"note": "高三时"}, {"note": "高三强"}],
            [],
        ),  # a cell is not beside itself, though 高 can be a surname
        ([{"name": "王小华", "words": "三年级2班"}], []),  # a column of key words tells of nobody in particular
        ([{"words": "王小华", "note": "三年级2班"}], []),
        ([{**AGREED, "donor": "王小华", "note": "三年级2班"}], [(2, "捐赠人")]),
        ([{**AGREED, "donor": "王华", "note": "三年级2班"}], [(2, "捐赠人")]),
        ([{"name": "王华", "note": "三年级2班"}], []),  # two characters are many other things
        (
            [{**AGREED, "consent": YesNo.NO, "donor": "王小华", "note": "三年级2班"}],
            [],
        ),  # as which nobody will read him
        ([{**AGREED, "shown_as": "王小华", "note": "三年级2班"}], [(2, "署名")]),
        ([{**AGREED, "consent": YesNo.NO, "shown_as": "王小华", "note": "三年级2班"}], []),
    ],
)
def test_a_name_and_the_class_of_a_child_in_cells_of_one_row(
    rows: list[dict[str, str]], places_told: list[tuple[int, str]]
) -> None:
    """Each cell is harmless alone; the name is told where the reader would see both."""
    assert told(aid(*rows)) == [("personal-words", "aid.csv", row, name) for row, name in places_told]


def test_a_masked_name_in_one_file_hides_none_in_another() -> None:
    """The same row of two files: masked in the one, to be read in the other."""
    child = {"receiver": "王小华", "note": "三年级2班"}
    tables = aid({**PERSON, **child}), aid({**BODY, **child}, file="more.csv")
    assert told(*tables) == told(*reversed(tables)) == [("personal-words", "more.csv", 2, "接收方")]


# --- cells that take far too long -----------------------------------------------------------------

LONG = "本会在实验小学举行助学金发放仪式，志愿者介绍了项目的进展，向学生发放了助学金和学习用品，第{}次。"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which each look at a text takes a second and a half, and ordinary words next to nothing."""
    ticks = count(1.0, 1.5)
    monkeypatch.setattr(shield.time, "process_time", lambda: next(ticks))
    monkeypatch.setattr(shield, "_ordinary", lambda: 1e-9)
    monkeypatch.setattr(shield, "_SAID", {})


@pytest.mark.parametrize(
    ("seconds", "signs", "enough"),
    [(0.0, 0, False), (2.0, 0, False), (2.5, 0, True), (2.5, 1000, False), (3.5, 1000, False), (3.6, 1000, True)],
)
def test_patience_ends_after_two_seconds_and_half_as_long_again_as_words_take(
    monkeypatch: pytest.MonkeyPatch, seconds: float, signs: int, *, enough: bool
) -> None:
    monkeypatch.setattr(shield, "_ordinary", lambda: 0.001)
    assert shield._Effort({}, seconds, signs).enough is enough


@pytest.mark.usefixtures("slow")
def test_a_table_that_takes_far_too_long_is_told_with_the_row_reached() -> None:
    """Two long texts of a second and a half are borne; the third is not looked at, whatever stands in it."""
    texts = [LONG.format(number) for number in range(5)]
    assert places(list(shield.cells(table(note=[*texts, NUMBER]), Own()))) == [
        ("table-too-large", "visits.csv", 4, "说明")
    ]
    assert not list(shield.cells(table(note=texts[:2]), Own()))


@pytest.mark.usefixtures("slow")
def test_the_same_text_again_counts_again_and_short_ones_never_do() -> None:
    """What was too costly the last time is so again, though it is known by now; a short text takes no time worth counting."""
    where = table(note=["好"]).where(0)
    effort = shield._Effort({})
    for text in ("好" * 40, *(f"第{number}次" for number in range(50))):
        assert effort.judged(text, where, known=Own(), meant="", of_children=set()) == ()
    assert (effort.seconds, effort.signs) == (0.0, 0)
    for times in (1, 2):
        effort.judged("好" * 41, where, known=Own(), meant="", of_children=set())
        assert (effort.seconds, effort.signs) == (1.5 * times, 41 * times)
    assert effort.enough


def test_ordinary_words_are_measured_by_the_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count(7.0, 0.5)
    monkeypatch.setattr(shield.time, "process_time", lambda: next(ticks))
    assert shield._ordinary.__wrapped__() == 0.5 / len(shield._ORDINARY)


@pytest.mark.usefixtures("slow")
def test_the_place_in_a_document_costs_nothing() -> None:
    """第12页第3行 is passed over even where nothing more is to be spent."""
    effort = shield._Effort({}, 9.0)
    assert effort.judged("第12页第3行", table(note=["好"]).where(0), known=Own(), meant="", of_children=set()) == ()
    assert effort.kept == {}


@pytest.mark.parametrize(
    ("text", "of_child"),
    [
        ("三年级2班", True),
        (f"三年级2班，电话{NUMBER}", False),  # which is told for what it is
        ("春节慰问", False),
    ],
)
def test_short_texts_that_tell_of_a_child_are_kept_for_the_names_beside_them(text: str, *, of_child: bool) -> None:
    of_children: set[str] = set()
    shield._Effort({}).judged(text, table(note=["好"]).where(0), known=Own(), meant="", of_children=of_children)
    assert of_children == ({text} if of_child else set())


def test_what_was_said_of_texts_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so many texts of so many organisations; then memory begins anew."""
    monkeypatch.setattr(shield, "_MOST_KEPT", 2)
    effort = shield._Effort({})
    for text, known in (("甲", ["甲"]), ("乙", ["甲", "乙"]), ("乙", ["甲", "乙"]), ("丙", ["丙"])):
        effort.judged(text, table(note=["好"]).where(0), known=Own(), meant="", of_children=set())
        assert list(effort.kept) == known
    monkeypatch.setattr(shield, "_MOST_KNOWN", 2)
    monkeypatch.setattr(shield, "_SAID", {})
    first, second, third = (Own(frozenset({number})) for number in "123")
    of_first = shield._said_of_texts(first)
    assert shield._said_of_texts(second) is not of_first
    assert shield._said_of_texts(first) is of_first
    shield._said_of_texts(third)
    assert list(shield._SAID) == [(third.allowed, third.domains)]


# --- what articles say in several places ------------------------------------------------------------


def test_a_letter_box_behind_a_link_is_told_and_no_finding_twice() -> None:
    """What a link leads to is told like what stands in the text; the same in both, or in two lines, is one thing to mend."""
    link = "<a href='mailto:li.lei@example.com'>写信</a>"
    assert (
        article(html=link)
        == article(html="<a href='https://weixin.qq.com/r/wxid_abc12345'>加我</a>")
        == ["personal-words"]
    )
    assert article(html=f"<p>li.lei@example.com</p>{link}") == ["personal-words"]
    assert article(html=f"<p>{NUMBER}</p><p>{NUMBER}</p>{link}") == ["personal-number", "personal-words"]
    assert places(list(shield.cells(table(link=["mailto:li.lei@example.com"]), Own()))) == [
        ("personal-words", "visits.csv", 2, "网址")
    ]


def test_a_child_is_found_over_lines_and_over_cells() -> None:
    """A name and the class on the next line, or below its heading in a table, where no line tells of both."""
    assert article(html="<p>王小华</p><p>三年级2班</p>") == ["personal-words"]
    row = "<tr><td>{}</td><td>{}</td></tr>"
    ages = f"<table>{row.format('姓名', '年龄')}{row.format('周小明', '9')}</table>"
    assert article(html=ages) == ["personal-words"]


def test_refused_names_are_met_in_links_and_parted_by_cells() -> None:
    """In the address of a link, and with the surname in one cell and the given name in the next."""
    assert article(html=f"<a href='https://example.org/{NAME}'>见</a>", names=refused()) == ["name-refused"]
    parted = "<table><tr><td>王</td><td>建国</td></tr></table>"
    assert article(html=parted, names=refused("王建国")) == ["name-refused"]
    assert article(html=parted.replace("</td><td>", "</td></tr><tr><td>"), names=refused("王建国")) == []
