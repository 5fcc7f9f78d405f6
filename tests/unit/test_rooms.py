"""`make test ROOM=…`: every package has tests that answer quickly, and they are those that import it."""

from __future__ import annotations

import pytest
from rooms import QUICK, ROOMS, TESTS, WHOLE, rooms_of

FILES = sorted(TESTS.rglob("test_*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_package_has_quick_tests(room: str) -> None:
    """No package is left out of the quick loop, and none of it is a test of the browser or of a whole site."""
    files = [path for path in FILES if room in rooms_of(path)]
    assert files
    assert {path.parent.name for path in files} <= {*QUICK, *WHOLE}


def test_a_file_belongs_to_what_it_imports() -> None:
    """By its own imports, by those of a helper beside it, and by its folder."""
    unit, kinds = TESTS / "unit", TESTS / "kinds"
    assert rooms_of(unit / "test_quantities.py") == {"quantities", "numerals"}
    assert {"accounts", "model"} <= rooms_of(unit / "test_consolidation.py")
    assert {"accounts", "kinds", "blocks"} <= rooms_of(kinds / "test_campaigns.py")  # through samples_money
    assert rooms_of(TESTS / "releases" / "test_story.py") == {"releases", "publishing", "engine", "edge"}
    assert rooms_of(TESTS / "test_site.py") == rooms_of(TESTS / "browser" / "test_axe.py") == frozenset()
