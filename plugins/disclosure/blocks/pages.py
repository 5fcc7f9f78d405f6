"""What pages have in common: checks, what is not published, the ways above them, and the page that lists a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from ..model import (
    Amount,
    Block,
    Cell,
    Disclosure,
    Entries,
    Evidence,
    Expectation,
    Facts,
    Figure,
    Kind,
    Link,
    Note,
    Page,
    Prose,
    Reconciliation,
    Reconciliations,
    RichText,
    TableBlock,
    Undisclosed,
)
from ..reading import Missing, Record
from .cells import phrase
from .evidence import claim
from .figures import figure_list, figures_shown, sentence
from .records import documents_about, entry, told_by

HOME = Link("首页", "")

_SECTION_CRUMBS = {
    "accountability": (Link("审计与合规", "accountability/"),),
    "projects": (Link("项目", "projects/"),),
    "finances": (Link("财务", "finances/"),),
    "donations": (Link("查捐赠", "donations/"),),
}


def section_crumbs(section: str) -> tuple[Link, ...]:
    """Where a page of this section stands."""
    return (HOME, *_SECTION_CRUMBS.get(section, ()))


# --- checks and gaps -----------------------------------------------------------------------------


def concerning(disclosure: Disclosure, figures: Iterable[Figure]) -> tuple[Reconciliation, ...]:
    """The checks in which any of *figures* takes part."""
    known = dict(numbered for figure in figures for numbered in disclosure.checks_of(figure.id))
    return tuple(known[place] for place in sorted(known))


def checks(title: str, items: Sequence[Reconciliation], *, more: Link | None = None) -> tuple[Block, ...]:
    """Checks in brief, each with the way to where it stands in full, or nothing."""
    return (Reconciliations(title, tuple(items), compact=True, more=more, id="checks"),) if items else ()


def undisclosed(disclosure: Disclosure, year: int | None, expected: Iterable[Expectation]) -> tuple[Block, ...]:
    """没公开的 of a year, or of the newest where no year is named; nothing where everything expected is there."""
    asked = year if year is not None else disclosure.years[0] if disclosure.years else 0
    gaps = dict.fromkeys(gap for expectation in expected if (gap := expectation.gap(disclosure, asked)))
    return (Undisclosed(tuple(gaps)),) if gaps else ()


# --- pages ---------------------------------------------------------------------------------------


def list_page(
    disclosure: Disclosure,
    kind: Kind,
    *,
    section: str = "accountability",
    extra: Sequence[Block] = (),
    finding: RichText = (),
    title: str = "",
    expects: Sequence[Expectation] = (),
) -> Page:
    """The page of a kind: its records (under *title*), the figures of its topic, its checks, and what is missing.

    *expects* is expected here, too: by the kinds that stand on this page.
    """
    records = disclosure.records.get(kind.id, [])
    figures = disclosure.of_topic(kind.topic) if kind.topic else []
    loose = [figure for figure in figures if (figure.record or "").partition("/")[0] != kind.id]
    blocks: list[Block] = [*extra]
    blocks += figure_list("数字", loose)
    if records:
        blocks.append(Entries(title, tuple(entry(disclosure, kind, row) for row in records), id="list"))
    shown = [*figures, *(figure for row in records for figure in disclosure.of_record(kind.id, row.record_id))]
    blocks += checks("对得上吗", concerning(disclosure, shown))
    blocks += undisclosed(disclosure, None, (*kind.expects, *expects))
    default = (
        claim(records, f"{told_by(disclosure, records)}提到的{kind.label}，本站逐条列出，共{len(records)}条。")
        or claim(figures, f"{kind.label}的数字有{len(figures)}个，列在下面。")
        or claim(not extra, f"没有公布{kind.label}。")
    )
    return Page(
        path=kind.address,
        title=kind.label,
        finding=finding or default,
        blocks=tuple(blocks),
        section=section,
        crumbs=section_crumbs(section),
        description=f"{disclosure.organisation.name}{kind.label}",
    )


class Detail(Struct, frozen=True):
    """What the page of one record says of its own; `detail_page` puts it in the order that all such pages have."""

    finding: RichText
    description: str
    crumbs: tuple[Link, ...]
    section: str = "projects"
    status: str = ""
    figures: Sequence[Figure] = ()  # whose checks stand on the page
    opening: Sequence[Block] = ()  # above what other kinds add
    added: Sequence[Block] = ()
    closing: Sequence[Block] = ()  # below it
    last: Sequence[Block] = ()  # below the note
    expects: Sequence[Expectation] = ()
    when: str = ""  # what tells it from others of its name, where it has no year


def detail_page(disclosure: Disclosure, kind: Kind, row: Record, detail: Detail) -> Page:
    """The page of a record: its summary, its own blocks around those that other kinds add, note, checks and gaps."""
    year = row.values.get("year")
    summary, note = phrase(disclosure, row, "summary"), phrase(disclosure, row, "note")
    page = Page(
        path=kind.place(row),
        title=_title(disclosure, row, f"{year}年" if isinstance(year, int) else detail.when),
        finding=detail.finding,
        blocks=(
            *((Prose((summary,)),) if summary else ()),
            *detail.opening,
            *detail.added,
            *detail.closing,
            *((Note("说明", note),) if note else ()),
            *detail.last,
            *checks("对得上吗", concerning(disclosure, detail.figures)),
            *undisclosed(disclosure, None, detail.expects),
        ),
        section=detail.section,
        crumbs=detail.crumbs,
        year=year if isinstance(year, int) else None,
        status=detail.status,
        description=f"{disclosure.organisation.name}{detail.description}",
    )
    return replace(page, documents=documents_about(disclosure, kind, (row,), page.figures))


def _title(disclosure: Disclosure, row: Record, when: str) -> str:
    """The name of a record, with when it was where others have the same name."""
    if not when:
        return row.record_name
    alike = disclosure.about(row.declared.whole, row.declared.column("name"), row.record_name)
    return f"{row.record_name}（{when}）" if len(alike) > 1 else row.record_name


def added(disclosure: Disclosure, kind: Kind, row: Record) -> Iterator[Block]:
    """What other kinds have to say on the page of this record, in menu order."""
    for guest in disclosure.kinds.values():
        if kind.id in guest.adds:
            yield from guest.adds[kind.id](disclosure, row)


NUMBERS_BELOW = "数字列在下面的表里。"
NUMBERS_IN_WORDS = "数字写在下面的话里。"


def pointed_to(named: Sequence[Figure], more: Iterable[Block], said: RichText, untold: RichText) -> RichText:
    """Where the numbers of a record stand that its finding does not tell.

    In blocks of other kinds, else in what is *said* of it, else in *named* figures that seem to be its; *untold* where there are none.
    """
    below = sentence(NUMBERS_BELOW) if _tells_numbers(more) else ()
    in_words = claim(any(isinstance(piece, Figure) for piece in said), NUMBERS_IN_WORDS)
    return below or in_words or claim(named, "像是说它的数字列在下面。") or untold


def _tells_numbers(blocks: Iterable[Block]) -> bool:
    """Whether a cell of these tables and facts has a number, and does not only say that it is missing."""
    parts = tuple(blocks)
    cells = chain(
        (cell for block in parts if isinstance(block, TableBlock) for row in block.table.rows for cell in row.cells),
        (cell for block in parts if isinstance(block, Facts) for _, cell in block.items),
    )
    return any(isinstance(cell, Amount | Figure) for cell in cells)


def money_block(
    disclosure: Disclosure,
    money: tuple[tuple[str, Cell], ...],
    elsewhere: Callable[[str], Iterable[Evidence]],
    *,
    accounted: bool,
) -> tuple[Facts, ...]:
    """钱 by the figures of the reports; left out where none is reported and the accounts on the page say it.

    *elsewhere* names the accounts and single rows that tell a sum as well: where they do, the page does not call it 未披露.
    """
    if accounted and not figures_shown(money):
        return ()
    year = max(disclosure.years, default=0)

    def answered(label: str) -> bool:
        return any(evidence.tells(disclosure, year) for evidence in elsewhere(label))

    items = tuple(
        (label, "列在下面" if cell is Missing.UNDISCLOSED and answered(label) else cell) for label, cell in money
    )
    return (Facts("钱", items, id="money"),)
