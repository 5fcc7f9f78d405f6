"""Typed tables of records; the only place that holds pandas frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from ..problems import Where
from ..reading import AnyColumn, Cells, Exact, Money, Record, TypedTable, typed_rows

# Rows that are made into plain values at a time.
_BLOCK = 50_000


@dataclass(frozen=True, slots=True)
class RowRun:
    """Rows of one group whose numbers stand together: the first number, their positions in order, their money in yuan.

    *count* is how many things the rows stand for, where a row may stand for more than one; else how many rows there are.
    """

    group: str
    first: int
    positions: Collection[int]
    money: Decimal
    count: int


@dataclass(slots=True)
class Dataset:
    """All records of one kind of one organisation, typed; the only place that holds pandas frames."""

    kind: str
    record: type[Record]
    tables: list[tuple[str, str | None, TypedTable]] = field(default_factory=list)  # (file, sheet, table)
    _frame: pd.DataFrame | None = None
    _years: dict[str, frozenset[str]] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _sums: dict[tuple[str, ...], dict[tuple[str, ...], tuple[int, int]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(table.frame) for _, _, table in self.tables)

    @property
    def frame(self) -> pd.DataFrame:
        """All tables under each other, in the order of the files: the index is a position that `where` takes.

        For kinds of many rows; made once, so ask only when reading and masking are done.
        """
        if self._frame is None:
            frames = [table.frame for _, _, table in self.tables]
            blank = pd.DataFrame(
                {column.name: pd.Series(dtype=object) for column in (*self.record.columns, *self.record.derived)}
            )
            self._frame = pd.concat(frames, ignore_index=True) if frames else blank
        return self._frame

    def __getitem__(self, column: AnyColumn) -> Cells:
        """One column of `frame`."""
        return self.frame[column.name]

    def where(self, position: int, label: str | None = None) -> Where:
        """The place of the row at *position* of `frame`."""
        for file, sheet, table in self.tables:
            if position < len(table.frame):
                return Where(file, sheet, int(table.frame.index[position]), label)
            position -= len(table.frame)
        raise IndexError(position)

    def years(self, dated: str) -> frozenset[str]:
        """The years in which the dates of a column lie; worked out once."""
        if dated not in self._years:
            days = self.frame[dated].dropna()
            self._years[dated] = frozenset(days.astype(str).str[:4].unique()) if len(days) else frozenset()
        return self._years[dated]

    def named(self, reference: str) -> frozenset[str]:
        """The records that a column names; worked out once."""
        if reference not in self._named:
            self._named[reference] = frozenset(map(str, self.frame[reference].dropna().unique()))
        return self._named[reference]

    def repeated(self, column: AnyColumn) -> Iterator[tuple[int, int]]:
        """(position, first position) of every value of a column that stood in an earlier row."""
        values = self[column].dropna()
        again = values[values.duplicated()]
        first = values[values.isin(again)].drop_duplicates()
        places = dict(zip(first.tolist(), first.index.tolist(), strict=True))
        for position, value in zip(again.index.tolist(), again.tolist(), strict=True):
            yield position, places[value]

    def values(self, column: AnyColumn) -> set[str]:
        """Every value that a column has."""
        return set(self[column].dropna().unique())

    def counts(self, column: AnyColumn) -> list[int]:
        """Every whole number that a worked out column has."""
        return [int(count) for count in self[column].dropna().unique()]

    def large_numbers(self, least: int) -> set[str]:
        """The digits before the point of every number from *least* on, in all columns of exact numbers and of money."""
        digits: set[str] = set()
        for column in self.record.columns:
            for _, _, table in self.tables if isinstance(column.type, Exact) else ():
                numbers = table.frame[column.name].dropna()
                if isinstance(column.type, Money):  # in 分, and perhaps of millions of rows
                    numbers = numbers.astype("int64")
                    large = numbers[numbers.abs() >= least * 100].unique().tolist()
                    digits |= {str(abs(number) // 100) for number in large}
                else:
                    digits |= {str(int(abs(number))) for number in numbers.tolist() if abs(number) >= least}
        return digits

    def holding(self, column: AnyColumn, wanted: set[str]) -> list[int]:
        """Positions of the rows whose cell is one of *wanted*."""
        return [int(position) for position in self.frame.index[self[column].isin(wanted)]]

    def cells(self, columns: Iterable[AnyColumn]) -> Iterator[tuple[Any, ...]]:
        """Every row as a tuple of plain values, None where a cell is missing; money as Decimal yuan."""
        wanted = tuple(columns)
        for start in range(0, len(self.frame), _BLOCK):
            yield from self.at(range(start, min(start + _BLOCK, len(self.frame))), wanted)

    def at(self, positions: Collection[int], columns: Iterable[AnyColumn]) -> Iterator[tuple[Any, ...]]:
        """The rows at some positions of `frame`, as `cells` gives them."""
        return zip(*(self._plain(column, positions) for column in columns), strict=True)

    def spans(
        self,
        group: AnyColumn,
        number: tuple[AnyColumn, int],
        size: int,
        amount: AnyColumn,
        counted_by: AnyColumn | None = None,
    ) -> Iterator[RowRun]:
        """Every *size* numbers of a group, as far as they were given, in order.

        *number* tells the column whose cells hold the number, and where in a cell it begins; *counted_by* the column that
        says how many things a row stands for.
        """
        counted = self[number[0]].str.slice(number[1]).astype("int64")
        weights = 1 if counted_by is None else self[counted_by].astype("int64")
        cents = self[amount].astype("int64")
        keys = pd.DataFrame({"group": self[group], "number": counted, "cents": cents, "count": weights})
        keys = keys.sort_values(["group", "number"], kind="stable")
        keys["first"] = (keys["number"] - 1) // size * size + 1
        begins = (keys["group"] != keys["group"].shift()) | (keys["first"] != keys["first"].shift())
        heads = keys[begins]
        starts = [place for place, begin in enumerate(begins.tolist()) if begin]
        ends = [*starts[1:], len(keys)]
        last = [end - 1 for end in ends]
        sums, counts = (keys[name].cumsum().iloc[last].tolist() for name in ("cents", "count"))
        order = keys.index.to_numpy()
        before = counted_before = 0
        for name, first, start, end, total, count in zip(
            heads["group"].tolist(), heads["first"].tolist(), starts, ends, sums, counts, strict=True
        ):
            yield RowRun(name, first, order[start:end], Decimal(total - before).scaleb(-2), count - counted_before)
            before, counted_before = total, count

    def some(self, columns: Sequence[AnyColumn]) -> list[int]:
        """Positions of the rows that have a value in at least one of these columns."""
        filled = self.frame[[column.name for column in columns]].notna().any(axis=1)
        return [int(position) for position in self.frame.index[filled.to_numpy(dtype=bool)]]

    def unread(self, position: int, columns: Sequence[AnyColumn]) -> bool:
        """Whether one of these cells of a row could not be read, so that its own problem tells."""
        for _, _, table in self.tables:
            if position < len(table.frame):
                row = int(table.frame.index[position])
                return any((row, column.name) in table.refused for column in columns)
            position -= len(table.frame)
        raise IndexError(position)

    def filled(self, column: AnyColumn, others: Sequence[AnyColumn]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """(position, plain values of *others*) of the rows that have a value in a column; for few rows among many."""
        positions = self.frame.index[self[column].notna()]
        picked = Dataset(self.kind, self.record, _frame=self.frame.loc[positions])
        yield from zip(map(int, positions), picked.cells(others), strict=True)

    def telling(self, column: AnyColumn, pattern: str) -> Iterator[tuple[Where, str]]:
        """(place, words) of the cells of a column of words in which *pattern* is found; several values as one text."""
        for file, sheet, table in self.tables:
            present = table.frame[column.name].dropna()
            if present.empty:
                continue
            words = present.map(lambda value: "；".join(value) if isinstance(value, tuple) else str(value))
            matching = words[words.str.contains(pattern, regex=True)]
            for index, value in zip(matching.index.tolist(), matching.tolist(), strict=True):
                yield Where(file, sheet, int(index), column.label), value

    def earlier(self, date: AnyColumn, reference: AnyColumn, starts: Mapping[str, str]) -> list[tuple[int, str]]:
        """(position, reference) of the rows whose date surely lies before the start of what they refer to."""
        early_rows: list[tuple[int, str]] = []
        for key, start in starts.items():
            dates = self[date][self[reference] == key].dropna()
            shared = dates.str.len().clip(upper=len(start))
            early = (dates.str.len() >= len(start)) & (dates.str.slice(0, len(start)) < start)
            early |= (shared < len(start)) & (dates < start[: len("2023-09")])
            early_rows += [(int(position), key) for position in dates.index[early.to_numpy(dtype=bool)]]
        return sorted(early_rows)

    def bands(
        self,
        amount: AnyColumn,
        giver: AnyColumn,
        edges: Sequence[int],
        year: tuple[AnyColumn, str],
        single: AnyColumn | None = None,
    ) -> list[tuple[int, Decimal, int]]:
        """(rows, yuan, givers) of the bands up to each of *edges* (yuan) and above the last, for the rows of one year.

        Rows without a giver's number count as one giver each; a row that *single* does not count as 1 is many gifts, of
        which no size is known, and is left out.
        """
        chosen = self.frame[self[year[0]] == year[1]]
        chosen = chosen if single is None else chosen[chosen[single.name] == 1]
        limits = [edge * 100 for edge in edges]
        cents = chosen[amount.name].dropna().astype("int64")
        bands: list[tuple[int, Decimal, int]] = []
        for low, high in zip([None, *limits], [*limits, None], strict=True):
            part = cents if low is None else cents[cents > low]
            part = part if high is None else part[part <= high]
            givers = chosen[giver.name].reindex(part.index)
            total = Decimal(int(part.sum())).scaleb(-2)
            bands.append((len(part), total, int(givers.nunique()) + int(givers.isna().sum())))
        return bands

    def _plain(self, column: AnyColumn, positions: Collection[int]) -> list[Any]:
        values = self[column].iloc[list(positions)].tolist()
        plain = [None if value is pd.NA or value != value else value for value in values]  # noqa: PLR0124  (only NaN is so)
        if isinstance(column.type, Money):
            return [None if cents is None else Decimal(cents).scaleb(-2) for cents in plain]
        return plain

    def sums(
        self, by: tuple[AnyColumn, ...], amount: AnyColumn, counted_by: AnyColumn | None = None
    ) -> dict[tuple[str, ...], tuple[int, Decimal]]:
        """(rows, money in yuan) of every group of rows with the same values in *by*; '' where a cell is missing.

        With *counted_by*, how many things the rows stand for, by that column, instead of how many rows there are.
        """
        key = tuple(column.name for column in (*by, amount)) + ((counted_by.name,) if counted_by else ())
        if key not in self._sums:
            self._sums[key] = self.totals(by, amount, counted_by)
        return {index: (size, Decimal(total).scaleb(-2)) for index, (size, total) in self._sums[key].items()}

    def totals(
        self, by: tuple[AnyColumn, ...], amount: AnyColumn, counted_by: AnyColumn | None = None
    ) -> dict[tuple[str, ...], tuple[int, int]]:
        """(rows, money in 分) of every such group; not kept, for groupings that are asked for once."""
        keys = [self[column].astype(object).fillna("") for column in by]
        grouped = self[amount].groupby(keys).agg(["size", "sum"])
        counts = grouped["size"] if counted_by is None else self[counted_by].groupby(keys).sum()
        return {
            (index if isinstance(index, tuple) else (index,)): (int(size), int(total))
            for index, size, total in zip(grouped.index, counts, grouped["sum"], strict=True)
        }

    def numbers(self) -> Iterator[tuple[Where, dict[str, Decimal]]]:
        """(place, column label → number) of every row, of all columns of exact numbers and of money."""
        columns = [column for column in self.record.columns if isinstance(column.type, Exact)]
        lists = [self._plain(column, range(len(self.frame))) for column in columns]
        labels = [column.label for column in columns]
        position = 0
        for file, sheet, table in self.tables:
            for row in table.frame.index.tolist():
                values = (numbers[position] for numbers in lists)
                yield (
                    Where(file, sheet, int(row)),
                    {label: value for label, value in zip(labels, values, strict=True) if value is not None},
                )
                position += 1

    def rows(self) -> Iterator[Record]:
        """Every record in the order of the files."""
        for file, sheet, table in self.tables:
            yield from typed_rows(self.record, table, partial(Where, file, sheet))
