"""Articles and standing pages, and what they embed."""

from __future__ import annotations

from .articles import Drawn
from .embeds import EmbedExtension, sanitise, to_html

__all__ = [
    "Drawn",
    "EmbedExtension",
    "sanitise",
    "to_html",
]
