"""What may be shown of a person: names of donors and receivers are taken out before anything else sees them."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Dataset
from .problems import Problem, Where, problem

# Who gave, where no name may be shown or none was left.
PERSON = "爱心人士"
BODY = "爱心单位"
# What a gift can say of its giver without naming anybody.
NAMELESS = (PERSON, BODY, "匿名")

DONOR_TYPES = ("个人", "单位", "匿名")


def mask_donors(dataset: Dataset) -> Iterator[Problem]:
    """Write into 署名 what may be shown, and forget the donor's own name.

    A person is named only with consent (是); a body unless it objects (否). Needs the columns donor, donor_type,
    consent and shown_as. Leaves a number in `giver` that tells gifts of the same donor, and nothing of who it is.
    """
    known: dict[str, int] = {}
    for file, sheet, table in dataset.tables:
        frame = table.frame
        agreed, refused = frame["consent"] == "是", frame["consent"] == "否"
        body = frame["donor_type"] == "单位"
        told = frame["shown_as"].fillna(frame["donor"])
        nameless = told.isna() | (frame["donor_type"] == "匿名")
        leaks = frame["shown_as"].notna() & ~frame["shown_as"].isin(NAMELESS) & ~agreed & (~body | refused)
        for row in frame.index[leaks]:
            yield problem("name-without-consent", Where(file, sheet, int(row), "署名"))
        for name in frame["donor"].dropna().unique():
            known.setdefault(name, len(known))
        frame["giver"] = frame["donor"].map(known)
        default = body.map({True: BODY, False: PERSON})
        frame["shown_as"] = told.where(~nameless & (agreed | (body & ~refused)), default)
        frame["donor"] = None


def mask_receivers(dataset: Dataset) -> Iterator[Problem]:
    """Receivers that are persons are never named, whatever the table says."""
    for _, _, table in dataset.tables:
        frame = table.frame
        frame["receiver"] = frame["receiver"].where(frame["receiver_type"] != "个人", "受助个人")
    yield from ()
