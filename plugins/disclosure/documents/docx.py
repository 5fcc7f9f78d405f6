"""Word files to paragraphs, with what Python has: a .docx is a zip of XML.

python-docx was tried on paper and left aside: it brings lxml, and it passes over text boxes, footnotes and tracked
insertions, which are places where reports keep numbers.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.parsers import expat

from .text import Paragraph

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_BYTES = 40 * 1024 * 1024  # of a part, unpacked
_DEEPEST = 400  # elements inside each other
_DELETED = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_BLANKS = {"tab": "\t", "br": " ", "cr": " "}


class DocxError(Exception):
    """A file that is no Word document, or one that is not safe to read; the reason in Chinese."""


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """Every paragraph and every row of a table, in order; what was struck out is left out."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if _PARTS[0] not in names:
                raise DocxError("不是 Word 文档（.docx）")
            for part in _PARTS:
                if part in names:
                    yield from _DocxReader().read(_unpacked(archive, part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise DocxError("不是完整的 Word 文档") from None
    except expat.ExpatError as error:
        raise DocxError(f"里面的内容不完整（第 {error.lineno} 行）") from None
    except LookupError:
        raise DocxError("里面的文字用了不认识的编码") from None


def _unpacked(archive: zipfile.ZipFile, part: str) -> IO[bytes]:
    with archive.open(part) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise DocxError("展开后太大")
    return BytesIO(content)


class _DocxReader:
    """Walks the XML once, without a tree."""

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._open: list[list[str]] = []  # paragraphs under way; a text box has its own inside another
        self._rows: list[list[str]] = []  # rows of tables under way, their cells
        self._names: list[str] = []
        self._silent = 0
        self._writing = False

    def read(self, stream: IO[bytes]) -> list[Paragraph]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        parser.ParseFile(stream)
        return self._done

    @staticmethod
    def _refuse(*_: object) -> None:
        raise DocxError("里面有不该有的声明（DTD）")

    def _start(self, tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._names.append(name)
        if len(self._names) > _DEEPEST:
            raise DocxError("里面一层套一层，太深")
        self._silent += name in _DELETED
        if name == "p":
            self._open.append([])
        elif name == "tr":
            self._rows.append([])
        elif name in _BLANKS and self._open and not self._silent:
            self._open[-1].append(_BLANKS[name])
        self._writing = name == "t"

    def _text(self, text: str) -> None:
        if self._writing and self._open and not self._silent:
            self._open[-1].append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._names.pop()
        self._silent -= name in _DELETED
        self._writing = False
        if name == "p":
            text = "".join(self._open.pop())
            if self._rows:
                self._rows[-1].append(text)
            elif text:
                self._done.append(Paragraph(text))
        elif name == "tr":
            text = "\t".join(filter(str.strip, self._rows.pop()))
            if self._rows:
                self._rows[-1].append(text)
            elif text:
                self._done.append(Paragraph(text))
