"""Blocks of words: paragraphs, notes, headings, plain lines, articles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from .block import Block, in_rich
from .figure import Figure, FigureRef, Link, RichText


class Prose(Struct, Block, frozen=True):
    """Paragraphs."""

    paragraphs: tuple[RichText, ...]
    block = "prose"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(map(in_rich, self.paragraphs))


class PlainLines(Struct, Block, frozen=True):
    """Short sentences in large type, a thought each; a figure in one stands on a line of its own with its way back."""

    lines: tuple[RichText, ...]
    title: str = ""
    more: Link | None = None
    block = "plain"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(map(in_rich, self.lines))


class LargeButton(Struct, frozen=True):
    """One of the few things that most readers come for: its name, where it leads, and what to expect there."""

    link: Link
    words: RichText
    telephone: bool = False


class LargeButtons(Struct, Block, frozen=True):
    """Large buttons one below the other."""

    buttons: tuple[LargeButton, ...]
    title: str = ""
    block = "ways"


class Note(Struct, Block, frozen=True):
    """A warning or explanation beside a figure: *label* is the part in bold."""

    label: str
    text: RichText
    block = "note"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return in_rich(self.text)


class Heading(Struct, Block, frozen=True):
    """A heading that opens a part of a page; *count* says how much stands below it, *folded* that readers open it."""

    text: str
    id: str = ""
    more: Link | None = None
    count: str = ""
    folded: bool = False
    block = "heading"


class Stages(Struct, Block, frozen=True):
    """The steps a project goes through; *state* begins with 已完成 or 进行中, or says that nothing was told."""

    title: str
    stages: tuple[tuple[str, str], ...]
    note: RichText = ()
    block = "stages"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return in_rich(self.note)


class Html(Struct, Block, frozen=True):
    """Sanitised HTML from Markdown, with embeds to be bound."""

    html: str
    figures: tuple[FigureRef, ...] = ()
    embeds: tuple[tuple[str, str], ...] = ()  # (chart or table, its id)
    block = "html"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return iter(self.figures)
