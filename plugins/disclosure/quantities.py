"""Numbers for readers: bounds of sums, units, rounding half up, and quantities in prose."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from .numerals import CURRENCIES, QUALIFIERS, Bound, NumberWording, bound_of

__all__ = [
    "BOUND_WORDS", "MAGNITUDES", "QUALIFIERS", "UNITS", "Bound", "NumberWording", "borne", "bound_of", "brief_number", "coarse",
    "computed_text", "cut", "decimal_places", "fixed", "grouped", "money_text", "opposite", "place_for", "plain", "quantity_text", "round_half_up",
    "settled", "shortened", "to_the_cent", "together", "turned", "yuan_text",
]  # fmt: skip


# How a bound is told in front of a number that the site computes.
BOUND_WORDS = {Bound.EXACT: "", Bound.AT_LEAST: "至少", Bound.AT_MOST: "最多", Bound.ABOUT: "约"}

_OPPOSITE = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


def opposite(bound: Bound) -> Bound:
    """The bound of a number with its sign turned round."""
    return _OPPOSITE.get(bound, bound)


def together(first: Bound, second: Bound) -> Bound:
    """The bound of a sum: what is exact adds nothing, two different doubts leave only 约."""
    if Bound.EXACT in {first, second}:
        return second if first is Bound.EXACT else first
    return first if first is second else Bound.ABOUT


# Units of those who are helped.
PERSONS, HOMES = ("人", "人次", "名", "位"), ("户", "家庭")
# Units that figures may have; organisations can add their own in data/site.yaml.
UNITS: tuple[str, ...] = (
    *["元", "人", "人次", "户", "户次", "家", "家次", "家庭", "对", "名", "位"],
    *["个", "项", "类", "种", "场", "节", "次", "期", "届", "座", "间", "处", "栋", "辆", "台", "件", "套", "批"],
    *["份", "册", "本", "张", "篇", "条", "所", "单", "笔", "只", "吨", "千克", "箱", "盒", "支", "瓶"],
    *[
        "顶",
        "床",
        "双",
        "袋",
        "桶",
        "副",
        "例",
        "棵",
        "株",
        "亩",
        "平方米",
        "公里",
        "地",
        "盏",
        "升",
        "毫升",
        "枚",
        "组",
    ],
    *["年", "月", "天", "日", "小时", "分钟", "%", "倍"],
    *["元/人", "元/人次", "元/户", "元/份", "元/所", "元/册", "元/个", "元/场", "元/件"],
    *CURRENCIES,
)

MAGNITUDES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as Chinese bookkeeping does (四舍五入); *places* are decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def decimal_places(value: Decimal) -> int:
    """How many decimals a number needs, however long it is: 2 of 12.50, 0 of 1200."""
    return len(plain(value).partition(".")[2])


def plain(value: Decimal) -> str:
    """Exact digits without exponent and without idle zeros: 42.064, 1610400."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def grouped(value: Decimal) -> str:
    """Exact digits with thousands commas: 1,610,400."""
    whole, _, fraction = plain(abs(value)).partition(".")
    sign = "−" if value < 0 else ""
    return sign + f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def shortened(value: Decimal, rounded: Decimal, places: int) -> str:
    """The digits of a *rounded* value; where digits of *value* were lost, all its *places*, so that 99,995元 is 10.00万元 and not 10万元.

    >>> shortened(Decimal("9.9995"), Decimal("10"), 2), shortened(Decimal("10"), Decimal("10.00"), 2)
    ('10.00', '10')
    """
    return grouped(rounded) if rounded == value else fixed(rounded, max(places, decimal_places(rounded)))


def fixed(value: Decimal, places: int) -> str:
    """Digits with so many decimals, rounded half up, and thousands commas: 1,234,567.80."""
    rounded = round_half_up(value, places)
    whole, point, fraction = format(abs(rounded), "f").partition(".")
    return f"{'−' if rounded < 0 else ''}{int(whole):,}{point}{fraction}"


def money_text(value: Decimal) -> str:
    """Money for prose: 48.49万元, 2.62亿元, 9,000元; exact where two decimals suffice, else half up."""
    size = abs(value)
    for name, factor in (("亿元", MAGNITUDES["亿"]), ("万元", MAGNITUDES["万"])):
        if size >= factor:
            return shortened(value / factor, round_half_up(value / factor, 2), 2) + name
    return grouped(value) + "元"


def yuan_text(value: Decimal) -> str:
    """Money as books write it, to the 分: 1,234,567.80元."""
    return f"{fixed(value, 2)}元"


def to_the_cent(value: Decimal, unit: str, bound: Bound) -> bool:
    """Whether a value is exact money that ends with the 分."""
    return unit == "元" and bound is Bound.EXACT and value == round_half_up(value, 2)


def quantity_text(value: Decimal, unit: str) -> str:
    """A value with its unit for prose; per cent with one decimal."""
    if unit == "元":
        return money_text(value)
    if unit == "%":
        rounded = round_half_up(value, 1)
        return ("不足0.1" if value and not rounded else str(rounded).replace("-", "−")) + "%"
    if unit.startswith("元/"):
        return money_text(round_half_up(value, 2)) + unit[1:]
    return grouped(value) + unit


# --- what is computed ----------------------------------------------------------------------------

# Money whose last printed place is so large was rounded: no account ends at ten thousand yuan.
_COARSE_MONEY = MAGNITUDES["万"]

_FEN = Decimal("0.01")
_TENTH = Decimal("0.1")
_ALL = Decimal(100)  # per cent
_ROUNDINGS = {Bound.AT_LEAST: ROUND_FLOOR, Bound.AT_MOST: ROUND_CEILING}
_DIGITS = 100  # more than any formula can need, so that nothing is rounded unseen


def coarse(grain: Decimal, unit: str) -> bool:
    """Whether digits that end at *grain* were rounded: money in whole 万 or 亿, people and things in 万."""
    return grain >= _COARSE_MONEY if unit == "元" else grain > 1 and not unit.startswith(("元", "%"))


def place_for(doubt: Decimal) -> Decimal:
    """The last place worth printing of a number that may be off by *doubt*: it is off there by two at most; 0 for none."""
    if not doubt:
        return Decimal(0)
    place = Decimal(1).scaleb(doubt.adjusted())
    return place if doubt <= 2 * place else place * 10


def settled(value: Decimal, place: Decimal, bound: Bound = Bound.EXACT) -> Decimal:
    """*value* rounded to *place*, never across its *bound*: 至少 goes down, 最多 goes up, anything else half up.

    Place 0 leaves every digit. A value that would vanish keeps its first digit.
    """
    if not place or not value:
        return value
    with localcontext(prec=_DIGITS):
        rounded = (value / place).to_integral_value(_ROUNDINGS.get(bound, ROUND_HALF_UP)) * place
        return rounded or settled(value, Decimal(1).scaleb(value.adjusted()), bound)


def borne(value: Decimal, grain: Decimal) -> Decimal:
    """The last place of a computed number whose inputs bear *grain*: that of its first digit at the most."""
    return min(grain, Decimal(1).scaleb(value.adjusted()))


def _finest(value: Decimal, unit: str) -> Decimal:
    """The last place that prose has room for; 0 where it prints every digit."""
    if unit == "元" or unit.startswith("元/"):
        name = next((name for name in ("亿", "万") if abs(value) >= MAGNITUDES[name]), "")
        return MAGNITUDES[name].scaleb(-2) if name else _FEN
    if unit == "%":
        return _TENTH
    return _FEN if value != round_half_up(value, 4) else Decimal(0)


def cut(value: Decimal, unit: str, grain: Decimal) -> bool:
    """Whether a number loses digits because its inputs do not bear them."""
    return grain > _finest(value, unit) and settled(value, grain) != value


def _short_of(value: Decimal) -> Decimal:
    """A percentage with so many places that it does not look like the whole: −99.97, −99.9995."""
    rounded = (round_half_up(value, places) for places in range(2, _DIGITS))
    return next((shown for shown in rounded if abs(shown) < _ALL), value)


def computed_text(value: Decimal, unit: str, bound: Bound = Bound.EXACT, grain: Decimal = Decimal(0)) -> str:
    """A number that the site computes, for prose: no finer than *grain*, with 至少, 最多 or 约 before it."""
    place = max(borne(value, grain), _finest(value, unit))
    if unit == "元" or unit.startswith("元/"):
        place = Decimal(1) if _FEN < place < 1 else place  # nobody writes 角
    if unit == "%" and bound is Bound.EXACT and abs(value) < _ALL == abs(round_half_up(value, 1)):  # something is left
        return "99.9%以上" if value > 0 else f"{grouped(_short_of(value))}%"
    vanishes = (
        unit == "%" and not round_half_up(value, 1) and (bound is Bound.EXACT or (bound is Bound.ABOUT and not value))
    )
    shown = value if vanishes else settled(value, place, bound)
    as_it_is = unit == "%" and not vanishes and (place >= 1 or abs(shown) < _TENTH)
    return BOUND_WORDS[bound] + (f"{grouped(shown)}%" if as_it_is else quantity_text(shown, unit))


def brief_number(value: Decimal, scale: Decimal, bound: Bound = Bound.EXACT, places: int = 2) -> str:
    """The digits of *value* in a unit of *scale* base units, with at most *places* decimals, never across its *bound*.

    All of these stand where digits were lost.

    >>> brief_number(Decimal("1189760"), Decimal(10_000), Bound.AT_LEAST), brief_number(Decimal("420640"), Decimal(10_000), Bound.AT_MOST)
    ('118.97', '42.07')
    """
    with localcontext(prec=_DIGITS):
        return shortened(value / scale, settled(value / scale, Decimal(1).scaleb(-places), bound), places)


# Words that say which way a difference goes, each with its opposite.
_WAYS = (
    *(("多出", "少"), ("少了", "多了"), ("多了", "少了"), ("高出", "低"), ("超出", "少"), ("增加了", "减少了")),
    *(("减少了", "增加了"), ("增长了", "下降了"), ("下降了", "增长了"), ("增加", "减少"), ("减少", "增加")),
    *(("增长", "下降"), ("下降", "增长"), ("上升", "下降"), ("多", "少"), ("少", "多"), ("增", "减"), ("减", "增")),
    *(("提高", "降低"), ("降低", "提高"), ("高", "低"), ("低", "高")),
)
_NO_WAY = (
    "至少",
    "至多",
    "最多",
    "最少",
    "最高",
    "最低",
    "多少",
    "增减",
    "很多",
    "许多",
    "不多",
    "不少",
    "不高",
    "不低",
)


def turned(words: str) -> str | None:
    """The same words with the way that they end in turned round: 比总额多 → 比总额少; None where they end in none."""
    if words.endswith(_NO_WAY):
        return None
    ways = sorted(_WAYS, key=lambda pair: -len(pair[0]))
    return next((words[: -len(way)] + back for way, back in ways if words.endswith(way)), None)
