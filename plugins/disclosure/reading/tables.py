"""Files to text cells, strictly: what is certain is read, what is doubtful is refused with its place, nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

from ..arrays import np, npt, pa, pc, pd
from ..numerals import money_power, notes, readings
from ..problems import Problem, Where, machine_reason, nearest, problem
from ..quantities import grouped, plain
from . import headers
from .cells import TextCells
from .collecting import without_cyclic_gc
from .columns import AnyColumn, Record
from .delimited import Lines, SplitText, read_rows, read_text, scan, split_columns
from .filetypes import by_content, of_file
from .headers import (
    IN_THE_HEADER,
    Header,
    find_header,
    is_signature,
    like_a_total,
    statistic,
    total_without_word,
    total_word,
    unit_problem,
)
from .sizes import LONGEST_CELL, MOST_ALIKE, MOST_BULK_ROWS, MOST_COLUMN_ROWS, MOST_COLUMNS, MOST_ROWS, check_lines
from .typed_tables import TypedTable, read_cell, read_columns
from .workbooks import OWN_SHEETS, SUFFIXES, NumberText, Workbook, open_workbook

TABLE_SUFFIXES = (".csv", *SUFFIXES)
MAX_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total row: never a record, but compared with the sum of the records above it."""

    row: int
    word: str
    cells: Mapping[str, str]
    before: int  # how many records stand above it
    text: str = ""  # the whole cell with the word, which may hold an amount or a count
    plain: bool = True  # whether the word stands alone, in the first cell, as it should


@dataclass(slots=True)
class RawTable:
    """The text cells of one sheet: one column a declared name; the index holds the row numbers staff see."""

    file: str
    sheet: str | None
    texts: TextCells | pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    preamble: Mapping[str, str] = field(default_factory=dict)  # of a printed form: year and source, where it names them
    powers: Mapping[str, int] = field(default_factory=dict)  # of columns in 万元 and the like: 4 for 万
    totals: list[TotalRow] = field(default_factory=list)

    @property
    def cells(self) -> pd.DataFrame:
        """The cells as a frame, which from then on is what the table holds."""
        if isinstance(self.texts, TextCells):
            self.texts = self.texts.as_frame()
        return self.texts

    def with_cells(self, **cells: str) -> RawTable:
        """The same table with columns more, or in the place of others, which hold the same in every row."""
        if not isinstance(self.texts, TextCells):
            return replace(self, texts=self.texts.assign(**cells))
        more = {name: [cell] * len(self.texts) for name, cell in cells.items()}
        return replace(self, texts=TextCells({**self.texts.columns, **more}, self.texts.index))

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


def read_tables(
    path: Path,
    shown_as: str,
    record: type[Record],
    names: Sequence[str] = (),
    most_rows: int = MOST_ROWS,
    *,
    compact: bool = False,
) -> list[RawTable]:
    """Read a file into text cells under the names of *record*, a table a sheet; what is wrong comes in `problems`.

    *names* are those that a sheet of this record may have; of several sheets one so named is read, or all that are
    named after months and years. *compact*: text files may come as columns of categories, for tables of many rows.
    """
    failed = _unreadable(path, shown_as)
    if failed:
        return [failed]
    with without_cyclic_gc():
        return _read_tables(path, shown_as, record, names, most_rows, compact=compact)


def _read_tables(
    path: Path, shown_as: str, record: type[Record], names: Sequence[str], most_rows: int, *, compact: bool
) -> list[RawTable]:
    if path.suffix.lower() not in SUFFIXES:
        vocabulary = headers.Vocabulary.of(record)
        text, delimiter, problems = read_text(path.read_bytes(), shown_as, vocabulary.is_header)
        if compact and not problems:
            table = _split(text, delimiter, shown_as, record, most_rows)
            if table is not None:
                return [table]
        lines, problems = ([], problems) if problems else scan(text, shown_as, delimiter)
        problems = problems or check_lines(lines, shown_as, None, most_rows)
        if problems:
            return [RawTable(shown_as, None, TextCells(), problems)]
        return [_tabulate(lines, shown_as, None, record)]
    book, problems = open_workbook(path, shown_as, most_rows)
    if book is None:
        return [RawTable(shown_as, None, TextCells(), problems)]
    wanted, others = kind_sheets(book, names)
    tables = [read_sheet(book, sheet, record) for sheet in wanted]
    known = f"“{names[0]}”，或“1月”“2024年”这样的时间" if names else "时间"
    tables[0].problems[:0] = [
        *book.hidden_sheets(),
        *(problem("extra-sheet", Where(shown_as, sheet), cell=sheet, expected=known) for sheet in others),
    ]
    return tables


def read_sheet(book: Workbook, sheet: str, record: type[Record]) -> RawTable:
    """Read one sheet of a workbook that is open."""
    lines, problems = book.lines(sheet)
    problems = problems or check_lines(lines, book.file, sheet, MOST_BULK_ROWS)
    if problems:
        return RawTable(book.file, sheet, TextCells(), problems)
    table = _tabulate(lines, book.file, sheet, record)
    table.problems[:0] = book.faults(sheet, map(int, table.texts.index))
    return table


_PERIOD = re.compile(
    r"(?:[12][0-9]{3}年?度?)?[-.]?(?:第?[一二三四1-4]季度?|[0-9]{1,2}月份?|(?:十[一二]?|[一二三四五六七八九])月份?|上半年|下半年)?"
)


def kind_sheets(book: Workbook, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """(sheets to read, at least one; other sheets that are not empty), by name."""
    shown = [name for name in book.shown if name.strip() not in OWN_SHEETS] or list(book.facts)[:1]
    filled = [name for name in shown if any(book.lines(name))] or shown[:1]
    named = [name for name in filled if name.strip() in names]
    wanted = named if len(named) == 1 else filled
    if len(wanted) > 1:
        wanted = [name for name in filled if _PERIOD.fullmatch(name.strip())] or filled[:1]
    return wanted, [name for name in filled if name not in wanted]


def read_form(
    path: Path, shown_as: str, form: PrintedForm, sheet: str | None = None, *, whole: bool = True
) -> list[RawTable]:
    """Read a printed form, one table a panel; *sheet* names the sheet of a workbook that holds several forms.

    *whole*: faults of the workbook as a whole, such as hidden sheets, are reported here.
    """
    failed = _unreadable(path, shown_as)
    if failed:
        return [failed]
    if path.suffix.lower() not in SUFFIXES:
        lines, problems = read_rows(path.read_bytes(), shown_as, lambda cells: _is_header(cells, form))
        problems = problems or check_lines(lines, shown_as, None, MOST_ROWS)
        if problems:
            return [RawTable(shown_as, None, TextCells(), problems)]
        return _tabulate_form(lines, shown_as, None, form)
    book, problems = open_workbook(path, shown_as, MOST_ROWS)
    if book is None:
        return [RawTable(shown_as, None, TextCells(), problems)]
    others: list[str] = []
    if sheet is None:
        (sheet, *_), others = kind_sheets(book, (form.title,))
    panels = read_form_sheet(book, sheet, form)
    panels[0].problems[:0] = [
        *(book.hidden_sheets() if whole else ()),
        *(problem("extra-sheet", Where(shown_as, name), cell=name, expected=f"“{form.title}”") for name in others),
    ]
    return panels


def read_form_sheet(book: Workbook, sheet: str, form: PrintedForm) -> list[RawTable]:
    """Read a printed form from one sheet of a workbook that is open."""
    lines, problems = book.lines(sheet)
    problems = problems or check_lines(lines, book.file, sheet, MOST_ROWS)
    if problems:
        return [RawTable(book.file, sheet, TextCells(), problems)]
    panels = _tabulate_form(lines, book.file, sheet, form)
    used = {int(row) for panel in panels for row in panel.texts.index}
    panels[0].problems[:0] = book.faults(sheet, used)
    return panels


def sheet_names(path: Path, shown_as: str) -> tuple[list[str], list[Problem]]:
    """(names of the sheets of a workbook in order, without those of our own templates; problems)."""
    workbook, problems = open_workbook(path, shown_as, MOST_ROWS)
    return ([name for name in workbook.facts if name.strip() not in OWN_SHEETS] if workbook else []), problems


def read_lines(lines: Lines, file: str, sheet: str | None, record: type[Record]) -> RawTable:
    """Read lines that are there already: the header is found, totals and signatures are set apart, records become cells."""
    with without_cyclic_gc():
        return _tabulate(lines, file, sheet, record)


_LEFT_BY_PROGRAMS = ("~$", ".~lock.")  # how names begin of what programs keep while a file is open


def check_file(path: Path, shown_as: str, texts: Sequence[str] = ()) -> list[Problem]:
    """Why a file can't be read at all, as a problem; files of text may have one of the suffixes *texts*."""
    failed = _unreadable(path, shown_as, texts)
    return failed.problems if failed else []


def _unreadable(path: Path, shown_as: str, texts: Sequence[str] = ()) -> RawTable | None:
    """An empty table whose problem says why the file can't be read at all, or None."""
    empty = RawTable(shown_as, None, TextCells())
    try:
        if path.exists() and not path.is_file():
            return _failed(empty, "unreadable-file", reason="不是普通的文件", mend="请检查文件名。")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        reason = machine_reason(error)
        return _failed(empty, "unreadable-file", reason=reason, mend="请检查文件是否存在、能否打开。")
    if size > MAX_BYTES:
        return _failed(empty, "unreadable-file", reason="文件超过 200 MB", mend="请按年度或月份拆成几个文件。")
    if size == 0:
        mend = "请重新保存，或删去这个文件。"
        return _failed(empty, "unreadable-file", reason="文件是空的（0 字节）", mend=mend)
    return _no_table(path, empty, texts)


def _no_table(path: Path, empty: RawTable, texts: Sequence[str]) -> RawTable | None:
    """The same for a file that can be opened and is no table."""
    opened = next((mark for mark in _LEFT_BY_PROGRAMS if PurePath(empty.file).name.startswith(mark)), "")
    if opened:
        mend = f"请关掉 Excel 或 WPS，选名字里没有“{opened}”的那个文件。"
        return _failed(empty, "unreadable-file", reason="这是表格软件打开文件时留下的临时文件，里面没有表", mend=mend)
    sort = of_file(path) if path.suffix.lower() not in texts else by_content(path.read_bytes())
    if sort:
        return _failed(empty, "wrong-file-type", what=sort.name, mend=sort.mend)
    return None


def _failed(table: RawTable, code: str, **details: object) -> RawTable:
    table.problems.append(problem(code, Where(table.file, table.sheet), **details))
    return table


@dataclass(slots=True)
class _Sorter:
    """Tells the rows below a header apart: records, totals (kept in the table), signatures, repeated headers and faults."""

    table: RawTable
    header: Header
    words: Sequence[str]  # of the header as they stand there
    record: type[Record]
    texts: list[bool] = field(init=False)
    required: list[bool] = field(init=False)
    needed: tuple[int, ...] = field(init=False)  # places of words that every record has, and of the first cell
    spent: bool = False  # whether the table has so many faults that the rest is not looked at

    def __post_init__(self) -> None:
        self.texts, self.required = _sorts(self.header.names, self.record)
        self.needed = (0, *(place for place, must in enumerate(self.required) if must and self.texts[place]))

    def is_record(self, number: int, fields: Sequence[str], before: int) -> bool:
        """Whether a row is a record; *before* counts the records above it."""
        table, width = self.table, len(self.header.names)
        if len(fields) != width:
            padded = [*fields, *[""] * (width - len(fields))]
            if not (len(fields) < width and self._is_summary(number, padded, before)):
                self._misfit(number, fields)
            return False
        first = fields[0]
        if self._is_summary(number, fields, before):
            return False
        if "：" in first or ":" in first or not all(fields[place] for place in self.needed):
            if is_signature(fields):
                where = Where(table.file, table.sheet, number)
                table.problems.extend(unit_below(fields, where, self.header.powers.values()))
                return False
        elif list(fields) == list(self.words):
            return False  # the header again, at the top of a printed page
        return True

    def _is_summary(self, number: int, fields: Sequence[str], before: int) -> bool:
        # most rows need no closer look: they begin like no total, and have what a record must have
        first = fields[0]
        if first and first[-1:] not in _TOTAL_ENDS and all(fields[place] for place in self.needed):
            return False
        return _take_summary(self.table, number, fields, self.header.names, before, self.texts, self.required)

    def _misfit(self, number: int, fields: Sequence[str]) -> None:
        """A row with more or fewer cells than the header."""
        table, where = self.table, Where(self.table.file, self.table.sheet, number)
        if is_signature(fields):
            table.problems.extend(unit_below(fields, where, self.header.powers.values()))
            return
        cells, expected = ",".join(fields), len(self.header.names)
        table.problems.append(problem("ragged-row", where, found=len(fields), expected=expected, cell=cells))
        if len(table.problems) > MOST_ALIKE:
            table.problems.append(problem("more-faults", where, count="很多"))
            self.spent = True

    def _odd_words(self, words: pa.Array) -> npt.NDArray[np.bool_]:
        """Which cells a row that may be no record begins with."""
        odd = pc.match_substring_regex(words, f"[{''.join(_TOTAL_ENDS)}]$|[：:]|^[ \\t]*$")
        return np.asarray(pc.or_(odd, pc.equal(words, self.words[0])))

    def odd_rows(self, split: SplitText) -> Iterator[tuple[int, int, list[str]]]:
        """(place in the columns or where it would be, row number, cells) of the rows that need a closer look, in order.

        Every other row is a record: it has the width of the header and what a record must have, and begins like no total
        and no signature.
        """
        closer = np.zeros(len(split.numbers), dtype=bool)
        for place in self.needed:
            blank = split.columns[place].dictionary.index("").as_py()
            closer |= split.columns[place].indices.to_numpy() == blank
        odd = self._odd_words(split.columns[0].dictionary)
        closer |= odd[split.columns[0].indices.to_numpy()]
        places = np.flatnonzero(closer)
        rows = [
            (int(place), int(split.numbers[place]), [column[int(place)].as_py() for column in split.columns])
            for place in places
        ]
        beside = [(int(np.searchsorted(split.numbers, number)), number, cells) for number, cells in split.others]
        yield from sorted([*rows, *beside], key=itemgetter(1))


def _tabulate(lines: Lines, file: str, sheet: str | None, record: type[Record]) -> RawTable:
    """The records below the header as a table; totals are kept apart, signatures and repeated headers left out."""
    table = RawTable(file, sheet, TextCells())
    header = find_header(lines, Where(file, sheet), record)
    table.problems.extend(header.problems)
    if any(column.name not in header.names and column.required for column in record.columns) or header.problems:
        return table
    names = header.names
    kept: list[list[str]] = []
    numbers: list[int] = []
    sorter = _Sorter(table, header, lines[header.below - 1][1], record)
    for number, fields in lines[header.below :]:
        if not sorter.is_record(number, fields, len(kept)):
            if sorter.spent:
                return table
            continue
        kept.append(fields)
        numbers.append(number)
        if len(kept) == _SAMPLED and _hopeless(
            table, _cells(names, list(zip(*kept, strict=True)), numbers), header.powers, record
        ):
            return table
    columns = list(zip(*kept, strict=True)) if kept else [()] * len(names)
    table.texts = _cells(names, columns, numbers)
    table.powers = header.powers
    if sheet is not None:
        table.problems.extend(_typed_as_numbers(table, record))
    return table


def _cells(names: Sequence[str | None], columns: Sequence[Sequence[str]], numbers: Sequence[int]) -> TextCells:
    return TextCells({name: cells for name, cells in zip(names, columns, strict=True) if name}, numbers)


def _split(text: str, delimiter: str, file: str, record: type[Record], most_rows: int) -> RawTable | None:
    """The same table from a text, split by columns; None where only all its rows can tell what is wrong."""
    head = _HEAD_LINES.match(text)
    lines, problems = scan(head[0] if head else text, file, delimiter)
    header = find_header(lines, Where(file), record)
    lacking = any(column.name not in header.names and column.required for column in record.columns)
    if problems or header.problems or lacking:
        return None
    split = split_columns(text, delimiter, len(header.names), header.row)
    most = MOST_COLUMN_ROWS if most_rows == MOST_BULK_ROWS else most_rows
    if split is None or len(split.numbers) + len(split.others) > most or _too_large(split):
        return None
    table = RawTable(file, None, TextCells())
    sorter = _Sorter(table, header, lines[header.below - 1][1], record)
    keeping = np.ones(len(split.numbers), dtype=bool)
    dropped = 0  # rows so far that are no records
    for place, number, fields in sorter.odd_rows(split):
        whole = place < len(split.numbers) and split.numbers[place] == number
        blank = whole and not "".join(fields).strip(" \t")
        if blank or not sorter.is_record(number, fields, place - dropped):
            keeping[place : place + whole] = False
            dropped += whole
        if sorter.spent:
            return None
    table.texts, table.powers = _dictionaries(header.names, split, keeping), header.powers
    return table


# The first lines of a text, among them the header and the row below it.
_HEAD_LINES = re.compile(r"(?>(?>[^\r\n]*(?>\r\n|\r|\n)){100})")


def _too_large(split: SplitText) -> bool:
    """Whether `check_lines` may have something to say of a row."""
    longest = max((pc.max(pc.binary_length(column.dictionary)).as_py() or 0 for column in split.columns), default=0)
    return (
        len(split.columns) > MOST_COLUMNS
        or longest > LONGEST_CELL
        or bool(check_lines(split.others, "", None, len(split.others)))
    )


def _dictionaries(names: Sequence[str | None], split: SplitText, keeping: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """The rows that are kept: each column an Arrow dictionary of words, row numbers as the index."""
    whole = bool(keeping.all())
    numbers = split.numbers if whole else split.numbers[keeping]
    run = len(numbers) and int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers)
    index = pd.RangeIndex(int(numbers[0]), int(numbers[-1]) + 1) if run else pd.Index(numbers, dtype="int64")
    columns = {}
    for name, column in zip(names, split.columns, strict=True):
        if name:
            # what stood in no record is no word of the column
            cells = column if whole else column.filter(pa.array(keeping)).dictionary_decode().dictionary_encode()
            columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(cells), index=index)
    return pd.DataFrame(columns, index=index)


_SAMPLED = 20_000  # rows of a large table that are looked at before all the others
_HOPELESS = 3 * MOST_ALIKE  # faults among them, after which the others are not read


def first_faults(raw: RawTable, record: type[Record], problems: Sequence[Problem]) -> list[Problem]:
    """What is told of a large table whose first rows have thousands of faults, instead of *problems*, which it has; else nothing."""
    if len(raw.texts) < _SAMPLED or len(problems) < _HOPELESS:
        return []
    head = RawTable(raw.file, raw.sheet, raw.texts.head(_SAMPLED))
    return head.problems if _hopeless(head, head.texts, raw.powers, record) else []


def _hopeless(
    table: RawTable, cells: TextCells | pd.DataFrame, powers: Mapping[str, int], record: type[Record]
) -> bool:
    """Whether the first rows of a large table have thousands of faults; these are told, and the table is not read."""
    _, problems = read_columns(record, cells, table.where, powers)
    if len(problems) < _HOPELESS:
        return False
    reason, mend = f"前 {_SAMPLED} 行就有 {len(problems)} 处以上的错，后面的没有看", "请先改好列出的，再检查一次。"
    last = table.where(cells.index[-1])
    table.problems.extend([*problems, problem("table-too-large", last, reason=reason, mend=mend)])
    return True


_TOTAL_ENDS = frozenset("计計:：)） 　")


def _sorts(names: Sequence[str | None], record: type[Record]) -> tuple[list[bool], list[bool]]:
    """(whether a column holds words, whether a record must have it), for each column of a sheet."""
    columns = [record.column(name) if name else None for name in names]
    return [column is not None and not column.numeric for column in columns], [
        column is not None and column.required for column in columns
    ]


def _take_summary(
    table: RawTable,
    number: int,
    fields: Sequence[str],
    names: Sequence[str | None],
    before: int,
    texts: Sequence[bool],
    required: Sequence[bool],
) -> bool:
    """Keep a row apart if it is a total, and leave it out with a word if it is an average or the like; whether it is one."""
    label = total_word(fields)
    if not label and (words := statistic(fields, texts, required)):
        table.problems.append(problem("statistic-left-out", Where(table.file, table.sheet, number), cell=words))
        return True
    label = label or like_a_total(fields, texts, required) or total_without_word(fields, texts, required, before)
    if label is None:
        return False
    cells = {name: cell for name, cell in zip(names, fields, strict=True) if name and cell.strip()}
    table.totals.append(TotalRow(number, label.word, cells, before, label.text, label.plain))
    return True


def unit_below(
    fields: Sequence[str], where: Where, powers: Collection[int], *, currencies: bool = False
) -> list[Problem]:
    """Problems for a note below a table that names a unit or a currency which its columns do not have.

    *powers* are those of ten of the units over the columns; with *currencies* the table names the currency of each row.
    """
    return [
        unit_problem(where, note) if note.power is None else _late_unit(where, note.words)
        for note in notes(fields)
        if (note.power is None and not (note.currency and currencies)) or (note.power and note.power not in powers)
    ]


def _late_unit(where: Where, words: str) -> Problem:
    return problem("table-unit", where, cell=words, reason="单位写在表的下面，没有读", mend=IN_THE_HEADER)


def _typed_as_numbers(table: RawTable, record: type[Record]) -> list[Problem]:
    """Problems for identifiers stored as numbers (leading zeros and last digits may be lost) and for numbers too long to be exact."""
    problems = []
    for column in record.columns:
        if column.name not in table.texts or column.type.schema["type"] == "year":
            continue
        for row, cell in zip(table.texts.index, table.texts[column.name], strict=True):
            if not isinstance(cell, NumberText):
                continue
            if ("e" in cell or len(cell) > _KEPT) if not column.identifier else column.fits(cell):
                problems.append(problem("number-as-id", table.where(int(row), column.label), cell=cell))
    return problems


_KEPT = 20  # characters of the longest number that a sheet keeps: 15 digits, sign, point and rounding error


def check_totals(raw: RawTable, typed: TypedTable, record: type[Record]) -> list[Problem]:
    """One problem for each total row that differs from the records above it, and a word on each in unusual form that agrees.

    A 小计 sums the records since the last total, a 总计 all of them, a 合计 may be either; above all records it sums those
    below it. Totals of a column with a cell that could not be read or is withheld are not checked.
    """
    problems: list[Problem] = []
    start = 0
    lost = {name for _, name in typed.refused} | {name for _, name in typed.missing}
    for stated_at in raw.totals:
        total = stated_at if stated_at.before else replace(stated_at, before=len(raw.texts))
        spans = {"小计": [start], "总计": [0], "共计": [0]}.get(total.word, [start, 0])
        start = stated_at.before
        checked, faults = _compared(raw, typed, record, total, spans, lost)
        problems.extend(faults[:1])
        if faults:
            continue
        stated, counted = _label_amounts(total.text)
        problems.extend(_label_problems(raw, typed, record, total, spans, lost, stated, counted, checked))
    return problems


def _compared(
    raw: RawTable,
    typed: TypedTable,
    record: type[Record],
    total: TotalRow,
    spans: Sequence[int],
    lost: Collection[str],
) -> tuple[int, list[Problem]]:
    """(how many cells of a total row agree with the rows above, problems of those that do not)."""
    problems: list[Problem] = []
    agreeing = 0
    for column in record.columns:
        cell = total.cells.get(column.name, "")
        if not column.numeric or not cell.strip() or cell.strip() in _DASHES:
            continue
        where = raw.where(total.row, column.label)
        stated, fault = read_cell(column, cell, where, raw.powers.get(column.name, 0))
        if fault:
            problems.append(fault)
        if stated is None or column.name in lost:
            continue
        wrong = _mismatch(raw, typed, column, total, spans, stated)
        if wrong:
            problems.append(wrong)
        else:
            agreeing += 1
    return agreeing, problems


def _mismatch(
    raw: RawTable, typed: TypedTable, column: AnyColumn, total: TotalRow, spans: Sequence[int], stated: Any
) -> Problem | None:
    """The problem of a total that is not the sum of the rows above it."""
    sums = [sum(typed.values(column.name, first, total.before)) for first in spans]
    if stated in sums:
        return None
    likely = min(range(len(sums)), key=lambda at: abs(stated - sums[at]))
    shown = [column.type.shown(value) for value in (stated, sums[likely], abs(stated - sums[likely]))]
    return problem(
        "total-mismatch",
        raw.where(total.row, column.label),
        word=total.word,
        found=shown[0],
        expected=shown[1],
        difference=shown[2],
        rows=_span_of_rows(raw, total, spans[likely]),
    )


def _span_of_rows(raw: RawTable, total: TotalRow, first: int) -> str:
    top = raw.texts.index[first] if first < len(raw.texts) else total.row
    bottom = raw.texts.index[total.before - 1] if total.before else total.row
    return f"第 {top} 行到第 {bottom} 行"


_COUNTED = re.compile(r"[笔条项行户人家位名]")


def _label_amounts(text: str) -> tuple[set[Decimal], set[Decimal]]:
    """(amounts in yuan, counts) that stand in the label of a total: 合计：2笔，100元（大写：壹佰元整）."""
    amounts: set[Decimal] = set()
    counts: set[Decimal] = set()
    for number in readings(text, "元"):
        if number.tail.startswith(("元", "圆", "块", "角", "分")):
            amounts.add(number.value)
        elif _COUNTED.match(number.tail):
            counts.add(number.value)
    return amounts, counts


def _label_problems(  # noqa: PLR0913, PLR0917  (a table, its total and what its label states)
    raw: RawTable,
    typed: TypedTable,
    record: type[Record],
    total: TotalRow,
    spans: Sequence[int],
    lost: Collection[str],
    amounts: Collection[Decimal],
    counts: Collection[Decimal],
    agreeing: int,
) -> Iterator[Problem]:
    """What the words of a total say, held against the rows above: one problem, or a word that it agrees or can't be checked."""
    money = [
        column for column in record.columns if column.numeric and column.unit == "元" and typed.values(column.name)
    ]
    where = raw.where(total.row)
    if len(amounts) > 1:
        words = "、".join(f"{grouped(amount)}元" for amount in sorted(amounts))
        yield problem("total-row", where, cell=total.text, finding=f"里面的几个金额不一样（{words}），大写和小写要相同")
        return
    for amount in amounts:
        if len(money) == 1 and money[0].name not in lost:
            stated, _ = read_cell(money[0], plain(amount), where)
            wrong = _mismatch(raw, typed, money[0], total, spans, stated) if stated is not None else None
            if wrong:
                yield wrong
                return
            agreeing += 1
    rows_above = {total.before - first for first in spans}
    for count in counts:
        if count not in rows_above and len(counts) == 1:
            said = f"写的是 {plain(count)}，上面有 {max(rows_above)} 行"
            yield problem("total-row", where, cell=total.text, finding=f"{said}；数的如果不是行数，请改写")
            return
        agreeing += count in rows_above
    if not total.plain:
        finding = "与上面各行加起来的一样" if agreeing else "没有能和上面各行核对的数"
        yield problem("total-row-read", where, cell=total.text, finding=finding)


# --- printed forms -------------------------------------------------------------------------------

# What accountants put into the cell of a line that has no amount.
_DASHES = {"-", "--", "—", "——", "–", "/", "−"}

_DIGIT = re.compile(r"\d")
_YEAR_WORDS = re.compile(r"((?:19|20)[0-9]{2})\s*年")
_SOURCE_WORDS = re.compile(r"来源:\s*([A-Za-z][A-Za-z0-9-]*)")


def _plain_word(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _over(text: str) -> str:
    """The words over a column without its unit, if that is 元: 期末数（元） → 期末数."""
    word = _plain_word(text)
    match = _UNIT_BEHIND.fullmatch(word)
    return match[1] if match and money_power(match[2]) == 0 else word


_UNIT_BEHIND = re.compile(r"(.+?)[(/:]+(?:单位:?)?([^()/:]+)\)?")


def _tabulate_form(lines: Lines, file: str, sheet: str | None, form: PrintedForm) -> list[RawTable]:
    """The lines of a printed form, a table for each of its panels."""
    table = RawTable(file, sheet, TextCells())
    words: dict[str, str] = {}
    for word, name in form.headers.items():
        words.setdefault(name, word)
    expected = "、".join(word for name, word in words.items() if name in {"line", "item", *form.amounts})
    at = next((place for place, (_, fields) in enumerate(lines[: headers.WITHIN]) if _is_header(fields, form)), None)
    if at is None:
        reason = "找不到表头（有“项目”和金额列的那一行）" if lines else "表是空的"
        return [_failed(table, "wrong-header", reason=reason, expected=expected)]
    table.preamble, faults = _preamble(lines[:at], file, sheet, form)
    table.problems.extend(_foreign_unit([sheet] if sheet else [], Where(file, sheet)))
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
    """What the title rows of a form say (year, source), and problems for a unit that is not 元 or another form's title."""
    facts: dict[str, str] = {}
    problems: list[Problem] = []
    titles: list[tuple[int, str]] = []
    for row, fields in lines:
        text = unicodedata.normalize("NFKC", " ".join(field.strip() for field in fields if field.strip()))
        where = Where(file, sheet, row)
        problems.extend(_foreign_unit(fields, where))
        titles.extend((row, title) for title in (form.title, *form.others) if title in text.replace(" ", ""))
        year, source = _YEAR_WORDS.search(text), _SOURCE_WORDS.search(text)
        if year:
            facts.setdefault("year", year[1])
        if source:
            facts.setdefault("source", source[1])
    if titles and form.title not in {title for _, title in titles}:
        row, title = titles[0]
        problems.append(problem("statement-title", Where(file, sheet, row), cell=title, expected=form.title))
    return facts, problems


def _foreign_unit(fields: Iterable[str], where: Where) -> Iterator[Problem]:
    """A problem for each unit around a form that is not 元: 万元, 角, 美元."""
    for note in notes(fields):
        if note.power != 0:
            yield problem("statement-unit", where, cell=note.words)


def _two_rows(lines: Lines, at: int, form: PrintedForm) -> tuple[list[str], Lines]:
    """The header, its two rows joined where 本月数 and 本年累计数 stand over three columns each, and what follows."""
    header = [_over(cell) for cell in lines[at][1]]
    if at + 1 >= len(lines):
        return header, []
    below = [_over(cell) for cell in lines[at + 1][1]]
    below += [""] * (len(header) - len(below))
    header += [""] * (len(below) - len(header))
    words = [cell for cell in below if cell]
    if not words or not all(word in form.headers for word in words):
        return header, lines[at + 1 :]
    joined, group = [], ""
    for over, under in zip(header, below, strict=True):
        group = over or group
        joined.append(over if not under else group + under if group not in form.headers else under)
    return joined, lines[at + 2 :]


_Panel = dict[str, int]  # column name → position


def _panels(header: list[str], where: Where, form: PrintedForm, expected: str) -> tuple[list[_Panel], list[Problem]]:
    """The panels that stand side by side under a header: a second 项目 or 行次 begins the next."""
    panels: list[_Panel] = [{}]
    reasons: list[str] = []
    for position, label in enumerate(header):
        if not label:
            continue
        behind = _UNIT_BEHIND.fullmatch(label)
        if any(True for _ in _foreign_unit([behind[2]] if behind else [label], where)):
            return [], [problem("statement-unit", where, cell=label)]
        name = form.headers.get(label)
        if name is None:
            reasons.append(f"不认识“{label}”{nearest(label, form.headers)}")
        elif name not in panels[-1]:
            panels[-1][name] = position
        elif name in {"item", "line"} and any(amount in panels[-1] for amount in form.amounts):
            panels.append({name: position})
        else:
            reasons.append(f"“{label}”出现了两次")
    reasons.extend(
        "缺少“项目”" if "item" not in panel else "缺少金额列"
        for panel in panels
        if "item" not in panel or not any(amount in panel for amount in form.amounts)
    )
    if reasons:
        return [], [problem("wrong-header", where, reason="；".join(reasons), expected=expected)]
    return panels, []


def _below_the_form(fields: Sequence[str], where: Where, table: RawTable, form: PrintedForm) -> bool:
    """Whether a row holds no line of the form; what it says of the unit is a problem of the table."""
    if any(form.is_line(field) for field in fields):
        return False
    table.problems.extend(_foreign_unit(fields, where))
    return True


def _panel_tables(body: Lines, panels: list[_Panel], width: int, table: RawTable, form: PrintedForm) -> list[RawTable]:
    """A table for every panel with the lines of the form; headings and signatures are left out."""
    kept: list[tuple[list[list[str]], list[int]]] = [([], []) for _ in panels]
    used = {position for panel in panels for position in panel.values()}
    for number, fields in body:
        if len(fields) != width:
            where = Where(table.file, table.sheet, number)
            if len(fields) < width and _below_the_form(fields, where, table, form):
                continue  # a signature or a note below the form
            ragged = problem("ragged-row", where, found=len(fields), expected=width, cell=",".join(fields))
            table.problems.append(ragged)
            continue
        _below_the_form(fields, Where(table.file, table.sheet, number), table, form)
        stray = next((field for at, field in enumerate(fields) if field.strip() and at not in used), None)
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
        columns = dict(zip(panel, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(panel, ())
        tables.append(RawTable(table.file, table.sheet, TextCells(columns, numbers), [], table.preamble))
    tables[0].problems.extend(table.problems)
    return tables
