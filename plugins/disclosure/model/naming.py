"""Figures that seem to be about a record, by the words of their subject, and were not entered as its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..reading import Record
from .figure import Figure

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』·•]")
_ENOUGH = 3  # signs of a name that tell it within a longer subject; 助学 stands in many that mean something else


class NamedRecords(Struct, frozen=True):
    """The records of a kind, and the topic whose figures are about the only one of them."""

    rows: Sequence[Record]
    topic: str


def naming_records(figures: Iterable[Figure], kinds: Mapping[str, NamedRecords]) -> dict[tuple[str, str], list[Figure]]:
    """Kind and id of a record → the figures about no record that seem to be about it; whether they are, nobody has said.

    Their subject names it; or it is the only one of its kind, and they are of the topic of that kind and name no other.
    """
    names: dict[str, set[tuple[str, str]]] = {}
    alone: dict[str, set[tuple[str, str]]] = {}
    for kind, known in kinds.items():
        for row in known.rows:
            for name in _names(row):
                names.setdefault(name, set()).add((kind, row.record_id))
        if known.topic and len(known.rows) == 1:
            alone[known.topic] = {(kind, known.rows[0].record_id)}
    naming: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures if names else ():
        if not figure.record and not figure.formula and figure.where:
            for record in _named_in(_plain(figure.subject), names) or alone.get(figure.topic, set()):
                naming.setdefault(record, []).append(figure)
    return naming


def _names(row: Record) -> set[str]:
    values = (row.values.get("name"), row.values.get("full_name"))
    return {name for value in values if isinstance(value, str) and len(name := _plain(value)) > 1}


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _named_in(subject: str, names: Mapping[str, set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """The records of the longest name in a subject; 银杏基金会 is not 银杏基金."""
    if subject in names:
        return names[subject]
    within = [name for name in names if len(name) >= _ENOUGH and name in subject and not _of_a_body(name, subject)]
    longest = max(map(len, within), default=0)
    return {record for name in within if len(name) == longest for record in names[name]}


def _of_a_body(name: str, subject: str) -> bool:
    return name.endswith("基金") and f"{name}会" in subject
