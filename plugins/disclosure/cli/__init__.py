"""The command line and the preview."""

from __future__ import annotations

from .arguments import Parser
from .preview import serve
from .progress import WaitingLine
from .steps import SpelledStream, Whereabouts, as_options, whereabouts

__all__ = [
    "Parser",
    "SpelledStream",
    "WaitingLine",
    "Whereabouts",
    "as_options",
    "serve",
    "whereabouts",
]
