"""What the templates may use as filters: pure functions that know nothing about HTML.

A filter takes values of the model and answers with words, with the kind of a thing, or with the pieces that it falls into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..dates import han_date, spoken_day
from ..model import worded
from ..quantities import grouped
from ..quotes import inner
from .number_pieces import amount_pieces, brief_length, brief_pieces, large_pieces
from .page_parts import parts_of
from .set_tables import lengthy, set_table
from .words import (
    first_call,
    kind_of,
    level_name,
    measured,
    missing_sign,
    missing_words,
    plain_text,
    tag_sign,
    verdict_kind,
    way_back,
    year_label,
)

# What templates may use beside Jinja's own filters, by their names here.
FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        amount_pieces,
        brief_length,
        brief_pieces,
        first_call,
        grouped,
        han_date,
        inner,
        kind_of,
        large_pieces,
        lengthy,
        level_name,
        missing_sign,
        missing_words,
        parts_of,
        plain_text,
        set_table,
        spoken_day,
        tag_sign,
        measured,
        verdict_kind,
        way_back,
        worded,
        year_label,
    )
}
