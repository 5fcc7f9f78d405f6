"""PDF with text to paragraphs and rows of tables, by where letters and lines stand on its pages."""

from __future__ import annotations

from .lines import CLOSING, GUESSED, Letter, PageItem, narrow
from .page_items import page_items
from .pages import PdfError, PdfText, paragraphs_of, read_pdf
from .tables import RuledTable

__all__ = [
    "CLOSING",
    "GUESSED",
    "Letter",
    "PageItem",
    "PdfError",
    "PdfText",
    "RuledTable",
    "narrow",
    "page_items",
    "paragraphs_of",
    "read_pdf",
]
