"""(p) Millions of gifts: checked beside pandas' own reading of the same files, built, and built by a cluster on this machine."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .gifts import ORG, write
from .measure import ENVIRONMENT, ROOT, Run, ended, in_turn, median, median_ratio, run
from .tables import Result

SIZES = (100_000, 2_000_000)
ON_A_CLUSTER = 10_000_000
PAIRS = 3
WORKERS = 2
LOCAL = "local"  # a cluster of so many workers that is started here
_READ = (
    "import sys\nfrom pathlib import Path\nimport pandas as pd\n"
    "for path in sorted(Path(sys.argv[1]).glob('*.csv')):\n    pd.read_csv(path, dtype=str, keep_default_na=False)\n"
)


def millions(gifts: int | None = None, pairs: int | None = None, scheduler: str = "") -> Iterator[Result]:
    """Reading and building; then the whole on a cluster of two workers, or only that, by *scheduler* (an address, or `LOCAL`)."""
    if scheduler:
        yield _on_a_cluster(gifts or ON_A_CLUSTER, scheduler)
        return
    sizes = SIZES if gifts is None else (gifts,)
    yield _reading(sizes, pairs or PAIRS)
    yield _building(sizes[-1])
    yield _on_a_cluster(gifts or ON_A_CLUSTER, LOCAL)


def _reading(sizes: tuple[int, ...], pairs: int) -> Result:
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="disclosure-gifts-") as folder:
            data = write(Path(folder), size)
            ours, theirs = in_turn(
                lambda data=data: run(_command("check", data)),  # type: ignore[misc]
                lambda data=data: run([sys.executable, "-c", _READ, data / ORG / "donations"]),  # type: ignore[misc]
                pairs,
            )
        ratio = median_ratio(ours, theirs, "processor")
        rows.append(
            (
                f"{size:,}",
                f"{median(ours, 'processor'):.1f}",
                f"{median(theirs, 'processor'):.1f}",
                f"{ratio:.1f} 倍",
                f"{median(ours, 'memory'):.0f}",
            )
        )
    notes = (
        f"24 个按月的 CSV，{pairs} 对，轮流运行，取中位数，都从进程启动算起；检查包括编号、日期、金额、指向、姓名和整张表的规则，pandas 只把格子读成文字。",
    )
    head = ("捐赠（笔）", "检查，处理器（秒）", "pandas 只读，处理器（秒）", "比值", "检查，内存（MB）")
    return Result("寅　读和检查几百万笔捐赠", head, tuple(rows), notes)


def _building(size: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="disclosure-gifts-") as folder:
        data = write(Path(folder), size)
        row = _row("一台机器", size, run(_command("build", data)), Path(folder) / "out")
    return Result(
        "寅之二　生成几百万笔捐赠的网站", _HEAD, (row,), ("一次，从读表到写完网页和按月的下载，没有查询码。",)
    )


def _on_a_cluster(size: int, scheduler: str) -> Result:
    with tempfile.TemporaryDirectory(prefix="disclosure-gifts-") as folder:
        data, output = write(Path(folder), size), Path(folder) / "out"
        if scheduler != LOCAL:
            row = _row(f"集群 {scheduler}", size, run([*_command("build", data), "--scheduler", scheduler]), output)
            note = "处理器时间和内存只算生成网站的那个进程，调度器和工作进程在别处，不在内。"
            return Result("寅之三　交给集群生成", _HEAD, (row,), (note,))
        cluster = _LocalCluster(Path(folder))
        try:
            here = run([*_command("build", data), "--scheduler", cluster.address()])
        finally:
            spent, most = cluster.stop()
        row = _row(f"集群，{WORKERS} 个工作进程", size, Run(here.wall, here.processor + spent, here.memory), output)
    note = (
        "调度器和工作进程都在这台机器上，处理器时间连它们在内；内存一栏是生成网站的那个进程，"
        f'工作进程里最大的一个用 {most:.0f} MB。只测这一项：make bench ARGS="p --scheduler local --gifts 10000000"。'
    )
    return Result("寅之三　交给集群生成", _HEAD, (row,), (note,))


_HEAD = ("在哪里", "捐赠（笔）", "用时（秒）", "处理器（秒）", "内存（MB）", "文件数", "大小（MB）")


def _row(where: str, size: int, result: Run, output: Path) -> tuple[str, ...]:
    files = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    numbers = (f"{size:,}", f"{result.wall:.0f}", f"{result.processor:.0f}", f"{result.memory:.0f}")
    return (where, *numbers, f"{len(files):,}", f"{sum(files) / 1e6:.0f}")


def _command(name: str, data: Path) -> list[str | Path]:
    command: list[str | Path] = [sys.executable, "-m", "disclosure", name, "--data", data]
    command += ["--content", data.parent / "content"]
    return [*command, "--output", data.parent / "out"] if name == "build" else command


class _LocalCluster:
    """A scheduler and its workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        dask = [sys.executable, "-m", "dask"]
        common = {"cwd": ROOT, "env": ENVIRONMENT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        file = ["--scheduler-file", str(self._file)]
        commands = [
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *file],
            *[[*dask, "worker", *file, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * WORKERS,
        ]
        self._processes = [subprocess.Popen(command, **common) for command in commands]  # type: ignore[call-overload]

    def address(self) -> str:
        """The address that the scheduler wrote down, as soon as all its workers are there."""
        from distributed import Client

        for _ in range(600):
            if self._file.is_file() and self._file.stat().st_size:
                break
            time.sleep(0.1)
        with Client(scheduler_file=str(self._file), set_as_default=False) as client:
            client.wait_for_workers(WORKERS)
            return str(client.scheduler.address)

    def stop(self) -> tuple[float, float]:
        """End all of them: (processor time that they took (s), the peak of the largest worker (MB))."""
        spent = most = 0.0
        for process in reversed(self._processes):  # the scheduler last
            process.terminate()
            used = ended(process)
            spent += used.processor
            most = max(most, used.memory) if process is not self._processes[0] else most
        return spent, most
