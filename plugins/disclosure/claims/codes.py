"""The keys of a gift: a code of 80 bits derived from a secret, and the hash of a platform's order number."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SHORTEST_SECRET: Final = 32  # bytes

# Crockford's Base32: no I, L, O and U, which are taken for 1, 1, 0 and V.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 16  # letters of 5 bits: 80 bits
_GROUP: Final = 4
_ORDER_DIGITS: Final = 20  # hex digits of the truncated hash of an order number: 80 bits


def code_of(secret: bytes, org: str, number: str, issue: int = 1) -> str:
    """The code of a gift: 16 letters, the first 80 bits of an HMAC-SHA-256 of *org*, *number* and *issue*.

    *issue* counts the codes made for this gift; a later one invalidates the earlier. ValueError if the secret has fewer than
    32 bytes.
    """
    if len(secret) < SHORTEST_SECRET:
        raise ValueError("the secret is too short")
    bits = int.from_bytes(hmac.digest(secret, f"code\n{org}\n{number}\n{issue}".encode(), "sha256")[:10])
    return "".join(_LETTERS[bits >> shift & 31] for shift in range(75, -5, -5))


def spelled(code: str) -> str:
    """A code as it is printed: four groups of four letters."""
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def order_key(org: str, number: str) -> str:
    """The truncated hash of the order number of a platform or bank, stored in place of the number."""
    return hashlib.sha256(f"order\n{org}\n{number.strip()}".encode()).hexdigest()[:_ORDER_DIGITS]
