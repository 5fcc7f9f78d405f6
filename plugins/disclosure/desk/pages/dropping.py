"""Files that were dropped: what each was taken for, what would be written of it, what is asked; then 写入."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from ...accounts import FINANCE_TOPICS
from ...documents import (
    PICTURED_SUFFIXES,
    SHEET_SUFFIXES,
    PicturedError,
    SheetError,
    UnreadableError,
    can_recognise,
    read_document,
    year_at_head,
    year_in_name,
)
from ...extraction import SOURCE, FigureProposal, Reading, ReadingDecision, RegisteringError, read_report, register
from ...filing import undo
from ...importing import DOCUMENTS, NotReadyError, Proposal, accept, is_list, propose, table_kinds
from ...kinds import all_kinds
from ...kinds.figures import ReportedFigure
from ...problems import Severity, shown_path
from ...reading import of_file
from ..guarding import MOST_FILES
from ..workplace import Upload
from .context import field, key_of, name_of, on_to, suffix_of, workplace

PAGES = Blueprint("dropping", __name__)

TABLES = frozenset({".xlsx", ".xls", ".csv", ".tsv", ".xlsm", ".ods", ".et"})
_MAYBE_LISTS = frozenset({".txt", *DOCUMENTS})
_EITHER = _MAYBE_LISTS | {*SHEET_SUFFIXES}  # what may be a list or a report: a sheet of sums is one
REPORTS = frozenset({".docx", ".pdf", ".txt", ".html", ".htm", ".md"})
ATTACHED = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
PICTURES = ATTACHED | {*PICTURED_SUFFIXES, ".svg", ".heic"}

_SEEN_OTHERWISE = "这一页打开以后，数据或这个文件的答案又变过。下面是现在的样子，请看清楚再写入。"
_LETTERS = re.compile(r"[^\w\u4e00-\u9fff-]+")
_TYPED_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# The columns of the register that can be mended on the page of a report.
_MENDED = ("subject", "measure", "value", "qualifier", "unit", "as_written", "scope", "basis", "nature", "topic")


@PAGES.post("/files")
def receive() -> Response:
    """Keep what was dropped, and show it."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files and not field("text"):
        return on_to("/", "没有收到文件。请选一个文件，或把它拖到网页上。")
    waiting = len(workplace().uploads)
    if waiting and waiting + max(1, len(files)) > MOST_FILES:
        words = f"放不下了，没有收：还有 {waiting} 个文件没有写入，最多放 {MOST_FILES} 个。请先写入或拿走几个，再放。"
        return on_to("/", words)
    if field("text"):
        return _pasted(field("text"))
    if len(files) > MOST_FILES:
        return on_to("/", f"一次最多放 {MOST_FILES} 个文件，一个也没有收。请分几次放。")
    kept = [_keep(file) for file in files]
    return on_to(
        f"/files/{kept[0].id}" if len(kept) == 1 else "/",
        "" if len(kept) == 1 else f"收到 {len(kept)} 个文件，请一个一个看。",
    )


def _keep(file: FileStorage) -> Upload:
    """Store a file under a name of ours: what a browser says of names is only shown."""
    desk = workplace()
    number, path = desk.place_for(suffix_of(file))
    file.save(path)
    return _added(Upload(number, name_of(file), path))


def _pasted(text: str) -> Response:
    number, path = workplace().place_for(".txt")
    path.write_text(text, encoding="utf-8", newline="\n")
    return on_to(f"/files/{_added(Upload(number, '粘贴的文字', path, is_pasted=True)).id}")


def _added(upload: Upload) -> Upload:
    desk = workplace()
    orgs = list(desk.orgs)
    upload.org = orgs[0] if len(orgs) == 1 else ""
    upload.purpose = "table" if upload.path.suffix in TABLES else "report" if upload.path.suffix in REPORTS else "other"
    if upload.path.suffix in _MAYBE_LISTS and is_list(upload.path):
        upload.purpose = "table"
    if upload.purpose == "report":
        _read_head(upload)
    if upload.path.suffix in PICTURED_SUFFIXES:
        upload.pictured = True
    desk.uploads[upload.id] = upload
    return upload


def _read_head(upload: Upload) -> None:
    """The year of a report by its name, else the one that its first words name where they name just one; or why it can't be read."""
    upload.year = year_in_name(upload.name)
    if upload.year and upload.path.suffix != ".pdf":
        return
    try:
        document = read_document(upload.path)
    except PicturedError:
        upload.pictured = True
        return
    except SheetError:
        return  # told with what to do where it is read
    except UnreadableError as error:
        upload.unreadable = str(error)
        return
    upload.in_pictures = len(document.pictured)
    upload.year = upload.year or year_at_head(document)


def upload_of(number: str) -> Upload:
    """A file that was dropped; 404 where it is gone."""
    upload = workplace().uploads.get(number)
    if upload is None:
        abort(404, "这个文件不在工作台里了：已经写入或拿走，或者工作台重新启动过。还要写的，请再放一次。")
    orgs = list(workplace().orgs)
    if upload.org not in orgs and len(orgs) == 1:
        upload.org = orgs[0]  # it waited until there was an organisation
    return upload


@PAGES.get("/files/<number>")
def show(number: str) -> str:
    """What a file was taken for, and what would be written of it."""
    upload = upload_of(number)
    orgs = workplace().orgs
    if not orgs:
        return render_template("file.html", upload=upload, needs="organisation")
    if upload.recognition and not upload.recognition.ended:
        return render_template("recognising.html", upload=upload, work=upload.recognition)
    if upload.is_unread:
        return _unread_page(upload)
    if upload.recognised:
        upload.year = upload.year or year_at_head(upload.recognised.document)
    needs = "org" if upload.org not in orgs else "year" if upload.purpose == "report" and upload.year is None else ""
    if needs:
        return render_template("file.html", upload=upload, needs=needs, orgs=orgs)
    return _report_page(upload) if upload.purpose == "report" else _table_page(upload)


def _unread_page(upload: Upload) -> str:
    picture, known = upload.path.suffix in PICTURES, of_file(upload.path)
    return render_template(
        "file.html",
        upload=upload,
        needs="",
        picture=picture,
        type=known,
        can_recognise=can_recognise(),
        attached=ATTACHED,
        orgs=workplace().orgs,
    )


def _table_page(upload: Upload) -> str:
    proposal = _propose(upload)
    return render_template(
        "table.html",
        upload=upload,
        proposal=proposal,
        seen=proposal_key(proposal),
        year_named=year_in_name(upload.name),
        may_be_report=upload.path.suffix in _EITHER,
        answered=_answered(upload),
        orgs=workplace().orgs,
        kinds=table_kinds(),
    )


@PAGES.post("/files/<number>/answers")
def answers(number: str) -> Response:
    """Take answers: whose file it is, of which year, and what the proposal asks."""
    upload = upload_of(number)
    if field("org") in workplace().orgs and field("org") != upload.org:
        upload.org = field("org")
        upload.answers.clear()  # an id means something else there
    if field("purpose") in {"table", "report"} and upload.path.suffix in _EITHER:
        upload.purpose = field("purpose")
        upload.answers.clear()
        if upload.purpose == "report" and upload.year is None:
            _read_head(upload)
    if _TYPED_YEAR.fullmatch(field("year")):
        upload.year = int(field("year"))
    given = {
        name.removeprefix("q-"): text.strip()
        for name, text in request.form.items()
        if name.startswith("q-") and text.strip()
    }
    _take(upload, given)
    upload.answers.pop(field("retake"), None)
    upload.proposal = upload.reading = None
    return on_to(f"/files/{number}")


def _take(upload: Upload, given: dict[str, str]) -> None:
    """Take answers; a sheet that is to be read as another kind is asked about anew, for its columns mean something else then."""
    sheets = upload.proposal.sheets if upload.proposal else ()
    kinds = {sheet.answer: sheet.kind.id for sheet in sheets if sheet.answer and sheet.kind}
    for identity, kind in kinds.items():
        if given.get(identity, kind) != kind:
            number, _, _ = identity.partition(".")
            for answers_so_far in (upload.answers, given):
                others = [other for other in answers_so_far if other.startswith(f"{number}.") and other != identity]
                for other in others:
                    del answers_so_far[other]
    upload.answers |= given


@PAGES.post("/files/<number>/drop")
def let_go(number: str) -> Response:
    """Forget a file; nothing was written of it."""
    upload = upload_of(number)
    workplace().let_go(number)
    return on_to("/", f"“{upload.name}”已拿走，没有写任何东西。")


# --- tables --------------------------------------------------------------------------------------


def proposal_key(proposal: Proposal) -> str:
    """The name of what a page of a table says would be written, which its button hands back."""
    return key_of(
        proposal.org, *((change.shown, change.words) for change in proposal.changes), *proposal.files.values()
    )


def _propose(upload: Upload) -> Proposal:
    """The proposal, made anew where the data or the answers changed."""
    desk = workplace()
    state = desk.signature()
    if upload.proposal is None or upload.state != state:
        folders = desk.folders
        place = upload.path, upload.name, folders.data, folders.shown, upload.org
        proposal = propose(*place, year=upload.year, answers=upload.answers)
        if proposal.unknown_answers:  # to what was asked before another answer was changed
            for identity in proposal.unknown_answers:
                upload.answers.pop(identity, None)
            proposal = propose(*place, year=upload.year, answers=upload.answers)
        upload.asked |= {question.id: question for question in proposal.questions}
        upload.proposal, upload.state = proposal, state
    return upload.proposal


_OF_A_COLUMN = re.compile(r"[0-9]+\.column\.(?P<letter>[A-Z]+)")


def _answered(upload: Upload) -> list[tuple[str, str, str]]:
    """(id, what was asked, what was answered) of every answer, so that it can be taken back."""
    labels = {
        column.name: column.label
        for sheet in (upload.proposal.sheets if upload.proposal else ())
        for column in (sheet.kind.record.columns if sheet.kind else ())
    }
    labels |= {kind.id: kind.label for kind in table_kinds()}
    answered = []
    for identity, answer in upload.answers.items():
        question = upload.asked.get(identity)
        said = next((choice.label for choice in question.choices if choice.value == answer), "") if question else ""
        text = question.text if question else _overridden(identity)
        answered.append((identity, text, said or ("不要" if answer == "-" else labels.get(answer, answer))))
    return answered


def _overridden(identity: str) -> str:
    """What was said though nothing was asked: another use of a column, another kind of a sheet."""
    of_column = _OF_A_COLUMN.fullmatch(identity)
    return f"{of_column['letter']} 列当作什么" if of_column else "当作哪一种表"


@PAGES.post("/files/<number>/write")
def write_table(number: str) -> Response:
    """Write what was proposed."""
    desk = workplace()
    with desk.busy():
        upload = upload_of(number)
        proposal = _propose(upload)
        if field("seen") != proposal_key(proposal):
            return on_to(f"/files/{number}", f"没有写：{_SEEN_OTHERWISE}")
        desk.refuse_saved(proposal.files)
        try:
            written = accept(proposal)
        except NotReadyError as error:
            return on_to(f"/files/{number}", f"没有写：{error}")
        desk.let_go(number)
    desk.build()
    return on_to("/", f"已写好：{written.what}。")


# --- attachments ---------------------------------------------------------------------------------


@PAGES.post("/files/<number>/attach")
def attach(number: str) -> Response:
    """Publish a picture or a PDF as it is; what the check has against it takes it out again."""
    desk = workplace()
    upload = upload_of(number)
    suffix = upload.path.suffix
    folder = "files" if suffix == ".pdf" else "images" if suffix in ATTACHED else ""
    name = _LETTERS.sub("-", field("title")).strip("-")[:60]
    if not folder or not name:
        return on_to(f"/files/{number}", "没有存：名称请写字、数字或连字符；附件只收 PDF 和图片。")
    path = desk.folders.content / folder / f"{name}{suffix}"
    with desk.busy():
        if path.exists():
            return on_to(f"/files/{number}", f"没有存：{path.name} 已经有了，请换一个名称。")
        desk.write({path: upload.path.read_bytes()}, f"存附件 {folder}/{path.name}")
        review = desk.showing.review
        shown = shown_path(path)
        faults = [spot.problem for spot in review.spots if spot.problem.where.file == shown] if review else []
        faults = [fault for fault in faults if fault.severity is Severity.ERROR]
        if faults:
            undo(desk.folders.data)
            desk.build()
            return on_to(f"/files/{number}", "没有存：" + "；".join(f"{fault.message}{fault.fix}" for fault in faults))
    desk.let_go(number)
    return on_to("/", f"已存成附件：{shown}。文章里这样引用：{{static}}/{folder}/{path.name}")


# --- reports -------------------------------------------------------------------------------------


def reading_of(upload: Upload) -> Reading:
    """A report as it is read, anew where the data changed."""
    desk = workplace()
    state = desk.signature()
    if upload.reading is None or upload.state != state:
        assert upload.year is not None  # noqa: S101  (asked for before)
        place = upload.path, upload.name, upload.org, upload.year, desk.folders.data
        upload.reading = read_report(*place, upload.recognised)
        upload.state = state
    return upload.reading


def reading_key(reading: Reading) -> str:
    """The name of what a page of a report proposes, which its form hands back with what was ticked."""
    proposed = (*reading.proposals, *reading.groups, *reading.contradictions)
    return key_of(reading.org, reading.year, reading.source, *proposed)


def _report_page(upload: Upload, refused: tuple[str, ...] = (), chosen: Mapping[str, str] | None = None) -> str:
    columns = {column.name: column for column in ReportedFigure.columns}
    reading = reading_of(upload)
    return render_template(
        "report.html",
        upload=upload,
        reading=reading,
        seen=reading_key(reading),
        mended=_cell,
        columns=[columns[name] for name in _MENDED if name in columns],
        asked=_ASKED,
        known_words=_words_known(reading),
        refused=refused,
        chosen=chosen,
        may_be_table=upload.path.suffix in _EITHER and not upload.recognised,
        orgs=workplace().orgs,
        pictured={proposal.id for proposal in reading.proposals if reading.shows(proposal)},
        can_recognise=can_recognise(),
        may_be_kept=upload.path.suffix in {*REPORTS, *SHEET_SUFFIXES}
        and not upload.recognised
        and not upload.is_pasted,
    )


# What doubts mostly ask for: open beside a doubtful number, the rest of its cells folded.
_ASKED = ("subject", "measure")
_MEASURES = ("收入", "捐赠收入", "筹集", "支出", "发放物资", "受益", "结余", "场次")


def _words_known(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Words to choose from, by column: measures and topics that pages look for, and those of the report itself."""
    measures = dict.fromkeys((*_MEASURES, *(proposal.measure for proposal in reading.proposals)))
    topics = dict.fromkeys((*FINANCE_TOPICS, *(kind.topic for kind in all_kinds() if kind.topic)))
    return {"measure": tuple(measures), "topic": tuple(topics)}


def _cell(proposal: FigureProposal, name: str) -> str:
    """What a proposal has in a column of the register, as a cell."""
    value = getattr(proposal, name)
    return f"{value:f}" if name == "value" else str(value or "")


@PAGES.post("/files/<number>/register")
def register_report(number: str) -> Response | str:
    """Write the numbers that were confirmed into the register, as if they had been typed."""
    desk = workplace()
    folders = desk.folders
    with desk.busy():
        upload = upload_of(number)
        reading = reading_of(upload)
        if field("seen") != reading_key(reading):
            return _report_page(upload, (f"{_SEEN_OTHERWISE}您勾的、改的都还在。",), request.form)
        decisions = _decisions(reading)
        try:
            files = register(reading, decisions, folders.data, upload.path if field("original") else None)
        except RegisteringError as error:
            return _report_page(upload, (str(error),), request.form)
        if faults := desk.faults_of(files):
            if field("original"):
                faults.append("报告和登记的对不上、一时改不好的，先去掉“原件也放进资料”的勾再写。")
            return _report_page(upload, tuple(faults), request.form)
        if not files:
            return on_to(f"/files/{number}", "没有写：一个数也没有选。")
        count = sum(decisions[proposal.id].accepted for proposal in reading.proposals if proposal.id in decisions)
        desk.write(dict(files), f"登记“{upload.name}”里的 {count} 个数")
        said = f"已写好：“{upload.name}”里的 {count} 个数。"
        if upload.recognised:
            return on_to(f"/files/{number}/transcript", said)
        desk.let_go(number)
    return on_to("/", said)


def _decisions(reading: Reading) -> dict[str, ReadingDecision]:
    """What the form says of every proposal, group and contradiction; cells that were not touched mend nothing."""
    ids = [proposal.id for proposal in reading.proposals]
    ids += [group.id for group in reading.groups]
    ids += [contradiction.id for contradiction in reading.contradictions]
    decisions = {}
    for key in (*ids, SOURCE):
        cells = {
            name: request.form[f"c-{key}-{name}"].strip()
            for name in (*_MENDED, *_SOURCE_CELLS)
            if f"c-{key}-{name}" in request.form
            and request.form[f"c-{key}-{name}"].strip() != request.form.get(f"b-{key}-{name}", "").strip()
        }
        decisions[key] = ReadingDecision(bool(request.form.get(f"k-{key}")), cells)
    return decisions


_SOURCE_CELLS = ("名称", "发布者", "发布日期")
