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
    transcript_of,
    transcript_path,
)
from .scans import SUFFIXES as PICTURED_SUFFIXES
from .scans import Scan
from .scans import is_installed as can_recognise
from .text import UNKNOWN, Document, Paragraph, UnreadableError, says
from .transcript import SUFFIX as TRANSCRIPT_SUFFIX
from .transcript import Transcript, TranscriptError
from .transcript import signed as signed_transcript

__all__ = [
    "PICTURED_SUFFIXES",
    "TRANSCRIPT_SUFFIX",
    "UNKNOWN",
    "Document",
    "Held",
    "Paragraph",
    "PicturedError",
    "RecognisedDocument",
    "Scan",
    "Transcript",
    "TranscriptError",
    "UnreadableError",
    "can_recognise",
    "hold",
    "pasted",
    "published_bytes",
    "read_document",
    "recognise_document",
    "says",
    "signed_transcript",
    "transcript_beside",
    "transcript_of",
    "transcript_path",
]
