"""Figures in first sentences and on cards: of several with one measure it is told which is which, and of which year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from disclosure.blocks import newest_apart, stated
from disclosure.model import Figure, SourceLevel


def figure(name: str, subject: str, measure: str, text: str, unit: str = "人", **more: Any) -> Figure:
    facts = {"topic": "项目", "scope": "本级", "year": 2023, "level": SourceLevel.REPORT, **more}
    return Figure(
        id=name, org="o", subject=subject, measure=measure, value=Decimal(1), unit=unit, as_written=text, **facts
    )


SPENT = figure("A1", "夏令营", "支出", "5万元", "元")
DEAF = figure("A2", "听障儿童", "受益", "8名")
HEART = figure("A3", "先心病儿童", "受益", "20名")
EVENTS = figure("A4", "讲座", "场次", "9场", "场")
SHARE = figure("A5", "听障儿童", "受益", "3名", part_of="G1")


def words(figures: Sequence[Figure]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in stated(figures) if piece)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([DEAF], "报告写明：受益8名。"),
        ([DEAF, HEART], "报告写明：听障儿童受益8名，先心病儿童受益20名。"),
        ([SPENT, DEAF, HEART], "报告写明：支出5万元，听障儿童受益8名，先心病儿童受益20名。"),
        # no room for all: the one that is told says still which it is
        ([SPENT, DEAF, HEART, EVENTS], "报告写明：支出5万元，听障儿童受益8名，场次9场。"),
        # a part of another number is none to fill up with
        ([HEART, SHARE], "报告写明：先心病儿童受益20名。"),
        ([], ""),
    ],
)
def test_of_figures_with_one_measure_it_is_told_which_is_which(figures: list[Figure], told: str) -> None:
    assert words(figures) == told


def test_a_card_has_all_amounts_of_the_newest_year() -> None:
    goods = figure("A6", "夏令营物资", "支出", "1万元", "元")
    older = figure("A7", "夏令营", "支出", "4万元", "元", year=2022)
    assert newest_apart([]) == ()
    assert newest_apart([SPENT]) == (("支出", SPENT),)
    assert newest_apart([SPENT, goods]) == (("夏令营支出", SPENT), ("夏令营物资支出", goods))
    assert newest_apart([older, SPENT]) == (("2023年夏令营支出", SPENT),)
