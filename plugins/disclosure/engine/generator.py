"""The edge to Pelican: reads what Pelican parsed, builds our pages from data, writes everything."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator

from ..accounts import Site, read_site
from ..blocks import sentence
from ..compose import private
from ..kinds import corrections
from ..model import Disclosure, Entries, Entry, Link, Links, Page, RichText
from ..output import Book, Renderer, SiteView, assets, exports, feeds, footer_of, write_pages
from ..pages import check_paths, federation, releases, uses, years
from ..privacy import leaks
from ..problems import Problem, Report, Where, problem, shown_path
from ..releases import Pending, frozen
from ..reporting import as_text, review
from ..texts import articles, sanitise
from .settings import Settings

log = logging.getLogger(__name__)


class DisclosureGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Data and Markdown in, the whole site out. Faults in either end the build with a report and exit code 1."""

    def generate_context(self) -> None:
        """Read, check and lay out everything; write nothing."""
        wanted = Settings.from_pelican(self.settings)
        report = Report()
        before = wanted.release.number if wanted.release else None
        site = read_site(wanted.data, shown_path(wanted.data), report, before=before)
        texts = [*map(_article, self.context["articles"]), *map(_standing, self.context["pages"])]
        report.extend(private(texts, wanted.content, site))
        books = assemble(site, texts, report, wanted.release)
        if not wanted.allow_sample:
            report.extend(_samples(site, shown_path(wanted.data)))
        if report.errors:
            report.extend(site.set_aside)
            raise SystemExit(as_text(review(site, report, shown_path(wanted.data))))
        self.disclosure_settings, self.site, self.books = wanted, site, books
        self.context["disclosure_books"] = books

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002  (Pelican's own writer is not needed)
        """Write pages, downloads and assets below the output folder."""
        output = Path(self.output_path)
        write_site(self.disclosure_settings, self.site, self.books, output)
        report = Report(
            problem("personal-output", Where(file), what=found.what, hint=f"（{found.hint}）")
            for file, found in leaks.leaks(output, self.site.own)
        )
        if report.errors:
            raise SystemExit(report.as_text())
        if self.disclosure_settings.done is not None:
            self.disclosure_settings.done(self.site)


def _text(one: Any, folder: str) -> articles.Text:
    return articles.Text(
        file=shown_path(Path(one.source_path)),
        folder=folder,
        slug=one.slug,
        title=str(one.title),
        html=sanitise(one.content),
        summary=str(one.metadata.get("summary", "")).replace("<p>", "").replace("</p>", "").strip(),
        date=one.date.date().isoformat() if getattr(one, "date", None) else "",
    )


def _article(one: Any) -> articles.Text:
    return _text(one, Path(one.source_path).parent.name)


def _standing(one: Any) -> articles.Text:
    return _text(one, "")


def _samples(site: Site, shown_as: str) -> Iterator[Problem]:
    if site.settings and site.settings.sample:
        yield problem("sample-data", Where(f"{shown_as}/site.yaml", None, None, "sample"), cell=site.settings.name)
    for one in site.disclosures:
        if one.organisation.sample:
            yield problem(
                "sample-data",
                Where(f"{shown_as}/{one.org}/organisation.yaml", None, None, "sample"),
                cell=one.organisation.name,
            )


def assemble(site: Site, texts: list[articles.Text], report: Report, release: Pending | None = None) -> list[Book]:
    """Every organisation's pages and the site's own; what does not fit goes to *report*."""
    if report.errors:
        # Pages are made only from sound data; articles are still checked for what can be known.
        known = {one.org: one for one in site.disclosures}
        report.extend(
            problem("orphan-article", Where(text.file), cell=text.folder)
            for text in texts
            if text.folder and known and text.folder not in known
        )
        return []
    disclosures = {one.org: one for one in site.disclosures}
    available = {}
    books = []
    for org, disclosure in disclosures.items():
        pages = articles.laid_out(disclosure, texts)
        report.extend(check_paths(pages, org))
        available[org] = articles.drawn(pages)
        books.append(Book(disclosure, pages, available[org], footer_of(pages)))
    report.extend(articles.check(texts, disclosures, available))
    return [_root(site, release), *books]


def _root(site: Site, release: Pending | None) -> Book:
    entries = tuple(_introduced(one) for one in site.disclosures)
    name = site.settings.name if site.settings else "阳光慈善"
    count = len(entries)
    pages = [
        Page(
            path="",
            title=name,
            finding=_introduction(site, count),
            blocks=(Entries("机构", entries, id="organisations"), *_federations(site)),
            template="root",
            description=site.settings.tagline if site.settings else "",
        ),
        Page(path="404/", title="找不到这个网页", finding=(), blocks=(), template="404", description="找不到这个网页"),
        *releases.pages(site.disclosures, site.history, release),
    ]
    return Book(None, pages, articles.Drawn({}, {}))


def _introduction(site: Site, count: int) -> RichText:
    links = [link for block in _federations(site) for link, _ in block.links]
    if links:
        account = Link("合并账", links[0].path, root=True) if len(links) == 1 else "合并账"
        return sentence(
            f"{count}家慈善会的账，各记各的；上下级另有", account, "，去掉了内部往来。每个数字都能查到出处。"
        )
    return sentence(f"{count}家慈善会的账，各记各的，不合并、不相加；每个数字都能查到出处。")


def _federations(site: Site) -> Iterator[Links]:
    """The way to every consolidated account."""
    leads = [one for one in site.disclosures if one.federation]
    if leads:
        links = tuple(
            (Link(f"{one.organisation.name}和成员", f"{one.org}/{federation.PATH}", root=True), "合在一起的收支")
            for one in leads
        )
        yield Links("合并账", links)


def _introduced(disclosure: Disclosure) -> Entry:
    found = years.finding(disclosure, years.headlines(disclosure, disclosure.years[0])) if disclosure.years else ()
    return Entry(
        title=disclosure.organisation.name,
        link=Link(disclosure.organisation.name, f"{disclosure.org}/", root=True),
        text=found,
        meta=f"{len(disclosure.figures)}条数字，{len(disclosure.reconciliations)}项勾稽"
        + (f"；属于{disclosure.above.name}" if disclosure.above else "")
        + (f"；截至{disclosure.as_of}的数据" if disclosure.as_of else ""),
        id=disclosure.org,
    )


def write_site(wanted: Settings, site: Site, books: list[Book], output: Path) -> None:
    """Write the whole site below *output*."""
    assert site.settings is not None  # noqa: S101  (a missing site.yaml is an error that ended the build before)
    view = SiteView(
        name=site.settings.name,
        tagline=site.settings.tagline,
        url=wanted.site_url,
        icp=site.settings.icp,
        police=site.settings.police,
        prepared_on=site.settings.prepared_on,
        sample=site.settings.sample or any(one.organisation.sample for one in site.disclosures),
        report_phone=site.settings.report_phone,
        organisations=tuple(one.organisation for one in site.disclosures),
        release=wanted.release,
        recorded=bool(wanted.release or site.history.releases),
    )
    gc.freeze()  # all that is read stays to the end: looking through it again and again would only cost time
    base_path = f"{urlsplit(wanted.site_url).path}/" if wanted.site_url else ""
    write_pages(
        output, Renderer(wanted.theme, view, base_path), books, lambda: _write_downloads(books, output, wanted.site_url)
    )
    folder = output / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in assets(wanted.theme, wanted.plotly_bundle):
        (folder / name).write_bytes(data)
    if view.recorded:
        frozen.write_history(site.history, output)
        told = [(Pending(one.number, one.published_on), one.manifest) for one in site.history.releases]
        (output / frozen.INDEX).write_bytes(frozen.index(told))
    if wanted.site_url:
        (output / "sitemap.xml").write_text(_sitemap(wanted.site_url, books), encoding="utf-8", newline="\n")


def _write_downloads(books: list[Book], output: Path, url: str) -> None:
    for book in books:
        if book.disclosure:
            folder = output / book.disclosure.org / "data"
            exports.write_all(
                folder, book.disclosure, uses(book.pages, book.disclosure.org), book.drawn.charts.values()
            )
            feed = feeds.corrections(book.disclosure, book.pages, url)
            if feed:
                path = output / book.disclosure.org / corrections.FEED
                path.write_text(feed, encoding="utf-8", newline="\n")


def _sitemap(url: str, books: list[Book]) -> str:
    from xml.sax.saxutils import escape

    lines = [
        f"<url><loc>{escape(f'{url}/{book.folder}{page.path}')}</loc></url>"
        for book in books
        for page in book.pages
        if page.template != "404"
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )
