"""Which kind of table somebody means who says it in words of their own: 我要登捐赠明细, 理事会名单, 物资发放."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..kinds import all_kinds
from ..model import Kind
from ..storage import shipped_table

_SURE, _ALIKE = 100, 70  # what a word counts for each of its signs: as it stands, or nearly so (per cent)
_UNSURE = 55  # per cent of the best: what comes so near is named, too
_LAST = 150  # what stands last is what is asked for: 秘书长的工资
_MOST = 5  # candidates
_ASKING = re.compile(
    r"我们?|要|想|需要|如何|怎么?样?|哪里|登记|登|填写?|公布|公开|公示|发布|录入|加|做|写|的|一下|一张|表格?|模板|明细|名单|情况|信息"
)


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """What each kind is called, besides its name: kind → words."""
    return MappingProxyType(
        {
            kind: tuple(map(str, listed))
            for kind, listed in shipped_table(Path(__file__).with_name("topics.yaml")).items()
        }
    )


def kinds_meant(said: str) -> list[Kind]:
    """The kinds that *said* may mean, the likeliest first; one where there is no doubt, none where nothing is like it."""
    text = "".join(unicodedata.normalize("NFKC", said).split()).lower()
    bare = _ASKING.sub("", text)
    exact = [kind for kind in all_kinds() if {text, bare} & {name.lower() for name in (kind.id, *names_of(kind))}]
    if exact:
        return exact
    counts = {kind.id: _count(text, kind) for kind in all_kinds()}
    best = max(counts.values(), default=0)
    if not best:
        return []
    near = [kind for kind in all_kinds() if counts[kind.id] * 100 >= best * _UNSURE]
    return sorted(near, key=lambda kind: -counts[kind.id])[:_MOST]


def together(said: str) -> list[Kind]:
    """The kinds that are filled in together, by the name of their workbook; none where *said* is no such name."""
    return [kind for kind in all_kinds() if said in kind.workbooks]


def names_of(kind: Kind) -> Iterator[str]:
    """All that a kind is called."""
    yield from (kind.label, *((kind.form.title,) if kind.form else ()), *words().get(kind.id, ()))


def _count(text: str, kind: Kind) -> int:
    """How much of *text* the best name of a kind explains: signs in hundredths."""
    bare = _ASKING.sub("", text) or text
    best = _SURE * len(kind.id) if kind.id in text else 0
    for name in names_of(kind):
        plain = name.lower()
        if plain in text:
            best = max(best, _SURE * len(plain) + (_LAST if bare.endswith(plain) else 0))
        elif len(bare) > 1 and bare in plain:
            best = max(best, _SURE * len(bare) - (len(plain) - len(bare)))
        elif len(plain) > 2 and len(set(plain) & set(text)) > 1:  # noqa: PLR2004  (two signs are like too many others)
            best = max(best, _alike(text, plain))
    return best


def _alike(text: str, name: str) -> int:
    """The same for a name that is written nearly so: one sign in three may be another."""
    windows = (text[start : start + len(name)] for start in range(max(1, len(text) - len(name) + 1)))
    ratio = max(SequenceMatcher(None, window, name).ratio() for window in windows)
    return int(_ALIKE * len(name) * ratio) if ratio * 3 >= 2 else 0  # noqa: PLR2004
