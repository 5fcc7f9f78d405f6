"""One thing that leads to a person, as a report may tell it."""

from __future__ import annotations

from msgspec import Struct


class Personal(Struct, frozen=True):
    """What it is, and the digits as far as a report may repeat them (the number itself never is)."""

    what: str
    hint: str = ""


def shown(number: str) -> str:
    """The first three and the last two digits of a number: enough to find the cell, too little to use."""
    return f"{number[:3]}…{number[-2:]}"
