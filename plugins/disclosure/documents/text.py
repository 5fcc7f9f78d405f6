"""A document as one line of characters that can be searched, with the way back to paragraphs, pages and sentences."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from ..expressions import expression

BREAK = "\n"  # between paragraphs; nothing that is looked for holds one
UNKNOWN = "\ufffd"  # a sign that a PDF does not name, or a digit that was not surely recognised
CELL = "\t"  # between two numbers of a row, which would be one without it
STOPS = ("。", "！", "？", "!", "?", "；", ";", "：", ":")  # a line that ends so was not wrapped

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"') | dict.fromkeys("‘’‚‛", "'"))
_HIDDEN = {"Cf", "Cc"}  # zero-width signs, soft hyphens, marks of direction
_ENDS = "。！？!?；;\n"
_LONGEST = 160  # characters of a sentence that is shown


class UnreadableError(Exception):
    """A document that can't be read; the reason in Chinese."""


class Paragraph(Struct, frozen=True):
    """A paragraph, or a row of a table, and the page it stands on (0 where there are no pages); in sheets, what its cells are called."""

    text: str
    page: int = 0
    cells: tuple[str, ...] = ()


_YEAR = expression(r"(?<!\d)(20\d\d)(?!\d)")
_HEAD = 400  # characters in which a report names its year


def year_in_name(name: str) -> int | None:
    """The year that the name of a file tells, where it tells just one: none of 2023年总结（2024年1月）."""
    return _only_year(name)


def year_at_head(document: Document) -> int | None:
    """The year that the first words name, where they name just one."""
    return _only_year("".join(paragraph.text for paragraph in document.paragraphs)[:_HEAD])


def _only_year(text: str) -> int | None:
    named = {int(year) for year in _YEAR.findall(text)}
    return named.pop() if len(named) == 1 else None


# What typesetting puts into a number: blanks before its unit (862 万元), signs that nobody sees.
_GAP = expression(
    r"(?<=[0-9０-９])[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}"
    r"(?=[万亿余多元圆人名户位家个场次件项所例份期篇条只支册套台辆吨]|[百千][万余多元])"  # and no 2024 百家企业
    r"|(?<=[12][09][0-9][0-9])[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}(?=年)|(?<=[0-9])[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}(?=[月日]|年度)"
    r"|(?<=[万亿余多])[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}(?=[元人户名])"
    r"|(?<=[约近逾超过足到达于破])[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}(?=[0-9])"
    r"|(?<=[0-9,.])[\u00ad\u200b-\u200f\u2060\ufeff]{1,9}(?=[0-9,.万亿])"
)


def _closed(paragraph: Paragraph) -> Paragraph:
    text = _GAP.sub("", paragraph.text)
    return paragraph if text == paragraph.text else replace(paragraph, text=text)


class Span(Struct, frozen=True):
    """A stretch of `Document.plain`."""

    start: int
    end: int


def folded(text: str) -> Iterator[tuple[str, int]]:
    """(character, its place in *text*): full-width forms, quotation marks and blanks make no difference.

    Two numbers in cells of their own, or far apart, have a `CELL` between them.
    """
    last, blanks = "", ""
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).translate(_QUOTES):
            if plain.isspace():
                blanks += plain
            elif unicodedata.category(plain) not in _HIDDEN:
                if (len(blanks) > 1 or blanks == CELL) and last.isdigit() and plain.isdigit():
                    yield CELL, place
                yield plain, place
                last, blanks = plain, ""


def fold(text: str) -> str:
    """*text* as it is looked for."""
    return "".join(character for character, _ in folded(text))


class Document(Struct):
    """Paragraphs in order. `plain` is all of them without blanks, one `BREAK` between two.

    `pictured` are the pages that are but pictures and were not read, `recognised` those whose words were recognised.
    """

    paragraphs: tuple[Paragraph, ...]
    plain: str = ""
    pictured: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    _starts: list[int] = field(default_factory=list)
    _origins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        characters: list[str] = []
        for paragraph in self.paragraphs:
            self._starts.append(len(characters))
            for character, origin in folded(paragraph.text):
                characters.append(character)
                self._origins.append(origin)
            characters.append(BREAK)
            self._origins.append(len(paragraph.text))
        self.plain = "".join(characters)

    @classmethod
    def of(
        cls, paragraphs: Iterable[Paragraph], pictured: tuple[int, ...] = (), recognised: tuple[int, ...] = ()
    ) -> Document:
        """The paragraphs that hold something, their numbers in one piece."""
        held = tuple(_closed(paragraph) for paragraph in paragraphs if paragraph.text.strip())
        return cls(held, pictured=pictured, recognised=recognised)

    def number_of(self, place: int) -> int:
        """The paragraph in which a place of `plain` lies, counted from 0."""
        return bisect_right(self._starts, place) - 1

    def paragraph_span(self, number: int) -> Span:
        """Where a paragraph stands in `plain`, without the break behind it."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.plain)
        return Span(self._starts[number], end - 1)

    def pages(self, page: int) -> Iterator[Span]:
        """Where the paragraphs of a page stand."""
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.page == page:
                yield self.paragraph_span(number)

    def find(self, wording: str) -> Iterator[Span]:
        """Every place where *wording* stands by itself: 50人 is not found in 150人, nor 62万 in 62万余."""
        wanted = fold(wording)
        start = self.plain.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not (
                _runs_on(self.plain[max(0, start - 2) : start], wanted[:2])
                or _goes_on(wanted, self.plain[end : end + 2])
            ):
                yield Span(start, end)
            start = self.plain.find(wanted, start + 1)

    def sentence(self, span: Span) -> str:
        """The sentence around a stretch, as the document writes it."""
        number = self.number_of(span.start)
        text = self.paragraphs[number].text
        start, end = self._origins[span.start], self._origins[max(span.start, span.end - 1)] + 1
        left = max(text.rfind(sign, 0, start) for sign in _ENDS) + 1
        ends = [place for sign in _ENDS if (place := text.find(sign, end)) >= 0]
        right = min(ends) + 1 if ends else len(text)
        sentence = re.sub(r"\s+", " ", text[left:right]).strip()
        if len(sentence) <= _LONGEST:
            return sentence
        left, right = max(left, start - _LONGEST // 2), min(right, end + _LONGEST // 2)
        return "…" + re.sub(r"\s+", " ", text[left:right]).strip() + "…"


def says(sentence: str, wording: str) -> bool:
    """Whether a sentence holds a wording that stands by itself."""
    return any(Document.of([Paragraph(sentence)]).find(wording))


_DIGIT = re.compile(r"\d")
_HAN_NUMBER = re.compile(r"[一二两三四五六七八九十百千万亿零〇]")
_MORE = re.compile(r"[余多]|[百千万亿]")


def _runs_on(before: str, wanted: str) -> bool:
    """Whether the number that *wanted* begins with began earlier: 1 before 50人, 1, before 050元, 十 before 三家."""
    if _DIGIT.match(wanted):
        return bool(re.search(r"\d[,.]?$", before))
    return bool(_HAN_NUMBER.match(wanted) and _HAN_NUMBER.search(before[-1:])) and not wanted.startswith("一")


def _goes_on(wanted: str, behind: str) -> bool:
    """Whether the number that *wanted* ends with goes on: 62 before 万, 62万 before 余, 1 before .5."""
    if _DIGIT.search(wanted[-1:]):
        return bool(re.match(r"\d|[,.]\d", behind) or _MORE.match(behind))
    return bool(re.search(r"\d[余多]?[百千万亿]+$", wanted) and _MORE.match(behind))
