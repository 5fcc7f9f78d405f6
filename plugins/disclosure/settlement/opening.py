"""Files of platforms, banks and receipt systems, opened: their sheets as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..reading import SUFFIXES, Lines, of_file, open_workbook, read_rows
from .layouts import find_list

_ZIP = b"PK\x03\x04"
_OLD_BOOK = b"\xd0\xcf\x11\xe0"


def sheets_of(path: Path, sorts: Sequence[str]) -> tuple[list[tuple[str | None, Lines]], str]:  # noqa: PLR0911  (one return a fault)
    """The sheets of a file with their lines, or why there are none."""
    if not path.is_file():
        return [], f"找不到文件“{path.name}”。请检查文件名和所在的文件夹。"
    head = path.read_bytes()[:8]
    if path.suffix.lower() in SUFFIXES or head[:4] in {_ZIP, _OLD_BOOK}:
        book, problems = open_workbook(path, path.name)
        if book is None:
            return [], f"{path.name}：{problems[0].message}{problems[0].fix}"
        sheets: list[tuple[str | None, Lines]] = []
        for name in book.shown:
            lines, faults = book.lines(name)
            if faults:
                return [], f"{path.name}“{name}”：{faults[0].message}{faults[0].fix}"
            sheets += [(name, lines)] if lines else []
        return sheets, "" if sheets else f"{path.name}：里面没有内容。"
    sort = of_file(path)
    if sort:
        return [], f"{path.name}：是{sort.name}，不是表格。{sort.mend}"
    lines, problems = read_rows(path.read_bytes(), path.name, lambda cells: find_list([(1, cells)], sorts) is not None)
    if problems:
        return [], f"{path.name}：{problems[0].message}{problems[0].fix}"
    return [(None, lines)] if lines else [], "" if lines else f"{path.name}：里面没有内容。"
