"""The executor for a Dask cluster: runs the same steps on the same partitions, on many machines."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from ..problems import machine_reason
from ..storage import by_parts
from .places import Part, Result, employed

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE: Final = 15  # seconds: timeout of connecting and of finding a worker; interval of liveness checks
_UNCHANGED: Final = "上一次的网站没有改动。不加 --scheduler 就在本机生成。"


@contextmanager
def on_cluster(address: str) -> Iterator[None]:
    """Run steps in the block on the Dask scheduler at *address* (`tcp://10.0.0.5:8786`); in this process if it is ''.

    SystemExit (Chinese) if it is unreachable, has no workers, has workers with other code, or goes away.
    """
    if not address:
        yield
        return
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise SystemExit(f"--scheduler 要用 Dask，这里没有装：请先运行 make setup-cluster。{_UNCHANGED}") from None
    _quieten()
    with dask.config.set({"distributed.comm.timeouts.connect": f"{_PATIENCE}s", "distributed.comm.retry.count": 0}):
        try:
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            reason = machine_reason(error) if isinstance(error, OSError) and error.errno else "没有回答"
            raise SystemExit(
                f"连不上调度器 {address}：{reason}。请检查地址，看看 dask scheduler 开着没有。{_UNCHANGED}"
            ) from None
        try:
            with employed(_Cluster(client, address, _capacity(client, address))):
                yield
        finally:
            client.close(timeout=1)


def _quieten() -> None:
    """Silence Dask's logs and warnings: we report errors ourselves."""
    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="distributed")


def _capacity(client: Client, address: str) -> int:
    """The number of partitions to have in progress; SystemExit if there are no workers, or they run other code."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        versions: set[str] = set(client.run(code_version).values())
        threads: int = sum(client.nthreads().values())
    except TimeoutError:
        raise SystemExit(
            f"调度器 {address} 没有工作进程：请先在各台机器上运行 dask worker {address}。{_UNCHANGED}"
        ) from None
    except _gone():
        raise _stopped(address) from None
    except ImportError:
        versions, threads = set(), 0
    if versions != {code_version()}:
        raise SystemExit(
            f"{address} 的工作进程用的不是这里的程序：请让每台机器都用同一份代码和 requirements/cluster.txt。{_UNCHANGED}"
        )
    return max(1, threads) + 1  # each is also in memory here, with all gifts of a month


def code_version() -> str:
    """The SHA-256 of this package's source: workers with other code could produce other bytes."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py"), key=by_parts):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _gone() -> tuple[type[BaseException], ...]:
    """The exceptions that mean that scheduler or workers went away."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    return (CommClosedError, KilledWorker, CancelledError, TimeoutError, OSError)


def _stopped(address: str) -> SystemExit:
    return SystemExit(f"做到一半，调度器 {address} 或它的工作进程不在了：请看它们的记录，再做一次。{_UNCHANGED}")


class _Refused(Struct, frozen=True):
    """An error of a worker's machine; *reason* is Chinese."""

    reason: str


def _done(step: Callable[[Part], Result], part: Part) -> Result | _Refused:
    """Run a step on a worker; return its OSError or MemoryError as `_Refused`, distinct from one of this machine."""
    try:
        return step(part)
    except OSError as error:
        return _Refused(f"{error.filename or ''} {machine_reason(error)}".strip())
    except MemoryError:
        return _Refused("内存不够")


class _Cluster(Struct, frozen=True):
    """An executor on one scheduler; *ahead* is the number of partitions in progress."""

    client: Client
    address: str
    ahead: int
    elsewhere: bool = True

    def results(self, step: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """Yield the results in the order of *parts*, with at most *ahead* in progress."""
        under_way: deque[Future[Any]] = deque()
        waiting = iter(parts)
        try:
            while True:
                while len(under_way) < self.ahead and (part := next(waiting, _END)) is not _END:
                    under_way.append(self.client.submit(partial(_done, step), part, pure=False))
                if not under_way:
                    return
                yield self._result(under_way.popleft())
        finally:
            for future in under_way:
                future.release()

    def _result(self, future: Future[Any]) -> Any:
        while True:
            try:
                result = future.result(timeout=_PATIENCE)
                break
            except TimeoutError:
                if self._works():
                    continue
                raise _stopped(self.address) from None
            except _gone():
                raise _stopped(self.address) from None
        future.release()
        if isinstance(result, _Refused):
            raise SystemExit(
                f"集群上的机器没有做成：{result.reason}。数据文件夹要在每台机器的同一个位置读得到。{_UNCHANGED}"
            )
        return result

    def _works(self) -> bool:
        """Whether the scheduler still has workers."""
        try:
            return self.client.status == "running" and bool(self.client.nthreads())
        except _gone():
            return False


_END: Any = object()
