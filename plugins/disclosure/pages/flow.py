"""善款去向: the flow of a year's money with its rule, every part of it, who got it, and why it can't be told where it can't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from .. import charts
from ..accounts import NO_CASH_FLOW, NO_GIFTS, NO_OPENING, NO_PAYMENTS, NO_RULE, TRACE_TOPIC
from ..blocks import (
    PREMISE,
    RULES,
    Holds,
    cell,
    checks,
    claim,
    claimed,
    origin_of_numbers,
    page_of,
    place_name,
    receiver_of,
    rows_of,
    sentence,
    source_of,
    undisclosed,
    words,
    yuan,
    yuan_of,
)
from ..kinds.disbursements import (
    Disbursement,
    DisbursementRecord,
    PaymentKind,
    Receiver,
    paid_in_goods,
    payments_table,
)
from ..kinds.disbursements import year_path as payments_of
from ..kinds.goods import KIND as GOODS
from ..kinds.project import ClosingRecord
from ..model import (
    BALANCE,
    FREE,
    OPENING,
    Amount,
    Block,
    Cell,
    Chart,
    ChartBlock,
    Disclosure,
    Expectation,
    Heading,
    Link,
    Links,
    Mark,
    Node,
    Note,
    Path,
    Payment,
    Place,
    Prose,
    RichText,
    Role,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
)
from ..quantities import plain, round_half_up, yuan_text
from ..reading import Column, Missing, Record

STAGES = ("从哪来", "是否限定", "经过哪里", "哪个项目", "给了谁")
UNDATED = "会费、补助等收入和日常费用没有逐笔公布，取自现金流量表，一律算在年末；投资和筹资只算收支相抵后的净额。"
BY_RULE = "按规则算出"
SHOWN_TRANSFERS = 12
# The largest parts of a step of the flow; the rest stand in one row, and all of them in the download.
SHOWN_OF_STEP = 60
# Whoever holds public money or the money of givers: each payment to them is named.
NAMED = (Receiver.GOVERNMENT, Receiver.CHARITY)
R = TypeVar("R", bound=Record)


def content(disclosure: Disclosure, year: int) -> tuple[RichText, tuple[Block, ...]]:
    """What the page of a year says, and its blocks."""
    period = disclosure.trace.periods.get(year)
    result, blocks = _refused(disclosure, year) if period is None else _drawn(disclosure, year)
    parts: list[Block] = [blocks.pop()] if period else []
    own_checks = [check for check in disclosure.reconciliations if check.topic == TRACE_TOPIC and check.year == year]
    transfers = [*_transfers(disclosure, year), *_surplus(disclosure, year)]
    if transfers:
        blocks += [Heading("划转说明", "transfers"), *transfers]
    blocks += _goods(disclosure, year)
    blocks += checks("对得上吗", own_checks, more=Link("对账表", f"finances/{year}/checks/"))
    blocks += parts
    if period is None:
        blocks += undisclosed(disclosure, year, _expected())
    return result, tuple(blocks)


# --- not drawn -----------------------------------------------------------------------------------


def _refused(disclosure: Disclosure, year: int) -> tuple[RichText, list[Block]]:
    reasons = disclosure.trace.refusals.get(year, (NO_RULE,))
    unpublished = {NO_RULE, NO_GIFTS, NO_PAYMENTS}.intersection(reasons)
    lead = claim(unpublished, "收入和支出的对应关系没有公布，画不出资金流向。") or claim(
        not unpublished, "收入和支出对应不起来，这一年不画资金流向。"
    )
    known = sentence(
        "已知的收入和支出见",
        Link("收入", f"finances/{year}/income/"),
        "和",
        Link("支出", f"finances/{year}/expense/"),
        "。",
    )
    return lead, [Prose((known,)), Note("为什么画不出", sentence(f"{'；'.join(reasons)}。"))]


def _expected() -> Iterator[Expectation]:
    """What the trace of a year needs; the trace says what of it is not there."""
    for reason, label in (
        (NO_RULE, "收入和支出按哪条规则对应"),
        (NO_GIFTS, "逐笔捐赠：哪天、多少、指定给什么用途"),
        (NO_PAYMENTS, "逐笔拨付：哪天、给谁、多少"),
        (NO_OPENING, "年初账上有多少钱（资产负债表）"),
        (NO_CASH_FLOW, "现金流量表"),
    ):
        yield Expectation(label, Holds(partial(_not_refused, reason)))


def _not_refused(reason: str, disclosure: Disclosure, year: int) -> bool:
    return reason not in disclosure.trace.refusals.get(year, (NO_RULE,))


# --- drawn ---------------------------------------------------------------------------------------


def _drawn(disclosure: Disclosure, year: int) -> tuple[RichText, list[Block]]:
    trace = disclosure.trace
    assert trace.rule is not None  # noqa: S101  (nothing is traced without one)
    chart = flow_chart(disclosure, year)
    came = sum(trace.periods[year].paths.values())
    blocks: list[Block] = [
        ChartBlock(chart),
        Note(f"规则：{trace.rule}", sentence(RULES[trace.rule], PREMISE, UNDATED)),
        TableBlock(_receivers(disclosure, year)),
        TableBlock(_parts(chart, year, came)),
    ]
    return _finding(disclosure, year), blocks


def _finding(disclosure: Disclosure, year: int) -> RichText:
    """每100元里: only where one kind of receiver clearly got most of what was paid out."""
    paths = disclosure.trace.periods[year].paths
    ends: dict[Place, int] = {}
    for path, cents in paths.items():
        ends[path.end] = ends.get(path.end, 0) + cents
    paid = sorted((pair for pair in ends.items() if pair[0].kind == "receiver"), key=lambda pair: (-pair[1], pair[0]))
    rest = f"年末还有{charts.brief_amount(yuan_of(ends.get(BALANCE, 0)))}。"
    running = ends.get(Place("cost", "operating"), 0)
    costs = f"另付日常支出{charts.brief_amount(yuan_of(running))}，" if running else ""
    if not paid or (len(paid) > 1 and paid[0][1] == paid[1][1]):
        return sentence(f"{year}年的钱从哪来、给了谁，一步一步列在下面；{costs}{rest}")
    costs = f"{_most_paid(disclosure, year)}{costs}"
    top, cents = paid[0]
    share = _per_hundred(cents, sum(ends[entry] for entry, _ in paid))
    of_year = _of_year(disclosure.rows(Disbursement), DisbursementRecord.paid_on, year)
    alone = claimed(paid_in_goods(of_year), "（物资不算）")
    words = f"{year}年拨付出去的每100元里{alone}，{share}元给了{place_name(disclosure.trace, top)}，是最多的一类；"
    return sentence(f"{words}{costs}{rest}")


def _most_paid(disclosure: Disclosure, year: int) -> str:
    """The body that got most, by name, where there is one; persons are not named."""
    sums: dict[str, int] = {}
    for payment in disclosure.trace.payments[year]:
        if payment.receiver:
            sums[payment.receiver] = sums.get(payment.receiver, 0) + payment.cents
    most = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return ""
    return f"单位里{most[0][0]}收得最多，{charts.brief_amount(yuan_of(most[0][1]))}；"


def _per_hundred(part: int, whole: int) -> str:
    return plain(round_half_up(Decimal(part) * 100 / whole, 1))


def flow_chart(disclosure: Disclosure, year: int) -> Chart:
    """CH-07: every part of the year's flow."""
    trace = disclosure.trace
    nodes: dict[tuple[int, str], Node] = {}
    sums: dict[tuple[tuple[int, str], tuple[int, str]], int] = {}
    notes: dict[tuple[tuple[int, str], tuple[int, str]], str] = {}
    notes_of = _Origins(disclosure, year)
    for path, cents in trace.periods[year].paths.items():
        stops = _stops(disclosure, path, year)
        for stage, (label, node) in enumerate(stops):
            nodes.setdefault((stage, label), node)
        for stage in range(len(stops) - 1):
            key = (stage, stops[stage][0]), (stage + 1, stops[stage + 1][0])
            sums[key] = sums.get(key, 0) + cents
            notes.setdefault(key, notes_of.of(stage, path))
    ordered = sorted(nodes)
    place = {key: at for at, key in enumerate(ordered)}
    listed = [nodes[key] for key in ordered]
    marks = [
        charts.flow_mark(listed, (place[first], place[second]), yuan_of(cents), notes[first, second])
        for (first, second), cents in sums.items()
    ]
    amounts: dict[int, Decimal] = {}
    for mark in marks:
        if mark.ends:
            amounts[mark.ends[0]] = amounts.get(mark.ends[0], Decimal(0)) + mark.value
    marks.sort(key=lambda mark: _order(mark, listed, amounts))
    subtitle = f"货币资金，{year}年；规则：{trace.rule}"
    sources = disclosure.documents(year)
    caption = charts.Caption(f"flow-{year}", plain=f"{year}年的钱从哪来、给了谁", subtitle=subtitle, sources=sources)
    return charts.flow(caption, STAGES, listed, marks)


def _order(mark: Mark, nodes: list[Node], amounts: Mapping[int, Decimal]) -> tuple[object, ...]:
    """Step by step; within a step the largest sources first, and of each its largest parts."""
    assert mark.ends is not None  # noqa: S101
    first, second = mark.ends
    return nodes[first].stage, not nodes[first].gathers, -amounts[first], first, -mark.value, second


def _stops(disclosure: Disclosure, path: Path, year: int) -> tuple[tuple[str, Node], ...]:
    """The five nodes that a path passes."""
    trace = disclosure.trace
    source = source_of(path, year)
    opening = source == OPENING
    bound = "限定用途" if path.restricted else "不限定用途"
    via, use, end = (place_name(trace, place) for place in (path.via, path.use, path.end))
    special = path.end.kind != "receiver"
    return (
        (source, Node(source, 0, Role.OTHER if opening else Role.INCOME, gathers=not opening)),
        (bound, Node(bound, 1)),
        (via, Node(via, 2, gathers=path.via != FREE, link=page_of(disclosure, path.via))),
        (use, Node(use, 3, gathers=path.use.kind == "project", link=page_of(disclosure, path.use))),
        (end, Node(end, 4, Role.OTHER if special else Role.EXPENSE, gathers=not special)),
    )


class _Origins:
    """From which tables and rows the parts of a flow were taken."""

    def __init__(self, disclosure: Disclosure, year: int) -> None:
        self._trace, self._year = disclosure.trace, year
        self._paid: dict[tuple[Place, Place], list[Payment]] = {}
        for payment in disclosure.trace.payments.get(year, ()):
            self._paid.setdefault((payment.use, payment.end), []).append(payment)

    def of(self, stage: int, path: Path) -> str:
        """Where the part of *path* from *stage* to the next one comes from, in words."""
        source, origins = source_of(path, self._year), self._trace.origins
        if stage == 0:
            count = self._trace.gifts[self._year].get(source)
            if count is not None:
                return f"捐赠明细（{source}全年{count}笔）"
            return origins.get((self._year, source), "上一年的年末结余")
        if stage == 1:
            return "捐赠明细的定向各栏和年初结余" if path.restricted else "没有指定用途的钱"
        if stage == 2 or path.end == BALANCE:  # noqa: PLR2004  (the step that the rule decides)
            return BY_RULE
        return rows_of(self._paid.get((path.use, path.end), ())) or origins.get((self._year, path.end), BY_RULE)


def _parts(chart: Chart, year: int, whole: int) -> Table:
    """Every part of the flow, the same as in the picture and in the CSV."""
    rows: list[TableRow] = []
    for stage in range(len(STAGES) - 1):
        own_marks = [mark for mark in chart.marks if mark.ends and chart.nodes[mark.ends[0]].stage == stage]
        largest = set(sorted(range(len(own_marks)), key=lambda at: -own_marks[at].value)[:SHOWN_OF_STEP])
        shown = [mark for at, mark in enumerate(own_marks) if at in largest]
        rest = [mark for at, mark in enumerate(own_marks) if at not in largest]
        rows += [TableRow((charts.step(chart, check), None, None, None), RowRole.HEAD) for check in own_marks[:1]]
        rows += [
            TableRow(
                (check.category, check.label, Amount(check.value, "元"), check.note if check.note != BY_RULE else "")
            )
            for check in shown
        ]
        if rest:
            smaller = Amount(sum((mark.value for mark in rest), Decimal(0)), "元")
            rows.append(TableRow((f"另外{len(rest)}段", "较小的，逐段见图下的 CSV", smaller, "")))
        closes = sum((check.value for check in own_marks), Decimal(0))
        role = RowRole.TOTAL if closes == yuan_of(whole) else RowRole.TOTAL_OPEN
        rows.append(TableRow(("合计", "", Amount(closes, "元"), "每一步的合计应当相同"), role))
    columns = (TableColumn("从"), TableColumn("到"), TableColumn("金额", numeric=True), TableColumn("来自", priority=2))
    notes: tuple[RichText, ...] = (("没有写“来自”的，是按规则算出的。",),)
    return Table(
        f"flow-parts-{year}", f"{year}年每一段的金额", columns, tuple(rows), scale="元", notes=notes, folded=True
    )


def _receivers(disclosure: Disclosure, year: int) -> Table:
    """Who got money: bodies by name, persons together."""
    groups: dict[tuple[str, str], list[Payment]] = {}
    for payment in disclosure.trace.payments[year]:
        groups.setdefault((payment.end.id, receiver_of(payment)), []).append(payment)
    sums = {key: sum(entry.cents for entry in paid) for key, paid in groups.items()}
    rows = [
        TableRow(
            (
                receiver,
                kind,
                Amount(Decimal(len(groups[kind, receiver])), "笔"),
                Amount(yuan_of(sums[kind, receiver]), "元", where=groups[kind, receiver][0].where)
                if len(groups[kind, receiver]) == 1
                else Amount(yuan_of(sums[kind, receiver]), "元"),
            )
        )
        for kind, receiver in sorted(sums, key=lambda key: (-sums[key], key))
    ]
    count = sum(map(len, groups.values()))
    total = Amount(yuan_of(sum(sums.values())), "元")
    rows.append(TableRow(("合计", "", Amount(Decimal(count), "笔"), total), RowRole.TOTAL))
    return Table(
        f"flow-receivers-{year}",
        f"{year}年的钱拨给了谁",
        (
            TableColumn("接收方"),
            TableColumn("接收方类型", priority=2),
            TableColumn("笔数", numeric=True),
            TableColumn("金额", numeric=True, lead=True),
        ),
        tuple(rows),
        scale="元",
        notes=(
            ("单位写名称；个人一律合在一起，不公开姓名。",),
            sentence("每一笔的日期、用途和在数据表的哪一行，见", Link(f"{year}年拨付", payments_of(year)), "。"),
        ),
    )


# --- transfers -----------------------------------------------------------------------------------


def _of_year(rows: list[R], day: Column[str], year: int) -> list[R]:
    return sorted((row for row in rows if str(row[day] or "")[:4] == str(year)), key=lambda row: str(row[day]))


def _transfers(disclosure: Disclosure, year: int) -> Iterator[Block]:
    """Each payment of money to a government body or another charity, with its basis."""
    paid = _of_year(disclosure.rows(Disbursement), DisbursementRecord.paid_on, year)
    payments = [row for row in paid if row.receiver_type in NAMED and row.kind != PaymentKind.GOODS]
    if payments:
        table = payments_table(
            disclosure,
            payments,
            f"flow-transfers-{year}",
            "拨给政府部门和别的慈善组织的，每一笔",
            columns=(
                TableColumn("日期"),
                TableColumn("接收方"),
                TableColumn("接收方类型", priority=2),
                TableColumn("金额", numeric=True),
                TableColumn("用途", priority=2),
                TableColumn("依据"),
            ),
            last=lambda row: words(row, DisbursementRecord.basis),
            unfolded=SHOWN_TRANSFERS - 1,
        )
        lacking = any(isinstance(part, Missing) for row in table.rows for part in row.cells)
        yield TableBlock(replace(table, missing_key=lacking))


def _surplus(disclosure: Disclosure, year: int) -> Iterator[Block]:
    """What finished projects left to others, with its basis."""
    closed = _of_year(disclosure.rows(ClosingRecord), ClosingRecord.closed_on, year)
    matches = [entry for entry in closed if entry.target and entry.surplus and entry.surplus > 0]
    if not matches:
        return

    def cells(row: Record) -> tuple[Cell, ...]:
        return (
            cell(disclosure, row, ClosingRecord.project),
            cell(disclosure, row, ClosingRecord.target),
            yuan(row, ClosingRecord.surplus),
            words(row, ClosingRecord.disposal),
            words(row, ClosingRecord.basis),
        )

    yield TableBlock(
        Table(
            f"flow-surplus-{year}",
            "项目结项后转给别的项目的",
            (
                TableColumn("结项的项目"),
                TableColumn("转入的项目"),
                TableColumn("金额", numeric=True),
                TableColumn("处理方式", priority=2),
                TableColumn("依据"),
            ),
            tuple(TableRow(cells(entry)) for entry in matches),
            scale="元",
            notes=(origin_of_numbers(disclosure, matches),),
        )
    )


def _goods(disclosure: Disclosure, year: int) -> Iterator[Block]:
    """Goods are not money and are not in the picture."""
    came, went = disclosure.trace.goods.get(year, (0, 0))
    if came or went:
        words = f"这一年收到的物资折价{yuan_text(yuan_of(came))}，发放{yuan_text(yuan_of(went))}，都不在图里。"
        yield Note("物资不当钱算", sentence(words))
        if disclosure.count("goods"):
            yield Links("物资", ((Link(GOODS.rows_page, GOODS.address), "每种物资的收、发、存"),))
