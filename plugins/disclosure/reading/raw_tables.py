"""The text cells of one sheet, and its total rows, as they were read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ..arrays import pd
from ..problems import Problem, Where, problem
from .cells import TextCells


class TotalRow(Struct, frozen=True):
    """A total row: never a record, but compared with the sum of the records above it."""

    row: int
    word: str
    cells: Mapping[str, str]
    before: int  # how many records stand above it
    text: str = ""  # the whole cell with the word, which may hold an amount or a count
    plain: bool = True  # whether the word stands alone, in the first cell, as it should


class RawTable(Struct):
    """The text cells of one sheet: one column a declared name; the index holds the row numbers staff see."""

    file: str
    sheet: str | None
    texts: TextCells | pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    preamble: Mapping[str, str] = field(default_factory=dict)  # of a printed form: year and source, where it names them
    powers: Mapping[str, int] = field(default_factory=dict)  # of columns in 万元 and the like: 4 for 万
    totals: list[TotalRow] = field(default_factory=list)

    @property
    def cells(self) -> pd.DataFrame:
        """The cells as a frame, which from then on is what the table holds."""
        if isinstance(self.texts, TextCells):
            self.texts = self.texts.as_frame()
        return self.texts

    def with_cells(self, **cells: str) -> RawTable:
        """The same table with columns more, or in the place of others, which hold the same in every row."""
        if not isinstance(self.texts, TextCells):
            return replace(self, texts=self.texts.assign(**cells))
        more = {name: [cell] * len(self.texts) for name, cell in cells.items()}
        return replace(self, texts=TextCells({**self.texts.columns, **more}, self.texts.index))

    def where(self, row: int, label: str | None = None) -> Where:
        """The place of a cell."""
        return Where(self.file, self.sheet, int(row), label)


def faulty(table: RawTable, code: str, **details: object) -> RawTable:
    """The table with one problem more, which says why it has no rows."""
    table.problems.append(problem(code, Where(table.file, table.sheet), **details))
    return table


# What accountants put into the cell of a line that has no amount.
DASHES = {"-", "--", "—", "——", "–", "/", "−"}
