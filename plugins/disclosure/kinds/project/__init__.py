"""Projects, room by room: their rows, sums, cards, pages.

`kinds/projects.py` declares the kind of which these are the rows.
"""

from .cards import project_card, result_among
from .records import (
    CATEGORIES,
    GOING_ON,
    MONEY,
    BudgetLine,
    BudgetRecord,
    CategoryBasis,
    Closing,
    ClosingRecord,
    HelpedUnit,
    Progress,
    ProgressRecord,
    Project,
    ProjectRecord,
    ProjectStatus,
    Stage,
)
from .sums import closing_sums, progress_sums

__all__ = [
    "CATEGORIES",
    "GOING_ON",
    "MONEY",
    "BudgetLine",
    "BudgetRecord",
    "CategoryBasis",
    "Closing",
    "ClosingRecord",
    "HelpedUnit",
    "Progress",
    "ProgressRecord",
    "Project",
    "ProjectRecord",
    "ProjectStatus",
    "Stage",
    "closing_sums",
    "progress_sums",
    "project_card",
    "result_among",
]
