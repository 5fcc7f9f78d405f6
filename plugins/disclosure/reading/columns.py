"""Declared columns: one line a column gives parsing, validation, headers, dictionary, exports and table schema."""

from __future__ import annotations

import re
import sys
import unicodedata
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, Literal, Self, TypeAlias, TypedDict, TypeVar, Unpack, cast, overload
from urllib.parse import urlsplit

from ..arrays import np, npt, pa, pc, pd
from ..problems import Problem, Where, mechanical, nearest, problem
from ..quantities import plain
from ..storage import foreign_name
from . import amounts, days
from .cells import TextCells
from .invisible import UNSEEN, named, unseen, without
from .sizes import MOST_ALIKE


class Missing(StrEnum):
    """Why a cell holds no value; none of the four is zero."""

    UNDISCLOSED = "undisclosed"
    NOT_APPLICABLE = "not-applicable"
    WITHHELD = "withheld"


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


class Text(ColumnType[str]):
    """Plain words, kept as written."""

    promise = Promise.RECORDED


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
        years = [unicodedata.normalize("NFKC", cell).removesuffix("年") for cell in cells]
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
    year = unicodedata.normalize("NFKC", cell).strip().removesuffix("年")
    return year if re.fullmatch(r"(?:1[89]|20)[0-9]{2}", year) else None


# A number as accountants write it; thousands are parted all through or not at all.
_THOUSANDS = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]+)?"
_WRITTEN = re.compile(rf"-?¥? ?(?:{_THOUSANDS})|¥? ?-(?:{_THOUSANDS})|\((?:{_THOUSANDS})\)")
_BARE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def bare_number(cell: str) -> str:
    """A number without what surrounds its digits: full-width forms, ¥, thousands marks, brackets for minus.

    A cell that is no such number comes back as it is, for the grammar of its type to refuse.
    """
    if _BARE.fullmatch(cell) and cell.isascii():
        return cell
    text = unicodedata.normalize("NFKC", cell).replace("−", "-")
    if not _WRITTEN.fullmatch(text):
        return cell
    digits = re.sub(r"[¥, ()-]", "", text)
    return f"-{digits}" if "-" in text or "(" in text else digits


_POWERS = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_SPELLED = re.compile(r"(.*?[0-9)]) ?(千|万|百万|千万|亿)?(元)?")


def in_base_unit(cell: str, unit: str, power: int) -> str:
    """A number of a column whose unit is known, in that unit: `3.2万元` → 32000, `35%` → 35, `80人` → 80.

    *power* is what the header says, 4 for 万元, -1 for 角; a cell that then names a unit of its own contradicts it and is
    refused.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if unit not in ("", "元") and text.endswith(unit):
        return bare_number(text.removesuffix(unit).rstrip())
    match = _SPELLED.fullmatch(text) if unit == "元" else None
    if match is None:
        return cell
    number = bare_number(match[1])
    cell_power = _POWERS.get(match[2] or "", 0)
    if not _BARE.fullmatch(number) or (power and (match[2] or match[3])):
        return f"{cell}?" if power else cell
    shifted = Decimal(number).scaleb(cell_power or power)
    return format(shifted, "f")


class Exact(ColumnType[Decimal]):
    """A number in base units, exact (Decimal); thousands commas and full-width digits are understood."""

    name = "数字"
    example = "120000"
    schema: ClassVar[dict[str, str]] = {"type": "number"}

    # ASCII digits only: Decimal also takes other scripts' digits, and words such as NaN.
    grammar: ClassVar[str] = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"
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
    grammar = r"-?[0-9]{1,13}(?:\.[0-9]{1,2})?"
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
    grammar = r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?"
    decimals = 2


class WholeNumber(Exact):
    """How many there are: a whole number, never below zero."""

    name = "个数（整数，不能是负数）"
    example = "120"
    schema: ClassVar[dict[str, str]] = {"type": "integer"}
    grammar = r"[0-9]{1,12}"
    decimals = 0


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
    pattern = r"https?://[^\s<>\"']+"

    def read(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[bool]]:
        values, refused = super().read(cells)
        return values, [bad or not _leads_to_a_host(cell) for cell, bad in zip(cells, refused, strict=True)]

    def suggest(self, cell: str) -> str:
        if re.match(r"https?://[^/?#]*@", cell):
            return "@ 前面的不是网站的名字，打开的是 @ 后面的网站；请填浏览器地址栏里的网址。"
        return super().suggest(cell)


def _leads_to_a_host(address: str) -> bool:
    """Whether an address names the host that it leads to, and nobody before it: not https://known.cn@elsewhere.com."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


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


@dataclass(frozen=True, slots=True)
class Column(Generic[V_co]):
    """One declared column: its names, its type, and the rules that its cells must keep.

    On a record class the attribute is the column itself (`GoodsRecord.quantity.label`), on a record it is the value.
    """

    label: str
    type: ColumnType[Any]
    name: str = ""
    key: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str | None = None
    many: bool = False
    personal: bool = False
    description: str = ""
    public: bool = True
    unit: str = ""
    promise: Promise = Promise.HELD  # what a release promises of it; `column` knows what its type says
    because: str = ""  # why it is promised less than that
    abroad: str = ""  # the columns beside it that take the amount in another currency
    ahead: bool = False  # a day that may lie after the one up to which the data was put together: a term, a plan
    derived: bool = False  # worked out from other cells: never asked of staff, never published as a column
    words: WordList | None = None  # what its values become, where they are words of a fixed list

    def __set_name__(self, record: object, name: str) -> None:
        object.__setattr__(self, "name", name)

    @overload
    def __get__(self, row: None, record: object) -> Self: ...
    @overload
    def __get__(self, row: Record, record: object = None) -> V_co | None: ...
    @overload
    def __get__(self, row: object, record: object = None) -> Self: ...
    def __get__(self, row: object, record: object = None) -> Self | V_co | None:
        if row is None:
            return self
        raise AttributeError(self.name)  # a record has its cells in its `__dict__`, which comes first

    @property
    def prose(self) -> bool:
        """Whether its cells are sentences or names: words of no fixed list that lead nowhere."""
        return type(self.type) in (Text, RichText) and not (self.choices or self.refers_to or self.key)

    @property
    def expected(self) -> str:
        """What a cell should hold, in words."""
        return "、".join(self.choices) if self.choices else self.type.name

    @property
    def notes(self) -> str:
        """Unit and description, as dictionary, templates and table schemas tell them."""
        return "；".join(part for part in (self.unit, self.description) if part)

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers that can be summed."""
        return isinstance(self.type, Exact)

    def fits(self, cell: str) -> bool:
        """Whether a cell has the form that the type asks for; where it has not, its own problem tells."""
        return not isinstance(self.type, Matched) or re.fullmatch(self.type.pattern, cell) is not None

    @property
    def identifier(self) -> bool:
        """Whether its cells are names made of digits: a spreadsheet that takes them for numbers damages them."""
        return (
            self.key
            or self.refers_to is not None
            or isinstance(self.type, Slug | Code | DonationNumber | Phone | Fingerprint)
            or (isinstance(self.type, Text) and self.label.endswith(_NUMBERED))
        )


AnyColumn: TypeAlias = Column[Any]


class Required(Column[V_co]):
    """A column that must be filled in: a record that is `Complete` has a value there."""

    __slots__ = ()

    @overload  # type: ignore[override]  # of a complete record more is known
    def __get__(self, row: None, record: object) -> Self: ...
    @overload
    def __get__(self, row: Complete, record: object = None) -> V_co: ...
    @overload
    def __get__(self, row: Record, record: object = None) -> V_co | None: ...
    @overload
    def __get__(self, row: object, record: object = None) -> Self: ...
    def __get__(self, row: object, record: object = None) -> Self | V_co | None:
        return super().__get__(row, record)


# What the names of columns with such numbers end in.
_NUMBERED = ("编号", "号码", "代码", "文号", "案号", "账号")


class Sides(TypedDict, total=False):
    """What else can be said of a column; the types of its values do not depend on it."""

    choices: tuple[str, ...]
    refers_to: str
    personal: bool
    description: str
    public: bool
    unit: str
    promise: Promise
    abroad: str
    ahead: bool
    because: str
    derived: bool


@overload
def column(type_: type[ColumnType[V]], label: str, *, key: Literal[True], **sides: Unpack[Sides]) -> Required[V]: ...
@overload
def column(
    type_: type[ColumnType[V]], label: str, *, required: Literal[True], many: Literal[True], **sides: Unpack[Sides]
) -> Required[tuple[V, ...]]: ...
@overload
def column(
    type_: type[ColumnType[V]], label: str, *, required: Literal[True], **sides: Unpack[Sides]
) -> Required[V]: ...
@overload
def column(
    type_: type[ColumnType[V]], label: str, *, many: Literal[True], **sides: Unpack[Sides]
) -> Column[tuple[V, ...]]: ...
@overload
def column(type_: type[ColumnType[V]], label: str, **sides: Unpack[Sides]) -> Column[V]: ...
@overload
def column(type_: type[E], label: str, *, required: Literal[True], **sides: Unpack[Sides]) -> Required[E]: ...
@overload
def column(type_: type[E], label: str, *, many: Literal[True], **sides: Unpack[Sides]) -> Column[tuple[E, ...]]: ...
@overload
def column(type_: type[E], label: str, **sides: Unpack[Sides]) -> Column[E]: ...
def column(
    type_: type[Any],
    label: str,
    *,
    key: bool = False,
    required: bool = False,
    many: bool = False,
    **sides: Unpack[Sides],
) -> AnyColumn:
    """Declare a column of a record under its Chinese *label*: a type of cells, or the words that a cell may hold."""
    words = type_ if issubclass(type_, StrEnum) else type_.words
    cells = Text() if issubclass(type_, StrEnum) else type_()
    sort: type[AnyColumn] = Required if required or key else Column
    declared = sort(label, cells, key=key, required=required or key, many=many, words=words, **sides)
    choices = declared.choices or (tuple(type_) if issubclass(type_, StrEnum) else ())
    declared = replace(declared, choices=choices, unit=declared.unit or cells.unit)
    return declared if "promise" in sides else replace(declared, promise=_by_type(declared))


def _by_type(column: AnyColumn) -> Promise:
    """What a release promises of a column that does not say it: by its type; of words that must be there, all."""
    if column.derived or column.personal or not column.public:
        return Promise.OUTSIDE
    if column.key or column.choices or column.refers_to or (column.required and not isinstance(column.type, Phone)):
        return Promise.HELD
    return Promise.HELD if type(column.type) is Text and column.identifier else column.type.promise


class Record:
    """Base of all declared records: its `column()` attributes become `columns`, in order, inherited ones last.

    An instance is one row as it was read: `row.quantity` is the value, or None where there is none or where the cell could
    not be read; checks see such rows, too. With a subclass that is also `Complete`, a row that has all it must have becomes
    an instance of that.
    """

    __slots__ = ("__dict__", "faulty", "reasons", "where")

    columns: ClassVar[tuple[AnyColumn, ...]] = ()  # what staff fill in and readers can take away
    derived: ClassVar[tuple[AnyColumn, ...]] = ()  # what is worked out beside it
    # what its kind declares: the class itself, or the one of which it is the complete form
    declared: ClassVar[type[Record]]
    whole: ClassVar[type[Record]]  # what its rows become that have all they must have
    _leading: ClassVar[tuple[AnyColumn, ...]] = ()

    reasons: Mapping[str, Missing]  # why values are absent, where the table says so
    where: Where
    faulty: frozenset[str]  # columns whose cells could not be read

    def __init_subclass__(cls, *, leading: bool = False) -> None:
        """With *leading* its columns come before those of the records that build on it."""
        super().__init_subclass__()
        cls.declared = cls.whole = cls
        stated = [value for value in vars(cls).values() if isinstance(value, Column)]
        taken = {column.name for column in stated if hasattr(Record, column.name)}
        if taken:
            raise TypeError(f"{cls.__name__}: {', '.join(sorted(taken))} are names of every record")
        asked = tuple(column for column in stated if not column.derived)
        bases = [base for base in cls.__bases__ if issubclass(base, Record)]
        first = tuple(column for base in bases for column in base._leading)  # noqa: SLF001  (of its own kind)
        rest = tuple(column for base in bases for column in base.columns if column not in first)
        cls.columns = (*first, *asked, *rest)
        cls.derived = (
            *(column for column in stated if column.derived),
            *(column for base in bases for column in base.derived),
        )
        cls._leading = (*first, *asked) if leading else first

    @classmethod
    def column(cls, name: str) -> AnyColumn:
        """The column called *name*."""
        for column in (*cls.columns, *cls.derived):
            if column.name == name:
                return column
        raise KeyError(f"{cls.__name__}: {name}")

    @classmethod
    def key(cls) -> AnyColumn | None:
        """The column that identifies a row, if there is one."""
        return next((column for column in cls.columns if column.key), None)

    @classmethod
    def of(
        cls,
        cells: Mapping[str, Any],
        where: Where,
        reasons: Mapping[str, Missing] | None = None,
        faulty: frozenset[str] = frozenset(),
    ) -> Self:
        """A row with these cells and no others."""
        names = [column.name for column in (*cls.columns, *cls.derived)]
        unknown = cells.keys() - names
        if unknown:
            raise KeyError(f"{cls.__name__}: {', '.join(sorted(unknown))}")
        values = dict.fromkeys(names) | dict(cells)
        for column in (*cls.columns, *cls.derived):
            if column.words and values[column.name] is not None:
                values[column.name] = _worded(column.words, values[column.name])
        whole = all(values[column.name] is not None for column in cls.columns if column.required)
        return cast("Self", _row(cls.whole if whole else cls, values, where, reasons or {}, faulty))

    def __getitem__(self, column: Column[V]) -> V | None:
        return cast("V | None", self.__dict__[column.name])

    @property
    def values(self) -> Mapping[str, object]:
        """Every value by the name of its column, for what goes through all columns alike."""
        return self.__dict__

    def missing(self, column: AnyColumn) -> Missing:
        """Why a value is absent."""
        return self.reasons.get(column.name, Missing.UNDISCLOSED)

    def at(self, column: AnyColumn) -> Where:
        """The place of a cell."""
        return replace(self.where, column=column.label)

    @property
    def record_id(self) -> str:
        """What the column `id` holds."""
        return str(self.__dict__["id"])

    @property
    def record_name(self) -> str:
        """What the column `name` holds."""
        return str(self.__dict__["name"])


class Complete(Record):
    """A row of which every required cell could be read; pages are made of such.

    `class Gift(Complete, GiftRecord)` declares what the rows of `GiftRecord` become that have all they must have.
    """

    __slots__ = ()

    def __init_subclass__(cls, *, leading: bool = False) -> None:
        super().__init_subclass__(leading=leading)
        for base in cls.__bases__:
            if base is not Complete and issubclass(base, Record):
                cls.declared = base
                base.whole = cls


def _row(
    record: type[Record],
    values: dict[str, Any],
    where: Where,
    reasons: Mapping[str, Missing],
    faulty: frozenset[str],
) -> Record:
    row = record.__new__(record)
    row.__dict__ = values
    row.where, row.reasons, row.faulty = where, reasons, faulty
    return row


def _worded(words: type[StrEnum], value: Any) -> StrEnum | tuple[StrEnum, ...]:
    """A word, or several, as members of their list."""
    return tuple(words(word) for word in value) if isinstance(value, tuple) else words(value)


SEPARATOR = "；"


def split_many(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    parts = (part.strip() for part in cell.replace(";", SEPARATOR).split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(slots=True)
class ShortColumns:
    """The values of a table of few rows: *values* by the name of the column, None where there is none.

    *storage* says of which dtype each is in a frame, *index* holds the row numbers that staff see.
    """

    values: dict[str, list[Any]]
    storage: dict[str, str]
    index: list[int]

    def as_frame(self) -> pd.DataFrame:
        """The same as a frame."""
        columns = {name: _series(values, self.storage[name]) for name, values in self.values.items()}
        frame = pd.DataFrame(columns)
        frame.index = pd.Index(self.index, dtype="int64")
        return frame


class TypedTable:
    """Typed columns of one file: *missing* says why values are missing, *refused* what was unreadable.

    The values are in `frame` (null where missing). Those of a table of few rows are in `short` until somebody asks for the
    frame, which from then on is what the table holds.
    """

    __slots__ = ("_frame", "missing", "refused", "short")

    def __init__(
        self,
        columns: ShortColumns | pd.DataFrame,
        missing: dict[tuple[int, str], Missing] | None = None,
        refused: set[tuple[int, str]] | None = None,
    ) -> None:
        self.short = columns if isinstance(columns, ShortColumns) else None
        self._frame = None if isinstance(columns, ShortColumns) else columns
        self.missing = {} if missing is None else missing
        self.refused = set() if refused is None else refused

    @property
    def frame(self) -> pd.DataFrame:
        """The values as a frame, whose index holds the row numbers that staff see."""
        if self.short is not None:
            self._frame, self.short = self.short.as_frame(), None
        assert self._frame is not None  # noqa: S101
        return self._frame

    @frame.setter
    def frame(self, frame: pd.DataFrame) -> None:
        self._frame, self.short = frame, None

    def __len__(self) -> int:
        return len(self.short.index if self.short is not None else self.frame.index)

    @property
    def index(self) -> list[int]:
        """The row numbers that staff see."""
        return self.short.index if self.short is not None else self.frame.index.tolist()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self.short.values if self.short is not None else self.frame.columns)

    def cells(self, name: str) -> list[Any]:
        """A column as plain values, None where there is none."""
        if self.short is not None:
            return self.short.values[name]
        column = self.frame[name]
        values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
        return values

    def values(self, name: str, first: int = 0, end: int | None = None) -> list[Any]:
        """The values of some rows of a column, those that are missing left out."""
        if self.short is not None:
            return [value for value in self.short.values[name][first:end] if value is not None]
        values: list[Any] = self.frame[name].iloc[first:end].dropna().tolist()
        return values

    def fill(self, name: str, number: int) -> None:
        """Write the same whole number into every row of a column."""
        if self.short is not None:
            self.short.values[name], self.short.storage[name] = [number] * len(self.short.index), "int64"
        else:
            self.frame[name] = number

    def copied(self) -> TypedTable:
        """A table of the same values, whose columns, reasons and refusals can be changed by themselves."""
        short = self.short
        columns = (
            self.frame.copy(deep=False)
            if short is None
            else ShortColumns(
                {name: list(values) for name, values in short.values.items()}, dict(short.storage), short.index
            )
        )
        return TypedTable(columns, dict(self.missing), set(self.refused))


def read_columns(
    record: type[Record],
    cells: TextCells | pd.DataFrame,
    where: Callable[[int, str], Where],
    powers: Mapping[str, int] | None = None,
    *,
    compact: bool = False,
) -> tuple[TypedTable, list[Problem]]:
    """Type all *cells* (text, one column a declared name, any index); *where* tells the place of (index, label).

    *powers* says of which columns the header names a larger unit: 4 for 万元. A refused cell becomes null and a Problem;
    nothing is raised. Equal cells of a column are read once: tables of many rows have few different words. *compact*: values
    come as `compacted` makes them.
    """
    reading = _TableTyping(record, cells, where, powers or {})
    few = len(cells) <= _FEW and not compact
    columns = reading.short() if few else reading.frame(compact=compact)
    return TypedTable(columns, reading.missing, reading.refused), reading.problems


class _TableTyping:
    """The typing of one table, and what is wrong with its cells."""

    def __init__(
        self,
        record: type[Record],
        cells: TextCells | pd.DataFrame,
        where: Callable[[int, str], Where],
        powers: Mapping[str, int],
    ) -> None:
        self._record, self._cells, self._where, self._powers = record, cells, where, powers
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def short(self) -> ShortColumns:
        """The values of a table of few rows, read word by word."""
        index = [int(row) for row in self._cells.index]
        columns = ShortColumns({}, {}, index)
        for column in self._record.columns:
            if column.name not in self._cells:
                columns.values[column.name], columns.storage[column.name] = [None] * len(index), "object"
                continue
            known: dict[str, int] = {}
            places = [known.setdefault(str(cell), len(known)) for cell in self._cells[column.name]]
            words = [word.strip() for word in known]
            values, bad = _read_few(column, words, _gone(words), self._power(column))
            columns.values[column.name] = [values[place] for place in places]
            columns.storage[column.name] = _storage(column)
            self._look_at(column, places, words, bad)
        return columns

    def frame(self, *, compact: bool) -> pd.DataFrame:
        """The values of a table of many rows."""
        index = pd.Index(self._cells.index)
        typed: dict[str, Cells] = {}
        for declared in self._record.columns:
            if declared.name not in self._cells:
                blank = pd.Series(None, index=index, dtype=object)
                typed[declared.name] = compacted(declared, blank) if compact else blank
                continue
            power = self._power(declared)
            places, distinct = _distinct(self._cells[declared.name])
            plain = _plain(declared, distinct, power) if isinstance(distinct, pa.Array) else None
            different = plain is not None
            if plain is None:
                words = [
                    str(word).strip() for word in (distinct.to_pylist() if isinstance(distinct, pa.Array) else distinct)
                ]
                plain, bad = _read_many(declared, words, _gone(words), power)
                self._look_at(declared, places, words, bad)
            column = compacted(declared, plain, places, different=different) if compact else plain.take(places)
            column.index = index
            typed[declared.name] = column
        return pd.DataFrame(typed, index=index)

    def _power(self, column: AnyColumn) -> int:
        return self._powers.get(column.name, 0)

    def _look_at(
        self, column: AnyColumn, places: Sequence[int] | npt.NDArray[np.integer[Any]], words: list[str], bad: set[int]
    ) -> None:
        gone = _gone(words)
        if gone or bad:
            faults = _Faults(column, self._power(column), self._cells, self._where)
            faults.look_at(places, words, gone, bad)
            self.problems += faults.problems
            self.missing |= faults.missing
            self.refused |= faults.refused


def _gone(words: Iterable[str]) -> set[int]:
    """The places of the words that say that there is no value."""
    return {place for place, word in enumerate(words) if word in MISSING_WORDS}


# Up to so many rows a column is read word by word: making several Series takes longer than reading the cells.
_FEW = 100

# How many words of one form are kept with what they mean; then the memory begins anew.
_MOST_KNOWN = 10_000


def _read_many(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[Cells, set[int]]:
    """(the value of each of the *words*, null where it is *gone* or refused; the places of those refused), all at once."""
    kept = [place for place in range(len(words)) if place not in gone]
    present, refused = _read_present(column, [words[place] for place in kept], power)
    bad = {place for place, refusal in zip(kept, refused, strict=True) if refusal} | (_hidden(words) - gone)
    values: list[Any] = [None] * len(words)
    for place, value in zip(kept, present, strict=True):
        values[place] = None if place in bad else value
    return _series(values, _storage(column)), bad


def _read_few(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[list[Any], set[int]]:
    """(the values that `_read_many` gives; the places of the words that are refused), without a frame."""
    alike = (type(column.type), column.choices, column.many, column.unit, power)
    known = _KNOWN_WORDS.setdefault(alike, _KnownWords())
    meanings = known.read(column, [word for place, word in enumerate(words) if place not in gone], power)
    hidden = _hidden(words)
    bad = {
        place
        for place, word in enumerate(words)
        if place not in gone and (place in hidden or meanings[word] is _REFUSED)
    }
    return [None if place in gone or place in bad else meanings[word] for place, word in enumerate(words)], bad


_REFUSED: Final = object()


@dataclass(slots=True)
class _KnownWords:
    """What words mean in columns of one form: type, choices, unit and power of ten."""

    _meanings: dict[str, Any] = field(default_factory=dict)

    def read(self, column: AnyColumn, words: list[str], power: int) -> Mapping[str, Any]:
        """What each of the *words* means, `_REFUSED` for one that has no value; those that are new are read by *column*."""
        if len(self._meanings) > _MOST_KNOWN:
            self._meanings = {}
        meanings = self._meanings  # whoever else reads meanwhile may begin anew
        fresh = [word for word in dict.fromkeys(words) if word not in meanings]
        if fresh:
            values, refused = _read_present(column, fresh, power)
            meanings.update(
                zip(
                    fresh, (_REFUSED if bad else value for value, bad in zip(values, refused, strict=True)), strict=True
                )
            )
        return meanings


_KNOWN_WORDS: dict[tuple[object, ...], _KnownWords] = {}


def _distinct(cells: Sequence[str] | Cells) -> tuple[npt.NDArray[np.integer[Any]], Sequence[Any] | pa.Array]:
    """(place of the word of each cell, every word) of a column of text; those of an Arrow dictionary as Arrow text."""
    if isinstance(cells, pd.Series) and isinstance(cells.dtype, pd.ArrowDtype):
        whole = pa.chunked_array(pa.array(cells.array)).combine_chunks()
        return whole.indices.to_numpy(), whole.dictionary
    places, words = pd.factorize(np.array(cells, dtype=object))
    return places, list(words)


def _plain(column: AnyColumn, words: pa.Array, power: int) -> Cells | None:
    """The different cells of a column as values, typed all at once, null where a cell is blank.

    None where any needs the closer look of `_read_present`: blanks or unseen signs, a word for what is missing, another form.
    """
    blank = words.index("").as_py()
    filled = words if blank < 0 else pc.filter(words, pc.not_equal(words, ""))
    if (blank >= 0 and column.required) or column.many or power:
        return None
    if pc.any(pc.is_in(filled, pa.array(list(MISSING_WORDS)))).as_py():
        return None
    if pc.any(pc.not_equal(pc.utf8_trim_whitespace(filled), filled)).as_py():
        return None
    texts = None if pc.all(pc.string_is_ascii(filled)).as_py() else filled.to_pylist()
    if texts is not None and _hidden(texts):
        return None
    values = _plain_values(column, filled, texts)
    if values is None or blank < 0:
        return values
    places = [*range(blank), *range(blank + 1, len(words))]
    values.index = pd.Index(places)
    return values.reindex(range(len(words)))


_AHEAD = re.compile(r"\(\?[=!<]")  # what Arrow's patterns can't say


def _plain_values(column: AnyColumn, words: pa.Array, texts: list[str] | None) -> Cells | None:
    """The values of words that hold nothing else, where the whole column is of a form that Arrow can tell; else None.

    *texts* are the same words, where they are at hand as such.
    """
    sort = column.type
    if column.choices:
        fits = pc.is_in(words, pa.array([str(word) for word in column.choices]))
    elif isinstance(sort, Money):
        fits = pc.match_substring_regex(words, f"^(?:{sort.grammar})$")
    elif isinstance(sort, Matched) and type(sort).read is Matched.read and not _AHEAD.search(sort.pattern):
        fits = pc.and_(pc.string_is_ascii(words), pc.match_substring_regex(words, f"^(?:{sort.pattern})$"))
    elif type(sort).read is ColumnType.read:
        fits = pa.scalar(True)
    else:
        return None
    if not pc.all(fits).as_py():
        return None
    if isinstance(sort, Money):
        return pd.Series(_cents(words), dtype="Int64")
    if _is_single(column):
        return pd.Series(arrow_text(words))
    return pd.Series(words.to_pylist() if texts is None else texts, dtype=object)


def _cents(words: pa.Array) -> npt.NDArray[np.int64]:
    """Plain numbers of at most two decimals as whole 分: the digits of Arrow's decimals, which are exact."""
    decimals = words.cast(pa.decimal128(18, 2))
    if not len(decimals):
        return np.zeros(0, dtype=np.int64)
    halves = np.frombuffer(
        decimals.buffers()[1], dtype="<i8"
    )  # each number is 128 bits; these all fit into the lower 64
    return halves[decimals.offset * 2 : (decimals.offset + len(decimals)) * 2 : 2].copy()


def _arrow_storage() -> pd.StringDtype[Any]:
    """The dtype of numbers that tell single rows apart, each but once or twice in a table."""
    return pd.StringDtype("pyarrow", na_value=np.nan)


def arrow_text(words: pa.Array) -> pd.arrays.ArrowStringArray:
    """Arrow text as pandas holds it."""
    return pd.arrays.ArrowStringArray(words.cast(pa.large_string()), dtype=_arrow_storage())  # type: ignore[call-arg]


def _is_single(column: AnyColumn) -> bool:
    return column.key or (column.identifier and column.refers_to is None)


def compacted(
    column: AnyColumn,
    values: Cells,
    places: npt.NDArray[np.integer[Any]] | None = None,
    *,
    different: bool = False,
) -> Cells:
    """A column of a table of many rows, small in memory; *places*, where given, take the cells from *values*.

    Money stays whole 分 (Int64), numbers that tell rows apart are Arrow text, and all other values are categories.
    *different*: no value is there twice.
    """
    if isinstance(column.type, Money | Serial):
        whole = values.astype("Int64")
        return whole if places is None else whole.take(places)
    if _is_single(column):
        single = values.astype(_arrow_storage())
        return single if places is None or _in_order(places, len(single)) else single.take(places)
    codes, words = _numbered(values) if different else pd.factorize(values)
    codes = codes if places is None else codes[places]
    category = pd.Categorical.from_codes(codes, dtype=categories(words), validate=False)
    return pd.Series(category, index=values.index if places is None else None)


def _in_order(places: npt.NDArray[np.integer[Any]], count: int) -> bool:
    """Whether these are all places of *count*, one after the other."""
    return len(places) == count and np.array_equal(places, np.arange(count))


def _numbered(values: Cells) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """What `pandas.factorize` gives of values of which none is there twice."""
    present = values.notna().to_numpy(dtype=bool)
    codes = np.where(present, np.cumsum(present) - 1, -1)
    return codes, values[present].tolist()


# The categories that were made here, by the id of their words: those that other machines sent are none of them.
_CATEGORIES: weakref.WeakValueDictionary[int, pd.Index] = weakref.WeakValueDictionary()


def categories(words: Iterable[Any]) -> pd.CategoricalDtype:
    """Words that differ as the categories of a column; each is held once, whatever tables they stand in."""
    index = pd.Index(_interned(words), dtype=object)
    sort = pd.CategoricalDtype(index)
    # what was made to see that they differ is larger than they are
    index._engine.clear_mapping()  # noqa: SLF001
    _CATEGORIES[id(index)] = index
    return sort


def shared(sort: pd.CategoricalDtype) -> pd.CategoricalDtype:
    """The same categories, held as `categories` holds them."""
    known = sort.categories.dtype != object or _CATEGORIES.get(id(sort.categories)) is sort.categories
    return sort if known else categories(sort.categories)


def _interned(words: Iterable[Any]) -> list[Any]:
    try:
        return list(map(sys.intern, words))
    except TypeError:  # numbers and several values
        return list(words)


class _Faults:
    """Missing and refused cells of one column, the first thousand of each told."""

    def __init__(
        self, column: AnyColumn, power: int, cells: TextCells | pd.DataFrame, where: Callable[[int, str], Where]
    ) -> None:
        self._column, self._power, self._cells, self._where = column, power, cells, where
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def look_at(
        self,
        places: Sequence[int] | npt.NDArray[np.integer[Any]],
        words: Sequence[str],
        gone: set[int],
        bad: set[int],
    ) -> None:
        """Go through the cells: *places* lead to their *words*, of which some are *gone* and some *bad*."""
        column, index = self._column, self._cells.index
        lacking = "missing-source" if column.refers_to == "sources" else "missing-value"
        more = 0
        heeded = {place for place in gone | bad if place in bad or words[place] or column.required}
        for at in _positions(places, heeded):
            place = int(places[at])
            if place in gone:
                if words[place]:
                    self.missing[index[at], column.name] = MISSING_WORDS[words[place]]
                if not column.required:
                    continue
            if len(self.problems) >= MOST_ALIKE:
                more += 1
                continue
            where = self._where(index[at], column.label)
            if place in gone:
                self.problems.append(problem(lacking, where, expected=column.expected))
                continue
            unit = column.unit
            if not unit and "unit" in self._cells:
                units = self._cells["unit"] if isinstance(self._cells, TextCells) else self._cells["unit"].iloc
                unit = str(units[at]).strip()
            self.problems.append(_refusal(column, where, words[place], unit, self._power))
            self.refused.add((index[at], column.name))
        if more:
            where = self._where(index[0], column.label)
            self.problems.append(problem("more-faults", where, count=f" {more} 处"))


def _positions(places: Sequence[int] | npt.NDArray[np.integer[Any]], heeded: set[int]) -> list[int]:
    """Where a place stands that is *heeded*."""
    if not heeded:
        return []
    if isinstance(places, list):
        return [at for at, place in enumerate(places) if place in heeded]
    return [int(at) for at in np.flatnonzero(np.isin(places, list(heeded)))]


def read_cell(column: AnyColumn, cell: str, where: Where, power: int = 0) -> tuple[Any, Problem | None]:
    """The value of a single cell by the rules of its column, None where it is missing or refused."""
    word = cell.strip()
    if word in MISSING_WORDS:
        code = "missing-source" if column.refers_to == "sources" else "missing-value"
        return None, problem(code, where, expected=column.expected) if column.required else None
    (value,), (refused,) = _read_present(column, [word], power)
    if refused or unseen(word):
        return None, _refusal(column, where, word, column.unit, power)
    return value, None


def _read_present(column: AnyColumn, present: Sequence[str], power: int = 0) -> tuple[list[Any], Sequence[bool]]:
    """(the value of each of these cells, None where it is refused; which are refused)."""
    values: Sequence[Any] = present
    if column.choices and not column.many:
        refused: Sequence[bool] = [cell not in column.choices for cell in present]
    elif column.many:
        values, allowed = list(map(split_many, present)), set(column.choices)
        refused = [bool(allowed) and not allowed.issuperset(parts) for parts in values]
    else:
        if column.numeric and column.unit:
            plainly = _BARE.fullmatch
            present = [
                cell if not power and plainly(cell) else in_base_unit(cell, column.unit, power) for cell in present
            ]
        values, refused = column.type.read(present)
    return [None if bad else value for value, bad in zip(values, refused, strict=True)], refused


def _storage(column: AnyColumn) -> str:
    """The dtype of a column of values."""
    return "object" if column.many else ColumnType.storage if column.choices else column.type.storage


def _series(values: Iterable[Any], storage: str) -> Cells:
    """Values, None where there is none, as a column of a frame."""
    nothing: object = pd.NA if storage == "Int64" else np.nan
    return pd.Series([nothing if value is None else value for value in values], dtype=storage)


def _hidden(words: list[str]) -> set[int]:
    """The places of words that hold a sign which nobody sees."""
    if not UNSEEN.search("\t".join(words)):
        return set()
    return {place for place, word in enumerate(words) if unseen(word)}


def _hidden_sign(column: AnyColumn, where: Where, cell: str, power: int) -> Problem:
    """The problem of a cell with a sign that nobody sees; the rest is proposed if it can be read."""
    (place, sign), *others = unseen(cell)
    more = f"（一共 {len(others) + 1} 个）" if others else ""
    clean = without(cell).strip()
    sure = clean if clean and not _refused(column, clean, power) else ""
    return problem("invisible-sign", where, suggestion=sure, cell=clean, place=place, sign=named(sign), more=more)


def _refused(column: AnyColumn, cell: str, power: int) -> bool:
    """Whether a column refuses this cell."""
    return _read_present(column, [cell], power)[1][0]


def _refusal(column: AnyColumn, where: Where, cell: str, unit: str, power: int) -> Problem:
    if unseen(cell):
        return _hidden_sign(column, where, cell, power)
    if column.choices:
        sure = "" if column.many else mechanical(cell, column.choices)
        hint = nearest(cell, column.choices)
        return problem(
            "unknown-choice", where, suggestion=sure, cell=cell, choices="、".join(column.choices), hint=hint
        )
    if isinstance(column.type, Exact):
        asked = amounts.Cell(unit, bool(column.unit), column.type.decimals, column.required, column.abroad)
        sure = amounts.proposal(cell, asked) if not power else ""
        mend = amounts.mend(cell, asked)
        if power:
            mend += "表头或表上面已经写了单位，格子里不要再写。"
    else:
        sure, mend = column.type.mechanical(cell), column.type.suggest(cell)
    if sure and _refused(column, sure, power):
        sure = ""  # what would be refused again is no proposal
    if sure:
        mend = f"请写成 {sure}。"
    return problem("bad-value", where, suggestion=sure, cell=cell, expected=column.type.name, mend=mend)


def rows(table: TypedTable) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (index, row) with plain Python values and None where a cell is missing."""
    names = table.names
    for index, values in zip(table.index, zip(*map(table.cells, names), strict=True), strict=True):
        yield index, dict(zip(names, values, strict=True))


R = TypeVar("R", bound=Record)


def typed_rows(record: type[R], table: TypedTable, place: Callable[[int], Where]) -> Iterator[R]:
    """Every row of a table, complete ones as what *record* declares for them; *place* tells where a row stands."""
    known, index_of_rows = set(table.names), table.index
    columns = [*record.columns, *(extra for extra in record.derived if extra.name in known)]
    cells = {column.name: _values(column, table.cells(column.name)) for column in columns}
    rest = {extra.name: None for extra in record.derived if extra.name not in known}
    lists = [cells[column.name] for column in record.columns if column.required]
    whole = [None not in values for values in zip(*lists, strict=True)] if lists else [True] * len(index_of_rows)
    reasons: dict[int, dict[str, Missing]] = {}
    for (index, name), why in table.missing.items():
        reasons.setdefault(index, {})[name] = why
    refused: dict[int, frozenset[str]] = {}
    for index, name in table.refused:
        refused[index] = refused.get(index, frozenset()) | {name}
    names, nothing = tuple(cells), frozenset[str]()
    for index, complete, values in zip(index_of_rows, whole, zip(*cells.values(), strict=True), strict=True):
        row = _row(
            record.whole if complete else record,
            dict(zip(names, values, strict=True)) | rest,
            place(index),
            reasons.get(index, {}),
            refused.get(index, nothing),
        )
        yield cast("R", row)


def _values(column: AnyColumn, values: list[Any]) -> list[Any]:
    """The cells of a column as attributes of records hold them."""
    if isinstance(column.type, Money):
        return [None if cents is None else Decimal(cents).scaleb(-2) for cents in values]
    if column.words is None:
        return values
    members = {word: _worded(column.words, word) for word in set(values) if word is not None}
    return [members.get(word) for word in values]
