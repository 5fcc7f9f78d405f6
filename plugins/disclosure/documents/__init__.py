"""The documents that figures come from: read to plain text with places, and held against what was registered of them."""

from __future__ import annotations

from .holding import Held, hold
from .reading import UnreadableError, pasted, published_bytes, read_document
from .text import Document, Paragraph, says

__all__ = [
    "Document",
    "Held",
    "Paragraph",
    "UnreadableError",
    "hold",
    "pasted",
    "published_bytes",
    "read_document",
    "says",
]
