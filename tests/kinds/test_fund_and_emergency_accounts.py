"""Funds by year and emergencies by day: what was there, came in, went out and is left."""

from __future__ import annotations

import pytest
from samples_money import Folder, blocks, words

from disclosure.model import Note, TableBlock, Undisclosed

YEAR = {"fund": "spring", "year": "2023", "opening": "0", "received": "500.25", "spent": "100", "closing": "400.25"}
NEXT = {"fund": "spring", "year": "2024", "opening": "400.25", "received": "0", "spent": "400.25", "closing": "0"}
DAY = {
    "emergency": "flood",
    "as_of": "2024-03-10",
    "published_on": "2024-03-11",
    "cash_received": "1000",
    "goods_received": "250.50",
    "used": "300",
    "purchases": "买了帐篷。",
}
LATER = {**DAY, "as_of": "2024-03-15", "published_on": "2024-03-15", "cash_received": "1800", "used": "2050.50"}


def test_a_fund_shows_its_equation_newest_year_first(folder: Folder) -> None:
    """CH-14: opening + in − out = closing, one line a year, each number with the row that it came from."""
    folder.write("fund_accounts", [YEAR, NEXT])
    page = folder.pages()["funds/spring/"]
    (table,) = (one.table for one in blocks(page, TableBlock))
    assert [row.cells[0] for row in table.rows] == ["2024年", "2023年"]
    assert [str(one.value) for one in table.rows[1].cells[1:]] == ["0", "500.25", "100", "400.25"]
    assert [one.where.row for one in table.rows[1].cells[1:]] == [2] * 4
    assert "年末余额" not in words(blocks(page, Undisclosed))


@pytest.mark.parametrize("name", ["opening", "received", "spent", "closing"])
def test_one_wrong_digit_in_a_fund_is_found(folder: Folder, name: str) -> None:
    """Whichever of the four numbers is off by one 分, the equation names it; nothing is passed."""
    folder.write("fund_accounts", [{**YEAR, name: str(float(YEAR[name]) + 0.01)}])
    (problem,) = folder.problems()
    assert problem.code == "fund-unbalanced"
    assert "差 0.01 元" in problem.message


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([YEAR, {**NEXT, "opening": "400.26", "spent": "400.26"}], "fund-not-carried", "0.01"),
        ([{**YEAR, "spent": "600", "closing": "-99.75"}], "fund-below-zero", "-99.75"),
        ([YEAR, YEAR], "told-twice", "fund_accounts.csv 第 2 行"),
        ([{**YEAR, "fund": "sprung"}], "unknown-reference", "spring"),
    ],
)
def test_a_faulty_year_of_a_fund_is_named(folder: Folder, rows: list[dict[str, str]], code: str, said: str) -> None:
    """A fund below zero, or one that does not open where it closed, stops the build."""
    folder.write("fund_accounts", rows)
    (problem,) = folder.problems()
    assert problem.code == code
    assert said in str(problem)


def test_a_year_between_that_is_missing_is_not_guessed(folder: Folder) -> None:
    """Openings are held against the year before only; a gap proves nothing."""
    folder.write("fund_accounts", [{**YEAR, "year": "2022"}, {**NEXT, "opening": "5", "spent": "5"}])
    assert folder.codes() == []


def test_an_emergency_shows_day_after_day(folder: Folder) -> None:
    """CH-13 as a list: every account by date, what is not used yet beside it; and no more excuse for no picture."""
    folder.change("emergencies", start_on="")
    folder.write("emergency_reports", [LATER, DAY])
    page = folder.pages()["emergencies/flood/"]
    table = blocks(page, TableBlock)[0].table
    assert [row.cells[0] for row in table.rows] == ["2024-03-10", "2024-03-15"]
    assert [str(row.cells[5].value) for row in table.rows] == ["950.50", "0.00"]
    assert not [note for note in blocks(page, Note) if "画不出时间线" in words(note)]
    assert "接收和拨付的日期" not in words(blocks(page, Undisclosed))


def test_an_emergency_without_accounts_still_says_what_is_missing(folder: Folder) -> None:
    """Where no account was published the page keeps its list of gaps, and says why there is no picture."""
    folder.change("emergencies", start_on="")
    page = folder.pages()["emergencies/flood/"]
    assert "接收和拨付的日期" in words(blocks(page, Undisclosed))
    assert [note for note in blocks(page, Note) if "画不出时间线" in words(note)]


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([{**DAY, "published_on": "2024-03-09"}], "published-before-end", "2024-03-09"),
        ([{**DAY, "as_of": "2024-03-04"}], "account-before-start", "2024-03-05"),
        ([DAY, {**LATER, "goods_received": "250.49", "used": "300"}], "falling-series", "250.49"),
        ([{**DAY, "used": "1250.51"}], "used-above-received", "0.01"),
        ([DAY, DAY], "told-twice", "flood、2024-03-10"),
    ],
)
def test_a_faulty_account_of_an_emergency_is_named(
    folder: Folder, rows: list[dict[str, str]], code: str, said: str
) -> None:
    """Accounts that can't be true stop the build, and the message holds both sides."""
    folder.write("emergency_reports", rows)
    (problem,) = folder.problems()
    assert problem.code == code
    assert said in str(problem)
