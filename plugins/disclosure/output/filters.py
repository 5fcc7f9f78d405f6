"""How figures, tables and dates are set on a page: pure functions that the templates use as filters.

Nothing here knows about HTML. A filter takes values of the model and answers with words, with the kind of a thing,
or with the pieces that a number falls into so that its digits, its 余 and its unit can each stand in their own place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from ..accounts import told_place
from ..dates import han_date
from ..model import (
    LEVELS,
    Amount,
    Block,
    Breakdown,
    Cell,
    Clock,
    Figure,
    FigureRef,
    FigureStatus,
    Formula,
    Heading,
    HomeAnswer,
    Link,
    Mark,
    Note,
    PastFigure,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    Verdict,
    fitted,
    joined,
    worded,
)
from ..numerals import BEHIND, QUALIFIERS, VAGUE
from ..quantities import BOUND_WORDS, grouped, quantity_text, round_half_up
from ..quotes import inner, quoted
from ..reading import Missing

SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}

MISSING_SIGNS = {
    Missing.UNDISCLOSED: ("[未]", "报告未披露"),
    Missing.NOT_APPLICABLE: ("[不]", "不适用"),
    Missing.WITHHELD: ("[隐]", "因隐私不公开"),
}

TAG_SIGNS = {"ok": "●", "late": "◆", "overdue": "▲", "none": "○", "checking": "※"}

_VERDICTS = {
    Verdict.AGREES: "ok",
    Verdict.DIFFERS: "late",
    Verdict.OVERLAPS: "late",
    Verdict.CONTRADICTS: "late",
    Verdict.INCOMPLETE: "none",
    Verdict.UNCHECKABLE: "none",
    Verdict.SCOPE_DIFFERS: "checking",
}

# The steps of css/42-ledger.css: a table whose box is narrower than its step, in em, turns its rows into blocks.
STEPS = (15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60, 99)
LEAST_STEP = {2: 30, 6: 51}  # with more columns, blocks are easier to read on a phone, on a tablet
BESIDE_UP_TO = 4  # a table with more columns takes the full width, its notes below
LONGEST_UNBROKEN = 9  # characters: 112,743,864.95元
_MOST_WORDINGS = 1 << 13  # whose pieces or room are held: the same stand on several pages
SMALL = 0.8334  # em of css --meta: heads of columns, statuses
SCROLL_ABOVE = 7  # a table with more columns may need to be moved sideways


# --- words ---------------------------------------------------------------------------------------


_LEVEL_NAMES: dict[str, str] = {level.value: name for level, name in LEVELS.items()}


def level_name(level: str) -> str:
    """What a one-character 出处标 stands for: 报 → 机构自己的正式报告."""
    return _LEVEL_NAMES.get(level, level)


def year_label(year: int | None) -> str:
    """A year as reports name it: 2023 → 2023年度; none → 不分年度."""
    return f"{year}年度" if year else "不分年度"


def percent(ratio: Decimal) -> str:
    """A share (0.261) as per cent with one decimal: 26.1%; a share that would print as zero says 不足0.1%."""
    return quantity_text(ratio * 100, "%")


def lengthy(text: str) -> bool:
    """Whether a wording is too wide to be kept on one line of a narrow screen; a digit is half a character wide."""
    return len(text) > LONGEST_UNBROKEN and ems(text, 0.56) > LONGEST_UNBROKEN


def ems(text: str, latin: float = 0.64) -> float:
    """How wide a text is, in em; *latin* is the width of a digit: no more than 0.64 in any usual font."""
    return sum(1.0 if character > "\u00ff" else latin for character in text)


def missing_sign(missing: Missing) -> str:
    """The sign of a value that is not there: [未], [不] or [隐]."""
    return MISSING_SIGNS[missing][0]


def missing_words(missing: Missing) -> str:
    """What the sign of a missing value means, in words."""
    return MISSING_SIGNS[missing][1]


def tag_sign(kind: str) -> str:
    """The shape before the words of a status, so that colour never carries it alone."""
    return TAG_SIGNS.get(kind, "○")


def verdict_kind(verdict: Verdict) -> str:
    """The kind of tag that shows how a reconciliation ended."""
    return _VERDICTS[verdict]


def measured(figure: Figure) -> tuple[str, Figure]:
    """What a figure measures, and the figure, in words that fit its sign."""
    return worded(figure.measure, figure)


def plain_text(pieces: object, resolve: Callable[[Any], Any] | None = None) -> str:
    """A rich text without markup, for titles, descriptions and copied citations."""
    if isinstance(pieces, str):
        return pieces
    if not isinstance(pieces, tuple):
        return ""
    words = []
    for shown in fitted(pieces, resolve or (lambda _: None)):
        if isinstance(shown, str):
            words.append(shown)
        elif isinstance(shown, Figure | PastFigure | Link | Clock):
            words.append(shown.text)
    return "".join(words)


_SUM = re.compile(r"sum\((\w+)\)")
_NAMES = re.compile(r"([A-Za-z]\w*)")
_SIGNS = str.maketrans({"+": "＋", "-": "−", "*": "×", "/": "÷"})


def formula_pieces(
    formula: Formula, figure_of: Callable[[str], Figure | None], breakdown_of: Callable[[str], Breakdown | None]
) -> list[tuple[str, str]]:
    """A formula in words, in pieces, each with the id of the figure that it names: sum(GB01) → GB01各项之和（…、…）.

    An id becomes what its figure is about and its number; where nothing is known of it, it stays.
    """
    pieces: list[tuple[str, str]] = []

    def name(figure: Figure) -> str:
        measure, shown = measured(figure)
        label = measure if figure.subject in measure else joined(figure.subject, measure)
        return f"{label} {shown.text}"

    for at, text in enumerate(_SUM.split(formula.text)):
        split = breakdown_of(text) if at % 2 else None
        if split is not None:
            parts = list(filter(None, map(figure_of, split.parts)))
            pieces.append((f"{quoted(split.title)}各项之和（", ""))
            for number, part in enumerate(parts):
                pieces += [("、", "")] * bool(number) + [(name(part), part.id)]
            pieces.append(("）", ""))
        elif at % 2:
            pieces.append((f"{text}各项之和", ""))
        else:
            for word in _NAMES.split(text):
                figure = figure_of(word)
                if figure:
                    pieces.append((name(figure), word))
                elif word.strip():
                    pieces.append((f" {word.strip().translate(_SIGNS)} ", ""))
    return pieces


# --- kinds of cells ------------------------------------------------------------------------------

_KINDS: Mapping[type, str] = {
    str: "text",
    Figure: "figure",
    FigureRef: "reference",
    Missing: "missing",
    Link: "link",
    Tag: "tag",
    Clock: "clock",
    PastFigure: "past",
    Amount: "amount",
    type(None): "empty",
}


def kind_of(cell: object) -> str:
    """What a cell or a piece of text is: text, figure, reference, past, missing, link, tag, clock, amount, links, rich or empty."""
    kind = _KINDS.get(type(cell))
    if kind:
        return kind if cell != "" else "empty"
    if isinstance(cell, tuple) and cell:
        return "links" if all(type(piece) is Link for piece in cell) else "rich"
    return "empty" if cell == () else "text"


# --- numbers in pieces ---------------------------------------------------------------------------


class Piece(NamedTuple):
    """A part of a printed number; *kind* says where it stands.

    `digits` · `before` (超, 约) · `approx` (余, 多, 以上: hangs in its slot) · `unit` · `spoken` (only read aloud) · `whole`.
    """

    kind: str
    text: str


Pieces = tuple[Piece, ...]

_BEFORE_DIGITS = "|".join(sorted(set(QUALIFIERS) - BEHIND - VAGUE, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"(?P<before>(?:首次|首度)?(?:最高达|达到|{_BEFORE_DIGITS})?)"
    r"(?P<digits>−?\d[\d,]*(?:\.\d+)?)"
    r"(?P<inner>余|多)?(?P<magnitude>[百千万]?亿|万|千|百)?(?P<approx>余|多)?"
    r"(?P<unit>[^\d余多]{0,4}?)(?P<above>以上|以下|以内|左右|上下|起)?"
)
_SILENT = {"达", "达到", "最高", "最高达"}  # words that say nothing about precision; kept for those who listen


def _written(text: str) -> re.Match[str] | None:
    return _WRITTEN.fullmatch(text.strip())


def large_pieces(figure: Figure) -> Pieces:
    """The wording of a figure for large type: digits apart from the words around them; joined they are the wording."""
    return _large_pieces(figure.text, figure.unit == "元")


@lru_cache(_MOST_WORDINGS)
def _large_pieces(wording: str, money: bool) -> Pieces:  # noqa: FBT001
    match = _written(wording)
    if not match:
        return (Piece("whole", wording),)
    before = match["before"] or ""
    # 209.53 万元 is one unit; 2万余 人次 is one number, and its 万 must not look smaller than its 2.
    counted = "unit" if money else "digits"
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", match["digits"]),
        *(Piece(counted, match[name] or "") for name in ("inner", "magnitude", "approx")),
        *(Piece("unit", match[name] or "") for name in ("unit", "above")),
    )
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].kind == piece.kind:
            merged[-1] = Piece(piece.kind, merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def ledger_pieces(figure: Figure, scale: str) -> Pieces:
    """A figure for a ledger column whose money is in *scale*.

    Joined, the pieces are the figure's wording, wherever it is written in that scale; its 万 and 元 are then only spoken.
    Money that is written in another scale is converted exactly. Other units stay visible beside the digits.
    """
    match = _written(figure.text)
    money = figure.unit == "元"
    if money and scale in SCALES:
        if not match or (match["magnitude"] or "") + "元" != scale or match["unit"] not in {"元", ""}:
            return _converted(figure, scale)
        return _in_order(match, magnitude="spoken", unit="spoken")
    if not match:
        return (Piece("whole", figure.text),)
    return _in_order(match, magnitude="digits", unit="unit")


def _in_order(match: re.Match[str], *, magnitude: str, unit: str) -> Pieces:
    before = match["before"] or ""
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", match["digits"]),
        Piece("approx", match["inner"] or ""),
        Piece(magnitude, match["magnitude"] or ""),
        Piece("approx", match["approx"] or ""),
        Piece(unit, match["unit"] or ""),
        Piece("approx", match["above"] or ""),
    )
    return tuple(piece for piece in pieces if piece.text)


def _converted(figure: Figure, scale: str) -> Pieces:
    sign = BOUND_WORDS[figure.bound] if figure.qualifier in VAGUE else figure.qualifier or ""
    written = _written(figure.text)
    before = written["before"] if written else "" if sign in BEHIND else sign
    after = sign if sign in BEHIND else ""
    pieces = (
        Piece("spoken" if before in _SILENT else "before", before),
        Piece("digits", grouped(figure.printed / SCALES[scale])),
        Piece("approx", after),
        Piece("spoken", scale),
    )
    return tuple(piece for piece in pieces if piece.text)


def amount_pieces(amount: Amount, scale: str) -> Pieces:
    """An amount for a ledger column: money with two decimals in *scale*, rounded half up; other units as they are.

    Without a scale, what stands in a cell of a table is written to its last digit.
    """
    about = (Piece("before", "约"),) if amount.approximate else ()
    if amount.unit == "元" and scale in SCALES:
        return (*about, Piece("digits", _fixed(amount.value / SCALES[scale])), Piece("spoken", scale))
    if amount.unit == "元" and amount.where:  # a cell of the books is written to the 分
        return (*about, Piece("digits", _fixed(amount.value)), Piece("unit", "元"))
    if amount.where is None and (amount.unit in {"元", "%"} or amount.unit.startswith("元/")):
        return (*about, Piece("digits", quantity_text(amount.value, amount.unit)))
    return (*about, Piece("digits", grouped(amount.value)), Piece("unit", amount.unit))


def way_back(amount: Amount | Mark) -> str:
    """The cell that an amount was read from, for those who follow it: gaoxin/balance_sheet/2023.csv 第 20 行; none if computed.

    Keeps the paths of the machine that builds out of the output.
    """
    if amount.where is None:
        return ""
    return str(told_place(amount.where))


def _fixed(value: Decimal) -> str:
    rounded = round_half_up(value, 2)
    whole, _, fraction = format(abs(rounded), "f").partition(".")
    return ("−" if rounded < 0 else "") + f"{int(whole):,}.{fraction}"


_LARGE_MONEY = (("亿元", Decimal(100_000_000)), ("万元", Decimal(10_000)))


def brief_pieces(value: Figure | Amount) -> Pieces:
    """A number for large type and short lines: exact money in 万元 or 亿元 with two decimals at most, half up.

    What its source approximates stays in the source's words; what the site computes is rounded within its bound already.
    """
    exact = value.in_yuan and not value.formula if isinstance(value, Figure) else value.unit == "元"
    if exact:
        for unit, factor in _LARGE_MONEY:
            if abs(value.value) >= factor:
                return (Piece("digits", grouped(round_half_up(value.value / factor, 2))), Piece("unit", unit))
        return (Piece("digits", grouped(value.value)), Piece("unit", "元"))
    if isinstance(value, Figure):
        return large_pieces(value)
    return (Piece("digits", grouped(value.value)), Piece("unit", value.unit))


def brief_length(value: Figure | Amount) -> int:
    """How many characters of large type a number takes."""
    return sum(len(piece.text) for piece in brief_pieces(value) if piece.kind != "spoken")


def first_call(pieces: object) -> str:
    """The address that dials the first telephone number of a text."""
    links = (piece for piece in pieces if isinstance(piece, Link)) if isinstance(pieces, tuple) else ()
    return next((link.path for link in links if link.path.startswith("tel:")), "")


# --- tables --------------------------------------------------------------------------------------


class SetCell(NamedTuple):
    """A cell ready to be printed: its kind, its value and, in a column of numbers, its pieces and what follows them."""

    kind: str
    value: Cell
    pieces: Pieces = ()
    pad: str = ""  # invisible digits that bring the decimal point into line
    hangs: bool = False  # an approximation word already stands in the slot
    speaks: bool = False  # says itself what it is: on a phone the label of its column would say it twice

    @property
    def void(self) -> bool:
        """Whether there is nothing in it that a phone should show."""
        return self.kind == "empty" or self.value == "—"


class SetColumn(NamedTuple):
    """A column with the room that its numbers need: *slot* for 余 (characters), *unit* for units, *marks* for 出处标."""

    label: str
    numeric: bool
    priority: int
    lead: bool
    slot: int = 0
    unit: int = 0
    marks: bool = False


class SetRow(NamedTuple):
    """A row with its cells set."""

    row: TableRow
    cells: tuple[SetCell, ...]


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table ready to be printed; *step* is the width, in em, below which its rows become blocks."""

    columns: tuple[SetColumn, ...]
    rows: tuple[SetRow, ...]
    step: int
    scrolls: bool
    inferred: bool
    signs: tuple[Missing, ...] = field(default=())


def set_table(table: Table) -> SetTable:
    """Measure a table once: which number needs how much room, so that every column lines up on its decimal point."""
    rows = tuple(table.rows)
    grid = [
        [_set_cell(cell, column, table.scale) for cell, column in zip(row.cells, table.columns, strict=True)]
        for row in rows
    ]
    numeric = [at for at, column in enumerate(table.columns) if at and column.numeric]
    named = (at for at, column in enumerate(table.columns) if at and column.lead)
    lead = next(named, numeric[0] if numeric else None)
    columns = []
    for at, column in enumerate(table.columns):
        cells = [line[at] for line in grid]
        if not column.numeric:
            columns.append(SetColumn(column.label, False, column.priority, at == lead))
            continue
        decimals = max((_decimals(cell) for cell in cells), default=0)
        for number, cell in enumerate(cells):
            if cell.pieces and (pad := _pad(_decimals(cell), decimals)):
                grid[number][at] = SetCell(cell.kind, cell.value, cell.pieces, pad, cell.hangs)
        columns.append(
            SetColumn(
                column.label,
                True,
                column.priority,
                at == lead,
                slot=min(2, _longest(cells, "approx")),
                unit=min(4, _longest(cells, "unit")),
                marks=any(cell.kind == "figure" for cell in cells),
            )
        )
    used = {cell.value for line in grid for cell in line if isinstance(cell.value, Missing)}
    return SetTable(
        tuple(columns),
        tuple(SetRow(row, tuple(line)) for row, line in zip(rows, grid, strict=True)),
        step=_step(columns, grid),
        scrolls=len(table.columns) > SCROLL_ABOVE,
        inferred=any(
            isinstance(cell.value, Figure) and cell.value.status == FigureStatus.INFERRED
            for line in grid
            for cell in line
        ),
        signs=tuple(missing for missing in Missing if missing in used),
    )


def _set_cell(cell: Cell, column: TableColumn, scale: str) -> SetCell:
    kind = kind_of(cell)
    if not column.numeric:
        return SetCell(kind, cell, speaks=_speaks(cell, column.label))
    pieces: Pieces = ()
    if isinstance(cell, Figure):
        pieces = ledger_pieces(cell, scale)
    elif isinstance(cell, Amount):
        pieces = amount_pieces(cell, scale)
    return SetCell(kind, cell, pieces, hangs=any(piece.kind == "approx" for piece in pieces))


def _speaks(cell: Cell, label: str) -> bool:
    """Whether a cell needs no label: a status, or words that begin with the label or are the same."""
    if isinstance(cell, Tag) or (isinstance(cell, Clock) and bool(cell.tag)):
        return True
    words = cell.text if isinstance(cell, Link) else plain_text(cell)
    return bool(words) and (words.startswith(label) or label in {"", words})


def _decimals(cell: SetCell) -> int:
    digits = next((piece.text for piece in cell.pieces if piece.kind == "digits"), "")
    return len(digits.partition(".")[2]) if digits.replace(",", "").replace("−", "").replace(".", "").isdigit() else 0


def _pad(decimals: int, wanted: int) -> str:
    if decimals >= wanted:
        return ""
    return "0" * (wanted - decimals) if decimals else "." + "0" * wanted


def _longest(cells: Iterable[SetCell], kind: str) -> int:
    return max((sum(len(piece.text) for piece in cell.pieces if piece.kind == kind) for cell in cells), default=0)


def _step(columns: list[SetColumn], grid: list[list[SetCell]]) -> int:
    """The first step with room for every column; very many columns may be moved sideways instead."""
    least = max((step for more, step in LEAST_STEP.items() if len(columns) > more), default=0)
    if len(columns) > SCROLL_ABOVE:
        return least
    gaps = len(columns) - 1  # of 1 em, and room for a † behind the last number
    room = sum(_column_room(column, [line[at] for line in grid], at) for at, column in enumerate(columns)) + gaps + 0.9
    return next((step for step in STEPS if step >= max(room, least)), STEPS[-1])


def _column_room(column: SetColumn, cells: list[SetCell], at: int) -> float:
    """How much a column needs, in em, to be read with ease: its head in few lines, no number or status broken."""
    head = min(ems(column.label), 5) * SMALL + (1.6 if column.marks else 0)
    return max(head, 3.5 if at else 7, max((_cell_room(cell, column) for cell in cells), default=0))


def _cell_room(cell: SetCell, column: SetColumn) -> float:
    if not cell.pieces:
        return _words_room(cell.value)
    room = 1.6 if column.marks else 0.0
    for piece in cell.pieces:
        if piece.kind == "whole":
            room += min(8, ems(piece.text)) * SMALL
        elif piece.kind in {"digits", "before"}:
            room += ems(piece.text)
    return room + ems(cell.pad) + (column.slot + 0.1 if column.slot else 0) + (column.unit + 0.35 if column.unit else 0)


def _words_room(value: Cell) -> float:
    """Six characters of a text, and whatever in it does not break: a number, a date, a status."""
    if isinstance(value, Tag) or (isinstance(value, Clock) and value.tag):
        return (ems(value.text) + 2.5) * SMALL
    if isinstance(value, Figure):
        return ems(value.as_written) + 1.6
    if isinstance(value, Amount):
        return ems("".join(piece.text for piece in amount_pieces(value, "")))
    if isinstance(value, Missing):
        return ems(missing_sign(value))
    return _room_of(value.text if isinstance(value, Link | Clock) else plain_text(value))


@lru_cache(_MOST_WORDINGS)
def _room_of(words: str) -> float:
    return max(min(ems(words), 6), max(map(ems, re.findall(r"[!-~]+", words)), default=0))


# --- parts of a page -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Band:
    """A block and the notes that stand beside it."""

    block: Block
    notes: tuple[Note, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether the block needs the full width, so that its notes go below it."""
        return isinstance(self.block, TableBlock) and len(self.block.table.columns) > BESIDE_UP_TO


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two hairlines: a heading if there is one, and its bands; *level* is that of titles inside."""

    heading: Heading | None
    bands: tuple[Band, ...]
    level: int

    @property
    def folded(self) -> bool:
        """Whether readers open it."""
        return self.heading is not None and self.heading.folded

    @property
    def wide(self) -> bool:
        """Whether it needs the full width: it holds a table of many columns or a statement."""
        return any(band.wide or isinstance(band.block, HomeAnswer) for band in self.bands)


_TITLED = {
    "answers",
    "briefs",
    "cards",
    "gallery",
    "payments",
    "trust",
    "figures",
    "facts",
    "entries",
    "reconciliations",
    "links",
    "stages",
    "tally",
}
_APART = {"explorer", "undisclosed", "downloads", "files", "register", "statement"}
_SET_APART = {"moved"}  # drawn below the head of the page
_BESIDE, _BELOW = 2, 3  # levels of titles: as high as a heading, and what stands below one


def parts_of(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Group the blocks of a page into parts, and give each note the block that it follows.

    Blocks of one sort that have titles and follow a heading stand below it, in parts of their own.
    """
    parts: list[tuple[Heading | None, list[tuple[Block, list[Note]]], bool, int]] = []
    for block in blocks:
        kind = block.block
        if kind in _SET_APART:
            continue
        if isinstance(block, Heading):
            parts.append((block, [], False, _BELOW))
            continue
        current = parts[-1] if parts else None
        if isinstance(block, Note) and current and current[1]:
            current[1][-1][1].append(block)
            continue
        titled = kind in _TITLED and bool(getattr(block, "title", "")) and not getattr(block, "folded", False)
        titled = titled or (kind == "index" and bool(getattr(block, "key", "")))
        opens = (
            current is None
            or kind in _APART
            or current[2]
            or (bool(current[1]) and (titled or (kind == "chart" and (current[0] is None or current[0].folded))))
        )
        if opens:
            below = titled and current is not None and current[3] == _BELOW and _begins_with(current[1], kind)
            parts.append((None, [(block, [])], kind in _APART or titled, _BELOW if below else _BESIDE))
        elif current is not None:
            current[1].append((block, []))
    return tuple(
        Part(heading, tuple(Band(block, tuple(notes)) for block, notes in bands), level)
        for heading, bands, _, level in parts
    )


def _begins_with(bands: Sequence[tuple[Block, list[Note]]], kind: str) -> bool:
    """Whether the first block has a title and is of this sort."""
    return bool(bands) and bands[0][0].block == kind and bool(getattr(bands[0][0], "title", ""))


# What templates may use beside Jinja's own filters, by their names here.
FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        amount_pieces,
        brief_length,
        brief_pieces,
        first_call,
        grouped,
        han_date,
        inner,
        kind_of,
        large_pieces,
        lengthy,
        level_name,
        missing_sign,
        missing_words,
        parts_of,
        plain_text,
        set_table,
        tag_sign,
        measured,
        verdict_kind,
        way_back,
        worded,
        year_label,
    )
}
