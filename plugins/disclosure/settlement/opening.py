"""Files of platforms, banks and receipt systems, opened: their sheets as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from ..importing import DOCUMENTS, document_tables
from ..problems import Problem
from ..reading import SUFFIXES, Lines, of_file, open_workbook, read_rows
from .layouts import find_list

Sheet: TypeAlias = tuple[str | None, Lines]  # its name, where the file has several, and its lines

_ZIP = b"PK\x03\x04"
_OLD_BOOK = b"\xd0\xcf\x11\xe0"


class UnusableFileError(Exception):
    """A file that can't be used at all; the reason in Chinese."""


def sheets_of(path: Path, called: str, sorts: Sequence[str]) -> list[Sheet]:
    """The sheets of a file that messages call *called*, at least one; UnusableFileError where there are none, or one of them can't be read whole."""
    if not path.is_file():
        raise UnusableFileError(f"找不到文件“{called}”。请检查文件名和所在的文件夹。")
    suffix, head = path.suffix.lower(), path.read_bytes()[:8]
    if suffix in DOCUMENTS:
        sheets = _of_document(path, called)
    elif suffix in SUFFIXES or head[:4] in {_ZIP, _OLD_BOOK}:
        sheets = list(_of_workbook(path, called))
    else:
        sheets = list(_of_text(path, called, sorts))
    if not sheets:
        raise UnusableFileError(f"{called}：里面没有内容。")
    return sheets


def _of_workbook(path: Path, called: str) -> Iterator[Sheet]:
    book, problems = open_workbook(path, called)
    if book is None:
        raise _unusable(called, problems)
    for name in book.shown:
        lines, faults = book.lines(name)
        if faults:
            raise _unusable(f"{called}“{name}”", faults)
        if lines:
            yield name, lines


def _of_document(path: Path, called: str) -> list[Sheet]:
    """The tables of a Word file or a PDF."""
    tables, problems = document_tables(path, called)
    if problems:
        raise _unusable(called, problems)
    return tables


def _of_text(path: Path, called: str, sorts: Sequence[str]) -> Iterator[Sheet]:
    sort = of_file(path)
    if sort:
        raise UnusableFileError(f"{called}：是{sort.name}，不是表格。{sort.mend}")
    lines, problems = read_rows(path.read_bytes(), called, lambda cells: find_list([(1, cells)], sorts) is not None)
    if problems:
        raise _unusable(called, problems)
    if lines:
        yield None, lines


def _unusable(where: str, problems: Sequence[Problem]) -> UnusableFileError:
    return UnusableFileError(f"{where}：{problems[0].message}{problems[0].fix}")
