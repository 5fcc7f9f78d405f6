"""Acknowledged warnings: each is set aside with its reason and name, as long as it says what it said then.

Every warning gets a fingerprint of what it is about: its code, the cell it points at and the values that it quotes. An
acknowledgement holds the fingerprint of all warnings that it covers; where a value changes, or one more warning comes
to them, it covers nothing any more and everything is asked again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ..kinds.acknowledgements import KIND, Acknowledged, AcknowledgementRecord
from ..model import Dataset, Disclosure
from ..problems import Acknowledgement, Problem, Report, Severity, Where, problem
from ..quantities import decimal_places, plain
from ..reading import TABLE_SUFFIXES, Record, Vocabulary
from .places import Places

_OF_FEN = 2  # decimals
_NEVER = frozenset({"hint", "other"})  # proposals, and places of other rows: both move without any change of value


class _AcknowledgedPlace(Struct):
    """A row of acknowledgements.csv, the warnings in the place that it names, and whether it fits them."""

    row: Acknowledged
    org: str
    covered: list[Problem] = field(default_factory=list)

    def names(self, warning: Problem, data: str) -> bool:
        """Whether it speaks of the place of this warning; a row with its id may have moved into or out of the file of a year."""
        row, where = self.row, warning.where
        here, named = _table_named(where.file), _table_named(f"{data}/{self.org}/{row.file}")
        parted = row.record is not None and (here.startswith(f"{named}/") or named.startswith(f"{here}/"))
        return (
            row.code == warning.code
            and (here == named or parted or here in _below(where.file, data, row.file))
            and (row.record is None or row.record == warning.record)
            and (row.line is None or row.line == str(where.row))
            and (row.label is None or row.label == where.column)
        )

    @property
    def fits(self) -> bool:
        """Whether it holds the fingerprint of exactly the warnings that are there now, however their numbers are typed."""
        typed = zip(*(warning.fingerprints_as_typed for warning in self.covered), strict=True)
        return bool(self.covered) and self.row.fingerprint in {together(self.covered), *map(_joined, typed)}


def _table_named(file: str) -> str:
    """A file without its suffix where it is a table: saved as .xlsx it holds the rows that it held as .csv."""
    path, dot, suffix = file.rpartition(".")
    return path if f"{dot}{suffix.lower()}" in TABLE_SUFFIXES else file


def _below(file: str, data: str, named: str) -> tuple[str, ...]:
    """The file itself where it stands outside an organisation's folder and its name ends as the row says."""
    outside = not file.startswith(f"{data}/") or file == f"{data}/site.yaml"
    return (_table_named(file),) if outside and f"/{file}".endswith(f"/{named}") else ()


def together(warnings: Iterable[Problem]) -> str:
    """The fingerprint of some warnings; of a single one its own."""
    return _joined(warning.fingerprint for warning in warnings)


def _joined(marks: Iterable[str]) -> str:
    several = sorted(marks)
    return several[0] if len(several) == 1 else _mark(several)


def _mark(words: Iterable[object]) -> str:
    text = "\x1f".join(map(str, words))
    return f"v{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def settle(report: Report, disclosures: Sequence[Disclosure], data: str) -> None:
    """Set the acknowledged warnings of *report* aside, and add a notice for every acknowledgement without its warning.

    *data* is the data folder as messages name it.
    """
    rows = _rows(report, disclosures)
    report.mark(lambda warning: _marked(warning, rows))
    entries = [
        _AcknowledgedPlace(row, disclosure.org) for disclosure in disclosures for row in disclosure.rows(Acknowledged)
    ]
    if not entries:
        return
    by_code: dict[str, list[_AcknowledgedPlace]] = {}
    for entry in entries:
        by_code.setdefault(entry.row.code, []).append(entry)
    for warning in report:
        for entry in by_code.get(warning.code, ()) if warning.severity is Severity.WARNING else ():
            if entry.names(warning, data):
                entry.covered.append(warning)

    def answer(warning: Problem) -> Acknowledgement | None:
        for entry in by_code.get(warning.code, ()):
            if entry.fits and warning in entry.covered:
                return Acknowledgement(entry.row.reason, entry.row.name, entry.row.on)
        return None

    report.acknowledge(answer)
    if any(fault.severity is Severity.ERROR for fault in report):
        return  # what could not be read may hide the warning that was meant
    report.extend(_useless(entry) for entry in entries if not entry.fits)


def _useless(entry: _AcknowledgedPlace) -> Problem:
    """An acknowledgement that covers nothing: nothing is asked there any more, or it was given for other values."""
    row = entry.row
    place = "、".join(part for part in (row.file, row.record, row.line, row.label) if part)
    if not entry.covered:
        return problem("stale-acknowledgement", row.at(Acknowledged.code), cell=row.code, what=place)
    where, now = row.at(Acknowledged.fingerprint), together(entry.covered)
    return problem("outdated-acknowledgement", where, cell=row.code, what=place, left=row.fingerprint, right=now)


# --- what a warning is about --------------------------------------------------------------------------

_Place = tuple[str, str | None, int | None]


def _marked(warning: Problem, rows: dict[_Place, dict[str, object]]) -> Problem:
    """The warning with the id of its row and its fingerprint."""
    where = warning.where
    cells = rows.get((where.file, where.sheet, where.row), {})
    left_out = {*_NEVER, *warning.wording.passing}
    said = sorted((name, text) for name, text in warning.details.items() if name not in left_out)
    value = "" if where.column is None else cells.get(where.column, "")
    record = str(cells.get("", ""))
    before, after = (warning.code, where.column or "", record), [f"{name}={text}" for name, text in said]
    mark, *others = (_mark((*before, spelled, *after)) for spelled in _spellings(value))
    return replace(warning, record=record, fingerprint=mark, fingerprints_as_typed=tuple(others))


def _spellings(value: object) -> tuple[object, object, object]:
    """A value without idle zeros, as it was typed, and to the 分: a spreadsheet saves 10.00 as 10, and either may be asked about first."""
    if not isinstance(value, Decimal):
        return value, value, value
    return plain(value), value, f"{value:.2f}" if decimal_places(value) <= _OF_FEN else value


def _rows(report: Report, disclosures: Sequence[Disclosure]) -> dict[_Place, dict[str, object]]:
    """The rows that have a warning: their cells by the words over them, and their id under ''."""
    wanted: set[_Place] = {
        (fault.where.file, fault.where.sheet, fault.where.row)
        for fault in report
        if fault.severity is Severity.WARNING and fault.where.row is not None
    }
    cells: dict[_Place, dict[str, object]] = {}
    for disclosure in disclosures if wanted else ():
        for rows in disclosure.records.values():
            for row in rows:
                place = (row.where.file, row.where.sheet, row.where.row)
                if place in wanted:
                    cells[place] = _cells(row)
        for kind, dataset in disclosure.datasets.items():
            if len(dataset) and not disclosure.records.get(kind):
                cells |= _bulk_cells(dataset, wanted)
    return cells


def _cells(row: Record) -> dict[str, object]:
    values = {column.label: row[column] for column in row.declared.columns}
    return {**values, "": row.values.get("id") or ""}


def _bulk_cells(dataset: Dataset, wanted: set[_Place]) -> dict[_Place, dict[str, object]]:
    """The same for kinds whose rows stay in tables."""
    cells: dict[_Place, dict[str, object]] = {}
    for file, sheet, table in dataset.tables:
        numbers = {row for name, place, row in wanted if (name, place) == (file, sheet) and row is not None}
        rows = table.frame[table.frame.index.isin(numbers)]
        names = {column.label: column.name for column in dataset.record.columns if not column.personal}
        shown = {label: rows[name].tolist() for label, name in names.items() if name in rows}
        for number, identity, values in zip(
            rows.index.tolist(),
            rows["id"].tolist() if "id" in rows else [""] * len(rows),
            zip(*shown.values(), strict=True),
            strict=True,
        ):
            cells[file, sheet, number] = {**dict(zip(shown, values, strict=True)), "": identity}
    return cells


# --- what staff can paste -----------------------------------------------------------------------------

HEADER = tuple(column.label for column in AcknowledgementRecord.columns)
_WORDS = Vocabulary.of(AcknowledgementRecord)
_MOST = 8  # so many questions of one rule and file are offered a row each; more are offered one row for all of them


class Offer(Struct, frozen=True):
    """A row of the table of acknowledgements, ready but for reason, name and day: which file it goes to, and what it covers."""

    file: str
    cells: tuple[str, ...]  # in the order of `HEADER`
    covers: tuple[Problem, ...]
    head: tuple[str, ...] = ()  # the words over the columns of the file, where it is there


class OfferedRows(Struct, frozen=True):
    """The rows for one file as they are pasted there: the order of its columns is that of the file."""

    file: str
    head: str  # the line of the header that is pasted, too, where the file is not there yet
    lacking: tuple[str, ...]  # columns to be added behind the others, because something stands in them
    lines: tuple[tuple[str, int], ...]  # the row, and how many questions it answers

    @property
    def way(self) -> str:
        """How to put them there: nothing here writes into a workbook, and to Excel a pasted line is one cell."""
        parting = "粘进 Excel 的，要用“数据”里的“分列”按逗号分开。"
        if not self.file.lower().endswith(".csv"):
            return parting
        return f"用记事本粘贴；{parting}最省事的是 make serve 的工作台，在“问题”一页写上理由和姓名就行。"

    @classmethod
    def of(cls, file: str, several: Sequence[Offer]) -> OfferedRows:
        """The rows for *file*, of which the offers know the head."""
        named = [_WORDS.column(word) for word in several[0].head or HEADER]
        there = [column[0].label if column else "" for column in named]
        filled = {label for offer in several for label, cell in zip(HEADER, offer.cells, strict=True) if cell}
        lacking = tuple(label for label in HEADER if label in filled and label not in there)
        order = [HEADER.index(label) if label else None for label in (*there, *lacking)]
        lines = (
            (_csv_line(["" if place is None else offer.cells[place] for place in order]), len(offer.covers))
            for offer in several
        )
        return cls(file, "" if several[0].head else _csv_line(HEADER), lacking, tuple(lines))


def offered_rows(ready: Sequence[Offer]) -> list[OfferedRows]:
    """The rows that answer the open questions, file by file."""
    files = dict.fromkeys(offer.file for offer in ready)
    return [OfferedRows.of(file, [offer for offer in ready if offer.file == file]) for file in files]


def _csv_line(cells: Sequence[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def offers(report: Report, disclosures: Sequence[Disclosure], data: str, places: Places) -> list[Offer]:
    """A row for every open question, or one for many of one rule in one file; *places* knows the heads of files."""
    open_: dict[tuple[str, str], list[Problem]] = {}
    for warning in report:
        if warning.severity is Severity.WARNING and warning.fingerprint:
            open_.setdefault((warning.where.file, warning.code), []).append(warning)
    by_org = {disclosure.org: disclosure for disclosure in disclosures}
    tables: dict[str, tuple[str, tuple[str, ...]]] = {}
    ready: list[Offer] = []
    for (file, _), warnings in open_.items():
        org = next((name for name in by_org if file.startswith(f"{data}/{name}/")), None)
        org = org or next((name for name in by_org if f"/{name}/" in file), next(iter(by_org), ""))
        groups = [[warning] for warning in warnings] if len(warnings) <= _MOST else [warnings]
        if org not in tables:
            tables[org] = _table(by_org.get(org), org, data, places)
        ready.extend(_offer(group, org, data, *tables[org]) for group in _unlike(groups))
    return ready


def _table(disclosure: Disclosure | None, org: str, data: str, places: Places) -> tuple[str, tuple[str, ...]]:
    """The file for the acknowledgements of a body, and the words over its columns where it is there."""
    dataset = disclosure.datasets.get(KIND.id) if disclosure else None
    for file, sheet, _ in dataset.tables if dataset else ():
        return file, places.head(Where(file, sheet), _WORDS.is_header) or HEADER
    for suffix in (".xlsx", ".csv"):  # it may hold no row yet, or none that can be read
        file = f"{data}/{org}/{KIND.id}{suffix}"
        if Path(file).is_file():
            return file, places.head(Where(file), _WORDS.is_header) or HEADER
    return f"{data}/{org}/{KIND.id}.csv", ()


def _unlike(groups: list[list[Problem]]) -> list[list[Problem]]:
    """Warnings of one and the same place in one group: a row names a place, so it must cover all of them."""
    by_place: dict[tuple[object, ...], list[Problem]] = {}
    for group in groups:
        first = group[0]
        key = (first.record or first.where.row, first.where.column) if len(group) == 1 else (id(group),)
        by_place.setdefault(key, []).extend(group)
    if any(key == (None, None) for key in by_place) and len(by_place) > 1:
        return [[warning for group in by_place.values() for warning in group]]  # a row for the file covers all of it
    return list(by_place.values())


def _offer(group: Sequence[Problem], org: str, data: str, table: str, head: tuple[str, ...]) -> Offer:
    where, record = group[0].where, group[0].record
    inside = where.file.removeprefix(f"{data}/{org}/").removeprefix(f"{data}/")
    parts = inside.split("/")
    file = inside if where.file.startswith(f"{data}/") else "/".join(parts[-3:] if len(parts) > 2 else parts[-2:])  # noqa: PLR2004
    alike = len({(warning.record, warning.where.row, warning.where.column) for warning in group}) == 1
    line = str(where.row) if alike and not record and where.row is not None else ""
    column = (where.column or "") if alike else ""
    cells = (group[0].code, file, record if alike else "", line, column, together(group), "", "", "")
    return Offer(table, cells, tuple(group), head)
