"""The files of a tree that is written anew again and again, where some may be there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


def _nothing_is_there(_name: str, _content: bytes = b"") -> bool:
    return False


class TreeFiles(Struct, frozen=True):
    """Writes files below a folder, but for those that *keep* puts there by name (with slashes) and what they are made from.

    *again* does so by name alone, for files that would be what they were.
    """

    folder: Path
    keep: Callable[[str, bytes], bool] = _nothing_is_there
    again: Callable[[str], bool] = _nothing_is_there

    def write(self, name: str, content: bytes) -> None:
        """Let a file have this content; its folder is there."""
        if not self.keep(name, content):
            (self.folder / name).write_bytes(content)

    def write_again(self, name: str, content: Callable[[], bytes]) -> None:
        """Let a file have the content that it had the last time; *content* gives it where the file is not there any more."""
        if not self.again(name):
            self.write(name, content())

    def write_from(self, name: str, origin: bytes, write: Callable[[Path], None]) -> None:
        """Let a file be what *write* makes of *origin* and of nothing else; its folder is there."""
        if not self.keep(name, origin):
            write(self.folder / name)

    def below(self, folder: str) -> TreeFiles:
        """The files of a folder in the tree, by their names there."""
        return TreeFiles(
            self.folder / folder,
            lambda name, content: self.keep(f"{folder}/{name}", content),
            lambda name: self.again(f"{folder}/{name}"),
        )
