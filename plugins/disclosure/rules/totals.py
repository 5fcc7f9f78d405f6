"""What the totals of a year are: in the register, in the statements and as sums of the lists; shared by several rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from ..kinds.disbursements import DisbursementRecord
from ..kinds.gift_refunds import RefundRecord
from ..kinds.gifts import DonationRecord
from ..kinds.headlines import HeadlineRecord, HeadlineRole
from ..kinds.payment_returns import ReturnRecord
from ..law import statements
from ..model import Coverage, Figure, Nature
from ..problems import Where
from ..quantities import Bound
from .scene import Scene

STATEMENTS = "报表"

_IN = re.compile(r"收入|接收|募集|筹集|募款|募得|募捐|收到|捐赠款|筹款|善款")
_OUT = re.compile(r"支出|发放|拨付|使用|费用|成本|救助款|资助款|用于")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]|[0-9]{4}\s*年度?|[“”\s]")
_WHOLE = {
    "", "全年", "年度", "全会", "本会", "本年", "本年度", "本机构", "机构", "全年合计", "合计", "总计", "总体", "全部", "全市",
    "市县两级", "本级", "慈善会", "各项", "全年度", "年度合计", "总",
}  # fmt: skip


class FlowDirection(Enum):
    """Which way the money goes."""

    IN = "收入"
    OUT = "支出"


def side_of(text: str) -> FlowDirection | None:
    """Income or expense by the words of a measure; nothing where it names neither or both."""
    coming, going = bool(_IN.search(text)), bool(_OUT.search(text))
    return None if coming == going else FlowDirection.IN if coming else FlowDirection.OUT


def plain_subject(figure: Figure) -> str:
    """What a figure is about, without year, brackets and quotation marks."""
    return _ASIDE.sub("", figure.subject)


def is_whole(figure: Figure) -> bool:
    """Whether a figure speaks of a whole year, and not of one thing in it."""
    return figure.record is None and plain_subject(figure) in _WHOLE


def highest(figure: Figure) -> Decimal:
    """The largest value that the wording of a figure leaves open."""
    if figure.bound is Bound.AT_MOST or figure.value < 0:
        return figure.value
    return figure.value + (figure.precision if figure.approximate else figure.precision / 2)


def lowest(figure: Figure) -> Decimal:
    """The smallest one."""
    if figure.bound is Bound.AT_LEAST:
        return figure.value
    return figure.value - (figure.precision if figure.approximate else figure.precision / 2)


def money(scene: Scene) -> Sequence[Figure]:
    """The amounts of yuan that documents state, those of the statements left out."""
    return scene.worked_out(
        "money", lambda: [figure for figure in scene.stated if figure.unit == "元" and figure.topic != STATEMENTS]
    )


_ROLES = {
    HeadlineRole.INCOME: FlowDirection.IN,
    HeadlineRole.OTHER_INCOME: FlowDirection.IN,
    HeadlineRole.EXPENSE: FlowDirection.OUT,
    HeadlineRole.OTHER_EXPENSE: FlowDirection.OUT,
}


def year_totals(scene: Scene) -> Mapping[tuple[int, FlowDirection, Coverage], Sequence[Figure]]:
    """The totals of the years as the register states them: those of 年度要目, and figures that speak of a whole year."""
    return scene.worked_out("year totals", lambda: _year_totals(scene))


def _year_totals(scene: Scene) -> dict[tuple[int, FlowDirection, Coverage], list[Figure]]:
    totals: dict[tuple[int, FlowDirection, Coverage], list[Figure]] = {}
    chosen = {row.figure: _ROLES[row.role] for row in scene.rows(HeadlineRecord) if row.role in _ROLES}
    for figure in money(scene):
        side = chosen.get(figure.id) or (side_of(figure.measure) if is_whole(figure) and not figure.part_of else None)
        if side and figure.nature is Nature.ACTUAL and figure.value > 0:
            totals.setdefault((figure.year, side, figure.scope), []).append(figure)
    return totals


def own_totals(scene: Scene, year: int, side: FlowDirection) -> list[Figure]:
    """The totals of a year that count the body itself, whether of money, of goods or of both."""
    totals = year_totals(scene)
    return [*totals.get((year, side, Coverage.OWN), ()), *totals.get((year, side, Coverage.UNSTATED), ())]


def statement_line(scene: Scene, year: int, kind: str, role: str, column: str = "") -> Figure | None:
    """The amount of a year in a statement, by the role of its line; of all columns that of the year, where none is named."""
    edition = statements.edition_of(kind, year)
    line = edition.role(role) if edition else None
    if edition is None or line is None:
        return None
    column = column or ("total" if "total" in edition.columns else "amount")
    figure = scene.disclosure.figures.get(f"{edition.prefix}{year}L{line.number}{statements.COLUMN_LETTERS[column]}")
    return figure if figure is not None and figure.value > 0 else None


class ListSum(Struct, frozen=True):
    """The sum of a list for one year, how many rows it has, and the first of them."""

    year: int
    rows: int
    money: Decimal
    where: Where
    label: str
    returned: Decimal = Decimal(0)  # what went back in that year; a total may be told with or without it


def gift_sums(scene: Scene) -> Iterator[ListSum]:
    """What the list of gifts comes to, year by year."""
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    by_year = dataset.sums((DonationRecord.year,), DonationRecord.amount, DonationRecord.counted)
    first = dataset.first(DonationRecord.year)
    went_back = _by_year((row.refunded_on, row.amount) for row in scene.rows(RefundRecord))
    for (year,), (rows, total) in sorted(by_year.items()):
        if year and total > 0:
            where = dataset.where(first[year], DonationRecord.amount.label)
            yield ListSum(int(year), rows, total, where, f"{year}年捐赠明细之和", went_back.get(int(year), Decimal(0)))


def payment_sums(scene: Scene) -> Iterator[ListSum]:
    """What the list of payments comes to, year by year."""
    by_year: dict[int, list[DisbursementRecord]] = {}
    for row in scene.rows(DisbursementRecord):
        if row.paid_on and row.amount is not None and row.amount > 0:
            by_year.setdefault(int(row.paid_on[:4]), []).append(row)
    came_back = _by_year((row.returned_on, row.amount) for row in scene.rows(ReturnRecord))
    for year, rows in sorted(by_year.items()):
        total = sum((row.amount for row in rows if row.amount is not None), Decimal(0))
        where = rows[0].at(DisbursementRecord.amount)
        yield ListSum(year, len(rows), total, where, f"{year}年拨付明细之和", came_back.get(year, Decimal(0)))


def _by_year(rows: Iterable[tuple[str | None, Decimal | None]]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = {}
    for day, amount in rows:
        if day and amount:
            sums[int(day[:4])] = sums.get(int(day[:4]), Decimal(0)) + amount
    return sums
