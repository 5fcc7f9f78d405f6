"""Declared columns: one line a column gives parsing, validation, headers, dictionary, exports and table schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeAlias, get_type_hints

import pandas as pd

from .problems import Problem, Where, nearest, problem
from .quantities import plain


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


class ColumnType:
    """How the text cells of one column become typed values.

    `read` takes stripped, non-missing cells (a string Series) and returns the values and a mask of the cells it refuses.
    """

    name: ClassVar[str] = "文字"
    example: ClassVar[str] = "文字"
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        """Return (values, refused)."""
        return cells, pd.Series(False, index=cells.index)

    def suggest(self, cell: str) -> str:  # noqa: ARG002
        """How to mend a refused cell."""
        return f"请写成{self.name}，例如 {self.example}。"

    def export(self, value: object) -> str:
        """The value as text for CSV and JSON files."""
        return str(value)


class Text(ColumnType):
    """Plain words, kept as written."""


class OfficeAddress(Text):
    """Words that may tell where an office is: a building and a room are meant to be read here, and nowhere else."""


class OwnAccount(Text):
    """A bank account of the organisation itself, meant to be read."""


class RichText(ColumnType):
    """Words in which `{G007}` stands for a figure."""

    name = "文字（可用 {编号} 引用数字）"


class Matched(ColumnType):
    """A text that must match a pattern as a whole."""

    pattern: ClassVar[str] = r".*"

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        return cells, ~cells.str.fullmatch(self.pattern)


class Slug(Matched):
    """An id that becomes part of a web address."""

    name = "编号（小写字母、数字和连字符，不超过 60 个）"
    example = "helping-hand"
    pattern = r"(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*"


class Code(Matched):
    """An id that becomes an anchor: letters, digits and hyphens."""

    name = "编号（字母开头，只用字母和数字）"
    example = "G001"
    pattern = r"[A-Za-z][A-Za-z0-9]{0,39}"


class Year(Matched):
    """A calendar year."""

    name = "年份"
    example = "2023"
    pattern = r"(?:19|20)[0-9]{2}"
    schema: ClassVar[dict[str, str]] = {"type": "year"}

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        plain_cells = cells.str.normalize("NFKC").str.removesuffix("年")
        refused = ~plain_cells.str.fullmatch(self.pattern)
        return plain_cells.where(~refused).astype("Int64"), refused


class Date(ColumnType):
    """A day, or only a month (2023-08) where the source says no more; kept as ISO text so that the precision stays."""

    name = "日期"
    example = "2023-09-18"
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    # 2023.10 alone is refused: a spreadsheet stores it as the number 2023.1, which would read as January.
    _form = re.compile(
        r"(?P<year>[12][0-9]{3})"
        r"(?:(?P<mark>[-/])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?"
        r"|\.(?P<month2>[0-9]{1,2})\.(?P<day2>[0-9]{1,2})"
        r"|年(?P<month3>[0-9]{1,2})月(?:(?P<day3>[0-9]{1,2})日)?)"
    )

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        parts = cells.str.normalize("NFKC").str.extract(rf"^(?:{self._form.pattern})$")
        month = parts["month"].fillna(parts["month2"]).fillna(parts["month3"])
        day = parts["day"].fillna(parts["day2"]).fillna(parts["day3"])
        spelled = parts["year"] + "-" + month.str.zfill(2) + "-" + day.fillna("1").str.zfill(2)
        real = pd.to_datetime(spelled, format="%Y-%m-%d", errors="coerce").notna()
        values = spelled.where(day.notna(), spelled.str.slice(0, 7))
        return values.where(real), ~real


class Exact(ColumnType):
    """A number in base units, exact (Decimal); thousands commas and full-width digits are understood."""

    name = "数字"
    example = "120000"
    schema: ClassVar[dict[str, str]] = {"type": "number"}

    # ASCII digits only (Decimal also takes other scripts' digits); commas only where they part thousands.
    _grammar = r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?"

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        digits = cells.str.normalize("NFKC").str.replace("−", "-").str.removeprefix("¥")
        refused = ~digits.str.fullmatch(self._grammar)
        bare = digits.str.replace(",", "")
        return bare.where(~refused, "0").map(Decimal).where(~refused), refused

    def suggest(self, cell: str) -> str:
        from .quantities import read_wording

        found = list(read_wording(cell))
        worth = plain(found[0].value) if len(found) == 1 else self.example
        return f"请写成数字，例如 {worth}。"

    def export(self, value: object) -> str:
        return plain(value) if isinstance(value, Decimal) else str(value)


class Money(Exact):
    """Yuan with at most two decimals, for tables of many rows: stored as whole 分."""

    name = "金额（元，最多两位小数）"
    example = "100.00"
    _grammar = r"-?(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,2})?"

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        digits = cells.str.normalize("NFKC").str.replace("−", "-").str.removeprefix("¥")
        refused = ~digits.str.fullmatch(self._grammar)
        bare = digits.where(~refused, "0").str.replace(",", "").str.removeprefix("-")
        parts = bare.str.extract(r"^(?P<yuan>[0-9]+)(?:\.(?P<cents>[0-9]+))?$")  # keeps its columns without any row
        cents = parts["yuan"].astype("int64") * 100 + parts["cents"].fillna("").str.ljust(2, "0").astype("int64")
        signed = cents.where(~digits.str.startswith("-"), -cents)
        return signed.astype("Int64").where(~refused), refused


class DonationNumber(Matched):
    """Our own public number of a gift: its month and its place in it."""

    name = "捐赠编号（年-月-五位或六位序号）"
    example = "2023-09-00412"
    pattern = r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:[0-9]{5}|[1-9][0-9]{5})"


class Yuan(Exact):
    """Money in yuan to the 分, exact; parentheses as accountants write negatives are understood."""

    name = "金额（元，最多两位小数）"
    example = "120000.00"

    _grammar = r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,2})?"

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        digits = cells.str.normalize("NFKC").str.replace(r"^\(([0-9][0-9,.]*)\)$", r"-\1", regex=True)
        return super().read(digits)


class Flag(ColumnType):
    """是 or 否."""

    name = "“是”或“否”"
    example = "是"
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        return cells, ~cells.isin(["是", "否"])


class Url(Matched):
    """A web address."""

    name = "网址"
    example = "https://cszg.mca.gov.cn/"
    pattern = r"https?://[^\s<>\"']+"


class Phone(Matched):
    """A telephone number of the mainland: area code and number, mobile, 400 or 800, or a short service number."""

    name = "电话号码（区号-号码、手机号、400 或 95、96、12 开头的短号）"
    example = "0512-65220000"
    pattern = (
        r"0[1-9][0-9]{1,2}[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?"
        r"|1[3-9][0-9]{9}|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|(?:12|95|96)[0-9]{3,6}"
    )
    # what stands in a form until somebody knows the number
    _made_up = r"0{7}|1{7}|2{7}|3{7}|4{7}|5{7}|6{7}|7{7}|8{7}|9{7}|1234567|7654321"

    def read(self, cells: Cells) -> tuple[Cells, Cells]:
        plain_cells = cells.str.normalize("NFKC")
        digits = plain_cells.str.replace(r"[^0-9]", "", regex=True)
        return plain_cells, ~plain_cells.str.fullmatch(self.pattern) | digits.str.contains(self._made_up)


class Email(Matched):
    """An e-mail address."""

    name = "邮箱"
    example = "office@example.org"
    pattern = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


class Fingerprint(Matched):
    """A SHA-256 in hexadecimal."""

    name = "指纹（SHA-256，64 位）"
    example = "e3b0c442…"
    pattern = r"[0-9a-f]{64}"


class Formula(ColumnType):
    """Sums over figure ids: `G001 - G002`, `sum(GB01)`; read by `formulas`."""

    name = "公式"
    example = "G001 - G002"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: its names, its type, and the rules that its cells must keep."""

    label: str
    type: ColumnType
    name: str = ""
    key: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str | None = None
    many: bool = False
    personal: bool = False
    description: str = ""
    public: bool = True

    @property
    def expected(self) -> str:
        """What a cell should hold, in words."""
        return "、".join(self.choices) if self.choices else self.type.name


def column(  # noqa: PLR0913  (a column has many sides, all named)
    label: str,
    *,
    key: bool = False,
    required: bool = False,
    choices: tuple[str, ...] = (),
    refers_to: str | None = None,
    many: bool = False,
    personal: bool = False,
    description: str = "",
    public: bool = True,
) -> Any:
    """Declare a column of a record under its Chinese *label*; the type comes from the annotation."""
    return Column(
        label,
        Text(),
        key=key,
        required=required or key,
        choices=choices,
        refers_to=refers_to,
        many=many,
        personal=personal,
        description=description,
        public=public,
    )


class Record:
    """Base of all records: annotated `column()` attributes become `columns`, in order, inherited ones last."""

    columns: ClassVar[tuple[Column, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        hints = get_type_hints(cls)
        own = [
            replace(value, name=name, type=hints[name]())
            for name, value in vars(cls).items()
            if isinstance(value, Column)
        ]
        cls.columns = (*own, *(one for base in cls.__bases__ for one in getattr(base, "columns", ())))

    @classmethod
    def column(cls, name: str) -> Column:
        """The column called *name*."""
        return next(one for one in cls.columns if one.name == name)

    @classmethod
    def key(cls) -> Column | None:
        """The column that identifies a row, if there is one."""
        return next((one for one in cls.columns if one.key), None)


SEPARATOR = "；"


def split_many(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    parts = (part.strip() for part in cell.replace(";", SEPARATOR).split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(slots=True)
class TypedTable:
    """Typed columns of one file: *frame* holds values (null where missing), *missing* says why, *refused* what was unreadable."""

    frame: pd.DataFrame
    missing: dict[tuple[int, str], Missing] = field(default_factory=dict)
    refused: set[tuple[int, str]] = field(default_factory=set)


def read_columns(
    record: type[Record], cells: pd.DataFrame, where: Callable[[int, str], Where]
) -> tuple[TypedTable, list[Problem]]:
    """Type all *cells* (text, one column a declared name, any index); *where* tells the place of (index, label).

    A refused cell becomes null and a Problem; nothing is raised.
    """
    problems: list[Problem] = []
    typed: dict[str, Cells] = {}
    missing: dict[tuple[int, str], Missing] = {}
    refused_cells: set[tuple[int, str]] = set()
    for one in record.columns:
        if one.name not in cells:
            typed[one.name] = pd.Series(None, index=cells.index, dtype=object)
            continue
        text = cells[one.name].str.strip()
        absent = text.isin(list(MISSING_WORDS))
        for index in text.index[absent & (text != "")]:
            missing[index, one.name] = MISSING_WORDS[text[index]]
        if one.required:
            code = "missing-source" if one.refers_to == "sources" else "missing-value"
            problems.extend(
                problem(code, where(index, one.label), expected=one.expected) for index in text.index[absent]
            )
        present = text[~absent]
        values, refused = _read_present(one, present)
        bad = present.index[refused.to_numpy(dtype=bool)]
        problems.extend(_refusal(one, where(index, one.label), present[index]) for index in bad)
        refused_cells.update((index, one.name) for index in bad)
        typed[one.name] = values.reindex(cells.index)
    return TypedTable(pd.DataFrame(typed, index=cells.index), missing, refused_cells), problems


def _read_present(one: Column, present: Cells) -> tuple[Cells, Cells]:
    if one.choices and not one.many:
        refused = ~present.isin(list(one.choices))
        return present.where(~refused), refused
    if one.many:
        values = present.map(split_many)
        allowed = set(one.choices)
        refused = values.map(lambda parts: bool(allowed) and not allowed.issuperset(parts)).astype(bool)
        return values.where(~refused), refused
    values, refused = one.type.read(present)
    refused = refused.fillna(True).astype(bool)
    return values.where(~refused), refused


def _refusal(one: Column, where: Where, cell: str) -> Problem:
    if one.choices:
        return problem(
            "unknown-choice", where, cell=cell, choices="、".join(one.choices), hint=nearest(cell, one.choices)
        )
    return problem("bad-value", where, cell=cell, expected=one.type.name, mend=one.type.suggest(cell))


def rows(table: TypedTable) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (index, row) with plain Python values and None where a cell is missing."""
    frame = table.frame.astype(object).where(table.frame.notna(), None)
    names = list(frame.columns)
    for index, values in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        yield index, dict(zip(names, values, strict=True))
