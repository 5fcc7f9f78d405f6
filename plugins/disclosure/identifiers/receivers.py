"""Whose name stands where words say that they were helped, visited or given something."""

from __future__ import annotations

from ..expressions import expression
from .frames import ALMS, HAS_IT, NO_GIVEN_NAME, SURNAMES_OF_TWO
from .names import ends_as_given, is_common_word, without_surname
from .situations import RECEIVES, SCHOOL_COSTS
from .sure_names import ENDS_OF_PLACES, is_whole_anyway, sure_name, surely_begins
from .titles import GIVES

_RECEIVER = expression(
    rf"(?:(?:{RECEIVES})(?:家属|家长|父亲|母亲|妈妈|爸爸)?(?:姓名|名单|发放|是|叫|为|[0-9]{{1,4}}[人名位户])?"
    "|(?:失去[^，。；]{1,6}|受灾|失火|被淹|遇难|罹难|遭[遇受]?(?:[了]?(?:灾情?|[火水洪雪旱]灾|车祸|不幸))|患病|[致返]贫)的(?:村民|居民|群众|职工"
    "|老人|家庭|农户|大学生)?"
    r"|(?:受[助益]|[贫特]?困难?)(?:学生|儿童|家庭|家长|者)?代表"
    r"|(?:受资?助|助学|助医|助困|救助|帮扶|慰问)(?:发放)?(?:名单|名册|花名册)(?:公示|如下|[（(][^（()）]{1,8}[）)])?|结对(?:帮扶|助学)?名单"
    "|(?:[救资扶补]助|帮扶|慰问)(?:了|困难|贫困|特困|学生|家庭|群众|患者|老人|共"
    r"|计){0,3}[0-9一二两三四五六七八九十百]{1,4}[人名位户](?:[，,]?(?:分别)?[是为])?(?=[:：]))[\s:：、（(“\"]{0,3}$"
)
# Of students of a university those who are helped: 资助某大学学生李建国, 某学院学生李建国获助学金.
_STUDENT = r"(?:大学|学院)学生[\s:：、（(“\"]{0,3}$"
_HELPED_STUDENT = expression(
    rf"(?:[资救帮扶补]助|帮扶|慰问|发放|捐给)(?![人者方团队站会])[^，。；、的\x00]{{0,16}}{_STUDENT}"
)
_A_STUDENT = expression(_STUDENT)
_IS_HELPED = expression(
    r"(?:等?[0-9一二两三四五六七八九十]{0,3}[名位人])?(?:同学)?"
    r"(?:(?:获得?|得到|受到?|领[取到])了?(?:[0-9][0-9,.]*万?元)?(?:国家|慈善|爱心)?[资救补帮扶奖]?助|[0-9][0-9,.]*万?元)"
)
# 刘大山（受助人）
_ROLE_BEHIND = expression(rf"\s?[（(](?:{RECEIVES})")
# For whom, and what for: 资助王小华上学, 用于王小华的治疗.
_FOR = expression(r"(?:[资救帮扶捐]?助|帮扶|捐给|发给|用于|为|给|让|使|定向)$")
_WHAT_FOR = expression(
    f"(?:等?[0-9一二两三四五六七八九十]{{0,3}}[名位人]?)?(?:同学|一家)?的?(?:继续|顺利|完成|支付|缴纳|后续|在)?(?:上大?学|读书|就学|升学|学业|学费"
    f"|{SCHOOL_COSTS}|看病|治病|治疗|就医|医疗|医药|手术|康复|生活费|[渡度]过(?:难关|困境)|走出困境|战胜(?:病魔|疾病)|重返(?:校园|课堂)|[助奖]学金"
    f"|救助[金款]|慰问金|圆.{{0,4}}梦)"
)
# Right behind one of these words stands whom it is about: 救助王小华2000元, 县福利院王小华.
_HELPED_AT_ONCE = expression(r"(?:[资救扶援捐]助|帮扶|慰问|抚恤|看望|探[望视]|救救|帮帮|助养|认助|结对)(?:了|过)?$")
# 慰问退役军人李建国: who is visited, by what they are; nothing that visits or does itself stands between.
_VISITED = expression(
    r"(?:慰问|看望|探[望视]|走访|[救资援]助)(?![^\s]*[团队会组动由和与的、])[\u4e00-\u9fa5]{0,6}"
    r"(?:党员|军人|工人|职工|员工|教师|老人|家属|遗属|[军烈]属|村民|居民|老兵|干部|学子|人员)[\s:：]{0,2}$"
)
# Two characters right behind such a word are a name only where nothing but a sum, a list or the end follows.
_END_OF_TWO = expression(
    r"[\s]{0,2}(?:[，,。；;！!、)）]|$|[0-9￥¥]|等[0-9一二两三四五六七八九十百]{1,3}[名位个人户]|[一两二三四五六七八九十][人家户名位])"
)
# 资助 is said of subjects, too (资助李白研究): there a sum or a number of persons has to follow.
_HELPS_TWO = expression(r"(?:[资救捐]助|帮扶|慰问)(?=(?:了|过)?$)")
_OF_ALMS, _HAS_IT = expression(ALMS), expression(HAS_IT)
# 给予刘小芳5000元救助
_TO = expression(r"(?:[给予向为]|发放)$")
_GRANTED = expression(
    "(?:老人|同学|一家|家)?(?:买|购买|购置|添置|配备|配置|安装|送)了?[^，。；]{0,5}(?:轮椅|假肢|助听器|耳蜗|护理床|制氧机|呼吸机|拐杖|助行器"
    "|[棉羽校][绒衣服被]|书包|文具|书桌|米|面|食用油|慰问品|物资|蛋糕|药品|取暖)"
    r"|(?:老人|同学|一家|家)?(?:理发|洗澡|打扫|庆生|过生日|做饭|体检|义诊|换药)"
    r"|[0-9,.一二两三四五六七八九十百千万余多]+元(?:的|现金|资金){0,2}(?:救助|补助|资助|慰问|帮扶|助学|抚恤)"
)
# 认领刘小芳的微心愿, 刘小芳的微心愿：一双球鞋
_WISH = expression(r"的?微?心愿")
_WISHED = expression(r"(?:认领|完成|满足|点亮|实现|圆)了?$")
_APPLIES = expression(r"申请[人者][\s:：]{0,2}$")
_PARENTS_THANK = expression(
    "(?:老人|同学|夫妇|一家)?(?:送来|送上|赠送|敬赠)[^，。；]{0,6}锦旗"
    "|的?(?:妈妈|爸爸|[母父]亲|家长|[爷奶]{2}|[家亲]属)[^，。；]{0,8}(?:感谢|致谢|道谢|谢谢|鞠躬|锦旗)"
)
# 吴晓曼家长反映助学金未到账: whom a complaint is about is nobody's business, as who complains is.
_CHILD_COMPLAINED_FOR = expression(
    r"的?(?:家长|[母父]亲|妈妈|爸爸|[家亲]属|监护人)(?:来[电信访])?(?:反映|投诉|举报|质疑|询问|咨询|要求)"
)
# 张建国之子上大学, 给李国强送去慰问金
_CHILD_OF = expression(
    r"的?(?:孩子|小孩|之[子女]|女儿|儿子|孙[子女])[^，。；]{0,4}?(?:上学|上大学|考[取上入]|入学|就读|学费|治病|住院|看病|手术|助学金)"
)
_BROUGHT = expression(
    r"(?:老人|同学|一家|夫妇|母[子女]|父[子女]|祖孙)?(?:送去|送上|送来|捐款|捐助|募捐|筹款|筹集|众筹|募集|义卖|义演|发放)"
)
_LIVES_THERE = expression(r"(?:福利院|敬老院|养老院|孤儿院|救助站)的?$")
_AT_THE_END = expression(
    r"每(?:学?[年期]|月|季)|[\s，,。；;！!、)）(（|]|$|[0-9￥¥]|[一两二三四五六七八九十][人家户名位万千]"
    r"|等[0-9一二两三四五六七八九十百]{0,3}[名位个人户]|家(?:$|[\s，,。；;、0-9])|家庭|一家|全家|[家遗]属|老人"
    "|的(?:公示|公告|通知|决定|情况|申请|请示|报告|倡议|善款)"
)
# One of several: 资助王小华、李小明等3名学生.
_AMONG = expression(
    r"(?:[、和及][\u4e00-\u9fa5]{2,4}){0,9}等?[0-9一二两三四五六七八九十百]{1,3}[名位个](?:贫困|困难|特困|受助|孤残)?(?:大?学生|儿童|患儿|患者|孩子"
    "|老人|残疾人|群众)"
)
# 张某某、李某某3户火灾受灾户送去1600元; 某某家庭情况之后…救助金
_HOMES_IN_NEED = expression(
    r"(?:[、和及][\u4e00-\u9fa5]{2,4}){0,9}等?[0-9一二两三四五六七八九十百]{1,3}户(?:[\u4e00-\u9fa5]{0,4}?(?:受灾|困难|贫困|低保|特困|失独|监测|脱贫"
    "|残疾))[^，。；]{0,3}(?:户|家庭|群众)"
    r"|家庭(?:情况|困难)[^。；]{0,24}?(?:救助|慰问|帮扶|补助|资助)[金款]"
)
# 崔某某代表受资助学生发言
_SPEAKS_FOR_THE_HELPED = expression(r"(?:同学)?代表(?:全体|全部|所有|其他|这次|本次|广大)?(?:受|被|获)[资救帮]?[助扶]")


def is_said_to_be_helped(before: str, name: str, after: str) -> bool:
    """Whether what stands around a name says that who bears it was helped or visited."""
    return bool(
        said_to_receive(before)
        or _receives(name, before, after)
        or (_FOR.search(before) and (_WHAT_FOR.match(after) or _AMONG.match(after)))
        or _ROLE_BEHIND.match(after)
        or (_TO.search(before) and _GRANTED.match(after))
        or (_WISH.match(after) and (_WISHED.search(before) or not before.strip()))
        or _SPEAKS_FOR_THE_HELPED.match(after)
        or _surely_helped(name, before, after)
        or _HELPED_STUDENT.search(before)
        or (_A_STUDENT.search(before) and _IS_HELPED.match(after))
    )


def said_to_receive(before: str) -> bool:
    """Whether the words right before a name say that who follows was helped or visited."""
    return bool(_RECEIVER.search(before) or _VISITED.search(before))


def _receives(name: str, before: str, after: str) -> bool:
    """Whether the words behind a name say that its bearer was helped: 刘芳（左）领取助学金, 走访刘芳家, 小明家长感谢."""
    if not (surely_begins(name) or sure_name(name)) or name[-1] in ENDS_OF_PLACES:
        return False
    if name[1] in NO_GIVEN_NAME and not ends_as_given(name) and not is_whole_anyway(name):
        return False
    return bool(
        _HAS_IT.match(after)
        or (len(name) > 2 and _HOMES_IN_NEED.match(after))  # noqa: PLR2004
        or (_APPLIES.search(before) and _OF_ALMS.search(after))
        or _PARENTS_THANK.match(after)
        or _CHILD_COMPLAINED_FOR.match(after)
        or _CHILD_OF.match(after)
        or (brought_to(before, after) and sure_name(name))
    )


def _surely_helped(name: str, before: str, after: str) -> bool:
    """Whether a whole name stands right behind a word for help or for a home, and nothing joins it to the words that follow."""
    if len(name) == 2:  # noqa: PLR2004
        if name[0] not in SURNAMES_OF_TWO or name[1] in NO_GIVEN_NAME or is_common_word(name):
            return False
        helped, end = _HELPS_TWO.search(before), _END_OF_TWO.match(after)
        return bool(helped and end and (helped[0] != "资助" or end[0].strip("，,。；;！!、)） ")))
    sure = surely_begins(name) or without_surname(name)
    whole = len(name) > 2 and sure and bool(_AT_THE_END.match(after))  # noqa: PLR2004
    return whole and bool(_HELPED_AT_ONCE.search(before) or (_LIVES_THERE.search(before) and not GIVES.match(after)))


def brought_to(before: str, after: str) -> bool:
    """Whether something was brought to whom is named, or given or gathered for them: 给刘芳送去, 为刘芳募捐."""
    return bool(_FOR.search(before) and _BROUGHT.match(after))
