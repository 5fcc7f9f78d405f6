"""New files beside the data as it is: checked in a copy before anything is put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..problems import Problem, Report


def check_with(data: Path, shown_as: str, files: Mapping[Path, bytes]) -> list[Problem]:
    """Every problem that the data would have with *files* (paths below *data*) in it; nothing is written there."""
    from ..accounts import read_site

    with _copy(data) as copy:
        for path, content in files.items():
            place = copy / path.relative_to(data)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)  # it may be lent
            place.write_bytes(content)
        report = Report()
        read_site(copy, shown_as, report)
    return list(report)


@contextmanager
def _copy(data: Path) -> Iterator[Path]:
    """The tables of a data folder in a place of their own; documents and pictures are large, and only lent."""
    with TemporaryDirectory(prefix="disclosure-") as folder:
        copy = Path(folder) / "data"
        if data.is_dir():
            shutil.copytree(data, copy, ignore=_left_out)
            _lend_documents(data, copy)
        else:
            copy.mkdir()
        yield copy


def _lend_documents(data: Path, copy: Path) -> None:
    from ..accounts import LENT

    for folder in (folder for name in sorted(LENT) for folder in data.glob(f"*/{name}")):
        if folder.is_dir():
            shutil.copytree(folder, copy / folder.relative_to(data), symlinks=True, copy_function=_lend)


def _lend(file: str, place: str) -> None:
    """Let a file stand in a second place as itself: what is but a way to it is refused, and nothing else looked at then."""
    try:
        Path(place).hardlink_to(file)
    except OSError:  # another disk, or a system that allows no links
        shutil.copyfile(file, place)


def _left_out(folder: str, names: list[str]) -> list[str]:
    from ..accounts import LENT, last_good

    return [
        name
        for name in names
        if (name.startswith(".") and name != last_good.FOLDER)  # never read; a lock that is held can't be copied
        or (name in LENT and (Path(folder) / name).is_dir())
    ]


def caused_problems(data: Path, shown_as: str, files: Mapping[Path, bytes]) -> list[Problem]:
    """What would be wrong with *files* (paths below *data*) in the data, and is not now; nothing is written there."""
    return new_problems(check_with(data, shown_as, {}), check_with(data, shown_as, files))


def new_problems(before: list[Problem], after: list[Problem]) -> list[Problem]:
    """What is wrong after a change and was not before."""
    known = {str(problem) for problem in before}
    return [problem for problem in after if str(problem) not in known]
