"""What may be shown of persons, and the search for what may not."""

from __future__ import annotations

from .masking import (
    MADE_UP,
    NAMELESS,
    NO_NAME,
    PLACEHOLDER,
    TOTAL,
    DonorType,
    FromGiver,
    Invented,
    ToReceiver,
    mark_returns,
    mask_donors,
    mask_receivers,
)
from .refusals import Refusals, refusals
from .retired import SOMEBODY, SOMETHING, NoLongerPublic
from .short_names import called_a_body

__all__ = [
    "MADE_UP",
    "NAMELESS",
    "NO_NAME",
    "PLACEHOLDER",
    "SOMEBODY",
    "SOMETHING",
    "TOTAL",
    "DonorType",
    "FromGiver",
    "Invented",
    "NoLongerPublic",
    "Refusals",
    "ToReceiver",
    "called_a_body",
    "mark_returns",
    "mask_donors",
    "mask_receivers",
    "refusals",
]
