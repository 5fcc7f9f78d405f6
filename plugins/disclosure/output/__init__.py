"""Everything that is written for readers: pages, downloads, feeds."""

from __future__ import annotations

from .exports import FIGURE_FIELDS, SAMPLE
from .filters import MISSING_SIGNS
from .rendering import Book, Renderer, SiteView, assets, environment, footer_of, write_pages

__all__ = [
    "FIGURE_FIELDS",
    "MISSING_SIGNS",
    "SAMPLE",
    "Book",
    "Renderer",
    "SiteView",
    "assets",
    "environment",
    "footer_of",
    "write_pages",
]
