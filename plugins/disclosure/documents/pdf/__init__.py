"""PDF with text to paragraphs and rows of tables, by where letters and lines stand on its pages."""

from __future__ import annotations

from .pages import PdfError, paragraphs

__all__ = ["PdfError", "paragraphs"]
