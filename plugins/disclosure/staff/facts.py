"""The facts of an organisation and of the site, as a form shows them and as they are written into their YAML file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..filing import check_with, new_problems
from ..model import Organisation, SiteSettings
from ..reading import AnyColumn, read_yaml
from .mending import Mend, MendingError
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


def facts_now(path: Path) -> dict[str, str]:
    """What a YAML file says of each of its names: lists with 、 between; MendingError where it can't be read."""
    values, _, problems = read_yaml(path, path.name)
    if problems:
        raise MendingError(f"{problems[0].where}：{problems[0].message}{problems[0].fix}")
    return {
        name: "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
        for name, value in values.items()
        if not isinstance(value, dict)
    }


def mend_facts(data: Path, shown: str, path: Path, columns: Sequence[AnyColumn], answers: Mapping[str, str]) -> Mend:
    """The file with other facts, checked in a copy of *data*; nothing is written. `before` names what differs, none if nothing.

    MendingError where one of the facts can't be written by itself.
    """
    now, lines = facts_now(path), read_yaml(path, path.name)[1]
    listed = {column.name: _BETWEEN.split(answers.get(column.name, "")) for column in columns if column.many}
    asked = {
        column.name: "、".join(filter(None, listed[column.name])) if column.many else answers.get(column.name, "")
        for column in columns
    }
    changed = {name: text for name, text in asked.items() if text.split() != now.get(name, "").split()}
    labels = "、".join(column.label for column in columns if column.name in changed)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise MendingError(f"{path.name} 不是 UTF-8 的。请用记事本打开，另存为 UTF-8，再来改。") from None
    facts = {name: text.split("、") if name in listed else text for name, text in changed.items()}
    written = with_facts(text, lines, facts)
    if written is None:
        raise MendingError(f"{path.name} 里有的内容写成了几行或者带着注解，不能在这里改，请用记事本打开改。")
    content = written.encode()
    problems = new_problems(check_with(data, shown, {}), check_with(data, shown, {path: content})) if changed else []
    return Mend(path, content, labels, tuple(problems))
