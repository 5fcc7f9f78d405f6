"""How far a name, a level and a sum reach in reports; invented sentences of the structure of real ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from yearly import Report, parts_of

from disclosure.__main__ import main
from disclosure.kinds.headlines import HeadlineRole
from disclosure.model import Coverage, FigureBasis, Proof

BASE = Path(__file__).resolve().parents[1] / "cases" / "inputs" / "base"
TITLE = "示例市慈善总会2023年度工作报告\n"
REPORT = Report(TITLE, 2023)
read, figures = REPORT.read, REPORT.figures
ASKS_SUBJECT = "这个数说的是哪件事，句子里看不出来：请填事项。"


@pytest.mark.parametrize(
    ("behind", "parts"),
    [
        ("", ["16万元", "10万元"]),
        ("；“丙岭”基金5万元", ["16万元", "10万元", "5万元"]),
        ("；募集善款50万元", ["16万元", "10万元"]),
        ("；“丙岭”基金募集5万元", ["16万元", "10万元"]),
    ],
)
@pytest.mark.parametrize("marks", ["“”", "‘’"])
def test_parts_that_are_named_go_on_behind_a_semicolon(behind: str, parts: list[str], marks: str) -> None:
    text = f"我会全年救助支出39万元，其中，“甲山助学”项目16万元；“乙水助医”项目10万元{behind}。"
    reading = read(text.replace("“", marks[0]).replace("”", marks[1]))
    assert parts_of(reading) == {"39万元": parts}
    assert not any(proposal.doubts for proposal in reading.proposals)


def test_one_line_below_a_total_holds_all_its_parts() -> None:
    reading = read(
        "1.捐赠收入\n本年度公益资金收入12万元。其中：\n助困款收入3万元，助学款收入4万元，定向捐款收入5万元。"
    )
    assert parts_of(reading)["12万元"] == ["3万元", "4万元", "5万元"]
    assert reading.groups[0].complete is Proof.YES


def test_it_is_asked_of_which_level_a_part_behind_the_share_of_the_body_is() -> None:
    found = figures("全年支出90万元，其中市本级助学20万元，助医30万元，助困15万元，县区助学25万元。")
    assert (found["20万元"].scope, found["20万元"].doubts) == (Coverage.OWN, ())
    for part in ("30万元", "15万元"):
        assert found[part].scope is Coverage.UNSTATED
        assert found[part].doubts == ("前一项写的是本级的，这一项没有写是哪一级的：要登请看口径。",)


def test_a_part_of_what_the_body_took_is_its_own_though_others_had_a_share_in_it() -> None:
    found = figures("全年接收捐赠90万元，其中合作项目资金20万元，日常捐赠70万元。")
    assert (found["20万元"].scope, found["20万元"].doubts) == (Coverage.OWN, ())


@pytest.mark.parametrize("heading", ["（四）安老", "（五）扶幼"])
def test_a_sort_of_help_is_no_person(heading: str) -> None:
    found = figures(f"二、救助情况\n{heading}。支出17.2万元，惠及300人次。")
    assert (found["17.2万元"].subject, found["17.2万元"].doubts) == (heading[3:], ())


def test_inner_quotation_marks_part_no_name() -> None:
    found = figures("“一路暖阳”活动支出13万元。“我给乡亲送个‘暖冬包’”项目，购买物资支出3.6万元。")
    assert found["3.6万元"].subject == found["3.6万元"].project == "“我给乡亲送个‘暖冬包’”项目"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("小雨滴基金用于救助患儿支出6万元", "小雨滴基金"),
        ("全市各级慈善会投入救灾款6万元", "救灾款"),
        ("争取省慈善总会物资价值6万元", "未写明"),
        ("为对口帮扶的东岭县慈善会援助资金6万元", "未写明"),
    ],
)
def test_a_sentence_on_something_else_is_not_of_the_project_before(sentence: str, named: str) -> None:
    found = figures(f"“暖阳”助学活动支出13万元。{sentence}。")
    assert found["6万元"].subject == named
    assert found["6万元"].project == ""


def test_who_left_out_is_the_bodies_of_the_region_again() -> None:
    found = figures(
        "“暖阳”募捐活动收到8万元。2023年全市各级慈善会投入救灾款120万元。投入款物430万元，开展送温暖活动，惠及5600人次。"
    )
    assert [found[amount].scope for amount in ("120万元", "430万元", "5600人次")] == [Coverage.COUNTY] * 3
    assert "暖阳" not in found["430万元"].subject


def test_what_sums_up_the_year_is_of_no_campaign_named_before_it() -> None:
    found = figures("2023年，我会募集“一日捐”善款140万元、接收物资价值50万元，全年募集款物合计190万元。")
    assert (found["190万元"].subject, found["190万元"].role) == ("全年", HeadlineRole.INCOME)


def test_a_sum_over_semicolons_is_of_none_of_what_it_sums_up() -> None:
    found = figures("开展助医、助困活动，支出21.5万元；开展“春风行动”助学活动，支出6.2万元，共计支出27.7万元。")
    assert found["27.7万元"].doubts == (ASKS_SUBJECT,)
    assert found["6.2万元"].subject == "“春风行动”助学活动"


def test_three_festivals_are_none_of_them() -> None:
    found = figures("“送关爱”活动支出1.9万元。三大节日共发放物品和慰问金总计6.4万元。")
    assert "送关爱" not in found["6.4万元"].subject
    assert found["6.4万元"].project == ""


def test_a_part_that_is_called_by_a_body_alone_is_of_its_whole() -> None:
    found = figures("会费收入62万元，其中：市慈善会收入4.5万元，县（区）慈善会收入57.5万元。")
    assert found["4.5万元"].subject == "会费（市慈善会）"


def test_money_and_goods_together_are_no_goods_whatever_they_are_worth() -> None:
    found = figures(
        "2023年，市慈善总会收到募集经费、物资折合人民币80万元（资金收入60万元，物资收入折合人民币20万元）。"
    )
    assert found["人民币80万元"].basis is FigureBasis.BOTH
    assert found["人民币20万元"].basis is FigureBasis.GOODS
    assert found["60万元"].basis is FigureBasis.MONEY
    found = figures("社会捐赠收入折合人民币45万元（捐赠资金收入31万元，捐赠物资收入折合人民币14万元）。")
    assert (found["人民币45万元"].measure, found["人民币45万元"].basis) == ("捐赠收入", FigureBasis.BOTH)


def test_what_each_gets_is_not_all_that_was_given() -> None:
    found = figures("向420名护林员每人发放饮料3盒，共计1260盒，折价9万元。")
    assert found["3盒"].measure == "资助标准"
    assert found["1260盒"].measure == "发放数量"


def test_members_are_not_helped() -> None:
    assert figures("理事会全体成员共87人。")["87人"].measure == "人数"
    assert figures("救助困难家庭成员87人。")["87人"].measure == "受益"
    assert figures("“银发”项目慰问老年协会成员87人。")["87人"].measure == "受益"
    assert figures("慰问困难职工87人。")["87人"].measure == "受益"


@pytest.mark.parametrize("heading", ["（一）收入情况", "（一）财务收入", "（一）捐赠收入与支出"])
@pytest.mark.parametrize("who", ["示例市慈善总会本级实现财务", "市慈善总会实现"])
def test_income_of_the_year_below_its_heading_is_all_of_it(heading: str, who: str) -> None:
    found = figures(f"一、收支情况\n{heading}\n2023年，{who}收入351万元。")
    assert (found["351万元"].subject, found["351万元"].role) == ("全年", HeadlineRole.INCOME)


@pytest.mark.parametrize("over", ["慈善超市收支情况", "“春雨”项目收支情况", "冠名基金"])
def test_income_of_a_part_of_the_body_is_not_all_of_its_income(over: str) -> None:
    found = figures(f"二、{over}\n（一）收入情况\n2023年实现收入30万元。")
    assert found["30万元"].role is None
    assert found["30万元"].subject != "全年"


@pytest.mark.parametrize(
    "over", ["2023年度财务收支情况", "慈善资金收入和支出情况", "2023 年工作总结", "全省红十字会财务收支情况"]
)
def test_income_below_what_heads_all_money_is_all_of_it(over: str) -> None:
    found = figures(f"一、{over}\n（一）收入情况\n2023年实现收入30万元。")
    assert found["30万元"].subject.startswith("全年")


def test_a_heading_of_one_sort_of_income_heads_no_total() -> None:
    found = figures("一、收支情况\n（一）捐赠收入\n2023年，市慈善总会捐赠收入351万元。")
    assert found["351万元"].role is None


def test_a_heading_of_all_red_cross_bodies_of_the_region_is_of_all() -> None:
    found = figures(
        "一、全省红十字会财务收支情况\n1.境内外捐赠收入\n按捐赠来源划分，境内捐赠415万元，境外捐赠22万元。",
        title="西山省红十字会2023年度财务收支情况报告\n",
    )
    assert {found["415万元"].scope, found["22万元"].scope} == {Coverage.COUNTY}


BULLETIN = "示例县慈善会关于接收甲山地震救灾捐款情况的公告（第三期）\n"


def test_a_bulletin_on_one_disaster_is_of_it() -> None:
    found = figures(
        "截至5月6日，县慈善会累计接收捐款530万元，累计使用488万元。\n一、接收情况（共14笔2.4万元）", title=BULLETIN
    )
    assert found["530万元"].subject == found["488万元"].subject == "甲山地震救灾（累计）"
    assert found["14笔"].subject == found["2.4万元"].subject == "甲山地震救灾"
    assert not any(proposal.doubts for proposal in found.values())
    assert not any(proposal.role for proposal in found.values())


def test_goods_in_a_bulletin_are_themselves_and_one_gift_is_not_all() -> None:
    found = figures(
        "截止5月6日，县慈善会接收到某公司捐赠的大米30吨，价值14万元，食用油6吨，价值8万元。最大的一笔捐赠9万元。工作经费支出2万元。",
        title=BULLETIN,
    )
    assert (found["14万元"].subject, found["8万元"].subject) == ("大米", "食用油")
    assert "甲山" not in found["9万元"].subject + found["2万元"].subject


def test_a_title_with_its_year_is_of_all_levels_too() -> None:
    found = figures(
        "一、收入\n2023年，全省实现财务收入8100万元。\n1.政府拨款1900万元。", title="2023年全省红十字会财务收支情况\n"
    )
    assert {found["8100万元"].scope, found["1900万元"].scope} == {Coverage.COUNTY}


@pytest.mark.parametrize(
    ("sentence", "written", "measure"),
    [
        ("获二等奖2名。", "2名", "获奖"),
        ("志愿捐献者库容达到4500人。", "达到4500人", "库容"),
        ("新增器官捐献志愿登记60人，累计登记达到1200人。", "达到1200人", "登记"),
        ("造血干细胞采样入库96人份。", "96人份", "采集"),
        ("实现了六个县（市、区）全覆盖。", "六个", "县数"),
        ("为三个县（市、区）添置设备。", "三个", "覆盖县"),
    ],
)
def test_who_was_not_helped(sentence: str, written: str, measure: str) -> None:
    assert figures(sentence)[written].measure == measure


def test_eight_bodies_are_no_policies() -> None:
    assert not figures("与八单位联合开展义诊。")


def test_the_same_time_of_last_year_is_no_name() -> None:
    (share,) = figures("2023年，市慈善总会筹募善款（含药品援助）情况良好，比上年同期增长10.5%。").values()
    assert share.subject != "同期"


def test_what_is_added_up_is_another_number_of_the_same() -> None:
    found = figures(
        "陆续收到26笔捐赠资金，共31万元，累计208笔264万元；接收物资740件。", title="示例市慈善总会募捐公示\n"
    )
    assert found["26笔"].subject == "捐赠资金"
    assert found["208笔"].subject == found["264万元"].subject == "捐赠资金（累计）"
    assert "累计" not in found["740件"].subject


def test_a_share_in_income_is_no_share_in_what_was_spent() -> None:
    found = figures("公益资金收入38万元，占总收入的12.5%。公益资金支出96万元，占全年总支出的41.3%。")
    assert (found["12.5%"].measure, found["41.3%"].measure) == ("收入占比", "支出占比")


def test_lists_by_several_aspects_are_called_by_them_and_the_year_is_told_by_what_it_was_for(tmp_path: Path) -> None:
    """Where the money came from that was spent does not say where it went, though it makes up the total."""
    text = (
        "一、收支情况\n（二）支出情况\n2023年，市慈善总会支出共计510万元。具体支出情况如下：\n——按资金来源\n1.公益性资金支出190万元。\n"
        "2.政府拨款支出320万元。\n——按资金用途\n1.救助支出35万元。\n2.助学支出72万元。\n"
    )
    shutil.copytree(BASE, tmp_path / "site")
    report = tmp_path / "a.txt"
    report.write_text(TITLE + text, encoding="utf-8")
    data = tmp_path / "site" / "data"
    options = ("--org", "demo", "--year", "2023", "--data", str(data), "--published", "2024-03-12", "--accept")
    main(["read", str(report), *options])
    breakdowns = (data / "demo" / "breakdowns.csv").read_text("utf-8-sig")
    names = dict(reversed(line.split(",")[:2]) for line in breakdowns.splitlines() if "全年支出的组成" in line)
    assert set(names) == {"全年支出的组成（按资金来源）", "全年支出的组成（按资金用途）"}
    headlines = (data / "demo" / "headlines.csv").read_text("utf-8-sig")
    assert f"2023,支出分组,{names['全年支出的组成（按资金用途）']}" in headlines


def test_goods_that_were_taken_are_not_handed_out() -> None:
    found = figures("地震灾区接受捐赠服装、药品等物资6批次，价值33万元。日常接受社会捐赠文具等物资11批次。")
    assert (found["6批次"].subject, found["6批次"].measure, found["6批次"].unit) == ("地震救灾", "接收数量", "批")
    assert (found["11批次"].measure, found["11批次"].doubts) == ("接收数量", (ASKS_SUBJECT,))


def test_what_all_bodies_of_a_region_spent_is_all_of_it() -> None:
    found = figures(
        "一、全省红十字会财务收支情况\n（二）支出情况\n2023年，全省红十字系统财务支出共计287万元。",
        title="西山省红十字会2023年度财务收支情况报告\n",
    )
    assert (found["287万元"].subject, found["287万元"].scope) == ("全年（市、县两级）", Coverage.COUNTY)


def test_no_goods_are_a_part_of_money() -> None:
    found = figures("（一）全年慈善资金支出145万元。其中：\n1.恤病113万元；\n2.济困32万元。")
    assert {found[amount].basis for amount in ("145万元", "113万元", "32万元")} == {FigureBasis.MONEY}


@pytest.mark.parametrize("part", ["发放物资价值32万元", "济困款物32万元"])
def test_what_has_goods_in_it_is_not_of_money_alone(part: str) -> None:
    found = figures(f"（一）全年慈善资金支出145万元。其中：\n1.恤病113万元；\n2.{part}。")
    assert found["145万元"].basis is found["113万元"].basis is FigureBasis.BOTH


@pytest.mark.parametrize("goods", ["实物捐赠（折价）收入22万元", "非现金22万元", "物资22万元"])
def test_gifts_in_kind_are_goods_though_a_part_of_what_is_called_money(goods: str) -> None:
    found = figures(
        f"（一）2023年度慈善资金收入95万元，分项如下：\n1、捐赠收入83万元，其中“一日捐”募集收入61万元、{goods}。\n2、利息12万元。"
    )
    assert found["22万元"].basis is FigureBasis.GOODS
    assert {found[amount].basis for amount in ("95万元", "83万元", "61万元")} == {FigureBasis.BOTH}


def test_money_that_bought_goods_is_money_or_nobody_says() -> None:
    assert figures("全年募集资金和物资22万元。")["22万元"].basis is FigureBasis.BOTH
    assert figures("采购防疫物资22万元。")["22万元"].basis is not FigureBasis.GOODS


@pytest.mark.parametrize("words", ["善款（物）", "款（物）"])
def test_gifts_and_goods_in_brackets_are_both(words: str) -> None:
    assert figures(f"东岭县慈善协会全年共募集{words}37万元。")["37万元"].basis is FigureBasis.BOTH


@pytest.mark.parametrize("behind", ["不止", "不止一点"])
def test_more_than_an_amount_is_written_so(behind: str) -> None:
    (figure,) = figures(f"全年收到捐款5万元{behind}。").values()
    assert (figure.as_written, figure.qualifier) == (f"5万元{behind}", "不止")


@pytest.mark.parametrize("trips", ["7车/次", "7车次"])
def test_loads_that_were_sent_are_told_where_they_are_not_read(trips: str) -> None:
    told = read(f"捐助站共拨出救助物资{trips}。").passed_over
    assert len(told) == 1
    assert f"“{trips}”" in told[0]


def test_times_with_a_stroke_are_times() -> None:
    (figure,) = figures("“春晖”项目惠及患者260人/次。").values()
    assert (figure.as_written, figure.unit) == ("260人/次", "人次")


def test_goods_listed_behind_a_semicolon_went_as_the_first_did() -> None:
    found = figures("接收棉被90床，价值2万元；帐篷5顶，价值1万元。已发放大米3吨，价值1.5万元；面粉2吨，价值0.8万元。")
    assert [found[amount].measure for amount in ("2万元", "1万元")] == ["接收物资"] * 2
    assert [found[amount].measure for amount in ("1.5万元", "0.8万元")] == ["发放物资"] * 2


def test_what_grew_is_called_by_its_own_words() -> None:
    found = figures(
        "2023年慈善资金收入96万元，其中捐赠收入94万元，利息等收入2万元。慈善资金募集同比增长41.7%，支出比上年同期增长8.5%。"
    )
    assert (found["41.7%"].subject, found["8.5%"].subject) == ("慈善资金募集", "支出")


def test_who_is_told_behind_a_list_is_not_the_last_of_it() -> None:
    found = figures("“启航”结对助学活动结对学生60名，其中在读大学生20名、小学生40名，往年结对今年继续资助的学生15名。")
    assert found["20名"].subject.endswith("在读大学生")
    assert "小学生" not in found["15名"].subject


def test_money_is_not_of_those_who_took_part_in_something_before() -> None:
    found = figures("全市动员爱心企业100余家、社会爱心人士3万余人参与救助。截至目前，募集款物价值320万元。")
    assert "爱心人士" not in found["320万元"].subject


def test_an_entry_of_a_list_is_called_without_its_dashes() -> None:
    assert figures("——助老。为全市65家养老院配送防暑物资，价值32.5万元。")["32.5万元"].subject == "助老"


def test_the_share_of_the_own_level_is_not_called_by_what_it_did() -> None:
    found = figures(
        "记者获悉，2023年我市慈善总会系统共筹集善款320万元，其中市总会本级筹集86万元。", title="募捐再创新高\n"
    )
    assert found["86万元"].subject == "市总会本级"


def test_gifts_and_goods_in_brackets_are_all_of_the_year() -> None:
    assert figures("全年募集善款（物）420万元。")["420万元"].role is HeadlineRole.INCOME


def test_it_is_asked_what_a_part_in_a_table_measures() -> None:
    rows = "单位：万元\n项目\t本年数\n一、捐赠收入\t12.5\n其中：现金\t9.5\n物资\t3\n收入合计\t14.5\n"
    found = figures(rows, title="示例市慈善总会2023年收支公示\n")
    assert [bool(proposal.doubts) for proposal in found.values()] == [False, True, True, False]


def test_what_a_part_is_made_of_is_said_by_its_own_words() -> None:
    found = figures(
        "共接收捐赠款物86万元，其中捐款51万元、物资折款35万元。募集善款物12万元（其中善款9万元，物资3万元）。"
    )
    assert found["51万元"].basis is found["9万元"].basis is FigureBasis.MONEY
    assert found["35万元"].basis is found["3万元"].basis is FigureBasis.GOODS


def test_a_heading_says_what_the_sum_in_its_brackets_is_made_of() -> None:
    assert figures("一、捐赠资金接收情况（共9笔3.1万元）", title=BULLETIN)["3.1万元"].basis is FigureBasis.MONEY


def test_parts_of_goods_are_goods() -> None:
    found = figures("发放物资价值43万元，其中社会捐赠31万元，协会采购12万元。")
    assert {found[amount].basis for amount in ("43万元", "31万元", "12万元")} == {FigureBasis.GOODS}


def test_bodies_that_got_money_are_not_all_who_were_helped() -> None:
    found = figures("2023年，市慈善总会共接收捐款34万元，全部拨付到位，向26家医院拨付21万元。")
    assert found["26家"].subject != "全年"


def test_volunteers_to_date_are_no_more_helped_than_the_new_ones() -> None:
    found = figures("志愿服务：新增注册志愿者2150人，累计达到1.38万人。")
    assert (found["达到1.38万人"].measure, found["达到1.38万人"].subject) == ("新增", "志愿服务（累计）")


def test_goods_that_are_passed_on_are_not_called_by_who_gets_them() -> None:
    assert figures("向县人民医院转赠口罩2万只。")["2万只"].subject == "口罩"


def test_what_each_of_several_got_names_nothing_behind_it() -> None:
    found = figures(
        "“小手”项目为90名儿童发放慰问金12万元。向东岭福利院、西山福利院各捐赠1万元，营造氛围；推动拥军，发放资助金7万元，30名官兵获得资助。"
    )
    assert not any("福利院" in found[written].subject for written in ("7万元", "30名"))


def test_sessions_of_two_terms_are_no_counts() -> None:
    assert not figures("第五届四次理事会暨五次常务理事会会议召开。")


def test_each_of_those_who_get_something_is_no_name() -> None:
    assert "每人" not in figures("每年暑假，资助一批大学新生，为每人提供6000元资助。")["6000元"].subject


def test_the_year_twice_is_the_year() -> None:
    found = figures("2023年年度总收入450万元，比2022年增加11万元。")
    assert (found["450万元"].subject, found["450万元"].role) == ("全年", HeadlineRole.INCOME)


def test_schools_are_not_called_by_what_they_got() -> None:
    assert figures("为71所中小学捐赠6.8万册图书。")["71所"].subject == "中小学"


@pytest.mark.parametrize("name", ["“暖冬”送温暖项目", "“夏日”送清凉活动", "“情暖”送学上门项目", "送温暖活动"])
def test_a_name_that_begins_with_giving_keeps_its_first_word(name: str) -> None:
    found = figures(f"“春风”助学项目支出52万元；{name}支出41.5万元，惠及1260人次。")
    assert {found["41.5万元"].subject, found["1260人次"].subject} == {name}
    assert figures("全年送棉被500件。")["500件"].subject == "棉被"
