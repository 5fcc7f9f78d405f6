"""Styles and scripts of the theme, as the site has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..storage import by_parts

_ALONE = ("first.js", "aloud.js", "explore.js", "search.js", "verify.js")  # scripts that pages load by themselves


def assets(theme: Path, plotly_bundle: Path | None) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below assets/: styles and scripts each as one file, in the order of their names."""
    for name, folder, suffix in (("site.css", "css", "*.css"), ("site.js", "js", "*.js")):
        files = sorted((theme / folder).glob(suffix), key=by_parts)
        parts = [_text(path) for path in files if path.name not in _ALONE]
        yield name, b"\n".join(parts)
    for name in (*_ALONE, "favicon.svg", "plotly.css"):
        file = next((path for path in (theme / "js" / name, theme / name) if path.is_file()), None)
        if file:
            yield name, _text(file)
    if plotly_bundle and plotly_bundle.is_file():
        yield "plotly.js", plotly_bundle.read_bytes()


def _text(path: Path) -> bytes:
    """A text of the theme; how a checkout ends its lines must not show in the site."""
    return path.read_bytes().replace(b"\r\n", b"\n")
