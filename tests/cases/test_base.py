"""The base that all cases are laid over is sound, so that what a case shows comes from the case."""

from __future__ import annotations

from collections.abc import Callable

from case import CaseSite


def test_the_base_is_sound(case: Callable[..., CaseSite]) -> None:
    """The base is checked without an error and built."""
    site = case()
    outcome = site.check()
    assert outcome.exit_code == 0
    assert outcome.errors == ()
    assert site.build().exit_code == 0
    assert "示例慈善会" in site.published()
