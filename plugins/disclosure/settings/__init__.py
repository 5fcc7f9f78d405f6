"""What the settings file of the project says, read as Pelican reads it; loads neither Pelican's writers nor our own."""

from __future__ import annotations

from .project import Settings

__all__ = [
    "Settings",
]
