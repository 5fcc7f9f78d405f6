"""Pages that are but pictures: scans in a PDF, photos and screenshots; their words are recognised on this machine."""

from __future__ import annotations

from .pictures import SUFFIXES, NoPictureError, picture_of, pictures_of_pages
from .recognising import RecognisedPage, is_installed, recognise
from .scan import Scan, ScannedPage

__all__ = [
    "SUFFIXES",
    "NoPictureError",
    "RecognisedPage",
    "Scan",
    "ScannedPage",
    "is_installed",
    "picture_of",
    "pictures_of_pages",
    "recognise",
]
