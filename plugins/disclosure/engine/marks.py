"""The mark of a generated site: a file in its root that lists every file the build wrote.

An output folder is replaced only if the list names all its files. An index.html alone proves nothing: somebody's photographs
may be beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..problems import machine_reason, printable, shown_path
from ..releases import FOLDER, MARK, OF_NEWEST, manifest_of, release_of
from ..storage import files_below

_HEAD = "阳光慈善生成的网站，下一次生成时整个换掉。下面是本软件写的文件；放进别的文件，就不会再换。\n"

# Files that operating systems create by themselves; may be lost.
_OF_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_LISTED = 3  # foreign files named in the message


def sign(tree: Path, files: Iterable[str] | None = None) -> None:
    """Write the mark into a finished tree; *files* saves listing it."""
    names = sorted(name for name in (_files(tree) if files is None else files) if name != MARK)
    (tree / MARK).write_text(_HEAD + "".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")


def refuse_dangerous(output: Path, *sources: Path) -> None:
    """SystemExit (Chinese) if *output* equals, contains or is inside one of *sources*, or is a file or a mount point."""
    output = output.resolve()
    for source in map(Path.resolve, sources):
        if output == source or output in source.parents or source in output.parents:
            raise SystemExit(
                f"输出文件夹不能是、包含或放在 {shown_path(source)} 里，否则会把数据盖掉。请换一个 OUTPUT=。"
            )
    if output.exists() and not output.is_dir():
        raise SystemExit(f"{shown_path(output)} 是一个文件，不是文件夹。请换一个 OUTPUT=。")
    if os.path.ismount(output):  # a mount point can't be renamed
        raise SystemExit(
            f"{shown_path(output)} 是单独挂上的磁盘（卷），整个网站没法一步换上。"
            f"请换成它里面的一个文件夹：OUTPUT={shown_path(output / 'site')}。"
        )


def refuse_foreign(output: Path, data: Path) -> None:
    """SystemExit (Chinese) if *output* holds a file that no build wrote; *data* has the manifests of published releases."""
    output = output.resolve()
    try:
        present, listed = _present_and_listed(output, data)
    except OSError as error:
        raise SystemExit(f"看不了 {shown_path(output)}：{machine_reason(error)}。请换一个 OUTPUT=。") from None
    strangers = sorted(present - listed)
    if not strangers:
        return
    names = "、".join(printable(name) for name in strangers[:_LISTED])
    more = f"等 {len(strangers)} 个文件" if len(strangers) > _LISTED else ""
    why = (
        "请把它们移走，或换一个 OUTPUT=。"
        if listed
        else f"没有本软件留下的记号（{MARK}）。请换一个 OUTPUT=；确实是以前的版本生成的网站，请先自己把它删去。"
    )
    raise SystemExit(f"{shown_path(output)} 里有别的东西，不是本软件写的：{names}{more}。怕删掉您的文件，没有换。{why}")


def _present_and_listed(output: Path, data: Path) -> tuple[set[str], set[str]]:
    """(files present, files listed as ours) of *output*; read again if another process swaps the tree meanwhile."""
    while True:
        tree = _identity(output)
        try:
            present = set(_files(output)) - _OF_SYSTEMS if tree else set()
            listed = _listed(output, data) if present else set()
        except FileNotFoundError:
            if _identity(output) == tree:
                raise
            continue
        if _identity(output) == tree:
            return present, listed


def _identity(output: Path) -> tuple[int, int] | None:
    """Device and inode of *output*; None if there is none."""
    try:
        status = output.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def _files(tree: Path) -> Iterator[str]:
    return (name for name, _ in files_below(tree))


def _listed(tree: Path, data: Path) -> set[str]:
    """The files that the mark of *tree* names; without a mark, those in the manifest of the release it holds."""
    mark = tree / MARK
    if mark.is_file() and not mark.is_symlink():
        head, *names = mark.read_text("utf-8", "replace").split("\n")
        return {MARK, *filter(None, names)} if f"{head}\n" == _HEAD else set()
    number = release_of(tree)
    manifest = manifest_of(data / FOLDER / str(number))
    if not number or not manifest or manifest != manifest_of(tree / FOLDER / str(number)):
        return set()
    names = [*manifest, *(f"{FOLDER}/{number}/{name}" for name in OF_NEWEST)]
    return {*names, *(f"{name}.gz" for name in names)}


def refuse_report_at(folder: Path, *sources: Path) -> None:
    """SystemExit (Chinese) if a report in *folder* would overwrite data, or if the folder holds other files than an earlier report."""
    folder = folder.resolve()
    for source in map(Path.resolve, sources):
        if folder == source or source in folder.parents:
            raise SystemExit(f"报告不能放在 {shown_path(source)} 里，否则会把数据盖掉。请换一个 REPORT=。")
    if folder.exists() and not folder.is_dir():
        raise SystemExit(f"{shown_path(folder)} 是一个文件，不是文件夹。请换一个 REPORT=。")
    names = {path.name for path in folder.iterdir()} - _OF_SYSTEMS if folder.is_dir() else set()
    if names and not names & _REPORTED and not _is_report(folder / "index.html"):
        raise SystemExit(f"{shown_path(folder)} 里有别的东西，不是检查报告，怕盖掉您的文件。请换一个 REPORT=。")


# Files by which an earlier report or settlement is recognised.
_REPORTED = frozenset({"问题清单.xlsx", "三方对账.html", "三方对账.xlsx"})


def _is_report(page: Path) -> bool:
    """Whether an HTML file is an earlier report."""
    if not page.is_file() or page.is_symlink():
        return False
    with page.open("rb") as stream:
        return "<title>检查报告".encode() in stream.read(2_000)
