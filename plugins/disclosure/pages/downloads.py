"""数据下载: every table as CSV, XLSX and JSON, described by a Table Schema."""

from __future__ import annotations

from collections.abc import Iterator

from ..accounts import account_rows, consolidate, transfer_rows
from ..blocks import HOME, sentence
from ..dates import han_date
from ..kinds import all_kinds
from ..model import (
    LEVELS,
    Block,
    Disclosure,
    Download,
    Downloads,
    Entries,
    Entry,
    Link,
    Links,
    OfferedTable,
    OfferedTables,
    Page,
    Source,
)
from . import federation
from . import tables as rows

_FORMATS = ("CSV", "XLSX", "JSON")
_SHOWN = 5  # documents; the others are folded

# What a sheet of a workbook can hold below its header; a longer table would lose rows without a word.
WORKBOOK_ROWS = 1_048_575

# A table of many rows that has more is offered month by month, as CSV and, for analysts, as Parquet.
WHOLE_ROWS = 200_000


def _by_month(disclosure: Disclosure, name: str, label: str) -> Iterator[OfferedTable]:
    """The parts of a table of many rows; a row belongs to the month of its number."""
    dataset = disclosure.datasets[name]
    key = dataset.record.column("month")
    for (month,), (count, _) in sorted(dataset.totals((key,), dataset.record.column("amount")).items()):
        formats = tuple((word, f"data/{name}/{month}.{word.lower()}") for word in ("CSV", "Parquet"))
        yield OfferedTable(f"{label}，{month[:4]}年{int(month[5:])}月", count, formats, "")


def _offered(disclosure: Disclosure) -> Iterator[OfferedTable]:
    read = {kind.id: kind for kind in rows.shown(disclosure)}
    for name, label, count in tables(disclosure):
        if count > WHOLE_ROWS and name in disclosure.datasets:
            yield from _by_month(disclosure, name, label)
            continue
        large = count > WORKBOOK_ROWS
        yield OfferedTable(
            Link(label, rows.address(read[name])) if name in read else label,
            count,
            tuple((suffix, f"data/{name}.{suffix.lower()}") for suffix in _FORMATS if suffix != "XLSX" or not large),
            "行数超过 Excel 上限，没有 XLSX" if large else "",
        )


def tables(disclosure: Disclosure) -> list[tuple[str, str, int]]:
    """(name, label, rows) of every table that is offered."""
    matches = [("figures", "数字台账（报告数字和本站计算）", len(disclosure.figures))]
    matches.append(("reconciliations", "对账表", len(disclosure.reconciliations)))
    if disclosure.federation:
        years = consolidate(disclosure.federation)
        counts = (sum(map(len, map(account_rows, years))), sum(map(len, map(transfer_rows, years))))
        matches.extend((name, label, count) for (name, label), count in zip(federation.FILES, counts, strict=True))
    kinds = (kind for kind in all_kinds() if kind.public and kind.offered)
    matches.extend((kind.id, kind.label, count) for kind in kinds if (count := disclosure.count(kind.id)))
    return matches


def _source(document: Source) -> Entry:
    """A document that numbers come from: who made it and when, what staff note about it, and how to tell the file."""
    known: tuple[tuple[str, str | Link | None], ...] = (
        ("编号", document.id),
        ("等级", f"{document.level}（{LEVELS[document.level]}）"),
        ("说的年度", f"{document.year}年" if document.year else None),
        ("作者", document.authors),
        ("原件", Link("看原件", document.original) if document.original else None),
        (
            "扫描件",
            f"上面的字由电脑认出，{han_date(document.transcribed_on)}有人对着原件看过"
            if document.transcribed_on
            else None,
        ),
        ("网址", Link(document.address, document.address) if document.address else None),
        ("文件指纹（SHA-256）", document.sha256),
    )
    return Entry(
        f"《{document.title}》",
        text=(document.note,) if document.note else (),
        meta=f"{document.issuer}，{han_date(document.published_on)}",
        id=f"source-{document.id}",
        facts=tuple((label, cell) for label, cell in known if cell),
    )


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The one page of downloads."""
    offered = tables(disclosure)
    blocks: list[Block] = [
        OfferedTables("全部数据表", tuple(_offered(disclosure)), disclosure.prepared_on),
        Downloads("说明文件", (Download("字段说明（Table Schema）", "data/datapackage.json", "JSON"),)),
    ]
    if disclosure.sources:
        entries = tuple(_source(document) for document in disclosure.sources.values())
        blocks.append(Entries("来源文件", entries, id="sources", open=_SHOWN))
    year = disclosure.years[0] if disclosure.years else ""
    blocks.append(
        Links(
            "网页上直接看",
            (
                (Link("数字台账", f"facts/{year}/" if year else "facts/"), "每个数一条"),
                *(((Link("数据探索", "explore/"), "自己选指标、年份和图"),) if disclosure.figures else ()),
                (Link("关于数据", "about/data/"), "字段、单位和算的是哪一块"),
            ),
        )
    )
    yield Page(
        path="data/",
        title="数据下载",
        label="数据",
        finding=sentence(
            f"{len(offered)}张表可以拿走自己算：CSV 和 XLSX 用 Excel 或 WPS 打开，金额单位是元；原文是约数的，另有一列写明。"
        ),
        blocks=tuple(blocks),
        section="data",
        crumbs=(HOME,),
        template="downloads",
        description=f"{disclosure.organisation.name}的公开数据：CSV、XLSX、JSON 和字段说明。",
    )
