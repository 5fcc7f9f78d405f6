"""财务: overview, income, expense, goods, plan, costs, position and 对账表, one page each, for every year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from .. import charts
from ..accounts import of_role
from ..blocks import (
    HOME,
    AnyOf,
    InRegister,
    checks,
    claim,
    claimed,
    concerning,
    entry,
    figure_list,
    name_of,
    resolve,
    sentence,
    sum_of,
    told_in,
    undisclosed,
    valued,
)
from ..kinds import kind_of
from ..kinds.disbursements import Disbursement, DisbursementRecord, paid_in_goods
from ..kinds.gifts import any_goods, sum_of_gifts
from ..kinds.gifts import largest as largest_gifts
from ..kinds.goods import KIND as GOODS
from ..kinds.plans import PlanRecord, firmness
from ..kinds.projects import KIND as PROJECTS
from ..model import (
    Block,
    Breakdown,
    ChartBlock,
    Disclosure,
    Entries,
    Entry,
    Evidence,
    Expectation,
    Figure,
    FigureBasis,
    Heading,
    Kind,
    Link,
    Links,
    Nature,
    Note,
    Page,
    Proof,
    Prose,
    RichText,
    Role,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Verdict,
    in_cents,
    worded,
)
from ..quantities import yuan_text
from ..reading import Missing, Record
from . import balancing, federation, flow, statements
from .headlines import SIDES, Headlines, headlines, totals_untold
from .row_sums import gist
from .switch import together
from .topics import (
    ALL_COSTS,
    BALANCES,
    CLOSING_FIGURES,
    COSTS,
    EXPENSE,
    EXPENSE_DETAILS,
    GOODS_DETAILS,
    GOODS_MOVED,
    INCOME,
    INCOME_DETAILS,
    OPENING_FIGURES,
    PLEDGES_RECEIVED,
    POSITION_DETAILS,
    PROGRAMME,
    SINGLE_GIFTS,
    STATEMENTS,
    WAGES,
    figures_about,
    last_income,
    of_all,
    told_of_all,
)
from .years import (
    APART,
    COST_LINES,
    balances,
    breakdown_chart,
    captioned,
    checks_of,
    difference_told,
    finding,
    largest,
    open_checks,
    part_label,
    parts_in_words,
    parts_of_parts,
    plan_chart,
    planned_for,
    spent_on_things,
    status_line,
    targets,
    total_of,
    totals_chart,
    unlike_between,
)

_COST_ROLES = (*(role for _, role in COST_LINES), "other_expense")
SHOWN_FIGURES = 6  # where no breakdown says what belongs together

SECTIONS = (
    ("", "总览"),
    ("income/", "收入"),
    ("expense/", "支出"),
    ("in-kind/", "物资"),
    ("flow/", "善款去向"),
    ("plan/", "计划与执行"),
    ("costs/", "管理费与募捐成本"),
    ("position/", "结余与资产"),
    ("checks/", "对账表"),
)

# Five tabs, and the pages under each; in short words, because a phone has one line for them.
_TABS = (
    ("收支", ("", "income/", "expense/", "in-kind/", "plan/", "position/")),
    ("去向", ("flow/",)),
    ("费用", ("costs/",)),
    ("三表", ("balance-sheet/", "activity/", "cash-flow/")),
    ("对账", ("checks/",)),
)
_SHORT = {
    "plan/": "计划",
    "position/": "结余",
    "balance-sheet/": "资产负债表",
    "activity/": "业务活动表",
    "cash-flow/": "现金流量表",
}


def sections(disclosure: Disclosure, year: int) -> tuple[tuple[str, str], ...]:
    """The tabs of a year: statements stand before 对账表, and only where there are any."""
    return (*SECTIONS[:-1], *statements.tabs(disclosure, year), SECTIONS[-1])


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """Every finance page of every year, and the entry page."""
    for year in disclosure.years:
        head = headlines(disclosure, year)
        yield from (
            make(disclosure, head) for make in (_overview, _income, _expense, _goods, _plan, _flow, _costs, _position)
        )
        yield from _checks(disclosure, head)
        for sheet in statements.sheets(disclosure, year):
            yield _page(disclosure, head, sheet.path, f"{year}年度{sheet.label}", sheet.finding, sheet.blocks)
    yield _entry(disclosure)


def _page(
    disclosure: Disclosure, head: Headlines, section: str, title: str, lead: RichText, blocks: Sequence[Block]
) -> Page:
    base = f"finances/{head.year}/"
    here = dict(sections(disclosure, head.year))
    groups = [(label, [path for path in paths if path in here]) for label, paths in _TABS]
    near = next(paths for _, paths in groups if section in paths)
    return Page(
        path=f"{base}{section}",
        title=title,
        label=here[section],
        finding=lead,
        blocks=tuple(blocks),
        section="finances",
        crumbs=(HOME, Link("财务", "finances/"), *((Link(f"{head.year}年度", base),) if section else ())),
        year=head.year,
        tabs=tuple(Link(label, f"{base}{paths[0]}") for label, paths in groups if paths),
        tab=f"{base}{near[0]}",
        near=tuple(Link(_SHORT.get(path, here[path]), f"{base}{path}") for path in near if len(near) > 1),
        status=status_line(disclosure, head.year),
        description=f"{disclosure.organisation.name}{title}：数字、出处和没公开的。",
    )


def _entry(disclosure: Disclosure) -> Page:
    years = disclosure.years
    all_years = together(disclosure)
    groups = tuple(
        Links(
            f"{year}年度",
            tuple((Link(label, f"finances/{year}/{path}"), "") for path, label in sections(disclosure, year)),
        )
        for year in years
    )
    lead = finding(disclosure, headlines(disclosure, years[0])) if years else sentence(f"{totals_untold(disclosure)}。")
    rows = tuple((Link(kind.rows_page, kind.address), gist(disclosure, kind)) for kind in disclosure.told_in_rows)
    return Page(
        path="finances/",
        title="财务",
        finding=lead,
        blocks=(
            *groups,
            *((Links("已经公布的", rows),) if rows and not years else ()),
            *federation.relation(disclosure),
            Links(
                "相关",
                (
                    *(((Link("合并账", federation.PATH), ""),) if disclosure.federation else ()),
                    (Link("年度概览", "years/"), ""),
                    *(((Link("数据探索", "explore/"), "自己选指标、年份和图"),) if disclosure.figures else ()),
                    *(((all_years, "收入、支出、费用、捐赠和受益的历年变化"),) if all_years else ()),
                    (Link("募捐渠道与活动", "channels/"), ""),
                    (Link("工作计划", "plans/"), ""),
                    *(rows if years else ()),
                ),
            ),
        ),
        section="finances",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的财务：收入、支出、物资、计划、结余和对账。",
    )


def _overview(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    blocks: list[Block] = [*totals_chart(disclosure, head)]
    blocks += plan_chart(disclosure, head, f"plan-{year}-overview")
    for title, anchor, words, side in (
        ("花在哪", "expense", "支出明细", "支出"),
        ("从哪来", "income", "收入明细", "收入"),
    ):
        listed = tuple(parts_in_words(disclosure, head, side, f"{anchor}-{year}-overview", SHOWN_FIGURES))
        if side == "支出" and not listed:
            listed = tuple(_things(disclosure, head))
        if listed:
            blocks += (Heading(title, anchor, Link(words, f"finances/{year}/{anchor}/")), *listed)
    problems = [check for check in open_checks(disclosure, year) if check.topic in {"收入", "支出", "总体", "物资"}]
    blocks += checks("对得上吗", problems, more=Link("对账表", f"finances/{year}/checks/"))
    blocks += undisclosed(disclosure, year, (*COSTS, *BALANCES, *STATEMENTS))
    return _page(disclosure, head, "", f"{year}年度财务总览", finding(disclosure, head), blocks)


def _side(
    disclosure: Disclosure, year: int, side: str, evidence: Evidence, listed: Sequence[Figure]
) -> tuple[str | Figure, ...]:
    """What a page says of a side whose total nobody named: its largest figure, that there is none, or where else it is told."""
    stand_in = largest(disclosure, year, side)
    if stand_in:
        count = len(listed)
        return (f"{year}年", name_of(stand_in), stand_in, *((f"；{side}的数字一共{count}个",) if count > 1 else ()))
    absent = claimed(not evidence.tells(disclosure, year), f"{year}年{side}总额没有公布")
    return (absent or f"{year}年{side}的数字{'列在下面' if listed else '见业务活动表'}",)


def _figures_of(disclosure: Disclosure, head: Headlines, side: str) -> list[Figure]:
    """The figures of a side; where they have neither a total nor a topic of their own, those of 总体 that speak of it."""
    of_topic = disclosure.of_topic(side, head.year)
    return of_topic or ([] if head.figure(f"{side}合计") else told_of_all(disclosure, head.year, side))


def _income(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    figures = _figures_of(disclosure, head, "收入")
    total = head.figures.get("收入合计")
    split = head.breakdowns.get("收入分组")
    lead: list[str | Figure] = [
        *((f"{year}年", *total[0]) if total else _side(disclosure, year, "收入", INCOME, figures))
    ]
    overlapping = claimed(split and split.disjoint != Proof.YES, "；各渠道可能重叠，不能相加")
    lead += [overlapping] if overlapping else []
    blocks: list[Block] = [*breakdown_chart(disclosure, head, "收入", f"income-{year}")]
    blocks += parts_of_parts(disclosure, head, "收入", f"income-{year}")
    blocks += largest_gifts(disclosure, year)
    pledges = [figure for figure in figures if figure.nature == Nature.PLEDGED]
    if pledges:
        unknown = claimed(PLEDGES_RECEIVED.lacks(disclosure, year), "到账多少没有公布；")
        blocks.append(Note("认捐不是到账", sentence(f"举牌是承诺；{unknown}认捐数不加进任何收入合计。")))
    blocks += figure_list("收入的数字", [figure for figure in figures if figure.nature != Nature.PLEDGED], id="figures")
    blocks += figure_list("认捐（承诺，不是到账）", pledges, id="pledges")
    blocks += _line_by_line(disclosure, year, figures)
    blocks += _records(disclosure, "channels", "募捐渠道与活动")
    blocks += checks("对得上吗", concerning(disclosure, figures))
    blocks += undisclosed(disclosure, year, INCOME_DETAILS)
    unnamed = SINGLE_GIFTS.lacks(disclosure, year)
    single = sum_of_gifts(disclosure, year)
    lead += [f"；逐笔公布的捐赠有{single.text}{valued(any_goods(disclosure, str(year)))}"] if single.gifts else []
    words = (*lead, "。", *claim(unnamed, "逐笔捐赠没有公布，谁捐得最多看不出来。"))
    page = _page(disclosure, head, "income/", f"{year}年度收入", words, blocks)
    return replace(page, documents=disclosure.documents(year)) if single.gifts else page  # they name their own


def _records(disclosure: Disclosure, kind_id: str, title: str) -> Iterator[Block]:
    kind = kind_of(kind_id)
    rows = disclosure.records.get(kind_id, [])
    if kind and rows:
        yield Entries(
            title, tuple(_brief(disclosure, kind, row) for row in rows), more=Link("详细", kind.address), id=kind_id
        )


def _brief(disclosure: Disclosure, kind: Kind, row: Record) -> Entry:
    return replace(entry(disclosure, kind, row), link=Link(row.record_name, kind.place(row)), facts=(), figures=())


def _expense(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    figures = _figures_of(disclosure, head, "支出")
    total = head.figures.get("支出合计")
    gap = head.figures.get("支出缺口")
    lead: list[str | Figure] = [
        *((f"{year}年", *total[0]) if total else _side(disclosure, year, "支出", EXPENSE, figures))
    ]
    for label, role in COST_LINES if total else ():
        line = of_role(disclosure.figures, year, "activity_statement", role, "total")
        if line and line.value and line.id != total[0][1].id:  # type: ignore[index]
            lead += ["，" if len(lead) > 3 else "，其中", label, line]  # noqa: PLR2004  (year, label and total)
    if gap and gap[0][1].value < 0:
        lead += ["，列明的各项相加比总额", *worded("少", gap[0][1])]
    elif gap:
        lead += [claimed(gap, "，其中没有逐项列明的有"), gap[0][1]]
    payments = tuple(_single_payments(disclosure, year))
    lead += payments
    blocks: list[Block] = [*breakdown_chart(disclosure, head, "支出", f"expense-{year}")]
    blocks += parts_of_parts(disclosure, head, "支出", f"expense-{year}")
    blocks += [TableBlock(table) for table in _ledger(disclosure, head)]
    blocks += figure_list("支出的数字", figures, id="figures")
    blocks += _line_by_line(disclosure, year, figures)
    blocks += _things(disclosure, head)
    blocks += checks("对得上吗", concerning(disclosure, figures))
    blocks += undisclosed(disclosure, year, EXPENSE_DETAILS)
    page = _page(disclosure, head, "expense/", f"{year}年度支出", (*lead, "。"), blocks)
    return replace(page, documents=disclosure.documents(year)) if payments else page  # they name their own


def _line_by_line(disclosure: Disclosure, year: int, figures: Sequence[Figure]) -> Iterator[Block]:
    """The way to the statement that tells a side line by line, where the register has no *figures* of it."""
    if not figures and of_role(disclosure.figures, year, "activity_statement", "income", "total"):
        statement = Link("业务活动表", f"finances/{year}/activity/")
        yield Prose((sentence("各项收入和费用，一行一行列在", statement, "里。"),))


def _things(disclosure: Disclosure, head: Headlines) -> Iterator[Block]:
    """What single things cost, where nothing else is told of the expenses."""
    listed = spent_on_things(disclosure, head)
    yield from figure_list("花在各件事上的数", listed, id="things")
    if len(listed) > 1:
        yield Prose((sentence(APART),))


def _single_payments(disclosure: Disclosure, year: int) -> Iterator[str]:
    """How many payments of a year are published one by one, and what they come to."""
    rows = [row for row in disclosure.rows(Disbursement) if row.paid_on.startswith(str(year))]
    if rows:
        money = yuan_text(sum_of(rows, DisbursementRecord.amount))
        yield f"；逐笔公布的拨付有{len(rows):,}笔，{money}{valued(paid_in_goods(rows))}"


def _ledger(disclosure: Disclosure, head: Headlines) -> Iterator[Table]:
    """The expense ledger: each listed item with its beneficiaries, then subtotal, gap and total."""
    split = head.breakdowns.get("支出分组")
    total = disclosure.figures.get(split.total) if split else None
    if not split or not total:
        return
    parts = [disclosure.figures[part] for part in split.parts]
    subjects = [total.subject, *(part.subject for part in parts)]
    helped = {figure.id: _helped_by(disclosure, figure, alone=subjects.count(figure.subject) == 1) for figure in parts}
    rows = [
        TableRow(
            (
                part_label(figure, parts),
                figure,
                figure.basis or Missing.UNDISCLOSED,
                _apart(helped[figure.id][:2]) or Missing.UNDISCLOSED,
            )
        )
        for figure in sorted(parts, key=lambda part: -part.value)
    ]
    rows += _closing_rows(disclosure, head, split, total, parts)
    columns: tuple[TableColumn, ...] = (
        TableColumn("项目"),
        TableColumn("支出", numeric=True),
        TableColumn("钱还是物", priority=2),
        TableColumn("受益", priority=2),
    )
    notes = [resolve(disclosure, split.note)] if split.note else []
    tells = any(helped.values())
    if not tells:  # said once instead of in every row
        columns = columns[:-1]
        rows = [replace(row, cells=row.cells[:-1]) for row in rows]
        helped_total = head.figure("受益")
        whole: RichText = ("全年一共", helped_total, "。") if helped_total else ()
        notes.append((*claim(not tells, "各项各帮了多少人，没有披露。"), *whole))
    yield Table(
        f"expense-ledger-{head.year}",
        f"{head.year}年支出",
        columns,
        tuple(rows),
        scale=_scale((*parts, total)),
        notes=tuple(notes),
        missing_key=any(isinstance(cell, Missing) for row in rows for cell in row.cells),
    )


def _helped_by(disclosure: Disclosure, figure: Figure, *, alone: bool) -> list[Figure]:
    """How many an expense helped, in persons or households: by its record, else by its subject where no other part has it (*alone*)."""
    siblings = _siblings(disclosure, figure)
    if not figure.record and alone:
        siblings = [
            other for other in disclosure.stated(figure.year) if other.subject == figure.subject and not other.record
        ]
    return [other for other in siblings if "受益" in other.measure and other.unit != "元"]


def _closing_rows(
    disclosure: Disclosure, head: Headlines, split: Breakdown, total: Figure, parts: Sequence[Figure]
) -> Iterator[TableRow]:
    """Subtotal, gap and total; the total closes the table where the rows add up to it."""
    listed = next(
        (
            figure
            for figure in disclosure.figures.values()
            if figure.formula and figure.formula.text == f"sum({split.id})"
        ),
        None,
    )
    if listed:
        yield TableRow(("报告已列明小计", listed, "", ""), RowRole.SUBTOTAL)
    gap = head.figure("支出缺口")
    if gap:
        label, shown = worded("列明的各项比总额少", gap) if gap.value < 0 else ("报告未逐项列明", gap)
        yield TableRow((label, shown, "", ""), RowRole.GAP)
    helped = head.figure("受益")
    covered = sum((part.value for part in parts), start=gap.value if gap else Decimal(0))
    exact = gap is not None or not any(part.approximate for part in (*parts, total))
    adds_up = exact and covered == total.value and split.disjoint == Proof.YES
    cells = (
        name_of(total),
        total,
        total.basis or Missing.UNDISCLOSED,
        (helped,) if helped else Missing.UNDISCLOSED,
    )
    yield TableRow(cells, RowRole.TOTAL if adds_up else RowRole.TOTAL_OPEN)


def _scale(figures: Sequence[Figure]) -> str:
    """The unit of a table of accounts: what is written to the 分, all below 1万, or one below 100元 or with 角 and 分.

    Nobody reads 0.0009万元 or 86.40005万元.
    """
    small = bool(figures) and all(abs(figure.value) < _TEN_THOUSAND for figure in figures)
    tiny = any(0 < abs(figure.value) < _HUNDRED for figure in figures)
    broken = any(figure.value % 1 for figure in figures if not figure.formula)
    return "元" if small or tiny or broken or in_cents(figures) else "万元"


_TEN_THOUSAND, _HUNDRED = 10_000, 100


def _apart(figures: Sequence[Figure]) -> RichText:
    """Figures of one cell, with a semicolon between them."""
    return tuple(piece for figure in figures for piece in ("；", figure))[1:]


def _siblings(disclosure: Disclosure, figure: Figure) -> list[Figure]:
    if not figure.record:
        return []
    kind, _, record_id = figure.record.partition("/")
    return disclosure.of_record(kind, record_id)


def _goods(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    figures = disclosure.of_topic("物资", year)
    goods = [
        figure
        for figure in disclosure.figures.values()
        if figure.year == year and figure.basis == FigureBasis.GOODS and figure not in figures
    ]
    every = [*figures, *goods]
    moved = GOODS_MOVED.tells(disclosure, year)
    lists = "逐笔收发见物资收发。"
    details = [entry.label for entry in GOODS_DETAILS if entry.lacks(disclosure, year)]
    lacking = claimed(details, f"{'、'.join(details)}没有公布。")
    lead = (
        claim(
            every,
            f"{told_in(disclosure, year)}里明写是物资的数字有{len(every)}个；{lists if moved else lacking or '列在下面。'}",
        )
        or claim(moved, f"{year}年{lists}")
        or claim(not every and not moved, f"{year}年没有公布物资明细。")
    )
    of_projects = all((figure.record or "").startswith(f"{PROJECTS.id}/") for figure in goods)
    blocks: list[Block] = [
        *figure_list("物资的数字", figures, id="figures"),
        *figure_list(claimed(of_projects, "各项目里的物资") or "别处写明是物资的数字", goods, id="goods"),
    ]
    blocks += checks("对得上吗", concerning(disclosure, every))
    if disclosure.count("goods"):
        blocks.append(Links("明细", ((Link(GOODS.rows_page, GOODS.address), "每种物资的收、发、存"),)))
    blocks += undisclosed(disclosure, year, GOODS_DETAILS)
    return _page(disclosure, head, "in-kind/", f"{year}年度物资", lead, blocks)


def _plan(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    before = headlines(disclosure, year - 1)  # its report may have told what was aimed at in this year
    aimed = [
        target for told_in_year in (before, head) for side in SIDES for _, target in targets(told_in_year, side, head)
    ]
    planned = [figure for figure in disclosure.of_topic("计划") if figure.year in {year, year + 1}]
    planned += [figure for figure in aimed if figure not in planned]
    plans = [row for row in disclosure.rows(PlanRecord) if row.year in {year, year + 1}]
    blocks: list[Block] = [*plan_chart(disclosure, before, f"plan-{year}-done", head)]
    blocks += plan_chart(disclosure, head, f"plan-{year}")
    blocks += figure_list("有数字的计划", planned, id="figures")
    kind = kind_of("plans")
    unnumbered = [row for row in plans if not disclosure.of_record("plans", row.record_id)]
    if kind and unnumbered:
        for done_in in sorted({row.year for row in unnumbered if row.year}, reverse=True):
            blocks.append(
                Entries(
                    f"没有数字的{done_in}年计划（只列不画）",
                    tuple(_brief(disclosure, kind, row) for row in unnumbered if row.year == done_in),
                    more=Link("工作计划", kind.address),
                    id="worded" if done_in > year else f"worded-{done_in}",
                )
            )
    blocks += checks("对得上吗", concerning(disclosure, planned))
    blocks += undisclosed(
        disclosure,
        year,
        ()
        if aimed
        else (
            Expectation(
                f"{year}年的目标（没有可以核对的数字）",
                AnyOf((InRegister(nature=Nature.PLANNED), InRegister(topics=("计划",)))),
            ),
        ),
    )
    pair = _aims(disclosure, head) or _aims(disclosure, before)
    lead = (
        (*pair, "。")
        if pair
        else claim(
            planned,
            f"{_years_of((*planned, *plans))}有数字的计划{len(planned)}项"
            f"{claimed(unnumbered, f'，没有数字的{len(unnumbered)}项')}。",
        )
        or claim(plans, f"{_years_of(plans)}的计划没有金额目标，写了{len(plans)}项要做的事。")
        or claim(not plans and not planned, f"{year}年和{year + 1}年的计划都没有公布。")
    )
    return _page(disclosure, head, "plan/", f"{year}年度计划与执行", lead, blocks)


def _aims(disclosure: Disclosure, head: Headlines) -> list[str | Figure]:
    """What the report of a year aims at, mostly in the next: 2025年计划收入10万元，计划支出8万元."""
    aims: list[str | Figure] = []
    before = 0
    for label, figure in (*targets(head, "收入"), *targets(head, "支出")):
        year = planned_for(figure, head)
        aims += ["，" if aims else "", "" if year == before else f"{year}年"]
        aims += [firmness(disclosure, figure) or "计划", label, figure]
        before = year
    return [piece for piece in aims if piece]


def _years_of(plans: Iterable[Figure | PlanRecord]) -> str:
    """The years in which plans are to be done: 2024年, 2023年和2024年."""
    return "和".join(f"{year}年" for year in sorted({plan.year for plan in plans if plan.year}))


def _flow(disclosure: Disclosure, head: Headlines) -> Page:
    result, blocks = flow.content(disclosure, head.year)
    return _page(disclosure, head, "flow/", f"{head.year}年度善款去向", result, blocks)


def _costs(disclosure: Disclosure, head: Headlines) -> Page:
    result = statements.costs(disclosure, head.year)
    if result:
        words, shown = result
        title = f"{head.year}年度管理费与募捐成本"
        pay = Expectation("工作人员工资福利", WAGES)
        wages = undisclosed(disclosure, head.year, (pay,))
        words = (*words, *claim(pay.lacks(disclosure, head.year), "工作人员工资福利没有公布。"))
        return _page(disclosure, head, "costs/", title, words, (*_cost_chart(disclosure, head.year), *shown, *wages))
    year = head.year
    known = figures_about(disclosure, year, *ALL_COSTS)
    expected = (
        *COSTS,
        Expectation("业务活动成本", PROGRAMME),
        last_income(year),
        Expectation("工作人员工资福利", WAGES),
    )
    lacking = [entry.label for entry in expected[:-1] if entry.lacks(disclosure, year)]
    blocks: list[Block] = [*figure_list("费用", known)]
    uncomputed = claim(lacking, f"慈善活动支出比例、管理费用比例和募捐成本比例没有算：缺{'、'.join(lacking)}。")
    blocks += [Note("没有算比例", uncomputed)] if uncomputed else []
    blocks.append(
        Note(
            "国家新标准还没查到原文",
            sentence("年度支出、管理费用和募捐成本的新规定尚未核到正式文本，本站不作合格或不合格的判断。"),
        )
    )
    blocks += undisclosed(disclosure, year, expected)
    costs = [entry.label for entry in COSTS if entry.lacks(disclosure, year)]
    lead: list[str | Figure] = []
    for figure in known[:SHOWN_FIGURES]:
        lead += ["，" if lead else f"{year}年", name_of(figure), figure]
    absent = claimed(costs, f"{'和'.join(costs)}没有公布")
    lead += ["；" if lead and absent else "" if lead else f"{year}年的", absent]
    words = (
        tuple(piece for piece in (*lead, "。") if piece) if known or costs else sentence(f"{year}年没有业务活动表。")
    )
    return _page(disclosure, head, "costs/", f"{year}年度管理费与募捐成本", words, blocks)


def _cost_chart(disclosure: Disclosure, year: int) -> Iterator[ChartBlock]:
    """The costs of the statement of activities as parts of 费用合计: its form says that they are all of it, and none twice."""

    def line(role: str) -> Figure | None:
        return of_role(disclosure.figures, year, "activity_statement", role, "total")

    total = line("expense")
    costs = [cost for role in _COST_ROLES if (cost := line(role)) and cost.value]
    if total and len(costs) > 1:
        split = Breakdown(
            f"costs-{year}", f"{year}年费用", total.id, Proof.YES, Proof.YES, tuple(cost.id for cost in costs)
        )
        caption = captioned(disclosure, f"costs-{year}", plain=split.title)
        labels: dict[str, str | Link] = {cost.id: cost.measure for cost in costs}
        yield ChartBlock(charts.breakdown(caption, split, total, costs, labels=labels, side=Role.EXPENSE))


def _position(disclosure: Disclosure, head: Headlines) -> Page:
    result = statements.position(disclosure, head.year)
    if result:
        words, shown = result
        gaps = undisclosed(disclosure, head.year, STATEMENTS)
        return _page(disclosure, head, "position/", f"{head.year}年度结余与资产", words, (*shown, *gaps))
    difference = head.figure("收支差")
    income, expense = (total_of(disclosure, head, side) for side in SIDES)
    year = head.year
    left = {
        label: tuple(part.figures(disclosure, year))
        for label, part in (("年初", OPENING_FIGURES), ("年末", CLOSING_FIGURES))
    }
    name = disclosure.organisation.name
    whole = {label: [figure for figure in figures if of_all(figure, name)] for label, figures in left.items()}
    alone = {label: figures[0] if len(figures) == 1 else None for label, figures in whole.items()}
    cells: tuple[TableRow, ...] = (
        TableRow(("年初结余", alone["年初"] or Missing.UNDISCLOSED)),
        TableRow(("加：当年收入", income or Missing.UNDISCLOSED)),
        TableRow(("减：当年支出", expense or Missing.UNDISCLOSED)),
        TableRow(("当年收支差", difference or Missing.UNDISCLOSED), RowRole.SUBTOTAL),
        TableRow(("年末结余", alone["年末"] or Missing.UNDISCLOSED), RowRole.TOTAL_OPEN),
    )
    # a cell that says 未披露 claims it: rows of which something is entered but not one single number are left out, and so is
    # the difference of two numbers that stand above it
    known_sides = (left["年初"], income or INCOME.tells(disclosure, year), expense or EXPENSE.tells(disclosure, year))
    cells = tuple(
        row
        for row, known in zip(cells, (*known_sides, income and expense, left["年末"]), strict=True)
        if row.cells[1] is not Missing.UNDISCLOSED or not known
    )
    table = Table(
        f"position-{head.year}",
        "年初 ＋ 收 － 支 ＝ 年末",
        (TableColumn("项目"), TableColumn("金额", numeric=True)),
        cells,
        scale=_scale([row.cells[1] for row in cells if isinstance(row.cells[1], Figure)]),
        missing_key=True,
        sources=frozenset(),  # its numbers are figures, and name theirs
    )
    lead = balances(disclosure, year)
    lead += difference_told("收支差", difference) if difference else ()
    blocks: list[Block] = [
        TableBlock(table),
        *figure_list("结余的数字", (*left["年初"], *left["年末"], *disclosure.of_topic("结余", year))),
        *checks("对得上吗", concerning(disclosure, [difference] if difference else [])),
    ]
    blocks += undisclosed(disclosure, year, (*POSITION_DETAILS, *STATEMENTS))
    return _page(disclosure, head, "position/", f"{head.year}年度结余与资产", lead, blocks)


def _checks(disclosure: Disclosure, head: Headlines) -> Iterator[Page]:
    """对账: all checks of a year, and a page for every result and every size of a difference."""
    every, unlike = checks_of(disclosure, head.year), unlike_between(disclosure, head.year)
    counts = {verdict: sum(check.verdict is verdict for check in every) for verdict in Verdict}
    tallies = "，".join(f"{verdict.words}{count}项" for verdict, count in counts.items() if count)
    page = _page(
        disclosure,
        head,
        "checks/",
        f"{head.year}年度对账表",
        (
            *claim(every, f"一共核对{len(every)}项：{tallies}。两边都照登，差额不抹平。"),
            *claim(not every, f"{head.year}年的数字还没有互相核对过。"),
            *claim(unlike, f"合并账里另有{len(unlike)}项对不上，或没法对。"),
        ),
        balancing.blocks(every, f"finances/{head.year}/checks/", federation.unlike(head.year, unlike)),
    )
    yield page
    yield from balancing.selections(page, every)
