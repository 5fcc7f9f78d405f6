"""Charts from figures: what may be drawn, in which form, and why not. Pure functions.

A builder never raises over data: where a guard forbids a picture, the chart comes back with `refused` set,
a plain title, and its marks kept for the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from .. import drawing
from ..dates import by_end
from ..drawing import UNSTATED, reasons, spoken
from ..model import Breakdown, Chart, Figure, FigureStatus, Link, Mark, Nature, Node, Proof, RichText, Role, Source
from ..problems import Where
from ..quantities import computed_text, money_text, opposite, together
from .guards import (
    Fact,
    MaybeFigure,
    certain,
    nested_places,
    of_several_years,
    portion,
    share,
    shares_forbidden,
    title,
    unlike,
)
from .marks import INTENTIONS, Labels, folded, largest_first, mark_of, marks_of, present, role_of

MOST_COLUMNS = 5  # with more years, columns become lines

GAP_LABEL = "报告未逐项列明"
NOT_ADDITIVE = "这几项可能有重复，不能加在一起。"
OVERLAPPING = "各项有重叠，不能相加。"
OPEN_ENDED = "▸ 表示“不止”：图上按写明的数画。"
INFERRED = "† 表示归哪一类、算的是哪一块由本站推断，原文没有写明。"
UNVERIFIED = "虚线框表示这个数还没核清。"
UNLIKE_NEWEST = "空心的年度和最近的年度不可比，不连线、不比高低。"
YEARS_MISSING = "没有数的年度空着，不补数、不连线。"
SCALES_DIFFER = "每一格各有刻度，高低只在同一格里比。"
SOME_UNSTATED = "有的数没说明算的是哪一块，这里先放在一起看。"


class Caption(Struct, frozen=True):
    """The words around a chart: *title* states a finding, *plain* only names the subject and is used when refused.

    What is left empty the builder fills in: a finding from its own guarded template, a subtitle 指标，口径，年度; the
    unit stands behind every value.
    Of *sources* only those that the figures come from are kept.
    """

    id: str
    title: str = ""
    subtitle: str = ""
    plain: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[RichText, ...] = ()


# What grows, what it stands for, and (day, sum so far in 元, the cell that says so, if it is one) of every day that it was told.
DayLine: TypeAlias = "tuple[str, Role, Sequence[tuple[str, Decimal, Where | None]]]"


class PlanAndActual(Struct, frozen=True):
    """One thing that was intended and what became of it; CH-05 plan, CH-11 budget, CH-14 size of a fund.

    *side* says whether the actual figure is income or expense, where declared data tell more than its topic.
    """

    category: str
    plan: MaybeFigure
    actual: MaybeFigure
    plan_label: str = ""
    actual_label: str = ""
    link: Link | None = None
    side: Role | None = None


# --- builders ------------------------------------------------------------------------------------


def totals(caption: Caption, figures: Sequence[MaybeFigure], sides: Sequence[Role | None] = ()) -> Chart:
    """CH-01 收多少、花多少: bars from a common zero, in the order given; every figure must be there.

    *sides* says of each figure whether it is income or expense, where declared data tell more than its topic.
    """
    known = [
        (figure, role_of(figure, side))
        for figure, side in zip(figures, sides or [None] * len(figures), strict=True)
        if isinstance(figure, Figure)
    ]
    there = [figure for figure, _ in known]
    chart = _chart(caption, "bars", marks_of(there, [role for _, role in known], by="measure"))
    if len(there) < len(figures):
        return _refuse(chart, "缺少要比的总额")
    finding = chart.title
    if len(there) == 2:  # noqa: PLR2004  (the finding compares two)
        first, second = there
        names = {"year": str(first.year), "first": first.measure, "second": second.measure}
        template = "{year}年{second}{amount}，相当于{first}的{part}"
        finding = title(template, finding, **names, amount=second, part=share(second, first))
    return _guarded(chart, unlike(there), caption.title or finding)


def breakdown(
    caption: Caption,
    split: Breakdown,
    total: MaybeFigure,
    parts: Sequence[Figure],
    *,
    labels: Labels | None = None,
    gap: Figure | None = None,
    side: Role | None = None,
) -> Chart:
    """CH-02, CH-04, CH-08 从哪来、花在哪: the parts of *total*, drawn as far as the proof goes.

    * parts proven disjoint and complete: a stack with shares;
    * disjoint, not complete: sorted bars and a gap row 报告未逐项列明, if the parts do not exceed the total;
    * overlapping or not proven: sorted bars, the total as a rule, a note 不能相加, no gap row – unless the caller
      hands in *gap*, a computed figure with a formula of its own that equals total − parts.

    *labels* replaces subjects, by figure id. *side* says whether the total is income or expense, where declared data tell
    more than its topic; the parts are what it is.
    """
    whole = total if isinstance(total, Figure) else None
    caption = replace(caption, plain=caption.plain or split.title)
    role = role_of(whole, side) if whole else None
    marks = largest_first(marks_of(parts, [role or role_of(part, side) for part in parts], labels))
    chart = _chart(caption, "bars", marks, mark_of(whole, whole.measure, role) if whole and role else None)
    if whole is None:
        return _refuse(chart, "没有指明总额")
    listed = sum((part.value for part in parts), Decimal(0))
    forbidden = shares_forbidden(split, whole, parts, listed)
    reason = unlike([whole, *parts]) or of_several_years([whole, *parts])
    if reason or not parts:
        return _guarded(chart, reason)

    leads = len(marks) == 1 or marks[0].value != marks[1].value  # of two that are equal neither is the largest
    largest = {"name": marks[0].label if leads else None, "amount": marks[0].figure}
    chart = folded(chart, split)
    if not forbidden:
        part = share(marks[0].figure, whole, split)
        finding = title("{name}占{p}，是最大的一项", chart.title, **largest, p=part)
        return _guarded(_stack(chart, parts, whole), None, caption.title or finding)
    chart = _unproven(chart, split, whole, parts, gap)
    row = chart.marks[-1]
    if row.role is Role.GAP:
        proven = split.disjoint == Proof.YES and all(certain(figure) for figure in (whole, *parts))
        sum_text = computed_text(listed, whole.unit, reduce(together, (part.loose for part in parts)), _grain(*parts))
        facts: dict[str, Fact] = {"listed": sum_text if proven else None, "gap": row.text}
        finding = title("报告列明{listed}，另有{gap}没有逐项列明", chart.title, **facts)
        if row.figure and not proven:
            finding = title("{measure}里有{gap}没有逐项列明", chart.title, measure=whole.measure, gap=row.figure)
    else:
        apart = "" if split.disjoint == Proof.YES else "；各项不能相加"
        finding = title("最多的一项是{name}，{amount}" + apart, chart.title, **largest)
    return _guarded(chart, None, caption.title or finding)


def shortened(chart: Chart, most: int) -> Chart:
    """The same chart with only its *most* largest parts, for a page that leads on to the whole; a note says so."""
    parts = [mark for mark in chart.marks if mark.role is not Role.GAP]
    if chart.form != "bars" or len(parts) <= most:
        return chart
    kept = (*parts[:most], *(mark for mark in chart.marks if mark.role is Role.GAP))
    note: RichText = (f"这里只列最大的{most}项，其余{len(parts) - most}项在明细页。",)
    return replace(chart, marks=kept, notes=(note, *chart.notes))


def bullet(caption: Caption, pairs: Sequence[PlanAndActual]) -> Chart:
    """CH-05, CH-11, CH-14 计划做到了吗: plan, budget or size (hollow) and what was done (solid), in the order given."""
    marks: list[Mark] = []
    notes: list[RichText] = []
    figures: list[Figure] = []
    complete = False
    for pair in pairs:
        plan, actual = (figure if isinstance(figure, Figure) else None for figure in (pair.plan, pair.actual))
        complete |= plan is not None and actual is not None
        years = plan is None or actual is None or plan.year != actual.year
        for figure, label, sort in ((plan, pair.plan_label, "计划或规模"), (actual, pair.actual_label, "实际数")):
            if figure is None:
                notes.append((f"{pair.category}：没有可以对照的{sort}。",))
                continue
            figures.append(figure)
            name = label or (f"{figure.year}年{figure.nature}" if years else figure.nature)
            mark = mark_of(figure, name, role_of(figure, pair.side))
            marks.append(replace(mark, category=pair.category, link=pair.link))
    chart = _chart(replace(caption, notes=(*caption.notes, *notes)), "bullet", marks)
    if not complete:
        return _refuse(chart, "没有一项同时公布了计划数和实际数")
    if any(isinstance(pair.plan, Figure) and pair.plan.nature not in INTENTIONS[:3] for pair in pairs):
        return _refuse(chart, "空心条只能表示计划、规模或上限")
    if any(isinstance(pair.actual, Figure) and pair.actual.nature != Nature.ACTUAL for pair in pairs):
        return _refuse(chart, "实心条只能表示实际数")
    return _guarded(chart, unlike(figures, nature=False), caption.title)


def panels(caption: Caption, figures: Sequence[MaybeFigure], labels: Labels | None = None) -> Chart:
    """CH-09 帮了多少人: one small scale for each unit, so that 人, 人次 and 户 are never read against each other.

    A unit with one figure only shows the number: a single bar compares nothing.
    """
    there = present(figures)
    units = list(dict.fromkeys(figure.unit for figure in there))
    marks = marks_of(there, [role_of(figure) for figure in there], labels)
    ordered = tuple(mark for unit in units for mark in largest_first(mark for mark in marks if mark.unit == unit))
    chart = _chart(caption, "panels", ordered)
    if there and len(units) == len(there):
        return _refuse(chart, "每种单位只有一个数，没有可以比的")
    by_unit = (unlike([figure for figure in there if figure.unit == unit]) for unit in units)
    return _guarded(chart, next((reason for reason in by_unit if reason), None), caption.title)


def of_cells(caption: Caption, form: str, marks: Sequence[Mark]) -> Chart:
    """CH-11, CH-12 from tables, in the form of that id: *marks* stand for cells of records (`where`) or for sums over them, in the order given."""
    return _guarded(_chart(caption, form, marks), None, caption.title)


def of_places(caption: Caption, marks: Sequence[Mark]) -> Chart:
    """钱用在了哪些地方: *marks* are sums of one period for places of one level, each of which lies outside the others."""
    reason = nested_places([mark.label for mark in marks])
    if len({mark.unit for mark in marks}) > 1:
        reason = reason or "单位不同，不能放在一起比"
    return _guarded(_chart(caption, "tiles", marks), reason, caption.title)


def over_days(caption: Caption, lines: Sequence[DayLine]) -> Chart:
    """CH-13 到哪一天一共多少: sums from the beginning, published on some days; each holds until the next one."""
    marks = [
        Mark(name, value, money_text(value), role, where=where, category=day)
        for name, role, points in lines
        for day, value, where in sorted(points, key=lambda point: by_end(point[0]))
    ]
    return _guarded(_chart(caption, "steps", marks), None, caption.title)


def over_years(caption: Caption, marks: Sequence[Mark], years: Sequence[int]) -> Chart:
    """CH-06 这几年怎么样: *marks* by panel and label, each with its year as category; *years* is the whole axis.

    Up to five years are columns, more are lines. Fewer than three years that can be compared are not drawn.
    """
    form = "columns" if len(years) <= MOST_COLUMNS else "lines"
    chart = replace(_chart(caption, form, marks), years=tuple(years))
    why: tuple[RichText, ...] = tuple((f"{sign} {reason}。",) for reason, sign in reasons(chart).items())
    chart = replace(chart, notes=(*why, *chart.notes))
    refusal = drawing.refusal(chart)
    if refusal:
        return _refuse(chart, refusal)
    lines = {(mark.panel, mark.label) for mark in marks}
    used = (
        (any(mark.apart for mark in marks), UNLIKE_NEWEST),
        (len(marks) < len(lines) * len(years), YEARS_MISSING),
        (len({mark.panel for mark in marks}) > 1, SCALES_DIFFER),
    )
    notes: tuple[RichText, ...] = tuple((text,) for applies, text in used if applies)
    return _finish(replace(chart, title=caption.title or chart.title, notes=(*chart.notes, *notes)))


def flow(caption: Caption, stages: Sequence[str], nodes: Sequence[Node], marks: Sequence[Mark]) -> Chart:
    """CH-07 钱的去向: *marks* lead from node to node, each one step on; every step must add up to the same sum."""
    chart = _chart(caption, "flow", marks)
    return _guarded(replace(chart, stages=tuple(stages), nodes=tuple(nodes)), None, caption.title)


# --- breakdowns ----------------------------------------------------------------------------------


def _stack(chart: Chart, parts: Sequence[Figure], whole: Figure) -> Chart:
    """Give each part of a proven whole its share; the row of the rest has that of all that no other row stands for."""
    named = {mark.figure.id for mark in chart.marks if mark.figure}
    rest = [part for part in parts if part.id not in named]

    def with_share(mark: Mark) -> Mark:
        of_whole = portion([mark.figure] if mark.figure else rest, whole)
        return replace(mark, note="：".join(filter(None, (f"占{of_whole}" if of_whole else "", mark.note))))

    return replace(chart, form="stack", marks=tuple(map(with_share, chart.marks)))


def _bounded(remainder: Decimal, whole: Figure, parts: Sequence[Figure]) -> str:
    """What is left of *whole*, with 至多 or 约 where its parts are only at least what they say."""
    bound = reduce(together, (opposite(part.loose) for part in parts), whole.loose)
    return computed_text(remainder, whole.unit, bound, _grain(whole, *parts))


def _grain(*figures: Figure) -> Decimal:
    """The last place that a sum over these figures bears."""
    return max(figure.grain for figure in figures)


def _unproven(chart: Chart, split: Breakdown, whole: Figure, parts: Sequence[Figure], gap: Figure | None) -> Chart:
    """Add what must be said where the parts do not make the whole: a gap row, or 不能相加."""
    remainder = whole.value - sum((part.value for part in parts), Decimal(0))
    marks = chart.marks
    notes: list[RichText] = []
    stated = gap if gap is not None and split.disjoint != Proof.NO and gap.value == remainder else None
    if remainder > 0 and split.complete != Proof.YES and (stated or split.disjoint == Proof.YES):
        text = stated.text if stated else _bounded(remainder, whole, parts)
        note = "总额减去列明的各项"
        marks = (*marks, Mark(GAP_LABEL, remainder, text, Role.GAP, whole.unit, figure=stated, note=note))
    if split.disjoint != Proof.YES:
        exceeding = "这几项加起来超过总额，可能有重复，不能加在一起。"
        notes.append((exceeding if remainder < 0 else OVERLAPPING if split.disjoint == Proof.NO else NOT_ADDITIVE,))
        if len(marks) > len(chart.marks):
            notes.append(("“报告未逐项列明”只是粗算：总额减去列明的各项。",))
    elif remainder < 0:
        bound = reduce(together, (part.loose for part in parts), opposite(whole.loose))
        excess = computed_text(-remainder, whole.unit, bound, _grain(whole, *parts))
        notes.append((f"各项相加比总额多{excess}。",))
    if split.note:
        notes.append(split.note)
    return replace(chart, marks=marks, notes=(*notes, *chart.notes))


# --- chart ---------------------------------------------------------------------------------------


def _chart(caption: Caption, form: str, marks: Sequence[Mark], total: Mark | None = None) -> Chart:
    """The chart before its guards, with its plain title."""
    whole = [total.figure] if total and total.figure else []
    figures = [mark.figure for mark in marks if mark.figure] + whole
    used = {figure.source for figure in figures}
    sources = tuple(source for source in caption.sources if source.id in used) or caption.sources
    units = "、".join(dict.fromkeys([*(mark.unit for mark in marks), *([total.unit] if total else [])]))
    measures = list(dict.fromkeys(figure.measure for figure in whole or figures))
    scopes = list(dict.fromkeys(figure.scope for figure in figures if figure.scope != UNSTATED))
    years = sorted({figure.year for figure in figures})
    about = (
        "、".join(measures[:2]) if len(measures) < 3 else "",  # noqa: PLR2004  (more is a list, no subtitle)
        scopes[0] if len(scopes) == 1 else "",
        "、".join(f"{year}年" for year in years),
    )
    subtitle = caption.subtitle or "，".join(words for words in about if words)
    plain_title = caption.plain or "、".join(measures[:2])
    return Chart(caption.id, form, plain_title, subtitle, units, tuple(marks), sources, total, caption.notes)


def _guarded(chart: Chart, reason: str | None, finding: str = "") -> Chart:
    """Refuse for *reason* or where the marks themselves can not be drawn; otherwise finish it with its finding."""
    reason = reason or drawing.refusal(chart)
    return _refuse(chart, reason) if reason else _finish(replace(chart, title=finding or chart.title))


def _refuse(chart: Chart, reason: str) -> Chart:
    """The chart that is not drawn: why stands above its table, its description tells the numbers alone."""
    return replace(chart, refused=reason, description=f"{'、'.join(map(spoken, chart.marks)) or reason}。")


def _finish(chart: Chart) -> Chart:
    """Add the key of the signs that are used, and the description."""
    marks = (*chart.marks, *((chart.total,) if chart.total else ()))
    figures = [mark.figure for mark in marks if mark.figure]
    scopes = {figure.scope for figure in figures}
    used = (
        (any(mark.open_end for mark in marks), OPEN_ENDED),
        (any(mark.role is Role.UNCERTAIN for mark in marks), UNVERIFIED),
        (any(figure.status == FigureStatus.INFERRED for figure in figures), INFERRED),
        (UNSTATED in scopes and len(scopes) > 1, SOME_UNSTATED),
    )
    key: tuple[RichText, ...] = tuple((text,) for applies, text in used if applies)
    chart = replace(chart, notes=(*chart.notes, *key))
    return replace(chart, description=drawing.describe(chart))
