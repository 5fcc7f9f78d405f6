"""Typed tables of records; the only place that holds pandas frames."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import accumulate
from typing import Any

from msgspec import Struct, field

from ..arrays import np, npt, pa, pc, pd
from ..problems import Where
from ..reading import SHELVED_ROWS, AnyColumn, Cells, Exact, Missing, Money, Record, TypedTable, shelved, typed_rows
from .column_values import (
    all_differ,
    coded,
    groups_of,
    perhaps_again,
    positions_of,
    stretches,
    whole_numbers_of,
    words_of,
)

# Rows that are made into plain values at a time.
_BLOCK = 50_000


def _under_each_other(parts: Sequence[Cells]) -> Cells:
    """Columns under each other with a new index; categories stay categories."""
    if all(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):
        return pd.Series(pd.api.types.union_categoricals(list(parts)))
    return pd.concat(parts, ignore_index=True)


class Dataset(Struct):
    """All records of one kind of one organisation, typed; the only place that holds pandas frames."""

    kind: str
    record: type[Record]
    tables: list[tuple[str, str | None, TypedTable]] = field(default_factory=list)  # (file, sheet, table)
    _frame: pd.DataFrame | None = None
    _codes: dict[str, tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.object_]]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)  # positions at which the tables begin
    _years: dict[str, frozenset[str]] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _sums: dict[tuple[str, ...], dict[tuple[str, ...], tuple[int, int]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(table) for _, _, table in self.tables)

    @property
    def frame(self) -> pd.DataFrame:
        """All tables under each other, in the order of the files: the index is a position that `where` takes.

        For kinds of many rows; made once, so ask only when reading and masking are done.
        """
        if self._frame is None:
            self._frame = self._joined()
        return self._frame

    def _joined(self) -> pd.DataFrame:
        """One frame of all tables, which from then on are parts of it: every row is held once."""
        tables = [table for _, _, table in self.tables]
        if not tables:
            every = (*self.record.columns, *self.record.derived)
            return pd.DataFrame({column.name: pd.Series(dtype=object) for column in every})
        indexes = [table.frame.index for table in tables]
        names = list(tables[0].frame.columns)
        joining = ((name, _under_each_other([table.frame.pop(name) for table in tables])) for name in names)
        # one after another: no more than one twice
        columns = shelved(joining) if len(self) >= SHELVED_ROWS else dict(joining)
        joined = pd.DataFrame(columns, copy=False)
        start = 0
        for table, rows in zip(tables, indexes, strict=True):
            table.frame = joined.iloc[start : start + len(rows)]
            table.frame.index = rows
            start += len(rows)
        return joined

    def __getitem__(self, column: AnyColumn) -> Cells:
        """One column of `frame`."""
        return self.frame[column.name]

    def where(self, position: int, label: str | None = None) -> Where:
        """The place of the row at *position* of `frame`."""
        if len(self._starts) != len(self.tables):
            self._starts = [0, *accumulate(len(table) for _, _, table in self.tables[:-1])]
        at = bisect_right(self._starts, position) - 1
        file, sheet, table = self.tables[at]
        return Where(file, sheet, table.row_at(position - self._starts[at]), label)

    def lines_at(
        self, positions: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.integer[Any]]]:
        """(place of its table in `tables`, its row there) of each row at *positions* of `frame`."""
        starts = np.cumsum([0, *(len(table) for _, _, table in self.tables)])
        at = np.searchsorted(starts, positions, side="right") - 1
        lines = np.zeros(len(positions), dtype=np.int64)
        for table in np.unique(at).tolist():
            chosen = at == table
            lines[chosen] = self.tables[table][2].frame.index.to_numpy()[positions[chosen] - starts[table]]
        return at, lines

    def years(self, dated: str) -> frozenset[str]:
        """The years in which the dates of a column lie; worked out once."""
        if dated not in self._years:
            self._years[dated] = frozenset(str(day)[:4] for day in words_of(self.frame[dated]))
        return self._years[dated]

    def named(self, reference: str) -> frozenset[str]:
        """The records that a column names; worked out once."""
        if reference not in self._named:
            self._named[reference] = frozenset(map(str, words_of(self.frame[reference])))
        return self._named[reference]

    def repeated(self, column: AnyColumn) -> Iterator[tuple[int, int]]:
        """(position, first position) of every value of a column that stood in an earlier row."""
        values = self[column]
        if isinstance(values.dtype, pd.StringDtype) and values.dtype.storage == "pyarrow":
            if all_differ(values):
                return
            values = values.iloc[perhaps_again(values)]
        values = values.dropna()
        again = values[values.duplicated()]
        if again.empty:
            return
        first = values[values.isin(again)].drop_duplicates()
        places = dict(zip(first.tolist(), first.index.tolist(), strict=True))
        for position, value in zip(again.index.tolist(), again.tolist(), strict=True):
            yield position, places[value]

    def values(self, column: AnyColumn) -> set[str]:
        """Every value that a column has."""
        return set(words_of(self[column]))

    def counts(self, column: AnyColumn) -> list[int]:
        """Every whole number that a worked out column has."""
        return [int(count) for count in words_of(self[column])]

    def large_numbers(self, least: int) -> set[str]:
        """The digits before the point of every number from *least* on, in all columns of exact numbers and of money."""
        digits: set[str] = set()
        for column in self.record.columns:
            for _, _, table in self.tables if isinstance(column.type, Exact) else ():
                if table.short is not None:
                    scale = 100 if isinstance(column.type, Money) else 1
                    values = {abs(value) for value in table.values(column.name)}
                    digits |= {str(int(value // scale)) for value in values if value >= least * scale}
                elif isinstance(column.type, Money):  # in 分, and perhaps of millions of rows
                    numbers = table.frame[column.name].dropna().astype("int64")
                    large = numbers[numbers.abs() >= least * 100].unique().tolist()
                    digits |= {str(abs(number) // 100) for number in large}
                else:
                    digits |= {
                        str(int(abs(number))) for number in words_of(table.frame[column.name]) if abs(number) >= least
                    }
        return digits

    def holding(self, column: AnyColumn, wanted: set[str]) -> list[int]:
        """Positions of the rows whose cell is one of *wanted*."""
        positions: list[int] = np.flatnonzero(self[column].isin(wanted).to_numpy(dtype=bool)).tolist()
        return positions

    def first(self, column: AnyColumn) -> dict[Any, int]:
        """The first position of every value of a column."""
        codes, words = coded(self[column])
        firsts: dict[Any, int] = {}
        for part in stretches(len(codes)):
            here, places = np.unique(codes[part], return_index=True)
            for code, at in zip(here.tolist(), places.tolist(), strict=True):
                if code >= 0:
                    firsts.setdefault(words[code], at + part.start)
        return firsts

    def cells(self, columns: Iterable[AnyColumn]) -> Iterator[tuple[Any, ...]]:
        """Every row as a tuple of plain values, None where a cell is missing; money as Decimal yuan."""
        wanted = tuple(columns)
        rows = len(self) if self._short else len(self.frame)
        for start in range(0, rows, _BLOCK):
            yield from self.at(range(start, min(start + _BLOCK, rows)), wanted)

    def at(self, positions: Collection[int], columns: Iterable[AnyColumn]) -> Iterator[tuple[Any, ...]]:
        """The rows at some positions of `frame`, as `cells` gives them."""
        return zip(*(self._plain(column, positions) for column in columns), strict=True)

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

    def earlier(self, date: AnyColumn, reference: AnyColumn, starts: Mapping[str, str]) -> list[tuple[int, str]]:
        """(position, reference) of the rows whose date surely lies before the start of what they refer to."""
        codes, days = coded(self[date])
        early_rows: list[tuple[int, str]] = []
        for key, start in starts.items():
            early = np.array([_surely_earlier(str(day), start) for day in days] + [False], dtype=bool)
            if early.any():
                rows = early[codes] & (self[reference] == key).to_numpy(dtype=bool, na_value=False)
                early_rows += [(int(position), key) for position in np.flatnonzero(rows)]
        return sorted(early_rows)

    def whole_numbers(
        self, column: AnyColumn, positions: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """(whole numbers of the rows at *positions*, money in 分, 0 where a cell is missing; where none is missing)."""
        return whole_numbers_of(self[column].iloc[positions])

    def parts(self, column: AnyColumn) -> dict[str, npt.NDArray[np.integer[Any]]]:
        """The positions of the rows of each value of a column, in the order of the values."""
        return positions_of(*coded(self[column]))

    def parts_by_beginning(self, column: AnyColumn, signs: int) -> dict[str, npt.NDArray[np.integer[Any]]]:
        """The positions of the rows of each beginning, of so many *signs*, of the cells of a column, in its order."""
        return positions_of(*coded(self[column].str.slice(0, signs).fillna("")))

    def texts(
        self, column: AnyColumn, text: Callable[[Any], str], positions: npt.NDArray[np.integer[Any]]
    ) -> list[str]:
        """What *text* makes of the value of each row at *positions*, None where there is none, as `cells` gives them.

        It is asked once for each different value where a column of a frame holds categories.
        """
        if not self._short and isinstance(self[column].dtype, pd.CategoricalDtype):
            codes, words = self.words_at(column, positions)
            known = [*map(text, words), text(None)]
            return [known[code] for code in codes.tolist()]
        return [text(value) for value in self._plain(column, positions)]

    def words_at(
        self, column: AnyColumn, positions: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.integer[Any]], list[Any]]:
        """(place of the value of each row at *positions*, -1 for null; the different values there), as `cells` gives them."""
        if isinstance(column.type, Money):
            codes, values = pd.factorize(self[column].iloc[positions])
            return codes, [Decimal(int(fen)).scaleb(-2) for fen in values]
        if not isinstance(self[column].dtype, pd.CategoricalDtype):
            numbers = pa.chunked_array(pa.array(self[column].array)).take(pa.array(positions)).combine_chunks()
            single = pc.dictionary_encode(numbers)
            return single.indices.fill_null(-1).to_numpy(), single.dictionary.to_pylist()
        places, words = self._coded(column)
        codes = places[positions]
        used = np.zeros(len(words), dtype=bool)
        used[codes] = True
        used[-1] = True  # the place of a null is -1, the last
        renumbered = np.cumsum(used) - 1
        renumbered[-1] = -1
        return renumbered[codes], words[used][:-1].tolist()

    def _coded(self, column: AnyColumn) -> tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.object_]]:
        """(place of the value of each row; every different value, and None at the end) of a column of categories, kept."""
        if column.name not in self._codes:
            codes, words = coded(self[column])
            self._codes[column.name] = codes, np.array([*words, None], dtype=object)
        return self._codes[column.name]

    @property
    def _short(self) -> bool:
        """Whether all tables are of few rows and nobody has asked for a frame: to make one would take longer than to do without."""
        return self._frame is None and all(table.short is not None for _, _, table in self.tables)

    def _plain(self, column: AnyColumn, positions: Collection[int]) -> list[Any]:
        if self._short:
            cells = [cell for _, _, table in self.tables for cell in table.cells(column.name)]
            plain = [cells[position] for position in positions]
        elif isinstance(self[column].dtype, pd.CategoricalDtype):
            codes, words = self._coded(column)
            plain_words: list[Any] = words[codes[np.asarray(positions, dtype=np.int64)]].tolist()
            return plain_words
        else:
            values = self[column].iloc[np.asarray(positions, dtype=np.int64)].tolist()
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
        columns = [coded(self[column]) for column in by]
        totals: dict[tuple[int, ...], list[int]] = {}
        for part in stretches(len(self.frame)):
            groups, keys = groups_of([(codes[part], len(words)) for codes, words in columns], part.stop - part.start)
            sums = np.zeros(len(keys), dtype=np.int64)
            np.add.at(sums, groups, whole_numbers_of(self[amount].iloc[part])[0])
            counts = np.bincount(groups, minlength=len(keys))
            if counted_by is not None:
                counts = np.zeros(len(keys), dtype=np.int64)
                np.add.at(counts, groups, self[counted_by].iloc[part].to_numpy(dtype=np.int64))
            for key, count, total in zip(keys, counts.tolist(), sums.tolist(), strict=True):
                whole = totals.setdefault(key, [0, 0])
                whole[0] += count
                whole[1] += total
        ordered = sorted(totals.items())
        cells = []
        for at, (_, words) in enumerate(columns):
            spelled = [*words, ""]  # the place of a null is -1, the last
            cells.append([spelled[key[at]] for key, _ in ordered])
        named = zip(*cells, strict=True) if cells else [()] * len(ordered)
        return {key: (rows, sum_) for key, (_, (rows, sum_)) in zip(named, ordered, strict=True)}

    def numbers(self) -> Iterator[tuple[Where, dict[str, Decimal]]]:
        """(place, column label → number) of every row, of all columns of exact numbers and of money."""
        columns = [column for column in self.record.columns if isinstance(column.type, Exact)]
        labels = [column.label for column in columns]
        start = 0
        for file, sheet, table in self.tables:
            rows = table.index
            lists = [self._plain(column, range(start, start + len(rows))) for column in columns]
            for row, values in zip(rows, zip(*lists, strict=True) if lists else ((),) * len(rows), strict=True):
                yield (
                    Where(file, sheet, row),
                    {label: value for label, value in zip(labels, values, strict=True) if value is not None},
                )
            start += len(rows)

    def absences(self) -> dict[int, dict[str, Missing]]:
        """Position → why cells of the row have no value, where the table says so."""
        stated: dict[int, dict[str, Missing]] = {}
        start = 0
        for _, _, table in self.tables:
            places = {row: start + place for place, row in enumerate(table.index)} if table.missing else {}
            for (row, name), why in table.missing.items():
                if row in places:
                    stated.setdefault(places[row], {})[name] = why
            start += len(table)
        return stated

    def rows(self) -> Iterator[Record]:
        """Every record in the order of the files."""
        for file, sheet, table in self.tables:
            yield from typed_rows(self.record, table, partial(Where, file, sheet))

    def hold(self, records: Sequence[Record]) -> None:
        """From now on hold what `rows` gave in the place of the cells of short tables: every value is held once."""
        start = 0
        for _, _, table in self.tables:
            table.hold(self.record, records[start : start + len(table)])
            start += len(table)


def _surely_earlier(day: str, start: str) -> bool:
    """Whether a day lies before a start, as far as both are told: a month is not before a day in it."""
    if len(day) >= len(start):
        return day[: len(start)] < start
    return day < start[: len("2023-09")]
