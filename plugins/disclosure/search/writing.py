"""The index as script files: passages by block, blocks by term, words by what is left of them with one character missing.

A script file calls one function that theme/js/search.js registers, so no fetch is needed and a page from a USB stick can
search. Layout below `search/`: `about.js` (what the engine must know first), `blocks/<id>.js` (what some pages of a group say),
`terms/<bucket>.js` (term and the blocks that have it), `words/<bucket>.js` (for 您是不是要找). A block is named by its number,
a term lies in the bucket of its CRC-32. Which pages share a block hangs on their addresses more than on their lengths, and
numbers leave room, so that a page that grows a little changes its own block and no other.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache, partial
from itertools import pairwise
from operator import is_
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct, field

from ..expressions import expression
from ..identifiers import variants
from ..storage import TreeFiles
from .passages import PagePassage, documents, figures, finding, heading, main_part, passages, without_documents
from .spelling import canonical, like, terms

FOLDER = "search"


class ResultGroup(IntEnum):
    """What a result is, in the order in which results stand."""

    FIGURE = 0
    PROJECT = 1
    MONTH = 2
    DOCUMENT = 3
    PAGE = 4


class SearchablePage(Struct, frozen=True):
    """A written page: its address and file below the output folder, whose it is ('' for the root), and what it is as a result."""

    path: str
    file: str
    org: str
    group: ResultGroup
    brief: bool = False  # only its name and its first sentence are searched: the rest stands on other pages, too


_OF_RECORDS = frozenset({ResultGroup.FIGURE, ResultGroup.DOCUMENT})  # many records a page


class SearchAbout(Struct, frozen=True):
    """What is known of the site beside its pages: names of organisations, months with gifts, words of one meaning."""

    organisations: Mapping[str, str]
    months: Mapping[str, Sequence[str]]
    synonyms: Sequence[Sequence[str]]


_BLOCK_BYTES = 2100  # of text in one block, unless a single passage is longer
_BUCKET_BYTES = 2000  # of terms in one bucket, at most on average
_WORDS_BYTES = 700  # of words, of which a typing mistake needs a dozen buckets
_LONG_LIST = 500  # signs of a list of blocks that gets a file of its own
_LONGEST_LIST = 7000  # signs beyond which only the first blocks of every group are kept
_FIRST = 4  # blocks of every group that stand with a term whose list is elsewhere
_HEAD_BYTES = 60  # of title and signs around a part
_RUN = 8  # pages from one place where a new block begins anyway to the next, on average
_ROOM = 4  # numbers of blocks are given to such runs by so many
_REPEATED = 8  # a passage on more pages of an organisation than this is kept on the first of them only

# 64 signs without digits: lists of blocks must not look like numbers of persons to the gate.
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-:;"
_HALF = 32


@lru_cache(maxsize=1 << 14)
def _gap_text(gap: int) -> str:
    signs = ""
    while gap >= _HALF:
        signs += _SIGNS[_HALF + gap % _HALF]
        gap //= _HALF
    return signs + _SIGNS[gap]


def encoded(blocks: Sequence[int]) -> str:
    """Blocks in rising order as signs, five bits each: what each is more than the one before.

    A block is twice its number, and one more where it is named so.
    """
    if len(blocks) == 1:  # as of most terms
        return _gap_text(blocks[0])
    gaps = [after - (before & -2) for before, after in pairwise(blocks)]
    return _gap_text(blocks[0]) + "".join(map(_gap_text, gaps))


class _PagePart(Struct):
    """A part of a page, or some of its records: lines of text, with lines for anchors and records among them."""

    page: SearchablePage
    title: str
    lines: list[str]
    first: bool = True  # whether the page begins with it, and is found by its name there
    size: int = 0  # bytes of its lines
    _terms: tuple[str, str] | None = None  # of its words and of its names, a term a line, where they are held
    _called: str | None = None  # the words that `called` gives

    def terms(self, *, held: bool) -> tuple[Collection[str], Collection[str]]:
        """What of its words is in the index, and what of its names; *held* where somebody will ask again."""
        if self._terms is not None:
            words, names = self._terms
            return words.splitlines(), names.splitlines()
        in_words, in_names = (terms(canonical("\n".join(texts))) for texts in self._said())
        if self.page.group is ResultGroup.FIGURE:
            in_names.update(*map(like, self._of_its_figures(2)))
        if held:
            self._terms = "\n".join(in_words), "\n".join(in_names)
        return in_words, in_names

    def _said(self) -> tuple[list[str], list[str]]:
        """All that it says, and what of that names the page or its records."""
        texts = [line.partition("\t")[0] for line in self.lines if not line.startswith("#")]
        if self.page.group in _OF_RECORDS:
            names = [name for line in self.lines if line.startswith("#") for name in line[1:].split("\t")[:3]]
            return texts + names, names
        return [self.title, *texts], [self.title] if self.first else []

    def _of_its_figures(self, place: int) -> Iterator[str]:
        """Of every figure its name (1) or its number (2)."""
        return (line.split("\t")[place] for line in self.lines if line.startswith("#"))

    def called(self) -> list[str]:
        """What its page or its figures are called, in words."""
        if self._called is None:
            names = list(self._of_its_figures(1)) if self.page.group is ResultGroup.FIGURE else [self.title]
            self._called = " ".join(word for name in names for word in _WORD.findall(canonical(_TAIL.sub("", name))))
        return self._called.split()


class _PassageBlock(Struct):
    """What is read at once: parts of neighbouring pages."""

    number: int
    parts: list[_PagePart]
    more: int = 0  # blocks behind it that say nothing but more of its last page

    @property
    def file(self) -> str:
        """Its file below the folder of the index."""
        return f"blocks/{_name(self.number)}.js"

    def script(self) -> bytes:
        """Address, title and text of every part, and at the last how many blocks behind it say nothing but more of its page."""
        content: list[list[Any]] = [[part.page.path, part.title, "\n".join(part.lines)] for part in self.parts]
        if self.more:
            content[-1].append(self.more)
        return _script("block", self.number, content)

    def says(self, other: _PassageBlock | None) -> bool:
        """Whether it says the same as another one of its number: the very parts."""
        return (
            other is not None
            and (self.more, len(self.parts)) == (other.more, len(other.parts))
            and all(map(is_, self.parts, other.parts))
        )


class ReadPage(Struct):
    """What was read of a written page: its heading, its records in parts, and what else it says, of a page of figures nothing."""

    page: SearchablePage
    title: str
    records: list[list[_PagePart]]
    lines: list[PagePassage]
    _shared_out: tuple[list[PagePassage], list[_PagePart]] | None = None

    def parts(self, lines: list[PagePassage]) -> list[_PagePart]:
        """Those of its lines that are in the index, in parts."""
        if self._shared_out is None or self._shared_out[0] != lines:
            self._shared_out = lines, list(_page_parts(self.page, self.title, lines))
        return self._shared_out[1]


ReadPages: TypeAlias = dict[str, ReadPage]  # by file below the output folder
_Segments: TypeAlias = list[list[Any]]  # (group, organisation, first number, numbers) of blocks that stand together


class _SpelledList(Struct, frozen=True):
    """The blocks that have a term, as they are written with it; and where there are many, the file of their own."""

    blocks: Sequence[int]
    text: str
    apart: str = ""

    def size(self, term: str) -> int:
        """Bytes of the line of the term that has it."""
        return len(_disguised(term).encode()) + len(self.text) + 2


class _Terms(Struct, frozen=True):
    """Every term with its blocks, the bytes of all their lines, and which of so many buckets has which terms."""

    lists: dict[str, _SpelledList] = field(default_factory=dict)
    size: int = 0
    buckets: int = 0
    shares: dict[int, frozenset[str]] = field(default_factory=dict)

    def shared_out(
        self, lists: Collection[str], changed: Collection[str], buckets: int
    ) -> tuple[dict[int, frozenset[str]], set[int]]:
        """The terms of *lists* by bucket, and the buckets in which something is *changed*."""
        shares = dict(self.shares) if buckets == self.buckets else {}
        by_bucket: defaultdict[int, set[str]] = defaultdict(set)
        for term in changed if shares else lists:
            by_bucket[_bucket(_disguised(term), buckets)].add(term)
        for number, terms_there in by_bucket.items():
            share = (
                shares.pop(number, frozenset()).difference(terms_there).union(filter(lists.__contains__, terms_there))
            )
            if share:
                shares[number] = share
        return shares, set(by_bucket)


class IndexCache(Struct):
    """What was read of written pages, and how the terms in them were written, so that it need not be done again."""

    pages: ReadPages = field(default_factory=dict)  # that are still as they were then
    segments: _Segments = field(default_factory=list)
    blocks: dict[int, _PassageBlock] = field(default_factory=dict)  # by number
    terms: _Terms = field(default_factory=_Terms)


def write_index(
    files: TreeFiles, pages: Iterable[SearchablePage], about: SearchAbout, cache: IndexCache | None = None
) -> None:
    """Write the index of the finished *pages* among the *files* of their tree.

    *cache* is of the last time, and knows afterwards what was done this time.
    """
    held = cache is not None
    blocks, segments = _numbered(_parts(files.folder, pages, cache.pages if cache else None))
    words = _words(part for block in blocks for part in block.parts)
    cache = cache or IndexCache()
    for name in ("blocks", "terms", "words"):
        (files.folder / FOLDER / name).mkdir(parents=True, exist_ok=True)
    if cache.segments != segments:  # a long list tells of each of them
        cache.blocks, cache.terms = {}, _Terms()
    before, cache.blocks, cache.segments = cache.blocks, {block.number: block for block in blocks}, segments
    same = {block.number for block in blocks if block.says(before.get(block.number))}
    for block in blocks:
        _write(files, block.file, block.script, again=block.number in same)
    gone = [block for number, block in before.items() if number not in same]
    come = [block for block in blocks if block.number not in same]
    cache.terms = _write_terms(files, cache.terms, _entries(gone, held=held), _entries(come, held=held), segments)
    buckets = _write_words(files, words)
    signs = set().union(*cache.terms.lists)
    said = {
        "buckets": cache.terms.buckets,
        "words": buckets,
        "segments": segments,
        "organisations": dict(about.organisations),
        "months": {org: " ".join(months) for org, months in about.months.items()},
        "synonyms": about.synonyms,
        "variants": "".join(f"{sign}{plain}" for sign, plain in variants().items() if plain in signs),
    }
    _write(files, "about.js", partial(_script, "about", said))


def _write(files: TreeFiles, file: str, script: Callable[[], bytes], *, again: bool = False) -> None:
    """Write a file of the index; one that is *again* as it was the last time is only put there."""
    if again:
        files.write_unchanged(f"{FOLDER}/{file}", script)
    else:
        files.write(f"{FOLDER}/{file}", script())


def _script(name: str, *arguments: Any) -> bytes:
    text = ",".join(json.dumps(argument, ensure_ascii=False, separators=(",", ":")) for argument in arguments)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"sunSearch.{name}({text});\n".encode()


def _name(number: int) -> str:
    """A number as the name of a file: letters only, and never one that Windows keeps for itself (con, aux)."""
    name = ""
    while number or not name:
        name = chr(ord("a") + number % 26) + name
        number //= 26
    return f"x{name}"


# --- blocks --------------------------------------------------------------------------------------


def _parts(output: Path, pages: Iterable[SearchablePage], read: ReadPages | None) -> list[list[_PagePart]]:
    """The parts of every page; *read* has what was read of some, and gets what is read of the others."""
    worded: list[ReadPage] = []
    result: list[list[_PagePart]] = []
    counts: dict[str, Counter[str]] = {}
    alike: dict[PagePassage, PagePassage] = {}  # of which most stand on many pages: one object of each is enough
    for page in pages:
        known = read.get(page.file) if read else None
        if known is None or known.page != page:
            known = _read(output, page)
            known.lines = list(map(alike.setdefault, known.lines, known.lines))
            if read is not None:
                read[page.file] = known
        result.extend(known.records)
        if page.group is not ResultGroup.FIGURE:
            worded.append(known)
            counts.setdefault(page.org, Counter()).update({passage.text for passage in known.lines})
    del alike
    kept: dict[str, set[str]] = {org: set() for org in counts}
    worded.sort(key=lambda known: known.page.group)
    worded.reverse()
    while worded:  # a page is forgotten once it is in parts, so that memory does not hold both
        known = worded.pop()
        seen, count = kept[known.page.org], counts[known.page.org]
        remaining: list[PagePassage] = []
        for passage in known.lines:
            if count[passage.text] > _REPEATED:
                if passage.text in seen:
                    continue
                seen.add(passage.text)
            remaining.append(passage)
        result.append(known.parts(remaining))
    return result


def _read(output: Path, page: SearchablePage) -> ReadPage:
    html = main_part((output / page.file).read_bytes())
    title = heading(html)
    lines: list[PagePassage] = []
    if page.group is not ResultGroup.FIGURE:
        lines = finding(html) if page.brief else passages(without_documents(html))
    return ReadPage(page, title, list(_record_parts(page, title, html)), lines)


def _record_parts(page: SearchablePage, title: str, html: str) -> Iterator[list[_PagePart]]:
    """Figures and documents of a page: several records a part."""
    for group, listed in (
        (ResultGroup.FIGURE, figures(html) if 'class="register"' in html else ()),
        (ResultGroup.DOCUMENT, documents(html) if 'id="source-' in html else ()),
    ):
        host = SearchablePage(page.path, page.file, page.org, group)
        parts: list[_PagePart] = []
        for record in listed:
            lines = [f"#{record.anchor}\t{record.name}\t{record.number}\t{record.source}"]
            lines += [passage.text.lstrip("#") for passage in record.passages]
            length = len("\n".join(lines).encode())
            if not parts or parts[-1].size + length > _BLOCK_BYTES:
                parts.append(_PagePart(host, title, []))
            parts[-1].size += length
            parts[-1].lines += lines
        if parts:
            yield parts


def _page_parts(page: SearchablePage, title: str, lines: Sequence[PagePassage]) -> Iterator[_PagePart]:
    """What a page says, in parts; each part can be found by the title of the page, too."""
    part, anchor = _PagePart(page, title, []), ""
    for passage in lines:
        length = len(passage.text.encode())
        if part.lines and part.size + length > _BLOCK_BYTES:
            yield part
            part, anchor = _PagePart(page, title, [], first=False), ""
        if passage.anchor != anchor:
            anchor = passage.anchor
            part.lines.append(f"#{anchor}")
        mark = passage.mark.partition("facts/")[2].replace("index.html", "")
        text = passage.text.lstrip("#")
        part.lines.append(f"{text}\t{mark}" if mark else text)
        part.size += length
    yield part


def _numbered(pages: Sequence[Sequence[_PagePart]]) -> tuple[list[_PassageBlock], _Segments]:
    """Every block with its number, and (group, organisation, first number, numbers) of those that stand together."""
    order: dict[str, int] = {}
    for parts in pages:
        order.setdefault(parts[0].page.org, len(order))
    blocks: list[_PassageBlock] = []
    segments: _Segments = []
    number = size = 0
    for parts in sorted(pages, key=lambda part: (part[0].page.group, order[part[0].page.org])):
        page = parts[0].page
        fresh = not segments or segments[-1][:2] != [int(page.group), page.org]
        if fresh or zlib.crc32(page.path.encode()) % _RUN == 0:
            number = -(-number // _ROOM) * _ROOM
            size = _BLOCK_BYTES
        if fresh:
            segments.append([int(page.group), page.org, number, 0])
        for part in parts:
            length = part.size + _HEAD_BYTES + len(part.page.path)
            if size + length > _BLOCK_BYTES:
                blocks.append(_PassageBlock(number, []))
                number, size = number + 1, 0
            blocks[-1].parts.append(part)
            size += length
        segments[-1][3] = -(-number // _ROOM) * _ROOM - segments[-1][2]
    _count_more(blocks)
    return blocks, segments


def _count_more(blocks: Sequence[_PassageBlock]) -> None:
    """Tell every block how many blocks behind it say nothing but more of its last page."""
    path, more, number = "", 0, -1
    for block in reversed(blocks):
        last = block.parts[-1]
        if last.page.path != path or block.number != number - 1:
            path, more = last.page.path, 0
        if last.page.group not in _OF_RECORDS:
            block.more = more
        more = more + 1 if all(part.page.path == path for part in block.parts) else 0
        number = block.number


# --- terms ---------------------------------------------------------------------------------------


def _bucket(term: str, buckets: int) -> int:
    return zlib.crc32(term.encode()) & (buckets - 1)


def _buckets(size: int, most: int) -> int:
    """How many buckets, a power of two, for *size* bytes and *most* of them in one."""
    return 1 << max(0, (size // most).bit_length())


def _disguised(term: str) -> str:
    """A long number with marks of thousands, as pages show it: a bare one might look like a person's to the gate."""
    whole, point, rest = term.partition(".")
    return f"{Decimal(whole):,}{point}{rest}" if len(whole) > 7 and whole.isdecimal() and whole[0] != "0" else term  # noqa: PLR2004


def _entries(blocks: Iterable[_PassageBlock], *, held: bool) -> defaultdict[str, list[int]]:
    """Every term of some blocks, in rising order of their numbers, with what names each of them in a list.

    *held* as for `_PagePart.terms`: where nobody asks again, the blocks are emptied.
    """
    entries: defaultdict[str, list[int]] = defaultdict(list)
    for block in blocks:
        worded, named = (
            set().union(*of_parts) for of_parts in zip(*(part.terms(held=held) for part in block.parts), strict=True)
        )
        entry = 2 * block.number
        for term in worded - named:
            entries[term].append(entry)
        entry += 1
        for term in named:
            entries[term].append(entry)
        if not held:
            block.parts.clear()
    return entries


def _write_terms(
    files: TreeFiles,
    known: _Terms,
    gone: Mapping[str, Sequence[int]],
    come: Mapping[str, Sequence[int]],
    segments: _Segments,
) -> _Terms:
    """Write every term with its blocks: those that are *known*, without what is *gone*, with what has *come*."""
    lists, size, changed = dict(known.lists), known.size, set()
    spelled = partial(_spelled_list, segments)
    for term in gone.keys() | come.keys():
        lost, won, before = gone.get(term, ()), come.get(term, ()), lists.pop(term, None)
        if before is not None and lost == won:
            lists[term] = before
            continue
        changed.add(term)
        size -= before.size(term) if before else 0
        blocks = sorted({*before.blocks}.difference(lost).union(won)) if before else won
        if blocks:
            lists[term] = spelled(blocks)
            size += lists[term].size(term)
    buckets = _buckets(size, _BUCKET_BYTES)
    shares, touched = known.shared_out(lists, changed, buckets)
    for term, listed in lists.items():
        if listed.apart:
            name = f"{_name(zlib.crc32(term.encode()))}-"
            script = partial(_script, "terms", name, f"{_disguised(term)} {listed.apart}")
            _write(files, f"terms/{name}.js", script, again=term not in changed)
    for number, share in shares.items():
        script = partial(_terms_script, _name(number), share, lists)
        _write(files, f"terms/{_name(number)}.js", script, again=number not in touched)
    return _Terms(lists, size, buckets, shares)


def _terms_script(name: str, share: Iterable[str], lists: Mapping[str, _SpelledList]) -> bytes:
    return _script("terms", name, "\n".join(f"{_disguised(term)} {lists[term].text}" for term in sorted(share)))


def _spelled_list(segments: _Segments, blocks: Sequence[int]) -> _SpelledList:
    """The blocks that have a term as they are written."""
    text = encoded(blocks)
    if len(text) <= _LONG_LIST:
        return _SpelledList(blocks, text)
    most = max(40, _LONGEST_LIST // (2 * max(1, len(segments))))
    starts = [next((first for of, _, first, _ in segments if of >= group), 1 << 40) for group in ResultGroup]
    kept = text if len(text) <= _LONGEST_LIST else f"~{encoded(list(_first(blocks, segments, most)))}"
    return _SpelledList(blocks, f"={_best(blocks, starts)}", kept)


def _best(blocks: Sequence[int], starts: Sequence[int]) -> str:
    """Of a long list how many blocks every group has, and after a space the first of each, those that are named so before others."""
    counts, best = [], []
    for start, end in pairwise((*starts, 1 << 41)):
        group = blocks[bisect_left(blocks, 2 * start) : bisect_left(blocks, 2 * end)]
        counts.append(_gap_text(len(group)))
        chosen = [entry for entry in group if entry % 2][:_FIRST]
        if len(chosen) < _FIRST:
            chosen = sorted(chosen + [entry for entry in group if not entry % 2][: _FIRST - len(chosen)])
        best += chosen
    return f"{''.join(counts)} {encoded(best)}"


def _first(blocks: Sequence[int], segments: Sequence[Sequence[Any]], most: int) -> Iterator[int]:
    """The first *most* blocks of every segment."""
    for _, _, start, length in segments:
        yield from blocks[bisect_left(blocks, 2 * start) : bisect_left(blocks, 2 * (start + length))][:most]


# --- words for 您是不是要找 -----------------------------------------------------------------------

_WORD = expression("[\u3400-\u9fff]{2,10}|[a-z][a-z0-9-]{3,15}")
_TAIL = expression(r"[（(：:].*")
_MEANT = 12  # words that may be meant, for one with a character missing


def _words(parts: Iterable[_PagePart]) -> Counter[str]:
    """What projects, pages and figures are called, as words: what somebody may have meant, and how often it stands there."""
    words: Counter[str] = Counter()
    for part in parts:
        words.update(part.called())
    return words


def _write_words(files: TreeFiles, words: Mapping[str, int]) -> int:
    """Write every word under itself and under what is left of it without one of its characters; returns the number of buckets."""
    keys: dict[str, set[str]] = {}
    for word in words:
        for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            keys.setdefault(key, set()).add(word)
    lines: dict[str, str] = {}
    for key, listed in sorted(keys.items()):
        often = sorted(listed, key=lambda word: (word != key, -words[word], word))
        lines[key] = " ".join((key, *often[:_MEANT]))
    buckets = _buckets(sum(len(line.encode()) + 2 for line in lines.values()), _WORDS_BYTES)
    shares: dict[int, list[str]] = {}
    for key, line in lines.items():
        shares.setdefault(_bucket(key, buckets), []).append(line)
    for number, listed_lines in shares.items():
        script = partial(_script, "words", _name(number), "\n".join(listed_lines))
        _write(files, f"words/{_name(number)}.js", script)
    return buckets
