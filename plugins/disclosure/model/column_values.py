"""Vectorised operations on columns of large tables, without converting cells to Python objects one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ..arrays import np, npt, pa, pc, pd
from ..expressions import expression
from ..numerals import in_one_width
from ..reading import AnyColumn, Cells, TypedTable, codes_of

# Rows processed at a time, which bounds the memory of temporary arrays.
_STRETCH = 500_000
# Limit of combined group keys: beyond it they are renumbered, so that int64 does not overflow.
_MOST_COMBINED = 2**62
# Texts joined for one regular-expression search.
_SEARCHED = 256
_WIDE = expression("[０-９Ａ-Ｚａ-ｚ]")


def words_of(cells: Cells) -> list[Any]:
    """Every different value of a column, nulls left out."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        used = np.zeros(len(cells.cat.categories) + 1, dtype=bool)
        for part in stretches(len(cells)):
            used[codes_of(cells)[part]] = True
        return cells.cat.categories[used[:-1]].tolist()  # the place of a null is -1, the last
    return list(cells.dropna().unique())


def matching(cells: Cells, suits: Callable[[Any], bool]) -> npt.NDArray[np.bool_]:
    """Which cells of a column hold a value that *suits*, each different value asked once; nulls never do."""
    codes, words = coded(cells)
    fits = np.zeros(len(words) + 1, dtype=bool)
    suiting = np.zeros(len(codes), dtype=bool)
    for part in stretches(len(codes)):
        fits[codes[part]] = True
    fits[-1] = False  # the place of a null is -1, the last
    places = np.flatnonzero(fits)
    fits[places] = [bool(suits(words[place])) for place in places.tolist()]
    for part in stretches(len(codes)) if fits.any() else ():
        suiting[part] = fits[codes[part]]
    return suiting


def containing(cells: Cells, pattern: re.Pattern[str]) -> npt.NDArray[np.bool_]:
    """Which cells of a column of words hold a pattern, in any width (１２８人); nulls never do.

    The pattern may know where a line begins and ends (`re.MULTILINE`), not the text.
    """
    words = [str(word) for word in words_of(cells)]
    known = set(texts_with(words, pattern.search))
    known.update(word for word in texts_with(words, _WIDE.search) if pattern.search(in_one_width(word)))
    return matching(cells, lambda word: str(word) in known) if known else np.zeros(len(cells), dtype=bool)


def stretches(rows: int) -> Iterator[slice]:
    """Slices of at most `_STRETCH` rows that cover all *rows*."""
    return (slice(start, min(start + _STRETCH, rows)) for start in range(0, rows, _STRETCH))


def whole_numbers_of(cells: Cells) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """(integers with 0 for nulls, mask of non-null cells)."""
    known = cells.notna().to_numpy(dtype=bool)
    numbers = np.zeros(len(cells), dtype=np.int64)
    numbers[known] = cells.to_numpy(dtype=np.int64) if known.all() else cells[known].to_numpy(dtype=np.int64)
    return numbers, known


def coded(cells: Cells) -> tuple[npt.NDArray[np.integer[Any]], list[Any]]:
    """Factorise a column: (code of each cell, -1 for null; distinct values)."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return codes_of(cells), cells.cat.categories.tolist()
    codes, words = pd.factorize(cells)
    return codes, list(words)


def numbers_behind(cells: Cells, start: int) -> npt.NDArray[np.int64]:
    """The whole numbers that texts hold from sign *start* on."""
    if isinstance(cells.dtype, pd.StringDtype) and cells.dtype.storage == "pyarrow":
        digits = pc.utf8_slice_codeunits(pa.chunked_array(pa.array(cells.array)), start)
        numbers: npt.NDArray[np.int64] = digits.cast(pa.int64()).to_numpy()
        return numbers
    return pd.to_numeric(cells.str.slice(start)).to_numpy(dtype=np.int64)


def _chunks(values: Cells) -> list[pa.Array]:
    """The non-empty Arrow chunks of a text column, without copying."""
    return [part for part in pa.chunked_array(pa.array(values.array)).chunks if len(part)]


def all_differ(values: Cells) -> bool:
    """Whether a text column is quickly shown to have no duplicates: chunks have disjoint ranges and no duplicates inside."""
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


def perhaps_again(values: Cells) -> npt.NDArray[np.int64]:
    """Positions of possible duplicates in a column of Arrow text: of values whose hash occurs more than once."""
    hashes = np.zeros(len(values), dtype=np.uint64)
    for part in stretches(len(values)):
        hashes[part] = pd.util.hash_array(values.iloc[part].to_numpy(dtype=object), categorize=False)
    present = np.flatnonzero(values.notna().to_numpy(dtype=bool))
    order = present[np.argsort(hashes[present], kind="stable")]
    same = hashes[order[1:]] == hashes[order[:-1]]
    return np.sort(order[np.append(same, False) | np.insert(same, 0, False)]) if len(order) else order


def texts_with(texts: Collection[str], search: Callable[[str], object]) -> Iterator[str]:
    """The texts in which a pattern is found that knows lines at most, never where the text ends; most often it is in none of many."""
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


def positions_of(codes: npt.NDArray[np.integer[Any]], names: Sequence[Any]) -> dict[str, npt.NDArray[np.integer[Any]]]:
    """Name → positions of its rows, sorted by name; *codes* has the index of each row's name, -1 for none."""
    sort = np.int32 if len(codes) < np.iinfo(np.int32).max else np.int64
    pieces: dict[int, list[npt.NDArray[np.integer[Any]]]] = {}
    for part in stretches(len(codes)):
        rows = np.flatnonzero(codes[part] >= 0)
        rows = rows[np.argsort(codes[part][rows], kind="stable")]
        here, starts = np.unique(codes[part][rows], return_index=True)
        for place, piece in zip(here.tolist(), np.split(rows, starts[1:]), strict=False):  # one piece of no rows
            pieces.setdefault(place, []).append((piece + part.start).astype(sort))
    named = {str(names[place]): np.concatenate(parts) for place, parts in pieces.items()}
    return dict(sorted(named.items()))


def groups_of(
    columns: Sequence[tuple[npt.NDArray[np.integer[Any]], int]], rows: int
) -> tuple[npt.NDArray[np.int64], list[tuple[int, ...]]]:
    """Group rows that are equal in all columns: (group number of each row, codes of each group; -1 for a null).

    Each column is (codes of its rows, number of distinct values).
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
