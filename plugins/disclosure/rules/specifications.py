"""Goods whose specification changes on the way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..expressions import expression
from ..kinds.goods import GoodsRecord
from ..problems import Problem, problem
from .scene import Rule, Scene, beside

_PARTS = expression(r"[A-Za-z]+|\d+(?:\.\d+)?|[一-鿿]+")


def near_specifications(scene: Scene) -> Iterator[Problem]:
    """KN95 came in and N95 goes out: one item under two specifications that differ by a letter or by their spelling."""
    first: dict[tuple[str, str], dict[str, GoodsRecord]] = {}
    for row in scene.rows(GoodsRecord):
        if row.item and row.unit:
            first.setdefault((row.item, row.unit), {}).setdefault(str(row.specification or ""), row)
    for (item, _), rows in first.items():
        names = sorted(rows, key=lambda name: rows[name].where.row or 0)
        for at, later in enumerate(names):
            near = next((name for name in names[:at] if _near(name, later)), None)
            if near is not None:
                yield problem(
                    "near-specification",
                    rows[later].at(GoodsRecord.specification),
                    cell=f"{item}，{later or '没有写规格'}",
                    left=f"{item}，{near or '没有写规格'}",
                    other=beside(rows[later].where, rows[near].where),
                )


def _near(left_name: str, other: str) -> bool:
    """The same words, spelled otherwise or with a letter more or less; other numbers are other goods."""
    left, right = (_PARTS.findall(unicodedata.normalize("NFKC", text).upper()) for text in (left_name, other))
    if not left or not right:
        return False
    if [part for part in left if part[0].isdigit()] != [part for part in right if part[0].isdigit()]:
        return False
    words = ["".join(part for part in parts if not part[0].isdigit()) for parts in (left, right)]
    short, long = sorted(words, key=len)
    return len(long) - len(short) <= 1 and (short in long or short == long)


RULES: dict[str, Rule] = {"near-specification": near_specifications}
