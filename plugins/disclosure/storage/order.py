"""A sort order of paths that is the same on every system, since output follows it."""

from __future__ import annotations

from pathlib import PurePath


def by_parts(path: PurePath) -> tuple[str, ...]:
    """The sort key of a path. Paths themselves compare case-insensitively on Windows."""
    return path.parts
