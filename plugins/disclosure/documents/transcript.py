"""Transcripts: what a scan says, recognised by a machine, then read and mended by a person, in a text file beside the scan.

No check recognises anything, so a scan is held against figures by its transcript. The file names the scan by its fingerprint,
has a stretch of lines for every page, and says who held it against the scan, and when; it is never published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from unicodedata import normalize

from msgspec import Struct

from ..dates import day_of, latest_day
from ..expressions import expression
from ..identifiers import names_somebody
from .text import UNKNOWN, Paragraph, UnreadableError

SUFFIX = ".认字稿.txt"  # behind the whole name of the scan
EMPTY = "（无字）"

_FINGERPRINT = re.compile(r"指纹\s*[:：]\s*([0-9a-fA-F]{64})\s*")
_READ_BY = re.compile(r"看过\s*[:：](?P<words>.*)")
_PERSON_AND_DAY = expression(  # in plain signs: 张三, 2026-03-20. 张三(2026 年 3 月 20 日)
    r"(?P<name>[^0-9]*)(?P<year>20[0-9]{2})\s?[-—/.年]\s?(?P<month>[0-9]{1,2})\s?[-—/.月]\s?(?P<day>[0-9]{1,2})\s?日?\)?[.。]?"
)
_PAGE = re.compile(r"【第\s*(?P<number>[0-9]{1,5})\s*页】")
_MOST_NAMED = 10  # pages that a message lists


class TranscriptError(UnreadableError):
    """A transcript that can't be relied on: the *reason*, and how to *mend* that, in Chinese."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"旁边的认字稿还不能用：{reason}")
        self.reason, self.mend = reason, mend


class Transcript(Struct, frozen=True):
    """What a person vouches for: the lines of each page of a scan (cells of a row with tabs between them), and when it was read."""

    paragraphs: tuple[Paragraph, ...]
    pages: frozenset[int]
    read_on: str  # ISO


def words_to_read(paragraphs: Iterable[Paragraph], pages: Collection[int]) -> dict[int, str]:
    """What was recognised on each of *pages*, a line a paragraph; a sign that has to be mended where that is nothing."""
    lines: dict[int, list[str]] = {page: [] for page in sorted(pages)}
    for paragraph in paragraphs:
        if paragraph.page in lines:
            lines[paragraph.page].append(" ".join(paragraph.text.splitlines()))
    return {page: "\n".join(words or [UNKNOWN]) for page, words in lines.items()}


def transcript_text(name: str, content: bytes, pages: Mapping[int, str], read_by: str = "") -> str:
    """The transcript of the scan with this *name* and *content*: the words of its *pages*, and who read them when, or an empty line for that."""
    return "\n".join(
        [
            f"{name} 的认字稿",
            "",
            "字是电脑认的，不一定都对。请对着原件一页一页看：认错的、漏掉的照原件改，别的不要动。",
            f"没有认清的地方是 {UNKNOWN}，照原件改掉，一个也不能留；没有字的页写“{EMPTY}”。",
            "看完，在“看过：”后面写姓名和日期，例如：看过：张三，2026-03-20。",
            "",
            f"指纹：{fingerprint(content)}",
            f"看过：{' '.join(read_by.split())}",
            *(line for page, words in pages.items() for line in ("", f"【第 {page} 页】", *words.splitlines())),
            "",
        ]
    )


def parsed(text: str, content: bytes) -> Transcript:
    """The transcript that *text* is, of the scan with this *content*; TranscriptError where nobody may rely on it."""
    of_scan = read_by = ""
    pages: dict[int, list[str]] = {}
    lines: list[str] | None = None
    for line in map(str.rstrip, text.lstrip("\ufeff").splitlines()):
        if page := _PAGE.fullmatch(line.strip()):
            lines = pages.setdefault(int(page["number"]), [])
        elif lines is not None:
            lines.append(line)
        elif line_of_scan := _FINGERPRINT.fullmatch(line.strip()):
            of_scan = line_of_scan[1].lower()
        elif line_of_reader := _READ_BY.fullmatch(line.strip()):
            read_by = line_of_reader["words"].strip()
    if of_scan != fingerprint(content):
        raise TranscriptError(
            "它不是这一份原件的（指纹不同）" if of_scan else "没有“指纹：”这一行",
            "原件换过的，请重新认字、重新看；没有换的，把指纹那一行改回来",
        )
    _refuse_unread(pages)
    paragraphs = (
        Paragraph(line.strip(" "), number)
        for number, lines in sorted(pages.items())
        for line in lines
        if line.strip() and line.strip() != EMPTY
    )
    return Transcript(tuple(paragraphs), frozenset(pages), _day_of_reading(read_by))


def is_transcript(text: str) -> bool:
    """Whether a text is the transcript of some scan, whatever its file is called."""
    lines = [line.strip() for line in text.splitlines()]
    return all(any(map(sign.fullmatch, lines)) for sign in (_FINGERPRINT, _READ_BY, _PAGE))


def _refuse_unread(pages: dict[int, list[str]]) -> None:
    """TranscriptError where a page has signs that were not recognised, or no words at all."""
    if not pages:
        raise TranscriptError("里面没有“【第 1 页】”这样的行", "请重新认字，不要删掉写着页码的行")
    unknown = [number for number, lines in sorted(pages.items()) if any(UNKNOWN in line for line in lines)]
    if unknown:
        raise TranscriptError(f"第 {pages_named(unknown)}页还有没认清的地方（{UNKNOWN}）", "请对着原件改好")
    blank = [number for number, lines in sorted(pages.items()) if not any(map(str.strip, lines))]
    if blank:
        raise TranscriptError(f"第 {pages_named(blank)}页一个字也没有", f"请对着原件补上；真的没有字的，写“{EMPTY}”")


def pages_named(numbers: Sequence[int]) -> str:
    """The first of some pages, before 页: “3、5 ”, and how many there are where there are more: “1、2、…等 12 ”."""
    more = f"等 {len(numbers)} " if len(numbers) > _MOST_NAMED else ""
    return f"{'、'.join(map(str, numbers[:_MOST_NAMED]))} {more}"


def _day_of_reading(words: str) -> str:
    """The day on which somebody read it; TranscriptError where nobody says so."""
    how = "请对着原件看完，再写，例如：看过：张三，2026-03-20"
    if not words:
        raise TranscriptError("还没有人看过：“看过：”后面空着", how)
    named = _PERSON_AND_DAY.fullmatch(normalize("NFKC", words))
    day = None
    if named and names_somebody(named["name"]):
        day = day_of(f"{named['year']}-{int(named['month']):02}-{int(named['day']):02}")
    if day is None:
        raise TranscriptError(f"“看过：{words}”里看不出姓名和日期", how)
    if day.isoformat() > latest_day():
        raise TranscriptError(f"看过的日期（{day.isoformat()}）还没有到", how)
    return day.isoformat()


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a scan."""
    return hashlib.sha256(content).hexdigest()
