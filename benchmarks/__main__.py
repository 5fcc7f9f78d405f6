"""`python -m benchmarks [a b c d e f g h i k l m n o p r s v w]`: measure and print; nothing here passes or fails on time."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from .document import renewed, whole
from .measure import ROOT
from .tables import Result, as_markdown, as_text

PARTS = ("a", "b", "c", "d", "e", "g", "h")
DOCUMENT = ROOT / "docs" / "性能.md"
RULES = ROOT / "docs" / "规则.md"


def _results(options: argparse.Namespace) -> Iterator[Result]:
    parts: dict[str, Callable[[], Iterable[Result]]] = {
        "a": lambda: _in("building").building(options.sizes, options.pairs),
        "b": lambda: (part() for part in (_in("weight").weight, _in("weight").large_sites)),
        "c": lambda: [_in("checking").checking(options.pairs)],
        "d": lambda: [_in("federation").federation(options.pairs)],
        "e": lambda: [_in("sheets").sheets(options.pairs)],
        "f": lambda: (
            part()
            for part in (lambda: _in("faults").faults(options.seeds), _in("mistakes").mistakes, _in("clean").clean)
        ),
        "g": lambda: [_in("duties").following(options.pairs)],
        "h": lambda: _in("publishing").publishing(options.pairs),
        "i": lambda: [_in("scanning").scanning()],
        "k": lambda: [_in("kills").kills(options.kills)],
        "l": lambda: [_in("hostile").hostile()],
        "m": lambda: [_in("imports").imports()],
        "n": lambda: [_in("settling").settling(options.pairs)],
        "o": lambda: [_in("reports").reports(options.originals)],
        "p": lambda: _in("millions").millions(options.gifts, options.pairs, options.scheduler),
        "r": lambda: _in("rebuilding").rebuilding(options.pairs),
        "s": lambda: [_in("searching").searching()],
        "v": lambda: [_in("previewing").previewing(options.pairs)],
        "w": lambda: [_in("lighthouse").lighthouse(options.site, options.pairs)],
    }
    for part, measure in parts.items():
        if part in (options.parts or PARTS):
            load = f"开始测量时机器的负载：{os.getloadavg()[0]:.1f}。" if hasattr(os, "getloadavg") else ""
            for place, result in enumerate(measure()):
                yield replace(result, notes=(*result.notes, load)) if load and not place else result


def _in(module: str) -> Any:
    """A part's module, loaded when it is measured: a process that is started counts what its parent holds as its own memory."""
    return import_module(f".{module}", __package__)


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
            "p 几百万笔捐赠（要 make setup-cluster），r 改一个格子重做多久，s 站内搜索，v 保存以后多久看到，"
            "w 慢的手机上 Lighthouse 给几分（用 npx 取 Lighthouse）。"
        ),
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="a b c d e f g h i k l m n o p r s v w",
        help="要测的部分（默认 f、i、k、l、m、n、o、p、r、s、v、w 以外的全部）",
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=(2_000, 20_000), metavar="N", help="项目数（默认 2000 20000）"
    )
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
    unknown = set(options.parts) - {*PARTS, "f", "i", "k", "l", "m", "n", "o", "p", "r", "s", "v", "w"}
    if unknown:
        parser.error(f"没有这一部分：{'、'.join(sorted(unknown))}")
    machine = _machine()
    print(machine)
    results = []
    for one in _results(options):
        print(f"\n{as_text(one)}", flush=True)
        results.append(one)
    if options.write and "f" in options.parts:
        titles = {_in("faults").TITLE, _in("mistakes").TITLE, _in("clean").TITLE}
        rules = [result for result in results if result.title in titles]
        results = [result for result in results if result not in rules]
        _write_rules(rules)
    if options.write and results:
        page = renewed(DOCUMENT.read_text("utf-8"), machine, results) if options.parts else whole(machine, results)
        DOCUMENT.write_text(page, encoding="utf-8")
        print(f"\n已写入 {DOCUMENT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
