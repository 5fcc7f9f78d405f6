"""变更: what changed in the registered facts, the charter, the bodies or a trust; both wordings and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Shown, cell, interval, latest, table
from ..model import Block, Disclosure, Kind, Row, at, out_of_order
from ..problems import Problem, problem
from ..reading import Date, OfficeAddress, Sourced, Text, column
from .governance import KIND as GOVERNANCE


class ChangeRecord(Sourced):
    """One change."""

    subject: Text = column("对象", required=True, choices=("本机构", "分支机构", "慈善信托"))
    trust: Text = column("慈善信托", refers_to="trusts", description="对象是慈善信托时填")
    field: Text = column("变更事项", required=True, description="例如 名称、住所、法定代表人、章程、理事")
    old: OfficeAddress = column("变更前", required=True)
    new: OfficeAddress = column("变更后", required=True)
    changed_on: Date = column("变更日期", required=True)
    disclosed_on: Date = column("公开日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Old and new differ, and the change was published after it happened."""
    yield from out_of_order(rows, ChangeRecord, "changed_on", "disclosed_on")
    for row in rows:
        if row["old"] is not None and row["old"] == row["new"]:
            yield problem("nothing-changed", at(row, ChangeRecord, "new"), cell=row["new"])


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.records[kind.id], "changed_on")
    late = interval("changed_on", "disclosed_on", 30)
    shown: list[Shown] = ["field", "old", "new", "changed_on", "disclosed_on", late]
    if any(row["subject"] != "本机构" for row in rows):
        shown.insert(0, ("对象", lambda row: cell(disclosure, kind, row, "trust" if row["trust"] else "subject")))
    yield table(
        disclosure,
        kind,
        rows,
        shown,
        caption="变更前后",
        notes=(("变更后30日内应当公开，以“慈善中国”上的公开为准。",),),
    )


KIND = Kind(
    id="registration_changes",
    label="登记和基本信息的变更",
    record=ChangeRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=207,
)
