"""Which digits of a recognised line are not sure: two readings differ there, or no number is written so."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from unicodedata import normalize

from ...expressions import expression
from ..text import UNKNOWN

# Of 1: how sure the reading of a digit or a word of a number must be, and that of a comma or point, of which there are two widths.
_LEAST, _LEAST_OF_POINTS = 0.5, 0.4

_OF_NUMBERS = "0123456789.,%万亿百千十余多几"
_SCALES = "万亿千百十"
_POINT = expression(r"(?<=[0-9])[.,](?=[0-9])")
# 3.000元, 8.300多名: no money has three decimals and no count has any, so that the point may be a comma.
_THOUSAND = re.compile(r"(?<![0-9.,])[0-9]{1,3}(\.)[0-9]{3}(?=[余多]?(?:元|[人名户件个家场份条辆套台]))")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9.,])")
# 5.787.29, 7465.197.67: two points are those of a day or of a section (2023.12.31, 3.2.1).
_BY_POINTS = re.compile(r"(?<![0-9.,])(?=[0-9.]{0,40}[0-9]{3}(?![0-9]))[0-9]+(?:\.[0-9]+){2,}(?![0-9.,])")
_DAY = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}")
_DOUBLED = re.compile(r"(?<=[0-9])[.,]{2,}|(?<=[0-9])[.,](?=\Z)(?<=[0-9]{3}[.,])")  # 24.291..5, 8,468,240.
_CUT = re.compile(r"\A[.,](?=[0-9])")  # what stood before is lost
_WITH_COMMA = re.compile(r"(?<![0-9.,])[0-9][0-9.,]*,[0-9.,]*[0-9](?![0-9.,])")


def with_doubts(signs: list[str], scores: list[float], second: str) -> list[str]:
    """*signs* of a line, with the mark of what is not sure where numbers are concerned.

    *scores* say how sure the reading of each sign is (0 to 1); *second* is what another reading says of the whole line.
    """
    text = [normalize("NFKC", sign)[:1] or " " for sign in signs]
    unsure = {
        place
        for place, (sign, score) in enumerate(zip(text, scores, strict=True))
        if score < (_LEAST_OF_POINTS if sign in ".," else _LEAST)
        and (sign.isdigit() or (sign in _OF_NUMBERS and _beside_digit(text, place)))
    }
    unsure |= set(_differing(text, second))
    unsure |= set(_unwritten("".join(text)))
    return [UNKNOWN if place in unsure else sign for place, sign in enumerate(signs)]


def _beside_digit(text: list[str], place: int) -> bool:
    return any(sign.isdigit() for sign in text[max(0, place - 1) : place + 2])


def _differing(text: list[str], second: str) -> list[int]:
    """The places of signs of numbers that the other reading has not, or has otherwise; of those beside what it has more."""
    blanks = [place for place, sign in enumerate(text) if not sign.isspace()]
    ours = "".join(text[place] for place in blanks)
    theirs = "".join(sign for sign in normalize("NFKC", second) if not sign.isspace())
    places: list[int] = []
    for what, start, end, other, until in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        around = range(max(0, start - 1), min(len(ours), end + 1))  # also what stands beside
        near = any(ours[at].isdigit() or ours[at] in _SCALES for at in around) or any(
            map(str.isdigit, theirs[other:until])
        )
        if not near:
            continue
        if any(sign in _OF_NUMBERS for sign in ours[start:end] + theirs[other:until]):
            places += [blanks[at] for at in (range(start, end) if end > start else around) if ours[at] in _OF_NUMBERS]
    return places


def _unwritten(text: str) -> list[int]:
    """The places of points and commas in numbers that nobody writes so."""
    places = [match.start(1) for match in _THOUSAND.finditer(text)]
    places += [match.start() for match in _CUT.finditer(text)]
    ungrouped = (number for number in _WITH_COMMA.finditer(text) if not _GROUPED.fullmatch(number[0]))
    for doubled in _DOUBLED.finditer(text):
        places += range(*doubled.span())
    by_points = (number for number in _BY_POINTS.finditer(text) if not _DAY.fullmatch(number[0]))
    for number in (*by_points, *ungrouped):
        places += [number.start() + point.start() for point in _POINT.finditer(number[0])]
    return places
