"""The report of a check: as text, JSON, web page or marked workbook."""

from __future__ import annotations

from .acknowledgements import Offer, settle
from .findings import Group, Review, Spot, review
from .machine import as_json
from .places import plain
from .text import as_text, faults_text, questions, width, wrap

__all__ = [
    "Group",
    "Offer",
    "Review",
    "Spot",
    "as_json",
    "as_text",
    "faults_text",
    "plain",
    "questions",
    "review",
    "settle",
    "width",
    "wrap",
]
