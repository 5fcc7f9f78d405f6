"""制度: the rules the organisation works by; where only a number of rules is published, they are rows without names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..blocks import InTable, InWords, Shown, latest, list_page, table, until
from ..model import Block, Disclosure, Expectation, Heading, Kind, Page, out_of_order, repeated
from ..problems import Problem, problem
from ..reading import Complete, Date, RichText, Slug, Sourced, Text, Url, Year, column


class PolicyRecord(Sourced):
    """One rule or standard."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    category = column(Text, "类别", description="例如 章程、信息公开、项目管理、财务和资产管理")
    year = column(Year, "年度")
    adopted_on = column(Date, "通过日期")
    approved_on = column(Date, "核准日期", description="章程由民政部门核准的日期")
    disclosed_on = column(Date, "公开日期")
    version = column(Text, "版本", description="同一制度的每个版本各一行")
    replaced_on = column(Date, "被替代日期", ahead=True, description="现行版本空着")
    file = column(Url, "全文网址")
    summary = column(RichText, "内容")


class Policy(Complete, PolicyRecord):
    """One rule or standard, with all that it must have."""


def checks(rows: Sequence[PolicyRecord]) -> Iterator[Problem]:
    """Approved and replaced after it was adopted; each version once, and only one in force."""
    yield from out_of_order(rows, PolicyRecord.adopted_on, PolicyRecord.approved_on)
    yield from out_of_order(rows, PolicyRecord.adopted_on, PolicyRecord.replaced_on)
    yield from repeated(rows, PolicyRecord.name, PolicyRecord.version)
    in_force: dict[str, PolicyRecord] = {}
    for row in rows:
        if row.name is None or row.version is None or row.replaced_on is not None:
            continue
        first = in_force.setdefault(row.name, row)
        if first is not row and first.version != row.version:
            yield problem("two-in-force", row.at(PolicyRecord.version), cell=row.name, other=first.where)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every policy; a table of versions where there are any."""
    versioned = [row for row in disclosure.rows(Policy) if any(row[name] is not None for name in VERSIONED)]
    extra: list[Block] = []
    if versioned:
        rows = sorted(latest(versioned, PolicyRecord.adopted_on), key=lambda row: row.name)
        shown: tuple[Shown, ...] = (
            PolicyRecord.name,
            PolicyRecord.category,
            *VERSIONED[:3],
            until("被替代日期", PolicyRecord.replaced_on),
            PolicyRecord.file,
        )
        extra = [
            Heading("版本和全文", "versions"),
            table(disclosure, kind, rows, shown, caption="制度的版本", anchors=False),
        ]
    yield list_page(disclosure, kind, extra=extra, title="全部制度" if extra else "")


# Columns that only a policy with versions and a text fills.
VERSIONED = (
    PolicyRecord.version,
    PolicyRecord.adopted_on,
    PolicyRecord.approved_on,
    PolicyRecord.replaced_on,
    PolicyRecord.file,
)


def _about(word: str) -> Expectation:
    return Expectation(
        f"{word}制度", InWords(PolicyRecord, re.escape(word), columns=(PolicyRecord.name, PolicyRecord.category))
    )


KIND = Kind(
    id="policies",
    label="制度",
    record=PolicyRecord,
    topic="制度",
    pages=pages,
    checks=checks,
    order=32,
    overseen=True,
    standing=True,
    expects=(
        Expectation("制度全文", InTable(PolicyRecord, (PolicyRecord.file,))),
        Expectation("制度的通过日期和版本", InTable(PolicyRecord, (PolicyRecord.adopted_on,))),
        Expectation(
            "经民政部门核准的章程",
            InWords(PolicyRecord, "章程", columns=(PolicyRecord.name, PolicyRecord.category)),
        ),
        _about("信息公开"),
        _about("项目管理"),
        _about("财务"),
    ),
)
