"""Cases from the field about persons: S07, S08, S19, G09 and the leaks; and other members of each family."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from case import CaseSite, Lay
from openpyxl import Workbook
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))

from planted import planted

SOURCE = "data/demo/sources.csv"


def table(header: str, *rows: tuple[str, ...]) -> str:
    """A table as CSV, whatever stands in its cells."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header.split(","), *rows])
    return stream.getvalue()


def article(title: str, body: str, summary: str = "甲") -> str:
    return f"Title: {title}\nDate: 2026-04-02\nSlug: a\nSummary: {summary}\n\n{body}\n"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_persons_who_give_goods_are_asked_about(case: Lay, number: int) -> None:
    """S07: title, role, several persons, two-character surnames."""
    assert "giver-like-person" in case("S07", number).check().questions


def test_a_person_among_bodies_that_receive_is_asked_about(case: Lay) -> None:
    """G09, and the same in a table of goods."""
    site = case("G09", 1)
    assert "receiver-like-person" in site.check().questions
    goods = ("口罩", "接收", "2025-01-30", "10", "只", "示例公司", "", "", "A2025"), (
        "口罩", "发放", "2025-02-01", "10", "只", "", "示例小学五年级李小样", "单位", "A2025",
    )  # fmt: skip
    site.write("data/demo/goods.csv", table("品名,类型,日期,数量,单位,捐赠方,接收方,接收方类型,来源", *goods))
    outcome = site.check()
    assert {"receiver-like-person"} <= set(outcome.questions)
    assert "personal-words" in outcome.errors


@pytest.mark.parametrize(
    ("receiver", "asked"),
    [
        *((receiver, True) for receiver in ("倪安华户", "12床倪安华", "3号床 倪安华", "倪安华家庭", "患儿倪安华户")),
        *((receiver, False) for receiver in ("示例机床厂", "东方机床有限公司", "示例县农户协会", "门户网站有限公司", "示例牧户合作社", "第一机床厂")),
    ],
)  # fmt: skip
def test_households_and_patients_in_beds_are_persons(case: Lay, receiver: str, asked: bool) -> None:  # noqa: FBT001
    """G09: a household that bears a name, and a patient with the number of the bed."""
    site = case()
    row = ("2025-03-01", receiver, "其他单位", "资金", "5000", "助困", "A2025")
    site.write("data/demo/disbursements.csv", table("拨付日期,接收方,接收方类型,类型,金额,用途,来源", row))
    assert ("receiver-like-person" in site.check().questions) is asked


def test_a_person_among_bodies_that_give_money_is_asked_about(case: Lay) -> None:
    """A body needs no consent to be named, so a person must not pass for one; the report does not repeat the name."""
    site = case()
    header = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源"
    row = ("2025-03-00001", "2025-03-01", "王安林", "100", "现金", "单位", "", "A2025")
    site.write("data/demo/donations.csv", table(header, row))
    outcome = site.check()
    assert "donor-like-person" in outcome.questions
    assert "王安林" not in outcome.printed
    site.write("data/demo/donations.csv", table(header, (*row[:6], "是", "A2025")))
    assert "donor-like-person" not in site.check().questions


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("partners", "编号,名称,来源", "p1,{},A2025"),
        ("projects", "编号,名称,执行方,来源", "p1,送书,{},A2025"),
        ("funds", "编号,名称,管理方,来源", "f1,春天,{},A2025"),
        ("honours", "编号,名称,授予方,来源", "h1,奖,{},A2025"),
        ("major_events", "编号,名称,类型,发生日期,对方,来源", "m1,理财,重大投资,2025-02-10,{},A2025"),
        ("trusts", "编号,信托名称,本机构的身份,另一方,来源", "t1,信托,受托人,{},A2025"),
        ("related_parties", "编号,名称,类别,关联关系,单位或个人,来源", "r1,{},其他,捐过款,单位,A2025"),
    ],
)
def test_a_person_where_a_body_belongs_is_asked_about(case: Lay, kind: str, header: str, row: str) -> None:
    """Every column that names bodies is published without a consent, so a person there is asked about, and no body is."""
    site = case()
    for name, asked in (("王安林", True), ("校友王安林", True), ("河边出版社", False), ("个人委托人", False)):
        site.write(f"data/demo/{kind}.csv", f"{header}\n{row.format(name)}\n")
        assert ("body-like-person" in site.check().questions) is asked, name


@pytest.mark.parametrize("giver", ["冯小刚导演", "刘伟建筑师", "郭晶晶女士一行", "王伟 138****5678", "周深歌手"])
def test_more_titles_and_masked_numbers_beside_names(case: Lay, giver: str) -> None:
    """S07: trades behind a name, those who come along, a number that somebody masked."""
    site = case()
    row = ("2025-03-01", giver, "其他单位", "资金", "5000", "助困", "A2025")
    site.write("data/demo/disbursements.csv", table("拨付日期,接收方,接收方类型,类型,金额,用途,来源", row))
    assert "receiver-like-person" in site.check().questions


@pytest.mark.parametrize(
    ("agreed", "refused"), [("示例金桥贸易有限公司", False), ("示例金桥贸易公司", False), ("别家公司", True)]
)
def test_a_giver_who_agreed_elsewhere_is_asked_about_in_every_spelling(case: Lay, agreed: str, refused: bool) -> None:  # noqa: FBT001
    """Z-leak-donor-name: as with its own name, a body that once agreed is no sure leak under its shorter name."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源"
    gifts = (
        f"G1,2025-03-01,示例金桥贸易有限公司,100,现金,单位,否,A2025\nG2,2025-03-02,{agreed},200,现金,单位,是,A2025\n"
    )
    site.write("data/demo/donations.csv", f"{head}\n{gifts}")
    site.write("data/demo/projects.csv", "编号,名称,内容,来源\np1,金秋助学,由示例金桥贸易公司捐赠设立,A2025\n")
    checked = site.check()
    assert ("name-refused" in checked.errors, "name-maybe-refused" in checked.questions) == (refused, not refused)


@pytest.mark.parametrize("body", ["设计师联盟", "公益主播", "主持人大赛", "童话作家", "万科设计师团队"])
def test_bodies_called_after_a_trade_are_no_persons(case: Lay, body: str) -> None:
    """S07: a trade alone, or with a word before it that is no name, tells of nobody."""
    site = case()
    row = ("2025-03-01", body, "其他单位", "资金", "5000", "助困", "A2025")
    site.write("data/demo/disbursements.csv", table("拨付日期,接收方,接收方类型,类型,金额,用途,来源", row))
    assert "receiver-like-person" not in site.check().questions


@pytest.mark.parametrize(
    ("type_", "asked"),
    [
        ("志愿服务合作方", True),
        ("专家", True),
        ("平台", False),
        ("律师事务所", False),
        ("顾问单位", False),
        ("其他", False),
    ],
)
def test_a_partner_may_be_a_person_whatever_it_does(case: Lay, type_: str, asked: bool) -> None:  # noqa: FBT001
    """S07: only a type that says that it is a body settles the question."""
    site = case()
    site.write("data/demo/partners.csv", f"编号,名称,类型,来源\np1,王安林,{type_},A2025\n")
    assert ("body-like-person" in site.check().questions) is asked


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("projects", "编号,名称,来源", "p1,{},A2025"),
        ("funds", "编号,名称,来源", "f1,{},A2025"),
        (
            "sources",
            "编号,名称,发布者,发布日期,等级",
            "A2025,报告,示例慈善会,2026-03-20,报\nB1,{},示例日报,2025-03-20,媒",
        ),
    ],
)
def test_a_thing_that_is_called_like_a_silent_giver_makes_nobody_public(
    case: Lay, kind: str, header: str, row: str
) -> None:
    """Z-leak-donor-name: the bare name of a giver as that of a project, a fund or a source; as a partner it is asked about."""
    site = case()
    gift = "2025-03-00001,2025-03-01,郑秋霞,100,现金,个人,否,A2025"
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源"
    site.write("data/demo/donations.csv", f"{head}\n{gift}\n")
    site.write(f"data/demo/{kind}.csv", f"{header}\n{row.format('郑秋霞')}\n")
    assert site.check().refused
    assert site.build().refused


def test_a_childs_name_with_school_and_class_is_refused(case: Lay) -> None:
    """S08."""
    outcome = case("S08", 1).check()
    assert outcome.refused
    assert outcome.errors == ("personal-words",)


@pytest.mark.parametrize("number", [1, 2])
def test_large_numbers_are_built(case: Lay, number: int) -> None:
    """S19: sums as long as telephone numbers, in pages, JSON and charts; check and build agree."""
    site = case("S19", number)
    assert site.check().exit_code == 0
    assert site.build().exit_code == 0


@pytest.mark.parametrize("value", ["13812345678", "15000000001", "370000000000002"])
def test_sums_that_look_like_numbers_of_persons_are_built(case: Lay, value: str) -> None:
    """A figure may have any digits: as a mobile number, as a card."""
    site = case("S19", 1)
    file = site.data / "figures" / "2025.csv"
    file.write_text(file.read_text("utf-8").replace("13690000000", value).replace("136.9亿元", f"{value}元"), "utf-8")
    assert site.check().errors == ()
    outcome = site.build()
    assert outcome.exit_code == 0, outcome.printed
    assert value in site.published()


@pytest.mark.parametrize(
    "name", ["Z-leak-contiguous", "Z-leak-donor-name", "Z-leak-folder-name", "Z-leak-tel-link", "Z-leak-wechat", "Z-leak-zero-width"]
)  # fmt: skip
def test_leaks_are_refused_by_check_and_build(case: Lay, name: str) -> None:
    """What the build refuses is told by the check, and the old site stays as it was."""
    site = case(name, 1)
    assert site.check().refused
    assert site.build().refused
    assert not (site.folder / "out").exists()


def test_bytes_behind_a_picture_are_taken_off(case: Lay) -> None:
    """Z10."""
    site = case("Z-leak-picture-trailer", 1)
    assert site.build().exit_code == 0
    picture = next((site.folder / "out" / "images").iterdir())
    assert b"1381234" not in picture.read_bytes()
    with Image.open(picture) as image:
        image.load()


GIFT = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,署名,同意公开姓名,来源,出处,说明"
SILENT = ("2025-05-00001", "2025-05-01", "欧阳隐名", "100", "现金", "个人", "", "否", "A2025", "", "")


def silent_giver(site: CaseSite, *more: tuple[str, ...]) -> CaseSite:
    """A site with a giver who does not want to be named."""
    site.write("data/demo/donations.csv", table(GIFT, SILENT, *more))
    return site


def silent(**cells: str) -> tuple[str, ...]:
    """Another gift."""
    labels = GIFT.split(",")
    row = dict(
        zip(
            labels,
            ("2025-05-00002", "2025-05-02", "李平", "50", "现金", "个人", "", "否", "A2025", "", ""),
            strict=True,
        )
    )
    return tuple((row | cells)[label] for label in labels)


@pytest.mark.parametrize("giver", ["王建国、欧阳隐名", "示例公司（欧阳隐名）", "微信用户欧阳隐名", "欧阳隐名代缴"])
@pytest.mark.parametrize(("consent", "told"), [("否", "errors"), ("是", "")])
def test_each_giver_of_a_row_may_say_no(case: Lay, giver: str, consent: str, told: str) -> None:
    """Z-leak-donor-name: also where the cell of the giver names two, or says more than a name."""
    site = case()
    site.write("data/demo/donations.csv", table(GIFT, silent(捐赠人=giver, 同意公开姓名=consent)))
    site.write("content/news/demo/a.md", article("感谢", "感谢欧阳隐名先生。"))
    outcome = site.check()
    assert ("name-refused" in outcome.errors) is bool(told)
    assert not told or "欧阳隐名" not in outcome.printed


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("data/demo/donations.csv", table(GIFT, SILENT, silent(说明="和欧阳隐名一起来的"))),
        ("data/demo/donations.csv", table(GIFT, SILENT, silent(出处="欧阳隐名的收据"))),
        ("data/demo/donations.csv", table(GIFT, SILENT, silent(同意公开姓名="是", 署名="欧阳隐名的学生李平"))),
        (
            "data/demo/honours.csv",
            table("编号,名称,授予方,年度,内容,来源", ("h1", "奖", "欧阳隐名", "2025", "好", "A2025")),
        ),
        (
            "data/demo/honours.csv",
            table("编号,名称,授予方,年度,内容,来源", ("h1", "奖", "甲", "2025", "谢欧 阳 隐 名", "A2025")),
        ),
        ("data/demo/organisation.yaml", "id: demo\nname: 示例慈善会\nabout: 感谢欧阳隐名先生\n"),
        (
            "data/site.yaml",
            "name: 公示\ntagline: 感谢欧阳隐名\norganisations:\n  - demo\nprepared_on: 2026-11-22\n",
        ),
        ("data/demo/projects.csv", table("编号,名称,来源", ("p1", "欧阳隐名助学项目", "A2025"))),
        (
            "data/demo/sources.csv",
            table("编号,名称,发布者,发布日期,等级", ("A2025", "欧阳隐名的来信", "示例慈善会", "2026-03-20", "报")),
        ),
        (
            SOURCE,
            table(
                "编号,名称,发布者,发布日期,等级,网址",
                (
                    "A2025",
                    "报告",
                    "示例慈善会",
                    "2026-03-20",
                    "报",
                    "https://example.org/?u=%E6%AC%A7%E9%98%B3%E9%9A%90%E5%90%8D",
                ),
            ),
        ),
        ("content/news/demo/a.md", article("感谢", "见[这里](https://example.org/欧阳隐名)。")),
        ("content/news/demo/a.md", article("感谢", "| 姓 | 名 |\n|---|---|\n| 欧阳 | 隐名 |")),
        ("content/news/demo/a.md", article("感谢", "感谢**欧阳**隐名的捐赠。")),
        ("content/news/demo/a.md", article("感谢欧阳隐名", "甲")),
        ("content/news/demo/a.md", article("感谢", "甲", "欧阳隐名捐了款")),
        ("content/news/demo/a.md", article("感谢", "![欧阳隐名在现场]({static}/images/a.png)")),
        ("content/pages/contact.md", "Title: 联系\nSlug: contact\n\n感谢欧阳隐名。\n"),
        ("content/images/欧阳隐名.png", ""),
    ],
)
def test_a_giver_who_said_no_is_named_nowhere(case: Lay, file: str, text: str) -> None:
    """In other cells, rows, tables, facts, articles, words of pictures and names of files; no report repeats the name."""
    site = silent_giver(case())
    for name in {"a.png", file.rpartition("/")[2]} if file.endswith((".md", ".png")) else ():
        if name.endswith(".png"):
            picture = site.folder / "content" / "images" / name
            picture.parent.mkdir(exist_ok=True)
            Image.new("RGB", (4, 4)).save(picture)
    if text:
        site.write(file, text)
    outcome = site.check()
    assert "name-refused" in outcome.errors, outcome.printed
    assert site.build().refused


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/?tel=138%201234%205679", "personal-number"),
        ("https://example.org/?id=11010519491231002X", "personal-number"),
        ("https://example.org/a/13812345679.html", "personal-number"),
        ("https://example.org/?t=13812345679", "personal-number"),
        ("https://example.org/?qq=123456789", "personal-words"),
        ("https://example.org/?from=wang.xiaohua%40qq.com", "personal-words"),
    ],
)
def test_persons_in_columns_of_web_addresses(case: Lay, address: str, code: str) -> None:
    """What leads to a person in the address of a source is told like that in a text."""
    site = case()
    row = ("A2025", "报告", "示例慈善会", "2026-03-20", "报", address)
    site.write(SOURCE, table("编号,名称,发布者,发布日期,等级,网址", row))
    assert site.check().errors == (code,)


def test_pages_of_other_sites_may_have_long_numbers(case: Lay) -> None:
    """Check and build agree on links to pages whose numbers are as long as those of cards, in a source and in an article."""
    site, address = case(), "https://weibo.com/1234567890/5138945807302153"
    row = ("A2025", "报告", "示例慈善会", "2026-03-20", "报", address)
    site.write(SOURCE, table("编号,名称,发布者,发布日期,等级,网址", row))
    site.write("content/news/demo/a.md", article("活动", f"见[微博]({address})。"))
    outcome = site.check()
    assert not outcome.errors, outcome.printed
    built = site.build()
    assert built.exit_code == 0, built.printed


def test_receivers_and_givers_who_are_called_students(case: Lay) -> None:
    """A receiver that is a person is never shown, and a giver may call himself a student; in other cells nobody is named so."""
    site = silent_giver(case(), silent(捐赠人="学生李平", 同意公开姓名="是", 署名="学生李平"))
    header = "拨付日期,接收方,接收方类型,金额,用途,来源"
    row = ("2025-05-01", "困难学生王小华", "个人", "1000", "助学", "A2025")
    site.write("data/demo/disbursements.csv", table(header, row))
    assert "personal-words" not in site.check().errors
    site.write("data/demo/disbursements.csv", table(header, (*row[:4], "资助学生王小华上学", "A2025")))
    assert "personal-words" in site.check().errors


def test_a_giver_who_said_no_does_not_stop_others(case: Lay) -> None:
    """A site in which nobody names the giver is built without the name; common words are no names."""
    site = silent_giver(
        case(),
        silent(捐赠人="高兴", 说明="孩子们很高兴，平安到家"),
        silent(捐赠编号="2025-05-00003", 捐赠人="爱心人士", 说明="爱心人士的心意"),
    )
    outcome = site.check()
    assert outcome.errors == ()
    assert not {"name-refused", "name-maybe-refused"} & set(outcome.questions)
    assert site.build().exit_code == 0
    assert "欧阳隐名" not in site.published()


def test_a_name_that_is_public_elsewhere_is_asked_about(case: Lay) -> None:
    """A member of the council of the same name may be named as such; another text with the name is asked about."""
    site = silent_giver(case())
    members = table("编号,姓名,机构,职务,任期起,来源", ("m1", "欧阳隐名", "理事会", "理事", "2024-01-01", "A2025"))
    site.write("data/demo/members.csv", members)
    assert not {"name-refused", "name-maybe-refused"} & {*site.check().questions, *site.check().errors}
    site.write("content/news/demo/a.md", article("换届", "欧阳隐名当选理事。"))
    outcome = site.check()
    assert "name-refused" not in outcome.errors
    assert "name-maybe-refused" in outcome.questions


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("data/demo/honours/13812345679.csv", "personal-name"),
        ("content/news/demo/13812345679.md", "personal-name"),
        ("content/images/王女士 0512-65221234/a.png", "personal-name"),
        ("content/files/Tel13812345679/a.pdf", "personal-name"),
    ],
)
def test_names_of_files_and_folders(case: Lay, file: str, code: str) -> None:
    """Files of data and of content, and the folders that they lie in."""
    site = case()
    site.write(file, article("甲", "乙") if file.endswith(".md") else "编号,名称,来源\nh1,奖,A2025\n")
    assert code in site.check().errors


def test_ids_and_addresses_are_looked_at_in_the_check(case: Lay) -> None:
    """Z12: what becomes part of an address."""
    site = case()
    site.write("data/demo/honours.csv", table("编号,名称,来源", ("h-13812345679", "奖", "A2025")))
    site.write("content/news/demo/a.md", article("甲", "乙").replace("Slug: a", "Slug: call-13812345679"))
    assert site.check().errors.count("personal-number") == 2


def test_an_organisations_own_telephones_are_no_secrets(case: Lay) -> None:
    """What it publishes as its own may stand beside a name, in articles as in cells."""
    site = case()
    site.write(
        "data/demo/organisation.yaml",
        "id: demo\nname: 示例慈善会\nphone: 0512-65221234\nabout: 联系人王安林，0512-65221234\n",
    )
    site.write("content/news/demo/a.md", article("甲", "请找王安林：0512-65221234"))
    assert site.check().errors == ()
    site.write("content/news/demo/a.md", article("甲", "请找王安林：0512-65229999"))
    assert site.check().errors == ("personal-words",)


def test_three_hundred_plants_in_one_site_are_all_told_and_nothing_is_built(case: Lay) -> None:
    """In cells of CSV and Excel, facts, articles and names: each is told with its place by the check, and the build refuses."""
    site = case()
    # The reader refuses a byte order mark inside a file by itself.
    items = [text for _, text in planted(400) if "\ufeff" not in text][:300]
    columns = "编号,名称,授予方,内容,来源,出处,说明"
    rows = []
    for place, text in enumerate(items[:150]):
        cells = ["奖", "示例市", "好", "A2025", "一", "甲"]
        cells[(0, 1, 2, 4, 5)[place % 5]] = text
        rows.append((f"h{place}", *cells))
    site.write("data/demo/honours.csv", table(columns, *rows))
    book = Workbook()
    assert book.active is not None
    book.active.append(["编号", "名称", "内容", "来源"])
    for place, text in enumerate(items[150:250]):
        book.active.append([f"v{place}", "队", text, "A2025"])
    book.save(site.data / "volunteers.xlsx")
    for place, text in enumerate(items[250:]):
        body = article("甲", text.replace("\n", " ")).replace("Slug: a", f"Slug: n{place}")
        site.write(f"content/news/demo/n{place}.md", body)
    outcome = site.check()
    # a sign that nobody sees is refused by itself, before the number that it breaks up is looked for
    assert len([code for code in outcome.errors if code.startswith("personal-") or code == "invisible-sign"]) >= 300
    findings = outcome.places
    assert [row for row in range(2, 152) if ("honours.csv", row) not in findings] == []
    assert [row for row in range(2, 102) if ("volunteers.xlsx", row) not in findings] == []
    assert [place for place in range(50) if f"n{place}.md" not in {file for file, _ in findings}] == []
    assert site.build().refused
    assert not (site.folder / "out").exists()


NUMBER = "13912345678"
ATTRIBUTES = (
    f"<q cite='{NUMBER}'>好</q>",
    f"<blockquote cite='tel:{NUMBER}'>好</blockquote>",
    f"<ins datetime='{NUMBER}'>好</ins>",
    f"<p lang='{NUMBER}'>好</p>",
    f"<ol start='{NUMBER}'><li>好</li></ol>",
    f"<table summary='{NUMBER}'><tr><td headers='{NUMBER}'>好</td></tr></table>",
)


@pytest.mark.parametrize("body", ATTRIBUTES)
def test_attributes_that_nobody_sees_publish_nothing(case: Lay, body: str) -> None:
    """Whatever an attribute holds is refused or not written."""
    site = case()
    site.write("content/news/demo/a.md", article("甲", body))
    if not site.check().refused:
        assert not site.build().refused
        assert NUMBER not in site.published()


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("<ruby>139<rt>1234</rt>5678</ruby>", True),
        ("139<rp>(</rp>12345678", True),
        ("<acronym>139</acronym>12345678", True),
        ("139<hr>12345678", False),
        ("<aside>139</aside><aside>12345678</aside>", False),
        ("<center>139</center>12345678", False),
        ("<footer>139</footer><header>12345678</header>", False),
        ("<pre>139</pre><pre>12345678</pre>", False),
    ],
)
def test_check_and_build_join_the_same_pieces(case: Lay, body: str, *, refused: bool) -> None:
    """What one of them takes for one number the other does, too."""
    site = case()
    site.write("content/news/demo/a.md", article("甲", f"文\n\n{body}"))
    outcome = site.check()
    assert outcome.refused is refused, outcome.printed
    assert site.build().refused is refused


def test_what_leads_to_a_person_is_told_with_its_line(case: Lay) -> None:
    site = case()
    site.write("content/news/demo/a.md", article("甲", f"文\n\n[打](tel:{NUMBER})\n\n加微信：lixiaohua_88"))
    assert site.check().places >= {("a.md", 8), ("a.md", 10)}


def test_numbers_in_cells_side_by_side_are_two_numbers(case: Lay) -> None:
    """Households and yuan in a table of an article are no telephone, neither for the check nor in what the search keeps."""
    site = case()
    site.write("content/news/demo/a.md", article("甲", "| 户数 | 金额 |\n|---|---|\n| 138 | 12345679 |"))
    assert site.check().errors == ()
    outcome = site.build()
    assert outcome.exit_code == 0, outcome.printed


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("王梓涵", "实验小学三年级2班", True),
        ("三年级2班", "王梓涵", True),
        ("王梓涵、李沐阳", "三年级2班", True),
        ("王梓涵", "9岁，白血病", True),
        ("王梓涵", "實驗小學三年級", True),
        ("王建国", "会长，看望白血病患儿", False),
        ("王建国", "用于三年级2班图书角", False),
        ("王建国", "三年级组长", False),
        ("王建国", "小学生课后服务", False),
        ("高新区", "三年级2班", False),
        ("王某某", "三年级2班", False),
    ],
)
def test_a_childs_name_and_class_in_two_cells_of_a_row(case: Lay, name: str, words: str, told: bool) -> None:  # noqa: FBT001
    """S08: what no cell tells by itself a row tells; who works at a school or gives for a class is no child."""
    site = case()
    row = ("h1", "奖", "示例市", "2025", name, "A2025", words)
    site.write("data/demo/honours.csv", table("编号,名称,授予方,年度,内容,来源,说明", row))
    assert site.check().errors == (("personal-words",) if told else ())


def test_a_givers_class_in_another_cell(case: Lay) -> None:
    """Only where the giver's name is shown."""
    site = silent_giver(case(), silent(捐赠人="王梓涵", 说明="示例小学三年级2班"))
    assert site.check().errors == ()
    silent_giver(site, silent(捐赠人="王梓涵", 同意公开姓名="是", 说明="示例小学三年级2班"))
    assert site.check().errors == ("personal-words",)


def test_a_name_before_a_grant_is_asked_about(case: Lay) -> None:
    """A purpose may name whom a payment helped, or the fund that a giver named: only what the organisation bears is sure."""
    site = case()
    header = "拨付日期,接收方,接收方类型,金额,用途,来源"
    rows = [("2025-05-01", "示例小学", "学校", str(1000 + at), "刘芳助学金", "A2025") for at in range(2)]
    site.write("data/demo/disbursements.csv", table(header, *rows))
    outcome = site.check()
    assert outcome.questions.count("grant-like-person") == 1
    assert "刘芳" not in outcome.printed
    site.write("data/demo/funds.csv", table("编号,名称,来源", ("lf", "刘芳助学基金", "A2025")))
    assert "grant-like-person" not in site.check().questions


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("救助名单：\n\n- 王小明 5000元\n- 李小红 3000元", True),
        ("受助学生名单（第一批）：\n\n王小明、李小红、张强", True),
        ("2025年困难户公示\n\n1. 王小明（东镇）", True),
        ("助学金发放名单\n\n| 王小明 | 1000 |\n|---|---|\n| 李小红 | 1000 |", True),
        ("爱心捐款名单：\n\n- 王小明\n- 李小红", False),
        ("救助工作领导小组名单：\n\n- 王建国 会长\n- 李小红 秘书长", False),
        ("救助名单：\n\n- 高新区实验小学\n- 江苏省人民医院", False),
        ("救助对象公示如下：\n\n共120人。", False),
    ],
)
def test_names_below_a_line_that_announces_who_was_helped(case: Lay, body: str, told: bool) -> None:  # noqa: FBT001
    """Lists of articles: whom a line above says to have been helped is not named below; givers and committees are."""
    site = case()
    site.write("content/news/demo/a.md", article("公示", body))
    assert ("personal-words" in site.check().errors) is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("三年级学生吴\n晓曼收到助学金", True),
        ("三年级学生吴<br>晓曼收到助学金", True),
        ("| 姓名 | 吴晓曼 |\n|---|---|\n| 年龄 | 9岁 |\n| 病情 | 白血病 |", True),
        ("| 姓名 | 吴晓曼 |\n|---|---|\n| 职务 | 会长 |", False),
        ("| 项目 | 助学 |\n|---|---|\n| 学校 | 示例小学 |", False),
        ("三年级学生朗诵李白、杜甫的诗", False),
        ("三年级学生阅读《西游记》《孙悟空》", False),
        ("吴晓曼（示例日报记者）报道：示例小学三年级学生收到书包", False),
        ("吴晓曼（小记者）报道：示例小学三年级学生收到书包", True),
    ],
)
def test_lines_that_break_names_forms_on_their_side_and_the_dead(case: Lay, body: str, told: bool) -> None:  # noqa: FBT001
    """A name broken by the end of a line, a table with its heads at the side; poets and reporters are no children."""
    site = case()
    site.write("content/news/demo/a.md", article("公示", body))
    assert ("personal-words" in site.check().errors) is told


@pytest.mark.parametrize(("note", "refused"), [("三年级2班", True), ("8岁", True), ("捐给三年级2班", False)])
def test_a_giver_of_two_characters_beside_a_class_is_a_child(case: Lay, note: str, refused: bool) -> None:  # noqa: FBT001
    """S08: a whole name of two characters counts where a column names givers."""
    site = case()
    site.write("data/demo/donations.csv", table(GIFT, silent(捐赠人="李红", 同意公开姓名="是", 说明=note)))
    assert ("personal-words" in site.check().errors) is refused
