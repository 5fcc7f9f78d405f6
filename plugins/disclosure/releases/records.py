"""data/releases/<number>/: one small folder a release, readable and easy to compare, each chained to the one before it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from ..dates import of_year
from ..model import Figure, FigureStatus, PastWording
from ..privacy import NoLongerPublic, attachments
from ..problems import Problem, Report, Where, problem
from ..quantities import plain
from ..reading import START, conflict_line, read_yaml
from ..storage import rename
from .verification import digest, file_digest, manifest_text, read_manifest

# A whole article is one cell of a record; the module csv takes no more than 131,072 signs unless it is told to.
csv.field_size_limit(1_000_000)

FOLDER = "releases"

# Beside them: drafts of releases, which belong to the record and not to the data.
DRAFTS = "drafts"

_COLUMNS = (
    "org", "id", "year", "topic", "subject", "measure", "value", "unit", "wording", "qualifier", "scope", "nature", "basis",
    "status", "source", "place", "record", "part_of", "formula", "inputs", "pages",
)  # fmt: skip
_PARTS = {
    "manifest": "manifest.txt",
    "pages": "pages.txt",
    "figures": "figures.csv",
    "corrections": "corrections.txt",
    "records": "records.txt",
    "duties": "duties.txt",
    "news": "changes.csv",
}
_FIELDS = ("number", "published_on", "site_url", "data", *_PARTS, "previous", "removal")
# What records of earlier versions of this software do not have yet.
_LATER = ("origin", "count", "root", "checkpoint", "key", "prepared_by", "approved_by", "approval")

# Git must hand the records out byte for byte: the tables that are kept end their lines as Excel wants it.
_ATTRIBUTES = "* -text\n"
_IGNORED = ".lock\n.partial/\n"


class Published(Struct, frozen=True):
    """One figure as a release showed it."""

    org: str
    id: str
    year: str
    subject: str
    measure: str
    value: str
    unit: str
    wording: str
    scope: str
    pages: tuple[str, ...] = ()
    topic: str = ""
    qualifier: str = ""
    nature: str = ""
    basis: str = ""
    status: str = ""
    source: str = ""
    place: str = ""
    record: str = ""
    part_of: str = ""
    formula: str = ""
    inputs: str = ""  # of a formula, with the parts of every sum

    @classmethod
    def of(cls, figure: Figure) -> Published:
        """A figure as it would be published now."""
        formula = figure.formula
        return cls(
            figure.org,
            figure.id,
            str(figure.year),
            figure.subject,
            figure.measure,
            plain(figure.value),
            figure.unit,
            figure.as_written,
            str(figure.scope),
            topic=figure.topic,
            qualifier=figure.qualifier or "",
            nature=str(figure.nature),
            basis=str(figure.basis or ""),
            # that it was corrected is told by its correction
            status=str(FigureStatus.VERIFIED if figure.status is FigureStatus.CORRECTED else figure.status),
            source=figure.source or "",
            place=" ".join((figure.place or "").split()),
            record=figure.record or "",
            part_of=" ".join(figure.part_of),
            formula=" ".join(formula.text.split()) if formula else "",
            inputs=" ".join(dict.fromkeys(formula.inputs)) if formula else "",
        )

    @property
    def key(self) -> tuple[str, str]:
        """By what it is known on a site of several organisations."""
        return self.org, self.id

    @property
    def said(self) -> tuple[str, ...]:
        """What readers rely on; a difference in any of these is a changed figure."""
        return (*self.stated, self.value, self.wording, self.qualifier, self.nature, self.basis, self.status)

    @property
    def stated(self) -> tuple[str, ...]:
        """What a computed figure has of its own; the rest of what is said follows from its inputs."""
        return (
            self.year, self.topic, self.subject, self.measure, self.unit, self.scope, self.source, self.place, self.record,
            self.part_of, self.formula, _in_any_order(self.inputs),
        )  # fmt: skip

    def others(self, other: Published) -> list[tuple[str, str, str]]:
        """(label, here, there) of everything but the wording in which it differs from *other*."""
        return [
            (label, getattr(self, name), getattr(other, name))
            for name, label in _LABELS.items()
            if getattr(self, name) != getattr(other, name)
            and (name != "inputs" or _in_any_order(self.inputs) != _in_any_order(other.inputs))
        ]

    @property
    def name(self) -> str:
        """The name of the figure in messages: 2023年全年·接收."""
        return of_year(self.year, f"{self.subject}·{self.measure}")


def _in_any_order(ids: str) -> str:
    """The inputs of a formula without the order of their rows: who sorts a table changes no sum."""
    return " ".join(sorted(ids.split()))


_LABELS = {
    "value": "数值",
    "unit": "单位",
    "qualifier": "约数",
    "scope": "口径",
    "year": "年度",
    "topic": "主题",
    "subject": "事项",
    "measure": "指标",
    "nature": "性质",
    "basis": "款物",
    "status": "状态",
    "source": "来源",
    "place": "出处",
    "record": "所属记录",
    "part_of": "属于",
    "formula": "公式",
    "inputs": "公式里的数",
}
NOT_IN_CELLS = frozenset({"年度", "公式里的数"})  # labels of what follows from the name of a file, and from a formula


class News(Struct, frozen=True):
    """One change of what is no figure, as the page of a release tells it."""

    org: str
    table: str
    record: str
    column: str
    old: str
    new: str
    how: str


class Pending(Struct, frozen=True):
    """The release under way: its number, its day, who answers for it where that is told, why something disappears, and where it stands."""

    number: int
    published_on: str
    prepared_by: str = ""
    approved_by: str = ""
    removal: str = ""
    site_url: str = ""


class Release(Struct, frozen=True):
    """One recorded release."""

    number: int
    published_on: str
    site_url: str
    data: str  # SHA-256 over data and content
    previous: str  # SHA-256 of the record before; empty in the first
    removal: str  # why something disappeared; empty where nothing did
    fingerprint: str  # SHA-256 of the record itself
    manifest_digest: str
    folder: Path
    manifest: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Published, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)  # org/id → SHA-256 of the entry
    pages: Mapping[str, str] = field(default_factory=dict)  # address → SHA-256 of what a page says
    records: Mapping[str, str] = field(default_factory=dict)  # path → SHA-256 of the promised rows of a table
    duties: Mapping[str, str] = field(default_factory=dict)  # org/duty that is fulfilled → SHA-256 of its words
    later: Mapping[str, str] = field(default_factory=dict)  # its checkpoint, the key of it, and who answers for it
    news: tuple[News, ...] = ()  # changes of what is no figure

    @property
    def pending(self) -> Pending:
        """The release as it was while it was under way."""
        people = (self.later.get("prepared_by", ""), self.later.get("approved_by", ""))
        return Pending(self.number, self.published_on, *people, self.removal, self.site_url)

    @property
    def attachments(self) -> dict[str, str]:
        """Path → SHA-256 of the files that are no pages, no tables and no part of how the site looks."""
        return {path: sha for path, sha in self.manifest.items() if is_attachment(path)}

    @property
    def tables(self) -> dict[str, str]:
        """Path → SHA-256 of the CSV tables that were offered as downloads."""
        return {path: sha for path, sha in self.manifest.items() if is_table(path)}

    def keeps(self, path: str) -> bool:
        """Whether the record holds the file of a table, a block of promised rows or an attachment, unless an earlier one does.

        A long table is not kept, and attachments are since they are promised: records of earlier versions have none.
        """
        if is_attachment(path):
            return any(block.endswith("/attachments/all.csv") for block in self.records)
        return path in self.records or f"{FOLDER}/{self.number}/{path}" in self.manifest


class History(Struct, frozen=True):
    """Every release, the oldest first, and where the bytes of their tables are kept."""

    releases: tuple[Release, ...] = ()
    kept: Mapping[str, tuple[int, Path]] = field(default_factory=dict)  # SHA-256 → (release, file)
    bodies: Mapping[str, str] = field(default_factory=dict)  # id → name, where some left or bore another id before
    retired: NoLongerPublic = field(default_factory=NoLongerPublic)  # what a release named, and no page may any more
    retired_of: Mapping[str, NoLongerPublic] = field(default_factory=dict)  # the same of one organisation, by its id
    withheld: frozenset[str] = frozenset()  # what of the kept is not handed out any more, because it does

    @property
    def last(self) -> Release | None:
        """The newest release."""
        return self.releases[-1] if self.releases else None

    def before(self, number: int) -> History:
        """The releases before *number*."""
        return replace(
            self,
            releases=tuple(release for release in self.releases if release.number < number),
            kept={key: place for key, place in self.kept.items() if place[0] < number},
        )

    def retired_by(self, org: str) -> NoLongerPublic:
        """What may not be named any more in what belongs to an organisation; in what belongs to none that is here, all of it."""
        return self.retired_of.get(org, self.retired)

    def offers(self, sha: str | None) -> bool:
        """Whether readers can fetch a file that was published, by its SHA-256."""
        return sha in self.kept and sha not in self.withheld

    def figures(self, org: str) -> dict[str, tuple[int, Published]]:
        """Figure id → the newest release that showed it, and how."""
        shown: dict[str, tuple[int, Published]] = {}
        for release in self.releases:
            shown |= {figure.id: (release.number, figure) for figure in release.figures if figure.org == org}
        return shown

    def wordings(self, org: str) -> dict[str, tuple[PastWording, ...]]:
        """Figure id → every release that gave it another wording than the release before."""
        wordings: dict[str, list[PastWording]] = {}
        for release in self.releases:
            for figure in release.figures:
                earlier = wordings.setdefault(figure.id, []) if figure.org == org else None
                if earlier is not None and (not earlier or earlier[-1].wording != figure.wording):
                    earlier.append(PastWording(release.number, release.published_on, figure.wording))
        return {figure: tuple(releases) for figure, releases in wordings.items()}


def is_attachment(path: str) -> bool:
    """Whether a path of the site is a document that was attached: to an article, or as the original of a source.

    A picture beside an article is none: who is seen in it may take consent back, so only the newest release has it.
    """
    document = path.startswith("files/") and PurePosixPath(path).suffix.lower() not in attachments.PICTURES
    return document or path.split("/")[1:2] == ["sources"]


def is_table(path: str) -> bool:
    """Whether a path of the site is a table of an organisation's data."""
    parts = path.split("/")
    return len(parts) == 3 and parts[1] == "data" and path.endswith(".csv")  # noqa: PLR2004  (<org>/data/<name>.csv)


# --- reading -------------------------------------------------------------------------------------


def read_history(folder: Path, shown_as: str, report: Report) -> History:
    """The releases recorded in *folder*; whatever was tampered with or is incomplete goes to *report*."""
    if not folder.is_dir():
        return History()
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    strange = [name for name in names if not (name.isdigit() and str(int(name)) == name and int(name))]
    report.extend(problem("unknown-file", Where(f"{shown_as}/{name}")) for name in strange)
    numbers = sorted(int(name) for name in names if name not in strange)
    releases: list[Release] = []
    kept: dict[str, tuple[int, Path]] = {}
    for number in range(1, max(numbers, default=0) + 1):
        faults: list[str] = []
        release = _read(folder / str(number), number, releases[-1] if releases else None, faults)
        report.extend(_broken(f"{shown_as}/{number}", number, fault) for fault in faults)
        if release is None:
            return History(tuple(releases), kept)
        releases.append(release)
        for path, sha in {**release.tables, **release.attachments, **release.records}.items():
            file = release.folder / "files" / path
            if file.is_file() and file_digest(file) != sha:
                reason = LINE_ENDS if sha in _with_other_line_ends(file.read_bytes()) else "存档的表被改过"
                report.add(_broken(f"{shown_as}/{number}/files/{path}", number, reason))
            elif file.is_file():
                kept.setdefault(sha, (number, file))
            elif sha not in kept and release.keeps(path):
                report.add(_broken(f"{shown_as}/{number}/files/{path}", number, f"缺少 files/{path}"))
    return History(tuple(releases), kept)


def _broken(file: str, number: int, reason: str) -> Problem:
    return problem("broken-release", Where(file), number=number, reason=reason)


# Two ways in which a record comes to harm without anybody's editing it, with the way out that the general one leaves open.
LINE_ENDS = (
    "的换行被换过，别的没有变：多半是 Git 或传文件的软件换的（删去这一次的文件夹，确认 data/releases/.gitattributes 里有一行"
    "“* -text”，再用 git checkout 取回；传文件请用二进制方式）"
)
_CONFLICT = (
    "里有合并冲突的记号，两边都发布过这一次（删去这一次的文件夹，留网站上用的那一边：自己的用 git checkout HEAD -- 这个文件夹，"
    "合并进来的用 git checkout MERGE_HEAD -- 这个文件夹；另一边的改动合并好以后再发布一次）"
)


def _is_torn(content: bytes) -> bool:
    """Whether a merge left its marks in a part of a record."""
    return conflict_line(content.decode("utf-8", "replace")) > 0


def _with_other_line_ends(content: bytes) -> set[str]:
    """The fingerprints of a text as systems may have handed it out: lines that end with LF, and with CR LF."""
    plain_ends = content.replace(b"\r\n", b"\n")
    return {digest(plain_ends), digest(plain_ends.replace(b"\n", b"\r\n"))}


def _read(folder: Path, number: int, before: Release | None, faults: list[str]) -> Release | None:
    record = folder / "release.yaml"
    values, _, problems = read_yaml(record, record.name)
    if problems or any(name not in values for name in _FIELDS):
        torn = record.is_file() and _is_torn(record.read_bytes())
        faults.append(_CONFLICT if torn else "缺少，或读不出来")
        return None
    content = record.read_bytes()
    parts = _parts(folder, values, faults)
    if b"\r\n" in content:  # what it says holds no line break of its own
        faults.append(LINE_ENDS)
    if faults:
        faults[:] = dict.fromkeys(faults)  # what happens to all parts is told once
        return None
    if values["number"] != str(number):
        faults.append(
            f"写的是第 {values['number']} 次，文件夹改过名，或者是复制出来的（改回原来的名称；多出来的请移走）"
        )
        return None
    previous = before.fingerprint if before else ""
    if (values["previous"] or "") != previous:
        faults.append("与上一次的记录接不上，其中有一次被改过")
    try:
        return Release(
            number,
            str(values["published_on"]),
            str(values["site_url"] or ""),
            str(values["data"]),
            previous,
            str(values["removal"] or ""),
            digest(content),
            str(values["manifest"]),
            folder,
            read_manifest(parts["manifest"].decode()),
            tuple(_figures(parts["figures"].decode())),
            read_manifest(parts["corrections"].decode()),
            read_manifest(parts["pages"].decode()),
            read_manifest(parts["records"].decode()),
            read_manifest(parts["duties"].decode()),
            {name: str(values[name] or "") for name in _LATER if name in values},
            tuple(_news(parts["news"].decode())),
        )
    except (ValueError, TypeError, KeyError):
        faults.append("读不出来")
        return None


def _parts(folder: Path, values: Mapping[str, Any], faults: list[str]) -> dict[str, bytes]:
    """The parts of a record, whose fingerprints are among the *values* of release.yaml."""
    parts: dict[str, bytes] = {}
    for name, file in _PARTS.items():
        try:
            parts[name] = (folder / file).read_bytes()
        except OSError:
            faults.append(f"缺少 {file}")
            continue
        if digest(parts[name]) != values[name]:
            harmed = _CONFLICT if _is_torn(parts[name]) else f"里的 {file} 被改过"
            faults.append(LINE_ENDS if values[name] in _with_other_line_ends(parts[name]) else harmed)
    return parts


def _figures(text: str) -> Iterator[Published]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield Published(**{name: row[name] for name in _COLUMNS[:-1]}, pages=tuple(row["pages"].split()))


def _news(text: str) -> Iterator[News]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield News(**row)


def manifest_of(folder: Path) -> dict[str, str]:
    """What the manifest in the folder of a release names: path → SHA-256; nothing where it can't be read."""
    try:
        return read_manifest((folder / _PARTS["manifest"]).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


# --- writing -------------------------------------------------------------------------------------


def figures_text(figures: Sequence[Published]) -> str:
    """figures.csv: one line a figure."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for figure in figures:
        writer.writerow([*(getattr(figure, name) for name in _COLUMNS[:-1]), " ".join(figure.pages)])
    return stream.getvalue()


def news_text(news: Sequence[News]) -> str:
    """changes.csv: one line a change of what is no figure."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(News.__struct_fields__)
    writer.writerows(map(astuple, news))
    return stream.getvalue()


class ReleaseDraft(Struct, frozen=True):
    """What a release is going to record."""

    pending: Pending
    site_url: str
    data: str
    removal: str
    manifest: Mapping[str, str]
    figures: tuple[Published, ...]
    corrections: Mapping[str, str]
    pages: Mapping[str, str]
    previous: str
    records: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)  # see `Release.later`
    news: tuple[News, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the record but the tables that are kept: name → content."""
        parts = {
            "manifest.txt": manifest_text(dict(self.manifest)).encode(),
            "pages.txt": manifest_text(dict(self.pages)).encode(),
            "figures.csv": figures_text(self.figures).encode(),
            "corrections.txt": manifest_text(dict(self.corrections)).encode(),
            "records.txt": manifest_text(dict(self.records)).encode(),
            "duties.txt": manifest_text(dict(self.duties)).encode(),
            "changes.csv": news_text(self.news).encode(),
        }
        values = {
            "number": str(self.pending.number),
            "published_on": self.pending.published_on,
            "site_url": self.site_url,
            "data": self.data,
            **{name: digest(parts[file]) for name, file in _PARTS.items()},
            "previous": self.previous,
            "removal": self.removal,
            **self.later,
        }
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()]
        return {"release.yaml": "".join(lines).encode(), **parts}


def write_record(
    folder: Path, draft: ReleaseDraft, tables: Mapping[str, bytes], more: Mapping[str, bytes] = MappingProxyType({})
) -> Path:
    """Put the record of a release below *folder* in one step: it is there whole or not at all.

    *more* are files that are made from the record itself and stand beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitattributes", _ATTRIBUTES), (".gitignore", _IGNORED)):
        if not (folder / name).is_file():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    partial = folder / ".partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        for name, content in {**draft.files, **more}.items():
            (partial / name).write_bytes(content)
        for path, content in tables.items():
            target = partial / "files" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for file in partial.rglob("*"):
            if file.is_file():
                with file.open("r+b") as stream:  # Windows flushes only what may be written
                    os.fsync(stream.fileno())
        final = folder / str(draft.pending.number)
        rename(partial, final)
    finally:  # where the disk is full, half a record takes room that the next run needs
        shutil.rmtree(partial, ignore_errors=True)
    return final


# --- what a release is made from -----------------------------------------------------------------

_OURS = {"data": (".csv", ".yaml"), "content": (".md",)}


def data_version(data: Path, content: Path) -> str:
    """SHA-256 over everything that the site is made from; line endings of our own text files do not matter."""
    lines = []
    for name, root in (("data", data), ("content", content)):
        for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).parts):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith((".", "~$")) for part in parts)
            if (
                hidden
                or not path.is_file()
                or (name == "data" and (parts[0] in {FOLDER, DRAFTS} or path.name == START))
            ):
                continue
            content_ = path.read_bytes()
            if path.suffix.lower() in _OURS[name]:
                content_ = content_.replace(b"\r\n", b"\n")
            lines.append(f"{digest(content_)}  {name}/{'/'.join(parts)}\n")
    return digest("".join(lines).encode())
