"""Sheets for notice boards: the blocks of their pages as data for the press, and the PDFs."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeAlias

from msgspec import Struct, field

from ..compose import SiteSection
from ..dates import han_date
from ..model import (
    PAPERS,
    Amount,
    BoardSheet,
    Clock,
    Disclosure,
    Figure,
    FigureRef,
    IdentityCache,
    Link,
    Page,
    Table,
    TableBlock,
    Undisclosed,
    fitted,
)
from ..reading import Missing
from ..typesetting import Press, PressStore, qr_svg
from .number_pieces import amount_pieces, brief_pieces, ledger_pieces
from .views import SiteView
from .words import missing_words

TEMPLATE = Path("press", "board.typ")  # below the theme
_NAME, _CELL, _WORDS = 60, 36, 150  # signs of a title, a cell, a finding; what is longer ends in …
_MOST_IN_A_PREVIEW = 200  # PDFs that are set; each takes some 15 to 30 ms
_FIRST_IN_A_PREVIEW = 40  # of a site that has more than that: of those that were never set before
_AT_ONCE = 50  # sheets in memory
_ROWS, _GAPS, _BASIS = 60, 8, 1  # of a table, of 没公开的, of documents; the rest is counted


class SetSheet(NamedTuple):
    """A PDF as it was set: the fingerprint of what stands on it, and its key in the store."""

    content: bytes
    key: bytes


SetSheets: TypeAlias = dict[str, SetSheet]  # by file below the site's root


def _nothing_is_there(_file: str, _content: bytes) -> SetSheet | None:
    return None


class _PressSheet(Struct, frozen=True):
    """A sheet: its file for each size of paper, below the site's root, the fingerprint of what stands on it, and what gives that."""

    files: Mapping[str, str]
    fingerprint: bytes
    content: Callable[[], dict[str, Any]]


_Fingerprints: TypeAlias = IdentityCache[Page, tuple[bytes, ...]]  # of the sheets of a page


class _WantedSheet(NamedTuple):
    """A sheet on one size of paper that is not there: its file, the fingerprint, its key in the store, its data."""

    file: str
    fingerprint: bytes
    key: bytes
    content: dict[str, Any]
    paper: str


class SheetCache(Struct):
    """Fingerprints of the sheets of one organisation from the last time: the same while their pages are, and all else that they say."""

    _made_from: object = None
    _fingerprints: _Fingerprints = field(default_factory=IdentityCache)

    def fingerprints(self, site: SiteView, disclosure: Disclosure) -> _Fingerprints:
        """Those of single pages, as far as they would be the same."""
        made_from = (site, disclosure.organisation.name, disclosure.as_of)
        if self._made_from != made_from:
            self._made_from, self._fingerprints = made_from, IdentityCache()
        return self._fingerprints


class SheetSupply(Struct, frozen=True):
    """Whence sheets come that need not be set: *keep* puts one there by its file and the fingerprint of its content.

    A preview, which is not *published*, sets no more than some hundred, of a large site first those of the files in *before*, which
    had a sheet until now; the next preview goes on. *known* is what each organisation's sheets were the last time.
    """

    store: PressStore
    published: bool
    keep: Callable[[str, bytes], SetSheet | None] = _nothing_is_there
    before: Collection[str] = frozenset()
    known: Mapping[str, SheetCache] = field(default_factory=lambda: defaultdict(SheetCache))


class _Allowance(Struct):
    """How many sheets may still be set: *again*, and for the *first* time."""

    again: int
    first: int

    @classmethod
    def of(cls, sections: Sequence[SiteSection], supply: SheetSupply) -> Self:
        """All for what is published and for a small site, some for a preview of a large one."""
        if supply.published:
            return cls(sys.maxsize, sys.maxsize)
        sheets = sum(isinstance(block, BoardSheet) for page in _pages(sections) for block in page.blocks) * len(PAPERS)
        return cls(_MOST_IN_A_PREVIEW, sheets if sheets <= _MOST_IN_A_PREVIEW else _FIRST_IN_A_PREVIEW)

    @property
    def used_up(self) -> bool:
        """Whether none may be set any more that was not there before."""
        return self.first <= 0

    def allows(self, *, again: bool) -> bool:
        """Whether one more may be set, which then counts."""
        left = self.again if again else self.first
        if again:
            self.again -= 1
        else:
            self.first -= 1
        return left > 0


def write_boards(
    output: Path, theme: Path, site: SiteView, sections: Sequence[SiteSection], press: Press, supply: SheetSupply
) -> SetSheets:
    """Write the PDFs of every sheet of every organisation: one page each, the same bytes for the same data.

    Returns those that are there now.
    """
    store, keep = supply.store, supply.keep
    store.begin()
    there: SetSheets = {}
    asked = False
    allowance = _Allowance.of(sections, supply)
    sheets = _sheets(site, sections, supply.known)
    nowhere = not supply.before and store.is_empty  # so that no sheet need be looked for
    while not (nowhere and allowance.used_up) and (batch := list(islice(sheets, _AT_ONCE))):
        kept = {file: known for sheet in batch for file in sheet.files if (known := keep(file, sheet.fingerprint))}
        rest = [(sheet, sheet.content()) for sheet in batch if sheet.files.keys() - kept.keys()]
        keys = press.keys(theme / TEMPLATE, (content for _, content in rest), "pdf") if rest else []
        wanted = [
            _WantedSheet(file, sheet.fingerprint, hashlib.sha256(key + paper.encode()).digest(), content, paper)
            for key, (sheet, content) in zip(keys, rest, strict=True)
            for file, paper in sheet.files.items()
            if file not in kept
        ]
        pdfs = store.known([sheet.key for sheet in wanted])
        fresh: dict[bytes, bytes] = {}
        for missing in wanted:
            key = missing.key
            if key not in pdfs and key not in fresh and allowance.allows(again=missing.file in supply.before):
                fresh[key] = press.pdf(theme / TEMPLATE, {**missing.content, "paper": missing.paper})
            pdf = pdfs.get(key) or fresh.get(key)
            if pdf:
                (output / missing.file).parent.mkdir(parents=True, exist_ok=True)
                (output / missing.file).write_bytes(pdf)
                there[missing.file] = SetSheet(missing.fingerprint, key)
        if fresh:
            store.keep(fresh, ())
        asked = asked or bool(rest)
        there |= kept
    if asked:  # a build that asked nothing of the store makes nothing in it older
        store.keep({}, (sheet.key for sheet in there.values()))
    return there


def _fingerprints(contents: Iterable[Callable[[], dict[str, Any]]], _page: Page) -> tuple[bytes, ...]:
    texts = (json.dumps(content(), ensure_ascii=False) for content in contents)
    return tuple(hashlib.sha256(text.encode()).digest() for text in texts)


def _sheets(site: SiteView, sections: Iterable[SiteSection], caches: Mapping[str, SheetCache]) -> Iterator[_PressSheet]:
    """Every sheet of every organisation."""
    for section in sections:
        if section.disclosure is None:
            continue
        known = caches[section.disclosure.org].fingerprints(site, section.disclosure)
        for page in section.pages:
            blocks = [block for block in page.blocks if isinstance(block, BoardSheet)]
            if blocks:
                contents = [cache(partial(board_content, site, section.disclosure, page, block)) for block in blocks]
                prints = known.of(page, partial(_fingerprints, contents), _named(section.disclosure, page))
                for block, content, fingerprint in zip(blocks, contents, prints, strict=True):
                    files = {f"{section.folder}{block.file(paper)}": paper.lower() for paper in PAPERS}
                    yield _PressSheet(files, fingerprint, content)
        known.turn()


def _named(disclosure: Disclosure, page: Page) -> tuple[Figure | None, ...]:
    """The figures that a page names and does not hold itself."""
    return tuple(disclosure.figures.get(piece.id) for piece in page.figures if isinstance(piece, FigureRef))


def _pages(sections: Iterable[SiteSection]) -> Iterator[Page]:
    """The pages of organisations."""
    return chain.from_iterable(section.pages for section in sections if section.disclosure)


def board_content(site: SiteView, disclosure: Disclosure, page: Page, sheet: BoardSheet) -> dict[str, Any]:
    """A sheet as data for the press: texts, and rows of texts."""
    address = f"{site.url}/{disclosure.org}/{sheet.place.path}" if site.url else ""
    kind, _, year = sheet.place.path.strip("/").partition("/")
    whole = kind == "years"  # the page of a release has the numbers of years; those of records are in its tables
    line = f"#{disclosure.org}-{year}" if whole else "#tables"
    frozen = f"{site.url}/releases/{site.release.number}/{line}" if site.url and site.release else ""
    table = next((block.table for block in page.blocks if isinstance(block, TableBlock)), None)
    gaps = [gap.label for block in page.blocks if isinstance(block, Undisclosed) for gap in block.items]
    return {
        "organisation": _short(disclosure.organisation.name, _NAME),
        "title": _short(page.label, _NAME),
        "sample": site.sample,
        "numbers": [[_short(label, _CELL), *_number(value)] for label, value in sheet.numbers],
        "finding": _short(_words(disclosure, page.finding), _WORDS),
        **_table(disclosure, table),
        "gaps": [_short(gap, _CELL) for gap in gaps[:_GAPS]],
        "more_gaps": max(0, len(gaps) - _GAPS),
        "basis": [_short(text, _NAME) for text in sheet.basis[:_BASIS]],
        "more_basis": max(0, len(sheet.basis) - _BASIS),
        "phone": sheet.phone,
        "address": address,
        "frozen": frozen,
        "kept": "数" if whole else "表",
        "qr": qr_svg(frozen or address) if address else "",
        "release": site.known_by,
        "released_on": han_date(site.release.published_on) if site.release else "",
        "prepared_on": han_date(disclosure.as_of or site.prepared_on),
    }


def _table(disclosure: Disclosure, table: Table | None) -> dict[str, Any]:
    if table is None:
        return {"caption": "", "columns": [], "rows": [], "more_rows": 0}
    rows = [
        [
            _cell(disclosure, cell, column.numeric, table.scale)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in list(table.rows)[:_ROWS]
    ]
    return {
        "caption": table.caption + (f"（单位：{table.scale}）" if table.scale else ""),
        "columns": [_short(column.label, _CELL) for column in table.columns],
        "rows": rows,
        "more_rows": max(0, len(table.rows) - _ROWS),
    }


def _number(value: Figure | Amount | str) -> tuple[str, str, str]:
    """A large number: its digits, its unit, and its doubt; words where none is told."""
    if isinstance(value, str):
        return "", "", value
    pieces = brief_pieces(value)
    digits = "".join(piece.text for piece in pieces if piece.kind not in {"unit", "spoken"})
    unit = "".join(piece.text for piece in pieces if piece.kind == "unit")
    return digits, unit, value.doubt if isinstance(value, Figure) else ""


def _cell(disclosure: Disclosure, cell: object, numeric: bool, scale: str) -> str:  # noqa: FBT001
    """A cell as its page prints it."""
    if isinstance(cell, Figure | Amount):
        set_as = ledger_pieces if isinstance(cell, Figure) else amount_pieces
        pieces = set_as(cell, scale) if numeric else brief_pieces(cell)  # type: ignore[arg-type]
        number = "".join(piece.text for piece in pieces if piece.kind != "spoken")
        return f"{number}\u00a0{cell.doubt if isinstance(cell, Figure) else ''}".strip()
    if isinstance(cell, Missing):
        return missing_words(cell)
    return _short(_words(disclosure, cell if isinstance(cell, tuple) else (cell,)), _CELL)


def _words(disclosure: Disclosure, pieces: Iterable[Any]) -> str:
    """A text as its page says it, without links that only lead on."""
    return "".join(_said(pieces, disclosure))


def _said(pieces: Iterable[Any], disclosure: Disclosure) -> Iterator[str]:
    for piece in fitted(pieces, lambda reference: disclosure.figures.get(reference.id)):
        if isinstance(piece, Figure):
            yield piece.alone
        elif isinstance(piece, Link | Clock):
            yield piece.text
        elif isinstance(piece, str):
            yield piece


def _short(text: str, most: int) -> str:
    """A text of at most so many signs; one that is longer ends in …, which says so."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
