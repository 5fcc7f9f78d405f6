"""Cells before they are typed: the text of a short table in lists; of tables of many rows as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from ..arrays import np, pd


class TextCells(Struct, frozen=True):
    """The text cells of a table: *columns* by their declared names, *index* the row numbers that staff see.

    What is asked of it is what a frame answers, too: `len`, `in`, `[name]`, `columns`, `index`, `head`.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    index: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> Sequence[str]:
        return self.columns[name]

    def head(self, number: int) -> TextCells:
        """The first rows."""
        return TextCells({name: cells[:number] for name, cells in self.columns.items()}, self.index[:number])

    def as_frame(self) -> pd.DataFrame:
        """The same as a frame."""
        index = pd.Index(np.array(self.index, dtype=np.int64))
        columns = {name: pd.Series(cells, index=index, dtype=object) for name, cells in self.columns.items()}
        return pd.DataFrame(columns, index=index)
