"""The index as script files: passages by block, blocks by term, words by what is left of them with one character missing.

A script file calls one function that theme/js/search.js registers, so no fetch is needed and a page from a USB stick can
search. Layout below `search/`: `about.js` (what the engine must know first), `blocks/<id>.js` (what a part of a page says),
`terms/<bucket>.js` (term and the blocks that have it), `words/<bucket>.js` (for 您是不是要找). A block is named by its number,
a term lies in the bucket of its CRC-32. Numbers of blocks leave room behind every page, so that a page that grows a
little moves no other.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from .passages import PagePassage, documents, figures, heading, passages
from .spelling import canonical, terms, variants

FOLDER = "search"


class ResultGroup(IntEnum):
    """What a result is, in the order in which results stand."""

    FIGURE = 0
    PROJECT = 1
    MONTH = 2
    DOCUMENT = 3
    PAGE = 4


@dataclass(frozen=True, slots=True)
class SearchablePage:
    """A written page: its address and file below the output folder, whose it is ('' for the root), and what it is as a result."""

    path: str
    file: str
    org: str
    group: ResultGroup


@dataclass(frozen=True, slots=True)
class SearchAbout:
    """What is known of the site beside its pages: names of organisations, months with gifts, words of one meaning."""

    organisations: Mapping[str, str]
    months: Mapping[str, Sequence[str]]
    synonyms: Sequence[Sequence[str]]


_BLOCK_BYTES = 1800  # of text in one block, unless a single passage is longer
_BUCKET_BYTES = 1800  # of terms in one bucket, on average
_LONG_LIST = 1500  # signs of a list of blocks that gets a file of its remaining
_LONGEST_LIST = 7000  # signs beyond which only the first blocks of every group are kept
_ROOM = 4  # numbers of blocks are given to pages by so many
_REPEATED = 8  # a passage on more pages of an organisation than this is kept on the first of them only

# 64 signs without digits: lists of blocks must not look like numbers of persons to the gate.
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-:;"
_HALF = 32


def _gap_text(gap: int) -> str:
    signs = ""
    while gap >= _HALF:
        signs += _SIGNS[_HALF + gap % _HALF]
        gap //= _HALF
    return signs + _SIGNS[gap]


_GAPS = tuple(_gap_text(gap) for gap in range(_HALF * _HALF))


def encoded(blocks: Sequence[int]) -> str:
    """Rising numbers as signs: the first, then what each is more than the one before, five bits a sign."""
    gaps = [blocks[0], *(after - before for before, after in pairwise(blocks))]
    return "".join([_GAPS[gap] if gap < len(_GAPS) else _gap_text(gap) for gap in gaps])


@dataclass(slots=True)
class _Block:
    """A part of a page, or some of its records: lines of text, with lines for anchors and records among them."""

    page: SearchablePage
    title: str
    lines: list[str]
    words: str = ""  # what is in the index, in its one spelling
    names: str = ""  # what of it names the page or its records


def write_index(output: Path, pages: Iterable[SearchablePage], about: SearchAbout) -> int:
    """Write the index of the finished *pages* below *output*; returns the bytes written."""
    blocks, segments = _numbered(_blocks(output, pages))
    folder = output / FOLDER
    for name in ("blocks", "terms", "words"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    lists: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}
    for number, block in blocks:
        content = [block.page.path, block.title, int(block.page.group), block.page.org, "\n".join(block.lines)]
        written += _write(folder / "blocks" / f"{_name(number)}.js", "block", number, content)
        for term in terms(block.words):
            lists.setdefault(term, []).append(number)
        for term in terms(block.names):
            named.setdefault(term, []).append(number)
    kept = _terms(folder, lists, named, segments)
    words = _words(block for _, block in blocks)
    buckets = _write_words(folder, words)
    signs = set().union(*lists)
    written += _write(
        folder / "about.js",
        "about",
        {
            "buckets": kept,
            "words": buckets,
            "segments": segments,
            "organisations": dict(about.organisations),
            "months": {org: " ".join(months) for org, months in about.months.items()},
            "synonyms": about.synonyms,
            "variants": "".join(f"{sign}{plain}" for sign, plain in variants().items() if plain in signs),
        },
    )
    return written


def _write(path: Path, name: str, *arguments: Any) -> int:
    text = ",".join(json.dumps(argument, ensure_ascii=False, separators=(",", ":")) for argument in arguments)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    content = f"sunSearch.{name}({text});\n".encode()
    path.write_bytes(content)
    return len(content)


def _name(number: int) -> str:
    """A number as the name of a file: letters only, and never one that Windows keeps for itself (con, aux)."""
    name = ""
    while number or not name:
        name = chr(ord("a") + number % 26) + name
        number //= 26
    return f"x{name}"


# --- blocks --------------------------------------------------------------------------------------


def _blocks(output: Path, pages: Iterable[SearchablePage]) -> list[list[_Block]]:
    """The blocks of every page, pages of one group and organisation beside each other."""
    worded: list[tuple[SearchablePage, str, list[PagePassage]]] = []
    records: list[list[_Block]] = []
    counts: dict[str, Counter[str]] = {}
    for page in pages:
        html = (output / page.file).read_text("utf-8")
        title = heading(html)
        records.extend(_record_blocks(page, title, html))
        if page.group is not ResultGroup.FIGURE:
            lines = list(passages(_without_records(html)))
            worded.append((page, title, lines))
            counts.setdefault(page.org, Counter()).update({passage.text for passage in lines})
    kept: dict[str, set[str]] = {org: set() for org in counts}
    for page, title, lines in sorted(worded, key=lambda part: part[0].group):
        seen, count = kept[page.org], counts[page.org]
        remaining: list[PagePassage] = []
        for passage in lines:
            if count[passage.text] > _REPEATED:
                if passage.text in seen:
                    continue
                seen.add(passage.text)
            remaining.append(passage)
        records.append(list(_page_blocks(page, title, remaining)))
    return records


_LISTED_DOCUMENT = re.compile(r'<li id="source-[^"]+">\n.*?</li>\n(?=<li id="|</ul>)', re.DOTALL)


def _without_records(html: str) -> str:
    return _LISTED_DOCUMENT.sub("", html) if 'id="source-' in html else html


def _record_blocks(page: SearchablePage, title: str, html: str) -> Iterator[list[_Block]]:
    """Figures and documents of a page: several records a block."""
    for group, listed in (
        (ResultGroup.FIGURE, figures(html) if 'class="register"' in html else ()),
        (ResultGroup.DOCUMENT, documents(html) if 'id="source-' in html else ()),
    ):
        host = SearchablePage(page.path, page.file, page.org, group)
        blocks: list[_Block] = []
        size = _BLOCK_BYTES
        for record in listed:
            lines = [f"#{record.anchor}\t{record.name}\t{record.number}\t{record.source}"]
            lines += [passage.text for passage in record.passages]
            length = len("\n".join(lines).encode())
            if size + length > _BLOCK_BYTES:
                blocks.append(_Block(host, title, []))
                size = 0
            size += length
            blocks[-1].lines += lines
            shown = (record.anchor, record.name, record.number, *(passage.text for passage in record.passages))
            blocks[-1].words += canonical("\n".join(shown)) + "\n"
            blocks[-1].names += canonical(f"{record.anchor}\n{record.name}\n{record.number}\n")
        if blocks:
            yield blocks


def _page_blocks(page: SearchablePage, title: str, lines: Sequence[PagePassage]) -> Iterator[_Block]:
    """What a page says, in parts; each part can be found by the title of the page, too."""
    block, size, anchor, texts = _Block(page, title, [], names=canonical(title)), 0, "", [title]
    for passage in lines:
        length = len(passage.text.encode())
        if block.lines and size + length > _BLOCK_BYTES:
            block.words = canonical("\n".join(texts))
            yield block
            block, size, anchor, texts = _Block(page, title, []), 0, "", [title]
        if passage.anchor != anchor:
            anchor = passage.anchor
            block.lines.append(f"#{anchor}")
        mark = passage.mark.partition("facts/")[2].replace("index.html", "")
        text = passage.text.lstrip("#")
        block.lines.append(f"{text}\t{mark}" if mark else text)
        texts.append(text)
        size += length
    block.words = canonical("\n".join(texts))
    yield block


def _numbered(pages: Sequence[Sequence[_Block]]) -> tuple[list[tuple[int, _Block]], list[list[Any]]]:
    """Every block with its number, and (group, organisation, first number, numbers) of those that stand together."""
    order: dict[str, int] = {}
    for blocks in pages:
        order.setdefault(blocks[0].page.org, len(order))
    numbered: list[tuple[int, _Block]] = []
    segments: list[list[Any]] = []
    number = 0
    for blocks in sorted(pages, key=lambda part: (part[0].page.group, order[part[0].page.org])):
        page = blocks[0].page
        if not segments or segments[-1][:2] != [int(page.group), page.org]:
            segments.append([int(page.group), page.org, number, 0])
        numbered.extend((number + at, block) for at, block in enumerate(blocks))
        number += -(-len(blocks) // _ROOM) * _ROOM if page.group is not ResultGroup.MONTH else len(blocks)
        segments[-1][3] = number - segments[-1][2]
    return numbered, segments


# --- terms ---------------------------------------------------------------------------------------


def _bucket(term: str, buckets: int) -> int:
    return zlib.crc32(term.encode()) & (buckets - 1)


def _buckets(size: int) -> int:
    """How many buckets, a power of two."""
    return 1 << max(0, (size // _BUCKET_BYTES).bit_length())


def _disguised(term: str) -> str:
    """A long number with marks of thousands, as pages show it: a bare one might look like a person's to the gate."""
    whole, point, rest = term.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdecimal() and len(whole) > 7 and whole[0] != "0" else term  # noqa: PLR2004


def _terms(
    folder: Path,
    lists: Mapping[str, Sequence[int]],
    named: Mapping[str, Sequence[int]],
    segments: Sequence[Sequence[Any]],
) -> int:
    """Write every term with its blocks, and with those that it names; returns the number of buckets."""
    most = max(40, _LONGEST_LIST // (2 * max(1, len(segments))))
    texts: dict[str, str] = {}
    apart: dict[str, str] = {}
    for term in sorted(lists):
        text = _listed(lists[term], segments, most)
        if term in named:
            text += f" {_listed(named[term], segments, most)}"
        if len(text) > _LONG_LIST:
            apart[term], text = text, "*"
        texts[_disguised(term)] = text
    buckets = _buckets(sum(len(term.encode()) + len(text) for term, text in texts.items()))
    shares: dict[int, list[str]] = {}
    for term, text in texts.items():
        shares.setdefault(_bucket(term, buckets), []).append(f"{term} {text}")
    for number, lines in shares.items():
        _write(folder / "terms" / f"{_name(number)}.js", "terms", _name(number), "\n".join(lines))
    for term, text in apart.items():
        name = f"{_name(zlib.crc32(term.encode()))}-"
        _write(folder / "terms" / f"{name}.js", "terms", name, f"{term} {text}")
    return buckets


def _listed(blocks: Sequence[int], segments: Sequence[Sequence[Any]], most: int) -> str:
    """Blocks as signs; of very many only the first *most* of every segment, which ~ says."""
    text = encoded(blocks)
    if len(text) <= _LONGEST_LIST:
        return text
    return f"~{encoded(list(_first(blocks, segments, most)))}"


def _first(blocks: Sequence[int], segments: Sequence[Sequence[Any]], most: int) -> Iterator[int]:
    for _, _, start, length in segments:
        yield from blocks[bisect_left(blocks, start) : bisect_left(blocks, start + length)][:most]


# --- words for 您是不是要找 -----------------------------------------------------------------------

_RUN = re.compile("[\u3400-\u9fff]{2,10}|[a-z][a-z0-9-]{3,15}")
_TAIL = re.compile(r"[（(：:].*")
_MEANT = 12  # words that may be meant, for one with a character missing


def _words(blocks: Iterable[_Block]) -> Counter[str]:
    """What projects, pages and figures are called, as words: what somebody may have meant, and how often it stands there."""
    words: Counter[str] = Counter()
    for block in blocks:
        names = [block.title]
        if block.page.group is ResultGroup.FIGURE:
            names = [line.split("\t")[1] for line in block.lines if line.startswith("#")]
        for name in names:
            words.update(_RUN.findall(canonical(_TAIL.sub("", name))))
    return words


def _write_words(folder: Path, words: Mapping[str, int]) -> int:
    """Write every word under itself and under what is left of it without one of its characters; returns the number of buckets."""
    keys: dict[str, set[str]] = {}
    for word in words:
        for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            keys.setdefault(key, set()).add(word)
    lines: dict[str, str] = {}
    for key, listed in sorted(keys.items()):
        often = sorted(listed, key=lambda word: (word != key, -words[word], word))
        lines[key] = " ".join((key, *often[:_MEANT]))
    buckets = _buckets(sum(len(line.encode()) for line in lines.values()))
    shares: dict[int, list[str]] = {}
    for key, line in lines.items():
        shares.setdefault(_bucket(key, buckets), []).append(line)
    for number, listed_lines in shares.items():
        _write(folder / "words" / f"{_name(number)}.js", "words", _name(number), "\n".join(listed_lines))
    return buckets
