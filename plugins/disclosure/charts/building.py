"""Charts from figures: what may be drawn, in which form, and why not. Pure functions; the guards live here.

A builder never raises over data: where a guard forbids a picture, the chart comes back with `refused` set,
a plain title, and its marks kept for the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import reduce
from typing import TypeAlias

from ..model import OVER_YEARS, Breakdown, Chart, Figure, Form, Link, Mark, Node, RichText, Role, Source
from ..quantities import (
    BOUND_WORDS,
    MAGNITUDES,
    Bound,
    grouped,
    money_text,
    opposite,
    plain,
    quantity_text,
    round_half_up,
    together,
)
from ..reading import Missing

MOST_ROWS = 7  # beyond that the smallest parts become one row, where they may be added
UNSTATED = "未说明"
FEWEST_YEARS = 3  # a course needs as many years that can be compared
MOST_COLUMNS = 5  # with more years, columns become lines
INTENTIONS = ("计划", "规模", "上限", "认捐")  # drawn hollow: not money that moved

GAP_LABEL = "报告未逐项列明"
NOT_ADDITIVE = "各项没有证明互不重叠，不能相加。"
OVERLAPPING = "各项有重叠，不能相加。"
OPEN_ENDED = "▸ 表示“不止”：图上按写明的数画，准确数没有公布。"
INFERRED = "† 表示归类或口径由本站推断，原文没有写明。"
UNVERIFIED = "虚线框表示这个数待核实。"
UNLIKE_NEWEST = "空心的年度和最近的年度不可比，不连线、不比高低。"
YEARS_MISSING = "没有数的年度空着，不补数、不连线。"
SCALES_DIFFER = "每一格各有刻度，高低只在同一格里比。"
SOME_UNSTATED = "有的数字没有说明口径，这里按同一口径放在一起。"

ROLE_WORDS = {
    Role.INCOME: "收入",
    Role.EXPENSE: "支出",
    Role.OTHER: "其他",
    Role.COUNT: "数量",
    Role.PLAN: "计划或规模",
    Role.GAP: "未列明",
    Role.UNCERTAIN: "待核实",
    Role.EARLY: "期限以内",
    Role.LATE: "晚于期限",
}

MaybeFigure: TypeAlias = "Figure | Missing | None"
Labels: TypeAlias = "Mapping[str, str | Link]"  # by figure id; a link also leads from the row to a page
Fact: TypeAlias = "str | Figure | Missing | None"


@dataclass(frozen=True, slots=True)
class Caption:
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


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that was intended and what became of it; CH-05 plan, CH-11 budget, CH-14 size of a fund."""

    category: str
    plan: MaybeFigure
    actual: MaybeFigure
    plan_label: str = ""
    actual_label: str = ""
    link: Link | None = None


# --- builders ------------------------------------------------------------------------------------


def totals(caption: Caption, figures: Sequence[MaybeFigure], labels: Labels | None = None) -> Chart:
    """CH-01 收多少、花多少: bars from a common zero, in the order given; every figure must be there."""
    present = _present(figures)
    chart = _chart(caption, Form.BARS, _marks(present, labels, by="measure"))
    if len(present) < len(figures):
        return _refuse(chart, "要比的总额没有都公布")
    finding = chart.title
    if len(present) == 2:  # noqa: PLR2004  (the finding compares two)
        first, second = present
        names = {"year": str(first.year), "first": first.measure, "second": second.measure}
        template = "{year}年{second}{amount}，相当于{first}的{part}"
        finding = title(template, finding, **names, amount=second, part=share(second, first))
    return _guarded(chart, _one_kind(present), caption.title or finding)


def breakdown(
    caption: Caption,
    split: Breakdown,
    total: MaybeFigure,
    parts: Sequence[Figure],
    *,
    form: Form | None = None,
    labels: Labels | None = None,
    gap: Figure | None = None,
) -> Chart:
    """CH-02, CH-04, CH-08 从哪来、花在哪: the parts of *total*, drawn as far as the proof goes.

    * parts proven disjoint and complete: `STACK` with shares (`form=BARS` asks for sorted bars instead);
    * disjoint, not complete: sorted bars and a gap row 报告未逐项列明, if the parts do not exceed the total;
    * overlapping or not proven: sorted bars, the total as a rule, a note 不能相加, no gap row – unless the caller
      hands in *gap*, a computed figure with a formula of its own that equals total − parts.

    `form=STACK` over unproven or approximate parts is refused. *labels* replaces subjects, by figure id.
    """
    whole = total if isinstance(total, Figure) else None
    caption = replace(caption, plain=caption.plain or split.title)
    marks = _sorted(_marks(parts, labels, role=role_of(whole) if whole else None))
    chart = _chart(caption, Form.BARS, marks, whole)
    if whole is None:
        return _refuse(chart, "总额没有公布")
    listed = sum((one.value for one in parts), Decimal(0))
    forbidden = _shares_forbidden(split, whole, parts, listed)
    reason = _one_kind([whole, *parts]) or _one_year([whole, *parts]) or (forbidden if form is Form.STACK else None)
    if reason or not parts:
        return _guarded(chart, reason)

    largest = {"name": marks[0].label, "amount": marks[0].figure}
    chart = _folded(chart, split)
    if not forbidden:
        part = share(marks[0].figure, whole, split)
        finding = title("{name}占{p}，是最大的一项", chart.title, **largest, p=part)
        return _guarded(chart if form is Form.BARS else _stack(chart), None, caption.title or finding)
    chart = _unproven(chart, split, whole, parts, gap)
    if additive(chart):
        row = chart.marks[-1]
        proven = split.disjoint == "是" and all(_certain(one) for one in (whole, *parts))
        facts: dict[str, Fact] = {"listed": quantity_text(listed, whole.unit) if proven else None, "gap": row.text}
        finding = title("报告列明{listed}，另有{gap}没有逐项列明", chart.title, **facts)
        if row.figure and not proven:
            finding = title("{measure}里有{gap}没有逐项列明", chart.title, measure=whole.measure, gap=row.figure)
    else:
        finding = title("最多的一项是{name}，{amount}；各项不能相加", chart.title, **largest)
    return _guarded(chart, None, caption.title or finding)


def shortened(chart: Chart, most: int) -> Chart:
    """The same chart with only its *most* largest parts, for a page that leads on to the whole; a note says so."""
    parts = [one for one in chart.marks if one.role is not Role.GAP]
    if chart.form is not Form.BARS or len(parts) <= most:
        return chart
    kept = (*parts[:most], *(one for one in chart.marks if one.role is Role.GAP))
    note: RichText = (f"这里只列最大的{most}项，其余{len(parts) - most}项在明细页。",)
    return replace(chart, marks=kept, notes=(note, *chart.notes))


def bullet(caption: Caption, pairs: Sequence[Pair]) -> Chart:
    """CH-05, CH-11, CH-14 计划做到了吗: plan, budget or size (hollow) and what was done (solid), in the order given."""
    marks: list[Mark] = []
    notes: list[RichText] = []
    figures: list[Figure] = []
    complete = 0
    for pair in pairs:
        plan, actual = (one if isinstance(one, Figure) else None for one in (pair.plan, pair.actual))
        complete += plan is not None and actual is not None
        years = plan is None or actual is None or plan.year != actual.year
        for figure, label, role in ((plan, pair.plan_label, Role.PLAN), (actual, pair.actual_label, None)):
            if figure is None:
                notes.append((f"{pair.category}：{'计划或规模' if role else '实际数'}没有公布。",))
                continue
            figures.append(figure)
            name = label or (f"{figure.year}年{figure.nature}" if years else figure.nature)
            one = _mark(figure, name, role or role_of(figure))
            marks.append(replace(one, category=pair.category, link=pair.link))
    chart = _chart(replace(caption, notes=(*caption.notes, *notes)), Form.BULLET, marks)
    if not complete:
        return _refuse(chart, "没有一项同时公布了计划数和实际数")
    if any(isinstance(pair.plan, Figure) and pair.plan.nature not in INTENTIONS[:3] for pair in pairs):
        return _refuse(chart, "空心条只能表示计划、规模或上限")
    if any(isinstance(pair.actual, Figure) and pair.actual.nature != "实际" for pair in pairs):
        return _refuse(chart, "实心条只能表示实际数")
    return _guarded(chart, _one_kind(figures, nature=False), caption.title)


def panels(caption: Caption, figures: Sequence[MaybeFigure], labels: Labels | None = None) -> Chart:
    """CH-09 帮了多少人: one small scale for each unit, so that 人, 人次 and 户 are never read against each other.

    A unit with one figure only shows the number: a single bar compares nothing.
    """
    present = _present(figures)
    units = list(dict.fromkeys(one.unit for one in present))
    marks = _marks(present, labels)
    ordered = tuple(mark for unit in units for mark in _sorted(one for one in marks if one.unit == unit))
    chart = _chart(caption, Form.PANELS, ordered)
    if present and len(units) == len(present):
        return _refuse(chart, "每种单位只有一个数，没有可以比的")
    reasons = (_one_kind([one for one in present if one.unit == unit]) for unit in units)
    return _guarded(chart, next((one for one in reasons if one), None), caption.title)


def of_cells(caption: Caption, form: Form, marks: Sequence[Mark]) -> Chart:
    """CH-11, CH-12 from tables: *marks* stand for cells of records (`where`) or for sums over them, in the order given."""
    return _guarded(_chart(caption, form, marks), None, caption.title)


def over_years(caption: Caption, marks: Sequence[Mark], years: Sequence[int]) -> Chart:
    """CH-06 这几年怎么样: *marks* by panel and label, each with its year as category; *years* is the whole axis.

    Up to five years are columns, more are lines. Fewer than three years that can be compared are not drawn.
    """
    form = Form.COLUMNS if len(years) <= MOST_COLUMNS else Form.LINES
    chart = replace(_chart(caption, form, marks), years=tuple(years))
    why: tuple[RichText, ...] = tuple((f"{sign} {reason}。",) for reason, sign in reasons(chart).items())
    chart = replace(chart, notes=(*why, *chart.notes))
    if not any(drawn(chart, one) for one in marks):
        return _refuse(chart, f"能互相比较的年度不到{FEWEST_YEARS}个" if marks else "没有可以画的数")
    lines = {(one.panel, one.label) for one in marks}
    used = (
        (any(one.apart for one in marks), UNLIKE_NEWEST),
        (len(marks) < len(lines) * len(years), YEARS_MISSING),
        (len({one.panel for one in marks}) > 1, SCALES_DIFFER),
    )
    notes: tuple[RichText, ...] = tuple((text,) for applies, text in used if applies)
    return _finish(replace(chart, title=caption.title or chart.title, notes=(*chart.notes, *notes)))


def flow(caption: Caption, stages: Sequence[str], nodes: Sequence[Node], marks: Sequence[Mark]) -> Chart:
    """CH-07 钱的去向: *marks* lead from node to node, each one step on; every step must add up to the same sum."""
    chart = _chart(caption, Form.FLOW, marks)
    chart = replace(chart, stages=tuple(stages), nodes=tuple(nodes))
    into, out = _sums_at(chart)
    last = len(stages) - 1
    if any(into[at] != out[at] for at, node in enumerate(nodes) if 0 < node.stage < last):
        return _refuse(chart, "有一步收到的和送出的不相等")
    return _guarded(chart, None, caption.title)


# --- flows ---------------------------------------------------------------------------------------


def _sums_at(chart: Chart) -> tuple[list[Decimal], list[Decimal]]:
    into = [Decimal(0)] * len(chart.nodes)
    out = [Decimal(0)] * len(chart.nodes)
    for one in chart.marks:
        if one.ends:
            out[one.ends[0]] += one.value
            into[one.ends[1]] += one.value
    return into, out


def passing(chart: Chart) -> tuple[Decimal, ...]:
    """What passes through each node of a flow."""
    into, out = _sums_at(chart)
    return tuple(max(pair) for pair in zip(into, out, strict=True))


def gathered(chart: Chart) -> Chart:
    """A flow as it is drawn: of each step the largest nodes, the others in one node 其余N项; of the last step all."""
    amounts = passing(chart)
    target = list(range(len(chart.nodes)))
    nodes = list(chart.nodes)
    for stage in range(len(chart.stages) - 1):
        own = [at for at, node in enumerate(chart.nodes) if node.stage == stage and node.gathers]
        rest = sorted(own, key=lambda at: (-amounts[at], at))[MOST_ROWS - 1 :]
        if len(own) > MOST_ROWS:
            for at in rest:
                target[at] = len(nodes)
            nodes.append(Node(f"其余{len(rest)}项", stage, chart.nodes[rest[0]].role, rest=True))
    used = sorted(set(target), key=lambda at: (nodes[at].stage, at))
    place = {at: number for number, at in enumerate(used)}
    kept = tuple(nodes[at] for at in used)
    sums: dict[tuple[int, int], Decimal] = {}
    for one in chart.marks:
        if one.ends:
            ends = place[target[one.ends[0]]], place[target[one.ends[1]]]
            sums[ends] = sums.get(ends, Decimal(0)) + one.value
    marks = (flow_mark(kept, ends, value) for ends, value in sorted(sums.items()))
    return replace(chart, nodes=kept, marks=tuple(marks))


def column(chart: Chart, stage: int) -> list[int]:
    """The nodes of a step: the largest first, then 其余N项, then those that are never gathered."""
    amounts = passing(chart)
    own = [at for at, node in enumerate(chart.nodes) if node.stage == stage]
    return sorted(own, key=lambda at: (not chart.nodes[at].gathers, chart.nodes[at].rest, -amounts[at], at))


def flow_mark(nodes: Sequence[Node], ends: tuple[int, int], value: Decimal, note: str = "") -> Mark:
    """One part of a flow."""
    first, second = (nodes[at] for at in ends)
    return Mark(second.label, value, brief(value), Role.OTHER, category=first.label, note=note, ends=ends)


def step(chart: Chart, mark: Mark) -> str:
    """Between which steps a part of a flow lies: 从哪来 → 经过哪里."""
    assert mark.ends is not None  # noqa: S101  (the marks of a flow have ends)
    return " → ".join(chart.stages[chart.nodes[at].stage] for at in mark.ends)


def brief(value: Decimal) -> str:
    """Money for a label in a picture: 万元 with two decimals, small sums to the 分."""
    return money_text(round_half_up(value, -2)) if value >= MAGNITUDES["万"] else money_text(value)


def node_mark(chart: Chart, at: int, value: Decimal) -> Mark:
    """A node of a flow as a bar."""
    node = chart.nodes[at]
    return Mark(node.label, value, brief(value), node.role, link=node.link)


# --- finding titles ------------------------------------------------------------------------------


def title(template: str, fallback: str, **facts: Fact) -> str:
    """A finding, if every fact of it stands; otherwise the plain label, never a guess.

    A fact falls if it is missing, if its guard returned None (see `share`), or if its figure awaits verification.
    """
    words: dict[str, str] = {}
    for name, fact in facts.items():
        if isinstance(fact, Figure):
            if fact.status == "待核实":
                return fallback
            words[name] = fact.text
        elif fact is None or isinstance(fact, Missing) or not fact:
            return fallback
        else:
            words[name] = fact
    return template.format(**words)


def share(part: MaybeFigure, whole: MaybeFigure, split: Breakdown | None = None) -> str | None:
    """What *part* is of *whole*, such as 26.1%; None where that division may not be made.

    With *split* the share is one of a whole and asks for proven parts; without it is only “相当于”.
    """
    if not isinstance(part, Figure) or not isinstance(whole, Figure):
        return None
    if part.approximate or whole.approximate or not whole.value or (split is not None and not split.proven):
        return None
    if _one_kind([part, whole]) or _one_year([part, whole]):
        return None
    return quantity_text(part.value / whole.value * 100, "%")


# --- what the outputs ask ------------------------------------------------------------------------


def ticks(highest: Decimal, unit: str) -> tuple[tuple[Decimal, str], ...]:
    """Three to five round values from zero to at least *highest* with their texts; the last one names the unit.

    >>> [text for _, text in ticks(Decimal(1_200_000), "元")]
    ['0', '50', '100', '150万元']
    """
    if highest <= 0:
        return ((Decimal(0), f"0{unit}"),)
    raw = highest / 4
    size = Decimal(1).scaleb(raw.adjusted())
    factors = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    steps = (factor * size for factor in factors if factor * size >= raw)
    step = next(one for one in steps if unit == "元" or one == one.to_integral_value() or one < 1)
    if unit not in {"元", "%"}:
        step = max(step, Decimal(1))
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    name, scale = _scale(highest, unit)
    texts = [grouped(step * place / scale) for place in range(count + 1)]
    texts[-1] += name
    return tuple((step * place, text) for place, text in enumerate(texts))


def highest(chart: Chart, unit: str) -> Decimal:
    """The end of the scale that marks of *unit* are drawn on."""
    if chart.form is Form.PANELS:
        return max((one.value for one in chart.marks if one.unit == unit), default=Decimal(0))
    return chart.highest


def drawn(chart: Chart, mark: Mark) -> bool:
    """Whether *mark* gets a bar: not in a refused chart, not alone on its scale, and over years only in a whole course."""
    if chart.refused:
        return False
    if chart.form in OVER_YEARS:
        same = [one for one in chart.marks if (one.panel, one.label) == (mark.panel, mark.label) and not one.apart]
        return len(same) >= FEWEST_YEARS
    return chart.form is not Form.PANELS or sum(one.unit == mark.unit for one in chart.marks) > 1


def shown(mark: Mark) -> str:
    """The text behind a bar with what the reader must know of it: 1.21亿元†, 55万余元 待核实, 48.49万元 算."""
    if mark.figure is None:
        return mark.text if mark.where else f"{mark.text} 算"
    if mark.figure.level == "算":
        return f"{mark.text} 算"
    if mark.figure.status == "推断":
        return f"{mark.text}†"
    return f"{mark.text} 待核实" if mark.figure.status == "待核实" else mark.text


def named(mark: Mark) -> str:
    """The whole label where category and label stand in one line: 募捐：2023年实际."""
    return f"{mark.category}：{mark.label}" if mark.category else mark.label


def noted(mark: Mark) -> str:
    """Everything that is said of a mark beside its value."""
    return "；".join((*((mark.note,) if mark.note else ()), *(f"不可比：{why}" for why in mark.apart)))


def reasons(chart: Chart) -> dict[str, str]:
    """Why years of the chart can't be compared → the sign that stands for it beside a year."""
    found = dict.fromkeys(why for one in chart.marks for why in one.apart)
    return {why: chr(ord("①") + place) if place < 20 else f"[{place + 1}]" for place, why in enumerate(found)}  # noqa: PLR2004


def reconciles(chart: Chart) -> bool:
    """Whether the parts add up to the total exactly; decides between a double rule and a dashed one."""
    return chart.total is not None and sum(
        (one.value for one in chart.marks if one.role is not Role.GAP), Decimal(0)
    ) == (chart.total.value)


def additive(chart: Chart) -> bool:
    """Whether the total is the end of a row of parts; otherwise it is drawn as a rule across them."""
    return chart.form is Form.STACK or any(one.role is Role.GAP for one in chart.marks)


FLOW_HEADER = ("步骤", "从", "到", "数值", "单位", "写法", "图上从", "图上到", "来自")
HEADER = ("编号", "类别", "名称", "数值", "单位", "写法", "含义", "不止", "说明")


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """The chart as rows for a CSV file: `HEADER`, marks in order, the total last; values exact in base units.

    Text cells are as they are: the writer of the file guards against formulas.
    """
    if chart.form is Form.FLOW:
        return _flow_rows(chart)
    marks = (*chart.marks, *((chart.total,) if chart.total else ()))
    return (
        HEADER,
        *(
            (
                one.figure.id if one.figure else "",
                one.category or ("总额" if one is chart.total else ""),
                one.label,
                plain(one.value),
                one.unit,
                one.text,
                ROLE_WORDS[one.role],
                "是" if one.open_end else "",
                noted(one),
            )
            for one in marks
        ),
    )


def _flow_rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Every part of a flow, also those that the picture gathers, with the nodes that stand for its ends there."""
    drawn = gathered(chart)
    shown = {(node.stage, node.label) for node in drawn.nodes if not node.rest}
    rest = {node.stage: node.label for node in drawn.nodes if node.rest}

    def drawn_as(at: int) -> str:
        node = chart.nodes[at]
        return node.label if (node.stage, node.label) in shown else rest[node.stage]

    return (
        FLOW_HEADER,
        *(
            (
                step(chart, one),
                one.category,
                one.label,
                plain(one.value),
                one.unit,
                one.text,
                *map(drawn_as, one.ends),
                one.note,
            )
            for one in chart.marks
            if one.ends
        ),
    )


def _describe_flow(chart: Chart) -> str:
    steps = []
    drawn = gathered(chart)
    amounts = passing(drawn)
    for stage, name in enumerate(chart.stages):
        items = [f"{drawn.nodes[at].label}{brief(amounts[at])}" for at in column(drawn, stage)]
        steps.append(f"{name}：{'、'.join(items)}。")
    return f"资金流向图，从左到右{len(steps)}步，每一步合计相同。{''.join(steps)}"


def describe(chart: Chart) -> str:
    """One sentence that says aloud what the picture shows."""
    if chart.form is Form.FLOW:
        return _describe_flow(chart)
    forms = {
        Form.BARS: "横向条形图",
        Form.BULLET: "横向条形图，空心条是计划或规模，实心条是实际",
        Form.STACK: "一根分段的横条",
        Form.PANELS: "横向条形图，每种单位各用一个刻度",
        Form.COLUMNS: "按年度并排的柱形图",
        Form.LINES: "按年度的折线图",
        Form.STRIP: "棒棒糖图，零线是期限，左边是提前，右边是晚了",
    }
    values = [one.value for one in chart.marks if one.role is not Role.GAP]
    order = "，从大到小" if chart.form in {Form.BARS, Form.STACK} and values == sorted(values, reverse=True) else ""
    items = "、".join(named(one) + shown(one) + (f"（{noted(one)}）" if noted(one) else "") for one in chart.marks)
    end = f"{chart.total.label}{shown(chart.total)}。" if chart.total else ""
    return f"{forms[chart.form]}{order}：{items}。{end}"


def role_of(figure: Figure) -> Role:
    """What a figure stands for, by its nature, unit, topic and measure."""
    if figure.nature in INTENTIONS:
        return Role.PLAN
    if figure.unit != "元":
        return Role.COUNT
    if figure.topic == "收入" or figure.measure.startswith(
        ("接收", "筹集", "募", "收入", "总收入", "捐赠收入", "到账")
    ):
        return Role.INCOME
    if figure.topic == "支出" or figure.measure.startswith(("发放", "支出", "总支出", "救助", "使用", "拨付", "已支")):
        return Role.EXPENSE
    return Role.OTHER


# --- marks ---------------------------------------------------------------------------------------


def _present(figures: Iterable[MaybeFigure]) -> list[Figure]:
    return [one for one in figures if isinstance(one, Figure)]


def _mark(figure: Figure, label: str, role: Role) -> Mark:
    return Mark(
        label=label,
        value=figure.value,
        text=figure.as_written,
        role=Role.UNCERTAIN if figure.status == "待核实" and role is not Role.PLAN else role,
        unit=figure.unit,
        open_end=figure.bound is Bound.AT_LEAST,
        figure=figure,
    )


def _marks(
    figures: Sequence[Figure], labels: Labels | None = None, *, role: Role | None = None, by: str = "subject"
) -> tuple[Mark, ...]:
    names = dict(zip((one.id for one in figures), _distinct(figures, by), strict=True))
    marks = []
    for one in figures:
        label = (labels or {}).get(one.id, names[one.id])
        mark = _mark(one, label.text if isinstance(label, Link) else label, role or role_of(one))
        marks.append(replace(mark, link=label) if isinstance(label, Link) else mark)
    return tuple(marks)


def _distinct(figures: Sequence[Figure], by: str) -> list[str]:
    """Labels by subject (or measure), with as much added as tells them apart."""
    extras = ("measure" if by == "subject" else "subject", "basis", "year", "id")
    names: list[str] = [getattr(one, by) for one in figures]
    for extra in extras:
        count = Counter(names)
        twice = {
            name
            for name in count
            if count[name] > 1
            and len({getattr(one, extra) for one, own in zip(figures, names, strict=True) if own == name}) > 1
        }
        names = [
            f"{name}（{getattr(one, extra)}）" if name in twice and getattr(one, extra) else name
            for one, name in zip(figures, names, strict=True)
        ]
    return names


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda one: -one.value))


def _folded(chart: Chart, split: Breakdown) -> Chart:
    """Make one row 其余N项 of the smallest parts, if they may be added: disjoint, one unit, none in doubt."""
    rest = chart.marks[MOST_ROWS - 1 :]
    if len(chart.marks) <= MOST_ROWS or split.disjoint != "是":
        return chart
    if any(one.figure is None or one.role is Role.UNCERTAIN or _unbounded(one.figure) for one in rest):
        return chart
    value = sum((one.value for one in rest), Decimal(0))
    open_end = any(one.open_end for one in rest)
    row = Mark(
        label=f"其余{len(rest)}项",
        value=value,
        text=("至少" if open_end else "") + quantity_text(value, rest[0].unit),
        role=rest[0].role,
        unit=rest[0].unit,
        open_end=open_end,
        note="、".join(one.label + one.text for one in rest),
    )
    return replace(chart, marks=(*chart.marks[: MOST_ROWS - 1], row))


def _certain(figure: Figure) -> bool:
    return not figure.approximate and figure.status != "待核实"


def _unbounded(figure: Figure) -> bool:
    return figure.bound in {Bound.ABOUT, Bound.AT_MOST}


# --- guards --------------------------------------------------------------------------------------


def _one_kind(figures: Sequence[Figure], *, nature: bool = True) -> str | None:
    """Why these figures may not share a scale, or None."""
    units = list(dict.fromkeys(one.unit for one in figures))
    if len(units) > 1:
        return f"单位不同（{'、'.join(units)}），不能放在一起比"
    scopes = list(dict.fromkeys(one.scope for one in figures if one.scope != UNSTATED))
    if len(scopes) > 1:
        return f"口径不同（{'、'.join(scopes)}），不能放在一起比"
    natures = list(dict.fromkeys(one.nature for one in figures))
    if nature and len(natures) > 1:
        return f"性质不同（{'、'.join(natures)}），不能放在一起比"
    return None


def _one_year(figures: Sequence[Figure]) -> str | None:
    years = sorted({one.year for one in figures})
    return f"年度不同（{'、'.join(f'{year}年' for year in years)}），不能当作一个总额的各项" if len(years) > 1 else None


def _shares_forbidden(split: Breakdown, total: Figure, parts: Sequence[Figure], listed: Decimal) -> str | None:
    """Why shares of the total may not be drawn, or None."""
    if not split.proven:
        return "没有证明各项互不重叠、没有遗漏，不能算各占多少"
    if total.approximate or any(one.approximate for one in parts):
        return "有的数是约数，不能算各占多少"
    if any(one.status == "待核实" for one in (total, *parts)):
        return "有的数待核实，不能算各占多少"
    if not total.value or listed != total.value:
        return "各项相加不等于总额，不能算各占多少"
    return None


def _stack(chart: Chart) -> Chart:
    """Give each part of a proven whole its share."""
    whole = chart.total.value if chart.total else Decimal(0)
    marks = tuple(
        replace(one, note=f"占{quantity_text(one.value / whole * 100, '%')}" + (f"：{one.note}" if one.note else ""))
        for one in chart.marks
    )
    return replace(chart, form=Form.STACK, marks=marks)


def _bounded(remainder: Decimal, whole: Figure, split: Breakdown, parts: Sequence[Figure]) -> str:
    """What is left of *whole*, with 至多 or 约 where its parts are only at least what they say."""
    bound = reduce(together, (opposite(one.bound) for one in parts), whole.bound)
    if split.disjoint != "是" and bound is not Bound.EXACT:
        bound = Bound.ABOUT
    return BOUND_WORDS[bound] + quantity_text(remainder, whole.unit)


def _unproven(chart: Chart, split: Breakdown, whole: Figure, parts: Sequence[Figure], gap: Figure | None) -> Chart:
    """Add what must be said where the parts do not make the whole: a gap row, or 不能相加."""
    remainder = whole.value - sum((one.value for one in parts), Decimal(0))
    marks = chart.marks
    notes: list[RichText] = []
    own = gap if gap is not None and split.disjoint != "否" and gap.value == remainder else None
    if remainder > 0 and split.complete != "是" and (own or split.disjoint == "是"):
        text = own.as_written if own else _bounded(remainder, whole, split, parts)
        note = "总额减去列明的各项"
        marks = (*marks, Mark(GAP_LABEL, remainder, text, Role.GAP, whole.unit, figure=own, note=note))
    if split.disjoint != "是":
        exceeding = "各项加起来超过总额，可能有重叠，不能相加。"
        notes.append((exceeding if remainder < 0 else OVERLAPPING if split.disjoint == "否" else NOT_ADDITIVE,))
        if len(marks) > len(chart.marks):
            notes.append(("“报告未逐项列明”只是粗算：总额减去列明的各项。",))
    elif remainder < 0:
        notes.append((f"各项相加比总额多{quantity_text(-remainder, whole.unit)}，原因报告没有写。",))
    if split.note:
        notes.append(split.note)
    return replace(chart, marks=marks, notes=(*notes, *chart.notes))


# --- chart ---------------------------------------------------------------------------------------


def _chart(caption: Caption, form: Form, marks: Sequence[Mark], total: Figure | None = None) -> Chart:
    """The chart before its guards, with its plain title."""
    figures = [one.figure for one in marks if one.figure] + ([total] if total else [])
    used = {one.source for one in figures}
    sources = tuple(one for one in caption.sources if one.id in used) or caption.sources
    units = "、".join(dict.fromkeys([*(one.unit for one in marks), *([total.unit] if total else [])]))
    measures = list(dict.fromkeys(one.measure for one in ([total] if total else figures)))
    scopes = list(dict.fromkeys(one.scope for one in figures if one.scope != UNSTATED))
    years = sorted({one.year for one in figures})
    about = (
        "、".join(measures[:2]) if len(measures) < 3 else "",  # noqa: PLR2004  (more is a list, no subtitle)
        scopes[0] if len(scopes) == 1 else "",
        "、".join(f"{year}年" for year in years),
    )
    subtitle = caption.subtitle or "，".join(one for one in about if one)
    plain_title = caption.plain or "、".join(measures[:2])
    whole = _mark(total, total.measure, role_of(total)) if total else None
    return Chart(caption.id, form, plain_title, subtitle, units, tuple(marks), sources, whole, caption.notes)


def _guarded(chart: Chart, reason: str | None, finding: str = "") -> Chart:
    """Refuse for *reason* or where the marks themselves can not be drawn; otherwise finish it with its finding."""
    if reason:
        return _refuse(chart, reason)
    if chart.form is Form.STRIP and chart.marks:  # each stands against the last day, not against another
        return _finish(replace(chart, title=finding or chart.title))
    if len(chart.marks) < 2:  # noqa: PLR2004  (a comparison needs two)
        return _refuse(chart, "只有一个数，没有可以比的" if chart.marks else "没有可以画的数")
    if any(one.value < 0 for one in chart.marks):
        return _refuse(chart, "有负数，条形图画不出来")
    if not chart.highest:
        return _refuse(chart, "各项都是零")
    return _finish(replace(chart, title=finding or chart.title))


def _refuse(chart: Chart, reason: str) -> Chart:
    listed = "、".join(named(one) + shown(one) for one in chart.marks)
    return replace(chart, refused=reason, description=f"这里不画图：{reason}。{listed}" + ("。" if listed else ""))


def _finish(chart: Chart) -> Chart:
    """Add the key of the signs that are used, and the description."""
    marks = (*chart.marks, *((chart.total,) if chart.total else ()))
    figures = [one.figure for one in marks if one.figure]
    scopes = {one.scope for one in figures}
    used = (
        (any(one.open_end for one in marks), OPEN_ENDED),
        (any(one.role is Role.UNCERTAIN for one in marks), UNVERIFIED),
        (any(one.status == "推断" for one in figures), INFERRED),
        (UNSTATED in scopes and len(scopes) > 1, SOME_UNSTATED),
    )
    key: tuple[RichText, ...] = tuple((text,) for applies, text in used if applies)
    done = replace(chart, notes=(*chart.notes, *key))
    return replace(done, description=describe(done))


def _scale(highest: Decimal, unit: str) -> tuple[str, Decimal]:
    """The name and size of the unit on an axis."""
    if highest >= MAGNITUDES["亿"]:
        return f"亿{unit}", MAGNITUDES["亿"]
    if highest >= MAGNITUDES["万"] and unit == "元":
        return "万元", MAGNITUDES["万"]
    if highest >= 10 * MAGNITUDES["万"] and unit != "%":
        return f"万{unit}", MAGNITUDES["万"]
    return unit, Decimal(1)
