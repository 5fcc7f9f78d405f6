"""Places of a page in which something is written that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .ink import Piece, ink_of, pieces_of

if TYPE_CHECKING:
    from .ink import Pixels

_Box: TypeAlias = tuple[float, float, float, float]  # pixels: left, top, right, bottom

# Of the height of most lines of a page, as they are found: what may be a digit.
_LOWEST, _HIGHEST, _NARROWEST = 0.35, 0.8, 0.06
_FEWEST = 4  # digits in a row that are a number
# Of the height of a digit.
_LEVEL = 0.12  # between the heads or the feet of two digits beside each other
_APART = 0.95  # from a digit to the next


def is_written(pixels: Pixels, line: int) -> bool:
    """Whether ink as high as a digit stands in a cell; a line of the page is so high (pixels)."""
    ink = ink_of(pixels, line)
    if ink is None:
        return False
    _, pieces = pieces_of(ink)
    return any(piece.high >= _LOWEST * line and piece.right - piece.left >= _NARROWEST * line for piece in pieces)


def lost_numbers(pixels: Pixels, lines: Sequence[_Box], usual: int) -> Iterator[_Box]:
    """Where signs as high as digits stand in a row and no line was found; *lines* are so high on the whole."""
    ink = ink_of(pixels, usual)
    if ink is None:
        return
    _, pieces = pieces_of(ink)
    digits = [
        piece
        for piece in pieces
        if _LOWEST * usual <= piece.high <= _HIGHEST * usual
        and _NARROWEST * usual <= piece.right - piece.left < piece.high
        and not any(
            left <= piece.middle <= right and top <= (piece.top + piece.bottom) / 2 <= bottom
            for left, top, right, bottom in lines
        )
    ]
    for row in _rows(digits):
        if len(row) >= _FEWEST:
            yield row[0].left, min(piece.top for piece in row), row[-1].right, max(piece.bottom for piece in row)


def _rows(digits: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Digits that stand beside each other."""
    rows: list[list[Piece]] = []
    for piece in sorted(digits, key=lambda piece: piece.left):
        row = next((row for row in rows if _goes_on(row[-1], piece)), None)
        if row:
            row.append(piece)
            continue
        passed = [row for row in rows if piece.left - row[-1].right > row[-1].high]
        yield from passed
        rows = [row for row in rows if piece.left - row[-1].right <= row[-1].high]
        rows.append([piece])
    yield from rows


def _goes_on(last: Piece, piece: Piece) -> bool:
    """Whether a piece is the next digit of a number."""
    size = last.high
    return (
        max(abs(piece.top - last.top), abs(piece.bottom - last.bottom)) <= _LEVEL * size
        and -1 <= piece.left - last.right <= _APART * size
    )
