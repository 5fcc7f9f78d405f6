"""Progress, budgets and closings of projects: dates, sums that grow, and what is left."""

from __future__ import annotations

import pytest
from samples_money import BASE, Folder, blocks, words

from disclosure.model import (
    Amount,
    Cards,
    ChartBlock,
    Clock,
    Entries,
    Facts,
    ProjectOutcome,
    Stages,
    TableBlock,
    Undisclosed,
)
from disclosure.reading import Missing

FIRST = {
    "project": "books",
    "as_of": "2024-03-31",
    "published_on": "2024-04-08",
    "stage": "立项",
    "progress": "选定了学校。",
    "beneficiaries": "10",
    "unit": "人",
    "income": "500",
    "expense": "0",
}
SECOND = {
    **FIRST, "as_of": "2024-06-20", "published_on": "2024-06-25", "stage": "实施",
    "beneficiaries": "40", "income": "900.50", "expense": "300.25",
}  # fmt: skip
CLOSING = {
    "project": "meals",
    "closed_on": "2024-05-31",
    "published_on": "2024-06-10",
    "income_public": "800.10",
    "income_other": "200",
    "expense": "900",
    "surplus": "100.10",
    "disposal": "转到送书项目",
    "target": "books",
    "basis": "相近目的",
}


def test_the_six_steps_stand_with_their_dates(folder: Folder) -> None:
    """The step of the latest account is under way, those that were told before it are done, later ones have not been reached."""
    folder.write("project_progress", [SECOND, FIRST])
    (stages,) = blocks(folder.pages()["projects/books/"], Stages)
    assert dict(stages.stages) == {
        "调研": "没有公布走到这一步",
        "立项": "已完成，2024年3月31日",
        "培训": "没有公布走到这一步",
        "实施": "进行中，2024年6月20日",
        "督导": "还没有到",
        "结项评估": "还没有到",
    }


def test_a_closed_project_has_no_step_under_way(folder: Folder) -> None:
    """What is over is not under way, nor surely done: it may have been stopped; of steps that no account tells it is said that none does."""
    folder.change("projects", status="已结项")
    folder.write("project_progress", [SECOND, FIRST])
    (stages,) = blocks(folder.pages()["projects/books/"], Stages)
    assert dict(stages.stages) == {
        "调研": "没有公布走到这一步",
        "立项": "已完成，2024年3月31日",
        "培训": "没有公布走到这一步",
        "实施": "结项前最后公布的一步，2024年6月20日",
        "督导": "没有公布走到这一步",
        "结项评估": "没有公布走到这一步",
    }


@pytest.mark.parametrize(
    ("expense", "surplus", "said"), [("1000.10", "0", "剩余财产0.00元"), ("1040.10", "-40", "支出比收入多40.00元")]
)
def test_where_nothing_is_left_nothing_is_missing_of_it(folder: Folder, expense: str, surplus: str, said: str) -> None:
    """A project that spent all, or more, has no rest whose way could be undisclosed; its evaluation is called one."""
    whole = {"expense": expense, "surplus": surplus, "disposal": "", "target": "", "basis": "", "evaluation": "合格"}
    folder.write("project_closings", [{**CLOSING, **whole}])
    assert folder.codes() == []
    page = folder.pages()["projects/meals/"]
    assert said in words((page.finding,))
    (closing,) = (one for one in blocks(page, Facts) if one.id == "closing")
    shown = dict(closing.items)
    assert {shown[label] for label in ("剩余财产的处理", "转用项目", "处理依据")} == {Missing.NOT_APPLICABLE}
    (outcome,) = blocks(page, ProjectOutcome)
    assert outcome.change == ("结项评估：合格",)


def test_progress_is_listed_newest_first_with_its_dates(folder: Folder) -> None:
    """Every account told stands with the day up to which it tells and the day it was published."""
    folder.write("project_progress", [FIRST, SECOND])
    page = folder.pages()["projects/books/"]
    (entries,) = (one for one in blocks(page, Entries) if one.id == "progress")
    assert [(one.title, one.meta) for one in entries.entries] == [
        ("截止2024年6月20日", "2024年6月25日公布"),
        ("截止2024年3月31日", "2024年4月8日公布"),
    ]
    duties = next(one for one in blocks(page, Facts) if one.id == "obligations")
    assert dict(duties.items)["距上次公布"] == ("2024年6月25日公布，已", Clock("since", "2024-06-25", "5天"))


def test_the_accounts_stand_in_for_missing_figures(folder: Folder) -> None:
    """What the accounts tell is no longer listed as not published; what they do not tell still is."""
    before = words(blocks(folder.pages()["projects/books/"], Undisclosed))
    folder.write("project_progress", [FIRST])
    after = words(blocks(folder.pages()["projects/books/"], Undisclosed))
    assert "筹集金额" in before
    assert "支出金额" in before
    assert "筹集金额" not in after
    assert "支出金额" not in after
    assert "预算金额" in after


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([{**FIRST, "published_on": "2024-03-30"}], "published-before-end", "2024-03-30"),
        ([{**FIRST, "as_of": "2023-12-31", "stage": "实施"}], "account-before-start", "2024-01-01"),
        ([FIRST, {**SECOND, "expense": "-1"}], "falling-series", "累计支出"),
        ([FIRST, {**SECOND, "beneficiaries": "9"}], "falling-series", "累计受益"),
        ([FIRST, FIRST], "told-twice", "project_progress.csv 第 2 行"),
        ([{**FIRST, "stage": "收尾"}], "unknown-choice", "结项评估"),
        ([{**FIRST, "as_of": "2024-02-30"}], "bad-value", "2024-02-30"),
    ],
)
def test_a_faulty_account_of_progress_is_named(
    folder: Folder, rows: list[dict[str, str]], code: str, said: str
) -> None:
    """Progress that can't be true stops the build, and the message holds both sides."""
    folder.write("project_progress", rows)
    problem = next(one for one in folder.problems() if one.code != "missing-value")
    assert problem.code == code
    assert said in str(problem)


def test_first_steps_may_lie_before_the_start(folder: Folder) -> None:
    """Looking into a need and deciding on it come before a project begins."""
    folder.write("project_progress", [{**FIRST, "as_of": "2023-12-01", "stage": "调研"}])
    assert folder.codes() == []


def test_people_and_person_times_are_different_series(folder: Folder) -> None:
    """人 after 人次 is no fall: they are never compared."""
    folder.write("project_progress", [{**FIRST, "beneficiaries": "90", "unit": "人次"}, SECOND])
    assert folder.codes() == []


def test_over_budget_is_said_in_the_title_and_in_the_table(folder: Folder) -> None:
    """CH-11: a line over its budget is no fault of the data; it heads the chart and stands negative in the table."""
    folder.write(
        "project_budgets",
        [
            {"project": "books", "item": "图书", "budget": "1000", "spent": "1200.50"},
            {"project": "books", "item": "运费", "budget": "300", "spent": "100"},
        ],
    )
    page = folder.pages()["projects/books/"]
    (chart,) = (one.chart for one in blocks(page, ChartBlock))
    assert chart.refused is None
    assert chart.title == "图书超预算200.5元"
    table = next(one.table for one in blocks(page, TableBlock) if one.table.id == "budgets-books")
    left = [row.cells[3] for row in table.rows]
    assert [str(one.value) for one in left if isinstance(one, Amount)] == ["-200.50", "200"]


def test_a_budget_line_stands_once(folder: Folder) -> None:
    """The same line twice would count its money twice."""
    line = {"project": "books", "item": "图书", "budget": "1000", "spent": "1"}
    folder.write("project_budgets", [line, line])
    assert folder.codes() == ["told-twice"]


def test_a_closing_tells_what_is_left_and_where_it_goes(folder: Folder) -> None:
    """Surplus, its disposal and the project that takes it over stand on the page of the finished project."""
    folder.write("project_closings", [CLOSING])
    (closing,) = (one for one in blocks(folder.pages()["projects/meals/"], Facts) if one.id == "closing")
    shown = dict(closing.items)
    assert str(shown["剩余财产"].value) == "100.10"
    assert shown["转用项目"].path == "projects/books/"


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ({"surplus": "100.11"}, "closing-unbalanced", "0.01"),
        ({"disposal": ""}, "surplus-without-disposal", "100.1"),
        ({"published_on": "2024-05-30"}, "dates-out-of-order", "2024-05-30"),
        ({"closed_on": "2023-12-31"}, "dates-out-of-order", "2024-01-01"),
        ({"target": "bookz"}, "unknown-reference", "books"),
    ],
)
def test_a_faulty_closing_is_named(folder: Folder, cells: dict[str, str], code: str, said: str) -> None:
    """A closing that does not balance, or leaves money without a way, stops the build."""
    folder.write("project_closings", [{**CLOSING, **cells}])
    (problem,) = folder.problems()
    assert problem.code == code
    assert said in str(problem)


def test_what_a_record_need_not_have_is_no_gap(folder: Folder) -> None:
    """A partner, a fund or a longer name is shown where there is one, and 不适用 where staff say so; dates are missed.

    An appeal is for a project or a fund: that it is not for the other is no gap either.
    """
    folder.change("projects", full_name="送书下乡", fund="不适用", end_on="")
    folder.write("campaigns", [{**BASE["campaigns"][0], "project": "books"}])
    pages = folder.pages()
    books, meals, spring, flood, warm = (
        {label: cell for block in blocks(pages[path], Facts) for label, cell in block.items}
        for path in ("projects/books/", "projects/meals/", "funds/spring/", "emergencies/flood/", "campaigns/warm/")
    )
    assert (books["全称"], books["基金"], books["结束日期"]) == (
        "送书下乡", Missing.NOT_APPLICABLE, Missing.UNDISCLOSED,
    )  # fmt: skip
    assert not {"全称", "基金", "合作方"} & {*meals}
    assert meals["结束日期"] is Missing.UNDISCLOSED
    assert not {"合作方"} & {*spring, *flood}
    assert (spring["管理方"], flood["结束日期"]) == (Missing.UNDISCLOSED, Missing.UNDISCLOSED)
    assert "支持项目" in warm
    assert "基金" not in warm


def test_what_is_told_up_to_a_whole_month_is_newer_than_a_day_of_it(folder: Folder) -> None:
    """June 2024 ends behind 20 June: a project says what the whole month came to, and takes its step from there."""
    month = {**SECOND, "as_of": "2024-06", "published_on": "2024-06-30", "stage": "督导", "beneficiaries": "50"}
    folder.write("project_progress", [month, SECOND])
    page = folder.pages()["projects/books/"]
    assert "从开始到2024年6月，" in page.finding[0]
    assert dict(blocks(page, Stages)[0].stages)["督导"] == "进行中，2024年6月"


def test_only_a_told_first_day_says_since_when_a_project_runs(folder: Folder) -> None:
    """The year of a report is no beginning: a project in its fourth round is told of in that year, not begun in it."""
    folder.write(
        "projects",
        [
            {"id": "books", "name": "第四届送书", "year": "2024", "status": "进行中"},
            {"id": "meals", "name": "助餐", "year": "2024", "start_on": "2021-03-01", "status": "进行中"},
        ],
    )
    (cards,) = blocks(folder.pages()["projects/"], Cards)
    assert [card.status for card in cards.cards] == ["进行中 · 2024年度", "进行中 · 2021年起"]


def test_many_projects_without_a_first_day_are_found_by_the_year_that_tells_of_them(folder: Folder) -> None:
    """Of these nobody says since when they run; a reader still looks for what a year's report names, at the old address."""
    years = [("2023", ""), ("2024", ""), ("", "2024-03-01"), ("2024", "2021-03-01")]
    folder.write(
        "projects",
        [
            {"id": f"p{number}-{place}", "name": f"送书{number}-{place}", "year": year, "start_on": start}
            for number in range(5)
            for place, (year, start) in enumerate(years)
        ],
    )
    pages = folder.pages()
    findings = {year: pages[f"projects/since/{year}/"].finding for year in ("2023", "2024")}
    assert findings == {"2023": ("2023年度的项目有5个。",), "2024": ("2024年度的项目有15个。",)}
    assert "projects/since/2021/" not in pages


def test_a_list_of_no_projects_has_no_heading(folder: Folder) -> None:
    """A body that told of none yet: the sentence says so, and no title stands above nothing."""
    folder.write("projects", [])
    page = folder.pages()["projects/"]
    assert page.finding == ("还没有公布项目。",)
    assert not blocks(page, Cards)


def test_money_that_single_rows_tell_is_not_called_undisclosed(folder: Folder) -> None:
    """What a gift and a payment below say is pointed at; what nothing says stays undisclosed."""
    gift = {"id": "2024-01-00001", "received_on": "2024-01-08", "amount": "500", "kind": "现金"}
    folder.write("donations", [{**gift, "donor_type": "个人", "channel": "online", "project": "books"}])
    payment = {"paid_on": "2024-02-08", "receiver": "示例学校", "receiver_type": "学校", "amount": "300"}
    folder.write("disbursements", [{**payment, "purpose": "买书", "project": "books"}])
    pages = folder.pages()
    books, meals = (
        dict(next(block for block in blocks(pages[path], Facts) if block.title == "钱").items)
        for path in ("projects/books/", "projects/meals/")
    )
    told = "列在下面"
    assert books == {"预算": Missing.UNDISCLOSED, "筹集": told, "支出": told, "结余": Missing.UNDISCLOSED}
    assert set(meals.values()) == {Missing.UNDISCLOSED}


def test_what_is_left_takes_what_came_and_what_was_used(folder: Folder) -> None:
    """An account of what was used alone does not tell what is left of an emergency action."""
    figure = {"id": "E1", "topic": "应急", "subject": "抗洪", "measure": "筹集", "value": "1000", "unit": "元"}
    sourced = {"as_written": "1000元", "nature": "实际", "scope": "本级", "status": "已核", "place": "第一段"}
    folder.write("figures", [{**figure, **sourced, "record": "emergencies/flood"}], "2024")
    report = {"emergency": "flood", "as_of": "2024-03-10", "published_on": "2024-03-11", "scope": "本会", "used": "300"}
    for came, left in (({}, Missing.UNDISCLOSED), ({"cash_received": "1000"}, "列在下面")):
        folder.write("emergency_reports", [{**report, **came}])
        page = folder.pages()["emergencies/flood/"]
        money = dict(next(block for block in blocks(page, Facts) if block.title == "钱").items)
        assert (money["已用"], money["剩余"]) == ("列在下面", left)
