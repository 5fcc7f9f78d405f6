"""All that an organisation has to publish, on the day its data was put together: what its pages of duties look into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import date

from ..blocks import claim, named_by
from ..duties import Obligation, State, evaluate, is_open, worst_first
from ..law import Catalogue, DeadlineRule, Duty, catalogue
from ..model import Clock, Disclosure, RichText, Source


def _last_days(obligations: Iterable[Obligation]) -> tuple[tuple[str, int], ...]:
    """(last day, how many) of what is open: by these a script counts again."""
    days = Counter(obligation.due.isoformat() for obligation in obligations if is_open(obligation) and obligation.due)
    return tuple(sorted(days.items()))


def still_open(as_of: str, obligations: Sequence[Obligation], unit: str) -> tuple[RichText, ...]:
    """How much of what is open is past its last day, and how much is not yet due; a script counts both again."""
    days = _last_days(obligations)
    overdue = sum(obligation.state is State.OVERDUE for obligation in obligations)
    waiting = sum(map(is_open, obligations)) - overdue
    return (
        claim(days, Clock("overdue", as_of, f"{overdue}{unit}", days=days), "过了期限还没公开"),
        (Clock("waiting", as_of, f"{waiting}{unit}", days=days), "还没到期") if waiting else (),
    )


def in_a_row(parts: Iterable[RichText]) -> RichText:
    """Those that say something, with commas between them."""
    return tuple(piece for part in parts if part for piece in ("，", *part))[1:]


class Ledger:
    """All instances of an organisation's duties on the day its data was put together, by duty and by page."""

    def __init__(self, disclosure: Disclosure, paths: Container[str]) -> None:
        self.disclosure = disclosure
        self.paths = paths
        self.rules: Catalogue = catalogue()
        self.as_of = disclosure.prepared_on
        try:
            today = date.fromisoformat(self.as_of)
        except ValueError:  # no such day: site.yaml is at fault and told of, and nothing is published
            self.all: tuple[Obligation, ...] = ()
        else:
            self.all = evaluate(disclosure, self.rules, today)
        self.by_duty: dict[str, list[Obligation]] = {}
        self.by_page: dict[str, list[Obligation]] = {}
        for obligation in self.all:
            self.by_duty.setdefault(obligation.duty.id, []).append(obligation)
            self.by_page.setdefault(obligation.page, []).append(obligation)
        self.states = Counter(obligation.state for obligation in self.all)
        self.open_days = _last_days(self.all)
        self.next_days: dict[str, date] = {}  # page → the last day of what has to be published next on it
        for obligation in self.all:
            if obligation.due and is_open(obligation) and obligation.term.deadline.rule is DeadlineRule.GAP:
                self.next_days[obligation.page] = min(obligation.due, self.next_days.get(obligation.page, date.max))

    def stands(self, obligation: Obligation) -> bool:
        """Whether there is a page, and a record on it, that an instance can be linked to."""
        return obligation.where is not None and obligation.page.partition("#")[0] in self.paths

    def documents(self, rows: Iterable[Obligation]) -> tuple[Source, ...]:
        """The documents that the days of some instances were taken from: those which the records name that these duties look at."""
        finds = [obligation.duty.find for obligation in rows if obligation.where]
        kinds = {kind for find in finds if find for kind in (find.kind, find.trigger)}
        named = frozenset[str]().union(*map(self._named_in, kinds))
        return tuple(source for source in self.disclosure.sources.values() if source.id in named)

    def _named_in(self, kind: str) -> frozenset[str]:
        rows = self.disclosure.records.get(kind, ())
        return self.disclosure.worked_out("sources named by a kind", kind, lambda: named_by(rows))

    def latest(self, duty: Duty) -> Obligation | None:
        """The instance that a reader wants to see first: the worst that is open, else the newest."""
        result = self.by_duty.get(duty.id, [])
        urgent = worst_first(obligation for obligation in result if obligation.state is State.OVERDUE)
        return (
            urgent[0]
            if urgent
            else max(
                result,
                key=lambda obligation: (obligation.state is not State.EXEMPT, obligation.since, obligation.published),
                default=None,
            )
        )
