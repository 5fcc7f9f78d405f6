"""A publish from end to end: pages held against the register, what changed on the page of its release, what stays within reach."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace
from publishing_site import publishable
from small import Site

from disclosure.accounts import read_site
from disclosure.compose import SiteSection
from disclosure.model import Page, PastFigure, TableBlock
from disclosure.pages import proofs, releases
from disclosure.problems import Report
from disclosure.publishing import PublishOptions, correct, publish
from disclosure.publishing.bindings import faults
from disclosure.publishing.freezing import page_digests
from disclosure.releases import frozen, read_history
from disclosure.texts import Drawn

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = dict.fromkeys(("type", "old", "new", "reason", "person", "source", "on", "register"), "？")


@dataclass
class Published:
    """A small site after three releases, and what was said on the way."""

    site: Site
    output: Path
    said: dict[str, str] = field(default_factory=dict)

    def publish(self, step: str, day: str, removal: str = "") -> None:
        options = PublishOptions(
            self.site.data, self.site.content, self.output, ROOT / "publishconf.py", published_on=day, removal=removal
        )
        try:
            self.said[step] = publish(options)
        except SystemExit as refused:
            self.said[step] = str(refused)

    def page(self, path: str) -> str:
        return (self.output / path / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """First as it is; then a corrected figure, polished words and another attachment; then a figure withdrawn."""
    root = tmp_path_factory.mktemp("published")
    site = publishable(root)
    site.write_pdf("报告")
    known = {"性质": "实际", "口径": "本级", "状态": "已核", "来源": "DOC", "出处": "二、第2项"}
    cells = {"主题": "项目", "事项": "图书", "指标": "购置", "单位": "册", "数值": "350", "原文写法": "350册"}
    site.add("figures/2023.csv", 编号="A020", **cells, **known)
    kept = Published(site, root / "output")
    kept.publish("first", "2024-05-01")
    site.cell("figures/2023.csv", 10, "数值", "250")
    site.cell("figures/2023.csv", 10, "原文写法", "250人")
    site.cell("projects.csv", 2, "受益对象", "困难的家庭")
    site.write_pdf("报告", Title="另一份")
    given = {"type": "更正", "reason": "签到表数错了一行", "on": "2024-05-02", "source": "DOC", "register": "不涉及"}
    for named in ("dawn/A009", "dawn/attachments/files/报告.pdf"):
        correct(site.data, site.content, named, given, QUESTIONS, None)
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-06-01")
    kept.publish("second", "2024-05-02")
    site.save("figures/2023.csv", [row for row in site.table("figures/2023.csv") if row[0] != "A020"])
    site.cell("sources.csv", 2, "等级", "媒")
    site.cell("sources.csv", 2, "名称", "一年的报道")
    correct(site.data, site.content, "dawn/sources/DOC", {**given, "on": "2024-06-01"}, QUESTIONS, None)
    kept.publish("no reason", "2024-06-01")
    kept.publish("thin reason", "2024-06-01", "。")
    kept.publish("far day", "2099-01-01", "册数并入年度报告")
    kept.publish("third", "2024-06-01", "册数并入年度报告")
    return kept


def test_what_changed_stands_on_the_page_of_its_release(published: Published) -> None:
    """Old and new of corrected figures and of polished words, and the file that lists everything."""
    assert "已发布第 2 次" in published.said["second"], published.said["second"]
    page = published.page("releases/2")
    for words in ("240人", "250人", "受益对象", "困难家庭", "困难的家庭", "改写"):
        assert words in page
    lines = (published.output / "releases/2/changes.csv").read_text("utf-8")
    assert "dawn,慈善项目,暖冬行动,受益对象,困难家庭,困难的家庭,改写" in lines


def test_the_page_of_a_release_begins_with_what_changed(published: Published) -> None:
    """Before the numbers: what changed, why, what only follows from it; fingerprints are shortened and a way leads further down."""
    page = published.page("releases/2")
    order = [page.index(f'id="{anchor}"') for anchor in ("changes", "changed", "following", "news", "shown", "tables")]
    assert order == sorted(order)
    assert "数字改动2个；改动的里面，1个是由别的数算出来、跟着变的。" in page
    changed, following = page[order[1] : order[2]], page[order[2] : order[3]]
    assert "阅读角·受益" in changed
    assert "人均" not in changed
    assert "900元/人" in following
    assert 'corrections/index.html#a009-2024-05-02">2023年阅读角·受益（更正）</a>' in page
    assert "签到表数错了一行" in page[order[1] : order[4]]
    for anchor in ("shown", "tables", "checkpoint"):
        assert f'href="../../releases/2/index.html#{anchor}"' in page
    said = re.sub(r"<[^>]+>", " ", page[order[0] : order[4]])
    assert "指纹是" in said
    assert not re.search(r"[0-9a-f]{64}", said)
    below = page[page.index('id="tables"') : page.index('id="checkpoint"')]
    assert re.findall(r"<h(\d)[^>]*>(\w+慈善会)</h", below)
    assert {level for level, _ in re.findall(r"<h(\d)[^>]*>(\w+慈善会)</h", below)} == {"3"}
    third = published.page("releases/3")
    assert third.index("册数并入年度报告") < third.index('id="changed"') < third.index('id="shown"')
    assert "撤下1个" in third
    assert "与第" not in re.sub(r"<[^>]+>", "", published.page("releases/1"))


def test_the_list_of_releases_counts_what_changed_went_and_came(published: Published) -> None:
    rows = published.page("releases").partition("<tbody>")[2].split("</tr>")
    counts = [[re.sub(r"<[^>]+>", "", cell) for cell in row.split("<td")[-3:]] for row in rows[:2]]
    assert [[cell.rpartition(">")[2] for cell in cells] for cells in counts] == [["0", "1", "0"], ["2", "0", "0"]]
    assert "首次" in rows[2]


def test_the_page_of_a_release_has_the_sheet_of_the_year(published: Published) -> None:
    """Whoever scans the code of a notice board: who, which year, the numbers as they were then, the living page, the newest release."""
    old = published.page("releases/1")
    head, income = old.partition('<tr class="head" id="dawn-2023">')[2].split("</tr>")[:2]
    assert 'href="../../dawn/years/2023/' in head
    assert 'href="../../dawn/board/' in head
    assert '<th scope="row">收到</th>' in income
    assert '<span class="num">100万元</span>' in income
    assert "现在是" not in income
    assert "后来又发布过，最近的是" in old
    assert 'href="../../releases/3/' in old
    assert "后来又发布过" not in published.page("releases/3")


def test_the_numbers_of_a_release_have_what_every_figure_has_as_it_was_then(published: Published) -> None:
    """Mark, title and 口径 are those of the release, also after the document was registered otherwise; ways to cell and sheet."""
    for number, mark, words in ((1, "报", "机构自己的正式报告"), (3, "媒", "媒体的报道或综述")):
        page = published.page(f"releases/{number}")
        table = page.partition('id="shown"')[2].partition("</section>")[0]
        income = table.partition('id="dawn-2023">')[2].split("</tr>")[1]
        assert f'<span class="src-plain" title="{words}">{mark}</span>' in income
        assert '<td data-label="算的是">本级；款物</td>' in income
        assert f'<td data-label="来历">{words}：<a href="../../dawn/data/index.html#source-DOC">《' in income
        assert ("《一年的报道》" in income) is (number == 3)
        assert 'href="../../dawn/facts/2023/' in income
        sheet = f"releases/{number}/dawn/data/figures.csv"
        assert f'href="../../{sheet}">' in table
        assert (published.output / sheet).is_file()


def test_what_a_record_does_not_hold_is_not_taken_from_today(published: Published) -> None:
    """Without the documents that it promised a release gives no mark and no title; figures keep what the record has."""
    history = read_history(published.site.data / "releases", "releases", Report())
    without = replace(history, kept={})
    assert frozen.sources(history.releases[0], history, "dawn")["DOC"].level == "报"
    site = read_site(published.site.data, "data", Report())
    pages = releases.pages(site.disclosures, without, proofs.ReleaseProof())
    page = next(page for page in pages if page.path == "releases/1/")
    (table,) = (block.table for block in page.blocks if isinstance(block, TableBlock) and block.table.id == "shown")
    shown = [row.cells for row in table.rows if row.cells[1]]
    assert shown
    for _, number, counted, origin in shown:
        assert isinstance(number, tuple)
        assert isinstance(number[0], PastFigure)
        assert number[0].level is None
        assert counted
        assert isinstance(origin, tuple)
        assert "来源DOC" in origin
    assert not table.notes


def test_a_correction_names_what_follows(published: Published) -> None:
    """The figure that was computed from the corrected one stands on its entry, with both values."""
    entry = published.page("dawn/corrections").partition('id="a009-2024-05-02"')[2].partition("</li>")[0]
    assert "随之改变的数" in entry
    assert "阅读角·人均（AC04）900元/人→864元/人" in entry


def test_a_corrected_document_is_led_to_where_documents_stand(published: Published) -> None:
    """An entry about a document leads to the list of documents; records that no page shows get no way that would lead nowhere."""
    assert '#source-DOC">一年的报道</a>' in published.page("dawn/corrections")
    (disclosure,) = (
        part for part in read_site(published.site.data, "data", Report()).disclosures if part.org == "dawn"
    )
    breakdowns = disclosure.records["breakdowns"]
    assert breakdowns
    assert not any(disclosure.link("breakdowns", row.record_id) for row in breakdowns)


def test_the_reason_of_a_withdrawal_is_on_a_page_at_once(published: Published) -> None:
    """No reason and no sentence stop; the reason stands on the page of the very release."""
    assert "没有发布" in published.said["no reason"]
    assert "看不出为什么" in published.said["thin reason"]
    assert "晚于明天" in published.said["far day"]
    assert "已发布第 3 次" in published.said["third"], published.said["third"]
    assert "册数并入年度报告" in published.page("releases/3")


def test_an_attachment_that_was_replaced_stays_within_reach(published: Published) -> None:
    """The page of its release leads to the bytes as they were, which are kept once."""
    page = published.page("releases/1")
    (old,) = {part.partition('"')[0] for part in page.split('href="../../releases/files/')[1:]}
    kept = published.output / "releases/files" / old.replace("%E6%8A%A5%E5%91%8A", "报告")
    assert kept.is_file()
    assert kept.read_bytes() != (published.output / "files/报告.pdf").read_bytes()
    assert len(list((published.output / "releases/files").iterdir())) == 2


def test_a_page_that_says_another_number_is_no_page(published: Published, tmp_path: Path) -> None:
    """Whatever a template prints: another number than the register or the cell, or a place that is not there, is told."""
    site = read_site(published.site.data, "data", Report())
    assert list(faults(published.output, site.disclosures)) == []
    tree = tmp_path / "tree"
    shutil.copytree(published.output / "dawn", tree / "dawn")
    home = tree / "dawn/index.html"
    html = home.read_text("utf-8")
    assert 'data-figure="A001"' in html
    before, mark, after = html.partition('data-figure="A001"')
    home.write_text(before + mark + after.replace("100", "190", 1), "utf-8")
    (fault,) = faults(tree, site.disclosures)
    assert "190万元" in fault
    assert "台账登的是“100万元”" in fault
    home.write_text(
        html
        + '<span data-figure="A999">5万元</span><span data-figure="river/A001">100万元</span>'
        + '<span data-cell="dawn/projects.csv 第 99 行">5元</span><span data-cell="somewhere">5元</span>',
        "utf-8",
    )
    assert len(list(faults(tree, site.disclosures))) == 4


def test_words_of_a_view_count_with_the_page_that_it_is_a_view_of(tmp_path: Path) -> None:
    """A part of a list has no promise of its own, but what changes there has changed on the page of the list."""
    blank = Page("", "", (), ())
    pages = (
        replace(blank, path="checks/"),
        replace(blank, path="checks/agrees/", view=True),
        replace(blank, path="checks/page-2/", view=True),
        replace(blank, path="state/open/", view=True),  # nothing stands between it and the root
    )
    sections = (SiteSection(None, pages, Drawn({}, {})),)
    for path in ("", *(page.path for page in pages)):
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / path / "index.html").write_text(f"<main>{path}</main>", encoding="utf-8")

    def digests() -> dict[str, str]:
        files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")]
        return page_digests(tmp_path, files, sections)

    first = digests()
    assert set(first) == {"./", "checks/"}
    (tmp_path / "checks/page-2/index.html").write_text("<main>别的</main>", encoding="utf-8")
    second = digests()
    assert first["./"] == second["./"]
    assert first["checks/"] != second["checks/"]
    shutil.rmtree(tmp_path / "checks/agrees")
    assert set(digests()) == {"./", "checks/"}
