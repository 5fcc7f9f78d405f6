"""docs/性能.md: the whole page anew, or only the parts that were measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tables import Result, as_markdown

HEAD = "# 性能\n\n用 `make bench ARGS=--write` 重新测量并改写本页。数字随机器而变，要看的是比值。\n\n测量环境："
PARTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"
_PLACE = re.compile(rf"(?:## )?(([{PARTS}])(?:之([二三四五六七八九]))?)　")


def whole(machine: str, results: Sequence[Result]) -> str:
    """The page with these results and no others."""
    return "\n\n".join([HEAD + machine, *map(as_markdown, results)]) + "\n"


def renewed(page: str, machine: str, results: Sequence[Result]) -> str:
    """The page with these results in the place of the same parts; each part tells where it was measured by itself."""
    head, *sections = re.split(r"\n+(?=## )", page.rstrip("\n"))
    made = {_place(one.title)[0] for one in results}
    kept = [one for one in sections if _place(one)[0] not in made]
    fresh = []
    for place, one in enumerate(results):
        first = place == 0 or results[place - 1].title[0] != one.title[0]
        fresh.append(as_markdown(one) + (f"\n\n这一部分单独测量：{machine}" if first else ""))
    return "\n\n".join([head, *sorted([*kept, *fresh], key=lambda one: _place(one)[1])]) + "\n"


def _place(section: str) -> tuple[str, tuple[int, int]]:
    """By what a section is called, 庚之二, and where it stands."""
    match = _PLACE.match(section)
    if match is None:
        raise ValueError(f"no place on the page: {section[:20]}")
    return match[1], (PARTS.index(match[2]), " 二三四五六七八九".index(match[3] or " "))
