"""Names of places in the data for pages and downloads: organisation, file and row, without machine paths."""

from __future__ import annotations

from msgspec.structs import replace

from ..kinds import kind_of
from ..problems import Where
from .files import WORKBOOKS


def told_place(where: Where) -> Where:
    """The place as shown to readers: shili/donations/2023.csv 第 20 行."""
    parts = where.file.split("/")
    inner = len(parts) > 1 and (kind_of(parts[-2]) is not None or parts[-2] == WORKBOOKS)
    return replace(where, file="/".join(parts[-3 if inner else -2 :]))
