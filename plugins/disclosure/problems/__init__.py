"""What can be wrong with the data: one code each, with its severity and its wording."""

from __future__ import annotations

from .catalogue import WORDINGS
from .machine import machine_reason
from .paths import BESIDE_THE_DATA, OF_THE_SITE, printable, shown_path, shown_word, table_of
from .problem import MOST_ALIKE, Acknowledgement, Problem, Report, Where, problem
from .suggestions import closest, id_named, mechanical, nearest
from .wording import PARTS, Scope, Severity, Wording

__all__ = [
    "BESIDE_THE_DATA",
    "MOST_ALIKE",
    "OF_THE_SITE",
    "PARTS",
    "WORDINGS",
    "Acknowledgement",
    "Problem",
    "Report",
    "Scope",
    "Severity",
    "Where",
    "Wording",
    "closest",
    "id_named",
    "machine_reason",
    "mechanical",
    "nearest",
    "printable",
    "problem",
    "shown_path",
    "shown_word",
    "table_of",
]
