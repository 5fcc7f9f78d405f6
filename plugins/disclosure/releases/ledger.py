"""The ledger of corrections: a published figure changes only with an entry that says so, and old entries never change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from ..dates import latest_day
from ..expressions import expression
from ..model import Disclosure, Figure, FigureStatus, by_id
from ..problems import Problem, Where, nearest, problem
from ..reading import Code, Column, Complete, Date, Promise, Record, RichText, Slug, Sourced, Text, column
from .beside import BESIDE
from .promised import ANSWERED, SEAL, WHOLE, Change, Difference, blocks, differences
from .quotation import in_words
from .records import History, News, Published, Release
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
    labels = {**labels, **{kind.id: kind.label for kind in BESIDE.values()}}
    for disclosure in disclosures:
        yield from _unknown(disclosure, history)
        yield from _unfit(disclosure, last)
        yield from _changed(disclosure, history)
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


# A reason has to say something: one word, or one sign again and again, says nothing.
_HAN = expression("[\u4e00-\u9fff]")
_LEAST = 3


def says_why(reason: str | None) -> bool:
    """Whether a reason is more than a sign or a word."""
    return len(set(_HAN.findall(reason or ""))) >= _LEAST


def _unfit(disclosure: Disclosure, last: Release | None) -> Iterator[Problem]:
    """New entries without a real reason, or of a day before the last release or after tomorrow."""
    earliest, latest = last.published_on if last else "", latest_day()
    for key, row in entries(disclosure).items():
        if last and f"{disclosure.org}/{key}" in last.corrections:
            continue
        if row.reason and not says_why(row.reason):
            yield problem("thin-reason", row.at(CorrectionRecord.reason), cell=row.reason)
        day = row.corrected_on or ""
        if day > latest or (last and day and day < earliest[: len(day)]):
            where = row.at(CorrectionRecord.corrected_on)
            yield problem("correction-day", where, cell=day, left=earliest or "第一次发布", right=latest)


def changed(disclosure: Disclosure, history: History) -> Iterator[tuple[int, Published, Figure]]:
    """(release, as published there, now) of every figure that is not as the newest release that showed it had it."""
    for number, before in history.figures(disclosure.org).values():
        figure = disclosure.figures.get(before.id)
        if figure and Published.of(figure).said != before.said:
            yield number, before, figure


def _changed(disclosure: Disclosure, history: History) -> Iterator[Problem]:
    """Figures that changed without an entry, unless they only follow from figures that did."""
    last = history.last
    if last is None:
        return
    rows = {before.id: (number, before, figure) for number, before, figure in changed(disclosure, history)}
    new = [row for key, row in entries(disclosure).items() if f"{disclosure.org}/{key}" not in last.corrections]
    for key, (number, before, figure) in rows.items():
        now = Published.of(figure)
        settling = [row for row in new if row.figure == key and row.type in SETTLED]
        if settling:
            yield from _untrue(before, figure, settling)
        elif not _doubted(disclosure, before, now) and not follows(disclosure, before, figure, rows):
            yield problem(
                "silent-change",
                _cell(figure),
                number=number,
                cell=f"{before.subject}·{before.measure}",
                ref=key,
                left=_changed_attributes(before, now),
                right=_changed_attributes(now, before),
                path=f"{disclosure.org}/{key}",
            )


def _doubted(disclosure: Disclosure, before: Published, now: Published) -> bool:
    """Whether all that changed is that an entry of the ledger says: this is being looked into."""
    asked = disclosure.corrected.get(now.id, ("", ""))[1] == CorrectionType.PENDING
    return asked and now.status == FigureStatus.PENDING and replace(before, status=now.status).said == now.said


def unlike(disclosure: Disclosure, history: History) -> list[Difference]:
    """The blocks of an organisation that are not as the last release promised them."""
    last = history.last
    if last is None or not last.records:
        return []
    return disclosure.worked_out("unlike", last.fingerprint, lambda: _unlike(disclosure, history, last))


def _unlike(disclosure: Disclosure, history: History, last: Release) -> list[Difference]:
    now = blocks(disclosure)
    fresh = {path: digest(block.content()) for path, block in now.items()}
    kept = {
        path: history.kept[sha][1].read_bytes()
        for path, sha in last.records.items()
        if fresh.get(path) != sha and sha in history.kept and path.startswith(f"rows/{disclosure.org}/")
    }
    past = {path: list(_states(history, path)) for path, sha in fresh.items() if last.records.get(path) != sha}
    before = {key: figure.wording for key, (_, figure) in history.figures(disclosure.org).items()}
    today = {key: figure.as_written for key, figure in disclosure.figures.items()}
    return [
        in_words(difference, before, today) for difference in differences(disclosure, last.records, kept, now, past)
    ]


def followers(disclosure: Disclosure, history: History) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Entry → (figure, old, new) of the computed figures that changed with the figure that it is about, in its release."""
    states = [
        (release.corrections, {figure.id: figure for figure in release.figures if figure.org == disclosure.org})
        for release in history.releases
    ]
    current = {key: Published.of(figure) for key, figure in disclosure.figures.items()}
    states.append((hashes([disclosure]), current))
    followed: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for key, row in entries(disclosure).items():
        first = next((place for place, (known, _) in enumerate(states) if f"{disclosure.org}/{key}" in known), 0)
        if not row.figure or not first:
            continue
        old, new = states[first - 1][1], states[first][1]
        followed[key] = tuple(
            (name, old[name].wording, figure.wording)
            for name, figure in new.items()
            if figure.formula and name in old and old[name].said != figure.said and _rests(new, name, row.figure)
        )
    return followed


def _rests(figures: Mapping[str, Published], name: str, on: str) -> bool:
    open_, seen = figures[name].inputs.split(), set[str]()
    while open_:
        key = open_.pop()
        if key == on:
            return True
        if key not in seen and key in figures:
            seen.add(key)
            open_ += figures[key].inputs.split()
    return False


def _states(history: History, path: str) -> Iterator[bytes]:
    """The states of a block in the releases before the last one, the newest first, each once."""
    last = history.last
    seen = {last.records.get(path, "")} if last else set()
    for release in reversed(history.releases[:-1]):
        sha = release.records.get(path)
        if sha and sha not in seen and sha in history.kept:
            seen.add(sha)
            yield history.kept[sha][1].read_bytes()


def _named(disclosure: Disclosure, last: Release | None) -> dict[str, list[CorrectionRecord]]:
    """The new entries about records, by the record."""
    named: dict[str, list[CorrectionRecord]] = {}
    for key, row in entries(disclosure).items():
        if row.record and not (last and f"{disclosure.org}/{key}" in last.corrections):
            named.setdefault(row.record, []).append(row)
    return named


def news(disclosure: Disclosure, history: History, labels: Mapping[str, str]) -> Iterator[News]:
    """Every change of what is no figure, as the page of the release tells it."""
    named = _named(disclosure, history.last)
    labels = {**labels, **{kind.id: kind.label for kind in BESIDE.values()}}
    for difference in unlike(disclosure, history):
        block = difference.block
        part = "" if block.part == WHOLE else f"{block.part}·"
        label = f"{part}{labels.get(block.kind, block.kind)}"
        answered = block.address in named
        names: Counter[tuple[str, str]] = Counter()
        for change in difference.changed:
            corrected = answered or change.address in named
            for cells, how in ((change.cells, "更正"), (change.noted, "")):
                for name, was, now in cells:
                    column = _record(disclosure, block.kind).column(name)
                    if SEAL in (was[:1], now[:1]):
                        if how or not {was, now} & {"", ANSWERED}:
                            yield News(disclosure.org, label, change.name, column.label, "", "", how or "改写")
                        else:  # whose name it is, is nobody's business any more
                            names[column.label, "撤下" if was[:1] == SEAL else "补上"] += 1
                        continue
                    quiet = corrected and not how and column.prose  # its entry says what may be said
                    words = ("", "") if quiet else excerpts(was, now)
                    manner = how or ("更正" if quiet else "补填" if not was else _HOW[column.promise])
                    yield News(disclosure.org, label, change.name, column.label, *words, manner)
        for (column_label, how), count in names.items():
            yield News(disclosure.org, label, "", column_label, "", f"{count}处", how)
        for change in difference.removed:
            yield News(disclosure.org, label, change.name, "", "", "", "删去")
        if difference.added:
            yield News(disclosure.org, label, "", "", "", f"{difference.added}条", "新登")


_HOW = {
    Promise.FIXED: "改写",
    Promise.HELD: "改写",
    Promise.RECORDED: "改写",
    Promise.LIVING: "随时变动",
    Promise.OUTSIDE: "改写",
}
_LONG = 60  # signs of a text that are told whole
_SENTENCE = expression(r"(?<=[。；！？;!?])")


def excerpts(was: str, now: str) -> tuple[str, str]:
    """Old and new of a text: of a long one only the sentences that differ."""
    if max(len(was), len(now)) <= _LONG:
        return was, now
    old, new = _SENTENCE.split(was), _SENTENCE.split(now)
    kept = [sentence for sentence in old if sentence not in new], [sentence for sentence in new if sentence not in old]
    return ("……".join(kept[0]), "……".join(kept[1])) if kept[0] or kept[1] else ("次序不同", "次序不同")


def _broken(disclosure: Disclosure, history: History, shown_as: str, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Promised rows that changed or are gone without an entry that names them."""
    last = history.last
    named = _named(disclosure, last)
    unlike_blocks = unlike(disclosure, history)
    yield from _unknown_records(disclosure, (row for rows in named.values() for row in rows), unlike_blocks)
    named = {key: rows for key, rows in named.items() if any(row.type in SETTLED for row in rows)}
    number = last.number if last else 0
    for difference in unlike_blocks:
        if difference.block.address in named:
            continue
        broken = [change for change in (*difference.changed, *difference.removed) if change.breaks]
        silent = [change for change in broken if change.address not in named]
        for change in broken:
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
    if change.position is None and kind in BESIDE:
        return Where(change.name)
    if change.position is None:
        return Where(f"{shown_as}/{disclosure.org}/{kind}.csv")
    label = _record(disclosure, kind).column(change.cells[0][0]).label
    if kind in BESIDE:
        return replace(disclosure.beside[kind][change.position].where, column=label)
    return disclosure.datasets[kind].where(change.position, label)


def _record(disclosure: Disclosure, kind: str) -> type[Record]:
    return BESIDE[kind].record if kind in BESIDE else disclosure.datasets[kind].record


def _words(disclosure: Disclosure, kind: str, change: Change) -> str:
    if not change.cells:
        return "删了" if change.keyed else "改了或删了"
    return changed_cells(disclosure, kind, change)


def changed_cells(disclosure: Disclosure, kind: str, change: Change) -> str:
    """The changed cells of a row in words: column, old and new; of a sealed name only the column."""
    record = _record(disclosure, kind)
    cells = ((record.column(name).label, was, now) for name, was, now in change.cells)
    return "，".join(
        f"{label}改了" if SEAL in (was[:1], now[:1]) else "{}“{}”→“{}”".format(label, *_short(was, now))
        for label, was, now in cells
    )


def _short(was: str, now: str) -> tuple[str, str]:
    old, new = excerpts(was, now)
    return old or "空着", new or "空着"


def quoted(disclosure: Disclosure, kind: str, change: Change) -> tuple[str, str]:
    """Old and new of a changed row as an entry of the ledger has them; a name that may be withdrawn is not repeated."""
    if not change.cells:
        return change.name, "删去" if change.keyed else "改写或删去"
    record = _record(disclosure, kind)
    pairs = [
        (record.column(name).label, *_short(was, now), SEAL in (was[:1], now[:1])) for name, was, now in change.cells
    ]
    old = "；".join(label if sealed else f"{label} {was}" for label, was, _, sealed in pairs)
    new = "；".join(f"{label}已改" if sealed else f"{label} {now}" for label, _, now, sealed in pairs)
    return old, new


def _misquoted(change: Change, corrections: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    """Entries that name a record and quote other values of it."""
    for _, was, now in change.cells:
        if SEAL in (was[:1], now[:1]):
            continue
        for asked, wanted in zip((CorrectionRecord.old, CorrectionRecord.new), excerpts(was, now), strict=True):
            if wanted:
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
    return "，".join(f"{label}“{mine or '空着'}”" for label, mine, _ in figure.others(other))


def follows(disclosure: Disclosure, before: Published, figure: Figure, rows: Mapping[str, object]) -> bool:
    """Whether a computed figure only follows from one in *rows* that changed, by the formula that it always had."""
    if not figure.formula or Published.of(figure).stated != before.stated:
        return False
    return any(key in rows for key in figures_behind(disclosure, figure))


def figures_behind(disclosure: Disclosure, figure: Figure) -> set[str]:
    """Every figure that a computed one rests on, through whatever formulas."""
    open_ = list(figure.formula.inputs) if figure.formula else []
    seen: set[str] = set()
    while open_:
        key = open_.pop()
        if key not in seen:
            seen.add(key)
            behind = disclosure.figures.get(key)
            open_ += behind.formula.inputs if behind and behind.formula else ()
    return seen


def quotes(before: Published, now: Published) -> tuple[str, str]:
    """Old and new of a figure as an entry of the ledger has them: the wording, then whatever else is different."""
    pairs = _attributes(before, now)
    old = "；".join((before.wording, *(f"{label} {was or '空着'}" for label, was, _ in pairs)))
    return old, "；".join((now.wording, *(f"{label} {is_ or '空着'}" for label, _, is_ in pairs)))


def _attributes(before: Published, now: Published) -> list[tuple[str, str, str]]:
    """What a figure has of its own and its wording does not say, where it is different: nothing rides along unsaid."""
    following = ("数值", "约数", *(("性质", "款物", "状态") if now.formula else ()))
    return [pair for pair in before.others(now) if pair[0] not in following or before.wording == now.wording]


def _untrue(before: Published, figure: Figure, corrections: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    now = Published.of(figure)
    for asked, wording in ((CorrectionRecord.old, before.wording), (CorrectionRecord.new, figure.as_written)):
        yield from _unsaid(corrections, asked, wording, figure.id)
    for label, was, is_ in _attributes(before, now):
        for asked, value in ((CorrectionRecord.old, was), (CorrectionRecord.new, is_)):
            yield from _unsaid(corrections, asked, f"{label} {value or '空着'}", figure.id)


def marks(rows: Iterable[CorrectionRecord]) -> dict[str, tuple[str, str]]:
    """Figure → (entry, type) of the newest entry about it that is still open or settled: the target of its ※."""
    listed = [row for row in rows if row.id is not None]
    answered = {row.follows for row in listed}
    standing = [row for row in listed if row.figure and (row.type in SETTLED or row.id not in answered)]
    standing.sort(key=lambda row: row.corrected_on or "")
    return {str(row.figure): (row.record_id, str(row.type)) for row in standing if row.type}
