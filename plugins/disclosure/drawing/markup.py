"""Elements of a picture as markup: names are ours, everything else is escaped."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from ..expressions import expression

_CONTROL = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tag(name: str, *content: Markup | str, **attributes: str | float | None) -> Markup:
    """An element; text and attribute values are escaped, characters that XML forbids are dropped."""
    words = "".join(
        f' {_attribute(key)}="{escape(_CONTROL.sub("", str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not content:
        return Markup(f"<{name}{words}/>")  # noqa: S704  (names are ours, values are escaped)
    body = "".join(piece if isinstance(piece, Markup) else escape(_CONTROL.sub("", piece)) for piece in content)
    return Markup(f"<{name}{words}>{body}</{name}>")  # noqa: S704


@cache
def _attribute(key: str) -> str:
    name = key.rstrip("_")
    return name if name in {"viewBox", "patternUnits", "patternTransform"} else name.replace("_", "-")


def coordinate(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
