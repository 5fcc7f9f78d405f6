"""Charts as descriptions: what may be drawn, and why something is refused."""

from __future__ import annotations

from ..drawing import brief_amount, flow_mark, step
from .building import (
    Caption,
    PlanAndActual,
    breakdown,
    bullet,
    flow,
    of_cells,
    of_places,
    over_days,
    panels,
    shortened,
    totals,
)
from .exploring import exploration
from .series import DeclaredChange, Series, YearValue, chart, course, difference, of_figures, signed, thing, undated

__all__ = [
    "Caption",
    "DeclaredChange",
    "PlanAndActual",
    "Series",
    "YearValue",
    "breakdown",
    "brief_amount",
    "bullet",
    "chart",
    "course",
    "difference",
    "exploration",
    "flow",
    "flow_mark",
    "of_cells",
    "of_figures",
    "of_places",
    "over_days",
    "panels",
    "shortened",
    "signed",
    "step",
    "thing",
    "totals",
    "undated",
]
