"""三方对账: three lists that agree have no difference; every fault is found by its name and its row; no 分 is lost."""

# ruff: noqa: S311  (invented lists, no secrets)

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from settlements import CANARY, FAULTS, FIRST, LAST, TITLES, Lists, clean, written

from disclosure.__main__ import main
from disclosure.problems import Where
from disclosure.settlement import (
    BankLine,
    DifferenceKind,
    PlatformMove,
    Receipt,
    SettledPeriod,
    Settlement,
    SettlementRow,
    settle,
)

SHAPES = [
    {},
    {"named": False},
    {"listed": False},
    {"orders": False},
    {"orders": False, "listed": False, "named": False},
    {"batches": False, "listed": True, "named": False},
    {"batches": False, "listed": False, "named": False},
    {"batches": False, "listed": False, "named": False, "days_a_payout": 3, "orders": False},
    {"days_a_payout": 7},
]
MARCH = SettledPeriod(FIRST, LAST)


def run(lists: Lists, period: SettledPeriod = MARCH) -> Settlement:
    """Settle lists, and hold that no 分 is lost whatever they say."""
    outcome = settle(lists.platform, lists.bank, lists.receipts, period)
    assert outcome.conserved, [balance for balance in outcome.balances if not balance.holds] or outcome.equation
    return outcome


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(shape) or "plain")
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), gifts=st.integers(1, 200))
def test_lists_that_agree_have_no_difference(shape: dict[str, bool], seed: int, gifts: int) -> None:
    """Property: whatever the lists name of orders, batches and payouts, a clean month is explained whole."""
    outcome = run(clean(seed, gifts, **shape))  # type: ignore[arg-type]
    assert outcome.open == ()


def faulty(seed: int) -> tuple[Lists, list[tuple[DifferenceKind, Where]]]:
    """Lists with thirty faults, every kind once or twice, and what should be told of each."""
    lists, rng = clean(seed, 600), Random(seed)
    once = {"next_period", "line_lost", "refunded", "bank_twice"}
    names = [name for name in FAULTS for _ in range(1 if name in once else 2)]
    planted = [FAULTS[name](lists, rng) for name in names]
    assert len(planted) == 30
    return lists, planted


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_thirty_faults_are_found_by_name_and_row(seed: int) -> None:
    """Thirty faults in one set of lists: thirty found, each with its own row; nothing else is told."""
    lists, planted = faulty(seed)
    outcome = run(lists)
    told = [(difference.kind, where) for difference in outcome.differences for where in difference.places]
    missing = [fault for fault in planted if fault not in told]
    assert not missing
    wanted = set(planted)
    false = [entry for entry in outcome.open if not any((entry.kind, where) in wanted for where in entry.places)]
    assert not false


@pytest.mark.parametrize("name", FAULTS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_fault_alone_is_found_and_nothing_else(name: str, seed: int) -> None:
    """Property: one fault, one difference of its name that holds its row."""
    lists, rng = clean(seed, 250), Random(seed)
    if name == "refunded" and not any(slip.cents < 0 for slip in lists.receipts):
        return
    kind, where = FAULTS[name](lists, rng)
    outcome = run(lists)
    assert [entry.kind for entry in outcome.differences if where in entry.places and entry.kind is kind] == [kind]
    assert all(entry.kind is kind and where in entry.places for entry in outcome.open)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    chosen=st.lists(st.sampled_from(sorted(FAULTS)), max_size=12),
    shape=st.sampled_from(SHAPES[:4]),
)
def test_no_cent_is_lost_whatever_is_wrong(seed: int, chosen: list[str], shape: dict[str, bool]) -> None:
    """Property: with any faults, in any shape of lists, the parts of every side add up to it."""
    lists, rng = clean(seed, 120, **shape), Random(seed)  # type: ignore[arg-type]
    for name in chosen:
        try:
            FAULTS[name](lists, rng)
        except (IndexError, StopIteration, ValueError):
            continue  # this shape has nothing that the fault could touch
    run(lists)


# --- a few rows by hand ----------------------------------------------------------------------------


def on(day: int) -> date:
    """A day of the month that is settled."""
    return FIRST.replace(day=day)


def row(place: int, move: PlatformMove = PlatformMove.GIFT, **more: object) -> SettlementRow:
    """A row of the platform, 10.00 元 if nothing else is said."""
    return SettlementRow(Where("平台.xlsx", None, place), move, **{"gross": 1_000, **more})  # type: ignore[arg-type]


def payout(place: int, net: int, day: int | None, **more: object) -> SettlementRow:
    """A sum that the platform lists as paid out."""
    settled = on(day) if day else None
    return row(place, PlatformMove.PAYOUT, **{"gross": None, "settled": settled, "net": net, **more})


def line(place: int, day: int, cents: int, words: str = "财付通") -> BankLine:
    """A line of the bank, of the platform if nothing else is said."""
    return BankLine(Where("银行.xlsx", None, place), on(day), cents, words=words)


def slip(place: int, cents: int, day: int = 1, **more: object) -> Receipt:
    """A receipt."""
    return Receipt(Where("票据.xlsx", None, place), on(day), cents, **more)  # type: ignore[arg-type]


def told(lists: Lists) -> list[tuple[DifferenceKind, str]]:
    """What somebody has to look at, as told."""
    return [(entry.kind, entry.text) for entry in run(lists).open]


WRONG, AGAIN, NEW = {"number": "PJ000001"}, {"number": "PJ000002"}, {"number": "PJ000003"}


@pytest.mark.parametrize(
    ("receipts", "kinds"),
    [
        pytest.param([slip(2, 1_000, **WRONG), slip(3, -1_000, **AGAIN), slip(4, 1_000, **NEW)], [], id="made out again"),
        pytest.param([slip(2, 1_000, **WRONG), slip(3, -1_000, 20, **AGAIN), slip(4, 1_000, 20, **NEW)], [], id="long after"),
        pytest.param([slip(2, 1_200, **WRONG), slip(3, -1_200, **WRONG), slip(4, 1_000, **NEW)], [], id="another sum"),
        pytest.param([slip(2, 1_000, **NEW), slip(3, 1_200, **WRONG), slip(4, -1_200, **AGAIN)], [], id="right one first"),
        pytest.param([slip(2, 1_000, **WRONG), slip(3, 1_000, **NEW)], ["重复"], id="not taken back"),
        pytest.param([slip(2, 1_000, **WRONG), slip(3, 1_000, **WRONG), slip(4, -1_000, **AGAIN)], ["重复", "已退"], id="one number twice"),
        pytest.param([slip(2, 1_000, **WRONG), slip(3, -1_000, **AGAIN)], ["已退"], id="nothing in its place"),
        pytest.param([slip(2, 1_200, **WRONG), slip(3, -700, **AGAIN), slip(4, 1_000, **NEW)], ["重复", "金额不符", "已退"], id="part of it"),
    ],
)  # fmt: skip
def test_a_receipt_made_out_in_place_of_another(receipts: list[Receipt], kinds: list[str]) -> None:
    """冲红重开 leaves one receipt of a gift; what was only taken back, or only doubled, is told as before."""
    named = [replace(entry, order="DD000001") for entry in receipts]
    lists = Lists([row(2, order="DD000001", day=on(1), settled=on(2))], [line(2, 3, 1_000)], named)
    assert sorted(kind for kind, _ in told(lists)) == sorted(kinds)


def test_a_receipt_after_a_real_refund_is_none_in_its_place() -> None:
    """Where the platform gave the money of an order back, the receipt taken back belongs to that."""
    refund = row(3, PlatformMove.REFUND, order="DD000001", day=on(1), settled=on(2))
    gift = row(2, order="DD000001", day=on(1), gross=3_000, settled=on(2))
    receipts = [slip(2, 3_000, **WRONG), slip(3, -1_000, **AGAIN)]
    receipts = [replace(entry, order="DD000001") for entry in receipts]
    assert told(Lists([gift, refund], [line(2, 3, 2_000)], receipts)) == []


TWO_GIFTS = [row(2, day=on(1), settled=on(2), fee=0), row(3, day=on(1), gross=2_000, settled=on(2), fee=0)]


@pytest.mark.parametrize(("lump", "kinds"), [(2_500, []), (3_000, ["已退"])], ids=["what was left", "what was given"])
def test_a_receipt_over_a_payout_leaves_its_refunds_out_or_not(lump: int, kinds: list[str]) -> None:
    """A receipt over what was left after the refunds of a payout takes none back; one over all its gifts should have."""
    refund = row(4, PlatformMove.REFUND, gross=500, day=on(2), settled=on(2))
    lists = Lists([*TWO_GIFTS, refund], [line(2, 3, 2_500)], [slip(2, lump, 2, count=2)])
    assert [kind for kind, _ in told(lists)] == kinds


@pytest.mark.parametrize(
    ("listed", "batches"),
    [
        pytest.param([payout(9, 3_000, 2, batch="JS01")], ["", ""], id="only the payout names a batch"),
        pytest.param([payout(9, 3_000, 2)], ["JS01", "JS01"], id="only the gifts name one"),
        pytest.param([payout(9, 3_000, 2, batch="JS01")], ["JS01", "JS01"], id="both"),
        pytest.param([payout(9, 3_000, 2)], ["", ""], id="none"),
        pytest.param([payout(8, 1_000, 2, batch="JS01"), payout(9, 2_000, 2, batch="JS02")], ["JS01", "JS02"], id="two of a day"),
    ],
)  # fmt: skip
def test_a_listed_payout_is_made_of_the_gifts_of_its_batch_or_its_day(
    listed: list[SettlementRow], batches: list[str]
) -> None:
    """Gifts and payouts that name each other by batch or by day meet, and the bank shows each payout once."""
    gifts = [replace(gift, batch=batch) for gift, batch in zip(TWO_GIFTS, batches, strict=True)]
    lines = [line(2 + place, 3, entry.net or 0) for place, entry in enumerate(listed)]
    assert told(Lists([*gifts, *listed], lines)) == []


def test_payouts_of_one_day_that_cannot_be_told_apart_stay_apart() -> None:
    """Two payouts with batches, and gifts that only name the day: which are which is not guessed."""
    listed = [payout(8, 1_000, 2, batch="JS01"), payout(9, 2_000, 2, batch="JS02")]
    kinds = [kind for kind, _ in told(Lists([*TWO_GIFTS, *listed], [line(2, 3, 1_000), line(3, 3, 2_000)]))]
    assert kinds.count(DifferenceKind.SUM) == 2
    other = [replace(gift, batch="JS09") for gift in TWO_GIFTS]  # nor is another batch of the same day
    kinds = [kind for kind, _ in told(Lists([*other, payout(9, 3_000, 2, batch="JS01")], [line(2, 3, 3_000)]))]
    assert DifferenceKind.SUM in kinds


def test_a_payout_that_lacks_a_gift_says_how_many_it_has() -> None:
    """How many gifts are missing is told beside the money; where the money agrees nothing is told."""
    (kind, text), *more = told(Lists([*TWO_GIFTS, payout(9, 3_500, 2, count=3)], [line(2, 3, 3_500)]))
    assert (kind, more) == (DifferenceKind.SUM, [])
    assert "结算金额写的是 35.00元，明细加起来是 30.00元；笔数写的是 3，明细有 2 笔" in text
    assert told(Lists([*TWO_GIFTS, payout(9, 3_000, 2, count=3)], [line(2, 3, 3_000)])) == []


LOOSE = [row(2, day=on(1), fee=10), row(3, day=on(2), gross=2_000, fee=20)]


@pytest.mark.parametrize(
    ("stated", "kinds"),
    [
        pytest.param({"gross": 3_000, "fee": 30}, [], id="as the rows say"),
        pytest.param({}, [], id="nothing but what was paid"),
        pytest.param({"fee": 60}, [DifferenceKind.FEE], id="another fee"),
        pytest.param({"gross": 3_100, "refund": 100}, [DifferenceKind.SUM], id="a refund that no row tells of"),
    ],
)
def test_what_a_payout_of_several_days_says_is_held_against_them(
    stated: dict[str, int], kinds: list[DifferenceKind]
) -> None:
    """A payout that is the sum of a run of days is compared by its parts as any other."""
    assert [kind for kind, _ in told(Lists([*LOOSE, payout(9, 2_970, 3, **stated)], [line(2, 4, 2_970)]))] == kinds


@pytest.mark.parametrize(("pending", "kinds"), [(False, [DifferenceKind.SUM]), (True, [])])
def test_a_payout_without_a_day_is_not_lost(pending: bool, kinds: list[DifferenceKind]) -> None:  # noqa: FBT001
    """Its money is part of the equation, and somebody is told unless it is still to come."""
    listed = [payout(8, 2_970, 3), payout(9, 500, None, batch="JS000009", pending=pending)]
    lines = [line(2, 4, 2_970)] if pending else [line(2, 4, 2_970), line(3, 5, 500, "财付通 JS000009")]
    outcome = run(Lists([*LOOSE, *listed], lines))
    assert [entry.kind for entry in outcome.open] == kinds
    assert ("＋没有明细的结算", 500) in [(part.label, part.cents) for part in outcome.equation]


@pytest.mark.parametrize(
    ("batch", "words"),
    [("JS000001", "JS000001 差额退回"), ("20250302", "张三 20250302"), ("2025-03-02", "张三 2025-03-02")],
    ids=["a second line of the batch", "a day in figures", "a day"],
)
def test_a_payout_is_the_line_of_its_own_sum(batch: str, words: str) -> None:
    """Another line that bears the name of a payout, or its day, is not taken for it while its own line is there."""
    gifts = [replace(gift, batch=batch) for gift in TWO_GIFTS]
    lists = Lists(
        gifts, [line(2, 3, 500, words), line(3, 3, 3_000, f"财付通 {batch}")], [slip(2, 500, 3, straight=True)]
    )
    lists.receipts += [slip(3, 1_000), slip(4, 2_000)]
    assert told(lists) == []


def test_a_payout_that_arrived_with_another_sum_is_known_by_its_name() -> None:
    """The line that names a batch is its payout, though less came."""
    gifts = [replace(gift, batch="JS000001") for gift in TWO_GIFTS]
    assert [kind for kind, _ in told(Lists(gifts, [line(2, 3, 2_900, "转账 JS000001")]))] == [DifferenceKind.AMOUNT]


def test_a_gift_that_came_straight_is_no_payout_of_another_sum() -> None:
    """A line that is to the 分 and the day a gift of the books is that gift, though a payout of the same days is missing."""
    gift = row(2, order="DD000001", batch="JS000001", day=on(1), settled=on(3))
    receipts = [slip(2, 1_000, order="DD000001"), slip(3, 3_000, 3)]
    differences = told(Lists([gift], [line(2, 3, 3_000, "公益捐款"), line(3, 20, 7, "利息")], receipts))
    assert [kind for kind, _ in differences] == [DifferenceKind.UNCLAIMED, DifferenceKind.NOT_ARRIVED]


@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        pytest.param("", [DifferenceKind.TWICE], id="of no order"),
        pytest.param("JS000001", [DifferenceKind.TWICE], id="of the payout"),
        pytest.param("LS000007", [DifferenceKind.TWICE], id="of its line of the bank"),
        pytest.param("DD000009", [DifferenceKind.NO_SOURCE], id="of another order"),
    ],
)
def test_a_receipt_of_another_order_is_none_over_a_payout(order: str, kinds: list[DifferenceKind]) -> None:
    """That a payout comes to the same sum does not make it the money of an order that is not among its gifts."""
    gift = row(2, order="DD000001", batch="JS000001", day=on(1), settled=on(2))
    receipts = [slip(2, 1_000, order="DD000001", **WRONG), slip(3, 1_000, 2, order=order, **AGAIN)]
    assert [kind for kind, _ in told(Lists([gift], [line(2, 3, 1_000, "财付通 LS000007")], receipts))] == kinds


def test_what_lies_outside_the_period_is_explained_and_met_by_nothing() -> None:
    """A gift of the day before has its money and its receipt outside; one of the first day is in."""
    before = FIRST - timedelta(days=1)
    gifts = [row(2, order="DD000001", day=before, settled=FIRST), row(3, order="DD000002", day=FIRST, settled=on(2))]
    receipts = [replace(slip(2, 1_000, order="DD000001"), day=before), slip(3, 1_000, order="DD000002")]
    lines = [BankLine(Where("银行.xlsx", None, 2), before, 700, words="转账"), line(3, 3, 1_000)]
    outcome = run(Lists(gifts, lines, receipts))
    assert outcome.open == ()
    parts = {(balance.label, part.label): part.cents for balance in outcome.balances for part in balance.parts}
    assert [cents for (_, label), cents in parts.items() if label == DifferenceKind.OUTSIDE] == [1_000, 700, 1_000]


# --- files and the command -------------------------------------------------------------------------


def command(lists: Lists, folder: Path, *more: str) -> int:
    """Write the lists as files and settle them on the command line."""
    paths = written(lists, folder)
    platform = [*paths.get("平台", []), *paths.get("结算单", [])]
    return main(
        [
            "settle", "--platform", *map(str, platform), "--bank", *map(str, paths["银行"]), "--receipts", *map(str, paths["票据"]),
            "--from", str(FIRST), "--to", str(LAST), *more,
        ]
    )  # fmt: skip


def test_files_that_agree_end_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles above, private columns, dates and amounts in many forms: all is read, all meets, and nobody is named."""
    assert command(clean(5, 200), tmp_path) == 0
    printed = capsys.readouterr().out
    assert "全部对上，每一分都有着落" in printed
    assert "表头在第 3 行" in printed
    assert not [canary for canary in CANARY if canary in printed]


def test_thirty_faults_in_files_are_found_at_their_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the files, in every form of the report: thirty of thirty at the row that the bookkeeper sees, nothing private."""
    lists, planted = faulty(11)
    assert command(lists, tmp_path, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["conserved"]
    told = {
        (entry["kind"], place["file"], place["row"]) for entry in report["differences"] for place in entry["places"]
    }
    assert {(str(kind), where.file, (where.row or 0) + TITLES) for kind, where in planted} <= told
    folder = tmp_path / "报告"
    for form in ("html", "xlsx", "xlsx"):
        assert command(lists, tmp_path, "--format", form, "--report", str(folder)) == 1
    page = (folder / "三方对账.html").read_text("utf-8")
    sheet = openpyxl.load_workbook(folder / "三方对账.xlsx")["差异"]
    assert sheet.max_row == len(report["differences"]) + 1
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert command(lists, tmp_path) == 1
    for text in (page, cells, capsys.readouterr().out, json.dumps(report, ensure_ascii=False)):
        assert "待认领" in text
        assert not [canary for canary in CANARY if canary in text]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(shape) or "plain")
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6), gifts=st.integers(30, 200), later=st.integers(1, 15))
def test_a_period_that_begins_among_the_gifts_of_a_payout(
    shape: dict[str, bool], seed: int, gifts: int, later: int
) -> None:
    """Property: wherever the period begins, its first payouts are made of gifts from before it, too, and agree.

    What was paid out before it and came in it is all that is asked about.
    """
    lists = clean(seed, gifts, **shape)  # type: ignore[arg-type]
    outcome = run(lists, SettledPeriod(FIRST + timedelta(days=later), LAST))
    assert [(entry.kind, entry.text) for entry in outcome.open if entry.kind is not DifferenceKind.NEXT_PERIOD] == []


def test_gifts_of_before_the_period_in_its_first_payout_are_told_apart() -> None:
    """What was given before stands apart in the equation, needs no receipt, and lies outside the period."""
    gifts = [row(2, order="DD000001", day=on(1)), row(3, order="DD000002", day=on(2), gross=2_000)]
    gifts = [replace(gift, batch="JS000001", settled=on(2)) for gift in gifts]
    lists = Lists(gifts, [line(2, 3, 3_000, "财付通 JS000001")], [slip(2, 2_000, 2, order="DD000002")])
    outcome = run(lists, SettledPeriod(on(2), LAST))
    assert outcome.open == ()
    assert [(part.label, part.cents) for part in outcome.equation] == [
        ("捐款", 2_000),
        ("＋期间以前的捐款", 1_000),
        ("－到账", -3_000),
    ]
    parts = {part.label: part.cents for part in outcome.balances[0].parts}
    assert parts == {"和票据对上": 2_000, DifferenceKind.OUTSIDE: 1_000}
