"""应急快报: one page an action, the newest day first, each with its anchor; money, goods and payments as the tables have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples_money import Folder, blocks, words

from disclosure.compose import SiteSection
from disclosure.kinds.emergencies import Emergency
from disclosure.model import Facts, Heading, Note, Page, TableBlock
from disclosure.pages.bulletins import bulletins, next_due
from disclosure.reading import Missing
from disclosure.sharing import site_pictures
from disclosure.texts import Drawn

DAY = {
    "emergency": "flood", "as_of": "2024-03-10", "published_on": "2024-03-11", "hour": "18", "scope": "本会收到的",
    "cash_received": "1000", "cash_used": "300.05", "goods_received": "250.50", "goods_used": "0",
}  # fmt: skip
LATER = {**DAY, "as_of": "2024-03-15", "published_on": "2024-03-16", "scope": "", "cash_received": "1800", "hour": ""}
QUILTS = {"emergency": "flood", "as_of": "2024-03-10", "item": "棉被", "unit": "条", "received": "60", "given": "50"}
WATER = {**QUILTS, "item": "水", "unit": "箱", "received": "9", "given": "4", "lost": "1", "stock": "4"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "data")
    folder.write("emergency_reports", [LATER, DAY])
    folder.write("emergency_goods", [QUILTS, WATER])
    return folder


def page(folder: Folder) -> Page:
    return folder.pages()["emergencies/flood/bulletin/"]


def test_an_hour_is_typed_as_a_clock_shows_it(folder: Folder) -> None:
    """08 is eight o'clock, though no amount may begin with 0."""
    folder.write("emergency_reports", [{**DAY, "hour": "08"}])
    assert next(part.text for part in blocks(page(folder), Heading)) == "截至2024年3月10日8时"


def test_the_newest_stands_on_top_and_the_others_are_folded_each_with_an_anchor(folder: Folder) -> None:
    headings = blocks(page(folder), Heading)
    assert [(part.id, part.folded) for part in headings] == [
        ("b2024-03-15", False), ("earlier", False), ("b2024-03-10", True),
    ]  # fmt: skip
    assert [part.text for part in headings][::2] == ["截至2024年3月15日", "截至2024年3月10日18时"]


def test_money_and_goods_are_never_added_and_lead_to_their_cells(folder: Folder) -> None:
    """Rows of money and of goods stand apart without a sum; the scope of the day before holds until another is told."""
    newest, earlier, goods = (block.table for block in blocks(page(folder), TableBlock))
    assert [[str(getattr(cell, "value", cell)) for cell in row.cells] for row in newest.rows] == [
        ["资金", "1800", "300.05", "1499.95"],
        ["物资（折价）", "250.50", "0", "250.50"],
    ]
    assert {cell.where.row for row in earlier.rows for cell in row.cells[1:]} == {3}
    assert [[str(getattr(cell, "value", cell)) for cell in row.cells[:5]] for row in goods.rows] == [
        ["棉被", "60", "50", "", "10"],
        ["水", "9", "4", "1", "4"],
    ]
    assert [dict(block.items)["口径"] for block in blocks(page(folder), Facts)] == ["本会收到的"] * 2


def test_what_was_told_only_together_stays_together(folder: Folder) -> None:
    """An account with one sum for all that was used gets one row for money and goods, named so."""
    folder.write("emergency_goods", [])
    folder.write("emergency_reports", [{**DAY, "cash_used": "", "goods_used": "", "used": "300"}])
    (table,) = (block.table for block in blocks(page(folder), TableBlock))
    assert [str(getattr(cell, "value", cell)) for cell in table.rows[-1].cells] == ["资金和物资折价合在一起", "1250.50", "300", "950.50"]  # fmt: skip


def test_payments_up_to_the_day_are_summed_by_receiver(folder: Folder) -> None:
    paid = {
        "paid_on": "2024-03-12",
        "receiver": "河样村",
        "receiver_type": "村（社区）",
        "amount": "5.05",
        "emergency": "flood",
    }
    folder.write("disbursements", [paid, {**paid, "amount": "6"}, {**paid, "paid_on": "2024-03-16", "amount": "900"}])
    table = next(block.table for block in blocks(page(folder), TableBlock) if "payees" in block.table.id)
    assert [[str(getattr(cell, "value", cell)) for cell in row.cells] for row in table.rows] == [
        ["河样村", "2", "11.05"], ["合计", "2", "11.05"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "paid_on", "rows", "said"),
    [
        ("2024-03", ["2024-03-31", "2024-04-01"], 1, "记到2024年3月底"),
        ("2024-03", ["2024-03"], 1, "记到2024年3月底"),
        ("2024-03-15", ["2024-03-15", "2024-03"], 1, "记到2024-03-15整天"),
    ],
)
def test_payments_of_a_month_count_at_its_end(
    folder: Folder, until: str, paid_on: list[str], rows: int, said: str
) -> None:
    """A bulletin up to a month holds what was paid on every day of it; one up to a day nothing of which no day is told."""
    folder.write("emergency_reports", [{**DAY, "as_of": until, "published_on": "2024-04-01"}])
    folder.write("emergency_goods", [])
    paid = {"receiver": "河样村", "receiver_type": "村（社区）", "amount": "5", "emergency": "flood"}
    folder.write("disbursements", [{**paid, "paid_on": day} for day in paid_on])
    table = next(block.table for block in blocks(page(folder), TableBlock) if "payees" in block.table.id)
    assert [getattr(row.cells[1], "value", row.cells[1]) for row in table.rows[:-1]] == [rows]
    assert said in table.caption


@pytest.mark.parametrize(
    ("until", "due", "said"),
    [
        ("", "2025-03-21", "报来"),
        ("2025-04-30", "2025-03-21", "下一次最迟2025年3月21日公布"),
        ("2025-03-20", None, "不用再"),
    ],
)
def test_the_next_is_due_five_days_after_the_last(folder: Folder, until: str, due: str | None, said: str) -> None:
    """The day is that of the duty; after the response phase none is owed, and where its end is unknown the page says so."""
    folder.change("emergencies", start_on="2025-03-05", rescue_until=until)
    later = {name: LATER[name].replace("2024", "2025") for name in ("as_of", "published_on")}
    sooner = {name: DAY[name].replace("2024", "2025") for name in ("as_of", "published_on")}
    folder.write("emergency_reports", [{**LATER, **later}, {**DAY, **sooner}])
    folder.write("emergency_goods", [])
    disclosure = folder.disclosure()
    series = bulletins(disclosure, disclosure.rows(Emergency)[0])
    assert [part.anchor for part in series] == ["b2025-03-10", "b2025-03-15"]
    assert str(next_due(series)) == str(due)
    note = next(block for block in blocks(page(folder), Note) if block.label == "下一次")
    assert said in words([note])


@pytest.mark.parametrize(("until", "said"), [("", "还没有施行（2024年9月5日起施行）"), ("2024-04-30", "不用再")])
def test_what_was_before_the_law_is_not_overdue(folder: Folder, until: str, said: str) -> None:
    """The five days are those of the law as it stands since September 2024; nobody is late by it for what came before."""
    folder.change("emergencies", rescue_until=until)
    disclosure = folder.disclosure()
    assert next_due(bulletins(disclosure, disclosure.rows(Emergency)[0])) is None
    (note,) = (block for block in blocks(page(folder), Note) if block.label == "下一次")
    assert said in words([note])
    assert "逾期" not in words([note])


def test_a_bulletin_says_what_it_holds_in_one_sentence(folder: Folder) -> None:
    disclosure = folder.disclosure()
    first, _ = bulletins(disclosure, disclosure.rows(Emergency)[0])
    assert first.summary == (
        "截至2024年3月10日18时，收到资金1,000.00元，收到物资折价250.50元，用了资金300.05元，发放物资折价0.00元。"
    )
    assert first.path == "emergencies/flood/bulletin/#b2024-03-10"


def test_sheets_have_the_numbers_of_the_newest_bulletin(folder: Folder) -> None:
    """What the wall and the long picture show is what the page says, with its address; the page has a card of its own."""
    folder.write("emergency_goods", [QUILTS, {**QUILTS, "as_of": "2024-03-15", "received": "61"}])
    section = SiteSection(folder.disclosure(), (page(folder),), Drawn({}, {}))
    pictures = site_pictures([section], "试", "https://example.org", sample=True)
    ((place, given),) = pictures.sheets.items()
    assert place == "sample/emergencies/flood/bulletin/"
    assert given["until"] == "2024年3月15日"
    assert given["money"] == [["资金", "1,800.00", "300.05", "1,499.95"], ["物资（折价）", "250.50", "0.00", "250.50"]]
    assert given["goods"] == [["棉被", "61条", "50条", "11条", "—"]]
    assert given["address"] == f"https://example.org/{place}"
    assert given["basis"][:2] == ["口径：本会收到的", "2024年3月16日公布"]  # type: ignore[index]
    assert pictures.shared[place].poster == f"{place}poster.pdf"
    assert pictures.shared[place].long == (f"{place}long.png",)
    assert not pictures.long


def test_many_goods_and_receivers_stay_short(folder: Folder) -> None:
    """A sheet has eighteen sorts and says how many more there are; of many receivers it names whole ones, and where all are."""
    many = [
        {**QUILTS, "as_of": "2024-03-15", "item": f"第{number}种", "receivers": "河样村、" * 20} for number in range(20)
    ]
    folder.write("emergency_goods", many)
    section = SiteSection(folder.disclosure(), (page(folder),), Drawn({}, {}))
    (given,) = site_pictures([section], "试", "https://example.org", sample=True).sheets.values()
    assert len(given["goods"]) == 18  # type: ignore[arg-type]
    assert given["more"] == "另有2种，见网页。"
    assert given["goods"][0][-1] == "、".join(["河样村"] * 15) + "……（全部见网页）"  # type: ignore[index]


@pytest.mark.parametrize(("day", "codes"), [("2024-03", []), ("2024-04", ["emergency-item-dropped"])])
def test_goods_are_lost_only_where_the_later_day_is_surely_later(folder: Folder, day: str, codes: list[str]) -> None:
    """A bulletin up to a month and one up to a day of it are in no order: neither leaves out what the other names."""
    folder.write("emergency_reports", [DAY, {**DAY, "as_of": day, "published_on": "2024-05-01"}])
    folder.write(
        "emergency_goods",
        [{**QUILTS, "as_of": DAY["as_of"]}, {**WATER, "as_of": DAY["as_of"]}, {**QUILTS, "as_of": day}],
    )
    assert [code for code in folder.codes() if code == "emergency-item-dropped"] == codes


def test_goods_of_which_nothing_was_given_yet_have_nobody_to_name(folder: Folder) -> None:
    """Who got them is a gap only where some were given."""
    folder.write("emergency_goods", [{**QUILTS, "given": "0"}, WATER])
    (goods,) = (
        block.table for block in blocks(page(folder), TableBlock) if block.table.id.startswith("bulletin-goods")
    )
    assert [row.cells[-1] for row in goods.rows] == [Missing.NOT_APPLICABLE, Missing.UNDISCLOSED]


@pytest.mark.parametrize(
    ("until", "moved_on", "told"),
    [
        ("2024-03-10", "2024-03-10", ["emergency-goods-differ"]),
        ("2024-03-10", "2024-03", []),  # some day of March: it may count, or not
        ("2024-03", "2024-03-15", []),
        ("2024-03", "2024-02-15", ["emergency-goods-differ"]),
        ("2024-03", "2024-04-15", ["emergency-goods-differ"]),
    ],
)
def test_goods_of_a_month_may_count_or_not(folder: Folder, until: str, moved_on: str, told: list[str]) -> None:
    """An account up to a day or a month is held against the movements that surely lie before or behind it."""
    folder.write("emergency_reports", [{**DAY, "as_of": until, "published_on": "2024-05-01", "hour": ""}])
    folder.write("emergency_goods", [{**QUILTS, "as_of": until, "given": "0"}])
    moves = [("2024-01-02", "50"), (moved_on, "10" if told == [] else "11")]
    folder.write(
        "goods",
        [
            {"move": "接收", "moved_on": day, "item": "棉被", "quantity": count, "unit": "条", "emergency": "flood"}
            for day, count in moves
        ],
    )
    assert [code for code in folder.codes() if code == "emergency-goods-differ"] == told


def test_the_bulletin_of_a_whole_month_stands_above_one_of_a_day_of_it(folder: Folder) -> None:
    folder.write("emergency_goods", [])
    folder.write("emergency_reports", [{**LATER, "as_of": "2024-03", "published_on": "2024-04-02"}, LATER])
    assert next(part.id for part in blocks(page(folder), Heading)) == "b2024-03"
    assert "到2024年3月，募得" in words(folder.pages()["emergencies/flood/"])
