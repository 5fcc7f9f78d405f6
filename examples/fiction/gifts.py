"""Gifts of money: who gives, when, how much and for what."""

from __future__ import annotations

from datetime import date, timedelta

from .ledger import Body, Campaign, Gift, Project, Purpose, last_day

# 4,096 persons: every name is one giver, who always agrees or never
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = tuple(
    one + two for one in "示例样范" for two in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
)
SMALL = (
    1000,
    2000,
    5000,
    5000,
    6666,
    8888,
    10000,
    10000,
    10000,
    20000,
    20000,
    30000,
    50000,
    50000,
    100000,
    200000,
    500000,
)
LARGE = (1000000, 1000000, 2000000, 2000000, 3000000, 5000000, 5000000, 10000000, 20000000)
COMPANIES = tuple(f"示例市{one}（虚构）" for one in (
    "甲木家具厂", "乙火锅炉厂", "丙土建材行", "丁金五金公司", "戊水饮料公司", "己山茶业公司", "庚云软件公司", "辛雨伞业公司",
    "壬风物流公司", "癸月食品公司", "子丑商会", "寅卯商会",
))  # fmt: skip


Wishes = tuple[list[Campaign], list[Project]]


def _wishes(body: Body, day: date) -> Wishes:
    """The appeals and the projects that a gift of this day can be for."""
    campaigns = [one for one in body.campaigns if one.start <= day <= one.end and not one.purpose.emergency]
    projects = [
        one for one in body.projects if one.start <= day and (one.end is None or day <= one.end - timedelta(days=45))
    ]
    return campaigns, projects


def _purpose(body: Body, wishes: Wishes) -> tuple[Purpose, bool]:
    """What a gift is for, and whether the giver named it himself."""
    draw = body.chance.below(100)
    campaigns, projects = wishes
    if draw < 45 and campaigns:
        return body.chance.one(campaigns).purpose, False
    if draw < 60 and projects:
        return Purpose(project=body.chance.one(projects).id), True
    if draw < 75 and body.funds:
        return Purpose(fund=body.chance.one(list(body.funds))), True
    return Purpose(), True


def _giver(body: Body, *, large: bool) -> list[tuple[str, str]]:
    if large:
        return [("捐赠人类型", "单位"), ("捐赠人", body.chance.one(COMPANIES)), ("署名", ""), ("同意公开姓名", "")]
    if body.chance.percent(8):
        return [("捐赠人类型", "匿名"), ("捐赠人", ""), ("署名", ""), ("同意公开姓名", "")]
    surname, given = body.chance.below(len(SURNAMES)), body.chance.below(len(GIVEN))
    name = SURNAMES[surname] + GIVEN[given]
    agreed = (surname * 7 + given * 3) % 10 < 3
    signed = "示例一家人" if agreed and body.chance.percent(10) else ""
    return [("捐赠人类型", "个人"), ("捐赠人", name), ("署名", signed), ("同意公开姓名", "是" if agreed else "")]


def give(body: Body, day: date, purpose: Purpose, *, direct: bool, large: bool, channel: str) -> None:
    """One gift of money."""
    cents = body.chance.one(LARGE if large else SMALL)
    cells = [("捐赠类型", "现金"), *_giver(body, large=large), ("渠道", channel), ("已开票据", "是" if large else "")]
    body.gifts.append(Gift(day, cents, purpose, goods=False, cells=tuple(cells), direct=direct))


def give_all(body: Body) -> None:
    """The gifts of every month, and those of the weeks of an emergency."""
    for year in body.years:
        for month in range(1, 13):
            wishes = {day: _wishes(body, date(year, month, day)) for day in range(1, last_day(year, month).day + 1)}
            festive = 2 if month in {1, 9} else 1
            for _ in range(body.monthly * festive):
                day = date(year, month, body.chance.between(1, len(wishes)))
                purpose, direct = _purpose(body, wishes[day.day])
                channel = "platform" if purpose.campaign else body.chance.one(("bank", "station", "box", "bank"))
                give(body, day, purpose, direct=direct, large=body.chance.percent(2), channel=channel)
    for one in body.campaigns:
        if one.purpose.emergency:
            for _ in range(body.monthly):
                day = one.start + timedelta(days=body.chance.below(25))
                give(body, day, one.purpose, direct=False, large=body.chance.percent(3), channel="platform")
