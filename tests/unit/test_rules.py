"""The small functions that rules are made of: what they name, and what they let pass."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.kinds import kind_of
from disclosure.model import Dataset, Disclosure, Organisation
from disclosure.problems import Problem, Where, problem
from disclosure.reading import Record
from disclosure.rules import all_rules, examine
from disclosure.rules.counts import broken_counts
from disclosure.rules.dates import impossible_days
from disclosure.rules.jumps import first_digits, power_between, slips, swapped
from disclosure.rules.names import alike
from disclosure.rules.names import slips as misspelt
from disclosure.rules.promises import contrary
from disclosure.rules.prose import image_tables, images, picture
from disclosure.rules.returns import said_to_be_void
from disclosure.rules.scene import Scene
from disclosure.rules.series import overdue_progress
from disclosure.rules.specifications import _near
from disclosure.rules.wholes import far_from_plan


def records(kind: str, rows: list[dict[str, object]]) -> list[Record]:
    declared = kind_of(kind)
    assert declared
    return [declared.record.of(row, Where(f"data/body/{kind}.csv", None, number)) for number, row in enumerate(rows, 2)]


def scene(
    kind: str, rows: list[dict[str, object]], prepared_on: str = "2024-06-30", /, **others: list[dict[str, object]]
) -> Scene:
    body = Organisation.known("body", {"name": "青山慈善会"})
    every = {name: records(name, listed) for name, listed in ({kind: rows} | others).items()}
    return Scene(Disclosure(body, {}, {}, {}, [], every, {}, prepared_on))


@pytest.mark.parametrize(
    ("end", "accounts", "asked"),
    [
        ("2024-06-30", [("2024-06-15", 90), ("2024-06", 90_000)], ""),
        ("2024-06-30", [("2024-06", 90), ("2024-06-15", 90_000)], "到 2024-06 募得 90元"),
        ("2024-06", [("2024-06-15", 90)], ""),
        ("2024-06-15", [("2024-06-15", 90)], "到 2024-06-15 募得 90元"),
        ("2024-06-15", [("2024-06-14", 90)], ""),
    ],
)
def test_an_appeal_is_judged_by_its_newest_account(end: str, accounts: list[tuple[str, int]], asked: str) -> None:
    """An account up to a month is newer than one up to a day of it, and an appeal up to a month runs to its last day."""
    campaign: dict[str, object] = {"id": "warm", "name": "暖冬", "target": Decimal(100_000), "end_on": end}
    rows: list[dict[str, object]] = [
        {"campaign": "warm", "as_of": day, "cash_raised": Decimal(raised)} for day, raised in accounts
    ]
    faults = list(far_from_plan(scene("campaigns", [campaign], campaign_accounts=rows)))
    assert [fault.details["right"] for fault in faults] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("published", "today", "late"),
    [
        (["2024-03-31"], "2024-06-30", ""),
        (["2024-03-31"], "2024-07-01", "上次公布是 2024-03-31"),
        (["2024-03"], "2024-06-30", ""),
        (["2024-03"], "2024-07-01", "上次公布是 2024-03"),
        (["2024-03", "2024-03-02"], "2024-06-30", ""),
        ([], "2023-12-30", ""),
        ([], "2023-12-31", "2023-06 开始，没有公布过进展"),
    ],
)
def test_progress_is_overdue_only_where_that_is_sure(published: list[str], today: str, late: str) -> None:
    """What was published in a month may have been published on its last day."""
    project: dict[str, object] = {"id": "books", "name": "送书", "start_on": "2023-06", "status": "进行中"}
    rows: list[dict[str, object]] = [
        {"project": "books", "as_of": "2024-01-31", "published_on": day} for day in published
    ]
    appeal: dict[str, object] = {"id": "warm", "name": "暖冬", "project": "books"}
    faults = overdue_progress(scene("projects", [project], today, project_progress=rows, campaigns=[appeal]))
    assert [fault.details["left"] for fault in faults] == ([late] if late else [])


@pytest.mark.parametrize(
    ("one", "other", "near", "power"),
    [
        ("475000000", "4750000000", "1.02", 10),
        ("491273045.02", "4766273045.02", "1.25", 10),
        ("491273045.02", "4766273045.02", "1.02", None),
        ("12", "120000", "1.02", 10000),
        ("100", "5000", "1.25", None),
        ("0", "100", "1.25", None),
        ("-100", "1000", "1.02", 10),
    ],
)
def test_powers_of_ten(one: str, other: str, near: str, power: int | None) -> None:
    """Numbers about ten to ten thousand times apart, in either order."""
    for left, right in ((one, other), (other, one)):
        assert power_between(Decimal(left), Decimal(right), Decimal(near)) == power


@given(st.integers(10, 10**9), st.integers(0, 7))
def test_swapped_digits_are_found_wherever_they_are(number: int, at: int) -> None:
    """Any two different neighbours in the other order; the same number is no slip."""
    digits = list(str(number))
    at %= len(digits) - 1
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    other = int("".join(digits))
    expected = other != number and digits[0] != "0"
    assert swapped(Decimal(number), Decimal(other)) is expected
    assert not swapped(Decimal(number), Decimal(number))


def test_a_column_that_ranges_widely_has_no_slip() -> None:
    """Only a few cells apart from all others, and only where 元 and 万元 explain it."""
    column = [Decimal(one) for one in (12000, 9500, 11000, 8800, 10100, 9000, 12500)]
    assert [at for at, *_ in slips([*column, Decimal("1.1")])] == [7]
    assert [at for at, *_ in slips([*column, Decimal(110_000_000)])] == [7]
    assert not list(slips([*column, Decimal(5)]))  # 50,000 is not among the others
    assert not list(slips([Decimal(10) ** power for power in range(10)]))
    assert not list(slips([Decimal("1.1"), *column[:5]]))  # too few to say


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("高新区慈善总会", "高新区慈善会", True),
        ("东港商贸公司", "东商港贸公司", True),
        ("苏州市第一医院", "苏州市第二医院", False),
        ("山东慈善总会", "山西慈善总会", False),
        ("12中学校", "13中学校", False),
        ("青山基金会", "青川基金会", True),
        ("青山基金会", "青山红十字会", False),
    ],
)
def test_names_one_character_apart(one: str, other: str, *, expected: bool) -> None:
    """One character more, less or other, or two in the other order; not numbers and directions."""
    assert bool(list(alike([one, other]))) is expected


@given(st.lists(st.text("青山河湾石桥慈善会", min_size=1, max_size=7), unique=True, max_size=12))
def test_near_names_agree_with_the_slow_way(names: list[str]) -> None:
    """The pairs are those that comparing each with each finds, no more and no fewer."""

    def close(one: str, other: str) -> bool:
        short, long = sorted((one, other), key=len)
        if len(long) - len(short) == 1:
            return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
        if len(long) != len(short):
            return False
        at = [place for place in range(len(one)) if one[place] != other[place]]
        swap = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        return len(at) == 1 or swap

    wanted = {frozenset((one, other)) for one in names for other in names if one < other and close(one, other)}
    assert {frozenset(pair) for pair in alike(names)} == wanted


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("生于2009年2月29日", ["2009年2月29日"]),
        ("2009-02-29 与 2024/02/29", ["2009-02-29"]),
        ("2023.13.01发布", ["2023.13.01"]),
        ("2023年13月", ["2023年13月"]),
        ("2023年2月28日；电话 0512-65220000", []),
        ("版本 2023.10.3.4，编号 2023-99", []),
    ],
)
def test_days_that_no_calendar_has(text: str, days: list[str]) -> None:
    """Impossible days are quoted as they stand; versions and numbers are no days."""
    assert list(impossible_days(text)) == days


@pytest.mark.parametrize(
    ("promised", "told", "expected"),
    [
        ("失学女童", "男生 453 名", True),
        ("困难学生", "男生 453 名", False),
        ("失学女童", "女生 814 名", False),
        ("老人和儿童", "学生书包", False),
        ("独居老人", "学生书包", True),
        ("", "男生", False),
    ],
)
def test_who_was_promised_and_who_was_helped(promised: str, told: str, *, expected: bool) -> None:
    """Only a group that the promise excludes counts."""
    assert contrary(promised, told) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("KN95", "N95", True), ("KN95", "kn95", True), ("2公斤", "3公斤", False), ("5升", "5升装", True), ("大号", "小号", False), ("", "N95", False)],
)  # fmt: skip
def test_specifications(one: str, other: str, *, expected: bool) -> None:
    """A letter more or less or another spelling; other numbers and other words are other goods."""
    assert _near(one, other) is expected


def test_slips_of_the_pen_need_their_bank() -> None:
    """之行 is a slip behind a bank and a word elsewhere."""
    assert list(misspelt("工商银行青山之行")) == [("之行", "支行")]
    assert list(misspelt("爱心之行，千里之行")) == []


def test_pictures_are_read_from_html(tmp_path: Path) -> None:
    """Alt and address in any order, unescaped; nothing outside the folder is opened."""
    (one,) = images('<p><img src="../images/%E5%90%8D%E5%8D%95.png" alt="a&amp;b" /></p>')
    assert (one.alt, one.src) == ("a&b", "../images/名单.png")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"x")
    assert picture("{static}/images/a.png", tmp_path) == tmp_path / "images" / "a.png"
    assert picture("../../images/a.png", tmp_path / "images") is None
    assert picture("https://example.org/images/a.png", tmp_path) is None


@pytest.mark.parametrize("alt", ["表彰大会", "代表发言", "节目表演", "志愿者合影", "捐赠仪式"])
def test_photographs_of_people_are_no_tables(alt: str) -> None:
    """A photograph of people is no list."""
    assert not list(image_tables("a.md", f'<img alt="{alt}" src="a.png">'))


def _payments(amounts: list[Decimal]) -> Scene:
    return scene("disbursements", [{"amount": amount} for amount in amounts])


def test_first_digits_are_only_advice_and_only_for_many() -> None:
    """first-digits: four hundred payments that nearly all begin with 9 are worth a look, natural books are not."""
    chance = random.Random(7)  # noqa: S311
    natural = [Decimal(int(10 ** (3 + 3 * chance.random()))) for _ in range(400)]
    assert not list(first_digits(_payments(natural)))
    odd = [*natural[:100], *([Decimal(9500)] * 300)]
    (found,) = first_digits(_payments(odd))
    assert (found.code, found.details["cell"]) == ("first-digits", "9")
    assert not list(first_digits(_payments(odd[-200:])))


@pytest.mark.parametrize(
    ("quantity", "unit", "asked"),
    [
        ("100.5", "个", True), ("3.5", "人", True), ("3.55555", "万盒", True), ("12.5", "只（包）", True), ("0.5", "套", True), ("3.5", "万盒", False),
        ("100", "个", False), ("3.5", "吨", False), ("2.5", "箱", False), ("0.5", "小时", False), ("98.5", "%", False),
    ],
)  # fmt: skip
def test_persons_and_things_come_whole(quantity: str, unit: str, *, asked: bool) -> None:
    """Half a person is asked about, half a ton or a box that was opened is not."""
    rows: list[dict[str, object]] = [{"item": "口罩", "quantity": Decimal(quantity), "unit": unit}]
    assert bool(list(broken_counts(scene("goods", rows)))) is asked
    figures: list[dict[str, object]] = [
        {"subject": "助学", "measure": "受益", "value": Decimal(quantity), "unit": unit},
        {"subject": "助学", "measure": "户均人口", "value": Decimal(quantity), "unit": unit},
    ]
    assert [finding.where.row for finding in broken_counts(scene("figures", figures))] == ([2] if asked else [])


VOID = [
    "已退款",
    "2025年6月全额退回",
    "对方退票",
    "已冲红",
    "作废",
    "冲正",
    "误转",
    "重复支付",
    "申请撤回",
    "交易关闭",
    "钱已退",
    "退100元",
    "原路返还",
    "尚未到账",
    "款项没有到账",
    "银行退汇",
    "撤回捐赠",
    "捐赠取消",
    "支票未兑现",
    "拒收退货",
    "结余收回",
    "结余资金已收回",
    "收回多拨款",
    "缴回余款",
    "追回",
    "Refunded 2025-03-05",
    "charged back",
    "Payment was returned",
    "CANCELLED",
]
NOT_VOID = [
    "未退款",
    "不予退还",
    "没有退款",
    "退款政策见官网",
    "退役军人捐款",
    "老师已退休",
    "退耕还林",
    "取消集会",
    "撤点并校",
    "每月一捐",
    "未收到发票",
    "未支付手续费",
    "追回被拐儿童的路费",
    "旧衣收回再造",
    "为撤回大陆的侨胞捐赠",
    "余额宝转入",
    "结余上缴市总会",
    "为兑现未兑现的承诺",
    "no refund",
    "Not refunded",
    "non-refundable",
    "Refund policy accepted",
    "for cancelled flights",
    "returned volunteers",
]


@pytest.mark.parametrize(("note", "asked"), [*((note, True) for note in VOID), *((note, False) for note in NOT_VOID)])
def test_what_is_said_to_be_void_is_asked_about(note: str, *, asked: bool) -> None:
    """A payment that counts though its note says that it came back, unless the return is entered."""
    payment: dict[str, object] = {"paid_on": "2025-05-01", "receiver": "小学", "amount": Decimal(100), "note": note}
    assert bool(list(said_to_be_void(scene("disbursements", [payment])))) is asked
    came_back: dict[str, object] = {"paid_on": "2025-05-01", "receiver": "小学", "amount": Decimal(100)}
    assert not list(said_to_be_void(scene("disbursements", [payment], payment_returns=[came_back])))


def test_every_rule_tells_the_code_that_it_is_listed_under() -> None:
    """Rules are found by their codes, and there are as many functions as codes."""
    rules = all_rules()
    assert len(set(rules.values())) == len(rules) > 20


def test_what_an_error_says_is_not_said_again() -> None:
    """A rule's finding in a row that could not be read is left out; one in another row is not."""
    here, there = Where("data/body/a.csv", None, 2, "金额"), Where("data/body/a.csv", None, 3, "金额")

    def look(_: Scene) -> list[Problem]:
        return [problem("payment-twice", one, other="第 9 行") for one in (here, there)]

    told = [problem("bad-value", here, cell="x", expected="数", mend="改。")]
    one = scene("disbursements", []).disclosure
    assert [found.where for found in examine([one], told, look=look)] == [there]
    assert len(list(examine([one], [], look=look))) == 2


def test_a_dataset_without_rows_is_no_table() -> None:
    """Rules on tables of many rows are spared empty ones."""
    from disclosure.kinds.gifts import DonationRecord

    one = scene("projects", [])
    one.disclosure.datasets["donations"] = Dataset("donations", DonationRecord)
    assert one.dataset("donations") is None
