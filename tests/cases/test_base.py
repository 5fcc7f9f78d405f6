"""The base that all cases are laid over is sound, so that what a case shows comes from the case."""

from __future__ import annotations

from case import Lay


def test_the_base_is_sound(case: Lay) -> None:
    """The base is checked without an error and built."""
    site = case()
    outcome = site.check()
    assert outcome.exit_code == 0
    assert outcome.errors == ()
    assert site.build().exit_code == 0
    assert "示例慈善会" in site.published()
