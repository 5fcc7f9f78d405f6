"""A picture that was dropped, entered as one of a project: its file and its row are written together."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from ...accounts import PICTURES
from ...importing import slug_of
from ...kinds.pictures import KIND, PictureRecord
from ...staff import commands, entries
from .context import field, workplace
from .dropping import ATTACHED, upload_of
from .entering import EntryForm, answered, form_fields, known_organisation, written

PAGES = Blueprint("picturing", __name__)
_MADE = (PictureRecord.id.name, PictureRecord.file.name)  # of the name of the file


@PAGES.route("/files/<number>/picture/<org>", methods=["GET", "POST"])
def picture(number: str, org: str) -> str | Response:
    """What must be known of a picture before it is shown: of which project, what is seen, and whether a receiver can be known."""
    desk, upload = workplace(), upload_of(number)
    known_organisation(org)
    suffix = upload.path.suffix
    if suffix not in ATTACHED:
        abort(404)
    folders = desk.folders
    _, known, names = commands.known(folders.data, org)
    columns = [column for column in KIND.record.columns if column.name not in _MADE]
    cells = {column.name: field(column.name) for column in columns}

    def form(wrong: dict[str, str]) -> EntryForm:
        required = form_fields([column for column in columns if column.required], cells, wrong, known, names)
        optional = form_fields([column for column in columns if not column.required], cells, wrong, known, names)
        address = f"/files/{number}/picture/{org}"
        return EntryForm(
            f"登成项目的图片：{upload.name}", address, tuple(required), tuple(optional), back=f"/files/{number}"
        )

    if request.method == "GET":
        return form({}).page()
    slug = slug_of(PurePath(upload.name).stem, known.get(KIND.id, ()))
    cells |= dict(zip(_MADE, (slug, f"{slug}{suffix}"), strict=True))
    wrong = entries.faults(KIND, cells, known, names)
    if wrong:
        return form(wrong).page(["有几格要改，见下面。"])
    given = answered({name: cell for name, cell in cells.items() if cell})
    given.names = names
    given.beside = {folders.data / org / PICTURES / f"{slug}{suffix}": upload.path.read_bytes()}
    answer = written(lambda: entries.row(KIND, folders.data, folders.shown, org, known, given, None), form({}))
    if isinstance(answer, Response) and answer.status_code == 303:  # noqa: PLR2004  (led on: it is written)
        desk.let_go(number)
    return answer
