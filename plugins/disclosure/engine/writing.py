"""A composed site to files: pages, downloads, attachments, feeds, releases; and the last look for what must not go out."""

from __future__ import annotations

import gc
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from msgspec.structs import replace

from ..compose import Edition, SiteSection
from ..documents import published_bytes
from ..kinds import gifts
from ..model import Disclosure, Explorer, Page, facts_of
from ..output import (
    FILES,
    SHEETS,
    Inquiries,
    Renderer,
    SeriesMemory,
    SetSheets,
    SheetMemory,
    SheetSupply,
    SiteView,
    assets,
    calendars,
    exports,
    feeds,
    file_of,
    is_large,
    lines_of_files,
    lists_gifts,
    moved_anchors,
    table_files,
    write_boards,
    write_file_pages,
    write_pages,
    write_some_pages,
)
from ..pages import CALENDAR, feeds_of, uses
from ..privacy import attachments, gate, leaks, maps, renditions
from ..problems import Problem, Report, Where, problem
from ..releases import frozen
from ..settings import Settings
from ..sharing import PictureStudio, SitePictures, site_pictures, studio, write_pictures
from ..storage import TreeEntry, TreeFiles, entries_below
from ..typesetting import NO_PRESS, Press, machine_store, open_press
from ..workers import beside
from .indexing import searchable, write_search
from .remembering import BuildMemory, DownloadMemory, Reuse

Result = TypeVar("Result")
_Jobs: TypeAlias = AbstractContextManager[Sequence[Callable[[], Result]]]

_RELEASES_OF_SHEETS = 3  # builds; every release has its fingerprint on all sheets, so older ones are of no use


class SiteWriter:
    """Writes one edition: single pages of it first where somebody waits for them, and the whole of it."""

    def __init__(self, edition: Edition, settings: Settings, memory: BuildMemory | None = None) -> None:
        self._edition, self._settings = edition, settings
        self._view = _view(edition, settings)
        self._press, self._artist = open_press(), _artist(edition, settings)
        self._pictures = _pictures(edition, self._view) if self._artist else None
        self._missing: set[str] = set()
        self._moved, self._lines = moved_anchors(edition.sections), lines_of_files(edition.sections)
        self._renderer = Renderer(
            settings.theme,
            self._view,
            f"{urlsplit(settings.site_url).path}/" if settings.site_url else "",
            self._moved,
            self._lines,
            self._pictures.shared if self._pictures else None,
            self._pictures.charts if self._pictures else (),
        )
        if memory:
            self._renderer.remember(memory.told_of)

    def write_first(self, files: Collection[str], output: Path) -> list[str]:
        """Write the pages that stand in *files* (below the site's root) below *output*; SystemExit as for the whole.

        Returns which were written: nothing that is no page, and no page that tells of files.
        """
        written = write_some_pages(output, self._renderer, self._edition.sections, files)
        _refuse_leaks(output, *_known_to_gate(self._edition))
        return written

    def write(self, output: Path, memory: BuildMemory | None = None, live: Path | None = None) -> str:
        """Write the whole site below *output*; SystemExit where a page would show a person's number or an unreviewed map.

        With *memory*, what did not change is taken over from the tree *live*, and *output* may be an older tree that it made.

        Returns what staff should know of pictures and sheets, in Chinese, or ''. Pictures for sharing are made for a release, and where it is
        known at which address the site will stand; sheets for notice boards always, in a preview of a large site some at a time.
        """
        gc.freeze()  # nothing read so far is garbage: the collector need not scan it again
        edition, settings = self._edition, self._settings
        around = self._surroundings(memory)
        known = memory.tree if memory and memory.tree and memory.tree.surroundings == around else None
        reuse = Reuse(known, self._renderer, live or output, output)
        sections = reuse.take_folders(edition.sections)
        files = TreeFiles(output, reuse.take_file, reuse.take_file_again)
        downloads = memory.downloads if memory else defaultdict(DownloadMemory)
        with self._pressed(output, reuse, memory) as press_jobs:
            asked = self._write_searched_and_tables(output, sections, files, reuse, downloads)
            index = reuse.index_memory() if memory else None  # of the pages that were just taken over
            search = partial(write_search, edition.sections, files, index)
            if index:  # which knows afterwards what the search read
                search()
            with self._beside(*(() if index else (search,))) as searches:
                asked |= write_pages(output, self._renderer, sections, reuse.take_page, self._is_not_searched)
                sheets = self._printed(press_jobs)
                asked |= write_file_pages(output, self._renderer, sections, SHEETS, reuse.take_page)
                for searched in searches:
                    searched()
        _write_assets(settings, files)
        reuse.remove_rest(sheets)
        self._write_releases(output)
        for name, text in files_for_crawlers(settings.site_url, edition.sections):
            (output / name).write_text(text, encoding="utf-8", newline="\n")
        _write_attachments(settings.content, output)
        _write_originals(sections, output)
        _write_pictures(sections, output)
        knowledge = _known_to_gate(edition)
        tree = list(entries_below(output)) if memory else None  # of which something is remembered
        cleared = reuse.cleared(knowledge, sheets)
        _refuse_leaks(output, *knowledge, cleared, {*reuse.files, *sheets}, tree)
        if memory and index and tree:
            with self._renderer.looking_below(output):  # as it was when pages asked for files
                memory.tree = (
                    reuse.written_tree(tree, edition.sections, around, asked, index, sheets, knowledge)
                    if around
                    else None
                )
        return _remark(self._press, self._missing)

    @cached_property
    def _searched(self) -> frozenset[str]:
        """The files of the pages that the search reads; who waits for single pages does not wait for it."""
        return frozenset(page.file for page in searchable(self._edition.sections))

    def _is_searched(self, section: SiteSection, page: Page) -> bool:
        """Whether a page is written before the search reads pages: those that it reads, and those of gifts, which belong together."""
        return file_of(section, page) in self._searched or lists_gifts(page)

    def _is_not_searched(self, section: SiteSection, page: Page) -> bool:
        return not self._is_searched(section, page)

    def _write_searched_and_tables(
        self,
        output: Path,
        sections: Sequence[SiteSection],
        files: TreeFiles,
        reuse: Reuse,
        known: Mapping[str, DownloadMemory],
    ) -> Inquiries:
        """All downloads, and all pages that the search reads; what these asked."""
        url, known_by = self._settings.site_url, self._view.known_by
        downloads = reuse.elsewhere(partial(_write_downloads, sections, files, url, known_by, known))
        with self._beside(downloads, here=reuse.knows_pages) as (written,):
            asked = write_pages(output, self._renderer, sections, reuse.take_page, self._is_searched)
            reuse.join(written())
        return asked | write_file_pages(output, self._renderer, sections, FILES, reuse.take_page)

    def _pressed(self, output: Path, reuse: Reuse, memory: BuildMemory | None) -> _Jobs[tuple[set[str], SetSheets]]:
        """What Typst makes, beside the pages where they need the time, as nothing but the pages of sheets waits for it."""
        begun = bool(self._press and self._press.has_begun)
        return self._beside(*self._press_jobs(output, reuse, memory), here=begun or reuse.knows_pages, leisurely=True)

    def _printed(self, press_jobs: Iterable[Callable[[], tuple[set[str], SetSheets]]]) -> SetSheets:
        """The sheets that are there once Typst has made all."""
        sheets: SetSheets = {}
        for press_job in press_jobs:
            missing, there = press_job()
            self._missing |= missing
            sheets |= there
        return sheets

    def _write_releases(self, output: Path) -> None:
        """What was published before, the list of releases, and the feed of them."""
        edition, view = self._edition, self._view
        if view.recorded:
            frozen.write_history(edition.history, edition.site.anchor, output)
            manifests = [(release.pending, release.manifest) for release in edition.history.releases]
            (output / frozen.INDEX).write_bytes(frozen.index(manifests, edition.points))
        pending = [release.pending for release in edition.history.releases]
        released = feeds.releases(view.name, [*pending, *((edition.release,) if edition.release else ())])
        if released:
            text = feeds.atom(released, self._settings.site_url, view.known_by)
            (output / feeds.RELEASES).write_text(text, encoding="utf-8", newline="\n")

    def _beside(self, *jobs: Callable[[], Result], here: bool = False, leisurely: bool = False) -> _Jobs[Result]:
        """Jobs in processes of their own where the site is large and it need not be *here*, else in turn when they are called."""
        return nullcontext(jobs) if here or not is_large(self._edition.sections) else beside(*jobs, leisurely=leisurely)

    def _press_jobs(
        self, output: Path, reuse: Reuse, memory: BuildMemory | None
    ) -> Iterator[Callable[[], tuple[set[str], SetSheets]]]:
        """What Typst makes: sheets for notice boards, and pictures; each returns the characters that no font can draw, and sheets."""
        if self._press:
            yield partial(self._write_boards, self._press, output, reuse, memory)
        if self._artist and self._pictures:
            yield partial(self._write_pictures, self._artist, self._pictures, output)

    def _write_boards(
        self, press: Press, output: Path, reuse: Reuse, memory: BuildMemory | None
    ) -> tuple[set[str], SetSheets]:
        published = bool(self._settings.site_url or self._edition.release)
        supply = SheetSupply(
            machine_store("sheets", _RELEASES_OF_SHEETS),
            published,
            reuse.take_sheet,
            reuse.sheets_before,
            memory.sheets if memory else defaultdict(SheetMemory),
        )
        there = write_boards(output, self._settings.theme, self._view, self._edition.sections, press, supply)
        return press.missing, there

    def _write_pictures(
        self, artist: PictureStudio, pictures: SitePictures, output: Path
    ) -> tuple[set[str], SetSheets]:
        write_pictures(pictures, artist, output)
        return set(artist.missing), {}

    def _surroundings(self, memory: BuildMemory | None) -> object:
        """All that a page is made from beside its section; None where that can't be compared, or pictures are drawn."""
        if memory is None or self._pictures:
            return None
        theme = memory.site.reading.digests.below(self._settings.theme)
        organisations = tuple(map(facts_of, self._view.organisations))
        view = replace(self._view, organisations=())
        return (view, organisations, self._settings.site_url, theme, self._moved, self._lines) if theme else None


def write_site(edition: Edition, settings: Settings, output: Path) -> str:
    """Write the whole site below *output*; result and SystemExit are those of `SiteWriter.write`."""
    return SiteWriter(edition, settings).write(output)


def _artist(edition: Edition, settings: Settings) -> PictureStudio | None:
    """Who draws the pictures; nobody in a preview, or where Typst or the fonts are missing."""
    if not settings.site_url and not edition.release:
        return None
    return studio((settings.theme / "press").resolve())


def _pictures(edition: Edition, view: SiteView) -> SitePictures:
    """What will be drawn."""
    number = edition.release.number if edition.release else 0
    return site_pictures(
        edition.sections, view.name, view.url, sample=view.sample, number=number, known_by=view.known_by
    )


def _remark(press: Press | None, missing: Collection[str]) -> str:
    """Why nothing was set, or what could not be set in pictures and PDFs."""
    if press is None:
        return NO_PRESS
    signs = "、".join(sorted(missing))
    return f"字体里没有这些字：{signs}。图片和 PDF 上用〓代替，网页照常显示。" if signs else ""


def _view(edition: Edition, settings: Settings) -> SiteView:
    about, disclosures = edition.site.settings, edition.site.disclosures
    bundle = settings.plotly_bundle
    assert about is not None  # noqa: S101  (a missing site.yaml is an error, and there is no edition then)
    return SiteView(
        name=about.name,
        tagline=about.tagline or "",
        url=settings.site_url,
        icp=about.icp,
        police=about.police,
        prepared_on=about.prepared_on,
        sample=about.is_sample or any(disclosure.organisation.is_sample for disclosure in disclosures),
        report_phone=about.report_phone,
        organisations=tuple(disclosure.organisation for disclosure in disclosures),
        release=edition.release,
        recorded=bool(edition.release or edition.history.releases),
        fingerprint=edition.checkpoint.short if edition.checkpoint else "",
        plotly_bytes=bundle.stat().st_size if bundle and bundle.is_file() else 0,
    )


def _write_series(files: TreeFiles, pages: Iterable[Page], disclosure: Disclosure, known: SeriesMemory) -> None:
    """What 数据探索 may draw, beside its page."""
    for block in (block for page in pages for block in page.blocks if isinstance(block, Explorer)):
        for name, content in known.files(block.exploration, disclosure.sources.values(), disclosure.org).items():
            (files.folder / name).parent.mkdir(parents=True, exist_ok=True)
            files.write(name, content)
    known.turn()


def _write_downloads(
    sections: Sequence[SiteSection],
    files: TreeFiles,
    url: str,
    known_by: str,
    known: Mapping[str, DownloadMemory],
) -> None:
    """The downloads and feeds of every organisation; *known_by* says by what the release is known, *known* is by organisation."""
    for section in sections:
        disclosure = section.disclosure
        if disclosure is None:
            continue
        ours, before = files.below(disclosure.org), known[disclosure.org]
        folder, used = ours.folder, uses(section.pages, disclosure.org)
        table_files.write_tables(ours.below("data"), disclosure, used, before.rows)
        table_files.write_package(folder / "data", disclosure)
        table_files.write_charts(ours.below("data"), section.drawn.charts.values(), before.charts)
        table_files.write_chosen(ours, disclosure, used, section.pages, before.rows)
        _write_series(ours, section.pages, disclosure, before.series)
        if disclosure.claims:
            codes = folder / gifts.CODES
            codes.mkdir(parents=True, exist_ok=True)
            for name, script in disclosure.claims.scripts():
                (codes / name).write_text(script, encoding="utf-8", newline="\n")
        corrected = feeds.corrections(disclosure, section.pages)
        for feed in (*feeds_of(disclosure), *((corrected,) if corrected else ())):
            _write_beside_page(folder / feed.path, feeds.atom(feed, url, known_by).encode())
        due = calendars.public(disclosure, url)
        if due:
            _write_beside_page(folder / CALENDAR, due)


def _write_beside_page(path: Path, content: bytes) -> None:
    """Write a file where a page will stand, or stands already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_assets(settings: Settings, files: TreeFiles) -> None:
    (files.folder / "assets").mkdir(parents=True, exist_ok=True)
    for name, content in assets(settings.theme, settings.plotly_bundle):
        files.write(f"assets/{name}", content)


def _write_attachments(content: Path, output: Path) -> None:
    """Copy pictures and PDFs, without what cameras write into pictures."""
    for path in attachments.attachments(content):
        target = output / path.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    attachments.clean(output)


def _write_originals(sections: Sequence[SiteSection], output: Path) -> None:
    """Copy the documents that staff publish; no other document is ever opened here."""
    for section in sections:
        for address, path in section.disclosure.originals.items() if section.disclosure else ():
            target = output / section.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(published_bytes(path))


def _write_pictures(sections: Sequence[SiteSection], output: Path) -> None:
    """Draw every picture anew in the sizes that pages show."""
    for section in sections:
        for name, file in section.disclosure.pictures.items() if section.disclosure else ():
            for address, width, height in file.addresses(name):
                target = output / section.folder / address
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(renditions.rendered(file.path, width, height))


def _known_to_gate(edition: Edition) -> tuple[leaks.Own, Collection[str]]:
    """Numbers that may stand in files: those of organisations, sums, and those in columns of numbers, by their names."""
    figures = (figure for disclosure in edition.site.disclosures for figure in disclosure.figures.values())
    sums = leaks.Own(amounts=frozenset(str(int(abs(figure.value))) for figure in figures))
    return edition.site.public_details | sums, exports.columns_of_numbers()


def _refuse_leaks(
    output: Path,
    known: leaks.Own,
    numeric: Collection[str],
    cleared: Collection[str] = (),
    without_maps: Collection[str] = (),
    tree: Iterable[TreeEntry] | None = None,
) -> None:
    """SystemExit where a written file holds a person's number or an unreviewed map, whatever earlier checks said.

    *cleared* and *without_maps* were looked at before, for the one and for the other; *tree* is all that is there, where that is known.
    """
    files: dict[gate.Finding, list[str]] = {}  # one number can stand in hundreds of them
    for file, finding in gate.leaks(output, known, numeric, cleared, without_maps, tree):
        files.setdefault(finding, []).append(file)
    report = Report(_refused(list(dict.fromkeys(of_finding)), finding) for finding, of_finding in files.items())
    if report.errors:
        raise SystemExit(report.as_text())


def _refused(files: Sequence[str], finding: gate.Finding) -> Problem:
    """A finding at the first of its files, with the number of the others."""
    more = f"（还有 {len(files) - 1} 个文件里也有）" if len(files) > 1 else ""
    if isinstance(finding, maps.DrawnMap):
        return problem("map-without-review", Where(files[0]), cell=finding.kind, more=more)
    return problem("personal-output", Where(files[0]), what=finding.what, hint=f"（{finding.hint}）", more=more)


def files_for_crawlers(url: str, sections: Sequence[SiteSection]) -> Iterator[tuple[str, str]]:
    """(name, text) of the site map, and of robots.txt, which leads to it and is asked for only at the root of a host; *url* may be ''."""
    if url:
        yield "sitemap.xml", _sitemap(url, sections)
        if not urlsplit(url).path:
            yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {url}/sitemap.xml\n"


def _sitemap(url: str, sections: Sequence[SiteSection]) -> str:
    lines = [
        f"<url><loc>{escape(f'{url}/{section.folder}{page.path}')}</loc></url>"
        for section in sections
        for page in section.pages
        if page.template != "404"
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )
