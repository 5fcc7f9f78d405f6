"""References in the quotes of a changed text."""

from __future__ import annotations

import pytest

from disclosure.releases.quotation import spoken

WORDINGS = {"A001": "500万元", "a-2": "近20人"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("来了{a-2}。", "来了近20人（a-2）。"),
        ("收到[[figure: A001]]，", "收到500万元（A001），"),
        ("收到[[ Figure：A001 ]]，", "收到500万元（A001），"),
        ("[[chart: income-2023]] 和 [[table: audits]]", "（图 income-2023） 和 （表 audits）"),
        ("没有登记的{B9}", "没有登记的（B9）"),
        ("{A001}里的{a-2}", "500万元（A001）里的近20人（a-2）"),
        ("{不是编号}，[方括号]，[[也不是]]", "{不是编号}，[方括号]，[[也不是]]"),
        ("", ""),
    ],
)
def test_a_reference_says_what_it_shows(text: str, words: str) -> None:
    """Its words and its id stand there; what is no reference stays as it is."""
    assert spoken(text, WORDINGS) == words


def test_a_number_in_place_of_a_reference_is_another_text() -> None:
    """Otherwise an entry would quote the same words twice."""
    assert spoken("收到{A001}", WORDINGS) != spoken("收到500万元", WORDINGS)
