"""Kinds that staff fill in as the form they know: its panels read into text cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..numerals import money_power, notes
from ..problems import Problem, Where, nearest, problem
from . import headers
from .cells import TextCells
from .delimited import Lines, read_rows
from .raw_tables import DASHES, RawTable, faulty
from .sizes import MOST_ROWS, check_lines
from .tables import kind_sheets, unreadable
from .workbooks import SUFFIXES, Workbook, open_workbook


class PrintedForm(Struct, frozen=True):
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


def read_form(
    path: Path, shown_as: str, form: PrintedForm, sheet: str | None = None, *, whole: bool = True
) -> list[RawTable]:
    """Read a printed form, one table a panel; *sheet* names the sheet of a workbook that holds several forms.

    *whole*: faults of the workbook as a whole, such as hidden sheets, are reported here.
    """
    failed = unreadable(path, shown_as)
    if failed:
        return [failed]
    if path.suffix.lower() not in SUFFIXES:
        lines, problems = read_rows(path.read_bytes(), shown_as, lambda cells: _is_header(cells, form))
        problems = problems or check_lines(lines, shown_as, None, MOST_ROWS)
        if problems:
            return [RawTable(shown_as, None, TextCells(), problems)]
        return read_form_lines(lines, shown_as, None, form)
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
    panels = read_form_lines(lines, book.file, sheet, form)
    used = {int(row) for panel in panels for row in panel.texts.index}
    panels[0].problems[:0] = book.faults(sheet, used)
    return panels


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


def read_form_lines(lines: Lines, file: str, sheet: str | None, form: PrintedForm) -> list[RawTable]:
    """Read a printed form from its lines, one table a panel."""
    table = RawTable(file, sheet, TextCells())
    words: dict[str, str] = {}
    for word, name in form.headers.items():
        words.setdefault(name, word)
    expected = "、".join(word for name, word in words.items() if name in {"line", "item", *form.amounts})
    at = next((place for place, (_, fields) in enumerate(lines[: headers.WITHIN]) if _is_header(fields, form)), None)
    if at is None:
        reason = "找不到表头（有“项目”和金额列的那一行）" if lines else "表是空的"
        return [faulty(table, "wrong-header", reason=reason, expected=expected)]
    table.preamble, faults = _preamble(lines[:at], file, sheet, form)
    table.problems.extend(_foreign_unit([sheet] if sheet else [], Where(file, sheet)))
    table.problems.extend(faults)
    header, body = _two_rows(lines, at, form)
    where = Where(file, sheet, lines[at][0])
    panels, problems = _panels(header, where, form, expected)
    table.problems.extend(problems)
    if problems:
        return [table]
    return _panel_tables(body, panels, header, table, form)


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


_LAST_YEAR = re.compile(r"上年|去年|上期|上一年")
_AT_ITS_END = re.compile(r"(?:上一?年度?|去年|上期)[年期]?[末底]")
_Panel = dict[str, int]  # column name → position


def _of_last_year(label: str, form: PrintedForm) -> bool:
    """Whether a column is of the year before: 上年数, 上年累计数 over 非限定性, as forms of what came and went print it beside the year."""
    if "open" in form.amounts or label in form.headers or not _LAST_YEAR.match(label):
        return False
    rest = re.sub(r"^(?:上年度?|去年|上期|上一年度?)(?:实际|同期)?(?:累计)?(?:金额|数|发生额)?", "", label)
    return not rest or rest in form.headers


def _why_unknown(label: str, form: PrintedForm) -> Iterator[str]:
    """What is wrong with words over a column that a form does not have; nothing where they only compare the year with the last."""
    stocks = "open" in form.amounts
    if stocks and _AT_ITS_END.match(label):
        yield f"“{label}”就是年初数，请把这一格改成“年初数”"
    elif stocks and _LAST_YEAR.match(label):
        yield f"“{label}”是上一年的，这张表只放当年的数，请删去上一年的几列"
    elif not _of_last_year(label, form):
        yield f"不认识“{label}”{nearest(label, form.headers)}"


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
            reasons += _why_unknown(label, form)
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


def _panel_tables(
    body: Lines, panels: list[_Panel], header: Sequence[str], table: RawTable, form: PrintedForm
) -> list[RawTable]:
    """A table for every panel with the lines of the form; headings and signatures are left out."""
    kept: list[tuple[list[list[str]], list[int]]] = [([], []) for _ in panels]
    used = {position for panel in panels for position in panel.values()}
    used |= {position for position, label in enumerate(header) if _of_last_year(label, form)}
    for number, fields in body:
        if len(fields) != len(header):
            where = Where(table.file, table.sheet, number)
            if len(fields) < len(header) and _below_the_form(fields, where, table, form):
                continue  # a signature or a note below the form
            ragged = problem("ragged-row", where, found=len(fields), expected=len(header), cell=",".join(fields))
            table.problems.append(ragged)
            continue
        _below_the_form(fields, Where(table.file, table.sheet, number), table, form)
        stray = next((field for at, field in enumerate(fields) if field.strip() and at not in used), None)
        rows_here = 0
        for panel, (rows, numbers) in zip(panels, kept, strict=True):
            cells = {name: fields[position].strip() for name, position in panel.items()}
            for name in form.amounts:
                if cells.get(name) in DASHES:
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
