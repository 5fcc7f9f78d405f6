"""A reported figure against its own wording: value, unit, sign and words of approximation must say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..expressions import expression
from ..kinds.figures import ReportedFigure
from ..model import Nature
from ..numerals import CURRENCIES, VAGUE, NumberWording, Sign, foreign, is_currency, readings
from ..problems import Problem, problem
from ..quantities import HOMES, PERSONS, QUALIFIERS, UNITS, Bound, plain
from ..reading import Yuan

# What a measure is called that tells of a loss or a decrease: there 减少5万元 is five, not minus five.
_FALLS = expression(r"亏|损|减|降|跌|缩|流出|赤字|缺口|透支|短收|(?<!收支)差|负|下滑|回落")
# A measure that is above or below zero, and words by which it is below.
_BALANCE = expression(r"收支差|结余|盈余|收支净额")
_OVERDRAWN = expression(r"超支|缺口|入不敷出|收不抵支|支出?[大多]于收入?|倒欠|倒贴|不敷|欠缺|短缺")
# What is no sum of money that was paid: a price, an average, a share of each.
_AVERAGE = expression(r"平均|人均|户均|均价|单价|价格|每")
# Words that leave open how much it is: no number is proposed for 数十万.
_OPEN = VAGUE | {"至少", "至多"}
_PLANNED = frozenset({"预计", "估计"})
_SHARES_AND_TIMES = frozenset(
    {"倍", "年", "月", "天", "日", "小时", "分钟", "期", "届", "次", "场", "节", "类", "种", "项", "批"}
)
_COUNTING = tuple(
    unit for unit in UNITS if not unit.startswith(("元", "%")) and unit not in {*CURRENCIES, *_SHARES_AND_TIMES}
)
_COUNTED = expression("|".join(sorted(map(re.escape, _COUNTING), key=len, reverse=True)))


def wording_problems(row: ReportedFigure) -> Iterator[Problem]:
    """What the wording of a figure says otherwise than its cells, and money that is finer than a 分."""
    yield from _finer_than_money(row)
    wording, value, unit, qualifier = row.as_written, row.value, row.unit, row.qualifier
    if not wording:
        return
    numbers = readings(wording, unit or "")
    if value is None:
        matching = list(numbers)
    else:
        fitting = [number for number in numbers if not _other_unit(number, wording, unit, numbers)]
        matching = [number for number in fitting if _agrees(number, row)]
        if not matching and any(_agrees(number, row) for number in numbers):
            other = next(number for number in numbers if _agrees(number, row))
            yield _unit_problem(row, wording, _other_unit(other, wording, unit, numbers))
            return
        if not matching:
            shares = {_other_unit(number, wording, unit, numbers) for number in numbers} if unit == "倍" else set()
            if shares and shares <= _SHARES:
                yield _unit_problem(row, wording, min(shares))
                return
            yield _mismatch(row, fitting or numbers, sure=bool(fitting))
    if len(numbers) == 1:  # 每人2000元，共86万元 tells of all as well
        yield from _of_each(row, wording)
    yield from _qualifier_problems(row, wording, qualifier, matching)


# What is given to each of several is no sum of what was given.
_EACH = expression(r"(?:平均|约)?(?:每年)?(?:每(?:人|户|名|位|家|生)|[人户生]均)")
_OF_EACH = expression(rf"{_AVERAGE.pattern}|标准|[人户生]均|限额|上限|下限|最[高低]|定额")


def _of_each(row: ReportedFigure, wording: str) -> Iterator[Problem]:
    """An amount for each person that stands as if it were all: 每人500元 of what was spent."""
    share = _EACH.match(wording) if row.unit == "元" else None
    if share and not _OF_EACH.search(f"{row.measure or ''}{row.subject or ''}"):
        mend = "原文是每人（户）的数，不是总数：单位请填“元/人”“元/户”，或在指标里写明是标准、人均。"
        where = row.at(ReportedFigure.unit)
        yield problem("wording-unit", where, wording=wording, found=share[0], unit=row.unit, mend=mend)


def _finer_than_money(row: ReportedFigure) -> Iterator[Problem]:
    """An amount of yuan ends with the 分; prices and averages need not."""
    value = row.value
    if value is None or row.unit != "元" or _AVERAGE.search(f"{row.measure or ''}{row.subject or ''}"):
        return
    if value != value.quantize(Decimal("0.01")):
        mend = "钱最多写到分。请照原件核对后重新填，不要自己进位。"
        yield problem("bad-value", row.at(ReportedFigure.value), cell=plain(value), expected=Yuan.name, mend=mend)


def _other_unit(number: NumberWording, wording: str, unit: str | None, numbers: Sequence[NumberWording]) -> str:
    """The currency or unit that a number has in its wording, where it is another than that of the figure."""
    tail = re.split(r"[,，。;；、()（）]", number.tail, maxsplit=1)[0]
    noted = _NOTED.match(number.tail)
    behind = noted[1] if noted and is_currency(noted[1]) else tail
    currency = foreign(behind) or foreign(wording[max(0, number.start - 6) : number.start])
    if currency:
        return "" if currency == unit else currency
    if unit in CURRENCIES:
        return "没有写币种的数"
    if unit == "元":
        counted = _COUNTED.match(tail)
        if counted and not tail.startswith("人民币") and not tail[len(counted[0]) :].startswith("元"):
            return counted[0]
        return _no_sum(number, numbers)
    if tail.startswith("元") and unit in _COUNTING:
        return "元"
    apart = _APART.get(unit or "")
    other = (apart.match(tail) if apart else None) or _other_count_of_persons(number.tail, unit)
    return other[0] if other else _other_pack(tail, unit)


def _other_count_of_persons(tail: str, unit: str | None) -> re.Match[str] | None:
    """What a wording counts where it or the unit counts how often, and the other how many persons: 430人次 are no 430 人."""
    if unit == "人次":
        return _HOW_MANY.match(tail)
    return _HOW_OFTEN.match(tail) if unit in PERSONS else None


# 人（次） says either, and so does what is helped beside a number of times; 人（家）次 are times of both.
_HOW_OFTEN = expression(r"人次")
_HOW_MANY = expression(r"[名位](?!次)|人(?![(（/]?次|[(（][户家][)）]次|家|户|均|民|次)")


def _other_pack(tail: str, unit: str | None) -> str:
    """What a wording counts where it or the unit counts packs, and not the same: 1.2万只 are no 盒."""
    apart = unit != tail and {unit, tail} <= _PACKED | _SINGLE and {unit, tail} & _PACKED
    return tail if apart else ""


_NOTED = expression(r"[^,，。;；、()（）]{0,3}[(（]([^()（）]{1,8})[)）]")  # 20万元(港币)
# Units that may count the same help and are never the same number: 100户 are not 100 人.
_HOUSEHOLDS, _HEADS = expression(r"户(?!主|外)|个?家庭(?!医|教|成员)"), expression(r"人(?!家|户)")
_PIECES = expression("打(?![印字击造卡井包])|[市公]?斤|千克|吨")
_PAIRS = expression("[对双](?![象口接于外方应联比向])|打(?![印字击造卡井包])|[市公]?斤|千克|吨")
_PACKED = frozenset({"箱", "盒", "瓶", "袋", "桶"})
_SINGLE = frozenset({"只", "支", "个", "件", "套", "床", "顶", "双", "台", "辆", "枚", "本", "册"})
_APART = {
    "倍": expression("[%％成]"),
    **dict.fromkeys(
        ("件", "套", "箱", "盒", "瓶", "袋", "桶", "顶", "床", "副", "条", "本", "册", "份", "枚"), _PIECES
    ),
    **dict.fromkeys(("个", "只", "支"), _PAIRS),
    **dict.fromkeys(("千克", "吨"), expression("[箱袋桶包盒瓶]")),
    "平方米": expression("亩|公?顷|平方(?:公里|千米)"),
    "亩": expression("平方?米|平方公里|㎡|m2"),
    "公里": expression("里(?![程面外弄])|海里"),
    "里": expression("公里|千米|海里|米"),
    "公顷": expression("平方?米|㎡|m2"),
    "个月": expression(r"个?小时|分钟|天|日|年"),
    "周": expression(r"个?(?:小时|月)|分钟|天|日|年"),
    **dict.fromkeys(PERSONS, _HOUSEHOLDS),
    **dict.fromkeys(HOMES, _HEADS),
    **dict.fromkeys(("天", "日"), expression(r"个?(?:小时|月)|分钟|年")),
    "月": expression(r"个?小时|分钟|天|日|年"),
    "年": expression(r"个?(?:小时|月)|分钟|天|日"),
    **dict.fromkeys(("小时", "分钟"), expression(r"个月|天|日")),
}
_MONEY = expression(r"[多余来几]?(?:元|圆|块|角|分|人民币|RMB|CNY)", re.IGNORECASE)
_DAY = expression(r"年|月|日|号|届|周年")
_WORD = expression(r"[\u4e00-\u9fff]{1,4}")
_LARGE = 1000  # so many of anything are told with their unit; so much money may be told without
_JOINED = expression(r"[和及与至到或加乘]")


def _no_sum(number: NumberWording, numbers: Sequence[NumberWording]) -> str:
    """What digits without 万 or 元 behind them count, where they are a day, or where another number says 元: 99公益日筹款200万元."""
    if number.magnitude or _MONEY.match(number.tail) or not number.digits[:1].isdigit():
        return ""
    day = _DAY.match(number.tail)
    if day:
        return day[0]
    word = _WORD.match(number.tail) if abs(number.value) < _LARGE else None
    if (
        word
        and not _JOINED.match(word[0])
        and any(_MONEY.match(other.tail) for other in numbers if other is not number)
    ):
        return word[0]
    return ""


_SHARES = frozenset("%％成")
_AS_A_SHARE = "原文说的是比例：单位请填“%”，数值照原文填百分数（例如 120% 填 120），不换算成倍。"


def _unit_problem(row: ReportedFigure, wording: str, other: str) -> Problem:
    if other in CURRENCIES:
        mend = f"单位请填“{other}”，数值填{other}的数；报告另写了人民币数的，照那个数登记一条。"
    elif other == "元":
        mend = "请核对原文写法和单位；是钱的，单位填“元”。"
    elif row.unit == "倍" and other in _SHARES:
        mend = _AS_A_SHARE
    else:
        mend = "请核对原文写法和单位，两处说的要是同一样东西。"
    return problem("wording-unit", row.at(ReportedFigure.unit), wording=wording, found=other, unit=row.unit, mend=mend)


def _agrees(number: NumberWording, row: ReportedFigure) -> bool:
    """Whether a number of the wording is the value; a loss is below zero unless the measure itself is a loss."""
    if row.value is None or (row.value == number.value and _overdrawn(number, row)):
        return False
    if row.value == number.value or (number.sign is Sign.BACK and number.states(row.value)):
        return True
    named = _FALLS.search(f"{row.measure or ''}{row.subject or ''}")
    return bool(number.sign is Sign.LOSS and named and number.states(row.value))


def _overdrawn(number: NumberWording, row: ReportedFigure) -> bool:
    """Whether a balance above zero is worded as money that is missing: 收支差 50000, 超支5万元."""
    named = f"{row.measure or ''}{row.subject or ''}"
    return bool(
        number.sign is Sign.BACK
        and number.value > 0
        and _BALANCE.search(named)
        and not _FALLS.search(named)
        and _OVERDRAWN.search(row.as_written or "")
    )


# Signs behind digits that belong to the number in a way that was not understood: 2.6w, 2000+, 3个亿.
_UNREAD = expression(r"[\s.]*[A-Za-z+个*×/]")


def _mismatch(row: ReportedFigure, numbers: Sequence[NumberWording], *, sure: bool) -> Problem:
    """The problem of a value that its wording does not state; a number is proposed only where there is no other.

    *sure* says that the numbers are in the unit of the figure.
    """
    assert row.value is not None  # noqa: S101  (asked only of rows with a value)
    missing = [number for number in numbers if _overdrawn(number, row)]
    seen = "、".join(plain(-number.value if number in missing else number.value) for number in numbers) or "没有数字"
    alone = numbers[0] if len(numbers) == 1 and sure and not _UNREAD.match(numbers[0].tail) else None
    proposed = hint = ""
    if alone is not None and (alone.sign is Sign.LOSS or alone in missing):
        hint = f"；原文说的是减少或亏损，数值要填负数（{plain(-abs(alone.value))}），或者在指标里写明是减少了多少"
    elif alone is not None and row.value == -alone.value:
        hint = (
            "；数值是负数，原文写法里看不出来。确实是负的，原文写法要抄到看得出是减少、冲回或亏损的那几个字"
            if row.value < 0
            else "；原文写的是负数，数值没有负号。请对照原件，看是哪一处写错了"
        )
    elif alone is not None and not _OPEN.intersection(alone.words):
        proposed = plain(alone.value)
        hint = f"；应填 {proposed}"
    return problem(
        "wording-mismatch",
        row.at(ReportedFigure.value),
        suggestion=proposed,
        value=plain(row.value),
        wording=row.as_written,
        read=seen,
        hint=hint,
    )


def _qualifier_problems(
    row: ReportedFigure, wording: str, qualifier: str | None, numbers: Sequence[NumberWording]
) -> Iterator[Problem]:
    """The word of approximation is in its column, and it is the one of the wording."""
    rough = bool(numbers) and all(number.approximate for number in numbers)
    words = [word for number in numbers for word in number.words if QUALIFIERS[word] is not Bound.EXACT]
    if rough and not (qualifier and QUALIFIERS.get(qualifier) is not Bound.EXACT):
        planned = _PLANNED.issuperset(words) and row.nature not in {None, Nature.ACTUAL}
        if planned or ReportedFigure.qualifier.name in row.faulty:
            return
        said = f"里有“{words[0]}”" if words[0] in wording else "说的不是准确的数"
        where, details = row.at(ReportedFigure.qualifier), {"wording": wording, "said": said, "word": words[0]}
        yield problem("qualifier-missing", where, suggestion=words[0], **details)
    elif qualifier and not _borne_out(qualifier, wording, numbers, words):
        sure = words[0] if len(set(words)) == 1 else ""
        where = row.at(ReportedFigure.qualifier)
        yield problem("qualifier-mismatch", where, suggestion=sure, qualifier=qualifier, wording=wording)


def _borne_out(qualifier: str, wording: str, numbers: Sequence[NumberWording], words: Sequence[str]) -> bool:
    """Whether the word in the column is one of the wording: 不超过 is not 超过."""
    stated = {word for number in numbers for word in number.words}
    if qualifier in stated or not stated:
        return qualifier in stated or qualifier in wording
    return qualifier in wording and QUALIFIERS.get(qualifier) in {QUALIFIERS[word] for word in words}
