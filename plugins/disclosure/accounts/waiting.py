"""The workbook of a new organisation: it lies beside the tables, is never read as one, and says whether it was imported."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..reading import START

__all__ = ["START", "is_waiting", "mark_of"]

_MARK = ".登记表.imported"  # holds the SHA-256 of the workbook as it was when it was last imported, or made


def mark_of(workbook: Path, content: bytes) -> tuple[Path, bytes]:
    """The file that notes that *workbook* with this *content* holds nothing that was not imported, and its content."""
    return workbook.with_name(_MARK), f"{hashlib.sha256(content).hexdigest()}\n".encode()


def is_waiting(workbook: Path) -> bool:
    """Whether the workbook was saved since it was last imported."""
    try:
        mark, noted = mark_of(workbook, workbook.read_bytes())
        return mark.read_bytes().replace(b"\r\n", b"\n") != noted
    except OSError:
        return True
