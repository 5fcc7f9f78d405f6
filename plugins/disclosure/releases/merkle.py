"""The Merkle tree hash of RFC 6962: one value for any number of records, under which a single one can be proved later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(record: bytes) -> bytes:
    """The hash of one record as a leaf."""
    return hashlib.sha256(_LEAF + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two neighbours."""
    return hashlib.sha256(_NODE + left + right).digest()


def root(records: Iterable[bytes]) -> tuple[int, bytes]:
    """(number of records, root hash); of no records the root is the hash of nothing, as the RFC says."""
    count = 0
    peaks: list[tuple[int, bytes]] = []  # (height, hash) of whole subtrees, the largest first
    for record in records:
        count += 1
        height, top = 0, leaf_hash(record)
        while peaks and peaks[-1][0] == height:
            top = node_hash(peaks.pop()[1], top)
            height += 1
        peaks.append((height, top))
    if not peaks:
        return 0, hashlib.sha256(b"").digest()
    top = peaks.pop()[1]
    while peaks:
        top = node_hash(peaks.pop()[1], top)
    return count, top
