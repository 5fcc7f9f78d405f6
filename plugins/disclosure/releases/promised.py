"""What a release promises of every record: its number, names, days, choices and amounts; prose may change freely.

Columns that may change between releases (`column(living=True)`), blank cells that are filled in and new rows need no
correction.
Names that somebody may withdraw are kept as a hash only: it shows that they changed, and never what they were.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..model import Dataset, Disclosure, Kind
from ..privacy import NAMELESS, DonorType
from ..quantities import plain
from ..reading import AnyColumn, Date, DonationNumber, Exact, Flag, FromBooks, Money, Record, Slug, Text, Year
from .verification import digest

ANSWERED = "="  # a cell that something else answers for: a figure of the register, or a name that is not shown
SEAL = "#"  # before the fingerprint of a name that may be withdrawn
_MONTH = len("2023-01")
WHOLE = "all"  # the address of a whole table


@dataclass(frozen=True, slots=True)
class Shape:
    """The promised columns of a kind, and which of them are sealed, that is kept as a hash only."""

    columns: tuple[AnyColumn, ...]
    sealed: frozenset[str]
    identity: tuple[str, ...]  # the columns that tell its rows apart
    keyed: bool

    @classmethod
    def of(cls, kind: Kind) -> Shape:
        """The promise of a kind; the words of one that names persons are sealed."""
        columns = tuple(column for column in kind.record.columns if _promised(column, kind.record))
        sealed = frozenset(column.name for column in columns if kind.persons and _words(column))
        key = tuple(column.name for column in columns if column.key)
        natural = tuple(
            column.name
            for column in columns
            if isinstance(column.type, Year | Date)
            or column.refers_to
            or (_words(column) and column.name not in sealed)
        )
        return cls(columns, sealed, key or natural, bool(key))


def _words(column: AnyColumn) -> bool:
    return type(column.type) is Text and not column.choices and not column.refers_to and not column.key


def _promised(column: AnyColumn, record: type[Record]) -> bool:
    if not column.promised or column.living or column.many or column.personal or not column.public:
        return False
    if column.key or column.choices or column.refers_to or isinstance(column.type, Exact | Date | Year | Flag | Slug):
        return True
    return type(column.type) is Text and (column.required or column.identifier or issubclass(record, FromBooks))


@dataclass(frozen=True, slots=True)
class PromisedRows:
    """Promised rows that are kept in one file: a table, or one month of a long one."""

    kind: str
    part: str  # the month, or `all`
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    positions: tuple[int, ...] = ()  # of the rows in their dataset

    @property
    def address(self) -> str:
        """What a correction of the whole block names."""
        return f"{self.kind}/{self.part}"

    def content(self) -> bytes:
        """The file of the block."""
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\n").writerows([self.header, *self.rows])
        return stream.getvalue().encode()

    @classmethod
    def read(cls, path: str, content: bytes) -> PromisedRows:
        """A block from its file."""
        _, _, kind, part = path.removesuffix(".csv").split("/")
        header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
        return cls(kind, part, tuple(header), tuple(tuple(row) for row in rows))


def blocks(disclosure: Disclosure) -> dict[str, PromisedRows]:
    """Path → block of everything that an organisation promises, sorted within each."""
    answered = {
        (figure.where.file, figure.where.sheet, figure.where.row, plain(figure.value))
        for figure in disclosure.figures.values()
        if figure.where
    }
    promised: dict[str, PromisedRows] = {}
    for kind_id, dataset in disclosure.datasets.items():
        kind = disclosure.kinds[kind_id]
        if not kind.promised or not len(dataset):
            continue
        shape = Shape.of(kind)
        header = tuple(column.name for column in shape.columns)
        monthly = any(column.key and isinstance(column.type, DonationNumber) for column in shape.columns)
        parts: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for position, row in enumerate(_rows(dataset, shape, answered)):
            parts[row[0][:_MONTH] if monthly else WHOLE].append((row, position))
        for part, rows in sorted(parts.items()):
            rows.sort()
            block = PromisedRows(
                kind_id, part, header, tuple(row for row, _ in rows), tuple(place for _, place in rows)
            )
            promised[f"rows/{disclosure.org}/{block.address}.csv"] = block
    return promised


def _rows(dataset: Dataset, shape: Shape, answered: AbstractSet[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    names = [column.name for column in shape.columns]
    rows = zip(*(_texts(dataset, column, sealed=column.name in shape.sealed) for column in shape.columns), strict=True)
    if issubclass(dataset.record, FromBooks):
        for position, row in enumerate(rows):
            place = dataset.where(position)
            yield tuple(
                ANSWERED if isinstance(column.type, Exact) and (*_spot(place), cell) in answered else cell
                for column, cell in zip(shape.columns, row, strict=True)
            )
    elif "receiver" in names and "receiver_type" in names:
        name, kind = names.index("receiver"), names.index("receiver_type")
        for row in rows:
            yield (*row[:name], ANSWERED, *row[name + 1 :]) if row[kind] == DonorType.PERSON else row
    else:
        yield from rows


def _spot(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name) for name in ("file", "sheet", "row"))


def _texts(dataset: Dataset, column: AnyColumn, *, sealed: bool) -> list[str]:
    values = [value for (value,) in dataset.cells((column,))]
    if isinstance(column.type, Money):
        return ["" if value is None else format(value, "f") for value in values]
    if isinstance(column.type, Exact):
        return ["" if value is None else plain(value) for value in values]
    if sealed:
        return [
            "" if value is None else ANSWERED if value in NAMELESS else f"{SEAL}{digest(str(value).encode())[:16]}"
            for value in values
        ]
    return ["" if value is None else str(value) for value in values]


@dataclass(frozen=True, slots=True)
class Change:
    """A promised row that is different now, or gone: then *position* is None."""

    address: str  # kind/number, or kind/fingerprint where rows have no numbers
    name: str
    cells: tuple[tuple[str, str, str], ...] = ()  # (column, old, new)
    position: int | None = None
    keyed: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in one block."""

    block: PromisedRows
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    added: int = 0


def compare(before: PromisedRows, now: PromisedRows | None, kind: Kind | None) -> Difference:
    """Compare a block with its last state, in linear time; *kind* is None where no such table is left."""
    shape = Shape.of(kind) if kind else Shape((), frozenset(), before.header[:1], before.header[0] == "id")
    now = now or PromisedRows(before.kind, before.part, before.header, ())
    shared = [name for name in now.header if name in before.header]
    identity = [shared.index(name) for name in shape.identity if name in shared]
    named = [place for place, name in enumerate(shared) if name not in shape.sealed]
    old = Counter(_only(before, shared))
    left: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for place, row in enumerate(_only(now, shared)):
        if old[row]:
            old[row] -= 1
        else:
            left[tuple(row[place] for place in identity)].append((row, place))
    changed: list[Change] = []
    removed: list[Change] = []
    for row in old.elements():
        address = f"{before.kind}/{row[identity[0]] if shape.keyed else digest(repr(row).encode())[:8]}"
        name = "，".join(row[place] for place in named if row[place] and row[place][:1] not in (ANSWERED, SEAL))
        if shape.keyed and "name" in shared and "name" not in shape.sealed:
            name = row[shared.index("name")]
        elif shape.keyed:
            name = row[identity[0]]
        partners = left.get(tuple(row[place] for place in identity))
        if not partners:
            removed.append(Change(address, name, keyed=shape.keyed))
            continue
        new, place = partners.pop(0)
        cells = tuple(
            (column, was, is_)
            for column, was, is_ in zip(shared, row, new, strict=True)
            if was != is_ and _broken(was, is_, sealed=column in shape.sealed)
        )
        if cells:
            changed.append(Change(address, name, cells, now.positions[place], shape.keyed))
    return Difference(now, tuple(changed), tuple(removed), sum(len(rows) for rows in left.values()))


def _only(block: PromisedRows, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if list(block.header) == list(names):
        yield from block.rows
        return
    places = [block.header.index(name) for name in names]
    for row in block.rows:
        yield tuple(row[place] for place in places)


def _broken(was: str, now: str, *, sealed: bool) -> bool:
    """Whether a promise is broken: what was blank may be filled in, and a name may be withdrawn."""
    return bool(was) and ANSWERED not in (was, now) and not (sealed and not now)


def differences(
    disclosure: Disclosure, promised: Mapping[str, str], kept: Mapping[str, bytes], now: Mapping[str, PromisedRows]
) -> Iterator[Difference]:
    """Every block that is not as it was promised; *kept* holds the files of those whose hash in *promised* is another."""
    for path in sorted({*promised, *now}):
        if path.split("/")[1] != disclosure.org:
            continue
        block = now.get(path)
        if path not in promised and block:
            yield Difference(block, added=len(block.rows))
        elif path in kept:
            before = PromisedRows.read(path, kept[path])
            kept_still = before.kind in disclosure.datasets
            yield compare(before, block, disclosure.kinds[before.kind] if kept_still else None)
