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


CHILD = Personal("未成年人的姓名和学校或病情")
PATIENT = Personal("个人的姓名和病情或家庭困难")
HELPED = Personal("受助人的姓名")
COMPLAINS = Personal("投诉、来访的人的姓名")
PAID = Personal("领取款项的个人的姓名")
