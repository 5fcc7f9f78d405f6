"""One instance of a public duty (公开义务): when it fell due, what became of it, and whom it binds.

Pure: a rule (`law/duties.yaml`), the days that records tell, and today go in. A verdict needs a text that was seen, a trigger
that is known to the day, and a text that gives a number; everything else says why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from ..dates import day_of, earlier, han_date
from ..kinds.duty_notes import DutyNoteRecord
from ..law import CERTAINTIES, Duty, Term
from ..model import Organisation, OrgForm
from ..problems import Where
from ..reading import YesNo


class State(StrEnum):
    """What became of a duty; in the order in which a list shows them, worst first."""

    OVERDUE = "逾期未公开"
    LATE = "晚了才公开"
    DUE = "将到期"
    UNTOLD = "还没报来"
    UNVERIFIED = "还没弄清"
    ON_TIME = "按时公开"
    PUBLISHED = "已公开"  # the text gives no number, or the trigger is not told: neither early nor late
    EXEMPT = "不适用"


ORDER = tuple(State)
OPEN = (State.OVERDUE, State.DUE)  # these change with the day
VERDICTS = (State.OVERDUE, State.LATE, State.DUE, State.ON_TIME)
COUNTED = (State.LATE, State.OVERDUE, State.ON_TIME)  # states that are told with a number of days


class Obligation(Struct, frozen=True):
    """One instance of a duty: what it is about, when it fell due, when it was published, and its state on *today*."""

    duty: Duty
    term: Term
    subject: str
    page: str  # where it stands on this site, below the organisation's folder
    state: State
    since: str = ""  # the day that set it off
    due: date | None = None
    platform_on: str = ""
    site_on: str = ""
    link: str = ""
    months: tuple[str, ...] = ()  # in which something was published on a day that is not told
    days: int | None = None  # from the last day to the publication, or to today; negative is early
    reason: str = ""
    missing: tuple[str, ...] = ()
    where: Where | None = None  # the row that set it off
    record: str = ""  # kind/id of that row
    responsible: str = ""

    @property
    def published(self) -> str:
        """The day that counts: on 慈善中国 where it is told, else the day of the record."""
        return self.platform_on or self.site_on

    @property
    def text(self) -> str:
        """The state in words, with its days."""
        if self.days is None:
            return self.state.value
        if self.state is State.OVERDUE:
            return f"已逾期{self.days}天"
        if self.state is State.LATE:
            return f"晚了{self.days}天公开"
        if self.state is State.DUE:
            return f"还有{-self.days}天" if self.days else "今天到期"
        return self.state.value

    @property
    def name(self) -> str:
        """The duty and what it is about."""
        return f"{self.duty.name}：{self.subject}" if self.subject else self.duty.name

    @property
    def title(self) -> str:
        """The same where other words and a colon stand before it, as in a calendar."""
        return f"{self.duty.name}，{self.subject}" if self.subject else self.duty.name

    @property
    def key(self) -> str:
        """A name that stays the same from day to day."""
        return f"{self.duty.id}/{self.record or self.subject}/{self.since}"


class Judgement(Struct, frozen=True):
    """State, last day, days and reason of one instance."""

    state: State
    due: date | None = None
    days: int | None = None
    reason: str = ""


def judge(  # noqa: C901, PLR0911  (one case after another, each with its own answer)
    duty: Duty, since: str | None, published: str, today: date, *, due: date | None = None, kept: bool = True
) -> tuple[Term, Judgement]:
    """How an instance that *since* set off stands on *today*, if it was *published* then ('' if not).

    *due* is given where it does not follow from *since* alone. *kept* says whether the organisation writes down such
    publications at all; where it does not, silence is no verdict.
    """
    newest = duty.current
    if since is None:
        if published:
            return newest, Judgement(State.PUBLISHED, reason="起算的日期没有报来，算不出早晚")
        return newest, Judgement(State.UNTOLD, reason="起算的日期没有报来")
    anchor = day_of(since)
    first = duty.terms[0].first
    if anchor is None:
        if earlier(since, first.isoformat()):
            return duty.terms[0], _before(first)
        state = State.PUBLISHED if published and not newest.deadline.counts else State.UNVERIFIED
        return newest, Judgement(state, reason="起算的日期只到月，算不出期限")
    term = duty.term(anchor)
    if term is None:
        return duty.terms[0], _before(first)
    if not term.certain:
        return term, Judgement(State.UNVERIFIED, reason=f"{CERTAINTIES[term.certainty]}，不下结论")
    if not term.deadline.counts:
        if published:
            return term, Judgement(State.PUBLISHED, reason=f"期限是“{term.deadline.words}”，不算早晚")
        return term, Judgement(State.UNTOLD, reason="公开日期没有报来")
    last = due or term.deadline.due(anchor)
    assert last is not None  # noqa: S101  (a deadline that counts has a last day)
    if published:
        if term.deadline.anchor in {"event", "end"} and not term.deadline.back and earlier(published, since):
            return term, Judgement(State.UNVERIFIED, last, reason="公开日期早于起算的日期，请核对")
        return term, _published(last, published)
    days = (today - last).days
    if days > 0:
        if not kept:
            return term, Judgement(State.UNTOLD, last, reason="公开日期没有报来")
        return term, Judgement(State.OVERDUE, last, days)
    return term, Judgement(State.DUE, last, days)


def _before(first: date) -> Judgement:
    return Judgement(State.EXEMPT, reason=f"早于{han_date(first)}，这条规定还没有施行")


def _published(last: date, published: str) -> Judgement:
    day = day_of(published)
    if day is not None:
        days = (day - last).days
        return Judgement(State.LATE if days > 0 else State.ON_TIME, last, days)
    if earlier(published, last.isoformat()):
        return Judgement(State.ON_TIME, last)
    return Judgement(State.UNVERIFIED, last, reason="公开日期只到月，算不出早晚")


def binds(duty: Duty, body: Organisation) -> bool | None:
    """Whether a duty binds this organisation; None where that is not told."""
    qualified, form = body.public_fundraising, body.org_form
    match duty.who:
        case "pub" | "nonpub":
            return None if qualified is None else (qualified == YesNo.YES) == (duty.who == "pub")
        case "fdn" | "assoc" | "svc":
            return None if form is None else form == _FORMS[duty.who]
        case _:
            return True


_FORMS = {"fdn": OrgForm.FOUNDATION, "assoc": OrgForm.ASSOCIATION, "svc": OrgForm.SERVICE}


class Notes(Struct, frozen=True):
    """公开义务安排: who sees to a duty, and which duties do not apply, by (duty or group, record)."""

    responsible: Mapping[tuple[str, str], str]
    exempt: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, rows: Iterable[DutyNoteRecord]) -> Notes:
        """From the rows of `duty_notes`."""
        responsible, exempt = {}, {}
        for row in rows:
            key = (str(row.duty), str(row.record or ""))
            if row.responsible:
                responsible[key] = str(row.responsible)
            if row.exempt:
                exempt[key] = str(row.exempt)
        return cls(responsible, exempt)

    @staticmethod
    def find(notes: Mapping[tuple[str, str], str], duty: Duty, record: str) -> str:
        """The nearest note: of this duty and record, of the duty, of its group."""
        for key in ((duty.id, record), (duty.id, ""), (duty.group, record), (duty.group, "")):
            if key in notes:
                return notes[key]
        return ""


def worst_first(obligations: Iterable[Obligation]) -> list[Obligation]:
    """By state, then by days: the longest overdue first, what falls due soonest first."""
    return sorted(
        obligations, key=lambda obligation: (ORDER.index(obligation.state), -(obligation.days or 0), obligation.key)
    )


def is_open(obligation: Obligation) -> bool:
    """Whether its state changes with the day."""
    return obligation.state in OPEN and obligation.due is not None
