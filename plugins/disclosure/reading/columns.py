"""Declared columns: one line a column gives parsing, validation, headers, dictionary, exports and table schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar, Generic, Literal, Self, TypeAlias, TypedDict, Unpack, cast, overload

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from ..problems import Where
from .cell_types import (
    Code,
    ColumnType,
    DonationNumber,
    E,
    Exact,
    Fingerprint,
    Matched,
    Missing,
    Phone,
    Promise,
    RichText,
    Slug,
    Text,
    V,
    V_co,
    WordList,
)


class Column(Struct, Generic[V_co], frozen=True):
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
        force_setattr(self, "name", name)

    @overload
    def __get__(self, row: None, record: object) -> Self: ...
    @overload
    def __get__(self, row: Record, record: object = None) -> V_co | None: ...
    @overload
    def __get__(self, row: object, record: object = None) -> Self: ...
    def __get__(self, row: object, record: object = None) -> Self | V_co | None:
        if row is None:
            return self
        raise AttributeError(self.name)  # a record has its cells as attributes of its own, which come first

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


class Required(Column[V_co], frozen=True):
    """A column that must be filled in: a record that is `Complete` has a value there."""

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


_ID, _NAME = attrgetter("id"), attrgetter("name")


class Record:
    """Base of all declared records: its `column()` attributes become `columns`, in order, inherited ones last.

    An instance is one row as it was read: `row.quantity` is the value, or None where there is none or where the cell could
    not be read; checks see such rows, too. With a subclass that is also `Complete`, a row that has all it must have becomes
    an instance of that.
    """

    __slots__ = ("__dict__", "faulty", "reasons", "where")

    columns: ClassVar[tuple[AnyColumn, ...]] = ()  # what staff fill in
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
    def published_columns(cls) -> list[AnyColumn]:
        """The columns that readers see and can take away, in their declared order."""
        return [column for column in cls.columns if column.public and not column.personal]

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
                values[column.name] = worded(column.words, values[column.name])
        whole = all(values[column.name] is not None for column in cls.columns if column.required)
        return cast("Self", row_with(cls.whole if whole else cls, values.items(), where, reasons or {}, faulty))

    def __getitem__(self, column: Column[V]) -> V | None:
        return cast("V | None", getattr(self, column.name))

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
        return str(_ID(self))

    @property
    def record_name(self) -> str:
        """What the column `name` holds."""
        return str(_NAME(self))


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


def row_with(
    record: type[Record],
    values: Iterable[tuple[str, Any]],
    where: Where,
    reasons: Mapping[str, Missing],
    faulty: frozenset[str],
) -> Record:
    """A row of *record* with a value for every column, by name; they are taken as they are."""
    row = record.__new__(record)
    for name, value in values:  # one by one: rows of one class then share the names
        setattr(row, name, value)
    row.where, row.reasons, row.faulty = where, reasons, faulty
    return row


def worded(words: type[StrEnum], value: Any) -> StrEnum | tuple[StrEnum, ...]:
    """A word, or several, as members of their list."""
    return tuple(words(word) for word in value) if isinstance(value, tuple) else words(value)


SEPARATOR = "；"


def split_many(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    parts = (part.strip() for part in cell.replace(";", SEPARATOR).split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))
