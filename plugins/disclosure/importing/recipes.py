"""Recipes: how a sheet with certain words in its header was read, kept as YAML, and recognised by that header the next time.

Shipped ones stand in `shipped/`, those that somebody confirmed in `recipes/` of the organisation's data. A recipe holds
words of headers, names of our columns and answers; never a cell of a private column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from ..accounts import RECIPES
from ..problems import Problem, Where, problem
from ..reading import read_yaml
from ..storage import by_parts, shipped_table
from .vocabulary import compact

_SHIPPED = Path(__file__).with_name("shipped")


class Recipe(Struct, frozen=True):
    """How a sheet is read.

    *header* are words that must all stand in the header (in any order), *exact* says that no others may. *columns* lead from
    a header to a column of ours, `-` leaves it out; *steering* the same to what steers. *answers* are those to questions
    without the number of the sheet; *channel* is the name of the channel through which all rows came. *seen* says whether
    it was made from a real file.
    """

    name: str
    kind: str
    header: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    steering: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    # header of a column of money → its unit, where it names none
    units: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)  # what an order's state means: done, not_done or returned
    channel: str = ""
    note: str = ""  # what whoever imports such a file must know
    title: str = ""  # a word that must stand above the header, in the name of the sheet or of the file
    seen: str = ""
    exact: bool = False
    shipped: bool = False

    def fits(self, heads: Sequence[str], titles: str) -> bool:
        """Whether a sheet with this header (and these words around it) is one of its."""
        present = {compact(head) for head in heads if head.strip()}
        asked = {compact(word) for word in self.header}
        same = present == asked if self.exact else asked <= present
        return bool(asked) and same and (not self.title or compact(self.title) in compact(titles))


@cache
def shipped_recipes() -> tuple[Recipe, ...]:
    """The recipes that come with the software."""
    return tuple(_recipe(shipped_table(path), shipped=True) for path in sorted(_SHIPPED.glob("*.yaml"), key=by_parts))


def kept_recipes(folder: Path, shown: str) -> tuple[list[Recipe], list[Problem]]:
    """(recipes that an organisation confirmed, the newest first; problems of files that are none)."""
    recipes, problems = [], []
    for path in sorted((folder / RECIPES).glob("*.yaml"), key=by_parts):
        values, _, faults = read_yaml(path, f"{shown}/{RECIPES}/{path.name}")
        problems += faults
        if not faults:
            try:
                recipes.append(_recipe(values, shipped=False))
            except (KeyError, TypeError, ValueError, AttributeError):
                where = Where(f"{shown}/{RECIPES}/{path.name}")
                mend = "请删去这个文件，下次导入再确认一次。"
                problems.append(problem("unreadable-file", where, reason="不是导入方案", mend=mend))
    return recipes, problems


def _recipe(values: Mapping[str, Any], *, shipped: bool) -> Recipe:
    return Recipe(
        name=str(values["name"]),
        kind=str(values["kind"]),
        header=tuple(str(word) for word in values["header"]),
        columns={str(word): str(name) for word, name in (values.get("columns") or {}).items()},
        steering={str(word): str(name) for word, name in (values.get("steering") or {}).items()},
        answers={str(key): str(answer) for key, answer in (values.get("answers") or {}).items()},
        units={str(word): str(unit) for word, unit in (values.get("units") or {}).items()},
        states={str(word): str(state) for word, state in (values.get("states") or {}).items()},
        channel=str(values.get("channel") or ""),
        note=str(values.get("note") or ""),
        title=str(values.get("title") or ""),
        seen=str(values.get("seen") or ""),
        exact=not shipped,
        shipped=shipped,
    )


def find_recipe(recipes: Sequence[Recipe], heads: Sequence[str], titles: str, kind: str | None) -> Recipe | None:
    """The first recipe that fits: those of the organisation stand before those that are shipped, longer before shorter."""
    fitting = [recipe for recipe in recipes if (kind is None or recipe.kind == kind) and recipe.fits(heads, titles)]
    ranked = sorted(fitting, key=lambda recipe: (recipe.shipped, not recipe.title, -len(recipe.header)))
    return ranked[0] if ranked else None


def recipe_file(folder: Path, recipe: Recipe) -> tuple[Path, bytes]:
    """(where a confirmed recipe is kept, its content); the same header has the same file."""
    spelled = "\n".join(sorted(compact(word) for word in recipe.header))
    stamp = hashlib.sha256(f"{recipe.kind}\n{spelled}".encode()).hexdigest()[:8]
    values = {
        "name": recipe.name,
        "kind": recipe.kind,
        "header": list(recipe.header),
        "columns": dict(recipe.columns),
        "steering": dict(recipe.steering),
        "answers": dict(recipe.answers),
        **({"units": dict(recipe.units)} if recipe.units else {}),
        **({"states": dict(recipe.states)} if recipe.states else {}),
        **({"channel": recipe.channel} if recipe.channel else {}),
        **({"note": recipe.note} if recipe.note else {}),
        "seen": recipe.seen,
    }
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_style=None, width=120)
    head = "# 导入方案：表头相同的文件，下次照这里读，不再问。改错了就删去这个文件，重新确认。\n"
    return folder / RECIPES / f"{recipe.kind}-{stamp}.yaml", (head + text).encode()
