"""Names with characters that few fonts have are names like all others: 李䶮, 王𬱖."""

from __future__ import annotations

import pytest

from disclosure.identifiers import called_after_a_person, is_name, named_like_a_person, names_somebody, personal
from disclosure.identifiers.spelling import spelled
from disclosure.privacy import Refusals

# Of the first extension, of the second and later ones beyond the first plane, behind the end of the first block, and one
# that Unicode holds among the doubles of others although it is none.
RARE = ("䶮", "㬎", "𠮷", "𬱖", "𮧵", "\U00031350", "鿍", "﨑")


@pytest.mark.parametrize("rare", RARE)
@pytest.mark.parametrize(
    "text",
    [
        "资助小学生李@上学",
        "资助贫困学生刘@2000元",
        "困难学生代表王@发言",
        "孤儿黄@助学金",
        "李@同学收到助学金",
        "实验小学三年级2班王小@同学",
        "患者陈国@手术费",
        "王小@（女，9岁）",
        "户名：王@ 账号 6222021234567890123",
        "投诉人王小@反映",
        "支付王小@劳务费3000元",
    ],
)
def test_a_person_is_told_whatever_the_character(text: str, rare: str) -> None:
    """What a text tells of somebody does not hang on how rare a character of the name is."""
    said = [finding.what for finding in personal(text.replace("@", "明"))]
    assert said
    assert [finding.what for finding in personal(text.replace("@", rare))] == said


@pytest.mark.parametrize("rare", RARE)
def test_a_name_is_a_name(rare: str) -> None:
    """Alone, with a title, among others, in what is called after it, and as who looked at something."""
    for text in (f"王{rare}", f"王小{rare}", f"{rare}王先生", f"爱心人士王{rare}", f"李{rare}、张三"):
        assert named_like_a_person(text), text
    assert is_name(f"王{rare}")
    assert called_after_a_person(f"赵小{rare}工作室")
    assert names_somebody(f"王{rare}")
    assert not named_like_a_person(f"{rare}祥药业有限公司")
    assert not list(personal(f"修缮{rare}水村的水渠"))


@pytest.mark.parametrize("rare", RARE)
def test_a_name_that_may_not_be_shown_is_met(rare: str) -> None:
    """With blanks, titles, in two cells; another rare character is another name."""
    refused = Refusals()
    refused.add(f"王建{rare}", "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    for text in (f"这笔款由王建{rare}捐赠", f"王 建 {rare}", f"感谢王建{rare}先生", f"王（建{rare}）"):
        assert [naming.sure for naming in refused.met_in(text)] == [True], text
    assert list(refused.met_as(f"王建{rare}"))
    assert not list(refused.met_in(f"这笔款由王建{chr(ord(rare) + 1)}捐赠"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⻢小明", "马小明"),
        ("⻩⼩红", "黄小红"),
        ("⺩⼤⼒", "王大力"),
        ("⻬⻰", "齐龙"),
        ("于⼩⻜", "于小飞"),
        ("⾺⼩⻓", "马小长"),
    ],
)
def test_characters_that_a_pdf_took_for_radicals(written: str, meant: str) -> None:
    """They look the same, so they tell the same person."""
    assert spelled(written) == spelled(meant) == meant
    for text in ("资助小学生@上学", "@（女，9岁）", "贫困学生代表@发言"):
        assert list(personal(text.replace("@", written))) == list(personal(text.replace("@", meant))), text
    assert list(personal(f"资助小学生{written}上学"))
    assert named_like_a_person(written)
    refused = Refusals()
    refused.add(meant, "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    assert [naming.sure for naming in refused.met_in(f"由{written}捐赠")] == [True]


def test_spelling_keeps_every_character() -> None:
    """One sign for one sign, and doubles of usual characters as these."""
    assert len(spelled("".join(RARE))) == len(RARE)
    assert spelled("\uf9d1\U0002f81a") == "六冬"
