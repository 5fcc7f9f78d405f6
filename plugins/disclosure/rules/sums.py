"""The same money told in several places: lists, register and statements held against each other, always."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..dates import earlier, of_year
from ..kinds.disbursements import DisbursementRecord
from ..kinds.gift_refunds import refunded_of
from ..kinds.payment_returns import ReturnRecord
from ..kinds.project import BudgetRecord, ClosingRecord, ProgressRecord, ProjectRecord
from ..model import Coverage, Figure, FigureBasis, Nature, by_id, newest_of_each
from ..problems import Problem, problem
from ..quantities import Bound, grouped, quantity_text
from ..reading import Column
from .accounted import accounted, rounded_to
from .balances import unlike_balances
from .jumps import POWERS, is_slip, power_between
from .scene import Rule, Scene, held_together, value_of
from .side_tables import unlike_side_tables
from .totals import (
    STATEMENTS,
    FlowDirection,
    ListSum,
    gift_sums,
    highest,
    is_whole,
    lowest,
    money,
    own_totals,
    payment_sums,
    plain_subject,
    side_of,
    statement_line,
)

_NEAR = Decimal("0.02")  # two sums closer than this mean the same thing and have to be the same
_NEAR_GIFTS = Decimal("0.05")  # so do a list of gifts and what is called income from gifts
_POWER = Decimal("1.25")  # a list is seldom complete, so a tenfold sum is only near ten times the other
_SHARE = Decimal("1.02")  # but a list of a tenth of the total may well be a part of it
_TINY, _ROWS = 500, 5  # a list of some rows that comes to less than this share of the total is in another unit


def unlike_sums(scene: Scene) -> Iterator[Problem]:
    """Sums of lists against totals, totals of the register against statements, and money and goods against both."""
    for listed in gift_sums(scene):
        yield from _list_against(listed, _income(scene, listed.year), _alike(scene, listed.year, FlowDirection.IN))
    for listed in payment_sums(scene):
        yield from _list_against(listed, _expense(scene, listed.year), _alike(scene, listed.year, FlowDirection.OUT))
    years = sorted({figure.year for figure in scene.disclosure.figures.values()})
    for year in years:
        yield from _register_against_statement(scene, year, FlowDirection.IN, ("income", "donations"))
        yield from _register_against_statement(scene, year, FlowDirection.OUT, ("expense", "programme_expense"))
        yield from _cash_against_activities(scene, year)
    yield from _kinds_against_total(scene)
    yield from _projects_against_figures(scene)
    yield from _rows_beyond_accounts(scene)
    yield from _closings_below_progress(scene)
    yield from unlike_side_tables(scene)
    yield from unlike_balances(scene)


# --- lists ------------------------------------------------------------------------------------------


_GIFTS = {"本年捐赠收入", "捐赠收入"}


def _income(scene: Scene, year: int) -> list[Figure]:
    """What the gifts of a year are a part of, or all of: the narrowest first."""
    narrow = [statement_line(scene, year, "activity_statement", "donations")]
    narrow += [figure for figure in money(scene) if figure.year == year and _tells_all_gifts(figure)]
    wide = [*own_totals(scene, year, FlowDirection.IN), statement_line(scene, year, "activity_statement", "income")]
    return _of_all_kinds([figure for figure in (*narrow, *wide) if figure is not None])


def _tells_all_gifts(figure: Figure) -> bool:
    """Whether a figure is what the body itself was given in a whole year, perhaps told as a part of its income."""
    alone = figure.scope in {Coverage.OWN, Coverage.UNSTATED}
    return figure.measure in _GIFTS and alone and is_whole(figure) and figure.nature is Nature.ACTUAL


def _expense(scene: Scene, year: int) -> list[Figure]:
    narrow = [statement_line(scene, year, "activity_statement", "programme_expense")]
    wide = [*own_totals(scene, year, FlowDirection.OUT), statement_line(scene, year, "activity_statement", "expense")]
    return _of_all_kinds([figure for figure in (*narrow, *wide) if figure is not None])


def _of_all_kinds(totals: Sequence[Figure]) -> list[Figure]:
    """The figures that may be of money and goods together, as a list is: none of goods alone and, where such a one is there, none of money alone."""
    parted = any(total.basis is FigureBasis.GOODS for total in totals)
    aside = {FigureBasis.GOODS, FigureBasis.MONEY} if parted else set()
    return [total for total in totals if total.basis not in aside]


def _alike(scene: Scene, year: int, side: FlowDirection) -> list[Figure]:
    """What the register tells of that side of the year, of no single record: a list that is exactly a power of ten away means it."""
    return [
        figure
        for figure in money(scene)
        if figure.year == year
        and figure.record is None  # of hundreds of projects some figure is a power of ten away by chance
        and figure.nature is Nature.ACTUAL
        and figure.value > 0
        and (side_of(figure.measure) is side or figure.topic == side.value)
    ]


def _scaled(value: Decimal, total: Figure) -> str:
    """How many times a sum is away from a total, where it would be that very total with the point elsewhere."""
    for power, words in POWERS.items():
        for moved in (value * power, value / power):
            if lowest(total) <= moved <= highest(total):
                return words
    return ""


def _list_against(listed: ListSum, totals: Sequence[Figure], alike: Sequence[Figure]) -> Iterator[Problem]:
    """A list is as large as the narrowest total of its year, or smaller; never tenfold, never a tiny share."""
    for total in (*totals, *alike):
        hint = _doubt(listed, total, widest=total is max(totals, key=highest)) if total in totals else ""
        words = _scaled(listed.money, total) if not hint and listed.rows >= _ROWS else ""
        hint = hint or (f"正好差{words}，像是单位或小数点写错" if words else "")
        if hint:
            left = f"{grouped(listed.money)}元（{listed.rows}笔）"
            yield problem(
                "sum-unlike-total", listed.where, what=listed.label, left=left, right=_figure_words(total), reason=hint
            )
            return


def _doubt(listed: ListSum, total: Figure, *, widest: bool) -> str:
    net = listed.money - listed.returned
    if lowest(total) <= listed.money <= highest(total) or lowest(total) <= net <= highest(total):
        return ""
    power = power_between(listed.money, total.value, _POWER if listed.money > total.value else _SHARE)
    if power:
        return f"约差{POWERS[power]}，像是单位或小数点写错"
    if net > highest(total) and widest:
        taken_off = f"减去退回的 {grouped(listed.returned)}元，" if listed.returned else ""
        return f"{taken_off}名单比总数还多 {quantity_text(net - total.value, '元')}"
    if listed.rows >= _ROWS and listed.money * _TINY < total.value:
        return "名单只有总数的一个零头，像是单位写错"
    near = _NEAR_GIFTS if total.measure in _GIFTS else _NEAR
    if total.bound is Bound.EXACT and abs(listed.money - total.value) < total.value * near:
        return f"几乎一样，却差 {quantity_text(abs(listed.money - total.value), '元')}"
    return ""


def _figure_words(figure: Figure) -> str:
    name = figure.subject if figure.topic == STATEMENTS else plain_subject(figure)
    return f"{of_year(figure.year, name)}“{figure.measure}”{figure.id} 的 {figure.as_written}"


# --- register and statements -------------------------------------------------------------------------


def _register_against_statement(
    scene: Scene, year: int, side: FlowDirection, roles: Sequence[str]
) -> Iterator[Problem]:
    """A total of the register is one of the lines of the statement that it can mean, unless a check explains the difference."""
    lines = [line for role in roles if (line := statement_line(scene, year, "activity_statement", role)) is not None]
    if not lines:
        return
    for figure in own_totals(scene, year, side):
        whole = figure.basis in {None, FigureBasis.BOTH}
        if not whole or any(lowest(figure) <= line.value <= highest(figure) for line in lines):
            continue
        if any(held_together(scene, (figure.id, line.id)) for line in lines):
            continue
        line = min(lines, key=lambda other: abs(other.value - figure.value))
        power = power_between(figure.value, line.value, _POWER)
        hint = f"约差{POWERS[power]}，像是单位或小数点写错" if power else _apart(figure.value, line.value)
        yield problem(
            "sum-unlike-total",
            value_of(figure),
            what=f"{of_year(figure.year, figure.subject)}“{figure.measure}”",
            left=figure.as_written,
            right=_figure_words(line),
            reason=hint,
        )


def _apart(value: Decimal, other: Decimal) -> str:
    return f"差 {quantity_text(abs(value - other), '元')}；口径不同的请写一条勾稽说明"


_FAR = 5


def _cash_against_activities(scene: Scene, year: int) -> Iterator[Problem]:
    """Cash that came in as gifts is of the size of the gifts of that year, and cash paid out of that of the costs."""
    for cash_role, role in (("cash_from_donations", "donations"), ("cash_for_grants", "programme_expense")):
        cash = statement_line(scene, year, "cash_flow", cash_role)
        line = statement_line(scene, year, "activity_statement", role)
        if cash is None or line is None or cash.where is None:
            continue
        power = power_between(cash.value, line.value, _POWER)
        if power or cash.value > line.value * _FAR:
            hint = f"约差{POWERS[power]}，像是多写或少写了一位" if power else "现金比账上的数大几倍"
            yield problem(
                "sum-unlike-total",
                cash.where,
                what=f"{of_year(year, cash.subject)}“{cash.measure}”",
                left=cash.as_written,
                right=_figure_words(line),
                reason=hint,
            )


# --- kinds of giving -----------------------------------------------------------------------------------


class _Kinds(Struct):
    """The figures of one thing: both together, money, and goods."""

    both: list[Figure]
    money: list[Figure]
    goods: list[Figure]


def _kinds_against_total(scene: Scene) -> Iterator[Problem]:
    """Money and goods of one thing come to what is told of both together."""
    things: dict[tuple[object, ...], _Kinds] = {}
    for figure in money(scene):
        if figure.nature is not Nature.ACTUAL or figure.basis is None:
            continue
        key = (figure.year, figure.scope, plain_subject(figure), figure.record, side_of(figure.measure))
        kinds = things.setdefault(key, _Kinds([], [], []))
        of_basis = {FigureBasis.BOTH: kinds.both, FigureBasis.MONEY: kinds.money, FigureBasis.GOODS: kinds.goods}
        of_basis[figure.basis].append(figure)
    for kinds in things.values():
        if not (len(kinds.both) == len(kinds.money) == len(kinds.goods) == 1):
            continue
        total, parts = kinds.both[0], [kinds.money[0], kinds.goods[0]]
        if sum(map(lowest, parts)) <= highest(total) and lowest(total) <= sum(map(highest, parts)):
            continue
        together = sum((part.value for part in parts), Decimal(0))
        yield problem(
            "sum-unlike-total",
            value_of(total),
            what=f"{of_year(total.year, total.subject)}“{total.measure}”",
            left=total.as_written,
            right=f"现金 {parts[0].as_written}、物资 {parts[1].as_written}，相加 {quantity_text(together, '元')}",
            reason=f"差 {quantity_text(abs(together - total.value), '元')}",
        )


# --- projects ------------------------------------------------------------------------------------------


def _projects_against_figures(scene: Scene) -> Iterator[Problem]:
    """What a project of one year has spent and whom it has helped: in the register, in its last progress, and paid out."""
    last = newest_of_each(scene.rows(ProgressRecord), ProgressRecord.project, ProgressRecord.as_of)
    paid = _paid_by_project(scene)
    budgets: dict[str, list[BudgetRecord]] = {}
    for line in scene.rows(BudgetRecord):
        budgets.setdefault(line.project or "", []).append(line)
    for key, project in by_id(scene.rows(ProjectRecord)).items():
        figures = [
            figure
            for figure in scene.disclosure.of_record("projects", key)
            if figure.where and not figure.formula and figure.nature is Nature.ACTUAL
        ]
        spent = [figure for figure in figures if figure.unit == "元" and side_of(figure.measure) is FlowDirection.OUT]
        helped = [figure for figure in figures if figure.measure == "受益"]
        if key in last:
            yield from _against_progress(project, last[key], spent, helped)
        if len(spent) == 1:
            yield from _against_payments(project, spent[0], paid.get((key, spent[0].year), []))
        if key in budgets:
            progress = last[key].expense if key in last else None
            others = {f"台账 {figure.id} ": figure.value for figure in spent}
            others |= {"项目进展里的累计支出": progress} if progress else {}
            others["拨付明细里这个项目"] = sum(
                (amount for (name, _), amounts in paid.items() if name == key for amount in amounts), Decimal(0)
            )
            yield from _against_budget(project.record_name, budgets[key], others)
            yield from _budget_beyond(project.record_name, budgets[key], last.get(key))


def _paid_by_project(scene: Scene) -> dict[tuple[str, int], list[Decimal]]:
    """(project, year) → the payments that name the project, in 元."""
    paid: dict[tuple[str, int], list[Decimal]] = {}
    for payment in scene.rows(DisbursementRecord):
        if payment.project and payment.paid_on and payment.amount is not None:
            paid.setdefault((payment.project, int(payment.paid_on[:4])), []).append(payment.amount)
    return paid


def _against_progress(
    project: ProjectRecord, row: ProgressRecord, spent: Sequence[Figure], helped: Sequence[Figure]
) -> Iterator[Problem]:
    """Progress counts from the beginning of a project, so it tells of a year only where the project began in it."""
    year = str(project.start_on or "")[:4]
    if not year or not str(row.as_of).startswith(f"{year}-12"):
        return
    unit = str(row.unit or "")
    yield from _unlike_progress(row, [figure for figure in spent if str(figure.year) == year], row.expense, "元")
    people = [figure for figure in helped if str(figure.year) == year and figure.unit == unit]
    yield from _unlike_progress(row, people, row.beneficiaries, unit)


def _against_payments(project: ProjectRecord, figure: Figure, amounts: Sequence[Decimal]) -> Iterator[Problem]:
    together = sum(amounts, Decimal(0))
    within = lowest(figure) <= together <= highest(figure)
    near = abs(together - figure.value) < figure.value * _NEAR and not within
    moved = _scaled(together, figure) if len(amounts) >= _ROWS else ""
    if amounts and (together > highest(figure) or (near and not figure.approximate) or moved):
        yield problem(
            "sum-unlike-total",
            value_of(figure),
            what=f"{figure.year}年“{project.record_name}”的{figure.measure}",
            left=figure.as_written,
            right=f"拨付明细里这个项目是 {grouped(together)}元（{len(amounts)}笔）",
            reason=f"正好差{moved}，像是单位或小数点写错"
            if moved
            else f"差 {quantity_text(abs(together - figure.value), '元')}",
        )


def _against_budget(name: str, rows: Sequence[BudgetRecord], others: Mapping[str, Decimal]) -> Iterator[Problem]:
    """What the lines of a budget say was spent is never a power of ten away from what other tables say."""
    together = sum((row.spent for row in rows if row.spent is not None), Decimal(0))
    for what, value in others.items():
        power = power_between(together, value, _SHARE) if together > 0 and value > 0 else None
        if power:
            yield problem(
                "sum-unlike-total",
                rows[0].at(BudgetRecord.spent),
                what=f"“{name}”预算表的已支",
                left=f"{grouped(together)}元（{len(rows)}行）",
                right=f"{what}是 {quantity_text(value, '元')}",
                reason=f"约差{POWERS[power]}，像是单位或小数点写错",
            )
            return


def _budget_beyond(name: str, rows: Sequence[BudgetRecord], progress: ProgressRecord | None) -> Iterator[Problem]:
    """What the lines of a budget have spent up to the day of a progress report, or before, is no more than that report tells."""
    spent = [(row.spent, row) for row in rows if row.spent is not None]
    together = sum((value for value, _ in spent), Decimal(0))
    if progress is None or not progress.as_of or not progress.expense or together <= progress.expense:
        return
    if together - progress.expense < rounded_to(progress, progress.expense):
        return
    if any(row.as_of is None or earlier(progress.as_of, row.as_of) for _, row in spent):
        return
    if power_between(together, progress.expense, _SHARE) is None:
        yield problem(
            "sum-unlike-total",
            spent[0][1].at(BudgetRecord.spent),
            what=f"“{name}”预算表的已支",
            left=f"{grouped(together)}元（{len(spent)}行）",
            right=f"项目进展里到 {progress.as_of} 的累计支出是 {grouped(progress.expense)}元",
            reason=f"多 {grouped(together - progress.expense)}元",
        )


def _unlike_progress(
    row: ProgressRecord, figures: Sequence[Figure], value: Decimal | None, unit: str
) -> Iterator[Problem]:
    if len(figures) != 1 or value is None:
        return
    figure = figures[0]
    if not lowest(figure) <= value <= highest(figure):
        yield problem(
            "sum-unlike-total",
            value_of(figure),
            what=f"{figure.year}年“{figure.subject}”的{figure.measure}",
            left=figure.as_written,
            right=f"项目进展里到 {row.as_of} 是 {quantity_text(value, unit)}",
            reason=f"差 {quantity_text(abs(value - figure.value), unit)}",
        )


# --- accounts ------------------------------------------------------------------------------------------


def _rows_beyond_accounts(scene: Scene) -> Iterator[Problem]:
    """Accounts that hold less than the gifts, or the payments, that name what they are of; the first of each thing."""
    seen: set[tuple[str, str, str]] = set()
    for part in accounted(scene):
        missing = part.least - part.stated
        if missing <= 0 or missing < part.grain or part.thing in seen or is_slip(part):
            continue
        seen.add(part.thing)
        least = f"，减去手续费和退回的还有 {grouped(part.least)}{part.unit}" if part.least != part.listed else ""
        count = f"（{part.count:,}笔）" if part.unit != "笔" else ""
        yield problem(
            "sum-unlike-total",
            part.where,
            what=part.what,
            left=f"{grouped(part.stated)}{part.unit}",
            right=f"{part.rows}有 {grouped(part.listed)}{part.unit}{count}{least}",
            reason=f"明细比账上多 {grouped(missing)}{part.unit}",
        )


def _closings_below_progress(scene: Scene) -> Iterator[Problem]:
    """A closed project took in and spent no less than a report before said, but for what went back to givers and came back."""
    for row in scene.rows(ClosingRecord):
        project = row.project or ""
        if row.income_public is not None and row.income_other is not None:
            income, back = row.income_public + row.income_other, refunded_of(scene.disclosure, "project", project)[1]
            yield from _below_progress(scene, row, ClosingRecord.income_other, income, ProgressRecord.income, back)
        if row.expense is not None:
            returns = scene.about(ReturnRecord, ReturnRecord.project, project)
            back = sum((returned.amount or Decimal(0) for returned in returns), Decimal(0))
            yield from _below_progress(scene, row, ClosingRecord.expense, row.expense, ProgressRecord.expense, back)


def _below_progress(
    scene: Scene, row: ClosingRecord, cell: Column[Decimal], final: Decimal, progress: Column[Decimal], back: Decimal
) -> Iterator[Problem]:
    """The *final* amount of a closing, typed in this *cell*, against the highest that a report tells in *progress*, less what went *back*."""
    reports = scene.about(ProgressRecord, ProgressRecord.project, row.project or "")
    amounts = [(amount, report) for report in reports if (amount := report[progress]) is not None]
    if not amounts:
        return
    most, report = max(amounts, key=lambda pair: pair[0])
    missing = most - back - final
    if missing > 0 and missing >= rounded_to(row, final):
        yield problem(
            "sum-unlike-total",
            row.at(cell),
            what=f"“{scene.name('projects', row.project)}”结项的{'两项收入' if cell is ClosingRecord.income_other else cell.label}",
            left=f"{grouped(final)}元",
            right=f"到 {report.as_of or ''} 的进展里{progress.label}已经是 {grouped(most)}元（{report.where}）",
            reason=f"少 {grouped(missing)}元",
        )


RULES: dict[str, Rule] = {"sum-unlike-total": unlike_sums}
