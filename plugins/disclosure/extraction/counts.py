"""What a number of persons or things measures: by its unit, its noun and the words before it, one rule after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from . import vocabulary as words
from .surroundings import Surroundings
from .things import counted_noun

_RISES = r"(?:发展|增加|提高|上升|扩大)[到至为]|[增升][至到]"  # behind what there was before: 由11个增至63个
_LONGEST_NOUN = 8  # signs of a noun that a measure takes up
OF_PERSONS = frozenset({"人", "人次", "户", "户次", "对"})  # units
_LONGEST_MADE, _LONGEST_COUNTED = 12, 14  # signs of a measure that is put together

NamedMeasure: TypeAlias = tuple[str, str]  # what is measured, and the words that say so


class _CountedThing(Struct, frozen=True):
    """A number with its unit, and what stands around it in its sentence."""

    around: Surroundings
    clause: str  # before it
    growing: bool  # whether the clause says that there are more than before
    making: re.Match[str] | None  # the words by which something is set up
    thing: str  # the first words of the noun

    @classmethod
    def of(cls, around: Surroundings) -> _CountedThing:
        """What the words say before any rule is asked."""
        clause = around.clause
        if not clause and around.clauses and around.before.endswith("、"):
            clause = around.clauses[-1]  # behind 、: 队伍136支、2.8万人
        growing = bool(re.search(r"(?:发展|增加|增至|扩大)(?:到|至)?了?$", clause))
        setting_up = re.search(rf"(?P<verb>{words.MAKING})(?!到|展到)了?(?P<rest>[^,。;:、]{{0,16}})$", clause)
        thing = re.match(rf"(?!{_RISES})[\u4e00-\u9fff()]{{1,12}}", around.mention.noun)
        whole = re.sub(r"\([^()]*$", "", thing[0]) if thing else ""  # 县 of 县(市、区)
        return cls(around, clause, growing, None if growing else setting_up, whole)

    @property
    def unit(self) -> str:
        """What is counted, as one of the units that are known."""
        return self.around.mention.unit

    @property
    def noun(self) -> str:
        """What stands behind the unit."""
        return self.around.mention.noun

    @property
    def short_thing(self) -> str:
        """The first words of the noun where they are few."""
        return self.thing if len(self.thing) <= _LONGEST_NOUN else ""


def count_name(around: Surroundings) -> NamedMeasure:
    """(measure, the words that say so) of a number of persons or things; 数量 where nothing says what it counts."""
    counted = _CountedThing.of(around)
    return next((named for rule in _RULES if (named := rule(counted))), ("数量", ""))


def _written_before(counted: _CountedThing) -> NamedMeasure | None:
    """受益人数 1,200."""
    said = re.search(r"(?:捐[赠款]|参与|参加|观看|服务|受益|就餐)(?:人次|人数|户数|总人数|总人次)", counted.clause)
    return (said[0], "数前写明") if counted.around.mention.unit_before and said else None


def _persons(counted: _CountedThing) -> NamedMeasure | None:
    if counted.unit not in OF_PERSONS:
        return None
    around, mention, clause = counted.around, counted.around.mention, counted.clause
    wide = f"{clause}{around.text[mention.start : mention.digits]}{mention.counted}{around.after}"
    helping = re.search(r"资助|救助|帮扶|惠及|受益|慰问|(?P<serving>服务)", clause)
    never = {"捐款参与", "参与"} if helping else set()
    never |= {"人数"} if helping and not helping["serving"] else set()  # 慰问环卫队成员50人; not 服务队成员50人
    fitting = (
        name
        for pattern, name in words.PEOPLE
        if re.search(pattern, clause if pattern.endswith("$") else wide) and name not in never
    )
    there_are = _THERE_ARE.search(clause) and not re.search(r"获|受益|受助|得到", wide) and not helping
    return next(fitting, "人数" if there_are else "受益"), f"计量单位“{mention.counted or counted.unit}”"


# 全县共有困难群众1.2万人: nobody says that they were helped
_THERE_ARE = re.compile(r"(?:共有|现有|仍有|尚有|在册)[^,。;:\d]{0,14}$")


def _by_unit(counted: _CountedThing) -> NamedMeasure | None:
    """The measures of which the unit is one, by the words next to the number, or farther away where these say nothing."""
    around, unit = counted.around, counted.unit
    near = f"{counted.clause[-14:]}{counted.noun[:8]}"
    wider = unit in {"次", "份", "%", "单", "笔"} or unit in words.GOODS_UNITS
    far = f"{around.half[-40:]}{around.after}" if wider and not _says_which(unit, near) else None
    for pattern, name in words.COUNTS.get(unit, ()):
        match = re.search(pattern, near) or (re.search(pattern, far) if far is not None else None)
        if match:
            verb = re.search(r"制定|修订|出台|完善", counted.clause) if name == "制度数" else None
            return (verb[0] if verb else "") + (name or match[0]), f"计量单位“{unit}”"
    return None


def _says_which(unit: str, near: str) -> bool:
    """Whether the words next to a count say by themselves which of the measures of its unit it is."""
    return any(pattern and re.search(pattern, near) for pattern, _ in words.COUNTS.get(unit, ()))


# 在12个公益平台上线项目 counts platforms, 12个社区治理项目 projects.
_WHERE_PROJECTS_ARE = re.compile(
    "(?:(?!项目).){0,6}?(?:平台|网站|渠道|单位|部门|机构|组织|企业|学校|乡镇|街道|社区|村|区县|县区)(?:共|都|均|内|里|中)?(?:上线|发起|申报|开展"
    "|实施|设立|落地|承接|参与)"
)


def _projects(counted: _CountedThing) -> NamedMeasure | None:
    clause = counted.clause
    if "项目" not in f"{clause[-8:]}{counted.noun[:8]}" or counted.unit not in {"个", "项", "支", "类"}:
        return None
    elsewhere = re.search(r"[在为向对给]$", clause) or re.search(r"项目[^,]{2,}", clause[-14:])
    elsewhere = elsewhere or _WHERE_PROJECTS_ARE.match(counted.noun)
    return None if elsewhere else ("项目数", "项目的个数")


def _pledging(counted: _CountedThing) -> NamedMeasure | None:
    after = counted.around.after
    if not (words.PLEDGE_NEAR.search(after) and words.GIVERS.search(counted.noun)):
        return None
    return "举牌家数" if "举牌" in after else "捐赠单位数", "举牌"


def _set_up(counted: _CountedThing) -> NamedMeasure | None:
    """What was set up: 成立了志愿服务队."""
    making = counted.making
    if not making:
        return None
    rest = "" if "“" in making["rest"] else re.sub(r"^(?:了|慈善)", "", making["rest"])
    tail = rest if 0 < len(rest) <= _LONGEST_NOUN else counted.short_thing
    verb = re.sub(r"^新(?:设立?|成立|发展)$", "新增", making["verb"])
    return f"{verb}{tail}"[:_LONGEST_MADE], f"动词“{making['verb']}”"


def _givers(counted: _CountedThing) -> NamedMeasure | None:
    if counted.unit not in {"家", "家次", "个"}:
        return None
    giving = words.GIVERS.search(counted.noun) and not words.HELPED_PLACES.search(counted.noun)
    above = _ABOVE_AN_AMOUNT.search(counted.clause) and re.search(r"捐|认购", counted.around.half)
    return ("参与单位", "参与的单位") if giving or above else None


# 捐款10万元以上的企业22家
_ABOVE_AN_AMOUNT = re.compile(r"[百千万亿]元?(?:\(含\))?以上的?(?:爱心)?(?:企业|单位|商户|机构)?$")
_HELPING = r"[资救援捐]助|帮扶|惠及|受益|慰问|走访|服务|覆盖|扶持|支持|援建|捐建|改善|送[去到给]|发放|[为向给]"


def _helped(counted: _CountedThing) -> NamedMeasure | None:
    helped = counted.unit == "个" and words.HELPED_PLACES.search(counted.noun)
    given = helped and re.search(_FOR, counted.clause)
    near = f"{counted.around.half}{counted.noun}"
    bodies = counted.unit in {"家", "家次", "所"} and (re.search(_HELPING, near) or words.HELPED_PLACES.search(near))
    return ("受益", "受益的单位") if bodies or given else None


def _things(counted: _CountedThing) -> NamedMeasure | None:
    clause = counted.clause
    rest = re.sub(rf"^.*(?:{words.MAKING}|发挥|有|达|共|全区|全市|全县)", "", clause)
    rest = re.sub(r"(?:发展|增加|扩大|增|达)?(?:到|至)$|[由从]$", "", rest)
    rest = re.sub(r"^.*\d[^、]*、", "", rest)  # 蓄水池12口、产业路8.6公里
    rest = re.sub(r"^.*[万亿元]元?(?:\(含\))?以[上下]的?", "", rest)
    rest = rest or _counted_last(clause[:-3] if counted.growing else "")
    label = counted.thing or rest[-8:]
    label = counted_noun(label)
    return (f"{label}数"[:_LONGEST_COUNTED], "数的是什么") if label else None


_FOR = "为|向|给|对|支持|资助"
_LEVELS = "[市县区省国]"


class _CountWording(Struct, frozen=True):
    """Words around a count by which it is called; `{}` in the name is what the group `what` holds, `{thing}` the first words of the noun."""

    name: str
    why: str
    before: str = ""  # at the end of the clause before it
    behind: str = ""  # at the beginning of the noun behind it
    units: frozenset[str] = frozenset()  # any where there are none
    but: frozenset[str] = frozenset()  # units that it is not said of
    never: str = ""  # at the end of the clause before it, where it is no name
    standing: bool = False  # whether only what there is is called so, and nothing that is set up

    def __call__(self, counted: _CountedThing) -> NamedMeasure | None:
        if (self.units and counted.unit not in self.units) or counted.unit in self.but:
            return None
        before, behind = re.search(f"(?:{self.before})$", counted.clause), re.match(self.behind, counted.noun)
        if before is None or behind is None or (self.standing and counted.making):
            return None
        if self.never and re.search(f"(?:{self.never})$", counted.clause):
            return None
        what = (before.groupdict() | behind.groupdict()).get("what") or ""
        return self.name.format(what, thing=counted.short_thing), self.why.format(what)


_WITH, _WHOM = rf"[与同和](?:全{_LEVELS})?", r"[\u4e00-\u9fff]*?(?P<what>[\u4e00-\u9fff]{2})"  # 与全市12家企业签约
_BODIES = frozenset({"家", "家次", "所", "个"})
_PLACE = r"省份?|市|县|区|乡镇|镇|街道|行政村|村社|村|社区"
_INSIDE = r"(?P<what>社区|学校|村|乡村|中小?学|小学|高校|企业|机关)"
_REACHED = rf"在|覆盖|涉及|遍及|全{_LEVELS}|由|扩大至|从|来自|走进|深入|惠及|用于|为"


def _altered(counted: _CountedThing) -> NamedMeasure | None:
    altered = re.search(r"[将把]$", counted.clause) and "改造" in counted.around.after
    return ("改造数量", "改造") if altered else None


def _standing(counted: _CountedThing) -> NamedMeasure | None:
    """Bodies that there are: 下设乡镇慈善分会."""
    standing = re.search(
        r"(?:下设|现有|设有|共有|拥有|下辖|已有|建有)(?P<what>(?![^,。;:、\d]*(?:在|的$))[^,。;:、\d]{2,14})$",
        counted.clause,
    )
    return (f"{_counted_last(standing['what'])}数", "现有的个数") if standing else None


def _counted_last(what: str) -> str:
    """分会 of 乡镇慈善分会: the noun that is counted, without what it is one of."""
    last = re.search(
        r"(?:分会|工作站|服务站|义工站|服务点|驿站|基金|队伍|分队|服务队|食堂|超市|基地|组织|党支部|会员|理事|信托)$",
        what,
    )
    return last[0] if last else what[-4:]


# The first that says something is right.
_RULES: tuple[Callable[[_CountedThing], NamedMeasure | None], ...] = (
    _CountWording("{}", "面积", r"(?P<what>(?:建筑)?面积)"),
    _written_before,
    _persons,
    _CountWording("新增{thing}", "新增", r"新(?:增|设立?|成立|建)了?", "(?!.{0,7}险)", but=frozenset({"场", "期", "次", "小时", "%"})),
    _CountWording("基金数", "基金的只数", r"基金[^,]{0,6}", units=frozenset({"只", "支"}), standing=True),
    _CountWording("基金数", "基金的只数", "", ".{0,4}基金", units=frozenset({"只", "支"}), standing=True),
    _CountWording("{}", "动词“{}”", r"(?P<what>新建|新增|增设|布设|安装|建成|投放|改造|修建|配备|援建|捐建)[^,。;:、]{0,16}", units=words.GOODS_UNITS),
    _CountWording("审核通过", "批准", r"(?:批准|获批|审[批核]通过)[^,。;:\d]{0,4}", units=frozenset({"件"})),  # 受理求助126件,批准98件
    _CountWording("求助申请", "受理", r"(?:受理|求助)[^,。;:\d]{0,8}", units=frozenset({"件"})),
    _by_unit,
    _projects,
    _altered,
    _CountWording("覆盖{}", "覆盖的地方", _REACHED, rf"(?!村\()(?P<what>{_PLACE})", units=frozenset({"个"})),  # 覆盖12个县
    _CountWording("覆盖{}", "覆盖的地方", r"(?:在|覆盖|涉及|遍及|走进|深入|进入|联系)了?", _INSIDE, units=_BODIES),
    _standing,
    _CountWording("签约{}", "一起做的单位", _WITH, rf"{_WHOM}(?=签[订约署])", units=_BODIES),
    _CountWording("合作{}", "一起做的单位", _WITH, rf"{_WHOM}(?=建立|达成|开展|合作|共建|共同|联合)", units=_BODIES),
    _CountWording("会员数", "会员的个数", r"会员[^,]{0,4}", units=frozenset({"家", "个"}), standing=True),
    _pledging,
    _set_up,
    _CountWording("参与单位", "参与的单位", r"(?:参与|参加|参捐|捐赠|捐款|爱心)(?:单位|企业|机构).*"),
    _CountWording("{}数", "数的是什么", "", r"(?P<what>[\u4e00-\u9fff]{1,6}?(?:超市|工作站|服务站|食堂|基地|分会|服务点))", never=_FOR),
    _givers,
    _helped,
    _things,
)  # fmt: skip
