"""The files of encrypted gifts in an organisation's folder: one per year, one entry per line, safe to publish."""

from __future__ import annotations

import base64
import binascii
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..problems import Report, Where, machine_reason, problem
from ..storage import by_parts
from .sealing import BYTES, Claims

FOLDER: Final = "codes"
SUFFIX: Final = ".txt"
_HEAD: Final = "阳光慈善查询码 1 "  # followed by the fingerprint of the secret
_ISSUES: Final = "reissued.csv"
_HEADERS: Final = ("捐赠编号", "第几个查询码")
_LINE: Final = BYTES * 4 // 3


def entries_text(secret: bytes, entries: Iterable[bytes]) -> str:
    """The text of a year's file; its first line has the fingerprint of the secret."""
    lines = sorted(base64.urlsafe_b64encode(entry).decode() for entry in entries)
    return "\n".join([_HEAD + known_by(secret), *lines, ""])


def known_by(secret: bytes) -> str:
    """The fingerprint of a secret: eight hex digits."""
    return hashlib.sha256(b"known by\n" + secret).hexdigest()[:8]


def secret_of(path: Path) -> str:
    """The fingerprint of the secret of a file; '' if it is missing."""
    try:
        with path.open(encoding="utf-8") as stream:
            return stream.readline().strip().removeprefix(_HEAD)
    except OSError:
        return ""


def read_claims(folder: Path, shown_as: str, report: Report) -> Claims:
    """All entries of an organisation. An invalid file or line is reported as an error, so nothing is published."""
    entries: set[bytes] = set()
    for path in sorted(folder.iterdir(), key=by_parts) if folder.is_dir() else ():
        where = Where(f"{shown_as}/{path.name}")
        if path.name == _ISSUES or path.name.startswith((".", "~$")):
            continue
        try:
            head, *lines = path.read_text("utf-8").splitlines()
        except (OSError, ValueError) as error:
            reason = machine_reason(error) if isinstance(error, OSError) else "不是查询码文件"
            report.add(problem("claims-unreadable", where, reason=reason))
            continue
        if path.suffix != SUFFIX or not re.fullmatch(rf"{_HEAD}[0-9a-f]{{8}}", head):
            report.add(problem("claims-unreadable", where, reason="不是查询码文件"))
            continue
        for number, line in enumerate(lines, start=2):
            entry = _entry(line)
            if entry is None:
                place = Where(where.file, None, number)
                report.add(problem("claims-unreadable", place, reason="这一行改动过或没有写全"))
                break
            entries.add(entry)
    return Claims(tuple(sorted(entries)))


def _entry(line: str) -> bytes | None:
    try:
        return base64.b64decode(line, altchars=b"-_", validate=True) if len(line) == _LINE else None
    except binascii.Error:
        return None


def read_issues(folder: Path) -> dict[str, int]:
    """Number of a gift → how many codes were made for it, where that is more than one."""
    path = folder / _ISSUES
    if not path.is_file():
        return {}
    lines = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    return {line[0]: int(line[1]) for line in lines if len(line) == len(_HEADERS) and line[1].isdigit()}


def issues_text(issues: Mapping[str, int]) -> str:
    """The file of gifts that got a new code."""
    lines = [_HEADERS, *((number, str(issue)) for number, issue in sorted(issues.items()))]
    return "".join(f"{','.join(line)}\n" for line in lines)


def issues_path(folder: Path) -> Path:
    """Where that file stands in the folder of codes."""
    return folder / _ISSUES
