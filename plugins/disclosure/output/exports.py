"""The tables that readers may take away: their fields, and their rows as text or exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import count
from operator import itemgetter
from typing import Any, TypeAlias

from msgspec import Struct, field

from ..accounts import account_rows, consolidate, transfer_rows
from ..arrays import np, npt
from ..blocks import spoken
from ..kinds import all_kinds, kind_of
from ..model import Dataset, Disclosure, Figure, FigureRef, IdentityCache, Kind, Reconciliation, Side, called
from ..pages import downloads, federation
from ..reading import AnyColumn, Exact, Record, RichText, Year, release


class Field(Struct, frozen=True):
    """A column of an exported table: English name, Chinese title, Table Schema type."""

    name: str
    title: str
    type: str = "string"
    description: str = ""
    unit: str = ""

    @property
    def heading(self) -> str:
        """The title over a column of a workbook, with the unit of its numbers: 金额（元）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


Line: TypeAlias = tuple[str | Decimal | int, ...]
KnownCells: TypeAlias = IdentityCache[Any, Line]  # of figures and records


class BulkLines(Struct, frozen=True):
    """The rows of a kind of millions, read again each time they are walked and never all held at once."""

    dataset: Dataset
    columns: tuple[AnyColumn, ...]

    def __len__(self) -> int:
        return len(self.dataset)

    def months(self) -> dict[str, npt.NDArray[np.integer[Any]]]:
        """The positions of the rows of each month, in the order of the months."""
        return self.dataset.parts(self.dataset.record.column("month"))

    def month(self, positions: npt.NDArray[np.integer[Any]]) -> MonthTable:
        """These rows by columns, for downloads."""
        release()  # what was read of the month before
        cells = tuple(self.dataset.words_at(column, positions) for column in self.columns)
        sorts = tuple(column.type.decimals if isinstance(column.type, Exact) else None for column in self.columns)
        return MonthTable(tuple(column.name for column in self.columns), sorts, cells)

    def __iter__(self) -> Iterator[Line]:
        for row in self.dataset.cells(self.columns):
            yield tuple("" if cell is None else cell for cell in row)


class MonthTable(Struct, frozen=True):
    """The rows of a month by columns: names, decimals (None for words), and (place of the value of each row, values)."""

    names: tuple[str, ...]
    decimals: tuple[int | None, ...]
    cells: tuple[tuple[npt.NDArray[np.integer[Any]], list[Any]], ...]


class Export(Struct, frozen=True):
    """One table: its fields, its rows as text or exact numbers, and by field what the records that it has ids of are called."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Line] | BulkLines
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def spelled_fields(self) -> tuple[Field, ...]:
        """The fields as people read them: beside each id the name of its record."""
        fields: list[Field] = []
        for title in self.fields:
            fields += (title, _name_of(title)) if title.name in self.names else (title,)
        return tuple(fields)

    def names_beside(self, rows: Iterable[Line]) -> list[tuple[str, ...]]:
        """What the records are called that each of some rows has ids of."""
        named = [(place, self.names[title.name]) for place, title in enumerate(self.fields) if title.name in self.names]
        return [tuple(_names_in(str(row[place]), names) for place, names in named) for row in rows]

    def spelled(self, rows: Sequence[Line], names: Sequence[tuple[str, ...]]) -> list[Line]:
        """Some rows as people read them, with the *names* beside their ids."""
        if not self.names:
            return list(rows)
        order: list[int] = []
        beside = count(len(self.fields))
        for place, title in enumerate(self.fields):
            order += (place, next(beside)) if title.name in self.names else (place,)
        arranged = itemgetter(*order)
        return [arranged((*row, *named)) for row, named in zip(rows, names, strict=True)]


_SEVERAL = "；"  # between the ids of one cell


def _names_in(cell: str, names: Mapping[str, str]) -> str:
    """The names of the ids in a cell, in their order; nothing for one that has none."""
    if cell in names:
        return names[cell]
    return _SEVERAL.join(names.get(key, "") for key in cell.split(_SEVERAL))


def _name_of(field: Field) -> Field:
    return Field(f"{field.name}_name", f"{field.title}的名称")


FIGURE_FIELDS = (
    Field("id", "编号"),
    Field("year", "年度", "year"),
    Field("topic", "主题"),
    Field("subject", "事项"),
    Field("measure", "指标"),
    Field("value", "数值", "number", "基本单位（元、人……），精确小数"),
    Field("qualifier", "约数"),
    Field("unit", "单位"),
    Field("as_written", "原文写法"),
    Field("scope", "口径"),
    Field("level", "来源等级"),
    Field("source", "来源"),
    Field("status", "状态"),
    Field("pages", "用在哪些页", "string", "网页地址，以空格分开"),
    Field("nature", "性质"),
    Field("basis", "款物"),
    Field("record", "所属记录"),
    Field("part_of", "属于"),
    Field("place", "出处"),
    Field("formula", "公式"),
    Field("note", "说明"),
    Field("sentence", "原文句子", "string", "来源文件里写到这个数的那一句；没有收存原件的空着"),
)


def figures(
    disclosure: Disclosure,
    uses: Mapping[str, Sequence[str]],
    chosen: Iterable[Figure] | None = None,
    known: KnownCells | None = None,
) -> Export:
    """数字台账, or only the *chosen* figures of it, without names; *uses* are the pages that show a figure: id → paths."""
    shown = disclosure.figures.values() if chosen is None else chosen
    rows = lines_of(disclosure, uses, "figures").of(shown, known)
    targets = {"source": "sources", "record": "records"} if chosen is None else {}
    names = {name: called for name, target in targets.items() if (called := _called(disclosure, target))}
    return Export("figures", "数字台账", FIGURE_FIELDS, rows, names)


def _figure_line(disclosure: Disclosure, uses: Mapping[str, Sequence[str]], figure: Figure) -> Line:
    return (
        figure.id,
        figure.year,
        figure.topic,
        figure.subject,
        figure.measure,
        figure.value,
        figure.qualifier or "",
        figure.unit,
        figure.as_written,
        figure.scope,
        figure.level,
        figure.source or "",
        figure.status,
        " ".join(f"{disclosure.org}/{path}" for path in uses.get(figure.id, ())),
        figure.nature,
        figure.basis or "",
        figure.record or "",
        " ".join(figure.part_of),
        figure.place or "",
        figure.formula.text if figure.formula else "",
        spoken(disclosure, figure.note),
        figure.sentence or "",
    )


_CHECK_FIELDS = (
    Field("id", "编号"),
    Field("year", "年度", "year"),
    Field("topic", "主题"),
    Field("title", "检查项"),
    Field("left", "左边"),
    Field("left_value", "左边数值", "number"),
    Field("left_formula", "左式", "string", "左边的数怎样算出来：数字编号的算式，没有算式的照写文字"),
    Field("relation", "关系"),
    Field("right", "右边"),
    Field("right_value", "右边数值", "number"),
    Field("right_formula", "右式", "string", "右边的数怎样算出来：数字编号的算式，没有算式的照写文字"),
    Field("difference", "差", "number", "左边数值减右边数值"),
    Field("difference_text", "差的写法", "string", "网页上怎样写这个差：有约数的，写明约、至少还是最多"),
    Field("unit", "单位"),
    Field("verdict", "结论"),
    Field("inputs", "相关数字"),
    Field("note", "说明"),
)


def _rule(disclosure: Disclosure, side: Side) -> str:
    """How a value came about: its formula, else the words that say the rule; nothing where there is no value."""
    if side.value is None:
        return ""
    return side.formula.text if side.formula else spoken(disclosure, side.label)


def checks(disclosure: Disclosure) -> Export:
    """对账表."""

    def row(check: Reconciliation) -> tuple[str | Decimal | int, ...]:
        return (
            check.id,
            check.year,
            check.topic,
            check.title,
            spoken(disclosure, check.left.label),
            "" if check.left.value is None else check.left.value,
            _rule(disclosure, check.left),
            check.relation or "",
            spoken(disclosure, check.right.label),
            "" if check.right.value is None else check.right.value,
            _rule(disclosure, check.right),
            "" if check.difference is None else check.difference,
            check.difference_text,
            check.left.unit or check.right.unit or "",
            check.verdict.value,
            " ".join(dict.fromkeys((*check.left.inputs, *check.right.inputs))),
            spoken(disclosure, check.note),
        )

    return Export("reconciliations", "对账表", _CHECK_FIELDS, tuple(row(check) for check in disclosure.reconciliations))


def _called(disclosure: Disclosure, target: str) -> dict[str, str]:
    """What the records of a public kind are called, by id; of all kinds, by kind and id, where the target is any record."""
    if target == "records":
        kinds = (kind for kind in all_kinds() if not kind.bulk)
        return {f"{kind.id}/{key}": name for kind in kinds for key, name in _called(disclosure, kind.id).items()}
    kind = kind_of(target)
    rows = disclosure.records.get(target, ()) if kind and kind.public else ()
    return {str(row.values["id"]): called(row) for row in rows if row.values.get("id") and called(row)}


def _names(disclosure: Disclosure, columns: Iterable[AnyColumn]) -> dict[str, dict[str, str]]:
    """Of the columns that hold ids: what the records of those ids are called."""
    every = {column.name: _called(disclosure, column.refers_to) for column in columns if column.refers_to}
    return {name: names for name, names in every.items() if names}


def _field(column: AnyColumn) -> Field:
    kind = "number" if isinstance(column.type, Exact) else "year" if isinstance(column.type, Year) else "string"
    return Field(column.name, column.label, kind, column.notes, column.unit)


def records(
    disclosure: Disclosure, kind_id: str, chosen: Iterable[Record] | None = None, known: KnownCells | None = None
) -> Export:
    """The records of one kind (or only the *chosen* ones, without names), its public columns in their declared order."""
    kind = next(kind for kind in all_kinds() if kind.id == kind_id)
    columns = kind.record.published_columns()
    fields, names = tuple(_field(column) for column in columns), _names(disclosure, columns) if chosen is None else {}
    if kind.bulk:
        bulk = BulkLines(disclosure.datasets[kind_id], tuple(columns))
        return Export(kind_id, kind.label, fields, bulk, names)
    shown = disclosure.records.get(kind_id, ()) if chosen is None else chosen
    rows = lines_of(disclosure, {}, kind_id).of(shown, known)
    return Export(kind_id, kind.label, fields, rows, names)


def _record_line(disclosure: Disclosure, kind: Kind, columns: Sequence[AnyColumn], row: Record) -> Line:
    cells: list[str | Decimal | int] = []
    for column in columns:
        value = row[column]
        if value is None:
            cells.append(row.missing(column).word)
        elif isinstance(value, tuple):
            cells.append(_SEVERAL.join(value))
        elif isinstance(column.type, RichText):
            cells.append(spoken(disclosure, disclosure.phrase(kind, row, value)))
        else:
            cells.append(
                value if isinstance(value, Decimal) else int(value) if isinstance(column.type, Year) else str(value)
            )
    return tuple(cells)


_FEDERATION = {
    "federation": (
        account_rows,
        (
            Field("year", "年度", "year"),
            Field("row", "行", "string", "成员、未报送、相加、抵销或合并数"),
            Field("body", "机构", "string", "抵销行里是拨出方"),
            Field("receiver", "接收方"),
            Field("income", "收入", "number", unit="元"),
            Field("expense", "支出", "number", unit="元"),
            Field("net_assets", "年末净资产", "number", unit="元"),
            Field("origin", "数字取自"),
            Field("level", "来源等级"),
            Field("figures", "数字编号", "string", "这家机构自己的数字台账里的编号"),
        ),
    ),
    "federation-transfers": (
        transfer_rows,
        (
            Field("year", "年度", "year"),
            Field("payer", "拨出方"),
            Field("receiver", "接收方"),
            Field("book", "记在哪一边的账上"),
            Field("day", "日期"),
            Field("amount", "金额", "number", unit="元"),
            Field("cell", "取自"),
        ),
    ),
}


def consolidated(disclosure: Disclosure, name: str) -> Export:
    """合并账 or 内部往来 of a federation, all years."""
    assert disclosure.federation is not None  # noqa: S101  (only then is it offered)
    rows_of, fields = _FEDERATION[name]
    rows = tuple(row for year in consolidate(disclosure.federation) for row in rows_of(year))
    return Export(name, dict(federation.FILES)[name], fields, rows)


def columns_of_numbers() -> frozenset[str]:
    """The names and titles of all columns that hold numbers and nothing else, in every file that is offered."""
    fields = [*FIGURE_FIELDS, *_CHECK_FIELDS, *(field for _, more in _FEDERATION.values() for field in more)]
    fields += [_field(column) for kind in all_kinds() for column in kind.record.columns]
    numbers = [field for field in fields if field.type in {"number", "year"}]
    return frozenset(
        {*(field.name for field in numbers), *(field.title for field in numbers), *(field.heading for field in numbers)}
    )


def exports(
    disclosure: Disclosure, uses: Mapping[str, Sequence[str]], known: KnownCells | None = None
) -> Iterator[Export]:
    """Every table that the download page offers; *known* are the cells of rows that would be the same."""
    return (export(disclosure, uses, name, known=known) for name, _, _ in downloads.tables(disclosure))


def export(
    disclosure: Disclosure,
    uses: Mapping[str, Sequence[str]],
    name: str,
    chosen: tuple[()] | None = None,
    known: KnownCells | None = None,
) -> Export:
    """The table of this name, one of those that the download page offers; without its rows where none are *chosen*."""
    if name == "figures":
        return figures(disclosure, uses, chosen, known)
    if name == "reconciliations":
        return checks(disclosure)
    return consolidated(disclosure, name) if name in _FEDERATION else records(disclosure, name, chosen, known)


class RowLines(Struct, frozen=True):
    """How the rows of a table are put in cells: its fields, the cells of a row, and what these say that is not in the row itself."""

    fields: Sequence[Field]
    cells: Callable[[Any], Line]
    beside: Callable[[Any], object]

    def of(self, rows: Iterable[Any], known: KnownCells | None = None) -> tuple[Line, ...]:
        """The lines of some rows; those of rows of which all is as it was are *known*."""
        known = known or IdentityCache()
        return tuple(known.of(row, self.cells, self.beside(row)) for row in rows)


def lines_of(disclosure: Disclosure, uses: Mapping[str, Sequence[str]], kind_id: str) -> RowLines:
    """How the rows of a kind that is not of millions are put in cells, or those of the register (`figures`)."""
    if kind_id == "figures":
        return RowLines(
            FIGURE_FIELDS, partial(_figure_line, disclosure, uses), partial(_beside_figure, disclosure, uses)
        )
    kind = next(kind for kind in all_kinds() if kind.id == kind_id)
    columns = kind.record.published_columns()
    worded = [column for column in columns if isinstance(column.type, RichText)]
    return RowLines(
        [_field(column) for column in columns],
        partial(_record_line, disclosure, kind, columns),
        partial(_beside_record, disclosure, kind, worded),
    )


def _beside_figure(disclosure: Disclosure, uses: Mapping[str, Sequence[str]], figure: Figure) -> object:
    """The pages that show a figure, and its note where that names others."""
    note = spoken(disclosure, figure.note) if any(isinstance(piece, FigureRef) for piece in figure.note) else ""
    return note, uses.get(figure.id, ())


def _beside_record(disclosure: Disclosure, kind: Kind, worded: Sequence[AnyColumn], row: Record) -> object:
    """The words of a row that name figures."""
    texts = (row[column] for column in worded)
    return tuple(spoken(disclosure, disclosure.phrase(kind, row, text)) for text in texts if text and "{" in text)
