"""Writes pages to files, in parallel if there are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from ..compose import SiteSection
from ..model import Page, Table, TableBlock
from ..workers import beside, processors, workers
from . import gift_rows
from .addresses import file_of
from .gift_rows import GiftSheet
from .inquiry import PageQuestion
from .rendering import Renderer

Job: TypeAlias = tuple[SiteSection, Page]  # a page to be written
Inquiries: TypeAlias = dict[str, frozenset[PageQuestion]]  # file → dependencies of its page

# Templates of pages that print sizes of other files (downloads, notice-board sheets), and so are written after these.
FILES, SHEETS = "downloads", "sheet"
AFTER_FILES = frozenset({FILES, SHEETS})

# Below this many pages a second process costs more than it saves.
PARALLEL_FROM = 600


def write_pages(
    output: Path,
    renderer: Renderer,
    sections: Sequence[SiteSection],
    keep: Callable[[SiteSection, Page], bool],
    chosen: Callable[[SiteSection, Page], bool],
) -> Inquiries:
    """Render every *chosen* page that *keep* does not reuse and whose template is not in `AFTER_FILES`; OSError if writing fails.

    From `PARALLEL_FROM` pages on, several processes do it. Returns the questions of the rendered pages, if recorded.
    """
    pages = [(section, page) for section in sections for page in section.pages if page.template not in AFTER_FILES]
    jobs = [(section, page) for section, page in pages if chosen(section, page) and not keep(section, page)]
    return (_write_dealt if len(jobs) >= PARALLEL_FROM else _write)(output, renderer, jobs)


def lists_gifts(page: Page) -> bool:
    """Whether a page lists single gifts; all pages of a month share one computation of their rows."""
    return bool(_gift_tables_of(page))


def _write_dealt(output: Path, renderer: Renderer, jobs: Sequence[Job]) -> Inquiries:
    """Render pages by `processors()` processes, including this one."""
    renderer.load_templates()
    first, *parts = (partial(_write, output, renderer, part) for part in _dealt(jobs, processors()))
    with beside(*parts) as begun:
        asked = first()
        for job in begun:
            asked |= job()
    return asked


def is_large(sections: Iterable[SiteSection]) -> bool:
    """Whether a site has at least `PARALLEL_FROM` pages."""
    return sum(len(section.pages) for section in sections) >= PARALLEL_FROM


def _dealt(jobs: Sequence[Job], processes: int) -> list[list[Job]]:
    """Distribute pages round-robin, but keep the pages of one month's gifts together."""
    parts: list[list[Job]] = [[] for _ in range(processes)]
    for turn, (_, pages) in enumerate(groupby(jobs, key=_laid_out_with)):
        parts[turn % processes].extend(pages)
    return parts


def _laid_out_with(job: Job) -> str:
    section, page = job
    path = page.path.rpartition("/")[0].rpartition("/")[0] if lists_gifts(page) else page.path
    return f"{section.folder}{path}"


def write_some_pages(
    output: Path, renderer: Renderer, sections: Sequence[SiteSection], files: Collection[str]
) -> list[str]:
    """Render only the pages named in *files* (as by `file_of`), `AFTER_FILES` excepted; return the names written."""
    jobs = [
        (section, page)
        for section in sections
        for page in section.pages
        if page.template not in AFTER_FILES and file_of(section, page) in files
    ]
    output.mkdir(parents=True, exist_ok=True)
    _write(output, renderer, jobs)
    return [file_of(section, page) for section, page in jobs]


def write_file_pages(
    output: Path,
    renderer: Renderer,
    sections: Sequence[SiteSection],
    template: str,
    keep: Callable[[SiteSection, Page], bool],
) -> Inquiries:
    """Render the pages of one template of `AFTER_FILES`, whose files must be written already; as `write_pages`."""
    pages = [(section, page) for section in sections for page in section.pages if page.template == template]
    with renderer.looking_below(output):
        jobs = [(section, page) for section, page in pages if not keep(section, page)]
        return (_write if len(jobs) < PARALLEL_FROM else _write_dealt)(output, renderer, jobs)


def _make_folders(output: Path, jobs: Iterable[Job]) -> None:
    for folder in {os.path.dirname(file_of(section, page)) for section, page in jobs}:  # noqa: PTH120  (of every page)
        (output / folder).mkdir(parents=True, exist_ok=True)


def _write(output: Path, renderer: Renderer, jobs: Sequence[Job]) -> Inquiries:
    _make_folders(output, jobs)
    groups = [list(pages) for _, pages in groupby(jobs, key=_laid_out_with)]
    tables = list(map(_gift_tables, groups))
    months = workers().results(gift_rows.fold, map(_sheet, filter(None, tables)))
    asked: Inquiries = {}
    for group, gifts in zip(groups, tables, strict=True):
        renderer.hold(next(months) if gifts else {})
        for section, page in group:
            name = file_of(section, page)
            with open(output / name, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123  (in a hot loop)
                stream.write(renderer.render(section, page))
            questions = renderer.questions
            if questions is not None:
                asked[name] = questions
    return asked


def _gift_tables(jobs: Sequence[Job]) -> list[Table]:
    """The tables of single gifts of all pages of *jobs*."""
    return [table for _, page in jobs for table in _gift_tables_of(page)]


def _gift_tables_of(page: Page) -> list[Table]:
    return [block.table for block in page.blocks if isinstance(block, TableBlock) and block.table.bulk]


def _sheet(tables: Sequence[Table]) -> GiftSheet:
    return gift_rows.columns_of(tables[0]), list(map(gift_rows.span_of, tables))
