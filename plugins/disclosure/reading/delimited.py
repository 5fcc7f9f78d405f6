"""Text files to rows of cells, strictly: encoding, then delimiter, then RFC 4180; anything looser is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ..arrays import csv, np, npt, pa
from ..problems import Problem, Where, problem
from . import merging

# A row of a table as staff see it: its number, and the text of its cells.
Lines = list[tuple[int, list[str]]]

# What programs put between cells; the header shows which of them a file uses.
DELIMITERS = (",", "\t", ";", "，")

# What else people put between cells: such a list is not read, but told by its cause.
_OTHER_DELIMITERS = {
    "|": "“|”",
    "｜": "“｜”",
    "；": "“；”",
    "、": "“、”",
    "^": "“^”",
    "~": "“~”",
    "#": "“#”",
    " ": "空格",
    "\u3000": "全角空格",
}
UNKNOWN_ENCODING = "不是 UTF-8、GB18030 或 UTF-16"

_BREAK = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOST_BREAKS = 1_200_000  # more rows than a sheet can hold
_MOST_COLUMN_BREAKS = 6_000_000  # where columns, not rows, are held
_MOST_DELIMITERS = 1_000  # in a line; no table has so many columns
_LOOKED_AT = 100_000  # signs in which the header stands
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


def read_rows(
    content: bytes, file: str, is_header: Callable[[list[str]], bool], *, tagged: bool = False
) -> tuple[Lines, list[Problem]]:
    """(row number, cells) of every row of a file that is not blank, and what is wrong with the file.

    Its encoding and delimiter are those under which *is_header* accepts a row near the top. Where it accepts none, the
    likeliest encoding and the comma are taken, and the header is refused later. *tagged* is as in `scan`.
    """
    text, delimiter, problems = read_text(content, file, is_header)
    return ([], problems) if problems else scan(text, file, delimiter, tagged=tagged)


def read_text(content: bytes, file: str, is_header: Callable[[list[str]], bool]) -> tuple[str, str, list[Problem]]:
    """(text of a file, what parts its cells, what is wrong with its encoding); chosen as `read_rows` says."""
    texts = decodings(content)
    first = next(texts, None)
    if first is None:
        return (
            "",
            ",",
            [problem("bad-encoding", Where(file), reason=_other_encoding(content, is_header) or UNKNOWN_ENCODING)],
        )
    torn = merging.conflict_line(first)
    if torn:
        where = Where(file, None, torn)
        return "", ",", [problem("unreadable-file", where, reason=merging.REASON, mend=merging.MEND)]
    second = None
    if not _LONG_SIGNS.search(content) and _SHORT_SIGNS.search(content):
        second = next(texts, None)
        if second is not None and _doubtful(first, second):
            return "", ",", [problem("bad-encoding", Where(file), reason="是 UTF-8 还是 GB18030，两种都读得通")]
    for text in (first, *((second,) if second is not None else ()), *texts):
        delimiter = _with_header(text, DELIMITERS, is_header)
        if delimiter:
            return text, delimiter, []
    encoding = _other_encoding(content, is_header) or (_ALL_LOST if _only_questions(first[:_LOOKED_AT]) else "")
    if encoding:
        return "", ",", [problem("bad-encoding", Where(file), reason=encoding)]
    return first, ",", _other_delimiter(first, file, is_header)


_ALL_LOST = "汉字都成了问号：上次保存时选的编码里没有汉字，字已经丢了，要从原来的表重新存"
_QUESTIONS = re.compile(r"(?:^|[,;\t\"'])\?{2,}(?=$|[,;\t\"'\r])", re.MULTILINE)
_FEWEST_LOST = 3  # cells


def _only_questions(text: str) -> bool:
    """Whether a text was saved in an encoding that has no Han: cells of nothing but ???, and no Han anywhere."""
    return not re.search(r"[\u3400-\u9fff]", text) and len(_QUESTIONS.findall(text)) >= _FEWEST_LOST


def _other_encoding(content: bytes, is_header: Callable[[list[str]], bool]) -> str:
    """What the bytes of a file are that is not read, where they surely are it: UTF-16 without a mark, Big5; else nothing."""
    head = content[: 2 * _LOOKED_AT]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[parity::2].count(0)
        if zeros * 8 > len(head) and not head[1 - parity :: 2].count(0):
            return f"像是 UTF-16（{encoding[-2:].upper()}），但开头没有字节顺序标记（BOM），不能确定"
    text = "" if head.isascii() else head.decode("cp950", "ignore")
    return "是繁体中文的 Big5" if _with_header(text, DELIMITERS, is_header) else ""


def _other_delimiter(text: str, file: str, is_header: Callable[[list[str]], bool]) -> list[Problem]:
    """The problem of a list whose header is only one where a sign parts its cells that is not read as such."""
    delimiter = _with_header(text, tuple(_OTHER_DELIMITERS), is_header)
    if not delimiter:
        return []
    reason = f"各格之间用的是{_OTHER_DELIMITERS[delimiter]}，不是逗号、制表符或分号"
    mend = "请在 Excel 或 WPS 里用“分列”按这个符号分开，再另存为“CSV UTF-8”。"
    return [problem("unreadable-file", Where(file), reason=reason, mend=mend)]


def _with_header(text: str, delimiters: Sequence[str], is_header: Callable[[list[str]], bool]) -> str:
    """The first of *delimiters* with which a line near the top of a text is a header, or nothing."""
    head = "\n".join(_BREAK.split(text[:_LOOKED_AT])[:_HEAD])
    return next((sign for sign in delimiters if sign in head and any(map(is_header, _loosely(head, sign)))), "")


# Bytes that begin a sign of two bytes in UTF-8, and one of more: a text with some of these is not GB18030 in doubt.
_SHORT_SIGNS, _LONG_SIGNS = re.compile(rb"[\xc2-\xdf]"), re.compile(rb"[\xe0-\xf4]")


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


def scan(text: str, file: str, delimiter: str = ",", *, tagged: bool = False) -> tuple[Lines, list[Problem]]:
    """Split RFC 4180 text into (row number, fields); anything looser is a problem. Blank lines are passed over.

    With *tagged* fields may also be ="…", as programs write what spreadsheets must leave as it is.

    Rows are numbered as Excel numbers them: a line break inside quotes begins no new row.
    """
    control = _CONTROL.search(text)
    if control:
        row = len(_BREAK.findall(text, 0, control.start())) + 1
        begun = max((match.end() for match in _BREAK.finditer(text, 0, control.start())), default=0)
        place = f"这一行第 {control.start() - begun + 1} 个字符"
        reason = f"含有看不见的控制字符（U+{ord(control.group()):04X}，{place}），请删去它重新输入"
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
    tag = r'="[^"\r\n]*"|' if tagged else ""
    bare = re.compile(rf'(?:{tag}[^"{delimiter}\r\n]*)(?={delimiter}|\r?\n|\r|\Z)')
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
        head = "\n".join(_BREAK.split(text[:_LOOKED_AT])[:_HEAD])
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


class SplitText(Struct, frozen=True):
    """A text of many rows, split into columns.

    *columns* holds the cells of every row that has as many as asked for, as Arrow dictionaries of text; *numbers* are the
    rows as Excel numbers them; *others* are the rows of another width, blank ones left out.
    """

    columns: tuple[pa.DictionaryArray, ...]
    numbers: npt.NDArray[np.int64]
    others: Lines


# Control characters, which no text that is read may hold, stand for what a quoted cell holds itself.
_UNIT, _RETURN, _FEED = "\x1f", "\x1d", "\x1e"
_QUOTED_BREAKS = str.maketrans({"\r": _RETURN, "\n": _FEED})
_CELL_BREAKS = str.maketrans({_RETURN: "\r", _FEED: "\n"})
_PIECE = 1 << 25


def split_columns(text: str, delimiter: str, width: int, header: int) -> SplitText | None:
    """The rows below row *header* as columns of *width* cells, by the rules of `scan`; None where only `scan` can say what is wrong.

    Quotes are read by the strict rules, one row at a time; what has none is split by Arrow.
    """
    content, parting = text.encode(), delimiter
    if content.count(b"\n") > _MOST_COLUMN_BREAKS or _has_controls(content):
        return None
    if '"' in text or not delimiter.isascii():
        unquoted = _without_quotes(text, delimiter)
        if unquoted is None:
            return None
        content, parting = unquoted.encode(), _UNIT
    elif b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    others: Lines = []
    skipped: list[int] = []

    def skip(row: csv.InvalidRow) -> str:
        skipped.append(row.number)
        if row.text.strip(f"{parting} \t"):
            others.append((row.number, [cell.translate(_CELL_BREAKS) for cell in row.text.split(parting)]))
        return "skip"

    names = [str(place) for place in range(width)]
    words = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.py_buffer(content),
            csv.ReadOptions(use_threads=False, block_size=_PIECE, column_names=names, skip_rows=header),
            csv.ParseOptions(delimiter=parting, quote_char=False, ignore_empty_lines=False, invalid_row_handler=skip),
            csv.ConvertOptions(column_types=dict.fromkeys(names, words), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    broken = _FEED.encode() in content or _RETURN.encode() in content
    columns = tuple(_whole(table.column(name), broken=broken) for name in names)
    numbers = np.arange(header + 1, header + len(table) + len(skipped) + 1, dtype=np.int64)
    return SplitText(
        columns, np.delete(numbers, [number - header - 1 for number in skipped]) if skipped else numbers, others
    )


def _has_controls(content: bytes) -> bool:
    """Whether `scan` would refuse a sign of a text in UTF-8."""
    return len(content.translate(None, _CONTROLS)) != len(content)


_CONTROLS = bytes(sign for sign in (*range(32), 127) if sign not in b"\t\n\r")


def _whole(column: pa.ChunkedArray, *, broken: bool) -> pa.DictionaryArray:
    """A column in one piece; *broken*: cells may hold line breaks, which get their sign again."""
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
    if broken:
        words = pa.array([word.translate(_CELL_BREAKS) for word in whole.dictionary.to_pylist()], pa.string())
        return pa.DictionaryArray.from_arrays(whole.indices, words)
    return whole


def _without_quotes(text: str, delimiter: str) -> str | None:
    """The same rows with cells parted by a sign that no cell holds, every quote read; None where a quote is misplaced."""
    pieces: list[str] = []
    position, end = 0, len(text)
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={delimiter}|\r?\n|\r|\Z)')
    bare = re.compile(rf'[^"{delimiter}\r\n]*(?={delimiter}|\r?\n|\r|\Z)')
    while (quote := text.find('"', position)) >= 0:
        start = max(position, text.rfind("\n", position, quote) + 1, text.rfind("\r", position, quote) + 1)
        pieces.append(_plain_rows(text[position:start], delimiter))
        fields, position = _fields(text, start, delimiter, quoted, bare)
        if position < 0:
            return None
        if any(field.strip() for field in fields):
            pieces.append(_UNIT.join(field.translate(_QUOTED_BREAKS) for field in fields))
        line_break = _BREAK.match(text, position)
        if line_break is None:
            position = end
            break
        pieces.append("\n")
        position = line_break.end()
    pieces.append(_plain_rows(text[position:], delimiter))
    return "".join(pieces)


def _plain_rows(text: str, delimiter: str) -> str:
    return text.replace(delimiter, _UNIT).replace("\r\n", "\n").replace("\r", "\n")
