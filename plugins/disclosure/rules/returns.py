"""Givers who get their own money back, and related parties that give."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds.donations import DonationRecord
from ..kinds.related_parties import RelatedPartyRecord
from ..kinds.related_transactions import DealingType, RelatedTransactionRecord
from ..privacy import ToReceiver
from ..problems import Problem, problem
from .scene import Rule, Scene


def givers_who_receive(scene: Scene) -> Iterator[Problem]:
    """Payments to somebody who also gave for the same project, campaign or fund (see `privacy.mark_returns`)."""
    for rows in scene.disclosure.records.values():
        for row in rows:
            if isinstance(row, ToReceiver) and row.gave:
                yield problem("giver-is-receiver", row.at(row.declared.column("receiver")), what=row.gave)


def related_givers(scene: Scene) -> Iterator[Problem]:
    """Gifts of related parties that are not among the dealings with related parties."""
    dealt = {row.party for row in scene.rows(RelatedTransactionRecord) if row.type is DealingType.GIFT}
    parties = {row.name: row.id for row in scene.rows(RelatedPartyRecord) if row.name}
    silent = {name for name, party in parties.items() if party not in dealt}
    donations = scene.dataset("donations")
    if not silent or donations is None:
        return
    related = donations[DonationRecord.related]
    for position in related.index[related.isin(silent)]:
        yield problem("giver-is-related", donations.where(int(position), "捐赠人"), cell=related[position])


RULES: dict[str, Rule] = {"giver-is-receiver": givers_who_receive, "giver-is-related": related_givers}
