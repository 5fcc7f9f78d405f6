"""Workbooks (.xlsx) to rows of text, and what a reader of values alone would not see.

Values come from calamine; what it does not show (rows, columns and sheets out of sight, comments, merged cells, formulas without
a stored result, faults, percent formats) is read from the file itself, in one pass, and the two must agree.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from ..numerals import scaled_format
from ..problems import Problem, Where, machine_reason, problem
from .delimited import Lines
from .filetypes import by_content
from .limits import Budget, TooLongError
from .plain_rows import PlainRows, pieces
from .sizes import (
    LONGEST_CELL,
    MOST_BULK_ROWS,
    MOST_ODDITIES,
    MOST_ROWS,
    SMALL_PART,
    Most,
    TooLargeError,
    TooLongCellError,
    check_parts,
)

SUFFIXES = (".xlsx", ".xls")  # an old .xls is found, and refused with the way to save it
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of an .xls, and of an .xlsx that has a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # what the container of such an .xlsx holds

# Sheets of our own templates and reports: known, and never data.
EXAMPLES, NOTES, CHOICES, FINDINGS = "示例", "说明", "选项", "问题清单"
OWN_SHEETS = frozenset({EXAMPLES, NOTES, CHOICES, FINDINGS})

# The workbook that a new organisation begins with: it is imported, and never read as data.
START = "登记表.xlsx"

_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_AREA = 13_000_000  # cells of the smallest rectangle around the content
_SECONDS, _SECONDS_A_BYTE = 15.0, 4e-6  # of processor time that a workbook may take: several times what it needs
_EMPTY = 4  # so many cells may have only a format, for each that may be filled
_FEWEST_CELLS = 3  # in a row, on the average: no record of a long table has fewer
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx。"
_LISTED = 5  # cells with the same fault that are named one by one
_DIGITS_KEPT = 1e15  # a spreadsheet keeps 15 digits of a number


class NumberText(str):
    """The text of a cell that the workbook holds as a number: an identifier may have lost digits in it."""

    __slots__ = ()


@dataclass(slots=True)
class SheetFacts:
    """What one sheet holds besides values; rows and columns count from 1."""

    name: str
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    comments: dict[tuple[int, int], str] = field(default_factory=dict)  # what a comment on a cell says
    uncached: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    scaled: dict[tuple[int, int], str] = field(default_factory=dict)  # numbers that show a unit which they do not hold
    struck: set[tuple[int, int]] = field(default_factory=set)  # what is crossed out
    red: set[tuple[int, int]] = field(default_factory=set)  # numbers above zero in red ink, which books take for less
    last_row: int = 0
    last_column: int = 0
    numbers: int | None = None  # how many cells hold a number, where that was counted


@dataclass(slots=True)
class Workbook:
    """An open workbook: its sheets in order, their facts, and their rows when asked for."""

    file: str
    facts: dict[str, SheetFacts]
    _book: Any
    _budget: Budget
    _lines: dict[str, tuple[Lines, list[Problem]]] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        """The names of the sheets that are not hidden."""
        return [name for name, facts in self.facts.items() if not facts.hidden]

    def lines(self, sheet: str) -> tuple[Lines, list[Problem]]:
        """((row number, cells) of every row that is not empty, all of one length; problems), read once."""
        if sheet not in self._lines:
            self._lines[sheet] = self._read(sheet)
        return self._lines[sheet]

    def forget(self) -> None:
        """Let go of the rows that were read; they are read again when asked for."""
        self._lines.clear()

    def _read(self, sheet: str) -> tuple[Lines, list[Problem]]:
        from python_calamine import CalamineError

        facts = self.facts[sheet]
        where = Where(self.file, sheet)
        if facts.last_row * facts.last_column > _MAX_AREA:
            reason = f"内容散得太开（到第 {facts.last_row} 行、{letter(facts.last_column)} 列）"
            mend = "请删去远处多余的内容，或拆成几个文件。"
            return [], [problem("unreadable-file", where, reason=reason, mend=mend)]
        rows: list[list[Any]] | None = None
        try:
            with _in_time(self._budget), _PanicsSuppressed():
                rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except (CalamineError, IndexError, OSError, ValueError):
            pass
        except TooLargeError as error:
            return [], [error.as_problem(where)]
        if rows is None:
            return [], [problem("unreadable-file", where, reason="工作簿读不出来", mend=_SAVE_AS)]
        others = [cell for row in rows for cell in row if type(cell) is not str]
        numbers = sum(isinstance(cell, _NUMBERS) and cell is not True and cell is not False for cell in others)
        if facts.numbers is not None and numbers != facts.numbers:
            reason = f"用两种办法读，数字的个数不一样（{numbers} 和 {facts.numbers}）"
            return [], [problem("unreadable-file", where, reason=reason, mend=_SAVE_AS)]
        return _texts(rows, facts), []

    def merges(self, sheet: str) -> list[tuple[int, int, int, int]]:
        """(top, left, bottom, right) of the merged cells of a sheet, rows and columns counted from 1."""
        return sorted(self.facts[sheet].merges)

    def comments(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """What the comments of a sheet say, by (row, column) of their cells."""
        return self.facts[sheet].comments

    def faults(
        self,
        sheet: str,
        used: Iterable[int],
        merged: Iterable[int] | None = None,
        harmless: Container[tuple[int, int, int, int]] = (),
    ) -> list[Problem]:
        """Problems for what is hidden, merged, not calculated or an error in a sheet whose rows *used* are data.

        Merged cells are refused where they touch one of *merged* (else *used*) rows, but for those that are *harmless*.
        """
        facts = self.facts[sheet]
        where = Where(self.file, sheet)
        rows = set(used)
        problems: list[Problem] = []
        if facts.hidden_rows:
            problems.append(problem("hidden-content", where, what="行：" + _ranges(facts.hidden_rows)))
        if facts.hidden_columns:
            letters = "、".join(letter(column) for column in sorted(facts.hidden_columns))
            problems.append(problem("hidden-content", where, what=f"列：{letters}"))
        touched = rows if merged is None else set(merged)
        for top, left, bottom, right in sorted(facts.merges):
            if touched.intersection(range(top, bottom + 1)) and (top, left, bottom, right) not in harmless:
                place = f"{letter(left)}{top}:{letter(right)}{bottom}"
                problems.append(problem("merged-cells", where, range=place))
        for row, column in facts.uncached:
            cell = f"{letter(column)}{row}"
            problems.append(problem("uncached-formula", Where(self.file, sheet, row), cell=cell))
        for (row, column), fault in sorted(facts.errors.items()):
            place = f"{letter(column)}{row}"
            problems.append(problem("error-cell", Where(self.file, sheet, row), place=place, cell=fault))
        problems += self._looks(sheet, rows)
        if facts.comments:
            places = "、".join(f"{letter(column)}{row}" for row, column in sorted(facts.comments))
            problems.append(problem("cell-comments", where, places=places))
        return problems

    def _looks(self, sheet: str, rows: Container[int]) -> Iterator[Problem]:
        """Problems for numbers that show a unit which they do not hold, and for what is crossed out or red in these rows."""
        facts = self.facts[sheet]
        shown: dict[str, list[tuple[int, int]]] = {}
        for scaled, words in sorted(facts.scaled.items()):
            shown.setdefault(words, []).append(scaled)
        for words, cells in shown.items():
            here = Where(self.file, sheet, cells[0][0])
            yield problem("scaled-format", here, places=_places(cells), cell=words)
        for code, marked in (("struck-cells", facts.struck), ("red-numbers", facts.red)):
            cells = sorted(place for place in marked if place[0] in rows)
            if cells:
                yield problem(code, Where(self.file, sheet, cells[0][0]), places=_places(cells))

    def hidden_sheets(self) -> list[Problem]:
        """A problem for every hidden sheet."""
        return [
            problem("hidden-content", Where(self.file, name), what=f"工作表“{name}”")
            for name, facts in self.facts.items()
            if facts.hidden
        ]


def letter(column: int) -> str:
    """The letters of a column: 1 → A, 28 → AB."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _places(cells: Sequence[tuple[int, int]]) -> str:
    """The names of the first of some cells, and how many there are if there are more: C3、C5 等 9 格."""
    listed = "、".join(f"{letter(column)}{row}" for row, column in cells[:_LISTED])
    return f"{listed} 等 {len(cells)} 格" if len(cells) > _LISTED else listed


def _ranges(numbers: set[int]) -> str:
    """Whole numbers in order, neighbours joined: 3—5、8."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)


@contextlib.contextmanager
def _in_time(budget: Budget) -> Iterator[None]:
    """TooLargeError where the block takes more than is left of *budget*."""
    try:
        with budget.spent():
            yield
    except TooLongError:
        raise TooLargeError("读了很久也没有读完") from None


def _values(content: bytes, budget: Budget) -> Any:
    """The workbook as calamine opens it; None where it can't."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with _in_time(budget), _PanicsSuppressed():
            return CalamineWorkbook.from_filelike(BytesIO(content))
    except (CalamineError, OSError, ValueError):
        pass
    return None


def open_workbook(path: Path, file: str, most_rows: int = MOST_BULK_ROWS) -> tuple[Workbook | None, list[Problem]]:  # noqa: C901, PLR0911  (one return a fault)
    """Open a workbook by its content, whatever its suffix says; problems name it *file*.

    (None, one problem) where it can't be opened: an old .xls, a password, a damaged or oversized archive, a sheet of more
    than *most_rows* rows.
    """

    def failed(reason: str, how: str = _SAVE_AS) -> tuple[None, list[Problem]]:
        return None, [problem("unreadable-file", Where(file), reason=reason, mend=how)]

    try:
        if not path.is_file():
            return failed("不是普通的文件", "请检查文件名。")
        content = path.read_bytes()
    except OSError as error:
        return failed(machine_reason(error), "请检查文件权限。")
    budget = Budget(_SECONDS + len(content) * _SECONDS_A_BYTE)
    sort = by_content(content)
    if sort:
        return None, [problem("wrong-file-type", Where(file), what=sort.name, mend=sort.mend)]
    try:
        if content.startswith(_OLD_CONTAINER):
            if _ENCRYPTED in content:
                return failed("工作簿加了密码", "请用 Excel 或 WPS 打开，去掉密码再保存。")
            return failed("是旧格式（.xls）的工作簿")
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
                return failed("解开后超过 500 MB", "请拆成几个文件。")
            with _in_time(budget):
                check_parts(archive)
                facts = _facts(archive, Most.of(most_rows, len(content)))
        book = _values(content, budget)
    except TooLargeError as error:
        return None, [error.as_problem(Where(file))]
    except (zipfile.BadZipFile, OSError, EOFError):
        return failed("不是完好的 .xlsx 文件")
    except _FAULTS:
        return failed("工作簿结构不完整")
    if book is None or not facts:
        return failed("工作簿读不出来")
    if list(book.sheet_names) != list(facts):
        return failed("用两种办法读，工作表的名称不一样")
    return Workbook(file, facts, book, budget), []


class _PanicsSuppressed:
    """Ends a block in which calamine panics: a PanicException is no Exception, and its class can't be imported."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> bool:
        return kind is not None and kind.__name__ == "PanicException"


# --- cells as text -------------------------------------------------------------------------------

_NUMBERS = (int, float, datetime, date, time, timedelta)


def _texts(rows: list[list[Any]], facts: SheetFacts) -> Lines:
    """The rows that hold anything as text, without the empty columns at their end."""
    lines = []
    percents = facts.percents
    for number, row in enumerate(rows, 1):
        cells = [cell if type(cell) is str else cell_text(cell) for cell in row]
        if any(cells) and any(cell.strip() for cell in cells):
            lines.append((number, cells))
    for number, cells in lines if percents else ():
        for at, cell in enumerate(cells):
            if (number, at + 1) in percents and isinstance(cell, NumberText):
                cells[at] = _percent(cell)
    used = 0  # programs store empty columns behind the table
    for _, cells in lines:
        used = next((at for at in range(len(cells), used, -1) if cells[at - 1]), used)
    return [(number, cells if len(cells) == used else cells[:used]) for number, cells in lines]


def cell_text(cell: Any) -> str:
    """A value as the text that staff would have typed; a number remembers that it is one."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return NumberText(cell)
    if isinstance(cell, float):
        return NumberText(_exact(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _exact(number: float) -> str:
    """A stored number without the rounding error of binary fractions; anything larger than that stays, to be refused later."""
    if abs(number) < _DIGITS_KEPT:
        rounded = round(number, 6)
        if abs(number - rounded) < max(1e-9, abs(number) * 1e-13):
            return str(int(rounded)) if rounded.is_integer() else repr(rounded)
    return repr(number)


def _percent(cell: str) -> str:
    """0.35 that the sheet shows as a percentage → 35%."""
    from decimal import Decimal, InvalidOperation

    try:
        return f"{(Decimal(cell) * 100).normalize():f}%"
    except InvalidOperation:
        return cell


# --- facts of .xlsx ------------------------------------------------------------------------------


class _DeclaredError(Exception):
    """A part declares a document type: no spreadsheet program writes one, and entity bombs need one."""


_FAULTS = (
    expat.ExpatError,
    _DeclaredError,
    LookupError,  # also an encoding that Python does not know
    StopIteration,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    UnicodeDecodeError,
)
_BUILT_IN_PERCENTS = frozenset({"9", "10"})
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _parser() -> expat.XMLParserType:
    """A parser that refuses a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _DeclaredError

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part: its name and attributes, both without namespaces."""
    elements: list[tuple[str, dict[str, str]]] = []
    _go_through(archive, name, lambda tag, attributes: elements.append((tag, attributes)))
    return elements


def _go_through(
    archive: zipfile.ZipFile,
    name: str,
    begun: Callable[[str, dict[str, str]], None],
    said: Callable[[str], None] | None = None,
) -> None:
    """Tell every element of a small part, its name and attributes without namespaces, and the text between elements."""
    if archive.getinfo(name).file_size > SMALL_PART:
        raise TooLargeError("工作簿里的格式、批注或名称太多", "请把内容复制到新的工作簿里，只粘贴数值。")

    def start(tag: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        begun(tag.rpartition(" ")[2], plain)

    parser = _parser()
    parser.StartElementHandler = start
    if said:
        parser.CharacterDataHandler = said
    with archive.open(name) as part:
        parser.ParseFile(part)


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to inside the archive: id → (last word of the relation's type, name of the part)."""
    folder, _, name = part.rpartition("/")
    place = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if place not in archive.namelist():
        return {}
    relations = {}
    for tag, attributes in _elements(archive, place):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            steps = (
                target.lstrip("/").split("/") if target.startswith("/") else [*folder.split("/"), *target.split("/")]
            )
            plain: list[str] = []
            for step in steps:
                if step == ".." and plain:
                    plain.pop()
                elif step not in {"", ".", ".."}:
                    plain.append(step)
            relations[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], "/".join(plain))
    return relations


def _facts(archive: zipfile.ZipFile, most: Most) -> dict[str, SheetFacts]:
    """The facts of every sheet by name, in the order of the workbook."""
    main = next(name for kind, name in (_relations(archive, "") or _DEFAULT).values() if kind == "officeDocument")
    targets = _relations(archive, main)
    styles = next((name for kind, name in targets.values() if kind == "styles"), None)
    known = bool(styles) and styles in archive.namelist()
    formats = _styles(archive, styles) if styles and known else _Styles()
    sheets: dict[str, SheetFacts] = {}
    for tag, attributes in _elements(archive, main):
        if tag == "sheet":
            facts = SheetFacts(attributes["name"], attributes.get("state", "visible") != "visible")
            kind, part = targets[attributes["id"]]
            if kind == "worksheet":
                _read_facts(archive, part, facts, formats, most)
            sheets[facts.name] = facts
    return sheets


_DEFAULT = {"": ("officeDocument", "xl/workbook.xml")}


@dataclass(slots=True)
class _Styles:
    """The numbers of the styles that show a cell otherwise than it is, or take it back."""

    percents: set[str] = field(default_factory=set)
    scaled: dict[str, str] = field(default_factory=dict)  # with what they show beside it
    struck: set[str] = field(default_factory=set)
    red: set[str] = field(default_factory=set)


def _styles(archive: zipfile.ZipFile, name: str) -> _Styles:
    """The styles that show a number as a percentage, or with a unit or currency that it does not hold, cross out or are red."""
    parts: dict[str, list[tuple[str, dict[str, str]]]] = {"": [], **{part: [] for part in _PARTS_OF_STYLES}}
    part = ""
    for tag, attributes in _elements(archive, name):
        part = tag if tag in _PARTS_OF_STYLES else part
        parts[part].append((tag, attributes))
    formats = {entry["numFmtId"]: entry.get("formatCode", "") for tag, entry in parts["numFmts"] if tag == "numFmt"}
    scaled = {identity: words for identity, code in formats.items() if (words := scaled_format(code))}
    plain = {identity: code for identity, code in formats.items() if identity not in scaled}
    percents = _BUILT_IN_PERCENTS.union(identity for identity, code in plain.items() if "%" in code)
    days = _BUILT_IN_DAYS.union(identity for identity, code in plain.items() if _OF_DAYS.search(_ASIDE.sub("", code)))
    fonts = _fonts(parts["fonts"])
    styles = _Styles()
    for style, (identity, font) in enumerate(_formats_and_fonts(parts["cellXfs"])):
        marks = fonts[font] if 0 <= font < len(fonts) else frozenset()
        styles.percents |= {str(style)} if identity in percents else set()
        styles.scaled |= {str(style): scaled[identity]} if identity in scaled else {}
        styles.struck |= {str(style)} if "struck" in marks else set()
        styles.red |= {str(style)} if "red" in marks and identity not in days else set()
    return styles


def _formats_and_fonts(elements: Iterable[tuple[str, dict[str, str]]]) -> Iterator[tuple[str, int]]:
    """(id of the number format, number of the font) of every style of cells, in order."""
    for tag, attributes in elements:
        if tag == "xf":
            font = attributes.get("fontId", "0")
            known = font.isdecimal() and len(font) < 9  # noqa: PLR2004  (else the file is broken, and has no such font)
            yield attributes.get("numFmtId", ""), int(font) if known else -1


def _fonts(elements: Iterable[tuple[str, dict[str, str]]]) -> list[frozenset[str]]:
    """What every font says of its cells, in order: struck, red, both or nothing."""
    fonts: list[frozenset[str]] = []
    for tag, attributes in elements:
        if tag == "font":
            fonts.append(frozenset())
        elif fonts and (mark := _mark(tag, attributes)):
            fonts[-1] |= {mark}
    return fonts


_PARTS_OF_STYLES = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BUILT_IN_DAYS = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_OF_DAYS = re.compile(r"[ymdYMD年月日]")
_ASIDE = re.compile(r"\[[^\]]*\]|\"[^\"]*\"")  # also conditions and languages, and words that are shown as they stand
_REDS = frozenset({"FF0000", "C00000"})  # the two of every palette
_RED_OF_OLD = "10"  # in the palette by number


def _mark(tag: str, attributes: Mapping[str, str]) -> str:
    """What one element of a font says of its cells: struck, red or nothing."""
    if tag == "strike":
        return "struck" if attributes.get("val", "1") in _TRUE else ""
    of_red = attributes.get("rgb", "")[-6:].upper() in _REDS or attributes.get("indexed") == _RED_OF_OLD
    return "red" if tag == "color" and of_red else ""


def _position(reference: str) -> tuple[int, int]:
    """(row, column) of a cell from 1 on: B3 → (3, 2); ValueError where it is no reference."""
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - 64
    return int(match[2]), column


def _read_facts(archive: zipfile.ZipFile, part: str, facts: SheetFacts, styles: _Styles, most: Most) -> None:
    """Fill in the facts of the sheet in this part."""
    reader = _SheetReader(facts, styles, most)
    with archive.open(part) as stream:
        reader.read(stream)
    facts.hidden_rows = {row for row in facts.hidden_rows if row <= facts.last_row}
    for kind, name in _relations(archive, part).values():
        if kind in {"comments", "threadedComment"} and name in archive.namelist():
            facts.comments |= _comments(archive, name)


_COMMENTS = frozenset({"comment", "threadedComment"})


def _comments(archive: zipfile.ZipFile, name: str) -> dict[tuple[int, int], str]:
    """The text of every comment of a small part, by (row, column) of its cell."""
    said: dict[tuple[int, int], list[str]] = {}
    words: list[str] = []  # of the comment at hand

    def begun(tag: str, attributes: dict[str, str]) -> None:
        nonlocal words
        if tag in _COMMENTS:
            words = said.setdefault(_position(attributes["ref"]), [])

    def heard(text: str) -> None:
        words.append(text)

    _go_through(archive, name, begun, heard)
    return {place: "".join(parts) for place, parts in said.items()}


class _SheetReader:
    """Goes through the elements of one sheet, once."""

    def __init__(self, facts: SheetFacts, styles: _Styles, most: Most) -> None:
        self.facts = facts
        self.most = most
        self.rows = self.cells = self.filled_cells = self.length = 0
        self.filled_row = 0
        self.percent = styles.percents
        self.scaled = styles.scaled
        self.struck, self.red = styles.struck, styles.red
        self.row = self.column = 0
        self.type = "n"
        self.formula = self.filled = self.inside = False
        self.style = ""
        self.value: list[str] = []
        self.names: Mapping[str, str] = {}
        self.hidden_columns: list[tuple[int, int]] = []
        self.numbers = 0

    def read(self, part: IO[bytes]) -> None:
        """Go through all of it: the parser sees every byte, this one the elements of rows that need a closer look."""
        parser = _parser()
        styles, closer = {*self.percent, *self.scaled}, self.struck | self.red
        for piece, whole in pieces(part):
            plain = PlainRows.of(piece, styles, closer) if whole else None
            if plain is not None and self._has_room_for(plain):
                parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
                parser.Parse(piece)
                self._take(plain)
            else:
                parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
                parser.CharacterDataHandler = self.text
                parser.Parse(piece)
        parser.Parse(b"", True)

    def _has_room_for(self, plain: PlainRows) -> bool:
        """Whether no limit is reached in these rows: else the row or cell at which it is reached has to be told."""
        rows, cells = self.rows + len(plain.filled), self.filled_cells + plain.values
        sparse = self.rows < MOST_ROWS <= rows
        return (
            self.cells + plain.cells <= self.most.cells * _EMPTY
            and cells <= self.most.cells
            and rows <= self.most.rows
            and not sparse
        )

    def _take(self, plain: PlainRows) -> None:
        """Note what rows hold that the parser only checked."""
        facts = self.facts
        self.cells += plain.cells
        self.filled_cells += plain.values
        self.numbers += plain.numbers
        if plain.filled:
            self.rows += len(plain.filled) - (plain.filled[0] == self.filled_row)
            self.filled_row = plain.filled[-1]
            facts.last_row = max(facts.last_row, *plain.filled)
            facts.last_column = max(facts.last_column, *(_position(f"{letters}1")[1] for letters in plain.columns))
        for reference, style in plain.styled:
            self._note_style(_position(reference), style)
        row, letters = plain.last
        self.row, self.column = _position(f"{letters}{row}") if letters else (row, 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            reference = attributes.get("r")
            if reference is None:
                self.column += 1
            else:
                self.row, self.column = _position(reference)
            self.type = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.formula = self.filled = False
            self.value = []
            self.length = 0
            self.cells += 1
            if self.cells > self.most.cells * _EMPTY:
                raise TooLargeError("只有格式、没有内容的格子太多", "请删去表下面和右边的空行、空列。")
        elif name in {"v", "is"}:
            self.inside = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self.facts.hidden_rows.add(self.row)
        elif name == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.facts.merges.append((*_position(first), *_position(last or first)))
            _refuse_more(len(self.facts.merges), "合并的格子", "请取消合并。")

    def text(self, data: str) -> None:
        if self.inside:
            self.value.append(data)
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise TooLongCellError(f"第 {self.row} 行")

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in {"v", "is"}:
            self.inside = False
        elif name == "c":
            self._cell("".join(self.value))
        elif name in {"worksheet", "sheetData"}:
            facts = self.facts
            facts.numbers = self.numbers
            for first, last in self.hidden_columns:
                facts.hidden_columns.update(range(first, min(last, facts.last_column) + 1))

    def _cell(self, value: str) -> None:
        facts = self.facts
        if value:
            if self.style in self.struck:
                facts.struck.add((self.row, self.column))
            facts.last_row = max(facts.last_row, self.row)
            facts.last_column = max(facts.last_column, self.column)
            self._count_row()
        if self.type == "e":
            facts.errors[self.row, self.column] = value or "#N/A"
            _refuse_more(len(facts.errors), "错误的格子", "请先改好公式。")
        elif self.type in {"n", "d"} and value.strip():
            self.numbers += 1
            self._note_style((self.row, self.column), self.style)
            if self.style in self.red and not value.lstrip().startswith("-") and value.strip("0. "):
                facts.red.add((self.row, self.column))
        elif self.formula and not value and self.type != "str":
            facts.uncached.append((self.row, self.column))
            _refuse_more(len(facts.uncached), "没有算出的公式", "请用 Excel 或 WPS 打开，保存一次。")

    def _note_style(self, place: tuple[int, int], style: str) -> None:
        """Note how a number is shown that is not shown as it is."""
        if style in self.percent:
            self.facts.percents.add(place)
        if style in self.scaled:
            self.facts.scaled[place] = self.scaled[style]

    def _count_row(self) -> None:
        """Note that the row at hand holds something; TooLargeError where there are too many such rows, or cells."""
        self.filled_cells += 1
        if self.row != self.filled_row:
            self.filled_row = self.row
            self.rows += 1
            if self.rows > self.most.rows:
                raise TooLargeError(f"超过 {self.most.rows} 行")
            if self.rows == MOST_ROWS and self.filled_cells < _FEWEST_CELLS * MOST_ROWS:
                raise TooLargeError(f"前 {MOST_ROWS} 行大多只填了一两格", "请检查是不是把一整列填到了底。")
        if self.filled_cells > self.most.cells:
            raise TooLargeError(f"文件不大，却有超过 {self.most.cells} 格", "请检查是不是把一块内容填到了底。")


def _refuse_more(count: int, what: str, mend: str) -> None:
    """TooLargeError where there are more oddities of a kind than anybody would mend one by one."""
    if count > MOST_ODDITIES:
        raise TooLargeError(f"{what}超过 {MOST_ODDITIES} 处", mend)


_TRUE = frozenset({"1", "true", "on"})
