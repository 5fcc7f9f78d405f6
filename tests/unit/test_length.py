"""Long pages: every entry stands once, is found from its old address, and no list on a page is longer than it may be."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.model import (
    Card,
    Cards,
    Entries,
    Entry,
    Facts,
    Figure,
    Heading,
    Index,
    Link,
    Moved,
    Page,
    Pager,
    Register,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
)
from disclosure.pages.heights import height
from disclosure.pages.length import MOST_SCREENS, SCREEN, fitted
from disclosure.reading import Missing


def page(*blocks: object, path: str = "projects/", template: str = "page") -> Page:
    return Page(path, "项目", ("有这些项目。",), tuple(blocks), template=template)  # type: ignore[arg-type]


def entries(words: list[int]) -> Entries:
    return Entries("", tuple(Entry(f"第{at}条", text=("字" * count,), id=f"e{at}") for at, count in enumerate(words)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=300))
def test_every_entry_stands_once_and_is_found_from_its_old_address(words: list[int]) -> None:
    whole = entries(words)
    pages = fitted([page(whole)])
    lists = [block for each in pages for block in each.blocks if isinstance(block, Entries)]
    assert [entry for block in lists for entry in block.entries] == list(whole.entries)
    places = {
        entry.id: each.path
        for each in pages
        for block in each.blocks
        if isinstance(block, Entries)
        for entry in block.entries
    }
    moved = {anchor: path for block in pages[0].blocks if isinstance(block, Moved) for anchor, path in block.entries}
    assert moved == {anchor: path for anchor, path in places.items() if path != "projects/"}
    assert [each.path for each in pages] == ["projects/", *(f"projects/page-{at}/" for at in range(2, len(pages) + 1))]
    longest = max(height(Entries("", (entry,))) for entry in whole.entries)
    assert all(height(block) <= MOST_SCREENS * SCREEN + longest for block in lists)


def test_a_card_that_says_more_is_higher_though_another_was_measured() -> None:
    """Its height is kept with a card, and not with one that was made from it."""
    card = Card("项目", Link("项目", "projects/p1/"))
    short = height(Cards("", (card,)))
    longer = replace(card, text=("字" * 100,))
    assert height(Cards("", (longer,))) > short == height(Cards("", (card,)))
    assert card == Card("项目", Link("项目", "projects/p1/"))


def test_a_pager_names_the_first_the_last_and_the_neighbours() -> None:
    pages = tuple(f"p/{at}/" for at in range(67))
    assert [number for number, _ in Pager(pages, 0, 2000, "条").near] == [1, 2, 3, 0, 67]
    assert [number for number, _ in Pager(pages, 30, 2000, "条").near] == [1, 0, 29, 30, 31, 32, 33, 0, 67]
    assert Pager(pages, 66, 2000, "条").near[-1] == (67, "p/66/")


def test_parts_that_make_a_page_too_long_are_folded_after_the_first_with_their_counts() -> None:
    groups = [
        block
        for number in range(6)
        for block in (Heading(f"第{number}组", f"g{number}"), Facts("", tuple((f"项{at}", "值") for at in range(40))))
    ]
    only = fitted([page(*groups, path="governance/")])[0]
    headings = [block for block in only.blocks if isinstance(block, Heading)]
    assert not headings[0].folded
    assert all(heading.folded for heading in headings[2:])
    assert {heading.count for heading in headings} == {"40项"}
    index = next(block for block in only.blocks if isinstance(block, Index))
    assert [(line.link.path, line.count) for line in index.lines] == [
        (f"governance/#g{number}", "40项") for number in range(6)
    ]


def test_a_count_is_of_one_list_with_its_further_pages_or_is_left_out() -> None:
    columns = (TableColumn("事项"), TableColumn("数"))
    few, many = (tuple(TableRow((f"行{at}", "1")) for at in range(size)) for size in (3, 400))
    facts = Facts("", tuple((f"项{at}", "值") for at in range(40)))
    groups = {
        "two-tables": [TableBlock(Table(f"t{at}", "表", columns, few)) for at in range(2)],
        "unlike": [TableBlock(Table("t2", "表", columns, few)), facts],
        "alone": [facts],
        "goes-on": [TableBlock(Table("t3", "表", columns, many))],
    }
    blocks = [block for name, group in groups.items() for block in (Heading(name, name), *group)]
    first = fitted([page(*blocks, *(Heading(f"h{at}", f"h{at}") for at in range(3)), path="governance/")])[0]
    counts = {block.id: block.count for block in first.blocks if isinstance(block, Heading)}
    assert any(isinstance(block, Pager) for block in first.blocks)
    assert [counts[name] for name in groups] == ["", "", "40项", "400行"]


def test_words_for_what_is_missing_are_explained_where_something_is() -> None:
    columns = (TableColumn("事项"), TableColumn("数"))
    full = Table("t", "表", columns, (TableRow(("行", "1")),), missing_key=True)
    assert not full.explains_missing
    assert replace(full, rows=(TableRow(("行", Missing.UNDISCLOSED)),)).explains_missing
    assert replace(full, rows=(TableRow(("行", ("半", Missing.WITHHELD))),)).explains_missing  # type: ignore[arg-type]


def test_short_pages_and_pages_of_gifts_stay_as_they_are() -> None:
    short = page(entries([10, 20]))
    gifts = page(entries([40] * 300), path="donations/2025/01/00001-00500/")
    assert fitted([short, gifts]) == [short, gifts]


def test_an_account_is_never_cut() -> None:
    rows = tuple(TableRow((f"行{at}", "1")) for at in range(400))
    account = Table("t", "表", (TableColumn("项目"), TableColumn("金额")), (*rows, TableRow(("合计", "1"), role="sum")))  # type: ignore[arg-type]
    assert len(fitted([page(TableBlock(account))])) == 1
    assert len(fitted([page(TableBlock(Table("t", "表", account.columns, rows)))])) > 1


def test_anchors_that_moved_twice_lead_to_the_last_place() -> None:
    figures = tuple(
        Figure(f"G{at:03}", "org", 2025, "收入", "全年", "收到", Decimal(at), "元", f"{at}元") for at in range(60)
    )
    year = page(
        Moved(tuple((figure.id, "facts/2025/income/") for figure in figures)), path="facts/2025/", template="register"
    )
    topic = page(
        Register(figures, {figure.id: () for figure in figures}), path="facts/2025/income/", template="register"
    )
    first, *rest = fitted([year, topic])
    entry = next(block for block in first.blocks if isinstance(block, Moved))
    stands = {
        figure.id: each.path
        for each in rest
        for block in each.blocks
        if isinstance(block, Register)
        for figure in block.figures
    }
    assert dict(entry.entries) == stands
    assert len(set(stands.values())) > 1
    for block in (block for each in rest for block in each.blocks if isinstance(block, Register)):
        assert list(block.used) == [figure.id for figure in block.figures]


def test_a_folded_table_is_cut_only_where_it_is_too_heavy() -> None:
    """Some hundred rows stay one folded table; thousands are shared out to further pages."""

    def pages(count: int) -> list[Page]:
        rows = tuple(TableRow((f"第{at}次",), id=f"r{at}") for at in range(count))
        return fitted([page(TableBlock(Table("t", "各次", (TableColumn("事项"),), rows, folded=True)))])

    assert len(pages(700)) == 1
    first, *further = pages(2000)
    tables = [block.table for each in (first, *further) for block in each.blocks if isinstance(block, TableBlock)]
    assert [row.id for table in tables for row in table.rows] == [f"r{at}" for at in range(2000)]
    assert max(len(table.rows) for table in tables) < 700
    assert len(further) == len(tables) - 1


def test_a_further_page_with_one_entry_says_no_run() -> None:
    """“第3到第3条” is what a machine says."""
    findings = [each.finding[0] for each in fitted([page(entries([3000, 3000, 3000, 10, 10]))])]
    assert findings[1:] == ["第2条，一共5条。", "第3条，一共5条。", "第4到第5条，一共5条。"], findings
