"""Where the header of a sheet stands, whatever stands above it, and which of the rows below it are records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from ..model import Kind
from ..reading import Lines, unit_alone
from .vocabulary import Meaning, Sense, compact, meaning, unit_of_money, words

# The header stands in the first rows, below titles, notes and lines about units.
WITHIN = 40

_VALUE = re.compile(r"[¥￥$]?\s*[-+(]?[0-9][0-9,.\s:：/年月日号-]*[%元)]?|[0-9]{4}[-/.年].*")
OVER = "·"  # between the two rows of a head
_LEAST = 2  # columns that must be known


class Layout(Struct, frozen=True):
    """The header of one sheet: its rows as a spreadsheet counts them, where in the lines the records begin, its words.

    *above* is what stands over it; *score* says how sure it is: known columns of ours count most.
    """

    kind: Kind
    rows: tuple[int, ...]
    below: int
    heads: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]
    above: tuple[tuple[int, tuple[str, ...]], ...]
    score: int

    @property
    def names(self) -> set[str]:
        """The columns of ours that the header names."""
        return {known.name for known in self.meanings if known and known.sense is Sense.COLUMN}


def looks_like_value(cell: str) -> bool:
    """Whether a cell holds a number or a day rather than the words over a column."""
    return bool(_VALUE.fullmatch(unicodedata.normalize("NFKC", cell).strip()))


def find_layout(lines: Lines, kinds: Iterable[Kind], names: Sequence[str], *, stated: bool = False) -> Layout | None:
    """The likeliest header among the first rows, read as a table of one of *kinds*; None where there is none.

    *names* (of the sheet and the file) and the titles above a header say which of two kinds is meant. Where somebody *stated*
    the kind, a header with enough of its columns is one, however many other columns it has.
    """
    best: Layout | None = None
    for kind in kinds:
        for layout in _candidates(lines, kind, names, stated=stated):
            if best is None or layout.score > best.score:
                best = layout
    return best


def has_enough(kind: Kind, names: Collection[str]) -> bool:
    """Whether columns of ours by these *names* are surely those of a record of *kind*."""
    return any(set(group) <= set(names) for group in words().enough.get(kind.id, ()))


def layout_at(lines: Lines, at: int, rows: tuple[int, ...], heads: tuple[str, ...], kind: Kind) -> Layout:
    """The layout with its header in the line *at*, which is known beforehand."""
    meanings = tuple(_meaning(head, kind) if head.strip() else None for head in heads)
    above = tuple((row, tuple(cells)) for row, cells in lines[:at])
    return Layout(kind, rows, at + len(rows), heads, meanings, above, 0)


def is_called(kind: Kind, titles: Iterable[str]) -> bool:
    """Whether titles (of a file, a sheet, above a header) have words that make a table one of *kind*."""
    said = compact("".join(titles))
    return any(compact(title) in said for title in words().titles.get(kind.id, ()))


def _candidates(lines: Lines, kind: Kind, names: Sequence[str], *, stated: bool) -> Iterator[Layout]:
    titles: str | None = None  # what stands above the first row that may be a header: a header is no title of the next
    for at, (row, cells) in enumerate(lines[:WITHIN]):
        if not _wordy(cells):
            continue
        if titles is None:
            titles = compact("".join([*names, *(cell for _, line in lines[:at] for cell in line)]))
        single = _likely(_layout(lines, at, at + 1, (row,), tuple(cells), kind, titles), stated=stated)
        joined = joined_heads(cells, lines[at + 1][1]) if at + 1 < min(len(lines), WITHIN) else None
        if joined:
            rows = (row, lines[at + 1][0])
            double = _likely(_layout(lines, at, at + 2, rows, joined, kind, titles), stated=stated)
            more = len(double.names) - (len(single.names) if single else 0) if double else 0
            under = lines[at + 1][1]
            if double and (more > 0 or _headless(under) or (more == 0 and unit_alone(under))):
                yield double
                continue
        if single:
            yield single


def _likely(layout: Layout | None, *, stated: bool) -> Layout | None:
    """A header of which enough words are known, or of a kind that somebody *stated* with all that its records need; else None.

    A head with a unit of money is a head, whatever money it is: 微信（元）.
    """
    if layout is None:
        return None
    filled = sum(bool(head.strip()) for head in layout.heads)
    heads = zip(layout.heads, layout.meanings, strict=True)
    known = sum(meant is not None or bool(unit_of_money(head)) for head, meant in heads)
    likely = known * 5 >= filled * 2 or (stated and has_enough(layout.kind, layout.names))
    return layout if likely else None


def _layout(
    lines: Lines, at: int, below: int, rows: tuple[int, ...], heads: tuple[str, ...], kind: Kind, titles: str
) -> Layout | None:
    meanings = tuple(_meaning(head, kind) if head.strip() else None for head in heads)
    filled = [known for head, known in zip(heads, meanings, strict=True) if head.strip()]
    ours = [known for known in filled if known and known.sense is Sense.COLUMN]
    every = [known for known in filled if known]
    if len(every) < _LEAST or not ours:
        return None
    above = tuple((row, tuple(cells)) for row, cells in lines[:at])
    required = {column.name for column in kind.record.columns if column.required}
    score = 10 * len({known.name for known in ours}) + 5 * len({known.name for known in ours} & required) + len(every)
    score += 8 if is_called(kind, (titles,)) else 0
    return Layout(kind, rows, below, heads, meanings, above, score)


def _meaning(head: str, kind: Kind) -> Meaning | None:
    """What a head means; of one in two rows both together, else the lower, else the upper."""
    over, mark, under = head.partition(OVER)
    if not mark:
        return meaning(head, kind)
    return meaning(over + under, kind) or meaning(under, kind) or meaning(over, kind)


def _wordy(cells: Sequence[str]) -> bool:
    """Whether a row may be a header: at least two words, and hardly any value."""
    filled = [cell for cell in cells if cell.strip()]
    values = sum(looks_like_value(cell) for cell in filled)
    return len(filled) - values >= _LEAST and values * 4 <= len(filled)


def _headless(cells: Sequence[str]) -> bool:
    """Whether a row is the second of a header: words alone, and none of them below a gap at its left."""
    return _wordy(cells) and not any(looks_like_value(cell) for cell in cells) and not cells[0].strip()


def joined_heads(over: Sequence[str], under: Sequence[str]) -> tuple[str, ...] | None:
    """Two rows as one header, where the upper one has merged heads: 收到 over 笔数 and 金额 → 收到笔数, 收到金额.

    Also where heads go on below, one of them with its unit: 金额 over （万元） → 金额（万元）.
    """
    width = max(len(over), len(under))
    upper, lower = [*over, *[""] * (width - len(over))], [*under, *[""] * (width - len(under))]
    if any(looks_like_value(cell) for cell in lower) or not any(cell.strip() for cell in lower):
        return None
    alone = [first.strip() and not second.strip() for first, second in zip(upper, lower, strict=True)]
    below_gap = [not first.strip() and second.strip() for first, second in zip(upper, lower, strict=True)]
    if unit_alone(lower):
        if any(below_gap):
            return None  # whose unit it is stands nowhere: 金额 may be in two columns
        return tuple(f"{first.strip()}{second.strip()}" for first, second in zip(upper, lower, strict=True))
    if not any(alone) or not any(below_gap):
        return None
    heads, group = [], ""
    for first, second in zip(upper, lower, strict=True):
        group = first.strip() or group
        heads.append(f"{group}{OVER}{second.strip()}" if second.strip() else first.strip())
    return tuple(heads)
