"""更正: what was published wrongly, what is right, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import InTable, latest, section_crumbs, sentence, sources_of, undisclosed
from ..dates import han_date
from ..model import (
    Cell,
    Correction,
    Corrections,
    Disclosure,
    Download,
    Downloads,
    Expectation,
    Heading,
    Kind,
    Link,
    Page,
    RichText,
)
from ..problems import Problem, problem
from ..quotes import quoted
from ..releases import BESIDE, SINGLE, WHOLE, CorrectionEntry, CorrectionRecord, CorrectionType, brief_fingerprints
from . import kind_of

FEED = "corrections/feed.xml"


def checks(rows: Sequence[CorrectionRecord]) -> Iterator[Problem]:
    """A correction gives the right wording, which differs from the old one, and a reason."""
    for row in rows:
        if row.type == CorrectionType.PENDING or row.type is None:
            continue
        for column in (CorrectionRecord.new, CorrectionRecord.reason):
            if row[column] is None:
                yield problem("missing-value", row.at(column), expected=column.label)
        if row.old is not None and row.old == row.new:
            yield problem("nothing-changed", row.at(CorrectionRecord.new), cell=row.new)


def of_records(disclosure: Disclosure) -> dict[str, CorrectionEntry]:
    """kind/id → the newest entry about a record."""
    rows = sorted(disclosure.rows(CorrectionEntry), key=lambda row: row.corrected_on or "")
    return {str(row.record): row for row in rows if row.record and row.id}


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page, newest first, of one day what was added last; none where nothing was corrected."""
    rows = latest(reversed(disclosure.rows(CorrectionEntry)), CorrectionRecord.corrected_on)
    if not rows:
        return
    titles = {row.id: row.location for row in rows}
    answers = {row.follows: row for row in reversed(rows) if row.follows}
    pending = [row for row in rows if row.type == CorrectionType.PENDING]
    open_ = [row for row in pending if row.id not in answers]
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"公布过{len(rows)}处更正和核实" + (f"，其中{len(open_)}处还在核实。" if open_ else "。")),
        blocks=(
            Heading("每处更正", "entries"),
            Corrections(tuple(_entry(disclosure, row, titles, answers.get(row.id)) for row in rows)),
            *undisclosed(
                disclosure,
                None,
                [
                    Expectation(
                        f"{quoted(row.location)}的核实结果",
                        InTable(CorrectionRecord, having=((CorrectionRecord.follows, row.id),)),
                    )
                    for row in pending
                ],
            ),
            Downloads("订阅", (Download("更正与核实", FEED, "Atom", note="放进阅读器，有更正就能知道"),)),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        documents=sources_of(disclosure, rows),
        description=f"{disclosure.organisation.name}公布过的更正、修订和补充",
    )


def _words(disclosure: Disclosure, row: CorrectionEntry, text: str | None) -> RichText:
    """Words of an entry, with the figures that they name as they were when it was published."""
    return disclosure.phrase(KIND, row, text) if text else ()


def _entry(
    disclosure: Disclosure, row: CorrectionEntry, titles: Mapping[str, str | None], answer: CorrectionEntry | None
) -> Correction:
    """An entry; *answer* is the newest one that follows it."""
    items = _what_it_corrects(disclosure, row) + _what_it_says(disclosure, row)
    if row.follows:
        items.append(("接续", Link(titles.get(row.follows) or row.follows, KIND.place(row.follows))))
    if answer:
        items.append(("后来", Link(f"{han_date(answer.corrected_on)}{answer.type}", KIND.place(answer.id))))
    return Correction(
        id=row.id,
        made_on=str(row.corrected_on),
        type=str(row.type),
        title=str(row.location),
        old=_words(disclosure, row, brief_fingerprints(row.old or "")),
        new=_words(disclosure, row, brief_fingerprints(row.new or "")),
        figure=disclosure.figures.get(row.figure or ""),
        facts=tuple(items),
        record=str(row.record or ""),
        source=row.source,
        place=str(row.place or ""),
        open=row.type == CorrectionType.PENDING and answer is None,
    )


def _what_it_says(disclosure: Disclosure, row: CorrectionEntry) -> list[tuple[str, Cell]]:
    """The cells of an entry that are told as they are, with the words before each; blank ones are left out."""
    return [
        (label, value)
        for value, label in (
            (_words(disclosure, row, row.effect), "影响"),
            (_words(disclosure, row, row.reason), "原因"),
            (str(row.person or ""), "经办"),
            (str(row.register_corrected or ""), "慈善中国"),
            (_words(disclosure, row, row.note), "说明"),
        )
        if value
    ]


def _what_it_corrects(disclosure: Disclosure, row: CorrectionEntry) -> list[tuple[str, Cell]]:
    """The record and the figure that an entry names, and the computed figures that changed with it."""
    items: list[tuple[str, Cell]] = []
    if row.record:
        table, _, key = str(row.record).partition("/")
        kind = kind_of(table) or BESIDE.get(table)
        named = disclosure.link(table, key) if kind and key != WHOLE else None
        label = kind.label if kind else table
        whole = key == WHOLE and table not in SINGLE
        items.append(("记录", named or f"{label}{'（整张表）' if whole else ''}"))
    figure = disclosure.figures.get(row.figure or "")
    if figure:
        items.append(("数字", Link(f"数字台账 {figure.id}", figure.anchor)))
    elif row.figure:
        items.append(("数字", f"{row.figure}，现在的数字台账里没有，已经撤下"))
    following = [
        Link(f"{followed.subject}·{followed.measure}（{key}）{was}→{now}", followed.anchor)
        for key, was, now in disclosure.followed.get(row.id, ())
        if (followed := disclosure.figures.get(key))
    ]
    if following:
        items.append(("随之改变的数", tuple(following)))
    return items


KIND = Kind(
    id="corrections",
    label="更正与核实",
    record=CorrectionRecord,
    pages=pages,
    checks=checks,
    order=38,
    chained=True,
    overseen=True,
)
