"""Sections of a site: the pages of one organisation, or of the site's root, with menu and footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..blocks import claimed, sentence
from ..kinds.contacts import WaysToAsk, ways_to_ask
from ..model import Amount, Block, Card, Cards, Disclosure, Figure, Link, Links, Page, Register, RichText
from ..pages import (
    NoPageCache,
    PageCache,
    easy,
    federation,
    headlines,
    home,
    length,
    proofs,
    register,
    releases,
    row_sums,
    search,
    switch,
)
from ..releases import History
from ..texts import Drawn, MarkdownText, articles

MENU = (
    ("home", Link("首页", "")),
    ("finances", Link("财务", "finances/")),
    ("projects", Link("项目", "projects/")),
    ("donations", Link("查捐赠", "donations/")),
    ("accountability", Link("审计与合规", "accountability/")),
    ("data", Link("数据", "data/")),
    ("about", Link("目录", "site-map/")),
)

# (label, address) of footer links; those whose page is missing are left out. {year} is the organisation's newest year. Of two
# entries with one label the first existing one is used.
FOOTER = (
    ("长辈版", "easy/"),
    ("钱花到哪了", "finances/{year}/expense/"),
    ("钱从哪来", "finances/{year}/income/"),
    ("全部项目", "projects/"),
    ("查捐赠", "donations/"),
    ("募捐活动", "campaigns/"),
    ("募捐活动", "channels/"),
    ("该公开的", "obligations/"),
    ("审计", "audits/"),
    ("对不上的", "finances/{year}/checks/"),
    ("更正", "corrections/"),
    ("登记和资格", "governance/"),
    ("每个数的出处", "facts/"),
    ("下载数据", "data/"),
    ("名词解释", "about/terms/"),
    ("公示栏", "board/"),
    ("怎样联系", "about/contact/"),
    ("全部目录", "site-map/"),
)


class SiteSection(Struct, frozen=True):
    """All pages of one organisation, or of the site's root (*disclosure* is None), and the charts and tables that Markdown can embed."""

    disclosure: Disclosure | None
    pages: tuple[Page, ...]
    drawn: Drawn
    footer: tuple[Link, ...] = ()
    ask: WaysToAsk | None = None  # how to reach the organisation
    terms: tuple[tuple[str, str], ...] = ()  # words that the page of terms explains, each with its anchor there

    @property
    def menu(self) -> tuple[tuple[str, Link], ...]:
        """(section id, link) of the menu; 查捐赠 only if there are donations."""
        if self.disclosure is None:
            return ()
        count = self.disclosure.count("donations")
        return tuple((section, link) for section, link in MENU if section != "donations" or count)

    @property
    def folder(self) -> str:
        """Its folder relative to the site's root, such as `gaoxin/`; '' for the root section."""
        return f"{self.disclosure.org}/" if self.disclosure else ""


def footer_of(disclosure: Disclosure, pages: Iterable[Page]) -> tuple[Link, ...]:
    """The footer links of an organisation whose pages are *pages*."""
    known = {page.path for page in pages}
    year = disclosure.years[0] if disclosure.years else ""
    links: dict[str, Link] = {}
    for label, form in FOOTER:
        path = form.format(year=year)
        if path in known:
            links.setdefault(label, Link(label, path))
    return tuple(links.values())


def organisation_section(
    disclosure: Disclosure, texts: Sequence[MarkdownText], cache: PageCache | None = None
) -> SiteSection:
    """Lay out the pages of an organisation, with its articles; *cache* is its page cache."""
    laid_out = articles.laid_out(disclosure, texts, cache)  # without a memory no dependencies are recorded
    cache = cache or NoPageCache()
    cut = length.fitted(laid_out, cache)
    pages = tuple(cache.same("cut", switch.switched("years of parts", cut, switch.together(disclosure), cache)))
    drawn = articles.drawn(laid_out)
    foot, ways = footer_of(disclosure, pages), ways_to_ask(disclosure)
    return SiteSection(disclosure, pages, drawn, foot, ways, tuple(_terms(texts, str(disclosure.organisation.name))))


def _terms(texts: Sequence[MarkdownText], name: str) -> Iterator[tuple[str, str]]:
    """(term, anchor) of every heading of the page of terms, except terms that occur in the organisation's *name*."""
    for text in texts:
        if not text.folder and text.slug == "terms":
            yield from ((word, anchor) for word, anchor in search.terms_in(text.html) if word not in name)


def with_history(section: SiteSection, history: History) -> SiteSection:
    """The section with its register quoting only the releases of *history*."""
    assert section.disclosure is not None  # noqa: S101  (the root has no register)
    wordings = history.wordings(section.disclosure.org)

    def quoting(block: Block) -> Block:
        if not isinstance(block, Register):
            return block
        return replace(block, past_wordings=register.earlier_wordings(block.figures, wordings))

    pages = tuple(
        replace(page, blocks=tuple(map(quoting, page.blocks))) if page.template == "register" else page
        for page in section.pages
    )
    return replace(section, pages=pages)


def root_section(
    name: str,
    tagline: str,
    sections: Sequence[SiteSection],
    history: History,
    proof: proofs.ReleaseProof,
) -> SiteSection:
    """The section of the site's root: home, 404, search, and the pages about releases."""
    disclosures = [section.disclosure for section in sections if section.disclosure]
    addresses = frozenset(
        f"{section.folder}{page.path}" for section in sections for page in section.pages if not page.view
    )
    pages = (
        Page(
            path="",
            title=name,
            finding=_introduction(disclosures),
            blocks=(
                Cards("机构", tuple(map(_organisation_card, disclosures)), id="organisations"),
                *_federations(disclosures),
            ),
            template="root",
            description=tagline or _only_home(sections),
        ),
        Page(path="404/", title="找不到这个网页", finding=(), blocks=(), template="404", description="找不到这个网页"),
        easy.entrance(disclosures),
        *length.fitted(list(search.root_pages(disclosures))),
        *releases.pages(disclosures, history, proof, addresses),
    )
    return SiteSection(None, pages, Drawn({}, {}), footer=(Link("长辈版", easy.PATH),))


def _only_home(sections: Sequence[SiteSection]) -> str:
    """The description of the home page if there is only one organisation, else ''."""
    bodies = [section for section in sections if section.disclosure]
    homes = (page.description for section in bodies for page in section.pages if not page.path)
    return next(homes, "") if len(bodies) == 1 else ""


def _introduction(disclosures: Sequence[Disclosure]) -> RichText:
    count = len(disclosures)
    sourced = claimed(all(map(home.every_figure_sourced, disclosures)), "每个数字都能查到出处。")
    if count == 1:
        return sentence(f"{disclosures[0].organisation.name}的账。{sourced}")
    links = [link for block in _federations(disclosures) for link, _ in block.links]
    apart = claimed(links and not any(map(_consolidated, disclosures)), "还没有可以合在一起的数。")
    if apart:
        return sentence(f"{count}家慈善会的账，各记各的；{apart}{sourced}")
    if links:
        account = Link("合并账", links[0].path, root=True) if len(links) == 1 else "合并账"
        return sentence(
            f"{count}家慈善会的账，各记各的；上下级另有", account, f"，两边都记了的内部往来已经去掉。{sourced}"
        )
    return sentence(f"{count}家慈善会的账，各记各的，不合并、不相加。{sourced}")


def _federations(disclosures: Sequence[Disclosure]) -> Iterator[Links]:
    """A block of links to every consolidated account; none if there are none."""
    leads = [disclosure for disclosure in disclosures if disclosure.federation]
    if leads:
        links = tuple(
            (
                Link(f"{lead.organisation.name}和成员", f"{lead.org}/{federation.PATH}", root=True),
                claimed(not _consolidated(lead), "有哪些成员；还没有可以合在一起的数") or "合在一起的收支",
            )
            for lead in leads
        )
        yield Links("合并账", links)


def _consolidated(disclosure: Disclosure) -> bool:
    return disclosure.federation is not None and federation.has_account(disclosure.federation)


def _organisation_card(disclosure: Disclosure) -> Card:
    """The card of an organisation on the root page, with the totals of its newest year."""
    year = disclosure.years[0] if disclosure.years else None
    sums = row_sums.row_sums(disclosure) if year is None else None
    untold = headlines.totals_untold(disclosure)
    items: Sequence[tuple[str, Figure | Amount | str]] = sums.items if sums else ()
    if year is not None:
        items = home.totals(disclosure, headlines.headlines(disclosure, year))
    return Card(
        title=disclosure.organisation.name,
        link=Link(disclosure.organisation.name, f"{disclosure.org}/", root=True),
        items=tuple(items),
        status=(f"{year}年的账" if year else f"{sums.title}；{untold}" if sums else untold)
        + (
            f"；{disclosure.organisation.membership_over(disclosure.prepared_on)}属于{disclosure.above.name}"
            if disclosure.above
            else ""
        )
        + (f"；截至{disclosure.as_of}的数据" if disclosure.as_of else ""),
        id=disclosure.org,
    )
