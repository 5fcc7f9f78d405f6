"""What a passage is about, where a number does not say it itself: its project, event or disaster, or what the number before was of."""

from __future__ import annotations

import itertools
import re

from ..model import Nature
from . import vocabulary as words
from .counts import OF_PERSONS
from .meaning import UNNAMED, MentionMeaning
from .mentions import Mention
from .surroundings import Surroundings
from .things import headed, named, phrases, titled
from .vocabulary import Flow

_NEAR = 120  # signs over which a thing goes on without being named


def short(project: str) -> str:
    """A project by its name in quotation marks alone."""
    match = re.match(r"“[^“”]+”", project)
    return match[0] if match else project


# A paragraph on one project: 项目二:“医路同行”。
OF_A_PROJECT = re.compile(
    r"\s*(?:项目[一二三四五六七八九十\d]{1,3}[:、.]\s*(?P<named>“[^“”]{2,14}”)?|(?:[一二三四五六七八九十\d]{1,3}[、.])?\s*“[^“”]{2,14}”(?:项目)?[。:])"
)
# A sentence on a project without quotation marks: 药品援助项目发放药品34.6万盒.
_PLAIN_PROJECT = re.compile(
    r"\s*[\u4e00-\u9fff]{2,10}?(?:项目(?=发放|资助|救助|惠及|投入|支出|筹|募|服务|全年|共)|(?<!专项)(?<!慈善)基金(?=用于))"
)

# A sentence that tells of something else than the one before it: 县慈善总会还拨付救灾款.
ALSO = re.compile(
    r"\s*(?:此外|另外|日常(?=接[收受]|收到|捐)|[^,。;“”]{0,14}?(?:总会|协会|[我本]会|慈善会|红十字会)(?:还|另)(?=[拨支发投资捐向为给联])"
    rf"|(?:\d{{4}}年,?|全年)?(?:全[市县区省州旗])?(?:{words.UPPER.pattern})"  # 全市各级慈善会投入救灾款8万元
    r"|[为向给](?!困难|贫困|受助)[^,。;\d“”]{4,24}(?:援助|捐赠|拨付|下拨)|争取到?[^,。;\d“”]{0,10}(?:红十字会|慈善(?:总会|会)|基金会|财政))"
)
PARTS_ASIDE = re.compile(r"\((?:其中|含|包括)[^()]*\)")  # names nothing of what stands behind it
_PARTS_TOLD = re.compile(r"(?:其中|包括)[^。]*。")  # what only a part of what was told before is called by


def project_of(around: Surroundings) -> str:  # noqa: C901, PLR0911  (one place after the other)
    """The project of this passage: the one that was named last in its sentence, its first sentence, or what stands over it."""
    for text in (around.half, around.before):
        if things := named(PARTS_ASIDE.sub("", text)):
            return things[-1][2]
    begins = _PLAIN_PROJECT.match(around.before)
    if begins:
        return begins[0].strip()
    before = "" if ALSO.match(around.sentence) else _PARTS_TOLD.sub("。", since_anew(around))
    if (things := named(before)) and len({short(name) for _, _, name in things}) == 1:
        return things[-1][2]
    if things and things[-1][0] >= len(before) - _NEAR:
        return things[-1][2]
    if (begun := OF_A_PROJECT.match(around.text)) and begun["named"]:
        return begun["named"]
    opening = re.match(
        r"[^,。;:“”\d]{2,14}?(?:项目|工程|行动)(?=联合|由|共|全年|资助|,|为|在|投入|支出|与)", around.text
    )
    if opening and not named(around.text_before):
        return opening[0]
    for heading in reversed(around.passage.headings):
        if things := named(heading):
            return things[0][2]
        thing = headed(heading)
        work = re.search(r"项目|活动|行动|计划|工程|募捐|救助|慰问|助学|救灾|基金", thing)
        if thing.startswith("“") or (work and not heading.startswith("“")):
            return thing
    if len(around.passage.headings) > 1 and not around.passage.introduces:
        return titled(around.passage.headings[-1])
    return ""


def since_anew(around: Surroundings) -> str:
    """The sentences before the one of a number, from the last on that tells of something else than those before it."""
    sentences = re.split(r"(?<=[。！？])", around.text[: around.start])
    begun = [at for at, sentence in enumerate(sentences) if ALSO.match(sentence)]
    return "".join(sentences[begun[-1] :] if begun else sentences)


EVENT_MEASURES = {"举牌家数", "举牌认捐", "认捐", "观看", "参与单位"}


def event_of(around: Surroundings) -> str:
    """The event of this passage at which people pledged or watched."""
    before = around.text_before
    events = [thing for _, _, thing in phrases(before) if re.search(r"晚会|仪式|活动|募捐|捐$|义演|义卖", thing)]
    names = [(at, name) for at, _, name in named(before)]
    if names and (not events or before.rfind(events[-1]) < names[-1][0]):
        return names[-1][1] + ("现场" if "现场" in around.half + around.after else "")
    return events[-1] if events else ""


_DISASTER = re.compile(r"暴雨|洪涝|洪水|台风|地震|泥石流|山体滑坡|旱灾|雪灾|冰雹|火灾|疫情")
FOR_DISASTER = re.compile(r"救灾|受灾|灾区|灾民|灾后|赈灾|抢险|抗震|抗洪|防汛")
# Words before a disaster that are no place: 抗击台风, 此次地震.
_NO_PLACE = (
    r"[为向给在对因于遭受的与和及或将已今去本该此这各年月日次场至到被于是了]|关于|接[收受]|支援|驰援|援助|抗[击震洪]|防[御汛]|应[对急]|发生|突发|暴发"
    r"|遭遇|特大|重大|严重|连续|持续|局部|积极|强降|多地|全国|我国|捐[款赠]|救灾|受灾|开展|组织|助力|赶赴|前往|心系|情系|聚焦|面对|随着"
)
_PLACED_DISASTER = re.compile(
    rf"(?P<place>(?:(?!{_NO_PLACE})[\u4e00-\u9fff]){{2,8}}?)(?:(?:发生|遭遇|遭受|突发|暴发|出现)[的了]?)?"
    rf"(?:\d(?:\.\d)?级)?(?:特大|重大|严重|强)?(?P<what>(?!疫情){_DISASTER.pattern})"
)


def _named_disaster(text: str) -> str:
    """The disaster that a text names last, with its place where it tells one: 甲县地震; '' where it names none."""
    disasters = list(_DISASTER.finditer(text))
    if not disasters:
        return ""
    placed = [match for match in _PLACED_DISASTER.finditer(text) if match.end() == disasters[-1].end()]
    return placed[-1]["place"] + placed[-1]["what"] if placed else disasters[-1][0]


def disaster_of(around: Surroundings) -> str:
    """甲县地震救灾: what was given after a disaster that this passage names, where no heading names what it is about."""
    if named(around.half) or not FOR_DISASTER.search(around.clause + around.after):
        return ""
    texts = (around.text_before, *reversed(around.passage.headings))
    disaster = next(filter(None, map(_named_disaster, texts)), "")
    return f"{disaster}救灾" if disaster and disaster != "疫情" else ""


def disaster_named_here(around: Surroundings) -> str:
    """The same where this half of the sentence names the disaster and its place, whatever the gifts are called."""
    of_year = re.search(r"全年(?!龄)|年度|一年来", around.half)
    if of_year or named(around.half) or not _PLACED_DISASTER.search(around.half):
        return ""
    return f"{_named_disaster(around.half)}救灾"


def respective(around: Surroundings) -> str:
    """What the first and the second of 同比分别增长8.3%和10.1% are of."""
    if "分别" not in around.half:
        return ""
    begun = around.text.rfind("分别", 0, around.mention.start)
    listed = re.findall(r"\d%", around.text[begun:].split("。")[0])
    if len(listed) > 2:  # noqa: PLR2004
        return _one_of_several(around, len(listed), begun)
    pair = re.search(
        r"(?P<first>[\u4e00-\u9fff]{2,6})[和、](?P<second>[\u4e00-\u9fff]{2,6}?)(?:同比|比上年)?分别", around.half
    )
    if pair:
        shares = [entry for entry in around.numbers_before if entry.mention.unit == "%"]
        return pair["second" if shares and shares[-1].mention.start >= around.start else "first"]
    here = around.numbers_before
    amounts = [entry for entry in here if entry.mention.unit == "元"][-2:]
    shares = [entry for entry in here if entry.mention.unit == "%" and entry.mention.start >= around.start]
    if len(amounts) != 2 or len(shares) > 1:  # noqa: PLR2004  (the two of 分别)
        return ""
    amount = amounts[len(shares)]
    return f"{amount.subject}{amount.measure}"


def _one_of_several(around: Surroundings, listed: int, begun: int) -> str:
    """Of which of as many amounts in its sentence one of several percentages is; nothing where they are not as many."""
    here = [entry for entry in around.numbers_before if entry.mention.start >= around.start]
    amounts = [entry for entry in here if entry.mention.unit == "元" and entry.mention.start < begun]
    shares = [entry for entry in here if entry.mention.unit == "%" and entry.mention.start > begun]
    summed = any(_SUM.search(around.text[: entry.mention.start]) for entry in amounts)
    if len(amounts) != listed or len(shares) >= listed or summed:
        return ""
    subject = amounts[len(shares)].subject
    return subject if subject != UNNAMED else ""


_SUM = re.compile(r"(?:合计|总计|共计|小计)[^,。;\d]{0,8}$")
# Of a part of the year: what all of it amounts to is not of it.
_OF_A_SEASON = re.compile(r"春节|元旦|元宵|清明|端午|中秋|重阳|国庆|[上下]半年|季度|\d月")


def _all_of_it(mention: Mention, earlier: Mention) -> bool:
    """Whether a sum counts people of the thing that was counted before: 学生专场开展77场,受益人数共计12708人."""
    return mention.unit in OF_PERSONS and earlier.unit not in OF_PERSONS and not earlier.is_money


_DAYS_OF_STOCK = frozenset({"年初", "年末"})


def took_part_in(around: Surroundings) -> str:
    """Of what a sum counts the people, where that was counted just before, in the same half of the sentence."""
    earlier = around.last
    if earlier is None or earlier.overall or not _SUM.search(around.clause):
        return ""
    apart = re.search(r"[;。！？]", around.since(earlier))
    year = earlier.subject == UNNAMED or earlier.subject.startswith("全年")
    return earlier.subject if _all_of_it(around.mention, earlier.mention) and not apart and not year else ""


def several_counted(around: Surroundings) -> bool:
    """Whether things of several sorts were counted in this half of the sentence, behind the last amount: their value is of all."""
    here = [entry for entry in around.numbers_before if entry.mention.start >= around.half_start]
    behind = itertools.takewhile(lambda entry: not entry.mention.is_money, reversed(here))
    sorts = {entry.subject for entry in behind}
    return len(sorts) > 1


_NEXT_POINT = re.compile(r"[;。]\s*\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.](?!\d)")

# 玉树地震募集…;8月7日舟曲发生泥石流,募集…: what follows is of the other one.
_ANOTHER_DISASTER = re.compile(rf"(?:发生|遭遇|遭受|突发|暴发)[^,。;]{{0,16}}(?:{_DISASTER.pattern})")


def told_aside(between: str) -> bool:
    """Whether the number before stood in brackets that are closed by now."""
    return between.count(")") > between.count("(")


# Who does something at the head of a clause: 转移安置3000人,我会拨付救灾款200万元.
_ANEW = re.compile(
    r"(?:同时|并|还|另|此外|[,:\s])*(?:我会|本会|[我本]?[\u4e00-\u9fff]{0,8}慈善(?:总会|会|协会|联合会))(?![的\u4e00-\u9fff]{0,6}(?:本级|系统))"
)


def _another_begins(around: Surroundings, earlier: MentionMeaning) -> bool:
    """Whether the clause names the own body that acts, and the one with the number before named none: that was done by others."""
    clause = around.text_before
    before = clause[: len(clause) - len(around.clause)]
    begun = max(before.rfind(sign, 0, earlier.mention.start) for sign in ";。！？")
    return _ANEW.match(around.clause) is not None and words.OWN_BODY.search(before[begun + 1 :]) is None


# 向甲、乙两所福利院各捐赠9万元;…: what follows is of neither
_FOR_EACH = re.compile(r"各自?(?:捐[赠款资]?|拨付|资助|发放|支持|奖励|补助|赠送|送[去上到])?$")
_OF_GIVERS = frozenset({"参与", "捐款参与", "志愿者人数", "会员数"})  # who they are is nothing that money is of
# 小学生47名,往年结对、今年继续资助的学生108名: not of the last of those who were listed
_OF_OTHERS = re.compile(r"^(?:往年|此前|历年|[上去]年|另)|的(?:学生|学子|老人|儿童|患者|家庭|群众)$")
ADDED_UP = "（累计）"  # behind a subject: with all that was told in earlier bulletins
_OF_A_FUND = re.compile(r"(?P<name>.{3,}(?:基金|项目|专户))年[初末]")  # balances are called so


def carried(around: Surroundings, *, wide: bool) -> str:
    """The subject of the number before, in the same half of the sentence, or with *wide* in the same passage."""
    earlier = next(
        (
            entry
            for entry in reversed(around.numbers_before)
            if (entry.mention.unit != "%" or around.mention.unit == "%")
            and not (entry.nature is Nature.PLANNED and entry.doubts)
            and entry.measure != "手续费"
            and entry.subject != "历年"  # what follows tells of the year
            and not told_aside(around.since(entry))
        ),
        None,
    )
    whole_year = around.mention.is_money and "全年" in around.clause
    summed = around.mention.unit != "%" and _SUM.search(around.clause)
    if (
        earlier is None
        or (whole_year and _OF_A_SEASON.search(earlier.subject))
        or (summed and not _all_of_it(around.mention, earlier.mention))
    ):
        return ""  # a sum is not of the last of what it sums up
    between = around.since(earlier)
    last = earlier.subject.startswith(("其余", "其他")) and not around.half.lstrip().startswith(earlier.subject)
    if (last and between != "(") or (earlier.overall and around.mention.unit != "%"):
        return ""  # what is told behind the last of several is of all of them, or of none
    if earlier.overall:
        return f"全年{earlier.measure}" if "全年" in earlier.subject else earlier.subject
    # What only a part was called by, or what is asked, goes no farther than its sentence.
    ended = "。" in between and around.mention.unit != "%" and (earlier.whole is not None or earlier.doubts)
    ended = ended or ("。" in between and ALSO.match(around.sentence) is not None)
    gave = earlier.measure in _OF_GIVERS and around.mention.is_money and not earlier.subject.startswith("“")
    ended = ended or ("。" in between and gave)
    receivers = re.search(r"[;。]", between) and _FOR_EACH.search(earlier.passage.text[: earlier.mention.start])
    of_others = earlier.whole is not None and _OF_OTHERS.search(around.clause)
    apart = (
        ended
        or receivers
        or of_others
        or (re.search(r"[;。！？]", between) and not wide)
        or _NEXT_POINT.search(between)
    )
    if apart or _ANOTHER_DISASTER.search(between):
        return ""
    # What came in and went out is not of the day of the balance before it, and what tells of the year says so itself.
    of_a_time = earlier.subject in _DAYS_OF_STOCK or earlier.subject.startswith("全年")
    of_itself = of_a_time or earlier.measure == f"{earlier.subject}数"
    if around.mention.unit != "%" and (of_itself or _another_begins(around, earlier)):
        return ""
    fund = _OF_A_FUND.fullmatch(earlier.subject) if earlier.flow is Flow.STOCK and around.mention.unit != "%" else None
    subject = fund["name"] if fund else earlier.subject
    if re.search(r"[;。]", between) and "累计" not in around.clause:
        subject = subject.removesuffix(ADDED_UP)
    return subject if subject != UNNAMED else ""
