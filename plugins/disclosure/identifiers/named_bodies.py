"""Cells that should name a body or a giver: whether they name a person, or what is called after one."""

from __future__ import annotations

import re
import unicodedata

from ..expressions import expression
from .bodies import BODIES, BODIES_WHOLE, BODY_WORDS, INSTITUTION, LATIN_BODIES, LATIN_FORMS, LATIN_INITIALS
from .names import CHARACTER, FREQUENT, LATIN, MOST_FREQUENT, OF_JAPAN, ends_like_a_name, hardly_a_word, is_name
from .regions import REGIONS
from .spelling import simplified, with_usual_characters, without_accents
from .titles import TITLES

_PARTS = expression(
    r"[、，,;；/／&＋+|～~\n]|\s{2,}|和|与|及|暨|(?<=[\u4e00-\u9fa5])\s?[-—–@:]{1,2}\s?(?=[\u4e00-\u9fa5])"
)
_ASIDE = expression(r"[(（\[【〔](.*?)[)）\]】〕]")
_TITLED = expression(
    rf"(?:.*?)({CHARACTER}{{1,6}}?)(?:{TITLES})(?:等|们|个人|一行|(?:领衔)?的?团队)?(?:[0-9一二两三四五六七八九十百]+[人位名])?"
)
# Trades that bodies and groups are called after as well (设计师联盟, 童话作家): they tell of a person behind a name only.
_OF_A_TRADE = expression(
    rf"({CHARACTER}{{2,4}}?)(?:导演|编剧|演员|歌手|主播|主持人|画家|作家|诗人|摄影师|建筑师|设计师)(?:等|一行|的?团队)?"
)
_TITLE_FIRST = expression(rf"(?:{TITLES})\s*({CHARACTER}{{2,4}})")
# 老人食堂, 烈士陵园, 院士工作站, 会长单位: what is called after those whom it is for.
_ROOM = expression(
    f"{BODIES_WHOLE.pattern}|{BODY_WORDS.pattern}|公寓|食堂|酒[楼家店]|饭[店庄]|沙龙|论坛|电器|陵园|之家|水饺|饺子|火锅|包子|面馆|酱菜|豆腐|食品"
    "|茶[叶楼庄]|酒业"
)
_PERSONS_ONLY = expression(
    "(?:.{0,12}?)(?:学生|患者|患儿|病人|孤儿|老人|同学|小朋友|村民|居民|困难户|低保户|残疾人|受助人|儿童|市民|网友)(?:[甲乙丙A-Za-z0-9]{0,2}"
    "|某)?(?:[0-9一二两三四五六七八九十百]+[人位名])?"
)
_BEHIND_INSTITUTION = expression(rf".*{INSTITUTION}(?:[0-9一二三四五六七八九十()（）]+班)?({CHARACTER}{{2,4}})")

# What people are called in front of their names, and what may stand behind a name that is no part of it.
_CALLED = expression(
    ".*(?:教师|教员|会计|出纳|秘书|导师|校友|农民|画家|书法家|艺术家|作家|诗人|演员|歌手|运动员|企业家|已故|退休|干部|军人|战士|老兵|党员|志愿者"
    "|网友|市民|好人|乡贤|侨胞|华侨|华人|港胞|台胞|先生|个人|法人|"
    "法定代表人|负责人|股东|商人|个体户|户主|学子|义工|人士|明星|模范|劳模|楷模|标兵|旗手|能手|带头人|创始人|合伙人|发起人|企业主|承包人|大户|代表"
    "|委员|英雄|传承人|大师|医师|司机|保安|工人|员工|职工|职员|会员|姓名|捐赠人|捐款人|联系人|经办人|群众|牧民|渔民|游客|读者|"
    "好心人|善长|善人|善信|信众|信士|信女|弟子|归侨|侨领|侨眷|影星|歌星|网红|主播|博主|冠军|大使|代言人|艺人|[民刑交法特武]警|警官|法官|检察官"
    "|消防员|[港台外客侨华]商|支书|组长|小哥|的哥|环卫工|快递员|保洁员|摊主|经手人|转[交给]|代转|族人|宗亲|义士|中医|中医师|MBA|学长|学姐|C[EFOT]O|"
    r"残疾人|研究生|大学生|收款人|小伙子?|[烈军]属|[辅协]警|外卖员|骑手|(?<![\u4e00-\u9fa5])故|"
    r"[0-9]{2,4}[届级]|(?:(?<![\u4e00-\u9fa5])|[0-9]号)床位?|家长|邻居|街坊|老乡|同乡|[同战室舍校]友|同事|朋友|恩师|孝子|遗孀|后人|父亲|母亲|妻子"
    r"|丈夫|儿子|女儿|经理人?|业主|房东|店主)[:：\s]*(?P<name>[\u4e00-\u9fa5·]{2,8})"
)
_BEHIND = expression(
    r"受?(?P<name>[\u4e00-\u9fa5·]{2,8}?)\s*(?:遗孀|遗属|道长|方丈|住持|上人|大师|一家.{0,4}|全家.{0,4}|代表全?.{0,8}|[携偕].+|率.+|本人|夫人|老太"
    "|老汉|之[女子]|后人|亲属|亲友|遗赠|家族|父子|母子|母女|父女|"
    "[女儿]子|女儿|孙[子女]|外孙女?|丈夫|妻子|老伴|爱人|[哥弟姐妹]{2}|儿媳|女婿|[堂表][哥弟姐妹]|侄[子女]|外甥女?|岳[父母]|公公|[爷奶]{2}"
    "|[外姥姑舅][公婆爷]|团队|"
    "兄弟|姐妹|兄妹|姐弟|夫妻|两口子?|老两口|家庭|户|之[子女].{0,4}|监护人|遗[愿产嘱物]|转交|代[交捐]?|(?<![丰秋])亲?收|敬?赠|敬[献上]|委托书?"
    r"|个体工商户|书法家|画家|作家|会计|中医|校友|学长|学姐|家长|个体户?|[男女]?\s?[0-9]+岁|[-:]?\s?[0-9]+(?:[人位元]|人次)?)"
)
# Letters of other scripts than Chinese and Latin: whether a person or a body is named, only a reader of it can say.
_OTHER_SCRIPT = expression(
    r"[\u0370-\u058f\u3041-\u3096\u30a1-\u30fa\u0590-\u08ff\u0900-\u10ff\u1100-\u11ff\u1800-\u18af\uac00-\ud7af]"
)
_LATIN_ANY = expression(r"[A-Za-z'.-]{2,}(?:\s+[A-Za-z'.-]+){1,3}")
# Letters all small or all large, a surname in large ones (CHAN Tai Man), a given name of two parts (Lee Ka-shing), or only a title (Mr. Wang).
_LATIN_SPELLED = expression(
    r"(?:[A-Z]{2,}|[A-Z][a-z']+)(?:[ ,]+(?:[A-Z][a-z']+|[A-Z]{2,}|[A-Z])(?:-[A-Za-z][a-z]+)?){1,3}"
)
_LATIN_TITLED = expression(r"(?i:dr|mr|mrs|ms|miss|prof)\.? ?[A-Z][A-Za-z'-]+")
# Titles and second names in Latin letters beside a name in Chinese: 赵安CEO, Dr.赵安, Tony赵安.
_LATIN_BESIDE = expression(
    r"^[A-Za-z][A-Za-z.'&-]*(?:\s+[A-Za-z][A-Za-z.'&-]*)?\s*(?=[\u4e00-\u9fa5])|(?<=[\u4e00-\u9fa5])\s*[A-Za-z][A-Za-z.'& -]*$"
)
_MASKED_NUMBER = expression(r"[0-9]{2,6}[*＊xX×]{2,12}[0-9]{0,6}$")  # 王伟 138****5678
_SUM_BEHIND = expression(r"(?<=[\u4e00-\u9fa5])\s*[¥￥]?[0-9][0-9,.]*万?元整?$")  # 王伟1000元
_FRAME = expression(
    r"^[^\w(（\[【〔]+|(?<![^\w)）\]】〕])[^\w)）\]】〕]+$|^[0-9]{1,4}[.、)）\s]+|^[0-9]{1,3}(?![级届])(?=[\u4e00-\u9fa5]{2,4}$)"
    r"|(?<=[\u4e00-\u9fa5])[0-9]{1,2}$"
)
# 组长王建国, 快递小哥王建国: words for persons end so; a name of two characters needs a word that is known.
_BEHIND_ROLE = expression(
    rf"[\u4e00-\u9fa50-9A-Za-z]{{0,12}}(?:[员人工师家手生者士商民友侨兵警匠医董哥姐嫂妹弟子女届级主红星播侠将军贤徒翁婆爷奶叔姨伯代由为故遵]"
    f"|长(?!江))(?P<name>(?!文艺|林牧)[{FREQUENT}]{CHARACTER}{{2}})"
)
# Many whom nobody can tell apart: 热心市民, 腾讯公益平台网友.
_A_CROWD = expression(
    "(?:.{0,10}(?:平台|公益|众|热心|爱心|好心|广大|全[国省市县区镇村体]|各[地界]|社会|匿名|无名|不具名)的?(?:爱心|热心)?|微信|QQ|抖音|快手|微博"
    "|淘宝|支付宝|社区|小区|部分|城镇|农村|乡村|城乡|辖区|本地|当地|外地|周边|附近|沿线|片区|海外|境外)?(?:市民|网友|群众|居民|村民)们?(?:若干"
    "|[约共等]?[0-9一二两三四五六七八九十百千]+余?[人位名户])?"
)
# 老同学, 85级同学, 爱心妈妈: whoever is meant, nobody is named.
_NOBODY_NAMED = expression(
    r".{0,10}?(?:全[体班校村]|[0-9一二三四五六七八九十]{1,4}\s?[班级届]|各位|广大)的?(?:(?:高中|初中|中学|小学|大学|[0-9]{1,2}班)(?:同学|校友)|同学"
    "|老师|代表|村民|居民|学生|家属|委员|理事)们?"
    r"|(?:爱心|热心|好心|匿名|无名)的?(?:妈妈|爸爸|奶奶|爷爷|阿姨|叔叔|大姐|老人|老师|同学)们?"
)
# 网友“星星”, 昵称：星星: what somebody is called on the net.
_NET_NAME = expression(
    r"(?:(?:微信|QQ|抖音|快手|微博|支付宝|淘宝)?(?:网友|网名|昵称|用户名?)|微信名)\s?(?:[:：\s]\s?"
    r"|(?=[“\"‘「『【]))(?![“\"‘「『【]?(?:匿名|爱心|无名|[0-9]))[^\s].*"
    r"|(?:微信|QQ|抖音|快手|微博)?[@＠][\u4e00-\u9fa5A-Za-z][^\s@]*"
)
_MONK = expression(
    r"释(?!放|义|然|迦|怀)[\u4e00-\u9fa5]{2}|(?!国学|美术|[工茶花]艺|书法|设计|厨艺|烹饪)[\u4e00-\u9fa5]{2}大师"
    r"|(?:佛|三宝|俗家|在家)弟子(?!若干|们)[\u4e00-\u9fa5]{2,4}"
)
_CALLED_BY = rf"[{MOST_FREQUENT}宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕卢蒋蔡贾魏薛]"
# 老王, 志愿者小李, 约翰, 强哥: as friends call each other.
_FAMILIAR = expression(
    f"(?:.{{0,8}}(?:志愿者|网友|的哥|司机|市民|村民|居民|师傅|好心人|党员|群众|同志|支书|主任|队长|老板|店主|乡贤|网红|主播|博主|教师|医生|护士"
    f"|快递员|外卖员))?[老小]{_CALLED_BY}"
    rf"|(?:.{{0,8}}(?:网红|主播|博主))?[“\"]?[小大老]{_CALLED_BY}(?:哥|姐|叔|姨|婶|嫂)[”\"]?"
    r"|约翰|玛[丽利]亚?|大卫|保罗|彼得|迈克尔|杰克|汤姆|艾米|露西|托马斯|詹姆斯|威廉|查理|亨利|伊丽莎白|凯瑟琳|丽莎|艾伦|杰森|凯文|斯蒂芬"
    r"|(?![的空八大小二三表堂哥姐叔婶嫂姑伯军兄阿老世多墨月警])[\u4e00-\u9fa5](?:哥|姐|叔|姨|婶|嫂|伯)"
)
_BRANDS = expression(
    "(?i)apple|google|microsoft|amazon|nike|adidas|walmart|tesla|unilever|pfizer|novartis|oxfam|greenpeace|deloitte|samsung|philips|siemens|roche"
    "|tencent|alibaba|"
    r"huawei|vanke|starbucks|intel|cisco|oracle|coca-cola|pepsi|lenovo|xiaomi|baidu|airbus|boeing|toyota|honda|nestle|danone|mercedes-benz|"
    r"hermes|lancome|citroen|skoda|societe generale|"
    # trade names that are built like those of persons, and of nobody who lives
    r"康师傅|张小泉|王麻子|马应龙|陈李济|谢馥春|吴裕泰|张一元|张裕|沈大成|乔家栅|林清轩|桂发祥|东来顺|孔府家|"
    r"方太|华帝|欧派|罗莱|鲁花|金正大|白云山|广药|安井|申通|安能|国寿|郎酒|习酒|牧原|通威|江铃|蔚来|宁德时代|金茂|康佳|金麦郎|金螳螂"
)
_APART = expression(
    rf"(?<!{CHARACTER})({CHARACTER})[-_‐·.]({CHARACTER})(?:[-_‐·.]({CHARACTER}))?(?!{CHARACTER})"
    rf"|(?<!{CHARACTER})([{FREQUENT}])[-_‐·.]({CHARACTER}{{2}})(?!{CHARACTER})"  # 吴_晓曼
)
_BEHIND_TITLE = expression(rf".*(?:{TITLES})({CHARACTER}{{2,4}})")


# A given name in Latin letters, alone or among others: Ahmed; Ahmed、Fatima; Ahmed一家. Some bodies are called alike.
_LATIN_GIVEN = r"[A-Z][a-z']{2,}(?:-[A-Z]?[a-z]+)?"
_LATIN_ALONE = expression(
    rf"{_LATIN_GIVEN}(?:\s*[、，,;；/和与及]\s*{_LATIN_GIVEN})*\s*(?:{TITLES}|等.{{0,4}}|个人|一家.{{0,2}}|全家)?"
    rf"|(?:{LATIN}|[A-Z]{{2,}}(?:[ ·-][A-Z]{{2,}}){{1,2}})\s*(?:{TITLES}|个人|一家.{{0,2}}|全家)"  # John Smith先生, JOHN SMITH先生
)
# Groups that nobody registered, which bear the name of a person whom they follow or who leads them.
_AFTER_A_PERSON = expression(
    rf"(?P<name>{CHARACTER}{{2,4}}?)的?(?:个人|全[国球]|[官对]方|爱心|公益|慈善|名师|劳模|模范|创新|书记|调解|中[国华]|.{{2}}(?=粉丝|[后应]援))*"
    r"(?:粉丝(?:[团会群]|联盟|俱乐部)?|(?:粉丝)?[后应]援[会团]|[歌影球戏书]迷(?:[会团群]|俱乐部)?|工作室(?:负责人|主理人|成员)?|团队(?:负责人|带头人|队长))"
)


# A name as a register has it, with a place in brackets in the middle.
_REGISTERED = expression(
    rf"{CHARACTER}{{2,10}}[(（](?:(?:{REGIONS})[省市]?|{CHARACTER}{{2,4}}[省市县区州镇]|大?中华|亚[洲太]|国际|全球|集团|控股)[)）]"
    rf"{CHARACTER}{{2,20}}(?:公司|集团|合作社|事务所|基金会)"
)
# “中国好人”徐福祥, 法号释永信, 已故慈善家陈某某亲属: a title in quotation marks or the sort of name before it, or kin behind it.
_BESIDE_A_NAME = expression(
    rf"(?=[“\"]|法|艺|笔|本|原|曾|.{{3,}}[亲家遗]属$|.{{3,}}后人$)(?:[“\"](?P<quoted>[^“”\"]{{1,12}})[”\"]|(?:法[号名]|艺名|笔名|本名|原名|曾用名)[:：]?)?"
    rf"(?!第[一二三四五六七八九十])(?P<who>{CHARACTER}{{2,12}}?)(?:[亲家遗]属|后人)?"
)
# Titles in quotation marks that are those of persons; behind others, “金秋”夏令营, what follows may be any word.
_OF_PERSONS = expression(
    rf".*(?:{TITLES}|好人|劳模|模范|楷模|标兵|状元|能手|达人|先锋|英雄|之星|人物|青年|少年|女性|大使|匠人?|[0-9]后|[爸妈爷奶哥姐叔姨嫂伯]+)"
)


def _beside_a_name(text: str) -> str:
    """What stands behind a title or before kin, where it is hardly a word; nothing otherwise."""
    match = _BESIDE_A_NAME.fullmatch(text)
    if match is None:
        return ""
    sure = not match["quoted"] or _OF_PERSONS.fullmatch(match["quoted"]) or hardly_a_word(match["who"])
    return match["who"] if sure else ""


def called_after_a_person(text: str) -> bool:
    """Whether a group or a workshop bears the name of a person: 赵安粉丝团, 赵安工作室."""
    match = _AFTER_A_PERSON.fullmatch(with_usual_characters(text))
    return match is not None and is_name(match["name"]) and hardly_a_word(match["name"])


def is_latin_body(text: str) -> bool | None:
    """Whether a name in Latin letters is one of a body (Apple Inc.); None where that may be (UNICEF, Save the Children)."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text.isascii() or not text[:1].isalnum():
        return False
    if LATIN_FORMS.search(text):
        return True
    perhaps = text[0].isupper() and (LATIN_BODIES.search(text) or "&" in text or LATIN_INITIALS.fullmatch(text))
    return None if perhaps else False


def named_like_a_person(text: str) -> bool:
    """Whether a cell that should name a body names a person: alone, with title, role or institution, or among others."""
    plain = with_usual_characters(without_accents(simplified(unicodedata.normalize("NFKC", text))))
    text = _APART.sub(lambda match: "".join(filter(None, match.groups())), plain.strip())
    if _BRANDS.fullmatch(text):
        return False
    if _LATIN_ALONE.fullmatch(text) and not LATIN_BODIES.search(text):
        return True
    if called_after_a_person(text):
        return True
    whole = _ASIDE.sub("", text)
    between = "" if _REGISTERED.fullmatch(text) else "、"  # 李宁（中国）体育用品有限公司 is one name
    asides = _ASIDE.findall(text)
    within = (part for aside in asides for part in _PARTS.split(aside))  # 甲商会（会员王某1000元、李某500元）
    parts = [text, *asides, *within, whole, *_PARTS.split(_ASIDE.sub(between, text))]
    parts += [_beside_a_name(text), _beside_a_name(whole)]
    return any(_a_person(part.strip()) for part in dict.fromkeys(parts) if part.strip())


_BETWEEN_CHARACTERS = expression(r"(?<=[\u4e00-\u9fa5])\s+(?=[\u4e00-\u9fa5])")
_AND_OTHERS = expression(r"(?:等.{0,4}|个人)$")


def _a_person(part: str) -> bool:
    if _LATIN_TITLED.fullmatch(part) or _NET_NAME.fullmatch(part):
        return True
    part = _SUM_BEHIND.sub("", _MASKED_NUMBER.sub("", part)).rstrip()
    part = _FRAME.sub("", _FRAME.sub("", re.sub(r"(?i)^(?:dr|mr|mrs|ms|prof)\.? +", "", part)))
    bare = _AND_OTHERS.sub("", _BETWEEN_CHARACTERS.sub("", part))
    return _said_to_be_a_person(part, bare) or _holds_a_name(part, bare)


def _said_to_be_a_person(part: str, bare: str) -> bool:
    """Whether a title or a word for persons stands there, or what only a reader of another script can tell."""
    if _NOBODY_NAMED.fullmatch(bare) or _A_CROWD.fullmatch(bare):
        return False
    titled = _TITLE_FIRST.fullmatch(part)
    if (titled and not _ROOM.search(titled[1])) or _TITLED.fullmatch(bare):
        return True
    trade = _OF_A_TRADE.fullmatch(bare)
    if trade and is_name(trade[1]) and hardly_a_word(trade[1]):
        return True
    if _MONK.fullmatch(part) or _FAMILIAR.fullmatch(part) or OF_JAPAN.fullmatch(part):
        return True
    if _OTHER_SCRIPT.search(part) and not re.search(r"[A-Za-z\u4e00-\u9fa5]", part):
        return True
    return bool(_PERSONS_ONLY.fullmatch(bare)) and not BODIES.fullmatch(bare)


def _holds_a_name(part: str, bare: str) -> bool:
    """Whether the cell is a name, or a name stands behind or before words that go with persons and institutions."""
    if _holds_a_spaced_name(part):
        return True
    alike = bool(_LATIN_ANY.fullmatch(part)) and (part.isupper() or part.islower())
    if is_name(part.title() if alike else bare) or (
        _LATIN_SPELLED.fullmatch(part) and is_name(re.sub(r"[ ,]+", " ", part.title()))
    ):
        return True
    role = _BEHIND_ROLE.fullmatch(bare)
    named = role is not None and is_name(role["name"]) and not _OF_TRADE.search(role["name"])
    if role and named and hardly_a_word(role["name"]) and not BODIES.fullmatch(bare):
        return True
    behind = (_BEHIND_INSTITUTION.fullmatch(bare), _BEHIND_TITLE.fullmatch(bare))
    if any(match is not None and is_name(match[1]) and not _OF_TRADE.search(match[1]) for match in behind):
        return True
    at_home = _FROM_A_PLACE.fullmatch(bare)
    if at_home and is_name(at_home[1]) and hardly_a_word(at_home[1]) and ends_like_a_name(at_home[1]):
        return True
    called = (_CALLED.fullmatch(bare), _BEHIND.fullmatch(bare))
    return any(match is not None and is_name(match["name"]) for match in called) and not BODIES.fullmatch(bare)


_FROM_A_PLACE = expression(rf"[\u4e00-\u9fa5]{{1,10}}[县镇乡市区庄屯组]([{FREQUENT}]{CHARACTER}{{2}})")  # 示例县吴大山
_OF_TRADE = expression(r"(?:控股|实业|置业|股份|食品|饮料)$")  # 康师傅控股 is no 傅控股


def _holds_a_spaced_name(part: str) -> bool:
    """Whether a blank, or letters of another script, part a name from other words: 示例公司 赵安, 赵安 示例公司, 赵安CEO."""
    if is_name(_LATIN_BESIDE.sub("", _LATIN_BESIDE.sub("", part))):
        return True
    first, *further = part.split() or [part]
    if not further:
        return False
    if is_name(further[-1]) and not re.fullmatch(LATIN, part):
        return True
    beside = len(first) > 2 or BODY_WORDS.search(further[-1])  # noqa: PLR2004
    return bool(beside) and is_name(first) and hardly_a_word(first)
