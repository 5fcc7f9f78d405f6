"""变更: what changed in the registered facts, the charter, the bodies or a trust; both wordings and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import PublishingTerm, Shown, cell, latest, table
from ..model import Block, Disclosure, Kind, out_of_order
from ..problems import Problem, problem
from ..reading import Complete, Date, OfficeAddress, Sourced, Text, column
from .governance import KIND as GOVERNANCE


class ChangeSubject(StrEnum):
    """Whose registered facts changed."""

    ORGANISATION = "本机构"
    BRANCH = "分支机构"
    TRUST = "慈善信托"


class ChangeRecord(Sourced):
    """One change."""

    subject = column(ChangeSubject, "对象", required=True)
    trust = column(Text, "慈善信托", refers_to="trusts", description="对象是慈善信托时填")
    field = column(Text, "变更事项", required=True, description="例如 名称、住所、法定代表人、章程、理事")
    old = column(OfficeAddress, "变更前", required=True)
    new = column(OfficeAddress, "变更后", required=True)
    changed_on = column(Date, "变更日期", required=True)
    disclosed_on = column(Date, "公开日期")


class RegistrationChange(Complete, ChangeRecord):
    """One change, with all that it must have."""


def checks(rows: Sequence[ChangeRecord]) -> Iterator[Problem]:
    """Old and new differ, and the change was published after it happened."""
    yield from out_of_order(rows, ChangeRecord.changed_on, ChangeRecord.disclosed_on)
    for row in rows:
        if row.old is not None and row.old == row.new:
            yield problem("nothing-changed", row.at(ChangeRecord.new), cell=row.new)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.rows(RegistrationChange), ChangeRecord.changed_on)
    shown: list[Shown] = [
        ChangeRecord.field,
        ChangeRecord.old,
        ChangeRecord.new,
        ChangeRecord.changed_on,
        *PublishingTerm(ChangeRecord.changed_on, ChangeRecord.disclosed_on, 30, disclosure.prepared_on).shown,
    ]
    if any(row.subject != ChangeSubject.ORGANISATION for row in rows):
        shown.insert(
            0, ("对象", lambda row: cell(disclosure, row, ChangeRecord.trust if row.trust else ChangeRecord.subject))
        )
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
