"""Which kinds and pages carry a duty of the law (`law/duties.yaml`), and what has no place here."""

from __future__ import annotations

from ..kinds import kind_of
from ..law import Carrier, Duty


def label(carrier: Carrier) -> str:
    """The kind's label and the labels of the columns; the bare id of a kind that is not there."""
    kind = kind_of(carrier.kind)
    if kind is None:
        return carrier.kind
    named = "、".join(kind.record.column(name).label for name in carrier.columns)
    return f"{kind.label}（{named}）" if named else kind.label


def place(carrier: Carrier) -> str:
    """The page below an organisation's folder, or nothing for a kind that is not there."""
    kind = kind_of(carrier.kind)
    return "" if kind is None else carrier.page or kind.address


def absent(duty: Duty) -> tuple[str, ...]:
    """Kinds that should carry it and are not there."""
    return tuple(carrier.kind for carrier in duty.carriers if kind_of(carrier.kind) is None)
