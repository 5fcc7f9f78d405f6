"""What stands in a table until somebody fills it in, and what a test of the payment left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..privacy import MADE_UP, NAMELESS, PLACEHOLDER
from ..problems import Problem, problem
from ..quantities import grouped
from .scene import Rule, Scene

_PLACEHOLDER, _MADE_UP = re.compile(PLACEHOLDER, re.IGNORECASE), re.compile(MADE_UP)
# Names of givers reach no report
_UNSAID = "（姓名不写在报告里，请看这一格）"
_NUMBER = re.compile(r"(\d)\1{6,}|0?12345678\d*|9?87654321\d*")


def test_records(scene: Scene) -> Iterator[Problem]:
    """Cells that hold nothing but 测试, test, aaa or 12345678."""
    for kind, row, one, text in scene.words:
        if _PLACEHOLDER.fullmatch(text) or _NUMBER.fullmatch(text):
            yield problem("test-record", scene.at(kind, row, one.name), column=one.label, cell=text)
    for row in scene.rows("pledges"):
        if row.get("made_up") == "测试":
            yield problem("test-record", scene.at("pledges", row, "donor"), column="捐赠人", cell=_UNSAID)
    donations = scene.dataset("donations")
    if donations is None:
        return
    frame = donations.frame
    for position in frame.index[(frame["made_up"] == "测试").to_numpy(dtype=bool)]:
        yield problem("test-record", donations.where(int(position), "捐赠人"), column="捐赠人", cell=_UNSAID)
    numbers = frame["receipt_no"].dropna().astype(str)
    for position in numbers.index[numbers.str.fullmatch(_NUMBER.pattern)]:
        where = donations.where(int(position), "票据号码")
        yield problem("test-record", where, column="票据号码", cell=numbers[position])


def made_up_names(scene: Scene) -> Iterator[Problem]:
    """张三, 李四, 某某公司: names that serve as examples."""
    for kind, row, one, text in scene.words:
        if one.name in _NAMES and _MADE_UP.fullmatch(text):
            yield problem("made-up-name", scene.at(kind, row, one.name), column=one.label, cell=text)
    donations = scene.dataset("donations")
    if donations is None:
        return
    made_up = donations.frame["made_up"] == "举例"
    for position in donations.frame.index[made_up.to_numpy(dtype=bool)]:
        yield problem("made-up-name", donations.where(int(position), "捐赠人"), column="捐赠人", cell=_UNSAID)


_NAMES = {"name", "giver", "receiver", "leader", "shown_as", "contact", "handler"}
_TOKEN = 100  # cents


def token_gifts(scene: Scene) -> Iterator[Problem]:
    """Gifts of a yuan or less by a body, as a test of the payment leaves them."""
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    frame = dataset.frame
    small = (frame["amount"] > 0) & (frame["amount"] <= _TOKEN) & (frame["donor_type"] == "单位")
    for position in frame.index[small.fillna(False).to_numpy(dtype=bool)]:
        shown = frame["shown_as"].iloc[position]
        amount = Decimal(int(frame["amount"].iloc[position])).scaleb(-2)
        cell = shown if shown not in NAMELESS else "一家单位"
        yield problem("token-gift", dataset.where(int(position), "金额"), cell=cell, left=grouped(amount))


RULES: dict[str, Rule] = {
    "test-record": test_records,
    "made-up-name": made_up_names,
    "token-gift": token_gifts,
}
