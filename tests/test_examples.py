"""The example federation: what the script makes, what the site shows of it, and that it never passes for real."""

from __future__ import annotations

import csv
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from commands import ROOT
from links import attributes, broken_links
from openpyxl import load_workbook
from switches import faults

from disclosure.accounts.site import Site
from disclosure.compose import ComposedSite
from disclosure.dates import spoken_day
from disclosure.duties.finding import evaluate
from disclosure.kinds import all_kinds, kind_of
from disclosure.law.duties import Carrier, Catalogue, Duty, FindRecords, catalogue
from disclosure.model import Disclosure, Kind, Organisation
from disclosure.pages import pages_of
from disclosure.publishing import bindings, tree

EXAMPLES = ROOT / "examples"
CITY = "shili"
# The kinds that feed others and have no page of their own.
BEHIND = {
    "sources",
    "figures",
    "breakdowns",
    "computed",
    "reconciliations",
    "headlines",
    "acknowledgements",
    "verifications",
}
# Printed forms stand below the finances of their year; what is noted of duties, on the checklist of each of them.
ELSEWHERE = {
    "balance_sheet": "finances/2025/balance-sheet/",
    "activity_statement": "finances/2025/activity/",
    "cash_flow": "finances/2025/cash-flow/",
}


@pytest.fixture(scope="module")
def site(composed_example: ComposedSite) -> Site:
    """The example as read."""
    return composed_example.site


@pytest.fixture(scope="module")
def built(example_site: Path) -> Path:
    """The example's site as `make demo` builds it."""
    return example_site


def rows(org: str, kind: str) -> list[dict[str, str]]:
    """The rows of a table of one body, as they lie in its files."""
    folder = EXAMPLES / "data" / org
    found = []
    for path in sorted([*folder.glob(f"{kind}.csv"), *folder.glob(f"{kind}/*.csv")]):
        with path.open(encoding="utf-8") as file:
            found += csv.DictReader(file)
    assert found
    return found


def pages(folder: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(folder.rglob("*.html"))


def _files(folder: Path) -> dict[str, bytes]:
    """What lies in data/ and content/, by path."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for part in ("data", "content")
        for one in (folder / part).rglob("*")
        if one.is_file()
    }


def test_the_script_makes_the_committed_files(tmp_path: Path) -> None:
    """The same seed gives the same bytes; if not, or after a change of content/pages: .venv/bin/python examples/make.py."""
    subprocess.run([sys.executable, EXAMPLES / "make.py", tmp_path], check=True)
    made, kept = _files(tmp_path), _files(EXAMPLES)
    assert sorted(made) == sorted(kept)
    assert [path for path in made if made[path] != kept[path]] == []


def test_the_script_of_the_pictures_still_fits_the_code() -> None:
    """What it uses of the package is there; the pictures themselves are looked at when they are made."""
    start = "import runpy; runpy.run_path('examples/pictures.py')"
    subprocess.run([sys.executable, "-c", start], cwd=ROOT, check=True)


def test_the_files_stay_small() -> None:
    """All that is committed comes to less than three megabytes."""
    assert sum(one.stat().st_size for one in (EXAMPLES / "data").rglob("*") if one.is_file()) < 3_000_000


def test_the_example_is_of_a_real_size(site: Site) -> None:
    """Four bodies, three years, tens of projects and appeals, some twenty thousand gifts."""
    counted = {
        kind: sum(one.count(kind) for one in site.disclosures) for kind in ("projects", "campaigns", "donations")
    }
    assert len(site.disclosures) == 4
    assert counted["projects"] > 30
    assert counted["campaigns"] > 20
    assert 19_000 < counted["donations"] < 25_000
    years = {row["捐赠编号"][:4] for row in rows(CITY, "donations")}
    assert years == {"2023", "2024", "2025"}


def test_gifts_are_browsed_in_small_pages(built: Path) -> None:
    """Five hundred gifts a page at most, every gift on exactly one, and no page of theirs above 300 kB, 20 kB as it is sent.

    Below the gifts stands what became of each of them, for those who read without a script.
    """
    found = sorted((built / CITY / "donations").glob("20*/*/*/index.html"))
    numbers = [re.findall(r"<tr id=(\d{4}-\d{2}-\d{5})>", one.read_text("utf-8")) for one in found]
    assert max(map(len, numbers)) == 500
    assert sorted(one for page in numbers for one in page) == sorted(row["捐赠编号"] for row in rows(CITY, "donations"))
    sizes = [
        (len(page), len(gzip.compress(page)))
        for page in map(Path.read_bytes, (built / CITY / "donations").rglob("*.html"))
    ]
    assert max(size for size, _ in sizes) < 300_000
    assert max(sent for _, sent in sizes) < 20_000


def test_the_example_checks_clean(composed_example: ComposedSite) -> None:
    """No fault in the data: only the duties that it creates, and that none of its samples may be published.

    What differs on purpose is acknowledged.
    """
    codes = [fault.code for fault in composed_example.report]
    assert set(codes) == {"duty-ahead", "duty-overdue", "sample-data"}
    assert codes.count("sample-data") == 5
    assert {fault.code for fault in composed_example.report.errors} == {"sample-data"}
    assert composed_example.report.acknowledged


@pytest.fixture(scope="module")
def addresses(site: Site) -> set[str]:
    """The pages of the city body."""
    return {page.path for page in pages_of(next(one for one in site.disclosures if one.org == CITY))}


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.id)
def test_every_kind_is_filled(site: Site, addresses: set[str], kind: Kind) -> None:
    """The city body has records of each kind, and a page that shows them."""
    disclosure = next(one for one in site.disclosures if one.org == CITY)
    filled = {"figures": len(disclosure.figures), "computed": len(disclosure.figures), "sources": len(disclosure.sources),
              "breakdowns": len(disclosure.breakdowns), "reconciliations": len(disclosure.reconciliations)}  # fmt: skip
    told = [one for one in site.disclosures if one.count(kind.id)] if kind.id == "acknowledgements" else []
    assert filled.get(kind.id) or disclosure.count(kind.id) or kind.id == "headlines" or told
    if kind.id not in BEHIND:
        place = kind.place(disclosure.records[kind.id][0]) if kind.beside else ELSEWHERE.get(kind.id) or kind.address
        assert place.partition("#")[0] in addresses


def test_every_column_is_filled_somewhere() -> None:
    """Each column of each kind is used by some body, but for those that only say where and why."""
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


# Left empty on purpose: here the money of funds is paid out by the funds themselves; ids outlive row numbers;
# the pictures are drawn, and nobody who received something can be recognised in them.
NOT_FILLED = {"projects.基金", "acknowledgements.行", "acknowledgements.编号", "pictures.受助人同意公开"}


def test_nobody_is_recognised_in_the_drawn_pictures() -> None:
    """No picture of the example needs a consent that would have to be made up."""
    assert {
        row["认得出受助人"]
        for body in EXAMPLES.glob("data/*/pictures.csv")
        for row in rows(body.parent.name, "pictures")
    } == {"否"}


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
    bodies = sorted(folder.parent.name for folder in built.glob("*/data"))
    assert CITY in bodies
    for org in bodies:
        package = json.loads((built / org / "data/datapackage.json").read_text("utf-8"))
        assert package["title"].startswith("示例数据-")
        books = sorted((built / org / "data").glob("*.xlsx"))
        assert books
        for path in books:
            book = load_workbook(path, read_only=True)
            assert book.sheetnames[0].startswith("示例数据-"), path
            assert "虚构" in (book.properties.description or ""), path


def test_no_two_pages_are_called_the_same(built: Path) -> None:
    """What the tab of a browser and a bookmark say is of one page only."""
    names: dict[str, list[Path]] = {}
    for page in built.rglob("index.html"):
        title = re.search(r"<title>(.*?)</title>", page.read_text("utf-8"), re.DOTALL)
        assert title, page
        names.setdefault(title[1], []).append(page)
    assert len(names) > 1000
    assert {title: pages for title, pages in names.items() if len(pages) > 1} == {}


def test_every_link_leads_somewhere(built: Path) -> None:
    """Pages and anchors that are linked are there."""
    assert broken_links(built)[:20] == []


def _places(disclosure: Disclosure) -> Iterator[tuple[Kind, str]]:
    """Where each record of an organisation stands by the word of its kind; kinds without pages or numbers left out."""
    for kind in disclosure.kinds.values():
        if kind.id in BEHIND or kind.id in ELSEWHERE or not (kind.record.key() or kind.beside):
            continue
        for row in disclosure.records[kind.id]:
            yield kind, kind.place(row)
        if kind.bulk and kind.id in disclosure.datasets:
            yield from (
                (kind, kind.place(key))
                for key in sorted(disclosure.datasets[kind.id].values(kind.record.column("id")))[::50]
            )


def test_every_record_stands_where_its_kind_says(site: Site, built: Path) -> None:
    """The page that `Kind.place` names is there, and the anchor on it."""
    lost, kinds = [], set()
    ids: dict[Path, set[str]] = {}
    for disclosure in site.disclosures:
        for kind, place in _places(disclosure):
            kinds.add(kind.id)
            path, _, anchor = place.partition("#")
            page = built / disclosure.org / path / "index.html"
            if page not in ids and page.is_file():
                found = attributes(page)
                ids[page] = {unescape(value) for name, value in found if name == "id"}
            if page not in ids or (anchor and anchor not in ids[page]):
                lost.append(f"{disclosure.org}/{place}")
    assert lost == []
    assert len(kinds) > 30


def test_every_row_knows_its_kind(site: Site) -> None:
    """Whatever was taken out of a table or worked out beside it: its rows tell of which record they are (H7)."""
    for disclosure in site.disclosures:
        for kind in all_kinds():
            strays = [row.where for row in disclosure.records.get(kind.id, ()) if row.declared is not kind.record]
            assert strays == [], kind.id


@pytest.mark.parametrize(
    ("kind_id", "column", "day"),
    [
        ("disbursements", "amount", "paid_on"),
        ("goods", "quantity", "moved_on"),
        ("pledges", "promised", "pledged_on"),
        ("figures", "value", ""),
    ],
)
def test_a_duty_on_any_kind_finds_its_columns(site: Site, kind_id: str, column: str, day: str) -> None:
    """A duty may be carried by a kind with masked names or derived columns: what its rows tell is told (H7)."""
    disclosure = next(body for body in site.disclosures if body.org == CITY)
    kind = kind_of(kind_id)
    assert kind is not None
    duty = Duty(
        "crafted",
        "试一条",
        "基本信息",
        "",
        (),
        "all",
        "PS",
        "",
        catalogue().duties[0].terms,
        (Carrier(kind_id, (column,)),),
        find=FindRecords(kind=kind_id, event=(day,) if day else (), shown=True),
    )
    instances = evaluate(disclosure, Catalogue({}, ("基本信息",), (duty,)), date(2026, 6, 30))
    assert len(instances) == len(disclosure.records[kind_id])
    assert {instance.missing for instance in instances} == {()}


def test_every_year_leads_to_the_others(built: Path) -> None:
    """Every page that exists for several years leads to its siblings, names its own year, and promises nothing else."""
    checked, wrong = faults(built)
    assert checked > 200
    assert wrong == []


def test_years_are_compared(built: Path) -> None:
    """Three years are drawn, two are a table; a restatement and a change of scope are marked where they count."""
    page = (built / CITY / "trends/index.html").read_text("utf-8")
    assert '<svg class="fluid timeline"' in page
    assert "重述过，原来4,046人" in (built / CITY / "trends/people/index.html").read_text("utf-8")
    assert "2025年起合并范围变化：原来市会和三家县会，现在市会和两家县会" in page
    late = (built / "heqiao/trends/index.html").read_text("utf-8")
    assert '<svg class="fluid timeline"' not in late
    assert "能互相比较的年度不到3个" in late


def test_no_name_without_consent(built: Path) -> None:
    """The names of givers who never agreed are in no page and no download of the body they gave to; no receipt number is."""
    gifts = rows(CITY, "donations")
    agreed = {row["捐赠人"] for row in gifts if row["同意公开姓名"] == "是"}
    silent = {row["捐赠人"] for row in gifts if row["捐赠人类型"] == "个人"} - agreed
    receipts = {row["票据号码"] for row in gifts if row["票据号码"]}
    assert agreed
    assert silent
    assert receipts
    secret = silent | receipts
    beginnings = "".join(sorted({one[0] for one in silent}))
    wanted = re.compile(rf"[{beginnings}](?=([示例样范].))|SL\d+")  # a name is of three characters
    for path in (built / CITY).rglob("*"):
        if path.suffix in {".html", ".csv", ".json", ".svg"}:
            told = {one[0] + (one[1] or "") for one in wanted.finditer(path.read_text("utf-8-sig"))}
            assert not told & secret, path


# What staff fill in of their organisation to steer the site: readers see what comes of it.
STEERING = {Organisation.search_synonyms, Organisation.project_stages}


def test_readers_see_what_an_organisation_says_of_itself(site: Site, built: Path) -> None:
    """Every line of organisation.yaml that is filled in stands on a page, word for word, and days in words."""
    filled = set()
    for disclosure in site.disclosures:
        text = unescape("".join(page.read_text("utf-8") for page in sorted((built / disclosure.org).rglob("*.html"))))
        for fact in set(Organisation.columns) - STEERING:
            if (value := disclosure.organisation[fact]) is not None:
                filled.add(fact)
                assert spoken_day(str(value)) in text, (disclosure.org, fact.name)
    assert {Organisation.about, Organisation.wechat, Organisation.website} <= filled


def test_every_number_that_names_its_cell_is_in_that_cell(built: Path, site: Site) -> None:
    """As a publish holds them against each other: the example is never published, but what it shows has to be fit for it."""
    assert list(bindings.faults(built, site.disclosures)) == []


def test_nothing_but_the_record_of_a_release_is_missing_for_a_publish(built: Path, site: Site) -> None:
    """Every other look that a publish takes at its finished tree finds nothing wrong."""
    found_faults = tree.faults(built, [disclosure.org for disclosure in site.disclosures], "", ())
    about_release = re.compile(r"缺少 (?:releases|verify)/.*|.*是示例.*，不能发布")
    assert [fault for fault in found_faults if not about_release.fullmatch(fault)] == []


def test_no_chart_says_where_its_shapes_stand_more_finely_than_anybody_sees(built: Path) -> None:
    """Places to the tenth of a pixel: fifteen digits would only weigh, and look like numbers of persons."""
    charts = list(built.glob("*/data/charts/*.json"))
    assert charts
    fine = re.compile(r"\d\.\d{11,}|\d{6}\.\d{5,}")
    assert [str(chart) for chart in charts if fine.search(chart.read_text("utf-8"))] == []
