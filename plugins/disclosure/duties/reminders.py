"""What the office has to publish: due soon and overdue by person, drafts of what is required, notices for the check report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..kinds import kind_of
from ..law import PERIODIC, PLACES, catalogue
from ..model import Disclosure
from ..problems import Problem, Where, problem
from ..reading import Record
from .obligations import Obligation, State, evaluate, is_open, worst_first

AHEAD = 90  # days that notices and lists look ahead
NOBODY = "未指定"
BLANK = "【待填】"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to publish, by whom."""

    disclosure: Disclosure
    obligation: Obligation

    @property
    def responsible(self) -> str:
        """The person or post."""
        return self.obligation.responsible or NOBODY

    @property
    def overdue(self) -> bool:
        """Whether its last day is past."""
        return self.obligation.state is State.OVERDUE


def reminders(disclosures: Iterable[Disclosure], today: date, ahead: int = AHEAD) -> list[Reminder]:
    """Everything overdue on *today*, and what falls due in the next *ahead* days; by day within each organisation."""
    found = []
    for disclosure in disclosures:
        soon = [
            one
            for one in evaluate(disclosure, catalogue(), today)
            if is_open(one) and one.due is not None and (one.due - today).days <= ahead
        ]
        found += [Reminder(disclosure, one) for one in sorted(soon, key=lambda one: (one.due or today, one.key))]
    return found


def as_text(found: Sequence[Reminder], today: date, ahead: int) -> str:
    """The list for a terminal, by person responsible."""
    late = sum(one.overdue for one in found)
    lines = [f"{today.isoformat()}：逾期 {late} 项，今后 {ahead} 天内到期 {len(found) - late} 项。"]
    by_person: dict[str, list[Reminder]] = {}
    for one in found:
        by_person.setdefault(one.responsible, []).append(one)
    for person in sorted(by_person, key=lambda name: (name == NOBODY, name)):
        lines += ["", f"{person}（{len(by_person[person])} 项）"]
        for one in by_person[person]:
            each = one.obligation
            assert each.due is not None  # noqa: S101  (only such are reminded of)
            lines.append(f"  {each.due.isoformat()}  {each.text}  {one.disclosure.organisation.name}  {each.name}")
            lines.append(f"              依据：{each.term.basis}；{each.term.deadline.words}；编号 {each.duty.id}")
    return "\n".join(lines)


# --- notices -------------------------------------------------------------------------------------


def notices(disclosure: Disclosure, today: date, asked: Iterable[Where] = ()) -> Iterator[Problem]:
    """What the records oblige to, told where they stand: overdue, or due in the next days.

    Nothing is told twice: *asked* are the projects whose silence is told as progress-overdue.
    """
    silent = {(one.file, one.sheet, one.row) for one in asked}
    for one in worst_first(each.obligation for each in reminders([disclosure], today)):
        if one.where is None or one.due is None:
            continue
        if one.duty.id == PERIODIC and (one.where.file, one.where.sheet, one.where.row) in silent:
            continue
        yield problem(
            "duty-overdue" if one.state is State.OVERDUE else "duty-ahead",
            one.where,
            cell=one.subject,
            duty=f"“{one.duty.name}”",
            due=one.due.isoformat(),
            deadline=one.term.deadline.words,
        )


# --- drafts --------------------------------------------------------------------------------------


def draft(disclosure: Disclosure, duty_id: str, today: date) -> str:
    """A draft of every publication of a duty that is still to be made: what is known filled in, what is missing marked."""
    duty = next((one for one in catalogue().duties if one.id == duty_id), None)
    if duty is None:
        return ""
    concerned = [one for one in evaluate(disclosure, catalogue(), today) if one.duty is duty]
    wanted = [one for one in concerned if is_open(one) or one.state is State.UNTOLD]
    pieces = [_drafted(disclosure, one) for one in worst_first(wanted)]
    if not pieces:
        return f"{disclosure.organisation.name}：{duty.name}，现在没有要起草的。"
    return "\n\n".join(pieces)


def _drafted(disclosure: Disclosure, one: Obligation) -> str:
    row = _row(disclosure, one.record)
    kind_id = one.record.partition("/")[0]
    told, missing = [], []
    for carrier in one.duty.carriers:
        kind = kind_of(carrier.kind)
        for name in carrier.columns if kind else ():
            assert kind is not None  # noqa: S101  (asked above)
            column = kind.record.column(name)
            label = column.label
            value = row[column] if row is not None and carrier.kind == kind_id else None
            shown = "、".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
            told.append(f"{label}：{shown or BLANK}")
            if not shown:
                missing.append(label)
    lines = [
        one.name,
        f"公开单位：{disclosure.organisation.name}",
        f"依据：{one.term.basis}",
        f"期限：{one.term.deadline.words}{f'，最晚 {one.due.isoformat()}（{one.text}）' if one.due else ''}",
        f"公开在：{'、'.join(PLACES[place] for place in one.duty.places)}",
        "",
        *dict.fromkeys(told),
        "",
        f"还缺：{'、'.join(dict.fromkeys(missing))}" if missing else "内容齐全，核对后即可公开。",
    ]
    return "\n".join(lines)


def _row(disclosure: Disclosure, record: str) -> Record | None:
    kind, _, key = record.partition("/")
    return next((row for row in disclosure.records.get(kind, ()) if key and row.values.get("id") == key), None)
