"""What stands in a table until somebody fills it in, and what a test of the payment left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..expressions import expression
from ..kinds.gifts import DonationRecord
from ..kinds.pledges import PledgeRecord
from ..model import Dataset
from ..privacy import MADE_UP, NAMELESS, NO_NAME, PLACEHOLDER, DonorType, Invented
from ..problems import Problem, problem
from ..quantities import grouped
from ..reading import FORMULA_FAULT, Cells
from .scene import Rule, Scene

_PLACEHOLDER, _MADE_UP = expression(PLACEHOLDER, re.IGNORECASE), expression(MADE_UP)
_FORMULA = expression(FORMULA_FAULT, re.IGNORECASE)
_TYPED, _LEFT_BY_FORMULA = "测试或占位的写法", "没有算好的公式留下的"
_INVENTED_SORTS = {Invented.TEST: _TYPED, Invented.FORMULA: _LEFT_BY_FORMULA}
# givers on platforms call themselves by signs, nobody else does
_NO_NAME = expression(rf"{NO_NAME}|[\W_0]+", re.IGNORECASE)
_LONGEST_NAME = 150
# Names of givers reach no report
_SHOWN = 20
_MANY = 3  # more than so many made-up names are one question
_UNSAID = "（姓名不写在报告里，请看这一格）"
_NUMBER = re.compile(r"(\d)\1{6,}|0?12345678\d*|9?87654321\d*")
# Whatever may be such a number, in words that Arrow knows as well.
_PERHAPS = "|".join((*(f"{digit}{{7}}" for digit in range(10)), "12345678", "87654321", r"[^\x00-\x7f]"))


def test_records(scene: Scene) -> Iterator[Problem]:
    """Cells that hold nothing but 测试, test, aaa or 12345678."""
    yield from scene.of_each_kind(_tests_in)
    for pledge in scene.rows(PledgeRecord):
        if sort := _INVENTED_SORTS.get(pledge.made_up) if pledge.made_up else None:
            yield problem(
                "test-record", pledge.at(PledgeRecord.donor), column=PledgeRecord.donor.label, cell=_UNSAID, sort=sort
            )
    donations = scene.dataset("donations")
    if donations is None:
        return
    made_up = donations[DonationRecord.made_up]
    for invented, sort in _INVENTED_SORTS.items():
        for position in made_up.index[(made_up == invented).to_numpy(dtype=bool)]:
            where = donations.where(int(position), "捐赠人")
            yield problem("test-record", where, column="捐赠人", cell=_UNSAID, sort=sort)
    numbers = donations[DonationRecord.receipt_no].dropna()
    numbers = numbers[numbers.str.contains(_PERHAPS)]
    for position in numbers.index[[_NUMBER.fullmatch(str(number)) is not None for number in numbers]]:
        where = donations.where(int(position), "票据号码")
        yield problem("test-record", where, column="票据号码", cell=numbers[position], sort=_TYPED)


def _tests_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(kind, lambda text: _PLACEHOLDER.fullmatch(text) or _NUMBER.fullmatch(text)):
        sort = _LEFT_BY_FORMULA if _FORMULA.fullmatch(text) else _TYPED
        yield problem("test-record", row.at(column), column=column.label, cell=text, sort=sort)


def made_up_names(scene: Scene) -> Iterator[Problem]:
    """张三, 李四, 某某公司: names that serve as examples."""
    yield from scene.of_each_kind(_made_up_in)
    donations = scene.dataset("donations")
    if donations is None:
        return
    # givers like to call themselves so on platforms: many are one question
    yield from _of_givers(donations, donations[DonationRecord.made_up] == Invented.EXAMPLE, "made-up-name")


def _of_givers(donations: Dataset, chosen: Cells, code: str) -> Iterator[Problem]:
    """One problem for each of these gifts, about the name of its giver; for many of them one, with all their rows."""
    places = [
        donations.where(int(position), "捐赠人") for position in chosen.index[chosen.fillna(False).to_numpy(dtype=bool)]
    ]
    hint = ""
    if len(places) > _MANY:
        rows = "、".join(str(place.row) for place in places[:_SHOWN])
        hint = f"；这样的一共 {len(places)} 行：第 {rows} 行{'等' if len(places) > _SHOWN else ''}"
    for place in places[:1] if hint else places:
        yield problem(code, place, column="捐赠人", cell=_UNSAID, hint=hint)


def no_names(scene: Scene) -> Iterator[Problem]:
    """无, -, 不详 where a name should stand, and names as long as a paragraph."""
    yield from scene.of_each_kind(_no_names_in)
    for pledge in scene.rows(PledgeRecord):
        if pledge.made_up is Invented.NOBODY:
            yield problem("no-name", pledge.at(PledgeRecord.donor), column=PledgeRecord.donor.label, cell=_UNSAID)
    donations = scene.dataset("donations")
    if donations is not None:
        nobody = donations[DonationRecord.made_up] == Invented.NOBODY
        to_be_named = nobody & (donations[DonationRecord.donor_type] != DonorType.NAMELESS)
        yield from _of_givers(donations, to_be_named, "no-name")


def _no_names_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(
        kind, lambda text: len(text) > _LONGEST_NAME or _NO_NAME.fullmatch(text), _NAMES
    ):
        hint = f"，长达 {len(text)} 个字" if len(text) > _LONGEST_NAME else ""
        yield problem("no-name", row.at(column), column=column.label, cell=text, hint=hint)


def _made_up_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(kind, _MADE_UP.fullmatch, _NAMES):
        yield problem("made-up-name", row.at(column), column=column.label, cell=text)


_NAMES = {"name", "giver", "receiver", "leader", "shown_as", "contact_name"}
_TOKEN = 100  # cents
_FEW = 2


def token_gifts(scene: Scene) -> Iterator[Problem]:
    """Gifts of a yuan or less as a test of the payment leaves them: by a body, or under a name that others like to type.

    Where such gifts are rare among the others, those of persons who are named are asked about as well.
    """
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    cents, shown_as = dataset[DonationRecord.amount], dataset[DonationRecord.shown_as]
    tiny = ((cents > 0) & (cents <= _TOKEN)).fillna(False)
    odd = (dataset[DonationRecord.donor_type] == DonorType.BODY) | (dataset[DonationRecord.made_up] == Invented.FAMOUS)
    if int(tiny.sum()) <= max(_FEW, len(cents) // 200):
        odd |= ~shown_as.isin(NAMELESS)
    small = tiny & odd.fillna(False)
    for position in cents.index[small.fillna(False).to_numpy(dtype=bool)]:
        shown = shown_as.iloc[position]
        amount = Decimal(int(cents.iloc[position])).scaleb(-2)
        body = dataset[DonationRecord.donor_type].iloc[position] == DonorType.BODY
        cell = shown if shown not in NAMELESS else "一家单位" if body else "一位个人（姓名不写在报告里）"
        yield problem("token-gift", dataset.where(int(position), "金额"), cell=cell, left=grouped(amount))


RULES: dict[str, Rule] = {
    "test-record": test_records,
    "made-up-name": made_up_names,
    "no-name": no_names,
    "token-gift": token_gifts,
}
