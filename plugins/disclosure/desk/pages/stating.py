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
    try:
        if request.method == "GET":
            file = facts.FactsFile.read(path)
            return _form(title, intro, columns_of(file.facts), file.facts, {}, key_of(file.content)).page()
        with workplace().busy():
            return _written(facts.FactsFile.read(path), title, intro, columns_of)
    except mending.MendingError as error:
        return on_to("/new", f"没有写：{error}")


def _written(
    file: facts.FactsFile, title: str, intro: str, columns_of: Callable[[Mapping[str, str]], Sequence[AnyColumn]]
) -> str | Response:
    desk = workplace()
    folders, columns, seen = desk.folders, columns_of(file.facts), key_of(file.content)
    if field("seen") != seen:
        words = "没有写：这一页打开以后改过。下面是现在的样子，请再填一次。"
        return _form(title, intro, columns, file.facts, {}, seen).page([words])
    answers = {column.name: field(column.name) for column in columns}
    mended = facts.mend_facts(folders.data, folders.shown, file, columns, answers)
    if mended.errors:
        shown = f"{folders.shown}/{file.path.relative_to(folders.data).as_posix()}"
        here = (fault for fault in mended.errors if fault.where.file == shown)
        wrong = {fault.where.column or "": fault.message + fault.fix for fault in here}
        return _form(title, intro, columns, answers, wrong, seen).page(_elsewhere(mended.errors, wrong, columns))
    if not mended.changed:
        return on_to("/new", "没有改，没有写。")
    labels = "、".join(column.label for column in mended.changed)
    desk.write({file.path: mended.content}, f"{title}：改了{labels}")
    released = any((folders.data / FOLDER).glob("[0-9]*"))
    later = _LATER if released and any(column.promise is Promise.HELD for column in mended.changed) else ""
    return on_to("/new", f"已写好：{title}，改了{labels}。{later}")


def _elsewhere(errors: Sequence[Problem], wrong: Mapping[str, str], columns: Sequence[AnyColumn]) -> list[str]:
    """What is wrong that no field of the form shows."""
    shown = {wrong[column.name] for column in columns if column.name in wrong}
    beside = [
        f"{fault.where}：{fault.message}{fault.fix}" for fault in errors if fault.message + fault.fix not in shown
    ]
    return ["没有写，有几格要改，见下面。", *beside] if shown else ["没有写。", *beside]


def _form(
    title: str, intro: str, columns: Sequence[AnyColumn], cells: Mapping[str, str], wrong: Mapping[str, str], seen: str
) -> EntryForm:
    required = form_fields([column for column in columns if column.required], cells, wrong, {}, {})
    optional = form_fields([column for column in columns if not column.required], cells, wrong, {}, {})
    return EntryForm(title, request.path, tuple(required), tuple(optional), intro, seen=seen)
