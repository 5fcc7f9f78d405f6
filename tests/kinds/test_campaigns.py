"""Campaigns and their accounts: filed, shown as the law wants, never a bar towards a goal."""

from __future__ import annotations

import pytest
from samples_money import BASE, FILING, Folder, blocks, words

from disclosure.model import ChartBlock, Clock, Facts, Link, TableBlock, Undisclosed

ACCOUNT = {"campaign": "warm", "as_of": "2024-03-31", "published_on": "2024-04-10", "cash_raised": "1000.50"}
LATER = {**ACCOUNT, "as_of": "2024-06-10", "published_on": "2024-06-12", "cash_raised": "3000.75", "used": "1200.25"}


def test_a_campaign_shows_what_must_be_on_display(folder: Folder) -> None:
    """慈善法 art.25: organisation, certificate, plan, contact and lookup stand on the page, [未] where they are missing."""
    page = folder.pages()["campaigns/warm/"]
    display = next(one for one in blocks(page, Facts) if one.id == "display")
    labels = [label for label, _ in display.items]
    assert labels == [
        "募捐组织", "公开募捐资格证书", "备案编号", "备案日期", "备案机关", "募捐方案", "联系方式", "募捐信息查询方法",
    ]  # fmt: skip
    shown = dict(display.items)
    assert shown["募捐组织"] == "示例慈善会"
    assert shown["备案编号"] == FILING
    assert shown["联系方式"] == (Link("0000-00000000", "tel:000000000000"),)
    assert "公开募捐资格证书" in words(blocks(page, Undisclosed))


@pytest.mark.parametrize(
    ("qualified", "cells", "link"),
    [
        ("是", {}, 1),
        ("否", {}, 0),
        ("", {}, 0),
        ("是", {"platform": ""}, 0),
        ("是", {"platform_address": ""}, 0),
        ("是", {"filing_no": "未披露"}, 0),
        ("是", {"end_on": "2024-06-29"}, 0),
        ("是", {"end_on": "2024-06"}, 1),
    ],
)
def test_a_way_to_give_only_with_qualification_platform_and_filing(
    folder: Folder, qualified: str, cells: dict[str, str], link: int
) -> None:
    """The link to give stands only for a qualified body, to a designated platform, under a filing, while it runs."""
    folder.organisation(qualified=qualified)
    folder.change("campaigns", **cells)
    page = folder.pages()["campaigns/warm/"]
    assert ("https://example.org/warm" in words(page.blocks)) == link


def test_who_may_not_appeal_lacks_what_its_campaigns_lack(folder: Folder) -> None:
    """A body that says that it may not ask the public, and yet lists a campaign, shows no plan of it; one that never asked lacks none."""
    folder.organisation(qualified="否")
    assert "各次公开募捐活动的募捐方案" in words(blocks(folder.pages()["channels/"], Undisclosed))
    folder.write("campaigns", [])
    assert "各次公开募捐活动的募捐方案" not in words(blocks(folder.pages()["channels/"], Undisclosed))


def test_the_money_of_a_campaign_is_raised_against_used(folder: Folder) -> None:
    """The chart compares raised with used; the target is words in the plan and in no chart."""
    folder.change("campaigns", target="999999")
    folder.write("campaign_accounts", [LATER, ACCOUNT])
    page = folder.pages()["campaigns/warm/"]
    chart = blocks(page, ChartBlock)[0].chart
    assert chart.form == "bars"
    assert [(one.label, str(one.value)) for one in chart.marks] == [("募得", "3000.75"), ("已用", "1200.25")]
    assert all(one.where for one in chart.marks)
    assert "999999" not in words([one for one in page.blocks if isinstance(one, ChartBlock | TableBlock)])


def test_accounts_stand_in_the_order_of_their_days(folder: Folder) -> None:
    """However the rows stand in the file, the table goes by date, and its numbers lead back to their rows."""
    folder.write("campaign_accounts", [LATER, ACCOUNT])
    table = blocks(folder.pages()["campaigns/warm/"], TableBlock)[0].table
    assert [row.cells[0] for row in table.rows] == ["2024-03-31", "2024-06-10"]
    assert table.rows[0].cells[2].where.row == 3


def test_time_since_the_last_publication_counts_to_the_day_of_the_data(folder: Folder) -> None:
    """距上次公布 is counted from the site's own date, not from a clock."""
    folder.write("campaign_accounts", [ACCOUNT, LATER])
    duties = next(one for one in blocks(folder.pages()["campaigns/warm/"], Facts) if one.id == "obligations")
    assert dict(duties.items)["距上次公布"] == ("2024年6月12日公布，已", Clock("since", "2024-06-12", "18天"))


def test_no_days_are_counted_from_a_month(folder: Folder) -> None:
    """What was published last is told to the month: an earlier day is not taken for the last one."""
    folder.write("campaign_accounts", [ACCOUNT, {**LATER, "published_on": "2024-06"}])
    duties = next(one for one in blocks(folder.pages()["campaigns/warm/"], Facts) if one.id == "obligations")
    assert dict(duties.items)["距上次公布"] == "2024年6月公布"


@pytest.mark.parametrize(("valid_to", "link"), [("2024-06-30", 1), ("2024-06-29", 0), ("不适用", 1)])
def test_no_way_to_give_when_the_certificate_has_run_out(folder: Folder, valid_to: str, link: int) -> None:
    """On the last day of the certificate the link stands; a day later the page says why it does not."""
    folder.organisation(qualified="是")
    folder.write(
        "qualifications", [{"id": "q", "type": "公开募捐资格", "valid_from": "2019-01-01", "valid_to": valid_to}]
    )
    page = folder.pages()["campaigns/warm/"]
    assert ("https://example.org/warm" in words(page.blocks)) == link
    assert ("不在有效期内" in words(page.blocks)) != link


def test_without_a_filing_number_staff_must_say_so(folder: Folder) -> None:
    """An empty filing number stops; 未披露 passes, and the page says that it was not given."""
    folder.change("campaigns", filing_no="")
    assert folder.codes() == ["campaign-without-filing"]
    folder.change("campaigns", filing_no="未披露")
    assert folder.codes() == []
    assert "还没报来" in words(folder.pages()["campaigns/warm/"].blocks)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"end_on": "2024-01-14"}, "dates-out-of-order"),
        ({"filing_no": "备案 12 号"}, "odd-filing-number"),
        ({"filed_on": "2024-01-06"}, "filed-late"),
        ({"filed_on": "2024-01-26", "emergency": "flood"}, "filed-late"),
    ],
)
def test_a_faulty_campaign_is_named(folder: Folder, cells: dict[str, str], code: str) -> None:
    """Each fault of a plan has its code."""
    folder.change("campaigns", **cells)
    assert folder.codes() == [code]


@pytest.mark.parametrize("cells", [{"filed_on": "2024-01-05"}, {"filed_on": "2024-01-25", "emergency": "flood"}])
def test_a_filing_in_time_is_no_fault(folder: Folder, cells: dict[str, str]) -> None:
    """Ten days before the start, or ten days after it in an emergency, is in time."""
    folder.change("campaigns", **cells)
    assert folder.codes() == []


def test_a_filing_number_belongs_to_one_campaign(folder: Folder) -> None:
    """Two campaigns under one filing number are named, the first with its place."""
    first = BASE["campaigns"][0]
    folder.write("campaigns", [first, {**first, "id": "cool", "name": "清凉"}])
    (problem,) = folder.problems()
    assert problem.code == "told-twice"
    assert "campaigns.csv 第 2 行" in problem.message


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([{**ACCOUNT, "published_on": "2024-03-30"}], "published-before-end", "2024-03-31"),
        ([{**ACCOUNT, "as_of": "2024-01-14"}], "account-before-start", "2024-01-15"),
        ([ACCOUNT, {**LATER, "cash_raised": "1000.49", "used": "1"}], "falling-series", "1000.49"),
        ([{**ACCOUNT, "used": "1000.51"}], "used-above-received", "0.01"),
        ([{**ACCOUNT, "final": "是"}, LATER], "account-after-final", "2024-06-10"),
        ([ACCOUNT, {**ACCOUNT, "published_on": "2024-04-11"}], "told-twice", "warm、2024-03-31"),
        ([{**ACCOUNT, "campaign": "warmth"}], "unknown-reference", "warm"),
    ],
)
def test_a_faulty_account_is_named_with_both_sides(
    folder: Folder, rows: list[dict[str, str]], code: str, said: str
) -> None:
    """Accounts that can't be true stop the build, and the message holds the numbers that disagree."""
    folder.write("campaign_accounts", rows)
    (problem,) = folder.problems()
    assert problem.code == code
    assert said in str(problem)


@pytest.mark.parametrize(
    ("sums", "falls"),
    [
        ({"2024-03": "9", "2024-03-15": "8"}, []),  # to the end of the month, or to some day of it
        ({"2024-03-15": "8", "2024-03": "7"}, []),
        ({"2024-03-15": "8", "2024-03": "9", "2024-04": "9"}, []),
        ({"2024-03": "9", "2024-03-15": "7", "2024-04": "8"}, ["2024-03 是 9", "2024-04 是 8"]),
        ({"2024-03-15": "9", "2024-03-16": "8"}, ["2024-03-15 是 9", "2024-03-16 是 8"]),
    ],
)
def test_a_sum_falls_only_where_the_later_account_is_surely_later(
    folder: Folder, sums: dict[str, str], falls: list[str]
) -> None:
    """A month and a day of that month are in no order, so that neither sum can be the one that fell."""
    accounts = [
        {**ACCOUNT, "as_of": day, "cash_raised": cash, "used": "", "published_on": "2024-05-01"}
        for day, cash in sums.items()
    ]
    folder.write("campaign_accounts", accounts)
    problems = folder.problems()
    assert [problem.code for problem in problems] == ["falling-series"] * bool(falls)
    assert all(said in str(problem) for problem in problems for said in falls)


def test_an_account_of_the_month_of_the_last_one_is_not_behind_it(folder: Folder) -> None:
    """Whether an account up to a month lies behind the last one, up to a day of that month, is not known."""
    folder.write("campaign_accounts", [{**ACCOUNT, "final": "是"}, {**ACCOUNT, "as_of": "2024-03"}])
    assert folder.codes() == []
    folder.write("campaign_accounts", [{**ACCOUNT, "final": "是"}, {**ACCOUNT, "as_of": "2024-04"}])
    assert folder.codes() == ["account-after-final"]


def test_goods_count_as_raised(folder: Folder) -> None:
    """What was used may come out of goods as well as money."""
    folder.write("campaign_accounts", [{**ACCOUNT, "goods_raised": "500", "used": "1500.50"}])
    assert folder.codes() == []


def test_gaps_in_a_series_do_not_fall(folder: Folder) -> None:
    """A missing number between two is passed over, never read as zero."""
    folder.write(
        "campaign_accounts",
        [ACCOUNT, {**ACCOUNT, "as_of": "2024-04-30", "published_on": "2024-05-01", "cash_raised": ""}, LATER],
    )
    assert folder.codes() == []


def test_an_account_up_to_a_whole_month_is_newer_than_one_up_to_a_day_of_it(folder: Folder) -> None:
    """March 2024 ends behind 15 March: its account is the newest, in the sentence and in the table."""
    early = {**ACCOUNT, "as_of": "2024-03-15", "cash_raised": "700"}
    folder.write("campaign_accounts", [{**ACCOUNT, "as_of": "2024-03", "cash_raised": "900"}, early])
    page = folder.pages()["campaigns/warm/"]
    assert page.finding[0].startswith("到2024年3月，募得900")
    assert [row.cells[0] for row in blocks(page, TableBlock)[0].table.rows] == ["2024-03-15", "2024-03"]
