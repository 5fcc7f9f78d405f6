"""Workbooks to fill in, made from the declarations of the records: what is filled in goes back as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..kinds import all_kinds
from ..law import FormEdition, statements
from ..model import Kind
from ..reading import (
    CHOICES,
    EXAMPLES,
    MISSING_WORDS,
    NOTES,
    TABLE_SUFFIXES,
    AnyColumn,
    Date,
    Exact,
    Flag,
    Money,
    WholeNumber,
    Year,
    Yuan,
    letter,
    read_tables,
)
from ..storage import by_parts
from .documentation import said_of

# Workbooks carry a date of making; a fixed one keeps two of the same declarations identical.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

_ROWS = 5000  # how many rows below the header are validated
_SHEET = 31  # the longest name of a sheet
_PROMPT = 255  # the longest prompt of a cell
_REASONS = tuple(word for word in MISSING_WORDS if word)
_FONT = "Microsoft YaHei"

_OPEN = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_cells": True, "format_columns": True,
    "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True,
}  # fmt: skip


class Fill(Struct, frozen=True):
    """What is known beforehand: the organisation and year, ids that columns may name, and examples by kind."""

    organisation: str = ""
    year: int | None = None
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by kind, where not all are wanted
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by column, what its cells usually hold

    def columns_of(self, kind: Kind) -> list[AnyColumn]:
        """The columns of a sheet, in their order."""
        wanted = self.columns.get(kind.id)
        return [kind.record.column(name) for name in wanted] if wanted else list(kind.record.columns)


def examples_below(data: Path, kinds: Sequence[Kind] = ()) -> dict[str, list[dict[str, str]]]:
    """The first rows of *kinds* (of every kind) in the fictional data folder, by column name."""
    examples: dict[str, list[dict[str, str]]] = {}
    for kind in kinds or all_kinds():
        if kind.form:
            continue
        for path in sorted([*data.glob(f"*/{kind.id}.*"), *data.glob(f"*/{kind.id}/*")], key=by_parts):
            if kind.id not in examples and path.suffix in TABLE_SUFFIXES:
                cells = read_tables(path, path.name, kind.record)[0].cells.head(2)
                rows = [{str(name): str(cell) for name, cell in row.items()} for row in cells.to_dict("records")]
                if rows:
                    examples[kind.id] = rows
    return examples


def header_of(column: AnyColumn) -> str:
    """The header of a column as the template prints it: with its unit, where it has one."""
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def sheet_name(kind: Kind) -> str:
    """The name of the sheet of a kind; reading knows it again."""
    return (kind.form.title if kind.form else kind.label)[:_SHEET]


def template(kinds: Sequence[Kind], fill: Fill, guide: Sequence[str] = ()) -> bytes:
    """One workbook with a sheet for each of *kinds*, and the sheets 示例, 说明 and 选项, which are never read.

    *guide* are the lines of 说明, where that is not a list of all columns.
    """
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _CREATED, "title": "、".join(kind.label for kind in kinds)[:200]})
        writer = _Writer(book, fill)
        for kind in kinds:
            if kind.form:
                writer.form(kind)
            else:
                writer.table(kind)
        tables = [kind for kind in kinds if not kind.form]
        if tables:
            writer.examples(tables)
        if guide:
            writer.guide(guide)
        else:
            writer.notes(kinds)
        writer.choices()
    return stream.getvalue()


class _Writer:
    """Writes the sheets of one workbook; the lists of choices come last."""

    def __init__(self, book: Any, fill: Fill) -> None:
        self.book = book
        self.fill = fill
        self.lists: dict[tuple[str, ...], tuple[int, str]] = {}  # the words of a list → its column and heading
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}

        def style(**more: Any) -> Any:
            return book.add_format({**base, **more})

        head = {"bold": True, "text_wrap": True, "border": 1, "border_color": "#B9B2A5", "align": "center"}
        self.required = style(**head, bg_color="#F3D9D3", font_color="#5A1A12")
        self.optional = style(**head, bg_color="#EFEBE3", font_color="#2B2A28")
        self.title = style(bold=True, font_size=14)
        self.plain = style(text_wrap=True, valign="top")
        self.example = style(text_wrap=True, valign="top", font_color="#7A756C")
        self.group = style(bold=True, bg_color="#EFEBE3")
        self.printed = style(border=1, border_color="#B9B2A5")
        self.printed_total = style(border=1, border_color="#B9B2A5", bold=True)
        self.amount = style(border=1, border_color="#B9B2A5", num_format="#,##0.00", locked=False)
        self.total = style(border=1, border_color="#B9B2A5", num_format="#,##0.00", locked=False, bold=True)
        self.label = style(border=1, border_color="#B9B2A5", locked=False)
        self.open = {
            form: style(num_format=form, locked=False, text_wrap=form == "@")
            for form in ("@", "#,##0.00", "General", "0")
        }

    # --- a table of records ------------------------------------------------------------------

    def table(self, kind: Kind) -> None:
        """A sheet with the header of a kind and open cells below it."""
        sheet = self.book.add_worksheet(sheet_name(kind))
        sheet.set_row(0, 36)
        columns = self.fill.columns_of(kind)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _width(column), self.open[_number_format(column)])
            sheet.write_string(0, at, header_of(column), self.required if column.required else self.optional)
            sheet.data_validation(1, at, _ROWS, at, self._validation(column, f"{letter(at + 1)}2"))
        sheet.freeze_panes(1, 1 if columns[0].key else 0)
        sheet.protect("", _OPEN)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _validation(self, column: AnyColumn, cell: str) -> dict[str, Any]:
        must = "必填" if column.required else "选填"
        message = f"{must}。{said_of(column)}。{column.notes}"
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.label[:32],
            "input_message": message if len(message) <= _PROMPT else message[: _PROMPT - 1] + "…",
            "error_title": "请核对",
            "error_message": f"这一格应填：{said_of(column)}"[:_PROMPT],
        }
        words = ("是", "否") if isinstance(column.type, Flag) else column.choices
        known = tuple(self.fill.ids.get(column.refers_to or "", ()) or self.fill.words.get(column.name, ()))
        reasons = "".join(f',{cell}="{word}"' for word in _REASONS)
        if words or known:
            fixed = bool(words) and not column.many
            listed = (*words, *(() if column.required else _REASONS)) if words else known
            rule |= {"validate": "list", "source": self._list(column.label, listed), "show_error": not column.many}
            rule["error_type"] = "stop" if fixed else "warning"  # an id may be that of a row which is added just now
        elif isinstance(column.type, Money | Yuan):
            rule |= {"validate": "custom", "value": f"=OR(AND(ISNUMBER({cell}),ROUND({cell},2)={cell}){reasons})"}
        elif isinstance(column.type, WholeNumber):
            whole = f"ISNUMBER({cell}),{cell}>=0,INT({cell})={cell}"
            rule |= {"validate": "custom", "value": f"=OR(AND({whole}){reasons})"}
        elif isinstance(column.type, Exact):
            rule |= {"validate": "custom", "value": f"=OR(ISNUMBER({cell}){reasons})"}
        elif isinstance(column.type, Year):
            rule |= {"validate": "integer", "criteria": "between", "minimum": 1949, "maximum": 2099}
        elif isinstance(column.type, Date):
            day = f'ISNUMBER(DATEVALUE({cell})),ISNUMBER(DATEVALUE({cell}&"-01"))'
            rule |= {"validate": "custom", "value": f"=OR(ISNUMBER({cell}),{day}{reasons})"}
        return rule

    def _list(self, label: str, words: tuple[str, ...]) -> str:
        at, _ = self.lists.setdefault(words, (len(self.lists), label))
        column = letter(at + 1)
        return f"='{CHOICES}'!${column}$2:${column}${len(words) + 1}"

    # --- a printed form ----------------------------------------------------------------------

    def form(self, kind: Kind) -> None:
        """A statement as it is printed: its title, its lines with their numbers, and open cells for the amounts."""
        edition = statements.edition_of(kind.id, self.fill.year) if self.fill.year else None
        if edition is None:
            raise ValueError(kind.id)
        sheet = self.book.add_worksheet(sheet_name(kind))
        sheet.write_string(0, 0, edition.title, self.title)
        sheet.write_string(1, 0, f"编制单位：{self.fill.organisation}", self.open["@"])
        sheet.write_string(1, 1, f"{self.fill.year}年度", self.plain)
        sheet.write_string(1, 2, "单位：元", self.plain)
        sheet.write_string(2, 0, "来源：", self.open["@"])
        names = list(edition.columns)
        for at, word in enumerate(["项目", "行次", *edition.columns.values()]):
            sheet.write_string(3, at, word, self.required)
        self._lines(sheet, edition, names)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1, 9)
        sheet.set_column(2, 1 + len(names), 20)
        sheet.freeze_panes(4, 2)
        sheet.protect("", _OPEN | {"insert_rows": False, "delete_rows": False, "sort": False})
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _lines(self, sheet: Any, edition: FormEdition, names: Sequence[str]) -> None:
        rule = {
            "validate": "decimal", "criteria": "between", "minimum": -9999999999999, "maximum": 9999999999999,
            "input_title": "金额", "input_message": "元，写到分；没有发生的空着。",
            "error_title": "请核对", "error_message": "这一格应填金额（元，最多两位小数）。",
        }  # fmt: skip
        for row, line in enumerate(edition.lines, 4):
            if not line.number:
                sheet.write_string(row, 0, f"{line.label}：", self.group)
                continue
            printed = self.printed_total if line.total else self.printed
            label = "　" * line.indent + line.printed
            sheet.write_string(row, 0, label, self.label if line.free else printed)
            sheet.write_string(row, 1, line.number, printed)
            for at in range(len(names)):
                sheet.write_blank(row, 2 + at, None, self.total if line.total else self.amount)
            sheet.data_validation(row, 2, row, 1 + len(names), rule)

    # --- what is never read ------------------------------------------------------------------

    def examples(self, kinds: Sequence[Kind]) -> None:
        """Rows of an invented organisation, a block a kind."""
        sheet = self.book.add_worksheet(EXAMPLES)
        sheet.write_string(0, 0, "虚构的例子，照着填在前面的表里；这一张不会被读取。", self.title)
        row = 2
        for kind in kinds:
            sheet.write_string(row, 0, kind.label, self.title)
            for at, column in enumerate(self.fill.columns_of(kind)):
                sheet.write_string(row + 1, at, header_of(column), self.required if column.required else self.optional)
                for below, example in enumerate(self.fill.examples.get(kind.id, ()), row + 2):
                    sheet.write_string(below, at, example.get(column.name, ""), self.example)
            row += 4 + len(self.fill.examples.get(kind.id, ()))
        sheet.set_column(0, max(len(self.fill.columns_of(kind)) for kind in kinds), 18)
        sheet.protect("", _OPEN)

    def guide(self, lines: Sequence[str]) -> None:
        """How to fill in the workbook, on one screen."""
        sheet = self.book.add_worksheet(NOTES)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, lines[0], self.title)
        for row, line in enumerate(lines[1:], 1):
            sheet.write_string(row, 0, line, self.plain)
        sheet.protect("", _OPEN)

    def notes(self, kinds: Sequence[Kind]) -> None:
        """What each column holds, and where the filled workbook goes."""
        sheet = self.book.add_worksheet(NOTES)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 8)
        sheet.set_column(2, 3, 60)
        sheet.write_string(0, 0, "怎样填", self.title)
        rules = [
            "红底的表头是必填的列；选填的列没有内容就空着，也可以整列删去。表头的文字不要改。",
            f"没有内容的格子：没有公布写“{_REASONS[0]}”，不适用写“{_REASONS[1]}”，依法不公开写“{_REASONS[2]}”；0 就是零。",
            "日期写成 2024-03-12；只知道月份的写 2024-03。金额用元。一格里有几个编号的，用“；”隔开。",
            "“示例”“说明”“选项”三张表不会被读取，留着、删去都可以。",
            *_places(kinds, self.fill.year),
        ]
        for row, rule in enumerate(rules, 1):
            sheet.write_string(row, 0, rule, self.open["General"])
        row = len(rules) + 2
        for kind in kinds:
            sheet.write_string(row, 0, kind.label, self.title)
            row += 1
            if kind.form:
                sheet.write_string(row, 0, "照账上的报表填，一行不少；合计行照填，软件会核对。", self.open["General"])
                row += 2
                continue
            for at, word in enumerate(("列", "必填", "填什么", "说明")):
                sheet.write_string(row, at, word, self.optional)
            for column in kind.record.columns:
                row += 1
                for at, text in enumerate(
                    (header_of(column), "是" if column.required else "", said_of(column), column.notes)
                ):
                    sheet.write_string(row, at, text, self.plain)
            row += 2
        sheet.protect("", _OPEN)

    def choices(self) -> None:
        """The lists that cells are chosen from."""
        if not self.lists:
            return
        sheet = self.book.add_worksheet(CHOICES)
        for words, (at, label) in self.lists.items():
            sheet.write_string(0, at, label, self.optional)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, at, word, self.plain)
        sheet.set_column(0, len(self.lists) - 1, 16)
        sheet.protect("", _OPEN)


def _places(kinds: Sequence[Kind], year: int | None) -> list[str]:
    if len(kinds) > 1:
        return ["填好以后运行 make import FILE=这个文件 ORG=机构编号，软件检查以后分成一张一张的表放好。"]
    kind = kinds[0]
    place = f"{kind.id}/{year or '年份'}.xlsx" if kind.yearly or year else f"{kind.id}.xlsx"
    return [f"填好以后存成 data/机构编号/{place}，运行 make check。"]


def _number_format(column: AnyColumn) -> str:
    if isinstance(column.type, Money | Yuan) or (isinstance(column.type, Exact) and column.unit == "元"):
        return "#,##0.00"
    if isinstance(column.type, Year):
        return "0"
    # a month alone (2024-03) would become the first of the month in a cell with a date format
    return "General" if isinstance(column.type, Exact) else "@"


def _width(column: AnyColumn) -> int:
    if isinstance(column.type, Exact):
        return 18
    if column.choices or column.refers_to or isinstance(column.type, Date | Year | Flag):
        return max(14, 2 * len(column.label) + 4)
    return 20 if column.key else 28
