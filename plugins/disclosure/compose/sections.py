"""The pages of a site in sections: one for the site's root, one for each organisation, with menu and footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..blocks import claimed, sentence
from ..kinds.contacts import phone, telephone
from ..model import Block, Disclosure, Entries, Entry, Link, Links, Page, Register, RichText
from ..pages import federation, headlines, home, length, proofs, register, releases, switch, years
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

# The index at the foot of every page: title, and the sections whose pages stand there.
FOOTER = (
    ("财务", ("finances",)),
    ("捐赠", ("donations",)),
    ("项目", ("projects",)),
    ("审计与合规", ("accountability",)),
    ("数据与说明", ("data", "news", "about")),
)


@dataclass(frozen=True, slots=True)
class SiteSection:
    """All pages of one organisation, or of the site's root (*disclosure* is None), and what its Markdown can place."""

    disclosure: Disclosure | None
    pages: tuple[Page, ...]
    drawn: Drawn
    footer: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    phone: RichText = ()  # how to call the organisation

    @property
    def menu(self) -> tuple[tuple[str, Link], ...]:
        """The entries of the bar: 查捐赠 only where there are donations to look up."""
        if self.disclosure is None:
            return ()
        count = self.disclosure.count("donations")
        return tuple((section, link) for section, link in MENU if section != "donations" or count)

    @property
    def folder(self) -> str:
        """Where its pages stand below the site's root: `gaoxin/`, or '' for the root itself."""
        return f"{self.disclosure.org}/" if self.disclosure else ""


def footer_of(pages: Iterable[Page]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The index at the foot of every page: the first page of every part, and the standing pages."""
    shown = [page for page in pages if page.path.count("/") == 1 or page.template == "standing"]
    groups = (
        (title, tuple(Link(page.name, page.path) for section in sections for page in shown if page.section == section))
        for title, sections in FOOTER
    )
    return tuple((title, links) for title, links in groups if links)


def organisation_section(disclosure: Disclosure, texts: Sequence[MarkdownText]) -> SiteSection:
    """The pages of an organisation, with its articles and the standing pages."""
    laid_out = articles.laid_out(disclosure, texts)
    pages = tuple(switch.switched(length.fitted(laid_out), switch.together(disclosure)))
    number = phone(disclosure)
    call = telephone(number) if number else ()
    return SiteSection(disclosure, pages, articles.drawn(laid_out), footer_of(pages), call)


def with_history(section: SiteSection, history: History) -> SiteSection:
    """The section of an organisation whose register quotes the releases of *history* and no others."""
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
    name: str, tagline: str, disclosures: Sequence[Disclosure], history: History, proof: proofs.ReleaseProof
) -> SiteSection:
    """The pages above the organisations: the entrance, the page for wrong addresses, and those about releases."""
    pages = (
        Page(
            path="",
            title=name,
            finding=_introduction(disclosures),
            blocks=(
                Entries("机构", tuple(map(_organisation_entry, disclosures)), id="organisations"),
                *_federations(disclosures),
            ),
            template="root",
            description=tagline,
        ),
        Page(path="404/", title="找不到这个网页", finding=(), blocks=(), template="404", description="找不到这个网页"),
        *releases.pages(disclosures, history, proof),
    )
    return SiteSection(None, pages, Drawn({}, {}))


def _introduction(disclosures: Sequence[Disclosure]) -> RichText:
    count = len(disclosures)
    sourced = claimed(all(map(home.every_figure_sourced, disclosures)), "每个数字都能查到出处。")
    links = [link for block in _federations(disclosures) for link, _ in block.links]
    if links:
        account = Link("合并账", links[0].path, root=True) if len(links) == 1 else "合并账"
        return sentence(f"{count}家慈善会的账，各记各的；上下级另有", account, f"，去掉了内部往来。{sourced}")
    return sentence(f"{count}家慈善会的账，各记各的，不合并、不相加。{sourced}")


def _federations(disclosures: Sequence[Disclosure]) -> Iterator[Links]:
    """The way to every consolidated account."""
    leads = [disclosure for disclosure in disclosures if disclosure.federation]
    if leads:
        links = tuple(
            (Link(f"{lead.organisation.name}和成员", f"{lead.org}/{federation.PATH}", root=True), "合在一起的收支")
            for lead in leads
        )
        yield Links("合并账", links)


def _organisation_entry(disclosure: Disclosure) -> Entry:
    finding = (
        years.finding(disclosure, headlines.headlines(disclosure, disclosure.years[0])) if disclosure.years else ()
    )
    return Entry(
        title=disclosure.organisation.name,
        link=Link(disclosure.organisation.name, f"{disclosure.org}/", root=True),
        text=finding,
        meta=f"{len(disclosure.figures)}条数字，{len(disclosure.reconciliations)}项勾稽"
        + (f"；属于{disclosure.above.name}" if disclosure.above else "")
        + (f"；截至{disclosure.as_of}的数据" if disclosure.as_of else ""),
        id=disclosure.org,
    )
