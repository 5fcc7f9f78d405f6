"""Everything that is written for readers: pages, downloads, feeds."""

from __future__ import annotations

from .exports import FIGURE_FIELDS, SAMPLE
from .filters import MISSING_SIGNS
from .rendering import (
    Renderer,
    SiteView,
    assets,
    environment,
    lines_of_files,
    moved_anchors,
    write_file_pages,
    write_pages,
)

__all__ = [
    "FIGURE_FIELDS",
    "MISSING_SIGNS",
    "SAMPLE",
    "Renderer",
    "SiteView",
    "assets",
    "environment",
    "lines_of_files",
    "moved_anchors",
    "write_file_pages",
    "write_pages",
]
