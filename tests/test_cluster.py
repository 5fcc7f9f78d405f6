"""The steps on gifts by a cluster of two workers: the same bytes built and published, and an end in one line where it goes away."""

from __future__ import annotations

import csv
import errno
import io
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from distributed import LocalCluster
from msgspec.structs import replace
from pyarrow import parquet
from trees import contents

from benchmarks.gifts import MONTHS, ORG, write
from disclosure.engine import build, writing
from disclosure.output import formats
from disclosure.pages import downloads
from disclosure.publishing import PublishOptions, publish
from disclosure.reading import shelving
from disclosure.workers import cluster as clusters

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "sites"))
from small import Site  # noqa: E402  (found only now)

GIFTS = 1_300


@pytest.fixture(scope="module")
def scheduler() -> Iterator[LocalCluster]:
    """A cluster of two processes on this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented gifts of 24 months."""
    return write(tmp_path_factory.mktemp("gifts"), GIFTS)


@pytest.fixture(scope="module")
def here(data: Path) -> Iterator[Path]:
    """The site as this process makes it, its gifts offered month by month."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "WHOLE_ROWS", 1_000)
        yield _built(data, data.parent / "here")


def _built(data: Path, output: Path, address: str = "") -> Path:
    """The site without sheets to print, which cost most and hold no gift."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "open_press", lambda: None)
        build(data, data.parent / "content", output, ROOT / "pelicanconf.py", address)
    return output


def test_downloads_by_month_hold_every_gift(data: Path, here: Path) -> None:
    """A table above the limit is offered month by month as CSV and Parquet; both say of every row what the file of staff says."""
    folder = here / ORG / "data" / "donations"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{month}{suffix}" for month in MONTHS for suffix in (".csv", ".parquet")
    )
    assert not list(folder.parent.glob("donations.*"))
    for month in (MONTHS[0], MONTHS[-1]):
        content = (folder / f"{month}.csv").read_bytes()
        assert (content[:3], content[-2:]) == (b"\xef\xbb\xbf", b"\r\n")
        offered = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        given = list(csv.DictReader((data / ORG / "donations" / f"{month}.csv").open(encoding="utf-8")))
        for name, label in (("id", "捐赠编号"), ("received_on", "到账日期"), ("place", "出处")):
            assert [row[name] for row in offered] == [row[label] for row in given]
        assert [Decimal(row["amount"]) for row in offered] == [Decimal(row["金额"]) for row in given]
        columns = parquet.read_table(folder / f"{month}.parquet").to_pylist()
        for name in offered[0]:
            told = ["" if row[name] is None else formats._text(row[name]) for row in columns]
            assert told == [row[name] for row in offered], name


def test_a_cluster_makes_the_same_bytes(
    scheduler: LocalCluster, data: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read, laid out and written by two other processes, every file is that of this process."""
    steps: list[str] = []
    monkeypatch.setattr(downloads, "WHOLE_ROWS", 1_000)
    results = clusters._Cluster.results
    monkeypatch.setattr(
        clusters._Cluster,
        "results",
        lambda self, step, parts: (steps.append(step.__name__), results(self, step, parts))[1],
    )
    there = contents(_built(data, data.parent / "there", scheduler.scheduler_address))
    assert there == contents(here)
    assert set(steps) == {"read_file", "fold", "month_files"}


def _publishable(root: Path) -> PublishOptions:
    """The small site with three gifts, to be published below *root*."""
    site = Site.copy(root)
    site.text("data/site.yaml", "sample: 是\n", "")
    site.write(
        "data/dawn/donations/2023-03.csv",
        "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,来源,出处\n"
        + "".join(f"2023-03-{n:05d},2023-03-0{n},{n}20.00,现金,个人,,DOC,第{n}行\n" for n in (1, 2, 3)),
    )
    return PublishOptions(site.data, site.content, root / "output", ROOT / "publishconf.py", published_on="2024-05-01")


def test_a_cluster_publishes_the_same_bytes(
    scheduler: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The live site and the record are those of this process."""
    monkeypatch.setattr(writing, "open_press", lambda: None)
    here = _publishable(tmp_path / "here")
    there = replace(_publishable(tmp_path / "there"), scheduler=scheduler.scheduler_address)
    publish(here)
    steps: list[str] = []
    results = clusters._Cluster.results
    monkeypatch.setattr(
        clusters._Cluster,
        "results",
        lambda self, step, parts: (steps.append(step.__name__), results(self, step, parts))[1],
    )
    assert "已发布第 1 次" in publish(there)
    assert set(steps) == {"read_file", "fold"}
    assert contents(there.output) == contents(here.output)
    assert contents(there.data) == contents(here.data)


def test_a_full_disk_ends_the_build_and_leaves_the_site(
    data: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room for columns beside the output: one line, nothing half, the site that stands untouched."""

    def full(**options: object) -> object:
        assert options["dir"] == here.parent
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelving, "SHELVED_ROWS", 0)
    monkeypatch.setattr(shelving.tempfile, "TemporaryFile", full)
    before = contents(here)
    with pytest.raises(SystemExit, match=r"写不进 .*here：.*上一次的网站没有改动") as stop:
        _built(data, here)
    assert "\n" not in str(stop.value)
    assert contents(here) == before
    assert not list(here.parent.glob("*.building*"))


def test_a_scheduler_that_is_not_there_is_told_in_one_line(
    data: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody answers: one line with the address, and the site stays as it was."""
    monkeypatch.setattr(clusters, "_PATIENCE", 1)
    before = contents(here)
    with pytest.raises(SystemExit, match=r"连不上调度器 tcp://127\.0\.0\.1:9：.*上一次的网站没有改动") as stop:
        _built(data, here, "tcp://127.0.0.1:9")
    assert "\n" not in str(stop.value)
    with pytest.raises(SystemExit, match="地址"):
        _built(data, here, "nonsense://")
    assert contents(here) == before


def test_a_scheduler_that_dies_ends_the_publish_and_leaves_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While pages are laid out the cluster goes away: one line, no release, records and live site as before, nothing left lying."""
    monkeypatch.setattr(writing, "open_press", lambda: None)
    options = _publishable(tmp_path)
    publish(options)
    changed = options.data / "dawn" / "donations" / "2023-03.csv"
    changed.write_text(changed.read_text("utf-8") + "2023-03-00004,2023-03-09,5.00,现金,个人,,DOC,第4行\n", "utf-8")
    before, records = contents(options.output), contents(options.data)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=50, processes=False
    ) as cluster:
        _dies_at(monkeypatch, "fold", cluster)
        with pytest.raises(SystemExit, match=r"做到一半，调度器 .*不在了") as stop:
            publish(replace(options, scheduler=cluster.scheduler_address))
    assert "\n" not in str(stop.value)
    assert contents(options.output) == before
    assert contents(options.data) == records
    assert {path.name for path in tmp_path.iterdir()} == {"data", "content", "output", "output.previous"}


def _dies_at(monkeypatch: pytest.MonkeyPatch, step_name: str, cluster: LocalCluster) -> None:
    """Let the cluster go away as soon as it is asked for this step."""
    results = clusters._Cluster.results

    def dying(self: object, step: object, parts: object) -> object:
        if getattr(step, "__name__", "") == step_name:
            monkeypatch.setattr(clusters, "_PATIENCE", 2)  # only now: a busy machine needs its time to connect
            cluster.close()
        return results(self, step, parts)  # type: ignore[arg-type]

    monkeypatch.setattr(clusters._Cluster, "results", dying)


def test_a_scheduler_that_dies_ends_the_build_and_leaves_the_site(
    scheduler: LocalCluster, data: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While pages are laid out the cluster goes away: one line, nothing half, the site that stands untouched. Last of this file."""
    _dies_at(monkeypatch, "fold", scheduler)
    before = contents(here)
    with pytest.raises(SystemExit, match=r"做到一半，调度器 .*不在了") as stop:
        _built(data, here, scheduler.scheduler_address)
    assert "\n" not in str(stop.value)
    assert contents(here) == before
    assert not list(here.parent.glob("*.building*"))
