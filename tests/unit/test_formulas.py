"""Formulas over figures: exact, refusing what is unlike or hostile, and carrying doubt along."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.accounts.formulas import FormulaError, Lookup, Parts, UnreadError, Value, evaluate
from disclosure.model import Figure, FigureStatus, Formula
from disclosure.quantities import Bound


def figure(
    name: str, value: str | Decimal, unit: str = "元", qualifier: str | None = None, scope: str = "本级"
) -> Figure:
    return Figure(name, "org", 2023, "支出", name, "支出", Decimal(value), unit, str(value), qualifier, scope=scope)


FIGURES = {
    one.id: one
    for one in (
        figure("A", "2095300"),
        figure("B", "1610400"),
        figure("C", "620000", qualifier="余"),
        figure("D", "24", "人"),
        figure("E", "30", "人", qualifier="约"),
        figure("F", "0"),
        figure("G", "7", "人次", scope="市县两级"),
        figure("H", "999999999999999.123456"),
        figure("I", "120000", qualifier="不足"),
    )
}
SPLITS = {
    "AB": Parts((FIGURES["A"], FIGURES["B"]), disjoint=True),
    "AC": Parts((FIGURES["A"], FIGURES["C"]), disjoint=False),
    "AD": Parts((FIGURES["A"], FIGURES["D"]), disjoint=True),
    "TWICE": Parts((FIGURES["A"], FIGURES["B"]), disjoint=False),
    "ALONE": Parts((FIGURES["A"],), disjoint=False),
    "NONE": Parts((), disjoint=True),
}


def lookup(name: str) -> Figure | Parts | None:
    return FIGURES.get(name) or SPLITS.get(name)


def result(text: str, look: Lookup = lookup) -> Value:
    return evaluate(text, look)


def refusal(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        evaluate(text, lookup)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value", "unit", "inputs"),
    [
        ("A", "2095300", "元", ("A",)),
        ("A - B", "484900", "元", ("A", "B")),
        ("A + B - A", "1610400", "元", ("A", "B")),
        ("-A", "-2095300", "元", ("A",)),
        ("(A - B) / D", "20204.166666666667", "元/人", ("A", "B", "D")),
        ("sum(AB)", "3705700", "元", ("A", "B")),
        ("A * 100", "209530000", "元", ("A",)),
        ("100 * A", "209530000", "元", ("A",)),
        ("A / A", "1", "", ("A",)),
        ("D / 2", "12", "人", ("D",)),
        ("F - A", "-2095300", "元", ("F", "A")),
        ("H * 1000", "999999999999999123.456", "元", ("H",)),
        ("H + H", "1999999999999998.246912", "元", ("H",)),
        (" A\t-  B ", "484900", "元", ("A", "B")),
    ],
)
def test_formulas_are_exact(text: str, value: str, unit: str, inputs: tuple[str, ...]) -> None:
    """Sums, differences and products keep every digit; units and inputs come along; only a division is cut, at 12 places."""
    found = result(text)
    assert (found.value, found.unit, found.inputs) == (Decimal(value), unit, inputs)


@given(st.lists(st.decimals(min_value=-(10**14), max_value=10**14, places=6, allow_nan=False), min_size=1, max_size=30))
def test_a_long_sum_is_exact(values: list[Decimal]) -> None:
    """A sum over any amounts equals the sum in millionths, digit for digit."""
    named = {f"X{place}": figure(f"X{place}", value) for place, value in enumerate(values)}
    found = result(" + ".join(named), named.get)
    assert int(found.value.scaleb(6)) == sum(int(value.scaleb(6)) for value in values)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("A + D", "unlike-units", {"left": "元", "right": "人"}),
        ("D - G", "unlike-units", {"left": "人", "right": "人次"}),
        ("A + 1", "unlike-units", {"left": "元", "right": "数字"}),
        ("sum(AD)", "unlike-units", {"left": "元", "right": "人"}),
        ("A / E", "approximate-divisor", {"divisor": "E"}),
        ("A / C", "approximate-divisor", {"divisor": "C"}),
        ("A / (D + E)", "approximate-divisor", {"divisor": "D、E"}),
        ("A / sum(TWICE)", "approximate-divisor", {"divisor": "A、B"}),
        ("A / (sum(TWICE) - B)", "approximate-divisor", {"divisor": "A、B"}),
        ("1 + A", "unlike-units", {"left": "数字", "right": "元"}),
        (
            "1234567890123456789012345678901234567890123 * A",
            "bad-formula",
            {"reason": "“1234567890123456789012345678901234567890”不是普通数字"},
        ),
        ("(" * 90 + "A" + " * H)" * 90, "bad-formula", {}),
        ("A * D", "bad-formula", {}),
        ("A / F", "bad-formula", {"reason": "除以了零"}),
        ("A / 0", "bad-formula", {"reason": "除以了零"}),
        ("0 / 0", "bad-formula", {"reason": "除以了零"}),
        ("Z", "unknown-reference", {"cell": "Z", "target": "数字"}),
        ("sum(Z)", "unknown-reference", {"cell": "Z", "target": "分组"}),
        ("sum(A)", "unknown-reference", {"cell": "A", "target": "分组"}),
        ("sum(NONE)", "unknown-reference", {"cell": "NONE", "target": "分组"}),
        ("AB", "unknown-reference", {"cell": "AB", "target": "数字"}),
    ],
)
def test_refusals(text: str, code: str, told: dict[str, str]) -> None:
    """Unlike units, a divisor that is only about, a zero and an unknown id are refused, each by its own code."""
    error = refusal(text)
    assert error.code == code
    assert told.items() <= error.details.items()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "A +",
        "A B",
        "A; B",
        "A = B",
        "A == B",
        "A ** 2",
        "A // B",
        "A % B",
        "A @ B",
        "A | B",
        "+A",
        "~D",
        "not A",
        "A if B else C",
        "lambda: A",
        "[A]",
        "{A}",
        "A[0]",
        "A.value",
        "A.__class__.__mro__",
        "__import__('os').system('id')",
        "sum(__import__('os'))",
        "sum(A, B)",
        "sum([A, B])",
        "sum(AB, start=1)",
        "open('/etc/passwd')",
        "(lambda: 1)()",
        "f'{A}'",
        "'A'",
        "b'A'",
        "True",
        "None",
        "...",
        "1j",
        "0x10",
        "0b1",
        "1_000",
        "1e5",
        "1e999999",
        "1e999999 * 1e999999",
        "9" * 50,
        "A * 1.0000000000001",
        "A\n+ B",
        "A \x00",
        "(" * 300 + "A" + ")" * 300,
        "-" * 20000 + "A",
        "A" + " + A" * 20000,
        "(" * 20000,
        "A，B",
        "A＋B",
        "２０ * A",
        "=A+B",
    ],
)
def test_hostile_or_broken_formulas_are_refused(text: str) -> None:
    """Nothing but ids, plain numbers, + - * /, brackets and sum() is understood; nothing is ever executed or overflows."""
    assert refusal(text).code == "bad-formula"


@given(st.text(st.sampled_from("AB+-*/()sum 0123.,[]{}'\"=:\\\n_e"), max_size=30))
def test_any_text_is_a_value_or_a_refusal(text: str) -> None:
    """No formula raises anything but FormulaError, and a value is always finite."""
    try:
        found = result(text)
    except FormulaError:
        return
    assert found.value.is_finite()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("A - B", Bound.EXACT),
        ("A + C", Bound.AT_LEAST),
        ("A - C", Bound.AT_MOST),
        ("C - A", Bound.AT_LEAST),
        ("-C", Bound.AT_MOST),
        ("C + I", Bound.ABOUT),
        ("C - I", Bound.AT_LEAST),
        ("C - C", Bound.ABOUT),
        ("C / D", Bound.AT_LEAST),
        ("C * 2", Bound.AT_LEAST),
        ("D + E", Bound.ABOUT),
        ("sum(AB) - A", Bound.EXACT),
        ("sum(AC)", Bound.AT_LEAST),
        ("A - sum(AC)", Bound.ABOUT),
        ("sum(TWICE)", Bound.EXACT),
        ("sum(TWICE) - A", Bound.EXACT),
        ("A - sum(TWICE)", Bound.AT_LEAST),
        ("A - (B - sum(TWICE))", Bound.AT_MOST),
        ("-sum(TWICE)", Bound.AT_LEAST),
        ("sum(TWICE) * 2", Bound.AT_MOST),
        ("2 * sum(TWICE)", Bound.AT_MOST),
        ("sum(TWICE) * -2", Bound.ABOUT),
        ("sum(TWICE) / D", Bound.AT_MOST),
        ("(sum(TWICE) - B) / D", Bound.AT_MOST),
        ("(A + sum(TWICE)) / D", Bound.AT_MOST),
        ("(sum(TWICE) + A) / D", Bound.AT_MOST),
        ("(A + A - sum(TWICE)) / D", Bound.AT_LEAST),
        ("C * -2", Bound.ABOUT),
        ("-2 * C", Bound.ABOUT),
        ("C / -2", Bound.ABOUT),
        ("(0 - 1) * -2", Bound.EXACT),
        ("A * -2", Bound.EXACT),
        ("C * 0", Bound.AT_LEAST),
        ("0 * C", Bound.AT_LEAST),
        ("C * 0.5", Bound.AT_LEAST),
        ("0.5 * C", Bound.AT_LEAST),
        ("(C - A) * 2", Bound.ABOUT),
        ("(C - A) / D", Bound.ABOUT),
    ],
)
def test_doubt_is_carried_along(text: str, bound: Bound) -> None:
    """余 makes a sum at least so much and a difference at most so much; opposite doubts leave only 约."""
    assert result(text).bound is bound


def test_scopes_are_carried_along() -> None:
    """A result knows every scope that went into it, so that mixing them can be refused."""
    assert result("D / G").scopes == {"本级", "市县两级"}


def test_precision_adds_up() -> None:
    """The precision of a sum is the sum of the precisions, so that rounding can be told from a fault."""
    rough = {"X": Figure("X", "o", 2023, "t", "s", "m", Decimal(620000), "元", "62万元", precision=Decimal(10000))}
    assert result("X + X", rough.get).precision == Decimal(20000)


def test_what_overlaps_is_told_until_it_is_scaled() -> None:
    """A sum of parts that may overlap says so, alone and with more added or taken away; where it is scaled its bound says it."""
    told = {
        text: result(text).overlapping
        for text in (
            "sum(AB)",
            "sum(TWICE)",
            "A + sum(TWICE)",
            "sum(TWICE) + A",
            "sum(TWICE) - A",
            "A - sum(TWICE)",
            "A + B",
        )
    }
    assert told == {
        "sum(AB)": False,
        "sum(TWICE)": True,
        "A + sum(TWICE)": True,
        "sum(TWICE) + A": True,
        "sum(TWICE) - A": True,
        "A - sum(TWICE)": False,
        "A + B": False,
    }
    assert not result("sum(ALONE)").overlapping  # one part counts nothing twice
    assert not result("sum(TWICE) * 2").overlapping
    assert not result("sum(TWICE) / D").overlapping


ROUNDED = {
    one.id: one
    for one in (
        # told to the 万, to the yuan, to the 分; with a limit; computed and printed to the thousand
        replace(figure("W", "620000"), precision=Decimal(10000), grain=Decimal(10000)),
        replace(figure("Y", "-40000"), precision=Decimal(100), grain=Decimal(100)),
        figure("X", "12.34"),
        replace(figure("L", "500000", qualifier="余"), precision=Decimal(10000), grain=Decimal(10000)),
        replace(figure("M", "500000", qualifier="不足"), precision=Decimal(10000), grain=Decimal(10000)),
        replace(
            figure("K", "50000"), precision=Decimal(10000), grain=Decimal(1000), formula=Formula("W - X", ("W", "X"))
        ),
        replace(figure("N", "0"), precision=Decimal(10), grain=Decimal(10)),
    )
}


@pytest.mark.parametrize(
    ("text", "doubt", "grain"),
    [
        ("W", 5000, 10000),  # half of the last place
        ("X", 0, 0),
        ("L", 0, 10000),  # a limit holds as it is told
        ("M", 0, 10000),
        ("K", 500, 1000),  # half of the place at which it was printed
        ("W + Y", 5050, 10000),
        ("Y - W", 5050, 10000),
        ("W + X", 5000, 10000),
        ("W * 3", 15000, 10000),
        ("3 * W", 15000, 10000),
        ("W * -3", 15000, 10000),
        ("-3 * W", 15000, 10000),
        ("W * (Y / Y)", 5000 + 620000 * 2 * 50 / Decimal(40000), 10000),
        ("W / 4", 1250, 1000),
        ("W / -4", 1250, 1000),
        ("W / Y", Decimal("15.5") * (Decimal(5000) / 620000 + Decimal(50) / 40000), Decimal("0.1")),
        ("N / Y", 0, 0),
    ],
)
def test_rounding_is_carried_along(text: str, doubt: Decimal | int, grain: Decimal | int) -> None:
    """How far the printed digits of its inputs may be off moves a result by so much, whatever their signs; it has no more places than that allows."""
    found = result(text, ROUNDED.get)
    assert found.doubt.quantize(Decimal("1e-9")) == Decimal(doubt).quantize(Decimal("1e-9"))
    assert found.grain == grain


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("W", Bound.EXACT),  # a figure as it is, however it was rounded
        ("X + X", Bound.EXACT),
        ("W + X", Bound.ABOUT),
        ("X + W", Bound.ABOUT),
        ("W * 2", Bound.ABOUT),
        ("X - W", Bound.ABOUT),
    ],
)
def test_what_comes_of_a_rounded_number_is_about(text: str, loose: Bound) -> None:
    """A number that was told in whole 万 stands as its source says it; what is computed from it is 约."""
    assert result(text, ROUNDED.get).loose is loose


def test_natures_and_doubts_come_along() -> None:
    """A result is 实际 and 计划 where its inputs are, and as doubtful as the most doubtful of them."""
    mixed = {
        "P": replace(figure("P", "1"), nature="计划", status=FigureStatus.PENDING),
        "Q": figure("Q", "2"),
    }
    found = result("P + Q", mixed.get)
    assert (found.natures, found.status) == ({"计划", "实际"}, FigureStatus.PENDING)


def test_a_product_too_large_for_any_number_is_refused() -> None:
    """A formula that leaves the range of numbers is called too long."""
    huge = {"Z": figure("Z", Decimal("9e+999999"), "")}
    with pytest.raises(FormulaError) as caught:
        evaluate("Z * Z * Z", huge.get)
    assert caught.value.details == {"reason": "太长"}


def test_an_input_with_its_own_fault_is_not_reported_again() -> None:
    """A figure that is declared and faulty ends the formula by an error of its own kind, which readers of reports never see."""

    def faulty(name: str) -> Figure | None:
        assert name == "A"
        raise UnreadError

    with pytest.raises(UnreadError) as caught:
        evaluate("A", faulty)
    assert caught.value.code == "unknown-reference"
