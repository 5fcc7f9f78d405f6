"""Lists in Word files and PDFs: their tables as lines of cells, as spreadsheets have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ..documents import Document, Paragraph, PicturedError, UnreadableError, read_document
from ..problems import Problem, Where, problem
from ..reading import Lines
from .layouts import WITHIN

DOCUMENTS = (".docx", ".pdf")
_ASK_FOR_SHEET = "请向对方要原来的电子表（Excel），或把整张表抄进 Excel 再导入。"
_RECOGNISE = "手里有原来的电子表的，请用那一份；没有的，把图里的表认成 Excel（make read FILE=文件 TABLES=表.xlsx），对着原图看过、改好，再导入。"
_RECOGNISE_PAGE = f"那一页不是名单的，请删掉那一页再导入；是名单的，{_RECOGNISE}"
_DIGIT = re.compile(r"[0-9]")
_BESIDE = 3  # lines above and below a table of a document that may say something of it
_BETWEEN = 3  # places from row to row within one
_FEWEST_ROWS = 3  # of a list, with its header
_FEWEST_SENTENCES = 3  # of a report
_SHOWN = 24  # letters of a line that is told
_FAR = re.compile(r" {2}|\u3000")  # between words that stand apart
_AMOUNT = re.compile(r"(?!(?:19|20)[0-9]{2}$)[-+(（¥￥]{0,2}[0-9][0-9,.]*[)）%]?(?:[^\W\d年月日页至]{1,2}|[万亿]元整)?")
_UNIT_OVER = re.compile(r"[(（]?\s{0,4}(?:金额|货币|计量|数量)?\s{0,4}单\s{0,4}位\s{0,4}[:：]")
_NO_NOTE = re.compile(r"(?![0-9（(]|注|备注|说明)")
_TOTALS = re.compile(r"合\s{0,4}计|总\s{0,4}[计额数]|共\s{0,4}计|小\s{0,4}计|累\s{0,4}计|共\s{0,4}[0-9]")


def document_tables(path: Path, shown: str) -> tuple[list[tuple[str | None, Lines]], list[Problem]]:
    """(the tables of a Word file or a PDF by name, or why it can't be read whole); the only one has no name.

    Each has the lines right above and below it: titles, units, signatures.
    """
    try:
        document = read_document(path)
    except PicturedError as error:
        return [], _refusal(shown, str(error), _RECOGNISE)
    except UnreadableError as error:
        return [], _refusal(shown, str(error))
    paragraphs = document.paragraphs
    tables = [_with_heads_once(lines) for lines in _tables(paragraphs)]
    if not tables:
        mend = "工作报告请用 make read 读；是名单、明细的，请向对方要原来的电子表（Excel）。"
        return [], _refusal(shown, "里面没有看得出行和栏的表", mend)
    if faults := _not_whole(document, shown):
        return [], faults
    names = [f"第{number}张表" for number in range(1, len(tables) + 1)] if len(tables) > 1 else [None]
    return [*zip(names, tables, strict=True)], []


def _not_whole(document: Document, shown: str) -> list[Problem]:
    """What of the tables can't be read, if anything."""
    if document.pictured:
        return _refusal(shown, f"第 {document.pictured[0]} 页只有图，图里的字没有读", _RECOGNISE_PAGE)
    if lost := [paragraph for paragraph in document.paragraphs if _looks_lost(paragraph.text)]:
        example = f"{_page_of(lost[0])}“{lost[0].text.strip()[:_SHOWN]}”"
        return _refusal(shown, f"有 {len(lost)} 行在表的外面，看不出是哪一行、哪一栏的，例如{example}")
    for paragraph in document.paragraphs:
        if cut := next(filter(_is_cut, paragraph.text.split("\t")[:-1]), ""):
            return _refusal(shown, f"{_page_of(paragraph)}“{cut.strip()}”这一格的字没有完，被边框或页末截断了")
    return []


def _refusal(shown: str, reason: str, mend: str = _ASK_FOR_SHEET) -> list[Problem]:
    return [problem("unreadable-file", Where(shown), reason=reason, mend=mend)]


def _page_of(paragraph: Paragraph) -> str:
    return f"第 {paragraph.page} 页的" if paragraph.page else ""


def _tables(paragraphs: Sequence[Paragraph]) -> list[Lines]:
    """The tables as lines of cells, those of each numbered from 1 on."""
    return [
        [(number, cells_of(paragraph)) for number, paragraph in enumerate(stretch, 1)]
        for stretch in stretches_of_tables(paragraphs)
    ]


def cells_of(paragraph: Paragraph) -> list[str]:
    """The cells of a row, or the one that a line is."""
    return [cell.strip() for cell in paragraph.text.strip(" ").split("\t")]


def stretches_of_tables(paragraphs: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """Rows that follow each other, with the lines right above and below them.

    A line or two between rows of as many cells is within a table where no header follows, which has no numbers or repeats that
    of the table: the name of a group.
    """
    texts = [paragraph.text.strip(" ") for paragraph in paragraphs]
    rows = list(map(cells_of, paragraphs))
    places = [place for place, text in enumerate(texts) if "\t" in text]
    tables: list[list[int]] = []  # the places of the rows of each
    for place in places:
        last = tables[-1][-1] if tables else None
        near = last is not None and place - last <= _BETWEEN and len(rows[last]) == len(rows[place])
        header = not _DIGIT.search(texts[place]) or (near and rows[place] == rows[tables[-1][0]])
        if near and (place - (last or 0) == 1 or not header):
            tables[-1].append(place)
        else:
            tables.append([place])
    taken = set(places)
    starts = [_reach(table[0], -1, taken, len(rows)) for table in tables]
    ends = [_reach(table[-1], 1, taken, len(rows)) for table in tables]
    for at, start in enumerate(starts[1:]):
        units = (place for place in range(start, ends[at] + 1) if _UNIT_OVER.match(texts[place]))
        ends[at] = next(units, ends[at] + 1) - 1  # the unit over a table is none of that before
    return [paragraphs[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _reach(place: int, step: int, taken: Collection[int], end: int) -> int:
    """How far the lines beside a table go that may say something of it."""
    for _ in range(_BESIDE):
        if place + step in taken or not 0 <= place + step < end:
            break
        place += step
    return place


def _with_heads_once(lines: Lines) -> Lines:
    """A head of two rows with each of its merged cells in its first place, as spreadsheets have it."""
    at = next((place for place, (_, cells) in enumerate(lines) if len(cells) > 1), len(lines))
    (_, over), (_, under) = [*lines[at : at + 2], (0, []), (0, [])][:2]
    same = [bool(above) and above == below for above, below in zip(over, under, strict=False)]
    if len(over) != len(under) or not any(same) or all(same) or any(map(str.isdigit, "".join(under))):
        return lines
    first = [cell if not place or cell != over[place - 1] else "" for place, cell in enumerate(over)]
    second = ["" if again else cell for cell, again in zip(under, same, strict=True)]
    return [*lines[:at], (lines[at][0], first), (lines[at + 1][0], second), *lines[at + 2 :]]


def _is_cut(cell: str) -> bool:
    """Whether the words of a cell are not whole; …… is what people write themselves."""
    return cell.endswith("…") and not cell.endswith("……")


def _looks_lost(text: str) -> bool:
    """Whether a line outside of all tables is likely a row of one, or a part of it: a number stands by itself, and no total is told."""
    if "\t" in text or _TOTALS.search(text):
        return False
    return any(_AMOUNT.fullmatch(part.strip()) for part in _FAR.split(text.strip()))


def is_list_of_document(path: Path, is_header: Callable[[list[str]], bool]) -> bool:
    """Whether most of a Word file or a PDF are rows, below a header that is known, rather than prose."""
    try:
        texts = [paragraph.text for paragraph in read_document(path).paragraphs]
    except UnreadableError:
        return False
    rows = [text.split("\t") for text in texts if "\t" in text]
    if sum(map(_tells_figures, texts)) >= _FEWEST_SENTENCES:
        return False
    return len(rows) > max(_FEWEST_ROWS, len(texts) // 2) and any(map(is_header, rows[:WITHIN]))


def _tells_figures(text: str) -> bool:
    """Whether a paragraph is a sentence with a figure and no note: a report has several."""
    words = text.strip()
    return words.endswith("。") and _NO_NOTE.match(words) is not None and any(map(str.isdigit, words))
