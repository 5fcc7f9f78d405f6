"""Who was named in a release and may be named no more: what is told of the past leaves it out, what was kept is not handed out.

The records themselves stay as they were; they are the memory of the organisation, and no page.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from ..expressions import expression
from ..identifiers import personal, spelled
from ..model import Disclosure, Kind
from ..privacy import SOMETHING, NoLongerPublic, Refusals, attachments, leaks
from ..reading import AnyColumn, Contact, Email, Phone, Record
from .beside import BESIDE
from .corrections import KIND, CorrectionRecord, hash_of
from .promised import PromisedRows
from .records import History, Release, is_table

# Of a record that readers can fetch, and that hold words: those of figures and changes, names of files, why something went.
PARTS = ("figures.csv", "changes.csv", "manifest.txt", "release.yaml")
_ANSWERS, _MAYBE = "acknowledgements", "name-maybe-refused"  # the table of answers to questions, and the question
# What staff may write in the place of a name: no number, no other sentence, and nothing that turns the rest into its contrary.
_ROOM = (
    rf"(?:{re.escape(SOMETHING)}|(?:一[位名个家对])?(?:不愿(?:公开|透露)姓名的)?"
    r"(?:[^\W\d_零〇一二两三四五六七八九十百千万亿半几数多不没未无非否]|[*×＊（）()]){0,10})"
)


def respecting(
    history: History, disclosures: Sequence[Disclosure], refused: Mapping[str, Refusals], known: leaks.Own
) -> History:
    """The releases without those who may not be named any more, and without ways to a person that are not among the *known*.

    *refused* says for each organisation whom it may not name: a person of the same name may be named by another. A name that
    stood in that of something else (钱小满基金) was hers, too, unless the organisation says that such a one is another's.
    """
    kinds = {**BESIDE, **{kind.id: kind for disclosure in disclosures for kind in disclosure.kinds.values()}}
    details = frozenset(_details(history, kinds, known)) - _given_now(disclosures)
    asserted = {disclosure.org for disclosure in disclosures if _says_another_is_meant(disclosure)}
    retired = NoLongerPublic(Refusals(others=tuple(refused.values())), details, within_names=not asserted)
    if not details and all(names.empty for names in refused.values()):
        return history
    retired_of = {
        org: NoLongerPublic(names, details, within_names=org not in asserted) for org, names in refused.items()
    }
    respectful = replace(history, retired=retired, retired_of=retired_of)
    plain = cache(lambda org, text: respectful.retired_by(org).without(text))  # most words stand in every release
    releases = tuple(_unnamed(release, plain) for release in history.releases)
    return replace(respectful, releases=releases, withheld=frozenset(_withheld(respectful)))


def _says_another_is_meant(disclosure: Disclosure) -> bool:
    """Whether an organisation answered that words like the name of somebody who may not be named are another's, or no name."""
    return any(answer.values.get("code") == _MAYBE for answer in disclosure.records.get(_ANSWERS, ()))


def _details(history: History, kinds: Mapping[str, Kind], known: leaks.Own) -> Iterator[str]:
    """Numbers and letter boxes that organisations gave as their own, lead to a person, and are theirs no more."""
    kept = {sha: path for release in history.releases for path, sha in release.records.items() if sha in history.kept}
    for sha, path in kept.items():
        kind = kinds.get(path.split("/")[2])
        columns = {column.name for column in _own_columns(kind.record)} if kind else set()
        if not columns:
            continue
        block = PromisedRows.read(path, history.kept[sha][1].read_bytes())
        places = [place for place, name in enumerate(block.header) if name in columns]
        for cell in {row[place] for row in block.rows for place in places}:
            if any(personal(cell, known.allowed, known.domains)):
                numbers = leaks.public_details([cell], []).numbers
                yield from (cell, *(number for number in numbers if any(personal(number, known.allowed))))


def _given_now(disclosures: Sequence[Disclosure]) -> set[str]:
    """What organisations give as theirs today, an office with its room among it."""
    given: set[str] = set()
    for disclosure in disclosures:
        facts = disclosure.organisation
        given |= {str(facts[column]) for column in _own_columns(type(facts)) if facts[column]}
        for dataset in disclosure.datasets.values():
            for column in _own_columns(dataset.record):
                given |= dataset.values(column)
    return given


def _own_columns(record: type[Record]) -> list[AnyColumn]:
    """The columns of a record in which an organisation says how it is reached."""
    return [column for column in record.columns if isinstance(column.type, Phone | Email | Contact)]


_A_NUMBER = expression(r"[0-9.,:/%-]*")


class _Search:
    """Looks for what may not be named any more; words that stand in many files are looked at once, millions of numbers not kept."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._known: dict[tuple[str, str], bool] = {}

    def meets(self, org: str, words: Iterable[str]) -> bool:
        """Whether any of the words of an organisation names somebody."""
        return any(self._names(org, text) for text in words)

    def _names(self, org: str, text: str) -> bool:
        if _A_NUMBER.fullmatch(text):
            return bool(self._history.retired_by(org).within(text))
        if (org, text) not in self._known:
            self._known[org, text] = bool(self._history.retired_by(org).within(text))
        return self._known[org, text]


def _withheld(history: History) -> Iterator[str]:
    """SHA-256 of kept files, and addresses of parts of records, that name somebody."""
    search = _Search(history)
    kept: set[tuple[str, str]] = set()
    for release in history.releases:
        for name in PARTS:
            if any(search.meets(org, words) for org, words in _words_of(release, name)):
                yield part_of(release, name)
        kept |= {place for place in {**release.tables, **release.attachments}.items() if place[1] in history.kept}
    for path, sha in sorted(kept):
        file = history.kept[sha][1]
        words = _cells(file) if is_table(path) else (PurePosixPath(path).stem, *attachments.words(file))
        if search.meets(path.partition("/")[0], words):
            yield sha


def _words_of(release: Release, part: str) -> Iterator[tuple[str, Iterable[str]]]:
    """(organisation, words) of everything that a part of a record says; what belongs to no organisation bears another name."""
    match part:
        case "manifest.txt":
            yield from ((path.partition("/")[0], (path,)) for path in release.manifest)
        case "release.yaml":
            yield "", (release.removal,)
        case _:
            with (release.folder / part).open(encoding="utf-8", newline="") as stream:
                yield from ((row["org"], row.values()) for row in csv.DictReader(stream))


def path_without_names(history: History, path: str) -> str:
    """The path of a published file as it may still be told."""
    return history.retired_by(path.partition("/")[0]).without(path)


def _cells(file: Path) -> Iterator[str]:
    """Every cell of a table."""
    with file.open(encoding="utf-8", newline="") as stream:
        yield from chain.from_iterable(csv.reader(stream))


def part_of(release: Release, name: str) -> str:
    """The address of a part of a record, by which it is withheld."""
    return f"{release.number}/{name}"


def _unnamed(release: Release, plain: Callable[[str, str], str]) -> Release:
    """A release whose lines name nobody who may not be named, because *plain* makes other words of those of an organisation."""
    news = tuple(
        replace(line, record=plain(line.org, line.record), old=plain(line.org, line.old), new=plain(line.org, line.new))
        for line in release.news
    )
    figures = tuple(
        replace(
            figure,
            subject=plain(figure.org, figure.subject),
            measure=plain(figure.org, figure.measure),
            wording=plain(figure.org, figure.wording),
            place=plain(figure.org, figure.place),
        )
        for figure in release.figures
    )
    return replace(release, news=news, figures=figures, removal=plain("", release.removal))


def only_names_left(disclosure: Disclosure, row: CorrectionRecord, recorded: str, history: History) -> bool:
    """Whether an entry is as it was published, whose hash is *recorded*, but for the names of those who may not be named any more."""
    published = _published_entry(disclosure.org, str(row.id), history)
    cells = dict(row.values)
    for column in CorrectionRecord.columns:
        was, now = published.get(column.name, ""), str(cells.get(column.name) or "")
        if was != now and _may_stand_for(now, was, history.retired_by(disclosure.org)):
            cells[column.name] = was
    return hash_of(CorrectionRecord.of(cells, row.where)) == recorded


def _may_stand_for(now: str, was: str, retired: NoLongerPublic) -> bool:
    """Whether words are those that *was* had, with others in the place of the names."""
    names = sorted(retired.within(was), key=len, reverse=True)
    if not names:
        return False
    pieces = re.split("|".join(map(re.escape, names)), spelled(was))
    return len(pieces) > 1 and re.fullmatch(_ROOM.join(map(re.escape, pieces)), spelled(now)) is not None


def _published_entry(org: str, key: str, history: History) -> Mapping[str, str]:
    """The cells of an entry as the last release published them; nothing where it kept no such table."""
    last = history.last
    kept = history.kept.get(last.tables.get(f"{org}/data/{KIND}.csv", "")) if last else None
    if kept is None:
        return {}
    with kept[1].open(encoding="utf-8-sig", newline="") as stream:
        return next((row for row in csv.DictReader(stream) if row.get("id") == key), {})
