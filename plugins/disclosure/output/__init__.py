"""Everything that is written for readers: pages, downloads, feeds."""

from __future__ import annotations

from .boards import write_boards
from .exports import FIGURE_FIELDS, SAMPLE
from .filters import MISSING_SIGNS, large_pieces, measured, plain_text
from .rendering import (
    Renderer,
    SharedPage,
    SiteView,
    assets,
    environment,
    file_of,
    lines_of_files,
    moved_anchors,
    write_file_pages,
    write_pages,
    write_some_pages,
)

__all__ = [
    "FIGURE_FIELDS",
    "MISSING_SIGNS",
    "SAMPLE",
    "Renderer",
    "SharedPage",
    "SiteView",
    "assets",
    "environment",
    "file_of",
    "large_pieces",
    "lines_of_files",
    "measured",
    "moved_anchors",
    "plain_text",
    "write_boards",
    "write_file_pages",
    "write_pages",
    "write_some_pages",
]
