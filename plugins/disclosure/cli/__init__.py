"""The command line."""

from __future__ import annotations

from .arguments import Parser
from .progress import WaitingLine
from .steps import SpelledStream, Whereabouts, as_options, whereabouts

__all__ = [
    "Parser",
    "SpelledStream",
    "WaitingLine",
    "Whereabouts",
    "as_options",
    "whereabouts",
]
