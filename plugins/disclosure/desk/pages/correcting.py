"""An entry in the ledger of corrections, for a figure or a record that was published: what `make correct` asks, as a form."""

from __future__ import annotations

from flask import Blueprint, request
from msgspec.structs import replace
from werkzeug.wrappers import Response as PlainResponse

from ...publishing import CorrectionDraft, WrittenCorrection, draft_correction, write_correction
from ...releases import CorrectionRecord
from ...staff import commands
from .context import field, on_to, workplace
from .entering import EntryForm, FormField, form_fields

PAGES = Blueprint("correcting", __name__)

# What the entry needs, in the order of the form: question of `make correct` → column of the ledger.
_ASKED = {
    "type": "type",
    "old": "old",
    "new": "new",
    "reason": "reason",
    "person": "person",
    "register": "register_corrected",
    "source": "source",
    "on": "corrected_on",
}
_TYPES = "更正是写错了，修订是有了更好的数，补充是原来漏了，核实中是发现疑问、还没有结论"
_MAY_BE_EMPTY = frozenset({"new", "person", "register"})


@PAGES.route("/correct/<path:named>", methods=["GET", "POST"])
def correction(named: str) -> str | PlainResponse:
    """The form with what is known of the figure (org/id) or the record (org/kind/id), and the entry that it makes."""
    desk = workplace()
    folders = desk.folders
    drafted = desk.workers.run(draft_correction, folders.data, folders.content, named)
    if not isinstance(drafted.result, CorrectionDraft):
        return on_to("/problems", f"没有写：{drafted.refusal}")
    if request.method == "GET":
        return _form(named, drafted.result, {**dict(drafted.result.known), "person": desk.person}).page()
    given = {name: field(name) for name in _ASKED}
    desk.person = given["person"]
    labels = {name: CorrectionRecord.column(column).label for name, column in _ASKED.items()}
    with desk.busy():
        outcome = desk.workers.run(write_correction, folders.data, folders.content, named, given, labels)
    if not isinstance(outcome.result, WrittenCorrection):
        return _form(named, drafted.result, given).page([outcome.refusal or "没有做完。"])
    desk.build()
    left = f"还要把 {outcome.result.left}。" if outcome.result.left else "接着到“发布”看变化。"
    return on_to("/problems", f"{outcome.result.words}{left}")


def _form(named: str, draft: CorrectionDraft, answers: dict[str, str]) -> EntryForm:
    org, _, _ = named.partition("/")
    _, known, names = commands.known(workplace().folders.data, org)
    cells = {column: answers.get(name, "") for name, column in _ASKED.items()}
    questions = form_fields([CorrectionRecord.column(column) for column in _ASKED.values()], cells, {}, known, names)
    return EntryForm(
        f"更正说明：{draft.location}",
        f"/correct/{named}",
        tuple(_asked(question, name) for question, name in zip(questions, _ASKED, strict=True)),
        intro="公布过的内容改了，在这里写明原来怎样、现在怎样、为什么；发布时登在网页上，以后只能加，不能改、不能删。",
        back="/problems",
    )


def _asked(question: FormField, name: str) -> FormField:
    """A question of the ledger under the name that `make correct` gives it."""
    wanted = _TYPES if name == "type" else question.wanted
    return replace(question, name=name, wanted=wanted, required=name not in _MAY_BE_EMPTY)
