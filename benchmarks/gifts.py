"""A made-up organisation with as many gifts as are asked for, in files by month; everything of it is invented, and marked so."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ORG = "shili"
SEED = 20260101
MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))
PROJECTS, FUNDS, CAMPAIGNS = 40, 6, 8
# Shares of gifts: of round sums, of bodies, who agreed to be named, lumps, for a project, for a fund, with a receipt.
_EVEN, _BODIES, _NAMED, _LUMPS, _FOR_PROJECTS, _FOR_FUNDS, _RECEIPTS = 0.8, 0.02, 0.3, 0.001, 0.4, 0.1, 0.7
_ROUND = (100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)  # 分
_CHANNELS = ("tencent", "alipay", "bank", "counter")
# Invented givers: 40 × 80 × 80 names.
_FIRST = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
_SECOND = (
    "安柏彬冰波博才晨成驰川春达丹德东帆方飞芳风刚国海涵浩和恒红宏洪华慧佳嘉建健江杰洁金静娟军君俊凯康可兰乐磊丽"
    "亮林玲龙梅美敏明宁鹏平琪倩强青庆荣"
)
_WORDS = ("一位老师", "甲公司员工", "希望", "平安是福", "老王", "小雨点", "加油", "愿你好", "春风", "一家人")

GIFTS = (
    "捐赠编号", "到账日期", "金额", "捐赠类型", "捐赠人类型", "捐赠人", "署名", "同意公开姓名", "渠道", "募捐活动",
    "定向项目", "定向基金", "笔数", "已开票据", "票据号码", "来源", "出处",
)  # fmt: skip


def write(folder: Path, count: int) -> Path:
    """*folder*/data and *folder*/content with *count* gifts over 24 months; the data folder."""
    data = folder / "data"
    own = data / ORG
    (own / "donations").mkdir(parents=True)
    for name in ("news", "pages"):
        (folder / "content" / name).mkdir(parents=True)
    (data / "site.yaml").write_text(
        f"name: 阳光慈善\ntagline: 基准测试用的虚构数据\norganisations:\n  - {ORG}\nprepared_on: 2026-03-01\nsample: 是\n",
        encoding="utf-8",
    )
    (own / "organisation.yaml").write_text(
        f"id: {ORG}\nname: 示例慈善会\nregion: 示例省\nabout: 基准测试用的虚构机构。\nallocation_rule: 先进先出\nsample: 是\n",
        encoding="utf-8",
    )
    _table(
        own / "sources.csv",
        ("编号", "名称", "发布者", "发布日期", "等级"),
        [("SL", "示例慈善会捐赠台账（虚构）", "示例慈善会", "2026-01-31", "填")],
    )
    _table(
        own / "channels.csv",
        ("编号", "名称", "类型", "来源", "出处"),
        [(name, f"{name}渠道", "其他", "SL", "第1页") for name in _CHANNELS],
    )
    _table(
        own / "funds.csv",
        ("编号", "名称", "类型", "来源", "出处"),
        [(f"f{number}", f"第{number}号基金", "专项", "SL", "第1页") for number in range(1, FUNDS + 1)],
    )
    _table(
        own / "projects.csv",
        ("编号", "名称", "类别", "类别依据", "年度", "状态", "内容", "开始日期", "来源", "出处"),
        [
            (
                f"p{number}",
                f"第{number}号助学项目",
                "助学",
                "报告",
                2024,
                "进行中",
                "办实事。",
                "2024-01-01",
                "SL",
                "第1页",
            )
            for number in range(1, PROJECTS + 1)
        ],
    )
    rows = random.Random(SEED)
    for place, month in enumerate(MONTHS):
        size = count // len(MONTHS) + (place < count % len(MONTHS))
        _table(own / "donations" / f"{month}.csv", GIFTS, _gifts(rows, month, size))
    return data


def _gifts(rows: random.Random, month: str, size: int) -> Iterator[Sequence[object]]:
    """The gifts of a month in the order of their numbers; one in a thousand stands for many."""
    for number in range(1, size + 1):
        day = 1 + (number - 1) * 28 // size
        cents = rows.choice(_ROUND) if rows.random() < _EVEN else rows.randrange(10, 3_000_000)
        body, consent = rows.random() < _BODIES, rows.random() < _NAMED
        wish = rows.random()
        many = rows.randrange(2, 900) if rows.random() < _LUMPS else ""
        yield (
            f"{month}-{number:05d}",
            f"{month}-{day:02d}",
            f"{cents // 100}.{cents % 100:02d}",
            "现金",
            "单位" if body else "个人",
            f"示例第{rows.randrange(2000)}公司" if body else "".join(map(rows.choice, (_FIRST, _SECOND, _SECOND))),
            rows.choice(_WORDS) if consent and not body else "",
            "是" if consent else "",
            rows.choice(_CHANNELS),
            "",
            f"p{1 + int(rows.random() ** 2 * PROJECTS)}" if wish < _FOR_PROJECTS else "",
            f"f{rows.randrange(1, FUNDS + 1)}" if 0 <= wish - _FOR_PROJECTS < _FOR_FUNDS else "",
            many,
            "是" if rows.random() < _RECEIPTS else "否",
            f"{month[2:4]}{month[5:]}{number:08d}",
            "SL",
            f"第{number + 1}行",
        )


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
