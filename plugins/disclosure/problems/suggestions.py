"""Suggestions for a word that is not known: the candidate most like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def nearest(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the candidate most like *word*, or nothing where none is like it."""
    match = closest(word, candidates)
    return f"（是不是“{match}”？）" if match else ""


def id_named(word: str, names: Mapping[str, str]) -> str:
    """The id of the one record of this name (id → name), as it stands but for spaces and widths; '' where there is none."""
    plain = _plain(word)
    ids = [key for key, name in names.items() if plain and _plain(name) == plain]
    return ids[0] if len(ids) == 1 else ""


def _plain(name: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", name).split())


def mechanical(word: str, candidates: Iterable[str]) -> str:
    """The one candidate that *word* becomes by one edit, or by leaving spaces and widths aside; else nothing.

    Of ids that differ only in their number none is surer than another: A002 may mean something else altogether than A001.
    """
    bare = _plain(word)
    every = [text for text in candidates if not _only_renumbered(bare, text)]
    likely = [text for text in every if text == bare] or [
        text for text in every if _one_edit(bare, text) and not _turned(bare, text)
    ]
    return likely[0] if len(likely) == 1 and len(bare) > 1 else ""


_NUMBER = re.compile(r"[0-9]+")


def _only_renumbered(word: str, other: str) -> bool:
    """Whether two words are alike but for a number in them, which has another value, not only more zeros before it."""
    if _NUMBER.sub("0", word) != _NUMBER.sub("0", other):
        return False
    numbers, others = ([digits.lstrip("0") for digits in _NUMBER.findall(text)] for text in (word, other))
    return numbers != others


def _one_edit(word: str, other: str) -> bool:
    """Whether one letter added, lost, changed or swapped with its neighbour makes the one word the other."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    left, right = word[start:], other[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


# One character that makes a word say the contrary: 后进先出 is no slip of 先进先出, nor 非限定性 one of 限定性.
_PAIRS = "先后前后收支收付收发进出入出上下左右内外大小多少有无公私男女增减借贷新旧始终起止正副高低长短早晚升降盈亏买卖存取初末余金总金"
_CONTRARY = frozenset(frozenset(_PAIRS[at : at + 2]) for at in range(0, len(_PAIRS), 2))
_DENYING = frozenset("不非未无")


def _turned(word: str, other: str) -> bool:
    """Whether two words differ in one character that turns the meaning round."""
    if len(word) == len(other):
        differing = [{sign, another} for sign, another in zip(word, other, strict=True) if sign != another]
        return len(differing) == 1 and frozenset(differing[0]) in _CONTRARY
    longer, shorter = sorted((word, other), key=len, reverse=True)
    places = (at for at, sign in enumerate(longer) if sign in _DENYING)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in places)


# How much of two words must agree: a word of letters is misspelled by a letter or two, an id differs in its number.
_LIKE, _LIKE_LETTERS, _LIKE_HAN = 0.5, 0.75, 0.6
_SHORT = 2  # characters


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that *word* most likely stands for, or nothing where none is like it, or two are as much like it.

    Of two Chinese characters one may be another that sounds alike (本集 for 本级): others that share one are other words.
    """
    from difflib import get_close_matches

    every = [text for text in dict.fromkeys(candidates) if not _turned(word, text)]
    han = len(word) >= _SHORT and all(map(_is_han, word))
    if han and len(word) == _SHORT:
        alike = [other for other in every if len(other) == _SHORT and _sound_alike(word, other)]
        if len(alike) == 1:
            return alike[0]
        every = [other for other in every if len(other) != _SHORT]
    letters = word.isascii() and word.replace("-", "").isalpha()  # also ids made of pinyin, which share many letters
    cutoff = _LIKE_HAN if han else _LIKE_LETTERS if letters else _LIKE
    matches = get_close_matches(word, every, n=2, cutoff=cutoff)
    if len(matches) > 1 and _likeness(word, matches[0]) == _likeness(word, matches[1]):
        return ""
    return matches[0] if matches else ""


def _likeness(word: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, other, word).ratio()


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _sound_alike(word: str, other: str) -> bool:
    """Whether two words of as many characters differ in one that sounds alike."""
    differing = [(sign, another) for sign, another in zip(word, other, strict=True) if sign != another]
    if len(differing) != 1:
        return not differing
    from pypinyin import lazy_pinyin  # takes a quarter of a second to load, and few words get so far

    sign, another = differing[0]
    return lazy_pinyin(sign) == lazy_pinyin(another)
