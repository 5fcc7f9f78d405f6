"""docs/安全.md: a table of promises is worth something only while the tests that it names exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "安全.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| 答应什么")
]
_TEST = re.compile(r"`([^`]*\.py)`")


def test_every_promise_names_its_tests() -> None:
    """By the whole path from the root, or it says that there is none, and every such file has tests."""
    assert len(ROWS) > 40
    for promise, _, where in ROWS:
        paths = _TEST.findall(where)
        assert paths or where.startswith("无"), promise
        for path in paths:
            assert path.startswith("tests/"), path
            assert (ROOT / path).is_file(), path
            assert "\ndef test_" in (ROOT / path).read_text("utf-8"), path


def test_every_promise_stands_against_a_point_of_the_standard() -> None:
    """A chapter, a section and a requirement of ASVS 5.0, or the words that there is none."""
    for promise, points, _ in ROWS:
        numbers = re.findall(r"\d+(?:\.\d+)+", points)
        assert numbers or points in {"无对应条款", "—"}, promise
        assert all(len(number.split(".")) == 3 for number in numbers), promise
        assert all(1 <= int(number.split(".")[0]) <= 17 for number in numbers), promise


def test_the_measured_parts_are_there() -> None:
    """The page names two measurements, and both stand where it says."""
    measured = (ROOT / "docs" / "性能.md").read_text("utf-8")
    parts = re.findall(r"\[性能\]\(性能\.md\)“(.)”", PAGE)
    assert len(parts) == 2
    for part in parts:
        assert f"\n## {part}　" in measured
