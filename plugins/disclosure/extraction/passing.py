"""What holds numbers and was not read: tables whose columns are not to be seen, rows without a unit, lists of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..documents import UNKNOWN, Document, Paragraph
from ..identifiers import masked
from ..quotes import quoted
from .mentions import mentions
from .passages import Passage, evened, says_how_much
from .tables import holds_numbers, names_persons, of_other_years

# Numbers side by side without a unit, as the rows of a table lie in a PDF or in pasted text: 慈善助学 12.30 65.00 58.40.
_SIDE_BY_SIDE = re.compile(
    r"(?<![\d.,:/年月-])-?\d[\d,]*+(?:\.\d++)?+%?(?:[ \u3000]{1,12}-?\d[\d,]*+(?:\.\d++)?+%?){1,30}+(?![\d年月日时.:/-]| ?[年月日])"
)
_IN_BARS = re.compile(r"\s*\|[^\n]*\d[^\n]*\|\s*$")  # a row of a table as Markdown has it, in a text that is none
# Amounts whose unit lacks or stands before them, and digits among which a letter stands: 募集1.2亿, 善款(万元):123.5, 1O0万元, 100K元.
_WITHOUT_UNIT = re.compile(
    r"(?<![\d,.A-Za-z])(?:\d[\d,]*+(?:\.\d++)?[余多]?[万亿]{1,2}[余多]?(?=[,。;、)\s/]|$)|\d[\d,]*+\s{1,3}\.\d+[余多]?[万亿]{0,2}元"
    r"|\d+[OoIl]\d*[百千万亿]*元|\d[\d,.]*[KkWw]\s?元)"
    r"|[十百千]?[万亿]?元\)[:：]\s?\d[\d,]*+(?:\.\d++)?(?![\d万亿元])|百分之[零一二三四五六七八九十百点\d.]+"
)
# A name and a bare number in a line: 大关村 12800.
_NAME_AND_NUMBER = re.compile(r"(?:\d{1,3}[.、])?\s*[^\d,。;]{2,24}[ \u3000:]+-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# A cell of a table that was pasted with each of its cells on a line of its own: 34.17, or 34.17 |. No number of a page is written so.
_CELL_ALONE = re.compile(r"(?:-?\d[\d,]*+(?:\.\d++)?%?\s*\|\s*)+|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+\.\d+%?")
_FEWEST_CELLS = 4
# What is counted in words that are no units of the register: 橡皮艇12艘, 蓄水池136口, 结对26县; and money of other signs.
_STRANGE_UNIT = re.compile(
    r"(?<![\d,.第\[〔A-Za-z-])(?:[$€£]\s?\d[\d,]*+(?:\.\d++)?"
    r"|\d[\d,]*+(?:\.\d++)?[余多]?万?[余多]?(?:艘|车/?次|口(?!之家|人)|眼(?=[水机]?井)|宗|封(?!面)|捆|罐|筐|斤|立方米|县(?![道城])|村(?!道)))"
)
_FEW = 5
_BEFORE = 8  # signs before it that are shown
_PAGES = 8  # that are named
_LONGEST = 36  # signs of a row that is shown


def passed_over(document: Document, passages: Sequence[Passage], silent: Sequence[Passage], year: int) -> Iterator[str]:
    """What was not read, in the order of the document, with what to do about it."""
    yield from _pictures(document)
    yield from _unclear(document)
    yield from _lying(document, {passage.paragraph for passage in passages if passage.row})
    yield from _strange_units(passages)
    yield from _without_units(passages)
    yield from _silent_rows(silent, year)
    yield from _other_years(passages, year)


def _pictures(document: Document) -> Iterator[str]:
    if not document.pictured:
        return
    pages = "、".join(map(str, document.pictured[:_PAGES]))
    more = f"等{len(document.pictured)}页" if len(document.pictured) > _PAGES else "页"
    known = "认不清，没有读：请对着原件登"
    why = known if document.recognised else "没有读：请对着原件登，或者认字再读（见使用手册）"
    yield f"第{pages}{more}只有图，图里的字{why}。"


def _unclear(document: Document) -> Iterator[str]:
    marked = [paragraph for paragraph in document.paragraphs if UNKNOWN in paragraph.text]
    for recognised, what, then in (
        (False, "字没有编码，读成", "这几段的数请对着原文核对，或者请制作的人给 Word 原件再读。"),
        (True, "数字没有认清，写成", "这些数没有登，请对着图登。"),
    ):
        if some := [paragraph for paragraph in marked if (paragraph.page in document.recognised) is recognised]:
            yield f"{_paged(some[0])}等{len(some)}段里有{what}“{UNKNOWN}”（{_around(some[0].text)}）：{then}"


def _lying(document: Document, rows: Collection[int]) -> Iterator[str]:
    """That numbers lie side by side, or one below the other, as those of a table do."""
    lines = [(entry, evened(entry.text)) for number, entry in enumerate(document.paragraphs) if number not in rows]
    lying = [
        entry
        for entry, line in lines
        if "\t" not in entry.text.strip() and (_SIDE_BY_SIDE.search(line) or _IN_BARS.match(entry.text))
    ]
    listed = [
        entry for entry, line in lines if _NAME_AND_NUMBER.fullmatch(line.strip()) and not says_how_much(line.strip())
    ]
    cells = [entry for entry in document.paragraphs if _CELL_ALONE.fullmatch(evened(entry.text).strip())]
    lying += listed if len(listed) > 1 else []
    lying += cells if len(cells) >= _FEWEST_CELLS else []
    if lying:
        yield (
            f"{_paged(lying[0])}有{len(lying)}行像表格的数没有读（{_numbers(lying[0].text)}）：看不出哪个数归哪一栏。"
            "请对着原文登，或者请制作的人给 Word、Excel 的原件再读。"
        )


def _strange_units(passages: Sequence[Passage]) -> Iterator[str]:
    if strange := list(dict.fromkeys(match[0] for entry in passages for match in _STRANGE_UNIT.finditer(entry.text))):
        listed = "、".join(strange[:_FEW])
        yield (
            f"有{len(strange)}个数没有读（{quoted(listed)}{'等' if len(strange) > _FEW else ''}）：计量单位不认识。"
            "要登的请对着原文登，单位先写进 site.yaml 的 units。"
        )


def _silent_rows(silent: Sequence[Passage], year: int) -> Iterator[str]:
    tables: dict[tuple[str, ...], list[Passage]] = {}
    for passage in silent:
        if holds_numbers(passage, year) and not any(of_other_years(passage, year)):
            tables.setdefault(passage.header, []).append(passage)
    for below in tables.values():
        first = below[0]
        unread = "没有读" if first.header else "的数没有读全"
        where = f"{first.place}等{len(below)}行{unread}（{_shown(first)}）"
        if names_persons(first):
            yield f"{where}：写着捐赠人、受助人的名单不登成数字，捐赠明细请用 make import 导入。"
        else:
            yield f"{where}：看不出单位，或者量的是什么。请在表头写明单位（例如“金额（万元）”）再读，或者对着原文登。"


def _other_years(passages: Sequence[Passage], year: int) -> Iterator[str]:
    rows = (passage for passage in passages if passage.row)
    if names := list(dict.fromkeys(name for row in rows for name in of_other_years(row, year))):
        listed = "、".join(names[:_FEW])
        more = "等" if len(names) > _FEW else ""
        yield f"表里的{quoted(listed)}{more}不是{year}年的，没有读：要登的请读那一年的报告，或者对着原文登。"


def _without_units(passages: Sequence[Passage]) -> Iterator[str]:
    if bare := list(dict.fromkeys(_unread(passages))):
        listed = "、".join(bare[:_FEW])
        yield (
            f"有{len(bare)}个数没有读（{quoted(listed)}{'等' if len(bare) > _FEW else ''}）：后面没有写单位，或者写法不认识。"
            "请写成“1.2亿元”“98%”这样再读，或者对着原文登。"
        )


def _unread(passages: Sequence[Passage]) -> Iterator[str]:
    """The wording of every amount without its unit that was not read."""
    for passage in passages:
        if passage.row or not (places := list(_WITHOUT_UNIT.finditer(passage.text))):
            continue
        known = [(mention.start, mention.end) for mention in mentions(passage.text)]
        yield from (
            match[0].rpartition(":")[2] if match[0][0] in "十百千万亿元" else match[0]
            for match in places
            if not any(start < match.end() and match.start() < end for start, end in known)
        )


def _paged(paragraph: Paragraph) -> str:
    return f"第{paragraph.page}页" if paragraph.page else ""


def _around(text: str) -> str:
    """The words before a letter without a name."""
    at = text.index(UNKNOWN)
    return _shortened(text[max(0, at - _BEFORE) : at + 1])


def _shown(row: Passage) -> str:
    """By which words a table is known again: its heads, else its numbers; never names, which may be of persons."""
    heads = "、".join(filter(None, row.header))
    return f"表头{_shortened(heads)}" if heads else _numbers(row.text)


def _numbers(text: str) -> str:
    """The numbers of a row, but none that may be a telephone or of a person."""
    unnamed = re.sub(r"\d{3}…\d{2}", "…", masked(evened(text)))
    numbers = re.findall(r"…|\d[\d,.]*%?", unnamed)
    return _shortened(" ".join("…" if re.fullmatch(r"\d{7,}", number) else number for number in numbers))


def _shortened(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return quoted(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
