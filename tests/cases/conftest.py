"""The cases of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from case import CaseSite, Lay, lay


@pytest.fixture
def case(tmp_path: Path) -> Lay:
    """`case("S07", 2)` lays out the second input of case S07; `case()` gives the base alone."""
    count = iter(range(1000))

    def make(name: str = "base", number: int | None = None) -> CaseSite:
        return lay(name, tmp_path / f"site-{next(count)}", number)

    return make
