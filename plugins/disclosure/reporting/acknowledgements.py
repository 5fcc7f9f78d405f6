"""Acknowledged warnings: each is set aside with its reason and name; what fits nothing any more is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..kinds.acknowledgements import Acknowledged
from ..model import Disclosure
from ..problems import Acknowledgement, Problem, Report, Severity, problem


@dataclass(slots=True)
class _Entry:
    """A row of acknowledgements.csv and whether it was needed."""

    row: Acknowledged
    org: str
    used: bool = False

    def fits(self, one: Problem, key: str | None) -> bool:
        """Whether it speaks of this problem; *key* is the id of the row that has it."""
        row, where = self.row, one.where
        return (
            row.code == one.code
            and where.file.endswith(f"/{self.org}/{row.file}" if "/" in where.file else row.file)
            and (row.record is None or row.record == key)
            and (row.line is None or row.line == str(where.row))
            and (row.label is None or row.label == where.column)
        )


def settle(report: Report, disclosures: Sequence[Disclosure]) -> None:
    """Set the acknowledged warnings of *report* aside, and add a notice for every acknowledgement without its warning."""
    entries = [_Entry(row, one.org) for one in disclosures for row in one.rows(Acknowledged)]
    if not entries:
        return
    keys = _keys(report, disclosures)
    by_code: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.row.code, []).append(entry)

    def answer(one: Problem) -> Acknowledgement | None:
        key = keys.get((one.where.file, one.where.sheet, one.where.row))
        fitting = [entry for entry in by_code.get(one.code, ()) if entry.fits(one, key)]
        for entry in fitting:
            entry.used = True
        if not fitting:
            return None
        row = fitting[0].row
        return Acknowledgement(row.reason, row.name, row.on)

    report.acknowledge(answer)
    if any(one.severity is Severity.ERROR for one in report):
        return  # what could not be read may hide the warning that was meant
    for entry in entries:
        if not entry.used:
            row = entry.row
            place = "、".join(part for part in (row.file, row.record, row.line, row.label) if part)
            report.add(problem("stale-acknowledgement", row.at(Acknowledged.code), cell=row.code, what=place))


def _keys(report: Report, disclosures: Sequence[Disclosure]) -> dict[tuple[str, str | None, int | None], str]:
    """The ids of the rows that have a problem."""
    wanted = {(one.where.file, one.where.sheet, one.where.row) for one in report}
    found: dict[tuple[str, str | None, int | None], str] = {}
    for disclosure in disclosures:
        for rows in disclosure.records.values():
            for row in rows:
                place = (row.where.file, row.where.sheet, row.where.row)
                if place in wanted and row.values.get("id") is not None:
                    found[place] = row.record_id
        found |= _bulk_keys(disclosure, wanted)
    return found


def _bulk_keys(
    disclosure: Disclosure, wanted: set[tuple[str, str | None, int | None]]
) -> dict[tuple[str, str | None, int | None], str]:
    """The same for kinds whose rows stay in tables."""
    found: dict[tuple[str, str | None, int | None], str] = {}
    for kind, dataset in disclosure.datasets.items():
        if disclosure.records.get(kind) or not len(dataset):
            continue
        for file, sheet, table in dataset.tables:
            for row in {row for name, place, row in wanted if (name, place) == (file, sheet) and row is not None}:
                if "id" in table.frame and row in table.frame.index:
                    found[file, sheet, row] = str(table.frame.loc[row, "id"])
    return found
