"""The ledger of corrections: a published figure changes only with an entry that says so, and old entries never change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..model import Disclosure, Figure, by_id
from ..problems import Problem, Where, nearest, problem
from ..reading import Code, Column, Complete, Date, Record, RichText, Slug, Sourced, Text, column
from .promised import SEAL, WHOLE, Change, Difference, blocks, differences
from .records import History, Published, Release
from .verification import digest

KIND = "corrections"


class CorrectionType(StrEnum):
    """What a change of what was published is called."""

    CORRECTION = "更正"
    REVISION = "修订"
    ADDITION = "补充"
    PENDING = "核实中"


# 核实中 promises an answer, it does not give one.
SETTLED = (CorrectionType.CORRECTION, CorrectionType.REVISION, CorrectionType.ADDITION)


class RegisterState(StrEnum):
    """Whether 慈善中国 says it right by now."""

    CORRECTED = "已改正"
    UNDER_WAY = "正在改正"
    UNCHANGED = "没有改正"
    NOT_THERE = "不涉及"


class CorrectionRecord(Sourced):
    """One correction."""

    id = column(Slug, "编号", key=True)
    corrected_on = column(Date, "更正日期", required=True)
    type = column(CorrectionType, "更正类型", required=True)
    location = column(Text, "位置", required=True, description="哪一份报告、哪一页、哪一项")
    old = column(RichText, "原来", required=True)
    new = column(RichText, "现在", description="还在核实的可以空着")
    effect = column(RichText, "影响", description="影响到哪些数字和结论")
    reason = column(RichText, "原因")
    figure = column(
        Code, "数字", description="改的是台账里的哪一个数，填它的编号；公布过的数字改了，必须有一条写明它的编号"
    )
    record = column(
        Text,
        "记录",
        description="改的不是台账里的数，而是别的表里的一条记录，填 类别/编号，例如 projects/meals；没有编号的，检查报告里有要填的写法",
    )
    person = column(Text, "经办", description="谁改的，写部门或职务，例如 财务部，复核：秘书处")
    register_corrected = column(
        RegisterState, "慈善中国", description="“慈善中国”上同一内容是否已经改正；那里没有这一项的填 不涉及"
    )
    follows = column(Slug, "接续", refers_to="corrections", description="答复或改口的是哪一条，填那一条的编号")


class CorrectionEntry(Complete, CorrectionRecord):
    """One correction, with all that it must have."""


MOST = 20  # changed rows of one table that are listed; an entry about the whole table answers for all


def entries(disclosure: Disclosure) -> Mapping[str, CorrectionRecord]:
    """The entries of an organisation by id, in the order of the file."""
    return by_id(disclosure.rows(CorrectionRecord))


def hash_of(row: Record) -> str:
    """SHA-256 of what an entry says; a column that is added later and left empty changes nothing."""
    cells = {name: str(value) for name, value in row.values.items() if value is not None}
    return digest(json.dumps(cells, ensure_ascii=False, sort_keys=True).encode())


def hashes(disclosures: Iterable[Disclosure]) -> dict[str, str]:
    """org/id → SHA-256 of every entry."""
    return {
        f"{disclosure.org}/{key}": hash_of(row)
        for disclosure in disclosures
        for key, row in entries(disclosure).items()
    }


def check(
    disclosures: Sequence[Disclosure], history: History, shown_as: str, labels: Mapping[str, str]
) -> Iterator[Problem]:
    """Entries name what is or was published, old entries stand as they were, and nothing changed silently.

    *labels* are the Chinese names of kinds.
    """
    last = history.last
    for disclosure in disclosures:
        yield from _unknown(disclosure, history)
        if last:
            yield from _changed(disclosure, last)
        yield from _broken(disclosure, history, shown_as, labels)
    if last:
        yield from _edited(disclosures, last, shown_as)


def _unknown(disclosure: Disclosure, history: History) -> Iterator[Problem]:
    rows = [row for row in entries(disclosure).values() if row.figure is not None]
    if not rows:
        return
    past = {figure.id for release in history.releases for figure in release.figures if figure.org == disclosure.org}
    known = {*disclosure.figures, *past}
    for row in rows:
        if row.figure not in known:
            hint = nearest(str(row.figure), known)
            yield problem(
                "unknown-reference", row.at(CorrectionRecord.figure), cell=row.figure, target="数字", hint=hint
            )


def _edited(disclosures: Sequence[Disclosure], last: Release, shown_as: str) -> Iterator[Problem]:
    rows = {f"{disclosure.org}/{key}": row for disclosure in disclosures for key, row in entries(disclosure).items()}
    for key, recorded in last.corrections.items():
        org, _, entry = key.partition("/")
        row = rows.get(key)
        if row is None:
            where = Where(f"{shown_as}/{org}/{KIND}.csv")
            yield problem("edited-correction", where, cell=entry, number=last.number, verb="删去了")
        elif hash_of(row) != recorded:
            yield problem("edited-correction", row.where, cell=entry, number=last.number, verb="改动了")


def changed(disclosure: Disclosure, last: Release) -> Iterator[tuple[Published, Figure]]:
    """(as published, now) of every figure that is not as the last release showed it."""
    for before in last.figures:
        figure = disclosure.figures.get(before.id) if before.org == disclosure.org else None
        if figure and Published.of(figure).said != before.said:
            yield before, figure


def _changed(disclosure: Disclosure, last: Release) -> Iterator[Problem]:
    pairs = {figure.id: (before, figure) for before, figure in changed(disclosure, last)}
    new = [row for key, row in entries(disclosure).items() if f"{disclosure.org}/{key}" not in last.corrections]
    for key, (before, figure) in pairs.items():
        settling = [row for row in new if row.figure == key and row.type in SETTLED]
        if settling:
            yield from _untrue(before, figure, settling)
        elif not _follows(disclosure, figure, pairs):
            now = Published.of(figure)
            yield problem(
                "silent-change",
                _cell(figure),
                number=last.number,
                cell=f"{before.subject}·{before.measure}",
                ref=key,
                left=_changed_attributes(before, now),
                right=_changed_attributes(now, before),
                path=f"{disclosure.org}/{key}",
            )


def unlike(disclosure: Disclosure, history: History) -> list[Difference]:
    """The blocks of an organisation that are not as the last release promised them."""
    last = history.last
    if last is None or not last.records:
        return []
    now = blocks(disclosure)
    fresh = {path: digest(block.content()) for path, block in now.items()}
    kept = {
        path: history.kept[sha][1].read_bytes()
        for path, sha in last.records.items()
        if fresh.get(path) != sha and sha in history.kept and path.startswith(f"rows/{disclosure.org}/")
    }
    return list(differences(disclosure, last.records, kept, now))


def _broken(disclosure: Disclosure, history: History, shown_as: str, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Promised rows that changed or are gone without an entry that names them."""
    last = history.last
    past = last.corrections if last else {}
    named: dict[str, list[CorrectionRecord]] = {}
    for key, row in entries(disclosure).items():
        if row.record and f"{disclosure.org}/{key}" not in past:
            named.setdefault(row.record, []).append(row)
    unlike_blocks = unlike(disclosure, history)
    yield from _unknown_records(disclosure, (row for rows in named.values() for row in rows), unlike_blocks)
    named = {key: rows for key, rows in named.items() if any(row.type in SETTLED for row in rows)}
    number = last.number if last else 0
    for difference in unlike_blocks:
        if difference.block.address in named:
            continue
        silent = [change for change in (*difference.changed, *difference.removed) if change.address not in named]
        for change in difference.changed:
            if change.address in named:
                yield from _misquoted(change, named[change.address])
        label = labels.get(difference.block.kind, difference.block.kind)
        for change in silent[:MOST]:
            where = _row(disclosure, difference.block.kind, change, shown_as)
            yield _silent(
                where,
                number,
                f"{label}“{change.name}”",
                _words(disclosure, difference.block.kind, change),
                f"{disclosure.org}/{change.address}",
            )
        if len(silent) > MOST:
            where = _row(disclosure, difference.block.kind, silent[MOST], shown_as)
            part = "" if difference.block.part == WHOLE else f"{difference.block.part}的"
            words = f"另有{len(silent) - MOST}行也改了或删了；同一个缘故的，可以只写一条"
            yield _silent(where, number, f"{part}{label}", words, f"{disclosure.org}/{difference.block.address}")


def _silent(where: Where, number: int, cell: str, left: str, path: str) -> Problem:
    return problem("silent-record", where, number=number, cell=cell, left=left, path=path)


def _row(disclosure: Disclosure, kind: str, change: Change, shown_as: str) -> Where:
    if change.position is None:
        return Where(f"{shown_as}/{disclosure.org}/{kind}.csv")
    dataset = disclosure.datasets[kind]
    return dataset.where(change.position, dataset.record.column(change.cells[0][0]).label)


def _words(disclosure: Disclosure, kind: str, change: Change) -> str:
    if not change.cells:
        return "删了" if change.keyed else "改了或删了"
    return changed_cells(disclosure, kind, change)


def changed_cells(disclosure: Disclosure, kind: str, change: Change) -> str:
    """The changed cells of a row in words: column, old and new; of a sealed name only the column."""
    record = disclosure.datasets[kind].record
    return "，".join(
        f"{record.column(name).label}改了"
        if was.startswith(SEAL)
        else f"{record.column(name).label}“{was}”→“{now or '空着'}”"
        for name, was, now in change.cells
    )


def quoted(disclosure: Disclosure, kind: str, change: Change) -> tuple[str, str]:
    """Old and new of a changed row as an entry of the ledger has them; a name that may be withdrawn is not repeated."""
    if not change.cells:
        return change.name, "删去" if change.keyed else "改写或删去"
    record = disclosure.datasets[kind].record
    pairs = [(record.column(name).label, was, now) for name, was, now in change.cells]
    old = "；".join(label if was.startswith(SEAL) else f"{label} {was}" for label, was, _ in pairs)
    new = "；".join(f"{label}已改" if was.startswith(SEAL) else f"{label} {now or '空着'}" for label, was, now in pairs)
    return old, new


def _misquoted(change: Change, corrections: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    """Entries that name a record and quote other values of it."""
    for _, was, now in change.cells:
        for asked, wanted in ((CorrectionRecord.old, was), (CorrectionRecord.new, now)):
            if wanted and not wanted.startswith(SEAL):
                yield from _unsaid(corrections, asked, wanted, change.address)


def _unsaid(
    corrections: Sequence[CorrectionRecord], column: Column[str], wanted: str, reference: str
) -> Iterator[Problem]:
    """None of the entries about one thing has these words in a column."""
    if not any(wanted in (row[column] or "") for row in corrections):
        row = corrections[-1]
        yield problem("unlike-correction", row.at(column), ref=reference, expected=wanted, cell=row[column])


def _unknown_records(
    disclosure: Disclosure, rows: Iterable[CorrectionRecord], unlike_blocks: Sequence[Difference]
) -> Iterator[Problem]:
    """New entries about records that never existed; records that are there, changed or are gone, and whole tables, are known."""
    known = {change.address for difference in unlike_blocks for change in (*difference.changed, *difference.removed)}
    known |= {difference.block.address for difference in unlike_blocks}
    for row in rows:
        kind, _, key = str(row.record).partition("/")
        dataset = disclosure.datasets.get(kind)
        stands = (
            dataset is not None and (named := dataset.record.key()) is not None and bool(dataset.holding(named, {key}))
        )
        if row.record not in known and not stands:
            where = row.at(CorrectionRecord.record)
            yield problem("unknown-reference", where, cell=row.record, target="记录", hint=nearest(key, known))


def _cell(figure: Figure) -> Where:
    """The cell that a figure is written in."""
    where = figure.where or Where(figure.org)
    return Where(where.file, where.sheet, where.row, where.column or ("公式" if figure.formula else "原文写法"))


def _changed_attributes(figure: Published, other: Published) -> str:
    """The wording of *figure*, or where the wording is the same, its other attributes that *other* has not."""
    if figure.wording != other.wording:
        return figure.wording
    pairs = (
        ("数值", figure.value, other.value),
        ("单位", figure.unit, other.unit),
        ("口径", figure.scope, other.scope),
        ("年度", figure.year, other.year),
        ("事项", figure.subject, other.subject),
        ("指标", figure.measure, other.measure),
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
        input_figure = disclosure.figures.get(key)
        if input_figure is None:
            continue
        if key in pairs and not input_figure.formula:
            return True
        open_ += input_figure.formula.inputs if input_figure.formula else ()
    return False


def _untrue(before: Published, figure: Figure, corrections: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    for asked, wording in ((CorrectionRecord.old, before.wording), (CorrectionRecord.new, figure.as_written)):
        yield from _unsaid(corrections, asked, wording, figure.id)


def marks(rows: Iterable[CorrectionRecord]) -> dict[str, tuple[str, str]]:
    """Figure → (entry, type) of the newest entry about it that is still open or settled: the target of its ※."""
    listed = [row for row in rows if row.id is not None]
    answered = {row.follows for row in listed}
    standing = [row for row in listed if row.figure and (row.type in SETTLED or row.id not in answered)]
    standing.sort(key=lambda row: row.corrected_on or "")
    return {str(row.figure): (row.record_id, str(row.type)) for row in standing if row.type}
