"""基金: named, special and community funds: agreed size, received, spent, left; size is never income."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from .. import charts
from ..blocks import (
    HOME,
    AnyOf,
    AtHand,
    Detail,
    InTable,
    InWords,
    Listed,
    added,
    all_facts,
    checks,
    claim,
    claimed,
    concerning,
    detail_page,
    entry,
    figure_list,
    figures_shown,
    money_block,
    money_facts,
    phrase,
    pointed_to,
    seeming_list,
    sentence,
    sorted_money,
    stated,
    told_by,
    undisclosed,
)
from ..model import (
    ChartBlock,
    Disclosure,
    Entries,
    Entry,
    Evidence,
    Expectation,
    Facts,
    Figure,
    Kind,
    Link,
    Nature,
    Page,
    Role,
)
from ..model import RichText as RichTextPieces
from ..quantities import yuan_text
from ..reading import AnyColumn, BodyName, Complete, Date, RichText, Slug, Sourced, Text, Year, Yuan, column
from .project import Project, ProjectRecord

MONEY = (
    ("规模（协议金额，不等于到账）", ("规模",)),
    ("到账", ("到账", "筹集", "募集", "收入", "收到", "注入")),
    ("支出", ("支出", "资助", "帮扶", "救助", "发放")),
    ("年末余额", ("余额", "结余")),
)


class FundRecord(Sourced):
    """One fund."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    summary = column(RichText, "内容")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    manager = column(BodyName, "管理方")
    established_on = column(Date, "设立日期")


class Fund(Complete, FundRecord):
    """One fund, with all that it must have."""


class FundAccountRecord(Sourced):
    """One year of one fund."""

    fund = column(Text, "基金", required=True, refers_to="funds")
    year = column(Year, "年度", required=True)
    opening = column(Yuan, "年初余额")
    received = column(Yuan, "本年收入")
    spent = column(Yuan, "本年支出")
    closing = column(Yuan, "年末余额")
    published_on = column(Date, "公布日期")


class FundAccount(Complete, FundAccountRecord):
    """One year of one fund, with all that it must have."""


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list and one page a fund."""
    records = disclosure.rows(Fund)
    if not records:
        return
    loose = [figure for figure in disclosure.of_topic(kind.topic or "") if not figure.record]
    yield Page(
        path=kind.address,
        title="基金",
        finding=sentence(
            f"{told_by(disclosure, records)}写到{len(records)}只（类）基金。",
            claimed(_sized(disclosure), "规模是协议金额，不等于到账。"),
        ),
        blocks=(
            Entries("", tuple(_entry(disclosure, kind, row) for row in records), id="list"),
            *figure_list("数字", loose),
            *checks("对得上吗", concerning(disclosure, loose)),
            *undisclosed(
                disclosure,
                None,
                (
                    Expectation("各基金年初、年末余额", InTable(FundAccountRecord, (FundAccountRecord.closing,))),
                    *_papers(),
                ),
            ),
        ),
        section="projects",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的基金：规模、到账、支出和余额。",
    )
    for row in records:
        yield _detail(disclosure, kind, row)


def _sized(disclosure: Disclosure) -> bool:
    """Whether the size of any fund is told."""
    return any(figure.nature == Nature.SIZE for figure in disclosure.of_topic(KIND.topic or ""))


def _entry(disclosure: Disclosure, kind: Kind, row: Fund) -> Entry:
    """A fund in the list of all, with what its newest yearly account comes to."""
    shown, result, last = entry(disclosure, kind, row), result_of(disclosure, row), _newest_account(disclosure, row)
    if not last or not result:
        return shown
    return replace(shown, facts=(*shown.facts, ("账目", result)), further=(last.source,))


def _papers(*having: tuple[AnyColumn, object]) -> tuple[Expectation, ...]:
    """What a fund rests on: told where the words about it speak of it."""
    return (
        Expectation("设立协议", InWords(FundRecord, "协议", having)),
        Expectation("管理委员会名单", InWords(FundRecord, _COMMITTEE, having)),
    )


def _spent_by_projects(disclosure: Disclosure, fund: str) -> list[Figure]:
    """The figures of projects that are paid from this fund."""
    projects = disclosure.about(Project, ProjectRecord.fund, fund)
    return [figure for project in projects for figure in disclosure.of_record("projects", project.id)]


# A committee is told by its members, not by its name alone.
_COMMITTEE = r"(?:管理委员会|管委会)[^，。；]{0,16}(?:成员|名单|主任|委员[：有是])"
# Where else the money of a fund is told: the column of its yearly accounts, and the tables that name it row by row.
_STRUCTURED: dict[str, tuple[AnyColumn, str]] = {
    "到账": (FundAccountRecord.received, "donations"),
    "支出": (FundAccountRecord.spent, "disbursements"),
    "年末余额": (FundAccountRecord.closing, ""),
}


def _elsewhere(row: Fund, named: Sequence[Figure], label: str) -> Iterator[Evidence]:
    """What tells a sum beside the figures of the reports, on the page of the fund."""
    yield AtHand(sorted_money(named, MONEY)[label])
    if label in _STRUCTURED:
        column, rows = _STRUCTURED[label]
        yield InTable(FundAccountRecord, (column,), ((FundAccountRecord.fund, row.id),))
        if rows:
            yield Listed(rows, names=("fund", row.id))


def _expected(row: Fund, figures: Sequence[Figure], named: Sequence[Figure]) -> Iterator[Expectation]:
    """The money that readers look for: a figure of the reports, the yearly accounts or single rows tell it."""
    for label, of_label in sorted_money(figures, MONEY).items():
        yield Expectation(label.partition("（")[0], AnyOf((AtHand(of_label), *_elsewhere(row, named, label))))


def _newest_account(disclosure: Disclosure, row: Fund) -> FundAccount | None:
    return max(_accounts(disclosure, row), key=lambda account: account.year, default=None)


def result_of(disclosure: Disclosure, row: Fund) -> str:
    """What the newest yearly account of a fund comes to, in a sentence; nothing where there is none."""
    return "".join(map(str, _result(_newest_account(disclosure, row))))


def _result(last: FundAccount | None) -> RichTextPieces:
    """What the newest yearly account comes to."""
    if last is None:
        return ()
    sums = [
        f"{label}{yuan_text(value)}"
        for label, value in (("收入", last.received), ("支出", last.spent), ("年末余额", last.closing))
        if value is not None
    ]
    return sentence(f"{last.year}年{'，'.join(sums)}。") if sums else ()


def _accounts(disclosure: Disclosure, fund: Fund) -> Sequence[FundAccount]:
    return disclosure.about(FundAccount, FundAccountRecord.fund, fund.id)


def _size_chart(disclosure: Disclosure, row: Fund, figures: Sequence[Figure]) -> Iterator[ChartBlock]:
    """What was spent beside the agreed size of the fund."""
    size = next((figure for figure in figures if figure.nature == Nature.SIZE), None)
    spent = next((figure for figure in sorted_money(figures, MONEY)["支出"] if figure.nature == Nature.ACTUAL), None)
    if size and spent:
        caption = charts.Caption(
            f"funds-{row.id}",
            plain="已支出与规模对照",
            subtitle=f"{row.name}，{size.year}年；规模是协议金额，不等于到账",
            sources=tuple(disclosure.sources.values()),
        )
        pair = charts.PlanAndActual("基金", size, spent, "规模（协议金额）", "已支出", side=Role.EXPENSE)
        yield ChartBlock(charts.bullet(caption, [pair]))


def _detail(disclosure: Disclosure, kind: Kind, row: Fund) -> Page:
    figures = [*disclosure.of_record(kind.id, row.id), *_spent_by_projects(disclosure, row.id)]
    named = disclosure.naming(kind.id, row.id)
    money = money_facts(figures, MONEY)
    shown = figures_shown(money)
    accounts = _accounts(disclosure, row)
    more = tuple(added(disclosure, kind, row))
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=_result(_newest_account(disclosure, row))
            or stated(figures)
            or pointed_to(
                named,
                more,
                phrase(disclosure, row, "summary"),
                claim(not figures, f"{told_by(disclosure, [row])}提到这只基金，没有给出数字。"),
            ),
            description=f"的{row.name}：规模、到账、支出和余额。",
            crumbs=(HOME, Link("基金", kind.address)),
            figures=figures,
            opening=(
                *money_block(disclosure, money, partial(_elsewhere, row, named), accounted=bool(accounts)),
                *_size_chart(disclosure, row, figures),
            ),
            added=more,
            closing=(
                *figure_list("其他数字", [figure for figure in figures if figure.id not in shown]),
                *seeming_list(named),
                Facts("基本情况", all_facts(disclosure, kind, row, missing=True, optional=(FundRecord.partners,))),
            ),
            expects=[*_expected(row, figures, named), *_papers((FundRecord.id, row.id))],
        ),
    )


KIND = Kind(
    id="funds",
    label="基金",
    record=FundRecord,
    topic="基金",
    pages=pages,
    order=51,
    paged=True,
    purpose="fund",
    named=True,
)
