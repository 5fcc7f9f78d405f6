"""The example: one page of every type that the real reports do not fill, through every judge in one visit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from . import test_axe, test_print, test_without_scripts
from .conftest import serving
from .pages import EXAMPLE_TYPES, FURTHER, ROOT, TYPES, Site

PREPARED = re.search(r"^prepared_on: (\S+)$", (ROOT / "examples/data/site.yaml").read_text("utf-8"), re.MULTILINE)[1]  # type: ignore[index]

# Words of forms, which are there only with scripts.
FORMS = r"() => [...document.forms].flatMap((one) => one.innerText.split(/\n|\t/)).map((line) => line.trim())"


@pytest.fixture(scope="session")
def example(example_site: Path) -> Site:
    """The example as `make demo` builds it."""
    return Site(example_site, EXAMPLE_TYPES)


@pytest.fixture(scope="session")
def address(example: Site) -> Iterator[str]:
    """The example below a sub-path."""
    with serving(example.folder, "/demo") as found:
        yield found


@pytest.mark.parametrize("name", [name for name in EXAMPLE_TYPES if name not in TYPES or name == "home"])
def test_page_of_the_example(name: str, example: Site, address: str, tab: Callable[..., Page], axe: str) -> None:
    """The largest page of the type: whole without scripts, sound for axe light and dark, and on paper."""
    path = example.largest(name)
    assert path, f"no page of the type {name}"
    wrong = faults(f"{address}/{path}", tab, axe)
    assert not wrong, f"{path}\n" + "\n".join(wrong[:40])


def faults(address: str, tab: Callable[..., Page], axe: str, menu: str = "nav.menu a") -> list[str]:
    """What any judge has against one page; pages of no organisation have no *menu*."""
    plain = tab(java_script_enabled=False)
    plain.goto(address)
    wrong = [f"no scripts: {one}" for one in plain.evaluate(test_without_scripts.UNSEEN, menu)]
    lines = set(plain.evaluate(test_without_scripts.LINES))

    page = tab("on the day of the data", bypass_csp=True)  # on another day the scripts count days anew
    page.clock.set_fixed_time(f"{PREPARED}T12:00:00+08:00")
    page.goto(address)
    more = set(page.evaluate(test_without_scripts.LINES)) - lines - set(page.evaluate(FORMS))
    wrong += [f"only with scripts: {one}" for one in more if not set(one.split()) <= test_without_scripts.ADDED]

    page.set_viewport_size({"width": 360, "height": 900})
    page.evaluate(axe)
    every = {"type": "tag", "values": test_axe.TAGS}
    wrong += [f"axe: {one}" for one in page.evaluate(test_axe.RUN, every)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"axe dark: {one}" for one in page.evaluate(test_axe.RUN, {"type": "rule", "values": test_axe.COLOURS})]

    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": test_print.SHEET, "height": 900})
    return [*wrong, *(f"paper: {one}" for one in page.evaluate(test_print.PRINTED))]


def test_every_page_of_the_example_has_a_tested_type(example: Site) -> None:
    """No page of the example escapes the test above."""
    known = {re.compile(rf"[^/]+/{pattern}{FURTHER}index\.html") for pattern in EXAMPLE_TYPES.values()}
    every = [one.relative_to(example.folder).as_posix() for one in example.folder.glob("*/**/index.html")]
    assert [one for one in every if not any(pattern.fullmatch(one) for pattern in known)] == []


def test_the_first_sheet_of_a_flow_has_its_picture(address: str, tab: Callable[..., Page]) -> None:
    """A chart whose table is longer than a sheet does not leave the first one white: the picture stands below the title."""
    page = tab()
    page.goto(f"{address}/shili/finances/2025/flow/")
    first = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()
    assert "年度善款去向" in first
    assert "从哪来" in first


def test_lines_on_paper_are_in_the_inks_of_their_key(address: str, tab: Callable[..., Page]) -> None:
    """The key above a course is black and grey on paper: so are the lines, or nobody knows which is which."""
    page = tab()
    page.goto(f"{address}/shili/projects/meals/")
    page.emulate_media(media="print")
    for role in ("income", "expense"):
        key = page.locator(f".fig-steps .key-{role}").first.evaluate("(key) => getComputedStyle(key).backgroundColor")
        lines = page.locator(f".fig-steps .course.r-{role}")
        inks = lines.evaluate_all("(every) => every.map((line) => getComputedStyle(line).stroke)")
        assert set(inks) == {key}, role
