"""Typesets a template with data by Typst; fonts come from a package, never from the machine."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..storage import by_parts
from .glyphs import characters, drawable
from .indexed_png import indexed_png

if TYPE_CHECKING:
    from typst import Compiler, Fonts

Content: TypeAlias = "str | int | bool | Sequence[Content] | Mapping[str, Content] | None"  # as JSON has it

NO_PRESS = "没有装上排版工具或字体，这次不做分享图、长图和 PDF，网页不受影响。能上网时运行 make setup（或重新打开“启动”）会再装一次。"
_FONTS = "pylopdf_fonts_zh_cn"  # Noto Sans SC and Noto Serif SC, SIL Open Font License 1.1
_LIBRARIES = ("typst", "pylopdf-fonts-zh-cn", "pillow", "pyarrow")  # their versions determine the bytes
_BORN = 0  # Unix time: the creation date in a PDF must not depend on the clock


@cache
def open_press() -> Press | None:
    """The press of this process with the pinned fonts; None if Typst or the fonts are not installed (see `NO_PRESS`)."""
    fonts = find_spec(_FONTS)
    if find_spec("typst") is None or fonts is None or not fonts.submodule_search_locations:
        return None
    return Press(Path(fonts.submodule_search_locations[0]))


class Press:
    """Typesets templates in the fonts of one folder; fonts and the compiler of each template are cached.

    `missing` collects the characters that the fonts lack and that are replaced by 〓, for the notes to staff.
    """

    def __init__(self, font_folder: Path) -> None:
        """Read the fonts of *font_folder* (`.otf` and `.ttf`); ValueError where there are none."""
        listed = (path for path in font_folder.iterdir() if path.suffix in {".otf", ".ttf"})
        files = sorted(listed, key=lambda path: path.name)
        if not files:
            raise ValueError(f"no fonts in {font_folder.name}")
        self._folder = font_folder
        self._drawn = frozenset.intersection(*map(characters, files))
        self._compilers: dict[Path, Compiler] = {}
        self.missing: set[str] = set()

    @cached_property
    def _fonts(self) -> Fonts:
        from typst import Fonts

        return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self._folder)])

    @property
    def has_begun(self) -> bool:
        """Whether Typst has run in this process. A fork could then not use it: it would wait for threads that are not inherited."""
        return "_fonts" in self.__dict__

    @cached_property
    def state(self) -> str:
        """The part of the cache key beside template and data: versions of libraries and fonts, and the code of this package."""
        modules = sorted(Path(__file__).parent.glob("*.py"), key=by_parts)
        code = hashlib.sha256(b"".join(path.read_bytes() for path in modules))
        return " ".join([*(f"{name} {version(name)}" for name in _LIBRARIES), code.hexdigest()])

    @property
    def families(self) -> list[str]:
        """The names of the font families, as templates call them."""
        return self._fonts.families()

    def keys(self, template: Path, items: Iterable[Content], form: str) -> list[bytes]:
        """The cache key (SHA-256) of the picture or PDF of each of *items*; *form* names the output options.

        Missing characters are added to `missing` also for items that are then taken from a cache.
        """
        texts = [path.read_text("utf-8") for path in sorted(template.parent.rglob("*.typ"), key=by_parts)]
        state = json.dumps([self.state, *texts, template.name, form], ensure_ascii=False).encode()
        return [hashlib.sha256(state + b"\n" + self._noted(item).encode()).digest() for item in items]

    def pdf(self, template: Path, data: Content) -> bytes:
        """The pages of a template as one tagged PDF with subsets of the fonts; the same bytes for the same data.

        The template reads *data* with `json(bytes(sys.inputs.data))`: words of the data are never markup. It may read files beside
        itself and below, nothing else. A fault in a template is a `typst.TypstError`, a doubtful template a ValueError.
        """
        return self._set(template, self._inputs(data), "pdf", 72)[0]

    def png(self, template: Path, data: Content, *, ppi: int = 72, colours: int | None = 64) -> list[bytes]:
        """The pages of a template as pictures, a PNG a page; at 72 *ppi* a pt of the template is a pixel.

        Pictures keep at most *colours* (2–256) in a palette, which makes them small; None keeps all. Batch what has one template in one
        call: a page of 1200 × 630 costs some 10 ms, its palette 20.
        """
        pictures = self._set(template, self._inputs(data), "png", ppi)
        if not colours:
            return pictures
        with ThreadPoolExecutor() as threads:  # Pillow leaves Python's lock while it packs and unpacks
            return list(threads.map(_with_palette, pictures, repeat(colours)))

    def _compiler(self, template: Path) -> Compiler:
        from typst import Compiler

        path = template.resolve()
        if path not in self._compilers:
            self._compilers[path] = Compiler(str(path), root=str(path.parent), font_paths=self._fonts)
        return self._compilers[path]

    def _noted(self, data: Content) -> str:
        """*data* as JSON; its missing characters are added to `missing`."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        if not self._drawn.issuperset(map(ord, set(text))):
            self.drawable(data)
        return text

    def _inputs(self, data: Content) -> str:
        return json.dumps(self.drawable(data), ensure_ascii=False, sort_keys=True)

    def _set(self, template: Path, inputs: str, form: Literal["pdf", "png"], ppi: int) -> list[bytes]:
        pages, warnings = self._compiler(template).compile_with_warnings(
            format=form, ppi=ppi, sys_inputs={"data": inputs}, timestamp=_BORN
        )
        if warnings:  # such as a family that is not there, which would leave the page empty
            raise ValueError("; ".join(warning.message for warning in warnings))
        return [pages] if isinstance(pages, bytes) else pages or []

    def drawable(self, data: Content) -> Content:
        """*data* with missing characters of all texts, SVG included, replaced by 〓 and added to `missing`."""
        if isinstance(data, str):
            text, missing = drawable(data, self._drawn)
            self.missing |= missing
            return text
        if isinstance(data, dict):
            return {key: self.drawable(value) for key, value in data.items()}
        if isinstance(data, (list, tuple)):
            return [self.drawable(value) for value in data]
        return data


def _with_palette(picture: bytes, colours: int) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        return indexed_png(image, colours)
