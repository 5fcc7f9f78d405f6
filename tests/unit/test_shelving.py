"""Columns on disk are the columns that were put there; sums, parts and places are the same, however few rows are looked at together."""

from __future__ import annotations

import errno
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.model import Dataset, column_values, dataset, extreme_rows, largest_rows, row_runs, size_bands
from disclosure.problems import Where
from disclosure.reading import DonationNumber, Money, Record, Text, WholeNumber, column, read_columns, release, shelving
from disclosure.reading.compacting import categories, shared

COLUMNS = {
    "money": pd.Series([150, None, -5], dtype="Int64"),
    "words": pd.Series(pd.Categorical.from_codes([1, -1, 0], pd.Index(["甲", "乙"], dtype=object))),
    "counts": pd.Series([1, 2, 3], dtype="int64"),
    "numbers": pd.Series(["2024-01-00001", None, "2024-01-00003"], dtype=pd.StringDtype("pyarrow", na_value=np.nan)),
    "objects": pd.Series([("甲", "乙"), None, ()], dtype=object),
}


class Gift(Record):
    id = column(DonationNumber, "编号", key=True)
    month = column(Text, "月份")
    giver = column(WholeNumber, "捐赠人", unit="人")
    amount = column(Money, "金额")
    counted = column(WholeNumber, "笔数", unit="笔")


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Path]:
    """A folder for columns on disk."""
    with shelving.shelves_in(tmp_path / "site"):
        yield tmp_path / "site"


def test_columns_come_back_as_they_were(shelves: Path) -> None:
    """Values, nulls, types and indexes; nothing stays in the folder, and nothing is lost when memory is given back."""
    index = pd.Index([7, 8, 9])
    before = {name: cells.set_axis(index) for name, cells in COLUMNS.items()}
    after = shelving.shelved(before.items())
    assert list(after) == list(before)
    assert list(shelves.iterdir()) == []
    for _ in range(2):
        for name, cells in before.items():
            pd.testing.assert_series_equal(after[name], cells, check_index_type=True)
        release()
    assert not after["words"].array.codes.flags.owndata
    assert not after["counts"].to_numpy().flags.writeable
    assert after["objects"] is before["objects"]
    empty = shelving.shelved((name, cells.iloc[:0]) for name, cells in COLUMNS.items())
    assert all(len(cells) == 0 and cells.dtype == COLUMNS[name].dtype for name, cells in empty.items())


def test_words_of_a_table_from_elsewhere_are_held_once() -> None:
    """Categories that come from another process get the words that are here; those made here stay what they are."""
    here = categories(["甲乙丙丁" * 3, "戊己庚辛" * 3])
    assert shared(here) is here
    copied = pd.CategoricalDtype(pd.Index(["".join(list(word)) for word in here.categories], dtype=object))
    again = shared(copied)
    assert again == here
    assert all(word is known for word, known in zip(again.categories, here.categories, strict=True))
    assert not any(word is known for word, known in zip(copied.categories, here.categories, strict=True))
    numbers = pd.CategoricalDtype(pd.Index([1, 2]))
    assert shared(numbers) is numbers


@pytest.mark.usefixtures("shelves")
def test_text_in_many_parts_comes_back() -> None:
    """A column that was put together from parts, some of them slices."""
    parts = [COLUMNS["numbers"].iloc[1:], COLUMNS["numbers"].iloc[:0], COLUMNS["numbers"].iloc[:1]]
    whole = pd.concat(parts, ignore_index=True)
    pd.testing.assert_series_equal(shelving.shelved([("id", whole)])["id"], whole)


@pytest.mark.usefixtures("shelves")
def test_no_more_files_than_may_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit columns stay in memory; files of columns that are gone do not count."""
    monkeypatch.setattr(shelving, "_MOST_FILES", len(shelving._MAPPED) + 1)
    first = shelving.shelved([("counts", COLUMNS["counts"])])
    assert shelving.shelved([("counts", COLUMNS["counts"])])["counts"] is COLUMNS["counts"]
    first.clear()
    assert shelving.shelved([("counts", COLUMNS["counts"])])["counts"] is not COLUMNS["counts"]


def test_a_full_disk_is_an_error_of_the_system(shelves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be written is told by the system, and leaves nothing behind."""

    def full(**_: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(OSError, match="No space"):
        shelving.shelved(COLUMNS.items())
    assert list(shelves.iterdir()) == []


ROWS = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.sampled_from(["2024-01", "2024-02", "2025-01"]),
        st.sampled_from(["", "1", "2", "3"]),
        st.integers(1, 3_000),
        st.sampled_from([1, 1, 1, 7]),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(1, 9))
def test_few_rows_at_a_time_tell_the_same(files: list[list[tuple[int, str, str, int, int]]], stretch: int) -> None:
    """Groups, bands, the largest, months, pages and repeated numbers against plain Python over all rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column_values, "_STRETCH", stretch)
        patch.setattr(dataset, "SHELVED_ROWS", 0)
        patch.setattr(shelving, "SHELVED_ROWS", 0)
        _compare(files)


def _compare(files: list[list[tuple[int, str, str, int, int]]]) -> None:
    rows = [row for file in files for row in file]
    gifts = Dataset("gifts", Gift, [(f"{place}.csv", None, _table(file)) for place, file in enumerate(files)])
    groups: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _, month, giver, cents, counted in rows:
        groups[month, giver][0] += counted
        groups[month, giver][1] += cents
    totals = gifts.totals((Gift.month, Gift.giver), Gift.amount, Gift.counted)
    assert {(month, f"{giver}"): [*total] for (month, giver), total in totals.items()} == groups
    months = {
        month: [at for at, row in enumerate(rows) if row[1] == month] for month in sorted({row[1] for row in rows})
    }
    assert {month: positions.tolist() for month, positions in gifts.parts(Gift.month).items()} == months
    numbers = [f"{month}-{number:05d}" for number, month, *_ in rows]
    repeated = [(at, numbers.index(number)) for at, number in enumerate(numbers) if numbers.index(number) != at]
    assert list(gifts.repeated(Gift.id)) == repeated
    spans = [
        (span.group, span.first, span.positions.tolist(), int(span.money.scaleb(2)), span.count)
        for span in row_runs(gifts, Gift.month, (Gift.id, len("2024-01-")), 10, Gift.amount, Gift.counted)
    ]
    pages: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at in sorted(range(len(rows)), key=lambda at: (rows[at][1], rows[at][0])):
        pages[rows[at][1], (rows[at][0] - 1) // 10 * 10 + 1].append(at)
    expected = [
        (month, first, here, sum(rows[at][3] for at in here), sum(rows[at][4] for at in here))
        for (month, first), here in pages.items()
    ]
    assert spans == expected
    single = [at for at, row in enumerate(rows) if row[1] == "2024-01" and row[4] == 1]
    by_size = sorted(single, key=lambda at: (-rows[at][3], at))
    equal = sum(rows[at][3] == rows[by_size[2]][3] for at in by_size[3:]) if len(by_size) > 3 else 0
    assert largest_rows(gifts, Gift.amount, 3, (Gift.month, "2024-01"), Gift.counted) == (by_size[:3], equal)
    every = sorted((at for at, row in enumerate(rows) if row[4] == 1), key=lambda at: (-rows[at][3], at))
    least = Decimal(rows[every[-1]][3] if every else 0).scaleb(-2)
    assert extreme_rows(gifts, Gift.amount, 3, Gift.counted) == (every[:3], len(every), least)
    bands = size_bands(gifts, Gift.amount, Gift.giver, (5, 20), (Gift.month, "2024-01"), Gift.counted)
    for (low, high), band in zip(((-1, 500), (500, 2_000), (2_000, 10_000)), bands, strict=True):
        here = [rows[at] for at in single if low < rows[at][3] <= high]
        givers = Counter(row[2] for row in here)
        nameless = givers.pop("", 0)
        assert band == (len(here), Decimal(sum(row[3] for row in here)).scaleb(-2), len(givers) + nameless)


def _table(rows: list[tuple[int, str, str, int, int]]) -> shelving.TypedTable:
    cells = pd.DataFrame(
        [
            (f"{month}-{number:05d}", month, giver, f"{cents / 100:.2f}", f"{n}")
            for number, month, giver, cents, n in rows
        ],
        columns=["id", "month", "giver", "amount", "counted"],
        index=pd.Index(range(2, 2 + len(rows)), dtype="int64"),
        dtype="str",
    )
    table, problems = read_columns(Gift, cells, lambda row, label: Where("x.csv", None, row, label), compact=True)
    assert problems == []
    for name in ("giver", "counted"):
        table.frame[name] = table.frame[name].astype("Int64" if name == "giver" else "int64")
    shelving.shelve(table)
    return table
