"""What each file of a data folder gives: its tables typed and checked by themselves, or known from the last reading."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ..dates import latest_day
from ..kinds import all_kinds
from ..kinds.figures import ReportedFigure
from ..model import Kind
from ..problems import Problem, Report, Severity, Where, problem
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    RawTable,
    TypedTable,
    Year,
    check_totals,
    first_faults,
    read_columns,
    read_form,
    read_tables,
    sheet_names,
)
from ..workers import workers
from .caching import FileReading, ReadingCache, worth_keeping
from .files import WORKBOOKS, by_year


def cached_readings(
    folder: Path, files: Sequence[tuple[Kind, Path, str]], cache: ReadingCache
) -> Iterator[FileReading]:
    """What every file gives; those that have not changed since are not read again."""
    before, now = cache.files.get(folder.name, {}), dict[Hashable, FileReading]()
    keys = [cache.key_of_file(path, kind.id, name, latest_day()) for kind, path, name in files]
    fresh = read_files([file for file, key in zip(files, keys, strict=True) if key is None or key not in before])
    for (kind, path, name), key in zip(files, keys, strict=True):
        reading = before[key] if key is not None and key in before else next(fresh)
        unchanged = key is not None and key == cache.key_of_file(path, kind.id, name, latest_day())
        if unchanged and worth_keeping(reading):
            now[key] = reading
            yield reading.copied()
        else:
            yield reading
    cache.files[folder.name] = now


def _read_form(kind: Kind, path: Path, name: str) -> FileReading:
    """A printed form: one year a file, named by it; the year and a source in its title rows are taken over."""
    assert kind.form is not None  # noqa: S101
    report, year = Report(), path.stem
    if path.parent.name not in {kind.id, WORKBOOKS} or not re.fullmatch(Year.pattern, year):
        report.add(problem("unknown-file", Where(name), hint=by_year(kind, path)))
        return FileReading(problems=tuple(report))
    if path.parent.name == WORKBOOKS:
        titles = {other.form.title for other in all_kinds() if other.form}
        known = [title for title in sheet_names(path, name)[0] if title.strip() in titles]
        sheet = next(title for title in known if title.strip() == kind.form.title)
        raws = read_form(path, name, kind.form, sheet, whole=sheet == known[0])
    else:
        raws = read_form(path, name, kind.form)
    tables = []
    for panel, raw in enumerate(raws):
        report.extend(raw.problems)
        if not len(raw.texts.columns):
            continue
        printed = raw.preamble.get("year")
        if printed and printed != year and not panel:
            contradiction = f"，表上写的是 {printed} 年"
            report.add(
                problem("statement-year", Where(name, raw.sheet), title=kind.form.title, year=year, found=contradiction)
            )
        stated = set(raw.texts["year"]) - {"", year} if "year" in raw.texts else set()
        if stated:
            contradiction = f"，“年度”一列写的是 {'、'.join(sorted(stated))}"
            report.add(
                problem("statement-year", Where(name, raw.sheet), title=kind.form.title, year=year, found=contradiction)
            )
        sourced = "source" in raw.texts or "source" not in raw.preamble
        stamps = {"year": year} | ({} if sourced else {"source": raw.preamble["source"]})
        table = _typed(kind, raw.with_cells(**stamps), report)
        if table is not None:
            tables.append((raw.file, raw.sheet, table))
    return FileReading(tuple(tables), tuple(report))


def _typed(kind: Kind, raw: RawTable, report: Report) -> TypedTable | None:
    """A table with its types; None where it has so many faults that only the first are told."""
    table, problems = read_columns(kind.record, raw.texts, raw.where, raw.powers, compact=kind.bulk)
    faults = first_faults(raw, kind.record, problems)
    if faults:
        report.extend(faults)
        return None
    report.extend(problems)
    report.extend(check_totals(raw, table, kind.record))
    return table


class ReadTable(Struct, frozen=True):
    """One table of a file: typed, or None where it has nothing or could not be read; *unread* says which of the two."""

    file: str
    sheet: str | None
    table: TypedTable | None
    problems: tuple[Problem, ...]
    unread: bool


def read_file(part: tuple[str, Path, str]) -> list[ReadTable]:
    """Read and check one file by itself: *part* is the id of its kind, where it is, and its name in problems.

    A function of the file alone, so that any machine that can read it may do it.
    """
    kind_id, path, name = part
    kind = next(kind for kind in all_kinds() if kind.id == kind_id)
    most_rows = MOST_BULK_ROWS if kind.bulk else MOST_ROWS
    tables: list[ReadTable] = []
    for raw in read_tables(path, name, kind.record, (kind.label, kind.id), most_rows, compact=kind.bulk):
        report = Report()
        report.extend(raw.problems)
        if not len(raw.texts.columns):
            unread = any(fault.severity is Severity.ERROR for fault in raw.problems)
            tables.append(ReadTable(raw.file, raw.sheet, None, tuple(report), unread))
            continue
        table = _typed(kind, raw, report)
        tables.append(ReadTable(raw.file, raw.sheet, table, tuple(report), table is None))
    return tables


def read_files(files: Sequence[tuple[Kind, Path, str]]) -> Iterator[FileReading]:
    """What every file gives, in turn; those of kinds of many rows are read by whoever does the steps."""
    bulk = workers().results(read_file, [(kind.id, path.absolute(), name) for kind, path, name in files if kind.bulk])
    for kind, path, name in files:
        if kind.form:
            yield _read_form(kind, path, name)
        else:
            yield _reading(kind, path, name, next(bulk) if kind.bulk else read_file((kind.id, path, name)))


def _reading(kind: Kind, path: Path, name: str, parts: Sequence[ReadTable]) -> FileReading:
    """What the tables of a file give together; those of a kind that comes year by year have the year of its name."""
    problems: list[Problem] = []
    tables, unread = [], False
    for part in parts:
        problems += part.problems
        unread |= part.unread
        if part.table is None:
            continue
        if kind.yearly:
            period = path.stem if path.parent.name == kind.id else ""
            if not (period.isdigit() and len(period) == 4):  # noqa: PLR2004
                problems.append(problem("unknown-file", Where(name), hint=by_year(kind, path)))
                unread = True
                break
            part.table.fill(ReportedFigure.year.name, int(period))
        tables.append((part.file, part.sheet, part.table))
    return FileReading(tuple(tables), tuple(problems), unread)
