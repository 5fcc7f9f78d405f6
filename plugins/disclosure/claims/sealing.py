"""Gifts behind their keys: an entry says nothing to whoever does not hold the key, and lies among at least 150 others."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

BYTES: Final = 15  # of an entry: 2 name the bucket, 6 are the mark by which it is known, 7 the content
FEWEST: Final = 150  # entries in every bucket
_BUCKET, _MARK = 2, 6
_CENTURY: Final = 2000
_MOST_BITS: Final = 13
_MOST: Final = 600  # entries that a bucket may hold on average before there are twice as many; 13 bytes each


def seal(key: str, number: str) -> bytes:
    """The entry of the gift *number* (`2025-01-00012`) under *key*: 15 bytes.

    SHA-256 of the key under one label says where the entry lies and marks it; under another it covers year, month, place in
    the month and two bytes of nothing, by which a reader sees that the key was right.
    """
    year, month, place = number.split("-")
    content = bytes((int(year) - _CENTURY, int(month))) + int(place).to_bytes(3) + b"\0\0"
    cover = hashlib.sha256(f"key\n{key}".encode()).digest()
    return _place(key) + bytes(left ^ right for left, right in zip(content, cover, strict=False))


def _place(key: str) -> bytes:
    return hashlib.sha256(f"find\n{key}".encode()).digest()[: _BUCKET + _MARK]


def decoys(secret: bytes, org: str, year: int, count: int) -> Iterator[bytes]:
    """Entries that no key opens and nobody can tell from others; the same on every run."""
    for place in range(count):
        yield hmac.digest(secret, f"decoy\n{org}\n{year}\n{place}".encode(), "sha256")[:BYTES]


class Claims(Struct, frozen=True, dict=True):
    """The sealed gifts of an organisation: *entries* of 15 bytes each, in the order of their bytes."""

    entries: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def bits(self) -> int:
        """How many bits of an entry name its bucket: as many as leave every bucket 150 entries and none above 15 KB."""
        counts = Counter(_bucket(entry, _MOST_BITS) for entry in self.entries)
        sizes = [counts[bucket] for bucket in range(1 << _MOST_BITS)]
        bits = _MOST_BITS
        while bits and (min(sizes) < FEWEST or len(self.entries) <= _MOST << bits - 1):
            sizes = [left + right for left, right in zip(sizes[::2], sizes[1::2], strict=True)]
            bits -= 1
        return bits

    def scripts(self) -> Iterator[tuple[str, str]]:
        """(name, script) of every bucket; the script hands its entries, without what names the bucket, to the page."""
        bits = self.bits
        buckets: list[list[bytes]] = [[] for _ in range(1 << bits)]
        for entry in self.entries:
            buckets[_bucket(entry, bits)].append(entry[_BUCKET:])
        for place, entries in enumerate(buckets):
            text = base64.b64encode(b"".join(sorted(entries))).decode()
            yield f"{place:x}.js", f'giftClaims("{place:x}","{text}");\n'


def _bucket(entry: bytes, bits: int) -> int:
    return int.from_bytes(entry[:_BUCKET]) >> 8 * _BUCKET - bits
