"""Words in quotation marks, as GB/T 15834 has them: “outer”, and ‘inner’ where they have marks of their own."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def inner(text: str) -> str:
    """A text that is to stand between “ and ”."""
    return text.translate(_INNER)


def quoted(text: str) -> str:
    """A text between “ and ”."""
    return f"“{inner(text)}”"
