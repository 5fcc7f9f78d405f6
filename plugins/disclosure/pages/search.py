"""站内搜索: the page with the form, and below it everything in the order of its pinyin, for readers without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ..blocks import HOME, sentence, spoken
from ..dates import han_date
from ..expressions import expression
from ..model import Block, Disclosure, Figure, Heading, Html, Index, IndexLine, Link, Links, Page
from ..search import FOLDER, OTHER, by_letter
from .headlines import headlines
from .home import totals

PATH = f"{FOLDER}/"
TEMPLATE = "search"
Named: TypeAlias = "tuple[Link, str]"
_ON_ONE_PAGE = 240  # names; of more every letter has a page of its own
_SHORT = 8  # signs of a name that somebody would type
_SUM = re.compile(r"[\d.,]+[万亿]?元")
_TERM = expression(r'<h3 id="([a-z-]+)">([\u4e00-\u9fff、]{2,20})</h3>')


def terms_in(html: str) -> Iterator[tuple[str, str]]:
    """Every word that a page of terms explains under a heading of its own, with its anchor."""
    for anchor, words in _TERM.findall(html):
        yield from ((word, anchor) for word in words.split("、") if len(word) > 1)


def pages(disclosure: Disclosure, every: Sequence[Page]) -> Iterator[Page]:
    """The search of an organisation over *every* page of its own."""
    links: dict[tuple[str, str], Link] = {}
    for link in (*_records(disclosure), *_terms(every), *_others(every)):
        links.setdefault((link.text, link.path), link)
    pages_by_path = {page.path: page for page in every}
    names = _told_apart(list(links.values()), pages_by_path, lambda page: spoken(disclosure, page.finding))
    yield from _pages(names, f"{disclosure.organisation.name}的网页、项目和名词", (HOME,), examples([disclosure]))


def root_pages(disclosures: Sequence[Disclosure]) -> Iterator[Page]:
    """The search over all organisations."""
    names = [
        Link(
            f"{link.text}（{disclosure.organisation.short_name or disclosure.organisation.name}）",
            f"{disclosure.org}/{link.path}",
            root=True,
        )
        for disclosure in disclosures
        for link in _records(disclosure)
    ]
    homes = [Link(disclosure.organisation.name, f"{disclosure.org}/", root=True) for disclosure in disclosures]
    yield from _pages(((link, "") for link in (*homes, *names)), "各家的网页、项目和名词", (), examples(disclosures))


def examples(disclosures: Sequence[Disclosure]) -> list[str]:
    """What can be looked for and is there: a name that money can be given for, a sum as it is printed, the day of its document."""
    links = (link.text for disclosure in disclosures for link in _records(disclosure) if len(link.text) <= _SHORT)
    sums = [
        (figure.text, han_date(disclosure.sources[figure.source].published_on))
        for disclosure in disclosures
        for year in disclosure.years[:1]
        for _, figure in totals(disclosure, headlines(disclosure, year))
        if isinstance(figure, Figure) and figure.source in disclosure.sources and _SUM.fullmatch(figure.text)
    ]
    words = [next(links, ""), *(sums[0] if sums else ())]
    return [word for word in words if word]


def _records(disclosure: Disclosure) -> Iterator[Link]:
    """Projects, funds and whatever else money can be given for."""
    for kind in disclosure.kinds.values():
        if kind.purpose:
            for row in disclosure.records.get(kind.id, ()):
                yield Link(row.record_name, kind.place(row))


def _terms(every: Iterable[Page]) -> Iterator[Link]:
    for page in every:
        if page.path == "about/terms/":
            for block in page.blocks:
                if isinstance(block, Html):
                    yield from (Link(word, f"{page.path}#{anchor}") for word, anchor in terms_in(block.html))


def _others(every: Iterable[Page]) -> Iterator[Link]:
    return (Link(page.name, page.path) for page in every if page.listed and not page.view and page.path)


def _told_apart(links: Sequence[Link], pages: Mapping[str, Page], opening: Callable[[Page], str]) -> list[Named]:
    """Every link, and beside a name that several have the title of its page, or where those are alike its *opening*, the first sentence.

    *pages* are those that links lead to, by path.
    """
    alike: dict[str, list[Page | None]] = {}
    for link in links:
        alike.setdefault(link.text, []).append(pages.get(_page(link)))

    def beside(link: Link) -> str:
        several, page = alike[link.text], pages.get(_page(link))
        if len(several) == 1 or page is None:
            return ""
        titles = {other.title if other else "" for other in several}
        words = page.title if len(titles) == len(several) else opening(page).removesuffix("。")
        return "" if words == link.text else words

    return [(link, beside(link)) for link in links]


def _page(link: Link) -> str:
    return link.path.partition("#")[0]


def _pages(names: Iterable[Named], what: str, crumbs: tuple[Link, ...], tried: Sequence[str]) -> Iterator[Page]:
    letters = by_letter((name[0].text, name) for name in names)
    count = sum(map(len, letters.values()))
    apart = count > _ON_ONE_PAGE
    blocks: list[Block] = [Heading("按拼音查", "letters", count=f"{count}项")]
    if apart:
        lines = (
            IndexLine(Link(letter, f"{PATH}{_folder(letter)}", root=not crumbs), f"{len(listed)}项")
            for letter, listed in letters.items()
        )
        blocks.append(Index("读音的第一个字母", tuple(lines)))
    else:
        for letter, listed in letters.items():
            blocks.append(Links(letter, tuple(name for _, name in listed), folded=True))
    tip = f"比如找：{'、'.join(tried)}。" if tried else ""
    yield Page(
        path=PATH,
        title="站内搜索",
        finding=sentence(f"{tip}搜索在您的浏览器里做，您搜的词写在网址里。也可以按拼音查。"),
        blocks=tuple(blocks),
        section="about",
        crumbs=crumbs,
        template=TEMPLATE,
        description=f"{what}，输入词、数或日期来找，也可以按拼音查。",
    )
    if not apart:
        return
    for letter, listed in letters.items():
        yield Page(
            path=f"{PATH}{_folder(letter)}",
            title=f"按拼音查：{letter}",
            label=letter,
            finding=sentence(f"{f'以{letter}' if letter == OTHER else f'读音以{letter}'}开头的有{len(listed)}项。"),
            blocks=(Links("", tuple(name for _, name in listed)),),
            section="about",
            crumbs=(*crumbs, Link("站内搜索", PATH, root=not crumbs)),
            listed=False,
            view=True,
            description=f"{what}，按拼音，{letter}。",
        )


def _folder(letter: str) -> str:
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}/"
