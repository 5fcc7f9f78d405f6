"""A table stays a table for those who listen to it, also where the style sheet makes blocks of its rows.

The templates set no roles: HTML says what rows, headers and cells are. What a screen reader gets is Chromium's accessibility tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from .pages import EXAMPLE_TYPES, Site, some

# By the elements: for every table the rows that are shown, for every row the roles and words of its cells. What is hidden
# from listeners by aria-hidden, or from all, is not told.
MEANT = """() => [...document.querySelectorAll("table")].filter((table) => table.checkVisibility()).map((table) =>
  [...table.rows].filter((row) => row.checkVisibility()).map((row) =>
    [...row.cells].filter((cell) => cell.ariaHidden !== "true" && cell.checkVisibility()).map((cell) =>
      cell.matches("td") ? "cell" : cell.scope.startsWith("row") ? "rowheader" : "columnheader")))"""

Node = dict[str, Any]


def told(session: CDPSession) -> list[list[list[str]]]:
    """The roles in the accessibility tree: of every table every row with its cells."""
    nodes: dict[str, Node] = {
        node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"] if node.get("role")
    }

    def inside(node: Node) -> Iterator[Node]:
        """The children that are told; groups of rows and what means nothing are passed through."""
        for child in (nodes[name] for name in node.get("childIds", []) if name in nodes):
            if child["ignored"] or child["role"]["value"] in {"rowgroup", "generic", "none"}:
                yield from inside(child)
            else:
                yield child

    def role(node: Node) -> str:
        return str(node["role"]["value"])

    tables = [node for node in nodes.values() if not node["ignored"] and role(node) in {"table", "LayoutTable"}]
    return [
        [[role(cell) for cell in inside(row)] for row in inside(table) if role(row) in {"row", "LayoutTableRow"}]
        for table in tables
    ]


def _compare(page: Page, address: str) -> list[str]:
    """Where elements and tree differ, in columns, in blocks, and in the largest type."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    page.goto(address)
    wrong = []
    for width, size in ((1200, ""), (640, ""), (320, ""), (360, "xl")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
        meant, heard = page.evaluate(MEANT), told(session)
        assert meant, f"{address} has no table"
        if meant != heard:
            differing = [f"{one} told as {two}" for one, two in zip(meant, heard, strict=False) if one != two]
            wrong.append(f"{width}px {size}: {len(meant)} tables, {len(heard)} told: {differing[:1]}")
    page.evaluate("document.documentElement.removeAttribute('data-size')")
    session.detach()
    return wrong


WITH_TABLES = ("home", "finances-overview", "finances-income", "finances-expense", "audits", "obligations")


@pytest.mark.parametrize("path", some(*WITH_TABLES), indirect=True)
def test_tables_are_told_as_tables(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """Every row, header and cell that HTML means is in the accessibility tree as such, and no other table is told."""
    assert not _compare(tab("told"), f"{at_root}/{path}")


TYPES_WITH_TABLES = (
    "federation-year",
    "finances-flow",
    "balance-sheet",
    "cash-flow",
    "donations-month",
    "pledges",
    "trends",
    "obligations",
)


@pytest.mark.parametrize("name", TYPES_WITH_TABLES)
def test_tables_of_the_example_are_told_as_tables(
    name: str, tab: Callable[..., Page], example_site: Path, example_at: str
) -> None:
    """The same for the forms that only the example has: statements, long lists, years beside each other, a flow."""
    path = Site(example_site, EXAMPLE_TYPES).largest(name)
    assert path
    assert not _compare(tab("told"), f"{example_at}/{path}")


COPIED = """() => {
  const range = document.createRange(), selection = getSelection();
  range.selectNode(document.querySelector("table.ledger"));
  selection.removeAllRanges();
  selection.addRange(range);
  return selection.toString().split("\\n").map((line) => line.split("\\t"));
}"""


def test_numbers_are_copied_as_numbers(tab: Callable[..., Page], example_site: Path, example_at: str) -> None:
    """A spreadsheet can add what is copied out of a table: the unit stands in the caption, the mark of the source stays behind."""
    page = tab("copied")
    page.goto(f"{example_at}/{Site(example_site, EXAMPLE_TYPES).largest('federation-year')}")
    rows = [cells for cells in page.evaluate(COPIED) if len(cells) > 2]
    assert rows[0][:2] == ["机构", "收入"]
    sums = [cell for cells in rows[1:] for cell in cells[1:4]]
    assert sums
    assert [cell for cell in sums if not re.fullmatch(r"[−-]?[\d,]+\.\d\d|\[未\]|", cell)] == []


def test_a_table_that_lost_its_rows_is_noticed(tab: Callable[..., Page]) -> None:
    """The comparison sees a cell that a role takes away, and a table made for looks only."""
    page = tab("told")
    page.set_content(
        "<table><tr><th scope=col>甲<td>乙</table><table><tr><th scope=row>丙<td role=presentation>丁</table>"
    )
    session = page.context.new_cdp_session(page)
    meant = [[["columnheader", "cell"]], [["rowheader", "cell"]]]
    assert page.evaluate(MEANT) == meant
    assert told(session)[0] == meant[0]
    assert told(session)[1] != meant[1]
    session.detach()
