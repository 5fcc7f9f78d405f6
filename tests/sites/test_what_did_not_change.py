"""A process that builds again and again takes over what did not change, and gives what a build from nothing gives."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from small import Site, belong
from trees import contents

from disclosure.accounts import file_readings, site
from disclosure.compose import ComposedSite, FaultsFound, SiteCache, caching, compose
from disclosure.engine import BuildCache, prepare, write_site
from disclosure.identifiers import personal
from disclosure.kinds import projects
from disclosure.output import Renderer, WrittenFiles, exploration, page_files, table_files
from disclosure.pages import caching as page_caching
from disclosure.privacy import leaks
from disclosure.problems import Problem
from disclosure.releases import MARK
from disclosure.rules import Rule, Scene, all_rules
from disclosure.search import writing
from disclosure.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "pelicanconf.py"


class Desk:
    """A site that one process reads again and page_caching."""

    def __init__(self, root: Path) -> None:
        self.site, self.root, self.cache, self.trees = Site.copy(root), root, BuildCache(), 0
        self.output = root / "preview"
        self.settings = Settings.from_file(SETTINGS, self.site.data, self.site.content)

    def composed(self, cache: SiteCache | None = None) -> ComposedSite:
        return compose(self.site.data, self.site.content, self.settings.markdown, cache=cache)

    def written(self, composed: ComposedSite) -> dict[str, bytes]:
        self.trees += 1
        tree = self.root / f"tree-{self.trees}"
        write_site(composed.edition(), self.settings, tree)
        return contents(tree)

    def build(self) -> dict[str, bytes]:
        """Build with memory, as the desk does; everything that was written but the list of it."""
        prepare(self.site.data, self.site.content, self.output, SETTINGS, self.cache).write()
        return {name: content for name, content in contents(self.output).items() if name != MARK}

    @property
    def rooms(self) -> list[Path]:
        """The folders in which trees for the output are made."""
        return sorted(self.root.glob(f"{self.output.name}.building-*"))

    @property
    def older(self) -> Path:
        """The tree that stood before the last one."""
        (room,) = self.rooms
        return room / "site"

    def compare(self, *, trees: bool = True) -> None:
        """With memory and without it: the same problems, and the same *trees* where there are no errors."""
        whole = self.composed()
        if trees and not whole.report.errors:
            assert self.build() == self.written(whole)
        known = self.composed(self.cache.site)
        assert known.whole_report.as_text() == whole.whole_report.as_text()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk after its first reading."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.compare()
    return desk


@pytest.fixture
def desk(opened: Desk) -> Iterator[Desk]:
    """The desk with what it remembers; its files are put back afterwards, so that tests may run in any order."""
    sound = contents(opened.site.root / "data"), contents(opened.site.root / "content")
    yield opened
    for name, files in zip(("data", "content"), sound, strict=True):
        folder = opened.site.root / name
        now = contents(folder)
        for path in now.keys() - files.keys():
            (folder / path).unlink()
        for path, content in files.items():
            if now.get(path) != content:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)


def changes(site: Site) -> list[Callable[[], object]]:
    """What people change from one save to the next, slips among it."""
    article, facts = next((site.content / "news").rglob("*.md")), site.data / "site.yaml"
    figures = f"figures/{next(site.file('figures').glob('*.csv')).name}"
    value = site.table(figures)[1][site.table(figures)[0].index("数值")]
    partners = site.file("partners.csv")
    whole = partners.read_bytes()
    return [
        lambda: site.cell("projects.csv", 2, "名称", "另一个名称"),
        lambda: site.cell("sources.csv", 2, "名称", "改过名称的报告"),
        lambda: article.write_text(article.read_text("utf-8") + "\n再写一句。\n", "utf-8"),
        lambda: facts.write_text(facts.read_text("utf-8").replace("name: ", "name: 新", 1), "utf-8"),
        lambda: site.save(figures, [(rows := site.table(figures))[0], *reversed(rows[1:])]),
        lambda: belong(site, river="dawn"),
        lambda: (site.cell(figures, 2, "数值", f"{value}万"), os.utime(site.file(figures), (1, 1))),
        lambda: site.cell(figures, 2, "数值", value),
        lambda: partners.unlink(missing_ok=True),
        lambda: partners.write_bytes(whole),
    ]


def test_any_change_gives_what_reading_from_nothing_gives(desk: Desk) -> None:
    """Names, documents, articles, the site, the order of rows, a slip, a missing file: in any order, all that hangs on them follows."""
    steps = changes(desk.site)
    for number, step in enumerate((*random.Random(18).sample(steps, len(steps)), *steps[-4:])):  # noqa: S311  (no secret)
        step()
        desk.compare(trees=number % 3 == 1)


def exchange_cells(site: Site, dice: random.Random) -> None:
    """Give a cell of some table what another row has in its column, or write a number otherwise."""
    path = dice.choice(sorted(site.file("").rglob("*.csv")))
    header, *rows = site.table(name := path.relative_to(site.file("")).as_posix())
    row, column = dice.randrange(len(rows)), dice.randrange(len(header))
    rows[row][column] = dice.choice([dice.choice(rows)[column], f"{rows[row][column]}.00", rows[row][column]])
    site.save(name, [header, *rows])


def test_any_cell_may_change(desk: Desk) -> None:
    """Cells that move about, in whatever table: pages that stay are those that a build from nothing writes."""
    dice = random.Random(181)  # noqa: S311  (no secret)
    sound = {path: path.read_bytes() for path in desk.site.data.rglob("*.csv")}
    changed = 0
    while changed < 5:
        exchange_cells(desk.site, dice)
        if desk.composed(desk.cache.site).report.errors:  # put back what was there
            for path, content in sound.items():
                path.write_bytes(content)
        elif sound != (now := {path: path.read_bytes() for path in sound}):
            sound, changed = now, changed + 1
            assert desk.build() == desk.written(desk.composed())


def test_what_did_not_change_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a folder in which one table changed, that table is read; of one in which nothing changed, nothing."""
    desk.composed(desk.cache.site)
    opened: list[str] = []
    read = file_readings.read_file
    monkeypatch.setattr(file_readings, "read_file", lambda part: (opened.append(part[2]), read(part))[1])
    desk.composed(desk.cache.site)
    assert opened == []
    desk.site.cell("projects.csv", 2, "名称", "又一个名称")
    desk.composed(desk.cache.site)
    assert [name.rpartition("/")[2] for name in opened] == ["projects.csv"]


def noted(monkeypatch: pytest.MonkeyPatch, module: object, name: str, org: Callable[[Any], str]) -> list[str]:
    """The organisations for which a function of a module is called from now on, by its first argument."""
    called: list[str] = []
    real = getattr(module, name)
    monkeypatch.setattr(module, name, lambda first, *others: (called.append(org(first)), real(first, *others))[1])
    return called


def test_what_did_not_change_is_not_examined_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules look again at an organisation that changed, as far as they look at what did, and at all where the names beside it did."""
    examined: list[tuple[str, str]] = []

    def asked(code: str, rule: Rule, scene: Scene) -> Iterator[Problem]:
        examined.append((scene.disclosure.org, code))
        return rule(scene)

    rules = {code: partial(asked, code, rule) for code, rule in all_rules().items()}
    monkeypatch.setattr(site, "all_rules", lambda: rules)
    desk.composed(SiteCache())
    assert {(org, code) for org in ("dawn", "river") for code in rules} == set(examined)
    desk.cache.site.reading.examinations.clear()  # which were made by the rules themselves
    desk.composed(desk.cache.site)
    examined.clear()
    desk.composed(desk.cache.site)
    assert examined == []
    desk.site.cell("projects.csv", 2, "名称", "再一个名称")
    desk.composed(desk.cache.site)
    assert {org for org, _ in examined} == {"dawn"}
    codes = {code for _, code in examined}
    assert {"near-name", "wrong-word", "test-record"} <= codes
    assert not codes & {"tenfold-jump", "headline-missing", "breakdown-missing"}
    examined.clear()
    desk.site.text("data/dawn/organisation.yaml", "name: 晨光慈善会", "name: 晨曦慈善会")
    desk.composed(desk.cache.site)
    assert {(org, code) for org in ("dawn", "river") for code in rules} == set(examined)
    desk.compare()


def test_what_another_book_says_lays_a_member_out_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member of whose transfers the lead tells something else keeps its pages until the lead tells them otherwise."""
    belong(desk.site, river="dawn")
    header, file = "拨付日期,接收方,接收方类型,本会成员机构,类型,金额,用途,来源", "data/dawn/disbursements.csv"
    desk.site.write(file, f"{header}\n2023-05-06,河畔慈善会,慈善组织,river,资金,100.00,项目款,DOC\n")
    first = desk.composed(desk.cache.site)
    assert [str(fault) for fault in first.report.errors] == []
    assert [bool(section.disclosure and section.disclosure.between) for section in first.organisations] == [True, True]
    laid_out = noted(monkeypatch, caching, "organisation_section", lambda disclosure: disclosure.org)
    desk.site.cell("projects.csv", 2, "名称", "别的名称")
    desk.composed(desk.cache.site)
    assert laid_out == ["dawn"]
    desk.site.text(file, "100.00", "200.00")
    desk.composed(desk.cache.site)
    assert laid_out == ["dawn", "dawn", "river"]
    desk.compare()


def test_nobody_notes_what_is_asked_for_where_nothing_is_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = noted(monkeypatch, page_caching, "Watched", lambda disclosure: disclosure.org)
    desk.composed()
    assert watched == []
    desk.site.cell("projects.csv", 2, "名称", "没有记下的名称")
    desk.composed(desk.cache.site)
    assert "dawn" in watched


def test_pages_made_first_are_those_of_the_whole_site(desk: Desk) -> None:
    """Whoever looks at a page sees at once what the whole build will write there; what is no page is left out."""
    output = desk.root / "first"
    prepared = prepare(desk.site.data, desk.site.content, output, SETTINGS, desk.cache)
    beside = desk.root / "beside"  # whatever a browser asks for, nothing that is no page is ever read
    beside.write_text("geheim", "utf-8")
    names = {"dawn/index.html", "index.html", "dawn/data/index.html", "dawn/data/figures.csv"}
    names |= {"../lock", "../../beside", str(beside)}
    first = prepared.first_pages(names)
    assert not output.exists()
    assert first.keys() == {"dawn/index.html", "index.html"}
    prepared.write()
    assert first == {name: (output / name).read_bytes() for name in first}


def test_figures_and_documents_that_did_not_change_are_the_same_objects(desk: Desk) -> None:
    """A name is changed: what the tables of figures say is seen at a glance to be as it was."""
    before = desk.composed(desk.cache.site).site.disclosures
    desk.site.cell("projects.csv", 2, "名称", "又换了名称")
    after = desk.composed(desk.cache.site).site.disclosures
    for earlier, later in zip(before, after, strict=True):
        assert all(later.figures[name] is figure for name, figure in earlier.figures.items())
        assert all(later.sources[name] is source for name, source in earlier.sources.items())


def test_cells_that_did_not_change_are_judged_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is read again: what was said of its other cells holds, and a person in the changed one is seen."""
    desk.composed(desk.cache.site)
    asked: list[str] = []
    monkeypatch.setattr(leaks, "personal", lambda text, *known: (asked.append(text), personal(text, *known))[1])
    desk.site.cell("projects.csv", 2, "说明", "请打13912345678找经办人")
    codes = {fault.code for fault in desk.composed(desk.cache.site).report}
    assert "personal-number" in codes
    told = [text for text in asked if "13912345678" in text]
    assert told
    desk.site.cell("projects.csv", 2, "说明", "")
    asked.clear()
    desk.composed(desk.cache.site)
    assert not [text for text in asked if "找经办人" in text]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The pages that were rendered, as addresses below the site's root."""
    addresses: set[str] = set()
    render = Renderer.render
    monkeypatch.setattr(
        Renderer,
        "render",
        lambda renderer, section, page: (addresses.add(section.folder + page.path), render(renderer, section, page))[1],
    )
    return addresses


def test_a_page_is_written_anew_only_where_something_in_it_changed(desk: Desk, rendered: set[str]) -> None:
    """A name is changed: the pages that say it are made, and no others; a file that somebody changed meanwhile is made anew."""
    before = desk.build()
    rendered.clear()
    desk.site.cell("projects.csv", 2, "名称", "只改这一处")
    after = desk.build()
    differing = {name for name in after if before.get(name) != after[name] and name.endswith(".html")}
    assert {f"{address}index.html" for address in rendered} == differing
    assert differing & {name for name in after if "projects/" in name}
    assert {name for name in after if "/facts/" in name and "/projects/" not in name} - differing
    assert len(differing) < len([name for name in after if name.endswith(".html")]) / 2

    for name in (
        "river/index.html",
        "dawn/audits/index.html",
    ):  # of an organisation that did not change, and of one that did
        rendered.clear()
        page = desk.output / name
        good = page.read_bytes()
        page.unlink()
        page.write_bytes(good + b" ")
        assert desk.build()[name] == good
        assert rendered == {name.removesuffix("index.html")}


def test_no_other_project_is_laid_out_anew_where_one_is_renamed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thousands of projects the page of the one with another name is laid out, and of those that name it."""
    laid_out: list[str] = []
    detail = projects.project_page
    monkeypatch.setattr(
        projects, "project_page", lambda body, kind, row: (laid_out.append(row.id), detail(body, kind, row))[1]
    )
    desk.build()
    laid_out.clear()
    heads, *rows = desk.site.table("projects.csv")
    desk.site.cell("projects.csv", 2, "名称", "又换了一个名称")
    desk.build()
    assert laid_out == [rows[0][heads.index("编号")]]
    assert len(rows) > 1


def test_no_other_project_is_laid_out_anew_where_a_figure_of_one_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page looks up the figures that it names, and is as it was while these are."""
    laid_out: list[str] = []
    detail = projects.project_page
    monkeypatch.setattr(
        projects, "project_page", lambda body, kind, row: (laid_out.append(row.id), detail(body, kind, row))[1]
    )
    name, number, row = next(
        (f"figures/{file.name}", number, row)
        for file in sorted(desk.site.file("figures").glob("*.csv"))
        for number, row in enumerate(desk.site.table(f"figures/{file.name}")[1:], 2)
        if any(cell.startswith("projects/") for cell in row) and "元" not in row  # a sum may stand in a check of others
    )
    (project,) = (cell.removeprefix("projects/") for cell in row if cell.startswith("projects/"))
    desk.build()
    laid_out.clear()
    desk.site.cell(name, number, "出处", "别的一页")
    desk.build()
    assert laid_out == [project]
    assert len(desk.site.table("projects.csv")) > 2


def test_the_search_reads_no_page_that_did_not_change(
    desk: Desk, rendered: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is changed: of the pages that can be searched, only those that were made anew are read for the index."""
    desk.build()
    read: list[bytes] = []
    main_part = writing.main_part
    monkeypatch.setattr(writing, "main_part", lambda page: (read.append(page), main_part(page))[1])
    rendered.clear()
    desk.site.cell("partners.csv", 2, "名称", "搜得到的新名称")
    desk.build()
    assert set(read) <= {(desk.output / f"{address}index.html").read_bytes() for address in rendered}
    assert any("搜得到的新名称".encode() in page for page in read)


def test_downloads_of_tables_that_did_not_change_are_taken_over(desk: Desk) -> None:
    """A name is changed: the files of projects are written anew, and workbooks with names; other files of figures lie there as before."""
    desk.build()
    data = desk.output / "dawn" / "data"
    before = {path.name: path.stat().st_ino for path in data.glob("*.*")}
    assert {"figures.csv", "figures.json", "figures.xlsx", "projects.csv"} <= set(before)
    desk.site.cell("projects.csv", 2, "名称", "换了名称，下载也换")
    desk.build()
    after = {path.name: path.stat().st_ino for path in data.glob("*.*")}
    assert all(after[name] == before[name] for name in ("figures.csv", "figures.json", "sources.xlsx"))
    assert all(after[name] != before[name] for name in ("projects.csv", "figures.xlsx"))
    assert "下载也换" in (data / "projects.csv").read_text("utf-8-sig")


def test_charts_and_series_that_did_not_change_are_not_drawn_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a partner is changed: no chart is drawn, no series spelled, their files lie there as before; with the name of a document all do."""
    drawn: list[str] = []
    draw, spell = table_files.drawing.picture, exploration.scripts
    monkeypatch.setattr(table_files.drawing, "picture", lambda chart: (drawn.append(chart.id), draw(chart))[1])
    monkeypatch.setattr(exploration, "scripts", lambda *asked: (drawn.append("series"), spell(*asked))[1])
    folder = desk.output / "dawn"

    def numbers() -> dict[Path, int]:
        return {path: path.stat().st_ino for path in (*folder.glob("data/charts/*"), folder / exploration.FILE)}

    for name in ("第一个名称", "第二个名称"):  # the first build may write downloads in another process
        desk.site.cell("partners.csv", 2, "名称", name)
        desk.build()
        before = numbers()
        drawn.clear()
    desk.site.cell("partners.csv", 2, "名称", "第三个名称")
    desk.build()
    assert not drawn
    assert len(before) > 3
    assert numbers() == before
    desk.site.cell("sources.csv", 2, "名称", "改过名称的报告")
    assert desk.build() == desk.written(desk.composed())
    assert "series" in drawn
    assert numbers() != before


def test_many_pages_that_change_at_once_lose_no_download(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of an organisation is changed: its pages are shared out to processes, and all other files stand there as well."""
    monkeypatch.setattr(page_files, "PARALLEL_FROM", 2)
    facts = desk.site.data / "dawn" / "organisation.yaml"
    for name in ("改过的名称", "又改过的名称"):
        facts.write_text(re.sub(r"(?m)^name: .*$", f"name: {name}", facts.read_text("utf-8")), "utf-8")
        assert desk.build() == desk.written(desk.composed())


def test_a_page_that_may_not_be_shown_is_not_made_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad data stops before any page, and the last look for numbers of persons comes before the first page is shown."""
    number = "13912345678"
    monkeypatch.setattr(Renderer, "render", lambda *_: f"<p>{number}</p>")
    prepared = prepare(desk.site.data, desk.site.content, desk.root / "preview", SETTINGS, desk.cache)
    with pytest.raises(SystemExit) as refusal:
        prepared.first_pages({"dawn/index.html"})
    assert "dawn/index.html" in str(refusal.value)
    assert number not in str(refusal.value)
    monkeypatch.undo()
    desk.site.cell("projects.csv", 2, "编号", "不行 的")
    with pytest.raises(FaultsFound):
        prepare(desk.site.data, desk.site.content, desk.root / "preview", SETTINGS, desk.cache)


def test_only_what_changes_is_touched_in_the_tree_before_the_last(tmp_path: Path) -> None:
    """A change back and forth, a row more and less: each time all is there, nothing else, and what stays is one file in both trees."""
    desk = Desk(tmp_path)
    name = "river/index.html"
    for _ in range(3):
        desk.build()
    first = desk.output.stat().st_ino, (desk.output / name).stat().st_ino
    steps: list[Callable[[], object]] = [
        lambda: desk.site.cell("projects.csv", 2, "名称", "换过去"),
        lambda: desk.site.add(
            "projects.csv", **dict(zip(*desk.site.table("projects.csv")[:2], strict=True)) | {"编号": "more"}
        ),
        lambda: desk.site.cell("projects.csv", 2, "名称", "换回来"),
        lambda: desk.site.save("projects.csv", desk.site.table("projects.csv")[:-1]),
    ]
    for step in steps:
        step()
        assert desk.build() == desk.written(desk.composed())
        assert all(any(folder.iterdir()) for folder in desk.output.rglob("*") if folder.is_dir())
        assert (desk.output / name).samefile(desk.older / name)
    assert (desk.output.stat().st_ino, (desk.output / name).stat().st_ino) == first


def meddle(tree: Path) -> Iterator[Callable[[], object]]:
    """What somebody may do to a tree by hand."""
    page = tree / "dawn/audits/index.html"
    yield lambda: page.write_bytes(page.read_bytes() + b" ")  # of both trees, where they share it
    yield lambda: (page.unlink(), page.write_bytes(b"x"))
    yield lambda: (page.unlink(), page.symlink_to(tree / "index.html"))
    yield lambda: (page.unlink(), page.mkdir())
    yield page.unlink


def test_whatever_was_done_to_either_tree_by_hand_is_put_right(tmp_path: Path) -> None:
    """Pages written over, replaced, led elsewhere or removed, and what is foreign in the tree before the last: never in the next."""
    desk = Desk(tmp_path)
    for _ in range(2):
        desk.build()
    whole = desk.written(desk.composed())
    for tree in ("output", "older"):
        desk.build()
        for change in meddle(getattr(desk, tree)):
            if tree == "older":
                elsewhere = desk.root / "elsewhere"
                elsewhere.mkdir(exist_ok=True)
                (elsewhere / "mine").write_bytes(b"x")
                (desk.older / "dawn" / "foreign").symlink_to(elsewhere)
                (desk.older / "stray" / "deep").mkdir(parents=True)
            change()
            assert desk.build() == whole
            assert tree == "output" or (elsewhere / "mine").read_bytes() == b"x"


def test_the_tree_before_the_last_goes_with_its_process(tmp_path: Path) -> None:
    """A build that is refused leaves no room; one that was killed in the middle leaves its own to the next one, which removes it."""
    desk = Desk(tmp_path)
    desk.build()
    (desk.output / "mine").write_bytes(b"x")
    with pytest.raises(SystemExit):
        desk.build()
    assert desk.rooms == []
    (desk.output / "mine").unlink()
    whole = desk.build()
    assert len(desk.rooms) == 1
    forked = get_context("fork")

    def build_and_die() -> None:
        desk.cache = BuildCache()
        desk.build()
        os._exit(1)

    for work, left in ((Desk.build, 1), (lambda _: build_and_die(), 2)):
        desk.cache, kept = BuildCache(), desk.cache
        process = forked.Process(target=work, args=(desk,))
        process.start()
        process.join()
        desk.cache = kept
        assert len(desk.rooms) == left
    assert desk.build() == whole
    kept = desk.cache = BuildCache()
    assert desk.build() == whole
    assert len(desk.rooms) == 1


def test_a_file_that_pages_tell_of_is_read_again_only_where_it_lies_there_otherwise(tmp_path: Path) -> None:
    """Its fingerprint is known while place, size and time are as they were; what was written a moment ago is read page_caching."""
    files, path = WrittenFiles(), tmp_path / "a.pdf"
    path.write_bytes(b"first")
    assert (fresh := files.of(tmp_path, "a.pdf")) is not None
    assert files.of(tmp_path, "a.pdf") is not fresh
    os.utime(path, (1_700_000_000, 1_700_000_000))
    settled = files.of(tmp_path, "a.pdf")
    assert settled == fresh
    assert files.of(tmp_path, "a.pdf") is settled
    path.write_bytes(b"other")
    assert (changed := files.of(tmp_path, "a.pdf")) is not None
    assert changed.fingerprint != fresh.fingerprint
    assert files.of(tmp_path, "b.pdf") is None
    assert files.of(tmp_path.parent, tmp_path.name) is None
    names = ("a.pdf", "b.pdf", "a.pdf/c")
    assert [files.size_of(tmp_path, name) for name in names] == [changed.size, "", ""]
    assert files.size_of(tmp_path.parent, tmp_path.name) == ""
