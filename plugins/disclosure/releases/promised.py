"""What a release promises of every record: every column by what it declares, compared with the state of the last release.

Names that somebody may withdraw are kept as a hash only: it shows that they changed, and never what they were.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct

from ..arrays import np, npt
from ..expressions import expression
from ..model import Dataset, Disclosure, Kind
from ..privacy import NAMELESS, DonorType
from ..quantities import plain
from ..reading import (
    SEPARATOR,
    AnyColumn,
    Date,
    DonationNumber,
    Exact,
    FromBooks,
    Missing,
    Money,
    Promise,
    Record,
    Year,
)
from .beside import BESIDE, COMING_ELSEWHERE, GOING_ELSEWHERE, SINGLE
from .verification import digest

ANSWERED = "="  # stands for a cell that is promised elsewhere, as a figure of the register, or that no page shows
SEAL = "#"  # before the fingerprint of a name that may be withdrawn
ABSENT = "absent"  # behind the columns of a row: why cells of it are blank, where that is said (`founded_on=不适用`)
_REASON = expression(r"(\w+)=(\S+)")
_MONTH = len("2023-01")
_RECEIVER, _RECEIVER_TYPE = "receiver", "receiver_type"  # columns: of a person only the type is promised
WHOLE = "all"  # the address of a whole table

Positions: TypeAlias = "npt.NDArray[np.integer[Any]]"  # of rows in their dataset


class Shape(Struct, frozen=True):
    """The promised columns of a kind, and which of them are sealed, that is kept as a hash only."""

    columns: tuple[AnyColumn, ...]
    sealed: frozenset[str]
    identity: tuple[str, ...]  # the columns that tell its rows apart
    keyed: bool
    single: bool = False  # there is one row only

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, and of what stands behind them."""
        return (*(column.name for column in self.columns), ABSENT)

    def absent(self, reasons: Mapping[str, Missing]) -> str:
        """Why promised cells of a row are blank; who may be named is nobody's business where the name is missing."""
        stated = (
            f"{column.name}={why.word}"
            for column in self.columns
            if column.name not in self.sealed and (why := reasons.get(column.name)) and why.word
        )
        return " ".join(stated)

    @property
    def lasting(self) -> bool:
        """Whether a row that comes back after a release without it is known again."""
        return self.keyed or self.single

    @classmethod
    def of(cls, kind: Kind) -> Shape:
        """The promise of a kind; the words of one that names persons are sealed.

        Of a figure its entry in the register is promised, and here only what may be told otherwise without a correction.
        """
        columns = tuple(
            column
            for column in kind.record.columns
            if column.promise is not Promise.OUTSIDE and (column.key or not kind.register or _soft(column))
        )
        sealed = frozenset(column.name for column in columns if kind.persons and column.prose)
        key = tuple(column.name for column in columns if column.key)
        natural = tuple(
            column.name
            for column in columns
            if not _soft(column)
            and column.name not in sealed
            and (isinstance(column.type, Year | Date) or column.refers_to or column.prose)
        )
        single = kind.id in SINGLE
        return cls(columns, sealed, () if single else key or natural, bool(key), single)


def _soft(column: AnyColumn) -> bool:
    return column.promise in (Promise.RECORDED, Promise.LIVING, Promise.GROWING)


# Rows of an organisation from which on blocks are made anew each time: below it they take some ten megabytes.
_MANY = 20_000


class PromisedRows(Struct, frozen=True):
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


class PromisedBlocks(Mapping[str, PromisedRows]):
    """Path → block of what an organisation promises.

    A block is made whenever it is asked for, because millions of rows would fill the memory; with *held* it is then kept.
    """

    def __init__(self, making: Mapping[str, Callable[[], PromisedRows]], *, held: bool) -> None:
        self._making = making
        self._kept: dict[str, PromisedRows] | None = {} if held else None

    def __getitem__(self, path: str) -> PromisedRows:
        if self._kept is None:
            return self._making[path]()
        if path not in self._kept:
            self._kept[path] = self._making[path]()
        return self._kept[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._making)

    def __len__(self) -> int:
        return len(self._making)


def blocks(disclosure: Disclosure) -> PromisedBlocks:
    """Everything that an organisation promises, sorted within each block."""
    return disclosure.worked_out("releases", "promised", lambda: _blocks(disclosure))


def _blocks(disclosure: Disclosure) -> PromisedBlocks:
    answered = {
        (figure.where.file, figure.where.sheet, figure.where.row, plain(figure.value))
        for figure in disclosure.figures.values()
        if figure.where
    }
    making: dict[str, Callable[[], PromisedRows]] = {}
    for kind_id, records in disclosure.beside.items():
        shape = Shape.of(BESIDE[kind_id])
        if records:
            making[_path(disclosure.org, kind_id, WHOLE)] = partial(_beside, kind_id, shape, records)
    for kind_id, dataset in disclosure.datasets.items():
        kind = disclosure.kinds[kind_id]
        if not kind.promised or not len(dataset):
            continue
        shape = Shape.of(kind)
        first = shape.columns[0]
        monthly = any(column.key and isinstance(column.type, DonationNumber) for column in shape.columns)
        parts = dataset.parts_by_beginning(first, _MONTH) if monthly else {WHOLE: np.arange(len(dataset))}
        for part, positions in parts.items():
            making[_path(disclosure.org, kind_id, part)] = partial(
                _of_table, kind_id, part, dataset, shape, positions, answered
            )
    rows = sum(map(len, disclosure.datasets.values()))
    return PromisedBlocks(making, held=rows < _MANY)


def _path(org: str, kind_id: str, part: str) -> str:
    return f"rows/{org}/{kind_id}/{part}.csv"


def _beside(kind_id: str, shape: Shape, records: Sequence[Record]) -> PromisedRows:
    cells = (
        (*(_text(column, record[column]) for column in shape.columns), shape.absent(record.reasons))
        for record in records
    )
    return _sorted(kind_id, WHOLE, shape, cells, range(len(records)))


def _of_table(
    kind_id: str,
    part: str,
    dataset: Dataset,
    shape: Shape,
    positions: Positions,
    answered: AbstractSet[tuple[object, ...]],
) -> PromisedRows:
    absences, places = dataset.absences(), positions.tolist()
    absent = (shape.absent(absences[place]) if place in absences else "" for place in places)
    rows = zip(_rows(dataset, shape, positions, answered), absent, strict=True)
    return _sorted(kind_id, part, shape, ((*row, words) for row, words in rows), places)


def _sorted(
    kind_id: str, part: str, shape: Shape, cells: Iterable[tuple[str, ...]], positions: Iterable[int]
) -> PromisedRows:
    rows = sorted(zip(cells, positions, strict=True))
    return PromisedRows(kind_id, part, shape.header, tuple(row for row, _ in rows), tuple(place for _, place in rows))


def _rows(
    dataset: Dataset, shape: Shape, positions: Positions, answered: AbstractSet[tuple[object, ...]]
) -> Iterator[tuple[str, ...]]:
    names = [column.name for column in shape.columns]
    texts = (_texts(dataset, column, positions, sealed=column.name in shape.sealed) for column in shape.columns)
    rows = zip(*texts, strict=True)
    if issubclass(dataset.record, FromBooks):
        for position, row in zip(positions.tolist(), rows, strict=True):
            place = dataset.where(position)
            yield tuple(
                ANSWERED if isinstance(column.type, Exact) and (*_spot(place), cell) in answered else cell
                for column, cell in zip(shape.columns, row, strict=True)
            )
    elif _RECEIVER in names and _RECEIVER_TYPE in names:
        name, kind = names.index(_RECEIVER), names.index(_RECEIVER_TYPE)
        for row in rows:
            yield (*row[:name], ANSWERED, *row[name + 1 :]) if row[kind] == DonorType.PERSON else row
    else:
        yield from rows


def _spot(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name) for name in ("file", "sheet", "row"))


def _texts(dataset: Dataset, column: AnyColumn, positions: Positions, *, sealed: bool) -> list[str]:
    known: dict[object, str] = {None: ""}

    def sealing(value: object) -> str:
        if value not in known:
            known[value] = ANSWERED if value in NAMELESS else seal(dataset.kind, str(value))
        return known[value]

    return dataset.texts(column, sealing if sealed else partial(_text, column), positions)


def seal(kind: str, name: str) -> str:
    """The fingerprint of a name in a table of one kind: it can't be held against that of another kind."""
    return f"{SEAL}{digest(f'{kind} {name}'.encode())[:16]}"


def _text(column: AnyColumn, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    if isinstance(column.type, Money):
        return format(value, "f")
    return plain(value) if isinstance(column.type, Exact) else " ".join(str(value).split())


class Change(Struct, frozen=True):
    """A promised row that is different now, or gone: then *position* is None."""

    address: str  # kind/number, or kind/fingerprint where rows have no numbers
    name: str
    cells: tuple[tuple[str, str, str], ...] = ()  # (column, old, new) of what needs a correction
    noted: tuple[tuple[str, str, str], ...] = ()  # (column, old, new) of what the page of the release only tells
    position: int | None = None
    keyed: bool = True

    @property
    def breaks(self) -> bool:
        """Whether it needs a correction."""
        return self.position is None or bool(self.cells)


class Difference(Struct, frozen=True):
    """What is different in one block."""

    block: PromisedRows
    changed: tuple[Change, ...] = ()  # what needs a correction, and what is only told
    removed: tuple[Change, ...] = ()
    added: int = 0


def compare(
    before: PromisedRows,
    now: PromisedRows | None,
    kind: Kind | None,
    earlier: Mapping[tuple[str, ...], tuple[str | None, ...]] | None = None,
    withdrawn: Mapping[tuple[str, ...], Mapping[str, str]] | None = None,
) -> Difference:
    """Compare a block with its last state, in linear time; *kind* is None where no such table is left.

    *earlier* holds rows of releases before the last one by what tells them apart: one that comes back is held to it, as far
    as those releases had its columns. *withdrawn* holds the sealed names of rows that had one before it was taken back: it
    may be given again, and nobody else's instead.
    """
    shape = Shape.of(kind) if kind else Shape((), frozenset(), before.header[:1], before.header[0] == "id")
    now = now or PromisedRows(before.kind, before.part, before.header, ())
    shared = [name for name in now.header if name in before.header]
    reader = _Reader(before.kind, shape, shared, withdrawn or {})
    old = Counter(only(before, shared))
    left: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for place, row in enumerate(only(now, shared)):
        if old[row]:
            old[row] -= 1
        else:
            left[reader.identity(row)].append((row, place))
    changed: list[Change] = []
    removed: list[Change] = []
    pairs = list(old.elements())
    for row in pairs:
        partners = left.get(reader.identity(row))
        if partners:
            new, place = partners.pop(0)
            changed += reader.change(row, new, now.positions[place])
        elif kind is None or not (kind.register or kind.id in GOING_ELSEWHERE):
            removed.append(Change(reader.address(row), reader.name(row), keyed=shape.keyed))
    for identity, rows in left.items() if shape.lasting else ():
        if earlier and identity in earlier and rows:
            new, place = rows.pop(0)
            changed += reader.change(earlier[identity], new, now.positions[place])
    added = 0 if now.kind in COMING_ELSEWHERE else sum(len(rows) for rows in left.values())
    return Difference(now, tuple(changed), tuple(removed), added)


class _Reader:
    """What the rows of a block say, by the columns that it shares with its earlier state."""

    def __init__(
        self,
        kind: str,
        shape: Shape,
        shared: Sequence[str],
        withdrawn: Mapping[tuple[str, ...], Mapping[str, str]],
    ) -> None:
        self._kind, self._shape, self._shared, self._withdrawn = kind, shape, shared, withdrawn
        self._identity = [shared.index(name) for name in shape.identity if name in shared]
        self._named = [place for place, name in enumerate(shared) if name not in shape.sealed and name != ABSENT]
        columns = {column.name: column for column in shape.columns}
        self._columns = [columns.get(name) for name in shared]

    def identity(self, row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row[place] for place in self._identity)

    def address(self, row: tuple[str | None, ...]) -> str:
        if self._kind in SINGLE:
            return f"{self._kind}/{WHOLE}"
        if self._shape.keyed:
            return f"{self._kind}/{row[self._identity[0]]}"
        cells = tuple(cell for name, cell in zip(self._shared, row, strict=True) if name != ABSENT)
        return f"{self._kind}/{digest(repr(cells).encode())[:8]}"

    def name(self, row: tuple[str | None, ...]) -> str:
        if "name" in self._shared and "name" not in self._shape.sealed and (self._shape.keyed or self._kind in SINGLE):
            return row[self._shared.index("name")] or ""
        if self._shape.keyed:
            return row[self._identity[0]] or ""
        cells = (row[place] for place in self._named if (column := self._columns[place]) is None or not _soft(column))
        return "，".join(cell for cell in cells if cell and cell[:1] not in (ANSWERED, SEAL))

    def change(self, row: tuple[str | None, ...], new: tuple[str, ...], position: int) -> Iterator[Change]:
        """The change of a row, where there is one; a cell of which its earlier state knows nothing is left out."""
        broken: list[tuple[str, str, str]] = []
        noted: list[tuple[str, str, str]] = []
        old_reasons, new_reasons = self._reasons(row, new)
        withdrawn = self._withdrawn.get(self.identity(new), {})
        for name, column, stood, now in zip(self._shared, self._columns, row, new, strict=True):
            if column is None or stood is None or self._answered(name, column, (stood, now), (row, new)):
                continue
            was = withdrawn.get(name, stood) if _is_given(name, stood, now, self._shape) else stood
            if was == now != stood:  # given again by whom it was taken back
                noted.append((name, stood, now))
                continue
            words = (name, was or old_reasons.get(name, ""), now or new_reasons.get(name, ""))
            if was != now and _broken(column, was, now, sealed=name in self._shape.sealed):
                broken.append(words)
            elif was != now or words[1] != words[2]:
                noted.append(words)
        if broken or noted:
            yield Change(
                self.address(row), self.name(row), tuple(broken), tuple(noted), position, keyed=self._shape.keyed
            )

    def _reasons(self, *rows: tuple[str | None, ...]) -> list[dict[str, str]]:
        """Of each row: column → the word for why it is blank; nothing where one of them was kept without such words."""
        stated = [row[self._shared.index(ABSENT)] if ABSENT in self._shared else None for row in rows]
        return [dict(_REASON.findall(words)) if None not in stated and words else {} for words in stated]

    def _answered(
        self, name: str, column: AnyColumn, cells: tuple[str, str], rows: tuple[tuple[str | None, ...], tuple[str, ...]]
    ) -> bool:
        """Whether a figure of the register answers for the cell, or it held a person; a “=” that staff wrote is a word as any."""
        if name != _RECEIVER:
            return isinstance(column.type, Exact) and ANSWERED in cells
        kinds = (row[self._shared.index(_RECEIVER_TYPE)] if _RECEIVER_TYPE in self._shared else "" for row in rows)
        return any(cell == ANSWERED and kind == DonorType.PERSON for cell, kind in zip(cells, kinds, strict=True))


def _is_given(name: str, was: str | None, now: str, shape: Shape) -> bool:
    """Whether a name stands where none stood, in a column of names that may be taken back and given again."""
    return name in shape.sealed and now.startswith(SEAL) and not (was or "").startswith(SEAL)


def only(block: PromisedRows, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a block, cut down to some columns."""
    if list(block.header) == list(names):
        yield from block.rows
        return
    places = [block.header.index(name) for name in names]
    for row in block.rows:
        yield tuple(row[place] for place in places)


def _broken(column: AnyColumn, was: str, now: str, *, sealed: bool) -> bool:
    """Whether a promise is broken: what was blank may be filled in, and a name may be withdrawn and given again."""
    if column.promise is Promise.LIVING:
        return False
    if column.promise is Promise.GROWING:
        return bool(was) and (not now or Decimal(now) < Decimal(was))
    if sealed and not (was.startswith(SEAL) and now.startswith(SEAL)):
        return column.promise is Promise.FIXED
    if column.promise is Promise.RECORDED:
        return column.prose and not sealed and bool(Counter(numbers(was)) - Counter(numbers(now)))
    return bool(was) or column.promise is Promise.FIXED


_HAN = "[〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]"
_RUN = f"{_HAN}{{1,40}}"  # of a row of such signs without an end, no more is looked at from each place
_COUNTED = (
    "[元圆块人户次个件名家位场项所笔批台套吨册本篇份箱袋桶瓶盒包辆床张片棵株亩座栋间条支对组队期届天年月日岁米公平升]"
)
# One character alone is no number, because most of them are parts of words: 一家, 万一, 九江; 百余人 and 近百人 are told by what stands beside.
_NUMBER = expression(
    r"\{[A-Za-z][A-Za-z0-9-]*\}|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[百千万亿]*%?"
    rf"|{_RUN}分之{_RUN}(?:点{_RUN})?"
    rf"|(?:(?<![总人户次个件名家])[数几](?=[十百千万亿]){_RUN}|{_RUN}几(?=[百千万亿]|{_COUNTED})[万亿]{{0,8}}"
    rf"|{_RUN}(?=点{_HAN})|{_HAN}{{2,40}})"
    rf"(?:点{_RUN})?(?:[余多几][万亿]{{1,8}}){{0,4}}(?=[余多]?{_COUNTED})"
    rf"|[十百千万亿](?=[余多]{_COUNTED})|(?<=[近上逾超约])[百千万亿](?={_COUNTED})"
)


def numbers(words: str) -> list[str]:
    """Every number in a text, and every figure that it names; thousands marks say nothing."""
    return [number.replace(",", "") for number in _NUMBER.findall(unicodedata.normalize("NFKC", words))]


def differences(
    disclosure: Disclosure,
    promised: Mapping[str, str],
    kept: Mapping[str, bytes],
    now: Mapping[str, PromisedRows],
    past: Mapping[str, Sequence[bytes]],
) -> Iterator[Difference]:
    """Every block that is not as it was promised; *kept* holds the files of those whose hash in *promised* is another.

    *past* holds the states before the last one of the blocks that have rows they had not, the newest first.
    """
    for path in sorted({*promised, *now}):
        if path.split("/")[1] != disclosure.org:
            continue
        kind_id = path.split("/")[2]
        kind = BESIDE.get(kind_id) or (disclosure.kinds[kind_id] if kind_id in disclosure.datasets else None)
        block = now.get(path) if path not in promised or path in kept else None
        if path not in promised and block:
            before = PromisedRows(block.kind, block.part, block.header, ())
        elif path in kept:
            before = PromisedRows.read(path, kept[path])
        else:
            continue
        earlier = _earlier(before, block, kind, path, past)
        yield compare(before, block, kind, earlier, _withdrawn(before, block, kind, path, past))


def _earlier(
    before: PromisedRows, now: PromisedRows | None, kind: Kind | None, path: str, past: Mapping[str, Sequence[bytes]]
) -> dict[tuple[str, ...], tuple[str | None, ...]]:
    """The newest state of every row known by its number that stood in a release before the last one and in that one no more.

    None stands for a column that the row had not yet.
    """
    rows: dict[tuple[str, ...], tuple[str | None, ...]] = {}
    if now is None or kind is None or not Shape.of(kind).lasting:
        return rows
    shared = [name for name in now.header if name in before.header]
    keys = [shared.index(name) for name in Shape.of(kind).identity]
    for content in past.get(path, ()):
        block = PromisedRows.read(path, content)
        if not {shared[key] for key in keys} <= {*block.header}:
            continue
        for cells in block.rows:
            known = dict(zip(block.header, cells, strict=True))
            rows.setdefault(tuple(known[shared[key]] for key in keys), tuple(map(known.get, shared)))
    for row in only(before, shared):
        rows.pop(tuple(row[key] for key in keys), None)
    return rows


def _withdrawn(
    before: PromisedRows, now: PromisedRows | None, kind: Kind | None, path: str, past: Mapping[str, Sequence[bytes]]
) -> dict[tuple[str, ...], dict[str, str]]:
    """The newest sealed names of rows known by their number that have one now, and had none in the last release."""
    names: dict[tuple[str, ...], dict[str, str]] = {}
    shape = Shape.of(kind) if kind else None
    if now is None or shape is None or not (shape.keyed and shape.sealed and past.get(path)):
        return names
    stood = set(before.rows)
    fresh = PromisedRows(now.kind, now.part, now.header, tuple(row for row in now.rows if row not in stood))
    here = _by_identity(fresh, shape)
    last = _by_identity(before, shape, here)
    wanted = {
        identity: {
            name for name, cell in cells.items() if _is_given(name, last.get(identity, {}).get(name, ""), cell, shape)
        }
        for identity, cells in here.items()
    }
    for content in past[path] if any(wanted.values()) else ():
        for identity, cells in _by_identity(PromisedRows.read(path, content), shape, wanted).items():
            for name in wanted[identity]:
                if cells.get(name, "").startswith(SEAL):
                    names.setdefault(identity, {}).setdefault(name, cells[name])
    return names


def _by_identity(
    block: PromisedRows, shape: Shape, wanted: Collection[tuple[str, ...]] | None = None
) -> dict[tuple[str, ...], dict[str, str]]:
    """The rows of a block, or those *wanted*, by what tells them apart: column → cell; nothing where the block lacks that."""
    if not {*shape.identity} <= {*block.header}:
        return {}
    places = [block.header.index(name) for name in shape.identity]
    rows = ((tuple(row[place] for place in places), row) for row in block.rows)
    return {
        identity: dict(zip(block.header, row, strict=True))
        for identity, row in rows
        if wanted is None or identity in wanted
    }
