"""Totals and breakdowns that nobody named: the register offers them."""

from __future__ import annotations

from small import Case, Site

FIGURES = "dawn/figures/2023.csv"


def _without_total(site: Site) -> None:
    """The total of income is in the register, and no row says that it is the total."""
    site.save("headlines.csv", [row for row in site.table("headlines.csv") if row[1] != "收入合计"])


def _without_breakdown(site: Site) -> None:
    """The parts of income are in the register, and no row says whose parts they are."""
    site.save("headlines.csv", [row for row in site.table("headlines.csv") if row[1] != "收入分组"])
    site.save("breakdowns.csv", [row for row in site.table("breakdowns.csv") if row[0] != "AB02"])
    for row in (6, 7):
        site.cell("figures/2023.csv", row, "属于", "")
    site.text("content/news/dawn/first.md", "[[chart: income-2023]]", "")


HEADLINE_CASES = (
    Case("headline-missing", FIGURES, 2, "数值", _without_total, told="2023,收入合计,A001"),
    Case(
        "figure-unowned",
        FIGURES,
        10,
        "所属记录",
        lambda site: site.cell("figures/2023.csv", 10, "所属记录", ""),
        told="阅读角",
    ),
    Case("breakdown-missing", FIGURES, 6, "数值", _without_breakdown, told="A005、A006"),
)
