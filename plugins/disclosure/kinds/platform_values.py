"""与慈善中国核对: what was filed on the statutory platform, and whether it is the same as here, to the 分 and to the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from ..blocks import claimed, name_of, section_crumbs, sentence, table
from ..dates import days_between, of_year
from ..model import Amount, Cell, Disclosure, Figure, Kind, Link, Note, Page, Tag, records_of, repeated
from ..numerals import exact_amount
from ..problems import Problem, problem
from ..quantities import plain, quantity_text, yuan_text
from ..reading import AnyColumn, Complete, Date, Exact, Missing, Promise, Record, Sourced, Text, Url, Year, column
from . import kind_of


class PlatformValueRecord(Sourced):
    """One value as it stands on 慈善中国."""

    figure = column(Text, "数字", description="数字台账里的编号，例如 G003；或者填下面两格", promise=Promise.HELD)
    record = column(
        Text, "记录", description="例如 projects/meals、annual_reports/2025/年度工作报告", promise=Promise.HELD
    )
    field = column(Text, "列", description="那条记录的哪一列，例如 开始日期", promise=Promise.HELD)
    value = column(
        Text,
        "慈善中国上的值",
        required=True,
        description="照那里写；金额写元，日期写 2026-05-20",
        promise=Promise.LIVING,
        because="对照是某一天的，会再对",
    )
    checked_on = column(Date, "核对日期", required=True, promise=Promise.LIVING, because="对照是某一天的，会再对")
    link = column(Url, "网址")


class PlatformValue(Complete, PlatformValueRecord):
    """One value as it stands on 慈善中国, with all that it must have."""


V = TypeVar("V", bound=PlatformValueRecord)


class Match(StrEnum):
    """How both values stand to each other."""

    SAME = "一致"
    DIFFERS = "不一致"
    UNTOLD = "本站没有这个数"


class Comparison(Struct, frozen=True):
    """A value there, the value here, and what lies between them in words."""

    row: PlatformValue
    subject: str
    here: Cell
    here_text: str
    there: Cell
    match: Match
    difference: str = ""
    page: str = ""


def checks(rows: Sequence[PlatformValueRecord]) -> Iterator[Problem]:
    """A figure, or a record and its column; each once."""
    yield from repeated(rows, PlatformValueRecord.figure)
    yield from repeated(rows, PlatformValueRecord.record, PlatformValueRecord.field)
    for row in rows:
        if (row.figure is None) == (row.record is None or row.field is None):
            yield problem("unclear-platform-value", row.at(PlatformValueRecord.figure))


def relations(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """The record and the column that a row names exist."""
    for row, cell in _cells(records, records_of(records, PlatformValueRecord)):
        if row.record and row.field and cell is None:
            where = row.at(PlatformValueRecord.record)
            yield problem("unknown-reference", where, cell=f"{row.record} {row.field}", target="记录或列")


def _cells(
    records: Mapping[str, Sequence[Record]], rows: Iterable[V]
) -> Iterator[tuple[V, tuple[Record, AnyColumn] | None]]:
    """Every row with the record and the column that it names."""
    known: dict[str, dict[str, Record]] = {}
    for row in rows:
        kind_id, _, key = str(row.record).partition("/")
        kind = kind_of(kind_id)
        columns = kind.record.columns if kind else ()
        column = next((column for column in columns if row.field in {column.label, column.name}), None)
        if kind_id not in known:
            known[kind_id] = {_key(candidate): candidate for candidate in reversed(records.get(kind_id, ()))}
        record = known[kind_id].get(key)
        yield row, (record, column) if record is not None and column else None


def _key(row: Record) -> str:
    """What names a record: its id, or the year and type of a report."""
    return str(row.values.get("id") or f"{row.values.get('year')}/{row.values.get('type')}")


def comparisons(disclosure: Disclosure) -> Iterator[Comparison]:
    """Every value that was looked up there, beside the value here."""
    for row, cell in _cells(disclosure.records, disclosure.rows(PlatformValue)):
        if row.figure:
            yield _with_figure(row, disclosure.figures.get(row.figure))
        elif cell:
            yield _with_cell(row, *cell)


def _with_figure(row: PlatformValue, figure: Figure | None) -> Comparison:
    if figure is None:
        return Comparison(row, f"数字{row.figure}", Missing.UNDISCLOSED, "", row.value, Match.UNTOLD)
    subject = of_year(figure.year, name_of(figure))
    there, difference = _beside(row, figure.value, figure.unit)
    return Comparison(row, subject, figure, figure.text, there, _match(difference), difference, figure.anchor)


def _with_cell(row: PlatformValue, record: Record, column: AnyColumn) -> Comparison:
    kind_id = str(row.record).partition("/")[0]
    kind = kind_of(kind_id)
    assert kind is not None  # noqa: S101  (found before)
    title = str(record.values.get("name") or _key(record).replace("/", "年"))
    subject = f"{title}：{column.label}"
    value, page = record[column], kind.address
    if value is None:
        return Comparison(row, subject, record.missing(column), "", row.value, Match.UNTOLD, page=page)
    if isinstance(column.type, Exact):
        there, difference = _beside(row, Decimal(value), "元")
        return Comparison(
            row,
            subject,
            Amount(Decimal(value), "元", where=record.where),
            plain(value),
            there,
            _match(difference),
            difference,
            page,
        )
    here = str(value)
    if isinstance(column.type, Date):
        difference = _days(here, row.value)
    else:
        same = isinstance(column.type, Year | Text) and here == row.value.strip()
        difference = "" if same or here == row.value.strip() else "写法不同"
    return Comparison(row, subject, here, here, row.value, _match(difference), difference, page)


def _beside(row: PlatformValue, here: Decimal, unit: str) -> tuple[Cell, str]:
    """A number there with the unit of the one here, as staff wrote it where it is no number, and what lies between both."""
    there = exact_amount(row.value, unit)
    if there is None:
        return row.value, "写法不同"
    return Amount(there, unit, where=row.at(PlatformValueRecord.value)), _apart(here, there, unit)


def _match(difference: str) -> Match:
    return Match.DIFFERS if difference else Match.SAME


def _apart(here: Decimal, there: Decimal, unit: str) -> str:
    apart = abs(here - there)
    if not apart:
        return ""
    more = "本站多" if here > there else "本站少"
    return more + (yuan_text(apart) if unit == "元" else quantity_text(apart, unit))


def _days(here: str, there: str) -> str:
    apart = days_between(there.strip(), here)
    if apart is None:
        return "" if here == there.strip() else "写法不同"
    return "" if not apart else f"本站{'晚' if apart > 0 else '早'}{abs(apart)}天"


def differences(disclosure: Disclosure) -> Iterator[Problem]:
    """What is not the same in both places, for staff."""
    for comparison in comparisons(disclosure):
        if comparison.match is not Match.SAME:
            yield problem(
                "unlike-platform",
                comparison.row.at(PlatformValueRecord.value),
                cell=comparison.subject,
                left=comparison.here_text or "还没报来",
                right=comparison.row.value,
                difference=comparison.difference or comparison.match.value,
            )


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One table; nothing where nothing was looked up."""
    compared = list(comparisons(disclosure))
    if not compared:
        return
    unlike = sum(comparison.match is not Match.SAME for comparison in compared)
    by_row = {id(comparison.row): comparison for comparison in compared}

    def comparison_of(row: Record) -> Comparison:
        return by_row[id(row)]

    def verdict(row: Record) -> Cell:
        comparison = comparison_of(row)
        return Tag(
            "ok" if comparison.match is Match.SAME else "checking", comparison.difference or comparison.match.value
        )

    rows = sorted((comparison.row for comparison in compared), key=lambda row: comparison_of(row).match is Match.SAME)
    blocks = (
        table(
            disclosure,
            kind,
            rows,
            (
                (
                    "事项",
                    lambda row: (
                        Link(comparison_of(row).subject, comparison_of(row).page)
                        if comparison_of(row).page
                        else comparison_of(row).subject
                    ),
                ),
                ("本站", lambda row: comparison_of(row).here),
                ("慈善中国", lambda row: comparison_of(row).there),
                ("相差", verdict),
                PlatformValueRecord.checked_on,
                PlatformValueRecord.link,
            ),
            caption="逐项对照",
        ),
        Note("哪个算数", sentence("法定公开以“慈善中国”为准。不一致的，我们会查明是哪一边写错，再更正并写明原因。")),
    )
    words = claimed(unlike, f"其中{unlike}项不一致，列在最前面。") or claimed(compared and not unlike, "全部一致。")
    yield Page(
        path=kind.address,
        title="与慈善中国核对",
        finding=sentence(f"对照了{len(compared)}项，{words}"),
        blocks=blocks,
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}在慈善中国和本站公布的内容是否一致，差一分钱、差一天都列出来。",
    )


KIND = Kind(
    id="platform_values",
    label="与慈善中国核对",
    record=PlatformValueRecord,
    path="platform/",
    pages=pages,
    checks=checks,
    relations=relations,
    order=232,
)
