"""The documents that figures come from: read to plain text with places, and held against what was registered of them."""

from __future__ import annotations

from .holding import Held, hold
from .reading import (
    PicturedError,
    RecognisedDocument,
    UnreadableError,
    pasted,
    published_bytes,
    read_document,
    recognise_document,
)
from .scans import SUFFIXES as PICTURED_SUFFIXES
from .scans import Scan
from .scans import is_installed as can_recognise
from .text import UNKNOWN, Document, Paragraph, says

__all__ = [
    "PICTURED_SUFFIXES",
    "UNKNOWN",
    "Document",
    "Held",
    "Paragraph",
    "PicturedError",
    "RecognisedDocument",
    "Scan",
    "UnreadableError",
    "can_recognise",
    "hold",
    "pasted",
    "published_bytes",
    "read_document",
    "recognise_document",
    "says",
]
