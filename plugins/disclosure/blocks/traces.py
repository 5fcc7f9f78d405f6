"""A trace of money in words: names of sources, purposes and receivers, and what a project's page says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model import (
    BALANCE,
    DIRECT,
    FREE,
    IDLE,
    OLDER,
    OPENING,
    REFUND,
    AllocationRule,
    Amount,
    Block,
    Cell,
    Disclosure,
    Link,
    Path,
    Payment,
    Place,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Trace,
)
from ..quotes import quoted
from ..reading import Record
from .cells import places

RULES = {
    AllocationRule.FIRST_IN: "指定用途的钱先用在那里，不够再用不限定用途的钱；"
    "同一用途里先到的先用，同一天到的按比例用。",
    AllocationRule.PRO_RATA: "指定用途的钱先用在那里，不够再用不限定用途的钱；"
    "同一用途里各笔按当天各有多少的比例用，零头按最大余数法分到分。",
}
PREMISE = "这是按规矩推算，不是说哪一张钞票给了哪个人。"

# A place of which there is one only, in words.
_WORDS = {
    FREE: "本会统筹安排",
    OLDER: "以前年度的限定结余",
    DIRECT: "捐赠人指定项目",
    IDLE: "还没有安排到项目",
    BALANCE: "年末结余",
    Place("running"): "日常运行",
    Place("assets"): "投资和筹资",
    Place("plain", "fund"): "基金资助（不分项目）",
    Place("plain", "emergency"): "应急救助（不分项目）",
    Place("plain", "campaign"): "募捐活动资助（不分项目）",
    Place("plain", "free"): "其他资助（不分项目）",
    Place("cost", "operating"): "日常支出（工资、采购等）",
    Place("cost", "investing"): "投资和购置净支出",
    Place("cost", "financing"): "筹资净支出",
    Place("cost", "exchange"): "汇率变动",
    REFUND: "退还捐赠人",
    Place("receiver", "个人"): "受助个人",
}


def place_name(trace: Trace, place: Place) -> str:
    """A place in words."""
    if place in _WORDS:
        return _WORDS[place]
    record = Place("project", place.id) if place.kind == "closing" else place
    name = trace.names.get(record, place.id)
    return f"{quoted(name)}结项剩余" if place.kind == "closing" else name


def page_of(disclosure: Disclosure, place: Place) -> Link | None:
    """The page of a place that has one."""
    name = disclosure.trace.names.get(place)
    kind = next((kind for kind in disclosure.kinds.values() if kind.purpose == place.kind), None)
    return Link(name, kind.place(place.id)) if kind and name is not None else None


def yuan_of(cents: int) -> Decimal:
    """分 as yuan."""
    return Decimal(cents).scaleb(-2)


def source_of(path: Path, year: int) -> str:
    """Where the money of a path came from, seen from one year: what came earlier is opening balance."""
    return OPENING if path.origin.year < year else path.origin.source


def receiver_of(payment: Payment) -> str:
    """Who got a payment: bodies by their names, persons together."""
    return payment.receiver or _WORDS.get(payment.end, payment.end.id)


def rows_of(payments: Sequence[Payment]) -> str:
    """From which rows payments were taken: disbursements.csv 第2—5、9行."""
    cells = sorted((payment.where for payment in payments if payment.where), key=lambda where: where.file)
    return places(cells, "；")


# --- on a project's page -------------------------------------------------------------------------


def on_project(disclosure: Disclosure, project: Record) -> Iterator[Block]:
    """Whose money a project had, and who got it, over all traced years."""
    account = disclosure.account(project.record_id)
    if account is None or not account.came:
        return
    traced = disclosure.trace
    assert traced.rule is not None  # noqa: S101  (without one there are no accounts)
    first, last = min(traced.periods), max(traced.periods)
    came: dict[str, int] = {}
    for (source, restricted, via), cents in sorted(account.came.items()):
        label = _brought(traced, source, via, restricted=restricted)
        came[label] = came.get(label, 0) + cents
    went: dict[str, list[Payment]] = {}
    for payment in account.paid:
        went.setdefault(receiver_of(payment), []).append(payment)
    rows = [TableRow(("从哪来", None), RowRole.HEAD)]
    rows += [_line(label, cents) for label, cents in sorted(came.items(), key=lambda pair: (-pair[1], pair[0]))]
    rows.append(_line("合计", sum(came.values()), RowRole.SUBTOTAL))
    rows.append(TableRow(("给了谁", None), RowRole.HEAD))
    sums = {label: sum(payment.cents for payment in payments) for label, payments in went.items()}
    rows += [_line(label, cents) for label, cents in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))]
    rows += [
        _line(f"转入{quoted(place_name(traced, payment.target))}（结项剩余）", payment.cents)
        for payment in account.moved
    ]
    rows += [_line(f"{last}年末还没用", account.left)] if account.left else []
    out = sum(sums.values()) + sum(payment.cents for payment in account.moved) + account.left
    rows.append(_line("合计", out, RowRole.TOTAL if out == sum(came.values()) else RowRole.TOTAL_OPEN))
    years = f"{first}年" if first == last else f"{first}年到{last}年"
    yield TableBlock(
        Table(
            f"trace-{project.record_id}",
            "这个项目的钱从哪来、给了谁",
            (TableColumn("来源和去向"), TableColumn("金额", numeric=True)),
            tuple(rows),
            unit_note=f"{years}，只算钱，不算物资",
            scale="元",
            notes=((RULES[traced.rule], "见", Link("善款去向", f"finances/{last}/flow/"), "。", PREMISE),),
        )
    )


def _line(label: str, cents: int, role: RowRole = RowRole.PLAIN) -> TableRow:
    cells: tuple[Cell, ...] = (label, Amount(yuan_of(cents), "元"))
    return TableRow(cells, role)


def _brought(trace: Trace, source: str, via: Place, *, restricted: bool) -> str:
    """What a project's page calls the money that it had."""
    if not restricted:
        return "本会统筹安排（不限定用途的钱）"
    if via.kind in {"fund", "closing", "older"}:
        return place_name(trace, via)
    return f"{source}（指定给这个项目）"
