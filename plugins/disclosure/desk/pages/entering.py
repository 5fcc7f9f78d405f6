"""New organisations, records and articles: the questions of `make new` as a form, for every kind and column alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, Response, abort, make_response, render_template, request
from msgspec import Struct
from msgspec.structs import replace
from werkzeug.wrappers import Response as PlainResponse

from ...importing import proposed_id, proposes
from ...kinds import all_kinds
from ...model import Kind
from ...problems import Problem, Severity
from ...reading import AnyColumn, Flag
from ...staff import commands, documentation, entries, start, templates
from .context import field, on_to, workplace

PAGES = Blueprint("entering", __name__)


class FormField(Struct, frozen=True):
    """One question of a form: its name, what it is called, what is wanted, what may be chosen, and what is wrong with it."""

    name: str
    label: str
    wanted: str
    required: bool
    choices: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()  # ids that are there already, and their names: proposed, not imposed
    value: str = ""
    fault: str = ""
    long: bool = False


def form_fields(
    columns: Sequence[AnyColumn],
    cells: Mapping[str, str],
    wrong: Mapping[str, str],
    known: Mapping[str, set[str]],
    names: Mapping[str, Mapping[str, str]],
) -> list[FormField]:
    """The questions for some columns, with what stands in their cells and what is wrong with it."""
    return [
        FormField(
            column.name,
            column.label,
            _wanted(column),
            column.required,
            ("是", "否") if isinstance(column.type, Flag) else tuple(column.choices) if not column.many else (),
            _called(column.refers_to or "", known, names),
            cells.get(column.name, ""),
            wrong.get(column.name, ""),
            "RichText" in type(column.type).__name__,
        )
        for column in columns
    ]


def _wanted(column: AnyColumn) -> str:
    """What belongs into a column: its kind of answer, and what is said of it, which may begin with the same words."""
    said = documentation.said_of(column)
    return (
        column.description
        if column.description.startswith(said)
        else "。".join(filter(None, (said, column.description)))
    )


def _called(
    kind: str, known: Mapping[str, set[str]], names: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The ids that a column may refer to, each with the name of its record."""
    called = names.get(kind, {})
    return tuple((identity, called.get(identity, "")) for identity in sorted(known.get(kind, ())))


class EntryForm(Struct, frozen=True):
    """A form: its title, where it goes, what must be answered and what may be."""

    title: str
    action: str
    required: tuple[FormField, ...]
    optional: tuple[FormField, ...] = ()
    intro: str = ""
    back: str = "/new"  # where whoever does not fill it in comes from
    seen: str = ""  # the name of what stood in the file when the form was opened
    repeats: bool = False  # another of the kind may follow at once

    def page(self, problems: Sequence[str] = ()) -> str | Response:
        """The form as it was filled in, with what is wrong."""
        page = render_template("entry.html", form=self, problems=problems)
        wrong = problems or any(question.fault for question in (*self.required, *self.optional))
        return make_response(page, 422) if wrong else page


@PAGES.get("/new")
def choose() -> str:
    """What can be entered."""
    kinds = [kind for kind in all_kinds() if not kind.form and kind.record.columns]
    forms = [kind for kind in all_kinds() if kind.form]
    return render_template("choose.html", kinds=kinds, forms=forms, orgs=workplace().orgs)


@PAGES.route("/new/organisation", methods=["GET", "POST"])
def organisation() -> str | PlainResponse:
    """A folder for a new organisation."""
    desk = workplace()
    form = EntryForm(
        "新机构",
        "/new/organisation",
        (
            FormField("名称", "名称", "登记证书上的全称", required=True, value=field("名称")),
            FormField(
                "样例",
                "样例",
                "虚构的机构选“是”，真实的选“否”",
                required=True,
                choices=("否", "是"),
                value=field("样例") or "否",
            ),
        ),
        (
            FormField(
                "机构编号",
                "编号",
                "小写字母和数字，是网址的一段，定了就不要改；不填就照名称的拼音起",
                required=False,
                value=field("机构编号"),
            ),
        ),
    )
    if request.method == "GET":
        return form.page()
    answers = {name: field(name) for name in ("机构编号", "名称", "样例") if field(name)}

    def drafted() -> entries.Draft:
        draft = entries.organisation(
            desk.folders.data,
            desk.folders.shown,
            answered(answers),
            desk.day,
            lambda name, org, place: start.start_workbook(name, org, place, str, desk.folders.home),
        )
        draft.files |= commands.standing(desk.folders.home / "content", desk.folders.content)
        return draft

    return written(drafted, form)


def answered(answers: dict[str, str]) -> entries.Desk:
    """Somebody who has answered everything beforehand."""
    return entries.Desk(answers, lambda _: None, lambda _: None, patient=False)


@PAGES.route("/new/<org>/article", methods=["GET", "POST"])
def article(org: str) -> str | PlainResponse:
    """A Markdown file for an article."""
    desk = workplace()
    known_organisation(org)
    form = EntryForm(
        "新文章",
        f"/new/{org}/article",
        (
            FormField("标题", "标题", "文章的标题", required=True, value=field("标题")),
            FormField(
                "网址名", "网址名", "文章网址的最后一段，小写字母、数字和连字符", required=True, value=field("网址名")
            ),
            FormField("日期", "日期", "公布的日子，例如 2026-11-22", required=True, value=field("日期") or desk.day),
        ),
        (FormField("摘要", "摘要", "一句话", required=False, value=field("摘要")),),
    )
    if request.method == "GET":
        return form.page()
    answers = {question.name: field(question.name) for question in (*form.required, *form.optional)}
    given = {name: text for name, text in answers.items() if text}
    return written(lambda: entries.article(desk.folders.content, org, answered(given), desk.day), form)


@PAGES.route("/new/<org>/<kind_id>", methods=["GET", "POST"])
def record(org: str, kind_id: str) -> str | PlainResponse:
    """One record of a kind."""
    desk = workplace()
    known_organisation(org)
    kind = next((kind for kind in all_kinds() if kind.id == kind_id and not kind.form and kind.record.columns), None)
    if kind is None:
        abort(404)
    _, known, names = commands.known(desk.folders.data, org)
    cells = {column.name: field(column.name) for column in kind.record.columns}
    periodic = kind.yearly or (kind.divided and (desk.folders.data / org / kind.id).is_dir())
    year = field(_YEAR) if periodic else ""
    if request.method == "GET":
        return _form(org, kind, cells, {}, (known, names), periodic=periodic).page()
    wrong = entries.faults(kind, cells, known, names)
    unnumbered = next(
        (column for column in kind.record.columns if proposes(kind, column) and not cells[column.name]), None
    )
    if unnumbered and set(wrong) <= {unnumbered.name}:  # an id is made of cells that hold
        cells[unnumbered.name] = proposed_id(kind, unnumbered, cells, known.get(kind.id, ()))
        wrong = entries.faults(kind, cells, known, names)
    elif unnumbered:
        wrong.pop(unnumbered.name, None)
    if periodic and not year.isdecimal():
        wrong[_YEAR] = "请写成 2025 这样。"
    form = _form(org, kind, cells, wrong, (known, names), periodic=periodic)
    if wrong:
        return form.page(["有几格要改，见下面。"])
    answers = answered({name: cell for name, cell in cells.items() if cell})
    answers.names = names
    folders, of_year = desk.folders, int(year) if periodic else None
    return written(lambda: entries.row(kind, folders.data, folders.shown, org, known, answers, of_year), form)


_YEAR = "_year"  # the field of the year that a file is named by, where it is


def known_organisation(org: str) -> None:
    """Answer 404 where no folder has this name."""
    if org not in workplace().orgs:
        abort(404, "没有这家机构。")


def _form(
    org: str,
    kind: Kind,
    cells: Mapping[str, str],
    wrong: Mapping[str, str],
    records: tuple[Mapping[str, set[str]], Mapping[str, Mapping[str, str]]],
    *,
    periodic: bool,
) -> EntryForm:
    columns = sorted(kind.record.columns, key=lambda column: not proposes(kind, column))
    required = form_fields(
        [column for column in columns if column.required and not proposes(kind, column)], cells, wrong, *records
    )
    optional = form_fields(
        [column for column in columns if not column.required or proposes(kind, column)], cells, wrong, *records
    )
    optional = [
        replace(question, required=False, wanted=f"不填就由软件编。{question.wanted}")
        if proposes(kind, kind.record.column(question.name))
        else question
        for question in optional
    ]
    if periodic:
        words = "放在哪一年的表里，例如 2025"
        required.insert(
            0, FormField(_YEAR, "年度", words, required=True, value=field(_YEAR), fault=wrong.get(_YEAR, ""))
        )
    title, place = f"{kind.label}：加一条", f"/new/{org}/{kind.id}"
    return EntryForm(title, place, tuple(required), tuple(optional), kind.intro, repeats=True)


def written(drafted: Callable[[], entries.Draft], form: EntryForm) -> str | PlainResponse:
    """Make a draft and write it, or show the form once more with what forbids it.

    It is made while nothing else is written: two who add a row to one table at the same moment add two rows.
    """
    desk = workplace()
    with desk.busy():
        try:
            draft = drafted()
        except entries.UnansweredError as error:
            return form.page([str(error)])
        faults = list(entries.errors(draft))
        if faults:
            return form.page([_in_words(fault) for fault in faults])
        desk.write(dict(draft.files), draft.outcome)
    asked = sum(problem.severity is Severity.WARNING for problem in draft.problems)
    return on_to(
        form.action if form.repeats and field("again") else "/",
        f"已写好：{draft.outcome}。" + (f"有 {asked} 处请确认，见“问题”。" if asked else ""),
    )


def _in_words(fault: Problem) -> str:
    return f"{fault.where}：{fault.message}{fault.fix}"


@PAGES.get("/template")
def blank_workbook() -> Response:
    """A workbook to fill in, for one kind or for the year's statements."""
    desk = workplace()
    org, year, word = request.args.get("org", ""), request.args.get("year", ""), request.args.get("kind", "")
    known_organisation(org)
    kinds, place = commands.templates_for(word, int(year) if year.isdecimal() else None)
    name, ids, _ = commands.known(desk.folders.data, org)
    fill = templates.Fill(
        name,
        int(year) if year.isdecimal() else None,
        {key: sorted(values) for key, values in ids.items()},
        templates.examples_below(desk.folders.home / "examples" / "data"),
    )
    answer = make_response(templates.template(kinds, fill))
    answer.headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename={place.stem if place.stem.isascii() else 'template'}.xlsx"
    )
    return answer
