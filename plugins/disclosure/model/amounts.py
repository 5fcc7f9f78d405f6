"""Aggregates over the amounts of large tables: runs of numbered rows, bands by size, largest rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..arrays import np, npt, pd
from ..reading import AnyColumn
from .column_values import coded, numbers_behind, stretches, whole_numbers_of
from .dataset import Dataset


class RowRun(Struct, frozen=True):
    """Consecutively numbered rows of one group: first number, row positions in order, sum in yuan.

    *count* is the number of gifts if a row may stand for several, else the number of rows.
    """

    group: str
    first: int
    positions: npt.NDArray[np.integer[Any]]
    money: Decimal
    count: int


def row_runs(
    dataset: Dataset,
    group: AnyColumn,
    number: tuple[AnyColumn, int],
    size: int,
    amount: AnyColumn,
    counted_by: AnyColumn | None = None,
) -> Iterator[RowRun]:
    """Split each group into runs of *size* numbers, in order; numbers may be missing.

    *number* is (column, offset of the number in its cells); *counted_by* is the column with the number of gifts of a row.
    """
    for name, rows in dataset.parts(group).items():
        numbers = numbers_behind(dataset[number[0]].take(rows), number[1])
        order = np.argsort(numbers, kind="stable")
        positions, firsts = rows[order], (numbers[order] - 1) // size * size + 1
        cents = dataset[amount].iloc[positions].to_numpy(dtype=np.int64)
        weights = np.ones(len(order), dtype=np.int64)
        if counted_by is not None:
            weights = dataset[counted_by].iloc[positions].to_numpy(dtype=np.int64)
        starts = np.flatnonzero(np.diff(firsts, prepend=-1))
        sums, counts = (np.add.reduceat(each_row, starts) for each_row in (cents, weights))
        ends = [*starts[1:].tolist(), len(order)]
        for start, end, total, count in zip(starts.tolist(), ends, sums, counts, strict=True):
            money = Decimal(int(total)).scaleb(-2)
            yield RowRun(name, int(firsts[start]), positions[start:end], money, int(count))


def size_bands(
    dataset: Dataset,
    amount: AnyColumn,
    giver: AnyColumn,
    edges: Sequence[int],
    year: tuple[AnyColumn, str],
    single: AnyColumn | None = None,
) -> list[tuple[int, Decimal, int]]:
    """(rows, yuan, givers) for each band up to one of *edges* (yuan) and for the band above the last, for the rows of one year.

    Rows without a giver's id count as one giver each. Rows whose cell in *single* is not 1 stand for many gifts of unknown size
    and are left out.
    """
    limits = np.array([edge * 100 for edge in edges], dtype=np.int64)
    rows, sums = np.zeros(len(limits) + 1, dtype=np.int64), np.zeros(len(limits) + 1, dtype=np.int64)
    nameless = np.zeros(len(limits) + 1, dtype=np.int64)
    givers = [np.zeros(0, dtype=np.int64) for _ in rows]
    known_by = dataset[giver]  # a number or a word
    if not isinstance(known_by.dtype, pd.Int64Dtype):
        places, _ = coded(known_by)
        known_by = pd.Series(pd.arrays.IntegerArray(places.astype(np.int64), places < 0))
    for part, chosen in _of(dataset, year, single):
        cents, known = whole_numbers_of(dataset[amount].iloc[part])
        numbers, named = whole_numbers_of(known_by.iloc[part])
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
    dataset: Dataset, year: tuple[AnyColumn, str], single: AnyColumn | None
) -> Iterator[tuple[slice, npt.NDArray[np.bool_]]]:
    """(slice, mask) of successive stretches of rows; the mask selects those of the year that are single gifts."""
    for part in stretches(len(dataset.frame)):
        rows = (dataset[year[0]].iloc[part] == year[1]).to_numpy(dtype=bool)
        if single is not None:
            rows = rows & (dataset[single].iloc[part] == 1).to_numpy(dtype=bool)
        if rows.any():
            yield part, rows


def largest_rows(
    dataset: Dataset, amount: AnyColumn, number: int, year: tuple[AnyColumn, str], single: AnyColumn | None = None
) -> tuple[list[int], int]:
    """(positions of the *number* rows of a year with most money, the largest first; how many more equal the last of them).

    Of equal ones the earlier row comes first. A row that *single* does not count as 1 is many gifts and is left out.
    """
    positions, cents = (
        np.zeros(0, dtype=np.int64),
        np.zeros(0, dtype=np.int64),
    )  # the largest so far, and all as large
    for part, chosen in _of(dataset, year, single):
        at = np.flatnonzero(chosen)
        positions = np.append(positions, at + part.start)
        cents = np.append(cents, whole_numbers_of(dataset[amount].iloc[part])[0][at])
        if len(cents) > number:
            kept = cents >= np.partition(cents, len(cents) - number)[len(cents) - number]
            positions, cents = positions[kept], cents[kept]
    order = np.lexsort((positions, -cents))
    return positions[order[:number]].tolist(), max(0, len(order) - number)


def extreme_rows(dataset: Dataset, amount: AnyColumn, number: int, single: AnyColumn) -> tuple[list[int], int, Decimal]:
    """(positions of the *number* rows with most money above zero, the largest first; how many rows have any; the least, in yuan).

    What *single* does not count as 1 is left out. Of equal ones the earlier row comes first; nothing is the least of none.
    """
    positions, cents = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    count, least = 0, np.iinfo(np.int64).max
    for part in stretches(len(dataset.frame)):
        here, known = whole_numbers_of(dataset[amount].iloc[part])
        known = known & (dataset[single].iloc[part] == 1).to_numpy(dtype=bool)
        if not known.any():
            continue
        count, least = count + int(known.sum()), min(least, here[known].min())
        at = np.flatnonzero(known & (here > 0))
        positions, cents = np.append(positions, at + part.start), np.append(cents, here[at])
        order = np.lexsort((positions, -cents))[:number]
        positions, cents = positions[order], cents[order]
    return positions.tolist(), count, Decimal(int(least) if count else 0).scaleb(-2)
