"""The name that stands before a number: what it is of, without the words of what is measured."""

from __future__ import annotations

import re

from . import vocabulary as words
from .surroundings import Surroundings

BULLETS = "—－-·•●■◆★☆▲▶*"  # before an entry of a list
_TIME = (
    r"其中|含(?=[\u4e00-\u9fff]{2})|另外|另有|另|同时|此外|还有|还|并且|并|包括|今年|本年度|本年|本期|全年度?|一年来|一年中|累计|分别|来自|目前|现有"
    "|下设|共有|全[市县区省]现有|年度(?=筹|募|救|支)|紧急|首批|截至[^,]{0,12}|期间"
    r"|\d{4}年(?:年?度)?(?:期间)?|\d{1,2}月(?:份|\d{1,2}日)?|每年|每天|每月|首期|当年|年内|再|又|已|实际|共计|合计|一共|总计|共(?![富建享创育同])|总(?!队|会|工会|部|站|社)"
    "|计(?!划|提)|现场|先后|陆续|当场|同比|比上年|较上年|[:一二三四五六七八九十]是"
)
_AHEAD_WORDS = r"力争|争取到?|计划|拟|预计|将|努力|要|确保|实现|继续|持续|目标|完成|达到?"
_ACTOR = (
    r"[我本](?:[镇乡村校]|街道|社区)?慈善(?:分会|工作站)|[\u4e00-\u9fff、]{0,14}?(?:慈善总会|慈善会(?!员)|慈善协会|慈善联合会|联合会|红十字会|基金会"
    "|总会|我会|本会)(?:本级|系统|全年)?|我们|全会(?=共|累计|走访|慰问|发放|筹|募|支|开展|资助|救助)"
    r"|[我全本该](?:[市县区省镇]|项目)"
)
_OPENING = re.compile(rf"^(?:{_TIME}|{_AHEAD_WORDS}|{_ACTOR}|[,:\s]|\([一二三四五六七八九十\d]+\))+")
# Words of the measure between a name and its number.
_MEASURED = re.compile(
    "(?:共计|合计|共|总计|累计|分别|仅|现场|首次|当年|首期|已|了|达到?|为|是|(?<!审)计|约|有|的|(?:尚)?未|实际|总额|总数|总量|总|金额|额|慈?善款善物"
    "|慈?善款物|慈?善款|善物|资金|款物|物资|折价|折合|折款|总值|社会各界|社会(?=$|捐|各|爱)|各类|紧急"
    r"|善?款\(物\)|(?<!活动)(?<!办公)(?<!宣传)经费|(?<![\u4e00-\u9fff]{2}活动)费用|价值|(?<=救助)年度|人数|人次|户数|受益|惠及|受助"
    "|参与|目标"
    "|支出|净?收入|发展到|增加到|增至|扩大到|实施|募集|筹募|筹集|筹资|筹款|募款|募|筹得|募得|接收|接受|收到|投入|发放|拨付|到账|捐赠|捐款|捐入|注入|出资"
    "|开展|举办|使用|配套|增长|下降|增加|减少|增幅|降幅|同比|比[上去]年(?:同期)?|较[上去]年(?:同期)?|占比|占|不足|不到|近|全部|(?<!数字)人民币)+$"
)
# A name is none of these alone, and does not begin with these.
_IDLE_LABEL = re.compile(
    r"(?:慈善|红十字)会?系统(?:财务)?|财务|同期"
    r"|(?:[境国海省市县]内外|港澳台|各|等)*|(?:等|各个?)?(?:方面|领域)|支援|[\u4e00-\u9fff]{0,2}捐出|捐入|用款|各项|[两一二三四五六七八九十\d]{1,2}[项者类]|不含|不包括|除去|减去|扣除"
    "|按(?:市场|评估|公允|成本)?[价值]格?|(?:共|已)?(?:安排|分配|下达|配套)(?:救助|资助|项目|专项)?"
    "|(?:(?:可|能|已|同时|年内|一次)*(?:开课|授课|上课|新设|新增|新建|参会|到会|[应实]到|[应实]?出席|列席|确诊|筛查|容纳|审核通过|实现|成功捐献"
    "|捐献|登记|动员|采集|下设|现有|共有|交付|首期交付|上线项目|所得)|又讯|(?:救助|项目|工作|活动)?(?:经费|费用|金)|社会|该会"
    r"|(?:当年|本年|年内)?(?:实际)?(?:到[账帐位]|实收)|本次活动|(?:发起|上线|开展|实施)?(?:慈善|公益)?项目|活动|[\u4e00-\u9fff]{0,4}群众"
    r"|(?:合同|协议|备案|基金)?(?:规模|金额|资金)|全[市县区省]|[\u4e00-\u9fff]{2,4}[区市县镇乡省]"
    r"|(?:助学|奖学|慰问|救助|救灾|补助|抚恤|资助|捐赠)?金(?:[和及与、][\u4e00-\u9fff]{2,4})?|社会(?:各界)?(?:捐款|捐赠|款物|捐款捐物)|捐款捐物|带动"
    "|吸引|走访核实|核实|投资|重建|保费|每[人名户生位天年月]|人均|户均|单价|承担|负担|占|同比|比上年|较上年|群众|困难群众|人员|款物|善款|资金|物资"
    "|慈善|公益|公益事业|救助|资助|援助|帮扶|慰问|服务|救助帮扶|捐款|捐赠|筹款|募捐"
    "|包括|(?:接[收受]|使用|收支|拨付)?情况|到位|下拨|汇付|筹措|合同|协议|规模|单笔|最高|标准|数量|助学金|慰问金|救助金|救灾款|奖学金|补助金|网友"
    r"|爱心网友|各界|各类|其余|剩余|资助标准|各类救助|用于|占[\u4e00-\u9fff]*|受理|观看|访问|圆梦"
    "|专项|(?:慈善|社会|各类|公益|人道)?(?:救助|帮扶|捐赠|募捐|募集|筹募|认捐|资助)(?:善款|款物|善物|支出|总额|总值)*"
    r"|服务(?:时间|时长|总时长|群众|老人|对象)|累计服务|总值|筹募|募|新|个|价值|折价|合格|参与|培训|走访|探访|[\u4e00-\u9fff]?)"
)
_SENTENCE_LIKE = re.compile(
    "^(?:开展|实施|举办|走访|拨付|发放|资助|救助|帮扶|慰问|建成|建立|设立|新增|新设立|召开|审议|收到|受理|登记|培训|配送|赠送|征集|注册|送去|为"
    r"|送(?!温暖|清凉|光明|健康|文化|[\u4e00-\u9fff]{1,6}(?:项目|活动|行动|工程|计划|服务))"  # 送温暖活动 is a name
    "|向|对(?!口)|在(?![读校籍册职])|从|聘任|帮助|发展|备案|上线|吸引|惠及|让|使"
    "|关爱|保障|安装|通过|依托|联合|与|组织|策划|执行|有|拥有|设有|接受|发挥|发动|审批|审核|核实|处理|接收|新招募|新发展|指导|动员|带领|引导"
    "|服务(?=居民|群众|老人|困难|学生|患者|社区)|募集|筹集|支出|投入|完成|参加|制定|修订|印发|打造|改造|推进|加强|购买|采购|捐赠|用于|完善|支持"
    "|直接|共同)+"
)


def label_before(around: Surroundings) -> str:
    """The name directly before a number: 助学 in 其中助学98万元, 疫情防控 in 疫情防控支出412.5万元, 志愿者 in 注册志愿者320名."""
    text = re.sub(
        r"^\s*\(?\d{1,2}[.、)](?!\d)|^.*\((?=其中|包括|含)", "", around.clause[around.clause.rfind("”") + 1 :]
    )
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
        text = re.sub(r"^[^,。;]*?(?:开展|实施|举办|发放|拨付|送去|提供|捐赠|转赠|设立)", "", text)
    text = re.sub(
        r"^[^,。;]*?(?:开展|实施|举办|走访慰问|拨付|求助的|送去|配送|派发|捐赠|接收|添置|购置|配备|购买|安装)(?=[^,。;]{2})",
        "",
        text,
    )
    text = re.sub(r"^(?:(?:支出|募集|筹集|发放|接收)[、和]?)+", "", text)
    while (shorter := _MEASURED.sub("", re.sub(r"(?<=支出|收入|募集|筹集|款物|善款)本级$", "", text))) != text:
        text = shorter
    text = re.sub(r"(?:每[周月年天日季]|定期|常年)+$", "", text)  # “甲”项目每周为40名儿童
    text = re.sub(r"^.*[\u4e00-\u9fff]等(?=[\u4e00-\u9fff]{2})", "", text)
    text = re.sub(r"^.*(?:提升|提高|增长|扩大|上升|突破)、(?=[\u4e00-\u9fff]{2})", "", text)  # 总额持续提升、线上筹款
    text = re.sub(r"(?<=[\u4e00-\u9fff]{2})[由从](?:去年|上一?年)?的?$", "", text)  # 专项基金由11个增至63个
    return re.sub(r"(?<=[\u4e00-\u9fff]{2})各捐?$", "", text.strip(f" ,:、了的“”({BULLETS}"))


LONGEST_LABEL = 18


def is_label(label: str) -> bool:
    """Whether what stands before a number is a name of its own and no sentence."""
    if not 1 < len(label) <= LONGEST_LABEL or _IDLE_LABEL.fullmatch(label.lstrip("和及与并")):
        return False
    if re.search(r"(?:企业|单位|商户)(?:举牌|认捐|捐赠|参与|响应|$)", label):
        return False
    if re.search(r"来自|全国|面积$|等$|[和及与]$|[在于]$|获[资救]助|^[比较][去上]|^每|^(?:人|户|生)?均", label):
        return False
    return not re.search(
        r"[“”()\d,。;:]|(?:向|为|对|给|将|把|让|被|以|于)",
        re.sub(
            r"定向|对象|棉被|衣被|被褥|被子|被服|毛巾被|为老|以上|对口|面向|\([\u4e00-\u9fff、A-Za-z]{1,8}\)", "", label
        ),
    )


_PART_LABEL = re.compile(
    r"(?:接[收受]|收到|募集|筹集|(?P<out>支出|发放|拨付|使用))?(?P<name>[\u4e00-\u9fff]{2,6}?)(?:收入|支出)?(?:折价|折合|折款|价值|为|达|约|共|合计)*"
)


def part_label(around: Surroundings) -> str:
    """资金 in 其中资金3.05亿元, 物资 in 、物资折价1.07亿元 and (现金1,000万元、物资236万元)."""
    if not re.search(rf"{words.PARTED}|元\([^()]*$", around.before):
        return ""
    match = _PART_LABEL.fullmatch(re.sub(rf"^.*?(?:{words.PARTED})[:,]?", "", around.clause))
    named_so = match and re.fullmatch(
        r"资金|现金|善款|善物|慈善资金|财政资金|自筹资金|社会资金|捐款|物资|实物|捐物|捐赠物资|捐赠资金|货币|实物捐赠",
        match["name"],
    )
    of_the_counted = match and match["out"] and around.last is not None and not around.last.mention.is_money
    return match["name"] if match and named_so and not of_the_counted else ""


_PART_GIVER = re.compile(
    rf"(?:.*(?:{words.PARTED})[:,]?)?(?P<name>(?!来自|其中|包[括含])[\u4e00-\u9fff、()]{{2,16}}?(?<!的)捐[款赠资]"
    rf"|(?:[\u4e00-\u9fff]{{2,4}})?(?:企业|单位|商户|个人))(?:共计?|合计|约|达|为)*"
)


def part_giver(around: Surroundings) -> str:
    """县直机关单位捐款 in 其中县直机关单位捐款138万元、…: a part that is called by those who gave it."""
    if not re.search(words.PARTED, around.half) or re.search(r"[向为给对]", around.clause):
        return ""
    match = _PART_GIVER.fullmatch(around.clause)
    return match["name"] if match else ""


def part_measure(around: Surroundings, *, listed: bool) -> str:
    """捐赠收入 in 总收入…,其中捐赠收入5640万元、投资收益…: a part, or an item of a list, that is called by what it measures."""
    if not listed and not re.search(r"其中|包括", around.half):
        return ""
    match = re.fullmatch(
        "(?:.*(?:其中|包括)[:,]?)?(?P<name>(?:捐赠|其他|投资|政府补助|提供服务|会费|利息)(?:收入|收益)"
        "|(?:业务活动|慈善活动|公益事业|管理|筹资|其他)(?:支出|费用|成本))",
        around.clause,
    )
    return match["name"] if match else ""
