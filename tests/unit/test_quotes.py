"""Names with quotation marks of their own inside others."""

from __future__ import annotations

from disclosure.quotes import inner, quoted


def test_marks_inside_marks_are_the_inner_ones() -> None:
    assert quoted("“向阳”助学金") == "“‘向阳’助学金”"
    assert quoted("助学金") == "“助学金”"
    assert inner("公开义务：“重大”的标准") == "公开义务：‘重大’的标准"
