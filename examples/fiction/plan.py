"""The plan of the federation: its bodies, and the projects, funds, appeals and goods of the city's."""

from __future__ import annotations

from datetime import date, timedelta

from .gifts import COMPANIES
from .ledger import SEED, YEARS, Body, Campaign, Chance, Item, Project, Purpose

CITY = "示例市慈善总会"
USCC = "51SHILI00000000001"
CERTIFICATE = "慈公募（示例）2019001号"
COUNTIES = {"dongyang": "东样县慈善会", "xiyang": "西样县慈善会", "heqiao": "河桥县慈善会"}
MEMBER_YEARS = {"dongyang": YEARS, "xiyang": YEARS, "heqiao": (2023, 2024)}

CITY_PROJECTS = (
    ("study-2023", "助学圆梦2023", "助学", "2023-01-10", "2023-12-20", True),
    ("hearts-2023", "童心护航2023", "助医", "2023-02-01", "2024-03-31", True),
    ("meals", "社区长者食堂", "助老", "2023-03-01", "", False),
    ("steps", "助残起步", "助残", "2023-03-15", "2024-09-20", True),
    ("warm-winter-2023", "暖冬送温暖2023", "助困", "2023-09-01", "2024-03-31", True),
    ("listening", "心晴热线", "心理健康", "2023-04-01", "", False),
    ("reading", "乡村图书角", "社会公益", "2023-02-15", "2024-12-20", True),
    ("dialysis", "透析救助", "助医", "2023-01-05", "", False),
    ("study-2024", "助学圆梦2024", "助学", "2024-01-10", "2024-12-20", True),
    ("hearts-2024", "童心护航2024", "助医", "2024-03-01", "2025-06-30", True),
    ("warm-winter-2024", "暖冬送温暖2024", "助困", "2024-09-01", "2025-03-31", True),
    ("hearing", "助听计划", "助残", "2024-02-01", "", False),
    ("night-school", "新市民夜校", "社会公益", "2024-03-01", "2025-09-20", True),
    ("school-lunch", "乡村午餐", "助学", "2024-02-20", "", False),
    ("care-visits", "探访独居老人", "助老", "2024-04-01", "2025-12-20", True),
    ("teens", "少年心理课", "心理健康", "2024-09-01", "", False),
    ("study-2025", "助学圆梦2025", "助学", "2025-01-10", "2025-12-20", True),
    ("hearts-2025", "童心护航2025", "助医", "2025-06-01", "", False),
    ("warm-winter-2025", "暖冬送温暖2025", "助困", "2025-09-01", "", False),
    ("ramps", "无障碍坡道", "助残", "2025-02-01", "", False),
    ("family-aid", "困境家庭帮扶", "助困", "2023-01-15", "", False),
    ("museum-day", "博物馆公益日", "社会公益", "2025-03-01", "", False),
)
CITY_FUNDS = {
    "jiamu": ("甲木助学冠名基金", "冠名基金", 20_000_000),
    "bingtu": ("丙土助老冠名基金", "冠名基金", 15_000_000),
    "yilao": ("颐老专项基金", "专项基金", 18_000_000),
    "tongxin": ("童心专项基金", "专项基金", 12_000_000),
    "dongyang-community": ("东样社区基金", "社区基金", 3_000_000),
    "xiyang-community": ("西样社区基金", "社区基金", 2_500_000),
    "hetang-community": ("荷塘社区基金", "社区基金", 1_800_000),
}
CITY_CAMPAIGNS = (
    ("spring-2023", "新春助学行动", "2023-01-25", "2023-04-30", "study-2023", ""),
    ("hearts-2023", "为童心护航", "2023-03-01", "2023-08-31", "hearts-2023", ""),
    ("day-2023", "慈善一日捐2023", "2023-05-01", "2023-06-30", "", "yilao"),
    ("meals-2023", "一餐热饭", "2023-04-01", "2024-03-31", "meals", ""),
    ("coats-2023", "暖冬募集2023", "2023-09-15", "2023-12-31", "warm-winter-2023", ""),
    ("books-2023", "一人一本书", "2023-06-01", "2023-11-30", "reading", ""),
    ("dialysis-2023", "透析患者救助募捐", "2023-09-01", "2024-08-31", "dialysis", ""),
    ("spring-2024", "助学圆梦募捐2024", "2024-02-10", "2024-08-31", "study-2024", ""),
    ("hearts-2024", "为童心护航2024", "2024-04-01", "2024-12-31", "hearts-2024", ""),
    ("day-2024", "慈善一日捐2024", "2024-05-01", "2024-06-30", "", "tongxin"),
    ("lunch-2024", "乡村午餐募捐", "2024-03-15", "2025-03-14", "school-lunch", ""),
    ("coats-2024", "暖冬募集2024", "2024-09-15", "2024-12-31", "warm-winter-2024", ""),
    ("hearing-2024", "听见声音", "2024-05-10", "2025-05-09", "hearing", ""),
    ("visits-2024", "敲门问安", "2024-06-01", "2025-05-31", "care-visits", ""),
    ("spring-2025", "助学圆梦募捐2025", "2025-02-10", "2025-08-31", "study-2025", ""),
    ("hearts-2025", "为童心护航2025", "2025-06-20", "2026-12-31", "hearts-2025", ""),
    ("day-2025", "慈善一日捐2025", "2025-05-01", "2025-06-30", "", "yilao"),
    ("ramps-2025", "一道坡道", "2025-03-10", "2025-12-31", "ramps", ""),
    ("coats-2025", "暖冬募集2025", "2025-09-15", "2025-12-31", "warm-winter-2025", ""),
    ("museum-2025", "看见博物馆", "2025-04-01", "2025-09-30", "museum-day", ""),
)
FLOODS = {
    "flood-2023": ("示例河洪水应急行动", "洪水", date(2023, 7, 12)),
    "cold-2025": ("寒潮应急行动", "寒潮", date(2025, 1, 8)),
}


def copies(times: int) -> list[tuple[str, str]]:
    """What is added to the id and to the name of the first, second … of the same."""
    return [(f"-{number}", f"（{number}）") if number > 1 else ("", "") for number in range(1, times + 1)]


def city(times: int = 1) -> Body:
    """The plan of the city body; with *times* as many gifts, projects and appeals."""
    body = Body(
        "shili", CITY, 34, 400 * times, Chance(f"{SEED} shili"), members=tuple(COUNTIES), funds=dict(CITY_FUNDS)
    )
    day = date.fromisoformat
    for tail, word in copies(times):
        for number, (name, title, category, start, end, closed) in enumerate(CITY_PROJECTS):
            finish = day(end) if end else None
            keeps = number in {3, 10, 12}
            body.projects.append(Project(name + tail, title + word, category, day(start), finish, closed, keeps))
        for name, title, start, end, project, fund in CITY_CAMPAIGNS:
            purpose = Purpose(name + tail, project + tail if project else "", fund)
            body.campaigns.append(Campaign(name + tail, title + word, day(start), day(end), purpose))
    for name, (title, _, start_day) in FLOODS.items():
        body.emergencies[name] = start_day
        appeal = f"{name}-appeal"
        purpose = Purpose(appeal, emergency=name)
        body.campaigns.append(Campaign(appeal, f"{title}募捐", start_day, start_day + timedelta(days=45), purpose))
        for place, (item, specification, unit, price, count) in enumerate((
            ("棉被", "2公斤", "条", 12000, 600), ("饮用水", "24瓶", "箱", 3600, 1500), ("方便食品", "12盒", "箱", 4800, 800),
        )):  # fmt: skip
            came = start_day + timedelta(days=place)
            body.items.append(Item(item, specification, name, unit, price, came, count, COMPANIES[4 + place], purpose))
    for year in YEARS:
        for name, item, specification, unit, price, count, spoiled in (
            ("meals", "大米", "10公斤", "袋", 6500, 420 + year % 5 * 30, 0),
            ("meals", "食用油", "5升", "桶", 7200, 300, 12 if year == 2024 else 0),
            ("family-aid", "羽绒服", "均码", "件", 26000, 203, 0),
            ("dialysis", "血压计", "家用", "台", 15800, 56, 0),
            ("family-aid", "文具", "套装", "套", 4500, 520, 0),
        ):
            came = date(year, 3 + count % 6, 11)
            giver = COMPANIES[count % len(COMPANIES)]
            body.items.append(
                Item(item, specification, str(year), unit, price, came, count, giver, Purpose(project=name), spoiled)
            )
    return body
