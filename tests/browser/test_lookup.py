"""查我的捐赠: from a number to its row, in the small example site, without a server and without being sent anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from disclosure.engine.building import build

from .pages import ROOT

GOOD = ROOT / "tests/sites/good_two"
HEADER = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源"


@pytest.fixture(scope="module")
def donated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with 630 gifts of one month and three of another."""
    root = tmp_path_factory.mktemp("lookup")
    for name in ("data", "content"):
        shutil.copytree(GOOD / name, root / name)
    gifts = [("2023-05", number) for number in range(1, 631)] + [("2023-06", number) for number in (1, 2, 7)]
    lines = [f"{month}-{number:05d},{month}-11,{number}.00,现金,个人,甲,,,DOC" for month, number in gifts]
    (root / "data/dawn/donations.csv").write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    build(root / "data", root / "content", root / "site", ROOT / "pelicanconf.py")
    return root / "site"


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("2023-05-00630", "2023-05-00630"),
        ("２０２３－０５－００１０１", "2023-05-00101"),
        ("20230500100", "2023-05-00100"),
        (" 2023 05 00001 ", "2023-05-00001"),
        ("2023—06—00007", "2023-06-00007"),
        ("2023-5-230", "2023-05-00230"),
        ("编号：2023-6-2", "2023-06-00002"),
    ],
)
@pytest.mark.parametrize("start", ["donations/index.html", "donations/2023/05/00501-01000/index.html"])
def test_a_number_leads_to_its_row(start: str, typed: str, row: str, donated: Path, tab: Callable[..., Page]) -> None:
    """From the way in or another row: the number, however it is typed, ends at its row, which is marked."""
    page = tab(width=360)
    page.goto(f"file://{donated}/dawn/{start}")
    page.fill("#lookup-number", typed)
    page.press("#lookup-number", "Enter")
    page.wait_for_selector(f"tr:target[id='{row}']")
    assert page.locator("tr:target").inner_text().startswith(row[-5:])
    assert page.locator("details:has(tr:target)[open]").count() == 1
    card = page.locator(".slip")
    assert card.count() == 1
    words = card.inner_text()
    assert f"编号 {row}" in words
    assert f"{int(row[-5:])}.00 元，收到了" in words
    assert "没有指定" in words
    assert "推算不了" in words  # this body declares no rule
    assert (page.locator(".lookup").bounding_box() or {"y": 999})["y"] < 200
    assert page.locator(".lookup-none:visible").count() == 0


@pytest.mark.parametrize("typed", ["2023-05-00631", "2023-06-00003", "2023-06-00301", "2021-01-00001"])
def test_a_number_that_is_not_there(typed: str, donated: Path, tab: Callable[..., Page]) -> None:
    """A number of no gift is answered with what may be the reason, never with a missing page."""
    page = tab(width=360)
    page.goto(f"file://{donated}/dawn/donations/index.html")
    page.fill("#lookup-number", typed)
    page.press("#lookup-number", "Enter")
    page.wait_for_selector(".lookup-none:visible")
    assert typed in page.locator(".lookup-told").inner_text()
    assert page.input_value("#lookup-number") == typed


def test_words_instead_of_a_number(donated: Path, tab: Callable[..., Page]) -> None:
    """What is no number is answered with what one looks like."""
    page = tab(width=360)
    page.goto(f"file://{donated}/dawn/donations/index.html")
    page.fill("#lookup-number", "张三")
    page.click(".lookup button")
    assert "编号应该像这样" in page.locator(".lookup-told").inner_text()


def test_without_scripts_the_way_is_told(donated: Path, tab: Callable[..., Page]) -> None:
    """Without scripts there is no dead form, but a sentence and a link to the month."""
    page = tab(width=360, java_script_enabled=False)
    page.goto(f"file://{donated}/dawn/donations/index.html")
    assert page.locator(".lookup-form:visible").count() == 0
    page.click(".lookup-how a:not([href^='http'])")
    assert page.url.endswith("/dawn/donations/2023/06/index.html")
