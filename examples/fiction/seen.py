"""Totals that somebody typed twice, and warnings that somebody looked at, so that the report shows its part for them."""

from __future__ import annotations

from .ledger import PREPARED_ON, Body

TWICE = "同一天分两次汇出，两张回单都在（虚构）。"
LATE = "河桥县慈善会 2025 年以后没有报来数据（虚构）。"
PLATFORM = "样例里特意留下的不同，演示怎样与慈善中国核对（虚构）。"
# body → code, file, column, the fingerprint that the report prints, reason
SEEN = {
    "shili": (
        ("payment-twice", "disbursements.csv", "金额", "v16b1e73f", TWICE),
        ("gift-twice", "donations/2025.csv", "金额", "vac99d31a", "同一天捐了两次，两笔流水都在（虚构）。"),
        ("unlike-platform", "platform_values.csv", "慈善中国上的值", "vca73d0f0", PLATFORM),
    ),
    "xiyang": (("payment-twice", "disbursements.csv", "金额", "v48ce633e", TWICE),),
    "heqiao": (("progress-overdue", "projects.csv", "状态", "ve2ecbd0d", LATE),),
}
TOTALS = {"收入合计", "支出合计", "对照收入", "对照支出", "计划收入", "计划支出", "受益"}


def acknowledge(body: Body) -> None:
    """The rows of the body, by file and column: numbers of rows change with every change of the story."""
    for code, file, column, fingerprint, reason in SEEN.get(body.id, ()):
        body.plain("acknowledgements", 代码=code, 文件=file, 列=column, 值指纹=fingerprint, 理由=reason, 确认人="示例壬",
                   日期=PREPARED_ON)  # fmt: skip


def verify(body: Body) -> None:
    """The totals of the first year, which has no year before it."""
    values = {
        row["编号"]: row["数值"] for name in body.tables if name.startswith("figures/") for row in body.tables[name]
    }
    rows = [row for row in body.tables["headlines"] if row["角色"] in TOTALS]
    first = min(row["年度"] for row in rows)
    for row in rows:
        if row["年度"] == first:
            body.plain("verifications", 数字=row["编号"], 再填的数值=values[row["编号"]], 录入人="示例壬", 复核人="示例癸",
                       复核日期=PREPARED_ON)  # fmt: skip
