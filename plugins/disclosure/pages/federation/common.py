"""What all pages of a federation share: their place, their files, whose account it is."""

from __future__ import annotations

from ...accounts import (
    has_totals,
)
from ...model import (
    Download,
    Downloads,
    Federation,
)

PATH = "federation/"
FILES = (("federation", "合并账"), ("federation-transfers", "内部往来"))
NOT_REPORTED = "未报送"
MOST_BESIDE = 12  # bodies or pairs of them in the account itself; more of them stand in lists of their own


def has_account(federation: Federation) -> bool:
    """Whether there is a year to consolidate; else the page lists only the members."""
    return has_totals(*federation.every_body)


def lead_and_members(federation: Federation) -> str:
    """Whose account it is, in words."""
    return f"{federation.lead.organisation.name}和成员"


def downloads() -> Downloads:
    """The account and the transfers of every year as files."""
    return Downloads(
        "拿走自己算",
        tuple(
            Download(f"{label}（各年度，{suffix}）", f"data/{name}.{suffix.lower()}", suffix)
            for name, label in FILES
            for suffix in ("CSV", "XLSX", "JSON")
        ),
    )
