"""A site served by a real nginx with the configuration that is shipped."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"


def server() -> str:
    """The program; where there is none the test is skipped with the reason."""
    found = subprocess.run([ROOT / "bin/ensure-nginx"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip().splitlines()[-1]


@contextmanager
def serving(nginx: str, www: Path, name: str, folder: Path) -> Iterator[int]:
    """nginx with a shipped configuration, only port, folders and the place of its headers changed; yields the port.

    *www* holds the site in its folder `cishan`.
    """
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (DEPLOY / "nginx" / name).read_text("utf-8")
    for shipped, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/etc/nginx/gongshi-headers.conf", str(DEPLOY / "nginx/headers.conf")),
        ("/srv/www/gongshi", str(www / "cishan")),
        ("/srv/www;", f"{www};"),
    ):
        text = text.replace(shipped, here)
    (folder / "site.conf").write_text(text, "utf-8")
    places = "".join(f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"user root; daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {places} include {folder}/site.conf; }}",
        "utf-8",
    )
    server = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (folder / "error.log").read_text("utf-8")
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(10)
