"""Pages and the blocks that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

from ..reading import Missing, Record
from .chart import Chart
from .exploration import Exploration
from .figure import Figure, FigureRef, Link, PastWording, RichText, Source
from .reconciliation import Reconciliation, Verdict
from .table import Amount, BulkRows, Cell, Table, Tag


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[RichText, ...]
    block = "prose"


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """The answer of a home page: sentences with large figures, and one line that checks them."""

    year: int
    items: tuple[tuple[str, Figure | Missing], ...]
    checks: tuple[RichText, ...] = ()
    holds: bool = False  # every check of the year ends in 一致
    block = "statement"


@dataclass(frozen=True, slots=True)
class LargeButton:
    """One of the few things that most readers come for: its name, where it leads, and what to expect there."""

    link: Link
    words: RichText
    telephone: bool = False


@dataclass(frozen=True, slots=True)
class LargeButtons:
    """Large buttons one below the other."""

    buttons: tuple[LargeButton, ...]
    title: str = ""
    block = "ways"


@dataclass(frozen=True, slots=True)
class PlainLines:
    """Short sentences in large type, a thought each; a figure in one stands on a line of its own with its way back."""

    lines: tuple[RichText, ...]
    title: str = ""
    more: Link | None = None
    block = "plain"


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """What only a sheet for a notice board has: up to three large numbers, the page that it stands for, what it rests on.

    *name* is what its files are called, without the size of the paper. The other blocks of its page go on the paper, too.
    """

    numbers: tuple[tuple[str, Figure | Amount | str], ...]
    place: Link
    basis: tuple[str, ...]
    name: str
    phone: str = ""
    block = "sheet"

    def file(self, paper: str) -> str:
        """The PDF for a size of paper (`A4`, `A3`), below the organisation's address."""
        return f"board/{self.place.path}{self.name}-{paper}.pdf"

    @property
    def papers(self) -> tuple[str, ...]:
        """The sizes of paper."""
        return PAPERS


PAPERS = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class HomeFirstScreen:
    """What came in, what went out, whom it helped; what is not told or does not add up; where most readers go next.

    *items* are (label, figure or why there is none); *told_on* is the day on which the totals were published.
    """

    year: int
    items: tuple[tuple[str, Figure | str], ...]
    told_on: str = ""
    honest: RichText = ()
    holds: bool = False  # *honest* says that everything agrees
    buttons: tuple[LargeButton, ...] = ()
    block = "first"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of what was done: its sizes as (path below the organisation's folder, width, height), the smallest first."""

    files: tuple[tuple[str, int, int], ...]
    caption: str
    taken_on: str = ""
    drawn: bool = False  # a drawing, no photograph
    origin: str = ""  # who took it, as far as that is told


@dataclass(frozen=True, slots=True)
class Card:
    """A project in a list of its like: what was done, what came of it, its money, how far it is, what comes next.

    *record* is kind/id, by which the next publication that is due is filled in; *items* are for cards of whole bodies.
    """

    title: str
    link: Link
    record: str = ""
    picture: Picture | None = None
    result: tuple[str, Figure | Amount] | None = None
    text: RichText = ()
    money: tuple[tuple[str, Figure | Amount], ...] = ()
    status: str = ""
    next: RichText = ()
    items: tuple[tuple[str, Figure | str], ...] = ()
    id: str = ""
    # px that it takes of a list on a phone, worked out once: the same card stands in many lists
    _height: int | None = field(default=None, init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side; with *leading* the first one that has a picture stands large."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    id: str = ""
    leading: bool = False
    block = "cards"

    @property
    def anchored(self) -> bool:
        """Whether links lead to single cards: in the list of all, not in choices from it."""
        return self.id == "list" and not self.leading


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures with their captions, the newest first."""

    title: str
    pictures: tuple[Picture, ...]
    id: str = ""
    block = "gallery"


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """What was done, and what became better by it.

    *done* stands where the first has no number, *change* says where the second is not told (*evaluated* is False).
    """

    result: tuple[str, Figure | Amount] | None
    done: RichText
    change: RichText
    evaluated: bool
    picture: Picture | None = None
    block = "outcome"


@dataclass(frozen=True, slots=True)
class TrustPoint:
    """One answer to 靠得住吗: *rule* is `holds`, `told` or `open`; *shares* are (state, how many) of a small bar.

    What of `overdue` and `waiting` depends on the day is drawn again by a script from *days* (last day, how many).
    """

    label: str
    answer: str
    words: RichText
    link: Link
    rule: str = "told"
    shares: tuple[tuple[str, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TrustStrip:
    """Audit, duties, corrections, and what does not add up, each in a few words."""

    title: str
    points: tuple[TrustPoint, ...]
    id: str = ""
    block = "trust"


@dataclass(frozen=True, slots=True)
class LatestPayment:
    """One payment in a short list."""

    day: str
    words: RichText
    amount: Amount


@dataclass(frozen=True, slots=True)
class LatestPayments:
    """The last payments."""

    title: str
    payments: tuple[LatestPayment, ...]
    more: Link | None = None
    id: str = ""
    block = "payments"


@dataclass(frozen=True, slots=True)
class Note:
    """A warning or explanation beside a figure: *label* is the part in bold."""

    label: str
    text: RichText
    block = "note"


@dataclass(frozen=True, slots=True)
class FigureList:
    """Figures as a list of measure → number with its mark, scope and note."""

    title: str
    figures: tuple[Figure, ...]
    compact: bool = False  # many figures: one line each
    id: str = ""
    block = "figures"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label → value pairs."""

    title: str
    items: tuple[tuple[str, Cell], ...]
    id: str = ""
    block = "facts"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart in a page."""

    chart: Chart
    block = "chart"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in a page."""

    table: Table
    block = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of records: its name, where it leads, words and figures."""

    title: str
    link: Link | None = None
    text: RichText = ()
    figures: tuple[Figure, ...] = ()
    tags: tuple[Tag, ...] = ()
    meta: str = ""
    id: str = ""
    source: str | None = None
    place: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of records; those after the first *open* ones stand folded."""

    title: str
    entries: tuple[Entry, ...]
    more: Link | None = None
    id: str = ""
    open: int | None = None
    block = "entries"


@dataclass(frozen=True, slots=True)
class Reconciliations:
    """勾稽: both sides, difference and verdict of several checks; *compact* where another page has them in full."""

    title: str
    items: tuple[Reconciliation, ...]
    compact: bool = False
    more: Link | None = None
    id: str = ""
    block = "reconciliations"

    @property
    def shown(self) -> tuple[Reconciliation, ...]:
        """Those that stand open."""
        return self._open[: len(self._open) - len(self.folded)]

    @property
    def folded(self) -> tuple[Reconciliation, ...]:
        """Those of a compact list that do not agree, after the first ones, where they are many."""
        return self._open[OPEN_CHECKS:] if self.compact and len(self._open) > OPEN_CHECKS + 1 else ()

    @property
    def agreeing(self) -> tuple[Reconciliation, ...]:
        """Those of a compact list that agree, where they are enough to be folded by themselves."""
        agreeing = tuple(check for check in self.items if check.verdict is Verdict.AGREES)
        return agreeing if self.compact and len(agreeing) >= OPEN_CHECKS else ()

    @property
    def _open(self) -> tuple[Reconciliation, ...]:
        folded = self.agreeing
        return tuple(check for check in self.items if check not in folded)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that readers may look for, and the test that says that it is not there; made by an `Expectation`."""

    label: str
    _test: Callable[[Any, int], bool] = field(compare=False, repr=False)  # of a disclosure and a year
    _year: int = field(compare=False, repr=False)

    def lacks(self, disclosure: Any) -> bool:
        """Whether the *disclosure* does not have it."""
        return self._test(disclosure, self._year)


@dataclass(frozen=True, slots=True)
class Undisclosed:
    """没公开的: what readers may look for and the data does not have."""

    items: tuple[Gap, ...]
    block = "undisclosed"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    title: str
    path: str
    format: str
    rows: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files to take away."""

    title: str
    files: tuple[Download, ...]
    block = "downloads"


@dataclass(frozen=True, slots=True)
class OfferedTable:
    """A table to take away: where its rows can be read, how many they are, and a file a format (format, path)."""

    name: Link | str
    rows: int
    files: tuple[tuple[str, str], ...]
    note: str = ""


OPEN_CHECKS = 4  # of a compact list; what follows is folded
OPEN_TABLES = 20  # of those to take away; what follows is folded


@dataclass(frozen=True, slots=True)
class OfferedTables:
    """Tables to take away; size and fingerprint of each file are known only once it is written."""

    title: str
    tables: tuple[OfferedTable, ...]
    as_of: str
    block = "files"

    @property
    def parts(self) -> tuple[tuple[OfferedTable, ...], tuple[OfferedTable, ...]]:
        """Those that readers see, and those that they open."""
        return self.tables[:OPEN_TABLES], self.tables[OPEN_TABLES:]


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links, for menus inside a page."""

    title: str
    links: tuple[tuple[Link, str], ...]
    folded: bool = False  # below its title, which readers open
    block = "links"


@dataclass(frozen=True, slots=True)
class Stages:
    """The steps a project goes through; *state* is 已完成, 进行中 or 日期未披露."""

    title: str
    stages: tuple[tuple[str, str], ...]
    note: RichText = ()
    block = "stages"


@dataclass(frozen=True, slots=True)
class Register:
    """数字台账: the full entry of each figure."""

    figures: tuple[Figure, ...]
    used: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    past_wordings: Mapping[str, tuple[PastWording, ...]] = field(default_factory=dict)
    verified: Mapping[str, str] = field(default_factory=dict)  # figure → who typed it a second time, or that nobody did
    block = "register"

    def of(self, part: slice) -> Register:
        """The entries of only these figures, with what is told of them and of no others."""
        figures = self.figures[part]
        used, past, verified = (
            {figure.id: entries[figure.id] for figure in figures if figure.id in entries}
            for entries in (self.used, self.past_wordings, self.verified)
        )
        return Register(figures, used, past, verified)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the ledger of corrections: what stood there, what stands there now, and where readers meet it."""

    id: str
    made_on: str
    type: str
    title: str
    old: RichText
    new: RichText
    figure: Figure | None = None
    facts: tuple[tuple[str, Cell], ...] = ()
    pages: tuple[Link, ...] = ()  # filled in when all pages are known
    record: str = ""  # kind/id, where it is about a record and no figure
    source: str | None = None
    place: str = ""
    open: bool = False  # nothing was found out yet


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections, each with the old struck through."""

    entries: tuple[Correction, ...]
    block = "corrections"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens a part of a page; *count* says how much stands below it, *folded* that readers open it."""

    text: str
    id: str = ""
    more: Link | None = None
    count: str = ""
    folded: bool = False
    block = "heading"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of an index: where it leads, how much is there in words; for a bar, of *whole* so many are *marked*."""

    link: Link
    count: str
    whole: int = 0
    marked: int = 0  # how many of them are in doubt or do not add up
    words: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """What a long page or a set of pages holds, each with its count; *key* says in words what the marked share is."""

    title: str
    lines: tuple[IndexLine, ...]
    key: str = ""
    block = "index"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to look at a list: the page that has only these, and how many they are; *current* on that page itself."""

    link: Link
    count: int
    sign: str = ""  # the 出处标 or the sign of a state before the words
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """Ways to look at a list, each a page of its own; *title* says by what they are chosen, *unit* what is counted."""

    title: str
    unit: str
    facets: tuple[Facet, ...]
    block = "facets"


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages that a list is shared out to: *pages* are all of them in order, *at* is the one under way, from 0."""

    pages: tuple[str, ...]
    at: int
    total: int
    unit: str
    block = "pager"

    @property
    def near(self) -> tuple[tuple[int, str], ...]:
        """Number and page of the first, the last and those beside the one under way; 0 stands for those left out."""
        last = len(self.pages) - 1
        numbers = sorted({0, last, *range(max(0, self.at - 2), min(last, self.at + 2) + 1)})
        shown: list[tuple[int, str]] = []
        for number in numbers:
            if shown and number > shown[-1][0]:
                shown.append((0, ""))
            shown.append((number + 1, self.pages[number]))
        return tuple(shown)


MOST_MOVED = 1_000  # anchors that a page keeps of entries that are found without them


@dataclass(frozen=True, slots=True)
class Moved:
    """Anchors of this page whose entries stand on another: what it is called there, and its page without the anchor.

    Links of the site go there directly; an old link to the anchor here finds a line that leads on, without a script.
    """

    entries: tuple[tuple[str, str], ...]
    paged: frozenset[str] = frozenset()  # anchors of entries that have a page of their own, such as projects
    block = "moved"

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Those that the page holds: of very many not those that are found without, by the pager or on a page of their own."""
        few = len(self.entries) <= MOST_MOVED
        return tuple(
            (anchor, path)
            for anchor, path in self.entries
            if few or not (anchor.startswith("line-") or anchor in self.paged)
        )


@dataclass(frozen=True, slots=True)
class Brief:
    """A line of a list by which something was chosen: what it is, its number or difference, and where all of it stands."""

    link: Link
    figure: Figure | None = None
    check: Reconciliation | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Briefs:
    """Lines that lead to the full entries."""

    lines: tuple[Brief, ...]
    title: str = ""
    id: str = ""
    block = "briefs"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one state; *open* is overdue or due where that depends on the day.

    *days* then are the last days of all that is open (day, how many), by which a script counts again. *link* leads to
    the page that has only these.
    """

    tag: Tag
    number: int
    open: str = ""
    days: tuple[tuple[str, int], ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each state on the day *as_of*."""

    title: str
    counts: tuple[Count, ...]
    as_of: str
    more: Link | None = None
    id: str = ""
    block = "tally"


@dataclass(frozen=True, slots=True, repr=False)
class RowsFile:
    """The rows that a page chose from a kind (or figures of the register), to take away: CSV, written beside the page.

    *path* is its address below that of the organisation.
    """

    kind: str  # id of the kind; `figures` for the register
    path: str
    rows: tuple[Record, ...] | tuple[Figure, ...] = field(compare=False)  # the page itself says only how many
    count: int = field(init=False)
    block = "rows"

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.rows))


@dataclass(frozen=True, slots=True)
class Lookup:
    """查我的捐赠: a number leads to its row; *months* are those that have gifts, a page holds *per_page* numbers.

    *brief* is for pages that the way by hand has already led to.
    """

    months: tuple[str, ...]
    per_page: int
    until: str
    ask: RichText = ()  # whom to call, or that this is not published
    brief: bool = False
    org: str = ""
    bucket_bits: int | None = (
        None  # how many bits name the file that a claim code leads to; None where there are no codes
    )
    block = "lookup"


@dataclass(frozen=True, slots=True)
class GiftUse:
    """One use of the money of a day: when, for what and to whom, how much of it."""

    day: str
    words: RichText
    money: str


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """What became of the gifts of one day for one purpose, as far as the allocation can say; or of one gift that went back.

    *id* is its anchor, *day* that on which they came; *money* all of that day for that purpose; *uses* the largest first, *rest*
    what more there was; *left* what is still there, and since when. Where nothing could be worked out *refused* says why.
    *result* is what came of it; *known* is whether it says more than that nothing is told. *together* names the rows in which
    a platform put many gifts. An answer for one gift has its *number*, what was *returned* of it and what that comes to (*kept*).
    """

    id: str
    day: str
    purpose: RichText
    together: str = ""
    number: str = ""
    returned: tuple[GiftUse, ...] = ()
    kept: RichText = ()
    money: str = ""
    uses: tuple[GiftUse, ...] = ()
    rest: str = ""
    left: str = ""
    refused: RichText = ()
    result: RichText = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class GiftAnswers:
    """The answers that the rows of a page lead to; made when the page is written, as the rows are."""

    title: str
    make: Callable[[], tuple[GiftAnswer, ...]]
    rule: RichText = ()
    id: str = "answers"
    block = "answers"


@dataclass(frozen=True, slots=True)
class Html:
    """Sanitised HTML from Markdown, with embeds to be bound."""

    html: str
    figures: tuple[FigureRef, ...] = ()
    embeds: tuple[tuple[str, str], ...] = ()  # (chart or table, its id)
    block = "html"


@dataclass(frozen=True, slots=True)
class Explorer:
    """数据探索: what readers may put together, as a list and as data beside the page."""

    exploration: Exploration
    block = "explorer"


Block: TypeAlias = (
    "Prose | HomeAnswer | Note | FigureList | Facts | ChartBlock | TableBlock | Entries | Reconciliations"
    " | Undisclosed | Downloads | Links | Stages | Register | Corrections | Heading | Lookup | Tally | Html | Explorer"
    " | HomeFirstScreen | Cards | ProjectOutcome | Gallery | TrustStrip | LatestPayments | GiftAnswers"
    " | BoardSheet | OfferedTables | Index | Facets | Pager | Moved | Briefs | PlainLines | LargeButtons | RowsFile"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an organisation: *path* is below the organisation's folder and ends in a slash (home is '')."""

    path: str
    title: str
    finding: RichText
    blocks: tuple[Block, ...]
    section: str = ""  # the menu entry it stands under
    crumbs: tuple[Link, ...] = ()
    year: int | None = None
    description: str = ""
    template: str = "page"
    tabs: tuple[Link, ...] = ()
    tab: str = ""  # the path of the tab that the page stands under, where that is not its own
    near: tuple[Link, ...] = ()  # the pages under the same tab, itself among them
    label: str = ""  # short name for menus and the site map
    years: tuple[Link, ...] = ()  # the same page for other years
    listed: bool = True  # named in the map of the site; pages of many rows are reached from the page above them
    view: bool = (
        False  # a choice from another page, or a further part of it: it comes and goes with what that page lists
    )
    status: str = ""  # 年度 · 口径 · 来源等级
    documents: tuple[Source, ...] = ()  # what it rests on, where that is not what its organisation has of its year
    feeds: tuple[Link, ...] = ()  # what can be followed from here: title and file, below the organisation's folder
    # what `figures_of` says, worked out once
    _figures: tuple[Figure | FigureRef, ...] | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What menus call it."""
        return self.label or self.title

    @property
    def opening(self) -> int:
        """How many blocks stand before the finding: on pages of finances the first chart, below nothing but its heading and old addresses."""
        if self.section != "finances":
            return 0
        before = int(bool(self.blocks) and isinstance(self.blocks[0], Moved))
        kinds = [block.block for block in self.blocks[before : before + 2]]
        return before + 1 if kinds[:1] == ["chart"] else before + 2 if kinds == ["heading", "chart"] else 0

    def current(self, link: Link) -> str:
        """How a link of the year switch stands to this page: `page` itself, its year (`true`), or neither."""
        if link.path == self.path and not link.root:
            return "page"
        return "true" if self.year and link.text == f"{self.year}年" and "#" not in link.path else ""


def figures_of(page: Page) -> tuple[Figure | FigureRef, ...]:
    """Every figure that a page shows, in order, repeated where it is shown twice."""
    shown = page._figures  # noqa: SLF001  (kept there for this)
    if shown is None:
        shown = (*_in_rich(page.finding), *chain.from_iterable(map(figures_in, page.blocks)))
        object.__setattr__(page, "_figures", shown)
    return shown


def _in_rich(text: RichText) -> Iterator[Figure | FigureRef]:
    for piece in text:
        if isinstance(piece, Figure | FigureRef):
            yield piece


def _in_cell(cell: Cell) -> Iterator[Figure | FigureRef]:
    if isinstance(cell, Figure):
        yield cell
    elif isinstance(cell, tuple):
        yield from _in_rich(cell)


def _in_card(card: Card) -> Iterator[Figure | FigureRef]:
    shown = [card.result[1] if card.result else None, *(value for _, value in (*card.money, *card.items))]
    yield from (value for value in shown if isinstance(value, Figure))
    for text in (card.text, card.next):
        yield from _in_rich(text)


def figures_in(block: Block) -> Iterator[Figure | FigureRef]:  # noqa: C901, PLR0912, PLR0915  (one case a block)
    """Every figure that a block shows."""
    match block:
        case Prose(paragraphs):
            for text in paragraphs:
                yield from _in_rich(text)
        case HomeAnswer(items=items, checks=checks):
            yield from (value for _, value in items if isinstance(value, Figure))
            for text in checks:
                yield from _in_rich(text)
        case HomeFirstScreen(items=items, honest=honest, buttons=buttons):
            yield from (value for _, value in items if isinstance(value, Figure))
            yield from _in_rich(honest)
            for button in buttons:
                yield from _in_rich(button.words)
        case BoardSheet(numbers=numbers):
            yield from (value for _, value in numbers if isinstance(value, Figure))
        case PlainLines(lines=lines):
            for text in lines:
                yield from _in_rich(text)
        case Cards(cards=cards):
            for card in cards:
                yield from _in_card(card)
        case ProjectOutcome(result=result, done=done, change=change):
            yield from (value for value in (result or ())[1:] if isinstance(value, Figure))
            yield from (*_in_rich(done), *_in_rich(change))
        case TrustStrip(points=points):
            for point in points:
                yield from _in_rich(point.words)
        case Note(text=text):
            yield from _in_rich(text)
        case FigureList(figures=figures) | Register(figures=figures):
            for figure in figures:
                yield figure
                yield from _in_rich(figure.note)
        case Facts(items=items):
            for _, cell in items:
                yield from _in_cell(cell)
        case ChartBlock(chart):
            for mark in (*chart.marks, *((chart.total,) if chart.total else ())):
                if mark.figure:
                    yield mark.figure
            for text in chart.notes:
                yield from _in_rich(text)
        case TableBlock(table):
            for row in () if isinstance(table.rows, BulkRows) else table.rows:
                for cell in row.cells:
                    yield from _in_cell(cell)
            for text in table.notes:
                yield from _in_rich(text)
        case Corrections(entries=corrections):
            for correction in corrections:
                yield from (*_in_rich(correction.old), *_in_rich(correction.new))
                for _, cell in correction.facts:
                    yield from _in_cell(cell)
        case Entries(entries=entries):
            for entry in entries:
                yield from _in_rich(entry.text)
                yield from entry.figures
                for _, cell in entry.facts:
                    yield from _in_cell(cell)
        case Reconciliations(items=items, compact=compact):
            for check in items:  # the compact form names the sides only where it tells their difference
                brief = compact and not check.difference_text
                sides = (check.left, check.right)
                labels = [side.brief_label if compact else side.label for side in sides]
                for text in (check.note,) if brief else (*labels, check.note):
                    yield from _in_rich(text)
        case Briefs(lines=lines):
            yield from (line.figure for line in lines if line.figure)
        case Stages(note=note):
            yield from _in_rich(note)
        case Html(figures=figures):
            yield from figures
        case Explorer(exploration):
            for measure in exploration.measures:
                yield from (point.figure for point in measure.points if point.figure)
        case _:
            return
