"""The small site, so that it may be published, and what its staff do between two releases."""

from __future__ import annotations

import shutil
from pathlib import Path

from small import Site

from disclosure.publishing.correcting import correct

QUESTIONS = dict.fromkeys(("type", "old", "new", "reason", "person", "source", "on", "register"), "？")


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


def answer(site: Site, named: str, day: str = "2024-06-03", **more: str) -> None:
    """Write the correction that a report asks for, with the answers that staff would give."""
    given = {"type": "更正", "reason": "签到表数错了一行", "on": day, "source": "DOC", "register": "不涉及", **more}
    correct(site.data, site.content, named, given, QUESTIONS, None)
