"""The desk as a web application: the guard before every request, the pages behind it."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, Forbidden, HTTPException, InternalServerError, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as PlainResponse

from ..filing import ChangedSinceError
from ..problems import machine_reason, shown_path
from ..settlement import balance_words, place_words
from ..storage import HeldError
from .guarding import COOKIE, MOST_BYTES, MOST_FIELDS, MOST_TEXT, TOKEN_FIELD, Guard
from .pages import (
    correcting,
    dropping,
    entering,
    overview,
    picturing,
    releasing,
    reviewing,
    scanning,
    settling,
    stating,
    transcribing,
)
from .pages.context import EXTENSION, TOLD
from .wording import at_desk
from .workplace import Workplace

_OPEN = frozenset({"/static/desk.css", "/favicon.ico"})  # a refusal can be read with the style, which says nothing


class _Application(Flask):
    """Flask, to which a SystemExit with words is a refusal: it must not end the thread of the server."""

    def dispatch_request(self) -> ResponseReturnValue:
        try:
            return super().dispatch_request()
        except SystemExit as stop:
            raise Conflict(str(stop.code or "")) from None

    def log_exception(self, exc_info: object) -> None:
        """Nothing: what an exception says may hold data. `_words` tells where it happened."""


def desk_application(workplace: Workplace) -> Flask:
    """The application of one desk. Whoever is refused gets a page that says why, and nothing else."""
    app = _Application(__name__, static_folder="static", template_folder="templates")
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS, MAX_FORM_MEMORY_SIZE=MOST_TEXT)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = workplace
    app.jinja_env.filters |= {words.__name__: words for words in (at_desk, place_words, balance_words)}
    guard = workplace.guard

    @app.before_request
    def admit() -> PlainResponse | None:
        return _admit(guard)

    @app.after_request
    def protect(answer: Response) -> Response:
        answer.headers.update(dict(guard.headers()))
        return answer

    @app.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", 204

    @app.context_processor
    def frame() -> dict[str, object]:
        return {
            "workplace": workplace,
            "token": guard.form_token,
            "token_field": TOKEN_FIELD,
            "preview": guard.preview,
            "builds": workplace.showing.builds,
            "start": guard.start,
            "said": workplace.notices.get(request.args.get(TOLD, ""), ""),
            "here": request.path,
        }

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        page = "closed.html" if isinstance(error, Forbidden) else "refusal.html"
        return make_response(render_template(page, title="", words=_words(error)), error.code or 500)

    @app.errorhandler(HeldError)
    def held_elsewhere(error: HeldError) -> Response:
        return make_response(render_template("refusal.html", title="", words=f"没有写：{error}"), 409)

    @app.errorhandler(ChangedSinceError)
    def changed_meanwhile(error: ChangedSinceError) -> Response:
        names = "、".join(shown_path(path) for path in error.paths)
        words = f"没有写完：{names} 刚刚在别处改过，没有动它。请看一看它现在的样子，再来一次。"
        return make_response(render_template("refusal.html", title="", words=words), 409)

    @app.errorhandler(OSError)
    def refused_by_machine(error: OSError) -> Response:
        name = f"{shown_path(Path(error.filename))}：" if isinstance(error.filename, str) else ""
        words = f"没有照做：{name}{machine_reason(error)}。数据和网站都是完整的，没有只写一半。改好以后再来一次。"
        return make_response(render_template("refusal.html", title="", words=words), 409)

    for room in (
        overview,
        picturing,
        reviewing,
        entering,
        stating,
        correcting,
        settling,
        releasing,
        dropping,
        scanning,
        transcribing,
    ):
        app.register_blueprint(room.PAGES)
    return app


def _admit(guard: Guard) -> PlainResponse | None:
    """Let a request in or refuse it; whoever brings the key of this start gets the cookie."""
    guard.refuse_strangers(request)
    if request.path in _OPEN:
        return None
    if request.path == "/" and guard.lets_in(request):
        answer = redirect("/", 303)
        answer.set_cookie(COOKIE, guard.cookie, httponly=True, samesite="Strict", path="/")
        return answer
    guard.refuse_unknown(request)
    if request.method not in {"GET", "HEAD"}:
        if request.mimetype != "multipart/form-data":  # read at once, not piece by piece
            request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
        guard.refuse_forged(request)
    return None


def _words(error: HTTPException) -> str:
    if isinstance(error, NotFound) and error.description == NotFound.description:  # nobody said which
        return "没有这一页。它可能已经办完了。"
    if isinstance(error, RequestEntityTooLarge):
        return f"太大了：一次最多 {MOST_BYTES // 1_000_000} MB、{MOST_FIELDS} 项。请分几次放。"
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        fault = error.original_exception
        print(f"工作台自己出了错（{type(fault).__name__}）。", file=sys.stderr, flush=True)
        # where it happened, without the words of the exception, which may hold data
        print("".join(traceback.format_tb(fault.__traceback__)), file=sys.stderr, flush=True)
        return (
            f"程序自己出了错（{type(fault).__name__}），没有照做。请把窗口里的几行交给维护软件的人，里面没有您的数据。"
        )
    return str(error.description or "没有照做。")
