"""Accessibility as a machine can judge it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import ALL

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} – ${(node.any.concat(node.all, node.none)[0] || {}).message || rule.help}`));
}"""


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_axe_finds_nothing(path: str, tab: Callable[..., Page], at_root: str, axe: str) -> None:
    """No rule of WCAG 2.2 A and AA and no good practice that axe can test is broken, wide, narrow or dark."""
    page = tab(bypass_csp=True)  # the page's own policy would refuse the injected script
    page.goto(f"{at_root}/{path}")
    page.evaluate(axe)
    every = {"type": "tag", "values": TAGS}
    found = {"1200": page.evaluate(RUN, every)}
    page.set_viewport_size({"width": 360, "height": 900})
    page.emulate_media(color_scheme="dark")  # the same boxes and words in other colours
    found["360 dark"] = page.evaluate(RUN, every)
    assert not any(found.values()), "\n".join(f"{path} {how}: {one}" for how, all_ in found.items() for one in all_)
