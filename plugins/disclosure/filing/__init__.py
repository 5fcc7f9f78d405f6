"""New content for files of staff: tried in a copy first, written whole or not at all, and taken back.

write(data, {path: content, …}, "导入捐赠明细")   all files or none, also through a power cut; → Write
recover(data)                                     completes or takes back what was interrupted; at the start of every command
writes(data)                                      what can be taken back, the newest last
desk_at(data, address)                            the one desk of a data folder, with a room; storage.HeldError where there is one
undo(data)                                        takes back the newest; ChangedSinceError names files changed meanwhile,
                                                  ForbiddenUndoError says why the old content may not come back
"""

from __future__ import annotations

from .journal import (
    ChangedSinceError,
    ForbiddenUndoError,
    NothingToUndoError,
    Write,
    desk_at,
    recover,
    undo,
    write,
    writes,
)
from .trial import caused_problems, check_with, new_problems

__all__ = [
    "ChangedSinceError",
    "ForbiddenUndoError",
    "NothingToUndoError",
    "Write",
    "caused_problems",
    "check_with",
    "desk_at",
    "new_problems",
    "recover",
    "undo",
    "write",
    "writes",
]
