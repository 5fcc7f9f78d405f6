"""A disclosure that notes what is asked of it, so that what was made of it is known to be as it was while all that is.

What is noted is coarse: the rows of a kind, all figures, a field. Two are the same where they hold the very objects, or equal
ones of few. Nothing that is asked goes unnoted: whoever takes what was `kept` without a name is taken to have asked for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import is_
from typing import Any, Generic, TypeVar

from ..reading import Record
from .disclosure import Disclosure

R = TypeVar("R", bound=Record)
T = TypeVar("T")
V = TypeVar("V")

_ALL = ("all", "")
_BY_KIND = frozenset({"records", "datasets"})
# What is made of the figures when a disclosure is, beside them.
_OF_FIGURES = frozenset({"_by_record", "_by_topic", "_by_year", "_years"})
# Fields of which another object is never the same: what is in it is much, or can't be compared.
_ONLY_ITSELF = frozenset({"organisation", "above", "federation", "claims", "beside"})


@dataclass(frozen=True, slots=True)
class NotedAnswer(Generic[V]):
    """What was made of a disclosure, and all that was asked of it meanwhile: (field or table, kind)."""

    asked: frozenset[tuple[str, str]]
    value: V


class Watched(Disclosure):
    """The same disclosure as another one; while it is `noting`, what is asked of it is noted."""

    __slots__ = ("_active", "_noted", "_values")

    def __init__(self, disclosure: Disclosure) -> None:
        """What *disclosure* is; what this one works out is kept by itself."""
        self._values: dict[str, Any] = {field.name: getattr(disclosure, field.name) for field in fields(Disclosure)}
        self._values["kept"] = {}
        self._active: list[set[tuple[str, str]]] = []
        self._noted: dict[tuple[str, str], set[tuple[str, str]]] = {}

    @contextmanager
    def noting(self) -> Iterator[set[tuple[str, str]]]:
        """What is asked within the block, (field or table, kind); also all that was asked to work out what is taken as it is kept."""
        seen: set[tuple[str, str]] = set()
        self._active.append(seen)
        try:
            yield seen
        finally:
            self._active.pop()

    def rows(self, record: type[R]) -> list[R]:
        """As in every disclosure; only the rows of that kind are asked for."""
        kind = next((name for name, rows in self._values["records"].items() if _declares(rows, record)), "")
        self._note(("records", kind) if kind else ("kinds", ""))
        with self._unnoted():
            return super().rows(record)

    def count(self, kind: str) -> int:
        """As in every disclosure; only the number is asked for."""
        self._note(("count", kind))
        with self._unnoted():
            return super().count(kind)

    def worked_out(self, room: str, name: str, work: Callable[[], T]) -> T:
        """As in every disclosure; who takes what is kept has asked for all that it was worked out of."""
        kept, key = self._values["kept"], (room, name)
        if key not in kept:
            with self.noting() as seen:
                kept[key] = work()
            self._noted[key] = seen
        for asked in self._active:
            asked.update(self._noted.get(key, {_ALL}))
        result: T = kept[key]
        return result

    def answer(
        self,
        make: Callable[[Disclosure], V],
        known: NotedAnswer[V] | None,
        unchanged: Callable[[tuple[str, str]], bool],
    ) -> NotedAnswer[V]:
        """What *make* gives of this disclosure; the answer that is *known* where all that it asked for is *unchanged*."""
        if known is not None and all(map(unchanged, known.asked)):
            return known
        with self.noting() as asked:
            value = make(self)
        return NotedAnswer(frozenset(asked), value)

    def unchanged_since(self, before: Disclosure) -> Callable[[tuple[str, str]], bool]:
        """Whether something that was asked of *before* is the same here."""
        known: dict[tuple[str, str], bool] = {}

        def unchanged(asked: tuple[str, str]) -> bool:
            if asked not in known:
                with self._unnoted():
                    known[asked] = _same(*asked, before, self)
            return known[asked]

        return unchanged

    @property
    def worked(self) -> dict[tuple[str, str], Any]:
        """All that was worked out, and is as right for the disclosure itself."""
        kept: dict[tuple[str, str], Any] = self._values["kept"]
        return kept

    def _note(self, asked: tuple[str, str]) -> None:
        for seen in self._active:
            seen.add(asked)

    @contextmanager
    def _unnoted(self) -> Iterator[None]:
        active, self._active = self._active, []
        try:
            yield
        finally:
            self._active = active


class _ByKind(Mapping[str, V]):
    """Tables by kind; which kind is asked for is noted."""

    def __init__(self, name: str, tables: Mapping[str, V], note: Callable[[tuple[str, str]], None]) -> None:
        self._name, self._tables, self._note = name, tables, note

    def __getitem__(self, kind: str) -> V:
        self._note((self._name, kind))
        return self._tables[kind]

    def __iter__(self) -> Iterator[str]:
        self._note(_ALL)
        return iter(self._tables)

    def __len__(self) -> int:
        self._note(_ALL)
        return len(self._tables)


def _watching(name: str) -> property:
    """A field that notes that it is asked for."""
    asked = _ALL if name == "kept" else ("field", "figures" if name in _OF_FIGURES else name)

    def ask(self: Watched) -> Any:
        value = self._values[name]
        if not self._active or name == "kinds":  # the same in every disclosure
            return value
        if name in _BY_KIND:
            return _ByKind(name, value, self._note)
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


def _same(what: str, name: str, before: Disclosure, now: Disclosure) -> bool:
    """Whether something that was asked of one disclosure is the same in another."""
    match what:
        case "records":
            was, rows = before.records.get(name, []), now.records.get(name, [])
            return len(was) == len(rows) and all(map(is_, was, rows))
        case "kinds":
            return list(filter(before.records.get, before.records)) == list(filter(now.records.get, now.records))
        case "count":
            return before.count(name) == now.count(name)
        case "datasets":
            return before.datasets.get(name) is now.datasets.get(name)
        case "field":
            return _same_field(name, getattr(before, name), getattr(now, name))
        case _:
            return False


def _same_field(name: str, before: Any, now: Any) -> bool:
    if before is now or name in _ONLY_ITSELF:
        return before is now
    if isinstance(before, Mapping) and list(before) != list(now):  # their order is shown
        return False
    return bool(before == now)
