"""Names that may not be shown are met in every text, and words that only look like them are left alone."""

from __future__ import annotations

import time

import pytest

from disclosure.privacy import Refusals, packed_names


def met(name: str, text: str, *doubtful: str) -> str:
    """Whether a name is met in a text: surely, perhaps or not."""
    refused = Refusals(doubtful=set(doubtful))
    refused.add(name, "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    namings = list(refused.met_in(text))
    assert len(namings) <= 1
    return "不" if not namings else "是" if namings[0].sure else "问"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("欧阳隐名", "欧阳隐名先生现场交来"),
        ("王建国", "这笔款由王建国捐赠"),
        ("王建国", "热心的王建国又来了"),
        ("王建国", "王 建 国"),
        ("王建国", "王**建**国"),
        ("王建国", "王\u200b建国"),
        ("王建国先生", "感谢王建国"),
        ("李明", "感谢李明先生"),
        ("李明", "李明，一百元"),
        ("李明", "由李明捐赠"),
        ("欧阳隐名", "欧（阳）隐名"),
        ("欧阳隐名", "感谢欧阳【隐名】先生"),
        ("欧阳隐名", "欧-阳-隐-名"),
        ("欧阳隐名", "欧阳/隐名"),
        ("欧阳隐名", "姓：欧阳 名：隐名"),
        ("欧阳隐名", "姓欧阳，名隐名"),
        ("欧阳隐名", "https://example.org/?name=%E6%AC%A7%E9%98%B3%E9%9A%90%E5%90%8D"),
        ("欧阳隐名", "https://example.org/%C5%B7%D1%F4%D2%FE%C3%FB/"),
        ("王建国", "王(建)国"),
        ("王建国", "王建國的捐赠"),
        ("王建國", "王建国的捐赠"),
        ("李平", "李（平）"),
        ("阿依古丽·买买提", "感谢阿依古丽·买买提的捐赠"),
        ("阿依古丽·买买提", "感谢阿依古丽买买提"),
        ("John Smith", "thanks to John Smith, again"),
        ("示例市甲木家具厂", "示例市甲木家具厂送来的桌子"),
        ("小雨点", "网友小雨点的捐款"),
        ("John Smith", "thanks to john smith, again"),
        ("John Smith", "JOHN SMITH"),
        ("John Smith", "given by Smith John"),
        ("示例金桥贸易有限公司", "由示例金桥贸易公司捐赠"),
        ("示例金桥贸易股份有限公司", "示例金桥贸易公司"),
    ],
)
def test_a_name_is_met(name: str, text: str) -> None:
    """In running text, with titles, blanks, marks or invisible signs, of any people, of bodies and of nicknames."""
    assert met(name, text) == "是"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("王建国", "老王-建国70周年"),
        ("王建国", "（王）建国路123号"),
        ("王建国", "王（建国后成立）"),
        ("王建国", "王小建，国庆节"),
        ("李平", "李（平安保险）"),
        ("李平", "和平-李村"),
    ],
)
def test_words_that_signs_part_are_no_name(name: str, text: str) -> None:
    """Without the signs between them they are a name only where nothing else is joined to it."""
    assert met(name, text) == "不"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("王建国", "王建国中学的学生"),
        ("李明", "小李明天去"),
        ("李明", "李明天去"),
    ],
)
def test_a_doubtful_name_is_asked_about(name: str, text: str) -> None:
    """Part of another name, or of two words: asked."""
    assert met(name, text) in {"问", "不"}
    assert met("王建国", "王建国走访了学校", "王建国") == "问"


@pytest.mark.parametrize(
    ("name", "text", "meeting"),
    [
        ("白杨", "白杨、柳树各一百棵", "问"),
        ("白杨", "感谢白杨先生", "是"),
        ("安康", "祝愿老人安康。", "问"),
        ("安康", "安康（女士）捐赠", "是"),
        ("高飞", "捐赠人：高飞", "是"),
        ("邵阳", "感谢邵阳先生", "是"),
        ("邵阳", "邵阳、常德等地", "问"),
        ("国强", "感谢国强的支持", "是"),
        ("王娟", "感谢王娟", "是"),
    ],
)
def test_a_name_that_is_a_word_is_asked_about_unless_a_person_is_said(name: str, text: str, meeting: str) -> None:
    """Trees and wishes are no persons, though somebody is called so."""
    assert met(name, text) == meeting


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("爱心人士", "爱心人士的捐款"),
        ("匿名", "匿名捐款"),
        ("热心市民", "一位热心市民"),
        ("平安", "平安保险公司，愿大家平安"),
        ("高兴", "孩子们很高兴"),
        ("方便", "方便大家捐款"),
        ("李先生", "李先生来电"),
        ("一名学生", "一名学生的信"),
        ("12345", "收到 12345 元"),
        ("李明", "小李明明"),
        ("Ann", "Annual report"),
        ("王", "王建国"),
    ],
)
def test_common_words_are_no_names(name: str, text: str) -> None:
    """What names nobody, and words of everyday language, are not looked for."""
    assert met(name, text) == "不"


def test_names_of_two_organisations_are_put_together() -> None:
    """Pages that belong to all organisations name nobody of any."""
    first, second = Refusals(), Refusals()
    first.add("王建国", "甲", ("a", None, 2, "捐赠人"))
    second.add("李秀英", "乙", ("b", None, 2, "捐赠人"))
    assert [naming.who for naming in (first | second).met_in("王建国、李秀英")] == ["甲", "乙"]
    assert [naming.who for naming in first.met_in("王建国、李秀英")] == ["甲"]


TEXTS = ("由王建国捐赠", "感谢李明先生，还有欧阳隐名", "thanks to John Smith", "王建国小学", "没有谁")
NAMES = ("王建国", "李明先生", "欧阳隐名", "John Smith", "王建", "示例市甲木家具厂", "\ud800名")


def test_names_that_are_packed_are_met_as_before() -> None:
    """Whose a name is and where it stands, the first place of two; a name that is added again, or later, changes nothing."""
    refused = [Refusals(), Refusals()]
    for names in refused:
        for row, name in enumerate((*NAMES, *NAMES)):
            names.add(name, f"第{row % 2}种", (f"{row % 3}.csv", "一" if row % 2 else None, row, "捐赠人"))
    loose, packed = refused
    packed.pack()
    packed.add("王建国", "别人", ("z.csv", None, 9, "捐赠人"))
    assert not packed.names
    assert not packed.empty
    for text in TEXTS:
        assert list(packed.met_in(text)) == list(loose.met_in(text))
    packed.add("赵钱孙", "别人", ("z.csv", None, 9, "捐赠人"))
    assert [naming.who for naming in packed.met_in("赵钱孙、李明")] == ["别人", "第1种"]
    assert Refusals().empty
    assert not (Refusals() | packed).empty


def test_a_digest_alone_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of one digest are told apart by themselves, however many there are."""
    monkeypatch.setattr(packed_names, "_digest", len)
    entries = {f"名{number:03d}": (f"第{number}个", ("a.csv", None, number, "捐赠人")) for number in range(300)}
    table = packed_names.PackedNames(entries)
    assert len(table) == 300
    assert {name: table.get(name) for name in entries} == entries
    assert table.get("名300") is None
    assert table.get("名") is None


GOLD = "苏州金螳螂建筑装饰股份有限公司"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (GOLD, "感谢金螳螂公司的支持"), (GOLD, "金螳螂员工捐"), (GOLD, "来自金螳螂"), (GOLD, "金螳螂建筑捐建"), (GOLD, f"{GOLD}工会"),
        ("江苏省苏州市示例药业有限公司", "示例药业捐"), ("新希望集团有限公司", "新希望集团捐赠"), ("阿依古丽·买买提", "阿依古丽捐"),
    ],
)  # fmt: skip
def test_short_forms_are_asked_about(name: str, text: str) -> None:
    """A body without its place, trade or legal form, and the given name of somebody who has no surname."""
    assert met(name, text) == "问"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("新希望集团有限公司", "带来新希望"), ("苏州阳光物业管理有限公司", "阳光普照"), ("示例第一有限公司", "示例第一小学"),
        ("江苏长江科技有限公司", "长江沿岸"),
        ("示例养老服务有限公司", "开展示例养老服务点建设"), ("苏州养老服务有限公司", "开展养老服务，"), ("苏州家庭教育咨询有限公司", "家庭教育，"),
        ("苏州志愿者服务有限公司", "感谢志愿者，"), ("苏州优秀科技有限公司", "评为优秀员工。"), ("苏州企业管理有限公司", "企业员工，"),
        ("苏州青少年心理咨询有限公司", "青少年心理咨询，"), ("苏州学习用品有限公司", "学习用品，"), ("苏州人力资源服务有限公司", "人力资源服务，"),
        ("苏州市第一建筑工程有限公司", "第一公司"), ("上海华为技术有限公司", "华为技术人员"),
    ],
)  # fmt: skip
def test_words_of_short_forms_are_left_alone(name: str, text: str) -> None:
    """What a body is called after is a word of everyday language as well."""
    assert met(name, text) == "不"


def test_a_whole_name_is_told_once() -> None:
    """The short forms in it are not told beside it."""
    assert met(GOLD, f"感谢{GOLD}的支持") == "是"


def test_names_of_everyday_words_are_met_as_bodies() -> None:
    """Called a company, or whole, they are the giver again."""
    assert met("苏州养老服务有限公司", "感谢养老公司") == "问"
    assert met("苏州养老服务有限公司", "感谢苏州养老服务有限公司的支持") == "是"


def test_long_cells_have_no_short_forms() -> None:
    """Nobody shortens what is no name, and looking for trades in it would take minutes."""
    begun = time.process_time()
    assert met(f"江苏{'建设' * 15_000}某有限公司", "建设公司") == "不"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("王建国", "王建国工作室、王建国中学", {"王建国"}),
        ("王建国", "王 建 国基金", {"王建国"}),
        ("李明", "李明基金", {"李明"}),
        ("王建国", "王建国捐款", set()),
        ("高明", "高明区医院", set()),
        ("李明", "小李明天去学校", set()),
        ("示例金桥贸易有限公司", "金桥基金", set()),
    ],
)
def test_a_name_inside_that_of_something_else(name: str, text: str, expected: set[str]) -> None:
    """Of a person, and not where it is a place or words of everyday language."""
    refused = Refusals()
    refused.add(name, "没有同意公开姓名的捐赠人", ("donations.csv", None, 2, "捐赠人"))
    assert refused.inside_names(text) == Refusals(others=(refused,)).inside_names(text) == expected
    refused.doubtful.add(name)
    assert not refused.inside_names(text)
