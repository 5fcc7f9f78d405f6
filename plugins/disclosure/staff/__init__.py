"""What staff use: templates, imports, new records, documentation."""

from __future__ import annotations

from .commands import add_commands
from .signing import add_signing, asks_passphrase

__all__ = [
    "add_commands",
    "add_signing",
    "asks_passphrase",
]
