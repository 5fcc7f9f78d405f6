"""Statements, ratios, duties and deadlines as the law has them."""

from __future__ import annotations

from .deadlines import Deadline, DeadlineRule, intervals, shifted
from .duties import (
    CERTAINTIES,
    EMERGENCY,
    PERIODIC,
    PLACES,
    WHO,
    Carrier,
    Catalogue,
    Duty,
    Find,
    FindAnswers,
    FindRecords,
    FindSeries,
    FindStanding,
    FindYears,
    Term,
    catalogue,
)
from .identities import IdentityResult
from .ratios import Assessment, Outcome, RatioRule
from .statements import FormEdition, FormLine, Statement, StatementLine

__all__ = [
    "CERTAINTIES",
    "EMERGENCY",
    "PERIODIC",
    "PLACES",
    "WHO",
    "Assessment",
    "Carrier",
    "Catalogue",
    "Deadline",
    "DeadlineRule",
    "Duty",
    "Find",
    "FindAnswers",
    "FindRecords",
    "FindSeries",
    "FindStanding",
    "FindYears",
    "FormEdition",
    "FormLine",
    "IdentityResult",
    "Outcome",
    "RatioRule",
    "Statement",
    "StatementLine",
    "Term",
    "catalogue",
    "intervals",
    "shifted",
]
