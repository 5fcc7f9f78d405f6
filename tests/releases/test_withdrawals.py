"""What leaves a site: pages and whole organisations are named with the reason, and nobody else's site is taken for this one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from anchored import Place, run
from picture_cases import photograph
from publishing_site import answer, publishable, publishable_pair
from release_cases import record
from small import Site

from disclosure.accounts import read_site
from disclosure.compose import compose
from disclosure.pages.releases import news_since
from disclosure.problems import Report, Severity
from disclosure.releases.changes import news_line
from disclosure.releases.verification import verify

REASON = "河畔并入晨光，以后合在一起公布"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two organisations in the first release; the second leaves in the next one, and an article of the first in the third."""
    root = tmp_path_factory.mktemp("left")
    place = Place(root, publishable_pair(root))
    assert place.publish()[0] == 0
    shutil.rmtree(place.site.data / "river")
    place.site.text("data/site.yaml", "  - river\n", "")
    place.on("2024-05-02")
    assert place.publish()[0] == 1
    code, said = place.publish("--remove", REASON)
    assert code == 0, said
    (place.site.content / "news/dawn/first.md").unlink()
    place.on("2024-05-03")
    code, said = place.publish("--remove", "这一篇并入年度报告")
    assert code == 0, said
    return place


def said_by(place: Place, path: str) -> str:
    """The words of a page."""
    page = (place.output / path / "index.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]).split())


def test_an_organisation_that_left_is_named_with_its_figures_pages_and_tables(left: Place) -> None:
    """By its name, not its id, also on the pages of the releases that had it; the whole tree verifies."""
    page = said_by(left, "releases/2")
    assert f"撤下内容的原因 {REASON}" in page
    assert "2023年全年·接收款物 河畔慈善会 3200万元 撤下" in page
    assert re.search(r"撤下的网页 .*河畔慈善会（river/） 全部\d+个网页", page)
    first = said_by(left, "releases/1")
    assert "river" not in first
    assert "河畔慈善会 分组" in first or "河畔慈善会 数字台账" in first or "河畔慈善会 对账表" in first
    assert verify(left.output).good


def test_a_page_that_left_is_named_by_its_address(left: Place) -> None:
    page = said_by(left, "releases/3")
    assert "撤下内容的原因 这一篇并入年度报告" in page
    assert "dawn/news/first-account/ 1个网页" in page
    assert "全部" not in page.partition("撤下的网页")[2].partition("公示栏上的数")[0]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One organisation, published once, handed over for the second release, published twice."""
    root = tmp_path_factory.mktemp("published")
    place = Place(root, publishable(root))
    assert place.publish()[0] == 0
    place.on("2024-05-02")
    code, said = place.publish("--prepared-by", "王会计", name="changes")
    assert code == 0, said
    assert place.publish()[0] == 0
    return place


def test_a_reason_that_names_a_person_is_told_where_it_was_typed(published: Place, tmp_path: Path) -> None:
    place = published.copy(tmp_path / "site")
    (place.site.content / "news/dawn/first.md").unlink()
    place.on("2024-05-03")
    live = place.live()
    code, said = place.publish("--remove", "有疑问请打13812345678找小李")
    assert code == 1
    assert said.startswith("没有发布：撤下的原因会登在网页上")
    assert "REMOVE=：这里有手机号" in said
    assert place.live() == live


def test_who_looks_hears_that_a_reason_will_be_asked(published: Place, tmp_path: Path) -> None:
    """The next step that is told is not refused; a draft without a reason, which could never go out, is not handed over."""
    place = published.copy(tmp_path / "site")
    (place.site.content / "news/dawn/first.md").unlink()
    place.on("2024-05-03")
    code, said = place.publish(name="changes")
    assert code == 0, said
    assert "本次将撤下 2 个网页，同意以后写明原因，运行 make publish REMOVE=原因" in said
    code, said = place.publish("--prepared-by", "王会计", name="changes")
    assert code == 1
    assert "没有交审批：本次将撤下 2 个网页" in said
    code, said = place.publish("--prepared-by", "王会计", "--remove", "更新", name="changes")
    assert code == 1
    assert "没有交审批：撤下的原因只写了“更新”" in said
    code, said = place.publish("--remove", "这一篇并入年度报告", name="changes")
    assert code == 0, said
    assert "同意以后运行 make publish" in said
    assert "REMOVE=原因" not in said


def test_a_reason_for_nothing_is_not_lost_in_silence(published: Place, tmp_path: Path) -> None:
    place = published.copy(tmp_path / "site")
    place.on("2024-05-03")
    code, said = place.publish("--remove", "没有什么要撤下的网页")
    assert code == 0, said
    assert "写了 REMOVE=，这一次却没有网页或数字撤下" in said
    assert "没有什么要撤下的网页" not in said_by(place, "releases/3")


def test_a_draft_has_seen_more_releases_than_there_are(published: Place, tmp_path: Path) -> None:
    """A copy of the data without its records is no new site; neither site nor memory of the machine is needed to see that."""
    place = published.copy(tmp_path / "site")
    shutil.rmtree(place.output)
    records = tmp_path / "records"
    shutil.move(place.records, records)
    code, said = place.publish()
    assert code == 1
    assert "drafts/2.yaml 是第 2 次发布的草稿" in said
    assert "一次也没有" in said
    assert not place.output.exists()
    shutil.rmtree(place.records, ignore_errors=True)
    shutil.move(records, place.records)
    assert "一字不差" in place.publish()[1]


def test_the_output_of_another_site_is_left_alone(published: Place, tmp_path: Path) -> None:
    """Whether this machine remembers what stands there or not, and the message says which way there is."""
    root = tmp_path / "other"
    other = Place(root, publishable_pair(root))
    for remembered in (True, False):
        place = published.copy(tmp_path / f"site-{remembered}", remembered=remembered)
        live = place.live()
        folders = ("--data", other.site.data, "--content", other.site.content, "--output", place.output)
        code, said = run("publish", *folders)
        assert code == 1
        assert "是别的网站的，请换一个 OUTPUT=" in said
        assert place.live() == live


NAME = "钱小满"
GIFTS = (
    "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源\n"
    f"2023-03-00001,2023-03-06,500,现金,个人,{NAME},,是,DOC\n"
)
PRAISE = "编号,名称,授予方,年度,内容,来源\nh1,先进集体,样例市民政局,2023,感谢{}，一共{}家单位得奖。,DOC\n"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Somebody is named with consent in words, an article, an attachment and an entry of the ledger, and takes it back."""
    root = tmp_path_factory.mktemp("renamed")
    place = Place(root, publishable(root))
    site = place.site
    site.write("data/dawn/donations.csv", GIFTS)
    site.write("data/dawn/honours.csv", PRAISE.format(NAME, 3))
    site.text("content/news/dawn/first.md", "照样登出", f"照样登出。感谢{NAME}捐款")
    site.write_pdf("感谢信", Title=f"感谢{NAME}")
    code, said = place.publish()
    assert code == 0, said
    place.on("2024-05-03")
    site.write("data/dawn/honours.csv", PRAISE.format(NAME, 4))
    answer(site, "dawn/honours/h1", "2024-05-02")
    code, said = place.publish()
    assert code == 0, said
    site.cell("donations.csv", 2, "同意公开姓名", "否")
    place.on("2024-05-05")
    return place


def _taken_out(site: Site) -> None:
    """The name is gone from everything but the ledger."""
    site.write("data/dawn/honours.csv", PRAISE.format("一位捐赠人", 5))
    site.text("content/news/dawn/first.md", f"感谢{NAME}捐款", "感谢一位先生")
    site.write_pdf("感谢信", Title="感谢一位捐赠人")


def test_who_takes_consent_back_is_named_nowhere_any_more(renamed: Place, tmp_path: Path) -> None:
    """Not by what tells of the change, not by what earlier releases kept; an entry that was published may lose the name."""
    place = renamed.copy(tmp_path / "site")
    site = place.site
    _taken_out(site)
    code, said = run("check", "--data", site.data, "--content", site.content)
    assert "corrections.csv" in said
    assert "name-refused" in said
    site.text("data/dawn/corrections.csv", NAME, "爱心人士")
    for path in ("honours/h1", "attachments/files/感谢信.pdf"):
        answer(site, f"dawn/{path}", "2024-05-04")
    code, said = place.publish()
    assert code == 0, said
    assert NAME not in said
    assert "感谢某人，一共4家单位得奖。" in said
    assert "更正与核实“honours-h1-2024-05-02”：姓名（撤下）" in said.replace("\n", "")
    assert "写着“某人”的地方" in said_by(place, "releases/3")
    assert not [path for path in place.output.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
    assert "另有" in said_by(place, "releases/1")
    assert verify(place.output).good


def test_an_entry_that_was_published_loses_nothing_but_the_name(renamed: Place, tmp_path: Path) -> None:
    """Whoever uses the occasion to say something else is told so."""
    site = renamed.copy(tmp_path / "site").site
    _taken_out(site)
    site.text("data/dawn/corrections.csv", NAME, "爱心人士")
    site.text("data/dawn/corrections.csv", "一共3家", "一共2家")
    code, said = run("check", "--data", site.data, "--content", site.content)
    assert code == 1
    assert "edited-correction" in said


def test_a_mobile_that_an_organisation_gives_up_stands_in_its_way_no_more(tmp_path: Path) -> None:
    """It may have become somebody's own: the next release goes out, and neither what changed nor an old table repeats it."""
    place = Place(tmp_path, publishable(tmp_path))
    site, mobile, office = place.site, "13851108277", "0512-65221234"
    contacts, facts = site.file("contacts.csv"), site.file("organisation.yaml")
    before = facts.read_text("utf-8")
    for number in (mobile, office):
        contacts.write_text(f"联系人,电话,邮箱,来源\n办公室,{number},office@example.org,DOC\n", "utf-8")
        facts.write_text(f"{before}phone: {number}\naddress: 样例市幸福路1号2幢301室\n", "utf-8")
        code, said = place.publish()
        assert code == 0, said
        place.on("2024-05-03")
    assert f"联系电话“（不再公开）”→“{office}”" in said
    assert not [path for path in place.output.rglob("*") if path.is_file() and mobile.encode() in path.read_bytes()]
    assert "另有1个文件" in said_by(place, "releases/1")
    assert read_site(site.data, "data", Report()).history.retired.details == {mobile}  # the office is where it was
    assert verify(place.output).good


def test_a_site_that_moves_says_from_where(left: Place, tmp_path: Path) -> None:
    """What was printed, and every code on it, still leads to the old address."""
    place = left.copy(tmp_path / "site")
    for day, address in (("2024-05-04", "https://example.org/a"), ("2024-05-05", "https://example.org/b")):
        place.on(day)
        code, said = place.publish("--site-url", address)
        assert code == 0, said
    assert "https://example.org/a → https://example.org/b" in said
    assert "网址从 https://example.org/a 换成了 https://example.org/b" in said_by(place, "releases/5")
    assert "换成了" not in said_by(place, "releases/4")


@pytest.mark.parametrize("words", ["没有人", "三十名老人", "３０人", "谁也不", "爱心人士。受助人"])
def test_nothing_else_is_said_in_the_place_of_a_name(renamed: Place, tmp_path: Path, words: str) -> None:
    """A number, a denial or another sentence is no name."""
    site = renamed.copy(tmp_path / "site").site
    _taken_out(site)
    site.text("data/dawn/corrections.csv", NAME, words)
    code, said = run("check", "--data", site.data, "--content", site.content)
    assert code == 1
    assert "edited-correction" in said


def test_what_another_organisation_published_of_its_own_giver_stays(tmp_path: Path) -> None:
    """Two people bear one name: one body may name hers no more, and what the other published stays to be read."""
    place = Place(tmp_path, publishable_pair(tmp_path))
    for org, source in {"dawn": "DOC", "river": "R1"}.items():
        place.site.write(f"data/{org}/honours.csv", PRAISE.format(NAME, 3).replace(",DOC", f",{source}"))
    place.site.write_pdf(f"致谢{NAME}")
    place.site.write_pdf("致谢", Title="致谢")
    code, said = place.publish()
    assert code == 0, said
    place.site.write("data/dawn/donations.csv", GIFTS.replace(",,是,", ",,否,"))
    history = read_site(place.site.data, "data", Report()).history
    offered = {path: history.offers(sha) for path, sha in history.releases[0].tables.items()}
    assert not offered["dawn/data/honours.csv"]
    assert offered["river/data/honours.csv"]
    assert "1/figures.csv" not in history.withheld
    letters = {path: history.offers(sha) for path, sha in history.releases[0].attachments.items()}
    assert letters == {f"files/致谢{NAME}.pdf": False, "files/致谢.pdf": True}


def test_a_file_called_after_somebody_and_a_reason_that_named_her_are_told_no_more(tmp_path: Path) -> None:
    """The entry about the file names it without her; what lists it, and the record with the reason, stay in the data alone."""
    place = Place(tmp_path, publishable(tmp_path))
    site, letter = place.site, f"致谢{NAME}"
    site.write("data/dawn/donations.csv", GIFTS)
    site.write_pdf(letter, Title="致谢")
    assert place.publish()[0] == 0
    place.on("2024-05-03")
    (site.content / "news/dawn/first.md").unlink()
    code, said = place.publish("--remove", f"{NAME}女士不愿意再登这一篇")
    assert code == 0, said
    place.on("2024-05-05")
    site.cell("donations.csv", 2, "同意公开姓名", "否")
    (site.content / f"files/{letter}.pdf").rename(site.content / "files/致谢.pdf")
    code, said = run("check", "--data", site.data, "--content", site.content)
    assert code == 1
    assert "RECORD=dawn/attachments/files/致谢某人.pdf" in said
    answer(site, "dawn/attachments/files/致谢某人.pdf", "2024-05-04")
    code, said = place.publish()
    assert code == 0, said
    assert NAME not in said
    files = {path.relative_to(place.output).as_posix(): path for path in place.output.rglob("*") if path.is_file()}
    assert not [name for name, path in files.items() if NAME in name or NAME.encode() in path.read_bytes()]
    assert "files/致谢某人.pdf" in files["verify/hashes.js"].read_text("utf-8")
    assert {"releases/1/release.yaml", "releases/2/checkpoint.txt", "releases/3/manifest.txt"} <= files.keys()
    assert not {"releases/1/manifest.txt", "releases/2/release.yaml"} & files.keys()
    held = verify(place.output)
    assert held.good
    assert "第 1 次发布的 manifest.txt 网站上没有，没有核对" in held.as_text()
    assert "第 2 次发布的 release.yaml 网站上没有，没有核对" in held.as_text()
    assert "第 3 次" not in "".join(held.remarks)
    for name in ("releases/1/release.yaml", "releases/2/checkpoint.txt"):
        before = files[name].read_bytes()
        files[name].unlink()
        assert not verify(place.output).good
        files[name].write_bytes(before.replace(b"2024", b"2023"))
        assert not verify(place.output).good
        files[name].write_bytes(before)
    assert "一字不差" in place.publish()[1]


WORKSHOP = f"{NAME}工作室"


def _her_workshop(tmp_path: Path) -> Site:
    """A workshop called after a giver is renamed, because she takes consent back."""
    site = publishable(tmp_path)
    site.write("data/dawn/donations.csv", GIFTS)
    site.add("partners.csv", 编号="lake", 名称=WORKSHOP, 类型="学校", 来源="DOC")
    record(site, "2024-05-01")
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-06-03")
    site.cell("donations.csv", 2, "同意公开姓名", "否")
    return site


def _folders(site: Site) -> tuple[str | Path, ...]:
    return "--data", site.data, "--content", site.content


def test_the_entry_about_what_was_called_after_somebody_leaves_her_out(tmp_path: Path) -> None:
    """The page of the release does so, too."""
    site = _her_workshop(tmp_path)
    site.text("data/dawn/partners.csv", WORKSHOP, "湖滨工作室")
    answer(site, "dawn/partners/lake")
    composed = compose(site.data, site.content)
    assert not [problem for problem in composed.report if problem.severity is not Severity.NOTICE]
    assert NAME not in site.file("corrections.csv").read_text("utf-8")
    news = [news_line(line) for line in news_since(composed.site.disclosures, composed.site.history)]
    assert any("“某人工作室”→“湖滨工作室”（更正）" in line for line in news), news


def test_what_is_said_to_be_called_after_another_stays(tmp_path: Path) -> None:
    """Staff answer that the workshop is that of a namesake: then what was told of it is told for ever."""
    site = _her_workshop(tmp_path)
    asked = re.search(r"name-maybe-refused,partners.csv,lake,,名称,\w+,", run("check", *_folders(site))[1])
    assert asked
    site.write(
        "data/dawn/acknowledgements.csv",
        f"代码,文件,编号,行,列,值指纹,理由,确认人,日期\n{asked[0]}工作室是另一位同名的老师的,周出纳,2024-06-02\n",
    )
    composed = compose(site.data, site.content)
    assert not [problem for problem in composed.report if problem.severity is not Severity.NOTICE]
    assert composed.site.history.retired_by("dawn").without(WORKSHOP) == WORKSHOP


def test_a_picture_that_was_taken_back_is_nowhere_any_more(tmp_path: Path) -> None:
    """Neither that of an article nor one of those beside the files, whether another took its place or none; documents stay."""
    place = Place(tmp_path, publishable(tmp_path))
    site = place.site
    for name, width in (("images/合影.jpg", 60), ("images/现场.jpg", 70), ("files/证书.JPG", 80)):
        site.write(f"content/{name}", photograph(width, 40))
    site.write_pdf("报告", Title="第一稿")
    assert place.publish()[0] == 0
    shown = [(place.output / name).read_bytes() for name in ("images/合影.jpg", "images/现场.jpg", "files/证书.JPG")]
    paper = (place.output / "files/报告.pdf").read_bytes()
    place.on("2024-05-03")
    site.write("content/images/合影.jpg", photograph(61, 40))
    for name in ("images/现场.jpg", "files/证书.JPG"):
        (site.content / name).unlink()
    site.write_pdf("报告", Title="第二稿")
    for name in ("images/合影.jpg", "images/现场.jpg", "files/证书.JPG", "files/报告.pdf"):
        answer(site, f"dawn/attachments/{name}", "2024-05-03")
    code, said = place.publish()
    assert code == 0, said
    everything = [path.read_bytes() for path in place.output.rglob("*") if path.is_file()]
    assert paper in everything
    assert not [picture for picture in shown if picture in everything]
    assert not [path for path in place.records.rglob("*") if path.suffix.lower() == ".jpg"]
    assert "按本人同意署名的表、文章和项目的图片不逐次留存" in said_by(place, "releases/1")
    assert verify(place.output).good
