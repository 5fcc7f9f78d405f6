"""A kind is found by what somebody wants to tell, in words of their own; in doubt the candidates are named."""

from __future__ import annotations

from collections import Counter

import pytest

from disclosure.kinds import all_kinds
from disclosure.staff.commands import templates_for
from disclosure.staff.finding import kinds_meant, names_of, words


def test_every_kind_has_words_of_its_own_by_which_it_is_found_first() -> None:
    assert set(words()) == {kind.id for kind in all_kinds()}
    every = Counter(word for listed in words().values() for word in listed)
    assert [word for word, count in every.items() if count > 1] == []
    wrong = {
        (kind.id, name): [meant.id for meant in kinds_meant(name)]
        for kind in all_kinds()
        for name in (kind.id, *names_of(kind))
        if kind not in kinds_meant(name)[:2]
    }
    assert not wrong


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("我要登捐赠明细", "donations"),
        ("捐款名单", "donations"),
        ("我想公布谁捐了钱", "donations"),
        ("腾讯公益的渠道", "channels"),
        ("理事会名单怎么填", "members"),
        ("物资发放情况", "goods"),
        ("助学金发给谁", "disbursements"),
        ("秘书长的工资", "pay"),
        ("审计报告", "audits"),
        ("公开募捐备案", "campaigns"),
        ("捐曾明细", "donations"),
        ("志愿者服务时长", "volunteers"),
        ("更正一个数", "corrections"),
        ("联系电话", "contacts"),
        ("慈善信托", "trusts"),
        ("资产负债表", "balance_sheet"),
    ],
)
def test_a_kind_is_found_by_what_is_said(said: str, kind: str) -> None:
    assert kinds_meant(said)[0].id == kind


def test_in_doubt_there_are_several() -> None:
    assert {kind.id for kind in kinds_meant("捐赠和物资")} >= {"donations", "goods"}


@pytest.mark.parametrize("said", ["", "天气", "xyz", "我要登"])
def test_what_means_nothing_finds_nothing(said: str) -> None:
    assert kinds_meant(said) == []


def test_tables_of_an_emergency_come_in_one_workbook() -> None:
    kinds, place = templates_for("应急", None)
    assert [kind.id for kind in kinds] == ["emergencies", "emergency_reports", "emergency_goods"]
    assert str(place) == "应急.xlsx"
    assert [kind.id for kind in templates_for("应急快报", None)[0]] == ["emergency_reports", "emergency_goods"]
