"""A desk over a copy of the small site, which may be published."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "sites"), str(TESTS / "releases")]

from publishing_site import publishable, publishable_pair  # noqa: E402
from small import Site  # noqa: E402
from visitor import Visitor  # noqa: E402

from disclosure.desk import working  # noqa: E402


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return publishable(tmp_path)


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor.at(site.root, site.data, site.content)


@pytest.fixture
def site_of_two(tmp_path: Path) -> Site:
    """A site with two organisations, where a desk has to ask which is meant."""
    return publishable_pair(tmp_path)


@pytest.fixture
def visitor_of_two(site_of_two: Site) -> Visitor:
    return Visitor.at(site_of_two.root, site_of_two.data, site_of_two.content)


@pytest.fixture(autouse=True)
def _tests_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk of the tests builds in their own process: to collect after every build would go through all that they hold."""
    monkeypatch.setattr(working, "_tidy", lambda: None)
