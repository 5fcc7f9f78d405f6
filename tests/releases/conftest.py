"""What the tests of releases share: a small site that may be published."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sites"))

from publishing_site import publishable
from small import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site in a folder of its own."""
    return publishable(tmp_path)
