"""The preview: the last good site on an origin of its own, with a banner while the data is broken; pages load again by themselves.

It has its own port, so that for a browser it is another origin than the desk: a script that hostile text might smuggle into a
page can neither read the desk nor send it anything that the desk accepts (see `guarding`).
"""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from ..reporting import Review
from .guarding import preview_headers, refuse_foreign_host
from .working import BuildReport, FirstPages

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
# connections to an origin, and seven pages that wait would keep an eighth from loading. It tells which page asks, so that this
# one is made first.
_LIVE_SCRIPT = """(function ask() {
  "use strict";
  var again = function () { setTimeout(ask, document.hidden ? 2000 : 100); };
  var page = document.hidden ? "" : "&page=" + encodeURIComponent(location.pathname);
  fetch("%s?after=%d" + page, { cache: "no-store" }).then(
    function (answer) { if (answer.status === 200) location.reload(); else again(); }, again
  );
})();
"""
# How long after it asked a page counts as looked at (ns).
_LOOKED_AT = 3_000_000_000
_MOST_PAGES = 8  # that are made first
_LONGEST = 500  # characters of an address
# Windows takes types from its registry, where anything may stand.
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
}


class Showing(Struct):
    """What is shown: how many builds there were, how the last one ended, and which pages are looked at."""

    output: Path
    builds: int = 0
    steps: int = 0  # of the builds: each may change what a page shows
    last: BuildReport | None = None
    first: dict[str, bytes] = field(default_factory=dict)  # pages that are ready before the others: file → content
    _asked: dict[str, int] = field(default_factory=dict)  # address of a page → when it asked last (monotonic ns)

    def built(self, report: BuildReport) -> None:
        """Note that a build has ended."""
        self.last, self.first = report, {}
        self.builds += 1
        self.steps += 1 if report.good else 2  # pages that were shown first know of the step after them already

    def show_first(self, pages: FirstPages) -> None:
        """Show the pages that are ready while the others are still made."""
        if pages.contents:
            self.first = pages.contents
            self.last = BuildReport(pages.review, None, "", 0)
            self.steps += 1

    def asks(self, address: str) -> None:
        """Note that the page at an address is open before somebody."""
        self._asked = {
            page: moment for page, moment in self._asked.items() if moment > time.monotonic_ns() - _LOOKED_AT
        }
        if len(self._asked) < _MOST_PAGES:
            self._asked[address] = time.monotonic_ns()

    @property
    def looked_at(self) -> frozenset[str]:
        """The files of the pages that are open before somebody."""
        since = time.monotonic_ns() - _LOOKED_AT
        return frozenset(_file_of(page) for page, moment in self._asked.items() if moment > since)

    def step_of(self, address: str) -> int:
        """The step whose end the page at an address, as it is shown now, has seen."""
        return self.steps + (_file_of(address) in self.first)

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

    def dressed(self, page: bytes, step: int) -> bytes:
        """A page, as it is after *step*, with what the preview has to say: the banner where the data is broken, the script that loads it again."""
        if self.report is not None:
            start = page.find(b"<body")
            inside = page.find(b">", start) + 1 if start >= 0 else 0
            page = page[:inside] + _BANNER.encode() + page[inside:]
        head, end, tail = page.rpartition(b"</body>")
        return head + f'<script src="{LIVE}?step={step}" defer></script>'.encode() + end + tail


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
        page = request.args.get("page", "")
        if page.startswith("/") and len(page) <= _LONGEST:
            showing.asks(page)
        return _live(showing, request.args.get("after", ""), request.args.get("step", ""))
    if address == REPORT or (showing.report is not None and not showing.has_site):
        return _page(showing.report or _NO_FAULT.encode(), refresh=True)
    if not showing.has_site:
        return _page(_NOT_YET.encode(), refresh=True)
    return _file(showing, address)


def _file(showing: Showing, address: str) -> Response:
    """What the site has at an address; its own page where it has nothing."""
    step = showing.step_of(address)
    page = showing.first.get(_file_of(address))
    if page is not None:
        return _page(showing.dressed(page, step))
    place = safe_join(str(showing.output), address.lstrip("/"))
    path = Path(place) if place is not None else None
    if path is not None and path.is_dir():
        if not address.endswith("/"):
            return Response(status=301, headers={"Location": f"{address}/"})
        path /= "index.html"
    if path is None or not path.is_file():
        missing = showing.output / "404.html"
        body = missing.read_bytes() if missing.is_file() else _PAGE.format("<p>打不开这个地址（404）。</p>").encode()
        return _page(showing.dressed(body, step), 404)
    if path.suffix == ".html":
        return _page(showing.dressed(path.read_bytes(), step))
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)


def _live(showing: Showing, after: str, step: str) -> Response:
    if not after.isdecimal():
        seen = int(step) if step.isdecimal() else showing.steps
        return Response(_LIVE_SCRIPT % (LIVE, seen), content_type="text/javascript; charset=utf-8")
    return Response(status=200 if showing.steps > int(after) else 204)


def _file_of(address: str) -> str:
    """The file below the site's root of the page at an address."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _page(body: bytes, code: int = 200, *, refresh: bool = False) -> Response:
    answer = Response(body, code, content_type="text/html; charset=utf-8")
    if refresh:
        answer.headers["Refresh"] = "5"
    return answer
