"""What the public will see change, handed over, approved by a second person, and published."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from msgspec.structs import replace
from werkzeug.wrappers import Response

from ...model import SiteSettings
from ...problems import Where, shown_path
from ...publishing import (
    Approval,
    PublicationDraft,
    PublishOptions,
    approve,
    hand_over,
    preview,
    publish,
    roll_back,
    waiting,
)
from ...reading import read_mapping, read_yaml
from ...releases import FOLDER, release_of
from ...staff import mending
from ..working import JobOutcome
from .context import field, key_of, on_to, workplace

PAGES = Blueprint("releasing", __name__)
_MOST = 300  # lines of one part that are listed; all of them stand in the draft


def publish_with(options: PublishOptions, passphrase: str) -> str:
    """`publish`, with the passphrase of the key as it was typed; in the process that does the work."""
    return publish(replace(options, ask_passphrase=(lambda _: passphrase) if passphrase else None))


def _options() -> PublishOptions:
    folders = workplace().folders
    return PublishOptions(
        data=folders.data,
        content=folders.content,
        output=folders.output.absolute(),
        settings_file=folders.publish_settings,
        site_url=field("site_url") or None,
        removal=field("removal"),
    )


@PAGES.get("/release")
def release() -> str | tuple[str, int]:
    """Where the next release stands."""
    return _page()


def _page(words: str = "", seen: Approval | None = None, state: str = "") -> str | tuple[str, int]:
    desk = workplace()
    folders = desk.folders
    try:
        draft = waiting(folders.data)
    except SystemExit as stop:
        return render_template("refusal.html", title="", words=str(stop)), 409
    settings = _settings()
    records = folders.data / FOLDER
    numbers = [int(path.name) for path in records.iterdir() if path.name.isdecimal()] if records.is_dir() else []
    review = desk.showing.review
    page = render_template(
        "release.html",
        draft=draft,
        draft_key=_draft_key(draft) if draft else "",
        seen=seen,
        words=words,
        most=_MOST,
        last=max(numbers, default=0),
        two=bool(settings and settings.wants_two),
        publishable=bool(review and review.publishable),
        verdict=review.verdict if review else "",
        day=mending.cell_now(folders.data, folders.shown, _day_place()) or "",
        today=desk.day,
        live=release_of(folders.output),
        state=state,
        output=shown_path(folders.output),
        site_url=field("site_url") or (draft.site_url if draft else ""),
        removal=field("removal"),
    )
    return (page, 422) if words else page


def _state() -> str:
    """The name of the data and texts as they are now: what goes out is what was looked at."""
    return key_of(*workplace().signature())


_CHANGED = "看过变化以后，数据或文章又改过。请再看一遍变化，再发布。"
_OTHER_DRAFT = "这一页打开以后，草稿换过或批准过。下面是现在的样子，请看清楚再点。"


def _settings() -> SiteSettings | None:
    path = workplace().folders.data / "site.yaml"
    if not path.is_file():
        return None
    values, lines, problems = read_yaml(path, path.name)
    facts, _ = read_mapping(SiteSettings, values, lines, path.name)
    return None if problems else SiteSettings.known(facts, Where(path.name))


def _refused(outcome: JobOutcome) -> str:
    return outcome.refusal or "没有做完。"


def _day_place() -> Where:
    """Where the day up to which the data was put together stands."""
    folders = workplace().folders
    path = folders.data / "site.yaml"
    lines = read_yaml(path, path.name)[1] if path.is_file() else {}
    return Where(f"{folders.shown}/{path.name}", None, lines.get("prepared_on"), "prepared_on")


@PAGES.post("/release/day")
def change_day() -> Response:
    """Write the day up to which the data was put together, after a trial in a copy: pages and the release bear it."""
    desk = workplace()
    folders, day = desk.folders, field("day")
    with desk.busy():
        try:
            mended = mending.mend(folders.data, folders.shown, _day_place(), day, expected=field("expected"))
        except mending.MendingError as error:
            return on_to("/release", f"没有改：{error}")
        if mended.errors:
            return on_to("/release", "没有改：" + "；".join(f"{fault.message}{fault.fix}" for fault in mended.errors))
        if day != mended.before:
            desk.write({mended.path: mended.content}, f"改整理日期：{mended.before} → {day}")
    return on_to("/release", f"整理日期现在是 {day}。")


@PAGES.post("/release/changes")
def look() -> str | tuple[str, int]:
    """What the public would see change; nothing is written."""
    state = _state()
    outcome = workplace().workers.run(preview, _options())
    if not isinstance(outcome.result, Approval):
        return _page(_refused(outcome))
    return _page(seen=outcome.result, state=state)


@PAGES.post("/release/draft")
def hand_to_approver() -> Response | str | tuple[str, int]:
    """Write the draft down, for a second person."""
    desk = workplace()
    desk.person = field("name")
    with desk.busy():
        if not _is_draft_seen():
            return _page(f"没有交：{_OTHER_DRAFT}")
        outcome = desk.workers.run(hand_over, replace(_options(), prepared_by=field("name")))
    if outcome.refusal:
        return _page(_refused(outcome))
    return on_to(
        "/release", f"已交审批。请审批的人在这台或他自己的电脑上打开“发布”这一页，看过变化再批准。经办：{desk.person}。"
    )


@PAGES.post("/release/approval")
def agree() -> Response | str | tuple[str, int]:
    """Write down that a second person agrees."""
    desk = workplace()
    if not field("read"):
        return _page("没有批准：请先看过上面的变化，再勾“看过了”。")
    with desk.busy():
        if not _is_draft_seen():
            return _page(f"没有批准：{_OTHER_DRAFT}")
        outcome = desk.workers.run(approve, replace(_options(), approved_by=field("name")))
    if outcome.refusal:
        return _page(_refused(outcome))
    return on_to("/release", f"已批准，审批：{field('name')}。现在可以发布。")


def _is_draft_seen() -> bool:
    """Whether the draft that waits, approved or not, is the one that the page showed."""
    draft = waiting(workplace().folders.data)
    return field("draft") == (_draft_key(draft) if draft else "")


def _draft_key(draft: PublicationDraft) -> str:
    return key_of(draft.code, draft.prepared_by, draft.handed_over_on, draft.approved_by, draft.approved_on)


@PAGES.post("/release")
def go_live() -> Response | str | tuple[str, int]:
    """Publish."""
    desk = workplace()
    options = replace(_options(), prepared_by=field("prepared_by"), approved_by=field("approved_by"))
    with desk.busy():
        if not _is_draft_seen():
            return _page(f"没有发布：{_OTHER_DRAFT}")
        if field("state") and field("state") != _state():
            return _page(f"没有发布：{_CHANGED}")
        outcome = desk.workers.run(publish_with, options, request.form.get("passphrase", ""))
    if not isinstance(outcome.result, str):
        return _page(_refused(outcome))
    return on_to("/release", outcome.result)


@PAGES.post("/release/back")
def put_back() -> Response | str | tuple[str, int]:
    """Put the release before the live one back."""
    desk = workplace()
    with desk.busy():
        live = release_of(desk.folders.output)
        if field("live") != str(live):
            return _page(f"没有换回：这一页打开以后网站换过，现在是第 {live} 次发布。请看清楚再点。")
        outcome = desk.workers.run(roll_back, desk.folders.data, desk.folders.output.absolute())
    if not isinstance(outcome.result, str):
        return _page(_refused(outcome))
    return on_to("/release", outcome.result)
