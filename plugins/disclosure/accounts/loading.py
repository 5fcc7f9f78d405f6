"""A data folder to datasets: find each kind's files, type them, and check ids and references; every problem at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from ..claims import FOLDER as CODES
from ..dates import day_of, latest_day
from ..expressions import expression
from ..kinds import all_kinds
from ..kinds.contacts import ContactRecord
from ..kinds.figures import ReportedFigure
from ..law import statements
from ..model import Dataset, Kind, Organisation, Persons, SiteSettings, facts_of
from ..numerals import CURRENCIES, foreign, money_power
from ..privacy import Refusals, leaks, mark_returns, refusals
from ..problems import Problem, Report, Severity, Where, closest, mechanical, nearest, problem, shown_word
from ..quantities import UNITS
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    SUFFIXES,
    TABLE_SUFFIXES,
    AnyColumn,
    RawTable,
    Record,
    Slug,
    TypedTable,
    Year,
    check_totals,
    first_faults,
    of_file,
    read_columns,
    read_form,
    read_mapping,
    read_tables,
    read_yaml,
    release,
    sheet_names,
    shelve,
)
from ..releases import COSIGNED_FILE, DRAFTS, KEYS_FILE
from ..releases import FOLDER as RELEASES
from ..storage import by_parts
from ..workers import many, shared_out, workers
from .last_good import DOCUMENTS, LENT, PICTURES
from .remembering import (
    MOST_KEPT,
    FileReading,
    Kept,
    KindLookedAt,
    ReadingMemory,
    problems_since,
    same_rows,
    unchanged,
    worth_keeping,
)
from .waiting import START, is_waiting

# Segments that pages of an organisation use themselves; no record may take them.
RESERVED = frozenset({"type", "page", "index"})

# Folders of the site's root, and of the data where it is nobody's; no organisation may take them.
RESERVED_ORGANISATIONS = frozenset({"assets", "releases", "verify", DRAFTS})

# Folders of data that belong to no organisation: the records of what was published, and drafts of what will be.
_NOT_ORGANISATIONS = frozenset({RELEASES, DRAFTS})
_OF_THE_SITE = frozenset({"site.yaml", KEYS_FILE, COSIGNED_FILE})

# The folder of workbooks that hold several printed forms of one year.
WORKBOOKS = "statements"

# The folder of an organisation that holds how its other sheets are read; `importing` keeps it.
RECIPES = "recipes"

# Sums and counts from here on have as many digits as a mobile number.
_AS_LONG_AS_A_TELEPHONE = 10**10

# Tables of one organisation; five years of one a day are fewer.
_MOST_TABLES = 2_000

# Files that belong to the system, not to the disclosure.
_IGNORED = (".", "~$")


class Anything(set[str]):
    """Ids of which not all are known, because a table that tells them could not be read: nothing is said to be missing."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(slots=True)
class Folder:
    """One organisation's data as read: its facts, and a dataset for each kind that has a file."""

    organisation: Organisation
    datasets: dict[str, Dataset] = field(default_factory=dict)
    rows: dict[str, list[Record]] = field(default_factory=dict)
    # kind → what its files gave, None for one that is not kept for the next time
    readings: dict[str, list[FileReading | None]] = field(default_factory=dict)
    file: str = ""  # its organisation.yaml
    lines: dict[str, int] = field(default_factory=dict)  # where each fact stands in it
    public_details: leaks.Own = field(default_factory=leaks.Own)
    documents: Path | None = None  # where its documents lie
    pictures: Path | None = None  # where its pictures lie
    codes: Path | None = None  # where the sealed entries of its gifts lie
    refused: Refusals = field(default_factory=Refusals)
    unread: set[str] = field(default_factory=set)  # kinds of which a whole table could not be read

    @property
    def lacks_figures(self) -> bool:
        """Whether a table that puts figures or breakdowns into the register could not be read."""
        return any(kind.id in self.unread for kind in all_kinds() if kind.register or kind.numbered or kind.form)


def load(
    data: Path, shown_as: str, report: Report, memory: ReadingMemory | None = None
) -> tuple[SiteSettings | None, list[Folder]]:
    """Read everything under *data*; problems name files as *shown_as*/…; *memory* has what was read before."""
    if not data.is_dir():
        report.add(problem("missing-folder", Where(shown_as)))
        return None, []
    values, lines, problems = read_yaml(data / "site.yaml", f"{shown_as}/site.yaml")
    report.extend(problems)
    site = None if problems else _site(values, lines, f"{shown_as}/site.yaml", report)
    folders: list[Folder] = []
    present = sorted((entry for entry in data.iterdir() if _is_organisation(entry)), key=by_parts)
    for entry in sorted(data.iterdir(), key=by_parts):
        if entry.is_file() and entry.name not in _OF_THE_SITE and not entry.name.startswith(_IGNORED):
            report.add(problem("unknown-file", Where(f"{shown_as}/{entry.name}")))
    listed = list(site.organisations) if site else []
    site_where = Where(f"{shown_as}/site.yaml", None, lines.get("organisations"), "organisations")
    for name in dict.fromkeys(listed):
        if not (data / name).is_dir():
            hint = nearest(name, (entry.name for entry in present))
            report.add(problem("unknown-reference", site_where, cell=name, target="机构文件夹", hint=hint))
    seen: dict[str, str] = {}
    names = {entry.name for entry in present}
    for folder in sorted(present, key=lambda entry: listed.index(entry.name) if entry.name in listed else len(listed)):
        if site and folder.name not in listed:
            report.add(problem("unlisted-organisation", Where(f"{shown_as}/{folder.name}"), cell=folder.name))
        place = (folder, f"{shown_as}/{folder.name}", site, names, seen, report)
        folders.append(_known_folder(*place, memory) if memory else load_folder(*place))
    report.extend(leaks.names_in_facts(values, lines, f"{shown_as}/site.yaml", [folder.refused for folder in folders]))
    return site, folders


def _is_organisation(path: Path) -> bool:
    ours = path.name in _NOT_ORGANISATIONS and not (path / "organisation.yaml").is_file()
    return path.is_dir() and not ours and not path.name.startswith(_IGNORED)


# How both numbers at the foot of every page are written (law.md f.3).
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
    report.extend(leaks.values(SiteSettings, values, lines, file))
    return SiteSettings.known(facts, Where(file))


def _known_folder(
    folder: Path,
    shown_as: str,
    site: SiteSettings | None,
    organisations: set[str],
    seen: dict[str, str],
    report: Report,
    memory: ReadingMemory,
) -> Folder:
    """The same as `load_folder`; a folder without errors that has not changed since is not read again."""

    def key() -> Hashable | None:
        others = (shown_as, frozenset(organisations), latest_day())
        return memory.key_of_folder(folder, folder.parent / "site.yaml", *others)

    before, kept = key(), memory.folders.get(folder.name)
    if before is not None and kept and kept.key == before and folder.name not in seen:
        seen[folder.name] = f"{shown_as}/organisation.yaml"
        report.extend(kept.problems)
        known: Folder = kept.value
        return known
    alone, position = folder.name not in seen, report.position
    result = load_folder(folder, shown_as, site, organisations, seen, report, memory)
    problems = problems_since(report, position)
    memory.folders.pop(folder.name, None)
    if before is not None and alone and problems is not None and before == key():
        memory.folders[folder.name] = Kept(before, result, problems)
    return result


def load_folder(
    folder: Path,
    shown_as: str,
    site: SiteSettings | None,
    organisations: set[str],
    seen: dict[str, str],
    report: Report,
    memory: ReadingMemory | None = None,
) -> Folder:
    """Read one organisation; *organisations* are those of the site, *seen* the ids met before with their files."""
    file = f"{shown_as}/organisation.yaml"
    values, lines, problems = read_yaml(folder / "organisation.yaml", file)
    report.extend(problems)
    facts, faults = read_mapping(Organisation, values, lines, file)
    report.extend(() if problems else faults)
    identity = str(facts["id"] or folder.name)
    where = Where(file, None, lines.get("id"), "id")
    if identity in seen:
        report.add(problem("organisation-clash", where, cell=identity, other=seen[identity]))
    elif identity != folder.name:
        report.add(problem("organisation-folder", where, cell=identity, folder=folder.name))
    elif identity in RESERVED_ORGANISATIONS:
        report.add(problem("reserved-id", where, cell=identity))
    elif not re.fullmatch(Slug.pattern, identity):
        mend = Slug().suggest(identity)
        report.add(problem("bad-value", where, cell=identity, expected=Slug.name, mend=mend))
    seen.setdefault(identity, file)
    kept = memory.folders.get(folder.name) if memory else None
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
    files = list(_files(folder, shown_as, report))
    report.extend(_twice(files))
    readings = _known_readings(folder, files, memory) if memory else _read_files(files)
    for (kind, _, _), reading in zip(files, readings, strict=True):
        _take(result, kind, reading, report)
    result.public_details = _public_details(result)
    result.refused = _refusals(result)
    release()
    report.extend(leaks.values(Organisation, values, lines, file, result.public_details, result.refused))
    report.extend(_names_of_files(folder, shown_as, result))
    report.extend(_protect(result, memory))
    units = {*UNITS, *((site.units or ()) if site else ())}
    for kind in all_kinds():
        result.rows[kind.id] = _rows(kind, result, before)
    report.extend(_check_ids(result))
    release()
    report.extend(_check_references(result, organisations - {folder.name}))
    report.extend(_check_units(result, units))
    report.extend(_check_kinds(result))
    return result


def _rows(kind: Kind, folder: Folder, before: Folder | None) -> list[Record]:
    """Every row of a kind, as the very object that it was in the folder *before* where it is alike; so with whole tables."""
    dataset = folder.datasets.get(kind.id)
    if dataset is None or kind.bulk:
        return []
    if before is None:
        return _held(dataset, list(dataset.rows()))
    alone = kind.persons is None and kind.redact is None  # other tables change nothing in its cells
    if alone and unchanged(folder.readings[kind.id], before.readings.get(kind.id, ())):
        folder.datasets[kind.id] = before.datasets[kind.id]
        return list(before.rows[kind.id])
    return _held(dataset, same_rows(list(dataset.rows()), before.rows.get(kind.id, ())))


def _held(dataset: Dataset, rows: list[Record]) -> list[Record]:
    """The *rows* that were made of a dataset, which from then on holds them in the place of cells."""
    dataset.hold(rows)
    return rows


def _protect(folder: Folder, memory: ReadingMemory | None) -> Iterator[Problem]:
    """Before anything else sees the cells: what leads to a person is told, and names without consent are taken out.

    Without *memory*, tables of many rows are shared out to the processors; what was said of their cells is then not known again.
    """
    datasets = sorted(folder.datasets.values(), key=len, reverse=True)
    if memory:
        yield from _looked_at_again(folder, datasets, memory)
    elif many(sum(map(len, datasets))):
        look = partial(_looked_at, known=folder.public_details, refused=folder.refused)
        yield from chain.from_iterable(shared_out(look, datasets))
    else:
        for dataset in datasets:
            yield from _looked_at(dataset, folder.public_details, folder.refused)
    release()
    yield from _redact(folder)


def _looked_at(dataset: Dataset, known: leaks.Own, refused: Refusals) -> list[Problem]:
    problems = list(leaks.cells(dataset, known))
    return problems + _named(dataset, refused, problems)


def _named(dataset: Dataset, refused: Refusals, problems: Sequence[Problem]) -> list[Problem]:
    """The names in a dataset that may not stand there; none where it was too costly to look at its cells, which are *problems*."""
    costly = any(fault.code == "table-too-large" for fault in problems)
    return [] if costly else list(leaks.refused_names(dataset, refused))


def _looked_at_again(folder: Folder, datasets: Sequence[Dataset], memory: ReadingMemory) -> Iterator[Problem]:
    """What the cells tell; of kinds whose files were not read anew what they told the last time."""
    org, known = folder.organisation.id, folder.public_details
    before, now = memory.looks.pop(org, {}), dict[str, KindLookedAt]()
    for dataset in datasets:
        readings, look = folder.readings[dataset.kind], before.get(dataset.kind)
        again = look and look.known == known and unchanged(readings, look.readings)
        problems = look.problems if look and again else tuple(leaks.cells(dataset, known))
        yield from (*problems, *_named(dataset, folder.refused, problems))
        if len(problems) <= MOST_KEPT and None not in readings:
            now[dataset.kind] = KindLookedAt(readings, known, problems)
    memory.looks[org] = now


def _refusals(folder: Folder) -> Refusals:
    """Who may not be named: givers who did not agree, and persons who received something."""
    by_persons: dict[Persons | None, list[Dataset]] = {persons: [] for persons in (*Persons, None)}
    for kind in all_kinds():
        if kind.id in folder.datasets:
            by_persons[kind.persons].append(folder.datasets[kind.id])
    others = [*by_persons[None], *by_persons[Persons.RELATED]]
    return refusals(by_persons[Persons.GIVERS], by_persons[Persons.RECEIVERS], others)


def _names_of_files(folder: Path, shown_as: str, result: Folder) -> Iterator[Problem]:
    """What leads to a person in the names of the data files and of their folders."""
    for path in sorted(folder.rglob("*"), key=by_parts):
        ours = any(
            path.is_relative_to(folder / name) for name in (DOCUMENTS, RECIPES)
        )  # told where they are published; the others keep their names
        if path.is_file() and not ours and not path.name.startswith(_IGNORED):
            name = path.relative_to(folder).as_posix()
            yield from leaks.path(
                PurePosixPath(name), Where(f"{shown_as}/{name}"), result.public_details, result.refused
            )


def _public_details(folder: Folder) -> leaks.Own:
    """The telephone numbers, mail and web addresses that the organisation publishes of itself."""
    organisation = folder.organisation
    dataset = folder.datasets.get("contacts")
    contacts = [row for row in dataset.rows() if isinstance(row, ContactRecord)] if dataset else []
    return leaks.public_details(
        [organisation.phone, *(row.phone for row in contacts)],
        [organisation.email, organisation.website, *(way for row in contacts for way in (row.email, row.website))],
        {digits for dataset in folder.datasets.values() for digits in dataset.large_numbers(_AS_LONG_AS_A_TELEPHONE)},
    )


def _files(folder: Path, shown_as: str, report: Report) -> Iterator[tuple[Kind, Path, str]]:
    """Every data file with its kind, as many as an organisation may have."""
    for count, file in enumerate(_every_file(folder, shown_as, report)):
        if count == _MOST_TABLES:
            mend = "请把同一种表并成几个文件，例如一年一个。"
            reason = f"一家机构最多 {_MOST_TABLES} 张表，从这一张起没有读"
            report.add(problem("table-too-large", Where(file[2]), reason=reason, mend=mend))
            return
        yield file


def _every_file(folder: Path, shown_as: str, report: Report) -> Iterator[tuple[Kind, Path, str]]:
    """Every data file with its kind; a file that no kind claims is a problem."""
    kinds = {kind.id: kind for kind in all_kinds()}
    if (folder / START).is_file() and is_waiting(folder / START):
        step = f"make import FILE={shown_word(f'{shown_as}/{START}')} ORG={folder.name}"
        report.add(problem("workbook-waiting", Where(f"{shown_as}/{START}"), mend=step))
    for path in sorted(folder.iterdir(), key=by_parts):
        name = f"{shown_as}/{path.name}"
        if path.name.startswith(_IGNORED) or path.name in {"organisation.yaml", RECIPES, START, *LENT}:
            continue
        if path.is_dir() and path.name == WORKBOOKS:
            yield from _workbooks(path, name, report)
        elif path.is_dir() and path.name in kinds:
            for inner in sorted(path.iterdir(), key=by_parts):
                if inner.name.startswith(_IGNORED):
                    continue
                if inner.suffix.lower() in TABLE_SUFFIXES:
                    yield kinds[path.name], inner, f"{name}/{inner.name}"
                else:
                    report.add(_no_table(inner, f"{name}/{inner.name}", f"{path.name}/{inner.stem}"))
        elif path.suffix.lower() in TABLE_SUFFIXES and path.stem in kinds:
            yield kinds[path.stem], path, name
        else:
            report.add(_no_table(path, name))


def _no_table(path: Path, name: str, stem: str = "") -> Problem:
    """The problem of a file that is not read: what it is, or what it should be called; *stem* is its name if that is right."""
    known = _kind_called(path.stem)
    by_year = known is not None and bool(known.yearly or known.form)
    called = stem or (f"{known.id}/{_year_named(path.stem)}" if known and by_year else known.id if known else "")
    sort = of_file(path) if path.is_file() and path.suffix.lower() not in TABLE_SUFFIXES else None
    if sort:
        hint = f"文件名用 {called}.xlsx。" if called else ""
        return problem("wrong-file-type", Where(name), what=sort.name, mend=f"{sort.mend}{hint}")
    suffix = path.suffix.lower() if path.suffix.lower() in TABLE_SUFFIXES else ".xlsx"
    if known and known.id != path.stem:
        return problem("unknown-file", Where(name), hint=f"（{known.label}请叫 {called}{suffix}）")
    return problem("unknown-file", Where(name), hint=nearest(path.stem, (kind.id for kind in all_kinds())))


_A_YEAR = expression(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def _year_named(stem: str) -> str:
    """The one year that a file name tells (2025年, 2025年度台账, 台账(2025)), else one for example."""
    years = set(_A_YEAR.findall(unicodedata.normalize("NFKC", stem)))
    return years.pop() if len(years) == 1 else "2023"


def _by_year(kind: Kind, path: Path) -> str:
    """The hint of a table that is kept by years: what the file should be called."""
    year, suffix = _year_named(path.stem), path.suffix.lower()
    called = f"{kind.id}/{year}{suffix}"
    if year not in path.stem:
        return f"（{kind.label}请按年度放，例如 {called}）"
    folder = path.parent if path.parent.name == kind.id else path.parent / kind.id
    if (folder / f"{year}{suffix}").exists():
        return f"（{kind.label}请按年度放；{called} 已经有了，请把两份并成一份）"
    return f"（{kind.label}请按年度放，叫 {called}）"


_AROUND_A_NAME = expression(
    r"[0-9０-９]+年?度?|年度|[（(].*[）)]|公示|一览|统计|汇总|名单|清单|[表_\-—.\s]|副本|最终版?|新建"
)


def _kind_called(stem: str) -> Kind | None:
    """The kind that a file name in Chinese means: 捐赠明细, 2025年捐赠明细表, 资产负债表; None where it is none of them."""
    names = {
        word: kind for kind in all_kinds() for word in (kind.id, kind.label, *([kind.form.title] if kind.form else []))
    }
    if stem in names:
        return names[stem]
    bare = _AROUND_A_NAME.sub("", stem)
    plain = {_AROUND_A_NAME.sub("", word): kind for word, kind in names.items()}
    if bare in plain:
        return plain[bare]
    held = [kind for word, kind in plain.items() if len(word) > 1 and word in bare]
    alike = closest(bare, plain)
    return held[0] if len(held) == 1 else plain[alike] if alike else None


def _twice(files: Sequence[tuple[Kind, Path, str]]) -> Iterator[Problem]:
    """Files that differ in nothing but their suffix: a table and the workbook that it was made from."""
    seen: dict[Path, str] = {}
    for _, path, name in files:
        other = seen.setdefault(path.with_suffix(""), name)
        if other != name:
            yield problem("file-twice", Where(name), other=other)


def _workbooks(folder: Path, shown_as: str, report: Report) -> Iterator[tuple[Kind, Path, str]]:
    """The workbooks that hold several forms, one sheet each; a sheet that is no form is a problem."""
    forms = {kind.form.title: kind for kind in all_kinds() if kind.form}
    for path in sorted(folder.iterdir(), key=by_parts):
        name = f"{shown_as}/{path.name}"
        if path.name.startswith(_IGNORED):
            continue
        if path.suffix.lower() not in SUFFIXES:
            report.add(_no_table(path, name, f"{WORKBOOKS}/{path.stem}"))
            continue
        sheets, problems = sheet_names(path, name)
        report.extend(problems)
        for sheet in sheets:
            kind = forms.get(sheet.strip())
            if kind:
                yield kind, path, name
            else:
                hint = nearest(sheet, forms)
                report.add(
                    problem("unknown-sheet", Where(name, sheet), cell=sheet, expected="、".join(forms), hint=hint)
                )


def _known_readings(
    folder: Path, files: Sequence[tuple[Kind, Path, str]], memory: ReadingMemory
) -> Iterator[FileReading]:
    """What every file gives; those that have not changed since are not read again."""
    before, now = memory.files.get(folder.name, {}), dict[Hashable, FileReading]()
    keys = [memory.key_of_file(path, kind.id, name, latest_day()) for kind, path, name in files]
    fresh = _read_files([file for file, key in zip(files, keys, strict=True) if key is None or key not in before])
    for (kind, path, name), key in zip(files, keys, strict=True):
        reading = before[key] if key is not None and key in before else next(fresh)
        unchanged = key is not None and key == memory.key_of_file(path, kind.id, name, latest_day())
        if unchanged and worth_keeping(reading):
            now[key] = reading
            yield reading.copied()
        else:
            yield reading
    memory.files[folder.name] = now


def _read_form(kind: Kind, path: Path, name: str) -> FileReading:
    """A printed form: one year a file, named by it; the year and a source in its title rows are taken over."""
    assert kind.form is not None  # noqa: S101
    report, year = Report(), path.stem
    if path.parent.name not in {kind.id, WORKBOOKS} or not re.fullmatch(Year.pattern, year):
        report.add(problem("unknown-file", Where(name), hint=_by_year(kind, path)))
        return FileReading(problems=tuple(report))
    if path.parent.name == WORKBOOKS:
        titles = {other.form.title for other in all_kinds() if other.form}
        known = [title for title in sheet_names(path, name)[0] if title.strip() in titles]
        sheet = next(title for title in known if title.strip() == kind.form.title)
        raws = read_form(path, name, kind.form, sheet, whole=sheet == known[0])
    else:
        raws = read_form(path, name, kind.form)
    tables = []
    for panel, raw in enumerate(raws):
        report.extend(raw.problems)
        if not len(raw.texts.columns):
            continue
        printed = raw.preamble.get("year")
        if printed and printed != year and not panel:
            contradiction = f"，表上写的是 {printed} 年"
            report.add(
                problem("statement-year", Where(name, raw.sheet), title=kind.form.title, year=year, found=contradiction)
            )
        stated = set(raw.texts["year"]) - {"", year} if "year" in raw.texts else set()
        if stated:
            contradiction = f"，“年度”一列写的是 {'、'.join(sorted(stated))}"
            report.add(
                problem("statement-year", Where(name, raw.sheet), title=kind.form.title, year=year, found=contradiction)
            )
        sourced = "source" in raw.texts or "source" not in raw.preamble
        stamps = {"year": year} | ({} if sourced else {"source": raw.preamble["source"]})
        table = _typed(kind, raw.with_cells(**stamps), report)
        if table is not None:
            tables.append((raw.file, raw.sheet, table))
    return FileReading(tuple(tables), tuple(report))


def _typed(kind: Kind, raw: RawTable, report: Report) -> TypedTable | None:
    """A table with its types; None where it has so many faults that only the first are told."""
    table, problems = read_columns(kind.record, raw.texts, raw.where, raw.powers, compact=kind.bulk)
    faults = first_faults(raw, kind.record, problems)
    if faults:
        report.extend(faults)
        return None
    report.extend(problems)
    report.extend(check_totals(raw, table, kind.record))
    return table


def _take(folder: Folder, kind: Kind, reading: FileReading, report: Report) -> None:
    """Put what a file gave among the data of its kind."""
    report.extend(reading.problems)
    folder.readings.setdefault(kind.id, []).append(reading.origin)
    if reading.tables:
        for _, _, table in reading.tables if kind.bulk else ():
            shelve(table)
            release()
        folder.datasets.setdefault(kind.id, Dataset(kind.id, kind.record)).tables.extend(reading.tables)
    if reading.unread or (kind.form and kind.id not in folder.datasets):
        folder.unread.add(kind.id)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of a file: typed, or None where it has nothing or could not be read; *unread* says which of the two."""

    file: str
    sheet: str | None
    table: TypedTable | None
    problems: tuple[Problem, ...]
    unread: bool


def read_file(part: tuple[str, Path, str]) -> list[ReadTable]:
    """Read and check one file by itself: *part* is the id of its kind, where it is, and its name in problems.

    A function of the file alone, so that any machine that can read it may do it.
    """
    kind_id, path, name = part
    kind = next(kind for kind in all_kinds() if kind.id == kind_id)
    most_rows = MOST_BULK_ROWS if kind.bulk else MOST_ROWS
    tables: list[ReadTable] = []
    for raw in read_tables(path, name, kind.record, (kind.label, kind.id), most_rows, compact=kind.bulk):
        report = Report()
        report.extend(raw.problems)
        if not len(raw.texts.columns):
            unread = any(fault.severity is Severity.ERROR for fault in raw.problems)
            tables.append(ReadTable(raw.file, raw.sheet, None, tuple(report), unread))
            continue
        table = _typed(kind, raw, report)
        tables.append(ReadTable(raw.file, raw.sheet, table, tuple(report), table is None))
    return tables


def _read_files(files: Sequence[tuple[Kind, Path, str]]) -> Iterator[FileReading]:
    """What every file gives, in turn; those of kinds of many rows are read by whoever does the steps."""
    bulk = workers().results(read_file, [(kind.id, path.absolute(), name) for kind, path, name in files if kind.bulk])
    for kind, path, name in files:
        if kind.form:
            yield _read_form(kind, path, name)
        else:
            yield _reading(kind, path, name, next(bulk) if kind.bulk else read_file((kind.id, path, name)))


def _reading(kind: Kind, path: Path, name: str, parts: Sequence[ReadTable]) -> FileReading:
    """What the tables of a file give together; those of a kind that comes year by year have the year of its name."""
    problems: list[Problem] = []
    tables, unread = [], False
    for part in parts:
        problems += part.problems
        unread |= part.unread
        if part.table is None:
            continue
        if kind.yearly:
            period = path.stem if path.parent.name == kind.id else ""
            if not (period.isdigit() and len(period) == 4):  # noqa: PLR2004
                problems.append(problem("unknown-file", Where(name), hint=_by_year(kind, path)))
                unread = True
                break
            part.table.fill(ReportedFigure.year.name, int(period))
        tables.append((part.file, part.sheet, part.table))
    return FileReading(tuple(tables), tuple(problems), unread)


def _check_ids(folder: Folder) -> Iterator[Problem]:
    """Ids are unique within a kind, and figure-like ids across all kinds that share the register."""
    register: dict[str, Where] = {}
    for kind in all_kinds():
        key = kind.record.key()
        if key is None:
            continue
        if kind.bulk and kind.id in folder.datasets:
            yield from _repeated_ids(folder.datasets[kind.id], key)
        seen = register if kind.numbered else {}
        lowered: dict[str, str] = {identity.lower(): identity for identity in seen}
        for row in folder.rows[kind.id]:
            value = row[key]
            if value is None:
                continue
            where = row.at(key)
            if value in seen:
                yield problem("duplicate-id", where, cell=value, other=seen[value])
            elif value.lower() in lowered:
                yield problem("case-clash", where, cell=value, other=lowered[value.lower()])
            elif value in RESERVED:
                yield problem("reserved-id", where, cell=value)
            seen.setdefault(value, where)
            lowered.setdefault(value.lower(), value)


def _redact(folder: Folder) -> Iterator[Problem]:
    """Each kind takes out what may not be shown of persons, before anything else sees its tables."""
    mark_returns(
        {
            persons: [
                folder.datasets[kind.id]
                for kind in all_kinds()
                if kind.persons is persons and kind.id in folder.datasets
            ]
            for persons in Persons
        }
    )
    for kind in all_kinds():
        if kind.redact and kind.id in folder.datasets:
            yield from kind.redact(folder.datasets[kind.id])


def _check_kinds(folder: Folder) -> Iterator[Problem]:
    """What each kind demands of its own rows, of their relations to others, and of tables of many rows."""
    for kind in all_kinds():
        if kind.checks:
            yield from kind.checks(folder.rows[kind.id])
        if kind.relations:
            yield from kind.relations(folder.rows)
        if kind.inspect and kind.id in folder.datasets:
            yield from kind.inspect(folder.datasets[kind.id], folder.rows)
            release()


def _repeated_ids(dataset: Dataset, key: AnyColumn) -> Iterator[Problem]:
    for position, first in dataset.repeated(key):
        where = dataset.where(position, key.label)
        cell = next(iter(dataset[key].iloc[[position]]))
        yield problem("duplicate-id", where, cell=cell, other=dataset.where(first, key.label))


def _bulk_references(dataset: Dataset, targets: dict[str, tuple[set[str], str]]) -> Iterator[Problem]:
    """The same as `_check_references`, for rows that stay in their table."""
    for column in dataset.record.columns:
        wanted, target = targets.get(column.refers_to or "", (None, ""))
        if wanted is None:
            continue
        unknown = {value for value in dataset.values(column) if value not in wanted}
        for position in dataset.holding(column, unknown) if unknown else ():
            cell = str(dataset[column].iloc[position])
            where, hint = dataset.where(position, column.label), nearest(cell, wanted)
            yield problem("unknown-reference", where, cell=cell, target=target, hint=hint)


def known_targets(folder: Folder, organisations: set[str]) -> dict[str, tuple[set[str], str]]:
    """What a column can refer to: name of the target → the ids there are, and what to call them."""
    targets = {
        kind.id: ({str(row[key]) for row in folder.rows[kind.id] if row[key] is not None}, kind.label)
        for kind in all_kinds()
        if (key := kind.record.key()) is not None
    }
    targets |= {kind: (Anything(), label) for kind, (_, label) in targets.items() if kind in folder.unread}
    records = {f"{kind}/{identity}" for kind, (ids, _) in targets.items() for identity in ids}
    if folder.unread:
        records = Anything(records)
    figures = targets["figures"][0] | targets["computed"][0] | _statement_figures(folder)
    totals = figures | targets["breakdowns"][0]
    if folder.lacks_figures:
        figures, totals = Anything(figures), Anything(totals)
    return targets | {
        "figures": (figures, "数字"),
        "totals": (totals, "数字或分组"),
        "records": (records, "记录"),
        "organisations": (organisations, "别的机构"),
    }


def _check_references(folder: Folder, organisations: set[str]) -> Iterator[Problem]:
    """Columns that name other records, or other organisations of the site, name existing ones."""
    targets = known_targets(folder, organisations)
    for kind in all_kinds():
        if kind.bulk and kind.id in folder.datasets:
            yield from _bulk_references(folder.datasets[kind.id], targets)
        checked = [
            (column, *targets.get(column.refers_to, (set(), "记录")))
            for column in kind.record.columns
            if column.refers_to
        ]
        for row in folder.rows[kind.id]:
            for column, wanted, target in checked:
                value = row[column]
                for part in () if value is None else value if isinstance(value, tuple) else (value,):
                    if part not in wanted:
                        hint = nearest(str(part), wanted)
                        sure = "" if isinstance(value, tuple) else mechanical(str(part), wanted)
                        details = {"cell": part, "target": target, "hint": hint}
                        yield problem("unknown-reference", row.at(column), suggestion=sure, **details)


def _statement_figures(folder: Folder) -> set[str]:
    """The ids of the figures that statements put into the register."""
    by_kind = statements.all_statements(folder.rows)
    return {name for years in by_kind.values() for statement in years.values() for name, *_ in statement.registered()}


def _check_units(folder: Folder, units: set[str]) -> Iterator[Problem]:
    for kind in all_kinds():
        for row in folder.rows[kind.id] if kind.register else ():
            column = row.declared.column("unit")
            unit = row[column]
            if unit is not None and unit not in units:
                site = f"{folder.file.rpartition('/')[0].rpartition('/')[0]}/site.yaml"
                yield problem("unknown-unit", row.at(column), cell=unit, site=site, **_unit_advice(unit, units))


def _unit_advice(unit: str, units: set[str]) -> dict[str, str]:
    """What to say of a unit that is not known; no proposal turns 万元 or 美金 into 元."""
    bare = "".join(unicodedata.normalize("NFKC", unit).split())
    if bare in units:
        return {"suggestion": bare, "hint": f"（是不是“{bare}”？）"}
    if money_power(unit) is not None:
        return {"hint": "“元”，数值换算成元"}
    currency = foreign(unit)
    if currency:
        return {"hint": f"（是不是“{currency}”？）" if currency in CURRENCIES else ""}
    counting = units.difference(CURRENCIES)
    return {"suggestion": mechanical(unit, counting), "hint": nearest(unit, counting)}
