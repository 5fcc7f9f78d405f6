"""Nothing is published before it is over, in whichever column the day stands, and nothing ends before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import CAMPAIGN, PROJECT, faults_of

from disclosure.problems import Severity

Row = dict[str, str]

FUND = {"编号": "spring", "名称": "春天基金", "来源": "B1"}
FLOOD = {"编号": "flood", "名称": "洪水应急", "开始日期": "2024-07-05", "来源": "B1"}
PROGRESS = {"项目": "books", "截止日期": "2024-06-30", "累计支出": "10", "来源": "B1"}
CLOSING = {"项目": "books", "结项日期": "2024-11-30", "来源": "B1"}
ACCOUNT = {"募捐活动": "warm", "截止日期": "2024-06-30", "累计募得资金": "10", "来源": "B1"}
REPORT = {"应急行动": "flood", "截止日期": "2024-07-10", "累计接收资金": "10", "来源": "B1"}
OF_FUND = {
    "基金": "spring", "年度": "2024", "年初余额": "10", "本年收入": "5", "本年支出": "5", "年末余额": "10", "来源": "B1",
}  # fmt: skip
PAY = {"年度": "2024", "序位": "1", "职务": "秘书长", "报酬金额": "90000", "来源": "B1"}
AUDIT = {"编号": "a24", "名称": "2024年度审计", "类型": "年度审计", "被审年度": "2024", "来源": "B1"}
MISSED = {"年度": "2024", "指标": "管理费用比例", "实际值": "14.2", "原因": "搬迁", "来源": "B1"}


@pytest.mark.parametrize(
    ("table", "row", "column", "early", "late", "code"),
    [
        ("campaign_accounts", ACCOUNT, "公布日期", "2024-06-29", "2024-06-30", "published-before-end"),
        ("campaign_accounts", ACCOUNT, "平台公开日期", "2024-06-29", "2024-07-01", "published-before-end"),
        ("project_progress", PROGRESS, "平台公开日期", "2023-07-10", "2024-07-10", "published-before-end"),
        ("emergency_reports", REPORT, "平台公开日期", "2024-07-09", "2024-07", "published-before-end"),
        ("project_closings", CLOSING, "公布日期", "2024-11-29", "2024-11-30", "dates-out-of-order"),
        ("project_closings", CLOSING, "平台公开日期", "2023-12-10", "2024-12-10", "dates-out-of-order"),
        ("fund_accounts", OF_FUND, "公布日期", "2024-12-30", "2024-12-31", "outside-its-year"),
        ("fund_accounts", {**OF_FUND, "年末余额": "", "本年支出": ""}, "公布日期", "2024-07-01", "2025-01-09", "outside-its-year"),
        ("pay", PAY, "公开日期", "2024-05-20", "2025-01-20", "outside-its-year"),
        ("audits", AUDIT, "报告日期", "2024-04-18", "2025-01-18", "outside-its-year"),
        ("audits", {**AUDIT, "报告日期": "2025-01-18"}, "公布日期", "2025-01-17", "2025-01-18", "dates-out-of-order"),
        ("ratio_exceptions", MISSED, "公开日期", "2024-07-15", "2025-01-15", "outside-its-year"),
        ("projects", {**PROJECT, "编号": "tea"}, "结束日期", "2024-01-31", "2024-02", "dates-out-of-order"),
        ("emergencies", {**FLOOD, "编号": "snow"}, "结束日期", "2023-09-10", "2024-09-10", "dates-out-of-order"),
        ("emergencies", {**FLOOD, "编号": "snow"}, "救援结束日期", "2023-08-12", "2024-07-05", "dates-out-of-order"),
    ],
)  # fmt: skip
def test_a_day_that_is_too_early_is_told(
    table: str, row: Row, column: str, early: str, late: str, code: str, tmp_path: Path
) -> None:
    """One wrong year in one column is enough; the first day that can be is as good as any later."""
    others: dict[str, list[Row]] = {"funds": [FUND], "campaigns": [CAMPAIGN], "emergencies": [FLOOD]}
    for day, count in ((early, 1), (late, 0)):
        rows = [*others.get(table, []), {**row, column: day}]
        assert len(faults_of(code, tmp_path / day, **{**others, table: rows})) == count


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("fund_accounts", {**OF_FUND, "本年支出": "15", "年末余额": "0", "公布日期": "2024-08-01"}),
        ("audits", {**AUDIT, "类型": "换届审计", "报告日期": "2024-06-18"}),
        ("audits", {**AUDIT, "类型": "", "报告日期": "2024-06-18"}),
        ("ratio_exceptions", {**MISSED, "实际值": "", "公开日期": "2024-11-15"}),
    ],
)
def test_what_can_be_known_before_the_year_is_over(table: str, row: Row, tmp_path: Path) -> None:
    """A fund that was used up, an audit of a part of the year, a ratio that will surely be missed."""
    tables: dict[str, list[Row]] = {"funds": [FUND], table: [row]}
    assert faults_of("outside-its-year", tmp_path, **tables) == []


def test_what_may_be_of_a_part_of_its_year_does_not_stop_a_site(tmp_path: Path) -> None:
    """The account of a fund up to the end of June stands under its year, and says on which day it was told."""
    account = {**OF_FUND, "公布日期": "2024-07-10"}
    told = faults_of("outside-its-year", tmp_path, funds=[FUND], fund_accounts=[account])
    assert [fault.severity for fault in told] == [Severity.WARNING]


def test_an_account_is_refused_once(tmp_path: Path) -> None:
    """Both days too early is one fault: that of the day up to which it tells."""
    row = {**ACCOUNT, "公布日期": "2024-05-01", "平台公开日期": "2024-05-02"}
    tables: dict[str, list[Row]] = {"campaigns": [CAMPAIGN], "campaign_accounts": [row]}
    assert len(faults_of("published-before-end", tmp_path, **tables)) == 1
