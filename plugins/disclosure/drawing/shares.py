"""The bar of a line in an index: as long as the line has entries, the part of them that is in doubt marked."""

from __future__ import annotations

from markupsafe import Markup

from .cells import THICK
from .markup import tag


def share(whole: int, marked: int, highest: int) -> Markup:
    """A bar for *whole* of *highest* things, the last *marked* of them set apart."""
    sound = _tenths(whole - marked, highest)
    bar = [tag("rect", class_="r-sound", width=sound, height=THICK)] if whole > marked else []
    if marked:
        bar.append(tag("rect", class_="r-doubt", x=sound, width=_tenths(marked, highest), height=THICK))
    return tag("svg", *bar, class_="bar index-bar", aria_hidden="true", focusable="false", width="100%", height=THICK)


def _tenths(part: int, whole: int) -> str:
    """*part* of *whole* in per cent with one decimal."""
    tenths = (part * 1000 + whole // 2) // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"
