"""The ink of a piece of a page: where it is, and the pieces of it that hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_LIKE_PAPER = 40  # of 255: a line whose darkest and lightest pixels differ less has no ink
_FEW = 1  # of 100 pixels that are darker or lighter than the ink and the paper
_GROUND = 4  # times the height of a line, over which the ground is even
_FAINT = 0.28  # of the difference of ink and paper: what is fainter is no ink


class InkPiece(NamedTuple):
    """Ink that hangs together: where it stands."""

    label: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> float:
        """How far to the right it stands."""
        return (self.left + self.right) / 2

    @property
    def high(self) -> int:
        """How high it is."""
        return self.bottom - self.top


def is_light(pixels: Pixels) -> bool:
    """Whether words are lighter than the ground that they stand on."""
    import numpy as np

    darkest, usual, lightest = np.percentile(pixels, (_FEW, 50, 100 - _FEW)) if pixels.size else (0, 0, 0)
    return bool(lightest - usual > usual - darkest)


def ink_of(pixels: Pixels, high: int) -> Any:
    """Which pixels are ink, 1 or 0, whatever shade falls on the page; None where there is none. A line is so *high*."""
    import cv2
    import numpy as np

    if not pixels.size:
        return None
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    darkest, lightest = np.percentile(grey, (_FEW, 100 - _FEW))
    if lightest - darkest < _LIKE_PAPER:
        return None
    if is_light(pixels):
        grey = 255 - grey
    around = (_GROUND * high, _GROUND * high)
    ground = cv2.blur(grey, around, borderType=cv2.BORDER_REFLECT).astype(np.int16)
    return (grey < ground - _FAINT * (lightest - darkest)).astype(np.uint8)


def pieces_of(ink: Any) -> tuple[Any, list[InkPiece]]:
    """(the label of each pixel, the pieces)."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = ((label, *(int(value) for value in stats[label][:4])) for label in range(1, count))
    return labels, [InkPiece(label, x, y, x + wide, y + high) for label, x, y, wide, high in boxes]
