"""`python -m benchmarks [a b c d e f g h k l m n o p s v w]`: measure and print; nothing here passes or fails on time."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .building import SIZES, building
from .checking import checking
from .clean import TITLE as CLEAN
from .clean import clean
from .document import renewed, whole
from .duties import following
from .faults import TITLE as FAULTS
from .faults import faults
from .federation import federation
from .hostile import hostile
from .imports import imports
from .kills import kills
from .lighthouse import lighthouse
from .measure import ROOT
from .millions import millions
from .mistakes import TITLE as MISTAKES
from .mistakes import mistakes
from .previewing import previewing
from .publishing import publishing
from .reports import reports
from .searching import searching
from .settling import settling
from .sheets import sheets
from .tables import Result, as_markdown, as_text
from .weight import large_sites, weight

PARTS = ("a", "b", "c", "d", "e", "g", "h")
DOCUMENT = ROOT / "docs" / "性能.md"
RULES = ROOT / "docs" / "规则.md"


def _results(options: argparse.Namespace) -> Iterator[Result]:
    parts: dict[str, Callable[[], Iterable[Result]]] = {
        "a": lambda: building(options.sizes, options.pairs),
        "b": lambda: (part() for part in (weight, large_sites)),
        "c": lambda: [checking(options.pairs)],
        "d": lambda: [federation(options.pairs)],
        "e": lambda: [sheets(options.pairs)],
        "f": lambda: (part() for part in (lambda: faults(options.seeds), mistakes, clean)),
        "g": lambda: [following(options.pairs)],
        "h": lambda: publishing(options.pairs),
        "k": lambda: [kills(options.kills)],
        "l": lambda: [hostile()],
        "m": lambda: [imports()],
        "n": lambda: [settling(options.pairs)],
        "o": lambda: [reports(options.originals)],
        "p": lambda: millions(options.gifts, options.pairs, options.scheduler),
        "s": lambda: [searching()],
        "v": lambda: [previewing(options.pairs)],
        "w": lambda: [lighthouse(options.site, options.pairs)],
    }
    for part, measure in parts.items():
        if part in (options.parts or PARTS):
            yield from measure()


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = [one.partition(":")[2].strip() for one in information.read_text().splitlines() if "model name" in one]
        processor = names[0] if names else processor
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return f"{today}，{platform.system()}，Python {platform.python_version()}，{processor}，{os.cpu_count()} 个处理器。"


def _write_rules(results: list[Result]) -> None:
    head = (
        '# 检查规则的效果\n\n用 `make bench ARGS="f --write"` 重新测量并改写本页。'
        "先在示例数据里一次种下一处错，看检查能不能指出；再在一家第一年发布的机构里种一百个常见的错；"
        "最后看干净的表上会问几次。每条规则的意思见[错误代码](错误代码.md)。"
    )
    RULES.write_text("\n\n".join([head, *map(as_markdown, results)]) + "\n", encoding="utf-8")
    print(f"\n已写入 {RULES.relative_to(ROOT)}")


def main() -> int:
    """Run the wanted benchmarks one after the other."""
    parser = argparse.ArgumentParser(
        prog="benchmarks",
        description=(
            "性能基准：a 与 Hugo 比，b 首屏重量，c 检查数据，d 示例系统，e 读十万行的表，f 种下的错指出多少，"
            "g 公开义务，h 发布，k 随时被杀死，l 十兆字节的坏文件，m 二十万笔的导入，n 二十万笔的三方对账，o 报告读得怎样，"
            "p 几百万笔捐赠（要 make setup-cluster），v 保存以后多久看到，w 慢的手机上 Lighthouse 给几分（用 npx 取 Lighthouse）。"
        ),
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="a b c d e f g h k l m n o p s v w",
        help="要测的部分（默认 f、k、l、m、n、o、p、s、v、w 以外的全部）",
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="项目数（默认 2000 20000）")
    parser.add_argument("--pairs", type=int, help="每一项比几对")
    parser.add_argument("--seeds", type=int, help="每种错种几次（f 用）")
    parser.add_argument("--kills", type=int, help="每条命令杀死几次（k 用，默认 50）")
    parser.add_argument("--gifts", type=int, metavar="N", help="捐赠笔数（p 用，默认十万、二百万，集群一千万）")
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="只测交给集群生成（p 用）：local 在本机开两个工作进程，也可以是 Dask 调度器的地址；默认一千万笔，用 --gifts 改",
    )
    parser.add_argument("--originals", type=Path, help="放两份真实报告原文的文件夹（o 用）")
    parser.add_argument("--site", type=Path, help="测这个做好了的网站（w 用；默认先做示例 × 10）")
    parser.add_argument(
        "--write",
        action="store_true",
        help="把结果写进 docs/性能.md；只测几部分的，只改写这几部分；f 写进 docs/规则.md",
    )
    options = parser.parse_args()
    unknown = set(options.parts) - {*PARTS, "f", "k", "l", "m", "n", "o", "p", "s", "v", "w"}
    if unknown:
        parser.error(f"没有这一部分：{'、'.join(sorted(unknown))}")
    machine = _machine()
    print(machine)
    results = []
    for one in _results(options):
        print(f"\n{as_text(one)}", flush=True)
        results.append(one)
    if options.write and "f" in options.parts:
        rules = [result for result in results if result.title in {FAULTS, MISTAKES, CLEAN}]
        results = [result for result in results if result not in rules]
        _write_rules(rules)
    if options.write and results:
        page = renewed(DOCUMENT.read_text("utf-8"), machine, results) if options.parts else whole(machine, results)
        DOCUMENT.write_text(page, encoding="utf-8")
        print(f"\n已写入 {DOCUMENT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
