"""钱用在了哪里: payments by district and village, as far as the tables say it; every page adds up to all payments to the 分.

A payment belongs to the place in its own cell 地域. Where that is empty, the place that its project names is told apart, in rows of
its own; where neither says it, it stands under 没有写明地区. Nothing is worked out from the name of a receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from .. import charts
from ..blocks import (
    HOME,
    claim,
    claimed,
    facet_bar,
    origin_of_numbers,
    places_of,
    sentence,
    sources_of,
    sum_of,
    sums_by,
)
from ..kinds import disbursements
from ..kinds.disbursements import Disbursement, DisbursementRecord, year_path
from ..kinds.emergencies import Emergency
from ..kinds.project import Project
from ..model import (
    Amount,
    Block,
    Cell,
    ChartBlock,
    Disclosure,
    Facets,
    Link,
    Mark,
    Note,
    Page,
    Role,
    RowRole,
    RowsFile,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
)
from ..quantities import yuan_text

PATH = disbursements.AREAS
MOST = 40  # tiles of one picture


class Located(Struct, frozen=True):
    """A payment and where it went: the places of its own cell, else the words of its project; what it shares with others is not split."""

    payment: Disbursement
    places: tuple[str, ...]  # the largest first; empty where the payment names none or several
    several: str = ""  # several places that the payment names together
    of_project: str = ""  # what the project or the emergency action says, where the payment says nothing


def located(disclosure: Disclosure, payments: Sequence[Disbursement]) -> list[Located]:
    """Each of *payments* with its place, in their order."""
    regions = {("project", row.id): row.region for row in disclosure.rows(Project)}
    regions |= {("emergency", row.id): row.region for row in disclosure.rows(Emergency)}
    result = []
    for row in payments:
        places = places_of(row.region)
        named = regions.get(("project", row.project or "")) or regions.get(("emergency", row.emergency or ""))
        result.append(Located(row, places, "" if places else row.region or "", "" if row.region else str(named or "")))
    return result


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """All years and one page a year; none where no payment names a place."""
    every = located(disclosure, disclosure.rows(Disbursement))
    if not disbursements.tells_places(disclosure):
        return
    years = sorted({part.payment.paid_on[:4] for part in every}, reverse=True)
    of_years = {year: [part for part in every if part.payment.paid_on.startswith(year)] for year in years}
    lines: list[tuple[Cell, list[Disbursement]]] = [
        (Link(f"{year}年", f"{PATH}{year}/"), [part.payment for part in parts]) for year, parts in of_years.items()
    ]
    named = [part.payment for part in every if part.places or part.several]
    yield Page(
        path=PATH,
        title="钱用在了哪些地方",
        label="地域",
        finding=sentence(
            f"逐笔拨付{len(every)}笔，{len(named)}笔写明了用在哪里，共",
            f"{yuan_text(sum_of(named, DisbursementRecord.amount))}；每年一页，按地方加起来等于当年的拨付。",
        ),
        blocks=(
            TableBlock(
                sums_by(
                    "年",
                    lines,
                    DisbursementRecord.amount,
                    table_id="areas",
                    caption="按年（全部拨付，写不写明地方的都在内）",
                )
            ),
            Note("怎样算", _RULE),
        ),
        section="finances",
        crumbs=(HOME, Link("财务", "finances/")),
        description=f"{disclosure.organisation.name}的钱用在了哪些地方：按地域列出的逐笔拨付。",
    )
    for year, parts in of_years.items():
        yield _year(disclosure, year, parts, _years_bar(of_years, year))


_RULE = sentence(
    "先看每笔拨付自己写的地域；那一格空着的，另列它的项目写明的地域；两处都空着的自成一行。不从接收方的名称猜。"
    "口径是本会账上逐笔登记的拨付，物资按折价算在内。"
)


def _years_bar(of_years: dict[str, list[Located]], year: str) -> Facets:
    options = [(f"{name}年", f"{PATH}{name}/", len(parts), "") for name, parts in of_years.items()]
    return facet_bar("按年度看", Link("全部", PATH), sum(map(len, of_years.values())), "笔", options, f"{PATH}{year}/")


def _year(disclosure: Disclosure, year: str, parts: Sequence[Located], bar: Facets) -> Page:
    placed = [part for part in parts if part.places or part.several]
    blocks: list[Block] = [bar]
    blocks += _tiles(disclosure, year, parts)
    blocks.append(TableBlock(_table(disclosure, year, parts)))
    blocks.append(Note("怎样算", _RULE))
    blocks.append(RowsFile(disbursements.KIND.id, f"{PATH}{year}/rows.csv", tuple(part.payment for part in parts)))
    known = sum_of((part.payment for part in placed), DisbursementRecord.amount)
    whole = sum_of((part.payment for part in parts), DisbursementRecord.amount)
    said = claim(
        placed,
        f"{year}年拨付{yuan_text(whole)}，其中{yuan_text(known)}写明了用在哪里。",
    ) or claim(not placed, f"{year}年拨付{yuan_text(whole)}，都没有逐笔写明用在哪里，下面照项目写的列出。")
    return Page(
        path=f"{PATH}{year}/",
        title=f"{year}年钱用在了哪些地方",
        label=f"{year}年地域",
        finding=said,
        blocks=tuple(blocks),
        section="finances",
        crumbs=(HOME, Link("财务", "finances/"), Link("地域", PATH)),
        year=int(year),
        description=f"{disclosure.organisation.name}{year}年的拨付，按区和村列出。",
    )


def _by(parts: Sequence[Located], name: Callable[[Located], str]) -> list[tuple[str, list[Located]]]:
    """Groups of *parts* by a name, the largest sum first; those without the name are left out."""
    groups: dict[str, list[Located]] = {}
    for part in parts:
        if name(part):
            groups.setdefault(name(part), []).append(part)
    return sorted(groups.items(), key=lambda pair: (-_sum(pair[1]), pair[0]))


def _sum(parts: Sequence[Located]) -> Decimal:
    return sum_of((part.payment for part in parts), DisbursementRecord.amount)


def _tiles(disclosure: Disclosure, year: str, parts: Sequence[Located]) -> Iterator[ChartBlock]:
    """A picture of the districts and one of the villages; places of one level only, and none that holds another."""
    levels = (
        ("districts", "按区镇", [(name, group) for name, group in _by(parts, lambda part: "".join(part.places[:1]))]),
        (
            "villages",
            "按街道和村",
            [
                (name, group)
                for name, group in _by(parts, lambda part: "".join(part.places[1:2]) and "·".join(part.places[:2]))
            ],
        ),
    )
    sources = sources_of(disclosure, [part.payment for part in parts])
    for level, words, groups in levels:
        if not groups:
            continue
        rest = len(groups) - MOST
        caption = charts.Caption(
            f"areas-{year}-{level}",
            plain=f"{year}年{words}：用了多少",
            subtitle="只算逐笔拨付里自己写明了地域的",
            sources=sources,
            notes=(sentence(f"另有{rest}处，列在下面的表里。"),) if rest > 0 else (),
        )
        marks = [Mark(name, _sum(group), yuan_text(_sum(group)), Role.EXPENSE) for name, group in groups[:MOST]]
        yield ChartBlock(charts.of_places(caption, marks))


def _table(disclosure: Disclosure, year: str, parts: Sequence[Located]) -> Table:
    """Districts with their villages, then places of projects, then what is untold; the last row is all payments of the year."""

    def line(name: str, group: Sequence[Located], role: RowRole = RowRole.PLAIN) -> TableRow:
        return TableRow((name, Amount(Decimal(len(group)), "笔"), Amount(_sum(group), "元")), role)

    rows: list[TableRow] = []
    for district, group in _by(parts, lambda part: "".join(part.places[:1])):
        villages = _by(group, lambda part: "/".join(part.places[1:]))
        rows.append(line(district, group))
        rows += [line(village, smaller, RowRole.PART) for village, smaller in villages]
        only = [part for part in group if len(part.places) == 1]
        rows += [line(f"只写到{district}", only, RowRole.PART)] if villages and only else []
    rows += [line(f"{name}（几处写在一起）", group) for name, group in _by(parts, lambda part: part.several)]
    rows += [line(f"{name}（照项目写的）", group) for name, group in _by(parts, lambda part: part.of_project)]
    untold = [part for part in parts if not (part.places or part.several or part.of_project)]
    rows += [line(claimed(untold, "没有写明地区"), untold)] if untold else []
    rows.append(line("合计", parts, RowRole.TOTAL))
    return Table(
        f"areas-{year}-table",
        f"{year}年拨付按地域",
        (TableColumn("地域"), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True, lead=True)),
        tuple(rows),
        scale="元",
        notes=(
            origin_of_numbers(disclosure, [part.payment for part in parts]),
            ("合计等于", Link(f"{year}年拨付", year_path(year)), "一页的合计。"),
        ),
    )
