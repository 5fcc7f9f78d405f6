"""Ways to a person that are no plain numbers: letter boxes, WeChat and QQ, papers, number plates, telephones at home, homes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from .finding import Personal
from .names import SURNAMES, is_name, person_before
from .numbers import has_check_digit, is_resident
from .titles import TITLES

# --- letter boxes --------------------------------------------------------------------------------

_AT = r"(?:\s{0,8}(?:@|[(\[{<（【]\s{0,8}(?:at|@|艾特)\s{0,8}[)\]}>）】]|艾特|小老鼠|圈[aA])\s{0,8})"
# A dot of another kind also parts names: Tom @ Home · Studio. With blanks it is one only before the end of an address.
_OTHER_DOT = r"[·・•]|\s{0,8}[·・•]\s{0,8}(?=(?:com|cn|net|org)(?![A-Za-z0-9]))"
_DOT = (
    rf"(?:\s{{0,8}}(?:[.。点]|[(\[{{（]\s{{0,8}}(?:dot|点|\.)\s{{0,8}}[)\]}}）]|\bdot\b|_dot_)\s{{0,8}}|{_OTHER_DOT})"
)
_BOX = r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9](?:[A-Za-z0-9._%+-]*[A-Za-z0-9])?)"
_FILES = r"(?:png|jpe?g|gif|webp|svg|pdf|css|js|md|html?|txt|xlsx?|csv)(?![A-Za-z0-9])"
_DOMAIN = rf"([A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+)*{_DOT}(?!{_FILES})[A-Za-z]{{2,}})(?![A-Za-z0-9])"
# Where most people have their letter box; with these, less than an @ is enough to see what is meant.
_PROVIDER = (
    rf"((?:vip{_DOT})?(?:qq|163|126|139|189|188|yeah|sina|sohu|tom|21cn|gmail|outlook|hotmail|live|foxmail|aliyun|icloud|msn|yahoo|wo)"
    rf"{_DOT}(?:com|cn|net|vip)(?:{_DOT}cn)?)(?![A-Za-z0-9])"
)
_EMAILS = (
    expression(rf"(?i){_BOX}{_AT}{_DOMAIN}"),
    expression(rf"(?i){_BOX}\s{{0,8}}(?:#|\$|&|\*|\bat\b|[-_ ]at[-_ ]|在|\s)\s{{0,8}}{_PROVIDER}"),
    expression(rf"([\u4e00-\u9fa5]{{2,8}}){_AT}{_PROVIDER}"),
    expression(rf"(?i){_BOX}\s{{0,8}}#\s{{0,8}}([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org))(?![A-Za-z0-9])"),
)
# Letter boxes of an office, not of a person.
_OFFICES = expression(
    "(?i)(?:office|info|service|contact|admin|press|media|help|support|donate|jubao|jiandu|complaints?|no-?reply|cishan|csh|cszh|webmaster|mail|hr"
    "|public)[0-9_.-]*"
)
_ADDRESS_WORDS = expression(r"(?i)(?:https?|www|http)")


def _letter_boxes(plain: str, domains: frozenset[str]) -> Iterator[Personal]:
    known: set[str] = set()
    for pattern in _EMAILS:
        for match in pattern.finditer(plain):
            box, domain = match[1], re.sub(_DOT, ".", match[2], flags=re.IGNORECASE).lower()
            open_to_all = _OFFICES.fullmatch(box) or not domains.isdisjoint({domain, f"{box}@{domain}".lower()})
            if not open_to_all and domain not in known and not _ADDRESS_WORDS.fullmatch(box):
                known.add(domain)
                yield Personal("个人邮箱", f"{box[:2]}…@{domain}")


# --- WeChat and QQ -------------------------------------------------------------------------------

_LINK = r"[\s:：=＝是为(（\[【\"“']{0,6}"
_CALLED_WECHAT = (
    r"(?:微信|薇信|[微薇威葳]芯|薇(?=[^\w，。；\n]{1,2}[A-Za-z])|威信|徽信|维信|绿泡泡|[vw]信|加\s?v|加\s?[微薇]|[+➕]\s?[v微薇]"
    r"|(?:(?<![安疆显轻])[微威薇徽维]|(?<![A-Za-z])v)[❤♥💗💕💓💖🧡]\ufe0f?|葳信|卫星信|wechat|weixin|(?<![A-Za-z0-9])[vw]x|[微薇]x)"
)
_WXID = r"(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{4,}"
_ADDING = r"(?<![A-Za-z0-9.-])u\.wechat\.com/[A-Za-z0-9]"  # leads to the card of one person
_ACCOUNT = r"[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9.])"
# With a word that says what it is, any name will do; with a colon it has letters; with neither it looks like an account.
_WECHAT = tuple(
    expression(f"(?i){pattern}")
    for pattern in (
        _WXID,
        rf"{_CALLED_WECHAT}\s*(?:号码?|账号|帐号|id)\s*{_LINK}(?!公众)[A-Za-z0-9][A-Za-z0-9_-]{{4,19}}(?![A-Za-z0-9.])",
        rf"{_CALLED_WECHAT}\s*(?:(?:同号|同步)\s*)?[:：=＝是为]\s*(?!//|https?|公众|支付|平台){_ACCOUNT}",
        rf"{_CALLED_WECHAT}[^\w，。；：:\n]{{0,3}}(?:搜索?|联系|加我|找我|同号)?\s{{0,3}}(?=[A-Za-z_-]*[0-9_]){_ACCOUNT}",
        rf"(?<![A-Za-z0-9第])(?<!型号|版本|视频)v\s?[:：]\s{{0,3}}(?=[A-Za-z_-]{{0,20}}[0-9_]){_ACCOUNT}",
        _ADDING,
        r"weixin://dl/chat",
        r"weixin:(?://(?!dl/))?[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9./])",
    )
)
_PUBLIC_ACCOUNT = expression(r"(?:公众号?|服务号|订阅号|小程序|视频号|公号|官方微信|企业微信)[^，。；\n]{0,8}$")
_QQ = expression(
    r"(?i)(?:(?<![A-Za-z])qq|扣扣|企鹅|(?<![A-Za-z])q(?=号|[:：])|(?<![参追增添])加\s?q(?=\s?[:：号]?\s?[1-9][0-9]{4}))(?!群|\.?com)\s*(?:号码?|账号"
    "|帐号|邮箱|id)?"
    rf"{_LINK}(?<![0-9])([1-9](?:[ .·-]?[0-9]){{4,11}})(?![0-9A-Za-z@])(?!\s*(?:元|万|亿|人|名|年|%|个|次|户))"
)
_MESSENGER = expression(
    r"(?i)(?<![A-Za-z])(?:telegram|tg(?=\s{0,2}[:：@号])|whats\s?app|skype|line(?=\s?id)|(?<=[我她他]的)钉钉|(?<=加我)钉钉"
    r"|(?:钉钉|陌陌|探探)(?=号|账号|\s*[:：])|飞书(?=号|账号))\s*(?:号码?|账号|帐号|id)?"
    r"\s{0,4}[:：=@是为]?\s{0,4}@?(?=[^\s]{0,19}[A-Za-z0-9])[A-Za-z0-9+][A-Za-z0-9_.+-]{3,29}"
)
_ON_A_PLATFORM = expression(
    r"(?i)(?:抖音|快手|小红书|微博|B站|知乎|支付宝)\s*(?:号码?|账号|帐号|id)?\s{0,4}[:：=@是为]?\s{0,4}@?[A-Za-z0-9_][A-Za-z0-9_.-]{4,29}"
)
# Before an account of whoever speaks there: 有事找我，小红书号 …; 想报名的加抖音号 ….
_ONE_S_OWN = expression(
    "(?:(?:加|找|联系|咨询|私信|私聊|问)(?:一下)?[我她他](?![们会市县区省镇乡村州旗国办站校院局处队社所馆协]|单位|机构|公司|中心|基金|总会|街道"
    r"|红十字)|(?:我|她|他|本人|个人|自己|家长|妈妈|爸爸|老师)的)[^。；\n]{0,8}$"
    r"|(?<![参增更追施])(?:添)?加(?:一下)?$"
)
_QQ_LINK = expression(r"(?i)(?:uin|mqq\w*)[=:/]+[1-9][0-9]{4,11}(?![0-9])")


def _accounts(plain: str) -> Iterator[Personal]:
    places = (match.start() for pattern in _WECHAT for match in pattern.finditer(plain))
    if any(not _PUBLIC_ACCOUNT.search(plain[max(0, place - 16) : place + len("微信")]) for place in places):
        yield Personal("微信号")
    if _QQ.search(plain) or _QQ_LINK.search(plain):
        yield Personal("QQ 号")
    if _MESSENGER.search(plain):
        yield Personal("即时通讯账号")
    for match in _ON_A_PLATFORM.finditer(
        plain
    ):  # a body may tell its own account; one beside a person is that person's
        before = plain[max(0, match.start() - _REACH) : match.start()]
        if person_before(before) or _CALLED.search(before) or _ONE_S_OWN.search(before):
            yield Personal("个人的平台账号（是机构的，写“本会的抖音号”）")
            return


# --- papers and plates ---------------------------------------------------------------------------

_PAPER_WORDS = r"(?:护照|通行证|回乡证|台胞证|居留证|居留许可|旅行证|出入境证件|passport)"
_PAPER_NUMBER = r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2}[ -]?[0-9]{3,8}[ -]?[0-9]{3,5}|[0-9]{8,9})(?![A-Za-z0-9])"
_PASSPORT = expression(
    rf"(?i){_PAPER_WORDS}[^，。；\n]{{0,16}}?{_PAPER_NUMBER}|{_PAPER_NUMBER}[^，。；0-9\n]{{0,6}}?{_PAPER_WORDS}"
)
_OF_A_PERSON = expression(
    r"(?:军官|士兵|士官|警官|文职干部)证[^，。；\n]{0,10}?[0-9]{6,8}(?![0-9])"
    "|(?:社保卡?|社会保障卡?|医保卡?|就诊卡?|病[历案]|住院|门诊|学籍|学生证|(?<![科文大小中同])学|低保证?|特困证|残疾人?证|户口[本簿]|驾驶证|准考证"
    "|考生|结婚证)"
    r"\s{0,2}(?:号码?|编号|卡号)\s{0,2}[:：为是]?\s{0,2}[A-Za-z]{0,3}-?[0-9]{4,20}(?![0-9])"
    "|(?:社保卡|社会保障卡|医保卡|就诊卡|学生证|低保证|特困证|残疾人?证|户口[本簿]|驾驶证|准考证"
    r"|结婚证)\s{0,2}[:：为是(（]?\s{0,2}[A-Za-z]{0,3}-?[0-9]{8,20}(?![0-9])"
    r"|(?:公积金|养老金|工资卡|存折|低保金)(?:个人)?(?:[账帐]户|[账帐]号|卡号)\s{0,2}(?:号码?)?\s{0,2}[:：为是]?\s{0,2}[0-9]{6,20}(?![0-9]"
    r"|[0-9.,]{0,10}\s?[万亿]?[元人户个笔])"
)
# Papers of Hong Kong, Macau and Taiwan, of birth and of residence; numbers of the mainland are found by their digits.
_OF_A_RESIDENT = expression(
    r"身[份分]证(?:件)?\s{0,2}(?:号码?|编号)?\s{0,2}[:：为是]?\s{0,2}(?:[A-Z]{1,2}[0-9]{6,10}|[0-9]{7}(?=[(（]))(?:[(（][0-9A-Z][)）])?(?![0-9A-Za-z])"
    r"|(?:香港|澳门|港澳|永久性?居民)[^，。；\n0-9A-Z]{0,8}[A-Z]{0,2}[0-9]{6,7}[(（][0-9A-Z][)）]"
    r"|(?:出生(?:医学)?证明?|居留证)\s{0,2}(?:号码?|编号)?\s{0,2}[:：为是]?\s{0,2}[A-Z]{1,3}[0-9]{8,15}(?![0-9A-Za-z])"
)
# A telephone abroad: the number of another country, with a sign behind it or a word for telephones before it.
_ABROAD = r"(?:852|853|886|1|44|61|64|65|60|66|7|81|82|33|34|39|49)"
_ABROAD_LINE = expression(
    rf"(?<![0-9A-Za-z+])(?:\+|00){_ABROAD}(?:[\s.-]{{1,2}}|\s?\()(?:[0-9][\s().-]{{0,2}}){{6,11}}[0-9](?![0-9]|\s?[元万亿人%])"
    rf"|(?i:电话|手机|联系|tel|phone|whats\s?app)[^0-9+，。；\n]{{0,6}}\+{_ABROAD}[0-9]{{7,11}}(?![0-9])"
    r"|(?:香港|澳门)(?:的)?(?:电话|手机|号码)[:：\s]{0,3}[2-9][0-9]{3}[\s-]?[0-9]{4}(?![0-9])"
)
# The number of a disabled person's card: the resident's number, the kind and the degree.
_DISABLED = expression(r"(?<![0-9A-Za-z])([1-9][0-9]{16}[0-9Xx])[1-7][1-4](?:B[0-9])?(?![0-9A-Za-z])")


def _checked(number: str) -> bool:
    return has_check_digit(number) and is_resident(number, said=False)


# The account of a person at a bank: a body may tell its own. Its digits need not be those of a card.
_HOLDER = r"(?:户名|开户人|开户名|账户名|收款人|持卡人|姓名)(?:称|姓名)?[\s:：为是]{0,3}([\u4e00-\u9fa5]{2,5})(?![\u4e00-\u9fa5])"
_OF_ACCOUNT = r"(?:[账帐]号|[账帐]户|卡号)(?:号码)?[\s:：为是]{0,3}"
_ACCOUNT_DIGITS = r"[0-9](?:[ -]?[0-9]){10,26}(?![0-9])"
_HELD_ACCOUNTS = (
    expression(rf"{_OF_ACCOUNT}{_ACCOUNT_DIGITS}[^。；\n]{{0,30}}?{_HOLDER}"),
    expression(rf"{_HOLDER}[^。；\n]{{0,40}}?{_OF_ACCOUNT}{_ACCOUNT_DIGITS}"),
    expression(rf"{_OF_ACCOUNT}([\u4e00-\u9fa5]{{2,5}})[\s:：]{{0,3}}{_ACCOUNT_DIGITS}"),
)


def _holds_an_account(plain: str) -> bool:
    return any(is_name(match[1]) for pattern in _HELD_ACCOUNTS for match in pattern.finditer(plain))


def _papers(plain: str) -> Iterator[Personal]:
    if _OF_A_RESIDENT.search(plain):
        yield Personal("身份证号")
    if _PASSPORT.search(plain):
        yield Personal("护照或通行证号码")
    cards = (match[1].upper() for match in _DISABLED.finditer(plain))
    if _OF_A_PERSON.search(plain) or any(_checked(card) for card in cards):
        yield Personal("个人的证件、学籍或病历号码")


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_TAIL = r"(?:[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z警挂学港澳领试超使]|[DFABCEGHJK][0-9A-HJ-NP-Z][0-9]{4}|[0-9]{5}[DFABCEGHJK])"
_PLATE = expression(
    rf"(?i)[{_PROVINCES}] ?[A-HJ-NP-Z][ ·•.・_-]{{0,2}}(?=[0-9A-Z]{{0,5}}[0-9])(?=[A-Z]{{0,4}}[0-9]){_TAIL}(?![0-9A-Za-z])"
)

# --- telephones and homes ------------------------------------------------------------------------

_LANDLINE = expression(
    r"(?<![0-9A-Za-z])(?:0|\+?86[ -]?0?)[1-9][0-9]{1,2}[^\w\x1c]{0,3}[2-9][0-9]{2,3}[^\w\x1c]{0,2}[0-9]{4}(?![0-9])"
)
_LOCAL_LINE = expression(
    r"(?:宅电|(?:住宅|家庭|家里|家中)(?:的)?(?:电话|座机)|座机)[^0-9，。；\n]{0,6}[2-9][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])"
)
# Without an area code, right behind somebody: 王先生：65221234, 张老师电话 88881234; not 王先生：20000000, which may be a sum.
_NO_SUM = r"(?!\s?[0-9.,]|\s?(?:[元万亿%人名个笔份次年]|美元|港))"
_LINE_OF_SOMEBODY = (
    r"(?:的?(?:电话|座机|固话)(?:号码)?[\s:：为是]{0,3}(?P<said>[2-9][0-9]{2,3}[ -]?[0-9]{4})"
    r"|\s?[:：]\s?(?P<alone>(?!20[0-9]{2}[ -]?(?:20|[01][0-9][0-3]))[2-9][0-9]{3}[ -]?(?!0{3})[0-9]{4}(?<!000)))"
)
_FAMILY = expression(
    r"家庭|住宅|宅电|家里|家中|本人|家长|监护人|患者|受助|学生|家属|患儿|父亲|母亲|爸爸|妈妈|爷爷|奶奶|邻居|亲属|配偶|丈夫|妻子"
)
_REACH = 14

_NUM = r"[0-9一二三四五六七八九十百]"
_ROOM = r"[0-9〇零一二三四五六七八九]"
_NOT_HOMES = r"(?![0-9\u4e00-\u9fff%])"
_HOME = expression(  # a digit alone stands for a run of digits: whether there is a match is all that is asked
    # a building and a room in it
    rf"{_NUM}(?:号楼|栋|幢|座|单元|弄|号院|#楼?)[^，。；\n]{{0,8}}?{_ROOM}{{2,4}}室"
    rf"|{_NUM}(?:号楼|栋|幢|座|单元)(?:{_NUM}{{1,2}}(?:单元|门))?[-—– ]?{_ROOM}{{3,4}}号?{_NOT_HOMES}"
    rf"|{_NUM}号{_ROOM}{{3,4}}室"
    # a flat told by numbers alone, behind the name of an estate or of a person
    "|(?:小区|花园|新村|公寓|家园|宿舍|社区|名邸|新城|街坊|山庄|别墅"
    r"|[苑庭里居湾府园寓墅])[\s,，:：]{0,2}[0-9]{1,3}(?:[-—–/#][0-9]{1,2})?[-—–/#][0-9]{3,4}(?![0-9-]|\s*(?:年|元|人|户|万))"
    r"|(?:家住|住在?|住址|家庭地址|住所)[^，。；\n0-9]{0,14}[0-9]{1,3}[-—–/#](?:[0-9]{1,2}[-—–/#])?[0-9]{3,4}(?![0-9])"
    # a house in a village
    rf"|(?:村|社区|屯|寨|庄|嘎查|大队)[^，。；\n]{{0,8}}?{_NUM}{{1,4}}(?:村民)?(?:小组|组|队|社)\s{{0,4}}[0-9一二三四五六七八九十]{{1,4}}号"
    rf"|[\u4e00-\u9fff](?:村|屯|寨){_NUM}{{1,4}}号(?!文|项|线|井|桥|地|坝|泵|机|台|车|灯|仓|公|通|楼|路|院|馆|站|点|厅|店|厂|库)"
    # a house in a street, a flat in a lane or an estate
    r"|(?:家住|(?<![\u4e00-\u9fa5])住(?!院|宿|建|房|所)在?|住址|家庭地址)[：: ]?[^，。；\n]{2,20}?[路街巷弄道里][0-9]{1,4}号(?![院楼馆])"
    r"|[0-9]弄[0-9]{1,4}号(?:楼)?[0-9]{3,4}(?![0-9\u4e00-\u9fff%.])"
    r"|(?:小区|花园|新村|公寓|家园)[A-Za-z]座[0-9]{3,4}(?![0-9%.])"
    r"|(?:家住|住在|住址|家庭住址|家庭地址)[：: ]?[^，。；\n]{2,30}?(?:[0-9一二三四五六七八九十](?:号|室|单元|组))"
    # but 实现住有所居, 暂住证, 公租住房 tell of no home
    r"|(?:(?<![实体出呈])现住(?![院房建有户人])|暂住(?![证登人])|租住(?!房))[：: ]?"
    r"[^，。；\n的由位]{2,24}?(?:[路街巷弄道里][0-9]{1,4}号(?![院楼馆])|[0-9一二三四五六七八九十](?:号(?![院楼馆])|室|单元|组))"
)
# What stands before the building of an office: 民政局3号楼501室.
_OFFICE = expression(
    "(?:局|委员会|政府|机关|法院|检察院|慈善总?会|基金会|联合会|协会|办公楼|写字楼|大厦"
    r"|(?:行政|会议|服务|政务)中心)[\s,，(（]{0,2}[0-9A-Za-z一二三四五六七八九十]{0,3}$"
)
_PERSONS_FLAT = expression(
    rf"(?:{TITLES}|家)[\s:：,，(（]{{0,3}}[0-9]{{1,3}}[-—–/#](?:[0-9]{{1,2}}[-—–/#])?[0-9]{{3,4}}(?![0-9-])"
)
# Somebody with a surname, or called by a word that is said to persons: 王主任, 李奶奶, 一位女士.
_CALLED = expression(
    rf"[{SURNAMES}][\u4e00-\u9fa5]{{0,2}}(?:{TITLES})|先生|女士|小姐|奶奶|爷爷|叔叔|阿姨|大[爷妈娘叔姐哥]|师傅|同学|小朋友"
)


_CALLED_AND_LINE = expression(rf"(?:{_CALLED.pattern}){_LINE_OF_SOMEBODY}{_NO_SUM}")


def _local_line_of_somebody(plain: str, allowed: frozenset[str]) -> bool:
    """Whether a number without an area code stands right behind somebody, and ends no number of the organisation."""
    lines = (re.sub(r"[^0-9]", "", match["said"] or match["alone"]) for match in _CALLED_AND_LINE.finditer(plain))
    return any(not any(number.endswith(line) for number in allowed) for line in lines)


def _at_an_office(plain: str, place: int) -> bool:
    """Whether the building that begins at a place of a text is that of an office, and nobody's home is spoken of."""
    before = plain[max(0, place - _REACH) : place]
    return bool(_OFFICE.search(before)) and not re.search(r"家住|住在|住址|家庭|宿舍", before)


def _private_landline(plain: str, allowed: frozenset[str]) -> bool:
    """A landline beside the name of a person or a word of family, unless it is one that the organisation publishes."""
    for match in _LANDLINE.finditer(plain):
        if re.sub(r"[^0-9]", "", match[0]) in allowed:
            continue
        before = re.split(r"[。；\n\x1c]", plain[max(0, match.start() - _REACH) : match.start()])[-1]
        after = re.split(r"[。；\n\x1c]", plain[match.end() : match.end() + _REACH - 4])[0]
        if _FAMILY.search(before) or _CALLED.search(before) or _FAMILY.match(after.lstrip(" (（，,:：")):
            return True
        if person_before(before) or person_before(after.strip(" (（)），,:：、"), whole=True):
            return True
    return False


_BY_ACCOUNT = expression(f"(?i){_WXID}|{_ADDING}")


def in_address(plain: str, domains: frozenset[str] = frozenset()) -> Iterator[Personal]:
    """What leads to a person in a web address of one spelling, most of whose digits and words are those of pages."""
    yield from _letter_boxes(plain, domains)
    if _BY_ACCOUNT.search(plain):
        yield Personal("微信号")


def contacts(
    plain: str, allowed: frozenset[str] = frozenset(), domains: frozenset[str] = frozenset()
) -> Iterator[Personal]:
    """What leads to a person in a text of one spelling; *allowed* numbers and *domains* are the organisation's own."""
    yield from _letter_boxes(plain, domains)
    yield from _accounts(plain)
    yield from _papers(plain)
    if _holds_an_account(plain):
        yield Personal("个人的银行账号")
    if _PLATE.search(plain):
        yield Personal("车牌号")
    if any(re.sub(r"[^0-9]", "", match[0]) not in allowed for match in _ABROAD_LINE.finditer(plain)):
        yield Personal("境外的电话号码")
    if _private_landline(plain, allowed) or _LOCAL_LINE.search(plain) or _local_line_of_somebody(plain, allowed):
        yield Personal("个人的座机")
    if _PERSONS_FLAT.search(plain) or any(not _at_an_office(plain, match.start()) for match in _HOME.finditer(plain)):
        yield Personal("住址")
