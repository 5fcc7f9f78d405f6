"""Reports to proposals for the register: rules read the numbers of a text, people confirm them (信息抽取)."""

from __future__ import annotations

from .printing import as_csv, as_json, as_text
from .proposals import SOURCE, Contradiction, FigureProposal, PartGroup, Reading, ReadingDecision, SourceFacts
from .reader import read_report, read_text
from .registering import RegisteringError, accepted, register

__all__ = [
    "SOURCE",
    "Contradiction",
    "FigureProposal",
    "PartGroup",
    "Reading",
    "ReadingDecision",
    "RegisteringError",
    "SourceFacts",
    "accepted",
    "as_csv",
    "as_json",
    "as_text",
    "read_report",
    "read_text",
    "register",
]
