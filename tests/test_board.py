"""公示栏: every sheet is one page of paper that tells the numbers of its page; what does not fit is counted."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pytest
from claims import main_of
from commands import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from disclosure.typesetting import open_press

TEMPLATE = ROOT / "theme/press/board.typ"
EMPTY = {
    "organisation": "示例会", "title": "2025年的账", "sample": False, "numbers": [], "finding": "", "caption": "", "columns": [],
    "rows": [], "more_rows": 0, "gaps": [], "more_gaps": 0, "basis": [], "more_basis": 0, "phone": "", "address": "", "frozen": "", "kept": "数", "qr": "",
    "release": "", "released_on": "", "prepared_on": "2026年6月30日",
}  # fmt: skip


def printed(content: bytes) -> str:
    """The words of a PDF of one page, without blanks."""
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    return re.sub(r"[\s\u200b]+", "", pages[0].extract_text())


def shown(fragment: str) -> str:
    """The words of a piece of HTML as readers see them, without blanks."""
    visible = re.sub(r'<span class="vh">.*?</span>', "", fragment)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", visible)))


WORDS = st.text("捐赠助学A1,，。—《》", min_size=1)
NUMBER = st.integers(0, 10**26).map("{:,}".format)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, object]:
    """A sheet within the limits of `board_content`: up to 60 rows of up to five columns, names of any length that it lets pass."""
    columns = draw(st.sampled_from([2, 4, 5]))
    count = draw(st.sampled_from([0, 1, 7, 40, 60]))
    label, number = draw(WORDS)[:36], draw(NUMBER)
    return {
        **EMPTY,
        "title": draw(WORDS)[:60],
        "organisation": draw(WORDS)[:60],
        "sample": draw(st.booleans()),
        "numbers": [[label, draw(NUMBER), "亿元", draw(st.sampled_from(["", "还没核清"]))]] * draw(st.integers(0, 3)),
        "finding": draw(WORDS) * draw(st.integers(0, 5)),
        "caption": label,
        "columns": ["事项", *["数"] * (columns - 1)],
        "rows": [[f"第{row}行{label}"[:36], *[number] * (columns - 1)] for row in range(count)],
        "more_rows": draw(st.sampled_from([0, 900])),
        "gaps": [draw(WORDS)[:36]] * draw(st.integers(0, 8)),
        "more_gaps": draw(st.sampled_from([0, 5])),
        "basis": [draw(WORDS)[:60]],
        "phone": "0199-80001357",
        "address": "https://example.org/" + "x" * draw(st.integers(0, 160)),
        "frozen": draw(st.sampled_from(["", "https://example.org/releases/3/"])),
        "qr": draw(
            st.sampled_from(
                ["", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1z"/></svg>']
            )
        ),
        "release": draw(st.sampled_from(["", "第3次发布，检查点指纹 1a2b:3c4d:5e6f:7a8b"])),
    }


@settings(max_examples=12)
@given(content=contents(), paper=st.sampled_from(["a4", "a3"]))
def test_whatever_the_data_one_page_and_every_row_printed_or_counted(content: dict[str, object], paper: str) -> None:
    """One sheet, its foot on it; the rows on it and those that it counts are all there are."""
    press = open_press()
    assert press
    text = printed(press.pdf(TEMPLATE, {**content, "paper": paper}))
    assert "张贴人：" in text
    assert ("预览：还没有发布，不要张贴。" in text) == (not content["release"])
    assert ("还没有网址，所以没有二维码。" in text) == (not content["qr"])
    rows = content["rows"]
    assert isinstance(rows, list)
    here = len(set(re.findall(r"第(\d+)行", text)))
    rest = re.search(r"还有(\d+)项，见网页。", text.partition("没公开的：")[0])
    assert here + (int(rest[1]) if rest else 0) == len(rows) + int(str(content["more_rows"]))


@pytest.fixture(params=["real", "example"])
def site(request: pytest.FixtureRequest) -> Path:
    """The folder of a site."""
    return Path(request.getfixturevalue(f"{request.param}_site"))


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_words_in_place_of_a_number_leave_the_others_their_room(paper: str) -> None:
    """没有报总数 stands beside the numbers, and neither a number nor its unit is broken for it."""
    numbers = [["收到", "128.6", "万元", ""], ["发出", "90.3", "万元", ""], ["帮到", "", "", "没有报总数"]]
    content = open_press().pdf(TEMPLATE, {**EMPTY, "numbers": numbers, "paper": paper})
    (page,) = PdfReader(io.BytesIO(content)).pages
    lines = [re.sub(r"\s+", "", line) for line in page.extract_text().splitlines()]
    assert all(any(words in line for line in lines) for words in ("128.6万元", "90.3万元", "没有报总数"))


def test_numbers_on_paper_are_those_of_the_page(site: Path) -> None:
    """Each large number and each row of a sheet stands on its PDFs in the same words, or is counted there."""
    sheets = sorted(site.glob("*/board/*/*/index.html"))
    assert len(sheets) > 30
    for page in sheets[::4]:
        body = main_of(page)
        large = [
            shown(number) for number in re.findall(r'<span class="num brief"[^>]*>((?:<span.*?</span>)+)</span>', body)
        ]
        rows = re.findall(r"<tr[^>]*>\s*<th scope=\"row\".*?</tr>", body, re.DOTALL)
        for paper in ("A4", "A3"):
            files = list(page.parent.glob(f"*-{paper}.pdf"))
            assert len(files) == 1
            text = printed(files[0].read_bytes())
            assert all(number in text for number in large), (page, large)
            cells = [re.findall(r'<span class="d"[^>]*>(.*?)</span>', row) for row in rows]
            absent = sum(not all(number in text for number in row) for row in cells)
            rest = re.search(r"还有(\d+)项，见网页。", text.partition("没公开的：")[0])
            assert absent <= (int(rest[1]) if rest else 0), (page, absent)


def test_a_sheet_says_of_which_year_and_whose_each_number_is(site: Path) -> None:
    """Paper has no marks and hangs for long: its words tell the year, and what the site worked out is not called reported."""
    computed = 0
    for page in sorted(site.glob("*/board/[fp]*/*/index.html")):
        body = main_of(page)
        rows = re.findall(r'<tr[^>]*>\s*<th scope="row".*?</tr>', body, re.DOTALL)
        for row in rows:
            marked = "来历：本站按公开数字计算" in row
            assert ("（本站计算）" in row) == marked, (page, shown(row))
            computed += marked
        caption = shown("".join(re.findall(r"<caption.*?</caption>", body, re.DOTALL)))
        if rows and all("（本站计算）" in row for row in rows):
            assert "写明" not in caption, (page, caption)
        if 'data-figure="' in body:
            assert re.search(r"\d{4}年", shown(body.partition("还没有网址")[0].partition("依据：")[0])), page
    assert computed or not (site / "gaoxin").exists()


def test_several_amounts_of_one_project_are_told_apart_on_its_sheet(real_site: Path) -> None:
    """Money and goods are two amounts: neither is called the spending of the project."""
    body = shown(main_of(real_site / "gaoxin/board/projects/illness-poverty-relief/index.html"))
    assert "因病致贫、返贫家庭帮扶（资金）支出1.2万元" in body
    assert "因病致贫、返贫家庭帮扶（物资）支出0.2万元" in body
    assert "因病致贫、返贫家庭帮扶（2023年）" in body


def test_a_sheet_counts_its_days_no_further_than_its_paper(site: Path) -> None:
    """Nothing on the page of a sheet is counted again by a script: it would soon say another number than the wall."""
    pages = sorted(site.glob("*/board/years/*/index.html"))
    assert pages
    for page in pages:
        body = main_of(page)
        assert 'data-module="clock"' not in body, page
        assert ("已经晚了" in body) == ("天数算到" in body), page


def test_figures_of_a_sheet_stand_on_the_page_that_it_stands_for(site: Path) -> None:
    """No sheet has a figure or a cell of its own: the year's stand on its pages, those of a fund or project on its page."""
    count = 0
    for page in sorted(site.glob("*/board/*/*/index.html")):
        home = page.parents[3]
        place = page.parent.relative_to(home / "board")
        whole = "".join((home / path / "index.html").read_text("utf-8") for path in _pages(place))
        for mark in re.findall(r'data-(?:figure|cell)="([^"]+)"', main_of(page)):
            count += 1
            row = mark.partition("“")[0]  # a figure, or the row that a cell stands in
            assert f'="{row}' in whole, (page, mark)
    assert count > 100


def _pages(place: Path) -> tuple[Path, ...]:
    """Where the numbers of a sheet stand: for a year on its overview, its expenses and its checks."""
    year = place.name
    return (
        (place, Path(f"finances/{year}"), Path(f"finances/{year}/expense")) if place.parts[0] == "years" else (place,)
    )
