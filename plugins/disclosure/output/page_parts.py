"""The parts of a page: what stands between two hairlines, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Block, Heading, HomeAnswer, Note, TableBlock

BESIDE_UP_TO = 4  # a table with more columns takes the full width, its notes below


@dataclass(frozen=True, slots=True)
class Band:
    """A block and the notes that stand beside it."""

    block: Block
    notes: tuple[Note, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether the block needs the full width, so that its notes go below it."""
        return isinstance(self.block, TableBlock) and len(self.block.table.columns) > BESIDE_UP_TO


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two hairlines: a heading if there is one, and its bands; *level* is that of titles inside."""

    heading: Heading | None
    bands: tuple[Band, ...]
    level: int

    @property
    def folded(self) -> bool:
        """Whether readers open it."""
        return self.heading is not None and self.heading.folded

    @property
    def wide(self) -> bool:
        """Whether it needs the full width: it holds a table of many columns or a statement."""
        return any(band.wide or isinstance(band.block, HomeAnswer) for band in self.bands)


_TITLED = {
    "answers",
    "briefs",
    "cards",
    "gallery",
    "payments",
    "trust",
    "figures",
    "facts",
    "entries",
    "reconciliations",
    "links",
    "stages",
    "tally",
}
_APART = {"explorer", "undisclosed", "downloads", "files", "register", "statement"}
_SET_APART = {"moved"}  # drawn below the head of the page
_BESIDE, _BELOW = 2, 3  # levels of titles: as high as a heading, and what stands below one


def parts_of(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Group the blocks of a page into parts, and give each note the block that it follows.

    Blocks of one sort that have titles and follow a heading stand below it, in parts of their own.
    """
    parts: list[tuple[Heading | None, list[tuple[Block, list[Note]]], bool, int]] = []
    for block in blocks:
        kind = block.block
        if kind in _SET_APART:
            continue
        if isinstance(block, Heading):
            parts.append((block, [], False, _BELOW))
            continue
        current = parts[-1] if parts else None
        if isinstance(block, Note) and current and current[1]:
            current[1][-1][1].append(block)
            continue
        titled = kind in _TITLED and bool(getattr(block, "title", "")) and not getattr(block, "folded", False)
        titled = titled or (kind == "index" and bool(getattr(block, "key", "")))
        opens = (
            current is None
            or kind in _APART
            or current[2]
            or (bool(current[1]) and (titled or (kind == "chart" and (current[0] is None or current[0].folded))))
        )
        if opens:
            below = titled and current is not None and current[3] == _BELOW and _begins_with(current[1], kind)
            parts.append((None, [(block, [])], kind in _APART or titled, _BELOW if below else _BESIDE))
        elif current is not None:
            current[1].append((block, []))
    return tuple(
        Part(heading, tuple(Band(block, tuple(notes)) for block, notes in bands), level)
        for heading, bands, _, level in parts
    )


def _begins_with(bands: Sequence[tuple[Block, list[Note]]], kind: str) -> bool:
    """Whether the first block has a title and is of this sort."""
    return bool(bands) and bands[0][0].block == kind and bool(getattr(bands[0][0], "title", ""))
