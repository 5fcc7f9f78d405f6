"""合规清单: what has to be public, whether it is, how many days late; one page a duty, and a few lines on the pages concerned.

It stands beside the statutory disclosure on 慈善中国 and does not replace it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial

from .. import charts
from ..blocks import HOME, Holds, claimed, facet_bar, section_crumbs, sentence, undisclosed
from ..duties import (
    ORDER,
    Completeness,
    Obligation,
    Standing,
    State,
    assess,
    evaluate,
    is_open,
    withheld,
    worst_first,
)
from ..kinds import all_kinds, kind_of
from ..law import CERTAINTIES, PLACES, WHO, Catalogue, DeadlineRule, Duty, catalogue
from ..model import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    ChartBlock,
    Clock,
    Count,
    Disclosure,
    Expectation,
    Facets,
    Facts,
    Heading,
    Link,
    Links,
    Mark,
    Note,
    Page,
    Prose,
    RichText,
    Role,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    Tally,
)
from .feeds import CALENDAR, coming

PATH = "obligations/"
STATUTORY = "法定公开的地方是“慈善中国”（全国慈善信息公开平台）；本站方便查看，不代替法定公开。"
HOLIDAYS = "天数按日历算，不因节假日顺延；月份加到那个月的同一天，没有同一天的到月底。"

TAGS = {
    State.OVERDUE: "overdue",
    State.LATE: "late",
    State.DUE: "late",
    State.UNTOLD: "none",
    State.UNVERIFIED: "checking",
    State.ON_TIME: "ok",
    State.PUBLISHED: "ok",
    State.EXEMPT: "none",
}

# Duties by what became of them: last part of the address, name, and the states. What is overdue and what is due
# stand together, because the day moves one to the other.
SELECTIONS = (
    ("open", "逾期或将到期", (State.OVERDUE, State.DUE)),
    ("late", State.LATE.value, (State.LATE,)),
    ("untold", State.UNTOLD.value, (State.UNTOLD,)),
    ("unverified", State.UNVERIFIED.value, (State.UNVERIFIED,)),
    ("on-time", State.ON_TIME.value, (State.ON_TIME,)),
    ("published", State.PUBLISHED.value, (State.PUBLISHED,)),
    ("exempt", State.EXEMPT.value, (State.EXEMPT,)),
)

MOST_DRAWN = 12  # rows of the strip chart
MOST_LATE = 10  # late ones on the first page; all of them stand on the pages of the duties
MOST_OPEN = 20  # rows of a table that is not folded
MOST_ROWS = 300  # on one page of a duty; beyond that a page a year


@dataclass(frozen=True, slots=True)
class DutiesBeside:
    """What a page that is about other things says of duties: of its own, and by its cards of the *next* publication about each record."""

    as_of: str
    concerning: tuple[Obligation, ...]
    next: Mapping[str, date]  # record of a card → the last day


class Ledger:
    """All instances of an organisation's duties on the day its data was put together, by duty and by page."""

    def __init__(self, disclosure: Disclosure, paths: Container[str]) -> None:
        self.disclosure = disclosure
        self.paths = paths
        self.rules: Catalogue = catalogue()
        self.as_of = disclosure.prepared_on
        try:
            today = date.fromisoformat(self.as_of)
        except ValueError:  # no such day: site.yaml is at fault and told of, and nothing is published
            self.all: tuple[Obligation, ...] = ()
        else:
            self.all = evaluate(disclosure, self.rules, today)
        self.by_duty: dict[str, list[Obligation]] = {}
        self.by_page: dict[str, list[Obligation]] = {}
        for obligation in self.all:
            self.by_duty.setdefault(obligation.duty.id, []).append(obligation)
            self.by_page.setdefault(obligation.page, []).append(obligation)
        self.states = Counter(obligation.state for obligation in self.all)
        days = Counter(obligation.due.isoformat() for obligation in self.all if is_open(obligation) and obligation.due)
        self.open_days = tuple(sorted(days.items()))  # last day, how many: by these a script counts again
        self._next: dict[str, date] = {}  # page → the last day of what has to be published next on it
        for obligation in self.all:
            if obligation.due and is_open(obligation) and obligation.term.deadline.rule is DeadlineRule.GAP:
                self._next[obligation.page] = min(obligation.due, self._next.get(obligation.page, date.max))

    def stands(self, obligation: Obligation) -> bool:
        """Whether there is a page, and a record on it, that an instance can be linked to."""
        return obligation.where is not None and obligation.page.partition("#")[0] in self.paths

    def duties_beside(self, page: Page) -> DutiesBeside:
        """What is told on a page of its own duties, and on its cards of the next publication about their records."""
        cards = [card for block in page.blocks if isinstance(block, Cards) for card in block.cards]
        days = {card.record: day for card in cards if (day := self._next.get(_page_of(card)))}
        concerning = () if page.path in _pages_of_kinds() else self.by_page.get(page.path, ())
        return DutiesBeside(self.as_of, tuple(concerning), days)

    def latest(self, duty: Duty) -> Obligation | None:
        """The instance that a reader wants to see first: the worst that is open, else the newest."""
        result = self.by_duty.get(duty.id, [])
        urgent = worst_first(obligation for obligation in result if obligation.state is State.OVERDUE)
        return (
            urgent[0]
            if urgent
            else max(
                result,
                key=lambda obligation: (obligation.state is not State.EXEMPT, obligation.since, obligation.published),
                default=None,
            )
        )


# --- cells ---------------------------------------------------------------------------------------


def state_cell(obligation: Obligation) -> Cell:
    """The state as a tag; where it depends on the day, as one that a script counts again."""
    if is_open(obligation) and obligation.due:
        return Clock("due", obligation.due.isoformat(), obligation.text, TAGS[obligation.state])
    return Tag(TAGS[obligation.state], obligation.text)


def _platform(obligation: Obligation) -> Cell:
    if not obligation.platform_on:
        return claimed("P" in obligation.duty.places, "还没报来") or "不要求"
    return Link(obligation.platform_on, obligation.link) if obligation.link else obligation.platform_on


def _site(obligation: Obligation) -> Cell:
    return obligation.site_on or "还没报来"


def _subject(ledger: Ledger, obligation: Obligation) -> Cell:
    words = obligation.subject or obligation.duty.name
    return Link(words, obligation.page) if ledger.stands(obligation) else words


def _instances(ledger: Ledger, table_id: str, caption: str, rows: Sequence[Obligation], *, named: bool) -> TableBlock:
    """Instances with both days; *named* where they belong to several duties."""
    head = (TableColumn("事项"), TableColumn("义务")) if named else (TableColumn("事项"), TableColumn("起算"))
    columns = (*head, TableColumn("期限"), TableColumn("慈善中国"), TableColumn("公布"), TableColumn("状态", lead=True))
    return TableBlock(
        Table(
            table_id,
            caption,
            columns,
            tuple(
                TableRow(
                    (
                        _subject(ledger, obligation),
                        Link(obligation.duty.name, f"{PATH}{obligation.duty.id}/")
                        if named
                        else obligation.since or "还没报来",
                        obligation.due.isoformat() if obligation.due else obligation.term.deadline.words,
                        _platform(obligation),
                        _site(obligation),
                        state_cell(obligation),
                    )
                )
                for obligation in rows
            ),
            notes=(*_counted_to(ledger, rows), *_why(rows)),
        )
    )


def _counted_to(ledger: Ledger, rows: Iterable[Obligation]) -> tuple[RichText, ...]:
    """The day to which days are counted, where any of them depends on it."""
    return (("天数算到", Clock("today", ledger.as_of, ledger.as_of), "。"),) if any(map(is_open, rows)) else ()


def _why(rows: Iterable[Obligation]) -> Iterator[RichText]:
    """Why there is no verdict, each reason once."""
    reasons: dict[tuple[str, str], int] = {}
    for obligation in rows:
        if obligation.reason:
            reasons[obligation.state.value, obligation.reason] = (
                reasons.get((obligation.state.value, obligation.reason), 0) + 1
            )
    for (state, reason), count in reasons.items():
        yield sentence(f"{state}{f'（{count}件）' if count > 1 else ''}：{reason}。")


def tally(ledger: Ledger, *, title: str = "", more: Link | None = None) -> Tally:
    """How many of each state."""
    opened = ledger.open_days
    counts = tuple(
        Count(
            Tag(TAGS[state], state.value),
            ledger.states[state],
            {State.OVERDUE: "overdue", State.DUE: "due"}.get(state, ""),
            opened if state in {State.OVERDUE, State.DUE} else (),
            next((Link("", f"{PATH}state/{slug}/") for slug, _, states in SELECTIONS if state in states), None),
        )
        for state in ORDER
        if ledger.states[state] or (state is State.OVERDUE and opened)  # no “0” where nothing has a last day
    )
    return Tally(title, counts, ledger.as_of, more, id="tally")


# --- the strip chart -----------------------------------------------------------------------------


def strip(chart_id: str, obligations: Sequence[Obligation], *, named: bool) -> Chart:
    """CH-15: days before and after the last day of what was published; the latest first, then the newest in time.

    *named* where several duties stand together.
    """
    judged = [
        obligation
        for obligation in obligations
        if obligation.state in {State.ON_TIME, State.LATE} and obligation.days is not None
    ]
    late = sorted(
        (obligation for obligation in judged if obligation.state is State.LATE),
        key=lambda obligation: (-(obligation.days or 0), obligation.key),
    )
    timely = sorted(
        (obligation for obligation in judged if obligation.state is State.ON_TIME),
        key=lambda obligation: (obligation.due or date.min, obligation.key),
        reverse=True,
    )
    shown = (*late[: max(MOST_DRAWN // 2, MOST_DRAWN - len(timely))], *timely)[:MOST_DRAWN]
    marks = tuple(
        Mark(
            obligation.name if named else obligation.subject or obligation.duty.name,
            Decimal(obligation.days or 0),
            f"晚{obligation.days}天"
            if obligation.state is State.LATE
            else f"早{-(obligation.days or 0)}天"
            if obligation.days
            else "期限当天",
            Role.LATE if obligation.state is State.LATE else Role.EARLY,
            unit="天",
            link=Link(obligation.name, f"{PATH}{obligation.duty.id}/") if named else None,
            where=obligation.where,
        )
        for obligation in shown
    )
    left = len(judged) - len(shown)
    notes = (
        (
            sentence(
                f"画出{len(shown)}次：先是晚得最多的，再是最近按时公开的；另有{left}次",
                "在各项义务的网页上。" if named else "在下面的表里。",
            ),
        )
        if left
        else ()
    )
    caption = charts.Caption(
        chart_id,
        plain="公开得早还是晚",
        subtitle="公开日期与期限相差的天数；竖线是期限，左边是提前，右边是晚了",
        title=f"{len(judged)}次公开里{len(judged) - len(late)}次按时，最晚的晚了{late[0].days}天"
        if late
        else claimed(judged and not late, f"{len(judged)}次公开都按时"),
        notes=notes,
    )
    return charts.of_cells(caption, "strip", marks)


# --- pages ---------------------------------------------------------------------------------------


def pages(ledger: Ledger) -> Iterator[Page]:
    """The list, and one page a duty that can be followed."""
    yield _list(ledger)
    yield from _selections(ledger)
    for duty in ledger.rules.duties:
        if duty.id in ledger.by_duty:
            yield from _duty(ledger, duty)


def _of_states(ledger: Ledger, states: Container[State]) -> list[Obligation]:
    return worst_first(obligation for obligation in ledger.all if obligation.state in states)


def _facets(ledger: Ledger, current: str) -> Facets:
    options = [
        (words, f"{PATH}state/{slug}/", sum(ledger.states[state] for state in states), "")
        for slug, words, states in SELECTIONS
    ]
    return facet_bar("挑着看", Link("全部", PATH), len(ledger.all), "件", options, f"{PATH}state/{current}/")


def _selections(ledger: Ledger) -> Iterator[Page]:
    """A page for every state in which a duty is, with each time that it is."""
    for slug, words, states in SELECTIONS:
        rows = _of_states(ledger, states)
        if not rows:
            continue
        yield Page(
            path=f"{PATH}state/{slug}/",
            title=f"公开义务：{words}",
            label=words,
            finding=sentence(f"{words}：{len(rows)}件；一共核对{len(ledger.all)}件，这里只列这些。"),
            blocks=(
                _facets(ledger, slug),
                _instances(ledger, f"state-{slug}-table", words, rows, named=True),
            ),
            section="accountability",
            crumbs=(HOME, Link("审计与合规", "accountability/"), Link("合规清单", PATH)),
            description=f"{ledger.disclosure.organisation.name}的公开义务里{words}的，逐次列明期限和日期。",
            listed=False,
            view=True,
        )


def _finding(ledger: Ledger) -> RichText:
    states = ledger.states
    judged = states[State.ON_TIME] + states[State.LATE]
    how = [
        f"{states[state]}次{words}" for state, words in ((State.ON_TIME, "按时"), (State.LATE, "晚了")) if states[state]
    ]
    judgement = f"有期限、有日期的公开{judged}次，{'，'.join(how)}" if judged else ""
    waiting = sum(map(is_open, ledger.all))
    opened = claimed(waiting, f"{waiting}件还没有公布，天数见下表")
    untold = claimed(states[State.UNTOLD], f"{states[State.UNTOLD]}件还没报来")
    doubt = f"{states[State.UNVERIFIED]}件的条文或日期还没弄清" if states[State.UNVERIFIED] else ""
    words = "；".join(part for part in (judgement, opened, untold, doubt) if part)
    return sentence(f"{words}。" if words else "没有可以逐项核对的公开义务。")


def _list(ledger: Ledger) -> Page:
    disclosure = ledger.disclosure
    blocks: list[Block] = [
        tally(ledger, title="各有多少"),
        Note("法定公开", sentence(STATUTORY)),
    ]
    urgent = worst_first(obligation for obligation in ledger.all if is_open(obligation))
    late = worst_first(obligation for obligation in ledger.all if obligation.state is State.LATE)
    if urgent:
        blocks += [
            Heading("逾期和将到期的", "open"),
            _instances(ledger, "open-table", "还没有公布的，逾期最久的在前", urgent, named=True),
        ]
    if late:
        shown = late[:MOST_LATE]
        rest = f"（共{len(late)}次，列出晚得最多的{len(shown)}次）" if len(late) > len(shown) else ""
        blocks += [
            Heading("晚了才公开的", "late"),
            _instances(ledger, "late-table", f"晚得最多的在前{rest}", shown, named=True),
        ]
    chart = strip("obligations", ledger.all, named=True)
    if not chart.refused:
        blocks += [Heading("公开及时吗", "timeliness"), ChartBlock(chart)]
    for number, group in enumerate(ledger.rules.groups, 1):
        rows = tuple(_line(ledger, duty) for duty in ledger.rules.of_group(group) if duty.id in ledger.by_duty)
        blocks += [Heading(group, f"group-{number}", count=f"{len(rows)}项"), TableBlock(_group(number, rows))]
    blocks += [Heading("应公开事项", "completeness"), _completeness(assess(disclosure, ledger.all))]
    blocks += [Heading("不公开清单", "withheld"), _withheld(disclosure)]
    blocks += [Heading("不逐次核对的义务", "unfollowed"), _unfollowed(ledger.rules)]
    calendar = (sentence("今后要公布的，可以", Link("放进手机或电脑的日历", CALENDAR), "。"),)
    remarks = (sentence(HOLIDAYS), sentence("这是按公开文本整理的工作清单，不是法律意见；每一条都写明依据和把握。"))
    blocks.append(Prose((*(calendar if coming(disclosure, ledger.all) else ()), *remarks)))
    return Page(
        path=PATH,
        title="该公开的，公开了吗",
        label="合规清单",
        finding=_finding(ledger),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}该公开的有没有公开、晚了几天，逐项列明依据、期限和日期。",
    )


def _line(ledger: Ledger, duty: Duty) -> TableRow:
    result = ledger.by_duty[duty.id]
    latest = ledger.latest(duty)
    assert latest is not None  # noqa: S101  (the duty has instances)
    counts = Counter(obligation.state for obligation in result)
    summary = "、".join(f"{state.value}{counts[state]}次" for state in ORDER if counts[state])
    return TableRow(
        (
            Link(duty.name, f"{PATH}{duty.id}/"),
            f"{duty.current.deadline.words}（{duty.basis}）",
            latest.platform_on or "—",
            latest.site_on or "—",
            summary if len(result) > 1 else latest.reason or "一次",
            state_cell(latest),
        ),
        id=f"duty-{duty.id}",
    )


def _group(number: int, rows: tuple[TableRow, ...]) -> Table:
    return Table(
        f"ledger-{number}",
        "最近一次的情况",
        (
            TableColumn("事项"),
            TableColumn("期限（依据）"),
            TableColumn("慈善中国"),
            TableColumn("公布"),
            TableColumn("全部各次", priority=2),
            TableColumn("状态", lead=True),
        ),
        rows,
        notes=(sentence("—：没有报来这个日期。日期和期限都有才算早晚。"),),
    )


_STANDING_TAGS = {
    Standing.PUBLIC: "ok",
    Standing.WITHHELD: "checking",
    Standing.OVERDUE: "overdue",
    Standing.EXEMPT: "none",
    Standing.UNTOLD: "none",
}
_YEARS = 3


def _completeness(rows: Sequence[Completeness]) -> TableBlock:
    years = sorted({year for obligation in rows for year in obligation.years}, reverse=True)[:_YEARS]
    counts = Counter(obligation.now for obligation in rows)
    summary = "，".join(f"{standing.value}{counts[standing]}项" for standing in Standing if counts[standing])
    return TableBlock(
        Table(
            "completeness-table",
            f"共{len(rows)}项：{summary}",
            (TableColumn("事项"), TableColumn("现在", lead=True), *(TableColumn(f"{year}年的事") for year in years)),
            tuple(
                TableRow(
                    (
                        f"{obligation.item.number}. {obligation.item.label}",
                        Tag(_STANDING_TAGS[obligation.now], obligation.now.value),
                        *(obligation.years[year].value if year in obligation.years else "—" for year in years),
                    ),
                    id=f"item-{obligation.item.number}",
                )
                for obligation in rows
            ),
            notes=(
                sentence(
                    "事项取自官方年度工作报告表格里自行披露的清单（前19项），加上2026年新增的3项。它不是任何机构的评分。"
                ),
                sentence("—：那一年没有这样的事，或者没有报来日期。"),
            ),
        )
    )


def _withheld(disclosure: Disclosure) -> TableBlock:
    return TableBlock(
        Table(
            "withheld-table",
            "不公开的内容和理由",
            (TableColumn("内容"), TableColumn("理由"), TableColumn("有几处")),
            tuple(
                TableRow(
                    (obligation.what, obligation.ground, f"{obligation.count}处" if obligation.count else "一律不公开")
                )
                for obligation in withheld(disclosure)
            ),
        )
    )


def _unfollowed(rules: Catalogue) -> TableBlock:
    return TableBlock(
        Table(
            "unfollowed-table",
            "这些义务不在网站上履行，或者没有日期可核",
            (TableColumn("义务"), TableColumn("依据", priority=2), TableColumn("为什么")),
            tuple(TableRow((duty.name, duty.basis, duty.lacks)) for duty in rules.duties if duty.find is None),
        )
    )


def _duty(ledger: Ledger, duty: Duty) -> Iterator[Page]:
    result = sorted(ledger.by_duty[duty.id], key=lambda obligation: (obligation.since, obligation.key), reverse=True)
    years: dict[str, list[Obligation]] = {}
    for obligation in result:
        years.setdefault(obligation.since[:4] or "undated", []).append(obligation)
    split = len(result) > MOST_ROWS
    shown = (
        [obligation for obligation in result if is_open(obligation) or obligation.state is State.LATE]
        if split
        else result
    )
    links = tuple(
        (Link(f"{year}年" if year.isdigit() else "没有日期的", f"{PATH}{duty.id}/{year}/"), f"{len(rows)}次")
        for year, rows in years.items()
    )
    yield _duty_page(ledger, duty, f"{PATH}{duty.id}/", shown, links if split else ())
    for year, rows in years.items() if split else ():
        work = partial(_duty_page, ledger, duty, f"{PATH}{duty.id}/{year}/", rows, (), year)
        room = f"obligations of {year} on {ledger.as_of}"
        yield ledger.disclosure.known_again(room, (duty, ledger.paths, *rows), work)


def _duty_page(
    ledger: Ledger,
    duty: Duty,
    path: str,
    rows: Sequence[Obligation],
    links: tuple[tuple[Link, str], ...],
    year: str = "",
) -> Page:
    blocks: list[Block] = []
    if not year:
        blocks.append(Facts("怎么规定", tuple(_rule(ledger.rules, duty)), id="rule"))
        blocks.append(Note("法定公开", sentence(STATUTORY)))
    if links:
        blocks.append(Links("按年看", links))
    chart = strip(f"obligations-{duty.id}{f'-{year}' if year else ''}", rows, named=False)
    if len(chart.marks) > 1:
        blocks.append(ChartBlock(chart))
    if rows:
        blocks += [
            Heading("每一次" if not links else "要紧的", "instances"),
            *_instance_tables(ledger, rows, whole=not links),
        ]
    lacking = [obligation for obligation in rows if obligation.missing and obligation.state is not State.EXEMPT]
    if lacking and not year:
        blocks += _lacking(ledger.disclosure, lacking)
    name, of_year = (f"{duty.name}：{year}年", f"{year}年的") if year.isdigit() else (duty.name, "")
    return Page(
        path=path,
        title=f"公开义务：{name}",  # apart from the page of the thing itself
        label=name,
        finding=_duty_finding(f"{of_year}{duty.name}", rows),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=(HOME, Link("审计与合规", "accountability/"), Link("合规清单", PATH)),
        description=f"{ledger.disclosure.organisation.name}：{duty.name}的依据、期限和每一次公开的日期。",
        listed=not year,
    )


def _instance_tables(ledger: Ledger, rows: Sequence[Obligation], *, whole: bool) -> Iterator[TableBlock]:
    """Every time, the newest first; where there are many, what is open or was late stands before the folded rest."""
    if not whole:
        yield _instances(ledger, "instances-table", "逾期、将到期和晚了的", rows, named=False)
        return
    pressing = [obligation for obligation in rows if is_open(obligation) or obligation.state is State.LATE]
    rest = [obligation for obligation in rows if not (is_open(obligation) or obligation.state is State.LATE)]
    if len(rows) <= MOST_OPEN or not rest:
        yield _instances(ledger, "instances-table", "每一次，新的在前", rows, named=False)
        return
    if pressing:
        yield _instances(ledger, "instances-table", "逾期、将到期和晚了的，新的在前", pressing, named=False)
    listing = _instances(
        ledger, "others-table", "其他各次，新的在前" if pressing else "每一次，新的在前", rest, named=False
    )
    yield replace(listing, table=replace(listing.table, folded=True))


def _duty_finding(name: str, rows: Sequence[Obligation]) -> RichText:
    """How often a duty was met and how; it names the duty, since lists and searches show the sentence by itself."""
    counts = Counter(obligation.state for obligation in rows if not is_open(obligation))
    words = "，".join(f"{state.value}{counts[state]}次" for state in ORDER if counts[state])
    opened = sum(is_open(obligation) for obligation in rows)
    still = claimed(opened, f"{opened}次还没有公布，天数见下表")
    return sentence(f"{name}：{'；'.join(text for text in (words, still) if text)}。")


def _rule(rules: Catalogue, duty: Duty) -> Iterator[tuple[str, Cell]]:
    yield "依据", duty.basis
    yield "适用于", WHO[duty.who]
    yield "什么时候要公开", duty.trigger
    for term in duty.terms:
        until = f"到{term.last.isoformat()}" if term.last else "起"
        basis = f"；{term.basis}" if term.basis != duty.basis else ""
        yield f"{term.first.isoformat()}{until}的期限", f"{term.deadline.words}（{CERTAINTIES[term.certainty]}{basis}）"
    yield "在哪里公开", "、".join(PLACES[place] for place in duty.places)
    yield "文本", "；".join(f"{text.name}（{text.number}）" for text in (rules.texts[text] for text in duty.texts))
    if duty.lacks:
        yield "说明", duty.lacks


def _lacking(disclosure: Disclosure, rows: Sequence[Obligation]) -> tuple[Block, ...]:
    """The required fields that are not told, each with how often."""
    counts = Counter(label for obligation in rows for label in obligation.missing)
    return undisclosed(
        disclosure,
        None,
        [
            Expectation(
                f"{label}（{count}次没有写明）" if len(rows) > 1 else label,
                Holds(lambda *_, label=label: not any(label in obligation.missing for obligation in rows)),
            )
            for label, count in counts.items()
        ],
    )


# --- on other pages ------------------------------------------------------------------------------

_SHOWN_BESIDE = 6


def beside(page: Page, duties: DutiesBeside) -> Page:
    """The page with its own duties, before what is not published; cards get the next publication that is due."""
    if duties.next:
        page = replace(page, blocks=tuple(_with_next(block, duties) for block in page.blocks))
    return _inserted(page, _excerpt(duties)) if duties.concerning else page


def _page_of(card: Card) -> str:
    """Where the record of a card stands."""
    kind_id, _, record_id = card.record.partition("/")
    kind = kind_of(kind_id)
    return kind.place(record_id) if kind else ""


@cache
def _pages_of_kinds() -> frozenset[str]:
    """The pages that list a kind; duties are shown on the pages of single records and years."""
    return frozenset(kind.address.partition("#")[0] for kind in all_kinds())


def _inserted(page: Page, blocks: Sequence[Block], before: str = "undisclosed") -> Page:
    place = next(
        (at for at, block in enumerate(page.blocks) if before in (block.block, getattr(block, "id", ""))),
        len(page.blocks),
    )
    return replace(page, blocks=(*page.blocks[:place], *blocks, *page.blocks[place:]))


def _excerpt(duties: DutiesBeside) -> tuple[Block, ...]:
    done = (State.ON_TIME, State.PUBLISHED)
    rows = worst_first(obligation for obligation in duties.concerning if obligation.state is not State.EXEMPT)
    shown = [obligation for obligation in rows if obligation.state not in done][:_SHOWN_BESIDE]
    counts = Counter(obligation.state for obligation in rows)
    items: list[tuple[str, Cell]] = [(obligation.duty.name, _beside(obligation)) for obligation in shown]
    items += [(f"{state.value}的", f"{counts[state]}次") for state in done if counts[state]]
    more = len([obligation for obligation in rows if obligation.state not in done]) - len(shown)
    if more:
        items.append(("另外", f"{more}次见合规清单"))
    last = max(
        (obligation.published for obligation in duties.concerning if len(obligation.published) == len("2026-01-01")),
        default="",
    )
    if last and any(
        obligation.term.deadline.rule is DeadlineRule.GAP and not obligation.published for obligation in rows
    ):
        days = (date.fromisoformat(duties.as_of) - date.fromisoformat(last)).days
        items.append(("距上次公布", (f"{last}公布，已", Clock("since", last, f"{days}天"))))
    items.append(("天数算到", (Clock("today", duties.as_of, duties.as_of), "；全部见", Link("合规清单", PATH))))
    return (Facts("该公开的，公开了吗", tuple(items), id="obligations"),)


def _beside(obligation: Obligation) -> Cell:
    if obligation.due is None:
        return (f"{obligation.text}：{obligation.reason}" if obligation.reason else obligation.text,)
    if is_open(obligation):
        return (
            f"{obligation.due.isoformat()}以前，",
            Clock("due", obligation.due.isoformat(), obligation.text, TAGS[obligation.state]),
        )
    return f"{obligation.due.isoformat()}以前，{obligation.published or '公开日期还没报来'}，{obligation.text}"


def _with_next(block: Block, duties: DutiesBeside) -> Block:
    """Cards, each with the last day of what has to be published next about its record, and whether that has passed."""
    if not isinstance(block, Cards):
        return block

    def dated(card: Card) -> Card:
        due = duties.next.get(card.record)
        if due is None:
            return card
        left = (due - date.fromisoformat(duties.as_of)).days
        words = f"还有{left}天" if left > 0 else f"已逾期{-left}天" if left else "今天到期"
        day = f"{due.year}年{due.month}月{due.day}日"
        return replace(card, next=(f"下次公布：{day}以前（", Clock("due", due.isoformat(), words), "）"))

    return replace(block, cards=tuple(map(dated, block.cards)))
