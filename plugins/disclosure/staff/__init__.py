"""What staff use: templates, imports, new records, documentation."""

from __future__ import annotations

from .commands import add_commands

__all__ = [
    "add_commands",
]
