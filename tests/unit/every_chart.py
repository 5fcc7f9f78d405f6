"""A chart of every form, with names and words that a picture could break on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from disclosure.charts import building as charts
from disclosure.charts import series
from disclosure.charts.building import Caption, PlanAndActual
from disclosure.drawing import years
from disclosure.drawing.forms import panels
from disclosure.model import Breakdown, Chart, Figure, Mark, Role, Source

SOURCE = Source("S", "2023年度<工作>总结", "高新区&慈善会", "2024-03-12", "报")


def figure(name: str, value: int, text: str, **more: Any) -> Figure:
    facts = {"year": 2023, "topic": "支出", "measure": "支出", "unit": "元", "scope": "本级", "source": "S", **more}
    subject = facts.pop("subject", f"“项目{name}”一个名字很长很长很长很长的活动")
    return Figure(id=name, org="gaoxin", subject=subject, value=Decimal(value), as_written=text, **facts)


def over_years(name: str, *years: int) -> Chart:
    """Income and expense of some years with their difference: one approximate, one of another scope, one year missing."""
    income, expense = (
        series.of_figures(
            label,
            role,
            [
                figure(
                    f"{label}{year}",
                    (year - 2000) * size,
                    f"{(year - 2000) * size}元以上" if year == years[2] else f"{(year - 2000) * size}元",
                    qualifier="以上" if year == years[2] else None,
                    scope="市县两级" if year == years[0] else "本级",
                    year=year,
                    subject="本会",
                    measure=label,
                )
                for year in years
            ],
        )
        for label, role, size in (("收入", Role.INCOME, 300_000), ("支出", Role.EXPENSE, 310_000))
    )
    pair = [replace(one, panel="收支") for one in (income, expense)]
    below = series.signed(series.difference("收支差", income, expense))
    caption = Caption(name, plain="收入和支出", sources=(SOURCE,))
    return series.chart(caption, [*pair, below], range(years[0], years[-1] + 1))


def every_form() -> dict[str, Chart]:
    """One chart of each kind that can be drawn."""
    total = figure("T", 1_610_400, "达161.04万元", measure="发放款物")
    parts = [
        figure("A", 620_000, "62万余元", qualifier="余"),
        figure("B", 111_500, "11.15万元", status="推断"),
        figure("C", 105_600, "10.56万元", status="待核实"),
    ]
    exact = [figure("A", 1_000_400, "100.04万元"), figure("B", 610_000, "61万元")]
    plan = figure("P", 2_600_000, "260万元以上", qualifier="以上", nature="计划", year=2024)
    people = [
        figure("X", 12708, "12708人", unit="人"),
        figure("Y", 479, "479人", unit="人"),
        figure("Z", 6, "6名符合救助标准的家庭", unit="户"),
    ]

    def split(disjoint: str, complete: str) -> Breakdown:
        return Breakdown("B", "支出", "T", disjoint, complete)

    def caption(name: str) -> Caption:
        return Caption(name, plain="支出", sources=(SOURCE,))

    return {
        "bars": charts.breakdown(caption("bars"), split("未证明", "否"), total, parts),
        "gap": charts.breakdown(caption("gap"), split("是", "否"), total, parts),
        "stack": charts.breakdown(caption("stack"), split("是", "是"), total, exact),
        "bullet": charts.bullet(
            caption("bullet"), [PlanAndActual("救助", plan, total), PlanAndActual("其中", None, exact[0])]
        ),
        "panels": charts.panels(caption("panels"), people),
        "steps": charts.over_days(
            caption("steps"),
            [
                ("收到", Role.INCOME, [(f"2023-0{month}-10", Decimal(month * 120_000), None) for month in (1, 2, 5)]),
                ("用了", Role.EXPENSE, [("2023-01-10", Decimal(0), None), ("2023-05-10", Decimal(430_000), None)]),
            ],
        ),
        "columns": over_years("columns", 2021, 2023, 2024, 2025),
        "lines": over_years("lines", *range(2016, 2020), *range(2021, 2026)),
        "refused": charts.breakdown(
            caption("refused"), split("否", "否"), total, [*parts, replace(parts[0], id="U", unit="人")]
        ),
    }


CHARTS = every_form()


def is_drawn(chart: Chart, mark: Mark) -> bool:
    """Whether a mark gets a bar: one alone on its scale, in too few comparable years or in a refused chart has none."""
    rules = {"panels": panels.draws, "columns": years.draws, "lines": years.draws}
    return not chart.refused and (chart.form not in rules or rules[chart.form](chart, mark))
