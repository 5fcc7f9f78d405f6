"""A made-up organisation of any size, from a seed: the same number always gives the same data. Marked as a sample."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from disclosure.kinds.project import CATEGORIES
from disclosure.quantities import quantity_text

ORG = "shili"
SEED = 20260101
YEARS = tuple(range(2014, 2024))
SOURCE = "SL"
DOCUMENT = "示例慈善会项目台账（虚构）"

_PLACES = ("城东", "城西", "河口", "石桥", "青山", "南湖", "北塘", "新安", "长宁", "永和")
_DEEDS = ("助学", "送医", "暖冬", "护老", "伴读", "安居", "康复", "心理关怀", "乡村图书", "应急包")
_PEOPLE = ("困难家庭学生", "独居老人", "残障人士", "留守儿童", "环卫工人")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure as the register holds it."""

    id: str
    year: int
    topic: str
    subject: str
    measure: str
    value: int
    unit: str
    record: str = ""
    part_of: str = ""

    @property
    def as_written(self) -> str:
        """Its wording: 12.3万元, and to the last yuan where 亿元 would round it."""
        if self.unit == "元" and self.value < 100_000_000:  # noqa: PLR2004
            return quantity_text(Decimal(self.value), self.unit)
        return f"{self.value}{self.unit}"


@dataclass(frozen=True, slots=True)
class Project:
    """One project with its five figures."""

    id: str
    name: str
    category: str
    year: int
    status: str
    region: str
    people: str
    start: str
    figures: tuple[Stated, ...]

    @property
    def summary(self) -> str:
        """What was done, with references to its figures."""
        raised, spent, helped = (one.id for one in self.figures[:3])
        return f"在{self.region}为{self.people}办实事，筹集{{{raised}}}，支出{{{spent}}}，受益{{{helped}}}。"


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole organisation."""

    projects: tuple[Project, ...]
    totals: tuple[Stated, ...]  # income, expense and the parts of expense, of every year


def make(count: int) -> Sample:
    """*count* projects of five figures over ten years; a year's expense is the sum of its categories."""
    random_ = random.Random(SEED)
    names = list(CATEGORIES)
    projects = []
    for number in range(1, count + 1):
        year = YEARS[number % len(YEARS)]
        identity = f"p{number:05}"
        place, deed = random_.choice(_PLACES), random_.choice(_DEEDS)
        name = f"{place}{deed}第{number}号项目"
        spent = random_.randint(20, 9000) * 100
        amounts = (
            ("筹集", spent + random_.randint(0, 500) * 100, "元"),
            ("支出", spent, "元"),
            ("受益", random_.randint(10, 5000), "人"),
            ("活动", random_.randint(1, 60), "场"),
            ("发放物资", random_.randint(10, 900), "件"),
        )
        figures = tuple(
            Stated(f"F{number:05}{letter}", year, "项目", name, measure, value, unit, f"projects/{identity}")
            for letter, (measure, value, unit) in zip("ABCDE", amounts, strict=True)
        )
        projects.append(
            Project(
                identity,
                name,
                names[number % len(names)],
                year,
                random_.choice(("进行中", "已开展", "已结项")),
                place,
                random_.choice(_PEOPLE),
                f"{year}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}",
                figures,
            )
        )
    return Sample(tuple(projects), tuple(_totals(projects)))


def _totals(projects: Sequence[Project]) -> Iterable[Stated]:
    for year in YEARS:
        spent = dict.fromkeys(CATEGORIES, 0)
        raised = 0
        for one in projects:
            if one.year == year:
                raised += one.figures[0].value
                spent[one.category] += one.figures[1].value
        yield Stated(f"T{year}A", year, "收入", "全年", "接收款物", raised, "元")
        yield Stated(f"T{year}B", year, "支出", "全年", "发放款物", sum(spent.values()), "元")
        for place, (category, value) in enumerate(spent.items(), 1):
            if value:
                part = f"T{year}S{place:02}"
                yield Stated(part, year, "支出", f"{category}项目", "支出", value, "元", part_of=f"B{year}")


def write(folder: Path, sample: Sample) -> None:
    """The data folder (folder/data) and an empty folder of articles (folder/content)."""
    data = folder / "data"
    own = data / ORG
    (own / "figures").mkdir(parents=True)
    for name in ("news", "pages"):
        (folder / "content" / name).mkdir(parents=True)
    (data / "site.yaml").write_text(
        f"name: 阳光慈善\ntagline: 基准测试用的虚构数据\norganisations:\n  - {ORG}\n"
        "prepared_on: 2026-01-01\nsample: 是\n",
        encoding="utf-8",
    )
    (own / "organisation.yaml").write_text(
        f"id: {ORG}\nname: 示例慈善会\nregion: 示例省\nabout: 基准测试用的虚构机构。\nsample: 是\n", encoding="utf-8"
    )
    _table(
        own / "sources.csv",
        ("编号", "名称", "发布者", "发布日期", "等级"),
        [(SOURCE, DOCUMENT, "示例慈善会", "2024-01-31", "填")],
    )
    _table(
        own / "projects.csv",
        ("编号", "名称", "类别", "类别依据", "年度", "状态", "内容", "地域", "受益对象", "开始日期", "来源", "出处"),
        [
            (
                *(one.id, one.name, one.category, "报告", one.year, one.status, one.summary),
                *(one.region, one.people, one.start, SOURCE, f"第{one.id[1:]}行"),
            )
            for one in sample.projects
        ],
    )
    stated = [*sample.totals, *(figure for one in sample.projects for figure in one.figures)]
    for year in YEARS:
        _table(
            own / "figures" / f"{year}.csv",
            (
                *("编号", "主题", "事项", "指标", "数值", "单位", "原文写法", "性质", "口径", "款物"),
                *("所属记录", "属于", "状态", "来源", "出处"),
            ),
            [
                (
                    *(one.id, one.topic, one.subject, one.measure, one.value, one.unit, one.as_written, "实际", "本级"),
                    *("款物" if one.unit == "元" else "", one.record, one.part_of, "已核", SOURCE, f"第{one.id[1:]}行"),
                )
                for one in stated
                if one.year == year
            ],
        )
    _table(
        own / "breakdowns.csv",
        ("编号", "名称", "总额", "互斥", "完整"),
        [(f"B{year}", f"{year}年支出按类别", f"T{year}B", "是", "是") for year in YEARS],
    )
    roles = (("收入合计", "T{}A"), ("支出合计", "T{}B"), ("支出分组", "B{}"))
    _table(
        own / "headlines.csv",
        ("年度", "角色", "编号"),
        [(year, role, figure.format(year)) for year in YEARS for role, figure in roles],
    )


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
