"""The accounts of every organisation: tables read, figures registered, statements, reconciliations and money trace."""

from __future__ import annotations

from .caching import UNSETTLED, ReadingCache
from .consolidation import (
    COLUMNS,
    REPORTS,
    Consolidated,
    MemberBooks,
    MemberTransfer,
    Pair,
    account_rows,
    checks,
    consolidate,
    has_totals,
    matched,
    stated,
    transfer_rows,
)
from .figures import FINANCE_TOPICS, topics
from .files import RECIPES, WORKBOOKS
from .last_good import LENT, PICTURES
from .loading import RESERVED_ORGANISATIONS, load, organisation_folders
from .originals import place_of_document
from .places import told_place
from .references import RESERVED, figure_names, known_targets, record_names
from .site import Site, read_site
from .statements import (
    BETWEEN,
    RATIO_TOPIC,
    STATEMENTS_TOPIC,
    audited,
    limit_id,
    of_role,
    percent_text,
    ratio_id,
    ratio_rows,
)
from .tracing import NO_CASH_FLOW, NO_GIFTS, NO_OPENING, NO_PAYMENTS, NO_RULE, TRACE_TOPIC
from .waiting import START, mark_of

__all__ = [
    "BETWEEN",
    "COLUMNS",
    "FINANCE_TOPICS",
    "LENT",
    "NO_CASH_FLOW",
    "NO_GIFTS",
    "NO_OPENING",
    "NO_PAYMENTS",
    "NO_RULE",
    "PICTURES",
    "RATIO_TOPIC",
    "RECIPES",
    "REPORTS",
    "RESERVED",
    "RESERVED_ORGANISATIONS",
    "START",
    "STATEMENTS_TOPIC",
    "TRACE_TOPIC",
    "UNSETTLED",
    "WORKBOOKS",
    "Consolidated",
    "MemberBooks",
    "MemberTransfer",
    "Pair",
    "ReadingCache",
    "Site",
    "account_rows",
    "audited",
    "checks",
    "consolidate",
    "figure_names",
    "has_totals",
    "known_targets",
    "limit_id",
    "load",
    "mark_of",
    "matched",
    "of_role",
    "organisation_folders",
    "percent_text",
    "place_of_document",
    "ratio_id",
    "ratio_rows",
    "read_site",
    "record_names",
    "stated",
    "told_place",
    "topics",
    "transfer_rows",
]
