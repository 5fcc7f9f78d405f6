"""What leads to a person is found however it is written, and what does not is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn.ric import calc_check_digit
from stdnum.iso7064 import mod_97_10

from disclosure.identifiers import (
    grants_called_after_persons,
    masked,
    named_like_a_person,
    numbers,
    personal,
    same_person,
)

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

residents = st.builds(
    lambda place, day, order: f"{place}{day:%Y%m%d}{order:03d}",
    st.sampled_from(["110105", "320508", "420106", "650102"]),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2024, 12, 31)),
    st.integers(0, 999),
).map(lambda body: body + calc_check_digit(body + "0"))
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"62[0-9]{14,16}", fullmatch=True).map(lambda body: body + luhn.calc_check_digit(body))


def whats(text: str) -> list[str]:
    return [one.what for one in personal(text)]


@given(residents)
def test_resident_numbers(number: str) -> None:
    """An ID number is found plain, in groups, in full-width digits and with a small x."""
    grouped = f"{number[:6]} {number[6:14]} {number[14:]}"
    for text in (number, f"证件{number}。", grouped, number.translate(FULL_WIDTH), number.lower()):
        assert whats(text) == ["身份证号"]


@given(residents)
def test_old_resident_numbers(number: str) -> None:
    """The number of fifteen digits that was given out until 1999 is found, too."""
    old = number[:6] + number[8:17]
    assert whats(f"证号 {old}") in (["身份证号"], ["身份证号", "手机号"]) or not old.startswith(
        ("11", "32", "42", "65")
    )


@given(mobiles, st.sampled_from(["", "+86 ", "86-", "0086"]))
def test_mobile_numbers(number: str, country: str) -> None:
    """A mobile number is found in groups, too, and behind the number of the country."""
    for text in (number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}"):
        assert whats(f"请打{country}{text}找老李") == ["手机号"]


@given(cards)
def test_bank_cards(number: str) -> None:
    """A card number with its check digit is found, in groups of four, too."""
    fours = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    for text in (number, fours, number.translate(FULL_WIDTH)):
        assert "银行卡号" in whats(text) or whats(text) == ["身份证号"]


@given(st.one_of(mobiles, residents, cards), st.sampled_from("，,、。：:；;（(“\"'/|\t\n "))
def test_whatever_stands_before_a_number_hides_nothing(number: str, mark: str) -> None:
    """After a comma, as in a list or in a row of a CSV file, a number is found as well as after any other mark."""
    assert whats(f"老李{mark}{number}{mark}好") == whats(number)
    assert whats(f"老李{mark}{number[:3]}-{number[3:7]}-{number[7:]}") == whats(
        f"{number[:3]}-{number[3:7]}-{number[7:]}"
    )
    assert [finding.what for finding in numbers(f"老李,{number},好")] == whats(number)
    assert (number in masked(f"老李{mark}{number}")) is not bool(whats(number))  # some are codes of bodies by chance


@pytest.mark.parametrize("text", ["1,380,013,800,013", "13,800,138,000.00元", "0.13800138000", "13800138000.50元"])
def test_amounts_are_no_numbers_of_persons(text: str) -> None:
    """Digits in groups of three and decimals are amounts, however many there are."""
    assert whats(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("款项请转 6222021234567890123", "银行卡号"),  # a slip of the pen in a card number is still a card number
        ("护照：E12345678", "护照或通行证号码"),
        ("港澳通行证 C98765432", "护照或通行证号码"),
        ("联系 zhang.san1980@163.com", "个人邮箱"),
        ("联系 zhangsan@163 · com", "个人邮箱"),
        ("家长电话0512-65221234", "个人的座机"),
        ("家住青山村3组12号", "住址"),
        ("幸福小区5号楼2单元502室", "住址"),
        ("小明，今年8岁，就读于高新区实验小学，患白血病", "未成年人的姓名和学校或病情"),
        ("王小华同学就读于第三中学", "未成年人的姓名和学校或病情"),
        ("李佳怡（女，12岁）被确诊为白血病", "未成年人的姓名和学校或病情"),
    ],
)
def test_words_that_lead_to_a_person(text: str, what: str) -> None:
    """Addresses, letter boxes and children told too closely are named for what they are."""
    assert what in whats(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("11010519491231002X13800138000", ["手机号", "身份证号"]),
        ("1380013800011010519491231002x", ["手机号", "身份证号"]),
        ("联系电话1380013800013800138001", ["手机号", "手机号"]),
        ("订单号1380013800013800138001", []),
        ("13800138000110105194912310021", []),  # the check digit fails: a serial number
    ],
)
def test_two_numbers_with_nothing_between_them(text: str, kinds: list[str]) -> None:
    """Each of them leads to somebody."""
    assert sorted(whats(text)) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "51320000MJ5580000XA25001",  # a filing number
        "53100000500021676K",  # a credit code
        "91110000600037341L",
        "捐赠 13812345.67 元",
        "合计13812345678.00元",
        "运单 1234567890123456789012345",
        "2023-09-00412",
        "2023年9月18日至2024年3月12日，共 12 000 人次",
        "京财〔2024〕12号",
        "公益热线 0512-65220000，邮箱 office@example.org",
        "地址：示例路100号",
        "小明（化名），8岁，就读某小学，患白血病",
        "高新区实验小学的36名学生受益",
        "帮助3名大病患者",
        "资助患儿73名，每人5000元至20000元，共拨付82万元",
        "资助患儿73名，每人5万元至20万元",
        "10岁以下儿童2人，小学生12人",
        "指纹 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "在 Coffee @ Park · Beijing 办的义卖",
    ],
)
def test_what_leads_to_nobody_is_left_alone(text: str) -> None:
    """Codes of organisations, amounts, dates, waybills, counts and what was made unrecognisable may stand."""
    assert whats(text) == []


def test_an_organisation_may_publish_its_own() -> None:
    """Its own telephone and mail domain are no secrets, those of others stay so."""
    own, domains = frozenset({"13812345678"}), frozenset({"csh.org.cn"})
    assert list(personal("请打 138 1234 5678 或写 li@csh.org.cn", own, domains)) == []
    assert [one.what for one in personal("请打 13912345678", own, domains)] == ["手机号"]


@given(mobiles, st.text(alphabet="善款捐赠，。 12", max_size=8))
def test_reports_never_repeat_a_number(number: str, around: str) -> None:
    """What is printed keeps the first three and the last two digits, and texts without secrets stay as they are."""
    printed = masked(f"{around}甲{number}乙{around}")
    assert number not in printed
    assert f"{number[:3]}…{number[-2:]}" in printed
    assert masked("收到 12,345.00 元（2023-09-00412）") == "收到 12,345.00 元（2023-09-00412）"


@given(st.integers(10**17, 10**18 - 1))
def test_random_runs_of_digits_are_rarely_persons(number: int) -> None:
    """Eighteen digits with a check digit of another scheme are an ID only when a real day of birth stands in them."""
    text = mod_97_10.calc_check_digits(str(number)) + str(number)[2:]
    assert all(one.what != "身份证号" or text[6:8] in {"19", "20"} for one in numbers(text))


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("李雷", True),
        ("王小华", True),
        ("张三先生", True),
        ("高新区", False),
        ("华联", False),
        ("示例市甲木家具厂", False),
        ("爱心人士", False),
        ("赵安CEO", True),
        ("赵安 Ph.D", True),
        ("Dr.赵安", True),
        ("Tony赵安", True),
        ("赵安教授团队", True),
        ("赵安的团队", False),
        ("赵安女儿", True),
        ("民警赵安", True),
        ("全国劳模吴金娣", True),
        ("市人大代表沈荣根", True),
        ("劳模创新工作室", False),
        ("邵阳", True),
        ("白鸽", True),
        ("人大代表联络站", False),
        ("慈善大使赵安", True),
        ("港商赵安", True),
        ("赵安 示例公司", True),
        ("江苏 示例公司", False),
        ("IBM中国", False),
        ("万科 Vanke", False),
        ("华为HUAWEI", False),
        ("苏州民警协会", False),
        ("浙商银行", False),
        ("和平大使", False),
        ("程序员团队", False),
    ],
)
def test_names_like_those_of_persons(text: str, person: bool) -> None:  # noqa: FBT001
    """A surname and one or two characters may be a person; what ends like a body is none."""
    assert named_like_a_person(text) is person


LEADING = [
    "QQ邮箱12345678", "qq邮箱：12345678@qq.com", "加v：abc12345", "护照 E1234 5678", "王小华家 0512-65221234",
    "李奶奶(0512)65221234", "王主任 86-512-65221234", "苏 E·12345", "粤ZF023港", "沪A·D12345", "苏e12345",
    "粤Ｂ１２３４５", "zhangsan88-at-qq.com", "zhangsan88【at】qq.com", "zhangsan88@qq。com",
    "zhangsan88 AT qq DOT com", "12号院3号楼2门301", "88弄6号502室", "3号楼二单元五〇二", "青山村三组十二号", "住31-402",
    "李先生 31-402", "一三八一二三四五六七九", "壹叁捌壹贰叁肆伍陆柒玖", "138点1234点5679", "电话：138 12 345 679", "138😀1234😀5679",
    "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣9️⃣", "①③⑧①②③④⑤⑥⑦⑨", "手机13812345679元旦", "13812345679转1",
    "１３８－１２３４－５６７９", "138<br>1234<br>5679", "身份证110105194912310021", "三二〇五〇八一九九〇〇三〇七二三一四",
    "微信同号13812345679", "VX:abc_123456", "威信abc123456", "扣扣：12345678", "企鹅号12345678", "港澳通行证：C12345678",
    "TG @zhangsan88", "tg：zhangsan88", "残疾证 32050819491231002143", "医保卡A12345678", "张小三@163.com", "工行6222021234567890123",
    "台湾居民 台胞证 12345678", "62220212 3456 7890 128", "6222021234567890128", "卡号6222 0212 3456 7890 128",
    "残疾证号 320508194912310021", "11010519491231002×", "11010519491231002*", "1101051949123l002X", "➕V zhangsan88", "微信搜zhangsan88", "薇❤zhangsan88",
    "微芯：zhangsan88", "+852 9123 4567", "+886 912 345 678", "+1 (212) 555-1234", "电话：+447911123456", "香港电话 91234567", "香港身份证A123456(3)",
    "台湾身份证 A123456789", "澳门居民 1234567(8)", "出生医学证明 U320123456",
]  # fmt: skip
HARMLESS = [
    "办公室电话 0512-65220000", "秘书处 0512-65220000", "慈善总会联系电话：0512-65220000", "热线12345", "QQ群 123456789",
    "办理残疾证12人", "医保卡2023年发放", "TGA认证", "建行苏州分行 2023年",
    "微信公众号：gaoxincishan", "微信支付", "微信 WeChat 支付宝 Alipay", "2023-2024年度", "第31-402页", "共2栋120户", "3栋楼120间",
    "5号楼302会议室", "村2号项目", "新建3座100立方米", "苏教〔2023〕12345号", "京ICP备12345678号", "苏E2023年",
    "收款人民币13812345678元", "版本 V：1.0.20230501", "邮编215000", "捐赠编号2025-05-00001", "凭证号 13812345678",
    "logo@2x.png", "http://www.qq.com", "见 C#/net.com", "150 2023 2024", "138、1234、5678人",
    "2025年1月1日 1200 元", "GB/T 36956-2018", "ISBN 978-7-5000-1234-5", "0.13812345678",
    "31.298862, 120.585315", "SHA256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "社会组织登记证号 51320500MJ5580000X", "银行账户余额 1380000000000", "1,381,234,567.00", "13812,345,678",
    "官方微信 suzhou_cishan", "微信扫码支付", "+5000000000元", "+1 234 567 890元", "型号 A123456(3)", "12*5=60", "身份证明材料12份", "同比+12.5%",
    "2024-11-12 138 人", "2024.11.12—2025.11.12",
]  # fmt: skip


@pytest.mark.parametrize("text", LEADING)
def test_other_ways_of_writing_what_leads_to_a_person(text: str) -> None:
    """Plates, homes, accounts and numbers as people really write them, in words and in signs."""
    assert whats(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it(text: str) -> None:
    """Telephones of offices, public accounts, documents, standards, places on maps, names of pictures and counts."""
    assert whats(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "138-1234-567九",
        "电话：138 1234 567九",
        "138-1234-五六79",
        "1三8-1234-5679",
        "一38-1234-5679",
        "13八1234567九",
        "138一1234一5679",
        "138-1234-567玖",
        "I38 I234 5679",
        "138转1234转5679",
        "https://example.org/?tel=138%201234%205679",
        "见 https://example.org/tel:138%2D1234%2D5679。",
        "%31%33%38%31%32%33%34%35%36%37%39",
    ],
)
def test_mobile_numbers_with_a_few_other_signs(text: str) -> None:
    """One or two Chinese digits, 一 as a dash, letters, and the spelling of web addresses."""
    assert whats(text) == ["手机号"]
    assert "5679" not in masked(text) or "1234" not in masked(text)


@pytest.mark.parametrize("text", ["138OOOOOOO1", "138ooooooo1 联系", "电话：13OOOOOOO01"])
def test_mobile_numbers_with_more_letters_than_digits(text: str) -> None:
    """Three signs as a mobile begins are enough where all the rest looks like digits."""
    assert whats(text) == ["手机号"]


@pytest.mark.parametrize(
    "text",
    ["一、3812345679元", "第138一1234页", "增长5%20个，共13人", "二十三年1234567", "2025一2026年度1234", "5%13%"],
)
def test_chinese_digits_beside_others_are_no_number(text: str) -> None:
    """Paragraphs that are counted, a dash between years, shares."""
    assert whats(text) == []


@pytest.mark.parametrize("text", ["一、13812345679", "两13812345679", "13812345679一等奖", "一、110105194912310021"])
def test_a_chinese_digit_beside_a_whole_number_hides_nothing(text: str) -> None:
    """A number that is whole without it stays one."""
    assert len(whats(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "学生：王小华", "学生王小华", "受助学生：王小华，助学金2000元", "患者：王小华", "受益人 王小华", "救助对象：李平", "低保户王小华", "困难群众王小华",
        "残疾人王小华2000元", "孤寡老人王小华", "儿童：欧阳小华", "资助王小华上学", "为王小华治病捐款", "资助王小华、李小明等3名学生", "贫困大学生王小华",
        "本期助学名单：王小华、李小明", "救助名单（第一批）：王小华", "慰问名册公示 王小华", "助王小华圆梦", "助王小华圆大学梦", "助王小华上大学",
        "助学金发放：王小华2000元", "监护人王小华", "助学金3人：王小华、李小明", "受助人家属王建国代领",
    ],
)  # fmt: skip
def test_who_receives_is_not_named(text: str) -> None:
    """A name right behind a word for those who receive, or before what it is for."""
    assert {"受助人的姓名", "个人的姓名和病情或家庭困难"} & {*whats(text)}


@pytest.mark.parametrize(
    "text",
    [
        "学生：高兴", "患者 高血压", "受助学生 常年资助", "困难群众 江苏省", "残疾人康复中心", "孤寡老人安养", "学生志愿者王建国", "受益学生：高新区实验小学",
        "资助学生上学", "用于白内障手术", "助学金 石狮市", "学生方阵", "学生代表王小华发言", "学生会主席王小华", "患者石女士", "患者王某某", "志愿者王小华",
        "理事长王建国出席", "王建国捐赠10000元", "大学生王小华考上大学", "年龄：10-60岁", "男，10人，女，12人", "高林小学三年级", "中山一小，三年级",
        "助学名单：见附件", "捐款名单：王小华、李小明", "领导小组名单：王小华", "助力高考圆梦", "助梦圆梦行动", "圆梦大学", "助高中生上大学",
        "为困难家庭治病", "低保户李大爷", "五保老人李大爷",
    ],
)  # fmt: skip
def test_who_is_no_receiver_may_be_named(text: str) -> None:
    """Words that begin like a name, bodies, those who help, and names that are hidden."""
    assert whats(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "高林小学2023级王小华", "高林小学22级（2）班王小华", "王小华（高林小学2023级）", "高林中学2023级 王小华", "第三中学2022级王小华",
        "高2023级3班王小华", "初22级王小华", "高林小学2023届王小华",
    ],
)  # fmt: skip
def test_classes_are_also_named_by_a_year(text: str) -> None:
    """The year in which a class enters or leaves its school tells of children where those born since 2009 are in it."""
    assert "未成年人的姓名和学校或病情" in whats(text)


@pytest.mark.parametrize(
    "text",
    [
        "高林大学2023级王小华", "高林中学1985级王小华", "高林中学2005届王小华", "高林小学2010级校友王小华", "高林小学2023级全体学生", "高林小学2023级家长会",
        "高林小学2023级张老师", "高2023级年级组", "提高2级王小华捐款",
    ],
)  # fmt: skip
def test_classes_of_grown_people_may_be_named(text: str) -> None:
    """Who left school long ago, students of universities, teachers, and whole classes."""
    assert whats(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "山本一郎，8岁", "佐藤美咲（三年级）", "田中花子同学", "张王小花，三年级", "陈李佳怡同学", "慕容小雪（三年级2班）", "扎西同学", "王 晓华，三年级",
        "姓名：王小华 性别：女 年龄：10", "王小华，女，10", "初中生王小华", "患儿小宝的爸爸王建国", "患儿妈妈李秀英", "Tom (8岁)",
        "资助七岁女童乐乐手术", "为男孩轩轩筹手术费", "帮助6岁的朵朵完成心脏手术",
        "六岁女孩妞妞", "五岁的浩浩", "名叫豆豆的孩子", "豆豆今年3岁",
    ],
)  # fmt: skip
def test_children_with_names_of_other_forms(text: str) -> None:
    """Four characters, a blank behind the surname, names of Japan and of other peoples; an age without 岁; their parents."""
    assert "未成年人的姓名和学校或病情" in whats(text)


@pytest.mark.parametrize(
    "text",
    [
        "白血病王小华",
        "自闭症儿童乐乐",
        "给先心病娃娃浩浩",
        "王小华遭遇车祸受重伤",
        "王小华因车祸受伤",
        "刘芳_病房",
        "IMG_刘芳_病房",
        "图1 王小华在病床上",
        "付县人民医院刘芳住院费",
        "尿毒症患者赵铁柱透析费",
        "村民赵铁柱查出肝癌",
        "东村李大明因车祸去世",
        "环卫工人张建国查出脑溢血",
        "教师张建国患癌",
        "退役军人张建国肝癌",
    ],
)
def test_patients_told_in_few_words(text: str) -> None:
    """The name right behind the illness, and accidents."""
    assert whats(text) == ["个人的姓名和病情或家庭困难"]


@pytest.mark.parametrize(
    "text",
    ["会长王建国到病房看望患儿", "王建国来到县医院病房看望白血病患儿", "付常规手术费", "付江都人民医院住院费", "单亲母亲王女士", "ICU王主任", "病床张数",
     "周恩来红军小学图书角", "年年完成手术200例",
     "仅仅手术费就要20万元", "偏偏住院期间遇上洪水", "单单化疗就花了8万元", "佳佳手术室改造完成", "萌萌住院部志愿服务队", "安安住院陪护项目"],
)  # fmt: skip
def test_who_visits_the_ill_and_what_is_paid_is_no_patient(text: str) -> None:
    """Who comes to a ward, what is paid to a hospital, and who is called by a title."""
    assert whats(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("刘芳助学金", ["刘芳"]),
        ("发放王小明助学金1000元", ["王小明"]),
        ("欧阳小芳助学金、扎西奖学金", ["欧阳小芳", "扎西"]),
        ("困难学生助学金、金秋助学金、张家港助学金、李集助学金、春节助学金", []),
    ],
)
def test_grants_called_after_persons(text: str, names: list[str]) -> None:
    """Names before 助学金; words and places are none."""
    assert list(grants_called_after_persons(text)) == names


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), min_size=3, max_size=14), st.integers(1000, 90_000))
def test_rows_that_a_number_was_taken_from(steps: list[tuple[int, int]], first: int) -> None:
    """Runs of rows, as pages name them below their sums, are no bank card whatever check digit they happen to have."""
    runs, last = [], first
    for ahead, length in steps:
        last += ahead
        runs.append(str(last) if not length else f"{last}—{last + length}")
        last += length
    assert whats(f"disbursements.csv 第{'、'.join(runs)}行；来源：《台账》") == []


@pytest.mark.parametrize(
    "text",
    [
        "4539—5787—6362—1486",
        "4539、5787、6362、1486",
        "4111、1111、1111、1111",
        "卡号 4539、5787、6362、1486",
    ],
)
def test_cards_in_the_signs_of_rows(text: str) -> None:
    """Groups of four that do not rise, or that words of a bank stand before, stay the number of a card."""
    assert whats(text) == ["银行卡号"]


@pytest.mark.parametrize(
    "text",
    [
        "救助王小华",
        "救助王小华2000元",
        "捐助王小华",
        "县慈善总会捐助李小明、王小华",
        "救助王华2000元",
        "资助李明3000元",
        "慰问张强等5人",
        "捐助陈静",
        "本月资助王小华，另有三人待定",
        "帮扶王小华家庭",
        "慰问王小华等5人",
        "援助王小华、李小明",
        "福利院王小华",
        "县福利院的王小华",
        "敬老院王小华",
        "帮扶刘芳",
        "用途：帮扶刘芳2000元",
        "帮扶王晓芳",
        "付刘芳救助金",
        "发放刘芳慰问金500元",
        "汇给刘芳生活补助",
        "支付王小明2025年助学金",
        "王小明的助学款",
        "代刘芳交学费",
        "助学-王小明",
        "临时救助：刘芳",
        "帮扶刘海涛",
        "救助王国强5000元",
        "图为刘芳（左）领取助学金",
        "走访刘芳家",
        "看望刘小芳",
        "抚恤王大明家属",
        "慰问困难党员王秀英",
        "慰问退役军人李建国",
        "慰问环卫工人张建军",
        "失独家庭王大明夫妇",
        "因病致贫户：王大明",
        "结对帮扶：王大明",
        "被帮扶人王大明",
        "寒门学子李文博圆梦大学",
        "脱贫户赵铁柱房屋修缮",
        "赵铁柱危房改造",
        "东镇西村王大明火灾救助",
        "西村3组王大明家火灾",
        "王大明申请临时救助",
        "申请人：王大明，申请救助金额5000元",
        "王小明2025春学费",
        "给王小明交学费",
        "购王小明轮椅",
        "王小明、李小红等2人助学金",
        "王小明等助学金",
        "小红（王小明家长感谢慈善会）",
        "买买提·艾力救助款",
        "受助学生王小明写信感谢",
        "走访慰问李国强老人",
        "慰问百岁老人李国强",
        "为李国强老人送去棉被",
        "给李国强送去慰问金1000元",
        "为王小明筹款",
        "救救王小明",
        "助养王小明",
        "结对王小明",
        "李国强丧葬补助",
        "特困人员张建国",
        "五保户张建国供养金",
        "失能老人张建国护理补贴",
        "张三丰低保",
        "张建国之子上大学",
        "张建国女儿大学学费",
        "张建国因病致贫",
        "准大学生王小明",
    ],
)
def test_whom_a_word_for_help_names_at_once(text: str) -> None:
    """A whole name right behind a word for help, or for a home, is that of somebody who was helped."""
    assert {"受助人的姓名", "个人的姓名和病情或家庭困难"} & {*whats(text)}


@pytest.mark.parametrize(
    "text",
    [
        "学生李子园",
        "救助孟加拉",
        "援助黎巴嫩5人",
        "资助卢旺达",
        "学生张家界",
        "学生梅花山",
        "帮扶马家沟",
        "帮扶张家口",
        "救助程序",
        "救助金发放",
        "救助范围表",
        "资助方案",
        "资助金额",
        "资助许可证",
        "资助周期",
        "救助黄河流域",
        "帮扶金沙江流域",
        "援助江苏省",
        "救助金山区",
        "资助陈列馆",
        "慰问王院长",
        "慰问李大爷",
        "福利院王小华捐款100元",
        "福利院陈院长",
        "敬老院高楼",
        "慰问黄埔老兵",
        "救助站温馨提示",
        "捐助张家口",
        "捐助方式",
        "捐助衣物",
        "资助李白研究",
        "资助李白",
        "援助徐州",
        "帮扶张掖",
        "帮扶林芝、吴忠",
        "慰问李总",
        "慰问张老",
        "救助王某",
        "救助刘氏",
        "帮扶赵县",
        "捐助陈列",
        "帮扶刘庄",
        "帮扶王家",
        "李嘉诚助学金",
        "发放田家炳助学金",
        "徐悲鸿奖学金",
        "高温慰问金",
        "春节慰问金",
        "发放江苏省救助金",
        "赵各庄救助款",
        "王家村困难补助",
        "用于困难补助",
        "林业职工慰问金",
        "张家口救助款",
        "李庄生活补助",
        "刘某某救助金",
        "收王氏救助款",
        "助学：王振滔慈善基金会",
        "助学-吴江",
        "帮扶刘海粟美术馆",
        "走访刘庄户",
        "走访李家庄",
        "看望张家村困难户",
        "看望王院长",
        "慰问组张建国带队",
        "慰问团王建国",
        "走访慰问老党员、困难党员",
        "张集镇危房改造",
        "王庄村危房改造",
        "江苏火灾救助",
        "高层房屋维修",
        "为金湖县人民医院购买呼吸机",
        "付康复训练费",
        "付江苏移动通信费",
        "孙女学费",
        "李集小学接受爱心捐赠",
        "收到王建国爱心善款",
        "学校接受王建国捐赠善款",
        "徐工集团领取爱心企业奖牌",
        "困难学子金榜题名",
        "申请人张贴公告",
        "学生家长感谢慈善会",
        "为王家庄修路捐款",
        "为徐州捐款",
        "给高三学生送去慰问金",
        "救救孩子",
        "助养孤儿",
        "认助马尾松",
        "结对江西贫困县",
        "张建国、李国强等10人获得慈善奖",
        "退役军人张建国捐款100元",
        "志愿者张建国看望孤寡老人",
        "李国强到张建军家走访",
        "王建国出席因病致贫家庭帮扶项目启动仪式",
    ],
)
def test_places_and_things_behind_words_for_help(text: str) -> None:
    """Places, things, and those who help are told as nobody who was helped."""
    assert "受助人的姓名" not in whats(text)


@pytest.mark.parametrize(
    "text",
    [
        "1381234 5679",
        "13812345 679",
        "13 812345679",
        "1 3812345679",
        "13812345  679",
        "13812345 67 9",
        "https://a.cn/?p=138123%2045679",
        "王小华 13812 345679",
        "https://a.cn/?p=1381234%205679",
        "https://a.cn/?tel=%31%33%38%31%32%33%34%35%36%37%39",
        "/x?t=1%338%31234567%39",
        "https://a.cn/?u=%2531%2533%2538%2531%2532%2533%2534%2535%2536%2537%2539",
    ],
)
def test_mobiles_with_a_blank_at_an_odd_place_or_quoted(text: str) -> None:
    """Alone in a cell, behind a name, or as a value of a web address, quoted once or twice."""
    assert whats(text) == ["手机号"]


@pytest.mark.parametrize(
    "text",
    [
        "13 812 345 679",
        "138123 45679",
        "收入 1381234 5679",
        "1381234 5679 元",
        "1381234 5679人",
        "2024 1381234 5679",
        "共 13812345 679 件",
        "增长5%20人中有13812人",
        "https://a.cn/?from=20240101&to=20241231",
        "https://a.cn/?q=%E6%85%88%E5%96%84&p=138",
    ],
)
def test_amounts_side_by_side_are_no_mobile(text: str) -> None:
    """Amounts with parted thousands, figures with words, addresses with days."""
    assert whats(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("王先生：65221234", "个人的座机"), ("张老师电话 88881234", "个人的座机"), ("王女士的座机：522-1234", "个人的座机"),
        ("加Q12345678", "QQ 号"), ("微x：abc12345", "微信号"), ("weixin://dl/chat?abc", "微信号"), ("陌陌号123456789", "即时通讯账号"),
        ("白血病患儿小钱彬", "未成年人的姓名和学校或病情"), ("小姑娘钱彬", "未成年人的姓名和学校或病情"), ("6岁钱彬", "未成年人的姓名和学校或病情"),
        ("钱彬2班", "未成年人的姓名和学校或病情"), ("团员钱彬（初三）", "未成年人的姓名和学校或病情"), ("应届初中毕业生钱彬", "未成年人的姓名和学校或病情"),
        ("10后钱彬", "未成年人的姓名和学校或病情"), ("贫困生钱彬", "受助人的姓名"),
        ("资助示例大学学生李建国5000元", "受助人的姓名"), ("示例大学学生李建国3000元", "受助人的姓名"), ("示例学院学生王小明获助", "受助人的姓名"),
    ],
)  # fmt: skip
def test_persons_told_too_closely(text: str, what: str) -> None:
    """Numbers without an area code beside somebody, accounts in other spellings, children behind other words."""
    assert whats(text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        "王先生：20000000", "王先生：65221234元", "李老师：20182019", "财务处电话 88881234",
        "加QQ群12345678", "追加Q1 12345", "参加Q3 20250301季度", "飞书文档：abc12345",
        "示例大学学生李建国", "示例学院学生李建国", "90后李建国", "00后李建国",
        "示例大学学生李建国参加慰问活动", "资助人、示例大学学生李建国", "示例大学学生李建国受邀协助", "慰问团示例大学学生李建国",
        "患儿小马驹画展", "小学生小书包",
        "2班班长", "贫困生资助", "6岁安全", "小学毕业生陈列",
    ],
)  # fmt: skip
def test_sums_offices_and_grown_ups_are_left_alone(text: str) -> None:
    """What looks alike and tells nobody."""
    assert whats(text) == []


def test_a_line_of_the_organisation_beside_its_clerk() -> None:
    """An organisation may write its own number without the area code."""
    assert list(personal("联系人：王女士电话 65221234", frozenset({"051265221234"}))) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("“中国好人”徐福祥", True),
        ("“90后”小伙王强", True),
        ("法号释永信", True),
        ("已故慈善家陈广明亲属", True),
        ("赵安邦爱心团队负责人", True),
        ("阿迪力江", True),
        ("赵安（代收）示例有限公司", True),
        ("李宁（中国）体育用品有限公司", False),
        ("马飞（南通）建筑有限公司", False),
        ("赵安（董事长）示例有限公司", True),
        ("赵安（退休）示例有限公司", True),
        ("“全国劳模”张建国", True),
        ("“爱心助学”夏令营", False),
        ("“朝阳助学”高中生", False),
        ("“阳光”温暖包", False),
        ("“同心奋进”第五点", False),
        ("康师傅控股", False),
        ("“光明”食品", False),
        ("原阳县", False),
        ("图们江", False),
        ("法门寺", False),
        ("赵小安监护人", True),
        ("赵_小安", True),
        ("乌兰图雅", True),
        ("娜仁图雅", True),
        ("网友“星星”", True),
        ("昵称：星星", True),
        ("微信用户「小太阳」", True),
        ("网友", False),
        ("居民", False),
        ("微信用户", False),
        ("网友：匿名", False),
        ("微信用户（56人）", False),
        ("用户体验中心", False),
    ],
)
def test_persons_and_bodies_beside_quotes_brackets_and_kin(text: str, *, person: bool) -> None:
    """A title in quotation marks hides no name; brackets inside the name of a company part none off."""
    assert named_like_a_person(text) is person


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("患白血病的5岁男孩壮壮收到捐款", True),
        ("6岁小朋友朵朵", True),
        ("小女孩小敏的心脏手术费", True),
        ("给二年级的马小跳买书包", True),
        ("小姑娘黄晓红", True),
        ("小姑娘黄头发", False),
        ("留守儿童频频获得表彰", False),
        ("患儿小肠的手术", False),
        ("小朋友多多关照", False),
        ("小朋友一一收到新年礼物", False),
        ("孤儿户户得到帮助", False),
        ("患病儿童的申请，件件得到答复", False),
        ("恰恰需要帮助的是患病儿童", False),
        ("为小患者的手术筹款", False),
        ("为小女儿的学费发愁的困难家庭", False),
        ("患病儿童小切口的手术", False),
        ("余款购买轮椅，患病儿童受益", False),
        ("为孤儿常年购买保险", False),
        ("用于朵朵同学的骨髓移植", True),
        ("帮助朵朵小朋友", True),
        ("受助女孩曼曼给叔叔阿姨写信", True),
        ("小女孩妞妞说长大要当医生", True),
        ("帮助了马小跳完成手术", True),
        ("受助学生代表马小跳发言", True),
        ("县实验小学学生代表马小跳致辞", True),
        ("赵小跳的妈妈含着泪说谢谢", True),
        ("村民赵大山家的房子塌了", True),
        ("中考状元韩雪", True),
        ("困难学生代表马小跳发言", True),
        ("村民赵大山家的房子被洪水冲塌", True),
        ("天天同学会", False),
        ("房子被洪水冲塌", False),
        ("女孩轻轻说谢谢", False),
        ("男孩慢慢给妈妈写信", False),
        ("帮助常常同学们", False),
        ("用于多多益善的助学项目", False),
        ("学生代表马小跳发言", False),
        ("教师代表马国强发言", False),
        ("家里的房子塌了", False),
        ("代班级交（三1班）", False),
        ("中考状元奖励办法", False),
        ("捐款人李小红来电询问捐款去向", True),
        ("村民张大山投诉救助名单不公", True),
        ("举报人李小红", True),
        ("赵小跳家长反映助学金未到账", True),
        ("受助人马小跳之妻王桂芳", True),
        ("因火灾受灾的马小跳一家", True),
        ("少先队员代表马小跳献词", True),
        ("病友林国强", True),
        ("会长李明反映情况", False),
        ("向李小红反映情况", False),
        ("张家村反映饮水困难", False),
        ("高新区反映良好", False),
        ("李女士来电询问", False),
        ("举报人信息保密", False),
        ("方便群众投诉举报", False),
        ("孤寡老人林阿婆", False),
        ("受灾的张家村", False),
    ],
)
def test_children_by_pet_names_and_what_is_bought_for_them(text: str, *, told: bool) -> None:
    """Doubled names, 小敏 and a name before 买 tell of a child; the colour of hair does not."""
    assert bool(whats(text)) is told


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("林会计", "林 会计", True),
        ("林会计", "林會計", True),
        ("林会计", "林会计（财务部）", True),
        ("Lin Mei", "lin·mei", True),
        ("财务部-林", "财务部林", True),
        ("林会计", "周出纳", False),
        ("会计（甲）", "会计（乙）", False),
        ("林会计", "林会计师", False),
    ],
)
def test_one_person_is_one_however_the_name_is_typed(first: str, second: str, *, same: bool) -> None:
    assert same_person(first, second) is same
    assert same_person(second, first) is same


@pytest.mark.parametrize(
    "before",
    [
        "收入电话",
        "总额李小花",
        "合计：手机",
        "支出张三",
        "小计王",
        "收据王小明",
        "合同乙方张三",
        "凭证 王小明 ",
        "备案人王建国",
    ],
)
def test_a_word_for_money_or_a_document_hides_no_telephone(before: str) -> None:
    """It says what the digits are only where no name and no word for a telephone stands between."""
    assert whats(f"{before}13851108277") == ["手机号"]


@pytest.mark.parametrize(
    "before",
    [
        "收入",
        "收入为",
        "总额达",
        "收入（元）：",
        "支出合计（万元）",
        "收入额",
        "票据号码",
        "合同编号 ",
        "收据编号为",
        "文件号",
        "交易单号",
    ],
)
def test_a_sum_or_the_number_of_a_document_is_no_telephone(before: str) -> None:
    assert whats(f"{before}13851108277") == []


# --- places that a sentence leaves for a name ----------------------------------------------------

_NAMED = ["樊志远", "麦国栋", "王秋菊", "欧阳文静"]


@pytest.mark.parametrize("name", _NAMED)
@pytest.mark.parametrize(
    "sentence",
    [
        "{}家因病致贫",
        "{}家庭因灾返贫",
        "{}家三口都有病",
        "{}家一贫如洗",
        "村民{}家的房子塌了",
        "救助金发给{}。",
        "善款转给{}用于手术",
        "临时救助款打到{}账上",
        "将轮椅送到东山镇西沟村{}家中",
        "慰问品送到{}老人床前",
        "补助{}500元",
        "捐给{}3万元",
        "替{}交学费",
        "看望老兵{}",
        "来到老兵{}家",
        "到{}家慰问",
        "走访{}家",
        "患儿家长{}表示感谢",
        "受资助人：{}",
        "教师{}身患重病",
        "丧偶的{}",
        "{}领走了棉衣",
        "{}申请临时救助",
        "图为{}（左）领取助学金",
        "{}激动地说，感谢救助金",
    ],
)
def test_a_place_that_a_sentence_leaves_is_filled_by_a_person(sentence: str, name: str) -> None:
    """The words on both sides leave room for nothing but a name, be it one that ends as few do."""
    assert whats(sentence.format(name))


@pytest.mark.parametrize(
    "text",
    [
        "救助金发给困难群众。",
        "救助金发到户主银行卡",
        "善款汇给方正县慈善总会",
        "善款捐给鲁迅小学",
        "棉被送到松潘县",
        "慰问金总计8.58万元",
        "救助患儿支出60.00万元",
        "补助单位500元",
        "资助总额3万元",
        "看望老兵和烈属12户",
        "慰问退役军人马拉松",
        "来到石家庄，慰问困难户",
        "前往张家界慰问老人",
        "到白云区走访慰问",
        "方家村因病致贫家庭12户",
        "单亲家庭因病返贫",
        "高龄老人家因病致贫",
        "安阳市收到救助款",
        "应届生领取助学金",
        "教师马拉松受伤",
        "居民常因车祸住院",
        "致贫的关键",
        "患者家属服务中心",
        "看望慰问70岁肢残人张老伯",
        "学生普遍家境困难",
        "学生终于领到助学金",
        "孩子平时上学",
        "金桥小学说，感谢救助金",
        "学生曾经家境困难",
        "学生祖父因患癌症去世",
        "学生毕业后在家，学生毕竟家里困难",
        "安徽的学生农民家里受灾",
        "慰问品送到马家庄",
    ],
)
def test_places_that_others_than_persons_fill(text: str) -> None:
    """Bodies, places, groups, sums and adverbs stand between the same words."""
    assert whats(text) == []


@pytest.mark.parametrize(
    "text", ["轮椅送到赵国强家", "慰问品送给周桂芳夫妇", "慰问周桂芳夫妇", "米油送到周桂芳家，老人很高兴"]
)
def test_whose_home_and_which_couple_is_given_to(text: str) -> None:
    assert whats(text)


@pytest.mark.parametrize("word", ["宁静", "谷雨", "白露"])
def test_a_pupil_whose_name_is_a_word(word: str) -> None:
    assert whats(f"三年级学生{word}家境困难")
    assert whats(f"孤儿{word}父母双亡，跟着奶奶生活")
