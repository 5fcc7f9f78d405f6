"""Formulas over figures: `G001 - sum(GB02)`, exact, and refusing to mix unlike things."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, Overflow, localcontext

from ..model import Figure
from ..quantities import Bound, opposite, together

# Places kept by a division before it is rounded for display.
_DIVISION_PLACES = Decimal("1e-12")

# Numbers in a formula: no exponents, no other bases, no underscores.
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")

# Digits kept while computing: more than any formula over figures can need, so that nothing is rounded unseen.
_DIGITS = 100


class FormulaError(Exception):
    """A formula that can't be evaluated: a problem code and the details of its wording."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class UnreadError(FormulaError):
    """A formula over something that is declared but has a fault of its own; that fault is reported, this one is not."""

    def __init__(self) -> None:
        super().__init__("unknown-reference")


@dataclass(frozen=True, slots=True)
class Value:
    """An intermediate result: value in base units, unit ('' for a plain number), and what it was made from."""

    value: Decimal
    unit: str
    bound: Bound
    scopes: frozenset[str]
    inputs: tuple[str, ...]
    precision: Decimal = Decimal(0)
    overlapping: bool = False  # a sum over parts that are not known to be disjoint
    doubt: Decimal = Decimal(0)  # half the last place of figures that are printed in 亿 and so rounded to millions


@dataclass(frozen=True, slots=True)
class Parts:
    """The figures of a breakdown, and whether they are known not to overlap."""

    figures: tuple[Figure, ...]
    disjoint: bool


Lookup = Callable[[str], "Figure | Parts | None"]


def evaluate(text: str, lookup: Lookup) -> Value:
    """Evaluate *text*; *lookup* gives the figure of an id, the parts of a breakdown, or None. Raises FormulaError."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("bad-formula", reason="读不懂") from None
    try:
        with localcontext(prec=_DIGITS):
            return _value(tree.body, lookup, text)
    except (RecursionError, Overflow):
        raise FormulaError("bad-formula", reason="太长") from None


def _value(node: ast.expr, lookup: Lookup, text: str) -> Value:
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError("bad-formula", reason="不能用真假值")
        case ast.Constant(value=int() | float()):
            digits = ast.get_source_segment(text.strip(), node) or ""
            if not _NUMBER.fullmatch(digits):
                raise FormulaError("bad-formula", reason=f"“{digits[:40]}”不是普通数字")
            return Value(Decimal(digits), "", Bound.EXACT, frozenset(), ())
        case ast.Name(id=name):
            return _named(name, lookup)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _value(operand, lookup, text)
            return replace(inner, value=-inner.value, bound=opposite(inner.bound))
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=name)], keywords=[]):
            return _total(name, lookup)
        case ast.BinOp(left=left, op=op, right=right):
            return _combine(op, _value(left, lookup, text), _value(right, lookup, text))
        case _:
            raise FormulaError("bad-formula", reason="用了不认识的写法")


# Figures printed so coarsely are rounded; finer ones are taken as they are printed.
_COARSE = Decimal(1_000_000)


def _share(value: Value) -> Decimal:
    return value.doubt / abs(value.value) if value.value else Decimal(0)


def _named(name: str, lookup: Lookup) -> Value:
    found = lookup(name)
    if not isinstance(found, Figure):
        raise FormulaError("unknown-reference", cell=name, target="数字")
    return Value(
        found.value,
        found.unit,
        found.bound,
        frozenset({found.scope}),
        (name,),
        found.precision,
        doubt=found.precision / 2 if found.precision >= _COARSE else Decimal(0),
    )


def _total(name: str, lookup: Lookup) -> Value:
    parts = lookup(name)
    if not isinstance(parts, Parts) or not parts.figures:
        raise FormulaError("unknown-reference", cell=name, target="分组")
    total = _named(parts.figures[0].id, lookup)
    for part in parts.figures[1:]:
        total = _combine(ast.Add(), total, _named(part.id, lookup))
    return replace(total, overlapping=not parts.disjoint)


def _combine(op: ast.operator, left: Value, right: Value) -> Value:  # noqa: C901  (one branch an operation)
    scopes = left.scopes | right.scopes
    inputs = tuple(dict.fromkeys((*left.inputs, *right.inputs)))
    if isinstance(op, ast.Add | ast.Sub):
        if left.unit != right.unit:
            raise FormulaError("unlike-units", left=left.unit or "数字", right=right.unit or "数字")
        value = left.value + right.value if isinstance(op, ast.Add) else left.value - right.value
        bound = together(left.bound, right.bound if isinstance(op, ast.Add) else opposite(right.bound))
        if isinstance(op, ast.Sub) and right.overlapping:
            bound = together(bound, Bound.AT_LEAST)  # what overlaps was taken away twice
        return Value(
            value,
            left.unit,
            bound,
            scopes,
            inputs,
            left.precision + right.precision,
            overlapping=isinstance(op, ast.Add) and (left.overlapping or right.overlapping),
            doubt=left.doubt + right.doubt,
        )
    bound = together(left.bound, right.bound)
    if (left.value < 0 or right.value < 0) and bound is not Bound.EXACT:
        bound = Bound.ABOUT
    if isinstance(op, ast.Mult):
        if left.unit and right.unit:
            raise FormulaError("bad-formula", reason="两个有单位的数不能相乘")
        return Value(left.value * right.value, left.unit or right.unit, bound, scopes, inputs)
    if isinstance(op, ast.Div):
        if right.bound is not Bound.EXACT:
            raise FormulaError("approximate-divisor", divisor="、".join(right.inputs))
        if not right.value:
            raise FormulaError("bad-formula", reason="除以了零")
        quotient = (left.value / right.value).quantize(_DIVISION_PLACES)
        unit = "" if left.unit == right.unit else f"{left.unit}/{right.unit}" if right.unit else left.unit
        if left.overlapping:
            bound = together(bound, Bound.AT_MOST)  # what overlaps was counted twice
        doubt = abs(quotient) * (_share(left) + _share(right))
        return Value(quotient, unit, bound, scopes, inputs, doubt=doubt)
    raise FormulaError("bad-formula", reason="只能用 + - * /")
