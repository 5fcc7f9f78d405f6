"""Files that are but pictures: their words are recognised on this machine, and shown beside the picture they come from."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from flask import Blueprint, abort, make_response
from werkzeug.wrappers import Response

from ...documents import can_recognise
from ...importing import transcribed
from ..recognition import Recognition
from .context import on_to
from .dropping import upload_of

PAGES = Blueprint("scanning", __name__)


@PAGES.post("/files/<number>/recognise")
def recognise(number: str) -> Response:
    """Begin to recognise what a file shows, as a report."""
    upload = upload_of(number)
    if not can_recognise():
        return on_to(f"/files/{number}", "这台电脑还没有装认字的软件，请先装上。")
    if upload.recognition is None or upload.recognition.ended:
        upload.purpose, upload.unreadable, upload.reading = "report", "", None
        upload.recognition = Recognition.of(upload.path)
    return on_to(f"/files/{number}")


@PAGES.post("/files/<number>/install")
def install(number: str) -> Response:
    """Begin to install what recognises words."""
    upload = upload_of(number)
    if upload.recognition is None or upload.recognition.ended:
        upload.recognition = Recognition.set_up()
    return on_to(f"/files/{number}")


@PAGES.get("/files/<number>/tables")
def tables(number: str) -> Response:
    """The tables of a scan as a workbook, to be held against the pictures."""
    upload = upload_of(number)
    workbook = transcribed(upload.recognised) if upload.recognised else b""
    if not workbook:
        return on_to(f"/files/{number}", "图里没有看得出行和栏的表。")
    answer = make_response(workbook)
    answer.headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = quote(f"{PurePosixPath(upload.name).stem}-认出的表.xlsx")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@PAGES.get("/files/<number>/cutting/<proposal>")
def cutting(number: str, proposal: str) -> Response:
    """The picture of the lines that a number was recognised in."""
    reading = upload_of(number).reading
    wanted = next((entry for entry in reading.proposals if entry.id == proposal), None) if reading else None
    picture = reading.cutting(wanted) if reading and wanted else b""
    if not picture:
        abort(404, "没有找到这个数在图里的位置，请看整页。")
    answer = make_response(picture)
    answer.headers["Content-Type"] = "image/png"
    return answer


@PAGES.get("/files/<number>/page/<int:page>")
def whole_page(number: str, page: int) -> Response:
    """The picture of a whole page, as it was recognised."""
    reading = upload_of(number).reading
    scanned = reading.scan.pages if reading and reading.scan else ()
    picture = next((entry.jpeg for entry in scanned if entry.number == page), b"")
    if not picture:
        abort(404, "没有这一页的图。")
    answer = make_response(picture)
    answer.headers["Content-Type"] = "image/jpeg"
    return answer
