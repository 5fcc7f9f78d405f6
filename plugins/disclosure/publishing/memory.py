"""What this machine saw: the record of every release that it published, kept outside the repository.

One small text file for each place where a site stands, and one for each key that signed: lines of number, day, SHA-256 of
the record and fingerprint of the checkpoint. Whoever changes the data can't change these by the way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ..problems import machine_reason
from ..releases import History
from ..storage import places, write_whole

_LINE = re.compile(r"(\d{1,6}) (\d{4}-\d\d-\d\d) ([0-9a-f]{64}) (\S+)")
_HEAD = "# 阳光慈善：这台电脑见过的发布，{what}。发布时拿来对，不要删。\n"


class Seen(Struct, frozen=True):
    """A release as this machine saw it."""

    number: int
    published_on: str
    record: str
    file: Path


def seen(output: Path, keys: tuple[str, ...]) -> Iterator[Seen]:
    """What this machine saw of the site at *output*, or signed with one of *keys*."""
    for path, _ in _files(output, keys):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        for match in map(_LINE.fullmatch, text.splitlines()):
            if match:
                yield Seen(int(match[1]), match[2], match[3], path)


def remember(output: Path | None, keys: tuple[str, ...], history: History) -> str:
    """Note every release of *history*; returns what to say where that could not be done."""
    try:
        files = list(_files(output, keys))
    except RuntimeError:
        return "没有记下这次的检查点：找不到您的主文件夹。可以用环境变量 YANGGUANG_STATE 写明放在哪里。"
    lines = "".join(
        f"{release.number} {release.published_on} {release.fingerprint} {release.later.get('checkpoint', '-')}\n"
        for release in history.releases
    )
    for path, what in files:
        text = _HEAD.format(what=what) + lines
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not path.is_file() or path.read_text("utf-8", "replace") != text:
                write_whole(path, text.encode())
        except OSError as error:
            return f"没有记下这次的检查点：{path} {machine_reason(error)}。"
    return ""


def _files(output: Path | None, keys: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    folder = places.state_folder() / "seen"
    if output is not None:
        place = output.resolve()
        yield folder / f"site-{hashlib.sha256(str(place).encode()).hexdigest()[:16]}.txt", f"网站在 {place}"
    for key in keys:
        yield folder / f"key-{key}.txt", f"钥匙 {key} 签过的"
