"""Donations: one row a gift, names only with consent, and totals on pages that are the totals of the rows."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_money import Folder, blocks, words

from disclosure.kinds.gifts import EDGES, FEWEST_GIVERS, AmountBand, DonationRecord, largest, merged
from disclosure.kinds.gifts.sums import Sum
from disclosure.kinds.gifts.tables import less
from disclosure.model import Amount, ChartBlock, Page, RowRole, Table, TableBlock, dataset, size_bands
from disclosure.output.exports import records
from disclosure.output.formats import csv_bytes
from disclosure.output.table_files import write_tables
from disclosure.pages import downloads
from disclosure.storage import TreeFiles

GIFT = {
    "id": "2024-02-00001",
    "received_on": "2024-02-03",
    "amount": "100.50",
    "kind": "现金",
    "donor_type": "个人",
    "donor": "张三丰",
    "channel": "online",
    "receipt": "是",
    "receipt_no": "0012345678",
}


def gifts(count: int, month: str = "2024-02") -> list[dict[str, str]]:
    """So many gifts of as many persons, each a little larger than the one before."""
    return [
        {
            **GIFT,
            "id": f"{month}-{number:05d}",
            "received_on": f"{month}-{number % 28 + 1:02d}",
            "amount": f"{number}.{number % 100:02d}",
            "donor": f"捐赠人{number}",
            "receipt_no": "",
        }
        for number in range(1, count + 1)
    ]


def table_of(page: Page) -> Table:
    return blocks(page, TableBlock)[0].table


def total_of(table: Table) -> Decimal:
    """The money in the double-ruled last row."""
    assert table.rows[-1].role is RowRole.TOTAL
    return next(one.value for one in reversed(table.rows[-1].cells) if isinstance(one, Amount) and one.unit == "元")


# --- pages ---------------------------------------------------------------------------------------


def test_a_gift_is_reached_by_its_month_and_its_number(folder: Folder) -> None:
    """Gift 2024-02-00501 stands on the page of numbers 501 to 1,000 of February, in a row with its own anchor."""
    folder.write("donations", gifts(530))
    pages = folder.pages()
    assert {path for path in pages if path.startswith("donations/")} == {
        "donations/",
        "donations/2024/",
        "donations/2024/02/",
        "donations/2024/02/00001-00500/",
        "donations/2024/02/00501-01000/",
    }
    *rows, _ = table_of(pages["donations/2024/02/00501-01000/"]).rows
    assert [row.id for row in rows] == [f"2024-02-{number:05d}" for number in range(501, 531)]
    assert rows[0].cells[2] == Amount(Decimal("501.01"), "元", where=rows[0].cells[2].where)
    assert rows[0].cells[2].where.row == 502


def test_totals_on_every_page_are_the_totals_of_the_rows(folder: Folder) -> None:
    """Range, month, year and entrance each end in the exact sum of the gifts below them."""
    february, march = gifts(530), gifts(20, "2024-03")
    folder.write("donations", february, "2024-02")
    folder.write("donations", march, "2024-03")
    pages = folder.pages()
    money = [sum((Decimal(one["amount"]) for one in rows), Decimal(0)) for rows in (february, march)]
    ranges = [total_of(table_of(page)) for path, page in pages.items() if path.startswith("donations/2024/02/0")]
    assert sum(ranges) == money[0]
    assert total_of(table_of(pages["donations/2024/02/"])) == money[0]
    assert total_of(table_of(pages["donations/2024/03/"])) == money[1]
    for path in ("donations/2024/", "donations/"):
        for one in blocks(pages[path], TableBlock):
            assert total_of(one.table) == sum(money), one.table.id
    assert f"550笔，{sum(money):,.2f}元" in words(pages["donations/"].finding)


def test_a_month_without_gifts_says_so(folder: Folder) -> None:
    """Between the first and the last month a month without gifts is a line of its own."""
    folder.write("donations", [*gifts(1), *gifts(1, "2024-04")])
    rows = table_of(folder.pages()["donations/2024/"]).rows
    assert rows[1].cells[0] == "3月（没有到账记录）"


def test_designated_gifts_stand_on_the_page_of_their_project(folder: Folder) -> None:
    """The project, the fund and the campaign each show how many gifts were meant for them, and how much."""
    rows = gifts(4)
    rows[0]["project"] = rows[1]["project"] = "books"
    rows[2]["fund"] = "spring"
    folder.write("donations", rows)
    pages = folder.pages()
    table = next(one.table for one in blocks(pages["projects/books/"], TableBlock))
    assert [one.value for one in table.rows[0].cells[1:]] == [2, Decimal("3.03")]
    assert "donations-fund-spring" in words(pages["funds/spring/"].blocks)
    assert "donations-project" not in words(pages["projects/meals/"].blocks)


def test_everything_a_gift_is_meant_for_is_named(folder: Folder) -> None:
    """Project, fund, emergency and campaign stand as links; only a gift without any of them is 不定向."""
    meant = {"project": "books", "fund": "spring", "emergency": "flood", "campaign": "warm"}
    gift = {**GIFT, "id": "2024-03-00001", "received_on": "2024-03-09"}
    folder.write("donations", [{**gift, **meant}, {**gift, "id": "2024-03-00002", "receipt_no": ""}])
    first, second, _ = table_of(folder.pages()["donations/2024/03/00001-00500/"]).rows
    assert [one.path for one in first.cells[5]] == [
        "projects/books/",
        "funds/spring/",
        "emergencies/flood/",
        "campaigns/warm/",
    ]
    assert second.cells[5] == "没有指定"


def test_no_donations_make_no_page_and_stay_in_the_list_of_gaps(folder: Folder) -> None:
    """An organisation without gifts in rows has no lookup, and says that it has none."""
    pages = folder.pages()
    assert not [path for path in pages if path.startswith("donations")]
    assert "逐笔捐赠明细" in words(pages["channels/"].blocks)
    folder.write("donations", [GIFT])
    assert "逐笔捐赠明细" not in words(folder.pages()["channels/"].blocks)


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({}, "爱心人士"),
        ({"consent": "否"}, "爱心人士"),
        ({"consent": "是"}, "张三丰"),
        ({"consent": "是", "shown_as": "一位老师"}, "一位老师"),
        ({"consent": "是", "donor_type": "匿名"}, "爱心人士"),
        ({"donor_type": "单位", "donor": "甲公司"}, "甲公司"),
        ({"donor_type": "单位", "donor": "甲公司", "shown_as": "甲公司员工"}, "甲公司员工"),
        ({"donor_type": "单位", "donor": "甲公司", "consent": "否"}, "爱心单位"),
        ({"donor_type": "单位", "donor": ""}, "爱心单位"),
        ({"donor": "", "consent": "是"}, "爱心人士"),
    ],
)
def test_the_name_shown_follows_consent(folder: Folder, cells: dict[str, str], shown: str) -> None:
    """A person is named only with consent, a body unless it objects; everybody else is 爱心人士 or 爱心单位."""
    folder.write("donations", [{**GIFT, **cells}])
    page = folder.pages()["donations/2024/02/00001-00500/"]
    assert table_of(page).rows[0].cells[3] == shown


def test_the_largest_gifts_of_a_year_are_named_without_names_that_were_not_agreed_to(folder: Folder) -> None:
    """Five single gifts, the largest first; what a platform sent for many givers is no gift of one."""
    rows = [
        {**GIFT, "id": f"2024-02-0000{number}", "amount": f"{number}00", "receipt_no": ""} for number in range(1, 8)
    ]
    rows[2] |= {"donor_type": "单位", "donor": "甲公司"}
    rows[6] |= {"gifts": "70"}
    folder.write("donations", rows)
    disclosure = folder.disclosure()
    (table,) = (one.table for one in largest(disclosure, 2024))
    assert [row.cells[1].value for row in table.rows] == [600, 500, 400, 300, 200]  # type: ignore[union-attr]
    assert [row.cells[0] for row in table.rows] == ["爱心人士", "爱心人士", "爱心人士", "甲公司", "爱心人士"]
    assert "张三丰" not in words(table)
    assert "平台合在一起到账的没有列出" in words(table)
    assert "一样多" not in words(table)
    assert list(largest(disclosure, 2023)) == []


def test_the_largest_gifts_say_how_many_more_are_as_large(folder: Folder) -> None:
    """Which of equal gifts are listed is chance, so it is said that there are others; none but single gifts count."""
    rows = [{**GIFT, "id": f"2024-02-0000{number}", "amount": "200", "receipt_no": ""} for number in range(1, 9)]
    rows[0] |= {"amount": "900"}
    rows[7] |= {"amount": "100"}
    folder.write("donations", rows)
    (table,) = (one.table for one in largest(folder.disclosure(), 2024))
    assert [row.cells[1].value for row in table.rows] == [900, 200, 200, 200, 200]  # type: ignore[union-attr]
    assert "和最后一笔一样多的另有2笔，没有列出" in words(table)
    assert "平台" not in words(table)


def test_none_of_equal_gifts_is_the_largest(folder: Folder) -> None:
    """Where all that are listed equal those that are not, the table says how many there are."""
    rows = [{**GIFT, "id": f"2024-02-0000{number}", "amount": "200", "receipt_no": ""} for number in range(1, 9)]
    folder.write("donations", rows)
    (table,) = (one.table for one in largest(folder.disclosure(), 2024))
    assert table.caption == "2024年最大的捐赠有8笔，一样多，列5笔"


def test_more_given_back_than_given_has_a_true_minus() -> None:
    """The sentence and the table below it write what is left alike."""
    assert less(Sum(1, Decimal(100)), Sum(1, Decimal(900))).endswith("净额−800.00元")


def test_nothing_private_leaves_the_reading_room(folder: Folder) -> None:
    """Without consent no page, no download and no table behind them holds the name; the receipt number never does."""
    folder.write("donations", [GIFT])
    disclosure = folder.disclosure()
    export = records(disclosure, "donations")
    downloaded = csv_bytes([one.name for one in export.fields], export.rows).decode("utf-8-sig")
    shown = words(folder.pages())
    assert "爱心人士" in shown
    everything = shown + downloaded + disclosure.datasets["donations"].frame.drop(columns="receipt_no").to_csv()
    assert "张三丰" not in everything
    assert "0012345678" not in downloaded + shown
    assert "爱心人士" in downloaded


def test_a_page_is_printed_without_making_its_bulk_rows(folder: Folder) -> None:
    """A debugger that prints a page of millions of gifts gets their number, not the gifts."""
    folder.write("donations", [GIFT])
    block = blocks(folder.pages()["donations/2024/02/00001-00500/"], TableBlock)[0]
    assert repr(block.table.rows) == "<2 bulk rows>"
    assert repr(block.table.rows) in repr(block)
    assert GIFT["id"] in words(block.table.rows)


def test_the_download_holds_every_gift_exactly(folder: Folder) -> None:
    """Rows, numbers and 分 of the download are those of the file."""
    rows = gifts(3)
    folder.write("donations", rows)
    export = records(folder.disclosure(), "donations")
    names = [one.name for one in export.fields]
    assert [row[names.index("id")] for row in export.rows] == [one["id"] for one in rows]
    assert [str(row[names.index("amount")]) for row in export.rows] == ["1.01", "2.02", "3.03"]


def test_downloads_made_in_blocks_are_those_made_at_once(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rows are taken at a time, the files are the same to the byte."""
    folder.write("donations", gifts(7))
    disclosure = folder.disclosure()
    write_tables(TreeFiles(tmp_path / "whole"), disclosure, {})
    monkeypatch.setattr(dataset, "_BLOCK", 3)
    write_tables(TreeFiles(tmp_path / "blocks"), disclosure, {})
    for name in ("donations.csv", "donations.json", "donations.xlsx"):
        assert (tmp_path / "blocks" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert len(json.loads((tmp_path / "blocks" / "donations.json").read_text("utf-8"))) == 7


def test_a_page_of_gifts_can_be_walked_again(folder: Folder) -> None:
    """The rows of a page are made when they are asked for: each time all of them, in the order of the numbers."""
    rows = gifts(3)
    folder.write("donations", [rows[2], rows[0], rows[1]])
    table = table_of(next(page for path, page in folder.pages().items() if path.endswith("/00001-00500/")))
    assert [row.id for row in table.rows] == [*(one["id"] for one in rows), None]
    assert list(table.rows) == list(table.rows)
    assert len(table.rows) == 4
    assert table.rows[3].cells[2] == Amount(Decimal("6.06"), "元")


def test_a_table_longer_than_a_sheet_is_not_cut(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook that could not hold every row is not written, and the page of downloads says why."""
    monkeypatch.setattr(downloads, "WORKBOOK_ROWS", 2)
    folder.write("donations", gifts(3))
    write_tables(TreeFiles(tmp_path / "out"), folder.disclosure(), {})
    assert (tmp_path / "out" / "donations.csv").read_text("utf-8-sig").count("\n") == 4
    assert not (tmp_path / "out" / "donations.xlsx").exists()
    assert "行数超过 Excel 上限" in words(folder.pages()["data/"].blocks)


# --- faults --------------------------------------------------------------------------------------

OTHER = {**GIFT, "id": "2024-02-00002", "receipt_no": "0012345679"}


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([GIFT, {**OTHER, "receipt_no": "0012345678"}], "receipt-twice", "donations.csv 第 2 行"),
        ([GIFT, {**OTHER, "id": GIFT["id"]}], "duplicate-id", "donations.csv 第 2 行"),
        ([{**GIFT, "received_on": "2024-03-01"}], "donation-number", "2024-03-01"),
        (
            [{**GIFT, "id": "2024-01-00009", "received_on": "2024-01-14", "campaign": "warm"}],
            "gift-before-appeal",
            "暖冬",
        ),
        ([{**GIFT, "emergency": "flood"}], "gift-before-appeal", "抗洪"),
        ([{**GIFT, "shown_as": "张三丰"}], "name-without-consent", "署名"),
        ([{**GIFT, "donor_type": "单位", "consent": "否", "shown_as": "甲公司"}], "name-without-consent", "署名"),
        ([{**GIFT, "amount": "0"}], "not-positive", "0"),
        ([{**GIFT, "amount": "-5.10"}], "gift-refunded", "5.1"),
        ([{**GIFT, "amount": "1.005"}], "bad-value", "1.005"),
        ([{**GIFT, "id": "2024-02-412"}], "bad-value", "2023-09-00412"),
        ([{**GIFT, "id": "2024-13-00412"}], "bad-value", "2024-13-00412"),
        ([{**GIFT, "project": "bookz"}], "unknown-reference", "books"),
        ([{**GIFT, "channel": "onlin"}], "unknown-reference", "online"),
    ],
)
def test_a_faulty_gift_is_named(folder: Folder, rows: list[dict[str, str]], code: str, said: str) -> None:
    """Each fault stops the build, in the cell where it is, with the other side."""
    folder.write("donations", rows)
    (problem,) = (one for one in folder.problems() if one.code != "missing-value")
    assert problem.code == code
    assert said in str(problem)
    assert problem.where.row == len(rows) + 1


def test_a_gift_on_the_day_of_the_appeal_is_no_fault(folder: Folder) -> None:
    """The first day belongs to the campaign; a month that began is not before itself."""
    folder.write(
        "donations",
        [
            {**GIFT, "id": "2024-01-00001", "received_on": "2024-01-15", "campaign": "warm"},
            {**OTHER, "id": "2024-03-00001", "received_on": "2024-03-01", "emergency": "flood"},
        ],
    )
    assert folder.codes() == []


def test_the_same_receipt_in_two_files_is_found(folder: Folder) -> None:
    """Months stand in files of their own; what must be unique is unique over all of them."""
    folder.write("donations", [GIFT], "2024-02")
    folder.write("donations", [{**GIFT, "id": "2024-03-00001", "received_on": "2024-03-01"}], "2024-03")
    (problem,) = folder.problems()
    assert problem.code == "receipt-twice"
    assert problem.where.file.endswith("2024-03.csv")
    assert "2024-02.csv 第 2 行" in problem.message


# --- bands ---------------------------------------------------------------------------------------


def test_bands_are_drawn_from_thirty_gifts(folder: Folder) -> None:
    """CH-12: below thirty gifts no distribution; from thirty on the bands hold every gift and every 分."""
    folder.write("donations", gifts(29))
    assert not blocks(folder.pages()["donations/2024/"], ChartBlock)
    rows = gifts(140)
    folder.write("donations", rows)
    (chart,) = (one.chart for one in blocks(folder.pages()["donations/2024/"], ChartBlock))
    assert chart.refused is None
    assert chart.title == "71.4%的捐赠不超过100元"  # 100.00 is in the lowest band, 101.01 is not: 100 of 140
    assert sum(one.value for one in chart.marks if one.unit == "笔") == 140
    assert sum(one.value for one in chart.marks if one.unit == "元") == sum(Decimal(one["amount"]) for one in rows)


def test_a_band_of_few_givers_is_told_with_its_neighbour(folder: Folder) -> None:
    """Four givers above 1,000 yuan are not shown as a band of their own, nor is one giver with many gifts."""
    rows = gifts(60)
    for number in range(4):
        rows[number]["amount"] = "5000"
    for number in range(4, 20):
        rows[number] |= {"amount": "200000", "donor": "同一个人"}
    folder.write("donations", rows)
    page = folder.pages()["donations/2024/"]
    assert not blocks(page, ChartBlock)
    assert "不画分布图" in words(page.blocks)


bands_of = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), min_size=1, max_size=6)


@given(bands_of)
def test_merging_loses_no_gift_and_leaves_no_small_band(counts: list[tuple[int, int]]) -> None:
    """Property: merged bands hold the same gifts and money, each has five givers at least, and they adjoin."""
    edges = [None, *range(100, 100 * len(counts), 100), None]
    found = [
        AmountBand(low, high, gifts, Decimal(gifts * 7), givers)
        for (gifts, givers), low, high in zip(counts, edges[:-1], edges[1:], strict=True)
    ]
    kept = merged(found)
    assert all(one.givers >= FEWEST_GIVERS for one in kept)
    if kept:
        assert sum(one.gifts for one in kept) == sum(one.gifts for one in found)
        assert sum(one.money for one in kept) == sum(one.money for one in found)
        assert kept[0].low is None
        assert kept[-1].high is None
        assert all(one.high == after.low for one, after in pairwise(kept))


def test_five_givers_are_enough_for_a_band() -> None:
    """A band of exactly five givers stands alone; with four it is told with the one below, the lowest with the one above."""

    def limits(*givers: int) -> list[tuple[int | None, int | None]]:
        edges = [None, *range(100, 100 * len(givers), 100), None]
        bands = [
            AmountBand(low, high, count, Decimal(count), count)
            for count, low, high in zip(givers, edges[:-1], edges[1:], strict=True)
        ]
        return [(one.low, one.high) for one in merged(bands)]

    assert limits(5, 5, 5) == [(None, 100), (100, 200), (200, None)]
    assert limits(9, 4, 9) == [(None, 200), (200, None)]
    assert limits(4, 9, 9) == [(None, 200), (200, None)]
    assert limits(9, 9, 4) == [(None, 100), (100, None)]


# --- refunds, lumps, channels --------------------------------------------------------------------------


def test_refunds_leave_the_gift_as_it_is_and_are_told_beside_it(folder: Folder) -> None:
    """Gross, refunds and net; a refund of a later year changes nothing in the year of the gift but the words of its row."""
    folder.write("donations", [*gifts(3), *gifts(2, "2023-05")])
    before = folder.pages()["donations/2023/"]
    rows = [
        {
            "refunded_on": "2024-03-01",
            "donation": "2023-05-00001",
            "amount": "1.01",
            "reason": "误捐",
            "received_on": "",
        },
        {"refunded_on": "2024-03-02", "donation": "2024-02-00003", "amount": "1", "reason": "误捐", "received_on": ""},
        {"refunded_on": "2024-03-03", "donation": "", "amount": "7", "reason": "误捐", "received_on": "2021-08"},
    ]
    folder.write("gift_refunds", rows)
    pages = folder.pages()
    assert table_of(pages["donations/2023/"]) == table_of(before)
    assert pages["donations/2023/"].finding == before.finding
    (_, net) = [block.table for block in blocks(pages["donations/2024/"], TableBlock)][:2]
    last = [row.cells[-1] for row in net.rows]
    assert [cell.value for cell in last if isinstance(cell, Amount)] == [
        Decimal("6.06"),
        Decimal("9.01"),
        Decimal("-2.95"),
    ]
    first = table_of(pages["donations/2023/05/00001-00500/"]).rows[0]
    assert "2024-03-01退款1.01元" in words(first.cells)
    (_, whole) = [block.table for block in blocks(pages["donations/"], TableBlock)][:2]
    money = [cell.value for row in whole.rows for cell in row.cells if isinstance(cell, Amount) and cell.unit == "元"]
    assert money == [
        Decimal("9.09"),
        Decimal("2.01"),
        Decimal("7.08"),
        Decimal(7),
    ]  # what was not listed is not taken off
    refunds = blocks(pages["donations/refunds/"], TableBlock)[1].table
    assert total_of(refunds) == Decimal("9.01")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"donation": "2024-02-00009"}, "unknown-reference"),
        ({"donation": "2022-02-00009"}, ""),
        ({"amount": "1.02"}, "returned-above-original"),
        ({"amount": "1.01"}, ""),
        ({"refunded_on": "2024-02-01"}, "returned-before-original"),
        ({"refunded_on": "2024-02"}, ""),
        ({"donation": ""}, "return-without-original"),
        ({"amount": "-1"}, "return-below-zero"),
        ({"amount": "0"}, "not-positive"),
        ({"reason": ""}, "missing-value"),
    ],
)
def test_refunds_name_a_gift_and_never_more_than_it(folder: Folder, cells: dict[str, str], code: str) -> None:
    """A refund of a listed year names a listed gift, not before it came, and not more than was given."""
    refund = {
        "refunded_on": "2024-03-01",
        "donation": "2024-02-00001",
        "amount": "1",
        "reason": "误捐",
        "received_on": "",
    }
    folder.write("donations", gifts(3))
    folder.write("gift_refunds", [{**refund, **cells}])
    assert folder.codes() == ([code] if code else [])


def test_a_lump_counts_as_many_gifts_as_it_says(folder: Folder) -> None:
    """Counts of months, years, channels and pages are counts of gifts; the bands of size leave lumps out."""
    lump = {
        **GIFT,
        "id": "2024-02-00501",
        "amount": "5000",
        "donor_type": "单位",
        "donor": "示例平台",
        "receipt_no": "",
    }
    blank = {"gifts": "", "fee": "", "net": ""}
    rows = [{**one, **blank} for one in gifts(40)]
    folder.write("donations", [*rows, {**lump, "gifts": "1234", "fee": "30.5", "net": "4969.50"}])
    assert folder.codes() == []
    pages = folder.pages()
    for path in ("donations/", "donations/2024/", "donations/2024/02/"):
        assert Amount(Decimal(1274), "笔") in table_of(pages[path]).rows[-1].cells, path
    last = table_of(pages["donations/2024/02/00501-01000/"]).rows
    assert len(last) == 2
    assert "1,234笔合在一行；平台手续费30.50元，到账4,969.50元" in words(next(iter(last)).cells)
    dataset = folder.disclosure().datasets["donations"]
    bands = size_bands(
        dataset,
        DonationRecord.amount,
        DonationRecord.giver,
        EDGES,
        (DonationRecord.year, "2024"),
        DonationRecord.counted,
    )
    assert sum(count for count, *_ in bands) == 40


def test_channels_settle_to_the_cent(folder: Folder) -> None:
    """Opening, gifts, fee, refunds and pending come to what arrived; years carry over; both stand among the checks."""
    folder.write("donations", gifts(3))
    row = {
        "channel": "online",
        "year": "2024",
        "opening": "0",
        "gross": "10",
        "fee": "0.5",
        "refunded": "1",
        "pending": "2.44",
    }
    folder.write("channel_settlements", [{**row, "paid_in": "6.06"}])
    disclosure = folder.disclosure()
    checks = [check for check in disclosure.reconciliations if check.id.startswith("CS2024")]
    assert [(check.verdict, check.left.value) for check in checks] == [("一致", Decimal("6.06"))] * 2
    assert "channel_settlements/" in folder.pages()
    folder.write("channel_settlements", [{**row, "paid_in": "6.07"}])
    assert folder.codes() == ["channel-unbalanced"]
    before = {**row, "year": "2023", "paid_in": "6.06"}
    folder.write("channel_settlements", [before, {**row, "opening": "2", "paid_in": "8.06"}])
    assert folder.codes() == ["channel-not-carried"]
    folder.write("channel_settlements", [{**row, "pending": "", "paid_in": "6"}])
    assert folder.codes() == []
    (check, _) = [check for check in folder.disclosure().reconciliations if check.id.startswith("CS2024")]
    assert check.verdict == "无法核对"
