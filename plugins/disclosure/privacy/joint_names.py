"""The persons whom a cell names beside others or beside other words: 赵安、李平, 赵安（示例公司）, 微信用户赵安, 赵安及家人."""

from __future__ import annotations

from collections.abc import Iterator

from ..expressions import expression
from ..identifiers import LEADS, is_name, spelled

_LONGEST_ALONE = 4  # characters of a name that stands alone
_LONGEST = 200  # of a cell that says who gave
_CHARACTERS = expression(r"[\u4e00-\u9fa5]+")
# What parts two givers of one row, or a giver from what is said of them; 和 is part of a name as well: 李和平.
_APART = expression(
    r"[、，,;；/&+|()（）\[\]【】<>《》“”\"'：:。.…—–_#@*~-]+|[0-9]+|(?<=[\u4e00-\u9fa5]{2})(?:[和与及携暨]|代(?=[\u4e00-\u9fa5]{2,4}$))(?=[\u4e00-\u9fa5]{2})"
)
# Around a name in such a part; what else may stand before one is in LEADS.
_BEFORE = expression(
    r"(?:用户|支付宝|微信|[届级班胞]|好心人|人士|客户|会员|校友|同胞|女儿?|儿子?|子|孙|故|已故|先父|先母|亡父|亡母|代)$"
)
_BEHIND = expression(
    r"(?:[一全]?家|家[人属]|夫妇|夫妻|[父母兄姐][子女弟妹]|[子儿孙]?[子女]|伉俪|先生|女士|老师|同志|同学|等|[等们]人?|代?[捐转缴]款?|代)+$"
)
_TITLED = expression(r"[\u4e00-\u9fa5][总董工姐哥叔婶]")  # 张总
_SHORTEST = 2


def persons_in(cell: str) -> Iterator[str]:
    """Every name of a person in a cell that is more than a name."""
    if len(cell) > _LONGEST or (len(cell) <= _LONGEST_ALONE and _CHARACTERS.fullmatch(cell)):
        return
    plain = spelled(cell).strip()
    if is_name(plain):
        return
    for part in map(str.strip, _APART.split(plain)):
        name = _person(part)
        if name:
            yield name
        else:
            yield from filter(None, map(_person, part.split()))


def _person(part: str) -> str:
    """The name in a part of a cell, without the words around it; nothing where there is none."""
    words = _BEHIND.sub("", part)
    if _TITLED.fullmatch(words):
        return ""
    if is_name(words):
        return words
    for start in range(1, len(words) - _SHORTEST + 1):
        before, name = words[:start], words[start:]
        if len(name) <= _LONGEST_ALONE and is_name(name) and (_BEFORE.search(before) or LEADS.search(before)):
            return name
    return ""
