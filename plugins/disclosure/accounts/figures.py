"""Datasets to figures: reported ones checked against their wording, computed ones evaluated, breakdowns assembled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..kinds import all_kinds
from ..kinds.breakdowns import BreakdownRecord, StatedBreakdown
from ..kinds.computed import StatedFormula
from ..kinds.figures import ReportedFigure, StatedFigure
from ..kinds.sources import SourceRecord
from ..model import (
    Breakdown,
    Coverage,
    Disclosure,
    Figure,
    FigureRef,
    Formula,
    IdentityCache,
    Nature,
    Proof,
    Reconciliation,
    Source,
    SourceLevel,
    by_id,
    in_cents,
    records_of,
    rich,
    slipped_references,
)
from ..numerals import NumberWording, foreign, readings
from ..problems import Problem, Report, Where, nearest, problem
from ..quantities import BOUND_WORDS, Bound, bound_of, computed_text, cut, quantity_text, to_the_cent, yuan_text
from .folder import Anything, Folder
from .formulas import FormulaError, Parts, UnreadError, Value, evaluate
from .wordings import wording_problems

# Topics that are no kind of their own, the sections of the finance pages: what the last part of their address is.
FINANCE_TOPICS = {
    "总体": "overall",
    "收入": "income",
    "支出": "expense",
    "结余": "balance",
    "物资": "in-kind",
    "计划": "planned",
    "报表": "statements",
    "费用比例": "ratios",
}

_FEN, _WHOLE, _EXACT = Decimal("0.01"), Decimal(1), Decimal(0)


def topics() -> tuple[str, ...]:
    """Every word that 主题 may be."""
    return (*FINANCE_TOPICS, *(kind.topic for kind in all_kinds() if kind.topic))


def sources(folder: Folder) -> dict[str, Source]:
    """The documents, by id."""
    return {
        row.id: Source(
            id=row.id,
            title=(row.title or ""),
            issuer=(row.issuer or ""),
            published_on=(row.published_on or ""),
            level=row.level or SourceLevel.REPORT,
            year=row.year,
            authors=row.authors,
            address=row.address,
            sha256=row.sha256,
            note=row.note,
        )
        for row in records_of(folder.rows, SourceRecord)
        if row.id is not None
    }


class _StatedNumber(Struct):
    """What a row of the register says by itself: its problems, how far its digits bear, and the figure that it gives."""

    problems: tuple[Problem, ...]
    precision: Decimal
    magnitude: str  # of its wording, where its digits are not exact
    figure: Figure | None = None  # as it was made last

    @classmethod
    def of(cls, row: ReportedFigure, allowed: tuple[str, ...]) -> _StatedNumber:
        """What a row says, where *allowed* are the topics that there are."""
        problems = tuple(_row_problems(row, allowed))
        if not isinstance(row, StatedFigure):
            return cls(problems, _EXACT, "")
        wording = _read(row.as_written, row.value, row.unit)
        precision = _precision(wording, row.unit)
        return cls(problems, precision, wording.magnitude if wording and precision else "")

    def figure_with(self, row: StatedFigure, org: str, level: SourceLevel, grain: Decimal) -> Figure:
        """The figure of its row, the very object of the last time where level and grain are the same."""
        if self.figure is None or self.figure.level is not level or self.figure.grain != grain:
            self.figure = _figure(row, org, level, self.precision, grain)
        return self.figure


def reported(
    folder: Folder,
    documents: dict[str, Source],
    report: Report,
    cache: IdentityCache[ReportedFigure, Any] | None = None,
) -> dict[str, Figure]:
    """The figures that sources state; rows with faults are left out, their problems are in *report*.

    *cache* has what the rows of the last time said.
    """
    known: IdentityCache[ReportedFigure, _StatedNumber] = IdentityCache() if cache is None else cache
    allowed = topics()
    org = folder.organisation.id
    rows = records_of(folder.rows, ReportedFigure)
    stated = [known.of(row, lambda row: _StatedNumber.of(row, allowed)) for row in rows]
    for number in stated:
        report.extend(number.problems)
    faulty = {(error.where.file, error.where.row) for error in report.errors}
    numbers: dict[str, tuple[StatedFigure, _StatedNumber]] = {}
    for row, number in zip(rows, stated, strict=True):
        if isinstance(row, StatedFigure) and row.year is not None and (row.where.file, row.where.row) not in faulty:
            numbers.setdefault(row.id, (row, number))
    grain = _Grain(numbers.values())
    known.turn()
    return {
        name: number.figure_with(row, org, _level(row, documents), grain.of(row, number))
        for name, (row, number) in numbers.items()
    }


def _level(row: StatedFigure, documents: Mapping[str, Source]) -> SourceLevel:
    """The weight of the source of a figure."""
    source = documents.get(row.source or "")
    return source.level if source else SourceLevel.REPORT


def _figure(row: StatedFigure, org: str, level: SourceLevel, precision: Decimal, grain: Decimal) -> Figure:
    assert row.year is not None  # noqa: S101  (`reported` leaves out rows without one)
    return Figure(
        id=row.id,
        org=org,
        year=row.year,
        topic=row.topic,
        subject=row.subject,
        measure=row.measure,
        value=row.value,
        unit=row.unit,
        as_written=row.as_written,
        qualifier=row.qualifier,
        nature=row.nature,
        scope=row.scope,
        basis=row.basis,
        record=row.record,
        part_of=row.part_of or (),
        status=row.status,
        level=level,
        source=row.source,
        place=row.place,
        note=rich(row.note),
        precision=precision,
        grain=grain,
        sentence=row.sentence,
        where=row.where,
    )


class _Grain:
    """The last place that the digits of figures bear.

    Reports drop idle zeros: 5万元 beside 2.174万元 in one document stands for 5.000万元, so the finest number of a
    document tells how far its numbers of that unit and size are printed. 62万余 is a limit, and 约5万 is what it says.
    """

    def __init__(self, numbers: Iterable[tuple[StatedFigure, _StatedNumber]]) -> None:
        self._finest: dict[tuple[str | None, str, str], Decimal] = {}
        for row, number in numbers:
            if number.precision:
                key = (row.source, row.unit, number.magnitude)
                self._finest[key] = min(number.precision, self._finest.get(key, number.precision))

    def of(self, row: StatedFigure, number: _StatedNumber) -> Decimal:
        """That of the figure of a row; 0 where its digits are exact, or a limit."""
        bound = bound_of(row.qualifier)
        if number.precision and bound is Bound.EXACT:
            return self._finest[row.source, row.unit, number.magnitude]
        return number.precision if bound is Bound.ABOUT else _EXACT


def _read(wording: str, value: Decimal, unit: str) -> NumberWording | None:
    return next((number for number in readings(wording, unit) if number.states(value)), None)


def _precision(wording: NumberWording | None, unit: str) -> Decimal:
    """How far the printed digits can be from the truth: nothing for things that were counted, nor for money to the 分."""
    if wording is None:
        return _WHOLE
    counted = not wording.magnitude and wording.precision == 1 and not unit.startswith(("元", "%"))
    return _EXACT if counted or wording.precision <= _FEN else wording.precision


def _row_problems(row: ReportedFigure, allowed: tuple[str, ...]) -> Iterator[Problem]:
    topic = row.topic
    if topic is not None and topic not in allowed:
        yield problem(
            "unknown-choice",
            row.at(ReportedFigure.topic),
            cell=topic,
            choices="、".join(allowed),
            hint=nearest(topic, allowed),
        )
    yield from wording_problems(row)
    if row.basis and row.unit and row.unit != "元" and not foreign(row.unit):
        yield problem("not-money", row.at(ReportedFigure.basis), unit=row.unit, basis=row.basis)


# --- breakdowns ----------------------------------------------------------------------------------


def breakdowns(folder: Folder, figures: dict[str, Figure]) -> dict[str, Breakdown]:
    """The breakdowns with their parts, in the order of the register."""
    parts: dict[str, list[str]] = {}
    for figure in figures.values():
        for breakdown in figure.part_of:
            parts.setdefault(breakdown, []).append(figure.id)
    return {
        row.id: Breakdown(
            id=row.id,
            title=row.title,
            total=row.total,
            disjoint=row.disjoint,
            complete=row.complete,
            parts=tuple(parts.get(row.id, ())),
            note=rich(row.note),
            where=row.where,
        )
        for row in records_of(folder.rows, StatedBreakdown)
    }


def parts_of(breakdown: Breakdown, figures: dict[str, Figure]) -> Parts:
    """The parts of a breakdown for a formula."""
    return Parts(tuple(figures[part] for part in breakdown.parts), breakdown.disjoint == Proof.YES)


def unread(folder: Folder, figures: dict[str, Figure]) -> set[str]:
    """Ids that are declared but have faults of their own, and the breakdowns that lack a part because of such a fault."""
    if folder.lacks_figures:
        return Anything()
    register = [row for kind in all_kinds() if kind.register for row in folder.rows[kind.id]]
    lost = [row for row in register if row.record_id not in figures]
    faulty = [
        row for row in records_of(folder.rows, BreakdownRecord) if None in (row.title, row.disjoint, row.complete)
    ]
    short = {
        breakdown
        for row in records_of(folder.rows, ReportedFigure)
        if row.id not in figures
        for breakdown in row.part_of or ()
    }
    return short | {str(row.values["id"]) for row in (*lost, *faulty) if row.values["id"] is not None}


def check_relations(
    split: dict[str, Breakdown], figures: dict[str, Figure], lost: Collection[str] = ()
) -> Iterator[Problem]:
    """Parts and totals are alike, make no circle, and do not contradict what is declared of them.

    Sums are not judged for the breakdowns in *lost*: some part of them could not be read.
    """
    for breakdown in split.values():
        total = figures.get(breakdown.total)
        if total is None:
            continue
        parts = [figures[part] for part in breakdown.parts]
        alike = True
        for part in parts:
            where = _at(part, "属于")
            if part.unit != total.unit:
                alike = False
                yield problem(
                    "part-unit-mismatch", where, part=part.id, unit=part.unit, total=total.id, total_unit=total.unit
                )
            if part.year != total.year:
                yield problem(
                    "part-year-mismatch", where, part=part.id, year=part.year, total=total.id, total_year=total.year
                )
            if (
                Coverage.COUNTY in {part.scope, total.scope}
                and part.scope != total.scope
                and Coverage.UNSTATED not in {part.scope, total.scope}
                and total.scope != Coverage.COUNTY
            ):
                yield problem(
                    "part-scope-mismatch",
                    where,
                    part=part.id,
                    scope=part.scope,
                    total=total.id,
                    total_scope=total.scope,
                )
        if alike and parts and breakdown.id not in lost:
            yield from _contradictions(breakdown, total, parts)
    yield from _cycles(split, figures)


def _at(figure: Figure, label: str) -> Where:
    where = figure.where or Where("")
    return Where(where.file, where.sheet, where.row, label)


def _contradictions(breakdown: Breakdown, total: Figure, parts: list[Figure]) -> Iterator[Problem]:
    together = sum((part.value for part in parts), Decimal(0))
    difference = together - total.value
    exact = not total.approximate and not any(part.approximate for part in parts)
    slack = (sum((part.precision for part in parts), Decimal(0)) + total.precision) / 2
    beyond = difference > slack and not total.approximate
    claim = ""
    if breakdown.proven and abs(difference) > slack and exact:
        claim = "各部分互斥且完整"
    elif breakdown.disjoint == Proof.YES and beyond and total.nature == Nature.ACTUAL:
        claim = "各部分互斥"
    if claim:
        where = breakdown.where or Where("")
        unit = total.unit
        yield problem(
            "contradictory-relation",
            where,
            breakdown=breakdown.title,
            claim=claim,
            parts=quantity_text(together, unit),
            total=quantity_text(total.value, unit),
            difference=quantity_text(abs(difference), unit),
        )


def _cycles(split: dict[str, Breakdown], figures: dict[str, Figure]) -> Iterator[Problem]:
    parents = {figure.id: [split[b].total for b in figure.part_of if b in split] for figure in figures.values()}
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        seen: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, depth = stack.pop()
            del path[depth:]
            if path and node == start:
                yield problem("part-cycle", _at(figures[start], "属于"), chain=" → ".join([*path, node]))
            if node in done or node in seen:
                continue
            seen.add(node)
            path.append(node)
            stack.extend((parent, depth + 1) for parent in parents.get(node, ()))
        done.add(start)


# --- computed figures ----------------------------------------------------------------------------


def computed(  # noqa: C901  (a small recursion with its own lookup)
    folder: Folder, figures: dict[str, Figure], split: dict[str, Breakdown], report: Report
) -> dict[str, Figure]:
    """The figures that the site computes, in the order of the file; *figures* is left as it is."""
    rows = by_id(records_of(folder.rows, StatedFormula))
    results: dict[str, Figure] = {}
    lost = unread(folder, figures)
    failed: set[str] = set()
    under_way: list[str] = []
    allowed = topics()

    def lookup(name: str) -> Figure | Parts | None:
        if name in figures:
            return figures[name]
        if name in split and name not in lost:
            return parts_of(split[name], figures)
        if name in rows and name not in results:
            if name in under_way:
                raise FormulaError("formula-cycle", chain=" → ".join([*under_way, name]))
            if name not in failed:
                make(rows[name])
        if name in lost and name not in results:
            raise UnreadError
        return results.get(name)

    def make(row: StatedFormula) -> None:
        where = row.at(StatedFormula.formula)
        failed.add(row.id)
        if row.topic not in allowed:
            choices, hint = "、".join(allowed), nearest(row.topic, allowed)
            report.add(problem("unknown-choice", where, cell=row.topic, choices=choices, hint=hint))
        under_way.append(row.id)
        try:
            result = evaluate(row.formula, lookup)
            inputs = [figure for name in result.inputs if isinstance(figure := lookup(name), Figure)]
            results[row.id] = _computed(row, result, folder.organisation.id, cents=in_cents(inputs))
        except UnreadError:
            pass
        except FormulaError as error:
            details = {"cell": row.formula, **error.details}
            report.add(problem(error.code, where, **details))
        finally:
            under_way.pop()

    for row in rows.values():
        if row.id not in results and row.id not in failed:
            make(row)
    return {name: results[name] for name in rows if name in results}


def _computed(row: StatedFormula, result: Value, org: str, *, cents: bool) -> Figure:
    """A computed figure; *cents* says that what it was computed from is written in yuan to the 分, and then so is it."""
    unit = row.unit
    share = unit == "%" and not result.unit
    value, grain = (result.value * 100, result.grain * 100) if share else (result.value, result.grain)
    expected = "" if unit == "%" else unit
    if result.unit != expected and not (result.unit == "" and unit in {"%", "倍"}):
        raise FormulaError("unlike-units", left=f"结果（{result.unit or '比值'}）", right=f"单位一栏（{unit}）")
    scopes = result.scopes - {Coverage.UNSTATED}
    if len(scopes) > 1 and row.scope != Coverage.MIXED:
        raise FormulaError("unlike-scopes", scopes="、".join(sorted(scopes)))
    bound = Bound.ABOUT if result.bound is Bound.EXACT and cut(value, unit, grain) else result.loose
    return Figure(
        id=row.id,
        org=org,
        year=row.year,
        topic=row.topic,
        subject=row.subject,
        measure=row.measure,
        value=value,
        unit=unit,
        as_written=yuan_text(value)
        if cents and to_the_cent(value, unit, bound)
        else computed_text(value, unit, bound, grain),
        qualifier=BOUND_WORDS[bound] or None,
        nature="、".join(nature for nature in Nature if nature in result.natures) or Nature.ACTUAL,
        scope=row.scope,
        record=row.record,
        status=result.status,
        level=SourceLevel.COMPUTED,
        note=rich(row.note),
        formula=Formula(row.formula, result.inputs),
        precision=result.precision,
        grain=grain,
        where=row.where,
    )


# --- texts ---------------------------------------------------------------------------------------


def check_texts(folder: Folder, figures: dict[str, Figure]) -> Iterator[Problem]:
    """Every `{G007}` in a text names a figure, and no reference stands there in another form.

    Rows that never change once they are published are left to the history of releases, which knows what they could name.
    """
    from ..reading import RichText

    lost = unread(folder, figures)
    for kind in all_kinds():
        wordy = [column for column in kind.record.columns if isinstance(column.type, RichText) and not kind.chained]
        for row in folder.rows[kind.id]:
            for column in wordy:
                for slip in slipped_references(row[column] or "", figures, in_cell=True):
                    expected = f"{{{slip.id}}}"
                    yield problem("slipped-reference", row.at(column), cell=slip.written, expected=expected)
                for piece in rich(row[column]):
                    if isinstance(piece, FigureRef) and piece.id not in figures and piece.id not in lost:
                        hint = nearest(piece.id, figures)
                        yield problem(
                            "unknown-reference", row.at(column), cell=f"{{{piece.id}}}", target="数字", hint=hint
                        )


def disclose(
    folder: Folder,
    documents: dict[str, Source],
    figures: dict[str, Figure],
    split: dict[str, Breakdown],
    reconciled: list[Reconciliation],
) -> Disclosure:
    """Everything of one organisation, ready for pages."""
    return Disclosure(
        organisation=folder.organisation,
        sources=documents,
        figures=figures,
        breakdowns=split,
        reconciliations=reconciled,
        records=folder.rows,
        datasets=folder.datasets,
        kinds={kind.id: kind for kind in all_kinds()},
    )
