"""Lists in reports: what opens a list says which way its items went, of what they are parts, of which time they tell."""

from __future__ import annotations

import pytest
from yearly import Report, parts_of

from disclosure.extraction import as_text, read_text

TITLE = "示例县慈善总会2022年度工作总结\n"
REPORT = Report(TITLE, 2022)
read, figures = REPORT.read, REPORT.figures


NESTED = """一、收支情况
（一）全年慈善资金收入500万元。其中：
1.“慈善一日捐”募集资金120万元；
2.上级慈善机构定向资助慈善资金180万元；
3.爱心企业日常捐赠善款70万元；
4.县财政资助130万元（其中50万元为定点帮扶专款）。
（二）全年慈善资金支出400万元。
1.用于各类救助支出388万元。其中：
（1）助医188万元，受益2100人次；
（2）“暖炉”帮困50万元；
（3）资助公益机构150万元。
2.活动经费支出12万元。
"""


def test_items_of_a_list_go_the_way_of_what_opens_it() -> None:
    """定向资助, 财政资助 and 日常捐赠 came in below 收入, and a bare 助医 was spent below 支出; over two levels."""
    reading = read(NESTED)
    assert all(proposal.sure for proposal in reading.proposals)
    measures = {p.as_written: p.measure for p in reading.proposals if p.unit == "元"}
    assert measures == {
        "500万元": "收入", "120万元": "筹集", "180万元": "上级拨款", "70万元": "捐赠收入", "130万元": "财政拨款", "50万元": "支出",
        "400万元": "支出", "388万元": "支出", "188万元": "支出", "150万元": "支出", "12万元": "支出",
    }  # fmt: skip
    assert reading.contradictions == ()
    assert parts_of(reading) == {
        "500万元": ["120万元", "180万元", "70万元", "130万元"],
        "130万元": ["50万元"],
        "400万元": ["388万元", "12万元"],
        "388万元": ["188万元", "50万元", "150万元"],
    }


MIXED = {
    "rings within a point": "全年支出100万元，其中：（1）助学60万元，其中：①高中生资助20万元；②大学生资助40万元；（2）助医40万元。",
    "rings below points": "全年支出100万元，其中：\n1、助学60万元。其中：\n①高中生资助20万元；\n②大学生资助40万元。\n2、助医40万元。",
    "brackets below dots": "全年支出100万元，其中：\n1．助学60万元。包括：\n1）高中生资助20万元；\n2）大学生资助40万元。\n2．助医40万元。",
    "one sign with its brackets": "全年支出100万元，其中：\n⑴助学60万元。其中：\n⒈高中生资助20万元；\n⒉大学生资助40万元。\n⑵助医40万元。",
    "lines without numbers": "全年支出100万元，具体为：\n助学60万元（高中生资助20万元、大学生资助40万元）；\n助医40万元。",
    "dashes": "全年支出100万元，分别为：\n——助学60万元，其中高中生资助20万元、大学生资助40万元；\n——助医40万元。",
}


@pytest.mark.parametrize("name", MIXED)
def test_lists_are_told_by_the_sort_of_their_numbers(name: str) -> None:
    """Whatever sorts of numbers nest, each amount went out and is a part of the nearest that opens its list."""
    reading = read(MIXED[name])
    assert {proposal.measure for proposal in reading.proposals} == {"支出"}
    assert all(proposal.sure for proposal in reading.proposals)
    groups = parts_of(reading)
    assert groups["100万元"] == ["60万元", "40万元"]
    if name != "lines without numbers":  # brackets alone may hold anything
        assert groups["60万元"] == ["20万元", "40万元"]


def test_a_ringed_number_is_no_digit_of_an_amount() -> None:
    """①20万元 is twenty, and no hundred and twenty."""
    proposals = read("全年支出50万元，其中：\n①20万元用于助学；\n②30万元用于助医。").proposals
    assert [int(proposal.value) for proposal in proposals] == [500000, 200000, 300000]


def test_another_list_in_the_paragraph_has_its_own_total() -> None:
    """The points 一是 behind 收入350万元,包括: are no parts of what was spent before them."""
    reading = read(
        "2022年，我会支出资金300万元，其中：（1）助学200万元；（2）节日慰问100万元。"
        "全年收入350万元，包括：一是财政补助140万元；二是定向资助210万元。"
    )
    measures = {p.as_written: p.measure for p in reading.proposals}
    assert (measures["140万元"], measures["210万元"]) == ("财政拨款", "收入")
    assert [len(group.parts) for group in reading.groups] == [2, 2]
    assert reading.contradictions == ()


def test_the_first_point_of_a_paragraph_opens_no_list() -> None:
    """二是 stands beside 一是, and not below it."""
    text = "（一）多措并举抓募捐。一是抓好“一日捐”。募集善款356万元。二是抓好冠名基金。签订协议，协议总额3000万元，当年到账298万元。三是慰问老人20万元。"
    reading = read(text)
    assert reading.groups == ()
    assert [(p.subject, p.measure) for p in reading.proposals][2:] == [("冠名基金", "筹集"), ("老人", "支出")]


def test_a_paragraph_in_brackets_tells_the_parts_of_the_one_before() -> None:
    """（其中助学60万元、助医40万元） on a line of its own."""
    reading = read(
        "全年支出善款100万元。\n（其中助学60万元、助医资助40万元）\n全年接收捐款120万元。\n其中：企业资助80万元，个人40万元。"
    )
    assert parts_of(reading) == {"100万元": ["60万元", "40万元"], "120万元": ["80万元", "40万元"]}
    assert [proposal.measure for proposal in reading.proposals][1:3] == ["支出", "支出"]
    assert "支出" not in [proposal.measure for proposal in reading.proposals][3:]


def test_sections_may_be_the_items_of_a_list() -> None:
    """主要用于以下方面:, and below it 一、二、三; a report that only says 报告如下 opens none."""
    listed = "2022年共使用善款130万元，主要用于以下方面：\n一、助学50万元。\n二、助医80万元。\n"
    assert parts_of(read(listed)) == {"130万元": ["50万元", "80万元"]}
    reported = "2022年共使用善款130万元。现将情况报告如下：\n一、接收捐款50万元。\n二、“暖冬”行动80万元。\n"
    assert parts_of(read(reported)) == {}
    assert not figures(reported)["80万元"].sure


@pytest.mark.parametrize(
    ("text", "wording", "measure"),
    [
        ("一、捐赠收入明细如下：\n甲公司捐赠50万元\n乙公司资助30万元\n", "30万元", "筹集"),
        ("2022年接收捐赠明细如下：\n1.甲公司 50万元\n2.乙公司资助10万元\n", "10万元", "筹集"),
        ("（一）收入情况\n1.捐赠80万元。\n2.企业资助20万元。\n", "20万元", "筹集"),
        ("（二）支出情况\n1.助学\n20万元。\n", "20万元", "支出"),
        ("一、收入情况\n全年募集善款50万元，走访慰问困难群众20万元。\n", "20万元", "支出"),
        ("全年募集善款500万元，其中支援邻县100万元。", "100万元", "支出"),
        ("全年募集善款500万元，其中已拨付300万元。", "300万元", "支出"),
        ("累计使用捐款300万元（其中非定向捐款200万元、定向捐款100万元）。", "200万元", "支出"),
        ("共接收捐赠款500万元，其中：市红十字会下拨300万元、社会捐款200万元。", "300万元", "上级拨款"),
        ("总投入170万元，其中市里安排项目资金90万元，县区自筹资金80万元。", "80万元", "支出"),
        ("募集款物合计50万元（含总会药品援助20万元）。", "20万元", "筹集"),
        ("募集人道救助款物合计50万元。", "50万元", "筹集"),
        ("争取温暖箱、奶粉等救助物资价值26万元。", "26万元", "接收物资"),
        ("灾后重建资金180万元已全部向各县拨付到位。", "180万元", "支出"),
        ("政府拨款支出22万元。", "22万元", "支出"),
        ("爱心人士通过邮局向市慈善总会匿名捐款58万元。", "58万元", "捐赠收入"),
        ("拨付邻省定向捐款47万元。", "47万元", "支出"),
        ("收到地震捐款25万元、台风捐款30万元。", "30万元", "捐赠收入"),
        ("市红十字会人道救助项目转入47万元。", "47万元", "筹集"),
        ("個人冠名基金增加7萬元。", "7萬元", "增加"),
    ],
)
def test_which_way_an_amount_went_is_said_by_what_it_is_of(text: str, wording: str, measure: str) -> None:
    """The heading, the whole and the verb that brought it in say more than a noun such as 资助, 捐款 or 救助款物."""
    assert figures(text)[wording].measure == measure


def test_income_of_those_who_are_helped_heads_no_income() -> None:
    """帮助农户增加收入 and 关爱低收入家庭 say nothing of what came in."""
    for heading in ("帮助农户增加收入", "关爱低收入"):
        proposals = read(f"一、项目情况\n（一）{heading}\n1.资助农户20户，5万元。\n2.捐赠农具3万元。\n").proposals
        assert not [proposal.measure for proposal in proposals if proposal.sure and "收入" in proposal.measure]


def test_what_other_bodies_gave_or_raised_is_asked() -> None:
    """The whole province in the report of a city, another level that acts after hearing of it, a foundation."""
    city = "示例市慈善总会2022年度工作总结\n"
    whole, own = read(
        "2022年，全省慈善总会系统共接收捐赠款24亿元，市慈善总会共募集善款7200万元。", title=city
    ).proposals
    assert (whole.sure, own.sure, own.role is not None) == (False, True, True)
    province = "示例省慈善总会2022年救灾情况\n"
    text = "中华慈善总会在接到报告后，迅速下拨价值100万元的大米。示例公益基金会紧急提供价值10万元的大米。"
    assert not any(proposal.sure for proposal in read(text, title=province).proposals)


def test_a_part_that_went_the_other_way_is_asked() -> None:
    """全年募集善款…,其中发放…: whether that is a part of it, or what became of it, a person says."""
    doubts = figures("全年募集善款500万元，其中发放助学金300万元。")["300万元"].doubts
    assert any("前面那个数的一部分" in doubt for doubt in doubts)
    assert not figures("全年募集善款500万元，其中向灾区捐款100万元。")["100万元"].sure
    spent, here = read("全市接收捐款1.2亿元，支出6000万元，其中市慈善总会收到捐款4000万元，已支出500万元。").proposals[
        1:3
    ]
    assert (spent.measure, here.measure, here.sure) == ("支出", "筹集", True)


def test_help_in_a_list_of_gifts_is_asked() -> None:
    """援助灾区 in 接收捐赠明细 may be what it was given for, or what was done with it."""
    text = "2022年接收捐赠明细如下：\n1.甲公司50万元\n2.丙商会援助灾区5万元\n"
    assert any("收的明细" in doubt for doubt in figures(text)["5万元"].doubts)


def test_an_item_without_a_year_is_no_total_of_it() -> None:
    """（一）收入, 1.捐赠300万元: one of what came in, and not all of the year."""
    text = "2022年，总收入500万元，总支出400万元。具体收支如下：\n（一）收入\n1.捐赠300万元；\n2.政府资助200万元。\n（二）支出\n1.助学\n100万元。\n"
    read_so = figures(text)
    assert [(read_so[wording].subject, read_so[wording].role) for wording in ("300万元", "100万元")] == [
        ("捐赠", None),
        ("助学", None),
    ]


def test_what_there_is_has_parts_and_what_was_put_aside_is_none() -> None:
    """留本基金 is a part of what is left; 提取 is neither that nor spending, and what may be spent was not."""
    reading = read(
        "年末资金结余3000万元。其中，根据《资金募集、使用、管理办法》规定，2022年提取慈善基金31万元，基金累计2000万元。"
        "目前可直接用于救助的资金1000万元，待拨付的项目款50万元。"
    )
    measures = {p.as_written: (p.measure, p.sure) for p in reading.proposals}
    assert measures == {
        "3000万元": ("结余", True), "31万元": ("提取", True), "2000万元": ("结余", True), "1000万元": ("金额", False), "50万元": ("金额", False),
    }  # fmt: skip
    assert parts_of(reading) == {"3000万元": ["2000万元"]}


@pytest.mark.parametrize(
    ("text", "wording", "subject"),
    [
        ("全年收入400万元，其中：省本级收入150万元，市、县级红十字会收入250万元。", "250万元", "市、县级红十字会"),
        ("政府拨款支出220万元，其中：基本支出150万元，项目支出70万元。", "70万元", "项目支出"),
        ("捐赠收入72万元，其中“慈善一日捐”募集收入40万元，实物捐赠（折价）收入32万元。", "32万元", "实物捐赠(折价)"),
        ("收入60万元，具体如下：\n1、接收社会各界捐赠资金42万元。\n2、利息18万元。", "42万元", "社会各界捐赠"),
        (
            "使用120万元，具体如下：\n（一）甲县第一医院，拨付金额20万元；\n（二）乙县医院，拨付金额100万元。",
            "20万元",
            "甲县第一医院",
        ),
        ("拨款按项目分类为：地震项目90万元，春芽计划项目40万元。", "40万元", "春芽计划项目"),
        ("“童心”项目为19名患儿治疗，支出30万元；重大病救助90人，支出140万元。", "140万元", "重大病救助"),
        (
            "全年收入90万元，其中：\n1.示例基金会注入慈善资金80万元；\n2.慈善资金增值净收入10万元。",
            "80万元",
            "示例基金会",
        ),
        ("全年收入90万元，其中：\n1.县财政资助80万元；\n2.慈善资金增值净收入10万元。", "10万元", "慈善资金增值"),
        ("全年收入90万元，其中县财政资助80万元（其中50万元为扶贫专款）。", "50万元", "扶贫专款"),
        (
            "明细包括物资购置费18万元，拨付邻省定向捐款40万元，拨付西山省50万元，拨付东海省60万元。",
            "50万元",
            "拨付西山省",
        ),
        (
            "捐赠收入98万元。捐赠资金按项目分类为：助学捐款8万元，6.30示例地震捐款90万元。",
            "90万元",
            "6.30示例地震捐款",
        ),
        ("市财政资金60万元，其中：项目资金50万元，工作经费10万元。", "10万元", "工作经费"),
        ("支出款物11万元，为疫情防控提供了有力支持。", "11万元", "疫情防控"),
        ("2022年，市慈善总会本级筹募慈善款物59万元。", "59万元", "全年"),
        ("年末结余30万元，其中：\n1.留本基金20万元；\n2.定向捐赠10万元。", "20万元", "留本基金"),
    ],
)
def test_a_part_is_called_by_its_own_words(text: str, wording: str, subject: str) -> None:
    """No part is called by the one beside it, nor by a project that only another part names."""
    assert figures(text)[wording].subject == subject


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("2016年至2022年共募集善款3000万元，其中一日捐1200万元。", "1200万元"),
        ("2020—2021两个年度，县红十字会共收到捐赠款物总计300万元（其中捐赠资金110万元）。", "110万元"),
        ("五年来共募集善款3000万元，其中网络筹款600万元。", "600万元"),
        ("2016年至2022年总捐赠收入3000万元。总支出2800万元。", "2800万元"),
        ("新建便桥20座，投入200万元。全市累计新建300座，共投入3000万元。", "3000万元"),
        ("全年爱心人士捐款20万元，其中张先生8万元，累计90万元。", "90万元"),
        ("慈善支出1500万元（含2021年项目资金20万元）。", "20万元"),
        ("境外捐赠90万元（不包含援建项目款300万元）。", "300万元"),
        ("组织示例公司每年投入善款100万元，设立公益基金。", "100万元"),
        ("今年将再次划拨60万元继续推动这个项目。", "60万元"),
        ("接受定向捐款25万元，余款4万元汇缴总会用于灾后重建。", "4万元"),
        ("募集资金4000万元。“三节”慰问持续深入。全年共募集资金150万元，慰问困难群众。", "150万元"),
    ],
)
def test_what_is_of_another_time_or_not_of_it_is_asked(text: str, wording: str) -> None:
    """Several years, what is not counted, what comes every year or is left and used, a total beside a larger one."""
    assert not figures(text)[wording].sure


def test_a_total_beside_its_digits_is_not_outdone() -> None:
    """2.3亿元（230,460,102.09元） is one amount, rounded and in full."""
    total = figures("2022年，县慈善总会共募集善款2.3亿元（230,460,102.09元）。")["2.3亿元"]
    assert (total.sure, total.role is not None) == (True, True)


def test_what_is_spent_up_to_a_day_is_no_total_of_the_year() -> None:
    """截至2月4日,累计收到…。累计支出…: the day holds for the next sentence."""
    spent = figures("截至2月4日，县慈善总会累计收到捐赠款项300万元。累计支出250万元。")["250万元"]
    assert (spent.subject, spent.role) == ("截至2月4日", None)


def test_the_own_part_of_a_region_is_of_no_project_that_was_told_before() -> None:
    """全市募集总额超1亿元,其中示例市慈善协会募集…: all that the body raised, and not of 99公益日 in the sentence before."""
    title = "示例市慈善协会2022年工作总结\n"
    text = "“99公益日”期间，共发起网络筹款项目49个，总筹款额1153万元。2022年，全市慈善募集资金总额超1亿元，其中示例市慈善协会募集5000万元。"
    own = figures(text, title=title)["5000万元"]
    assert "公益日" not in own.subject
    assert "筹款项目" not in own.subject


def test_the_name_of_a_part_goes_no_farther_than_its_sentence() -> None:
    """What was spent in the next sentence is not of the goods that were the last part of what came in."""
    text = "共接收款物折合人民币500万元。其中，善款210万元，物资折价290万元。截至4月9日，已支出善款200万元。"
    assert not figures(text)["200万元"].sure


def test_no_subject_holds_half_of_a_pair_of_brackets() -> None:
    """（其中50万元为扶贫专款） and （含130万元基金） leave no bracket behind."""
    text = "全年收入500万元，明细如下：\n甲区慈善会 200万元（含130万元基金）\n乙区 300万元（其中50万元用于助学）\n"
    for proposal in read(text).proposals:
        assert proposal.subject.count("(") == proposal.subject.count(")"), proposal.subject


def test_the_day_of_an_earthquake_counts_nothing() -> None:
    """6.30 of 6.30地震 is a day, and no number of places."""
    assert list(figures("收到6.30地震捐款90万元。")) == ["90万元"]


def test_a_title_of_several_years_makes_all_of_it_asked() -> None:
    """过去四年总收入…: what is told below without a year is of all of them."""
    title = "某市慈善会资金过去四年总收入5000多万\n"
    text = "收入方面，募集善款收入5000万元。2022年募集善款2000万元。"
    read_so = figures(text, title=title)
    assert (read_so["5000万元"].sure, "几年" in "".join(read_so["2000万元"].doubts)) == (False, False)


def test_what_a_rule_demands_is_no_figure() -> None:
    """不得低于70% and 不得超过10% are what the law says."""
    text = "慈善活动支出占上年收入的85%，高于《慈善法》关于“不得低于上一年总收入的70%”的要求；管理费用占当年总支出的2.3%，不得超过当年总支出的10%。"
    assert [proposal.as_written for proposal in read(text).proposals] == ["85%", "2.3%"]


def test_the_total_by_another_name_is_not_added_to_the_items() -> None:
    """各项总支出500万元 beside 总支出500万元 is the same money."""
    text = "2022年，总会实现总收入600万元，总支出500万元。\n（一）支出情况\n2022年总会各项总支出500万元。其中慈善救助支出480万元。"
    assert read(text).contradictions == ()


def test_shares_of_income_and_of_spending_are_two_things() -> None:
    """政府拨款…占总收入的70.5% and …占总支出的60.4% do not contradict each other."""
    text = "政府拨款收入220万元，占总收入的70.5%。\n政府拨款支出220万元，占总支出的60.4%。"
    assert read(text).contradictions == ()


def test_traditional_characters_are_read() -> None:
    """52萬多元 is read as 52万多元, and kept as it is written."""
    total, cash, goods = read(
        "2022年該總會全年累計接收各類款物捐贈52萬多元，其中現金50萬元，實物捐贈折價2多萬元。"
    ).proposals
    assert [proposal.as_written for proposal in (total, cash, goods)] == ["52萬多元", "50萬元", "2多萬元"]
    assert [int(proposal.value) for proposal in (total, cash, goods)] == [520000, 500000, 20000]
    assert (cash.part_of, goods.measure) == (goods.part_of, "接收物资")


PEOPLE_AND_MONEY = {
    "counted first": ("其中大病救助230人，发放救助金115万元；临时救助1200人，发放救助金205万元。", {"115万元": "大病救助", "205万元": "临时救助"}),
    "spent": ("其中大病救助230人，支出115万元；临时救助1200人，使用资金205万元。", {"115万元": "大病救助", "205万元": "临时救助"}),
    "grants by name": ("其中助学金115万元、救助金205万元。", {"115万元": "助学金", "205万元": "救助金"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE_AND_MONEY)
def test_the_money_of_a_part_is_called_by_what_was_counted_with_it(name: str) -> None:
    """大病救助230人,发放救助金115万元 is of 大病救助; 救助金 is a name only where nothing else is."""
    text, subjects = PEOPLE_AND_MONEY[name]
    read_so = figures(f"全年救助困难群众5600人次，发放救助金320万元。{text}")
    assert {wording: read_so[wording].subject for wording in subjects} == subjects
    assert all(read_so[wording].sure and read_so[wording].part_of for wording in subjects)


def test_what_a_part_spent_is_called_by_what_it_got() -> None:
    """阳光基金收入50万元,支出30万元: the second is of the same fund."""
    read_so = figures(
        "全年接收捐赠500万元，支出400万元。其中：阳光基金收入50万元，支出30万元；春晖基金收入20万元，支出10万元。"
    )
    assert [read_so[wording].subject for wording in ("30万元", "10万元")] == ["阳光基金", "春晖基金"]


def test_what_is_of_this_year_among_many_is_the_total_of_the_year() -> None:
    """2020年以来累计…,其中2022年募集…,支出…: both of the year, and the second goes on."""
    text = "2020年以来，县慈善总会累计募集善款3200万元，支出2500万元；其中2022年募集800万元，救助6000人次。"
    read_so = figures(text)
    assert (read_so["800万元"].role is not None, read_so["6000人次"].role is not None) == (True, True)
    assert "几年累计" in "".join(read_so["3200万元"].doubts)
    assert not figures("三年来累计募集900万元，其中2022年募集300万元，累计支出800万元。")["800万元"].sure


def test_parts_behind_semicolons_are_grouped() -> None:
    """其中:捐赠收入…;政府补助收入…;其他收入…: all are parts, and where they do not make up the whole that is told."""
    text = "本年收入总计1,236,580.50元，其中：捐赠收入1,100,000.00元；政府补助收入100,000.00元；其他收入{}元。"
    parts = ["1,100,000.00元", "100,000.00元", "36,580.50元"]
    whole, beyond = read(text.format("36,580.50")), read(text.format("36,580.51"))
    assert (parts_of(whole), whole.contradictions) == ({"1,236,580.50元": parts}, ())
    assert (parts_of(beyond), len(beyond.contradictions)) == ({"1,236,580.50元": [*parts[:2], "36,580.51元"]}, 1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("全年募集善款90万元，其中：日常捐赠40万元；“一日捐”30万元；定向捐赠20万元。", ["40万元", "30万元", "20万元"]),
        ("全年支出90万元，其中：助学支出40万元；助医支出50万元。", ["40万元", "50万元"]),
        ("全年接收捐赠90万元，其中物资30万元；已拨付60万元。", ["30万元"]),
        ("全年接收捐赠90万元，其中物资30万元；发放60万元。", ["30万元"]),
        ("全年募集善款90万元，其中网络募捐40万元；全年支出60万元。", ["40万元"]),
        ("全年募集善款90万元，其中网络募捐40万元；另争取财政资金20万元。", ["40万元"]),
    ],
)
def test_parts_go_on_behind_semicolons_while_nothing_else_begins(text: str, parts: list[str]) -> None:
    """A name and its amount, all of them coming in or all going out; what was spent of it, or comes beside it, is no part."""
    assert list(parts_of(read(text)).values()) == [parts]


def test_gifts_for_two_disasters_are_of_two() -> None:
    """Whatever the gifts are called, and under a heading that names neither: each disaster by its place."""
    read_so = figures(
        "一、应急救灾\n4月3日甲县地震发生后，我会接收定向捐款23.6万元，全部拨付受灾地区；"
        "7月乙镇发生特大暴雨，接收捐款45.2万元、物资折价12.8万元，拨付款物58万元。"
    )
    subjects = {wording: proposal.subject for wording, proposal in read_so.items()}
    assert subjects == {"23.6万元": "甲县地震救灾"} | dict.fromkeys(("45.2万元", "12.8万元", "58万元"), "乙镇暴雨救灾")


def test_parts_without_a_section_are_places_of_their_own() -> None:
    """（一）…（二）… without 一、 above them: each number is found in its own, and the totals of the year are still these."""
    read_so = figures(
        "（一）人道救助。全年筹集款物256万元，使用款物210万元。\n（二）应急救护。新增AED 156台，累计布设AED 862台。\n"
        "（三）问题。互联网募捐仅占总额的8.6%。"
    )
    assert {wording: proposal.place for wording, proposal in read_so.items()} == {
        "256万元": "（一）", "210万元": "（一）", "156台": "（二）", "862台": "（二）", "8.6%": "（三）",
    }  # fmt: skip
    assert [read_so[wording].subject for wording in ("256万元", "210万元", "8.6%")] == ["全年", "全年", "互联网募捐"]
    assert [read_so[wording].measure for wording in ("156台", "862台")] == ["新增", "布设"]


def test_paragraphs_on_the_totals_of_years_tell_of_these_years() -> None:
    """2012年至2015年…总收入. Below, 收入方面,其中…; 支出方面,…: all of the four years, and the question is printed once."""
    reading = read(
        "记者从会上获悉，2012年1月至2015年12月，县慈善会总收入为770万元，救助支出625万元。\n"
        "收入方面，其中募集善款712万元，利息收入58万元。\n支出方面，助学支出300万元；助医支出325万元。",
        year=2015,
        title="",
    )
    assert all("几年累计" in "".join(proposal.doubts) for proposal in reading.proposals)
    assert as_text(reading).count("几年累计") == 1
    assert as_text(reading).count("？甲") == len(reading.proposals) + 1


def test_an_epidemic_in_passing_is_nothing_that_gifts_are_for() -> None:
    """克服疫情影响,…全年接收…: the total of the year."""
    assert figures("2022年，县慈善会克服疫情影响，全年接收捐赠400万元。")["400万元"].subject == "全年"


def test_what_is_paid_for_is_for_those_who_are_counted_behind_it() -> None:
    """助老项目投入85万元,服务老人3200人次: of the project; of the year where the amount is."""
    read_so = figures("全年支出98万元，救助困难群众500人。助老项目投入85万元，服务老人3200人次。")
    assert read_so["3200人次"].subject == "助老项目"
    assert read_so["500人"].subject != "助老项目"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“大病救助”累计救助患者276人，发放救助金138万元。", "“大病救助”"),
        ("“慈善助学”资助学生30人，支出138万元。", "“慈善助学”"),
        ("“春雨”救助项目支出138万元。", "“春雨”救助项目"),
        ("“山海”共富行动共筹集138万元。", "“山海”共富行动"),
    ],
)
def test_a_name_ends_where_something_is_done(text: str, subject: str) -> None:
    """What a project is belongs to its name, and what it did does not."""
    assert figures(text)["138万元"].subject == subject


@pytest.mark.parametrize("wording", ["6200张", "300床", "12箱", "8吨", "5艘", "20公里"])
def test_a_point_of_one_number_is_no_heading(wording: str) -> None:
    """2.全年发放爱心券6200张。: whatever the unit, the number is read or told."""
    reading = read(f"一、救助\n1.资助学生20人。\n2.全年发放或修建{wording}。\n3.资助老人30人。")
    told = "".join((*(proposal.as_written for proposal in reading.proposals), *reading.passed_over))
    assert wording in told


def test_a_heading_on_all_projects_names_none() -> None:
    """打造特色项目; “大病救助”累计救助276人: by its own name, and 仅为 is no part of one."""
    read_so = figures(
        "一、打造特色项目，精准救助有温度\n1.“大病救助”累计救助患者276人，发放救助金138万元。\n2.全年发放爱心券6200张，价值62万元。\n"
        "二、不足\n部分项目执行率仅为76%。"
    )
    subjects = {wording: proposal.subject for wording, proposal in read_so.items()}
    assert (subjects["276人"], subjects["138万元"], subjects["62万元"]) == ("“大病救助”", "“大病救助”", "爱心券")
    assert "仅" not in subjects["76%"]


def test_a_day_of_the_week_is_no_part_of_a_name() -> None:
    """“微光”项目每周为40名儿童…: of the project."""
    read_so = figures("“微光”项目每周为40名留守儿童开展辅导，支出12万元。")
    assert {proposal.subject for proposal in read_so.values()} == {"“微光”项目"}


def test_what_follows_the_last_part_is_not_of_it() -> None:
    """定向捐赠…。物资折价…,占募集总额的7.5%: of all of it, which nobody says; asked."""
    read_so = figures("全年募集款物90万元，其中：日常捐赠40万元；定向捐赠50万元。物资折价9万元，占募集总额的10%。")
    assert not read_so["9万元"].sure
    assert not read_so["10%"].sure


def test_what_was_carried_over_is_a_part_of_the_income() -> None:
    """总收入500万元,其中…上年结转100万元: the report does say what the rest is."""
    text = "全年收入500万元，其中募集300万元、上年结转100万元、利息10万元、财政拨款90万元。"
    assert (len(parts_of(read(text))["500万元"]), read(text).contradictions) == (4, ())


GOES_ON = [
    ("2020年募集善款21万元；2021年募集善款6万元，捐赠设备12套；捐助10名大学生，发放助学金3万元。", "3万元"),
    ("据了解，去年募集善款42万元；资助项目12万元。", "12万元"),
    ("去年支出42万元，惠及900人。全年共投入53万元，惠及1200人。", "53万元"),
]


@pytest.mark.parametrize(("text", "wording"), GOES_ON)
def test_the_year_that_a_sentence_begins_with_holds_to_its_end(text: str, wording: str) -> None:
    """2021年…;捐助…: nobody says that the last is of the year of the report."""
    assert "2021年的数" in "".join(figures(text)[wording].doubts)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("2021年募集善款8万元；今年募集9万元；资助学生10名，发放3万元。", "3万元"),
        ("2021年，我会成立网络部；全年募集善款8万元。", "8万元"),
        ("募集善款8万元，比2021年的7万元增加1万元；发放助学金3万元。", "3万元"),
        ("2021年以来持续开展助学；共发放助学金3万元。", "3万元"),
    ],
)
def test_a_year_that_is_over_holds_no_longer(text: str, wording: str) -> None:
    """Another time was named since, or the year only begins something."""
    assert "2021年的数" not in "".join(figures(text)[wording].doubts)


def test_money_of_branches_is_no_total_of_the_body() -> None:
    """全县24个乡镇慈善分会共募集善款460万元 is only a part of what the year brought."""
    read_so = figures("全县24个乡镇慈善分会共募集善款460万元。县慈善总会本级募集善款380万元。")
    assert (read_so["460万元"].role, read_so["460万元"].subject != "全年") == (None, True)


def test_what_a_fund_has_left_is_called_by_the_fund() -> None:
    """“春风助学”基金:上年结余12万元: no balance of the body."""
    text = "年末结余300万元。\n“春风助学”基金：上年结余12万元，本年接收捐款30万元，支出28万元，年末结余14万元。"
    read_so = {wording: proposal.subject for wording, proposal in figures(text).items() if "万元" in wording}
    assert read_so["300万元"] == "年末"
    assert [read_so["12万元"], read_so["14万元"]] == ["“春风助学”基金年初", "“春风助学”基金年末"]


def test_what_is_carried_on_is_left_at_the_end_of_the_year() -> None:
    """结转2023年100万元 is no plan; what is to be collected in 2023 is one."""
    read_so = figures("2022年收入312万元，支出298万元，结转2023年100万元。2023年计划募集500万元。")
    assert (read_so["100万元"].subject, read_so["100万元"].year, read_so["100万元"].nature.value) == (
        "年末",
        2022,
        "实际",
    )
    assert (read_so["500万元"].year, read_so["500万元"].nature.value) == (2023, "计划")


def test_parts_of_a_gift_are_called_by_what_they_are_for() -> None:
    """其中60万元用于助学,40万元用于修路: what was given, and for what."""
    read_so = figures("甲公司捐赠100万元，其中60万元用于助学，40万元用于修路。")
    assert [(read_so[wording].subject, read_so[wording].measure) for wording in ("60万元", "40万元")] == [
        ("助学", "捐赠收入"),
        ("修路", "捐赠收入"),
    ]


def test_a_grant_of_another_sort_is_not_of_those_who_were_told_before() -> None:
    """慰问困难户150户;发放助学金45万元: two things; 慰问金 is of those who were visited."""
    read_so = figures("慰问困难户150户；发放助学金45万元。\n走访慰问老党员60名；发放慰问金6万元。")
    assert [read_so[wording].subject for wording in ("45万元", "6万元")] == ["助学金", "老党员"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3月5日，甲公司向示例县慈善总会捐赠20万元。", "捐赠收入"),
        ("乙企业为示例县慈善总会捐款20万元用于助学。", "捐赠收入"),
        ("某先生向县慈善总会定向捐赠20万元。", "捐赠收入"),
        ("示例县慈善总会向外县慈善总会捐赠20万元。", "支出"),
        ("我会向外县红十字会捐赠20万元。", "支出"),
    ],
)
def test_what_is_given_to_the_body_of_the_report_came_in(text: str, measure: str) -> None:
    """By its full name as by 我会; what it gave to another charity went out."""
    assert figures(text)["20万元"].measure == measure


def test_what_came_in_some_days_is_no_total_of_the_year() -> None:
    """4天累计筹款 tells of four days."""
    read_so = figures("动员全县3万人次参与捐赠，4天累计筹款达261万元（其中公众筹款234万元）。")
    assert (read_so["达261万元"].role, read_so["达261万元"].subject == "全年") == (None, False)


@pytest.mark.parametrize("sign", ["● ", "1. ", "①", "★"])
def test_an_item_right_below_the_title_is_read(sign: str) -> None:
    """No line of a list is a part of the title, however short all of them are."""
    lines = ("收入：382.6万元，其中捐赠300万元", "支出：296.4万元，其中助学96.4万元", "结余：86.2万元")
    assert list(figures("\n".join(f"{sign}{line}" for line in lines))) == [
        "382.6万元", "300万元", "296.4万元", "96.4万元", "86.2万元",
    ]  # fmt: skip


def test_an_item_that_names_its_project_is_of_the_project() -> None:
    """全年 in the second sentence of an item says when, not of what."""
    text = (
        "一、善款使用\n全年慈善支出1248.72万元，惠及困难群众2.3万人次。\n"
        "（一）开展“晨星助学”项目。全年支出86.4万元，资助困难学生432名。\n"
        "（二）开展“暖冬送温暖”项目。2025年支出52万元，慰问困难家庭1300户。"
    )
    proposals = read_text(text, "文字", "demo", 2025).proposals
    assert [(figure.subject, figure.measure) for figure in proposals if figure.unit == "元"] == [
        ("全年", "支出"),
        ("“晨星助学”项目", "支出"),
        ("“暖冬送温暖”项目", "支出"),
    ]


_ACCOUNTS = """一、收入
1、上年结转：12万元
2、捐赠收入：45万元
其中：（1）一日捐 20万元
（2）定向捐赠 25万元
3、利息：2万元
二、支出
1、救助支出：40万元
（1）助学 15万元
（2）助医 25万元
2、管理费：1万元
三、结余：18万元
"""


def test_a_name_a_colon_and_an_amount_are_an_item_and_no_heading() -> None:
    reading = read_text("示例县慈善总会2025年财务收支情况\n" + _ACCOUNTS, "文字", "demo", 2025)
    assert [(figure.subject, figure.measure) for figure in reading.proposals] == [
        ("年初", "结余"),
        ("捐赠收入", "捐赠收入"),
        ("一日捐", "捐赠收入"),
        ("定向捐赠", "捐赠收入"),
        ("利息", "利息收入"),
        ("救助", "支出"),
        ("助学", "支出"),
        ("助医", "支出"),
        ("管理费", "管理费支出"),
        ("年末", "结余"),
    ]
    assert not any(figure.doubts for figure in reading.proposals)
    assert [(len(group.parts), group.why) for group in reading.groups] == [(2, "列表"), (2, "列表")]


@pytest.mark.parametrize("inner", ["（{}）", "({})", "①②"])
def test_items_that_end_in_no_stop_stay_items(inner: str) -> None:
    """Lines as wide as most, which begin with the number of an item, do not go on from the line above."""
    first, second = inner if "①" in inner else (inner.format(1), inner.format(2))
    reading = read_text(
        "示例县慈善总会2025年度财务报告\n一、收入情况\n本年度收入合计4,526,318.20元。\n1.捐赠收入4,310,000.00元\n"
        f"{first}限定性捐赠收入3,200,000.00元\n{second}非限定性捐赠收入1,110,000.00元\n2.政府补助收入200,000.00元\n3.利息收入16,318.20元\n",
        "文字",
        "demo",
        2025,
    )
    assert [len(group.parts) for group in reading.groups] == [3, 2]
    assert not reading.contradictions
    assert not any(figure.doubts for figure in reading.proposals)


def test_a_line_that_opens_another_list_is_no_entry_of_the_first() -> None:
    text = (
        "2025年我会收到捐款共计420万元，其中：\n县直机关 220万元\n企业 200万元\n"
        "2025年我会共支出390万元，其中：\n助学 150万元\n助医 240万元\n"
    )
    reading = read_text("示例县慈善总会2025年度工作情况\n" + text, "文字", "demo", 2025)
    measures = {figure.as_written: figure.measure for figure in reading.proposals}
    assert (measures["150万元"], measures["240万元"]) == ("支出", "支出")
    assert [len(group.parts) for group in reading.groups] == [2, 2]
    assert not reading.contradictions


def test_an_item_with_what_it_grew_by_is_no_heading() -> None:
    read_so = figures("2.捐赠收入：45万元，比上年增加2万元。\n3.管理费：1万元，占总支出的2%。")
    assert [(read_so[w].subject, read_so[w].measure) for w in ("45万元", "2万元", "1万元")] == [
        ("捐赠收入", "捐赠收入"),
        ("捐赠收入", "增加"),
        ("管理费", "管理费支出"),
    ]


def test_what_only_a_part_in_brackets_is_called_by_goes_no_farther() -> None:
    read_so = figures("“春雨”项目投入90万元（其中“夏风”基金50万元、财政40万元），资助学生200名，人均4500元。")
    assert (read_so["50万元"].subject, read_so["4500元"].subject) == ("“夏风”基金", "“春雨”项目")


@pytest.mark.parametrize("mark", ["1.", "● ", ""])
def test_a_line_that_only_names_a_side_says_which_way_its_items_went(mark: str) -> None:
    between = "：" if mark else " "
    items = [
        f"{mark}{name}{between}{amount}"
        for name, amount in (("上级拨款", "5万元"), ("企业", "2万元"), ("助学", "3万元"), ("助医", "1万元"))
    ]
    text = "\n".join(("收入：", *items[:2], "支出情况：", *items[2:]))
    proposals = read_text("示例县慈善总会2025年收支公示\n" + text, "文字", "demo", 2025).proposals
    assert [(figure.subject, figure.measure) for figure in proposals if not figure.doubts] == [
        ("上级拨款", "上级拨款"), ("企业", "筹集"), ("助学", "支出"), ("助医", "支出"),
    ]  # fmt: skip
