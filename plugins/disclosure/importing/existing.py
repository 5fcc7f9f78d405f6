"""The tables that an organisation has: their rows, their ids, and the same file with more rows behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from ..accounts import RECIPES
from ..model import Kind
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    TABLE_SUFFIXES,
    RawTable,
    Record,
    TypedTable,
    Vocabulary,
    decode,
    plain_header,
    read_columns,
    read_tables,
    tidy_columns,
)
from ..storage import by_parts

_BOM = b"\xef\xbb\xbf"


class TextRows(Struct, dict=True):
    """Records as the text of a plain CSV: the *names* of their columns, and a tuple of as many cells a record."""

    names: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]]) -> TextRows:
        """From a few dicts."""
        names = tuple(dict.fromkeys(name for row in rows for name in row))
        return cls(names, [tuple(row.get(name, "") for name in names) for row in rows])

    def column(self, name: str) -> list[str]:
        """One column of all records."""
        if name not in self.names:
            return [""] * len(self.rows)
        at = self.names.index(name)
        return [row[at] for row in self.rows]

    def under(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The records with other columns, or in another order; cells that are not there are empty."""
        places = [self.names.index(name) if name in self.names else len(self.names) for name in names]
        for row in self.rows:
            cells = (*row, "")
            yield tuple(cells[place] for place in places)

    def some(self, positions: Iterable[int]) -> TextRows:
        """The records at these positions."""
        return TextRows(self.names, [self.rows[at] for at in positions])

    def joined(self, other: TextRows) -> TextRows:
        """The records of both."""
        names = tuple(dict.fromkeys((*self.names, *other.names)))
        return TextRows(names, [*self.under(names), *other.under(names)])

    def __len__(self) -> int:
        return len(self.rows)


class ExistingTable(Struct, dict=True):
    """The files of one kind and their records."""

    kind: Kind
    files: list[Path] = field(default_factory=list)
    records: TextRows = field(default_factory=lambda: TextRows(()))

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Where among the records each id stands."""
        return {key: at for at, key in enumerate(self.column("id")) if key}

    def column(self, name: str) -> list[str]:
        """One column of all records."""
        return self.records.column(name)

    def filled(self, key: str) -> dict[str, str]:
        """The cells of the record with this id that are not empty; nothing where there is none."""
        at = self.by_id.get(key)
        row = self.records.rows[at] if at is not None else ()
        return {name: cell for name, cell in zip(self.records.names, row, strict=False) if cell}


def table_files(kind: Kind, folder: Path) -> list[Path]:
    """The files that hold a kind in the folder of an organisation."""
    single = [folder / f"{kind.id}{suffix}" for suffix in TABLE_SUFFIXES]
    inner = sorted((folder / kind.id).iterdir(), key=by_parts) if (folder / kind.id).is_dir() else []
    several = [
        path for path in inner if path.suffix.lower() in TABLE_SUFFIXES and not path.name.startswith((".", "~$"))
    ]
    return [path for path in (*single, *several) if path.is_file()]


def read_existing(kind: Kind, folder: Path) -> ExistingTable:
    """All rows of a kind; what can't be read is passed over here, the check tells of it."""
    table = ExistingTable(kind, table_files(kind, folder))
    for path in table.files:
        for raw in read_tables(
            path, path.name, kind.record, (kind.label, kind.id), MOST_BULK_ROWS if kind.bulk else MOST_ROWS
        ):
            if len(raw.cells.columns):
                typed, _ = read_columns(kind.record, raw.cells, raw.where, raw.powers)
                table.records = table.records.joined(text_rows(kind.record, raw, typed))
    return table


def text_rows(record: type[Record], raw: RawTable, typed: TypedTable) -> TextRows:
    """The records of one sheet; a cell that could not be read stays as it is written, for the check to tell."""
    names = tuple(column.name for column in record.columns if column.name in raw.cells)
    columns = tidy_columns(record, typed, names)
    if typed.refused:
        positions = {int(row): at for at, row in enumerate(raw.cells.index)}
        for row, name in typed.refused:
            if name in columns:
                at = positions[int(row)]
                columns[name][at] = str(raw.cells[name].iat[at])
    return TextRows(names, list(zip(*columns.values(), strict=True)))


def _needed(record: type[Record], rows: TextRows) -> list[str]:
    """The columns that rows need: those that must be there, and those in which any row has something."""
    filled = {name for name in rows.names if any(rows.column(name))}
    return [column.name for column in record.columns if column.required or column.name in filled]


def as_table(record: type[Record], rows: TextRows) -> bytes:
    """Rows as a new CSV file with Chinese headers."""
    names = _needed(record, rows)
    return _csv([record.column(name).label for name in names], rows.under(names))


def with_rows(path: Path, kind: Kind, rows: TextRows) -> bytes | None:
    """The file with *rows* behind its own, which stay as they are; None where it is not plain enough to be sure.

    Columns that it lacks are added at its right end.
    """
    content = path.read_bytes()
    text = decode(content) or ""
    encoding = next((name for name in ("utf-8", "gb18030") if _encodes(text, content, name)), None)
    if encoding is None:
        return None
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    if not lines:
        return as_table(kind.record, rows)
    vocabulary = Vocabulary.of(kind.record)
    header = [vocabulary.column(cell) for cell in lines[0]]
    if not all(known and not known[1] for known in header):
        return None  # a title above the header, or amounts in 万元
    names = [known[0].name for known in header if known]
    needed = [name for name in _needed(kind.record, rows) if name not in names]
    end = "\r\n" if "\r\n" in text else "\n"
    if needed:
        lines[0] += [kind.record.column(name).label for name in needed]
        names += needed
        body = [[*line, *[""] * (len(names) - len(line))] for line in lines if any(line)]
        text = _csv(body[0], body[1:], end).decode()
        text = f"\ufeff{text}" if content.startswith(_BOM) else text
    joint = "" if not text or text.endswith(("\n", "\r")) else end
    added = _csv([], rows.under(names), end).decode()
    try:
        return (text + joint + added).encode(encoding)
    except UnicodeEncodeError:
        return None


def _encodes(text: str, content: bytes, encoding: str) -> bool:
    try:
        return text.encode(encoding) == content or _BOM + text.encode(encoding) == content
    except UnicodeEncodeError:
        return False


def _csv(header: Sequence[str], lines: Iterable[Sequence[str]], end: str = "\n") -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=end)
    if header:
        writer.writerow(header)
    writer.writerows(lines)
    return stream.getvalue().encode()


def records_in(content: bytes) -> Iterator[frozenset[tuple[str, str]]]:
    """The rows of a CSV file, whatever the order of rows and columns."""
    for line in csv.DictReader((decode(content) or "").splitlines(keepends=True)):
        yield frozenset((plain_header(str(key)), str(value)) for key, value in line.items() if value)


# --- order numbers -------------------------------------------------------------------------------


def orders_path(kind: Kind, folder: Path) -> Path:
    """Where the hashes of the order numbers of a kind are kept, a line a record."""
    return folder / RECIPES / f"orders-{kind.id}.csv"


def read_orders(kind: Kind, folder: Path) -> dict[str, str]:
    """Hash of an order number → id of the record that came with it."""
    path = orders_path(kind, folder)
    if not path.is_file():
        return {}
    lines = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    return {line[1]: line[0] for line in lines if len(line) == 2}  # noqa: PLR2004


def with_orders(kind: Kind, folder: Path, orders: Iterable[tuple[str, str]]) -> bytes:
    """The file of order numbers with more (id, hash) behind."""
    path = orders_path(kind, folder)
    before = path.read_bytes() if path.is_file() else "编号,订单号的校验值\n".encode()
    return before + _csv([], orders)
