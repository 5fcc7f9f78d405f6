"""What stands above a list, and on its sheet and file, may say that its money is none of what it looks like: asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gifts import DonationRecord
from ..kinds.goods import KIND as GOODS
from ..model import Kind
from ..numerals import in_one_width
from ..reading import plain_day
from .asking import SheetQuestions
from .layouts import Layout
from .vocabulary import words

# Titles of lists of money that nobody paid yet; 认捐到账明细 is one of what was, 预算单位 are givers, 预算执行 is what came of it.
_NOT_PAID = re.compile(
    r"认捐|拟捐|捐赠意向|意向(?:捐|书|名单)|承诺(?:捐|书|名单)|举牌|预算(?!执行|单位|[内外])|预计|应[收捐缴](?!尽)|[未待]到[账帐款]|欠[款缴捐]|催[缴收款]"
    r"|(?:收入|支出|募捐|筹款|筹资|拨付|拨款|捐赠|资金|用款|使用)计划(?!执行|完成)"
    r"|(?:募捐|捐[款赠]|筹款)(?:目标|任务)(?!完成)|任务分[解配]|预约捐|捐[款赠]预约"
)
_PAID = re.compile(r"(?<![未待])(?:已|实际|实)?到[账帐款](?!情况)|实收|实付|已(?:付|拨|发|收)")
# Titles of lists of what went back or never was; not 捐款明细（不含退款）.
_TAKEN_BACK = re.compile(r"(?<![不未]含)(?<!剔除|扣除|没有)(?:退[款捐汇票]|退回|撤[销回]|作废|红冲|冲红)")
_LEFT_OUT = re.compile(r"(?:[不未]含|剔除|扣除|没有)[\u4e00-\u9fa5]{1,4}")
# Titles of lists of what is no money, where nothing beside the amounts says so; 款物 are both, 房产公司 and 物资局 give money.
_NO_MONEY = re.compile(
    r"(?:(?<!款)物(?:资|品(?!牌))|实物|股权|股票|房产|不动产)(?![\u4e00-\u9fa5]{0,4}(?:公司|集团|企业|局|站|中心))|(?<!款)捐物"
)
# What else came in or went out by its words, unless the same titles say that it is for charity: 一日工资捐款, 社保局捐款名单.
_OF_CHARITY = {True: re.compile(r"捐|募|爱心|善款"), False: re.compile(r"助学|救助|资助|慰问|帮扶|补助|救济|抚恤")}
_NO_WORD = re.compile(r"会费用|到期|存单|[0-9]{2,4}年")  # 2025年金秋 is no 年金


# The year of the gifts of a list, and perhaps their month or quarter, as its title says them: 2023年度捐款明细, 2024年3月捐赠收入台账.
_PERIOD = re.compile(
    "(?<![0-9、和及与至到止~—-])(?P<year>20[0-9]{2})年度?(?:第?(?P<quarter>[一二三四1-4])季度?"
    "|(?P<month>[0-9]{1,2})月份?)?(?![0-9一二三四五六七八九十]|[-~—至到])"
    r"[^0-9，。；:：]{0,12}(?:捐|募|善款|到账|来款|收[入款])[^0-9，。；:：]{0,8}(?:明细|名单|名录|台账|清单|流水|登记|公示|统计|情况|汇总|一?览?表)"
)
# What else may have happened on a day that is said before gifts: 2025年1月7日地震捐款名单, 5月10日成立的基金.
_HAPPENED = (
    r"震|[水火雪雹风旱洪涝虫病受]灾|灾[害情民区后]|暴[雨雪]|洪[水涝]|台风|泥石流|滑坡|疫情|爆炸"
    r"|事[故件]|车祸|遇难|去世|逝世|成立|启动|开[工业学幕馆]|发起|倡议|号召"
)
# The one day or month in which all of a list came in or was handed out: 2024年5月10日“一日捐”名单; no 截至5月10日, no 5月10日起.
_ONE_TIME = (
    "(?<![0-9—–~至到止及、和自从-])(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?(?![0-9—–~至到及、和起前后-]"
    "|份?(?:以[来前后]|之[前后]|[至到—–~、-]))"
    r"(?![^0-9，。；:：\n]{0,6}(?:公[布示告开]|发布|印|制|导出|打印|更新|统计|上传|上墙|汇总|会议|通过|刊登|登报|出版|截?止))"
    rf"(?![^0-9，。；:：\n]{{0,20}}(?:{_HAPPENED}))[^0-9，。；:：\n]{{0,20}}?"
)
_LISTED = r"[^0-9，。；:：\n]{0,10}(?:明细|名单|名录|台账|清单|登记|花名册|一?览?表)"
_TIME_OF_A_LIST = {
    DONATIONS.id: re.compile(rf"{_ONE_TIME}(?:捐|募|善款|到账|来款|收[入款]|芳名){_LISTED}"),
    DISBURSEMENTS.id: re.compile(rf"{_ONE_TIME}(?<!拟)(?:发放|拨付|支出|付款|慰问|救助|资助|助学|补助){_LISTED}"),
    GOODS.id: re.compile(rf"{_ONE_TIME}(?:物[资品]|捐赠|接收|发放|入库|出库){_LISTED}"),
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def time_said(kind: Kind, titles: str) -> tuple[str, str]:
    """(the day or month, the words that say it) of everything in a list by its *titles*; both empty where they say none, or several."""
    pattern = _TIME_OF_A_LIST.get(kind.id)
    times = {
        plain_day("-".join(filter(None, match.group("year", "month", "day")))): match[0]
        for match in (pattern.finditer(in_one_width(titles)) if pattern else ())
    }
    longest = max(times, key=len, default="")
    return (longest, times[longest]) if longest and all(map(longest.startswith, times)) else ("", "")


def ask_about_period(titles: str, days: Iterable[str], asking: SheetQuestions) -> None:
    """Ask about gifts none of which came in the one year, quarter or month that the *titles* of their list say."""
    periods = {(match["year"], match["quarter"], match["month"]): match[0] for match in _PERIOD.finditer(titles)}
    known = [day for day in days if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)]
    if len(periods) != 1 or not known:
        return
    ((year, quarter, month), said), *_ = periods.items()
    months = range(1, 13)
    if quarter:
        last = 3 * int(_QUARTERS.get(quarter, quarter))
        months = range(last - 2, last + 1)
    elif month:
        months = range(int(month), int(month) + 1)
    if any(day[:4] == year and int(day[5:7]) in months for day in known):
        return
    between = min(known) if len(set(known)) == 1 else f"{min(known)} 至 {max(known)}"
    text = f"标题、表名或文件名上写着“{said}”，日期却都不在这段时间里（{between}）。日期的年月没有写错吗？"
    asking.ask("period", text, (("all", "没有写错，照写"),), kept=False)


def ask_about_later_years(days: Iterable[str], prepared: str, asking: SheetQuestions) -> None:
    """Ask about days that lie in a year after the one behind that in which the data was put together: 2042 for 2024."""
    known = [day for day in days if re.fullmatch(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", day)]
    late = [day for day in known if re.match(r"[0-9]{4}", prepared) and int(day[:4]) > int(prepared[:4]) + 1]
    if late:
        text = f"有 {len(late)} 行的日期在 {int(prepared[:4]) + 1} 年以后（例如 {late[0]}）。年份没有写错吗？写错了的请在表里改好，再导入一次。"
        asking.ask("later-years", text, (("all", "没有写错，照写"),), kept=False)


def _ask_whose(titles: str, ours: str, others: Collection[str], asking: SheetQuestions) -> None:
    """Ask about a list whose titles or file name another organisation of the site, and not the one that imports it."""
    called: list[str] = []
    for name in sorted({ours, *others}, key=len, reverse=True):  # 示例慈善会 may be a part of 示例慈善会分会
        if name in titles:
            called.append(name)
            titles = titles.replace(name, "\n")
    if called and ours not in called:
        text = f"表名或文件名上写的是“{called[0]}”，要写进的是“{ours}”。是放错了机构吗？放错了的，请到“{called[0]}”那里导入。"
        asking.ask("whose", text, (("all", f"没有放错，是“{ours}”的"),), kept=False)


def ask_about_titles(layout: Layout, titles: str, bodies: tuple[str, Collection[str]], asking: SheetQuestions) -> None:
    """Ask about a list whose *titles* name somebody else, or say that its money was promised, went back or is something else.

    *bodies* are the organisation that imports it and the others of the site.
    """
    ours, others = bodies
    _ask_whose(titles, ours, others, asking)
    if layout.kind not in (DONATIONS, DISBURSEMENTS):
        return
    for topic, text, answer in _doubts(layout, titles.replace(ours, "")):
        asking.ask(topic, text, (("all", answer),), kept=False)


def _doubts(layout: Layout, titles: str) -> Iterator[tuple[str, str, str]]:
    """(topic, question, the answer that lets the rows be written) of each doubt."""
    gifts = layout.kind is DONATIONS
    way, thing = ("到账", "捐赠") if gifts else ("付出去", "拨付")
    columns = {known.name for known in layout.meanings if known}
    place = "标题、表名或文件名上写着"
    not_paid = _NOT_PAID.search(titles)
    if not_paid and not _PAID.search(titles):
        yield (
            "paid",
            f"{place}“{not_paid[0]}”，像是还没有{way}的钱。这张表里的钱都{way}了吗？还没有的不要导入；认捐的请登进认捐表，预算和计划另有表。",
            f"都{way}了，照写",
        )
    back = _TAKEN_BACK.search(titles)
    if back and not columns & {"refund", "status", "direction", "outgoing"}:
        table = "捐赠退款" if gifts else "拨付退回"
        yield (
            "taken-back",
            f"{place}“{back[0]}”，像是退了或作废的钱，不是{thing}。退了的请在{table}表里登记，不要导入。这张表里都是{thing}吗？",
            f"都是{thing}，照写",
        )
    looked_for = words().hardly_gifts if gifts else words().hardly_payments
    said = _NO_WORD.sub("", _LEFT_OUT.sub("", _TAKEN_BACK.sub("", titles)))
    hardly = next((word for word in looked_for if word in said), "")
    sure = hardly and re.search(rf"{hardly}(?:收[入益]|支出|明细|登记|清单|台账)", said)
    if (
        hardly
        and (sure or not _OF_CHARITY[gifts].search(titles))
        and not columns & {"direction", "outgoing", "incoming", "running", "occasion"}
    ):
        yield (
            "hardly",
            f"{place}“{hardly}”，像是别的{'收入' if gifts else '支出'}，不是{thing}。这张表里都是{thing}吗？",
            f"都是{thing}，照写",
        )
    no_money = _NO_MONEY.search(titles) if gifts else None
    if no_money and not columns & {DonationRecord.kind.name, "what"}:
        yield (
            "no-money",
            f"{place}“{no_money[0]}”，表里没有写捐的是不是钱。物资请导入物资收发表，或加一列“捐赠类型”写明。这张表里都是现金吗？",
            "都是现金，照写",
        )
