"""勾稽: both sides of every check, the difference and the verdict; derived from breakdowns and declared by staff."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

from ..kinds.reconciliations import ReconciliationRecord, StatedCheck
from ..model import (
    SUM_OF_PARTS,
    Breakdown,
    Figure,
    FigureRef,
    Formula,
    Proof,
    Reconciliation,
    Relation,
    RichText,
    Side,
    Verdict,
    fitted,
    in_cents,
    joined,
    most_doubtful,
    records_of,
    rich,
)
from ..problems import Report, problem
from ..quantities import Bound, opposite, quantity_text, to_the_cent, together
from ..reading import Column
from .figures import parts_of, unread
from .folder import Folder
from .formulas import FormulaError, Lookup, Parts, UnreadError, Value, evaluate


def from_breakdowns(split: dict[str, Breakdown], figures: dict[str, Figure]) -> Iterator[Reconciliation]:
    """Parts against total, one check a breakdown; a shortfall stays a named gap, an excess a named overlap."""
    for breakdown in split.values():
        total = figures.get(breakdown.total)
        parts = [figures[part] for part in breakdown.parts]
        if total is None or not parts or any(part.unit != total.unit for part in parts):
            continue
        listed = sum((part.value for part in parts), Decimal(0))
        bound = reduce(together, (part.loose if parts[1:] else part.bound for part in parts))
        grain = max(part.grain for part in parts)
        status = most_doubtful(part.status for part in parts)
        difference = listed - total.value
        slack = (sum((part.precision for part in parts), Decimal(0)) + total.precision) / 2
        doubt = together(bound, opposite(total.bound))
        if doubt is Bound.ABOUT and _may_vanish(difference, parts, total):
            doubt = Bound.AT_MOST if difference > 0 else Bound.AT_LEAST
        verdict = _verdict(breakdown, difference, slack, doubt)
        yield Reconciliation(
            id=breakdown.id,
            year=total.year,
            topic=total.topic,
            title=breakdown.title,
            left=Side(
                (SUM_OF_PARTS, *_listed(parts)),
                listed,
                total.unit,
                bound,
                breakdown.parts,
                breakdown.disjoint != Proof.YES and len(parts) > 1,
                in_cents(parts) and to_the_cent(listed, total.unit, bound),
                grain=grain,
                status=status,
                formula=Formula(" + ".join(breakdown.parts), breakdown.parts),
            ),
            relation=Relation.EQUAL,
            right=Side(
                (joined(total.subject, total.measure), total),
                total.value,
                total.unit,
                total.bound,
                (total.id,),
                to_the_cent=in_cents([total]),
                grain=total.grain,
                status=most_doubtful([total.status]),
                formula=Formula(total.id, (total.id,)),
            ),
            difference=difference,
            verdict=verdict,
            note=breakdown.note,
            source=total.source,
            place=total.place,
            within_rounding=difference != 0 and verdict is Verdict.AGREES,
        )


def _listed(parts: list[Figure]) -> RichText:
    pieces: list[str | Figure] = []
    for part in parts:
        sign = "＋" if pieces else ""
        pieces += [f"{sign}（", part, "）"] if sign and part.value < 0 else [sign, part]
    return tuple(piece for piece in pieces if piece != "")


def _may_vanish(difference: Decimal, parts: list[Figure], total: Figure) -> bool:
    """Whether parts of which some are 余 and some 不到 may make up their total after all, or may not: 50余 + 30 + 不到10 and 约86."""
    if difference == 0:
        return any(figure.bound in {Bound.AT_LEAST, Bound.AT_MOST} for figure in (*parts, total))
    if difference > 0:
        below = sum((part.value for part in parts if part.bound is Bound.AT_MOST), Decimal(0))
        return below >= difference or total.bound is Bound.AT_LEAST
    more = any(part.bound is Bound.AT_LEAST for part in parts)
    return more or (total.bound is Bound.AT_MOST and total.value >= -difference)


def _verdict(breakdown: Breakdown, difference: Decimal, slack: Decimal, bound: Bound) -> Verdict:
    """How parts and total stand; *bound* says of the difference on which side of its digits the truth can lie.

    Exact parts of 100 are not known to make up 不到100元 or 100余元, and parts of 90 are not known to be short of 不到100元.
    """
    equal = difference == 0 or (breakdown.proven and abs(difference) <= slack)
    if bound in {Bound.AT_LEAST, Bound.AT_MOST}:
        may_be_equal = difference < 0 if bound is Bound.AT_LEAST else difference > 0
        listed_in_full = difference > 0 or breakdown.complete == Proof.YES
        if equal or (may_be_equal and listed_in_full):
            return Verdict.UNCHECKABLE
    if equal:
        return Verdict.AGREES
    if difference > 0:
        return Verdict.OVERLAPS
    return Verdict.INCOMPLETE if breakdown.complete != Proof.YES else Verdict.DIFFERS


def declared(
    folder: Folder, figures: dict[str, Figure], split: dict[str, Breakdown], report: Report
) -> list[Reconciliation]:
    """The checks that staff declare; a verdict that the numbers contradict is a problem."""
    lost = unread(folder, figures)

    def lookup(name: str) -> Figure | Parts | None:
        if name in lost:
            raise UnreadError
        if name in split:
            return parts_of(split[name], figures)
        return figures.get(name)

    checks: list[Reconciliation] = []
    for row in records_of(folder.rows, StatedCheck):
        left = _side(row, StatedCheck.left, StatedCheck.left_formula, lookup, report)
        right = _side(row, StatedCheck.right, StatedCheck.right_formula, lookup, report)
        verdict = row.verdict
        difference = None
        if left.value is not None and right.value is not None and left.unit == right.unit:
            difference = left.value - right.value
            _check_verdict(row, left, right, difference, verdict, report)
        elif left.unit and right.unit and row.relation in _HOLDS:
            where = row.at(StatedCheck.relation)
            cell = f"{row.left_formula} {row.relation} {row.right_formula}"
            report.add(problem("unlike-units", where, cell=cell, left=left.unit, right=right.unit))
        checks.append(
            Reconciliation(
                id=row.id,
                year=row.year,
                topic=row.topic,
                title=_words(rich(row.title), figures),
                left=left,
                relation=row.relation,
                right=right,
                difference=difference,
                verdict=verdict,
                note=rich(row.note),
                source=row.source,
                place=row.place,
            )
        )
    return checks


def _words(text: RichText, figures: dict[str, Figure]) -> str:
    named = fitted(text, lambda piece: figures.get(piece.id))
    return "".join(piece.text if isinstance(piece, Figure) else str(piece) for piece in named)


def _side(row: StatedCheck, words: Column[str], formula_in: Column[str], lookup: Lookup, report: Report) -> Side:
    label, formula = rich(row[words]), row[formula_in]
    if formula is None:
        return Side(label, inputs=tuple(piece.id for piece in label if isinstance(piece, FigureRef)))
    try:
        value: Value = evaluate(formula, lookup)
    except UnreadError:
        return Side(label)
    except FormulaError as error:
        report.add(problem(error.code, row.at(formula_in), **{"cell": formula, **error.details}))
        return Side(label)
    inputs = [figure for name in value.inputs if isinstance(figure := lookup(name), Figure)]
    return Side(
        label,
        value.value,
        value.unit or "倍",
        value.loose,
        value.inputs,
        value.overlapping,
        in_cents(inputs) and to_the_cent(value.value, value.unit, value.loose),
        grain=value.grain,
        status=value.status,
        formula=Formula(formula, value.inputs),
    )


_HOLDS = {
    Relation.EQUAL: lambda left, right: left == right,
    Relation.AT_LEAST: lambda left, right: left >= right,
    Relation.AT_MOST: lambda left, right: left <= right,
}


def _check_verdict(
    row: ReconciliationRecord, left: Side, right: Side, difference: Decimal, verdict: Verdict, report: Report
) -> None:
    # sides that agree are equal, also where nobody says what should hold between them, or that their words differ
    relation = Relation.EQUAL if verdict is Verdict.AGREES and row.relation not in _HOLDS else row.relation
    if relation not in _HOLDS or left.value is None or right.value is None or left.unit is None:
        return
    holds = _HOLDS[relation](left.value, right.value)
    if (verdict is Verdict.AGREES) == holds or (relation is not Relation.EQUAL and verdict is not Verdict.AGREES):
        return
    report.add(
        problem(
            "verdict-mismatch",
            row.at(StatedCheck.verdict),
            verdict=verdict.value,
            left=left.text,
            right=right.text,
            difference=quantity_text(abs(difference), left.unit),
            expected=Verdict.AGREES.value if holds else Verdict.DIFFERS.value,
        )
    )
