"""更正: what was published wrongly, what is right, and why; a habit that is meant to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..columns import Date, RichText, Slug, Text, column
from ..listing import latest, table
from ..model import Disclosure, Kind, Page, Row
from ..parts import section_crumbs, sentence, undisclosed
from ..problems import Problem, problem
from ..records import Sourced
from ..sequences import at

TYPES = ("更正", "修订", "补充", "核实中")


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


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """A correction says what is right, something else than before, and why."""
    for row in rows:
        if row["type"] == "核实中" or row["type"] is None:
            continue
        for name in ("new", "reason"):
            if row[name] is None:
                where = at(row, CorrectionRecord, name)
                yield problem("missing-value", where, expected=where.column)
        if row["old"] is not None and row["old"] == row["new"]:
            yield problem("nothing-changed", at(row, CorrectionRecord, "new"), cell=row["new"])


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page, newest first; none where nothing was corrected."""
    rows = latest(disclosure.records.get(kind.id, []), "corrected_on")
    if not rows:
        return
    open_ = [row for row in rows if row["type"] == "核实中"]
    yield Page(
        path="corrections/",
        title=kind.label,
        finding=sentence(f"公布过{len(rows)}处更正和核实，其中{len(open_)}处还在核实。"),
        blocks=(
            table(
                disclosure,
                kind,
                rows,
                ("corrected_on", "type", "location", "old", "new", "effect", "reason"),
                caption="每处更正",
            ),
            *undisclosed([f"“{row['location']}”的核实结果" for row in open_]),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}公布过的更正、修订和补充",
    )


KIND = Kind(id="corrections", label="更正与核实", record=CorrectionRecord, pages=pages, checks=checks, order=38)
