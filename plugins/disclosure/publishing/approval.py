"""The page for those who approve a release: what the public will see change, in one file that needs no other."""

from __future__ import annotations

from pathlib import Path

from ..output import environment
from ..releases import Changes


def write(path: Path, changes: Changes, theme: Path) -> None:
    """Write the page to *path*."""
    text = environment(theme).get_template("changes.html").render(changes=changes)
    path.write_text(text, encoding="utf-8", newline="\n")
