"""Rows taken out of a sheet one reason after the other, with their count and their money."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from msgspec import Struct, field

from .amounts import exact
from .records import NAMED, RecordRows


class Sieve(Struct):
    """Takes rows out one reason after the other, and keeps their money: *removed* is yuan as stated, by row of the sheet."""

    rows: RecordRows
    removed: dict[int, Decimal] = field(default_factory=dict)

    def out(self, applies: Callable[[int], bool], what: str) -> int:
        """Leave out the rows to which it applies; how many these are."""
        kept = [not applies(at) for at in range(len(self.rows))]
        gone = kept.count(False)
        if gone:
            amounts = self.rows.cells.get("amount", [])
            for at, stays in enumerate(kept):
                if not stays and amounts:
                    self.removed[self.rows.numbers[at]] = exact(amounts[at]) or Decimal(0)
            named = [number for number, stays in zip(self.rows.numbers, kept, strict=True) if not stays][:NAMED]
            places = "、".join(str(number) for number in named)
            self.rows.notes.append(f"{what}：{gone} 行没有写（第 {places} 行{'等' if gone > len(named) else ''}）")
            self.rows.keep(kept)
        return gone

    def out_at(self, places: Collection[int], what: str) -> None:
        """Leave out the rows at these places."""
        if places:
            self.out(lambda at: at in places, what)

    def cells(self, name: str) -> list[str]:
        """The cells of a steering column."""
        return self.rows.cells.get(f"?{name}", [])
