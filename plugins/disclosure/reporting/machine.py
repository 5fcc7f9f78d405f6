"""The report for other programs: JSON with agreed fields."""

from __future__ import annotations

import json

from ..problems import Severity
from .findings import Review, Spot


def as_json(review: Review) -> str:
    """An object: publishable, verdict, counts, findings (heaviest first), acknowledged, unpublished, in_order."""
    told = {
        "publishable": review.publishable,
        "verdict": review.verdict,
        "counts": {one.value: review.count(one) for one in Severity},
        "findings": [_finding(one) for one in review.spots],
        "acknowledged": [
            {**_finding(one), "reason": by.reason, "name": by.name, "on": by.on} for one, by in review.acknowledged
        ],
        "unpublished": [{"organisation": name, "items": list(items)} for name, items in review.unpublished],
        "in_order": [
            {
                "organisation": one.name,
                "tables": [{"label": label, "rows": rows} for label, rows in one.tables],
                "figures": one.figures,
                "checks": one.checks,
                "agreeing": one.agreeing,
            }
            for one in review.in_order
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _finding(spot: Spot) -> dict[str, object]:
    one = spot.problem
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": one.where.file,
        "sheet": one.where.sheet,
        "row": one.where.row,
        "column": one.where.column,
        "cell": spot.address or None,
        "message": one.message,
        "why": one.wording.why,
        "fix": one.fix,
        "suggestion": one.suggestion or None,
    }
