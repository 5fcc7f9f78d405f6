"""The workbook of a new organisation: five sheets with few columns, from which a first page can be made.

What is seldom needed is left out; every other table and column is there on demand (`make template FOR=…`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..accounts import topics
from ..kinds import kind_of
from ..problems import shown_word
from ..quantities import UNITS
from ..storage import shipped_table
from .templates import Fill, examples_below, template

# Words that cells are chosen from, though others may stand there.
_LISTS = MappingProxyType({"topic": topics(), "unit": tuple(UNITS)})

_GUIDE = (
    "怎样填这个工作簿",
    "1. 来源文件：报告、报表、公告一份一行。等级：审＝审计过的，报＝机构自己的报告，媒＝媒体，填＝经办人直接填的。",
    "2. 数字台账：从报告第一句读起，见到一个数填一行。原文写法照抄（1,286.35万元），数值换成元、人（12863500）。",
    "    主题是大类，事项是什么事（助学），指标是什么数（支出）。一个数只说一件事。",
    "    原文写“余、近、约、不到”的，抄在约数里；没有的空着。计划里的目标，性质选“计划”。",
    "3. 慈善项目：报告提到的项目一个一行。",
    "4. 年度要目：哪个数是收入合计，哪个是支出合计，写它在数字台账里的编号。首页的大数从这里来。",
    "5. 分组：总额由哪几项组成。给分组一个编号，总额写合计的编号；各项在数字台账的“属于”里写分组的编号。",
    "    互斥＝各项没有重复算；完整＝加起来应当等于总额。拿不准的都选“未证明”。",
    "编号：数字、来源、分组、项目的编号都可以空着，导入时自己编；别处要指到它的，先给它写一个，例如 G1、S1、F1。",
    "来源：可以写来源文件的名称；只有一份的可以空着。性质、口径、状态不填，就是实际、未说明、已核。",
    "红底的表头要填；没有内容的格子空着。“示例”“说明”“选项”三张不会被读取。",
    "填好存盘，再运行：{step}",
    "捐赠明细、拨付、理事会……这里没有的，说一声要登什么就有：{more}",
)


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """The sheets and their columns: kind → names."""
    return MappingProxyType(
        {kind: tuple(map(str, names)) for kind, names in shipped_table(Path(__file__).with_name("start.yaml")).items()}
    )


def start_workbook(organisation: str, org: str, place: str, spell: Callable[[str], str], root: Path) -> bytes:
    """The workbook for *organisation* with the id *org*, which stands at *place*.

    *spell* writes commands as they work where they are read; the examples are those of the project in *root*.
    """
    kinds = [kind for kind in map(kind_of, columns()) if kind]
    fill = Fill(organisation, None, {}, examples_below(root / "examples" / "data", kinds), columns(), _LISTS)
    step, more = (
        spell(f"make import FILE={shown_word(place)} ORG={org}"),
        spell(f"make template FOR=捐赠明细 ORG={org}"),
    )
    return template(kinds, fill, [line.format(step=step, more=more) for line in _GUIDE])
