"""计划: what the organisation says it will do; words are listed, never plotted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..blocks import claim, figure_list, list_page, sentence, told_by
from ..model import Disclosure, Figure, FigureList, Kind, Nature, Page
from ..reading import Complete, RichText, Slug, Sourced, Text, Year, column


class PlanRecord(Sourced):
    """One planned thing."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    area = column(Text, "领域")
    year = column(Year, "年度", required=True, description="计划在哪一年做")
    summary = column(RichText, "内容")


class Plan(Complete, PlanRecord):
    """One planned thing, with all that it must have."""


# How firmly something is promised; who leaves the word out changes the promise.
_FIRMNESS = re.compile(r"争取|力争|力求|确保|保证|务必|努力|尽力|尽量|预计|预期|计划|拟|希望")
_SENTENCE = re.compile(r"[。；;\n]")


def firmness(disclosure: Disclosure, figure: Figure) -> str:
    """The word with which its source promises a planned figure (争取, 确保), or nothing: from the plan it belongs to, else its own words."""
    kind, _, record_id = (figure.record or "").partition("/")
    rows = [row for row in disclosure.rows(PlanRecord) if kind == "plans" and row.id == record_id]
    clauses = [part for row in rows for part in _SENTENCE.split(row.summary or "") if f"{{{figure.id}}}" in part]
    texts = [*(part.partition(f"{{{figure.id}}}")[0] for part in clauses), figure.sentence or "", figure.as_written]
    words = (_FIRMNESS.findall(text) for text in texts)
    return next((known[-1] for known in words if known), "")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every plan."""
    records = disclosure.rows(Plan)
    years = sorted({row.year for row in records if row.year})
    span = "、".join(f"{year}年" for year in years)
    alone = list(_beside_nothing(disclosure))
    yield list_page(
        disclosure,
        kind,
        section="finances",
        extra=_by_year(alone),
        finding=sentence(f"{told_by(disclosure, records)}写了{len(records)}项{span}计划{_held_against(disclosure)}。")
        if records
        else claim(alone, f"有数字的计划有{len(alone)}个，列在下面。"),
    )


def _beside_nothing(disclosure: Disclosure) -> Iterator[Figure]:
    """The planned figures that no page of a year lists, because nothing is reported of theirs or of the one before."""
    for figure in disclosure.figures.values():
        of_plan = (figure.record or "").startswith(f"{KIND.id}/")  # stands with it
        if (
            figure.nature is Nature.PLANNED
            and not of_plan
            and not {figure.year, figure.year - 1} & set(disclosure.years)
        ):
            yield figure


def _by_year(figures: Sequence[Figure]) -> tuple[FigureList, ...]:
    """Lists of planned figures, the newest year first."""
    years = sorted({figure.year for figure in figures}, reverse=True)
    lists = (
        figure_list(f"{year}年有数字的计划", (figure for figure in figures if figure.year == year)) for year in years
    )
    return tuple(chain.from_iterable(lists))


def _held_against(disclosure: Disclosure) -> str:
    """Where targets in numbers stand beside what was done: with the year itself and with the one before, if either is told."""
    planned = {figure.year for figure in disclosure.figures.values() if figure.nature is Nature.PLANNED}
    beside = any({year, year - 1} & set(disclosure.years) for year in planned)
    return "；有数字目标的在“计划与执行”里和实际对照，没有数字的照列" if beside else ""


KIND = Kind(id="plans", label="工作计划", record=PlanRecord, topic=None, pages=pages, order=70)
