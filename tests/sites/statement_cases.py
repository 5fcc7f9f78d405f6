"""The faults of statements, one case a code: the textbook set put into the good site, and spoilt."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from small import Case, Site
from textbooks import book_rows

Table = list[list[str]]


def _put(kind: str, change: Callable[[Table], Table], *others: str, year: int = 2023) -> Callable[[Site], None]:
    """Write a spoilt statement, and sound *others* of the same year."""

    def make(site: Site) -> None:
        for name in (kind, *others):
            table = change(book_rows(year, name)) if name == kind else book_rows(year, name)
            text = "\n".join(",".join(row) for row in table) + "\n"
            site.write(f"data/dawn/{name}/{year}.csv", text)

    return make


def _set(line: str, at: int, value: str) -> Callable[[Table], Table]:
    return lambda table: [[*row[:at], value, *row[at + 1 :]] if row[0] == line else row for row in table]


def _head(*words: str) -> Callable[[Table], Table]:
    return lambda table: [*([word, *[""] * (len(table[0]) - 1)] for word in words), *table]


def _sheets(*titles: str) -> Callable[[Site], None]:
    """A workbook of statements, each sheet the textbook balance sheet."""

    def make(site: Site) -> None:
        made = Workbook()
        assert made.active is not None
        made.remove(made.active)
        for title in titles:
            sheet = made.create_sheet(title)
            for row in book_rows(2023, "balance_sheet"):
                sheet.append(
                    [float(cell) if at > 1 and cell and row[0] != "行次" else cell for at, cell in enumerate(row)]
                )
        stream = io.BytesIO()
        made.save(stream)
        site.write("data/dawn/statements/2023.xlsx", stream.getvalue())

    return make


def _twice(site: Site) -> None:
    _put("balance_sheet", lambda table: table)(site)
    _sheets("资产负债表")(site)


def _swapped(table: Table) -> Table:
    return [[*row[:2], row[3], row[2]] if row[0].isdigit() else row for row in table]


def _donations(site: Site) -> None:
    for name, measure, value in (
        ("T1", "本年捐赠收入", "100"),
        ("T2", "来自境内的捐赠", "60"),
        ("T3", "来自境外的捐赠", "30"),
    ):
        site.add(
            "figures/2023.csv",
            编号=name,
            主题="收入",
            事项="捐赠",
            指标=measure,
            数值=value,
            单位="元",
            原文写法=f"{value}元",
            性质="实际",
            口径="本级",
            状态="已核",
            来源=site.table("sources.csv")[1][0],
        )


def _row_of_donations() -> int:
    return len((Path(__file__).parent / "good_two/data/dawn/figures/2023.csv").read_text("utf-8").splitlines()) + 1


BALANCE, CASH = "balance_sheet/2023.csv", "cash_flow/2023.csv"

STATEMENT_CASES = (
    Case("unknown-sheet", "statements/2023.xlsx", None, None, _sheets("资产负债表", "附注"), told="附注"),
    Case("statement-unit", BALANCE, 1, None, _put("balance_sheet", _head("单位：万元")), told="万元"),
    Case("statement-year", BALANCE, None, None, _put("balance_sheet", _head("2022年12月31日")), told="2022 年"),
    Case("statement-title", CASH, 1, None, _put("cash_flow", _head("业务活动表")), told="应是“现金流量表”"),
    Case("statement-twice", "statements/2023.xlsx", None, None, _twice, told="balance_sheet/2023.csv"),
    Case(
        "statement-line-unknown", BALANCE, 5, "行次", _put("balance_sheet", _set("4", 0, "5")), told="“预付账款”是第4行"
    ),
    Case(
        "statement-line-missing",
        BALANCE,
        None,
        None,
        _put("balance_sheet", lambda table: [row for row in table if row[0] != "8"]),
        told="第8行“存货”",
    ),
    Case(
        "statement-line-twice",
        BALANCE,
        44,
        "行次",
        _put("balance_sheet", lambda table: [*table, table[1]]),
        told="第1行“货币资金”",
    ),
    Case(
        "statement-line-label",
        BALANCE,
        25,
        "行次",
        _put("balance_sheet", _set("62", 1, "应收款项")),
        told="第62行应是“应付款项”",
    ),
    Case(
        "empty-statement",
        BALANCE,
        None,
        None,
        _put("balance_sheet", lambda table: [table[0], *([*row[:2], "", ""] for row in table[1:])]),
    ),
    Case(
        "unbalanced-statement",
        BALANCE,
        10,
        "期末数",
        _put("balance_sheet", _set("20", 3, "12090834.33")),
        told="差0.01元",
    ),
    Case(
        "contradictory-statements",
        "activity_statement/2026.csv",
        22,
        "合计",
        _put("balance_sheet", _swapped, "activity_statement", year=2026),
        told="资产负债表第46行“净资产合计”",
    ),
    Case(
        "doubtful-statement",
        BALANCE,
        22,
        "年初数",
        _put("balance_sheet", lambda table: _set("41", 2, "96001")(_set("51", 2, "415319.18")(table))),
        told="受托代理负债",
    ),
    Case(
        "unlike-statements",
        CASH,
        34,
        "金额",
        _put("cash_flow", lambda table: _set("60", 2, "1205.36")(_set("61", 2, "1677931.47")(table)), "balance_sheet"),
        told="差1.00元",
    ),
    Case("unbalanced-donations", "figures/2023.csv", _row_of_donations(), "数值", _donations, told="差10.00元"),
)
