"""The sheet and the long picture of an emergency bulletin: one page whatever the data, every number on it, always the same bytes."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from disclosure.sharing.bulletins import MOST_NAMED, MOST_POSTED
from disclosure.sharing.drawn import MOST_HEIGHT, PictureStudio
from disclosure.typesetting import open_press, qr_svg

PRESS = open_press()
TEMPLATES = Path(__file__).resolve().parents[2] / "theme/press"
SHEET = {
    "organisation": "示例市慈善总会", "sample": True, "name": "寒潮应急行动", "until": "2025年2月7日18时",
    "money": [["资金", "518,678.50", "474,200.00", "44,478.50"], ["物资（折价）", "164,400.00", "—", "—"]],
    "goods": [["棉被", "600条", "540条", "60条", "示例市河样村（虚构）"]],
    "more": "", "basis": ["口径：本会收到的款物", "2025-02-08公布"],
    "code": qr_svg("https://example.org/shili/emergencies/cold-2025/bulletin/"),
    "address": "https://example.org/shili/emergencies/cold-2025/bulletin/",
}  # fmt: skip
MANY = SHEET | {
    "goods": [
        [
            f"第{number}种物资，名称很长很长很长",
            "1,234,567件",
            "1,234,566件",
            "1件",
            ("某某村、" * MOST_NAMED)[:MOST_NAMED],
        ]
        for number in range(MOST_POSTED)
    ],
    "more": "另有42种，见网页。",
}
HOSTILE = SHEET | {"name": "#panic() $x$ *粗* `x` \\ <a>", "goods": []}


@pytest.mark.skipif(PRESS is None, reason="no press on this machine")
@pytest.mark.parametrize("item", [SHEET, MANY, HOSTILE], ids=["plain", "many", "hostile"])
def test_a_sheet_is_one_page_with_every_number(item: dict[str, Any]) -> None:
    """The text of the PDF has every cell, and how many more sorts of goods there are."""
    assert PRESS
    content = PictureStudio(PRESS, TEMPLATES).set_sheet("bulletin-poster.typ", item)
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    text = re.sub(r"\s", "", pages[0].extract_text())
    cells = [cell for rows in (item["money"], item["goods"]) for row in rows for cell in row]
    assert [
        cell for cell in (*cells, item["name"], item["until"], item["more"]) if re.sub(r"\s", "", str(cell)) not in text
    ] == []
    assert content == PictureStudio(PRESS, TEMPLATES).set_sheet("bulletin-poster.typ", item)


@pytest.mark.skipif(PRESS is None, reason="no press on this machine")
def test_long_pictures_are_1080_wide_and_small() -> None:
    """Also with as many goods as a sheet has, and as many receivers as it names."""
    assert PRESS
    drawn = PictureStudio(PRESS, TEMPLATES).draw("bulletin-long.typ", [SHEET, MANY], colours=32)
    for content in drawn:
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.width == 1080
            assert picture.height <= MOST_HEIGHT
    assert len(drawn[0]) < 150_000
    assert len(drawn[1]) > len(drawn[0])
