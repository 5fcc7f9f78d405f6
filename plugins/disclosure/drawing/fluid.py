"""Pictures on the page that fit any width: across in per cent, down in px, type in the size that the style sheet gives.

One drawing serves phones and desks: nothing is scaled, so that no letter gets smaller than it is meant to be. What must find room is measured
for the narrowest page, `NARROW` px.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..model import Mark
from .lettering import measured
from .markup import coordinate, tag

NARROW = 284  # px that a chart has on a screen of 320
TYPE = 14  # px of numbers
SMALL_TYPE = 12  # px of what stands below them


def fits(texts: Sequence[str], share: float, size: float = TYPE) -> bool:
    """Whether every text finds room in *share* (per cent) of the narrowest picture."""
    return all(measured(text, size) <= NARROW * share / 100 for text in texts)


def across(value: float) -> str:
    """A place or length across, in per cent: 33.33 → '33.33%'."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def picture(height: float, *content: Markup, name: str = "fluid") -> Markup:
    """A picture as wide as its place and *height* px high; the table beside it says the same to those who listen."""
    return tag(
        "svg",
        *content,
        class_=name,
        width="100%",
        height=coordinate(height),
        aria_hidden="true",
        focusable="false",
    )


def words(text: str, x: float, y: float, *, kind: str = "v", anchor: str = "middle") -> Markup:
    """A text at *x* per cent and *y* px; *kind* is v (a value) or s (small and soft)."""
    return tag("text", text, class_=f"t-{kind}", x=across(x), y=coordinate(y), text_anchor=anchor)


def look(mark: Mark, *, hollow: bool = False) -> str:
    """The classes of a shape: what it stands for, and whether it is only outlined."""
    return f"r-{mark.role}{' apart' if hollow else ''}"


def key(marks: Sequence[tuple[str, Mark]], unit: str) -> Markup:
    """The line above a picture: which colour is what, and the unit of all its numbers."""
    box = Markup('<span><span class="key key-{}"></span>{}</span>')
    boxes = (box.format(mark.role, label) for label, mark in marks)
    return tag("p", *boxes, tag("span", f"单位：{unit}", class_="fig-unit"), class_="fig-keys", aria_hidden="true")
