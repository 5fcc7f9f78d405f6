"""Typed tables back to text: the plain CSV that a sheet amounts to, in base units and with nothing around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from .columns import MISSING_WORDS, SEPARATOR, Missing, Record, TypedTable, rows
from .tables import RawTable

_WORDS = {reason: word for word, reason in MISSING_WORDS.items() if word}


def tidy_rows(record: type[Record], tables: Sequence[TypedTable]) -> Iterator[dict[str, str]]:
    """The records of a kind as text by column name."""
    columns = record.columns
    for table in tables:
        for index, row in rows(table):
            cells = {}
            for one in columns:
                value = row[one.name]
                if value is None:
                    reason = table.missing.get((index, one.name))
                    cells[one.name] = _WORDS.get(reason, "") if isinstance(reason, Missing) else ""
                elif isinstance(value, tuple):
                    cells[one.name] = SEPARATOR.join(value)
                else:
                    cells[one.name] = one.type.shown(value)
            yield cells


def as_csv(record: type[Record], tables: Sequence[TypedTable]) -> bytes:
    """CSV with the Chinese headers of the columns that hold anything or must be there; UTF-8, one line a record."""
    found = list(tidy_rows(record, tables))
    columns = [one for one in record.columns if one.required or any(row[one.name] for row in found)]
    return _csv([one.label for one in columns], ([row[one.name] for one in columns] for row in found))


def form_as_csv(raws: Sequence[RawTable], labels: Mapping[str, str]) -> bytes:
    """A printed form as CSV: its panels below each other, the source of its title rows as a column."""
    held: list[dict[str, str]] = []
    for raw in raws:
        above = {"source": raw.preamble["source"]} if "source" in raw.preamble else {}
        held.extend(
            {**above, **{str(name): str(cell) for name, cell in row.items()}} for row in raw.cells.to_dict("records")
        )
    names = [name for name in labels if any(row.get(name) for row in held)]
    return _csv([labels[name] for name in names], ([row.get(name, "") for name in names] for row in held))


def _csv(header: Sequence[str], lines: Iterator[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return stream.getvalue().encode()
