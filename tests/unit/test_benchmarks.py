"""The page of measurements: parts are rewritten one by one."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.document import PARTS, renewed, whole
from benchmarks.tables import Result

ROOT = Path(__file__).resolve().parents[2]
OLD = [Result(title, ("做什么", "秒"), (("建", "1"),)) for title in ("甲　建", "甲之二　重", "乙　看")]


def test_a_part_is_rewritten_in_its_place() -> None:
    """Measured parts replace themselves and say where they were measured; others keep every byte; new ones come in order."""
    page = whole("旧机器。", OLD)
    assert page.count("## ") == 3
    fresh = [Result(title, ("做什么", "秒"), (("建", "2"),)) for title in ("丁　系统", "甲　建", "甲之二　重")]
    made = renewed(page, "新机器。", fresh)
    assert [line for line in made.splitlines() if line.startswith("## ")] == [
        "## 甲　建",
        "## 甲之二　重",
        "## 乙　看",
        "## 丁　系统",
    ]
    assert "测量环境：旧机器。" in made
    assert made.count("这一部分单独测量：新机器。") == 2
    assert made.count("| 建 | 2 |") == 3
    assert page[page.index("## 乙") :].strip() in made
    assert renewed(made, "新机器。", fresh) == made


def test_a_table_of_a_part_is_rewritten_by_itself() -> None:
    """What another benchmark wrote below the same letter stays, and the order is that of the numbers."""
    page = whole("旧机器。", OLD)
    fresh = [Result(title, ("做什么", "秒"), (("建", "2"),)) for title in ("乙之三　快", "乙之二　大")]
    made = renewed(renewed(page, "新机器。", fresh), "新机器。", [OLD[2]])
    titles = [line.removeprefix("## ") for line in made.splitlines() if line.startswith("## ")]
    assert titles == ["甲　建", "甲之二　重", "乙　看", "乙之二　大", "乙之三　快"]


def test_no_two_benchmarks_write_the_same_table() -> None:
    places: dict[str, set[str]] = {}
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        for place in re.findall(rf'"([{PARTS}](?:之.)?)　', path.read_text("utf-8")):
            places.setdefault(place, set()).add(path.name)
    assert len(places) > 15
    assert {place: names for place, names in places.items() if len(names) > 1} == {}


def test_every_phase_is_a_function_of_the_build() -> None:
    """The clock finds what it measures: a function that moved would be measured nowhere."""
    from benchmarks.phases import NAMES
    from disclosure.compose import composing
    from disclosure.engine import writing

    places = {name: [place for place in (composing, writing) if hasattr(place, name)] for name in NAMES}
    assert [name for name, modules in places.items() if len(modules) != 1] == []
