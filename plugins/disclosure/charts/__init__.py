"""Charts as descriptions: what may be drawn, and why something is refused."""

from __future__ import annotations

from ..drawing import brief, flow_mark, step
from .building import Caption, PlanAndActual, breakdown, bullet, flow, of_cells, panels, shortened, totals
from .series import DeclaredChange, Series, YearValue, chart, course, difference, of_figures, signed

__all__ = [
    "Caption",
    "DeclaredChange",
    "PlanAndActual",
    "Series",
    "YearValue",
    "breakdown",
    "brief",
    "bullet",
    "chart",
    "course",
    "difference",
    "flow",
    "flow_mark",
    "of_cells",
    "of_figures",
    "panels",
    "shortened",
    "signed",
    "step",
    "totals",
]
