"""Blocks that pages of several kinds share."""

from __future__ import annotations

from .cells import Shown, amount, cell, interval, latest, purpose, resolve, spans, until, words, yuan
from .figures import by_subject, figure_list, figures_shown, measured, money_facts, sentence, stated
from .pages import (
    HOME,
    checks,
    concerning,
    expectations,
    filled,
    inputs_of,
    list_page,
    section_crumbs,
    undisclosed,
)
from .records import all_facts, entry, facts, origin, origin_of_numbers, table
from .traces import PREMISE, RULES, on_project, page_of, place_name, receiver_of, rows_of, source_of, yuan_of

__all__ = [
    "HOME",
    "PREMISE",
    "RULES",
    "Shown",
    "all_facts",
    "amount",
    "by_subject",
    "cell",
    "checks",
    "concerning",
    "entry",
    "expectations",
    "facts",
    "figure_list",
    "figures_shown",
    "filled",
    "inputs_of",
    "interval",
    "latest",
    "list_page",
    "measured",
    "money_facts",
    "on_project",
    "origin",
    "origin_of_numbers",
    "page_of",
    "place_name",
    "purpose",
    "receiver_of",
    "resolve",
    "rows_of",
    "section_crumbs",
    "sentence",
    "source_of",
    "spans",
    "stated",
    "table",
    "undisclosed",
    "until",
    "words",
    "yuan",
    "yuan_of",
]
