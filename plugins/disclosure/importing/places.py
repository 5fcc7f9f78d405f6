"""Where the records that would be written come from: a sheet and a row for each, in little room."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct, field

from .readings import SheetReading


class RowPlaces(Struct):
    """The sheet and the row of every record, in order: sheets by where their records begin, rows as a plain array."""

    readings: list[SheetReading] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("L"))

    def add(self, reading: SheetReading, rows: Iterable[int]) -> None:
        """More records, of one sheet."""
        if not self.readings or self.readings[-1] is not reading:
            self.readings.append(reading)
            self.begins.append(len(self.rows))
        self.rows.extend(rows)

    def some(self, positions: Iterable[int]) -> RowPlaces:
        """The places of the records at these positions."""
        chosen = RowPlaces()
        for at in positions:
            reading, row = self[at]
            chosen.add(reading, (row,))
        return chosen

    def __getitem__(self, at: int) -> tuple[SheetReading, int]:
        return self.readings[bisect_right(self.begins, at) - 1], self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)
