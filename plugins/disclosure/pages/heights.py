"""How tall blocks stand on a phone, estimated: CSS px in a window 360 px wide with standard type (`theme/css`).

`tests/browser/test_length.py` measures real pages against the limits that `length` keeps with these.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import (
    OPEN_TABLES,
    Amount,
    Block,
    Brief,
    Briefs,
    BulkRows,
    Card,
    Cards,
    Cell,
    Chart,
    ChartBlock,
    Clock,
    Correction,
    Corrections,
    Downloads,
    Entries,
    Entry,
    Facets,
    Facts,
    Figure,
    FigureList,
    FigureRef,
    Gallery,
    GiftAnswers,
    Heading,
    HomeAnswer,
    Html,
    Index,
    Link,
    Links,
    Moved,
    Note,
    OfferedTables,
    Pager,
    PastFigure,
    ProjectOutcome,
    Prose,
    Reconciliation,
    Reconciliations,
    Register,
    RowsFile,
    Stages,
    Table,
    TableBlock,
    TableRow,
    Tag,
    Tally,
    Undisclosed,
)

PICTURE = 320  # px of a picture with its caption
FOLD = 62  # px of a part that is folded, its title on one line
# Form → px without its marks, px a mark (of columns: a scale). `steps`, `flow` and `lines` have room for any number.
_CHARTS = {
    "bars": (300, 58),
    "bullet": (300, 54),
    "columns": (280, 270),
    "flow": (850, 0),
    "lines": (530, 0),
    "panels": (300, 64),
    "stack": (350, 40),
    "steps": (530, 0),
    "strip": (180, 92),
}
_LISTED_MARKS = (330, 70)
OPEN_NOTES = 2  # below a chart; the others are folded
TEXT, META = (18, 30), (21, 24)  # characters a line, px a line


def _words(cell: object) -> str:  # noqa: PLR0911  (one case a kind)
    """The words of a cell or a text, as far as their length needs them."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Figure):
        return f"{cell.text}　"
    if isinstance(cell, FigureRef):
        return "00.00万元　"
    if isinstance(cell, Link | Clock | Tag | PastFigure):
        return cell.text
    if isinstance(cell, Amount):
        return f"{cell.value:,}{cell.unit}"
    if isinstance(cell, tuple):
        return "".join(map(_words, cell))
    return "" if cell is None else "[未]"


def text_height(cell: object, form: tuple[int, int] = TEXT) -> int:
    """px of a text that fills its lines."""
    words = _words(cell)
    narrow = len(words.encode("latin-1", "ignore"))
    return shares(10 * len(words) - 4 * narrow, form[0] * 10) * form[1]


def shares(whole: int, most: int) -> int:
    """How many parts of at most *most* a whole makes."""
    return -(-whole // most)


def _facts(items: Iterable[tuple[str, Cell]]) -> int:
    """px of short facts that follow one another on a line."""
    return text_height("".join(f"{label}　{_words(cell)}　" for label, cell in items), META)


def entry_height(entry: Entry) -> int:
    """px of an entry of a list of records."""
    figures = sum(text_height(f"{figure.measure}{figure.text}　", (18, 31)) for figure in entry.figures)
    return (
        34
        + text_height(entry.title, (15, 32))
        + (10 if entry.link else 0)
        + text_height(entry.text)
        + text_height(entry.meta, META)
        + figures
        + _facts(entry.facts)
        + (text_height(f"出处：{entry.place or '某某某某某某某某某某某'}", META) if entry.source else 0)
    )


def figure_height(figure: Figure) -> int:
    """px of an entry of the register."""
    total = 205 + text_height(f"{figure.subject}{figure.measure}", (11, 30))
    total += text_height(figure.sentence, META) + text_height(figure.note, META) + text_height(figure.place, META)
    return total + (META[1] * (1 + len(figure.formula.inputs)) if figure.formula else 0)


def check_height(check: Reconciliation) -> int:
    """px of a check with both its sides."""
    sides = sum(text_height((*side.label, f"　{side.text}"), (16, 31)) + 16 for side in (check.left, check.right))
    formulas = sum(110 for side in (check.left, check.right) if side.unsaid_formula and side.text)
    return (
        215
        + text_height(check.title, (13, 32))
        + sides
        + formulas
        + text_height(check.note)
        + (48 if check.difference_text else 0)
    )


def card_height(card: Card) -> int:
    """px of a project in a list; its picture or its number stands beside the words, which are narrower there."""
    known: dict[str, int] = vars(card)  # the same card stands in many lists: worked out once, kept beside its fields
    if "height" not in known:
        known["height"] = _card_height(card)
    return known["height"]


def _card_height(card: Card) -> int:
    wide = 13 if card.picture or card.result else 20
    said = "".join(f"{label}{_words(value)}　" for label, value in card.money)
    if card.result and card.picture:
        said += f"{card.result[0]}{_words(card.result[1])}　"
    state = f"{card.status}{_words(card.next)}"
    if card.picture and card.picture.drawn:
        state += "　示意图，不是照片"
    total = 34 + text_height(card.title, (wide, 27)) + text_height(card.text, (wide, 27))
    return total + text_height(said, (wide, 27)) + text_height(state, (wide + 2, 26)) + 90 * len(card.items)


def chart_height(chart: Chart) -> int:
    """px of a picture with its title, notes, source and ways on; where nothing is drawn, of the list of its marks."""
    head, part = _CHARTS.get(chart.form, _LISTED_MARKS)
    parts = len({mark.panel for mark in chart.marks}) if chart.form == "columns" else len(chart.marks)
    if chart.refused:
        head, part, parts = *_LISTED_MARKS, len(chart.marks)
    notes = sum(text_height(note, META) for note in chart.notes[:OPEN_NOTES])
    return head + part * parts + notes + (META[1] * 2 if len(chart.notes) > OPEN_NOTES else 0)


def _brief_check(check: Reconciliation) -> int:
    sides = (*check.left.brief_label, *check.right.brief_label, check.difference_text, "左边是，右边是：")
    words = (*(sides if check.difference_text else ()), *check.note)
    return 26 + text_height(f"{check.title}{check.verdict.value}　　", (18, 30)) + text_height(words, META)


def row_height(row: TableRow, table: Table) -> int:
    """px of a row set as a card, or as a line where it has two cells."""
    head, *rest = row.cells
    if len(row.cells) <= 2:  # noqa: PLR2004  (a name and its value)
        return 20 + max(text_height(head, (11, 27)), text_height(rest, (9, 27)) if rest else 0)
    words = "".join(
        f"{column.label}：{_words(cell)}　"
        for column, cell in zip(table.columns[1:], rest, strict=True)
        if cell not in {"", "—"}
    )
    return 24 + text_height(head, (13, 30)) + text_height(words, (19, 27))


def _table_height(table: Table) -> int:
    if table.folded or isinstance(table.rows, BulkRows):
        return FOLD
    notes = sum(text_height(note, META) + 6 for note in table.notes)
    return 110 + sum(row_height(row, table) for row in table.rows) + notes


def _checks_height(block: Reconciliations) -> int:
    if not block.compact:
        return 60 + sum(map(check_height, block.items))
    return 60 + sum(map(_brief_check, block.shown)) + FOLD * (bool(block.folded) + bool(block.agreeing))


def _line_height(line: Brief) -> int:
    return 26 + text_height(line.link.text, (12, 30)) + text_height(line.words, META)


def _correction_height(entry: Correction) -> int:
    words = text_height(entry.title, (15, 32)) + text_height((*entry.old, *entry.new))
    return 190 + words + 50 * len(entry.facts)


def height(block: Block) -> int:  # noqa: C901, PLR0911, PLR0912  (one case a block)
    """px of a block as it first stands there: what is folded counts as its title."""
    match block:
        case Heading():
            return 100
        case Prose(paragraphs):
            return sum(text_height(text) + 18 for text in paragraphs)
        case Note(text=text):
            return 24 + text_height(text, META)
        case FigureList(figures=figures, compact=compact):
            least = 78 if compact else 110
            return 60 + sum(least + text_height(figure.note, META) for figure in figures)
        case Facts(items=items):
            return 60 + sum(max(46, 16 + text_height(cell, (10, 30))) for _, cell in items)
        case ChartBlock(chart):
            return chart_height(chart)
        case TableBlock(table):
            return _table_height(table)
        case Entries(entries=entries, open=shown):
            rest = FOLD if shown is not None and shown < len(entries) else 0
            return 60 + sum(map(entry_height, entries[:shown])) + rest
        case Reconciliations():
            return _checks_height(block)
        case Register(figures=figures):
            return sum(map(figure_height, figures))
        case Briefs(lines=lines):
            return 60 + sum(map(_line_height, lines))
        case Cards(cards=cards):
            return 60 + sum(map(card_height, cards))
        case Corrections(entries=corrections):
            return sum(map(_correction_height, corrections))
        case Links(folded=True):
            return FOLD
        case Links(links=links):
            return 60 + sum(48 + (text_height(words, META) if words else 0) for _, words in links)
        case Index(lines=lines, key=key):
            return 60 + 46 * (len(lines) if key else shares(len(lines), 2))
        case Undisclosed(items=gaps):
            return 80 + sum(16 + text_height(gap.label) for gap in gaps)
        case HomeAnswer(items=items, checks=sentences):
            notes = sum(27 + text_height(figure.note, META) for figure in block.figures)
            return 250 + 120 * len(items) + notes + 70 * len(sentences)
        case ProjectOutcome(picture=picture):
            return 230 + (PICTURE if picture else 0)
        case Gallery(pictures=pictures):
            return 60 + PICTURE * len(pictures)
        case Stages(stages=stages, note=note):
            return 100 + 45 * len(stages) + text_height(note, META)
        case Facets(facets=facets):
            return 20 + 54 * shares(len(facets), 2)
        case Tally(counts=counts):
            return 130 + 46 * shares(len(counts), 2)
        case OfferedTables(tables=tables):
            return 160 + 100 * min(OPEN_TABLES, len(tables)) + (FOLD if len(tables) > OPEN_TABLES else 0)
        case Downloads(files=files):
            return 80 + 74 * len(files)
        case GiftAnswers():
            return 90 + FOLD  # all of them folded together
        case Html(html=html):
            return len(html)
        case Moved():
            return 0
        case Pager():
            return 110
        case RowsFile():
            return 60
        case _:
            return 160
