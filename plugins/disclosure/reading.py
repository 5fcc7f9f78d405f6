"""Files to text cells, strictly: a table that is not exactly what was agreed is refused, never guessed at."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from .columns import Record
from .problems import Problem, Where, nearest, problem

TABLE_SUFFIXES = (".csv", ".xlsx")
MAX_BYTES = 200 * 1024 * 1024
TOTAL_WORDS = ("合计", "小计", "总计")


@dataclass(slots=True)
class RawTable:
    """The text cells of one sheet: `cells` has one column a declared name; its index holds the row numbers staff see."""

    file: str
    sheet: str | None
    cells: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    preamble: Mapping[str, str] = field(default_factory=dict)  # of a printed form: year and source, where it names them

    def where(self, row: int, label: str | None = None) -> Where:
        """The place of a cell."""
        return Where(self.file, self.sheet, int(row), label)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A kind that staff fill in as the form they know.

    Title rows may stand above the header, headings and blank rows between the lines, signatures below; the header may
    take two rows and the form two panels side by side; totals are lines like others. *headers* gives column names by
    the words printed over them, *is_line* knows the labels of lines from headings.
    """

    title: str
    others: tuple[str, ...]
    headers: Mapping[str, str]
    amounts: tuple[str, ...]
    is_line: Callable[[str], bool]


Lines = list[tuple[int, list[str]]]


def read_table(path: Path, shown_as: str, record: type[Record]) -> RawTable:
    """Read a CSV or XLSX file into text cells under the names of *record*; what is wrong comes in `problems`."""
    lines, table = _read_lines(path, shown_as)
    if table.problems:
        return table
    result = _tabulate(lines, shown_as, table.sheet, record)
    if table.sheet is not None:
        result.problems[:0] = _workbook_faults(path, shown_as, table.sheet)
    return result


def read_form(
    path: Path, shown_as: str, form: PrintedForm, sheet: str | None = None, *, whole: bool = True
) -> list[RawTable]:
    """Read a printed form, one table a panel; *sheet* names the sheet of a workbook that holds several forms.

    *whole* says that faults of the workbook as a whole, such as hidden sheets, are told here.
    """
    lines, table = _read_lines(path, shown_as, sheet)
    if table.problems:
        return [table]
    panels = _tabulate_form(lines, shown_as, table.sheet, form)
    if table.sheet is not None:
        used = {int(row) for panel in panels for row in panel.cells.index}
        faults = _workbook_faults(path, shown_as, table.sheet, merged_rows=used, whole=whole)
        panels[0].problems[:0] = faults
    return panels


def sheet_names(path: Path, shown_as: str) -> tuple[list[str], list[Problem]]:
    """The sheets of a workbook, in order."""
    workbook, problems = _open_workbook(path, shown_as)
    return (list(workbook.sheet_names) if workbook else []), problems


def _read_lines(path: Path, shown_as: str, sheet: str | None = None) -> tuple[Lines, RawTable]:  # noqa: PLR0911  (one return a fault)
    """The rows of a file as text, and an empty table that names the sheet or holds what is wrong."""
    empty = RawTable(shown_as, None, pd.DataFrame())
    none: Lines = []
    try:
        size = path.stat().st_size
    except OSError as error:
        return none, _failed(
            empty, "unreadable-file", reason=error.strerror or "无法访问", mend="请检查文件是否存在、能否打开。"
        )
    if size > MAX_BYTES:
        return none, _failed(empty, "unreadable-file", reason="文件超过 200 MB", mend="请按年度或月份拆成几个文件。")
    if size == 0:
        return none, _failed(
            empty, "unreadable-file", reason="文件是空的（0 字节）", mend="请重新保存，或删去这个文件。"
        )
    if path.suffix.lower() == ".xlsx":
        return _read_sheet(path, shown_as, sheet)
    try:
        content = path.read_bytes()
    except OSError as error:
        return none, _failed(empty, "unreadable-file", reason=error.strerror or "无法打开", mend="请检查文件权限。")
    text = decode(content)
    if text is None:
        return none, _failed(empty, "bad-encoding")
    lines, problems = scan_csv(text, shown_as)
    if problems:
        empty.problems.extend(problems)
    return lines, empty


def _failed(table: RawTable, code: str, **details: object) -> RawTable:
    table.problems.append(problem(code, Where(table.file, table.sheet), **details))
    return table


def decode(content: bytes) -> str | None:
    """Text of a file: by its byte-order mark, else strict UTF-8, else strict GB18030; None where none of them fits."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            encodings = [encoding]
            break
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=,|\r?\n|\r|\Z)')
_BARE = re.compile(r'[^",\r\n]*(?=,|\r?\n|\r|\Z)')
_BREAK = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def scan_csv(text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Split RFC 4180 text into (row number, fields); anything looser is a problem. Blank lines are passed over.

    Rows are numbered as Excel numbers them: a line break inside quotes begins no new row.
    """
    found = _CONTROL.search(text)
    if found:
        row = len(_BREAK.findall(text, 0, found.start())) + 1
        reason = f"含有看不见的控制字符（U+{ord(found.group()):04X}）"
        return [], [problem("bad-csv", Where(file, None, row), reason=reason)]
    lines: list[tuple[int, list[str]]] = []
    if '"' not in text:
        plain = _BREAK.split(text) if "\r" in text else text.split("\n")
        return [(number, line.split(",")) for number, line in enumerate(plain, 1) if line.strip(", \t")], []
    position, row, end = 0, 1, len(text)
    while position < end:
        started, fields = row, []
        while True:
            match = _QUOTED.match(text, position) or _BARE.match(text, position)
            if match is None:
                quoted = "引号没有成对，或引号夹在文字中间"
                return lines, [problem("bad-csv", Where(file, None, row), reason=quoted)]
            fields.append(match[1].replace('""', '"') if match.re is _QUOTED else match[0])
            position = match.end()
            if position < end and text[position] == ",":
                position += 1
                continue
            break
        if any(one.strip() for one in fields):
            lines.append((started, fields))
        line_break = _BREAK.match(text, position)
        if line_break is None:
            break
        position = line_break.end()
        row += 1
    return lines, []


def _plain_header(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().replace(" ", "")


def _tabulate(lines: list[tuple[int, list[str]]], file: str, sheet: str | None, record: type[Record]) -> RawTable:
    table = RawTable(file, sheet, pd.DataFrame())
    expected = "、".join(one.label for one in record.columns)
    if not lines:
        return _failed(table, "wrong-header", reason="表是空的", expected=expected)
    row, header = lines[0]
    names, problems = _match_header(header, Where(file, sheet, row), record, expected)
    table.problems.extend(problems)
    if problems:
        return table
    width = len(header)
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, fields in lines[1:]:
        if len(fields) != width:
            table.problems.append(
                problem(
                    "ragged-row",
                    Where(file, sheet, number),
                    found=len(fields),
                    expected=width,
                    cell=",".join(fields),
                )
            )
        elif fields[0].strip() not in TOTAL_WORDS:
            kept.append(fields)
            numbers.append(number)
    table.cells = pd.DataFrame(kept, columns=names, index=pd.Index(numbers, dtype="int64"), dtype="str")
    return table


def _match_header(
    header: list[str], where: Where, record: type[Record], expected: str
) -> tuple[list[str], list[Problem]]:
    known = {_plain_header(one.label): one for one in record.columns} | {one.name: one for one in record.columns}
    names: list[str] = []
    reasons: list[str] = []
    for position, label in enumerate(header, 1):
        one = known.get(_plain_header(label))
        if one is None:
            blank = f"第 {position} 列没有表头"
            hint = nearest(label, (one.label for one in record.columns))
            reasons.append(f"不认识“{label}”{hint}" if label.strip() else blank)
        elif one.name in names:
            reasons.append(f"“{label}”出现了两次")
        else:
            names.append(one.name)
    absent = [one.label for one in record.columns if one.required and one.name not in names]
    if absent:
        reasons.append("缺少" + "、".join(f"“{label}”" for label in absent))
    if not reasons:
        return names, []
    return names, [problem("wrong-header", where, reason="；".join(reasons), expected=expected)]


# --- printed forms -------------------------------------------------------------------------------

# The header of a form stands in the first rows; what is above it is its title.
_HEADER_WITHIN = 20

# What accountants put into the cell of a line that has no amount.
_DASHES = {"-", "--", "—", "——", "–", "/", "−"}

_DIGIT = re.compile(r"\d")
_UNIT = re.compile(r"(?<!编制)单位:\s*([^\s,;]*)")
_UNIT_WORDS = re.compile(r"[千万亿百十]+元")
_YEAR_WORDS = re.compile(r"((?:19|20)[0-9]{2})\s*年")
_SOURCE_WORDS = re.compile(r"来源:\s*([A-Za-z][A-Za-z0-9-]*)")


def _plain_word(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _over(text: str) -> str:
    """The words over a column without its unit: 期末数（元） → 期末数."""
    return re.sub(r"\((?:人民币)?元\)$", "", _plain_word(text))


def _tabulate_form(lines: Lines, file: str, sheet: str | None, form: PrintedForm) -> list[RawTable]:
    """The lines of a printed form, a table for each of its panels."""
    table = RawTable(file, sheet, pd.DataFrame())
    words: dict[str, str] = {}
    for word, name in form.headers.items():
        words.setdefault(name, word)
    expected = "、".join(word for name, word in words.items() if name in {"line", "item", *form.amounts})
    at = next((place for place, (_, fields) in enumerate(lines[:_HEADER_WITHIN]) if _is_header(fields, form)), None)
    if at is None:
        reason = "找不到表头（有“项目”和金额列的那一行）" if lines else "表是空的"
        return [_failed(table, "wrong-header", reason=reason, expected=expected)]
    table.preamble, faults = _preamble(lines[:at], file, sheet, form)
    table.problems.extend(faults)
    header, body = _two_rows(lines, at, form)
    where = Where(file, sheet, lines[at][0])
    panels, problems = _panels(header, where, form, expected)
    table.problems.extend(problems)
    if problems:
        return [table]
    return _panel_tables(body, panels, len(header), table, form)


def _is_header(fields: Sequence[str], form: PrintedForm) -> bool:
    names = [form.headers.get(_over(cell)) for cell in fields]
    return "item" in names and ("line" in names or any(name in form.amounts for name in names))


def _preamble(lines: Lines, file: str, sheet: str | None, form: PrintedForm) -> tuple[dict[str, str], list[Problem]]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    titles: list[tuple[int, str]] = []
    for row, fields in lines:
        text = unicodedata.normalize("NFKC", " ".join(one.strip() for one in fields if one.strip()))
        where = Where(file, sheet, row)
        unit = _UNIT.search(text)
        if unit and _UNIT_WORDS.search(unit[1]):
            problems.append(problem("statement-unit", where, cell=unit[1]))
        titles.extend((row, title) for title in (form.title, *form.others) if title in text.replace(" ", ""))
        year, source = _YEAR_WORDS.search(text), _SOURCE_WORDS.search(text)
        if year:
            found.setdefault("year", year[1])
        if source:
            found.setdefault("source", source[1])
    if titles and form.title not in {title for _, title in titles}:
        row, title = titles[0]
        problems.append(problem("statement-title", Where(file, sheet, row), cell=title, expected=form.title))
    return found, problems


def _two_rows(lines: Lines, at: int, form: PrintedForm) -> tuple[list[str], Lines]:
    """The header, its two rows joined where 本月数 and 本年累计数 stand over three columns each, and what follows."""
    header = [_over(one) for one in lines[at][1]]
    if at + 1 >= len(lines):
        return header, []
    below = [_over(one) for one in lines[at + 1][1]]
    below += [""] * (len(header) - len(below))
    header += [""] * (len(below) - len(header))
    words = [one for one in below if one]
    if not words or not all(one in form.headers for one in words):
        return header, lines[at + 1 :]
    joined, group = [], ""
    for over, under in zip(header, below, strict=True):
        group = over or group
        joined.append(over if not under else group + under if group not in form.headers else under)
    return joined, lines[at + 2 :]


_Panel = dict[str, int]  # column name → position


def _panels(header: list[str], where: Where, form: PrintedForm, expected: str) -> tuple[list[_Panel], list[Problem]]:
    panels: list[_Panel] = [{}]
    reasons: list[str] = []
    for position, label in enumerate(header):
        if not label:
            continue
        if _UNIT_WORDS.search(label):
            return [], [problem("statement-unit", where, cell=label)]
        name = form.headers.get(label)
        if name is None:
            reasons.append(f"不认识“{label}”{nearest(label, form.headers)}")
        elif name not in panels[-1]:
            panels[-1][name] = position
        elif name in {"item", "line"} and any(one in panels[-1] for one in form.amounts):
            panels.append({name: position})
        else:
            reasons.append(f"“{label}”出现了两次")
    reasons.extend(
        "缺少“项目”" if "item" not in panel else "缺少金额列"
        for panel in panels
        if "item" not in panel or not any(one in panel for one in form.amounts)
    )
    if reasons:
        return [], [problem("wrong-header", where, reason="；".join(reasons), expected=expected)]
    return panels, []


def _panel_tables(body: Lines, panels: list[_Panel], width: int, table: RawTable, form: PrintedForm) -> list[RawTable]:
    kept: list[tuple[list[list[str]], list[int]]] = [([], []) for _ in panels]
    used = {position for panel in panels for position in panel.values()}
    for number, fields in body:
        if len(fields) != width:
            where = Where(table.file, table.sheet, number)
            if len(fields) < width and not any(form.is_line(one) for one in fields):
                continue  # a signature or a note below the form
            found = problem("ragged-row", where, found=len(fields), expected=width, cell=",".join(fields))
            table.problems.append(found)
            continue
        stray = next((one for at, one in enumerate(fields) if one.strip() and at not in used), None)
        rows_here = 0
        for panel, (rows, numbers) in zip(panels, kept, strict=True):
            cells = {name: fields[position].strip() for name, position in panel.items()}
            for name in form.amounts:
                if cells.get(name) in _DASHES:
                    cells[name] = ""
            # signatures and dates below the form stand in any column; a line has a number, an amount or a known label
            filled = cells.get("line") or any(_DIGIT.search(cells.get(name, "")) for name in form.amounts)
            if filled or form.is_line(cells["item"]):
                rows.append(list(cells.values()))
                numbers.append(number)
                rows_here += 1
        if stray and rows_here:
            where = Where(table.file, table.sheet, number)
            table.problems.append(
                problem("wrong-header", where, reason=f"“{stray[:40]}”所在的列没有表头", expected="每列都有表头")
            )
    tables = []
    for panel, (rows, numbers) in zip(panels, kept, strict=True):
        frame = pd.DataFrame(rows, columns=list(panel), index=pd.Index(numbers, dtype="int64"), dtype="str")
        tables.append(RawTable(table.file, table.sheet, frame, [], table.preamble))
    tables[0].problems.extend(table.problems)
    return tables


# --- workbooks -----------------------------------------------------------------------------------

_MAX_UNPACKED = 500 * 1024 * 1024


def _open_workbook(path: Path, file: str) -> tuple[Any, list[Problem]]:
    mend = "请用 Excel 或 WPS 打开后另存为 .xlsx。"

    def failed(reason: str, how: str = mend) -> tuple[None, list[Problem]]:
        return None, [problem("unreadable-file", Where(file), reason=reason, mend=how)]

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MAX_UNPACKED:
                return failed("解开后超过 500 MB", "请拆成几个文件。")
    except (zipfile.BadZipFile, OSError):
        return failed("不是完好的 .xlsx 文件")
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        return (workbook, []) if workbook.sheet_names else failed("工作簿读不出来")
    except (CalamineError, OSError):
        return failed("工作簿读不出来")


def _read_sheet(path: Path, file: str, sheet: str | None) -> tuple[Lines, RawTable]:
    """One sheet of a workbook, the first one unless *sheet* names it."""
    table = RawTable(file, None, pd.DataFrame())
    workbook, problems = _open_workbook(path, file)
    table.problems.extend(problems)
    if problems:
        return [], table
    from python_calamine import CalamineError

    try:
        table.sheet = sheet or workbook.sheet_names[0]
        rows: list[list[Any]] = workbook.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError):
        mend = "请用 Excel 或 WPS 打开后另存为 .xlsx。"
        return [], _failed(table, "unreadable-file", reason="工作簿读不出来", mend=mend)
    lines = [
        (number, [_cell_text(cell) for cell in row])
        for number, row in enumerate(rows, 1)
        if any(str(cell).strip() for cell in row)
    ]
    if lines:  # trailing columns without a header are Excel's, not the staff's
        used = max(
            len(fields) - next((i for i, one in enumerate(reversed(fields)) if one), len(fields)) for _, fields in lines
        )
        lines = [(number, fields[:used]) for number, fields in lines]
    return lines, table


def _cell_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        rounded = round(cell, 6)
        return str(int(rounded)) if rounded.is_integer() else repr(rounded)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _workbook_faults(
    path: Path, file: str, sheet: str, merged_rows: set[int] | None = None, *, whole: bool = True
) -> Iterator[Problem]:
    """What calamine hides: hidden sheets, rows and columns, merged cells, formulas without a stored result.

    Merged cells are refused where they touch one of *merged_rows* (anywhere, if None); hidden sheets are told if *whole*.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    where = Where(file, sheet)
    try:
        formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError):
        yield problem(
            "unreadable-file", where, reason="工作簿结构不完整", mend="请用 Excel 或 WPS 打开后另存为 .xlsx。"
        )
        return
    for one in formulas.worksheets:
        if whole and one.sheet_state != "visible":
            yield problem("hidden-content", Where(file, one.title), what=f"工作表“{one.title}”")
    first, cached = formulas[sheet], values[sheet]
    hidden_rows = [str(number) for number, one in first.row_dimensions.items() if one.hidden]
    hidden_columns = [letter for letter, one in first.column_dimensions.items() if one.hidden]
    if hidden_rows:
        yield problem("hidden-content", where, what="行：" + "、".join(hidden_rows))
    if hidden_columns:
        yield problem("hidden-content", where, what="列：" + "、".join(hidden_columns))
    for merged in first.merged_cells.ranges:
        if merged_rows is None or merged_rows.intersection(range(merged.min_row, merged.max_row + 1)):
            yield problem("merged-cells", where, range=merged.coord)
    cells = (cell for row in first.iter_rows() for cell in row if cell.data_type == "f")
    for cell in cells:
        if cached[cell.coordinate].value is None:
            yield problem("uncached-formula", Where(file, sheet, cell.row), cell=cell.coordinate)


# --- YAML ----------------------------------------------------------------------------------------


class _TextLoader(yaml.SafeLoader):
    """Every scalar is text (no 否 turned into False, no 000123 into 83); a key may stand once."""


_TextLoader.yaml_implicit_resolvers = {}


def _unique_mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in result:
            message = f"“{key}”出现了两次"
            raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_TextLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)


def read_yaml(path: Path, shown_as: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:  # noqa: C901, PLR0911  (one return a fault)
    """Read a mapping of text from a YAML file: (values, line of each top-level key, problems)."""
    if not path.is_file():
        return {}, {}, [problem("missing-file", Where(shown_as))]
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        reason = error.strerror or "无法打开"
        return {}, {}, [problem("unreadable-file", Where(shown_as), reason=reason, mend="请检查文件权限。")]
    if text is None:
        return {}, {}, [problem("bad-encoding", Where(shown_as))]
    mend = "请照样例的格式写：名称、半角冒号、一个空格、内容。"
    for number, line in enumerate(text.split("\n"), 1):
        # Indented Chinese words with a colon may be prose in a block of text.
        if re.match(r"[\w-]+：|\s+[A-Za-z_-]+：", line):
            return (
                {},
                {},
                [
                    problem(
                        "bad-yaml",
                        Where(shown_as, None, number),
                        reason="用了全角冒号“：”",
                        mend="请改成半角冒号加空格“: ”。",
                    )
                ],
            )
    try:
        for token in yaml.scan(text, Loader=_TextLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                where = Where(shown_as, None, token.start_mark.line + 1)
                return {}, {}, [problem("bad-yaml", where, reason="用了锚点（& 或 *）", mend="请把内容直接写出来。")]
        node = yaml.compose(text, Loader=_TextLoader)
        value = yaml.load(text, Loader=_TextLoader)  # noqa: S506  (a SafeLoader whose scalars are all text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        reason = getattr(error, "problem", None) or "结构读不出来"
        return {}, {}, [problem("bad-yaml", Where(shown_as, None, row), reason=reason, mend=mend)]
    if value is None:
        value = {}
    if not isinstance(value, dict):
        return {}, {}, [problem("bad-yaml", Where(shown_as), reason="最外层不是“名称: 内容”", mend=mend)]
    lines = {}
    if isinstance(node, yaml.MappingNode):
        lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    return value, lines, []
