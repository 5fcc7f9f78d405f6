"""The parts of a total that the check offers (`breakdown-missing`), entered in all tables that must say so."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ..accounts import load
from ..filing import caused_problems
from ..kinds.breakdowns import KIND as BREAKDOWNS
from ..kinds.figures import KIND as FIGURES
from ..kinds.figures import ReportedFigure
from ..kinds.headlines import KIND as HEADLINES
from ..model import Kind
from ..problems import Problem, Report, Severity
from .entries import with_row
from .mending import MendingError, with_cells

OFFERED = "breakdown-missing"


class GroupEntry(Struct, frozen=True):
    """What entering a group leaves in the files, and what would be wrong that is not wrong now."""

    files: dict[Path, bytes]
    words: str
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The new problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def group(data: Path, shown: str, offer: Problem) -> GroupEntry:
    """The rows and cells of an *offer* of the check; MendingError where a table is kept so that only Excel can write it."""
    org = offer.where.file.removeprefix(f"{shown}/").partition("/")[0]
    folder = next((entry for entry in load(data, shown, Report())[1] if entry.organisation.id == org), None)
    if folder is None or offer.code != OFFERED:
        raise MendingError("这一处已经变了，请回到“问题”再看一遍。")
    details = offer.details
    parts = details["what"].split("、")
    places = {str(row.values.get("id")): row.at(ReportedFigure.part_of) for row in folder.rows[FIGURES.id]}
    files = with_cells(data, shown, {places[part]: details["name"] for part in parts if part in places})
    for kind, row in ((BREAKDOWNS, details["row"]), (HEADLINES, details.get("other", ""))):
        if row:
            files |= _with(data / org, kind, row)
    total = details["total"]
    return GroupEntry(files, f"把{'、'.join(parts)}登记成{total}的组成部分", tuple(caused_problems(data, shown, files)))


def _with(folder: Path, kind: Kind, row: str) -> dict[Path, bytes]:
    """The table of a kind with a row whose cells stand in the order of the columns, as the check offers it."""
    cells = dict(zip((column.name for column in kind.record.columns), row.split(","), strict=False))
    path = folder / f"{kind.id}.csv"
    return {path: with_row(path, kind, cells)}
