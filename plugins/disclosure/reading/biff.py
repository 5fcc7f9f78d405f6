"""What an old workbook (.xls) hides behind its values: sheets, rows and columns out of sight, notes, formats, faults.

The container is [MS-CFB], the records are [MS-XLS]. Only what safety asks for is read; values are read elsewhere.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFA  # sector numbers from here on are marks
_HEADER = 512


class Kind(IntEnum):
    """The records that are looked at, by the names that [MS-XLS] gives them."""

    FORMULA = 0x06
    EOF = 0x0A
    NOTE = 0x1C
    FILE_PASS = 0x2F
    COL_INFO = 0x7D
    BOUND_SHEET = 0x85
    MUL_RK = 0xBD
    XF = 0xE0
    MERGED_CELLS = 0xE5
    NUMBER = 0x203
    BOOL_ERR = 0x205
    ROW = 0x208
    RK = 0x27E
    FORMAT = 0x41E


class BadWorkbookError(Exception):
    """The bytes are no whole workbook."""


@dataclass(slots=True)
class OldSheet:
    """The facts of one sheet, in zero-based rows and columns."""

    name: str
    hidden: bool
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def streams(content: bytes) -> dict[str, bytes]:  # noqa: C901  (one branch a part of the format)
    """The streams of a compound file by name."""
    if len(content) < _HEADER or not content.startswith(SIGNATURE):
        raise BadWorkbookError
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:  # noqa: PLR2004  (512 or 4096 bytes a sector, 64 in the small ones)
        raise BadWorkbookError
    size = 1 << shift
    first_directory, cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
    first_difat, _ = struct.unpack_from("<II", content, 68)
    sectors = len(content) // size

    def sector(number: int) -> bytes:
        if number >= sectors:
            raise BadWorkbookError
        return content[(number + 1) * size : (number + 2) * size]

    places = [one for one in struct.unpack_from("<109I", content, 76) if one < _END]
    seen: set[int] = set()
    while first_difat < _END:
        if first_difat in seen:
            raise BadWorkbookError
        seen.add(first_difat)
        *more, first_difat = _numbers(sector(first_difat))
        places += [one for one in more if one < _END]
    table = [one for place in places for one in _numbers(sector(place))]
    directory = b"".join(sector(one) for one in _chain(first_directory, table))
    mini_table = [one for place in _chain(first_mini, table) for one in _numbers(sector(place))]
    found: dict[str, bytes] = {}
    small = b""
    for at in range(0, len(directory) - 127, 128):
        length, type_ = struct.unpack_from("<HB", directory, at + 64)
        start, size_of = struct.unpack_from("<IQ", directory, at + 116)
        size_of &= 0xFFFFFFFF
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if type_ == 5:  # noqa: PLR2004  (the root holds the small streams)
            small = b"".join(sector(one) for one in _chain(start, table))
        elif type_ == 2 and size_of >= cutoff:  # noqa: PLR2004  (a stream)
            found[name] = b"".join(sector(one) for one in _chain(start, table))[:size_of]
        elif type_ == 2:  # noqa: PLR2004
            found[name] = b"".join(small[one * 64 : one * 64 + 64] for one in _chain(start, mini_table))[:size_of]
    return found


def _numbers(sector: bytes) -> tuple[int, ...]:
    if len(sector) % 4:
        raise BadWorkbookError
    return struct.unpack(f"<{len(sector) // 4}I", sector)


def _chain(first: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain; one that runs in a ring or out of the table is no chain."""
    left = len(table)
    while first < _END:
        if first >= len(table) or not left:
            raise BadWorkbookError
        yield first
        first, left = table[first], left - 1


_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def sheets(content: bytes) -> list[OldSheet]:
    """The sheets of a workbook with what each of them hides."""
    found = streams(content)
    book = found.get("Workbook")
    if book is None:
        raise BadWorkbookError
    try:
        return list(_sheets(book))
    except (struct.error, IndexError) as error:
        raise BadWorkbookError from error


def _records(book: bytes, position: int = 0) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, position)
        if position + 4 + length > len(book):
            raise BadWorkbookError
        yield kind, book[position + 4 : position + 4 + length]
        position += 4 + length
        if kind == Kind.EOF:
            return


def _sheets(book: bytes) -> Iterator[OldSheet]:
    formats: dict[int, bool] = {9: True, 10: True}
    styles: list[int] = []
    places: list[tuple[int, OldSheet]] = []
    for kind, data in _records(book):
        if kind == Kind.FILE_PASS:  # the rest is encrypted
            raise BadWorkbookError
        if kind == Kind.FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = "%" in _text(data, 2, wide=True)
        elif kind == Kind.XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == Kind.BOUND_SHEET:
            start, state = struct.unpack_from("<IB", data)
            places.append((start, OldSheet(_text(data, 6, wide=False), state & 3 != 0)))
    percent = [formats.get(one, False) for one in styles]
    for start, sheet in places:
        for kind, data in _records(book, start):
            _take(sheet, kind, data, percent)
        yield sheet


def _text(data: bytes, at: int, *, wide: bool) -> str:
    if wide:
        (length,) = struct.unpack_from("<H", data, at)
        at += 1
    else:
        length = data[at]
    flags = data[at + 1]
    raw = data[at + 2 :]
    return raw[: length * 2].decode("utf-16-le", "replace") if flags & 1 else raw[:length].decode("latin-1")


def _take(sheet: OldSheet, kind: int, data: bytes, percent: list[bool]) -> None:  # noqa: C901, PLR0912  (one branch a record)
    def style(number: int) -> bool:
        return number < len(percent) and percent[number]

    if kind == Kind.ROW:
        row, _, _, height = struct.unpack_from("<HHHH", data)
        if data[12] & 0x20 or height == 0:
            sheet.hidden_rows.add(row)
    elif kind == Kind.COL_INFO:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", data)
        if flags & 1:
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind == Kind.NOTE:
        sheet.notes.add(struct.unpack_from("<HH", data))
    elif kind == Kind.MERGED_CELLS:
        (count,) = struct.unpack_from("<H", data)
        for number in range(count):
            first, last, left, right = struct.unpack_from("<HHHH", data, 2 + number * 8)
            sheet.merges.append((first, left, last, right))
    elif kind in {Kind.NUMBER, Kind.RK, Kind.FORMULA}:
        row, column, form = struct.unpack_from("<HHH", data)
        if style(form):
            sheet.percents.add((row, column))
        if kind == Kind.FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:  # noqa: PLR2004  (its result is a fault)
            sheet.errors[row, column] = _ERRORS.get(data[8], "#N/A")
    elif kind == Kind.MUL_RK:
        row, first = struct.unpack_from("<HH", data)
        for number in range((len(data) - 6) // 6):
            if style(struct.unpack_from("<H", data, 4 + number * 6)[0]):
                sheet.percents.add((row, first + number))
    elif kind == Kind.BOOL_ERR and data[7]:
        row, column = struct.unpack_from("<HH", data)
        sheet.errors[row, column] = _ERRORS.get(data[6], "#N/A")
