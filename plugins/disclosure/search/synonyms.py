"""Words that mean the same: those of the field, and those that an organisation adds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..storage import shipped_table
from .spelling import canonical

_BETWEEN = re.compile(r"[=＝、]")
_GROUPS = re.compile(r"[;；\n]")


def synonyms(added: Iterable[str] = ()) -> list[list[str]]:
    """Groups of words of one meaning in their one spelling; *added* are groups as organisations write them: `善款=捐款；…`."""
    groups = [list(map(str, group)) for group in shipped_table(Path(__file__).with_name("synonyms.yaml"))]
    for line in added:
        groups.extend(_BETWEEN.split(group) for group in _GROUPS.split(line))
    spelled = [
        list(dict.fromkeys(canonical(word.strip()) for word in group if len(word.strip()) > 1)) for group in groups
    ]
    return [group for group in spelled if len(group) > 1]
