"""The report of a check: as text, JSON, web page or marked workbook."""

from __future__ import annotations

from .acknowledgements import settle
from .findings import Review, review
from .machine import as_json
from .text import as_text, faults_text, questions, width, wrap

__all__ = [
    "Review",
    "as_json",
    "as_text",
    "faults_text",
    "questions",
    "review",
    "settle",
    "width",
    "wrap",
]
