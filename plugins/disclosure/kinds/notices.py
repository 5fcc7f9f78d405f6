"""公告: what the organisation announced, one page each; a notice never stands in for disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InRow, facts, latest, origin, resolve, section_crumbs, sentence, table, undisclosed
from ..dates import han_date
from ..model import Block, Disclosure, Expectation, Facts, Kind, Link, Page, Prose, repeated, rich
from ..problems import Problem
from ..reading import Complete, Date, Record, RichText, Slug, Sourced, Text, Url, column


class NoticeType(StrEnum):
    """What a notice is about."""

    APPEAL = "募捐方案"
    EVENT = "重大事项"
    MEETING = "会议"
    PROJECT = "项目"
    LIQUIDATION = "终止清算"
    OTHER = "其他"


class NoticeRecord(Sourced):
    """One notice."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "标题", required=True)
    date = column(Date, "日期", required=True)
    type = column(NoticeType, "类型", required=True)
    summary = column(RichText, "正文", description="另起一段用两个竖线 ||")
    link = column(Url, "原文网址")


class Notice(Complete, NoticeRecord):
    """One notice, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """Each notice once."""
    yield from repeated(rows, NoticeRecord.date, NoticeRecord.name)


def _link(row: Record) -> Link:
    return Link(row.record_name, KIND.place(row))


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list, newest first, and one page a notice; none where there are no notices."""
    rows = latest(disclosure.rows(Notice), NoticeRecord.date)
    if not rows:
        return
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"{_counted(rows)}。公告不代替信息公开。"),
        blocks=(
            table(disclosure, kind, rows, (NoticeRecord.date, ("标题", _link), NoticeRecord.type), caption="全部公告"),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}的公告",
    )
    for row in rows:
        yield _notice(disclosure, kind, row)


def _counted(rows: Sequence[Notice]) -> str:
    """How many notices there are, newest first, and of which day the newest is."""
    day = han_date(rows[0].date)
    return f"一共{len(rows)}条公告，最近一条是{day}的" if len(rows) > 1 else f"有1条公告，是{day}的"


def _notice(disclosure: Disclosure, kind: Kind, row: Notice) -> Page:
    paragraphs = (paragraph.strip() for paragraph in (row.summary or "").split("||"))
    blocks: list[Block] = []
    texts = tuple(resolve(disclosure, rich(paragraph)) for paragraph in paragraphs if paragraph)
    if texts:
        blocks.append(Prose(texts))
    blocks += [
        Facts("公告信息", facts(disclosure, row, (NoticeRecord.date, NoticeRecord.type, NoticeRecord.link))),
        Prose((origin(disclosure, kind, [row]),)),
        *undisclosed(disclosure, None, (Expectation("公告的正文", InRow(row, (NoticeRecord.summary,))),)),
    ]
    return Page(
        path=kind.place(row),
        title=row.name,
        finding=sentence(f"{han_date(row.date)}发布，{row.type}类公告。"),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=(*section_crumbs("accountability"), Link(kind.label, kind.address)),
        description=f"{disclosure.organisation.name}公告：{row.name}",
    )


KIND = Kind(
    id="notices", label="公告", record=NoticeRecord, pages=pages, checks=checks, order=37, overseen=True, paged=True
)
