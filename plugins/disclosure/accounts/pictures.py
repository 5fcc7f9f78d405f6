"""The pictures at hand: the files that rows name, measured; none lies outside its folder, none is left over unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..kinds.pictures import PictureRecord
from ..model import PictureFile, records_of
from ..privacy import renditions
from ..problems import Report, Where, problem
from ..storage import by_parts, nearly_named
from .folder import Folder
from .last_good import PICTURES


def read_pictures(folder: Folder, shown_as: str, report: Report) -> dict[str, PictureFile]:
    """Row → its file, with its size; *shown_as* is how messages name the organisation's folder."""
    place = folder.pictures
    files = dict(_files(place)) if place and place.is_dir() else {}
    known: dict[str, PictureFile] = {}
    taken: set[str] = set()
    for row in records_of(folder.rows, PictureRecord):
        if row.file is None or row.id is None:
            continue
        where = row.at(PictureRecord.file)
        name = row.file.replace("\\", "/")
        path = place / name if place else None
        inside = path is not None and place is not None and path.resolve().is_relative_to(place.resolve())
        if path is None or not inside or not path.is_file():
            hint = nearly_named(name, files)
            report.add(problem("picture-missing", where, cell=row.file, other=f"{shown_as}/{PICTURES}", hint=hint))
            continue
        taken.add(path.name)
        try:
            width, height = renditions.measured(path)
        except renditions.UnusablePictureError as error:
            report.add(problem("picture-unreadable", where, cell=row.file, reason=str(error)))
        else:
            known[row.id] = PictureFile(path, width, height)
    for name, path in files.items():
        if path.name not in taken:
            report.add(problem("picture-unclaimed", Where(f"{shown_as}/{PICTURES}/{name}")))
    return known


def _files(place: Path) -> Iterator[tuple[str, Path]]:
    """(path below the folder, file) of all that somebody put there."""
    for path in sorted(place.rglob("*"), key=by_parts):
        if path.is_file() and not path.name.startswith((".", "~$")):
            yield path.relative_to(place).as_posix(), path
