"""How large a table may be: what no real one reaches, and what can still be read in seconds and in a gigabyte."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..problems import Problem, Where, problem
from .delimited import Lines

MOST_ROWS = 50_000
MOST_BULK_ROWS = 1_100_000  # more than a sheet can hold
MOST_COLUMN_ROWS = 5_000_000  # of a text that is read by columns
MOST_CELLS = 15_000_000
_CELLS, _BYTES_A_CELL = 1_000_000, 4  # so many cells in any case, and one more for so many bytes of a packed file
MOST_COLUMNS = 256
LONGEST_CELL = 32_767  # signs; Excel takes no more
MOST_ODDITIES = 100_000  # merged ranges, comments, faults
SMALL_PART = 8 * 1024 * 1024

_BIG_PART = 1024 * 1024
_LONGEST_RUN = 4 * LONGEST_CELL + 4_096  # bytes of a part without a tag: the longest cell, every sign written out
_LONGEST_STRING = 16 * _LONGEST_RUN  # the same with the tags of its formatting

SPLIT = "请拆成几个文件，每个只放一年或一个月。"


class TooLargeError(Exception):
    """A table is larger than any real one; the reason in Chinese, and how to mend it."""

    def __init__(self, reason: str, mend: str = SPLIT) -> None:
        super().__init__(reason)
        self.mend = mend

    def as_problem(self, where: Where) -> Problem:
        """The problem for it."""
        return problem("table-too-large", where, reason=str(self), mend=self.mend)


class TooLongCellError(TooLargeError):
    """A cell holds more than any program lets in."""

    def __init__(self, place: str = "") -> None:
        words = f"{place}有一格超过 {LONGEST_CELL} 个字（Excel 一格的上限）"
        super().__init__(words, "请检查这一格是不是粘贴错了，例如整个文件粘在一格里。")


class Most(Struct, frozen=True):
    """How many rows and filled cells a sheet may have; a small file with millions of cells holds the same again and again."""

    rows: int
    cells: int

    @classmethod
    def of(cls, rows: int, size: int) -> Most:
        """For a workbook of *size* bytes."""
        return cls(rows, min(_CELLS + size // _BYTES_A_CELL, MOST_CELLS))


def check_lines(lines: Lines, file: str, sheet: str | None, most_rows: int) -> list[Problem]:
    """A problem where rows, columns or a cell are more than a table may have."""
    fault = next(_faults_of_size(lines, most_rows), None)
    return [fault.as_problem(Where(file, sheet))] if fault else []


def _faults_of_size(lines: Lines, most_rows: int) -> Iterator[TooLargeError]:
    if len(lines) > most_rows:
        yield TooLargeError(f"有 {len(lines)} 行，最多 {most_rows} 行")
    for number, fields in lines:
        if len(fields) > MOST_COLUMNS:
            yield TooLargeError(f"第 {number} 行有 {len(fields)} 列，最多 {MOST_COLUMNS} 列", "请删去多余的列。")
        if fields and max(map(len, fields)) > LONGEST_CELL:
            yield TooLongCellError(f"第 {number} 行")


def check_parts(archive: zipfile.ZipFile) -> None:
    """TooLargeError where a part of a workbook holds a text so long that a parser would need gigabytes for it."""
    for member in archive.infolist():
        if member.file_size > _BIG_PART and member.filename.endswith((".xml", ".rels", ".vml")):
            strings = member.filename.lower().endswith("sharedstrings.xml")
            with archive.open(member) as part:
                _check_runs(iter(lambda: part.read(_BIG_PART), b""), strings=strings)


def _check_runs(chunks: Iterable[bytes], *, strings: bool) -> None:
    run = string = 0  # bytes since the last tag, and since the last shared string began
    for chunk in chunks:
        first, *others = chunk.split(b"<")
        longest = max((run + len(first), *map(len, others)))
        run = len(others[-1]) if others else run + len(first)
        if longest > _LONGEST_RUN:
            raise TooLongCellError
        if strings:
            begins = chunk.split(b"<si")
            string = len(begins[-1]) if len(begins) > 1 else string + len(chunk)
            if string > _LONGEST_STRING:
                raise TooLongCellError
