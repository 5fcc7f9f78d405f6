"""Accessibility as a machine can judge it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import ALL

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} – ${(node.any.concat(node.all, node.none)[0] || {}).message || rule.help}`));
}"""


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_axe_finds_nothing(path: str, tab: Callable[..., Page], at_root: str, axe: str) -> None:
    """No rule of WCAG 2.2 A and AA and no good practice that axe can test is broken, wide, narrow or dark."""
    page = tab(bypass_csp=True)  # the page's own policy would refuse the injected script
    page.goto(f"{at_root}/{path}")
    page.evaluate(axe)
    found = {}
    for width, scheme in ((1200, "light"), (360, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[f"{width} {scheme}"] = page.evaluate(RUN, TAGS)
    assert not any(found.values()), "\n".join(f"{path} {how}: {one}" for how, all_ in found.items() for one in all_)
