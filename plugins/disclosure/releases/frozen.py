"""What the site keeps of every release: its record and tables at a permanent address, and the index for 核验."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from .records import History, Pending

# The parts of a record that readers can fetch.
RECORD = (
    "release.yaml", "manifest.txt", "pages.txt", "figures.csv", "corrections.txt", "records.txt", "duties.txt", "changes.csv",
)  # fmt: skip

INDEX = "verify/hashes.js"

# What somebody may have downloaded; pages and the theme are not.
_HELD = re.compile(r"\.(csv|xlsx|json|svg|pdf|docx|doc|xls|ods|zip|jpg|jpeg|png|webp)$")


def write_history(history: History, output: Path) -> None:
    """Put what is kept of every release below *output*/releases/<number>/."""
    for release in history.releases:
        folder = output / "releases" / str(release.number)
        folder.mkdir(parents=True, exist_ok=True)
        for name in RECORD:
            shutil.copyfile(release.folder / name, folder / name)
        for path, sha in release.tables.items():
            if sha in history.kept:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(history.kept[sha][1], folder / path)
        for path, sha in release.attachments.items():
            target = output / place(path, sha)
            if sha in history.kept and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(history.kept[sha][1], target)


def place(path: str, sha: str) -> str:
    """Where an attachment of an earlier release stands: once, however many releases had it."""
    return f"releases/files/{sha[:16]}/{path.rpartition('/')[2]}"


def index(releases: Iterable[tuple[Pending, Mapping[str, str]]]) -> bytes:
    """The script of 核验: SHA-256 → file and releases."""
    days: dict[str, str] = {}
    files: dict[str, list[list[object]]] = {}
    for pending, manifest in releases:
        days[str(pending.number)] = pending.published_on
        for path, sha in sorted(manifest.items()):
            if not _HELD.search(path) or path.startswith(("assets/", "releases/", "verify/")):
                continue
            entry = next((entry for entry in files.setdefault(sha, []) if entry[0] == path), None)
            if entry is None:
                files[sha].append([path, pending.number])
            else:
                entry.append(pending.number)
    lines = ",\n".join(f"{json.dumps(sha)}:{json.dumps(files[sha], ensure_ascii=False)}" for sha in sorted(files))
    return f'window.sunReleases = {{"releases":{json.dumps(days)},"files":{{\n{lines}\n}}}};\n'.encode()
