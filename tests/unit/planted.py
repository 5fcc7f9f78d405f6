"""Things that lead to persons in every disguise, and numbers that lead to nobody: made by rule, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from stdnum import luhn
from stdnum.cn import ric, uscc

RANDOM = random.Random(20261126)  # noqa: S311  (an invented corpus, no secrets)

COUNTIES = ("110105", "320508", "420106", "650102", "510104", "440305", "330106", "610113", "120101", "230102")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("安林", "博文", "雨桐", "梓涵", "浩宇", "秀英", "建国", "彬", "倩", "芳", "佳怡", "子轩", "欣然", "志强")
SIGNS = ("\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\ufe0f")
GAPS = (
    " ",
    "-",
    ".",
    "·",
    "/",
    ",",
    "，",
    "、",
    "—",
    "_",
    "\u3000",
    "\u00a0",
    "*",
    "**",
    "😀",
    "|",
    "\n",
    "~",
    "–",
    "\\",
    " - ",
    "#",
)
HAN, BANKERS, FULL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９"
CIRCLED, MATHS, ARABIC, PERSIAN, NEGATIVE = "⓪①②③④⑤⑥⑦⑧⑨", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "⓿❶❷❸❹❺❻❼❽❾"
SCRIPTS = (HAN, BANKERS, FULL, CIRCLED, MATHS, ARABIC, PERSIAN, NEGATIVE, "०१२३४५६७८९", "₀₁₂₃₄₅₆₇₈₉")
LETTERS = ("Tel", "tel:", "wx", "T", "电话", "mobile", "vx", "phone=", "call ")


def digits(count: int) -> str:
    """So many digits."""
    return "".join(RANDOM.choice("0123456789") for _ in range(count))


def mobile() -> str:
    """A mobile number."""
    return f"1{RANDOM.choice('356789')}{digits(7)}{RANDOM.choice('123456789')}{RANDOM.choice('123456789')}"


def resident() -> str:
    """A resident's number."""
    day = f"{RANDOM.randint(1940, 2018)}{RANDOM.randint(1, 12):02d}{RANDOM.randint(1, 28):02d}"
    body = f"{RANDOM.choice(COUNTIES)}{day}{digits(3)}"
    return body + ric.calc_check_digit(f"{body}0")


def card() -> str:
    """A bank card."""
    start, length = RANDOM.choice(
        [("622202", 19), ("621700", 19), ("6228", 19), ("6225", 16), ("4367", 16), ("5187", 16)]
    )
    body = start + digits(length - len(start) - 1)
    return body + luhn.calc_check_digit(body)


def in_groups(number: str, gap: str) -> str:
    """A number in the groups that people write, with something between."""
    sizes = {11: (3, 4, 4), 18: (6, 8, 4), 16: (4, 4, 4, 4), 19: (4, 4, 4, 4, 3)}[len(number)]
    pieces, place = [], 0
    for size in sizes:
        pieces.append(number[place : place + size])
        place += size
    return gap.join(pieces)


def in_script(number: str, script: str) -> str:
    """A number in digits of another script."""
    return "".join(script[int(sign)] if sign.isdigit() else sign for sign in number)


def broken(number: str, sign: str) -> str:
    """A number with a sign somewhere inside."""
    place = RANDOM.randint(1, len(number) - 1)
    return number[:place] + sign + number[place:]


def disguises(number: str) -> Iterator[str]:
    """The ways in which a number is written."""
    yield number
    for gap in GAPS:
        yield in_groups(number, gap)
    for script in SCRIPTS:
        yield in_script(number, script)
    for sign in SIGNS:
        yield sign.join(number)
        yield broken(number, sign)
    for before in LETTERS:
        yield f"{before}{number}"
    yield f"{number}abc"
    yield f"({number[:3]}){number[3:7]}-{number[7:]}" if len(number) == 11 else f"ID{number}"
    yield "".join(f"&#{ord(sign)};" for sign in number)
    yield " ".join(number)
    yield "-".join(number)
    yield f"**{number[:3]}**{number[3:]}"
    yield broken(number, "**")
    yield f"联系电话：{number[:5]} {number[5:]}" if len(number) == 11 else f"（{number}）"
    yield f"+86 {number}" if len(number) == 11 else f"证件、卡：{number}"


def name() -> str:
    """The name of a person."""
    return RANDOM.choice(SURNAMES) + RANDOM.choice(GIVEN)


def word(length: int) -> str:
    """Letters and digits, a letter first, a digit last."""
    return (
        RANDOM.choice("abcdefghkmn")
        + "".join(RANDOM.choice("abcdefgh123456789_") for _ in range(length - 2))
        + RANDOM.choice("123456789")
    )


def landline() -> str:
    """A telephone of a house."""
    return f"0{RANDOM.choice(['512', '10', '21', '571', '755', '199'])}{RANDOM.choice(['-', ' ', '', '－', '/'])}{RANDOM.choice('23456789')}{digits(7)}"


GRADES = ("三年级", "五年级", "三年2班", "六（3）班", "初一", "高二（5）班", "一年级", "四（1）班")
SCHOOLS = ("示例小学", "样例镇中心小学", "示例市第三中学", "阳光幼儿园", "示例县实验学校")
ILLS = ("患白血病", "确诊肿瘤", "先天性心脏病", "父亲去世", "母亲长年卧病", "单亲家庭，家境困难", "患有脑瘫")

# kind → what makes one; the words are those of the findings
WORDS: dict[str, tuple[Callable[[], str], ...]] = {
    "微信号": (
        lambda: f"微信号：{word(9)}",
        lambda: f"wxid_{word(12)}",
        lambda: f"vx：{word(8)}",
        lambda: f"加VX {word(8)}",
        lambda: f"WeChat: {word(10)}",
        lambda: f"微信（{word(9)}）",
        lambda: f"weixin：{word(7)}",
        lambda: f"微信账号是{word(9)}",
    ),
    "QQ 号": (
        lambda: f"QQ：{RANDOM.randint(10000, 9999999999)}",
        lambda: f"QQ{RANDOM.randint(100000, 9999999999)}",
        lambda: f"扣扣 {RANDOM.randint(100000, 999999999)}",
        lambda: f"qq号码是{RANDOM.randint(100000, 999999999)}",
        lambda: f"Q号：{RANDOM.randint(100000, 999999999)}",
    ),
    "车牌号": (
        lambda: f"{RANDOM.choice('京沪苏粤浙川鲁')}{RANDOM.choice('ABCDE')}{digits(5)}",
        lambda: (
            f"{RANDOM.choice('京沪苏粤浙川鲁')}{RANDOM.choice('ABCDE')}·{digits(2)}{RANDOM.choice('ABCDEFGH')}{digits(2)}"
        ),
        lambda: f"{RANDOM.choice('京沪苏粤浙川鲁')}{RANDOM.choice('ABCDE')}D{digits(5)}",
        lambda: f"{RANDOM.choice('京沪苏粤浙川鲁')}{RANDOM.choice('ABCDE')} {digits(5)}F",
        lambda: f"苏E{digits(4)}学",
    ),
    "个人的座机": (
        lambda: f"{name()[:1]}女士 {landline()}",
        lambda: f"{name()}：{landline()}",
        lambda: f"家长电话{landline()}",
        lambda: f"联系人{name()}，电话 {landline()}",
        lambda: f"{landline()}（{name()}）",
        lambda: f"宅电 6{digits(7)}",
    ),
    "护照或通行证号码": (
        lambda: f"护照E{digits(8)}",
        lambda: f"护照号码：G{digits(8)}",
        lambda: f"港澳通行证 C{digits(8)}",
        lambda: f"E{digits(8)}（护照）",
        lambda: f"passport no. EA{digits(7)}",
        lambda: f"台胞证{digits(8)}",
    ),
    "个人邮箱": (
        lambda: f"{word(8)}@163.com",
        lambda: f"{word(8)} (at) qq.com",
        lambda: f"{word(8)}#qq.com",
        lambda: f"{word(8)}艾特126.com",
        lambda: f"{word(8)}@126·com",
        lambda: f"{word(8)} @ 163 . com",
        lambda: f"{word(8)} qq.com",
        lambda: f"{word(8)}[at]gmail[dot]com",
        lambda: f"{word(8)}＠sina．com",
        lambda: f"{word(8)} at qq dot com",
        lambda: f"{word(8)}@mail.{RANDOM.choice(['abc', 'shili', 'gx'])}.cn",
    ),
    "住址": (
        lambda: f"阳光花园{RANDOM.randint(1, 60)}-{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}",
        lambda: f"{RANDOM.randint(1, 60)}幢{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}室",
        lambda: f"青山村{RANDOM.randint(1, 20)}组{RANDOM.randint(1, 99)}号",
        lambda: f"家住{RANDOM.randint(1, 60)}-{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}",
        lambda: (
            f"幸福小区{RANDOM.randint(1, 20)}号楼{RANDOM.randint(1, 6)}单元{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}室"
        ),
        lambda: f"{name()[:1]}女士 {RANDOM.randint(1, 60)}-{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}",
        lambda: f"东风村{RANDOM.randint(1, 99)}号",
        lambda: f"三幢四〇{RANDOM.choice('一二三四')}室",
        lambda: (
            f"示例路{RANDOM.randint(1, 99)}弄{RANDOM.randint(1, 99)}号{RANDOM.randint(1, 28)}0{RANDOM.randint(1, 4)}室"
        ),
    ),
    "未成年人的姓名和学校或病情": (
        lambda: f"{RANDOM.choice(SCHOOLS)}{RANDOM.choice(GRADES)}{name()}捐款",
        lambda: f"{RANDOM.choice(SCHOOLS)}{RANDOM.choice(GRADES)}{name()}同学的母亲长年卧病",
        lambda: f"{name()}，{RANDOM.choice(SCHOOLS)}{RANDOM.choice(GRADES)}",
        lambda: f"{name()}（女，{RANDOM.randint(5, 16)}岁）被确诊为白血病",
        lambda: f"{RANDOM.choice(SCHOOLS)} {name()}",
        lambda: f"{RANDOM.randint(4, 16)}岁的{name()}家境困难",
        lambda: f"{name()}同学就读于{RANDOM.choice(SCHOOLS)}",
        lambda: f"赵安邦转来{RANDOM.choice(SCHOOLS)}{RANDOM.choice(GRADES)}{name()}捐款",
        lambda: f"患儿{name()}，今年{RANDOM.randint(2, 15)}岁，{RANDOM.choice(ILLS)}",
        lambda: f"资助{RANDOM.choice(SCHOOLS)}{RANDOM.choice(GRADES)}的{name()}",
        lambda: f"{RANDOM.choice(GRADES)}{name()}",
    ),
    "个人的姓名和病情或家庭困难": (
        lambda: f"{name()}，{RANDOM.choice(ILLS)}",
        lambda: f"患者{name()}{RANDOM.choice(ILLS)}",
    ),
}

# One disguised thing goes into each of these.
FRAMES = ("{}", "请找{}", "（{}）", "说明：{}。", "“{}”", "见 {}，谢谢", "一、{}", "收到捐款，{}")


def planted(count: int) -> Iterator[tuple[str, str]]:
    """(what it is, a text that holds it)."""
    numbers = [("手机号", mobile), ("身份证号", resident), ("银行卡号", card)]
    disguised = ((what, text) for what, make in cycle(numbers) for text in disguises(make()))
    worded = ((what, make()) for what, makers in cycle(WORDS.items()) for make in makers)
    for place in range(count):
        what, text = next(disguised if place % 2 else worded)
        yield what, FRAMES[(place // 2) % len(FRAMES)].format(text)


# --- what leads to nobody ------------------------------------------------------------------------

CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(*, plain: bool) -> str:
    """The code of a body; *plain* ones have digits only."""
    while True:
        alphabet = "0123456789" if plain else CODE
        start = f"{RANDOM.choice(['91', '51', '52', '53', '12'])}{RANDOM.choice(COUNTIES)}"
        body = start + "".join(RANDOM.choice(alphabet) for _ in range(9))
        code = body + uscc.calc_check_digit(body)
        if not plain or code.isdigit():
            return code


def day() -> str:
    """A day without signs."""
    return f"20{RANDOM.randint(15, 27)}{RANDOM.randint(1, 12):02d}{RANDOM.randint(1, 28):02d}"


def amount() -> int:
    """A sum from one yuan to a hundred milliards."""
    return int(10 ** RANDOM.uniform(0, 11.99))


CLEAN: tuple[Callable[[], str], ...] = (
    lambda: credit_code(plain=True),
    lambda: f"统一社会信用代码 {credit_code(plain=True)}",
    lambda: credit_code(plain=False),
    lambda: f"{day()}{digits(10)}",
    lambda: f"订单号：{RANDOM.choice('123456789')}{digits(15)}",
    lambda: f"订单号 {RANDOM.choice('123456789')}{digits(17)}",
    lambda: f"流水号{RANDOM.choice('123456789')}{digits(RANDOM.randint(10, 18))}",
    lambda: f"票据号码 {digits(RANDOM.choice([8, 10, 11, 12, 20]))}",
    lambda: digits(RANDOM.choice([8, 10, 20])),
    lambda: f"发票 {digits(12)} {digits(8)}",
    lambda: f"{amount()}元",
    lambda: f"{amount()}.{RANDOM.randint(0, 99):02d}",
    lambda: f"{amount():,}.{RANDOM.randint(0, 99):02d}元",
    lambda: f"¥{amount()}",
    lambda: f"合计：{amount()}",
    lambda: f"{RANDOM.randint(100000, 999999)} {RANDOM.randint(10000, 99999)}",
    lambda: f"{RANDOM.randint(10000, 99999)} {RANDOM.randint(100000, 999999)}",
    lambda: f"{amount()}人次",
    lambda: f"{RANDOM.randint(1, 999)}亿{RANDOM.randint(1, 9999)}万元",
    lambda: f"{RANDOM.randint(-(2**63), -(10**18))}",
    lambda: f"{day()[:4]}-{day()[4:6]}-{RANDOM.randint(1, 99999):05d}",
    lambda: f"{day()}{RANDOM.randint(0, 235959):06d}",
    lambda: f"{day()[:4]}年{RANDOM.randint(1, 12)}月{RANDOM.randint(1, 28)}日至{day()[:4]}年{RANDOM.randint(1, 12)}月",
    lambda: f"{RANDOM.getrandbits(256):064x}",
    lambda: f"{RANDOM.getrandbits(128):032x}",
    lambda: f"办公室 {landline()}",
    lambda: f"400-{digits(3)}-{digits(4)}",
    lambda: f"京财〔20{RANDOM.randint(10, 26)}〕{RANDOM.randint(1, 999)}号",
    lambda: " ".join(str(RANDOM.randint(0, 999)) for _ in range(RANDOM.randint(3, 12))),
    lambda: "、".join(f"{amount() % 10 ** RANDOM.randint(1, 9)}" for _ in range(RANDOM.randint(2, 6))),
    lambda: f"{RANDOM.uniform(-180, 180):.8f}, {RANDOM.uniform(-90, 90):.8f}",
    lambda: f"{RANDOM.randint(1, 28)}#{RANDOM.randint(1, 9)}号机组",
    lambda: f"条码 69{digits(11)}",
    lambda: f"A{RANDOM.randint(1, 999):03d}、B{RANDOM.randint(1, 999):03d}",
)


def clean(count: int) -> Iterator[str]:
    """Texts that hold numbers, and no person."""
    for make in islice(cycle(CLEAN), count):
        yield make()
