"""Where a document has what a 出处 names: 一、（二）第3项, “走在前列”第二点, 第4页, B7; as far as it can be located."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..expressions import expression
from .text import BREAK, CELL, Document, Span, fold

_HAN = "一二三四五六七八九十"
_TOKEN = expression(
    rf"(?P<page>第?(?P<pages>\d+)页)"
    rf"|(?P<sub>\((?P<subs>[{_HAN}]+)\))"
    rf"|(?P<item>第(?P<items>[\d{_HAN}、,]+)(?:项|点|条|款))"
    rf"|(?P<row>(?:第[\d{_HAN}]+段)?表格?第(?P<rows>\d+)行)"
    rf"|(?P<para>第(?P<paras>[\d{_HAN}、,]+)(?:自然)?段)"
    rf"|(?P<intro>导语|引言|前言|开头)"
    rf"|(?P<section>(?P<sections>[{_HAN}]+)、)"
    r"|(?P<cell>(?<![A-Za-z0-9])[A-Z]{1,3}[1-9][0-9]{0,6}(?![A-Za-z0-9]))"
)
# How the items of a list begin, {d} and {h} their numbers in digits and in Han.
_ITEMS = (
    "{h}是",
    rf"{BREAK}{{d}}[.、．]",
    rf"{BREAK}\({{d}}\)",
    rf"{BREAK}{{d}}\)",
    rf"{BREAK}\({{h}}\)",
    rf"{BREAK}{{h}}、",
)
_DIGIT = expression(r"[0-9]")
_LONGEST_HEADING = 40
_SENTENCE = expression(r"[。！？!?]")


def number(text: str) -> int:
    """3, 三, 十二."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN.index(text) + 1 if len(text) == 1 else 0
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


def han(value: int) -> str:
    """1 to 99 in Han numerals."""
    tens, ones = divmod(value, 10)
    return (("" if tens == 1 else _HAN[tens - 1]) + "十" if tens else "") + (_HAN[ones - 1] if ones else "")


class Locator(Struct, frozen=True):
    """A document and the headings that the places of its figures name."""

    document: Document
    headings: tuple[int, ...]  # paragraphs, in order

    @classmethod
    def of(cls, document: Document, places: Iterable[str]) -> Locator:
        """*places* are all places that are given for figures of this document."""
        titles = {title for place in places for part in _parts(place) if (title := _title(part))}
        return cls(document, tuple(sorted({row for title in titles for row in _titled(document, title)})))

    def spans(self, place: str) -> list[Span]:
        """Where *place* is; nothing where no part of it can be located."""
        return [span for part in _parts(place) for span in self._part(part)]

    def _part(self, part: str) -> list[Span]:
        whole = Span(0, len(self.document.plain))
        spans = [whole]
        title = _title(part)
        if title and (rows := _titled(self.document, title)):
            spans = [self._below(row) for row in rows]
        for token in _TOKEN.finditer(part):
            narrower = [place for span in spans for place in self._token(token, span)]
            spans = narrower or spans
        return [] if spans == [whole] else spans

    def _below(self, row: int) -> Span:
        """From a heading to the next one that some place names."""
        start = self.document.paragraph_span(row).start
        later = next((heading for heading in self.headings if heading > row), None)
        return Span(start, self.document.paragraph_span(later).start if later is not None else len(self.document.plain))

    def _token(self, token: re.Match[str], span: Span) -> Iterator[Span]:
        if token["page"]:
            yield from (paragraph for paragraph in self.document.pages(int(token["pages"])) if _inside(paragraph, span))
        elif token["section"]:
            yield from self._numbered(token["sections"], "{}、", span)
        elif token["sub"]:
            yield from self._numbered(token["subs"], "({})", span)
        elif token["cell"]:
            yield from (row for row in self._rows_of_cell(token["cell"]) if _inside(row, span))
        elif token["intro"]:
            yield self._introduction(span)
        elif token["item"]:
            yield from (place for wanted in _numbers(token["items"]) for place in self._item(wanted, span))
        elif token["row"]:
            yield from self._row(int(token["rows"]), span)
        elif token["para"]:
            yield from (place for wanted in _numbers(token["paras"]) for place in self._paragraph(wanted, span))

    def _rows_of_cell(self, cell: str) -> Iterator[Span]:
        """The row of a sheet in which a cell stands, of each sheet."""
        wanted = re.compile(rf"(?:.*”)?{cell}")
        for row, paragraph in enumerate(self.document.paragraphs):
            if any(map(wanted.fullmatch, paragraph.cells)):
                yield self.document.paragraph_span(row)

    def _starts(self, span: Span, pattern: str) -> list[int]:
        plain = self.document.plain
        return [
            match.end(1)
            for match in re.finditer(rf"(^|{BREAK}){pattern}", plain[: span.end])
            if match.end(1) >= span.start
        ]

    def _numbered(self, wanted: str, form: str, span: Span) -> Iterator[Span]:
        """From a paragraph that begins with its number to the next that begins with one of the same form."""
        every = self._starts(span, re.escape(form).replace(r"\{\}", f"[{_HAN}]+"))
        beginning = re.escape(form.format(wanted))
        for place, start in enumerate(every):
            if re.match(beginning, self.document.plain[start:]):
                yield Span(start, every[place + 1] if place + 1 < len(every) else span.end)

    def _introduction(self, span: Span) -> Span:
        """What stands before the first smaller heading."""
        inner = [start for start in self._starts(span, rf"(?:[{_HAN}]+、|\([{_HAN}]+\))") if start > span.start]
        named = [self.document.paragraph_span(row).start for row in self.headings]
        ends = [start for start in (*inner, *named) if span.start < start < span.end]
        return Span(span.start, min(ends, default=span.end))

    def _item(self, wanted: int, span: Span) -> Iterator[Span]:
        """一是…, 1.…, (1)…, up to the next number: of every form that is there, as items of one form stand in those of another.

        A list may begin anew: 按来源分:1.…2.… and 按用途分:1.…2.… below it.
        """
        for form in _ITEMS:
            starts = self._forms(form, wanted, span)
            later = self._forms(form, wanted + 1, span)
            for start in starts:
                yield Span(start, min((end for end in (*starts, *later) if end > start), default=span.end))

    def _forms(self, form: str, value: int, span: Span) -> list[int]:
        before = r"(?<![一二三四五六七八九十])" if form.startswith("{h}") else ""
        pattern = before + form.replace("{h}", han(value)).replace("{d}", str(value))
        return [
            span.start + match.start() for match in re.finditer(pattern, self.document.plain[span.start : span.end])
        ]

    def _paragraph(self, wanted: int, span: Span) -> Iterator[Span]:
        """A paragraph by its number among those that hold sentences, with its neighbours: people count differently."""
        rows = [
            paragraph
            for row in range(len(self.document.paragraphs))
            if _inside(paragraph := self.document.paragraph_span(row), span)
            and _SENTENCE.search(self.document.plain[paragraph.start : paragraph.end])
        ]
        if 0 < wanted <= len(rows):
            near = rows[max(0, wanted - 2) : wanted + 1]
            yield Span(near[0].start, near[-1].end)

    def _row(self, wanted: int, span: Span) -> Iterator[Span]:
        """A row by its number in its table, with its neighbours: with the header or without; a row without numbers begins anew."""
        row = under = 0
        for at, paragraph in enumerate(self.document.paragraphs):
            row, under = (row + 1, under + 1) if CELL in paragraph.text else (0, 0)
            if row and not _DIGIT.search(paragraph.text):
                under = 1
            place = self.document.paragraph_span(at)
            if row and _inside(place, span) and min(abs(row - wanted), abs(under - wanted)) <= 1:
                yield place


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _numbers(text: str) -> list[int]:
    return [number(part) for part in re.split(r"[、,]", text) if part]


def _parts(place: str) -> list[str]:
    return [part for part in re.split(r"[;；]", fold(place)) if part]


def _title(part: str) -> str:
    """What a place names in words: "走在前列"第二点 → 走在前列."""
    words = _TOKEN.sub("", re.sub(r"\([^()]*[^()一二三四五六七八九十][^()]*\)", "", part))
    return _bare(words)


def _bare(words: str) -> str:
    """A heading without the signs around it and between its parts."""
    return re.sub(r"[\"'《》【】\s、,]", "", words)


def _titled(document: Document, title: str) -> list[int]:
    """The paragraphs that are this heading."""
    rows = []
    for row in range(len(document.paragraphs)):
        span = document.paragraph_span(row)
        text = _bare(document.plain[span.start : span.end])
        if len(text) <= _LONGEST_HEADING and text.startswith(title):
            rows.append(row)
    return rows
