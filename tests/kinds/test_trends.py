"""历年对照: the page over the years, what was stated anew, what was changed without saying so, and the year switch."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shapes import Books, Read, Table, Write

from disclosure.model import ChartBlock, Disclosure, Page, Prose, Reconciliations, Role, TableBlock, Undisclosed
from disclosure.output.words import plain_text
from disclosure.pages import pages_of
from disclosure.problems import Problem, Where

HEADER = "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,属于,状态,来源,出处\n"
CHANGES = "编号,类型,年度,数字编号,原来,现在,重述后编号,原因,公布日期,来源\n"


def report(year: int, income: int, expense: int, *, scope: str = "本级", more: str = "") -> dict[str, str]:
    """The figures of one year's report."""
    rows = "".join(
        f"{letter}{year},总体,本会,{measure},{value},,元,{value}元,实际,{scope},款物,,已核,DOC,第1页\n"
        for letter, measure, value in (("A", "总收入", income), ("B", "总支出", expense))
    )
    return {f"figures/{year}.csv": HEADER + rows + more}


def folder(*years: dict[str, str], changes: str = "", **files: str) -> dict[str, str]:
    """The files of an organisation that reported some years."""
    found = {name: text for one in years for name, text in one.items()}
    told = sorted(int(name[8:12]) for name in found)
    roles = "".join(f"{year},收入合计,A{year},总收入\n{year},支出合计,B{year},总支出\n" for year in told)
    found["headlines.csv"] = "年度,角色,编号,名称\n" + roles
    found["sources.csv"] = "编号,名称,发布者,发布日期,等级\nDOC,工作报告,示例慈善会,2026-05-20,报\n"
    if changes:
        found["restatements.csv"] = CHANGES + changes
    return found | files


def page(disclosure: Disclosure, path: str = "trends/") -> Page | None:
    return next((one for one in pages_of(disclosure) if one.path == path), None)


def codes(problems: list[Problem]) -> set[tuple[str, str | None]]:
    return {(one.code, one.where.column) for one in problems}


THREE = (report(2023, 500, 400), report(2024, 600, 700), report(2025, 900, 800))
NEW = "N2024,总体,本会,总收入（重述）,650,,元,650元,实际,本级,款物,,已核,DOC,第2页\n"


def test_one_year_has_no_page(write: Write, read: Read) -> None:
    """A single year has nothing to be compared with: no page, no link to it, no empty promise."""
    disclosure, problems = read(write(folder(THREE[0])))

    assert {one.code for one in problems} == {"unverified-totals"}  # what the first year of any organisation asks
    assert page(disclosure) is None
    assert "trends/" not in repr(pages_of(disclosure))


def test_two_years_are_a_sentence_and_a_table(write: Write, read: Read) -> None:
    """Two years are told and listed, and no picture is drawn of them."""
    disclosure, _ = read(write(folder(*THREE[:2])))
    found = page(disclosure)

    assert found
    assert "".join(one if isinstance(one, str) else one.text for one in found.finding) == (  # type: ignore[union-attr]
        "总收入2023年500元，2024年升到600元（升20.0%）；总支出2023年400元，2024年升到700元（升75.0%）。"
    )
    (chart,) = [one.chart for one in found.blocks if isinstance(one, ChartBlock)]
    assert chart.refused == "能互相比较的年度不到3个"
    assert len(chart.marks) == 6


def test_three_years_are_drawn_with_their_difference(write: Write, read: Read) -> None:
    """Income, expense and, on a scale of its own, what lies between them, every point with its figure or marked as computed."""
    disclosure, _ = read(write(folder(*THREE)))
    found = page(disclosure)
    assert found
    chart = next(one.chart for one in found.blocks if isinstance(one, ChartBlock))

    assert not chart.refused
    assert [(one.label, one.category, one.value) for one in chart.marks if one.role is Role.OTHER] == [
        ("收支差", "2023年", Decimal(100)),
        ("收支差", "2024年", Decimal(-100)),
        ("收支差", "2025年", Decimal(100)),
    ]
    assert all(one.figure or one.role is Role.OTHER for one in chart.marks)
    assert len({one.panel for one in chart.marks}) == 2


def test_a_year_that_nobody_reported_is_a_gap(write: Write, read: Read) -> None:
    """The missing year keeps its place on the axis and is named among what is not published."""
    disclosure, _ = read(write(folder(report(2021, 5, 4), *THREE)))
    found = page(disclosure)
    assert found
    chart = next(one.chart for one in found.blocks if isinstance(one, ChartBlock))

    assert chart.years == (2021, 2022, 2023, 2024, 2025)
    assert "2022年的收入总额" in repr([one for one in found.blocks if isinstance(one, Undisclosed)])


def test_a_restatement_is_shown_at_its_point_and_in_the_list(write: Write, read: Read) -> None:
    """The point has the new value with its own figure, the list has both, and both lead to the register."""
    years = (THREE[0], report(2024, 600, 700, more=NEW), THREE[2])
    changes = "r1,重述,2024,A2024,600元,650元,N2024,漏记一笔,2026-05-20,DOC\n"
    disclosure, problems = read(write(folder(*years, changes=changes)))
    found = page(disclosure)

    assert problems == []
    assert found
    chart = next(one.chart for one in found.blocks if isinstance(one, ChartBlock))
    point = next(one for one in chart.marks if (one.label, one.category) == ("总收入", "2024年"))
    assert (point.value, point.note, point.figure and point.figure.id) == (650, "重述过，原来600元", "N2024")
    (table,) = [one.table for one in found.blocks if isinstance(one, TableBlock)]
    known = disclosure.figures
    assert table.rows[0].cells[2:4] == (known["A2024"], known["N2024"])


def test_a_change_of_scope_is_marked_and_not_compared(write: Write, read: Read) -> None:
    """Years before the change are shown, set apart with the reason, and left out of the sentence."""
    changes = "r1,合并范围变化,2024,A2024,三家,两家,,一家没有报,2025-05-20,DOC\n"
    files = folder(report(2022, 1, 2), *THREE, report(2026, 7, 7), changes=changes)
    files["sources.csv"] = files["sources.csv"].replace("2026-05-20", "2027-01-20")
    disclosure, problems = read(write(files))
    found = page(disclosure)

    assert problems == []
    assert found
    chart = next(one.chart for one in found.blocks if isinstance(one, ChartBlock))
    apart = {one.category: one.apart for one in chart.marks if one.label == "总收入"}
    why = ("2024年起合并范围变化：原来三家，现在两家",)
    assert apart == {"2022年": why, "2023年": why, "2024年": (), "2025年": (), "2026年": ()}
    assert "2022" not in "".join(one for one in found.finding[:3] if isinstance(one, str))


def _cash(rows: Table, *, prior: str) -> Table:
    """The cash flow of a later year that repeats the year before."""
    head = rows[0]
    return [[*head, "上年金额"], *([*row, prior if row[0] == "1" else ""] for row in rows[1:])]


def test_an_opening_unlike_last_years_closing_is_found(write: Write, read: Read, books: Books) -> None:
    """A balance that was changed between two years without a word is shown with both sides, and at its point."""
    second = {name.replace("2023", "2024"): text for name, text in books(2023).items()}
    files = folder(*THREE[:2]) | books(2023) | second
    disclosure, problems = read(write(files))
    found = page(disclosure)

    assert {one.code for one in problems} == {"unlike-statements", "sum-unlike-total"}  # the books are another body's
    assert found
    (block,) = [one for one in found.blocks if isinstance(one, Reconciliations)]
    assert {one.title for one in block.items} >= {"资产负债表年初数净资产合计与资产负债表上年"}
    position = page(disclosure, "trends/position/")
    assert position
    charts = [one.chart for one in position.blocks if isinstance(one, ChartBlock)]
    worth = [one for chart in charts for one in chart.marks if one.label == "净资产合计"]
    assert [(one.category, one.note) for one in worth] == [("2023年", "和2024年报表里的上年数不同"), ("2024年", "")]


def test_a_declared_restatement_explains_the_opening(write: Write, read: Read, books: Books) -> None:
    """Where the organisation says what it restated, the point has the new opening, and that check is no longer unexplained."""
    second = {name.replace("2023", "2024"): text for name, text in books(2023).items()}
    disclosure, _ = read(write(folder(*THREE[:2]) | books(2023) | second))
    old, new = disclosure.figures["BS2023L110C"], disclosure.figures["BS2024L110O"]
    changes = f"r1,重述,2023,BS2023L110C,{old.value},{new.value},BS2024L110O,审计调整,2025-05-20,DOC\n"
    files = folder(*THREE[:2], changes=changes) | books(2023) | second
    disclosure, problems = read(write(files))
    found = page(disclosure)

    assert {one.code for one in problems} == {"unlike-statements", "sum-unlike-total"}  # the books are another body's
    assert found
    titles = {one.title for block in found.blocks if isinstance(block, Reconciliations) for one in block.items}
    assert "资产负债表年初数净资产合计与资产负债表上年" not in titles
    position = page(disclosure, "trends/position/")
    assert position
    charts = [one.chart for one in position.blocks if isinstance(one, ChartBlock)]
    worth = next(
        one for chart in charts for one in chart.marks if (one.label, one.category) == ("净资产合计", "2023年")
    )
    assert (worth.value, worth.figure) == (new.value, disclosure.figures["BS2024L110O"])


def test_a_comparative_unlike_last_year_is_found(write: Write, read: Read, books: Books) -> None:
    """What a cash flow repeats of the year before is held against that year's own, on 勾稽表 and here."""
    first = books(2026)
    later = {
        name.replace("2026", "2027"): text
        for name, text in books(2026, cash_flow=lambda rows: _cash(rows, prior="1.00")).items()
    }
    disclosure, _ = read(write(folder(report(2026, 5, 5), report(2027, 6, 6)) | first | later))
    found = page(disclosure)

    assert found
    check = next(one for one in disclosure.reconciliations if one.id == "CF2027P1")
    assert check.left.value == 1
    block = next(one for one in found.blocks if isinstance(one, Reconciliations))
    assert check in block.items


GOOD = "r1,重述,2024,A2024,600元,650元,N2024,漏记一笔,2026-05-20,DOC\n"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (GOOD.replace("600元", "610元"), "restated-otherwise", "原来"),
        (GOOD.replace("650元", "660元"), "restated-otherwise", "现在"),
        (GOOD.replace("重述,2024", "重述,2023"), "restated-other-figure", "数字编号"),
        (GOOD.replace("650元,N2024", "800元,B2025"), None, None),
        (GOOD.replace("650元,N2024", "400元,B2023"), "restated-other-figure", "重述后编号"),
        (GOOD.replace("650元,N2024", "600 元,A2024"), "restated-other-figure", "重述后编号"),
        (GOOD.replace("N2024", ""), "missing-value", "重述后编号"),
        (GOOD.replace("N2024", "N2042"), "unknown-reference", "重述后编号"),
        (GOOD.replace("重述,2024", "口径变化,2024"), "restated-by-change", "重述后编号"),
        ("r1,口径变化,2024,A2024,本级,市县两级,,报告写明,2025-05-20,DOC\n", "restated-otherwise", "现在"),
        ("r1,口径变化,2024,A2024,本级,本级,,报告写明,2025-05-20,DOC\n", "nothing-changed", "现在"),
        (GOOD.replace("2026-05-20", "2024-05-20"), "published-before-end", "公布日期"),
        (GOOD + GOOD.replace("r1", "r2"), "told-twice", "公布日期"),
        (GOOD, None, None),
        (GOOD.replace("600元", "600").replace("650元", "650"), None, None),
    ],
)
def test_what_is_wrong_with_a_restatement_is_told(
    write: Write, read: Read, row: str, code: str | None, column: str | None
) -> None:
    """A restatement must agree with the figures that it names; each fault is told by its code at its cell."""
    _, problems = read(write(folder(THREE[0], report(2024, 600, 700, more=NEW), THREE[2], changes=row)))
    found = codes([one for one in problems if one.where.file.endswith("restatements.csv")])

    assert found == ({(code, column)} if code else set())
    for one in problems:
        assert isinstance(one.where, Where)
        assert "{" not in one.message + one.fix


def test_every_year_leads_to_the_others(write: Write, read: Read, books: Books) -> None:
    """The same page of another year where it exists, else the nearest above it; and the page of all years."""
    disclosure, _ = read(write(folder(*THREE) | books(2023)))
    switches = {one.path: [link.path for link in one.years] for one in pages_of(disclosure)}

    assert switches["years/2024/"] == ["years/2025/", "years/2024/", "years/2023/", "trends/"]
    assert switches["finances/2023/balance-sheet/"] == [
        "finances/2025/", "finances/2024/", "finances/2023/balance-sheet/", "trends/",
    ]  # fmt: skip
    assert switches["facts/2025/"][:3] == ["facts/2025/", "facts/2024/", "facts/2023/"]
    home = page(disclosure, "")
    assert home
    assert [home.current(one) for one in home.years] == ["true", "", "", ""]


def test_a_page_without_two_totals_denies_no_other_series(write: Write, read: Read) -> None:
    """Of two years of which only other figures are told, the page says so of the totals, and leads to the other figures."""
    costs = "M{0},支出,本会,管理费用,{0},,元,{0}元,实际,本级,,,已核,DOC,第1页\n"
    files = folder(*({f"figures/{year}.csv": HEADER + costs.format(year)} for year in (2023, 2024)))
    disclosure, _ = read(write(files | {"headlines.csv": "年度,角色,编号,名称\n"}))
    found = page(disclosure)
    assert found
    assert plain_text(found.finding) == "收入总额和支出总额，没有两个年度的可以对照。"
    paragraphs = [text for block in found.blocks if isinstance(block, Prose) for text in block.paragraphs]
    assert "数据探索" in "".join(map(plain_text, paragraphs))
