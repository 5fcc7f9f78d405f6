"""The facts of an organisation and of the site as forms: what is registered, whom to call, how releases are approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from flask import Blueprint, request
from werkzeug.wrappers import Response

from ...problems import Problem
from ...reading import AnyColumn, Promise
from ...releases import FOLDER
from ...staff import facts, mending
from .context import field, key_of, on_to, workplace
from .entering import EntryForm, form_fields, known_organisation

PAGES = Blueprint("stating", __name__)
_LATER = "以前公布过的改了，还要写更正说明：见“问题”。"


@PAGES.route("/facts/<org>", methods=["GET", "POST"])
def organisation_facts(org: str) -> str | Response:
    """What organisation.yaml says."""
    known_organisation(org)
    desk = workplace()
    intro = "照登记证书填。空着的，网页上写“未披露”；有说明的照说明。"
    path = desk.folders.data / org / "organisation.yaml"
    return _facts(path, f"{desk.orgs[org]}：机构资料", intro, lambda _: facts.columns_of_organisation())


@PAGES.route("/facts", methods=["GET", "POST"])
def site_facts() -> str | Response:
    """What site.yaml says."""
    path = workplace().folders.data / "site.yaml"
    intro = "“两人发布”选了“是”、“复核人数”填了 2 的，以后不在这里改回去：用记事本打开 data 文件夹里的 site.yaml。"
    return _facts(path, "网站设置", intro, facts.columns_of_site)


def _facts(
    path: Path, title: str, intro: str, columns_of: Callable[[Mapping[str, str]], Sequence[AnyColumn]]
) -> str | Response:
    """The form, or the facts written, after a trial in a copy."""
    desk = workplace()
    folders = desk.folders
    with desk.busy():
        try:
            now = facts.facts_now(path)
            columns = columns_of(now)
            seen = key_of(path.read_bytes())
            if request.method == "GET":
                return _form(title, intro, columns, now, {}, seen).page()
            answers = {column.name: field(column.name) for column in columns}
            if field("seen") != seen:
                return _form(title, intro, columns, now, {}, seen).page(
                    ["没有写：这一页打开以后改过。下面是现在的样子，请再填一次。"]
                )
            mended = facts.mend_facts(folders.data, folders.shown, path, columns, answers)
        except mending.MendingError as error:
            return on_to("/new", f"没有写：{error}")
        errors = mended.errors
        if errors:
            shown = f"{folders.shown}/{path.relative_to(folders.data).as_posix()}"
            wrong = {
                fault.where.column or "": fault.message + fault.fix for fault in errors if fault.where.file == shown
            }
            return _form(title, intro, columns, answers, wrong, seen).page(_elsewhere(errors, wrong, columns))
        if not mended.before:
            return on_to("/new", "没有改，没有写。")
        desk.write({mended.path: mended.content}, f"{title}：改了{mended.before}")
    released = any((folders.data / FOLDER).glob("[0-9]*"))
    held = any(column.promise is Promise.HELD and column.label in mended.before.split("、") for column in columns)
    return on_to("/new", f"已写好：{title}，改了{mended.before}。{_LATER if released and held else ''}")


def _elsewhere(errors: Sequence[Problem], wrong: dict[str, str], columns: Sequence[AnyColumn]) -> list[str]:
    """What is wrong that no field of the form shows."""
    shown = {wrong[column.name] for column in columns if column.name in wrong}
    beside = [
        f"{fault.where}：{fault.message}{fault.fix}" for fault in errors if fault.message + fault.fix not in shown
    ]
    return ["没有写，有几格要改，见下面。", *beside] if shown else ["没有写。", *beside]


def _form(
    title: str, intro: str, columns: Sequence[AnyColumn], cells: dict[str, str], wrong: dict[str, str], seen: str
) -> EntryForm:
    required = form_fields([column for column in columns if column.required], cells, wrong, {})
    optional = form_fields([column for column in columns if not column.required], cells, wrong, {})
    return EntryForm(title, request.path, tuple(required), tuple(optional), intro, seen=seen)
