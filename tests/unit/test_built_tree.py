"""The last look at a tree before it is published: links and the places that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.publishing.tree import faults


def dead(folder: Path, link: str, place: str) -> list[str]:
    """What is said of a page with this link and another page with this place."""
    (folder / "b").mkdir()
    (folder / "index.html").write_text(f"<p><a {link}>x</a></p>", "utf-8")
    (folder / "b/index.html").write_text(f"<table><tr {place}><td>1</table>", "utf-8")
    return [words for words in faults(folder, (), "", ()) if "链接" in words]


@pytest.mark.parametrize("link", ['href="b/index.html#2025-06-00001"', "href=b/index.html#2025-06-00001"])
@pytest.mark.parametrize("place", ['id="2025-06-00001"', "id=2025-06-00001"])
def test_a_place_is_found_with_and_without_quotation_marks(link: str, place: str, tmp_path: Path) -> None:
    """Rows of gifts are written without them, everything else with them."""
    assert dead(tmp_path, link, place) == []


@pytest.mark.parametrize("link", ['href="b/index.html#2025-06-00002"', "href=b/index.html#2025-06-00002"])
def test_a_missing_place_is_told_either_way(link: str, tmp_path: Path) -> None:
    """Also from a link that has none."""
    assert dead(tmp_path, link, "id=2025-06-00001") == [
        "index.html 里的链接 b/index.html#2025-06-00002 指到的位置不存在"
    ]


def test_a_missing_page_is_told(tmp_path: Path) -> None:
    """A link without quotation marks is a link."""
    assert dead(tmp_path, "href=c/index.html", "id=x") == ["index.html 里的链接 c/index.html 没有去处"]


def test_code_that_is_shown_is_no_link(tmp_path: Path) -> None:
    """A snippet to copy is text, and an article may speak of href=x."""
    shown = "x>1</a><p>&lt;a href=&#34;https://example.org/b/&#34;&gt; href=y id=z</p><a id=x"
    assert dead(tmp_path, f"href=b/index.html {shown}", "id=x") == []
