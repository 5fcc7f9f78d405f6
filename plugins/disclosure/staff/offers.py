"""The parts of a total, and the totals of a year, that the check offers: entered in all tables that must say so."""

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

_PARTS, _TOTAL = "breakdown-missing", "headline-missing"
_BUTTONS = {_PARTS: "对过原文，登记成它的组成部分", _TOTAL: "对过原文，登进年度要目"}


def button(offer: Problem) -> str:
    """What the button says that enters an *offer* of the check; nothing for what offers no one figure, or nothing at all."""
    return _BUTTONS.get(offer.code, "") if offer.details.get("total") else ""


class OfferedEntry(Struct, frozen=True):
    """What entering an offer leaves in the files, and what would be wrong that is not wrong now."""

    files: dict[Path, bytes]
    words: str
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The new problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def entered(data: Path, shown: str, offer: Problem) -> OfferedEntry:
    """The rows and cells of an *offer* of the check; MendingError where a table is kept so that only Excel can write it."""
    org = offer.where.file.removeprefix(f"{shown}/").partition("/")[0]
    folder = next((entry for entry in load(data, shown, Report())[1] if entry.organisation.id == org), None)
    if folder is None or not button(offer):
        raise MendingError("这一处已经变了，请回到“问题”再看一遍。")
    details = offer.details
    total, files = details["total"], {}
    rows = [(HEADLINES, details["row"])]
    words = f"把{total}登成{details['year']}年的{details.get('role', '')}"
    if offer.code == _PARTS:
        parts = details["what"].split("、")
        places = {str(row.values.get("id")): row.at(ReportedFigure.part_of) for row in folder.rows[FIGURES.id]}
        files = with_cells(data, shown, {places[part]: details["name"] for part in parts if part in places})
        rows = [(BREAKDOWNS, details["row"]), (HEADLINES, details["other"])]
        words = f"把{'、'.join(parts)}登记成{total}的组成部分"
    for kind, row in rows:
        files |= _with(data / org, kind, row) if row else {}
    return OfferedEntry(files, words, tuple(caused_problems(data, shown, files)))


def _with(folder: Path, kind: Kind, row: str) -> dict[Path, bytes]:
    """The table of a kind with a row whose cells stand in the order of the columns, as the check offers it."""
    cells = dict(zip((column.name for column in kind.record.columns), row.split(","), strict=False))
    path = folder / f"{kind.id}.csv"
    return {path: with_row(path, kind, cells)}
