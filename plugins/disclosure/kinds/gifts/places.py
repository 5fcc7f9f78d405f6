"""Where gifts stand: the addresses of their years, months and numbers."""

from __future__ import annotations

from ..gift_refunds import GIFTS

ADDRESS = f"{GIFTS}/"
CODES = f"{ADDRESS}codes/"  # the sealed gifts, below the folder of the organisation
PER_PAGE = 500


def year_path(year: int | str) -> str:
    """The gifts of a year."""
    return f"{ADDRESS}{year}/"


def month_path(month: str) -> str:
    """2023-09 → donations/2023/09/."""
    return f"{year_path(month[:4])}{month[5:]}/"


def place(number: str) -> str:
    """The row of one gift on the page of its numbers: 2023-09-00412 → donations/2023/09/00001-00500/#2023-09-00412."""
    month, _, counted = number.rpartition("-")
    first = (int(counted) - 1) // PER_PAGE * PER_PAGE + 1
    return f"{month_path(month)}{range_name(first)}/#{number}"


def month_name(month: str) -> str:
    """2023-09 → 2023年9月."""
    return f"{month[:4]}年{int(month[5:])}月"


def range_name(first: int) -> str:
    """The numbers of a page by its first: 1 → 00001-00500."""
    return f"{first:05d}-{first + PER_PAGE - 1:05d}"
