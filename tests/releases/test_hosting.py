"""The shipped server configuration, run by a real nginx, Caddy and Apache; the recipes for CI call what there is."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import yaml
from hosted import DEPLOY, Certificate, Ports, apache_serving, caddy_serving, nginx_serving, self_signed, server
from publishing_site import publishable

from disclosure.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


# Every way to run what is shipped: the name of the program, its file, and the address of the site below the host.
FRONTS = {
    "nginx": ("nginx", "site.conf", "/"),
    "nginx-https": ("nginx", "https.conf", "/"),
    "nginx-sub-path": ("nginx", "subpath.conf", "/cishan/"),
    "caddy": ("caddy", "Caddyfile", "/"),
    "caddy-https": ("caddy", "Caddyfile", "/"),
    "caddy-sub-path": ("caddy", "Caddyfile", "/cishan/"),
    "apache": ("apache2", "site.conf", "/"),
    "apache-https": ("apache2", "https.conf", "/"),
    "apache-sub-path": ("apache2", "subpath.conf", "/cishan/"),
    "apache-htaccess": ("apache2", "rules.conf", "/"),
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
# What no site has today, so that its type is still sent rightly on the day it has.
OTHERS = {"x/dates.ics": "BEGIN:VCALENDAR", "x/note.md": "# 说明", "x/.~part.html": "上传到一半"}
FROZEN = re.compile(r"releases/\d+/.*\.(csv|txt|yaml)$")
KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def sites() -> Iterator[Path]:
    """A folder that everybody can read, with the site published for /cishan/: servers answer as users of their own."""
    with tempfile.TemporaryDirectory(prefix="hosting-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        publish_into(folder)
        yield folder


def publish_into(folder: Path) -> None:
    """The site at `www/cishan` of a folder, and beside it the proof that an authority asks for."""
    site = publishable(folder)
    rows = "编号,更正日期,更正类型,位置,原来,现在,原因,来源\nfirst,2024-03-02,补充,年报,没有,有了,抄写时漏登了,DOC\n"
    site.write("data/dawn/corrections.csv", rows)
    options = ["--data", str(site.data), "--content", str(site.content), "--output", str(folder / "www/cishan")]
    assert main(["publish", *options, "--site-url", "https://www.example.org/cishan"]) == 0
    challenge = folder / "www/acme/.well-known/acme-challenge/token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof")


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Front:
    """A server that runs with what is shipped."""

    name: str
    prefix: str
    ports: Ports
    certificate: Certificate | None

    @property
    def host(self) -> str:
        """What a browser calls the host that it asks."""
        return "localhost" if self.certificate else f"127.0.0.1:{self.ports.http}"

    def get(self, path: str, *, method: str = "GET", plain: bool = False, encodings: str = "") -> Answer:
        """Ask for a path of the host, over https where there is a certificate and *plain* does not forbid it.

        *encodings*: in which the answer may come, beside that of the file.
        """
        connection: http.client.HTTPConnection
        if self.certificate and not plain:
            trust = ssl.create_default_context(cafile=str(self.certificate.chain))
            connection = http.client.HTTPSConnection("localhost", self.ports.https, timeout=10, context=trust)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.ports.http, timeout=10)
        with closing(connection):
            headers = {"Host": self.host} | ({"Accept-Encoding": encodings} if encodings else {})
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())


@pytest.fixture(scope="module", params=list(FRONTS))
def front(request: pytest.FixtureRequest, sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Each server in turn, https with a certificate that was made for this test."""
    name: str = request.param
    kind, file, prefix = FRONTS[name]
    program = server(kind)
    folder = tmp_path_factory.mktemp(name)
    certificate = self_signed(folder) if name.endswith("-https") else None
    if kind == "nginx":
        running = nginx_serving(program, sites / "www", file, folder / "run", certificate)
    elif kind == "apache2":
        running = apache_serving(program, sites / "www", file, folder / "run", certificate)
    else:
        running = caddy_serving(program, sites / "www", folder / "run", certificate, below=prefix != "/")
    with running as ports:
        yield Front(name, prefix, ports, certificate)


@pytest.fixture(scope="module")
def tree(sites: Path) -> Path:
    """The folder of the site, and in it what no site has today."""
    folder = sites / "www/cishan"
    for name, text in OTHERS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_every_file_arrives_as_what_it_is(front: Front, tree: Path) -> None:
    """Whole, packed where it was packed, of the right type, and with every header."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', (tree / "index.html").read_text())
    assert policy is not None
    secure = {"strict-transport-security": "max-age=31536000"} if front.certificate else {}
    promised = {**HEADERS, **secure, "content-security-policy": f"{policy[1]}; frame-ancestors 'self'"}
    paths = [path for path in sorted(tree.rglob("*")) if path.is_file() and path.suffix != ".gz"]
    kinds = set()
    for path in paths:
        file = path.relative_to(tree).as_posix()
        if any(part.startswith(".") for part in file.split("/")):
            continue
        answer = front.get(front.prefix + file, encodings="gzip")
        beside = path.with_name(f"{path.name}.gz")
        assert answer.status == 200, file
        assert answer.headers.get("content-encoding") == ("gzip" if beside.exists() else None), file
        assert (gzip.decompress(answer.body) if beside.exists() else answer.body) == path.read_bytes(), file
        assert {key: answer.headers.get(key) for key in promised} == promised, file
        assert "access-control-allow-origin" not in answer.headers
        asked = "public, max-age=31536000, immutable" if FROZEN.match(file) else "no-cache"
        assert answer.headers["cache-control"] == asked, file
        kind = answer.headers["content-type"]
        suffix = path.suffix.removeprefix(".")
        if suffix == "js":  # nginx calls it application/javascript up to 1.27
            assert re.fullmatch(r"(text|application)/javascript; charset=utf-8", kind), file
        elif path.name == "feed.xml":
            assert kind == "application/atom+xml; charset=utf-8"
        elif suffix == "xml":
            assert kind == "text/xml; charset=utf-8"
        else:
            assert kind == KINDS[suffix], file
        kinds.add(suffix)
    assert kinds >= {*KINDS, "js", "xml"}
    assert sum(bool(FROZEN.match(path.relative_to(tree).as_posix())) for path in paths) > 2
    assert "strict-transport-security" in promised or "strict-transport-security" not in answer.headers


def test_folders_are_pages(front: Front, tree: Path) -> None:
    """A folder is its page; without its slash it leads there by a path alone, whatever stands before the server."""
    for folder in ("", "dawn/"):
        answer = front.get(front.prefix + folder)
        assert (answer.status, answer.body) == (200, (tree / folder / "index.html").read_bytes())
        assert answer.headers["content-type"] == KINDS["html"]
    for folder in ("dawn", "dawn/data") + (("",) if front.prefix != "/" else ()):
        address = (front.prefix + folder).rstrip("/")
        answer = front.get(address)
        assert answer.status in {301, 308}, address
        # Apache can only write whole addresses
        host = f"{'https' if front.certificate else 'http'}://{front.host}" if front.name.startswith("apache") else ""
        assert answer.headers["location"] == f"{host}{address}/"
    assert front.get(f"{front.prefix}assets/").status in {403, 404}  # nothing is listed


@pytest.mark.parametrize("path", ["no/such/page/", "releases/99/figures.csv", "x/.~part.html", ".git/config"])
def test_what_is_not_there_has_our_page(front: Front, tree: Path, path: str) -> None:
    """404 with the page of the site, its headers and its type; no browser keeps it, even where files never change."""
    answer = front.get(front.prefix + path)
    assert (answer.status, answer.body) == (404, (tree / "404.html").read_bytes())
    assert "frame-ancestors" in answer.headers["content-security-policy"]
    assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS
    assert answer.headers["content-type"] == KINDS["html"]
    assert answer.headers["cache-control"] == "no-cache"


def test_packed_files_are_sent_only_as_they_are_asked_for(front: Front, tree: Path) -> None:
    """Not to who refuses them, not for what is written behind the name of a file, and whatever signs the name holds."""
    page = f"{front.prefix}index.html"
    assert (tree / "index.html.gz").exists()
    assert "content-encoding" not in front.get(page, encodings="gzip;q=0, identity").headers
    assert front.get(f"{page}/more", encodings="gzip").status == 404
    for name in ("募捐 50%.csv", "a%20b.csv", "第1#.csv"):
        files = tree / name, tree / f"{name}.gz"
        try:
            files[0].write_text(name, "utf-8")
            files[1].write_bytes(gzip.compress(name.encode()))
            answer = front.get(front.prefix + quote(name), encodings="gzip")
        finally:
            for file in files:
                file.unlink()
        body = gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body
        assert (answer.status, body.decode()) == (200, name)


def test_no_browser_keeps_a_refusal(front: Front, tree: Path) -> None:
    """Where a file never changes, that it was refused once may change: it may have been put there without its rights."""
    if front.name.startswith("caddy"):
        pytest.skip("Caddy reads as root here; it has the page of what is not there for every error")
    frozen = next(path for path in sorted(tree.rglob("*.csv")) if FROZEN.search(path.relative_to(tree).as_posix()))
    address = front.prefix + frozen.relative_to(tree).as_posix()
    assert "immutable" in front.get(address).headers["cache-control"]
    refused = front.get(address, method="POST")
    assert (refused.status, refused.headers["cache-control"]) == (405, "no-cache")
    if front.name.startswith("apache"):  # which does not read as root here
        mode = frozen.stat().st_mode
        frozen.chmod(0)
        try:
            refused = front.get(address)
        finally:
            frozen.chmod(mode)
        assert (refused.status, refused.headers["cache-control"]) == (403, "no-cache")


@pytest.mark.parametrize(
    "name", ["cishan.previous/release-1/index.html", "versions/release-1/index.html", "cishan-changes.html"]
)
def test_what_lies_beside_the_site_is_not_sent(front: Front, sites: Path, name: str) -> None:
    """Earlier sites may hold names that were withdrawn since, and what is not published yet is nobody's."""
    file = sites / "www" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("姓名", "utf-8")
    answer = front.get(f"/{name}")
    assert answer.status in {301, 404}
    assert "姓名".encode() not in answer.body


def test_behind_a_proxy_apache_leads_to_https(sites: Path, tmp_path: Path) -> None:
    """With the two lines that site.conf tells of, an address without its slash does not lead back to http."""
    before = {"ServerName gongshi": "ServerName https://gongshi", "# UseCanonicalName": "UseCanonicalName"}
    with apache_serving(server("apache2"), sites / "www", "site.conf", tmp_path / "run", changed=before) as ports:
        answer = Front("apache", "/", ports, None).get("/dawn")
    assert (answer.status, answer.headers["location"]) == (301, "https://gongshi.example.org/dawn/")


def test_nothing_can_be_sent(front: Front) -> None:
    """Only reading is answered, and no version of the server is told."""
    for method in ("POST", "PUT", "DELETE", "TRACE"):
        assert front.get(f"{front.prefix}index.html", method=method).status == 405, method
    assert not re.search(r"\d", front.get(front.prefix).headers.get("server", ""))


def test_http_leads_to_https(front: Front) -> None:
    """Where there is a certificate, http answers with the same address over https, and old protocols are refused.

    The proof that an authority asks nginx for is reached over http, before and after there is a certificate.
    """
    if FRONTS[front.name][1] in {"site.conf", "https.conf"}:
        answer = front.get("/.well-known/acme-challenge/token", plain=True)
        assert (answer.status, answer.body) == (200, b"proof")
    if front.certificate is None:
        answer = front.get(front.prefix, plain=True)
        assert answer.status == 200
        assert "strict-transport-security" not in answer.headers
        return
    answer = front.get("/dawn/?a=1", plain=True)
    assert answer.status in {301, 308}
    assert answer.headers["location"] == "https://localhost/dawn/?a=1"
    for address in ("/%E6%99%A8/a%20b%23.csv?q=%20", "/x%3Fy", "/%0D%0AX-Sent:%20on"):  # as it was asked for
        assert front.get(address, plain=True).headers["location"] == f"https://localhost{address}"
    for option, taken in (("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
        # the client is told to go as low as it can, so that a refusal is the server's
        line = ["openssl", "s_client", "-connect", f"127.0.0.1:{front.ports.https}", "-servername", "localhost", option]
        told = subprocess.run([*line, "-cipher", "ALL:@SECLEVEL=0"], input=b"", capture_output=True, check=False)
        assert (told.returncode == 0) == taken, (option, told.stdout)
        assert (b"alert protocol version" in told.stderr) != taken, (option, told.stderr)


def iis_section(name: str) -> ET.Element:
    """A section of the file that is shipped for IIS."""
    section = ET.parse(DEPLOY / "iis.config").find(f".//{name}")  # noqa: S314  (our own file)
    assert section is not None
    return section


def test_the_table_of_headers_is_what_is_sent() -> None:
    """部署 lists every header that is sent, and the other servers are told the same values as nginx."""
    written = (ROOT / "docs/部署.md").read_text("utf-8")
    sent = re.findall(
        r'add_header (\S+) "?([^";$][^"]*?)"? always;',
        "".join((DEPLOY / "nginx" / name).read_text("utf-8") for name in ("headers.conf", "https.conf")),
    )
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    headers = {entry.attrib["name"]: entry.attrib["value"] for entry in iis_section("customHeaders").iterfind("add")}
    of_https = {"Strict-Transport-Security"}
    assert headers == {name: value for name, value in sent if name not in of_https} | {"Cache-Control": "no-cache"}
    apache = (DEPLOY / "apache/rules.conf").read_text("utf-8") + (DEPLOY / "apache/https.conf").read_text("utf-8")
    assert len(sent) == 7
    for name, value in sent:
        assert re.search(rf'{name} "?{re.escape(value)}"?\n', caddy), name
        assert f'Header always set {name} "{value}"\n' in apache, name
        assert f"| `{name}` |" in written, name


def test_iis_is_told_the_same_types() -> None:
    """No IIS runs here: its file is well formed, and names the type of every kind of file that the others are tried with.

    A type that is already there has to be removed first: IIS answers 500 to everything where one is told twice.
    """
    content = iis_section("staticContent")
    entries = [(entry.tag, entry.attrib["fileExtension"]) for entry in content]
    types = {entry.attrib["fileExtension"]: entry.attrib["mimeType"] for entry in content.iterfind("mimeMap")}
    assert entries == [(tag, suffix) for suffix in types for tag in ("remove", "mimeMap")]
    others = {"js": "text/javascript; charset=utf-8", "xml": "text/xml; charset=utf-8"}
    assert {f".{suffix}": kind for suffix, kind in (KINDS | others).items()}.items() <= types.items()


RECIPES = {path.stem: path.read_text("utf-8") for path in sorted((DEPLOY / "ci").glob("*.yml"))}


@pytest.mark.parametrize("platform", ["github", "gitlab", "gitee"])
def test_recipes_call_targets_that_exist(platform: str) -> None:
    """The recipes of a platform are YAML; they check, show the changes, publish only what is recorded, and verify it."""
    recipes = [text for name, text in RECIPES.items() if name.startswith(platform)]
    assert all(map(yaml.safe_load, recipes))
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = {target for text in recipes for target in re.findall(r"- (?:run: )?make ([a-z-]+)", text)}
    assert {"check", "changes", "publish", "verify"} <= called <= targets
    assert not any(re.search(r"make publish(?! RECORDED=1)", text) for text in recipes)


def test_github_gives_each_job_its_least_rights() -> None:
    """Nothing by default; jobs that run what the repository holds can only read it; the one that may write runs none of it."""
    recipe = yaml.safe_load(RECIPES["github"])
    assert recipe["permissions"] == {}
    assert "pull_request_target" not in RECIPES["github"]
    assert "secrets." not in RECIPES["github"]
    for name, job in recipe["jobs"].items():
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        if any(right == "write" for right in job["permissions"].values()):
            assert (name, len(job["steps"]), len(uses)) == ("deploy", 1, 1)
            assert "refs/heads/main" in job["if"]
        else:
            assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
    steps = re.findall(r"uses: (.*)", RECIPES["github"])
    assert len(steps) == 9
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", step) for step in steps)


def test_secrets_and_images_of_the_others() -> None:
    """GitLab takes an image by digest alone; on Gitee what runs for a merge request has no use for a secret."""
    image = yaml.safe_load(RECIPES["gitlab"])["image"]
    assert image.startswith("python@sha256:")
    assert "DEPLOY_TARGET" not in RECIPES["gitee"]
    assert "pr" not in yaml.safe_load(RECIPES["gitee-publish"])["triggers"]


@pytest.mark.skipif(shutil.which("rsync") is None, reason="没有 rsync")
def test_the_documented_rsync_copies_the_site(sites: Path, tmp_path: Path) -> None:
    """The line in 部署 makes the copy equal to the site, and takes away what is no longer there."""
    line = re.search(r"^rsync (.+) output/ ", (ROOT / "docs/部署.md").read_text("utf-8"), re.MULTILINE)
    assert line is not None
    (tmp_path / "old.html").write_text("旧")
    subprocess.run(["rsync", *line[1].split(), f"{sites / 'www/cishan'}/", str(tmp_path)], check=True)
    assert main(["verify", str(tmp_path)]) == 0
