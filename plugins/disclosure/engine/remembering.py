"""What a process that builds the same site again and again need not write anew.

A folder of an organisation that did not change is taken over from the tree that stands, and so is, in one that changed, each
page of which nothing changed that it is made from; both as long as they lie there as they were left. What is taken over is
one file in both trees. The tree that stood before the last one is kept: most of it is what is wanted again, so that only
what changed in the last build and in this one is touched there. The memory ends with the process; whatever is published is
made from nothing.
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

from ..compose import SiteMemory, SiteSection
from ..model import BoardSheet, Chart, KnownObjects, Page
from ..output import (
    Inquiries,
    LineMemory,
    PageQuestion,
    Renderer,
    SeriesMemory,
    SetSheet,
    SetSheets,
    SheetMemory,
    WrittenFiles,
    file_of,
    shared_by_pages,
)
from ..search import IndexMemory
from ..storage import TreeEntry
from .scratch import Workroom

Signature: TypeAlias = tuple[int, int, int]  # inode, size, time of the last change (ns)


class WrittenPage(Struct, frozen=True):
    """A page as it was described when it was written, what it asked of its organisation, and the answers."""

    page: Page
    questions: tuple[PageQuestion, ...]
    answers: tuple[object, ...]


class WrittenTree(Struct, frozen=True):
    """The tree that stands: in which surroundings it was written, from which sections and pages, and how its files lie there."""

    surroundings: object
    sections: dict[str, SiteSection]  # by folder
    shared: dict[str, object]  # folder → what its pages share
    pages: dict[str, WrittenPage]  # by file below the folder of the site
    index: IndexMemory  # of the search
    sheets: SetSheets
    contents: dict[str, bytes]  # file of search, theme or downloads → digest of its content, or of what it is made from
    files: dict[str, Signature]
    without_sheets: frozenset[str]  # folders that have sheets which are still to be set
    cleared_by: object  # what the gate knew when it looked at all files


_NOTHING = WrittenTree(None, {}, {}, {}, IndexMemory(), {}, {}, {}, frozenset(), None)


class DownloadMemory(Struct, frozen=True):
    """How the downloads of one organisation were written the last time."""

    rows: LineMemory = field(default_factory=LineMemory)
    charts: KnownObjects[Chart, dict[str, bytes]] = field(default_factory=KnownObjects)
    series: SeriesMemory = field(default_factory=SeriesMemory)


class BuildMemory(Struct, weakref=True):
    """What one process knows of a site that it builds again and again, at one place."""

    site: SiteMemory = field(default_factory=SiteMemory)
    tree: WrittenTree | None = None
    told_of: WrittenFiles = field(default_factory=WrittenFiles)  # by pages of the tree
    # by organisation
    downloads: defaultdict[str, DownloadMemory] = field(default_factory=lambda: defaultdict(DownloadMemory))
    sheets: defaultdict[str, SheetMemory] = field(default_factory=lambda: defaultdict(SheetMemory))
    _room: Workroom | None = None

    @contextmanager
    def workroom(self, home: Path, stem: str) -> Iterator[Path]:
        """The path for a new tree, as `scratch` has it; what stands there in the end is there again the next time.

        Nothing is, where the block ends by an exception. The room is removed with the memory, or at the end of the process.
        """
        room = self._room
        if room is None or not room.is_at(home, stem):
            self._leave_room()
            room = self._room = Workroom(home, stem)
            from multiprocessing.util import Finalize  # it also runs where a process of a pool ends

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
    """Takes over into a *fresh* tree what the *live* one has, as far as *known* tells that it would be written alike.

    What stands in the fresh tree before is of use only as far as it is the same file (by its number) as in the live one. Nothing else is left
    there when anything is written, because a file that both trees have must never be written to.
    """

    def __init__(self, known: WrittenTree | None, renderer: Renderer, live: Path, fresh: Path) -> None:
        self._known, self._renderer, self._live, self._fresh = known or _NOTHING, renderer, live, fresh
        self._shared: dict[str, bool] = {}  # folder → whether its pages share what they shared
        self._standing: set[str] = set()  # files of the fresh tree that are those of the live one
        self._copied: set[str] = set()  # of these, copies
        self._contents: dict[str, bytes] = {}  # as a written tree has them
        self.pages: dict[str, WrittenPage] = {}  # that were taken over
        self.files: set[str] = set()  # the same, other single files, and all files of folders

    @property
    def knows_pages(self) -> bool:
        """Whether pages were written before, so that most need not be written now."""
        return bool(self._known.pages)

    def take_folders(self, sections: Sequence[SiteSection]) -> list[SiteSection]:
        """Take over the folders of sections in which all would be the same, before all else; returns the other sections."""
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
        """Whether the folder of a section lies there as it was left, and would be written alike."""
        folder, known = section.folder, self._known
        if not folder or folder in known.without_sheets or not _alike(known.sections.get(folder), section):
            return False
        return all(map(self._lies_there, self._files_of(section)))

    def _files_of(self, section: SiteSection) -> list[str]:
        return [name for name in self._known.files if name.startswith(section.folder)]

    def _take_folder(self, section: SiteSection) -> bool:
        names = self._files_of(section)
        if not all(map(self._take, names)):  # somebody is just changing it
            for name in names:
                self._leave(name)
            return False
        self.pages |= {name: page for name, page in self._known.pages.items() if name.startswith(section.folder)}
        self._contents |= {name: self._known.contents[name] for name in names if name in self._known.contents}
        self.files.update(names)
        return True

    def take_page(self, section: SiteSection, page: Page) -> bool:
        """Take over one page where it would be the same; whether that was done."""
        name = file_of(section, page)
        known = self._known_page(name, section, page)
        taken = self._take_kept(name, same=known is not None)
        if taken and known is not None:
            self.pages[name] = known
        return taken

    def _known_page(self, name: str, section: SiteSection, page: Page) -> WrittenPage | None:
        """What is remembered of a page; None where it would not be the same."""
        known = self._known.pages.get(name)
        if known is None or not self._shares(section) or known.page != page:
            return None
        answers = self._renderer.answers(section, known.questions)
        return WrittenPage(page, known.questions, answers) if answers == known.answers else None

    @property
    def sheets_before(self) -> Collection[str]:
        """The files of sheets that the live tree has."""
        return self._known.sheets

    def take_sheet(self, file: str, content: bytes) -> SetSheet | None:
        """Take over the PDF of a sheet where it says the same; None where that was not done."""
        sheet = self._known.sheets.get(file)
        same = sheet is not None and sheet.content == content
        return sheet if self._take_or_leave(file, same=same) else None

    def take_file(self, name: str, content: bytes) -> bool:
        """Take over another file where its content, or what it is made from, would be the same; whether that was done."""
        digest = self._contents[name] = hashlib.blake2b(content, digest_size=16).digest()
        return self._take_kept(name, same=self._known.contents.get(name) == digest)

    def take_file_again(self, name: str) -> bool:
        """Take over another file of which nothing has changed that it is made from; whether that was done."""
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
        """*work*, which takes over files, to be done in another process where nothing is known yet; what it gives is for `join`."""

        def job() -> dict[str, bytes]:
            before = self._contents
            self._contents = {}
            work()
            written, self._contents = self._contents, before | self._contents
            return written

        return job

    def join(self, contents: dict[str, bytes]) -> None:
        """Know the contents of files that were written elsewhere."""
        self._contents |= contents

    def remove_rest(self, sheets: Collection[str]) -> None:
        """Remove what stood in the fresh tree for files that there are no more; of *sheets* these are there."""
        for name in self._standing.difference(self.files, sheets):
            self._leave(name)
            with suppress(OSError):  # not empty
                for folder in (self._fresh / name).parents:
                    folder.rmdir()

    def _take_or_leave(self, name: str, *, same: bool) -> bool:
        """Take over a file that would be the *same*, or let nothing stand in its place; whether it was taken."""
        if same and self._take(name):
            return True
        self._leave(name)
        return False

    def _take(self, name: str) -> bool:
        """Let a file of the live tree stand in the fresh one; whether it was there as it had been left."""
        if not self._lies_there(name):
            return False
        if name not in self._standing:
            try:
                if not _link(self._live / name, self._fresh / name):
                    self._copied.add(name)
            except FileNotFoundError:  # it was there a moment ago
                return False
            self._standing.add(name)
        return True

    def _leave(self, name: str) -> None:
        """Let nothing stand in the fresh tree where a file may be written."""
        if name in self._standing:
            self._standing.remove(name)
            (self._fresh / name).unlink(missing_ok=True)

    def index_memory(self) -> IndexMemory:
        """What the search knows of the pages that were taken over."""
        index = self._known.index
        pages = {name: known for name, known in index.pages.items() if name in self.files}
        return replace(index, pages=pages)

    def cleared(self, knowledge: object, sheets: SetSheets) -> Collection[str]:
        """The files that were taken over, *sheets* among them, where the gate knew the same when it looked at them."""
        if self._known.cleared_by != knowledge:
            return ()
        return self.files | {name for name, sheet in sheets.items() if self._known.sheets.get(name) == sheet}

    def written_tree(
        self,
        tree: Iterable[TreeEntry],
        sections: Iterable[SiteSection],
        surroundings: object,
        asked: Inquiries,
        index: IndexMemory,
        sheets: SetSheets,
        cleared_by: object,
    ) -> WrittenTree:
        """What to remember of the fresh tree, which is finished and as *tree* lists it: *asked* are the questions of the pages that were written.

        *index* is what the search knows of pages, *cleared_by* what the gate knew when it looked at the tree.
        """
        by_folder = {section.folder: section for section in sections}
        lie = dict(self._lie(tree))
        return WrittenTree(
            surroundings,
            by_folder,
            {folder: shared_by_pages(section) for folder, section in by_folder.items()},
            self.pages | dict(_written_pages(by_folder.values(), self._renderer, asked)),
            index,
            sheets,
            self._contents,
            lie,
            frozenset(folder for folder, section in by_folder.items() if not lie.keys() >= set(_sheets_of(section))),
            cleared_by,
        )

    def _lie(self, tree: Iterable[TreeEntry]) -> Iterator[tuple[str, Signature]]:
        """How every file of the fresh tree lies there: what was taken over as before."""
        for name, entry, is_folder in tree:
            if not is_folder:
                linked = name in self._standing and name not in self._copied
                yield name, self._known.files[name] if linked else signature(entry)

    def _shares(self, section: SiteSection) -> bool:
        if section.folder not in self._shared:
            before = self._known.shared.get(section.folder)
            self._shared[section.folder] = before is not None and before == shared_by_pages(section)
        return self._shared[section.folder]

    def _lies_there(self, name: str) -> bool:
        try:
            return signature(f"{self._live}/{name}") == self._known.files[name]
        except (FileNotFoundError, NotADirectoryError):
            return False


def _alike(known: SiteSection | None, section: SiteSection) -> bool:
    """Whether a section has the very same pages as one before."""
    return (
        known is not None
        and known.pages is section.pages
        and known.drawn is section.drawn
        and known.footer is section.footer
        and known.ask is section.ask
        and known.terms == section.terms
    )


def _link(live: Path, fresh: Path) -> bool:
    """Put a file into another tree: files are written once and never changed there, so one can stand in both.

    Returns whether it does; where the file system has no links, the other tree has a copy.
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
    """Remove from a folder, named *above*, all that does not stay, with folders that are then empty.

    The names of files that stay go to *left*; returns whether there are any.
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
    """Whether a file of one tree that has the number of one of the other is that file: the live one is looked at before it is taken."""
    try:
        return os.lstat(fresh).st_dev == os.lstat(live).st_dev
    except FileNotFoundError:
        return False


def signature(path: str | os.PathLike[str]) -> Signature:
    """How a file lies on the disk; OSError where there is none."""
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
    """The files of all its sheets for notice boards, below the folder of the site."""
    for page in section.pages:
        for block in page.blocks:
            if isinstance(block, BoardSheet):
                yield from (f"{section.folder}{block.file(paper)}" for paper in block.papers)
