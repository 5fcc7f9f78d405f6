"""A build like any other, with a clock at each of its phases: `python -m benchmarks.phases FILE [options of build]`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTED = time.perf_counter()

NAMES = {
    "read_site": "读表和勾稽",
    "organisation_section": "排版成页",
    "write_pages": "写网页（同时写下载、公示栏、图片）",
    "write_file_pages": "写公示栏的网页（同时做搜索索引）",
    "_refuse_leaks": "最后看一遍隐私",
}


def _timed(spent: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def measured(*positional: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*positional, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

    return measured


def main(arguments: list[str]) -> int:
    """Build with clocks; the seconds of each phase go to the file named first, the rest of the time is 其余."""
    from disclosure.__main__ import main as command
    from disclosure.compose import composing
    from disclosure.engine import writing

    spent: dict[str, float] = {}
    for name, label in NAMES.items():
        module: Any = next(place for place in (composing, writing) if hasattr(place, name))
        setattr(module, name, _timed(spent, label, getattr(module, name)))
    code = command(["build", *arguments[1:]])
    spent["启动和其余"] = time.perf_counter() - STARTED - sum(spent.values())
    Path(arguments[0]).write_text(json.dumps(spent), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
