"""Quotes of a changed text: a reference would show today's figure in yesterday's sentence, so its words stand there."""

from __future__ import annotations

from collections.abc import Mapping
from re import Match

from msgspec.structs import replace

from ..expressions import expression
from ..model import EMBED, REFERENCE
from .promised import Change, Difference

_REFERENCE = expression(f"{REFERENCE}|{EMBED}")
_KINDS = {"chart": "图", "table": "表"}


def in_words(difference: Difference, before: Mapping[str, str], now: Mapping[str, str]) -> Difference:
    """A difference whose texts name no figure by its id alone: *before* and *now* have the wording of each, as it was and is."""
    return replace(difference, changed=tuple(_in_words(change, before, now) for change in difference.changed))


def _in_words(change: Change, before: Mapping[str, str], now: Mapping[str, str]) -> Change:
    cells, noted = (
        tuple((name, spoken(was, before), spoken(is_, now)) for name, was, is_ in rows)
        for rows in (change.cells, change.noted)
    )
    return replace(change, cells=cells, noted=noted)


def spoken(text: str, wordings: Mapping[str, str]) -> str:
    """A text in which every reference says what it shows, and after it the id: “来了{A009}” is “来了250人（A009）”.

    The id stays, so that a number typed in place of a reference is another text; of a figure that nobody knows there is
    nothing else to say.
    """

    def words(reference: Match[str]) -> str:
        in_cell, kind, embedded = reference.groups()
        key = in_cell or embedded
        if kind in _KINDS:
            return f"（{_KINDS[kind]} {key}）"
        return f"{wordings.get(key, '')}（{key}）"

    return _REFERENCE.sub(words, text) if "{" in text or "[[" in text else text


_FINGERPRINT = expression(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_SIGNS = 16  # of a fingerprint; the whole of it stands in the downloads


def brief_fingerprints(text: str) -> str:
    """A text for readers: of a file that was exchanged the fingerprint is shortened, and what is nothing else says what it is."""
    if _FINGERPRINT.fullmatch(text):
        return f"指纹是{text[:_SIGNS]}…的文件"
    return _FINGERPRINT.sub(lambda match: f"{match[0][:_SIGNS]}…", text)
