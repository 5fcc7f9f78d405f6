"""Whatever command is run, data is read, Markdown converted and pages laid out once; and all of them say the same."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType

import pytest
from markdown import Markdown
from pelican import Pelican
from pelican.settings import read_settings
from PIL import Image
from publishing_site import publishable_pair
from small import Site
from trees import hashes

from disclosure.__main__ import main
from disclosure.accounts import read_site
from disclosure.engine import writing
from disclosure.output import assets
from disclosure.pages import pages_of
from disclosure.texts.embeds import sanitise

ROOT = Path(__file__).resolve().parents[2]

# What is counted, and by which of its arguments.
WATCHED: dict[FunctionType, Callable[..., object]] = {
    read_site: lambda data, *_: data.name,
    pages_of: lambda disclosure, *_: disclosure.org,
    Markdown.convert: lambda _, source: source.partition("\n")[0],
    sanitise: lambda html, *_: hashlib.sha256(html.encode()).hexdigest()[:8],
}


@contextmanager
def counted() -> Iterator[Counter[tuple[str, object]]]:
    """How often each watched function is called with each subject, by whatever name it was imported."""
    calls: Counter[tuple[str, object]] = Counter()

    def counting(function: FunctionType, subject: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            calls[function.__name__, subject(*arguments, *named.values())] += 1
            return function(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        ours = [module for name, module in sys.modules.items() if name.partition(".")[0] == "disclosure"]
        for function, subject in WATCHED.items():
            replacement = counting(function, subject)
            places = [(module, name) for module in ours for name, value in vars(module).items() if value is function]
            for place, name in (*places, *([(Markdown, "convert")] if function is Markdown.convert else [])):
                patch.setattr(place, name, replacement)
        yield calls


def command(site: Site, output: Path, name: str, *options: str) -> int:
    """Run one command on the site, in this process."""
    folders = ["--data", str(site.data), "--content", str(site.content)]
    place = [] if name == "check" else ["--output", str(output)]
    return main([name, *folders, *place, *options])


def pelican(site: Site, output: Path, settings: str = "pelicanconf.py") -> None:
    """Run Pelican itself, as `pelican content -s pelicanconf.py -o output` does."""
    folders = {"PATH": str(site.content), "OUTPUT_PATH": str(output), "DISCLOSURE_DATA_PATH": str(site.data)}
    Pelican(read_settings(str(ROOT / settings), override=folders)).run()


EXPECTED = {
    ("read_site", "data"),
    ("pages_of", "dawn"),
    ("pages_of", "river"),
    ("convert", "Title: 晨光的账"),
    ("convert", "Title: 关于数据"),
}


def assert_one_pass(calls: Counter[tuple[str, object]]) -> None:
    """Every part of the site was worked through, and none twice."""
    assert set(calls) >= EXPECTED
    assert {call: count for call, count in calls.items() if count > 1} == {}
    assert len([1 for name, _ in calls if name == "sanitise"]) == 2


def test_every_command_works_through_the_site_once(tmp_path: Path) -> None:
    """check, build, publish and changes: of new data, of data that is published already, and of data that changed."""
    site, output = publishable_pair(tmp_path), tmp_path / "output"
    steps = (
        ("check", ()),
        ("build", ()),
        ("publish", ("--site-url", "https://example.org")),
        ("publish", ()),  # the same data once more
        ("changes", ()),
        ("publish", ("--recorded",)),
    )
    for name, options in steps:
        with counted() as calls:
            assert command(site, output, name, *options) == 0, (name, options)
        assert_one_pass(calls)
    site.text("content/pages/data.md", "数字从哪来", "登记和核对的办法")
    for name in ("changes", "publish"):
        with counted() as calls:
            assert command(site, output, name) == 0
        assert_one_pass(calls)


def restyled(theme: Path, bundle: Path | None) -> Iterator[tuple[str, bytes]]:
    """The files of the theme, with another style sheet."""
    for name, content in assets(theme, bundle):
        yield name, content + b"/* another style */" if name == "site.css" else content


def test_a_change_of_software_is_published_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same data that gives other pages is made twice, as the last release and as the next, from one pass."""
    site, output = publishable_pair(tmp_path), tmp_path / "output"
    assert command(site, output, "publish") == 0
    monkeypatch.setattr(writing, "assets", restyled)
    with counted() as calls:
        assert command(site, output, "publish") == 0
    assert (site.data / "releases/2").is_dir()
    assert_one_pass(calls)


def test_pelican_itself_works_through_the_site_once_and_makes_the_same_bytes(tmp_path: Path) -> None:
    """Pelican on the settings file gives the tree that build gives, attachments and links to them included."""
    site = publishable_pair(tmp_path)
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "摄影者"
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    site.write("content/images/现场 1.jpg", picture.getvalue())
    site.text(
        "content/pages/data.md", "数字从哪来", "![现场](<{static}/images/现场 1.jpg>)数字从哪来\n\n## 照样 {#a}\n"
    )
    site.text("content/news/dawn/first.md", "照样登出", "[照样]({filename}../../pages/data.md#a)登出")
    assert command(site, tmp_path / "built", "build") == 0
    with counted() as calls:
        pelican(site, tmp_path / "run")
    assert_one_pass(calls)
    assert hashes(tmp_path / "run") == hashes(tmp_path / "built")
    page = (tmp_path / "run/dawn/about/data/index.html").read_text("utf-8")
    assert 'src="../../../images/%E7%8E%B0%E5%9C%BA%201.jpg"' in page
    assert (tmp_path / "run/images/现场 1.jpg").is_file()
    assert "摄影者".encode() not in (tmp_path / "run/images/现场 1.jpg").read_bytes()
    assert 'href="../../about/data/index.html#a"' in (tmp_path / "run/dawn/news/first-account/index.html").read_text()


def unplaced(report: str) -> str:
    """A report without the folders in the commands that it names, and without its breaks of lines."""
    return " ".join(re.sub(r" (?:DATA|CONTENT)=[^\s，。；]+", "", report).split())


FAULTS: dict[str, Callable[[Site], object]] = {
    "a cell": lambda site: site.cell("figures/2023.csv", 2, "数值", "100万"),
    "a cell and a header": lambda site: (
        site.cell("figures/2023.csv", 2, "数值", "100万"),
        site.text("content/news/dawn/first.md", "Title: 晨光的账\n", ""),
    ),
    "an embed": lambda site: site.text("content/news/dawn/first.md", "[[figure: A002]]", "[[figure: A0022]]"),
    "an organisation": lambda site: (site.content / "news/dawn").rename(site.content / "news/dusk"),
    "a date": lambda site: site.text("content/news/dawn/first.md", "2024-04-02", "2024-04-31"),
    "a link": lambda site: site.text("content/pages/data.md", "数字从哪来", "[办法]({static}/files/none.pdf)"),
    "a page": lambda site: site.text("content/pages/data.md", "数字从哪来", "[办法]({filename}none.md)"),
    "a picture": lambda site: site.text("content/pages/data.md", "数字从哪来", "![](../../../images/none.png)"),
    "a format": lambda site: site.write("content/news/dawn/second.html", "<p>一篇</p>"),
    "a status": lambda site: site.text("content/news/dawn/first.md", "Slug:", "Status: 草稿\nSlug:"),
    "two titles": lambda site: site.text("content/news/dawn/first.md", "Slug:", "Title: 又一个\nSlug:"),
    "a silent change": lambda site: (
        site.cell("figures/2023.csv", 2, "数值", "1100000"),
        site.cell("figures/2023.csv", 2, "原文写法", "110万元"),
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was published once."""
    site = publishable_pair(tmp_path_factory.mktemp("published"))
    assert command(site, site.root / "output", "publish") == 0
    return site


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_alike(fault: str, published: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check, build, publish, changes and Pelican itself refuse the same faults with the same report."""
    for name in ("data", "content"):
        shutil.copytree(published.root / name, tmp_path / name)
    site, output = Site(tmp_path), tmp_path / "output"
    FAULTS[fault](site)
    capsys.readouterr()
    assert command(site, output, "check") == 1
    report = capsys.readouterr().out.strip()
    assert "不能发布" in report
    for name in ("build", "publish", "changes"):
        assert command(site, output, name) == 1
        assert capsys.readouterr().err.strip() == report, name
    with pytest.raises(SystemExit) as stop:
        pelican(site, output)
    # Pelican knows no commands of ours, so those that the report names stay without folders there
    assert unplaced(str(stop.value)) == unplaced(report)
    assert not output.exists()


def test_drafts_are_left_out_and_full_width_colons_are_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A header typed with a Chinese keyboard is a header for every command; a draft is on no page, whatever it holds."""
    site, output = publishable_pair(tmp_path), tmp_path / "output"
    site.write(
        "content/news/dawn/second.md", "Title：第二篇\nDate ： 2024-04-03\nSlug：second\nSummary：有。\n\n正文：甲\n"
    )
    site.write("content/news/dawn/third.md", "Title: 第三篇\nStatus: draft\n\n[[figure: none]]\n")
    assert command(site, output, "check") == 0, capsys.readouterr().out
    assert command(site, output, "build") == 0
    page = (output / "dawn/news/second/index.html").read_text("utf-8")
    assert "第二篇" in page
    assert "正文：甲" in page
    assert "2024年4月3日" in page
    assert not list(output.rglob("*third*"))
    assert "第三篇" not in (output / "dawn/news/index.html").read_text("utf-8")
