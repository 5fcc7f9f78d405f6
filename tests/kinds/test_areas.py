"""钱用在了哪里: every payment in one row, all rows together are the payments of the year, and nothing is guessed."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from samples_money import Folder, blocks

from disclosure.charts import Caption, of_places
from disclosure.model import ChartBlock, Facets, Mark, Page, Role, RowsFile, TableBlock
from disclosure.output.table_files import write_chosen
from disclosure.storage import TreeFiles

PAID = {"paid_on": "2024-03-12", "receiver": "某单位", "receiver_type": "其他单位", "amount": "10.01"}


def rows_of(page: Page) -> list[list[str]]:
    table = next(block.table for block in blocks(page, TableBlock) if block.table.id.endswith("-table"))
    return [[str(getattr(cell, "value", cell)) for cell in row.cells] for row in table.rows]


def test_places_stand_by_district_and_village_and_what_is_untold_stands_apart(folder: Folder) -> None:
    folder.change("projects", region="西样区")
    folder.write(
        "disbursements",
        [
            {**PAID, "region": "东样区/河样村"},
            {**PAID, "region": "东样区", "amount": "5"},
            {**PAID, "region": "东样区；西样区", "amount": "4"},
            {**PAID, "project": "books", "amount": "3"},
            {**PAID, "receiver": "东样区河样村", "amount": "2.50"},
            {**PAID, "paid_on": "2023-03-12", "region": "东样区", "amount": "900"},
        ],
    )
    assert rows_of(folder.pages()["areas/2024/"]) == [
        ["东样区", "2", "15.01"],
        ["河样村", "1", "10.01"],
        ["只写到东样区", "1", "5"],
        ["东样区；西样区（几处写在一起）", "1", "4"],
        ["西样区（照项目写的）", "1", "3"],
        ["没有写明地区", "1", "2.50"],
        ["合计", "5", "24.51"],
    ]


def test_a_thousand_payments_add_up_to_the_cent_whatever_they_name(folder: Folder) -> None:
    """District rows and the rows below them are each all of it; the payments of a choice are those of its file."""
    chance = random.Random(7)  # noqa: S311  (an invented list, no secrets)
    names = ["", "甲区", "甲区/一村", "甲区/二村", "乙区/三镇/四村", "甲区；乙区", "丙区"]
    rows = [
        {**PAID, "amount": f"{chance.randint(1, 10**7) / 100:.2f}", "region": chance.choice(names)} for _ in range(300)
    ]
    folder.write("disbursements", rows)
    disclosure, pages = folder.disclosure(), folder.pages()
    total = sum(Decimal(row["amount"]) for row in rows)
    *parts, last = rows_of(pages["areas/2024/"])
    inner = {"一村", "二村", "三镇/四村", "只写到甲区"}
    assert Decimal(last[2]) == total == sum(Decimal(row[2]) for row in parts if row[0] not in inner)
    assert sum(Decimal(row[2]) for row in parts if row[0] in inner - {"三镇/四村"}) == Decimal(
        next(row[2] for row in parts if row[0] == "甲区")
    )
    places = {one.link.path: one.count for bar in blocks(pages["disbursements/2024/"], Facets) for one in bar.facets}
    assert all(path in pages for path in places)
    write_chosen(TreeFiles(folder.data / "out"), disclosure, {}, pages.values())
    chosen = 0
    for page in pages.values():
        for file in blocks(page, RowsFile):
            lines = (folder.data / "out" / file.path).read_text("utf-8-sig").splitlines()
            assert len(lines) == len(file.rows) + 1
            assert lines[0].startswith("paid_on,receiver")
            chosen += page.path.startswith("disbursements/2024/place/")
            assert places.get(page.path, len(file.rows)) == len(file.rows)
    assert chosen == 3


def test_few_payments_have_no_choices_and_no_places_no_pages(folder: Folder) -> None:
    folder.write("disbursements", [PAID, {**PAID, "amount": "7"}])
    pages = folder.pages()
    assert not [path for path in pages if path.startswith("areas/") or "/size/" in path]
    assert not blocks(pages["disbursements/2024/"], Facets)


@pytest.mark.parametrize(
    ("names", "refused"),
    [(("甲区", "乙区"), None), (("甲区", "甲区一村"), "地方大小不同"), (("甲区",), "只有一个数")],
)
def test_places_of_different_size_are_not_drawn_side_by_side(names: tuple[str, ...], refused: str | None) -> None:
    marks = [Mark(name, Decimal(9 - at), f"{9 - at}元", Role.EXPENSE) for at, name in enumerate(names)]
    chart = of_places(Caption("x", plain="试"), marks)
    assert (refused or "") in (chart.refused or "")
    assert bool(chart.refused) == bool(refused)
    other = [*marks, Mark("丙区", Decimal(1), "1人", Role.COUNT, unit="人")]
    assert of_places(Caption("x", plain="试"), other).refused


def test_tiles_have_one_size_and_tell_each_place(folder: Folder) -> None:
    folder.write("disbursements", [{**PAID, "region": "甲区/一村"}, {**PAID, "region": "乙区/二村", "amount": "3"}])
    charts = [block.chart for block in blocks(folder.pages()["areas/2024/"], ChartBlock)]
    assert [[(mark.label, str(mark.value)) for mark in chart.marks] for chart in charts] == [
        [("甲区", "10.01"), ("乙区", "3")], [("甲区·一村", "10.01"), ("乙区·二村", "3")],
    ]  # fmt: skip
    assert {chart.form for chart in charts} == {"tiles"}
