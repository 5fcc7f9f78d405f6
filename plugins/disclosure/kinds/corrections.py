"""更正: what was published wrongly, what is right, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import latest, section_crumbs, sentence, undisclosed
from ..model import (
    Cell,
    Correction,
    Corrections,
    Disclosure,
    Download,
    Downloads,
    Heading,
    Kind,
    Link,
    Page,
    Row,
    at,
    rich,
)
from ..problems import Problem, problem
from ..reading import Code, Date, RichText, Slug, Sourced, Text, column
from ..releases import WHOLE
from . import kind_of

TYPES = ("更正", "修订", "补充", "核实中")
REGISTER = ("已改正", "正在改正", "没有改正", "不涉及")

FEED = "corrections/feed.xml"


class CorrectionRecord(Sourced):
    """One correction."""

    id: Slug = column("编号", key=True)
    corrected_on: Date = column("更正日期", required=True)
    type: Text = column("更正类型", required=True, choices=TYPES)
    location: Text = column("位置", required=True, description="哪一份报告、哪一页、哪一项")
    old: RichText = column("原来", required=True)
    new: RichText = column("现在", description="还在核实的可以空着")
    effect: RichText = column("影响", description="影响到哪些数字和结论")
    reason: RichText = column("原因")
    figure: Code = column(
        "数字", description="改的是台账里的哪一个数，填它的编号；公布过的数字改了，必须有一条写明它的编号"
    )
    record: Text = column(
        "记录",
        description="改的不是台账里的数，而是别的表里的一条记录，填 类别/编号，例如 projects/meals；没有编号的，检查报告里有要填的写法",
    )
    person: Text = column("经办", description="谁改的，写部门或职务，例如 财务部，复核：秘书处")
    register_corrected: Text = column(
        "慈善中国", choices=REGISTER, description="“慈善中国”上同一内容是否已经改正；那里没有这一项的填 不涉及"
    )
    follows: Slug = column("接续", refers_to="corrections", description="答复或改口的是哪一条，填那一条的编号")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """A correction gives the right wording, which differs from the old one, and a reason."""
    for row in rows:
        if row["type"] == "核实中" or row["type"] is None:
            continue
        for name in ("new", "reason"):
            if row[name] is None:
                where = at(row, CorrectionRecord, name)
                yield problem("missing-value", where, expected=where.column)
        if row["old"] is not None and row["old"] == row["new"]:
            yield problem("nothing-changed", at(row, CorrectionRecord, "new"), cell=row["new"])


def of_records(disclosure: Disclosure) -> dict[str, Row]:
    """kind/id → the newest entry about a record."""
    rows = sorted(disclosure.records.get("corrections", ()), key=lambda row: row.get("corrected_on", ""))
    return {str(row["record"]): row for row in rows if row["record"] and row["id"]}


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page, newest first; none where nothing was corrected."""
    rows = latest(disclosure.records.get(kind.id, []), "corrected_on")
    if not rows:
        return
    answered = {row["follows"] for row in rows}
    open_ = [row for row in rows if row["type"] == "核实中" and row["id"] not in answered]
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"公布过{len(rows)}处更正和核实，其中{len(open_)}处还在核实。"),
        blocks=(
            Heading("每处更正", "entries"),
            Corrections(tuple(_entry(disclosure, row) for row in rows)),
            *undisclosed([f"“{row['location']}”的核实结果" for row in open_]),
            Downloads("订阅", (Download("更正与核实", FEED, "Atom", note="放进阅读器，有更正就能知道"),)),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}公布过的更正、修订和补充",
    )


def _entry(disclosure: Disclosure, row: Row) -> Correction:
    figure = disclosure.figures.get(row["figure"] or "")
    items: list[tuple[str, Cell]] = [
        (label, rich(str(row[name])))
        for name, label in (
            ("effect", "影响"),
            ("reason", "原因"),
            ("person", "经办"),
            ("register_corrected", "慈善中国"),
            ("note", "说明"),
        )
        if row[name] is not None
    ]
    if figure:
        items.insert(0, ("数字", Link(f"数字台账 {figure.id}", figure.anchor)))
    if row["record"]:
        table, _, key = str(row["record"]).partition("/")
        kind = kind_of(table)
        items.insert(0, ("记录", f"{kind.label if kind else table} {'整张表' if key == WHOLE else key}"))
    if row["follows"]:
        items.append(("接续", Link(str(row["follows"]), KIND.place(row["follows"]))))
    return Correction(
        id=row.id,
        made_on=str(row["corrected_on"]),
        type=str(row["type"]),
        title=str(row["location"]),
        old=rich(row["old"]),
        new=rich(row["new"]),
        figure=figure,
        facts=tuple(items),
        record=str(row["record"] or ""),
        source=row["source"],
        place=str(row.get("place", "")),
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
