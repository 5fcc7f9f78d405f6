"""What the site computes: no false digits, no bound crossed, no doubt lost, and words that fit the sign."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_figures import Books

from disclosure.accounts.site import Site, read_site
from disclosure.compose import ComposedSite
from disclosure.model import Figure, FigureRef, Formula, Reconciliation, Side, Verdict, fitted, most_doubtful, worded
from disclosure.numerals import readings
from disclosure.problems import Report
from disclosure.quantities import (
    BOUND_WORDS,
    Bound,
    coarse,
    computed_text,
    place_for,
    settled,
    turned,
)

ROOT = Path(__file__).resolve().parents[2]
RANK = {"已核": 0, "已更正": 0, "推断": 1, "待核实": 2}
VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)
PLACES = st.integers(min_value=-2, max_value=8).map(lambda power: Decimal(1).scaleb(power))


# --- rounding ------------------------------------------------------------------------------------


@given(VALUES, PLACES)
def test_rounding_never_crosses_a_bound(value: Decimal, place: Decimal) -> None:
    """至少 is never above the value and 至多 never below it, and none is further away than the place or its first digit."""
    low, high = settled(value, place, Bound.AT_LEAST), settled(value, place, Bound.AT_MOST)
    assert low <= value <= high
    assert high - value < place
    assert value - low < place
    assert abs(settled(value, place) - value) <= place / 2 or abs(value) < place


@given(VALUES.filter(bool), PLACES)
def test_rounding_never_makes_nothing_of_something(value: Decimal, place: Decimal) -> None:
    """A difference smaller than the place keeps its first digit and its sign."""
    for bound in Bound:
        rounded = settled(value, place, bound)
        assert rounded
        assert (rounded > 0) == (value > 0)


@given(VALUES, st.sampled_from(["元", "%", "元/人", "人", "倍"]), st.sampled_from([Bound.AT_LEAST, Bound.AT_MOST]))
def test_printed_bounds_hold(value: Decimal, unit: str, bound: Bound) -> None:
    """The digits that are printed lie on the right side of the value, whatever unit they are printed in."""
    text = computed_text(value, unit, bound).removeprefix(BOUND_WORDS[bound])
    if "不足" in text:
        return
    printed = readings(text.replace("−", ""), "")[0].value * (-1 if "−" in text else 1)
    assert printed <= value if bound is Bound.AT_LEAST else printed >= value


@given(st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4, allow_nan=False))
def test_the_last_digit_is_off_by_two_at_most(doubt: Decimal) -> None:
    """No finer place is printed than the doubt allows, and no coarser one than it asks for."""
    place = place_for(doubt)
    assert doubt <= 2 * place
    assert doubt > place / 5


@pytest.mark.parametrize(
    ("value", "unit", "bound", "grain", "text"),
    [
        ("49898000", "元", Bound.ABOUT, "1000000", "约5,000万元"),
        ("612000000", "元", Bound.ABOUT, "1000000", "约6.12亿元"),
        ("61.4506", "%", Bound.AT_LEAST, "0.01", "至少61.4%"),
        ("26.1202", "%", Bound.AT_MOST, "0", "最多26.2%"),
        ("93.617", "%", Bound.ABOUT, "1", "约94%"),
        ("2333.3333", "元/户", Bound.ABOUT, "100", "约2,300元/户"),
        ("1087.7885", "元/人次", Bound.ABOUT, "0.1", "约1,088元/人次"),
        ("1234567.89", "元/人", Bound.EXACT, "0", "123.46万元/人"),
        ("-19700", "元", Bound.AT_LEAST, "0", "至少−1.97万元"),
        ("300000", "元", Bound.ABOUT, "1000000", "约30万元"),
        ("0.04", "%", Bound.EXACT, "0", "不足0.1%"),
        ("0.04", "%", Bound.AT_LEAST, "0", "至少0.04%"),
        ("2.33333333", "倍", Bound.EXACT, "0", "2.33倍"),
    ],
)
def test_computed_numbers_in_prose(value: str, unit: str, bound: Bound, grain: str, text: str) -> None:
    """A number has as many digits as its inputs bear, and says by a word on which side it can be wrong."""
    assert computed_text(Decimal(value), unit, bound, Decimal(grain)) == text


# --- what is inherited ---------------------------------------------------------------------------


def books() -> Books:
    made = Books()
    for name, wording, value, more in (
        ("T", "1.41亿元", 141000000, {}),
        ("U", "1.32亿元", 132000000, {}),
        ("P", "3228.7万元", 32287000, {"status": "推断"}),
        ("Q", "549万余元", 5490000, {"qualifier": "余", "status": "待核实"}),
        ("PLAN", "2亿元", 200000000, {"nature": "计划"}),
        ("FIVE", "5万元", 50000, {}),
        ("FINE", "2.174万元", 21740, {}),
    ):
        made.add("figures", name, value=Decimal(value), as_written=wording, **more)
    made.figure("N", 6, unit="户")
    made.figure("BOOKS", "1234567.85")
    made.add("figures", "PAID", value=Decimal("234567.80"), as_written="234,567.80元")
    made.add("figures", "LEFT", value=Decimal(1000000), as_written="1,000,000元")
    return made


@pytest.mark.parametrize(
    ("formula", "unit", "text", "status", "nature"),
    [
        ("T - U", "元", "约900万元", "已核", "实际"),
        ("T - P", "元", "约1.09亿元", "推断", "实际"),
        ("T - P - Q", "元", "约1.03亿元", "待核实", "实际"),
        ("P + Q", "元", "至少3,777.7万元", "待核实", "实际"),
        ("PLAN - T", "元", "约5,900万元", "已核", "实际、计划"),
        ("U / T", "%", "约94%", "已核", "实际"),
        ("FIVE + FINE", "元", "7.17万元", "已核", "实际"),
        ("(FIVE + FINE) / N", "元/户", "约1.2万元/户", "已核", "实际"),
        ("BOOKS / N", "元/户", "20.58万元/户", "已核", "实际"),
        ("BOOKS - FIVE", "元", "118.46万元", "已核", "实际"),
        ("T", "元", "1.41亿元", "已核", "实际"),
        ("LEFT - PAID", "元", "765,432.20元", "已核", "实际"),
        ("PAID - LEFT", "元", "−765,432.20元", "已核", "实际"),
        ("LEFT - FIVE", "元", "95万元", "已核", "实际"),
        ("PAID / 3", "元", "7.82万元", "已核", "实际"),
    ],
)
def test_a_result_inherits_doubt_nature_and_digits(
    formula: str, unit: str, text: str, status: str, nature: str
) -> None:
    """A rounded input makes 约, a doubtful one †, a planned one 计划; a number to the 分 and idle zeros stay exact."""
    made = books()
    made.add("computed", "X", formula=formula, unit=unit)
    figure = made.settle()[0]["X"]
    assert not len(made.report)
    assert (figure.text, figure.status, figure.nature) == (text, status, nature)


def test_doubt_passes_through_formulas_over_formulas() -> None:
    """A figure computed from a computed figure is as doubtful as the report's number at the bottom, and as coarse."""
    made = books()
    made.add("computed", "X", formula="T - P")
    made.add("computed", "Y", formula="X - FIVE")
    figures = made.settle()[0]
    assert (figures["Y"].status, figures["Y"].text) == ("推断", "约1.09亿元")


def test_both_sides_of_a_check_inherit_doubt_and_digits() -> None:
    """A computed side and the difference carry 约 and the gravest doubt; a side that is one reported figure stays as it is."""
    made = books()
    made.add("reconciliations", "R", left_formula="T - P", right_formula="U", relation="=", verdict="有差额")
    check = made.settle()[2][0]
    assert (check.left.text, check.left.status) == ("约1.09亿元", "推断")
    assert (check.right.text, check.right.status) == ("1.32亿元", "已核")
    assert (check.difference_text, check.status) == ("左边少约2,300万元", "推断")


@given(
    st.sampled_from(list(Bound)),
    st.sampled_from(list(Bound)),
    st.integers(min_value=-(10**10), max_value=10**10),
    st.tuples(st.booleans(), st.booleans()),
)
def test_a_difference_never_reads_as_how_many(
    left: Bound, right: Bound, value: int, overlapping: tuple[bool, bool]
) -> None:
    """No difference says 至少少 or 至多少, and none is negative in words."""
    sides = [
        Side(("左",), Decimal(value), "元", left, overlapping=overlapping[0]),
        Side(("右",), Decimal(0), "元", right, overlapping=overlapping[1]),
    ]
    text = Reconciliation(
        "R", 2023, "支出", "对", sides[0], "=", sides[1], Decimal(value), Verdict.DIFFERS
    ).difference_text
    assert not [words for words in ("至少少", "至多少", "至少多", "至多多", "−") if words in text]


@pytest.mark.parametrize(
    ("left", "right", "cents", "text"),
    [
        (("5", False), ("3", False), True, "左边多2.00元"),
        (("3", False), ("5", False), True, "左边少2.00元"),
        # of what may be counted twice on the left even more is missing; that it is more than the right is a sum as it stands
        (("3", True), ("5", False), True, "左边少，至少2.00元"),
        (("5", True), ("3", False), True, "左边多2.00元"),
        # and of what may be counted twice on the right the left has even more
        (("5", False), ("3", True), True, "左边多，至少2.00元"),
        (("3", False), ("5", True), True, "左边少2.00元"),
        (("30000", True), ("50000", False), False, "左边少，至少2万元"),
        (("50000", False), ("30000", True), False, "左边多，至少2万元"),
        (("30000", True), ("50000", True), False, "左边少约2万元"),
        (("50000", True), ("30000", True), True, "左边多约20,000.00元"),
    ],
)
def test_what_may_be_counted_twice_says_how_sure_a_difference_is(
    left: tuple[str, bool],
    right: tuple[str, bool],
    cents: bool,  # noqa: FBT001  (a case)
    text: str,
) -> None:
    """A sum of parts that may overlap is too high at most: a difference that this can only enlarge is 至少."""
    sides = [
        Side((name,), Decimal(value), "元", overlapping=overlapping, to_the_cent=cents)
        for name, (value, overlapping) in (("左", left), ("右", right))
    ]
    difference = Decimal(left[0]) - Decimal(right[0])
    check = Reconciliation("R", 2023, "支出", "对", sides[0], "=", sides[1], difference, Verdict.DIFFERS)
    assert check.difference_text == text


@pytest.fixture(scope="module", params=["real", "example"])
def site(request: pytest.FixtureRequest) -> Site:
    if request.param == "real":
        return read_site(ROOT / "data", "data", Report())
    composed: ComposedSite = request.getfixturevalue("composed_example")
    return composed.site


def test_every_computed_figure_carries_the_doubt_of_its_inputs(site: Site) -> None:
    """No computed figure and no side of a check is surer than what it was computed from, nor finer where that is coarse."""
    seen = 0
    for disclosure in site.disclosures:
        for figure in disclosure.figures.values():
            inputs = [disclosure.figures[name] for name in figure.formula.inputs] if figure.formula else []
            if figure.where is None or not inputs:
                continue
            seen += 1
            assert RANK[figure.status] >= max(RANK[part.status] for part in inputs), figure.id
            if len(inputs) > 1 and any(coarse(part.grain, part.unit) for part in inputs):
                assert figure.approximate, figure.id
        for check in disclosure.reconciliations:
            for side in (check.left, check.right):
                known = [disclosure.figures[name].status for name in side.inputs if name in disclosure.figures]
                if side.value is not None and known and not side.to_the_cent:
                    assert RANK[side.status] >= max(RANK[status] for status in known), check.id
    assert seen > 8


# --- words that fit the sign ---------------------------------------------------------------------


def difference(value: str, qualifier: str | None = None) -> Figure:
    text = computed_text(Decimal(value), "元", Bound.AT_LEAST if qualifier else Bound.EXACT)
    return Figure(
        "C",
        "org",
        2023,
        "收入",
        "四个渠道",
        "各渠道比总额多",
        Decimal(value),
        "元",
        text,
        qualifier,
        formula=Formula("A - B", ("A", "B")),
    )


@pytest.mark.parametrize(
    ("words", "value", "qualifier", "told"),
    [
        ("比总额多", "80300", "至少", "比总额多，至少8.03万元"),
        ("比总额多", "-19700", "至少", "比总额少，最多1.97万元"),
        ("比总额多", "-19700", None, "比总额少1.97万元"),
        ("支出比上年增长", "-19700", None, "支出比上年下降1.97万元"),
        ("比上年减少了", "-19700", None, "比上年增加了1.97万元"),
        ("收支差", "-19700", None, "收支差−1.97万元"),
        ("差了多少？", "-19700", None, "差了多少？−1.97万元"),
        ("这里至少", "-19700", None, "这里至少−1.97万元"),
    ],
)
def test_a_sentence_turns_with_the_sign(words: str, value: str, qualifier: str | None, told: str) -> None:
    """多 becomes 少 and at least becomes at most when the difference falls below zero; neutral words keep the sign."""
    pieces = list(fitted((words, FigureRef("C"), "。"), lambda _: difference(value, qualifier)))
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces) == f"{told}。"  # type: ignore[union-attr]
    again = worded(*worded(words, difference(value, qualifier)))
    assert again[0] + again[1].text == told.replace("，", "")


@given(st.sampled_from(["比总额多", "比总额少", "比上年增加", "比上年减少", "增长了", "下降", "提高", "高", "增"]))
def test_turning_twice_gives_the_first_words(words: str) -> None:
    """Every word of a way has an opposite that leads back to it."""
    back = turned(words)
    assert back
    assert back != words
    assert turned(back) == words


def test_reported_figures_are_never_turned() -> None:
    """A negative number of a report keeps its own wording; only what the site computes is put into other words."""
    loss = Figure("L", "org", 2023, "收入", "投资", "收益", Decimal(-5), "元", "亏损5元")
    assert worded("比上年多", loss) == ("比上年多", loss)


@given(st.lists(st.sampled_from(["已核", "推断", "待核实", "已更正"]), min_size=1))
def test_the_gravest_doubt_wins(statuses: list[str]) -> None:
    """A result is never surer than the least sure of its inputs, and no doubt is made up."""
    assert RANK[most_doubtful(statuses)] == max(RANK[status] for status in statuses)
