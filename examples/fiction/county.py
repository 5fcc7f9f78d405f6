"""The county bodies, and the books of every body."""

from __future__ import annotations

from datetime import date

from .books import Position, Year, keep_books
from .city import reports, sources
from .gifts import COMPANIES, give_all
from .ledger import SEED, WEB, Body, Chance, Gift, Item, Project, Purpose
from .payments import move_goods, pay_all
from .plan import CITY, COUNTIES, MEMBER_YEARS, copies
from .register import ALL_BOOKS, INTERNAL, figures
from .tables import write_funds, write_gifts, write_payments, write_projects

COUNTY_PROJECTS = (
    ("family", "县级帮困", "助困", "2023-01-15", "", False),
    ("scholars", "县级助学", "助学", "2023-01-15", "2024-09-20", True),
    ("elders", "县级助老", "助老", "2023-03-01", "", False),
    ("clinic", "村卫生室帮扶", "助医", "2023-02-10", "", False),
    ("readers", "村小图书角", "助学", "2023-04-01", "", False),
)

# A payment of December that came in after New Year: each book is right, and they differ.
ON_ITS_WAY = {("dongyang", date(2024, 12, 20)): date(2025, 1, 6)}


def county(name: str, above: Body, times: int = 1) -> Body:
    """A small body: it gets some of its money from the city's."""
    body = Body(name, COUNTIES[name], 4, 34 * times, Chance(f"{SEED} {name}"), MEMBER_YEARS[name])
    day = date.fromisoformat
    body.projects = [
        Project(one + tail, title + word, category, day(start), day(end) if end else None, closed)
        for tail, word in copies(times)
        for one, title, category, start, end, closed in COUNTY_PROJECTS
    ]
    body.funds = {"village": ("乡村互助基金", "社区基金", 1_000_000)}
    body.items = [
        Item("大米", "10公斤", str(year), "袋", 6500, date(year, 9, 5), 80, COMPANIES[3], Purpose(project="family"))
        for year in body.years
    ]
    give_all(body)
    cells = (("捐赠类型", "现金"), ("捐赠人类型", "单位"), ("捐赠人", CITY), ("署名", ""), ("同意公开姓名", "是"), ("渠道", "bank"),
             ("来自成员机构", above.id), ("已开票据", "是"))  # fmt: skip
    for one in above.payments:
        if dict(one.cells)["本会成员机构"] == name:
            arrived = ON_ITS_WAY.get((name, one.day), one.day)
            body.gifts.append(Gift(arrived, one.cents, Purpose(project="family"), goods=False, cells=cells))
            if arrived.year == one.day.year:
                INTERNAL[arrived.year] += one.cents
    return body


def describe_county(body: Body, books: dict[int, Year]) -> None:
    """A small body tells less; what it leaves out shows as not disclosed."""
    sources(body)
    reports(body, books)
    for name, title, kind in (("platform", "示例公益平台（虚构）", "网络募捐"), ("bank", "银行转账", "转账"),
                              ("station", "慈善工作站", "现场"), ("box", "募捐箱", "现场")):  # fmt: skip
        body.add("channels", 编号=name, 名称=title, 类型=kind, 年度="", 内容="逐笔见捐赠明细。")
    for place, (position, organ) in enumerate((("会长", "理事会"), ("秘书长", "理事会"), ("监事", "监事会")), 1):
        body.add("members", 编号=f"m{place}", 姓名=f"示例{'丑寅卯'[place - 1]}", 机构=organ, 职务=position, 工作单位="",
                 任期起="2022-05-10", 任期止="2027-05-09", 是否领取报酬="否")  # fmt: skip
    body.add("policies", 编号="charter", 名称="章程", 类别="章程", 年度="2022", 通过日期="2022-05-10", 公开日期="2022-06-01", 版本="2022年版",
             全文网址=f"{WEB}/rules/{body.id}-charter.pdf", 内容="虚构的样例。")  # fmt: skip
    figures(body, books)


def keep(body: Body) -> dict[int, Year]:
    """Payments, goods and statements of a body whose gifts are there."""
    move_goods(body)
    pay_all(body)
    funds = sum(opening for _, _, opening in body.funds.values())
    unit = body.scale
    opening = Position(
        cash=9_000_000 * unit, invested=2_000_000 * unit, stock=0, fixed=2_000_000 * unit, worn=500_000 * unit,
        payable=70_000 * unit, wages=170_000 * unit, restricted=funds,
    )  # fmt: skip
    books = keep_books(body, opening)
    ALL_BOOKS[body.id] = books
    write_gifts(body)
    write_payments(body)
    write_funds(body)
    write_projects(body, f"{body.name}和各社区")
    return books
