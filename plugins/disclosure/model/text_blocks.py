"""Blocks of words: paragraphs, notes, headings, plain lines, articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from .block import Block, in_rich
from .figure import Figure, FigureRef, Link, RichText


@dataclass(frozen=True, slots=True)
class Prose(Block):
    """Paragraphs."""

    paragraphs: tuple[RichText, ...]
    block = "prose"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(map(in_rich, self.paragraphs))


@dataclass(frozen=True, slots=True)
class PlainLines(Block):
    """Short sentences in large type, a thought each; a figure in one stands on a line of its own with its way back."""

    lines: tuple[RichText, ...]
    title: str = ""
    more: Link | None = None
    block = "plain"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(map(in_rich, self.lines))


@dataclass(frozen=True, slots=True)
class LargeButton:
    """One of the few things that most readers come for: its name, where it leads, and what to expect there."""

    link: Link
    words: RichText
    telephone: bool = False


@dataclass(frozen=True, slots=True)
class LargeButtons(Block):
    """Large buttons one below the other."""

    buttons: tuple[LargeButton, ...]
    title: str = ""
    block = "ways"


@dataclass(frozen=True, slots=True)
class Note(Block):
    """A warning or explanation beside a figure: *label* is the part in bold."""

    label: str
    text: RichText
    block = "note"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return in_rich(self.text)


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading that opens a part of a page; *count* says how much stands below it, *folded* that readers open it."""

    text: str
    id: str = ""
    more: Link | None = None
    count: str = ""
    folded: bool = False
    block = "heading"


@dataclass(frozen=True, slots=True)
class Stages(Block):
    """The steps a project goes through; *state* begins with 已完成 or 进行中, or says that nothing was told."""

    title: str
    stages: tuple[tuple[str, str], ...]
    note: RichText = ()
    block = "stages"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return in_rich(self.note)


@dataclass(frozen=True, slots=True)
class Html(Block):
    """Sanitised HTML from Markdown, with embeds to be bound."""

    html: str
    figures: tuple[FigureRef, ...] = ()
    embeds: tuple[tuple[str, str], ...] = ()  # (chart or table, its id)
    block = "html"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return iter(self.figures)
