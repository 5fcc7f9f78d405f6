"""Rows of tables that the end of a page has parted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...expressions import expression
from .lines import CUT, DAY, QUANTITY, PageItem, RowOfTable, set_on

_NUMBER = expression(r"[-+]?[0-9][0-9,.]*%?")
_DIGIT = expression(r"[0-9]")
# What is no rest of anything.
WHOLE = expression(rf"{QUANTITY.pattern}|{DAY.pattern}")
_FEWEST_OF_NAME = 5  # letters of the name of an organisation
_ENDS_OF_NAMES = tuple("司会店厂院校部局所行社团处心站队馆园村组办家金款物目）)")


def whole(items: Iterable[PageItem]) -> list[PageItem]:
    """Rows that the end of a page has parted in one piece again: the rest has words below those of some columns, none in the first.

    The head of the table may stand between.
    """
    result: list[PageItem] = []
    first: dict[tuple[str, ...], int] = {}  # cells of a row → the page on which they came first
    for item in items:
        if not isinstance(item, RowOfTable):
            result.append(item)
            continue
        at = len(result) - 1
        while at >= 0 and _is_head_again(result[at], item.page, first):
            at -= 1
        last = result[at] if at >= 0 else None
        if isinstance(last, RowOfTable) and _goes_on(last, item):
            cells = tuple(
                set_on(above, below) if below else above for above, below in zip(last.cells, item.cells, strict=True)
            )
            result[at] = RowOfTable(cells, last.page, last.filled)
        elif isinstance(last, RowOfTable) and _may_go_on(last, item):
            result[at] = RowOfTable((last.cells[0] + CUT, *last.cells[1:]), last.page, last.filled)
            result.append(item)
        else:
            result.append(item)
        first.setdefault(item.cells, item.page)
    return result


def _is_head_again(item: PageItem, page: int, first: Mapping[tuple[str, ...], int]) -> bool:
    """Whether a row at the head of a page stood on one before: the head of the table."""
    return isinstance(item, RowOfTable) and item.page == page and first.get(item.cells, page) < page


def _goes_on(row: RowOfTable, rest: RowOfTable) -> bool:
    below = [(above, words) for above, words in zip(row.cells, rest.cells, strict=False) if words]
    day = not DAY.fullmatch(row.cells[0]) and DAY.fullmatch(row.cells[0] + rest.cells[0])
    if day:
        below = []
    return (
        rest.page == row.page + 1
        and len(row.cells) == len(rest.cells)
        and (day is not None or not rest.cells[0])
        and any(above and not words for above, words in zip(row.cells, rest.cells, strict=True))
        and all(
            not WHOLE.fullmatch(words) and not _NUMBER.fullmatch(above) if above else row.open for above, words in below
        )
    )


def _may_go_on(row: RowOfTable, rest: RowOfTable) -> bool:
    """Whether words alone in the first column, at the head of a page, may be the end of a name that is not yet whole."""
    return (
        rest.page == row.page + 1
        and len(row.cells) == len(rest.cells)
        and row.filled > 1
        and not any(rest.cells[1:])
        and may_be_cut(row.cells[0])
    )


def may_be_cut(name: str) -> bool:
    """Whether a name does not end as names of organisations do, and is no short one of a person."""
    return len(name) >= _FEWEST_OF_NAME and not name.endswith(_ENDS_OF_NAMES) and not _DIGIT.search(name[-1])
