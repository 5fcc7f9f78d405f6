"""Numbers as reports write them: every wording reads back as its value, and rounding is 四舍五入."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure.numerals import readings
from disclosure.quantities import (
    HOMES,
    MAGNITUDES,
    PERSONS,
    QUALIFIERS,
    UNITS,
    Bound,
    brief_number,
    coarse,
    computed_text,
    cut,
    decimal_places,
    grouped,
    money_text,
    opposite,
    place_for,
    plain,
    quantity_text,
    round_half_up,
    settled,
    to_the_cent,
    together,
    turned,
    yuan_text,
)

DATA = Path(__file__).resolve().parents[2] / "data"
ROWS = [
    row for path in sorted(DATA.glob("*/figures/*.csv")) for row in csv.DictReader(path.read_text("utf-8").splitlines())
]

amounts = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)


def values(text: str) -> list[Decimal]:
    return [one.value for one in readings(text, "")]


@pytest.mark.parametrize("row", ROWS, ids=[row["编号"] for row in ROWS])
def test_every_wording_of_the_reports_reads_as_its_value(row: dict[str, str]) -> None:
    """The wording of each figure in the register states its value, in base units, exactly once."""
    assert values(row["原文写法"]) == [Decimal(row["数值"])]


def test_the_register_of_both_reports_is_there() -> None:
    """The test above runs over both reports in full: 51 figures of one and 75 of the other."""
    assert sum(row["编号"].startswith("G") for row in ROWS) >= 51
    assert sum(row["编号"].startswith("S") for row in ROWS) >= 75


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("62万余元", "620000"),
        ("1681余人次", "1681"),
        ("250万元以上", "2500000"),
        ("10.56万元", "105600"),
        ("7.53亿元", "753000000"),
        ("3.2万", "32000"),
        ("30多万元", "300000"),
        ("3百万元", "3000000"),
        ("3千万元", "30000000"),
        ("１２３人", "123"),
        ("1,234.50元", "1234.5"),
        ("三大类", "3"),
        ("两地", "2"),
        ("至少1,000元", "1000"),
        ("0元", "0"),
        *((f"{word}家", str(value)) for value, word in enumerate("一二三四五六七八九", 1)),
        *((f"十{word}家", str(value)) for value, word in enumerate("一二三四五六七八九", 11)),
        *((f"{word}十家", str(10 * value)) for value, word in enumerate("一二三四五六七八九", 1)),
        ("十家", "10"),
        ("九十九家", "99"),
        ("6百人", "600"),
        ("1.2百万元", "1200000"),
    ],
)
def test_wording(text: str, value: str) -> None:
    """Each way of writing a number, with 万, 亿, 余, commas, full-width or Chinese digits, reads as one exact value."""
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize("text", ["", "无", "若干", "元"])
def test_words_without_a_number_state_none(text: str) -> None:
    """Words that hold no digits yield nothing, and no guess."""
    assert values(text) == []


def test_several_numbers_are_all_seen() -> None:
    """A wording with two numbers yields both, in order, so that a wrong one can't hide behind a right one."""
    assert values("12708人、479人") == [Decimal(12708), Decimal(479)]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("62万余元", "10000"),
        ("2.174万元", "10"),
        ("7.53亿元", "1000000"),
        ("12708人", "1"),
        ("0.50元", "0.01"),
        ("三十二家", "1"),
        ("三万元", "10000"),
    ],
)
def test_precision_is_the_place_of_the_last_printed_digit(text: str, precision: str) -> None:
    """The last printed digit tells how far a wording can be trusted."""
    assert [one.precision for one in readings(text, "")] == [Decimal(precision)]


@given(
    st.decimals(min_value=0, max_value=99999, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("千", 1000)]),
    st.sampled_from(["元", "余元", "人次", "元以上", "户"]),
    st.sampled_from(["", "约", "达", "超过", "近", "不足"]),
)
def test_any_printed_number_round_trips(number: Decimal, scale: tuple[str, int], tail: str, head: str) -> None:
    """Whatever number is printed with a magnitude, a unit and a qualifier is read back exactly."""
    name, factor = scale
    assert values(f"{head}{plain(number)}{name}{tail}") == [number * factor]


@given(amounts)
def test_plain_and_grouped_keep_every_digit(value: Decimal) -> None:
    """Neither plain digits nor digits with commas lose or invent anything."""
    assert Decimal(plain(value)) == value
    assert Decimal(grouped(value).replace(",", "")) == value
    assert "E" not in plain(value)


@given(amounts)
def test_money_text_reads_back_within_its_last_digit(value: Decimal) -> None:
    """Money in prose is the value, rounded half up at the second decimal of its 万 or 亿 and nowhere else."""
    text = money_text(value)
    found = readings(text, "")[0]
    scale = Decimal(10**8) if "亿" in text else Decimal(10**4) if "万" in text else Decimal(1)
    assert abs(found.value - value) <= scale / 10**2 / 2
    if scale == 1:
        assert found.value == value


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("2.675", 2, "2.68"),
        ("-2.5", 0, "-3"),
        ("0.0449", 1, "0.0"),
        ("76.85", 1, "76.9"),
    ],
)
def test_rounding_is_half_up(value: str, places: int, rounded: str) -> None:
    """Half is rounded away from zero as Chinese bookkeeping does, never to the even digit."""
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False), st.integers(0, 3))
def test_rounding_is_never_further_than_half(value: Decimal, places: int) -> None:
    """A rounded number is at most half a last digit away, and exactly half goes away from zero."""
    rounded = round_half_up(value, places)
    half = Decimal(1).scaleb(-places) / 2
    assert abs(rounded - value) <= half
    if abs(rounded - value) == half:
        assert abs(rounded) > abs(value)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("484900", "元", "48.49万元"),
        ("9000", "元", "9,000元"),
        ("262000000", "元", "2.62亿元"),
        ("-105000", "元", "−10.5万元"),
        ("76.857", "%", "76.9%"),
        ("0.04", "%", "不足0.1%"),
        ("0", "%", "0.0%"),
        ("2333.333", "元/户", "2,333.33元/户"),
        ("12708", "人", "12,708人"),
        ("0", "元", "0元"),
        ("9999.99", "元", "9,999.99元"),
        ("10000", "元", "1万元"),
        ("99999999", "元", "10,000.00万元"),
        ("100000000", "元", "1亿元"),
        ("123456.789", "元", "12.35万元"),
        ("123456.5", "元", "12.35万元"),
        ("1234567.4", "元", "123.46万元"),
        ("-1.25", "%", "−1.3%"),
        ("2333.335", "元/户", "2,333.34元/户"),
        ("-3", "人", "−3人"),
        ("0.5", "人", "0.5人"),
    ],
)
def test_quantities_for_prose(value: str, unit: str, text: str) -> None:
    """A value with its unit reads as staff would write it; a share that is not zero never reads as zero."""
    assert quantity_text(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0.00元"),
        ("0.004", "0.00元"),
        ("0.005", "0.01元"),
        ("1234567.8", "1,234,567.80元"),
        ("-0.5", "−0.50元"),
        ("-1234.565", "−1,234.57元"),
        ("0.99", "0.99元"),
    ],
)
def test_money_of_books_is_told_to_the_cent(value: str, text: str) -> None:
    """Books always show two decimals and commas, and a minus only below zero."""
    assert yuan_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("10.50", "10.5"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("-2.10", "-2.1"),
    ],
)
def test_plain_digits_have_no_idle_zeros(value: str, text: str) -> None:
    """No exponent, no zeros at the end of a fraction, no minus before zero; zeros of a whole number stay."""
    assert plain(Decimal(value)) == text


def test_what_a_word_multiplies_by() -> None:
    """百, 千, 万 and 亿, and no word at all."""
    assert MAGNITUDES == {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def test_qualifiers_say_on_which_side_the_truth_lies() -> None:
    """余 and 以上 mean at least, 不足 at most, 达 and 最高 what is printed; every word reports may use has a meaning."""
    assert {QUALIFIERS[word] for word in ("余", "多", "超", "超过", "突破", "以上")} == {Bound.AT_LEAST}
    assert QUALIFIERS["不足"] is QUALIFIERS["近"] is Bound.AT_MOST
    assert QUALIFIERS["达"] is QUALIFIERS["最高"] is Bound.EXACT
    assert {row["约数"] for row in ROWS} - {""} <= set(QUALIFIERS)


@given(st.sampled_from(Bound), st.sampled_from(Bound), st.sampled_from(Bound))
def test_bounds_add_up_in_any_order(first: Bound, second: Bound, third: Bound) -> None:
    """The bound of a sum does not depend on the order of its terms, and turning the sign twice changes nothing."""
    assert together(first, second) is together(second, first)
    assert together(together(first, second), third) is together(first, together(second, third))
    assert together(first, Bound.EXACT) is first
    assert opposite(opposite(first)) is first


def test_at_least_minus_at_least_is_only_about() -> None:
    """Two doubts in different directions leave 约: 余 minus 余 can go either way."""
    assert together(Bound.AT_LEAST, opposite(Bound.AT_LEAST)) is Bound.ABOUT


def test_units_of_the_reports_are_known() -> None:
    """No unit of either register is unknown, apart from those that data/site.yaml adds by name."""
    own = yaml.safe_load((DATA / "site.yaml").read_text("utf-8"))["units"]
    assert {row["单位"] for row in ROWS} <= {*UNITS, *own}
    assert not set(own) & set(UNITS)


@pytest.mark.parametrize("text", ["3人", "3人次", "3名", "3位", "3户", "3家庭"])
def test_people_and_homes_are_counted_in_known_units(text: str) -> None:
    """Each unit in which reports count whom they helped is one of people or one of homes, and of both none."""
    unit = text.removeprefix("3")
    assert (unit in PERSONS) != (unit in HOMES)
    assert unit in UNITS
    assert quantity_text(Decimal(3), unit) == text


# --- what is computed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grain", "unit", "rounded"),
    [
        ("9999", "元", False),
        ("10000", "元", True),
        ("100000000", "元", True),
        ("1", "人", False),
        ("2", "人", True),
        ("0.1", "人", False),
        ("10000", "元/人", False),
        ("10", "%", False),
        ("10", "人次", True),
    ],
)
def test_what_was_rounded_before_it_came_here(grain: str, unit: str, rounded: bool) -> None:  # noqa: FBT001
    """Money that ends at 万 or more and things that end above one were rounded by somebody; shares and rates say nothing of it."""
    assert coarse(Decimal(grain), unit) is rounded


@pytest.mark.parametrize(
    ("doubt", "place"),
    [("0", "0"), ("1", "1"), ("2", "1"), ("2.1", "10"), ("3", "10"), ("20", "10"), ("21", "100"), ("0.02", "0.01")],
)
def test_the_last_place_worth_printing(doubt: str, place: str) -> None:
    """A digit that may be off by two is worth printing, one that may be off by three is not."""
    assert place_for(Decimal(doubt)) == Decimal(place)


@pytest.mark.parametrize(
    ("value", "unit", "grain", "lost"),
    [
        ("12345.67", "元", "0.01", False),
        ("12345.67", "元", "100", False),  # 1.23万元 ends at whole hundreds anyway
        ("12345.67", "元", "1000", True),
        ("9999.99", "元", "0.1", True),
        ("9999.99", "元", "0.01", False),
        ("-12345.67", "元", "1", False),
        ("10000", "元", "10", False),
        ("123456789", "元", "1000000", False),
        ("123456789", "元", "10000000", True),
        ("333.333", "元/人", "0.01", False),
        ("333.333", "元/人", "0.1", True),
        ("12.34", "%", "0.1", False),
        ("12.34", "%", "1", True),
        ("7", "人", "1", False),
        ("7", "人", "10", True),
        ("3.12345", "人", "0.01", False),
        ("3.1234", "人", "0.01", True),
        ("3.123", "人", "0.01", True),
    ],
)
def test_when_digits_are_lost(value: str, unit: str, grain: str, lost: bool) -> None:  # noqa: FBT001
    """Digits that prose has no room for anyway are not lost to doubt; those that it would print are."""
    assert cut(Decimal(value), unit, Decimal(grain)) is lost


@pytest.mark.parametrize(
    ("value", "unit", "bound", "grain", "text"),
    [
        ("9999.994", "元", Bound.EXACT, "0", "9,999.99元"),
        ("9999.5", "元", Bound.EXACT, "0.1", "1万元"),
        ("123.456", "元", Bound.EXACT, "0.01", "123.46元"),
        ("123.4", "元", Bound.EXACT, "0.5", "123元"),
        ("123.4", "元", Bound.EXACT, "1", "123元"),
        ("12.345", "元/人", Bound.EXACT, "0", "12.35元/人"),
        ("12.345", "元/人", Bound.EXACT, "0.1", "12元/人"),
        ("-10000", "元", Bound.EXACT, "0", "−1万元"),
        ("0.04", "%", Bound.EXACT, "0", "不足0.1%"),
        ("0.04", "%", Bound.ABOUT, "0", "约0.04%"),
        ("99.96", "%", Bound.EXACT, "0", "99.9%以上"),
        ("99.94", "%", Bound.EXACT, "0", "99.9%"),
        ("-99.97", "%", Bound.EXACT, "0", "−99.97%"),
        ("-99.9995", "%", Bound.EXACT, "0", "−99.9995%"),
        ("-99.9516", "%", Bound.EXACT, "0", "−99.95%"),
        ("99.97", "%", Bound.ABOUT, "0", "约100.0%"),
        ("99.97", "%", Bound.AT_LEAST, "0", "至少99.9%"),
        ("99.97", "元", Bound.EXACT, "0", "99.97元"),
        ("0", "%", Bound.AT_LEAST, "0", "至少0%"),
        ("-100", "%", Bound.EXACT, "0", "−100.0%"),
        ("100", "%", Bound.EXACT, "0", "100.0%"),
        ("100.04", "%", Bound.EXACT, "0", "100.0%"),
        ("0.04", "%", Bound.AT_LEAST, "0", "至少0.04%"),
        ("0.05", "%", Bound.EXACT, "0", "0.1%"),
        ("0.1", "%", Bound.AT_LEAST, "0", "至少0.1%"),
        ("0.4", "%", Bound.EXACT, "0", "0.4%"),
        ("12", "%", Bound.EXACT, "0", "12.0%"),
        ("12.3", "%", Bound.EXACT, "1", "12%"),
        ("-12.3", "%", Bound.EXACT, "0", "−12.3%"),
        ("-0.03", "%", Bound.AT_MOST, "0", "最多−0.03%"),
        ("0.3", "%", Bound.EXACT, "0", "0.3%"),
        ("0.004", "元", Bound.EXACT, "0", "0.004元"),
        ("3.5", "人", Bound.EXACT, "0", "3.5人"),
        ("0.04", "人", Bound.EXACT, "0", "0.04人"),
        ("0.0433333", "倍", Bound.EXACT, "0", "0.04倍"),
        ("-5", "%", Bound.EXACT, "0", "−5.0%"),
    ],
)
def test_where_prose_ends(value: str, unit: str, bound: Bound, grain: str, text: str) -> None:
    """Money ends at the 分 or at whole yuan and never at the 角, shares at a tenth unless they would vanish, things where they do."""
    assert computed_text(Decimal(value), unit, bound, Decimal(grain)) == text


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("比上年多出", "比上年少"),
        ("比上年少了", "比上年多了"),
        ("比上年多了", "比上年少了"),
        ("比上年高出", "比上年低"),
        ("比上年超出", "比上年少"),
        ("比上年增加了", "比上年减少了"),
        ("比上年减少了", "比上年增加了"),
        ("比上年增长了", "比上年下降了"),
        ("比上年下降了", "比上年增长了"),
        ("比上年增加", "比上年减少"),
        ("比上年减少", "比上年增加"),
        ("比上年增长", "比上年下降"),
        ("比上年下降", "比上年增长"),
        ("比上年上升", "比上年下降"),
        ("比上年多", "比上年少"),
        ("比上年少", "比上年多"),
        ("比上年增", "比上年减"),
        ("比上年减", "比上年增"),
        ("比上年提高", "比上年降低"),
        ("比上年降低", "比上年提高"),
        ("比上年高", "比上年低"),
        ("比上年低", "比上年高"),
        ("多于上年", None),
        ("共收入", None),
        *(
            (words, None)
            for words in (
                "至少",
                "最多",
                "最多",
                "最少",
                "最高",
                "最低",
                "收了多少",
                "增减",
                "很多",
                "许多",
                "不多",
                "不少",
                "不高",
                "不低",
            )
        ),
    ],
)
def test_every_way_has_its_opposite(words: str, back: str | None) -> None:
    """The longest word at the end counts; words that only look like a way are left as they are."""
    assert turned(words) == back


@pytest.mark.parametrize(
    ("value", "place", "bound", "text"),
    [
        ("1250", "100", Bound.EXACT, "1300"),
        ("1250", "100", Bound.ABOUT, "1300"),
        ("1290", "100", Bound.AT_LEAST, "1200"),
        ("1210", "100", Bound.AT_MOST, "1300"),
        ("-1250", "100", Bound.EXACT, "-1300"),
        ("-1210", "100", Bound.AT_LEAST, "-1300"),
        ("-1290", "100", Bound.AT_MOST, "-1200"),
        ("37", "100", Bound.EXACT, "40"),  # it would vanish, and keeps its first digit
        ("37", "100", Bound.AT_LEAST, "30"),
        ("0", "100", Bound.AT_LEAST, "0"),
        ("12.345", "0", Bound.EXACT, "12.345"),
    ],
)
def test_a_value_is_rounded_within_its_bound(value: str, place: str, bound: Bound, text: str) -> None:
    """至少 goes down, 最多 goes up, anything else half up; place 0 leaves every digit, and something never becomes nothing."""
    assert plain(settled(Decimal(value), Decimal(place), bound)) == text


@pytest.mark.parametrize(
    ("value", "unit", "grain", "text"),
    [
        ("66.67", "%", "100", "约70%"),  # not 100%, though its inputs bear no digit below
        ("66.67", "%", "10", "约70%"),
        ("4", "%", "10", "约4%"),
        ("0", "%", "10", "约0.0%"),
        ("666700", "元", "1000000", "约70万元"),
        ("96", "人", "100", "约100人"),
        ("94", "人", "100", "约90人"),
    ],
)
def test_a_computed_number_keeps_its_first_digit(value: str, unit: str, grain: str, text: str) -> None:
    """However little its inputs bear, a number is not rounded beyond its own first digit."""
    assert computed_text(Decimal(value), unit, Bound.ABOUT, Decimal(grain)) == text


@pytest.mark.parametrize(
    ("value", "places"),
    [("1200", 0), ("12.50", 1), ("12.05", 2), ("0.001", 3), ("1.2E+3", 0), ("1E-4", 4), ("-0.25", 2), ("0.00", 0)],
)
def test_how_many_decimals_a_number_needs(value: str, places: int) -> None:
    """Idle zeros don't count, and an exponent is as good as its digits."""
    assert decimal_places(Decimal(value)) == places


@pytest.mark.parametrize(
    ("value", "unit", "bound", "exact"),
    [
        ("12.34", "元", Bound.EXACT, True),
        ("12", "元", Bound.EXACT, True),
        ("12.345", "元", Bound.EXACT, False),
        ("12.34", "元", Bound.AT_LEAST, False),
        ("12.34", "%", Bound.EXACT, False),
        ("12.34", "元/份", Bound.EXACT, False),
    ],
)
def test_what_is_exact_money(value: str, unit: str, bound: Bound, exact: bool) -> None:  # noqa: FBT001
    """Money that ends with the 分; neither what is about so much, nor a share, nor a price for each."""
    assert to_the_cent(Decimal(value), unit, bound) is exact


@pytest.mark.parametrize(
    ("value", "scale", "bound", "places", "digits"),
    [
        ("1189760", "万", Bound.EXACT, 2, "118.98"),
        ("1189760", "万", Bound.AT_LEAST, 2, "118.97"),
        ("420640", "万", Bound.AT_MOST, 2, "42.07"),
        ("420640", "万", Bound.EXACT, 1, "42.1"),
        ("123456789012", "亿", Bound.EXACT, 2, "1,234.57"),
        ("1234.5", "", Bound.EXACT, 0, "1,235"),
        ("40", "万", Bound.EXACT, 2, "0.004"),
        ("-1189760", "万", Bound.EXACT, 2, "−118.98"),
    ],
)
def test_a_number_in_brief(value: str, scale: str, bound: Bound, places: int, digits: str) -> None:
    """In units of its scale, with so many decimals at most, on the right side of its bound; what would vanish keeps a digit."""
    assert brief_number(Decimal(value), MAGNITUDES[scale], bound, places) == digits
    assert brief_number(Decimal("12345.678"), Decimal(1)) == "12,345.68"  # 2 decimals, where nothing else is said


@pytest.mark.parametrize(
    ("value", "prose", "short"),
    [
        ("99995", "10.00万元", "10.00"),
        ("100000", "10万元", "10"),
        ("450000.55", "45.00万元", "45.00"),
        ("953700", "95.37万元", "95.37"),
        ("-149999.99", "−15.00万元", "−15.00"),
        ("123456789012.34", "1,234.57亿元", "12,345,678.90"),
    ],
)
def test_what_was_rounded_does_not_look_exact(value: str, prose: str, short: str) -> None:
    """A sum that lost digits keeps all the places it was rounded to; one that lost none has no idle zeros."""
    assert money_text(Decimal(value)) == prose
    assert brief_number(Decimal(value), Decimal(10_000)) == short
