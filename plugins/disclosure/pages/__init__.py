"""All pages of an organisation, in reading order, and the check that their addresses are unique."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import is_

from msgspec.structs import replace

from ..blocks import sentence
from ..dates import han_date
from ..kinds import all_kinds, corrections, kind_of
from ..model import (
    Block,
    ChartBlock,
    Correction,
    Corrections,
    Disclosure,
    HomeFirstScreen,
    Html,
    Kind,
    Link,
    Links,
    Note,
    Page,
    PlainLines,
    TableBlock,
    ids_of,
)
from ..problems import Problem, Where, problem
from ..releases import CorrectionRecord
from . import (
    accountability,
    areas,
    board,
    bulletins,
    caching,
    downloads,
    duties_beside,
    easy,
    explore,
    federation,
    feeds,
    finances,
    home,
    obligations,
    register,
    search,
    sitemap,
    tables,
    trends,
    years,
)
from .duty_ledger import Ledger
from .switch import switched, together

MAKERS = (
    years.pages,
    trends.pages,
    finances.pages,
    federation.pages,
    accountability.pages,
    downloads.pages,
    explore.pages,
    tables.pages,
    bulletins.pages,
    areas.pages,
)


CALENDAR = feeds.CALENDAR
PageCache = caching.PageCache
NoPageCache = caching.NoPageCache
feeds_of = feeds.feeds
coming = feeds.coming
Bulletin = bulletins.Bulletin
bulletins_of = bulletins.bulletins


def pages_of(
    disclosure: Disclosure,
    prose: Callable[[Sequence[Page]], Iterable[Page]] | None = None,
    cache: PageCache | None = None,
) -> list[Page]:
    """Every page; *prose* makes those of Markdown, given the pages of the data. The site map comes last and names all.

    With *cache*, pages that are laid out as they were the last time are the very objects of that time.
    """
    if cache is None:
        return _pages_of(disclosure, prose, NoPageCache())
    with cache.watching(disclosure) as watched:
        return _pages_of(watched, prose, cache)


def _pages_of(
    disclosure: Disclosure, prose: Callable[[Sequence[Page]], Iterable[Page]] | None, cache: PageCache
) -> list[Page]:
    result: list[Page] = []
    for thing, maker in _makers():
        result += disclosure.cached("pages", (thing,), partial(_pages_by, maker, disclosure))
    paths = cache.as_before("paths", frozenset({"", *(page.path for page in result)}))
    ledger = Ledger(disclosure, paths)
    result = cache.same("of data", [*home.pages(ledger), *easy.pages(ledger), *result])
    result = cache.outcomes("duties", result, duties_beside.beside, partial(duties_beside.duties_beside, ledger))
    result += cache.same("of duties and prose", [*obligations.pages(ledger), *(prose(result) if prose else ())])
    names = {page.path: page.title for page in result}
    standing = frozenset(filter(_is_standing, names))
    result = cache.outcomes("links", result, _without_dead_links, lambda _: standing)
    links = cache.links_to(names)
    used = {shown: [links[path] for path in paths] for shown, paths in uses(result, disclosure.org).items()}
    result = [_with_pages_concerned(page, used, names) for page in result]
    marks = dict(_corrected_pages(disclosure))
    result = cache.outcomes("marks", result, _with_mark, lambda page: marks.get(page.path))
    result += cache.same("register", list(register.pages(disclosure, used)))
    result = feeds.offered(disclosure, result, cache)
    result += cache.same("board", list(board.pages(ledger, result)))
    result = switched("years", result, together(disclosure), cache)
    result.extend(search.pages(disclosure, result))
    return cache.same("all", [*result, *sitemap.pages(disclosure, result)])


def _makers() -> Iterator[tuple[object, Callable[[Disclosure], Iterable[Page]]]]:
    """All that makes pages of the data alone, with what it is known by, in reading order."""
    for maker in MAKERS:
        yield maker, maker
    for kind in all_kinds():
        if kind.pages:
            yield kind, partial(_of_kind, kind)


def _pages_by(maker: Callable[[Disclosure], Iterable[Page]], disclosure: Disclosure) -> tuple[Page, ...]:
    return tuple(maker(disclosure))


def _of_kind(kind: Kind, disclosure: Disclosure) -> Iterable[Page]:
    return kind.pages(disclosure, kind) if kind.pages else ()


def _is_standing(path: str) -> bool:
    return path.startswith("about/")


def _without_dead_links(page: Page, standing: Container[str]) -> Page:
    """The page with only such menu entries as lead somewhere: not every site has every *standing* page."""

    def alive(link: Link) -> bool:
        path = link.path.partition("#")[0]
        return link.root or path in standing or not _is_standing(path)

    def pruned(block: Block) -> Block:
        match block:
            case HomeFirstScreen(buttons=buttons) if not all(alive(button.link) for button in buttons):
                return replace(block, buttons=tuple(button for button in buttons if alive(button.link)))
            case Links(links=links) if not all(alive(link) for link, _ in links):
                return replace(block, links=tuple(pair for pair in links if alive(pair[0])))
            case PlainLines(more=Link() as more) if not alive(more):
                return replace(block, more=None)
            case _:
                return block

    return _with_blocks(page, tuple(map(pruned, page.blocks)))


def _with_blocks(page: Page, blocks: tuple[Block, ...]) -> Page:
    """The page with these blocks: itself where they are its own."""
    return page if all(map(is_, blocks, page.blocks)) else replace(page, blocks=blocks)


def _with_pages_concerned(page: Page, used: Mapping[str, Sequence[Link]], names: Mapping[str, str]) -> Page:
    """The page with every correction leading to the pages that show its figure, or its record."""

    def concerned(correction: Correction) -> Iterator[Link]:
        if correction.figure:
            yield from (link for link in used.get(correction.figure.id, ()) if link.path != page.path)
        kind_id, _, record_id = correction.record.partition("/")
        kind = kind_of(kind_id)
        places = (kind.place(record_id), kind.address) if kind else ()
        result = next((path for path in (place.partition("#")[0] for place in places) if path in names), None)
        if result:
            yield Link(names[result], result)

    def led(block: Block) -> Block:
        if not isinstance(block, Corrections):
            return block
        return Corrections(tuple(replace(entry, pages=tuple(concerned(entry))) for entry in block.entries))

    if not any(isinstance(block, Corrections) for block in page.blocks):
        return page
    return replace(page, blocks=tuple(map(led, page.blocks)))


def _corrected_pages(disclosure: Disclosure) -> Iterator[tuple[str, CorrectionRecord]]:
    """(page of a record that was corrected, the newest correction of it)."""
    for record, row in corrections.of_records(disclosure).items():
        kind_id, _, record_id = record.partition("/")
        kind = kind_of(kind_id)
        if kind and kind.paged:
            yield kind.place(record_id), row


def _with_mark(page: Page, row: CorrectionRecord | None) -> Page:
    """The page; that of a record with a correction says so first."""
    if row is None:
        return page
    link = Link(f"{han_date(row.corrected_on)}{row.type}", corrections.KIND.place(row))
    note = Note("※ 改过", sentence("这一页的内容有更正说明：", link, "。"))
    return replace(page, blocks=(note, *page.blocks))


def lines_of(disclosure: Disclosure) -> Mapping[Where, str]:
    """Row of a staff file → page and anchor where readers find it, below the organisation's address."""
    return tables.lines(disclosure)


def check_paths(pages: Sequence[Page], org: str) -> Iterator[Problem]:
    """Every address is used once."""
    seen: dict[str, Page] = {}
    for page in pages:
        first = seen.setdefault(page.path, page)
        if first is not page:
            yield problem(
                "path-clash", Where(f"{org}/{page.path}"), cell=page.path, first=first.title, second=page.title
            )


def lists_pages(page: Page) -> bool:
    """Whether a page says nothing but where others are: the site map and the index of the search."""
    return page.path.startswith((sitemap.PATH, search.PATH))


def is_table(page: Page) -> bool:
    """Whether a page shows the rows of a download, or some of them, as they are there."""
    return tables.PLACE.match(page.path) is not None


def uses(pages: Sequence[Page], org: str) -> dict[str, list[str]]:
    """Figure id → addresses of the pages that show it, the register left out; figures of other bodies do not count."""
    groups: dict[str, list[str]] = {}
    texts = {
        page.path: page for page in pages if any(isinstance(block, Html) and block.embeds for block in page.blocks)
    }
    placed = _placeable(pages, org) if texts else {}
    for page in pages:
        if page.template in {"register", board.TEMPLATE}:
            continue
        shown = page.ids_shown(org)
        if page.path in texts:
            shown = tuple(dict.fromkeys((*shown, *_embedded(page, placed))))
        for figure_id in shown:
            groups.setdefault(figure_id, []).append(page.path)
    return groups


def _embedded(page: Page, placed: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[str]:
    """The ids of the figures in the charts and tables that the prose of a page places."""
    for block in page.blocks:
        if isinstance(block, Html):
            yield from (figure_id for embed in block.embeds for figure_id in placed.get(embed, ()))


def _placeable(pages: Sequence[Page], org: str) -> dict[tuple[str, str], list[str]]:
    """(chart or table, its id) → the figures in it, for prose that places one."""
    groups = {}
    for page in pages:
        for block in page.blocks:
            if isinstance(block, ChartBlock):
                groups["chart", block.chart.id] = list(ids_of(block.shown_figures(), org))
            elif isinstance(block, TableBlock):
                groups["table", block.table.id] = list(ids_of(block.shown_figures(), org))
    return groups
