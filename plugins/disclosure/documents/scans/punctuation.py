"""Signs between Chinese words as they are printed: what recognises words gives many of them narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}


def as_printed(signs: Sequence[str]) -> Iterator[str]:
    """*signs* of a line, with wide signs beside Han; those within numbers and Latin words stay."""
    for place, sign in enumerate(signs):
        before, after = signs[place - 1] if place else "", signs[place + 1] if place + 1 < len(signs) else ""
        beside = (before, after) if sign in "()" else (before,)
        in_number = before.isdigit() and after.isdigit()
        chinese = any(map(_is_chinese, beside)) or (not before and _is_chinese(after))
        behind_number = before.isdigit() and not after.isascii()
        yield _WIDE[sign] if sign in _WIDE and not in_number and (chinese or behind_number) else sign


def _is_chinese(sign: str) -> bool:
    return bool(sign) and ("\u4e00" <= sign <= "\u9fff" or sign in "。，、；：！？（）《》“”‘’【】%")
