"""Portable file operations: atomic writes, renames with retries on Windows, locks, file names, sort order."""

from __future__ import annotations

from . import places
from .answers import KeptAnswers
from .listing import TreeEntry, entries_below, files_below
from .locking import HeldError, held
from .moving import rename, replace
from .names import foreign_name, nearly_named, taken_for
from .order import by_parts
from .shipped import shipped_table
from .trees import TreeFiles
from .writing import write_whole

__all__ = [
    "HeldError",
    "KeptAnswers",
    "TreeEntry",
    "TreeFiles",
    "by_parts",
    "entries_below",
    "files_below",
    "foreign_name",
    "held",
    "nearly_named",
    "places",
    "rename",
    "replace",
    "shipped_table",
    "taken_for",
    "write_whole",
]
