"""Single gifts, room by room: their rows, what must hold of them, sums, tables, answers, pages.

`kinds/donations.py` declares the kind of which these are the rows.
"""

from .pages import lookup, months_named, months_of
from .places import CODES, year_path
from .record import DonationRecord, GiftKind
from .sums import EDGES, FEWEST_GIVERS, AmountBand, any_goods, merged, sum_of_gifts, sums
from .tables import comes_together, given_back, largest

__all__ = [
    "CODES",
    "EDGES",
    "FEWEST_GIVERS",
    "AmountBand",
    "DonationRecord",
    "GiftKind",
    "any_goods",
    "comes_together",
    "given_back",
    "largest",
    "lookup",
    "merged",
    "months_named",
    "months_of",
    "sum_of_gifts",
    "sums",
    "year_path",
]
