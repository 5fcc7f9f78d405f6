"""A small site that may be published, and the command by which it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "sites"))

from small import Site  # noqa: E402


def publishable(root: Path) -> Site:
    """A copy of the small site that is not marked as a sample."""
    site = Site.copy(root)
    site.text("data/site.yaml", "sample: 是\n", "")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site in a folder of its own."""
    return publishable(tmp_path)
