"""A table as CSV with BOM, XLSX, JSON and Parquet; safe to open in Excel."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, islice, repeat
from operator import is_
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from ..arrays import np
from ..quantities import plain
from .exports import Export, Line, MonthTable
from .spreadsheets import PACKED_ROWS, PackedRows, add_rows, packed_rows

# A cell that begins so would be run as a formula by Excel or WPS.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BELOW_ZERO = re.compile(r"-[0-9]+(?:\.[0-9]+)?")

# Workbooks carry a creation date; a fixed one keeps two builds of the same data identical.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_SHEET = 31  # the longest name of a sheet


def month_files(table: MonthTable) -> tuple[bytes, bytes]:
    """The CSV of a month as `csv_bytes` would write it, and its Parquet; a function of these rows alone."""
    return _month_csv(table), _month_parquet(table)


def _month_csv(table: MonthTable) -> bytes:
    texts = [np.array([*map(_csv_cell, words), ""], dtype=object)[places].tolist() for places, words in table.cells]
    lines = [",".join(table.names), *map(",".join, zip(*texts, strict=True)), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _month_parquet(table: MonthTable) -> bytes:
    """The rows for analysts: money as exact decimals, words as dictionaries, a null where a cell is missing."""
    import pyarrow as pa
    from pyarrow import parquet

    arrays = []
    for decimals, (places, words) in zip(table.decimals, table.cells, strict=True):
        sort = pa.string() if decimals is None else pa.decimal128(38, decimals)
        values = [str(word) for word in words] if decimals is None else words
        arrays.append(pa.array(values, sort).take(pa.array(places, pa.int32(), mask=places < 0)))
    stream = pa.BufferOutputStream()
    rows = pa.Table.from_arrays(arrays, names=list(table.names))
    parquet.write_table(rows, stream, compression="zstd", version="2.6")
    written: bytes = stream.getvalue().to_pybytes()
    return written


def guarded(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; a bare number below zero is none."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _BELOW_ZERO.fullmatch(text) else text


def _csv_cell(cell: str | Decimal | int) -> str:
    """A cell as it stands in a CSV."""
    if isinstance(cell, str) and _PLAINLY.fullmatch(cell):
        return cell
    text = _text(cell)
    if not _QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


_QUOTED = re.compile(r'[",\r\n]')
_PLAINLY = re.compile(r'[^=+\-@\t＝＋－＠",\r\n][^",\r\n]*')  # needs neither guard nor quotes


def _text(cell: str | Decimal | int) -> str:
    return guarded(cell) if isinstance(cell, str) else plain(cell) if isinstance(cell, Decimal) else str(cell)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | Decimal | int]]) -> bytes:
    """A CSV that Excel and WPS open as it is: UTF-8 with BOM, CRLF, text cells guarded, numbers bare."""
    stream = io.StringIO(newline="")
    _write_rows(stream, header, rows)
    return stream.getvalue().encode("utf-8-sig")


def _write_rows(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str | Decimal | int]]) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)


def json_bytes(value: object) -> bytes:
    """JSON with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _write_list(stream: TextIO, values: Iterable[object]) -> None:
    """A JSON list with one entry a line, so that two versions can be compared."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.write("[\n")
    stream.writelines(f",\n{encode(entry)}" if number else encode(entry) for number, entry in enumerate(values))
    stream.write("\n]\n")


def as_objects(export: Export) -> Iterator[dict[str, str | int | None]]:
    """Rows as objects; numbers are decimal strings so that nothing is rounded, missing cells are null."""
    names = [field.name for field in export.fields]
    for row in export.rows:
        yield {
            name: plain(cell) if isinstance(cell, Decimal) else (cell if cell != "" else None)
            for name, cell in zip(names, row, strict=True)
        }


def write_workbook(
    path: Path, export: Export, origin: str, mark: str = "", blocks: Iterable[RowBlock] | None = None
) -> None:
    """An XLSX without formulas or links: a sheet of data under Chinese titles, numbers as numbers where they stay exact.

    Beside an id stands the name of its record: CSV and JSON, which programs join, have the ids alone. *mark* stands before its title and the name of its sheet.
    *blocks* are its rows, where they are known.
    """
    import xlsxwriter

    fields = export.spelled_fields
    frame = io.BytesIO()
    with xlsxwriter.Workbook(frame, {"constant_memory": True}) as book:
        book.set_properties({"title": mark + export.title, "comments": origin, "created": _CREATED})
        sheet = book.add_worksheet((mark + export.title)[:_SHEET])
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 1)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, 14 if field.type != "string" else 18)
            sheet.write_string(0, column, field.heading, bold)
    pieces = (block.packed(export) for block in blocks or row_blocks(export.rows))
    add_rows(frame.getvalue(), path, pieces, (len(export.rows), len(fields)))


class RowBlock(Struct):
    """Rows of a table that stand below one another, the first of them in row *first* of a sheet; what was made of them is kept."""

    rows: tuple[Line, ...]
    first: int
    _digest: bytes = b""
    _names: Sequence[tuple[str, ...]] = ()
    _packed: PackedRows | None = None

    def has(self, rows: tuple[Line, ...]) -> bool:
        """Whether its rows are these very ones: equal numbers may be spelled differently."""
        return len(rows) == len(self.rows) and all(map(is_, rows, self.rows))

    def digest(self) -> bytes:
        """What tells these rows from others."""
        if not self._digest:
            self._digest = hashlib.blake2b(repr(self.rows).encode(), digest_size=16).digest()
        return self._digest

    def packed(self, table: Export) -> PackedRows:
        """The rows, which are of this table, in its workbook."""
        names = table.names_beside(self.rows)
        if self._packed is None or self._names != names:
            self._names, self._packed = names, packed_rows(table.spelled(self.rows, names), self.first)
        return self._packed


def row_blocks(rows: Iterable[Line], known: Sequence[RowBlock] = ()) -> Iterator[RowBlock]:
    """Rows in blocks, as *known* as they are."""
    lines = iter(rows)
    first = 2  # below the titles
    for before in chain(known, repeat(None)):
        block = tuple(islice(lines, PACKED_ROWS))
        if not block:
            return
        yield before if before and before.has(block) else RowBlock(block, first)
        first += len(block)


def csv_line(cells: Iterable[str | Decimal | int]) -> str:
    """A line of a CSV as `_write_rows` writes it."""
    return ",".join(map(_csv_cell, cells)) + "\r\n"


def write_csv(table: Export, path: Path) -> None:
    """Write a table as CSV, row by row, as `csv_bytes` would give it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        _write_rows(stream, [field.name for field in table.fields], table.rows)


def write_json(table: Export, path: Path) -> None:
    """Write a table as JSON, one row a line."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        _write_list(stream, as_objects(table))
