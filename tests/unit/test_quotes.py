"""Names with quotation marks of their own inside others."""

from __future__ import annotations

from disclosure.quotes import filled, inner, quoted


def test_marks_inside_marks_are_the_inner_ones() -> None:
    assert quoted("“向阳”助学金") == "“‘向阳’助学金”"
    assert quoted("助学金") == "“助学金”"
    assert inner("公开义务：“重大”的标准") == "公开义务：‘重大’的标准"


def test_what_a_message_quotes_stands_as_it_is_written() -> None:
    """Words with double marks stand between single ones; only words that have both stand between double ones."""
    wording = "“{cell}”与“{left}”不同{hint}。"
    assert filled(wording, {"cell": "甲", "left": "乙", "hint": "“丙”"}) == "“甲”与“乙”不同“丙”。"
    assert filled(wording, {"cell": "“向阳”助学", "left": "‘向阳’", "hint": ""}) == "‘“向阳”助学’与“‘向阳’”不同。"
    assert filled(wording, {"cell": "“春天", "left": "{cell}”", "hint": ""}) == "‘“春天’与‘{cell}”’不同。"
    assert filled(wording, {"cell": "“‘向阳’”", "left": '"', "hint": ""}) == '““‘向阳’””与“"”不同。'
