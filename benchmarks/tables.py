"""Small tables: printed with Chinese characters in line, and as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One table of results with its title and the words below it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "FW" else 1 for one in text)


def as_text(result: Result) -> str:
    """The table for a terminal; first column to the left, the others to the right."""
    lines = [result.header, *result.rows]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(result.header))]

    def line(cells: Sequence[str]) -> str:
        padded = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
        first = cells[0] + padded[0]
        return "  ".join([first, *(pad + cell for pad, cell in zip(padded[1:], cells[1:], strict=True))]).rstrip()

    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    return "\n".join([result.title, rule, *map(line, lines[:1]), rule, *map(line, lines[1:]), rule, *result.notes])


def as_markdown(result: Result) -> str:
    """The same for a document."""
    marks = ["---", *["---:"] * (len(result.header) - 1)]
    lines = [result.header, marks, *result.rows]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return "\n\n".join([f"## {result.title}", table, *result.notes])
