"""The three statements as pages: the printed form line by line, and what stands in its place on other finance pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from .. import charts
from ..accounts import RATIO_TOPIC, STATEMENTS_TOPIC, audited, limit_id, of_role, percent_text, ratio_id, ratio_rows
from ..blocks import checks, claimed, sentence
from ..law import Assessment, FormLine, Outcome, RatioRule, Statement, StatementLine, identities, ratios
from ..law import statements as forms
from ..model import (
    Amount,
    Block,
    Cell,
    ChartBlock,
    Disclosure,
    Download,
    Downloads,
    Figure,
    Link,
    Note,
    Reconciliation,
    RichText,
    Role,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    Verdict,
)
from ..problems import Where
from ..quantities import money_text, plain
from ..reading import Missing
from .years import captioned


class Sheet(Struct, frozen=True):
    """The content of one statement's page: its path below the year, its name, what it says, and its blocks."""

    path: str
    label: str
    finding: RichText
    blocks: tuple[Block, ...]


def published(disclosure: Disclosure, year: int) -> dict[str, Statement]:
    """The statements of a year, by kind; worked out once."""
    return disclosure.worked_out("statements", str(year), lambda: _assembled(disclosure, year))


def _assembled(disclosure: Disclosure, year: int) -> dict[str, Statement]:
    groups = {}
    for kind in forms.KINDS:
        lines = (row for row in disclosure.records.get(kind, ()) if isinstance(row, StatementLine))
        rows = [row for row in lines if row.year == year]
        statement = forms.assemble(kind, rows)[0].get(year) if rows else None
        if statement:
            groups[kind] = statement
    return groups


def tabs(disclosure: Disclosure, year: int) -> tuple[tuple[str, str], ...]:
    """(path, label) of the statements that a year has."""
    return tuple(
        (statement.edition.path, statement.edition.title) for statement in published(disclosure, year).values()
    )


def absent(disclosure: Disclosure, year: int) -> tuple[str, ...]:
    """The names of the statements that a year does not have."""
    there = published(disclosure, year)
    return tuple(next(iter(forms.editions(kind))).title for kind in forms.KINDS if kind not in there)


def sheets(disclosure: Disclosure, year: int) -> Iterator[Sheet]:
    """A page for every statement of the year."""
    for statement in published(disclosure, year).values():
        table = _table(disclosure, statement)
        blocks: list[Block] = [TableBlock(table), *_audit(disclosure, year)]
        own_checks = [
            check
            for check in disclosure.reconciliations
            if check.year == year
            and check.topic in {f"{STATEMENTS_TOPIC}：{statement.edition.title}", f"{STATEMENTS_TOPIC}之间"}
        ]
        blocks.append(_balanced(own_checks, year))
        blocks += checks("对不上的", [check for check in own_checks if check.verdict is not Verdict.AGREES])
        blocks.append(_files(statement))
        yield Sheet(statement.edition.path, statement.edition.title, _finding(disclosure, statement), tuple(blocks))


def _files(statement: Statement) -> Downloads:
    name, kind = statement.edition.title, statement.edition.kind
    files = tuple(
        Download(f"{name}（各年度，{suffix}）", f"data/{kind}.{suffix.lower()}", suffix)
        for suffix in ("CSV", "XLSX", "JSON")
    )
    return Downloads("拿走自己算", files)


def _audit(disclosure: Disclosure, year: int) -> Iterator[Note]:
    opinion = audited(disclosure.records, year)
    if opinion:
        auditor = opinion.auditor
        by = f"，{auditor}" if auditor else ""
        yield Note(
            "审计", sentence(f"这一年的报表经过审计，意见：{opinion.opinion}{by}。", Link("审计", "audits/"), "。")
        )
    else:
        yield Note("没有审计意见", sentence("这张表没有对应的审计意见，数是机构自己填报的。"))


def _balanced(checks: Sequence[Reconciliation], year: int) -> Note:
    agree = sum(check.verdict is Verdict.AGREES for check in checks)
    clauses = (
        claimed(checks and agree == len(checks), f"该相等的{len(checks)}处全部相等，精确到分。")
        or claimed(checks, f"该相等的{len(checks)}处，{agree}处相等。")
        or claimed(not checks, "这张表没有可以核对的合计。")
    )
    return Note("对得上吗", sentence(clauses, Link("对账表", f"finances/{year}/checks/"), "。"))


# --- the form ------------------------------------------------------------------------------------

# The column that stands beside the name of a line on a phone.
_LEADS = {"balance_sheet": "close", "activity_statement": "total", "cash_flow": "amount"}


def _table(disclosure: Disclosure, statement: Statement) -> Table:
    edition = statement.edition
    columns = [column for column in edition.columns if column in edition.main or statement.used(column)]
    broken = {
        number
        for entry in identities.judge(statement)
        if entry.weight == "error" and entry.verdict is not Verdict.AGREES
        for number in entry.totals
    }
    rows: list[TableRow] = []
    for line in edition.lines:
        row = statement.rows.get(line.number)
        if not line.number:
            rows.append(TableRow((line.label, None, *(None for _ in columns)), RowRole.HEAD))
        elif row is not None:
            rows.append(_row(disclosure, statement, line, row, columns, reconciled=line.number not in broken))
    rows = _without_lone_headings(rows)
    blank = any(cell is None for row in rows if row.role is not RowRole.HEAD for cell in row.cells)
    where = next(iter(statement.rows.values())).where
    notes: list[RichText] = []
    if blank:
        notes.append(("空着的格子：原表没有填，合计时按0算。",))
    source = Where("/".join(where.file.split("/")[-2:]), where.sheet)
    notes.append((f"表式：{edition.form}，{edition.basis}。每一行来自数据文件 {source}。",))
    if not edition.official:
        notes.append(("新制度报表的正式行次还没有核到，这里的行次是本站编的，按项目名称认行。",))
    labels = _distinct(edition.columns, columns)
    return Table(
        f"{edition.prefix}{statement.year}",
        f"{statement.year}年{edition.title}",
        (
            TableColumn("项目"),
            TableColumn("行次", priority=2),
            *(TableColumn(labels[column], numeric=True, lead=column == _LEADS[edition.kind]) for column in columns),
        ),
        tuple(rows),
        unit_note=disclosure.organisation.name,
        scale="元",
        notes=tuple(notes),
    )


def _distinct(known: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Column names as printed; 本年累计数 is added where 本月数 stands beside it."""
    if any(column.startswith("month_") for column in columns):
        return {
            column: known[column] if column.startswith("month_") else f"本年累计数{known[column]}" for column in columns
        }
    return {column: known[column] for column in columns}


def _without_lone_headings(rows: Sequence[TableRow]) -> list[TableRow]:
    """Headings that nothing stands under, or whose only line says the same, are left out."""
    kept: list[TableRow] = []
    for at, row in enumerate(rows):
        if row.role is RowRole.HEAD:
            following = rows[at + 1] if at + 1 < len(rows) else None
            if following is None or following.role is RowRole.HEAD or following.cells[0] == row.cells[0]:
                continue
        kept.append(row)
    return kept


def _row(
    disclosure: Disclosure,
    statement: Statement,
    line: FormLine,
    row: StatementLine,
    columns: Sequence[str],
    *,
    reconciled: bool,
) -> TableRow:
    label = (row.item or "") if line.free else line.printed
    role = RowRole.PART if line.indent > 1 else RowRole.PLAIN
    if line.total:
        role = RowRole.TOTAL_OPEN if not reconciled else RowRole.TOTAL if line.total == "sum" else RowRole.SUBTOTAL
    cells = [_cell(disclosure, statement, line, row, column) for column in columns]
    return TableRow((label, line.number, *cells), role, f"{statement.edition.prefix}{statement.year}L{line.number}")


def _cell(disclosure: Disclosure, statement: Statement, line: FormLine, row: StatementLine, column: str) -> Cell:
    value = row.values[column]
    if not isinstance(value, Decimal):
        return row.reasons.get(column)
    if line.registered and column in forms.COLUMN_LETTERS:
        return disclosure.figures[statement.figure_id(line.number, column)]
    return Amount(value, "元", where=row.where)


def _finding(disclosure: Disclosure, statement: Statement) -> RichText:
    year, kind = statement.year, statement.edition.kind

    def figure(role: str, column: str) -> Figure | None:
        return of_role(disclosure.figures, year, kind, role, column)

    wanted: dict[str, tuple[tuple[str, Figure | None], ...]] = {
        "balance_sheet": (
            ("年末资产", figure("assets", "close")),
            ("，负债", figure("liabilities", "close")),
            ("，净资产", figure("net_assets", "close")),
        ),
        "activity_statement": (
            ("收入", figure("income", "total")),
            ("，费用", figure("expense", "total")),
            ("，净资产变动", figure("change", "total")),
        ),
        "cash_flow": (("现金净增加", figure("cash_change", "amount")),),
    }
    pieces: list[str | Figure] = [f"{year}年"]
    for words, entry in wanted[kind]:
        if entry:
            pieces += [words, entry, *(("，就是减少了",) if entry.value < 0 and kind == "cash_flow" else ())]
    return (*pieces, "。") if len(pieces) > 1 else sentence(f"{year}年{statement.edition.title}。")


# --- 对账 ----------------------------------------------------------------------------------------


def agreeing(items: Sequence[Reconciliation], table_id: str, caption: str) -> tuple[TableBlock, ...]:
    """The identities that hold, as one table: tens of them, each with both its sides."""
    if not items:
        return ()
    rows = tuple(
        TableRow(
            (
                check.title,
                (*check.left.label, f" {check.relation} ", *check.right.label),
                Amount(check.left.value, "元") if check.left.value is not None else Missing.UNDISCLOSED,
                Amount(check.right.value, "元") if check.right.value is not None else Missing.UNDISCLOSED,
                Tag("ok", check.verdict.value),
            ),
            id=check.id,
        )
        for check in items
    )
    columns = (
        TableColumn("检查项"),
        TableColumn("应当相等的两边", priority=2),
        TableColumn("左边", numeric=True),
        TableColumn("右边", numeric=True),
        TableColumn("结论"),
    )
    return (TableBlock(Table(table_id, caption, columns, rows, scale="元", folded=True)),)


# --- position ------------------------------------------------------------------------------------


def position(disclosure: Disclosure, year: int) -> tuple[RichText, tuple[Block, ...]] | None:
    """Net assets from opening to closing, and what they consist of; None where there is no balance sheet."""
    known = disclosure.figures
    opening, closing = (of_role(known, year, "balance_sheet", "net_assets", entry) for entry in ("open", "close"))
    if opening is None or closing is None:
        return None
    income, expense, adjusted, change = (
        of_role(known, year, "activity_statement", role, "total")
        for role in ("income", "expense", "adjustments", "change")
    )
    rows: list[TableRow] = [TableRow(("年初净资产", opening))]
    if income and expense:
        rows += [TableRow(("加：收入合计", income)), TableRow(("减：费用合计", expense))]
        if adjusted:
            rows.append(TableRow(("加：以前年度净资产调整", adjusted)))
        known_change = income.value - expense.value + (adjusted.value if adjusted else Decimal(0))
        rest = closing.value - opening.value - known_change
        if change:
            rows.append(TableRow(("净资产变动额", change), RowRole.SUBTOTAL))
        if rest:
            rows.append(TableRow(("业务活动表之外的变动（差额）", Amount(rest, "元")), RowRole.GAP))
        rows.append(TableRow(("年末净资产", closing), RowRole.TOTAL if not rest else RowRole.TOTAL_OPEN))
    else:
        rows += [TableRow(("加：当年收入", Missing.UNDISCLOSED)), TableRow(("减：当年支出", Missing.UNDISCLOSED))]
        rows.append(TableRow(("年末净资产", closing), RowRole.TOTAL_OPEN))
    equation = Table(
        f"position-{year}",
        "年初 ＋ 收入 － 费用 ＝ 年末",
        (TableColumn("项目"), TableColumn("金额", numeric=True)),
        tuple(rows),
        scale="元",
    )
    parts = Table(
        f"position-parts-{year}",
        "账上有什么",
        (TableColumn("项目"), TableColumn("年初", numeric=True), TableColumn("年末", numeric=True, lead=True)),
        tuple(
            TableRow(
                (label, *(of_role(known, year, "balance_sheet", role, entry) for entry in ("open", "close"))),
                RowRole.SUBTOTAL if role == "net_assets" else RowRole.PLAIN,
            )
            for label, role in (
                ("资产总计", "assets"),
                ("其中：货币资金", "cash"),
                ("负债合计", "liabilities"),
                ("非限定性净资产", "unrestricted_net_assets"),
                ("限定性净资产", "restricted_net_assets"),
                ("净资产合计", "net_assets"),
            )
        ),
        scale="元",
    )
    lead = sentence(f"{year}年初净资产", opening, "，年末", closing, "。")
    between = [
        check for check in disclosure.reconciliations if check.year == year and check.topic == f"{STATEMENTS_TOPIC}之间"
    ]
    return lead, (TableBlock(equation), TableBlock(parts), *checks("对得上吗", between))


# --- costs ---------------------------------------------------------------------------------------

_TAGS = {
    Outcome.MET: "ok",
    Outcome.MISSED: "overdue",
    Outcome.EXEMPT: "none",
    Outcome.UNVERIFIED: "checking",
    Outcome.ESTIMATED: "checking",
    Outcome.IMPOSSIBLE: "none",
}
_BASES = {"income": "上年总收入", "net_assets": "上年末净资产", "expense": "当年总支出", "raised": "当年募捐收入"}


def costs(disclosure: Disclosure, year: int) -> tuple[RichText, tuple[Block, ...]] | None:
    """The three ratios with numerator, denominator, base year, rule and basis; None where there is no statement for them."""
    if of_role(disclosure.figures, year, "activity_statement", "expense", "total") is None:
        return None
    result = ratio_rows(disclosure, year)
    blocks: list[Block] = [*_costs_table(disclosure, year), *_management_chart(disclosure, result)]
    rows = [row for entry in result for row in _ratio_rows(disclosure, entry)]
    columns = (
        TableColumn("比例"),
        TableColumn("分子", numeric=True),
        TableColumn("分母", numeric=True),
        TableColumn("结果", numeric=True, lead=True),
        TableColumn("标准"),
        TableColumn("结论"),
    )
    blocks.append(
        TableBlock(Table(f"ratios-{year}", f"{year}年三个比例", columns, tuple(rows), scale="元", missing_key=True))
    )
    blocks += [Note(entry.label, _explained(entry)) for entry in result]
    return _costs_finding(disclosure, year, result), tuple(blocks)


def _costs_table(disclosure: Disclosure, year: int) -> Iterator[TableBlock]:
    known = disclosure.figures
    roles = (
        ("业务活动成本", "programme_expense"),
        ("管理费用", "management_expense"),
        ("筹资费用", "fundraising_expense"),
        ("其他费用", "other_expense"),
    )
    rows = [
        TableRow((label, of_role(known, year, "activity_statement", role, "total") or Missing.UNDISCLOSED))
        for label, role in roles
    ]
    total = of_role(known, year, "activity_statement", "expense", "total")
    parts = [row.cells[1] for row in rows if isinstance(row.cells[1], Figure)]
    closes = total is not None and sum((figure.value for figure in parts), Decimal(0)) == total.value
    rows.append(TableRow(("费用合计", total), RowRole.TOTAL if closes else RowRole.TOTAL_OPEN))
    yield TableBlock(
        Table(
            f"costs-{year}",
            f"{year}年费用",
            (TableColumn("项目"), TableColumn("金额", numeric=True)),
            tuple(rows),
            scale="元",
            notes=((Link("业务活动表", f"finances/{year}/activity/"), "里的合计数。"),),
        )
    )


def _ratio_rows(disclosure: Disclosure, assessment: Assessment) -> Iterator[TableRow]:
    verdict = Tag(_TAGS[assessment.outcome], assessment.outcome.value)
    if not assessment.tests:
        unbound = assessment.measure == "charity" and assessment.rule is None  # by what it is measured is not known
        yield TableRow(
            (
                assessment.label,
                _operand(disclosure, assessment.numerator),
                Missing.NOT_APPLICABLE if unbound else _operand(disclosure, assessment.base),
                Missing.NOT_APPLICABLE,
                _standard(assessment.rule),
                verdict,
            )
        )
        return
    for second, tests in ((False, assessment.tests), (True, assessment.second)):
        for test in tests:
            name = f"{assessment.label}（{test.numerator.label}÷{test.base.label}）"
            ratio = disclosure.figures.get(ratio_id(assessment, test, second=second))
            standard = _standard(assessment.rule, second=second)
            yield TableRow(
                (
                    name,
                    _operand(disclosure, test.numerator),
                    _operand(disclosure, test.base),
                    ratio or Missing.NOT_APPLICABLE,
                    standard,
                    verdict,
                )
            )


def _operand(disclosure: Disclosure, entry: ratios.RatioAmount | None) -> Cell:
    if entry is None:
        return Missing.UNDISCLOSED
    figure = disclosure.figures.get(entry.formula)
    return figure or Amount(entry.value, "元")


def _share(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _standard(rule: RatioRule | None, *, second: bool = False) -> str:
    if rule is None:
        return "国家新标准还没查到原文"
    if second and rule.also:
        return f"并且不低于{_BASES[rule.also[1]]}的{_share(rule.also[0])}"
    if rule.at_least is None and rule.at_most is None:
        return "国家新标准还没查到原文"
    words = f"不低于{_BASES[rule.base]}的{_share(rule.at_least)}" if rule.at_least is not None else ""
    if rule.at_most is not None:
        words = f"不超过{_BASES[rule.base]}的{_share(rule.at_most)}"
    return words if rule.certain else f"{words}（还没核清）"


def _explained(assessment: Assessment) -> RichText:
    pieces: list[str] = []
    if assessment.missing:
        start = "无法计算：缺" if assessment.outcome is Outcome.IMPOSSIBLE else "不知道适用哪条标准：缺"
        pieces.append(start + "、".join(assessment.missing) + "。")
    pieces += [f"{reason}。" for reason in assessment.reasons]
    rule = assessment.rule
    if rule:
        pieces.append(
            f"标准：{_standard(rule)}{'，' + _standard(rule, second=True) if rule.also else ''}。依据：{rule.basis}。"
        )
        if rule.average:
            pieces.append("可以用前三年的平均数代替上年数，两种算法有一种达到就算达到。")
        if not rule.certain:
            pieces.append("国家新标准还没查到原文：这条规定的正式文字还没有核到，本站不判断合格不合格。")
    if assessment.outcome is Outcome.EXEMPT and rule and rule.exempt_below is not None:
        pieces.append(f"年度管理费用不到{money_text(rule.exempt_below)}，不适用比例上限（民发〔2016〕189号第十一条）。")
    stand_ins = dict.fromkeys(
        part.stand_in
        for test in (*assessment.tests, *assessment.second)
        for part in (test.numerator, test.base)
        if part.stand_in
    )
    pieces += [f"{words}。" for words in stand_ins]
    return tuple(pieces)


def _management_chart(disclosure: Disclosure, assessments: Sequence[Assessment]) -> Iterator[ChartBlock]:
    """CH-16: management cost inside what it may be; only where a certain rule judges it."""
    management = next(item for item in assessments if item.measure == "management")
    limit = disclosure.figures.get(limit_id(management))
    if limit is None or management.rule is None or management.rule.at_most is None:
        return
    test = management.tests[0]
    actual = disclosure.figures.get(test.numerator.formula)
    share = percent_text(test.share, test.limit) if test.share is not None else ""
    caption = captioned(
        disclosure,
        f"management-{management.year}",
        plain="管理费用与上限",
        subtitle=f"{management.year}年，上限是当年总支出的{_share(management.rule.at_most)}，依据：{management.rule.basis}",
    )
    result = charts.bullet(
        charts.Caption(
            caption.id,
            f"管理费用占总支出{share}，上限{_share(management.rule.at_most)}",
            caption.subtitle,
            caption.plain,
            caption.sources,
        ),
        [
            charts.PlanAndActual(
                "管理费用",
                limit,
                actual,
                f"上限（总支出的{_share(management.rule.at_most)}）",
                "实际",
                side=Role.EXPENSE,
            )
        ],
    )
    yield ChartBlock(result)


def _costs_finding(disclosure: Disclosure, year: int, assessments: Sequence[Assessment]) -> RichText:
    management = next(item for item in assessments if item.measure == "management")
    cost = of_role(disclosure.figures, year, "activity_statement", "management_expense", "total")
    ratio = disclosure.figures.get(ratio_id(management, management.tests[0])) if management.tests else None
    if cost is None or ratio is None:
        return sentence(f"{year}年的费用公布在业务活动表里，管理费用比例无法计算。")
    ends = {
        Outcome.MET: "，没有超过上限。",
        Outcome.MISSED: "，超过了上限。",
        Outcome.EXEMPT: "，金额小，不适用比例上限。",
    }
    return sentence(
        f"{year}年管理费用",
        cost,
        "，占总支出",
        ratio,
        ends.get(management.outcome, "；国家的新规定还没查到原文，合不合格先不说。"),
    )


def is_statement_topic(topic: str) -> bool:
    """Whether checks of this topic are identities of statements."""
    return topic.startswith(STATEMENTS_TOPIC) and topic != RATIO_TOPIC
