"""The file that somebody has, opened: its sheets as lines of text, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from ..kinds import kind_of
from ..model import Kind
from ..problems import Problem, Where, problem
from ..reading import (
    FINDINGS,
    MOST_BULK_ROWS,
    OWN_SHEETS,
    SUFFIXES,
    Lines,
    Workbook,
    check_file,
    check_lines,
    letter,
    open_workbook,
    read_rows,
)
from .document_tables import DOCUMENTS, document_tables, is_list_of_document
from .layouts import WITHIN, find_layout, has_enough
from .parted_days import with_whole_days
from .vocabulary import kinds_with_words

# Files of text that programs call otherwise than .csv; what they hold is what counts.
_TEXTS = (".csv", ".txt", ".tsv")
_ARCHIVE = b"PK\x03\x04"  # what every .xlsx begins with
_BEGINNING = 4096  # bytes in which a workbook or a picture has a NUL
_COUNT_AGAIN = "这是文档里的表，行号从表上面的第一行数起：请对着原件数一数行数，看一看合计"
_TICK = "`"  # what WeChat puts before each cell, so that spreadsheets leave the digits alone
_NARROWEST = 3  # cells of a row of a list; prose has commas, too
_MOST_SPREAD = 1_000  # rows of merged cells that are written out
_QUOTED_DIGITS = re.compile(r"['’‘](?=[-+¥￥]?[0-9])")  # the same mark of spreadsheets, written out


class SourceSheet(Struct):
    """One sheet: its number from 1 on, its name (None for a file of text), its lines, and what is wrong with it."""

    number: int
    name: str | None
    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    book: Workbook | None = None
    panel: str = ""  # which columns they are, where the sheet holds several tables side by side
    part: str = ""  # tells the questions of such a table from those of the first
    of_document: bool = False  # whether it is a table of a Word file or a PDF
    days_note: str = ""  # which columns were joined to days
    harmless_merges: set[tuple[int, int, int, int]] = field(default_factory=set)
    carried_days: tuple[int, ...] = ()  # rows whose year or month is that of the row above

    def titles(self, file: str, above: Iterable[tuple[int, Sequence[str]]]) -> list[str]:
        """What is said over a table: the names of its sheet and its *file*, and the lines *above* its head."""
        return [self.name or "", Path(file).stem, *(cell for _, cells in above for cell in cells if cell.strip())]

    def join_days(self, file: str) -> None:
        """Put years, months and days together that stand in columns of their own, or in the names of the sheet and its *file*."""
        whole = with_whole_days(self.lines, self.titles(file, ()))
        self.lines, self.days_note, self.carried_days = whole.lines, whole.note, whole.carried

    @property
    def note(self) -> str:
        """What staff should look at, by what the file is."""
        return _COUNT_AGAIN if self.of_document else ""

    @property
    def comments(self) -> Mapping[tuple[int, int], str]:
        """What comments on cells say, by (row, column)."""
        return self.book.comments(self.name) if self.book is not None and self.name is not None else {}

    def faults(self, rows: Iterable[int]) -> list[Problem]:
        """What a reader of values alone would not see of these rows: merged and hidden cells, formulas without a result."""
        if self.book is None or self.name is None:
            return []
        return self.book.faults(self.name, rows, harmless=self.harmless_merges)

    def spread_merges(self, below: int, spread: Collection[int], unread: Collection[int]) -> list[str]:
        """Write what merged cells of one column hold into each of their rows, in the columns *spread* (places) below a row.

        Merged cells in columns that are *unread* do no harm either. Returns the ranges that were written out: A3:A4.
        """
        if self.book is None or self.name is None:
            return []
        at = {row: place for place, (row, _) in enumerate(self.lines)}
        written = []
        for merge in self.book.merges(self.name):
            top, left, bottom, right = merge
            if all(place - 1 in unread for place in range(left, right + 1)):
                self.harmless_merges.add(merge)
            elif left == right and left - 1 in spread and top > below and top in at and bottom - top < _MOST_SPREAD:
                self.harmless_merges.add(merge)
                place = left - 1
                content = self.lines[at[top]][1]
                value = content[place] if place < len(content) else ""
                for row in range(top + 1, bottom + 1):
                    cells = self.lines[at[row]][1] if row in at else []
                    if place < len(cells) and not cells[place].strip():
                        cells[place] = value
                written.append(f"{letter(left)}{top}:{letter(right)}{bottom}")
        return written


def open_source(
    path: Path, shown: str, is_header: Callable[[list[str]], bool], most_rows: int = MOST_BULK_ROWS
) -> tuple[list[SourceSheet], list[Problem]]:
    """(the sheets of a file that are not empty and none of our own notes, what is wrong with the file as a whole).

    *is_header* tells which encoding and delimiter of a text are right.
    """
    faults = check_file(path, shown, texts=_TEXTS)
    if path.suffix.lower() in DOCUMENTS:
        faults = [fault for fault in faults if fault.code != "wrong-file-type"]
        return ([], faults) if faults else _document(path, shown, most_rows)
    if faults:
        return [], faults
    content = path.read_bytes()
    if content.startswith(_ARCHIVE) or (path.suffix.lower() in SUFFIXES and not _is_text(content)):
        return _workbook(path, shown, most_rows)
    lines, faults = read_rows(content, shown, is_header, tagged=True)
    faults = faults or check_lines(lines, shown, None, most_rows)
    if faults:
        return [], faults
    if not lines:
        return [], [problem("unreadable-file", Where(shown), reason="文件里没有内容", mend="请检查是不是选错了文件。")]
    return [SourceSheet(1, None, _untagged(lines))], []


def _document(path: Path, shown: str, most_rows: int) -> tuple[list[SourceSheet], list[Problem]]:
    """The tables of a Word file or a PDF, a sheet each."""
    tables, faults = document_tables(path, shown)
    return [
        SourceSheet(number, name, lines, check_lines(lines, shown, name, most_rows), of_document=True)
        for number, (name, lines) in enumerate(tables, 1)
    ], faults


def _is_text(content: bytes) -> bool:
    """Whether bytes are lines of cells parted by tabs or commas: what many banks export is text with the name of an .xls."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    beginning = content[:_BEGINNING].replace(b"\0", b"") if wide else content[:_BEGINNING]
    return b"\0" not in beginning and any(mark in beginning for mark in (b"\t", b",")) and b"\n" in content


def is_list(path: Path) -> bool:
    """Whether a file of text is a list of gifts, payments or goods rather than prose: a header, and a row as wide below it."""
    kinds = [kind for word in kinds_with_words() if (kind := kind_of(word))]
    is_header = header_of(kinds)
    if path.suffix.lower() in DOCUMENTS:
        return is_list_of_document(path, lambda cells: _heads_records(cells, kinds))
    try:
        content = path.read_bytes()
    except OSError:
        return False
    lines, faults = read_rows(content, path.name, is_header, tagged=True)
    at = next((place for place, (_, cells) in enumerate(lines[:WITHIN]) if is_header(cells)), None)
    if faults or at is None or len(lines) <= at + 1:
        return False
    return len(lines[at + 1][1]) == len(lines[at][1]) >= _NARROWEST


_WHOSE = frozenset({"donor", "receiver", "item"})  # columns that say whose a record is, or what it is of


def _heads_records(cells: list[str], kinds: Sequence[Kind]) -> bool:
    """Whether a row of a document heads records one by one; 项目名称, 支出金额, 受益人次 head what a year came to."""
    layout = find_layout([(1, cells)], kinds, ())
    return layout is not None and bool(has_enough(layout.kind, layout.names) or layout.names & _WHOSE)


def _workbook(path: Path, shown: str, most_rows: int) -> tuple[list[SourceSheet], list[Problem]]:
    book, faults = open_workbook(path, shown, most_rows)
    if book is None:
        return [], faults
    faults = [*faults, *book.hidden_sheets()]
    sheets = []
    for number, name in enumerate(book.shown, 1):
        if name.strip() in OWN_SHEETS:
            continue
        lines, problems = book.lines(name)
        problems = problems or check_lines(lines, shown, name, most_rows)
        if lines or problems:
            sheets.append(SourceSheet(number, name, _untagged(lines), problems, book))
    if not sheets and any(name.strip() == FINDINGS for name in book.shown):
        reason = "这是软件写的问题清单，只告诉您要改哪里，里面没有要登记的内容"
        mend = "不用导入：请照它改原来的表，改好了再 make check。"
        faults = [*faults, problem("unreadable-file", Where(shown), reason=reason, mend=mend)]
    return sheets, faults


def header_of(kinds: Sequence[Kind]) -> Callable[[list[str]], bool]:
    """Whether a line of a text is a header of one of these kinds: its encoding and delimiter are then known, too."""
    return lambda cells: find_layout([(1, [cell.strip(' \t`="') for cell in cells])], kinds, ()) is not None


def _untagged(lines: Lines) -> Lines:
    """The lines without what programs put around cells so that spreadsheets leave them alone: ticks, tabs, ="…"."""
    if not any(cell[:1] in "`'’‘\t= " or cell[-1:] in "\t " for _, cells in lines[:200] for cell in cells if cell):
        return lines
    return [(row, [_bare(cell) if cell else cell for cell in cells]) for row, cells in lines]


def _bare(cell: str) -> str:
    text = cell.strip(" \t").removeprefix(_TICK)
    quoted = _QUOTED_DIGITS.match(text)
    text = text[quoted.end() :] if quoted else text
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return cell if text == cell else text  # a number remembers that it is one


def pictures_only(path: Path) -> bool:
    """Whether a workbook holds pictures and no cell: a photograph of a table."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/media/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
