"""The docs keep up with the code: generated pages are fresh, and nothing that people can use is left undocumented."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from string import Formatter
from urllib.parse import unquote

import pytest

from disclosure.accounts.site import read_site
from disclosure.kinds import all_kinds
from disclosure.model import LEVELS, Verdict
from disclosure.problems import WORDINGS, Report
from disclosure.reporting.findings import review
from disclosure.reporting.text import as_text
from disclosure.rules.unregistered import numbers
from disclosure.staff import documentation

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WRITTEN = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
STANDING = sorted((ROOT / "content" / "pages").glob("*.md"))


def text(*paths: Path) -> str:
    """The texts of these files, one after another."""
    return "\n".join(path.read_text("utf-8") for path in paths)


@pytest.mark.parametrize("name", documentation.PAGES)
def test_generated_pages_are_fresh(name: str) -> None:
    """What stands in docs/ is what the code says now; if not: .venv/bin/python -m disclosure.staff.documentation."""
    assert (DOCS / name).read_text("utf-8") == documentation.PAGES[name]()


def test_generated_pages_can_be_written(tmp_path: Path) -> None:
    """The generator makes its folder, and writes each of its pages."""
    documentation.main(tmp_path / "docs")
    assert {path.name for path in (tmp_path / "docs").iterdir()} == set(documentation.PAGES)


def test_every_problem_code_is_documented() -> None:
    """Each code has an entry of its own in 错误代码, with no blank left unnamed."""
    page = documentation.problem_catalogue()
    headings = re.findall(r"^## (\S+)$", page, re.MULTILINE)
    assert headings == [*WORDINGS, "真实发生过的事"]
    assert page.count("- 为什么：") == page.count("- 怎么改：") == len(WORDINGS)
    blanks = {
        name
        for one in WORDINGS.values()
        for part in (one.message, one.fix)
        for _, name, _, _ in Formatter().parse(part)
    }
    assert blanks - {None} <= set(documentation._BLANKS)
    assert "{" not in page


def test_codes_named_by_hand_exist() -> None:
    """A code that README or the manual quotes from a report is still one of ours."""
    quoted = set(re.findall(r"（([a-z]+(?:-[a-z]+)+)）", text(*WRITTEN)))
    assert quoted
    assert quoted <= set(WORDINGS)


def test_the_report_in_the_readme_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three slips that README shows are told today in exactly those words."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "gaoxin" / "figures" / "2023.csv"
    rows = path.read_text("utf-8")
    for right, wrong in (
        (",620000,余,元,", ",62,余,元,"),
        (",支出,50000,,元,", ",支出,五万,,元,"),
        (",50,,人,50名", ",50,,各,50名"),
    ):
        assert rows.count(right) == 1, right
        rows = rows.replace(right, wrong)
    path.write_text(rows, "utf-8")
    monkeypatch.chdir(tmp_path)
    report = Report()
    site = read_site(Path("data"), "data", report)
    told = as_text(review(site, report, "data"))
    must_mend = re.split(r"\n\n(?=请确认|可以更好)", told)[0].strip()
    assert must_mend.startswith("必须改：3 处")
    assert must_mend in text(ROOT / "README.md")
    assert told.splitlines()[-1] in text(ROOT / "README.md")


def test_every_kind_and_column_is_in_the_dictionary() -> None:
    """Each kind has its section, and in it each column by both of its names."""
    page = documentation.data_dictionary()
    sections = dict(re.findall(r'<a id="([a-z_]+)"></a>\n\n### [^\n]+\n(.*?)(?=\n<a id=|\n## )', page, re.DOTALL))
    for kind in all_kinds():
        for one in kind.record.columns:
            assert f"| {one.label} | `{one.name}` |" in sections[kind.id], (kind.id, one.name)


@pytest.mark.parametrize("kind", ["figure", "chart", "table"])
def test_every_embed_is_in_the_manual(kind: str) -> None:
    """Staff can read how each embed is written."""
    assert f"`[[{kind}: " in text(DOCS / "使用手册.md")


def test_every_make_target_and_variable_is_documented() -> None:
    """Each target and variable that `make help` lists stands in README or docs/."""
    makefile = text(ROOT / "Makefile")
    written = text(*WRITTEN)
    targets = re.findall(r"^([a-z][a-z-]*):.*## ", makefile, re.MULTILINE)
    variables = re.findall(r"^## ([A-Z]+)=", makefile, re.MULTILINE)
    assert len(targets) > 5
    assert len(variables) > 3
    assert [one for one in targets if not re.search(rf"make {one}\b(?!-)", written)] == []
    assert [one for one in variables if f"{one}=" not in written] == []


def test_every_setting_is_documented() -> None:
    """Each DISCLOSURE_ setting, and each variable that publishconf.py takes from outside, stands in 开发 or 部署."""
    files = [ROOT / "pelicanconf.py", ROOT / "publishconf.py", *(ROOT / "plugins" / "disclosure").rglob("*.py")]
    names = set(re.findall(r"\bDISCLOSURE_[A-Z_]*[A-Z]\b", text(*files)))
    names |= set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', text(ROOT / "publishconf.py")))
    assert "DISCLOSURE_DATA_PATH" in names
    assert [one for one in sorted(names) if one not in text(DOCS / "开发.md", DOCS / "部署.md")] == []


def test_readers_are_told_every_level_and_verdict() -> None:
    """关于数据 explains each 来源等级 and each verdict of a reconciliation."""
    page = text(ROOT / "content" / "pages" / "data.md")
    assert [one for one in (*LEVELS, *(verdict.value for verdict in Verdict)) if f"| {one} |" not in page] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    """Relative links and pictures in README and docs/ lead to files that are there."""
    found = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL))
    local = [unquote(one.partition("#")[0]) for one in found if not re.match(r"[a-z]+:|#", one)]
    assert [one for one in local if not (path.parent / one).exists()] == []


@pytest.mark.parametrize("path", STANDING, ids=lambda path: path.stem)
def test_standing_pages_hold_for_every_organisation(path: Path) -> None:
    """A standing page has its header, holds no number that a new body would be asked about, and its links to siblings hit."""
    page = path.read_text("utf-8")
    assert [number.wording for number in numbers(page)] == []
    assert re.match(r"Title: .+\nSlug: [a-z-]+\nSummary: .+\n\n", page)
    assert "[[" not in page
    anchors = {one.stem: set(re.findall(r"\{#([a-z-]+)\}", one.read_text("utf-8"))) for one in STANDING}
    for slug, anchor in re.findall(r"\]\(\.\./([a-z-]+)/index\.html(?:#([a-z-]+))?\)", page):
        assert slug in anchors
        assert not anchor or anchor in anchors[slug], (slug, anchor)


@pytest.mark.parametrize("path", sorted((ROOT / "content" / "news").rglob("*.md")), ids=lambda path: path.parent.name)
def test_articles_type_no_figures(path: Path) -> None:
    """In articles every number but a year comes from the register."""
    body = path.read_text("utf-8").partition("\n\n")[2]
    assert re.findall(r"\d+", re.sub(r"\[\[.*?\]\]|(?:19|20)\d\d年", "", body)) == []


def test_each_change_is_told_once() -> None:
    """Git keeps both wordings of a line that two branches changed: whoever joins them takes one out."""
    top = Path("CHANGELOG.md").read_text("utf-8").partition("\n## ")[2].partition("\n## ")[0]
    starts = Counter(line[:24] for line in top.splitlines() if line.startswith("- "))
    assert not [start for start, times in starts.items() if times > 1]
