"""The ledger of corrections: a published figure changes only with an entry that says so, and old entries never change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ..expressions import expression
from ..model import Disclosure, Figure, FigureRef, FigureStatus, rich, slipped_references
from ..numerals import spelled
from ..problems import OF_THE_SITE, Problem, Where, nearest, problem, table_of
from ..quantities import plain
from ..reading import Column, RichText
from .beside import BESIDE, SINGLE
from .comparison import changed, changed_cells, excerpts, follows, record_of, unlike, unlike_attributes
from .corrections import (
    KIND,
    SETTLED,
    CorrectionRecord,
    CorrectionType,
    days_of_entries,
    entries,
    hash_of,
    new_about_records,
    says_why,
)
from .promised import SEAL, WHOLE, Change, Difference, numbers
from .records import NOT_IN_CELLS, History, Published, Release
from .unnamed import only_names_left

_MOST = 20  # changed rows of one table that are listed; an entry about the whole table answers for all
_ONE_WORD = expression(r"[\w./:=@%+-]+")  # for a shell, and where messages look for the end of a command
_UNREAD = frozenset({"unknown-file", "wrong-file-type"})  # files that are not read at all


def check(
    disclosures: Sequence[Disclosure], history: History, shown_as: str, labels: Mapping[str, str]
) -> Iterator[Problem]:
    """Entries name what is or was published, old entries stand as they were, and nothing changed silently.

    *labels* are the Chinese names of kinds.
    """
    last = history.last
    labels = _with_those_beside(labels)
    for disclosure in disclosures:
        yield from _unknown(disclosure, history)
        yield from _other_case(disclosure, last)
        yield from _unfit(disclosure, history)
        yield from _changed(disclosure, history)
        yield from _broken(disclosure, history, shown_as, labels)
    if last:
        yield from _edited(disclosures, last, history, shown_as)


def _with_those_beside(labels: Mapping[str, str]) -> dict[str, str]:
    """The Chinese names of kinds, and of what is promised beside them."""
    return {**labels, **{kind.id: kind.label for kind in BESIDE.values()}}


def silent_changes(
    disclosures: Sequence[Disclosure],
    history: History,
    shown_as: str,
    labels: Mapping[str, str],
    faults: Iterable[Problem],
) -> Iterator[Problem]:
    """What changed without an entry in tables that have none of *faults*, so that all of it can be mended in one go.

    Rows that could not be read would seem deleted, and figures worked out from them changed: of such tables and of computed
    figures nothing is said, and nothing at all where the entries themselves or something of the whole site is faulty. Where a
    file is not read at all, because it is called otherwise, its rows are those of a table that has none now.
    """
    orgs = {disclosure.org for disclosure in disclosures}
    faults = tuple(faults)
    unread = {table_of(fault.where.file, shown_as, orgs)[0] for fault in faults if fault.code in _UNREAD}
    faulty = {table_of(fault.where.file, shown_as, orgs) for fault in faults}
    labels = _with_those_beside(labels)
    for disclosure in disclosures:
        if faulty & {OF_THE_SITE, (disclosure.org, KIND)}:
            continue
        if disclosure.org in unread:
            empty = {kind for kind, dataset in disclosure.datasets.items() if not len(dataset)}
            faulty |= {(disclosure.org, kind) for kind in labels.keys() - disclosure.datasets.keys() | empty}
        for fault in (*_changed(disclosure, history), *_broken(disclosure, history, shown_as, labels)):
            figure = disclosure.figures.get(fault.details.get("ref", ""))
            silent = fault.code in {"silent-change", "silent-record"} and not (figure and figure.formula)
            if silent and table_of(fault.where.file, shown_as, orgs) not in faulty:
                yield fault


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


def _edited(disclosures: Sequence[Disclosure], last: Release, history: History, shown_as: str) -> Iterator[Problem]:
    """Entries that are not as they were published; those of a body that was left out went with all its pages.

    Whoever may not be named any more is taken out of an entry, too.
    """
    rows = {f"{disclosure.org}/{key}": row for disclosure in disclosures for key, row in entries(disclosure).items()}
    present = {disclosure.org: disclosure for disclosure in disclosures}
    for key, recorded in last.corrections.items():
        org, _, entry = key.partition("/")
        if org not in present:
            continue
        row = rows.get(key)
        if row is None:
            where = Where(f"{shown_as}/{org}/{KIND}.csv")
            yield problem("edited-correction", where, cell=entry, number=last.number, verb="删去了")
        elif hash_of(row) != recorded and not only_names_left(present[org], row, recorded, history):
            yield problem("edited-correction", row.where, cell=entry, number=last.number, verb="改动了")


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
                _changed_cell(before, now, figure),
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
        if not _agrees(new, figure) and not any(_says(other.old or "", new) for other in rows if other is not row):
            where = row.at(CorrectionRecord.new)
            yield problem("unlike-correction", where, ref=figure.id, expected=figure.as_written, cell=new)


def _agrees(words: str, figure: Figure) -> bool:
    """Whether words can stand for a figure: they have its wording or its value, or no number in its unit at all."""
    stated = {form for number in numbers(words) for form in _forms(number)}
    here = {*numbers(figure.as_written), plain(figure.value)}
    return _says(words, figure.as_written) or bool(stated & here) or not stated or figure.unit not in words


def _forms(number: str) -> set[str]:
    """A number as it is written, and in digits where it is spelled out."""
    value = spelled(number)
    return {number, plain(value.value)} if value else {number}


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


def _broken(disclosure: Disclosure, history: History, shown_as: str, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Promised rows that changed or are gone without an entry that names them."""
    last = history.last
    named = new_about_records(disclosure, last)
    unlike_blocks = unlike(disclosure, history)
    yield from _unknown_records(disclosure, (row for rows in named.values() for row in rows), unlike_blocks)
    named = {key: rows for key, rows in named.items() if any(row.type in SETTLED for row in rows)}
    number = last.number if last else 0
    for difference in unlike_blocks:
        if difference.block.address in named and difference.block.kind not in SINGLE:
            continue
        broken = [change for change in (*difference.changed, *difference.removed) if change.breaks]
        silent = [change for change in broken if change.address not in named]
        for change in broken:
            if change.address in named:
                yield from _misquoted(change, named[change.address])
        label = labels.get(difference.block.kind, difference.block.kind)
        respelled = _respelled(disclosure, difference)
        for change in silent[:_MOST]:
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
        if len(silent) > _MOST:
            where = _row(disclosure, difference.block.kind, silent[_MOST], shown_as)
            part = "" if difference.block.part == WHOLE else f"{difference.block.part}的"
            words = f"另有{len(silent) - _MOST}行也改了或删了；同一个缘故的，可以只写一条"
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
    # the file of an attachment may be called 审计 报告（2024）.pdf
    named = path if _ONE_WORD.fullmatch(path) else f'"{path}"'
    return problem("silent-record", where, number=number, cell=cell, left=left, path=path, named=named)


def _row(disclosure: Disclosure, kind: str, change: Change, shown_as: str) -> Where:
    if change.position is None and kind in BESIDE:
        return Where(change.name)
    if change.position is None:
        return Where(f"{shown_as}/{disclosure.org}/{kind}.csv")
    label = record_of(disclosure, kind).column(change.cells[0][0]).label
    if kind in BESIDE:
        return replace(disclosure.beside[kind][change.position].where, column=label)
    return disclosure.datasets[kind].where(change.position, label)


def _words(disclosure: Disclosure, kind: str, change: Change) -> str:
    if not change.cells:
        return "删了" if change.keyed else "改了或删了"
    return changed_cells(disclosure, kind, change)


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
    if not any(_says(row[column] or "", wanted) for row in corrections):
        row = corrections[-1]
        yield problem("unlike-correction", row.at(column), ref=reference, expected=wanted, cell=row[column])


def _says(words: str, wanted: str) -> bool:
    """Whether words hold a quote as it is, and not as a part of another number: 1240人 does not say 240人, nor does 240人次."""
    before = r"(?<![-−－])" if wanted[:1].isdigit() else ""
    behind = "" if wanted[-1:].isdigit() else r"(?![次/])"
    stands = re.search(f"{before}{re.escape(wanted)}{behind}", words) is not None
    return stands and not Counter(numbers(wanted)) - Counter(numbers(words))


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


def _changed_cell(before: Published, now: Published, figure: Figure) -> Where:
    """The cell in which a figure is told otherwise: of its wording, or where that is the same, of what else changed first."""
    where = _cell(figure)
    apart = [label for label, _, _ in now.others(before) if label not in NOT_IN_CELLS]
    at_row = not (figure.formula or (figure.where and figure.where.column))
    return replace(where, column=apart[0]) if at_row and apart and before.wording == now.wording else where


def _changed_attributes(figure: Published, other: Published) -> str:
    """The wording of *figure*, or where the wording is the same, its other attributes that *other* has not."""
    if figure.wording != other.wording:
        return figure.wording
    return "，".join(f"{label}“{mine or '空着'}”" for label, mine, _ in figure.others(other))


def _untrue(
    before: Published, figure: Figure, corrections: Sequence[CorrectionRecord], *, settled: bool
) -> Iterator[Problem]:
    """What entries about a figure quote otherwise; that it is *settled* now they say by being there."""
    now = Published.of(figure)
    before = replace(before, status=now.status) if settled else before
    for asked, wording in ((CorrectionRecord.old, before.wording), (CorrectionRecord.new, figure.as_written)):
        yield from _unsaid(corrections, asked, wording, figure.id)
    for label, was, is_ in unlike_attributes(before, now):
        for asked, value in ((CorrectionRecord.old, was), (CorrectionRecord.new, is_)):
            yield from _unsaid(corrections, asked, f"{label} {value or '空着'}", figure.id)
