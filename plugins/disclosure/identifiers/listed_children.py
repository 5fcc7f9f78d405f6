"""Names beside school, class, age or illness in the cells of a row, and under the headers of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..expressions import expression
from .children import HIDDEN, children
from .circumstances import is_of_children
from .finding import CHILD, HELPED, Personal
from .names import hardly_a_word, is_name
from .titles import TITLES

# A cell that says nothing but of which school or class, how old or how ill somebody is: 实验小学三年级2班; 9岁，白血病.
_OF_ONE = expression(r"[\u4e00-\u9fa5A-Za-z0-9()（）,，、.\s岁]{2,24}")
_OF_MANY = expression(
    r"捐|用|为|给|向|发|助|全|师生|集体|图|室|楼|共|等|名|[0-9]人|个|项|活动|救|贺|奖|组|赛|教|校长|园长|学位|课|会|队|营|团|计划|工程|中心|家长|慰问|关爱"
)


def tells_of_one_child(text: str) -> bool:
    """Whether a cell of one spelling says what only a child has, of somebody who is named elsewhere."""
    return bool(_OF_ONE.fullmatch(text) and not _OF_MANY.search(text) and is_of_children(text))


def named_beside(name: str, words: str, *, of_persons: bool = False) -> Personal | None:
    """What a cell of names tells together with another of its row that tells of one child; both in one spelling.

    Two characters are a name only in a column *of_persons*.
    """
    for part in re.split(r"[、,，;；/\s]+", name):
        if (of_persons or len(part) > 2) and is_name(part) and hardly_a_word(part):  # noqa: PLR2004
            return next(children(f"{part}，{words}"), None)
    return None


_NAME_HEADER = expression(
    r"(?i:^(?:full |child'?s? |student'?s? |pupil'?s? )?name$|^(?:student|child|pupil|patient)$)"
    r"|姓名|名字|学生|孩子|儿童|患儿|受助|受益|名单|救助对象|帮扶对象|资助对象|被资助"
)
_RECEIVER_HEADER = expression(r"受[助益]|[救资帮扶援]助对象|帮扶对象|被资助|学生|患[儿者]|儿童|孩子")
_CHILD_HEADER = expression(
    r"(?i:\b(?:school|grade|class|age|born|birth|illness|disease|diagnosis|family|guardian|parents?)\b)|学校|就读|年级|班级|班$|年龄|岁|出生|病|症"
    "|家庭|监护|家长|父|母|家境|困难|住址|情况"
)
_GROWN_UP_HEADER = expression(
    r"(?i:\b(?:title|position|teacher|post)\b)|职务|职称|岗位|教师|老师|任教|任期|代表作|工作单位"
)


def listed_children(rows: Sequence[Sequence[str]]) -> Iterator[Personal]:
    """A table whose columns put names beside school, class, age, illness or family; *rows* are in one spelling."""
    if not rows:
        return
    header = [cell.strip() for cell in rows[0]]
    named = [place for place, cell in enumerate(header) if _NAME_HEADER.search(cell)]
    telling = [place for place, cell in enumerate(header) if _CHILD_HEADER.search(cell) and place not in named[:1]]
    if any(_GROWN_UP_HEADER.search(cell) for cell in header):
        return
    sides = [row[0].strip() for row in rows if row]
    if (
        len(rows[0]) > 1
        and not telling
        and named[:1] == [0]
        and sum(bool(_CHILD_HEADER.search(side)) for side in sides)
    ):
        rows = [[row[at] if at < len(row) else "" for row in rows] for at in range(len(rows[0]))]  # a form on its side
        yield from listed_children(rows)
        return
    for row in rows:
        cells = [cell.strip() for cell in row]
        if any(is_name(cell) for cell in cells) and any(is_of_children(cell) for cell in cells):
            yield CHILD
            return
        if (
            row is not rows[0]
            and any(place < len(cells) and cells[place] for place in telling)
            and any(place < len(cells) and _a_child(cells[place]) for place in named)
        ):
            yield CHILD
            return
    if _names_receivers(header, rows[1:]):
        yield HELPED


def _names_receivers(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column is headed by a word for those who receive and holds names of persons."""
    places = [place for place, cell in enumerate(header) if _RECEIVER_HEADER.search(cell)]
    return any(is_name(row[place].strip()) for row in rows for place in places if place < len(row))


def _a_child(cell: str) -> bool:
    bare = re.sub(rf"(?:{TITLES})$|[\s*_`~]", "", cell)
    known = (
        is_name(bare)
        or is_name(cell.strip())
        or re.fullmatch(r"[\u4e00-\u9fa5]{2,4}|[\u4e00-\u9fa5]{1,8}[·•・][\u4e00-\u9fa5·]{1,10}", bare)
    )
    return bool(known) and not HIDDEN.search(cell) and not re.search(r"[学校班级名人共计合户各等无匿]", bare)
