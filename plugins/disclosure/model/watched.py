"""Dependency tracking for incremental builds: a `Watched` disclosure records which of its parts a computation reads.

A cached result is reused while all its recorded dependencies are unchanged. A dependency is the rows of a kind or about one
thing, one figure or all figures, the account of a project, or a whole field. Rows and figures are compared by identity, small
values by equality. Nothing is read unrecorded: direct access to `kept` counts as a dependency on everything.
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

# A dependency: what was read, and its arguments: ("field", name), ("records", kind), ("about", record class, column, value) …
Dependency: TypeAlias = tuple[Any, ...]
_Key: TypeAlias = tuple[Hashable, ...]

_ALL: Dependency = ("all",)
_ALL_FIGURES: Dependency = ("field", "figures")
_BY_KIND = frozenset({"records", "datasets"})
# Indexes derived from the figures when a disclosure is created.
_OF_FIGURES = frozenset({"_by_record", "_by_topic", "_by_year"})
# Fields compared by identity alone: they are large, or do not compare.
_ONLY_ITSELF = frozenset({"organisation", "above", "federation", "claims", "beside"})


class _CacheEntry(Struct, frozen=True):
    """A cached result, the objects in its key (held, so that their ids stay unique), its dependencies and nested entries."""

    things: tuple[object, ...]
    value: Any
    dependencies: frozenset[Dependency]
    nested: frozenset[_Key]


class _ReadLog:
    """The dependencies, and the keys of nested cache entries, of one computation."""

    __slots__ = ("dependencies", "nested")

    def __init__(self) -> None:
        self.dependencies: set[Dependency] = set()
        self.nested: set[_Key] = set()


class Watched(Disclosure):
    """A view of a disclosure that records every read while a `recording` block is open."""

    __slots__ = ("_active", "_before", "_read_logs", "_unchanged", "_values", "entries")

    def __init__(self, disclosure: Disclosure, before: Watched | None = None) -> None:
        """View *disclosure* with a cache of its own, which takes valid entries from *before*, the view of the last build."""
        self._values: dict[str, Any] = {field.name: getattr(disclosure, field.name) for field in fields(Disclosure)}
        self._values["kept"] = {}
        self._active: list[_ReadLog] = []
        self._read_logs: dict[tuple[str, str], _ReadLog] = {}
        self.entries: dict[_Key, _CacheEntry] = {}
        self._before = before.entries if before else {}
        self._unchanged = self.unchanged_since(before) if before else None

    @contextmanager
    def recording(self) -> Iterator[_ReadLog]:
        """Record the reads in the block; using a cached result counts as reading all its dependencies."""
        log = _ReadLog()
        self._active.append(log)
        try:
            yield log
        finally:
            self._active.pop()

    def rows(self, record: type[R]) -> list[R]:
        """As `Disclosure.rows`; the dependency is the rows of that kind."""
        kind = next((name for name, rows in self._values["records"].items() if _declares(rows, record)), "")
        self._log_read(("records", kind) if kind else ("kinds",))
        with self._unrecorded():
            return super().rows(record)

    def about(self, record: type[R], column: AnyColumn, value: str) -> Sequence[R]:
        """As `Disclosure.about`; the dependency is these rows."""
        self._log_read(("about", record, column.name, value))
        with self._unrecorded():
            return super().about(record, column, value)

    def record(self, kind: str, record_id: str) -> Record | None:
        """As `Disclosure.record`; the dependency is this record."""
        self._log_read(("record", kind, record_id))
        with self._unrecorded():
            return super().record(kind, record_id)

    def of_record(self, kind: str, record_id: str) -> list[Figure]:
        """As `Disclosure.of_record`; the dependency is these figures."""
        self._log_read(("figures of", kind, record_id))
        with self._unrecorded():
            return super().of_record(kind, record_id)

    def naming(self, kind: str, record_id: str) -> list[Figure]:
        """As `Disclosure.naming`; the dependency is these figures."""
        self._log_read(("figures naming", kind, record_id))
        with self._unrecorded():
            return super().naming(kind, record_id)

    def checks_of(self, figure_id: str) -> Sequence[tuple[int, Reconciliation]]:
        """As `Disclosure.checks_of`; the dependency is these checks."""
        self._log_read(("checks of", figure_id))
        with self._unrecorded():
            return super().checks_of(figure_id)

    def account(self, project: str) -> Account | None:
        """As `Disclosure.account`; the dependency is this account."""
        self._log_read(("account", project))
        with self._unrecorded():
            return super().account(project)

    def count(self, kind: str) -> int:
        """As `Disclosure.count`; the dependency is the number alone."""
        self._log_read(("count", kind))
        with self._unrecorded():
            return super().count(kind)

    def filled(self) -> frozenset[str]:
        """As `Disclosure.filled`; the dependency is which kinds there are."""
        self._log_read(("kinds",))
        self._log_read(("names", "datasets"))
        with self._unrecorded():
            return super().filled()

    def worked_out(self, room: str, name: str, work: Callable[[], T]) -> T:
        """As `Disclosure.worked_out`; a caller inherits the dependencies of a memoised result."""
        kept, key = self._values["kept"], (room, name)
        if key not in kept:
            with self.recording() as log:
                kept[key] = work()
            self._read_logs[key] = log
        for active in self._active:
            active.dependencies |= self._read_logs[key].dependencies
            active.nested |= self._read_logs[key].nested
        result: T = kept[key]
        return result

    def cached(self, room: str, things: tuple[object, ...], work: Callable[[], T]) -> T:
        """As `Disclosure.cached`: look up (*room*, ids of *things*), also in the last build; else compute and record."""
        key = (room, *map(id, things))
        entry = self.entries.get(key) or self._valid_entry(key)
        if entry is None:
            with self.recording() as log:
                value = work()
            entry = self.entries[key] = _CacheEntry(things, value, frozenset(log.dependencies), frozenset(log.nested))
        for active in self._active:
            active.dependencies |= entry.dependencies
            active.nested |= entry.nested
            active.nested.add(key)
        result: T = entry.value
        return result

    def _valid_entry(self, key: _Key) -> _CacheEntry | None:
        """Take over a valid entry of the last build with its nested entries; None if there is none or it is stale."""
        entry = self._before.get(key)  # it holds its things, so no other object can have their id
        if entry is None or self._unchanged is None or not all(map(self._unchanged, entry.dependencies)):
            return None
        self.entries[key] = entry
        for inner in entry.nested:
            self.entries[inner] = self._before[inner]
        return entry

    def settle(self) -> None:
        """Drop the previous generation: nothing more will be looked up."""
        self._before, self._unchanged = {}, None

    def unchanged_since(self, before: Disclosure) -> Callable[[Dependency], bool]:
        """A memoised predicate: whether a dependency has the same value here as in *before*."""
        known: dict[Dependency, bool] = {}

        def unchanged(dependency: Dependency) -> bool:
            result = known.get(dependency)
            if result is None:
                result = known[dependency] = _is_covered(dependency, unchanged) or same(dependency)
            return result

        def same(dependency: Dependency) -> bool:
            with self._unrecorded():
                return _same(dependency, before, self)

        return unchanged

    @property
    def worked(self) -> dict[tuple[str, str], Any]:
        """All results of `worked_out`, valid also for the disclosure itself."""
        kept: dict[tuple[str, str], Any] = self._values["kept"]
        return kept

    def _log_read(self, dependency: Dependency) -> None:
        for log in self._active:
            log.dependencies.add(dependency)

    def _unrecorded(self) -> _Unrecorded:
        return _Unrecorded(self)


class _Unrecorded:
    """Suspends recording in a block. A class, not a generator, because it is entered on every read."""

    __slots__ = ("_active", "_watched")

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def __enter__(self) -> None:
        self._active, self._watched._active = self._watched._active, []  # noqa: SLF001  (a part of it)

    def __exit__(self, *_: object) -> None:
        self._watched._active = self._active  # noqa: SLF001


class _ByKind(Mapping[str, V]):
    """A mapping by kind that records which kinds are read."""

    def __init__(self, name: str, tables: Mapping[str, V], log_read: Callable[[Dependency], None]) -> None:
        self._name, self._tables, self._log_read = name, tables, log_read

    def __getitem__(self, kind: str) -> V:
        self._log_read((self._name, kind))
        return self._tables[kind]

    def __iter__(self) -> Iterator[str]:
        self._log_read(("names", self._name))
        return iter(self._tables)

    def __len__(self) -> int:
        self._log_read(("names", self._name))
        return len(self._tables)


class _Figures(Mapping[str, Figure]):
    """A mapping of figures by id that records which one is read, or that all are."""

    def __init__(self, figures: Mapping[str, Figure], log_read: Callable[[Dependency], None]) -> None:
        self._figures, self._log_read = figures, log_read

    def __getitem__(self, figure_id: str) -> Figure:
        self._log_read(("figure", figure_id))
        return self._figures[figure_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def keys(self) -> KeysView[str]:
        return self._all().keys()

    def values(self) -> ValuesView[Figure]:
        return self._all().values()

    def items(self) -> ItemsView[str, Figure]:
        return self._all().items()

    def _all(self) -> Mapping[str, Figure]:
        self._log_read(_ALL_FIGURES)
        return self._figures


def _watching(name: str) -> property:
    """A property for a field of `Disclosure` that records reads of it."""
    dependency: Dependency = _ALL if name == "kept" else ("field", "figures" if name in _OF_FIGURES else name)

    def ask(self: Watched) -> Any:
        value = self._values[name]
        if name in _BY_KIND:
            return _ByKind(name, value, self._log_read)
        if ("field", name) == _ALL_FIGURES:
            return _Figures(value, self._log_read)
        if name != "kinds":  # constant
            self._log_read(dependency)
        return value

    def put(self: Watched, value: Any) -> None:
        self._values[name] = value

    return property(ask, put)


for _field in fields(Disclosure):
    setattr(Watched, _field.name, _watching(_field.name))


def _declares(rows: list[Record], record: type[Record]) -> bool:
    """Whether a kind is the one that declares *record*, as `records_of` finds it."""
    return bool(rows) and issubclass(rows[0].declared, record.declared)


# How to read a dependency from a disclosure: values of _OBJECTS are compared by identity, those of _VALUES by equality.
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


# A narrow dependency → the wide one that contains it: unchanged if that is, which saves comparing it.
_COVERING: Mapping[str, Callable[..., Dependency]] = {
    "about": lambda record, *_: ("rows", record),
    "record": lambda kind, _: ("records", kind),
    "figures of": lambda *_: _ALL_FIGURES,
    "figure": lambda *_: _ALL_FIGURES,
    "account": lambda *_: ("field", "trace"),
    "checks of": lambda *_: ("field", "reconciliations"),
}


def _is_covered(dependency: Dependency, unchanged: Callable[[Dependency], bool]) -> bool:
    """Whether a dependency is part of a wider one that is unchanged."""
    what, *of = dependency
    return what in _COVERING and unchanged(_COVERING[what](*of))


def _same(dependency: Dependency, before: Disclosure, now: Disclosure) -> bool:
    """Whether a dependency has the same value in two disclosures; False for ("all",)."""
    what, *of = dependency
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
    if isinstance(before, Mapping) and list(before) != list(now):  # pages show their order
        return False
    return bool(before == now)
