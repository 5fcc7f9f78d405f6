"""Tables side by side: which of their rows are totals, of one table or of the whole sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from msgspec import Struct

from ..identifiers import is_name
from ..numerals import readings
from ..privacy import called_a_body
from ..reading import TOTAL_WORDS, Lines, is_statistic, letter, total_word
from .amounts import exact
from .layouts import looks_like_value
from .records import says_a_total

_NOTHING = Decimal(0)
# What stands before a number of a row of totals, where a name would: 合计（大写） | 壹佰元整 | 小写 | 100.
_BEFORE_A_SUM = re.compile(
    r"[(（]?(?:[大小]写|人民币|(?:捐款)?金额|捐款|善款|[共总]|[¥￥])(?:[大小]写|金额|数额|元)?[)）]?\s*[:：]?"
)
_FEWEST = 2  # rows above a total without a word


class Panel(Struct, frozen=True):
    """The places of the columns of one table, and of those that it shares with the others of its row."""

    columns: tuple[int, ...]
    shared: tuple[int, ...]
    amount: int | None  # where its amounts stand
    name: int | None  # and whom or what its records name

    @property
    def words(self) -> str:
        """Which columns they are, for people: D—F 列."""
        return f"{letter(self.columns[0] + 1)}—{letter(self.columns[-1] + 1)} 列"

    def cells(self, row: Sequence[str]) -> list[str]:
        """The cells of a row that belong to it, each where it stands, and nothing in the others."""
        width = max(len(row), self.columns[-1] + 1)
        whole = [*row, *[""] * (width - len(row))]
        return [cell if place in self.columns or place in self.shared else "" for place, cell in enumerate(whole)]

    def filled(self, row: Sequence[str]) -> list[str]:
        """Its cells of a row that say something."""
        return [row[place] for place in self.columns if place < len(row) and row[place].strip()]

    def amount_in(self, row: Sequence[str]) -> Decimal | None:
        """Its amount in a row; None where there is none."""
        return exact(row[self.amount]) if self.amount is not None and self.amount < len(row) else None

    def words_in(self, row: Sequence[str]) -> str:
        """Its first cell of a row that is no number."""
        return next((cell.strip() for cell in self.filled(row) if not looks_like_value(cell)), "")

    def holds_record(self, row: Sequence[str]) -> bool:
        """Whether it has an amount in a row, and somebody or something whose amount that is."""
        name = row[self.name].strip() if self.name is not None and self.name < len(row) else ""
        of_a_sum = says_a_total(name) or is_statistic(name) or _BEFORE_A_SUM.fullmatch(name)
        return bool(name) and not (looks_like_value(name) or of_a_sum) and self.amount_in(row) is not None


def _label_of_totals(row: Sequence[str], panels: Sequence[Panel]) -> str:
    """The words of a row that holds totals, perhaps beside a record; nothing where it holds records alone.

    It also does where one table has words without an amount and others have amounts of nobody: 本次共收 | | | 177.
    """
    before = [row[place].strip() for place in panels[0].shared if place < min(len(row), panels[0].columns[0])]
    first = next((cell for cell in before if cell and not looks_like_value(cell)), "")
    words = [panel.words_in(row) for panel in panels]
    label = next(filter(says_a_total, (first, *words)), "")
    if label:
        return label
    paid = [panel.amount_in(row) is not None for panel in panels]
    apart = any(paid) and not any(said and there for said, there in zip(words, paid, strict=True))
    alone = next(filter(None, (first, *words)), "") if apart else ""
    return "" if is_name(alone) or called_a_body(alone) else alone


def _paid(row: Sequence[str], panels: Sequence[Panel], label: str) -> Decimal:
    """What the records of a row come to."""
    records = (panel for panel in panels if not label or panel.holds_record(row))
    return sum((panel.amount_in(row) or _NOTHING for panel in records), _NOTHING)


class PanelSums(Struct):
    """What the records come to: those of the *whole* sheet, and those of each table, so far and since the totals before."""

    panels: Sequence[Panel]
    labels: list[str]  # of each row
    whole: Decimal
    so_far: list[Decimal]
    since: list[Decimal]

    @classmethod
    def of(cls, body: Lines, panels: Sequence[Panel]) -> Self:
        """The sums before the first row of a sheet."""
        labels = [_label_of_totals(cells, panels) for _, cells in body]
        whole = sum((_paid(cells, panels, label) for (_, cells), label in zip(body, labels, strict=True)), _NOTHING)
        last = body[-1][1] if len(body) > _FEWEST else []
        paid = _paid(last, panels, "")
        if paid and paid == whole - paid and not any(panel.words_in(last) for panel in panels):
            labels[-1], whole = TOTAL_WORDS[0], paid  # numbers alone, which are the sum of what stands above
        return cls(panels, labels, whole, [_NOTHING for _ in panels], [_NOTHING for _ in panels])

    def add(self, at: int, amount: Decimal | None) -> None:
        """Count a record of one table."""
        self.so_far[at] += amount or _NOTHING
        self.since[at] += amount or _NOTHING

    def begin(self) -> None:
        """Count anew from a row of totals on: 本页小计."""
        self.since = [_NOTHING for _ in self.panels]

    @property
    def _of_all(self) -> set[Decimal]:
        return {self.whole, sum(self.so_far, _NOTHING), sum(self.since, _NOTHING)}

    def told_in(self, words: str) -> bool:
        """Whether words tell the sum of all tables: 以上共计捐款177元."""
        return any(number.value in self._of_all for number in readings(words, "元"))

    def total_of(self, at: int, line: list[str], label: str) -> list[str]:
        """The cells of one table in a row of totals, with its word.

        Nothing where they are the total of the whole sheet, which agrees, or say no number.
        """
        panel = self.panels[at]
        if is_statistic(panel.words_in(line)):
            return line
        # its own amount, or the only number there is: 177 in cells that are merged
        places = [place for place in panel.columns if place < len(line) and exact(line[place]) is not None]
        said = says_a_total(panel.words_in(line))
        place = panel.amount if panel.amount in places or said or len(places) != 1 else places[0]
        amount = exact(line[place]) if place is not None else None
        of_one = amount in {self.so_far[at], self.since[at]}
        if not places or (amount in self._of_all and not of_one):
            return []
        if (said and total_word([label])) or panel.amount is None or place is None:
            return line
        other = next(other for other in panel.columns if other != panel.amount)
        total = ["" for _ in line]  # as compared: 捐款总额 is no usual word
        total[panel.amount], total[other] = line[place], label if total_word([label]) else TOTAL_WORDS[0]
        return total
