"""Renaming where others look on: Windows refuses while a scanner, a viewer or Excel has the file open."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

# What Windows says of a file that is open elsewhere: access denied, sharing violation, lock violation.
# https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-
HELD = frozenset({5, 32, 33})

# Milliseconds to wait before each further try: a virus scanner lets go after moments, Excel does not.
_WAITS = (50, 100, 200, 400, 800)


def rename(path: Path, target: Path) -> None:
    """Give *path* the name *target*, where nothing stands; OSError where it is still refused after 1.5 s."""
    _tried(lambda: path.rename(target))


def replace(path: Path, target: Path) -> None:
    """Put the file *path* in the place of *target* in one step; OSError where it is still refused after 1.5 s."""
    _tried(lambda: path.replace(target))


def _tried(move: Callable[[], object]) -> None:
    for wait in _WAITS:
        try:
            move()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(wait / 1000)
        else:
            return
    move()
