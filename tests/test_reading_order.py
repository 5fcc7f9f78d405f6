"""What readers meet first: the order of the home page, tabs in few words, and no endless table before the end of a page."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from commands import ROOT

from disclosure.dates import han_date

# whom it helped, money as a picture, the last payments, and what there is to trust
ORDER = ("帮了谁，做了什么", "钱花到哪了", "最近拨出的钱", "靠得住吗")
TRUSTED = ["审计", "该公开的公开了吗", "更正和核实", "对不上的"]
BUTTONS = ("查我的捐赠", "钱花到哪了", "(?:打电话|问我们)")
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


def trust(page: Path) -> dict[str, str]:
    """Label → link and words of the four answers to 靠得住吗."""
    strip = page.read_text("utf-8").partition('<ul class="trust">')[2].partition("</ul>")[0]
    return {
        re.findall(r'class="trust-label">([^<]+)<', answer)[0]: answer
        for answer in re.findall(r"<li class=.*?</li>", strip, re.DOTALL)
    }


@pytest.mark.parametrize("org", ["shili", "dongyang"])
def test_the_home_page_answers_in_order(example_site: Path, org: str) -> None:
    """Three figures, three ways on, every part in its place, and audits, duties, corrections, gaps never go missing."""
    page = example_site / org / "index.html"
    first = page.read_text("utf-8").partition("<main")[2].partition("<h2")[0]
    assert re.search(".*".join(BUTTONS), first, re.DOTALL)
    assert headings(page) == list(ORDER)
    assert list(trust(page)) == TRUSTED


def test_the_home_page_shows_the_newest_corrections(example_site: Path) -> None:
    """Whoever corrected something says on the first page how often and when last; whoever did not, says that."""
    with (ROOT / "examples/data/shili/corrections.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = trust(example_site / "shili/index.html")["更正和核实"]
    assert 'corrections/index.html"' in told
    assert f"<b>{len(rows)}处</b>" in told
    assert f"最近一次{han_date(max(row['更正日期'] for row in rows))}" in told
    assert not (ROOT / "examples/data/dongyang/corrections.csv").exists()
    assert "没有更正记录" in trust(example_site / "dongyang/index.html")["更正和核实"]


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
