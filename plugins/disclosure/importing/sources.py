"""The file that somebody has, opened: its sheets as lines of text, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..documents import Paragraph, UnreadableError, read_document
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
from .layouts import WITHIN, find_layout
from .parted_days import with_whole_days
from .vocabulary import kinds_with_words

# Files of text that programs call otherwise than .csv; what they hold is what counts.
_TEXTS = (".csv", ".txt", ".tsv")
DOCUMENTS = (".docx", ".pdf")  # which may hold tables
_COUNT_AGAIN = "这是文档里的表，行号从表上面的第一行数起：请对着原件数一数行数，看一看合计"
_DIGIT = re.compile(r"[0-9]")
_ASK_FOR_SHEET = "请向对方要原来的电子表（Excel），或把整张表抄进 Excel 再导入。"
_BESIDE = 3  # lines above and below a table of a document that may say something of it
_BETWEEN = 3  # places from row to row within one
_FEWEST_ROWS = 3  # of a list, with its header
_ARCHIVE = b"PK\x03\x04"  # what every .xlsx begins with
_BEGINNING = 4096  # bytes in which a workbook or a picture has a NUL
_SHOWN = 24  # letters of a line that is told
_FAR = re.compile(r" {2}|\u3000")  # between words that stand apart
_AMOUNT = re.compile(r"(?!(?:19|20)[0-9]{2}$)[-+(（¥￥]{0,2}[0-9][0-9,.]*[)）%]?(?:[^\W\d年月日页至]{1,2}|[万亿]元整)?")
_UNIT_OVER = re.compile(r"[(（]?\s{0,4}(?:金额|货币|计量|数量)?\s{0,4}单\s{0,4}位\s{0,4}[:：]")
_NO_NOTE = re.compile(r"(?![0-9（(]|注|备注|说明)")
_FEWEST_SENTENCES = 3  # of a report
_TOTALS = re.compile(r"合\s{0,4}计|总\s{0,4}[计额数]|共\s{0,4}计|小\s{0,4}计|累\s{0,4}计|共\s{0,4}[0-9]")
_TICK = "`"  # what WeChat puts before each cell, so that spreadsheets leave the digits alone
_NARROWEST = 3  # cells of a row of a list; prose has commas, too
_MOST_SPREAD = 1_000  # rows of merged cells that are written out
_QUOTED_DIGITS = re.compile(r"['’‘](?=[-+¥￥]?[0-9])")  # the same mark of spreadsheets, written out


@dataclass(slots=True)
class SourceSheet:
    """One sheet: its number from 1 on, its name (None for a file of text), its lines, and what is wrong with it."""

    number: int
    name: str | None
    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    book: Workbook | None = None
    of_document: bool = False  # whether it is a table of a Word file or a PDF
    days_note: str = ""  # which columns were joined to days
    harmless_merges: set[tuple[int, int, int, int]] = field(default_factory=set)
    carried_days: tuple[int, ...] = ()  # rows whose year or month is that of the row above

    def join_days(self) -> None:
        """Put years, months and days that stand in columns of their own together."""
        whole = with_whole_days(self.lines)
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
    path: Path, shown: str, kinds: Sequence[Kind], most_rows: int = MOST_BULK_ROWS
) -> tuple[list[SourceSheet], list[Problem]]:
    """(the sheets of a file that are not empty and none of our own notes, what is wrong with the file as a whole)."""
    faults = check_file(path, shown, texts=_TEXTS)
    if path.suffix.lower() in DOCUMENTS:
        faults = [fault for fault in faults if fault.code != "wrong-file-type"]
        return ([], faults) if faults else _document(path, shown, most_rows)
    if faults:
        return [], faults
    content = path.read_bytes()
    if content.startswith(_ARCHIVE) or (path.suffix.lower() in SUFFIXES and not _is_text(content)):
        return _workbook(path, shown, most_rows)
    lines, faults = read_rows(content, shown, _header_of(kinds))
    faults = faults or check_lines(lines, shown, None, most_rows)
    if faults:
        return [], faults
    if not lines:
        return [], [problem("unreadable-file", Where(shown), reason="文件里没有内容", mend="请检查是不是选错了文件。")]
    return [SourceSheet(1, None, _untagged(lines))], []


def _document(path: Path, shown: str, most_rows: int) -> tuple[list[SourceSheet], list[Problem]]:
    """The tables of a Word file or a PDF, a sheet each, with the lines right above and below: titles, units, signatures."""
    try:
        paragraphs = read_document(path).paragraphs
        tables = [_with_heads_once(lines) for lines in _tables(paragraphs)]
    except UnreadableError as error:
        return [], [problem("unreadable-file", Where(shown), reason=str(error), mend=_ASK_FOR_SHEET)]
    if not tables:
        reason = "里面没有看得出行和栏的表"
        mend = "工作报告请用 make read 读；是名单、明细的，请向对方要原来的电子表（Excel）。"
        return [], [problem("unreadable-file", Where(shown), reason=reason, mend=mend)]
    if lost := [paragraph for paragraph in paragraphs if _looks_lost(paragraph.text)]:
        page = f"第 {lost[0].page} 页的" if lost[0].page else ""
        reason = f"有 {len(lost)} 行在表的外面，看不出是哪一行、哪一栏的，例如{page}“{lost[0].text.strip()[:_SHOWN]}”"
        return [], [problem("unreadable-file", Where(shown), reason=reason, mend=_ASK_FOR_SHEET)]
    if cut := [
        (paragraph, cell) for paragraph in paragraphs for cell in paragraph.text.split("\t")[:-1] if _is_cut(cell)
    ]:
        page = f"第 {cut[0][0].page} 页的" if cut[0][0].page else ""
        reason = f"{page}“{cut[0][1].strip()}”这一格的字没有完，被边框或页末截断了"
        return [], [problem("unreadable-file", Where(shown), reason=reason, mend=_ASK_FOR_SHEET)]
    sheets = []
    for number, lines in enumerate(tables, 1):
        name = f"第{number}张表" if len(tables) > 1 else None
        sheets.append(SourceSheet(number, name, lines, check_lines(lines, shown, name, most_rows), of_document=True))
    return sheets, []


def _tables(paragraphs: Sequence[Paragraph]) -> list[Lines]:
    """Rows that follow each other, with the lines right above and below them; each table is numbered from 1 on.

    A line or two between rows of as many cells is within a table where no header follows, which has no numbers or repeats that
    of the table: the name of a group.
    """
    texts = [paragraph.text.strip(" ") for paragraph in paragraphs]
    rows = [[cell.strip() for cell in text.split("\t")] for text in texts]
    places = [place for place, text in enumerate(texts) if "\t" in text]
    tables: list[list[int]] = []  # the places of the rows of each
    for place in places:
        last = tables[-1][-1] if tables else None
        near = last is not None and place - last <= _BETWEEN and len(rows[last]) == len(rows[place])
        header = not _DIGIT.search(texts[place]) or (near and rows[place] == rows[tables[-1][0]])
        if near and (place - (last or 0) == 1 or not header):
            tables[-1].append(place)
        else:
            tables.append([place])
    taken = set(places)
    starts = [_reach(table[0], -1, taken, len(rows)) for table in tables]
    ends = [_reach(table[-1], 1, taken, len(rows)) for table in tables]
    for at, start in enumerate(starts[1:]):
        units = (place for place in range(start, ends[at] + 1) if _UNIT_OVER.match(texts[place]))
        ends[at] = next(units, ends[at] + 1) - 1  # the unit over a table is none of that before
    return [list(enumerate(rows[start : end + 1], 1)) for start, end in zip(starts, ends, strict=True)]


def _with_heads_once(lines: Lines) -> Lines:
    """A head of two rows with each of its merged cells in its first place, as spreadsheets have it."""
    at = next((place for place, (_, cells) in enumerate(lines) if len(cells) > 1), len(lines))
    (_, over), (_, under) = [*lines[at : at + 2], (0, []), (0, [])][:2]
    same = [bool(above) and above == below for above, below in zip(over, under, strict=False)]
    if len(over) != len(under) or not any(same) or all(same) or any(map(str.isdigit, "".join(under))):
        return lines
    first = [cell if not place or cell != over[place - 1] else "" for place, cell in enumerate(over)]
    second = ["" if again else cell for cell, again in zip(under, same, strict=True)]
    return [*lines[:at], (lines[at][0], first), (lines[at + 1][0], second), *lines[at + 2 :]]


def _is_cut(cell: str) -> bool:
    """Whether the words of a cell are not whole; …… is what people write themselves."""
    return cell.endswith("…") and not cell.endswith("……")


def _looks_lost(text: str) -> bool:
    """Whether a line outside of all tables is likely a row of one, or a part of it: a number stands by itself, and no total is told."""
    if "\t" in text or _TOTALS.search(text):
        return False
    return any(_AMOUNT.fullmatch(part.strip()) for part in _FAR.split(text.strip()))


def _reach(place: int, step: int, taken: Collection[int], end: int) -> int:
    """How far the lines beside a table go that may say something of it."""
    for _ in range(_BESIDE):
        if place + step in taken or not 0 <= place + step < end:
            break
        place += step
    return place


def _is_text(content: bytes) -> bool:
    """Whether bytes are lines of cells parted by tabs or commas: what many banks export is text with the name of an .xls."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    beginning = content[:_BEGINNING].replace(b"\0", b"") if wide else content[:_BEGINNING]
    return b"\0" not in beginning and any(mark in beginning for mark in (b"\t", b",")) and b"\n" in content


def is_list(path: Path) -> bool:
    """Whether a file of text is a list of gifts, payments or goods rather than prose: a header, and a row as wide below it."""
    if path.suffix.lower() in DOCUMENTS:
        return _is_list_of_document(path)
    try:
        content = path.read_bytes()
    except OSError:
        return False
    is_header = _header_of([kind for word in kinds_with_words() if (kind := kind_of(word))])
    lines, faults = read_rows(content, path.name, is_header)
    at = next((place for place, (_, cells) in enumerate(lines[:WITHIN]) if is_header(cells)), None)
    if faults or at is None or len(lines) <= at + 1:
        return False
    return len(lines[at + 1][1]) == len(lines[at][1]) >= _NARROWEST


def _is_list_of_document(path: Path) -> bool:
    """Whether most of a Word file or a PDF are rows, below a header that is known, rather than prose."""
    try:
        texts = [paragraph.text for paragraph in read_document(path).paragraphs]
    except UnreadableError:
        return False
    rows = [text.split("\t") for text in texts if "\t" in text]
    if sum(map(_tells_figures, texts)) >= _FEWEST_SENTENCES:
        return False
    is_header = _header_of([kind for word in kinds_with_words() if (kind := kind_of(word))])
    return len(rows) > max(_FEWEST_ROWS, len(texts) // 2) and any(map(is_header, rows[:WITHIN]))


def _tells_figures(text: str) -> bool:
    """Whether a paragraph is a sentence with a figure and no note: a report has several."""
    words = text.strip()
    return words.endswith("。") and _NO_NOTE.match(words) is not None and any(map(str.isdigit, words))


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


def _header_of(kinds: Sequence[Kind]) -> Callable[[list[str]], bool]:
    """Whether a line of a text is a header of one of these kinds: its encoding and delimiter are then known, too."""
    return lambda cells: find_layout([(1, [cell.strip(" \t`") for cell in cells])], kinds, ()) is not None


def _untagged(lines: Lines) -> Lines:
    """The lines without what programs put around cells so that spreadsheets leave them alone: ticks, tabs, ="…"."""
    if not any(cell[:1] in "`'’‘\t= " or cell[-1:] in "\t " for _, cells in lines[:200] for cell in cells if cell):
        return lines
    return [(row, [_bare(cell) if cell else cell for cell in cells]) for row, cells in lines]


def _bare(cell: str) -> str:
    text = cell.strip(" \t").removeprefix(_TICK)
    quoted = _QUOTED_DIGITS.match(text)
    text = text[quoted.end() :] if quoted else text
    if text == cell:
        return cell  # a number remembers that it is one
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def pictures_only(path: Path) -> bool:
    """Whether a workbook holds pictures and no cell: a photograph of a table."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/media/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
