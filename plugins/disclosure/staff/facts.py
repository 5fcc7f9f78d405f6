"""The facts of an organisation and of the site, as a form shows them and as they are written into their YAML file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from msgspec import Struct

from ..filing import caused_problems
from ..model import Organisation, SiteSettings
from ..problems import Problem, Severity
from ..reading import AnyColumn, read_yaml
from .mending import MendingError
from .yaml_facts import with_facts

# Written when a folder is made, listed there, or on the page of releases; a mistake in these would move addresses.
_ELSEWHERE = frozenset({"id", "sample", "organisations", "prepared_on"})
# What asks for a second person is not taken back with a click.
_ONCE_ASKED = {"two_people": "是", "reviewers": "2"}
_BETWEEN = re.compile(r"[、,，;；\s]+")


def columns_of_organisation() -> tuple[AnyColumn, ...]:
    """What a form asks of an organisation."""
    return tuple(column for column in Organisation.columns if column.name not in _ELSEWHERE)


def columns_of_site(now: Mapping[str, str]) -> tuple[AnyColumn, ...]:
    """What a form asks of the site, of which *now* is known."""
    return tuple(
        column
        for column in SiteSettings.columns
        if column.name not in _ELSEWHERE and now.get(column.name, "") != _ONCE_ASKED.get(column.name)
    )


class FactsFile(Struct, frozen=True):
    """A YAML file of facts as it stands: its bytes, what it says of each of its names (lists with 、 between), and on which row."""

    path: Path
    content: bytes
    facts: Mapping[str, str]
    rows: Mapping[str, int]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file at *path*; MendingError where it can't be read."""
        values, rows, problems = read_yaml(path, path.name)
        if problems:
            raise MendingError(f"{problems[0].where}：{problems[0].message}{problems[0].fix}")
        facts = {
            name: "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
            for name, value in values.items()
            if not isinstance(value, dict)
        }
        return cls(path, path.read_bytes(), facts, rows)


class FactsMend(Struct, frozen=True):
    """What writing facts would leave: the file, the columns that differ, and what must be mended that need not be now."""

    content: bytes
    changed: tuple[AnyColumn, ...]
    errors: tuple[Problem, ...]


def mend_facts(
    data: Path, shown: str, file: FactsFile, columns: Sequence[AnyColumn], answers: Mapping[str, str]
) -> FactsMend:
    """The file with other facts, checked in a copy of *data*; nothing is written.

    MendingError where one of the facts can't be written by itself.
    """
    changed = {
        column: _items(answers[column.name]) if column.many else answers[column.name]
        for column in columns
        if _unlike(column, answers[column.name], file.facts.get(column.name, ""))
    }
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError:
        raise MendingError(f"{file.path.name} 不是 UTF-8 的。请用记事本打开，另存为 UTF-8，再来改。") from None
    written = with_facts(text, file.rows, {column.name: value for column, value in changed.items()})
    if written is None:
        raise MendingError(f"{file.path.name} 里有的内容写成了几行或者带着注解，不能在这里改，请用记事本打开改。")
    content = written.encode()
    problems = caused_problems(data, shown, {file.path: content}) if changed else []
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return FactsMend(content, tuple(changed), tuple(errors))


def _items(text: str) -> list[str]:
    return [item for item in _BETWEEN.split(text) if item]


def _unlike(column: AnyColumn, answer: str, now: str) -> bool:
    """Whether an answer says something else than the file: how it is spaced, and over how many lines, says nothing."""
    return _items(answer) != _items(now) if column.many else answer.split() != now.split()
