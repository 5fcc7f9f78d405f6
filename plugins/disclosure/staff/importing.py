"""`make import`: a workbook of one or several kinds into plain CSV files, after a check, never over anything unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..kinds import all_kinds
from ..model import Kind
from ..problems import Problem, Severity, Where, nearest, problem
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    OWN_SHEETS,
    SUFFIXES,
    RawTable,
    as_csv,
    check_totals,
    form_as_csv,
    open_workbook,
    read_columns,
    read_form,
    read_form_sheet,
    read_sheet,
    read_tables,
)
from .trial import check_with, new_problems


@dataclass(slots=True)
class Import:
    """What would be written: files with their content, what they replace, and what is wrong."""

    files: dict[Path, bytes] = field(default_factory=dict)
    records: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    in_the_way: list[Path] = field(default_factory=list)  # files that must be taken away by hand

    @property
    def errors(self) -> list[Problem]:
        """What stops the import."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def existing(self) -> list[Path]:
        """Files that would be replaced."""
        return [path for path, content in self.files.items() if path.exists() and path.read_bytes() != content]


def plan(
    source: Path, shown_source: str, data: Path, shown_data: str, org: str, *, kind: Kind | None, year: int | None
) -> Import:
    """Read *source* and check it inside the data of *org*; nothing is written."""
    result = Import()
    folder = data / org
    if kind:
        if kind.form:
            _take(result, kind, read_form(source, shown_source, kind.form), folder, year)
        else:
            most_rows = MOST_BULK_ROWS if kind.bulk else MOST_ROWS
            raws = read_tables(source, shown_source, kind.record, (kind.label, kind.id), most_rows)
            _take(result, kind, raws, folder, year)
    else:
        _take_all(result, source, shown_source, folder, year)
    if result.errors:
        return result
    before = check_with(data, shown_data, {})
    result.problems += new_problems(before, check_with(data, shown_data, result.files))
    # a workbook or another spelling of the same table would be counted beside the new file: named, left alone
    for path in list(result.files):
        same = [path.with_suffix(suffix) for suffix in SUFFIXES]
        result.in_the_way += [path for path in same if path.exists()]
    return result


def _take_all(result: Import, source: Path, shown: str, folder: Path, year: int | None) -> None:
    """Each sheet is the kind that it is named after."""
    if source.suffix.lower() not in SUFFIXES:
        mend = "CSV 文件里只有一张表，请写明 KIND=，例如 KIND=donations。"
        result.problems.append(problem("unreadable-file", Where(shown), reason="不知道是哪一种表", mend=mend))
        return
    names = {word: kind for kind in all_kinds() for word in _names(kind)}
    book, problems = open_workbook(source, shown)
    result.problems += problems
    if book is None:
        return
    result.problems += book.hidden_sheets()
    unknown = []
    for sheet in book.shown:
        if sheet.strip() in OWN_SHEETS or not any(book.lines(sheet)):
            continue
        kind = names.get(sheet.strip())
        if kind is None:
            unknown.append(sheet)
        elif kind.form:
            raws = read_form_sheet(book, sheet, kind.form)
            if any(cell for raw in raws for name in kind.form.amounts if name in raw.cells for cell in raw.cells[name]):
                _take(result, kind, raws, folder, year)
        else:
            raw = read_sheet(book, sheet, kind.record)
            if len(raw.cells) or raw.problems:  # sheets of the template that nobody filled in are passed over
                _take(result, kind, [raw], folder, year)
    for sheet in unknown:
        known = f"表的名称，例如“捐赠明细”{nearest(sheet, names)}"
        result.problems.append(problem("extra-sheet", Where(shown, sheet), cell=sheet, expected=known))


def _names(kind: Kind) -> Sequence[str]:
    return (kind.id, kind.label, *((kind.form.title,) if kind.form else ()))


def _take(result: Import, kind: Kind, raws: list[RawTable], folder: Path, year: int | None) -> None:
    tables = []
    for raw in raws:
        result.problems += raw.problems
        if not len(raw.cells.columns):
            return
        table, problems = read_columns(kind.record, raw.cells, raw.where, raw.powers)
        result.problems += [*problems, *check_totals(raw, table, kind.record)]
        tables.append(table)
    file = raws[0].file
    year_on_form = next((raw.preamble["year"] for raw in raws if "year" in raw.preamble), "") if kind.form else ""
    period = str(year or year_on_form)
    if kind.yearly and not period:
        where = Where(file, raws[0].sheet)
        mend = f"{kind.label}按年度放，请写明 YEAR=，例如 YEAR=2024。"
        result.problems.append(problem("unreadable-file", where, reason="不知道是哪一年的", mend=mend))
        return
    yearly = period and (kind.yearly or (folder / kind.id).is_dir())
    path = folder / kind.id / f"{period}.csv" if yearly else folder / f"{kind.id}.csv"
    if kind.form:
        labels = {column.name: column.label for column in kind.record.columns}
        words: dict[str, str] = {}
        for word, name in kind.form.headers.items():
            words.setdefault(name, word)
        result.files[path] = form_as_csv(raws, {name: words.get(name, label) for name, label in labels.items()})
    else:
        result.files[path] = as_csv(kind.record, tables)
    result.records[path] = sum(len(raw.cells) for raw in raws)
