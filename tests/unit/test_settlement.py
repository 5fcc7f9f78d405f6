"""三方对账: three lists that agree have no difference; every fault is found by its name and its row; no 分 is lost."""

# ruff: noqa: S311  (invented lists, no secrets)

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from settlements import CANARY, FAULTS, FIRST, LAST, TITLES, Lists, clean, written

from disclosure.__main__ import main
from disclosure.problems import Where
from disclosure.settlement import DifferenceKind, SettledPeriod, Settlement, settle

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
