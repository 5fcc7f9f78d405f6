"""Text files to rows of cells, strictly: encoding, then delimiter, then RFC 4180; anything looser is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..problems import Problem, Where, problem

# A row of a table as staff see it: its number, and the text of its cells.
Lines = list[tuple[int, list[str]]]

# What staff's programs put between cells; which one it is shows in the header.
DELIMITERS = (",", "\t", ";", "，")

_BREAK = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEAD = 40  # the header stands in the first lines


def decode(content: bytes) -> str | None:
    """Text of a file: by its byte-order mark, else strict UTF-8, else strict GB18030; None where none of them fits."""
    return next(decodings(content), None)


def decodings(content: bytes) -> Iterator[str]:
    """Every text that the bytes can be, the likeliest first: short words in GB18030 may pass as UTF-8, too."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue


def read_rows(content: bytes, file: str, is_header: Callable[[list[str]], bool]) -> tuple[Lines, list[Problem]]:
    """The rows of a file; its encoding and delimiter are those under which *is_header* knows a row near the top.

    Where no row is known under any, the likeliest encoding and the comma stand, and the header is refused later.
    """
    texts = list(decodings(content))
    if not texts:
        return [], [problem("bad-encoding", Where(file))]
    if len(texts) > 1 and _doubtful(*texts):
        return [], [problem("bad-encoding", Where(file))]
    for text in texts:
        head = "\n".join(_BREAK.split(text[:100_000])[:_HEAD])
        fitting = [one for one in DELIMITERS if one in head and any(is_header(row) for row in _loosely(head, one))]
        if fitting:
            return scan(text, file, fitting[0])
    return scan(texts[0], file)


def _doubtful(utf8: str, gb18030: str) -> bool:
    """Whether a text is as good in GB18030: all that is not ASCII in it are pairs of bytes, and these are Chinese there."""
    rare = {one for one in utf8 if one > "\x7f"}
    return bool(rare) and max(rare) < "\u0800" and all("\u4e00" <= one <= "\u9fff" for one in gb18030 if one > "\x7f")


def _loosely(head: str, delimiter: str) -> Iterator[list[str]]:
    for line in head.split("\n"):
        yield [one.strip().strip('"') for one in line.split(delimiter)]


def scan(text: str, file: str, delimiter: str = ",") -> tuple[Lines, list[Problem]]:
    """Split RFC 4180 text into (row number, fields); anything looser is a problem. Blank lines are passed over.

    Rows are numbered as Excel numbers them: a line break inside quotes begins no new row.
    """
    found = _CONTROL.search(text)
    if found:
        row = len(_BREAK.findall(text, 0, found.start())) + 1
        reason = f"含有看不见的控制字符（U+{ord(found.group()):04X}）"
        return [], [problem("bad-csv", Where(file, None, row), reason=reason)]
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
            if any(one.strip() for one in fields):
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
    """The fields of the record that begins here, and where it ends; −1 where a quote is astray."""
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
