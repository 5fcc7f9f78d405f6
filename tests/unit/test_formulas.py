"""Formulas over figures: exact, refusing what is unlike or hostile, and carrying doubt along."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.accounts.formulas import FormulaError, Lookup, Parts, Value, evaluate
from disclosure.model import Figure
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
