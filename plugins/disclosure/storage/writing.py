"""Atomic and durable file writes: a power cut leaves the old file or the new one, never a part."""

from __future__ import annotations

import os
from pathlib import Path

from .moving import replace


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path* atomically, creating missing folders; OSError if that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
