"""Formulas over figures: `G001 - sum(GB02)`, exact, and refusing to mix unlike things."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Decimal, Overflow, localcontext

from msgspec import Struct
from msgspec.structs import replace

from ..model import Figure, FigureStatus, most_doubtful
from ..quantities import Bound, coarse, opposite, place_for, together

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


class Value(Struct, frozen=True):
    """An intermediate result: value in base units, unit ('' for a plain number), and what it was made from."""

    value: Decimal
    unit: str
    bound: Bound
    scopes: frozenset[str]
    inputs: tuple[str, ...]
    precision: Decimal = Decimal(0)
    overlapping: bool = False  # a sum over parts that are not known to be disjoint, which *bound* does not say yet
    grain: Decimal = Decimal(0)  # the last place that its digits bear; 0 where they are exact
    doubt: Decimal = Decimal(0)  # how far the rounding of its inputs, as they are printed, may have moved it
    status: FigureStatus = FigureStatus.VERIFIED
    natures: frozenset[str] = frozenset()
    rounded: bool = False  # came from a number that was rounded to whole 万 or 亿
    derived: bool = False  # more than one figure as it is

    @property
    def loose(self) -> Bound:
        """Its bound as it is told: what came from a rounded number is only 约."""
        return together(self.bound, Bound.ABOUT) if self.derived and self.rounded else self.bound

    def bounded(self) -> Value:
        """Itself; where it may count something twice, its bound says that it is at most so much."""
        return replace(self, bound=together(self.bound, Bound.AT_MOST), overlapping=False) if self.overlapping else self


class Parts(Struct, frozen=True):
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
            inner = _value(operand, lookup, text).bounded()
            return replace(inner, value=-inner.value, bound=opposite(inner.bound))
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=name)], keywords=[]):
            return _total(name, lookup)
        case ast.BinOp(left=left, op=op, right=right):
            return _combine(op, _value(left, lookup, text), _value(right, lookup, text))
        case _:
            raise FormulaError("bad-formula", reason="用了不认识的写法")


def _share(value: Value) -> Decimal:
    return value.doubt / abs(value.value) if value.value else Decimal(0)


def _named(name: str, lookup: Lookup) -> Value:
    figure = lookup(name)
    if not isinstance(figure, Figure):
        raise FormulaError("unknown-reference", cell=name, target="数字")
    limit = figure.bound in {Bound.AT_LEAST, Bound.AT_MOST}
    return Value(
        figure.value,
        figure.unit,
        figure.bound,
        frozenset({figure.scope}),
        (name,),
        figure.precision,
        grain=figure.grain,
        doubt=(figure.grain if figure.formula else figure.precision) / 2 if figure.grain and not limit else Decimal(0),
        status=most_doubtful([figure.status]),
        natures=frozenset(figure.nature.split("、")),
        rounded=coarse(figure.grain, figure.unit),
    )


def _total(name: str, lookup: Lookup) -> Value:
    parts = lookup(name)
    if not isinstance(parts, Parts) or not parts.figures:
        raise FormulaError("unknown-reference", cell=name, target="分组")
    total = _named(parts.figures[0].id, lookup)
    for part in parts.figures[1:]:
        total = _combine(ast.Add(), total, _named(part.id, lookup))
    return replace(total, overlapping=not parts.disjoint and len(parts.figures) > 1)


def _combine(op: ast.operator, left: Value, right: Value) -> Value:
    if not isinstance(op, ast.Add):
        right = right.bounded()  # what may be too high makes what it is taken from too low, and must not divide
    if not isinstance(op, ast.Add | ast.Sub):
        left = left.bounded()
    both = Value(
        Decimal(0),
        left.unit or right.unit,
        together(left.bound, right.bound),
        left.scopes | right.scopes,
        tuple(dict.fromkeys((*left.inputs, *right.inputs))),
        status=most_doubtful([left.status, right.status]),
        natures=left.natures | right.natures,
        rounded=left.rounded or right.rounded,
        derived=True,
    )
    if isinstance(op, ast.Add | ast.Sub):
        return _added(both, left, right, minus=isinstance(op, ast.Sub))
    if (left.value < 0 or right.value < 0) and both.bound is not Bound.EXACT:
        both = replace(both, bound=Bound.ABOUT)
    if isinstance(op, ast.Mult):
        if left.unit and right.unit:
            raise FormulaError("bad-formula", reason="两个有单位的数不能相乘")
        product = left.value * right.value
        doubt = left.doubt * abs(right.value) + right.doubt * abs(left.value)
        return replace(both, value=product, doubt=doubt, grain=place_for(doubt))
    if isinstance(op, ast.Div):
        return _divided(both, left, right)
    raise FormulaError("bad-formula", reason="只能用 + - * /")


def _added(both: Value, left: Value, right: Value, *, minus: bool) -> Value:
    if left.unit != right.unit:
        raise FormulaError("unlike-units", left=left.unit or "数字", right=right.unit or "数字")
    return replace(
        both,
        value=left.value - right.value if minus else left.value + right.value,
        bound=together(left.bound, opposite(right.bound) if minus else right.bound),
        precision=left.precision + right.precision,
        overlapping=left.overlapping or right.overlapping,
        grain=max(left.grain, right.grain),
        doubt=left.doubt + right.doubt,
    )


def _divided(both: Value, left: Value, right: Value) -> Value:
    """A quotient bears no more digits than the coarser of its two numbers."""
    if right.bound is not Bound.EXACT:
        raise FormulaError("approximate-divisor", divisor="、".join(right.inputs))
    if not right.value:
        raise FormulaError("bad-formula", reason="除以了零")
    quotient = (left.value / right.value).quantize(_DIVISION_PLACES)
    unit = "" if left.unit == right.unit else f"{left.unit}/{right.unit}" if right.unit else left.unit
    doubt = abs(quotient) * (_share(left) + _share(right))
    return replace(both, value=quotient, unit=unit, doubt=doubt, grain=place_for(doubt))
