"""应急账目: what came in and what was used up to a day, during an emergency every five days (慈善法 art.72)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..blocks import origin_of_numbers, resolve, unspent, words, yuan
from ..model import (
    Block,
    Disclosure,
    Entries,
    Entry,
    Kind,
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    before_start,
    by_id,
    falling,
    grouped,
    repeated,
    rich,
    told_too_early,
    used_above_received,
)
from ..problems import Problem
from ..reading import Date, Exact, RichText, Sourced, Text, Url, column
from .emergencies import KIND as EMERGENCIES

RECEIVED = ("cash_received", "goods_received")
CUMULATIVE = (*RECEIVED, "used")


class EmergencyReportRecord(Sourced):
    """The account of one emergency action up to one day."""

    emergency: Text = column("应急行动", required=True, refers_to="emergencies")
    as_of: Date = column("截止日期", required=True)
    published_on: Date = column("公布日期")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")
    platform_link: Url = column("平台网址")
    cash_received: Exact = column("累计接收资金", unit="元")
    goods_received: Exact = column("累计接收物资折价", unit="元")
    used: Exact = column("累计使用", unit="元", description="含发放物资的折价")
    purchases: RichText = column("采购和发放", description="买了什么、发到哪里；明细见物资和拨付两张表")


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """Cumulative sums never fall, no more is used than came in, each day has one account, published no earlier than that day."""
    yield from told_too_early(rows, EmergencyReportRecord)
    yield from repeated(rows, EmergencyReportRecord, "emergency", "as_of")
    yield from falling(rows, EmergencyReportRecord, "emergency", CUMULATIVE)
    yield from used_above_received(rows, EmergencyReportRecord, RECEIVED)


def relate(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """No account of an action that had not begun."""
    yield from before_start(
        records["emergency_reports"], EmergencyReportRecord, "emergency", by_id(records["emergencies"])
    )


def on_emergency(disclosure: Disclosure, emergency: Row) -> Iterator[Block]:
    """CH-13 as a list: what had come in and what was used, day after day."""
    series = grouped(disclosure.records.get("emergency_reports", ()), "emergency").get(emergency.id, [])
    if not series:
        return
    series.sort(key=lambda row: str(row.get("as_of", "")))
    yield TableBlock(_table(disclosure, emergency, series))
    bought = [row for row in series if row["purchases"]]
    if bought:
        entries = (
            Entry(
                title=f"截止{row['as_of']}",
                text=resolve(disclosure, rich(row["purchases"])),
                meta=f"{row['published_on']}公布" if row["published_on"] else "公布日期未披露",
                source=row.get("source"),
                place=str(row.get("place", "")),
            )
            for row in bought
        )
        yield Entries("买了什么、发到哪里", tuple(entries), id="purchases")


def _table(disclosure: Disclosure, emergency: Row, series: Sequence[Row]) -> Table:
    return Table(
        f"emergency-reports-{emergency.id}",
        "到哪一天收了多少、用了多少（都是从开始累计）",
        (
            TableColumn("截止日期"),
            TableColumn("公布日期", priority=2),
            TableColumn("接收资金", numeric=True),
            TableColumn("接收物资折价", numeric=True),
            TableColumn("使用", numeric=True),
            TableColumn("还没有用（接收减使用）", numeric=True, priority=2),
        ),
        tuple(
            TableRow(
                (
                    str(row["as_of"]),
                    words(row, "published_on"),
                    *(yuan(row, name) for name in CUMULATIVE),
                    unspent(row, RECEIVED),
                )
            )
            for row in series
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, series),),
        missing_key=True,
    )


KIND = Kind(
    id="emergency_reports",
    label="应急账目",
    record=EmergencyReportRecord,
    order=65,
    series=TimeSeries("emergency", "as_of", CUMULATIVE),
    beside=("emergency", EMERGENCIES),
    checks=check,
    relations=relate,
    adds={"emergencies": on_emergency},
)
