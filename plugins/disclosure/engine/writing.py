"""Writes an edition to files: pages, downloads, attachments, feeds, releases; then runs the privacy gate over all of them."""

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
    SeriesCache,
    SetSheets,
    SheetCache,
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
from .caching import BuildCache, DownloadCache, Reuse
from .indexing import searchable, write_search

Result = TypeVar("Result")
_Jobs: TypeAlias = AbstractContextManager[Sequence[Callable[[], Result]]]

_RELEASES_OF_SHEETS = (
    3  # builds kept in the cache; the release's fingerprint is on every sheet, so older ones never match
)


class SiteWriter:
    """Writes one edition: as a whole, and before that single pages for the preview."""

    def __init__(self, edition: Edition, settings: Settings, cache: BuildCache | None = None) -> None:
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
        if cache:
            self._renderer.use_cache(cache.told_of)

    def write_first(self, files: Collection[str], output: Path) -> list[str]:
        """Write only the pages named in *files* (relative to the root) below *output*; SystemExit as `write`.

        Returns the names written; pages that print sizes of other files are left out.
        """
        written = write_some_pages(output, self._renderer, self._edition.sections, files)
        _refuse_leaks(output, *_known_to_gate(self._edition))
        return written

    def write(self, output: Path, cache: BuildCache | None = None, live: Path | None = None) -> str:
        """Write the whole site below *output*; SystemExit (Chinese) if a file has a personal number or an unreviewed map.

        With *cache*, unchanged files are linked from the tree *live*, and *output* may hold an older tree of the same memory.

        Returns notes for staff on pictures and sheets (Chinese), or ''. Sharing pictures are drawn only for a release or if the
        site's address is known; notice-board sheets always, but in a preview of a large site a few per build.
        """
        gc.freeze()  # all objects so far are live: spare the garbage collector scanning them
        edition, settings = self._edition, self._settings
        around = self._surroundings(cache)
        known = cache.tree if cache and cache.tree and cache.tree.surroundings == around else None
        reuse = Reuse(known, self._renderer, live or output, output)
        sections = reuse.take_folders(edition.sections)
        files = TreeFiles(output, reuse.take_file, reuse.take_unchanged_file)
        downloads = cache.downloads if cache else defaultdict(DownloadCache)
        with self._pressed(output, reuse, cache) as press_jobs:
            asked = self._write_searched_and_tables(output, sections, files, reuse, downloads)
            index = reuse.index_cache() if cache else None  # complete only after pages were linked
            search = partial(write_search, edition.sections, files, index)
            if index:  # in this process, since it fills *index*
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
        tree = list(entries_below(output)) if cache else None
        cleared = reuse.cleared(knowledge, sheets)
        _refuse_leaks(output, *knowledge, cleared, {*reuse.files, *sheets}, tree)
        if cache and index and tree:
            with self._renderer.looking_below(
                output
            ):  # so that questions about files have answers, as during rendering
                cache.tree = (
                    reuse.written_tree(tree, edition.sections, around, asked, index, sheets, knowledge)
                    if around
                    else None
                )
        return _remark(self._press, self._missing)

    @cached_property
    def _searched(self) -> frozenset[str]:
        """The files of the indexed pages; lazy, since `write_first` does not need them."""
        return frozenset(page.file for page in searchable(self._edition.sections))

    def _is_searched(self, section: SiteSection, page: Page) -> bool:
        """Whether a page is written before indexing: indexed pages, and all pages of gifts, which share their rows."""
        return file_of(section, page) in self._searched or lists_gifts(page)

    def _is_not_searched(self, section: SiteSection, page: Page) -> bool:
        return not self._is_searched(section, page)

    def _write_searched_and_tables(
        self,
        output: Path,
        sections: Sequence[SiteSection],
        files: TreeFiles,
        reuse: Reuse,
        known: Mapping[str, DownloadCache],
    ) -> Inquiries:
        """Write all downloads and all pages that precede indexing; return the questions of these pages."""
        url, known_by = self._settings.site_url, self._view.known_by
        downloads = reuse.elsewhere(partial(_write_downloads, sections, files, url, known_by, known))
        with self._beside(downloads, here=reuse.knows_pages) as (written,):
            asked = write_pages(output, self._renderer, sections, reuse.take_page, self._is_searched)
            reuse.join(written())
        return asked | write_file_pages(output, self._renderer, sections, FILES, reuse.take_page)

    def _pressed(self, output: Path, reuse: Reuse, cache: BuildCache | None) -> _Jobs[tuple[set[str], SetSheets]]:
        """Run Typst's jobs in parallel to page writing on large sites; only the pages of sheets wait for them."""
        begun = bool(self._press and self._press.has_begun)
        return self._beside(*self._press_jobs(output, reuse, cache), here=begun or reuse.knows_pages, leisurely=True)

    def _printed(self, press_jobs: Iterable[Callable[[], tuple[set[str], SetSheets]]]) -> SetSheets:
        """Wait for Typst's jobs; return the sheets made and collect the missing characters."""
        sheets: SetSheets = {}
        for press_job in press_jobs:
            missing, there = press_job()
            self._missing |= missing
            sheets |= there
        return sheets

    def _write_releases(self, output: Path) -> None:
        """Write the files of earlier releases, their index and their feed."""
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
        """Fork a process per job on a large site, unless *here*; else each job runs when it is called."""
        return nullcontext(jobs) if here or not is_large(self._edition.sections) else beside(*jobs, leisurely=leisurely)

    def _press_jobs(
        self, output: Path, reuse: Reuse, cache: BuildCache | None
    ) -> Iterator[Callable[[], tuple[set[str], SetSheets]]]:
        """Typst's jobs (notice-board sheets, sharing pictures); each returns (characters that no font has, sheets)."""
        if self._press:
            yield partial(self._write_boards, self._press, output, reuse, cache)
        if self._artist and self._pictures:
            yield partial(self._write_pictures, self._artist, self._pictures, output)

    def _write_boards(
        self, press: Press, output: Path, reuse: Reuse, cache: BuildCache | None
    ) -> tuple[set[str], SetSheets]:
        published = bool(self._settings.site_url or self._edition.release)
        supply = SheetSupply(
            machine_store("sheets", _RELEASES_OF_SHEETS),
            published,
            reuse.take_sheet,
            reuse.sheets_before,
            cache.sheets if cache else defaultdict(SheetCache),
        )
        there = write_boards(output, self._settings.theme, self._view, self._edition.sections, press, supply)
        return press.missing, there

    def _write_pictures(
        self, artist: PictureStudio, pictures: SitePictures, output: Path
    ) -> tuple[set[str], SetSheets]:
        write_pictures(pictures, artist, output)
        return set(artist.missing), {}

    def _surroundings(self, cache: BuildCache | None) -> object:
        """The site-wide inputs of every page, as a cache key; None disables reuse (no memory, pictures drawn, unreadable theme)."""
        if cache is None or self._pictures:
            return None
        theme = cache.site.reading.digests.below(self._settings.theme)
        organisations = tuple(map(facts_of, self._view.organisations))
        view = replace(self._view, organisations=())
        return (view, organisations, self._settings.site_url, theme, self._moved, self._lines) if theme else None


def write_site(edition: Edition, settings: Settings, output: Path) -> str:
    """Write the whole site below *output*; as `SiteWriter.write`."""
    return SiteWriter(edition, settings).write(output)


def _artist(edition: Edition, settings: Settings) -> PictureStudio | None:
    """The renderer of sharing pictures; None in a preview, or if Typst or the fonts are missing."""
    if not settings.site_url and not edition.release:
        return None
    return studio((settings.theme / "press").resolve())


def _pictures(edition: Edition, view: SiteView) -> SitePictures:
    """The sharing pictures to be drawn."""
    number = edition.release.number if edition.release else 0
    return site_pictures(
        edition.sections, view.name, view.url, sample=view.sample, number=number, known_by=view.known_by
    )


def _remark(press: Press | None, missing: Collection[str]) -> str:
    """Why nothing was typeset, or which characters the fonts lack (Chinese); '' if all is well."""
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


def _write_series(files: TreeFiles, pages: Iterable[Page], disclosure: Disclosure, known: SeriesCache) -> None:
    """Write the data series of the 数据探索 page beside it."""
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
    known: Mapping[str, DownloadCache],
) -> None:
    """Write the downloads and feeds of every organisation; *known_by* names the release, *known* has the caches by organisation."""
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
    """Write a file into the folder of a page, which may not exist yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_assets(settings: Settings, files: TreeFiles) -> None:
    (files.folder / "assets").mkdir(parents=True, exist_ok=True)
    for name, content in assets(settings.theme, settings.plotly_bundle):
        files.write(f"assets/{name}", content)


def _write_attachments(content: Path, output: Path) -> None:
    """Copy pictures and PDFs of the content folder, and strip metadata from pictures."""
    for path in attachments.attachments(content):
        target = output / path.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    attachments.clean(output)


def _write_originals(sections: Sequence[SiteSection], output: Path) -> None:
    """Copy only the documents that staff chose to publish."""
    for section in sections:
        for address, path in section.disclosure.originals.items() if section.disclosure else ():
            target = output / section.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(published_bytes(path))


def _write_pictures(sections: Sequence[SiteSection], output: Path) -> None:
    """Re-encode every picture in the sizes that pages use."""
    for section in sections:
        for name, file in section.disclosure.pictures.items() if section.disclosure else ():
            for address, width, height in file.addresses(name):
                target = output / section.folder / address
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(renditions.rendered(file.path, width, height))


def _known_to_gate(edition: Edition) -> tuple[leaks.Own, Collection[str]]:
    """What the privacy gate lets pass: (public numbers of organisations and amounts of figures, names of numeric columns)."""
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
    """SystemExit (Chinese) if a written file has a personal number or an unreviewed map.

    Files in *cleared* are already checked for numbers, those in *without_maps* for maps; *tree* saves listing the folder.
    """
    files: dict[gate.Finding, list[str]] = {}  # one number can be in hundreds of files
    for file, finding in gate.leaks(output, known, numeric, cleared, without_maps, tree):
        files.setdefault(finding, []).append(file)
    report = Report(_refused(list(dict.fromkeys(of_finding)), finding) for finding, of_finding in files.items())
    if report.errors:
        raise SystemExit(report.as_text())


def _refused(files: Sequence[str], finding: gate.Finding) -> Problem:
    """The problem for a finding: its first file, and the number of further files."""
    more = f"（还有 {len(files) - 1} 个文件里也有）" if len(files) > 1 else ""
    if isinstance(finding, maps.DrawnMap):
        return problem("map-without-review", Where(files[0]), cell=finding.kind, more=more)
    return problem("personal-output", Where(files[0]), what=finding.what, hint=f"（{finding.hint}）", more=more)


def files_for_crawlers(url: str, sections: Sequence[SiteSection]) -> Iterator[tuple[str, str]]:
    """(name, text) of sitemap.xml, and of robots.txt if the site is at the root of its host; nothing if *url* is ''."""
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
