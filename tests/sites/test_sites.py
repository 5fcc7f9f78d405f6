"""Small sites as a whole: the good one builds the pages that are expected, each bad one is refused by its code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import html5lib
import pytest
from door_cases import DOOR_CASES
from headline_cases import HEADLINE_CASES
from money_cases import MONEY_CASES
from original_cases import ORIGINAL_CASES, named, report, scan
from picture_cases import PICTURE_CASES, photograph, pictured
from PIL import Image
from release_cases import RELEASE_CASES
from small import CASES as SMALL_CASES
from small import GOOD, PUBLISHING_ONLY, Case, Site, belong
from statement_cases import STATEMENT_CASES
from trees import hashes
from unit_cases import UNIT_CASES
from warm import run

from disclosure.__main__ import main
from disclosure.compose import check
from disclosure.engine.building import build as build_site
from disclosure.filing import caused_problems, check_with
from disclosure.problems import WORDINGS, Severity
from disclosure.reporting.machine import as_json
from disclosure.reporting.text import as_text

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = GOOD / "expected"
TEXTS = {
    "dawn-home": "dawn/index.html",
    "dawn-project": "dawn/projects/reading-room/index.html",
    "river-register": "river/facts/2023/income/index.html",
}
HAN = re.compile(r"[\u4e00-\u9fff]")

# What only a build can find, and the test that shows it.
BUILDING_ONLY = {"personal-output": "test_canaries.py", "map-without-review": "kinds/test_reminders.py"}
IMPORTING_ONLY = {"gift-too-early": "cases/test_real_files.py"}

CASES = (
    *SMALL_CASES,
    *STATEMENT_CASES,
    *MONEY_CASES,
    *RELEASE_CASES,
    *ORIGINAL_CASES,
    *PICTURE_CASES,
    *DOOR_CASES,
    *HEADLINE_CASES,
    *UNIT_CASES,
)


def disclosure(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line, as staff run it."""
    return run(*arguments)


def build(site: Site, output: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    return disclosure("build", "--data", site.data, "--content", site.content, "--output", output, *options)


def codes_of(site: Site) -> list[str]:
    return [one.code for one in check(site.data, site.content)[0]]


# --- pictures ------------------------------------------------------------------------------------


def test_pictures_go_out_upright_and_bare(tmp_path: Path) -> None:
    """A hostile caption is words; the picture stands upright in two sizes, with nothing that the camera wrote; twice the same."""
    site = Site.copy(tmp_path)
    caption = '"""<script>alert(1)</script> onerror=x"""'
    pictured(f"table,饭.jpg,{caption},2023-09-01,reading-room,照片,否,,DOC", 饭=photograph(turned=True))(site)
    outputs = [tmp_path / name for name in ("first", "second")]
    for output in outputs:
        build_site(site.data, site.content, output, ROOT / "pelicanconf.py")
    page = (outputs[0] / "dawn/projects/reading-room/index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'alt="&#34;&lt;script&gt;alert(1)&lt;/script&gt; onerror=x&#34;"' in page
    assert 'width="800" height="1200"' in page
    for width in (480, 800):
        file = f"dawn/pictures/table-{width}.jpg"
        content = (outputs[0] / file).read_bytes()
        assert content == (outputs[1] / file).read_bytes()
        assert b"SecretCamera" not in content
        assert b"13800138000" not in content
        assert b"Exif" not in content
        with Image.open(outputs[0] / file) as picture:
            assert picture.size == (width, width * 3 // 2)


# --- the good site -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site, built once by the real command."""
    output = tmp_path_factory.mktemp("good") / "output"
    done = build(Site(GOOD), output)
    assert done.returncode == 0, done.stderr
    assert "网站已生成" in done.stdout
    return output


BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "tr", "dt", "dd", "figure", "summary", "nav", "section", "div", "ul", "ol", "table", "tbody", "thead"}  # fmt: skip


def main_text(path: Path) -> str:
    """The words of a page's main part, a line a block, without scripts."""
    tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    found = next(one for one in tree.iter("main"))
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if node.tag in {"script", "style", "svg"} or not isinstance(node.tag, str):
            return
        if node.tag in BLOCKS:
            pieces.append("\n")
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag in BLOCKS:
            pieces.append("\n")

    walk(found)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def golden(name: str, text: str) -> None:
    """Compare with the stored expectation; `UPDATE_GOLDEN=1` writes it, and a missing one fails."""
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.is_file(), f"没有 {path}：确认网页无误后用 UPDATE_GOLDEN=1 生成"
    assert text == path.read_text("utf-8")


def test_the_good_site_has_the_expected_files(built: Path) -> None:
    """Two organisations and one article make exactly these pages, downloads and assets; none more, none fewer."""
    shards = (
        "search/blocks/",
        "search/terms/",
        "search/words/",
    )  # as many as there are words; test_search.py reads them
    names = [name for name in hashes(built) if not name.startswith(shards)]
    golden("files", "\n".join(names) + "\n")


@pytest.mark.parametrize("name", TEXTS)
def test_pages_of_the_good_site_say_what_is_expected(built: Path, name: str) -> None:
    """A home page, a project and a register say word for word what was approved."""
    golden(name, main_text(built / TEXTS[name]))


def test_sample_data_is_marked_on_every_page(built: Path) -> None:
    """A site of invented figures says so on each of its pages."""
    pages = list(built.rglob("*.html"))
    assert pages
    assert all("虚构" in page.read_text("utf-8") for page in pages)


def test_code_in_an_article_stays_as_written(built: Path) -> None:
    """An embed in a code span is shown as text, while the one beside it is bound to its figure."""
    text = (built / "dawn/news/first-account/index.html").read_text("utf-8")
    assert "<code>[[figure: A001]]</code>" in text
    assert 'data-figure="A001">100万元' in text
    assert "disclosure-embed" not in text


def test_the_good_site_builds_twice_identically(built: Path, tmp_path: Path) -> None:
    """The same data and prose give the same bytes in every file, in another folder, process and time zone."""
    other = tmp_path / "again"
    env = {**os.environ, "TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    command = [
        sys.executable,
        "-m",
        "disclosure",
        "build",
        "--data",
        str(GOOD / "data"),
        "--content",
        str(GOOD / "content"),
    ]
    done = subprocess.run([*command, "--output", str(other)], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert hashes(other) == hashes(built)


def test_workbooks_give_the_same_site(built: Path, tmp_path: Path) -> None:
    """The same tables as .xlsx give the same figures and pages as the CSV files."""
    site = Site.copy(tmp_path)
    for name in ("partners", "projects", "computed"):
        site.save_workbook(name, site.workbook(name))
    done = build(site, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "output") == hashes(built)


# --- the bad ones --------------------------------------------------------------------------------


def test_every_code_has_a_case() -> None:
    """Each problem code has a bad site that the command names it in; a case for a code that is gone is dead."""
    tests = ROOT / "tests"
    told = "".join(
        path.read_text("utf-8") for name in ("incidents", "reporting") for path in (tests / name).glob("*.py")
    )
    told += (tests / "unit" / "test_rules.py").read_text("utf-8")
    ruled = {
        code for code in WORDINGS if f'"{code}"' in told or f"{code}: " in told
    }  # by the suites of rules and report
    shown = {case.code for case in CASES} | PUBLISHING_ONLY | {*BUILDING_ONLY, *IMPORTING_ONLY} | ruled
    assert set(WORDINGS) - shown == set(), "codes without a bad_ case in tests/sites"
    assert shown - set(WORDINGS) == set(), "cases of codes that are gone"
    for code, test in (BUILDING_ONLY | IMPORTING_ONLY).items():
        assert code in (ROOT / "tests" / test).read_text("utf-8")


def test_the_good_site_has_no_problem() -> None:
    """The site that all bad ones start from is flawless, so that each of them fails by its own fault."""
    assert codes_of(Site(GOOD)) == []


@pytest.mark.parametrize("case", CASES, ids=[f"bad_{one.code}{'-' + one.name if one.name else ''}" for one in CASES])
def test_bad_site(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fault is told by its code at its place, in Chinese, with a way to mend it, and the command ends with 1."""
    site = Site.copy(tmp_path)
    case.make(site)
    status = main(["check", "--data", str(site.data), "--content", str(site.content), "--format", "json"])
    captured = capsys.readouterr()
    found = json.loads(captured.out)["findings"]
    assert "Traceback" not in captured.err
    fields = (
        "code",
        "severity",
        "file",
        "sheet",
        "row",
        "column",
        "cell",
        "message",
        "why",
        "fix",
        "suggestion",
        "acknowledge",
    )
    assert all(tuple(one) == fields for one in found)
    hits = [one for one in found if one["code"] == case.code and one["file"].endswith(case.file)]
    assert hits, found
    hit = next((one for one in hits if (one["row"], one["column"]) == (case.row, case.column)), hits[0])
    assert (hit["row"], hit["column"]) == (case.row, case.column)
    assert HAN.search(hit["message"])
    assert HAN.search(hit["fix"])
    assert "{" not in re.sub(r"“[^”]*”", "", hit["message"] + hit["fix"])
    assert case.told in hit["message"] + hit["fix"]
    error = WORDINGS[case.code].severity is Severity.ERROR
    assert hit["severity"] == WORDINGS[case.code].severity.value
    assert status == (1 if error else 0)


def test_what_has_happened_lies_before_the_day_of_the_data_and_a_term_may_end_later(tmp_path: Path) -> None:
    """Every day of every kind is held against that day, unless its column says that it may lie ahead."""
    site = Site.copy(tmp_path)
    site.write("data/dawn/meetings.csv", "编号,日期,会议,来源\nm1,2031-06-20,理事会,DOC\n")
    site.write(
        "data/dawn/qualifications.csv",
        "编号,资格,有效期起,有效期止,来源\nq1,公开募捐资格,2023-06-01,2033-06-01,DOC\n",
    )
    found = [one for one in check(site.data, site.content)[0] if one.code == "date-after-prepared"]
    assert [(one.where.file.rpartition("/")[2], one.where.column) for one in found] == [("meetings.csv", "日期")]


ALONE = (
    "bad-value",
    "unlike-units",
    "formula-cycle",
    "bad-yaml",
    "qualifier-mismatch",
    "not-money",
    "wording-mismatch",
)


@pytest.mark.parametrize("code", ALONE)
def test_a_single_fault_is_told_once(code: str, tmp_path: Path) -> None:
    """One mistake in one cell makes one problem: what merely follows from it is not held against staff."""
    site = Site.copy(tmp_path)
    next(one for one in CASES if one.code == code).make(site)
    assert codes_of(site) == [code]


BROKEN = ("bad-value", "ragged-row", "uncached-formula", "contradictory-relation", "unknown-embed", "bad-content")


@pytest.mark.parametrize("code", BROKEN)
def test_a_failed_build_leaves_the_last_site_alone(code: str, tmp_path: Path) -> None:
    """After a fault in data or prose the earlier output is byte for byte the same, and nothing half-built stays behind."""
    site = Site.copy(tmp_path)
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("上一次的网站", "utf-8")
    (output / "old").mkdir()
    (output / "old" / "page.html").write_bytes(bytes(range(256)))
    before = hashes(output)
    next(one for one in CASES if one.code == code).make(site)
    done = build(site, output)
    assert done.returncode == 1
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(output) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["content", "data", "output"]


def test_a_private_document_checks_figures_and_never_goes_out(tmp_path: Path) -> None:
    """A report beside the data that agrees is silent; neither the file nor a sentence of it is in the site."""
    site = Site.copy(tmp_path)
    report()(site)
    assert not set(codes_of(site)) & {case.code for case in ORIGINAL_CASES}
    done = build(site, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    written = b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())
    assert "惠及1200余人次。线上募捐".encode() not in written
    assert "有240人受益".encode() not in written
    assert not list((tmp_path / "output").rglob("DOC.*"))
    assert "原件不在本站" in (tmp_path / "output/dawn/facts/2023/income/index.html").read_text("utf-8")


def test_a_trial_sees_faults_beside_a_document_and_leaves_it_alone(tmp_path: Path) -> None:
    """What a write would bring is seen where documents lie beside the data; none of these is touched, whatever takes its place in the copy."""
    site = Site.copy(tmp_path)
    report()(site)
    document, register = site.file("sources/DOC.txt"), site.file("figures/2023.csv")
    assert check_with(site.data, "data", {}) == []
    slip = register.read_bytes().replace("21.6万元".encode(), "21.9万元".encode()).replace(b"216000", b"219000")
    assert "wording-not-in-source" in {fault.code for fault in caused_problems(site.data, "data", {register: slip})}
    before = document.read_bytes()
    caused = {fault.code for fault in caused_problems(site.data, "data", {document: "另一份".encode()})}
    assert "wording-not-in-source" in caused
    assert document.read_bytes() == before


def test_a_published_document_is_led_to_with_its_sentence(tmp_path: Path) -> None:
    """Staff publish the report: the register shows the sentence of each number and leads to the file, readable everywhere."""
    site = Site.copy(tmp_path)
    named("总结.txt", public="是")(site)
    assert not set(codes_of(site)) & {case.code for case in ORIGINAL_CASES}
    done = build(site, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    register = (tmp_path / "output/dawn/facts/2023/projects/index.html").read_text("utf-8")
    assert "原文句子：<q>二是“阅读角”支出21.6万元，办活动12场，有240人受益。</q>" in register
    assert 'href="../../../../dawn/sources/DOC.txt">看原件</a>' in register
    assert "原件不在本站" not in register
    assert (tmp_path / "output/dawn/sources/DOC.txt").read_bytes().startswith(b"\xef\xbb\xbf2023")
    assert "总结.txt" not in (tmp_path / "output/dawn/data/sources.csv").read_text("utf-8")
    assert 'href="../../dawn/sources/DOC.txt">看原件</a>' in (tmp_path / "output/dawn/data/index.html").read_text(
        "utf-8"
    )


def test_a_published_scan_is_quoted_by_what_somebody_read(tmp_path: Path) -> None:
    """Sentences come from the transcript, which is said beside the scan; the transcript and the name of its reader stay away."""
    site = Site.copy(tmp_path)
    scan(public="是")(site)
    assert not set(codes_of(site)) & {case.code for case in ORIGINAL_CASES} - {"attachment-scan"}
    assert "attachment-scan" not in codes_of(site)
    done = build(site, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    register = (tmp_path / "output/dawn/facts/2023/projects/index.html").read_text("utf-8")
    assert "原文句子：<q>二是“阅读角”支出21.6万元，办活动12场，有240人受益。</q>" in register
    assert "看原件</a>（扫描件，电脑认的字、有人看过）" in register
    assert "2026年3月20日有人对着原件看过" in (tmp_path / "output/dawn/data/index.html").read_text("utf-8")
    assert [path.name for path in (tmp_path / "output").rglob("DOC.*")] == ["DOC.pdf"]
    written = (path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())
    assert not any("张三".encode() in content for content in written)


def test_of_a_private_scan_nothing_goes_out(tmp_path: Path) -> None:
    """Neither a word of it, nor that it is a scan, nor who read it when."""
    site = Site.copy(tmp_path)
    scan()(site)
    assert not set(codes_of(site)) & {case.code for case in ORIGINAL_CASES}
    done = build(site, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    written = b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())
    for words in ("张三", "2026年3月20日有人", "扫描件", "有240人受益"):
        assert words.encode() not in written
    assert not list((tmp_path / "output").rglob("DOC.*"))


def test_a_published_document_is_looked_through_for_persons(tmp_path: Path) -> None:
    """A telephone in a document that is to be published stops it; in a private one it is nobody's business."""
    site = Site.copy(tmp_path)
    named("总结.txt", public="是", text=f"联系电话13812345678。\n{(GOOD / 'data/site.yaml').name}")(site)
    assert "personal-words" in codes_of(site)


def test_sample_data_is_not_published(tmp_path: Path) -> None:
    """With the settings for publishing, invented data stops the build by name, for the site and for one organisation."""
    site = Site.copy(tmp_path)
    for place in ("site.yaml", "dawn/organisation.yaml"):
        if place != "site.yaml":
            site.text("data/site.yaml", "sample: 是\n", "")
            site.write(f"data/{place}", "id: dawn\nname: 晨光慈善会\nsample: 是\n")
        done = build(site, tmp_path / "output", "--settings", ROOT / "publishconf.py")
        assert done.returncode == 1
        assert f"{place}" in done.stderr
        assert "sample-data" in done.stderr
        assert not (tmp_path / "output").exists()
    site.write("data/dawn/organisation.yaml", "id: dawn\nname: 晨光慈善会\n")
    done = build(site, tmp_path / "output", "--settings", ROOT / "publishconf.py")
    assert done.returncode == 0, done.stderr


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """Eight different faults in seven files are all in one report, causes before what follows from them, in text as in JSON."""
    site = Site.copy(tmp_path)
    site.cell("figures/2023.csv", 2, "数值", "100万")
    site.cell("figures/2023.csv", 9, "单位", "常")
    site.cell("projects.csv", 2, "类别", "扶贫")
    site.cell("computed.csv", 5, "公式", "A004 /")
    site.cell("reconciliations.csv", 2, "来源", "DOX")
    site.text("data/river/organisation.yaml", "id: river", "id: lake")
    site.write("data/dawn/donors.csv", "x\n")
    site.text("content/news/dawn/first.md", "Title: 晨光的账\n", "")
    report, found = check(site.data, site.content)
    wanted = {
        "bad-value",
        "unknown-unit",
        "unknown-choice",
        "bad-formula",
        "unknown-reference",
        "organisation-folder",
        "unknown-file",
        "bad-content",
    }
    assert {one.code for one in report} == wanted
    assert len(report.errors) == 8
    assert len({one.where.file for one in report}) == 7
    text = as_text(found)
    assert all(f"（{code}）" in text for code in wanted)
    assert "必须改：8 处" in text
    verdict = "不能发布：请先改好“必须改”的 8 处。晨光慈善会的文章引用的图表、网页和数字，改好以后才能看全。"
    assert "".join(text.split("\n\n")[-1].split()) == verdict.replace(" ", "")
    assert {one["code"] for one in json.loads(as_json(found))["findings"]} == wanted


ARTICLE = "content/news/dawn/first.md"
WRONG = "收到[[figure: A999]]，见[[map: x]]、[项目](../../projects/none/index.html)、[说明](../gone/index.html)，共4567万元。\n\n[[chart: none]]\n\n照样登出"
RIVER = "Title: 河畔的账\nDate: 2024-04-02\nSlug: river\n\n全年8765万元，见[项目](../../projects/none/index.html)、[别的](../gone/index.html)。\n"
OF_A_TEXT = {"[[figure: A999]]", "[[map: x]]", "../gone/index.html"}  # what is wrong with it whatever the tables hold
OF_PAGES = {"[[chart: none]]", "../../projects/none/index.html"}


def wrong_of(site: Site) -> list[str]:
    """What is told of the article of 晨光慈善会."""
    report, _ = check(site.data, site.content)
    theirs = [fault for fault in report if fault.where.file.endswith("news/dawn/first.md")]
    return sorted(fault.details.get("cell") or fault.details["what"] for fault in theirs)


def test_articles_are_looked_at_whatever_else_is_wrong(tmp_path: Path) -> None:
    """What a fault in a table can not have caused is told beside it, and nothing that it may have caused."""
    site = Site.copy(tmp_path)
    site.text(ARTICLE, "照样登出", WRONG)
    whole = sorted({*OF_A_TEXT, *OF_PAGES, "4567万元"})
    assert wrong_of(site) == whole
    elsewhere = site.file("../river/figures/2023.csv").read_text("utf-8")
    site.cell("../river/figures/2023.csv", 2, "数值", "很多")
    assert wrong_of(site) == whole
    site.write("data/river/figures/2023.csv", elsewhere)
    site.cell("projects.csv", 2, "内容", "花了{A998}。")  # a reference: every cell could be read
    assert wrong_of(site) == sorted(OF_A_TEXT)  # of reading: numbers may stand in what was not read
    site.cell("projects.csv", 2, "内容", "")
    site.cell("figures/2023.csv", 2, "口径", "市县两级")  # every cell was read, and a sum does not hold
    assert wrong_of(site) == sorted({*OF_A_TEXT, "4567万元"})


def test_a_figure_that_could_not_be_read_is_not_called_unknown(tmp_path: Path) -> None:
    """An article quotes a figure whose own row has the fault, or one of a table that cannot be opened: only that fault is told."""
    site = Site.copy(tmp_path)
    site.cell("figures/2023.csv", 2, "数值", "很多")
    report, findings = check(site.data, site.content)
    assert {fault.code for fault in report.errors} == {"bad-value"}
    assert "晨光慈善会的文章引用的图表、网页和数字，改好以后才能看全" in findings.verdict
    site.write("data/dawn/figures/2023.csv", "编号;数值\n")
    assert {fault.code for fault in check(site.data, site.content)[0].errors} == {"wrong-header"}
    site = Site.copy(tmp_path / "number")
    site.cell("figures/2023.csv", 2, "编号", "A 001")
    codes = {fault.code for fault in check(site.data, site.content)[0].errors}
    assert "bad-value" in codes
    assert "unknown-embed" not in codes


def test_the_article_of_a_body_that_is_not_there_is_called_that_only(tmp_path: Path) -> None:
    """What its numbers are held against is missing as a whole."""
    site = Site.copy(tmp_path)
    site.write("content/news/gone/first.md", RIVER)
    report, _ = check(site.data, site.content)
    assert {fault.code for fault in report if "news/gone" in fault.where.file} == {"orphan-article"}


def test_one_article_that_cannot_be_read_hides_nothing_in_the_others(tmp_path: Path) -> None:
    """Links to texts are left until all texts can be read; pages and numbers are judged at once."""
    site = Site.copy(tmp_path)
    site.text(ARTICLE, "Title: 晨光的账\n", "")
    site.write("content/news/river/river.md", RIVER)
    report, findings = check(site.data, site.content)
    theirs = {(fault.code, fault.details.get("cell")) for fault in report if "news/river" in fault.where.file}
    assert theirs == {("dead-link", "../../projects/none/index.html"), ("stray-number", None)}
    assert findings.verdict == f"不能发布：请先改好“必须改”的 {len(report.errors)} 处。"


def test_a_member_with_faults_leaves_what_is_put_together_unjudged(tmp_path: Path) -> None:
    """A link to consolidated accounts is not called dead while those could not be put together."""
    site = Site.copy(tmp_path)
    belong(site, river="dawn")
    site.text(
        ARTICLE, "照样登出", "见[合并](../../federation/index.html)、[项目](../../projects/none/index.html)。照样登出"
    )
    assert wrong_of(site) == ["../../projects/none/index.html"]
    site.cell("../river/figures/2023.csv", 2, "数值", "很多")
    assert wrong_of(site) == []


@pytest.mark.parametrize(("cell", "mend"), [("零", "请写成 0。"), ("负五百", "请只写数字")])
def test_a_figure_may_be_nothing_or_below_zero(cell: str, mend: str, tmp_path: Path) -> None:
    """Only what was given or paid is above zero: nobody is sent to the table of refunds for a figure."""
    site = Site.copy(tmp_path)
    site.cell("figures/2023.csv", 2, "数值", cell)
    (told,) = [fault.details["mend"] for fault in check(site.data, site.content)[0].errors]
    assert told.startswith(mend)


def test_a_thousand_faults_are_all_told(tmp_path: Path) -> None:
    """A report is never capped: a thousand bad rows are a thousand problems; the text folds them into one line with their count."""
    site = Site.copy(tmp_path)
    rows = site.table("partners.csv")
    rows += [[f"bad id {number}", f"甲{number}", "", "", "", "DOC", "", ""] for number in range(1000)]
    site.save("partners.csv", rows)
    report, found = check(site.data, site.content)
    assert len([one for one in report if one.code == "bad-value"]) == 1000
    text = as_text(found)
    assert "1000/1001 行" in text
    assert "一共 1000 处" in text
    told = [finding["message"] for finding in json.loads(as_json(found))["findings"]]
    assert all(any(f"“bad id {number}”" in message for message in told) for number in range(1000))


@pytest.mark.parametrize("name", ["assets", "files", "images", "Dawn", "晨光", "a b"])
def test_a_folder_name_that_makes_no_address_is_refused(name: str, tmp_path: Path) -> None:
    """An organisation's id is an address of lower-case ASCII, and not a folder that the site needs itself."""
    site = Site.copy(tmp_path)
    (site.data / "river").rename(site.data / name)
    site.text("data/river/organisation.yaml".replace("river", name), "id: river", f"id: {name}")
    site.text("data/site.yaml", "river", name)
    assert codes_of(site) == ["reserved-id" if name in {"assets", "files", "images"} else "bad-value"]


def test_chinese_and_spaces_in_the_path_do_not_matter(tmp_path: Path) -> None:
    """A folder called “我的 数据” builds; only addresses must be ASCII."""
    site = Site.copy(tmp_path / "我的 数据")
    done = build(site, tmp_path / "输出 文件夹")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "输出 文件夹" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "--data", "没有"], "找不到文件夹"),
        (["build", "--output", "data"], "盖掉"),
        (["build", "--output", "."], "盖掉"),
        (["build", "--output", "README.nothing/../pyproject.toml"], "是一个文件"),
        (["build", "--output", "theme"], "别的东西"),
    ],
)
def test_dangerous_or_wrong_folders_are_refused(arguments: list[str], told: str) -> None:
    """A missing input, and an output that would overwrite data, a file or a foreign folder, are refused in Chinese."""
    done = disclosure(*arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--data", "--content", "--output"])
def test_a_link_that_leads_to_itself_is_named(option: str, tmp_path: Path) -> None:
    """No folder can stand there; it is told in one line, and nothing is called a fault of the program."""
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    done = disclosure("build", option, str(circle))
    assert done.returncode == 1
    assert "circle 是一个绕回自己的链接" in done.stderr
    assert "程序自己" not in done.stderr


def test_the_real_data_can_be_published() -> None:
    """The two real organisations have no error and no warning: `make check` ends with 0 and says what it counted."""
    done = disclosure("check")
    assert done.returncode == 0, done.stdout
    assert "可以发布：2 家机构" in done.stdout
    assert json.loads(disclosure("check", "--format", "json").stdout)["findings"] == []
