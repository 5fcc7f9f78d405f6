"""Statements, ratios, duties and deadlines as the law has them."""

from __future__ import annotations

from .deadlines import CHINA, Deadline, DeadlineRule, in_china, intervals, shifted
from .duties import CERTAINTIES, PERIODIC, PLACES, WHO, Carrier, Catalogue, Duty, Find, Term, catalogue
from .identities import IdentityResult
from .ratios import ORG_FORMS, Assessment, Outcome, RatioRule
from .statements import Edition, FormLine, Statement

__all__ = [
    "CERTAINTIES",
    "CHINA",
    "ORG_FORMS",
    "PERIODIC",
    "PLACES",
    "WHO",
    "Assessment",
    "Carrier",
    "Catalogue",
    "Deadline",
    "DeadlineRule",
    "Duty",
    "Edition",
    "Find",
    "FormLine",
    "IdentityResult",
    "Outcome",
    "RatioRule",
    "Statement",
    "Term",
    "catalogue",
    "in_china",
    "intervals",
    "shifted",
]
