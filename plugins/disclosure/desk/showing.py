"""The preview: the last good site on an origin of its own, with a banner while the data is broken; pages load again by themselves.

It has its own port, so that for a browser it is another origin than the desk: a script that hostile text might smuggle into a
page can neither read the desk nor send it anything that the desk accepts (see `guarding`).
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from ..reporting import Review
from .guarding import preview_headers, refuse_foreign_host
from .working import BuildReport

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Addresses of the preview itself, which no site has.
REPORT, LIVE = "/.report/", "/.live.js"

_BANNER = (
    '<p class="sample" role="status"><span class="wrap">现在的数据有错，这里还是上一次的网页。'
    f'<a href="{REPORT}">看检查报告</a></span></p>'
)
_PAGE = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title></head><body>{}</body></html>'
_NOT_YET = _PAGE.format("<p>网站还没有生成。</p>")
_NO_FAULT = _PAGE.format('<p>现在的数据没有必须改的问题。</p><p><a href="/">看网站</a></p>')
# Asks until a build has ended, then loads the page anew. It asks often and is answered at once: a browser opens six
# connections to an origin, and seven pages that wait would keep an eighth from loading.
_LIVE_SCRIPT = """(function ask() {
  "use strict";
  var again = function () { setTimeout(ask, document.hidden ? 2000 : 250); };
  fetch("%s?after=%d", { cache: "no-store" }).then(
    function (answer) { if (answer.status === 200) location.reload(); else again(); }, again
  );
})();
"""
# Windows takes types from its registry, where anything may stand.
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
}


@dataclass(slots=True)
class Showing:
    """What is shown: how many builds there were, and how the last one ended."""

    output: Path
    builds: int = 0
    last: BuildReport | None = None

    def built(self, report: BuildReport) -> None:
        """Note that a build has ended."""
        self.last = report
        self.builds += 1

    @property
    def review(self) -> Review | None:
        """The report on the data as it was at the last build; None where none could be had."""
        return self.last.review if self.last else None

    @property
    def report(self) -> bytes | None:
        """The page that says why the last build failed; None where it did not."""
        return self.last.page if self.last else None

    @property
    def has_site(self) -> bool:
        """Whether there is anything to look at."""
        return (self.output / "index.html").is_file()

    def dressed(self, page: bytes) -> bytes:
        """A page with what the preview has to say: the banner where the data is broken, the script that loads it again."""
        if self.report is not None:
            start = page.find(b"<body")
            inside = page.find(b">", start) + 1 if start >= 0 else 0
            page = page[:inside] + _BANNER.encode() + page[inside:]
        head, end, tail = page.rpartition(b"</body>")
        return head + f'<script src="{LIVE}" defer></script>'.encode() + end + tail


def preview_application(
    showing: Showing, desk: str, host: str
) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """The WSGI application of the preview; *desk* is the origin that may frame it, *host* the address it listens at."""

    @Request.application
    def application(request: Request) -> Response:
        try:
            refuse_foreign_host(request, host)
            answer = _answer(showing, request)
        except HTTPException as refusal:
            answer = _page(_PAGE.format(f"<p>{refusal.description}</p>").encode(), refusal.code or 500)
        answer.headers.update(dict(preview_headers(desk)))
        return answer

    return application


def _answer(showing: Showing, request: Request) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return _page(_PAGE.format("<p>这里只能看。</p>").encode(), 405)
    address = request.path
    if address == LIVE:
        return _live(showing, request.args.get("after", ""))
    if address == REPORT or (showing.report is not None and not showing.has_site):
        return _page(showing.report or _NO_FAULT.encode(), refresh=True)
    if not showing.has_site:
        return _page(_NOT_YET.encode(), refresh=True)
    return _file(showing, address)


def _file(showing: Showing, address: str) -> Response:
    """What the site has at an address; its own page where it has nothing."""
    place = safe_join(str(showing.output), address.lstrip("/"))
    path = Path(place) if place is not None else None
    if path is not None and path.is_dir():
        if not address.endswith("/"):
            return Response(status=301, headers={"Location": f"{address}/"})
        path /= "index.html"
    if path is None or not path.is_file():
        missing = showing.output / "404.html"
        body = missing.read_bytes() if missing.is_file() else _PAGE.format("<p>打不开这个地址（404）。</p>").encode()
        return _page(showing.dressed(body), 404)
    if path.suffix == ".html":
        return _page(showing.dressed(path.read_bytes()))
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)


def _live(showing: Showing, known: str) -> Response:
    if not known.isdecimal():
        return Response(_LIVE_SCRIPT % (LIVE, showing.builds), content_type="text/javascript; charset=utf-8")
    return Response(status=200 if showing.builds > int(known) else 204)


def _page(body: bytes, code: int = 200, *, refresh: bool = False) -> Response:
    answer = Response(body, code, content_type="text/html; charset=utf-8")
    if refresh:
        answer.headers["Refresh"] = "5"
    return answer
