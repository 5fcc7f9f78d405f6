"""The small site, so that it may be published."""

from __future__ import annotations

from pathlib import Path

from small import Site


def publishable(root: Path) -> Site:
    """A copy of the small site that is not marked as a sample."""
    site = Site.copy(root)
    site.text("data/site.yaml", "sample: 是\n", "")
    return site
