"""What words over the columns of other people's sheets mean; the words themselves stand in `vocabulary.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..model import Kind
from ..numerals import foreign, money_power
from ..reading import plain_header
from ..storage import shipped_table

_ROW_NUMBER = "只是行号"  # why a column of the numbers of the rows is left out
_FILE = Path(__file__).with_name("vocabulary.yaml")


class Sense(StrEnum):
    """What a column of a file is."""

    COLUMN = "column"  # one of ours
    STEERING = "steering"  # none of ours, but it says how to read the others
    PRIVATE = "private"  # never taken over
    IDLE = "idle"  # says nothing that is published


class Meaning(Struct, frozen=True):
    """What the words over a column mean: *name* of our column or of the steering, *rank* (0 is surest), *reason* to leave it out.

    *unit* is the unit of money or the currency that stands behind the words.
    """

    sense: Sense
    name: str = ""
    rank: int = 0
    reason: str = ""
    unit: str = ""

    @property
    def numbers_rows(self) -> bool:
        """Whether the column holds nothing but the numbers of the rows."""
        return self.reason == _ROW_NUMBER


class WordBook(Struct, frozen=True):
    """The vocabulary: words by kind and column, and by what else a column can be."""

    titles: Mapping[str, tuple[str, ...]]
    enough: Mapping[str, tuple[tuple[str, ...], ...]]  # kind → columns that together make a sheet surely one of it
    columns: Mapping[str, Mapping[str, tuple[str, int]]]  # kind → plain word → (column, rank)
    steering: Mapping[str, tuple[str, int]]
    private: Mapping[str, str]  # plain word → reason
    idle: Mapping[str, str]
    hardly_gifts: tuple[str, ...]
    hardly_payments: tuple[str, ...]
    payment_companies: tuple[str, ...]
    states: Mapping[str, str]  # plain word → done, not_done or returned
    directions: Mapping[str, str]  # plain word → in, out or none
    donor_types: Mapping[str, str]  # plain word → 个人, 单位 or 匿名
    consents: Mapping[str, str]  # plain word → 是 or 否
    receipts: Mapping[str, str]  # the same of whether a receipt was written
    rhythms: frozenset[str]  # how often somebody gives, where what is given should stand
    bodies: tuple[str, ...]
    nameless: frozenset[str]
    persons: tuple[str, ...]
    unsure: tuple[str, ...]


_SIGNS = frozenset("+-/")  # ways of money that are told by a sign alone
_MARKS = re.compile(r"[\s()\[\]{}（）【】《》<>/\\|、,，.。:：;；·_\-—*#`'\"“”‘’或]+")
_GROUPS = re.compile(r"[(（\[【{][^()（）\[\]【】{}]*[)）\]】}]")


def compact(text: str) -> str:
    """A word for comparing: one width and case, without spaces and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", plain_header(text))).lower()


@cache
def words() -> WordBook:
    """The vocabulary, read once."""
    raw: dict[str, Any] = shipped_table(_FILE)
    return WordBook(
        titles={kind: tuple(entry["titles"]) for kind, entry in raw["kinds"].items()},
        enough={kind: tuple(map(tuple, entry.get("enough", ()))) for kind, entry in raw["kinds"].items()},
        columns={kind: _ranked(entry["columns"]) for kind, entry in raw["kinds"].items()},
        steering=_ranked(raw["steering"]),
        private={compact(word): entry["reason"] for entry in raw["private"] for word in entry["words"]},
        idle={compact(word): entry["reason"] for entry in raw["idle"] for word in entry["words"]},
        hardly_gifts=tuple(raw["hardly_gifts"]),
        hardly_payments=tuple(raw["hardly_payments"]),
        payment_companies=tuple(raw["payment_companies"]),
        states={compact(word): state for state, listed in raw["states"].items() for word in listed},
        directions={
            word.lower() if word in _SIGNS else compact(word): way
            for way, listed in raw["directions"].items()
            for word in listed
        },
        donor_types={compact(word): sort for sort, listed in raw["donor_types"].items() for word in listed},
        consents={compact(word): answer for answer, listed in raw["consents"].items() for word in listed},
        receipts={compact(word): answer for answer, listed in raw["receipts"].items() for word in listed},
        rhythms=frozenset(map(compact, raw["rhythms"])),
        bodies=tuple(raw["bodies"]),
        nameless=frozenset(map(compact, raw["nameless"])),
        persons=tuple(raw["persons"]),
        unsure=tuple(raw["unsure"]),
    )


def _ranked(columns: Mapping[str, list[str]]) -> dict[str, tuple[str, int]]:
    ranked: dict[str, tuple[str, int]] = {}
    for column, listed in columns.items():
        for rank, word in enumerate(listed):
            ranked.setdefault(compact(word), (column, rank))
    return ranked


def way_of(cell: str) -> str:
    """Which way a cell says that money went: in, out, none; empty where it says nothing that is known."""
    word = cell.strip().lower()
    return words().directions.get(word if word in _SIGNS else compact(cell), "")


def order_state(cell: str) -> str:
    """What a cell says of an order: done, not_done, returned; empty where it says nothing that is known."""
    return words().states.get(compact(cell), "")


_TAKEN_BACK = re.compile(
    r"退汇|退[回款票还货]|返还|返款|返回|多付|[错误重]复?[付汇]|冲[正销账回减抵]|红冲|撤销|红字|抹账|错账|收回"
)


def says_taken_back(cell: str) -> bool:
    """Whether words beside a payment say that its money came back, or that it was entered again to undo it."""
    return _TAKEN_BACK.search(cell) is not None


@cache
def steering_words(name: str) -> tuple[str, ...]:
    """The words over columns that are the *name* of `steering`, as they are written, surer ones first."""
    raw: dict[str, Any] = shipped_table(_FILE)
    return tuple(raw["steering"][name])


def kinds_with_words() -> tuple[str, ...]:
    """The ids of the kinds whose columns are known by other words than ours, whatever stands above them."""
    return tuple(kind for kind, groups in words().enough.items() if groups)


def kinds_of_titles() -> tuple[str, ...]:
    """The ids of the kinds whose columns are known by other words than ours where a title says what they are."""
    return tuple(kind for kind, groups in words().enough.items() if not groups)


def meaning(header: str, kind: Kind) -> Meaning | None:
    """What the words over a column mean in a table of *kind*; None where nobody knows."""
    for word, unit in _readings(header):
        for sense in (_ours, _steering, _private, _idle):
            known = sense(word, kind)
            if known is not None:
                return replace(known, unit=unit)
    plain = compact(header)
    reason = next((reason for word, reason in words().private.items() if len(word) > 1 and word in plain), "")
    return Meaning(Sense.PRIVATE, reason=reason) if reason else None


_SAID_IN_BRACKETS = frozenset({"outgoing", "incoming", "spelled"})  # 交易金额（支出）, 捐款金额（大写）


def _readings(header: str) -> Iterator[tuple[str, str]]:
    """The ways to part the words over a column into name and unit: as they are, without brackets, without a unit behind."""
    text = unicodedata.normalize("NFKC", header)
    yield compact(text), ""
    groups = _GROUPS.findall(text)
    bare = _GROUPS.sub("", text)
    inner = [group.strip("()[]{}【】+- ") for group in groups]
    ways = words().steering
    yield from ((group, "") for group in map(compact, inner) if ways.get(group, ("",))[0] in _SAID_IN_BRACKETS)
    unit = next((group for group in inner if money_power(group) is not None or foreign(group)), "")
    if groups and compact(bare):
        yield compact(bare), unit
    word = compact(bare)
    for place in range(len(word) - 1, 1, -1):
        if money_power(word[place:]) is not None or foreign(word[place:]):
            yield word[:place], word[place:]


def unit_of_money(header: str) -> str:
    """The unit of money in the words over a column, 元 or 万元; empty where there is none."""
    return next((unit for _, unit in _readings(header) if unit and money_power(unit) is not None), "")


def _ours(word: str, kind: Kind) -> Meaning | None:
    for column in kind.record.columns:
        # 币种, 手续费, 笔数: they say how to read the others
        steers = not column.required and (word in words().steering or compact(column.label) in words().steering)
        if word in {compact(column.label), column.name} and not steers:
            return Meaning(Sense.COLUMN, column.name)
    known = words().columns.get(kind.id, {}).get(word)
    return Meaning(Sense.COLUMN, known[0], known[1] + 1) if known else None


def _steering(word: str, kind: Kind) -> Meaning | None:  # noqa: ARG001
    known = words().steering.get(word)
    return Meaning(Sense.STEERING, known[0], known[1]) if known else None


def _private(word: str, kind: Kind) -> Meaning | None:  # noqa: ARG001
    return Meaning(Sense.PRIVATE, reason=words().private[word]) if word in words().private else None


def _idle(word: str, kind: Kind) -> Meaning | None:  # noqa: ARG001
    return Meaning(Sense.IDLE, reason=words().idle[word]) if word in words().idle else None
