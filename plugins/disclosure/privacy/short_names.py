"""Short forms by which givers are called elsewhere: 金螳螂公司 of 苏州金螳螂建筑装饰股份有限公司, 阿依古丽 of 阿依古丽·买买提."""

from __future__ import annotations

from collections.abc import Iterator

from ..expressions import expression
from ..identifiers import REGIONS

_LEGAL = expression(r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$|集团$")
_ASIDE = expression(r"[(（][^()（）]{1,8}[)）]")
_PLACE = expression(
    rf"^(?:(?:{REGIONS})[省市]?|[\u4e00-\u9fff]{{2,4}}?(?:省|市|自治[区州县]|县|区|镇|街道)(?=[\u4e00-\u9fff]{{4}}))"
)
_TRADE = expression(
    "(?:建筑|装饰|装潢|药业|制药|医药|科技|技术|信息|网络|软件|电子|电器|电气|机械|机电|设备|制造|实业|工业|贸易|商贸|进出口|投资|控股|置业|房地产"
    "|地产|物业|建设|工程|建材|材料|化工|食品|餐饮|酒店|"
    "服饰|服装|纺织|家居|家具|文化|传媒|传播|广告|教育|咨询|管理|服务|物流|运输|供应链|汽车|能源|环保|农业|生态|生物|医疗|器械|健康|保险|金融|发展"
    "|开发|国际|智能|数码|通信|光电|精密|五金|塑料|包装|印刷|"
    r"园林|景观|设计|旅游|体育|百货|超市|商业|经贸|农牧|粮油|乳业|饮料|酒业|茶业|珠宝|矿业|钢铁|冶金|电力|水务|燃气|石油|石化|航空|船舶|交通|用品)"
)
_TRADES_AT_THE_END = expression(rf"(?:{_TRADE.pattern})+$")
_BODIES = ("公司", "集团")
_CALLED = (*_BODIES, "员工", "职工")
_A_BODY = expression(rf"(?:{'|'.join(_CALLED)}|{_TRADE.pattern})$")
_SHORTEST, _ALONE = 2, 3
_LONGEST = 60  # of a name that has short forms
# Words that everybody uses of the work of charities and of those who work: 养老服务, 家庭教育, 优秀员工 name no giver.
_EVERYDAY = expression(
    "(?:社会|社区|家庭|家政|居家|养老|老年|老人|[助为]老|助[残学医困]|残疾|扶贫|济困|救[助援]|应急|公[共益用]|慈善|爱心|志愿者?|企业|中小|人[力才]"
    "|资源|劳务|心理|法[律务]|财务|会计|税务|职业|技能|就业|创[业新]|"
    "学[前习生校业]|幼儿|儿童|少儿|青少?年|妇[女幼]|母婴|亲子|校园|家校|安全|消防|生活|日用|办公|户外|运动|文[体艺]|艺术|美术|音乐|绿色|低碳|循环"
    "|再生|未来|新?时代|城[市乡]|[农乡]村|农民|现代|"
    "全[民国体]|国家|民[族间]|大众|群众|[居市公]民|[职员]工|党[建员]|政务|行政|大病|康复|护理|医护|大?健康|精神|营养|膳食|素质|科[普学]|阅读|图书"
    "|书香|优秀|先进|广大|退休|在职|困难|正式|基层|一线|骨干|外来|临时|"
    "综合|专业|基础|互联网?|大?数[字据]|人工|智慧|商务|新能源|直播|[新自]媒体|市场|品牌|项目|活动|会议|展览|经济|信用|保障|住房|装修|保洁|清洁"
    "|环[境卫]|垃圾|水利|[公铁]路|地铁|公交|[客货]运|快递|医院|药品|粮食|蔬菜|水果|特产|"
    rf"农产品|食堂|玩具|文具|礼品|劳保|防护|{_TRADE.pattern}){{1,4}}"
)
_NO_NAME = expression(r"[第一二三四五六七八九十]+")
_POINT = expression(r"[·•・‧∙．.]")


def called_a_body(form: str) -> bool:
    """Whether a short form ends like the name of a body, 金螳螂公司, so that what stands before it does not matter."""
    return bool(_A_BODY.search(form))


def short_forms(name: str, bare: str) -> Iterator[str]:
    """What a giver may be called elsewhere, *name* as it was written and *bare* without signs; some are words as well."""
    if len(name) > _LONGEST:
        return
    if _POINT.search(name) and not name.isascii():
        yield from (part for part in map(str.strip, _POINT.split(name)) if len(part) >= _ALONE)
    legal = _LEGAL.search(bare)
    if legal is None or legal.start() < _SHORTEST:
        return
    called = _ASIDE.sub("", bare[: legal.start()])
    for _ in range(2):  # 江苏省苏州市
        place = _PLACE.match(called)
        if place and len(called) - place.end() >= _SHORTEST:
            called = called[place.end() :]
    trades = _TRADES_AT_THE_END.search(called)
    core = called[: trades.start()] if trades else called
    if len(core) < _SHORTEST or _NO_NAME.fullmatch(core):
        return
    everyday = _EVERYDAY.fullmatch(core) is not None
    forms = [f"{core}{word}" for word in (_BODIES if everyday else _CALLED)]
    if trades and not everyday:
        first = _TRADE.match(trades[0])
        forms += [called, f"{core}{first[0]}" if first else called]
    if len(core) >= _ALONE and not everyday:
        forms.append(core)
    yield from (form for form in dict.fromkeys(forms) if form != bare)
