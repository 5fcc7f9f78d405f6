"""What a sentence says of itself is true of it: who told it, of what it counts, and what adds up to its total."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest
from msgspec.structs import replace
from samples_money import BASE, Folder, blocks, words

from disclosure import output
from disclosure.compose import sections
from disclosure.model import (
    Amount,
    Cards,
    ChartBlock,
    Entries,
    Figure,
    FigureList,
    HomeAnswer,
    HomeFirstScreen,
    Links,
    Note,
    ProjectOutcome,
    RowRole,
    SourceLevel,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TrustStrip,
    Undisclosed,
    joined,
    teller,
)
from disclosure.pages import releases
from disclosure.pages.explore import exploration
from disclosure.texts import Drawn

INCOME = {
    "id": "A1",
    "topic": "收入",
    "subject": "全年",
    "measure": "接收款物",
    "value": "100",
    "unit": "元",
    "as_written": "100元",
    "nature": "实际",
    "scope": "本级",
    "basis": "款物",
    "status": "已核",
    "place": "一",
}
PAID = {"paid_on": "2024-03-12", "receiver": "某单位", "receiver_type": "其他单位"}
AIMS = ({"project": "books"}, {"campaign": "warm"})


def test_who_told_it_is_named_by_its_sources() -> None:
    """What the press wrote is no report, and neither is what the staff filled in."""
    assert teller([SourceLevel.REPORT, SourceLevel.AUDITED]) == "报告"
    assert teller([SourceLevel.MEDIA, SourceLevel.COMPUTED]) == "报道"
    assert teller([SourceLevel.STAFF]) == "填报资料"
    assert teller([SourceLevel.REPORT, SourceLevel.MEDIA]) == teller([]) == "公开资料"


@pytest.mark.parametrize(("level", "word"), [("报", "报告"), ("媒", "报道"), ("填", "填报资料")])
def test_a_list_and_its_pages_name_who_told_them(folder: Folder, level: str, word: str) -> None:
    folder.write("sources", [{**BASE["sources"][0], "level": level}])
    pages = folder.pages()
    assert output.plain_text(pages["projects/"].finding) == f"本站按{word}里写明的2个项目各建一页。"
    assert output.plain_text(pages["projects/books/"].finding) == f"{word}提到这个项目，没有给出数字。"
    assert output.plain_text(pages["funds/"].finding).startswith(f"{word}写到1只（类）基金。")
    assert output.plain_text(pages["funds/spring/"].finding) == f"{word}提到这只基金，没有给出数字。"
    assert output.plain_text(pages["emergencies/flood/"].finding) == f"{word}提到这次行动，没有给出数字。"


@pytest.mark.parametrize(
    ("subject", "measure", "name"),
    [
        ("慈善项目", "项目数", "慈善项目数"),
        ("公益课堂和实践课程", "课程节数", "公益课堂和实践课程节数"),
        ("现场举牌认捐", "认捐", "现场举牌认捐"),
        ("总收入", "总收入合计", "总收入合计"),
        ("各渠道", "道路里程", "各渠道道路里程"),  # one character in common is chance
        ("中秋活动", "筹集", "中秋活动筹集"),
        ("管理费用比例", "管理费用÷费用合计", "管理费用比例（管理费用÷费用合计）"),
    ],
)
def test_what_both_names_say_is_said_once(subject: str, measure: str, name: str) -> None:
    assert joined(subject, measure) == name


def test_totals_and_gaps_are_no_listed_rows() -> None:
    """“每笔拨付（2行）” of two payments and their total."""
    roles = (RowRole.HEAD, RowRole.PLAIN, RowRole.PART, RowRole.SUBTOTAL, RowRole.GAP, RowRole.TOTAL)
    rows = tuple(TableRow(("某项", "1"), role) for role in roles)
    assert Table("t", "每笔拨付", (TableColumn("事项"), TableColumn("数")), rows).listed == 2


def test_payments_are_told_in_a_whole_sentence(folder: Folder) -> None:
    """What the payments of a page have in common is said in words."""
    payments = [
        {**PAID, "amount": "9000", "region": "东样区"},
        {**PAID, "amount": "20000", "receiver_type": "个人", "receiver": "受助个人"},
        *({**PAID, "amount": "3000000"} for _ in range(120)),
    ]
    folder.write("disbursements", payments)
    pages = folder.pages()
    told = {path: output.plain_text(page.finding) for path, page in pages.items() if page.path.startswith("disb")}
    assert told["disbursements/size/below-10000/"] == "每笔不到1万的拨付有1笔，共9,000.00元。"
    assert told["disbursements/2024/size/over-10000/"] == "2024年每笔1万到10万的拨付有1笔，共20,000.00元。"
    assert told["disbursements/size/over-1000000/"] == "每笔100万以上的拨付有120笔，共360,000,000.00元。"
    assert told["disbursements/receiver/person/"] == "接收方是个人的拨付有1笔，共20,000.00元。"
    (place,) = (text for path, text in told.items() if path.startswith("disbursements/place/"))
    assert place == "写明用在东样区的拨付有1笔，共9,000.00元。"
    table = next(block.table for block in blocks(pages["disbursements/2024/"], TableBlock) if block.table.folded)
    assert table.listed == len(payments)


def test_a_remark_in_the_name_of_a_figure_stays(folder: Folder) -> None:
    """“启动基金的村（社区）” is no “启动基金的村”, and what is left at least is no second figure of one name."""
    disclosure = folder.disclosure()
    bare = Figure(
        id="A1",
        org="sample",
        year=2024,
        topic="基金",
        subject="村（社区）公益基金",
        measure="启动基金的村（社区）",
        value=Decimal(20),
        unit="个",
        as_written="20个村(社区)",
    )
    least = replace(bare, id="A2", measure="未列明（最少）")
    other = replace(bare, id="A3", measure="未列明")
    shown = exploration(dataclasses.replace(disclosure, figures={one.id: one for one in (bare, least, other)}))
    assert [measure.label for measure in shown.measures] == [
        "村（社区）公益基金启动基金的村（社区）",
        "村（社区）公益基金未列明（最少）",
        "村（社区）公益基金未列明",
    ]


def test_gifts_to_a_campaign_for_the_project_are_pointed_to(folder: Folder) -> None:
    """Gifts that name only the campaign are no part of the sum of the project, which must say so."""
    gift = {"received_on": "2024-03-01", "amount": "100", "channel": "online", "donor_type": "个人", "kind": "现金"}
    gifts = [{**gift, "id": f"2024-03-0000{at}", **aim} for at, aim in enumerate(AIMS, 1)]
    folder.change("campaigns", project="books")
    folder.write("donations", gifts)
    table = next(
        block.table
        for block in blocks(folder.pages()["projects/books/"], TableBlock)
        if block.table.caption == "定向到这个项目的捐赠"
    )
    assert [output.plain_text(note) for note in table.notes] == [
        "只写明捐给支持这个项目的募捐活动的，不在这里，见暖冬。"
    ]
    folder.change("campaigns", project="meals")
    assert "只写明捐给" not in words(folder.pages()["projects/books/"])


def test_actions_that_all_have_accounts_are_not_counted_twice(folder: Folder) -> None:
    """“写到2次应急行动，2次公布了…” says the same number twice."""
    day = {"as_of": "2024-03-10", "published_on": "2024-03-11", "cash_received": "950.50", "used": "0"}
    flood = BASE["emergencies"][0]
    folder.write("emergencies", [flood, {**flood, "id": "frost", "name": "抗寒"}])
    folder.write("emergency_reports", [{**day, "emergency": "flood"}])
    listed = output.plain_text(folder.pages()["emergencies/"].finding)
    assert listed == "写到2次应急行动，1次公布了接收和使用的账目，按日期列在各页；1次没有公布账目。"
    folder.write("emergency_reports", [{**day, "emergency": "flood"}, {**day, "emergency": "frost"}])
    listed = output.plain_text(folder.pages()["emergencies/"].finding)
    assert listed == "写到2次应急行动，每次都公布了接收和使用的账目，按日期列在各页。"


def test_what_is_counted_apart_says_so(folder: Folder) -> None:
    """The numbers after “有期限的N件” add up to N; what has no term that is known is told as further ones."""
    folder.write("figures", [INCOME], "2024")
    report = {"year": "2023", "type": "年度工作报告", "platform_on": "2024-05-20"}
    folder.write("annual_reports", [report])
    trust = next(block for block in blocks(folder.pages()[""], TrustStrip))
    point = next(point for point in trust.points if point.label == "该公开的公开了吗")
    told = output.plain_text(point.words)
    whole, _, rest = told.partition("：")
    parts = rest.partition("；")[0].rstrip("。").split("，")
    numbers = [int(re.match(r"\d+", part)[0]) for part in parts if re.match(r"\d", part)]  # type: ignore[index]
    bound, timely = (int(re.search(r"\d+", text)[0]) for text in (whole, str(point.answer)))  # type: ignore[index]
    assert "；另有" in told
    assert timely + sum(numbers) == bound


def test_without_yearly_totals_the_home_page_leads_to_what_is_told(folder: Folder) -> None:
    """Gifts told one by one are told: only the totals of the years are missing, and every entrance says just that."""
    gift = {"received_on": "2024-03-01", "amount": "100", "donor_type": "单位", "donor": "某公司", "kind": "现金"}
    folder.write("donations", [{**gift, "id": "2024-03-00001"}])
    pages = folder.pages()
    untold = "还没有公布任何年度的收入和支出总数。"
    assert [output.plain_text(pages[path].finding) for path in ("finances/", "years/")] == [untold] * 2
    (screen,) = blocks(pages[""], HomeFirstScreen)
    assert screen.items == (("收到", Amount(Decimal(100), "元")),)
    assert output.plain_text(screen.honest) == f"收到的是捐赠1笔，2024年3月到账。{untold}"
    (told,) = (block for block in blocks(pages[""], Links) if block.title == "已经公布的")
    assert [(link.path, words) for link, words in told.links] == [("donations/", "1笔，100.00元")]
    (listed,) = (block for block in blocks(pages["finances/"], Links) if block.title == "已经公布的")
    assert listed.links == told.links
    assert "，2024年3月到账，" in output.plain_text(pages["donations/"].finding)
    (cards,) = blocks(pages[""], Cards)
    assert [card.title for card in cards.cards] == ["送书", "助餐"]
    assert blocks(pages[""], TrustStrip)
    assert output.plain_text(pages["facts/"].finding) == "还没有登出数字。"


def test_without_yearly_totals_the_home_page_has_the_sums_of_rows(folder: Folder) -> None:
    """What came in and went out is told by single rows; the months name a year once."""
    gift = {"received_on": "2024-03-01", "amount": "100", "donor_type": "单位", "donor": "某公司", "kind": "现金"}
    later = {**gift, "id": "2024-05-00001", "received_on": "2024-05-02", "project": "books"}
    folder.write("donations", [{**gift, "id": "2024-03-00001"}, later])
    payment = {
        "paid_on": "2024-06-01",
        "receiver": "某小学",
        "receiver_type": "学校",
        "amount": "60.5",
        "project": "books",
    }
    folder.write("disbursements", [payment])
    pages = folder.pages()
    (screen,) = blocks(pages[""], HomeFirstScreen)
    assert [(label, value.value) for label, value in screen.items] == [
        ("收到", Decimal(200)),
        ("拨出", Decimal("60.5")),
    ]
    assert output.plain_text(screen.honest).startswith("收到的是捐赠2笔，2024年3月到5月到账；拨出的是拨付1笔。")
    assert [button.link.path for button in screen.buttons][:2] == ["donations/", "disbursements/"]
    folder.write("donations", [{**gift, "id": "2024-03-00001"}, {**later, "kind": "物资"}])
    (screen,) = blocks(folder.pages()[""], HomeFirstScreen)
    assert output.plain_text(screen.honest).startswith("收到的是捐赠2笔（含物资折价），2024年3月到5月到账；")
    assert output.plain_text(pages["projects/books/"].finding) == "定向捐赠1笔，100.00元；拨付1笔，60.50元。"
    (cards,) = blocks(pages[""], Cards)
    assert [(label, value.value) for label, value in cards.cards[0].money] == [
        ("定向捐赠", Decimal(100)),
        ("拨付", Decimal("60.5")),
    ]


def test_gifts_are_drawn_from_the_documents_of_their_year(folder: Folder) -> None:
    """The report of another year is no source of what came in this year; and the total has the listed gifts beside it."""
    source = BASE["sources"][0]
    folder.write("sources", [source, {**source, "id": "OLD"}])
    gift = {"amount": "100", "donor_type": "单位", "kind": "现金"}
    rows = [
        {**gift, "id": f"{year}-03-{number:05d}", "received_on": f"{year}-03-01", "donor": f"第{number % 9}公司"}
        | {"amount": "100" if number % 2 else "2000", "source": source["id"] if year == "2024" else "OLD"}
        for year in ("2023", "2024")
        for number in range(1, 41)
    ]
    folder.write("donations", rows)
    folder.write("figures", [INCOME], "2024")
    folder.write("headlines", [{"year": "2024", "role": "收入合计", "figure": "A1"}])
    pages = folder.pages()
    (block,) = blocks(pages["donations/2024/"], ChartBlock)
    assert [document.id for document in block.chart.sources] == [source["id"]]
    income = output.plain_text(pages["finances/2024/income/"].finding)
    assert income == "2024年全年接收款物100元；逐笔公布的捐赠有40笔，42,000.00元。"


def test_lists_of_appeals_and_emergencies_tell_what_came_of_each(folder: Folder) -> None:
    """A reader of the list need not open every page; gifts alone are not called gifts and payments."""
    gift = {"id": "2024-03-00001", "received_on": "2024-03-01", "amount": "100", "donor_type": "单位", "kind": "现金"}
    folder.write("donations", [{**gift, "donor": "某公司", "campaign": "warm"}])
    day = {"emergency": "flood", "as_of": "2024-03-10", "published_on": "2024-03-11", "cash_received": "950.50"}
    folder.write("emergency_reports", [{**day, "used": "100"}])
    pages = folder.pages()
    rows = "逐笔公布的捐赠1笔，100.00元；还没有账目。"
    assert output.plain_text(pages["campaigns/warm/"].finding) == rows
    facts = [
        fact
        for path in ("campaigns/", "emergencies/")
        for block in blocks(pages[path], Entries)
        for entry in block.entries
        for fact in entry.facts
    ]
    listed = [
        output.plain_text(value) if isinstance(value, tuple) else value for label, value in facts if label == "账目"
    ]
    assert listed == [rows, "到2024年3月10日，募得950.50元，已用100.00元，还剩850.50元。"]


def test_a_channel_tells_what_came_through_it(folder: Folder) -> None:
    """Who gave at a station finds in the list of them what each brought in."""
    channel = {"id": "east", "name": "东街工作站", "type": "工作站"}
    folder.write("channels", [channel, {**channel, "id": "west", "name": "西街工作站"}])
    gift = {"id": "2024-03-00001", "received_on": "2024-03-01", "amount": "100", "donor_type": "单位", "kind": "现金"}
    folder.write("donations", [{**gift, "donor": "某公司", "channel": "east"}])
    (listed,) = blocks(folder.pages()["channels/"], Entries)
    sums = [dict(entry.facts).get("逐笔公布的捐赠") for entry in listed.entries]
    assert sums == ["1笔，100.00元", None]


def test_a_home_page_that_is_sent_on_says_its_totals(folder: Folder) -> None:
    """收支 without a number in it tells nobody anything."""
    folder.write("figures", [INCOME], "2024")
    folder.write("headlines", [{"year": "2024", "role": "收入合计", "figure": "A1"}])
    assert "2024年收到100元；收支、项目、审计和没公开的" in folder.pages()[""].description


def test_a_home_page_that_is_sent_on_says_its_totals_as_it_shows_them(folder: Folder) -> None:
    """198.05万元 on the page and 1980500.37元 in the forwarded line would look like two numbers."""
    folder.write("figures", [{**INCOME, "value": "1980500.37", "as_written": "1980500.37元"}], "2024")
    folder.write("headlines", [{"year": "2024", "role": "收入合计", "figure": "A1"}])
    assert "2024年收到198.05万元；" in folder.pages()[""].description


def test_a_list_rests_on_the_documents_of_its_entries(folder: Folder) -> None:
    """Seven reports are not behind a list that was taken from one; where other things stand beside it, nothing narrower is known."""
    source = BASE["sources"][0]
    folder.write("sources", [source, {**source, "id": "OLD"}])
    folder.write("campaigns", [{**BASE["campaigns"][0], "source": "OLD"}])
    pages = folder.pages()
    assert pages["campaigns/"].named_sources({}.get) == {"OLD"}
    assert pages["projects/"].named_sources({}.get) is None


def test_the_entrance_of_one_body_is_described_as_its_home_page(folder: Folder) -> None:
    """Whose address is sent on names what is told; of several bodies none speaks for the others."""
    folder.write("figures", [INCOME], "2024")
    folder.write("headlines", [{"year": "2024", "role": "收入合计", "figure": "A1"}])
    body = sections.SiteSection(folder.disclosure(), tuple(folder.pages().values()), Drawn({}, {}))
    assert "2024年收到100元" in sections._only_home([body])
    assert sections._only_home([body, body]) == ""


def test_an_emergency_alone_opens_the_home_page(folder: Folder) -> None:
    """Who gave for the flood finds at once what came in, what was used and what is left."""
    day = {"as_of": "2024-03-10", "published_on": "2024-03-11", "cash_received": "950.50", "used": "100"}
    folder.write("emergency_reports", [{**day, "emergency": "flood"}])
    (screen,) = blocks(folder.pages()[""], HomeFirstScreen)
    assert [(label, value.value) for label, value in screen.items] == [
        ("募得", Decimal("950.50")),
        ("已用", Decimal(100)),
        ("还剩", Decimal("850.50")),
    ]
    assert "这是到2024年3月10日的数。" in output.plain_text(screen.honest)
    told = "示例慈善会：抗洪，到2024年3月10日，募得950.50元，已用100.00元，还剩850.50元。"
    assert folder.pages()[""].description == told


def test_nothing_is_missed_of_a_project_that_has_not_begun(folder: Folder) -> None:
    """What is planned has spent nothing and cannot be evaluated; of what is under way there is no evaluation yet."""
    for status, missing in (("计划", set()), ("进行中", {"支出金额"}), ("已结项", {"支出金额", "结项评估报告"})):
        folder.change("projects", status=status)
        gaps = {gap.label for block in blocks(folder.pages()["projects/books/"], Undisclosed) for gap in block.items}
        assert gaps & {"支出金额", "结项评估报告"} == missing


def test_a_single_series_is_compared_with_nothing(folder: Folder) -> None:
    """“选两组” only where there are two."""
    folder.write("figures", [INCOME], "2024")
    assert output.plain_text(folder.pages()["explore/"].finding) == "这里有1组数。可以看它历年怎么变。"
    folder.write("figures", [INCOME, {**INCOME, "id": "A2", "topic": "支出", "measure": "发放款物"}], "2024")
    assert "这里有2组数。选一组，看它历年怎么变；选两组，" in output.plain_text(folder.pages()["explore/"].finding)


def test_a_project_of_which_nothing_is_told_points_to_nothing(folder: Folder) -> None:
    """“见下面” only where something stands below."""
    (silent,) = blocks(folder.pages()["projects/books/"], ProjectOutcome)
    assert output.plain_text(silent.done) == "没有写明做了什么。"
    row = {"project": "books", "as_of": "2024-03-31", "published_on": "2024-04-01", "progress": "建了一间书屋。"}
    folder.write("project_progress", [row])
    (told,) = blocks(folder.pages()["projects/books/"], ProjectOutcome)
    assert output.plain_text(told.done) == "见下面。"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "还没有公布项目。"),
        (1, "本站按填报资料里写明的1个项目建一页。"),
        (2, "本站按填报资料里写明的2个项目各建一页。"),
    ],
)
def test_few_projects_are_counted_as_they_are(folder: Folder, count: int, told: str) -> None:
    """“0个项目各建一页” says nothing, and one project has no 各."""
    folder.write("campaigns", [])
    folder.write("projects", BASE["projects"][:count])
    assert output.plain_text(folder.pages()["projects/"].finding) == told


@pytest.mark.parametrize(
    ("categories", "told"),
    [
        (["", ""], ["2个项目都没有归类，列在本页。"]),
        ([""], ["1个项目没有归类，列在本页。"]),
        (["助学", ""], ["另有1个项目没有归类，列在本页。"]),
        (["助学", "助学"], []),
    ],
)
def test_projects_without_a_category_are_further_ones_only_beside_others(
    folder: Folder, categories: list[str], told: list[str]
) -> None:
    """“另有” is said where others are sorted, not of all that there are."""
    folder.write("campaigns", [])
    rows = [{**row, "category": category} for row, category in zip(BASE["projects"], categories, strict=False)]
    folder.write("projects", rows)
    notes = [note for note in blocks(folder.pages()["projects/"], Note) if note.label == "没有归类"]
    assert [output.plain_text(note.text) for note in notes] == told


def test_a_stock_that_nobody_counted_is_called_computed(folder: Folder) -> None:
    """Beside a counted item, the zero of what was handed out whole is the software's own."""
    rice = {"item": "大米", "moved_on": "2024-01-26", "quantity": "8", "unit": "袋"}
    quilt = {**rice, "item": "棉被"}
    out = {"move": "发放", "receiver": "某社区", "receiver_type": "单位"}
    folder.write(
        "goods",
        [{**rice, "move": "接收"}, {**rice, "move": "结存"}, {**quilt, "move": "接收"}, {**quilt, **out}],
    )
    finding = output.plain_text(folder.pages()["donations/in-kind/"].finding)
    assert finding == "公布了2种物资的收发；盘点过的1种对得上，1种没有盘点数，结存是算出来的。"


@pytest.mark.parametrize(
    ("hows", "sentence"),
    [
        ({"新登"}, "公布过的记录和文字没有改动，下面都是新登的。"),
        ({"更正"}, "改了公布过的内容，写有更正说明的记作“更正”；没有别的改动。"),
        ({"更正", "新登"}, "改了公布过的内容，写有更正说明的记作“更正”；别的是新登的。"),
        ({"删去", "新登"}, "改了公布过的内容，写有更正说明的记作“更正”；别的是新登、删去的。"),
    ],
    ids=["new", "corrected", "both", "taken away"],
)
def test_what_is_new_is_no_other_change(hows: set[str], sentence: str) -> None:
    """没有别的改动 stands over no list that has anything but corrections."""
    assert output.plain_text(releases._how_changed(hows)) == sentence


def test_a_total_of_the_year_is_told_with_its_scope_and_not_listed_again(folder: Folder) -> None:
    """The key numbers are those that the large ones are not, and smaller than these."""
    count = {**INCOME, "topic": "总体", "measure": "个数", "value": "8", "unit": "个", "as_written": "8个", "basis": ""}
    others = [{**count, "id": "A2", "subject": "工作站"}, {**count, "id": "A3", "subject": "网点"}]
    folder.write("figures", [INCOME, *others, {**count, "id": "A4", "subject": "超市"}], "2024")
    roles = (("收入合计", "A1"), ("关键数", "A2"), ("关键数", "A3"))
    folder.write("headlines", [{"year": "2024", "role": role, "figure": code} for role, code in roles])
    page = folder.pages()["years/2024/"]
    (answer,) = blocks(page, HomeAnswer)
    lists = {block.id: block for block in blocks(page, FigureList)}
    assert [figure.id for figure in answer.figures] == ["A1", "A2"]
    assert [figure.id for figure in lists["key"].figures] == ["A3"]
    assert [figure.id for figure in lists["overall"].figures] == ["A4"]
    assert lists["key"].compact
    assert lists["overall"].compact
