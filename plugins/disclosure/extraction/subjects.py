"""What a number is about: one rule after the other, the nearest words first."""

from __future__ import annotations

import re

from ..model import Nature
from . import vocabulary as words
from .meaning import Setting
from .measures import MeasureReading
from .mentions import Mention
from .passages import Passage
from .surroundings import Surroundings
from .things import bare, headed, named, phrases, titled
from .vocabulary import Flow

_PURPOSE = re.compile(
    r"^(?:的(?:善款|资金|款物|物资)?)?(?:善款|资金)?(?:全部)?(?P<verb>用于|支持|开展|实施|打造|改善|建设|资助|定向支持|联动开展|帮助|为|购买|改造|救助|设立|支援"
    r"|征集和实施|征集|配送|采购)(?P<thing>[^,。;:]{2,30})"
)
_COUNTED_OUT = re.compile(
    r"\d[\d,.]*[余多]?[万亿]?[余多]?(?:名|位|人次|人|户|家|所|个|场|次|件|份|册|套|台|张|箱|辆|间|袋|只|支|盒|元)?"
    r"|[一二两三四五六七八九十百千万]+[余多]?(?:名|位|户|家|所|个|场|次|件|份|支)"
)
_TIME = (
    r"其中|另外|另有|另|同时|此外|还有|还|并且|并|包括|今年|本年度|本年|本期|全年度?|一年来|一年中|累计|分别|来自|目前|现有|下设|共有|全[市县区省]现有|年度(?=筹|募|救|支)|紧急|首批|截至[^,]{0,12}|期间"
    r"|\d{4}年度?(?:期间)?|\d{1,2}月(?:\d{1,2}日)?|每年|每天|每月|首期|当年|年内|再|又|已|共计|合计|一共|总计|共|总(?!队|会|工会|部|站|社)|计|现场|先后|陆续|当场|同比|比上年|较上年|[:一二三四五六七八九十]是"
)
_AHEAD_WORDS = r"力争|争取|计划|拟|预计|将|努力|要|确保|实现|继续|持续|目标|完成|达到?"
_ACTOR = (
    r"[\u4e00-\u9fff、]{0,14}?(?:慈善总会|慈善会|慈善协会|慈善联合会|联合会|红十字会|基金会|总会|我会|本会)(?:本级|系统|全年)?|我们"
    r"|[我全本该](?:[市县区省镇]|项目)"
)
_OPENING = re.compile(rf"^(?:{_TIME}|{_AHEAD_WORDS}|{_ACTOR}|[,:\s]|\([一二三四五六七八九十\d]+\))+")
# Words of the measure between a name and its number.
_MEASURED = re.compile(
    r"(?:共计|合计|共|总计|累计|分别|现场|首次|当年|首期|已|了|达到?|为|是|(?<!审)计|约|有|的|总额|总数|总量|总|金额|额|善款|善物|资金|款物|物资|折价|折合|折款|总值|社会各界|社会(?=$|捐|各|爱)|各类|紧急|经费|费用|价值|人数|人次|户数|受益|惠及|受助|参与|目标"
    r"|支出|收入|发展到|增加到|增至|扩大到|实施|募集|筹募|筹集|筹款|募款|募|筹得|募得|接收|接受|收到|投入|发放|拨付|到账|捐赠|捐款|注入|出资|开展|举办|使用|配套|增长|下降|增加|减少|增幅|降幅|同比|比[上去]年(?:同期)?|较[上去]年(?:同期)?|占比|占|不足|不到|近|全部|(?<!数字)人民币)+$"
)
# A name is none of these alone, and does not begin with these.
_IDLE_LABEL = re.compile(
    r"(?:(?:可|能|已|同时|年内|一次)*(?:开课|授课|上课|新设|新增|新建|参会|到会|确诊|筛查|容纳|审核通过|实现|成功捐献|捐献|登记|动员|采集|下设|现有|共有|交付|首期交付|上线项目|所得)|又讯|(?:救助|项目|工作|活动)?(?:经费|费用|金)|社会|本次活动|(?:发起|上线|开展|实施)?(?:慈善|公益)?项目|活动|[\u4e00-\u9fff]{0,4}群众|(?:合同|协议|备案|基金)?(?:规模|金额|资金)|全[市县区省]|[\u4e00-\u9fff]{2,4}[区市县镇乡省]|(?:助学|奖学|慰问|救助|救灾|补助|抚恤|资助|捐赠)?金(?:和[\u4e00-\u9fff]{2,4})?|社会(?:各界)?(?:捐款|捐赠|款物|捐款捐物)|捐款捐物|带动|吸引|走访核实|核实|投资|重建|保费|每[人名户生位天年月]|人均|户均|占|同比|比上年|较上年|群众|困难群众|人员|款物|善款|资金|物资|慈善|公益|公益事业|救助|资助|帮扶|慰问|服务|救助帮扶|捐款|捐赠|筹款|募捐"
    r"|合同|协议|规模|单笔|最高|标准|数量|助学金|慰问金|救助金|救灾款|奖学金|补助金|网友|爱心网友|社会|各界|各类|其余|剩余|资助标准|各类救助|用于|占[\u4e00-\u9fff]*|受理|观看|访问|圆梦"
    r"|专项|(?:慈善|社会|各类|公益)?(?:救助|帮扶|捐赠|募捐|募集|筹募|认捐|资助)(?:善款|款物|善物|支出|总额|总值)*|服务(?:时间|时长|总时长|群众|老人|对象)|累计服务|总值|筹募|募|新|个|价值|折价|合格|参与|培训|走访|探访|[\u4e00-\u9fff]?)"
)
_SENTENCE_LIKE = re.compile(
    r"^(?:开展|实施|举办|走访|拨付|发放|资助|救助|帮扶|慰问|建成|建立|设立|新增|新设立|召开|审议|收到|受理|登记|培训|配送|赠送|征集|注册|送去|送|为|向|对|在|从|聘任|帮助|发展|备案|上线|吸引|惠及|让|使"
    r"|关爱|保障|安装|通过|依托|联合|与|组织|策划|执行|执行|有|拥有|设有|接受|发挥|发动|审批|审核|核实|处理|接收|新招募|新发展|指导|动员|带领|引导|服务(?=居民|群众|老人|困难|学生|患者|社区)|募集|筹集|接收|支出|投入|完成|参加|制定|修订|印发|打造|改造|推进|加强|购买|采购|捐赠|用于|完善|支持|直接|共同)+"
)


def _label(around: Surroundings) -> str:
    """The name directly before a number: 助学 in 其中助学98万元, 疫情防控 in 疫情防控支出412.5万元, 志愿者 in 注册志愿者320名."""
    text = around.clause[around.clause.rfind("”") + 1 :]
    while (shorter := _MEASURED.sub("", _OPENING.sub("", text)).strip()) != text:
        text = shorter
    text = re.sub(r"^.*?(?:下设|现有|设有|共有)(?=[\u4e00-\u9fff]{2})", "", text)
    text = re.sub(r"(?:依托|通过|借助|利用|在)[^,。;]{2,24}?(?:平台|渠道)$", "", text)
    text = re.sub(
        r"^(?:依托|通过|借助|利用|在|于)[^,。;]{2,24}?(?:平台|渠道|期间|活动中)(?:上(?!线)|中)?(?=[^,。;]{2})", "", text
    )
    action = _SENTENCE_LIKE.match(text)
    if action:
        text = text[action.end() :]
        text = re.sub(r"^(?:了|全[市县区省]|各类|的)+", "", text)
        text = re.sub(r"^[^,。;]*?(?:开展|实施|举办|发放|拨付|送去|提供|捐赠|设立)", "", text)
    text = re.sub(
        r"^[^,。;]*?(?:开展|实施|举办|走访慰问|拨付|求助的|送去|配送|派发|捐赠|接收|添置|购置|配备|购买|安装)(?=[^,。;]{2})",
        "",
        text,
    )
    text = re.sub(r"^(?:(?:支出|募集|筹集|发放|接收)[、和]?)+", "", text)
    while (shorter := _MEASURED.sub("", text)) != text:
        text = shorter
    text = re.sub(r"^.*[\u4e00-\u9fff]等(?=[\u4e00-\u9fff]{2})", "", text)
    return text.strip(" ,:、了的“”(")


_LONGEST_LABEL = 18


def _is_noun(label: str) -> bool:
    """Whether what stands before a number is a name of its own and no sentence."""
    if not 1 < len(label) <= _LONGEST_LABEL or _IDLE_LABEL.fullmatch(label):
        return False
    if re.search(r"(?:企业|单位|商户)(?:举牌|认捐|捐赠|参与|响应|$)", label):
        return False
    if re.search(r"来自|全国|面积$|等$|[在于]$|获[资救]助|^每|^(?:人|户|生)?均", label):
        return False
    return not re.search(
        r"[“”()\d,。;:]|(?:向|为|对|给|将|把|让|被|以|于)",
        re.sub(r"定向|对象|为老|以上|对口|面向|\([\u4e00-\u9fff、A-Za-z]{1,8}\)", "", label),
    )


_NEAR = 120  # signs over which a thing goes on without being named


def subject_of(  # noqa: C901, PLR0911, PLR0912  (one rule after the other)
    around: Surroundings, mention: Mention, passage: Passage, measure: MeasureReading, setting: Setting, *, ahead: bool
) -> tuple[str, str, bool]:
    """(subject, the rule that gave it, whether it tells of the whole year)."""
    money = mention.is_money
    things = named(around.half)
    before = setting.earlier[-1] if setting.earlier else None
    if before and before.passage is passage and before.mention.end == mention.start and not before.overall:
        return before.subject, "接着前一个数", False
    if measure.flow is Flow.STOCK:
        return ("年初" if re.search(r"年初|期初|上年", around.clause) else "年末"), "年初或年末", False
    behind = _behind(around, mention, measure, money=money)
    if behind:
        return behind[0], behind[1], False
    label = _label(around)
    if label in _GIVERS and (gift := re.search(r"捐[赠款]?\s*$", around.clause)):
        return f"{label}{gift[0].strip()}", "数前的名称", False
    part = _part_label(around) or _part_measure(around)
    if part and money:
        return part, "其中的一部分", False
    label = label if _is_noun(label) and measure.nature is not Nature.LIMIT and measure.name != "资助标准" else ""
    if label and words.VALUED.search(around.clause) and _GENERIC_GOODS.fullmatch(label):
        label = ""
    project = _project(around, passage)
    if measure.name in {"参与", "参与单位", "捐款参与"} and not things and project and label not in project:
        return project, "本段的项目", False
    if label and _FOR_DISASTER.search(label) and (disaster := _disaster(around, passage)):
        return disaster, "哪场灾", False
    if ahead and (planned := _PLANNED_FOR.search(around.clause)) and _is_noun(bare(planned["what"])):
        return bare(planned["what"]), "计划做的事", False
    if ahead and "目标" in around.clause and measure.flow in {Flow.IN, Flow.OUT} and not things:
        return _target(measure, setting), "目标", False
    if given := _valued_gift(around):
        return given, "捐给谁、捐什么", False
    if measure.name in _EVENT_MEASURES and not things and (event := _event(around, mention)):
        return event, "哪场活动", False
    if things and not label:
        if (
            not money
            and (earlier := _carried(around, passage, setting, mention, wide=False))
            and earlier.startswith(short(things[-1][2]))
        ):
            return earlier, "接同句前面的数", False
        return (
            things[-1][2]
            + ("现场" if measure.name in _EVENT_MEASURES and "现场" in around.half + around.after else ""),
            "同句点名",
            False,
        )
    colon = re.search(r"(?:^|[;。])\s*(?:\([一二三四五六七八九十\d]+\))?([^,。;:\d]{2,14}):[^:]*$", around.half)
    if colon and not re.search(r"其中|包括|如下|汇报|讯|^[注备说]|本级$", colon[1]):
        return colon[1].strip(), "冒号前的标题", False
    if not label and _whole(around, passage, measure, mention):
        if ahead:
            return _target(measure, setting), "全年总数", True
        period = _PERIOD.search(around.before)
        return (period[0] if period else "全年"), "全年总数", period is None
    if mention.unit == "%" and (respective := _respective(around, passage, setting)):
        return respective, "分别", False
    if mention.unit == "%" and (earlier := _carried(around, passage, setting, mention, wide=True)):
        return earlier, "接前面的数", False
    if label and _is_noun(label):
        plain_project = bool(project) and not project.startswith("“") and project not in label
        if plain_project and measure.name == "受益" and not re.search(r"其中|包括", around.half):
            return project, "本段的项目", False
        if plain_project and measure.name in {"发放数量", "求助申请", "受益", "接收数量", "发放物资", "接收物资"}:
            return f"{project}{label}", "项目加数前的名称", False
        helped = (
            measure.name == "受益" and _HELPED.search(label) is not None and not re.search(r"其中|包括", around.half)
        )
        if project and helped and (around.half == around.before or named(around.half)):
            return project, "本段的项目", False
        if measure.name == "发放物资" and words.GOODS.search(label) and (lead := headed(around.lead)):
            return lead, "本段首句", False
        here = around.half == around.before or bool(named(around.half))
        if (
            project.startswith("“")
            and measure.name == "受益"
            and "其中" not in around.half
            and named(" ".join(passage.headings[-1:]))
        ):
            return project, "标题里的项目", False
        if here and project.startswith("“") and short(project).strip("“”") not in label:
            return f"{short(project)}{label}" if len(label) <= _LONGEST_LABEL else label, "项目加数前的名称", False
        return label, "数前的名称", False
    return _without_label(around, mention, passage, measure, setting, project, money=money, ahead=ahead)


def _without_label(  # noqa: C901, PLR0911, PLR0912, PLR0913  (one rule after the other, the nearest words first)
    around: Surroundings, mention: Mention, passage: Passage, measure: MeasureReading, setting: Setting, project: str,
    *, money: bool, ahead: bool,
) -> tuple[str, str, bool]:  # fmt: skip
    doing = next(
        (last[-1][2] for part in (around.clause, *reversed(around.clauses)) if (last := list(phrases(part)))), ""
    )
    built = next((entry for entry in reversed(setting.earlier) if entry.passage is passage), None)
    if (
        money
        and built
        and re.match(r"建成|建设|新建|改造|修缮|捐建|援建", built.measure)
        and (carried := _carried(around, passage, setting, mention, wide=False))
    ):
        return carried, "接同句建的东西", False
    if (
        money
        and project
        and not doing
        and not (_PURPOSE.match(around.rest) and not named(around.half) and around.half != around.before)
    ):
        return project, "本段的项目", False
    if doing:
        return doing, "同句做的事", False
    if disaster := _disaster(around, passage):
        return disaster, "哪场灾", False
    if money and (raised := _RAISED.match(around.after)):
        return bare(raised["what"]), "数后建的东西", False
    if money:
        purpose = _PURPOSE.match(around.rest.lstrip(",")) if measure.flow in {Flow.OUT, Flow.NONE} else None
        if purpose and (around.rest[:1] != "," or purpose["verb"] in {"用于", "定向支持", "为", "支持"}):
            return _purpose(around, purpose), "用途", False
        receiver = re.search(r"(?:向|为|给)(?P<who>[^,。;]{2,36}?)(?:捐赠|拨付|提供|送去|捐出|赠送|捐款)", around.half)
        if receiver and not project and not headed(around.lead):
            goods = re.match(r"的?([^,。;:\d]{2,12})", around.after) if words.VALUED.search(around.clause) else None
            who = _COUNTED_OUT.sub("", receiver["who"])
            return (f"{who}{goods[1]}捐赠" if goods else f"捐赠{who}"), "捐给谁", False
    benefit = "" if money else _beneficiary(around)
    aimed = measure.flow in {Flow.IN, Flow.OUT} if money else measure.name in {"受益", "项目数"} and not benefit
    if ahead and aimed and not project:
        return _target(measure, setting), "计划目标", False
    earlier = _carried(around, passage, setting, mention, wide=False)
    if earlier and (money or not benefit or re.match(r"^(?:惠及|受益|受助|服务|让)", around.clause.lstrip(","))):
        return earlier, "接同句前面的数", False
    if project:
        return project, "本段的项目", False
    heading = next((thing for text in reversed(passage.headings) if (thing := headed(text))), "")
    lead = headed(around.lead)
    if lead or heading:
        return (lead, "本段首句", False) if lead else (heading, "标题", False)
    if ahead:
        return _target(measure, setting), "计划目标", False
    if benefit:
        return benefit, "对象", False
    noun = re.match(r"[\u4e00-\u9fff]{2,10}", mention.noun)
    if noun and not money:
        return _counted_noun(noun[0]), "数后的名称", False
    if earlier := _carried(around, passage, setting, mention, wide=True):
        return earlier, "接前面的数", False
    for part in reversed(around.text[: mention.start].split(";")):
        if last := list(phrases(part)):
            return last[-1][2], "前面做的事", False
    grant = re.search(r"[\u4e00-\u9fff]{2}[金款]$", around.clause) if money else _GRANT.search(around.after)
    if grant:
        return grant[0], "发的是什么钱", False
    return "", "", False


# 援建的…食堂 behind an amount; 发放助学金 behind a count of persons; the disasters that money is raised for.
_RAISED = re.compile(
    r"(?:援建|捐建|建设|修建|新建|改造|改建|翻建)(?:的|了)?(?P<what>[^,。;:\d]{2,16}?)(?=正式|开业|建成|投入使用|落成|启用|竣工|项目|$|[,。;])"
)
_GRANT = re.compile(r"(?:助学|慰问|救助|奖学|帮困|补助|抚恤|奖教)[金款]")
_DISASTER = re.compile(r"暴雨|洪涝|洪水|台风|地震|泥石流|山体滑坡|旱灾|雪灾|冰雹|火灾|疫情")
_FOR_DISASTER = re.compile(r"救灾|受灾|灾区|灾民|灾后|赈灾|抢险|抗震|抗洪|防汛")


def _disaster(around: Surroundings, passage: Passage) -> str:
    """台风救灾: what was given after a disaster that this passage names, where no heading names what it is about."""
    if named(around.half) or not _FOR_DISASTER.search(around.clause + around.after):
        return ""
    disasters = _DISASTER.findall(around.text[: _mention_end(around)]) or [
        word for heading in passage.headings for word in _DISASTER.findall(heading)
    ]
    return f"{disasters[-1]}救灾" if disasters and disasters[-1] != "疫情" else ""


def short(project: str) -> str:
    """A project by its name in quotation marks alone."""
    match = re.match(r"“[^“”]+”", project)
    return match[0] if match else project


def _mention_end(around: Surroundings) -> int:
    """Where the words before a mention end in its passage."""
    return around.start + len(around.before)


_EVENT_MEASURES = {"举牌家数", "举牌认捐", "认捐", "观看", "参与单位"}


def _event(around: Surroundings, mention: Mention) -> str:
    """The event of this passage at which people pledged or watched."""
    before = around.text[: mention.start]
    events = [thing for _, _, thing in phrases(before) if re.search(r"晚会|仪式|活动|募捐|捐$|义演|义卖", thing)]
    names = [(at, name) for at, _, name in named(before)]
    if names and (not events or before.rfind(events[-1]) < names[-1][0]):
        return names[-1][1] + ("现场" if "现场" in around.half + around.after else "")
    return events[-1] if events else ""


def _valued_gift(around: Surroundings) -> str:
    """对口地区衣物捐赠 in 向…等对口地区捐赠价值766.6万元的衣物."""
    if not words.VALUED.search(around.clause):
        return ""
    receiver = re.search(r"(?:向|为|给)(?P<who>[^,。;]{2,40}?)(?:捐赠|拨付|提供|送去|捐出|赠送)", around.clause)
    goods = re.match(r"的([^,。;:\d]{2,12})", around.after)
    if receiver is None or goods is None or named(around.half):
        return ""
    who = re.sub(r"^.*等(?=[\u4e00-\u9fff]{2})", "", _COUNTED_OUT.sub("", receiver["who"]))
    return f"{who}{goods[1]}捐赠"


def _project(around: Surroundings, passage: Passage) -> str:  # noqa: C901, PLR0911  (one place after the other)
    """The project of this passage: the one that was named last in its sentence, its first sentence, or what stands over it."""
    for text in (around.half, around.before):
        if things := named(text):
            return things[-1][2]
    before = around.text[: around.start]
    if (things := named(before)) and len({short(name) for _, _, name in things}) == 1:
        return things[-1][2]
    if things and things[-1][0] >= len(before) - _NEAR:  # named a sentence or two ago
        return things[-1][2]
    opening = re.match(
        r"[^,。;:“”\d]{2,14}?(?:项目|工程|行动)(?=联合|由|共|全年|资助|,|为|在|投入|支出|与)", around.text
    )
    if opening and not named(around.text[: _mention_end(around)]):
        return opening[0]
    for heading in reversed(passage.headings):
        if things := named(heading):
            return things[0][2]
        if headed(heading).startswith("“"):
            return headed(heading)
        if (
            headed(heading)
            and not heading.startswith("“")
            and re.search(r"项目|活动|行动|计划|工程|募捐|救助|慰问|助学|救灾|基金", headed(heading))
        ):
            return headed(heading)
    if len(passage.headings) > 1 and not re.search(r"导语", passage.place):
        return titled(passage.headings[-1])
    return ""


_GIVERS = {"定向", "非定向", "限定性", "非限定性", "境外", "境内", "个人", "企业", "单位"}
_HELPED = re.compile(r"(?:患者|病人|学生|学子|老人|儿童|家庭|群众|居民|职工|新生|孤儿|妇女|残疾人|困难户|教师|对象)$")
_PART_LABEL = re.compile(r"(?:接[收受]|收到)?(?P<name>[\u4e00-\u9fff]{2,6}?)(?:折价|折合|折款|价值|为|达|约|共|合计)*")


# What a plan is for, before its verb: 病房学校将新增5间.
_PLANNED_FOR = re.compile(
    r"(?:^|,)(?P<what>[^,。;:“”\d]{2,14}?)(?:将|拟|计划|力争)(?:继续)?(?:新增|资助|救助|覆盖|新建|增加|培训)?(?:到|至)?$"
)


def _part_label(around: Surroundings) -> str:
    """资金 in 其中资金3.05亿元, 物资 in 、物资折价1.07亿元."""
    if not re.search(r"其中|包括|[收支款物入出]中,", around.before):
        return ""
    match = _PART_LABEL.fullmatch(re.sub(r"^.*?(?:其中|包括)[:,]?", "", around.clause))
    named_so = match and re.fullmatch(
        r"资金|现金|善款|捐款|物资|实物|捐物|捐赠物资|捐赠资金|货币|实物捐赠", match["name"]
    )
    return match["name"] if match and named_so else ""


def _part_measure(around: Surroundings) -> str:
    """捐赠收入 in 总收入…,其中捐赠收入5640万元、投资收益…: a part that is called by what it measures."""
    if not re.search(r"其中|包括", around.half):
        return ""
    match = re.fullmatch(
        r"(?:.*(?:其中|包括)[:,]?)?(?P<name>(?:捐赠|其他|投资|政府补助|提供服务|会费|利息)(?:收入|收益)|(?:业务活动|慈善活动|公益事业|管理|筹资|其他)(?:支出|费用|成本))",
        around.clause,
    )
    return match["name"] if match else ""


_GENERIC_GOODS = re.compile(
    r"设备|药品|药械|物资|物品|图书|器材|款物|服装|食品|总|仪器|医疗设备|防疫物资|物品总|慰问品|药品总"
)


def _respective(around: Surroundings, passage: Passage, setting: Setting) -> str:
    """What the first and the second of 同比分别增长8.3%和10.1% are of."""
    if "分别" not in around.half:
        return ""
    pair = re.search(
        r"(?P<first>[\u4e00-\u9fff]{2,6})[和、](?P<second>[\u4e00-\u9fff]{2,6}?)(?:同比|比上年)?分别", around.half
    )
    if pair:
        shares = [entry for entry in setting.earlier if entry.passage is passage and entry.mention.unit == "%"]
        return pair["second" if shares and shares[-1].mention.start >= around.start else "first"]
    here = [entry for entry in setting.earlier if entry.passage is passage]
    amounts = [entry for entry in here if entry.mention.unit == "元"][-2:]
    shares = [entry for entry in here if entry.mention.unit == "%" and entry.mention.start >= around.start]
    if len(amounts) != 2 or len(shares) > 1:  # noqa: PLR2004  (the two of 分别)
        return ""
    amount = amounts[len(shares)]
    return f"{amount.subject}{amount.measure}"


def _carried(around: Surroundings, passage: Passage, setting: Setting, mention: Mention, *, wide: bool) -> str:
    """The subject of the number before, in the same half of the sentence, or with *wide* in the same passage."""
    earlier = next((entry for entry in reversed(setting.earlier) if entry.passage is passage), None)
    if earlier is None or (earlier.overall and mention.unit != "%"):
        return ""
    if earlier.overall:
        return f"全年{earlier.measure}" if "全年" in earlier.subject else earlier.subject
    between = around.text[earlier.mention.end : mention.start]
    if re.search(r"[;。！？]", between) and not wide:
        return ""
    return earlier.subject if earlier.subject != "未写明" else ""


_LISTED_IN = re.compile(
    r"(?:在|通过|被)“?(?P<where>[^“”,。;\d]{2,16}?)”?(?:上|等|公众号|网站|平台)?(?:采用|推送|发布|刊发|发表|发稿|刊登|播出|推送|报道)"
)
_MADE_INTO = re.compile(r"改造(?:为|成)(?P<what>[^,。;]{2,24})")


def _behind(  # noqa: C901, PLR0911  (one rule after the other)
    around: Surroundings, mention: Mention, measure: MeasureReading, *, money: bool
) -> tuple[str, str] | None:
    """What stands behind the number and is what it counts, or what the money was for, where it has a name."""
    counted = re.match(r"(?P<all>“(?P<name>[^“”]{2,24})”(?P<tail>[\u4e00-\u9fff]{0,4}))", around.after)
    if counted and not money:
        tail = re.sub(r"(?:的|和|及|等|为|在).*$", "", counted["tail"])
        return (f"“{counted['name']}”{tail}" if tail else counted["name"]), "数的是它"
    things = named(around.after)
    if things:
        start = things[0][0]
        if start == 0 or re.search(
            r"(?:用于|开展|实施|支持|打造|建设|设立|资助|举办|启动|推进)[^,。;“”]{0,10}$", around.after[:start]
        ):
            return things[0][2], "数后点名"
    if money:
        fund = re.match(r"的?(?P<fund>[^,。;:\d]{2,16}?(?:基金|信托))", around.after)
        return (fund["fund"], "数后的基金") if fund and measure.nature is Nature.SIZE else None
    media = _LISTED_IN.search(around.clause)
    if media:
        return media["where"], "在哪里登的"
    into = _MADE_INTO.search(around.after)
    if into and re.search(r"(?:将|把)$", around.clause):
        return re.sub(r"\([^)]*\)", "", into["what"]), "改造成什么"
    if measure.name == "聘任" and (noun := re.match(r"[\u4e00-\u9fff]{2,12}", mention.noun)):
        return noun[0], "数后的名称"
    if mention.unit == "地" and (places := _PLACES.search(around.before)):
        return f"{places['names']}{'救灾' if re.search('灾|震|洪|雨', around.sentence) else '支援'}", "点名的地方"
    started = re.search(
        r"(?:启动|设立|成立|组建)(?!了?\d)(?P<what>[^,。;“”\d]{2,14}?(?:基金|分会|工作站|服务点|联络站))", around.after
    )
    if started and mention.unit in {"个", "家"}:
        return started["what"], "数后做的事"
    noun = re.match(r"[\u4e00-\u9fff]{2,20}", mention.noun)
    verb = re.search(r"(?:改善|改造|修缮)$", around.clause)
    if noun and verb:
        return f"{_counted_noun(noun[0])}{verb[0]}", "数后的名称"
    if noun and mention.unit == "类":
        return noun[0], "数的是它"
    if noun and (
        (mention.value == 1 and around.text[mention.digits] == "一")
        or (mention.unit in {"场", "节", "期"} and len(noun[0]) >= 3)  # noqa: PLR2004  (讲座 alone says less than the label)
    ):
        project = named(around.half)
        name = _counted_noun(noun[0])
        return (f"{short(project[-1][2])}{name}" if project else name), "数的是它"
    return None


_PLACES = re.compile(
    r"(?:支援|驰援|帮助|援助|(?:向|为|给|对)(?!支援|驰援|帮助|援助))(?P<names>[\u4e00-\u9fff]{2,5}(?:[、和][\u4e00-\u9fff]{2,5}?)+)(?=抗|两|三|等|各|灾|救|发|的|,)"
)


def _counted_noun(noun: str) -> str:
    return (
        re.sub(
            r"(?:作用|启动|设立|建立|开展|扩大|的|已|参加|提供|响应|参与|捐款|接收|募集|举牌|现场|认捐|成立|完成|获).*$",
            "",
            noun,
        )
        or noun
    )


def _whole(  # noqa: PLR0911  (one rule after the other)
    around: Surroundings, passage: Passage, measure: MeasureReading, mention: Mention
) -> bool:
    """Whether a number tells of the whole year: in the lead or a chapter of totals, of the body itself."""
    total = measure.flow in {Flow.IN, Flow.OUT} and measure.nature is not Nature.SIZE
    if not total and measure.name not in {"受益", "项目数", "支出"}:
        return False
    if mention.unit in {"份", "件", "%"} or measure.nature is Nature.PLEDGED:
        return False
    if (
        measure.name == "受益"
        and (mention.noun or re.search(r"其中|受益人数", around.clause))
        and not re.search(r"共|全年|累计|惠及|受助", around.half)
    ):
        return False
    dated = re.match(r"\s*[●■◆·•]?\s*\d{1,2}月", around.text) or _ONE_DAY.search(around.before)
    if dated and not re.search(r"截至|[至到]\d{1,2}月|累计|全年", around.before):
        return False
    last = passage.headings[-1] if passage.headings else ""
    if total and _of_the_year(around, last, measure, passage):
        return True
    overall = bool(last) and len(passage.headings) == 1 and words.OVERALL_HEADING.search(last) is not None
    point = bool(re.search(r"第[\d一二三四五六七八九十]+[点项]$", passage.place))
    general = overall or (not point and (not passage.headings or "导语" in passage.place))
    if not general:
        general = not point and not passage.headings
    if measure.name == "项目数" and words.OWN_BODY.search(
        around.half + "慈善会" * bool(words.UPPER.search(around.half))
    ):
        return not point or general
    if overall and total:
        return True
    if measure.name == "受益" and re.search(r"惠及|受益|受助", around.clause) and words.YEARLY.search(around.before):
        return general
    yearly = bool(words.YEARLY.search(around.half)) or words.OWN_BODY.search(around.half) is not None
    return general and (yearly or (total and bool(words.YEARLY.search(around.before))))


# A stretch of the year, and what tells that a sentence is about a day.
_PERIOD = re.compile(r"(?:\d{1,2}月?[至到-]\d{1,2}月(?!\d)|[一二三四1-4]季度|前[二三]季度|[上下]半年)")
_ONE_DAY = re.compile(r"(?<!年)\d{1,2}月\d{1,2}日(?!至)|日前|近日|当[天日]|[上下]午|现场|活动中")


def _of_the_year(around: Surroundings, heading: str, measure: MeasureReading, passage: Passage) -> bool:
    """Whether a sentence says itself that it sums up the year, or stands under a heading of all that came in or went out."""
    if "“" in around.half or re.search(r"其中|包括", around.half) or re.search(r"[点项]$", passage.place):
        return False
    if not re.search(r"全年(?!龄)|本?年度(?!工作)|\d{4}年|一年来", around.half):
        return False
    if words.OWN_BODY.search(around.half) and re.search(r"共|累计|总|全年", around.half):
        return len(passage.headings) <= 1
    pattern = words.INCOME_HEADING if measure.flow is Flow.IN else words.OUTGO_HEADING
    return len(passage.headings) == 1 and pattern.search(heading) is not None


def _target(measure: MeasureReading, setting: Setting) -> str:
    """What a plan for the whole next year is called."""
    year = setting.year + 1
    if measure.flow is Flow.IN:
        return f"{year}年募捐目标"
    if measure.flow is Flow.OUT:
        return f"{year}年救助支出目标"
    return f"{year}年{'救助' if measure.name == '受益' else '工作'}目标"


def _purpose(around: Surroundings, match: re.Match[str]) -> str:
    """What money was spent on, as a short name: several purposes in a row are joined."""
    rest = around.rest.lstrip(",")
    parts: list[str] = []
    for clause in re.split(r"[,;]", rest):
        purpose = _PURPOSE.match(clause)
        if not purpose or (parts and purpose["verb"] != match["verb"]):
            break
        verb = purpose["verb"] if purpose["verb"] in {"改善", "购买", "改造", "救助"} else ""
        thing = _COUNTED_OUT.sub("", purpose["thing"])
        thing = re.sub(r"提供(?:资金)?", "", thing)
        parts.append(bare(re.sub(r"进行|等$|的$", "", verb + thing)))
    return "、".join(parts)[:40]


_BENEFIT = re.compile(
    r"^(?P<who>[\u4e00-\u9fff、“”]{2,26}?)(?:(?:的|进行|提供|给予|购买|开展|安装|送去|实施|带去|完成|减免|发放)(?P<what>[^,。;:\d]{2,16})|(?=$|[,。;\d]|圆|重见))"
)


def _beneficiary(around: Surroundings) -> str:
    """Whom a count of people tells of: 残疾儿童康复训练 in 资助212名残疾儿童进行康复训练."""
    match = _BENEFIT.match(around.after)
    if match is None:
        return ""
    who = re.sub(r"^.*等(?=[\u4e00-\u9fff]{2})", "", match["who"])
    who = re.sub(r"(?:和|及|以及)$", "", who)
    what = re.sub(r"的$|^(?:助学|救助|慰问|补助)金.*", "", match["what"] or "")
    return f"{who}{what}"
