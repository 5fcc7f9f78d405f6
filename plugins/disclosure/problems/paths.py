"""Paths as messages show them."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path) -> str:
    """A path as staff would type it: relative to the folder they stand in, where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
