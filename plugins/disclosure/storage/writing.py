"""Writing a file so that a power cut leaves the old one or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Mapping
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


def put(files: Mapping[Path, bytes]) -> None:
    """Write the files, each whole or not at all; where one is refused, those before it are put back and OSError is raised."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    written: list[Path] = []
    try:
        for path, content in files.items():
            write_whole(path, content)
            written.append(path)
    except OSError:
        for path in reversed(written):
            content_before = before[path]
            if content_before is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, content_before)
        raise
