"""Rows of a sheet of a workbook in which nothing needs a closer look, told by their bytes alone, many at a time.

Every `<` of such rows belongs to a row, or to a cell that is empty or holds a plain value; so nothing is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO

from msgspec import Struct

from .sizes import LONGEST_CELL

# A row that is not hidden, begun or empty.
_ROW = re.compile(rb'<row r="[1-9][0-9]{0,6}"(?: [A-Za-z0-9:]+="[^"<>&]*")*(/?)>')
_HIDDEN = re.compile(rb'hidden|ht="0"')
# Letters and number of a cell, its style, its type and whether it ends at once; then what it holds, up to its end: a value,
# perhaps of a formula, that begins with a printed sign, or words of its own.
_VALUE = rb"(?<!Str\">)(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>[!-%%'-;=-~][^<]{0,%d}</v>" % (LONGEST_CELL - 1)
_WORDS = rb'(?<=Str">)<is><t(?: xml:space="preserve")?>[^<]{1,%d}</t></is>' % LONGEST_CELL
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?((?: t="[A-Za-z]+")? ?/?)>(?:(?<=/>)|(?:'
    + _VALUE
    + rb"|"
    + _WORDS
    + rb")</c>)"
)
_OF_NUMBERS = frozenset({b"", b' t="n"', b' t="d"'})
_OF_WORDS = frozenset({b' t="s"', b' t="str"', b' t="b"'})
_IN_PLACE, _FAULT = b' t="inlineStr"', b' t="e"'
_VALUE_TAGS, _WORD_TAGS = 4, 6  # how many `<` a cell has that holds a value, or words of its own

_PIECE = 1 << 18  # bytes
_BEGUN, _END = b'<row r="', b"</row>"
# What a part begins with whose bytes are those of ASCII.
_BEGINNING = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'][Uu][Tt][Ff]-8["'])?[^<>?]*\?>)?\s*<[A-Za-z]"""
)
# a comment, an instruction or what is to be taken as it stands: none is part of any table
_ASIDE = re.compile(rb"<[!?]")


class PlainRows(Struct, frozen=True):
    """What plain rows hold: *filled* are the numbers of the rows that hold anything, in order, *columns* the letters of their cells.

    *cells* counts all cells, *values* those that hold something, *numbers* those of them that hold a number; *styled* are
    such numbers with a style that was asked for: (letters and number of the cell, style).
    """

    cells: int
    values: int
    numbers: int
    filled: tuple[int, ...]
    columns: frozenset[str]
    styled: tuple[tuple[str, str], ...]
    last: tuple[int, str]  # the number of the last row, and the letters of its last cell, nothing where it has none

    @classmethod
    def of(cls, rows: bytes, styles: Collection[str], closer: Collection[str] = ()) -> PlainRows | None:
        """What these whole rows hold; None where they need a closer look, as cells of the styles *closer* do.

        Numbers of these *styles* are told one by one.
        """
        if _HIDDEN.search(rows):
            return None
        ends = _ROW.findall(rows)
        begun = ends.count(b"")  # the others are empty
        if not ends or begun != rows.count(_END):
            return None
        cells = _CELL.findall(rows)
        sorts = Counter(map(itemgetter(2, 3), cells))
        if closer and any(style.decode() in closer for style, _ in sorts):
            return None
        tags = begun + len(ends) + rows.count(b"<f>") + rows.count(b"<f ") + rows.count(b"</f>")
        empty = numbers = 0
        asked = {style.encode() for style in styles}.intersection(style for style, _ in sorts)
        for (_, sort), count in sorts.items():
            if sort.endswith(b"/") and not sort.startswith(_FAULT):
                empty, tags = empty + count, tags + count
            elif sort in _OF_NUMBERS:
                numbers, tags = numbers + count, tags + _VALUE_TAGS * count
            elif sort in _OF_WORDS:
                tags += _VALUE_TAGS * count
            elif sort == _IN_PLACE:
                tags += _WORD_TAGS * count
            else:
                return None
        if tags != rows.count(b"<"):
            return None
        filled = [cell for cell in cells if not cell[3].endswith(b"/")] if empty else cells
        last_row = rows[rows.rfind(_BEGUN) :]
        number = int(last_row[len(_BEGUN) : last_row.index(b'"', len(_BEGUN))])
        return cls(
            len(cells),
            len(filled),
            numbers,
            tuple(int(row) for row, _ in groupby(map(itemgetter(1), filled))),
            frozenset(letters.decode() for letters in set(map(itemgetter(0), filled))),
            tuple(
                ((letters + row).decode(), style.decode())
                for letters, row, style, sort in filled
                if style in asked and sort in _OF_NUMBERS
            )
            if asked
            else (),
            (int(cells[-1][1]), cells[-1][0].decode()) if b"<c " in last_row else (number, ""),
        )


def pieces(part: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """(bytes, whether they are whole rows, with nothing before or behind them) of a part with a sheet, in order."""
    rest = part.read(_PIECE)
    beginning = _BEGINNING.match(rest)
    plain, checked = beginning is not None, beginning.end() if beginning else 0
    while more := part.read(_PIECE):
        rest += more
        end = rest.rfind(_END) + len(_END)
        if end < len(_END):
            plain = False
            yield rest, False
            rest = b""
            continue
        ready, rest = rest[:end], rest[end:]
        plain = plain and not _ASIDE.search(ready, checked)
        checked = 0
        start = ready.find(b"<row ") if plain else len(ready)
        if start:
            yield ready[:start], False
        if start < len(ready):
            yield ready[start:], True
    yield rest, False
