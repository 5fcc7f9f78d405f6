"""What the words of a column mean, of few rows word by word, of many all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from ..arrays import np, npt, pa, pc, pd
from .cell_types import BARE, MISSING_WORDS, Cells, ColumnType, Matched, Money, in_base_unit
from .columns import AnyColumn, split_many
from .compacting import arrow_text, as_series, storage_of, tells_rows_apart
from .invisible import SUSPECT, alike, lost, unseen


def missing_places(words: Iterable[str]) -> set[int]:
    """The places of the words that say that there is no value."""
    return {place for place, word in enumerate(words) if word in MISSING_WORDS}


# How many words of one form are kept with what they mean; then the memory begins anew.
_MOST_KNOWN = 10_000


def read_many(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[Cells, set[int]]:
    """(the value of each of the *words*, null where it is *gone* or refused; the places of those refused), all at once."""
    kept = [place for place in range(len(words)) if place not in gone]
    present, refused = read_present(column, [words[place] for place in kept], power)
    bad = {place for place, refusal in zip(kept, refused, strict=True) if refusal} | (hidden_places(words) - gone)
    values: list[Any] = [None] * len(words)
    for place, value in zip(kept, present, strict=True):
        values[place] = None if place in bad else value
    return as_series(values, storage_of(column)), bad


def read_few(column: AnyColumn, words: list[str], gone: set[int], power: int) -> tuple[list[Any], set[int]]:
    """(the values that `read_many` gives; the places of the words that are refused), without a frame."""
    form = (type(column.type), column.choices, column.many, column.unit, power)
    known = _KNOWN_WORDS.setdefault(form, _KnownWords())
    meanings = known.read(column, [word for place, word in enumerate(words) if place not in gone], power)
    hidden = hidden_places(words)
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
            values, refused = read_present(column, fresh, power)
            meanings.update(
                zip(
                    fresh, (_REFUSED if bad else value for value, bad in zip(values, refused, strict=True)), strict=True
                )
            )
        return meanings


_KNOWN_WORDS: dict[tuple[object, ...], _KnownWords] = {}


def distinct_words(cells: Sequence[str] | Cells) -> tuple[npt.NDArray[np.integer[Any]], Sequence[Any] | pa.Array]:
    """(place of the word of each cell, every word) of a column of text; those of an Arrow dictionary as Arrow text."""
    if isinstance(cells, pd.Series) and isinstance(cells.dtype, pd.ArrowDtype):
        whole = pa.chunked_array(pa.array(cells.array)).combine_chunks()
        return whole.indices.to_numpy(), whole.dictionary
    places, words = pd.factorize(np.array(cells, dtype=object))
    return places, list(words)


def plain_column(column: AnyColumn, words: pa.Array, power: int) -> Cells | None:
    """The different cells of a column as values, typed all at once, null where a cell is blank.

    None where any needs the closer look of `read_present`: blanks or unseen signs, a word for what is missing, another form.
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
    if texts is not None and hidden_places(texts):
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
    if tells_rows_apart(column):
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


def read_present(column: AnyColumn, present: Sequence[str], power: int = 0) -> tuple[list[Any], Sequence[bool]]:
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


def hidden_places(words: list[str]) -> set[int]:
    """The places of words that hold a sign which nobody sees, or that looks like another or stands where a character was lost."""
    if not SUSPECT.search("\t".join(words)):
        return set()
    return {place for place, word in enumerate(words) if unseen(word) or lost(word) or alike(word)}
