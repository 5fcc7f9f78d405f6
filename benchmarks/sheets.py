"""(e) What reading and typing a table of 100,000 gifts costs beside pandas reading the same file without a look."""

from __future__ import annotations

import csv
import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd
import xlsxwriter

from disclosure.accounts.file_readings import read_file

from .tables import Result

ROWS = 100_000
PAIRS = 5


def sheets(pairs: int | None = None) -> Result:
    """Our door and types, in turn with pandas, on the same CSV and the same workbook."""
    with tempfile.TemporaryDirectory(prefix="disclosure-sheets-") as folder:
        table, book = Path(folder) / "donations.csv", Path(folder) / "donations.xlsx"
        _write(table, book)
        rows = [
            _compared("CSV，10 万行 × 14 列", table, lambda: pd.read_csv(table), pairs or PAIRS),
            _compared(
                "XLSX，同样的表（pandas 默认的 openpyxl）", book, lambda: pd.read_excel(book), min(pairs or PAIRS, 2)
            ),
            _compared(
                "XLSX，同样的表（pandas 用 calamine）",
                book,
                lambda: pd.read_excel(book, engine="calamine"),
                min(pairs or PAIRS, 3),
            ),
        ]
    notes = (
        "“读并检查”包括编码、分隔符、表头、每一格的类型、必填、合计和工作簿里隐藏的内容；pandas 只读，不检查。",
        "轮流运行，取中位数；定的界限是 10 倍。",
    )
    return Result("戊　十万行的表要读多久", ("什么文件", "读并检查（秒）", "pandas（秒）", "倍数"), tuple(rows), notes)


def _compared(name: str, path: Path, theirs: Callable[[], object], pairs: int) -> tuple[str, ...]:
    ours, other = [], []
    for _ in range(pairs):
        ours.append(_timed(lambda: _read(path)))
        other.append(_timed(theirs))
    ratio = median(left / right for left, right in zip(ours, other, strict=True))
    return name, f"{median(ours):.2f}", f"{median(other):.2f}", f"{ratio:.1f}"


def _timed(function: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    function()
    return time.process_time() - started


def _read(path: Path) -> None:
    """As a build reads it: every check that can be made on a file by itself."""
    (part,) = read_file(("donations", path, path.name))
    if part.problems or part.table is None or len(part.table) != ROWS:
        raise RuntimeError(part.problems[:3])


def _write(table: Path, book: Path) -> None:
    header = [
        "捐赠编号", "到账日期", "金额", "捐赠类型", "捐赠人类型", "捐赠人", "署名", "同意公开姓名",
        "渠道", "已开票据", "定向项目", "来源", "出处", "票据号码",
    ]  # fmt: skip
    lines = [
        [
            f"2023-{number % 12 + 1:02d}-{number // 12:05d}", f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            f"{number * 37 % 90_000}.{number % 100:02d}", "现金", "个人" if number % 5 else "单位", f"捐赠人{number % 7_000}",
            "", "是" if number % 3 else "否", ("bank", "box", "online")[number % 3], "是", f"project-{number % 20}", "T01",
            f"第{number % 400}页", f"{number:010d}",
        ]
        for number in range(ROWS)
    ]  # fmt: skip
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *lines])
    with xlsxwriter.Workbook(str(book), {"constant_memory": True}) as made:
        sheet = made.add_worksheet("捐赠明细")
        sheet.write_row(0, 0, header)
        for at, line in enumerate(lines, 1):
            sheet.write_row(at, 0, [*line[:2], float(line[2]), *line[3:]])
