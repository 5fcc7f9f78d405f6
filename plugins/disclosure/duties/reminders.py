"""What the office has to publish: due soon and overdue by person, drafts of what is required, notices for the check report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from ..kinds import all_kinds, kind_of
from ..law import PERIODIC, PLACES, catalogue
from ..model import Disclosure
from ..problems import Problem, Where, problem
from ..reading import Record
from .finding import evaluate
from .obligations import Obligation, State, is_open, worst_first

AHEAD = 90  # days that notices and lists look ahead
NOBODY = "未指定"
BLANK = "【待填】"


class Reminder(Struct, frozen=True):
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
    entries = []
    for disclosure in disclosures:
        soon = [
            obligation
            for obligation in evaluate(disclosure, catalogue(), today)
            if is_open(obligation) and obligation.due is not None and (obligation.due - today).days <= ahead
        ]
        entries += [
            Reminder(disclosure, obligation)
            for obligation in sorted(soon, key=lambda obligation: (obligation.due or today, obligation.key))
        ]
    return entries


def as_text(reminders: Sequence[Reminder], today: date, ahead: int) -> str:
    """The list for a terminal, by person responsible."""
    late = sum(reminder.overdue for reminder in reminders)
    lines = [f"{today.isoformat()}：逾期 {late} 项（只算填过的表），今后 {ahead} 天内到期 {len(reminders) - late} 项。"]
    by_person: dict[str, list[Reminder]] = {}
    for reminder in reminders:
        by_person.setdefault(reminder.responsible, []).append(reminder)
    for person in sorted(by_person, key=lambda name: (name == NOBODY, name)):
        lines += ["", f"{person}（{len(by_person[person])} 项）"]
        for reminder in by_person[person]:
            obligation = reminder.obligation
            assert obligation.due is not None  # noqa: S101  (only such are reminded of)
            lines.append(
                f"  {obligation.due.isoformat()}  {obligation.text}  {reminder.disclosure.organisation.name}  {obligation.name}"
            )
            lines.append(
                f"              依据：{obligation.term.basis}；{obligation.term.deadline.words}；编号 {obligation.duty.id}"
            )
    return "\n".join(lines)


def never_filled(disclosures: Iterable[Disclosure], today: date) -> list[tuple[Disclosure, list[str]]]:
    """Tables of which nothing was ever told, so that nobody can say what is overdue: (organisation, their names)."""
    silent = []
    for disclosure in disclosures:
        untold = [
            obligation
            for obligation in evaluate(disclosure, catalogue(), today)
            if obligation.state is State.UNTOLD and not obligation.since
        ]
        kinds = {carrier.kind for obligation in untold for carrier in obligation.duty.carriers}
        named = [kind.label for kind in all_kinds() if kind.id in kinds and not disclosure.records.get(kind.id)]
        if named:
            silent.append((disclosure, named))
    return silent


def never_filled_text(silent: Sequence[tuple[Disclosure, list[str]]]) -> str:
    """The same for a terminal; '' where there are none."""
    if not silent:
        return ""
    lines = ["", "从没填过的表，有没有逾期看不出来，上面没有算（不等于没有逾期）："]
    lines += [
        f"  {disclosure.organisation.name}（{len(named)} 张）：{'、'.join(named)}" for disclosure, named in silent
    ]
    first = silent[0][0]
    lines.append(
        f"要填哪一张，就要哪一张的模板，例如 make template FOR={silent[0][1][0]} ORG={first.org}；"
        "没有这回事的，写进公开义务安排（duty_notes）。"
    )
    return "\n".join(lines)


# --- notices -------------------------------------------------------------------------------------


def notices(disclosure: Disclosure, today: date, asked: Iterable[Where] = ()) -> Iterator[Problem]:
    """What the records oblige to, told where they stand: overdue, or due in the next days.

    Nothing is told twice: *asked* are the projects whose silence is told as progress-overdue.
    """
    silent = {(where.file, where.sheet, where.row) for where in asked}
    for obligation in worst_first(reminder.obligation for reminder in reminders([disclosure], today)):
        if obligation.where is None or obligation.due is None:
            continue
        if (
            obligation.duty.id == PERIODIC
            and (obligation.where.file, obligation.where.sheet, obligation.where.row) in silent
        ):
            continue
        yield problem(
            "duty-overdue" if obligation.state is State.OVERDUE else "duty-ahead",
            obligation.where,
            cell=obligation.subject,
            duty=f"“{obligation.duty.name}”",
            due=obligation.due.isoformat(),
            deadline=obligation.term.deadline.words,
        )


# --- drafts --------------------------------------------------------------------------------------


def draft(disclosure: Disclosure, duty_id: str, today: date) -> str:
    """A draft of every publication of a duty that is still to be made: what is known filled in, what is missing marked."""
    duty = next((candidate for candidate in catalogue().duties if candidate.id == duty_id), None)
    if duty is None:
        return ""
    concerned = [obligation for obligation in evaluate(disclosure, catalogue(), today) if obligation.duty is duty]
    wanted = [obligation for obligation in concerned if is_open(obligation) or obligation.state is State.UNTOLD]
    pieces = [_drafted(disclosure, obligation) for obligation in worst_first(wanted)]
    if not pieces:
        return f"{disclosure.organisation.name}：{duty.name}，现在没有要起草的。"
    return "\n\n".join(pieces)


def _drafted(disclosure: Disclosure, obligation: Obligation) -> str:
    row = _row(disclosure, obligation.record)
    kind_id = obligation.record.partition("/")[0]
    filled, missing = [], []
    for carrier in obligation.duty.carriers:
        kind = kind_of(carrier.kind)
        for name in carrier.columns if kind else ():
            assert kind is not None  # noqa: S101  (asked above)
            column = kind.record.column(name)
            label = column.label
            value = row[column] if row is not None and carrier.kind == kind_id else None
            shown = "、".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
            filled.append(f"{label}：{shown or BLANK}")
            if not shown:
                missing.append(label)
    lines = [
        obligation.name,
        f"公开单位：{disclosure.organisation.name}",
        f"依据：{obligation.term.basis}",
        f"期限：{obligation.term.deadline.words}{f'，最晚 {obligation.due.isoformat()}（{obligation.text}）' if obligation.due else ''}",
        f"公开在：{'、'.join(PLACES[place] for place in obligation.duty.places)}",
        "",
        *dict.fromkeys(filled),
        "",
        f"还缺：{'、'.join(dict.fromkeys(missing))}" if missing else "内容齐全，核对后即可公开。",
    ]
    return "\n".join(lines)


def _row(disclosure: Disclosure, record: str) -> Record | None:
    kind, _, key = record.partition("/")
    return next((row for row in disclosure.records.get(kind, ()) if key and row.values.get("id") == key), None)
