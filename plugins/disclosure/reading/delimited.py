"""Text files to rows of cells, strictly: encoding, then delimiter, then RFC 4180; anything looser is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..problems import Problem, Where, problem

# A row of a table as staff see it: its number, and the text of its cells.
Lines = list[tuple[int, list[str]]]

# What programs put between cells; the header shows which of them a file uses.
DELIMITERS = (",", "\t", ";", "，")

_BREAK = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOST_BREAKS = 1_200_000  # more rows than a sheet can hold
_MOST_DELIMITERS = 1_000  # in a line; no table has so many columns
_HEAD = 40  # the header stands in the first lines


def decode(content: bytes) -> str | None:
    """Text of a file: by its byte-order mark, else strict UTF-8, else strict GB18030; None where none of them fits."""
    return next(decodings(content), None)


def decodings(content: bytes) -> Iterator[str]:
    """Every text that the bytes can be, the likeliest first: bytes of short GB18030 words may be valid UTF-8 as well."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue


def read_rows(content: bytes, file: str, is_header: Callable[[list[str]], bool]) -> tuple[Lines, list[Problem]]:
    """(row number, cells) of every row of a file that is not blank, and what is wrong with the file.

    Its encoding and delimiter are those under which *is_header* accepts a row near the top. Where it accepts none, the
    likeliest encoding and the comma are taken, and the header is refused later.
    """
    texts = list(decodings(content))
    if not texts:
        return [], [problem("bad-encoding", Where(file))]
    if len(texts) > 1 and _doubtful(*texts):
        return [], [problem("bad-encoding", Where(file))]
    for text in texts:
        head = "\n".join(_BREAK.split(text[:100_000])[:_HEAD])
        fitting = [
            delimiter
            for delimiter in DELIMITERS
            if delimiter in head and any(is_header(row) for row in _loosely(head, delimiter))
        ]
        if fitting:
            return scan(text, file, fitting[0])
    return scan(texts[0], file)


def _doubtful(utf8: str, gb18030: str) -> bool:
    """Whether a text could as well be GB18030: everything but ASCII is two bytes long in UTF-8 and Chinese in GB18030."""
    rare = {sign for sign in utf8 if sign > "\x7f"}
    return (
        bool(rare) and max(rare) < "\u0800" and all("\u4e00" <= sign <= "\u9fff" for sign in gb18030 if sign > "\x7f")
    )


def _loosely(head: str, delimiter: str) -> Iterator[list[str]]:
    """The first lines split at every delimiter, quotes ignored: good enough to recognise a header."""
    for line in head.split("\n"):
        if line.count(delimiter) < _MOST_DELIMITERS:
            yield [field.strip().strip('"') for field in line.split(delimiter)]


def scan(text: str, file: str, delimiter: str = ",") -> tuple[Lines, list[Problem]]:
    """Split RFC 4180 text into (row number, fields); anything looser is a problem. Blank lines are passed over.

    Rows are numbered as Excel numbers them: a line break inside quotes begins no new row.
    """
    control = _CONTROL.search(text)
    if control:
        row = len(_BREAK.findall(text, 0, control.start())) + 1
        reason = f"含有看不见的控制字符（U+{ord(control.group()):04X}）"
        return [], [problem("bad-csv", Where(file, None, row), reason=reason)]
    if text.count("\n") > _MOST_BREAKS:
        reason = f"超过 {_MOST_BREAKS} 行"
        return [], [
            problem("table-too-large", Where(file), reason=reason, mend="请拆成几个文件，每个只放一年或一个月。")
        ]
    blank = delimiter + " \t"
    lines: Lines = []
    if '"' not in text:
        single = text.replace("\r\n", "\n")
        plain = single.replace("\r", "\n").split("\n")
        return [(number, line.split(delimiter)) for number, line in enumerate(plain, 1) if line.strip(blank)], []
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={delimiter}|\r?\n|\r|\Z)')
    bare = re.compile(rf'[^"{delimiter}\r\n]*(?={delimiter}|\r?\n|\r|\Z)')
    position, row, end = 0, 1, len(text)
    while position < end:
        line_break = _BREAK.search(text, position)
        stop = line_break.start() if line_break else end
        if text.find('"', position, stop) < 0:
            line = text[position:stop]
            if line.strip(blank):
                lines.append((row, line.split(delimiter)))
        else:
            fields, stop = _fields(text, position, delimiter, quoted, bare)
            if stop < 0:
                return lines, [problem("bad-csv", Where(file, None, row), reason="引号没有成对，或引号夹在文字中间")]
            if any(field.strip() for field in fields):
                lines.append((row, fields))
            line_break = _BREAK.match(text, stop)
        if line_break is None:
            break
        position = line_break.end()
        row += 1
    return lines, []


def _fields(
    text: str, position: int, delimiter: str, quoted: re.Pattern[str], bare: re.Pattern[str]
) -> tuple[list[str], int]:
    """The fields of the record that begins here, and where it ends; −1 if a quote is misplaced."""
    fields: list[str] = []
    while True:
        match = quoted.match(text, position) or bare.match(text, position)
        if match is None:
            return fields, -1
        fields.append(match[1].replace('""', '"') if match.re is quoted else match[0])
        position = match.end()
        if not text.startswith(delimiter, position):
            return fields, position
        position += 1


def with_cell(content: bytes, row: int, at: int, cell: str, is_header: Callable[[list[str]], bool]) -> bytes | None:
    """The bytes of a file with another text in one cell; every other byte, encoding and line end included, stays.

    *row* is numbered as Excel numbers it, *at* counts columns from 0. None where there is no such cell.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    for text in decodings(content):
        plain = "utf-16-le" if mark == _MARKS[1][0] else "utf-16-be" if mark == _MARKS[2][0] else encoding
        codec = plain or ("utf-8" if text.encode("utf-8") == content else "gb18030")
        head = "\n".join(_BREAK.split(text[:100_000])[:_HEAD])
        for delimiter in DELIMITERS:
            if delimiter in head and any(is_header(fields) for fields in _loosely(head, delimiter)):
                span = _span(text, delimiter, row, at)
                if span is None:
                    return None
                start, end = span
                whole = text[:start] + _quoted(cell, delimiter) + text[end:]
                return mark + whole.encode("utf-8" if codec == "utf-8-sig" else codec)
    return None


def _quoted(cell: str, delimiter: str) -> str:
    """A cell as it stands in a file."""
    if any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _span(text: str, delimiter: str, row: int, at: int) -> tuple[int, int] | None:
    """Where a cell begins and ends, with its quotes."""
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={delimiter}|\r?\n|\r|\Z)')
    bare = re.compile(rf'[^"{delimiter}\r\n]*(?={delimiter}|\r?\n|\r|\Z)')
    position = 0
    for number in range(1, row + 1):
        for column in range(_MOST_DELIMITERS):
            match = quoted.match(text, position) or bare.match(text, position)
            if match is None:
                return None
            if (number, column) == (row, at):
                return match.span()
            position = match.end()
            if not text.startswith(delimiter, position):
                break
            position += len(delimiter)
        line_break = _BREAK.match(text, position)
        if line_break is None:
            return None
        position = line_break.end()
    return None
