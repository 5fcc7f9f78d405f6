"""Words beside a name of those who are no children in need: titles and trades, who gives, who wrote."""

from __future__ import annotations

from ..expressions import expression
from .situations import IS_DISABLED, RECEIVES

# How persons are called, behind or before their names.
TITLES = (
    "院士|教授|老师|先生|女士|小姐|太太|医生|大夫|主任|校长|院长|会长|副会长|秘书长|书记|博士|同志|同学|律师|师傅|法师|大和尚|和尚|师太|居士|夫妇"
    "|伉俪|一家|全家|家属|董事长|"
    "师兄|师姐|师父|上师|牧师|神父|修女|阿訇|喇嘛|仁波切|活佛|道长|警官|"
    "总经理|经理|理事长|理事|委员|主席|局长|处长|科长|镇长|乡长|村长|县长|市长|区长|所长|站长|班长|队长|团长|连长|将军|上尉|少校|工程师|教练|护士|护士长|"
    "研究员|讲师|馆长|社长|厂长|店长|老板|总裁|奶奶|爷爷|叔叔|阿姨|大爷|大妈|大娘|大叔|大姐|大哥|小朋友|宝宝|患者|患儿|学生|老人|村民|居民|代表|烈士|"
    "女童|男童|父亲|母亲|之父|之母|妈妈|爸爸"
)
# Who has such a title or such a trade is no child.
GROWN_UP = expression(
    "(?:教授|院士|老师|先生|女士|医生|大夫|主任|校长|园长|院长|会长|秘书长|书记|博士|律师|董事长|经理|理事|委员|主席|局长|处长|科长|部长|站长|所长"
    "|馆长|教师|教练|护士|工程师|研究员|"
    r"(?<!小)志愿者|爱心人士|企业家|创始人|负责人|党员|干部|员工|职工|(?<!小)记者|通讯员|责任编辑|同志|校友|夫妇)"
)
TEACHES = expression(r"教师|校长|园丁|师德|教职工|任教|执教|支教|教龄")
# Who gives, helps or visits is not the one of whom school and illness are told.
GIVES = expression(
    rf"[\s（(，,]{{0,2}}(?:(?:{GROWN_UP.pattern}|[)）\s，,]){{0,3}})(?:[0-9一二三四五六七八九十百千万两.,]+元|一次性|自愿|再次|个人|代表)?"
    f"(?!{IS_DISABLED})(?:(?:来到|前往|走进|深入|赴|到|去)[^，。]{{0,12}}?)?(?:为|向|给|捐|资助|帮助|救助|看望|慰问|走访|探望|关爱|陪伴|带领|组织"
    "|赠|转来|转交|送"
    r"|出席|主持|致辞|讲话|发言|表示|强调|指出|介绍|宣读|颁|授|揭牌|陪同|调研|考察|视察|率|一行|参加[^，。]{0,14}(?:仪式|会议?|座谈|揭牌|启动))"
)
# Who wrote or took a picture: 吴晓曼（示例日报记者）报道.
BYLINE = expression(r"\s?[（(](?!小)[^（()）]{0,12}(?<!小)(?:记者|通讯员|摄影|编辑|供稿)[)）]")
# 会长甲某某、副会长乙某某、丙某某: who stands in a list behind one with a title, and behind nobody who receives.
AMONG_THE_TITLED = expression(
    rf"(?:{GROWN_UP.pattern})(?!{RECEIVES}|同学|小朋友|[男女][孩童])[\u4e00-\u9fa5]{{2,4}}"
    rf"(?:、(?!{RECEIVES}|[\u4e00-\u9fa5]{{0,4}}(?:学生|同学|小朋友|[男女][孩童]|小学|中学|家长))[\u4e00-\u9fa5]{{2,4}}){{0,6}}、$"
    r"|(?<!小)(?:记者|通讯员|编辑|摄影|作者)[\s:：]{0,2}[\u4e00-\u9fa5]{2,4}(?:[\s、]{1,2}[\u4e00-\u9fa5]{2,4}){0,4}[\s、]{1,2}$"
)
