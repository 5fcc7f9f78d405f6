"""Protection of personal data directly after reading: refusals of names, checks of cells, redaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from ..kinds import all_kinds
from ..kinds.contacts import ContactRecord
from ..model import Dataset, Persons
from ..privacy import Refusals, leaks, mark_returns, refusals
from ..problems import Problem, Where
from ..reading import OF_THE_SYSTEM, release
from ..storage import by_parts
from ..workers import many, shared_out
from .caching import MOST_KEPT, KindLookedAt, ReadingCache, unchanged
from .files import RECIPES
from .folder import Folder
from .last_good import DOCUMENTS

# Numbers from here on have as many digits as a mobile number.
_AS_LONG_AS_A_TELEPHONE = 10**10


def protect(folder: Folder, cache: ReadingCache | None) -> Iterator[Problem]:
    """Report personal data in cells, then redact names without consent. Must run before anything else reads the cells.

    Without *cache*, large tables are checked in parallel, and results are not cached.
    """
    datasets = sorted(folder.datasets.values(), key=len, reverse=True)
    if cache:
        yield from _cached_looks(folder, datasets, cache)
    elif many(sum(map(len, datasets))):
        look = partial(_looked_at, known=folder.public_details, refused=folder.refused)
        yield from chain.from_iterable(shared_out(look, datasets))
    else:
        for dataset in datasets:
            yield from _looked_at(dataset, folder.public_details, folder.refused)
    release()
    yield from _redact(folder)


def _looked_at(dataset: Dataset, known: leaks.Own, refused: Refusals) -> list[Problem]:
    problems = list(leaks.cells(dataset, known))
    return problems + _named(dataset, refused, problems)


def _named(dataset: Dataset, refused: Refusals, problems: Sequence[Problem]) -> list[Problem]:
    """Problems for names that may not be published; none if *problems* says that the table was too large to check."""
    costly = any(fault.code == "table-too-large" for fault in problems)
    return [] if costly else list(leaks.refused_names(dataset, refused))


def _cached_looks(folder: Folder, datasets: Sequence[Dataset], cache: ReadingCache) -> Iterator[Problem]:
    """The problems of all cells, cached per kind while its files' readings are the same."""
    org, known = folder.organisation.id, folder.public_details
    before, now = cache.looks.pop(org, {}), dict[str, KindLookedAt]()
    for dataset in datasets:
        readings, look = folder.readings[dataset.kind], before.get(dataset.kind)
        again = look and look.known == known and unchanged(readings, look.readings)
        problems = look.problems if look and again else tuple(leaks.cells(dataset, known))
        yield from (*problems, *_named(dataset, folder.refused, problems))
        if len(problems) <= MOST_KEPT and None not in readings:
            now[dataset.kind] = KindLookedAt(readings, known, problems)
    cache.looks[org] = now


def refused_in(folder: Folder) -> Refusals:
    """The names that may not be published: donors without consent, and persons who received something."""
    by_persons: dict[Persons | None, list[Dataset]] = {persons: [] for persons in (*Persons, None)}
    for kind in all_kinds():
        if kind.id in folder.datasets:
            by_persons[kind.persons].append(folder.datasets[kind.id])
    others = [*by_persons[None], *by_persons[Persons.RELATED]]
    bodies = {(kind.id, column.name) for kind in all_kinds() for column in kind.bodies}
    return refusals(by_persons[Persons.GIVERS], by_persons[Persons.RECEIVERS], others, bodies)


def names_of_files(folder: Path, shown_as: str, result: Folder) -> Iterator[Problem]:
    """Problems for personal data in the names of data files and folders."""
    for path in sorted(folder.rglob("*"), key=by_parts):
        # names of documents are checked where they are published
        ours = any(path.is_relative_to(folder / name) for name in (DOCUMENTS, RECIPES))
        if path.is_file() and not ours and not path.name.startswith(OF_THE_SYSTEM):
            name = path.relative_to(folder).as_posix()
            yield from leaks.path(
                PurePosixPath(name), Where(f"{shown_as}/{name}"), result.public_details, result.refused
            )


def public_details(folder: Folder) -> leaks.Own:
    """The telephone numbers, mail and web addresses that the organisation itself publishes, and large numbers in its tables."""
    organisation = folder.organisation
    dataset = folder.datasets.get("contacts")
    contacts = [row for row in dataset.rows() if isinstance(row, ContactRecord)] if dataset else []
    return leaks.public_details(
        [organisation.phone, *(row.phone for row in contacts)],
        [organisation.email, organisation.website, *(way for row in contacts for way in (row.email, row.website))],
        {digits for dataset in folder.datasets.values() for digits in dataset.large_numbers(_AS_LONG_AS_A_TELEPHONE)},
    )


def _redact(folder: Folder) -> Iterator[Problem]:
    """Run the redaction that each kind declares."""
    mark_returns(
        {
            persons: [
                folder.datasets[kind.id]
                for kind in all_kinds()
                if kind.persons is persons and kind.id in folder.datasets
            ]
            for persons in Persons
        }
    )
    for kind in all_kinds():
        if kind.redact and kind.id in folder.datasets:
            yield from kind.redact(folder.datasets[kind.id])
