"""Long pages of whole sites: each filter has exactly what its data says, counts are right, and no old address is lost."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path
from posixpath import join, normpath

import pytest
from links import broken_links
from sites.small import Site

from disclosure.engine import prepare
from disclosure.model import (
    Block,
    Card,
    Cards,
    Entries,
    Entry,
    Link,
    Moved,
    Page,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
)
from disclosure.pages.length import fitted

ROOT = Path(__file__).resolve().parents[1]
FACETS = re.compile(r'<nav class="facets".*?</nav>', re.DOTALL)
CHOICE = re.compile(r'<a href="([^"]+)"([^>]*)>.*?<b>(\d+)</b>[个笔条项件]</span></a>', re.DOTALL)
NEXT = re.compile(r'<a href="([^"]+)" rel="next">')
BRIEF = re.compile(r'<ul class="briefs">(.*?)</ul>', re.DOTALL)
WAY = re.compile(r'<li><a href="([^"]+)#([^"]+)">')
CELL = re.compile(r'<a class="num cell[^"]*" href="([^"#]+)#line-(\d+)" data-cell="([^"]*)">(.*?)</a>', re.DOTALL)
SCALES = (Decimal(1), Decimal(10_000), Decimal(100_000_000))
TAG = re.compile(r"<[^>]*>")
UNLIKE = re.compile(r'<a href="(?P<place>[^"]+)"><span class="trust-label">对不上的</span>\s*<b>(?P<count>\d+)处</b>')
TITLED = re.compile(r"<h1>[^<]*（第(\d+)页）</h1>")
PAGER = re.compile(r"这是第(\d+)页</p>")

LEVELS = {"审": "audited", "报": "reported", "媒": "media", "算": "computed", "填": "entered"}
STATES = {"待核实": "pending", "推断": "inferred", "已更正": "corrected"}
VERDICTS = {
    "前后矛盾": "contradicts",
    "有差额": "differs",
    "有重叠": "overlaps",
    "未逐项列明": "incomplete",
    "口径不同": "scope",
    "无法核对": "uncheckable",
    "一致": "agrees",
}


@pytest.fixture(params=["real_site", "example_site"])
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def organisations(folder: Path) -> list[Path]:
    return sorted(file.parent.parent for file in folder.glob("*/data/figures.csv"))


def rows(organisation: Path, name: str) -> list[dict[str, str]]:
    with (organisation / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def following(page: Path) -> Iterator[str]:
    """The page, and all further pages of its list."""
    seen = set()
    while page not in seen:
        seen.add(page)
        source = page.read_text("utf-8")
        yield source
        more = NEXT.search(source)
        if more:
            page = Path(normpath(join(page.parent, more[1])))


def told(page: Path) -> list[str]:
    """The ids that the lines of a list lead to, over all its pages, each looked up where it leads."""
    ids = []
    for source in following(page):
        for block in BRIEF.findall(source):
            ids += [anchor for _, anchor in WAY.findall(block)]
    return ids


def chosen(page: Path) -> dict[str, int]:
    """Last part of the address of every choice → the count beside it."""
    counts = {}
    for block in FACETS.findall(page.read_text("utf-8")):
        assert len(CHOICE.findall(block)) == block.count("<li>")  # each count with its unit
        for address, more, count in CHOICE.findall(block):
            if "aria-current" not in more:
                counts[address.removesuffix("index.html").rstrip("/").rpartition("/")[2]] = int(count)
    return counts


def test_each_figure_is_on_exactly_the_lists_of_its_source_and_its_state(folder: Path) -> None:
    for organisation in organisations(folder):
        figures = rows(organisation, "figures")
        for year in {row["year"] for row in figures}:
            of_year = [row for row in figures if row["year"] == year]
            expected = {slug: [row["id"] for row in of_year if row["level"] == level] for level, slug in LEVELS.items()}
            expected |= {
                slug: [row["id"] for row in of_year if row["status"] == state] for state, slug in STATES.items()
            }
            expected |= {slug: [row["id"] for row in of_year if slug == size_of_money(row)] for slug, _ in SIZES}
            expected = {slug: ids for slug, ids in expected.items() if ids and (len(of_year) > 100 or "0" not in slug)}
            register = organisation / "facts" / year
            for slug, ids in expected.items():
                file = (register / slug / "rows.csv").read_text("utf-8-sig")
                assert sorted(row["id"] for row in csv.DictReader(file.splitlines())) == sorted(ids)
            assert chosen(register / "index.html") == {slug: len(ids) for slug, ids in expected.items()}
            for slug, ids in expected.items():
                assert sorted(told(register / slug / "index.html")) == sorted(ids)


def test_each_figure_has_one_entry_and_its_old_address_leads_there(folder: Path) -> None:
    line = re.compile(r'<li id="([^"]+)"><a href="([^"#]+)#\1">')
    for organisation in organisations(folder):
        for year, ids in Counter(row["year"] for row in rows(organisation, "figures")).items():
            register = organisation / "facts" / year
            moved = dict(line.findall((register / "index.html").read_text("utf-8")))
            known = [row["id"] for row in rows(organisation, "figures") if row["year"] == year]
            assert set(moved) == set(known)
            assert len(known) == ids
            entries = Counter(
                anchor
                for page in register.rglob("index.html")
                for block in re.findall(r'<ol class="register">(.*?)</ol>', page.read_text("utf-8"), re.DOTALL)
                for anchor in re.findall(r'<li id="([^"]+)">', block)
            )
            assert entries == dict.fromkeys(known, 1)
            assert all(
                f'<li id="{anchor}">\n<p class="register-head">' in (register / place).read_text("utf-8")
                for anchor, place in moved.items()
            )


SIZES = (("over-1000000", 1_000_000), ("over-100000", 100_000), ("over-10000", 10_000), ("below-10000", 0))


def size_of_money(row: dict[str, str]) -> str:
    """The list of the size of a figure in yuan; none for other units."""
    return next((name for name, least in SIZES if row["unit"] == "元" and Decimal(row["value"]) >= least), "")


CHECK = re.compile(r'(?:class="check [^"]*"|<tr) id="([^"]+)"')


def size(check: dict[str, str]) -> str:
    """The list of the size of a difference; none for checks that agree or can't be subtracted."""
    difference = abs(Decimal(check["difference"] or 0))
    if check["verdict"] == "一致" or not difference:
        return ""
    return next(name for name, least in SIZES if difference >= least) if check["unit"] == "元" else "other-units"


def falls(checks: list[dict[str, str]]) -> bool:
    """Whether the differences of each unit fall from one line to the next."""
    by_unit: dict[str, list[Decimal]] = {}
    for check in checks:
        if check["difference"]:
            by_unit.setdefault(check["unit"], []).append(abs(Decimal(check["difference"])))
    return all(sizes == sorted(sizes, reverse=True) for sizes in by_unit.values())


def test_each_check_is_on_the_lists_of_its_result_and_of_the_size_of_its_difference(folder: Path) -> None:
    for organisation in organisations(folder):
        checks = {row["id"]: row for row in rows(organisation, "reconciliations")}
        pages = sorted(organisation.glob("finances/*/checks/index.html"))
        assert pages
        for page in pages:
            sources = [file.read_text("utf-8") for file in (page, *page.parent.glob("page-*/index.html"))]
            shown = [key for source in sources for key in CHECK.findall(source) if key in checks]
            assert len(shown) == len(set(shown))
            expected: dict[str, list[str]] = {}
            for key in shown:
                for slug in filter(None, (VERDICTS[checks[key]["verdict"]], size(checks[key]))):
                    expected.setdefault(slug, []).append(key)
            assert chosen(page) == {slug: len(ids) for slug, ids in expected.items()}
            for slug, ids in expected.items():
                listed = told(page.parent / slug / "index.html")
                assert sorted(listed) == sorted(ids)
                assert falls([checks[key] for key in listed])


def test_the_page_that_the_home_page_leads_to_has_as_many_checks_that_do_not_hold_as_it_says(folder: Path) -> None:
    counted = []
    for organisation in organisations(folder):
        said = UNLIKE.search((organisation / "index.html").read_text("utf-8"))
        if said:
            page = organisation / said["place"]
            sources = [file.read_text("utf-8") for file in (page, *page.parent.glob("page-*/index.html"))]
            shown = {key for source in sources for key in CHECK.findall(source)} - {""}
            assert int(said["count"]) == len(shown) - chosen(page).get("agrees", 0), organisation.name
            counted.append(organisation.name)
    assert counted


def test_two_sides_that_may_differ_are_not_told_as_apart_where_they_agree(folder: Path) -> None:
    """A part of a whole is smaller than it: 左边少 beside 两边对得上的 would read as a fault."""
    listed = [*folder.glob("*/finances/*/checks/agrees/index.html")]
    assert listed
    assert [page for page in listed for source in following(page) if re.search("左边(?:多|少)(?!于)", source)] == []


def test_a_further_page_of_a_list_has_the_number_in_its_title_that_its_list_counts(folder: Path) -> None:
    numbers = {
        page: (TITLED.search(source), PAGER.findall(source))
        for page in folder.rglob("page-*/index.html")
        if (source := page.read_text("utf-8"))
    }
    assert numbers
    assert {
        page: titled for page, (titled, counted) in numbers.items() if not titled or {titled[1]} != {*counted}
    } == {}


def test_the_duties_of_a_state_are_as_many_as_its_count_says(folder: Path) -> None:
    for organisation in organisations(folder):
        page = organisation / "obligations" / "index.html"
        counts = chosen(page)
        for slug, count in counts.items():
            listing = page.parent / "state" / slug / "index.html"
            table = re.compile(rf'<table class="ledger" id="state-{slug}-table">.*?<tbody>(.*?)</tbody>', re.DOTALL)
            found = sum(body.count("<tr") for source in following(listing) for body in table.findall(source))
            assert found == count
        whole = re.search(r'aria-current="page">.*?</span><b>(\d+)</b>', page.read_text("utf-8"), re.DOTALL)
        assert whole is None or int(whole[1]) == sum(counts.values())


def test_a_number_of_a_table_leads_to_the_line_of_the_download_that_has_it(folder: Path) -> None:
    numbers = 0
    for organisation in organisations(folder):
        tables = {file.stem: file.read_text("utf-8-sig").splitlines() for file in (organisation / "data").glob("*.csv")}
        lines: dict[str, set[str]] = {}
        for page in organisation.rglob("index.html"):
            for address, line, mark, inner in CELL.findall(page.read_text("utf-8")):
                target = normpath(join(page.parent, address))
                if target not in lines:
                    lines[target] = set(re.findall(r'<tr id="line-(\d+)"', Path(target).read_text("utf-8")))
                assert line in lines[target], (page, address, line)
                shown = "".join(unescape(TAG.sub("", inner)).split())
                if "−" in mark or "＋" in mark or "天" in shown:  # worked out from cells, or counted from a day
                    continue
                table = Path(target).relative_to(organisation / "data").parts[0]
                cells = next(csv.reader([tables[table][int(line) - 1]]))
                values = [Decimal(cell) for cell in cells if re.fullmatch(r"-?\d+(?:\.\d+)?", cell)]
                digits = re.search(r"\d[\d,]*(?:\.\d+)?", shown)
                assert digits
                number = Decimal(digits[0].replace(",", ""))
                shown_values = {
                    (abs(value) / scale).quantize(number, ROUND_HALF_UP) for value in values for scale in SCALES
                }
                assert number in shown_values, (page, line)
                numbers += 1
    assert numbers > 1000 or folder.name != "example"


def test_what_readers_open_says_how_much_is_in_it(folder: Path) -> None:
    summary = re.compile(r'<details class="part-fold">\s*<summary><h2[^>]*>([^<]+)</h2>(.*?)</summary>', re.DOTALL)
    folds = [(page, *fold) for page in folder.rglob("index.html") for fold in summary.findall(page.read_text("utf-8"))]
    assert folds
    assert not [(page, title) for page, title, count in folds if not re.search(r"\d", count)]


def weighed(blocks: tuple[Block, ...], path: str = "data/rows/") -> list[Page]:
    """The pages of such a list."""
    return fitted([Page(path, "很多行", (), blocks, template="page")])


def test_no_page_grows_with_the_rows_of_its_list() -> None:
    """Ten times the rows make more pages, not heavier ones: neither in rows nor in anchors that lead on; no row is lost."""

    def rows(count: int, total: tuple[TableRow, ...] = ()) -> TableBlock:
        lines = (TableRow((f"第{at}行", "甲", "1"), id=f"line-{at}") for at in range(count))
        columns = (TableColumn("行"), TableColumn("名称"), TableColumn("数", numeric=True))
        return TableBlock(Table("rows", "行", columns, (*lines, *total)))

    for path, total in (("data/rows/", ()), ("disbursements/2025/", (TableRow(("合计", "", "9"), RowRole.TOTAL),))):
        sizes = {}
        for count in (2_000, 20_000):
            pages = weighed((rows(count, total),), path)
            tables = [len(block.table.rows) for page in pages for block in page.blocks if isinstance(block, TableBlock)]
            moved = [len(block.shown) for page in pages for block in page.blocks if isinstance(block, Moved)]
            assert sum(tables) == count + len(total)
            sizes[count] = max(tables) + max(moved, default=0)
            assert sizes[count] <= 1_100
        assert sizes[20_000] <= sizes[2_000] * 1.1, path


def test_every_link_of_a_long_choice_leads_somewhere(tmp_path: Path) -> None:
    """Sixty projects of one category: choices from a list go on to further pages and promise no anchors there."""
    site = Site.copy(tmp_path)
    header, first, *rest = site.table("projects.csv")
    number, name = header.index("编号"), header.index("名称")

    def copied(at: int) -> list[str]:
        row = list(first)
        row[number], row[name] = f"p-more-{at}", f"{first[name]}第{at}期"
        return row

    site.save("projects.csv", [header, first, *rest, *map(copied, range(60))])
    output = tmp_path / "output"
    prepare(site.data, site.content, output, ROOT / "pelicanconf.py").write()
    assert list(output.glob("dawn/projects/type/*/page-2/index.html"))
    assert broken_links(output) == []


def test_a_list_of_projects_or_sheets_is_no_heavier_for_having_more_of_them() -> None:
    """Where each has a page of its own, thousands of them leave no line behind that leads on; links of the site know them all."""
    links = [Link(f"项目{at}", f"projects/p-{at}/") for at in range(2_000)]
    lists = (
        Cards("全部项目", tuple(Card(link.text, link, id=f"p-{at}") for at, link in enumerate(links)), id="list"),
        Entries("", tuple(Entry(link.text, link, id=f"p-{at}") for at, link in enumerate(links))),
    )
    for block in lists:
        (moved,) = (kept for kept in weighed((block,), "projects/")[0].blocks if isinstance(kept, Moved))
        assert moved.shown == ()
        assert len(moved.entries) > 1_900
    apart = Entries("", tuple(Entry(f"第{at}条", id=f"p-{at}") for at in range(2_000)))
    (moved,) = (kept for kept in weighed((apart,), "projects/")[0].blocks if isinstance(kept, Moved))
    assert moved.shown == moved.entries
