"""What the law asks to be published, when it is due, and whether it was done."""

from __future__ import annotations

from .calendars import DueDay, written
from .completeness import Completeness, Standing, assess, withheld
from .finding import evaluate
from .obligations import COUNTED, ORDER, Obligation, State, is_open, worst_first
from .reminders import notices
from .routes import absent, label, place

__all__ = [
    "COUNTED",
    "ORDER",
    "Completeness",
    "DueDay",
    "Obligation",
    "Standing",
    "State",
    "absent",
    "assess",
    "evaluate",
    "is_open",
    "label",
    "notices",
    "place",
    "withheld",
    "worst_first",
    "written",
]
