"""Renaming with retries: Windows refuses while a virus scanner, a viewer or Excel has the file open."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

# Windows error codes for a file that is open elsewhere: access denied, sharing violation, lock violation.
# https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-
HELD = frozenset({5, 32, 33})

# Milliseconds before each retry: a virus scanner releases a file within moments, Excel does not.
_WAITS = (50, 100, 200, 400, 800)


def rename(path: Path, target: Path) -> None:
    """Rename *path* to *target*, which must not exist; OSError if still refused after 1.5 s."""
    _tried(lambda: path.rename(target))


def replace(path: Path, target: Path) -> None:
    """Atomically replace *target* by the file *path*; OSError if still refused after 1.5 s."""
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
