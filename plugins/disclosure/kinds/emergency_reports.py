"""应急账目: what came in and what was used up to a day, during an emergency every five days (慈善法 art.72)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from .. import charts
from ..blocks import origin_of_numbers, place_received, resolve, sources_of, unspent, when_published, words, yuan
from ..dates import han_date
from ..model import (
    Block,
    Chart,
    ChartBlock,
    Disclosure,
    Entries,
    Entry,
    Kind,
    Link,
    Links,
    Role,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    before_start,
    by_id,
    falling,
    grouped,
    in_order,
    received,
    records_of,
    repeated,
    rich,
    told_too_early,
    used_above_received,
)
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Record
from .emergencies import KIND as EMERGENCIES
from .emergencies import EmergencyRecord, EmergencyReport, EmergencyReportRecord

SHOWN = 3  # of what was bought; the others are folded
RECEIVED = (EmergencyReportRecord.cash_received, EmergencyReportRecord.goods_received)
CUMULATIVE = (*RECEIVED, EmergencyReportRecord.used)
APART = (EmergencyReportRecord.cash_used, EmergencyReportRecord.goods_used)  # the two parts of what was used
LAST_HOUR = 24


def bulletin_path(emergency: str) -> str:
    """The page of the bulletins of an action."""
    return f"{EMERGENCIES.place(emergency)}bulletin/"


def check(rows: Sequence[EmergencyReportRecord]) -> Iterator[Problem]:
    """Cumulative sums never fall, no more is used than came in, each day has one account, published no earlier than that day."""
    yield from told_too_early(
        rows, EmergencyReportRecord.as_of, EmergencyReportRecord.published_on, EmergencyReportRecord.platform_on
    )
    yield from repeated(rows, EmergencyReportRecord.emergency, EmergencyReportRecord.as_of)
    sums = (*CUMULATIVE, *APART, EmergencyReportRecord.gifts)
    yield from falling(rows, EmergencyReportRecord.emergency, EmergencyReportRecord.as_of, sums)
    yield from used_above_received(rows, RECEIVED, EmergencyReportRecord.used, EmergencyReportRecord.as_of)
    for came, went in zip(RECEIVED, APART, strict=True):
        yield from used_above_received(rows, (came,), went, EmergencyReportRecord.as_of)
    for row in rows:
        yield from _parts_and_hour(row)
    yield from _scope_changed(rows)


def _parts_and_hour(row: EmergencyReportRecord) -> Iterator[Problem]:
    """What was used of money and of goods is what was used; a day has 24 hours."""
    parts = received(row, APART)
    if None not in (row.used, row.cash_used, row.goods_used) and parts is not None and parts != row.used:
        where = row.at(EmergencyReportRecord.used)
        yield problem("emergency-used-parts", where, left=plain(parts), right=plain(row.used or parts))
    if row.hour is not None and row.hour > LAST_HOUR:
        yield problem("emergency-hour", row.at(EmergencyReportRecord.hour), cell=plain(row.hour))


def _scope_changed(rows: Sequence[EmergencyReportRecord]) -> Iterator[Problem]:
    """Sums of another scope than the last that was stated can't go on from it; an empty cell says that nothing changed."""
    for series in grouped(rows, EmergencyReportRecord.emergency).values():
        stated = [row for row in in_order(series, EmergencyReportRecord.as_of) if row.scope]
        for before, row in pairwise(stated):
            if "".join(str(before.scope).split()) != "".join(str(row.scope).split()):
                yield problem(
                    "emergency-scope-changed",
                    row.at(EmergencyReportRecord.scope),
                    left=f"{before.as_of} 是“{before.scope}”（{before.where}）",
                    right=f"{row.as_of} 是“{row.scope}”",
                )


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """No account of an action that had not begun."""
    yield from before_start(
        records_of(records, EmergencyReportRecord),
        EmergencyReportRecord.as_of,
        EmergencyReportRecord.emergency,
        by_id(records_of(records, EmergencyRecord)),
        EmergencyRecord.start_on,
    )


def on_emergency(disclosure: Disclosure, emergency: Record) -> Iterator[Block]:
    """CH-13: what had come in and what was used, day after day."""
    reports = disclosure.about(EmergencyReport, EmergencyReportRecord.emergency, emergency.record_id)
    series = in_order(reports, EmergencyReportRecord.as_of)
    if not series:
        return
    drawn = len(series) > 1
    if drawn:
        yield ChartBlock(_chart(disclosure, emergency, series))
    yield TableBlock(replace(_table(disclosure, emergency, series), folded=drawn))
    last = f"最近一次截至{han_date(series[-1].as_of)}，共{len(series)}次"
    yield Links("应急快报", ((Link("逐次快报：收到、用了、还有多少", bulletin_path(emergency.record_id)), last),))
    bought = [row for row in series if row.purchases]
    if bought:
        entries = (
            Entry(
                title=f"截止{han_date(row.as_of)}",
                text=resolve(disclosure, rich(row.purchases)),
                meta=when_published(row.published_on),
                source=row.source,
                place=str(row.place or ""),
            )
            for row in bought
        )
        yield Entries("买了什么、发到哪里", tuple(entries), id="purchases", open=SHOWN)


def _chart(disclosure: Disclosure, emergency: Record, series: Sequence[EmergencyReport]) -> Chart:
    caption = charts.Caption(
        f"emergencies-{emergency.record_id}",
        plain="收了多少、用了多少",
        subtitle=f"从开始累计，{han_date(series[0].as_of)}到{han_date(series[-1].as_of)}，公布了{len(series)}次；收的含物资折价",
        sources=sources_of(disclosure, series),
    )
    came = []
    for row in series:
        value = received(row, RECEIVED)
        if value is not None:
            came.append((row.as_of, value, place_received(row, RECEIVED)))
    used = [(row.as_of, row.used, row.where) for row in series if row.used is not None]
    lines = (("收到", Role.INCOME, came), ("用了", Role.EXPENSE, used))
    return charts.over_days(caption, lines)


def _table(disclosure: Disclosure, emergency: Record, series: Sequence[EmergencyReport]) -> Table:
    return Table(
        f"emergency-reports-{emergency.record_id}",
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
                    str(row.as_of),
                    words(row, EmergencyReportRecord.published_on),
                    *(yuan(row, column) for column in CUMULATIVE),
                    unspent(row, RECEIVED, EmergencyReportRecord.used),
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
    series=TimeSeries(EmergencyReportRecord.emergency, EmergencyReportRecord.as_of, (*CUMULATIVE, *APART)),
    beside=(EmergencyReportRecord.emergency, EMERGENCIES),
    checks=check,
    relations=relate,
    adds={"emergencies": on_emergency},
    workbooks=("应急", "应急快报"),
)
