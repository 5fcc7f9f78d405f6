"""公开义务: every duty before, on and after its last day, under both laws, and where no verdict may be given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from instances import DUTIES, PRIVATE, PUBLIC, RULES, TODAY, disclosed, found, row

from disclosure.duties.obligations import Obligation, State, binds
from disclosure.model import Organisation
from disclosure.pages import duty_tables, home, obligations
from disclosure.pages.duty_ledger import Ledger
from disclosure.reading import Record
from disclosure.reading.cell_types import Missing


@dataclass(frozen=True)
class Case:
    """A record that sets a duty off on *since*, the column that tells of the publication, and the last day expected."""

    duty: str
    kind: str
    since: str
    due: str
    published: str  # column of the publication
    cells: Mapping[str, Any] = field(default_factory=dict)
    trigger: str = ""  # column of `since`
    to: str = ""  # the kind of the record that sets it off, where it is another
    to_cells: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str | None] = field(default_factory=lambda: PUBLIC)
    form: str = "社会团体"

    def rows(self, published: str | None) -> list[tuple[str, Record]]:
        if not self.to:
            cells = {**self.cells, self.published: published}
            if self.trigger:
                cells[self.trigger] = self.since
            kept = {**cells, self.published: "2026-01-05", **({self.trigger: "2026-01-04"} if self.trigger else {})}
            # another row with a day: the table is kept, so that an empty cell means something
            kept |= {"id": "other"} if "id" in kept else {}
            return [(self.kind, row(self.kind, **cells)), (self.kind, row(self.kind, 3, **kept))]
        trigger = (self.to, row(self.to, **{"id": "a", "name": "甲", **self.to_cells, self.trigger: self.since}))
        if published is None:
            return [trigger]
        return [trigger, (self.kind, row(self.kind, **{**self.cells, self.published: published}))]


PROJECT = {"id": "a", "name": "甲"}
CASES = (
    Case(
        "basic-charter",
        "policies",
        "2026-01-10",
        "2026-02-09",
        "disclosed_on",
        {"id": "a", "name": "章程", "category": "章程"},
        "approved_on",
    ),
    Case(
        "basic-governance-members",
        "members",
        "2026-02-01",
        "2026-03-03",
        "platform_on",
        {"id": "a", "name": "甲", "body": "理事会"},
        "term_start",
    ),
    Case(
        "basic-org-units",
        "units",
        "2026-01-31",
        "2026-03-02",
        "platform_on",
        {"id": "a", "name": "站"},
        "established_on",
    ),
    Case(
        "basic-key-related-parties",
        "related_parties",
        "2026-03-01",
        "2026-03-31",
        "platform_on",
        {"id": "a", "name": "厂"},
        "since",
    ),
    Case("basic-contacts", "contacts", "2026-01-01", "2026-01-31", "platform_on", {"contact_name": "部"}, "valid_from"),
    Case(
        "basic-policies",
        "policies",
        "2026-04-30",
        "2026-05-30",
        "disclosed_on",
        {"id": "a", "name": "甲", "category": "信息公开"},
        "adopted_on",
    ),
    Case(
        "basic-expense-standards",
        "expense_standards",
        "2025-12-31",
        "2026-01-30",
        "disclosed_on",
        {"category": "差旅"},
        "valid_from",
    ),
    Case("fundraising-plan-filing", "campaigns", "2026-05-11", "2026-05-01", "filed_on", PROJECT, "start_on"),
    Case("fundraising-plan-content", "campaigns", "2026-05-11", "2026-05-01", "filed_on", PROJECT, "start_on"),
    Case(
        "fundraising-emergency-filing",
        "campaigns",
        "2028-02-20",
        "2028-03-01",
        "filed_on",
        {**PROJECT, "emergency": "flood"},
        "start_on",
    ),
    Case(
        "fundraising-partner-info",
        "campaigns",
        "2026-05-11",
        "2026-05-11",
        "filed_on",
        {**PROJECT, "partners": ("p",)},
        "start_on",
    ),
    Case(
        "fundraising-partner-evaluation",
        "campaigns",
        "2026-02-28",
        "2026-05-28",
        "evaluated_on",
        {**PROJECT, "partners": ("p",)},
        "end_on",
    ),
    Case(
        "fundraising-final",
        "campaign_accounts",
        "2025-11-30",
        "2026-02-28",
        "platform_on",
        {"campaign": "a", "final": "是"},
        "end_on",
        "campaigns",
        {"start_on": "2025-10-01"},
    ),
    Case(
        "fundraising-periodic",
        "campaign_accounts",
        "2025-11-30",
        "2026-02-28",
        "platform_on",
        {"campaign": "a"},
        "start_on",
        "campaigns",
        {"end_on": "2026-12-31"},
    ),
    Case(
        "project-periodic",
        "project_progress",
        "2025-11-30",
        "2026-02-28",
        "published_on",
        {"project": "a"},
        "start_on",
        "projects",
        {"end_on": "2026-12-31"},
    ),
    Case(
        "project-final",
        "project_closings",
        "2025-12-31",
        "2026-03-31",
        "published_on",
        {"project": "a", "closed_on": "2025-12-31"},
        "end_on",
        "projects",
        {"start_on": "2025-09-01"},
    ),
    Case(
        "project-surplus",
        "project_closings",
        "2026-01-31",
        "2026-04-30",
        "published_on",
        {"project": "a", "surplus": 5},
        "closed_on",
    ),
    Case(
        "emergency-receipts",
        "emergency_reports",
        "2026-02-24",
        "2026-03-01",
        "platform_on",
        {"emergency": "a"},
        "start_on",
        "emergencies",
        {"rescue_until": "2026-03-05"},
    ),
    Case(
        "event-major-asset",
        "major_events",
        "2026-01-01",
        "2026-01-31",
        "disclosed_on",
        {"id": "a", "name": "甲", "type": "重大资产变动"},
        "occurred_on",
    ),
    Case(
        "event-major-investment",
        "major_events",
        "2026-02-01",
        "2026-03-03",
        "disclosed_on",
        {"id": "a", "name": "甲", "type": "重大投资"},
        "occurred_on",
    ),
    Case(
        "event-major-transaction",
        "major_events",
        "2026-04-01",
        "2026-05-01",
        "disclosed_on",
        {"id": "a", "name": "甲", "type": "重大交易及资金往来"},
        "occurred_on",
    ),
    Case(
        "event-related-party",
        "related_transactions",
        "2026-05-01",
        "2026-05-31",
        "disclosed_on",
        {"id": "a", "party": "p", "type": "资助"},
        "occurred_on",
    ),
    Case(
        "trust-settlor",
        "trusts",
        "2026-03-10",
        "2026-04-09",
        "disclosed_on",
        {"id": "a", "name": "甲", "role": "委托人"},
        "set_up_on",
    ),
    Case(
        "trust-change",
        "registration_changes",
        "2026-04-01",
        "2026-05-01",
        "disclosed_on",
        {"subject": "慈善信托", "field": "受托人"},
        "changed_on",
    ),
)

YEARS = (
    Case("annual-work-report", "annual_reports", "2025-12-31", "2026-05-31", "platform_on", {"type": "年度工作报告"}),
    Case(
        "annual-financial-report", "annual_reports", "2025-12-31", "2026-05-31", "platform_on", {"type": "财务会计报告"}
    ),
    Case(
        "annual-ratio-disclosure", "annual_reports", "2025-12-31", "2026-05-31", "platform_on", {"type": "年度工作报告"}
    ),
    Case("annual-audit", "audits", "2025-12-31", "2026-05-31", "disclosed_on", {"type": "年度审计"}),
    Case("annual-assoc-report", "annual_reports", "2025-12-31", "2026-05-31", "submitted_on", {"type": "年检报告"}),
    Case(
        "annual-svc-report",
        "annual_reports",
        "2025-12-31",
        "2026-05-31",
        "submitted_on",
        {"type": "年检报告"},
        form="社会服务机构",
    ),
    Case(
        "annual-fdn-report",
        "annual_reports",
        "2025-12-31",
        "2026-03-31",
        "submitted_on",
        {"type": "年检报告"},
        form="基金会",
    ),
)

# Duties whose text gives no number, or was not seen, or which are there or not: (records, the state that follows).
OTHERS: dict[str, tuple[tuple[str, Record], State]] = {
    "basic-change": (
        (
            "registration_changes",
            row(
                "registration_changes",
                subject="本机构",
                field="住所",
                changed_on="2026-02-01",
                disclosed_on="2026-06-01",
            ),
        ),
        State.PUBLISHED,
    ),
    "basic-top5-pay": (("pay", row("pay", year=2025, disclosed_on="2026-05-20")), State.PUBLISHED),
    "basic-major-thresholds": (("thresholds", row("thresholds", kind="重大投资")), State.PUBLISHED),
    "basic-registration": (("qualifications", row("qualifications", id="a", type="慈善组织认定")), State.PUBLISHED),
    "annual-ratio-exception": (
        ("ratio_exceptions", row("ratio_exceptions", year=2025, metric="管理费用比例", disclosed_on="2026-06-01")),
        State.PUBLISHED,
    ),
    "annual-major-projects-nonpub": (
        ("project_progress", row("project_progress", project="a", as_of="2025-12-31", published_on="2026-01-05")),
        State.UNVERIFIED,
    ),
    "annual-donations-account": (("donations", row("donations")), State.PUBLISHED),
    "entry-separate": (("projects", row("projects", id="a", name="甲")), State.PUBLISHED),
    "entry-correction": (
        ("corrections", row("corrections", id="a", type="更正", location="页", corrected_on="2026-02-01")),
        State.ON_TIME,
    ),
    "fundraising-qualification": (
        ("campaigns", row("campaigns", id="a", name="甲", start_on="2026-02-01")),
        State.OVERDUE,
    ),
    "fundraising-display": (
        ("campaigns", row("campaigns", id="a", name="甲", start_on="2026-02-01", end_on="2026-12-31")),
        State.UNTOLD,
    ),
    "fundraising-use-change": (
        ("campaigns", row("campaigns", id="a", name="甲", use_change="原来、现在", use_changed_on="2026-02-01")),
        State.PUBLISHED,
    ),
    "emergency-allocation": (
        ("emergencies", row("emergencies", id="a", name="甲", start_on="2026-02-01")),
        State.UNTOLD,
    ),
    "project-basic": (("projects", row("projects", id="a", name="甲", start_on="2026-02-01")), State.PUBLISHED),
    "project-grant-procedure": (("policies", row("policies", id="a", name="甲", category="项目管理")), State.PUBLISHED),
    "event-insider-transaction": (
        ("related_transactions", row("related_transactions", id="a", party="p", type="交易", occurred_on="2026-02-01")),
        State.UNTOLD,
    ),
    "trust-trustee-annual": (("trusts", row("trusts", id="a", name="甲", role="受托人", year=2025)), State.PUBLISHED),
}


def test_every_followed_duty_is_tried() -> None:
    """No rule of the data is left without a case."""
    tried = {one.duty for one in (*CASES, *YEARS)} | set(OTHERS)
    assert tried == {one.id for one in RULES.duties if one.find}


def first(case: Case, published: str | None, today: date) -> Obligation:
    """The instance that the case is about."""
    if case in YEARS:
        facts = {**case.facts, "org_form": case.form}
        column = {"audits": "audited_year"}.get(case.kind, "year")
        old = row(case.kind, **{**case.cells, column: 2024, case.published: "2025-03-01"})
        new = row(case.kind, 3, **{**case.cells, column: 2025, case.published: published})
        records = [(case.kind, old), *([(case.kind, new)] if published else [])]
        if case.kind != "annual_reports":
            records.append(("annual_reports", row("annual_reports", year=2024, type="其他")))
        return next(one for one in found(disclosed(facts, *records), case.duty, today) if one.since == "2025-12-31")
    instances = found(disclosed(case.facts, *case.rows(published)), case.duty, today)
    return next(one for one in instances if one.since == case.since)


@pytest.mark.parametrize("case", [*CASES, *YEARS], ids=lambda one: one.duty)
def test_before_on_and_after_the_last_day(case: Case) -> None:
    """A day early and the last day are in time, a day later is late by one; without a publication the day of asking counts."""
    due = date.fromisoformat(case.due)
    day = timedelta(1)
    for published, state, days in (
        (due - day, State.ON_TIME, -1),
        (due, State.ON_TIME, 0),
        (due + day, State.LATE, 1),
        (due + 40 * day, State.LATE, 40),
    ):
        if (
            case.since <= published.isoformat()
            or "P10D" in DUTIES[case.duty].current.deadline.text
            or case.since == case.due
        ):
            one = first(case, published.isoformat(), TODAY)
            assert (one.due, one.state, one.days) == (due, state, days), published
    for today, state, text in (
        (due - day, State.DUE, "还有1天"),
        (due, State.DUE, "今天到期"),
        (due + day, State.OVERDUE, "已逾期1天"),
        (due + 30 * day, State.OVERDUE, "已逾期30天"),
    ):
        if case in YEARS or today.isoformat() >= case.since or not case.to:
            one = first(case, None, today)
            assert (one.due, one.state, one.text) == (due, state, text), today


@pytest.mark.parametrize("duty", sorted(OTHERS))
def test_what_gives_no_number_is_never_called_late(duty: str) -> None:
    """Published or not told; a day early or late is not spoken of, except for what must come before the act."""
    record, state = OTHERS[duty]
    who = DUTIES[duty].who
    facts = {**(PRIVATE if who == "nonpub" else PUBLIC), "org_form": "基金会" if who == "fdn" else "社会团体"}
    disclosure = disclosed(facts, record)
    if record[0] == "donations":
        disclosure = disclosed(facts, record)
    one = found(disclosure, duty)[-1]
    assert one.state is state
    if state in {State.PUBLISHED, State.UNTOLD}:
        assert one.days is None
        assert one.reason


@pytest.mark.parametrize(
    ("duty", "kind", "cells"),
    [
        (
            "basic-charter",
            "policies",
            {"id": "a", "name": "章程", "category": "章程", "approved_on": "2025-12-31", "disclosed_on": "2026-03-31"},
        ),
        (
            "basic-change",
            "registration_changes",
            {"subject": "本机构", "field": "住所", "changed_on": "2025-12-31", "disclosed_on": "2026-03-31"},
        ),
        (
            "event-related-party",
            "related_transactions",
            {"id": "a", "party": "p", "type": "资助", "occurred_on": "2025-12-31", "disclosed_on": "2026-03-31"},
        ),
        (
            "event-major-asset",
            "major_events",
            {"id": "a", "name": "甲", "type": "重大资产变动", "occurred_on": "2025-12-31"},
        ),
        (
            "fundraising-plan-filing",
            "campaigns",
            {"id": "a", "name": "甲", "start_on": "2024-09-04", "filed_on": "2024-09-04"},
        ),
    ],
)
def test_a_text_that_was_not_seen_gives_no_verdict(duty: str, kind: str, cells: dict[str, Any]) -> None:
    """On the last day of the old order the number is not certain: 还没弄清, however late it was."""
    (one,) = found(disclosed(PUBLIC, (kind, row(kind, **cells))), duty)
    assert (one.state, one.days) == (State.UNVERIFIED, None)


def test_the_day_after_the_change_of_the_law_is_judged() -> None:
    """The same lateness, set off one day later, falls under the text that was seen."""
    cells = {"id": "a", "party": "p", "type": "资助", "occurred_on": "2026-01-01", "disclosed_on": "2026-03-31"}
    (one,) = found(
        disclosed(PUBLIC, ("related_transactions", row("related_transactions", **cells))), "event-related-party"
    )
    assert (one.state, one.days, one.due) == (State.LATE, 59, date(2026, 1, 31))


def test_what_happened_before_the_rule_is_not_measured_by_it() -> None:
    """A standard of 2016 does not fall under a rule of 2018, and the reason is told."""
    cells = {"category": "差旅", "valid_from": "2018-08-31", "disclosed_on": "2020-01-01"}
    (one,) = found(
        disclosed(PUBLIC, ("expense_standards", row("expense_standards", **cells))), "basic-expense-standards"
    )
    assert (one.state, one.reason) == (State.EXEMPT, "早于2018年9月1日，这条规定还没有施行")


@pytest.mark.parametrize(
    ("duty", "facts", "bound"),
    [
        ("annual-audit", PUBLIC, True),
        ("annual-audit", PRIVATE, False),
        ("annual-audit", {}, None),
        ("annual-major-projects-nonpub", PUBLIC, False),
        ("annual-major-projects-nonpub", PRIVATE, True),
        ("annual-fdn-report", PUBLIC, False),
        ("annual-fdn-report", {"org_form": "基金会"}, True),
        ("annual-assoc-report", {}, None),
        ("annual-work-report", {}, True),
    ],
)
def test_whom_a_duty_binds(duty: str, facts: Mapping[str, str | None], bound: bool | None) -> None:  # noqa: FBT001
    """By qualification and form; not told is not no."""
    assert binds(DUTIES[duty], Organisation.known("sample", facts)) is bound


def test_what_does_not_bind_is_told_with_its_reason() -> None:
    """Without the qualification no periodic account of a campaign is owed."""
    (one,) = found(disclosed(PRIVATE), "fundraising-periodic")
    assert (one.state, one.reason) == (State.EXEMPT, "没有公开募捐资格")


def test_an_unknown_qualification_gives_no_verdict() -> None:
    """A project without progress is not overdue where nobody knows whether the duty binds."""
    project = ("projects", row("projects", id="a", name="甲", start_on="2025-01-01"))
    (known,) = found(disclosed(PUBLIC, project), "project-periodic")
    (unknown,) = found(disclosed({}, project), "project-periodic")
    assert (known.state, known.days) == (State.OVERDUE, 455)
    assert (unknown.state, unknown.days) == (State.UNVERIFIED, None)


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2025-01-15", "2025-07-15", State.EXEMPT),
        ("2025-01-15", "2025-07-16", State.OVERDUE),
        ("2026-01-01", None, State.UNVERIFIED),  # on 30 June 2026 it has run for less than six months and a day
        ("2026-04-01", None, State.DUE),  # nobody knows yet, but the day is near: staff are reminded
        ("2025-12-29", None, State.OVERDUE),
    ],
)
def test_only_what_runs_longer_than_six_months_is_told_every_three(start: str, end: str | None, state: State) -> None:
    """Exactly six months are not longer; without an end it counts what has passed."""
    project = ("projects", row("projects", id="a", name="甲", start_on=start, end_on=end))
    assert found(disclosed(PUBLIC, project), "project-periodic")[0].state is state


def test_a_missing_quarter_is_found_wherever_it_is_missing() -> None:
    """Take out the middle report and the next is late; take out the last and the project is overdue."""
    days = ("2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01")
    project = ("projects", row("projects", id="a", name="甲", start_on="2025-01-01"))

    def states(*told: str) -> list[tuple[State, int | None]]:
        rows = [("project_progress", row("project_progress", project="a", as_of=one, published_on=one)) for one in told]
        return [(one.state, one.days) for one in found(disclosed(PUBLIC, project, *rows), "project-periodic")]

    assert states(*days) == [(State.ON_TIME, 0)] * 5 + [(State.DUE, -1)]
    assert states(*days[:2], *days[3:]) == [
        (State.ON_TIME, 0), (State.ON_TIME, 0), (State.LATE, 92), (State.ON_TIME, 0), (State.DUE, -1),
    ]  # fmt: skip
    assert states(*days[:4])[-1] == (State.OVERDUE, 90)


@pytest.mark.parametrize("days", [("2026-05-20", "2026-06-20"), ("2026-06-20", "2026-05-20"), (None, "2026-05-20")])
def test_the_earliest_publication_counts(days: tuple[str | None, ...]) -> None:
    """Published in time and once more after the last day is in time, in whatever order the rows stand."""
    old = row("audits", id="old", name="甲", type="年度审计", audited_year=2024, disclosed_on="2025-05-01")
    audits = [
        row("audits", number, id=f"a{number}", name="甲", type="年度审计", audited_year=2025, disclosed_on=day)
        for number, day in enumerate(days, 3)
    ]
    told = [("audits", one) for one in (old, *audits)]
    years = found(disclosed(PUBLIC, *told, ("annual_reports", row("annual_reports", year=2024))), "annual-audit")
    assert [(one.since, one.state, one.site_on, one.days) for one in years] == [
        ("2024-12-31", State.ON_TIME, "2025-05-01", -30),
        ("2025-12-31", State.ON_TIME, "2026-05-20", -11),
    ]
    project = ("projects", row("projects", id="a", name="甲", start_on="2025-09-01", end_on="2026-02-28"))
    closings = [
        ("project_closings", row("project_closings", number, project="a", closed_on="2026-02-28", published_on=day))
        for number, day in enumerate(days, 3)
    ]
    (closing,) = found(disclosed(PUBLIC, project, *closings), "project-final")
    assert (closing.state, closing.site_on, closing.days) == (State.ON_TIME, "2026-05-20", -8)


def test_news_fulfils_nothing() -> None:
    """A notice of the closing is no closing: only the typed record counts."""
    project = ("projects", row("projects", id="a", name="甲", start_on="2025-01-01", end_on="2025-12-31"))
    notice = ("notices", row("notices", id="n", name="甲项目结项公告", date="2026-01-10", type="项目"))
    (one,) = found(disclosed(PUBLIC, project, notice), "project-final")
    assert (one.state, one.days) == (State.OVERDUE, 91)


@pytest.mark.parametrize(
    ("status", "state"), [("进行中", State.UNVERIFIED), ("计划", State.UNVERIFIED), ("已结项", State.OVERDUE)]
)
def test_a_planned_end_is_no_end(status: str, state: State) -> None:
    """What is said to go on after the day that was planned for its end may have been prolonged: nobody is called late."""
    cells = {"id": "a", "name": "甲", "start_on": "2025-01-01", "end_on": "2025-12-31", "status": status}
    (one,) = found(disclosed(PUBLIC, ("projects", row("projects", **cells))), "project-final")
    assert (one.state, one.days) == (state, 91 if state is State.OVERDUE else None)
    assert ("不知道结束没有" in one.reason) == (state is State.UNVERIFIED)


def test_the_end_tells_what_was_not_told_before() -> None:
    """Progress that was never told is late until the closing is public, and no longer."""
    project = (
        "projects",
        row("projects", id="a", name="甲", start_on="2025-01-01", end_on="2025-12-31", status="已结项"),
    )
    closing = (
        "project_closings",
        row("project_closings", project="a", closed_on="2025-12-31", published_on="2026-02-10"),
    )
    (one,) = found(disclosed(PUBLIC, project, closing), "project-periodic")
    assert (one.state, one.since, one.site_on, one.days) == (State.LATE, "2025-01-01", "2026-02-10", 315)
    assert one.reason == "没有单独公开，按公开结项情况的那一天算"
    assert one.missing == ("地域",)
    (silent,) = found(disclosed(PUBLIC, project), "project-periodic")
    assert silent.state is State.OVERDUE


def test_the_day_on_the_statutory_platform_counts_first() -> None:
    """Early here and late there is late; only here, and it says so."""
    cells = {"project": "a", "as_of": "2026-01-31", "published_on": "2026-02-10"}
    project = ("projects", row("projects", id="a", name="甲", start_on="2025-11-30"))
    there = ("project_progress", row("project_progress", **cells, platform_on="2026-03-10"))
    here = ("project_progress", row("project_progress", **cells))
    one = found(disclosed(PUBLIC, project, there), "project-periodic")[0]
    assert (one.state, one.days, one.platform_on, one.site_on) == (State.LATE, 10, "2026-03-10", "2026-02-10")
    other = found(disclosed(PUBLIC, project, here), "project-periodic")[0]
    assert (other.state, other.days) == (State.ON_TIME, -18)
    assert "慈善中国的公开日期没有报来" in other.reason


@pytest.mark.parametrize(
    ("since", "published", "state"),
    [
        ("2026-01", "2026-02-01", State.UNVERIFIED),
        ("2026-01-10", "2026-01", State.ON_TIME),  # whichever day of January it was
        ("2026-01-10", "2026-02", State.UNVERIFIED),
        (None, "2026-02-01", State.PUBLISHED),
        (None, None, State.UNTOLD),
        ("2026-01-10", "2026-01-01", State.UNVERIFIED),  # published before it happened
    ],
)
def test_what_is_not_told_to_the_day_is_not_judged(since: str | None, published: str | None, state: State) -> None:
    """A month is enough only where every one of its days leads to the same answer."""
    cells = {"id": "a", "name": "甲", "type": "重大投资", "occurred_on": since, "disclosed_on": published}
    (one,) = found(disclosed(PUBLIC, ("major_events", row("major_events", **cells))), "event-major-investment")
    assert one.state is state


def test_a_cell_that_says_not_applicable_is_believed() -> None:
    """不适用 in the column of the publication ends the matter, with its reason."""
    cells = {"id": "a", "name": "甲", "type": "重大投资", "occurred_on": "2026-01-10"}
    event = row("major_events", 2, {"disclosed_on": Missing.NOT_APPLICABLE}, **cells)
    (one,) = found(disclosed(PUBLIC, ("major_events", event)), "event-major-investment")
    assert (one.state, one.reason) == (State.EXEMPT, "填报为不适用")


def test_silence_of_a_table_that_nobody_keeps_is_no_verdict() -> None:
    """Without any report the years are 还没报来; with one of them the missing one is overdue."""
    assert [one.state for one in found(disclosed(PUBLIC), "annual-work-report")] == [State.UNTOLD]
    told = ("annual_reports", row("annual_reports", year=2024, type="年度工作报告", platform_on="2025-05-01"))
    states = [(one.subject, one.state) for one in found(disclosed(PUBLIC, told), "annual-work-report")]
    assert states == [("2024年度", State.ON_TIME), ("2025年度", State.OVERDUE)]


def test_the_fields_that_are_asked_for_are_told_apart() -> None:
    """What is filled, what is empty, and what was withheld or does not apply, which is no gap."""
    reasons = {"opinion": Missing.NOT_APPLICABLE}
    audit = row(
        "audits",
        2,
        reasons,
        id="a",
        name="甲",
        type="年度审计",
        audited_year=2025,
        auditor="所",
        disclosed_on="2026-05-01",
    )
    (one,) = found(disclosed(PUBLIC, ("audits", audit)), "annual-audit")
    assert set(one.missing) == {"报告文号", "报告日期", "报告网址"}


def test_notes_name_who_sees_to_it_and_what_does_not_apply() -> None:
    """The nearest note counts: of the record, of the duty, of its group."""
    projects = [
        ("projects", row("projects", id=one, name=one, start_on="2026-03-01", end_on="2026-12-31")) for one in "ab"
    ]
    notes = [
        ("duty_notes", row("duty_notes", duty="项目", responsible="项目部")),
        ("duty_notes", row("duty_notes", duty="project-periodic", record="projects/b", responsible="乙组")),
        ("duty_notes", row("duty_notes", duty="annual-audit", exempt="今年成立，没有要审的年度")),
    ]
    disclosure = disclosed(PUBLIC, *projects, *notes)
    assert [one.responsible for one in found(disclosure, "project-periodic")] == ["项目部", "乙组"]
    (audit,) = found(disclosure, "annual-audit")
    assert (audit.state, audit.reason) == (State.EXEMPT, "今年成立，没有要审的年度")


def test_an_emergency_without_the_end_of_its_stage_is_not_judged() -> None:
    """Every five days only as long as the stage of rescue lasts; when that was is not guessed."""
    emergency = ("emergencies", row("emergencies", id="a", name="甲", start_on="2026-02-24"))
    (one,) = found(disclosed(PUBLIC, emergency), "emergency-receipts")
    assert (one.state, one.reason) == (State.UNVERIFIED, "没有报来应急处置与救援阶段哪天结束")


def test_the_display_of_a_running_appeal_names_what_is_missing() -> None:
    """Certificate, plan and way to look it up; when the appeal is over, nothing is owed any more."""
    cells = {
        "id": "a",
        "name": "甲",
        "certificate": "证1",
        "plan_address": "https://example.org",
        "end_on": "2026-06-30",
    }
    facts = {**PUBLIC, "phone": "0000"}
    shown = ("campaigns", row("campaigns", **cells, lookup="网站"))
    assert found(disclosed(facts, shown), "fundraising-display")[0].state is State.PUBLISHED
    hidden = found(disclosed(facts, ("campaigns", row("campaigns", **cells))), "fundraising-display")[0]
    assert (hidden.state, hidden.missing) == (State.UNTOLD, ("募捐信息查询方法",))
    assert found(disclosed(facts, shown), "fundraising-display", date(2026, 7, 1))[0].state is State.EXEMPT


@pytest.mark.parametrize(("valid_to", "state"), [("2026-02-01", State.ON_TIME), ("2026-01-31", State.OVERDUE)])
def test_an_appeal_needs_a_certificate_in_force_when_it_begins(valid_to: str, state: State) -> None:
    """On its last day it still counts, the day after it does not."""
    appeal = ("campaigns", row("campaigns", id="a", name="甲", start_on="2026-02-01"))
    paper = row("qualifications", id="q", type="公开募捐资格", valid_from="2019-09-01", valid_to=valid_to)
    (one,) = found(disclosed(PUBLIC, appeal, ("qualifications", paper)), "fundraising-qualification")
    assert one.state is state


@pytest.mark.parametrize(
    ("disclosed_on", "answer"),
    [
        ("2026-03-20", "公开了1件"),
        (None, "一件也没报来"),
        ("2026-02-01", "1件按时"),
        ("2026-02", "有公开的，早晚没弄清"),
    ],
    ids=["late", "never", "in time", "in a month"],
)
def test_what_was_published_late_was_published(disclosed_on: str | None, answer: str) -> None:
    """The home page says that nothing was published only where nothing was."""
    charter = row("policies", id="a", name="章程", category="章程", approved_on="2026-01-10", disclosed_on=disclosed_on)
    point = home._duties(Ledger(disclosed(PUBLIC, ("policies", charter)), ()))
    assert "".join(map(str, point.answer)) == answer
    words = "".join(str(getattr(piece, "text", piece)) for piece in point.words)
    assert words.startswith("有期限的1件都按时；另有" if answer == "1件按时" else "一共"), words


def test_the_lead_of_the_duties_blames_no_clause_for_an_unknown_form() -> None:
    """Whether a duty applies is unknown where the form of the body is: the sentence speaks of no clause and no date."""
    page = obligations._list(Ledger(disclosed({"public_fundraising": "是"}), ()))
    assert re.fullmatch(r"\d+件还没报来；\d+件还没弄清。", "".join(map(str, page.finding)))


def test_what_is_published_without_a_day_is_not_called_unreported() -> None:
    """A project whose name and contents stand on the site: its row does not say 还没报来 beside 已公开."""
    project = row("projects", id="a", name="甲", summary="给学生发助学金。")
    ledger = Ledger(disclosed(PUBLIC, ("projects", project)), ())
    table = duty_tables.instances(ledger, "t", "", ledger.by_duty["project-basic"], named=False).table
    ((*_, site, state),) = (line.cells for line in table.rows)
    assert (site, state.text) == ("登在本站，日期没有报来", "已公开")


@pytest.mark.parametrize(
    ("judged", "late", "words"),
    [
        (1, (39,), "公开了1次，晚了39天"),
        (3, (39,), "公开了3次，1次晚了39天，别的按时"),
        (2, (39, 2), "公开了2次，都晚了，最久的晚了39天"),
        (5, (39, 2), "公开了5次，3次按时，2次晚了，最久的晚了39天"),
    ],
)
def test_of_a_single_publication_nothing_is_the_latest(judged: int, late: tuple[int, ...], words: str) -> None:
    """The title of the chart counts what was late, and compares only where there are several."""
    assert duty_tables._lateness(judged, late) == words
