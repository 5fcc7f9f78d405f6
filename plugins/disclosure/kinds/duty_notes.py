"""公开义务安排: who in the office sees to which duty (never published), and which duties do not apply and why (published)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..law import catalogue
from ..model import Kind, records_of, repeated
from ..problems import Problem, nearest, problem
from ..reading import Promise, Record, RichText, Sourced, Text, column


class DutyNoteRecord(Sourced):
    """A note on one duty, or on all duties of a group; of one record only where that is named."""

    duty = column(
        Text,
        "义务",
        required=True,
        description="公开义务对照里的编号，例如 project-periodic；或者一组的名称，例如 项目",
    )
    record = column(
        Text, "记录", description="只说一个记录时填，例如 projects/meals；空着就是全部", promise=Promise.HELD
    )
    responsible = column(Text, "负责人", public=False, description="人或岗位；只用来提醒，不公开")
    exempt = column(RichText, "不适用的原因", description="这项义务对本机构不适用，写明为什么；会公开")


def checks(rows: Sequence[DutyNoteRecord]) -> Iterator[Problem]:
    """Known duties and groups, each noted once, with a responsible person or a reason for exemption."""
    yield from repeated(rows, DutyNoteRecord.duty, DutyNoteRecord.record)
    rules = catalogue()
    known = {*(duty.id for duty in rules.duties), *rules.groups}
    for row in rows:
        where = row.at(DutyNoteRecord.duty)
        if row.duty and row.duty not in known:
            hint = nearest(row.duty, sorted(known))
            yield problem("unknown-reference", where, cell=row.duty, target="公开义务", hint=hint)
        if row.responsible is None and row.exempt is None:
            yield problem("empty-duty-note", where, cell=(row.duty or ""))


def relations(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """The record that a note names exists."""
    for row in records_of(records, DutyNoteRecord):
        kind, _, record = (row.record or "").partition("/")
        if row.record and not any(target.values.get("id") == record for target in records.get(kind, ())):
            where = row.at(DutyNoteRecord.record)
            yield problem("unknown-reference", where, cell=row.record, target="记录")


KIND = Kind(
    id="duty_notes",
    label="公开义务安排",
    record=DutyNoteRecord,
    checks=checks,
    relations=relations,
    order=230,
    path="obligations/",
)
