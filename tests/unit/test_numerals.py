"""Numbers and units of money, as words spell them: read exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.numerals import (
    Sign,
    exact_amount,
    foreign,
    in_one_width,
    money_power,
    notes,
    readings,
    scaled_format,
    spelled,
)
from disclosure.numerals.spelling import scale

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def _section(number: int) -> str:
    """A number below ten thousand as it is spoken."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = digit == 0
    return text


def _spoken(number: int) -> str:
    """A number below a hundred million as it is spoken."""
    high, low = divmod(number, 10_000)
    words = f"{_section(high)}万" if high else ""
    return words + ("零" if high and low and low < 1000 else "") + _section(low)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_spoken_number_is_read_back(number: int) -> None:
    """What is written in Chinese numerals has the value that it spells."""
    read = spelled(_spoken(number))
    assert read is not None
    assert read.value == number


@pytest.mark.parametrize("text", ["三百五", "百分", "十百", "万万", "一二", "", "约"])
def test_what_can_be_understood_in_two_ways_is_no_number(text: str) -> None:
    """Three hundred and five or three hundred and fifty: nobody guesses."""
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一亿亿", 10**16),
        ("十万亿", 10**13),
        ("1万亿3000万", 10**12 + 3 * 10**7),
        ("三千万亿零五百万", 3 * 10**15 + 5 * 10**6),
    ],
)
def test_large_units_behind_each_other_count_that_many_times(text: str, value: int) -> None:
    read = spelled(text)
    assert read is not None
    assert read.value == value


@pytest.mark.parametrize(
    ("text", "power"), [("千万万万万万万", 27), ("亿亿亿千", 27), ("亿亿亿万", None), ("万万万万万万万", None)]
)
def test_a_size_is_one_as_far_as_decimals_are_exact(text: str, power: int | None) -> None:
    """Of 28 digits they keep every one; from there on a row of signs is neither a size nor, behind a one, a number."""
    assert scale(text) == (None if power is None else 10**power)


@pytest.mark.parametrize(("text", "power"), [("1千万万万万万万", 27), ("1亿亿亿万", None)])
def test_a_number_is_one_as_far_as_decimals_are_exact(text: str, power: int | None) -> None:
    read = spelled(text)
    assert (read.value if read else None) == (None if power is None else 10**power)


@pytest.mark.parametrize(
    "text", ["万" * 20_000, "1万" * 20_000, "十" + "亿" * 20_000, "1" + "亿" * 150_000, "一" + "万亿" * 9]
)
def test_rows_of_large_units_are_no_number(text: str) -> None:
    """However long they are: nothing runs over, and no number is rounded."""
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("unit", "power"),
    [("人民币万元", 4), ("万元（人民币）", 4), ("千元", 3), ("角", -1), ("分", -2), ("亿元", 8), ("人", None)],
)
def test_units_of_money_scale_by_a_power_of_ten(unit: str, power: int | None) -> None:
    """A unit is one of our money, with its power of ten, or it is none."""
    assert money_power(unit) == power


def test_another_currency_is_no_unit_of_ours() -> None:
    """Dollars have a name, and no power of ten."""
    assert money_power("美元") is None
    assert foreign("美元") == "美元"
    assert [foreign(f"单位：元（{place}）") for place in ("新加坡", "港", "人民币", "含税")] == [
        "新加坡元",
        "港元",
        "",
        "",
    ]
    assert not any(map(foreign, ("欧元路社区拨付表", "美元大厦物业捐赠", "日元小区")))
    assert foreign("美元路演募集") == "美元"


def test_a_wording_keeps_value_precision_and_sign() -> None:
    """62万余元 is good to ten thousand; an amount in brackets is a loss."""
    about, loss = (readings(text, "")[0] for text in ("约62万余元", "亏损（1,234.50）元"))
    assert (about.value, about.precision, about.words) == (620_000, 10_000, ("约", "余"))
    assert (loss.value, loss.sign) == (Decimal("-1234.50"), Sign.LOSS)


def test_a_format_that_scales_is_noticed() -> None:
    """A comma at the end of a number format divides what is shown by a thousand."""
    assert scaled_format('#,##0.00,"千元"')
    assert not scaled_format("#,##0.00")


@pytest.mark.parametrize(
    ("code", "hides"),
    [(";;;", True), ('"已核"', True), ("General", False), ("@", False), ("yyyy-mm-dd", False), ("G/通用格式", False)],
)
def test_a_format_that_shows_no_number_is_noticed(code: str, *, hides: bool) -> None:
    """A number that nobody sees in the spreadsheet would be published all the same."""
    assert bool(scaled_format(code)) is hides


@pytest.mark.parametrize(
    ("code", "less"),
    [
        ('"-"0.00', True),
        ("-#,##0.00", True),
        ("[Red](0.00)", True),
        ("\\-¥0.00", True),
        ("¥-0.00", True),
        ("0.00_);(0.00)", False),
        ("#,##0.00;-#,##0.00", False),
        ("_-* #,##0.00_-;-* #,##0.00_-", False),
        ("yyyy-mm-dd", False),
    ],
)
def test_a_format_that_shows_less_than_nothing_is_noticed(code: str, *, less: bool) -> None:
    """A minus that only the format writes: people read -500 where the cell holds 500."""
    assert (scaled_format(code) == "负号") is less


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0"0000"', "0000"), ("0\\0\\0", "00"), ('"10"0', "10"), ("0!.0", "."), ('"约"0', "约"), ('0"余元"', "余元"), ('0"+"', "+"), ('"≥"0', "≥"),
        ('General"多"', "多"), ('0"×12"', "×12"), ("0\\-00\\-00", ""), ('"+"0', ""), ('0"人"', ""), ('"No."000', ""), ('0"元/月"', ""), ('0.00"%"', ""),
        ('yyyy"年"m"月"', ""), ('"共"0"笔"', ""), ('[DBNum2][$-804]General"元整"', ""), ('_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ', ""),
    ],
)  # fmt: skip
def test_a_format_that_makes_another_number_is_noticed(code: str, shown: str) -> None:
    """5 that is seen as 50000, or as about 5."""
    assert scaled_format(code) == shown


@pytest.mark.parametrize(
    "text", ["百八十万元", "千八百元", "万儿八千元", "百八块", "十万把块", "500万零一点", "123 .4万元", "3万把元"]
)
def test_what_nobody_counted_is_no_number(text: str) -> None:
    """What is left when the rough part is taken away is another number: 百八十万 is not 800 000."""
    assert readings(text, "元") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百八十万元", "1800000"),
        ("提出三点建议，支出5万元", "50000"),
        ("三百万元和5000元", "3000000"),
        ("把5万元交给", "50000"),
    ],
)
def test_what_looks_like_it_and_was_counted_is_one(text: str, value: str) -> None:
    """The words stand beside other things there."""
    assert Decimal(value) in {number.value for number in readings(text, "元")}


@pytest.mark.parametrize("text", ["介于500万元与600万元之间", "介于500万元和600万元", "500万元至600万元"])
def test_both_ends_of_a_range_are_approximate(text: str) -> None:
    """Neither end of a range is the exact value, whichever word joins them."""
    assert [(number.value, number.approximate) for number in readings(text, "元")] == [
        (5_000_000, True),
        (6_000_000, True),
    ]


@pytest.mark.parametrize("text", ["86①万元", "8⑥万元", "100²元", "1①0"])
def test_marks_of_notes_amid_a_number_are_no_digits(text: str) -> None:
    """Whether a mark is a digit nobody knows: nothing is read, and nothing proposed."""
    assert list(readings(text, "元")) == []
    assert exact_amount(text, "元") is None


@pytest.mark.parametrize(
    ("text", "value"), [("86万元①", 860_000), ("②86万元", 860_000), ("86万元（注²）", 860_000), ("８６万元", 860_000)]
)
def test_marks_of_notes_beside_a_number_are_passed_over(text: str, value: int) -> None:
    """A mark before or behind a number leaves it as it is."""
    assert [number.value for number in readings(text, "元")][:1] == [Decimal(value)]


def test_marks_of_notes_keep_their_form() -> None:
    """Full-width signs become those of ASCII; marks of notes stay, but not in a unit."""
    assert in_one_width("１００①，ｍ²") == "100①,m2"


@pytest.mark.parametrize(
    ("line", "power"),
    [
        ("单 位 ： 万 元", 4), ("金 额 单 位 ： 人 民 币 万 元", 4), ("单位∶万元", 4), ("单位；万元", 4), ("单位，万元", 4), ("单位—千元", 3),
        ("以万元为计价单位", 4), ("说明：本表金额均为万元。", 4), ("说明：金额为万元，未经审计", 4), ("Amount in ten-thousand yuan", 4),
        ("单位为1000元", 3), ("金额单位：1000元", 3), ("单 位 ： 元", 0),
    ],
)  # fmt: skip
def test_units_around_a_table(line: str, power: int) -> None:
    """However the line that names the unit is written."""
    assert [note.power for note in notes([line])] == [power]


@pytest.mark.parametrize(
    "line",
    [
        "每户救助金额为1000元", "救助金额为1000元", "标准：每人金额为100元，一次发放", "捐款数额为一元", "1000元",
        "人民币1000元", "￥1000元", "金额：1000元", "金额为1000元", "合计：1万元", "捐赠单位、万元村", "序号、单位、万元",
        "编 制 单 位 ： 示 例 慈 善 会", "赵 安 捐 万 元",
    ],
)  # fmt: skip
def test_sums_around_a_table_are_no_units(line: str) -> None:
    """A sum in a title or in a cell of its own tells how much, not in which unit."""
    assert notes([line]) == []
    assert [note.power for note in notes(["单位：", "1000元"])] == [3]


def test_bodies_whose_names_end_as_units_of_platforms_do_are_none() -> None:
    assert not notes(["单位：中信证券"])
    assert [note.power for note in notes(["单位：消费券"])] == [None]
