"""Records and duties of a release in words: what came, what changed, what went, and which duties it fulfils."""

from __future__ import annotations

from collections.abc import Sequence

from ..dates import day_of
from ..duties import Obligation, State, evaluate
from ..law import catalogue
from ..model import Disclosure

_FULFILLED = (State.ON_TIME, State.LATE, State.PUBLISHED)


def fulfilled(disclosures: Sequence[Disclosure]) -> dict[str, Obligation]:
    """org/duty → every duty for which the thing was published, in time or late."""
    rules = catalogue()
    duties: dict[str, Obligation] = {}
    for disclosure in disclosures:
        today = day_of(disclosure.prepared_on)
        if today is not None:
            for duty in evaluate(disclosure, rules, today):
                if duty.state in _FULFILLED:
                    duties[" ".join(f"{disclosure.org}/{duty.key}".split())] = duty
    return duties


def duty_text(key: str, duty: Obligation, disclosures: Sequence[Disclosure]) -> str:
    """A fulfilled duty in one line of Chinese; *key* is org/duty."""
    org = key.partition("/")[0]
    name = next(disclosure.organisation.short_name for disclosure in disclosures if disclosure.org == org)
    days = "，".join(
        text
        for text in (
            f"{duty.published}公开" if duty.published else "",
            f"期限{duty.due.isoformat()}" if duty.due else "",
        )
        if text
    )
    return f"{name}·{duty.name}：{duty.text}{f'（{days}）' if days else ''}"
