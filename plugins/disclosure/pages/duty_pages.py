"""The pages of one duty: its rule, and each time that it fell due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from ..blocks import HOME, Holds, sentence, undisclosed
from ..dates import han_date
from ..duties import Obligation, State, is_open
from ..law import CERTAINTIES, PLACES, WHO, Catalogue, Duty
from ..model import (
    Block,
    Cell,
    ChartBlock,
    Disclosure,
    Expectation,
    Facts,
    Heading,
    Link,
    Links,
    Note,
    Page,
    RichText,
    TableBlock,
)
from .duty_ledger import Ledger, in_a_row, still_open
from .duty_tables import PATH, counted, instances, strip

STATUTORY = "法定公开的地方是“慈善中国”（全国慈善信息公开平台）；本站方便查看，不代替法定公开。"

MOST_OPEN = 20  # rows of a table that is not folded
MOST_ROWS = 300  # on one page of a duty; beyond that a page a year


def duty_pages(ledger: Ledger, duty: Duty) -> Iterator[Page]:
    """Every time that one duty fell due, on one page, or on a page a year where they are many."""
    result = sorted(ledger.by_duty[duty.id], key=lambda obligation: (obligation.since, obligation.key), reverse=True)
    years: dict[str, list[Obligation]] = {}
    for obligation in result:
        years.setdefault(obligation.since[:4] or "undated", []).append(obligation)
    split = len(result) > MOST_ROWS
    shown = (
        [obligation for obligation in result if is_open(obligation) or obligation.state is State.LATE]
        if split
        else result
    )
    links = tuple(
        (Link(f"{year}年" if year.isdigit() else "没有日期的", f"{PATH}{duty.id}/{year}/"), f"{len(rows)}次")
        for year, rows in years.items()
    )
    yield _page(ledger, duty, f"{PATH}{duty.id}/", shown, links if split else ())
    for year, rows in years.items() if split else ():
        work = partial(_page, ledger, duty, f"{PATH}{duty.id}/{year}/", rows, (), year)
        room = f"obligations of {year} on {ledger.as_of}"
        yield ledger.disclosure.cached(room, (duty, ledger.paths, *rows), work)


def _page(
    ledger: Ledger,
    duty: Duty,
    path: str,
    rows: Sequence[Obligation],
    links: tuple[tuple[Link, str], ...],
    year: str = "",
) -> Page:
    blocks: list[Block] = []
    if not year:
        blocks.append(Facts("怎么规定", tuple(_rule(ledger.rules, duty)), id="rule"))
        blocks.append(Note("法定公开", sentence(STATUTORY)))
    if links:
        blocks.append(Links("按年看", links))
    chart = strip(f"obligations-{duty.id}{f'-{year}' if year else ''}", rows, named=False)
    if len(chart.marks) > 1:
        blocks.append(ChartBlock(chart))
    if rows:
        blocks += [
            Heading("每一次" if not links else "要紧的", "instances"),
            *_instance_tables(ledger, rows, whole=not links),
        ]
    lacking = [obligation for obligation in rows if obligation.missing and obligation.state is not State.EXEMPT]
    if lacking and not year:
        blocks += _lacking(ledger.disclosure, lacking)
    name, of_year = (f"{duty.name}：{year}年", f"{year}年的") if year.isdigit() else (duty.name, "")
    return Page(
        path=path,
        title=f"公开义务：{name}",  # apart from the page of the thing itself
        label=name,
        finding=_finding(ledger, f"{of_year}{duty.name}", rows),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=(HOME, Link("审计与合规", "accountability/"), Link("合规清单", PATH)),
        description=f"{ledger.disclosure.organisation.name}：{duty.name}的依据、期限和每一次公开的日期。",
        listed=not year,
        documents=ledger.documents(rows),
    )


def _instance_tables(ledger: Ledger, rows: Sequence[Obligation], *, whole: bool) -> Iterator[TableBlock]:
    """Every time, the newest first; where there are many, what is open or was late stands before the folded rest."""
    if not whole:
        yield instances(ledger, "instances-table", "逾期、将到期和晚了的", rows, named=False)
        return
    pressing = [obligation for obligation in rows if is_open(obligation) or obligation.state is State.LATE]
    rest = [obligation for obligation in rows if not (is_open(obligation) or obligation.state is State.LATE)]
    if len(rows) <= MOST_OPEN or not rest:
        yield instances(ledger, "instances-table", "每一次，新的在前", rows, named=False)
        return
    if pressing:
        yield instances(ledger, "instances-table", "逾期、将到期和晚了的，新的在前", pressing, named=False)
    listing = instances(
        ledger, "others-table", "其他各次，新的在前" if pressing else "每一次，新的在前", rest, named=False
    )
    yield replace(listing, table=replace(listing.table, folded=True))


def _finding(ledger: Ledger, name: str, rows: Sequence[Obligation]) -> RichText:
    """How often a duty was met and how; it names the duty, since lists and searches show the sentence by itself."""
    settled = [obligation.state for obligation in rows if not is_open(obligation)]
    words = "，".join(counted(settled) if len(rows) > 1 else settled)
    still = in_a_row(still_open(ledger.as_of, rows, "次"))
    return (f"{name}：{words}{'；' if words and still else ''}", *still, "。")


def _rule(rules: Catalogue, duty: Duty) -> Iterator[tuple[str, Cell]]:
    yield "依据", duty.basis
    yield "适用于", WHO[duty.who]
    yield "什么时候要公开", duty.trigger
    for term in duty.terms:
        until = f"到{han_date(term.last)}" if term.last else "起"
        basis = f"；{term.basis}" if term.basis != duty.basis else ""
        yield (
            f"{han_date(term.first)}{until}的期限",
            f"{term.deadline.words}（{CERTAINTIES[term.certainty]}{basis}）",
        )
    yield "在哪里公开", "、".join(PLACES[place] for place in duty.places)
    yield "文本", "；".join(f"{text.name}（{text.number}）" for text in (rules.texts[text] for text in duty.texts))
    if duty.lacks:
        yield "说明", duty.lacks


def _lacking(disclosure: Disclosure, rows: Sequence[Obligation]) -> tuple[Block, ...]:
    """The required fields that are not told, each with how often."""
    counts = Counter(label for obligation in rows for label in obligation.missing)
    return undisclosed(
        disclosure,
        None,
        [
            Expectation(
                f"{label}（{count}次没有写明）" if len(rows) > 1 else label,
                Holds(lambda *_, label=label: not any(label in obligation.missing for obligation in rows)),
            )
            for label, count in counts.items()
        ],
    )
