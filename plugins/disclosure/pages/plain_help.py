"""What a body did under plain words, as 济困 or 助学: whom it helped and what it spent, told like its projects, but of no project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..blocks import newest_apart, sorted_money
from ..kinds.projects import MONEY, result_among
from ..model import Card, Disclosure, Figure, Link
from .headlines import Headlines
from .topics import SPENT_ON_HELP

# Subjects that are no kind of help: they stand for all of it.
_OF_ALL = re.compile(
    "(?:各[级类项]?|所有|全部|全[年省市县区会]|本[级会年])*(?:慈善(?:总会|协会|会)?|公益|救助|资助|帮扶)*"
    "(?:项目|活动|事业)?(?:支出|款物|善款|资金)?$|.*(?:合计|总计|小计)$"
)


def plain_help(disclosure: Disclosure, head: Headlines) -> Iterator[Card]:
    """A card for every kind of help of a year that no record is about and of which is told what it cost.

    What is told as a part of another of these is in it already.
    """
    year, totals = head.year, {figure.id for _, figure in head.labelled(*head.figures)}
    amounts = [figure for figure in SPENT_ON_HELP.figures(disclosure, year) if figure.id not in totals]
    inner = {part for split in disclosure.splitting(amounts) for part in split.parts}
    amounts = [figure for figure in amounts if figure.id not in inner and not _OF_ALL.match(figure.subject)]
    for subject in dict.fromkeys(figure.subject for figure in amounts):
        spent = sorted_money([figure for figure in amounts if figure.subject == subject], MONEY)["支出"]
        if spent:
            yield _card(disclosure, subject, spent)


def _card(disclosure: Disclosure, subject: str, spent: Sequence[Figure]) -> Card:
    """Its name leads to its largest amount in the register: it has no page."""
    largest = max(spent, key=lambda figure: figure.value)
    about = [
        figure
        for figure in disclosure.stated(largest.year, (largest.topic,))
        if figure.subject == subject and not figure.record and figure.nature == largest.nature
    ]
    return Card(
        title=subject, link=Link(subject, largest.anchor), result=result_among(about), money=newest_apart(spent)
    )
