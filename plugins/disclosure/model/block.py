"""The base class of page blocks, and functions to find the figures in what they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from .figure import Figure, FigureRef, RichText
from .table import Cell


class Block:
    """A part of a page; *block* is the name of its template."""

    __slots__ = ()
    block: ClassVar[str]

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """Every figure that it shows, in order, with repetitions."""
        return iter(())


def in_rich(text: RichText) -> Iterator[Figure | FigureRef]:
    """The figures in a text."""
    return (piece for piece in text if isinstance(piece, Figure | FigureRef))


def in_cell(cell: Cell) -> Iterator[Figure | FigureRef]:
    """The figures in a cell."""
    if isinstance(cell, Figure):
        return iter((cell,))
    return in_rich(cell) if isinstance(cell, tuple) else iter(())


def figures_among(values: Iterable[object]) -> Iterator[Figure]:
    """Those of the values that are figures."""
    return (value for value in values if isinstance(value, Figure))


def with_their_notes(figures: Iterable[Figure]) -> Iterator[Figure | FigureRef]:
    """Each figure, and those in its note."""
    for figure in figures:
        yield figure
        yield from in_rich(figure.note)
