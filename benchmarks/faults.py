"""(f) Faults sown into the example federation: how many of each sort are told, and how often clean rows are asked about."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from disclosure.accounts.site import read_site
from disclosure.problems import Problem, Report, Severity

from .measure import ROOT
from .tables import Result

TITLE = "种下的错指出了多少"
EXAMPLE = ROOT / "examples" / "data"
CITY = "shili"
SEEDS = 3

Cells = dict[str, str]


@dataclass
class Table:
    """A CSV of the example, to be spoilt; rows are numbered as in Excel."""

    path: Path
    rows: list[Cells]

    @classmethod
    def read(cls, folder: Path, name: str) -> Table:
        """The table of the city body."""
        path = folder / CITY / f"{name}.csv"
        return cls(path, list(csv.DictReader(io.StringIO(path.read_text("utf-8")))))

    def save(self) -> None:
        """Put it back."""
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(self.rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        self.path.write_text(stream.getvalue(), "utf-8")


@dataclass(frozen=True, slots=True)
class Fault:
    """One sort of slip: the table, which rows can have it, and how it changes one."""

    name: str
    table: str
    fits: Callable[[Cells], bool]
    spoil: Callable[[Cells, random.Random, list[Cells]], Cells | None]


def _change(label: str, how: Callable[[str, random.Random], str | None]) -> Callable[..., Cells | None]:
    def spoil(row: Cells, chance: random.Random, _: list[Cells]) -> Cells | None:
        value = how(row[label], chance)
        return None if value is None or value == row[label] else {**row, label: value}

    return spoil


def _times(power: int) -> Callable[[str, random.Random], str | None]:
    return lambda value, _: format(Decimal(value).scaleb(power).normalize(), "f")


def _swap(value: str, chance: random.Random) -> str | None:
    places = [at for at in range(len(value) - 1) if value[at : at + 2].isdigit() and value[at] != value[at + 1]]
    if not places:
        return None
    return _swapped(value, chance.choice(places))


def _swap_signs(value: str, chance: random.Random) -> str | None:
    places = [at for at in range(len(value) - 1) if re.match(r"[一-鿿]{2}", value[at:]) and value[at] != value[at + 1]]
    return _swapped(value, chance.choice(places)) if places else None


def _swapped(value: str, at: int) -> str:
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]


def _later(days: int) -> Callable[[str, random.Random], str | None]:
    return lambda value, _: (date.fromisoformat(value) + timedelta(days=days)).isoformat()


def _again(label: str) -> Callable[..., Cells | None]:
    """The same row once more, under the next number where it has one."""

    def spoil(row: Cells, _: random.Random, rows: list[Cells]) -> Cells | None:
        copy = dict(row)
        if label:
            month = [one[label] for one in rows if one[label].startswith(row[label][:7])]
            copy[label] = f"{row[label][:8]}{max(int(one[8:]) for one in month) + 1:05d}"
            copy["票据号码"] = ""
        rows.append(copy)
        return copy

    return spoil


def _other(label: str) -> Callable[..., Cells | None]:
    def spoil(row: Cells, chance: random.Random, rows: list[Cells]) -> Cells | None:
        others = sorted({one[label] for one in rows if one[label] and one[label] != row[label]})
        return {**row, label: chance.choice(others)} if others else None

    return spoil


def _filled(*labels: str) -> Callable[[Cells], bool]:
    return lambda row: all(row.get(label) for label in labels)


def _nonzero(label: str) -> Callable[[Cells], bool]:
    return lambda row: bool(re.fullmatch(r"-?\d+(\.\d+)?", row.get(label, ""))) and bool(Decimal(row[label]))


FAULTS = (
    Fault("报表一格多写一位（×10）", "cash_flow/2024", _nonzero("金额"), _change("金额", _times(1))),
    Fault("报表一格相邻两位颠倒", "balance_sheet/2024", _nonzero("期末数"), _change("期末数", _swap)),
    Fault("基金收支多写一位（×10）", "fund_accounts", _nonzero("本年收入"), _change("本年收入", _times(1))),
    Fault("基金余额相邻两位颠倒", "fund_accounts", _nonzero("年末余额"), _change("年末余额", _swap)),
    Fault("募捐账目多写一位（×10）", "campaign_accounts", _nonzero("累计使用"), _change("累计使用", _times(1))),
    Fault("累计数填成当期数（÷3）", "project_progress", _nonzero("累计收入"),
          _change("累计收入", lambda value, _: format((Decimal(value) / 3).quantize(Decimal("0.01")), "f"))),
    Fault("台账的数值忘了换成元（÷10⁴）", "figures/2024", _nonzero("数值"), _change("数值", _times(-4))),
    Fault("台账的数值相邻两位颠倒", "figures/2024", _nonzero("数值"), _change("数值", _swap)),
    Fault("拨付按万元填（÷10⁴）", "disbursements", _nonzero("金额"), _change("金额", _times(-4))),
    Fault("拨付多写四个零（×10⁴）", "disbursements", _nonzero("金额"), _change("金额", _times(4))),
    Fault("捐赠多写四个零（×10⁴）", "donations/2024", _nonzero("金额"), _change("金额", _times(4))),
    Fault("同一笔捐赠记两次", "donations/2024", _filled("捐赠人", "金额"), _again("捐赠编号")),
    Fault("同一笔拨付记两次", "disbursements", lambda row: row["接收方类型"] != "个人", _again("")),
    Fault("票据号码重复", "donations/2024", _filled("票据号码"), _other("票据号码")),
    Fault("捐赠早于募捐开始", "donations/2024", _filled("募捐活动"), _change("到账日期", _later(-900))),
    Fault("到账日期错了月份", "donations/2024", _filled("到账日期"), _change("到账日期", _later(45))),
    Fault("日期写到以后（2062）", "disbursements", _filled("拨付日期"), _change("拨付日期", lambda value, _: f"2062{value[4:]}")),
    Fault("没有这一天（02-30）", "disbursements", _filled("拨付日期"), _change("拨付日期", lambda value, _: f"{value[:4]}-02-30")),
    Fault("文字里没有这一天", "projects", _filled("内容"), _change("内容", lambda value, _: f"{value}2023年2月29日启动。")),
    Fault("测试记录", "donations/2024", _filled("捐赠人"), _change("捐赠人", lambda _, chance: chance.choice(["测试", "test", "aaa"]))),
    Fault("单位名称两字颠倒", "disbursements", lambda row: row["接收方类型"] != "个人", _change("接收方", _swap_signs)),
    Fault("物资数量少一成", "goods", lambda row: row["类型"] == "发放",
          _change("数量", lambda value, _: format(Decimal(value) * 9 // 10, "f"))),
    Fault("物资规格改变", "goods", lambda row: row["类型"] == "发放" and bool(row["规格"]), _change("规格", lambda value, _: f"N{value}")),
    Fault("募来的钱用到别的项目", "disbursements", _filled("募捐活动", "项目"), _other("项目")),
    Fault("编号打错一个字", "donations/2024", _filled("定向项目"), _change("定向项目", lambda value, _: value[:-1])),
    Fault("文字里有身份证号", "complaints", _filled("事由"), _change("事由", lambda value, _: f"{value}110105194912310021")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """How many of one sort were told in their table, and how many of these at their very row."""

    name: str
    hits: int
    at_row: int
    sown: int
    codes: list[str]


def faults(seeds: int | None = None) -> Result:
    """Each fault sown *seeds* times, one at a time; told means: by something new, at its row."""
    with tempfile.TemporaryDirectory() as work:
        data = Path(work) / "data"
        shutil.copytree(EXAMPLE, data)
        clean, rows = _told(EXAMPLE), _rows(EXAMPLE)
        for path in sorted(
            data.glob("*/**/*"), reverse=True
        ):  # only the city body is spoilt; the others just have to be there
            if path.is_file() and path.name != "organisation.yaml" and CITY not in path.parts:
                path.unlink()
        before = {str(one) for one in _told(data)}
        lines = [_line(data, fault, before, seeds or SEEDS) for fault in FAULTS]
    found, sown, at_row = (sum(getattr(one, name) for one in lines) for name in ("hits", "sown", "at_row"))
    table = [
        (one.name, f"{one.hits}/{one.sown}", f"{one.at_row}/{one.sown}", "、".join(f"`{code}`" for code in one.codes))
        for one in lines
    ]
    weights = {one: sum(each.severity is one for each in clean) for one in (Severity.ERROR, Severity.WARNING)}
    alarms = "，".join(
        f"{words} {weights[one]} 处（每千行 {weights[one] * 1000 / rows:.2f}）"
        for one, words in ((Severity.ERROR, "必须改"), (Severity.WARNING, "请确认"))
    )
    notes = (
        f"一共种下 {sown} 处，指出 {found} 处（{found / sown:.0%}），其中 {at_row} 处指到那一行。",
        "“指出”是指在种下的那张表里有新的必须改或请确认。",
        f"没有种错的示例数据共 {rows} 行：{alarms}；请确认的都写在确认表里。",
    )
    return Result(TITLE, ("种下的错", "指出", "指到那一行", "用什么指出"), tuple(table), notes)


def _told(data: Path) -> list[Problem]:
    report = Report()
    read_site(data, "data", report)
    return [one for one in report if one.severity is not Severity.NOTICE]


def _rows(data: Path) -> int:
    report = Report()
    site = read_site(data, "data", report)
    return sum(len(table) for one in site.disclosures for table in one.datasets.values())


def _line(data: Path, fault: Fault, before: set[str], seeds: int) -> Line:
    hits = rows = count = 0
    codes: dict[str, int] = {}
    for seed in range(seeds):
        chance = random.Random(f"{fault.name}-{seed}")
        table = Table.read(data, fault.table)
        kept = table.path.read_bytes()
        row = _sow(table, fault, chance)
        if row is None:
            continue
        count += 1
        table.save()
        new = [one for one in _told(data) if str(one) not in before]
        table.path.write_bytes(kept)
        file = f"data/{CITY}/{fault.table}.csv"
        here = [one for one in new if one.where.file == file]
        rows += any(one.where.row == row for one in here)
        hits += bool(here)
        for one in {found.code for found in here}:
            codes[one] = codes.get(one, 0) + 1
    return Line(fault.name, hits, rows, count, sorted(codes, key=lambda code: (-codes[code], code)))


def _sow(table: Table, fault: Fault, chance: random.Random) -> int | None:
    places = [at for at, row in enumerate(table.rows) if fault.fits(row)]
    chance.shuffle(places)
    for at in places:
        size = len(table.rows)
        changed = fault.spoil(table.rows[at], chance, table.rows)
        if changed is not None:
            if len(table.rows) > size:
                return len(table.rows) + 1
            table.rows[at] = changed
            return at + 2
    return None
