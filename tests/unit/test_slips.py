"""References in a wrong form are told; brackets that are words stay."""

from __future__ import annotations

import pytest

from disclosure.model import slipped_references

FIGURES = {"A004", "G001"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{A004}", "figure A004"),
        ("[[A004]]", "figure A004"),
        ("{{ A004 }}", "figure A004"),
        ("｛G001｝", "figure G001"),
        ("[[figure A004]]", "figure A004"),
        ("[[figure：A004]", "figure A004"),
        ("{{figure: A999}}", "figure A999"),
        ("【【数字：A004】】", "figure A004"),
        ("[Figure: A004]", "figure A004"),
        ("［［图：income-2023］］", "chart income-2023"),
        ("{{table: expense-ledger-2023}}", "table expense-ledger-2023"),
    ],
)
def test_slips(text: str, meant: str) -> None:
    """Other brackets, a sign too few, another word for the kind."""
    (slip,) = slipped_references(f"全年收入{text}，比上年多。", FIGURES)
    assert (slip.written, f"{slip.kind} {slip.id}") == (text, meant)


@pytest.mark.parametrize(
    "text",
    [
        "[A004]",
        "【A004】",
        "（A004）",
        "{张三}",
        "{a, b}",
        "[[A005]]",
        "{B004}",
        "[1]",
        "【图：a】",
        "[table]",
        "{}",
        "[[]]",
    ],
)
def test_brackets_that_are_words(text: str) -> None:
    """Numbers of documents in brackets, captions, and ids that no figure has."""
    assert not list(slipped_references(f"见{text}。", FIGURES))


def test_cells_have_a_form_of_their_own() -> None:
    """In a cell a figure is named as {A004}; that of an article is wrong there, and so is any other."""
    assert not list(slipped_references("收入{A004}，支出{A999}", FIGURES, in_cell=True))
    for text in ("[[figure: A004]]", "{{A004}}", "{A004 }", "{figure: A004}"):
        assert [slip.id for slip in slipped_references(f"收入{text}元", FIGURES, in_cell=True)] == ["A004"]


def test_long_runs_of_brackets_are_read_in_time() -> None:
    """Nothing is read again and again."""
    for sign in ("[", "{", "[[figure ", "{A", "a-"):
        assert not list(slipped_references(sign * 100_000, FIGURES))
