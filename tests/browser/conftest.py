"""The real site, built once for all workers; servers at the root and at a sub-path; one Chromium a worker."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

from .pages import ROOT, Site

SUB_PATH = "/a/b"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


# --- the site -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(real_site: Path) -> Site:
    """The site as `make html` builds it."""
    return Site(real_site)


@pytest.fixture(scope="session")
def published(published_site: Path) -> Site:
    """The site as `make publish` builds it, for an address with a sub-path."""
    return Site(published_site)


# --- servers --------------------------------------------------------------------------------------


@contextmanager
def serving(folder: Path, prefix: str = "", certificate: Path | None = None) -> Iterator[str]:
    """Serve *folder* at http://127.0.0.1:…*prefix*/ and nothing anywhere else; yields that address.

    With a *certificate* (PEM, its key in the same file) it is https.
    """

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".csv": "text/csv", ".js": "text/javascript"}  # noqa: RUF012

        def translate_path(self, path: str) -> str:
            bare = unquote(urlsplit(path).path)
            if not bare.startswith(f"{prefix}/"):
                return str(folder / "no-such-file")
            return super().translate_path(path.removeprefix(prefix))

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            page = folder / "404.html"
            if code != 404 or not page.is_file():
                super().send_error(code, message, explain)
                return
            body = page.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_: Any) -> None:
            pass  # the browser closed a connection

    with Server(("127.0.0.1", 0), lambda *given, **named: Handler(*given, directory=str(folder), **named)) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture(scope="session")
def at_root(site: Site) -> Iterator[str]:
    """The site at the root of a host."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def at_sub_path(site: Site) -> Iterator[str]:
    """The site at /a/b/ of a host that serves nothing else."""
    with serving(site.folder, SUB_PATH) as address:
        yield address


@pytest.fixture(scope="session")
def on_disk(site: Site) -> str:
    """The site opened from the disk."""
    return site.folder.as_uri()


@pytest.fixture(scope="session")
def example_at(example_site: Path) -> Iterator[str]:
    """The address of the example."""
    with serving(example_site) as address:
        yield address


@pytest.fixture(scope="session")
def origins(at_root: str, at_sub_path: str, on_disk: str) -> dict[str, str]:
    """The three ways to open the site."""
    return {"http": at_root, "sub-path": at_sub_path, "file": on_disk}


# --- the browser ----------------------------------------------------------------------------------


# Package-wide, not session-wide: Playwright's event loop must not be there for the tests of other folders.
@pytest.fixture(scope="package")
def launch() -> Iterator[Callable[..., Browser]]:
    """`launch(NAME="value", …)`: start Chromium with these environment variables, once for each set of them."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("没有找到 Chromium。请用 make test 运行，或设环境变量 CHROMIUM=/路径/浏览器。", pytrace=False)
    started: dict[tuple[tuple[str, str], ...], Browser] = {}
    with sync_playwright() as playwright:

        def start(**environment: str) -> Browser:
            key = tuple(sorted(environment.items()))
            if key not in started:
                started[key] = playwright.chromium.launch(
                    executable_path=path, args=list(ARGUMENTS), env={**os.environ, **environment}
                )
            return started[key]

        yield start
        for chromium in started.values():
            chromium.close()


@pytest.fixture(scope="package")
def browser(launch: Callable[..., Browser]) -> Browser:
    """One Chromium for all tests of a worker, with the fonts of the machine."""
    return launch()


# --- fonts ----------------------------------------------------------------------------------------

# Family → the package of Debian that holds it (bin/ensure-chromium installs both). One has digits as wide as most Latin
# faces and a † as wide as a Han character; the other has wider digits and no bold of its own.
FONTS = {"Noto Sans CJK SC": "fonts-noto-cjk", "WenQuanYi Zen Hei": "fonts-wqy-zenhei"}


def _font_files(family: str) -> list[Path]:
    """The files of a family, as fontconfig knows them."""
    if not shutil.which("fc-list"):
        return []
    command = ["fc-list", "--format", "%{file}\n", family]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return sorted({Path(line) for line in answer.stdout.splitlines() if line})


@pytest.fixture(scope="package")
def set_in(launch: Callable[..., Browser], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Page]:
    """`set_in(family)`: a tab of a Chromium that has this family of fonts and no other, whatever the machine has."""
    tabs: dict[str, Page] = {}

    def open_tab(family: str) -> Page:
        if family not in tabs:
            files = _font_files(family)
            if not files:
                pytest.skip(f"没有字体 {family}，版面没有用它检查（Debian：sudo apt install {FONTS[family]}）")
            folder = tmp_path_factory.mktemp("fonts")
            (folder / "only").mkdir()
            for file in files:
                (folder / "only" / file.name).symlink_to(file)
            (folder / "fonts.conf").write_text(
                '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
                f"<fontconfig><dir>{folder / 'only'}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>\n",
                encoding="utf-8",
            )
            chromium = launch(FONTCONFIG_FILE=str(folder / "fonts.conf"))
            tabs[family] = chromium.new_context(reduced_motion="reduce", locale="zh-CN").new_page()
        return tabs[family]

    return open_tab


@dataclass
class Heard:
    """What a page said and asked for since someone began to listen."""

    messages: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)  # (kind of resource, address)
    failures: list[str] = field(default_factory=list)

    def foreign(self, origin: str) -> list[str]:
        """Requests that left the site's own address."""
        own = urlsplit(origin)
        return [
            address
            for _, address in self.requests
            if (urlsplit(address).scheme, urlsplit(address).netloc) != (own.scheme, own.netloc)
        ]

    def handlers(self) -> dict[str, Callable[[Any], None]]:
        """What to do on which of a page's events."""
        said, asked, failed = self.messages, self.requests, self.failures
        return {
            "console": lambda one: said.append(f"{one.type}: {one.text}") if one.type in {"error", "warning"} else None,
            "pageerror": lambda one: said.append(f"page error: {one}"),
            "request": lambda one: asked.append((one.resource_type, one.url)),
            # aborted: by the step to the next page
            "requestfailed": lambda one: (
                failed.append(f"{one.url}: {one.failure}") if "ABORTED" not in one.failure else None
            ),
            "response": lambda one: failed.append(f"{one.status} {one.url}") if one.status >= 400 else None,
        }


@pytest.fixture
def listen() -> Iterator[Callable[[Page], Heard]]:
    """`listen(page)`: everything that the page says and asks for, from now to the end of the test."""
    kept: list[tuple[Page, dict[str, Callable[[Any], None]]]] = []

    def start(page: Page) -> Heard:
        heard = Heard()
        kept.append((page, heard.handlers()))
        for event, handler in kept[-1][1].items():
            page.on(event, handler)  # type: ignore[call-overload]
        return heard

    yield start
    for page, handlers in kept:
        for event, handler in handlers.items():
            page.remove_listener(event, handler)


@pytest.fixture(scope="package")
def _tabs(browser: Browser) -> dict[str, Page]:
    """The tabs that tests share: one for every set of options."""
    assert browser
    return {}


@pytest.fixture
def tab(browser: Browser, _tabs: dict[str, Page]) -> Iterator[Callable[..., Page]]:
    """`tab("name", width=360, dark=True, …)`: a tab to go to a page with.

    Tabs of the same name and options are one and the same, since a new one takes longer than a page; `fresh=True` gives one of
    its own, with nothing kept on the device.
    """
    opened: list[BrowserContext] = []

    def make(name: str = "", *, width: int = 1200, dark: bool = False, fresh: bool = False, **options: Any) -> Page:
        key = f"{name} {sorted(options.items())}"
        page = None if fresh else _tabs.get(key)
        if page is None or page.is_closed():
            context = browser.new_context(reduced_motion="reduce", locale="zh-CN", **options)
            context.set_default_timeout(15_000)
            page = context.new_page()
            if fresh:
                opened.append(context)
            else:
                _tabs[key] = page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme="dark" if dark else "light")
        return page

    yield make
    for one in opened:
        one.close()


STAGE = """([width, height]) => {
  const frame = document.createElement("iframe");
  Object.assign(frame.style, {border: "0", width: `${width}px`, height: `${height}px`});
  document.head.replaceChildren();
  document.body.replaceChildren(frame);
}"""


def frame_in(page: Page, address: str, width: int, height: int) -> Frame:
    """A frame of this size, in px, on an empty page of the site at this address.

    To the styles of a page that is opened there it is a window, and it costs a browser less than one.
    """
    page.goto(f"{address}/404.html")
    page.evaluate(STAGE, [width, height])
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame
    return frame


@pytest.fixture
def path(request: pytest.FixtureRequest, site: Site) -> str:
    """The file of the page type that a test is parametrised with (indirectly)."""
    found = site.page(request.param)
    if found is None:
        pytest.skip(f"{request.param}：数据里没有这一类")
    return found


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        pytest.fail(f"没有找到 {AXE.relative_to(ROOT)}。请运行 make setup-dev（需要 npm）。", pytrace=False)
    return AXE.read_text(encoding="utf-8")
