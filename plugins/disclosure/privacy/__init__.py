"""What may be shown of persons, and the search for what may not."""

from __future__ import annotations

from .maps import unreviewed
from .masking import DONOR_TYPES, MADE_UP, NAMELESS, PLACEHOLDER, mark_returns, mask_donors, mask_receivers

__all__ = [
    "DONOR_TYPES",
    "MADE_UP",
    "NAMELESS",
    "PLACEHOLDER",
    "mark_returns",
    "mask_donors",
    "mask_receivers",
    "unreviewed",
]
