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


def sheets_of(path: Path, sorts: Sequence[str]) -> list[Sheet]:
    """The sheets of a file, at least one; UnusableFileError where there are none, or one of them can't be read whole."""
    if not path.is_file():
        raise UnusableFileError(f"找不到文件“{path.name}”。请检查文件名和所在的文件夹。")
    suffix, head = path.suffix.lower(), path.read_bytes()[:8]
    if suffix in DOCUMENTS:
        sheets = _of_document(path)
    elif suffix in SUFFIXES or head[:4] in {_ZIP, _OLD_BOOK}:
        sheets = list(_of_workbook(path))
    else:
        sheets = list(_of_text(path, sorts))
    if not sheets:
        raise UnusableFileError(f"{path.name}：里面没有内容。")
    return sheets


def _of_workbook(path: Path) -> Iterator[Sheet]:
    book, problems = open_workbook(path, path.name)
    if book is None:
        raise _unusable(path.name, problems)
    for name in book.shown:
        lines, faults = book.lines(name)
        if faults:
            raise _unusable(f"{path.name}“{name}”", faults)
        if lines:
            yield name, lines


def _of_document(path: Path) -> list[Sheet]:
    """The tables of a Word file or a PDF."""
    tables, problems = document_tables(path, path.name)
    if problems:
        raise _unusable(path.name, problems)
    return tables


def _of_text(path: Path, sorts: Sequence[str]) -> Iterator[Sheet]:
    sort = of_file(path)
    if sort:
        raise UnusableFileError(f"{path.name}：是{sort.name}，不是表格。{sort.mend}")
    lines, problems = read_rows(path.read_bytes(), path.name, lambda cells: find_list([(1, cells)], sorts) is not None)
    if problems:
        raise _unusable(path.name, problems)
    if lines:
        yield None, lines


def _unusable(where: str, problems: Sequence[Problem]) -> UnusableFileError:
    return UnusableFileError(f"{where}：{problems[0].message}{problems[0].fix}")
