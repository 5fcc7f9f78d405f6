"""制度: the rules the organisation works by; where only a number of rules is published, they are rows without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Shown, filled, latest, list_page, table, until
from ..model import Block, Disclosure, Expectation, Heading, Kind, Page, Row, at, out_of_order, repeated
from ..problems import Problem, problem
from ..reading import Date, RichText, Slug, Sourced, Text, Url, Year, column


class PolicyRecord(Sourced):
    """One rule or standard."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    category: Text = column("类别", description="例如 章程、信息公开、项目管理、财务和资产管理")
    year: Year = column("年度")
    adopted_on: Date = column("通过日期")
    approved_on: Date = column("核准日期", description="章程由民政部门核准的日期")
    disclosed_on: Date = column("公开日期")
    version: Text = column("版本", description="同一制度的每个版本各一行")
    replaced_on: Date = column("被替代日期", description="现行版本空着")
    file: Url = column("全文网址")
    summary: RichText = column("内容")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Approved and replaced after it was adopted; each version once, and only one in force."""
    yield from out_of_order(rows, PolicyRecord, "adopted_on", "approved_on")
    yield from out_of_order(rows, PolicyRecord, "adopted_on", "replaced_on")
    yield from repeated(rows, PolicyRecord, "name", "version")
    in_force: dict[str, Row] = {}
    for row in rows:
        if row["name"] is None or row["version"] is None or row["replaced_on"] is not None:
            continue
        first = in_force.setdefault(row.name, row)
        if first is not row and first["version"] != row["version"]:
            yield problem("two-in-force", at(row, PolicyRecord, "version"), cell=row.name, other=first.where)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every policy; a table of versions where there are any."""
    versioned = [row for row in disclosure.records.get(kind.id, ()) if any(row[name] is not None for name in VERSIONED)]
    extra: list[Block] = []
    if versioned:
        rows = sorted(latest(versioned, "adopted_on"), key=lambda row: row.name)
        shown: tuple[Shown, ...] = ("name", "category", *VERSIONED[:3], until("被替代日期", "replaced_on"), "file")
        extra = [
            Heading("版本和全文", "versions"),
            table(disclosure, kind, rows, shown, caption="制度的版本", anchors=False),
        ]
    yield list_page(disclosure, kind, extra=extra, title="全部制度" if extra else "")


# Columns that only a policy with versions and a text fills.
VERSIONED = ("version", "adopted_on", "approved_on", "replaced_on", "file")


def _about(word: str) -> Expectation:
    return Expectation(f"{word}制度", lambda d, _: any(word in row.name for row in d.records.get("policies", ())))


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
        Expectation("制度全文", lambda d, _: filled(d, "policies", "file")),
        Expectation("制度的通过日期和版本", lambda d, _: filled(d, "policies", "adopted_on")),
        Expectation(
            "经民政部门核准的章程",
            lambda d, _: any("章程" in f"{row.name}{row.get('category', '')}" for row in d.records.get("policies", ())),
        ),
        _about("信息公开"),
        _about("项目管理"),
        _about("财务"),
    ),
)
