"""Records as they come out of tables, made by hand, and the instances of duties that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from disclosure.duties.finding import evaluate
from disclosure.duties.obligations import Obligation
from disclosure.kinds import kind_of
from disclosure.law.duties import catalogue
from disclosure.model import Disclosure, Organisation
from disclosure.problems import Where
from disclosure.reading import Record
from disclosure.reading.cell_types import Missing

RULES = catalogue()
DUTIES = {one.id: one for one in RULES.duties}
PUBLIC = {"public_fundraising": "是", "org_form": "社会团体"}
PRIVATE = {"public_fundraising": "否", "org_form": "社会团体"}
TODAY = date(2026, 6, 30)


def row(kind_id: str, line: int = 2, reasons: Mapping[str, Missing] | None = None, /, **cells: Any) -> Record:
    """A record with these cells; every other one is empty."""
    kind = kind_of(kind_id)
    assert kind
    return kind.record.of(cells, Where(f"{kind_id}.csv", None, line), reasons)


def disclosed(facts: Mapping[str, str | None], *rows: tuple[str, Record]) -> Disclosure:
    """An organisation with these records."""
    records: dict[str, list[Record]] = {}
    for kind_id, one in rows:
        records.setdefault(kind_id, []).append(one)
    body = Organisation.known("sample", {"name": "示例慈善会", "short_name": "示例", **facts})
    return Disclosure(body, {}, {}, {}, [], records, {}, TODAY.isoformat())


def found(disclosure: Disclosure, duty: str, today: date = TODAY) -> list[Obligation]:
    """The instances of one duty."""
    return [one for one in evaluate(disclosure, RULES, today) if one.duty.id == duty]
