"""Settings of the project, read by Pelican's own reader, without importing the rest of Pelican."""

from __future__ import annotations

from .project import Settings

__all__ = [
    "Settings",
]
