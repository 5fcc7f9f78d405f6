"""更正: what was published wrongly, what is right, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import latest, section_crumbs, sentence, undisclosed
from ..model import Cell, Correction, Corrections, Disclosure, Download, Downloads, Heading, Kind, Link, Page, rich
from ..problems import Problem, problem
from ..releases import WHOLE, CorrectionEntry, CorrectionRecord, CorrectionType
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
    """One page, newest first; none where nothing was corrected."""
    rows = latest(disclosure.rows(CorrectionEntry), CorrectionRecord.corrected_on)
    if not rows:
        return
    answered = {row.follows for row in rows}
    open_ = [row for row in rows if row.type == CorrectionType.PENDING and row.id not in answered]
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"公布过{len(rows)}处更正和核实，其中{len(open_)}处还在核实。"),
        blocks=(
            Heading("每处更正", "entries"),
            Corrections(tuple(_entry(disclosure, row) for row in rows)),
            *undisclosed([f"“{row.location}”的核实结果" for row in open_]),
            Downloads("订阅", (Download("更正与核实", FEED, "Atom", note="放进阅读器，有更正就能知道"),)),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}公布过的更正、修订和补充",
    )


def _entry(disclosure: Disclosure, row: CorrectionEntry) -> Correction:
    figure = disclosure.figures.get(row.figure or "")
    items: list[tuple[str, Cell]] = [
        (label, rich(value))
        for value, label in (
            (row.effect, "影响"),
            (row.reason, "原因"),
            (row.person, "经办"),
            (row.register_corrected, "慈善中国"),
            (row.note, "说明"),
        )
        if value is not None
    ]
    if figure:
        items.insert(0, ("数字", Link(f"数字台账 {figure.id}", figure.anchor)))
    if row.record:
        table, _, key = str(row.record).partition("/")
        kind = kind_of(table)
        items.insert(0, ("记录", f"{kind.label if kind else table} {'整张表' if key == WHOLE else key}"))
    if row.follows:
        items.append(("接续", Link(str(row.follows), KIND.place(row.follows))))
    return Correction(
        id=row.id,
        made_on=str(row.corrected_on),
        type=str(row.type),
        title=str(row.location),
        old=rich(row.old),
        new=rich(row.new),
        figure=figure,
        facts=tuple(items),
        record=str(row.record or ""),
        source=row.source,
        place=str(row.place or ""),
    )


KIND = Kind(
    id="corrections",
    label="更正与核实",
    record=CorrectionRecord,
    pages=pages,
    checks=checks,
    order=38,
    promised=False,
    overseen=True,
)
