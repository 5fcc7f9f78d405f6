"""Loads a data folder into datasets: finds the files of each kind, types them, and checks ids and references; reports every problem."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..claims import FOLDER as CODES
from ..dates import day_of, latest_day
from ..expressions import expression
from ..kinds import all_kinds
from ..model import Dataset, Kind, Organisation, SiteSettings, facts_of
from ..privacy import leaks
from ..problems import Problem, Report, Where, nearest, problem
from ..quantities import UNITS
from ..reading import OF_THE_SYSTEM, Record, Slug, read_mapping, read_yaml, release, shelve, words_behind_signs
from ..releases import COSIGNED_FILE, DRAFTS, KEYS_FILE
from ..releases import FOLDER as RELEASES
from ..storage import by_parts
from .caching import FileReading, Kept, ReadingCache, problems_since, reuse_equal_rows, unchanged
from .file_readings import cached_readings, read_files
from .files import files_of, twice
from .folder import Folder
from .last_good import DOCUMENTS, PICTURES
from .protecting import names_of_files, protect, public_details, refused_in
from .references import check_added_units, check_ids, check_references, check_units

# Names that no organisation may have: they are folders of the site's root or of the data.
RESERVED_ORGANISATIONS = frozenset({"assets", "files", "images", "releases", "verify", DRAFTS})

# Folders of data that belong to no organisation: the records of what was published, and drafts of what will be.
_NOT_ORGANISATIONS = frozenset({RELEASES, DRAFTS})
_OF_THE_SITE = frozenset({"site.yaml", KEYS_FILE, COSIGNED_FILE})


def load(
    data: Path, shown_as: str, report: Report, cache: ReadingCache | None = None
) -> tuple[SiteSettings | None, list[Folder]]:
    """Read site.yaml (None if it has errors) and every organisation's folder. Problems name files as *shown_as*/…; *cache* is the cache."""
    if not data.is_dir():
        report.add(problem("missing-folder", Where(shown_as)))
        return None, []
    values, lines, problems = read_yaml(data / "site.yaml", f"{shown_as}/site.yaml")
    report.extend(problems or words_behind_signs(data / "site.yaml", f"{shown_as}/site.yaml", SiteSettings))
    site = None if problems else _site(values, lines, f"{shown_as}/site.yaml", report)
    folders: list[Folder] = []
    present = organisation_folders(data)
    for entry in sorted(data.iterdir(), key=by_parts):
        if entry.is_file() and entry.name not in _OF_THE_SITE and not entry.name.startswith(OF_THE_SYSTEM):
            report.add(problem("unknown-file", Where(f"{shown_as}/{entry.name}")))
    listed = list(site.organisations) if site else []
    site_where = Where(f"{shown_as}/site.yaml", None, lines.get("organisations"), "organisations")
    seen: dict[str, str] = {}
    names = {entry.name for entry in present}
    for name in dict.fromkeys(listed):
        if name not in names:  # also a name that is a path to some other folder
            hint = nearest(name, (entry.name for entry in present))
            report.add(problem("unknown-reference", site_where, cell=name, target="机构文件夹", hint=hint))
    for folder in sorted(present, key=lambda entry: listed.index(entry.name) if entry.name in listed else len(listed)):
        if listed and folder.name not in listed:  # a missing list is reported elsewhere
            report.add(problem("unlisted-organisation", Where(f"{shown_as}/{folder.name}"), cell=folder.name))
        place = (folder, f"{shown_as}/{folder.name}", site, names, seen, report)
        folders.append(_cached_folder(*place, cache) if cache else load_folder(*place))
    report.extend(leaks.names_in_facts(values, lines, f"{shown_as}/site.yaml", [folder.refused for folder in folders]))
    return site, folders


def organisation_folders(data: Path) -> list[Path]:
    """The organisations' folders below *data*, in reading order; [] if *data* is missing."""
    return sorted(filter(_is_organisation, data.iterdir()), key=by_parts) if data.is_dir() else []


def _is_organisation(path: Path) -> bool:
    ours = path.name in _NOT_ORGANISATIONS and not (path / "organisation.yaml").is_file()
    return path.is_dir() and not ours and not path.name.startswith(OF_THE_SYSTEM)


# Formats of both filing numbers in the footer: that of 工业和信息化部 (非经营性备案办法 art.13), and that of the police.
_FILINGS = {
    "icp": (
        expression(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备\d{8,10}号(-\d+)?"),
        "ICP 备案号",
        "苏ICP备12345678号-1",
    ),
    "police": (expression(r"[\u4e00-\u9fff]公网安备\s?\d{14}号"), "公安备案号", "苏公网安备 32050002000000号"),
}


def _check_filings(values: dict[str, Any], lines: dict[str, int], file: str) -> Iterator[Problem]:
    for key, (form, expected, example) in _FILINGS.items():
        text = str(values.get(key) or "")
        if text and not form.fullmatch(text):
            where = Where(file, None, lines.get(key), key)
            yield problem("odd-filing-footer", where, cell=text, expected=expected, example=example)


def _site(values: dict[str, Any], lines: dict[str, int], file: str, report: Report) -> SiteSettings | None:
    facts, problems = read_mapping(SiteSettings, values, lines, file)
    report.extend(problems)
    day = facts["prepared_on"]
    if day is not None and day_of(day) is None:
        where = Where(file, None, lines.get("prepared_on"), "prepared_on")
        report.add(problem("bad-value", where, cell=day, expected="日期", mend="请写成 2024-03-12 这样。"))
    report.extend(_check_filings(values, lines, file))
    report.extend(check_added_units(facts["units"] or (), Where(file, None, lines.get("units"), "units")))
    report.extend(leaks.values(SiteSettings, values, lines, file))
    return SiteSettings.known(facts, Where(file))


def _cached_folder(
    folder: Path,
    shown_as: str,
    site: SiteSettings | None,
    organisations: set[str],
    seen: dict[str, str],
    report: Report,
    cache: ReadingCache,
) -> Folder:
    """`load_folder`, cached by the digest of the folder. Folders with errors are not cached."""

    def key() -> Hashable | None:
        others = (shown_as, frozenset(organisations), latest_day())
        return cache.key_of_folder(folder, folder.parent / "site.yaml", *others)

    before, kept = key(), cache.folders.get(folder.name)
    if before is not None and kept and kept.key == before and folder.name not in seen:
        seen[folder.name] = f"{shown_as}/organisation.yaml"
        report.extend(kept.problems)
        known: Folder = kept.value
        return known
    alone, position = folder.name not in seen, report.position
    result = load_folder(folder, shown_as, site, organisations, seen, report, cache)
    problems = problems_since(report, position)
    cache.folders.pop(folder.name, None)
    if before is not None and alone and problems is not None and before == key():
        cache.folders[folder.name] = Kept(before, result, problems)
    return result


def load_folder(
    folder: Path,
    shown_as: str,
    site: SiteSettings | None,
    organisations: set[str],
    seen: dict[str, str],
    report: Report,
    cache: ReadingCache | None = None,
) -> Folder:
    """Read one organisation. *organisations* are all names of the site; *seen* maps ids read so far to files, and is extended."""
    file = f"{shown_as}/organisation.yaml"
    values, lines, problems = read_yaml(folder / "organisation.yaml", file)
    report.extend(problems or words_behind_signs(folder / "organisation.yaml", file, Organisation))
    facts, faults = read_mapping(Organisation, values, lines, file)
    report.extend(() if problems else [*faults, *_faults_of_lists(facts, lines, file)])
    identity = str(facts["id"] or folder.name)
    report.extend(_faults_of_id(identity, folder.name, Where(file, None, lines.get("id"), "id"), seen))
    seen.setdefault(identity, file)
    kept = cache.folders.get(folder.name) if cache else None
    before: Folder | None = kept.value if kept else None
    organisation = Organisation.known(folder.name, facts, Where(file))
    if before and facts_of(before.organisation) == facts_of(organisation):
        organisation = before.organisation
    result = Folder(
        organisation,
        file=file,
        lines=lines,
        documents=folder / DOCUMENTS,
        pictures=folder / PICTURES,
        codes=folder / CODES,
    )
    files = list(files_of(folder, shown_as, report))
    report.extend(twice(files))
    readings = cached_readings(folder, files, cache) if cache else read_files(files)
    for (kind, _, _), reading in zip(files, readings, strict=True):
        _take(result, kind, reading, report)
    result.public_details = public_details(result)
    result.refused = refused_in(result)
    release()
    report.extend(leaks.values(Organisation, values, lines, file, result.public_details, result.refused))
    report.extend(names_of_files(folder, shown_as, result))
    report.extend(protect(result, cache))
    units = {*UNITS, *((site.units or ()) if site else ())}
    for kind in all_kinds():
        result.rows[kind.id] = _rows(kind, result, before)
    report.extend(check_ids(result))
    release()
    report.extend(check_references(result, organisations - {folder.name}))
    report.extend(check_units(result, units))
    report.extend(_check_kinds(result))
    return result


# Fact that holds a list in one text → (pattern of a wrong separator, expected form, example).
_LISTS = {
    "project_stages": (re.compile(r"[,，;；\n]"), "用“、”隔开的几步", "调研、立项、实施"),
    "other_members": (re.compile(r"[,，;；\n]"), "用“、”隔开的名称", "甲慈善会、乙慈善会"),
    "search_synonyms": (
        re.compile(r"(?:^|[;；\n])[^=＝、;；\n]+(?:$|[;；\n])"),
        "一组一组相等的词",
        "善款=捐款；勾稽=对账",
    ),
}


def _faults_of_lists(facts: Mapping[str, Any], lines: Mapping[str, int], file: str) -> Iterator[Problem]:
    """Problems for list facts with a wrong separator, which would be parsed as one item or none."""
    for key, (fault, expected, example) in _LISTS.items():
        text = str(facts[key] or "").strip("；;、 \n")
        if fault.search(text):
            where = Where(file, None, lines.get(key), key)
            yield problem("bad-value", where, cell=text, expected=expected, mend=f"请写成 {example} 这样。")


def _faults_of_id(identity: str, folder: str, where: Where, seen: Mapping[str, str]) -> Iterator[Problem]:
    """Problems for an id that is taken, differs from the folder's name, is reserved, or is not a slug."""
    if identity in seen:
        yield problem("organisation-clash", where, cell=identity, other=seen[identity])
    elif identity != folder:
        yield problem("organisation-folder", where, cell=identity, folder=folder)
    elif identity in RESERVED_ORGANISATIONS:
        yield problem("reserved-id", where, cell=identity)
    elif not re.fullmatch(Slug.pattern, identity):
        yield problem("bad-value", where, cell=identity, expected=Slug.name, mend=Slug().suggest(identity))


def _rows(kind: Kind, folder: Folder, before: Folder | None) -> list[Record]:
    """The rows of a kind; equal rows, and unchanged tables, are replaced by the objects of *before*, the last reading."""
    dataset = folder.datasets.get(kind.id)
    if dataset is None or kind.bulk:
        return []
    if before is None:
        return _held(dataset, list(dataset.rows()))
    alone = kind.persons is None and kind.redact is None  # its cells do not depend on other tables
    if alone and unchanged(folder.readings[kind.id], before.readings.get(kind.id, ())):
        folder.datasets[kind.id] = before.datasets[kind.id]
        return list(before.rows[kind.id])
    return _held(dataset, reuse_equal_rows(list(dataset.rows()), before.rows.get(kind.id, ())))


def _held(dataset: Dataset, rows: list[Record]) -> list[Record]:
    """Let a dataset hold its *rows* instead of cells; return them."""
    dataset.hold(rows)
    return rows


def _take(folder: Folder, kind: Kind, reading: FileReading, report: Report) -> None:
    """Add the reading of a file to the data of its kind."""
    report.extend(reading.problems)
    folder.readings.setdefault(kind.id, []).append(reading.origin)
    if reading.tables:
        for _, _, table in reading.tables if kind.bulk else ():
            shelve(table)
            release()
        folder.datasets.setdefault(kind.id, Dataset(kind.id, kind.record)).tables.extend(reading.tables)
    if reading.unread or (kind.form and kind.id not in folder.datasets):
        folder.unread.add(kind.id)


def _check_kinds(folder: Folder) -> Iterator[Problem]:
    """Run the checks that each kind declares: `checks`, `relations` and `inspect`."""
    for kind in all_kinds():
        if kind.checks:
            yield from kind.checks(folder.rows[kind.id])
        if kind.relations:
            yield from kind.relations(folder.rows)
        if kind.inspect and kind.id in folder.datasets:
            yield from kind.inspect(folder.datasets[kind.id], folder.rows)
            release()
