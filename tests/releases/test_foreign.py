"""A build replaces only folders that it made itself, and clears up after builds that were killed (Z1, Z34)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing_site import publishable
from small import Site
from trees import copy_tree

from disclosure.__main__ import main
from disclosure.engine import marks, refuse_foreign
from disclosure.releases.verification import MARK, verify
from disclosure.storage import file_locks

PHOTO = bytes(range(256))


def inputs(site: Site) -> list[str]:
    return ["--data", str(site.data), "--content", str(site.content)]


def build(site: Site, output: Path) -> int:
    return main(["build", *inputs(site), "--output", str(output)])


def publish(site: Site, output: Path) -> int:
    return main(["publish", *inputs(site), "--output", str(output)])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A small site and what was built from it."""
    folder = tmp_path_factory.mktemp("own")
    site = publishable(folder)
    assert build(site, folder / "output") == 0
    return site, folder / "output"


@pytest.mark.parametrize("act", [build, publish], ids=["build", "publish"])
@pytest.mark.parametrize("name", ["index.html", "404.html", "照片/唯一的一张.jpg", ".git/config", MARK])
def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, name: str, act: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it looks like, and whether or not it has a file of the name of our mark."""
    site = publishable(tmp_path)
    output = tmp_path / "www"
    for place in ("index.html", name):
        (output / place).parent.mkdir(parents=True, exist_ok=True)
        (output / place).write_bytes(PHOTO)
    assert act(site, output) == 1  # type: ignore[operator]
    said = capsys.readouterr().err
    assert "别的东西" in said
    assert "OUTPUT=" in said
    assert {path.name for path in output.rglob("*") if path.is_file()} == {"index.html", Path(name).name}
    assert (output / name).read_bytes() == PHOTO
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "data", "www"]


@pytest.mark.parametrize("name", ["photos/a.jpg", "river/news/photo.jpg", "CNAME", ".well-known/token"])
def test_a_file_put_into_our_own_folder_stays(
    built: tuple[Site, Path], tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site of ours in which somebody put a file is not replaced either, and the file is named."""
    site, output = built
    copy = tmp_path / "output"
    copy_tree(output, copy)
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    (copy / name).write_bytes(PHOTO)
    assert build(site, copy) == 1
    assert name in capsys.readouterr().err
    assert (copy / name).read_bytes() == PHOTO
    (copy / name).unlink()
    assert build(site, copy) == 0


def test_a_link_in_our_own_folder_is_not_followed(built: tuple[Site, Path], tmp_path: Path) -> None:
    """A folder linked into the site is no file of ours."""
    site, output = built
    copy, photos = tmp_path / "output", tmp_path / "photos"
    copy_tree(output, copy)
    photos.mkdir()
    (photos / "a.jpg").write_bytes(PHOTO)
    (copy / "photos").symlink_to(photos)
    assert build(site, copy) == 1
    assert (photos / "a.jpg").read_bytes() == PHOTO


def test_an_empty_folder_and_our_own_are_replaced(built: tuple[Site, Path], tmp_path: Path) -> None:
    """The mark of two builds is the same, byte for byte, and what the system left in the folder is no stranger."""
    site, output = built
    again = tmp_path / "output"
    again.mkdir()
    assert build(site, again) == 0
    assert (again / MARK).read_bytes() == (output / MARK).read_bytes()
    (again / ".DS_Store").write_bytes(b"x")
    (again / "empty").mkdir()
    assert build(site, again) == 0
    assert not (again / ".DS_Store").exists()


def test_a_tree_that_another_run_swaps_meanwhile_is_looked_at_anew(
    built: tuple[Site, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of the old tree are never held against the mark of the new one."""
    site, output = built
    older, live = tmp_path / "older", tmp_path / "output"
    copy_tree(output, older)
    (older / "only-here.html").write_text("x", "utf-8")
    (older / MARK).write_text((older / MARK).read_text("utf-8") + "only-here.html\n", "utf-8")
    copy_tree(older, live)
    fresh = tmp_path / "fresh"
    copy_tree(output, fresh)
    files = marks._files
    swaps: list[Path] = []

    def swapping(tree: Path) -> Iterator[str]:
        yield from files(tree)
        if not swaps:
            swaps.append(live.rename(tmp_path / "gone"))
            fresh.rename(live)

    monkeypatch.setattr(marks, "_files", swapping)
    refuse_foreign(live, site.data)
    assert swaps


def test_a_site_published_before_there_was_a_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is known by its record among the data: only with that, and only where nothing was added."""
    site = publishable(tmp_path)
    output = tmp_path / "output"
    assert publish(site, output) == 0
    assert verify(output).good
    (output / MARK).unlink()
    assert verify(output).good
    assert publish(site, output) == 0
    (output / MARK).unlink()
    (output / "photo.jpg").write_bytes(PHOTO)
    assert publish(site, output) == 1
    assert "photo.jpg" in capsys.readouterr().err
    (output / "photo.jpg").unlink()
    shutil.rmtree(site.data / "releases")
    assert publish(site, output) == 1
    assert (output / "index.html").is_file()


def test_the_mark_is_not_published(tmp_path: Path) -> None:
    """No manifest names it, and no package holds it."""
    import zipfile

    site = publishable(tmp_path)
    output = tmp_path / "output"
    assert publish(site, output) == 0
    assert (output / MARK).is_file()
    assert MARK not in (output / "releases/1/manifest.txt").read_text("utf-8")
    assert main(["zip", "--output", str(output)]) == 0
    with zipfile.ZipFile(tmp_path / "output.zip") as package:
        assert not [name for name in package.namelist() if name.endswith(MARK)]


def test_the_output_lies_apart_from_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not above the data, not in it, and not among the articles."""
    site = publishable(tmp_path)
    for output in (site.data / "river" / "out", site.content / "out", site.data, tmp_path):
        assert build(site, output) == 1
        assert "盖掉" in capsys.readouterr().err
    assert not (site.data / "river" / "out").exists()


@pytest.mark.parametrize("act", [build, publish], ids=["build", "publish"])
def test_a_disk_is_no_place_for_a_site(
    tmp_path: Path, act: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is mounted can't be put in the place of anything in one step: told before a release is recorded."""
    site, disk = publishable(tmp_path), tmp_path / "disk"
    disk.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == disk)
    assert act(site, disk) == 1  # type: ignore[operator]
    assert f"OUTPUT={disk / 'site'}" in capsys.readouterr().err
    assert not (site.data / "releases" / "1").exists()
    assert not any(disk.iterdir())


def test_pelican_itself_is_as_careful(tmp_path: Path) -> None:
    """`pelican` run by hand refuses a foreign folder as well, and marks what it makes."""
    root = Path(__file__).resolve().parents[2]
    site = publishable(tmp_path)
    output = tmp_path / "www"
    output.mkdir()
    (output / "index.html").write_bytes(PHOTO)
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(root)!r})\nfrom pelicanconf import *\n"
        f"PLUGIN_PATHS = [{str(root / 'plugins')!r}]\nTHEME = {str(root / 'theme')!r}\n"
        f"DISCLOSURE_DATA_PATH = {str(site.data)!r}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pelican", str(site.content), "-s", str(settings), "-o"]
    done = subprocess.run([*command, str(output)], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "别的东西" in done.stderr
    assert [path.name for path in output.iterdir()] == ["index.html"]
    done = subprocess.run([*command, str(tmp_path / "new")], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / MARK).is_file()


def dead() -> int:
    """The number of a process that is over."""
    job = subprocess.Popen([sys.executable, "-c", ""])
    job.wait()
    return job.pid


def test_what_killed_builds_left_is_cleared(tmp_path: Path) -> None:
    """With a lock or without, by the next build; what a running one works in stays, and what only looks like it, too."""
    site = publishable(tmp_path)
    gone, here = dead(), os.getppid()
    for name in (
        f"output.building-{gone}",
        f"output.building-{here}",
        "output.building-notes",
        f"other.building-{gone}",
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_bytes(PHOTO)
    held = tmp_path / f"output.building-{gone}-0f"
    held.mkdir()
    with (held / "lock").open("wb") as lock:
        assert file_locks.take(lock)
        assert build(site, tmp_path / "output") == 0
    kept = sorted(path.name for path in tmp_path.glob("*.building-*"))
    expected = [f"output.building-{here}", "output.building-notes", f"other.building-{gone}", held.name]
    assert kept == sorted(expected)
    assert build(site, tmp_path / "output") == 0
    assert not held.exists()


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_report_overwrites_nothing_but_a_report(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the data that it is about, and no page of somebody else; an earlier report is replaced."""
    site = publishable(tmp_path)
    table = site.file("partners.csv").read_bytes()

    def report(folder: Path) -> int:
        return main(["check", *inputs(site), "--format", form, "--report", str(folder)])

    for folder in (site.data, site.data / "dawn", site.content / "new"):
        assert report(folder) == 1
        assert "盖掉" in capsys.readouterr().err
    foreign = tmp_path / "www"
    foreign.mkdir()
    (foreign / "index.html").write_bytes(PHOTO)
    assert report(foreign) == 1
    assert "别的东西" in capsys.readouterr().err
    assert (foreign / "index.html").read_bytes() == PHOTO
    assert site.file("partners.csv").read_bytes() == table
    assert report(tmp_path / "new") == 0
    assert report(tmp_path / "new") == 0


def test_a_package_overwrites_nothing_but_a_package(built: tuple[Site, Path], tmp_path: Path) -> None:
    _, output = built
    target = tmp_path / "photos.zip"
    target.write_bytes(PHOTO)
    assert main(["zip", "--output", str(output), "--target", str(target)]) == 1
    assert target.read_bytes() == PHOTO
    for _ in range(2):
        assert main(["zip", "--output", str(output), "--target", str(tmp_path / "new.zip")]) == 0


@pytest.mark.parametrize(
    "command",
    [
        ("publish",),
        ("changes",),
        ("approve", "--approved-by", "李理事"),
        ("rollback",),
        ("correct", "dawn/A009"),
        ("undo",),
        ("undo", "--list"),
        ("key", "create"),
        ("key", "show"),
        ("key", "revoke", "--reason", "电脑被盗了"),
        ("cosign", "export"),
    ],
)
def test_a_slip_in_the_name_of_the_data_makes_no_folder(
    tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the folder that is missing, and there is still none afterwards."""
    assert main([*command, "--data", str(tmp_path / "shuju")]) == 1
    assert f"找不到文件夹 {tmp_path / 'shuju'}。请检查 DATA= 后面的路径。" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
