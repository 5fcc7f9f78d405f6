"""年度概览 and the figures that carry a year: totals, statement, key figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import charts
from ..accounts import of_role
from ..blocks import HOME, checks, figure_list, sentence, undisclosed
from ..kinds import kind_of
from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.headlines import Headline, HeadlineRole
from ..model import (
    Block,
    Breakdown,
    ChartBlock,
    Disclosure,
    Figure,
    FigureStatus,
    Link,
    Page,
    Prose,
    Reconciliation,
    RichText,
    Role,
    Statement,
    Verdict,
)
from ..reading import Missing
from .switch import together

# What the roles of 年度要目 (收入合计, 支出分组 …) say about the side that a figure stands on.
_SIDES = {"收入": Role.INCOME, "支出": Role.EXPENSE}


@dataclass(frozen=True, slots=True)
class Headlines:
    """The figures and breakdowns that fill the roles of one year; absent ones are empty."""

    year: int
    figures: dict[str, list[tuple[str, Figure]]]
    breakdowns: dict[str, Breakdown]

    def figure(self, role: str) -> Figure | None:
        """The figure in this role."""
        found = self.figures.get(role)
        return found[0][1] if found else None

    def labelled(self, *roles: str) -> list[tuple[str, Figure]]:
        """(label, figure) of these roles, in order."""
        return [pair for role in roles for pair in self.figures.get(role, [])]


def headlines(disclosure: Disclosure, year: int) -> Headlines:
    """What staff named as the figures of the year."""
    figures: dict[str, list[tuple[str, Figure]]] = {}
    breakdowns: dict[str, Breakdown] = {}
    for row in disclosure.rows(Headline):
        if row.year != year:
            continue
        target = row.figure
        if target in disclosure.figures:
            figure = disclosure.figures[target]
            figures.setdefault(row.role, []).append((row.label or f"{figure.subject}{figure.measure}", figure))
        elif target in disclosure.breakdowns:
            breakdowns[row.role] = disclosure.breakdowns[target]
    for role, line in ((HeadlineRole.INCOME, "income"), (HeadlineRole.EXPENSE, "expense")):
        booked = of_role(disclosure.figures, year, "activity_statement", line, "total")
        if role not in figures and booked:  # staff named none, but the books have it
            figures[role] = [(booked.measure, booked)]
    return Headlines(year, figures, breakdowns)


def captioned(disclosure: Disclosure, chart_id: str, plain: str = "", subtitle: str = "") -> charts.Caption:
    """The caption of a chart with this organisation's documents."""
    return charts.Caption(chart_id, plain=plain, subtitle=subtitle, sources=tuple(disclosure.sources.values()))


def totals_chart(disclosure: Disclosure, head: Headlines) -> Iterator[ChartBlock]:
    """CH-01, where both totals are published."""
    pair = [head.figure(f"{side}合计") for side in _SIDES]
    if any(pair):
        caption = captioned(disclosure, f"totals-{head.year}", plain=f"{head.year}年收入和支出总额")
        yield ChartBlock(charts.totals(caption, pair, tuple(_SIDES.values())))


def breakdown_chart(
    disclosure: Disclosure, head: Headlines, side: str, chart_id: str, most: int | None = None
) -> Iterator[ChartBlock]:
    """CH-02 or CH-04: *side* is 收入 or 支出; *most* keeps only the largest parts, for pages that lead on."""
    split = head.breakdowns.get(f"{side}分组")
    if split and split.parts:
        parts = [disclosure.figures[one] for one in split.parts]
        labels = {one.id: part_label(one, parts) for one in parts}
        caption = captioned(disclosure, chart_id, plain=split.title)
        total = disclosure.figures.get(split.total)
        chart = charts.breakdown(
            caption, split, total, parts, labels=labels, gap=head.figure(f"{side}缺口"), side=_SIDES[side]
        )
        yield ChartBlock(charts.shortened(chart, most) if most else chart)


def part_label(figure: Figure, parts: Sequence[Figure]) -> str | Link:
    """The name of one part, with 现金 or 物资 where two parts have the same name."""
    name = figure.subject
    if figure.basis and sum(one.subject == name for one in parts) > 1:
        name = f"{name}（{figure.basis}）"
    kind_id, _, record_id = (figure.record or "").partition("/")
    kind = kind_of(kind_id)
    return Link(name, kind.place(record_id)) if kind else name


def plan_chart(disclosure: Disclosure, head: Headlines, chart_id: str) -> Iterator[ChartBlock]:
    """CH-05: next year's targets against this year's actual figures."""
    pairs = [
        charts.PlanAndActual(
            plan[0][0], plan[0][1], actual, f"{head.year + 1}年目标", f"{head.year}年实际", side=_SIDES[side]
        )
        for side in _SIDES
        if (plan := head.figures.get(f"计划{side}")) and (actual := head.figure(f"{side}合计"))
    ]
    if pairs:
        yield ChartBlock(
            charts.bullet(captioned(disclosure, chart_id, plain=f"{head.year + 1}年目标和{head.year}年实际对照"), pairs)
        )


def open_checks(disclosure: Disclosure, year: int) -> list[Reconciliation]:
    """The checks of a year that do not end in 一致."""
    return [one for one in disclosure.reconciliations if one.year == year and one.verdict is not Verdict.AGREES]


def statement(disclosure: Disclosure, head: Headlines) -> Statement:
    """The answer of the year: totals, who was helped, and one line that checks them."""
    items: list[tuple[str, Figure | Missing]] = []
    for role, label in (("收入合计", "接收款物"), ("支出合计", "发放款物")):
        items.append(head.figures[role][0] if role in head.figures else (label, Missing.UNDISCLOSED))
    items += head.labelled("受益") or head.labelled("关键数")[:1]
    lines: list[RichText] = []
    gaps = head.labelled("收入缺口", "支出缺口")
    if gaps:
        told: list[str | Figure] = ["不能全部对上："]
        for label, figure in gaps:
            told += ["；" if len(told) > 1 else "", label, figure]
        lines.append((*told, "。"))
    difference = head.figures.get("收支差")
    if difference:
        lines.append(sentence(f"{difference[0][0]}", difference[0][1], "，是收支差，不是结余。"))
    worth = [of_role(disclosure.figures, head.year, "balance_sheet", "net_assets", one) for one in ("open", "close")]
    if worth[0] and worth[1]:
        lines.append(sentence("净资产：年初", worth[0], "，年末", worth[1], "。"))
    else:
        lines.append(sentence("年初、年末结余：报告未披露。"))
    wider = head.labelled("对照收入", "对照支出")
    if wider:
        pieces: list[str | Figure] = ["另一口径（市县两级，不能和上面相加）："]
        for position, (label, figure) in enumerate(wider):
            pieces += ["，" if position else "", label, figure]
        lines.append((*pieces, "。"))
    return Statement(head.year, tuple(items), tuple(lines), holds=not open_checks(disclosure, head.year))


def finding(disclosure: Disclosure, head: Headlines) -> RichText:
    """One sentence that could be read aloud over the phone."""
    income, expense = head.figures.get("收入合计"), head.figures.get("支出合计")
    if not income or not expense:
        return sentence(f"{head.year}年的收入和支出总额没有公布。")
    pieces: list[str | Figure] = [
        f"{head.year}年，{disclosure.organisation.name}",
        income[0][0],
        income[0][1],
        "，",
        expense[0][0],
        expense[0][1],
    ]
    for label, figure in head.labelled("受益"):
        pieces += ["，", label, figure]
    return (*pieces, "。")


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The list of years, and one overview a year."""
    years = disclosure.years
    all_years = together(disclosure)
    for year in years:
        yield _year(disclosure, year)
    yield Page(
        path="years/",
        title="年度概览",
        finding=sentence("每一年一页，先看总数，再看对不对得上。"),
        blocks=(
            Prose(tuple(((Link(f"{year}年度", f"years/{year}/"),)) for year in years)),
            *((Prose((sentence("几年放在一起看：", all_years, "。"),)),) if all_years else ()),
        ),
        section="finances",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}各年度概览",
    )


def _year(disclosure: Disclosure, year: int) -> Page:
    head = headlines(disclosure, year)
    blocks: list[Block] = [statement(disclosure, head), *totals_chart(disclosure, head)]
    blocks += figure_list(
        "关键数字",
        [one for _, one in head.labelled("收入合计", "支出合计", "收支差", "受益", "关键数", "对照收入", "对照支出")],
        id="key",
    )
    blocks += figure_list("年度总体的其他数字", disclosure.of_topic("总体", year), id="overall")
    stated = [one for one in disclosure.figures.values() if one.year == year and one.formula is None]
    doubtful = [one for one in stated if one.status == FigureStatus.PENDING]
    blocks += figure_list("待核实的数字", doubtful, id="doubtful")
    blocks += checks(
        "对不上或没法核对的",
        open_checks(disclosure, year),
        compact=True,
        more=Link("全部勾稽", f"finances/{year}/checks/"),
    )
    books = of_role(disclosure.figures, year, "balance_sheet", "net_assets", "close")
    gaps = ("审计报告",) if books else ("年初、年末结余", "财务会计报告和审计报告")
    rows = ((DONATIONS, "逐笔捐赠"), (DISBURSEMENTS, "逐笔拨付"))
    absent = "和".join(label for kind, label in rows if not disclosure.count(kind.id))
    blocks += undisclosed((*gaps, *((absent,) if absent else ())))
    return Page(
        path=f"years/{year}/",
        title=f"{year}年度概览",
        finding=finding(disclosure, head),
        blocks=tuple(blocks),
        section="finances",
        crumbs=(HOME, Link("年度概览", "years/")),
        year=year,
        status=status_line(disclosure, year),
        description=f"{disclosure.organisation.name}{year}年收了多少、花了多少、帮了谁、和计划比怎样。",
    )


def status_line(disclosure: Disclosure, year: int) -> str:
    """年度; the documents stand below under 数字从哪来."""
    return f"{year}年度" + ("" if disclosure.documents(year) else " · 来源：机构自己填报")
