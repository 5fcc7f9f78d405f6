"""A recorded release: check, build, compare, record, swap."""

from __future__ import annotations

from .approval import write
from .correcting import correct
from .publication import PublishOptions, changes, publish, roll_back, zip_site

__all__ = [
    "PublishOptions",
    "changes",
    "correct",
    "publish",
    "roll_back",
    "write",
    "zip_site",
]
