"""内部往来: what members paid each other, pair by pair and one by one, and whether both books agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from ...accounts import (
    Consolidated,
    MemberTransfer,
    Pair,
    checks,
    matched,
    stated,
)
from ...blocks import claim, claimed, sentence
from ...kinds.disbursements import year_path as payments_of
from ...kinds.gifts import year_path as gifts_of
from ...model import (
    Amount,
    Block,
    Cell,
    Federation,
    Heading,
    Link,
    Moved,
    Page,
    Prose,
    Reconciliations,
    RichText,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
)
from ...quantities import yuan_text
from ...reading import Missing
from .common import MOST_BESIDE, PATH, downloads, lead_and_members


def stand_apart(account: Consolidated) -> bool:
    """Whether internal transfers have a page of their own: of very many pairs."""
    return len(account.pairs) > MOST_BESIDE


def transfers_path(account: Consolidated) -> str:
    """Where the internal transfers of a year stand."""
    return f"{PATH}{account.year}/{'transfers/' if stand_apart(account) else ''}"


def transfers(federation: Federation, account: Consolidated) -> Iterator[Block]:
    """Internal transfers and both sides of each; in short where they have a page of their own."""
    more = Link("逐对、逐笔看", transfers_path(account)) if stand_apart(account) else None
    yield Heading("内部往来", "transfers", more, f"{len(account.pairs)}对" if more else "")
    if not account.pairs:
        yield Prose((claim(not account.pairs, "两边的账上都没有写明成员之间的拨付。"),))
    elif stand_apart(account):
        yield Prose((_in_short(account),))
    else:
        yield TableBlock(_matrix(account))
        yield TableBlock(_single_transfers(federation, account))
    checked = [] if stand_apart(account) else [*checks(account.open_pairs)]
    checked += stated(federation, account)
    if checked:
        yield Reconciliations("两边的账对得上吗", tuple(checked), id="checks")


def _in_short(account: Consolidated) -> RichText:
    """How many pairs there are, how many of them differ, and what is taken out."""
    pairs, differing = len(account.pairs), len(account.open_pairs)
    agreeing = claimed(not differing, "两边的账都一样")
    states = agreeing or f"{pairs - differing}对两边的账一样，{differing}对不一样或没法对"
    _, _, gone = _sums(account)
    return sentence(f"互相拨付的有{pairs}对：{states}。抵销的一共{yuan_text(gone)}。")


def transfers_page(federation: Federation, account: Consolidated, year: Page) -> Page:
    """Very many internal transfers: pair by pair, one by one, and what does not agree."""
    blocks: list[Block] = [
        Heading("谁拨给谁", "pairs"),
        TableBlock(_matrix(account)),
        Heading("每一笔", "single"),
        TableBlock(_single_transfers(federation, account)),
    ]
    if account.open_pairs:
        blocks.append(Reconciliations("两边的账对不上的", tuple(checks(account.open_pairs)), id="checks"))
    return replace(
        year,
        path=transfers_path(account),
        title=f"{account.year}年内部往来",
        finding=_in_short(account),
        blocks=(*blocks, downloads()),
        crumbs=(*year.crumbs, Link(year.title, year.path)),
        years=(),
        description=f"{lead_and_members(federation)}{account.year}年互相拨付的钱：谁拨给谁、每一笔、两边的账对不对得上。",
    )


def moved_anchors(account: Consolidated) -> Iterator[Moved]:
    """Where old addresses of pairs and of their checks lead, once these stand on a page of their own."""
    if stand_apart(account):
        anchors = [*map(anchor, account.pairs), *(pair.id for pair in account.open_pairs)]
        yield Moved(tuple((anchor, transfers_path(account)) for anchor in anchors))


def _matrix(account: Consolidated) -> Table:
    rows = []
    for pair in account.pairs:
        verdict = Tag("ok" if pair.agrees else "late", pair.verdict.value)
        rows.append(
            TableRow(
                (
                    _payments(pair),
                    _gifts(pair),
                    *(
                        Missing.UNDISCLOSED if entry is None else Amount(entry, "元")
                        for entry in (pair.out, pair.arrived)
                    ),
                    Amount(pair.confirmed, "元"),
                    verdict,
                ),
                id=anchor(pair),
            )
        )
    out, came, gone = _sums(account)
    columns = [
        Amount(amount, "元") if any(side is not None for side in sides) else Missing.UNDISCLOSED
        for amount, sides in (
            (out, [pair.out for pair in account.pairs]),
            (came, [pair.arrived for pair in account.pairs]),
        )
    ]
    total = ("合计", "", *columns, Amount(gone, "元"), "")
    notes: list[RichText] = [("拨出方的数取自它的拨付表，接收方的数取自它的捐赠明细里写明“来自成员机构”的各笔。",)]
    if stand_apart(account):  # a list with a sum at its end could not go on on a further page
        sums = f"拨出方账上{yuan_text(out)}，接收方账上{yuan_text(came)}，抵销{yuan_text(gone)}"
        notes.insert(0, (f"{len(account.pairs)}对合计：{sums}。",))
    else:
        rows.append(TableRow(total, RowRole.TOTAL_OPEN if account.open_pairs else RowRole.TOTAL))
    return Table(
        f"federation-{account.year}-pairs",
        f"{account.year}年谁拨给谁",
        (
            TableColumn("拨出方"),
            TableColumn("接收方"),
            TableColumn("拨出方账上", numeric=True),
            TableColumn("接收方账上", numeric=True),
            TableColumn("抵销", numeric=True),
            TableColumn("两边"),
        ),
        tuple(rows),
        scale="元",
        notes=tuple(notes),
        missing_key=any(pair.out is None or pair.arrived is None for pair in account.pairs),
    )


def _sums(account: Consolidated) -> tuple[Decimal, Decimal, Decimal]:
    """What payers' books hold of all pairs, what receivers' books hold, and what both do."""
    pairs, nothing = account.pairs, Decimal(0)
    out = sum((pair.out or nothing for pair in pairs), nothing)
    came = sum((pair.arrived or nothing for pair in pairs), nothing)
    return out, came, sum((pair.confirmed for pair in pairs), nothing)


def anchor(pair: Pair) -> str:
    """The id of the row of a pair."""
    return f"{pair.payer.id}-{pair.receiver.id}"


def _payments(pair: Pair) -> Link:
    path = payments_of(pair.year) if pair.paid is not None else ""
    return Link(pair.payer.name, f"{pair.payer.id}/{path}", root=True)


def _gifts(pair: Pair) -> Link:
    path = gifts_of(pair.year) if pair.received is not None else ""
    return Link(pair.receiver.name, f"{pair.receiver.id}/{path}", root=True)


def _single_transfers(federation: Federation, account: Consolidated) -> Table:
    names = {body.org: body.organisation.name for body in federation.bodies(account.year)}
    rows = []
    for pair in account.pairs:
        for paid, received in matched(pair.paid or (), pair.received or ()):
            transfer = paid or received
            assert transfer is not None  # noqa: S101
            rows.append(
                TableRow(
                    (
                        names[transfer.payer],
                        names[transfer.receiver],
                        paid.day if paid else _not_there(pair.paid),
                        received.day if received else _not_there(pair.received),
                        Amount(paid.amount, "元", where=paid.where) if paid else "",
                        Amount(received.amount, "元", where=received.where) if received else "",
                    )
                )
            )
    return Table(
        f"federation-{account.year}-transfers",
        f"{account.year}年每一笔",
        (
            TableColumn("拨出方"),
            TableColumn("接收方"),
            TableColumn("拨出日期"),
            TableColumn("入账日期"),
            TableColumn("拨出方账上", numeric=True),
            TableColumn("接收方账上", numeric=True),
        ),
        tuple(rows),
        scale="元",
        notes=(("同样数目的两笔放在一行；只有一边有的，另一边写明没有。",),),
    )


def _not_there(book: tuple[MemberTransfer, ...] | None) -> Cell:
    return Missing.UNDISCLOSED if book is None else Tag("none", "这一年没有")
