"""A desk answers its own pages and nobody else: other hosts, origins, starts and forms are refused before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from visitor import PORT, PREVIEW, Visitor
from werkzeug.test import Client

from disclosure.desk import guarding
from disclosure.desk.application import desk_application
from disclosure.desk.guarding import Guard
from disclosure.desk.showing import Showing, preview_application
from disclosure.desk.working import BuildReport, FirstPages
from disclosure.reporting import Review

TOLD = "张三 13812345678"  # what an exception may say
ORIGIN = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    """A desk without data: nothing of all this may depend on what is in it."""
    return Visitor.at(tmp_path, tmp_path / "data", tmp_path / "content")


def test_every_answer_has_the_headers_that_keep_others_out(visitor: Visitor) -> None:
    """Pages, files, redirects and refusals alike; none of them lets another origin read, frame or load anything."""
    stranger = desk_application(visitor.workplace).test_client()
    answers = [
        visitor.get("/"),
        visitor.get("/static/desk.js"),
        visitor.get("/no-such-page"),
        visitor.post("/undo"),
        visitor.get("/", Host="evil.example"),
        stranger.get("/", headers=visitor.headers),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert not [name for name in answer.headers.keys() if name.lower().startswith("access-control")]  # noqa: SIM118
    assert [answer.status_code for answer in answers] == [200, 200, 404, 303, 403, 403]


def test_pages_hold_no_script_and_no_style(visitor: Visitor) -> None:
    """The policy forbids both, and nothing relies on them."""
    for path in ("/", "/problems", "/new", "/new/organisation", "/release"):
        page = visitor.get(path).text
        assert "<script>" not in page
        assert " style=" not in page
        assert "<style" not in page
        assert " on" not in {word[:3] for word in page.split("<")}
        assert "http://" not in page.replace(PREVIEW, "").replace(ORIGIN, "")
        assert "https://" not in page.replace("连 https:// 一起", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{PORT}"},
        {"Host": f"localhost:{PORT}"},
        {"Host": "127.0.0.1:8001"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
    ids=str,
)
def test_a_page_is_given_only_to_the_desk_itself(visitor: Visitor, headers: dict[str, str]) -> None:
    """A name that was made to lead here, and whatever another page loads, get a refusal without content."""
    answer = visitor.get("/problems", **headers)
    assert answer.status_code == 403
    assert "没有照做" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": PREVIEW},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"http://localhost:{PORT}"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/undo", "/files", "/release", "/new/organisation"])
def test_nothing_is_written_for_another_origin(visitor: Visitor, headers: dict[str, str], path: str) -> None:
    """Not even for the preview, whose pages hold text from data, and with the cookie and the token both right."""
    assert visitor.post(path, headers=headers, 名称="被人建的机构").status_code == 403
    assert list(visitor.workplace.folders.data.iterdir()) == []


def test_an_unknown_browser_gets_nothing(visitor: Visitor) -> None:
    """Without the key of this start there is no cookie, and without the cookie no page; a wrong key opens nothing."""
    stranger = desk_application(visitor.workplace).test_client()
    for path in ("/", "/?key=", "/?key=wrong", "/problems", "/status?after=0", "/template?org=dawn", "/static/desk.js"):
        answer = stranger.get(path, headers=visitor.headers)
        assert answer.status_code == 403, path
        assert visitor.workplace.guard.form_token not in answer.text
    stranger.set_cookie(guarding.COOKIE, Guard(PORT).cookie, domain="127.0.0.1")
    assert stranger.get("/", headers=visitor.headers).status_code == 403  # of another start
    let_in = stranger.get(f"/?key={visitor.workplace.guard.key}", headers=visitor.headers)
    assert let_in.status_code == 303
    assert "HttpOnly" in let_in.headers["Set-Cookie"]
    assert "SameSite=Strict" in let_in.headers["Set-Cookie"]
    assert visitor.workplace.guard.key not in let_in.headers["Set-Cookie"]  # it stands in the history of the browser
    assert stranger.get("/", headers=visitor.headers).status_code == 200


def test_a_form_needs_its_token(visitor: Visitor) -> None:
    """A form of an earlier start, or of nowhere, is not obeyed."""
    for token in ("", "x", Guard(PORT).form_token):
        assert visitor.post("/undo", token=token).status_code == 400


def test_uploads_are_limited(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files, too much of a file, too many fields: refused in words, and nothing is kept."""
    many = [(b"x", f"{number}.csv") for number in range(guarding.MOST_FILES + 1)]
    page = visitor.done("/files", file=many)
    assert f"最多放 {guarding.MOST_FILES} 个" in page
    monkeypatch.setitem(visitor.client.application.config, "MAX_CONTENT_LENGTH", 1000)
    answer = visitor.post("/files", file=(b"x" * 2000, "big.xlsx"))
    assert answer.status_code == 413
    assert "太大了" in answer.text
    monkeypatch.setitem(visitor.client.application.config, "MAX_CONTENT_LENGTH", 100_000)
    monkeypatch.setitem(visitor.client.application.config, "MAX_FORM_PARTS", 10)
    fields = {f"f{number}": "x" for number in range(20)}
    assert visitor.post("/files", file=(b"x", "small.csv"), **fields).status_code == 413
    monkeypatch.setitem(visitor.client.application.config, "MAX_FORM_MEMORY_SIZE", 500)
    assert visitor.post("/files", text="字" * 1000).status_code == 413
    assert list(visitor.workplace.dropped.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\x.csv",
        "/etc/x.csv",
        "C:\\a\\b.xlsx",
        "a\x00b.csv",
        "<b>x</b>.csv",
        "." * 300,
        "CON.csv",
    ],
)
def test_the_name_of_a_file_is_only_shown(visitor: Visitor, name: str) -> None:
    """Whatever a browser says that a file is called, it lies under a number of ours, and its name is escaped."""
    answer = visitor.post("/files", file=(b"a,b\n1,2\n", name))
    assert answer.status_code == 303
    kept = [
        path.relative_to(visitor.workplace.dropped) for path in visitor.workplace.dropped.rglob("*") if path.is_file()
    ]
    assert len(kept) == 1
    assert kept[0].stem == "file"
    assert len(kept[0].parts) == 2
    assert "<b>x" not in visitor.get("/").text


def test_what_waits_is_never_let_go_for_what_comes(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that runs for weeks does not fill the disk, and no file goes away with its answers unless somebody says so."""
    monkeypatch.setattr("disclosure.desk.pages.dropping.MOST_FILES", 3)
    for number in range(3):
        visitor.post("/files", file=(b"x", f"{number}.csv"))
    for more in ({"file": (b"x", "3.csv")}, {"text": "2025年，本会收到捐款100万元。"}):
        assert "还有 3 个文件没有写入" in visitor.done("/files", **more)
    assert [upload.name for upload in visitor.workplace.uploads.values()] == ["0.csv", "1.csv", "2.csv"]
    assert len(list(visitor.workplace.dropped.iterdir())) == 3
    visitor.done(f"/files/{next(iter(visitor.workplace.uploads))}/drop")
    assert "还有 2 个文件没有写入" in visitor.done("/files", file=[(b"x", "3.csv"), (b"x", "4.csv")])
    assert "没有写入，最多" not in visitor.done("/files", file=(b"x", "3.csv"))
    assert [upload.name for upload in visitor.workplace.uploads.values()] == ["1.csv", "2.csv", "3.csv"]


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../x",
        "/files/0000",
        "/new/../x/projects",
        "/new/dawn/..%2f..",
        "/problems/x/mend",
        "/template?org=../..",
    ],
)
def test_no_address_leads_out(visitor: Visitor, path: str) -> None:
    """Addresses hold ids that are looked up, never paths."""
    assert visitor.get(path).status_code in {404, 405}


def test_a_fault_of_the_desk_tells_no_data(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not foreseen is a line on the page and the place in the terminal, without the words of the exception."""

    def broken(*_: object) -> object:
        raise LookupError(TOLD)

    monkeypatch.setattr("disclosure.desk.pages.overview.writes", broken)
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert "LookupError" in answer.text
    told = capsys.readouterr()
    assert "overview.py" in told.err
    assert TOLD not in answer.text + told.out + told.err


# --- the preview -----------------------------------------------------------------------------------


@pytest.fixture
def preview(tmp_path: Path) -> tuple[Showing, Client]:
    showing = Showing(tmp_path)
    (tmp_path / "index.html").write_text("<html><body><h1>首页</h1></body></html>", "utf-8")
    (tmp_path / "data.csv").write_bytes(b"a,b\n")
    return showing, Client(preview_application(showing, ORIGIN, "127.0.0.1"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost:8001", 200),
        ("[::1]:8001", 200),
        ("192.168.1.7:8001", 200),
        ("evil.example:8001", 403),
        ("evil.example", 403),
    ],
)
def test_the_preview_is_given_to_no_name(preview: tuple[Showing, Client], host: str, status: int) -> None:
    """Numbers lead to this machine only; a name can be made to lead here by its owner."""
    assert preview[1].get("/", headers={"Host": host}).status_code == status


def test_only_the_desk_frames_the_preview(preview: tuple[Showing, Client]) -> None:
    """Every answer says so, also a missing page; and nothing can be sent there."""
    for path in ("/", "/data.csv", "/missing", "/.report/", "/.live.js"):
        headers = preview[1].get(path, headers={"Host": "127.0.0.1:8001"}).headers
        assert headers["Content-Security-Policy"] == f"frame-ancestors {ORIGIN}"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert preview[1].post("/", headers={"Host": "127.0.0.1:8001"}).status_code == 405


@pytest.mark.parametrize("path", ["/../x", "/%2e%2e/x", "/..%2fx", "/a/../../x", "//etc/passwd", "/%00"])
def test_the_preview_stays_in_its_folder(preview: tuple[Showing, Client], tmp_path: Path, path: str) -> None:
    """Nothing beside the site can be read."""
    (tmp_path.parent / "x").write_text("geheim", "utf-8")
    answer = preview[1].get(path, headers={"Host": "127.0.0.1:8001"})
    assert answer.status_code in {400, 404}
    assert "geheim" not in answer.text


def test_broken_data_is_told_on_every_page(preview: tuple[Showing, Client]) -> None:
    """The last good page stays, says so above everything else, and leads to the report; files are given as they are."""
    showing, client = preview
    headers = {"Host": "127.0.0.1:8001"}
    showing.built(BuildReport(None, None, "", 1))
    assert "现在的数据有错" not in client.get("/", headers=headers).text
    showing.built(BuildReport(None, b"<html>bericht</html>", "", 1))
    page = client.get("/", headers=headers).text
    assert page.index("现在的数据有错") < page.index("<h1")
    assert '<script src="/.live.js?step=3" defer>' in page
    assert client.get("/.report/", headers=headers).text == "<html>bericht</html>"
    assert client.get("/data.csv", headers=headers).data == b"a,b\n"
    assert client.get("/.live.js?after=1", headers=headers).status_code == 200
    assert 'fetch("/.live.js?after=3"' in client.get("/.live.js?step=3", headers=headers).text


def test_the_page_that_is_open_is_shown_before_the_others(preview: tuple[Showing, Client]) -> None:
    """It asks, so it is made first; it loads once, all others when the build has ended, and everything where that fails."""
    showing, client = preview
    headers = {"Host": "127.0.0.1:8001"}
    showing.built(BuildReport(None, None, "", 1))
    assert client.get("/.live.js?after=1&page=/dawn/", headers=headers).status_code == 204
    client.get("/.live.js?after=1&page=//evil.example/", headers=headers)
    client.get(f"/.live.js?after=1&page=/{'x' * 1000}", headers=headers)
    assert showing.looked_at == {"dawn/index.html", "evil.example/index.html"}  # only compared with names of pages

    first = FirstPages(Review("", {}, (), (), ()), {"dawn/index.html": b"<html><body>new</body></html>"})
    showing.show_first(first)
    assert client.get("/.live.js?after=1&page=/dawn/", headers=headers).status_code == 200
    fresh, old = (client.get(path, headers=headers).text for path in ("/dawn/", "/"))
    assert "new" in fresh
    assert ("step=3" in fresh, "step=2" in old) == (True, True)
    showing.built(BuildReport(None, None, "", 1))
    assert client.get("/.live.js?after=3", headers=headers).status_code == 204  # the page that was first
    assert client.get("/.live.js?after=2", headers=headers).status_code == 200
    assert client.get("/dawn/", headers=headers).status_code == 404  # of the tree that was written

    showing.show_first(first)
    assert "step=5" in client.get("/dawn/", headers=headers).text
    showing.built(BuildReport(None, b"<html>bericht</html>", "", 1))
    assert client.get("/.live.js?after=5", headers=headers).status_code == 200
