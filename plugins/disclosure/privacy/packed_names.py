"""Names by the million, each with a place, in some thirty bytes each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from hashlib import blake2b
from itertools import accumulate
from typing import TypeAlias

Place: TypeAlias = tuple[str, str | None, int, str]  # file, sheet, row, label: what makes a `Where`
Entry: TypeAlias = tuple[str, Place]  # whose a name is, and where it was written down


class PackedNames:
    """Names with their entries, in flat arrays sorted by a digest of the name.

    A digest only leads to where a name may be: what stands there is compared, so that no other name is ever taken for it.
    """

    __slots__ = ("_digests", "_ends", "_names", "_origins", "_rows", "_sources")

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        ordered = sorted((_digest(name), name) for name in entries)
        encoded = [_encoded(name) for _, name in ordered]
        sources: dict[tuple[str, str, str | None, str], int] = {}  # whose, file, sheet, label
        self._digests = array("Q", (digest for digest, _ in ordered))
        self._names = b"".join(encoded)
        self._ends = array("Q", accumulate(map(len, encoded), initial=0))
        self._origins, self._rows = array("L"), array("q")
        for _, name in ordered:
            who, (file, sheet, row, label) = entries[name]
            self._origins.append(sources.setdefault((who, file, sheet, label), len(sources)))
            self._rows.append(row)
        self._sources = tuple(sources)

    def __len__(self) -> int:
        return len(self._digests)

    def get(self, name: str) -> Entry | None:
        """The entry of a name, None where it is not in the table."""
        digest, word = _digest(name), _encoded(name)
        at = bisect_left(self._digests, digest)
        while at < len(self._digests) and self._digests[at] == digest:
            if self._names[self._ends[at] : self._ends[at + 1]] == word:
                who, file, sheet, label = self._sources[self._origins[at]]
                return who, (file, sheet, self._rows[at], label)
            at += 1
        return None


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(_encoded(name), digest_size=8).digest())
