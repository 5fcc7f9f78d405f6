"""Writes the files of a tree, some of which an incremental build may reuse instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


def _nothing_is_there(_name: str, _content: bytes = b"") -> bool:
    return False


class TreeFiles(Struct, frozen=True):
    """Writes files below *folder*. Names are relative and have slashes; the parent folder of a file must exist.

    *keep*(name, content or inputs) may reuse a file of the last build instead, and returns whether it did; *again*(name) does so
    for a file known to be unchanged.
    """

    folder: Path
    keep: Callable[[str, bytes], bool] = _nothing_is_there
    again: Callable[[str], bool] = _nothing_is_there

    def write(self, name: str, content: bytes) -> None:
        """Write or reuse a file with this content."""
        if not self.keep(name, content):
            (self.folder / name).write_bytes(content)

    def write_unchanged(self, name: str, content: Callable[[], bytes]) -> None:
        """Reuse a file known to be unchanged; if that fails, write *content*()."""
        if not self.again(name):
            self.write(name, content())

    def write_from(self, name: str, origin: bytes, write: Callable[[Path], None]) -> None:
        """Reuse a file, or have *write*(path) write it; *origin*, all inputs of *write*, is the cache key."""
        if not self.keep(name, origin):
            write(self.folder / name)

    def below(self, folder: str) -> TreeFiles:
        """The same for a subfolder, with names relative to that."""
        return TreeFiles(
            self.folder / folder,
            lambda name, content: self.keep(f"{folder}/{name}", content),
            lambda name: self.again(f"{folder}/{name}"),
        )
