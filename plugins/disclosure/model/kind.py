"""A kind of disclosure: its record, its words, and the pages that it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..problems import Problem
from ..reading import PrintedForm, Record
from .dataset import Dataset, Row
from .disclosure import Disclosure
from .page import Block, Page


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that readers may expect to find; 没公开的 lists it when *published* says no."""

    label: str
    published: Callable[[Disclosure, int], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of disclosure: its record, its words, and the pages that it makes. One file each in `kinds/`."""

    id: str
    label: str
    record: type[Record]
    topic: str | None = None
    intro: str = ""
    pages: Callable[[Disclosure, Kind], Iterable[Page]] | None = None
    expects: tuple[Expectation, ...] = ()
    order: int = 100
    public: bool = True
    # What must hold among the rows of this kind, and between kinds; called after ids and references are checked.
    checks: Callable[[Sequence[Row]], Iterator[Problem]] | None = None
    relations: Callable[[Mapping[str, Sequence[Row]]], Iterator[Problem]] | None = None
    # Takes out of a table what may not be shown of persons, as soon as its cells are typed.
    redact: Callable[[Dataset], Iterator[Problem]] | None = None
    # Many rows: they stay in their Dataset and never become `Row`s; `inspect` then checks the whole table at once.
    bulk: bool = False
    inspect: Callable[[Dataset, Mapping[str, Sequence[Row]]], Iterator[Problem]] | None = None
    # Blocks for the pages of records of other kinds: kind id → what this kind says of such a record.
    adds: Mapping[str, Callable[[Disclosure, Row], Iterable[Block]]] = field(default_factory=dict)
    form: PrintedForm | None = None  # its files are printed forms of one year each
    path: str = ""  # the address of its page, where that is not its id
    # The kind on whose page this one stands as a section, and its blocks there.
    page_of: str | None = None
    section: Callable[[Disclosure, Kind], Iterable[Block]] | None = None
