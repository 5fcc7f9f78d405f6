"""The files of a tree that is written anew again and again, where some may be there already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _nothing_is_there(_name: str, _content: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class TreeFiles:
    """Writes files below a folder, but for those that *keep* puts there by name (with slashes) and what they are made from."""

    folder: Path
    keep: Callable[[str, bytes], bool] = _nothing_is_there

    def write(self, name: str, content: bytes) -> int:
        """Let a file have this content; its folder is there. Returns the bytes of the content."""
        if not self.keep(name, content):
            (self.folder / name).write_bytes(content)
        return len(content)

    def write_from(self, name: str, origin: bytes, write: Callable[[Path], None]) -> None:
        """Let a file be what *write* makes of *origin* and of nothing else; its folder is there."""
        if not self.keep(name, origin):
            write(self.folder / name)

    def below(self, folder: str) -> TreeFiles:
        """The files of a folder in the tree, by their names there."""
        return TreeFiles(self.folder / folder, lambda name, content: self.keep(f"{folder}/{name}", content))
