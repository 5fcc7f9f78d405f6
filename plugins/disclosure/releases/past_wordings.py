"""What entries of the ledger said of figures that are put otherwise now, and what changed with the figure of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from msgspec import Struct

from ..model import Disclosure, FigureRef, rich
from ..reading import RichText
from .corrections import CorrectionRecord, entries
from .records import History, Published


class _LedgerStates(Struct, frozen=True):
    """The figures of an organisation in every release and now, and in which of them an entry stood first."""

    figures: tuple[Mapping[str, Published], ...]
    first: Mapping[str, int]  # entry → its place among them

    @classmethod
    def of(cls, disclosure: Disclosure, history: History) -> Self:
        org = disclosure.org
        known: list[Mapping[str, str]] = [release.corrections for release in history.releases]
        now = {key: Published.of(figure) for key, figure in disclosure.figures.items()}
        past = ({figure.id: figure for figure in release.figures if figure.org == org} for release in history.releases)
        first = {
            key: next((place for place, entries_ in enumerate(known) if f"{org}/{key}" in entries_), len(known))
            for key in entries(disclosure)
        }
        return cls((*past, now), first)


def _ledger_states(disclosure: Disclosure, history: History) -> _LedgerStates:
    name = history.last.fingerprint if history.last else ""
    return disclosure.worked_out("states of the ledger", name, lambda: _LedgerStates.of(disclosure, history))


def worded_then(disclosure: Disclosure, history: History) -> dict[str, dict[str, str]]:
    """Entry → (figure → its wording in the release that has the entry first) of figures in its words that are put otherwise now.

    An entry never changes, so what it says must not change with the figures that it names.
    """
    named = {key: names for key, row in entries(disclosure).items() if (names := _figures_named(row))}
    if not named:
        return {}
    states = _ledger_states(disclosure, history)
    ever = {key: figure for key, (_, figure) in history.figures(disclosure.org).items()}
    now = states.figures[-1]
    worded: dict[str, dict[str, str]] = {}
    for key, names in named.items():
        then = {**ever, **states.figures[states.first[key]]}
        worded[key] = {
            name: then[name].wording
            for name in names
            if name in then and not (name in now and now[name].wording == then[name].wording)
        }
    return {key: wordings for key, wordings in worded.items() if wordings}


def _figures_named(row: CorrectionRecord) -> set[str]:
    """The figures that the words of an entry refer to."""
    texts = (rich(row[column]) for column in CorrectionRecord.columns if isinstance(column.type, RichText))
    return {piece.id for text in texts for piece in text if isinstance(piece, FigureRef)}


def followers(disclosure: Disclosure, history: History) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Entry → (figure, old, new) of the computed figures that changed with the figure that it is about, in its release."""
    about = {key: row.figure for key, row in entries(disclosure).items() if row.figure}
    followed: dict[str, tuple[tuple[str, str, str], ...]] = {}
    if not about:
        return followed
    states = _ledger_states(disclosure, history)
    for key, corrected in about.items():
        first = states.first[key]
        if not first:
            continue
        old, new = states.figures[first - 1], states.figures[first]
        followed[key] = tuple(
            (name, old[name].wording, figure.wording)
            for name, figure in new.items()
            if figure.formula and name in old and old[name].said != figure.said and _rests(new, name, corrected)
        )
    return followed


def _rests(figures: Mapping[str, Published], name: str, on: str) -> bool:
    open_, seen = figures[name].inputs.split(), set[str]()
    while open_:
        key = open_.pop()
        if key == on:
            return True
        if key not in seen and key in figures:
            seen.add(key)
            open_ += figures[key].inputs.split()
    return False
