"""What is written in the picture of a page: recognised by rapidocr on this machine, which sends nothing anywhere."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import count, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec import Struct

from ..pdf import CLOSING, GUESSED, Letter, PageItem, narrow, page_items
from ..text import UNKNOWN
from .doubting import with_doubts
from .grid import Grid, grid_of
from .lost import is_written, lost_numbers, paper_of
from .pictures import bounded
from .punctuation import as_printed
from .stray import PlacedSign, under_stray_ink

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_Box: TypeAlias = tuple[float, float, float, float]  # pixels: left, top, right, bottom

_LONGEST_SIDE = 4_000  # pixels in which words are looked for
_DETECTED = 1_280  # pixels of the longer side in which lines are found; they are read from the whole picture
_SMALL = 22  # pixels that a line is high in a picture which is made larger first
_GLANCE = 1_200  # pixels of the longer side of a picture in which lines are found before they are read
_TILTED = 0.03  # degrees
_MOST_TILTED = 8.0
_SAMPLES = 3  # lines that show whether a page lies on its head
_WIDTH = 595.0  # points of a sheet of A4, in which places are given whatever the picture
_NEAR = 1.25  # times the usual size of letters that count as that
# Of the size of a letter, between two words that stand apart; the same behind a sign that closes.
_GAP, _BEHIND = 1.0, 1.5
_HEIGHT = 0.72  # of the box around a line that its letters are high
_CLEAR = 0.8  # of 1: how surely the lines of a page are read that counts as read
_SECOND = 1.25  # how much larger a line is read the second time
_FEWEST = 3  # pairs of Han signs that show how large a line is set
_LEVEL = 0.35  # of the size of a letter, between the feet of lines that stand at one height
_HIGHER = 1.3  # times as high as a line: a stroke that belongs to no sign
# Of 255: how much more red than other light the ink of a seal has; less than that of any has black.
_RED, _BLACK = 70, 110
_LEAST_INK = 0.03  # of the box around a sign
_ONE_AT_A_TIME = threading.Lock()


_NOT_WORKING = (
    "认字的软件装了，却打不开：Windows 上请到微软的网站下载、安装 Visual C++ 运行库（VC_redist.x64.exe），再打开工作台；"
    "Linux 上请装 libgl1"
)


class _ReadSign(NamedTuple):
    """A sign, how surely it was read (0 to 1), where it begins and ends, and whether other ink is over or beside it."""

    text: str
    surely: float
    start: float
    end: float
    stray: bool = False

    @property
    def middle(self) -> float:
        """How far to the right it stands."""
        return (self.start + self.end) / 2


class WrittenLine(NamedTuple):
    """A line as it was recognised: where it stands in the picture (pixels), and each of its signs with its place."""

    left: float
    top: float
    right: float
    bottom: float
    signs: tuple[tuple[str, float, float], ...]  # the sign, where it begins and ends
    surely: float = 1.0  # how surely its signs were read on the whole, 0 to 1

    @property
    def middle(self) -> float:
        """How far down it stands."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """Its signs."""
        return "".join(sign for sign, *_ in self.signs)


class RecognisedPage(Struct, frozen=True):
    """The picture of a page set upright, its lines, and how they are read in order."""

    picture: Image
    lines: tuple[WrittenLine, ...]
    items: tuple[PageItem, ...]

    @property
    def is_clear(self) -> bool:
        """Whether most of its lines were read surely: handwriting and seals are not."""
        return bool(self.lines) and median(line.surely for line in self.lines) >= _CLEAR


def is_installed() -> bool:
    """Whether this machine can recognise words in pictures."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(picture: Image, number: int, go_on: Callable[[], None] = lambda: None) -> RecognisedPage:
    """What stands in *picture*, the page of a *number*. Digits that are not sure are marked (`text.UNKNOWN`).

    *go_on* is called now and then, and raises where nobody waits any more.
    """
    with _ONE_AT_A_TIME:
        picture, pixels = _upright(picture)
        go_on()
        scale = _WIDTH / pixels.shape[1]
        grid = grid_of(pixels, scale)
        lines: list[WrittenLine] = []
        for line in _lines(grid, scale):
            go_on()
            lines.append(line)
        placed = list(_levelled([*lines, *_unread(grid, lines, scale)]))
    letters = [letter for line in placed for letter in _letters(line, scale)]
    items = tuple(page_items(letters, grid.tables, number, _WIDTH))
    return RecognisedPage(picture, tuple(line for line, *_ in placed), items)


class NotWorkingError(Exception):
    """What recognises words is installed, but does not run on this machine; the reason in Chinese."""


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except (ImportError, OSError):  # libraries of the system that it needs are not there
        raise NotWorkingError(_NOT_WORKING) from None

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST_SIDE,
            "Global.text_score": 0.3,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED,
        }
    )


# --- the picture ---------------------------------------------------------------------------------


def _upright(picture: Image) -> tuple[Image, Pixels]:
    """A picture whose lines run from the left to the right, its letters large enough to be read."""
    import numpy as np
    from PIL import Image

    boxes = _boxes(picture)
    if sum(_height(box) > 1.5 * _length(box) for box in boxes) * 2 > len(boxes):
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        boxes = _boxes(picture)
    if _on_its_head(picture, boxes):
        picture = picture.transpose(Image.Transpose.ROTATE_180)
    small = median(map(_height, boxes)) if boxes else _SMALL
    if small < _SMALL and max(picture.size) * 2 <= _LONGEST_SIDE:
        picture = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    angle = _angle(boxes)
    if _TILTED < abs(angle) < _MOST_TILTED:
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return picture, np.asarray(picture)


def _boxes(picture: Image) -> list[Any]:
    """The corners of every line, found in a smaller picture: what is written there is not asked."""
    import numpy as np

    smaller = bounded(picture, _GLANCE)
    by = max(smaller.size) / max(picture.size)
    seen = _engine()(np.asarray(smaller)[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    return [] if seen.boxes is None else [np.asarray(box) / by for box in seen.boxes]


def _length(box: Any) -> float:
    return math.dist(box[0], box[1])


def _height(box: Any) -> float:
    return math.dist(box[0], box[3])


def _angle(boxes: Sequence[Any]) -> float:
    """By how many degrees the longer lines go down to the right."""
    long = sorted(boxes, key=_length)[len(boxes) // 2 :]
    slopes = [math.degrees(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])) for box in long]
    return median(slopes) if slopes else 0.0


def _on_its_head(picture: Image, boxes: Sequence[Any]) -> bool:
    """Whether some of the longest lines are read more surely when they are turned round."""
    cuts = [picture.crop(_around(box)) for box in sorted(boxes, key=_length)[-_SAMPLES:]]
    return sum(_surely(cut.rotate(180)) for cut in cuts) > sum(map(_surely, cuts))


def _surely(line: Image) -> float:
    """How surely a line is read, 0 to 1; 0 where nothing is read."""
    import numpy as np

    seen = _engine()(np.asarray(line)[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
    return float(sum(seen.scores or ()))


def _around(box: Any) -> tuple[int, int, int, int]:
    across, down = [float(corner[0]) for corner in box], [float(corner[1]) for corner in box]
    return max(0, int(min(across))), max(0, int(min(down))), math.ceil(max(across)), math.ceil(max(down))


# --- words ---------------------------------------------------------------------------------------


def _lines(grid: Grid, scale: float) -> Iterator[WrittenLine]:
    """Every line of a page, from the top to the foot; one that runs over several cells or stretches of words is as many."""
    pixels = grid.bare
    seen = _engine()(
        pixels[:, :, ::-1],
        use_det=True,
        use_cls=False,
        use_rec=True,
        return_word_box=True,
        return_single_char_box=True,
    )
    if seen.boxes is None or not seen.word_results or len(seen.boxes) != len(seen.word_results):
        return  # the last where it lost the places of a line: then nobody knows which line is which
    usual = median(bottom - top for _, top, _, bottom in map(_around, seen.boxes))
    for box, signs in zip(seen.boxes, seen.word_results, strict=True):
        left, top, right, bottom = _around(box)
        read = [_ReadSign(str(sign), float(score), *_reach(corners)) for sign, score, corners in signs]
        parts = _borne_out(grid, (top, bottom), list(_parts(read, (top, bottom), grid, scale)), usual)
        ends = [round((part[-1].end + after[0].start) / 2) for part, after in pairwise(parts)]
        for part, start, end in zip(parts, [left, *ends], [*ends, right], strict=True):
            yield _line(pixels, part, (start, top, max(end, start + 1), bottom), grid.strokes)


def _unread(grid: Grid, lines: Sequence[WrittenLine], scale: float) -> Iterator[WrittenLine]:
    """A line with the mark of what is not sure for every cell, and every number, in whose place is ink and nothing was read."""
    if not lines:
        return
    usual = round(median(line.bottom - line.top for line in lines))
    signs = [((start + end) / 2, line.middle) for line in lines for _, start, end in line.signs]
    cells, paper = list(grid.cells(scale)), paper_of(grid.bare)
    for left, top, right, bottom in cells:
        if any(left <= across <= right and top <= down <= bottom for across, down in signs):
            continue
        if is_written(grid.bare[top:bottom, left:right], usual, paper):
            yield _marked((left, top, right, bottom), usual)
    for box in lost_numbers(grid.bare, [*(line[:4] for line in lines), *cells], usual):
        yield _marked(box, usual)


def _marked(box: _Box, high: int) -> WrittenLine:
    """A line of one sign, which is not sure, in the middle of a place."""
    left, top, right, bottom = box
    across, down = (left + right) / 2, (top + bottom) / 2
    return WrittenLine(
        left, down - high / 2, right, down + high / 2, ((UNKNOWN, across - high / 4, across + high / 4),)
    )


def _borne_out(
    grid: Grid, heights: tuple[int, int], parts: Sequence[Sequence[_ReadSign]], usual: float
) -> list[list[_ReadSign]]:
    """The parts of a line, with what is known of stray ink over their digits."""
    if not any(sign.text.isdigit() for part in parts for sign in part):
        return list(map(list, parts))
    signs = [[PlacedSign(sign.text, sign.middle) for sign in part] for part in parts]
    stray = set(under_stray_ink(grid.bare, grid.ruled, heights, signs, usual))
    places = count()
    return [[sign._replace(stray=next(places) in stray) for sign in part] for part in parts]


def _parts(signs: Sequence[_ReadSign], heights: tuple[int, int], grid: Grid, scale: float) -> Iterator[list[_ReadSign]]:
    """The signs of a line between two borders of cells, and two wide gaps in front of digits.

    A border that runs through a number is one only where its line is seen there.
    """
    most = _GAP * _HEIGHT * (heights[1] - heights[0])
    for_tables = [_letter((sign.text, sign.start, sign.end), heights, 1.0, scale) for sign in signs]
    begun = 0
    for at in range(1, len(signs) + 1):
        if (
            at == len(signs)
            or (
                any(table.parts(for_tables[at - 1], for_tables[at]) for table in grid.tables)
                and (not _in_number(signs[at - 1 : at + 1]) or grid.parts(signs[at - 1].start, signs[at].end, *heights))
            )
            or (signs[at].start - signs[at - 1].end > most and signs[at].text.isdigit())
        ):
            yield list(signs[begun:at])
            begun = at


def _in_number(signs: Sequence[_ReadSign]) -> bool:
    return all(sign.text.isdigit() or sign.text in ".," for sign in signs)


def _line(pixels: Pixels, signs: Sequence[_ReadSign], box: _Box, strokes: Sequence[_Box]) -> WrittenLine:
    """A line, its digits marked that are not sure."""
    left, top, right, bottom = (int(side) for side in box)
    text = [sign.text for sign in signs]
    if any(map(str.isdigit, "".join(text))):
        text = with_doubts(
            text, [0.0 if sign.stray else sign.surely for sign in signs], _again(pixels[top:bottom, left:right])
        )
        under = [
            _is_under(sign, (top, bottom), strokes)
            or _is_sealed(pixels[top:bottom, int(sign.start) : math.ceil(sign.end)])
            for sign in signs
        ]
        text = [UNKNOWN if hidden and sign.isdigit() else sign for sign, hidden in zip(text, under, strict=True)]
    places = tuple((printed, sign.start, sign.end) for printed, sign in zip(as_printed(text), signs, strict=True))
    return WrittenLine(left, top, right, bottom, places, sum(sign.surely for sign in signs) / len(signs))


def _is_under(sign: _ReadSign, heights: tuple[int, int], strokes: Sequence[_Box]) -> bool:
    """Whether a stroke that is higher than a line, as the ring of a seal is, runs over a sign or right beside it."""
    top, bottom = heights
    near = (bottom - top) / 4
    return any(
        left < sign.end + near and right > sign.start - near and above < bottom and foot > top
        for left, above, right, foot in strokes
        if foot - above > _HIGHER * (bottom - top)
    )


def _is_sealed(pixels: Pixels) -> bool:
    """Whether red ink stands over black: a seal over a sign. Signs that are red themselves, or white on red, are not meant."""
    import numpy as np

    if not pixels.size:
        return False
    red = pixels[..., 0].astype(np.int16)
    sealed = red - pixels[..., 1:].max(axis=2) > _RED
    return bool(sealed.mean() > _LEAST_INK and (red < _BLACK).mean() > _LEAST_INK)


def _reach(corners: Any) -> tuple[float, float]:
    across = [float(corner[0]) for corner in corners]
    return min(across), max(across)


def _again(pixels: Pixels) -> str:
    """A line as it is read a second time, larger and with more white around it."""
    import cv2

    larger = cv2.resize(pixels, None, fx=_SECOND, fy=_SECOND, interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(larger, 3, 3, 12, 12, cv2.BORDER_REPLICATE)
    seen = _engine()(framed[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
    return "".join(seen.txts or ())


# --- places --------------------------------------------------------------------------------------


def _size(line: WrittenLine) -> float:
    """How high the letters of a line are (pixels): as far as one Han sign is from the next, else by the box around it."""
    steps = [
        after[1] - sign[1]
        for sign, after in pairwise(line.signs)
        if not narrow(sign[0]) and not narrow(after[0]) and sign[0].isalnum() and after[0].isalnum()
    ]
    high = _HEIGHT * (line.bottom - line.top)
    return min(max(median(steps), 0.8 * high), 1.3 * high) if len(steps) >= _FEWEST else high


def _levelled(lines: Sequence[WrittenLine]) -> Iterator[tuple[WrittenLine, float, float]]:
    """(line, size, middle) of each: sizes that are nearly the usual one are that, and what stands beside each other is at one height."""
    sizes = [_size(line) for line in lines]
    usual = median(sizes) if sizes else 0.0
    sizes = [usual if usual / _NEAR < size < usual * _NEAR else size for size in sizes]
    middles = [line.middle for line in lines]
    order = sorted(range(len(lines)), key=lambda at: middles[at])
    for last, at in pairwise(order):
        if middles[at] - middles[last] < _LEVEL * min(sizes[at], sizes[last]):
            middles[at] = middles[last]
    for at in sorted(range(len(lines)), key=lambda at: (middles[at], lines[at].left)):
        yield lines[at], sizes[at], middles[at]


def _letters(placed: tuple[WrittenLine, float, float], scale: float) -> Iterator[Letter]:
    """The letters of a line, which is in one cell, as those of a PDF are (points): each reaches to the next, but where two words end."""
    line, size, middle = placed
    letters = [_letter(sign, (middle - size / 2, middle + size / 2), size, scale) for sign in line.signs]
    for letter, after in pairwise(letters):
        most = (_BEHIND if letter["text"] in CLOSING else _GAP) * letter["size"]
        if after["x0"] - letter["x1"] < most:
            letter["x1"] = max(after["x0"], letter["x0"])
    yield from letters


def _letter(sign: tuple[str, float, float], heights: tuple[float, float], size: float, scale: float) -> Letter:
    """A sign as the letters of a PDF are."""
    text, start, end = sign
    return {
        "text": text,
        "x0": start * scale,
        "x1": end * scale,
        "top": heights[0] * scale,
        "bottom": heights[1] * scale,
        "size": size * scale,
        "upright": True,
        "fontname": GUESSED,
    }
