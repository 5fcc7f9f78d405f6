"""Who is told too closely: a name beside school, class, age, illness or family, or right behind a word for who receives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..expressions import expression
from .finding import Personal
from .frames import A_PLACE, A_SUM, ALMS, HAS_IT, NO_GIVEN_NAME, SURNAMES_OF_TWO, framed
from .names import (
    COMPOUND,
    FREQUENT,
    SURNAMES,
    TITLES,
    begins_no_word,
    called_so,
    ends_as_given,
    ends_like_a_name,
    everybody_knows,
    hardly_a_word,
    is_common_word,
    is_name,
    long_names_in,
    names_in,
    without_surname,
)
from .situations import (
    CHILD_FEASTS,
    CURING,
    DREAM,
    IS_DISABLED,
    RECEIVES,
    SCHOOL_COSTS,
    TOLD_OF_HELP,
    any_of,
)

CHILD = Personal("未成年人的姓名和学校或病情")
PATIENT = Personal("个人的姓名和病情或家庭困难")
HELPED = Personal("受助人的姓名")
COMPLAINS = Personal("投诉、来访的人的姓名")
PAID = Personal("领取款项的个人的姓名")

_NUM = r"[0-9一二三四五六七八九十两]"
# A class only where the name stands right behind it: 八（3）王小华, 小四王小华.
_BESIDE = (
    r"(?:(?<![\u4e00-\u9fa5])[一二三四五六七八九高初][(（][0-9]{1,2}[)）]|(?<![\u4e00-\u9fa5大中])小[一二三四五六])"
)
# What only a child has: a class, a place in a kindergarten, an age below 18, words for children.
_OF_CHILDREN = expression(
    rf"{_NUM}{{1,2}}年级|[初高][一二三](?!中)(?![\u4e00-\u9fa5]*(?:公司|路))|(?<![\u4e00-\u9fa5])中[一二三四五六](?=学?生|级)"
    rf"|(?:^|[^\u4e00-\u9fa5])[大中小托]{_NUM}?班|(?:学前|幼儿)[大中小]?班|小学部|(?:插班|寄宿|走读|特教|高考|中考|住校)生"
    rf"|(?<![\u4e00-\u9fa5])[初高][0-9]{{1,2}}班|[大中小托]班(?:的|小朋友|幼儿)"
    rf"|{_NUM}年[(（]?{_NUM}{{1,2}}[)）]?班|[(（]{_NUM}{{1,2}}[)）]班|(?<![\u4e00-\u9fa5]){_NUM}{{1,3}}班|(?<!早晚)(?<=[校学中园]){_NUM}{{1,4}}班"
    r"|幼儿园|托儿所|学前班|同学|小朋友|患儿|小学生|中学生|初中生|高中生|[男女]童|[男女]孩|[男女]宝|宝宝|孤儿|遗孤|未成年|小学在读|中学在读"
    r"|(?<![0-9])(?:[1-9]|1[0-7])\s?(?:周?岁|岁半)(?![以之]?[上下内前后至到])"
    "|(?<![一二三四五六七八九十])(?:[一二两三四五六七八九]|十[一二三四五六七]?)周?岁(?![以之]?[上下内前后至到])"
    "|[0-9一二三四五六七八九十]{1,2}个月大"
    r"|少先队员|(?<!民兵)[大中]队[委长]\x00|三好学生|小歌手\x00|好少年|红领巾|小记者|小志愿者"
    "|虚岁(?:[1-9]|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)(?![0-9一二三四五六七八九十])"
    r"|今年(?:[1-9]|1[0-7])(?=[\s,，。；;)）\x00]|$)|(?<![0-9.])(?:[1-9]|1[0-7])(?:[yY](?![A-Za-z])|\s?(?:years?\sold|y/?o\b|yrs?\b))"
    r"|年龄\s?[:：]?\s?(?:[1-9]|1[0-7])(?![0-9.~～至到—-])|[男女][,，、\s/]{1,2}(?:[1-9]|1[0-7])(?=[,，、;；。\s)）\x00]|$)"
    r"|(?i:\b(?:grade|age[ds]?)\s?(?:[1-9]|1[0-7])\b)"
    # born since 2009
    r"|(?:2009|20[12][0-9])年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?(?:出?生)(?![产活成效态长意存命])|出?生于(?:2009|20[12][0-9])年"
    r"|(?:2009|20[12][0-9])[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?\s?出?生(?![产活成效态长意存命])|(?<![0-9])(?:09|[12][0-9])年(?:[0-9]{1,2}月)?出生"
    r"|出生(?:年月日?|日期|时间|年份)?\s?[:：]?\s?(?:2009|20[12][0-9])(?![0-9])|双胞胎|龙凤胎"
    # of a class that entered or will leave a school while those born since 2009 are children
    r"|(?:小学?|附小)(?:20)?(?:1[5-9]|2[0-9])级|小学(?:20)?2[1-9]届|(?:小学|中学|附中|(?<=第)[一二三四五六七八九十]中|初中?|高中?)(?:20)?2[1-9]级"
    # right before or behind the name
    r"|(?:新生儿|早产儿|婴儿|[弃男女]婴|小患者|小病号|孤儿院|儿童福利院|儿童村)[\s,，(（:：]{0,2}\x00|叫\x00的小?孩"
    r"|\x00[\s,，(（]{0,2}(?:系|是|为)?(?:早产儿|新生儿|弃婴|[男女]婴|出生[0-9一二三四五六七八九十]{1,3}天)"
    r"|(?:小姑娘|小[男女]生|(?<![0-9])(?:09|[12][0-9])后)\x00"
    rf"|{_BESIDE}(?=\s*(?:\x00|$))|\x00\s?[（(]小[一二三四五六][)）]"
    r"|(?:脑瘫|唐氏|孤独症|自闭症|聋|星)儿\x00|(?:少年宫|小义工|小主持人|小天使|(?:好|美德|爱心|优秀)少年)\x00"
    rf"|[中高]考状元\x00|\x00(?:小朋友|宝宝)?(?:{CHILD_FEASTS}|[中高]考(?:顺利|成功|加油|大捷))"
)
# A class that says no school, 2018级1班钱彬, is one of children unless it is of a college: 校友 2018级1班钱彬, 护理专业2020级3班.
_CLASS_OF_YEAR = expression(rf"(?<![0-9A-Za-z\u4e00-\u9fa5])20(?:1[5-9]|2[0-9])级{_NUM}{{1,2}}班")
_OF_A_COLLEGE = expression(r"大学|[学书]院|专业|研究生|[本专]科|[硕博]士|MBA|党校|校友|系(?![统列])")
_SCHOOL = expression(
    "小学|中学|学校(?<!大学校(?=友))|幼儿园|初中|高中|附小|附中|[实一二三四五六]小(?!时|组|区|型)|(?<=第)[一二三四五六七八九十]{1,2}中"
    r"|(?<=[\u4e00-\u9fa5])(?<![届次])[一二三四五六七八九]中(?![\u4e00-\u9fa5、])|职高|技校|职校|聋校|盲校|特校|职教中心|[希完村]小(?![时组区型])"
    "|教学点"
)
_MAYBE_SCHOOL = expression(
    f"{_BESIDE}|[瘫氏症聋星]儿|少年|小义工|小主持人|小天使|{CHILD_FEASTS}|[中高]考|[新早][生产]儿|婴|小姑娘|小[男女]生|[0-9]后"
    "|[0-9]班(?![组级长次车子])|小患者|小病号|孤儿院|福利院|儿童村|出生|[一二三四五六七八九][小中]"
)
_ILLNESS = expression(
    "白血病|肿瘤|癌|脑瘫|自闭症|孤独症|先天性|先心病|心脏病|尿毒症|贫血|血友病|残疾|确诊|诊断|患有|患病|抑郁|艾滋|重病|大病|罕见病|脆骨病|渐冻|瘫痪"
    "|偏瘫|麻痹|畸形|重疾|绝症|恶性|昏迷|植物人|痴呆|中风|脑梗|脑炎|脑膜炎|脑出血|积水|衰竭|萎缩|综合[征症]|再障|地贫|先心|多动症|川崎|戈谢|紫癜"
    "|红斑狼疮|尘肺|败血|"
    r"溶血|早产|侏儒|白化病|发育迟缓|精神分裂|(?<=[\u4e00-\u9fa5])瘤|手术费|医疗费|医药费|治疗费|住院费|(?<![A-Za-z])(?:SMA|HIV|AML|DMD|PKU)(?![A-Za-z])|"
    r"截肢|截瘫|烧伤|烫伤|车祸|[重受工]伤|伤残|"
    r"病[房床榻]|脑溢血|重症|ICU|抢救|急淋|急粒|神母(?![\u4e00-\u9fa5]{2}院)|营养不良|肌无力|唇裂|腭裂|脊柱侧[弯凸]|斜视|弱视|白内障|青光眼|失智"
    "|骨折|手术|化疗|透析|移植|癫痫|糖尿病|智障|智力障碍|听障|聋哑|失明|唇腭裂|肾病|肝炎|结核|肺炎|哮喘|病危|病情|病重|住院|卧病|卧床|骨髓|淋巴瘤"
    "|神经母细胞|地中海"
)
_HARDSHIP = expression(
    r"单亲|孤儿|留守|低保|特困|贫困户|困难家庭|家庭困难|家境|家庭贫|建档立卡|困境儿童|事实无人抚养|离异|改嫁|服刑|失踪|"
    "[父母爸妈](?:[亲母]|双亡|病|早|去世|离|残|在外|外出|打工|失业|无业|没有)|双亲|爷爷|奶奶|外公|外婆|祖父|祖母|父母|爸爸|妈妈|监护人|抚养|隔代"
    "|相依为命|丈夫|妻子|老伴"
)
# 关爱留守儿童, 留守儿童救助协会: what somebody does or leads, and no hardship of the one who is named.
_OF_A_CAUSE = expression(
    r"(?:关爱|关心|关注|情[暖系]|服务|帮助|救助|资助|守护|陪伴|走近)[^，。；\x00]{0,8}?(?:留守|困境|贫困|孤残|孤独)(?:儿童|学生|老人|妇女|群体|家庭"
    r"|孩子)(?!\x00)"
    r"|(?:留守|困境|贫困|孤残)(?:儿童|学生|老人|妇女)[\u4e00-\u9fa5]{0,6}?(?:协会|中心|基金会?|艺术团|学校|之家|项目|联合会|志愿队)"
)
_FAMILY_TROUBLE = expression(
    "病|残|去世|亡|逝|离|服刑|打工|失业|无业|卧|改嫁|失踪|低保|困难|贫|无力|负债|欠|抚养|相依为命|单亲|孤儿|留守|特困|建档|困境"
    "|[随跟](?:着)?(?:爷|奶|外公|外婆|祖|姑|叔|伯|舅|姨)[^，。；]{0,6}(?:生活|长大|居住)"
)
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
_HELP = expression(
    any_of(
        *(RECEIVES, TOLD_OF_HELP, CURING, DREAM),
        r"[补救]助|[资救帮扶捐援]助|来到|走进|赶到|走到|探[望视]|筹|募[捐集]|送(?:[去上来]|[^，。；]{0,3}[米面油药煤])|孙[子女]|差旅|退还?|退回",
        r"助听器|耳蜗|护理床|[火受]灾|[塌漏]|[付汇打转]给|[0-9]号?床",
    )
)
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
_OF_ALMS, _OF_A_SUM, _HAS_IT = expression(ALMS), expression(A_SUM), expression(HAS_IT)
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
_IN_BED = expression(r"(?<![0-9])[0-9]{1,3}号?床[\s:：]{0,2}$")
_APPLIES = expression(r"申请[人者][\s:：]{0,2}$")
_PARENTS_THANK = expression(
    "(?:老人|同学|夫妇|一家)?(?:送来|送上|赠送|敬赠)[^，。；]{0,6}锦旗"
    "|的?(?:妈妈|爸爸|[母父]亲|家长|[爷奶]{2}|[家亲]属)[^，。；]{0,8}(?:感谢|致谢|道谢|谢谢|鞠躬|锦旗)"
)
# 张建国因病致贫, 张建国之子上大学, 给李国强送去慰问金
# 吴晓曼家长反映助学金未到账, 村民张大山投诉救助名单: who complains is nobody's business, and whom it is about neither.
_CHILD_COMPLAINED_FOR = expression(
    r"的?(?:家长|[母父]亲|妈妈|爸爸|[家亲]属|监护人)(?:来[电信访])?(?:反映|投诉|举报|质疑|询问|咨询|要求)"
)
_COMPLAINS = expression(
    "(?:先生|女士|老师|同志|夫妇|等[0-9一二两三四五六七八九十]{0,3}[名位人]?)?(?:(?:向|到|在)[^，。；]{1,10})?(?:(?:实名|电话|书面|多次"
    "|再次)?(?:投诉|举报|信访|上访|质疑)(?![电热受箱信者人邮])"
    r"|(?:来[电信访]|致电)[^，。；]{0,4}?(?:反映|投诉|举报|询问|咨询|质疑|要求)|反映(?!了?(?:时代|良好)))"
)
_COMPLAINANT = expression(r"(?:举报|投诉|信访)人(?:是|为)?[\s:：（(]{0,3}$")
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
# Who has such a title or such a trade is no child.
_GROWN_UP = expression(
    "(?:教授|院士|老师|先生|女士|医生|大夫|主任|校长|园长|院长|会长|秘书长|书记|博士|律师|董事长|经理|理事|委员|主席|局长|处长|科长|部长|站长|所长"
    "|馆长|教师|教练|护士|工程师|研究员|"
    r"(?<!小)志愿者|爱心人士|企业家|创始人|负责人|党员|干部|员工|职工|(?<!小)记者|通讯员|责任编辑|同志|校友|夫妇)"
)
_TEACHES = expression(r"教师|校长|园丁|师德|教职工|任教|执教|支教|教龄")
_HIDDEN = expression(r"化名|某(?!所?(?:小学|中学|大学|学校|高校|职校|幼儿园|医院|[县市镇乡村校地年班省区]))|×|[*＊]")
# 李小雨（化名小明）: the made-up name stands behind the true one.
_MADE_UP_BESIDE = expression(r"\s?[（(，,]\s?化名[“\"：:]?[\u4e00-\u9fa5]{2}")
_EMPHASIS = expression(r"(\*{1,3}|_{1,3})$")
_SENTENCE = expression(r"[^。！？!?；;\n\x1c]+")
# A form filled in: 姓名：…；班级：… belongs together.
_LABEL = expression(r"(?:姓名|名字|学生|孩子|儿童|患儿)\s*[:：]")
_FORM = expression(r"[^。！？!?\x1c]+")
_NEAR = 60  # characters between a name and what is told of it
_CLOSE = 6


# Who gives, helps or visits is not the one of whom school and illness are told.
_GIVES = expression(
    rf"[\s（(，,]{{0,2}}(?:(?:{_GROWN_UP.pattern}|[)）\s，,]){{0,3}})(?:[0-9一二三四五六七八九十百千万两.,]+元|一次性|自愿|再次|个人|代表)?"
    f"(?!{IS_DISABLED})(?:(?:来到|前往|走进|深入|赴|到|去)[^，。]{{0,12}}?)?(?:为|向|给|捐|资助|帮助|救助|看望|慰问|走访|探望|关爱|陪伴|带领|组织"
    "|赠|转来|转交|送"
    r"|出席|主持|致辞|讲话|发言|表示|强调|指出|介绍|宣读|颁|授|揭牌|陪同|调研|考察|视察|率|一行|参加[^，。]{0,14}(?:仪式|会议?|座谈|揭牌|启动))"
)
# 李宁（中国）体育用品有限公司: the name of a body begins like that of a person.
_A_COMPANY = expression(r"[(（][\u4e00-\u9fa5]{2,6}[)）][\u4e00-\u9fa5]{0,14}(?:公司|集团|基金|商行|厂)")
# 周恩来红军小学: a school is called after somebody.
_A_SCHOOL = expression(r"[\u4e00-\u9fa5]{2,4}(?:红军|纪念)(?:小学|中学|学校|幼儿园)")
# 某某助学基金项目, 某某敬老项目: a project is called after who gave or began it; 助学金 is a payment.
_A_PROJECT = expression(
    r"(?:同志|先生|女士)?[\u4e00-\u9fa5]{0,2}(?:助[学教养老]|敬老|慈善|公益|爱心|教育|奖[教学]|亲子|图书馆){1,2}(?:专项)?(?:基金(?!会?拨)|项目|计划"
    "|行动|工程|公益行)"
)
_FALLS_ILL = expression(
    rf"[\s（(，,]{{0,2}}(?:{_GROWN_UP.pattern})?[)）\s，,]{{0,2}}(?:不幸|今年|去年|被|身|因|突然|目前|已|双双|先后|都|均|也)*(?:患|确诊|罹|病|住院|诊断)"
)


def _says(sentence: str, start: int, end: int) -> Personal | None:
    """What the sentence tells of the name from *start* to *end*."""
    before, after = sentence[max(0, start - _NEAR) : start], sentence[end : end + _NEAR]
    name = sentence[start:end]
    if _is_nobody_to_protect(before, name, after):
        return None
    if _is_grown_up(before, after):
        return PATIENT if _FALLS_ILL.match(after) and _ILLNESS.search(after) else None
    finding = _told_around(before, after)
    if finding or A_PLACE.fullmatch(name) or not (hardly_a_word(name) or without_surname(name)):
        return finding
    return _told_at_once(before, name, after)


def _is_nobody_to_protect(before: str, name: str, after: str) -> bool:
    """Whether a name is hidden or known to everybody, or that of a body, a project, or somebody who left school long ago."""
    return bool(
        name in everybody_knows()
        or _is_hidden(before, name, after)
        or _A_COMPANY.match(after)
        or _A_PROJECT.match(after)
        or _A_SCHOOL.match(name + after)
        or _left_long_ago(before, after)
    )


def _told_around(before: str, after: str) -> Personal | None:
    """What the words anywhere near a name tell: a child's school or age, an illness, the trouble of a family."""
    around = before if _GIVES.match(after) else f"{before}\x00{after}"
    if _is_of_children(around) or (_SCHOOL.search(around) and not _TEACHES.search(around)):
        return CHILD
    ill = _ILLNESS.search(around) or _IN_BED.search(before) or _in_hardship(around)
    return PATIENT if ill else None


def _in_hardship(around: str) -> bool:
    """Whether words around a name tell of the hardship of a family, and not only of a cause."""
    if not _HARDSHIP.search(around):
        return False
    rest = _OF_A_CAUSE.sub("，", around)
    return bool(_HARDSHIP.search(rest) and _FAMILY_TROUBLE.search(rest))


def _told_at_once(before: str, name: str, after: str) -> Personal | None:
    """What the words right beside a name tell: that who bears it complains, was helped or was paid."""
    if _complains(before, after):
        return COMPLAINS
    if _is_said_to_be_helped(before, name, after):
        return HELPED
    return PAID if _earns(name, before, after) else None


def _is_said_to_be_helped(before: str, name: str, after: str) -> bool:
    """Whether what stands around a name says that who bears it was helped, visited or paid."""
    return bool(
        _said_to_receive(before)
        or _receives(name, before, after)
        or (_FOR.search(before) and (_WHAT_FOR.match(after) or _AMONG.match(after)))
        or _ROLE_BEHIND.match(after)
        or (_TO.search(before) and _GRANTED.match(after))
        or (_WISH.match(after) and (_WISHED.search(before) or not before.strip()))
        or _SPEAKS_FOR_THE_HELPED.match(after)
        or _surely_helped(name, before, after)
        or _HELPED_STUDENT.search(before)
        or (_A_STUDENT.search(before) and _IS_HELPED.match(after))
        or _paid_to(name, before, after)
    )


# 崔某某代表受资助学生发言
_SPEAKS_FOR_THE_HELPED = expression(r"(?:同学)?代表(?:全体|全部|所有|其他|这次|本次|广大)?(?:受|被|获)[资救帮]?[助扶]")


def _complains(before: str, after: str) -> bool:
    """Whether a name is that of somebody who complains: 村民张大山投诉, 举报人李小红; not 向张大山反映."""
    return bool(_COMPLAINANT.search(before) or (_COMPLAINS.match(after) and not re.search(r"[向对找]$", before)))


def _is_of_children(words: str) -> bool:
    """Whether words say what only a child has, or a class of children."""
    if _OF_CHILDREN.search(words):
        return True
    return _CLASS_OF_YEAR.search(words) is not None and _OF_A_COLLEGE.search(words) is None


def _is_hidden(before: str, name: str, after: str) -> bool:
    """Whether a name is made up or masked: *丽丽, 王某; **王丽** only stands out."""
    emphasis = _EMPHASIS.search(before)
    if emphasis and after.startswith(emphasis[1]):
        before, after = before[: emphasis.start()], after[len(emphasis[1]) :]
    if _MADE_UP_BESIDE.match(after):
        return False
    return bool(_HIDDEN.search(before[-4:] + name + after[:_CLOSE]))


# Who left a school so long ago is no child: 1988届高三2班校友. Behind a name it has to end there, else it is of somebody else.
_LEFT = r"(?:19[0-9]{2}|200[0-9])届[^，。；\x00]{0,12}校友"
_LEFT_BEFORE, _LEFT_BEHIND = expression(rf"{_LEFT}[\s:：]{{0,2}}$"), expression(rf"[\s（(]{{0,2}}{_LEFT}[)），。；]")


def _left_long_ago(before: str, after: str) -> bool:
    return bool(_LEFT_BEFORE.search(before[-24:]) or _LEFT_BEHIND.match(after))


def _said_to_receive(before: str) -> bool:
    """Whether the words right before a name say that who follows was helped or visited."""
    return bool(_RECEIVER.search(before) or _VISITED.search(before))


# Who wrote or took a picture: 吴晓曼（示例日报记者）报道.
_BYLINE = expression(r"\s?[（(](?!小)[^（()）]{0,12}(?<!小)(?:记者|通讯员|摄影|编辑|供稿)[)）]")


# 会长甲某某、副会长乙某某、丙某某: who stands in a list behind one with a title, and behind nobody who receives.
_AMONG_THE_TITLED = expression(
    rf"(?:{_GROWN_UP.pattern})(?!{RECEIVES}|同学|小朋友|[男女][孩童])[\u4e00-\u9fa5]{{2,4}}"
    rf"(?:、(?!{RECEIVES}|[\u4e00-\u9fa5]{{0,4}}(?:学生|同学|小朋友|[男女][孩童]|小学|中学|家长))[\u4e00-\u9fa5]{{2,4}}){{0,6}}、$"
    r"|(?<!小)(?:记者|通讯员|编辑|摄影|作者)[\s:：]{0,2}[\u4e00-\u9fa5]{2,4}(?:[\s、]{1,2}[\u4e00-\u9fa5]{2,4}){0,4}[\s、]{1,2}$"
)


_A_CHILD_BEHIND = expression(
    r"(?:等|两|三)?(?:同学|小朋友|[(（，,\s]{0,2}(?:[0-9]|1[0-7])岁|[(（，,\s]{0,2}[男女]孩|[(（，,\s]{1,2}[^，。]{0,10}(?:年级|小学生|幼儿园))"
)


def _is_grown_up(before: str, after: str) -> bool:
    """Whether a title or a trade stands beside a name, of one who is not said to be helped."""
    receives = _said_to_receive(before)
    if not receives and _AMONG_THE_TITLED.search(before) and not _A_CHILD_BEHIND.match(after):
        return True
    if _BYLINE.match(after):
        return True
    behind = _GROWN_UP.match(after.lstrip(" (（，,"))
    if behind and behind[0] == "夫妇":
        return not (receives or (_FOR.search(before) and _BROUGHT.match(after)))
    if behind:
        return True
    return not receives and bool(re.search(rf"(?:{_GROWN_UP.pattern})[\s:：]?$", before[-6:]))


def _is_whole_anyway(name: str) -> bool:
    """Whether three characters are a whole name, though their second ends the names of places and titles: 陈海明, 孟书娥."""
    known = ends_like_a_name(name) or (_surely_begins(name) and not is_common_word(name[:2]))
    return len(name) > 2 and known  # noqa: PLR2004


def _receives(name: str, before: str, after: str) -> bool:
    """Whether the words behind a name say that its bearer was helped: 刘芳（左）领取助学金, 走访刘芳家, 小明家长感谢."""
    if not (_surely_begins(name) or _sure_name(name)) or name[-1] in _ENDS_OF_PLACES:
        return False
    if name[1] in NO_GIVEN_NAME and not ends_as_given(name) and not _is_whole_anyway(name):
        return False
    return bool(
        _HAS_IT.match(after)
        or (len(name) > 2 and _HOMES_IN_NEED.match(after))  # noqa: PLR2004
        or (_APPLIES.search(before) and _OF_ALMS.search(after))
        or _PARENTS_THANK.match(after)
        or _CHILD_COMPLAINED_FOR.match(after)
        or _CHILD_OF.match(after)
        or (_FOR.search(before) and _BROUGHT.match(after) and _sure_name(name))
    )


def _surely_helped(name: str, before: str, after: str) -> bool:
    """Whether a whole name stands right behind a word for help or for a home, and nothing joins it to the words that follow."""
    if len(name) == 2:  # noqa: PLR2004
        if name[0] not in SURNAMES_OF_TWO or name[1] in NO_GIVEN_NAME or is_common_word(name):
            return False
        helped, end = _HELPS_TWO.search(before), _END_OF_TWO.match(after)
        return bool(helped and end and (helped[0] != "资助" or end[0].strip("，,。；;！!、)） ")))
    sure = _surely_begins(name) or without_surname(name)
    whole = len(name) > 2 and sure and bool(_AT_THE_END.match(after))  # noqa: PLR2004
    return whole and bool(_HELPED_AT_ONCE.search(before) or (_LIVES_THERE.search(before) and not _GIVES.match(after)))


# What is paid to a person and hardly ever called after a giver (as 助学金 often are), right behind a name or before a sign and it.
_COSTS = rf"{SCHOOL_COSTS}|(?:生活|住院|医疗|医药|供养|治疗|手术|透析|化疗|康复|护理|丧葬|安葬|营养|取暖|学杂|书本|路|交通|陪护|监护)费|学费"
_PAYMENT = (
    r"(?:(?:救助|慰问|抚恤)[金款]|(?:(?:生活|困难|临时|医疗|住院|大病|火灾|特困|应急|丧葬|护理|辅具)(?:补助|救助|补贴)|补助|抚恤)[金款费]?"
    rf"|供养金|助学款|(?:治病|治疗|医疗|医药|手术|救命|住院)[钱款]|住院押金|{_COSTS})"
)
_OF_A_YEAR = r"(?:[0-9]{4}年?度?(?:[0-9]{1,2}月份?|[春秋]季?(?:学期)?)?)?"
_PAID = expression(
    rf"的?{_OF_A_YEAR}的?(?:[缴交付]纳?)?(?:{_PAYMENT})|等(?:[0-9]{{1,3}}[人名位])?(?:同学|学生)?的?助学金"
)
_PAID_IN_A_YEAR = expression(r"的?[0-9]{4}年?度?[秋春]?季?(?:学期)?的?助学金")
# What a household asks for or has suffered, and what is bought for one person.
_POINTED_AND_PAID = expression(rf"[·•・][\u4e00-\u9fa5]{{1,8}}?(?:{_PAYMENT})$")
_NEEDED = expression(
    "[户家]?(?:申请(?:[大重]病|临时|医疗|生活|困难|特困)?(?:救助|补助|资助|低保)|(?:房屋)?(?:火灾|失火|受灾|被淹|倒塌)|危房(?:改造|重建)"
    "|房屋(?:修缮|维修|重建|改造)"
    r"|低保(?:金|户)?(?![\u4e00-\u9fa5])|倒房重建|筹款(?:项目|链接)?$|(?:的)?(?:轮椅|假肢|助听器|人工耳蜗|护理床|辅具)(?:[一两二三0-9]|$))"
)
_PAYS = expression(r"(?:[付放汇拨转购]|(?:付|放|汇|拨|转|发|交|捐)给|代|[给为])$")
_AT_HOME = expression(r"[村组屯]$")
_HEADED = expression(rf"(?:{_PAYMENT}|助学金?|救助)\s?[-—:：(（]{{1,2}}\s?$")
_NOTHING_MORE = expression(r"[)）]?\s?(?:$|[，,、；;0-9￥¥])")
_ENDS_OF_PLACES = frozenset("省市县区州乡镇村庄")
# What somebody is paid for work or for harm, and sums right behind a name: 支付刘小芳劳务费, 发给刘小芳1200元.
_EARNED = expression(
    "的?(?:[0-9]{4}年)?(?:[0-9]{1,2}月份?)?的?(?:劳务|课时|讲课|授课|误[工餐]|代课|看护|护工|临时工)(?:工资|费|补贴|补助|报酬)"
    "|的?(?:劳务报酬|劳务款|工资|薪酬|酬金|稿费|[赔补]偿[金款])"
)
_PAYS_AT_ONCE = expression(r"(?:支付|[付发汇转拨打交][付给放])(?:了|给)?$")
# A purpose that begins with a verb of paying, and what is paid to one person: 退还刘小芳多缴款, 付刘小芳建房补助, 刘小芳高龄津贴.
_PAYING = (
    r"(?:代?[支缴]付|付|拨付?|转账?|汇款?|打款给?|退还?|退回|借支|报销|垫付|赔偿|补偿|奖励|补发|代缴|资助|帮扶|助学)"
)
_PAYING_BEFORE = expression(rf"(?:^|[\s:：，,、;；。(（])(?:{_PAYING}|借款|慰问[:：])[-—:：]?$")
_OF_A_PERSON = r"(?:老人|同学|户|家|一家|夫妇|遗[孀属])?的?(?![\u4e00-\u9fa5]{0,4}(?:将军|烈士|故居|陵园|公园|广场|纪念|大桥|水库|书屋))"
_ENDS = r"(?=$|[\s，,。；;、0-9（(￥¥)）])"
_BEHIND_PAYING = expression(
    rf"{_OF_A_PERSON}(?:[^，。；、\s]{{0,8}}?(?:费|款|金|保险?|津贴|补助|补贴|救助|助学|学费|重建|改造|慰问|奖励))?{_ENDS}"
)
_BEHIND_A_NAME = expression(
    rf"{_OF_A_PERSON}[^，。；、\s的]{{0,6}}?(?:(?<!会)(?<!经)费|津贴|补[助贴]|[医社]保|保险|低保金?|重建|[房户屋]改造|慰问金|百岁慰问|备用金){_ENDS}"
)
_BEHIND_VERBS = "".join(dict.fromkeys(SURNAMES)).translate(dict.fromkeys(map(ord, "付支代")))  # 支付, 代缴 are verbs
_IN_A_PURPOSE = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付拨账汇款缴退还支销偿励助发给学扶]))(?=([{_BEHIND_VERBS}][\u4e00-\u9fa5]{{2}})"
    rf"[-—:：]?(?:{_BEHIND_PAYING.pattern}|{_BEHIND_A_NAME.pattern}))"
)
# The name in 付刘芳救助金 and 西村王大明火灾, which nothing parts from the words around it.
_PAID_AT_ONCE = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付放给汇拨代童户者转购为院村组屯]))(?=([{_BEHIND_VERBS}][\u4e00-\u9fa5]{{1,2}})"
    rf"(?:{_PAID.pattern}|{_PAID_IN_A_YEAR.pattern}|{_NEEDED.pattern}|{_EARNED.pattern}|{A_SUM}))"
)


def _paid_to(name: str, before: str, after: str) -> bool:
    """Whether a name stands in the purpose of a payment as whom it went to: 付刘芳救助金, 王小明2025年助学金, 助学-王小明."""
    if _POINTED_AND_PAID.search(name):
        return True
    if not (_sure_name(name) or without_surname(name)):
        return False
    needed = _NEEDED.match(after) if name[1] != "家" else None
    if needed or _PAID.match(after) or _PAID_IN_A_YEAR.match(after):
        parted = not before[-1:].strip() or not "\u4e00" <= before[-1] <= "\u9fa5"
        return parted or bool(_PAYS.search(before) or _said_to_receive(before) or _at_home_or_ill(before))
    return bool(_HEADED.search(before) and _NOTHING_MORE.match(after))


def _earns(name: str, before: str, after: str) -> bool:
    """Whether a whole name stands where a payment says to whom it went."""
    if len(name) < 3 or not _sure_name(name):  # noqa: PLR2004
        return False
    paid = _PAYS_AT_ONCE.search(before)
    earned = (not before or _PAYS.search(before)) and _EARNED.match(after)
    return bool(earned or (paid and _OF_A_SUM.match(after)) or _named_in_a_purpose(name, before, after))


def _named_in_a_purpose(name: str, before: str, after: str) -> bool:
    """Whether a name that ends as names do stands in what a payment was for, alone behind its verb or before what is paid."""
    if not _sure_in(name + after, 0, len(name)):
        return False
    alone = not before or before[-1] in " \t:：，,、;；。(（-—"
    return bool(
        (_PAYING_BEFORE.search(before) and _BEHIND_PAYING.match(after)) or (alone and _BEHIND_A_NAME.match(after))
    )


# 刘芳助学金: whom it helps, or who gave it its name.
_CALLED_AFTER = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付放给汇拨发转]))(?=(?P<name>(?:{COMPOUND}|[{FREQUENT}])[\u4e00-\u9fa5]{{1,2}}|[\u4e00-\u9fa5]{{2,5}})的?[助奖]学金)"
)


def grants_called_after_persons(plain: str) -> Iterator[str]:
    """The names right before 助学金 or 奖学金: many a grant is called after its giver, and many a payment after a pupil."""
    for match in _CALLED_AFTER.finditer(plain):
        name = match["name"]
        compound = re.fullmatch(rf"(?:{COMPOUND})[\u4e00-\u9fa5]{{1,2}}", name) and is_name(name)
        if compound or without_surname(name) or _sure_name(name):
            yield name


def _sure_name(name: str) -> bool:
    """Whether what may be a name, joined to the words around it, is hardly the beginning of a word or of a place."""
    if name[-1] in _ENDS_OF_PLACES or not is_name(name):
        return False
    if not _surely_begins(name):  # 何志明, 隋建华: no 何时 or 任何, and no 石景山
        return (
            len(name) == 3  # noqa: PLR2004
            and ends_like_a_name(name)
            and name[-1] not in _ENDS_OF_PLACES_TOO
            and hardly_a_word(name)
            and not is_common_word(name[1:])
        )
    if len(name) > 2:  # noqa: PLR2004
        return hardly_a_word(name)
    return name[0] in SURNAMES_OF_TWO and name[1] not in NO_GIVEN_NAME


def _surely_begins(name: str) -> bool:
    """Whether a name begins with a surname that hardly ever begins a word."""
    return name[0] in _SURELY_SURNAMES or begins_no_word(name[0])


def _at_home_or_ill(before: str) -> bool:
    """Whether the words before a name end with a village or with a hospital that is paid: 西村王大明, 付县医院刘芳."""
    return bool(_AT_HOME.search(before) or _IN_HOSPITAL.search(before))


_IN_HOSPITAL = expression(r"[付拨汇转][\u4e00-\u9fa5]{0,16}医院$")


_ENDS_OF_PLACES_TOO = frozenset("山江河林泉宁平安")

# Surnames that are hardly ever the beginning of a word behind 资助 and 救助 (救助金, 资助高校).
_SURELY_SURNAMES = frozenset(FREQUENT) - frozenset("金高方万常文龙马江石孔白康毛史安武乔易任于雷田余程范段钱许曾何")


# A name without a surname that everybody knows, told by the word behind it: 三年级阿依古丽同学.
_CALLED = expression(r"(?<=[级班学校园])(?!(?<=学)[院校部])的?(?=([\u4e00-\u9fa5·]{2,8}?)(?:小朋友|同学))")
_NOBODY = expression(
    r"[全各的部所多位名等些贫困优秀新老留守受助在校班级毕业应届寄宿住宿特殊男女小学中年生们几余两三四五六七八九十与和及其他每个]"
    # said of many, or of a place, but not of 园园, 团团, 居来提: 足球队同学, 附属幼儿园小朋友, 残疾同学
    "|[员队社部组室馆场县镇村]$|[^团]团$|[^园]{2}园$|[^欧]区$|[协学商]会$|[附幼族病灾孤贫困残疾]|[学病孤男女儿]童|[街社]区|街道|居民|[住农]户|务工"
    "|转[学读]|[广做]操|合唱|舞蹈|球队"
)
# 王 小 华, 王-小-华: signs between all characters of a name.
_SPACED = expression(
    rf"(?<![\u4e00-\u9fa5])[{SURNAMES}]([ .·_*-]{{1,2}})[\u4e00-\u9fa5](?:\1[\u4e00-\u9fa5])?(?![\u4e00-\u9fa5])"
)
# 王 晓华: a blank behind the surname.
_SURNAME_APART = expression(rf"(?<![\u4e00-\u9fa5])[{FREQUENT}][ .·_*-]{{1,2}}[\u4e00-\u9fa5]{{2}}(?![\u4e00-\u9fa5])")
# Tom (8岁): a given name that an age makes that of a child.
_GIVEN_NAME = expression(
    r"(?<![A-Za-z])[A-Z][a-z]{1,10}(?=[\s,，(（]{0,2}(?:(?:[1-9]|1[0-7])\s?岁|[一二三四五六七八九]年级|[Gg]rade\s?[1-9]))"
)
# 白血病王小华
_BEHIND_ILLNESS = expression(rf"(?<=[病症癌瘤])[{FREQUENT}][\u4e00-\u9fa5]{{2}}(?![\u4e00-\u9fa5])")
# Behind a name: 乐乐手术, 明明住院; not 仅仅手术费, 双双完成手术, 佳佳手术室, 安安住院陪护项目.
_TREATED = (
    "(?<![仅单光偏频屡双匆悄纷早默一迟统连急缓])(?:(?:完成|接受|进行)?(?:做|的|心脏|眼部|脑部)?手术(?![室部台灯])|治[病疗](?!室)|住院(?![部楼])"
    "|就医|化疗|看病|筹(?:集|款|手术|医))"
    r"(?![\u4e00-\u9fa5]{0,6}(?:项目|基金|计划|平台))"
)
# Words told twice that say how or how many, as hardly any name does: 一一得到答复, 件件收到回执, 恰恰需要帮助.
_NO_ADVERB = (
    r"(?<![频连屡纷默仅双时处事牢深悄匆早一件恰统通迟条层级代村校镇户步回久偷每偏的确项批笔封句款天月声桩门篇偶])"
)
# 女孩轻轻说, 男孩慢慢写信
_NO_MANNER = rf"{_NO_ADVERB}(?<![轻静甜缓呆傻远紧常])"
# Names without surnames count only where nothing else is joined to them: 乐乐，5岁; 扎西（10岁）; 天天妈妈; 女孩妞妞.
_DOUBLED = expression(
    r"(?:(?<![\u4e00-\u9fa5])|(?<=[儿童孩叫])|(?<=小朋友)(?![看玩画写唱听试走读学做聊抱说想问谈跑跳笑乖])|(?<=娃娃)|(?<=[岁生]的)|(?<=名字是)"
    "|(?<=用于)"
    "|(?<=[帮救资]助)(?=..(?:同学|小朋友"
    r"|宝宝)))(?![谢人年月日个家处种次样常往渐刚多好高慢快星哈爸妈爷奶姐妹哥弟叔伯舅姑婶娃宝])([\u4e00-\u9fa5])\1(?=妈妈|爸爸|家长|今年|现年|的孩子"
    f"|身?患(?![者儿得])|确诊|{_TREATED}|{_NO_ADVERB}(?:收到|得到|获得|需要)|(?:同学|小朋友|宝宝)(?![们会录])"
    rf"|(?<=[女男孩][孩童子]..){_NO_MANNER}(?:[给向][\u4e00-\u9fa5]{{1,8}}写|说|写信)|[^\u4e00-\u9fa5]|$)"
)
_ALONE = expression(
    r"(?:(?<![\u4e00-\u9fa5·])|(?<=[级班岁]的))([\u4e00-\u9fa5]{2,6}?)(?:同学|小朋友)?(?![\u4e00-\u9fa5·])"
)
# 为小患者的手术, 小女儿的学费, 小切口的手术, 阿婆的医疗费: who or what is small, or a relative.
_NOBODY_CALLED_SMALL = (
    "(?<!小[肠脑腿指耳便病孙弟妹孩儿家])(?<!小(?:患者|宝贝|宝宝|天使|女儿|儿子|孙[子女]|外孙|弟弟|妹妹|生命|病[号人友]|年龄|家庭|切口|关节|血管"
    "|动脉|静脉|眼睛|伙子|姑娘|男孩|女孩))"
    r"(?<!阿[婆公妈爸嬷爷奶姨叔婶])"
)
# 小明, 阿强: names only where something behind says so.
_NICKNAME = expression(
    r"(?:(?<![\u4e00-\u9fa5])|(?<=[患儿学生孩子叫名是为]))[小阿][\u4e00-\u9fa5]{1,2}?"
    rf"(?=[（(，,、：:\s]|今年|同学|现年|是|就读|患|{_NOBODY_CALLED_SMALL}的(?:心脏|手术|医[药疗]|治疗|学费))"
)
# Right behind words that lead to a name only here: 贫困生钱彬, 6岁钱彬, 团员钱彬（初三）; 患儿小钱彬.
_BEHIND_A_WORD = expression(
    rf"(?:(?<=[困业]生)|(?<=团员)|(?<=姑娘)|(?<=[0-9]岁)|(?<=[0-9]后)|(?<=[儿童孩]小))[{FREQUENT}][\u4e00-\u9fa5]{{1,2}}(?![\u4e00-\u9fa5])"
)
_A_YEAR = expression(r"[高初][一二三]")  # of a school; 高 is a surname as well
_NO_NICKNAME = expression(
    r"小[学区组时型朋孩伙麦康院城镇额微结计队班子]|阿[里拉富姨胶坝]|阿(?:城[区市]|荣旗|图什|克[苏陶]|勒泰|瓦提|尔山)"
)


def _is_nickname(text: str) -> bool:
    return not _NO_NICKNAME.match(text) and not is_common_word(text)


# 失能老人李秀芬洗澡: behind such words a name of three characters that is hardly a word needs nothing behind it.
_WHO_RECEIVES = expression(
    rf"(?:{RECEIVES}|[男女][孩童])(?:家属|家长|父亲|母亲|妈妈|爸爸)?[\s:：]{{0,2}}(?=([\u4e00-\u9fa5]{{3}}))"
)


# 学生杨柳因患白血病, 资助孤儿黎阳读书, 学生宁静家境困难: a word as well, between that for a child and what only one does; no adverb or time.
_A_WORD_AS_WELL = expression(
    rf"(?:学生|[孤患]儿|小朋友|[男女][孩童])[\s:：]{{0,2}}(?=((?![常时平应全从单都高万]"
    rf"|[\u4e00-\u9fa5][天日年月季后前春夏秋冬])[{SURNAMES}][\u4e00-\u9fa5])(?:同学)?"
    "(?:(?P<sure>因患|身患|罹患|家境|父母双亡|家里)|(?:不幸|今年|去年)?(?:因患|身患|确诊|罹患|患有|患上|被诊断)"
    r"|(?<!周[末日一二三四五六])(?:读书|上大?学|看病|治病)(?:$|[^\u4e00-\u9fa5])))"
)
_ENDS_OF_WORDS = (NO_GIVEN_NAME | {"续", "多", "半", "数", "常", "安"}) - {"阳", "宁"}  # 苏州, 陆续, 平安


# Adverbs and whole groups of people among the words that end as names do: 学生居然家境困难, 学生家长农民因患癌症.
_NOT_GIVEN = frozenset(
    {"居然", "公然", "方才", "任意", "凌晨", "明明", "冷静", "满意", "农民", "牧民", "居民", "公民", "国民"}
)


def _may_be_given(word: str) -> bool:
    """Whether parents give a word of everyday language as a name: 宁静, 谷雨; not 曾经, 毕业, 祖父, 安徽."""
    return (ends_like_a_name(word) or word[-1] in "静柔媚亮悦然暖意圆青露") and word not in _NOT_GIVEN


def _called_by_a_word(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a child is named by two characters that are a word of everyday language as well."""
    for match in _A_WORD_AS_WELL.finditer(sentence):
        sure = match[1][0] in _SURELY_SURNAMES or (match["sure"] and _may_be_given(match[1]))
        if sure and is_common_word(match[1]) and match[1][1] not in _ENDS_OF_WORDS:
            yield match.span(1)


def _sure_in(sentence: str, start: int, end: int) -> bool:
    """Whether a whole name that ends as names do stands in a sentence, and the words behind it make it that of no body."""
    name = sentence[start:end]
    return _sure_name(name) and ends_like_a_name(name) and not called_so(sentence, end)


def _behind_receivers(sentence: str) -> Iterator[tuple[int, int]]:
    """Where names that end as names do stand right behind words for who receives, whatever follows that makes them no body."""
    for match in _WHO_RECEIVES.finditer(sentence):
        if _sure_in(sentence, *match.span(1)):
            yield match.span(1)


def _names(sentence: str) -> list[tuple[int, int]]:
    every = [*names_in(sentence), *long_names_in(sentence)]
    places = [place for place in every if not _A_YEAR.fullmatch(sentence, *place)]
    places += [match.span() for match in _NICKNAME.finditer(sentence) if _is_nickname(match[0])]
    places += [match.span(1) for match in _CALLED.finditer(sentence) if not _NOBODY.search(match[1])]
    places += [match.span() for pattern in (_SPACED, _DOUBLED, _GIVEN_NAME) for match in pattern.finditer(sentence)]
    ill = (match for match in _BEHIND_ILLNESS.finditer(sentence) if is_name(match[0]) and hardly_a_word(match[0]))
    places += [match.span() for match in ill]
    behind = (match for match in _BEHIND_A_WORD.finditer(sentence) if is_name(match[0]) and hardly_a_word(match[0]))
    places += [match.span() for match in behind]
    places += [match.span() for match in _SURNAME_APART.finditer(sentence) if is_name(re.sub(r"\W|_", "", match[0]))]
    places += [match.span(1) for match in _PAID_AT_ONCE.finditer(sentence) if _sure_name(match[1])]
    places += [match.span(1) for match in _IN_A_PURPOSE.finditer(sentence) if _sure_in(sentence, *match.span(1))]
    places += _behind_receivers(sentence)
    places += [match.span(1) for match in _ALONE.finditer(sentence) if without_surname(match[1])]
    ills = [match.span() for match in _ILLNESS.finditer(sentence)] if places else []
    return [place for place in places if not any(start <= place[0] < end for start, end in ills)]  # 红斑 of 红斑狼疮


def children(plain: str) -> Iterator[Personal]:
    """Whom a text of one spelling tells too closely; each kind once."""
    known: set[str] = set()
    for match in (_FORM if _LABEL.search(plain) else _SENTENCE).finditer(plain):
        sentence = match[0]
        findings = [_says(sentence, start, end) for start, end in _names(sentence)] if _tells(sentence) else []
        findings += [_says(sentence, start, end) or HELPED for start, end in _called_by_a_word(sentence)]
        findings += [_says_in_a_frame(sentence, *place) for place in framed(sentence)]
        for finding in findings:
            if finding and finding.what not in known:
                known.add(finding.what)
                yield finding


def _tells(sentence: str) -> bool:
    """Whether a sentence has a word of what must not be told of somebody with a name."""
    return _is_of_children(sentence) or any(
        words.search(sentence) for words in (_SCHOOL, _ILLNESS, _HARDSHIP, _MAYBE_SCHOOL, _HELP)
    )


_IS_GRATEFUL = expression(r"[^，。；]{0,10}?(?:表示[^，。；]{0,6}感谢|感谢|致谢|道谢)")


def _says_in_a_frame(sentence: str, start: int, end: int, helped: bool) -> Personal | None:  # noqa: FBT001
    """What a frame tells of the name that fills its place, unless that is hidden, known to everybody or of somebody with a title who gives."""
    before, name, after = sentence[max(0, start - _NEAR) : start], sentence[start:end], sentence[end : end + _NEAR]
    if _is_nobody_to_protect(before, name, after):
        return None
    if not helped:
        return PATIENT
    gives = _GIVES.match(after) and not _IS_GRATEFUL.match(after)
    return None if gives or _is_grown_up(before, after.removeprefix("夫妇")) else HELPED


# --- lines that belong together ------------------------------------------------------------------

# A line of a form, and the first words behind a line that is nothing but a name.
_OF_A_FORM = expression(
    "(?:[一二三四五六七八九十0-9]{1,2}[.、)）])?(?:姓名|名字|学生|孩子|儿童|性别|年龄|出生[^:：]{0,4}|学校|就读[^:：]{0,4}|年级|班级"
    r"|所在[^:：]{0,4}|病情|病名|疾病|家庭[^:：]{0,6}|监护人|家长|住址)\s{0,4}[:：]"
)
_FIRST_WORDS = expression(r"[^。；;！？!?\n]{0,24}")


def children_over_lines(lines: Sequence[str]) -> Iterator[Personal]:
    """Whom lines of one spelling tell too closely together.

    A form with a line for each answer, a name and the line below it, names below a line that announces who was helped.
    What a single line tells is told by `children`; what both tell is the same finding.
    """
    form: list[str] = []
    for line in (*lines, ""):
        if _OF_A_FORM.match(line.strip()):
            form.append(line.strip())
            continue
        if len(form) > 1:
            yield from children("；".join(form))
        form.clear()
    for above, below in pairwise(lines):
        name, words = above.strip(), _FIRST_WORDS.match(below.strip())
        alone = len(name) > 2 and is_name(name) and hardly_a_word(name)  # noqa: PLR2004
        if alone and words and not _GROWN_UP.search(words[0]):
            yield from children(f"{name}，{words[0]}")
        if _ANNOUNCES.fullmatch(name) and _names_somebody(below):
            yield HELPED


# 救助名单：, 受助学生名单（第一批）, 2025年困难户公示
_ANNOUNCES = expression(
    "[^。；;]{0,20}(?:受[助益](?:人员?|者|学生|大学生|儿童|对象|家庭)?|[救资帮扶]助(?:对象|学生|人员|家庭|户)?|帮扶(?:对象|户)?|慰问(?:对象|户)"
    "|助学金?(?:发放)?"
    r"|(?:困难|贫困|特困|低保|受灾)(?:学生|户|家庭|群众|老人|职工|党员|人员))[^。；;]{0,6}(?:名单|名册|花名册|公示|如下)[^。；;]{0,10}[:：]?"
)
_NUMBERED = expression(r"^\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[.、)）．]|[-•·*])?\s*")


def _names_somebody(line: str) -> bool:
    """Whether a line of a list begins with the name of somebody who has no title."""
    text = _NUMBERED.sub("", line)
    first = re.split(r"[\s、,，;；:：(（0-9]", text, maxsplit=1)[0]
    named = is_name(first) and (len(first) > 2 or first[0] in SURNAMES_OF_TWO) and hardly_a_word(first)  # noqa: PLR2004
    return named and not _GROWN_UP.search(text)


# --- cells of a row that belong together ---------------------------------------------------------

# A cell that says nothing but of which school or class, how old or how ill somebody is: 实验小学三年级2班; 9岁，白血病.
_OF_ONE = expression(r"[\u4e00-\u9fa5A-Za-z0-9()（）,，、.\s岁]{2,24}")
_OF_MANY = expression(
    r"捐|用|为|给|向|发|助|全|师生|集体|图|室|楼|共|等|名|[0-9]人|个|项|活动|救|贺|奖|组|赛|教|校长|园长|学位|课|会|队|营|团|计划|工程|中心|家长|慰问|关爱"
)


def tells_of_one_child(text: str) -> bool:
    """Whether a cell of one spelling says what only a child has, of somebody who is named elsewhere."""
    return bool(_OF_ONE.fullmatch(text) and not _OF_MANY.search(text) and _is_of_children(text))


def named_beside(name: str, words: str, *, of_persons: bool = False) -> Personal | None:
    """What a cell of names tells together with another of its row that tells of one child; both in one spelling.

    Two characters are a name only in a column *of_persons*.
    """
    for part in re.split(r"[、,，;；/\s]+", name):
        if (of_persons or len(part) > 2) and is_name(part) and hardly_a_word(part):  # noqa: PLR2004
            return next(children(f"{part}，{words}"), None)
    return None


# --- tables --------------------------------------------------------------------------------------

_NAME_HEADER = expression(
    r"(?i:^(?:full |child'?s? |student'?s? |pupil'?s? )?name$|^(?:student|child|pupil|patient)$)"
    r"|姓名|名字|学生|孩子|儿童|患儿|受助|受益|名单|救助对象|帮扶对象|资助对象|被资助"
)
_RECEIVER_HEADER = expression(r"受[助益]|[救资帮扶援]助对象|帮扶对象|被资助|学生|患[儿者]|儿童|孩子")
_CHILD_HEADER = expression(
    r"(?i:\b(?:school|grade|class|age|born|birth|illness|disease|diagnosis|family|guardian|parents?)\b)|学校|就读|年级|班级|班$|年龄|岁|出生|病|症"
    "|家庭|监护|家长|父|母|家境|困难|住址|情况"
)
_GROWN_UP_HEADER = expression(
    r"(?i:\b(?:title|position|teacher|post)\b)|职务|职称|岗位|教师|老师|任教|任期|代表作|工作单位"
)


def listed_children(rows: Sequence[Sequence[str]]) -> Iterator[Personal]:
    """A table whose columns put names beside school, class, age, illness or family; *rows* are in one spelling."""
    if not rows:
        return
    header = [cell.strip() for cell in rows[0]]
    named = [place for place, cell in enumerate(header) if _NAME_HEADER.search(cell)]
    telling = [place for place, cell in enumerate(header) if _CHILD_HEADER.search(cell) and place not in named[:1]]
    if any(_GROWN_UP_HEADER.search(cell) for cell in header):
        return
    sides = [row[0].strip() for row in rows if row]
    if (
        len(rows[0]) > 1
        and not telling
        and named[:1] == [0]
        and sum(bool(_CHILD_HEADER.search(side)) for side in sides)
    ):
        rows = [[row[at] if at < len(row) else "" for row in rows] for at in range(len(rows[0]))]  # a form on its side
        yield from listed_children(rows)
        return
    for row in rows:
        cells = [cell.strip() for cell in row]
        if any(is_name(cell) for cell in cells) and any(_is_of_children(cell) for cell in cells):
            yield CHILD
            return
        if (
            row is not rows[0]
            and any(place < len(cells) and cells[place] for place in telling)
            and any(place < len(cells) and _a_child(cells[place]) for place in named)
        ):
            yield CHILD
            return
    if _names_receivers(header, rows[1:]):
        yield HELPED


def _names_receivers(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column is headed by a word for those who receive and holds names of persons."""
    places = [place for place, cell in enumerate(header) if _RECEIVER_HEADER.search(cell)]
    return any(is_name(row[place].strip()) for row in rows for place in places if place < len(row))


def _a_child(cell: str) -> bool:
    bare = re.sub(rf"(?:{TITLES})$|[\s*_`~]", "", cell)
    known = (
        is_name(bare)
        or is_name(cell.strip())
        or re.fullmatch(r"[\u4e00-\u9fa5]{2,4}|[\u4e00-\u9fa5]{1,8}[·•・][\u4e00-\u9fa5·]{1,10}", bare)
    )
    return bool(known) and not _HIDDEN.search(cell) and not re.search(r"[学校班级名人共计合户各等无匿]", bare)
