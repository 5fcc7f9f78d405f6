"""理事、监事和负责人: who decides, who watches, who runs it, for which term; no birth date, ID or home address has a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from ..blocks import filled, table
from ..dates import earlier
from ..model import Block, Disclosure, Expectation, Kind, Row, at, out_of_order
from ..problems import Problem, problem
from ..reading import Date, Slug, Sourced, Text, column
from .governance import KIND as GOVERNANCE

BODIES = ("理事会", "监事会", "秘书处")


class MemberRecord(Sourced):
    """One position of one person for one term."""

    id: Slug = column("编号", key=True)
    name: Text = column("姓名", required=True)
    body: Text = column("机构", required=True, choices=BODIES)
    position: Text = column("职务", required=True, description="例如 会长、副会长、理事、监事、秘书长")
    employer: Text = column("工作单位", description="所在单位，不写住址")
    term_start: Date = column("任期起")
    term_end: Date = column("任期止", description="现任的填本届届满的日期；不知道就空着")
    paid: Text = column("是否领取报酬", choices=("是", "否"))
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Terms end after they start; at one time nobody holds a position twice or sits in both council and supervisors."""
    yield from out_of_order(rows, MemberRecord, "term_start", "term_end")
    people: dict[str, list[Row]] = {}
    for row in rows:
        if row["name"] and row["term_start"]:
            people.setdefault(row.name, []).append(row)
    for terms in people.values():
        for first, second in combinations(terms, 2):
            if not _overlap(first, second):
                continue
            if (first["body"], first["position"]) == (second["body"], second["position"]):
                yield problem(
                    "overlapping-terms",
                    at(second, MemberRecord, "term_start"),
                    cell=f"{second.name}（{second['body']}{second['position']}）",
                    left=_term(first),
                    right=_term(second),
                    other=first.where,
                )
            elif {first["body"], second["body"]} == {"理事会", "监事会"}:
                yield problem(
                    "council-and-supervisor",
                    at(second, MemberRecord, "body"),
                    cell=second.name,
                    left=first["body"],
                    right=second["body"],
                    other=first.where,
                )


def _overlap(first: Row, second: Row) -> bool:
    """Whether both terms share a day for sure; a term that ends on the day or month the next begins does not."""
    return all(
        ending["term_end"] is None or earlier(beginning["term_start"], ending["term_end"])
        for ending, beginning in ((first, second), (second, first))
    )


def _term(row: Row) -> str:
    return f"{row['term_start']} 至 {row['term_end'] or '今'}"


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table a body."""
    rows = disclosure.records[kind.id]
    for number, body in enumerate(BODIES):
        holders = [row for row in rows if row["body"] == body]
        if holders:
            shown = ("name", "position", "employer", "term_start", "term_end", "paid")
            yield table(
                disclosure,
                kind,
                holders,
                shown,
                caption=f"{body}（{len(holders)}人次）",
                table_id=f"members-{number + 1}",
            )


def _of(body: str, *names: str) -> Expectation:
    def published(disclosure: Disclosure, _: int) -> bool:
        rows = [row for row in disclosure.records.get("members", ()) if row["body"] == body]
        return any(all(row[name] is not None for name in names) for row in rows)

    return Expectation(f"{body}成员名单和任期", published)


KIND = Kind(
    id="members",
    label="理事会、监事会和秘书处",
    record=MemberRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=200,
    expects=(
        _of("理事会", "name", "term_start"),
        _of("监事会", "name", "term_start"),
        Expectation("负责人是否领取报酬", lambda d, _: filled(d, "members", "paid")),
    ),
)
