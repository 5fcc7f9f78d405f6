"""Suggestions for a word that is not known: the candidate most like it."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the candidate most like *word*, or nothing where none is like it."""
    match = closest(word, candidates)
    return f"（是不是“{match}”？）" if match else ""


def mechanical(word: str, candidates: Iterable[str]) -> str:
    """The one candidate that *word* becomes by one edit, or by leaving spaces and widths aside; else nothing."""
    import unicodedata

    bare = "".join(unicodedata.normalize("NFKC", word).split())
    every = list(candidates)
    likely = [text for text in every if text == bare] or [text for text in every if _one_edit(bare, text)]
    return likely[0] if len(likely) == 1 and len(bare) > 1 else ""


def _one_edit(word: str, other: str) -> bool:
    """Whether one letter added, lost, changed or swapped with its neighbour makes the one word the other."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    left, right = word[start:], other[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like *word*, or nothing where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(candidates), n=1, cutoff=0.5)
    return matches[0] if matches else ""
