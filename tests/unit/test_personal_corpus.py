"""Recall and false alarms on a corpus made by rule: every planted thing is found, and hardly a number that leads to nobody."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from pathlib import PurePosixPath

import pytest
from planted import clean, planted

from disclosure.identifiers import masked, named_like_a_person, personal
from disclosure.model import Organisation, SiteSettings
from disclosure.privacy import Refusals, leaks
from disclosure.privacy.leaks import Own
from disclosure.problems import Problem, Where
from disclosure.reading import Record, slowness
from disclosure.texts.embeds import sanitise
from disclosure.texts.parsing import MarkdownParser

PLANTED = 3000
CHANNELLED = 1000  # of the planted things, which go through each channel; that each is found is tested with all
CLEAN = 100_000

ITEMS = list(planted(PLANTED))
PARSER = MarkdownParser()


def test_every_planted_thing_is_found() -> None:
    """In a text alone nothing is missed, and each is named for what it is."""
    assert [(what, text) for what, text in ITEMS if what not in {finding.what for finding in personal(text)}] == []
    assert len({text for _, text in ITEMS}) > PLANTED * 0.95


def test_numbers_that_lead_to_nobody_are_left_alone() -> None:
    """Credit codes, orders, receipts, sums, axis ends, days, fingerprints: not one in 100,000 is taken for a person's."""
    assert [text for text in clean(CLEAN) if any(personal(text))] == []


def test_reports_repeat_none_of_the_planted_numbers() -> None:
    """Whatever a report quotes, the digits of a person's number do not stand in it."""
    for what, text in ITEMS:
        if what in {"手机号", "身份证号", "银行卡号"} and text.isascii():
            digits = re.sub(r"[^0-9]", "", text)
            assert digits not in re.sub(r"[^0-9]", "", masked(text)), text


# --- channels ------------------------------------------------------------------------------------


def facts(record: type[Record], key: str) -> Callable[[str], Iterator[Problem]]:
    return lambda text: leaks.values(record, {key: text}, {}, "organisation.yaml")


def article(html: str, *texts: str) -> Iterator[Problem]:
    return leaks.prose("content/news/dawn/a.md", texts, html, Own(), Refusals())


def markdown(source: str) -> Iterator[Problem]:
    return article(sanitise(PARSER.convert(f"Title: 甲\n\n{source}")[1]))


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def literal(text: str) -> str:
    """A text as a careful writer puts it into Markdown, so that its signs are shown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", one_line(text)).replace("&#", "&amp;#")


def in_path(text: str) -> str:
    """A text as a name of a file: no slash, no end of a line, not too long."""
    return text.replace("/", "／").replace("\n", " ")


CHANNELS: dict[str, Callable[[str], Iterator[Problem]]] = {
    "fact of an organisation": facts(Organisation, "about"),
    "fact of the site": facts(SiteSettings, "tagline"),
    "paragraph": markdown,
    "paragraph, as shown": lambda text: markdown(literal(text)),
    "heading": lambda text: markdown(f"## 联系 {literal(text)}"),
    "list": lambda text: markdown(f"- 甲\n- {literal(text)}\n"),
    "cell of a table": lambda text: markdown(f"| 说明 | 数 |\n|---|---|\n| {literal(text)} | 1 |\n"),
    "title": lambda text: article("", text),
    "summary": lambda text: article("", "甲", text),
    "words of a picture": lambda text: article(f'<p><img src="a.png" alt="{escape(text)}"></p>'),
    "title of a link": lambda text: article(f'<p><a href="b/" title="{escape(text)}">看</a></p>'),
    "words of a link": lambda text: article(f'<p><a href="b/">{escape(text)}</a></p>'),
    "entities": lambda text: article(f"<p>{''.join(f'&#x{ord(sign):x};' for sign in text)}</p>"),
    "name of a file": lambda text: leaks.path(PurePosixPath(f"files/{in_path(text)}.pdf"), Where("a"), Own(), Refusals()),
    "name of a folder": lambda text: leaks.path(PurePosixPath(f"files/{in_path(text)}/a.pdf"), Where("a"), Own(), Refusals()),
}  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_gets_through_a_channel(channel: str) -> None:
    """Each of the planted things is told in each place where staff write."""
    missed = []
    for what, text in ITEMS[:CHANNELLED]:
        if channel in {"paragraph", "list"} and not text.isprintable():
            continue  # Markdown ends a list where a line ends
        if what not in {fault.details["what"] for fault in CHANNELS[channel](text)}:
            missed.append((what, text))
    assert missed == []


@pytest.mark.parametrize(
    "address",
    ["tel:{}", "tel:+86{}", "sms:{}", "callto:{}", "tel:{}?x=1", "https://wa.me/86{}", "https://example.org/?phone={}",
     "files/{}/a.pdf", "{}.jpg"],
)  # fmt: skip
def test_addresses_are_looked_into(address: str) -> None:
    """A number in the address of a link is as public as one in its words, and may be written with percent signs."""
    for number in ("13812345679", "138%31%32345679", "138-1234-5679"):
        html = f'<p><a href="{address.format(number)}">打电话</a></p>'
        assert [fault.details["what"] for fault in article(html)] == ["手机号"]


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://example.org/a?id=11010519491231002X", "身份证号"),
        ("https://13812345679.example.org/", "手机号"),
        ("https://example.org/?from=wang.xiaohua%40qq.com", "个人邮箱"),
        ("https://example.org/add/wxid_abcd1234", "微信号"),
        ("https://example.org/?qq=123456789", "QQ 号"),
        ("https://example.org/13812345679", "手机号"),
        ("https://example.org/138-1234-5679/", "手机号"),
        ("https://example.org/u/13812345679?from=a", "手机号"),
        ("https://example.org/call/13812345679/", "手机号"),
        ("https://example.org/news/13812345679.html", "手机号"),
        ("https://example.org/p/?a=1&id=138%2D1234%2D5679", "手机号"),
        ("https://example.org/a/6222021234567890128.html", "银行卡号"),
        ("https://example.org/?telephone_of_the_person_in_charge=13812345679", "手机号"),
    ],
)
def test_what_leads_to_a_person_in_an_address_of_the_web(address: str, what: str) -> None:
    """Whatever part of the address it stands in."""
    assert what in {fault.details["what"] for fault in article(f'<p><a href="{address}">看这里</a></p>')}


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ("| 受助学生 | 金额 |\n|---|---|\n| 王小华 | 2000 |", ["受助人的姓名"]),
        ("| 序号 | 救助对象 | 金额 |\n|---|---|---|\n| 1 | 李平 | 2000 |", ["受助人的姓名"]),
        ("| 受益学生 | 金额 |\n|---|---|\n| 120人 | 2000 |", []),
        ("| 受助人 | 金额 |\n|---|---|\n| 王** | 2000 |", []),
        ("| 捐赠人 | 金额 |\n|---|---|\n| 王小华 | 2000 |", []),
    ],
)
def test_a_column_of_receivers_names_nobody(rows: str, kinds: list[str]) -> None:
    """Under a word for those who receive there is no name; numbers and hidden names may stand there, and givers elsewhere."""
    assert [fault.details["what"] for fault in markdown(rows)] == kinds


def test_a_place_in_a_page_is_called_after_nobody() -> None:
    """The name of a place stands in the page and in its address: ## 题 {#王小华三年级}."""
    for name in ("王小华三年级2班", "%E7%8E%8B%E5%B0%8F%E5%8D%8E%E4%B8%89%E5%B9%B4%E7%BA%A7"):
        assert [fault.code for fault in article(f'<h2 id="{name}">题</h2>')] == ["personal-words"]
    assert list(article('<h2 id="三年级的课">题</h2>')) == []


def test_pages_elsewhere_may_have_long_numbers() -> None:
    """The number of a page of another site is none of a person, unless it is one of a mobile telephone in all its digits."""
    for address in (
        "p/20240301138.html?id=20240301138",
        "news/5138945807302153",
        "20240301138.html",
        "u/5612345678",
        "2023",
    ):
        assert list(article(f'<p><a href="https://example.org/{address}">看</a></p>')) == [], address


def test_a_long_address_is_looked_into_once() -> None:
    """Words for a telephone one behind the other take no longer than others of that length."""
    start = time.process_time()
    assert list(article(f'<p><a href="https://example.org/?{"tel" * 20_000}">看</a></p>')) == []
    assert time.process_time() - start < 2 * slowness()


def test_a_wrapped_line_goes_on_in_the_next() -> None:
    """A number that is broken by the end of a line of Markdown is one number on the page."""
    assert [fault.details["what"] for fault in markdown("请打 13812\n345679 找她")] == ["手机号"]
    assert list(markdown("| 甲 | 乙 |\n|---|---|\n| 150529 | 94472 |\n| 138 | 12345679 |")) == []


PAPERS = [
    "军官证号：南字第01234567号", "残疾证 11010519491231002X43", "社保卡号 A12345678", "医保卡号：1234567890", "病历号 1234567", "住院号：2023012345",
    "学号 20230101", "低保证号 123456", "加薇：wangxh88", "➕V wangxh88", "Telegram @wangxh", "WhatsApp +8613812345679", "Skype: wang.xh",
    "Line ID: wangxh88",
    "钉钉号 wangxh", "王女士 抖音号 wangxh88", "有事找我，小红书号 495123876", "报名加抖音号 wangxh88",
    "王安林 6228480012345678901", "王安林老师：6217001234567890123", "wang_AT_163_DOT_com", "住东样区示例路12号", "示例路123弄45号601", "示例小区A座1203",
]  # fmt: skip
NO_PAPERS = [
    "本会抖音号 shilicishan", "加本会的抖音号 shilicishan", "联系我市慈善总会微博号 shilicishan", "咨询我校快手号 shilicishan",
    "关注抖音号 shilicishan", "参加抖音号 shilicishan 的直播", "示例慈善会 6228480012345678901",
    "编号 6228480012345678901", "订单 王安林 2025031234567890123",
    "抖音、快手平台捐赠", "科学 2023年", "大学2023届", "住院20000人次", "入住示例路12号养老院", "社保补贴20000元",
    "示例大厦A座", "online 12345678",
    "Skype会议", "学籍管理2023", "驾驶证换领1200人", "残疾人证3200本", "文学号外", "123弄整治", "在住建局示例路12号窗口",
]  # fmt: skip


def test_papers_accounts_and_homes() -> None:
    """Numbers of papers, of patients and pupils, accounts of messengers, flats and houses; not what only sounds alike."""
    assert [text for text in PAPERS if not any(personal(text))] == []
    assert [text for text in NO_PAPERS if any(personal(text))] == []


# --- who is a person -----------------------------------------------------------------------------

PERSONS = """
昝国芳|邝玉兰|教师王芳|会计张勇军|示例商会（会员王大力1000元、李小红500元）|示例商会 王大力1000元|
村支书老周|抖音网红“小杨哥”|
科学院王安院士|王安林老师|王安林、李博文|欧阳明华|倪安华|阿依古丽·买买提|买买提·吐尔逊|John Smith|John Smith先生|JOHN SMITH先生|Mary Ann Lee夫妇|
Maria Garcia Lopez|王安林（示例小学）|示例小学（王安林）|
王安林等三人|示例市人民医院张伟医生|示例大学教授李娜|李娜 教授|王建国夫妇|示例小学三年级学生|患者王小华|困难学生12人|示例公司王强|爱新觉罗·溥仪|
司马青|扎西顿珠|
“王安林”|1.王安林|王安林*|王安林2|JOHN SMITH|smith john|김철수|Иван Петров|محمد علي|张三丰道长|王安林一家三口|王安林代表全体校友|校友王安林|
王安林-示例公司|示例公司—王安林|王安林|李博文|好心人王安林|信士王安林|组长王安林|快递小哥王安林|奥运冠军王安林|1998届王安林|归侨王安林|王安林遗产|王安林家庭|
王安林转交|王安林-100元|①王安林|王‐安‐林|王_安_林|王安林 138****0000|释永信|永信大和尚|CHAN Tai Man|WANG Anlin|Lee Ka-shing|Mr. Wang|Dr. Li|田中太郎|たなか|
陳志強|
1988级校友王安林|书画家王安林|Ahmed|Fatima、Ahmed|Ahmed先生|Jean-Pierre|王安林粉丝团|王安林后援会|王安林的粉丝|王安林全球粉丝团|王安林影迷会|王安林工作室|王安林劳模创新工作室|
农民李大山|个人：李大山|李大山 13人|已故王安林|王安林遗孀|王安林、李博文父子|捐款人 王安林|王安林携全家|
王安林偕夫人|王安林收|王安林敬赠|邻居王安林|战友王安林|王安林工作室负责人|卓玛|王 安 林|王安林,李博文|示例村村民李大山|
中国工程院院士 钟建国|张女士|陈先生一家|某公司董事长马云飞|示例镇中心小学五年级李小样|示例大学 王安|上官云珠|
其木格|次仁措姆|村委会转交王安林|微博@大鱼海棠|@小草莓|用户名 晴天|示例县王安林|受王安林委托|王安林委托书|
老王|志愿者小李|强哥|妙音师兄|某师傅|圆通大师|佛弟子妙音|王安林牧师|扎西仁波切|修女玛利亚|约翰|单田芳|兰小霞|牟国强|完颜安林|仁青卓玛|斯琴高娃|曲比阿乌|
Nguyễn Văn An|José García|Ahmad bin Abdullah|J. K. Rowling|王安～李博文|示例集团CEO王安|研究生王安|王安代捐|故王安|王安女68岁|19级王安|王安校友|王子轩家长|
Dr. John Smith|约翰·史密斯|王安林/示例公司|示例公司 王安林|老师王安林|36名学生|孤儿|受助学生|李雷和韩梅梅|王安林同学|古丽努尔|王安林，李博文，张倩
"""
BODIES = """
罗氏|温氏|1978级高中同学|大哥大酒楼|示例公司（其中员工捐款2000元）|示例小学（三年级2班、三年级3班）|高家庄|于家堡|任家庄|尚义街|安康巷|
示例市甲木家具厂|爱心人士|高新区|华联|示例市慈善总会|示例小学|示例市第一人民医院|东方小学|安徽省红十字会|平安保险|中国石化|石家庄市民政局|连云港|
示例市残疾人联合会|
示例老年大学|马鞍山市示例区|金龙公司|河边出版社|示例村|示例镇政府|某企业|示例市国家税务局|安康社区|示例市妇女联合会|张家港市慈善会|国家电网示例供电公司|
示例银行股份有限公司|华东师范大学|上海交通大学医学院附属仁济医院|示例儿童福利院|示例市老龄委|李宁体育用品有限公司|王老吉药业|示例大学校友会|山东大学|
Red Cross Society|
World Vision International|Apple Inc|示例志愿者协会|爱心企业|匿名|示例街道办事处|示例县中心敬老院|示例集团|文成县|白云区|向阳村|方圆公司|示例市总工会|和平县|
时代广场|示例幼儿园|安利公益基金会|苏州高新区狮山街道|示例市公安局|东样县慈善会|示例市关工委|受助个人|各村|方太集团|顾家家居|石油工人俱乐部|
国家开发银行|福利院|李宁代表队|示例校友会|农民工之家|校友林|党员示范岗|
APPLE INC|red cross society|3M公司|“阳光”志愿服务队|1998届校友|江南农民画家协会|员工食堂|全体员工|退休教师协会|示例市个人劳动者协会|爱心人士们|
热心市民|众网友|微信网友|抖音网友|网友“爱心”|腾讯公益平台网友|中国长江三峡集团|长江电力|县人民武装部|示例师范大学|家乐福超市|苏州人文艺术中心|农林牧渔公司|兵马俑博物馆|
示例市康师傅饮品公司|建设银行-张家港支行|市民中心|明星企业|
UNICEF|IBM|Save the Children|Microsoft (China) Co., Ltd.|安康工作室|阳光工作室|明星粉丝团|热心粉丝团|模范集体|英雄山社区|
王府井|王老吉|富士康|施耐德|秦皇岛|白马寺|关帝庙|张飞庙|边防连|农商行|烈士陵园|老人食堂|居民议事厅|院士工作站|会长单位|全体同学|85级同学|爱心妈妈|
丛林|麦田|兰亭|楚商|晋商|郁金香|丘陵|月嫂|茶艺大师|Hermès|社区居民|网友12人|农村居民|市民约200人|格日勒苏木|乌兰嘎查|卓嘎藏餐|牧仁文化传媒|晋美酒业|次仁民宿|转交物资|
康师傅|大娘水饺|张小泉|方太|金_螳螂|申通|示例市黄金|示例区林业|示例县茶叶|
成都银行|单位食堂|五谷丰收|安徽丰收|老乡鸡|湖北老乡会|好邻居超市|战友会|朋友圈爱心群|室友之家|高山流水工作室|晨光工作室负责人|谷歌|麦当劳|兰州|成员单位|Google|Coca-Cola|呼和浩特
"""


def listed(text: str) -> list[str]:
    return [part for part in text.replace("\n", "").split("|") if part]


@pytest.mark.parametrize("text", listed(PERSONS))
def test_persons_among_bodies(text: str) -> None:
    """With title, role or institution, in brackets, among others, of any people: a person."""
    assert named_like_a_person(text)
    assert named_like_a_person(unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("text", listed(BODIES))
def test_bodies_are_no_persons(text: str) -> None:
    """What ends or is built like the name of a body is not asked about."""
    assert not named_like_a_person(text)


# --- children in sentences and tables ------------------------------------------------------------


TOLD_BY_WHAT_THEY_GET = """
支付陈玉兰劳务费|付陈玉兰误工费800元|汇给陈玉兰6000元|支付陈玉兰5月劳务费|陈玉兰劳务报酬|补偿金付给陈玉兰3万元|90岁的陈玉兰老人接过慰问金|陈玉兰遗孀领取抚恤金|
瘫痪老人陈玉兰洗上热水澡|戒毒人员陈大勇重新就业|被资助学生陈小勇写信|火灾户陈大勇重建家园|陈大勇家的房子因暴雨倒塌|给陈大勇买轮椅|为陈大勇家送棉被两床|
陈大勇送上锦旗|陈大勇妻子患尿毒症|妻子陈玉兰患癌多年|陈玉兰跟着姑姑生活，父母双亡|为陈大勇众筹医药费|陈玉兰救命钱已到账|陈玉兰肝移植手术|陈玉兰（化名小陈），肺癌|
让卓玛重返课堂|助学对象仁青卓玛|帮助仁增卓玛完成学业|资助次仁拉姆读书|阿依古丽的学费|救助阿呷日古2000元|烧伤女孩李小雨二次手术|白内障患者李秀芬重见光明|
5000元救助金送到赵桂兰手中|将2000元助学金交到赵一诺手上|工作人员将轮椅推到赵桂兰面前|给赵桂兰老人送米面|为赵桂兰理发|赵桂兰捧着5000元救助金，眼里含着泪|
赵大山夫妇双双患病|赵大山因火灾致贫|赵大山房屋被泥石流冲毁|灾民赵大山|社区矫正对象赵大强|赵大山之女赵一诺考取师范大学|资助赵一诺每学期1500元|认领赵一诺的微心愿|
赵一诺的微心愿：一双球鞋|心外科3床赵一诺|彝族女孩吉伍阿果，五年级|拉毛草 孤儿|陳大文 中三學生|刘小芳 9歳|
资助吴晓曼学费|支付吴晓曼住院伙食费|代缴吴晓曼医保|助学吴晓曼|转账吴晓曼5000元|打款吴晓曼|借款-吴大山|慰问：吴晓曼|吴大山老人百岁慰问|帮扶吴大山户危房改造|吴大山灾后重建|吴大山高龄津贴|
为白血病儿童赵宁举行募捐|赵宁出生在农民家庭，今年7岁|赵小雨病前的照片，经过化疗|红星小学大队委赵雨桐|赵雨桐获三好学生|渐冻人赵大山|瓷娃娃赵雨桐|随迁子女赵雨桐|两癌妇女赵桂兰|低收入家庭赵桂兰|优抚对象赵桂生|外卖员赵大山工伤|高位截瘫的赵大山|盲童赵雨桐|重残赵大山|
退还吴晓曼多缴款|奖励吴大山|吴大山差旅费|付吴大山建房补助|
资助隋晓曼大学学费5000元|资助昝大山高中阶段的生活费|为祁大山筹集手术费|给隋玉兰送去慰问金1000元|给陈海明送去慰问金|昝玉兰的妈妈感谢慈善会|拨付隋玉兰大病救助款|支付何晓明劳务费800元|
汇给任晓燕赔偿金10000元|87岁的昝玉兰老人患癌症|赵桂兰说，感谢救助金|赵桂兰激动地说：“谢谢政府的低保金！”|大学新生吴大山代表受资助学生发言|三年四班学生杨柳因患白血病|资助孤儿黎阳读书|老师赵敏、学生吴晓曼、陈大勇，三年级2班|
会长赵大山看望孤儿吴晓曼、陈大勇|将3000元善款送到示例乡幸福庄赵大勇的手里|了解到赵大勇家庭情况之后，慈善会送去3000元救助金|为赵桂兰夫妇送去1万元救助金|当吴大勇父亲从工作人员手中接过救助金时|
三年级的吴晓曼背着书包|慈善小组来到吴大勇家，老人今年84岁|来到遭遇火灾的村民赵桂兰家中|儿子赵选平为肢体三级残疾|为示例村1组赵昌立、吴大勇3户火灾受灾户送去1600元|遭受灾情的赵昌立家有7口人|老师赵敏、吴晓曼同学|为付瑞雪募集1万元|老师赵敏、吴晓曼，示例小学三年级|
为身患白血病的吴晓曼募捐|孤寡老人赵桂生生活不能自理|帮助聋儿陈小雨植入人工耳蜗|吴大山家庭因病致贫|因火灾失去住房的吴大山一家
"""
TOLD_OF_NOBODY = """
付护工误工费800元|汇给黄石市6000元|转给董家口港6,000元|付给江苏省残联12000元|付给黄梅县3000元|付给顾家家居2000元|支付李大强律师事务所律师费|施工人员误工补贴|吴承恩故居讲解劳务费|
走失老人被送回家|戒毒人员重新就业|救助对象陆续搬进新居|被资助学生张贴感谢信|贫困户黄牛养殖|贫困户林下经济|儿童苏绣体验|学生宋词诵读|女童胡萝卜营养餐|病人张口困难|老人张罗饭菜|
残疾人张家界旅游|受灾群众赖以生存的水源|房屋在地震中倒了|给敬老院买轮椅|受助单位送上锦旗|妻子患尿毒症|为患儿众筹医药费|肝移植手术|白内障复明|让孩子重返课堂|
乌云密布的早晨，小学门口|那日，小学的同学们来了|扎西德勒，小学三年级的朋友|格桑花的爱心人士为玉树小学三年级送书|库尔勒市第三小学|理事陈玉兰捐款5000元|陈玉兰女士捐赠助学金|
余彭年项目白内障手术|把慰问金交到老人手中|会长赵大山把慰问金交到老人手中|副会长赵大山为困难老人理发|企业家赵大山认领微心愿20个|2床患者|志愿者赵大山为老人送米面|因火灾致贫家庭|
通讯员赵大山|社工赵大山探访留守儿童|村支书赵大山介绍受灾情况|
付黎明小学建校款|付沙家浜镇补助|付董浜镇改造款|王家坝灾后重建|张江镇医保补助|赵州桥修缮费|胡杨林补贴|朱家角古镇改造|邓小平故居改造|吕梁山护工培训补贴|杜郎口中学补贴|贺兰山路改造|
夏至节慰问费|钟点工劳务补贴|奖励王牌志愿队|报销徐州出差住宿费|帮扶王姓家庭|吴中区老旧小区改造|理事李大强资助优秀学生|
三好学生表彰|校园小歌手大赛|
为困难群众筹集手术费|白血症、尿毒症、红斑狼疮等大病患者|医学院司同学代表全体受助学生发言|
会长赵大山、副会长陈敏、吴大勇参加了示例特殊学校的文艺演出|（记者赵敏 通讯员 陈大勇）慰问困难家庭，有人生了大病|
爱心人士赵敏、陈大勇，示例市留守儿童救助协会会长吴玉兰参加了活动|赵大山感谢爱心企业对孩子们的关爱，被聘为留守儿童学校的名誉校长|校长吴大勇代表校方致辞，向情暖留守儿童的爱心企业表示感谢|
（通讯员 赵敏 陈大勇 吴玉兰）示例小学的捐赠活动|记者来到安康村，老人们正在领米|来到张家界，慰问老人|
陈一心家族基金会资助小学阅读|白血病的常见症状|失去父母的孤儿12名|为付清药款募集善款|为付医药费募捐|救助安吉患者12名，医疗费36万元|岳西残疾人20名收到轮椅|走进文昌小学，为三年级学生送书包|给黄岩灾区送去慰问金|拨付吴大勇助学基金项目款50000元|吴大勇敬老项目走进示例小学，三年级学生参加|安康家园救助患儿12名|方特亲子公益行项目走进示例小学，三年级学生参加|
赵大山说，感谢企业捐赠的助学金|学生陆续上学|学生周末上学|资助石景山区学生20名|汇给任丘市医院50000元|支付方正科技10000元|救助马鞍山贫困户3户|支付文化墙10000元|
瓷娃娃关怀协会|外来务工子女夏令营|两癌妇女救助|重残护理补贴|盲童图书|付杜尔伯特县慰问|学生代表大会|患者周转房
"""


@pytest.mark.parametrize("text", listed(TOLD_BY_WHAT_THEY_GET))
def test_who_is_helped_or_paid_whatever_follows_the_name(text: str) -> None:
    """Work, sums, things and sums right beside a name, and names whose next word is any verb."""
    assert list(personal(text))


@pytest.mark.parametrize("text", listed(TOLD_OF_NOBODY))
def test_words_that_begin_like_a_name_behind_receivers(text: str) -> None:
    """Places, crops and crafts that begin with a surname, and what is paid to bodies."""
    assert not list(personal(text))


@pytest.mark.parametrize(
    "text",
    [
        "张老师带领示例小学三年级学生参观", "示例小学三年级全体师生捐款", "向示例小学捐款的李雷先生", "李雷先生为患病儿童捐款", "示例市第三中学校长王安林",
        "林业局组织示例小学五年级学生植树",
        "为患白血病的儿童筹款", "高新区实验小学的36名学生受益", "安徽省示例中学高一新生", "方便学生就读示例小学", "马鞍山小学",
        "王某，8岁，白血病", "项目惠及小学12所、中学3所", "周末在示例小学开展活动", "时任校长介绍了学校情况", "和平小学、解放中学", "党员李雷资助两名小学生",
        "白求恩医院心脏病项目",
        "王安林为儿子的母校示例小学捐款",
        "高中生12人", "示例小学 王安林老师", "汪洋中学", "任小学教师", "东方小学", "王建国 捐给示例小学",
        "示例小学五年级受助同学", "王建国为白血病患儿捐款500元", "示例小学三年级贫困同学12人", "司马光小学",
        "孔子学院", "刘胡兰小学", "小明（化名），8岁，就读某小学",
        "示例小学王安林获优秀教师奖",
        "李宁（中国）体育用品有限公司捐赠学校运动服", "张建国捐赠婴儿奶粉10罐", "对2022年度求助的因病致贫、返贫6名符合救助标准的家庭帮扶1.2万元",
        "资助8名听力障碍儿童和20名“先心病”儿童的医疗费用", "在苏大附属儿童医院设立安宁疗护病房", "白血病患儿救助项目", "新生儿疾病筛查1200例", "早产儿救助计划",
        "儿童福利院修缮", "红旗村小学三年级（2）班集体捐款500元", "会长王建国看望白血病患儿", "杨振宁奖学金资助高一学生", "曾宪梓奖学金", "黄继光中学",
        "2015年生产自救", "2015年出生人口统计", "骨髓捐献志愿者陈志强", "为120名三年级学生发放书包", "康复训练费", "龙岩市第一医院肿瘤科",
        "单位：三年级2班", "学校名单没有公布", "成立于2010年的幼儿园", "来自兰州的三年级学生", "麦当劳，小学生", "第五批：示例小学三年级",
        "小黑板，示例小学三年级",
        "小候鸟（留守儿童）",
        "小太阳取暖器，示例幼儿园", "阿坝，小学", "马拉松 小学生", "余款用于孤儿", "金色童年 幼儿园", "向三年级的同学赠书",
        "呼和浩特，示例小学", "王强（1988届高三2班校友）", "*丽丽，8岁，三年级", "**明明，三年级学生", "**小明，8岁", "丛林，三年级",
        "示例小学附属幼儿园小朋友参观", "学校足球队同学来做义工", "三年级少先队员同学", "学校附近小朋友", "学校残疾同学", "示例学校幼儿园小朋友",
        "三年级合唱队小朋友演出", "学校少数民族同学", "幼儿园小朋友画画", "三年级小朋友高兴极了",
        "帮扶项目惠及困境儿童", "为女童募的款，资助名单里有四百多名男生，公众认为受了骗。", "51元给了学校；另付日常支出200元，年末还有1,220.01元",
    ],
)  # fmt: skip
def test_schools_and_grown_ups_are_no_children(text: str) -> None:
    """A school, a class or an illness without a child's name is no leak, nor is a grown-up who gives or teaches."""
    assert list(personal(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "三年级学生王小明（1988届校友李强资助）", "8岁的王小明（2005届校友会资助）患白血病", "王小明 2014级校友班学生，8岁",
        "阿城，8岁", "阿荣，10岁，三年级", "孤儿童小军", "患儿童小军，8岁", "患儿成小雨，5岁，白血病", "**王小明**，8岁，三年级",
        "示例小学三年级阿依古丽·买买提", "示例小学三年级阿依古丽同学", "欧阳娜娜，示例小学五年级", "小明今年8岁", "王小华 四年级", "受助儿童李子轩，母亲改嫁",
        "幼儿园大班小朋友周沐辰", "三年级小朋友李明", "一年级园园同学获奖", "二班居来提同学获得资助", "一年级团团小朋友获奖", "三年级舞阳同学获奖",
        "李小样8岁", "8岁的李小样", "班级：三（2）班　姓名：王小华", "姓名：王小华；班级：三年级", "收示例幼儿园大二班王梓涵家长捐款", "王梓涵（示例小学）",
        "示例小学（王梓涵）", "李雷老师不幸患肺癌", "资助孤儿王晓明", "样例镇中心小学五年级李小样同学的母亲长年卧病", "赵安邦转来示例小学三年2班钱彬捐款",
        "示例小学三年级 John Smith",
        "王小华 女 2016年出生", "八（3）王小华", "小四王小华", "实验二小王小华", "市三中王小华", "示例县职教中心王小华", "王小华罹患骨肉瘤", "王小华身患重疾",
        "王小华 脊髓性肌萎缩症", "王小华 SMA", "王小华 地贫", "王小华 唐氏综合征", "救助王小华手术费", "王小华住院治疗", "王小华系孤儿", "王小华随奶奶生活",
        "男生王小华，示例中学", "Wang Xiaohua, Grade 3", "Wang Xiaohua, age 9", "王小華，示例小學三年級", "王　小　华　三年级", "王-小-华 三年级",
        "王\u200b小华三年级", "買買提，8歲", "阿依古丽，三年级", "次仁拉姆 示例小学", "扎西（10岁）", "明明，8岁", "乐乐，5岁，示例幼儿园", "天天妈妈 大二班",
        "新生儿王小华", "弃婴王小华", "王小华 早产儿", "双胞胎王小华、王晓明", "大班幼儿王小华", "脑瘫患儿王小华康复费", "王小华 8 岁半", "王小华十二岁",
        "王小华（2015.3生）", "王小华 2015-03-01出生", "出生年月：2015年3月；姓名：王小华", "王小华，15年出生", "希小王小华", "教学点王小华", "孤儿院王小华",
        "班长王小华 三年级", "王小华 哮喘", "王小华 癫痫", "王小华失明", "王小华截肢", "王小华 肌营养不良", "王小华 唇裂", "王小华 脊柱侧弯", "王小华宝宝",
        "少先队员王小华", "小记者王小华", "未成年人王小华", "牟小雨，三年级", "单小雨，女，11岁", "仁青卓玛，三年级", "三年级的阿依古丽",
        "Tom, Grade 3", "José García, Grade 3", "乐乐患白血病",
        "**王小华**，三年级", "王小华就读于某小学", "脑瘫儿王小华", "附小王小华", "新时代好少年王小华", "寄宿生王小华",
        "小学部王小华", "高2班王小华", "王小华（小三）",
        "王小华满月捐款", "祝王小华高考顺利", "王小华今年12", "虚岁十二的王小华", "2015年出生的王小华",
    ],
)  # fmt: skip
def test_children_in_any_order(text: str) -> None:
    """School and class before or behind the name, forms filled in, names of other peoples, nicknames."""
    assert {finding.what for finding in personal(text)} & {"未成年人的姓名和学校或病情", "个人的姓名和病情或家庭困难"}


# Names to which words are joined that say nothing of a person by themselves, and who is told to receive.
JOINED = [
    "东镇小学三（2）班{}喜欢画画", "东镇小学三年级{}每天练字", "图为{}（右二）领取书包", "向孤儿{}发放生活补助", "孤儿{}每月领生活补助", "患者{}术后康复",
    "给予{}5000元救助", "{}家庭获得救助金", "帮助{}渡过难关", "关于救助{}的公示", "{}（受助学生母亲）流泪感谢", "本期共救助3人：{}、周小明",
    "“一对一”结对名单：张爱华—{}",
]  # fmt: skip


@pytest.mark.parametrize("sentence", JOINED)
@pytest.mark.parametrize("name", ["刘小芳", "刘海涛", "王建国", "欧阳娜"])
def test_names_with_words_joined_to_them(sentence: str, name: str) -> None:
    """Whoever was helped is found whatever follows the name."""
    assert list(personal(sentence.format(name)))


@pytest.mark.parametrize(
    "text",
    [
        "副会长王海涛走访慰问困难家庭", "王海涛向孤儿捐款5000元", "李时珍中医馆为孤儿义诊", "慰问了3名困难老人：送去食品", "示例公司获得救助金项目支持",
        "县委书记张伟强调要关心孤儿", "张国强参加希望小学捐赠仪式", "刘海涛出席希望小学奠基仪式", "刘海涛主持，孤儿代表发言", "陈丽芳爱心基金帮助学生渡过难关",
        "关于救助工作的公示", "帮助困难群众渡过难关", "本期共救助3人：均为未成年人", "结对名单：见附件", "受助学生名单：另行公布", "向孤儿发放生活补助",
        "患者康复出院", "方便孤儿就医", "三年级何时开学", "三年级每月举办读书会", "刘胡兰小学参加学习活动",
    ],
)  # fmt: skip
def test_words_joined_to_those_who_help_or_to_nobody(text: str) -> None:
    """Who visits, gives or speaks is not the one who was helped, and a word is no name."""
    assert list(personal(text)) == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("| 姓名 | 学校 | 家庭情况 |\n|---|---|---|\n| 李小样 | 样例小学 | 母亲长年卧病 |", True),
        ("| 序号 | 受助学生 | 年级 |\n|---|---|---|\n| 1 | 阿依古丽·买买提 | 三年级 |", True),
        ("| Name | School | Grade |\n|---|---|---|\n| Wang Zihan | Example School | 3 |", True),
        ("| Name | Position |\n|---|---|\n| Wang Zihan | Teacher |", False),
        ("- 姓名：王小华\n- 学校：示例小学\n- 班级：三（2）班", True),
        ("## 王小华\n\n示例小学三年级，父亲早逝。", True),
        ("王小华\n\n9岁，白血病。", True),
        ("## 王建国\n\n长期资助贫困学生。", False),
        ("## 李明华\n\n示例小学教师，任教二十年。", False),
        ("- 学校：示例小学\n- 年级：三年级\n- 人数：36人", False),
        ("## 王家坝\n\n全村有小学生36名。", False),
        ("| 孩子 | 病情 |\n|---|---|\n| 果果 | 白血病 |", True),
        ("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 | 王小华 | 三年级 |", True),
        ("| 姓名 | 学校 | 职务 |\n|---|---|---|\n| 李雷 | 样例小学 | 校长 |", False),
        ("| 学校 | 学生人数 |\n|---|---|\n| 样例小学 | 36 |", False),
        ("| 姓名 | 学校 |\n|---|---|\n| 李某某 | 样例小学 |", False),
        ("| 捐赠人 | 金额 |\n|---|---|\n| 李雷 | 100 |", False),
    ],
)
def test_children_in_tables(table: str, told: bool) -> None:  # noqa: FBT001
    """A column of names beside one of school, class, age, illness or family is a list of children."""
    assert bool(list(markdown(table))) is told
