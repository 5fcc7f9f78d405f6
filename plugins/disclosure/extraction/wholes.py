"""Of which amount another is a part, as the words and the lists of a report say, and what the part takes from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model import Nature
from .lists import aspect_of, opens
from .meaning import MentionMeaning
from .measures import MeasureReading
from .passages import Passage
from .surroundings import Surroundings
from .vocabulary import MONEY_HELD, OWN_INCOME, SHARES, Flow, handed_down

MOVED = frozenset({Flow.IN, Flow.OUT, Flow.STOCK})
CHANGES = frozenset({"增加", "减少"})  # how much more than the year before: no total, and no part of one
_OF_EACH = ("资助标准", "人均", "户均", "平均", *SHARES)


def may_have_parts(measure: str) -> bool:
    """Whether what is measured so may be told part by part."""
    return measure not in CHANGES and not measure.startswith(_OF_EACH)


PARTS_TURN = re.compile(
    r"其中|(?<!不)包[括含]|(?<=\()含|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{0,8}(?:按[\u4e00-\u9fff]{1,8}(?:分类?|划分)[为是]?"
    r"|(?:分类|明细|构成|组成|分别|具体)(?:[为是]|如下)):|(?<![\u4e00-\u9fff])从(?!总|整|全|目前|长远|数据)[\u4e00-\u9fff]{2,8}(?<!情况)看[,:]"
    r"|(?<=元)\((?!折)|(?<=元)中(?![心国])"
)
_SENTENCE_ENDS = "。！？!?"
_ANOTHER = re.compile(
    r",\s?(?:累计|共计?|已)[支发拨使]|另|此外|同时|全年|[;。](?=\s*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]))"
)
# 收到90万元,支出70万元,其中本级收到50万元,已支出40万元: of what was spent; where nothing was, behind the parts.
_SPENT_BEFORE = re.compile(r"(?:支出|发放|拨付|使用)[^,。;\d]{0,8}\d")
_NOT_OF_IT = re.compile(r"不包?[括含]|不计|未[计纳含]|除外|剔除")
_HELPED = re.compile(r"慰问|救助|资助|帮扶|补助|奖励|走访|发放|拨付|购[买置]|修建|用于")
_NEAR = 24  # signs before an amount
_COMPARED = re.compile(r"(?:占|相当于|比|较|超过|[与和同])(?:[上去今本]年|(?:19|20)\d\d年)[^,。;]{0,14}$")


def whole_of(around: Surroundings) -> MentionMeaning | None:
    """The amount that an amount is told as a part of; None where nothing says so."""
    if _COMPARED.search(around.text_before):
        return None
    turn = _turn(around.text, around.mention.start)
    if turn is None:
        return _opened_by(around) if around.mention.unit == "元" else None
    if not around.text[: turn.start()].strip(" ,("):
        return _opened_by(around) or _parted_above(around, turn)  # a paragraph that goes on: 其中,甲捐款10万元
    before = list(_told_before(turn, around))
    begins = around.text[: turn.start()].rstrip(" ,")[-1:] in _SENTENCE_ENDS
    if begins and before and before[0].year < around.setting.year:
        # 支出70万元,2022年为60万元。其中…: a sentence of its own tells the parts of the year
        before = [entry for entry in before if entry.year == around.setting.year] or before
    said = next((flow for flow, verb in _DECIDED.items() if verb.search(around.clause)), None)
    if (
        said is None
        and before
        and before[0].flow is Flow.STOCK
        and _HELPED.search(around.text, turn.end(), around.mention.end)
    ):
        said = Flow.OUT  # 支出78万元,余额4万元。其中:慰问困难户520户,计52万元
    # 捐款800万元,支出70万元,其中市本级收到捐款50万元: of what went the same way, and of no target that it is compared with.
    return next(
        (entry for entry in before if entry.nature is not Nature.PLANNED and (said is None or entry.flow is said)),
        next((entry for entry in before if entry.nature is not Nature.PLANNED), before[0] if before else None),
    )


def _told_before(turn: re.Match[str], around: Surroundings) -> Iterator[MentionMeaning]:
    """The amounts that *turn* may tell the parts of, the nearest first."""
    text = around.text
    begins = text[: turn.start()].rstrip(" ,(")[-1:] in _SENTENCE_ENDS
    aside = turn[0].startswith("(") or text[turn.start() - 1 : turn.start()] == "("
    again = 2 if aspect_of(turn[0]) else 0  # 支出90万元。按用途分:…。按地区分:…: sentences of parts stand between
    for entry in reversed(around.numbers_before):
        if again and entry.whole is not None:
            continue
        alike = entry.mention.unit == around.mention.unit and may_have_parts(entry.measure)
        if entry.mention.end > turn.start() or not alike or _is_compared_with(entry):
            continue
        between = text[entry.mention.end : turn.start()]
        if sum(between.count(sign) for sign in _SENTENCE_ENDS) > begins + again or (
            aside and re.search(r"\d", between)
        ):
            return
        if between.count(")") <= between.count("("):
            yield entry


def _is_compared_with(entry: MentionMeaning) -> bool:
    """Whether an amount is only what another is compared with: 支出70万元,比2022年的60万元多10万元。其中…."""
    start = entry.mention.start
    return _COMPARED.search(entry.passage.text[max(0, start - _NEAR) : start]) is not None


_ENTRY = re.compile(r"(?P<name>“[^“”]{2,20}”)?(?P<does>[^,。;:“”\d]{0,16})(?:\d[\d,.]*[余多]?[万亿]{0,2}元)?")
_BEGINS_ANEW = re.compile(r"已|共|总|另|全年|累计|同时|还[^款贷]|此外|我会|本会")


def _goes_on_by_name(between: str) -> bool:
    """Whether parts go on behind semicolons, each a name and its amount: 其中,“春雨”项目16万元;助学10万元."""
    entries = [_ENTRY.fullmatch(entry) for entry in between.split(";")]
    ways = {tuple(_DECIDED[flow].search(entry["does"]) is not None for flow in _DECIDED) for entry in entries if entry}
    anew = any(entry and not entry["name"] and _BEGINS_ANEW.search(entry["does"]) for entry in entries[1:])
    return all(entries) and len(ways) == 1 and not anew


def _turn(text: str, start: int) -> re.Match[str] | None:
    """The word before *start* behind which parts are told, where they go on up to there."""
    for turn in reversed(list(PARTS_TURN.finditer(text, 0, start))):
        between = text[turn.end() : start]
        if turn[0].startswith("(") or text[turn.start() - 1 : turn.start()] == "(":
            ended = ")" in between and between.count(")") > between.count("(")
        else:
            begins = text[: turn.start()].rstrip(" ,")[-1:] in {"", *_SENTENCE_ENDS}
            goes_on = begins or _goes_on_by_name(between.lstrip(",:"))
            ended = any(sign in between for sign in (_SENTENCE_ENDS if goes_on else _SENTENCE_ENDS + ";"))
        if ended:
            continue
        if _NOT_OF_IT.search(between) or (turn[0] == "(" and not between.strip()):
            continue  # 支出1.7亿元(170,000,000元): the same once more
        first = re.search(r"\d[\d,.]*[余多]?[万亿]{0,2}元", between)
        another = _ANOTHER.search(between, first.end()) if first else None
        spent = _SPENT_BEFORE.search(text[: turn.start()].rpartition("。")[2])
        if another and not (another[0][0] == "," and spent):
            continue
        return turn
    return None


def _opened_by(around: Surroundings) -> MentionMeaning | None:
    """The one amount whose parts the list tells that the passage is an item of."""
    under = around.passage.under
    opener = [entry for entry in reversed(around.setting.earlier) if entry.passage.at == under] if under >= 0 else []
    if not opener:
        return None
    held = around.text_before.lstrip()
    if held.startswith("(") and held.count(")") >= held.count("("):
        return None  # behind the bracket that holds the parts
    if any(entry.mention.is_money and "。" in around.since(entry) for entry in around.numbers_before):
        return None  # a sentence of its own behind the item
    text = opener[0].passage.text
    amounts = [entry for entry in opener if _may_be_whole(entry)]
    ends = max(text.rstrip(" :,。;其中").rfind(sign) for sign in _SENTENCE_ENDS)
    near = [entry for entry in amounts if entry.mention.start > ends]
    if opens(text):
        amounts = near or amounts
    alike = {(entry.mention.value, entry.flow) for entry in amounts}
    return amounts[0] if len(alike) == 1 else None


def _parted_above(around: Surroundings, turn: re.Match[str]) -> MentionMeaning | None:
    """The one total of the paragraph before that another parts once more: 按用途分:定向捐赠70万元,非定向捐赠20万元."""
    headings = around.passage.headings
    totals = [entry for entry in around.setting.earlier if entry.overall and entry.passage.headings == headings]
    near = [entry for entry in totals if entry.passage is totals[-1].passage and _may_be_whole(entry)]
    return near[0] if aspect_of(turn[0]) and len(near) == 1 else None


def _may_be_whole(entry: MentionMeaning) -> bool:
    return (
        entry.mention.unit == "元"
        and entry.flow in MOVED
        and entry.nature in {Nature.ACTUAL, Nature.PLANNED}
        and _turn(entry.passage.text, entry.mention.start) is None
        and may_have_parts(entry.measure)
    )


# Who was given to, behind the verb: 支援余姚; not what was given: 资助慈善资金.
_TO_WHOM = r"(?:支援|驰援|援助|资助|救助|帮扶|慰问|奖励|补助|救济)(?!慈善|善款|捐|款|资金|金|物资|专项|项目|经费|支出|收入)[\u4e00-\u9fff]{2,14}$"
# Words that say by themselves which way money went; 资助, 捐款, 拨款 may be the name of what came in.
# 向灾区捐款: whether the own body gave it, or somebody through it.
_TOWARDS = r"(?<![定面投趋去])[向给](?!我会|本会)[^,。;\d]{2,20}捐"
_DECIDED = {
    Flow.IN: re.compile(r"接[收受]|收到|募集|筹[集得措款]|募款|募得|到[账位]|收入|转入|拨入"),
    Flow.OUT: re.compile(
        rf"{_TO_WHOM}|{_TOWARDS}|支出|发放|拨付|下拨|划拨|转拨|转[交赠]|[我本]会[再又还也共]?配套|使用|用于|投入|送[去往]|支付|购[买置]|采购|汇缴|上缴"
    ),
}
_SPENT_OF_IT = re.compile(rf"{_TO_WHOM}|已|用于|实际|上缴")  # 收到500万元,其中已拨付300万元
_FROM_A_BODY = re.compile(
    r"(?:会|局|财政|政府|厅|部|上级|机构|中央|基金会)(?:[\u4e00-\u9fff]{0,4})?(?:拨付|下拨|划拨|拨入|拨款|转入|资助|补助)"
)
# Where money that was spent came from: 拨付50万元,其中上级下拨30万元.
_SOURCE = re.compile(
    r"^(?!.*(?:支出|用于|使用)).*(?:来自|来源于|(?<![给向为付拨持])(?:上级|财政|政府|中央)[\u4e00-\u9fff]{0,8}(?:拨|配套|补助|支[持援]|安排|投入|出资|资助))"
)
_FROM_ABOVE = re.compile(r"上级|财政|政府")
_SAID = {Flow.IN: "收", Flow.OUT: "支", Flow.STOCK: "结余"}


class MoneyWay(Struct, frozen=True):
    """Which way money went by what stands over it or before it."""

    flow: Flow
    measure: str
    said: bool  # whether the words say that what follows is of it, and it does not only stand below
    asks: str  # what to say of it where an amount seems to go another way; '' where that is ordinary
    amount: bool  # whether it is that of an amount, of which the other is a part

    @classmethod
    def of_whole(cls, whole: MentionMeaning, passage: Passage) -> MoneyWay:
        """That of the amount of which one of *passage* is told as a part."""
        said = (
            whole.passage is passage
            or opens(whole.passage.text)
            or PARTS_TURN.match(passage.text.lstrip(" (")) is not None
        )
        asks = f"写的是前面那个数的一部分，那个数是{_SAID[whole.flow]}的" if whole.flow in _SAID else ""
        return cls(whole.flow, whole.measure, said, asks, amount=True)

    @classmethod
    def of_headings(cls, passage: Passage) -> MoneyWay | None:
        """That of a line over it which says nothing else: (一)收入情况, 捐赠收入明细如下."""
        if side := _LISTED_SIDE.search(passage.opening) or _SIDE.match(passage.opening):
            return cls._of_side(came=bool(side["came"]), asks="上面写的是{}的明细")
        for heading in reversed(passage.headings):
            if side := _SIDE.search(heading.strip()):
                return cls._of_side(came=bool(side["came"]), asks="")
        return None

    @classmethod
    def _of_side(cls, *, came: bool, asks: str) -> MoneyWay:
        flow, measure = (Flow.IN, "筹集") if came else (Flow.OUT, "支出")
        return cls(flow, measure, said=True, asks=asks.format(_SAID[flow]), amount=False)


_LISTED_SIDE = re.compile(
    r"(?:(?P<came>接[收受](?:捐赠|捐款|善款|款物)?|收到捐[赠款]|(?<![向对给])(?:捐[赠款]|募集|筹集))|使用|拨付|发放|支出|救助|资助|分配|下拨|划拨)"
    r"(?:善款|资金|款物|收入|单位|企业|个人|爱心)*(?:明细|名单|情况)(?:公示|公布)?(?:如下)?[:]?$"
)
_SIDE = re.compile(
    rf"(?:(?P<came>{OWN_INCOME}|来源)|支出|去向)(?:情况|明细|部分|方面|构成|分类|一览)?(?:如下|[为是])?[:]?$"
)

_OF_A_DAY = re.compile(r"[年期月][初末底]|余额|截[至止]")


def as_part(measure: MeasureReading, clause: str, way: MoneyWay) -> tuple[MeasureReading, str]:
    """(what an amount measures that goes *way*, what to ask): unless its own words say another."""
    if not way.said and (measure.name or measure.flow is not Flow.NONE):
        return measure, ""
    sort = way.amount and measure.name == MONEY_HELD and _OF_A_DAY.search(clause) is None
    held = measure.flow is Flow.STOCK and not sort  # 收入90万元,其中货币资金60万元: what came in, and no balance
    if way.asks and way.flow is Flow.OUT and _SOURCE.search(clause):
        return measure, f"{way.asks}，这里的字又像是{_SAID[Flow.IN]}的：请看指标。"
    if (
        way.flow not in MOVED
        or held
        or measure.flow is way.flow
        or measure.nature is not Nature.ACTUAL
        or (measure.flow is Flow.NONE and measure.name)
    ):
        return measure, ""
    other = Flow.OUT if way.flow is Flow.IN else Flow.IN
    if measure.at >= 0 and measure.flow is not Flow.BOTH and _DECIDED[other].search(clause):
        if way.flow is Flow.IN and _FROM_A_BODY.search(clause):
            return _taken(measure, handed_down(clause), way), ""
        ordinary = not way.asks or (way.amount and way.flow is Flow.IN and _SPENT_OF_IT.search(clause))
        return measure, "" if ordinary else f"{way.asks}，这里的字又像是{_SAID[measure.flow]}的：请看指标。"
    return _taken(measure, _name(clause, way), way), ""


def _taken(measure: MeasureReading, name: str, way: MoneyWay) -> MeasureReading:
    return replace(measure, name=name, flow=way.flow, at=-1, why="随总数" if way.amount else "随标题")


def _name(clause: str, way: MoneyWay) -> str:
    if way.flow is Flow.STOCK:
        return "结余"
    if way.flow is Flow.OUT:
        return "支出"
    if _FROM_ABOVE.search(clause):
        return handed_down(clause)
    if re.search(r"捐", clause):
        return "捐赠收入"
    return "收入" if way.measure in {"总收入", "收入"} else "筹集"
