"""`settle`: platform, bank and receipts held against one another, before a month is closed; nothing is published."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import shown_path

if TYPE_CHECKING:
    from ..settlement import SettlementReport


def add_settle(commands: Any, root: Path) -> None:
    """Add the command to the parser; *root* is the project's folder."""
    settle = commands.add_parser(
        "settle",
        help="三方对账：平台、银行、票据互相核对",
        description="把平台的明细和结算单、银行流水、票据（或已登记的捐赠明细）互相核对，每一处差别都指到文件和行。"
        "全部对上以 0 结束，有要看的以 1 结束。只读文件，不改数据，不公布。",
    )
    settle.add_argument("--org", default="", help="机构编号；没有写 --receipts 时用它的捐赠明细和捐赠退款当票据")
    settle.take_data(root)
    for name, words in (("platform", "平台的捐款明细、结算单"), ("bank", "银行流水"), ("receipts", "票据清单")):
        settle.add_argument(
            f"--{name}", type=Path, nargs="+", action="extend", default=[], metavar="文件", help=f"{words}（可以几个）"
        )
    settle.add_argument(
        "--channel",
        nargs="+",
        default=[],
        metavar="渠道",
        help="这个平台在捐赠明细里的渠道编号（不写就按金额和日期认）",
    )
    settle.add_argument("--from", dest="first", type=_day, metavar="日期", help="从哪一天，例如 2025-03-01")
    settle.add_argument("--to", dest="last", type=_day, metavar="日期", help="到哪一天")
    settle.add_argument("--window", type=int, default=7, metavar="天数", help="到账、开票最多晚几天（默认 7）")
    settle.add_argument(
        "--format", choices=("text", "json", "html", "xlsx"), default="text", help="text（默认）、json、html 或 xlsx"
    )
    settle.add_argument(
        "--report", type=Path, default=root / "对账报告", help="html 和 xlsx 放在哪个文件夹（默认 对账报告）"
    )
    settle.set_defaults(run=_settle, progress="正在对账")


def _day(text: str) -> date:
    from ..dates import day_of

    day = day_of(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2025-03-01 这样")
    return day


def _settle(options: argparse.Namespace) -> int:
    from ..engine import refuse_report_at
    from ..settlement import as_html, as_json, as_text, as_workbook

    if options.format in {"html", "xlsx"}:
        refuse_report_at(options.report, options.data)
    report = settled(options)
    if options.format == "json":
        print(as_json(report))
    elif options.format == "text":
        print(as_text(report))
    else:
        html = options.format == "html"
        path = options.report / f"三方对账.{options.format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_html(report).encode() if html else as_workbook(report))
        print(f"{report.verdict}报告在 {shown_path(path)}")
    return 1 if report.settlement.open or not report.settlement.conserved else 0


def settled(options: argparse.Namespace) -> SettlementReport:
    """The files that *options* name, held against one another; SystemExit where one of them can't be read."""
    from ..settlement import SettlementRequest, UnsettledError

    if not options.platform and not options.bank:
        raise SystemExit("请写明平台和银行的文件，例如 PLATFORM=平台明细.xlsx BANK=银行流水.xlsx。")
    if not options.receipts and not options.org:
        raise SystemExit(
            "请写明票据清单，例如 RECEIPTS=票据清单.xlsx；没有票据清单的，写明机构编号，例如 ORG=demo，用它的捐赠明细核对。"
        )
    if options.first and options.last and options.first > options.last:
        raise SystemExit(f"开始日期 FROM={options.first} 晚于结束日期 TO={options.last}，请核对。")
    request = SettlementRequest(
        options.platform,
        options.bank,
        options.receipts,
        options.org,
        options.data,
        shown_path(options.data),
        options.channel,
        options.first,
        options.last,
        options.window,
    )
    try:
        return request.settled()
    except UnsettledError as error:
        raise SystemExit(str(error)) from None
