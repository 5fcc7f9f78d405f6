"""Numbers of persons: resident's numbers, mobile telephones and bank cards, however their digits are written and parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import unescape
from itertools import accumulate, pairwise

from msgspec import Struct

from ..expressions import expression
from .finding import Personal, shown
from .names import is_name, person_before
from .spelling import BREAK, DIGITS, WRAP, spelled, spelled_with_places, unquoted, with_addresses_unquoted, without_tags

# --- what a run of digits is -------------------------------------------------------------------

_MOBILE = expression(r"1[3-9][0-9]{9}")
_COUNTRY_CODES = ("0086", "86")
_TRUNK = "0"  # dialled before it from elsewhere; without a word of telephones, such digits number an invoice
# Who issues cards, with the lengths of their numbers: UnionPay, its older numbers, and the international brands.
_CARD = expression(
    r"62[0-9]{14,17}|81[0-7][0-9]{13,16}|60[0-9]{14}|955[89][0-9]{15}|940[0-9]{13,16}"
    r"|4[0-9]{15}|5[1-5][0-9]{14}|35(?:2[89]|[3-8][0-9])[0-9]{12}|3[47][0-9]{13}|6(?:5|4[4-9])[0-9]{13,14}"
)
_UNIONPAY = expression(r"62[0-9]{14,17}")
_RESIDENT, _CARD_NUMBER = "身份证号", "银行卡号"
_FIRST_BIRTH = 1900
_OLD_LENGTH, _MOBILE_LENGTH, _LENGTH, _LONGEST = 15, 11, 18, 19


@cache
def _area(code: str) -> int:
    """How many digits of an area code are known: 2 for a province, 4 for one of its cities, 6 for a county."""
    from stdnum import numdb

    return sum(len(part) for part, known in numdb.get("cn/loc").info(code) if known)


@cache
def _city(code: str) -> bool:
    """Whether counties are known that begin with these four digits."""
    return any(_area(f"{code}{county:02d}") == len("110105") for county in range(100))


def _real_day(digits: str) -> bool:
    try:
        return _FIRST_BIRTH <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year < _FIRST_BIRTH + 200
    except ValueError:
        return False


def is_resident(run: str, *, said: bool) -> bool:
    """An ID number: a real day of birth in it and a known place before it.

    A slip in another digit (the check digit fails) makes it no less personal where the county is known or where a word
    says what the number is. The old form of 15 digits has no check digit.
    """
    if len(run) == _OLD_LENGTH:
        province = _area(run[:6])
        return bool(province) and _real_day(f"19{run[6:12]}") and (said or province == len("110105"))
    if run[6:8] not in {"19", "20"} or not _real_day(run[6:14]) or run[4:6] == "00":
        return False
    if _area(run[:6]) >= (len("11") if said else len("110105")):
        return True
    return has_check_digit(run) and _city(run[:4])


def has_check_digit(run: str) -> bool:
    """Whether the last of 18 signs is the check digit of an ID number."""
    from stdnum.cn import ric  # loads what speaks to servers beside it, and few texts have such numbers

    return ric.calc_check_digit(run) == run[-1]


def is_credit_code(run: str) -> bool:
    """Whether these are the 18 signs of a code of social credit (统一社会信用代码)."""
    from stdnum.cn import uscc

    return bool(uscc.is_valid(run))


def _card(run: str, *, said: bool) -> bool:
    """A bank card: the length and the first digits of one, and a valid check digit (Luhn) or words of a bank before it."""
    if not _CARD.fullmatch(run) or is_credit_code(run):
        return False
    from stdnum import luhn

    return luhn.is_valid(run) or (said and bool(_UNIONPAY.fullmatch(run)))


# What is worth a closer look: the right length with the right digits in front, or a day in the right place.
_POSSIBLE = expression(
    rf"(?:0086|86|0)?{_MOBILE.pattern}|{_CARD.pattern}"
    r"|[0-9]{8}(?:0[1-9]|1[0-2])[0-3][0-9]{4}|[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4,5}"
)

# --- how digits are parted -----------------------------------------------------------------------

_DIGITS = expression(r"[0-9]+")
# Anything but letters, digits and characters may stand between the digits of one number; also the spoken words for such signs.
_GAP = expression(rf"(?:[^\w{BREAK}]|[_点杠横转空]){{1,8}}")
# Signs that only ever stand inside a word: marks of Markdown, pictures, wrapped lines.
_SOFT = expression(rf"[*_~`\\^{WRAP}\u2190-\u2bff\U0001f000-\U0001faff]+")
_TENTH = expression(r"[^\w]{0,3}?[xX×✕✖╳*ХхΧχ]")  # also the Cyrillic and the Greek letter that look like it, and signs
# The ways in which mobile numbers are written in groups.
_MOBILE_GROUPS = frozenset(
    {(3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (3, 5, 3), (5, 3, 3), (3, 2, 2, 2, 2)}
)
_RESIDENT_GROUPS = frozenset({(18,), (6, 8, 4), (6, 4, 4, 4)})
_CARD_PAIRS = frozenset({(6, 13), (6, 10)})
_LISTING = expression(r"[\s.,、;，；。:：/]+")
_ENUMERATION = expression(r"\s*[,、;，；]\s*")
_SPAN = expression(r"\s*(?:[-–—~～]{1,2}|至|到)\s*")
_YEARS = expression(r"(?:19[5-9]|20[0-4])[0-9]")

# --- what stands around --------------------------------------------------------------------------

_AROUND = 16
# Words that say what a number is: a telephone, a person's papers, a bank's number …
_TELEPHONE = expression(
    r"(?i)(?:电话|手机|联系|致电|拨打|请打|微信|短信|热线|tel|phone|mobile|cell|call|sms|wechat|vx|wx|☎|☏|✆|[\U0001f4de\U0001f4f1\U0001f4f2])"
    r"[^0-9]{0,12}$"
)
_PAPERS = expression(r"(?i)(?:身份|证件|(?<![凭记可书])证号|公民|id ?(?:card|no|号|number))[^0-9]{0,12}$")
_PAPER_HERE = expression(r"(?:身份证|证件)(?:件?号码?|编号)?[\s:：为是]{0,3}$")  # of digits in any groups
_BANK = expression(r"(?i)(?:卡|银行|账|帐|转|汇|存入|bank|card)[^0-9]{0,12}$")
_A_BANK = expression(r"(?:[工农中建交招]行|邮储|信用社|农商|农信|存折)[^0-9]{0,12}$")  # for digits in one run
# … or that it is none of these: the number of a document, a sum of money.
_SERIAL = expression(
    "(?i)(?:订单|项目编?号|文件编?号|流水|单号|票据|发票|收据|凭证|运单|回单|信用代码|税号|条码|条形码|交易|合同|备案|登记证|许可证|批准文号|受理"
    "|编码|代码|批号|序列号|order|receipt|invoice|serial)"
    r"([^0-9]{0,10})$"
)
_NAME_LENGTHS, _ENDS_OF_LABELS = (2, 3, 4), ("号", "码", "是", "为", "单")  # 文件号, 查询码
_MONEY_BEFORE = expression(
    r"(?i)(?:[¥$€£]|rmb|cny|usd|人民币|金额|合计|总计|共计|总额|余额|小计|价值|折合|收入|支出)"
    r"(?:[^\w]|[为是约共计达有近超过大小写额数元万亿]){0,5}-?$"
)
_UNITS = (
    r"元(?![旦宵月素件老帅勋首气])|圆|[万亿](?![\u4e00-\u9fff]{0,2}(?:先生|女士|老师))|块钱|美元|港元|欧元|日元|英镑|人民币|RMB|CNY|USD|人次"
    r"|人[，。；、,.;)）\s]|人$|[名户件只箱套份次吨克米亩册本辆台瓶袋枚棵粒股][，。；、,.;)）\s]"
    r"|[名户件只箱套份次吨克米亩册本辆台瓶袋枚棵粒股]$|千克|公斤|公里|平方米|小时|字节|[%％]"
)
_MONEY_AFTER = expression(rf"(?i)[\s*_]{{0,3}}(?:{_UNITS})(?!先生|女士|老师|[\u4e00-\u9fff]{{1,2}}(?:先生|女士|老师))")
_DECIMALS = expression(r"\.[0-9]{1,2}(?![0-9])")
# Two numbers with nothing between them: a resident's and a mobile, either first, or two mobiles.
_GLUED = expression(
    r"(?<![0-9A-Za-z])(?:([0-9]{17}[0-9Xx])(1[3-9][0-9]{9})|(1[3-9][0-9]{9})([0-9]{17}[0-9Xx])|(1[3-9][0-9]{9})(1[3-9][0-9]{9}))"
    r"(?![0-9A-Za-z])"
)
_TOKEN = 20  # letters and digits of a fingerprint, an identifier of a program, a filing number
_CREDIT_CODE, _FILING_NUMBER = 18, 24


class NumberAt(Struct, frozen=True):
    """A number of a person in a text: what it is, its digits, and where it stands."""

    what: str
    digits: str
    start: int
    end: int


class _DigitRun(Struct, frozen=True):
    """Digits that stand together, from *start* to *end* of a text."""

    digits: str
    start: int
    end: int


def _chains(text: str) -> Iterator[list[_DigitRun]]:
    """Groups of digits with nothing but gaps between them."""
    chain: list[_DigitRun] = []
    for match in _DIGITS.finditer(text):
        if chain and not _GAP.fullmatch(text, chain[-1].end, match.start()):
            yield chain
            chain = []
        chain.append(_DigitRun(match[0], match.start(), match.end()))
    if chain:
        yield chain


def _without_soft_gaps(text: str, chain: Sequence[_DigitRun]) -> list[_DigitRun]:
    """The chain with groups put together that only a soft gap parts."""
    joined = [chain[0]]
    for group in chain[1:]:
        last = joined[-1]
        if _SOFT.fullmatch(text, last.end, group.start):
            joined[-1] = _DigitRun(last.digits + group.digits, last.start, group.end)
        else:
            joined.append(group)
    return joined


def _windows(text: str) -> Iterator[tuple[Sequence[_DigitRun], bool]]:
    """Neighbouring groups that may be the number of a person, and whether they are their whole chain."""
    for plain in _chains(text):
        joined = _without_soft_gaps(text, plain)
        for chain in (plain, joined) if len(joined) < len(plain) else (plain,):
            digits = "".join(group.digits for group in chain)
            ends = list(accumulate((len(group.digits) for group in chain), initial=0))
            for first, begin in enumerate(ends[:-1]):
                for last in range(first + 1, len(ends)):
                    end = ends[last]
                    if end - begin > _LONGEST:
                        break
                    if end - begin >= _MOBILE_LENGTH and _POSSIBLE.fullmatch(digits, begin, end):
                        yield chain[first:last], last - first == len(chain)


def _gaps(text: str, groups: Sequence[_DigitRun]) -> list[str]:
    return [text[before.end : after.start] for before, after in pairwise(groups)]


def _written_as_mobile(
    text: str, groups: Sequence[_DigitRun], sizes: tuple[int, ...], *, whole: bool, said: bool
) -> bool:
    """Whether the groups of eleven digits are written as people write a telephone number, and not side by side by chance."""
    if len(groups) == 1 or said:
        return True
    gaps = _gaps(text, groups)
    listed = all(_LISTING.fullmatch(gap) for gap in gaps)
    if sizes in _MOBILE_GROUPS and _parted_on_purpose(groups, gaps, sizes, listed=listed, whole=whole):
        return True
    if not whole:
        return False
    years = any(_YEARS.fullmatch(group.digits) for group in groups)
    if not years and _parted_by_a_blank(gaps, sizes) and _alone(text, groups, uneven=max(sizes) > _EVEN):
        return True
    if set(sizes) == {1}:
        return len(set(gaps)) == 1
    return (
        not listed
        and len(groups) > 3  # noqa: PLR2004
        and max(sizes) <= 4  # noqa: PLR2004
        and len(set(gaps)) == 1
        and not years
    )


_MOST_PARTS = 3
_THOUSANDS = 3
_EVEN = 6  # digits at most of each of two amounts beside each other
_ASSIGNS = frozenset("=&?")  # around a value in a web address
_BOUNDS = _ASSIGNS | {BREAK, "\n"}  # between cells and lines


def _parted_by_a_blank(gaps: Sequence[str], sizes: tuple[int, ...]) -> bool:
    """Whether blanks at any place part eleven digits, but not as they part thousands: 1381234 5679."""
    thousands = sizes[0] <= _THOUSANDS and all(size == _THOUSANDS for size in sizes[1:])
    return len(sizes) <= _MOST_PARTS and not "".join(gaps).strip(" ") and not thousands


def _alone(text: str, groups: Sequence[_DigitRun], *, uneven: bool) -> bool:
    """Whether nothing but these groups stands in a value of an address, or only the name of a person before them; *uneven* ones in a cell, too."""
    start, end = groups[0].start, groups[-1].end
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    left = next((sign for sign in reversed(before) if sign.isalnum() or sign in _BOUNDS), BREAK)
    right = next((sign for sign in after if sign.isalnum() or sign in _BOUNDS), "")
    if right.isalnum() or len(before) - len(before.rstrip()) == _AROUND:
        return False
    if left.isalnum():
        return person_before(before)
    return uneven or left in _ASSIGNS


def _parted_on_purpose(
    groups: Sequence[_DigitRun], gaps: Sequence[str], sizes: tuple[int, ...], *, listed: bool, whole: bool
) -> bool:
    """Whether groups of the right sizes are parts of one number, not amounts or years that are listed one after the other."""
    if listed and sum(bool(_YEARS.fullmatch(group.digits)) for group in groups) > 1:
        return False
    enumerated = all(_ENUMERATION.fullmatch(gap) for gap in gaps)
    if len(groups) == 2:  # noqa: PLR2004
        decimal = gaps[0] in {".", ","}  # 3.14 and 1,234
        side_by_side = sizes != (3, 8) and listed and "\n" not in gaps[0]
        return not (decimal or enumerated or side_by_side) and (whole or not listed)
    return not listed or (sizes == (3, 4, 4) and (whole or not enumerated)) or (whole and not enumerated)


def _written_as_card(text: str, groups: Sequence[_DigitRun], digits: str, *, whole: bool) -> bool:
    """Whether the groups are written as people write the number of a card: in fours, the issuer and the rest, or evenly."""
    sizes = tuple(len(group.digits) for group in groups)
    years = sum(bool(_YEARS.fullmatch(group.digits)) for group in groups)
    in_fours = set(sizes[:-1]) == {4} and sizes[-1] <= 4 and years < len(sizes) - 1  # noqa: PLR2004
    in_fours = in_fours and not _rows_or_pages(text, groups, whole=whole)
    gaps = {text[before.end : after.start] for before, after in pairwise(groups)}
    at_will = whole and digits.startswith("62") and len(gaps) == 1 and not _ENUMERATION.fullmatch(next(iter(gaps)))
    spread = set(sizes) == {1} and len(gaps) == 1
    return len(sizes) == 1 or spread or in_fours or sizes in _CARD_PAIRS or at_will


def _rows_or_pages(text: str, groups: Sequence[_DigitRun], *, whole: bool) -> bool:
    """Whether groups are numbers of rows or pages that only rise, as no card is written: 3432—3436、3447、3451—3460.

    Those that stand alone are parted in both ways, or said to be numbers of something: 第3432、3436、3447、3451行.
    """
    gaps = _gaps(text, groups)
    listed = sum(bool(_ENUMERATION.fullmatch(gap)) for gap in gaps)
    spanned = sum(bool(_SPAN.fullmatch(gap)) for gap in gaps)
    rising = all(int(before.digits) < int(after.digits) for before, after in pairwise(groups))
    among_others = not whole or bool(listed and spanned) or text[: groups[0].start].endswith("第")
    return rising and among_others and listed + spanned == len(gaps)


def _in_a_code(text: str, group: _DigitRun) -> bool:
    """Whether the digits are part of a credit code of a body, of a fingerprint, or of an identifier of a program."""
    start, end = group.start, group.end
    while start and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    token = text[start:end]
    length = len(token) == _CREDIT_CODE or len(token) >= _FILING_NUMBER
    if length and not token.isdigit() and is_credit_code(token[:_CREDIT_CODE].upper()):
        return True
    beyond = text[start : group.start] + text[group.end : end]
    return len(token) >= _TOKEN and any(sign.isdigit() for sign in beyond)


def _a_sum(text: str, end: int, before: str) -> bool:
    """Whether the words around say that it is a sum of money, or the digits are behind a point."""
    if _MONEY_AFTER.match(text, end) or _DECIMALS.match(text, end) or _MONEY_BEFORE.search(before):
        return True
    # 0.13812345678 is a fraction, but 1.13812345678 may be the first entry of a list.
    return bool(re.search(r"(?:^|[^0-9.])(?:0|-[0-9]+|[0-9]{3,})\.$", before))


def _a_serial_number(before: str) -> bool:
    """Whether the words before say that it is the number of a document, and none says that it is a person's."""
    serial = _SERIAL.search(before)
    if serial is None or any(words.search(before) for words in (_TELEPHONE, _PAPERS, _BANK)):
        return False
    between = re.sub(r"[^\w]+$", "", serial[1])  # 凭证 王小明 138…
    named = any(is_name(between[-size:]) for size in _NAME_LENGTHS if len(between) >= size)
    return not named or between.endswith(_ENDS_OF_LABELS)


def numbers_at(text: str, allowed: frozenset[str] = frozenset()) -> Iterator[NumberAt]:
    """Numbers of persons in a text of one spelling, each once; *allowed* are the organisation's own, as digits only."""
    if sum(map(len, _DIGITS.findall(text))) < _MOBILE_LENGTH:
        return
    known: set[str] = set()
    for glued in _glued(text):
        if glued.digits not in allowed and glued.digits not in known:
            known.add(glued.digits)
            yield glued
    for groups, whole in _windows(text):
        start, end = groups[0].start, groups[-1].end
        digits = "".join(group.digits for group in groups)
        if digits in allowed or digits in known:
            continue
        before = text[max(0, start - _AROUND) : start]
        number = _number(text, groups, digits, before, whole=whole)
        if number is None or number.digits in allowed or number.digits in known:
            continue
        if len(groups) == 1 and (_a_sum(text, end, before) or _in_a_code(text, groups[0])):
            continue
        if _MONEY_AFTER.match(text, end) or _a_serial_number(before):
            continue
        known |= {digits, number.digits}
        yield number


def _glued(text: str) -> Iterator[NumberAt]:
    """Both of two numbers that nothing parts; two mobiles only behind a word for a telephone, else it is a serial number."""
    for match in _GLUED.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        residents = [place for place in (1, 4) if match[place]]
        if residents:
            digits = match[residents[0]].upper()
            sure = has_check_digit(digits) and is_resident(digits, said=False)
        else:
            sure = bool(_TELEPHONE.search(before))
        if not sure or _a_serial_number(before):
            continue
        for place in range(1, 7):
            if match[place]:
                what = _RESIDENT if place in residents else "手机号"
                yield NumberAt(what, match[place].upper(), *match.span(place))


def _number(text: str, groups: Sequence[_DigitRun], digits: str, before: str, *, whole: bool) -> NumberAt | None:
    """What the groups are, if they are the number of a person; a resident's number is not told as a card as well."""
    start, end = groups[0].start, groups[-1].end
    papers, grouped = bool(_PAPERS.search(before)), len(groups) > 1
    bank = bool(_BANK.search(before) or (not grouped and (_A_BANK.search(before) or _beside_a_name(before))))
    if len(digits) == _LENGTH - 1:
        tenth = _TENTH.match(text, end)
        if tenth and is_resident(f"{digits}X", said=papers):
            return NumberAt(_RESIDENT, f"{digits}X", start, tenth.end())
    sizes = tuple(len(group.digits) for group in groups)
    here = papers and (not grouped or bool(_PAPER_HERE.search(before)))
    checked = here or sizes in _RESIDENT_GROUPS or has_check_digit(digits)
    if len(digits) == _LENGTH and checked and is_resident(digits, said=here):
        return NumberAt(_RESIDENT, digits, start, end)
    if len(digits) == _OLD_LENGTH and not grouped and is_resident(digits, said=papers):
        return NumberAt(_RESIDENT, digits, start, end)
    mobile = _mobile(text, groups, digits, before, whole=whole)
    if mobile:
        return NumberAt("手机号", mobile, start, end)
    negative = len(digits) == len(text[start:end]) and re.search(r"(?:^|[^\w])-$", before)
    if _card(digits, said=bank) and (bank or (_written_as_card(text, groups, digits, whole=whole) and not negative)):
        return NumberAt(_CARD_NUMBER, digits, start, end)
    return None


def _beside_a_name(before: str) -> bool:
    """Whether the name of a person stands right before a number, in the same cell and line."""
    return person_before(_TITLE.sub("", _CELLS_AND_LINES.split(before)[-1]))


_TITLE = expression(r"(?:先生|女士|小姐|老师|同志|同学)[^\w]{0,4}$")
_CELLS_AND_LINES = expression(rf"[{BREAK}\n]")


def _mobile(text: str, groups: Sequence[_DigitRun], digits: str, before: str, *, whole: bool) -> str:
    """The eleven digits of a mobile number, with or without the number of the country; nothing if it is none."""
    sizes = [len(group.digits) for group in groups]
    said = bool(_TELEPHONE.search(before))
    for code in ("", *_COUNTRY_CODES, *([_TRUNK] if said else [])):
        bare = digits.removeprefix(code)
        if digits.startswith(code) and _MOBILE.fullmatch(bare):
            inside = tuple(size for size in (sizes[0] - len(code), *sizes[1:]) if size > 0)
            shape = groups[-len(inside) :]
            return bare if _written_as_mobile(text, shape, inside, whole=whole or bool(code), said=said) else ""
    return ""


# --- what others ask for -------------------------------------------------------------------------

_MAYBE = expression(DIGITS)


def numbers(text: str, allowed: frozenset[str] = frozenset()) -> Iterator[Personal]:
    """Numbers of persons in a text; *allowed* are the organisation's own, as digits only."""
    if _MAYBE.search(text):
        for number in numbers_at(spelled(text), allowed):
            yield Personal(number.what, shown(number.digits))


_PARTS_OF_ADDRESS = expression(r"[/?&#,;|]")


def numbers_in_address(address: str, allowed: frozenset[str] = frozenset()) -> Iterator[Personal]:
    """Numbers of persons in one part of a web address, and resident's numbers however they are parted."""
    yield from (finding for finding in numbers(address, allowed) if finding.what == _RESIDENT)
    for part in _PARTS_OF_ADDRESS.split(unquoted(address)):
        for number in numbers_at(spelled(part), allowed):
            if not may_number_a_page(number):
                yield Personal(number.what, shown(number.digits))


def may_number_a_page(number: NumberAt) -> bool:
    """Whether a number in a web address is likely that of a page: weibo.com numbers its pages as cards of other countries are."""
    return number.what == _CARD_NUMBER and not _UNIONPAY.fullmatch(number.digits)


def masked(text: str) -> str:
    """A text that may be printed in a report: of a person's number only the first three and last two digits stand."""
    if not _MAYBE.search(text):
        return text
    raw = with_addresses_unquoted(without_tags(unescape(text)))
    plain, places = spelled_with_places(raw)
    numbers_in = sorted(numbers_at(plain), key=lambda number: number.start)
    if not numbers_in:
        return text
    pieces: list[str] = []
    done = 0
    for number in numbers_in:
        start, end = places[number.start], places[number.end - 1] + 1
        if start >= done:
            pieces += [raw[done:start], shown(number.digits)]
            done = end
    pieces.append(raw[done:])
    return "".join(pieces)
