"""(n) What it takes to settle a month of 200,000 gifts: platform, bank and receipts as files, on the command line."""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from .measure import median, run
from .tables import Result

GIFTS = 200_000
FIRST, DAYS = date(2025, 3, 1), 25
RUNS = 3
_AMOUNTS = (100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


def settling(runs: int | None = None) -> Result:
    """Receipts that name the orders, and receipts that name none, so that only days and amounts tell."""
    rows = []
    for title, ordered in (("票据写明订单号", True), ("票据没有订单号，按日期和金额", False)):
        with tempfile.TemporaryDirectory(prefix="disclosure-settling-") as folder:
            _write(Path(folder), ordered=ordered)
            files = {name: Path(folder) / f"{name}.csv" for name in ("平台", "结算单", "银行", "票据")}
            command: list[str | Path] = [sys.executable, "-m", "disclosure", "settle", "--platform", files["平台"]]
            command += [files["结算单"], "--bank", files["银行"], "--receipts", files["票据"]]
            results = [run(command) for _ in range(runs or RUNS)]
        processor, memory = (median(results, what) for what in ("processor", "memory"))
        rows.append((title, f"{GIFTS:,}", f"{processor:.1f}", f"{memory:.0f}"))
    notes = (
        "只用一个处理器，机器空闲时用时和处理器的时间差不多；从四个 CSV 文件读起，到写出结果；三边全部对上，每次都以 0 结束。",
    )
    head = ("怎样核对", "捐款（笔）", "处理器（秒）", "内存（MB）")
    return Result("子　二十万笔的三方对账", head, tuple(rows), notes)


def _write(folder: Path, *, ordered: bool) -> None:
    """A clean month: gifts, their daily payouts, the lines of the bank, and a receipt a gift."""
    rng = random.Random(20_250_301)
    gifts: list[tuple[object, ...]] = []
    receipts: list[tuple[object, ...]] = []
    payouts: list[tuple[object, ...]] = []
    bank: list[tuple[object, ...]] = []
    for offset in range(DAYS):
        day = FIRST + timedelta(days=offset)
        paid = day + timedelta(days=1)
        batch, net, gross = f"JS{paid:%Y%m%d}", 0, 0
        for _ in range(GIFTS // DAYS):
            cents = rng.choice(_AMOUNTS)
            fee = (cents * 6 + 500) // 1_000
            order = f"{rng.randrange(10**27, 10**28)}"
            gifts.append((order, f"{day} 12:00:00", _yuan(cents), _yuan(fee), _yuan(cents - fee), batch, paid))
            receipts.append((f"PJ{len(receipts):09d}", day, _yuan(cents), order if ordered else ""))
            net, gross = net + cents - fee, gross + cents
        payouts.append((batch, paid, _yuan(gross), _yuan(gross - net), _yuan(net), GIFTS // DAYS))
        bank.append((paid, f"L{offset:06d}", f"财付通 {batch}", _yuan(net)))
    _file(
        folder / "平台.csv",
        ("商户订单号", "捐款时间", "捐款金额(元)", "手续费", "结算金额", "结算批次", "结算日期"),
        gifts,
    )
    _file(folder / "结算单.csv", ("结算批次", "结算日期", "捐款总额", "手续费", "结算金额", "笔数"), payouts)
    _file(folder / "银行.csv", ("交易日期", "交易流水号", "摘要", "贷方发生额"), bank)
    _file(folder / "票据.csv", ("票据号码", "开票日期", "票据金额", "订单号"), receipts)


def _file(path: Path, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def _yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
