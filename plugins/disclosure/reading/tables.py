"""Files to text cells, strictly: what is certain is read, what is doubtful is refused with its place, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path, PurePath

from ..arrays import np, npt, pa, pc, pd
from ..expressions import expression
from ..numerals import notes
from ..problems import MOST_ALIKE, Problem, Where, machine_reason, problem
from . import headers
from .amounts import UNIT_OF_POWER
from .cells import TextCells
from .collecting import without_cyclic_gc
from .columns import Record
from .delimited import Lines, SplitText, read_text, scan, split_columns
from .filetypes import by_content, of_file
from .headers import (
    IN_THE_HEADER,
    MONTH_QUARTER_OR_HALF,
    Header,
    find_header,
    is_signature,
    like_a_total,
    only_unit,
    only_zeros,
    statistic,
    total_without_word,
    total_word,
    unit_problem,
)
from .invisible import without
from .raw_tables import RawTable, TotalRow, faulty
from .sizes import LONGEST_CELL, MOST_BULK_ROWS, MOST_COLUMN_ROWS, MOST_COLUMNS, MOST_ROWS, check_lines
from .table_typing import read_columns
from .workbook_cells import NumberText
from .workbooks import OWN_SHEETS, SUFFIXES, Workbook, open_workbook

TABLE_SUFFIXES = (".csv", *SUFFIXES)
MAX_BYTES = 200 * 1024 * 1024


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
    failed = unreadable(path, shown_as)
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
    _compare_units(tables, record)
    tables[0].problems[:0] = [
        *book.hidden_sheets(),
        *(problem("extra-sheet", Where(shown_as, sheet), cell=sheet, expected=known) for sheet in others),
    ]
    return tables


def _compare_units(tables: Sequence[RawTable], record: type[Record]) -> None:
    """Tell of a sheet that names a unit of money where another of the same workbook names none: is it meant there, too?"""
    money = [column.name for column in record.columns if column.unit == "元"]
    unsaid = [table.sheet for table in tables if len(table.texts) and not table.powers and not table.problems]
    scaled = next((table for table in tables if any(table.powers.get(name) for name in money)), None)
    if not unsaid or scaled is None:
        return
    power = next(filter(None, (scaled.powers.get(name) for name in money)))
    reason = f"工作表“{unsaid[0]}”没有写单位，不知道是不是一样"
    mend = "请在每张表的表头里都写明单位，例如“金额（元）”或“金额（万元）”。"
    where = Where(scaled.file, scaled.sheet)
    scaled.problems.append(
        problem("table-unit", where, cell=UNIT_OF_POWER.get(power, "单位"), reason=reason, mend=mend)
    )


def read_sheet(book: Workbook, sheet: str, record: type[Record]) -> RawTable:
    """Read one sheet of a workbook that is open."""
    lines, problems = book.lines(sheet)
    problems = problems or check_lines(lines, book.file, sheet, MOST_BULK_ROWS)
    if problems:
        return RawTable(book.file, sheet, TextCells(), problems)
    table = _tabulate(lines, book.file, sheet, record)
    table.problems[:0] = book.faults(sheet, map(int, table.texts.index))
    return table


_PERIOD = expression(rf"(?:[12][0-9]{{3}}年?度?)?[-.]?(?:{MONTH_QUARTER_OR_HALF})?")


def kind_sheets(book: Workbook, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """(sheets to read, at least one; other sheets that are not empty), by name."""
    shown = [name for name in book.shown if name.strip() not in OWN_SHEETS] or list(book.facts)[:1]
    filled = [name for name in shown if any(book.lines(name))] or shown[:1]
    named = [name for name in filled if without(name).strip() in names]
    wanted = named if len(named) == 1 else filled
    if len(wanted) > 1:
        wanted = [name for name in filled if _PERIOD.fullmatch(without(name).strip())] or filled[:1]
    return wanted, [name for name in filled if name not in wanted]


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
    failed = unreadable(path, shown_as, texts)
    return failed.problems if failed else []


def unreadable(path: Path, shown_as: str, texts: Sequence[str] = ()) -> RawTable | None:
    """An empty table whose problem says why the file can't be read at all, or None."""
    empty = RawTable(shown_as, None, TextCells())
    try:
        if path.exists() and not path.is_file():
            return faulty(empty, "unreadable-file", reason="不是普通的文件", mend="请检查文件名。")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        reason = machine_reason(error)
        return faulty(empty, "unreadable-file", reason=reason, mend="请检查文件是否存在、能否打开。")
    if size > MAX_BYTES:
        return faulty(empty, "unreadable-file", reason="文件超过 200 MB", mend="请按年度或月份拆成几个文件。")
    if size == 0:
        mend = "请重新保存，或删去这个文件。"
        return faulty(empty, "unreadable-file", reason="文件是空的（0 字节）", mend=mend)
    return _no_table(path, empty, texts)


def _no_table(path: Path, empty: RawTable, texts: Sequence[str]) -> RawTable | None:
    """The same for a file that can be opened and is no table."""
    opened = next((mark for mark in _LEFT_BY_PROGRAMS if PurePath(empty.file).name.startswith(mark)), "")
    if opened:
        mend = f"请关掉 Excel 或 WPS，选名字里没有“{opened}”的那个文件。"
        return faulty(empty, "unreadable-file", reason="这是表格软件打开文件时留下的临时文件，里面没有表", mend=mend)
    sort = of_file(path) if path.suffix.lower() not in texts else by_content(path.read_bytes())
    if sort:
        return faulty(empty, "wrong-file-type", what=sort.name, mend=sort.mend)
    return None


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
            where = Where(table.file, table.sheet, number)
            if is_signature(fields) or only_unit(fields):
                table.problems.extend(unit_below(fields, where, self.header.powers.values()))
                return False
            if _in_one_cell(fields):
                table.problems.append(problem("row-in-one-cell", where, cell=first))
                return False
        elif fields[-1] == self.words[-1] and list(map(without, fields)) == list(map(without, self.words)):
            return False  # the header again, at the top of a printed page
        return True

    def _is_summary(self, number: int, fields: Sequence[str], before: int) -> bool:
        """Whether a row sums up others, or has only the zeros of a formula that waits for rows."""
        # most rows need no closer look: they begin like no total, and have what a record must have
        first = fields[0]
        if first and first[-1:] not in _TOTAL_ENDS and all(fields[place] for place in self.needed):
            return False
        if only_zeros(fields, self.texts, self.required):
            return True
        return _take_summary(self.table, number, fields, self.header, before, self.texts, self.required)

    def _misfit(self, number: int, fields: Sequence[str]) -> None:
        """A row with more or fewer cells than the header."""
        table, where = self.table, Where(self.table.file, self.table.sheet, number)
        if is_signature(fields) or only_unit(fields):
            table.problems.extend(unit_below(fields, where, self.header.powers.values()))
            return
        cells, expected = ",".join(fields), len(self.header.names)
        if _in_one_cell(fields):
            table.problems.append(problem("row-in-one-cell", where, cell=cells))
        else:
            table.problems.append(problem("ragged-row", where, found=len(fields), expected=expected, cell=cells))
        if len(table.problems) > MOST_ALIKE:
            table.problems.append(problem("more-faults", where, count="很多"))
            self.spent = True

    def _odd_words(self, words: pa.Array) -> npt.NDArray[np.bool_]:
        """Which cells a row that may be no record begins with."""
        odd = pc.match_substring_regex(words, f"[{''.join(_TOTAL_ENDS)}]$|[：:]|^[ \\t]*$")
        again = pc.equal(pc.utf8_ltrim(words, "\ufeff"), without(self.words[0]))
        return np.asarray(pc.or_(pc.or_(odd, pc.equal(words, self.words[0])), again))

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


def _in_one_cell(fields: Sequence[str]) -> bool:
    """Whether a whole line of CSV stands in the first cell, and nothing in the others."""
    return fields[0].count(",") >= _FEWEST_COMMAS and not any(fields[1:])


_FEWEST_COMMAS = 2


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
    """The problems of the first rows of a large table, which stand for all *problems* where these rows have thousands; else none."""
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
    header: Header,
    before: int,
    texts: Sequence[bool],
    required: Sequence[bool],
) -> bool:
    """Keep a row apart if it is a total, and leave it out with a word if it is an average or the like; whether it is one."""
    label, where = total_word(fields), Where(table.file, table.sheet, number)
    if not label and (words := statistic(fields, texts, required)):
        table.problems.append(problem("statistic-left-out", where, cell=words))
        return True
    label = label or like_a_total(fields, texts, required) or total_without_word(fields, texts, required, before)
    if label is None:
        return False
    by_row = any(name == "currency" for name in header.names)  # a total may then tell of the currencies of its rows
    unlike = unit_below([label.text], where, header.powers.values(), currencies=by_row)
    if unlike:
        table.problems.extend(unlike)
        return True
    cells = {name: cell for name, cell in zip(header.names, fields, strict=True) if name and cell.strip()}
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
    return problem("table-unit", where, cell=words, reason="单位写在表头的下面，没有读", mend=IN_THE_HEADER)


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
