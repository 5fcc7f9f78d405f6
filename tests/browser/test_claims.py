"""查询码 in a browser: from a disk, over http and https, with and without what browsers offer for hashing; nothing is sent."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Page, Route

from disclosure import claims
from disclosure.engine.building import build

from .conftest import Heard, serving
from .pages import ROOT

SECRET = bytes(range(32))
ORDER = "1000050001202305110000000007"
HEADER = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源"
NUMBERS = [f"2023-{month:02}-{place:05}" for month in range(1, 13) for place in range(1, 61)]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 720 gifts with codes, in two buckets; one gift was renewed, one has an order number."""
    root = tmp_path_factory.mktemp("claims")
    for name in ("data", "content"):
        shutil.copytree(ROOT / "tests/sites/good_two" / name, root / name)
    lines = [f"{number},{number[:7]}-11,{int(number[-5:])}.00,现金,个人,甲,,,DOC" for number in NUMBERS]
    (root / "data/dawn/donations.csv").write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    entries = [claims.seal(code(number), number) for number in NUMBERS]
    entries.append(claims.seal(claims.order_key("dawn", ORDER), "2023-05-00007"))
    (root / "data/dawn/codes").mkdir()
    (root / "data/dawn/codes/2023.txt").write_text(claims.entries_text(SECRET, entries), "utf-8")
    build(root / "data", root / "content", root / "site", ROOT / "pelicanconf.py")
    assert len(list((root / "site/dawn/donations/codes").iterdir())) == 2
    return root / "site"


def code(number: str) -> str:
    return claims.code_of(SECRET, "dawn", number, 2 if number == "2023-03-00003" else 1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody signed but its own key, and the key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(tz=dt.UTC)
    signed = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("https") / "certificate.pem"
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(signed.public_bytes(forms[0]) + key.private_bytes(*forms))
    return path


@pytest.mark.parametrize("origin", ["file", "http", "http without crypto", "https"])
def test_codes_lead_to_their_gifts(
    origin: str, coded: Path, certificate: Path, tab: Callable[..., Page], listen: Callable[[Page], Heard]
) -> None:
    """By link and by hand, in any spelling; codes that open nothing are all answered alike; no request carries a code."""
    secure = certificate if origin == "https" else None
    page = tab(fresh=True, ignore_https_errors=bool(secure))
    page.set_viewport_size({"width": 360, "height": 800})
    if "without" in origin:
        page.add_init_script("Object.defineProperty(window, 'crypto', {value: undefined})")
    heard = listen(page)
    with serving(coded, certificate=secure) as address:
        assert not secure or address.startswith("https://")
        start = f"{coded.as_uri() if origin == 'file' else address}/dawn/donations/index.html"
        for number in (NUMBERS[0], NUMBERS[-1], "2023-03-00003", "2023-07-00060"):
            page.goto("about:blank")
            page.goto(f"{start}#c={code(number)}")
            page.wait_for_selector(f"tr:target[id='{number}']")
            assert f"编号 {number}" in page.locator(".slip").inner_text()
        typed = claims.spelled(code("2023-09-00009")).lower().replace("0", "o").replace("1", "l")
        dashes = [typed.replace("-", dash) for dash in ("-", "－", "—", "一", " ")]
        for text, number in (*((text, "2023-09-00009") for text in dashes), (ORDER, "2023-05-00007")):
            page.goto(start)
            page.fill("#lookup-number", text)
            page.press("#lookup-number", "Enter")
            page.wait_for_selector(f"tr:target[id='{number}']")
        answers = set()
        old = claims.code_of(SECRET, "dawn", "2023-03-00003")
        for text in (old, claims.code_of(SECRET, "river", NUMBERS[0]), "0" * 16, ORDER[:-1] + "8"):
            page.goto("about:blank")
            page.goto(start)
            page.fill("#lookup-number", text)
            page.press("#lookup-number", "Enter")
            page.wait_for_selector(".lookup-no-code:visible")
            assert page.locator(".slip").count() == 0
            answers.add(page.locator(".lookup-no-code").inner_text())
        assert len(answers) == 1
        foreign = heard.foreign(address if origin != "file" else coded.as_uri())
    assert not [*heard.messages, *heard.failures, *foreign]
    sent = " ".join(url.partition("#")[0] for _, url in heard.requests)
    assert not [number for number in NUMBERS if code(number) in sent]
    assert ORDER not in sent


def test_nothing_is_asked_for_again_while_a_page_is_on_its_way(
    coded: Path, tab: Callable[..., Page], listen: Callable[[Page], Heard]
) -> None:
    """Neither the file of the code nor the page of the month: in WebKit each question would begin that page anew, for ever."""
    page = tab(fresh=True)
    heard = listen(page)
    waiting: list[Route] = []
    with serving(coded) as address:
        page.route("**/donations/2023/05/index.html", lambda route: waiting.append(route))  # noqa: PLW0108  (a method of a list takes no marks)
        page.goto(f"{address}/dawn/donations/index.html#c={code('2023-05-00030')}", wait_until="commit")
        page.wait_for_event("request", lambda request: "/2023/05/" in request.url)
        page.wait_for_timeout(500)
        asked = [url.partition("#")[0] for _, url in heard.requests if "/codes/" in url or "/2023/05/" in url]
        assert len(asked) == len(waiting) + 1 == 2, asked
        waiting[0].continue_()
        page.wait_for_selector("tr:target[id='2023-05-00030']")
