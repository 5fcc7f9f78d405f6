"""Datasets and charts as files to take away: CSV with BOM, XLSX, JSON and a Table Schema; safe to open in Excel."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, count, islice, repeat
from operator import is_, itemgetter
from pathlib import Path
from typing import Any, TextIO, TypeAlias

from .. import drawing
from ..accounts import account_rows, consolidate, transfer_rows
from ..arrays import np, npt
from ..blocks import spoken
from ..kinds import all_kinds, kind_of
from ..model import Chart, Dataset, Disclosure, Figure, Kind, KnownObjects, Page, Reconciliation, RowsFile, Side, called
from ..pages import downloads, federation
from ..quantities import plain
from ..reading import AnyColumn, Exact, Record, RichText, Year, release
from ..storage import TreeFiles
from ..workers import workers
from .spreadsheets import PACKED_ROWS, PackedRows, add_rows, packed_rows

# A cell that begins so would be run as a formula by Excel or WPS.
_BELOW_ZERO = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# Workbooks carry a creation date; a fixed one keeps two builds of the same data identical.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

# The mark in the files of an invented organisation.
SAMPLE = "示例数据"
_SHEET = 31  # the longest name of a sheet


@dataclass(frozen=True, slots=True)
class Field:
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
KnownCells: TypeAlias = KnownObjects[Any, Line]  # of figures and records


@dataclass(frozen=True, slots=True)
class BulkLines:
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


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The rows of a month by columns: names, decimals (None for words), and (place of the value of each row, values)."""

    names: tuple[str, ...]
    decimals: tuple[int | None, ...]
    cells: tuple[tuple[npt.NDArray[np.integer[Any]], list[Any]], ...]


def month_files(table: MonthTable) -> tuple[bytes, bytes]:
    """The CSV of a month as `csv_bytes` would write it, and its Parquet; a function of these rows alone."""
    return _month_csv(table), _month_parquet(table)


def _month_csv(table: MonthTable) -> bytes:
    texts = [np.array([*map(_csv_cell, words), ""], dtype=object)[places].tolist() for places, words in table.cells]
    lines = [",".join(table.names), *map(",".join, zip(*texts, strict=True)), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _month_parquet(table: MonthTable) -> bytes:
    """The rows for analysts: money as exact decimals, words as dictionaries, a null where a cell is missing."""
    import pyarrow as pa
    from pyarrow import parquet

    arrays = []
    for decimals, (places, words) in zip(table.decimals, table.cells, strict=True):
        sort = pa.string() if decimals is None else pa.decimal128(38, decimals)
        values = [str(word) for word in words] if decimals is None else words
        arrays.append(pa.array(values, sort).take(pa.array(places, pa.int32(), mask=places < 0)))
    stream = pa.BufferOutputStream()
    rows = pa.Table.from_arrays(arrays, names=list(table.names))
    parquet.write_table(rows, stream, compression="zstd", version="2.6")
    written: bytes = stream.getvalue().to_pybytes()
    return written


@dataclass(frozen=True, slots=True)
class Export:
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


def guarded(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; a bare number below zero is none."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _BELOW_ZERO.fullmatch(text) else text


def figures(
    disclosure: Disclosure,
    uses: Mapping[str, Sequence[str]],
    chosen: Iterable[Figure] | None = None,
    known: KnownCells | None = None,
) -> Export:
    """数字台账, or only the *chosen* figures of it, without names; *uses* are the pages that show a figure: id → paths."""
    shown, known = disclosure.figures.values() if chosen is None else chosen, known or KnownObjects()
    cells = partial(_figure_line, disclosure, uses)
    rows = tuple(known.of(figure, cells) for figure in shown)
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
    columns = _offered(kind)
    fields, names = tuple(_field(column) for column in columns), _names(disclosure, columns) if chosen is None else {}
    if kind.bulk:
        bulk = BulkLines(disclosure.datasets[kind_id], tuple(columns))
        return Export(kind_id, kind.label, fields, bulk, names)
    shown, known = disclosure.records.get(kind_id, ()) if chosen is None else chosen, known or KnownObjects()
    cells = partial(_record_line, disclosure, kind, columns)
    rows = tuple(known.of(row, cells) for row in shown)
    return Export(kind_id, kind.label, fields, rows, names)


def _offered(kind: Kind) -> list[AnyColumn]:
    """The columns of a kind that are published."""
    return [column for column in kind.record.columns if column.public and not column.personal]


def _record_line(disclosure: Disclosure, kind: Kind, columns: Sequence[AnyColumn], row: Record) -> Line:
    cells: list[str | Decimal | int] = []
    for column in columns:
        value = row[column]
        if value is None:
            cells.append({"not-applicable": "不适用", "withheld": "不公开"}.get(row.missing(column).value, ""))
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


def _csv_cell(cell: str | Decimal | int) -> str:
    """A cell as it stands in a CSV."""
    if isinstance(cell, str) and _PLAINLY.fullmatch(cell):
        return cell
    text = _text(cell)
    if not _QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


_QUOTED = re.compile(r'[",\r\n]')
_PLAINLY = re.compile(r'[^=+\-@\t＝＋－＠",\r\n][^",\r\n]*')  # needs neither guard nor quotes


# --- formats -------------------------------------------------------------------------------------


def _text(cell: str | Decimal | int) -> str:
    return guarded(cell) if isinstance(cell, str) else plain(cell) if isinstance(cell, Decimal) else str(cell)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | Decimal | int]]) -> bytes:
    """A CSV that Excel and WPS open as it is: UTF-8 with BOM, CRLF, text cells guarded, numbers bare."""
    stream = io.StringIO(newline="")
    _write_csv(stream, header, rows)
    return stream.getvalue().encode("utf-8-sig")


def _write_csv(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str | Decimal | int]]) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)


def json_bytes(value: object) -> bytes:
    """JSON with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _write_list(stream: TextIO, values: Iterable[object]) -> None:
    """A JSON list with one entry a line, so that two versions can be compared."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.write("[\n")
    stream.writelines(f",\n{encode(entry)}" if number else encode(entry) for number, entry in enumerate(values))
    stream.write("\n]\n")


def as_objects(export: Export) -> Iterator[dict[str, str | int | None]]:
    """Rows as objects; numbers are decimal strings so that nothing is rounded, missing cells are null."""
    names = [field.name for field in export.fields]
    for row in export.rows:
        yield {
            name: plain(cell) if isinstance(cell, Decimal) else (cell if cell != "" else None)
            for name, cell in zip(names, row, strict=True)
        }


def write_workbook(
    path: Path, export: Export, origin: str, mark: str = "", blocks: Iterable[RowBlock] | None = None
) -> None:
    """An XLSX without formulas or links: a sheet of data under Chinese titles, numbers as numbers where they stay exact.

    Beside an id stands the name of its record: CSV and JSON, which programs join, have the ids alone. *mark* stands before its title and the name of its sheet.
    *blocks* are its rows, where they are known.
    """
    import xlsxwriter

    fields = export.spelled_fields
    frame = io.BytesIO()
    with xlsxwriter.Workbook(frame, {"constant_memory": True}) as book:
        book.set_properties({"title": mark + export.title, "comments": origin, "created": _CREATED})
        sheet = book.add_worksheet((mark + export.title)[:_SHEET])
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 1)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, 14 if field.type != "string" else 18)
            sheet.write_string(0, column, field.heading, bold)
    pieces = (block.packed(export) for block in blocks or _blocks(export.rows))
    add_rows(frame.getvalue(), path, pieces, (len(export.rows), len(fields)))


@dataclass(slots=True)
class RowBlock:
    """Rows of a table that stand below one another, the first of them in row *first* of a sheet; what was made of them is kept."""

    rows: tuple[Line, ...]
    first: int
    _digest: bytes = b""
    _names: Sequence[tuple[str, ...]] = ()
    _packed: PackedRows | None = None

    def has(self, rows: tuple[Line, ...]) -> bool:
        """Whether its rows are these very ones: equal numbers may be spelled differently."""
        return len(rows) == len(self.rows) and all(map(is_, rows, self.rows))

    def digest(self) -> bytes:
        """What tells these rows from others."""
        if not self._digest:
            self._digest = hashlib.blake2b(repr(self.rows).encode(), digest_size=16).digest()
        return self._digest

    def packed(self, table: Export) -> PackedRows:
        """The rows, which are of this table, in its workbook."""
        names = table.names_beside(self.rows)
        if self._packed is None or self._names != names:
            self._names, self._packed = names, packed_rows(table.spelled(self.rows, names), self.first)
        return self._packed


def _blocks(rows: Iterable[Line], known: Sequence[RowBlock] = ()) -> Iterator[RowBlock]:
    """Rows in blocks, as *known* as they are."""
    lines = iter(rows)
    first = 2  # below the titles
    for before in chain(known, repeat(None)):
        block = tuple(islice(lines, PACKED_ROWS))
        if not block:
            return
        yield before if before and before.has(block) else RowBlock(block, first)
        first += len(block)


@dataclass(slots=True)
class LineMemory:
    """Rows of tables as they were the last time: the same while all figures, what they were, and the pages that show them are."""

    _made_from: object = None
    _cells: KnownCells = field(default_factory=KnownObjects)
    _lines: KnownObjects[Any, str] = field(default_factory=KnownObjects)
    _blocks: dict[str, list[RowBlock]] = field(default_factory=dict)  # by table

    def cells(self, disclosure: Disclosure, uses: Mapping[str, Sequence[str]]) -> KnownCells:
        """The cells of single rows, as far as they would be the same; of none where anything else has changed."""
        self._forget_others(disclosure, uses)
        return self._cells

    def lines(self, disclosure: Disclosure, uses: Mapping[str, Sequence[str]]) -> KnownObjects[Any, str]:
        """The same as lines of a CSV."""
        self._forget_others(disclosure, uses)
        return self._lines

    def _forget_others(self, disclosure: Disclosure, uses: Mapping[str, Sequence[str]]) -> None:
        made_from = (disclosure.figures, disclosure.worded_then, uses)
        if self._made_from != made_from:
            self._made_from, self._cells, self._lines = made_from, KnownObjects(), KnownObjects()

    def blocks(self, table: Export) -> list[RowBlock]:
        """The rows of a table in blocks, those of the last time as far as they are the very same."""
        self._blocks[table.name] = list(_blocks(table.rows, self._blocks.get(table.name, ())))
        return self._blocks[table.name]


def write_chosen(
    files: TreeFiles,
    disclosure: Disclosure,
    uses: Mapping[str, Sequence[str]],
    pages: Iterable[Page],
    memory: LineMemory | None = None,
) -> None:
    """Write the rows that pages chose, each file beside its page; the columns are those of the whole table.

    *files* are those of the organisation's folder; *memory* is of the last time, and is for the next time afterwards.
    """
    lines = (memory or LineMemory()).lines(disclosure, uses)
    chosen = [block for page in pages for block in page.blocks if isinstance(block, RowsFile)]
    spellings = {kind: _spelling(disclosure, uses, kind) for kind in {block.kind for block in chosen}}
    for block in chosen:
        header, spelled = spellings[block.kind]
        content = "".join((header, *(lines.of(row, spelled) for row in block.rows)))
        (files.folder / block.path).parent.mkdir(parents=True, exist_ok=True)
        files.write(block.path, content.encode("utf-8-sig"))
    lines.turn()


def _spelling(
    disclosure: Disclosure, uses: Mapping[str, Sequence[str]], kind_id: str
) -> tuple[str, Callable[[Any], str]]:
    """The first line of a CSV of some rows of one kind, and what gives the line of a row."""
    fields: Sequence[Field]
    if kind_id == "figures":
        fields, cells = FIGURE_FIELDS, partial(_figure_line, disclosure, uses)
    else:
        kind = next(kind for kind in all_kinds() if kind.id == kind_id)
        columns = _offered(kind)
        fields, cells = [_field(column) for column in columns], partial(_record_line, disclosure, kind, columns)
    return _csv_line([field.name for field in fields]), lambda row: _csv_line(cells(row))


def _csv_line(cells: Iterable[str | Decimal | int]) -> str:
    """A line of a CSV as `_write_csv` writes it."""
    return ",".join(map(_csv_cell, cells)) + "\r\n"


def _mark(disclosure: Disclosure) -> str:
    """The prefix of titles, so that nobody takes invented data for real."""
    return f"{SAMPLE}-" if disclosure.organisation.is_sample else ""


def _as_of(disclosure: Disclosure) -> str:
    """The suffix of titles where older data is shown because the new data has faults."""
    return f"（截至{disclosure.as_of}）" if disclosure.as_of else ""


def datapackage(disclosure: Disclosure) -> dict[str, object]:
    """The Table Schema of every CSV, as a Data Package."""
    tables = [export(disclosure, {}, name, chosen=()) for name, _, _ in downloads.tables(disclosure)]
    return {
        "name": f"sunshine-charity-{disclosure.org}",
        "title": f"{_mark(disclosure)}{disclosure.organisation.name}公开数据{_as_of(disclosure)}",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "path": _paths(table),
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [
                        {"name": field.name, "title": field.title, "type": field.type}
                        | ({"description": field.description} if field.description else {})
                        for field in table.fields
                    ],
                    "missingValues": [""],
                },
            }
            for table in tables
        ],
    }


def _paths(table: Export) -> str | list[str]:
    """Where the CSV of a table is, or its CSVs by month."""
    if isinstance(table.rows, BulkLines) and len(table.rows) > downloads.WHOLE_ROWS:
        return [f"{table.name}/{month}.csv" for month in table.rows.months()]
    return f"{table.name}.csv"


def _write_table_csv(table: Export, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        _write_csv(stream, [field.name for field in table.fields], table.rows)


def _write_table_json(table: Export, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        _write_list(stream, as_objects(table))


def write_tables(
    files: TreeFiles, disclosure: Disclosure, uses: Mapping[str, Sequence[str]], memory: LineMemory | None = None
) -> None:
    """Write every table that is offered; *files* are those of the folder `data/` of the organisation, *memory* as for `write_chosen`."""
    files.folder.mkdir(parents=True, exist_ok=True)
    memory = memory or LineMemory()
    cells = memory.cells(disclosure, uses)
    origin = f"{disclosure.organisation.name}公开数据{_as_of(disclosure)}，来自阳光慈善网站"
    if disclosure.organisation.is_sample:
        origin = f"{SAMPLE}：机构、人物和数字都是虚构的。{origin}"
    for table in exports(disclosure, uses, cells):
        if isinstance(table.rows, BulkLines):
            _write_bulk(files.folder, table, table.rows, origin, _mark(disclosure))
        else:
            _write_table(files, table, memory.blocks(table), origin, _mark(disclosure))
    cells.turn()


def write_package(folder: Path, disclosure: Disclosure) -> None:
    """Write what describes all tables, into the folder `data/` of the organisation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_bytes(json_bytes(datapackage(disclosure)))


def write_charts(files: TreeFiles, charts: Iterable[Chart], known: KnownObjects[Chart, dict[str, bytes]]) -> None:
    """Write what each chart draws, as a table, a picture and data; *files* are those of the folder `data/` of the organisation.

    *known* has the files of single charts from the last time, and is for the next time afterwards.
    """
    (files.folder / "charts").mkdir(parents=True, exist_ok=True)
    for chart in charts:
        for name, content in known.of(chart, _chart_files).items():
            files.write(f"charts/{name}", content)
    known.turn()


def _chart_files(chart: Chart) -> dict[str, bytes]:
    header, *rows = drawing.rows(chart)
    table = {f"{chart.id}.csv": csv_bytes(header, rows)}
    if chart.refused:
        return table
    picture, data = str(drawing.picture(chart)).encode(), json_bytes(drawing.figure(chart))
    return table | {f"{chart.id}.svg": picture, f"{chart.id}.json": data}


def _write_table(files: TreeFiles, table: Export, blocks: Sequence[RowBlock], origin: str, mark: str) -> None:
    """A table, which is in memory as *blocks* of rows, in all its formats."""
    head = repr((replace(table, rows=(), names={}), origin, mark)).encode()
    made_from = head + b"".join(block.digest() for block in blocks)
    files.write_from(f"{table.name}.csv", made_from, partial(_write_table_csv, table))
    files.write_from(f"{table.name}.json", made_from, partial(_write_table_json, table))
    if len(table.rows) <= downloads.WORKBOOK_ROWS:
        book = partial(write_workbook, export=table, origin=origin, mark=mark, blocks=blocks)
        files.write_from(f"{table.name}.xlsx", made_from + repr(table.names).encode(), book)


def _write_bulk(folder: Path, table: Export, rows: BulkLines, origin: str, mark: str) -> None:
    """A table of a kind of millions, which is not in memory, anew; one of very many rows by months."""
    if len(rows) <= downloads.WHOLE_ROWS:
        _write_table_csv(table, folder / f"{table.name}.csv")
        _write_table_json(table, folder / f"{table.name}.json")
        if len(rows) <= downloads.WORKBOOK_ROWS:
            write_workbook(folder / f"{table.name}.xlsx", table, origin, mark)
        return
    (folder / table.name).mkdir(exist_ok=True)
    months = rows.months()
    by_month = workers().results(month_files, map(rows.month, months.values()))
    for month, (lines, columns) in zip(months, by_month, strict=True):
        (folder / table.name / f"{month}.csv").write_bytes(lines)
        (folder / table.name / f"{month}.parquet").write_bytes(columns)
