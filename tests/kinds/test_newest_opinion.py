"""What the head of the page of audits says of the opinions."""

from __future__ import annotations

from typing import Any

import pytest
from instances import PUBLIC, disclosed, row

from disclosure.kinds.audits import newest_opinion

UNQUALIFIED, QUALIFIED = "标准无保留意见", "保留意见"


def audit(number: str, year: int | None, opinion: str | None) -> tuple[str, Any]:
    cells = {"name": f"{number}审计", "type": "年度审计", "source": "DOC"}
    return "audits", row("audits", id=number, audited_year=year, opinion=opinion, **cells)


@pytest.mark.parametrize(
    ("audits", "words"),
    [
        (
            [audit("a", 2024, QUALIFIED), audit("b", 2025, UNQUALIFIED)],
            "最近一次有意见的审计审的是2025年度，意见：标准无保留意见。别的审计里：2024年是保留意见。",
        ),
        (
            [audit("a", 2025, UNQUALIFIED), audit("b", 2025, QUALIFIED)],
            "最近一次有意见的审计审的是2025年度，意见：标准无保留意见。别的审计里：2025年是保留意见。",
        ),
        (
            [audit("a", 2025, UNQUALIFIED), audit("b", None, QUALIFIED)],
            "最近一次有意见的审计审的是2025年度，意见：标准无保留意见。别的审计里：b审计是保留意见。",
        ),
        ([audit("a", None, UNQUALIFIED)], "有意见的审计是“a审计”，意见：标准无保留意见。"),
        ([audit("a", None, None), audit("b", None, None)], "写到2项审计，审计机构、审计意见、报告文号没有公布。"),
    ],
    ids=[
        "an earlier one",
        "one of the same year",
        "one of no told year",
        "no year is told",
        "kinds without an opinion",
    ],
)
def test_the_newest_opinion_and_those_with_a_reserve(audits: list[tuple[str, Any]], words: str) -> None:
    """No year that was not told, and nothing called earlier that need not be."""
    assert "".join(map(str, newest_opinion(disclosed(PUBLIC, *audits)))) == words
