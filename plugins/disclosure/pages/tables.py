"""原表: the rows of a table as its download has them, so that every number on a page leads back to its line and its columns.

Tables of millions have no such pages: there each number already stands in its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..blocks import HOME, resolve, sentence
from ..kinds import all_kinds
from ..model import Disclosure, Kind, Link, Page, RichText, Table, TableBlock, TableColumn, TableRow
from ..problems import Where
from ..quantities import plain
from ..reading import AnyColumn, Exact, Record
from ..reading import RichText as RichTextColumn

PLACE = re.compile(r"data/[a-z_]+/")  # and what is below: where rows stand
_HEADER = 1  # lines of a download above its first row


def address(kind: Kind) -> str:
    """Where the rows of a kind stand."""
    return f"data/{kind.id}/"


def shown(disclosure: Disclosure) -> Iterator[Kind]:
    """The kinds whose rows have pages: with a file to take away, a column of numbers, and rows that are held one by one."""
    for kind in all_kinds():
        numbers = any(isinstance(column.type, Exact) for column in kind.record.published_columns())
        if kind.public and kind.offered and not kind.bulk and numbers and disclosure.records.get(kind.id):
            yield kind


def lines(disclosure: Disclosure) -> Mapping[Where, str]:
    """Row of a staff file (without its column) → page and anchor of that row, below the organisation's address."""
    return {
        Where(row.where.file, row.where.sheet, row.where.row): f"{address(kind)}#line-{number}"
        for kind in shown(disclosure)
        for number, row in enumerate(disclosure.records[kind.id], _HEADER + 1)
    }


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """A page a table."""
    for kind in shown(disclosure):
        rows = disclosure.records[kind.id]
        columns = [column for column in kind.record.published_columns() if any(row[column] is not None for row in rows)]
        files = dict.fromkeys(row.where.file.rpartition("/")[2] for row in rows)
        table = Table(
            f"rows-{kind.id}",
            f"{kind.label}（{kind.id}.csv）",
            (TableColumn("下载文件里"), *(TableColumn(column.label) for column in columns)),
            tuple(
                TableRow(
                    (f"第{number}行", *(_cell(disclosure, kind, row, column) for column in columns)),
                    id=f"line-{number}",
                )
                for number, row in enumerate(rows, _HEADER + 1)
            ),
            notes=((f"行数从标题行算起，标题行是第1行。由工作人员的表格{'、'.join(files)}读入。",),),
        )
        yield Page(
            path=address(kind),
            title=f"原表：{kind.label}",
            label=kind.label,
            finding=_finding(kind, columns, len(rows)),
            blocks=(TableBlock(table),),
            section="data",
            crumbs=(HOME, Link("数据", "data/")),
            description=f"{disclosure.organisation.name}的{kind.label}：下载文件里的每一行。",
            listed=False,
        )


def _finding(kind: Kind, columns: Sequence[AnyColumn], count: int) -> RichText:
    money = "金额单位是元。" if any(column.unit == "元" for column in columns) else ""
    return sentence(f"{count}行，和下载的文件一样：", Link(f"{kind.id}.csv", f"data/{kind.id}.csv"), f"。{money}")


def _cell(disclosure: Disclosure, kind: Kind, row: Record, column: AnyColumn) -> str | RichText:
    """A cell as the download has it."""
    value = row[column]
    if value is None:
        return {"not-applicable": "不适用", "withheld": "不公开"}.get(row.missing(column).value, "")
    if isinstance(value, tuple):
        return "；".join(value)
    if isinstance(column.type, RichTextColumn):
        return resolve(disclosure, disclosure.phrase(kind, row, str(value)))
    return f"{plain(value)}{column.unit or ''}" if isinstance(column.type, Exact) else str(value)
