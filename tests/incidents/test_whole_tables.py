"""Whole tables in another unit: every amount of a table moved by the same power of ten, which adds up within the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.newcomer import FORMS, Cells, Newcomer, newcomer
from disclosure.compose import check
from disclosure.problems import Severity

FACTORS = (Decimal(10_000), Decimal(1000), Decimal(100), Decimal("0.01"), Decimal("0.0001"))
Moved = Callable[[str], str]


def codes(body: Newcomer, folder: Path) -> set[str]:
    """What must be mended or answered."""
    folder.mkdir()
    return {problem.code for problem in check(*body.write(folder))[0] if problem.severity is not Severity.NOTICE}


def bare(*tables: str) -> Newcomer:
    """The tidy organisation with only these of its tables."""
    body = newcomer()
    body.tables = {name: rows for name, rows in body.tables.items() if name.split("/")[0] in {"sources", *tables}}
    body.texts["content/news/body/year.md"] = "Title: 这一年\nDate: 2024-03-20\nSlug: year\n\n谢谢大家。\n"
    return body


def columns(table: str, *labels: str) -> Callable[[Newcomer, Moved], None]:
    """Move columns of a table."""

    def move(body: Newcomer, how: Moved) -> None:
        for label in labels:
            body.change(table, label, how)

    return move


def _figures(body: Newcomer, how: Moved) -> None:
    for row in body.tables["figures/2023"]:
        if row["单位"] == "元":
            row["数值"] = how(row["数值"])
            row["原文写法"] = f"{row['数值']}元"
    for row in body.tables["verifications"]:
        row["再填的数值"] = next(
            (figure["数值"] for figure in body.tables["figures/2023"] if figure["编号"] == row["数字"]),
            row["再填的数值"],
        )


def _statements(body: Newcomer, how: Moved) -> None:
    for form in FORMS:
        for row in body.tables[f"{form}/2023"]:
            for label in row.keys() - {"行次", "项目", "行次2", "项目2"}:
                row[label] = how(row[label]) if row[label] else ""


def _without_statements() -> Newcomer:
    body = newcomer()
    for form in FORMS:
        del body.tables[f"{form}/2023"]
    return body


def _with_target() -> Newcomer:
    body = newcomer()
    body.tables["campaigns"][0]["预期募集数额"] = "500000"
    return body


TABLES: dict[str, tuple[Callable[[], Newcomer], Callable[[Newcomer, Moved], None]]] = {
    "gifts": (newcomer, columns("donations/2023", "金额")),
    "gifts beside the register alone": (_without_statements, columns("donations/2023", "金额")),
    "payments": (newcomer, columns("disbursements", "金额")),
    "payments beside the register alone": (_without_statements, columns("disbursements", "金额")),
    "register": (newcomer, _figures),
    "statements": (newcomer, _statements),
    "progress": (newcomer, columns("project_progress", "累计支出")),
    "budgets": (newcomer, columns("project_budgets", "预算", "已支")),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_another_unit_is_noticed_beside_the_others(name: str, tmp_path: Path) -> None:
    """By 10,000, 1,000 and 100, both ways; in order, nothing is asked."""
    make, move = TABLES[name]
    assert codes(make(), tmp_path / "tidy") == set()
    for at, factor in enumerate(FACTORS):
        body = make()
        move(body, lambda cell, by=factor: format((Decimal(cell) / by).quantize(Decimal("0.01")), "f"))  # type: ignore[misc]
        assert codes(body, tmp_path / f"{at}"), factor


def test_accounts_of_an_appeal_are_held_against_its_target_and_the_year(tmp_path: Path) -> None:
    """An appeal that raised 45 yuan of half a million, or more than all that came in."""
    assert codes(_with_target(), tmp_path / "tidy") == set()
    for at, (factor, code) in enumerate((
        (FACTORS[0], "plan-far-off"), (FACTORS[1], "plan-far-off"), (FACTORS[3], "part-above-whole"), (FACTORS[4], "part-above-whole"),
    )):  # fmt: skip
        body = _with_target()
        for label in ("累计募得资金", "累计使用"):
            body.change("campaign_accounts", label, lambda cell, by=factor: format(Decimal(cell) / by, "f"))  # type: ignore[misc]
        assert code in codes(body, tmp_path / f"{at}")


def _later(rows: list[Cells], factor: Decimal) -> Iterator[Cells]:
    """The same list a year later, each amount a little larger, and moved by a factor."""
    for row in rows:
        amount = (Decimal(row["金额"]) * Decimal("1.17") / factor).quantize(Decimal("0.01"))
        later = {label: cell.replace("2023", "2024") for label, cell in row.items()}
        yield later | {"金额": format(max(amount, Decimal("0.01")), "f")}


@pytest.mark.parametrize("factor", [Decimal(1), *FACTORS])
def test_lists_are_held_against_those_of_the_year_before(factor: Decimal, tmp_path: Path) -> None:
    """With nothing else beside them; also the register, item by item."""
    gifts = bare("donations", "channels")
    gifts.texts["data/site.yaml"] = gifts.texts["data/site.yaml"].replace("2024-06-30", "2025-06-30")
    gifts.tables["donations/2024"] = [row | {"票据号码": ""} for row in _later(gifts.tables["donations/2023"], factor)]
    paid = bare("disbursements", "projects")
    paid.texts = gifts.texts
    for row in paid.tables["projects"]:
        row.update({"结束日期": "", "状态": "进行中"})
    paid.tables["disbursements"] += list(_later(paid.tables["disbursements"], factor))
    figures = bare("figures", "projects", "headlines", "breakdowns", "verifications")
    figures.tables["figures/2024"] += [
        row | {"编号": f"N{row['编号']}", "属于": "", "数值": format(value, "f"), "原文写法": f"{value:f}元"}
        for row in figures.tables["figures/2023"]
        if row["单位"] == "元"
        for value in [(Decimal(row["数值"]) * Decimal("1.2") / factor).quantize(Decimal("0.01"))]
    ]
    for at, body in enumerate((gifts, paid, figures)):
        asked = "table-in-other-unit" in codes(body, tmp_path / f"{at}")
        assert asked is (factor != 1), at


def test_lists_alone_are_held_against_what_amounts_can_be(tmp_path: Path) -> None:
    """Gifts of less than a yuan, payments of a few yuan to schools, persons who all gave millions, quilts for nothing."""
    for at, (table, factor) in enumerate((
        ("donations", 10_000), ("donations", Decimal("0.0001")), ("disbursements", 10_000), ("disbursements", Decimal("0.0001")),
    )):  # fmt: skip
        body = bare(table, "channels", "projects")
        assert codes(body, tmp_path / f"tidy-{at}") == set()
        name = next(name for name in body.tables if name.startswith(table))
        body.change(name, "金额", lambda cell, by=factor: f"{max(Decimal(cell) / by, Decimal('0.01')):.2f}")  # type: ignore[misc]
        assert codes(body, tmp_path / f"{at}") == {"table-in-other-unit"}
    goods = newcomer()
    goods.tables["goods"][0].update({"价值": "40000", "估价依据": "发票"})
    assert codes(goods, tmp_path / "goods") == set()
    goods.tables["goods"][0]["价值"] = "4"
    assert codes(goods, tmp_path / "cheap") == {"table-in-other-unit"}
