"""Files to text cells, strictly: a table that is not exactly what was agreed is refused, never guessed at."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
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

    def where(self, row: int, label: str | None = None) -> Where:
        """The place of a cell."""
        return Where(self.file, self.sheet, int(row), label)


def read_table(path: Path, shown_as: str, record: type[Record]) -> RawTable:  # noqa: PLR0911  (one return a fault)
    """Read a CSV or XLSX file into text cells under the names of *record*; what is wrong comes in `problems`."""
    empty = RawTable(shown_as, None, pd.DataFrame())
    try:
        size = path.stat().st_size
    except OSError as error:
        return _failed(
            empty, "unreadable-file", reason=error.strerror or "无法访问", mend="请检查文件是否存在、能否打开。"
        )
    if size > MAX_BYTES:
        return _failed(empty, "unreadable-file", reason="文件超过 200 MB", mend="请按年度或月份拆成几个文件。")
    if size == 0:
        return _failed(empty, "unreadable-file", reason="文件是空的（0 字节）", mend="请重新保存，或删去这个文件。")
    if path.suffix.lower() == ".xlsx":
        return _read_workbook(path, shown_as, record)
    try:
        content = path.read_bytes()
    except OSError as error:
        return _failed(empty, "unreadable-file", reason=error.strerror or "无法打开", mend="请检查文件权限。")
    text = decode(content)
    if text is None:
        return _failed(empty, "bad-encoding")
    lines, problems = scan_csv(text, shown_as)
    if problems:
        empty.problems.extend(problems)
        return empty
    return _tabulate(lines, shown_as, None, record)


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


# --- workbooks -----------------------------------------------------------------------------------

_MAX_UNPACKED = 500 * 1024 * 1024


def _read_workbook(path: Path, file: str, record: type[Record]) -> RawTable:
    table = RawTable(file, None, pd.DataFrame())
    mend = "请用 Excel 或 WPS 打开后另存为 .xlsx。"
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MAX_UNPACKED:
                return _failed(table, "unreadable-file", reason="解开后超过 500 MB", mend="请拆成几个文件。")
    except (zipfile.BadZipFile, OSError):
        return _failed(table, "unreadable-file", reason="不是完好的 .xlsx 文件", mend=mend)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        table.sheet = workbook.sheet_names[0]
        rows: list[list[Any]] = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError):
        return _failed(table, "unreadable-file", reason="工作簿读不出来", mend=mend)
    faults = list(_workbook_faults(path, file, table.sheet))
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
    result = _tabulate(lines, file, table.sheet, record)
    result.problems[:0] = faults
    return result


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


def _workbook_faults(path: Path, file: str, sheet: str) -> Iterator[Problem]:
    """What calamine hides: hidden sheets, rows and columns, merged cells, formulas without a stored result."""
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
        if one.sheet_state != "visible":
            yield problem("hidden-content", Where(file, one.title), what=f"工作表“{one.title}”")
    first, cached = formulas.worksheets[0], values.worksheets[0]
    hidden_rows = [str(number) for number, one in first.row_dimensions.items() if one.hidden]
    hidden_columns = [letter for letter, one in first.column_dimensions.items() if one.hidden]
    if hidden_rows:
        yield problem("hidden-content", where, what="行：" + "、".join(hidden_rows))
    if hidden_columns:
        yield problem("hidden-content", where, what="列：" + "、".join(hidden_columns))
    for merged in first.merged_cells.ranges:
        yield problem("merged-cells", where, range=merged.coord)
    for row in first.iter_rows():
        for cell in row:
            if cell.data_type == "f" and cached[cell.coordinate].value is None:
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
