"""Chinese names of projects, funds, channels and sources: matched against existing records, or new ones with a steady id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from ..model import Kind
from ..problems import closest
from ..reading import Slug

_LONGEST = 40  # signs of an id that is made; `Slug` takes 60

# What people add to a name or leave out: 助学圆梦, 助学圆梦项目, “助学圆梦”公益项目.
_AROUND = re.compile(r"[\s“”\"'‘’《》（）()【】]+|(?:公益|慈善)?(?:项目|基金|专项基金|计划|活动|行动)$")


def slug_of(name: str, taken: Iterable[str]) -> str:
    """An id from the pinyin of a name: 助学圆梦 → zhu-xue-yuan-meng; with a number behind where that is taken.

    The same name with the same ids taken gives the same id.
    """
    from pypinyin import lazy_pinyin

    text = unicodedata.normalize("NFKC", name)
    parts = re.findall(r"[a-z0-9]+", "-".join(lazy_pinyin(text, errors=str)).lower())
    base = ""
    for part in parts:
        longer = f"{base}-{part}" if base else part[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        base = longer
    base = base or "ming-cheng"
    used, count, candidate = set(taken), 1, base
    while candidate in used:
        count += 1
        candidate = f"{base}-{count}"
    if not re.fullmatch(Slug.pattern, candidate):
        raise ValueError(candidate)
    return candidate


def plain_name(name: str) -> str:
    """A name for comparing, without quotes, spaces and the word 项目 or 基金 behind it."""
    text = unicodedata.normalize("NFKC", name)
    previous = ""
    while previous != text:
        previous, text = text, _AROUND.sub("", text)
    return text or unicodedata.normalize("NFKC", name).strip()


class NameTable(Struct):
    """The records of one kind by id, and those that an import adds: id → name."""

    kind: Kind
    known: Mapping[str, str]
    added: dict[str, str] = field(default_factory=dict)

    def match(self, name: str) -> str:
        """The id of the record with this name (or this id); nothing where there is none or more than one."""
        every = {**self.known, **self.added}
        if name in every:
            return name
        exact = [key for key, title in every.items() if title == name]
        if not exact:
            exact = [key for key, title in every.items() if plain_name(title) == plain_name(name)]
        return exact[0] if len(exact) == 1 else ""

    def alike(self, name: str) -> str:
        """The id of the existing record whose name is so much like this one that it may be meant; nothing where none is."""
        titles = {plain_name(title): key for key, title in self.known.items()}
        plain = plain_name(name)
        held = [key for title, key in titles.items() if len(title) > 1 and (title in plain or plain in title)]
        if len(held) == 1:
            return held[0]
        likely = closest(plain, titles)
        return titles[likely] if likely else ""

    def add(self, name: str) -> str:
        """The id of a new record of this name."""
        key = slug_of(name, {*self.known, *self.added})
        self.added[key] = name
        return key
