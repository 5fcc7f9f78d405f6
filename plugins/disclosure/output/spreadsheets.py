"""Rows into a workbook of one sheet, streamed: xlsxwriter makes the workbook around them, which is a hundredth of the work.

Rows are packed some hundred at a time, each of these pieces by itself, so that a piece of which nothing changed can stand in the
next workbook as it is: a deflated stream may be made of several ones, and the check sum of the whole follows from theirs.

All is packed by the zlib that Arrow brings along and not by Python's, which is zlib-ng on some systems and packs otherwise there: a
release must be the same bytes wherever it is made again. On Windows xlsxwriter ends lines otherwise and lets more users write.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from ..arrays import pa
from ..quantities import plain

_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_DIMENSION = re.compile(rb'(<dimension ref="A1:[A-Z]+)1"')

# What can't stand as it is in the XML of a sheet; control characters and what looks like one are spelt _xHHHH_.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPELT = re.compile(r"(_x[0-9a-fA-F]{4}_)")

_UNIX, _OWN_FILE = 3, 0o100600 << 16  # which system the attributes are those of; a file that its owner reads and writes

_DIGITS = 15  # what a double holds
_LONGEST = 32_767  # UTF-16 units that Excel shows of a cell
_LARGE = 10_000_000  # cells from which a sheet may pass 2 GiB unpacked

PACKED_ROWS = 500  # rows that are packed together


class PackedRows(Struct, frozen=True):
    """The XML of some rows, deflated so that it can stand before and behind others in one stream."""

    content: bytes
    checksum: int  # CRC-32 of what it unpacks to
    size: int  # bytes of that


def packed_rows(rows: Sequence[Sequence[str | Decimal | int]], first: int) -> PackedRows:
    """Rows of cells as they stand in a sheet from row *first* on, which is 2 for those right below the titles.

    Numbers are numbers while a double holds them exactly, and else words, as all text is.
    """
    return _packed("".join(_lines(rows, first)).encode())


def add_rows(frame: bytes, path: Path, pieces: Iterable[PackedRows], size: tuple[int, int]) -> None:
    """Write *frame*, a workbook whose first sheet has one row, to *path* with the rows of *pieces* below that.

    *size* is rows and columns of these. OSError where the system refuses.
    """
    count_of_rows, columns = size
    with ZipFile(io.BytesIO(frame)) as source, path.open("wb") as file, ZipFile(file, "w") as target:
        for part in source.infolist():
            content = source.read(part).replace(b"\r\n", b"\n")
            entry = ZipInfo(part.filename, part.date_time)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _OWN_FILE
            if part.filename != _SHEET:
                _write_packed(target, entry, (_packed(content),), large=False)
                continue
            head, end, tail = content.partition(_END)
            head = _DIMENSION.sub(rb'\g<1>%d"' % (count_of_rows + 1), head)
            whole = chain((_packed(head),), pieces, (_packed(end + tail),))
            _write_packed(target, entry, whole, large=count_of_rows * columns > _LARGE)


def _write_packed(target: ZipFile, entry: ZipInfo, pieces: Iterable[PackedRows], *, large: bool) -> None:
    """Write an entry that is packed already: stored as it is, and only then told to be deflated."""
    checksum = size = 0
    entry.compress_type = ZIP_STORED
    with target.open(entry, "w", force_zip64=large) as stream:
        for piece in pieces:
            stream.write(piece.content)
            checksum, size = checksum_of_both(checksum, piece.checksum, piece.size), size + piece.size
        stream.write(_STREAM_ENDS)
    entry.compress_type, entry.CRC, entry.file_size = ZIP_DEFLATED, checksum, size
    assert target.fp is not None  # noqa: S101  (it is open)
    target.fp.seek(entry.header_offset)
    target.fp.write(entry.FileHeader(large))
    target.fp.seek(target.start_dir)


def _packed(content: bytes) -> PackedRows:
    written = pa.BufferOutputStream()
    with pa.CompressedOutputStream(written, "gzip") as packer:
        packer.write(content)
        packer.flush()  # to the end of a byte
        end = written.tell()
    deflated = written.getvalue()[_GZIP_HEADER:end].to_pybytes()
    return PackedRows(deflated, zlib.crc32(content), len(content))


_GZIP_HEADER = 10  # bytes before the deflated stream where no name of a file is kept
_STREAM_ENDS = b"\x03\x00"  # a last block of nothing

# CRC-32 is what is left of a content, taken as a polynomial over two values, divided by this one. The highest bit is that of x⁰.
_DIVISOR, _ONE, _X8 = 0xEDB88320, 1 << 31, 1 << 23


def checksum_of_both(first: int, second: int, size: int) -> int:
    """The CRC-32 of two contents behind one another; *size* is that of the second in bytes."""
    return _product(first, _power_of_x8(size)) ^ second


@lru_cache(maxsize=64)
def _power_of_x8(exponent: int) -> int:
    power, square = _ONE, _X8
    while exponent:
        if exponent & 1:
            power = _product(power, square)
        square = _product(square, square)
        exponent >>= 1
    return power


def _product(first: int, second: int) -> int:
    """What is left of the product of two such remainders."""
    product = 0
    while first:
        if first & _ONE:
            product ^= second
        first = (first << 1) & 0xFFFFFFFF
        second = (second >> 1) ^ (_DIVISOR if second & 1 else 0)
    return product


def _lines(rows: Sequence[Sequence[str | Decimal | int]], first: int) -> Iterator[str]:
    """The XML of every row."""
    letters = [_letters(column) for column in range(len(rows[0]) if rows else 0)]
    for row, number in zip(rows, count(first), strict=False):
        cells = [
            f'<c r="{letter}{number}"{_cell(cell)}' for letter, cell in zip(letters, row, strict=True) if cell != ""
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>' if cells else ""


def _cell(cell: str | Decimal | int) -> str:
    """A cell after its address."""
    if isinstance(cell, str):
        return _words(cell)
    digits = plain(cell) if isinstance(cell, Decimal) else str(cell)
    exact = len(cell.as_tuple().digits) <= _DIGITS if isinstance(cell, Decimal) else abs(cell) < 10**_DIGITS
    return f"><v>{digits}</v></c>" if exact else _words(digits)


@lru_cache(maxsize=10_000)
def _words(text: str) -> str:
    if len(text) > _LONGEST // 2:
        text = text.encode("utf-16-le", "surrogatepass")[: _LONGEST * 2].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    if _SPECIAL.search(text):
        text = _SPELT.sub(r"_x005F\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _letters(column: int) -> str:
    """The letters over a column, from 0: A … Z, AA …"""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
