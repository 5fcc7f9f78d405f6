"""What the shield finds in built files, however large they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from disclosure.identifiers import personal
from disclosure.privacy import leaks as shield
from disclosure.privacy.leaks import Own, leaks

NUMBER = "13800138000"


@pytest.mark.parametrize("piece", [1, 7, 64, 1 << 20])
def test_a_workbook_is_searched_whole_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    """A number in a cell is found once wherever a piece ends, and an amount as long is none."""
    monkeypatch.setattr(shield, "_PIECE", piece)
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(["甲", f"电话{NUMBER}", "乙"]):
            sheet.write_string(row, 0, text)
        sheet.write_number(3, 0, int(NUMBER))
    assert [(name, found.what) for name, found in leaks(tmp_path, Own())] == [("book.xlsx", "手机号")]
    assert not list(leaks(tmp_path, Own(frozenset({NUMBER}))))


def test_texts_are_searched_and_empty_ones_are_no_trouble(tmp_path: Path) -> None:
    """A page with a number is named, an empty file beside it is passed over."""
    (tmp_path / "index.html").write_text(f"<p>{NUMBER}</p>", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert [name for name, _ in leaks(tmp_path, Own())] == ["index.html"]


def test_a_letter_box_of_the_office_opens_no_provider() -> None:
    """The office's own box and its site's domain may stand; boxes of persons at the same provider may not."""
    known = shield.own([], ["gaoxincishan@163.com", "https://www.example.org/"])
    text = "写信到 gaoxincishan@163.com、li.lei@example.org 或 wang1980@163.com"
    found = [one.hint for one in personal(text, known.numbers, known.domains)]
    assert found == ["wa…@163.com"]
