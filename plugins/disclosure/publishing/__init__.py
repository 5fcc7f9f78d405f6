"""A recorded release: check, build, compare, record, swap."""

from __future__ import annotations

from .approval import write
from .correcting import correct
from .publication import Order, changes, publish, roll_back, zip_site

__all__ = [
    "Order",
    "changes",
    "correct",
    "publish",
    "roll_back",
    "write",
    "zip_site",
]
