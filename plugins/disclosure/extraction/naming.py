"""Projects that proposals tell of: the record that is there, or a new one with an id from the pinyin of its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..kinds.project import CATEGORIES, ProjectRecord

_AROUND = re.compile(r"[\s“”\"'‘’《》（）()【】]+|(?:公益|慈善)?(?:项目|活动|行动|工程|计划)$")
_QUOTED = re.compile(r"“([^“”]+)”")
_A_SORT = re.compile(r"[型式性]$")
_OF_CATEGORY = (
    ("助学", re.compile(r"助学|学生|学子|大学|教育|支教|圆梦")),
    ("助医", re.compile(r"助医|大病|医疗|患者|手术|病|医")),
    ("助老", re.compile(r"助老|老人|敬老|养老|助餐|夕阳|老年")),
    ("助残", re.compile(r"助残|残疾|康复")),
    ("心理健康", re.compile(r"心理")),
    ("助困", re.compile(r"助困|困难|济困|慰问|帮困|低保")),
)


def plain_name(name: str) -> str:
    """A name for comparing, without quotes, blanks and the word 项目 or 活动 behind it."""
    text = unicodedata.normalize("NFKC", name)
    previous = ""
    while previous != text:
        previous, text = text, _AROUND.sub("", text)
    return text


def short_name(name: str) -> str:
    """What stands in quotation marks, unless that only says of which sort the rest is (“帮带型”扶贫); else the whole name."""
    quoted = _QUOTED.search(name)
    return quoted[1] if quoted and not (_A_SORT.search(quoted[1]) and name[quoted.end() :]) else name


def record_of(name: str, projects: Iterable[ProjectRecord]) -> str:
    """The id of the project that is called so; nothing where none or more than one is."""
    wanted = {plain_name(name), plain_name(short_name(name))}
    ids = [
        row.id
        for row in projects
        if row.id
        and wanted
        & {plain_name(row.name or ""), plain_name(row.full_name or ""), plain_name(short_name(row.full_name or ""))}
    ]
    return ids[0] if len(ids) == 1 else ""


def category_of(name: str) -> str:
    """The category that the words of a name tell; nothing where they tell none."""
    return next((category for category, pattern in _OF_CATEGORY if category in CATEGORIES and pattern.search(name)), "")
