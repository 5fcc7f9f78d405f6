"""Columns of tables of many rows, small in memory: whole 分, Arrow text, and categories that are held once."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterable
from typing import Any

from ..arrays import np, npt, pa, pd
from .cell_types import Cells, ColumnType, Money, Serial
from .columns import AnyColumn


def _arrow_storage() -> pd.StringDtype[Any]:
    """The dtype of numbers that tell single rows apart, each but once or twice in a table."""
    return pd.StringDtype("pyarrow", na_value=np.nan)


def arrow_text(words: pa.Array) -> pd.arrays.ArrowStringArray:
    """Arrow text as pandas holds it."""
    return pd.arrays.ArrowStringArray(words.cast(pa.large_string()), dtype=_arrow_storage())  # type: ignore[call-arg]


def tells_rows_apart(column: AnyColumn) -> bool:
    """Whether the values of a column are numbers, each of one row or two."""
    return column.key or (column.identifier and column.refers_to is None)


def compacted(
    column: AnyColumn, values: Cells, places: npt.NDArray[np.integer[Any]] | None = None, *, different: bool = False
) -> Cells:
    """A column of a table of many rows, small in memory; *places*, where given, take the cells from *values*.

    Money stays whole 分 (Int64), numbers that tell rows apart are Arrow text, and all other values are categories.
    *different*: no value is there twice.
    """
    if isinstance(column.type, Money | Serial):
        whole = values.astype("Int64")
        return whole if places is None else whole.take(places)
    if tells_rows_apart(column):
        single = values.astype(_arrow_storage())
        return single if places is None or _in_order(places, len(single)) else single.take(places)
    codes, words = _numbered(values) if different else pd.factorize(values)
    codes = codes if places is None else codes[places]
    category = pd.Categorical.from_codes(codes, dtype=categories(words), validate=False)
    return pd.Series(category, index=values.index if places is None else None)


def _in_order(places: npt.NDArray[np.integer[Any]], count: int) -> bool:
    """Whether these are all places of *count*, one after the other."""
    return len(places) == count and np.array_equal(places, np.arange(count))


def _numbered(values: Cells) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """What `pandas.factorize` gives of values of which none is there twice."""
    present = values.notna().to_numpy(dtype=bool)
    codes = np.where(present, np.cumsum(present) - 1, -1)
    return codes, values[present].tolist()


# The categories that were made here, by the id of their words: those that other machines sent are none of them.
_CATEGORIES: weakref.WeakValueDictionary[int, pd.Index] = weakref.WeakValueDictionary()


def categories(words: Iterable[Any]) -> pd.CategoricalDtype:
    """Words that differ as the categories of a column; each is held once, whatever tables they stand in."""
    index = pd.Index(_interned(words), dtype=object)
    sort = pd.CategoricalDtype(index)
    # what was made to see that they differ is larger than they are
    index._engine.clear_mapping()  # noqa: SLF001
    _CATEGORIES[id(index)] = index
    return sort


def shared(sort: pd.CategoricalDtype) -> pd.CategoricalDtype:
    """The same categories, held as `categories` holds them."""
    known = sort.categories.dtype != object or _CATEGORIES.get(id(sort.categories)) is sort.categories
    return sort if known else categories(sort.categories)


def _interned(words: Iterable[Any]) -> list[Any]:
    try:
        return list(map(sys.intern, words))
    except TypeError:  # numbers and several values
        return list(words)


def storage_of(column: AnyColumn) -> str:
    """The dtype of a column of values."""
    return "object" if column.many else ColumnType.storage if column.choices else column.type.storage


def as_series(values: Iterable[Any], storage: str) -> Cells:
    """Values, None where there is none, as a column of a frame."""
    nothing: object = pd.NA if storage == "Int64" else np.nan
    return pd.Series([nothing if value is None else value for value in values], dtype=storage)
