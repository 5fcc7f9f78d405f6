"""A YAML file of settings as one record: its keys are the columns, each value is read as a cell of a table is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problems import Problem, Where, nearest, problem
from .columns import AnyColumn, Record, read_cell


def read_mapping(
    record: type[Record], values: Mapping[str, Any], lines: Mapping[str, int], file: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The value of every column of *record* in what a YAML file holds (None where absent), and every problem."""
    names = [column.name for column in record.columns]
    problems = []
    for key in values:
        if key not in names:
            where, hint = Where(file, None, lines.get(key), key), nearest(key, names)
            problems.append(problem("unknown-choice", where, cell=key, choices="、".join(names), hint=hint))
    cells: dict[str, Any] = {}
    for column in record.columns:
        where = Where(file, None, lines.get(column.name), column.name)
        cells[column.name], faults = _value(column, values.get(column.name), where)
        problems += faults
    return cells, problems


def _value(column: AnyColumn, written: object, where: Where) -> tuple[Any, list[Problem]]:
    """A list is read item by item; a single word stands for a list of one."""
    items = written if isinstance(written, list) else [written]
    words = [str(item) for item in items if item not in (None, "")]
    if not words:
        return None, [problem("missing-value", where, expected="内容")] if column.required else []
    if column.many:
        return tuple(word.strip() for word in words), []
    value, fault = read_cell(column, words[0] if len(words) == 1 else str(written), where)
    return value, [fault] if fault else []
