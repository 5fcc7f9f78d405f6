"""三方对账 at the desk: files of platform, bank and receipts are held against one another, and nothing of them is kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as PlainResponse

from ...dates import day_of
from ...settlement import SettlementReport, SettlementRequest, UnsettledError, as_html, as_workbook
from ..guarding import MOST_FILES
from .context import field, name_of, on_to, suffix_of, workplace

PAGES = Blueprint("settling", __name__)
_SIDES = ("platform", "bank", "receipts")
_WINDOW, _WIDEST = 7, 60  # days
_COUNT = re.compile(r"[0-9]{1,3}")


@PAGES.get("/settle")
def settlement_form() -> str:
    """The form, and how the last settlement of this start ended."""
    desk = workplace()
    return render_template("settle.html", orgs=desk.orgs, report=desk.settlement, window=_WINDOW)


@PAGES.post("/settle")
def settle_files() -> PlainResponse:
    """Settle the files of the form."""
    desk = workplace()
    desk.settlement = None  # what is shown from now on is of these files
    if sum(len(request.files.getlist(side)) for side in _SIDES) > MOST_FILES:
        return on_to("/settle", f"没有对：一次最多放 {MOST_FILES} 个文件。")
    days = {name: field(name) for name in ("first", "last")}
    if wrong := next((words for words in days.values() if words and day_of(words) is None), ""):
        return on_to("/settle", f"没有对：“{wrong}”不是日期，请写成 2025-03-01 这样。")
    window = field("window") or str(_WINDOW)
    if not _COUNT.fullmatch(window) or int(window) > _WIDEST:
        return on_to("/settle", f"没有对：最多晚几天，请填 0 到 {_WIDEST}。")
    with _kept() as (sides, names):
        if refusal := _refusal(sides, day_of(days["first"]), day_of(days["last"])):
            return on_to("/settle", f"没有对：{refusal}")
        asked = SettlementRequest(
            sides["platform"],
            sides["bank"],
            sides["receipts"],
            field("org"),
            desk.folders.data,
            desk.folders.shown,
            (),
            day_of(days["first"]),
            day_of(days["last"]),
            int(window),
            names,
        )
        outcome = desk.workers.run(_settled, asked)
    if not isinstance(outcome.result, SettlementReport):
        return on_to("/settle", f"没有对：{outcome.refusal}")
    desk.settlement = outcome.result
    return on_to("/settle#outcome")


@PAGES.get("/settle/<kind>")
def settlement_file(kind: str) -> Response:
    """The last settlement as a workbook, or as a page to be printed."""
    report = workplace().settlement
    if report is None or kind not in {"xlsx", "html"}:
        abort(404)
    content = as_workbook(report) if kind == "xlsx" else as_html(report).encode()
    answer = Response(content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''%E4%B8%89%E6%96%B9%E5%AF%B9%E8%B4%A6.{kind}"
    return answer


@contextmanager
def _kept() -> Iterator[tuple[dict[str, list[Path]], dict[Path, str]]]:
    """(the files of each side, what they are called), as long as they are settled; what a browser says of names is only shown."""
    desk = workplace()
    sides: dict[str, list[Path]] = {side: [] for side in _SIDES}
    names: dict[Path, str] = {}
    try:
        for side in _SIDES:
            for file in filter(lambda sent: sent.filename, request.files.getlist(side)):
                _, path = desk.place_for(suffix_of(file))
                sides[side].append(path)
                names[path] = name_of(file)
                file.save(path)
        yield sides, names
    finally:
        for path in names:
            shutil.rmtree(path.parent, ignore_errors=True)


def _refusal(sides: dict[str, list[Path]], first: date | None, last: date | None) -> str:
    if not sides["platform"] and not sides["bank"]:
        return "请选平台的明细和银行流水，至少一样。"
    if not sides["receipts"] and field("org") not in workplace().orgs:
        return "请选票据清单；没有的，选一个机构，用它登记的捐赠核对。"
    if first and last and first > last:
        return f"开始日期 {first} 晚于结束日期 {last}，请核对。"
    return ""


def _settled(asked: SettlementRequest) -> SettlementReport:
    """In the process that works; what stops it is in the SystemExit."""
    try:
        return asked.settled()
    except UnsettledError as error:
        raise SystemExit(str(error)) from None
