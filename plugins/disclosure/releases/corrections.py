"""The entries of the ledger of corrections: what each must say, and which of them are new, open or settled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from ..dates import latest_day
from ..expressions import expression
from ..model import Disclosure, by_id
from ..problems import Report
from ..reading import Code, Complete, Date, Record, RichText, Slug, Sourced, Text, column, read_rows
from .records import FOLDER, History, Release, read_history
from .verification import digest

KIND = "corrections"


class CorrectionType(StrEnum):
    """What a change of what was published is called."""

    CORRECTION = "更正"
    REVISION = "修订"
    ADDITION = "补充"
    PENDING = "核实中"


# 核实中 promises an answer, it does not give one.
SETTLED = (CorrectionType.CORRECTION, CorrectionType.REVISION, CorrectionType.ADDITION)


class RegisterState(StrEnum):
    """Whether 慈善中国 says it right by now."""

    CORRECTED = "已改正"
    UNDER_WAY = "正在改正"
    UNCHANGED = "没有改正"
    NOT_THERE = "不涉及"


class CorrectionRecord(Sourced):
    """One correction."""

    id = column(Slug, "编号", key=True)
    corrected_on = column(Date, "更正日期", required=True)
    type = column(CorrectionType, "更正类型", required=True)
    location = column(Text, "位置", required=True, description="哪一份报告、哪一页、哪一项")
    old = column(RichText, "原来", required=True)
    new = column(RichText, "现在", description="还在核实的可以空着")
    effect = column(RichText, "影响", description="影响到哪些数字和结论")
    reason = column(RichText, "原因")
    figure = column(
        Code, "数字", description="改的是台账里的哪一个数，填它的编号；公布过的数字改了，必须有一条写明它的编号"
    )
    record = column(
        Text,
        "记录",
        description="改的不是台账里的数，而是别的表里的一条记录，填 类别/编号，例如 projects/meals；没有编号的，检查报告里有要填的写法",
    )
    person = column(Text, "经办", description="谁改的，写部门或职务，例如 财务部，复核：秘书处")
    register_corrected = column(
        RegisterState, "慈善中国", description="“慈善中国”上同一内容是否已经改正；那里没有这一项的填 不涉及"
    )
    follows = column(Slug, "接续", refers_to="corrections", description="答复或改口的是哪一条，填那一条的编号")


class CorrectionEntry(Complete, CorrectionRecord):
    """One correction, with all that it must have."""


def entries(disclosure: Disclosure) -> Mapping[str, CorrectionRecord]:
    """The entries of an organisation by id, in the order of the file."""
    return by_id(disclosure.rows(CorrectionRecord))


def entries_that_would_go(data: Path, old: Mapping[Path, bytes | None]) -> str:
    """Why the ledgers of corrections may not be what they were in *old*: entries that were published since would be gone; or ''."""
    last = read_history(data / FOLDER, "", Report()).last
    for path, content in old.items():
        if last is None or path.stem != KIND or path.suffix != ".csv":
            continue
        lines, _ = read_rows(content or b"", str(path), lambda cells: CorrectionRecord.id.label in cells)
        left = {cell.strip() for _, cells in lines for cell in cells}
        org = path.relative_to(data).parts[0]
        gone = [key for key in last.corrections if key.partition("/")[0] == org and key.partition("/")[2] not in left]
        if gone:
            return f"更正说明“{gone[-1].partition('/')[2]}”已经公布，只能加，不能删。要改口，请另写一条，在“接续”里填它的编号。"
    return ""


def hash_of(row: Record) -> str:
    """SHA-256 of what an entry says; a column that is added later and left empty changes nothing."""
    cells = {name: str(value) for name, value in row.values.items() if value is not None}
    return digest(json.dumps(cells, ensure_ascii=False, sort_keys=True).encode())


def hashes(disclosures: Iterable[Disclosure]) -> dict[str, str]:
    """org/id → SHA-256 of every entry."""
    return {
        f"{disclosure.org}/{key}": hash_of(row)
        for disclosure in disclosures
        for key, row in entries(disclosure).items()
    }


# A reason has to say something: one word, or one sign again and again, says nothing.
_HAN = expression("[\u4e00-\u9fff]")
_LEAST = 3
# Nor do these say why, however many of them stand together; whoever writes one word more has said something.
_EMPTY = expression(
    "特此(?:更正|说明|公告)|现?(?:更正|修改|调整)如下|[予作进][以出行](?:更正|修改|修正|改正|调整)"
    "|[按应](?:照|有关|相关)?(?:要求|规定)|根据(?:有关|相关)?(?:要求|规定|情况)|(?:工作|系统|客观|其他|有关|相关|特殊|各种)(?:原因|需要)"
    "|(?:原来?)?的?(?:数据|数字|数值|数|信息|内容)|(?:存在|确)?有(?:误|错误?)|错误|不(?:正确|准确|对)"
    "|(?:请|详)?见附件|经(?:复核|核对|核实|核查|查)(?:后|发现)?|更正|修改|修正|改正|调整|原因|[由因]于|因[为此]?|现|予|的|了|已"
)


def says_why(reason: str | None) -> bool:
    """Whether a reason is more than a sign, a word or words that would fit any change."""
    han = _HAN.findall(reason or "")
    return len(set(han)) >= _LEAST and _EMPTY.sub("", "".join(han)) != ""


def days_of_entries(history: History) -> tuple[str, str]:
    """The first and the last day that a new entry may bear: since the last release, and no later than tomorrow.

    A release that was dated in the future, because a clock went wrong, is passed over: nobody could keep both.
    """
    latest = latest_day()
    return max(
        (release.published_on for release in history.releases if release.published_on <= latest), default=""
    ), latest


def new_about_records(disclosure: Disclosure, last: Release | None) -> dict[str, list[CorrectionRecord]]:
    """The new entries about records, by the record."""
    named: dict[str, list[CorrectionRecord]] = {}
    for key, row in entries(disclosure).items():
        if row.record and not (last and f"{disclosure.org}/{key}" in last.corrections):
            named.setdefault(row.record, []).append(row)
    return named


def open_doubt(disclosure: Disclosure, column: str, key: str) -> str | None:
    """The newest entry about a figure or a record (*column*: figure, record) that is being looked into and has no answer."""
    rows = entries(disclosure).values()
    answered = {row.follows for row in rows}
    doubts = [
        row
        for row in rows
        if row.values.get(column) == key and row.type == CorrectionType.PENDING and row.id not in answered
    ]
    return max(doubts, key=lambda row: row.corrected_on or "").id if doubts else None


def marks(rows: Iterable[CorrectionRecord]) -> dict[str, tuple[str, str]]:
    """Figure → (entry, type) of the newest entry about it that is still open or settled: the target of its ※."""
    listed = [row for row in rows if row.id is not None]
    answered = {row.follows for row in listed}
    standing = [row for row in listed if row.figure and (row.type in SETTLED or row.id not in answered)]
    standing.sort(key=lambda row: row.corrected_on or "")
    return {str(row.figure): (row.record_id, str(row.type)) for row in standing if row.type}
