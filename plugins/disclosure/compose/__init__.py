"""Data and texts put together and checked."""

from __future__ import annotations

from .checking import check, examine, private, read_texts

__all__ = [
    "check",
    "examine",
    "private",
    "read_texts",
]
