"""Pages too long for a phone: an index with counts, parts folded below their titles, further pages of the same list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

from msgspec import Struct
from msgspec.structs import replace

from ..model import (
    Block,
    Briefs,
    BulkRows,
    Cards,
    ChartBlock,
    Corrections,
    Entries,
    Entry,
    Facts,
    FigureList,
    Heading,
    Index,
    IndexLine,
    Link,
    Links,
    Moved,
    Page,
    Pager,
    Reconciliations,
    Register,
    Table,
    TableBlock,
)
from .caching import NoPageCache, PageCache
from .heights import (
    FOLD,
    META,
    card_height,
    check_height,
    entry_height,
    figure_height,
    height,
    row_height,
    shares,
    text_height,
)

SCREEN = 780  # px of a phone's window
MOST_SCREENS = 7  # of a page without its foot, which takes no more than one
_BODY = MOST_SCREENS * SCREEN - 1800  # what is left below the masthead and the head of a page
_LISTED = 9 * SCREEN // 2  # of one list on one page; what is more goes to further pages
_BESIDE_OTHERS = 3 * SCREEN // 2  # of a list on a page that has more to say
_MOST_ROWS = 700  # of a table that is not cut by its length: on pages of single gifts, or folded
_UNFOLDED = 200  # px: shorter parts are not worth a tap
_FOLDED_ENTRIES = 40  # of a list that stands folded after its first ones: more of them go to further pages
_INDEX_FROM = 4  # headed parts
_INDEXED = 4 * SCREEN  # longer pages of so many parts begin with an index

_ACTING = frozenset({"page", "register", "downloads"})  # templates of pages that may be cut
_NOT_CUT = ("donations/", "disbursements/")  # pages of single gifts are as long as their number says
_HELD = frozenset({"chart", "statement", "undisclosed", "tally", "index", "facets", "lookup", "moved", "html"})


# --- lists shared out ----------------------------------------------------------------------------


def _chunks(heights: Sequence[int], limit: int) -> list[slice]:
    """Runs of rows that are each no longer than *limit*, of about the same length."""
    parts = max(1, shares(sum(heights), limit))
    share = max(1, shares(sum(heights), parts))
    ends = [
        at
        for at, reached in enumerate(accumulate(heights), 1)
        if reached // share > (reached - heights[at - 1]) // share
    ]
    ends = [end for end in ends if end < len(heights)]
    return [slice(start, end) for start, end in zip([0, *ends], [*ends, len(heights)], strict=True)]


class _ListRows(Struct, frozen=True):
    """A block that is a list: the length of its rows, the anchor of each, how to make it of some of them."""

    heights: tuple[int, ...]
    anchors: tuple[str, ...]
    unit: str
    block: Block
    paged: bool = False  # each row leads to a page of its own

    def of(self, part: slice) -> Block:  # noqa: PLR0911  (one case a block)
        """The same list with only these rows."""
        match self.block:
            case Entries(entries=entries):
                return replace(self.block, entries=entries[part], open=None)
            case Register():
                return self.block.of(part)
            case Reconciliations(items=checks):
                return replace(self.block, items=checks[part])
            case Briefs(lines=lines):
                return replace(self.block, lines=lines[part])
            case Cards(cards=cards):
                return replace(self.block, cards=cards[part])
            case Links(links=links):
                return replace(self.block, links=links[part])
            case Corrections(entries=corrections):
                return replace(self.block, entries=corrections[part])
            case TableBlock(table):
                return TableBlock(replace(table, rows=tuple(table.rows[part]), folded=False))
            case _:
                return self.block


def _listed(block: Block) -> _ListRows | None:  # noqa: PLR0911  (one case a block)
    """The rows of a block that may be shared out to several pages; None where it stays whole, as statements do."""
    match block:
        case Entries(entries=entries, open=shown) if shown is None or len(entries) > _FOLDED_ENTRIES:
            return _ListRows(
                tuple(map(entry_height, entries)),
                tuple(entry.id for entry in entries),
                "条",
                block,
                _paged(entries),
            )
        case Register(figures=figures):
            return _ListRows(tuple(map(figure_height, figures)), tuple(figure.id for figure in figures), "个数", block)
        case Reconciliations(items=checks, compact=False):
            return _ListRows(tuple(map(check_height, checks)), tuple(check.id for check in checks), "项", block)
        case Briefs(lines=lines):
            heights = tuple(
                26 + text_height(line.link.text, (12, 30)) + text_height(line.words, META) for line in lines
            )
            return _ListRows(heights, ("",) * len(lines), "条", block)
        case Links(links=links, folded=False):
            return _ListRows(
                tuple(48 + (text_height(words, META) if words else 0) for _, words in links),
                ("",) * len(links),
                "个",
                block,
            )
        case Cards(cards=cards, leading=False):
            anchors = tuple(card.id if block.anchored else "" for card in cards)
            return _ListRows(tuple(map(card_height, cards)), anchors, "个", block, paged=True)
        case Corrections(entries=corrections):
            return _ListRows((330,) * len(corrections), tuple(entry.id for entry in corrections), "条", block)
        case TableBlock(table) if not (_stays_folded(table) or isinstance(table.rows, BulkRows) or _is_account(table)):
            return _ListRows(
                tuple(row_height(row, table) for row in table.rows),
                tuple(row.id or "" for row in table.rows),
                "行",
                block,
            )
        case _:
            return None


def _paged(entries: Sequence[Entry]) -> bool:
    """Whether each entry leads to a page of its own."""
    paths = [entry.link.path for entry in entries if entry.link and entry.link.path.endswith("/")]
    return len(set(paths)) == len(entries)


def _stays_folded(table: Table) -> bool:
    """Whether a table stands folded as a whole: of very many rows even that is too heavy to load."""
    return table.folded and len(table.rows) <= _MOST_ROWS


def _is_account(table: Table, *, but_sum: bool = False) -> bool:
    """Whether rows of a table add up or belong under one another, so that no page may end between them.

    A list with its sum in the last rows is none where *but_sum* is asked for: it may be folded as a whole.
    """
    roles = [row.role for row in table.rows]
    while but_sum and roles and roles[-1] != "plain":
        roles.pop()
    return any(role != "plain" for role in roles)


# --- pages ---------------------------------------------------------------------------------------


def fitted(pages: Sequence[Page], cache: PageCache | None = None) -> list[Page]:
    """The pages, each no longer than a reader will scroll; entries that went to a further page are still found from the old one.

    With *cache*, only pages that are not those of the last time are measured.
    """
    cut = (cache or NoPageCache()).outcomes("cut", pages, lambda page, _: _cut(page), lambda _: None)
    places = dict(chain.from_iterable(shared.moved for shared in cut))
    return [_resolved(part, places) for shared in cut for part in shared.parts]


class _CutPage(Struct, frozen=True):
    """What became of a page: its *parts*, and page#anchor of every entry that was *moved*, with the part where it stands."""

    parts: tuple[Page, ...]
    moved: tuple[tuple[str, str], ...] = ()


def _cut(page: Page) -> _CutPage:
    """A page, cut and folded to the length that readers will scroll."""
    if _is_long_as_asked(page):
        return _CutPage(tuple(_in_parts(page)))
    first, *further = _shared_out(page)
    parts = (_folded(first), *further)
    return _CutPage(parts, tuple(_moved_in(parts[0])))


def _is_long_as_asked(page: Page) -> bool:
    """Whether a page is not cut for its length."""
    return page.template not in _ACTING or page.path.startswith(_NOT_CUT) or not page.path


def _moved_in(page: Page) -> Iterator[tuple[str, str]]:
    """page#anchor of every entry that a page had, and the page where it stands."""
    moved = (block for block in page.blocks if isinstance(block, Moved))
    yield from ((f"{page.path}#{anchor}", path) for block in moved for anchor, path in block.entries)


def _in_parts(page: Page) -> list[Page]:
    """A page that is as long as its number of rows says: of very many rows further pages, so that none is too heavy to load."""
    for at, block in enumerate(page.blocks):
        rows = block.table.rows if isinstance(block, TableBlock) else ()
        if isinstance(rows, BulkRows) or len(rows) <= _MOST_ROWS or not isinstance(block, TableBlock):
            continue
        parts = [slice(start, min(start + _MOST_ROWS, len(rows))) for start in range(0, len(rows), _MOST_ROWS)]
        new = [f"{page.path}page-{number}/" for number in range(2, len(parts) + 1)]
        listed = sum(row.role == "plain" for row in rows)
        pagers = [Pager((page.path, *new), number, listed, "行") for number in range(len(parts))]
        first = TableBlock(replace(block.table, rows=tuple(rows[parts[0]])))
        result = [replace(page, blocks=(*page.blocks[:at], first, pagers[0], *page.blocks[at + 1 :]))]
        for path, part, pager in zip(new, parts[1:], pagers[1:], strict=True):
            words = _run(part, listed, "行")
            further = TableBlock(replace(block.table, rows=tuple(rows[part]), folded=False))
            result.append(_further(page, path, block.table.caption, words, (pager, further)))
        return result
    return [page]


def _resolved(page: Page, places: Mapping[str, str]) -> Page:
    """The page, its moved anchors leading to where the entries stand in the end."""
    blocks = [block for block in page.blocks if isinstance(block, Moved)]
    if not blocks:
        return page
    entries = {anchor: places.get(f"{path}#{anchor}", path) for block in blocks for anchor, path in block.entries}
    moved = Moved(tuple(entries.items()), frozenset(anchor for block in blocks for anchor in block.paged))
    if blocks == [moved] and page.blocks[0] is blocks[0]:
        return page
    return replace(page, blocks=(moved, *(block for block in page.blocks if not isinstance(block, Moved))))


def _shared_out(page: Page) -> list[Page]:
    """The page, and further pages with what its long lists have beyond their first part."""
    blocks: list[Block] = []
    further: list[Page] = []
    moved: list[tuple[str, str]] = []
    paged: set[str] = set()
    head = ""
    several = sum(isinstance(block, Heading) for block in page.blocks) >= _INDEX_FROM
    limit = _listed_beside(page.blocks, several=several)
    for block in page.blocks:
        if isinstance(block, Heading):
            head = block.text
        rows = _listed(block)
        if rows is None or sum(rows.heights) <= limit * 6 // 5:
            blocks.append(block)
            continue
        parts = _chunks(rows.heights, limit)
        new = [f"{page.path}page-{len(further) + at}/" for at in range(2, len(parts) + 1)]
        pagers = [Pager((page.path, *new), at, len(rows.heights), rows.unit) for at in range(len(parts))]
        blocks += [rows.of(parts[0]), pagers[0]]
        title = getattr(block, "title", "") or head or (block.table.caption if isinstance(block, TableBlock) else "")
        for path, part, pager in zip(new, parts[1:], pagers[1:], strict=True):
            said = _run(part, len(rows.heights), rows.unit)
            further.append(_further(page, path, title, said, (pager, rows.of(part))))
            moved += [(anchor, path) for anchor in rows.anchors[part] if anchor]
            paged |= set(rows.anchors[part]) if rows.paged else set()
    if not further:
        return [page]
    return [replace(page, blocks=(Moved(tuple(moved), frozenset(paged)), *blocks)), *further]


def _run(part: slice, listed: int, unit: str) -> str:
    """Which of *listed* entries a further page has: “第3到第5项，一共9项。”, or “第9项，一共9项。”."""
    first, last = part.start + 1, min(part.stop, listed)
    run = f"第{first}到第{last}" if first < last else f"第{last}"
    return f"{run}{unit}，一共{listed}{unit}。"


def _listed_beside(blocks: Iterable[Block], *, several: bool) -> int:
    """px of one list on a page with *blocks*, of *several* parts: what stands there unfolded beside it takes its share."""
    beside = sum(FOLD if isinstance(block, Heading) else height(block) for block in blocks if _stays(block))
    least, most = (SCREEN, _BESIDE_OTHERS) if several else (_BESIDE_OTHERS, _LISTED)
    return max(least, min(most, _BODY - beside))


def _stays(block: Block) -> bool:
    """Whether readers see it however much of the page is folded."""
    return isinstance(block, Heading) or block.block in _HELD


def _further(page: Page, path: str, title: str, finding: str, rows: tuple[Pager, Block]) -> Page:
    """A further page of a list on *page*: its rows between two pagers, numbered within the list as these count."""
    pager, listed = rows
    number = pager.at + 1
    named = f"{page.title}：{title}" if title and title not in page.title else page.title
    return replace(
        page,
        path=path,
        title=f"{named}（第{number}页）",
        label=f"第{number}页",
        finding=(finding,),
        blocks=(pager, listed, pager),
        crumbs=(*page.crumbs, Link(page.name, page.path)),
        tabs=(),
        years=(),
        listed=False,
        view=True,
        status="",
    )


# --- folds ---------------------------------------------------------------------------------------


class _HeadedPart(Struct, frozen=True):
    """A heading and what stands below it; *heading* is None for what stands before the first."""

    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def length(self) -> int:
        """px of all of it."""
        return (100 if self.heading else 0) + sum(map(height, self.blocks))

    @property
    def shut(self) -> int:
        """px of its title, where it is folded."""
        words = f"{self.heading.text}　{self.heading.count}　" if self.heading else ""
        return FOLD - 34 + text_height(words, (12, 34))

    @property
    def folds(self) -> bool:
        """Whether it may stand folded: it has a name, and no picture, count or gap that answers by being seen."""
        return self.heading is not None and not any(block.block in _HELD for block in self.blocks)


def _headed(blocks: Iterable[Block]) -> Iterator[_HeadedPart]:
    """The parts of a page; a block with a title of its own is one, its title as the heading."""
    heading: Heading | None = None
    current: list[Block] = []
    inside = False  # below a heading that the page itself set
    for block in blocks:
        title = getattr(block, "title", "")
        alone = isinstance(block, Entries | FigureList | Facts | Links | Reconciliations | Briefs) and bool(title)
        alone = alone and not getattr(block, "folded", False)
        if isinstance(block, Heading) or (alone and not inside):
            if heading or current:
                yield _HeadedPart(heading, tuple(current))
            inside = isinstance(block, Heading)
            heading = block if isinstance(block, Heading) else _heading_of(block)
            current = [] if isinstance(block, Heading) else [_untitled(block)]
        elif (
            not inside
            and heading
            and block.block in {"table", "chart", "undisclosed", "register", "downloads", "prose"}
        ):
            yield _HeadedPart(heading, tuple(current))
            heading, current = None, [block]
        else:
            current.append(block)
    if heading or current:
        yield _HeadedPart(heading, tuple(current))


def _heading_of(block: Block) -> Heading:
    return Heading(getattr(block, "title", ""), getattr(block, "id", ""), getattr(block, "more", None))


def _untitled(block: Block) -> Block:
    match block:
        case Entries() | Reconciliations():
            return replace(block, title="", id="", more=None)
        case FigureList() | Facts() | Briefs():
            return replace(block, title="", id="")
        case Links():
            return replace(block, title="")
        case _:
            return block


def _counted(blocks: Sequence[Block]) -> str:
    """How much stands below a heading, on its further pages too; unlike things are counted apart.

    Nothing where a table stands with other things: the rows of several tables come to no number of anything.
    """
    counts: dict[str, int] = {}
    shown = 0
    tables = sum(isinstance(block, TableBlock) for block in blocks)
    for block in blocks:
        rows: Sequence[object] = ()
        match block:
            case Pager(total=total, unit=unit) if unit in counts:
                counts[unit] += total - shown  # the list before it goes on, on the pages that it leads to
                continue
            case TableBlock(table):
                rows, unit = table.rows, "行"
            case Entries(entries=rows):
                unit = "条"
            case Briefs(lines=rows):
                unit = "条"
            case FigureList(figures=rows):
                unit = "个数"
            case Facts(items=rows) | Reconciliations(items=rows) | Links(links=rows):
                unit = "项"
            case _:
                continue
        shown = len(rows)
        counts[unit] = counts.get(unit, 0) + shown
    amounts = [f"{count}{unit}" for unit, count in counts.items() if count]
    return "" if tables and tables + len(amounts) > 2 else "、".join(amounts)  # noqa: PLR2004  (one table, and its rows)


def _folded(page: Page) -> Page:
    """The page with an index, and those parts folded that would make it too long; the first ones stay open."""
    parts = list(_headed(page.blocks))
    total = sum(part.length for part in parts)
    shut = {part.heading.id for part in parts if part.heading and part.heading.folded}  # they are a list already
    named = [part.heading for part in parts if part.heading and part.heading.id and part.heading.id not in shut]
    contents = len(named) >= _INDEX_FROM and not any(isinstance(block, Index) for block in page.blocks)
    contents = contents and total > _INDEXED
    if total <= _BODY and not contents:
        return page
    opened, left = _opened(parts, _BODY - (46 * shares(len(named), 2) if contents else 0))
    blocks: list[Block] = []
    for part, is_open in zip(parts, opened, strict=True):
        if part.heading:
            count = part.heading.count or _counted(part.blocks)
            blocks.append(replace(part.heading, count=count, folded=not is_open))
        blocks += part.blocks
    blocks = _with_folded_tables(blocks, -left)
    if contents:
        lines = tuple(
            IndexLine(Link(heading.text, f"{page.path}#{heading.id}"), heading.count.partition("：")[0])
            for heading in blocks
            if isinstance(heading, Heading) and heading.id and heading.id not in shut
        )
        blocks.insert(_top(blocks), Index("本页有", lines))
    return replace(page, blocks=tuple(blocks))


def _opened(parts: Sequence[_HeadedPart], room: int) -> tuple[list[bool], int]:
    """(whether each part stands open, px that are left of *room*): what the page is for, short parts, and others that fit."""
    foldable = [part for part in parts if part.folds]
    listing = (
        part for part in foldable if any(_listed(block) and not isinstance(block, Links) for block in part.blocks)
    )
    first = next(listing, next(iter(foldable), None))  # what the page is for
    left = room - sum(part.shut if part.folds and part is not first else part.length for part in parts)
    opened: list[bool] = []
    for part in parts:
        more = part.length - part.shut
        opened.append(not part.folds or part is first or part.length < _UNFOLDED or more <= left)
        if part.folds and opened[-1] and part is not first:
            left -= more
    return opened, left


def _with_folded_tables(blocks: Sequence[Block], excess: int) -> list[Block]:
    """The blocks, of their tables those folded that make a page too long by *excess* px, the longest first."""
    result = list(blocks)
    tables = [
        at for at, block in enumerate(blocks) if isinstance(block, TableBlock) and height(block) > _UNFOLDED + FOLD
    ]
    if not any(isinstance(block, ChartBlock) for block in blocks[: tables[0] if tables else 0]):
        tables = tables[1:]  # what the page is for
    for at in sorted(tables, key=lambda at: -height(blocks[at])):
        block = result[at]
        if excess > 0 and isinstance(block, TableBlock) and not _is_account(block.table, but_sum=True):
            excess -= height(block) - FOLD
            result[at] = TableBlock(replace(block.table, folded=True))
    return result


def _top(blocks: Sequence[Block]) -> int:
    """Where an index goes: before the first heading, or the first block that would begin a part."""
    return next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), 0)
