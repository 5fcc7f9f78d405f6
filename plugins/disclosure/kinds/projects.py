"""慈善项目: one page a project: money in and out, what was done, for whom, and what is not published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import charts
from ..blocks import (
    HOME,
    Detail,
    added,
    all_facts,
    by_subject,
    checks,
    concerning,
    detail_page,
    entry,
    figure_list,
    figures_shown,
    money_block,
    money_facts,
    section_crumbs,
    sentence,
    stated,
)
from ..model import (
    Block,
    Chart,
    ChartBlock,
    Disclosure,
    Entries,
    Facts,
    Figure,
    Kind,
    Link,
    Links,
    Note,
    Page,
    Row,
    Stages,
)
from ..quantities import grouped, yuan_text
from ..reading import Date, Missing, RichText, Slug, Sourced, Text, Year, column

# Categories and the words of their addresses.
CATEGORIES: dict[str, str] = {
    "助学": "education",
    "助医": "medical",
    "助老": "elderly",
    "助残": "disability",
    "助困": "relief",
    "心理健康": "mental-health",
    "社会公益": "public-good",
    "对口支援": "paired-support",
    "志愿服务": "volunteering",
    "应急": "emergency",
    "保险": "insurance",
}

MONEY = (
    ("预算", ("预算",)),
    ("筹集", ("筹集", "募集", "到账")),
    ("支出", ("支出", "拨付", "发放", "捐赠", "资助", "投入")),
    ("结余", ("结余", "余额")),
)


# Columns that not every project needs: they are left out where empty, or named under 没公开的.
_OPTIONAL = ("project_no", "executor", "standard")


class ProjectRecord(Sourced):
    """One project."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    full_name: Text = column("全称")
    category: Text = column("类别", choices=tuple(CATEGORIES))
    category_basis: Text = column("类别依据", choices=("报告", "本站"), description="类别是报告写的，还是本站归的")
    year: Year = column("年度")
    status: Text = column("状态", choices=("计划", "进行中", "已开展", "已结项"), living=True)
    summary: RichText = column("内容")
    partners: Text = column("合作方", many=True, refers_to="partners")
    fund: Text = column("基金", refers_to="funds")
    region: Text = column("地域")
    beneficiaries: Text = column("受益对象")
    start_on: Date = column("开始日期")
    end_on: Date = column("结束日期")
    project_no: Text = column("慈善中国项目编号")
    executor: Text = column("执行方", description="由第三方执行的才填")
    standard: Text = column("资助标准和流程", description="谁能申请、怎么选、给多少（慈善法第八十一条）")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list, one page a category, one page a project."""
    records = disclosure.records.get(kind.id, [])
    yield _list(disclosure, kind, records)
    for category, slug in CATEGORIES.items():
        of_category = [row for row in records if row["category"] == category]
        if of_category:
            yield _category(disclosure, kind, category, slug, of_category)
    for row in records:
        yield _detail(disclosure, kind, row)


def _list(disclosure: Disclosure, kind: Kind, records: list[Row]) -> Page:
    figures = disclosure.of_topic(kind.topic or "")
    loose = [figure for figure in figures if not figure.record]
    count = disclosure.find("项目数", disclosure.years[0], scope="本级") if disclosure.years else None
    finding = (
        sentence("报告称项目数是", count, f"；本站按{len(records)}个具名或写明内容的项目各建一页。")
        if count
        else sentence(f"本站按报告里写明的{len(records)}个项目各建一页。")
    )
    used = {row["category"] for row in records}
    links = tuple(
        (Link(category, f"{kind.address}type/{slug}/"), f"{sum(row['category'] == category for row in records)}个")
        for category, slug in CATEGORIES.items()
        if category in used
    )
    blocks: list[Block] = []
    if links:
        blocks.append(Links("按类别看", links))
    unsorted = [row for row in records if not row["category"]]
    if unsorted:
        blocks.append(Note("没有归类", sentence(f"另有{len(unsorted)}个项目报告没有归类，列在本页。")))
    blocks += figure_list("数字", loose)
    blocks.append(Entries("全部项目", tuple(entry(disclosure, kind, row) for row in records), id="list"))
    shown = [figure for figure in figures if figure.record is None]
    blocks += checks("对得上吗", concerning(disclosure, shown))
    return Page(
        path=kind.address,
        title="慈善项目",
        label="项目",
        finding=finding,
        blocks=tuple(blocks),
        section="projects",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的慈善项目：筹了多少、花了多少、帮了谁。",
    )


def _category(disclosure: Disclosure, kind: Kind, category: str, slug: str, records: list[Row]) -> Page:
    ours = sum(row["category_basis"] == "本站" for row in records)
    basis = f"其中{ours}个由本站归类，报告没有写明类别。" if ours else "类别是报告写的。"
    return Page(
        path=f"{kind.address}type/{slug}/",
        title=f"{category}项目",
        finding=sentence(f"“{category}”一类有{len(records)}个项目。{basis}"),
        blocks=(
            Entries(
                "",
                tuple(entry(disclosure, kind, row) for row in records),
                more=Link("全部项目", kind.address),
            ),
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        description=f"{disclosure.organisation.name}的{category}项目",
    )


def _detail(disclosure: Disclosure, kind: Kind, row: Row) -> Page:
    figures = disclosure.of_record(kind.id, row.id)
    money = money_facts(figures, MONEY)
    accounted = any(_recorded(disclosure, row, label) for label, _ in money)
    shown = figures_shown(money)
    opening: list[Block] = [*money_block(money, accounted=accounted)]
    others = [figure for figure in figures if figure.unit == "元" and figure.id not in shown]
    opening += figure_list("其他金额", others, id="amounts")
    outputs = [figure for figure in figures if figure.unit != "元"]
    opening += by_subject("做了什么，帮了谁", outputs, f"outputs-{row.id}")
    opening += [ChartBlock(chart) for chart in record_charts(disclosure, kind, row, figures)]
    more = tuple(added(disclosure, kind, row))
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=stated(figures) or _recorded_finding(disclosure, row, more),
            description=f"的项目“{row.name}”：筹集、支出、受益和没公开的。",
            crumbs=section_crumbs("projects"),
            status=_status(disclosure, row),
            figures=figures,
            opening=opening,
            added=more,
            closing=tuple(_closing(disclosure, kind, row, more)),
            gaps=_gaps(disclosure, row, money),
        ),
    )


def _closing(disclosure: Disclosure, kind: Kind, row: Row, more: Sequence[Block]) -> Iterator[Block]:
    """The facts of a project, and its steps where no progress was published."""
    untold = {kind.record.column(name).label for name in _OPTIONAL if row[name] is None}
    known = (item for item in all_facts(disclosure, kind, row, missing=True) if item[0] not in untold)
    yield Facts("基本情况", tuple(known), id="facts")
    stages = disclosure.organisation.facts.get("project_stages")
    if stages and not any(isinstance(block, Stages) for block in more):
        steps = tuple((step, "日期未披露") for step in stages.split("、"))
        yield Stages("走到哪一步", steps, sentence("机构的项目流程有这几步；本项目各步的日期报告未披露。"))


def _status(disclosure: Disclosure, row: Row) -> str:
    """Year, state, category and source in one line."""
    source = disclosure.sources.get(row.get("source") or "")
    basis = "报告写明" if row["category_basis"] == "报告" else "本站归类"
    parts = (
        f"{row['year']}年度" if row["year"] else "",
        str(row.get("status", "")),
        f"类别：{row['category']}（{basis}）" if row["category"] else "类别：报告未归类",
        f"来源：《{source.title}》{row.get('place', '')}" if source else "",
    )
    return " · ".join(part for part in parts if part)


def _recorded_finding(disclosure: Disclosure, project: Row, more: Iterable[Block]) -> tuple[str, ...]:
    reports = [report for report in disclosure.records.get("project_progress", ()) if report["project"] == project.id]
    newest = max(reports, key=lambda report: str(report["as_of"]), default=None)
    if newest:
        sums = [
            f"{label}{yuan_text(newest[name])}"
            for label, name in (("收入", "income"), ("支出", "expense"))
            if newest[name] is not None
        ]
        if newest["beneficiaries"] is not None:
            sums.append(f"受益{grouped(newest['beneficiaries'])}{newest.get('unit', '人')}")
        if sums:
            return (f"从开始到{_spoken(newest['as_of'])}，{'，'.join(sums)}。",)
    if any(more):
        return ("报告正文没有给出数字；预算、进展、拨付或结项的数字按下面的表公布。",)
    return ("报告提到这个项目，没有给出数字。",)


def _spoken(day: str) -> str:
    year, month, date = (int(part) for part in str(day).split("-"))
    return f"{year}年{month}月{date}日"


def record_charts(disclosure: Disclosure, kind: Kind, row: Row, figures: list[Figure]) -> Iterator[Chart]:
    """Charts that the figures of one record allow: its breakdowns, and who benefited by unit."""
    totals = {figure.id for figure in figures}
    for breakdown in disclosure.breakdowns.values():
        if breakdown.total in totals and len(breakdown.parts) > 1:
            caption = charts.Caption(
                f"{kind.id}-{row.id}-{breakdown.id.lower()}", sources=tuple(disclosure.sources.values())
            )
            parts = [disclosure.figures[part] for part in breakdown.parts]
            yield charts.breakdown(caption, breakdown, disclosure.figures[breakdown.total], parts)
    helped = [
        figure
        for figure in figures
        if "受益" in figure.measure
        and figure.unit in {"人", "人次", "户"}
        and not figure.part_of
        and not figure.formula
    ]
    if len(helped) > 1:
        words = charts.Caption(
            f"{kind.id}-{row.id}-helped", plain="帮了多少人，按单位分开", sources=tuple(disclosure.sources.values())
        )
        yield charts.panels(words, helped)


# What stands in for a figure that the report does not give: kind, and the columns of it that say the same.
_STRUCTURED = {
    "预算": (("project_budgets", "budget"),),
    "筹集": (
        ("project_progress", "income"),
        ("project_closings", "income_public"),
        ("project_closings", "income_other"),
    ),
    "支出": (("project_progress", "expense"), ("project_closings", "expense"), ("project_budgets", "spent")),
    "结余": (("project_closings", "surplus"),),
}


def _recorded(disclosure: Disclosure, row: Row, label: str) -> bool:
    return any(
        account["project"] == row.id and account[name] is not None
        for kind, name in _STRUCTURED.get(label, ())
        for account in disclosure.records.get(kind, ())
    )


def _gaps(disclosure: Disclosure, row: Row, money: tuple[tuple[str, object], ...]) -> list[str]:
    gaps = [
        f"{label}金额" for label, value in money if isinstance(value, Missing) and not _recorded(disclosure, row, label)
    ]
    for name, label in (("start_on", "开始和结束日期"), ("region", "实施地域"), ("beneficiaries", "受益对象")):
        if row[name] is None:
            gaps.append(label)
    if row["standard"] is None:
        gaps.append("受益人的筛选标准和名单范围")
    closings = (closing for closing in disclosure.records.get("project_closings", ()) if closing["project"] == row.id)
    return gaps if any(closing["evaluation"] for closing in closings) else [*gaps, "结项评估报告"]


KIND = Kind(
    id="projects",
    label="慈善项目",
    record=ProjectRecord,
    topic="项目",
    pages=pages,
    order=50,
    bodies=("executor",),
    paged=True,
    purpose="project",
)
