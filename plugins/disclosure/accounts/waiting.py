"""The starter workbook of a new organisation, which is imported, never read as a table; tracks whether it has been imported."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..reading import START

__all__ = ["START", "is_waiting", "mark_of"]

_MARK = ".登记表.imported"  # holds the SHA-256 of the workbook when it was created or last imported


def mark_of(workbook: Path, content: bytes) -> tuple[Path, bytes]:
    """(path, content) of the file that marks *workbook*, with this *content*, as imported."""
    return workbook.with_name(_MARK), f"{hashlib.sha256(content).hexdigest()}\n".encode()


def is_waiting(workbook: Path) -> bool:
    """Whether the workbook was saved since it was last imported."""
    try:
        mark, noted = mark_of(workbook, workbook.read_bytes())
        return mark.read_bytes().replace(b"\r\n", b"\n") != noted
    except OSError:
        return True
