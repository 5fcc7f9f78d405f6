"""The command line and the preview."""

from __future__ import annotations

from .arguments import Parser
from .preview import serve

__all__ = [
    "Parser",
    "serve",
]
