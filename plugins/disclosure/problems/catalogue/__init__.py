"""Every problem code with its wording, a file for each subject."""

from __future__ import annotations

from ..wording import Wording
from .cells import WORDINGS as CELLS
from .comparisons import WORDINGS as COMPARISONS
from .duties import WORDINGS as DUTIES
from .emergencies import WORDINGS as EMERGENCIES
from .figures import WORDINGS as FIGURES
from .files import WORDINGS as FILES
from .gate import WORDINGS as GATE
from .gifts import WORDINGS as GIFTS
from .governance import WORDINGS as GOVERNANCE
from .originals import WORDINGS as ORIGINALS
from .prose import WORDINGS as PROSE
from .relations import WORDINGS as RELATIONS
from .releases import WORDINGS as RELEASES
from .statements import WORDINGS as STATEMENTS

WORDINGS: dict[str, Wording] = {
    **FILES,
    **CELLS,
    **FIGURES,
    **ORIGINALS,
    **RELATIONS,
    **DUTIES,
    **GIFTS,
    **EMERGENCIES,
    **STATEMENTS,
    **GOVERNANCE,
    **PROSE,
    **COMPARISONS,
    **RELEASES,
    **GATE,
}

__all__ = ["WORDINGS"]
