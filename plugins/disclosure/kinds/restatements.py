"""重述和口径变化: a published figure that a later report states anew, or that means something else from a year on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec.structs import replace

from ..charts import DeclaredChange
from ..model import Coverage, Figure, Kind, Superseded, repeated, told_before_end_of_year
from ..problems import Problem, problem
from ..reading import Code, Column, Complete, Date, RichText, Slug, Sourced, Text, Year, column

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class RestatementType(StrEnum):
    """What became of a figure of a year that was told already."""

    RESTATED = "重述"
    SCOPE = "口径变化"
    CONSOLIDATION = "合并范围变化"


class RestatementRecord(Sourced):
    """One figure that was stated anew, or the first one that means something else."""

    id = column(Slug, "编号", key=True)
    type = column(RestatementType, "类型", required=True)
    year = column(Year, "年度", required=True, description="重述：哪一年的数；变化：从哪一年起")
    figure = column(
        Code,
        "数字编号",
        required=True,
        refers_to="figures",
        description="重述：当年报告里的数；变化：变化以后第一年的数",
    )
    old = column(Text, "原来", required=True, description="重述：原来的数，照当年报告写；变化：原来的口径或范围")
    new = column(Text, "现在", required=True, description="重述：现在的数，照新报告写；变化：现在的口径或范围")
    restated = column(
        Code,
        "重述后编号",
        refers_to="figures",
        description="重述必填：新报告里的数，也要登在数字台账里，可以是报表的年初数",
    )
    reason = column(RichText, "原因", required=True)
    published_on = column(Date, "公布日期", required=True)


class Restatement(Complete, RestatementRecord):
    """A figure stated anew, with all that must be said of it."""


def checks(rows: Sequence[RestatementRecord]) -> Iterator[Problem]:
    """A restatement, and no other type, names the figure that replaces the old one; old and new differ."""
    yield from repeated(rows, RestatementRecord.type, RestatementRecord.figure, RestatementRecord.published_on)
    anew = [row for row in rows if row.type == RestatementType.RESTATED]
    yield from told_before_end_of_year(anew, RestatementRecord.year, RestatementRecord.published_on, sure=True)
    for row in rows:
        if (
            row.type == RestatementType.RESTATED
            and row.restated is None
            and RestatementRecord.restated.name not in row.faulty
        ):
            where = row.at(RestatementRecord.restated)
            yield problem("missing-value", where, expected=where.column)
        if row.type in tuple(RestatementType)[1:] and row.restated is not None:
            yield problem("restated-by-change", row.at(RestatementRecord.restated), cell=row.type)
        if row.old is not None and row.old == row.new:
            yield problem("nothing-changed", row.at(RestatementRecord.new), cell=row.new)


def against(rows: Sequence[RestatementRecord], known: Mapping[str, Figure]) -> Iterator[Problem]:
    """What a restatement says must agree with the figures that it names."""
    for row in rows:
        figure, restated = known.get(row.figure or ""), known.get(row.restated or "")
        if figure is None or row.year is None:
            continue
        if figure.year != row.year:
            yield _other(row, RestatementRecord.figure, figure, f"它是{figure.year}年的数，年度写的是{row.year}")
        if row.type == RestatementType.RESTATED:
            if not _says(row.old, figure):
                yield _unlike(row, RestatementRecord.old, figure, figure.text)
            if restated is not None:
                yield from _restated(row, figure, restated)
        elif row.new in tuple(Coverage) and figure.scope not in {Coverage.UNSTATED, row.new}:
            yield _unlike(row, RestatementRecord.new, figure, f"口径是“{figure.scope}”")


def _restated(row: RestatementRecord, figure: Figure, restated: Figure) -> Iterator[Problem]:
    """The figure that takes the place of another must be of the same thing."""
    if not _says(row.new, restated):
        yield _unlike(row, RestatementRecord.new, restated, restated.text)
    if restated.id == figure.id:
        yield _other(row, RestatementRecord.restated, restated, "和“数字编号”是同一个编号")
    elif restated.year not in {figure.year, figure.year + 1}:  # an opening balance stands in the next year
        yield _other(row, RestatementRecord.restated, restated, f"它是{restated.year}年的数")
    for name, label in (("unit", "单位"), ("scope", "口径")):
        old, new = getattr(figure, name), getattr(restated, name)
        if old != new:
            yield _other(row, RestatementRecord.restated, restated, f"{label}是“{new}”，原来的数{label}是“{old}”")


def _unlike(row: RestatementRecord, column: Column[str], figure: Figure, wording: str) -> Problem:
    details = {"column": column.label, "cell": row[column], "other": figure.id, "found": wording}
    return problem("restated-otherwise", row.at(column), **details)


def _other(row: RestatementRecord, column: Column[str], figure: Figure, why: str) -> Problem:
    return problem("restated-other-figure", row.at(column), cell=figure.id, reason=why)


def _says(text: str | None, figure: Figure) -> bool:
    """Whether a cell has the figure's wording, or its bare digits; commas and spaces aside."""
    if text is None:
        return True
    bare = _bare(text)
    digits = bare.removesuffix(figure.unit).replace("−", "-")
    return bare == _bare(figure.as_written) or (bool(_NUMBER.fullmatch(digits)) and Decimal(digits) == figure.value)


def _bare(text: str) -> str:
    return "".join(character for character in text if character not in ", ，\u3000")


def changes(rows: Sequence[Restatement], known: Mapping[str, Figure]) -> tuple[DeclaredChange, ...]:
    """The declared changes, in the order in which they were published."""
    return tuple(
        DeclaredChange(
            row.id,
            row.year,
            row.type,
            known[row.figure],
            known[row.restated] if row.type == RestatementType.RESTATED and row.restated else None,
            row.old,
            row.new,
        )
        for row in sorted(rows, key=lambda row: (str(row.published_on), row.id))
    )


def superseded(known: Mapping[str, Figure], rows: Sequence[RestatementRecord]) -> dict[str, Figure]:
    """The figures, each that a later report stated anew with the one that holds now; of a chain it is the last."""
    newer = {
        row.figure: row.restated
        for row in sorted(rows, key=lambda row: str(row.published_on))
        if row.type == RestatementType.RESTATED and row.figure in known and row.restated in known
    }

    def holds(figure_id: str) -> Figure:
        seen = {figure_id}
        while (following := newer.get(figure_id)) and following not in seen:
            seen.add(figure_id := following)
        return known[figure_id]

    def noted(figure: Figure) -> Figure:
        now = holds(figure.id)
        return figure if now.id == figure.id else replace(figure, superseded=Superseded(now))

    return {key: noted(figure) if key in newer else figure for key, figure in known.items()}


def rest_on_superseded(results: Mapping[str, Figure], known: Mapping[str, Figure]) -> dict[str, Figure]:
    """What was computed, in however many steps, each from a figure that was stated anew with that said; not where it holds the two against each other."""
    marked: dict[str, Figure] = {}

    def look_up(name: str) -> Figure | None:
        return noted(name) if name in results else known.get(name)

    def noted(name: str) -> Figure:
        if name not in marked:
            figure = results[name]
            inputs = figure.formula.inputs if figure.formula else ()
            old = [entry for part in inputs if (other := look_up(part)) and (entry := other.superseded)]
            against = any(entry.now and entry.now.id in inputs for entry in old)
            marked[name] = replace(figure, superseded=Superseded()) if old and not against else figure
        return marked[name]

    return {name: noted(name) for name in results}


KIND = Kind(
    id="restatements",
    label="重述和口径变化",
    record=RestatementRecord,
    path="trends/",
    checks=checks,
    order=39,
    tabled=True,
)
