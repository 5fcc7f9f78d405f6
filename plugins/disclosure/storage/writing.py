"""Writing a file so that a power cut leaves the old one or the new one, never a part."""

from __future__ import annotations

import os
from pathlib import Path

from .moving import replace


def write_whole(path: Path, content: bytes) -> None:
    """Put *content* at *path* in one step, its folders made where they lack; OSError where that is refused."""
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
