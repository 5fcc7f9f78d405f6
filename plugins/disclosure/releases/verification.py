"""阳光慈善·核验：核对一个网站文件夹与它自己的发布清单。只用 Python 自带的东西，可以单独运行：python3 verify.py 网站文件夹。"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What a release can't list of itself, and what is only a packed copy of a listed file.
_NOT_LISTED = ("manifest.txt", "release.yaml")
PACKED = ".gz"

# By which a build knows its own folder again; no part of what is published.
MARK = ".yangguang-cishan"

# The file that names the release of a tree; a tree made by `make html` has none.
CURRENT = "releases/current.txt"

_LINE = re.compile(r"^([0-9a-f]{64})  (\S.*)$")
_FIELD = re.compile(r'^(\w+): "?([^"\n]*)"?$', re.MULTILINE)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def manifest_text(hashes: dict[str, str]) -> str:
    """Paths with their hashes as `sha256sum -c` reads them, sorted."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def read_manifest(text: str) -> dict[str, str]:
    """Path → SHA-256; ValueError where a line is none."""
    hashes: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None or match[2] in hashes:
            raise ValueError(line[:80])
        hashes[match[2]] = match[1]
    return hashes


def listed(root: Path, number: int) -> Iterator[str]:
    """The files below *root* that the manifest of release *number* has to name, sorted."""
    unlisted = {f"releases/{number}/{name}" for name in _NOT_LISTED}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.endswith(PACKED) and name not in unlisted and name != MARK:
            yield name


def hashes_of(root: Path, number: int) -> dict[str, str]:
    """The manifest of the tree below *root*."""
    return {name: file_digest(root / name) for name in listed(root, number)}


def release_of(root: Path) -> int:
    """The number of the release that a site's folder holds; 0 where it holds none."""
    try:
        text = (root / CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    return int(text) if text.isascii() and text.isdigit() else 0


@dataclass(frozen=True, slots=True)
class FolderComparison:
    """What a comparison of a folder with its manifest found."""

    number: int
    files: int = 0
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()  # what is wrong with the records themselves

    @property
    def good(self) -> bool:
        """Whether the folder is exactly what was published."""
        return bool(self.number) and not (self.missing or self.changed or self.added or self.broken)

    def as_text(self) -> str:
        """The verdict in Chinese, every file named."""
        if not self.number:
            return "核验不了：这个文件夹里没有发布记录（releases/current.txt），不是由 make publish 生成的。"
        lines = []
        for title, names in (
            ("缺少", self.missing),
            ("内容被改过", self.changed),
            ("多出来", self.added),
        ):
            lines += [f"{title}：{name}" for name in names]
        lines += list(self.broken)
        if lines:
            return "\n".join([*lines, f"核验未通过：与第 {self.number} 次发布不符，共 {len(lines)} 处。"])
        return f"核验通过：{self.files} 个文件与第 {self.number} 次发布完全一致。"


def verify(root: Path) -> FolderComparison:
    """Compare every file below *root* with the manifest of the newest release in it, and the records with each other."""
    number = release_of(root)
    if not number:
        return FolderComparison(0)
    broken = list(_chain(root, number))
    try:
        wanted = read_manifest((root / f"releases/{number}/manifest.txt").read_text("utf-8"))
    except (OSError, ValueError) as error:
        return FolderComparison(number, broken=(*broken, f"第 {number} 次发布的清单读不出来：{error}"))
    hashes = hashes_of(root, number)
    changed = [name for name in wanted if name in hashes and hashes[name] != wanted[name]]
    return FolderComparison(
        number,
        len(wanted),
        tuple(name for name in wanted if name not in hashes),
        tuple(sorted([*changed, *_packed_wrongly(root, number, wanted)])),
        tuple(name for name in hashes if name not in wanted),
        tuple(broken),
    )


def _packed_wrongly(root: Path, number: int, wanted: dict[str, str]) -> Iterator[str]:
    """Packed copies whose content is not the published file."""
    unlisted = {f"releases/{number}/{name}" for name in _NOT_LISTED}
    for path in sorted(root.rglob(f"*{PACKED}")):
        name = path.relative_to(root).as_posix()
        plain = name.removesuffix(PACKED)
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error):
            yield name
            continue
        same = content == (root / plain).read_bytes() if plain in unlisted else digest(content) == wanted.get(plain)
        if not same:
            yield name


def _chain(root: Path, last: int) -> Iterator[str]:
    """What does not fit in the records of the releases: each names its manifest and the record before it."""
    before = ""
    for number in range(1, last + 1):
        folder = root / "releases" / str(number)
        try:
            record = (folder / "release.yaml").read_bytes()
            manifest = (folder / "manifest.txt").read_bytes()
        except OSError:
            yield f"第 {number} 次发布的记录不全"
            before = ""
            continue
        fields = dict(_FIELD.findall(record.decode("utf-8", "replace")))
        if fields.get("manifest") != digest(manifest):
            yield f"第 {number} 次发布的清单与记录对不上"
        if number > 1 and before and fields.get("previous") != before:
            yield f"第 {number} 次发布的记录与上一次接不上"
        before = digest(record)


def main(arguments: list[str]) -> int:
    """Verify the folder that is named, or the one called `site` beside this file."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent / "site"
    if not root.is_dir():
        print(f"找不到文件夹 {root}。")
        return 1
    verdict = verify(root)
    print(verdict.as_text())
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
