"""The pieces that a number falls into, so that its digits, its 余 and its unit can each stand in their own place."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..model import Amount, Figure
from ..numerals import BEHIND, QUALIFIERS, VAGUE
from ..quantities import BOUND_WORDS, fixed, grouped, quantity_text, round_half_up, shortened

SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
MOST_WORDINGS = 1 << 13  # whose pieces, or whose room in a table, are held: the same stand on several pages


class Piece(NamedTuple):
    """A part of a printed number; *kind* says where it stands.

    `digits` · `before` (超, 约) · `approx` (余, 多, 以上: hangs in its slot) · `unit` · `spoken` (only read aloud) · `whole`.
    """

    kind: str
    text: str


Pieces = tuple[Piece, ...]

_BEFORE_DIGITS = "|".join(sorted(set(QUALIFIERS) - BEHIND - VAGUE, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"(?P<before>(?:首次|首度)?(?:最高达|达到|{_BEFORE_DIGITS})?)"
    r"(?P<digits>−?\d[\d,]*(?:\.\d+)?)"
    r"(?P<inner>余|多)?(?P<magnitude>[百千万]?亿|万|千|百)?(?P<approx>余|多)?"
    r"(?P<unit>[^\d余多]{0,4}?)(?P<above>以上|以下|以内|左右|上下|起)?"
)
_SILENT = {"达", "达到", "最高", "最高达"}  # words that say nothing about precision; kept for those who listen


def _written(text: str) -> re.Match[str] | None:
    return _WRITTEN.fullmatch(text.strip())


def large_pieces(figure: Figure) -> Pieces:
    """The wording of a figure for large type: digits apart from the words around them; joined they are the wording."""
    return _large_pieces(figure.text, figure.unit == "元")


@lru_cache(MOST_WORDINGS)
def _large_pieces(wording: str, money: bool) -> Pieces:  # noqa: FBT001
    match = _written(wording)
    if not match:
        return (Piece("whole", wording),)
    before = match["before"] or ""
    # 209.53 万元 is one unit; 2万余 人次 is one number, and its 万 must not look smaller than its 2.
    counted = "unit" if money else "digits"
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", match["digits"]),
        *(Piece(counted, match[name] or "") for name in ("inner", "magnitude", "approx")),
        *(Piece("unit", match[name] or "") for name in ("unit", "above")),
    )
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].kind == piece.kind:
            merged[-1] = Piece(piece.kind, merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def ledger_pieces(figure: Figure, scale: str) -> Pieces:
    """A figure for a ledger column whose money is in *scale*.

    Joined, the pieces are the figure's wording, wherever it is written in that scale, but for marks of thousands, which all
    money of a column has; its 万 and 元 are then only spoken. Money in another scale is converted exactly. Other units stay visible.
    """
    match = _written(figure.text)
    money = figure.unit == "元"
    if money and scale in SCALES:
        if not match or (match["magnitude"] or "") + "元" != scale or match["unit"] not in {"元", ""}:
            return _converted(figure, scale)
        return tuple(_marked(piece) for piece in _in_order(match, magnitude="spoken", unit="spoken"))
    if not match:
        return (Piece("whole", figure.text),)
    return _in_order(match, magnitude="digits", unit="unit")


def _marked(piece: Piece) -> Piece:
    """Digits with marks of thousands, and no decimal less: 900500.30 is 900,500.30."""
    if piece.kind != "digits" or "," in piece.text:
        return piece
    whole, point, fraction = piece.text.partition(".")
    sign = "−" if whole.startswith("−") else ""
    return Piece("digits", f"{sign}{int(whole.removeprefix(sign)):,}{point}{fraction}")


def _in_order(match: re.Match[str], *, magnitude: str, unit: str) -> Pieces:
    before = match["before"] or ""
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", match["digits"]),
        Piece("approx", match["inner"] or ""),
        Piece(magnitude, match["magnitude"] or ""),
        Piece("approx", match["approx"] or ""),
        Piece(unit, match["unit"] or ""),
        Piece("approx", match["above"] or ""),
    )
    return tuple(piece for piece in pieces if piece.text)


def _converted(figure: Figure, scale: str) -> Pieces:
    sign = BOUND_WORDS[figure.bound] if figure.qualifier in VAGUE else figure.qualifier or ""
    written = _written(figure.text)
    before = written["before"] if written else "" if sign in BEHIND else sign
    after = sign if sign in BEHIND else ""
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", grouped(figure.printed / SCALES[scale])),
        Piece("approx", after),
        Piece("spoken", scale),
    )
    return tuple(piece for piece in pieces if piece.text)


def amount_pieces(amount: Amount, scale: str) -> Pieces:
    """An amount for a ledger column: money with two decimals in *scale*, rounded half up; other units as they are.

    Without a scale, what stands in a cell of a table is written to its last digit.
    """
    about = (Piece("before", "约"),) if amount.approximate else ()
    if amount.unit == "元" and scale in SCALES:
        return (*about, Piece("digits", fixed(amount.value / SCALES[scale], 2)), Piece("spoken", scale))
    if amount.unit == "元" and amount.where:  # a cell of the books is written to the 分
        return (*about, Piece("digits", fixed(amount.value, 2)), Piece("unit", "元"))
    if amount.where is None and (amount.unit in {"元", "%"} or amount.unit.startswith("元/")):
        return (*about, Piece("digits", quantity_text(amount.value, amount.unit)))
    return (*about, Piece("digits", grouped(amount.value)), Piece("unit", amount.unit))


_LARGE_MONEY = (("亿元", Decimal(100_000_000)), ("万元", Decimal(10_000)))


def brief_pieces(value: Figure | Amount) -> Pieces:
    """A number for large type and short lines: exact money in 万元 or 亿元 with two decimals at most, half up.

    So is what its source writes in capitals. What it approximates stays in its words; what the site computes is rounded already.
    """
    exact = value.shortens if isinstance(value, Figure) else value.unit == "元"
    if exact:
        for unit, factor in _LARGE_MONEY:
            if abs(value.value) >= factor:
                digits = shortened(value.value / factor, round_half_up(value.value / factor, 2), 2)
                return (Piece("digits", digits), Piece("unit", unit))
        return (Piece("digits", grouped(value.value)), Piece("unit", "元"))
    if isinstance(value, Figure):
        return large_pieces(value)
    return (Piece("digits", grouped(value.value)), Piece("unit", value.unit))


def brief_length(value: Figure | Amount) -> int:
    """How many characters of large type a number takes."""
    return sum(len(piece.text) for piece in brief_pieces(value) if piece.kind != "spoken")
