"""Numbers typed into articles and texts that stand in no register and in no cell: nobody can say where they come from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import unescape

from msgspec import Struct

from ..expressions import expression
from ..kinds.gifts import DonationRecord
from ..model import Disclosure
from ..problems import Problem, Where, problem
from ..quantities import HOMES, MAGNITUDES, PERSONS
from ..reading import RichText, Text
from .scene import Rule, Scene

_MONEY = "元"
_PERSONS = sorted((*PERSONS, *HOMES), key=len, reverse=True)  # 人次 before 人
_THINGS = (
    "家", "所", "场", "个", "次", "笔", "件", "套", "份", "台", "辆", "吨", "公斤", "千克", "只", "箱", "盒", "瓶", "支", "册", "本", "条", "篇", "袋", "桶",
)  # fmt: skip
# Units of these words are no counts: 24小时, 3个月, 5个工作日, 100个字, 2条例.
_NUMBER = expression(
    r"(?<![0-9A-Za-z第.,/:－~～-])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s*"
    r"(?P<inner>[余多几])?(?P<magnitude>[百千万]?亿|[百千]?万|千|百)?(?P<outer>[余多几])?\s*"
    rf"(?P<unit>{_MONEY}|{'|'.join(_PERSONS)}|{'|'.join(_THINGS)})(?!月|工作日|自然日|小时|字|例|款|义|牌|件[夹]|数据?位|像素|字符)"
)
_TELLING_DIGITS = 100  # three digits or more
_FEWEST = 10  # smaller counts of things are words of every text: 三个方面, 2场
_TAG = re.compile(r"<(?:script|style|code)\b.*?</(?:script|style|code)>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_EMBED = re.compile(r"\[\[.*?\]\]|\{[A-Za-z][A-Za-z0-9-]*\}")


class Stated(Struct, frozen=True):
    """A number with its unit in a text: as written, its value, and the place value of its last digit."""

    wording: str
    value: Decimal
    precision: Decimal
    rounded: bool = False  # it says so (余, 约), or has digits enough to be recognised when it was rounded


def numbers(text: str) -> Iterator[Stated]:
    """The numbers with units in a text; years, days, ordinals and the small counts of every text are left out."""
    plain = unicodedata.normalize("NFKC", _EMBED.sub(" ", text))
    for match in _NUMBER.finditer(plain):
        digits = Decimal(match["digits"].replace(",", ""))
        factor = Decimal(1)
        for sign in match["magnitude"] or "":
            factor *= MAGNITUDES[sign]
        exponent = digits.as_tuple().exponent
        place = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        value = digits * factor
        if match["unit"] != _MONEY and value < _FEWEST:
            continue
        vague = bool(match["inner"] or match["outer"]) or plain[: match.start()].endswith(
            ("约", "近", "超", "超过", "逾")
        )
        enough = value >= place * factor * _TELLING_DIGITS
        yield Stated(match[0].strip(), value, place * factor, rounded=vague or enough)


class Known:
    """Every number that stands in the register, in a cell or as a count or sum of a table."""

    def __init__(self, disclosures: Iterable[Disclosure]) -> None:
        self._exact: set[Decimal] = set()
        rough: set[Decimal] = set()
        for disclosure in disclosures:
            totals = set(_totals(disclosure))
            rough |= totals
            self._exact |= totals | set(_cells(disclosure))
        self._rough: Sequence[Decimal] = sorted(rough)

    def holds(self, stated: Stated) -> bool:
        """Whether a number is one of them, or one of the figures and sums rounded (or cut, with 余) as the text does it."""
        if stated.value in self._exact:
            return True
        if not stated.rounded or stated.precision <= 1:
            return False
        at = bisect_left(self._rough, stated.value - stated.precision / 2)
        return any(value < stated.value + stated.precision for value in self._rough[at : at + 1])


def _totals(disclosure: Disclosure) -> Iterator[Decimal]:
    """Figures, both sides and the difference of checks, and the sizes and sums of tables."""
    for figure in disclosure.figures.values():
        yield abs(figure.value)
    for check in disclosure.reconciliations:
        for value in (check.left.value, check.right.value, check.difference):
            if value is not None:
                yield abs(value)
    for kind in disclosure.kinds:
        yield Decimal(disclosure.count(kind))
    donations = disclosure.datasets.get("donations")
    if donations is not None and len(donations):
        groupings = (
            DonationRecord.year,
            DonationRecord.month,
            DonationRecord.project,
            DonationRecord.campaign,
            DonationRecord.fund,
            DonationRecord.emergency,
            DonationRecord.channel,
        )
        for column in groupings:
            for rows, money in donations.sums((column,), DonationRecord.amount, DonationRecord.counted).values():
                yield from (Decimal(rows), money)


def _cells(disclosure: Disclosure) -> Iterator[Decimal]:
    """Numbers of cells; those in texts that explain something are not taken for a source of themselves."""
    for row in (disclosure.organisation, *(row for rows in disclosure.records.values() for row in rows)):
        for column in row.declared.columns:
            value = row[column]
            if isinstance(value, Decimal | int):
                yield abs(Decimal(value))
            elif isinstance(value, str) and isinstance(column.type, Text):
                yield from (stated.value for stated in numbers(value))
    donations = disclosure.datasets.get("donations")
    if donations is not None and len(donations):
        yield from (Decimal(int(cents)).scaleb(-2) for cents in donations[DonationRecord.amount].dropna().unique())


# Texts that tell of something; others are a source themselves: standards, resolutions, what a correction quotes.
_TELLING = {"summary", "progress", "note", "used_for", "purchases"}


def stray_numbers(scene: Scene) -> Iterator[Problem]:
    """Numbers in the texts of records that no figure and no cell holds; each cell once."""
    yield from scene.of_each_kind(_stray_in)


def _stray_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(kind, lambda text: any(numbers(text)), _TELLING):
        if not isinstance(column.type, RichText):
            continue
        stated = list(numbers(text))
        known = scene.worked_out("known numbers", lambda: Known([scene.disclosure]))
        stray = [number for number in stated if not known.holds(number)]
        if stray:
            yield _stray_problem(row.at(column), stray)


def in_articles(
    texts: Iterable[tuple[str, str, Sequence[str]]], disclosures: Mapping[str, Disclosure]
) -> Iterator[Problem]:
    """The same in articles: (file, organisation or '' for pages of all, its pieces of HTML); each article once."""
    known: dict[str, Known] = {}
    for file, org, pieces in texts:
        stated = [number for piece in pieces for number in numbers(unescape(_TAG.sub(" ", piece)))]
        if not stated:
            continue
        if org not in known:
            known[org] = Known([disclosures[org]] if org in disclosures else disclosures.values())
        stray = [number for number in stated if not known[org].holds(number)]
        if stray:
            yield _stray_problem(Where(file), stray)


_SHOWN = 6


def _stray_problem(where: Where, stray: Sequence[Stated]) -> Problem:
    wordings = list(dict.fromkeys(number.wording for number in stray))
    more = f"，还有 {len(wordings) - _SHOWN} 个" if len(wordings) > _SHOWN else ""
    what = "、".join(wordings)
    return problem("stray-number", where, what="、".join(wordings[:_SHOWN]) + more, values=what)


RULES: dict[str, Rule] = {"stray-number": stray_numbers}
