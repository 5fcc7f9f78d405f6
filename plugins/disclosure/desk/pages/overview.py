"""The first page: what state the data is in, where files are dropped, what was written last, and the site beside it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from ...filing import ChangedSinceError, ForbiddenUndoError, NothingToUndoError, undo, writes
from ...problems import Severity, shown_path
from ...releases import entries_that_would_go
from ..workplace import Upload
from .context import field, on_to, workplace

PAGES = Blueprint("overview", __name__)
_LATEST = 5  # writes that are listed


@PAGES.get("/")
def first_page() -> str:
    """The overview."""
    desk = workplace()
    review = desk.showing.review
    done = writes(desk.folders.data) if desk.folders.data.is_dir() else []
    return render_template(
        "overview.html",
        review=review,
        must=review.count(Severity.ERROR) if review else 0,
        asked=review.count(Severity.WARNING) if review else 0,
        hints=review.count(Severity.NOTICE) if review else 0,
        failure="" if review or not desk.showing.last else desk.showing.last.words,
        written=[(entry, [shown_path(path) for path in entry.paths]) for entry in reversed(done[-_LATEST:])],
        orgs=desk.orgs,
        uploads=list(desk.uploads.values()),
        namesakes=_namesakes(desk.uploads.values()),
    )


def _namesakes(uploads: Iterable[Upload]) -> dict[str, int]:
    """Number of an upload → the how manieth of its name it is; 0 where it is the only one."""
    alike: dict[str, list[str]] = {}
    for upload in uploads:
        alike.setdefault(upload.name, []).append(upload.id)
    return {number: at if len(ids) > 1 else 0 for ids in alike.values() for at, number in enumerate(ids, 1)}


@PAGES.get("/status")
def status() -> Response:
    """Whether a build ended after the one that the page knows, and which start of the desk answers. Nothing else is told."""
    desk = workplace()
    after = request.args.get("after", "")
    changed = after.isdecimal() and desk.showing.builds > int(after)
    return jsonify({"builds": desk.showing.builds, "changed": changed, "start": desk.guard.start})


@PAGES.post("/undo")
def take_back() -> Response:
    """Take back the last write: the very one that the page named, which another page may have followed by one more."""
    desk = workplace()
    with desk.busy():
        left = writes(desk.folders.data)
        if left and field("number") != str(left[-1].number):
            return on_to(
                "/", f"没有撤销：这一页打开以后又写入或撤销过。现在最近写入的是“{left[-1].what}”，请看清楚再点。"
            )
        try:
            taken = undo(desk.folders.data, lambda old: entries_that_would_go(desk.folders.data, old))
        except NothingToUndoError:
            return on_to("/", "没有可以撤销的了。")
        except ChangedSinceError as error:
            names = "、".join(shown_path(path) for path in error.paths)
            return on_to("/", f"没有撤销：写好以后 {names} 又改过，怕盖掉后来的改动。要撤销，请先把后来的改动改回去。")
        except ForbiddenUndoError as error:
            return on_to("/", f"没有撤销：{error}")
    desk.build()
    return on_to("/", f"已撤销：{taken.what}。")
