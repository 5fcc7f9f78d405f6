"""The numbers of a document that say how much: no dates, no ordinals, no numbers of articles, files or telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from .text import Document, Span

_DIGITS = expression(
    r"(?<![\dA-Za-z_/@#.:\-])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<more>[余多]?[百千万亿]*[余多]?)(?P<unit>[%‰]|[\u4e00-\u9fff]{0,2})"
)
_HAN_DIGITS = "一二两三四五六七八九"
_HAN = expression(
    rf"(?<![第{_HAN_DIGITS}十百千万亿零〇初周星期])(?P<number>[二两三四五六七八九十](?:[{_HAN_DIGITS}十百千万亿零〇])*)"
    r"(?P<more>[余多]?)(?P<unit>人次|大类|[个家名项户所地人场次类种件座间元篇份册批期辆台位条所])"
)
_YEARS = range(1900, 2100)
_LONGEST = 9  # digits; what is longer and has no unit is the number of something
_ORDINAL_BEHIND = ("号", "级", "版", "届", "年度", "周年", "条第", "款", "路", "楼", "室", "幢")
_NO_AMOUNT_BEHIND = expression(r"[A-Za-z_/@:\-]|\.\d|公益|慈善")  # 99公益日, 95慈善周


def numbers(document: Document) -> Iterator[Span]:
    """Every number that could be a figure, in order."""
    plain = document.plain
    spans = [Span(match.start(), match.end("unit")) for match in _DIGITS.finditer(plain) if _amount(plain, match)]
    spans += [Span(match.start(), match.end("unit")) for match in _HAN.finditer(plain)]
    yield from sorted(spans, key=lambda span: span.start)


def _amount(plain: str, match: re.Match[str]) -> bool:
    number, more, unit = match["number"].replace(",", ""), match["more"], match["unit"]
    before, behind = plain[max(0, match.start() - 1) : match.start()], plain[match.end("more") : match.end("more") + 2]
    if before in {"第", "〔", "["} or behind.startswith(_ORDINAL_BEHIND) or _NO_AMOUNT_BEHIND.match(behind):
        return False
    if not more and (_dated(number, unit) or (len(number) > _LONGEST and not unit)):
        return False
    heads_a_paragraph = before in {"", "\n"} and re.match(r"[.、．)]", behind)
    bracketed = before == "(" and behind.startswith(")")
    alone = before in {"", "\n"} and behind in {"", "\n"} and "." not in number
    return bool(more) or not (heads_a_paragraph or bracketed or alone)


def _dated(number: str, unit: str) -> bool:
    """Whether a number is the year, the month or the day of a date."""
    if not number.isdecimal():
        return False
    value = int(number)
    if unit.startswith("年"):
        return value in _YEARS
    if unit.startswith("月"):
        return value <= 12  # noqa: PLR2004  (months of a year)
    return (unit.startswith(("日", "时", "点")) and value <= 31) or (value in _YEARS and not unit)  # noqa: PLR2004  (days of a month)
