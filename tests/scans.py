"""Scans for tests: pages set in the pinned fonts, drawn as pictures, tilted and soiled as those of offices are."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageFilter

from disclosure.typesetting import open_press

_TEMPLATE = """#set page(width: 165mm, height: auto, margin: 12mm)
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 0.9em, justify: true)
#for part in json(bytes(sys.inputs.data)) {
  if type(part) == str { par(part) } else {
    table(columns: part.at(0).len(), ..part.flatten().map(cell => [#cell]))
  }
}
"""
Part = str | Sequence[Sequence[str]]  # a paragraph, or the rows of a table


@cache
def _set(parts: str, form: str) -> bytes:
    press = open_press()
    assert press
    with TemporaryDirectory() as folder:
        template = Path(folder) / "page.typ"
        template.write_text(_TEMPLATE, "utf-8")
        if form == "pdf":
            return press.pdf(template, json.loads(parts))
        (page,) = press.png(template, json.loads(parts), ppi=200, colours=None)
    return page


def page(*parts: Part) -> Image.Image:
    """A page with paragraphs and tables, as a picture of 200 dots an inch."""
    return Image.open(io.BytesIO(_set(json.dumps(parts, ensure_ascii=False), "png"))).convert("RGB")


def text_pdf(path: Path, *parts: Part) -> Path:
    """The same page as a PDF with text."""
    path.write_bytes(_set(json.dumps(parts, ensure_ascii=False), "pdf"))
    return path


def soiled(picture: Image.Image, *, tilted: float = 0.6, dots: int = 200) -> Image.Image:
    """A page as it comes out of a scanner: not straight, grey, blurred, specked, packed with losses."""
    specks = random.Random(7)  # noqa: S311  (no secret)
    grey = picture.convert("L").rotate(tilted, Image.Resampling.BICUBIC, fillcolor=255)
    by = dots / 200
    grey = grey.resize((round(grey.width * by), round(grey.height * by)), Image.Resampling.BICUBIC)
    noise = Image.frombytes("L", grey.size, specks.randbytes(grey.width * grey.height)).point(lambda dot: dot // 10)
    grey = ImageChops.subtract(grey.filter(ImageFilter.GaussianBlur(0.6)), noise)
    packed = io.BytesIO()
    grey.save(packed, "JPEG", quality=60)
    return Image.open(packed).convert("RGB")


def scanned_pdf(path: Path, *pictures: Image.Image, dots: int = 200) -> Path:
    """A PDF each page of which is a picture."""
    first, *others = pictures
    first.save(path, save_all=True, append_images=others, resolution=dots)
    return path
