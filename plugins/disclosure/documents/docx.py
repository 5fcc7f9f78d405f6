"""Word files to paragraphs, with what Python has: a .docx is a zip of XML.

python-docx was tried on paper and left aside: it brings lxml, and it passes over text boxes, footnotes and tracked
insertions, which are places where reports keep numbers.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.parsers import expat

from msgspec import Struct, field

from .text import Paragraph

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_BYTES = 40 * 1024 * 1024  # of a part, unpacked
_DEEPEST = 400  # elements inside each other
_DELETED = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_BLANKS = {"tab": "\t", "br": " ", "cr": " "}
# What a run says of itself by which its words are not there for a reader: crossed out, or hidden.
_UNREAD = {"strike", "dstrike", "vanish"}
_OFF = {"0", "false", "off"}
_DIGIT = re.compile(r"[0-9]")
_WIDEST = 63  # columns, as Word has them


class DocxError(Exception):
    """A file that is no Word document, or one that is not safe to read; the reason in Chinese."""


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """Every paragraph and every row of a table, in order; what was deleted, crossed out or hidden is left out.

    The cells of a row are parted by tabs, and stand under those of the rows above: a cell over several columns is repeated,
    words that are merged downwards are repeated in each of their rows.
    """
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


class _WordRun(Struct):
    """Letters of one look: whether a reader does not see them, whether they stand higher than the others."""

    unread: bool = False
    raised: bool = False


class _WordCell(Struct):
    """A cell of a table under way: its paragraphs, over how many columns it reaches, whether it goes on with that above."""

    texts: list[str] = field(default_factory=list)
    columns: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        return " ".join(filter(str.strip, self.texts)).replace("\t", " ")


class _WordTable(Struct):
    """A table under way: the cells of its row, and what stood in each column of the row above."""

    row: list[_WordCell] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def close_row(self) -> str:
        """The row as text; one cell alone is a paragraph."""
        cells: list[str] = []
        for cell in self.row:
            text = cell.text
            if cell.goes_on and len(cells) < len(self.above) and not _DIGIT.search(self.above[len(cells)]):
                text = self.above[len(cells)]
            cells += [text] * cell.columns
        filled = [cell.text for cell in self.row if cell.text]
        self.row, self.above = [], cells
        return "\t".join(cells) if len(filled) > 1 or len({*filter(None, cells)}) > 1 else "".join(filled)


class _DocxReader:
    """Walks the XML once, without a tree."""

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._open: list[list[str]] = []  # paragraphs under way; a text box has its own inside another
        self._tables: list[_WordTable] = []  # under way, one in a cell of the other
        self._runs: list[_WordRun] = []  # under way
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

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._names.append(name)
        if len(self._names) > _DEEPEST:
            raise DocxError("里面一层套一层，太深")
        self._silent += name in _DELETED
        if name == "p":
            self._open.append([])
        elif name == "r":
            self._runs.append(_WordRun())
        elif name == "tbl":
            self._tables.append(_WordTable())
        elif name == "tc" and self._tables:
            self._tables[-1].row.append(_WordCell())
        elif name in _BLANKS and self._open and self._heard:
            self._open[-1].append(_BLANKS[name])
        else:
            self._note(name, next((value for key, value in attributes.items() if key.endswith("val")), ""))
        self._writing = name == "t"

    def _note(self, name: str, value: str) -> None:
        """What an element says of the run or the cell that it belongs to."""
        parents = self._names[-3:-1]
        if name in _UNREAD and parents == ["r", "rPr"] and value.lower() not in _OFF:
            self._runs[-1].unread = True
        elif name == "vertAlign" and parents == ["r", "rPr"]:
            self._runs[-1].raised = value == "superscript"
        elif parents[-1:] == ["tcPr"] and self._tables and self._tables[-1].row:
            cell = self._tables[-1].row[-1]
            if name == "gridSpan" and value.isdecimal():
                cell.columns = max(1, min(int(value), _WIDEST))
            elif name == "vMerge":
                cell.goes_on = value != "restart"

    @property
    def _heard(self) -> bool:
        """Whether words at this place are there for a reader."""
        return not self._silent and not any(run.unread for run in self._runs)

    def _text(self, text: str) -> None:
        if self._writing and self._open and self._heard and not self._marks_a_note(text):
            self._open[-1].append(text)

    def _marks_a_note(self, text: str) -> bool:
        """Whether a raised number behind a number or a Chinese word is the mark of a note; that of m² is none."""
        before = self._open[-1][-1][-1:] if self._open[-1] else ""
        return bool(
            self._runs
            and self._runs[-1].raised
            and text.strip().isdecimal()
            and not (before.isascii() and before.isalpha())
        )

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._names.pop()
        self._silent -= name in _DELETED
        self._writing = False
        if name == "p":
            self._close("".join(self._open.pop()))
        elif name == "r":
            self._runs.pop()
        elif name == "tr" and self._tables:
            table = self._tables.pop()
            self._close(table.close_row())
            self._tables.append(table)
        elif name == "tbl":
            self._tables.pop()

    def _close(self, text: str) -> None:
        """A paragraph or a row is at its end: part of the cell around it, else of the document."""
        if self._tables and self._tables[-1].row:
            self._tables[-1].row[-1].texts.append(text)
        elif text:
            self._done.append(Paragraph(text))
