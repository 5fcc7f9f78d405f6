"""The same thing entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Row
from ..problems import Problem, problem
from .scene import Rule, Scene, beside

_GIFT = ["giver", "received_on", "amount", "channel", "project", "campaign"]


def gifts_twice(scene: Scene) -> Iterator[Problem]:
    """Gifts of the same giver, day, amount, channel and purpose."""
    dataset = scene.dataset("donations")
    if dataset is None or "giver" not in dataset.frame:
        return
    frame = dataset.frame
    full = frame[
        frame["giver"].notna() & frame["amount"].notna() & (frame["received_on"].str.len() == len("2023-09-18"))
    ]
    same = full[full.duplicated(_GIFT, keep=False)]
    first: dict[tuple[object, ...], int] = {}
    for position, *key in zip(same.index, *(same[name].astype(object).fillna("") for name in _GIFT), strict=True):
        earlier = first.setdefault(tuple(key), int(position))
        if earlier != position:
            where = dataset.where(int(position), "金额")
            yield problem("gift-twice", where, other=beside(where, dataset.where(earlier)))


# What makes two rows the same, and the cell that is pointed at.
_SAME = {
    "disbursements": (
        ("paid_on", "receiver", "amount", "purpose", "project", "fund", "campaign", "emergency"),
        "amount",
    ),
    "goods": (("item", "specification", "batch", "move", "moved_on", "quantity", "giver", "receiver"), "quantity"),
    "pledges": (("pledged_on", "giver", "promised", "project", "campaign"), "promised"),
    "related_transactions": (("type", "party", "amount", "occurred_on", "summary"), "amount"),
}


def rows_twice(scene: Scene) -> Iterator[Problem]:
    """Payments, movements of goods, pledges and dealings that agree in everything; persons can't be told apart."""
    for kind, (names, pointed) in _SAME.items():
        seen: dict[tuple[object, ...], Row] = {}
        for row in scene.rows(kind):
            if row[pointed] is None or _unsure(kind, row):
                continue
            first = seen.setdefault(tuple(row.get(name) for name in names), row)
            if first is not row:
                where = scene.at(kind, row, pointed)
                yield problem("payment-twice", where, other=beside(where, first.where))


def _unsure(kind: str, row: Row) -> bool:
    """Whether two such rows may well be two: of persons or bodies that are not named, or two counts of the same day."""
    if kind == "pledges":
        return row.get("giver") is None
    if kind == "goods" and (row["move"] == "结存" or not (row["giver"] or row["receiver"])):
        return True
    return bool(row.get("receiver_type") == "个人")


RULES: dict[str, Rule] = {"gift-twice": gifts_twice, "payment-twice": rows_twice}
