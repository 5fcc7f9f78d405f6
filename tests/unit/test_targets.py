"""Next year's targets: what they are called in a sentence and a picture that already say the year and the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.model import Figure
from disclosure.pages.headlines import Headlines
from disclosure.pages.years import targets


def planned(figure_id: str, measure: str) -> Figure:
    return Figure(figure_id, "o", 2025, "计划", "2025年预算", measure, Decimal(5), "元", "5元")


INCOME, GIFTS = planned("Q1", "计划收入"), planned("Q2", "计划捐赠")


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ([], []),
        ([("2025年预算计划收入", INCOME)], ["收入"]),
        ([("募捐", INCOME)], ["募捐"]),
        ([("2025年预算计划收入", INCOME), ("2025年预算计划捐赠", GIFTS)], ["2025年预算计划收入", "2025年预算计划捐赠"]),
    ],
)
def test_a_target_that_staff_did_not_name_is_called_by_its_side(
    told: list[tuple[str, Figure]], names: list[str]
) -> None:
    """Where there are several of a side, each keeps its own name: they could not be told apart."""
    head = Headlines(2024, {"计划收入": told}, {})
    assert [label for label, _ in targets(head, "收入")] == names
    assert targets(head, "支出") == []
