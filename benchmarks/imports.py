"""(m) What it costs to propose and write an export of 200,000 gifts: seconds of processor time and the peak of memory."""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from .tables import Result

ROWS = 200_000
_HEAD = ("序号", "捐赠时间", "捐款人昵称", "捐款金额(元)", "捐赠项目", "支付渠道", "留言", "订单号")
_PROJECTS, _CHANNELS = ("助学圆梦", "大病救助", "99公益日"), ("微信支付", "QQ钱包")


def imports() -> Result:
    """The same rows as CSV and as a workbook, each in a process of its own, into an empty organisation."""
    with tempfile.TemporaryDirectory(prefix="disclosure-import-") as folder:
        table, book = Path(folder) / "gifts.csv", Path(folder) / "gifts.xlsx"
        _write(table, book)
        rows = [(name, *_measured(Path(folder), path)) for name, path in (("CSV", table), ("XLSX", book))]
    notes = ("平台导出的样式，八列；从打开文件到写好，新进程。定的界限：30 秒处理器时间，600 MB。",)
    return Result("癸　二十万笔的导入", ("什么文件", "处理器时间（秒）", "内存最高（MB）"), tuple(rows), notes)


def _lines() -> Iterator[list[str]]:
    rng = random.Random(7)
    for number in range(1, ROWS + 1):
        day = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} 10:{rng.randint(0, 59):02d}:00"
        name = rng.choice("赵钱孙李周吴郑王") + "*" * rng.randint(1, 2)
        amount = rng.choice(("1", "5", "10", "66.6", "100"))
        order = f"42{rng.randrange(10**26):026d}"
        yield [str(number), day, name, amount, rng.choice(_PROJECTS), rng.choice(_CHANNELS), "加油", order]


def _write(table: Path, book: Path) -> None:
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows([["某平台项目捐赠明细"], _HEAD])
        writer.writerows(_lines())
    workbook = xlsxwriter.Workbook(book, {"constant_memory": True})
    sheet = workbook.add_worksheet("明细")
    sheet.write_row(0, 0, ["某平台项目捐赠明细"])
    sheet.write_row(1, 0, _HEAD)
    for row, line in enumerate(_lines(), 2):
        sheet.write_row(row, 0, line)
    workbook.close()


def _measured(folder: Path, path: Path) -> tuple[str, str]:
    data = folder / path.suffix.strip(".")
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", str(data), str(path)], check=True, capture_output=True, text=True
    )
    seconds, megabytes = ended.stdout.split()[-2:]
    return seconds, megabytes


def _run(data: Path, path: Path) -> None:
    """In a process of its own: import *path* into a new organisation in *data*, and print what it cost."""
    from disclosure.importing import accept, propose

    (data / "demo").mkdir(parents=True)
    (data / "site.yaml").write_text("name: 示例\norganisations: [demo]\nprepared_on: 2025-03-01\n", "utf-8")
    (data / "demo" / "organisation.yaml").write_text("id: demo\nname: 示例慈善会\n", "utf-8")
    started = time.process_time()
    accept(propose(path, path.name, data, "data", "demo"))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{seconds:.1f} {peak:.0f}")


if __name__ == "__main__":
    _run(Path(sys.argv[1]), Path(sys.argv[2]))
