"""Everything that is written for readers: pages, downloads, feeds."""

from __future__ import annotations

from .addresses import file_of, lines_of_files, moved_anchors
from .boards import SetSheet, SetSheets, SheetCache, SheetSupply, write_boards
from .exploration import SeriesCache
from .exports import FIGURE_FIELDS
from .inquiry import PageQuestion, WrittenFiles, shared_by_pages
from .number_pieces import brief_pieces, large_pieces
from .page_files import FILES, SHEETS, Inquiries, is_large, lists_gifts, write_file_pages, write_pages, write_some_pages
from .rendering import Renderer
from .table_files import SAMPLE, LineCache
from .templates import environment
from .theme_files import assets
from .views import SharedPage, SiteView
from .words import MISSING_SIGNS, measured, plain_text

__all__ = [
    "FIGURE_FIELDS",
    "FILES",
    "MISSING_SIGNS",
    "SAMPLE",
    "SHEETS",
    "Inquiries",
    "LineCache",
    "PageQuestion",
    "Renderer",
    "SeriesCache",
    "SetSheet",
    "SetSheets",
    "SharedPage",
    "SheetCache",
    "SheetSupply",
    "SiteView",
    "WrittenFiles",
    "assets",
    "brief_pieces",
    "environment",
    "file_of",
    "is_large",
    "large_pieces",
    "lines_of_files",
    "lists_gifts",
    "measured",
    "moved_anchors",
    "plain_text",
    "shared_by_pages",
    "write_boards",
    "write_file_pages",
    "write_pages",
    "write_some_pages",
]
