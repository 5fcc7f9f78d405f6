"""Parts that are larger than what contains them, plans that are far from what happened, and amounts a head that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from ..dates import by_end
from ..kinds.campaigns import CampaignAccountRecord, CampaignRecord
from ..kinds.emergencies import EmergencyRecord, EmergencyReportRecord
from ..kinds.funds import FundAccountRecord
from ..kinds.headlines import HeadlineRecord, HeadlineRole
from ..kinds.pledges import PledgeRecord
from ..kinds.project import BudgetRecord, ProgressRecord
from ..model import Coverage, Figure, Nature, by_id, newest_of_each
from ..problems import Problem, Where, problem
from ..quantities import HOMES, PERSONS, quantity_text
from ..reading import AnyColumn, Column, Record
from .jumps import PLANNED, power_between
from .scene import Rule, Scene, value_of
from .totals import STATEMENTS, FlowDirection, highest, is_whole, lowest, money, plain_subject, side_of, year_totals

# --- parts ----------------------------------------------------------------------------------------------


def above_whole(scene: Scene) -> Iterator[Problem]:
    """A part above its total, a body above the bodies that it is one of, one thing above the whole year."""
    seen: set[str] = set()
    looks = (_in_breakdowns, _in_scopes, _amounts_in_years, _helped_in_years, _in_accounts)
    for fault, figure in chain.from_iterable(look(scene) for look in looks):
        if figure not in seen:
            seen.add(figure)
            yield fault


def _fault(figure: Figure, whole: Figure, what: str) -> tuple[Problem, str]:
    return (
        problem(
            "part-above-whole",
            value_of(figure),
            cell=f"{figure.subject}{figure.measure}",
            left=figure.as_written,
            what=what,
            right=f"{whole.subject}{whole.measure} {whole.as_written}（{whole.id}）",
        ),
        figure.id,
    )


def _brought_down(scene: Scene) -> set[str]:
    """The parts of wholes of which something was taken back (冲回): one may be above the whole, which comes down again."""
    figures = scene.disclosure.figures
    splits = (split.parts for split in scene.disclosure.breakdowns.values())
    return {name for parts in splits if any(figures[other].value < 0 for other in parts) for name in parts}


def _in_breakdowns(scene: Scene) -> Iterator[tuple[Problem, str]]:
    brought_down = _brought_down(scene)
    for split in scene.disclosure.breakdowns.values():
        total = scene.disclosure.figures.get(split.total)
        parts = [scene.disclosure.figures[name] for name in split.parts]
        if total is None or total.value <= 0 or split.proven or any(part.unit != total.unit for part in parts):
            continue
        above = (part for part in parts if part.where and lowest(part) > highest(total))
        large = [part for part in above if part.id not in brought_down]
        for part in large:
            yield _fault(part, total, f"它是“{split.title}”的一部分，合计是")
        together = sum((lowest(part) for part in parts), Decimal(0))
        if together > highest(total) and not large and split.where is not None:
            sums = quantity_text(sum((part.value for part in parts), Decimal(0)), total.unit)
            said = problem(
                "part-above-whole",
                Where(split.where.file, split.where.sheet, split.where.row, "总额"),
                cell=f"{split.title}的 {len(parts)} 项相加",
                left=sums,
                what="合计是",
                right=f"{total.subject}{total.measure} {total.as_written}（{total.id}）",
            )
            yield said, f"{split.id}+"


def _in_scopes(scene: Scene) -> Iterator[tuple[Problem, str]]:
    """What a body has itself is at most what it has together with those below it."""
    local: dict[tuple[object, ...], list[Figure]] = {}
    wide: dict[tuple[object, ...], list[Figure]] = {}
    for (year, side, scope), totals in year_totals(scene).items():
        shelf = local if scope is Coverage.OWN else wide if scope is Coverage.COUNTY else None
        if shelf is not None:
            shelf.setdefault((year, side), []).extend(totals)
    for figure in scene.stated:
        shelf = local if figure.scope is Coverage.OWN else wide if figure.scope is Coverage.COUNTY else None
        if shelf is not None and figure.topic != STATEMENTS and figure.nature is Nature.ACTUAL:
            subject = re.sub("本级|市县两级|市、县两级|全市", "", plain_subject(figure))
            key = (figure.year, subject, figure.measure, figure.unit, figure.basis, figure.record)
            shelf.setdefault(key, []).append(figure)
    for thing in local.keys() & wide.keys():
        whole = max(wide[thing], key=highest)
        for figure in local[thing]:
            if lowest(figure) > highest(whole):
                yield _fault(figure, whole, "它是本级的数，包含它的市县两级只有")


_STOCK = re.compile(r"累计|历年|结余|结转|余额|资产|规模|基金总额|成立以来|至今|存款|投资")


def _amounts_in_years(scene: Scene) -> Iterator[tuple[Problem, str]]:
    """No single amount of a year is above all that came in and above all that went out."""
    totals, brought_down = year_totals(scene), _brought_down(scene)
    for figure in money(scene):
        if figure.id in brought_down:
            continue
        if figure.nature not in {Nature.ACTUAL, Nature.LIMIT} or _STOCK.search(figure.subject + figure.measure):
            continue
        scopes = [figure.scope] if figure.scope in {Coverage.OWN, Coverage.COUNTY} else list(Coverage)
        wholes = [
            whole
            for (year, _, scope), listed in totals.items()
            if year == figure.year and scope in scopes
            for whole in listed
        ]
        if wholes and figure not in wholes and lowest(figure) > max(map(highest, wholes)):
            yield _fault(figure, max(wholes, key=highest), "全年一共才")


def _helped_in_years(scene: Scene) -> Iterator[tuple[Problem, str]]:
    """No single number of people helped is above that of the whole year."""
    helped = {row.year: row.figure for row in scene.rows(HeadlineRecord) if row.role is HeadlineRole.HELPED}
    for figure in scene.stated:
        whole = scene.disclosure.figures.get(helped.get(figure.year) or "")
        alike = whole is not None and figure.unit == whole.unit and figure.measure == whole.measure
        scoped = whole is not None and figure.scope in {whole.scope, Coverage.UNSTATED} and figure is not whole
        actual = figure.nature is Nature.ACTUAL
        if whole is not None and alike and scoped and actual and lowest(figure) > highest(whole):
            yield _fault(figure, whole, "全年一共才")


# What accounts tell that is a part of a year: what names the record, the day or year of the account, where the record
# began (nothing for accounts of single years), and the amount that came in.
_PARTS: tuple[tuple[type[Record], AnyColumn, AnyColumn, AnyColumn | None, Column[Decimal]], ...] = (
    (
        CampaignAccountRecord,
        CampaignAccountRecord.campaign,
        CampaignAccountRecord.as_of,
        CampaignRecord.start_on,
        CampaignAccountRecord.cash_raised,
    ),
    (
        EmergencyReportRecord,
        EmergencyReportRecord.emergency,
        EmergencyReportRecord.as_of,
        EmergencyRecord.start_on,
        EmergencyReportRecord.cash_received,
    ),
    (FundAccountRecord, FundAccountRecord.fund, FundAccountRecord.year, None, FundAccountRecord.received),
)


def _in_accounts(scene: Scene) -> Iterator[tuple[Problem, str]]:
    """What one appeal, one emergency or one fund took in a year is not above all that came in in that year."""
    wholes: dict[int, Figure] = {}
    for (year, side, _), listed in year_totals(scene).items():
        if side is FlowDirection.IN:
            wholes[year] = max([*listed, *([wholes[year]] if year in wholes else [])], key=highest)
    for record, by, when, start, amount in _PARTS:
        begun = {
            row.values["id"]: str(row[start])[:4]
            for row in (scene.disclosure.records.get(str(by.refers_to), ()) if start else ())
            if start
        }
        for row in scene.rows(record):
            told_in, value = str(row[when])[:4], row[amount]
            whole = wholes.get(int(told_in)) if told_in.isdigit() else None
            if value is None or whole is None or (start and begun.get(row[by]) != told_in) or value <= highest(whole):
                continue
            said = problem(
                "part-above-whole",
                row.at(amount),
                cell=f"“{scene.name(str(by.refers_to), row[by])}”{amount.label}",
                left=quantity_text(value, "元"),
                what="全年收入一共才",
                right=f"{whole.as_written}（{whole.id}）",
            )
            yield said, f"{by.refers_to}/{row[by]}"


# --- plans ----------------------------------------------------------------------------------------------

_MOST, _LEAST = Decimal(5), Decimal("0.1")


def far_from_plan(scene: Scene) -> Iterator[Problem]:
    """What happened is five times what was planned, or a tenth of it; in the register, in budgets of projects and in pledges."""
    for plan, actual, same in _planned(scene):
        share = actual.value / plan.value
        if _LEAST < share < _MOST or (same and power_between(plan.value, actual.value, Decimal("1.25"))):
            continue  # a power of ten is seen by tenfold-jump
        yield problem(
            "plan-far-off",
            value_of(actual),
            cell=f"{actual.subject}{actual.measure}",
            left=f"{plan.year}年计划 {plan.as_written}（{plan.id}）",
            right=f"{actual.year}年实际 {actual.as_written}",
        )
    for row in scene.rows(BudgetRecord):
        if row.budget and row.spent is not None and row.budget > 0 and row.spent >= row.budget * _MOST:
            yield problem(
                "plan-far-off",
                row.at(BudgetRecord.spent),
                cell=f"{row.item}",
                left=f"预算 {quantity_text(row.budget, '元')}",
                right=f"已支 {quantity_text(row.spent, '元')}",
            )
    for pledge in scene.rows(PledgeRecord):
        if pledge.promised and pledge.received is not None and pledge.received >= pledge.promised * _MOST:
            yield problem(
                "plan-far-off",
                pledge.at(PledgeRecord.received),
                cell=f"认捐 {pledge.record_id}",
                left=f"认捐 {quantity_text(pledge.promised, '元')}",
                right=f"已到账 {quantity_text(pledge.received, '元')}",
            )
    yield from _appeals(scene)


_MOST_RAISED, _LEAST_RAISED = 20, 500


def _appeals(scene: Scene) -> Iterator[Problem]:
    """The last account of an appeal against what was to be raised: twenty times as much, or next to nothing at the end."""
    accounts = scene.rows(CampaignAccountRecord)
    last = newest_of_each(accounts, CampaignAccountRecord.campaign, CampaignAccountRecord.as_of)
    for key, campaign in by_id(scene.rows(CampaignRecord)).items():
        account = last.get(key)
        if account is None or not campaign.target or account.cash_raised is None:
            continue
        raised = account.cash_raised + (account.goods_raised or 0)
        over = campaign.end_on is not None and by_end(str(account.as_of)) >= by_end(campaign.end_on)
        if raised >= campaign.target * _MOST_RAISED or (over and 0 < raised * _LEAST_RAISED <= campaign.target):
            yield problem(
                "plan-far-off",
                account.at(CampaignAccountRecord.cash_raised),
                cell=f"“{campaign.record_name}”",
                left=f"预期募集 {quantity_text(campaign.target, '元')}",
                right=f"到 {account.as_of} 募得 {quantity_text(raised, '元')}",
            )


def _planned(scene: Scene) -> Iterator[tuple[Figure, Figure, bool]]:
    """(plan, what happened, whether tenfold-jump compares them as well): of the same year, else of the year before."""
    figures = scene.disclosure.figures
    roles: dict[tuple[HeadlineRole, int], Figure] = {}
    pairs: set[tuple[str, str]] = set()
    for row in scene.rows(HeadlineRecord):
        figure = figures.get(row.figure or "")
        if figure and figure.where and row.role and figure.value > 0:
            roles[row.role, figure.year] = figure
    for (role, year), plan in roles.items():
        wanted = PLANNED.get(role)
        actual = (roles.get((wanted, year)) or roles.get((wanted, year - 1))) if wanted else None
        if actual and actual.unit == plan.unit:
            pairs.add((plan.id, actual.id))
            yield plan, actual, actual.year == year
    actuals: dict[tuple[object, ...], Figure] = {}
    plans: list[tuple[tuple[object, ...], Figure]] = []
    for figure in money(scene):
        key = (figure.year, plain_subject(figure), figure.measure, figure.scope, figure.record)
        if figure.nature is Nature.ACTUAL:
            actuals[key] = figure
        elif figure.nature is Nature.PLANNED:
            plans.append((key, figure))
    for thing, plan in plans:
        actual = actuals.get(thing)
        if actual and plan.value > 0 and actual.value > 0 and (plan.id, actual.id) not in pairs:
            yield plan, actual, False


# --- amounts a head -------------------------------------------------------------------------------------

_PERSON = (Decimal("0.5"), Decimal(100_000))
_HOME = (Decimal(5), Decimal(500_000))
_HELPED = re.compile(r"受益|救助|资助|帮扶|慰问|受助")


def odd_per_head(scene: Scene) -> Iterator[Problem]:
    """Money spent on one thing, divided by the people it helped: too little or too much to be true."""
    spent: dict[tuple[object, ...], list[Figure]] = {}
    helped: dict[tuple[object, ...], list[Figure]] = {}
    for figure in scene.stated:
        if figure.nature is not Nature.ACTUAL or figure.topic == STATEMENTS or figure.value <= 0 or is_whole(figure):
            continue
        thing: tuple[object, ...] = (figure.year, figure.record or plain_subject(figure), figure.scope)
        going = side_of(figure.measure)
        if figure.unit == "元" and going is FlowDirection.OUT:
            spent.setdefault(thing, []).append(figure)
        elif figure.unit in (*PERSONS, *HOMES) and _HELPED.search(figure.measure):
            helped.setdefault(thing, []).append(figure)
    for thing, people in helped.items():
        amounts = spent.get(thing, [])
        if len(people) == 1 and len(amounts) == 1:
            share = amounts[0].value / people[0].value
            low, high = _HOME if people[0].unit in HOMES else _PERSON
            if not low <= share <= high:
                yield problem(
                    "per-head-odd",
                    value_of(amounts[0]),
                    cell=amounts[0].subject,
                    left=amounts[0].as_written,
                    right=people[0].as_written,
                    what=quantity_text(share, f"元/{people[0].unit}"),
                )

    yield from _odd_progress(scene)


def _odd_progress(scene: Scene) -> Iterator[Problem]:
    """The same for what the progress of projects tells; each project once."""
    seen: set[str] = set()
    for row in scene.rows(ProgressRecord):
        if not row.expense or not row.beneficiaries or row.unit is None or str(row.project) in seen:
            continue
        share = row.expense / row.beneficiaries
        low, high = _HOME if row.unit in HOMES else _PERSON
        if row.unit in (*PERSONS, *HOMES) and not low <= share <= high:
            seen.add(str(row.project))
            yield problem(
                "per-head-odd",
                row.at(ProgressRecord.expense),
                cell=scene.name("projects", row.project),
                left=quantity_text(row.expense, "元"),
                right=quantity_text(row.beneficiaries, row.unit),
                what=quantity_text(share, f"元/{row.unit}"),
            )


RULES: dict[str, Rule] = {
    "part-above-whole": above_whole,
    "plan-far-off": far_from_plan,
    "per-head-odd": odd_per_head,
}
