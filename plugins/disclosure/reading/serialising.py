"""Typed tables back to text: the plain CSV that a sheet amounts to, in base units and with nothing around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .cell_types import MISSING_WORDS
from .columns import SEPARATOR, AnyColumn, Record
from .tables import RawTable
from .typed_tables import TypedTable, rows

_WORDS = {reason: word for word, reason in MISSING_WORDS.items() if word}


def tidy_rows(record: type[Record], tables: Sequence[TypedTable]) -> Iterator[dict[str, str]]:
    """The records of a kind, one dict a record: column name → text as it stands in a CSV file."""
    columns = record.columns
    for table in tables:
        for index, row in rows(table):
            cells = {}
            for column in columns:
                value = row[column.name]
                reason = table.missing.get((index, column.name)) if value is None else None
                cells[column.name] = _WORDS.get(reason, "") if reason else _spelled(column, value)
            yield cells


def tidy_columns(record: type[Record], table: TypedTable, names: Sequence[str]) -> dict[str, list[str]]:
    """The same column by column: name → the text of every record; equal values are spelled once."""
    reasons: dict[str, dict[int, str]] = {}
    for (index, name), reason in table.missing.items():
        reasons.setdefault(name, {})[index] = _WORDS.get(reason, "")
    columns: dict[str, list[str]] = {}
    for name in names:
        column, values = record.column(name), table.frame[name]
        spelled: dict[Any, str] = {}
        texts = []
        for value in values.astype(object).where(values.notna(), None).tolist():
            text = spelled.get(value)
            if text is None:
                text = spelled[value] = _spelled(column, value)
            texts.append(text)
        for at, index in enumerate(table.frame.index) if name in reasons else ():
            texts[at] = reasons[name].get(index, texts[at])
        columns[name] = texts
    return columns


def _spelled(column: AnyColumn, value: Any) -> str:
    """A value as it stands in a CSV file; nothing where there is none."""
    if value is None:
        return ""
    return SEPARATOR.join(value) if isinstance(value, tuple) else column.type.shown(value)


def as_csv(record: type[Record], tables: Sequence[TypedTable]) -> bytes:
    """The records as CSV text with Chinese headers; columns that are optional and empty are left out."""
    rows = list(tidy_rows(record, tables))
    columns = [column for column in record.columns if column.required or any(row[column.name] for row in rows)]
    return _csv([column.label for column in columns], ([row[column.name] for column in columns] for row in rows))


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
