"""Workbooks (.xlsx) to rows of text, and what a reader of values alone would not see.

Values come from calamine; what it does not show (rows, columns and sheets out of sight, comments, merged cells, formulas without
a stored result, faults, percent formats) is read from the file itself, in one pass, and the two must agree.
"""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..numerals import CURRENCY_NOTE, UNIT_NOTE, notes
from ..problems import Problem, Where, machine_reason, problem
from .delimited import Lines
from .filetypes import OLD_CONTAINER, by_content
from .limits import Budget, TooLongError
from .sizes import MOST_BULK_ROWS, Most, TooLargeError, check_parts
from .workbook_cells import NUMBERS, texts
from .workbook_facts import FAULTS, SheetFacts, facts_of

SUFFIXES = (".xlsx", ".xls")  # an old .xls is found, and refused with the way to save it
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # what the container of such an .xlsx holds

# Sheets of our own templates and reports: known, and never data.
EXAMPLES, NOTES, CHOICES, FINDINGS = "示例", "说明", "选项", "问题清单"
OWN_SHEETS = frozenset({EXAMPLES, NOTES, CHOICES, FINDINGS})

# The workbook that a new organisation begins with: it is imported, and never read as data.
START = "登记表.xlsx"

_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_AREA = 13_000_000  # cells of the smallest rectangle around the content
_SECONDS, _SECONDS_A_BYTE = 15.0, 4e-6  # of processor time that a workbook may take: several times what it needs
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx。"
_UNIT_ASIDE = "表里的数就是元的，请删去这一句；不是元的，请把单位写进用它的那一列的表头，例如“金额（万元）”；外币请填入账的人民币数。"
_UNIT_OF_A_CELL = "这一格的数就是元的，请删去批注；不是元的，请照凭证改成元；外币请填入账的人民币数。"
_SHORT = 40  # letters of a comment that says how a column is counted; advice of ours that was given back is longer
_ONE_WORD = 6  # letters of the longest name of a currency: 新加坡元, and no sentence about a gift of some dollars
_LISTED = 5  # cells with the same fault that are named one by one


class Workbook(Struct):
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
        numbers = sum(isinstance(cell, NUMBERS) and cell is not True and cell is not False for cell in others)
        if facts.numbers is not None and numbers != facts.numbers:
            reason = f"用两种办法读，数字的个数不一样（{numbers} 和 {facts.numbers}）"
            return [], [problem("unreadable-file", where, reason=reason, mend=_SAVE_AS)]
        return texts(rows, facts), []

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
        problems += self._units_aside(sheet, rows)
        if facts.comments:
            places = "、".join(f"{letter(column)}{row}" for row, column in sorted(facts.comments))
            problems.append(problem("cell-comments", where, places=places))
        return problems

    def _looks(self, sheet: str, rows: Container[int]) -> Iterator[Problem]:
        """Problems for numbers that show a unit which they do not hold, and for what is crossed out, red or unseen in these rows."""
        facts = self.facts[sheet]
        shown: dict[str, list[tuple[int, int]]] = {}
        for scaled, words in sorted(facts.scaled.items()):
            shown.setdefault(words, []).append(scaled)
        for words, cells in shown.items():
            here = Where(self.file, sheet, cells[0][0])
            yield problem("scaled-format", here, places=_places(cells), cell=words)
        for code, marked in (
            ("struck-cells", facts.struck),
            ("unseen-cells", facts.unseen),
            ("red-numbers", facts.red),
        ):
            cells = sorted(place for place in marked if place[0] in rows)
            if cells:
                yield problem(code, Where(self.file, sheet, cells[0][0]), places=_places(cells))

    def _units_aside(self, sheet: str, rows: Container[int]) -> Iterator[Problem]:
        """Problems for a unit of money that only a margin, a box, a comment or a sheet of notes tells: no cell above these rows does."""
        facts = self.facts[sheet]
        short = (place for place, text in sorted(facts.comments.items()) if len(text) <= _SHORT)
        comments = [facts.comments[place] for place in short if place[0] not in rows]
        aside = [
            cell for name in self.shown if name.strip() == NOTES for _, cells in self.lines(name)[0] for cell in cells
        ]
        of_notes = list(filter(_says_a_unit, aside))
        yield from self._units_of_cells(sheet, rows)
        for place, lines in (
            ("页眉或页脚", facts.margins),
            ("文本框", facts.boxes),
            ("批注", comments),
            ("别的工作表", of_notes),
        ):
            unread = [note for note in notes(lines) if note.power or (note.currency and len(note.words) <= _ONE_WORD)]
            if not unread:
                continue
            in_cells = {
                note.power for number, cells in self.lines(sheet)[0] if number not in rows for note in notes(cells)
            }
            for note in unread:
                if note.power not in in_cells:
                    reason = f"写在{place}里，那里不读"
                    yield problem(
                        "table-unit", Where(self.file, sheet), cell=note.words, reason=reason, mend=_UNIT_ASIDE
                    )

    def _units_of_cells(self, sheet: str, rows: Container[int]) -> Iterator[Problem]:
        """Problems for comments on these rows that say nothing but a unit or a currency: of the cell on which they stand."""
        for (row, column), text in sorted(self.facts[sheet].comments.items()):
            if row in rows and _says_a_unit(text):
                reason = f"写在 {letter(column)}{row} 的批注里，那里不读"
                where, words = Where(self.file, sheet, row), text.rpartition("\n")[2].strip()
                yield problem("table-unit", where, cell=words, reason=reason, mend=_UNIT_OF_A_CELL)

    def hidden_sheets(self) -> list[Problem]:
        """A problem for every hidden sheet."""
        return [
            problem("hidden-content", Where(self.file, name), what=f"工作表“{name}”")
            for name, facts in self.facts.items()
            if facts.hidden
        ]


def _says_a_unit(text: str) -> bool:
    """Whether a text, or a line of it, is nothing but a unit larger than a yuan, or another currency."""
    return bool(UNIT_NOTE.search(text) or CURRENCY_NOTE.search(text))


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
        if content.startswith(OLD_CONTAINER):
            if _ENCRYPTED in content:
                return failed("工作簿加了密码", "请用 Excel 或 WPS 打开，去掉密码再保存。")
            return failed("是旧格式（.xls）的工作簿")
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
                return failed("解开后超过 500 MB", "请拆成几个文件。")
            with _in_time(budget):
                check_parts(archive)
                facts = facts_of(archive, Most.of(most_rows, len(content)))
        book = _values(content, budget)
    except TooLargeError as error:
        return None, [error.as_problem(Where(file))]
    except (zipfile.BadZipFile, OSError, EOFError):
        return failed("不是完好的 .xlsx 文件")
    except FAULTS:
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
