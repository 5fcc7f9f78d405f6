"""What a process that builds the same site again and again need not write anew: the folders of organisations that did not change.

Their files are copied from the tree that stands, as long as they lie there as they were left. The memory ends with the
process; whatever is published is made from nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..compose import SiteMemory, SiteSection
from ..model import BoardSheet

Signature: TypeAlias = tuple[int, int, int]  # inode, size, time of the last change (ns)


@dataclass(frozen=True, slots=True)
class WrittenFolder:
    """The folder of an organisation as it was written: from which section, in which surroundings, and its files."""

    section: SiteSection
    surroundings: object
    files: dict[str, Signature]  # path below the folder of the site → how it lay there

    def suits(self, section: SiteSection, surroundings: object) -> bool:
        """Whether a section would be written alike: the very same pages, in equal surroundings."""
        mine = self.section
        return (
            mine.pages is section.pages
            and mine.drawn is section.drawn
            and mine.footer is section.footer
            and mine.ask is section.ask
            and mine.terms == section.terms
            and self.surroundings == surroundings
        )


@dataclass(slots=True)
class BuildMemory:
    """What one process knows of a site that it builds again and again, at one place."""

    site: SiteMemory = field(default_factory=SiteMemory)
    folders: dict[str, WrittenFolder] = field(default_factory=dict)  # of the tree that stands

    def copy_folder(self, section: SiteSection, surroundings: object, live: Path, fresh: Path) -> bool:
        """Copy the folder of a section from the tree *live* into *fresh* where it would be the same; whether that was done."""
        known = self.folders.get(section.folder)
        if not section.folder or known is None or not known.suits(section, surroundings):
            return False
        try:
            if any(signature(live / name) != left for name, left in known.files.items()):
                return False  # somebody changed it
            for folder in {(fresh / name).parent for name in known.files}:
                folder.mkdir(parents=True, exist_ok=True)
            for name in known.files:
                shutil.copyfile(live / name, fresh / name)
        except FileNotFoundError:
            shutil.rmtree(fresh / section.folder, ignore_errors=True)
            return False
        return True


def signature(path: Path) -> Signature:
    """How a file lies on the disk; OSError where there is none."""
    status = os.lstat(path)
    return status.st_ino, status.st_size, status.st_mtime_ns


def written_folders(
    tree: Path, sections: Iterable[SiteSection], surroundings: object
) -> Iterator[tuple[str, WrittenFolder]]:
    """The folders of all organisations as they lie in a tree now, but those that have sheets which are still to be set."""
    for section in sections:
        if section.folder and _sheets_are_there(tree, section):
            files = {path.relative_to(tree).as_posix(): signature(path) for path in _files(tree / section.folder)}
            yield section.folder, WrittenFolder(section, surroundings, files)


def _sheets_are_there(tree: Path, section: SiteSection) -> bool:
    sheets = (block for page in section.pages for block in page.blocks if isinstance(block, BoardSheet))
    return all((tree / section.folder / sheet.file(paper)).is_file() for sheet in sheets for paper in sheet.papers)


def _files(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        yield from (Path(root) / name for name in names)
