"""公开义务的每一次: every instance of every duty in the records of one organisation.

News fulfils nothing: only the records that the rules (`law/duties.yaml`) name are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from ..dates import day_of, earlier, han_date
from ..kinds import kind_of
from ..kinds.annual_reports import AnnualReportRecord
from ..kinds.duty_notes import DutyNoteRecord
from ..kinds.project import GOING_ON, ProjectStatus
from ..kinds.qualifications import KIND as QUALIFICATIONS
from ..kinds.qualifications import QualificationRecord, qualified_in
from ..law import (
    Catalogue,
    Deadline,
    Duty,
    Find,
    FindAnswers,
    FindRecords,
    FindSeries,
    FindStanding,
    FindYears,
    intervals,
)
from ..model import Disclosure, Organisation
from ..reading import Missing, Record
from .obligations import COUNTED, VERDICTS, Judgement, Notes, Obligation, State, binds, judge

_NOT_BOUND = {
    "pub": "没有公开募捐资格",
    "nonpub": "有公开募捐资格，按另外的规定公开",
    "fdn": "不是基金会",
    "assoc": "不是社会团体",
    "svc": "不是社会服务机构",
}
_AT_THE_END = "没有单独公开，按公开结项情况的那一天算"
_UNTOLD = {"pub": "公开募捐资格", "nonpub": "公开募捐资格", "fdn": "组织形式", "assoc": "组织形式", "svc": "组织形式"}


class _Finder:
    """Walks the records of one organisation once per duty; rows by reference are looked up, not searched."""

    def __init__(self, disclosure: Disclosure, today: date) -> None:
        self.disclosure = disclosure
        self.today = today
        self.room = f"obligations {today.isoformat()}"

    def _known(
        self, duty: Duty, rows: Iterable[Record | None], work: Callable[[], Iterable[Obligation]], kept: str = ""
    ) -> tuple[Obligation, ...]:
        """The instances that *work* makes of a duty and these *rows*, of what is asked of the disclosure, and of whether it is *kept*."""
        return self.disclosure.cached(f"{self.room} {kept}", (duty, *rows), lambda: tuple(work()))

    @property
    def notes(self) -> Notes:
        """What is arranged for single duties."""
        return self.disclosure.worked_out("duties", "notes", lambda: Notes.of(self.disclosure.rows(DutyNoteRecord)))

    def rows(self, kind: str, only: Mapping[str, tuple[str, ...]]) -> list[Record]:
        """The rows of a kind that count."""
        return rows_of(self.disclosure.records, kind, only)

    def by(self, kind: str, column: str, only: Mapping[str, tuple[str, ...]]) -> dict[str, list[Record]]:
        """The rows of a kind that count, by the record that they name."""
        name = f"{kind} by {column}{sorted(only.items())}"
        return self.disclosure.worked_out("duties", name, lambda: self._grouped(kind, column, only))

    def _grouped(self, kind: str, column: str, only: Mapping[str, tuple[str, ...]]) -> dict[str, list[Record]]:
        grouped: dict[str, list[Record]] = {}
        for row in self.rows(kind, only):
            if row.values[column] is not None:
                grouped.setdefault(str(row.values[column]), []).append(row)
        return grouped

    def name(self, kind: str, record: str) -> str:
        """The name of a record."""
        row = self.disclosure.record(kind, record)
        return str(row.values.get("name") or row.record_id) if row else record

    @property
    def years(self) -> list[int]:
        """The years that are over, from the first of which anything is told, last year in any case; none before it was founded."""
        reported = {*self.disclosure.years}
        reported |= {int(row.year) for row in self.disclosure.rows(AnnualReportRecord) if row.year}
        first = min((*reported, self.today.year - 1))
        founded = int((self.disclosure.organisation.founded_on or "0")[:4])
        return [year for year in range(first, self.today.year) if year in reported or year >= founded]

    # --- the ways --------------------------------------------------------------------------------

    def instances(self, duty: Duty, find: Find) -> Iterator[Obligation]:
        """Every instance that the records show."""
        match find:
            case FindRecords():
                yield from self._records(duty, find)
            case FindAnswers():
                yield from self._answers(duty, find)
            case FindSeries():
                yield from self._series(duty, find)
            case FindYears():
                yield from self._years(duty, find)
            case FindStanding():
                yield from self._standing(duty, find)

    def _instance(  # noqa: PLR0913  (one instance has many sides, all named)
        self,
        duty: Duty,
        find: Find,
        *,
        subject: str,
        trigger: Record | None,
        since: str | None,
        answer: Record | None,
        kept: bool = True,
        due: date | None = None,
        page: str = "",
    ) -> Obligation:
        platform, site, link = (_day_in(answer, name) for name in (find.platform, find.site, find.link))
        refused = next((name for name in (find.platform, find.site) if _not_applicable(answer, name)), "")
        if refused and not platform and not site:
            term, judged = duty.current, Judgement(State.EXEMPT, reason="填报为不适用")
        else:
            published = platform or site or ("本站" if find.shown else "")
            term, judged = judge(duty, since, published, self.today, due=due, kept=kept)
        reason = judged.reason
        if site and not platform and find.platform and "P" in duty.places and judged.state in COUNTED:
            reason = "慈善中国的公开日期没有报来，按公布日期算"
        missing = self._missing(duty, trigger, answer)
        home = trigger or answer
        kind = find.trigger
        return Obligation(
            duty=duty,
            term=term,
            subject=subject,
            page=page or self.page(kind, home),
            state=judged.state,
            since=since or "",
            due=judged.due,
            platform_on=platform,
            site_on=site,
            link=link,
            days=judged.days,
            reason=reason,
            missing=missing,
            where=home.where if home else None,
            record=f"{kind}/{trigger.values.get('id') or ''}".removesuffix("/") if trigger else "",
        )

    def page(self, kind_id: str, row: Record | None) -> str:
        """The page of a record that has one, else where its kind stands."""
        kind = kind_of(kind_id)
        if kind is None:
            return ""
        return kind.place(row) if kind.paged and row is not None else kind.address

    def _missing(self, duty: Duty, trigger: Record | None, answer: Record | None) -> tuple[str, ...]:
        """The required fields that are not told, by label; those of other tables are not asked for here."""
        missing = []
        for carrier in duty.carriers:
            kind = kind_of(carrier.kind)
            if kind is None:
                continue
            row = next(
                (
                    candidate
                    for candidate in (answer, trigger)
                    if candidate is not None and _is_of(candidate, kind.record)
                ),
                None,
            )
            for name in carrier.columns:
                column = kind.record.column(name)
                if row is None:
                    if answer is None:
                        missing.append(column.label)
                elif row[column] is None and row.missing(column) is Missing.UNDISCLOSED:
                    missing.append(column.label)
        return tuple(dict.fromkeys(missing))

    def _records(self, duty: Duty, find: FindRecords) -> Iterator[Obligation]:
        rows = self.rows(find.kind, find.only)
        kept = any(_day_in(row, name) for row in rows for name in (find.platform, find.site))
        if find.alike:
            rows = _firsts(rows, find.alike)
        for row in rows:
            yield from self._known(duty, (row,), partial(self._of_record, duty, find, row, kept=kept), f"{kept}")

    def _of_record(self, duty: Duty, find: FindRecords, row: Record, *, kept: bool) -> Iterator[Obligation]:
        since = next((_date(value) for name in find.event if (value := row.values[name]) is not None), None)
        kind = kind_of(find.kind)
        yield self._instance(
            duty, find, subject=self._subject(find, row), trigger=row, since=since, answer=row, kept=kept,
            page=kind.place(row) if find.subject and kind else "",
        )  # fmt: skip

    def _subject(self, find: FindRecords, row: Record) -> str:
        if find.subject:
            return self.name("projects", str(row.values[find.subject]))
        if find.alike:
            known = [(name, row.values[name]) for name in find.alike if row.values[name] is not None]
            return "，".join(f"{value}起" if name.endswith("start") else str(value) for name, value in known)
        value = row.values.get(find.name) or row.values.get("contact_name") or ""
        if row.values.get("party"):
            return f"{self.name('related_parties', str(row.values['party']))}（{value}）"
        return str(value)

    def _answers(self, duty: Duty, find: FindAnswers) -> Iterator[Obligation]:
        answers = {} if find.any else self.by(find.kind, find.by, find.only)
        loose = self.rows(find.kind, find.only) if find.any else []
        for row in self.disclosure.records.get(find.to, ()):
            planned = next((_date(value) for name in find.event if (value := row.values[name]) is not None), None)
            answer = _valid(loose, find, planned) if find.any else _earliest(answers.get(row.record_id, []), find)
            yield from self._known(duty, (row, answer), partial(self._answered, duty, find, row, planned, answer))

    def _answered(
        self, duty: Duty, find: FindAnswers, row: Record, planned: str | None, answer: Record | None
    ) -> Iterator[Obligation]:
        since = _day_in(answer, find.event_of) or planned
        if since is None and answer is None and find.event_of and row.values.get("status") != ProjectStatus.CLOSED:
            return  # it goes on, as far as is told
        ends = duty.current.deadline.anchor == "end"
        if ends and since and not answer and not earlier(since, self.today.isoformat()):
            return  # its end is planned, and it has not come
        obligation = self._instance(duty, find, subject=row.record_name, trigger=row, since=since, answer=answer)
        status = row.values.get("status") if find.event_of else None
        if obligation.state is State.OVERDUE and status in GOING_ON:
            reason = f"登记的结束日期已经过了，状态还写着“{status}”，不知道结束没有"
            obligation = replace(obligation, state=State.UNVERIFIED, days=None, reason=reason)
        yield obligation

    def _series(self, duty: Duty, find: FindSeries) -> Iterator[Obligation]:
        published = self.by(find.kind, find.by, find.only)
        closed = self.by(find.ended, find.by, {}) if find.ended else {}
        for row in self.disclosure.records.get(find.to, ()):
            series = published.get(row.record_id, ()), closed.get(row.record_id, ())
            rows = (row, *series[0], None, *series[1])
            yield from self._known(duty, rows, partial(self._run, duty, find, row, *series))

    def _run(
        self, duty: Duty, find: FindSeries, row: Record, published: Sequence[Record], closed: Sequence[Record]
    ) -> Iterator[Obligation]:
        start, end = day_of(_day_in(row, find.start)), _last_day(find, row, closed)
        if start is None:
            yield self._without_start(duty, find, row, published)
            return
        term = duty.term(start) or duty.current
        deadline = term.deadline
        long = deadline.binds(start, end, self.today)
        limit = deadline.longer_than.words if deadline.longer_than else ""
        if not long and end is not None:
            yield self._plain(duty, find, row, State.EXEMPT, f"周期没有超过{limit}")
            return
        if find.open and end is None:
            yield self._published_last(self._plain(duty, find, row, State.UNVERIFIED, find.open), find, published)
            return
        ends = [closing for closing in closed if _day_in(closing, "closed_on")]  # which tell all that stood out
        rows, months = _by_day(find, (*published, *ends))
        for obligation in self._stretches(duty, find, row, deadline, (start, end), rows):
            late = obligation.state in {State.LATE, State.OVERDUE}
            until = obligation.published or self.today.isoformat()
            within = [month for month in months if not earlier(month, obligation.since) and not earlier(until, month)]
            if late and not long:
                reason = f"没有报来结束日期，到现在还没有超过{limit}，不知道要不要定期公开"
                yield replace(obligation, state=State.UNVERIFIED, days=None, reason=reason)
            elif late and within:
                reason = f"有的公开日期只到月（{'、'.join(within)}），算不出早晚"
                yield replace(obligation, state=State.UNVERIFIED, days=None, reason=reason, months=tuple(within))
            else:
                yield replace(obligation, months=tuple(within)) if within else obligation

    def _without_start(self, duty: Duty, find: FindSeries, row: Record, published: Sequence[Record]) -> Obligation:
        """The series of a record whose first day is not known: published or untold, and never late."""
        lacks = "开始日期只到月" if _day_in(row, find.start) else "开始日期没有报来"
        state, reason = (State.PUBLISHED, f"{lacks}，算不出早晚") if published else (State.UNTOLD, lacks)
        return self._published_last(self._plain(duty, find, row, state, reason), find, published)

    def _published_last(self, obligation: Obligation, find: FindSeries, published: Sequence[Record]) -> Obligation:
        """An instance that stands for the whole of a series, with the day on which that was published last."""
        newest = max(published, key=lambda row: _day_in(row, find.platform) or _day_in(row, find.site), default=None)
        platform, site, link = (_day_in(newest, name) for name in (find.platform, find.site, find.link))
        return replace(obligation, platform_on=platform, site_on=site, link=link)

    def _stretches(
        self,
        duty: Duty,
        find: FindSeries,
        row: Record,
        deadline: Deadline,
        span: tuple[date, date | None],
        rows: Mapping[date, Record],
    ) -> Iterator[Obligation]:
        start, end = span
        for interval in intervals(deadline, start, end, rows):
            answer = rows.get(interval.published) if interval.published else None
            since = interval.since.isoformat()
            subject = f"{row.record_name}（{han_date(interval.since)}以后）"
            obligation = self._instance(
                duty, find, subject=subject, trigger=row, since=since, answer=answer, due=interval.due
            )
            yield replace(obligation, reason=_AT_THE_END) if _day_in(answer, "closed_on") else obligation

    def _plain(self, duty: Duty, find: Find, row: Record, state: State, reason: str) -> Obligation:
        return Obligation(
            duty, duty.current, row.record_name, self.page(find.trigger, row), state, reason=reason, where=row.where,
            record=f"{find.trigger}/{row.record_id}",
        )  # fmt: skip

    def _years(self, duty: Duty, find: FindYears) -> Iterator[Obligation]:
        ways = (find, find.beside) if find.beside else (find,)
        by_year = {way.kind: self._of_years(way) for way in ways}
        kept = any(_dated(row, way) for way in ways for row in self.rows(way.kind, way.only))
        for year in self.years:
            way = next((way for way in ways if any(_dated(row, way) for row in by_year[way.kind].get(year, []))), find)
            answer = _earliest(by_year[way.kind].get(year, []), way)
            page = way.page.format(year=year) if answer else ""
            yield self._instance(
                duty,
                way,
                subject=f"{year}年度",
                trigger=None,
                since=f"{year}-12-31",
                answer=answer,
                kept=kept,
                page=page,
            )

    def _of_years(self, find: FindYears) -> dict[int, list[Record]]:
        """The rows of a kind that count, by the year that they are about."""
        by_year: dict[int, list[Record]] = {}
        for row in self.rows(find.kind, find.only):
            if row.values[find.year] is not None:
                by_year.setdefault(int(str(row.values[find.year])[:4]), []).append(row)
        return by_year

    def _standing(self, duty: Duty, find: FindStanding) -> Iterator[Obligation]:
        rows = self.rows(find.kind, find.only)
        if find.every:
            for row in rows:
                yield self._displayed(duty, find, row)
            return
        count = len(rows) or (0 if find.only else self.disclosure.count(find.kind))
        if not count:
            return
        best = min(rows, key=lambda row: len(self._missing(duty, row, row)), default=None)
        missing = self._missing_with_facts(duty, best)
        reason = f"期限是“{duty.current.deadline.words}”，不算早晚"
        yield Obligation(
            duty, duty.current, "", self.page(find.kind, None), State.PUBLISHED, reason=reason,
            missing=missing, where=best.where if best else None,
        )  # fmt: skip

    def _displayed(self, duty: Duty, find: FindStanding, row: Record) -> Obligation:
        """What has to be on display as long as an appeal runs."""
        today = self.today.isoformat()
        obligation = self._plain(duty, find, row, State.PUBLISHED, "期限是“一直看得到”，不算早晚")
        obligation = replace(obligation, page=self.page(find.kind, row), record=f"{find.kind}/{row.record_id}")
        if earlier(_day_in(row, "end_on"), today):
            return replace(obligation, state=State.EXEMPT, reason="募捐已经结束")
        missing = self._missing_with_facts(duty, row)
        return (
            replace(obligation, state=State.UNTOLD, reason="要公布的没有填全", missing=missing)
            if missing
            else obligation
        )

    def _missing_with_facts(self, duty: Duty, row: Record | None) -> tuple[str, ...]:
        """The same, and the facts that the organisation itself does not tell."""
        missing = self._missing(duty, row, row) if row else ()
        facts = map(Organisation.column, duty.facts)
        body = self.disclosure.organisation
        return tuple(dict.fromkeys((*missing, *(fact.label for fact in facts if not body[fact]))))


def rows_of(records: Mapping[str, Sequence[Record]], kind: str, only: Mapping[str, tuple[str, ...]]) -> list[Record]:
    """The rows of a kind whose columns have one of the wanted values."""
    rows = records.get(kind, ())
    return [row for row in rows if all(_matches(row.values[name], wanted) for name, wanted in only.items())]


def _matches(value: object, wanted: tuple[str, ...]) -> bool:
    """Whether a cell is one of *wanted*; * is any value, >0 a number above nothing, the empty word is none."""
    if wanted == ("*",):
        return value is not None and value != ()
    if wanted == (">0",):
        return isinstance(value, Decimal | int) and value > 0
    if wanted == ("",):
        return value is None
    return value in wanted


def _is_of(row: Record, record: type[Record]) -> bool:
    return row.declared is record


def _day_in(row: Record | None, name: str) -> str:
    value = row.values.get(name) if row is not None else None
    return "" if value is None else str(value)


def _last_day(find: FindSeries, row: Record, closed: Sequence[Record]) -> date | None:
    """The day on which a series ended: by its closing, else by its plan; None where it goes on.

    Of an end that is told to the month only it is the first day, because what falls due after that may not be owed any more.
    """
    ends = [
        end
        for end in (
            *(_day_in(closing, "closed_on") for closing in closed),
            *(_day_in(row, name) for name in find.end),
        )
        if end
    ]
    return (day_of(ends[0]) or day_of(f"{ends[0]}-01")) if ends else None


def _by_day(find: FindSeries, published: Sequence[Record]) -> tuple[dict[date, Record], list[str]]:
    """(the first record published on each day, the months in which something was published on a day that is not told)."""
    rows: dict[date, Record] = {}
    months: list[str] = []
    for publication in published:
        stated = _day_in(publication, find.platform) or _day_in(publication, find.site)
        day = day_of(stated)
        if day is not None:
            rows.setdefault(day, publication)
        elif stated:
            months.append(stated)
    return rows, months


def _date(value: object) -> str:
    """A date of a record; a year stands for its last day."""
    return f"{value}-12-31" if isinstance(value, int) else str(value)


def _not_applicable(row: Record | None, name: str) -> bool:
    return bool(row is not None and name and row.missing(row.declared.column(name)) is Missing.NOT_APPLICABLE)


def _dated(row: Record, find: Find) -> bool:
    """Whether a row tells a day on which it was published."""
    return bool(_day_in(row, find.platform) or _day_in(row, find.site))


def _earliest(rows: Sequence[Record], find: Find) -> Record | None:
    """The first that was published, else the first there is."""
    dated = [row for row in rows if _dated(row, find)]
    return min(
        dated, key=lambda row: _day_in(row, find.platform) or _day_in(row, find.site), default=rows[0] if rows else None
    )


def _valid(rows: Sequence[Record], find: FindAnswers, on: str | None) -> Record | None:
    """The first that was in force on a day, if the day is known."""
    for row in rows:
        if on and not earlier(on, _day_in(row, find.site)) and not earlier(_day_in(row, find.until), on):
            return row
    return None


def _firsts(rows: Sequence[Record], names: Sequence[str]) -> list[Record]:
    seen: dict[tuple[object, ...], Record] = {}
    for row in rows:
        seen.setdefault(tuple(row.values[name] for name in names), row)
    return list(seen.values())


def evaluate(disclosure: Disclosure, rules: Catalogue, today: date) -> tuple[Obligation, ...]:
    """Every instance of every duty that can be followed, in the order of the rules; time is linear in the records."""
    day = today.isoformat()
    known = disclosure.worked_out("obligations", day, lambda: (rules, tuple(_evaluated(disclosure, rules, today))))
    return known[1] if known[0] is rules else tuple(_evaluated(disclosure, rules, today))


def _evaluated(disclosure: Disclosure, rules: Catalogue, today: date) -> Iterator[Obligation]:
    finder = _Finder(disclosure, today)
    for duty in rules.duties:
        if duty.find is not None:
            yield from disclosure.cached(finder.room, (duty,), partial(_noted_of_duty, finder, duty, duty.find))


def _noted_of_duty(finder: _Finder, duty: Duty, find: Find) -> tuple[Obligation, ...]:
    notes = finder.notes
    return tuple(_noted(obligation, notes) for obligation in _of_duty(finder, duty, find))


def _of_duty(finder: _Finder, duty: Duty, find: Find) -> Iterator[Obligation]:
    bound = binds(duty, finder.disclosure.organisation)
    blank = Obligation(duty, duty.current, "", finder.page(find.trigger, None), State.EXEMPT)
    if bound is False:
        yield replace(blank, reason=_NOT_BOUND[duty.who])
        return
    if bound is None and duty.who != "pub":
        yield replace(blank, state=State.UNVERIFIED, reason=f"没有报来本机构的{_UNTOLD[duty.who]}，不知道适用不适用")
        return
    instances = list(finder.instances(duty, find))
    if isinstance(find, FindYears) and not finder.years:
        yield replace(blank, reason=f"{finder.today.year}年才成立，还没有过完一年")
        return
    if not instances:
        kept = bool(finder.disclosure.count(find.trigger))
        if kept and find.optional:
            yield replace(blank, reason=find.optional)
        else:
            kind = kind_of(find.kind)
            some = bool(finder.disclosure.count(find.kind))  # rows of the kind, but none that this duty is about
            words = find.silent or f"没有报来{kind.label if kind and not some else duty.name}"
            yield replace(blank, state=State.UNTOLD, reason=words)
        return
    for instance in instances:
        if bound is None and instance.state in VERDICTS:
            reason = f"没有报来本机构的{_UNTOLD[duty.who]}，不知道适用不适用"
            yield replace(instance, state=State.UNVERIFIED, days=None, reason=reason)
        elif instance.state in VERDICTS and _in_doubt(finder, duty, find, instance.since):
            reason = f"没有报来{instance.since}有效的公开募捐资格证书，不知道适用不适用"
            yield replace(instance, state=State.UNVERIFIED, days=None, reason=reason)
        else:
            yield instance


def _in_doubt(finder: _Finder, duty: Duty, find: Find, since: str) -> bool:
    """Whether a duty rests on the right to appeal, and the certificates leave the day that set it off in doubt.

    The duty to hold a certificate is about these themselves.
    """
    rests_on_it = duty.who in {"pub", "nonpub"} and find.kind != QUALIFICATIONS.id
    now = finder.disclosure.organisation.public_fundraising
    return rests_on_it and qualified_in(finder.disclosure.rows(QualificationRecord), now, since, since) is None


def _noted(obligation: Obligation, notes: Notes) -> Obligation:
    exempt = Notes.find(notes.exempt, obligation.duty, obligation.record)
    if exempt and obligation.state is not State.EXEMPT:
        return replace(obligation, state=State.EXEMPT, days=None, reason=exempt)
    responsible = Notes.find(notes.responsible, obligation.duty, obligation.record)
    return replace(obligation, responsible=responsible) if responsible else obligation
