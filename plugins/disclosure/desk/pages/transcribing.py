"""The words of a scan, held against its pictures by somebody; then both stay among the documents of the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from ...accounts import load, place_of_document
from ...documents import (
    TranscriptError,
    parsed_transcript,
    transcript_beside,
    transcript_path,
    transcript_text,
    words_to_read,
)
from ...kinds.sources import SourceRecord
from ...model import records_of
from ...problems import Report
from ...reading import Record, YesNo
from ..workplace import Upload
from .context import field, on_to, workplace
from .dropping import reading_of, upload_of

PAGES = Blueprint("transcribing", __name__)


@PAGES.get("/files/<number>/transcript")
def show(number: str) -> str:
    """The words of each page beside its picture."""
    return _page(upload_of(number))


def _page(upload: Upload, refused: Sequence[str] = (), typed: Mapping[str, str] | None = None) -> str:
    recognised = upload.recognised
    if recognised is None or upload.year is None:
        abort(404, "这个文件还没有认字。")
    words = {page: (typed or {}).get(f"page-{page}", text) for page, text in words_to_read(recognised).items()}
    sources = {row.id: row for row in records_of(_rows(upload), SourceRecord) if row.id}
    return render_template(
        "transcript.html",
        upload=upload,
        pages=words,
        unclear=recognised.document.pictured,
        sources=sources,
        chosen=(typed or {}).get("source") or reading_of(upload).source.registered or next(reversed(sources), ""),
        refused=refused,
    )


def _rows(upload: Upload) -> dict[str, list[Record]]:
    data = workplace().folders.data
    _, folders = load(data, data.name, Report())
    return next((folder.rows for folder in folders if folder.organisation.id == upload.org), {})


def _is_read(place: Path) -> bool:
    """Whether somebody vouches already for the words of the scan that stands there."""
    try:
        return place.is_file() and transcript_beside(place) is not None
    except TranscriptError:
        return False


@PAGES.post("/files/<number>/transcript")
def keep(number: str) -> Response | str:
    """Put the scan and what somebody vouches for among the documents; then it can be held against the figures."""
    desk = workplace()
    folders = desk.folders
    with desk.busy():
        upload = upload_of(number)
        if upload.recognised is None:
            abort(404, "这个文件还没有认字。")
        rows, source = _rows(upload), field("source")
        known = {row.id: row for row in records_of(rows, SourceRecord)}
        if source not in known:
            return _page(upload, ("请先登记这份文件，再选它是哪一份来源。",), request.form)
        place = place_of_document(folders.data / upload.org, rows, source, upload.path)
        if place is None:
            return _page(upload, (f"{source} 已经有另一份原件，不能有两份。",), request.form)
        if _is_read(place):
            return _page(
                upload, (f"{source} 的这份原件已经有人看过，不覆盖；要改的，直接改旁边的认字稿。",), request.form
            )
        words = {page: request.form.get(f"page-{page}", "") for page in words_to_read(upload.recognised)}
        content = upload.path.read_bytes()
        text = transcript_text(place.name, content, words, f"{field('name')}，{desk.day}")
        try:
            parsed_transcript(text, content)
        except TranscriptError as error:
            return _page(upload, (f"{error.reason}。{error.mend}。",), request.form)
        files = {place: content, transcript_path(place): text.encode("utf-8-sig")}
        if faults := desk.faults_of(files):
            return _page(upload, faults, request.form)
        desk.person = field("name")
        desk.write(files, f"把“{upload.name}”留作 {source} 的原件")
        desk.let_go(number)
    public = known[source].published == YesNo.YES
    goes_out = "它要公开：“公开原件”填的是“是”。" if public else "它不公开；要公开，在来源文件表里填“公开原件”。"
    return on_to(
        "/",
        f"已留作原件：“{upload.name}”是 {source}，以后每次检查都照看过的字核对。{goes_out}",
    )
