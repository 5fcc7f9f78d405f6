"""Cells that are to hold a number and do not: why, what to do, and the one number that they certainly mean, if there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..expressions import expression
from ..numerals import VIRTUAL, exact_amount, foreign, has_note_mark, in_one_width, readings
from ..quantities import decimal_places, plain
from .days import plain_day

# What staff write where they have nothing to write.
_NOTHING = re.compile(
    r"(?:[-—–－_/\\.·*?？×xX~～]+|无|没有|暂无|空|待定|待填|待补|待核实?|未知|不详|不清楚|略|缺|n/?a|null|nil|none|tbd|未填|未填写|同上|见附件)",
    re.IGNORECASE,
)
# What a formula leaves that could not be worked out, in Excel and in LibreOffice, and a formula that stands there as text.
FORMULA_FAULT = (
    r"#(?:n/a|ref!|value!|div/0!|name\?|num!|null!|spill!|calc!|getting_data)|#{4,}|(?:err|错误)[:：]\s?5[0-9]{2}"
    r"|[=＝+]\s?[a-z][a-z.]{1,30}\(.{0,400}"
    r"|[=＝]\s?\+?(?:[^!=|]{1,40}!)?\$?[a-z]{1,3}\$?[0-9]{1,7}(?:[-+*/&:,].{0,200})?"  # =A2, ='捐赠 明细'!B3
    r"|[=＝][-+().0-9]{1,20}[*/+-][-+*/().0-9]{1,60}"  # =50*2
)
_LETTERS_FOR_DIGITS = re.compile(r"(?=.*[0-9])[-¥0-9OoIl,.]*[OoIl][-¥0-9OoIl,.]*")
_DECIMALS = re.compile(r"-?[0-9,]*\.([0-9]+)")
# A minus in words, behind the number, or as another dash; the brackets of accountants are read elsewhere.
_BELOW_ZERO = expression(r"(?:负数?|[-–—－﹣△▲]\s*)¥?[0-9,.]+元?|[0-9,.]+元?\s*[-–—－]|[\[【〔][0-9,.]+[\]】〕]")
_TWO_POINTS = re.compile(r"(?=[^.]*\.[^.]*\.)[-¥0-9.,]+")
_ODD_COMMAS = re.compile(r"-?[0-9,]*[0-9],[0-9,]*(?:\.[0-9]*)?")
_POINT_OF_THOUSANDS = re.compile(r"-?¥?[1-9][0-9]{0,2}\.[0-9]{3}元?")  # 1.000: one to us, a thousand to much of Europe
# 050000: a digit is missing before it, or it is the number of something
_AFTER_ZERO = re.compile(r"[-¥(\s]*0(?:[0-9]|,[0-9]{3})[0-9,. ]*[^0-9]{0,4}")
_LETTERED = re.compile(r"¥?[0-9.,]+\s?[kKwW]元?")
_WORDS_BESIDE = re.compile(r"¥?[0-9.,]+元?\s?[(（](?P<words>[^()（）0-9]{1,12})[)）]")
_TOO_LONG = re.compile(r"-?¥?[0-9,]{14,}(?:\.[0-9]*)?元?")
_MONEY_WORDS = re.compile(r"[元圆块角毛分整正¥]|人民币|RMB", re.IGNORECASE)
_MORE_THAN_A_NUMBER = re.compile(r"[+＋加及和、;；]|[0-9]\s*[*×x]\s*[0-9]")


_UNIT_IN_BRACKETS = re.compile(r"(?<=[0-9])\s?[(\[【]((?:人民币)?元|RMB)[)\]】]$")  # 100（元）


class Cell(Struct, frozen=True):
    """What a column asks of its cells, as far as advice depends on it."""

    unit: str = ""  # of the column, else of the row
    fixed_unit: bool = False  # whether the unit belongs to the column itself
    decimals: int = 6
    required: bool = False
    above_zero: bool = False  # no gift or payment is of nothing, or below zero
    abroad: str = ""  # the columns beside it that take the amount in another currency
    over: str = ""  # the unit that its head, or the line above the table, names instead: 万元

    @property
    def asked(self) -> str:
        """The unit in which its numbers are to be typed."""
        return self.over or self.unit


def proposal(text: str, cell: Cell) -> str:
    """The number that a refused cell certainly means, as it should be typed; nothing where there is any doubt."""
    word = in_one_width(text).strip()
    if _POINT_OF_THOUSANDS.fullmatch(word) or _AFTER_ZERO.fullmatch(word):
        return ""
    amount = exact_amount(_UNIT_IN_BRACKETS.sub(r"\1", word), cell.unit)
    if amount is None or (cell.above_zero and amount <= 0):
        return ""
    return plain(amount) if fits(amount, cell.decimals) else ""


def fits(amount: Decimal, decimals: int) -> bool:
    """Whether an amount has no more decimals than a column takes."""
    return decimal_places(amount) <= decimals


def mend(text: str, cell: Cell) -> str:
    """What to do about a cell that holds no number of its column; never a number that was made up or that it does not mean."""
    word = in_one_width(text).strip()
    if _NOTHING.fullmatch(word):
        if cell.required:
            return "这一格必填：请照凭证填数；没有这一笔的，删去这一行。"
        return "没有这个数就让格子空着；是零就填 0。"
    if has_note_mark(word):
        return "数字旁边有①、²这样的注解序号，分不清是不是数的一部分。请照凭证只写数字，注解写到“说明”。"
    currency = foreign(word)
    if currency:
        return _converted(currency, cell)
    return _misspelled(word, cell) or _not_above_zero(word, cell) or _said_otherwise(word, cell)


UNIT_OF_POWER = {
    -3: "厘", -2: "分", -1: "角", 1: "十元", 2: "百元", 3: "千元", 4: "万元", 5: "十万元", 6: "百万元", 7: "千万元", 8: "亿元",
}  # fmt: skip
_UNIT_IN_CELL = re.compile(r"[元圆块角分厘毛十百千万亿¥￥]|RMB")
_BRACKETS = re.compile(r"[()\[\]【】]")


def mend_under_unit(text: str, cell: Cell, power: int) -> str:
    """What to do about such a cell where the head of its column, or the line above the table, names another unit than 元."""
    unit = UNIT_OF_POWER.get(power, "表头或表上面写的单位")
    word = _BRACKETS.sub("", in_one_width(text)).strip()
    if _LETTERED.fullmatch(word) or (_UNIT_IN_CELL.search(word) and exact_amount(word, cell.unit) is not None):
        return f"表头或表上面写的单位是“{unit}”，这一格里又写了单位，不知道听哪个。请照凭证核对，这一格只写数字（{unit}）。"
    return mend(text, replace(cell, over=unit, decimals=max(0, cell.decimals + power)))


def _not_above_zero(word: str, cell: Cell) -> str:
    """What to do about 零 and 负五百元 where something must be, or nothing."""
    amount = exact_amount(word.replace("负", "-", 1), cell.unit) if cell.above_zero else None
    if amount is None or amount > 0:
        return ""
    return "这一格要填大于零的数：没有这一笔的，删去这一行；退款、退回的钱另填“捐赠退款”或“拨付退回”表。"


# What another program or a pen left around a number: '3500, "3500", =3500, 3500。
_MARKED = re.compile(r"(?:['’‘\"“”=]+¥?[0-9][0-9,.]*元?|¥?[0-9][0-9,.]*元?[。、，；;'’‘\"“”]+)['’‘\"“”。]*")

_WRONG_DIGITS: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        re.compile(FORMULA_FAULT, re.IGNORECASE).fullmatch,
        "这是没有算好的公式留下的，不是数。请在表格软件里改好公式（#### 的把列拉宽）再存一次，或直接填数。",
    ),
    (_LETTERS_FOR_DIGITS.fullmatch, "数字里夹着字母（O、I 或 l）。请照凭证重新输入，只用数字 0 到 9。"),
    (
        _BELOW_ZERO.fullmatch,
        "像是负数的写法。这一栏可以填负数的，在数字前面写减号，例如 -100；退款、退回的钱不填负数，另填“捐赠退款”或“拨付退回”表。",
    ),
    (_MARKED.fullmatch, "数字前后多了引号、等号或句号这样的符号。请只留数字。"),
    (_TWO_POINTS.fullmatch, "有两个小数点。请照凭证核对后重新填。"),
    (
        re.compile(r"-?¥?[0-9]{1,3}(?:['’‘`][0-9]{3})+(?:\.[0-9]*)?元?").fullmatch,
        "数字中间有撇号，看不出是不是千位的分隔。请照凭证核对，去掉撇号重新填。",
    ),
    (_ODD_COMMAS.fullmatch, "逗号的位置看不出是多少。请照凭证核对，去掉逗号重新填。"),
    (
        _POINT_OF_THOUSANDS.fullmatch,
        "小数点后面有三位，看不出是小数还是千位的分隔：最多 2 位小数。请照凭证核对后重新填。",
    ),
    (re.compile(r"¥?[0-9,]+\.").fullmatch, "数字末尾多了一个点，后面也许少了数字。请照凭证核对后重新填。"),
    (re.compile(r"[0-9.,]+%").fullmatch, "写的是百分数，这一栏不是比例。请照凭证填数。"),
    (_AFTER_ZERO.fullmatch, "数字前面有多余的 0，也许少了一位，也许是把编号填成了数。请照凭证核对后重新填。"),
    (_LETTERED.fullmatch, "用字母代替了千、万。请写出全部数字。"),
    (
        re.compile(r"-?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{1,3}").fullmatch,
        "写成了科学记数法，后面的数字可能已经丢了。请在 Excel 里把列拉宽、格式设成“数值”，照凭证写出全部数字。",
    ),
    (
        re.compile(r"-?¥?[0-9][0-9,.]*(?:\s+[0-9][0-9,.]*)+元?").fullmatch,
        "数字中间有空格，看不出是一个数还是几个数。请照凭证核对，去掉空格重新填。",
    ),
    (_TOO_LONG.fullmatch, "位数太多，不会有这么大的数。请照凭证核对后重新填。"),
    (plain_day, "写的是日期。请看看是不是填错了列，或者这一格的格式设成了日期。"),
)


def _misspelled(word: str, cell: Cell) -> str:
    """What is wrong with the digits themselves, or nothing."""
    decimals = _DECIMALS.fullmatch(word)
    too_fine = decimals is not None and len(decimals[1]) > cell.decimals
    wrong = next((words for applies, words in _WRONG_DIGITS if applies(word)), "")
    return wrong or (f"最多 {cell.decimals} 位小数。请照凭证核对后重新填，不要自己进位。" if too_fine else "")


# 退500, 冲红-300
_RETURNED = re.compile(r"[（(【\[]?已?(?:全额|部分|原路)?(?:退(?!休|役|伍)|冲[红账销回减抵]|红冲|返还)")


def _said_otherwise(word: str, cell: Cell) -> str:
    """What a cell says instead of a number."""
    of = f"，单位是{cell.asked}" if cell.fixed_unit else ""
    numbers = readings(word, cell.unit)
    if any(number.approximate for number in numbers):
        return f"写的是约数。请照凭证填准确的数{of}；查不到准确数的，不要填在这一栏。"
    if cell.above_zero and _RETURNED.match(word):
        return "写的像是退款。在捐赠、拨付的表里，请删去这一行，另填“捐赠退款”或“拨付退回”表；已经在这两张表里的，只写退了多少。"
    if len(numbers) > 1 or _MORE_THAN_A_NUMBER.search(word):
        return f"一格里写了几样。请只写一个数{of}；物资和别的钱另写一行，说明的话写到“说明”。"
    beside = _WORDS_BESIDE.fullmatch(word)
    if beside:
        return f"数字后面还写着“{beside['words']}”。请只写数字{of}，别的话写到“说明”；退款、没有到账的不算这一笔。"
    if numbers and cell.fixed_unit and cell.unit == "元" and not _MONEY_WORDS.search(word):
        return f"写的好像不是钱。请填多少{cell.asked}；物资的数量另填在物资表，这里只填折价。"
    alone = numbers[0].value if len(numbers) == 1 and not cell.fixed_unit else None
    typed = (
        f"请写成 {plain(alone)}，不写单位和别的字。"
        if alone is not None and alone > 0 and fits(alone, cell.decimals)
        else ""
    )
    return typed or f"请只写数字{of}，不写别的字；看不出是多少的，请照凭证核对。"


def _converted(currency: str, cell: Cell) -> str:
    if currency == VIRTUAL:
        return "写的是虚拟货币，不是钱，哪一栏都不能登。换成人民币到了账的，请照银行入账的人民币数填；没有换的，这一行不登。"
    if cell.abroad:
        return (
            f"写的是{currency}，这一栏只能是人民币元。请把{currency}的数填到“外币金额”，再填{cell.abroad}，这里填折成的人民币{cell.asked or '元'}"
            f"（外币金额×汇率，四舍五入到分）；还不知道汇率的，先向银行问入账当天的汇率，不要自己估。"
        )
    if cell.fixed_unit and cell.unit == "元":
        return f"写的是{currency}，这一栏只能是人民币元。请填银行入账的人民币数（外币按入账当天的汇率折算），{currency}的数和汇率写到“说明”。"
    return f"写的是{currency}。请只写数字，币种写到“单位”一栏。"
