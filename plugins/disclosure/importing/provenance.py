"""The document that the rows of a sheet come from: one that is there, or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..kinds.sources import KIND as SOURCES
from ..model import Kind, SourceLevel
from ..reading import (
    plain_day,
)
from .filling import Filling
from .layouts import Layout
from .readings import OrganisationTables

_EXPORTED = re.compile(
    r"(?:导出|生成|打印|下载|制表|查询|截至|截止).{0,8}?([12][0-9]{3}[-年./][0-9]{1,2}[-月./][0-9]{1,2})"
)

_DAY = re.compile(r"(?<![0-9])([12][0-9]{3})[年.-]([0-9]{1,2})[月.-]([0-9]{1,2})(?:日|(?![0-9]))")
_DAYS = frozenset({"received_on", "paid_on", "moved_on"})  # on which what a list tells happened


def source_of(filling: Filling, layout: Layout, tables: OrganisationTables) -> None:
    """The document that the rows come from: one that is there, or a new one with the name of the list and its days."""
    table = tables.names[SOURCES.id]
    rows, kind = filling.rows, layout.kind
    with_days = [column.name for column in kind.record.columns if column.name in _DAYS]
    dated = next((name for name in with_days if name in rows.cells), "")
    days = sorted(day for day in rows.cells.get(dated, ()) if plain_day(day))
    years = sorted(set(rows.cells.get("year", ())))
    title = _title(kind, days or years)
    exported = next((match[1] for _, cells in layout.above for cell in cells if (match := _EXPORTED.search(cell))), "")
    issued = plain_day(exported.replace("年", "-").replace("月", "-").replace(".", "-")) or (days[-1] if days else "")
    choices = [("new", f"新建“{title}”"), *((key, f"{name}（{key}）") for key, name in list(table.known.items())[-20:])]
    same = table.match(title)
    answer = filling.asking.ask(
        "source", "这些数据出自哪份文件？", choices, same or "new", required=bool(dated) and not issued
    )
    tables.source = answer
    if answer != "new":
        filling.constant("source", answer, f"{table.known.get(answer, answer)}（{answer}）")
        return
    issued = issued or ("" if with_days else _asked_day(filling))
    key = _code(kind, days, {*table.known, *table.added})
    table.added[key] = title
    tables.source = key
    tables.added.setdefault(SOURCES.id, []).append(
        {
            "id": key,
            "title": title,
            "issuer": tables.title,
            "published_on": issued,
            "level": SourceLevel.STAFF.value,
        }
    )
    filling.constant("source", key, f"新建来源“{title}”（{key}），等级是工作人员填报")


def _asked_day(filling: Filling) -> str:
    """The day of a new document whose rows have none: a list of persons."""
    text = "这份文件是哪一天做成或发布的？写日期，例如 2025-03-31，登在新建的来源里。"
    days = set(filter(None, map(plain_day, map("-".join, _DAY.findall(filling.titles)))))
    said = days.pop() if len(days) == 1 else ""
    text += f"标题、表名或文件名上写着 {said}。" if said else ""
    answer = filling.asking.ask("source-day", text, proposed=said, kept=False)
    if answer and not plain_day(answer):
        filling.asking.wrong.append(filling.asking.identity("source-day"))
    return plain_day(answer)


def _title(kind: Kind, days: Sequence[str]) -> str:
    if not days:
        return kind.label
    first, last = days[0][:7], days[-1][:7]
    if len(first) == len("2024"):
        return f"{first}年{kind.label}" if first == last else f"{first}年至{last}年{kind.label}"
    if (first, last) == (f"{first[:4]}-01", f"{first[:4]}-12"):
        return f"{first[:4]}年{kind.label}"
    words = [f"{month[:4]}年{int(month[5:])}月" for month in dict.fromkeys((first, last))]
    return f"{'至'.join(words)}{kind.label}"


def _code(kind: Kind, days: Sequence[str], taken: set[str]) -> str:
    """An id for a new source: D202403, D202403b …"""
    base = f"{kind.id[0].upper()}{days[0][:7].replace('-', '') if days else ''}"
    base = base if len(base) > 1 else f"{base}1"
    candidate, count = base, 0
    while candidate in taken:
        count += 1
        candidate = f"{base}{chr(97 + count)}" if count < 26 else f"{base}x{count}"  # noqa: PLR2004
    return candidate
