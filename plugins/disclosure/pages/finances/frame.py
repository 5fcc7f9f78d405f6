"""What all pages of the finances of a year have in common: tabs, title, status, and how amounts are scaled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ...accounts import of_role
from ...blocks import HOME, claimed, entry, name_of, sentence
from ...model import Block, Disclosure, Entry, Evidence, Figure, Kind, Link, Page, Prose, RichText, in_cents
from ...reading import Record
from .. import statements
from ..headlines import Headlines
from ..topics import told_of_all
from ..years import largest, status_line

SHOWN_FIGURES = 6  # where no breakdown says what belongs together


SECTIONS = (
    ("", "总览"),
    ("income/", "收入"),
    ("expense/", "支出"),
    ("in-kind/", "物资"),
    ("flow/", "善款去向"),
    ("plan/", "计划与执行"),
    ("costs/", "管理费与募捐成本"),
    ("position/", "结余与资产"),
    ("checks/", "对账表"),
)


# Five tabs, and the pages under each; in short words, because a phone has one line for them.
_TABS = (
    ("收支", ("", "income/", "expense/", "in-kind/", "plan/", "position/")),
    ("去向", ("flow/",)),
    ("费用", ("costs/",)),
    ("三表", ("balance-sheet/", "activity/", "cash-flow/")),
    ("对账", ("checks/",)),
)


_SHORT = {
    "plan/": "计划",
    "position/": "结余",
    "balance-sheet/": "资产负债表",
    "activity/": "业务活动表",
    "cash-flow/": "现金流量表",
}


def sections(disclosure: Disclosure, year: int) -> tuple[tuple[str, str], ...]:
    """The tabs of a year: statements stand before 对账表, and only where there are any."""
    return (*SECTIONS[:-1], *statements.tabs(disclosure, year), SECTIONS[-1])


def finance_page(
    disclosure: Disclosure, head: Headlines, section: str, title: str, lead: RichText, blocks: Sequence[Block]
) -> Page:
    """A page of the finances of a year, under its tab."""
    base = f"finances/{head.year}/"
    here = dict(sections(disclosure, head.year))
    groups = [(label, [path for path in paths if path in here]) for label, paths in _TABS]
    near = next(paths for _, paths in groups if section in paths)
    return Page(
        path=f"{base}{section}",
        title=title,
        label=here[section],
        finding=lead,
        blocks=tuple(blocks),
        section="finances",
        crumbs=(HOME, Link("财务", "finances/"), *((Link(f"{head.year}年度", base),) if section else ())),
        year=head.year,
        tabs=tuple(Link(label, f"{base}{paths[0]}") for label, paths in groups if paths),
        tab=f"{base}{near[0]}",
        near=tuple(Link(_SHORT.get(path, here[path]), f"{base}{path}") for path in near if len(near) > 1),
        status=status_line(disclosure, head.year),
        description=f"{disclosure.organisation.name}{title}：数字、出处和没公开的。",
    )


def side_untold(
    disclosure: Disclosure, year: int, side: str, evidence: Evidence, listed: Sequence[Figure]
) -> tuple[str | Figure, ...]:
    """What a page says of a side whose total nobody named: its largest figure, that there is none, or where else it is told."""
    stand_in = largest(disclosure, year, side)
    if stand_in:
        count = len(listed)
        return (f"{year}年", name_of(stand_in), stand_in, *((f"；{side}的数字一共{count}个",) if count > 1 else ()))
    absent = claimed(not evidence.tells(disclosure, year), f"{year}年{side}总额没有公布")
    return (absent or f"{year}年{side}的数字{'列在下面' if listed else '见业务活动表'}",)


def figures_of(disclosure: Disclosure, head: Headlines, side: str) -> list[Figure]:
    """The figures of a side; where they have neither a total nor a topic of their own, those of 总体 that speak of it."""
    of_topic = disclosure.of_topic(side, head.year)
    return of_topic or ([] if head.figure(f"{side}合计") else told_of_all(disclosure, head.year, side))


def brief(disclosure: Disclosure, kind: Kind, row: Record) -> Entry:
    """A record as one line that leads to it."""
    return replace(entry(disclosure, kind, row), link=Link(row.record_name, kind.place(row)), facts=(), figures=())


def line_by_line(disclosure: Disclosure, year: int, figures: Sequence[Figure]) -> Iterator[Block]:
    """The way to the statement that tells a side line by line, where the register has no *figures* of it."""
    if not figures and of_role(disclosure.figures, year, "activity_statement", "income", "total"):
        statement = Link("业务活动表", f"finances/{year}/activity/")
        yield Prose((sentence("各项收入和费用，一行一行列在", statement, "里。"),))


def scale(figures: Sequence[Figure]) -> str:
    """The unit of a table of accounts: what is written to the 分, all below 1万, or one below 100元 or with 角 and 分.

    Nobody reads 0.0009万元 or 86.40005万元.
    """
    small = bool(figures) and all(abs(figure.value) < _TEN_THOUSAND for figure in figures)
    tiny = any(0 < abs(figure.value) < _HUNDRED for figure in figures)
    broken = any(figure.value % 1 for figure in figures if not figure.formula)
    return "元" if small or tiny or broken or in_cents(figures) else "万元"


_TEN_THOUSAND, _HUNDRED = 10_000, 100
