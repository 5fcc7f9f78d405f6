"""Parts and wholes, plans and what became of them, amounts a head: what is asked about, and what is as it may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import CAMPAIGN, faults_of, figure

Rows = list[dict[str, str]]
SPLIT = {"编号": "AB", "名称": "全市按站", "总额": "A1", "互斥": "未证明", "完整": "未证明"}


def part(name: str, value: str, **cells: str) -> dict[str, str]:
    """A part of the split."""
    return figure(name, value, **{"事项": f"{name}站", "属于": "AB", **cells})


@pytest.mark.parametrize(
    ("total", "parts", "split", "asked"),
    [
        ("500", ["200", "300"], {}, []),
        ("500", ["200", "310"], {}, ["全市按站的 2 项相加"]),
        ("500", ["200", "502"], {}, ["P2站收入"]),
        ("500", ["502", "503"], {}, ["P1站收入", "P2站收入"]),
        ("500", ["600", "-100"], {}, []),
        ("500", ["600", "100", "-100"], {}, ["全市按站的 3 项相加"]),
        ("500", ["200", "100"], {}, []),
    ],
)
def test_parts_are_not_above_their_whole(
    total: str, parts: list[str], split: dict[str, str], asked: list[str], tmp_path: Path
) -> None:
    """Neither one of them, unless something was taken back, nor all together."""
    rows = [part(f"P{place}", value, 原文写法=f"{value}元") for place, value in enumerate(parts, 1)]
    tables = {"figures__2024": [figure("A1", total), *rows], "breakdowns": [{**SPLIT, **split}]}
    assert [fault.details["cell"] for fault in faults_of("part-above-whole", tmp_path, **tables)] == asked


@pytest.mark.parametrize(
    ("own", "wide", "asked"),
    [
        ({"数值": "600"}, {"数值": "500"}, True),
        ({"数值": "500"}, {"数值": "500"}, False),
        ({"数值": "600", "事项": "本级助学"}, {"数值": "500", "事项": "全市助学"}, True),
        ({"数值": "600", "事项": "助学"}, {"数值": "500", "事项": "助困"}, False),
        ({"数值": "600", "事项": "助学", "性质": "计划"}, {"数值": "500", "事项": "助学"}, False),
        ({"数值": "600", "事项": "助学", "指标": "支出"}, {"数值": "500", "事项": "助学"}, False),
        ({"数值": "600", "事项": "助学", "款物": "现金"}, {"数值": "500", "事项": "助学"}, False),
    ],
)
def test_the_body_itself_is_not_above_all_with_those_below(
    own: dict[str, str],
    wide: dict[str, str],
    asked: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """Of the same thing, in the same unit and kind, as it happened."""
    rows = [
        figure("A1", own["数值"], **{**own, "原文写法": f"{own['数值']}元"}),
        figure("A2", wide["数值"], **{**wide, "原文写法": f"{wide['数值']}元", "口径": "市县两级"}),
    ]
    faults = faults_of("part-above-whole", tmp_path, figures__2024=rows)
    assert [fault.details["what"][:8] for fault in faults] == ["它是本级的数，包"] * asked


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"数值": "600"}, True),
        ({"数值": "500"}, False),
        ({"数值": "600", "性质": "上限"}, True),
        ({"数值": "600", "性质": "计划"}, False),
        ({"数值": "600", "指标": "累计收入"}, False),
        ({"数值": "600", "事项": "抗洪专户余额"}, False),
        ({"数值": "600", "口径": "市县两级"}, False),
        ({"数值": "600", "口径": "未说明"}, True),
    ],
)
def test_one_thing_of_a_year_is_not_above_all_of_it(cells: dict[str, str], asked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Neither above what came in nor above what went out; what is more than of the year, or only planned, may be."""
    row = {"事项": "抗洪", **cells}
    rows = [
        figure("A1", "500"),
        figure("A2", "450", 指标="支出"),
        figure("A3", row["数值"], **{**row, "原文写法": f"{row['数值']}元"}),
    ]
    faults = faults_of("part-above-whole", tmp_path, figures__2024=rows)
    assert [(fault.details["what"], "A1" in fault.details["right"]) for fault in faults] == [
        ("全年一共才", True)
    ] * asked
    assert faults_of("part-above-whole", tmp_path / "other", figures__2024=rows[2:], figures__2023=rows[:1]) == []


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"数值": "13"}, True),
        ({"数值": "12"}, False),
        ({"数值": "13", "单位": "户"}, False),
        ({"数值": "13", "指标": "志愿者"}, False),
        ({"数值": "13", "性质": "计划"}, False),
        ({"数值": "13", "口径": "市县两级"}, False),
        ({"数值": "13", "口径": "未说明"}, True),
    ],
)
def test_one_thing_has_not_helped_more_than_the_year(cells: dict[str, str], asked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Against the number that 年度要目 names, of the same unit, measure and scope."""
    people = {"指标": "受益", "单位": "人", "款物": ""}
    row = {**people, "事项": "助学", **cells}
    rows = [
        figure("H1", "12", **people, 原文写法="12人"),
        figure("H2", row["数值"], **{**row, "原文写法": f"{row['数值']}{row['单位']}"}),
    ]
    headline = {"年度": "2024", "角色": "受益", "编号": "H1"}
    faults = faults_of("part-above-whole", tmp_path, figures__2024=rows, headlines=[headline])
    assert len(faults) == asked


@pytest.mark.parametrize(
    ("day", "raised", "start", "asked"),
    [
        ("2024-06-30", "501", "2024-01-15", ["“暖冬”累计募得资金"]),
        ("2024-06-30", "500", "2024-01-15", []),
        ("2024-06-30", "501", "2023-12-15", []),
        ("2025-01-31", "501", "2024-01-15", []),
    ],
)
def test_an_appeal_of_the_year_is_not_above_its_income(
    day: str, raised: str, start: str, asked: list[str], tmp_path: Path
) -> None:
    """Only where it began in the year is what it raised so far a part of the year."""
    account = {"募捐活动": "warm", "截止日期": day, "累计募得资金": raised, "来源": "B1"}
    faults = faults_of(
        "part-above-whole", tmp_path, figures__2024=[figure("A1", "500"), figure("A2", "400", 指标="支出")],
        campaigns=[{**CAMPAIGN, "开始日期": start}], campaign_accounts=[account],
    )  # fmt: skip
    assert [fault.details["cell"] for fault in faults] == asked


def test_a_fund_is_not_above_the_income_of_its_year(tmp_path: Path) -> None:
    """Its account is of a single year, whenever it began."""
    fund = {"编号": "spring", "名称": "春天基金", "来源": "B1"}
    account = {
        "基金": "spring",
        "年度": "2024",
        "年初余额": "0",
        "本年收入": "501",
        "本年支出": "0",
        "年末余额": "501",
        "来源": "B1",
    }
    rows = {"figures__2024": [figure("A1", "500")], "funds": [fund], "fund_accounts": [account]}
    (fault,) = faults_of("part-above-whole", tmp_path, **rows)
    assert fault.details["cell"] == "“春天基金”本年收入"
    earlier = {**rows, "fund_accounts": [{**account, "年度": "2023"}]}
    assert faults_of("part-above-whole", tmp_path / "earlier", **earlier) == []


@pytest.mark.parametrize(
    ("plan", "actual", "cells", "asked"),
    [
        ("1000", "4990", {}, False),
        ("1000", "5000", {}, True),
        ("1000", "101", {}, False),
        ("1000", "60", {}, True),
        ("1000", "10000", {}, True),
        ("1000", "5000", {"指标": "支出"}, False),
        ("1000", "5000", {"口径": "市县两级"}, False),
    ],
)
def test_what_is_far_from_its_plan(plan: str, actual: str, cells: dict[str, str], asked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Five times as much as was planned of the same thing, or a tenth of it."""
    rows = [figure("P1", plan, 事项="助学", 性质="计划"), figure("A1", actual, **{"事项": "助学", **cells})]
    faults = faults_of("plan-far-off", tmp_path, figures__2024=rows)
    assert [fault.details["right"] for fault in faults] == [f"2024年实际 {actual}元"] * asked


@pytest.mark.parametrize(
    ("actual_year", "actual", "asked"),
    [("2024", "6000", True), ("2024", "10000", False), ("2024", "4000", False), ("2023", "6000", True), ("2023", "10000", True), ("2022", "6000", False)],
)  # fmt: skip
def test_the_plan_of_a_year_against_what_happened(actual_year: str, actual: str, asked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """In that year, else in the year before; a power of ten of the same year is told by another rule."""
    chosen = [
        {"年度": "2024", "角色": "计划收入", "编号": "P1"},
        {"年度": actual_year, "角色": "收入合计", "编号": "A1"},
    ]
    tables = {"figures__2024": [figure("P1", "1000", 指标="募集目标", 性质="计划")], "headlines": chosen}
    tables.setdefault(f"figures__{actual_year}", []).append(figure("A1", actual))
    assert len(faults_of("plan-far-off", tmp_path, **tables)) == asked


@pytest.mark.parametrize("planned_for", [2024, 2025])
def test_a_power_of_ten_is_told_of_the_year_that_was_planned(planned_for: int, tmp_path: Path) -> None:
    """A report tells what is planned for the next year: that is no plan of the year it reports on."""
    chosen = [{"年度": "2024", "角色": role, "编号": name} for role, name in (("计划收入", "P1"), ("收入合计", "A1"))]
    tables = {"figures__2024": [figure("A1", "100000")], "headlines": chosen}
    tables.setdefault(f"figures__{planned_for}", []).append(figure("P1", "1000000", 指标="募集目标", 性质="计划"))
    (tmp_path / "jump").mkdir()
    (tmp_path / "far").mkdir()
    told = [fault.message for fault in faults_of("tenfold-jump", tmp_path / "jump", **tables)]
    assert ["2024年计划是" in words for words in told] == [True] * (planned_for == 2024)
    assert len(faults_of("plan-far-off", tmp_path / "far", **tables)) == (planned_for == 2025)


@pytest.mark.parametrize(
    ("budget", "spent", "asked"),
    [("100", "499", 0), ("100", "500", 1), ("0", "500", 0), ("", "500", 0), ("100", "", 0)],
)
def test_a_line_of_a_budget_far_overspent(budget: str, spent: str, asked: int, tmp_path: Path) -> None:
    """Five times its budget is more than an overrun."""
    line = {"项目": "books", "科目": "书", "预算": budget, "已支": spent, "截止日期": "2024-06-30", "来源": "B1"}
    assert len(faults_of("plan-far-off", tmp_path, project_budgets=[line])) == asked


@pytest.mark.parametrize(
    ("target", "cash", "goods", "day", "asked"),
    [
        ("1000", "20000", "", "2024-06-30", True),
        ("1000", "19999", "", "2024-06-30", False),
        ("1000", "19999", "1", "2024-06-30", True),
        ("1000", "2", "", "2024-12-31", True),
        ("1000", "2", "", "2024-12-30", False),
        ("1000", "3", "", "2024-12-31", False),
        ("1000", "0", "", "2024-12-31", False),
        ("", "20000", "", "2024-06-30", False),
    ],
)
def test_an_appeal_far_from_its_target(
    target: str,
    cash: str,
    goods: str,
    day: str,
    asked: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """Twenty times as much, or at the end next to nothing; nothing at all may be true."""
    account = {"募捐活动": "warm", "截止日期": day, "累计募得资金": cash, "累计募得物资折价": goods, "来源": "B1"}
    tables = {"campaigns": [{**CAMPAIGN, "预期募集数额": target}], "campaign_accounts": [account]}
    assert len(faults_of("plan-far-off", tmp_path, **tables)) == asked


@pytest.mark.parametrize(
    ("money", "people", "unit", "asked"),
    [
        ("100", "200", "人", False),
        ("100", "201", "人", True),
        ("200000", "2", "人", False),
        ("200001", "2", "人", True),
        ("200001", "2", "户", False),
        ("1000001", "2", "户", True),
        ("9", "2", "户", True),
        ("10", "2", "户", False),
        ("100", "201", "件", False),
    ],
)
def test_an_amount_a_head(money: str, people: str, unit: str, asked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Half a 元 to 100,000 for a person, 5 to 500,000 for a home; in the register and in the progress of a project."""
    amount = figure("A1", money, 事项="助学", 指标="支出")
    helped = figure("A2", people, 事项="助学", 指标="受益", 单位=unit, 款物="", 原文写法=f"{people}{unit}")
    assert len(faults_of("per-head-odd", tmp_path / "register", figures__2024=[amount, helped])) == asked
    more = figure("A3", "5", 事项="助学", 指标="拨付")
    assert faults_of("per-head-odd", tmp_path / "two", figures__2024=[amount, helped, more]) == []
    plan = {**helped, "性质": "计划"}
    assert faults_of("per-head-odd", tmp_path / "plan", figures__2024=[amount, plan]) == []
    if unit == "件":
        return
    progress = {
        "项目": "books",
        "公布日期": "2024-07-01",
        "累计受益": people,
        "受益单位": unit,
        "累计支出": money,
        "来源": "B1",
    }
    days = [{**progress, "截止日期": "2024-05-31"}, {**progress, "截止日期": "2024-06-30"}]
    faults = faults_of("per-head-odd", tmp_path / "progress", project_progress=days)
    assert len(faults) == asked, "each project is asked about once"
    assert not asked or faults[0].details["cell"] == "送书"
