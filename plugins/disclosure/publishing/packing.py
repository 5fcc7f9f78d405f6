"""Packed copies for servers, and the whole site as one file: the same bytes on every day and for every user."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ..releases import verification
from ..storage import replace

_PACKED = {".html", ".css", ".js", ".json", ".csv", ".svg", ".xml", ".txt", ".yaml"}
_SMALLEST = 1024  # smaller files fit into one packet as they are

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)

_NOTE = """这个压缩包里是整个公示网站，可以离线看，也可以核对有没有被改过。

看：解压后用浏览器打开 site/index.html。
核对：电脑上要有 Python 3.11 或更新的版本，在这个文件夹里运行

    python3 verify.py

它逐个比对每个文件的指纹；全部一致就说“核验通过”，缺了、改了、多了哪个文件都会说出来。
"""


def pack(root: Path) -> None:
    """Put a `.gz` beside every text of some size, without a date or a name in it."""
    for name in _to_pack(dict(verification.files_below(root))):
        content = gzip.compress((root / name).read_bytes(), 9, mtime=0)
        (root / f"{name}{verification.PACKED}").write_bytes(content)


def is_packed(root: Path) -> bool:
    """Whether every text of some size has its packed copy."""
    files = dict(verification.files_below(root))
    return all(f"{name}{verification.PACKED}" in files for name in _to_pack(files))


def _to_pack(files: Mapping[str, os.DirEntry[str]]) -> Iterator[str]:
    """The texts of some size among files, which have a packed copy beside them."""
    for name, entry in files.items():
        if PurePosixPath(name).suffix in _PACKED and entry.stat().st_size >= _SMALLEST:
            yield name


def open_to_all(root: Path) -> None:
    """Whatever the umask: a server may read every file and enter every folder."""
    for folder, _, names in os.walk(root):
        _allow(folder, 0o755)
        for name in names:
            _allow(os.path.join(folder, name), 0o644)  # noqa: PTH118  (a tree has thousands: no Path for each)


def _allow(path: str, mode: int) -> None:
    """Give a file or folder these rights where it has others."""
    if stat.S_IMODE(os.stat(path).st_mode) != mode:  # noqa: PTH116  (as above)
        os.chmod(path, mode)  # noqa: PTH101  (as above)


def archive(site: Path, target: Path) -> int:
    """Write the site below *site* with a note and a verifying script to the ZIP *target*; returns the number of files."""
    partial = target.with_name(f"{target.name}.partial")
    count = 0
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
            for name, content in _members(site):
                entry = zipfile.ZipInfo(name, _ZIP_DAY)
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                entry.compress_type = zipfile.ZIP_DEFLATED
                with bundle.open(entry, "w", force_zip64=False) as stream, content.open("rb") as source:
                    shutil.copyfileobj(source, stream)
                count += 1
            for name, text in (
                ("verify.py", Path(verification.__file__).read_bytes().replace(b"\r\n", b"\n")),
                ("说明.txt", _NOTE.encode("utf-8-sig")),
            ):
                entry = zipfile.ZipInfo(name, _ZIP_DAY)
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                bundle.writestr(entry, text, zipfile.ZIP_DEFLATED, 9)
        replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def is_package(path: Path) -> bool:
    """Whether a file is a package of ours, which may be replaced by the next one."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return {"verify.py", "site/index.html"} <= set(bundle.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _members(site: Path) -> Iterator[tuple[str, Path]]:
    for name, entry in verification.files_below(site):
        if entry.is_file() and not name.endswith(verification.PACKED) and entry.name != verification.MARK:
            yield f"site/{name}", Path(entry.path)
