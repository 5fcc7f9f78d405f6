"""The shipped server configuration, run by a real nginx on this machine; the recipes for CI call what there is."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hosted import DEPLOY, server, serving
from publishing_site import publishable

from disclosure.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def nginx() -> str:
    """The program that is tested with."""
    return server()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site published for /cishan/, and a link to it for the root of a host."""
    folder = tmp_path_factory.mktemp("hosting")
    site = publishable(folder)
    rows = "编号,更正日期,更正类型,位置,原来,现在,原因,来源\nfirst,2024-03-02,补充,年报,没有,有了,漏登,DOC\n"
    site.write("data/dawn/corrections.csv", rows)
    options = ["--data", str(site.data), "--content", str(site.content), "--output", str(folder / "www/cishan")]
    assert main(["publish", *options, "--site-url", "https://www.example.org/cishan"]) == 0
    return folder


def get(port: int, path: str, *, packed: bool = False) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if packed else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body


@pytest.mark.parametrize(("name", "prefix"), [("site.conf", "/"), ("subpath.conf", "/cishan/")])
def test_nginx_serves_the_site(nginx: str, sites: Path, tmp_path: Path, name: str, prefix: str) -> None:
    """Every file arrives whole and as what it is, packed where it was packed; headers stand on each; 404 has our page."""
    tree = sites / "www/cishan"
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', (tree / "index.html").read_text())
    assert policy is not None
    with serving(nginx, sites / "www", name, tmp_path / "nginx") as port:
        for path in sorted(one for one in tree.rglob("*") if one.is_file() and one.suffix != ".gz"):
            file = path.relative_to(tree).as_posix()
            status, headers, body = get(port, prefix + file, packed=True)
            beside = path.with_name(f"{path.name}.gz")
            assert status == 200, file
            assert headers.get("content-encoding") == ("gzip" if beside.exists() else None), file
            assert (gzip.decompress(body) if beside.exists() else body) == path.read_bytes(), file
            assert headers["content-security-policy"] == f"{policy[1]}; frame-ancestors 'self'"
            assert headers["x-content-type-options"] == "nosniff"
            frozen = re.match(r"releases/\d+/.*\.(csv|txt|yaml)$", file)
            assert ("immutable" in headers["cache-control"]) == bool(frozen), file
        kinds = {
            "": "text/html; charset=utf-8",
            "dawn/": "text/html; charset=utf-8",
            "dawn/data/figures.csv": "text/csv; charset=utf-8",
            "dawn/data/figures.json": "application/json; charset=utf-8",
            "dawn/corrections/feed.xml": "application/atom+xml; charset=utf-8",
            "releases/1/release.yaml": "text/plain; charset=utf-8",
            "assets/site.js": "application/javascript; charset=utf-8",
        }
        assert {path: get(port, prefix + path)[1]["content-type"] for path in kinds} == kinds
        status, headers, body = get(port, f"{prefix}no/such/page/")
        assert (status, body) == (404, (tree / "404.html").read_bytes())
        assert "frame-ancestors" in headers["content-security-policy"]
        assert get(port, f"{prefix}dawn")[0] == 301


def test_caddy_sends_the_same_headers() -> None:
    """What Caddy is told to send is what nginx sends."""
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    sent = re.findall(
        r'add_header (\S+) "?([^";$][^"]*?)"? always;', (DEPLOY / "nginx/headers.conf").read_text("utf-8")
    )
    assert len(sent) == 3
    for name, value in sent:
        assert re.search(rf'{name} "?{re.escape(value)}"?\n', caddy), name


@pytest.mark.parametrize("path", sorted((DEPLOY / "ci").glob("*.yml")), ids=lambda path: path.stem)
def test_recipes_call_targets_that_exist(path: Path) -> None:
    """Each recipe is YAML, checks, shows the changes, publishes only what is recorded and verifies it."""
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = re.findall(r"- (?:run: )?make ([a-z-]+)", text)
    assert set(called) <= targets
    assert {"check", "changes", "publish", "verify"} <= set(called)
    assert "make publish RECORDED=" in text


@pytest.mark.skipif(shutil.which("rsync") is None, reason="没有 rsync")
def test_the_documented_rsync_copies_the_site(sites: Path, tmp_path: Path) -> None:
    """The line in 部署 makes the copy equal to the site, and takes away what is no longer there."""
    line = re.search(r"^rsync (.+) output/ ", (ROOT / "docs/部署.md").read_text("utf-8"), re.MULTILINE)
    assert line is not None
    (tmp_path / "old.html").write_text("旧")
    subprocess.run(["rsync", *line[1].split(), f"{sites / 'www/cishan'}/", str(tmp_path)], check=True)
    assert main(["verify", str(tmp_path)]) == 0
