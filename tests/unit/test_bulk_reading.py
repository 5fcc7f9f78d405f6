"""Tables of many rows: split by columns they are what the strict reader makes of them, row by row, problem by problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.kinds.gifts import DonationRecord
from disclosure.reading import MOST_BULK_ROWS, RawTable, read_columns, read_tables

HEADER = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,笔数,来源,出处,说明"
ROWS = [
    f"2024-02-{number:05d},2024-02-{number % 28 + 1:02d},{number}.5,现金,个人,甲乙,,,SL,第{number}行,"
    for number in range(1, 40)
]


def as_read(path: Path, *, compact: bool) -> tuple[object, ...]:
    """Everything that reading tells of a file."""
    (raw,) = read_tables(path, "donations.csv", DonationRecord, (), MOST_BULK_ROWS, compact=compact)
    cells = [[str(cell) for cell in raw.cells[name].tolist()] for name in raw.cells]
    told = (list(raw.cells), cells, raw.cells.index.tolist(), raw.totals, raw.powers, raw.problems)
    if not len(raw.cells.columns):
        return told
    table, problems = read_columns(DonationRecord, raw.cells, raw.where, raw.powers, compact=compact)
    frame = table.frame.astype(object).where(table.frame.notna(), None)
    typed = [frame[name].tolist() for name in frame]
    return (*told, list(frame), typed, table.missing, table.refused, problems)


def lines(*changed: tuple[int, str]) -> str:
    """The table with some of its rows as another text."""
    rows = list(ROWS)
    for place, text in changed:
        rows[place] = text
    return "\n".join([HEADER, *rows]) + "\n"


def cell(place: int, text: str) -> tuple[int, str]:
    """A row with another cell at *place*, row 7."""
    cells = ROWS[7].split(",")
    cells[place] = text
    return 7, ",".join(cells)


CASES = {
    "clean": lines(),
    "nothing below the header": HEADER + "\n",
    "no line break at the end": lines().rstrip("\n"),
    "breaks of Windows": lines().replace("\n", "\r\n"),
    "breaks of old Macs": lines().replace("\n", "\r"),
    "tabs": lines().replace(",", "\t"),
    "commas of Chinese": lines().replace(",", "，"),
    "title above": "某会捐赠明细\n\n" + lines(),
    "blank rows": lines((3, ""), (5, ",,,,,,,,,,"), (6, " , ,\t,,,,,,,,"), (9, "　,,,,,,,,,,")),
    "quoted": lines(cell(10, '"说,""好""的"'), (9, ",".join(f'"{part}"' for part in ROWS[9].split(",")))),
    "break in a cell": lines(cell(10, '"上一行\n下一行"')),
    "break of Windows in a cell": lines(cell(10, '"上一行\r\n下一行"')),
    "quote in the middle": lines(cell(10, '说"好')),
    "quote left open": lines(cell(10, '"说')),
    "blank quoted row": lines((4, '"","",,,,,,,,,')),
    "total": lines((20, "合计,,20.5,,,,,,,,"), (38, "合计,,780,,,,,,,,")),
    "total in other words": lines((38, "共计38笔：1元,,,,,,,,,,"), (37, ",,,,合计,,,,,,")),
    "signature": lines((38, "制表人：某某,,,,,,,,,,")),
    "short signature": lines((38, "审核：某某")),
    "closing words": lines((37, "以下空白,,,,,,,,,,"), (38, ",,,——,,,,,,,")),
    "header again": lines((12, HEADER)),
    "too few cells": lines((12, "2024-02-00013,2024-02-03,5")),
    "too many cells": lines((12, ROWS[12] + ",多,余")),
    "short total": lines((38, "合计,,5")),
    "wrong number": lines(cell(0, "2024-2-8")),
    "wrong day": lines(cell(1, "2024-02-30")),
    "day in another form": lines(cell(1, "2024年2月8日")),
    "wrong money": lines(cell(2, "1.005")),
    "money with marks": lines(cell(2, '"1,234.50"')),
    "full-width money": lines(cell(2, "１２.5")),
    "money in brackets": lines(cell(2, "(5.00)")),
    "below zero": lines(cell(2, "-5.25")),
    "no money": lines(cell(2, "")),
    "unknown word": lines(cell(3, "现鑫")),
    "blanks around": lines(cell(5, " 甲乙 "), (8, ROWS[8].replace("甲乙", "　甲乙"))),
    "unseen sign": lines(cell(5, "甲\u200b乙")),
    "not disclosed": lines(cell(10, "未披露"), (8, ROWS[8] + "不适用")),
    "control character": lines(cell(5, "甲\x07乙")),
    "byte order mark inside": lines(cell(5, "甲\ufeff乙")),
    "money in 万元": lines().replace("金额,", "金额（万元）,", 1),
    "unknown header": lines().replace("捐赠类型", "随便"),
    "missing column": lines().replace("到账日期,", "", 1),
    "accented": lines(cell(5, "\u00e9\u00e8")),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_tell_what_rows_tell(name: str, tmp_path: Path) -> None:
    """Cells, rows, totals, values, places and problems are the same, whatever is wrong with the file."""
    path = tmp_path / "donations.csv"
    path.write_bytes(CASES[name].encode())
    assert as_read(path, compact=True) == as_read(path, compact=False)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_columns_tell_the_same_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    """A table with quotes and a total, as other programs write it."""
    path = tmp_path / "donations.csv"
    path.write_bytes(lines(cell(10, '"说,""好"""'), (20, "合计,,20.5,,,,,,,,")).encode(encoding))
    assert as_read(path, compact=True) == as_read(path, compact=False)


def test_clean_tables_are_split_by_columns(tmp_path: Path) -> None:
    """The fast way is the one that is taken: cells are Arrow's, and values are categories and whole 分."""
    path = tmp_path / "donations.csv"
    path.write_text(CASES["total"], encoding="utf-8")
    raw: RawTable = read_tables(path, "donations.csv", DonationRecord, (), MOST_BULK_ROWS, compact=True)[0]
    assert {str(dtype) for dtype in raw.cells.dtypes} == {
        "dictionary<values=string, indices=int32, ordered=0>[pyarrow]"
    }
    table, _ = read_columns(DonationRecord, raw.cells, raw.where, compact=True)
    assert str(table.frame["amount"].dtype) == "Int64"
    assert str(table.frame["received_on"].dtype) == "category"
