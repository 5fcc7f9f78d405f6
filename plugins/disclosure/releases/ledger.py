"""The ledger of corrections: a published figure changes only with an entry that says so, and no old entry ever changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..model import Disclosure, Figure, Row
from ..problems import Problem, Where, nearest, problem
from ..sequences import at
from .records import History, Published, Release
from .verification import digest

KIND = "corrections"

# What a change of a published figure may be called; 核实中 promises an answer, it does not give one.
SETTLED = ("更正", "修订", "补充")


def entries(disclosure: Disclosure) -> Mapping[str, Row]:
    """The entries of an organisation by id, in the order of the file."""
    return {row.id: row for row in disclosure.records.get(KIND, ()) if row["id"] is not None}


def hash_of(row: Row) -> str:
    """SHA-256 of what an entry says; a column that is added later and left empty changes nothing."""
    told = {name: str(value) for name, value in row.values.items() if value is not None}
    return digest(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def hashes(disclosures: Iterable[Disclosure]) -> dict[str, str]:
    """org/id → SHA-256 of every entry."""
    return {f"{one.org}/{key}": hash_of(row) for one in disclosures for key, row in entries(one).items()}


def check(disclosures: Sequence[Disclosure], history: History, shown_as: str) -> Iterator[Problem]:
    """Entries name figures that are or were published, old entries stand as they were, and no figure changed silently."""
    last = history.last
    for one in disclosures:
        yield from _unknown(one, history)
        if last:
            yield from _changed(one, last)
    if last:
        yield from _edited(disclosures, last, shown_as)


def _unknown(disclosure: Disclosure, history: History) -> Iterator[Problem]:
    rows = [row for row in entries(disclosure).values() if row["figure"] is not None]
    if not rows:
        return
    past = {one.id for release in history.releases for one in release.figures if one.org == disclosure.org}
    known = {*disclosure.figures, *past}
    for row in rows:
        if row["figure"] not in known:
            hint = nearest(row["figure"], known)
            where = at(row, disclosure.datasets[KIND].record, "figure")
            yield problem("unknown-reference", where, cell=row["figure"], target="数字", hint=hint)


def _edited(disclosures: Sequence[Disclosure], last: Release, shown_as: str) -> Iterator[Problem]:
    rows = {f"{one.org}/{key}": row for one in disclosures for key, row in entries(one).items()}
    for key, told in last.corrections.items():
        org, _, entry = key.partition("/")
        row = rows.get(key)
        if row is None:
            where = Where(f"{shown_as}/{org}/{KIND}.csv")
            yield problem("edited-correction", where, cell=entry, number=last.number, verb="删去了")
        elif hash_of(row) != told:
            yield problem("edited-correction", row.where, cell=entry, number=last.number, verb="改动了")


def changed(disclosure: Disclosure, last: Release) -> Iterator[tuple[Published, Figure]]:
    """The figures that the last release told otherwise."""
    for before in last.figures:
        figure = disclosure.figures.get(before.id) if before.org == disclosure.org else None
        if figure and Published.of(figure).said != before.said:
            yield before, figure


def _changed(disclosure: Disclosure, last: Release) -> Iterator[Problem]:
    pairs = {figure.id: (before, figure) for before, figure in changed(disclosure, last)}
    new = [row for key, row in entries(disclosure).items() if f"{disclosure.org}/{key}" not in last.corrections]
    for key, (before, figure) in pairs.items():
        told = [row for row in new if row["figure"] == key and row["type"] in SETTLED]
        if told:
            yield from _untrue(disclosure, before, figure, told)
        elif not _follows(disclosure, figure, pairs):
            now = Published.of(figure)
            yield problem(
                "silent-change",
                _cell(figure),
                number=last.number,
                cell=f"{before.subject}·{before.measure}",
                ref=key,
                left=_told(before, now),
                right=_told(now, before),
                path=f"{disclosure.org}/{key}",
            )


def _cell(figure: Figure) -> Where:
    """The cell that a figure is written in."""
    where = figure.where or Where(figure.org)
    return Where(where.file, where.sheet, where.row, where.column or ("公式" if figure.formula else "原文写法"))


def _told(one: Published, other: Published) -> str:
    """The wording, or where the wording is the same, what else is different."""
    if one.wording != other.wording:
        return one.wording
    pairs = (
        ("数值", one.value, other.value),
        ("单位", one.unit, other.unit),
        ("口径", one.scope, other.scope),
        ("年度", one.year, other.year),
        ("事项", one.subject, other.subject),
        ("指标", one.measure, other.measure),
    )
    return "，".join(f"{label}“{mine}”" for label, mine, theirs in pairs if mine != theirs)


def _follows(disclosure: Disclosure, figure: Figure, pairs: Mapping[str, object]) -> bool:
    """Whether a computed figure only follows from one that changed: that one answers for it."""
    open_ = list(figure.formula.inputs) if figure.formula else []
    seen: set[str] = set()
    while open_:
        key = open_.pop()
        if key in seen:
            continue
        seen.add(key)
        found = disclosure.figures.get(key)
        if found is None:
            continue
        if key in pairs and not found.formula:
            return True
        open_ += found.formula.inputs if found.formula else ()
    return False


def _untrue(disclosure: Disclosure, before: Published, figure: Figure, told: Sequence[Row]) -> Iterator[Problem]:
    record = disclosure.datasets[KIND].record
    for name, wording in (("old", before.wording), ("new", figure.as_written)):
        if not any(wording in (row[name] or "") for row in told):
            row = told[-1]
            yield problem("unlike-correction", at(row, record, name), ref=figure.id, expected=wording, cell=row[name])


def marks(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Figure → (entry, type) of the newest entry about it that still stands: what its ※ leads to."""
    listed = [row for row in rows if row["id"] is not None]
    answered = {row["follows"] for row in listed}
    standing = [row for row in listed if row["figure"] and (row["type"] in SETTLED or row["id"] not in answered)]
    standing.sort(key=lambda row: row.get("corrected_on", ""))
    return {row["figure"]: (row.id, str(row["type"])) for row in standing if row["type"]}
