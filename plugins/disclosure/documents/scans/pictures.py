"""Pictures of pages: those of a PDF that hold no letters, and files that are pictures themselves."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

from ...reading import PARSER_FAULTS

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    Pictures: TypeAlias = Generator[tuple[int, Image]]  # to be closed, as what it reads from is then

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")  # whatever a file is called, nothing else is opened
_RESOLUTION = 200  # dots an inch, as offices scan
_LONGEST_SIDE = 4_000  # pixels of a picture as it is read
_SHORTEST_SIDE = 24  # pixels; in less nothing can be read
_MOST_PIXELS = 60_000_000  # of a file: a sheet of A3 scanned at 400 dots an inch has half of that
_TALL = 2.5  # times as high as wide: a picture that is higher is read in parts
_PART, _LEAST_PART = 1.5, 1.0  # of its width: how high a part is, and where the gap is looked for in which it ends
_LEVEL = 24  # of 255: signs beside each other that differ less are one ground


class NoPictureError(Exception):
    """A file that can't be shown as pictures; the reason in Chinese."""


def pictures_of_file(content: bytes, most: int) -> tuple[int, Pictures]:
    """(how many pages, number and picture of each) of a picture as it is looked at, turned as the camera says.

    The sheets of a TIFF are pages, and so are the parts of a long screenshot. NoPictureError where there is none, where it is too large,
    or where there are more than *most*.
    """
    with _reasons():
        opened = _opened(content)
        sheets = sheets_of(content, most)
        if sheets > 1:
            return sheets, _in_turn(opened, sheets)
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:  # a photo may hold a small one beside itself
            raise NoPictureError("是会动的图片，请另存为 .png")
        parts = _parts(_upright(opened), most)
    return len(parts), (numbered for numbered in enumerate(parts, 1))


def sheets_of(content: bytes, most: int) -> int:
    """How many sheets a picture has, as a TIFF may have several; NoPictureError as above."""
    with _reasons():
        return _sheets(content, most) if _opened(content).format == "TIFF" else 1


def pictures_of_pages(content: bytes, numbers: Collection[int], most: int) -> Pictures:
    """(number, picture) of some pages of a PDF, counted from 1; NoPictureError where they can't be drawn.

    A page that is very tall is several pictures one below the other, at most so many.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            for number in sorted(numbers):
                page = pdf[number - 1]
                drawn = page.render(scale=_scale(page.get_width(), page.get_height())).to_pil().convert("RGB")
                for part in _parts(drawn, most):
                    yield number, part
    except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError):
        raise NoPictureError("页面画不出来") from None


def _scale(width: float, height: float) -> float:
    """How many pixels a point of a page is drawn; of a very tall one just its parts must not be too large."""
    longest = max(width, min(height, _TALL * width), 1.0)
    return min(_RESOLUTION / 72, _LONGEST_SIDE / longest, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))


@contextmanager
def _reasons() -> Iterator[None]:
    """NoPictureError for whatever a file does to Pillow, whose readers raise much."""
    from PIL import Image

    try:
        yield
    except NoPictureError:
        raise
    except (*PARSER_FAULTS, Image.DecompressionBombError):
        raise NoPictureError("不是完整的图片（只认 PNG、JPEG、WebP、BMP、TIFF）") from None


def _opened(content: bytes) -> ImageFile:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow tells of large and of odd pictures, which are refused or read
        return Image.open(io.BytesIO(content), formats=_FORMATS)


def _sheets(content: bytes, most: int) -> int:
    """How many sheets a TIFF has; a hostile one has millions, which are not counted."""
    with suppress(EOFError):
        _opened(content).seek(most)
        raise NoPictureError(f"超过 {most} 页，请分成几份")
    return int(getattr(_opened(content), "n_frames", 1))


def _in_turn(opened: Image, sheets: int) -> Pictures:
    for at in range(sheets):
        with _reasons():
            opened.seek(at)
            upright = bounded(_upright(opened))
        yield at + 1, upright


def _upright(opened: Image) -> Image:
    """A picture as it is looked at, in colours of 8 bits."""
    from PIL import ImageOps

    if opened.width * opened.height > _MOST_PIXELS:
        raise NoPictureError(f"图片超过 {_MOST_PIXELS // 10_000} 万像素，请缩小了再存一份")
    upright = ImageOps.exif_transpose(opened)
    if min(upright.size) < _SHORTEST_SIDE:
        raise NoPictureError("图片太小")
    return _on_white(_of_eight_bits(upright))


def _of_eight_bits(picture: Image) -> Image:
    """A picture whose greys are finer or are no whole numbers, in 256 of them."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    import numpy as np
    from PIL import Image

    fine = np.nan_to_num(np.asarray(picture, dtype=np.float64), posinf=0, neginf=0)
    by = 255 / max(fine.max() - fine.min(), 1e-9)
    return Image.fromarray(((fine - fine.min()) * by).astype(np.uint8))


def _parts(picture: Image, most: int) -> list[Image]:
    """A picture, or the parts of one that is very tall, each ending in a gap between two lines."""
    width, height = picture.size
    if height <= _TALL * width:
        return [bounded(picture)]
    if height > most * _LEAST_PART * width:
        raise NoPictureError(f"这张长图超过 {most} 屏，请分成几份")
    signs = _signs(picture)
    parts, top = [], 0
    while height - top > _TALL * width:
        first, last = top + round(_LEAST_PART * width), top + round(_PART * width)
        foot = first + _gap(signs[first:last])
        parts.append(bounded(picture.crop((0, top, width, foot))))
        top = foot
    return [*parts, bounded(picture.crop((0, top, width, height)))]


def _signs(picture: Image) -> list[int]:
    """How much is written in each row of pixels: how often one differs from the one beside it."""
    import numpy as np

    grey = np.asarray(picture.convert("L")).astype(np.int16)
    return [int(count) for count in (np.abs(np.diff(grey, axis=1)) > _LEVEL).sum(axis=1)]


def _gap(signs: Sequence[int]) -> int:
    """The middle of the highest stretch of rows in which least is written."""
    least = min(signs)
    best, begun = (0, 0), 0
    for at, count in enumerate([*signs, least + 1]):
        if count > least:
            best = max(best, (at - begun, begun))
            begun = at + 1
    high, start = best
    return start + high // 2


def _on_white(picture: Image) -> Image:
    """A picture without see-through parts: dark letters of a screenshot would else stand on black."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def bounded(picture: Image, longest: int = _LONGEST_SIDE) -> Image:
    """A picture, or a smaller one whose longer side has so many pixels."""
    by = longest / max(picture.size)
    if by >= 1:
        return picture
    return picture.resize((max(1, round(picture.width * by)), max(1, round(picture.height * by))))
