"""The small site, so that it may be published."""

from __future__ import annotations

import shutil
from pathlib import Path

from small import Site


def publishable(root: Path) -> Site:
    """A copy of the small site with one organisation, not marked as a sample.

    Half of the pages of two organisations, and all that most tests of publishing need.
    """
    site = publishable_pair(root)
    shutil.rmtree(site.data / "river")
    site.text("data/site.yaml", "  - river\n", "")
    return site


def publishable_pair(root: Path) -> Site:
    """A copy of the small site with both organisations, not marked as a sample."""
    site = Site.copy(root)
    site.text("data/site.yaml", "sample: 是\n", "")
    return site
