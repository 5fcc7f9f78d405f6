"""Ink over or beside the digits of a line that is none of its signs: seals, ticks, strokes through figures, and signs that were not read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, Any, NamedTuple

from ..pdf import narrow
from .ink import InkPiece, ink_of, is_light, pieces_of

if TYPE_CHECKING:
    from .ink import Pixels

# Of the height of the box around a line.
_AROUND = 0.4  # that is looked at above and below it
_BEYOND, _LIGHT_BEYOND = 0.8, 0.4  # and on both sides of its signs; of white ones
_LEAST_DIGIT, _MOST_DIGIT = 0.35, 0.95  # how high a digit may be
_SET = 0.55  # and is, where none shows it
# Of the height of a digit.
_TALL = 1.45  # higher than any sign of its line
_OVER, _BESIDE = 0.35, 0.6  # as near to the middle of a digit as what runs through it, and as what may cover a part
_BROAD = 0.3  # what is so thick may cover the digit beside it
_HALF, _WIDE_HALF = 0.52, 0.8  # on each side of the middle of a narrow or a wide sign that are its own
_NARROW_HALF = 0.36  # and that surely are its own: a piece of it that broke off
_TOUCH = 0.65  # from the middle of a digit to the edge of the next
_NEXT = 0.95  # from the middle of a digit to the sign beside it
_FUSED = 1.2  # so wide are two digits that hang together
_HIGH = 0.7  # a piece of ink that is a digit
_STROKE = 2.2  # a straight stroke that is no part of a sign
_EDGE = 0.18  # above and below, where the borders of cells and lines under words may touch
_POINT, _LEAST_POINT = 0.4, 0.14  # a point or comma
_AT_FOOT = 0.62  # and as far below the heads of the digits
_MISSING = 0.7  # of a step from digit to digit, what ink is wider than the digits that were read there
_WIDER = 1.3  # times the usual step from digit to digit: room for a point
_FEWEST_STEPS = 3  # that show it
_STEEPEST, _STEP = 45, 5  # degrees


class PlacedSign(NamedTuple):
    """A sign of a line and the middle of its place (pixels)."""

    text: str
    middle: float


def under_stray_ink(
    pixels: Pixels, ruled: Any, heights: tuple[int, int], parts: Sequence[Sequence[PlacedSign]], usual: float
) -> list[int]:
    """The places of the digits of a line that its ink does not bear out.

    *pixels* are of the page without the lines of its tables, which are where *ruled* is 1. The line stands between two *heights*, each
    of its *parts* in a cell of its own; most lines of the page are as high as *usual*: this one may hold a tick.
    """
    import numpy as np

    top, bottom = heights
    high = bottom - top
    middles = [sign.middle for part in parts for sign in part]
    # Of white words on a dark ground no more is looked at than their line: the paper beside it is as white.
    light = is_light(pixels[top:bottom, int(min(middles)) : int(max(middles))])
    beyond, around = (_LIGHT_BEYOND * high, 0.0) if light else (_BEYOND * high, _AROUND * high)
    left, right = max(0, int(min(middles) - beyond)), int(max(middles) + beyond)
    first = max(0, top - math.ceil(around))
    ink = ink_of(pixels[first : bottom + top - first, left:right], high)
    if ink is None:
        return []
    placed = [[PlacedSign(sign.text, sign.middle - left) for sign in part] for part in parts]
    line = [sign for part in placed for sign in part]
    labels, pieces = pieces_of(ink)
    digits = [place for place, sign in enumerate(line) if sign.text.isdigit()]
    head, foot = _digits_stand(
        pieces, [line[at].middle for at in digits], (top - first, bottom - first), min(high, usual)
    )
    size = foot - head
    tall = [piece for piece in pieces if piece.high > _TALL * size and piece.top < foot and piece.bottom > head]
    foreign = np.isin(labels, [piece.label for piece in tall]).astype(np.uint8)
    reaching = (
        (_struck(ink, head, foot), _OVER * size),
        (_through(ruled[first : bottom + top - first, left:right], head, foot), _OVER * size),
        (foreign[head:foot].any(axis=0), _BESIDE * size),
        (_broad(foreign, size)[head:foot].any(axis=0), _NEXT * size),
    )
    places = [at for at in digits if any(_within(columns, line[at].middle, reach) for columns, reach in reaching)]
    for piece in _unread(pieces, line, head, foot):
        places += [at for at in digits if piece.left - _TOUCH * size < line[at].middle < piece.right + _TOUCH * size]
    return [*places, *_apart(pieces, placed, head, foot)]


def _apart(pieces: Sequence[InkPiece], parts: Sequence[Sequence[PlacedSign]], head: int, foot: int) -> Iterator[int]:
    """The places of two digits with as much room between them as a point has, where none was read."""
    size = foot - head
    digits = [piece for piece in pieces if min(piece.bottom, foot) - max(piece.top, head) >= _HIGH * size]
    steps: dict[int, float] = {}  # the place of the first of two digits → how far the second stands from it
    begun = 0
    for part in parts:
        inked = [_alone(sign, digits, size) for sign in part]
        for at, (before, after) in enumerate(pairwise(inked), begun):
            if before is not None and after is not None and after - before < 2 * size:
                steps[at] = after - before
        begun += len(part)
    usual = median_low(steps.values()) if len(steps) >= _FEWEST_STEPS else size
    for at, step in steps.items():
        if step > _WIDER * usual:
            yield from (at, at + 1)


def _alone(sign: PlacedSign, digits: Sequence[InkPiece], size: int) -> float | None:
    """The middle of the ink of a digit; None where it hangs together with others."""
    if not sign.text.isdigit():
        return None
    ink = [piece for piece in digits if piece.left <= sign.middle <= piece.right]
    return ink[0].middle if len(ink) == 1 and ink[0].right - ink[0].left < size else None


def _digits_stand(
    pieces: Sequence[InkPiece], middles: Sequence[float], line: tuple[int, int], usual: float
) -> tuple[int, int]:
    """Between which heights the digits of a line stand."""
    alone = [
        piece
        for piece in pieces
        if _LEAST_DIGIT * usual <= piece.high <= _MOST_DIGIT * (line[1] - line[0])
        and line[0] <= (piece.top + piece.bottom) / 2 <= line[1]
        and any(piece.left <= middle <= piece.right for middle in middles)
    ]
    if alone:
        middling = sorted(alone, key=lambda piece: piece.high)[(len(alone) - 1) // 2]
        return middling.top, middling.bottom
    middle, half = (line[0] + line[1]) / 2, _SET * usual / 2
    return round(middle - half), round(middle + half)


def _broad(ink: Any, size: int) -> Any:
    """The ink that is broader than a rule of a table."""
    import cv2

    side = max(2, round(_BROAD * size))
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))


def _within(columns: Any, middle: float, reach: float) -> bool:
    """Whether one of the columns around a place is true."""
    return bool(columns[max(0, round(middle - reach)) : round(middle + reach) + 1].any())


def _struck(ink: Any, head: int, foot: int) -> Any:
    """For each column whether a straight stroke runs through the digits there that is longer than those of signs."""
    import cv2
    import numpy as np

    edge = round(_EDGE * (foot - head))
    struck = np.zeros(ink.shape[1], bool)
    reach = round(_STROKE * (foot - head))
    for degrees in range(-_STEEPEST, _STEEPEST + 1, _STEP):
        stroke = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _line(reach, degrees))
        struck |= stroke[head + edge : foot - edge].any(axis=0)
    return struck


def _through(ruled: Any, head: int, foot: int) -> Any:
    """For each column whether what was taken for a line of a table runs through the digits there."""
    edge = round(_EDGE * (foot - head))
    return ruled[head + edge : foot - edge].any(axis=0)


def _line(reach: int, degrees: int) -> Any:
    """A straight line of pixels."""
    import cv2
    import numpy as np

    across, down = reach * math.cos(math.radians(degrees)), reach * math.sin(math.radians(degrees))
    wide, high = max(1, round(across)), max(1, round(abs(down)))
    line = np.zeros((high, wide), np.uint8)
    ends = ((0, 0), (wide - 1, high - 1)) if down > 0 else ((0, high - 1), (wide - 1, 0))
    return cv2.line(line, *ends, 1)


def _unread(pieces: Sequence[InkPiece], line: Sequence[PlacedSign], head: int, foot: int) -> Iterator[InkPiece]:
    """Pieces of ink that have the height of a digit, or stand between digits as a point does, where no sign was read."""
    size = foot - head
    step = _step(line, size)
    for piece in pieces:
        wide = piece.right - piece.left
        is_digit = min(piece.bottom, foot) - max(piece.top, head) >= _HIGH * size and piece.high <= _TALL * size
        is_point = (
            _LEAST_POINT * size <= min(piece.high, wide)
            and max(piece.high, wide) <= _POINT * size
            and head + _AT_FOOT * size <= (piece.top + piece.bottom) / 2 <= foot + size / 4
        )
        if (is_digit and _holds_more(piece, line, size, step)) or (is_point and _before_digit(piece, line, size)):
            yield piece


def _holds_more(piece: InkPiece, line: Sequence[PlacedSign], size: int, step: float) -> bool:
    """Whether a piece as high as a digit is none of the signs that were read, or is wider than those that stand in it."""
    wide = piece.right - piece.left
    within = [sign for sign in line if piece.left - size / 8 <= sign.middle <= piece.right + size / 8]
    if not within:
        return not any(abs(sign.middle - piece.middle) < _reach(sign) * size for sign in line)
    return wide > _FUSED * size and all(narrow(sign.text) for sign in within) and wide / step - len(within) > _MISSING


def _step(line: Sequence[PlacedSign], size: int) -> float:
    """How far a digit stands from the next."""
    steps = [
        after.middle - before.middle
        for before, after in pairwise(line)
        if before.text.isdigit() and after.text.isdigit() and after.middle - before.middle < 2 * size
    ]
    return max(median_low(steps), size / 2) if steps else float(size)


def _reach(sign: PlacedSign) -> float:
    return _HALF if narrow(sign.text) else _WIDE_HALF


def _before_digit(piece: InkPiece, line: Sequence[PlacedSign], size: int) -> bool:
    """Whether a digit stands right behind a piece, and no sign was read that it may be."""
    if any(not sign.text.isdigit() and abs(sign.middle - piece.middle) < _NEXT * size for sign in line):
        return False
    over = any(abs(sign.middle - piece.middle) < _NARROW_HALF * size for sign in line)
    return not over and any(0 < sign.middle - piece.right < _HALF * size for sign in line)
