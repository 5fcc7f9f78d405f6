"""The page of measurements: parts are rewritten one by one."""

from __future__ import annotations

from benchmarks.document import renewed, whole
from benchmarks.tables import Result

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


def test_every_phase_is_a_function_of_the_build() -> None:
    """The clock finds what it measures: a function that moved would be measured nowhere."""
    from benchmarks.phases import NAMES
    from disclosure.compose import composing
    from disclosure.engine import writing

    places = {name: [place for place in (composing, writing) if hasattr(place, name)] for name in NAMES}
    assert [name for name, modules in places.items() if len(modules) != 1] == []
