"""What keeps a desk to the person who started it: address, token, origin and limits, checked before anything is read.

Other pages in the same browser can send requests to 127.0.0.1. None of them gets anything or changes anything:

* `Host` must be the very address of the desk, so a name that was made to lead here (DNS rebinding) is refused.
* Everything but the style needs the cookie of this start (HttpOnly, SameSite=Strict), which only the printed address gives.
* Whatever writes is a POST from the desk's own origin (`Origin`, `Sec-Fetch-Site`) with a form token that only its pages
  hold. Cookies know no ports: the preview on the next port would get the cookie sent, and fails here.
* No answer may be read, framed or loaded by another origin, and no CORS header is ever sent.

`Referrer-Policy` is same-origin, not no-referrer: under the latter browsers send `Origin: null` with forms.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Iterator

from msgspec import Struct, field
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Request

MOST_BYTES = 210_000_000  # of one request; a file of the data may have 200 MB
MOST_FILES = 40  # of one request, and that are kept until they are written or dropped
MOST_FIELDS = 20_000  # of one form: a report has hundreds of numbers with ten cells each
MOST_TEXT = 16_000_000  # bytes of all fields that are no files

COOKIE = "desk"
TOKEN_FIELD = "token"  # noqa: S105  (the name of a field)


class Guard(Struct, frozen=True):
    """The secrets of one start of a desk, and where it stands."""

    port: int
    preview: str = ""  # the origin of the preview, which the desk may frame
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def origin(self) -> str:
        """The origin of the desk."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The address that lets a browser in."""
        return f"{self.origin}/?key={self.key}"

    @property
    def form_token(self) -> str:
        """What every form of this desk carries."""
        return hmac.new(self.key.encode(), b"form", "sha256").hexdigest()

    @property
    def start(self) -> str:
        """What tells this start of the desk from an earlier one; it opens nothing."""
        return hmac.new(self.key.encode(), b"start", "sha256").hexdigest()[:16]

    @property
    def cookie(self) -> str:
        """The value of the cookie: not the key itself, which stands in the history of the browser."""
        return hmac.new(self.key.encode(), b"cookie", "sha256").hexdigest()

    def lets_in(self, request: Request) -> bool:
        """Whether a request brings the key of this start in its address."""
        return request.method == "GET" and hmac.compare_digest(request.args.get("key", "").encode(), self.key.encode())

    def refuse_strangers(self, request: Request) -> None:
        """Forbidden or BadRequest where a request can't come from a page of this desk, or from the printed address."""
        if request.host != f"127.0.0.1:{self.port}":
            raise Forbidden("这个地址不是工作台的地址。请用启动时窗口里写的那个地址打开。")
        site, writes = request.headers.get("Sec-Fetch-Site", ""), request.method not in {"GET", "HEAD"}
        opened = (
            request.headers.get("Sec-Fetch-Mode") == "navigate" and request.headers.get("Sec-Fetch-Dest") == "document"
        )
        if site not in {"", "same-origin", "none"} and (writes or not opened):
            raise Forbidden("这个请求是从别的网页发来的，没有照做。")
        if writes and request.headers.get("Origin") != self.origin:
            raise Forbidden("这个请求不是从工作台的网页发来的，没有照做。")

    def refuse_unknown(self, request: Request) -> None:
        """Forbidden where a browser was not let in with the key of this start."""
        if not hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.cookie.encode()):
            raise Forbidden("请用启动时窗口里写的那个地址（带 key= 的）打开工作台；重新启动过的，地址也换了。")

    def refuse_forged(self, request: Request) -> None:
        """BadRequest where a form does not carry the token of this desk."""
        given = request.form.get(TOKEN_FIELD, "")
        if not hmac.compare_digest(given.encode(), self.form_token.encode()):
            raise BadRequest(
                "这一页是工作台重新启动以前打开的，没有照做，什么也没有写。请退回那一页，刷新以后再来一次。"
            )

    def headers(self) -> Iterator[tuple[str, str]]:
        """The headers of every answer of the desk."""
        framed = self.preview or "'none'"
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            f"frame-src {framed}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        yield "Content-Security-Policy", policy
        yield from _COMMON
        yield "Referrer-Policy", "same-origin"
        yield "X-Frame-Options", "DENY"
        yield "Permissions-Policy", "camera=(), geolocation=(), microphone=()"


_COMMON = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


def preview_headers(desk: str) -> Iterator[tuple[str, str]]:
    """The headers of every answer of the preview: only the desk may frame it, nobody else may load anything of it."""
    yield "Content-Security-Policy", f"frame-ancestors {desk}"
    yield from _COMMON


def refuse_foreign_host(request: Request, listening: str) -> None:
    """Forbidden where the preview is asked for under a name: only numbers, localhost and what it listens at lead to it.

    A page of another site can make its own name lead here, never an address of numbers.
    """
    host = request.host.rpartition(":")[0] if not request.host.endswith("]") and ":" in request.host else request.host
    name = host.strip("[]")
    if name in {"localhost", listening}:
        return
    try:
        ipaddress.ip_address(name)
    except ValueError:
        raise Forbidden("这个地址不是预览的地址。") from None
