"""Records and duties of a release in words: what came, what changed, what went, and which duties it fulfils."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..dates import day_of
from ..duties import Obligation, State, evaluate
from ..kinds import kind_of
from ..law import catalogue
from ..model import Disclosure
from ..releases import WHOLE, History, RecordChange, ledger

_FULFILLED = (State.ON_TIME, State.LATE, State.PUBLISHED)


def fulfilled(disclosures: Sequence[Disclosure]) -> dict[str, Obligation]:
    """org/duty → every duty for which the thing was published, sooner or later."""
    rules = catalogue()
    found: dict[str, Obligation] = {}
    for one in disclosures:
        today = day_of(one.prepared_on)
        if today is not None:
            for duty in evaluate(one, rules, today):
                if duty.state in _FULFILLED:
                    found[" ".join(f"{one.org}/{duty.key}".split())] = duty
    return found


def told(key: str, duty: Obligation, disclosures: Sequence[Disclosure]) -> str:
    """A fulfilled duty in one line."""
    org = key.partition("/")[0]
    name = next(one.organisation.short_name for one in disclosures if one.org == org)
    days = "，".join(
        text
        for text in (
            f"{duty.published}公开" if duty.published else "",
            f"期限{duty.due.isoformat()}" if duty.due else "",
        )
        if text
    )
    return f"{name}·{duty.name}：{duty.text}{f'（{days}）' if days else ''}"


def record_changes(disclosures: Sequence[Disclosure], before: History) -> Iterator[RecordChange]:
    """Every table whose promised rows are not those of the last release."""
    for one in disclosures:
        for found in ledger.unlike(one, before):
            kind = kind_of(found.block.kind)
            part = "" if found.block.part == WHOLE else f"{found.block.part}·"
            label = f"{one.organisation.short_name}·{part}{kind.label if kind else found.block.kind}"
            changed = tuple(
                f"{label}“{change.name}”：{ledger.cells_told(one, found.block.kind, change)}"
                for change in found.changed
            )
            removed = tuple(f"{label}“{change.name}”" for change in found.removed)
            if changed or removed or found.added:
                yield RecordChange(label, found.added, changed, removed)
