"""Which cells of words tell something, each different text judged once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from ..arrays import np
from ..problems import Where
from ..reading import AnyColumn, TypedTable
from .column_values import coded, texts_with
from .dataset import Dataset

Judgement = TypeVar("Judgement")


def judged_cells(
    dataset: Dataset, column: AnyColumn, pattern: str, judge: Callable[[str, Where], Sequence[Judgement]]
) -> Iterator[tuple[Where, Judgement]]:
    """(place, judgement) of every cell of a column of words in which *pattern* is found, in the order of the rows.

    *judge* is asked once for each different text, with the first place of it in a table; several values are one text.
    """
    judged: dict[str, Sequence[Judgement]] = {}
    telling: set[str] = set()  # texts that tell something, or are to be asked about
    search = re.compile(pattern).search
    for file, sheet, table in dataset.tables:
        if table.short is not None:
            yield from _judged_few(table, column, partial(Where, file, sheet), search, judge, judged, telling)
            continue
        cells = table.frame[column.name]
        codes, words = coded(cells)
        texts = _joined_texts(words) if column.many else list(map(str, words))
        fresh = dict.fromkeys(text for text in texts if text not in judged)
        judged.update(dict.fromkeys(fresh, ()))
        for text in texts_with(fresh, search):
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


def _joined_texts(values: Iterable[Any]) -> list[str]:
    """Values as texts, several of a cell as one."""
    return ["；".join(value) if isinstance(value, tuple) else str(value) for value in values]


def _judged_few(
    table: TypedTable,
    column: AnyColumn,
    place: Callable[[int, str], Where],
    search: Callable[[str], object],
    judge: Callable[[str, Where], Sequence[Judgement]],
    judged: dict[str, Sequence[Judgement]],
    telling: set[str],
) -> Iterator[tuple[Where, Judgement]]:
    """What `judged_cells` says of a table of few rows."""
    filled = [
        (row, value) for row, value in zip(table.index, table.cells(column.name), strict=True) if value is not None
    ]
    texts = list(zip([row for row, _ in filled], _joined_texts(value for _, value in filled), strict=True))
    fresh = {text for _, text in texts}.difference(judged)
    asked = set(texts_with(fresh, search))
    judged.update(dict.fromkeys(fresh - asked, ()))
    for row, text in texts if asked else ():
        if text not in judged:
            judged[text] = judge(text, place(row, column.label))
            if judged[text]:
                telling.add(text)
    for row, text in texts:
        for judgement in judged[text]:
            yield place(row, column.label), judgement
