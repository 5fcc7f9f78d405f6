"""A recorded release: check, build, compare, record, swap."""

from __future__ import annotations

from .approval import write
from .correcting import correct
from .publication import PublishOptions, changes, preview, publish, roll_back, zip_site
from .signing import add_commands, asks_passphrase

__all__ = [
    "PublishOptions",
    "add_commands",
    "asks_passphrase",
    "changes",
    "correct",
    "preview",
    "publish",
    "roll_back",
    "write",
    "zip_site",
]
