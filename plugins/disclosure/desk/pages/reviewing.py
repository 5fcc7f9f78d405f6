"""The report of the check as pages: mend a cell, answer a question, see what was answered by whom."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, abort, render_template
from msgspec import Struct
from werkzeug.wrappers import Response

from ...problems import PARTS, Problem, Severity
from ...reporting import Group, Offer, Spot
from ...staff import answering, entries, mending, offers
from .context import field, key_of, on_to, workplace

PAGES = Blueprint("reviewing", __name__)
_MOST = 40  # findings of one group that are listed
_CORRECTED = frozenset({"silent-change", "silent-record"})  # published, and changed without a word


class Finding(Struct, frozen=True):
    """One finding as it is shown: its key, and what stands in its cell now where it can be mended here."""

    key: str
    spot: Spot
    now: str | None

    @property
    def corrected_at(self) -> str:
        """Where an entry in the ledger of corrections is written for it; empty where it needs none."""
        problem = self.spot.problem
        return f"/correct/{quote(problem.details['path'])}" if problem.code in _CORRECTED else ""

    @property
    def typed_again_at(self) -> str:
        """Where a total is typed a second time; empty for what is mended otherwise."""
        if self.spot.problem.code != "unverified-totals":
            return ""
        org = self.spot.problem.where.file.removeprefix(f"{workplace().folders.shown}/").partition("/")[0]
        return f"/new/{quote(org)}/verifications"

    @property
    def offered(self) -> str:
        """What the button says that enters what it offers, in all tables at once; nothing where there is no offer."""
        return offers.button(self.spot.problem)

    @property
    def excel(self) -> bool:
        """Whether it stands in a file of Excel; where the cell is not found there, only Excel mends it."""
        return self.spot.problem.where.file.lower().endswith((".xlsx", ".xls"))


class AskedQuestion(Struct, frozen=True):
    """One open question (or several of one rule that are answered together)."""

    key: str
    offer: Offer
    findings: tuple[Finding, ...]


def finding_key(problem: Problem) -> str:
    """The name of a finding in addresses and forms."""
    return key_of(problem.code, problem.where, problem.message)


def _finding(spot: Spot) -> Finding:
    folders = workplace().folders
    return Finding(finding_key(spot.problem), spot, mending.cell_now(folders.data, folders.shown, spot.problem.where))


@PAGES.get("/problems")
def report() -> str:
    """Everything that the last check said."""
    desk = workplace()
    review = desk.showing.review
    if review is None:
        words = desk.showing.last.words if desk.showing.last else "还在检查，请等几秒再刷新。"
        return render_template("refusal.html", title="问题", words=words, fresh=True)
    parts: list[tuple[str, str, list[tuple[Group, list[Finding], int]]]] = [
        (
            severity.value,
            title,
            [
                (group, [_finding(spot) for spot in group.spots[:_MOST]], max(0, len(group.spots) - _MOST))
                for group in review.parts[severity]
            ],
        )
        for severity, title in PARTS.items()
        if severity is not Severity.WARNING and review.parts[severity]
    ]
    by_problem = {id(spot.problem): spot for spot in review.spots}
    questions = [
        AskedQuestion(
            key_of(offer.file, *offer.cells),
            offer,
            tuple(_finding(by_problem[id(problem)]) for problem in offer.covers[:_MOST] if id(problem) in by_problem),
        )
        for offer in review.offers
    ]
    return render_template("problems.html", review=review, parts=parts, questions=questions, day=desk.day)


def _spot(key: str) -> Spot:
    review = workplace().showing.review
    spot = next((spot for spot in review.spots if finding_key(spot.problem) == key), None) if review else None
    if spot is None:
        abort(404, "这个问题已经没有了，或者数据刚刚变过。请回到“问题”再看一遍。")
    return spot


@PAGES.post("/problems/<key>/mend")
def mend_cell(key: str) -> Response | str:
    """Write one cell anew, after a trial in a copy."""
    desk = workplace()
    cell, expected = field("cell"), field("expected")
    folders = desk.folders
    with desk.busy():
        spot = _spot(key)
        try:
            mended = mending.mend(folders.data, folders.shown, spot.problem.where, cell, expected=expected)
        except mending.MendingError as error:
            return on_to("/problems", f"没有写：{error}")
        if mended.errors and not field("all_the_same"):
            same_cell = [fault for fault in mended.errors if fault.where == spot.problem.where]
            return render_template(
                "mending.html",
                spot=spot,
                key=key,
                cell=cell,
                expected=expected,
                errors=mended.errors,
                refused=same_cell,
            )
        if cell == mended.before:
            return on_to("/problems", "这一格没有变，没有写。")
        desk.write(
            {mended.path: mended.content},
            f"改一格 {spot.problem.where}：{mended.before or '（空）'} → {cell or '（空）'}",
        )
    return on_to("/problems", f"已改好：{spot.problem.where}，现在是“{cell}”。")


@PAGES.post("/problems/<key>/enter")
def enter_offer(key: str) -> Response:
    """Enter a total of the year, or the parts of one, as the check offers them."""
    desk = workplace()
    with desk.busy():
        spot = _spot(key)
        try:
            entry = offers.entered(desk.folders.data, desk.folders.shown, spot.problem)
        except (mending.MendingError, entries.UnansweredError) as error:
            return on_to("/problems", f"没有写：{error}")
        if entry.errors:
            return on_to("/problems", "没有写：" + "；".join(f"{fault.message}{fault.fix}" for fault in entry.errors))
        desk.write(entry.files, entry.words)
    return on_to("/problems", f"已写好：{entry.words}。")


@PAGES.post("/questions/<key>")
def answer_question(key: str) -> Response:
    """Answer an open question with a reason and a name."""
    desk = workplace()
    desk.person = field("name")
    with desk.busy():
        review = desk.showing.review
        asked = review.offers if review else ()
        offer = next((offer for offer in asked if key_of(offer.file, *offer.cells) == key), None)
        if offer is None:
            abort(404, "这一处已经不用确认了，或者数据刚刚变过。请回到“问题”再看一遍。")
        try:
            answered = answering.answer(
                desk.folders.data, desk.folders.shown, offer, field("reason"), field("name"), field("day") or desk.day
            )
        except (mending.MendingError, entries.UnansweredError) as error:
            return on_to(f"/problems#q-{key}", f"没有写：{error}")
        if answered.errors:
            return on_to(
                f"/problems#q-{key}", "没有写：" + "；".join(f"{fault.message}{fault.fix}" for fault in answered.errors)
            )
        desk.write({answered.path: answered.content}, f"确认“{offer.covers[0].wording.title}”（{desk.person}）")
    return on_to("/problems", f"已确认，{desk.person}：{field('reason')}")
