"""复核: totals that somebody typed a second time from the document, without looking at the register."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Disclosure, Figure, Kind
from ..reading import Code, Complete, Date, Exact, Promise, Record, Text, column
from .headlines import Headline, HeadlineRole


class VerificationRecord(Record):
    """One total, typed once more."""

    figure = column(Code, "数字", required=True, refers_to="figures", description="数字台账里的编号，例如 G001")
    value = column(
        Exact,
        "再填的数值",
        required=True,
        description="对着原件再填一遍，不看台账；基本单位的数（元、人……），不用万或亿",
        promise=Promise.LIVING,
        because="数改了就要重新复核",
    )
    entered_by = column(Text, "录入人", description="当初填台账的人；site.yaml 写了 reviewers: 2 的必填")
    checked_by = column(
        Text,
        "复核人",
        required=True,
        description="再填一遍的人；会登在数字台账上",
        promise=Promise.LIVING,
        because="数改了就要重新复核",
    )
    on = column(Date, "复核日期", ahead=True, required=True, promise=Promise.LIVING, because="数改了就要重新复核")


class Verification(Complete, VerificationRecord):
    """A total typed once more, with all that must be said of it."""


# What readers meet first: the roles whose figures are to be typed twice.
TOTALS = frozenset(
    {
        HeadlineRole.INCOME,
        HeadlineRole.EXPENSE,
        HeadlineRole.OTHER_INCOME,
        HeadlineRole.OTHER_EXPENSE,
        HeadlineRole.PLANNED_INCOME,
        HeadlineRole.PLANNED_EXPENSE,
        HeadlineRole.HELPED,
    }
)


def verified(disclosure: Disclosure) -> dict[str, Verification]:
    """The newest entry about each figure."""
    return {row.figure: row for row in sorted(disclosure.rows(Verification), key=lambda row: row.on)}


def totals(disclosure: Disclosure, people: int = 1) -> Iterator[tuple[Headline, Figure]]:
    """The totals that have to be typed twice: those of the only year of their role, of every year where two *people* are asked for.

    Years beside each other are compared (tenfold-jump), and so are the lines of statements.
    """
    rows = [row for row in disclosure.rows(Headline) if row.role in TOTALS]
    years: dict[HeadlineRole, set[int]] = {}
    for row in rows:
        years.setdefault(row.role, set()).add(row.year)
    for row in rows:
        figure = disclosure.figures.get(row.figure)
        if figure is None or figure.where is None or figure.formula or figure.topic == "报表":
            continue
        if people > 1 or len(years[row.role]) == 1:
            yield row, figure


KIND = Kind(
    id="verifications",
    label="复核",
    record=VerificationRecord,
    intro="年度合计对着原件再填一遍，两次一样才算复核过。",
    order=7,
    sourced=False,
    offered=False,
)
