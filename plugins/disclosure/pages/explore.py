"""数据探索: every series and split of the organisation, to be put together by readers within what the guards allow."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TypeAlias

from .. import charts
from ..accounts import RATIO_TOPIC, STATEMENTS_TOPIC
from ..blocks import HOME, sentence
from ..kinds.restatements import Restatement, changes
from ..model import Breakdown, Disclosure, Exploration, Explorer, Figure, Link, Nature, Page, Role, joined
from . import trends
from .headlines import SIDES, headlines

PATH = "explore/"
_Thing: TypeAlias = "tuple[str, str, str, str, str]"


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The one page, where there is any figure."""
    if not disclosure.figures:
        return
    result = exploration(disclosure)
    splits = f"和{len(result.splits)}个总额的构成" if result.splits else ""
    several = len(result.measures) > 1
    ways = "选一组，看它历年怎么变；选两组，看能不能放在一起比。不能比的不画，写明为什么。"
    yield Page(
        path=PATH,
        title="数据探索",
        label="数据探索",
        finding=sentence(f"这里有{len(result.measures)}组数{splits}。{ways if several else '可以看它历年怎么变。'}"),
        blocks=(Explorer(result),),
        section="data",
        crumbs=(HOME, Link("数据", "data/")),
        template="explore",
        description=f"{disclosure.organisation.name}的数据探索：自己选指标、年份和图，每个数带出处。",
    )


def exploration(disclosure: Disclosure) -> Exploration:
    """Everything that the page may show: the series of 历年对照 with their breaks, then the other figures of the register."""
    lines = list(trends.series_of(disclosure))
    drawn = {point.figure.id for _, line in lines for point in line.points if point.figure}
    lines += _registered(disclosure, drawn)
    every = sorted({point.year for _, line in lines for point in line.points})
    axis = range(every[0], every[-1] + 1) if every else ()
    return charts.exploration(lines, _splits(disclosure), disclosure.figures, axis)


def _registered(disclosure: Disclosure, shown: Container[str]) -> Iterator[tuple[str, charts.Series]]:
    """(topic, series) of the figures of reports that 历年对照 does not have, figures of one thing together."""
    declared = changes(disclosure.rows(Restatement), disclosure.figures)
    # what takes the place of another stands in its series, with what it was before
    restated = [(change.figure.id, change.restated.id) for change in declared if change.restated]
    elsewhere = {new for _, new in restated} | {old for old, new in restated if new in shown}
    groups: dict[_Thing, dict[int, Figure]] = {}
    for figure in disclosure.figures.values():
        if (
            figure.id in shown
            or figure.id in elsewhere
            or figure.topic in {STATEMENTS_TOPIC, RATIO_TOPIC}
            or figure.nature == Nature.LIMIT
        ):
            continue
        thing = (figure.topic, figure.subject, charts.thing(figure.measure), figure.unit, str(figure.nature))
        extra, key = 1, thing
        while figure.year in groups.get(key, {}):  # two figures of a year are two things, whatever they are called
            extra += 1
            key = (*thing[:4], f"{thing[4]}{extra}")
        groups.setdefault(key, {})[figure.year] = figure
    names: dict[str, int] = {}
    for (topic, subject, measure, _, _), figures in groups.items():
        newest = figures[max(figures)]
        label = joined(subject, charts.undated(newest.measure) if len(figures) == 1 else measure)
        marks = [word for word in (newest.nature if newest.nature != Nature.ACTUAL else "", newest.basis or "") if word]
        label += f"（{'，'.join(marks)}）" if marks else ""
        names[label] = names.get(label, 0) + 1
        if names[label] > 1:
            label += f"（{newest.id}）"
        role = Role.COUNT if newest.unit != "元" else SIDES.get(topic, Role.OTHER)
        yield topic, charts.of_figures(label, role, tuple(figures.values()), declared)


def _splits(disclosure: Disclosure) -> Iterator[tuple[Breakdown, Role]]:
    """Every declared breakdown with what its parts stand for: by the roles of 年度要目, else by the topic of its total."""
    sides: dict[str, Role] = {}
    for year in disclosure.years:
        named = headlines(disclosure, year).breakdowns
        sides |= {named[f"{side}分组"].id: role for side, role in SIDES.items() if f"{side}分组" in named}
    for breakdown in disclosure.breakdowns.values():
        whole = disclosure.figures.get(breakdown.total)
        if whole:
            role = Role.COUNT if whole.unit != "元" else SIDES.get(whole.topic, Role.OTHER)
            yield breakdown, sides.get(breakdown.id, role)
