"""Pages that are but pictures: scans in a PDF, photos and screenshots; their words are recognised on this machine."""

from __future__ import annotations

from .pictures import SUFFIXES, NoPictureError, pictures_of_file, pictures_of_pages, sheets_of
from .recognising import NotWorkingError, RecognisedPage, is_installed, recognise
from .scan import Scan, ScannedPage

__all__ = [
    "SUFFIXES",
    "NoPictureError",
    "NotWorkingError",
    "RecognisedPage",
    "Scan",
    "ScannedPage",
    "is_installed",
    "pictures_of_file",
    "pictures_of_pages",
    "recognise",
    "sheets_of",
]
