"""公开义务对照: every duty to publish has its place, or the table says what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from governed import FILLED, Lamp

from disclosure.documentation import duty_table
from disclosure.duties import ANNUAL, BASIC, CHAPTERS, EVENTS, PLACES, Carrier, Duty, duties
from disclosure.kinds import kind_of

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
EVERY = tuple(duties())
CARRIERS = [(duty, carrier) for duty in EVERY for carrier in duty.carriers]


def test_no_duty_stands_twice() -> None:
    """Each id of the catalogue has one entry."""
    ids = [one.id for one in EVERY]
    assert len(ids) == len(set(ids)) == 71


@pytest.mark.parametrize("duty", [one for part in (BASIC, ANNUAL, EVENTS) for one in part], ids=lambda one: one.id)
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
        assert carrier.kind in duty.absent
    else:
        assert set(carrier.columns) <= {one.name for one in kind.record.columns}
        assert carrier.label.startswith(kind.label)


def test_the_pages_that_the_table_names_are_there(tmp_path: Path) -> None:
    """Each address of a kind of governance, events, reports and notices leads to a page of an organisation that fills it."""
    paths = set(Lamp.make(tmp_path).pages())
    for _, carrier in CARRIERS:
        if carrier.kind in FILLED:
            path = carrier.address.partition("#")[0]
            assert path.replace("年份", "2025") in paths, carrier


def test_the_table_lists_every_duty_and_what_is_missing() -> None:
    """Each duty is a row; a kind that is not there is named as missing, and only then."""
    page = duty_table()
    rows = {match[1]: match[0] for match in re.finditer(r"^\| `([a-z0-9-]+)` \|.*$", page, re.MULTILINE)}
    assert list(rows) == [one.id for one in EVERY]
    for one in EVERY:
        assert ("还没有这些表" in rows[one.id]) == bool(one.absent)
        assert all(kind in rows[one.id] for kind in one.absent)
    assert [f"## {chapter.title}" for chapter in CHAPTERS] == re.findall(r"^## .*$", page, re.MULTILINE)


def test_an_absent_kind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A duty whose kind is taken away says so by the id of the kind."""
    monkeypatch.setattr("disclosure.duties.kind_of", lambda _: None)
    assert BASIC[1].absent == ("members",)
    assert BASIC[1].carriers[0].address == ""
    assert BASIC[1].carriers[0].label == "members"
