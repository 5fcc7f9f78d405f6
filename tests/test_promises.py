"""Every column of every kind says what a release promises of it, and no new one can be forgotten."""

from __future__ import annotations

import pytest

from disclosure.kinds import all_kinds
from disclosure.model import Kind, Organisation, SiteSettings
from disclosure.reading import AnyColumn, Exact, Promise, RichText
from disclosure.releases import BESIDE
from disclosure.releases.promised import Shape

KINDS = {kind.id: kind for kind in (*all_kinds(), *BESIDE.values())}
COLUMNS = [(kind, column) for kind in KINDS.values() for column in kind.record.columns]

# What a reader relies on and what could pass for words: held, whatever their type says.
HELD = {
    "figures": {"topic", "subject", "measure", "value", "qualifier", "unit", "as_written", "nature", "scope", "basis",
                "record", "part_of", "status", "source"},
    "computed": {"year", "topic", "subject", "measure", "formula", "unit", "scope", "record"},
    "breakdowns": {"title", "total", "disjoint", "complete", "note"},
    "reconciliations": {"title", "left", "left_formula", "relation", "right", "right_formula", "verdict", "source", "place"},
    "headlines": {"year", "role", "figure", "label"},
    "sources": {"title", "issuer", "published_on", "level", "year", "sha256"},
    "audits": {"auditor", "opinion", "findings", "mending"},
    "donations": {"received_on", "amount", "kind", "donor_type", "shown_as", "channel", "campaign", "project", "fund",
                  "emergency", "from_member", "source"},
    "disbursements": {"paid_on", "receiver", "receiver_type", "amount", "purpose", "project", "source"},
    "goods": {"item", "quantity", "value", "giver", "receiver", "project"},
    "pledges": {"promised", "shown_as", "due_on", "event"},
    "organisation": {"name", "short_name", "region", "uscc", "registry", "org_form", "part_of", "allocation_rule"},
    "site": {"name", "sample"},
    "attachments": {"id", "sha256"},
    "articles": {"title", "day"},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_column_has_a_promise(kind: Kind) -> None:
    """Of what the public sees nothing is outside without a reason, and the same holds for what moves on with life."""
    for column in kind.record.columns:
        seen = kind.public and column.public and not column.personal
        if column.promise is Promise.OUTSIDE:
            assert column.because or not seen, column.name
        if column.promise in (Promise.LIVING, Promise.GROWING):
            assert column.because, column.name
        if not column.public or column.personal:
            assert column.promise is Promise.OUTSIDE, column.name
        if column.key or isinstance(column.type, RichText):
            assert column.promise is not Promise.OUTSIDE or not seen, column.name
    if kind.public and not kind.chained:
        assert kind.promised


@pytest.mark.parametrize("kind", HELD)
def test_what_readers_rely_on_is_held(kind: str) -> None:
    """A correction is asked for wherever another value would mislead."""
    held = {column.name for column in KINDS[kind].record.columns if column.promise in (Promise.HELD, Promise.FIXED)}
    assert HELD[kind] <= held, HELD[kind] - held


def test_money_and_counts_are_held_unless_they_grow() -> None:
    """No number of a public table may be told otherwise without a word."""
    loose = {
        f"{kind.id}.{column.name}"
        for kind, column in COLUMNS
        if kind.public and isinstance(column.type, Exact) and column.promise not in (Promise.HELD, Promise.FIXED)
    }
    growing = {f"{kind.id}.{column.name}" for kind, column in COLUMNS if column.promise is Promise.GROWING}
    assert growing == {"pledges.received", "project_budgets.spent"}
    assert loose == {*growing, "verifications.value"}  # it follows the figure, which is held


def test_a_purpose_can_not_be_given_later() -> None:
    """An undesignated gift says something: giving it a purpose afterwards needs a correction like any other change."""
    purposes = ("channel", "campaign", "project", "fund", "emergency", "from_member")
    assert all(KINDS["donations"].record.column(name).promise is Promise.FIXED for name in purposes)


def test_kinds_that_name_persons_are_sealed() -> None:
    """No word of a table that names givers, receivers or related parties is kept in clear."""
    for kind in KINDS.values():
        shape = Shape.of(kind) if kind.persons else None
        if shape:
            assert {column.name for column in shape.columns if column.prose} == set(shape.sealed)


def test_facts_stand_under_the_same_rule() -> None:
    """The settings of the site and the facts of an organisation are columns like any other."""
    columns: list[AnyColumn] = [*Organisation.columns, *SiteSettings.columns]
    assert {column.name for column in columns if column.promise is Promise.OUTSIDE} == {"prepared_on"}
