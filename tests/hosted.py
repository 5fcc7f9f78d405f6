"""A site served by a real nginx, Caddy or Apache with the configuration that is shipped."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
HOST = "gongshi.example.org"  # as the shipped files call it


@dataclass(frozen=True)
class Certificate:
    """A certificate signed by itself, for the shipped name, and its key."""

    chain: Path
    key: Path


@dataclass(frozen=True)
class Ports:
    """Where a server listens: for http, and for https where its configuration has it."""

    http: int
    https: int

    def listening(self, certificate: Certificate | None) -> list[int]:
        """The ports that a server with this certificate, or none, answers on."""
        return [self.http, self.https] if certificate else [self.http]


def server(name: str = "nginx") -> str:
    """The program `nginx`, `caddy` or `apache2`; where there is none the test is skipped with the reason."""
    search = subprocess.run([ROOT / "bin/ensure-server", name], capture_output=True, text=True, check=False)
    if search.returncode:
        pytest.skip(search.stderr.strip().splitlines()[-1])
    return search.stdout.strip().splitlines()[-1]


def self_signed(folder: Path) -> Certificate:
    """A certificate as it takes two days to expire; skipped with the reason where there is no openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("没有 openssl，HTTPS 的配置没有测到。请先安装：sudo apt install openssl")
    certificate = Certificate(folder / "chain.pem", folder / "key.pem")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-keyout", str(certificate.key))
    names = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},DNS:localhost")
    subprocess.run(
        ["openssl", "req", "-x509", *key, "-out", str(certificate.chain), "-days", "2", *names],
        check=True,
        capture_output=True,
    )
    return certificate


def _free_ports() -> Ports:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return Ports(first.getsockname()[1], second.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.05)
    pytest.fail(log.read_text("utf-8"))


@contextmanager
def _running(command: Sequence[str], ports: Sequence[int], log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """The program, from when it answers on its ports to the end of the test."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env={**os.environ, **environment})
    try:
        for port in ports:
            _wait_for(port, process, log)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _replaced(text: str, pairs: Mapping[str, object]) -> str:
    for shipped, here in pairs.items():
        text = text.replace(shipped, str(here))
    return text


def _takes_http2_alone(program: str) -> bool:
    """Whether this nginx has `http2 on;`, which those before 1.25.1 refuse."""
    told = subprocess.run([program, "-v"], capture_output=True, text=True, check=True).stderr
    version = re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", told)
    return version is not None and tuple(map(int, version.groups())) >= (1, 25, 1)


@contextmanager
def nginx_serving(
    program: str, www: Path, name: str, folder: Path, certificate: Certificate | None = None
) -> Iterator[Ports]:
    """nginx with a shipped configuration, only ports, folders and the places of its parts and certificate changed.

    *www* holds the site in its folder `cishan`. What nginx has to complain of in the configuration fails the test; that a newer
    one writes http2 in another way is told in the file, and done here as the file says.
    """
    folder.mkdir()
    ports = _free_ports()
    shipped = DEPLOY / "nginx"
    text = _replaced(
        (shipped / name).read_text("utf-8"),
        {
            "listen 80;": f"listen 127.0.0.1:{ports.http};",
            "listen 443 ": f"listen 127.0.0.1:{ports.https} ",
            "/etc/nginx/gongshi-": f"{shipped}/",
            "/srv/www/gongshi": www / "cishan",
            "/srv/www/acme": www / "acme",
            "/srv/www;": f"{www};",
        },
    )
    if _takes_http2_alone(program):
        text = _replaced(text, {" ssl http2;": " ssl;", "# http2 on;": "http2 on;"})
    if certificate:
        live = f"/etc/letsencrypt/live/{HOST}"
        text = _replaced(text, {f"{live}/fullchain.pem": certificate.chain, f"{live}/privkey.pem": certificate.key})
    (folder / "site.conf").write_text(text, "utf-8")
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{part}_temp_path {folder}/{part};" for part in parts)
    (folder / "nginx.conf").write_text(
        f"user root; daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;"
        f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {places}"
        f" include {shipped}/cache.conf; include {folder}/site.conf; }}",
        "utf-8",
    )
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with _running(command, ports.listening(certificate), folder / "said.log", {}):
        said = (folder / "said.log").read_text("utf-8") + (folder / "error.log").read_text("utf-8")
        assert "[warn]" not in said, said
        yield ports


@contextmanager
def caddy_serving(
    program: str, www: Path, folder: Path, certificate: Certificate | None = None, *, below: bool = False
) -> Iterator[Ports]:
    """Caddy with the shipped configuration, only name, ports, root and certificate changed; plain http without one.

    *below*: with the two changes that 部署 tells of, for a site in the folder `cishan` of the host.
    """
    folder.mkdir()
    ports = _free_ports()
    address = f"{HOST}, localhost" if certificate else f"http://127.0.0.1:{ports.http}"
    tls = f"tls {certificate.chain} {certificate.key}\n" if certificate else ""
    text = _replaced(
        (DEPLOY / "Caddyfile").read_text("utf-8"),
        {f"\n{HOST} {{\n": f"\n{address} {{\n{tls}bind 127.0.0.1\n", "/srv/www/gongshi": www / "cishan"},
    )
    assert address in text
    if below:
        text = _replaced(text, {f"root * {www / 'cishan'}": f"root * {www}", "/404.html": "/cishan/404.html"})
    general = f"{{\nadmin off\nskip_install_trust\nhttp_port {ports.http}\nhttps_port {ports.https}\n}}\n"
    (folder / "Caddyfile").write_text(general + text, "utf-8")
    homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(command, ports.listening(certificate), folder / "said.log", homes):
        yield ports


# What the shipped files need beside what a Debian has without being asked: mod_headers, mod_rewrite and mod_ssl.
_APACHE_MODULES = ("mpm_event", "authz_core", "alias", "deflate", "dir", "env", "filter", "headers", "mime")
_MORE_APACHE_MODULES = ("autoindex", "negotiation", "rewrite", "setenvif", "socache_shmcb", "ssl")
# As Debian has it, where the shipped rules have to undo it: types of packed files, and packing on the way.
_APACHE_DEFAULTS = """
TypesConfig /etc/mime.types
AddType application/x-gzip .gz .tgz
AddOutputFilterByType DEFLATE text/html text/plain text/xml text/css text/csv application/json application/javascript
"""


@contextmanager
def apache_serving(
    program: str,
    www: Path,
    name: str,
    folder: Path,
    certificate: Certificate | None = None,
    *,
    changed: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Ports]:
    """Apache with a shipped configuration, only ports, folders and the places of its parts and certificate changed.

    *www* holds the site in its folder `cishan`, which everybody can read: Apache answers as another user than root.
    With *name* `rules.conf` that file lies in the site as its `.htaccess`, and the server knows nothing else of it.
    *changed*: what else is written otherwise than it is shipped.
    """
    folder.mkdir()
    ports = _free_ports()
    shipped = DEPLOY / "apache"
    loaded = [
        f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so"
        for module in _APACHE_MODULES + _MORE_APACHE_MODULES
    ]
    general = f"""ServerName localhost
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Mutex file:{folder}
ErrorLog {folder}/error.log
User www-data
Group www-data
Listen 127.0.0.1:{ports.http}
"""
    if certificate:
        general += f"Listen 127.0.0.1:{ports.https}\n"
    if name == "rules.conf":
        shutil.copy(shipped / name, www / "cishan/.htaccess")
        text = f"ServerTokens Prod\nTraceEnable Off\nDocumentRoot {www}/cishan\n"
        text += f"<Directory {www}/cishan>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    else:
        live = f"/etc/letsencrypt/live/{HOST}"
        text = _replaced(
            _replaced((shipped / name).read_text("utf-8"), changed),
            {
                "*:80>": f"127.0.0.1:{ports.http}>",
                "*:443>": f"127.0.0.1:{ports.https}>",
                "/etc/apache2/gongshi-": f"{shipped}/",
                "/srv/www/gongshi": www / "cishan",
                "/srv/www/": f"{www}/",
                f"{live}/fullchain.pem": certificate.chain if certificate else "",
                f"{live}/privkey.pem": certificate.key if certificate else "",
            },
        )
    (folder / "apache.conf").write_text("\n".join([*loaded, general, _APACHE_DEFAULTS, text]), "utf-8")
    command = [program, "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]
    with _running(command, ports.listening(certificate), folder / "said.log", {}):
        try:
            yield ports
        finally:
            (www / "cishan/.htaccess").unlink(missing_ok=True)
