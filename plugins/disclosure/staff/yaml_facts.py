"""Facts of a YAML file, each on a line of its own, written anew: everything else in the file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct


def scalar(text: str) -> str:
    """Text that YAML reads back as it is."""
    if re.fullmatch(r"[\w（）()·、，。 -]+", text) and text == text.strip() and not text.startswith("-"):
        return text
    return "'" + text.replace("'", "''") + "'"


class YamlFact(Struct, frozen=True):
    """A line of a YAML file: its key with the colon, the value, and what stands behind it."""

    key: str
    value: str
    rest: str


_LINE = re.compile(r"(\ufeff?[A-Za-z_]+:)([^\r\n#]*)(.*)", re.DOTALL)
_CONTINUED = (" ", "\t", "-")  # how a line begins that belongs to the fact above it


def fact_at(text: str, row: int | None, name: str) -> YamlFact | None:
    """The fact *name* in a row of a file, counted from 1; None where it does not stand on that row alone."""
    lines = text.splitlines(keepends=True)
    if row is None or not 0 < row <= len(lines):
        return None
    match = _LINE.fullmatch(lines[row - 1])
    if match is None or match[1].lstrip("\ufeff") != f"{name}:":
        return None
    value = match[2].strip()
    if value[:1] in set("|>[{&*") or (value[:1] in {"'", '"'} and (value == value[:1] or value[-1] != value[0])):
        return None
    if row < len(lines) and lines[row].startswith(_CONTINUED):
        return None  # a list, or a value of several lines
    return YamlFact(match[1], value.strip("'\""), match[3])


def with_fact(text: str, row: int, name: str, value: str) -> str | None:
    """The file with another value in a row; None where `fact_at` finds none there."""
    fact = fact_at(text, row, name)
    if fact is None:
        return None
    lines = text.splitlines(keepends=True)
    lines[row - 1] = f"{fact.key} {scalar(value.strip())}{' ' if fact.rest.startswith('#') else ''}{fact.rest}"
    return "".join(lines)


def with_facts(text: str, rows: Mapping[str, int], facts: Mapping[str, str | Sequence[str]]) -> str | None:
    """The file with other *facts*, texts or lists of texts; *rows* tells where each of those stands that it has.

    New ones come last. None where one of them stands in a way that can't be rewritten by itself.
    """
    for name in sorted(facts, key=lambda name: -rows.get(name, 0)):  # from the last row, so that no row moves
        value, row = facts[name], rows.get(name)
        if row is None:
            end = "" if not text or text.endswith("\n") else "\n"
            text += f"{end}{_written(name, value)}"
            continue
        changed = with_fact(text, row, name, value) if isinstance(value, str) else _with_list(text, row, name, value)
        if changed is None:
            return None
        text = changed
    return text


def _written(name: str, value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return f"{name}: {scalar(value.strip())}\n"
    return "".join([f"{name}:\n", *(f"  - {scalar(item)}\n" for item in value)])


_INLINE = re.compile(r"\ufeff?[A-Za-z_]+:[ \t]*(?:\[[^\]#]*\])?[ \t]*\r?\n?")


def _with_list(text: str, row: int, name: str, items: Sequence[str]) -> str | None:
    """The file with another list; None where notes stand among its lines, which would be lost."""
    lines = text.splitlines(keepends=True)
    end = row
    while end < len(lines) and lines[end].startswith(_CONTINUED):
        end += 1
    if not lines[row - 1].lstrip("\ufeff").startswith(f"{name}:") or not _INLINE.fullmatch(lines[row - 1]):
        return None
    if any("#" in line for line in lines[row:end]):
        return None
    mark = "\ufeff" if lines[row - 1].startswith("\ufeff") else ""
    return "".join([*lines[: row - 1], mark + _written(name, items), *lines[end:]])
