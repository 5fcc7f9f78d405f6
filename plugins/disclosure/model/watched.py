"""A disclosure that notes what is asked of it, so that what was made of it is known to be as it was while all that is.

What is noted is the rows of a kind, those about one thing, one figure, those of a record or all, the money of a project, or a
field. Two are the same where they hold the very objects, or equal ones of few. Nothing that is asked goes unnoted: whoever takes
what was `kept` without a name is taken to have asked for all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from dataclasses import fields
from operator import is_
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from ..reading import AnyColumn, Record
from .allocation import Account
from .disclosure import Disclosure
from .figure import Figure
from .reconciliation import Reconciliation

R = TypeVar("R", bound=Record)
T = TypeVar("T")
V = TypeVar("V")

# What was asked for, and of what: a field, a table by its kind, the rows of a record class that say something in a column.
Asked: TypeAlias = tuple[Any, ...]
_Key: TypeAlias = tuple[Hashable, ...]

_ALL: Asked = ("all",)
_EVERY_FIGURE: Asked = ("field", "figures")
_BY_KIND = frozenset({"records", "datasets"})
# What is made of the figures when a disclosure is, beside them.
_OF_FIGURES = frozenset({"_by_record", "_by_topic", "_by_year"})
# Fields of which another object is never the same: what is in it is much, or can't be compared.
_ONLY_ITSELF = frozenset({"organisation", "above", "federation", "claims", "beside"})


class _WorkedOut(Struct, frozen=True):
    """What was worked out of *things*, all that was asked for meanwhile, and what was worked out of other things for it."""

    things: tuple[object, ...]
    value: Any
    asked: frozenset[Asked]
    within: frozenset[_Key]


class _Notebook:
    """What is asked for, and worked out of things, while somebody looks."""

    __slots__ = ("asked", "within")

    def __init__(self) -> None:
        self.asked: set[Asked] = set()
        self.within: set[_Key] = set()


class Watched(Disclosure):
    """The same disclosure as another one; while it is `noting`, what is asked of it is noted."""

    __slots__ = ("_active", "_before", "_noted", "_unchanged", "_values", "answers")

    def __init__(self, disclosure: Disclosure, before: Watched | None = None) -> None:
        """What *disclosure* is; what this one works out is kept by itself, and taken from the one *before* where nothing has changed."""
        self._values: dict[str, Any] = {field.name: getattr(disclosure, field.name) for field in fields(Disclosure)}
        self._values["kept"] = {}
        self._active: list[_Notebook] = []
        self._noted: dict[tuple[str, str], _Notebook] = {}
        self.answers: dict[_Key, _WorkedOut] = {}
        self._before = before.answers if before else {}
        self._unchanged = self.unchanged_since(before) if before else None

    @contextmanager
    def noting(self) -> Iterator[_Notebook]:
        """What is asked within the block; also all that was asked to work out what is taken as it is kept."""
        notes = _Notebook()
        self._active.append(notes)
        try:
            yield notes
        finally:
            self._active.pop()

    def rows(self, record: type[R]) -> list[R]:
        """As in every disclosure; only the rows of that kind are asked for."""
        kind = next((name for name, rows in self._values["records"].items() if _declares(rows, record)), "")
        self._note(("records", kind) if kind else ("kinds",))
        with self._unnoted():
            return super().rows(record)

    def about(self, record: type[R], column: AnyColumn, value: str) -> Sequence[R]:
        """As in every disclosure; only these rows are asked for."""
        self._note(("about", record, column.name, value))
        with self._unnoted():
            return super().about(record, column, value)

    def record(self, kind: str, record_id: str) -> Record | None:
        """As in every disclosure; only this record is asked for."""
        self._note(("record", kind, record_id))
        with self._unnoted():
            return super().record(kind, record_id)

    def of_record(self, kind: str, record_id: str) -> list[Figure]:
        """As in every disclosure; only these figures are asked for."""
        self._note(("figures of", kind, record_id))
        with self._unnoted():
            return super().of_record(kind, record_id)

    def naming(self, kind: str, record_id: str) -> list[Figure]:
        """As in every disclosure; only these figures are asked for."""
        self._note(("figures naming", kind, record_id))
        with self._unnoted():
            return super().naming(kind, record_id)

    def checks_of(self, figure_id: str) -> Sequence[tuple[int, Reconciliation]]:
        """As in every disclosure; only these checks are asked for."""
        self._note(("checks of", figure_id))
        with self._unnoted():
            return super().checks_of(figure_id)

    def account(self, project: str) -> Account | None:
        """As in every disclosure; only this account is asked for."""
        self._note(("account", project))
        with self._unnoted():
            return super().account(project)

    def count(self, kind: str) -> int:
        """As in every disclosure; only the number is asked for."""
        self._note(("count", kind))
        with self._unnoted():
            return super().count(kind)

    def filled(self) -> frozenset[str]:
        """As in every disclosure; only which kinds there are is asked for."""
        self._note(("kinds",))
        self._note(("names", "datasets"))
        with self._unnoted():
            return super().filled()

    def worked_out(self, room: str, name: str, work: Callable[[], T]) -> T:
        """As in every disclosure; who takes what is kept has asked for all that it was worked out of."""
        kept, key = self._values["kept"], (room, name)
        if key not in kept:
            with self.noting() as notes:
                kept[key] = work()
            self._noted[key] = notes
        for active in self._active:
            active.asked |= self._noted[key].asked
            active.within |= self._noted[key].within
        result: T = kept[key]
        return result

    def known_again(self, room: str, things: tuple[object, ...], work: Callable[[], T]) -> T:
        """What the one before worked out of the very things, where all that was asked for meanwhile is as it was."""
        key = (room, *map(id, things))
        answer = self.answers.get(key) or self._known_answer(key)
        if answer is None:
            with self.noting() as notes:
                value = work()
            answer = self.answers[key] = _WorkedOut(things, value, frozenset(notes.asked), frozenset(notes.within))
        for active in self._active:
            active.asked |= answer.asked
            active.within |= answer.within
            active.within.add(key)
        result: T = answer.value
        return result

    def _known_answer(self, key: _Key) -> _WorkedOut | None:
        """What the disclosure before had under *key*, with all that belongs to it; None where that would be another now."""
        answer = self._before.get(key)  # it holds its things, so no other thing has their place in memory
        if answer is None or self._unchanged is None or not all(map(self._unchanged, answer.asked)):
            return None
        self.answers[key] = answer
        for inner in answer.within:
            self.answers[inner] = self._before[inner]
        return answer

    def settle(self) -> None:
        """Nothing more will be asked for: forget the disclosure before this one."""
        self._before, self._unchanged = {}, None

    def unchanged_since(self, before: Disclosure) -> Callable[[Asked], bool]:
        """Whether something that was asked of *before* is the same here."""
        known: dict[Asked, bool] = {}

        def unchanged(asked: Asked) -> bool:
            result = known.get(asked)
            if result is None:
                result = known[asked] = _is_within(asked, unchanged) or same(asked)
            return result

        def same(asked: Asked) -> bool:
            with self._unnoted():
                return _same(asked, before, self)

        return unchanged

    @property
    def worked(self) -> dict[tuple[str, str], Any]:
        """All that was worked out, and is as right for the disclosure itself."""
        kept: dict[tuple[str, str], Any] = self._values["kept"]
        return kept

    def _note(self, asked: Asked) -> None:
        for notes in self._active:
            notes.asked.add(asked)

    def _unnoted(self) -> _Unnoted:
        return _Unnoted(self)


class _Unnoted:
    """A block in which a watched disclosure notes nothing; a class, for it is entered with every question."""

    __slots__ = ("_active", "_watched")

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def __enter__(self) -> None:
        self._active, self._watched._active = self._watched._active, []  # noqa: SLF001  (a part of it)

    def __exit__(self, *_: object) -> None:
        self._watched._active = self._active  # noqa: SLF001


class _ByKind(Mapping[str, V]):
    """Tables by kind; which kind is asked for is noted."""

    def __init__(self, name: str, tables: Mapping[str, V], note: Callable[[Asked], None]) -> None:
        self._name, self._tables, self._note = name, tables, note

    def __getitem__(self, kind: str) -> V:
        self._note((self._name, kind))
        return self._tables[kind]

    def __iter__(self) -> Iterator[str]:
        self._note(("names", self._name))
        return iter(self._tables)

    def __len__(self) -> int:
        self._note(("names", self._name))
        return len(self._tables)


class _Figures(Mapping[str, Figure]):
    """All figures by their ids; which one is asked for is noted, or that all are."""

    def __init__(self, figures: Mapping[str, Figure], note: Callable[[Asked], None]) -> None:
        self._figures, self._note = figures, note

    def __getitem__(self, figure_id: str) -> Figure:
        self._note(("figure", figure_id))
        return self._figures[figure_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def keys(self) -> KeysView[str]:
        return self._every().keys()

    def values(self) -> ValuesView[Figure]:
        return self._every().values()

    def items(self) -> ItemsView[str, Figure]:
        return self._every().items()

    def _every(self) -> Mapping[str, Figure]:
        self._note(_EVERY_FIGURE)
        return self._figures


def _watching(name: str) -> property:
    """A field that notes that it is asked for."""
    asked: Asked = _ALL if name == "kept" else ("field", "figures" if name in _OF_FIGURES else name)

    def ask(self: Watched) -> Any:
        value = self._values[name]
        if name in _BY_KIND:
            return _ByKind(name, value, self._note)
        if ("field", name) == _EVERY_FIGURE:
            return _Figures(value, self._note)
        if name != "kinds":  # the same in every disclosure
            self._note(asked)
        return value

    def put(self: Watched, value: Any) -> None:
        self._values[name] = value

    return property(ask, put)


for _field in fields(Disclosure):
    setattr(Watched, _field.name, _watching(_field.name))


def _declares(rows: list[Record], record: type[Record]) -> bool:
    """Whether a kind is the one that declares *record*, as `records_of` finds it."""
    return bool(rows) and issubclass(rows[0].declared, record.declared)


# What a disclosure has of a thing that was asked for: the same where they are the very objects, or where they are equal.
_OBJECTS: Mapping[str, Callable[..., Sequence[object]]] = {
    "records": lambda disclosure, kind: disclosure.records.get(kind, ()),
    "rows": lambda disclosure, record: disclosure.rows(record),
    "about": lambda disclosure, record, column, value: disclosure.about(record, getattr(record, column), value),
    "record": lambda disclosure, kind, record_id: (disclosure.record(kind, record_id),),
    "figures of": lambda disclosure, kind, record_id: disclosure.of_record(kind, record_id),
    "figures naming": lambda disclosure, kind, record_id: disclosure.naming(kind, record_id),
    "datasets": lambda disclosure, kind: (disclosure.datasets.get(kind),),
    "figure": lambda disclosure, figure_id: (disclosure.figures.get(figure_id),),
}
_VALUES: Mapping[str, Callable[..., object]] = {
    "names": lambda disclosure, field: list(getattr(disclosure, field)),
    "kinds": lambda disclosure: list(filter(disclosure.records.get, disclosure.records)),
    "count": lambda disclosure, kind: disclosure.count(kind),
    "account": lambda disclosure, project: disclosure.account(project),
    "checks of": lambda disclosure, figure_id: disclosure.checks_of(figure_id),
}


# What is asked for of a few is the same where all of which they are a part is: by what was asked, that whole.
_WHOLES: Mapping[str, Callable[..., Asked]] = {
    "about": lambda record, *_: ("rows", record),
    "record": lambda kind, _: ("records", kind),
    "figures of": lambda *_: _EVERY_FIGURE,
    "figure": lambda *_: _EVERY_FIGURE,
    "account": lambda *_: ("field", "trace"),
    "checks of": lambda *_: ("field", "reconciliations"),
}


def _is_within(asked: Asked, unchanged: Callable[[Asked], bool]) -> bool:
    """Whether something that was asked for is a part of something that is the same."""
    what, *of = asked
    return what in _WHOLES and unchanged(_WHOLES[what](*of))


def _same(asked: Asked, before: Disclosure, now: Disclosure) -> bool:
    """Whether something that was asked of one disclosure is the same in another."""
    what, *of = asked
    if what in _OBJECTS:
        objects = _OBJECTS[what]
        return _same_objects(objects(before, *of), objects(now, *of))
    if what in _VALUES:
        return _VALUES[what](before, *of) == _VALUES[what](now, *of)
    return what == "field" and _same_field(*of, *(getattr(disclosure, *of) for disclosure in (before, now)))


def _same_objects(before: Sequence[object], now: Sequence[object]) -> bool:
    return len(before) == len(now) and all(map(is_, before, now))


def _same_field(name: str, before: Any, now: Any) -> bool:
    if before is now or name in _ONLY_ITSELF:
        return before is now
    if isinstance(before, Mapping) and list(before) != list(now):  # their order is shown
        return False
    return bool(before == now)
