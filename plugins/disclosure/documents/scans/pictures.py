"""Pictures of pages: those of a PDF that hold no letters, and files that are pictures themselves."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
_RESOLUTION = 200  # dots an inch, as offices scan
_LONGEST_SIDE = 4_000  # pixels of a picture as it is read
_MOST_PIXELS = 60_000_000  # of a file: a sheet of A3 scanned at 400 dots an inch has half of that


class NoPictureError(Exception):
    """A file that can't be shown as pictures; the reason in Chinese."""


def picture_of(path: Path) -> Image:
    """The picture in a file as it is looked at (turned as the camera says); NoPictureError where there is none, or too large a one."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(path)
        if opened.width * opened.height > _MOST_PIXELS:
            raise NoPictureError(f"图片超过 {_MOST_PIXELS // 10_000} 万像素")
        if getattr(opened, "n_frames", 1) > 1:
            raise NoPictureError("一个文件里有几张图，请一张一张另存，或存成 PDF")
        upright = ImageOps.exif_transpose(opened)
        return _bounded(_on_white(upright))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError):
        raise NoPictureError("不是完整的图片") from None


def pictures_of_pages(path: Path, numbers: Collection[int]) -> Iterator[tuple[int, Image]]:
    """(number, picture) of some pages of a PDF, counted from 1; NoPictureError where they can't be drawn."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            for number in sorted(numbers):
                page = pdf[number - 1]
                longest = max(page.get_width(), page.get_height())  # points
                scale = min(_RESOLUTION / 72, _LONGEST_SIDE / max(longest, 1.0))
                yield number, page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError):
        raise NoPictureError("页面画不出来") from None


def _on_white(picture: Image) -> Image:
    """A picture without see-through parts: dark letters of a screenshot would else stand on black."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def _bounded(picture: Image) -> Image:
    by = _LONGEST_SIDE / max(picture.size)
    if by >= 1:
        return picture
    return picture.resize((max(1, round(picture.width * by)), max(1, round(picture.height * by))))
