"""公告: what the organisation announced, one page each; a notice never stands in for disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import facts, latest, origin, resolve, section_crumbs, sentence, table, undisclosed
from ..model import Block, Disclosure, Facts, Kind, Link, Page, Prose, Row, repeated, rich
from ..problems import Problem
from ..reading import Date, RichText, Slug, Sourced, Text, Url, column

TYPES = ("募捐方案", "重大事项", "会议", "项目", "终止清算", "其他")


class NoticeRecord(Sourced):
    """One notice."""

    id: Slug = column("编号", key=True)
    name: Text = column("标题", required=True)
    date: Date = column("日期", required=True)
    type: Text = column("类型", required=True, choices=TYPES)
    summary: RichText = column("正文", description="另起一段用两个竖线 ||")
    link: Url = column("原文网址")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each notice once."""
    yield from repeated(rows, NoticeRecord, "date", "name")


def _link(row: Row) -> Link:
    return Link(row.name, KIND.place(row))


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list, newest first, and one page a notice; none where there are no notices."""
    rows = latest(disclosure.records.get(kind.id, []), "date")
    if not rows:
        return
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"一共{len(rows)}条公告，最近一条是{rows[0]['date']}的。公告不代替信息公开。"),
        blocks=(table(disclosure, kind, rows, ("date", ("标题", _link), "type"), caption="全部公告"),),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}的公告",
    )
    for row in rows:
        yield _notice(disclosure, kind, row)


def _notice(disclosure: Disclosure, kind: Kind, row: Row) -> Page:
    paragraphs = (paragraph.strip() for paragraph in (row.get("summary") or "").split("||"))
    blocks: list[Block] = []
    texts = tuple(resolve(disclosure, rich(paragraph)) for paragraph in paragraphs if paragraph)
    if texts:
        blocks.append(Prose(texts))
    blocks += [
        Facts("公告信息", facts(disclosure, kind, row, ("date", "type", "link"))),
        Prose((origin(disclosure, kind, [row]),)),
        *undisclosed(() if texts else ("公告的正文",)),
    ]
    return Page(
        path=kind.place(row),
        title=row.name,
        finding=sentence(f"{row['date']}发布，{row['type']}类公告。"),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=(*section_crumbs("accountability"), Link(kind.label, kind.address)),
        description=f"{disclosure.organisation.name}公告：{row.name}",
    )


KIND = Kind(
    id="notices", label="公告", record=NoticeRecord, pages=pages, checks=checks, order=37, overseen=True, paged=True
)
