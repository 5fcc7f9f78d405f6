"""The letters of a page to the lines and rows that are read, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .lines import Letter, PageItem, numbered_lines, words_of
from .order import Placed, in_order
from .tables import RuledTable


def page_items(
    letters: Sequence[Letter], tables: Sequence[RuledTable], number: int, across: float
) -> Iterator[PageItem]:
    """The lines and the rows of *tables* of a page as they are read; it has a *number* and is *across* points wide."""
    loose: list[Letter] = []  # in no table
    before: dict[int, int] = {}  # a table with letters → how many loose ones come before it in the file
    for word in words_of(letters) if tables else [letters]:
        places = (at for letter in word for at, table in enumerate(tables) if table.holds(letter))
        place = next(places, None)  # words may run over the border of a table
        if place is None:
            loose += word
        else:
            tables[place].letters += word
            before.setdefault(place, len(loose))
    lines = [(at, 1, Placed.of(line)) for at, line in numbered_lines(loose, number, across)]
    boxes = [(at, 0, Placed(*tables[place].box, table=place)) for place, at in before.items()]
    for placed in in_order(placed for *_, placed in sorted([*boxes, *lines], key=lambda place: place[:2])):
        if placed.line:
            yield placed.line
        else:
            yield from tables[placed.table].rows(number)
