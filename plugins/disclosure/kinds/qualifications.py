"""资格: recognition as a charity, the right to raise funds in public, tax relief for donors; each with its term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import latest, table
from ..model import Block, Disclosure, Expectation, Kind, Row, out_of_order
from ..problems import Problem
from ..reading import Date, Slug, Sourced, Text, Url, column
from .governance import KIND as GOVERNANCE

TYPES = ("慈善组织认定", "公开募捐资格", "公益性捐赠税前扣除资格", "非营利组织免税资格")


class QualificationRecord(Sourced):
    """One qualification for one term."""

    id: Slug = column("编号", key=True)
    type: Text = column("资格", required=True, choices=TYPES)
    number: Text = column("证书编号或公告文号")
    granted_by: Text = column("批准机关")
    valid_from: Date = column("有效期起")
    valid_to: Date = column("有效期止", description="长期有效就填“不适用”")
    link: Url = column("网址")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """A qualification does not end before it begins."""
    yield from out_of_order(rows, QualificationRecord, "valid_from", "valid_to")


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.records[kind.id], "valid_from")
    yield table(
        disclosure,
        kind,
        rows,
        ("type", "number", "granted_by", "valid_from", "valid_to", "link"),
        caption="各项资格的编号和有效期",
    )


def _has(type_: str, label: str) -> Expectation:
    def published(disclosure: Disclosure, _: int) -> bool:
        rows = disclosure.records.get("qualifications", ())
        return any(row["type"] == type_ and row["number"] for row in rows)

    return Expectation(label, published)


KIND = Kind(
    id="qualifications",
    label="资格和证书",
    record=QualificationRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=199,
    expects=(
        _has("公开募捐资格", "公开募捐资格证书编号和有效期"),
        _has("公益性捐赠税前扣除资格", "公益性捐赠税前扣除资格的公告文号和年度"),
    ),
)
