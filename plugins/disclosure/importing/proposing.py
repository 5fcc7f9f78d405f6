"""A file, the data and the answers → a `Proposal`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..model import Kind
from .checking import faults_in_data, without_followers
from .completing import complete
from .file_reading import FileReader
from .plan import ImportPlan
from .proposal import Proposal, Question
from .request import ImportNotes, ImportRequest


def propose(  # noqa: PLR0913  (the file, the place, and what somebody said)
    source: Path,
    shown: str,
    data: Path,
    shown_data: str,
    org: str,
    *,
    kind: Kind | None = None,
    year: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Proposal:
    """What an import of *source* (named *shown* in messages) into the organisation *org* would do; nothing is written.

    *kind* says what every sheet is; else it is found. *answers* are by id of a question, `mode` (append or replace) holds for
    every table; what answers nothing is listed in `unknown_answers`.
    """
    request = ImportRequest(source, shown, data, shown_data, org, kind, year, answers or {})
    notes = ImportNotes()
    readings, tables = FileReader(request, notes).read()
    complete(readings, request.folder, source.name)
    plan = ImportPlan.of(request, notes, readings, tables)
    del tables  # which takes much room and is not needed for the check
    notes.problems += faults_in_data(request, plan.targets.files, notes.problems)
    return _proposal(request, notes, plan)


def _proposal(request: ImportRequest, notes: ImportNotes, plan: ImportPlan) -> Proposal:
    """Everything together."""
    questions: dict[str, Question] = {}
    for asking in notes.askings:
        for question in asking.questions:
            questions.setdefault(question.id, question)
    asked = any(question.open for question in questions.values())
    targets = plan.targets
    return Proposal(
        request.source,
        request.shown,
        request.data,
        request.org,
        plan.sheets(),
        tuple(questions.values()),
        tuple(without_followers(notes.problems, request, plan.readings, asked=asked)),
        tuple(target.as_change(request.shown_path(target.path)) for target in targets.files if target.kind),
        {target.path: target.content for target in targets.files},
        tuple(_answers_of_nothing(request, notes)),
        tuple(dict.fromkeys(map(request.shown_path, targets.in_the_way))),
        notes.lacks_year,
    )


def _answers_of_nothing(request: ImportRequest, notes: ImportNotes) -> list[str]:
    """The answers that no question took, and those that are none of its choices."""
    taken = {identity for asking in notes.askings for identity in asking.taken}
    wrong = {identity for asking in notes.askings for identity in asking.wrong}
    return sorted((set(request.answers) - taken - {"mode"}) | wrong)
