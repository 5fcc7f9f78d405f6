"""Whole amounts of yearly reports, their parts, and what stands beside them; invented sentences of the structure of real ones."""

from __future__ import annotations

import pytest

from disclosure.extraction import FigureProposal, Reading, read_text
from disclosure.kinds.headlines import HeadlineRole
from disclosure.model import Coverage

TITLE = "示例市慈善总会2023年度工作报告\n"


def read(text: str, title: str = TITLE) -> Reading:
    return read_text(title + text, "粘贴的文字", "demo", 2023)


def figures(text: str, title: str = TITLE) -> dict[str, FigureProposal]:
    return {proposal.as_written: proposal for proposal in read(text, title).proposals}


def parts_of(reading: Reading) -> dict[str, list[str]]:
    written = {proposal.id: proposal.as_written for proposal in reading.proposals}
    return {written[group.total]: [written[part] for part in group.parts] for group in reading.groups}


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
    assert gift.measure in {"捐赠收入", "接收物资", "上级拨款"}
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
