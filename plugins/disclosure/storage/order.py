"""The order of files, which decides the order of what is written from them: the same on every system."""

from __future__ import annotations

from pathlib import PurePath


def by_parts(path: PurePath) -> tuple[str, ...]:
    """What to sort paths by. Windows compares paths themselves without regard to capitals, and would give another order."""
    return path.parts
