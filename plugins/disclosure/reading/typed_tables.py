"""A table of typed columns, of few rows as lists, of many as a frame; and its rows as records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, cast

from msgspec import Struct

from ..arrays import pd
from ..problems import Where
from .cell_types import Missing, Money
from .columns import AnyColumn, Record, row_with, worded
from .compacting import as_series


class ShortColumns(Struct):
    """The values of a table of few rows: *values* by the name of the column, None where there is none.

    *storage* says of which dtype each is in a frame, *index* holds the row numbers that staff see.
    """

    values: Mapping[str, list[Any]]
    storage: Mapping[str, str]
    index: list[int]

    def as_frame(self) -> pd.DataFrame:
        """The same as a frame."""
        columns = {name: as_series(values, self.storage[name]) for name, values in self.values.items()}
        frame = pd.DataFrame(columns)
        frame.index = pd.Index(self.index, dtype="int64")
        return frame

    def with_column(self, name: str, values: list[Any], storage: str) -> ShortColumns:
        """The same with a column more, or in the place of another."""
        return ShortColumns({**self.values, name: values}, {**self.storage, name: storage}, self.index)


class _CellsOfRecords(Mapping[str, "list[Any]"]):
    """The columns of a table out of the records that were made of its rows, each put together when it is asked for."""

    __slots__ = ("_columns", "_rows")

    def __init__(self, columns: Mapping[str, AnyColumn], rows: Sequence[Record]) -> None:
        self._columns, self._rows = columns, rows

    def __getitem__(self, name: str) -> list[Any]:
        column = self._columns[name]
        return _cells_of(column, [row[column] for row in self._rows])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class TypedTable:
    """Typed columns of one file: *missing* says why values are missing, *refused* what was unreadable.

    The values are in `frame` (null where missing). Those of a table of few rows are in `short` until somebody asks for the
    frame, which from then on is what the table holds.
    """

    __slots__ = ("_frame", "missing", "refused", "short")

    def __init__(
        self,
        columns: ShortColumns | pd.DataFrame,
        missing: dict[tuple[int, str], Missing] | None = None,
        refused: set[tuple[int, str]] | None = None,
    ) -> None:
        self.short = columns if isinstance(columns, ShortColumns) else None
        self._frame = None if isinstance(columns, ShortColumns) else columns
        self.missing = {} if missing is None else missing
        self.refused = set() if refused is None else refused

    @property
    def frame(self) -> pd.DataFrame:
        """The values as a frame, whose index holds the row numbers that staff see."""
        if self.short is not None:
            self._frame, self.short = self.short.as_frame(), None
        assert self._frame is not None  # noqa: S101
        return self._frame

    @frame.setter
    def frame(self, frame: pd.DataFrame) -> None:
        self._frame, self.short = frame, None

    def __len__(self) -> int:
        return len(self.short.index if self.short is not None else self.frame.index)

    @property
    def index(self) -> list[int]:
        """The row numbers that staff see."""
        return self.short.index if self.short is not None else self.frame.index.tolist()

    def row_at(self, place: int) -> int:
        """The number that staff see of the row at *place*, from 0; IndexError where there is none."""
        return self.short.index[place] if self.short is not None else int(self.frame.index[place])

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self.short.values if self.short is not None else self.frame.columns)

    def cells(self, name: str) -> list[Any]:
        """A column as plain values, None where there is none."""
        if self.short is not None:
            return self.short.values[name]
        column = self.frame[name]
        values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
        return values

    def values(self, name: str, first: int = 0, end: int | None = None) -> list[Any]:
        """The values of some rows of a column, those that are missing left out."""
        if self.short is not None:
            return [value for value in self.short.values[name][first:end] if value is not None]
        values: list[Any] = self.frame[name].iloc[first:end].dropna().tolist()
        return values

    def fill(self, name: str, number: int) -> None:
        """Write the same whole number into every row of a column."""
        if self.short is not None:
            self.short = self.short.with_column(name, [number] * len(self.short.index), "int64")
        else:
            self.frame[name] = number

    def hold(self, record: type[Record], rows: Sequence[Record]) -> None:
        """Hold the records that were made of the rows in the place of their cells, where the table is one of few rows."""
        if self.short is not None:
            columns = {name: record.column(name) for name in self.short.values}
            self.short = ShortColumns(_CellsOfRecords(columns, rows), self.short.storage, self.short.index)

    def copied(self) -> TypedTable:
        """A table of the same values, whose columns, reasons and refusals can be changed by themselves."""
        short = self.short
        columns = (
            self.frame.copy(deep=False)
            if short is None
            else ShortColumns(
                {name: list(values) for name, values in short.values.items()}, dict(short.storage), short.index
            )
        )
        return TypedTable(columns, dict(self.missing), set(self.refused))


def rows(table: TypedTable) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (index, row) with plain Python values and None where a cell is missing."""
    names = table.names
    for index, values in zip(table.index, zip(*map(table.cells, names), strict=True), strict=True):
        yield index, dict(zip(names, values, strict=True))


R = TypeVar("R", bound=Record)


def typed_rows(record: type[R], table: TypedTable, place: Callable[[int], Where]) -> Iterator[R]:
    """Every row of a table, complete ones as what *record* declares for them; *place* tells where a row stands."""
    known, index_of_rows = set(table.names), table.index
    columns = [*record.columns, *(extra for extra in record.derived if extra.name in known)]
    cells = {column.name: _values(column, table.cells(column.name)) for column in columns}
    cells |= {extra.name: [None] * len(index_of_rows) for extra in record.derived if extra.name not in known}
    lists = [cells[column.name] for column in record.columns if column.required]
    whole = [None not in values for values in zip(*lists, strict=True)] if lists else [True] * len(index_of_rows)
    reasons: dict[int, dict[str, Missing]] = {}
    for (index, name), why in table.missing.items():
        reasons.setdefault(index, {})[name] = why
    refused: dict[int, frozenset[str]] = {}
    for index, name in table.refused:
        refused[index] = refused.get(index, frozenset()) | {name}
    names, no_reason, nothing = tuple(cells), dict[str, Missing](), frozenset[str]()
    for index, complete, values in zip(index_of_rows, whole, zip(*cells.values(), strict=True), strict=True):
        row = row_with(
            record.whole if complete else record,
            zip(names, values, strict=True),
            place(index),
            reasons.get(index, no_reason),
            refused.get(index, nothing),
        )
        yield cast("R", row)


def _values(column: AnyColumn, values: list[Any]) -> list[Any]:
    """The cells of a column as attributes of records hold them."""
    if isinstance(column.type, Money):
        return [None if cents is None else Decimal(cents).scaleb(-2) for cents in values]
    if column.words is None:
        return values
    members = {word: worded(column.words, word) for word in set(values) if word is not None}
    return [members.get(word) for word in values]


def _cells_of(column: AnyColumn, values: list[Any]) -> list[Any]:
    """What `_values` was given for these attributes of records."""
    if isinstance(column.type, Money):
        return [None if yuan is None else int(yuan.scaleb(2)) for yuan in values]
    if column.words is None:
        return values
    return [
        tuple(word.value for word in value) if isinstance(value, tuple) else value and value.value for value in values
    ]
