"""A YAML file of settings as one record: its keys are the columns, each value is read as a cell of a table is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problems import Problem, Where, nearest, problem
from .columns import AnyColumn, Record
from .table_typing import read_cell

# What YAML takes for nothing at all.
_NOTHING = (None, "", "~", "null", "Null", "NULL")


def read_mapping(
    record: type[Record], values: Mapping[str, Any], lines: Mapping[str, int], file: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The value of every column of *record* in what a YAML file holds (None where absent), and every problem."""
    names = [column.name for column in record.columns]
    problems = []
    for key in values:
        if key not in names:
            where = Where(file, None, lines.get(key), key)
            meant = next((column.name for column in record.columns if column.label == str(key).strip()), "")
            hint = f"（“{key}”写成“{meant}”）" if meant else nearest(key, names)
            problems.append(problem("unknown-choice", where, cell=key, choices="、".join(names), hint=hint))
    cells: dict[str, Any] = {}
    for column in record.columns:
        where = Where(file, None, lines.get(column.name), column.name)
        cells[column.name], faults = _value(column, values.get(column.name), where)
        problems += faults
    return cells, problems


def _value(column: AnyColumn, written: object, where: Where) -> tuple[Any, list[Problem]]:
    """A list is read item by item where the column takes several; a single word stands for a list of one."""
    items = written if isinstance(written, list) and column.many else [written]
    if any(isinstance(item, list | dict) for item in items):
        expected = "文字，或一行一个、前面加“- ”的文字" if column.many else "一段文字"
        mend = "请写成“名称: 内容”，内容里有方括号或花括号的请加引号。"
        return None, [problem("bad-value", where, cell=_as_written(written), expected=expected, mend=mend)]
    words = [str(item) for item in items if item not in _NOTHING]
    if not words:
        return None, [problem("missing-value", where, expected="内容")] if column.required else []
    if column.many:
        entries = [word.strip() for word in words]
        repeated = next((entry for entry in entries if entries.count(entry) > 1), "")
        expected, mend = "各写一次的内容", f"“{repeated}”写了不止一次，请只留一个。"
        faults = [problem("bad-value", where, cell=_as_written(written), expected=expected, mend=mend)]
        return tuple(dict.fromkeys(entries)), faults if repeated else []
    value, fault = read_cell(column, words[0], where)
    return value, [fault] if fault else []


def _as_written(value: object) -> str:
    """A list or a mapping about as it stands in the file."""
    if isinstance(value, list):
        return f"[{', '.join(map(_as_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_as_written(inner)}' for key, inner in value.items())}}}"
    return "" if value is None else str(value)
