"""A desk from start to Ctrl-C: two ports of one server, a warm process that builds, and an eye on the folders."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..filing import desk_at, recover
from ..problems import machine_reason, shown_path
from ..releases import release_of
from .application import desk_application
from .folders import Folders
from .guarding import MOST_BYTES, Guard
from .showing import REPORT, Showing, preview_application
from .working import WarmWorkers, load_everything
from .workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LOCAL = "127.0.0.1"
_USUAL_PORT, _LAST_PORT = 8000, 65535
_THREADS = 8
_LOOK_AFTER = 2_000  # milliseconds without news, then we look ourselves


def open_desk(folders: Folders, port: int, preview_host: str, *, browse: bool) -> int:
    """Serve the desk at 127.0.0.1:*port* and the preview on the next free port, until Ctrl-C; *browse* opens a browser.

    SystemExit (Chinese) where the port is taken or a release stands where the preview goes, HeldError where another desk has the data folder.
    """
    if number := release_of(folders.preview):
        raise SystemExit(
            f"{shown_path(folders.preview)} 里是发布好的网站（第 {number} 次发布），工作台的预览会盖掉它，没有打开。"
            "请给这个文件夹改个名字，或者换一个 OUTPUT=。"
        )
    recovered = recover(folders.data) if folders.data.is_dir() else []
    if recovered:
        names = "、".join(shown_path(path) for path in recovered)
        print(f"上一次写到一半断了；{names} 后来又改过，没有动它们，请看一看。", file=sys.stderr)
    for folder in (folders.data, folders.content):
        folder.mkdir(parents=True, exist_ok=True)
    with (
        closing(_desk_socket(port, folders.data)) as desk_socket,
        desk_at(folders.data, f"http://{_LOCAL}:{desk_socket.getsockname()[1]}") as dropped,
        closing(_preview_socket(preview_host, desk_socket.getsockname()[1])) as preview_socket,
    ):
        shown_host = _LOCAL if preview_host in {"0.0.0.0", "::"} else preview_host  # noqa: S104  (only compared)
        preview_origin = f"http://{shown_host}:{preview_socket.getsockname()[1]}"
        guard = Guard(desk_socket.getsockname()[1], preview_origin)
        workplace = Workplace(folders, guard, Showing(folders.preview), WarmWorkers(), dropped)
        server = _server(workplace, desk_socket, preview_socket, preview_host)
        ended = threading.Event()
        threading.Thread(target=_answer, args=(server, ended), daemon=True).start()
        _stop_when_closed()
        try:
            _work(workplace, preview_origin, browse=browse)
        finally:
            ended.set()
            server.close()
            for waiting in list(workplace.uploads):
                workplace.let_go(waiting)
            workplace.workers.close()
    return 0


def _stop_when_closed() -> None:
    """Let the closed window, and whoever ends the program, stop the desk as Ctrl-C does, so that nothing that was dropped stays."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # the second not on Windows, the third only there
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _answer(server: Any, ended: threading.Event) -> None:
    """Answer requests until the server is closed, which takes its sockets away while they are waited for."""
    try:
        server.run()
    except (OSError, ValueError):
        if not ended.is_set():
            raise


def _work(workplace: Workplace, preview_origin: str, *, browse: bool) -> None:
    """Say where the desk is, build, and build again on every save."""
    print(f"工作台在 {workplace.guard.address} （只有这台电脑、只有这个地址能打开）", flush=True)
    print(f"网页预览在 {preview_origin}/ ，按 Ctrl-C 停止。改动保存后自动重做，打开的网页会自己刷新。", flush=True)
    if browse:
        threading.Thread(target=webbrowser.open, args=(workplace.guard.address,), daemon=True).start()
    threading.Thread(target=workplace.workers.run, args=(load_everything,), daemon=True).start()
    _build(workplace, preview_origin, always=True)
    for changes in _saved(workplace.folders):
        code = any(Path(path).suffix == ".py" for _, path in changes)
        if code:
            workplace.workers.renew()
        _build(workplace, preview_origin, always=code or _beside_data(changes, workplace.folders))


def _build(workplace: Workplace, preview_origin: str, *, always: bool) -> None:
    report = workplace.build(always=always)
    if report is None:
        return
    if report.words:
        print(report.words, file=sys.stderr, flush=True)
    if report.good:
        print(f"做好了，用了 {report.milliseconds // 1000}.{report.milliseconds % 1000 // 100} 秒。", flush=True)
    elif workplace.showing.has_site:
        print(f"这次没有成功，网页还是上一次的样子。报告在 {preview_origin}{REPORT}", flush=True)
    else:
        print("网站还没有生成。请先改好上面的问题；改好保存后会自动重做。", flush=True)


def _saved(folders: Folders) -> Iterable[set[tuple[Any, str]]]:
    """What was saved, save by save; KeyboardInterrupt at Ctrl-C.

    Empty where nothing was told for a while: what was saved before the watch began, and what the system never tells of,
    is found by looking.
    """
    from watchfiles import DefaultFilter, watch

    from .workplace import NOT_WATCHED

    inputs = (folders.data, folders.content, folders.home / "theme", folders.home / "plugins", folders.settings)
    usual = DefaultFilter()
    # what a build or a release writes itself is no reason for another
    return watch(
        *[path for path in inputs if path.exists()],
        watch_filter=lambda change, path: usual(change, path) and not NOT_WATCHED.intersection(Path(path).parts),
        raise_interrupt=True,
        rust_timeout=_LOOK_AFTER,
        yield_on_timeout=True,
    )


def _beside_data(changes: set[tuple[Any, str]], folders: Folders) -> bool:
    """Whether something changed that is neither data nor text: the theme, or the settings."""
    roots = (folders.data.resolve(), folders.content.resolve())
    return any(not any(Path(path).resolve().is_relative_to(root) for root in roots) for _, path in changes)


# --- the server ----------------------------------------------------------------------------------


def _bound(host: str, port: int) -> socket.socket:
    """A socket at an address; SystemExit where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, SO_REUSEADDR would let two desks share a port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(128)
    except (OSError, OverflowError, UnicodeError) as error:
        opened.close()
        raise SystemExit(_why_closed(host, port, error)) from None
    return opened


def _why_closed(host: str, port: int, error: Exception) -> str:
    """Why nobody can be served at an address, and another that may do."""
    elsewhere = isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL
    if elsewhere or isinstance(error, socket.gaierror | UnicodeError):
        return f"地址“{host}”打不开（这台电脑没有这个地址）。请换一个，例如 make serve HOST={_LOCAL}。"
    reason = machine_reason(error) if isinstance(error, OSError) else f"端口要在 0 到 {_LAST_PORT} 之间"
    another = port + 1 if 0 < port < _LAST_PORT - 1 else _USUAL_PORT
    return f"端口 {port} 打不开（{reason}）。请换一个，例如 make serve PORT={another}。"


def _desk_socket(port: int, data: Path) -> socket.socket:
    """The port of the desk; where it is taken by the very desk of this data folder, HeldError says so: no other port would do."""
    try:
        return _bound(_LOCAL, port)
    except SystemExit:
        with desk_at(data, ""):
            raise


def _preview_socket(host: str, desk_port: int) -> socket.socket:
    """The port after that of the desk, or else any that is free; SystemExit where this machine has no such *host*."""
    try:
        return _bound(host, desk_port + 1)
    except SystemExit:
        return _bound(host, 0)


def _server(workplace: Workplace, desk: socket.socket, preview: socket.socket, preview_host: str) -> Any:
    """One server for both ports; each request goes to the application of the port that it came in at."""
    from waitress.server import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting pages are no news
    desk_app = desk_application(workplace)
    preview_app = preview_application(workplace.showing, workplace.guard.origin, preview_host)
    desk_port = str(desk.getsockname()[1])

    def both(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        application = desk_app if environ["SERVER_PORT"] == desk_port else preview_app
        return application(environ, start_response)

    return create_server(
        both,
        sockets=[desk, preview],
        threads=_THREADS,
        ident=None,
        max_request_body_size=MOST_BYTES,
        clear_untrusted_proxy_headers=True,
    )
