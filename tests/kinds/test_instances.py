"""公开义务: in which records each duty is looked for, what an instance is called, where it stands, and what fulfils it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from instances import DUTIES, PRIVATE, PUBLIC, RULES, TODAY, disclosed, found, row
from msgspec.structs import replace

from disclosure.duties.finding import evaluate
from disclosure.duties.obligations import Obligation, State, is_open, judge, worst_first
from disclosure.kinds import kind_of
from disclosure.law.deadlines import parse
from disclosure.law.duties import Carrier, Catalogue, Duty
from disclosure.model import Dataset, Disclosure, Watched
from disclosure.reading import Record, TypedTable
from disclosure.reading.cell_types import Missing

EVENT = {"id": "e", "name": "甲", "type": "重大投资"}


def instance(kind: str, duty: str, today: date = TODAY, **cells: Any) -> Obligation:
    """The only instance of a duty in a table of one row."""
    (one,) = found(disclosed(PUBLIC, (kind, row(kind, **cells))), duty, today)
    return one


def changed(duty: Duty, **fields: Any) -> Catalogue:
    """A catalogue with this duty only, changed."""
    return replace(RULES, duties=(replace(duty, **fields),))


# --- known again ---------------------------------------------------------------------------------


def test_instances_of_rows_that_did_not_change_are_the_very_instances_of_before() -> None:
    """One project is renamed: of the others nothing is judged again, and all is as it would be from nothing."""
    cells: dict[str, Any] = {"start_on": "2021-01-01", "end_on": "2024-06-30", "status": "已结项"}
    rows = [("projects", row("projects", at + 2, id=f"p{at}", name=f"项目{at}", **cells)) for at in range(3)]
    progress = [
        ("project_progress", row("project_progress", 2, project="p1", as_of="2022-01-10", published_on="2022-01-12"))
    ]
    before = Watched(disclosed(PUBLIC, *rows, *progress))
    first = {id(instance) for instance in evaluate(before, RULES, TODAY)}
    renamed = [("projects", row("projects", 2, id="p0", name="换了名称", **cells)), *rows[1:], *progress]
    again = evaluate(Watched(disclosed(PUBLIC, *renamed), before), RULES, TODAY)
    assert again == evaluate(disclosed(PUBLIC, *renamed), RULES, TODAY)
    concerned = [instance for instance in again if instance.record.startswith("projects/")]
    assert {instance.record for instance in concerned if id(instance) not in first} == {"projects/p0"}
    assert {instance.record for instance in concerned if id(instance) in first} == {"projects/p1", "projects/p2"}


def test_instances_are_judged_again_where_another_row_of_their_kind_tells_the_first_day() -> None:
    """Silence is a verdict only where the organisation writes down such days at all."""
    silent = row("major_events", **EVENT, occurred_on="2026-01-10")
    before = Watched(disclosed(PUBLIC, ("major_events", silent)))
    (instance,) = found(before, "event-major-investment")
    assert instance.state is State.UNTOLD
    other = row("major_events", 3, **{**EVENT, "id": "o"}, occurred_on="2026-01-02", disclosed_on="2026-01-03")
    now = Watched(disclosed(PUBLIC, ("major_events", silent), ("major_events", other)), before)
    assert [instance.state for instance in found(now, "event-major-investment")] == [State.OVERDUE, State.ON_TIME]


@pytest.mark.parametrize(("published_on", "closed_on"), [("2021-03-20", "2021-12-31"), ("2021-03-10", "2021-05-31")])
def test_a_series_is_judged_again_where_a_publication_or_the_end_changed(published_on: str, closed_on: str) -> None:
    """The project that the series belongs to is the very same, and so is what did not change beside it."""
    project = row("projects", id="p", name="甲", start_on="2021-01-01")
    progress = {day: row("project_progress", project="p", published_on=day) for day in ("2021-03-10", published_on)}
    closings = {day: row("project_closings", project="p", closed_on=day) for day in ("2021-12-31", closed_on)}

    def of_a_series(published_on: str, closed_on: str) -> Disclosure:
        rows = ("project_progress", progress[published_on]), ("project_closings", closings[closed_on])
        return disclosed(PUBLIC, ("projects", project), *rows)

    before = Watched(of_a_series("2021-03-10", "2021-12-31"))
    first = found(before, "project-periodic")
    again = found(Watched(of_a_series(published_on, closed_on), before), "project-periodic")
    assert again == found(of_a_series(published_on, closed_on), "project-periodic")
    assert again != first


def test_a_day_is_worked_out_once_for_the_same_rules_and_anew_for_others() -> None:
    """The same answer is the very one of before; other rules have instances of their own."""
    disclosure = disclosed(PUBLIC, ("major_events", row("major_events", **EVENT, occurred_on="2026-01-10")))
    instances = evaluate(disclosure, RULES, TODAY)
    assert evaluate(disclosure, RULES, TODAY) is instances
    renamed = changed(DUTIES["event-major-investment"], name="换了名称")
    assert [instance.duty.name for instance in evaluate(disclosure, renamed, TODAY)] == ["换了名称"]


# --- which rows a duty is about ------------------------------------------------------------------


@pytest.mark.parametrize(("surplus", "count"), [("0.01", 1), ("1", 1), ("20000.50", 1), ("0.00", 0), ("-5", 0)])
def test_what_is_left_of_a_project_asks_for_publication_from_one_fen_on(surplus: str, count: int) -> None:
    """A project that ends with nothing, or with less, has nothing left to tell of."""
    closing = row("project_closings", project="a", closed_on="2025-12-31", surplus=Decimal(surplus))
    instances = found(disclosed(PUBLIC, ("project_closings", closing)), "project-surplus")
    assert [instance.subject for instance in instances if instance.state is not State.EXEMPT] == ["a"] * count


# --- an instance in words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occurred", "published", "today", "text"),
    [
        ("2026-01-10", "2026-01-20", TODAY, "按时公开"),
        ("2026-01-10", "2026-02-09", TODAY, "按时公开"),
        ("2026-01-10", "2026-02-12", TODAY, "晚了3天公开"),
        ("2026-01-10", None, date(2026, 2, 10), "已逾期1天"),
        ("2026-01-10", None, date(2026, 2, 9), "今天到期"),
        ("2026-01-10", None, date(2026, 2, 7), "还有2天"),
        (None, "2026-02-09", TODAY, "已公开"),
        (None, None, TODAY, "还没报来"),
        ("2026-01", None, TODAY, "还没弄清"),
    ],
)
def test_the_state_in_words(occurred: str | None, published: str | None, today: date, text: str) -> None:
    """Days where days are counted, else the name of the state."""
    other = {**EVENT, "id": "o", "occurred_on": "2026-01-02", "disclosed_on": "2026-01-03"}
    rows = [row("major_events", **EVENT, occurred_on=occurred, disclosed_on=published), row("major_events", 3, **other)]
    one = found(disclosed(PUBLIC, *(("major_events", each) for each in rows)), "event-major-investment", today)[0]
    assert one.text == text


def test_a_table_that_is_not_there_asks_for_nothing() -> None:
    """Of the tables that hold a duty those that are still to come are passed over; the columns of the others are asked for."""
    carriers = (Carrier("to_come", ("name",)), Carrier("major_events", ("name", "amount")))
    rules = changed(DUTIES["event-major-investment"], carriers=carriers)
    (event,) = evaluate(disclosed(PUBLIC, ("major_events", row("major_events", **EVENT))), rules, TODAY)
    assert len(event.missing) == 1


def test_what_an_instance_is_called() -> None:
    """The duty and what it is about; its key holds the record and the day that set it off, and stays from day to day."""
    one = instance(
        "major_events", "event-major-investment", **EVENT, occurred_on="2026-01-10", disclosed_on="2026-01-20"
    )
    assert (one.name, one.title) == (f"{one.duty.name}：甲", f"{one.duty.name}，甲")
    assert one.key == "event-major-investment/major_events/e/2026-01-10"
    (standing,) = found(disclosed(PUBLIC, ("qualifications", row("qualifications", id="q"))), "basic-registration")
    assert standing.name == standing.title == standing.duty.name
    assert standing.key == "basic-registration//"
    reports = ("annual_reports", row("annual_reports", year=2025, type="年度工作报告", platform_on="2026-05-01"))
    (year,) = found(disclosed(PUBLIC, reports), "annual-work-report")
    assert year.key == "annual-work-report/2025年度/2025-12-31"


def test_the_day_that_is_shown() -> None:
    """The day on 慈善中国 where it is told, else the day of the record."""
    cells = {"year": 2025, "type": "年度工作报告"}
    for platform, site, shown in (
        ("2026-05-02", "2026-05-01", "2026-05-02"),
        (None, "2026-05-01", "2026-05-01"),
        (None, None, ""),
    ):
        told = ("annual_reports", row("annual_reports", **cells, platform_on=platform, disclosed_on=site))
        assert found(disclosed(PUBLIC, told), "annual-work-report")[0].published == shown


def test_the_worst_comes_first() -> None:
    """By state; then the longest overdue and the latest first, and of what falls due what is soonest; then by name."""
    days = {"a": "2026-03-01", "b": "2026-01-10", "c": "2026-06-29", "d": "2026-06-10", "e": "2026-03-01"}
    rows = [
        ("major_events", row("major_events", id=key, name=key, type="重大投资", occurred_on=day))
        for key, day in days.items()
    ]
    late = {"f": "2026-02-12", "g": "2026-05-12", "h": "2026-01-20"}
    rows += [
        (
            "major_events",
            row("major_events", id=key, name=key, type="重大投资", occurred_on="2026-01-10", disclosed_on=day),
        )
        for key, day in late.items()
    ]
    rows.append(("major_events", row("major_events", id="i", name="i", type="重大投资")))
    ordered = worst_first(reversed(found(disclosed(PUBLIC, *rows), "event-major-investment")))
    assert "".join(one.subject for one in ordered) == "baegfdcih"
    assert [one.subject for one in ordered if is_open(one)] == ["b", "a", "e", "d", "c"]
    assert not is_open(replace(ordered[0], due=None))
    a_day_late, undated = (replace(ordered[0], days=days, record=name) for days, name in ((1, "b"), (None, "a")))
    assert worst_first([undated, a_day_late]) == [a_day_late, undated]


# --- the verdict ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "term", "state", "reason"),
    [
        ("2018-08", 0, State.EXEMPT, "早于2018年9月1日，这条规定还没有施行"),
        ("2018-08-31", 0, State.EXEMPT, "早于2018年9月1日，这条规定还没有施行"),
        ("2018-09-01", 0, State.UNVERIFIED, "没有见到条文，待核实，不下结论"),
        ("2018-09", -1, State.UNVERIFIED, "起算的日期只到月，算不出期限"),
        (None, -1, State.PUBLISHED, "起算的日期没有报来，算不出早晚"),
    ],
)
def test_which_text_binds(since: str | None, term: int, state: State, reason: str) -> None:
    """What happened before the first text is told with that text; where the day is not known, with the newest."""
    duty = DUTIES["event-major-investment"]
    told, judged = judge(duty, since, "2026-03-01", TODAY)
    assert told is duty.terms[term]
    assert (judged.state, judged.reason) == (state, reason)


def test_a_month_is_enough_where_no_days_are_counted() -> None:
    """Where the text says 及时, what was published is published, whatever the day that set it off; silence is not."""
    duty = DUTIES["basic-change"]
    assert judge(duty, "2026-02", "2026-03-01", TODAY)[1].state is State.PUBLISHED
    assert judge(duty, "2026-02", "", TODAY)[1].state is State.UNVERIFIED
    assert judge(DUTIES["event-major-investment"], "2026-02", "2026-03-01", TODAY)[1].state is State.UNVERIFIED


def test_a_last_day_that_is_given_counts() -> None:
    """Where the last day follows from more than one date it is handed over, and nothing else is counted from."""
    duty = DUTIES["event-major-investment"]
    _, judged = judge(duty, "2026-01-10", "2026-03-01", TODAY, due=date(2026, 2, 27))
    assert (judged.due, judged.days) == (date(2026, 2, 27), 2)


@pytest.mark.parametrize(
    ("deadline", "published", "state"),
    [
        ("event+P30D", "2026-03-09", State.UNVERIFIED),
        ("event+P30D", "2026-03-10", State.ON_TIME),
        ("end+P30D", "2026-03-09", State.UNVERIFIED),
        ("end+P30D", "2026-03-10", State.ON_TIME),
        ("start+P30D", "2026-03-09", State.ON_TIME),
        ("event-P5D", "2026-03-04", State.ON_TIME),
        ("event-P5D", "2026-03-09", State.LATE),
    ],
)
def test_published_before_it_happened(deadline: str, published: str, state: State) -> None:
    """What is told of an act can't be older than the act, unless the text asks for it beforehand."""
    duty = DUTIES["event-major-investment"]
    rules = changed(duty, terms=(replace(duty.current, deadline=parse(deadline)),))
    _, judged = judge(rules.duties[0], "2026-03-10", published, TODAY)
    assert judged.state is state


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"occurred_on": "2026-01-10", "disclosed_on": "2026-01-20"}, State.ON_TIME),
        ({"occurred_on": "2026-01-10", "disclosed_on": "2026-04-20"}, State.LATE),
        ({"occurred_on": "2026-06-10"}, State.DUE),
        ({"occurred_on": "2026-01-10"}, State.OVERDUE),
        ({"disclosed_on": "2026-04-20"}, State.PUBLISHED),
    ],
)
def test_no_verdict_on_whom_the_duty_may_not_bind(cells: dict[str, str], state: State) -> None:
    """Where the qualification is not told every verdict becomes 还没弄清; what is no verdict stays as it is."""
    other = {**EVENT, "id": "o", "occurred_on": "2026-01-02", "disclosed_on": "2026-01-03"}
    events = [
        ("major_events", row("major_events", **EVENT, **cells)),
        ("major_events", row("major_events", 3, **other)),
    ]
    rules = changed(DUTIES["event-major-investment"], who="pub")
    known = evaluate(disclosed(PUBLIC, *events), rules, TODAY)[0]
    assert known.state is state
    unknown = evaluate(disclosed({}, *events), rules, TODAY)[0]
    if state is State.PUBLISHED:
        assert unknown == known
    else:
        assert (unknown.state, unknown.days) == (State.UNVERIFIED, None)
        assert unknown.reason == "没有报来本机构的公开募捐资格，不知道适用不适用"
    (form,) = evaluate(disclosed({}, *events), changed(DUTIES["event-major-investment"], who="fdn"), TODAY)
    assert (form.state, form.reason) == (State.UNVERIFIED, "没有报来本机构的组织形式，不知道适用不适用")
    assert form.subject == ""


# --- where it stands, and what it is about -------------------------------------------------------


def test_where_an_instance_stands() -> None:
    """The page of the record that set it off, of its year, or of its kind; and the row behind it."""
    project = row("projects", 7, id="a", name="甲", start_on="2025-01-01", end_on="2025-12-31", status="已结项")
    closing = row("project_closings", 9, project="a", closed_on="2025-12-31", surplus=5, published_on="2026-01-10")
    disclosure = disclosed(PUBLIC, ("projects", project), ("project_closings", closing))
    (final,) = found(disclosure, "project-final")
    assert (final.page, final.record, final.where) == ("projects/a/", "projects/a", project.where)
    (surplus,) = found(disclosure, "project-surplus")
    assert (surplus.page, surplus.subject, surplus.where) == ("projects/a/", "甲", closing.where)
    assert surplus.record == "project_closings"
    event = instance(
        "major_events", "event-major-investment", **EVENT, occurred_on="2026-01-10", disclosed_on="2026-01-20"
    )
    assert (event.page, event.record) == ("events/e/", "major_events/e")
    change = instance("registration_changes", "basic-change", subject="本机构", field="住所", changed_on="2026-02-01")
    assert (change.page, change.subject, change.record) == (
        "governance/#registration_changes",
        "住所",
        "registration_changes",
    )


def test_where_a_year_stands() -> None:
    """A year that is told stands on its own page with its row, one that is not on the page of the kind."""
    told = row(
        "annual_reports",
        5,
        year=2024,
        type="年度工作报告",
        platform_on="2025-05-01",
        platform_link="https://example.org",
    )
    first, second = found(disclosed(PUBLIC, ("annual_reports", told)), "annual-work-report")
    assert (first.page, first.where, first.link, first.record) == (
        "reports/2024/",
        told.where,
        "https://example.org",
        "",
    )
    assert (second.page, second.where, second.link) == ("reports/", None, "")
    audits = [
        ("audits", row("audits", id="a", name="甲", type="年度审计", audited_year=2025, disclosed_on="2026-05-01"))
    ]
    (audit,) = found(disclosed(PUBLIC, *audits), "annual-audit")
    assert audit.page == "audits/"


@pytest.mark.parametrize(
    ("kind", "duty", "cells", "subject"),
    [
        ("policies", "basic-charter", {"name": "章程", "category": "章程"}, "章程"),
        ("contacts", "basic-contacts", {"contact_name": "办公室"}, "办公室"),
        ("contacts", "basic-contacts", {}, ""),
        ("expense_standards", "basic-expense-standards", {"category": "差旅"}, "差旅"),
        ("related_transactions", "event-related-party", {"party": "p", "type": "资助"}, "p（资助）"),
        ("related_transactions", "event-related-party", {"type": "资助"}, "资助"),
        (
            "members",
            "basic-governance-members",
            {"body": "理事会", "term_start": "2026-02-01", "name": "甲"},
            "理事会，2026-02-01起",
        ),
        ("project_closings", "project-surplus", {"project": "x", "surplus": 5}, "x"),
    ],
)
def test_what_an_instance_is_about(kind: str, duty: str, cells: dict[str, Any], subject: str) -> None:
    """Its name, its sort or its term; a reference by the name of what it names, else by the id."""
    assert instance(kind, duty, **cells).subject == subject


def test_references_are_told_by_name() -> None:
    """The party of a transaction by its name; one without a name by its id."""
    parties = [
        ("related_parties", row("related_parties", id=key, name=name)) for key, name in (("p", "东方厂"), ("q", None))
    ]
    deals = [("related_transactions", row("related_transactions", id=key, party=key, type="资助")) for key in "pqr"]
    assert [one.subject for one in found(disclosed(PUBLIC, *parties, *deals), "event-related-party")] == [
        "东方厂（资助）",
        "q（资助）",
        "r（资助）",
    ]


def test_members_who_begin_together_are_one_instance() -> None:
    """One election is one duty, however many were elected; the first row stands for it."""
    members = [
        row("members", number, id=f"m{number}", name="甲", body=body, term_start=start, platform_on=day)
        for number, (body, start, day) in enumerate(
            [
                ("理事会", "2026-02-01", "2026-02-10"),
                ("理事会", "2026-02-01", None),
                ("监事会", "2026-02-01", None),
                ("理事会", "2026-03-01", None),
            ],
            2,
        )
    ]
    instances = found(disclosed(PUBLIC, *(("members", one) for one in members)), "basic-governance-members")
    assert [(one.subject, one.state, one.where) for one in instances] == [
        ("理事会，2026-02-01起", State.ON_TIME, members[0].where),
        ("监事会，2026-02-01起", State.OVERDUE, members[2].where),
        ("理事会，2026-03-01起", State.OVERDUE, members[3].where),
    ]


# --- which rows count ----------------------------------------------------------------------------


def test_only_rows_of_the_right_sort_count() -> None:
    """A special audit is no annual audit, nor is an event of another sort; without any the duty is 还没报来, in words of its own."""
    other = ("audits", row("audits", id="a", name="甲", type="专项审计", audited_year=2025, disclosed_on="2026-05-01"))
    (audit,) = found(disclosed(PUBLIC, other), "annual-audit")
    assert (audit.state, audit.site_on) == (State.UNTOLD, "")
    event = ("major_events", row("major_events", id="e", name="甲", type="重大资产变动", occurred_on="2026-01-10"))
    (none,) = found(disclosed(PUBLIC, event), "event-major-investment")
    assert (none.state, none.reason, none.page) == (State.UNTOLD, "没有报来不等于没有发生", "events/")
    duty = DUTIES["event-major-investment"]
    without_words = changed(duty, find=replace(duty.find, silent=""))  # type: ignore[type-var]
    (other_rows,) = evaluate(disclosed(PUBLIC, event), without_words, TODAY)
    assert other_rows.reason == f"没有报来{duty.name}"  # there are events, but none of this sort
    (no_rows,) = evaluate(disclosed(PUBLIC), without_words, TODAY)
    assert no_rows.reason == f"没有报来{kind_of('major_events').label}"  # type: ignore[union-attr]
    (nothing,) = found(disclosed(PUBLIC), "basic-charter")
    assert (nothing.state, nothing.reason) == (State.UNTOLD, f"没有报来{kind_of('policies').label}")  # type: ignore[union-attr]


@pytest.mark.parametrize(("partners", "count"), [(("p",), 1), ((), 0), (None, 0)])
def test_an_empty_list_is_no_value(partners: tuple[str, ...] | None, count: int) -> None:
    """Only an appeal with a partner owes an evaluation; where the table is kept and none has, nothing was owed."""
    cells = {"id": "a", "name": "甲", "end_on": "2026-02-28", "partners": partners}
    (one,) = found(disclosed(PUBLIC, ("campaigns", row("campaigns", **cells))), "fundraising-partner-evaluation")
    assert bool(one.subject) == bool(count)
    if not count:
        assert (one.state, one.reason) == (State.EXEMPT, "没有报来有合作方的募捐")
    (unkept,) = found(disclosed(PUBLIC), "fundraising-partner-evaluation")
    assert (unkept.state, unkept.reason) == (State.UNTOLD, f"没有报来{kind_of('campaigns').label}")  # type: ignore[union-attr]


def test_an_appeal_for_an_emergency_has_a_rule_of_its_own() -> None:
    """The same appeal is looked for under one of both rules, by whether it names an emergency."""
    for emergency, usual in ((None, True), ("flood", False)):
        appeal = ("campaigns", row("campaigns", id="a", name="甲", start_on="2026-05-11", emergency=emergency))
        plan = found(disclosed(PUBLIC, appeal), "fundraising-plan-filing")[0]
        urgent = found(disclosed(PUBLIC, appeal), "fundraising-emergency-filing")[0]
        assert (plan.subject, urgent.subject) == (("甲", "") if usual else ("", "甲"))


def test_a_body_owes_no_report_on_years_before_it_was_founded() -> None:
    """Nothing is owed by who was founded this year; of years before only those that it tells of itself are asked for."""
    (young,) = found(disclosed({**PUBLIC, "founded_on": "2026-02-01"}), "annual-audit")
    assert (young.state, young.reason) == (State.EXEMPT, "2026年才成立，还没有过完一年")
    (charter,) = found(disclosed({**PUBLIC, "founded_on": "2026-02-01"}), "basic-charter")
    assert charter.state is State.UNTOLD, "it has a charter already"
    assert [one.since for one in found(disclosed({**PUBLIC, "founded_on": "2025"}), "annual-audit")] == ["2025-12-31"]
    told = ("annual_reports", row("annual_reports", year=2023))
    since = [one.since for one in found(disclosed({**PUBLIC, "founded_on": "2025-05"}, told), "annual-audit")]
    assert since == ["2023-12-31", "2025-12-31"]


def test_a_term_without_a_beginning_names_none() -> None:
    """The body alone, where nobody told since when it is in office."""
    (board,) = found(
        disclosed(PUBLIC, ("members", row("members", id="a", name="甲", body="理事会"))), "basic-governance-members"
    )
    assert board.subject == "理事会"


def test_the_report_of_an_audit_may_stand_with_the_annual_reports() -> None:
    """It fulfils the duty where the audits tell no day; where they do, theirs counts."""
    report = ("annual_reports", row("annual_reports", year=2025, type="审计报告", platform_on="2026-05-20"))
    (filed,) = found(disclosed(PUBLIC, report), "annual-audit")
    assert (filed.state, filed.platform_on, filed.page) == (State.ON_TIME, "2026-05-20", "reports/2025/")
    other = ("annual_reports", row("annual_reports", year=2025, type="年检报告", platform_on="2026-05-20"))
    assert found(disclosed(PUBLIC, other), "annual-audit")[0].state is State.UNTOLD
    audit = row("audits", id="a", name="审计", type="年度审计", audited_year=2025, disclosed_on="2026-04-01")
    (known,) = found(disclosed(PUBLIC, report, ("audits", audit)), "annual-audit")
    assert (known.site_on, known.platform_on) == ("2026-04-01", "")
    silent = row("audits", id="a", name="审计", type="年度审计", audited_year=2025)
    (late,) = found(disclosed(PUBLIC, report, ("audits", silent)), "annual-audit")
    assert (late.platform_on, late.page) == ("2026-05-20", "reports/2025/")
    undated = ("annual_reports", row("annual_reports", year=2025, type="审计报告"))
    (untold,) = found(disclosed(PUBLIC, undated, ("audits", silent)), "annual-audit")
    assert (untold.state, untold.page) == (State.UNTOLD, "audits/")


def test_the_years_that_are_asked_for() -> None:
    """Every finished year from the first of which anything is told, gaps and all; rows without a year are no year."""
    reports = [
        (
            "annual_reports",
            row(
                "annual_reports",
                year=year,
                type="年度工作报告",
                platform_on=f"{(year or 1999) + 1}-05-01",
            ),
        )
        for year in (2023, 2021, None)
    ]
    disclosure = disclosed(PUBLIC, *reports)
    assert [(one.subject, one.state) for one in found(disclosure, "annual-work-report")] == [
        ("2021年度", State.ON_TIME),
        ("2022年度", State.OVERDUE),
        ("2023年度", State.ON_TIME),
        ("2024年度", State.OVERDUE),
        ("2025年度", State.OVERDUE),
    ]
    assert [one.subject for one in found(disclosure, "annual-work-report", date(2024, 1, 1))][-1] == "2023年度"


def test_a_table_that_tells_days_makes_silence_a_verdict() -> None:
    """One row with a day, on 慈善中国 or here, and a row without one is overdue; with no day anywhere it is 还没报来."""
    for column in ("platform_on", "disclosed_on"):
        told = ("annual_reports", row("annual_reports", year=2024, type="年度工作报告", **{column: "2025-05-01"}))
        assert found(disclosed(PUBLIC, told), "annual-work-report")[-1].state is State.OVERDUE
    silent = ("annual_reports", row("annual_reports", year=2024, type="年度工作报告"))
    assert {one.state for one in found(disclosed(PUBLIC, silent), "annual-work-report")} == {State.UNTOLD}
    events = [
        ("major_events", row("major_events", number, **{**EVENT, "id": f"e{number}"}, occurred_on="2026-01-10"))
        for number in (2, 3)
    ]
    assert {one.state for one in found(disclosed(PUBLIC, *events), "event-major-investment")} == {State.UNTOLD}


# --- what fulfils it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "site", "state", "reason"),
    [
        ("2026-05-30", "2026-06-20", State.ON_TIME, ""),
        ("2026-06-20", "2026-05-30", State.LATE, ""),
        ("2026-05-30", None, State.ON_TIME, ""),
        (None, "2026-05-30", State.ON_TIME, "慈善中国的公开日期没有报来，按公布日期算"),
        (None, "2026-06-20", State.LATE, "慈善中国的公开日期没有报来，按公布日期算"),
        (None, "2026-04", State.ON_TIME, "慈善中国的公开日期没有报来，按公布日期算"),
        (None, "2026-06", State.UNVERIFIED, "公开日期只到月，算不出早晚"),
        (None, None, State.OVERDUE, ""),
    ],
)
def test_which_day_counts(platform: str | None, site: str | None, state: State, reason: str) -> None:
    """The day on 慈善中国 first; the day here stands in for it, and that is said wherever days are counted."""
    old = row("annual_reports", year=2024, type="年度工作报告", platform_on="2025-05-01")
    new = row("annual_reports", 3, year=2025, type="年度工作报告", platform_on=platform, disclosed_on=site)
    one = found(disclosed(PUBLIC, ("annual_reports", old), ("annual_reports", new)), "annual-work-report")[-1]
    assert (one.state, one.reason) == (state, reason)
    assert (one.platform_on, one.site_on) == (platform or "", site or "")


def test_a_duty_without_the_platform_is_not_measured_by_it() -> None:
    """Where the law names only the own site, or the table has no day of 慈善中国, none is missed."""
    cells = {"year": 2025, "type": "年度工作报告", "disclosed_on": "2026-05-30"}
    disclosure = disclosed(PUBLIC, ("annual_reports", row("annual_reports", **cells)))
    (own_site,) = evaluate(disclosure, changed(DUTIES["annual-work-report"], places="S"), TODAY)
    assert (own_site.state, own_site.reason) == (State.ON_TIME, "")
    charter = {"id": "c", "name": "章程", "category": "章程", "approved_on": "2026-01-10", "disclosed_on": "2026-01-20"}
    assert instance("policies", "basic-charter", **charter).reason == ""


@pytest.mark.parametrize(
    ("platform", "site", "refused", "state"),
    [
        (None, None, "platform_on", State.EXEMPT),
        (None, None, "disclosed_on", State.EXEMPT),
        (None, "2026-05-30", "platform_on", State.ON_TIME),
        ("2026-05-30", None, "disclosed_on", State.ON_TIME),
        (None, None, "file", State.OVERDUE),
    ],
)
def test_not_applicable_ends_it_only_where_nothing_was_published(
    platform: str | None, site: str | None, refused: str, state: State
) -> None:
    """不适用 beside a day of the other column is no excuse and no loss: the day counts; in another column it says nothing."""
    old = row("annual_reports", year=2024, type="年度工作报告", platform_on="2025-05-01")
    cells = {"year": 2025, "type": "年度工作报告", "platform_on": platform, "disclosed_on": site}
    new = row("annual_reports", 3, {refused: Missing.NOT_APPLICABLE}, **cells)
    one = found(disclosed(PUBLIC, ("annual_reports", old), ("annual_reports", new)), "annual-work-report")[-1]
    assert one.state is state
    withheld = row(
        "annual_reports",
        3,
        {"platform_on": Missing.UNDISCLOSED},
        **{**cells, "disclosed_on": None, "platform_on": None},
    )
    silent = found(disclosed(PUBLIC, ("annual_reports", old), ("annual_reports", withheld)), "annual-work-report")[-1]
    assert silent.state is State.OVERDUE


def test_of_several_publications_the_earliest_by_the_day_that_counts() -> None:
    """Which of two reports was first is told by 慈善中国 where both days are there; without any day the first row stands."""
    cells = {"year": 2025, "type": "年度工作报告"}
    first = row("annual_reports", 3, **cells, platform_on="2026-05-20", disclosed_on="2026-01-02")
    second = row("annual_reports", 4, **cells, platform_on="2026-05-10", disclosed_on="2026-03-03")
    third = row("annual_reports", 5, **cells)
    for rows in ((first, second, third), (third, second, first)):
        (one,) = found(disclosed(PUBLIC, *(("annual_reports", each) for each in rows)), "annual-work-report")
        assert one.where == second.where
    only_there = row("annual_reports", 7, **cells, platform_on="2026-05-30")
    (dated,) = found(disclosed(PUBLIC, ("annual_reports", third), ("annual_reports", only_there)), "annual-work-report")
    assert dated.where == only_there.where
    fourth = row("annual_reports", 6, **cells)
    (none,) = found(disclosed(PUBLIC, ("annual_reports", third), ("annual_reports", fourth)), "annual-work-report")
    assert none.where == third.where


PROJECT = {"id": "a", "name": "甲"}


@pytest.mark.parametrize(
    ("cells", "closing", "expected"),
    [
        # its end is planned and over
        ({"end_on": "2026-01-31"}, None, (State.OVERDUE, "2026-01-31")),
        # its end is today, or has not come
        ({"end_on": "2026-06-30"}, None, None),
        ({"end_on": "2026-12-31"}, None, None),
        ({"end_on": "2026-06-29"}, None, (State.DUE, "2026-06-29")),
        # it ended before its time: the closing says when
        (
            {"end_on": "2026-12-31"},
            {"closed_on": "2026-01-31", "published_on": "2026-04-30"},
            (State.ON_TIME, "2026-01-31"),
        ),
        (
            {"end_on": "2026-01-31"},
            {"closed_on": "2026-03-31", "published_on": "2026-06-30"},
            (State.ON_TIME, "2026-03-31"),
        ),
        ({"end_on": "2026-01-31"}, {"published_on": "2026-04-01"}, (State.ON_TIME, "2026-01-31")),
        # it is told before its end that was planned: said, not judged
        ({"end_on": "2026-12-31"}, {"published_on": "2026-04-01"}, (State.UNVERIFIED, "2026-12-31")),
        # no end is told: only a project that is said to be over owes a closing
        ({}, None, None),
        ({"status": "进行中"}, None, None),
        ({"status": "已结项"}, None, (State.UNTOLD, "")),
        ({"status": "进行中"}, {"published_on": "2026-04-01"}, (State.PUBLISHED, "")),
    ],
)
def test_when_a_project_owes_its_closing(
    cells: dict[str, str], closing: dict[str, str] | None, expected: tuple[State, str] | None
) -> None:
    """From the day on which it ended, as its closing tells or else as planned; what goes on owes none, and hides no other."""
    rows = [
        ("projects", row("projects", **PROJECT, **cells)),
        ("projects", row("projects", 3, id="z", name="乙", end_on="2026-01-31")),
    ]
    if closing:
        rows.append(("project_closings", row("project_closings", project="a", **closing)))
    instances = found(disclosed(PUBLIC, *rows), "project-final")
    told = {one.subject: (one.state, one.since) for one in instances}
    assert told.pop("乙") == (State.OVERDUE, "2026-01-31")
    assert told == ({"甲": expected} if expected else {})


def test_an_emergency_is_answered_from_its_first_day() -> None:
    """What is spent in an emergency is asked for at once, also where its day has not come; without a day it is not counted."""
    for start, state in (("2026-02-01", State.UNTOLD), ("2026-12-01", State.UNTOLD), (None, State.UNTOLD)):
        one = instance("emergencies", "emergency-allocation", **PROJECT, start_on=start)
        assert (one.state, one.since, one.subject) == (state, start or "", "甲")


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ([{"valid_from": "2026-02-01"}], State.ON_TIME),
        ([{"valid_from": "2026-02-02"}], State.OVERDUE),
        ([{}], State.OVERDUE),
        ([{"valid_to": "2026-01-31"}, {"valid_from": "2026-02-01", "valid_to": "2026-02-01"}], State.ON_TIME),
        ([{"valid_from": "2020-01-01", "valid_to": "2026-01-31"}, {"valid_from": "2026-02-02"}], State.OVERDUE),
        ([], State.OVERDUE),
    ],
)
def test_which_certificate_was_in_force(papers: list[dict[str, str]], state: State) -> None:
    """The first that holds on the day the appeal begins, its first and last day counted; without an end it goes on."""
    rows = [
        ("qualifications", row("qualifications", number, id=f"q{number}", type="公开募捐资格", **cells))
        for number, cells in enumerate(papers, 2)
    ]
    appeal = ("campaigns", row("campaigns", id="a", name="甲", start_on="2026-02-01"))
    (one,) = found(disclosed(PUBLIC, appeal, *rows), "fundraising-qualification")
    assert one.state in ({state, State.PUBLISHED} if papers == [{}] else {state})
    blank = ("campaigns", row("campaigns", id="b", name="乙"))
    (undated,) = found(disclosed(PUBLIC, blank, *rows), "fundraising-qualification")
    assert (undated.state, undated.site_on) == (State.UNTOLD, "")


# --- what goes on --------------------------------------------------------------------------------


def progress(*days: str) -> list[tuple[str, Record]]:
    return [("project_progress", row("project_progress", project="a", as_of=one, published_on=one)) for one in days]


def test_a_project_that_closed_early_is_asked_no_further() -> None:
    """The day on which it was closed ends the quarters, also before the end that was planned."""
    project = ("projects", row("projects", **PROJECT, start_on="2025-01-01", end_on="2025-12-31"))
    closing = (
        "project_closings",
        row("project_closings", project="a", closed_on="2025-08-15", published_on="2025-09-01"),
    )
    told = progress("2025-04-01", "2025-07-01")
    closed = found(disclosed(PUBLIC, project, closing, *told), "project-periodic")
    assert [one.state for one in closed] == [State.ON_TIME, State.ON_TIME]
    planned = found(disclosed(PUBLIC, project, *told), "project-periodic")
    assert [one.state for one in planned] == [State.ON_TIME, State.ON_TIME, State.OVERDUE]
    undated = ("project_closings", row("project_closings", project="a", published_on="2025-09-01"))
    assert [one.state for one in found(disclosed(PUBLIC, project, undated, *told), "project-periodic")][
        -1
    ] is State.OVERDUE
    complete = progress("2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01")
    assert (
        len(found(disclosed(PUBLIC, project, undated, *complete), "project-periodic")) == 3
    )  # the fourth is after its end
    both = [closing, ("project_closings", row("project_closings", 3, project="a", closed_on="2025-12-01"))]
    assert len(found(disclosed(PUBLIC, project, *both, *told), "project-periodic")) == len(closed)


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (["2025-04-01", "2025-06"], (State.UNVERIFIED, "有的公开日期只到月（2025-06），算不出早晚")),
        (["2025-04-01", "2025-10"], (State.UNVERIFIED, "有的公开日期只到月（2025-10），算不出早晚")),
        (["2025-03", "2025-04-01"], (State.OVERDUE, "")),
        (["2025-04-01"], (State.OVERDUE, "")),
        (["2025-04-01", "2025-06-30"], (State.OVERDUE, "")),
    ],
)
def test_a_publication_without_its_day_makes_no_project_late(days: list[str], last: tuple[State, str]) -> None:
    """Wherever it may have been made in time it is no verdict that it was late, or that there was none."""
    project = ("projects", row("projects", **PROJECT, start_on="2025-01-01", end_on="2025-12-31"))
    owed = found(disclosed(PUBLIC, project, *progress(*days)), "project-periodic")
    assert owed[-1].state is last[0]
    assert last[1] in owed[-1].reason
    assert owed[-1].days is None or last[0] is State.OVERDUE


@pytest.mark.parametrize(
    ("days", "months"),
    [
        (["2025-04-01", "2025-05", "2025-07-01"], [(), ("2025-05",), ()]),  # in time all the same
        (["2025-04-01", "2025-07-01", "2025-08"], [(), (), ("2025-08",)]),  # nothing since that is told to the day
        (["2025-02", "2025-04-01", "2025-07-01"], [("2025-02",), (), ()]),
        (["2025-04-01", "2025-07-01"], [(), (), ()]),
        (["2025-04-01", "2025-07-01", "2099-01"], [(), (), ()]),  # after today
    ],
)
def test_a_publication_without_its_day_is_kept_where_it_was_made(
    days: list[str], months: list[tuple[str, ...]]
) -> None:
    """In the stretch that it lies in, and in no other: after what was published before it, up to what came next, or today."""
    project = ("projects", row("projects", **PROJECT, start_on="2025-01-01", end_on="2025-12-31"))
    owed = found(disclosed(PUBLIC, project, *progress(*days)), "project-periodic")
    assert [one.months for one in owed] == months
    assert [one.state for one in owed[:2]] == [State.ON_TIME] * 2


def test_of_ends_the_day_of_closing_counts_before_the_one_that_was_planned() -> None:
    """Also where it is told to the month only, which is then its first day; without a start the newest report is shown."""
    project = ("projects", row("projects", **PROJECT, start_on="2025-01-01", end_on="2025-12-31"))
    closing = ("project_closings", row("project_closings", project="a", closed_on="2025-08", published_on="2025-09-01"))
    owed = found(disclosed(PUBLIC, project, closing, *progress("2025-04-01", "2025-07-01")), "project-periodic")
    assert [one.state for one in owed] == [State.ON_TIME, State.ON_TIME]
    on_platform = [
        ("project_progress", row("project_progress", number, project="a", as_of=day, **{column: day}))
        for number, (day, column) in enumerate((("2025-11-01", "published_on"), ("2026-02-01", "platform_on")), 2)
    ]
    (told,) = found(disclosed(PUBLIC, ("projects", row("projects", **PROJECT)), *on_platform), "project-periodic")
    assert (told.platform_on, told.site_on) == ("2026-02-01", "")


def test_a_project_that_ends_in_a_month_owes_nothing_that_falls_due_in_it() -> None:
    """An end without its day is an end; a start without it is told as what it is."""
    project = row("projects", **PROJECT, start_on="2025-01-02", end_on="2025-10")
    owed = found(disclosed(PUBLIC, ("projects", project), *progress("2025-04-02", "2025-07-02")), "project-periodic")
    assert [one.state for one in owed] == [State.ON_TIME, State.ON_TIME]
    begun = ("projects", row("projects", **PROJECT, start_on="2025-01"))
    (silent,) = found(disclosed(PUBLIC, begun), "project-periodic")
    (told,) = found(disclosed(PUBLIC, begun, *progress("2026-02-01")), "project-periodic")
    assert (silent.reason, told.reason) == ("开始日期只到月", "开始日期只到月，算不出早晚")


def test_without_its_first_day_nothing_is_counted() -> None:
    """A project that tells no start is 已公开 where it reports, 还没报来 where it does not; either way with its row."""
    project = ("projects", row("projects", **PROJECT))
    (silent,) = found(disclosed(PUBLIC, project), "project-periodic")
    (told,) = found(disclosed(PUBLIC, project, *progress("2025-11-01", "2026-02-01")), "project-periodic")
    assert told.published == "2026-02-01", "the newest day is told all the same"
    assert (silent.state, silent.reason, silent.record) == (State.UNTOLD, "开始日期没有报来", "projects/a")
    assert (told.state, told.reason, told.where) == (State.PUBLISHED, "开始日期没有报来，算不出早晚", project[1].where)


def test_a_project_from_before_the_law_is_measured_by_the_newest_text() -> None:
    """What began before the first text is followed by the newest term; each text has its own gap for what began under it."""
    project = ("projects", row("projects", **PROJECT, start_on="2016-01-01", end_on="2017-01-01"))
    assert found(disclosed(PUBLIC, project), "project-periodic")
    duty = DUTIES["project-periodic"]
    old = replace(duty.current, last=date(2025, 12, 31), deadline=parse("while_running:P6M?dur>P6M"))
    new = replace(duty.current, first=date(2026, 1, 1))
    rules = changed(duty, terms=(old, new))
    for start, due in (
        ("2025-11-01", date(2026, 5, 1)),
        ("2026-01-01", date(2026, 4, 1)),
    ):
        running = disclosed(PUBLIC, ("projects", row("projects", **PROJECT, start_on=start, end_on="2027-12-31")))
        assert evaluate(running, rules, TODAY)[0].due == due
    early = ("projects", row("projects", **PROJECT, start_on="2016-01-01", end_on="2027-12-31"))
    first, second = evaluate(disclosed(PUBLIC, early, *progress("2026-01-05")), rules, TODAY)
    assert (first.state, second.due) == (State.EXEMPT, date(2026, 4, 5))


def test_a_late_report_of_a_short_project_is_no_verdict() -> None:
    """As long as nobody knows whether it runs longer than six months, neither a late nor a missing report is judged."""
    project = ("projects", row("projects", **PROJECT, start_on="2026-01-01"))
    states = [
        (one.state, one.days) for one in found(disclosed(PUBLIC, project, *progress("2026-05-01")), "project-periodic")
    ]
    assert states == [(State.UNVERIFIED, None), (State.DUE, -32)]
    (missing,) = found(disclosed(PUBLIC, project), "project-periodic")
    assert (missing.state, missing.days) == (State.UNVERIFIED, None)


# --- what is there or not ------------------------------------------------------------------------


def test_gifts_of_millions_of_rows_are_counted_where_they_are() -> None:
    """A kind whose rows stay in tables is there if its tables have rows; where only some rows count, they must be there."""
    kind = kind_of("donations")
    assert kind
    frame = pd.DataFrame({one.name: [None] for one in kind.record.columns})
    disclosure = disclosed(PUBLIC)
    disclosure.datasets["donations"] = Dataset("donations", kind.record, [("d.csv", None, TypedTable(frame))])
    (one,) = found(disclosure, "annual-donations-account")
    assert (one.state, one.page) == (State.PUBLISHED, "donations/")
    (none,) = found(disclosed(PUBLIC), "annual-donations-account")
    assert none.state is State.UNTOLD
    foundation = {"org_form": "基金会"}
    other = ("policies", row("policies", id="p", name="制度", category="信息公开"))
    (missing,) = found(disclosed(foundation, other), "project-grant-procedure")
    assert missing.state is State.UNTOLD


def test_the_fullest_record_speaks_for_all() -> None:
    """Of several records of what must stand there, the one that tells most says what is missing."""
    rows = [
        ("qualifications", row("qualifications", 2, id="a", type="慈善组织认定")),
        (
            "qualifications",
            row(
                "qualifications",
                3,
                id="b",
                type="公开募捐资格",
                number="1",
                valid_from="2020-01-01",
                valid_to="2030-01-01",
            ),
        ),
        ("qualifications", row("qualifications", 4, id="c", type="公益性捐赠税前扣除资格", number="2")),
    ]
    facts = {**PUBLIC, "uscc": "9", "registry": "局"}
    (one,) = found(disclosed(facts, *rows), "basic-registration")
    assert one.where == rows[1][1].where
    assert one.missing == ("成立日期", "法定代表人")


def test_what_of_another_table_is_asked_for() -> None:
    """Without the record that fulfils a duty all its fields are missing; with it only what it leaves empty or withholds."""
    project = row("projects", **PROJECT, summary="做什么", end_on="2026-01-31")
    (missing,) = found(disclosed(PUBLIC, ("projects", project)), "project-final")
    closing = kind_of("project_closings")
    assert closing
    labels = tuple(
        closing.record.column(name).label for name in ("income_public", "income_other", "expense", "surplus")
    )
    assert missing.missing[:4] == labels
    told = row(
        "project_closings",
        3,
        {"surplus": Missing.UNDISCLOSED},
        project="a",
        closed_on="2026-01-31",
        expense=5,
        income_public=0,
        income_other=1,
    )
    (one,) = found(disclosed(PUBLIC, ("projects", project), ("project_closings", told)), "project-final")
    assert set(labels) - set(one.missing) == {labels[0], labels[1], labels[2]}
    assert labels[3] in one.missing


def test_what_does_not_bind_says_why() -> None:
    """Each reason in its own words, at the page where the record would stand."""
    (series,) = found(disclosed(PRIVATE), "project-periodic")
    assert (series.state, series.reason, series.page) == (State.EXEMPT, "没有公开募捐资格", "projects/")
    (years,) = found(disclosed(PUBLIC), "annual-fdn-report")
    assert (years.reason, years.page) == ("不是基金会", "reports/")
    (silent,) = found(disclosed(PUBLIC), "project-final")
    assert (silent.state, silent.reason) == (State.UNTOLD, f"没有报来{kind_of('project_closings').label}")  # type: ignore[union-attr]


def test_a_note_takes_nothing_from_what_does_not_apply() -> None:
    """What does not bind keeps its own reason beside a note; nobody sees to it unless a note says so."""
    note = ("duty_notes", row("duty_notes", duty="project-periodic", exempt="另有约定", responsible="项目部"))
    (exempt,) = found(disclosed(PRIVATE, note), "project-periodic")
    assert (exempt.reason, exempt.responsible) == ("没有公开募捐资格", "项目部")
    event = instance(
        "major_events", "event-major-investment", **EVENT, occurred_on="2026-01-10", disclosed_on="2026-01-20"
    )
    assert event.responsible == ""


def test_rows_are_looked_up_once_by_what_they_name() -> None:
    """Two duties over the same table with other conditions see their own rows each."""
    accounts = [
        ("campaign_accounts", row("campaign_accounts", 2, campaign="a", as_of="2025-12-31", published_on="2026-01-05")),
        (
            "campaign_accounts",
            row("campaign_accounts", 3, campaign="a", as_of="2026-02-28", final="是", published_on="2026-03-05"),
        ),
        ("campaign_accounts", row("campaign_accounts", 4, campaign="b", as_of="2025-12-31", published_on="2026-01-06")),
    ]
    appeal = ("campaigns", row("campaigns", id="a", name="甲", start_on="2025-10-10", end_on="2026-02-28"))
    disclosure = disclosed(PUBLIC, appeal, *accounts)
    every = evaluate(disclosure, RULES, TODAY)
    final = [one.site_on for one in every if one.duty.id == "fundraising-final"]
    assert final == ["2026-03-05"]
    long = ("campaigns", row("campaigns", id="a", name="甲", start_on="2025-10-10", end_on="2026-08-28"))
    periodic = found(disclosed(PUBLIC, long, *accounts), "fundraising-periodic")
    assert [one.site_on for one in periodic][:2] == ["2026-01-05", "2026-03-05"]


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        ([], State.OVERDUE),
        ([("公开募捐资格", "2019-09-01", None)], State.OVERDUE),
        ([("公开募捐资格", "2026-01-05", "2027-12-31")], State.OVERDUE),
        ([("慈善组织认定", "2027-01-01", None)], State.OVERDUE),
        ([("公开募捐资格", "2027-01-01", "2028-12-31")], State.UNVERIFIED),
        ([("公开募捐资格", "2026-01-11", "2028-12-31")], State.UNVERIFIED),
        ([("公开募捐资格", "2019-09-01", "2025-12-31")], State.UNVERIFIED),
        ([("公开募捐资格", "2019-09-01", "2023-08-31"), ("公开募捐资格", "2023-09-01", "2027-08-31")], State.OVERDUE),
    ],
)
def test_a_duty_of_those_who_may_appeal_is_judged_by_the_year(
    terms: list[tuple[str, str, str | None]], state: State
) -> None:
    """A certificate of another year says nothing of what happened before it began or after it had ended."""
    events = [
        ("major_events", row("major_events", **EVENT, occurred_on="2026-01-10")),
        ("major_events", row("major_events", 3, **{**EVENT, "id": "o", "disclosed_on": "2026-01-03"})),
    ]
    held = [
        ("qualifications", row("qualifications", at, type=type_, valid_from=begun, valid_to=ended))
        for at, (type_, begun, ended) in enumerate(terms, 2)
    ]
    judged = evaluate(disclosed(PUBLIC, *events, *held), changed(DUTIES["event-major-investment"], who="pub"), TODAY)[0]
    assert judged.state is state
    if state is State.UNVERIFIED:
        assert judged.reason == "没有报来2026-01-10有效的公开募捐资格证书，不知道适用不适用"


def test_what_the_right_to_appeal_leaves_in_doubt() -> None:
    """Duties of those who may or may not appeal, and of these only what would be judged; those of all rest on no certificate."""
    event = ("major_events", row("major_events", **EVENT, occurred_on="2026-01-10"))
    published = ("major_events", row("major_events", 3, **{**EVENT, "id": "o", "disclosed_on": "2026-01-03"}))
    later, then = (
        ("qualifications", row("qualifications", type="公开募捐资格", valid_from=begun, valid_to="2028-12-31"))
        for begun in ("2027-01-01", "2025-01-01")
    )
    duty = DUTIES["event-major-investment"]
    of_all = evaluate(disclosed(PUBLIC, event, published, later), changed(duty, who="all"), TODAY)[0]
    assert of_all.state is State.OVERDUE
    of_others = evaluate(disclosed(PRIVATE, event, published, then), changed(duty, who="nonpub"), TODAY)[0]
    assert of_others.state is State.UNVERIFIED
    (untold,) = evaluate(disclosed(PUBLIC, event, later), changed(duty, who="pub"), TODAY)
    assert (untold.state, untold.since) == (State.UNTOLD, "2026-01-10")
