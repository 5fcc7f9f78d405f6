"""Counts: persons and things come whole, half a person was a slip of the comma or another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ..problems import Problem, problem
from ..quantities import MAGNITUDES, plain
from ..reading import AnyColumn, Exact, Record
from .scene import Rule, Scene, columns_of

# Units of what is never halved; boxes, bags and barrels may be opened, and a measure is no count.
_WHOLE = frozenset({
    "人", "人次", "户", "户次", "家", "家庭", "家次", "对", "名", "位", "个", "项", "类", "种", "场", "场次", "节", "次", "期", "届",
    "座", "间", "处", "栋", "辆", "台", "件", "套", "份", "册", "本", "张", "篇", "条", "所", "单", "笔", "只", "支", "瓶",
    "盒", "顶", "床", "双", "副", "例", "棵", "株", "盏", "枚", "头", "把", "根", "部", "幅", "面", "艘", "架", "匹", "口",
    "颗", "粒", "片", "群", "岁", "人数", "人份", "件套", "台套", "件次",
})  # fmt: skip
_SCALED = re.compile(r"([百千万亿]*)(.+)")
_ASIDE = re.compile(r"[(（].*?[)）]|\s")
# What is worked out of counts need not be whole.
_WORKED_OUT = re.compile(r"均|每|比|率|倍|指数|评分|得分|折合|折算|当量")
_WORDS = ("subject", "measure")


def broken_counts(scene: Scene) -> Iterator[Problem]:
    """Numbers of persons and things that are not whole: 3.5 人, 100.5 个, 3.55555 万盒."""
    yield from scene.of_each_kind(_broken_in)


def _broken_in(scene: Scene, kind: str) -> Iterator[Problem]:
    rows = scene.disclosure.records[kind]
    columns = {column.name: column for column in columns_of(rows)}
    if "unit" not in columns:
        return
    words = [columns[name] for name in _WORDS if name in columns]
    counts = [column for column in columns.values() if type(column.type) is Exact and not column.unit]
    for row in rows:
        unit = row[columns["unit"]]
        if isinstance(unit, str) and not any(_WORKED_OUT.search(str(row[column])) for column in words):
            yield from _broken(row, counts, unit)


def _broken(row: Record, counts: Sequence[AnyColumn], unit: str) -> Iterator[Problem]:
    factor = _counted(unit)
    for column in counts if factor else ():
        value = row[column]
        if isinstance(value, Decimal) and value * factor % 1:
            yield problem("broken-count", row.at(column), column=column.label, cell=plain(value), left=unit)


@lru_cache(1 << 8)
def _counted(unit: str) -> Decimal:
    """How many persons or things one of a unit is: 10,000 for 万人; 0 where it counts none."""
    bare = _ASIDE.sub("", unit)
    scales, counted = match.groups() if (match := _SCALED.fullmatch(bare)) else ("", bare)
    if counted not in _WHOLE:
        return Decimal(0)
    factor = Decimal(1)
    for sign in scales:
        factor *= MAGNITUDES[sign]
    return factor


RULES: dict[str, Rule] = {"broken-count": broken_counts}
