"""The command line and the preview."""

from __future__ import annotations

from .arguments import Parser
from .preview import serve
from .progress import WaitingLine

__all__ = [
    "Parser",
    "WaitingLine",
    "serve",
]
