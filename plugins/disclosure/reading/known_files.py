"""Files that take long to read, known again by their bytes: a preview checks everything anew at every save."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
_MOST = 64  # files; of more than these the oldest are read again


class KnownFiles(Generic[V]):
    """What was read of the files of one sort, for as long as this process lives."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._known: dict[bytes, V] = {}

    def of(self, content: bytes, read: Callable[[], V]) -> V:
        """What *read* gave for these bytes before, or gives now; where it raises, it is asked again the next time."""
        digest = hashlib.blake2b(content, digest_size=16).digest()
        value = self._known.pop(digest, None)  # it is the last one that was wanted from now on
        value = self._known[digest] = read() if value is None else value
        for oldest in [*self._known][: -self._most]:
            self._known.pop(oldest, None)
        return value
