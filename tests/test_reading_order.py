"""What readers meet first: the order of the home page, tabs in few words, and no endless table before the end of a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# design: the statement, then what donors ask, then what critics ask, then who watches.
ORDER = (
    "查我的捐赠",
    "钱花到哪了",
    "钱从哪来",
    "项目",
    "该公开的，公开了吗",
    "审计",
    "对不上、要核实的",
    "更正与核实",
    "上下级",
    "看不懂？",
    "没公开的",
)
MOST_ROWS = 64  # of a table that is not folded; a statement and the list of files have as many lines as they have
# A page of one range of numbers is opened for its rows.
RANGES = re.compile(r"/donations/\d{4}/\d\d/")
FOLDED = re.compile(r'<details class="fold">.*?</details>', re.DOTALL)
LEDGERS = re.compile(r'<table class="ledger.*?</table>', re.DOTALL)


def headings(page: Path) -> list[str]:
    """The second-level headings of the main part."""
    main = page.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    found = re.findall(r"<h2(?![^>]*class=\"vh\")[^>]*>([^<]*)", main)
    return [one.strip() for one in found]


@pytest.mark.parametrize("org", ["shili", "dongyang"])
def test_the_home_page_answers_in_order(example_site: Path, org: str) -> None:
    """Every part of a home page is one of the known ones, in their order, and audits never go missing."""
    found = headings(example_site / org / "index.html")
    assert found == [one for one in ORDER if one in found]
    assert {"查我的捐赠", "该公开的，公开了吗", "审计"} <= set(found)


def test_the_home_page_shows_the_newest_corrections(example_site: Path) -> None:
    """Whoever corrected something says so on the first page, three at most."""
    text = (example_site / "shili/index.html").read_text("utf-8")
    assert 1 <= len(set(re.findall(r'corrections/index\.html#([^"]+)"', text))) <= 3


def test_tabs_fit_one_line_of_a_phone(example_site: Path) -> None:
    """Five tabs of a year with statements, and under each of them its pages in one more line."""
    text = (example_site / "shili/finances/2025/index.html").read_text("utf-8")
    labels = re.findall(r"<a[^>]*>([^<]+)</a>", text.partition('<nav class="tabs"')[2].partition("</nav>")[0])
    assert labels == ["收支", "去向", "费用", "三表", "对账"]
    near = re.findall(r"<a[^>]*>([^<]+)</a>", text.partition('<nav class="near"')[2].partition("</nav>")[0])
    assert near == ["总览", "收入", "支出", "物资", "计划", "结余"]


def test_no_endless_table_stands_open(example_site: Path) -> None:
    """Tables of hundreds of rows are folded behind what they prove, and a fold says what is in it."""
    folds = 0
    for page in sorted(example_site.glob("shili/**/index.html")):
        path = page.relative_to(example_site).as_posix()
        text = page.read_text("utf-8")
        for fold in FOLDED.findall(text):
            folds += 1
            assert re.search(r"<summary>.*\d+(行|条|项)", fold.partition("</summary>")[0]), path
        if RANGES.search(path):
            continue
        for table in LEDGERS.findall(FOLDED.sub("", text)):
            assert table.count("<tr") <= MOST_ROWS, path
    assert folds > 10


def test_a_year_is_checked_once(example_site: Path) -> None:
    """The checks of a year stand on its own page, not on the page of the year before, too."""
    ids = {
        year: set(
            re.findall(
                r'<(?:li class="check [^"]*"|tr) id="([^"]+)"',
                (example_site / f"shili/finances/{year}/checks/index.html").read_text("utf-8"),
            )
        )
        for year in (2024, 2025)
    }
    assert ids[2024]
    assert ids[2025]
    assert not ids[2024] & ids[2025]
