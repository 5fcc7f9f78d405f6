"""应急快报: the accounts of an emergency action day by day, the newest first, and by when the next one is due.

`bulletins` says what each of them holds; the page, the feed and the picture of one are made from that and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from ..blocks import (
    HOME,
    amount,
    claim,
    claimed,
    difference_of,
    origin_of_numbers,
    sentence,
    sum_of,
    sums_by,
    unspent,
    when_published,
    words,
    yuan,
)
from ..dates import by_end, day_of, earlier, han_date
from ..kinds.disbursements import Disbursement, DisbursementRecord
from ..kinds.emergencies import (
    KIND,
    Emergency,
    EmergencyGoods,
    EmergencyGoodsRecord,
    EmergencyReport,
    EmergencyReportRecord,
)
from ..kinds.emergency_goods import left_over
from ..kinds.emergency_reports import APART, RECEIVED, bulletin_path
from ..law import EMERGENCY, Duty, catalogue, intervals
from ..model import (
    Amount,
    Block,
    Cell,
    Clock,
    Disclosure,
    Download,
    Downloads,
    Facts,
    Heading,
    Link,
    Note,
    Page,
    RichText,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    grouped,
    in_order,
    received,
)
from ..quantities import yuan_text
from ..quotes import quoted
from ..reading import Missing

PAYEES = 30  # listed one by one; the others come to one line


class Bulletin(Struct, frozen=True):
    """What an organisation told of an emergency action up to one day: its account, and the goods of that day."""

    emergency: Emergency
    report: EmergencyReport
    goods: tuple[EmergencyGoods, ...]
    scope: str  # the last that was told up to that day; empty where none was

    @property
    def until(self) -> str:
        """Day and hour up to which it counts: 2025年2月7日18时."""
        return han_date(self.report.as_of) + (f"{int(self.report.hour)}时" if self.report.hour is not None else "")

    @property
    def anchor(self) -> str:
        """Where it stands on the page of bulletins."""
        return f"b{self.report.as_of}"

    @property
    def path(self) -> str:
        """Its address below the organisation's folder."""
        return f"{bulletin_path(self.emergency.id)}#{self.anchor}"

    @property
    def title(self) -> str:
        """What a list, a feed and a poster call it."""
        return f"{self.emergency.name}快报，截至{self.until}"

    @property
    def sums(self) -> list[tuple[str, Decimal | None, Decimal | None]]:
        """(what, received, used) in yuan: money and the value of goods apart; together only what was told only together."""
        report = self.report
        rows = [
            (label, report[came], report[went])
            for label, came, went in zip(("资金", "物资（折价）"), RECEIVED, APART, strict=True)
            if report[came] is not None or report[went] is not None
        ]
        if report.used is not None and received(report, APART) is None:
            rows.append(("资金和物资折价合在一起", received(report, RECEIVED), report.used))
        return rows

    @property
    def summary(self) -> str:
        """Money and goods apart, in one sentence; what was not told is left out."""
        report = self.report
        pairs = (
            ("收到资金", report.cash_received),
            ("收到物资折价", report.goods_received),
            ("用了资金", report.cash_used),
            ("发放物资折价", report.goods_used),
        )
        said = [f"{label}{yuan_text(value)}" for label, value in pairs if value is not None]
        if report.used is not None and not {report.cash_used, report.goods_used} - {None}:
            said.append(f"使用（含物资折价）{yuan_text(report.used)}")
        return f"截至{self.until}，{'，'.join(said)}。" if said else ""


def bulletins(disclosure: Disclosure, emergency: Emergency) -> tuple[Bulletin, ...]:
    """Every bulletin of an action, the oldest first."""
    reports = disclosure.about(EmergencyReport, EmergencyReportRecord.emergency, emergency.id)
    listed = disclosure.about(EmergencyGoods, EmergencyGoodsRecord.emergency, emergency.id)
    goods = grouped(listed, EmergencyGoodsRecord.as_of)
    result, scope = [], ""
    for report in in_order(reports, EmergencyReportRecord.as_of):
        scope = report.scope or scope
        result.append(Bulletin(emergency, report, tuple(goods.get(report.as_of, ())), scope))
    return tuple(result)


def next_due(series: Sequence[Bulletin]) -> date | None:
    """The last day for the next bulletin (慈善法 art.72), counted as the duty is.

    None where it is not owed: the response is over, was before the law, or began on no day that was told.
    """
    emergency = series[0].emergency
    start, end = day_of(emergency.start_on), day_of(emergency.rescue_until)
    if start is None or (emergency.rescue_until and end is None):
        return None
    duty = _duty()
    days = (day_of(part.report.platform_on or part.report.published_on) for part in series)
    deadline = (duty.term(start) or duty.current).deadline
    open_ones = (part for part in intervals(deadline, start, end, filter(None, days)) if part.published is None)
    return next((part.due for part in open_ones if duty.term(part.since)), None)


def _duty() -> Duty:
    return next(entry for entry in catalogue().duties if entry.id == EMERGENCY)


# --- the page ------------------------------------------------------------------------------------


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """One page an action that published an account."""
    for emergency in disclosure.rows(Emergency):
        series = bulletins(disclosure, emergency)
        if series:
            yield _page(disclosure, emergency, series)


def _page(disclosure: Disclosure, emergency: Emergency, series: Sequence[Bulletin]) -> Page:
    newest, *earlier = reversed(series)
    blocks: list[Block] = [Heading(f"截至{newest.until}", newest.anchor)]
    blocks += _bulletin(disclosure, newest)
    blocks += _payees(disclosure, newest)
    blocks.append(Note("下一次", _next(disclosure, series)))
    if earlier:
        blocks.append(Heading(f"以前的{len(earlier)}次", "earlier"))
        blocks.append(Note("怎样读", sentence("都是从行动开始算起的累计数，各次不能相加。点开一次看那天的数。")))
    for bulletin in earlier:
        blocks.append(
            Heading(
                f"截至{bulletin.until}",
                bulletin.anchor,
                count=when_published(bulletin.report.published_on),
                folded=True,
            )
        )
        blocks += _bulletin(disclosure, bulletin)
    blocks.append(
        Downloads(
            "订阅", (Download("应急快报", f"{KIND.address}feed.xml", "Atom", note="放进阅读器，有新的快报就能知道"),)
        )
    )
    return Page(
        path=bulletin_path(emergency.id),
        title=f"{emergency.name}快报",
        label="快报",
        finding=sentence(newest.summary) if newest.summary else claim(not newest.summary, "这次没有公布金额。"),
        blocks=tuple(blocks),
        section="projects",
        crumbs=(HOME, Link("应急", KIND.address), Link(emergency.name, KIND.place(emergency))),
        description=f"{disclosure.organisation.name}{quoted(emergency.name)}：收到多少、用了多少、还有多少，截至{newest.until}。",
    )


def _next(disclosure: Disclosure, series: Sequence[Bulletin]) -> RichText:
    """By when the next bulletin is owed, or why none is."""
    due, emergency = next_due(series), series[0].emergency
    if due is None:
        over = emergency.rescue_until
        first = _duty().terms[0].first
        before = emergency.start_on is not None and not over and earlier(emergency.start_on, first.isoformat())
        rule = claim(before, f"这次行动开始的时候，至少每5日公布一次的规定还没有施行（{han_date(first)}起施行）。")
        return (
            rule
            or claim(
                over, f"应急处置与救援阶段到{han_date(over)}，按法律不用再每5日公布；以后的使用情况见这次行动的网页。"
            )
            or claim(not over, "开始的日期没有报来，算不出下一次最迟哪天公布。")
        )
    left = (due - (day_of(disclosure.prepared_on) or due)).days
    words_left = f"已逾期{-left}天" if left < 0 else f"还有{left}天" if left else "今天到期"
    law = "应急处置与救援阶段至少每5日公布一次（《慈善法》第七十二条）。"
    unknown = claim(
        not emergency.rescue_until, f"这个阶段到哪天没有报来；还在这个阶段的，下一次最迟{han_date(due)}公布。{law}"
    )
    clock = Clock("due", due.isoformat(), words_left, "overdue" if left < 0 else "late")
    return unknown or (f"下一次最迟{han_date(due)}公布，", clock, f"。{law}")


def _bulletin(disclosure: Disclosure, bulletin: Bulletin) -> Iterator[Block]:
    yield TableBlock(_money(disclosure, bulletin))
    if bulletin.goods:
        yield TableBlock(_goods(disclosure, bulletin))
    silent = claimed(not bulletin.goods, "各种物资的数量没有按这一天公布") if not bulletin.goods else ""
    items: list[tuple[str, Cell]] = [
        ("口径", bulletin.scope or Missing.UNDISCLOSED),
        ("公布日期", words(bulletin.report, EmergencyReportRecord.published_on)),
    ]
    if bulletin.report.gifts is not None:
        items.append(("捐赠笔数", amount(bulletin.report, EmergencyReportRecord.gifts, "笔")))
    if silent:
        items.append(("物资", silent))
    yield Facts("", tuple(items))


def _money(disclosure: Disclosure, bulletin: Bulletin) -> Table:
    """Money and the value of goods in rows of their own, never added; together only what was told only together."""
    report = bulletin.report
    rows = [
        TableRow((label, yuan(report, came), yuan(report, went), unspent(report, (came,), went)))
        for label, came, went in zip(("资金", "物资（折价）"), RECEIVED, APART, strict=True)
        if report[came] is not None or report[went] is not None
    ]
    if report.used is not None and received(report, APART) is None:
        used = EmergencyReportRecord.used
        came_in = received(report, RECEIVED)
        together: Cell = (
            Missing.UNDISCLOSED
            if came_in is None
            else Amount(came_in, "元", where=None)
            if None not in (report.cash_received, report.goods_received)
            else yuan(report, RECEIVED[0] if report.cash_received is not None else RECEIVED[1])
        )
        rows.append(TableRow(("资金和物资折价合在一起", together, yuan(report, used), unspent(report, RECEIVED, used))))
    return Table(
        f"bulletin-{bulletin.emergency.id}-{report.as_of}",
        "收到多少、用了多少（从开始累计）",
        (
            TableColumn("款物"),
            TableColumn("收到", numeric=True),
            TableColumn("用了", numeric=True),
            TableColumn("还有", numeric=True),
        ),
        tuple(rows),
        scale="元",
        notes=(origin_of_numbers(disclosure, [report]),),
        missing_key=True,
    )


def _goods(disclosure: Disclosure, bulletin: Bulletin) -> Table:
    def there(row: EmergencyGoods) -> Cell:
        if row.stock is not None:
            return amount(row, EmergencyGoodsRecord.stock, row.unit)
        rest = left_over(row)
        plus, minus = (EmergencyGoodsRecord.received,), EmergencyGoodsRecord.given
        where = None if row.lost else difference_of(row, plus, minus)
        return Missing.UNDISCLOSED if rest is None else Amount(rest, row.unit, where=where)

    lost = any(row.lost for row in bulletin.goods)
    uncounted = any(row.stock is None for row in bulletin.goods)
    counted = claimed(uncounted, "现存没有盘点的，是接收减去发放和报废算出来的。") or claimed(
        not uncounted, "现存是盘点的数。"
    )
    return Table(
        f"bulletin-goods-{bulletin.emergency.id}-{bulletin.report.as_of}",
        "各种物资（从开始累计）",
        (
            TableColumn("品名"),
            TableColumn("收到", numeric=True),
            TableColumn("发放", numeric=True),
            *((TableColumn("报废", numeric=True),) if lost else ()),
            TableColumn("现存", numeric=True),
            TableColumn("主要发给谁"),
        ),
        tuple(
            TableRow(
                (
                    row.item,
                    amount(row, EmergencyGoodsRecord.received, row.unit),
                    amount(row, EmergencyGoodsRecord.given, row.unit),
                    *(("" if row.lost is None else amount(row, EmergencyGoodsRecord.lost, row.unit),) if lost else ()),
                    there(row),
                    words(row, EmergencyGoodsRecord.receivers) if row.given else Missing.NOT_APPLICABLE,
                )
            )
            for row in bulletin.goods
        ),
        notes=(origin_of_numbers(disclosure, bulletin.goods), sentence(counted, "单位不同的物资不能相加。")),
        missing_key=True,
    )


def _payees(disclosure: Disclosure, bulletin: Bulletin) -> Iterator[Block]:
    """Who was paid up to the day of a bulletin, by the table of single payments; persons are named nowhere."""
    listed = disclosure.about(Disbursement, DisbursementRecord.emergency, bulletin.emergency.id)
    until = bulletin.report.as_of
    payments = [row for row in listed if by_end(row.paid_on) <= by_end(until)]
    if not payments:
        return
    by_payee = grouped(payments, DisbursementRecord.receiver)

    def size(rows: Sequence[Disbursement]) -> Decimal:
        return sum_of(rows, DisbursementRecord.amount)

    ordered = sorted(by_payee.items(), key=lambda pair: (-size(pair[1]), pair[0]))
    lines: list[tuple[Cell, list[Disbursement]]] = [(name, rows) for name, rows in ordered[:PAYEES]]
    rest = [row for _, rows in ordered[PAYEES:] for row in rows]
    if rest:
        lines.append((f"其他{len(ordered) - PAYEES}家", rest))
    yield TableBlock(
        sums_by(
            "接收方",
            lines,
            DisbursementRecord.amount,
            table_id=f"bulletin-payees-{bulletin.emergency.id}",
            caption=f"给了谁（逐笔拨付，记到{f'{until}整天' if day_of(until) else f'{han_date(until)}底'}）",
            notes=(
                origin_of_numbers(disclosure, payments),
                sentence("拨付的物资按折价算在里面。受助的个人一律不公开姓名。"),
            ),
        )
    )
