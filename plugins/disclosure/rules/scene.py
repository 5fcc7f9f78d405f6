"""What a rule looks at: everything of one organisation, and the ways to name a cell of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..model import Dataset, Disclosure, Figure
from ..problems import Problem, Where
from ..reading import AnyColumn, Record, RichText, Text

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_KEPT = "rules"


class Scene(Struct, frozen=True):
    """One organisation, and the names of all organisations of the site."""

    disclosure: Disclosure
    bodies: tuple[str, ...] = ()
    reviewers: int = 1  # how many people site.yaml asks for; none where the whole site is a sample

    def rows(self, record: type[R]) -> list[R]:
        """The rows of the kind that declares *record*; none of kinds whose rows stay in tables."""
        return self.disclosure.rows(record)

    def about(self, record: type[R], column: AnyColumn, value: str) -> Sequence[R]:
        """The rows of a kind that say *value* in this column, in their order."""
        return self.disclosure.about(record, column, value)

    def dataset(self, kind: str) -> Dataset | None:
        """The table of a kind, where it has a row."""
        dataset = self.disclosure.datasets.get(kind)
        return dataset if dataset is not None and len(dataset) else None

    def of_each_kind(self, look: Callable[[Scene, str], Iterable[Problem]]) -> Iterator[Problem]:
        """What *look* finds in each kind by itself; of those that are as they were it is known again."""
        for kind in self.disclosure.records:
            yield from self.disclosure.cached(f"findings in {kind}", (look,), partial(_all_of, look, self, kind))

    def words(
        self, kind: str, tells: Callable[[str], object], columns: Collection[str] = ()
    ) -> Iterator[tuple[Record, AnyColumn, str]]:
        """(record, column, text) of every cell of a kind with words of its own, no choice and no reference, that *tells* something.

        Each different text is asked once. *columns* are the names of those that are looked at, where it is not all.
        """
        telling = set(filter(tells, self._texts(kind, columns)))
        if telling:
            yield from (cell for cell in self._words(kind, columns) if cell[2] in telling)

    def _texts(self, kind: str, columns: Collection[str]) -> Collection[str]:
        """Every different text of these cells; of all columns together many rules ask."""
        if columns:
            return {text for _, _, text in self._words(kind, columns)}
        return self.worked_out(f"texts of {kind}", lambda: frozenset(text for _, _, text in self._words(kind, ())))

    def _words(self, kind: str, columns: Collection[str]) -> Iterator[tuple[Record, AnyColumn, str]]:
        rows = self.disclosure.records[kind]
        asked = [column for column in columns_of(rows) if _free(column) and (not columns or column.name in columns)]
        for row in rows:
            for column in asked:
                text = row[column]
                if isinstance(text, str):
                    yield row, column, text

    def name(self, kind: str, record_id: str | None) -> str:
        """What a record is called; its id where there is no such record."""
        row = self.disclosure.record(kind, str(record_id))
        return row.record_name if row else str(record_id)

    @property
    def stated(self) -> Sequence[Figure]:
        """The figures that a source states and that lead back to a cell."""
        return self.worked_out(
            "stated",
            lambda: [figure for figure in self.disclosure.figures.values() if figure.where and not figure.formula],
        )

    def worked_out(self, name: str, work: Callable[[], T]) -> T:
        """What *work* gives: several rules ask for it, so it is done once for an organisation and kept by its *name*."""
        return self.disclosure.worked_out(_KEPT, name, work)

    def put_away(self) -> None:
        """Forget what was worked out: once the rules have looked, nobody asks for it."""
        for key in [key for key in self.disclosure.kept if key[0] == _KEPT]:
            del self.disclosure.kept[key]


def _all_of(look: Callable[[Scene, str], Iterable[Problem]], scene: Scene, kind: str) -> tuple[Problem, ...]:
    return tuple(look(scene, kind))


def columns_of(rows: Sequence[Record]) -> Sequence[AnyColumn]:
    """The columns of the kind to which all *rows* belong; none where there is no row."""
    return rows[0].declared.columns if rows else ()


def _free(column: AnyColumn) -> bool:
    return isinstance(column.type, Text | RichText) and not (column.choices or column.refers_to or column.many)


def value_of(figure: Figure) -> Where:
    """The place of a figure's value."""
    assert figure.where is not None  # noqa: S101  (Scene.stated gives no other)
    return replace(figure.where, column="数值")


def held_together(scene: Scene, figures: Collection[str]) -> bool:
    """Whether staff hold these figures against each other themselves, so that a difference is told on the page."""
    wanted = set(figures)
    return any(wanted <= {*check.left.inputs, *check.right.inputs} for check in scene.disclosure.reconciliations)


def beside(here: Where, there: Where) -> str:
    """Another place as it is told from here: only its row where both are in one sheet."""
    same = (here.file, here.sheet) == (there.file, there.sheet)
    return f"第 {there.row} 行" if same and there.row is not None else f"{there}"


Rule: TypeAlias = Callable[[Scene], Iterator[Problem]]
