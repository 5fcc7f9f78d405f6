"""公开义务对照: every duty to publish has its place, or the table says what is missing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from governed import FILLED, Lamp

from disclosure.duties.routes import absent, label, place
from disclosure.kinds import kind_of
from disclosure.law.duties import CERTAINTIES, PLACES, WHO, Carrier, Duty, catalogue
from disclosure.staff.documentation import duty_table

# Kinds that other parts of the software bring; a duty may name them before they are there.
ELSEWHERE = {
    "campaigns",
    "campaign_accounts",
    "project_progress",
    "donations",
    "pledges",
    "goods",
    "disbursements",
    "fund_accounts",
    "emergency_reports",
    "balance_sheet",
    "activity_statement",
    "cash_flow",
}
RULES = catalogue()
EVERY = tuple(one for group in RULES.groups for one in RULES.of_group(group))
CARRIERS = [(duty, carrier) for duty in EVERY for carrier in duty.carriers]


def test_no_duty_stands_twice() -> None:
    """Each id of the catalogue has one entry."""
    ids = [one.id for one in EVERY]
    assert len(ids) == len(set(ids)) == len(RULES.duties) == 71


@pytest.mark.parametrize("duty", EVERY, ids=lambda one: one.id)
def test_a_rule_names_only_what_is_known(duty: Duty) -> None:
    """Certainties, texts, whom it binds, and the columns by which its instances are found are all there."""
    assert duty.who in WHO
    assert set(duty.texts) <= set(RULES.texts)
    assert {one.certainty for one in duty.terms} <= set(CERTAINTIES)
    for before, after in pairwise(duty.terms):
        assert before.last == after.first - timedelta(days=1)
    find = duty.find
    if find is None:
        assert duty.lacks
        return
    held, trigger = kind_of(find.kind), kind_of(find.trigger)
    assert held
    assert trigger
    of_the_row = {
        *find.only,
        *(getattr(find, word, "") for word in ("platform", "site", "link", "by", "until", "event_of")),
    }
    assert of_the_row - {""} <= {column.name for column in held.record.columns}
    of_the_trigger = {*getattr(find, "event", ()), *getattr(find, "end", ()), getattr(find, "start", "")}
    assert of_the_trigger - {""} <= {column.name for column in trigger.record.columns}


def test_a_year_of_two_laws_is_split_at_the_day_the_law_changed() -> None:
    """What happened on the last day of the old order is measured by it, the next day by the new one."""
    charter = next(one for one in EVERY if one.id == "basic-charter")
    old, new = charter.term(date(2025, 12, 31)), charter.term(date(2026, 1, 1))
    assert old
    assert new
    assert (old.certain, new.certain) == (False, True)
    assert charter.term(date(2018, 8, 31)) is None


@pytest.mark.parametrize("duty", [one for one in EVERY if one.public and one.group != "募捐"], ids=lambda one: one.id)
def test_every_basic_annual_and_event_duty_has_a_home(duty: Duty) -> None:
    """What must be published of the organisation, of a year and of an event is carried by a kind or a registered fact."""
    assert duty.carriers or duty.facts


@pytest.mark.parametrize(("duty", "carrier"), CARRIERS, ids=[f"{duty.id}-{carrier.kind}" for duty, carrier in CARRIERS])
def test_carriers_name_real_columns(duty: Duty, carrier: Carrier) -> None:
    """A carrier is a kind that is there, with these columns, or one that is still to come; nothing else."""
    assert set(duty.places) <= set(PLACES)
    kind = kind_of(carrier.kind)
    if kind is None:
        assert carrier.kind in ELSEWHERE
        assert carrier.kind in absent(duty)
    else:
        assert set(carrier.columns) <= {one.name for one in kind.record.columns}
        assert label(carrier).startswith(kind.label)


def test_the_pages_that_the_table_names_are_there(tmp_path: Path) -> None:
    """Each address of a kind of governance, events, reports and notices leads to a page of an organisation that fills it."""
    paths = set(Lamp.make(tmp_path).pages())
    for _, carrier in CARRIERS:
        if carrier.kind in FILLED:
            path = place(carrier).partition("#")[0]
            assert path.replace("年份", "2025") in paths, carrier


def test_the_table_lists_every_duty_and_what_is_missing() -> None:
    """Each duty is a row; a kind that is not there is named as missing, and only then."""
    page = duty_table()
    rows = {match[1]: match[0] for match in re.finditer(r"^\| `([a-z0-9-]+)` \|.*$", page, re.MULTILINE)}
    assert list(rows) == [one.id for one in EVERY]
    for one in EVERY:
        assert ("还没有这些表" in rows[one.id]) == bool(absent(one))
        assert all(kind in rows[one.id] for kind in absent(one))
    assert [f"## {group}" for group in RULES.groups] == re.findall(r"^## .*$", page, re.MULTILINE)


def test_an_absent_kind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A duty whose kind is taken away says so by the id of the kind."""
    monkeypatch.setattr("disclosure.duties.routes.kind_of", lambda _: None)
    members = next(one for one in EVERY if one.id == "basic-governance-members")
    assert absent(members) == ("members",)
    assert place(members.carriers[0]) == ""
    assert label(members.carriers[0]) == "members"
