"""What is said where somebody is told of: what befell them, what they get and from whom, what they study, what they ask.

Each constant holds the words of one matter, as alternatives of an expression. What is told beside a name, what may stand before or
behind one, and what makes a cell worth a look are put together from them, so that a new word has one place.
"""

from __future__ import annotations


def any_of(*alternatives: str) -> str:
    """An expression that finds whatever one of the *alternatives* finds; each may be several with bars between."""
    return "|".join(alternatives)


# --- what is told behind a name, and makes a text one about help ---

RECEIVING = "申请|领取|领到|接过|签领|发放"
AIDS = "轮椅|假肢|辅具|供养|助养|助学"
HARM = "突发|溺水|失火|危房|房屋|救命"
CARE = "理发|庆生|谢谢"
STUDYING = "读书|求学|升学|重返"
COMPLAINING = "投诉|举报|反映|质疑|信访"
PAID_FOR_WORK = "工资|薪酬|酬金|劳务|误工|[赔补]偿|垫付"
DESCENDANTS = "儿子|之[子女]"
CURING = "治病|看病"
DREAM = "圆.{0,4}梦"

# --- what makes a text one about help, but may as well stand behind the name of a body ---

GIVING = "捐款|捐给|发给|用于|定向|帮扶|慰问|救救|帮帮|认助|结对|抚恤|生活费|众筹|助[医困残老]|看望|走访"
HANDING_OVER = "收到|拿到|接受|[交送递发塞推]到|送至|锦旗|鞠躬"
GOODS = "书包|拐杖|助行|制氧|棉[衣被]"
RUIN = "被淹|倒塌|毁|遇难|重建|改造"
HOMES = "敬老院|养老院|救助站"
ASTRAY = "流浪|走失|戒毒|吸毒|刑满|矫正|上访|访户"
PAYING = "费|拨|借款|津贴|补贴|[医社]保|保险|备用金|转账|打款|汇款|借支|报销|奖励|补发|代缴|退捐"
NEED = "低保|致[贫困]"
YOUNG = "学生|新生|学子|学员|状元|家长|小孩|女儿|上大?学"
FEASTS = "心愿|洗澡|生日"

TOLD_OF_HELP = any_of(
    *(RECEIVING, AIDS, HARM, CARE, STUDYING, COMPLAINING, PAID_FOR_WORK, DESCENDANTS),
    *(GIVING, HANDING_OVER, GOODS, RUIN, HOMES, ASTRAY, PAYING, NEED, YOUNG, FEASTS),
)

# --- schools, children and grown-ups ---

# What is held for children only: 王小华满月.
CHILD_FEASTS = "满月|百日宴|周岁|抓周"
# What going to a school of some stage costs: 大学学费, 高中阶段的生活费.
SCHOOL_COSTS = r"(?:大学|高中|初中|小学|中专|大专|本科|中职)(?:期间|阶段)?的?(?:学|生活|住宿|学杂|书本)费"
EXAMINATIONS = "[中高]考"
# What somebody has, behind 为: no word of somebody who does something for others.
IS_DISABLED = r"为(?=肢体|视力|听力|智力|精神|语言|重度|[一二三四]级)"

# Who receives; of students only those below a university, unless they are said to be helped.
RECEIVES = any_of(
    # whom rules on help name
    r"受[助益](?:人|者|学生|大学生|儿童|家庭|老人|对象|群众|患者)|(?:[救资帮扶援]助|助[学困医残老])(?:对象|患者|大学生)|帮扶对象|监护人",
    # who learns, is ill, or is a child
    r"(?<![大留])(?<!大学)(?<!学院)学生|(?:贫困|特困|困难)(?:大学)?生|儿童|孩子|孤儿|患儿|患者|病人|病友|病患|伤者",
    # behind what is given
    "助学金|救助[金款]|慰问金",
    # who is in need
    r"(?:困难|贫困|特困|低保|五保|受灾|失独|单亲)(?:户|家庭|群众|职工|居民|村民|老人|党员|教师|军人|母亲|人员)",
    r"(?:百岁|高龄|失[能智独]|空巢|留守|走失|流浪|瘫痪|患病|生病)老人",
    r"准大学生|(?:贫困|困难)新生|因[病学灾残]致[贫困]户?|(?:脱贫|扶贫|监测|边缘|建档立卡|结对|致[贫困])户",
    r"(?:寒门|贫困|特困|困难|受助|高考)学子|(?:被|结对)帮扶人?|被(?:[救资扶]助|捐助)(?:人|者|对象|学生|家庭)",
    r"(?:流浪|走失|戒毒|吸毒|刑满释放|社区矫正|服刑)(?:人员|对象)|未管所学员|[上信]访户|退捐人",
    # whom a disaster, an illness or a disability struck
    "灾民|难民|遇难者|感染者|(?:火灾|失火|受灾|倒房|因灾)户",
    "聋哑人|盲[人童]|渐冻人|瓷娃娃|玻璃人|(?:蝴蝶|月亮|唐|先心|早产)宝[宝贝]|肢残人|重残人?|残疾人|残障人士|尘肺病?(?:农民|工友|工人)",
    # families
    "困境少年|(?:随迁|务工|残疾人|残疾人家庭|服刑人员)子女|(?:受暴|两癌|困难|贫困|失独)妇女|低收入家庭|优抚对象|[孤独][寡居]老人",
    "(?:受资|[获受]资?)助[人者]",
)
