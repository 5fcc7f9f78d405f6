"""The record of releases: what was published when, what changed, how it is verified."""

from __future__ import annotations

from .changes import Changes, FigureChange, RecordChange, TableChange, compare_rows, page_words
from .frozen import RECORD
from .ledger import SETTLED, CorrectionEntry, CorrectionRecord, CorrectionType, RegisterState
from .promised import WHOLE, blocks
from .records import (
    FOLDER,
    History,
    Pending,
    Published,
    Release,
    ReleaseDraft,
    data_version,
    manifest_of,
    read_history,
    write_record,
)
from .verification import CURRENT, MARK, digest, hashes_of, main, manifest_text, release_of

__all__ = [
    "CURRENT",
    "FOLDER",
    "MARK",
    "RECORD",
    "SETTLED",
    "WHOLE",
    "Changes",
    "CorrectionEntry",
    "CorrectionRecord",
    "CorrectionType",
    "FigureChange",
    "History",
    "Pending",
    "Published",
    "RecordChange",
    "RegisterState",
    "Release",
    "ReleaseDraft",
    "TableChange",
    "blocks",
    "compare_rows",
    "data_version",
    "digest",
    "hashes_of",
    "main",
    "manifest_of",
    "manifest_text",
    "page_words",
    "read_history",
    "release_of",
    "write_record",
]
