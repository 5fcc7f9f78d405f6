"""Pledges and payments out: promises are no income, and persons are not named."""

from __future__ import annotations

import pytest
from samples_money import Folder, blocks, words

from disclosure.model import TableBlock, Tag, Undisclosed
from disclosure.output.exports import records

PLEDGE = {
    "id": "P1",
    "pledged_on": "2024-02-01",
    "donor_type": "个人",
    "donor": "张三丰",
    "promised": "1000",
    "received": "400.50",
    "received_on": "2024-03-01",
    "due_on": "2024-06-01",
}
PAID = {"paid_on": "2024-04-01", "receiver": "甲小学", "receiver_type": "学校", "amount": "250.25", "project": "books"}


def test_promised_and_received_stand_side_by_side(folder: Folder) -> None:
    """What was promised is summed apart from what arrived, and an overdue promise is marked."""
    folder.write("pledges", [PLEDGE, {**PLEDGE, "id": "P2", "received": "1000", "promised": "1000"}])
    page = folder.pages()["donations/pledges/"]
    *rows, total = blocks(page, TableBlock)[0].table.rows
    assert [str(one.value) for one in total.cells[2:4]] == ["2000", "1400.50"]
    assert {row.id: row.cells[-1] for row in rows} == {
        "P1": Tag("overdue", "过了约定日期没有到齐"),
        "P2": Tag("ok", "已全部到账"),
    }


def test_an_unknown_arrival_is_not_zero(folder: Folder) -> None:
    """Where arrival was not published there is no sum of arrivals, and the gap is listed."""
    folder.write("pledges", [PLEDGE, {**PLEDGE, "id": "P2", "received": ""}])
    page = folder.pages()["donations/pledges/"]
    assert blocks(page, TableBlock)[0].table.rows[-1].cells[3] == ""
    assert "部分认捐的到账情况" in words(blocks(page, Undisclosed))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"due_on": "2024-01-31"}, "dates-out-of-order"),
        ({"received_on": "2024-01-31"}, "dates-out-of-order"),
        ({"promised": "0"}, "not-positive"),
        ({"received": "-1"}, "not-positive"),
        ({"donor_type": "匿名", "shown_as": "李四"}, "name-without-consent"),
    ],
)
def test_a_faulty_pledge_is_named(folder: Folder, cells: dict[str, str], code: str) -> None:
    """Each fault of a promise has its code."""
    folder.write("pledges", [{**PLEDGE, **cells}])
    assert folder.codes() == [code]


def test_payments_add_up_by_year_by_receiver_and_on_the_project(folder: Folder) -> None:
    """The same payments give the same sum on every page that shows them."""
    rows = [PAID, {**PAID, "paid_on": "2023-04-01", "amount": "49.75", "receiver_type": "医院", "project": ""}]
    folder.write("disbursements", rows)
    pages = folder.pages()
    by_year, by_type = (one.table for one in blocks(pages["disbursements/"], TableBlock))
    assert [str(row.cells[2].value) for row in by_year.rows] == ["250.25", "49.75", "300.00"]
    assert str(by_type.rows[-1].cells[2].value) == "300.00"
    (own,) = (one.table for one in blocks(pages["projects/books/"], TableBlock))
    assert str(own.rows[-1].cells[3].value) == "250.25"
    assert own.rows[0].cells[3].where.row == 2


def test_many_payments_of_a_project_are_summed_and_lead_on(folder: Folder) -> None:
    """A project with more payments than a page can bear shows them by year, with the same sum."""
    folder.write("disbursements", [PAID] * 31)
    table = blocks(folder.pages()["projects/books/"], TableBlock)[0].table
    assert len(table.rows) == 2
    assert str(table.rows[-1].cells[2].value) == "7757.75"


def test_persons_who_are_paid_are_not_named(folder: Folder) -> None:
    """Whatever staff wrote, no person that was helped appears on a page or in a download."""
    folder.write("disbursements", [{**PAID, "receiver": "张三丰", "receiver_type": "个人"}])
    assert "张三丰" not in words(folder.pages())
    assert "张三丰" not in repr(records(folder.disclosure(), "disbursements"))


@pytest.mark.parametrize(
    ("cells", "code"), [({"amount": "0"}, "not-positive"), ({"member": "nobody"}, "unknown-reference")]
)
def test_a_faulty_payment_is_named(folder: Folder, cells: dict[str, str], code: str) -> None:
    """Nothing is paid out in nothing, and a member of the federation must be one of its organisations."""
    folder.write("disbursements", [{**PAID, **cells}])
    assert folder.codes() == [code]


def test_a_member_of_the_federation_is_known_by_its_folder(folder: Folder) -> None:
    """A payment to another organisation of the site refers to its folder; nobody pays itself."""
    county = folder.data / "county"
    county.mkdir()
    (county / "organisation.yaml").write_text("id: county\nname: 县慈善会\nsample: 是\n", encoding="utf-8")
    site = folder.data / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("  - sample\n", "  - sample\n  - county\n"), encoding="utf-8")
    folder.write("disbursements", [{**PAID, "member": "county"}])
    assert folder.codes() == []
    folder.write("disbursements", [{**PAID, "member": "sample"}])
    assert folder.codes() == ["unknown-reference"]
