"""The parts of a page: what stands between two hairlines, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from ..model import Block, Heading, HomeAnswer, Note, TableBlock

BESIDE_UP_TO = 4  # a table with more columns takes the full width, its notes below


class Band(Struct, frozen=True):
    """A block and the notes that stand beside it."""

    block: Block
    notes: tuple[Note, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether the block needs the full width, so that its notes go below it."""
        return isinstance(self.block, TableBlock) and len(self.block.table.columns) > BESIDE_UP_TO


class Part(Struct, frozen=True):
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
    parts: list[_OpenPart] = []
    for block in blocks:
        current = parts[-1] if parts else None
        if block.block in _SET_APART:
            continue
        if isinstance(block, Heading):
            parts.append(_OpenPart(block, _BELOW))
        elif isinstance(block, Note) and current and current.bands:
            current.bands[-1][1].append(block)
        elif current is None or current.ends_before(block):
            titled = _has_title(block)
            below = titled and current is not None and current.level == _BELOW and current.begins_like(block)
            closed = block.block in _APART or titled
            parts.append(_OpenPart(None, _BELOW if below else _BESIDE, closed, [(block, [])]))
        else:
            current.bands.append((block, []))
    return tuple(
        Part(part.heading, tuple(Band(block, tuple(notes)) for block, notes in part.bands), part.level)
        for part in parts
    )


class _OpenPart(Struct):
    """A part while blocks are added: each with its notes; *closed* takes notes, but no other block."""

    heading: Heading | None
    level: int
    closed: bool = False
    bands: list[tuple[Block, list[Note]]] = field(default_factory=list)

    def ends_before(self, block: Block) -> bool:
        """Whether a block that follows opens a part of its own."""
        if self.closed or block.block in _APART:
            return True
        unheaded = self.heading is None or self.heading.folded
        return bool(self.bands) and (_has_title(block) or (block.block == "chart" and unheaded))

    def begins_like(self, block: Block) -> bool:
        """Whether its first block has a title and is of the same sort."""
        first = self.bands[0][0] if self.bands else None
        return first is not None and first.block == block.block and bool(getattr(first, "title", ""))


def _has_title(block: Block) -> bool:
    """Whether a block shows a title of its own."""
    if block.block == "index":
        return bool(getattr(block, "key", ""))
    return block.block in _TITLED and bool(getattr(block, "title", "")) and not getattr(block, "folded", False)
