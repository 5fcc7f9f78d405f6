"""The gifts of a month by columns: what is the same for many is worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct, field

from ...arrays import np, npt
from ...blocks import answer_id, returned_id
from ...model import (
    COLUMNS,
    Aim,
    Cell,
    CellColumn,
    Dataset,
    Disclosure,
    GiftAnswer,
    GiftColumns,
    Link,
    Place,
    purpose_of,
    shown_currency,
)
from ...reading import AnyColumn, Missing, YesNo, release
from ...workers import workers
from ..gift_refunds import GIFTS, RefundRecord
from .record import WISHES, DonationRecord, GiftKind

Batched: TypeAlias = tuple[Place, Place, str]  # what gifts are bound to, on which way and on which day they came
Positions: TypeAlias = "npt.NDArray[np.integer[Any]]"

# What tells of a gift what most gifts have nothing of.
_OWN: tuple[AnyColumn, ...] = (
    DonationRecord.id,
    DonationRecord.received_on,
    DonationRecord.kind,
    DonationRecord.shown_as,
    DonationRecord.gifts,
    DonationRecord.fee,
    DonationRecord.net,
    *COLUMNS,
    *WISHES,
)

_RECEIPTS: dict[str, str] = {YesNo.YES: "已开", YesNo.NO: "未开"}


class LaidOut(Struct):
    """The gifts of a month as pages show them, and what their answers are worked out from.

    *batches* are those that share one fate and *batch* says for each gift which is its own: -1 where no answer is due, or where
    the gift has one to itself (*alone*, by its place). *lumps* are the rows that stand for many gifts.
    """

    columns: GiftColumns
    batches: Sequence[Batched]
    batch: Sequence[int]
    alone: Mapping[int, Batched]
    lumps: Mapping[int, int]
    answers: dict[int, GiftAnswer] = field(default_factory=dict)  # batch → its answer, worked out once


def month_laid_out(
    disclosure: Disclosure,
    dataset: Dataset,
    month: str,
    parts: Sequence[Positions],
    known: Mapping[tuple[str, str], Link],
    returned: Mapping[str, Sequence[RefundRecord]],
) -> LaidOut:
    """The gifts of a month, page by page in *parts*; only those months are held that are being written."""
    held: dict[str, LaidOut] = disclosure.kept.setdefault((GIFTS, "months"), {})
    if month not in held:
        while len(held) > workers().ahead:
            del held[next(iter(held))]  # the first that was asked for
        release()  # what was read of the month before
        held[month] = by_columns(disclosure, dataset, np.concatenate(parts), known, returned)
    return held[month]


def by_columns(
    disclosure: Disclosure,
    dataset: Dataset,
    positions: Positions,
    known: Mapping[tuple[str, str], Link],
    returned: Mapping[str, Sequence[RefundRecord]],
) -> LaidOut:
    """What is the same for many gifts is worked out once; only gifts with something of their own to tell are looked at singly."""
    numbers = [number for (number,) in dataset.at(positions, (DonationRecord.id,))]
    days, arrived = dataset.words_at(DonationRecord.received_on, positions)
    signatures, names = dataset.words_at(DonationRecord.shown_as, positions)
    signed = signatures.astype(np.int64)
    channels, ways = dataset.words_at(DonationRecord.channel, positions)
    receipts, said = dataset.words_at(DonationRecord.receipt, positions)
    wishes, meant = _combinations([dataset.words_at(wish, positions) for wish in WISHES])
    dated, fates = _combinations([(days, arrived), (wishes, meant)])
    batches = [(*_bound(disclosure, tuple(cells)), str(day)) for day, cells in fates]
    places = {batch: place for place, batch in enumerate(dict.fromkeys(batches))}
    batch = np.array([places[fate] for fate in batches], dtype=np.int64)[dated]
    answers: list[Cell] = [Link("看去处", f"#{answer_id(*fate)}") for fate in places]
    answer = batch.copy()
    alone: dict[int, Batched] = {}
    lumps: dict[int, int] = {}
    singly = _singly(dataset, positions, numbers, returned)
    told_singly = dataset.at(positions[singly], _OWN)
    for at, (number, day, kind, shown, gifts, fee, net, *rest) in zip(singly.tolist(), told_singly, strict=True):
        gone = returned.get(number, ())
        beside = [kind] if kind != GiftKind.MONEY else []
        beside += _beside(gone, gifts, fee, net, rest[: len(COLUMNS)])
        if beside:
            signed[at] = len(names)
            names.append(f"{shown}（{'；'.join(beside)}）")
        if gifts is not None and gifts > 1:
            lumps[at] = int(gifts)
        if gone:
            answer[at] = len(answers)
            answers.append(Link("看去处", f"#{returned_id(number, day)}"))
        if kind != GiftKind.MONEY:
            answer[at] = len(answers)
            answers.append("物资")
        elif gone:
            alone[at] = (*_bound(disclosure, rest[len(COLUMNS) :]), day)
        if kind != GiftKind.MONEY or gone:
            batch[at] = -1
    origins, lines = dataset.lines_at(positions)
    columns = GiftColumns(
        numbers,
        dataset[DonationRecord.amount].iloc[positions].to_numpy(dtype=np.int64).tolist(),
        [(file, sheet) for file, sheet, _ in dataset.tables],
        origins.tolist(),
        lines.tolist(),
        CellColumn(days.tolist(), arrived),
        CellColumn(signed.tolist(), names),
        CellColumn(
            channels.tolist(),
            [*(known.get(("channel", way), Missing.UNDISCLOSED) for way in ways), Missing.UNDISCLOSED],
        ),
        CellColumn(wishes.tolist(), [_wish(known, cells) for cells in meant]),
        CellColumn(
            receipts.tolist(), [*(_RECEIPTS.get(word, Missing.UNDISCLOSED) for word in said), Missing.UNDISCLOSED]
        ),
        CellColumn(answer.tolist(), answers),
    )
    return LaidOut(columns, list(places), batch.tolist(), alone, lumps)


def _wish(known: Mapping[tuple[str, str], Link], cells: Sequence[str | None]) -> Cell:
    """What gifts are meant for, by the cells of `WISHES`."""
    meant = tuple(known[wish.name, key] for wish, key in zip(WISHES, cells, strict=True) if key)
    return meant or "没有指定"


def _combinations(columns: Sequence[tuple[Positions, Sequence[Any]]]) -> tuple[Positions, list[tuple[Any, ...]]]:
    """(place of the cells of each row, every different combination of cells, None where there is none) of columns side by side."""
    codes = np.zeros(len(columns[0][0]), dtype=np.int64)
    for places, words in columns:
        codes = codes * (len(words) + 1) + places + 1
    seen, places = np.unique(codes, return_inverse=True)
    combinations: list[tuple[Any, ...]] = []
    for code in seen.tolist():
        cells: list[Any] = []
        for _, words in reversed(columns):
            code, at = divmod(code, len(words) + 1)  # noqa: PLW2901
            cells.append(words[at - 1] if at else None)
        combinations.append(tuple(reversed(cells)))
    return places, combinations


def _singly(
    dataset: Dataset, positions: Positions, numbers: Sequence[str], returned: Mapping[str, Sequence[RefundRecord]]
) -> Positions:
    """The gifts that have something of their own to tell: goods, lumps, fees, other currencies, what went back."""
    kinds, words = dataset.words_at(DonationRecord.kind, positions)
    singly = np.array([*(word != GiftKind.MONEY for word in words), True], dtype=bool)[kinds]
    for rare in (DonationRecord.gifts, DonationRecord.fee, *COLUMNS):
        singly |= dataset[rare].iloc[positions].notna().to_numpy(dtype=bool)
    if returned:
        singly |= np.fromiter((number in returned for number in numbers), dtype=bool, count=len(numbers))
    return np.flatnonzero(singly)


def _bound(disclosure: Disclosure, wishes: Sequence[str | None]) -> tuple[Place, Place]:
    """What a gift is bound to, and on which way it came, by the cells of `WISHES`."""
    project, fund, emergency, campaign = (wish or "" for wish in wishes)
    return purpose_of(disclosure.trace.aims, campaign, Aim(project, fund, emergency))


def links_of_records(disclosure: Disclosure) -> dict[tuple[str, str], Link]:
    """Pages of the records that gifts can name."""
    return {
        (name, row.record_id): Link(row.record_name, disclosure.kinds[kind].place(row))
        for name, kind in (
            ("channel", "channels"),
            ("campaign", "campaigns"),
            ("project", "projects"),
            ("fund", "funds"),
            ("emergency", "emergencies"),
        )
        for row in disclosure.records.get(kind, ())
    }


def _beside(returned: Sequence[RefundRecord], gifts: Any, fee: Any, net: Any, abroad: Sequence[Any]) -> list[str]:
    """What else a row tells: how many gifts it is, what the platform kept, what was given in another currency, what went back."""
    words = [f"{int(gifts):,}笔合在一行"] if gifts is not None and gifts > 1 else []
    if fee:
        words.append(f"平台手续费{fee:,.2f}元" + (f"，到账{net:,.2f}元" if net is not None else ""))
    if None not in abroad:
        currency, foreign, rate, day = abroad
        words.append(shown_currency(currency, foreign, rate, day))
    words += [f"{row.refunded_on}退款{row.amount:,.2f}元" for row in returned if row.amount is not None]
    return words
