"""Numbers that lead to a person: they never leave the building, whichever cell they were typed into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .columns import Email, Phone, Record, Url
from .model import Row
from .problems import Problem, problem

# What a run of digits must look like; letters beside it make it a filing number or a credit code.
_PERSONAL = {
    "身份证号": re.compile(
        r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "手机号": re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])"),
    "银行卡号": re.compile(r"(?<![0-9A-Za-z])(?:62|4|5)[0-9]{14,17}(?![0-9A-Za-z])"),
}
# Columns that are meant to lead to somebody.
_MEANT = (Phone, Email, Url)


def personal_numbers(rows: Iterable[Row], record: type[Record]) -> Iterator[Problem]:
    """Cells that hold an ID, mobile or bank card number; the number itself is not repeated in the report."""
    for row in rows:
        for one in record.columns:
            value = row[one.name]
            if not isinstance(value, str) or isinstance(one.type, _MEANT):
                continue
            bare = re.sub(r"(?<=[0-9])[ -](?=[0-9])", "", value)
            for what, pattern in _PERSONAL.items():
                if pattern.search(bare):
                    yield problem("personal-number", replace(row.where, column=one.label), what=what)
                    break
