"""Tables of typed columns: the cells of a file become values, of few rows one by one, of many all together."""

from __future__ import annotations

import re
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar, cast

from msgspec import Struct, field

from ..arrays import np, npt, pa, pc, pd
from ..problems import MOST_ALIKE, Problem, Where, mechanical, nearest, problem
from . import amounts
from .cell_types import BARE, MISSING_WORDS, Cells, ColumnType, Exact, Matched, Missing, Money, Serial, in_base_unit
from .cells import TextCells
from .columns import AnyColumn, Record, row_with, split_many, worded
from .invisible import SUSPECT, alike, conceals, lost, named, unseen, with_characters, without
from .sizes import MOST_ROWS


class ShortColumns(Struct):
    """The values of a table of few rows: *values* by the name of the column, None where there is none.

    *storage* says of which dtype each is in a frame, *index* holds the row numbers that staff see.
    """

    values: Mapping[str, list[Any]]
    storage: Mapping[str, str]
    index: list[int]

    def as_frame(self) -> pd.DataFrame:
        """The same as a frame."""
        columns = {name: _series(values, self.storage[name]) for name, values in self.values.items()}
        frame = pd.DataFrame(columns)
        frame.index = pd.Index(self.index, dtype="int64")
        return frame

    def with_column(self, name: str, values: list[Any], storage: str) -> ShortColumns:
        """The same with a column more, or in the place of another."""
        return ShortColumns({**self.values, name: values}, {**self.storage, name: storage}, self.index)


class _CellsOfRecords(Mapping[str, "list[Any]"]):
    """The columns of a table out of the records that were made of its rows, each put together when it is asked for."""

    __slots__ = ("_columns", "_rows")

    def __init__(self, columns: Mapping[str, AnyColumn], rows: Sequence[Record]) -> None:
        self._columns, self._rows = columns, rows

    def __getitem__(self, name: str) -> list[Any]:
        column = self._columns[name]
        return _cells_of(column, [row[column] for row in self._rows])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class TypedTable:
    """Typed columns of one file: *missing* says why values are missing, *refused* what was unreadable.

    The values are in `frame` (null where missing). Those of a table of few rows are in `short` until somebody asks for the
    frame, which from then on is what the table holds.
    """

    __slots__ = ("_frame", "missing", "refused", "short")

    def __init__(
        self,
        columns: ShortColumns | pd.DataFrame,
        missing: dict[tuple[int, str], Missing] | None = None,
        refused: set[tuple[int, str]] | None = None,
    ) -> None:
        self.short = columns if isinstance(columns, ShortColumns) else None
        self._frame = None if isinstance(columns, ShortColumns) else columns
        self.missing = {} if missing is None else missing
        self.refused = set() if refused is None else refused

    @property
    def frame(self) -> pd.DataFrame:
        """The values as a frame, whose index holds the row numbers that staff see."""
        if self.short is not None:
            self._frame, self.short = self.short.as_frame(), None
        assert self._frame is not None  # noqa: S101
        return self._frame

    @frame.setter
    def frame(self, frame: pd.DataFrame) -> None:
        self._frame, self.short = frame, None

    def __len__(self) -> int:
        return len(self.short.index if self.short is not None else self.frame.index)

    @property
    def index(self) -> list[int]:
        """The row numbers that staff see."""
        return self.short.index if self.short is not None else self.frame.index.tolist()

    def row_at(self, place: int) -> int:
        """The number that staff see of the row at *place*, from 0; IndexError where there is none."""
        return self.short.index[place] if self.short is not None else int(self.frame.index[place])

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self.short.values if self.short is not None else self.frame.columns)

    def cells(self, name: str) -> list[Any]:
        """A column as plain values, None where there is none."""
        if self.short is not None:
            return self.short.values[name]
        column = self.frame[name]
        values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
        return values

    def values(self, name: str, first: int = 0, end: int | None = None) -> list[Any]:
        """The values of some rows of a column, those that are missing left out."""
        if self.short is not None:
            return [value for value in self.short.values[name][first:end] if value is not None]
        values: list[Any] = self.frame[name].iloc[first:end].dropna().tolist()
        return values

    def fill(self, name: str, number: int) -> None:
        """Write the same whole number into every row of a column."""
        if self.short is not None:
            self.short = self.short.with_column(name, [number] * len(self.short.index), "int64")
        else:
            self.frame[name] = number

    def hold(self, record: type[Record], rows: Sequence[Record]) -> None:
        """Hold the records that were made of the rows in the place of their cells, where the table is one of few rows."""
        if self.short is not None:
            columns = {name: record.column(name) for name in self.short.values}
            self.short = ShortColumns(_CellsOfRecords(columns, rows), self.short.storage, self.short.index)

    def copied(self) -> TypedTable:
        """A table of the same values, whose columns, reasons and refusals can be changed by themselves."""
        short = self.short
        columns = (
            self.frame.copy(deep=False)
            if short is None
            else ShortColumns(
                {name: list(values) for name, values in short.values.items()}, dict(short.storage), short.index
            )
        )
        return TypedTable(columns, dict(self.missing), set(self.refused))


def read_columns(
    record: type[Record],
    cells: TextCells | pd.DataFrame,
    where: Callable[[int, str], Where],
    powers: Mapping[str, int] | None = None,
    *,
    compact: bool = False,
) -> tuple[TypedTable, list[Problem]]:
    """Type all *cells* (text, one column a declared name, any index); *where* tells the place of (index, label).

    *powers* says of which columns the header names a larger unit: 4 for 万元. A refused cell becomes null and a Problem;
    nothing is raised. Equal cells of a column are read once: tables of many rows have few different words. *compact*: values
    come as `compacted` makes them.
    """
    reading = _TableTyping(record, cells, where, powers or {})
    few = len(cells) <= MOST_ROWS and not compact  # lists hold no more than a frame, without what pandas itself takes
    columns = reading.short() if few else reading.frame(compact=compact)
    return TypedTable(columns, reading.missing, reading.refused), reading.problems


class _TableTyping:
    """The typing of one table, and what is wrong with its cells."""

    def __init__(
        self,
        record: type[Record],
        cells: TextCells | pd.DataFrame,
        where: Callable[[int, str], Where],
        powers: Mapping[str, int],
    ) -> None:
        self._record, self._cells, self._where, self._powers = record, cells, where, powers
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def short(self) -> ShortColumns:
        """The values of a table of few rows, read word by word."""
        index = [int(row) for row in self._cells.index]
        typed: dict[str, list[Any]] = {}
        storage: dict[str, str] = {}
        for column in self._record.columns:
            if column.name not in self._cells:
                typed[column.name], storage[column.name] = [None] * len(index), "object"
                continue
            known: dict[str, int] = {}
            places = [known.setdefault(str(cell), len(known)) for cell in self._cells[column.name]]
            words = [word.strip() for word in known]
            values, bad = _read_few(column, words, _gone(words), self._power(column))
            typed[column.name], storage[column.name] = [values[place] for place in places], _storage(column)
            self._look_at(column, places, words, bad)
        return ShortColumns(typed, storage, index)

    def frame(self, *, compact: bool) -> pd.DataFrame:
        """The values of a table of many rows."""
        index = pd.Index(self._cells.index)
        typed: dict[str, Cells] = {}
        for declared in self._record.columns:
            if declared.name not in self._cells:
                blank = pd.Series(None, index=index, dtype=object)
                typed[declared.name] = compacted(declared, blank) if compact else blank
                continue
            power = self._power(declared)
            places, distinct = _distinct(self._cells[declared.name])
            plain = _plain(declared, distinct, power) if isinstance(distinct, pa.Array) else None
            different = plain is not None
            if plain is None:
                words = [
                    str(word).strip() for word in (distinct.to_pylist() if isinstance(distinct, pa.Array) else distinct)
                ]
                plain, bad = _read_many(declared, words, _gone(words), power)
                self._look_at(declared, places, words, bad)
            column = compacted(declared, plain, places, different=different) if compact else plain.take(places)
            column.index = index
            typed[declared.name] = column
        return pd.DataFrame(typed, index=index)

    def _power(self, column: AnyColumn) -> int:
        return self._powers.get(column.name, 0)

    def _look_at(
        self, column: AnyColumn, places: Sequence[int] | npt.NDArray[np.integer[Any]], words: list[str], bad: set[int]
    ) -> None:
        gone = _gone(words)
        if gone or bad:
            faults = _Faults(column, self._power(column), self._cells, self._where)
            faults.look_at(places, words, gone, bad)
            self.problems += faults.problems
            self.missing |= faults.missing
            self.refused |= faults.refused


def _gone(words: Iterable[str]) -> set[int]:
    """The places of the words that say that there is no value."""
    return {place for place, word in enumerate(words) if word in MISSING_WORDS}


# How many words of one form are kept with what they mean; then the memory begins anew.
_MOST_KNOWN = 10_000


def _read_many(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[Cells, set[int]]:
    """(the value of each of the *words*, null where it is *gone* or refused; the places of those refused), all at once."""
    kept = [place for place in range(len(words)) if place not in gone]
    present, refused = _read_present(column, [words[place] for place in kept], power)
    bad = {place for place, refusal in zip(kept, refused, strict=True) if refusal} | (_hidden(words) - gone)
    values: list[Any] = [None] * len(words)
    for place, value in zip(kept, present, strict=True):
        values[place] = None if place in bad else value
    return _series(values, _storage(column)), bad


def _read_few(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[list[Any], set[int]]:
    """(the values that `_read_many` gives; the places of the words that are refused), without a frame."""
    alike = (type(column.type), column.choices, column.many, column.unit, power)
    known = _KNOWN_WORDS.setdefault(alike, _KnownWords())
    meanings = known.read(column, [word for place, word in enumerate(words) if place not in gone], power)
    hidden = _hidden(words)
    bad = {
        place
        for place, word in enumerate(words)
        if place not in gone and (place in hidden or meanings[word] is _REFUSED)
    }
    return [None if place in gone or place in bad else meanings[word] for place, word in enumerate(words)], bad


_REFUSED: Final = object()


class _KnownWords(Struct):
    """What words mean in columns of one form: type, choices, unit and power of ten."""

    _meanings: dict[str, Any] = field(default_factory=dict)

    def read(self, column: AnyColumn, words: list[str], power: int) -> Mapping[str, Any]:
        """What each of the *words* means, `_REFUSED` for one that has no value; those that are new are read by *column*."""
        if len(self._meanings) > _MOST_KNOWN:
            self._meanings = {}
        meanings = self._meanings  # whoever else reads meanwhile may begin anew
        fresh = [word for word in dict.fromkeys(words) if word not in meanings]
        if fresh:
            values, refused = _read_present(column, fresh, power)
            meanings.update(
                zip(
                    fresh, (_REFUSED if bad else value for value, bad in zip(values, refused, strict=True)), strict=True
                )
            )
        return meanings


_KNOWN_WORDS: dict[tuple[object, ...], _KnownWords] = {}


def _distinct(cells: Sequence[str] | Cells) -> tuple[npt.NDArray[np.integer[Any]], Sequence[Any] | pa.Array]:
    """(place of the word of each cell, every word) of a column of text; those of an Arrow dictionary as Arrow text."""
    if isinstance(cells, pd.Series) and isinstance(cells.dtype, pd.ArrowDtype):
        whole = pa.chunked_array(pa.array(cells.array)).combine_chunks()
        return whole.indices.to_numpy(), whole.dictionary
    places, words = pd.factorize(np.array(cells, dtype=object))
    return places, list(words)


def _plain(column: AnyColumn, words: pa.Array, power: int) -> Cells | None:
    """The different cells of a column as values, typed all at once, null where a cell is blank.

    None where any needs the closer look of `_read_present`: blanks or unseen signs, a word for what is missing, another form.
    """
    blank = words.index("").as_py()
    filled = words if blank < 0 else pc.filter(words, pc.not_equal(words, ""))
    if (blank >= 0 and column.required) or column.many or power:
        return None
    if pc.any(pc.is_in(filled, pa.array(list(MISSING_WORDS)))).as_py():
        return None
    if pc.any(pc.not_equal(pc.utf8_trim_whitespace(filled), filled)).as_py():
        return None
    texts = None if pc.all(pc.string_is_ascii(filled)).as_py() else filled.to_pylist()
    if texts is not None and _hidden(texts):
        return None
    values = _plain_values(column, filled, texts)
    if values is None or blank < 0:
        return values
    places = [*range(blank), *range(blank + 1, len(words))]
    values.index = pd.Index(places)
    return values.reindex(range(len(words)))


_AHEAD = re.compile(r"\(\?[=!<]")  # what Arrow's patterns can't say


def _plain_values(column: AnyColumn, words: pa.Array, texts: list[str] | None) -> Cells | None:
    """The values of words that hold nothing else, where the whole column is of a form that Arrow can tell; else None.

    *texts* are the same words, where they are at hand as such.
    """
    sort = column.type
    if column.choices:
        fits = pc.is_in(words, pa.array([str(word) for word in column.choices]))
    elif isinstance(sort, Money):
        fits = pc.match_substring_regex(words, f"^(?:{sort.grammar})$")
    elif isinstance(sort, Matched) and type(sort).read is Matched.read and not _AHEAD.search(sort.pattern):
        fits = pc.and_(pc.string_is_ascii(words), pc.match_substring_regex(words, f"^(?:{sort.pattern})$"))
    elif type(sort).read is ColumnType.read:
        fits = pa.scalar(True)
    else:
        return None
    if not pc.all(fits).as_py():
        return None
    if isinstance(sort, Money):
        return pd.Series(_cents(words), dtype="Int64")
    if _is_single(column):
        return pd.Series(arrow_text(words))
    return pd.Series(words.to_pylist() if texts is None else texts, dtype=object)


def _cents(words: pa.Array) -> npt.NDArray[np.int64]:
    """Plain numbers of at most two decimals as whole 分: the digits of Arrow's decimals, which are exact."""
    decimals = words.cast(pa.decimal128(18, 2))
    if not len(decimals):
        return np.zeros(0, dtype=np.int64)
    # each number is 128 bits; these all fit into the lower 64
    halves = np.frombuffer(decimals.buffers()[1], dtype="<i8")
    return halves[decimals.offset * 2 : (decimals.offset + len(decimals)) * 2 : 2].copy()


def _arrow_storage() -> pd.StringDtype[Any]:
    """The dtype of numbers that tell single rows apart, each but once or twice in a table."""
    return pd.StringDtype("pyarrow", na_value=np.nan)


def arrow_text(words: pa.Array) -> pd.arrays.ArrowStringArray:
    """Arrow text as pandas holds it."""
    return pd.arrays.ArrowStringArray(words.cast(pa.large_string()), dtype=_arrow_storage())  # type: ignore[call-arg]


def _is_single(column: AnyColumn) -> bool:
    return column.key or (column.identifier and column.refers_to is None)


def compacted(
    column: AnyColumn,
    values: Cells,
    places: npt.NDArray[np.integer[Any]] | None = None,
    *,
    different: bool = False,
) -> Cells:
    """A column of a table of many rows, small in memory; *places*, where given, take the cells from *values*.

    Money stays whole 分 (Int64), numbers that tell rows apart are Arrow text, and all other values are categories.
    *different*: no value is there twice.
    """
    if isinstance(column.type, Money | Serial):
        whole = values.astype("Int64")
        return whole if places is None else whole.take(places)
    if _is_single(column):
        single = values.astype(_arrow_storage())
        return single if places is None or _in_order(places, len(single)) else single.take(places)
    codes, words = _numbered(values) if different else pd.factorize(values)
    codes = codes if places is None else codes[places]
    category = pd.Categorical.from_codes(codes, dtype=categories(words), validate=False)
    return pd.Series(category, index=values.index if places is None else None)


def _in_order(places: npt.NDArray[np.integer[Any]], count: int) -> bool:
    """Whether these are all places of *count*, one after the other."""
    return len(places) == count and np.array_equal(places, np.arange(count))


def _numbered(values: Cells) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """What `pandas.factorize` gives of values of which none is there twice."""
    present = values.notna().to_numpy(dtype=bool)
    codes = np.where(present, np.cumsum(present) - 1, -1)
    return codes, values[present].tolist()


# The categories that were made here, by the id of their words: those that other machines sent are none of them.
_CATEGORIES: weakref.WeakValueDictionary[int, pd.Index] = weakref.WeakValueDictionary()


def categories(words: Iterable[Any]) -> pd.CategoricalDtype:
    """Words that differ as the categories of a column; each is held once, whatever tables they stand in."""
    index = pd.Index(_interned(words), dtype=object)
    sort = pd.CategoricalDtype(index)
    # what was made to see that they differ is larger than they are
    index._engine.clear_mapping()  # noqa: SLF001
    _CATEGORIES[id(index)] = index
    return sort


def shared(sort: pd.CategoricalDtype) -> pd.CategoricalDtype:
    """The same categories, held as `categories` holds them."""
    known = sort.categories.dtype != object or _CATEGORIES.get(id(sort.categories)) is sort.categories
    return sort if known else categories(sort.categories)


def _interned(words: Iterable[Any]) -> list[Any]:
    try:
        return list(map(sys.intern, words))
    except TypeError:  # numbers and several values
        return list(words)


class _Faults:
    """Missing and refused cells of one column, the first thousand of each told."""

    def __init__(
        self, column: AnyColumn, power: int, cells: TextCells | pd.DataFrame, where: Callable[[int, str], Where]
    ) -> None:
        self._column, self._power, self._cells, self._where = column, power, cells, where
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def look_at(
        self,
        places: Sequence[int] | npt.NDArray[np.integer[Any]],
        words: Sequence[str],
        gone: set[int],
        bad: set[int],
    ) -> None:
        """Go through the cells: *places* lead to their *words*, of which some are *gone* and some *bad*."""
        column, index = self._column, self._cells.index
        lacking = "missing-source" if column.refers_to == "sources" else "missing-value"
        more = 0
        heeded = {place for place in gone | bad if place in bad or words[place] or column.required}
        for at in _positions(places, heeded):
            place = int(places[at])
            if place in gone:
                if words[place]:
                    self.missing[index[at], column.name] = MISSING_WORDS[words[place]]
                if not column.required:
                    continue
            if len(self.problems) >= MOST_ALIKE:
                more += 1
                continue
            where = self._where(index[at], column.label)
            if place in gone:
                self.problems.append(problem(lacking, where, expected=column.expected))
                continue
            unit = column.unit
            if not unit and "unit" in self._cells:
                units = self._cells["unit"] if isinstance(self._cells, TextCells) else self._cells["unit"].iloc
                unit = str(units[at]).strip()
            self.problems.append(_refusal(column, where, words[place], unit, self._power))
            self.refused.add((index[at], column.name))
        if more:
            where = self._where(index[0], column.label)
            self.problems.append(problem("more-faults", where, count=f" {more} 处"))


def _positions(places: Sequence[int] | npt.NDArray[np.integer[Any]], heeded: set[int]) -> list[int]:
    """Where a place stands that is *heeded*."""
    if not heeded:
        return []
    if isinstance(places, list):
        return [at for at, place in enumerate(places) if place in heeded]
    return [int(at) for at in np.flatnonzero(np.isin(places, list(heeded)))]


def read_cell(column: AnyColumn, cell: str, where: Where, power: int = 0) -> tuple[Any, Problem | None]:
    """The value of a single cell by the rules of its column, None where it is missing or refused."""
    word = cell.strip()
    if word in MISSING_WORDS:
        code = "missing-source" if column.refers_to == "sources" else "missing-value"
        return None, problem(code, where, expected=column.expected) if column.required else None
    (value,), (refused,) = _read_present(column, [word], power)
    if refused or _hidden([word]):
        return None, _refusal(column, where, word, column.unit, power)
    return value, None


def _read_present(column: AnyColumn, present: Sequence[str], power: int = 0) -> tuple[list[Any], Sequence[bool]]:
    """(the value of each of these cells, None where it is refused; which are refused)."""
    values: Sequence[Any] = present
    if column.choices and not column.many:
        refused: Sequence[bool] = [cell not in column.choices for cell in present]
    elif column.many:
        values, allowed = list(map(split_many, present)), set(column.choices)
        refused = [bool(allowed) and not allowed.issuperset(parts) for parts in values]
    else:
        if column.numeric and column.unit:
            plainly = BARE.fullmatch
            present = [
                cell if not power and plainly(cell) else in_base_unit(cell, column.unit, power) for cell in present
            ]
        values, refused = column.type.read(present)
    return [None if bad else value for value, bad in zip(values, refused, strict=True)], refused


def _storage(column: AnyColumn) -> str:
    """The dtype of a column of values."""
    return "object" if column.many else ColumnType.storage if column.choices else column.type.storage


def _series(values: Iterable[Any], storage: str) -> Cells:
    """Values, None where there is none, as a column of a frame."""
    nothing: object = pd.NA if storage == "Int64" else np.nan
    return pd.Series([nothing if value is None else value for value in values], dtype=storage)


def _hidden(words: list[str]) -> set[int]:
    """The places of words that hold a sign which nobody sees, or that looks like another or stands where a character was lost."""
    if not SUSPECT.search("\t".join(words)):
        return set()
    return {place for place, word in enumerate(words) if unseen(word) or lost(word) or alike(word)}


def _hidden_sign(column: AnyColumn, where: Where, cell: str, power: int) -> Problem:
    """The problem of a cell with a sign that nobody sees; the rest is proposed if it can be read and is what was seen."""
    (place, sign), *others = unseen(cell)
    more = f"（一共 {len(others) + 1} 个）" if others else ""
    clean = without(cell).strip()
    sure = clean if clean and not conceals(cell) and not _refused(column, clean, power) else ""
    return problem("invisible-sign", where, suggestion=sure, cell=clean, place=place, sign=named(sign), more=more)


def _look_alike(column: AnyColumn, where: Where, cell: str, power: int) -> Problem:
    """The problem of a cell with a radical in the place of a character; the cell with that is proposed if it can be read."""
    (place, sign, character), *others = alike(cell)
    more = f"（这样的一共 {len(others) + 1} 个）" if others else ""
    clean = with_characters(cell)
    sure = "" if _refused(column, clean, power) else clean
    signs = {"sign": f"“{sign}”（U+{ord(sign):04X}）", "expected": character}
    return problem("look-alike-sign", where, suggestion=sure, cell=cell, place=place, more=more, **signs)


def _refused(column: AnyColumn, cell: str, power: int) -> bool:
    """Whether a column refuses this cell."""
    return _read_present(column, [cell], power)[1][0]


_OF_SOMETHING = frozenset({"amount", "promised"})  # names of columns of what was given, promised, paid or went back


_RETURNED = re.compile(r"退款|退回|退还|退捐|冲红|红冲|返还")  # a sort of payment that has a table of its own
_OF_GOODS = "物资"  # gifts and payments are of money or of these; goods that went back have no such table


def _refusal(column: AnyColumn, where: Where, cell: str, unit: str, power: int) -> Problem:
    if unseen(cell):
        return _hidden_sign(column, where, cell, power)
    if sign := lost(cell):
        code = "" if sign[0] == "?" else f" U+{ord(sign[0]):04X}"
        return problem("lost-characters", where, cell=cell, sign=f"{sign}{code}")
    if alike(cell):
        return _look_alike(column, where, cell, power)
    if column.choices:
        sure = "" if column.many else mechanical(cell, column.choices)
        hint = nearest(cell, column.choices)
        if not hint and _OF_GOODS in column.choices and _RETURNED.search(cell):
            hint = "；这一行是退款、退回的钱的，请删去，另填“捐赠退款”或“拨付退回”表"
        return problem(
            "unknown-choice", where, suggestion=sure, cell=cell, choices="、".join(column.choices), hint=hint
        )
    if isinstance(column.type, Exact):
        asked = amounts.Cell(
            unit,
            bool(column.unit),
            column.type.decimals,
            required=column.required,
            above_zero=column.required and column.name in _OF_SOMETHING,
            abroad=column.abroad,
        )
        sure = amounts.proposal(cell, asked) if not power else ""
        mend = amounts.mend_under_unit(cell, asked, power) if power else amounts.mend(cell, asked)
    else:
        sure, mend = column.type.mechanical(cell), column.type.suggest(cell)
    if sure and _refused(column, sure, power):
        sure = ""  # what would be refused again is no proposal
    if sure:
        mend = f"请写成 {sure}。"
    return problem("bad-value", where, suggestion=sure, cell=cell, expected=column.type.name, mend=mend)


def rows(table: TypedTable) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (index, row) with plain Python values and None where a cell is missing."""
    names = table.names
    for index, values in zip(table.index, zip(*map(table.cells, names), strict=True), strict=True):
        yield index, dict(zip(names, values, strict=True))


R = TypeVar("R", bound=Record)


def typed_rows(record: type[R], table: TypedTable, place: Callable[[int], Where]) -> Iterator[R]:
    """Every row of a table, complete ones as what *record* declares for them; *place* tells where a row stands."""
    known, index_of_rows = set(table.names), table.index
    columns = [*record.columns, *(extra for extra in record.derived if extra.name in known)]
    cells = {column.name: _values(column, table.cells(column.name)) for column in columns}
    cells |= {extra.name: [None] * len(index_of_rows) for extra in record.derived if extra.name not in known}
    lists = [cells[column.name] for column in record.columns if column.required]
    whole = [None not in values for values in zip(*lists, strict=True)] if lists else [True] * len(index_of_rows)
    reasons: dict[int, dict[str, Missing]] = {}
    for (index, name), why in table.missing.items():
        reasons.setdefault(index, {})[name] = why
    refused: dict[int, frozenset[str]] = {}
    for index, name in table.refused:
        refused[index] = refused.get(index, frozenset()) | {name}
    names, no_reason, nothing = tuple(cells), dict[str, Missing](), frozenset[str]()
    for index, complete, values in zip(index_of_rows, whole, zip(*cells.values(), strict=True), strict=True):
        row = row_with(
            record.whole if complete else record,
            zip(names, values, strict=True),
            place(index),
            reasons.get(index, no_reason),
            refused.get(index, nothing),
        )
        yield cast("R", row)


def _values(column: AnyColumn, values: list[Any]) -> list[Any]:
    """The cells of a column as attributes of records hold them."""
    if isinstance(column.type, Money):
        return [None if cents is None else Decimal(cents).scaleb(-2) for cents in values]
    if column.words is None:
        return values
    members = {word: worded(column.words, word) for word in set(values) if word is not None}
    return [members.get(word) for word in values]


def _cells_of(column: AnyColumn, values: list[Any]) -> list[Any]:
    """What `_values` was given for these attributes of records."""
    if isinstance(column.type, Money):
        return [None if yuan is None else int(yuan.scaleb(2)) for yuan in values]
    if column.words is None:
        return values
    return [
        tuple(word.value for word in value) if isinstance(value, tuple) else value and value.value for value in values
    ]
