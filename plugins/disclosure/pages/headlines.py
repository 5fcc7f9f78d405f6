"""年度要目: the figures and breakdowns that staff named as those of a year, and what stands in for them."""

from __future__ import annotations

from msgspec import Struct

from ..accounts import of_role
from ..blocks import claimed, name_of
from ..dates import stretch_of_year
from ..kinds.headlines import Headline, HeadlineRole, part_of_year
from ..model import Breakdown, Disclosure, Figure, Nature, Role

# What the roles (收入合计, 支出分组 …) say about the side that a figure stands on.
SIDES = {"收入": Role.INCOME, "支出": Role.EXPENSE}


def totals_untold(disclosure: Disclosure) -> str:
    """That no year has a reported figure, which says nothing of gifts, goods and projects told one by one."""
    return claimed(not disclosure.years, "还没有公布任何年度的收入和支出总数")


class Headlines(Struct, frozen=True):
    """The figures and breakdowns that fill the roles of one year; absent ones are empty."""

    year: int
    figures: dict[str, list[tuple[str, Figure]]]
    breakdowns: dict[str, Breakdown]

    def figure(self, role: str) -> Figure | None:
        """The figure in this role."""
        result = self.figures.get(role)
        return result[0][1] if result else None

    def labelled(self, *roles: str) -> list[tuple[str, Figure]]:
        """(label, figure) of these roles, in order."""
        return [pair for role in roles for pair in self.figures.get(role, [])]


def headlines(disclosure: Disclosure, year: int) -> Headlines:
    """What staff named as the figures of the year; what is only of a part of it is none of its totals, and goes by its own name."""
    figures: dict[str, list[tuple[str, Figure]]] = {}
    breakdowns: dict[str, Breakdown] = {}
    for row in disclosure.rows(Headline):
        if row.year != year:
            continue
        target = row.figure
        if target in disclosure.figures:
            figure = disclosure.figures[target]
            if part_of_year(row, figure, disclosure.organisation.founded_on):
                label = row.label if row.label and stretch_of_year(row.label) else name_of(figure)
                figures.setdefault(HeadlineRole.KEY, []).append((label, figure))
            else:
                figures.setdefault(row.role, []).append((row.label or name_of(figure), figure))
        elif target in disclosure.breakdowns:
            breakdowns[row.role] = disclosure.breakdowns[target]
    for role, line in ((HeadlineRole.INCOME, "income"), (HeadlineRole.EXPENSE, "expense")):
        booked = of_role(disclosure.figures, year, "activity_statement", line, "total")
        if role not in figures and booked:  # staff named none, but the books have it
            figures[role] = [(booked.measure, booked)]
    for total, split, side in (
        (HeadlineRole.INCOME, HeadlineRole.INCOME_SPLIT, "收入"),
        (HeadlineRole.EXPENSE, HeadlineRole.EXPENSE_SPLIT, "支出"),
    ):
        whole = [figure for _, figure in figures.get(total, [])[:1]]
        declared = [breakdown for breakdown in disclosure.splitting(whole) if breakdown.parts]
        if split not in breakdowns and len(declared) == 1 and not _beside(disclosure, whole[0], declared[0], side):
            breakdowns[split] = declared[0]  # of several, staff must say which
    return Headlines(year, figures, breakdowns)


def _beside(disclosure: Disclosure, total: Figure, breakdown: Breakdown, side: str) -> bool:
    """Whether the reports tell sums of this side that are in no breakdown: drawn without them, it would call them untold."""
    return any(
        figure.unit == "元" and figure.nature == Nature.ACTUAL and not figure.part_of and figure.value < total.value
        for figure in disclosure.stated(total.year, (side,))
        if figure.id != total.id and figure.id not in breakdown.parts
    )
