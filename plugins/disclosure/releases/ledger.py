"""The ledger of corrections: a published figure changes only with an entry that says so, and old entries never change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from ..dates import latest_day
from ..expressions import expression
from ..model import Disclosure, Figure, FigureRef, FigureStatus, by_id, rich, slipped_references
from ..problems import Problem, Where, nearest, problem
from ..quantities import plain
from ..reading import Code, Column, Complete, Date, Promise, Record, RichText, Slug, Sourced, Text, column
from .beside import BESIDE
from .promised import ANSWERED, SEAL, WHOLE, Change, Difference, blocks, differences, numbers
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
        yield from _other_case(disclosure, last)
        yield from _unfit(disclosure, history)
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


def _other_case(disclosure: Disclosure, last: Release | None) -> Iterator[Problem]:
    """Figures whose id was published in other letters: a figure would seem withdrawn, and a new one come for it."""
    published = (
        {figure.id.lower(): figure.id for figure in last.figures if figure.org == disclosure.org} if last else {}
    )
    for key, figure in disclosure.figures.items():
        before = published.get(key.lower(), key)
        if before not in disclosure.figures:
            where = replace(_cell(figure), column="编号")
            yield problem("renamed-case", where, cell=key, other=before, number=last.number if last else 0)


def _edited(disclosures: Sequence[Disclosure], last: Release, shown_as: str) -> Iterator[Problem]:
    """Entries that are not as they were published; those of a body that was left out went with all its pages."""
    rows = {f"{disclosure.org}/{key}": row for disclosure in disclosures for key, row in entries(disclosure).items()}
    present = {disclosure.org for disclosure in disclosures}
    for key, recorded in last.corrections.items():
        org, _, entry = key.partition("/")
        if org not in present:
            continue
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


def days_of_entries(history: History) -> tuple[str, str]:
    """The first and the last day that a new entry may bear: since the last release, and no later than tomorrow.

    A release that was dated in the future, because a clock went wrong, is passed over: nobody could keep both.
    """
    latest = latest_day()
    return max(
        (release.published_on for release in history.releases if release.published_on <= latest), default=""
    ), latest


def _unfit(disclosure: Disclosure, history: History) -> Iterator[Problem]:
    """New entries without a real reason, or of a day before the last release or after tomorrow."""
    last = history.last
    earliest, latest = days_of_entries(history)
    for key, row in entries(disclosure).items():
        if last and f"{disclosure.org}/{key}" in last.corrections:
            continue
        if row.reason and not says_why(row.reason):
            yield problem("thin-reason", row.at(CorrectionRecord.reason), cell=row.reason)
        day = row.corrected_on or ""
        if day > latest or (day and day < earliest[: len(day)]):
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
    yield from _groundless(disclosure, history, [row for row in new if row.type in SETTLED and row.figure not in rows])
    for key, (number, before, figure) in rows.items():
        now = Published.of(figure)
        settling = [row for row in new if row.figure == key and row.type in SETTLED]
        if settling:
            yield from _untrue(before, figure, settling, settled=_settled(disclosure, before, now, last))
            yield from _overtaken(settling, figure) if len(settling) > 1 else ()
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


def _groundless(disclosure: Disclosure, history: History, settling: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    """New entries that give a figure another number, while it still stands as it was published.

    What an entry says in other words, or of a figure that was withdrawn or never published, is not held against the register.
    """
    published = history.figures(disclosure.org)
    for key in dict.fromkeys(row.figure for row in settling):
        figure = disclosure.figures.get(key or "")
        rows = [row for row in settling if row.figure == key]
        if figure is not None and figure.id in published:
            yield from _overtaken(rows, figure)


def _overtaken(rows: Sequence[CorrectionRecord], figure: Figure) -> Iterator[Problem]:
    """New entries about one figure that end with a number which it has not, and from which no other of them goes on."""
    for row in rows:
        new = row.new or ""
        if not _agrees(new, figure) and not any(new in (other.old or "") for other in rows if other is not row):
            where = row.at(CorrectionRecord.new)
            yield problem("unlike-correction", where, ref=figure.id, expected=figure.as_written, cell=new)


def _agrees(words: str, figure: Figure) -> bool:
    """Whether words can stand for a figure: they have its wording or its value, or no number in its unit at all."""
    stated = set(numbers(words))
    here = {*numbers(figure.as_written), plain(figure.value)}
    return figure.as_written in words or bool(stated & here) or not stated or figure.unit not in words


def _settled(disclosure: Disclosure, before: Published, now: Published, last: Release) -> bool:
    """Whether a figure is no longer looked into only because an entry answers what one of the last release had asked."""
    asked = any(
        row.figure == now.id and row.type == CorrectionType.PENDING and f"{disclosure.org}/{key}" in last.corrections
        for key, row in entries(disclosure).items()
    )
    return asked and (before.status, now.status) == (FigureStatus.PENDING, FigureStatus.VERIFIED)


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


@dataclass(frozen=True, slots=True)
class _LedgerStates:
    """The figures of an organisation in every release and now, and in which of them an entry stood first."""

    figures: tuple[Mapping[str, Published], ...]
    first: Mapping[str, int]  # entry → its place among them

    @classmethod
    def of(cls, disclosure: Disclosure, history: History) -> Self:
        org = disclosure.org
        known: list[Mapping[str, str]] = [release.corrections for release in history.releases]
        now = {key: Published.of(figure) for key, figure in disclosure.figures.items()}
        past = ({figure.id: figure for figure in release.figures if figure.org == org} for release in history.releases)
        first = {
            key: next((place for place, entries_ in enumerate(known) if f"{org}/{key}" in entries_), len(known))
            for key in entries(disclosure)
        }
        return cls((*past, now), first)


def _ledger_states(disclosure: Disclosure, history: History) -> _LedgerStates:
    name = history.last.fingerprint if history.last else ""
    return disclosure.worked_out("states of the ledger", name, lambda: _LedgerStates.of(disclosure, history))


def worded_then(disclosure: Disclosure, history: History) -> dict[str, dict[str, str]]:
    """Entry → (figure → its wording in the release that has the entry first) of figures in its words that are put otherwise now.

    An entry never changes, so what it says must not change with the figures that it names.
    """
    named = {key: names for key, row in entries(disclosure).items() if (names := _figures_named(row))}
    if not named:
        return {}
    states = _ledger_states(disclosure, history)
    ever = {key: figure for key, (_, figure) in history.figures(disclosure.org).items()}
    now = states.figures[-1]
    worded: dict[str, dict[str, str]] = {}
    for key, names in named.items():
        then = {**ever, **states.figures[states.first[key]]}
        worded[key] = {
            name: then[name].wording
            for name in names
            if name in then and not (name in now and now[name].wording == then[name].wording)
        }
    return {key: wordings for key, wordings in worded.items() if wordings}


def _figures_named(row: CorrectionRecord) -> set[str]:
    """The figures that the words of an entry refer to."""
    texts = (rich(row[column]) for column in CorrectionRecord.columns if isinstance(column.type, RichText))
    return {piece.id for text in texts for piece in text if isinstance(piece, FigureRef)}


def check_references(disclosure: Disclosure, history: History) -> Iterator[Problem]:
    """What the words of an entry refer to is or was a figure; no new one has a reference in another form."""
    named = entries(disclosure)
    if not named:
        return
    published = history.last.corrections if history.last else {}
    known = {*disclosure.figures, *history.figures(disclosure.org)}
    wordy = [part for part in CorrectionRecord.columns if isinstance(part.type, RichText)]
    for key, row in named.items():
        if f"{disclosure.org}/{key}" in published:
            continue
        for part in wordy:
            for slip in slipped_references(row[part] or "", disclosure.figures, in_cell=True):
                yield problem("slipped-reference", row.at(part), cell=slip.written, expected=f"{{{slip.id}}}")
            for piece in rich(row[part]):
                if isinstance(piece, FigureRef) and piece.id not in known:
                    hint = nearest(piece.id, known)
                    where = row.at(part)
                    yield problem("unknown-reference", where, cell=f"{{{piece.id}}}", target="数字", hint=hint)


def followers(disclosure: Disclosure, history: History) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Entry → (figure, old, new) of the computed figures that changed with the figure that it is about, in its release."""
    about = {key: row.figure for key, row in entries(disclosure).items() if row.figure}
    followed: dict[str, tuple[tuple[str, str, str], ...]] = {}
    if not about:
        return followed
    states = _ledger_states(disclosure, history)
    for key, corrected in about.items():
        first = states.first[key]
        if not first:
            continue
        old, new = states.figures[first - 1], states.figures[first]
        followed[key] = tuple(
            (name, old[name].wording, figure.wording)
            for name, figure in new.items()
            if figure.formula and name in old and old[name].said != figure.said and _rests(new, name, corrected)
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
        respelled = _respelled(disclosure, difference)
        for change in silent[:MOST]:
            if change.address in respelled:
                cell, where = respelled[change.address]
                yield problem("renamed-case", where, cell=cell, other=change.address.partition("/")[2], number=number)
                continue
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


def _respelled(disclosure: Disclosure, difference: Difference) -> dict[str, tuple[str, Where]]:
    """Address of a row that is gone → (id, place) of a row that bears its id in other letters."""
    kind = difference.block.kind
    dataset = disclosure.datasets.get(kind)
    key = dataset.record.key() if dataset is not None else None
    gone = {change.address.partition("/")[2].lower(): change.address for change in difference.removed if change.keyed}
    if dataset is None or key is None or not gone:
        return {}
    spelled = {value for value in dataset.values(key) if str(value).lower() in gone}
    return {
        gone[str(value).lower()]: (str(value), dataset.where(position, key.label))
        for value in spelled
        for position in dataset.holding(key, {value})
    }


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


def _untrue(
    before: Published, figure: Figure, corrections: Sequence[CorrectionRecord], *, settled: bool
) -> Iterator[Problem]:
    """What entries about a figure quote otherwise; that it is *settled* now they say by being there."""
    now = Published.of(figure)
    before = replace(before, status=now.status) if settled else before
    for asked, wording in ((CorrectionRecord.old, before.wording), (CorrectionRecord.new, figure.as_written)):
        yield from _unsaid(corrections, asked, wording, figure.id)
    for label, was, is_ in _attributes(before, now):
        for asked, value in ((CorrectionRecord.old, was), (CorrectionRecord.new, is_)):
            yield from _unsaid(corrections, asked, f"{label} {value or '空着'}", figure.id)


def open_doubt(disclosure: Disclosure, column: str, key: str) -> str | None:
    """The newest entry about a figure or a record (*column*: figure, record) that is being looked into and has no answer."""
    rows = entries(disclosure).values()
    answered = {row.follows for row in rows}
    doubts = [
        row
        for row in rows
        if row.values.get(column) == key and row.type == CorrectionType.PENDING and row.id not in answered
    ]
    return max(doubts, key=lambda row: row.corrected_on or "").id if doubts else None


def marks(rows: Iterable[CorrectionRecord]) -> dict[str, tuple[str, str]]:
    """Figure → (entry, type) of the newest entry about it that is still open or settled: the target of its ※."""
    listed = [row for row in rows if row.id is not None]
    answered = {row.follows for row in listed}
    standing = [row for row in listed if row.figure and (row.type in SETTLED or row.id not in answered)]
    standing.sort(key=lambda row: row.corrected_on or "")
    return {str(row.figure): (row.record_id, str(row.type)) for row in standing if row.type}
