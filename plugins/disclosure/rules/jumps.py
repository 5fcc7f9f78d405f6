"""Ten times more or less than last year, than its twin, or than the rest of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from ..kinds.disbursements import DisbursementRecord
from ..kinds.funds import FundAccountRecord
from ..kinds.gifts import DonationRecord
from ..kinds.headlines import HeadlineRecord, HeadlineRole
from ..law import StatementLine, statements
from ..model import Dataset, Figure, Kind, Relation, TimeSeries, Verdict, extreme_rows
from ..problems import Problem, Where, problem
from ..quantities import grouped, quantity_text
from ..reading import Column, Year, Yuan
from .accounted import Accounted, accounted
from .scene import Rule, Scene, value_of

# Differences of large sums: they go up and down by themselves.
_NET = re.compile(r"净增加|净额|净资产变动|净减少|差额")
# Below these nothing is compared: small things grow tenfold by themselves.
_LEAST_TOTAL, _LEAST = Decimal(100_000), Decimal(10_000)
_SURELY_LARGE = 100  # but what was so many times as large did not shrink to next to nothing by itself
# A total that is off by a place is near ten times its neighbour; any other number is only asked about if it is very near.
_NEAR_TOTAL, _NEAR, _EXACTLY = Decimal("1.25"), Decimal("1.02"), Decimal("1.0005")
_SOME = 3  # of fewer rows, or digits, a part is by chance a power of ten away from the whole
POWERS = {Decimal(10) ** power: words for power, words in ((1, "十倍"), (2, "一百倍"), (3, "一千倍"), (4, "一万倍"))}


def power_between(number: Decimal, other: Decimal, near: Decimal) -> Decimal | None:
    """10, 100, 1,000 or 10,000 where one number is about so many times the other."""
    small, large = sorted((abs(number), abs(other)))
    if not small:
        return None
    times = large / small
    return next((power for power in POWERS if power / near <= times <= power * near), None)


class Point(Struct, frozen=True):
    """One value of a series: when, how much, in which unit, and where it stands."""

    when: str
    value: Decimal
    unit: str
    where: Where
    what: str
    total: bool = False

    @property
    def text(self) -> str:
        """2023 年是 12万元."""
        return f"{self.when}是 {quantity_text(self.value, self.unit)}"


# --- against the time before -----------------------------------------------------------------------


def jumps(scene: Scene) -> Iterator[Problem]:
    """Neighbours in a series that lie a power of ten apart."""
    for series in (
        *figure_series(scene),
        *_plans(scene),
        *statement_series(scene),
        *account_series(scene),
        *_gifts(scene),
    ):
        for before, after in pairwise(series):
            total = before.total or after.total
            least = _LEAST_TOTAL if total else _LEAST
            small, large = sorted((abs(before.value), abs(after.value)))
            if small < least and large < least * _SURELY_LARGE:
                continue
            power = power_between(before.value, after.value, _NEAR_TOTAL if total else _NEAR)
            if power:
                yield problem(
                    "tenfold-jump",
                    after.where,
                    what=after.what,
                    left=before.text,
                    right=after.text,
                    times=_times(before.value, after.value),
                )


def _times(before: Decimal, after: Decimal) -> str:
    times = after / before
    if abs(times) >= 1:
        return f" {grouped(times.quantize(Decimal('0.1')))} 倍"
    return f" {grouped((1 / times).quantize(Decimal('0.1')))} 分之一"


_TOTALS = (
    HeadlineRole.INCOME,
    HeadlineRole.EXPENSE,
    HeadlineRole.PLANNED_INCOME,
    HeadlineRole.PLANNED_EXPENSE,
)
# What was planned, and what tells how it came out.
PLANNED = {
    HeadlineRole.PLANNED_INCOME: HeadlineRole.INCOME,
    HeadlineRole.PLANNED_EXPENSE: HeadlineRole.EXPENSE,
}


def figure_series(scene: Scene) -> Iterator[list[Point]]:
    """What the register tells of the same thing in several years, and the totals of the years."""
    totals = {row.figure for row in scene.rows(HeadlineRecord) if "缺口" not in (row.role or "")}
    series: dict[tuple[object, ...], dict[int, Figure]] = {}
    for stated in scene.stated:
        if stated.topic != "报表" and stated.unit == "元":
            key = (
                stated.topic,
                stated.subject,
                stated.measure,
                stated.unit,
                stated.nature,
                stated.scope,
                stated.basis,
                stated.record,
            )
            series.setdefault(key, {}).setdefault(stated.year, stated)
    roles: dict[str, dict[int, Figure]] = {}
    for row in scene.rows(HeadlineRecord):
        figure = scene.disclosure.figures.get(row.figure or "")
        if figure and figure.where and row.year and row.role in _TOTALS:
            roles.setdefault(row.role, {}).setdefault(row.year, figure)
    seen: set[tuple[str, ...]] = set()
    for years in (*series.values(), *roles.values()):
        ids = tuple(years[year].id for year in sorted(years))
        if len(years) > 1 and ids not in seen:
            seen.add(ids)
            yield [
                Point(
                    f"{year}年",
                    figure.value,
                    figure.unit,
                    value_of(figure),
                    f"“{figure.subject}”{figure.measure}",
                    figure.id in totals,
                )
                for year, figure in sorted(years.items())
            ]


def _plans(scene: Scene) -> Iterator[list[Point]]:
    """What was planned for a year, and what that year came to; a report tells what its body plans for the year after."""
    headlines: dict[tuple[int, HeadlineRole], Figure] = {}
    for row in scene.rows(HeadlineRecord):
        figure = scene.disclosure.figures.get(row.figure or "")
        if figure and figure.where and row.role:
            headlines[figure.year, row.role] = figure
    for (year, role), plan in headlines.items():
        actual = headlines.get((year, PLANNED[role])) if role in PLANNED else None
        if actual and actual.unit == plan.unit:
            yield [
                Point(
                    f"{year}年{word}",
                    figure.value,
                    figure.unit,
                    value_of(figure),
                    f"“{figure.subject}”{figure.measure}",
                    total=True,
                )
                for word, figure in (("计划", plan), ("实际", actual))
            ]


def statement_series(scene: Scene) -> Iterator[list[Point]]:
    """Every amount of the printed statements, line by line and column by column."""
    for kind in statements.KINDS:
        rows = [row for row in scene.disclosure.records.get(kind, ()) if isinstance(row, StatementLine)]
        if not rows:
            continue
        columns = [column for column in rows[0].declared.columns if isinstance(column.type, Yuan)]
        series: dict[tuple[str, str], dict[int, Point | None]] = {}
        for row in rows:
            for column in columns:
                value, item = row[column], row.item or ""
                if value is None or row.year is None or column.name.startswith(("month", "open")) or _NET.search(item):
                    continue
                years = series.setdefault((item, column.name), {})
                where = row.at(column)
                point = Point(
                    f"{row.year}年",
                    value,
                    "元",
                    where,
                    f"“{item}”{column.label}",
                    total=True,
                )
                years[row.year] = None if row.year in years else point  # a label that stands twice is no series
        for years in series.values():
            yield [point for _, point in sorted(years.items()) if point]


def account_series(scene: Scene) -> Iterator[list[Point]]:
    """Funds from year to year, and the sums of campaigns, projects and emergencies from account to account."""
    for kind in scene.disclosure.kinds.values():
        if kind.series:
            for column in kind.series.amounts:
                yield from _account(scene, kind, kind.series, column)


def _account(scene: Scene, kind: Kind, series: TimeSeries, column: Column[Decimal]) -> Iterator[list[Point]]:
    """One column of money in the accounts of a kind: the values of every record in the order of time."""
    rows: dict[str, list[tuple[str, Decimal, Where]]] = {}
    for row in scene.disclosure.records.get(kind.id, ()):
        record, when, value = row[series.by], row[series.when], row[column]
        if record and when and value is not None:
            rows.setdefault(record, []).append((str(when), value, row.at(column)))
    for record, dated in rows.items():
        yield [
            Point(
                f"{day}年" if isinstance(series.when.type, Year) else day,
                value,
                "元",
                where,
                f"“{scene.name(str(series.by.refers_to), record)}”{column.label}",
            )
            for day, value, where in sorted(dated, key=lambda point: point[0])
        ]


def _gifts(scene: Scene) -> Iterator[list[Point]]:
    """The sum of all gifts, year by year."""
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    years = sorted(
        (key[0], money)
        for key, (_, money) in dataset.sums((DonationRecord.year,), DonationRecord.amount).items()
        if key[0]
    )
    first = dataset.first(DonationRecord.year)
    yield [
        Point(f"{year}年", money, "元", dataset.where(first[year], "金额"), "全年捐赠明细之和", total=True)
        for year, money in years
    ]


# --- against its twin --------------------------------------------------------------------------------


class TwinNumbers(Struct, frozen=True):
    """Two numbers that should be one."""

    what: str
    left: Decimal
    right: Decimal
    unit: str
    where: Where


def pairs(scene: Scene) -> Iterator[TwinNumbers]:
    """Both sides of every check that does not hold, what a fund carries over, and accounts and the rows in them."""
    figures = scene.disclosure.figures
    for check in scene.disclosure.reconciliations:
        left, right = check.left.value, check.right.value
        if (
            check.relation != Relation.EQUAL
            or left is None
            or right is None
            or left == right
            or check.verdict is Verdict.AGREES
        ):
            continue
        places = (figures[name] for name in (*check.right.inputs, *check.left.inputs) if name in figures)
        place = next((figure for figure in places if figure.where and not figure.formula), None)
        if place and check.left.unit == check.right.unit and check.left.unit:
            yield TwinNumbers(f"“{check.title}”", left, right, check.left.unit, value_of(place))
    yield from _carried(scene)
    yield from _listed(scene)


def _carried(scene: Scene) -> Iterator[TwinNumbers]:
    years = {(row.fund, row.year): row for row in scene.rows(FundAccountRecord) if row.fund and row.year}
    for (fund, year), row in years.items():
        last = years.get((fund, year - 1))
        if last and last.closing is not None and row.opening is not None and last.closing != row.opening:
            what = f"“{scene.name('funds', fund)}”{year - 1}年末与{year}年初"
            yield TwinNumbers(
                what,
                last.closing,
                row.opening,
                "元",
                row.at(FundAccountRecord.opening),
            )


def _listed(scene: Scene) -> Iterator[TwinNumbers]:
    """The amounts of an account against the gifts, or the payments, one by one, where both are there; the first of each thing that differs."""
    seen: set[tuple[str, str, str]] = set()
    for part in accounted(scene):
        if part.thing not in seen and is_slip(part):
            seen.add(part.thing)
            yield TwinNumbers(f"{part.what}与{part.rows}", part.stated, part.listed, "元", part.where)


def tenfold_pairs(scene: Scene) -> Iterator[Problem]:
    """Two numbers that should be one and differ by exactly a power of ten."""
    for pair in pairs(scene):
        power = power_between(pair.left, pair.right, _EXACTLY)
        if power:
            yield _pair_problem("tenfold-pair", pair, times=POWERS[power])


def swapped_digits(scene: Scene) -> Iterator[Problem]:
    """Two numbers that should be one and differ by two neighbouring digits in the other order."""
    for pair in pairs(scene):
        if swapped(pair.left, pair.right):
            yield _pair_problem("swapped-digits", pair)


def slip_between(number: Decimal, other: Decimal) -> bool:
    """Whether a slip of the hand makes one number of the other: a place more or less, or two digits in the other order."""
    return power_between(number, other, _EXACTLY) is not None or swapped(number, other)


def is_slip(part: Accounted) -> bool:
    """Whether an account is a slip away from its rows, that can be all there is; a few round gifts may be a tenth of all."""
    few = part.listed < part.stated and part.count < _SOME and is_round(part.listed)
    return part.whole and not few and slip_between(part.stated, part.listed)


def is_round(number: Decimal) -> bool:
    """Whether a number has so few digits that ten times as much is nothing to wonder at."""
    return len(str(int(number.scaleb(2))).rstrip("0")) < _SOME


def swapped(number: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits stand in the other order, and nothing else differs."""
    left, right = (str(int(value.scaleb(2))) for value in (number, other))
    if len(left) != len(right):
        return False
    at = [place for place, (first, second) in enumerate(zip(left, right, strict=True)) if first != second]
    return len(at) == 2 and at[1] == at[0] + 1 and left[at[0]] == right[at[1]] and left[at[1]] == right[at[0]]  # noqa: PLR2004


def _pair_problem(code: str, pair: TwinNumbers, **more: object) -> Problem:
    left, right = (f"{grouped(value)}{pair.unit}" for value in (pair.left, pair.right))
    return problem(code, pair.where, what=pair.what, left=left, right=right, **more)


# --- against its column -------------------------------------------------------------------------------

_ENOUGH = 8
_GAP, _SLIP = 100, 10_000


def unit_slips(scene: Scene) -> Iterator[Problem]:
    """A few cells that stand far from all others of their column, and would stand among them if divided by 10,000."""
    for kind in scene.disclosure.kinds.values():
        column = kind.size
        rows = scene.disclosure.records.get(kind.id, ()) if column else ()
        cells = [(value, row.at(column)) for row in rows if column and (value := row[column]) and value > 0]
        for at, low, high in slips([value for value, _ in cells]):
            value, where = cells[at]
            yield problem(
                "unit-slip",
                where,
                column=where.column,
                cell=quantity_text(value, "元"),
                left=quantity_text(low, "元"),
                right=quantity_text(high, "元"),
            )
    yield from _donation_slips(scene.dataset("donations"))


def slips(values: Sequence[Decimal]) -> Iterator[tuple[int, Decimal, Decimal]]:
    """(position, lowest, highest of the others) of the values that lie apart as 元 and 万元 do."""
    if len(values) < _ENOUGH:
        return
    order = sorted(range(len(values)), key=lambda at: values[at])
    for few, rest in _apart(order, values):
        low, high = values[rest[0]], values[rest[-1]]
        for at in few:
            scaled = (values[at] * _SLIP, values[at] / _SLIP)
            if any(low <= value <= high for value in scaled):
                yield at, low, high


def _apart(order: Sequence[int], values: Sequence[Decimal]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The few at one end of a column, with a gap of a hundred times to the rest."""
    most = max(2, len(order) // 10)
    for cut in range(1, most + 1):
        if values[order[cut]] >= values[order[cut - 1]] * _GAP:
            yield order[:cut], order[cut:]
            break
    for cut in range(1, most + 1):
        if values[order[-cut]] >= values[order[-cut - 1]] * _GAP:
            yield order[-cut:], order[:-cut]
            break


_LOOKED_AT = 50


def _donation_slips(dataset: Dataset | None) -> Iterator[Problem]:
    """Gifts range widely, so only those far above all others are looked at."""
    if dataset is None or len(dataset) < _ENOUGH:
        return
    positions, known, least = extreme_rows(dataset, DonationRecord.amount, _LOOKED_AT + 1, DonationRecord.counted)
    values = [amount for (amount,) in dataset.at(positions, (DonationRecord.amount,))]
    most = min(_LOOKED_AT, max(1, known // 10), len(values) - 1)
    cut = next((place for place in range(1, most + 1) if values[place - 1] >= values[place] * _GAP), 0)
    for position, value in list(zip(positions, values, strict=True))[:cut]:
        if value / _SLIP <= values[cut]:
            yield problem(
                "unit-slip",
                dataset.where(position, "金额"),
                column="金额",
                cell=quantity_text(value, "元"),
                left=quantity_text(least, "元"),
                right=quantity_text(values[cut], "元"),
            )


# --- digits -----------------------------------------------------------------------------------------

_MANY = 300
_EXPECTED = (301, 176, 125, 97, 79, 67, 58, 51, 46)  # Benford's shares, in thousandths


def first_digits(scene: Scene) -> Iterator[Problem]:
    """Payments out whose first digits are far from what books of many sizes show; advice only."""
    rows = [row for row in scene.rows(DisbursementRecord) if row.amount and row.amount >= 1]
    if len(rows) < _MANY:
        return
    counts = [0] * 9
    for row in rows:
        counts[int(str(row.amount).lstrip("0.")[0]) - 1] += 1
    most = max(range(9), key=lambda digit: counts[digit] * 1000 - _EXPECTED[digit] * len(rows))
    if counts[most] * 1000 > (_EXPECTED[most] + 250) * len(rows):
        where = Where(rows[0].where.file, rows[0].where.sheet, None, "金额")
        yield problem("first-digits", where, what="拨付", left=len(rows), right=counts[most], cell=most + 1)


RULES: dict[str, Rule] = {
    "tenfold-jump": jumps,
    "tenfold-pair": tenfold_pairs,
    "swapped-digits": swapped_digits,
    "unit-slip": unit_slips,
    "first-digits": first_digits,
}
