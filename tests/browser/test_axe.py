"""A page of every type as a machine can judge it: whole without scripts, and accessible with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import OF_ANY
from .test_without_scripts import ADDED, LINES, PREPARED, UNSEEN

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXPLORED = r"() => [...document.querySelectorAll('.explorer')].flatMap((one) => one.innerText.split(/\n|\t/)).map((line) => line.trim())"
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} – ${(node.any.concat(node.all, node.none)[0] || {}).message || rule.help}`));
}"""


@pytest.mark.parametrize("path", OF_ANY, indirect=True)
def test_page_is_whole_without_scripts_and_axe_finds_nothing(
    path: str, tab: Callable[..., Page], at_root: str, axe: str
) -> None:
    """Without scripts a page lacks nothing; with them no rule that axe can test is broken.

    Without: heading, finding, tables, figures, bars and menus are there, controls that need scripts are not, no word is lost.
    With: no rule of WCAG 2.2 A and AA and no good practice is broken, wide or narrow and dark. The words of the page with its
    scripts are what both judge, so it is opened once for both.
    """
    plain = tab(java_script_enabled=False)
    plain.goto(f"{at_root}/{path}")
    wrong = [f"no scripts, 1200: {one}" for one in plain.evaluate(UNSEEN, "nav.menu a" if "/" in path else "")]
    lines = set(plain.evaluate(LINES))
    plain.set_viewport_size({"width": 360, "height": 900})
    wrong += [
        f"no scripts, 360: {one}" for one in plain.evaluate(UNSEEN, "a.to-index, #mulu nav a" if "/" in path else "")
    ]

    # on another day the scripts count days anew, as test_clock.py shows; the page's own policy would refuse axe
    page = tab("on the day of the data", bypass_csp=True)
    page.clock.set_fixed_time(f"{PREPARED}T12:00:00+08:00")
    page.goto(f"{at_root}/{path}")
    explored = set(page.evaluate(EXPLORED))  # the list below an explorer says all of it
    more = set(page.evaluate(LINES)) - lines - explored
    wrong += [f"only with scripts: {one}" for one in more if not set(one.split()) <= ADDED]

    page.evaluate(axe)
    every = {"type": "tag", "values": TAGS}
    wrong += [f"axe, 1200: {one}" for one in page.evaluate(RUN, every)]
    page.set_viewport_size({"width": 360, "height": 900})
    page.emulate_media(color_scheme="dark")  # the same boxes and words in other colours
    wrong += [f"axe, 360 dark: {one}" for one in page.evaluate(RUN, every)]
    assert not wrong, f"{path}\n" + "\n".join(wrong)
