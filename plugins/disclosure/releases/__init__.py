"""The record of releases: what was published when, what changed, how it is verified."""

from __future__ import annotations

from .beside import ARTICLES, BESIDE, SINGLE
from .changes import Changes, FigureChange, TableChange, compare_rows, page_words
from .frozen import RECORD
from .ledger import SETTLED, CorrectionEntry, CorrectionRecord, CorrectionType, RegisterState
from .promised import WHOLE, PromisedRows, Shape, blocks, numbers
from .records import (
    FOLDER,
    History,
    News,
    Pending,
    Published,
    Release,
    ReleaseDraft,
    data_version,
    is_attachment,
    manifest_of,
    read_history,
    write_record,
)
from .verification import CURRENT, MARK, digest, file_digest, hashes_of, main, manifest_text, release_of

__all__ = [
    "ARTICLES",
    "BESIDE",
    "CURRENT",
    "FOLDER",
    "MARK",
    "RECORD",
    "SETTLED",
    "SINGLE",
    "WHOLE",
    "Changes",
    "CorrectionEntry",
    "CorrectionRecord",
    "CorrectionType",
    "FigureChange",
    "History",
    "News",
    "Pending",
    "PromisedRows",
    "Published",
    "RegisterState",
    "Release",
    "ReleaseDraft",
    "Shape",
    "TableChange",
    "blocks",
    "compare_rows",
    "data_version",
    "digest",
    "file_digest",
    "hashes_of",
    "is_attachment",
    "main",
    "manifest_of",
    "manifest_text",
    "numbers",
    "page_words",
    "read_history",
    "release_of",
    "write_record",
]
