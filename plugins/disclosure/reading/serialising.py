"""Typed tables back to text: the plain CSV that a sheet amounts to, in base units and with nothing around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .cell_types import MISSING_WORDS
from .columns import SEPARATOR, AnyColumn, Record
from .raw_tables import RawTable
from .typed_tables import TypedTable

_WORDS = {reason: word for word, reason in MISSING_WORDS.items() if word}


def delimited_line(fields: Sequence[str], delimiter: str, end: str) -> str:
    """Cells as one line of a file, quoted where that must be."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerow(fields)
    return stream.getvalue()


def tidy_columns(record: type[Record], table: TypedTable, names: Sequence[str]) -> dict[str, list[str]]:
    """The records of a table, column by column: name → the text of each as it stands in a CSV file; equal values are spelled once."""
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
