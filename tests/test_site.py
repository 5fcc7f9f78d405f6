"""The real site as a whole, built by the real command: what every page, link, number, chart and download must keep."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import os
import pickle
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from openpyxl import load_workbook
from switches import faults
from turns import made_once
from warm import run

from disclosure.accounts.site import Site, read_site
from disclosure.drawing.form import HEADER
from disclosure.engine.writing import files_for_crawlers
from disclosure.kinds import all_kinds
from disclosure.numerals import readings
from disclosure.output.exports import FIGURE_FIELDS
from disclosure.problems import Report
from disclosure.publishing.bindings import states
from disclosure.quantities import Bound
from disclosure.reading.cell_types import RichText, Text
from disclosure.reading.table_typing import read_columns
from disclosure.reading.tables import read_tables
from disclosure.reading.typed_tables import rows

ROOT = Path(__file__).resolve().parents[1]
GOOD = Path(__file__).parent / "sites" / "good_two"
ORGANISATIONS = ("gaoxin", "suzhou")
FIRST_VIEW = 60 * 1024


@dataclass(slots=True)
class Page:
    """What was found in one page."""

    path: str
    title: str = ""
    lang: str = ""
    csp: str = ""
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # tag, attribute, value
    active: list[str] = field(default_factory=list)  # what the policy and good sense forbid
    figures: list[tuple[str, str, str]] = field(default_factory=list)  # id, text, class
    charts: dict[str, list[str]] = field(default_factory=dict)  # id → texts of the table's cells
    plots: list[str] = field(default_factory=list)
    text: str = ""
    size: int = 0


def words(node: Any) -> str:
    return re.sub(r"\s+", "", "".join(node.itertext()))


LINKING = {"href", "src", "srcset", "action", "formaction", "poster", "data"}
FORBIDDEN = {"style", "iframe", "object", "embed", "base", "form"}


def parse(root: Path, path: Path) -> Page:
    """One page, parsed as browsers do."""
    content = path.read_bytes()
    tree = html5lib.parse(content.decode("utf-8"), namespaceHTMLElements=False)
    page = Page(path.relative_to(root).as_posix(), size=len(gzip.compress(content, 6, mtime=0)))
    page.lang = tree.get("lang", "")
    pieces: list[str] = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.rpartition("}")[2]
        note_attributes(page, tag, node)
        note_element(page, tag, node)
        if tag not in {"script", "style", "title"}:
            pieces.append(node.text or "")
        pieces.append(node.tail or "")
    page.text = " ".join(" ".join(pieces).split())
    return page


def note_attributes(page: Page, tag: str, node: Any) -> None:
    """Ids, links and what is active in the attributes of an element."""
    for name, value in node.attrib.items():
        key = str(name).rpartition("}")[2].lower()
        if key == "id":
            page.ids.append(value)
        if key in LINKING:
            page.links.append((tag, key, value))
        if key.startswith("on") or key == "style":
            page.active.append(f"<{tag} {key}>")
        if re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE):
            page.active.append(f"<{tag} {key}={value[:30]}>")


def note_element(page: Page, tag: str, node: Any) -> None:
    """What an element itself says: title, heading, policy, data, figures and charts."""
    if tag == "title" and not page.title:
        page.title = "".join(node.itertext()).strip()
    elif tag == "h1":
        page.headings.append(words(node))
    elif tag == "meta" and node.get("http-equiv", "").lower() == "content-security-policy":
        page.csp = node.get("content", "")
    elif tag == "script" and node.get("type") == "application/json":
        page.plots.append("".join(node.itertext()))
    elif tag == "form" and node.get("method") == "get" and node.get("action", "").endswith("search/index.html"):
        pass  # 站内搜索, which a script answers and which leads to the index without one
    elif tag in FORBIDDEN or (tag == "script" and not node.get("src")):
        page.active.append(f"<{tag}>")
    if node.get("data-figure"):
        page.figures.append((node.get("data-figure"), words(node), node.get("class", "")))
    if tag == "figure" and node.get("id", "").startswith("fig-"):
        page.charts[node.get("id")[4:]] = [
            words(one) for row in node.iter("tr") for one in row if one.tag in {"th", "td"}
        ]


def parsed(output: Path, shared: Path) -> dict[str, Page]:
    """All pages below *output*, parsed once for all workers."""

    def make() -> str:
        found = {one.path: one for one in (parse(output, path) for path in sorted(output.rglob("*.html")))}
        shared.write_bytes(pickle.dumps(found))
        return ""

    made_once(shared, make)
    result: dict[str, Page] = pickle.loads(shared.read_bytes())  # noqa: S301  (written a moment ago by ourselves)
    return result


@pytest.fixture(scope="session")
def pages(real_site: Path) -> dict[str, Page]:
    """Every page of the real site."""
    return parsed(real_site, real_site.with_name(f"{real_site.name}-pages.pickle"))


@pytest.fixture(scope="session")
def real_data() -> Site:
    """The data that the real site is made of."""
    report = Report()
    site = read_site(ROOT / "data", "data", report)
    assert not report.errors
    return site


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


# --- every page ----------------------------------------------------------------------------------


def test_there_are_pages_for_both(pages: dict[str, Page]) -> None:
    """The site has a front page, a page for what is not found, and many pages of each organisation."""
    assert {"index.html", "404.html"} <= set(pages)
    assert all(sum(path.startswith(f"{org}/") for path in pages) > 40 for org in ORGANISATIONS)


def test_links_and_anchors_lead_somewhere(real_site: Path, pages: dict[str, Page]) -> None:
    """Every link inside the site leads to a file that exists, and every anchor to an element that exists."""
    broken = []
    for page in pages.values():
        folder = (real_site / page.path).parent
        for tag, key, value in page.links:
            parts = urlsplit(value)
            if parts.scheme or value.startswith("//"):
                continue
            target = (folder / unquote(parts.path)).resolve() if parts.path else real_site / page.path
            if not target.is_file():
                broken.append(f"{page.path}: <{tag} {key}={value}>")
            elif parts.fragment and target.suffix == ".html":
                known = pages[target.relative_to(real_site.resolve()).as_posix()].ids
                if unquote(parts.fragment) not in known:
                    broken.append(f"{page.path}: 没有锚点 {value}")
    assert not broken


def test_one_year_promises_no_others(real_site: Path, pages: dict[str, Page]) -> None:
    """Both have told of one year, and of plans for the next in the register: no switch to nowhere, no year beside itself."""
    checked, wrong = faults(real_site)
    registers = [path for path in pages if re.fullmatch(r"\w+/facts/\d+/.*index\.html", path)]
    assert (checked, wrong) == (len(registers), [])
    assert not [path for path in pages if "/trends/" in path]


def test_buttons_name_scripts_that_exist(real_site: Path, pages: dict[str, Page]) -> None:
    """What is loaded only when asked for, plotly and its style, exists where the pages say."""
    found = 0
    for page in pages.values():
        content = (real_site / page.path).read_text("utf-8")
        for value in re.findall(r'data-(?:script|style)="([^"]+)"', content):
            found += 1
            assert ((real_site / page.path).parent / value).resolve().is_file(), f"{page.path}: {value}"
    assert found


def test_every_page_can_be_reached(real_site: Path, pages: dict[str, Page]) -> None:
    """From the front page links lead to every page but the one for what is not found."""
    reached, todo = {"index.html"}, ["index.html"]
    while todo:
        page = pages[todo.pop()]
        for tag, _, value in page.links:
            parts = urlsplit(value)
            if tag != "a" or parts.scheme or not parts.path:
                continue
            target = ((real_site / page.path).parent / unquote(parts.path)).resolve()
            name = target.relative_to(real_site.resolve()).as_posix()
            if name in pages and name not in reached:
                reached.add(name)
                todo.append(name)
    assert set(pages) - reached == {"404.html"}


def test_titles_are_unique(pages: dict[str, Page]) -> None:
    """No two pages have the same title, and none has an empty one."""
    counted = Counter(page.title for page in pages.values())
    assert [title for title, count in counted.items() if count > 1 or not title] == []


def test_language_heading_and_ids(pages: dict[str, Page]) -> None:
    """Every page is marked zh-CN, has exactly one h1 with words in it, and no id twice."""
    for page in pages.values():
        assert page.lang == "zh-CN", page.path
        assert len(page.headings) == 1, page.path
        assert page.headings[0], page.path
        assert [one for one, count in Counter(page.ids).items() if count > 1] == [], page.path


def test_no_machine_words_reach_the_reader(pages: dict[str, Page]) -> None:
    """No None, nan, NaT, undefined, Decimal, unresolved reference or template mark stands in any text."""
    wrong = re.compile(
        r"\bNone\b|\bnan\b|\bNaN\b|\bNaT\b|\bundefined\b|Decimal\(|<NA>|\{[A-Z]{1,3}\d|\[\[|\]\]|\{\{|\{%|&(?:amp|lt|gt|quot|#\d+);"
    )
    found = [
        f"{page.path}: {page.text[max(0, match.start() - 30) : match.end() + 10]}"
        for page in pages.values()
        for match in [wrong.search(page.text + " " + page.title)]
        if match
    ]
    assert not found


def test_nothing_active_is_inline(pages: dict[str, Page]) -> None:
    """No page has inline scripts, styles or handlers, frames, forms, or javascript: and data: addresses."""
    assert [f"{page.path}: {one}" for page in pages.values() for one in page.active] == []


def test_every_page_has_a_strict_policy(pages: dict[str, Page]) -> None:
    """The content security policy of every page lets nothing in but the site's own files."""
    for page in pages.values():
        rules = dict(one.split(None, 1) for one in page.csp.split("; "))
        assert rules["default-src"] in {"'self'", "'none'"}, page.path
        assert {rules[one] for one in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
        assert {rules[one] for one in ("object-src", "base-uri")} == {"'none'"}
        assert rules["form-action"] == "'self'"  # 站内搜索
        assert "unsafe" not in page.csp
        assert "http" not in page.csp


def test_nothing_is_loaded_from_elsewhere(real_site: Path, pages: dict[str, Page]) -> None:
    """Only links that a reader follows may leave the site; scripts, styles, fonts and pictures are its own."""
    for page in pages.values():
        for tag, key, value in page.links:
            scheme = urlsplit(value).scheme or ("https" if value.startswith("//") else "")
            assert not scheme or (tag == "a" and key == "href" and scheme in {"https", "http", "tel", "mailto"}), value
    for path in [*(real_site / "assets").glob("*.css"), *real_site.rglob("*.svg")]:
        loads = re.findall(r"@import[^;]*|url\([^)]*\)|(?:xlink:)?href=\"[^\"#]*\"", path.read_text("utf-8"))
        assert [one for one in loads if re.search(r"https?:|//", one) and "w3.org" not in one] == [], path.name


def test_first_view_is_small(real_site: Path, pages: dict[str, Page]) -> None:
    """HTML, style and scripts of every page together take at most 60 KB gzipped; plotly is not among them."""
    shared = sum(
        len(gzip.compress((real_site / "assets" / name).read_bytes(), 6, mtime=0))
        for name in ("site.css", "site.js", "first.js")
    )
    large = {page.path: page.size + shared for page in pages.values() if page.size + shared > FIRST_VIEW}
    assert not large
    loaded = {value for page in pages.values() for tag, _, value in page.links if tag in {"script", "link"}}
    assert not any("plotly" in one for one in loaded)


def test_pages_do_not_mix_organisations(pages: dict[str, Page]) -> None:
    """No page of one organisation shows a figure of the other: the two accounts are never put together."""
    mine = {"gaoxin": "G", "suzhou": "S"}
    for page in pages.values():
        org = page.path.split("/")[0]
        if org in mine:
            assert {name[0] for name, _, _ in page.figures} <= {mine[org]}, page.path


# --- every number --------------------------------------------------------------------------------


def is_register(page: Page) -> bool:
    return bool(re.fullmatch(r"\w+/facts/\d+/.*index\.html", page.path))


def test_every_figure_is_used_and_registered(real_data: Site, pages: dict[str, Page]) -> None:
    """Each figure stands on a page that readers come to, and has its entry and anchor in the register of its year."""
    shown = {name for page in pages.values() if not is_register(page) for name, _, _ in page.figures}
    for disclosure in real_data.disclosures:
        for figure in disclosure.figures.values():
            assert figure.id in shown, figure.id
            register = pages[f"{disclosure.org}/facts/{figure.year}/index.html"]
            assert figure.id in register.ids, figure.id


def test_every_shown_figure_has_its_own_digits(real_data: Site, pages: dict[str, Page]) -> None:
    """Wherever a figure is shown, its printed digits stand there, or the same value in the unit of the column."""
    known = {one.id: one for disclosure in real_data.disclosures for one in disclosure.figures.values()}
    shown = 0
    for page in pages.values():
        for address, text, _ in page.figures:
            name = address.rpartition("/")[2]  # on a page of no organisation the address names it
            shown += 1
            wording = known[name].as_written
            digits = re.findall(r"[\d.,]+", wording) or [wording]
            same = known[name].value in {one.value for one in readings(text, "")}  # 1.32亿元 in a column of 万元
            same = same or states(
                text, {known[name].value, known[name].printed}, known[name].bound
            )  # in brief, in a chart
            assert digits[0] in text or same, f"{page.path}: {name} {text}"
    assert shown > 500


def test_figures_are_led_back_to_their_entry(real_site: Path, pages: dict[str, Page]) -> None:
    """Behind the figures of every page there are links to the register; a page never shows figures without them."""
    for page in pages.values():
        if page.figures and not is_register(page) and page.path != "index.html":
            leads = {value.partition("#")[2] for tag, _, value in page.links if tag == "a" and "facts/" in value}
            assert {name for name, _, _ in page.figures} <= leads, page.path
    assert (real_site / "gaoxin/facts/2023/index.html").is_file()


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_downloaded_figures_are_the_data(real_site: Path, org: str) -> None:
    """figures.csv has the agreed columns first, and for each reported figure exactly the cells of the data file."""
    download = table_of(real_site / org / "data" / "figures.csv")
    assert list(download[0])[:14] == [
        "id", "year", "topic", "subject", "measure", "value", "qualifier", "unit", "as_written", "scope", "level",
        "source", "status", "pages",
    ]  # fmt: skip
    assert list(download[0]) == [one.name for one in FIGURE_FIELDS]
    given = {
        row["编号"]: (path.stem, row)
        for path in (ROOT / "data" / org / "figures").glob("*.csv")
        for row in table_of(path)
    }
    assert given.keys() == {row["id"] for row in download if not row["formula"]}
    pairs = {
        "主题": "topic", "事项": "subject", "指标": "measure", "数值": "value", "约数": "qualifier", "单位": "unit",
        "原文写法": "as_written", "口径": "scope", "来源": "source", "状态": "status", "性质": "nature", "款物": "basis",
        "所属记录": "record", "出处": "place",
    }  # fmt: skip
    for row in download:
        if row["formula"]:
            assert row["level"] == "算"
            continue
        year, source = given[row["id"]]
        assert row["year"] == year
        assert {one: source[one] for one in pairs} == {one: row[name] for one, name in pairs.items()}


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_pages_of_a_figure_are_named_in_the_download(real_site: Path, pages: dict[str, Page], org: str) -> None:
    """The pages column lists the pages that show the figure, the register and charts placed in articles apart."""
    figures = table_of(real_site / org / "data" / "figures.csv")
    assert figures
    for row in figures:
        named = {f"{path}index.html" for path in row["pages"].split()}
        shown = {
            page.path
            for page in pages.values()
            if page.path.startswith(f"{org}/")
            and not is_register(page)
            and "/board/" not in page.path  # a sheet says what its page says
            and row["id"] in {one for one, _, _ in page.figures}
        }
        assert named, row["id"]
        assert named <= shown, row["id"]
        assert not {path for path in shown - named if "/news/" not in path}, row["id"]


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_totals_of_pages_are_totals_of_files(
    real_site: Path, pages: dict[str, Page], real_data: Site, org: str
) -> None:
    """Counts and totals that pages state are those of the files beside them, computed again from the files."""
    disclosure = next(one for one in real_data.disclosures if one.org == org)
    download = table_of(real_site / org / "data" / "figures.csv")
    for year in {row["year"] for row in download}:
        of_year = [row for row in download if row["year"] == year]
        text = pages[f"{org}/facts/{year}/index.html"].text
        stated = sum(not row["formula"] for row in of_year)
        teller, computed = {"gaoxin": "报告", "suzhou": "报道"}[org], len(of_year) - stated
        origins = f"：{teller}写明{stated}条，本站计算{computed}条。" if computed else f"，都是{teller}写明的。"
        assert f"{year}年的数字有{len(of_year)}条{origins}" in text
    values = {row["id"]: Decimal(row["value"]) for row in download}
    checks = table_of(real_site / org / "data" / "reconciliations.csv")
    assert len(checks) == len(disclosure.reconciliations)
    for row in checks:
        if row["left_value"] and row["right_value"]:
            assert Decimal(row["left_value"]) - Decimal(row["right_value"]) == Decimal(row["difference"])
    told = {one.id: one.difference_text for one in disclosure.reconciliations}
    assert {row["id"]: row["difference_text"] for row in checks} == told
    assert any("约" in text or "至少" in text for text in told.values())
    for one in disclosure.breakdowns.values():
        listed = sum((values[row["id"]] for row in download if one.id in row["part_of"].split()), Decimal(0))
        row = next(row for row in checks if row["id"] == one.id)
        assert (Decimal(row["left_value"]), Decimal(row["right_value"])) == (listed, values[one.total])


def test_totals_are_on_the_home_pages(pages: dict[str, Page]) -> None:
    """Each home page states what was received and given out, in the words of the report."""
    assert "209.53" in pages["gaoxin/index.html"].text
    assert "161.04" in pages["gaoxin/index.html"].text
    assert "1.41" in pages["suzhou/index.html"].text
    assert "1.32" in pages["suzhou/index.html"].text


# --- every download ------------------------------------------------------------------------------


def downloads(site: Path) -> Iterator[Path]:
    for org in ORGANISATIONS:
        yield from sorted((site / org / "data").glob("*.csv"))


def test_downloads_agree_in_three_formats(real_site: Path) -> None:
    """CSV, JSON and XLSX of every table have the same rows and the same exact values; in XLSX names stand beside ids."""
    compared = named = 0
    for path in downloads(real_site):
        documents = {row["id"]: row["title"] for row in table_of(path.with_name("sources.csv"))}
        records = table_of(path)
        objects = json.loads(path.with_suffix(".json").read_text("utf-8"))
        sheet = load_workbook(path.with_suffix(".xlsx")).worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        beside = {at for at in range(1, len(heads)) if heads[at] == f"{heads[at - 1]}的名称"}
        for row in sheet.iter_rows(min_row=2):
            for at in beside & {at for at, head in enumerate(heads) if head == "来源的名称"}:
                assert (row[at].value or "") == documents.get(row[at - 1].value, ""), path
                named += 1
        sheet_rows = [[row[at] for at in range(len(heads)) if at not in beside] for row in sheet.iter_rows(min_row=2)]
        assert len(records) == len(objects) == len(sheet_rows), path
        for record, one, cells in zip(records, objects, sheet_rows, strict=True):
            assert list(record) == list(one)
            for text, value, cell in zip(record.values(), one.values(), cells, strict=True):
                compared += 1
                plain = text.removeprefix("'") if text.startswith("'") else text
                assert ("" if value is None else str(value)) == plain, path
                assert cell.data_type != "f"
                if isinstance(cell.value, int | float):
                    assert Decimal(str(cell.value)) == Decimal(plain), path
                else:
                    assert (cell.value or "") == plain, path
    assert compared > 3000
    assert named > 100


def test_csv_files_open_in_excel_as_they_are(real_site: Path) -> None:
    """Every CSV begins with the mark of UTF-8, ends its lines with CRLF, and holds no cell that a sheet would execute."""
    files = sorted(real_site.rglob("*.csv"))
    assert files
    for path in files:
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), path
        assert content.count(b"\n") == content.count(b"\r\n"), path
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not re.match(r"[=+@\t\r＝＋－＠]|-(?![\d.]+$)", cell), f"{path}: {cell}"


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_the_schema_describes_the_files(real_site: Path, org: str) -> None:
    """datapackage.json lists every CSV with its columns in order, and every value fits the declared type."""
    folder = real_site / org / "data"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in package["resources"]} == {path.name for path in folder.glob("*.csv")}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        header, *body = csv.reader(io.StringIO((folder / resource["path"]).read_text("utf-8-sig"), newline=""))
        assert [one["name"] for one in fields] == header
        assert all(one["title"] for one in fields)
        for row in body:
            for one, cell in zip(fields, row, strict=True):
                if one["type"] == "number" and cell:
                    assert Decimal(cell).is_finite()
                if one["type"] == "year" and cell:
                    assert re.fullmatch(r"\d{4}", cell)


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_exported_records_can_be_read_again(real_site: Path, real_data: Site, org: str) -> None:
    """The CSV of every kind is accepted at the door again, without a problem, with the same ids in the same order."""
    disclosure = next(one for one in real_data.disclosures if one.org == org)
    read_again = 0
    for kind in all_kinds():
        path = real_site / org / "data" / f"{kind.id}.csv"
        if kind.id in {"figures", "reconciliations"} or not path.is_file():
            continue
        raw = read_tables(path, path.name, kind.record)[0]
        typed, problems = read_columns(kind.record, raw.cells, raw.where)
        assert not raw.problems
        assert not problems
        assert [row["id"] for _, row in rows(typed)] == [row.id for row in disclosure.records[kind.id]]
        read_again += 1
    assert read_again >= 8


def test_every_offered_file_is_linked(real_site: Path, pages: dict[str, Page]) -> None:
    """Every table below data/ is offered on the page of downloads; nothing lies there that no page names."""
    for org in ORGANISATIONS:
        offered = {value for tag, _, value in pages[f"{org}/data/index.html"].links if tag == "a"}
        names = {value.rpartition("/")[2] for value in offered}
        there = {
            path.name for path in (real_site / org / "data").iterdir() if path.suffix in {".csv", ".json", ".xlsx"}
        }
        assert there <= names


# --- every chart ---------------------------------------------------------------------------------


def charts(site: Path) -> list[Path]:
    return sorted(site.rglob("data/charts/*.csv"))


def test_the_four_outputs_of_a_chart_agree(real_site: Path, pages: dict[str, Page]) -> None:
    """Table, CSV, picture and Plotly of every chart have the same names and the same values."""
    assert len(charts(real_site)) > 10
    for path in charts(real_site):
        org, name = path.relative_to(real_site).parts[0], path.stem
        header, *body = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        assert tuple(header) == tuple(HEADER)
        records = [dict(zip(header, row, strict=True)) for row in body]
        shown = [page for page in pages.values() if page.path.startswith(f"{org}/") and name in page.charts]
        assert shown, path
        for page in shown:
            table = "\n".join(page.charts[name])
            for row in records:
                assert row["名称"].replace(" ", "") in table, f"{page.path} {name}: {row['名称']}"
                exact = (row["写法"], row["写法"].replace(" ", ""))
                numbers = re.findall(r"[−-]?[\d,.]+[万亿]?", table)
                bound = Bound.AT_LEAST if row["写法"].startswith("至少") else Bound.EXACT
                brief = [number for number in numbers if states(number, {Decimal(row["数值"])}, bound)]
                assert brief or any(piece in table for piece in exact), f"{page.path}: {row}"
        picture = path.with_suffix(".svg")
        if not picture.exists():
            assert not path.with_suffix(".json").exists()
            continue
        drawn = re.sub(r"\s", "", "".join(ET.parse(picture).getroot().itertext()))  # noqa: S314  (our own file)
        plot = json.loads(path.with_suffix(".json").read_text("utf-8"))
        assert any(json.loads(one) == plot for page in shown for one in page.plots), path
        bars = [
            (str(label[0]).replace(" ", ""), Decimal(str(value)))
            for trace in plot["data"]
            if trace["type"] == "bar"
            for label, value in zip(trace["customdata"], trace["x"], strict=True)
        ]
        marks = [row for row in records if row["类别"] != "总额"]
        units = Counter(row["单位"] for row in marks)
        compared = [row for row in marks if len(units) == 1 or units[row["单位"]] > 1]  # a single bar compares nothing
        assert {value for _, value in bars} == {Decimal(row["数值"]) for row in compared}, path
        for row in records:
            label = row["名称"].replace(" ", "")
            digits = re.findall(r"[\d.,]+", row["写法"])[0]
            assert digits in drawn, f"{path}: {row}"
            assert label in drawn or label[:6] in drawn, f"{path}: {row}"
            if row in compared:
                assert any(Decimal(row["数值"]) == value and label in one for one, value in bars), f"{path}: {row}"


def test_pictures_are_well_formed_and_named(real_site: Path) -> None:
    """Every picture is XML with a title and a description that are not empty, and holds nothing active."""
    pictures = sorted(real_site.rglob("data/charts/*.svg"))
    assert pictures
    for path in pictures:
        root = ET.parse(path).getroot()  # noqa: S314  (our own file)
        names = {node.tag.rpartition("}")[2]: "".join(node.itertext()).strip() for node in root.iter()}
        assert names["title"]
        assert names["desc"]
        assert not {"script", "foreignObject", "image", "a", "use"} & set(names)


def test_every_chart_of_a_page_has_its_files(real_site: Path, pages: dict[str, Page]) -> None:
    """A chart that a page shows can be taken away; each has a sentence that says aloud what it shows."""
    for page in pages.values():
        for name in page.charts:
            assert (real_site / page.path.split("/")[0] / "data" / "charts" / f"{name}.csv").is_file(), page.path


# --- the build -----------------------------------------------------------------------------------


def build(arguments: list[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    return run("build", *arguments, env={**os.environ, **environment})


def test_words_of_the_trade_lead_to_their_explanation(real_site: Path) -> None:
    """Where a page says them first; the words of the organisation's own name explain nothing there."""
    for org, name in (("gaoxin", "高新区慈善会"), ("suzhou", "苏州市慈善总会")):
        anchors = set(re.findall(r' id="([^"]+)"', (real_site / org / "about/terms/index.html").read_text("utf-8")))
        led = [
            pair
            for path in sorted((real_site / org).rglob("index.html"))
            for pair in re.findall(
                r'<a class="term" href="[^"#]*about/terms/index.html#([^"]+)">([^<]+)</a>', path.read_text("utf-8")
            )
        ]
        assert len({word for _, word in led}) > 12
        assert {anchor for anchor, _ in led} <= anchors
        assert not [word for _, word in led if word in name]


def test_the_published_site_knows_its_address(published_site: Path) -> None:
    """With an address, pages name it as canonical, the site map lists every page, and 404 works below a sub-path."""
    output = published_site
    home = (output / "gaoxin" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/a/b/gaoxin/">' in home
    assert '<meta property="og:image" content="https://example.org/a/b/gaoxin/share.png">' in home
    for path in output.rglob("*.html"):
        html = path.read_text("utf-8")
        images = re.findall(r'<meta property="og:image" content="https://example.org/a/b/([^"]+)">', html)
        assert len(images) == (path.name != "404.html"), path
        assert re.search(
            r'<meta property="og:title" content="[^"]+">\n<meta property="og:description" content="[^"]+">', html
        )
        assert all((output / image).is_file() for image in images)
    for path, answer in (
        ("gaoxin/", "高新区慈善会2023年收到209.53万元、发出达161.04万元、"),
        ("gaoxin/years/2023/", "接收款物209.53万元，发放救助款物达161.04万元，惠及受助群众2万余人次。口径："),
        ("suzhou/emergencies/gansu-earthquake/", "筹集并用于采购617万余元（推断）。"),
        ("gaoxin/finances/2023/costs/", "2023年的管理费用和募捐成本（筹资费用）没有公布。"),
    ):
        told = (output / path / "index.html").read_text("utf-8")
        assert f'<meta property="og:description" content="{answer}' in told, "who sees only the link sees the answer"
    weights = {path: path.stat().st_size for path in output.rglob("share.png")}
    assert len(weights) > 100
    assert max(weights.values()) <= 60_000
    assert all(path.stat().st_size <= 500_000 for path in output.rglob("long.png"))
    fonts = (b"OTTO", b"\x00\x01\x00\x00", b"true", b"ttcf", b"wOFF", b"wOF2")
    assert not [path for path in output.rglob("*") if path.is_file() and path.read_bytes().startswith(fonts)]
    listed = set(re.findall(r"<loc>([^<]+)</loc>", (output / "sitemap.xml").read_text("utf-8")))
    written = {
        "https://example.org/a/b/" + path.relative_to(output).as_posix().removesuffix("index.html")
        for path in output.rglob("*.html")
    }
    assert listed == written - {"https://example.org/a/b/404.html"}
    assert not (output / "robots.txt").exists()  # below a sub-path nobody asks for it
    lost = (output / "404.html").read_text("utf-8")
    assert 'href="/a/b/assets/site.css"' in lost
    assert "canonical" not in lost


def test_crawlers_are_led_to_the_site_map_at_the_root_of_a_host() -> None:
    """Everything may be read; without an address there is neither file."""
    files = dict(files_for_crawlers("https://example.org", ()))
    assert files["robots.txt"] == "User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"
    assert list(dict(files_for_crawlers("https://example.org/a", ()))) == ["sitemap.xml"]
    assert not list(files_for_crawlers("", ()))


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(1)>\'{{7*7}}{% x %}<b>&amp;</b>]]>--><a href="javascript:x">'
)
FORMULA = "=cmd|' /C calc'!A0"
KEPT = {"id", "topic", "unit", "record", "part_of"}


def plant(folder: Path) -> int:
    """Put hostile text into every free text column of every table, and into YAML and Markdown; returns how many cells."""
    planted = 0
    for kind in all_kinds():
        free = {
            one.label
            for one in kind.record.columns
            if isinstance(one.type, Text | RichText)
            and not (one.choices or one.refers_to or one.key)
            and one.name not in KEPT
        }
        for path in [*folder.glob(f"data/dawn/{kind.id}.csv"), *folder.glob(f"data/dawn/{kind.id}/*.csv")]:
            header, *body = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
            for number, row in enumerate(body):
                for place, label in enumerate(header):
                    if label in free:
                        formula = number % 2 and label != "原文写法"
                        row[place] = FORMULA + row[place] if formula else row[place] + HOSTILE
                        planted += 1
            stream = io.StringIO(newline="")
            csv.writer(stream, lineterminator="\n").writerows([header, *body])
            path.write_text(stream.getvalue(), "utf-8")
    quoted = json.dumps(HOSTILE)
    (folder / "data/site.yaml").write_text(
        f"name: {json.dumps('名' + HOSTILE, ensure_ascii=False)}\ntagline: {quoted}\norganisations: [dawn, river]\n"
        f"prepared_on: 2024-05-01\nicp: {quoted}\npolice: {quoted}\nreport_phone: {quoted}\n",
        "utf-8",
    )
    (folder / "data/dawn/organisation.yaml").write_text(
        f"id: dawn\nname: {json.dumps('晨' + HOSTILE, ensure_ascii=False)}\n"
        + "".join(f"{key}: {quoted}\n" for key in ("short_name", "about", "region", "uscc", "address", "phone")),
        "utf-8",
    )
    words = re.sub(r"<img[^>]*>", "", HOSTILE)  # pictures without words or from elsewhere are refused by the check
    (folder / "content/news/dawn/first.md").write_text(
        f"Title: 题{HOSTILE}\nDate: 2024-04-02\nSlug: first-account\nSummary: 摘要{HOSTILE}\n\n"
        f"正文{words}\n\n[点](javascript:alert(1)) [甲](data:text/html,x) <javascript:alert(1)>\n\n"
        "段落 { onclick=alert(1) style=color:red }\n\n# 标题 { onclick=alert(1) }\n\n<iframe src=//x></iframe><svg onload=alert(1)>"
        "<style>*{display:none}</style><form action=//x><input onfocus=alert(1) autofocus></form>\n",
        "utf-8",
    )
    return planted


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("data", "content"):
        shutil.copytree(GOOD / name, folder / name)
    assert plant(folder) > 100
    done = build(["--data", folder / "data", "--content", folder / "content", "--output", folder / "output"])
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_hostile_text_never_becomes_active(hostile: Path) -> None:
    """Planted scripts, handlers, javascript: links, styles and frames stay words, in data, YAML and Markdown alike."""
    found = [parse(hostile, path) for path in sorted(hostile.rglob("*.html"))]
    assert len(found) > 30
    assert sum("<script>alert(1)</script>" in page.text for page in found) > 20
    assert [f"{page.path}: {one}" for page in found for one in page.active] == []
    for page in found:
        pictures = [value for tag, _, value in page.links if tag == "img"]
        assert not pictures or "/news/" in page.path, page.path  # prose may hold pictures
        assert "49{% x %}" not in page.text, page.path
    assert sum("{{7*7}}{% x %}" in page.text for page in found) > 20


def test_hostile_text_is_escaped_once(hostile: Path) -> None:
    """Planted text reads as it was typed: no page shows &amp;lt; or other marks of escaping twice."""
    pages = sorted(hostile.rglob("*.html"))
    assert pages
    for path in pages:
        text = html.unescape(path.read_text("utf-8"))
        assert "&lt;script" not in text, path
        assert "&quot;" not in text, path


def test_hostile_text_in_downloads(hostile: Path) -> None:
    """In CSV a planted formula is guarded, in XLSX it is text, and pictures stay well-formed without scripts."""
    guarded = 0
    for path in hostile.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+", "＝"))], path
            guarded += sum(cell.startswith("'=cmd") for cell in row)
    assert guarded > 20
    for path in hostile.rglob("*.xlsx"):
        book = load_workbook(path)
        assert [
            cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ] == []
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name]
    for path in hostile.rglob("*.svg"):
        names = {node.tag.rpartition("}")[2] for node in ET.parse(path).iter()}  # noqa: S314  (our own file)
        assert not {"script", "img", "a", "foreignObject"} & names
    for path in hostile.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
