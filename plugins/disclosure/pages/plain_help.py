"""What a body did under plain words, as 济困 or 助学: whom it helped and what it spent, told like its projects, but of no project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..blocks import newest_apart, sorted_money
from ..kinds.project import MONEY, result_among
from ..model import Card, Disclosure, Figure, Link
from .headlines import Headlines
from .topics import SPENT_ON_HELP

# Subjects that are no kind of help: they stand for all of it.
_OF_ALL = re.compile(
    "(?:各[级类项]?|所有|全部|全[年省市县区会]|本[级会年])*(?:慈善(?:总会|协会|会)?|公益|救助|资助|帮扶)*"
    "(?:项目|活动|事业)?(?:支出|款物|善款|资金)?$|.*(?:合计|总计|小计)$"
)
# Nor are these: what the work itself costs, and where the money that was spent came from.
_NO_HELP = re.compile(
    "(?:(?:.*(?:工作|办公|业务|管理|宣传|行政)|(?:公益|慈善|志愿(?:服务)?|日常|各[项类])*活动)(?:经费|费用?)|(?:政府|财政|上级).{0,4}(?:拨款|补助|资金)|公益性|.*收入)$"
)


def plain_help(disclosure: Disclosure, head: Headlines) -> Iterator[Card]:
    """A card for every kind of help of a year that no record is about and of which is told what it cost.

    What is told as a part of another of these is in it already.
    """
    year, totals = head.year, {figure.id for _, figure in head.labelled(*head.figures)}
    spent = (figure for figure in SPENT_ON_HELP.figures(disclosure, year) if figure.id not in totals)
    named = [figure for figure in spent if not _OF_ALL.match(figure.subject)]
    inner = {part for split in disclosure.splitting(named) for part in split.parts}
    amounts = [figure for figure in named if figure.id not in inner and not _NO_HELP.match(figure.subject)]
    for subject in dict.fromkeys(figure.subject for figure in amounts):
        of_it = sorted_money([figure for figure in amounts if figure.subject == subject], MONEY)["支出"]
        if of_it:
            yield _card(disclosure, subject, of_it)


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
