"""Tables of typed columns: the cells of a file become values, of few rows one by one, of many all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..arrays import np, npt, pa, pd
from ..problems import Problem, Where
from .cell_faults import CellFaults, missing_cell, refusal_of
from .cell_types import MISSING_WORDS, Cells, Missing
from .cell_values import distinct_words, hidden_places, missing_places, plain_column, read_few, read_many, read_present
from .cells import TextCells
from .columns import AnyColumn, Record
from .compacting import compacted, storage_of
from .sizes import MOST_ROWS
from .typed_tables import ShortColumns, TypedTable


def read_columns(
    record: type[Record],
    cells: TextCells | pd.DataFrame,
    where: Callable[[int, str], Where],
    powers: Mapping[str, int] | None = None,
    *,
    compact: bool = False,
) -> tuple[TypedTable, list[Problem]]:
    """Type all *cells* (text, one column a declared name, any index); *where* tells the place of (index, label).

    *powers* says of which columns the header names a larger unit: 4 for 万元. A refused cell becomes null and a Problem;
    nothing is raised. Equal cells of a column are read once: tables of many rows have few different words. *compact*: values
    come as `compacted` makes them.
    """
    reading = _TableTyping(record, cells, where, powers or {})
    few = len(cells) <= MOST_ROWS and not compact  # lists hold no more than a frame, without what pandas itself takes
    columns = reading.short() if few else reading.frame(compact=compact)
    return TypedTable(columns, reading.missing, reading.refused), reading.problems


class _TableTyping:
    """The typing of one table, and what is wrong with its cells."""

    def __init__(
        self,
        record: type[Record],
        cells: TextCells | pd.DataFrame,
        where: Callable[[int, str], Where],
        powers: Mapping[str, int],
    ) -> None:
        self._record, self._cells, self._where, self._powers = record, cells, where, powers
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def short(self) -> ShortColumns:
        """The values of a table of few rows, read word by word."""
        index = [int(row) for row in self._cells.index]
        typed: dict[str, list[Any]] = {}
        storage: dict[str, str] = {}
        for column in self._record.columns:
            if column.name not in self._cells:
                typed[column.name], storage[column.name] = [None] * len(index), "object"
                continue
            known: dict[str, int] = {}
            places = [known.setdefault(str(cell), len(known)) for cell in self._cells[column.name]]
            words = [word.strip() for word in known]
            values, bad = read_few(column, words, missing_places(words), self._power(column))
            typed[column.name], storage[column.name] = [values[place] for place in places], storage_of(column)
            self._look_at(column, places, words, bad)
        return ShortColumns(typed, storage, index)

    def frame(self, *, compact: bool) -> pd.DataFrame:
        """The values of a table of many rows."""
        index = pd.Index(self._cells.index)
        typed: dict[str, Cells] = {}
        for declared in self._record.columns:
            if declared.name not in self._cells:
                blank = pd.Series(None, index=index, dtype=object)
                typed[declared.name] = compacted(declared, blank) if compact else blank
                continue
            power = self._power(declared)
            places, distinct = distinct_words(self._cells[declared.name])
            plain = plain_column(declared, distinct, power) if isinstance(distinct, pa.Array) else None
            different = plain is not None
            if plain is None:
                words = [
                    str(word).strip() for word in (distinct.to_pylist() if isinstance(distinct, pa.Array) else distinct)
                ]
                plain, bad = read_many(declared, words, missing_places(words), power)
                self._look_at(declared, places, words, bad)
            column = compacted(declared, plain, places, different=different) if compact else plain.take(places)
            column.index = index
            typed[declared.name] = column
        return pd.DataFrame(typed, index=index)

    def _power(self, column: AnyColumn) -> int:
        return self._powers.get(column.name, 0)

    def _look_at(
        self, column: AnyColumn, places: Sequence[int] | npt.NDArray[np.integer[Any]], words: list[str], bad: set[int]
    ) -> None:
        gone = missing_places(words)
        if gone or bad:
            faults = CellFaults(column, self._power(column), self._cells, self._where)
            faults.look_at(places, words, gone, bad)
            self.problems += faults.problems
            self.missing |= faults.missing
            self.refused |= faults.refused


def read_cell(column: AnyColumn, cell: str, where: Where, power: int = 0) -> tuple[Any, Problem | None]:
    """The value of a single cell by the rules of its column, None where it is missing or refused."""
    word = cell.strip()
    if word in MISSING_WORDS:
        return None, missing_cell(column, where) if column.required else None
    (value,), (refused,) = read_present(column, [word], power)
    if refused or hidden_places([word]):
        return None, refusal_of(column, where, word, column.unit, power)
    return value, None
