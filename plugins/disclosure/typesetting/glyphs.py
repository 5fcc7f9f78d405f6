"""Which characters a font has, so that missing ones are replaced and not printed as empty boxes."""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path

GETA = "〓"  # the printers' replacement for a missing character (下駄 mark, GB/T 15834)
_KEPT = "\n"
_ALIKE = {"▸": "▶"}  # characters of the site's own drawings → equivalent replacement
_ALL_CHARACTERS = 12  # the format of the subtable


def characters(font: Path) -> frozenset[int]:
    """The code points that an OpenType font maps to a glyph.

    Reads the full-repertoire subtable (format 12) of `cmap`, as the OpenType specification 1.9 lays it out; every font that
    covers Chinese beyond the basic plane has one. Raises ValueError where there is none. fontTools would do the same with 30 MB.
    """
    data = font.read_bytes()
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, table, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        raise ValueError(f"{font.name} has no cmap")
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        subtable = table + struct.unpack_from(">HHI", data, table + 4 + 8 * index)[2]
        if struct.unpack_from(">H", data, subtable)[0] == _ALL_CHARACTERS:
            count = struct.unpack_from(">I", data, subtable + 12)[0]
            groups = (struct.unpack_from(">III", data, subtable + 16 + 12 * group) for group in range(count))
            return frozenset(code for first, last, _ in groups for code in range(first, last + 1))
    raise ValueError(f"{font.name} has no table of all its characters")


def drawable(text: str, drawn: frozenset[int]) -> tuple[str, set[str]]:
    """(*text* with missing characters replaced, the characters replaced by 〓); *drawn* are the code points that the fonts have.

    Invisible characters (direction marks, joiners, variation selectors) are dropped, other control characters become spaces.
    """
    if text.isascii() and text.isprintable():
        return text, set()
    text = unicodedata.normalize("NFC", text)
    lacking = {ord(character) for character in set(text)} - drawn
    signs = {code: _sign_for(_alike(code), drawn) for code in lacking}
    return text.translate(signs) if signs else text, {_alike(code) for code, sign in signs.items() if sign == GETA}


def _alike(code: int) -> str:
    return _ALIKE.get(chr(code), chr(code))


def _sign_for(sign: str, drawn: frozenset[int]) -> str:
    """The replacement of a character: itself if the fonts have it, else 〓, a space or ''."""
    if ord(sign) in drawn or sign in _KEPT:
        return sign
    if (category := unicodedata.category(sign)) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return ""
    return " " if category.startswith(("C", "Z")) and category not in {"Co", "Cn", "Cs"} else GETA
