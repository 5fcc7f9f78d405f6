"""The numbers of a wording, each exact, with what is said around it: 62万余元, 1681余人次, 六百八十三万五千七百元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from ..expressions import expression
from .bounds import QUALIFIERS, Bound
from .minus import Sign, sign_of
from .plain_wording import NUMERAL
from .spelling import ARABIC, FORMAL_DIGITS, PLAIN_DIGITS, SCALES, Spelled, scale, span, spelled
from .words_around import vague, word_before, words_behind


class NumberWording(Struct, frozen=True):
    """A number read out of its wording: value in base units, and the place value of its last digit.

    `digits`, `magnitude` and `tail` are the pieces as printed; `value` is exact. `words` are the words of `QUALIFIERS` that
    bear on it, the first as it is written there.
    """

    value: Decimal
    precision: Decimal
    digits: str
    magnitude: str
    tail: str
    words: tuple[str, ...] = ()
    sign: Sign = Sign.PLAIN
    start: int = 0

    @property
    def approximate(self) -> bool:
        """Whether the digits are not the exact value."""
        return any(QUALIFIERS[word] is not Bound.EXACT for word in self.words)

    def states(self, value: Decimal) -> bool:
        """Whether this wording can stand for *value*: 减少5万元 tells of −5万, or of a decrease of 5万."""
        return value == self.value or (self.sign in {Sign.LOSS, Sign.BACK} and value == -self.value)


_RUN = expression(
    rf"(?P<lead>好几|(?<![人户次个件总笔套岁字])数|几)[{SCALES}]+(?:[余多来](?=[{SCALES}])[{SCALES}]+)?(?![{PLAIN_DIGITS}])"
    rf"|(?:{ARABIC}|[{PLAIN_DIGITS}十廿卅]|[百千万亿](?=[余多来]))(?:[余多来几](?=[{SCALES}])|{ARABIC}|[{NUMERAL}])*"
    rf"|[{FORMAL_DIGITS}](?=[{FORMAL_DIGITS}{SCALES}元圆角分])[{FORMAL_DIGITS}{SCALES}]*"
    rf"|[{SCALES}]+"
)
_BEHIND = expression(
    r"(?:余(?![额款下震地])|多(?!元化|媒体|功能|样)|(?<=[0十百千万亿])(?:来(?![自到源])|许(?![多可昌愿]))|(?<=十)几)"
)
_INNER = expression(r"[余多来几]")
MAGNITUDES = expression(rf"[{SCALES}]+")
_ROUGH_BEFORE = expression(r"[百千万亿]儿?$")
_ROUGH_BEHIND = expression(rf"[{SCALES}]把(?=[块元人个名户家件])")
_OF_A_WHOLE = expression(r"[百千万]分之$")
_HALF = expression(r"[个年月天块]?半")
_UNIT_OF_MEASURE = expression(r"[克米瓦卡焦帕赫升]")
_REACH = 60  # signs before a number in which the words stand that bear on it
_BRACKETED = expression(r"[(（][^()（）]*[)）]")


def numbers_in(plain: str) -> Iterator[NumberWording]:
    """The numbers of a plain wording, in order, each with the value that its digits say; both of 三四百."""
    bracketed = bool(_BRACKETED.fullmatch(plain))
    position = 0
    while match := _RUN.search(plain, position):
        position = match.end()
        yield from _number(plain, match, bracketed=bracketed)


def _number(plain: str, match: re.Match[str], *, bracketed: bool) -> Iterator[NumberWording]:
    run, start, end = match[0], match.start(), match.end()
    if run.endswith("千") and _UNIT_OF_MEASURE.match(plain, end):
        run, end = run[:-1], end - 1  # 5千克 is five, not five thousand
    if _damaged(plain, start, end) or (run == "一" and plain.startswith(("点", "些"), end)):
        return  # 5万元不止一点: a little more is no number
    words = list(_words_inside(run, match["lead"]))
    run, end = _to_its_end(plain, run, end, words)
    if _HALF.match(plain, end) or _OF_A_WHOLE.match(plain[start : end + 2]):
        return  # 三万半: nobody can tell; and 百分之 is no number
    before = plain[max(0, start - _REACH) : start]
    share = _OF_A_WHOLE.search(before)
    if share:  # in 约百分之三 it is the three that is about so much
        before = before[: share.start()]
    word, at = word_before(before, plain, end)
    bare = _INNER.sub("", run).removeprefix("好").lstrip("数几")
    behind = tuple(words_behind(plain, end))
    values = list(_values(bare, alone=bool(share or words or word or behind or vague(before))))
    if word:
        words.insert(0, word)
    elif scale(bare) is not None and not words:
        words.extend(vague(before))
    words.extend(behind)
    if len(values) > 1:
        words.append("约")
    known = tuple(dict.fromkeys(word for word in words if word in QUALIFIERS))
    sign = Sign.MINUS if bracketed else sign_of(before[:at], plain, end)
    tail = _tail(plain, end)
    for number in values:
        signed = number.value if sign in {Sign.PLAIN, Sign.BACK} else -number.value
        yield NumberWording(signed, number.place, number.digits, number.magnitude, tail, known, sign, start)


def _to_its_end(plain: str, run: str, end: int, words: list[str]) -> tuple[str, int]:
    """A run of digits with what 余, 多, 来 or 几 has behind it (62万余, 30多万), and where it ends; the word goes to *words*."""
    behind = _BEHIND.match(plain, end)
    if behind:
        words.append(behind[0])
        end = behind.end()
        following = MAGNITUDES.match(plain, end)
        if following and not _UNIT_OF_MEASURE.match(plain, following.end()):
            run, end = run + following[0], following.end()
    return run, end


def _values(bare: str, *, alone: bool) -> Iterator[Spelled]:
    """The number that a run spells, or the two ends of 三四百; nothing where there is none to be sure of."""
    amount = scale(bare)
    if amount is not None and not bare.startswith("十"):
        if alone:  # 百 is no number by itself; 近百 and 百分之百 are
            yield Spelled(amount, amount, bare, "")
        return
    number = spelled(bare)
    if number is not None:
        yield number
        return
    yield from span(bare)


def _tail(plain: str, end: int) -> str:
    """The words behind a number, up to the next digit."""
    match = re.compile(rf"[^\d{PLAIN_DIGITS}十]*").match(plain, end)
    return match[0] if match else ""


def _damaged(plain: str, start: int, end: int) -> bool:
    """Whether signs beside the digits make them no number: 1OOO, 100.00.5, 12,34; or part them from their size: (5)万元.

    百八十万, 万儿八千, 十万把块 and 500万零一点 are said of what nobody counted: what stands for the whole is no number in them either.
    """
    before, after = plain[:start], plain[end:]
    roughly = plain.startswith("点", end) and MAGNITUDES.search(plain, start, end)
    if roughly or _ROUGH_BEFORE.search(before[-2:]) or _ROUGH_BEHIND.match(plain, end - 1):
        return True
    if not plain[start].isascii():
        return False
    return bool(
        re.match(
            r" ?[.,'][0-9]|[OoIl][OoIl0-9]*(?![a-z])|\.?(?:[*xX×□■●]{2}|[*xX×□■●](?=[万亿元]))|\) ?[百千万亿]", after
        )
        or re.search(r"[0-9][.,']$|[.][.]?$|(?:^|[^A-Za-z])[OoIl]$", before)
    )


def _words_inside(run: str, lead: str | None) -> Iterator[str]:
    if lead:
        yield lead[-1]
    for match in _INNER.finditer(run.removeprefix(lead or "")):
        yield match[0]
