"""Places of a page in which something is written that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .ink import InkPiece, ink_of, pieces_of

if TYPE_CHECKING:
    from .ink import Pixels

_Box: TypeAlias = tuple[float, float, float, float]  # pixels: left, top, right, bottom

# Of the height of most lines of a page, as they are found: what may be a digit.
_LOWEST, _HIGHEST, _NARROWEST = 0.35, 0.8, 0.06
_FEWEST = 4  # digits in a row that are a number
_OTHER = 80  # of 255, between the paper and what covers it
_LEAST, _MOST = 0.3, 0.97  # of a cell that is covered
# Of the height of a digit.
_LEVEL = 0.12  # between the heads or the feet of two digits beside each other
_APART = 0.95  # from a digit to the next


def paper_of(pixels: Pixels) -> float:
    """How light the paper of a page is, 0 to 255."""
    import numpy as np

    return float(np.median(pixels))


def is_written(pixels: Pixels, line: int, paper: float) -> bool:
    """Whether ink as high as a digit stands in a cell, or covers it; a line of the page is so high (pixels), its *paper* so light."""
    return _is_covered(pixels, paper) or any(
        piece.high >= _LOWEST * line and piece.right - piece.left >= _NARROWEST * line
        for piece in _pieces(pixels, line)
    )


def _is_covered(pixels: Pixels, paper: float) -> bool:
    """Whether much of a cell has not the colour of the paper; where all of it has another, that is its own."""
    import numpy as np

    apart = np.abs(pixels.astype(np.int16).mean(axis=2) - paper) > _OTHER
    return bool(apart.size) and _LEAST <= apart.mean() <= _MOST


def _pieces(pixels: Pixels, line: int) -> list[InkPiece]:
    ink = ink_of(pixels, line)
    return [] if ink is None else pieces_of(ink)[1]


def lost_numbers(pixels: Pixels, lines: Sequence[_Box], usual: int) -> Iterator[_Box]:
    """Where signs as high as digits stand in a row and no line was found; *lines* are so high on the whole."""
    digits = [
        piece
        for piece in _pieces(pixels, usual)
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


def _rows(digits: Sequence[InkPiece]) -> Iterator[list[InkPiece]]:
    """Digits that stand beside each other."""
    rows: list[list[InkPiece]] = []
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


def _goes_on(last: InkPiece, piece: InkPiece) -> bool:
    """Whether a piece is the next digit of a number."""
    size = last.high
    return (
        max(abs(piece.top - last.top), abs(piece.bottom - last.bottom)) <= _LEVEL * size
        and -1 <= piece.left - last.right <= _APART * size
    )
