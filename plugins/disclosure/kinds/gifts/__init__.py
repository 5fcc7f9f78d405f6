"""Single gifts, room by room: their rows, what must hold of them, sums, tables, answers, pages.

`kinds/donations.py` declares the kind of which these are the rows.
"""

from .pages import lookup
from .places import CODES, year_path
from .record import DonationRecord, GiftKind
from .sums import EDGES, FEWEST_GIVERS, AmountBand, merged, sums
from .tables import comes_together, largest

__all__ = [
    "CODES",
    "EDGES",
    "FEWEST_GIVERS",
    "AmountBand",
    "DonationRecord",
    "GiftKind",
    "comes_together",
    "largest",
    "lookup",
    "merged",
    "sums",
    "year_path",
]
