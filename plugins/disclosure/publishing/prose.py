"""Numbers that stand in sentences without a figure of the register behind them: whoever approves a release sees each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..kinds import kind_of
from ..model import Disclosure
from ..reading import RichText
from ..releases import ARTICLES, BESIDE, History, PromisedRows, Shape, blocks, digest, numbers
from ..storage import shipped_table

# What is bound, and what is no quantity: embeds, references, days, ordinals, grades (5A级), addresses, numbers of documents.
_SET_APART = re.compile(
    r"\[\[.*?\]\]|\{[^{}]*\}|https?://\S+|\]\([^)]*\)|[A-Za-z][A-Za-z0-9]*[0-9]+"
    r"|[0-9]{4}(?:[—–-][0-9]{4})?年(?:度)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|第[0-9一二三四五六七八九十]+|〔[0-9]{4}〕[0-9]+号|(?:^| )[0-9]+\. "
    r"|(?<![0-9A-Za-z.])[1-5]A(?![0-9A-Za-z])"
)
# What the standing pages that come with the software say, by their digests: nobody need look at them, unless they were changed.
_AS_SHIPPED: Mapping[str, str] = shipped_table(Path(__file__).with_name("standing_pages.yaml"))
_AROUND = 14  # signs before and behind a number that are told with it


def unbound(disclosures: Sequence[Disclosure], before: History) -> tuple[str, ...]:
    """Every such number that the last release had not, with the words around it; all of them in the first."""
    return tuple(line for disclosure in disclosures for line in _of(disclosure, before))


def _of(disclosure: Disclosure, before: History) -> Iterator[str]:
    promised = before.last.records if before.last else {}
    for path, block in blocks(disclosure).items():
        known = promised.get(path, "")
        if known == digest(block.content()):
            continue
        old = PromisedRows.read(path, before.kept[known][1].read_bytes()) if known in before.kept else None
        counted = Counter((row, number) for row, number, _ in _numbers(old)) if old else Counter()
        for row, number, words in _numbers(block):
            if counted[row, number]:
                counted[row, number] -= 1
            else:
                kind = kind_of(block.kind) or BESIDE[block.kind]
                yield f"{disclosure.org}·{kind.label}“{row}”：{words}"


def _numbers(block: PromisedRows) -> Iterator[tuple[str, str, str]]:
    """(row, number, words around it) in the sentences of a block."""
    kind = kind_of(block.kind) or BESIDE.get(block.kind)
    if kind is None:
        return
    shape = Shape.of(kind)
    sentences = {
        column.name
        for column in shape.columns
        if column.name not in shape.sealed
        and (isinstance(column.type, RichText) or (kind is ARTICLES and column.name == "words"))
    } & {*block.header}
    places: Mapping[int, str] = {place: name for place, name in enumerate(block.header) if name in sentences}
    for row in block.rows:
        for place in places:
            if kind is ARTICLES and _AS_SHIPPED.get(row[0]) == digest(row[place].encode()):
                continue
            words = _SET_APART.sub(lambda match: "·" * len(match[0]), row[place])
            start = 0
            for number in numbers(words):
                at = words.find(number, start)
                if at < 0:  # it was written with marks between thousands
                    yield row[0], number, number
                    continue
                start = at + len(number)
                yield row[0], number, row[place][max(0, at - _AROUND) : start + _AROUND]
