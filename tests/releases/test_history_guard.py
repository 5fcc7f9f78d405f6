"""A history that is shorter or another one stops a publish, whoever saw the right one: the live site, this machine, others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from anchored import Place, reseal, run
from publishing_site import publishable

from disclosure.publishing import guarding, memory
from disclosure.releases import Checkpoint, SignedNote


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three releases, the last two with a corrected figure."""
    root = tmp_path_factory.mktemp("history")
    place = Place(root, publishable(root))
    place.site.write_pdf("审计报告")
    assert place.publish("--site-url", "https://example.org")[0] == 0
    for old, new, day in (("240", "250", "2024-05-02"), ("250", "251", "2024-05-03")):
        place.correct(old, new, day)
        code, said = place.publish()
        assert code == 0, said
    return place


@pytest.fixture(scope="module")
def another(three: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of records of a whole other history of the same site, with the same days."""
    place = three.copy(tmp_path_factory.mktemp("another") / "site")
    shutil.rmtree(place.records)
    shutil.rmtree(place.output)
    for day in ("2024-05-01", "2024-05-02", "2024-05-03"):
        code, said = place.publish("--on", day, "--site-url", f"https://example.org/{day}")
        assert code == 0, said
    return place.records


def _newest_deleted(place: Place) -> None:
    shutil.rmtree(place.records / "3")


def _all_deleted(place: Place) -> None:
    shutil.rmtree(place.records)


def _edited(place: Place, name: str, old: str, new: str) -> None:
    path = place.records / "3" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _newest_edited(place: Place) -> None:
    _edited(place, "release.yaml", 'removal: ""', 'removal: "整理台账"')


def _newest_edited_and_resealed(place: Place) -> None:
    _newest_edited(place)
    reseal(place.records / "3")


ATTACKS: dict[str, tuple[Callable[[Place], None], str]] = {
    "newest deleted": (_newest_deleted, "第 3 次发布"),
    "all deleted": (_all_deleted, "一次也没有"),
    "newest edited": (_newest_edited, "对不上"),
    "newest edited and resealed": (_newest_edited_and_resealed, "第 3 次发布"),
}


@pytest.mark.parametrize("witness", ["live site", "this machine"])
@pytest.mark.parametrize("name", [*ATTACKS, "rebuilt"])
def test_a_changed_history_is_stopped(name: str, witness: str, three: Place, another: Path, tmp_path: Path) -> None:
    """One line says what was seen and what to do; the live site and the records stay as they are."""
    place = three.copy(tmp_path / "site", remembered=witness == "this machine")
    if name == "rebuilt":
        shutil.rmtree(place.records)
        shutil.copytree(another, place.records)
        expected = "第 1 次发布"
    else:
        attack, expected = ATTACKS[name]
        attack(place)
    if witness == "this machine":
        shutil.rmtree(place.output)
    live, records = place.live(), place.recorded()
    place.on("2024-06-01")
    code, said = place.publish()
    assert code == 1
    words = "".join(said.split())
    assert "".join(expected.split()) in words
    assert "恢复" in words or "取回" in words
    assert "Traceback" not in said
    if name != "newest edited":  # this one is told by the report of the data
        assert len(said.strip().splitlines()) == 1, said
    assert place.live() == live
    assert place.recorded() == records


def test_the_feed_names_the_release(three: Place) -> None:
    """Whoever follows corrections gets the fingerprint with them."""
    note = SignedNote.read((three.records / "3/checkpoint.txt").read_text("utf-8"))
    feed = (three.output / "dawn/corrections/feed.xml").read_text("utf-8")
    assert f"<subtitle>第3次发布，检查点指纹 {Checkpoint.read(note.text)[0].short}</subtitle>" in feed


def test_two_machines(three: Place, tmp_path: Path) -> None:
    """The second machine, whose records are older than the shared site, publishes nothing; with the records it may."""
    first = three.copy(tmp_path / "site")
    second_records = tmp_path / "old"
    shutil.copytree(first.records, second_records)
    first.on("2024-06-01")
    assert first.publish()[0] == 0
    newest = tmp_path / "newest"
    shutil.move(first.records, newest)
    shutil.move(second_records, first.records)
    shutil.rmtree(tmp_path / "state", ignore_errors=True)
    live = first.live()
    code, said = first.publish()
    assert code == 1
    assert "第 4 次发布" in said
    assert first.live() == live
    shutil.rmtree(first.records)
    shutil.move(newest, first.records)
    code, said = first.publish()
    assert code == 0, said
    assert "一字不差" in said


def test_a_site_changed_on_the_server_is_put_right(three: Place, tmp_path: Path) -> None:
    """Where this machine knows its own record, a record that was changed on the server does not stop it, and is told."""
    place = three.copy(tmp_path / "site", remembered=True)
    live = place.live()
    path = place.output / "releases/2/release.yaml"
    path.write_text(path.read_text("utf-8").replace("2024-05-02", "2024-05-01"), "utf-8")
    (place.output / "index.html").write_text("换过", "utf-8")
    code, said = place.publish()
    assert code == 0, said
    assert "第 2 次发布的记录被改过" in said
    assert "内容被改过：index.html；" in said
    assert "这次换回原样。请查一查是谁改的。" in said
    assert place.live() == live
    assert "换回原样" not in place.publish()[1]


def test_a_rolled_back_site_is_no_other_history(three: Place, tmp_path: Path) -> None:
    """An older tree of the same history is live: nothing stands in the way."""
    place = three.copy(tmp_path / "site", remembered=True)
    assert run("rollback", "--data", place.site.data, "--output", place.output)[0] == 0
    code, said = place.publish()
    assert code == 0, said
    assert "一字不差" in said
    assert "里原来是第 2 次发布的网站（上次没有换完，或者换回过），这次换上了第 3 次的。" in said
    assert "里原来" not in place.publish()[1]


def test_a_publish_that_ended_before_the_site_was_swapped_is_told(
    three: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record stands and the site is the one before, or none: the next publish puts it there, and says what it met."""
    place = three.copy(tmp_path / "site", remembered=True)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (4, 5):
        news = next(place.site.content.glob("news/dawn/*.md"))
        news.write_text(f"{news.read_text('utf-8')}\n再多一句。\n", "utf-8")
        with monkeypatch.context() as broken:
            broken.setattr("disclosure.publishing.publication.swapping.publish", killed)
            assert place.publish()[0] != 0
        assert (place.records / str(number)).is_dir()
        if number == 5:
            shutil.rmtree(place.output)
        stood = "没有发布好的网站" if number == 5 else "是第 3 次发布的网站（上次没有换完，或者换回过）"
        code, said = place.publish()
        assert code == 0, said
        assert f"里原来{stood}，这次换上了第 {number} 次的。" in said
        assert "里原来" not in place.publish()[1]


@pytest.mark.parametrize("name", ["release.yaml", "checkpoint.txt", "records.txt"])
def test_a_truncated_record_is_told(name: str, three: Place, tmp_path: Path) -> None:
    """What a full disk or a broken copy leaves is no record: one problem that names the release."""
    place = three.copy(tmp_path / "site")
    path = place.records / "2" / name
    path.write_bytes(path.read_bytes()[:40])
    code, said = run("check", "--data", place.site.data, "--content", place.site.content)
    assert code == 1
    assert "broken-release" in said
    assert "releases/2" in said


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_a_checkpoint_with_other_line_ends_is_told(ends: bytes, three: Place, tmp_path: Path) -> None:
    """It reads the same, but nobody else could verify its signature, and the same data would seem a new release."""
    place = three.copy(tmp_path / "site")
    path = place.records / "3/checkpoint.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", ends))
    live = place.live()
    code, said = place.publish()
    assert code == 1
    assert "第 3 次发布的记录的换行被换过" in "".join(said.split()).replace("第3次", "第 3 次")
    assert place.live() == live


@pytest.mark.parametrize("name", ["dawn/data/figures.csv", "rows/dawn/projects/all.csv", "files/审计报告.pdf"])
def test_a_table_that_a_record_kept_is_missed(name: str, three: Place, tmp_path: Path) -> None:
    """Without it the page of that release would lose what it promised to keep, and nobody would hear of it."""
    place = three.copy(tmp_path / "site")
    (place.records / "1/files" / name).unlink()
    code, said = run("check", "--data", place.site.data, "--content", place.site.content)
    assert code == 1
    assert f"缺少 files/{name}" in "".join(said.split()).replace("缺少files", "缺少 files")


def test_a_release_dated_in_the_future_is_refused(three: Place, tmp_path: Path) -> None:
    """A slip of the keyboard can't lock the chain; the live site stays."""
    place = three.copy(tmp_path / "site")
    live = place.live()
    place.on("2024-06-01")
    code, said = place.publish("--on", "2099-01-01")
    assert code == 1
    assert "2099-01-01 晚于明天" in said
    assert place.live() == live


def test_a_clock_that_is_surely_wrong_is_told(three: Place) -> None:
    """A machine that thinks it is 1970 says so, and goes by the day that is written."""
    with time_machine.travel("1970-01-02 12:00+08:00", tick=False):
        assert "1970-01-02" in guarding.refuse_strange_day("2024-05-01", three.history)


def test_memory_that_is_refused_or_broken_stops_nothing(
    three: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that can't note what it saw says so in a line; a broken note is as good as none."""
    history, output = three.history, tmp_path / "output"
    (tmp_path / "state").write_text("", "utf-8")
    monkeypatch.setenv("YANGGUANG_STATE", str(tmp_path / "state"))
    assert "没有记下这次的检查点" in memory.remember(output, (), history)
    monkeypatch.setenv("YANGGUANG_STATE", str(tmp_path / "other"))
    assert memory.remember(output, ("1a2b3c4d",), history) == ""
    assert [entry.record for entry in memory.seen(output, ())] == [release.fingerprint for release in history.releases]
    assert [entry.number for entry in memory.seen(tmp_path / "elsewhere", ("1a2b3c4d",))] == [1, 2, 3]
    for file in (tmp_path / "other/seen").iterdir():
        file.write_bytes(b"\xff\xfe 3 2024")
    assert not list(memory.seen(output, ("1a2b3c4d",)))
    assert memory.remember(output, (), history) == ""
    assert len(list(memory.seen(output, ()))) == 3
