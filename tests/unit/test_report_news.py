"""What news and announcements tell: whose money it is, of which time, by which hand it came; invented sentences of their structure."""

from __future__ import annotations

import pytest
from yearly import Report

from disclosure.documents import pasted
from disclosure.extraction import read_text
from disclosure.kinds.headlines import HeadlineRole
from disclosure.model import Coverage, Nature

TITLE = "示例县慈善总会2022年度工作总结\n"
REPORT = Report(TITLE, 2022)
read, figures = REPORT.read, REPORT.figures


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("记者从市慈善总会获悉，全年募集善款80万元。", "80万元"),
        ("（记者 某某）截至9月1日，市慈善总会接收捐款80万元。", "80万元"),
        ("来源于企业的捐款80万元，来源于个人的捐款12万元。", "12万元"),
        ("阅读推广活动支出8万元，惠及学生300名。", "8万元"),
    ],
)
def test_a_paragraph_that_begins_like_furniture_is_read(text: str, written: str) -> None:
    assert written in figures(text)


@pytest.mark.parametrize(
    "line", ["上一篇：市慈善总会募集善款80万元", "来源：某某日报", "责任编辑：某某", "（记者 某某）"]
)
def test_furniture_is_none_of_the_report(line: str) -> None:
    assert set(figures(f"全年支出救助金20万元。\n{line}")) == {"20万元"}


def test_a_title_does_not_go_on_in_the_lines_below() -> None:
    """示例县慈善总会…总结 is about as long as they are, and they are too short to be broken by a page."""
    text = f"{TITLE}为地震灾区拨付救灾款30万元。\n又向该灾区拨付救灾款20万元。"
    assert next(paragraph.text for paragraph in pasted(text).paragraphs) == TITLE.strip()
    assert {proposal.role for proposal in read_text(text, "粘贴的文字", "demo", 2022).proposals} == {None}


MANY_YEARS = {
    "some years": "几年来，我市通过这一活动，共募集资金900多万元。",
    "these years": "近年来，县慈善总会多方筹募，共募集资金900多万元。",
    "in those years": "自2016年以来，县慈善总会多方筹募，开展活动。期间共募集资金900多万元。",
    "two years": "2021至2022年度接受社会捐赠900多万元。",
    "this year and the last": "特别是2021年和2022年，县慈善总会多方筹募，共募集资金900多万元。",
    "it goes on": "五年来，县慈善总会共募集善款600万元。\n同时，开展四大项目，救助支出共计900多万元。",
}


@pytest.mark.parametrize("name", MANY_YEARS)
def test_sums_of_many_years_are_asked_about(name: str) -> None:
    figure = figures(MANY_YEARS[name])["900多万元"]
    assert "几年累计" in "".join(figure.doubts)
    assert figure.role is None


def test_a_title_of_many_years_holds_for_all_below() -> None:
    asked = figures("捐赠款物支出共计200万元。\n与市医院合作，支出30万元。", title="示例县慈善协会五年募捐超500万元\n")
    assert all("几年累计" in "".join(figure.doubts) for figure in asked.values())


@pytest.mark.parametrize(
    "text",
    [
        "近年来，县慈善总会多方筹募，全年共募集资金90万元。",
        "截至今天上午，县慈善总会共募集资金90万元。",
        "截至今年9月，县慈善总会共募集资金90万元。",
        "县慈善总会接收资金60万元，物资折合30万元，累计接收款物总额90万元。",
    ],
)
def test_sums_of_the_year_are_not_asked_about(text: str) -> None:
    assert "几年累计" not in "".join(figures(text)["90万元"].doubts)


@pytest.mark.parametrize(
    ("text", "written", "year"),
    [
        ("去年，县慈善总会的活动带动了全年募捐，共募集善款94万元。", "94万元", 2021),
        ("去年县慈善总会新建冠名基金4个，累计建立20个，全年募集善款94万元。", "94万元", 2021),
        ("五年前发生洪灾，县慈善总会收到捐款94万元。", "94万元", 2017),
        ("3年前的地震，县慈善总会收到捐款94万元。", "94万元", 2019),
    ],
)
def test_what_was_told_of_another_year_is_asked_about(text: str, written: str, year: int) -> None:
    figure = figures(text)[written]
    assert (figure.year, figure.sure) == (year, False)


@pytest.mark.parametrize(
    "text",
    [
        "本次募捐活动从6月3日持续到6月5日，三天时间里共募集资金13.7万元。",
        "至8月6日12时，县慈善会共收到捐款13.7万元。",
        "（一）收入情况\n至8月6日止，县慈善会共收到捐款13.7万元。",
    ],
)
def test_a_campaign_and_a_day_are_no_year(text: str) -> None:
    figure = figures(text)["13.7万元"]
    assert figure.role is None
    assert not figure.subject.startswith("全年")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("目前全国青基会系统已累计接受社会捐款300余万元。", "300余万元"),
        ("全年各地共接收社会捐赠款物500万元，其中：民政部门直接接收60万元，各类社会组织接收440万元。", "440万元"),
        ("民政系统彩票公益金共支出70万元，资助项目用于养老院20万元，用于福利院5万元。", "5万元"),
        ("全年筹集福彩公益金150万元。", "150万元"),
        ("某某商会已投入50万元作为基金创办经费。", "50万元"),
        ("爱心企业向市红十字会捐款10万元。", "10万元"),
    ],
)
def test_money_of_others_is_asked_about(text: str, written: str) -> None:
    figure = figures(text)[written]
    assert figure.scope is Coverage.UNSTATED
    assert "别的机构" in "".join(figure.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "收到全国各地捐款60万元。",
        "收到来自全国慈善组织捐款60万元。",
        "接收各地爱心人士捐款60万元。",
        "我会投入60万元用于养老院。",
        "县慈善总会募集善款60万元。",
    ],
)
def test_money_of_the_own_body_is_not(text: str) -> None:
    assert "别的机构" not in "".join(figures(text)["60万元"].doubts)


@pytest.mark.parametrize(
    ("text", "written", "measure"),
    [
        ("5个单位和个人向红十字会捐赠了共计36万元善款用于救灾。", "36万元", "捐赠收入"),
        ("该会已动用16万元作紧急救灾工作。", "16万元", "支出"),
        ("本行动共筹集52,310.81元物资和资金。", "52,310.81元", "筹集"),
        ("困难家庭还能领到一笔3000元的慰问金。", "3000元", "资助标准"),
        ("在接收的捐物中，省级接收30万元，其中市慈善总会接收30万元。", "30万元", "接收物资"),
    ],
)
def test_which_way_money_went(text: str, written: str, measure: str) -> None:
    title = "中国红十字会情况通报\n" if "红十字会" in text else TITLE
    assert figures(text, title=title)[written].measure == measure


@pytest.mark.parametrize(
    ("text", "written", "basis"),
    [
        ("全年共募集善款及物资318万元。", "318万元", "款物"),
        ("全年共募集资金、物资318万元。", "318万元", "款物"),
        ("全年接收物资以及善款共计318万元。", "318万元", "款物"),
        ("全年共募集善款（含物资）318万元。", "318万元", "款物"),
        ("全年支出善款及物资318万元。", "318万元", "款物"),
        ("全年接收捐款30万元和物资26万元。", "30万元", "现金"),
        ("全年接收捐款30万元和物资26万元。", "26万元", "物资"),
        ("全年接收善款30万元、物资26万元。", "26万元", "物资"),
        ("全年发放物资26万元。", "26万元", "物资"),
        ("全年使用善款采购物资26万元。", "26万元", "现金"),
        ("全年拨付资金及物资采购款26万元。", "26万元", "现金"),
        ("全年资金、物资监管支出26万元。", "26万元", "现金"),
    ],
)
def test_what_an_amount_is_made_of(text: str, written: str, basis: str) -> None:
    """Money and goods in one sum are told as both, however the two words are joined; goods with a sum of their own as goods."""
    assert figures(text)[written].basis == basis


@pytest.mark.parametrize(
    "text",
    [
        "甲基金、乙基金宣告成立，共向示例区慈善会捐赠善款48万元。",
        "各县红十字会共汇缴捐款至示例省红十字会账户48万元。",
    ],
)
def test_who_gave_to_a_charity_is_asked(text: str) -> None:
    assert "是收进来还是发出去看不出来" in "".join(figures(text)["48万元"].doubts)


def test_who_took_the_gifts_is_what_their_amounts_are_of() -> None:
    text = "在收到的捐款中，由示例省捐赠办公室接收的有12万元；示例省慈善总会接收的为25万元；由示例省红十字会接收的为41万元。"
    subjects = {figure.as_written: figure.subject for figure in figures(text).values()}
    assert subjects == {
        "12万元": "示例省捐赠办公室接收",
        "25万元": "示例省慈善总会接收",
        "41万元": "示例省红十字会接收",
    }


def test_items_that_name_but_a_body_are_called_by_it() -> None:
    text = "企业捐款情况是：某某公司80万元，示例县慈善总会6万元，某某基金会3万元。"
    assert [figure.subject for figure in figures(text).values()] == ["某某公司", "示例县慈善总会", "某某基金会"]


def test_parts_end_where_they_sum_up_to_the_whole() -> None:
    reading = read("省级接收捐款30万元，其中慈善总会20万元，红十字会10万元，甲市接收50万元，乙市接收8万元。")
    written = {proposal.id: proposal.as_written for proposal in reading.proposals}
    assert [[written[part] for part in group.parts] for group in reading.groups] == [["20万元", "10万元"]]
    assert reading.contradictions == ()


def test_what_is_included_are_some_of_the_parts() -> None:
    """No part is missing where the words only say 含."""
    reading = read("全年收到捐款500万元（含甲公司80万元、乙公司60万元）。")
    assert [(group.why, len(group.parts)) for group in reading.groups] == [("含", 2)]
    assert reading.contradictions == ()


def test_amounts_in_words_have_decimals() -> None:
    values = {
        figure.as_written: figure.value for figure in figures("共募集善款三点六亿元，其中物资一点零五亿余元。").values()
    }
    assert values == {"三点六亿元": 360_000_000, "一点零五亿余元": 105_000_000}


def test_an_amount_and_the_same_in_full_are_one() -> None:
    assert set(figures("全年接收捐款2.34亿元（234,060,102.09元），支出1.7亿元（120,000,000元）。")) == {
        "2.34亿元",
        "1.7亿元",
        "120,000,000元",
    }


def test_renminbi_is_no_number_of_persons() -> None:
    figure = figures("接收捐赠物资价值总计20.6万人民币。")["20.6万人民币"]
    assert (figure.unit, figure.value) == ("元", 206_000)


@pytest.mark.parametrize(
    "text",
    [
        "县红十字会募集救灾款物52万元。\n据统计，县红十字会募集救灾款物519836.97元。",
        "昨天，“一日捐”活动募集善款5万元。\n截至目前，“一日捐”活动募集善款140万元。",
        "为地震灾区拨付救灾款30万元。\n地震发生后，向灾区又拨付救灾款20万元。",
    ],
)
def test_numbers_that_do_not_contradict(text: str) -> None:
    assert read(text).contradictions == ()


def test_a_day_in_quotation_marks_names_no_project() -> None:
    figure = figures("共接收“6·18”地震捐款75万元，省级接收60万元。")["60万元"]
    assert "6·18" not in figure.subject


@pytest.mark.parametrize(
    "text",
    [
        "去年一年，示例县慈善总会接受捐赠近60万元；实施慈善救助项目12个，救助支出25万元。",
        "2021年，示例县慈善总会募集善款30万元；救助支出25万元。",
    ],
)
def test_the_time_of_a_sentence_is_that_of_its_halves(text: str) -> None:
    figure = figures(text)["25万元"]
    assert (figure.year, figure.sure) == (2021, False)


def test_the_half_that_names_its_own_time_is_of_that() -> None:
    figure = figures("2021年，示例县慈善总会募集善款30万元；2022年救助支出25万元。")["25万元"]
    assert (figure.year, figure.sure) == (2022, True)


@pytest.mark.parametrize(
    "text",
    [
        "2015年以来，省慈善总会共接收款物900万元。\n据了解，“晨光”项目为患者发放救助金80万元。",
        "“圆梦”是示例县慈善总会2005年成立以来打造的品牌。截至目前，已累计救助210人，发放助学金80万元。",
    ],
)
def test_what_goes_on_from_many_years_is_asked_about(text: str) -> None:
    assert "几年累计" in "".join(figures(text)["80万元"].doubts)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("某某集团共向灾区捐出40万元，其中甲县20万元。", "20万元"),
        ("系统共接收赈灾款物650万元，其中市民政局接收捐款90万元。", "90万元"),
        ("民政系统累计救助受灾群众640人，支出临时救助资金12万元。", "12万元"),
    ],
)
def test_what_givers_and_offices_did_is_asked_about(text: str, written: str) -> None:
    assert "别的机构" in "".join(figures(text)[written].doubts)


def test_a_gift_of_companies_to_a_named_charity_came_in() -> None:
    figure = figures("某某集团等12家爱心企业现场向示例县慈善会捐赠善款35万元。")["35万元"]
    assert (figure.measure, figure.sure) == ("捐赠收入", True)


def test_money_raised_to_help_a_place_came_in() -> None:
    assert figures("已募集援助某地灾区爱心款33万元。")["33万元"].measure == "筹集"


def test_who_took_what_the_staff_gave_is_asked() -> None:
    figure = figures("全体干部职工踊跃为某地同胞捐款，三小时内就捐助了3.4万元。")["3.4万元"]
    assert not figure.sure


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("某报社金秋助学活动共收到社会各界捐款41万元。", "41万元"),
        ("4个支部共捐款，资助了5名学子。", "5名"),
        ("甲项目和乙救助活动，累计为205人次发放救助金。", "205人次"),
    ],
)
def test_what_a_campaign_did_is_no_total_of_the_year(text: str, written: str) -> None:
    figure = figures(text)[written]
    assert figure.role is None
    assert figure.subject != "全年"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("通过开展慈善活动，全年共救助困难群众3000人次。", "3000人次"),
        ("示例县慈善总会全年开展募捐活动，共募集善款60万元。", "60万元"),
    ],
)
def test_what_the_body_did_in_the_year_is_one(text: str, written: str) -> None:
    assert figures(text)[written].role is not None


@pytest.mark.parametrize(
    "text",
    [
        "今年他一次性向省慈善协会捐赠善款20万元。",
        "据统计，各界已向我省捐款捐物20万元。",
    ],
)
def test_gifts_to_a_charity_by_whoever_are_asked(text: str) -> None:
    assert "是收进来还是发出去看不出来" in "".join(figures(text)["20万元"].doubts)


def test_a_charity_that_gives_to_another_spends() -> None:
    text = "示例省红十字会心系受灾群众，7月21日紧急向某某省红十字会捐赠资金32万元，用于救灾。"
    figure = figures(text, title="示例省红十字会驰援灾区\n")["32万元"]
    assert (figure.measure, figure.sure) == ("支出", True)


def test_a_name_in_quotation_marks_gives_nothing() -> None:
    assert figures("共收到“抗洪驰援某地”捐款21万元，已支出16万元。")["21万元"].measure == "捐赠收入"


def test_what_goes_on_behind_a_pledge_is_pledged() -> None:
    text = "20家单位举牌捐赠达400万元，其中90万元主要用于产业发展；210万元主要用于医疗卫生事业。"
    assert {figure.nature for figure in figures(text).values() if figure.unit == "元"} == {Nature.PLEDGED}


def test_what_is_left_is_a_balance() -> None:
    assert figures("共收到火灾捐款410万元，剩余款项120万元。")["120万元"].measure == "结余"


def test_each_of_a_planned_list_is_planned() -> None:
    text = "剩余的捐赠款将依据三类项目进行发放。其一，指定安排定向捐赠30万元；其二，帮扶项目资金约90万元。"
    assert {figure.nature for figure in figures(text).values() if figure.unit == "元"} == {Nature.PLANNED}


def test_aid_is_no_unit() -> None:
    assert "300万支" not in figures("某基金会捐款人民币300万支援灾区。")


def test_a_stretch_of_years_may_say_what_began() -> None:
    figure = figures("自2012年3月1日正式启动至2014年11月30日，总募集善款530万元。", year=2014)["530万元"]
    assert "几年累计" in "".join(figure.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "全县11家慈善分会全年共筹集善款210万元。",
        "2022年，全县慈善总会共募集善款210万元。",
        "全年工作如下：全县慈善总会共募集善款400万元，全县共支出善款210万元。",
    ],
)
def test_what_all_of_a_region_did_is_no_total_of_the_body(text: str) -> None:
    figure = figures(text)["210万元"]
    assert figure.scope is Coverage.COUNTY
    assert figure.role in {None, HeadlineRole.OTHER_INCOME, HeadlineRole.OTHER_EXPENSE}


def test_a_city_whose_name_ends_in_a_level_is_the_own_body() -> None:
    """示州区慈善总会: the level is the sign next to 慈善."""
    figure = figures("本年度区慈善总会接受捐赠收入88万元。", title="示州区慈善总会2022年度工作总结\n")["88万元"]
    assert "别的机构" not in "".join(figure.doubts)


@pytest.mark.parametrize(
    "text",
    ["共募集善款260万元，安排落实扶贫项目资金190万元。", "按照捐赠者的意愿，安排定向捐款190万元，资助修建小学。"],
)
def test_money_that_was_arranged_is_asked_about(text: str) -> None:
    assert "请选指标" in "".join(figures(text)["190万元"].doubts)


def test_what_brackets_tell_of_many_years_ends_with_them() -> None:
    values = figures("今年已募集资金25万元（历年累计募集300万元），投入慈善工程14万元（历年累计投入160万元）。")
    asked = [written for written, figure in values.items() if "几年累计" in "".join(figure.doubts)]
    assert asked == ["300万元", "160万元"]


@pytest.mark.parametrize(
    "text",
    [
        "去年以来，县慈善总会共筹集善款96万元。",
        "2010年至今年6月，县慈善总会共筹集善款96万元。",
        "从2003年开始，“一日捐”活动已在全县开展了19年，共募集捐款96万元。",
        "该县举办的六届“敬老日”共接受捐赠款物计96万元。",
        "2020年启动全省联动的“某某”慈善医疗服务项目以来，筹集善款96万元。",
    ],
)
def test_what_began_before_the_year_is_asked_about(text: str) -> None:
    assert "几年累计" in "".join(figures(text)["96万元"].doubts)


def test_what_a_fund_holds_is_a_balance() -> None:
    assert figures("全年发放救助资金58万元，慈善基金存量达到260万元。")["达到260万元"].measure == "结余"


def test_givers_one_after_the_other_are_called_by_themselves() -> None:
    text = "某某物资集团有限公司捐赠26万元，驻村的省直机关单位捐赠22万元，某某市直机关单位捐赠18万元。"
    given = [(figure.measure, figure.subject) for figure in figures(text).values()]
    assert given == [
        ("捐赠收入", "某某物资集团有限公司"),
        ("捐赠收入", "驻村的省直机关单位"),
        ("捐赠收入", "某某市直机关单位"),
    ]


def test_a_year_that_is_only_compared_with_is_not_that_of_the_sum() -> None:
    figure = figures("募捐工作比去年更进一步，全年募集善款94万元。")["94万元"]
    assert (figure.year, figure.sure) == (2022, True)


NEWS_OF_NOBODY = {
    "a province": "记者从省扶贫部门获悉，今年活动期间募集资金26万元，其中捐赠物资折款4万元。",
    "statistics": "据统计，各单位接收捐款30万元。",
    "a lottery": "下达我市福利彩票公益金31万元。\n民办养老机构床位运营补贴9万元。",
    "several bodies": "据某省红十字会官网，共接收捐赠24万元，其中资金21万元。\n县慈善会昨日支出9万元。",
}


@pytest.mark.parametrize("name", NEWS_OF_NOBODY)
def test_news_that_say_nobody_are_asked_about(name: str) -> None:
    amounts = [figure for figure in figures(NEWS_OF_NOBODY[name], title="").values() if figure.unit == "元"]
    assert amounts
    assert all(figure.doubts for figure in amounts)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("据统计，全年募集善款86万元。", TITLE),
        ("记者从示例县慈善会获悉，今年募集善款86万元。", ""),
        ("全年募集善款86万元。", ""),
        ("各位理事：\n我会全年募集善款86万元，据统计惠及群众300人。", ""),
        ("县慈善会召开协调会。\n据统计，“慈善一日捐”活动共到账善款86万元。", ""),
        ("我会与县红十字会、县慈善会一起走访。\n据统计，全年募集善款86万元。", ""),
    ],
)
def test_what_says_whose_it_is_is_sure(text: str, title: str) -> None:
    assert figures(text, title=title)["86万元"].sure


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("在集中捐赠活动中，31家企业共捐助善款44万元。", "44万元"),
        ("许多企业为示例县慈善会进行了捐赠，外地的某某集团捐赠了36万元，晨光项目捐赠了7万元。", "7万元"),
        ("某某股份有限公司向邻县和邻市捐赠12万元。", "12万元"),
        ("会员踊跃为灾区捐款，两小时就捐出6万元。", "6万元"),
        ("仪式上，县工商联向邻县捐赠了共价值17万元的物资和2万元助学金。", "2万元"),
        ("本次活动是县慈善总会救助的延伸，其中，县人民医院捐赠16万元、县中医院捐赠14万元。", "14万元"),
    ],
)
def test_what_others_gave_is_never_told_as_spent(text: str, written: str) -> None:
    figure = figures(text)[written]
    assert figure.doubts or figure.measure != "支出"


def test_what_is_brought_to_those_who_are_helped_is_spent() -> None:
    text = "主办单位发动企业和爱心人士捐款捐物，将总价值35万元的爱心款物送到困难群众手中。"
    assert figures(text)["35万元"].measure in {"支出", "发放物资"}


def test_a_gift_that_is_handed_on_is_spent() -> None:
    text = "拨付某某集团定向捐赠示例县一中“晨光班”助学金24万元。"
    assert figures(text)["24万元"].measure == "支出"


def test_a_year_after_that_of_the_report_is_asked_about() -> None:
    assert "2025年" in "".join(figures("2025年度救助支出17万元。")["17万元"].doubts)
    assert figures("2022年度救助支出17万元。")["17万元"].sure


def test_a_report_on_two_years_is_asked_about() -> None:
    title = "示例县红十字会两年工作总结\n"
    assert "几年累计" in "".join(figures("共募得救灾资金17万元。", title=title)["17万元"].doubts)
    assert figures("我会全年共募集善款17万元。", title="示例县慈善会一年工作总结\n")["17万元"].sure


def test_what_the_body_itself_gives_is_spent() -> None:
    assert figures("我会向某某灾区捐出6万元。")["6万元"].measure == "支出"
    assert figures("我会向某某灾区捐出6万元。")["6万元"].sure
    assert (
        figures("一方有难，八方支援，县慈善总会心系灾区，7月2日紧急向邻县慈善会捐赠资金6万元。")["6万元"].measure
        == "支出"
    )
    assert figures("全年累计向某某灾区捐出6万元。")["6万元"].measure == "支出"
    assert figures("第一时间向某某灾区捐出6万元。")["6万元"].measure == "支出"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("今年，县慈善会围绕“筹集善款66万元，发放救助资金57万元”的年度目标任务改革创新。", "57万元"),
        ("“晨星”项目于2013年4月启动，截至2022年6月底，县慈善会共接收捐款39万元。", "39万元"),
        ("县工商联等单位的定向捐赠未进慈善总会账户的28万元。", "28万元"),
        ("首批大病救助金32万元将发放到40多名患者家属手中。", "32万元"),
        ("同时，计划向9个乡镇慈善会拨付专项资金3万余元。", "3万余元"),
        ("从去年11月3日启动“慈善一日捐”活动到目前，县慈善会接收捐款29万元。", "29万元"),
    ],
)
def test_what_is_aimed_at_or_began_last_year_is_asked_about(text: str, written: str) -> None:
    figure = figures(text)[written]
    assert figure.doubts or figure.nature is Nature.PLANNED


def test_a_project_stays_in_its_sentence_where_another_thing_is_told() -> None:
    text = "“晨光”助学项目资助学生20名。县慈善总会还拨付救灾款30万元。"
    assert figures(text)["30万元"].subject == "救灾款"
    assert "晨光" in figures("“晨光”助学项目资助学生20名，县慈善总会投入30万元。")["30万元"].subject


@pytest.mark.parametrize(
    ("text", "written", "role"),
    [
        ("全年开展家电义修活动，惠及50余户。", "50余户", None),
        ("2022年，县慈善总会开展义诊，惠及50余户。", "50余户", None),
        ("全年开展慈善活动，惠及群众3000人次。", "3000人次", HeadlineRole.HELPED),
        ("全年开展助学、助医等活动，惠及群众3000人次。", "3000人次", HeadlineRole.HELPED),
    ],
)
def test_one_activity_is_not_all_who_were_helped(text: str, written: str, role: HeadlineRole | None) -> None:
    assert figures(text)[written].role is role


TOTALS = {
    "示例市、县两级慈善总会共募集善款85万元。": True,
    "全年接收社会各界捐赠和收入共85万元。": True,
    "2022年，全会共募集善款85万元。": True,
    "一年来，我会共募得善款85万元。": True,
    "2022年，通过多种渠道募集善款85万元。": True,
    "2022年，我会接收捐款捐物总量85万元。": True,
    "县慈善会（以下简称“本会”）全年募集善款85万元。": True,
    "2022年，机关企业共捐款85万元。": False,
    "2022年，物资捐赠收入85万元。": False,
    "2022年，拨付各乡镇慈善会共计85万元。": False,
    "2022年，争取省慈善总会项目资金85万元。": False,
    "2022年，某报社助学活动共收到捐款85万元。": False,
    "2022年，发放高龄补助金85万元。": False,
    "截止到大会结束，共募得善款85万元。": False,
    "2022年，截止发稿，各联络站已募集善款共计85万元。": False,
    "县慈善会今年起至8月5日，共收到善款85万元。": False,
}


@pytest.mark.parametrize("text", TOTALS)
def test_a_total_of_the_year_has_no_word_but_those_of_a_sum(text: str) -> None:
    assert (figures(text)["85万元"].role is not None) is TOTALS[text]


GIFTS = {
    "公司通过协会向县一中捐赠价值28万元的图书。": None,
    "某公司通过县慈善总会向医院捐赠牛奶400件，价值约28万元。": None,
    "爱心人士通过我会向灾区捐款28万元。": None,
    "县工作队配合县慈善总会开展活动，为敬老院捐款28万元。": None,
    "某协会全体党员义工向医务人员捐款28万元。": None,
    "某商会会长来到山村开展走访，现场捐赠帮扶资金28万元。": None,
    "某公司经县慈善总会向县医院捐赠口罩，价值28万元。": None,
    "某公司以县慈善总会名义向县一中捐赠28万元。": None,
    "我会向省红十字会上缴定向捐款28万元。": None,
    "我会划转省慈善总会抗震捐款28万元。": None,
    "我会将地震捐款28万元上缴省慈善总会。": None,
    "省慈善总会为我县捐赠棉衣，价值28万元。": None,
    "县一中获赠图书价值28万元。": None,
    "学校收到县慈善总会捐款28万元。": None,
    "县民政局划拨县慈善总会工作经费28万元。": "拨款收入",
    "市民向某某基金会捐款28万元。": None,
    "县慈善总会组织企业向灾区捐款28万元。": None,
    "县慈善总会理事捐款28万元。": None,
    "县慈善总会志愿者为患者捐款28万元。": None,
    "县慈善总会收到退款28万元。": None,
    "一位老人来到县慈善总会捐款28万元。": "捐赠收入",
    "省慈善总会转来捐款28万元。": "捐赠收入",
    "县慈善总会签订捐赠协议28万元。": "认捐",
    "县慈善总会收到甲公司承诺捐款28万元。": "认捐",
    "向县慈善总会系统捐款较多的单位有：甲银行30万元，乙公司28万元。": "捐赠收入",
    "我会将其定向捐赠的28万元转赠县中学。": "支出",
    "县慈善总会通过中国红十字会总会向灾区捐赠28万元。": "支出",
    "县慈善总会支持灾后重建，向灾区捐款28万元。": "支出",
    "本会把捐款28万元全部拨付到县一中。": "支出",
}


@pytest.mark.parametrize("text", GIFTS)
def test_a_gift_goes_the_way_that_the_words_before_it_prove(text: str) -> None:
    figure = next(figure for wording, figure in figures(text).items() if wording.endswith("28万元"))
    assert figure.role is None
    if GIFTS[text] is None:
        assert figure.doubts
    else:
        assert figure.measure == GIFTS[text]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("2023年1月15日，县慈善总会发放春节慰问金28万元。", False),
        ("2023年春节前，县慈善总会慰问500户，发放28万元。", False),
        ("2023年，县慈善总会将发放28万元。", True),
        ("2023年目标：募集善款28万元。", True),
        ("明年募集善款28万元。", True),
        ("今年募集善款20万元，明年募集28万元。", True),
    ],
)
def test_the_next_year_is_planned_only_where_a_word_says_so(text: str, planned: bool) -> None:  # noqa: FBT001
    figure = figures(text)["28万元"]
    assert (figure.nature is Nature.PLANNED) is planned
    assert figure.year == 2023
    assert planned or (figure.doubts and figure.role is None)


@pytest.mark.parametrize(
    ("text", "measure", "total"),
    [
        ("县慈善总会5月收入28万元。", "收入", False),
        ("2022年5月，县慈善总会募集善款28万元。", "筹集", False),
        ("2022年6月份，县慈善总会支出28万元。", "支出", False),
        ("2022年1月至12月，县慈善总会募集善款28万元。", "募集善款", True),
        ("截至12月底，2022年县慈善总会共募集善款28万元。", "募集善款", True),
        ("受助学生家庭年收入28万元。", "金额", False),
        ("受助夫妻两口子月收入28万元。", "金额", False),
        ("2022年，我会其他收入28万元。", "收入", False),
        ("村民捐款收入28万元。", "捐赠收入", False),
        ("该项目首笔资金28万元，于1月接收到账。", "筹集", False),
        ("助学金28万元，于1月发放到账。", "金额", False),
    ],
)
def test_a_month_and_what_people_earn_are_no_totals(text: str, measure: str, total: bool) -> None:  # noqa: FBT001
    figure = figures(text)["28万元"]
    assert figure.measure == measure
    assert (figure.role is not None) is total
    assert measure != "金额" or figure.doubts


SEVERAL_YEARS = (
    "“十三五”以来，我会共募集善款28万元。",
    "“十四五”期间，县慈善总会累计投入资金28万元。",
    "脱贫攻坚期间，县慈善总会共募集善款28万元。",
    "第五届理事会任期内，县慈善总会共募集善款28万元。",
    "本届理事会共募集善款28万元。",
    "县慈善总会换届以来，共募集善款28万元。",
    "县慈善总会成立于2008年，共募集善款28万元。",
    "县慈善总会成立14年，共募集善款28万元。",
    "两年时间，县慈善总会募集善款28万元。",
)


@pytest.mark.parametrize("text", SEVERAL_YEARS)
def test_a_term_and_a_plan_of_five_years_are_several_years(text: str) -> None:
    figure = figures(text)["28万元"]
    assert any("几年累计" in doubt for doubt in figure.doubts)
    assert figure.role is None


def test_a_title_over_two_years_holds_for_each_sentence() -> None:
    title = "示例市红十字会2021年11月至2022年10月募捐款物收支情况\n"
    text = "示例市红十字会2021年11月至2022年10月捐款收入15万元；捐赠物资收入48万元，捐赠物资支出32万元。"
    assert all(any("几年累计" in doubt for doubt in figure.doubts) for figure in figures(text, title=title).values())


@pytest.mark.parametrize(
    ("text", "open_", "measure"),
    [
        ("县慈善总会和县慈善基金会全年共实施32个项目，筹集善款28万元。", True, ""),
        ("县慈善总会与县红十字会2022年共募集善款28万元。", True, ""),
        ("2022年全国慈善会系统接收捐赠款物总额28万元。", True, ""),
        ("收到全国各地捐款28万元。", False, "捐赠收入"),
        ("县慈善总会和县总工会共募集善款28万元。", True, ""),
        ("拨付救灾资金50万元，其中省慈善总会支援28万元。", True, ""),
        ("拨付救灾资金50万元，其中上级下拨28万元。", True, ""),
        ("支出救灾资金50万元，其中来自省慈善总会28万元。", True, ""),
        ("支出救灾资金50万元，其中政府拨款支出28万元。", False, "支出"),
        ("市民政局拨款28万元支持我会。", True, ""),
        ("会议同意政府拨款28万元。", True, ""),
        ("企业按合同认捐到账28万元。", False, "筹集"),
        ("企业按合同认捐到账40万元，定向捐赠28万元。", False, "捐赠收入"),
        ("现场举牌认捐，甲公司捐赠40万元，乙公司捐赠28万元。", False, "举牌认捐"),
        ("县慈善总会走访困难家庭，向他们各送去了慰问金28万元。", True, ""),
        ("两校各获得图书价值28万元。", True, ""),
    ],
)
def test_whose_an_amount_is_and_whether_it_came(text: str, open_: bool, measure: str) -> None:  # noqa: FBT001
    figure = figures(text)["28万元"]
    of_way = [doubt for doubt in figure.doubts if "请填事项" not in doubt]
    assert bool(of_way) is open_
    assert figure.role is None
    assert open_ or figure.measure == measure


def test_dollars_of_taiwan_are_called_so() -> None:
    assert read("接收新台币28万元捐款。").proposals[0].as_written == "新台币28万元"


def test_a_sum_below_a_heading_of_all_work_is_of_the_year() -> None:
    assert figures("二、业务活动情况\n全年共募集善款28万元。")["28万元"].role is HeadlineRole.INCOME


@pytest.mark.parametrize(
    ("text", "title", "role"),
    [
        ("县慈善总会共募集善款28万元，已全部用于地震灾区。", "", None),
        ("2022年，县慈善总会共募集善款28万元。", "", HeadlineRole.INCOME),
        ("记者从县慈善总会获悉，县慈善总会共募集善款28万元。", "", None),
        ("记者从县慈善总会获悉，2022年，县慈善总会共募集善款28万元。", "", HeadlineRole.INCOME),
        ("县慈善总会共募集善款28万元。", "示例县慈善总会工作总结\n", HeadlineRole.INCOME),
    ],
)
def test_a_total_needs_a_word_for_its_year_in_the_sentence_or_over_it(
    text: str, title: str, role: HeadlineRole | None
) -> None:
    assert figures(text, title=title)["28万元"].role is role


@pytest.mark.parametrize(
    ("text", "title", "open_"),
    [
        ("本次捐赠中，甲集团捐资28万元。", "", True),
        ("本次捐赠中，甲集团捐资28万元。", TITLE, False),
        ("县慈善总会表示感谢。甲集团捐资28万元。", "", False),
        ("捐赠收入合计56万元，其中县直机关捐款28万元。", "", False),
        ("其中：市慈善总会收到捐款20万元，县（市）区慈善总会收到28万元。", TITLE, True),
        ("县慈善总会接到社会各界为地震灾区捐款28万元。", TITLE, False),
    ],
)
def test_what_others_gave_is_the_own_where_the_own_body_is_named(text: str, title: str, open_: bool) -> None:  # noqa: FBT001
    figure = figures(text, title=title)["28万元"]
    assert figure.measure != "支出"
    assert any("口径" in doubt for doubt in figure.doubts) is open_


NO_TOTALS = (
    "县慈善总会收到甲公司捐款20万元，乙公司捐款8万元，共28万元。",
    "县慈善总会投入30万元，带动社会投入28万元。",
    "2022年底，县慈善总会累计募集善款28万元。",
    "至2022年，县慈善总会募集善款28万元。",
    "到2022年底，县慈善总会已募集善款28万元。",
    "2022年，县慈善总会单笔最大捐款28万元。",
    "2022年，县慈善总会为患者发起网络筹款，共筹集28万元。",
    "2022年，县慈善总会日均募集善款28万元。",
    "当月，县慈善总会募集善款28万元。",
    "半个月内，县慈善总会募集善款28万元。",
    "开展活动以来，县慈善总会募集善款28万元。",
    "2022年，县慈善总会组织开展慈善一日捐活动，共募集善款28万元。",
    "县民政局组织机关干部参加捐助活动，一上午募集善款28万元。",
)


@pytest.mark.parametrize("text", NO_TOTALS)
def test_sums_of_unknown_length_and_single_gifts_are_no_totals(text: str) -> None:
    figure = figures(text)["28万元"]
    assert figure.role is None
    assert figure.doubts or figure.measure == "日均募集善款" or "一日捐" in figure.subject


@pytest.mark.parametrize(
    "text",
    [
        "今年以来，县慈善总会共募集善款28万元。",
        "县慈善总会成立于2008年，2022年共募集善款28万元。",
        "从2022年1月到2022年底，县慈善总会共募集善款28万元。",
        "2022年，县慈善总会为困难群众开展募捐活动，全年共筹集善款28万元。",
    ],
)
def test_what_is_of_the_whole_year_by_its_words_stays_its_total(text: str) -> None:
    assert figures(text)["28万元"].role is HeadlineRole.INCOME


def test_what_all_charities_of_a_region_got_is_of_both_levels() -> None:
    assert figures("本市慈善组织接收捐赠28万元。")["28万元"].scope is Coverage.COUNTY
    assert (
        figures("市慈善总会接收捐赠28万元。", title="示例市慈善总会2022年度工作总结\n")["28万元"].scope is Coverage.OWN
    )
