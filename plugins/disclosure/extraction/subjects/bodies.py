"""Who gave, received or was handed what an amount counts."""

from __future__ import annotations

import re

from .. import vocabulary as words
from ..behind import COUNTED_OUT
from ..things import headed
from ..vocabulary import Flow
from .question import SubjectQuestion

_GIVERS = {"定向", "非定向", "限定性", "非限定性", "境外", "境内", "个人", "企业", "单位"}


# 爱心企业、个人日常 of 爱心企业、个人日常捐赠善款
_SORT_OF_GIFT = re.compile(r"(?:日常性?|定向|(?<=[\u4e00-\u9fff]{2})限定性)$")


def by_sort_of_gift(asked: SubjectQuestion) -> str:
    """The sort of gifts that is named before it: 定向捐赠, 爱心企业日常捐赠."""
    sort = asked.written in _GIVERS or _SORT_OF_GIFT.search(asked.written)
    gift = re.search(r"捐[赠款]?(?=(?:善款|资金|款物|收入)?\s*$)", asked.around.clause) if sort else None
    return f"{asked.written}{gift[0].strip()}" if gift else ""


# 示例基金会 in 其中:1.示例基金会注入慈善资金8万元; 县财政 in 县财政资助.
_GIVES_A_PART = re.compile(
    r"(?:.*(?:;|\((?=[^()]*$)|其中|包括))?(?:[:,、\s]|含(?=[\u4e00-\u9fff]{2}))*(?P<who>[^,。;:\d“”]{1,30}?(?:基金会|慈善(?:总会|会|协会|联合会)"
    "|红十字会|机构|政府|财政|[部局厅委]))"
    r"(?:定向|一次性|再次)*(?:注入|拨付|下拨|划拨|拨入|转入|资助|补助|支持|配套)(?:的|慈善|项目|专项|资金|善款|款|经费)*(?:共计|合计|约|达|为|共)*\s*"
)


def by_giver_of_part(asked: SubjectQuestion) -> str:
    """Who gave a part: 其中:1.示例基金会注入慈善资金8万元."""
    if not asked.part or not asked.money or asked.measure.flow is not Flow.IN:
        return ""
    giver = _GIVES_A_PART.fullmatch(asked.around.clause)
    return giver["who"] if giver else ""


# Money handed on to another body: 拨付柳北区慈善会500万元.
_HANDED = re.compile(
    rf"(?:拨付|下拨|划拨|转拨|拨给)(?:给|至|到)?(?P<who>[^,。;:“”\d]{{2,20}}?(?:{words.CHARITY}|红十字会|基金会|政府|办事处|医院|学校|学院|中学|小学"
    rf"|(?:省|自治区|[市县区州旗乡镇])(?=$)|局|委员会|中心|福利院|敬老院|工作站|分会))(?:[\u4e00-\u9fff]{{0,4}}(?:资金|款项?|经费))?$"
)


# 拨付甲县15万元、乙镇9万元
_HANDED_ON_LIST = re.compile(
    r"[、,和及]+(?P<who>(?!拨付|下拨|划拨|转拨)[\u4e00-\u9fff]{1,8}?(?:[省市县区州旗镇乡村]|街道))"
)


def by_handed_on(asked: SubjectQuestion) -> str:
    """The body to which money was handed on."""
    before = asked.around.last if asked.money else None
    if before is not None and before.subject.startswith("拨付"):
        listed = _HANDED_ON_LIST.fullmatch(asked.around.since(before))
        if listed:
            return f"拨付{listed['who']}"
    handed = _HANDED.search(asked.around.clause) if asked.money and asked.measure.flow is Flow.OUT else None
    return f"拨付{handed['who']}" if handed else ""


# 市红十字会接收 of 由市红十字会接收的价值30万元; 县慈善会 of …、县慈善会10万元, one after the other.
_RECEIVED_BY = re.compile(
    r"(?:其中|包括|[:,、\s])*由?(?P<who>[\u4e00-\u9fff、()]{2,24}?)(?P<how>接[收受]|募集|筹集)的(?:捐赠|捐款|款物|善款|资金|物资)*(?:价值|有|[为达共约计])*"
)


# 某市接收 of …省级接收80万元,某市接收30万元; not all of the own region: 全市接收….
_PLACE_RECEIVED = re.compile(
    r"(?P<who>(?![全我本该各])[\u4e00-\u9fff]{1,6}?[省市县区州盟旗镇乡]级?)(?P<how>接[收受]|募集|筹集|收到)(?:捐赠|捐款|款物|善款|资金|物资)*(?:价值"
    "|[为达共约计])*"
)


_BODY_ALONE = re.compile(rf"[\u4e00-\u9fff]{{0,10}}(?:{words.CHARITY}|红十字会|基金会|基金|公司|集团|银行|商会)")


_GAVE = re.compile(
    r"(?P<who>[^,。;:\d“”]{0,20}(?:单位|机关|部门|企业|学校|医院))(?:共|合计|一次性|现场)?捐[赠款](?:款物|善款|资金)?"
)


def by_received_by(asked: SubjectQuestion) -> str:
    """Who received it: 由市红十字会接收的价值30万元."""
    by = _RECEIVED_BY.fullmatch(asked.around.clause) if asked.money and asked.measure.flow is Flow.IN else None
    if by is None and asked.money and asked.measure.flow is Flow.IN and _listed(asked):
        by = _PLACE_RECEIVED.fullmatch(asked.around.clause)
    return f"{by['who']}{by['how']}" if by else ""


def _listed(asked: SubjectQuestion) -> bool:
    """Whether the clause before the one of an amount ends in another amount."""
    before = asked.around.half[: len(asked.around.half) - len(asked.around.clause)]
    return re.search(r"元(?:人民币)?[,、;。]$", before) is not None


def by_body_alone(asked: SubjectQuestion) -> str:
    """One of a list that names a body and its amount, and nothing else but that it gave."""
    name = re.sub(r"^(?:其中|包括)[:,]?", "", asked.around.clause.strip())
    giver = _GAVE.fullmatch(name) if asked.measure.flow is Flow.IN else None
    listed = asked.money and (giver or _BODY_ALONE.fullmatch(name)) and _listed(asked)
    return (giver["who"] if giver else name) if listed else ""


_RECEIVER = re.compile(
    r"(?:向|为|给)(?P<who>(?!每[人名户位])[^,。;:]{2,36}?)(?:捐赠|援助|拨付|提供|送去|捐出|赠送|捐款)"
)


def by_given_to(asked: SubjectQuestion) -> str:
    """To whom something was given."""
    around = asked.around
    receivers = list(_RECEIVER.finditer(around.half)) if asked.money and asked.measure.flow is not Flow.IN else []
    receiver = next(reversed(receivers), None)
    if receiver is None or asked.project or headed(around.lead):
        return ""
    goods = re.match(r"的?([^,。;:\d]{2,12})", around.after) if words.VALUED.search(around.clause) else None
    who = COUNTED_OUT.sub("", receiver["who"]).removesuffix("分别").removesuffix("各")
    return f"{who}{goods[1]}捐赠" if goods else f"捐赠{who}"
