"""Rows at the end of a table that is there, which stays as it is otherwise; or a new table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ..problems import Where
from .columns import AnyColumn, Record
from .delimited import DELIMITERS, decode
from .headers import Vocabulary, find_header
from .serialising import delimited_line
from .workbooks import SUFFIXES

_HEAD = 40  # lines in which the header is looked for


class AppendingError(Exception):
    """A table that takes no rows; the reason and the mend in Chinese."""


def appended(
    path: Path,
    record: type[Record],
    rows: Sequence[Mapping[str, str]],
    *,
    spare: Collection[str] = (),
    widen: bool = False,
) -> bytes:
    """The table with *rows* (column name → text) more; encoding, delimiter, line ends and order of columns stay.

    A column that the table has not is left out where it is in *spare*, added behind the others with *widen*, and else, where
    something stands in it, an `AppendingError`.
    """
    for suffix in SUFFIXES:
        if path.with_suffix(suffix).exists():
            raise AppendingError(
                f"{path.with_suffix(suffix).name} 是 Excel 表，软件不改它：请用 Excel 或 WPS 打开，在最后加一行。"
            )
    if not path.exists():
        return _new_table(record, rows)
    content = path.read_bytes()
    text = decode(content) or ""
    end = "\r\n" if "\r\n" in text else "\n"
    number, names, delimiter = _header(path, text, record, rows)
    absent = {name for row in rows for name in row if row[name] and name not in names} - set(spare)
    if absent and widen:
        more = [column for column in record.columns if column.name in absent]
        text = _widened(text, number, [column.label for column in more], delimiter, end)
        names = [*names, *(column.name for column in more)]
        content = text.encode(_encoding(content))
    elif absent:
        labels = "、".join(f"“{column.label}”" for column in record.columns if column.name in absent)
        raise AppendingError(f"{path.name} 里没有{labels}这一列，请先在表头加上。")
    added = "".join(delimited_line([row.get(name or "", "") for name in names], delimiter, end) for row in rows)
    joint = "" if not text or text.endswith(("\n", "\r")) else end
    return content + (joint + added).encode(_encoding(content))


def _new_table(record: type[Record], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A table of its own for *rows*, under the columns that the kind requires and those that they fill."""
    columns = _columns(record, rows)
    lines = [[column.label for column in columns]]
    lines += [[row.get(column.name, "") for column in columns] for row in rows]
    return "".join(delimited_line(line, ",", "\n") for line in lines).encode()


def _header(
    path: Path, text: str, record: type[Record], rows: Sequence[Mapping[str, str]]
) -> tuple[int, Sequence[str | None], str]:
    """(the line of the header, the columns in their order, what parts them)."""
    vocabulary = Vocabulary.of(record)
    for delimiter in DELIMITERS:
        lines = [
            (number, next(csv.reader([line], delimiter=delimiter), []))
            for number, line in enumerate(text.splitlines()[:_HEAD], 1)
            if line.strip()
        ]
        if any(vocabulary.is_header(fields) for _, fields in lines):
            break
    else:
        raise AppendingError(f"{path.name} 的表头认不出来，请先运行 make check。")
    header = find_header(lines, Where(path.name), record)
    if header.problems:
        raise AppendingError(f"{path.name} 的表头有误，请先运行 make check。")
    if any(power for name, power in header.powers.items() if any(row.get(name) for row in rows)):
        raise AppendingError(f"{path.name} 的表头用了万元一类的单位，请直接在表里加一行。")
    number = next(number for number, fields in lines if vocabulary.is_header(fields))
    return number, header.names, delimiter


def _widened(text: str, number: int, labels: Sequence[str], delimiter: str, end: str) -> str:
    """The table with columns more behind the header in line *number*, and empty cells below them."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = list(csv.reader(io.StringIO(text.removeprefix(mark), newline=""), delimiter=delimiter))
    written = [
        delimited_line(
            [*fields, *(labels if at == number else [""] * len(labels))] if at >= number and fields else fields,
            delimiter,
            end,
        )
        for at, fields in enumerate(lines, 1)
    ]
    return mark + "".join(written)


def _columns(record: type[Record], rows: Sequence[Mapping[str, str]]) -> list[AnyColumn]:
    given = {name for row in rows for name in row}
    return [
        column
        for column in record.columns
        if column.required or column.name in given or column.name in {"place", "note"}
    ]


def _encoding(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
