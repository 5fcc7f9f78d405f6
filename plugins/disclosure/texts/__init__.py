"""Articles and standing pages, and what they embed."""

from __future__ import annotations

from .articles import Drawn
from .lines import Lines
from .parsing import MARKDOWN, MarkdownText, read_texts

__all__ = [
    "MARKDOWN",
    "Drawn",
    "Lines",
    "MarkdownText",
    "read_texts",
]
