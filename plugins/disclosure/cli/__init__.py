"""The command line."""

from __future__ import annotations

from .arguments import Parser, said
from .progress import WaitingLine
from .steps import STEP, SpelledStream, Whereabouts, as_options, given_values, whereabouts

__all__ = [
    "STEP",
    "Parser",
    "SpelledStream",
    "WaitingLine",
    "Whereabouts",
    "as_options",
    "given_values",
    "said",
    "whereabouts",
]
