"""The files that an import would write, held against the data: what is wrong is told by the cells of the file at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ..filing import check_with, new_problems
from ..kinds.sources import KIND as SOURCES
from ..kinds.sources import SourceRecord
from ..problems import Problem, Severity, Where
from .readings import SheetReading
from .request import ImportRequest
from .targets import TargetFile

# What a cell tells that waits for an answer.
_UNREAD = frozenset({"bad-value", "missing-value", "value-without-basis"})


def faults_in_data(
    request: ImportRequest, targets: Iterable[TargetFile], known: Sequence[Problem]
) -> Iterator[Problem]:
    """What the data would have of problems once these files are written, and has not now; but for what is *known* of the file at hand."""
    tables = [target for target in targets if target.kind]
    if not tables or any(fault.code == "wrong-header" for fault in known):
        return
    before = check_with(request.data, request.shown_data, {})
    after = check_with(request.data, request.shown_data, {target.path: target.content for target in tables})
    by_file = {request.shown_path(target.path): target for target in tables}
    seen = {_identity(fault) for fault in known}
    for fault in new_problems(before, after):
        there = _at_its_cell(fault, by_file, request.shown)
        if _identity(there) not in seen:
            seen.add(_identity(there))
            yield there


def _identity(fault: Problem) -> tuple[str, str | None, int | None, str | None]:
    where = fault.where
    return fault.code, where.sheet, where.row, where.column


def _at_its_cell(fault: Problem, by_file: Mapping[str, TargetFile], shown: str) -> Problem:
    """A problem of a row that would be written, as one of the row of the file (*shown* in messages) from which it comes."""
    target = by_file.get(fault.where.file)
    row = fault.where.row
    if target is None or not target.places:
        return fault
    if row is None:
        return replace(fault, where=Where(shown, target.places[0][0].sheet.name, None, fault.where.column))
    at = row - target.first
    if not 0 <= at < len(target.places):
        return fault
    reading, number = target.places[at]
    where = Where(shown, reading.sheet.name, number, fault.where.column)
    return reading.named_as_there(replace(fault, where=where))


def without_followers(
    faults: Collection[Problem], request: ImportRequest, readings: Sequence[SheetReading], *, asked: bool
) -> list[Problem]:
    """The problems but for those that only say that a question is open: of cells that wait for its answer, or of the day of the new source."""
    wrong_here = any(fault.severity is Severity.ERROR and fault.where.file == request.shown for fault in faults)
    sources = request.shown_path(request.folder / f"{SOURCES.id}.csv")

    def follows(fault: Problem) -> bool:
        where = fault.where
        if fault.code == "goods-not-counted":
            return asked  # it is asked last of all
        if fault.code not in _UNREAD:
            return False
        if where.file == sources:
            return where.column == SourceRecord.published_on.label and (asked or wrong_here)
        return where.file == request.shown and any(
            where.sheet == reading.sheet.name and where.column in {label, reading.positions.get(label)}
            for reading in readings
            for label in reading.waiting
        )

    return [fault for fault in faults if not follows(fault)]
