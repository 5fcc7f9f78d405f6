"""Givers who get their own money back, and related parties that give."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Persons
from ..problems import Problem, problem
from .scene import Rule, Scene


def givers_who_receive(scene: Scene) -> Iterator[Problem]:
    """Payments to somebody who also gave for the same project, campaign or fund (see `privacy.mark_returns`)."""
    for kind in scene.disclosure.kinds.values():
        for row in scene.rows(kind.id) if kind.persons is Persons.RECEIVERS else ():
            if row.get("gave"):
                yield problem("giver-is-receiver", scene.at(kind.id, row, "receiver"), what=row["gave"])


def related_givers(scene: Scene) -> Iterator[Problem]:
    """Gifts of related parties that are not among the dealings with related parties."""
    dealt = {row["party"] for row in scene.rows("related_transactions") if row["type"] == "接受捐赠"}
    parties = {row.name: row["id"] for row in scene.rows("related_parties") if row["name"]}
    silent = {name for name, party in parties.items() if party not in dealt}
    donations = scene.dataset("donations")
    if not silent or donations is None:
        return
    related = donations.frame["related"]
    for position in related.index[related.isin(silent)]:
        yield problem("giver-is-related", donations.where(int(position), "捐赠人"), cell=related[position])


RULES: dict[str, Rule] = {"giver-is-receiver": givers_who_receive, "giver-is-related": related_givers}
