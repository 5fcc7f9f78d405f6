"""What a rule looks at: everything of one organisation, and the ways to name a cell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..model import Dataset, Disclosure, Figure, Row
from ..problems import Problem, Where
from ..reading import Column, RichText, Text


@dataclass(frozen=True, slots=True)
class Scene:
    """One organisation, and the names of all organisations of the site."""

    disclosure: Disclosure
    bodies: tuple[str, ...] = ()

    def rows(self, kind: str) -> list[Row]:
        """The records of a kind; none of kinds whose rows stay in tables."""
        return self.disclosure.records.get(kind, [])

    def dataset(self, kind: str) -> Dataset | None:
        """The table of a kind, where it has a row."""
        found = self.disclosure.datasets.get(kind)
        return found if found is not None and len(found) else None

    def at(self, kind: str, row: Row, name: str) -> Where:
        """The place of a cell of a record."""
        return replace(row.where, column=self.disclosure.datasets[kind].record.column(name).label)

    @property
    def words(self) -> Iterator[tuple[str, Row, Column, str]]:
        """(kind, record, column, text) of every cell that holds words of its own: no choice, no reference."""
        for kind, dataset in self.disclosure.datasets.items():
            columns = [one for one in dataset.record.columns if _free(one)]
            for row in self.rows(kind):
                for one in columns:
                    if isinstance(row[one.name], str):
                        yield kind, row, one, row[one.name]

    def name(self, kind: str, record_id: str | None) -> str:
        """What a record is called; its id where there is no such record."""
        return next((row.name for row in self.rows(kind) if row["id"] == record_id), str(record_id))

    @property
    def stated(self) -> Iterator[Figure]:
        """The figures that a source states and that lead back to a cell."""
        return (one for one in self.disclosure.figures.values() if one.where and not one.formula)


def _free(one: Column) -> bool:
    return isinstance(one.type, Text | RichText) and not (one.choices or one.refers_to or one.many)


def value_of(figure: Figure) -> Where:
    """The place of a figure's value."""
    assert figure.where is not None  # noqa: S101  (Scene.stated gives no other)
    return replace(figure.where, column="数值")


def beside(here: Where, there: Where) -> str:
    """Another place as it is told from here: only its row where both are in one sheet."""
    same = (here.file, here.sheet) == (there.file, there.sheet)
    return f"第 {there.row} 行" if same and there.row is not None else f"{there}"


Rule: TypeAlias = Callable[[Scene], Iterator[Problem]]
