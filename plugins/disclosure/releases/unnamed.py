"""Who was named in a release and may be named no more: what is told of the past leaves the name out, what was kept is not handed out.

The records themselves stay as they were; they are the memory of the organisation, and no page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec.structs import replace

from ..model import Disclosure
from ..privacy import Refusals, attachments
from .corrections import KIND, CorrectionRecord, hash_of
from .records import History, Release, is_table

PARTS = ("figures.csv", "changes.csv")  # of a record that readers can fetch, and that hold words
SOMEBODY = "某人"  # in the place of a name
_UNTOLD = "（原来的文字里有人名，不再登）"  # in the place of words in which the name can't be told from the rest
_ROOM = r"[^0-9]{0,12}"  # what staff may write in the place of a name


def respecting(history: History, refused: Refusals) -> History:
    """The releases without the names of those who may not be named any more."""
    if refused.empty:
        return history
    withheld = frozenset(_withheld(history, refused))
    releases = tuple(_unnamed(release, refused) for release in history.releases)
    return replace(history, releases=releases, refused=refused, withheld=withheld)


class _Search:
    """Looks for the names of those who may not be named; what stands in many files is looked at once."""

    def __init__(self, refused: Refusals) -> None:
        self._refused = refused
        self._known: dict[str, bool] = {}

    def meets(self, words: Iterable[str]) -> bool:
        """Whether any of them names somebody."""
        return any(map(self._names, words))

    def _names(self, words: str) -> bool:
        if words not in self._known:
            self._known[words] = bool(self._refused.surely_in(words))
        return self._known[words]


def _withheld(history: History, refused: Refusals) -> Iterator[str]:
    """SHA-256 of kept files, and addresses of parts of records, that name somebody."""
    search = _Search(refused)
    kept: dict[str, str] = {}
    for release in history.releases:
        for name in PARTS:
            if search.meets(_cells((release.folder / name).read_text("utf-8"))):
                yield part_of(release, name)
        kept |= {sha: path for path, sha in {**release.tables, **release.attachments}.items() if sha in history.kept}
    for sha, path in kept.items():
        file = history.kept[sha][1]
        if search.meets(_cells(file.read_text("utf-8")) if is_table(path) else attachments.words(file).splitlines()):
            yield sha


def _cells(text: str) -> Iterator[str]:
    """Every cell of a table."""
    return chain.from_iterable(csv.reader(io.StringIO(text, newline="")))


def part_of(release: Release, name: str) -> str:
    """The address of a part of a record, by which it is withheld."""
    return f"{release.number}/{name}"


def _unnamed(release: Release, refused: Refusals) -> Release:
    """A release whose lines name nobody who may not be named."""

    def plain(text: str) -> str:
        return without_names(text, refused)

    news = tuple(
        replace(line, record=plain(line.record), old=plain(line.old), new=plain(line.new)) for line in release.news
    )
    figures = tuple(
        replace(
            figure,
            subject=plain(figure.subject),
            measure=plain(figure.measure),
            wording=plain(figure.wording),
            place=plain(figure.place),
        )
        for figure in release.figures
    )
    return replace(release, news=news, figures=figures, removal=plain(release.removal))


def without_names(text: str, refused: Refusals) -> str:
    """The text with 某人 for every name that may not be shown."""
    names = refused.surely_in(text) if text else ()
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, SOMEBODY)
    return _UNTOLD if names and refused.surely_in(text) else text


def only_names_left(disclosure: Disclosure, row: CorrectionRecord, recorded: str, history: History) -> bool:
    """Whether an entry is as it was published, whose hash is *recorded*, but for the names of those who may not be named any more."""
    published = _published_entry(disclosure.org, str(row.id), history)
    cells = dict(row.values)
    for column in CorrectionRecord.columns:
        was, now = published.get(column.name, ""), str(cells.get(column.name) or "")
        if was != now and _may_stand_for(now, was, history.refused):
            cells[column.name] = was
    return hash_of(CorrectionRecord.of(cells, row.where)) == recorded


def _may_stand_for(now: str, was: str, refused: Refusals) -> bool:
    """Whether words are those that *was* had, with others in the place of the names."""
    names = sorted(refused.surely_in(was), key=len, reverse=True)
    if not names:
        return False
    pieces = re.split("|".join(map(re.escape, names)), was)
    return len(pieces) > 1 and re.fullmatch(_ROOM.join(map(re.escape, pieces)), now, re.DOTALL) is not None


def _published_entry(org: str, key: str, history: History) -> Mapping[str, str]:
    """The cells of an entry as the last release published them; nothing where it kept no such table."""
    last = history.last
    kept = history.kept.get(last.tables.get(f"{org}/data/{KIND}.csv", "")) if last else None
    if kept is None:
        return {}
    with kept[1].open(encoding="utf-8-sig", newline="") as stream:
        return next((row for row in csv.DictReader(stream) if row.get("id") == key), {})
