"""资格: recognition as a charity, the right to raise funds in public, tax relief for donors; each with its term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, MayAppeal, expiry, latest, table
from ..dates import earlier
from ..model import Block, Disclosure, Evidence, Expectation, Kind, out_of_order
from ..problems import Problem
from ..reading import Complete, Date, Record, Slug, Sourced, Text, Url, YesNo, column
from .governance import KIND as GOVERNANCE


class QualificationType(StrEnum):
    """What an organisation may be allowed."""

    CHARITY = "慈善组织认定"
    FUNDRAISING = "公开募捐资格"
    DEDUCTION = "公益性捐赠税前扣除资格"
    EXEMPTION = "非营利组织免税资格"


class QualificationRecord(Sourced):
    """One qualification for one term."""

    id = column(Slug, "编号", key=True)
    type = column(QualificationType, "资格", required=True)
    number = column(Text, "证书编号或公告文号")
    granted_by = column(Text, "批准机关")
    valid_from = column(Date, "有效期起", ahead=True)
    valid_to = column(Date, "有效期止", ahead=True, description="长期有效就填“不适用”")
    link = column(Url, "网址")


class Qualification(Complete, QualificationRecord):
    """One qualification for one term, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """A qualification does not end before it begins."""
    yield from out_of_order(rows, QualificationRecord.valid_from, QualificationRecord.valid_to)


def qualified_in(rows: Iterable[QualificationRecord], now: str | None, first: str, last: str) -> bool | None:
    """Whether a body might appeal to the public from a day to another: as it is *now*, unless its certificates leave that in doubt.

    None where that is not told: no certificate is of that time, or of a part of it only, or one is, of a body that may
    not appeal any more. A gap between two certificates is a renewal.
    """
    terms = [
        (row.valid_from, row.valid_to)
        for row in rows
        if row.type == QualificationType.FUNDRAISING and row.valid_from is not None
    ]
    if now is None or not terms:
        return None if now is None else now == YesNo.YES
    within = [(start, end) for start, end in terms if not earlier(last, start) and not (end and earlier(end, first))]
    begun = any(not earlier(first, start) for start, _ in within)
    lasting = any(not (end and earlier(end, last)) for _, end in within)
    if within and not (begun and lasting):
        return None
    return bool(within) if bool(within) == (now == YesNo.YES) else None


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.rows(Qualification), QualificationRecord.valid_from)
    yield table(
        disclosure,
        kind,
        rows,
        (
            QualificationRecord.type,
            QualificationRecord.number,
            QualificationRecord.granted_by,
            QualificationRecord.valid_from,
            expiry(QualificationRecord.valid_to, disclosure.prepared_on),
            QualificationRecord.link,
        ),
        caption="各项资格的编号和有效期",
    )


def _has(type_: str, label: str, when: Evidence | None = None) -> Expectation:
    there = InTable(QualificationRecord, (QualificationRecord.number,), ((QualificationRecord.type, type_),))
    return Expectation(label, there, when)


KIND = Kind(
    id="qualifications",
    label="资格和证书",
    record=QualificationRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=199,
    expects=(
        _has("公开募捐资格", "公开募捐资格证书编号和有效期", MayAppeal()),
        _has("公益性捐赠税前扣除资格", "公益性捐赠税前扣除资格的公告文号和年度"),
    ),
)
