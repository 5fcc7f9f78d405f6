"""Confirmed proposals to rows of the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from ..accounts import load, place_of_document
from ..documents import says, transcript_path
from ..identifiers import personal
from ..importing import slug_of
from ..kinds import all_kinds
from ..kinds.breakdowns import BreakdownRecord
from ..kinds.figures import ReportedFigure
from ..kinds.headlines import HeadlineRecord, HeadlineRole
from ..kinds.project import CategoryBasis, ProjectRecord, ProjectStatus
from ..kinds.reconciliations import ReconciliationRecord
from ..kinds.sources import SourceRecord
from ..model import FigureStatus, Nature, Proof, records_of
from ..problems import Report
from ..quantities import plain
from ..reading import AppendingError, Record, appended
from .naming import category_of, record_of, short_name
from .proposals import SOURCE, FigureProposal, PartGroup, Reading, ReadingDecision, group_title

_REFERENCE = re.compile(r"\{([PC][0-9a-f]{8}(?:-\d+)?)\}")
_SPLITS = {HeadlineRole.INCOME: HeadlineRole.INCOME_SPLIT, HeadlineRole.EXPENSE: HeadlineRole.EXPENSE_SPLIT}


def _says_where_it_went(group: PartGroup) -> tuple[bool, bool]:
    """How well parts say what came in and went out: not by 资金来源 what was spent, and best where they make it up."""
    return "支出" not in group.title or "来源" not in group.why, group.complete is Proof.YES


class RegisteringError(Exception):
    """What keeps decisions from being written; the reason and the mend in Chinese."""


def register(
    reading: Reading, decisions: Mapping[str, ReadingDecision], data: Path, document: Path | None = None
) -> dict[Path, bytes]:
    """The files that writing what was accepted would leave, whole, in their own order of columns and encoding.

    They are figures/<year>.csv, sources.csv, headlines.csv, breakdowns.csv, reconciliations.csv and projects.csv of the
    organisation below *data*, and *document*, where the report itself shall be kept and its source has no document yet.

    Keys of *decisions* are ids of proposals, groups and contradictions, and `SOURCE`. What no decision accepts is not
    written. Ids go on where those that are there end. Nothing is written or checked here: pass the result to the trial
    check, then to the atomic write. Raises `RegisteringError` where a table can't take rows or an answer is missing.
    """
    writer = _RowWriter(reading, decisions, data)
    try:
        files = writer.files()
        return files | writer.kept_document(document) if files and document else files
    except AppendingError as error:
        raise RegisteringError(str(error)) from None


def accepted(reading: Reading) -> dict[str, ReadingDecision]:
    """The decisions that take everything about which there is no doubt; what nobody looked at is marked 推断."""
    unseen = {ReportedFigure.status.label: FigureStatus.INFERRED.value}
    decisions = {
        proposal.id: ReadingDecision(accepted=True, cells=unseen)
        for proposal in reading.proposals
        if proposal.sure and not proposal.registered
    }
    taken = {*decisions, *(proposal.id for proposal in reading.proposals if proposal.registered)}
    for group in reading.groups:
        if {group.total, *group.parts} <= taken and any(part in decisions for part in group.parts):
            decisions[group.id] = ReadingDecision(accepted=True)
    for contradiction in reading.contradictions:
        if set(contradiction.proposals) <= taken and any(name in decisions for name in contradiction.proposals):
            decisions[contradiction.id] = ReadingDecision(accepted=True)
    if not reading.source.doubts:
        decisions[SOURCE] = ReadingDecision(accepted=True)
    return decisions


class _RowWriter:
    """Collects the rows of all tables, with the ids of what is there."""

    def __init__(self, reading: Reading, decisions: Mapping[str, ReadingDecision], data: Path) -> None:
        self.reading, self.decisions = reading, decisions
        self.folder = data / reading.org
        _, folders = load(data, data.name, Report())
        loaded = next((entry for entry in folders if entry.organisation.id == reading.org), None)
        if loaded is None:
            raise RegisteringError(f"没有“{reading.org}”这个机构：请先用 make new KIND=organisation 建。")
        self.rows = loaded.rows
        self.taken = {
            str(row.values["id"]) for rows in loaded.rows.values() for row in rows if row.values.get("id") is not None
        }
        self.ids: dict[str, str] = {
            proposal.id: proposal.registered for proposal in reading.proposals if proposal.registered
        }
        self.kept = [
            proposal for proposal in reading.proposals if not proposal.registered and self._accepted(proposal.id)
        ]
        self.new: dict[str, list[dict[str, str]]] = {}

    def _accepted(self, name: str) -> bool:
        decision = self.decisions.get(name)
        return decision is not None and decision.accepted

    def _cells(self, name: str, record: type[Record], cells: dict[str, str]) -> dict[str, str]:
        """*cells* (column name → text) with what a person mended, by label or name of a column."""
        columns = {word: column.name for column in record.columns for word in (column.label, column.name)}
        decision = self.decisions.get(name)
        for label, text in (decision.cells if decision else {}).items():
            if label in columns:
                cells[columns[label]] = text.strip()
        return cells

    def files(self) -> dict[Path, bytes]:
        if not self.kept:
            return {}
        self.source = source = self._source()
        figure_ids = self._numbered(ReportedFigure, "F", [proposal.id for proposal in self.kept])
        self.ids |= figure_ids
        groups = [
            group
            for group in self.reading.groups
            if self._accepted(group.id) and group.total in self.ids and any(part in figure_ids for part in group.parts)
        ]
        group_ids = self._numbered(BreakdownRecord, "B", [group.id for group in groups])
        self._figures(source, group_ids)
        self._breakdowns(groups, group_ids)
        self._headlines(groups, group_ids)
        self._reconciliations(source)
        return self._tables()

    def kept_document(self, document: Path) -> dict[Path, bytes]:
        """The report beside the data, called as its source, with the transcript that it has."""
        place = place_of_document(self.folder, self.rows, self.source, document)
        if place is None or place.exists():
            return {}
        transcript = transcript_path(document)
        beside = {transcript_path(place): transcript.read_bytes()} if transcript.is_file() else {}
        return {place: document.read_bytes(), **beside}

    # --- ids -------------------------------------------------------------------------------------

    def _numbered(self, record: type[Record], letter: str, names: Sequence[str]) -> dict[str, str]:
        """Ids for *names* that go on behind the last ones of their kind: G051 → G052."""
        present = [str(row.values["id"]) for row in records_of(self.rows, record) if row.values.get("id")]
        prefix, number, width = _last(present) or (
            f"{_prefix(self.rows)}{letter}",
            0,
            3 if record is ReportedFigure else 2,
        )
        ids = {}
        for name in names:
            number += 1
            while f"{prefix}{number:0{width}}" in self.taken:
                number += 1
            ids[name] = f"{prefix}{number:0{width}}"
            self.taken.add(ids[name])
        return ids

    # --- the tables ------------------------------------------------------------------------------

    def _source(self) -> str:
        facts = self.reading.source
        if facts.registered:
            return facts.registered
        decision = self.decisions.get(SOURCE)
        chosen = (decision.cells if decision else {}).get("编号", "")
        if chosen and any(row.id == chosen for row in records_of(self.rows, SourceRecord)):
            return chosen
        cells = {
            "id": facts.id, "title": facts.title, "issuer": facts.issuer, "published_on": facts.published_on, "level": facts.level.value,
            "year": str(facts.year), "sha256": facts.sha256,
        }  # fmt: skip
        cells = self._cells(SOURCE, SourceRecord, cells)
        if not cells["published_on"]:
            raise RegisteringError("报告的发布日期没有填：请写明报告是哪一天公布的，例如 2024-03-12。")
        if not cells["id"]:
            stem = _stem([str(row.id) for row in records_of(self.rows, SourceRecord) if row.id])
            cells["id"] = _free(f"{stem}{facts.year}", self.taken)
        self.taken.add(cells["id"])
        self.new["sources"] = [cells]
        return cells["id"]

    def _figures(self, source: str, group_ids: Mapping[str, str]) -> None:
        for proposal in self.kept:
            cells = {
                "id": self.ids[proposal.id], "topic": proposal.topic, "subject": proposal.subject, "measure": proposal.measure,
                "value": plain(proposal.value), "qualifier": proposal.qualifier, "unit": proposal.unit,
                "as_written": proposal.as_written, "sentence": _sentence(proposal), "nature": proposal.nature.value,
                "scope": proposal.scope.value, "basis": proposal.basis.value if proposal.basis and proposal.unit == "元" else "",
                "record": self._record(proposal, source), "part_of": group_ids.get(proposal.part_of, ""),
                "status": FigureStatus.VERIFIED.value, "source": source, "place": proposal.place, "note": "",
            }  # fmt: skip
            cells = self._cells(proposal.id, ReportedFigure, cells)
            self.new.setdefault(f"figures/{proposal.year}", []).append(cells)

    def _record(self, proposal: FigureProposal, source: str) -> str:
        """The project that a proposal tells of, which is added where it is not there."""
        name = proposal.project
        if not name:
            return ""
        known = record_of(name, records_of(self.rows, ProjectRecord))
        added = self.new.setdefault("projects", [])
        if not known:
            known = next(
                (row["id"] for row in added if row["full_name"] == name or row["name"] == short_name(name)), ""
            )
        if not known:
            known = slug_of(short_name(name), self.taken)
            self.taken.add(known)
            category = category_of(name)
            added.append(
                {
                    "id": known, "name": short_name(name), "full_name": name if name != short_name(name) else "", "category": category,
                    "category_basis": CategoryBasis.SITE.value if category else "", "year": str(proposal.year),
                    "status": (ProjectStatus.PLANNED if proposal.nature is Nature.PLANNED else ProjectStatus.STARTED).value,
                    "source": source, "place": proposal.place,
                }
            )  # fmt: skip
        return f"projects/{known}"

    def _breakdowns(self, groups: Iterable[PartGroup], group_ids: Mapping[str, str]) -> None:
        for group in groups:
            cells = {
                "id": group_ids[group.id], "title": self._title(group), "total": self.ids[group.total], "disjoint": group.disjoint.value,
                "complete": group.complete.value,
            }  # fmt: skip
            self.new.setdefault("breakdowns", []).append(self._cells(group.id, BreakdownRecord, cells))

    def _title(self, group: PartGroup) -> str:
        """The name of a group, which tells its total by the words that were written for it."""
        total = next((proposal for proposal in self.kept if proposal.id == group.total), None)
        if total is None or group.title != group_title(total.subject, total.measure, group.why):
            return group.title
        cells = self._cells(total.id, ReportedFigure, {"subject": total.subject, "measure": total.measure})
        return group_title(cells["subject"], cells["measure"], group.why)

    def _headlines(self, groups: Iterable[PartGroup], group_ids: Mapping[str, str]) -> None:
        filled = {(row.year, row.role) for row in records_of(self.rows, HeadlineRecord)}
        by_total = {group.total: group for group in sorted(groups, key=_says_where_it_went)}
        for proposal in self.kept:
            role = proposal.role
            year = self.reading.year
            if role is None or (year, role) in filled:
                continue
            filled.add((year, role))
            self._headline(year, role, self.ids[proposal.id], proposal.measure if role is HeadlineRole.HELPED else "")
            split = _SPLITS.get(role)
            if split and proposal.id in by_total and (year, split) not in filled:
                filled.add((year, split))
                self._headline(year, split, group_ids[by_total[proposal.id].id], "")

    def _headline(self, year: int, role: HeadlineRole, figure: str, label: str) -> None:
        cells = {"year": str(year), "role": role.value, "figure": figure, "label": label}
        self.new.setdefault("headlines", []).append(cells)

    def _reconciliations(self, source: str) -> None:
        chosen = [
            entry
            for entry in self.reading.contradictions
            if self._accepted(entry.id) and all(name in self.ids for name in entry.proposals)
        ]
        ids = self._numbered(ReconciliationRecord, "R", [entry.id for entry in chosen])
        for entry in chosen:
            cells = {
                "id": ids[entry.id], "year": str(self.reading.year), "topic": entry.topic, "title": entry.title,
                "left": self._named(entry.left), "left_formula": self._named(entry.left_formula, "{}"), "relation": entry.relation.value,
                "right": self._named(entry.right), "right_formula": self._named(entry.right_formula, "{}"),
                "verdict": entry.verdict.value, "note": entry.note, "source": source, "place": entry.place,
            }  # fmt: skip
            self.new.setdefault("reconciliations", []).append(self._cells(entry.id, ReconciliationRecord, cells))

    def _named(self, text: str, around: str = "") -> str:
        """A text with the ids of the register in the place of those of proposals; bare ones in a formula."""
        form = "{}" if around else "{{{}}}"
        return _REFERENCE.sub(lambda match: form.format(self.ids[match[1]]), text)

    def _tables(self) -> dict[Path, bytes]:
        kinds = {kind.id: kind for kind in all_kinds()}
        files = {}
        for name, rows in self.new.items():
            if rows:
                kind = kinds[name.partition("/")[0]]
                path = self.folder / f"{name}.csv"
                spare = {"sentence", "note"} if kind.record is ReportedFigure else {"sha256"}
                files[path] = appended(path, kind.record, rows, spare=spare, widen=True)
        return files


def _sentence(proposal: FigureProposal) -> str:
    """The sentence as it may be published: none that leads to a person, none (a row of a table) without the wording."""
    if any(personal(proposal.sentence)) or not says(proposal.sentence, proposal.as_written):
        return ""
    return proposal.sentence


_NUMBERED = re.compile(r"([A-Za-z]+(?:\d+[A-Za-z]+)*)(\d+)")


def _last(ids: Sequence[str]) -> tuple[str, int, int] | None:
    """(prefix, highest number, digits) of the ids that are most; None where none is numbered."""
    matches = [match for name in ids if (match := _NUMBERED.fullmatch(name))]
    if not matches:
        return None
    prefix = Counter(match[1] for match in matches).most_common(1)[0][0]
    same = [match for match in matches if match[1] == prefix]
    highest = max(same, key=lambda match: int(match[2]))
    return prefix, int(highest[2]), len(highest[2])


def _prefix(rows: Mapping[str, Sequence[Record]]) -> str:
    """The letters that figures begin with where others must follow them: G of G001 in GB01."""
    present = _last([str(row.id) for row in records_of(rows, ReportedFigure) if row.id])
    return present[0] if present else ""


def _stem(ids: Sequence[str]) -> str:
    """What ids of sources have before the year: GX of GX2023."""
    stems = Counter(match[1] for name in ids if (match := re.fullmatch(r"([A-Za-z]+)(?:19|20)\d{2}", name)))
    return stems.most_common(1)[0][0] if stems else "R"


def _free(name: str, taken: Collection[str]) -> str:
    letters = iter("BCDEFGHIJKLMNOPQRSTUVWXYZ")
    candidate = name
    while candidate in taken:
        candidate = name + next(letters)
    return candidate
