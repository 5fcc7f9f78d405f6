"""Elements of a picture as markup: names are ours, everything else is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tag(name: str, *content: Markup | str, **attributes: str | float | None) -> Markup:
    """An element; text and attribute values are escaped, characters that XML forbids are dropped."""
    words = Markup("").join(
        Markup(' {}="{}"').format(_attribute(key), _CONTROL.sub("", str(value)))
        for key, value in attributes.items()
        if value is not None
    )
    body = Markup("").join(piece if isinstance(piece, Markup) else escape(_CONTROL.sub("", piece)) for piece in content)
    if not content:
        return Markup("<{0}{1}/>").format(Markup(name), words)  # noqa: S704  (element names are ours)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), words, body)  # noqa: S704


def _attribute(key: str) -> Markup:
    name = key.rstrip("_")
    return Markup(name if name in {"viewBox", "patternUnits", "patternTransform"} else name.replace("_", "-"))  # noqa: S704


def coordinate(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
