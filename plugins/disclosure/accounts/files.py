"""The files of a data folder: of which kind each is, and what to say of one that no kind claims."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..expressions import expression
from ..kinds import all_kinds
from ..model import Kind
from ..problems import Problem, Report, Where, closest, nearest, problem, shown_word
from ..reading import OF_THE_SYSTEM, SUFFIXES, TABLE_SUFFIXES, of_file, sheet_names
from ..storage import by_parts
from .last_good import LENT
from .waiting import START, is_waiting

# The folder of workbooks that hold several printed forms of one year.
WORKBOOKS = "statements"

# The folder of an organisation that holds how its other sheets are read; `importing` keeps it.
RECIPES = "recipes"

# Tables of one organisation; five years of one a day are fewer.
_MOST_TABLES = 2_000


def files_of(folder: Path, shown_as: str, report: Report) -> Iterator[tuple[Kind, Path, str]]:
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
        if path.name.startswith(OF_THE_SYSTEM) or path.name in {"organisation.yaml", RECIPES, START, *LENT}:
            continue
        if path.is_dir() and path.name == WORKBOOKS:
            yield from _workbooks(path, name, report)
        elif path.is_dir() and path.name in kinds:
            for inner in sorted(path.iterdir(), key=by_parts):
                if inner.name.startswith(OF_THE_SYSTEM):
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


def by_year(kind: Kind, path: Path) -> str:
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


def twice(files: Sequence[tuple[Kind, Path, str]]) -> Iterator[Problem]:
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
        if path.name.startswith(OF_THE_SYSTEM):
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
