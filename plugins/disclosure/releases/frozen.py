"""What the site keeps of every release: its record and tables at a permanent address, and the index for 核验."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from ..model import Source, SourceLevel
from .anchors import Anchor
from .promised import WHOLE, PromisedRows
from .records import History, Pending, Release
from .unnamed import part_of
from .verification import CHECKPOINT, KEYS, NEWEST, file_digest, grouped

# The parts of a record that readers can fetch.
RECORD = (
    "release.yaml",
    "manifest.txt",
    "pages.txt",
    "figures.csv",
    "corrections.txt",
    "records.txt",
    "duties.txt",
    "changes.csv",
    CHECKPOINT,
)
# Everything in the folder of the newest release that its manifest does not name, or that marks of a build may miss.
OF_NEWEST = (*RECORD, NEWEST)

INDEX = "verify/hashes.js"

# What somebody may have downloaded beside pages; the theme is not.
_HELD = re.compile(r"\.(csv|xlsx|json|svg|pdf|docx|doc|xls|ods|zip|jpg|jpeg|png|webp)$")

_RECORDED = re.compile(rf"releases/(\d+)/(?:{'|'.join(map(re.escape, (*RECORD, 'cosigned.txt')))})")
_BRIEF = 32  # digits of the fingerprint of a page: 128 bits, which nobody meets by chance or by trying


def write_history(history: History, anchor: Anchor, output: Path) -> None:
    """Put what is kept of every release below *output*/releases/<number>/, and beside them who signed."""
    for release in history.releases:
        folder = output / "releases" / str(release.number)
        folder.mkdir(parents=True, exist_ok=True)
        for name in RECORD:
            if part_of(release, name) not in history.withheld and (
                name != CHECKPOINT or (release.folder / name).is_file()
            ):
                shutil.copyfile(release.folder / name, folder / name)
        if anchor.of(release.number):
            text = anchor.note_with_all(release.number)
            (folder / "cosigned.txt").write_text(text, encoding="utf-8", newline="\n")
        for path, sha in release.tables.items():
            if history.offers(sha):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(history.kept[sha][1], folder / path)
        for path, sha in release.attachments.items():
            target = output / place(path, sha)
            if history.offers(sha) and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(history.kept[sha][1], target)
    if anchor.keys:
        (output / KEYS).write_bytes(anchor.published_keys())


def sources(release: Release, history: History, org: str) -> dict[str, Source]:
    """The documents of an organisation as a release promised them, by id; nothing where it did not keep them."""
    path = f"rows/{org}/sources/{WHOLE}.csv"
    kept = history.kept.get(release.records.get(path, ""))
    if kept is None:
        return {}
    block = PromisedRows.read(path, kept[1].read_bytes())
    rows = (dict(zip(block.header, row, strict=True)) for row in block.rows)
    return {
        row["id"]: Source(row["id"], row["title"], row["issuer"], row["published_on"], SourceLevel(row["level"]))
        for row in rows
    }


def figures_table(org: str) -> str:
    """Where the register of an organisation stands as a table, below the site's root."""
    return f"{org}/data/figures.csv"


def place(path: str, sha: str) -> str:
    """Where an attachment of an earlier release stands: once, however many releases had it."""
    return f"releases/files/{sha[:16]}/{path.rpartition('/')[2]}"


def newest(folder: Path, number: int) -> bytes:
    """The script beside the record of the newest release: what no other file of its tree can know of that record."""
    files = {file_digest(folder / name): f"releases/{number}/{name}" for name in RECORD if (folder / name).is_file()}
    return f"window.sunNewest = {json.dumps([number, files])};\n".encode()


def index(
    releases: Iterable[tuple[Pending, Mapping[str, str]]],
    points: Mapping[int, tuple[str, str]] = MappingProxyType({}),
    plain: Callable[[str], str] = str,
) -> bytes:
    """The script of 核验: SHA-256 → file and releases; pages more briefly, because each release has all of them anew.

    *points* are the fingerprints of checkpoints and their texts by release; *plain* gives the path of a file as it may be told.
    """
    days: dict[str, str] = {}
    files: dict[str, list[list[object]]] = {}
    pages: dict[str, dict[str, str]] = {}
    for pending, manifest in releases:
        days[str(pending.number)] = pending.published_on
        pages[str(pending.number)] = {path: sha for path, sha in manifest.items() if path.endswith(".html")}
        for path, sha in sorted(manifest.items()):
            number, kept = _of_release(path, pending.number)
            if not kept:
                continue
            shown = plain(path)
            entry = next((entry for entry in files.setdefault(sha, []) if entry[0] == shown), None)
            if entry is None:
                files[sha].append([shown, number])
            elif number not in entry:
                entry.append(number)
    lines = ",\n".join(f"{json.dumps(sha)}:{json.dumps(files[sha], ensure_ascii=False)}" for sha in sorted(files))
    names = sorted({path for there in pages.values() for path in there})
    prints = {
        number: "".join(there[path][:_BRIEF] if path in there else "-" * _BRIEF for path in names)
        for number, there in pages.items()
    }
    known = {str(number): [grouped(fingerprint), text] for number, (fingerprint, text) in points.items()}
    return (
        f'window.sunReleases = {{"releases":{json.dumps(days)},"points":{json.dumps(known, ensure_ascii=False)},'
        f'"brief":{_BRIEF},"names":{json.dumps(names, ensure_ascii=False)},"pages":{json.dumps(prints)},'
        f'"files":{{\n{lines}\n}}}};\n'
    ).encode()


def _of_release(path: str, number: int) -> tuple[int, bool]:
    """(release that a file tells of, whether somebody may have downloaded it)."""
    match = _RECORDED.fullmatch(path)
    if match:
        return int(match[1]), True
    return number, bool(_HELD.search(path)) and not path.startswith(("assets/", "releases/", "verify/"))
