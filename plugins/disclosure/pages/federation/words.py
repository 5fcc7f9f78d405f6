"""What a consolidated account says in sentences: how much came together, what is missing, what to know before comparing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ...accounts import (
    COLUMNS,
    REPORTS,
    Consolidated,
    MemberBooks,
)
from ...blocks import claim, claimed, sentence
from ...dates import han_date
from ...model import (
    Federation,
    RichText,
)
from ...quantities import BOUND_WORDS, money_text, yuan_text
from .common import lead_and_members

MOST_NAMED = 6  # bodies in a sentence; the tables name all


def _whole(account: Consolidated, column: str) -> str:
    if not account.counted(column):
        return claimed(not account.counted(column), "没有一家报")
    return BOUND_WORDS[account.bound(column)] + money_text(account.total(column))


def _together(federation: Federation, account: Consolidated, apart: AbstractSet[str]) -> str:
    """Whose totals are in the sum, *apart* being those who told none: the lead and its members, some of them, or a single body."""
    lead = federation.lead.organisation.name
    names = [ledger.organisation.name for ledger in account.ledgers]
    reporting = [name for name in names if name not in apart]
    count = len(names) - 1 + len(account.absent)
    if len(reporting) < 2:  # noqa: PLR2004  (one alone is not together with anybody)
        return f"{lead}和{count}家成员里，只有{reporting[0]}报了总数"
    inside = len(reporting) - (lead in reporting)
    members = f"{count}家成员里的{inside}家" if inside < count else f"{count}家成员"
    return f"{lead}和{members}合在一起" if lead in reporting else f"{members}合在一起，没有{lead}的数"


def _named(names: Sequence[str]) -> str:
    """Names in a sentence: of very many the first ones and how many they are."""
    if len(names) <= MOST_NAMED:
        return "、".join(names)
    return f"{'、'.join(names[: MOST_NAMED // 2])}等{len(names)}家"


def finding(federation: Federation, account: Consolidated) -> RichText:
    """What came together in a year, what of it is missing and what could not be taken out."""
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    apart = {*account.missing("income")} & {*account.missing("expense")}
    if not (account.counted("income") or account.counted("expense")):
        return claim(
            apart, f"{account.year}年，{lead_and_members(federation)}都没有报收入和支出的总数，没有可以合并的数。"
        )
    words = f"{account.year}年，{_together(federation, account, apart)}，"
    words += f"收入{_whole(account, 'income')}，支出{_whole(account, 'expense')}；"
    internal = max(account.internal("income"), account.internal("expense"))
    words += f"已经去掉互相拨付的{money_text(internal)}。" if internal else "没有可以抵销的内部往来。"
    if missing:
        words += f"这个数不完整，缺{_named(missing)}。"
    doubt = max(account.doubtful("income"), account.doubtful("expense"))
    if doubt:
        words += f"有{money_text(doubt)}只有一边的账上有，没有抵销。"
    return sentence(words)


def notes_of(federation: Federation, account: Consolidated) -> Iterator[RichText]:
    """What readers must know before they compare or add: missing bodies, documents, levels, days, what stays in."""
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    if len(missing) > MOST_NAMED:
        yield (f"合并数里缺收入或支出的：{'、'.join(missing)}。",)
    for column, label in COLUMNS.items():
        yield from _of_column(account, column, label)
    reports = [ledger.organisation.name for ledger in account.ledgers if _from_reports(account, ledger)]
    if reports:
        yield (f"{_named(reports)}有数取自工作报告，台账里没有登记截止哪一天。",)
    levels: dict[str, list[str]] = {}
    for ledger in account.ledgers:
        totals = (account.total_of(ledger, column) for column in COLUMNS)
        for level in dict.fromkeys(total.figure.level for total in totals if total):
            levels.setdefault(level, []).append(ledger.organisation.name)
    if len(levels) > 1:
        yield (f"来源等级不同，{_listed(levels)}。",)
    for ledger in account.ledgers:
        for (year, column), why in ledger.refused.items():
            if year == account.year:
                yield (f"{ledger.organisation.name}的{COLUMNS[column]}没有加进来：{why}。",)
    yield from ((f"{entry}，之后提交的数据有错，正在改。",) for entry in days_of_data(federation, account))
    yield ("抵销的是两边账上都有的部分；年末净资产不抵销内部往来。",)


def _from_reports(account: Consolidated, ledger: MemberBooks) -> bool:
    totals = (account.total_of(ledger, column) for column in COLUMNS)
    return any(total.origin == REPORTS for total in totals if total)


def _listed(groups: Mapping[str, Sequence[str]]) -> str:
    return "；".join(f"{group}：{_named(names)}" for group, names in groups.items())


def _of_column(account: Consolidated, column: str, label: str) -> Iterator[RichText]:
    origins: dict[str, list[str]] = {}
    for ledger in account.ledgers:
        total = account.total_of(ledger, column)
        if total:
            origins.setdefault(total.origin, []).append(ledger.organisation.name)
    if len(origins) > 1:
        yield (f"{label}一列的数不是从同一种文件里取的，算的范围可能不同。{_listed(origins)}。",)
    doubt = account.doubtful(column)
    if doubt:
        yield (f"合并的{label}里有{yuan_text(doubt)}只有一边的账上有，没有抵销，合并数最多因此高出这么多。",)


def days_of_data(federation: Federation, account: Consolidated) -> Iterator[str]:
    """Whose data is older than that of the others."""
    for body in federation.bodies(account.year):
        if body.as_of:
            yield f"{body.organisation.name}是截至{han_date(body.as_of)}的数据"
