"""Signs of other programs, which stand on a page as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from ..problems import Problem, Where, problem
from .lines import Lines

_ANY_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"(</?(?:pre|code)\b[^<>]*>)", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}\.)[ \t]+\S")
_BARS = ("|", "｜")
# Title: and a tab, as in the header of a text; 一、 and a tab, as word processors number
_NAMED = re.compile(r"[^\t]{1,40}[:：、.．)）]\t")
_WRITTEN = 60  # signs that are told
_TO_SOMEWHERE = r"(?:https?:|mailto:|tel:|www\.|\{(?:static|filename)\})"
# What other programs read, as it stands in the HTML of a text where ours does not, and why it is told.
_SIGNS = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"~~[^~<>\n]+~~", "两边的 ~~ 不会变成删除线；不要的字请删去"),
        (r"(?<!=)==(?![=\s])[^=<>\n]{1,200}(?<!\s)==(?!=)", "两边的 == 不会变成底色；要紧的字两边写 **"),
        (r"\$\$(?!\s{0,9}\$)[^$<>]{1,400}\$\$", "两边的 $$ 不会变成公式，请写成文字"),
        (r"\[\^[^\[\]<>\s]{1,40}\]", "没有这条脚注；文末写一行“[^号]: 内容”，号要一样"),
        (r"<li>\s{0,4}(?:<p>)?\[[ x]\]\s", "不会变成打勾的框，请写 ☐、☑"),
        (r"<p>(?:!!!|\?\?\?\+?|:::)[ \t]{0,4}[a-z]{3,20}", "不会变成提示框；请写成引用（行首写 >）"),
        (r"<p>\[!(?:note|tip|important|warning|caution)\]", "不会变成提示框；请删去这个记号"),
        (r"<p>＃{1,6}\s", "不会变成标题，请写半角的 #"),
        (r"\[\[(?![a-z]{1,20}\s{0,4}[:：])(?![a-z0-9_-]{1,40}\]\])[^\[\]<>\n]{1,80}\]\]", "不会变成链接；请写成 [字](地址)"),
        (r"\{\{[^{}<>\n]{1,80}\}\}|\{%[^{}<>\n]{1,80}%\}", "是模板的写法，这里不用"),
        (r"\{:[^{}<>\n]{1,80}\}|\{#[\w-]{1,80}\}?", "不会变成位置名；标题后面写 {#名字}，括号要成对"),
        (rf"(?:\[[^\[\]<>\n]{{1,80}}\]\s?[(（]|【[^【】<>\n]{{1,80}}】\(){_TO_SOMEWHERE}[^\s<>()（）]{{0,200}}[)）]?",
         "不会变成链接：方括号、圆括号都用半角，成对，中间不空格"),
        (r"\[[^\[\]<>\n]{0,40}[\u4e00-\u9fff][^\[\]<>\n]{0,40}\] ?\[(?:[a-z][\w-]{0,40})?\]",
         "不会变成链接：后一个方括号里的名字，文末要有一行“[名字]: 网址”"),
        (r"&lt;!--", "注释没有写完，后面的字读者看得见；末尾要写 -->"),
    )
)  # fmt: skip


def raw_signs(file: str, raw: str, source: Lines) -> Iterator[Problem]:
    """Signs that other programs read and ours does not, in the HTML *raw* of a text: they stand on the page as they are."""
    text = "".join(outside_code(raw))
    for pattern, reason in _SIGNS:
        for written in dict.fromkeys(match[0] for match in pattern.finditer(text)):
            words = unescape(_ANY_TAG.sub("", written)).strip()
            where = Where(file, None, source.of(words, words.partition("\n")[0]))
            yield problem("raw-signs", where, cell=words[:_WRITTEN], reason=reason)
    for number, row in _rows_between_tabs(source):
        reason = "不会变成表格：从 Excel 里复制来的，格子之间要写竖线 |，表头下面写一行 | --- | --- |"
        yield problem("raw-signs", Where(file, None, number), cell=row.strip()[:_WRITTEN], reason=reason)
    for paragraph in text.split("<p>")[1:]:
        rows = [unescape(row).strip() for row in _ANY_TAG.sub("", paragraph.partition("</p>")[0]).split("\n")]
        for row, reason in _rows_as_they_are(rows):
            yield problem("raw-signs", Where(file, None, source.of(row)), cell=row[:_WRITTEN], reason=reason)


def _rows_between_tabs(source: Lines) -> Iterator[tuple[int, str]]:
    """The first of each few rows whose cells have tabs between them."""
    rows = [
        (number, row, 0 if row[:1].isspace() or _NAMED.match(row) else row.strip().count("\t"))
        for number, row in source.outside_code()
    ]
    for first, second, third in zip([(0, "", 0), *rows], rows, rows[1:], strict=False):
        if second[2] and second[2] == third[2] != first[2]:
            yield second[0], second[1]


def outside_code(raw: str) -> Iterator[str]:
    """What of a text is no code, which is there to show signs."""
    depth = 0
    for place, piece in enumerate(_CODE.split(raw)):
        if place % 2:
            depth = max(depth + (-1 if piece.startswith("</") else 1), 0)
        elif not depth:
            yield piece


def _rows_as_they_are(rows: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The first row of a paragraph that looks like one of a table, and the first that looks like an item of a list, each with why."""
    between = [row.replace("｜", "|").count("|") for row in rows]
    for row, bars, after in zip(rows, between, [*between[1:], 0], strict=True):
        if bars and (bars == after or (bars > 1 and row.startswith(_BARS) and row.endswith(_BARS))):
            yield row, "不会变成表格：竖线用半角 |，前面空一行，表头下面写一行 | --- | --- |，有几列写几个"
            break
    yield from islice(((row, "不会变成列表：第一项前面要空一行") for row in rows[1:] if _ITEM.match(row)), 1)
