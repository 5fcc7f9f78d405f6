"""What all tests share: one Hypothesis profile; the real site and the example, each built once by the real command."""

from __future__ import annotations

import ast
import gc
import os
import shutil
from pathlib import Path

import pytest
from commands import PUBLISHED_AT, ROOT, run
from hypothesis import HealthCheck, Phase, settings
from rooms import PACKAGE, ROOMS, rooms_of
from turns import made_once

from disclosure.compose import ComposedSite, compose

settings.register_profile(
    "suite", deadline=None, max_examples=50, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# for `make mutants`: whether an example fails is all that counts, not which is the smallest
settings.register_profile(
    "mutants", settings.get_profile("suite"), max_examples=20, phases=[Phase.explicit, Phase.generate], database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--room accounts`: the tests of one package, without those that build whole sites."""
    parser.addoption("--every-page", action="store_true", help="open every page of both sites, not one of each type")
    parser.addoption("--room", choices=ROOMS, help="run only the tests of this package (make test ROOM=…)")


# Thousands of small sites are written and removed, which takes a file system in memory a fraction of the time of a disk.
_MEMORY = Path("/dev/shm")  # noqa: S108  (the folders in it are made by pytest, for this user alone)
_ROOM = 4 << 30


def pytest_configure() -> None:
    """Put the folders of tests into memory where there is room for them, unless somebody says where they are to be."""
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and _takes_sites(_MEMORY):
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(_MEMORY)


def _takes_sites(folder: Path) -> bool:
    """Whether whole sites have room below a folder, and scripts that are written there can be run."""
    if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < _ROOM:
        return False
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC and _free_memory() > 2 * _ROOM


def _free_memory() -> int:
    """How many bytes programs can still have; 0 where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), 0)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files of tests that are not about the package that was asked for."""
    room = config.getoption("--room")
    if room and collection_path.match("test_*.py") and room not in rooms_of(collection_path):
        return True
    return None


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector need not look through it again and again.

    Sites are read and laid out thousands of times, with many objects and few cycles: it need not come as often as it does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _places_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Private keys and what this machine saw stand in folders of the tests, and never in those of whoever runs them."""
    folder = tmp_path_factory.mktemp("machine")
    os.environ["YANGGUANG_STATE"] = str(folder / "state")
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every file of the package by its path below it, parsed; nobody changes them."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def _shared(tmp_path_factory: pytest.TempPathFactory, name: str, *options: str | Path, **environment: str) -> Path:
    """Build a site once for all workers; those that come later wait for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    output = folder / name

    def build() -> str:
        result = run("build", "--output", output, *options, env={**os.environ, **environment})
        return f"{result.returncode}\n{result.stdout}{result.stderr}"

    said = made_once(output, build)
    assert said.startswith("0\n"), said
    return output


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built through the command line."""
    return _shared(tmp_path_factory, "real-site")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site as it is built for publishing at `PUBLISHED_AT`, with the pictures for sharing."""
    return _shared(tmp_path_factory, "published", "--settings", ROOT / "publishconf.py", SITE_URL=PUBLISHED_AT)


@pytest.fixture(scope="session")
def composed_example() -> ComposedSite:
    """The example, read and laid out as for publishing; nobody changes it."""
    return compose(ROOT / "examples" / "data", ROOT / "examples" / "content", allow_sample=False)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's site, as `make demo` builds it."""
    examples = ROOT / "examples"
    return _shared(tmp_path_factory, "example", "--data", examples / "data", "--content", examples / "content")
