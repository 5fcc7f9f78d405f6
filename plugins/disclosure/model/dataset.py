"""Typed tables of records; the only place that holds pandas frames."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from ..arrays import np, npt, pa, pc, pd
from ..problems import Where
from ..reading import SHELVED_ROWS, AnyColumn, Cells, Exact, Money, Record, TypedTable, codes_of, shelved, typed_rows

Judgement = TypeVar("Judgement")

# Rows that are made into plain values at a time.
_BLOCK = 50_000
# Rows that are counted, sorted or compared at a time, so that no step needs room for all.
_STRETCH = 500_000
# Numbers below it can be multiplied with the next column's words without running over.
_MOST_COMBINED = 2**62
# Words that are searched together.
_SEARCHED = 256


def _under_each_other(parts: Sequence[Cells]) -> Cells:
    """Columns under each other with a new index; categories stay categories."""
    if all(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):
        return pd.Series(pd.api.types.union_categoricals(list(parts)))
    return pd.concat(parts, ignore_index=True)


def words_of(cells: Cells) -> list[Any]:
    """Every different value of a column, nulls left out."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        used = np.zeros(len(cells.cat.categories) + 1, dtype=bool)
        for part in _stretches(len(cells)):
            used[codes_of(cells)[part]] = True
        return cells.cat.categories[used[:-1]].tolist()  # the place of a null is -1, the last
    return list(cells.dropna().unique())


def matching(cells: Cells, suits: Callable[[Any], bool]) -> npt.NDArray[np.bool_]:
    """Which cells of a column hold a value that *suits*, each different value asked once; nulls never do."""
    codes, words = coded(cells)
    fits = np.zeros(len(words) + 1, dtype=bool)
    suiting = np.zeros(len(codes), dtype=bool)
    for part in _stretches(len(codes)):
        fits[codes[part]] = True
    fits[-1] = False  # the place of a null is -1, the last
    places = np.flatnonzero(fits)
    fits[places] = [bool(suits(words[place])) for place in places.tolist()]
    for part in _stretches(len(codes)) if fits.any() else ():
        suiting[part] = fits[codes[part]]
    return suiting


def containing(cells: Cells, pattern: re.Pattern[str]) -> npt.NDArray[np.bool_]:
    """Which cells of a column of words hold a pattern that knows no beginning and no end; nulls never do."""
    known = set(_holding([str(word) for word in words_of(cells)], pattern.search))
    return matching(cells, lambda word: str(word) in known) if known else np.zeros(len(cells), dtype=bool)


def _stretches(rows: int) -> Iterator[slice]:
    """All rows, some at a time."""
    return (slice(start, min(start + _STRETCH, rows)) for start in range(0, rows, _STRETCH))


def _whole(cells: Cells) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """(whole numbers, 0 where there is none; where there is one)."""
    known = cells.notna().to_numpy(dtype=bool)
    numbers = np.zeros(len(cells), dtype=np.int64)
    numbers[known] = cells.to_numpy(dtype=np.int64) if known.all() else cells[known].to_numpy(dtype=np.int64)
    return numbers, known


def coded(cells: Cells) -> tuple[npt.NDArray[np.integer[Any]], list[Any]]:
    """(place of the value of each cell, -1 for null; every different value) of a column."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return codes_of(cells), cells.cat.categories.tolist()
    codes, words = pd.factorize(cells)
    return codes, list(words)


def _whole_numbers(cells: Cells, start: int) -> npt.NDArray[np.int64]:
    """The whole numbers that texts hold from sign *start* on."""
    if isinstance(cells.dtype, pd.StringDtype) and cells.dtype.storage == "pyarrow":
        digits = pc.utf8_slice_codeunits(pa.chunked_array(pa.array(cells.array)), start)
        numbers: npt.NDArray[np.int64] = digits.cast(pa.int64()).to_numpy()
        return numbers
    return pd.to_numeric(cells.str.slice(start)).to_numpy(dtype=np.int64)


def _chunks(values: Cells) -> list[pa.Array]:
    """Arrow text as it lies in memory, part by part."""
    return [part for part in pa.chunked_array(pa.array(values.array)).chunks if len(part)]


def _all_differ(values: Cells) -> bool:
    """Whether Arrow can say at once that no value of a column is there twice: those of each part lie beyond those before."""
    parts = [part.drop_null() if part.null_count else part for part in _chunks(values)]
    parts = [part for part in parts if len(part)]
    rising = [pc.all(pc.less(part[:-1], part[1:])).as_py() is not False for part in parts]  # most are: nothing to count
    bounds = sorted(
        (part[0].as_py(), part[-1].as_py()) if in_order else (pc.min(part).as_py(), pc.max(part).as_py())
        for part, in_order in zip(parts, rising, strict=True)
    )
    apart = all(before[1] < after[0] for before, after in pairwise(bounds))
    return apart and all(
        in_order or pc.count_distinct(part).as_py() == len(part) for part, in_order in zip(parts, rising, strict=True)
    )


def _perhaps_again(values: Cells) -> npt.NDArray[np.int64]:
    """Positions of the values of a column of Arrow text that perhaps stand in another row as well: their hashes do."""
    hashes = np.zeros(len(values), dtype=np.uint64)
    for part in _stretches(len(values)):
        hashes[part] = pd.util.hash_array(values.iloc[part].to_numpy(dtype=object), categorize=False)
    present = np.flatnonzero(values.notna().to_numpy(dtype=bool))
    order = present[np.argsort(hashes[present], kind="stable")]
    same = hashes[order[1:]] == hashes[order[:-1]]
    return np.sort(order[np.append(same, False) | np.insert(same, 0, False)]) if len(order) else order


def _holding(texts: Collection[str], search: Callable[[str], object]) -> Iterator[str]:
    """The texts in which a pattern that knows no beginning and no end is found; most often it is in none of many."""
    every = list(texts)
    for start in range(0, len(every), _SEARCHED):
        part = every[start : start + _SEARCHED]
        if search("\n".join(part)):
            yield from filter(search, part)


def only(cells: Cells, kept: Collection[str]) -> Cells:
    """The cells that hold one of these values; the others are blank, and leave nothing behind."""
    left = cells.where(cells.isin(kept))
    return left.cat.remove_unused_categories() if isinstance(left.dtype, pd.CategoricalDtype) else left


def write(table: TypedTable, column: AnyColumn, codes: npt.NDArray[np.integer[Any]], words: Sequence[str]) -> None:
    """Write the words at these places into a column, nothing where a place is -1; no other word is kept."""
    if any(isinstance(dtype, pd.CategoricalDtype) for dtype in table.frame.dtypes):
        used = np.unique(codes)
        table.frame[column.name] = _recoded(used, words, np.searchsorted(used, codes), table.frame.index)
        return
    table.frame[column.name] = pd.Series(np.array([*words, None], dtype=object)[codes], table.frame.index, dtype=object)


def _recoded(
    used: npt.NDArray[np.integer[Any]], words: Sequence[str], places: npt.NDArray[np.integer[Any]], index: pd.Index
) -> Cells:
    """A column of categories: each cell is that of *words* to which its place among *used* leads, -1 to none."""
    known: dict[str, int] = {}
    codes = [known.setdefault(words[place], len(known)) if place >= 0 else -1 for place in used.tolist()]
    category = pd.Categorical.from_codes(
        np.array(codes, dtype=np.int64)[places], pd.Index(list(known), dtype=object), validate=False
    )
    return pd.Series(category, index=index)


def write_numbers(
    table: TypedTable, column: AnyColumn, numbers: npt.NDArray[np.int64], blank: npt.NDArray[np.bool_]
) -> None:
    """Write whole numbers into a column, nothing where *blank* says so."""
    table.frame[column.name] = pd.arrays.IntegerArray(numbers, blank)


@dataclass(frozen=True, slots=True)
class RowRun:
    """Rows of one group whose numbers stand together: the first number, their positions in order, their money in yuan.

    *count* is how many things the rows stand for, where a row may stand for more than one; else how many rows there are.
    """

    group: str
    first: int
    positions: npt.NDArray[np.integer[Any]]
    money: Decimal
    count: int


@dataclass(slots=True)
class Dataset:
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
        columns = (
            shelved(joining) if len(self) >= SHELVED_ROWS else dict(joining)
        )  # one after another: no more than one twice
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
            if _all_differ(values):
                return
            values = values.iloc[_perhaps_again(values)]
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
        for part in _stretches(len(codes)):
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
        for name, rows in self.parts(group).items():
            numbers = _whole_numbers(self[number[0]].take(rows), number[1])
            order = np.argsort(numbers, kind="stable")
            positions, firsts = rows[order], (numbers[order] - 1) // size * size + 1
            cents = self[amount].iloc[positions].to_numpy(dtype=np.int64)
            weights = np.ones(len(order), dtype=np.int64)
            if counted_by is not None:
                weights = self[counted_by].iloc[positions].to_numpy(dtype=np.int64)
            starts = np.flatnonzero(np.diff(firsts, prepend=-1))
            sums, counts = (np.add.reduceat(each_row, starts) for each_row in (cents, weights))
            ends = [*starts[1:].tolist(), len(order)]
            for start, end, total, count in zip(starts.tolist(), ends, sums, counts, strict=True):
                money = Decimal(int(total)).scaleb(-2)
                yield RowRun(name, int(firsts[start]), positions[start:end], money, int(count))

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

    def telling(
        self, column: AnyColumn, pattern: str, judge: Callable[[str, Where], Sequence[Judgement]]
    ) -> Iterator[tuple[Where, Judgement]]:
        """(place, judgement) of every cell of a column of words in which *pattern* is found, in the order of the rows.

        *judge* is asked once for each different text, with the first place of it in a table; several values are one text.
        """
        judged: dict[str, Sequence[Judgement]] = {}
        telling: set[str] = set()  # texts that tell something, or are to be asked about
        search = re.compile(pattern).search
        for file, sheet, table in self.tables:
            if table.short is not None:
                yield from _short_telling(table, column, partial(Where, file, sheet), search, judge, judged, telling)
                continue
            cells = table.frame[column.name]
            codes, words = coded(cells)
            texts = _joined_texts(words) if column.many else list(map(str, words))
            fresh = dict.fromkeys(text for text in texts if text not in judged)
            judged.update(dict.fromkeys(fresh, ()))
            for text in _holding(fresh, search):
                del judged[text]  # not asked yet
                telling.add(text)
            if telling.isdisjoint(texts):
                continue
            worth = np.array([*(text in telling for text in texts), False], dtype=bool)
            seen, first = np.unique(codes, return_index=True)
            for code, at in sorted(zip(seen.tolist(), first.tolist(), strict=True), key=lambda pair: pair[1]):
                if worth[code]:
                    text = texts[code]
                    if text not in judged:
                        judged[text] = judge(text, Where(file, sheet, int(cells.index[at]), column.label))
                        if not judged[text]:
                            telling.discard(text)
                    worth[code] = bool(judged[text])
            for at in np.flatnonzero(worth[codes]).tolist() if worth.any() else ():
                where = Where(file, sheet, int(cells.index[at]), column.label)
                yield from ((where, judgement) for judgement in judged[texts[codes[at]]])

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
        limits = np.array([edge * 100 for edge in edges], dtype=np.int64)
        rows, sums = np.zeros(len(limits) + 1, dtype=np.int64), np.zeros(len(limits) + 1, dtype=np.int64)
        nameless = np.zeros(len(limits) + 1, dtype=np.int64)
        givers = [np.zeros(0, dtype=np.int64) for _ in rows]
        known_by = self[giver]  # a number or a word
        if not isinstance(known_by.dtype, pd.Int64Dtype):
            places, _ = coded(known_by)
            known_by = pd.Series(pd.arrays.IntegerArray(places.astype(np.int64), places < 0))
        for part, chosen in self._of(year, single):
            cents, known = _whole(self[amount].iloc[part])
            numbers, named = _whole(known_by.iloc[part])
            counted = chosen & known
            bands = np.searchsorted(limits, cents)
            rows += np.bincount(bands[counted], minlength=len(rows))
            nameless += np.bincount(bands[counted & ~named], minlength=len(rows))
            np.add.at(sums, bands[counted], cents[counted])
            for band, before in enumerate(givers):
                givers[band] = np.union1d(before, numbers[counted & named & (bands == band)])
        return [
            (int(rows[band]), Decimal(int(sums[band])).scaleb(-2), len(different) + int(nameless[band]))
            for band, different in enumerate(givers)
        ]

    def _of(
        self, year: tuple[AnyColumn, str], single: AnyColumn | None
    ) -> Iterator[tuple[slice, npt.NDArray[np.bool_]]]:
        """(some rows, which of them are of this year and single gifts), for all rows."""
        for part in _stretches(len(self.frame)):
            rows = (self[year[0]].iloc[part] == year[1]).to_numpy(dtype=bool)
            if single is not None:
                rows = rows & (self[single].iloc[part] == 1).to_numpy(dtype=bool)
            if rows.any():
                yield part, rows

    def largest(
        self, amount: AnyColumn, number: int, year: tuple[AnyColumn, str], single: AnyColumn | None = None
    ) -> tuple[list[int], int]:
        """(positions of the *number* rows of a year with most money, the largest first; how many more equal the last of them).

        Of equal ones the earlier row comes first. A row that *single* does not count as 1 is many gifts and is left out.
        """
        positions, cents = (
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
        )  # the largest so far, and all as large
        for part, chosen in self._of(year, single):
            at = np.flatnonzero(chosen)
            positions = np.append(positions, at + part.start)
            cents = np.append(cents, _whole(self[amount].iloc[part])[0][at])
            if len(cents) > number:
                kept = cents >= np.partition(cents, len(cents) - number)[len(cents) - number]
                positions, cents = positions[kept], cents[kept]
        order = np.lexsort((positions, -cents))
        return positions[order[:number]].tolist(), max(0, len(order) - number)

    def whole_numbers(
        self, column: AnyColumn, positions: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """(whole numbers of the rows at *positions*, money in 分, 0 where a cell is missing; where none is missing)."""
        return _whole(self[column].iloc[positions])

    def extremes(self, amount: AnyColumn, number: int, single: AnyColumn) -> tuple[list[int], int, Decimal]:
        """(positions of the *number* rows with most money above zero, the largest first; how many rows have any; the least, in yuan).

        What *single* does not count as 1 is left out. Of equal ones the earlier row comes first; nothing is the least of none.
        """
        positions, cents = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        count, least = 0, np.iinfo(np.int64).max
        for part in _stretches(len(self.frame)):
            here, known = _whole(self[amount].iloc[part])
            known = known & (self[single].iloc[part] == 1).to_numpy(dtype=bool)
            if not known.any():
                continue
            count, least = count + int(known.sum()), min(least, here[known].min())
            at = np.flatnonzero(known & (here > 0))
            positions, cents = np.append(positions, at + part.start), np.append(cents, here[at])
            order = np.lexsort((positions, -cents))[:number]
            positions, cents = positions[order], cents[order]
        return positions.tolist(), count, Decimal(int(least) if count else 0).scaleb(-2)

    def parts(self, column: AnyColumn) -> dict[str, npt.NDArray[np.integer[Any]]]:
        """The positions of the rows of each value of a column, in the order of the values."""
        return _positions(*coded(self[column]))

    def parts_by_beginning(self, column: AnyColumn, signs: int) -> dict[str, npt.NDArray[np.integer[Any]]]:
        """The positions of the rows of each beginning, of so many *signs*, of the cells of a column, in its order."""
        return _positions(*coded(self[column].str.slice(0, signs).fillna("")))

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
        for part in _stretches(len(self.frame)):
            groups, keys = _combined([(codes[part], len(words)) for codes, words in columns], part.stop - part.start)
            sums = np.zeros(len(keys), dtype=np.int64)
            np.add.at(sums, groups, _whole(self[amount].iloc[part])[0])
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


def _positions(codes: npt.NDArray[np.integer[Any]], names: Sequence[Any]) -> dict[str, npt.NDArray[np.integer[Any]]]:
    """The positions of each name, in the order of the names, by the place of the name of each row, -1 for none."""
    sort = np.int32 if len(codes) < np.iinfo(np.int32).max else np.int64
    pieces: dict[int, list[npt.NDArray[np.integer[Any]]]] = {}
    for part in _stretches(len(codes)):
        rows = np.flatnonzero(codes[part] >= 0)
        rows = rows[np.argsort(codes[part][rows], kind="stable")]
        here, starts = np.unique(codes[part][rows], return_index=True)
        for place, piece in zip(here.tolist(), np.split(rows, starts[1:]), strict=False):  # one piece of no rows
            pieces.setdefault(place, []).append((piece + part.start).astype(sort))
    named = {str(names[place]): np.concatenate(parts) for place, parts in pieces.items()}
    return dict(sorted(named.items()))


def _combined(
    columns: Sequence[tuple[npt.NDArray[np.integer[Any]], int]], rows: int
) -> tuple[npt.NDArray[np.int64], list[tuple[int, ...]]]:
    """(the group of each row, the places of its words) for rows that are equal in all columns; -1 where a cell is missing.

    A column is the place of the word of each row, and how many words there are.
    """
    groups, size = np.zeros(rows, dtype=np.int64), 1
    keys: list[tuple[int, ...]] = [()]
    pending: list[int] = []

    def numbered() -> tuple[npt.NDArray[np.int64], list[tuple[int, ...]]]:
        numbers, places = np.unique(groups, return_inverse=True)
        cells: list[list[int]] = []
        for words in reversed(pending):
            numbers, cell = np.divmod(numbers, words + 1)
            cells.append((cell - 1).tolist())
        before = [keys[number] for number in numbers.tolist()]
        if not cells:
            return places, before
        return places, [(*key, *rest) for key, rest in zip(before, zip(*reversed(cells), strict=True), strict=True)]

    for codes, words in columns:
        if size * (words + 1) >= _MOST_COMBINED:
            groups, keys = numbered()
            pending, size = [], len(keys)
        groups = groups * (words + 1) + (codes.astype(np.int64) + 1)
        pending.append(words)
        size *= words + 1
    return numbered()


def _joined_texts(values: Iterable[Any]) -> list[str]:
    """Values as texts, several of a cell as one."""
    return ["；".join(value) if isinstance(value, tuple) else str(value) for value in values]


def _short_telling(
    table: TypedTable,
    column: AnyColumn,
    place: Callable[[int, str], Where],
    search: Callable[[str], object],
    judge: Callable[[str, Where], Sequence[Judgement]],
    judged: dict[str, Sequence[Judgement]],
    telling: set[str],
) -> Iterator[tuple[Where, Judgement]]:
    """What `telling` says of a table of few rows."""
    filled = [
        (row, value) for row, value in zip(table.index, table.cells(column.name), strict=True) if value is not None
    ]
    texts = list(zip([row for row, _ in filled], _joined_texts(value for _, value in filled), strict=True))
    fresh = {text for _, text in texts}.difference(judged)
    asked = set(_holding(fresh, search))
    judged.update(dict.fromkeys(fresh - asked, ()))
    for row, text in texts if asked else ():
        if text not in judged:
            judged[text] = judge(text, place(row, column.label))
            if judged[text]:
                telling.add(text)
    for row, text in texts:
        for judgement in judged[text]:
            yield place(row, column.label), judgement


def _surely_earlier(day: str, start: str) -> bool:
    """Whether a day lies before a start, as far as both are told: a month is not before a day in it."""
    if len(day) >= len(start):
        return day[: len(start)] < start
    return day < start[: len("2023-09")]
