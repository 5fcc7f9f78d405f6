"""A member's broken data never breaks the others: its last sound state stays, and everybody is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from small import Site, belong
from trees import hashes

from disclosure.__main__ import main
from disclosure.accounts import last_good as lastgood
from disclosure.accounts.site import read_site
from disclosure.model import TableBlock
from disclosure.pages import federation as pages
from disclosure.problems import Report

# Where the federation itself speaks of a member's state: its pages, its home on the root page.
TELLS = ("index.html", "dawn/federation/")
NOTICE = '截至<time datetime="2024-05-01">2024年5月1日</time>的数据（之后提交的数据有错，正在改）'


def build(site: Site, output: Path) -> int:
    return main(["build", "--data", str(site.data), "--content", str(site.content), "--output", str(output)])


def check(site: Site) -> int:
    return main(["check", "--data", str(site.data), "--content", str(site.content)])


def federation(root: Path) -> Site:
    """The small site as one that is published: 河畔慈善会 belongs to 晨光慈善会."""
    site = Site.copy(root)
    site.text("data/site.yaml", "sample: 是\n", "")
    belong(site, river="dawn")
    return site


def spoil(site: Site, org: str = "river") -> None:
    """A word where an amount should stand, and a file that nobody knows."""
    file = f"data/{org}/figures/2023.csv"
    rows = (site.root / file).read_text("utf-8").splitlines()
    place = rows[0].split(",").index("数值")
    cells = rows[1].split(",")
    cells[place] = "很多"
    site.write(file, "\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    site.write(f"data/{org}/notes.csv", "记\n")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A federation that was built without a fault: the folder of its data, and its output."""
    root = tmp_path_factory.mktemp("federation")
    site, output = federation(root), root / "output"
    assert build(site, output) == 0
    return root, output


@pytest.fixture
def site(sound: tuple[Path, Path], tmp_path: Path) -> Site:
    """A copy of that federation to spoil, its last sound state with it."""
    for name in ("data", "content"):
        shutil.copytree(sound[0] / name, tmp_path / name)
    return Site(tmp_path)


def test_a_sound_build_keeps_members_and_nobody_else(sound: tuple[Path, Path]) -> None:
    """The member's files stand in the data folder, under its day; the lead is not kept, and nothing raw is published."""
    root, output = sound
    kept = root / "data" / ".last-good"
    assert [one.name for one in kept.iterdir()] == ["river"]
    assert (kept / "river/.as-of").read_text("utf-8") == "2024-05-01\n"
    wanted = hashes(root / "data/river")
    assert {name: own for name, own in hashes(kept / "river").items() if name != ".as-of"} == wanted
    assert not [path for path in output.rglob("*") if "last-good" in path.as_posix()]
    assert "这个数不完整，缺河畔慈善会" in (output / "dawn/federation/2023/index.html").read_text("utf-8")


def test_others_go_on_while_a_member_is_mended(
    sound: tuple[Path, Path], site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The build succeeds, tells every fault and what it did; the member's pages say so, the lead's are the same but where it speaks of it."""
    spoil(site)
    kept = hashes(site.data / ".last-good")
    output = tmp_path / "output"
    assert build(site, output) == 0
    said = capsys.readouterr()
    assert "data/river/figures/2023.csv 第 2 行“数值”：“很多”不是数字" in said.err
    assert "（unknown-file）" in said.err
    assert (
        said.err.strip()
        .splitlines()[-1]
        .startswith("上面 2 处没有改好，河畔慈善会（截至2024-05-01）用的是上一次没有错的数据")
    )
    assert said.out.strip().endswith("请看上面的说明。")
    before, after = hashes(sound[1]), hashes(output)
    before, after = (
        {name: sha for name, sha in tree.items() if not name.startswith(("search/", ".yangguang"))}  # of all pages
        for tree in (before, after)
    )
    assert before.keys() == after.keys()
    others = {name for name in before if not name.startswith("river/") and before[name] != after[name]}
    assert others
    assert [name for name in others if not name.startswith(TELLS)] == []
    member = list((output / "river").rglob("*.html"))
    assert member
    assert [path for path in member if NOTICE not in path.read_text("utf-8")] == []
    assert [path for path in (output / "dawn").rglob("*.html") if NOTICE in path.read_text("utf-8")] == []
    for page in ("dawn/federation", "dawn/federation/2023"):
        assert "截至2024年5月1日" in (output / page / "index.html").read_text("utf-8")
    tables = [name for name in before if name.startswith("river/data/") and name.endswith(".csv")]
    assert tables
    assert [name for name in tables if before[name] != after[name]] == []
    assert "（截至2024-05-01）" in (output / "river/data/datapackage.json").read_text("utf-8")
    assert hashes(site.data / ".last-good") == kept


def test_check_still_refuses(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """`make check` lists all faults of the member and ends with 1, and says that the others can be published."""
    spoil(site)
    assert check(site) == 1
    said = capsys.readouterr().out
    assert said.count("（bad-value）") == 1
    assert said.count("（unknown-file）") == 1
    assert "".join(said.strip().split("\n\n")[-1].split()) == (
        "请改好“必须改”的2处。改好之前，河畔慈善会（截至2024-05-01）的网页用上一次没有错的数据，其他机构可以照常发布。"
    )


def _no_state(site: Site) -> None:
    shutil.rmtree(site.data / ".last-good")


def _no_day(site: Site) -> None:
    (site.data / ".last-good/river/.as-of").write_text("昨天", "utf-8")


def _faulty_state(site: Site) -> None:
    shutil.copyfile(site.data / "river/figures/2023.csv", site.data / ".last-good/river/figures/2023.csv")


def _no_member_then(site: Site) -> None:
    site.text("data/.last-good/river/organisation.yaml", "part_of: dawn\n", "")


def _lead(site: Site) -> None:
    spoil(site, "dawn")


def _settings(site: Site) -> None:
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 五月")


def _prose(site: Site) -> None:
    site.text("content/news/dawn/first.md", "[[figure: A002]]", "[[figure: A0022]]")


def _circle(site: Site) -> None:
    belong(site, dawn="river")


STOPS = (_no_state, _no_day, _faulty_state, _no_member_then, _lead, _settings, _prose, _circle)


@pytest.mark.parametrize("more", STOPS, ids=[one.__name__.strip("_") for one in STOPS])
def test_without_a_sound_state_or_a_sound_lead_nothing_is_built(
    more: object, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No copy, a copy that is faulty itself, a fault in the lead, the settings or the prose: as ever, all told, site untouched."""
    spoil(site)
    more(site)  # type: ignore[operator]
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("上一次的网站", "utf-8")
    assert build(site, output) == 1
    said = capsys.readouterr().err
    told = "".join(said.split())  # the report is wrapped for a terminal
    assert "data/river/figures/2023.csv" in told
    assert "第2行“数值”" in told
    assert [one.name for one in output.iterdir()] == ["index.html"]
    assert check(site) == 1


def test_an_article_about_newer_data_waits_for_it(site: Site, tmp_path: Path) -> None:
    """An article of the member that quotes a figure of the faulty data is left out, and its other articles stay."""
    spoil(site)
    for slug, words in (("new", "收入[[figure: R999]]。"), ("old", "没有变。")):
        text = f"Title: 一篇\nDate: 2024-05-01\nSlug: {slug}\nSummary: 虚构。\n\n{words}\n"
        site.write(f"content/news/river/{slug}.md", text)
    assert build(site, tmp_path / "output") == 0
    assert (tmp_path / "output/river/news/old/index.html").is_file()
    assert not (tmp_path / "output/river/news/new").exists()


def test_a_mended_member_is_shown_and_kept_anew(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the fault is mended the notice is gone, and the new data is what is kept from then on."""
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-06-01")
    site.text("data/river/organisation.yaml", "河畔慈善会", "河畔慈善总会")
    assert build(site, tmp_path / "output") == 0
    assert capsys.readouterr().err == ""
    assert "截至" not in (tmp_path / "output/river/index.html").read_text("utf-8")
    assert lastgood.as_of(site.data, "river") == "2024-06-01"
    assert "河畔慈善总会" in (site.data / ".last-good/river/organisation.yaml").read_text("utf-8")


# --- what is kept --------------------------------------------------------------------------------------


def test_data_that_changed_meanwhile_is_not_kept(tmp_path: Path) -> None:
    """What somebody saved while the build was running was not checked, so it is not kept as sound."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.csv").write_text("1", "utf-8")
    before = {"a": lastgood.signature(tmp_path / "a")}
    (tmp_path / "a/x.csv").write_text("22", "utf-8")
    assert lastgood.keep(tmp_path, {"a": "2024-05-01"}, before) == []
    assert not (tmp_path / ".last-good").exists()
    before = {"a": lastgood.signature(tmp_path / "a")}
    assert lastgood.keep(tmp_path, {"a": "2024-05-01"}, before) == ["a"]
    assert lastgood.keep(tmp_path, {"a": "2024-05-01"}, before) == []  # the same again is no reason to write


def test_documents_and_system_files_are_not_copied(tmp_path: Path) -> None:
    """Scans of documents are large and not read; hidden files belong to the system; a folder of tables is data."""
    for name in ("a/x.csv", "a/sources/scan.pdf", "a/.hidden", "a/~$x.xlsx", "a/figures/2024.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", "utf-8")
    lastgood.keep(tmp_path, {"a": "2024-05-01"}, {"a": lastgood.signature(tmp_path / "a")})
    kept = tmp_path / ".last-good/a"
    assert sorted(one.relative_to(kept).as_posix() for one in kept.rglob("*") if one.is_file()) == [
        ".as-of",
        "figures/2024.csv",
        "x.csv",
    ]


def test_every_row_of_every_table_is_whole(tmp_path: Path) -> None:
    """Members without a folder, others that told nothing, and sums all have a cell under each heading."""
    site = federation(tmp_path)
    belong(site, "other_members: 北岸慈善会", river="dawn")
    report = Report()
    lead, _ = read_site(site.data, "data", report).disclosures
    assert report.errors == []
    tables = [block.table for page in pages.pages(lead) for block in page.blocks if isinstance(block, TableBlock)]
    assert [one.id for one in tables for row in one.rows if len(row.cells) != len(one.columns)] == []
    assert "缺河畔慈善会、北岸慈善会" in repr(list(pages.pages(lead)))


def test_samples_are_not_kept(tmp_path: Path) -> None:
    """Invented data is made by a script and needs no copy: the example's folder stays as it is."""
    site = Site.copy(tmp_path)
    site.write("data/river/organisation.yaml", "id: river\nname: 河畔慈善会\npart_of: dawn\n")
    assert build(site, tmp_path / "output") == 0
    assert not (site.data / ".last-good").exists()


def test_organisations_that_belong_to_nobody_are_never_merged(tmp_path: Path) -> None:
    """Without part_of there is no consolidated account, no word of one, and nothing is kept."""
    site = Site.copy(tmp_path)
    site.text("data/site.yaml", "sample: 是\n", "")
    assert build(site, tmp_path / "output") == 0
    assert not list((tmp_path / "output").glob("*/federation"))
    assert "不合并、不相加" in (tmp_path / "output/index.html").read_text("utf-8")
    assert not (site.data / ".last-good").exists()


def words(path: Path) -> str:
    """A page without its marks."""
    return re.sub(r"<[^>]+>", "", path.read_text("utf-8"))


def test_who_is_in_the_sum_and_what_it_rests_on(tmp_path: Path) -> None:
    """A year of which the lead told nothing says so; the documents named are those of whoever did, under his own name."""
    site = federation(tmp_path)
    header, *_ = (site.data / "river/figures/2023.csv").read_text("utf-8").splitlines()
    row = "B101,收入,全年,接收款物,320000,,元,32万元,实际,本级,款物,,,已核,R1,第2段,"
    site.write("data/river/figures/2022.csv", f"{header}\n{row}\n")
    site.write("data/river/headlines.csv", "年度,角色,编号,名称\n2022,收入合计,B101,\n")
    output = tmp_path / "output"
    assert build(site, output) == 0
    page = words(output / "dawn/federation/2022/index.html")
    assert "晨光慈善会和1家成员里，只有河畔慈善会报了总数" in page
    assert "合在一起" not in page.split("数字从哪来")[0]
    assert "样例日报《河畔慈善会年度报道》" in page
    assert "晨光慈善会《" not in page


def test_a_book_that_is_not_told_leaves_no_empty_side(tmp_path: Path) -> None:
    """Where one of two books does not tell single rows, its side says so in words."""
    site = federation(tmp_path)
    header = "拨付日期,接收方,接收方类型,本会成员机构,类型,金额,用途,划转依据,来源"
    row = "2023-05-01,河畔慈善会,慈善组织,river,资金,1000,转拨,协议,DOC"
    site.write("data/dawn/disbursements.csv", f"{header}\n{row}\n")
    assert build(site, tmp_path / "output") == 0
    assert "接收方账上没有逐笔的数" in words(tmp_path / "output/dawn/federation/2023/index.html")


def many(root: Path) -> Site:
    """The federation with twelve members more, each of which tells an income."""
    site = federation(root)
    settings = (site.data / "site.yaml").read_text("utf-8")
    for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑"):
        org = f"river-{number}"
        shutil.copytree(site.data / "river", site.data / org)
        for file in (site.data / org).rglob("*.*"):
            told = file.read_text("utf-8-sig").replace("id: river", f"id: {org}").replace("河畔", f"{sign}畔")
            file.write_text(re.sub(r"(?m)^uscc:.*\n", "", told.replace("市县两级", "本级")), "utf-8")
        site.write(f"data/{org}/headlines.csv", "年度,角色,编号\n2023,收入合计,B001\n")
        settings = settings.replace("  - river\n", f"  - river\n  - {org}\n")
    site.write("data/site.yaml", settings)
    return site


def test_many_members_are_found_by_name(tmp_path: Path) -> None:
    """Beyond a dozen bodies the entrance gives each a few lines, the chart draws the largest; a list of its own has them all."""
    site = many(tmp_path)
    output = tmp_path / "output"
    assert build(site, output) == 0
    entrance = (output / "index.html").read_text("utf-8")
    assert '<ul class="cards cards-bodies cards-close">' in entrance
    assert entrance.count('<li class="card"') == 14
    page = words(output / "dawn/federation/2023/index.html")
    account, _, chart = page.partition("年各家的收入和支出")
    chart, _, table = chart.partition("各家的数")
    assert "13家各自的数相加" in account, "nor to add"
    assert "只画最大的12家，另外1家的数在下面的表里。" in chart, "河畔慈善会 told no total to draw"
    assert all(f"{sign}畔慈善会" in table for sign in "河甲乙丙丁戊己庚辛壬癸子丑")


def test_very_many_transfers_have_a_page_of_their_own(tmp_path: Path) -> None:
    """The account has them in one row; every pair, transfer and side is on the page beside it, and old addresses lead there."""
    site = many(tmp_path)
    orgs = ["river", *(f"river-{number}" for number in range(12))]
    signs = dict(zip(orgs, "河甲乙丙丁戊己庚辛壬癸子丑", strict=True))
    paid = [
        f"2023-05-01,{signs[org]}畔慈善会,慈善组织,{org},资金,{1000 + at},转拨,协议,DOC" for at, org in enumerate(orgs)
    ]
    header = "拨付日期,接收方,接收方类型,本会成员机构,类型,金额,用途,划转依据,来源"
    site.write("data/dawn/disbursements.csv", "\n".join((header, *paid)) + "\n")
    gifts = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,同意公开姓名,来源,来自成员机构"
    for at, org in enumerate(orgs):
        site.write(
            f"data/{org}/donations.csv",
            f"{gifts}\n2023-05-00001,2023-05-01,{990 + at},现金,单位,晨光慈善会,是,R1,dawn\n",
        )
    output = tmp_path / "output"
    assert build(site, output) == 0
    place = output / "dawn/federation/2023"
    page = words(place / "index.html")
    assert "减：互相拨付的13对" in page
    assert "互相拨付的有13对：0对两边的账一样，13对不一样或没法对。抵销的一共12,948.00元。" in page
    pages = [file.read_text("utf-8") for file in (place / "transfers").rglob("index.html")]
    assert "13对合计：拨出方账上13,078.00元，接收方账上12,948.00元" in words(place / "transfers/index.html")
    first = (place / "index.html").read_text("utf-8")
    for at, org in enumerate(orgs):
        checks = [page for page in pages if f'<li class="check open" id="IT2023-dawn-{org}"' in page]
        assert len(checks) == 1, org
        assert sum(f'<tr id="dawn-{org}"' in page for page in pages) == 1, org
        assert any(f"{1000 + at:,}.00" in page and f"{990 + at:,}.00" in page for page in pages), org
        assert f'id="dawn-{org}"' in first
        assert f'id="IT2023-dawn-{org}"' in first
