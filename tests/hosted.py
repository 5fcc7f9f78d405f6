"""A site served by a real nginx or Caddy with the configuration that is shipped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    """The program `nginx` or `caddy`; where there is none the test is skipped with the reason."""
    search = subprocess.run([ROOT / f"bin/ensure-{name}"], capture_output=True, text=True, check=False)
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


@contextmanager
def nginx_serving(
    program: str, www: Path, name: str, folder: Path, certificate: Certificate | None = None
) -> Iterator[Ports]:
    """nginx with a shipped configuration, only ports, folders and the places of its parts and certificate changed.

    *www* holds the site in its folder `cishan`. What nginx has to complain of in the configuration fails the test.
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
