"""Three releases of a small site, told from the first to the last: what stops one, what is recorded, what stays."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from publishing_site import publishable
from release_cases import fewer_seats
from small import Site
from warm import run

from disclosure.__main__ import main
from disclosure.compose import check
from disclosure.releases.verification import verify
from disclosure.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
URL = "https://example.org/cishan"


@dataclass
class Story:
    """The site, and what each step said and left."""

    site: Site
    output: Path
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    states: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def command(self, step: str, name: str, *options: str) -> None:
        """Run one command of the project in a process of its own."""
        folders = ["--data", str(self.site.data), "--content", str(self.site.content), "--output", str(self.output)]
        if name == "correct":
            folders = folders[:2]
        done = run(name, *options, *folders)
        self.said[step] = done.returncode, done.stdout + done.stderr
        self.states[step] = state(self.output)


def state(folder: Path) -> dict[str, bytes]:
    """The pages of a tree."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """All of it, once."""
    root = tmp_path_factory.mktemp("story")
    one = Story(publishable(root), root / "output")
    fresh = {"主题": "项目", "事项": "图书", "指标": "购置", "数值": "350", "单位": "册", "原文写法": "350册"}
    known = {"编号": "A020", "性质": "实际", "口径": "本级", "状态": "已核", "来源": "DOC", "出处": "二、第2项"}
    one.site.add("figures/2023.csv", **fresh, **known)
    one.site.write(
        "data/dawn/project_budgets.csv",
        "项目,科目,预算,已支,截止日期,来源\nwarm-winter,棉被,5000,4000,2023-12-31,DOC\n",
    )
    one.command("first", "publish", "--site-url", URL)
    fewer_seats(one.site)
    one.command("silent", "publish")
    correct = (
        "dawn/A009",
        "--type",
        "更正",
        "--reason",
        "签到表数错一行",
        "--person",
        "财务部",
        "--register",
        "不涉及",
    )
    one.command("corrected", "correct", *correct, "--on", "2024-05-02")
    one.site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-05-02")
    one.command("preview", "changes")
    one.command("second", "publish", "--on", "2024-05-02")
    (one.site.content / "news/dawn/first.md").unlink()
    rows = one.site.table("figures/2023.csv")
    one.site.save("figures/2023.csv", [row for row in rows if row[0] != "A020"])
    one.command("gone", "publish", "--on", "2024-06-01")
    one.command("early", "publish", "--on", "2024-04-01", "--remove", "并入年度报告")
    one.command("third", "publish", "--on", "2024-06-01", "--remove", "场次并入年度报告")
    return one


def test_the_first_release_is_recorded(story: Story) -> None:
    """The record names its number, day and hashes; the tree holds what it says and its canonical address."""
    code, said = story.said["first"]
    assert code == 0, said
    assert "第 1 次发布，以前没有发布过" in said
    record = (story.site.data / "releases/1/release.yaml").read_text("utf-8")
    assert 'number: "1"\npublished_on: "2024-05-01"\n' in record
    assert 'previous: ""' in record
    assert f"{URL}/dawn/".encode() in story.states["first"]["dawn/index.html"]


def test_a_silent_edit_is_stopped_by_name(story: Story) -> None:
    """The cell, both wordings and the way to mend it are told; the live site stays byte for byte."""
    code, said = story.said["silent"]
    assert code == 1
    told = "".join(said.split())  # the report is wrapped for a terminal
    assert "dawn/figures/2023.csv" in told
    assert "第10行" in told
    assert "“阅读角·受益”（A009）是240人，现在是250人" in told
    assert "makecorrectFIGURE=dawn/A009" in told
    assert "Traceback" not in said
    assert "AC04" not in said  # computed from A009, which answers for it
    assert story.states["silent"] == story.states["first"]


def test_changes_are_shown_without_publishing(story: Story) -> None:
    """Old, new, difference and pages are told in words and in one HTML file; nothing is recorded or swapped."""
    code, said = story.said["preview"]
    assert code == 0, said
    assert "dawn/A009 2023年阅读角·受益：240人 → 250人，多10人（用在：" in said
    assert "dawn/corrections/" in said
    assert "登过的数字都没有变" not in said
    page = story.output.with_name("output-changes.html").read_text("utf-8")
    assert "<del>240人</del>" in page
    assert "<ins>250人</ins>" in page
    assert 'src="' not in page
    assert 'href="' not in page
    assert story.states["preview"] == story.states["first"]


def test_a_corrected_figure_is_published_with_its_mark(story: Story) -> None:
    """The new value carries a mark to the entry, the entry the old value struck through, the register its history."""
    code, said = story.said["second"]
    assert code == 0, said
    pages = {name: content.decode() for name, content in story.states["second"].items()}
    register = pages["dawn/facts/2023/projects/index.html"].partition('id="A009"')[2].partition("</li>")[0]
    assert (
        'href="../../../../dawn/corrections/index.html#a009-2024-05-02"><span aria-hidden="true">※</span>更正</a>'
        in register
    )
    assert "曾经公布" in register
    assert ">第1次发布</a>" in register
    assert "240人" in register
    entry = pages["dawn/corrections/index.html"]
    assert '<span class="vh">原来：</span><del>240人</del>' in entry
    assert "<ins>250人</ins>" in entry
    assert "签到表数错一行" in entry
    assert 'dawn/projects/reading-room/index.html">' in entry
    assert "第2次发布" in pages["dawn/index.html"]
    assert f"{URL}/releases/2/" in pages["dawn/index.html"]


def test_corrections_can_be_followed(story: Story) -> None:
    """The feed is well-formed Atom with absolute links and the day of the correction."""
    feed = ET.parse(story.output / "dawn/corrections/feed.xml").getroot()  # noqa: S314  (our own feed)
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "更正：2023年阅读角·受益 240人→250人"
    assert entry.findtext(f"{atom}updated") == "2024-05-02T00:00:00+08:00"
    link = entry.find(f"{atom}link")
    assert link is not None
    assert link.get("href") == f"{URL}/dawn/corrections/#a009-2024-05-02"


def test_what_disappears_wants_a_reason(story: Story) -> None:
    """Page and figure are named and nothing is published; with a reason it is, and the reason stays in the record."""
    code, said = story.said["gone"]
    assert code == 1
    assert "dawn/news/first-account/" in said
    assert "dawn/A020 2023年图书·购置：350册" in said
    assert "REMOVE=" in said
    assert story.states["gone"] == story.states["second"]
    code, said = story.said["third"]
    assert code == 0, said
    assert 'removal: "场次并入年度报告"' in (story.site.data / "releases/3/release.yaml").read_text("utf-8")


def test_no_file_names_a_folder_of_the_machine(story: Story) -> None:
    """A number leads to its cell below the organisation's folder, wherever the data lies on the disk."""
    page = story.states["third"]["dawn/projects/warm-winter/index.html"].decode()
    assert 'data-cell="dawn/project_budgets.csv 第 2 行' in page
    own = str(story.site.root).encode()
    every = [one for one in story.output.rglob("*") if one.is_file() and one.suffix != ".gz"]
    assert [one.name for one in every if own in one.read_bytes()] == []


def test_a_release_is_not_dated_before_the_last(story: Story) -> None:
    """A clock gone back, or a slip in the day, is told with both days."""
    code, said = story.said["early"]
    assert code == 1
    assert "2024-04-01 早于第 2 次发布的 2024-05-02" in said


def test_old_releases_stay_at_their_address(story: Story) -> None:
    """Tables and figures of each release are those of its day, and the pages of releases lead to them."""
    for number, wording in ((1, "240人"), (2, "250人"), (3, "250人")):
        folder = story.output / "releases" / str(number)
        assert wording in (folder / "figures.csv").read_text("utf-8")
        assert wording in (folder / "dawn/data/figures.csv").read_text("utf-8")
        page = (folder / "index.html").read_text("utf-8")
        assert f'href="../../releases/{number}/dawn/data/figures.csv"' in page
    listed = (story.output / "releases/index.html").read_text("utf-8")
    assert listed.index("第3次发布") < listed.index("第1次发布")
    # a table that did not change is kept once in the repository
    assert not (story.site.data / "releases/2/files/dawn/data/partners.csv").exists()


def test_a_clone_of_the_repository_verifies_every_release(story: Story) -> None:
    """The records hold together; any byte of any of them, edited later, is found by the check."""
    assert not check(story.site.data, story.site.content)[0].errors
    for name in (
        "1/figures.csv",
        "2/corrections.txt",
        "1/manifest.txt",
        "2/release.yaml",
        "1/files/dawn/data/figures.csv",
    ):
        path = story.site.data / "releases" / name
        before = path.read_bytes()
        path.write_bytes(before.replace(b"0", b"1", 1))
        codes = {one.code for one in check(story.site.data, story.site.content)[0].errors}
        path.write_bytes(before)
        assert "broken-release" in codes, name


def test_the_recorded_release_is_made_again_byte_for_byte(story: Story, tmp_path: Path) -> None:
    """From data and records alone, in another place, the last release comes out the same and no new one is recorded."""
    again = tmp_path / "其他 地方"
    options = ["--data", str(story.site.data), "--content", str(story.site.content), "--output", str(again)]
    assert main(["publish", "--recorded", *options]) == 0
    assert state(again) == story.states["third"]
    assert verify(again).good
    assert not (story.site.data / "releases/4").exists()


@pytest.fixture
def other_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A machine that has another script for charts in the first place, and that of the release as well or not; options there."""
    script = tmp_path / "package_data/plotly.min.js"
    script.parent.mkdir()
    script.write_text("other")
    read = Settings.from_pelican

    def options(*, as_well: bool) -> list[str]:
        def found(given: Mapping[str, Any]) -> Settings:
            settings = read(given)
            return replace(settings, plotly_bundles=(script, *(settings.plotly_bundles if as_well else ())))

        monkeypatch.setattr(Settings, "from_pelican", found)
        return ["--output", str(tmp_path / "x")]

    return options


def test_a_release_is_made_again_with_the_script_for_charts_that_it_had(
    story: Story, tmp_path: Path, other_script: Callable[..., list[str]]
) -> None:
    """One machine has npm and the other has not: where both scripts are there, it is that of the release."""
    options = ["--data", str(story.site.data), "--content", str(story.site.content), *other_script(as_well=True)]
    assert main(["publish", "--recorded", *options]) == 0
    assert state(tmp_path / "x") == story.states["third"]


def test_a_release_whose_script_for_charts_is_not_here_says_what_to_do(
    story: Story, other_script: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same data, but not the same bytes: npm is what is missing."""
    options = ["--data", str(story.site.data), "--content", str(story.site.content), *other_script(as_well=False)]
    assert main(["publish", "--recorded", *options]) == 1
    told = capsys.readouterr().err
    assert "  assets/plotly.js\n" in told
    assert "请装好 npm，运行 make setup" in told


def test_the_live_tree_is_verified_and_one_flipped_byte_is_found(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command names what is changed, missing and added, packed copies too; an untouched tree passes."""
    assert main(["verify", str(story.output)]) == 0
    table, packed, extra = (story.output / name for name in ("dawn/data/figures.csv", "index.html.gz", "new.txt"))
    kept = {one: one.read_bytes() for one in (table, packed)}
    table.write_bytes(bytes([kept[table][0] ^ 1]) + kept[table][1:])
    packed.write_bytes(kept[packed][:-1])
    extra.write_text("多的")
    gone = (story.output / "404.html").rename(story.output.with_name("404"))
    capsys.readouterr()
    try:
        assert main(["verify", str(story.output)]) == 1
        said = capsys.readouterr().out
    finally:
        for one, content in kept.items():
            one.write_bytes(content)
        extra.unlink()
        gone.rename(story.output / "404.html")
    assert "内容被改过：dawn/data/figures.csv" in said
    assert "内容被改过：index.html.gz" in said
    assert "多出来：new.txt" in said
    assert "缺少：404.html" in said
    assert "共 4 处" in said


def test_the_offline_archive_verifies_itself(story: Story, tmp_path: Path) -> None:
    """Two archives are the same bytes; unpacked, the script passes without the project, and finds a changed file."""
    targets = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for target in targets:
        assert main(["zip", "--output", str(story.output), "--target", str(target)]) == 0
    assert targets[0].read_bytes() == targets[1].read_bytes()
    with zipfile.ZipFile(targets[0]) as bundle:
        bundle.extractall(tmp_path / "unpacked")
    command = [sys.executable, "-I", str(tmp_path / "unpacked/verify.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "核验通过" in done.stdout) == (0, True), done.stdout + done.stderr
    with (tmp_path / "unpacked/site/dawn/index.html").open("ab") as stream:
        stream.write(b" ")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "内容被改过：dawn/index.html" in done.stdout


def test_roll_back_goes_release_by_release(story: Story) -> None:
    """Third, second, first, no further; publishing again brings the newest back without a new record."""
    folders = ["--data", str(story.site.data), "--output", str(story.output)]
    for wanted in ("second", "first"):
        assert main(["rollback", *folders]) == 0
        assert state(story.output) == story.states[wanted]
        assert verify(story.output).good
    assert main(["rollback", *folders]) == 1
    assert main(["publish", "--content", str(story.site.content), *folders]) == 0
    assert state(story.output) == story.states["third"]


def test_sample_data_is_still_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the settings say, an invented organisation is not published and no record is made."""
    site = Site.copy(tmp_path)
    options = ["--data", str(site.data), "--content", str(site.content), "--output", str(tmp_path / "output")]
    assert main(["publish", *options, "--settings", str(ROOT / "pelicanconf.py")]) == 1
    assert "sample-data" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()
    assert not (site.data / "releases/1").exists()
