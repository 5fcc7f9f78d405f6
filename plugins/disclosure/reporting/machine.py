"""The report for other programs: JSON with agreed fields."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..problems import Severity
from .acknowledgements import HEADER, Offer
from .findings import Review, Spot


def as_json(review: Review) -> str:
    """An object: publishable, verdict, counts, findings (heaviest first), acknowledged, unpublished, in_order."""
    rows = {id(covered): offer for offer in review.offers for covered in offer.covers}
    report = {
        "publishable": review.publishable,
        "verdict": review.verdict,
        "counts": {severity.value: review.count(severity) for severity in Severity},
        "findings": [_finding(spot) | _answer(spot, rows) for spot in review.spots],
        "acknowledged": [
            {**_finding(spot), "reason": by.reason, "name": by.name, "on": by.on} for spot, by in review.acknowledged
        ],
        "unpublished": [{"organisation": name, "items": list(items)} for name, items in review.unpublished],
        "in_order": [
            {
                "organisation": summary.name,
                "tables": [{"label": label, "rows": rows} for label, rows in summary.tables],
                "figures": summary.figures,
                "checks": summary.checks,
                "agreeing": summary.agreeing,
            }
            for summary in review.in_order
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _answer(spot: Spot, rows: Mapping[int, Offer]) -> dict[str, object]:
    """The row of the table of acknowledgements that answers a question: which file it goes to, and its cells."""
    offer = rows.get(id(spot.problem))
    if offer is None:
        return {"acknowledge": None}
    return {"acknowledge": {"file": offer.file, "row": dict(zip(HEADER, offer.cells, strict=True))}}


def _finding(spot: Spot) -> dict[str, object]:
    problem = spot.problem
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.where.file,
        "sheet": problem.where.sheet,
        "row": problem.where.row,
        "column": problem.where.column,
        "cell": spot.address or None,
        "message": problem.message,
        "why": problem.wording.why,
        "fix": problem.fix,
        "suggestion": problem.suggestion or None,
    }
