"""Incremental builds: reuse of files of the live tree when one process builds the same site repeatedly.

The unit of reuse is an organisation's folder if its section is unchanged, else a single page whose inputs are unchanged.
A file is reused by a hard link from the live tree, and only if its inode, size and mtime are still those recorded when it
was written. The tree before the live one is kept as the staging directory of the next build: most of its files are already
the right links, so a build touches only what the last two builds changed. The cache lives in memory and ends with the
process; a publish never uses it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ..compose import SiteCache, SiteSection
from ..model import BoardSheet, Chart, IdentityCache, Page
from ..output import (
    Inquiries,
    LineCache,
    PageQuestion,
    Renderer,
    SeriesCache,
    SetSheet,
    SetSheets,
    SheetCache,
    WrittenFiles,
    file_of,
    shared_by_pages,
)
from ..search import IndexCache
from ..storage import TreeEntry
from .scratch import Workroom

Signature: TypeAlias = tuple[int, int, int]  # inode, size (bytes), mtime (ns)


class WrittenPage(Struct, frozen=True):
    """A rendered page: its `Page`, the questions that its template asked of the organisation, and the answers (its dependencies)."""

    page: Page
    questions: tuple[PageQuestion, ...]
    answers: tuple[object, ...]


class WrittenTree(Struct, frozen=True):
    """The live tree: the inputs it was written from, and the signature of each of its files."""

    surroundings: object  # site-wide inputs of all pages; a change invalidates the whole tree
    sections: dict[str, SiteSection]  # by folder
    shared: dict[str, object]  # folder → inputs that all its pages share
    pages: dict[str, WrittenPage]  # by file name relative to the root of the site
    index: IndexCache  # of the search
    sheets: SetSheets
    contents: dict[str, bytes]  # file of search, theme or downloads → digest of its content or of its inputs
    files: dict[str, Signature]
    without_sheets: frozenset[str]  # folders with sheets not yet typeset
    cleared_by: object  # the allowed numbers with which the privacy gate checked all files


_NOTHING = WrittenTree(None, {}, {}, {}, IndexCache(), {}, {}, {}, frozenset(), None)


class DownloadCache(Struct, frozen=True):
    """Caches for writing the downloads of one organisation."""

    rows: LineCache = field(default_factory=LineCache)
    charts: IdentityCache[Chart, dict[str, bytes]] = field(default_factory=IdentityCache)
    series: SeriesCache = field(default_factory=SeriesCache)


class BuildCache(Struct, weakref=True):
    """All caches of one process for one site and one output folder."""

    site: SiteCache = field(default_factory=SiteCache)
    tree: WrittenTree | None = None
    told_of: WrittenFiles = field(default_factory=WrittenFiles)  # sizes and digests that pages print
    # by organisation
    downloads: defaultdict[str, DownloadCache] = field(default_factory=lambda: defaultdict(DownloadCache))
    sheets: defaultdict[str, SheetCache] = field(default_factory=lambda: defaultdict(SheetCache))
    _room: Workroom | None = None

    @contextmanager
    def workroom(self, home: Path, stem: str) -> Iterator[Path]:
        """Yield the path of the staging directory, as `scratch` does, but keep its content for the next call.

        An exception in the block removes it; so does the end of this object or of the process.
        """
        room = self._room
        if room is None or not room.is_at(home, stem):
            self._leave_room()
            room = self._room = Workroom(home, stem)
            from multiprocessing.util import Finalize  # unlike weakref.finalize, also runs when a pool process ends

            Finalize(self, room.close, exitpriority=0)
        went_well = False
        try:
            yield room.tree
            went_well = True
        finally:
            if not went_well:
                self._leave_room()

    def _leave_room(self) -> None:
        if self._room is not None:
            self._room.close()
        self._room = None


class Reuse:
    """Hard-links unchanged files of the *live* tree into the *fresh* one; *known* records the inputs of the live tree.

    A file already in the fresh tree is kept only if it is a hard link to the live file (same inode). Everything else is unlinked
    before anything is written, because writing to a shared inode would change the live site.
    """

    def __init__(self, known: WrittenTree | None, renderer: Renderer, live: Path, fresh: Path) -> None:
        self._known, self._renderer, self._live, self._fresh = known or _NOTHING, renderer, live, fresh
        self._shared: dict[str, bool] = {}  # folder → whether its shared inputs are unchanged
        self._standing: set[str] = set()  # files of the fresh tree that are linked from the live one
        self._copied: set[str] = set()  # of these, copies: the file system has no links
        self._contents: dict[str, bytes] = {}  # `WrittenTree.contents` of the fresh tree
        self.pages: dict[str, WrittenPage] = {}  # reused pages
        self.files: set[str] = set()  # reused pages and other files, and all files of reused folders

    @property
    def knows_pages(self) -> bool:
        """Whether an earlier tree is known, so that most pages will be reused."""
        return bool(self._known.pages)

    def take_folders(self, sections: Sequence[SiteSection]) -> list[SiteSection]:
        """Link the folders of all unchanged sections; return the other sections. Must be called before any other method."""
        taken = {section.folder: self._files_of(section) for section in sections if self._is_untouched(section)}
        single = (*self._known.pages, *self._known.sheets, *self._known.contents)
        wanted = {*single, *(name for names in taken.values() for name in names)}
        if self._fresh.is_dir():
            linked = _on_one_device(self._fresh, self._live)
            _sweep(
                self._fresh,
                "",
                lambda name, file: linked and name in wanted and file.inode() == self._known.files[name][0],
                self._standing,
            )
        return [section for section in sections if not (section.folder in taken and self._take_folder(section))]

    def _is_untouched(self, section: SiteSection) -> bool:
        """Whether neither the inputs nor the live files of a section's folder have changed."""
        folder, known = section.folder, self._known
        if not folder or folder in known.without_sheets or not _alike(known.sections.get(folder), section):
            return False
        return all(map(self._is_as_written, self._files_of(section)))

    def _files_of(self, section: SiteSection) -> list[str]:
        return [name for name in self._known.files if name.startswith(section.folder)]

    def _take_folder(self, section: SiteSection) -> bool:
        names = self._files_of(section)
        if not all(map(self._take, names)):  # a file was changed since `_is_untouched`
            for name in names:
                self._leave(name)
            return False
        self.pages |= {name: page for name, page in self._known.pages.items() if name.startswith(section.folder)}
        self._contents |= {name: self._known.contents[name] for name in names if name in self._known.contents}
        self.files.update(names)
        return True

    def take_page(self, section: SiteSection, page: Page) -> bool:
        """Link a page if its inputs are unchanged; return whether it was linked."""
        name = file_of(section, page)
        known = self._known_page(name, section, page)
        taken = self._take_kept(name, same=known is not None)
        if taken and known is not None:
            self.pages[name] = known
        return taken

    def _known_page(self, name: str, section: SiteSection, page: Page) -> WrittenPage | None:
        """The record of a page whose inputs are unchanged, else None."""
        known = self._known.pages.get(name)
        if known is None or not self._shares(section) or known.page != page:
            return None
        answers = self._renderer.answers(section, known.questions)
        return WrittenPage(page, known.questions, answers) if answers == known.answers else None

    @property
    def sheets_before(self) -> Collection[str]:
        """The names of the sheets in the live tree."""
        return self._known.sheets

    def take_sheet(self, file: str, content: bytes) -> SetSheet | None:
        """Link the PDF of a sheet if its *content* is unchanged; return its record, or None if it was not linked."""
        sheet = self._known.sheets.get(file)
        same = sheet is not None and sheet.content == content
        return sheet if self._take_or_leave(file, same=same) else None

    def take_file(self, name: str, content: bytes) -> bool:
        """Link any other file if *content* (its bytes, or its inputs) has the recorded digest; return whether it was linked."""
        digest = self._contents[name] = hashlib.blake2b(content, digest_size=16).digest()
        return self._take_kept(name, same=self._known.contents.get(name) == digest)

    def take_unchanged_file(self, name: str) -> bool:
        """Link any other file whose inputs the caller knows to be unchanged; return whether it was linked."""
        digest = self._known.contents.get(name)
        taken = self._take_kept(name, same=digest is not None)
        if taken and digest is not None:
            self._contents[name] = digest
        return taken

    def _take_kept(self, name: str, *, same: bool) -> bool:
        taken = self._take_or_leave(name, same=same)
        if taken:
            self.files.add(name)
        return taken

    def elsewhere(self, work: Callable[[], None]) -> Callable[[], dict[str, bytes]]:
        """Wrap *work*, which links files, for a forked process: the job returns the digests it recorded, for `join`."""

        def job() -> dict[str, bytes]:
            before = self._contents
            self._contents = {}
            work()
            written, self._contents = self._contents, before | self._contents
            return written

        return job

    def join(self, contents: dict[str, bytes]) -> None:
        """Add the digests that a job of `elsewhere` returned."""
        self._contents |= contents

    def remove_rest(self, sheets: Collection[str]) -> None:
        """Unlink files of the fresh tree that this build has not produced, and folders left empty. *sheets* are those produced."""
        for name in self._standing.difference(self.files, sheets):
            self._leave(name)
            with suppress(OSError):  # not empty
                for folder in (self._fresh / name).parents:
                    folder.rmdir()

    def _take_or_leave(self, name: str, *, same: bool) -> bool:
        """Link a file if it is the *same*, else unlink it; return whether it was linked."""
        if same and self._take(name):
            return True
        self._leave(name)
        return False

    def _take(self, name: str) -> bool:
        """Link a file from the live tree into the fresh one; return False if it is missing or changed there."""
        if not self._is_as_written(name):
            return False
        if name not in self._standing:
            try:
                if not _link(self._live / name, self._fresh / name):
                    self._copied.add(name)
            except FileNotFoundError:  # removed since the check
                return False
            self._standing.add(name)
        return True

    def _leave(self, name: str) -> None:
        """Unlink a file of the fresh tree if it is a link to the live one, so that it can be written."""
        if name in self._standing:
            self._standing.remove(name)
            (self._fresh / name).unlink(missing_ok=True)

    def index_cache(self) -> IndexCache:
        """The cached search entries of the reused pages."""
        index = self._known.index
        pages = {name: known for name, known in index.pages.items() if name in self.files}
        return replace(index, pages=pages)

    def cleared(self, knowledge: object, sheets: SetSheets) -> Collection[str]:
        """The reused files, *sheets* included, that the privacy gate has checked with the same *knowledge*."""
        if self._known.cleared_by != knowledge:
            return ()
        return self.files | {name for name, sheet in sheets.items() if self._known.sheets.get(name) == sheet}

    def written_tree(
        self,
        tree: Iterable[TreeEntry],
        sections: Iterable[SiteSection],
        surroundings: object,
        asked: Inquiries,
        index: IndexCache,
        sheets: SetSheets,
        cleared_by: object,
    ) -> WrittenTree:
        """The record of the finished fresh tree, to be `known` in the next build.

        *tree* lists its files, *asked* has the questions of each page that was rendered, *index* the cached search entries, and
        *cleared_by* the allowed numbers of the privacy gate.
        """
        by_folder = {section.folder: section for section in sections}
        signatures = dict(self._signatures(tree))
        return WrittenTree(
            surroundings,
            by_folder,
            {folder: shared_by_pages(section) for folder, section in by_folder.items()},
            self.pages | dict(_written_pages(by_folder.values(), self._renderer, asked)),
            index,
            sheets,
            self._contents,
            signatures,
            frozenset(
                folder for folder, section in by_folder.items() if not signatures.keys() >= set(_sheets_of(section))
            ),
            cleared_by,
        )

    def _signatures(self, tree: Iterable[TreeEntry]) -> Iterator[tuple[str, Signature]]:
        """(name, signature) of every file of the fresh tree; links keep the recorded one."""
        for name, entry, is_folder in tree:
            if not is_folder:
                linked = name in self._standing and name not in self._copied
                yield name, self._known.files[name] if linked else signature(entry)

    def _shares(self, section: SiteSection) -> bool:
        if section.folder not in self._shared:
            before = self._known.shared.get(section.folder)
            self._shared[section.folder] = before is not None and before == shared_by_pages(section)
        return self._shared[section.folder]

    def _is_as_written(self, name: str) -> bool:
        """Whether a live file still has the signature recorded when it was written."""
        try:
            return signature(f"{self._live}/{name}") == self._known.files[name]
        except (FileNotFoundError, NotADirectoryError):
            return False


def _alike(known: SiteSection | None, section: SiteSection) -> bool:
    """Whether a section has the same pages as the recorded one; pages are compared by identity."""
    return (
        known is not None
        and known.pages is section.pages
        and known.drawn is section.drawn
        and known.footer is section.footer
        and known.ask is section.ask
        and known.terms == section.terms
    )


def _link(live: Path, fresh: Path) -> bool:
    """Hard-link a file into the fresh tree, which is safe since files are never written in place.

    Returns False where it had to be copied because the file system has no links. FileNotFoundError if *live* is missing.
    """
    try:
        os.link(live, fresh, follow_symlinks=False)
    except FileNotFoundError:
        if fresh.parent.is_dir():
            raise
        fresh.parent.mkdir(parents=True)
        return _link(live, fresh)
    except (OSError, NotImplementedError):
        shutil.copyfile(live, fresh)
        return False
    return True


def _sweep(folder: str | Path, above: str, stays: Callable[[str, os.DirEntry[str]], bool], left: set[str]) -> bool:
    """Delete below *folder* every file for which *stays* is false, and every folder left empty.

    *above* is the name of the folder relative to the root, ending in / ('' for the root). Names of kept files are added to
    *left*; returns whether any file was kept.
    """
    with os.scandir(folder) as listed:
        entries = list(listed)
    any_left = False
    for entry in entries:
        name = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if _sweep(entry.path, f"{name}/", stays, left):
                any_left = True
            else:
                Path(entry).rmdir()
        elif stays(name, entry):
            left.add(name)
            any_left = True
        else:
            Path(entry).unlink()
    return any_left


def _on_one_device(fresh: Path, live: Path) -> bool:
    """Whether both trees are on one device, so that equal inode numbers mean the same file."""
    try:
        return os.lstat(fresh).st_dev == os.lstat(live).st_dev
    except FileNotFoundError:
        return False


def signature(path: str | os.PathLike[str]) -> Signature:
    """Inode, size and mtime of a file, not following links; OSError if it is missing."""
    status = os.lstat(path)
    return status.st_ino, status.st_size, status.st_mtime_ns


def _written_pages(
    sections: Iterable[SiteSection], renderer: Renderer, asked: Inquiries
) -> Iterator[tuple[str, WrittenPage]]:
    for section in sections:
        for page in section.pages:
            name = file_of(section, page)
            if name in asked:
                questions = tuple(asked[name])
                yield name, WrittenPage(page, questions, renderer.answers(section, questions))


def _sheets_of(section: SiteSection) -> Iterator[str]:
    """The file names of all notice-board sheets of a section, relative to the root of the site."""
    for page in section.pages:
        for block in page.blocks:
            if isinstance(block, BoardSheet):
                yield from (f"{section.folder}{block.file(paper)}" for paper in block.papers)
