"""Whole amounts of yearly reports, their parts, and what stands beside them; invented sentences of the structure of real ones."""

from __future__ import annotations

import pytest
from yearly import Report, parts_of

from disclosure.extraction import read_text
from disclosure.extraction.naming import short_name
from disclosure.kinds.headlines import HeadlineRole
from disclosure.model import Coverage, Nature

TITLE = "示例市慈善总会2023年度工作报告\n"
REPORT = Report(TITLE, 2023)
read, figures = REPORT.read, REPORT.figures


@pytest.mark.parametrize(
    "text",
    [
        "我会支出善款70万元，比2022年的60万元多10万元。其中，助学30万元，助医40万元。",
        "我会支出善款70万元，较上年60万元增加10万元，其中助学30万元，助医40万元。",
        "我会支出善款70万元，2022年为60万元。其中助学30万元，助医40万元。",
    ],
)
def test_parts_are_not_of_what_the_year_is_compared_with(text: str) -> None:
    reading = read(text)
    assert parts_of(reading) == {"70万元": ["30万元", "40万元"]}
    assert not reading.contradictions
    assert not any(figures(text)[part].doubts for part in ("30万元", "40万元"))


def test_parts_in_the_sentence_of_another_year_are_of_that_year() -> None:
    part = figures("2023年支出80万元，2022年支出70万元，其中助学30万元。")["30万元"]
    assert (part.year, bool(part.doubts)) == (2022, True)


@pytest.mark.parametrize(
    "text",
    [
        "全年接收捐赠80万元，其中货币资金60万元、实物折价20万元。",
        "全年收入80万元，其中货币资金60万元，实物折价20万元。",
        "在接收的捐赠款物中，货币资金60万元，实物折价20万元。",
    ],
)
def test_money_that_came_in_is_no_balance(text: str) -> None:
    found = figures(text)
    assert not {"货币资金", "结余"} & {found["60万元"].measure, found["20万元"].measure}
    assert found["60万元"].topic == "收入"


def test_each_asset_is_called_by_its_own_name() -> None:
    found = figures("年末资产总额90万元，其中：货币资金60万元，存货12万元，固定资产18万元。应收款项5万元。")
    assert found["60万元"].measure == "货币资金"
    assert {found["12万元"].subject, found["18万元"].subject} == {"存货", "固定资产"}
    assert found["5万元"].doubts
    assert figures("净资产总额，年初为80万元，年末为90万元。")["90万元"].measure == "净资产"


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全市共募集善款90万元，支出善款70万元，惠及群众3万人次。",
        "2023年，全市共接收捐赠款物90万元，支出款物70万元，惠及群众3万人次。",
    ],
)
def test_what_goes_on_from_a_region_is_of_the_region(text: str) -> None:
    found = figures(text)
    assert {figure.scope for figure in found.values()} == {Coverage.COUNTY}
    assert found["70万元"].role is HeadlineRole.OTHER_EXPENSE
    assert found["3万人次"].role is None


def test_the_own_body_beside_a_region_is_itself() -> None:
    text = "全市共募集善款90万元，其中企业捐款50万元；市慈善总会支出善款40万元。"
    assert figures(text)["40万元"].role is HeadlineRole.EXPENSE
    text = "市本级共接收捐赠款物30万元，全市共接收捐赠款物90万元。"
    assert [figures(text)[written].scope for written in ("30万元", "90万元")] == [Coverage.OWN, Coverage.COUNTY]
    assert figures("全市共募集善款80万元，其中市慈善总会30万元。")["30万元"].subject == "市慈善总会"


@pytest.mark.parametrize(
    "text",
    [
        "某某基金会向我会捐赠80万元。",
        "5月8日，某某慈善基金会再次向我会捐出善款80万元，用于乡村振兴。",
        "省慈善总会向我会捐赠救灾物资价值80万元。",
        "市红十字会向我会捐赠物资价值80万元，我会向学校捐赠物资价值12万元。",
        "某某基金会捐给我会80万元。",
        "某某基金会为我会“春雨”助学项目捐赠80万元。",
        "某某基金会向示例市慈善总会捐赠80万元。",
        "某某基金会向市慈善总会捐赠80万元。",
        "某某基金会给我会拨付项目资金80万元。",
    ],
)
def test_what_a_charity_gives_to_the_own_body_came_in(text: str) -> None:
    gift = figures(text)["80万元"]
    assert gift.measure in {"捐赠收入", "接收物资", "拨款收入"}
    assert gift.scope is Coverage.OWN


@pytest.mark.parametrize("giver", ["某某基金会", "某某商会"])
def test_what_others_give_to_another_charity_is_asked(giver: str) -> None:
    assert "看不出来" in figures(f"{giver}向东河县慈善会捐赠80万元。")["80万元"].doubts[0]


@pytest.mark.parametrize(
    "text",
    ["我会向本会困难会员捐款80万元。", "我会向省慈善总会捐赠80万元。", "示例市慈善总会向东河县慈善会捐赠80万元。"],
)
def test_what_the_own_body_gives_went_out(text: str) -> None:
    assert figures(text)["80万元"].measure == "支出"


def test_who_took_money_spent_it() -> None:
    text = "东河县慈善会募集善款90万元，支出70万元，惠及群众3000人。"
    assert {figure.scope for figure in figures(text).values()} == {Coverage.UNSTATED}
    assert all(figure.doubts for figure in figures(text).values())


def test_what_was_used_is_spent_and_what_the_bodies_below_did_is_theirs() -> None:
    found = figures("2023年，市慈善总会筹款90万元，用款70万元。\n所属各区慈善会筹款300万元，用款200万元。")
    assert (found["90万元"].role, found["70万元"].measure) == (HeadlineRole.INCOME, "支出")
    assert found["300万元"].doubts
    assert found["200万元"].doubts


def test_parts_behind_a_balance_are_of_what_was_spent() -> None:
    text = "活动支出78万元，余额104万元。其中：慰问困难户520户，每户1000元，计52万元；慰问环卫工人264人，发放26万元。"
    assert parts_of(read(text)) == {"78万元": ["52万元", "26万元"]}
    assert not read(text).contradictions
    kept = figures("年末结余300万元，其中助学专项120万元。")["120万元"]
    assert (kept.measure, parts_of(read("年末结余300万元，其中助学专项120万元。"))) == (
        "结余",
        {"300万元": ["120万元"]},
    )


@pytest.mark.parametrize(
    ("text", "surplus"),
    [
        ("全年总收入90万元，总支出70万元，收支相抵，结余20万元。", True),
        ("上年结余500万元，本年结余20万元，累计结余520万元。", True),
        ("本年收入90万元，支出70万元，本年结余20万元，历年累计结余520万元。", True),
        ("全年总收入90万元，总支出70万元，收支相抵后年末结余20万元。", False),
        ("上年结余10万元，本年收入90万元，本年支出80万元，本年结余20万元。", False),
    ],
)
def test_what_came_in_less_what_went_out_is_no_balance(text: str, *, surplus: bool) -> None:
    assert (figures(text)["20万元"].measure == "收支差") is surplus


@pytest.mark.parametrize(
    "spent",
    ["开展救助项目支出", "全年用于救助支出", "资助各类慈善项目", "公益项目支出", "各项支出共计", "累计拨付资金和物资"],
)
def test_what_was_spent_in_all_is_a_total(spent: str) -> None:
    found = figures(f"2023年，我会共募集善款90万元，{spent}70万元。")
    assert found["70万元"].role is HeadlineRole.EXPENSE


@pytest.mark.parametrize("spent", ["助学项目支出", "开展助学项目支出", "用于助学项目支出"])
def test_what_one_project_took_is_no_total(spent: str) -> None:
    assert figures(f"2023年，我会共募集善款90万元，{spent}70万元。")["70万元"].role is None


@pytest.mark.parametrize("text", ["接收善款及物资共计90万元。", "募集资金和物资90万元。", "送去慰问金及物资90万元。"])
def test_a_piece_of_words_is_no_name(text: str) -> None:
    assert not figures(text)["90万元"].subject.endswith(("及", "和"))


def test_what_sums_up_several_is_of_none_of_them() -> None:
    reading = read("一是助学支出10万元；二是“助力乡村”项目支出85万元。以上两项共支出95万元。")
    assert reading.proposals[-1].subject == "以上两项"
    assert not reading.contradictions


def test_a_share_of_all_that_was_spent_holds_what_is_told_beside() -> None:
    text = "全年救助支出90万元，管理费支出10万元，占总支出的{}%。"
    assert not read(text.format("10")).contradictions
    assert read(text.format("30")).contradictions


FUND = "年初余额32万元，本年收入50万元，支出28万元，年末余额54万元。"


@pytest.mark.parametrize(
    "head",
    [
        "（一）阳光冠名基金：",
        "1.“阳光”助学基金：",
        "一是阳光助学基金，",
        "一是“阳光”助学基金。",
        "二、冠名基金情况\n（一）阳光助学基金\n",
    ],
)
def test_what_one_fund_got_is_no_total_of_the_year(head: str) -> None:
    found = figures(head + FUND)
    assert {figure.role for figure in found.values()} == {None}
    fund = found["50万元"].subject
    assert fund.endswith("基金")
    assert [found[written].subject for written in ("32万元", "54万元")] == [f"{fund}年初", f"{fund}年末"]


def test_what_several_funds_spent_is_no_total_of_the_year() -> None:
    found = figures("三支基金共捐入90万元，共支出70万元。")
    assert (found["70万元"].role, found["70万元"].subject) == (None, "三支基金")


def test_a_balance_is_parted_by_the_names_of_funds() -> None:
    text = "年末结余300万元，其中“阳光”助学基金120万元，大病救助基金180万元。"
    assert [figures(text)[written].subject for written in ("120万元", "180万元")] == ["“阳光”助学基金", "大病救助基金"]


def test_what_stands_before_a_comma_counts_nothing_behind_it() -> None:
    assert figures("9月5日启动仪式现场，46家企业捐款830万元。")["46家"].measure == "参与单位"


def test_behind_the_parts_the_whole_goes_on() -> None:
    text = "截至8月15日，累计接收捐赠款物90万元，其中资金60万元、物资价值30万元；已拨付款物50万元。"
    assert figures(text)["50万元"].subject == "截至8月15日"


@pytest.mark.parametrize(
    "text",
    [
        "市慈善总会投入90万元，区慈善会配套80万元，共同开展“幸福食堂”项目。",
        "某某慈善基金会为我县捐建乡村书屋6所，投入90万元。",
        "我会资助90万元。",
    ],
)
def test_what_one_deed_took_is_no_total(text: str) -> None:
    assert figures(text)["90万元"].role is None


def test_what_all_deeds_of_a_year_took_is_one() -> None:
    assert figures("市慈善总会全年投入救助资金90万元。")["90万元"].role is HeadlineRole.EXPENSE


def test_those_who_were_helped_once_are_not_all() -> None:
    once = "我会接收某某公司捐赠的棉衣300件，价值3万元，发放给困难学生300名。"
    assert figures(once)["300名"].role is None
    assert figures("2023年，我会救助困难群众300人次。")["300人次"].role is HeadlineRole.HELPED


def test_who_was_helped_on_a_feast_does_not_contradict_all_of_the_year() -> None:
    text = "全年发放慰问金86万元，惠及困难家庭1.2万户。春节期间，慰问困难群众2,600户。"
    assert not read(text).contradictions


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("某某公司向市慈善总会捐赠口罩2000只，价值8万元。", {"2000只": "接收数量", "8万元": "接收物资"}),
        ("市慈善总会向东河县慈善会捐赠口罩2000只，价值8万元。", {"2000只": "发放数量", "8万元": "发放物资"}),
        (
            "某某公司向市慈善总会捐赠口罩2000只，市慈善总会向学校发放口罩1500只。",
            {"2000只": "接收数量", "1500只": "发放数量"},
        ),
    ],
)
def test_goods_that_are_given_to_the_own_body_came_in(text: str, measures: dict[str, str]) -> None:
    assert {written: figures(text)[written].measure for written in measures} == measures


def test_parts_of_a_region_are_of_the_region() -> None:
    text = "截至11月30日，全市共收到捐款90万元。其中：市直单位30万元，企业60万元。"
    assert {figure.scope for figure in figures(text).values()} == {Coverage.COUNTY}
    text = "全市慈善系统共募集款物90万元。其中市慈善总会本级募集款物30万元，支出20万元。"
    assert figures(text)["20万元"].scope is Coverage.OWN


def test_what_branches_raise_by_themselves_is_theirs() -> None:
    assert figures("各乡镇慈善分会自行募集90万元，支出70万元。")["70万元"].doubts


@pytest.mark.parametrize(
    "text",
    [
        "2023年共筹集善款90万元，超额完成60万元的年度任务。",
        "2023年，我会筹集善款90万元，完成60万元的募捐目标。",
        "企业认捐90万元，余款60万元将于2024年到账。",
    ],
)
def test_what_was_to_be_reached_or_will_come_is_asked(text: str) -> None:
    assert "计划" in "".join(figures(text)["60万元"].doubts)


def test_what_follows_a_target_was_done() -> None:
    assert not figures("全年完成60万元的募捐目标，发放助学金50万元。")["50万元"].doubts


def test_the_first_day_of_the_year_is_its_beginning() -> None:
    found = figures("2023年1月1日结余21万元，12月31日结余26万元。")
    assert [found[written].subject for written in ("21万元", "26万元")] == ["年初", "年末"]


def test_who_takes_money_out_of_gifts_spends_it_and_the_treasury_is_another() -> None:
    found = figures("我会从募集的善款中拿出50万元，县财政配套30万元，设立80万元的“应急”基金。")
    assert (found["50万元"].measure, found["30万元"].scope) == ("支出", Coverage.UNSTATED)


def test_what_was_handed_on_of_gifts_is_no_part_of_what_came_in() -> None:
    found = figures("共接收款物82万元，全部拨付灾区。其中通过省慈善总会转拨30万元，直接拨付东河县52万元。")
    assert found["30万元"].doubts
    assert figures("总会收到省慈善总会转拨的捐款30万元。")["30万元"].measure == "拨款收入"


def test_who_served_was_not_helped() -> None:
    text = "全年有169万人次困难群众受益。全年有95万人次在社会服务领域提供了271万小时的志愿服务。"
    assert figures(text)["95万人次"].measure == "志愿者人数"
    assert not read(text).contradictions
    assert figures("全年为3200人次提供志愿服务。")["3200人次"].measure == "受益"


def test_what_a_red_cross_above_gave_is_not_of_the_own_one() -> None:
    title = "示例市红十字会2023年工作总结\n"
    assert figures("省红十字会拨付人道救助资金80万元。", title=title)["80万元"].doubts
    assert not figures("市红十字会拨付人道救助资金80万元。", title=title)["80万元"].doubts
    handed = figures("全年接收捐款90万元，其中省红十字会下拨20万元，社会捐款70万元。", title=title)
    assert not any(figure.doubts for figure in handed.values())


def test_what_a_charity_above_put_in_beside_the_own_one_is_not_its_own() -> None:
    text = "省、市、县三级共投入42万元，其中省慈善总会20万元，市慈善总会22万元。"
    assert [bool(figures(text)[written].doubts) for written in ("20万元", "22万元")] == [True, False]
    assert not figures("拨付甲县慈善会20万元，乙县慈善会22万元。")["22万元"].doubts


def test_an_audit_is_not_what_its_amounts_are_of() -> None:
    text = "会计师事务所审计：2023年度捐赠收入90万元，业务活动成本80万元，管理费用3万元。"
    assert figures(text)["90万元"].role is HeadlineRole.INCOME


def test_what_the_own_body_adds_to_the_gifts_of_others_went_out() -> None:
    text = "某某基金会资助我会“晨光”项目35万元，省慈善总会配捐12万元，我会配套20万元，三方共投入67万元。"
    found = figures(text)
    assert (found["20万元"].measure, found["67万元"].scope) == ("支出", Coverage.PARTNERS)
    assert figures("企业捐资80万元、我会配套60万元，建成敬老院1所。")["60万元"].measure == "支出"
    assert figures("收到财政配套资金20万元。")["20万元"].topic == "收入"


def test_what_a_year_amounts_to_is_not_of_its_last_feast() -> None:
    text = "春节期间发放慰问金86万元，重阳节发放慰问金31万元，全年累计发放慰问金159万元。"
    whole = figures(text)["159万元"]
    assert "重阳" not in whole.subject
    assert not any("几年累计" in doubt for doubt in whole.doubts)


def test_one_of_a_list_is_no_total_of_the_year() -> None:
    found = figures("全年募集善款90万元、物资价值20万元，发放慰问品价值30万元、救助金60万元。")
    assert {figure.role for figure in found.values()} == {None}


def test_what_stands_beside_the_own_level_is_below_it() -> None:
    found = figures("全年募集善款90万元，其中市本级50万元、县（市、区）40万元。")
    assert [bool(found[written].doubts) for written in ("50万元", "40万元")] == [False, True]


def test_a_share_of_what_a_region_raised_leaves_the_own_total() -> None:
    found = figures("2023年，市慈善总会募集善款68万元，占全市募集总额340万元的20%。")
    assert (found["68万元"].role, found["340万元"].scope) == (HeadlineRole.INCOME, Coverage.COUNTY)


def test_what_is_added_up_behind_a_quarter_is_not_of_it() -> None:
    title = "示例市慈善总会2023年第三季度公示\n"
    found = figures("第三季度收到捐款86万元，支出74万元，累计收到捐款386万元。", title=title)
    assert [found[written].subject for written in ("86万元", "386万元")] == ["第三季度", "截至第三季度"]


def test_each_place_that_money_is_handed_to_is_named() -> None:
    found = figures("已拨付甲河县15万元、乙春镇9万元。")
    assert [found[written].subject for written in ("15万元", "9万元")] == ["拨付甲河县", "拨付乙春镇"]


def test_two_payments_to_one_receiver_are_two() -> None:
    text = "全年拨付资金90万元，情况如下：\n1. 援建卫生院项目，拨付甲县红十字会50万元；\n2. 人才培养项目，拨付甲县红十字会40万元。"
    assert not read(text).contradictions


def test_all_red_crosses_of_a_region_are_the_region() -> None:
    title = "示例市红十字会2023年工作总结\n"
    text = "全市各级红十字会共募集款物75万元（市本级募集60万元），共使用捐款50万元（市本级使用44万元）。"
    found = figures(text, title=title)
    own = {written for written, figure in found.items() if figure.scope is Coverage.OWN}
    assert own == {"60万元", "44万元"}
    assert figures("全市红十字系统筹集款物37万元。", title=title)["37万元"].scope is Coverage.COUNTY


def test_a_target_that_was_met_came_in_by_another_amount() -> None:
    text = "全年募集善款68万元，圆满完成了60万元的募集任务。"
    assert figures(text)["60万元"].doubts


@pytest.mark.parametrize("title", [TITLE, "示例市慈善总会2023年度财务收支决算和2024年预算\n", "一、2024年预算\n"])
def test_the_accounts_of_the_year_are_no_plan_for_the_next(title: str) -> None:
    found = figures("2023年决算：收入58万元，支出53万元。\n2024年预算：收入60万元，支出55万元。", title=title)
    assert {found[written].nature for written in ("58万元", "53万元")} == {Nature.ACTUAL}
    assert {found[written].nature for written in ("60万元", "55万元")} == {Nature.PLANNED}


def test_what_a_balance_grew_to_is_of_the_last_day() -> None:
    found = figures("我会净资产由年初的80万元增加到年末的90万元。")
    assert [found[written].subject for written in ("80万元", "90万元")] == ["年初", "年末"]


def test_the_sum_of_several_projects_is_of_none() -> None:
    text = "今年共发放“暖家”慰问金80万元、“金秋”助学金90万元，合计170万元。"
    assert "“" not in figures(text)["170万元"].subject


@pytest.mark.parametrize("begun", ["接收的捐赠中，", "年末"])
def test_a_sum_of_money_and_other_things_is_no_money(begun: str) -> None:
    text = f"{begun}货币资金90万元，存货12万元，合计102万元。"
    assert figures(text)["102万元"].measure != "货币资金"


PARTS = {
    "收入90万元（捐赠60万元、补助30万元）。": ("90万元", 2),
    "全年支出1.7亿元（170,000,000元）。": ("1.7亿元", 0),
    "市财政资金60万元，其中：项目资金50万元，工作经费10万元。": ("60万元", 2),
    "境外捐赠90万元（不包含援建项目款30万元）。": ("90万元", 0),
    "全市接收捐款90万元，支出70万元，其中市慈善总会收到捐款50万元，已支出40万元。": ("70万元", 1),
    "我会收到捐款90万元，其中物资30万元，已拨付60万元。": ("90万元", 1),
    "全年支出90万元，其中助学60万元；助医20万元；助老10万元。": ("90万元", 3),
    "全年支出90万元，其中助学60万元；募集善款30万元。": ("90万元", 1),
    "全年惠及900人，其中学生600人、老人300人。": ("900人", 2),
}


@pytest.mark.parametrize("text", PARTS)
def test_parts_are_grouped_with_the_amount_that_they_are_told_of(text: str) -> None:
    reading = read_text("示例县慈善总会2022年度工作总结\n" + text, "粘贴的文字", "demo", 2022)
    written, parts = PARTS[text]
    total = next(proposal for proposal in reading.proposals if proposal.as_written == written)
    assert sum(len(group.parts) for group in reading.groups if group.total == total.id) == parts


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("全年支出300万元，其中：助学100万元，资助200人。", False),
        ("全年支出300万元，其中助学100万元，惠及群众200人。", True),
        ("全年支出300万元，资助200人，其中助学100万元。", True),
    ],
)
def test_who_was_helped_by_a_part_is_not_all_who_were(text: str, counted: bool) -> None:  # noqa: FBT001
    reading = read_text("示例县慈善总会2022年度工作总结\n" + text, "粘贴的文字", "demo", 2022)
    helped = next(proposal for proposal in reading.proposals if proposal.unit == "人")
    assert (helped.role is HeadlineRole.HELPED) is counted


@pytest.mark.parametrize("behind", ["", "，其中市本级40万元"])
def test_what_follows_the_parts_of_what_both_levels_raised_is_of_both(behind: str) -> None:
    """The parts before a semicolon say nothing of what stands behind it."""
    read_so = figures(f"2023年，全市两级慈善组织共募集款物90万元，其中市本级50万元；共支出80万元{behind}。")
    assert read_so["80万元"].scope is Coverage.COUNTY
    assert read_so["80万元"].role is not HeadlineRole.EXPENSE


def test_a_sum_is_parted_by_several_aspects() -> None:
    """Each aspect makes up the whole; nothing is counted twice."""
    reading = read(
        "2023年，示例市慈善总会接收捐赠90万元，其中企业捐赠60万元、个人捐赠30万元。\n"
        "按捐赠方式分：线下捐赠70万元，互联网捐赠20万元。\n从捐赠意愿看，定向捐赠50万元，非定向捐赠40万元。\n"
        "2023年，示例市慈善总会支出80万元。按领域分：助学55万元，助医25万元。按地区分：城区35万元，乡镇45万元。"
    )
    assert [(group.why, len(group.parts)) for group in reading.groups] == [
        ("其中", 2), ("按捐赠方式", 2), ("从捐赠意愿", 2), ("其中", 2),
    ]  # fmt: skip
    assert not reading.contradictions
    assert [figure.subject for figure in reading.proposals if figure.as_written in {"55万元", "25万元"}] == [
        "助学",
        "助医",
    ]
    assert not any("按" in figure.subject or figure.doubts for figure in reading.proposals)


def test_aspects_of_two_sums_at_once_are_no_contradiction() -> None:
    reading = read(
        "2023年，市慈善总会接收捐赠90万元，支出80万元。\n按用途分：定向捐赠50万元，非定向捐赠40万元。\n按来源分：企业60万元，个人30万元。"
    )
    assert not reading.contradictions


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("2023年，市慈善总会救助困难群众9800人次，支出善款80万元。", True),
        ("一年来，市慈善总会救助困难群众9800人次，发放款物80万元。", True),
        ("2023年，市慈善总会救助大病患者120人次，发放救助金80万元。", False),
        ("2023年，市慈善总会救助困难家庭800户，支出80万元；资助学生300名，支出90万元。", False),
    ],
)
def test_what_was_spent_on_all_who_were_helped_is_all_that_was_spent(text: str, *, total: bool) -> None:
    assert (figures(text)["80万元"].role is HeadlineRole.EXPENSE) is total


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("慈善救助精准有力", True),
        ("救助工作", True),
        ("帮扶工作", False),
        ("大病救助深入推进", False),
        ("救助大病患者", False),
    ],
)
def test_a_heading_of_all_help_heads_the_total(heading: str, *, total: bool) -> None:
    read_so = figures(
        f"一、主要成绩\n（一）慈善募捐再创新高。全年共募集款物90万元。\n（二）{heading}。全年救助支出80万元。"
    )
    assert read_so["90万元"].role is HeadlineRole.INCOME
    assert (read_so["80万元"].role is HeadlineRole.EXPENSE) is total


@pytest.mark.parametrize("fund", ["目前共管理专项基金32支，累计募集80万元", "现有32支冠名基金，累计支出80万元"])
def test_what_the_funds_there_are_raised_is_of_many_years(fund: str) -> None:
    read_so = figures(f"2023年，市慈善总会接收捐赠60万元，支出50万元。{fund}。")
    assert "几年累计" in "".join(read_so["80万元"].doubts)
    assert not read_so["60万元"].doubts
    assert not figures("目前已有32家单位参与，累计捐款80万元。")["80万元"].sentence.count("几年")


@pytest.mark.parametrize(
    "who",
    ["邻县慈善总会募集善款", "兄弟市慈善总会募集善款", "县教育基金会募集善款", "县妇联募集爱心款", "县教育局收到捐款"],
)
def test_what_others_collected_is_asked_about(who: str) -> None:
    figure = figures(f"市慈善总会2023年募集善款90万元。{who}80万元。")["80万元"]
    assert (figure.scope, figure.role, bool(figure.doubts)) == (Coverage.UNSTATED, None, True)


@pytest.mark.parametrize("who", ["市教育基金会", "基金会", "本基金会"])
def test_what_a_foundation_writes_of_itself_is_its_own(who: str) -> None:
    assert not figures(f"2023年，{who}募集善款90万元。", title="示例市教育基金会2023年度工作报告\n")["90万元"].doubts


def test_what_stands_behind_the_parts_in_brackets_is_of_the_year() -> None:
    """No part that the bracket names is what follows it about."""
    read_so = figures(
        "一年来，市慈善总会共筹集善款90万元（其中“慈善一日捐”50万元、定向捐赠40万元），实施救助项目8个，累计支出80万元。"
    )
    assert (read_so["8个"].subject, read_so["80万元"].role) == ("全年", HeadlineRole.EXPENSE)
    assert read_so["50万元"].subject == "“慈善一日捐”"


def test_the_balances_of_a_fund_that_a_sentence_begins_with_are_of_the_fund() -> None:
    read_so = figures("“晨星”专项基金2023年初余额45万元，本年度接收捐赠30万元，支出28万元，年末余额47万元。")
    assert [read_so[wording].subject for wording in ("45万元", "47万元")] == [
        "“晨星”专项基金年初",
        "“晨星”专项基金年末",
    ]


@pytest.mark.parametrize("task", ["超额完成全年任务60万元", "完成年度募捐目标任务60万元", "超额完成年度指标的60万元"])
def test_a_task_that_was_fulfilled_is_no_sum_that_came_in(task: str) -> None:
    read_so = figures(f"全年募集资金90万元，{task}，支出80万元，年末结余20万元。")
    assert read_so["60万元"].nature is Nature.PLANNED
    assert [read_so[wording].nature for wording in ("90万元", "80万元", "20万元")] == [Nature.ACTUAL] * 3


@pytest.mark.parametrize(
    "grown", ["由上年的60万元增加到90万元", "由2022年的60万元增至90万元", "从去年60万元下降到90万元"]
)
def test_what_grew_from_last_year_is_of_this(grown: str) -> None:
    read_so = figures(f"2023年，市慈善总会募集善款{grown}。")
    assert (read_so["60万元"].year, read_so["90万元"].year) == (2022, 2023)
    assert "上年" not in read_so["90万元"].subject


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("市慈善总会投资80万元入股企业。", {"金额"}),
        ("市慈善总会投资80万元购买理财产品。", {"金额"}),
        ("市慈善总会投资80万元建设敬老院。", {"支出"}),
        ("北岭粮油公司（2023年捐款80万元）。", {"捐赠款物", "捐赠收入"}),
        ("康民药品厂2023年捐赠80万元。", {"捐赠款物", "捐赠收入"}),
    ],
)
def test_what_was_invested_or_given_by_a_firm_is_no_grant(text: str, measures: set[str]) -> None:
    assert figures(text)["80万元"].measure in measures


def test_what_is_left_behind_costs_is_not_called_by_the_word_that_takes_them_off() -> None:
    assert "除去" not in figures("慈善晚会共募集90万元，除去10万元费用，净收入80万元。")["80万元"].subject


def test_what_a_body_above_gave_in_brackets_is_asked_about_where_money_was_spent() -> None:
    spent = figures("“善行”项目：投入50万元（其中省慈善总会支持20万元，市慈善总会配套30万元），救助患儿25名。")
    assert [bool(spent[wording].doubts) for wording in ("50万元", "20万元", "30万元")] == [False, True, False]
    assert not figures("全年募集善款90万元（省慈善总会药品援助20万元）。")["20万元"].doubts


def test_what_was_raised_is_no_part_of_what_was_spent() -> None:
    """其中,“幸福”项目筹款30万元 tells of what came in, whatever stands next to it."""
    read_so = figures(
        "2023年，市慈善总会募集善款90万元，支出80万元。其中，“幸福”项目筹款30万元；资助大学生21名，发放助学金10万元。"
    )
    assert (read_so["30万元"].topic == "支出", read_so["30万元"].measure) == (False, "筹集")
    assert read_so["10万元"].measure == "支出"


def test_money_of_a_pledge_that_came_in_is_called_by_the_fund() -> None:
    read_so = figures("1.晨星慈善基金：规模50万元，当年到账5万元，使用4万元。")
    assert [(read_so[w].subject, read_so[w].measure) for w in ("5万元", "4万元")] == [
        ("晨星慈善基金", "筹集"),
        ("晨星慈善基金", "支出"),
    ]
    assert figures("企业认捐“留本基金”100万元，按每年5%付息，当年实收5万元。")["5万元"].nature is Nature.ACTUAL


@pytest.mark.parametrize("text", ["全年用于慈善救助资金80万元", "全年用于公益项目的支出80万元"])
def test_what_was_used_for_all_help_is_a_total(text: str) -> None:
    assert (
        figures(f"2023年，市慈善总会募集善款90万元。{text}，其中助学50万元、助医30万元。")["80万元"].role
        is HeadlineRole.EXPENSE
    )
    assert figures("2023年，市慈善总会募集善款90万元。全年用于助学资金80万元。")["80万元"].role is None


@pytest.mark.parametrize(("period", "named"), [("截至7月25日16时", "截至7月25日"), ("上半年", "上半年")])
def test_news_of_a_part_of_the_year_is_called_by_it(period: str, named: str) -> None:
    """No total of the year, and nothing that needs to be asked."""
    figure = figures(f"据了解，{period}，示例市慈善总会共募集善款90万元，其中网络筹款20万元。", title="")["90万元"]
    assert (figure.subject, figure.role, figure.doubts) == (named, None, ())


def test_a_sum_of_all_that_one_activity_gave_is_of_it() -> None:
    """Named in a clause of its own before all of them; a name that stands with the first is of that alone."""
    read_so = figures("我会开展了“六一”送爱心活动，向甲小学发放慰问金3万元，向乙小学发放助学金1万元，共计4万元。")
    assert read_so["4万元"].subject == "“六一”送爱心活动"
    assert "青春" not in figures("“青春”支出17万元，大病救助支出4万元，共计支出21万元。")["21万元"].subject


def test_a_total_that_is_told_again_is_one_and_keeps_its_parts() -> None:
    """The lead names both totals, the chapters name them once more, by other words, and list their parts: 536.89万元."""
    reading = read(
        "一、财务收支情况\n2023年,总会实现总收入536.89万元,总支出478.72万元。\n（一）收入情况\n2023年,总会通过开展各种募捐活动,全年共募集慈善资金536.89万元。具体收入如下：\n"
        "1、接收社会各界捐赠资金422.28万元。\n2、市财政资金114.61万元。\n（二）支出情况\n2023年总会各项总支出478.72万元。"
    )
    assert [(p.as_written, p.subject, p.role, bool(p.doubts)) for p in reading.proposals] == [
        ("536.89万元", "全年", HeadlineRole.INCOME, False),
        ("478.72万元", "全年", HeadlineRole.EXPENSE, False),
        ("422.28万元", "社会各界捐赠", None, False),
        ("114.61万元", "市财政", None, False),
    ]
    assert [p.place for p in reading.proposals[:2]] == ["一、导语；一、（一）", "一、导语；一、（二）"]
    assert parts_of(reading) == {"536.89万元": ["422.28万元", "114.61万元"]}


def test_parts_behind_the_first_of_two_places_stay() -> None:
    reading = read(
        "2023年，我会总收入536.89万元，其中捐赠收入422.28万元，利息收入114.61万元。\n全年共募集慈善资金536.89万元。"
    )
    assert parts_of(reading) == {"536.89万元": ["422.28万元", "114.61万元"]}


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我会全年募集善款500万元。\n“一日捐”活动全年募集善款500万元。",  # a round sum may be another
        "2023年，我会全年募集善款512.34万元。\n全市慈善会系统全年募集善款512.34万元。",
        "2023年，我会全年募集善款512.34万元。\n2022年募集善款512.34万元。",
        "2023年，我会全年募集善款512.34万元。\n2023年，我会全年支出善款512.34万元。",
    ],
)
def test_another_amount_of_the_same_value_is_its_own(text: str) -> None:
    assert len(read(text).proposals) == 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "2023年，市慈善总会在台风救灾中共接收境内外捐赠款物折合人民币57.11万元，支出款物总计56.96万元。",
            {"人民币57.11万元": "台风救灾", "56.96万元": "台风救灾"},
        ),
        ("我会在疫情防控期间，共募集善款57.11万元。", {"57.11万元": "疫情防控"}),
        (
            "（一）全年支出90.5万元。其中：\n1.助学79.3万元；\n2.慈善活动经费支出11.2万元。",
            {"11.2万元": "慈善活动经费"},
        ),
        ("全年支出90.5万元。其中总会慈善救助年度支出79.3万元。", {"79.3万元": "慈善救助"}),
        (
            "2023年，我会共支出人道救助款物90.5万元，其中，支出善款79.3万元，发放物资价值11.2万元。",
            {"90.5万元": "全年", "79.3万元": "善款", "11.2万元": "物资"},
        ),
    ],
)
def test_a_number_is_of_what_its_sentence_is_about(text: str, named: dict[str, str]) -> None:
    told = figures(text)
    assert {written: told[written].subject for written in named} == named
    assert not any(told[written].doubts for written in named)


def test_a_side_of_the_border_and_a_respect_are_no_names() -> None:
    """境内外 and 方面 name nothing: where nothing else does, it is asked."""
    told = figures("2023年，在扶老、助学等方面共实施了30个慈善救助项目，惠及2万多人次。")
    assert told["30个"].subject == "全年"


@pytest.mark.parametrize(
    ("written", "unit", "asked"),
    [
        ("救助困难群众4120人(家)次", "人次", True),
        ("救助困难群众4120户（人）次", "人次", True),
        ("慰问困难家庭300户次", "户次", False),
        ("资助养老机构27家次", "家次", False),
        ("资助养老机构27家", "家", False),
        ("慰问困难家庭300户", "户", False),
        ("救助困难群众4120人次", "人次", False),
    ],
)
def test_times_are_no_homes_and_no_bodies(written: str, unit: str, *, asked: bool) -> None:
    """300户次 may be 100 homes three times, and 人(家)次 counts two things together: the first keeps its unit, the second is asked."""
    (proposal,) = read(f"2023年，我会{written}。").proposals
    assert (proposal.unit, proposal.measure, bool(proposal.doubts)) == (unit, "受益", asked)
    assert proposal.as_written in written
    assert proposal.as_written.endswith("次") is written.endswith("次")


@pytest.mark.parametrize(
    ("title", "subject", "role"),
    [
        ("示例市慈善总会2023年慈善项目收支一览表", "各项目合计", None),
        ("示例市慈善总会2023年冠名基金收支情况表", "各基金合计", None),
        ("示例市慈善总会2023年度收支情况表", "合计", HeadlineRole.EXPENSE),
        ("示例市慈善总会2023年度支出项目明细表", "合计", HeadlineRole.EXPENSE),
    ],
)
def test_what_projects_come_to_is_not_all_of_the_year(title: str, subject: str, role: HeadlineRole | None) -> None:
    rows = "单位：万元\n名称\t支出金额\n助学\t52.40\n助医\t47.33\n合计\t99.73"
    total = figures(rows, title=f"{title}\n")["99.73万元"]
    assert (total.subject, total.role) == (subject, role)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("“帮带型”扶贫", "“帮带型”扶贫"),
        ("“一站式”助医服务", "“一站式”助医服务"),
        ("“春泥”助学项目", "春泥"),
        ("“成长型”", "成长型"),
        ("春泥助学", "春泥助学"),
    ],
)
def test_quotation_marks_around_a_sort_are_no_name(name: str, short: str) -> None:
    """A project is called 春泥, but none is called 帮带型: that is of which sort it is."""
    assert short_name(name) == short


PROVINCE = "示例省红十字会2023年度财务收支情况报告\n"
ALL, OWN, OTHERS = Coverage.COUNTY, Coverage.OWN, Coverage.UNSTATED


@pytest.mark.parametrize(
    ("text", "title", "scopes"),
    [
        (
            "2023年，示例省红十字会实现财务收入91万元，其中：省本级收入52万元，市、县级红十字会收入39万元。",
            PROVINCE,
            (ALL, OWN, OTHERS),
        ),
        ("全省红十字会累计接受境内外捐赠91万元。", PROVINCE, (ALL,)),
        ("其他收入共计91万元，主要是培训收入，其中省红会52万元，市县红会39万元。", PROVINCE, (ALL, OWN, OTHERS)),
        ("一、全省红十字系统\n累计接收捐赠91万元，其中资金52万元。", PROVINCE, (ALL, ALL)),
        ("一、全省红十字系统\n略。\n二、省红十字会本级\n累计接收捐赠91万元。", PROVINCE, (OWN,)),
        ("全年募集善款91万元，支出善款52万元。", "示例市慈善会系统2023年度收支情况\n", (ALL, ALL)),
        ("全系统募集善款91万元，支出52万元。", TITLE, (ALL, ALL)),
        ("全年共募集善款91万元，其中市本级52万元，各县区39万元。", TITLE, (ALL, OWN, OTHERS)),
        ("全年共募集善款91万元，其中：市本级52万元，东县21万元，西区18万元。", TITLE, (ALL, OWN, OTHERS, OTHERS)),
        ("募集善款91万元（市本级52万元，县区39万元）。", TITLE, (ALL, OWN, OTHERS)),
        ("全年募集善款91万元。其中，市本级募集52万元，县（市、区）募集39万元。", TITLE, (ALL, OWN, OTHERS)),
        ("共接收捐款91万元，其中市慈善总会接收52万元，各县（市）区慈善总会接收39万元。", TITLE, (ALL, OWN, OTHERS)),
        ("救助困难群众3000人次，其中市本级1000人次，县区2000人次。", TITLE, (ALL, OWN, OTHERS)),
    ],
)
def test_shares_of_levels_say_whose_the_whole_is(text: str, title: str, scopes: tuple[Coverage, ...]) -> None:
    assert tuple(figure.scope for figure in figures(text, title=title).values()) == scopes


@pytest.mark.parametrize(
    "text",
    [
        "本会募集善款91万元，其中：本会本级52万元，所属各分会39万元。",
        "全年支出91万元，其中机关本级52万元，所属事业单位39万元。",
        "全年募集善款91万元，其中市本级52万元。",
        "全年募集善款91万元，其中各县区慈善会募集39万元。",
    ],
)
def test_it_is_asked_whose_a_whole_is_of_which_only_some_is_of_the_body(text: str) -> None:
    whole = figures(text)["91万元"]
    assert whole.scope is Coverage.UNSTATED
    assert any("口径" in doubt for doubt in whole.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "全年募集善款91万元，其中市本级财政拨款10万元，各县区财政拨款5万元。",
        "全年支出善款91万元，其中拨付各县区慈善会20万元。",
        "全年募集善款91万元，其中县（市、区）慈善会上交20万元。",
        "全年募集善款91万元，其中市直机关单位捐款20万元，各县区企业捐款10万元。",
        "全年募集善款91万元，其中市慈善总会冠名基金20万元。",
        "我会全年支出善款91万元，其中救助全市困难群众60万元，市直单位职工10万元。",
        "市本级募集善款91万元，支出70万元。",
        "我会向全省各级慈善会学习。全年募集善款91万元。",
    ],
)
def test_who_gave_or_got_a_part_says_nothing_of_whose_the_whole_is(text: str) -> None:
    assert {figure.scope for figure in figures(text).values()} == {Coverage.OWN}


def test_a_part_of_a_total_that_is_told_again_is_one_number() -> None:
    reading = read(
        "一、全年募集善款5364.36万元，其中总会慈善救助4643.36万元，各项活动721万元。\n"
        "二、全年共募集善款5364.36万元，其中总会慈善救助4643.36万元，设备12万元。"
    )
    assert parts_of(reading) == {"5364.36万元": ["4643.36万元", "721万元"]}
    written = [figure.as_written for figure in reading.proposals]
    assert written == ["5364.36万元", "4643.36万元", "721万元", "12万元"]
    assert "二、" in reading.proposals[1].place


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("救助项目“同心助医”募集12万元。", "“同心助医”"),
        ("“点亮心愿”项目募集12万元。", "“点亮心愿”项目"),
        ("“慈善一日捐”活动募集12万元。", ""),
        ("“乐捐日”募集12万元。", ""),
    ],
)
def test_what_came_in_for_a_project_belongs_to_it(text: str, project: str) -> None:
    figure = figures(f"一、收入情况\n（一）募捐收入\n{text}")["12万元"]
    assert (figure.topic, figure.project) == ("收入", project)


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("救助项目募捐收入情况", "救助项目"),
        ("定向项目", "定向项目"),
        ("专项基金收入情况", "专项基金"),
    ],
)
def test_a_sum_right_below_a_heading_is_of_what_that_names(heading: str, subject: str) -> None:
    assert figures(f"一、收入情况\n（一）{heading}\n共计募集善款23.5万元；")["23.5万元"].subject == subject


@pytest.mark.parametrize(
    "line",
    [
        "(经2024年3月28日第七届理事会第二次会议审议通过)",
        "——2024年3月28日在第三届理事会会议上",
        "（2024年3月28日经理事会审议）",
    ],
)
def test_the_day_of_a_meeting_is_told_and_is_no_day_of_publication(line: str) -> None:
    source = read(f"{line}\n全年募集善款50万元。").source
    assert not source.published_on
    assert "2024-03-28 开会审议" in source.doubts[0]
    assert "例如" in read("经2022年3月28日会议审议通过\n全年募集善款50万元。").source.doubts[0]


def test_all_bodies_of_a_sort_of_place_are_others_whoever_writes() -> None:
    text = "全市活动累计接受捐款91万元，其中：市慈善总会收到捐款52万元。县（市）区慈善总会收到39万元（含10万元基金），具体如下：\n东区 17万元\n西县 22万元"
    found = figures(text, title="")
    assert {found[part].scope for part in ("39万元", "17万元", "22万元")} == {Coverage.UNSTATED}


@pytest.mark.parametrize("head", ["人次", "户", "人", "%"])
def test_a_unit_alone_over_a_column_makes_no_row_of_figures(head: str) -> None:
    reading = read(
        f"救助支出情况\n单位：元\n类别\t项目名称\t金额\t{head}\n助学\t春芽\t1000.5\t10\n助医\t安康\t2000\t20\n"
    )
    assert [(figure.subject, figure.as_written) for figure in reading.proposals if figure.unit == "元"] == [
        ("春芽", "1000.5元"),
        ("安康", "2000元"),
    ]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        # 现金 and 物资 are parts of what was given, and no part of what was spent
        ("捐赠收入\t320.5\n其中：现金\t280\n物资\t40.5\n支出合计\t280.3\n其中：助学\t120\n恤病\t96.4\n", {}),
        ("捐赠收入\t300\n其中：定向\t200\n其他收入\t50\n收入合计\t350\n", {}),
        ("助学\t120\n恤病\t80\n支出合计\t200\n", {"200万元": ["120万元", "80万元"]}),
        ("其中：助学\t120\n恤病\t80\n支出合计\t200\n", {"200万元": ["120万元", "80万元"]}),
    ],
)
def test_rows_that_are_parts_of_another_row_are_no_parts_of_a_total(rows: str, parts: dict[str, list[str]]) -> None:
    """What stands behind 其中 over a total is its part only where all of them together are the total."""
    assert parts_of(read(f"项目\t金额（万元）\n{rows}")) == parts
