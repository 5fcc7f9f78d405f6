"""The rows of an organisation as money that came, went and moved on: what each is bound to, when it is sure to be there, and which rows are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from samples_money import BASE, Folder

from disclosure.accounts.site import read_site
from disclosure.accounts.tracing import CAME_BACK, MoneyTables, cents
from disclosure.model import FREE, OLDER, REFUND, Arrival, Origin, Payment, Place, Tier
from disclosure.model.allocation import DIRECT
from disclosure.problems import Report

BOOKS, MEALS, GONE = Place("project", "books"), Place("project", "meals"), Place("project", "gone")
SPRING, AUTUMN, FLOOD = Place("fund", "spring"), Place("fund", "autumn"), Place("emergency", "flood")
WARM, EXAM, HELP = Place("campaign", "warm"), Place("campaign", "exam"), Place("campaign", "help")
HALL = Place("campaign", "hall")
CAMPAIGN = BASE["campaigns"][0]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Projects with and without a fund, and campaigns for a project, a fund, an emergency, and for nothing that is named."""
    folder = Folder(tmp_path / "data")
    books, meals = BASE["projects"]
    folder.write("projects", [{**books, "fund": "spring"}, {**meals, "fund": ""}])
    folder.write("funds", [{"id": "spring", "name": "春天基金"}, {"id": "autumn", "name": "秋天基金"}])
    blank = {"project": "", "fund": "", "emergency": ""}
    campaigns = [
        {},
        {"id": "exam", "project": "meals"},
        {"id": "help", "emergency": "flood"},
        {"id": "hall", "fund": "autumn"},
    ]
    folder.write(
        "campaigns", [{**CAMPAIGN, **blank, **more, "name": f"募捐{place}"} for place, more in enumerate(campaigns)]
    )
    folder.write("donations", [])
    folder.write("disbursements", [])
    return folder


def tables(folder: Folder, **rows: Sequence[Mapping[str, str]]) -> MoneyTables:
    """The tables of the folder with these rows, whatever the checks say of them."""
    for kind, of_kind in rows.items():
        names = dict.fromkeys(name for row in of_kind for name in row)
        folder.write(kind, [{name: row.get(name, "") for name in names} for row in of_kind])
    return MoneyTables(read_site(folder.data, "data", Report()).disclosures[0])


@pytest.mark.parametrize(
    ("aim", "tiers"),
    [
        (("", "", "", ""), (Tier(FREE),)),
        (("", "meals", "", ""), (Tier(MEALS), Tier(OLDER), Tier(FREE))),
        # a project of a fund draws on the fund, after its own money
        (("", "books", "", ""), (Tier(BOOKS), Tier(SPRING), Tier(OLDER), Tier(FREE))),
        (("", "books", "spring", ""), (Tier(SPRING), Tier(BOOKS), Tier(OLDER), Tier(FREE))),
        (("", "books", "autumn", ""), (Tier(AUTUMN), Tier(BOOKS), Tier(SPRING), Tier(OLDER), Tier(FREE))),
        (("", "", "autumn", ""), (Tier(AUTUMN), Tier(FREE))),
        (("", "gone", "", ""), (Tier(GONE), Tier(OLDER), Tier(FREE))),
        # what came through the campaign first, then what came for its purpose in other ways
        (("warm", "", "", ""), (Tier(WARM), Tier(FREE))),
        (("warm", "meals", "", ""), (Tier(MEALS, WARM), Tier(MEALS), Tier(OLDER), Tier(FREE))),
        (("exam", "", "", ""), (Tier(MEALS, EXAM), Tier(MEALS), Tier(OLDER), Tier(FREE))),
        (("exam", "books", "", ""), (Tier(BOOKS, EXAM), Tier(BOOKS), Tier(SPRING), Tier(OLDER), Tier(FREE))),
        (("help", "", "", ""), (Tier(FLOOD), Tier(FREE))),
        (("hall", "", "", ""), (Tier(AUTUMN), Tier(FREE))),
        (("hall", "meals", "", ""), (Tier(AUTUMN), Tier(MEALS, HALL), Tier(MEALS), Tier(OLDER), Tier(FREE))),
        (("", "meals", "", "flood"), (Tier(MEALS), Tier(FLOOD), Tier(OLDER), Tier(FREE))),
        (("unknown", "", "", ""), (Tier(Place("campaign", "unknown")), Tier(FREE))),
    ],
)  # fmt: skip
def test_pools_of_a_payment(folder: Folder, aim: tuple[str, str, str, str], tiers: tuple[Tier, ...]) -> None:
    """A payment draws on what is bound to its purpose, the nearest first, and on unbound money last."""
    assert tables(folder).tiers(*aim) == tiers


@pytest.mark.parametrize(
    ("aim", "bound", "way"),
    [
        (("", "", "", ""), FREE, FREE),
        (("", "meals", "", ""), MEALS, DIRECT),
        (("warm", "meals", "", ""), MEALS, WARM),
        (("exam", "", "", ""), MEALS, EXAM),
        (("help", "", "", ""), FLOOD, FLOOD),
        (("hall", "", "", ""), AUTUMN, AUTUMN),
        (("warm", "", "", ""), WARM, WARM),
        (("", "meals", "autumn", "flood"), AUTUMN, AUTUMN),
    ],
)
def test_what_a_gift_is_bound_to(folder: Folder, aim: tuple[str, str, str, str], bound: Place, way: Place) -> None:
    """A gift is bound to what it names, or to what its campaign was held for."""
    campaign, project, fund, emergency = aim
    gift = {"id": "2024-02-00001", "received_on": "2024-02-03", "kind": "现金", "amount": "7", "donor_type": "个人"}
    named = {"campaign": campaign, "project": project, "fund": fund, "emergency": emergency}
    arrived = tables(folder, donations=[{**gift, **named}]).gifts
    assert arrived == [Arrival("2024-02-03", Origin("个人捐赠", 2024), bound, way, 700)]


def test_gifts_that_are_no_money_are_left_out_by_themselves(folder: Folder) -> None:
    """Rows without a day or an amount, kept by a platform as a whole, or of goods, count for nothing, and none hides the next."""
    rows = [
        {"received_on": "", "amount": "5"},
        {"received_on": "2024-02-01", "amount": "0"},
        {"received_on": "2024-02-02", "amount": "9", "fee": "9"},
        {"received_on": "2024-02-03", "amount": "100", "kind": "物资"},
        {"received_on": "2024-02-04", "amount": "0.01"},
        {"received_on": "2024-02-05", "amount": "20", "fee": "0.5"},
        {"received_on": "2025-02-06", "amount": "30", "gifts": "3"},
        {"received_on": "2024-02-07", "amount": "40", "kind": "物资"},
    ]
    common = {"kind": "现金", "donor_type": "个人"}
    found = tables(folder, donations=[{"id": f"2024-02-{at:05}", **common, **row} for at, row in enumerate(rows, 1)])
    assert [(gift.day, gift.cents) for gift in found.gifts] == [("2024-02-04", 1), ("2024-02-05", 1950), ("2025-02-06", 3000)]  # fmt: skip
    assert dict(found.given) == {2024: 1951, 2025: 3000}
    assert {year: dict(counts) for year, counts in found.counts.items()} == {
        2024: {"个人捐赠": 2},
        2025: {"个人捐赠": 3},
    }
    assert dict(found.goods) == {2024: [14000, 0]}


def test_payments_that_are_no_money_are_left_out_by_themselves(folder: Folder) -> None:
    """The same of payments; one that does not say whether it is money is counted, so that its year is not told."""
    rows = [
        {"paid_on": "", "amount": "5"},
        {"paid_on": "2024-02-01", "amount": ""},
        {"paid_on": "2024-02-02", "amount": "0"},
        {"paid_on": "2024-02-03", "amount": "100", "kind": "物资"},
        {"paid_on": "2024-02-04", "amount": "0.01"},
        {"paid_on": "2025-02-05", "amount": "7", "kind": ""},
        {"paid_on": "2025-02-06", "amount": "8", "kind": ""},
        {"paid_on": "2024-02-07", "amount": "11", "kind": "物资"},
        {"paid_on": "2024-02-08", "amount": "12"},
    ]
    common = {"kind": "资金", "receiver": "甲学校", "receiver_type": "学校"}
    found = tables(folder, disbursements=[{**common, **row} for row in rows])
    assert [(payment.day, payment.cents) for payment in found.payments] == [
        ("2024-02-04", 1),
        ("2025-02-05", 700),
        ("2025-02-06", 800),
        ("2024-02-08", 1200),
    ]
    assert dict(found.unsorted) == {2025: 2}
    assert dict(found.goods) == {2024: [0, 11100]}
    assert dict(found.paid) == {2024: 1201, 2025: 1500}


@pytest.mark.parametrize(
    ("row", "use", "end", "receiver"),
    [
        ({"project": "meals"}, MEALS, "学校", "甲"),
        ({"campaign": "exam"}, MEALS, "学校", "甲"),
        ({"campaign": "warm"}, Place("plain", "campaign"), "学校", "甲"),
        ({"campaign": "hall"}, Place("plain", "fund"), "学校", "甲"),
        ({"fund": "autumn", "emergency": "flood"}, Place("plain", "fund"), "学校", "甲"),
        ({"emergency": "flood"}, Place("plain", "emergency"), "学校", "甲"),
        ({}, Place("plain", "free"), "学校", "甲"),
        ({"receiver_type": "个人"}, Place("plain", "free"), "个人", ""),  # whoever was helped has no name here
        ({"receiver_type": ""}, Place("plain", "free"), "", "甲"),
        ({"receiver": ""}, Place("plain", "free"), "学校", ""),
    ],
)
def test_what_a_payment_was_for(folder: Folder, row: dict[str, str], use: Place, end: str, receiver: str) -> None:
    """A payment goes to its project, or to what it names of fund, emergency and campaign; persons who received it have no name."""
    empty = dict.fromkeys(("campaign", "project", "fund", "emergency"), "")
    common = {"paid_on": "2024-02-04", "amount": "3", "kind": "资金", "receiver": "甲", "receiver_type": "学校"}
    (payment,) = tables(folder, disbursements=[{**empty, **common, **row}]).payments
    assert (payment.use, payment.end, payment.receiver) == (use, Place("receiver", end), receiver)


@pytest.mark.parametrize(("day", "at"), [("2024-02-03", "2024-02-03"), ("2024-02", "2024-02-31")])
def test_money_of_an_unknown_day_is_there_at_the_end(folder: Folder, day: str, at: str) -> None:
    """Of a month only its end is sure."""
    gift = {"id": "2024-02-00001", "received_on": day, "kind": "现金", "amount": "7", "donor_type": "个人"}
    paid = {"paid_on": day, "kind": "资金", "amount": "7", "receiver": "甲", "receiver_type": "学校"}
    found = tables(folder, donations=[gift], disbursements=[paid])
    assert [gift.day for gift in found.gifts] == [at]
    assert [payment.day for payment in found.payments] == [at] * (
        len(day) > len("2024")
    )  # a payment has a month at least


GIVEN = {"id": "2024-02-00001", "received_on": "2024-02-03", "kind": "现金", "amount": "70", "donor_type": "个人", "campaign": "exam"}  # fmt: skip


@pytest.mark.parametrize(
    ("refund", "tiers"),
    [
        # the money of the day on which it came, then other money of its purpose
        ({"donation": "2024-02-00001"}, (Tier(MEALS, EXAM, "2024-02-03"), Tier(MEALS, EXAM), Tier(MEALS), Tier(OLDER), Tier(FREE))),
        # of a gift that is not listed, what the refund says itself
        ({"received_on": "2024-01", "project": "meals"}, (Tier(MEALS, DIRECT, "2024-01-31"), Tier(MEALS), Tier(OLDER), Tier(FREE))),
        ({"fund": "autumn"}, (Tier(AUTUMN), Tier(FREE))),
        ({"emergency": "flood"}, (Tier(FLOOD), Tier(FREE))),
        ({"campaign": "help"}, (Tier(FLOOD), Tier(FREE))),
    ],
)  # fmt: skip
def test_money_that_goes_back_is_that_which_came(
    folder: Folder, refund: dict[str, str], tiers: tuple[Tier, ...]
) -> None:
    """A refund takes the money of its gift; rows without a day, or without an amount, are none, and none hides the next."""
    empty = dict.fromkeys(("donation", "received_on", "campaign", "project", "fund", "emergency"), "")
    common = {"refunded_on": "2024-03-01", "amount": "0.5", "reason": "误捐"}
    none = [{"refunded_on": ""}, {"amount": ""}, {"amount": "0"}, {"amount": "-1"}]
    found = tables(
        folder, donations=[GIVEN], gift_refunds=[{**empty, **common, **refund, **row} for row in (*none, {})]
    )
    (back,) = found.refunds
    assert back == Payment("2024-03-01", 50, tiers, REFUND, REFUND, where=back.where)
    assert back.where is not None
    assert back.where.row == len(none) + 2


@pytest.mark.parametrize(
    ("row", "pool", "way"),
    [
        ({"project": "meals"}, MEALS, DIRECT),
        ({"campaign": "exam"}, MEALS, EXAM),
        ({"fund": "spring"}, SPRING, SPRING),
        ({"emergency": "flood"}, FLOOD, FLOOD),
        ({}, FREE, FREE),
    ],
)
def test_money_that_receivers_give_back(folder: Folder, row: dict[str, str], pool: Place, way: Place) -> None:
    """What comes back is bound to what it was paid for; rows without a day or an amount are none."""
    empty = dict.fromkeys(("campaign", "project", "fund", "emergency"), "")
    common = {"returned_on": "2024-05-06", "amount": "0.5", "receiver": "甲", "receiver_type": "学校", "reason": "结余"}
    none = [{"returned_on": ""}, {"amount": ""}, {"amount": "0"}]
    found = tables(folder, payment_returns=[{**empty, **common, **row, **more} for more in (*none, {})])
    assert found.returns == [Arrival("2024-05-06", Origin(CAME_BACK, 2024), pool, way, 50)]


def test_what_finished_projects_leave_to_others(folder: Folder) -> None:
    """A surplus that another project takes over moves there; what is not told, or is nothing, moves nothing."""
    row = {
        "project": "books",
        "closed_on": "2024-05-31",
        "surplus": "0.5",
        "target": "meals",
        "disposal": "转入目的相近的项目",
    }
    none = [{"closed_on": ""}, {"surplus": ""}, {"surplus": "0"}, {"target": ""}]
    found = list(tables(folder, project_closings=[{**row, **more} for more in (*none, {})]).transfers())
    assert [(moved.day, moved.cents, moved.source, moved.target) for moved in found] == [
        ("2024-05-31", 50, BOOKS, MEALS)
    ]
    assert found[0].tiers == (Tier(BOOKS), Tier(SPRING), Tier(OLDER), Tier(FREE))


def test_cents() -> None:
    """Yuan as 分, exactly."""
    assert [cents(Decimal(text)) for text in ("0.01", "-3.5", "999999999999.99")] == [1, -350, 99999999999999]
