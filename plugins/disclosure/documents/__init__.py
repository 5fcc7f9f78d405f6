"""The documents that figures come from: read to plain text with places, and held against what was registered of them."""

from __future__ import annotations

from .holding import Held, hold
from .reading import (
    PicturedError,
    RecognisedDocument,
    pasted,
    published_bytes,
    read_document,
    recognise_document,
    transcript_beside,
    transcript_path,
    words_to_read,
)
from .scans import SUFFIXES as PICTURED_SUFFIXES
from .scans import Scan
from .scans import is_installed as can_recognise
from .sheets import SUFFIXES as SHEET_SUFFIXES
from .sheets import SheetError
from .text import UNKNOWN, Document, Paragraph, UnreadableError, says, year_at_head, year_in_name
from .transcript import SUFFIX as TRANSCRIPT_SUFFIX
from .transcript import Transcript, TranscriptError, transcript_text
from .transcript import parsed as parsed_transcript

__all__ = [
    "PICTURED_SUFFIXES",
    "SHEET_SUFFIXES",
    "TRANSCRIPT_SUFFIX",
    "UNKNOWN",
    "Document",
    "Held",
    "Paragraph",
    "PicturedError",
    "RecognisedDocument",
    "Scan",
    "SheetError",
    "Transcript",
    "TranscriptError",
    "UnreadableError",
    "can_recognise",
    "hold",
    "parsed_transcript",
    "pasted",
    "published_bytes",
    "read_document",
    "recognise_document",
    "says",
    "transcript_beside",
    "transcript_path",
    "transcript_text",
    "words_to_read",
    "year_at_head",
    "year_in_name",
]
