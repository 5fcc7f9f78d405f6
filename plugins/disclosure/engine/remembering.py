"""What a process that builds the same site again and again need not write anew.

A folder of an organisation that did not change is copied from the tree that stands, and so is, in one that changed, each
page of which nothing changed that it is made from; both as long as they lie there as they were left. The memory ends with
the process; whatever is published is made from nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..compose import SiteMemory, SiteSection
from ..model import BoardSheet, Page
from ..output import Inquiries, PageQuestion, Renderer, SetSheet, SetSheets, file_of, shared_by_pages

Signature: TypeAlias = tuple[int, int, int]  # inode, size, time of the last change (ns)


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page as it was described when it was written, what it asked of its organisation, and the answers."""

    page: Page
    questions: tuple[PageQuestion, ...]
    answers: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WrittenTree:
    """The tree that stands: in which surroundings it was written, from which sections and pages, and how its files lie there."""

    surroundings: object
    sections: dict[str, SiteSection]  # by folder
    shared: dict[str, object]  # folder → what its pages share
    pages: dict[str, WrittenPage]  # by file below the folder of the site
    sheets: SetSheets
    files: dict[str, Signature]
    without_sheets: frozenset[str]  # folders that have sheets which are still to be set
    cleared_by: object  # what the gate knew when it looked at all files


_NOTHING = WrittenTree(None, {}, {}, {}, {}, {}, frozenset(), None)


@dataclass(slots=True)
class BuildMemory:
    """What one process knows of a site that it builds again and again, at one place."""

    site: SiteMemory = field(default_factory=SiteMemory)
    tree: WrittenTree | None = None


class Reuse:
    """Takes over into a *fresh* tree what the *live* one has, as far as *known* tells that it would be written alike."""

    def __init__(self, known: WrittenTree | None, renderer: Renderer, live: Path, fresh: Path) -> None:
        self._known, self._renderer, self._live, self._fresh = known or _NOTHING, renderer, live, fresh
        self._shared: dict[str, bool] = {}  # folder → whether its pages share what they shared
        self.pages: dict[str, WrittenPage] = {}  # that were taken over
        self.files: set[str] = set()  # the same, and all files of folders

    def copy_folder(self, section: SiteSection) -> bool:
        """Copy the folder of a section where all in it would be the same; whether that was done."""
        folder, known = section.folder, self._known
        if not folder or folder in known.without_sheets or not _alike(known.sections.get(folder), section):
            return False
        names = [name for name in known.files if name.startswith(folder)]
        try:
            if not all(map(self._lies_there, names)):
                return False  # somebody changed it
            for place in {(self._fresh / name).parent for name in names}:
                place.mkdir(parents=True, exist_ok=True)
            for name in names:
                shutil.copyfile(self._live / name, self._fresh / name)
        except FileNotFoundError:
            shutil.rmtree(self._fresh / folder, ignore_errors=True)
            return False
        self.pages |= {name: page for name, page in known.pages.items() if name.startswith(folder)}
        self.files.update(names)
        return True

    def take_page(self, section: SiteSection, page: Page) -> bool:
        """Take over one page where it would be the same; whether that was done."""
        name = file_of(section, page)
        known = self._known.pages.get(name)
        if known is None or not self._shares(section) or known.page != page:
            return False
        answers = self._renderer.answers(section, known.questions)
        if answers != known.answers:
            return False
        try:
            if not self._lies_there(name):
                return False
            _link(self._live / name, self._fresh / name)
        except FileNotFoundError:
            return False
        self.pages[name] = WrittenPage(page, known.questions, answers)
        self.files.add(name)
        return True

    def cleared(self, knowledge: object) -> Collection[str]:
        """The files that were taken over, where the gate knew the same when it looked at them."""
        return self.files if self._known.cleared_by == knowledge else ()

    def take_sheet(self, file: str, content: bytes) -> SetSheet | None:
        """Take over the PDF of a sheet where it says the same; None where that was not done."""
        sheet = self._known.sheets.get(file)
        if sheet is None or sheet.content != content:
            return None
        try:
            if not self._lies_there(file):
                return None
            (self._fresh / file).parent.mkdir(parents=True, exist_ok=True)
            _link(self._live / file, self._fresh / file)
        except FileExistsError:  # with its folder
            return sheet
        except FileNotFoundError:
            return None
        return sheet

    def written_tree(
        self,
        sections: Iterable[SiteSection],
        surroundings: object,
        asked: Inquiries,
        sheets: SetSheets,
        cleared_by: object,
    ) -> WrittenTree:
        """What to remember of the fresh tree, which is finished: *asked* are the questions of the pages that were written.

        *cleared_by* is what the gate knew when it looked at the tree.
        """
        by_folder = {section.folder: section for section in sections}
        return WrittenTree(
            surroundings,
            by_folder,
            {folder: shared_by_pages(section) for folder, section in by_folder.items()},
            self.pages | dict(_written_pages(by_folder.values(), self._renderer, asked)),
            sheets,
            dict(_files(self._fresh)),
            frozenset(folder for folder, section in by_folder.items() if not _sheets_are_there(self._fresh, section)),
            cleared_by,
        )

    def _shares(self, section: SiteSection) -> bool:
        if section.folder not in self._shared:
            before = self._known.shared.get(section.folder)
            self._shared[section.folder] = before is not None and before == shared_by_pages(section)
        return self._shared[section.folder]

    def _lies_there(self, name: str) -> bool:
        return signature(self._live / name) == self._known.files[name]


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


def _link(live: Path, fresh: Path) -> None:
    """Put a page into another tree: pages are written once and never changed there, so one file can stand in both."""
    try:
        os.link(live, fresh, follow_symlinks=False)
    except (FileNotFoundError, FileExistsError):
        raise
    except (OSError, NotImplementedError):  # a file system without links
        shutil.copyfile(live, fresh)


def signature(path: Path) -> Signature:
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


def _sheets_are_there(tree: Path, section: SiteSection) -> bool:
    sheets = (block for page in section.pages for block in page.blocks if isinstance(block, BoardSheet))
    return all((tree / section.folder / sheet.file(paper)).is_file() for sheet in sheets for paper in sheet.papers)


def _files(tree: Path) -> Iterator[tuple[str, Signature]]:
    """Every file below *tree*, as a path with slashes, and how it lies there."""
    top = len(os.fspath(tree)) + 1
    for root, _, names in os.walk(tree):
        here = f"{root}{os.sep}"[top:]
        for name in names:
            yield f"{here}{name}".replace(os.sep, "/"), signature(tree / here / name)
