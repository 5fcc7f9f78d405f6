"""年度概览 and the figures that carry a year: totals, statement, key figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from .. import charts
from ..accounts import of_role
from ..blocks import HOME, checks, claim, claimed, figure_list, name_of, resolve, sentence, undisclosed
from ..kinds import kind_of
from ..kinds.headlines import HeadlineRole
from ..kinds.plans import firmness
from ..model import (
    Block,
    ChartBlock,
    Coverage,
    Disclosure,
    Figure,
    FigureList,
    FigureStatus,
    HomeAnswer,
    Link,
    Nature,
    Page,
    Prose,
    Reconciliation,
    RichText,
    UnlikeBooks,
    Verdict,
    worded,
)
from ..reading import Missing
from .headlines import SIDES, Headlines, headlines, totals_untold
from .switch import together
from .topics import (
    ACCOUNTS_REPORT,
    AUDIT_REPORT,
    BALANCES,
    CLOSING,
    CLOSING_FIGURES,
    EXPENSE,
    INCOME,
    OPENING,
    OPENING_FIGURES,
    SINGLE_GIFTS,
    SINGLE_PAYMENTS,
    SPENT_ON_THINGS,
    of_all,
    told_of_all,
)


def captioned(disclosure: Disclosure, chart_id: str, plain: str = "", subtitle: str = "") -> charts.Caption:
    """The caption of a chart with this organisation's documents."""
    return charts.Caption(chart_id, plain=plain, subtitle=subtitle, sources=tuple(disclosure.sources.values()))


def totals_chart(disclosure: Disclosure, head: Headlines) -> Iterator[ChartBlock]:
    """CH-01, where both totals are published."""
    pair = [head.figure(f"{side}合计") for side in SIDES]
    if any(pair):
        caption = captioned(disclosure, f"totals-{head.year}", plain=f"{head.year}年收入和支出总额")
        yield ChartBlock(charts.totals(caption, pair, tuple(SIDES.values())))


def breakdown_chart(
    disclosure: Disclosure, head: Headlines, side: str, chart_id: str, most: int | None = None
) -> Iterator[ChartBlock]:
    """CH-02 or CH-04: *side* is 收入 or 支出; *most* keeps only the largest parts, for pages that lead on."""
    split = head.breakdowns.get(f"{side}分组")
    if split and split.parts:
        parts = [disclosure.figures[figure] for figure in split.parts]
        labels = {figure.id: part_label(figure, parts) for figure in parts}
        caption = captioned(disclosure, chart_id, plain=split.title)
        total = disclosure.figures.get(split.total)
        chart = charts.breakdown(
            caption, split, total, parts, labels=labels, gap=head.figure(f"{side}缺口"), side=SIDES[side]
        )
        yield ChartBlock(charts.shortened(chart, most) if most else chart)


def parts_of_parts(disclosure: Disclosure, head: Headlines, side: str, chart_id: str) -> Iterator[ChartBlock]:
    """The charts of those parts of a side of which the parts are told, too; of one part alone nothing is to be seen."""
    split = head.breakdowns.get(f"{side}分组")
    for inner in disclosure.splitting([disclosure.figures[part] for part in split.parts]) if split else ():
        if len(inner.parts) > 1:
            listed = [disclosure.figures[part] for part in inner.parts]
            labels = {figure.id: part_label(figure, listed) for figure in listed}
            total = disclosure.figures[inner.total]
            words = captioned(
                disclosure,
                f"{chart_id}-{inner.id.lower()}",
                plain=inner.title,
                subtitle=f"{name_of(total)}，{total.scope}，{total.year}年",
            )
            caption = replace(words, title=inner.title)  # its shares are those of this part, not of the side
            yield ChartBlock(charts.breakdown(caption, inner, total, listed, labels=labels, side=SIDES[side]))


def parts(disclosure: Disclosure, head: Headlines, side: str, chart_id: str, most: int) -> Iterator[Block]:
    """The chart of a side; where staff declared no breakdown, its largest figures, which need not add up."""
    drawn = tuple(breakdown_chart(disclosure, head, side, chart_id, most))
    if drawn:
        yield from drawn
        return
    known = [
        figure
        for figure in disclosure.of_topic(side, head.year)
        if not figure.formula and figure.nature == Nature.ACTUAL
    ]
    money = sorted((figure for figure in known if figure.unit == "元"), key=lambda figure: -figure.value)
    yield from figure_list("", (money or known)[:most])


APART = "这些数各说各的，不要加在一起。"


def parts_in_words(disclosure: Disclosure, head: Headlines, side: str, chart_id: str, most: int) -> Iterator[Block]:
    """The same, with what must be known of figures that nobody declared to be parts; the total stands above, not among them."""
    for block in parts(disclosure, head, side, chart_id, most + 1):
        if not isinstance(block, FigureList):
            yield from parts(disclosure, head, side, chart_id, most)
            return
        others = beside_total(disclosure, block, head, side)
        yield from figure_list(block.title, others[:most])
        if len(others) > 1:
            yield Prose((sentence(APART),))


# The lines of the statement that say what was spent on the work itself, on the office and on raising money.
COST_LINES = (
    ("业务活动成本", "programme_expense"),
    ("管理费用", "management_expense"),
    ("筹资费用", "fundraising_expense"),
)


def costs(disclosure: Disclosure, year: int) -> list[tuple[str, Figure]]:
    """What of these the statement of a year tells, but for noughts."""
    known = disclosure.figures
    lines = ((label, of_role(known, year, "activity_statement", role, "total")) for label, role in COST_LINES)
    return [(label, line) for label, line in lines if line and line.value]


def beside_total(disclosure: Disclosure, block: FigureList, head: Headlines, side: str = "支出") -> tuple[Figure, ...]:
    """The figures of a side without its total, which is no part of itself."""
    total = total_of(disclosure, head, side)
    return tuple(figure for figure in block.figures if not total or figure.id != total.id)


_OF_EVERYTHING = re.compile(
    r"(?:[总共]|合计|[全当本]年)*(?:收入|接收|募集|筹集|收到|支出|发放|拨付|使用|救助|资助)(?:善?款|款物|资金|总?额|合计|总计)*"
)


def total_of(disclosure: Disclosure, head: Headlines, side: str) -> Figure | None:
    """The total of a side: the figure that staff named, else the largest where it alone says that it is of all.

    Money and goods told apart, or a wider and a narrower sum, are none of them the total.
    """
    if named := head.figure(f"{side}合计"):
        return named
    stand_in = largest(disclosure, head.year, side)
    figures = disclosure.of_topic(side, head.year) or told_of_all(disclosure, head.year, side)
    of_everything = [
        figure
        for figure in figures
        if (figure.unit, figure.nature) == ("元", Nature.ACTUAL)
        and not figure.formula
        and of_all(figure, disclosure.organisation.name)
        and _OF_EVERYTHING.fullmatch(figure.measure)
        and not figure.part_of
    ]
    return stand_in if of_everything == [stand_in] else None


def spent_on_things_listed(disclosure: Disclosure, head: Headlines) -> Iterator[Block]:
    """What single things cost, of a year whose expenses have no figures of their own but the total."""
    total = total_of(disclosure, head, "支出")
    amounts = [figure for figure in disclosure.stated(head.year, ("支出",)) if figure.unit == "元"]
    expenses = [figure for figure in amounts if total is None or figure.id != total.id]
    if expenses or "支出分组" in head.breakdowns:
        return
    listed = list(SPENT_ON_THINGS.figures(disclosure, head.year))
    yield from figure_list("花在各件事上的数", listed, id="things")
    if len(listed) > 1:
        yield Prose((sentence(APART),))


def part_label(figure: Figure, parts: Sequence[Figure]) -> str | Link:
    """The name of one part: with its measure where others have its subject, with 现金 or 物资 where they share both."""
    alike = [part.measure for part in parts if part.subject == figure.subject]
    name = name_of(figure) if len(set(alike)) > 1 else figure.subject
    if figure.basis and alike.count(figure.measure) > 1:
        name = f"{name}（{figure.basis}）"
    kind_id, _, record_id = (figure.record or "").partition("/")
    kind = kind_of(kind_id)
    return Link(name, kind.place(record_id)) if kind else name


def plan_chart(
    disclosure: Disclosure, head: Headlines, chart_id: str, done: Headlines | None = None
) -> Iterator[ChartBlock]:
    """CH-05: the targets that a year's report tells against its actual figures; what is only 争取 says so.

    With *done*, those of its targets that are of this later year, against what came of them.
    """
    of_year, done = done, done or head
    pairs = [
        charts.PlanAndActual(
            label, plan, actual, target(disclosure, plan, head), f"{done.year}年实际", side=SIDES[side]
        )
        for side in SIDES
        for label, plan in targets(head, side, of_year)[:1]
        if (actual := done.figure(f"{side}合计"))
    ]
    if pairs:
        planned = "、".join(dict.fromkeys(pair.plan_label for pair in pairs))
        yield ChartBlock(
            charts.bullet(captioned(disclosure, chart_id, plain=f"{planned}和{done.year}年实际对照"), pairs)
        )


def targets(head: Headlines, side: str, of_year: Headlines | None = None) -> list[tuple[str, Figure]]:
    """The targets of a side that a year's report tells, each with what it is of; with *of_year* only those of this year.

    That is what staff called it, else the side where it is the only one: its own name in the register would say the year
    and the plan again that stand before it.
    """
    planned = head.figures.get(f"计划{side}", [])
    alone = len(planned) == 1
    return [
        (side if alone and label == name_of(figure) else label, figure)
        for label, figure in planned
        if of_year is None or planned_for(figure, head) == of_year.year
    ]


_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)年")
_NEXT_YEAR = re.compile("明年|来年|次年|下一?年")


def planned_for(figure: Figure, head: Headlines) -> int:
    """The year that a target told by a year's report is of: that of the register, unless its name tells another."""
    name = name_of(figure)
    if named := _YEAR_NAMED.search(name):
        return int(named[1])
    return head.year + 1 if _NEXT_YEAR.search(name) else figure.year


def target(disclosure: Disclosure, plan: Figure, head: Headlines) -> str:
    """What a target is called: with its year and the word that says how firmly it is promised."""
    word = firmness(disclosure, plan)
    return f"{planned_for(plan, head)}年{word}的目标" if word else f"{planned_for(plan, head)}年目标"


def checks_of(disclosure: Disclosure, year: int) -> list[Reconciliation]:
    """The checks that the 对账 page of a year lists, and that every number of them counts.

    The plan for the next year stands in this year's report; once that year has a page, its checks are there.
    """
    years = {year} if year + 1 in disclosure.years else {year, year + 1}
    return [check for check in disclosure.reconciliations if check.year in years]


def open_checks(disclosure: Disclosure, year: int) -> list[Reconciliation]:
    """The `checks_of` a year that do not end in 一致."""
    return [check for check in checks_of(disclosure, year) if check.verdict is not Verdict.AGREES]


def only_unlisted(checks: Sequence[Reconciliation]) -> bool:
    """Whether all of these checks only tell a part of a total: nothing contradicts anything."""
    return all(check.verdict is Verdict.INCOMPLETE for check in checks)


def unlike_between(disclosure: Disclosure, year: int) -> list[UnlikeBooks]:
    """What of a year's consolidated accounts in which a body takes part does not hold."""
    return [unlike for unlike in disclosure.between if unlike.check.year == year]


def agrees(disclosure: Disclosure, year: int) -> bool:
    """Whether there are checks of the year, all of them hold, and no consolidated account differs."""
    return bool(checks_of(disclosure, year)) and not open_checks(disclosure, year) and not disclosure.between


_OWN = {Coverage.OWN, Coverage.UNSTATED}  # what both levels or several bodies did together is not its own


def largest(disclosure: Disclosure, year: int, side: str) -> Figure | None:
    """The largest amount of a side that was really moved; only where staff named no total, and under its own name.

    Where its topic has none, one of 总体 that speaks of it.
    """

    def fit(figures: Iterable[Figure]) -> list[Figure]:
        return [
            figure
            for figure in figures
            if (figure.unit, figure.nature) == ("元", Nature.ACTUAL)
            and not figure.formula
            and not figure.record
            and figure.scope in _OWN
        ]

    matches = fit(disclosure.of_topic(side, year)) or fit(told_of_all(disclosure, year, side))
    return max(matches, key=lambda entry: entry.value, default=None)


def balances(disclosure: Disclosure, year: int) -> RichText:
    """What was there at the beginning and at the end of a year: the statements say it, else figures of the reports."""
    worth = [of_role(disclosure.figures, year, "balance_sheet", "net_assets", entry) for entry in ("open", "close")]
    if worth[0] and worth[1]:
        return sentence("净资产：年初", worth[0], "，年末", worth[1], "。")
    pieces: list[str | Figure] = []
    for figure in (*OPENING_FIGURES.figures(disclosure, year), *CLOSING_FIGURES.figures(disclosure, year)):
        pieces += ["，" if pieces else "结余：", name_of(figure), figure]
    opening, closing = OPENING.tells(disclosure, year), CLOSING.tells(disclosure, year)
    lacking = (
        claimed(not opening and not closing, "年初、年末结余：报告未披露")
        or claimed(not opening, "年初结余：报告未披露")
        or claimed(not closing, "年末结余：报告未披露")
    )
    pieces += ["；" if pieces and lacking else "", lacking]
    return tuple(piece for piece in (*pieces, "。") if piece) if any(pieces) else ()


def statement(disclosure: Disclosure, head: Headlines) -> HomeAnswer:
    """The answer of the year: totals and who was helped, with what must be known of them, and one line that checks them."""
    items: list[tuple[str, Figure | Missing]] = []
    for role, label, topic, evidence in (
        (HeadlineRole.INCOME, "收入", "收入", INCOME),
        (HeadlineRole.EXPENSE, "支出", "支出", EXPENSE),
    ):
        stand_in = largest(disclosure, head.year, topic)
        if role in head.figures:
            items.append(head.figures[role][0])
        elif stand_in:  # nobody said which is the total: the largest, under its own name
            items.append((name_of(stand_in), stand_in))
        elif not evidence.tells(disclosure, head.year):
            items.append((label, Missing.UNDISCLOSED))
    items += head.labelled("受益") or head.labelled("关键数")[:1]
    lines: list[RichText] = []
    gaps = head.labelled("收入缺口", "支出缺口")
    if gaps:
        clauses: list[str | Figure] = [claimed(gaps, "不能全部对上：")]
        for label, figure in gaps:
            clauses += ["；" if len(clauses) > 1 else "", label, figure]
        lines.append((*clauses, "。"))
    difference = head.figures.get("收支差")
    if difference:
        lines.append((*difference_told(*difference[0]), *_known_of(disclosure, difference[0][1])))
    lines.append(balances(disclosure, head.year))
    wider = head.labelled("对照收入", "对照支出")
    if wider:
        both = all(figure.scope == Coverage.COUNTY for _, figure in wider)
        label = "市里加各县的数（别和上面的再加）" if both else "另外一种算法的数（别和上面的相加）"
        pieces: list[str | Figure] = [f"{label}："]
        for position, (name, figure) in enumerate(wider):
            pieces += ["，" if position else "", name, figure]
        lines.append((*pieces, "。"))
    return HomeAnswer(head.year, tuple(items), tuple(lines), holds=agrees(disclosure, head.year))


def difference_told(label: str, figure: Figure) -> RichText:
    """接收比发放多8万元，是收支差，不是结余; what a label says is not said again, and what is below nought is put in words."""
    below = figure.value < 0 and worded(label, figure)[1].value < 0
    behind = (claimed(below, "支出大于收入"), claimed("收支差" not in label, "是收支差"), "不是结余")
    return sentence(label, figure, "".join(f"，{words}" for words in behind if words), "。")


def _known_of(disclosure: Disclosure, figure: Figure) -> RichText:
    """What must be known of a figure that stands in a line: whose it is, and what staff noted on it."""
    scope = "" if figure.scope == Coverage.UNSTATED else f"算的是：{figure.scope}"
    note = resolve(disclosure, figure.note)
    if note and isinstance(note[-1], str):
        note = (*note[:-1], note[-1].rstrip("。"))
    known = (*((scope,) if scope else ()), *(("；",) if scope and note else ()), *note)
    return (*known, "。") if known else ()


def finding(disclosure: Disclosure, head: Headlines) -> RichText:
    """One sentence that could be read aloud over the phone."""
    year = head.year
    clauses: list[tuple[str, Figure]] = []
    for role, topic in ((HeadlineRole.INCOME, "收入"), (HeadlineRole.EXPENSE, "支出")):
        stand_in = largest(disclosure, year, topic)
        clauses += head.figures.get(role, [])[:1] or ([(name_of(stand_in), stand_in)] if stand_in else [])
    lacking = [
        label for label, evidence in (("收入", INCOME), ("支出", EXPENSE)) if not evidence.tells(disclosure, year)
    ]
    absent = claimed(lacking, f"{'和'.join(lacking)}总额没有公布")
    if not clauses:
        there = f"{year}年的数字有{sum(figure.year == year for figure in disclosure.figures.values())}个，见"
        return claim(absent, f"{year}年的{absent}。") or sentence(there, Link("数字台账", f"facts/{year}/"), "。")
    pieces: list[str | Figure] = [f"{year}年，{disclosure.organisation.name}"]
    for label, figure in (*clauses, *head.labelled(HeadlineRole.HELPED)):
        pieces += ["，" if len(pieces) > 1 else "", label, figure]
    pieces += ["；", absent] if absent else []
    return (*(piece for piece in pieces if piece), "。")


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The list of years, and one overview a year."""
    years = disclosure.years
    all_years = together(disclosure)
    for year in years:
        yield _year(disclosure, year)
    yield Page(
        path="years/",
        title="年度概览",
        finding=sentence("一年一页，先看总数，再看核对的结果。" if years else f"{totals_untold(disclosure)}。"),
        blocks=(
            Prose(tuple(((Link(f"{year}年度", f"years/{year}/"),)) for year in years)),
            *((Prose((sentence("几年放在一起看：", all_years, "。"),)),) if all_years else ()),
        ),
        section="finances",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}各年度概览",
    )


def _year(disclosure: Disclosure, year: int) -> Page:
    head = headlines(disclosure, year)
    answer = statement(disclosure, head)
    blocks: list[Block] = [answer, *totals_chart(disclosure, head)]
    labelled = head.labelled("收入合计", "支出合计", "收支差", "受益", "关键数", "对照收入", "对照支出")
    key = [entry for _, entry in labelled]
    stated_above = (*answer.figures, head.figure("收支差"))  # the latter in a line of its own
    listed = figure_list("关键数字", [figure for figure in key if figure not in stated_above], id="key")
    others = [figure for figure in disclosure.of_topic("总体", year) if figure not in key]
    listed += figure_list("年度总体的其他数字", others, id="overall")
    things = spent_on_things_listed(disclosure, head)
    # smaller than the totals, however few
    blocks += [replace(part, compact=True) if isinstance(part, FigureList) else part for part in (*listed, *things)]
    stated = [figure for figure in disclosure.figures.values() if figure.year == year and figure.formula is None]
    doubtful = [figure for figure in stated if figure.status == FigureStatus.PENDING]
    blocks += figure_list("还没核清的数字", doubtful, id="doubtful")
    problems = open_checks(disclosure, year)
    blocks += checks(
        "只列了一部分的" if only_unlisted(problems) else "对不上或没法核对的",
        problems,
        more=Link("全部对账", f"finances/{year}/checks/"),
    )
    blocks += undisclosed(disclosure, year, (*BALANCES, ACCOUNTS_REPORT, AUDIT_REPORT, SINGLE_GIFTS, SINGLE_PAYMENTS))
    return Page(
        path=f"years/{year}/",
        title=f"{year}年度概览",
        finding=finding(disclosure, head),
        blocks=tuple(blocks),
        section="finances",
        crumbs=(HOME, Link("年度概览", "years/")),
        year=year,
        status=status_line(disclosure, year),
        description=f"{disclosure.organisation.name}{year}年{_answers(head)}。",
    )


def _answers(head: Headlines) -> str:
    """What the overview of a year answers, for who sees only its description."""
    asked = ((HeadlineRole.INCOME, "收了多少"), (HeadlineRole.EXPENSE, "花了多少"), (HeadlineRole.HELPED, "帮了多少人"))
    return "、".join(words for role, words in asked if head.figure(role)) or "公布了的数"


def status_line(disclosure: Disclosure, year: int) -> str:
    """年度; the documents stand below under 数字从哪来."""
    return f"{year}年度" + ("" if disclosure.documents(year) else " · 来源：机构自己填报")
