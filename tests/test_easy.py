"""长辈版: the same figures as on the home page, a number a line with its way back, and a link from every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from claims import main_of

PAGES = ("easy/", "easy/gifts/", "easy/money/", "easy/call/")


def _figures(html: str) -> list[tuple[str, str]]:
    """(id, the words of the number) of every figure in short form."""
    marks = re.findall(r'<span class="num brief" data-figure="([^"]+)">(.*?</span>)</span>', html, re.DOTALL)
    return [(figure, re.sub(r"<[^>]+>|\s", "", words)) for figure, words in marks]


@pytest.fixture(params=["real", "example"])
def site(request: pytest.FixtureRequest) -> Path:
    """The folder of a site."""
    return Path(request.getfixturevalue(f"{request.param}_site"))


def test_totals_are_those_of_the_home_page(site: Path) -> None:
    """The first screen of the home page and the first page here tell the same figures in the same words."""
    for home in [path.parents[1] / "index.html" for path in sorted(site.glob("*/easy/index.html"))]:
        first = re.search(r'<dl class="three.*?</dl>', home.read_text("utf-8"), re.DOTALL)
        assert first, home
        totals = _figures(first[0])
        assert totals
        assert _figures(main_of(home.parent / "easy/index.html"))[: len(totals)] == totals


def test_a_number_a_line_and_each_has_its_way_back(site: Path) -> None:
    """No sentence holds two figures; behind each stands a link to its entry in the register, which is there."""
    count = 0
    for easy in sorted(site.glob("*/easy/index.html")):
        for path in PAGES:
            page = easy.parents[1] / path / "index.html"
            for line in re.findall(r"<p>.*?</p>", main_of(page), re.DOTALL):
                figures = re.findall(r'data-figure="([^"]+)"', line)
                links = re.findall(r'class="plain-source" href="([^"#]+)#([^"]+)"', line)
                assert len(figures) <= 1, (page, line)
                assert [anchor for _, anchor in links] == figures
                for address, anchor in links:
                    assert f'id="{anchor}"' in (page.parent / address).read_text("utf-8")
                count += len(figures)
    assert count > 15


def test_parts_of_the_expenses_are_those_of_their_page(site: Path) -> None:
    """What 钱花到哪了 lists stands, with the same id, on the page of expenses that it leads to."""
    pages = sorted(site.glob("*/easy/money/index.html"))
    assert pages
    for page in pages:
        html = main_of(page)
        more = re.search(r'plain-more"><a href="([^"]+)"', html)
        assert more, page
        whole = (page.parent / more[1]).read_text("utf-8")
        listed = _figures(html)
        assert listed
        assert all(f'data-figure="{figure}"' in whole for figure, _ in listed)


def test_every_page_leads_there(site: Path) -> None:
    """The foot of every page of an organisation leads to its 长辈版, that of any other to the one of all."""
    for page in [*sorted(site.rglob("index.html"))[::9], site / "index.html"]:
        link = re.search(r'<a href="([^"]*easy/index\.html)">长辈版</a>', page.read_text("utf-8"))
        assert link, page
        assert (page.parent / link[1]).is_file(), page


def test_the_telephone_is_the_largest_thing_or_is_said_to_be_missing(real_site: Path, example_site: Path) -> None:
    """Where a number is published every page dials it; where none is, the page says so and nothing dials."""
    for path in PAGES:
        assert main_of(example_site / "shili" / path / "index.html").count('href="tel:019980001357"') >= 1
        assert 'href="tel:' not in main_of(real_site / "gaoxin" / path / "index.html")
    assert "电话没有公布。" in main_of(real_site / "gaoxin/easy/call/index.html")
    assert "逐笔名单还没公布。" in main_of(real_site / "gaoxin/easy/gifts/index.html")
    assert re.search(
        r'href="[^"]*about/contact/[^"]*"[^>]*>先看怎么查', main_of(real_site / "gaoxin/easy/gifts/index.html")
    )
    assert 'data-module="lookup"' in main_of(example_site / "shili/easy/gifts/index.html")


def test_a_mark_of_doubt_runs_into_no_other_words(real_site: Path) -> None:
    """“还没核清” behind a number is followed by a stop, not by “报告没有写明”; on 长辈版 no stop stands alone."""
    home, easy = (
        re.sub(r"<[^>]+>|\s", "", main_of(real_site / "gaoxin" / path / "index.html")) for path in ("", "easy")
    )
    assert "报告没有写明用在哪里的有至少118.97万元算※还没核清；" in home
    assert "报告没有写明用在哪里的有至少118.97万元※还没核清看出处有38处账对不上" in easy
