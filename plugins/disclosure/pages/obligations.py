"""合规清单: what has to be public, whether it is, how many days late; a page for every state, and those of each duty behind it.

It stands beside the statutory disclosure on 慈善中国 and does not replace it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from ..blocks import HOME, claimed, facet_bar, section_crumbs, sentence
from ..duties import (
    ORDER,
    Completeness,
    Obligation,
    Standing,
    State,
    assess,
    is_open,
    withheld,
    worst_first,
)
from ..law import Catalogue, Duty
from ..model import (
    Block,
    ChartBlock,
    Count,
    Disclosure,
    Facets,
    Heading,
    Link,
    Note,
    Page,
    Prose,
    RichText,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    Tally,
)
from .duty_ledger import Ledger, in_a_row, still_open
from .duty_pages import STATUTORY, duty_pages
from .duty_tables import PATH, TAGS, counted, instances, state_cell, strip
from .feeds import CALENDAR, coming

HOLIDAYS = "天数按日历算，不因节假日顺延；月份加到那个月的同一天，没有同一天的到月底。"

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

MOST_LATE = 10  # late ones on the first page; all of them stand on the pages of the duties


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


def pages(ledger: Ledger) -> Iterator[Page]:
    """The list, and one page a duty that can be followed."""
    yield _list(ledger)
    yield from _selections(ledger)
    for duty in ledger.rules.duties:
        if duty.id in ledger.by_duty:
            yield from duty_pages(ledger, duty)


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
                instances(ledger, f"state-{slug}-table", words, rows, named=True),
            ),
            section="accountability",
            crumbs=(HOME, Link("审计与合规", "accountability/"), Link("合规清单", PATH)),
            description=f"{ledger.disclosure.organisation.name}的公开义务里{words}的，逐次列明期限和日期。",
            listed=False,
            view=True,
            documents=ledger.documents(rows),
        )


def _finding(ledger: Ledger) -> RichText:
    states = ledger.states
    judged = states[State.ON_TIME] + states[State.LATE]
    how = [
        f"{states[state]}件{words}" for state, words in ((State.ON_TIME, "按时"), (State.LATE, "晚了")) if states[state]
    ]
    judgement = f"有期限、有日期的公开{judged}件，{'，'.join(how)}" if judged else ""
    opened = in_a_row(still_open(ledger.as_of, ledger.all, "件"))
    undated = f"{states[State.PUBLISHED]}件已公开，没有日子可算早晚" if states[State.PUBLISHED] else ""
    untold = claimed(states[State.UNTOLD], f"{states[State.UNTOLD]}件还没报来")
    doubt = f"{states[State.UNVERIFIED]}件还没弄清" if states[State.UNVERIFIED] else ""
    parts = [part for part in ((judgement,), (undated,), opened, (untold,), (doubt,)) if any(part)]
    words = tuple(piece for part in parts for piece in ("；", *part))[1:]
    return (*words, "。") if words else sentence("没有可以逐项核对的公开义务。")


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
            instances(ledger, "open-table", "还没有公布的，逾期最久的在前", urgent, named=True),
        ]
    if late:
        shown = late[:MOST_LATE]
        rest = f"（共{len(late)}次，列出晚得最多的{len(shown)}次）" if len(late) > len(shown) else ""
        blocks += [
            Heading("晚了才公开的", "late"),
            instances(ledger, "late-table", f"晚得最多的在前{rest}", shown, named=True),
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
        documents=ledger.documents(ledger.all),
        description=f"{disclosure.organisation.name}该公开的有没有公开、晚了几天，逐项列明依据、期限和日期。",
    )


def _line(ledger: Ledger, duty: Duty) -> TableRow:
    result = ledger.by_duty[duty.id]
    latest = ledger.latest(duty)
    assert latest is not None  # noqa: S101  (the duty has instances)
    summary = "、".join(counted(obligation.state for obligation in result))
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
            TableColumn("各次", priority=2),
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
