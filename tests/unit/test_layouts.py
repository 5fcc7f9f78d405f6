"""Headers of other people's sheets: found under any titles, in any order; columns, days, names and numbers of gifts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.importing.asking import SheetQuestions
from disclosure.importing.columns import plan_columns
from disclosure.importing.days import read_days
from disclosure.importing.filling import donor_type
from disclosure.importing.layouts import find_layout
from disclosure.importing.naming import NameTable, slug_of
from disclosure.importing.numbering import number_gifts
from disclosure.importing.recipes import shipped_recipes
from disclosure.importing.vocabulary import Sense, kinds_with_words, meaning, words
from disclosure.kinds import kind_of
from disclosure.kinds.channels import KIND as CHANNELS
from disclosure.kinds.donations import KIND as DONATIONS
from disclosure.reading import NumberText

KINDS = [kind for word in kinds_with_words() if (kind := kind_of(word))]
DAYS = ["捐赠日期", "捐款时间", "到账日期", "支付时间", "交易日期", "入账时间", "收款日期"]
MONEY = ["捐款金额（元）", "捐赠金额(万元)", "金额", "到账金额", "捐 款 额", "捐资金额/元"]
GIVERS = ["捐款人昵称", "捐赠(单位/姓名）", "对方户名", "付款人", "爱心人士"]
PRIVATE = ["联系电话", "手机号码", "身份证号", "收货地址", "微信openid", "对方账号", "留言", "捐款人邮箱", "订单备注"]
IDLE = ["序号", "商户号", "设备号"]
TITLES = ["示例会2025年捐款公示", "单位：元", "导出时间：2023-01-10 09:21:33", "截至2025年3月31日", "（第三批）"]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[tuple[int, list[str]]], int, dict[str, str]]:
    """(lines, row of the header, header → what it is) of a sheet as somebody may have made it."""
    picked = {draw(st.sampled_from(DAYS)): "received_on", draw(st.sampled_from(MONEY)): "amount"}
    picked[draw(st.sampled_from(GIVERS))] = "donor"
    picked |= dict.fromkeys(draw(st.lists(st.sampled_from(PRIVATE), unique=True, max_size=5)), "private")
    picked |= dict.fromkeys(draw(st.lists(st.sampled_from(IDLE), unique=True, max_size=2)), "idle")
    heads = draw(st.permutations(list(picked)))
    above = draw(st.lists(st.sampled_from(TITLES), max_size=6))
    gaps = draw(st.lists(st.integers(0, 2), min_size=len(above) + 1, max_size=len(above) + 1))
    lines, row = [], 1
    for title, gap in zip(above, gaps, strict=False):
        row += gap
        place = draw(st.integers(0, len(heads) - 1))
        lines.append((row, [title if at == place else "" for at in range(len(heads))]))
        row += 1
    row += gaps[-1]
    lines.append((row, list(heads)))
    samples = {"received_on": "2025-03-01", "amount": "100.5", "donor": "赵*", "private": "13812345678", "idle": "1"}
    count = draw(st.integers(1, 4))
    lines.extend((row + number, [samples[picked[head]] for head in heads]) for number in range(1, count))
    return lines, row, picked


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_the_header_is_found_and_no_private_column_is_taken(
    sheet: tuple[list[tuple[int, list[str]]], int, dict[str, str]],
) -> None:
    """Wherever it stands: the row, the three columns of ours, and every private column left out with a reason."""
    lines, row, picked = sheet
    layout = find_layout(lines, KINDS, ("捐款",))
    assert layout is not None
    assert layout.rows == (row,)
    assert layout.kind is DONATIONS
    plan = plan_columns(layout, lines[layout.below :], None, SheetQuestions(1, {}))
    assert {layout.heads[place]: name for name, place in plan.places.items()} == {
        head: name for head, name in picked.items() if name not in {"private", "idle"}
    }
    for use in plan.uses:
        assert bool(use.name) != bool(use.reason)


@pytest.mark.parametrize(
    "head", [*PRIVATE, "捐赠人手机", "付款方账号", "监护人身份证号码", "家庭住址（详细）", "用户ID"]
)
def test_what_leads_to_a_person_is_private(head: str) -> None:
    """Also in words that are not listed, where a listed one stands in them."""
    known = meaning(head, DONATIONS)
    assert known is not None
    assert known.sense is Sense.PRIVATE
    assert known.reason


def test_words_are_told_once() -> None:
    """No word of the vocabulary is private in one place and a column of ours in another."""
    book = words()
    for columns in book.columns.values():
        assert not set(columns) & set(book.private)
    assert not set(book.steering) & set(book.private) - {"备注", "备注信息"}
    for kind in KINDS:
        names = {column.name for column in kind.record.columns}
        assert {name for name, _ in book.columns[kind.id].values()} <= names


def test_shipped_recipes_name_columns_of_ours_and_say_whether_they_were_seen() -> None:
    """Eight layouts; none was made from a real file, and each says so."""
    recipes = shipped_recipes()
    assert len(recipes) == 8
    for recipe in recipes:
        kind = kind_of(recipe.kind)
        assert kind is not None
        assert set(recipe.columns.values()) <= {"-", *(column.name for column in kind.record.columns)}
        assert set(recipe.steering.values()) <= {name for name, _ in words().steering.values()}
        assert recipe.seen.startswith("没有见过真的文件")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022.6.15", "2022-06-15"),
        ("2022年7月7日", "2022-07-07"),
        ("2022/10/20", "2022-10-20"),
        ("20221023", "2022-10-23"),
        ("2022-01-24 09:08:07", "2022-01-24"),
        ("2023-11-30T16:27:42+08:00", "2023-11-30"),
        (NumberText("44597"), "2022-02-05"),
        (NumberText("44597.4166"), "2022-02-05"),
        ("二〇二五年三月一日", "2025-03-01"),
        ("2025.3.1-3.5", "2025.3.1-3.5"),
        ("2025-02-30", "2025-02-30"),
        ("3月1日", "3月1日"),
    ],
)
def test_days_of_every_usual_form(cell: str, day: str) -> None:
    """What can mean one day is that day; what can't stays as it is, to be refused."""
    assert read_days([cell], "到账日期", SheetQuestions(1, {})).days == [day]


def test_days_with_two_readings_are_asked() -> None:
    """01/02/2025, and 44597 in a file of text: nothing is read before somebody said it."""
    asking = SheetQuestions(1, {})
    assert read_days(["01/02/2025", "13/02/2025"], "日期", asking).days == ["01/02/2025", "2025-02-13"]
    assert [(question.id, question.proposed) for question in asking.questions] == [("1.day-order", "day")]
    said = SheetQuestions(1, {"1.day-order": "day"})
    assert read_days(["01/02/2025"], "日期", said).days == ["2025-02-01"]
    text = SheetQuestions(1, {})
    assert read_days(["44597"], "日期", text).days == ["44597"]
    assert [question.id for question in text.questions] == ["1.serial-days"]
    assert read_days(["44597"], "日期", SheetQuestions(1, {"1.serial-days": "yes"})).days == ["2022-02-05"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("赵安邦", "王*", "李**", "小红帽", "会飞的鱼", "钱女士", "欧阳明明一家"), "个人"),
        (("某某有限公司", "某县人民医院", "某某商会", "某某建材有限公司(第二批)", "示例县民政局", "第一小学"), "单位"),
        (("", "匿名", "爱心人士", "热心网友"), "匿名"),
        (("某县第一中学师生", "示例公司全体员工", "三年级二班"), None),
    ],
)
def test_types_of_donors_follow_from_names(names: Sequence[str], kind: str | None) -> None:
    """Persons, bodies, nobody; a group is none of these for sure."""
    assert {name: donor_type(name) for name in names} == dict.fromkeys(names, kind)


def test_numbers_follow_days_and_what_is_taken() -> None:
    """In the order of days, the same day in the order of the file, behind the numbers of the month."""
    days = ["2025-03-09", "2025-03-01", "2025-04-01", "2025-03-01"]
    assert number_gifts(days, ["2025-03-00007", "2024-03-00099"]) == [
        "2025-03-00010",
        "2025-03-00008",
        "2025-04-00001",
        "2025-03-00009",
    ]


def test_ids_from_pinyin_are_steady() -> None:
    """The same name has the same id; one that is taken gets a number; nothing but letters, digits and hyphens."""
    assert slug_of("助学圆梦", ()) == "zhu-xue-yuan-meng"
    assert slug_of("助学圆梦", ("zhu-xue-yuan-meng",)) == "zhu-xue-yuan-meng-2"
    assert slug_of("99公益日", ()) == "99-gong-yi-ri"
    assert slug_of("！？", ()) == "ming-cheng"
    table = NameTable(CHANNELS, {"wx": "微信支付"})
    assert table.match("“微信支付”项目") == "wx"
    assert table.match("微信") == ""
    assert table.alike("微信") == "wx"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_name_gives_an_id(name: str) -> None:
    """Whatever stands in a cell, its id is one, and short enough."""
    assert len(slug_of(name, ())) <= 60
