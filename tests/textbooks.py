"""The textbook statements of `books/`."""

from __future__ import annotations

from pathlib import Path

BOOKS = Path(__file__).resolve().parent / "books"


def book_rows(year: int, kind: str) -> list[list[str]]:
    """A textbook statement as rows of cells, header first; cells hold no commas."""
    return [line.split(",") for line in (BOOKS / str(year) / f"{kind}.csv").read_text("utf-8").splitlines()]
