"""Types of cells: how each is written, what it becomes, and why one may hold no value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar
from urllib.parse import urlsplit

from ..arrays import pd
from ..expressions import expression
from ..numerals import in_one_width
from ..quantities import plain
from ..storage import foreign_name
from . import days
from .sites import fault_of_site


class Missing(StrEnum):
    """Why a cell holds no value; none of the four is zero."""

    UNDISCLOSED = "undisclosed"
    NOT_APPLICABLE = "not-applicable"
    WITHHELD = "withheld"

    @property
    def word(self) -> str:
        """What staff write for it in a cell; nothing where a blank says the same."""
        return {Missing.NOT_APPLICABLE: "不适用", Missing.WITHHELD: "不公开"}.get(self, "")


MISSING_WORDS = {
    "": Missing.UNDISCLOSED,
    "未披露": Missing.UNDISCLOSED,
    "不适用": Missing.NOT_APPLICABLE,
    "不公开": Missing.WITHHELD,
}

# Text cells become these Python values; a null in a typed frame means one of the Missing reasons.
Cells: TypeAlias = "pd.Series[Any]"

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
E = TypeVar("E", bound=StrEnum)
WordList: TypeAlias = type[StrEnum]


class YesNo(StrEnum):
    """What a 是/否 column holds."""

    YES = "是"
    NO = "否"


class Promise(StrEnum):
    """What a release promises of a column: how another value in a later release must be told."""

    FIXED = "fixed"  # even a blank is told: filling it in needs a correction, too
    HELD = "held"  # another value, or none, needs a correction; filling in a blank is told on the page of the release
    RECORDED = "recorded"  # the page of the release tells old and new; a number that it held needs a correction
    LIVING = "living"  # moves on with what it tells of: the page of the release tells old and new, numbers and all
    GROWING = "growing"  # a running total: it may become more; what makes it less, or nothing, needs a correction
    OUTSIDE = "outside"  # not shown to the public as it stands here, so nothing is promised


class ColumnType(Generic[V_co]):
    """How the text cells of one column become typed values.

    `read` takes stripped, non-missing cells and returns the value of each, and which of them it refuses.
    """

    name: ClassVar[str] = "文字"
    example: ClassVar[str] = "文字"
    schema: ClassVar[dict[str, str]] = {"type": "string"}
    unit: ClassVar[str] = ""
    words: ClassVar[type[StrEnum] | None] = None  # the only words that a cell may hold
    promise: ClassVar[Promise] = Promise.HELD  # where a column says nothing else and may be left blank
    storage: ClassVar[str] = "str"  # the dtype of a column of values

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        """Return (values, refused); what stands as the value of a refused cell does not matter."""
        return cells, [False] * len(cells)

    def suggest(self, cell: str) -> str:  # noqa: ARG002
        """How to mend a refused cell."""
        return f"请写成{self.name}，例如 {self.example}。"

    def mechanical(self, cell: str) -> str:  # noqa: ARG002
        """What a refused cell certainly means, written as it should be; nothing where there is any doubt."""
        return ""

    def export(self, value: object) -> str:
        """The value as text for CSV and JSON files."""
        return str(value)

    def shown(self, value: object) -> str:
        """The value as staff would write it."""
        return self.export(value)


_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "nan", "是", "否"})


class Text(ColumnType[str]):
    """Plain words, kept as written."""

    promise = Promise.RECORDED


class ProperName(Text):
    """What a body or a site is called: a number, a date or a word for yes and no is what a setting became by mistake."""

    name = "有文字的名称"
    example = "青山慈善会"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        return cells, [cell.lower() in _SWITCHES or not any(map(str.isalpha, cell)) for cell in cells]


class OfficeAddress(Text):
    """Words that may tell where an office is: a building and a room are meant to be read here, and nowhere else."""


class BodyName(Text):
    """The name of a body; where it is like that of a person, that is asked about."""


class Contact(Text):
    """Words that are meant to lead to the organisation itself: a telephone number, a letter box, an address."""


class RichText(ColumnType[str]):
    """Words in which `{G007}` stands for a figure."""

    name = "文字（可用 {编号} 引用数字）"
    promise = Promise.RECORDED


class Matched(ColumnType[V_co]):
    """A text that must match a pattern as a whole."""

    pattern: ClassVar[str] = r".*"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        matches = re.compile(self.pattern).fullmatch
        return cells, [matches(cell) is None for cell in cells]


class Slug(Matched[str]):
    """An id that becomes part of a web address."""

    name = "编号（小写字母、数字和连字符，不超过 60 个）"
    example = "helping-hand"
    # without the devices of Windows, which no folder there can be named after
    pattern = r"(?=.{1,60}$)(?!(?:con|prn|aux|nul|(?:com|lpt)[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*"

    def suggest(self, cell: str) -> str:
        if reason := foreign_name(cell):
            return f"{reason}，不能当编号，请加一个词，例如 {cell}-1。"
        return super().suggest(cell)


class Code(Matched[str]):
    """An id that becomes an anchor: letters, digits and hyphens."""

    name = "编号（字母开头，只用字母和数字）"
    example = "G001"
    pattern = r"[A-Za-z][A-Za-z0-9]{0,39}"


class Year(Matched[int]):
    """A calendar year."""

    name = "年份"
    example = "2023"
    pattern = r"(?:19|20)[0-9]{2}"
    schema: ClassVar[dict[str, str]] = {"type": "year"}

    storage = "Int64"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        matches = re.compile(self.pattern).fullmatch
        years = [in_one_width(cell).removesuffix("年") for cell in cells]
        refused = [matches(year) is None for year in years]
        return [None if bad else int(year) for year, bad in zip(years, refused, strict=True)], refused


class Date(ColumnType[str]):
    """A day, or only a month (2023-08) where the source says no more; kept as ISO text so that the precision stays."""

    name = "日期"
    example = "2023-09-18"
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        stated = list(map(days.stated_day, cells))
        return stated, [not day for day in stated]

    def suggest(self, cell: str) -> str:
        return days.read_day(cell).mend

    def mechanical(self, cell: str) -> str:
        return days.read_day(cell).proposal


class DateOrYear(Date):
    """A day or a month, or only a year where the source says no more."""

    name = "日期（只知道年份的，写年份）"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        values, _ = super().read(cells)
        stated = [value or _stated_year(cell) for value, cell in zip(values, cells, strict=True)]
        return stated, [not day for day in stated]


def _stated_year(cell: str) -> str | None:
    year = in_one_width(cell).strip().removesuffix("年")
    return year if re.fullmatch(r"(?:1[89]|20)[0-9]{2}", year) else None


# A number as accountants write it; thousands are parted all through or not at all. 1 000 and 1 234.50 are one
# number, as none begins with 0 and two would have both their 分; 100 200 may be two. What begins with 0 is a number
# that lacks something, or the number of a thing.
_THOUSANDS = (
    r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+|(?=[0-9 ]*(?: 0|\.))[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:\.[0-9]+)?"
)
_WRITTEN = expression(rf"-?¥? ?(?:{_THOUSANDS})|¥? ?-(?:{_THOUSANDS})|\((?:{_THOUSANDS})\)")
BARE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def bare_number(cell: str) -> str:
    """A number without what surrounds its digits: full-width forms, ¥, thousands marks, brackets for minus.

    A cell that is no such number comes back as it is, for the grammar of its type to refuse.
    """
    if BARE.fullmatch(cell) and cell.isascii():
        return cell
    text = in_one_width(cell).replace("−", "-")
    if not _WRITTEN.fullmatch(text):
        return cell
    digits = re.sub(r"[¥, ()-]", "", text)
    return f"-{digits}" if "-" in text or "(" in text else digits


_OF_MONEY = re.compile("¥")
_POWERS = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_SPELLED = re.compile(r"(.*?[0-9)]) ?(千|万|百万|千万|亿)?(元)?")


def in_base_unit(cell: str, unit: str, power: int) -> str:
    """A number of a column whose unit is known, in that unit: `3.2万元` → 32000, `35%` → 35, `80人` → 80.

    *power* is what the header says, 4 for 万元, -1 for 角; a cell that then names a unit of its own contradicts it and is
    refused.
    """
    text = in_one_width(cell).strip()
    if unit not in ("", "元") and _OF_MONEY.search(text):
        return f"{cell}?"  # ￥5 is no share and no count
    if unit not in ("", "元") and text.endswith(unit):
        return bare_number(text.removesuffix(unit).rstrip())
    match = _SPELLED.fullmatch(text) if unit == "元" else None
    if match is None:
        return cell
    number = bare_number(match[1])
    cell_power = _POWERS.get(match[2] or "", 0)
    if not BARE.fullmatch(number) or (power and (match[2] or match[3])):
        return f"{cell}?" if power else cell
    shifted = Decimal(number).scaleb(cell_power or power)
    return format(shifted, "f")


class Exact(ColumnType[Decimal]):
    """A number in base units, exact (Decimal); thousands commas and full-width digits are understood."""

    name = "数字"
    example = "120000"
    schema: ClassVar[dict[str, str]] = {"type": "number"}

    # ASCII digits only: Decimal also takes other scripts' digits, and words such as NaN.
    grammar: ClassVar[str] = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?"
    decimals: ClassVar[int] = 6

    storage = "object"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        matches = re.compile(self.grammar).fullmatch
        digits = [bare_number(cell) for cell in cells]
        refused = [matches(number) is None for number in digits]
        return [None if bad else self.value(number) for number, bad in zip(digits, refused, strict=True)], refused

    def value(self, digits: str) -> Decimal | int:
        """The value of digits that fit the grammar."""
        return Decimal(digits)

    def export(self, value: object) -> str:
        return plain(value) if isinstance(value, Decimal) else str(value)


class Money(Exact):
    """Yuan with at most two decimals, for tables of many rows: stored as whole 分."""

    name = "以元计的数字（最多两位小数）"
    example = "100.00"
    unit = "元"
    grammar = r"-?(?:0|[1-9][0-9]{0,12})(?:\.[0-9]{1,2})?"
    decimals = 2
    storage = "Int64"

    def value(self, digits: str) -> int:
        whole, _, cents = digits.partition(".")
        return int(whole + cents.ljust(2, "0"))

    def shown(self, value: object) -> str:
        return f"{Decimal(value).scaleb(-2):.2f}" if isinstance(value, int) else str(value)


class Serial(ColumnType[int]):
    """A number that only tells apart; worked out, never written by staff."""

    name = "代号"
    example = "1"
    schema: ClassVar[dict[str, str]] = {"type": "integer"}


class DonationNumber(Matched[str]):
    """Our own public number of a gift: its month and its place in it."""

    name = "捐赠编号（年-月-五位或六位序号）"
    example = "2023-09-00412"
    pattern = r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:[0-9]{5}|[1-9][0-9]{5})"


class Yuan(Exact):
    """Money in yuan to the 分, exact."""

    name = "以元计的数字（最多两位小数）"
    example = "120000.00"
    unit = "元"
    grammar = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?"
    decimals = 2


class WholeNumber(Exact):
    """How many there are: a whole number, never below zero."""

    name = "个数（整数，不能是负数）"
    example = "120"
    schema: ClassVar[dict[str, str]] = {"type": "integer"}
    grammar = r"0|[1-9][0-9]{0,11}"
    decimals = 0

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        values, refused = super().read(cells)
        return values, [
            bad or _OF_MONEY.search(in_one_width(cell)) is not None for cell, bad in zip(cells, refused, strict=True)
        ]


class Hour(WholeNumber):
    """An hour of the day, of which clocks show two digits: 08."""

    grammar = r"[0-9]{1,12}"


class Flag(ColumnType[YesNo]):
    """是 or 否."""

    name = "“是”或“否”"
    example = YesNo.YES.value
    schema: ClassVar[dict[str, str]] = {"type": "string"}
    words = YesNo

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        words = frozenset(YesNo)
        return cells, [cell not in words for cell in cells]


class Url(Matched[str]):
    """A web address."""

    promise = Promise.RECORDED
    name = "网址"
    example = "https://cszg.mca.gov.cn/"
    pattern = r"https?://[^\s<>\"'，。；、！？“”]+"  # words that were written behind an address lead nowhere

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        values, refused = super().read(cells)
        return values, [bad or not _leads_to_a_host(cell) for cell, bad in zip(cells, refused, strict=True)]

    def suggest(self, cell: str) -> str:
        if re.match(r"https?://[^/?#]*@", cell):
            return "@ 前面的不是网站的名字，打开的是 @ 后面的网站；请填浏览器地址栏里的网址。"
        if re.match(r"https?://[^，。；、！？“”]+[，。；、！？“”]", cell):
            return "网址里有中文的标点：网址照浏览器地址栏里的抄，后面写的话请移到“说明”里。"
        if re.fullmatch(self.pattern, cell) and (fault := fault_of_site(cell)):
            return f"{fault}；请填浏览器地址栏里的网址。"
        return super().suggest(cell)


def _leads_to_a_host(address: str) -> bool:
    """Whether an address names a host that others know, and nobody before it: not https://known.cn@elsewhere.com."""
    return not fault_of_site(address) and "@" not in urlsplit(address).netloc


class Phone(Matched[str]):
    """A telephone number of the mainland: area code and number, mobile, 400 or 800, or a short service number."""

    promise = Promise.RECORDED
    name = "电话号码（区号-号码、手机号、400 或 95、96、12 开头的短号）"
    example = "0512-65220000"
    pattern = (
        r"0[1-9][0-9]{1,2}[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?"
        r"|1[3-9][0-9]{9}|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|(?:12|95|96)[0-9]{3,6}"
    )
    # what stands in a form until somebody knows the number
    _made_up = r"0{7}|1{7}|2{7}|3{7}|4{7}|5{7}|6{7}|7{7}|8{7}|9{7}|1234567|7654321"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        matches, invented = re.compile(self.pattern).fullmatch, re.compile(self._made_up).search
        numbers = [unicodedata.normalize("NFKC", cell) for cell in cells]
        return numbers, [
            matches(number) is None or invented(re.sub(r"[^0-9]", "", number)) is not None for number in numbers
        ]


class Email(Matched[str]):
    """An e-mail address."""

    promise = Promise.RECORDED
    name = "邮箱"
    example = "office@example.org"
    pattern = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


class Fingerprint(Matched[str]):
    """A SHA-256 in hexadecimal."""

    name = "指纹（SHA-256，64 位）"
    example = "e3b0c442…"
    pattern = r"[0-9a-f]{64}"


class FormulaText(ColumnType[str]):
    """Sums over figure ids: `G001 - G002`, `sum(GB01)`; read by `formulas`."""

    name = "公式"
    example = "G001 - G002"
