"""Purposes of payments that begin with a name: 刘芳助学金 is called after its giver, or names whom it helped."""

from __future__ import annotations

from collections.abc import Iterator

from ..identifiers import grants_called_after_persons, spelled
from ..kinds.disbursements import DisbursementRecord
from ..problems import Problem, problem
from .scene import Rule, Scene, columns_of


def grants_like_persons(scene: Scene) -> Iterator[Problem]:
    """A name before 助学金 that nothing of the organisation bears; each wording is told once."""
    told_of: set[str] = set()
    payments = scene.rows(DisbursementRecord)
    borne = "\n".join(_borne(scene)) if payments else ""
    for row in payments:
        if not row.purpose or row.purpose in told_of:
            continue
        told_of.add(row.purpose)
        if any(name not in borne for name in grants_called_after_persons(spelled(row.purpose))):
            yield problem("grant-like-person", row.at(DisbursementRecord.purpose))


def _borne(scene: Scene) -> Iterator[str]:
    """The names of all that the organisation has a record of."""
    for rows in scene.disclosure.records.values():
        if any(column.name == "name" for column in columns_of(rows)):
            yield from (row.record_name for row in rows)


RULES: dict[str, Rule] = {"grant-like-person": grants_like_persons}
