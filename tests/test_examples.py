"""The example federation: what the script makes, what the site shows of it, and that it never passes for real."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
from commands import ROOT, run
from openpyxl import load_workbook

from disclosure.kinds import address, all_kinds
from disclosure.model import Kind
from disclosure.pages import pages_of
from disclosure.problems import Report
from disclosure.site import Site, read_site

EXAMPLES = ROOT / "examples"
CITY = "shili"
# The kinds that feed others and have no page of their own.
BEHIND = {"sources", "figures", "breakdowns", "computed", "reconciliations", "headlines"}
# What stands on the pages of another kind, or below another address.
ELSEWHERE = {
    "balance_sheet": "finances/2025/balance-sheet/",
    "activity_statement": "finances/2025/activity/",
    "cash_flow": "finances/2025/cash-flow/",
    "goods": "donations/in-kind/",
    "pledges": "donations/pledges/",
    "project_progress": "projects/dialysis/",
    "project_budgets": "projects/warm-winter-2024/",
    "project_closings": "projects/reading/",
    "fund_accounts": "funds/yilao/",
    "campaign_accounts": "campaigns/day-2025/",
    "emergency_reports": "emergencies/flood-2023/",
    "duty_notes": "obligations/",
}


def script() -> ModuleType:
    """examples/make.py as a module."""
    spec = importlib.util.spec_from_file_location("examples_make", EXAMPLES / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site() -> Site:
    """The example as read."""
    report = Report()
    found = read_site(EXAMPLES / "data", "examples/data", report)
    assert report.as_text() == ""
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site as `make demo` builds it."""
    folder = tmp_path_factory.mktemp("example") / "site"
    done = run("build", "--data", EXAMPLES / "data", "--content", EXAMPLES / "content", "--output", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def pages(folder: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(folder.rglob("*.html"))


def test_the_script_makes_the_committed_files() -> None:
    """The same seed gives the same bytes; if not, or after a change of content/pages: .venv/bin/python examples/make.py."""
    made = script().make()
    kept = {
        one.relative_to(EXAMPLES).as_posix(): one.read_bytes()
        for folder in ("data", "content")
        for one in (EXAMPLES / folder).rglob("*")
        if one.is_file()
    }
    assert sorted(made) == sorted(kept)
    assert [path for path in made if made[path] != kept[path]] == []


def test_the_files_stay_small() -> None:
    """All that is committed comes to less than a megabyte."""
    assert sum(one.stat().st_size for one in (EXAMPLES / "data").rglob("*") if one.is_file()) < 1_000_000


def test_the_example_checks_clean() -> None:
    """No fault in the data: only the duties that it creates, and what differs from the statutory platform on purpose."""
    done = run("check", "--data", EXAMPLES / "data", "--content", EXAMPLES / "content", "--format", "json")
    assert done.returncode == 0
    assert {one["code"] for one in json.loads(done.stdout)} == {"duty-ahead", "duty-overdue", "unlike-platform"}


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.id)
def test_every_kind_is_filled(site: Site, kind: Kind) -> None:
    """The city body has records of each kind, and a page that shows them."""
    disclosure = next(one for one in site.disclosures if one.org == CITY)
    filled = {"figures": len(disclosure.figures), "computed": len(disclosure.figures), "sources": len(disclosure.sources),
              "breakdowns": len(disclosure.breakdowns), "reconciliations": len(disclosure.reconciliations)}  # fmt: skip
    assert filled.get(kind.id) or disclosure.count(kind.id) or kind.id == "headlines"
    if kind.id not in BEHIND:
        wanted = ELSEWHERE.get(kind.id) or address(kind).partition("#")[0]
        assert wanted in {page.path for page in pages_of(disclosure, ())}


def test_every_column_is_filled_somewhere() -> None:
    """Each column of each kind is used by some body, but for those that only say where and why."""
    import csv

    used: dict[str, set[str]] = {}
    for path in (EXAMPLES / "data").rglob("*.csv"):
        kind = path.parent.name if path.stem.isdigit() else path.stem
        with path.open(encoding="utf-8") as file:
            used.setdefault(kind, set()).update(next(csv.reader(file)))
    empty = {
        f"{kind.id}.{one.label}"
        for kind in all_kinds()
        for one in kind.record.columns
        if kind.form is None and one.label not in used.get(kind.id, set()) | {"年度", "出处", "说明", "来源"}
    }
    assert empty == NOT_FILLED


# Left empty on purpose: here the money of funds is paid out by the funds themselves.
NOT_FILLED = {"projects.基金"}


def test_money_between_bodies_is_on_both_sides(site: Site) -> None:
    """What the city body paid to a member came in there, the same day and to the 分."""
    import csv

    def rows(org: str, kind: str) -> Iterator[dict[str, str]]:
        with (EXAMPLES / "data" / org / f"{kind}.csv").open(encoding="utf-8") as file:
            yield from csv.DictReader(file)

    name = next(one.organisation.name for one in site.disclosures if one.org == CITY)
    out = sorted(
        (row["本会成员机构"], row["拨付日期"], row["金额"])
        for row in rows(CITY, "disbursements")
        if row["本会成员机构"]
    )
    into = sorted(
        (one.org, row["到账日期"], row["金额"])
        for one in site.disclosures
        if one.org != CITY
        for row in rows(one.org, "donations")
        if row["捐赠人"] == name
    )
    assert out
    assert out == into


def test_honest_faults_are_told(built: Path) -> None:
    """A late report, a qualified opinion, a project over its budget, a correction and a body that did not report."""
    for path, words in (
        ("shili/reports/2024", "晚了45天公开"),
        ("shili/audits", "保留意见"),
        ("shili/projects/warm-winter-2024", "超预算"),
        ("shili/corrections", "抄写时两个数字颠倒"),
    ):
        assert words in (built / path / "index.html").read_text("utf-8"), path
    assert not (built / "heqiao/reports/2025").exists()
    assert (built / "heqiao/reports/2024").exists()


def test_every_page_says_sample(built: Path) -> None:
    """Nobody who opens any page takes it for real."""
    found = pages(built)
    assert len(found) > 500
    assert [
        one for one in found if 'class="sample"' not in (text := one.read_text("utf-8")) or "示例数据" not in text
    ] == []


def test_every_download_says_sample(built: Path) -> None:
    """Workbooks say so in their name of the sheet and their properties, the data package in its title."""
    for org in sorted(one.parent.name for one in built.glob("*/data")):
        package = json.loads((built / org / "data/datapackage.json").read_text("utf-8"))
        assert package["title"].startswith("示例数据-")
        books = sorted((built / org / "data").glob("*.xlsx"))
        assert books
        for path in books:
            book = load_workbook(path, read_only=False)
            assert book.sheetnames[0].startswith("示例数据-"), path
            assert "虚构" in (book.properties.description or ""), path


class _Links(HTMLParser):
    """Addresses and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (the parser's own name)
        for name, value in attrs:
            if value and name in {"href", "src"}:
                self.links.append(value)
            elif value and name == "id":
                self.ids.add(value)


def test_every_link_leads_somewhere(built: Path) -> None:
    """Pages and anchors that are linked are there."""
    parsed = {one.resolve(): _Links(one.read_text("utf-8")) for one in pages(built)}
    broken = []
    for path, page in parsed.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and target in parsed and anchor not in parsed[target].ids):
                broken.append((path.relative_to(built).as_posix(), link))
    assert [one for one in broken if not one[0].startswith("404")][:20] == []


def test_no_name_without_consent(built: Path) -> None:
    """The names of givers who never agreed are in no page and no download of the body they gave to; no receipt number is."""
    import csv

    with (EXAMPLES / "data" / CITY / "donations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    agreed = {row["捐赠人"] for row in rows if row["同意公开姓名"] == "是"}
    silent = {row["捐赠人"] for row in rows if row["捐赠人类型"] == "个人"} - agreed
    receipts = {row["票据号码"] for row in rows if row["票据号码"]}
    assert agreed
    assert silent
    assert receipts
    wanted = re.compile("|".join(map(re.escape, sorted(silent | receipts))))
    for path in (built / CITY).rglob("*"):
        if path.suffix in {".html", ".csv", ".json", ".svg"}:
            assert not wanted.search(path.read_text("utf-8-sig")), path


def test_publishing_refuses(tmp_path: Path) -> None:
    """`make publish` with the example stops, names each sample, and writes nothing."""
    done = run("build", "--data", EXAMPLES / "data", "--content", EXAMPLES / "content", "--output", tmp_path / "site",
               "--settings", ROOT / "publishconf.py")  # fmt: skip
    assert done.returncode == 1
    assert (done.stdout + done.stderr).count("（sample-data）") == 5
    assert not (tmp_path / "site").exists()
