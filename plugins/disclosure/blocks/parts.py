"""Building blocks of pages that several kinds share: lists of figures, of records, of checks, and of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import (
    Amount,
    Block,
    Cell,
    Disclosure,
    Entries,
    Entry,
    Figure,
    FigureList,
    FigureRef,
    Kind,
    Link,
    Page,
    Reconciliation,
    Reconciliations,
    RichText,
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Undisclosed,
    rich,
)
from ..reading import Missing

HOME = Link("首页", "")

# Columns that every list shows elsewhere, or that only staff need.
_UNLISTED = {"id", "name", "source", "place", "note", "summary", "year", "category_basis"}


def sentence(*pieces: str | Figure | FigureRef | Link) -> RichText:
    """A rich text from its pieces."""
    return tuple(pieces)


def resolve(disclosure: Disclosure, text: RichText) -> RichText:
    """The same text with every reference replaced by its figure."""
    return tuple(disclosure.figures[one.id] if isinstance(one, FigureRef) else one for one in text)


def stated(figures: Sequence[Figure], limit: int = 3) -> RichText:
    """“报告写明：支出5万元，受益15000余人。” from the most telling figures, or nothing where there are none."""
    pieces: list[str | Figure] = []
    for one in _first_of_each(figures)[:limit]:
        pieces += ["，" if pieces else "报告写明：", one.measure, one]
    return (*pieces, "。") if pieces else ()


def _first_of_each(figures: Sequence[Figure]) -> list[Figure]:
    """The most telling reported figures: every amount of money, and each other measure once."""
    found: dict[str, Figure] = {}
    for one in sorted((one for one in figures if not one.formula), key=_telling):
        found.setdefault(one.id if one.unit == "元" else one.measure, one)
    return list(found.values())


_TELLING = ("支出", "筹集", "募集", "捐赠", "受益")


def _telling(figure: Figure) -> int:
    return next((place for place, word in enumerate(_TELLING) if word in figure.measure), len(_TELLING))


# Beyond so many figures a list sets them small, one line each.
_COMPACT_ABOVE = 4


def figure_list(title: str, figures: Iterable[Figure], *, id: str = "") -> tuple[FigureList, ...]:  # noqa: A002
    """A list of figures, or no block where there is none."""
    found = tuple(dict.fromkeys(figures))
    return (FigureList(title, found, len(found) > _COMPACT_ABOVE, id),) if found else ()


# From so many subjects on, figures of the same measures are read better as a table than as a list.
_PIVOT_FROM = 3


def by_subject(title: str, figures: Sequence[Figure], table_id: str) -> tuple[Block, ...]:
    """Figures as a table subject × measure where they share measures; the others as a list."""
    subjects: dict[str, dict[str, Figure]] = {}
    for one in figures:
        cells = subjects.setdefault(one.subject, {})
        if not one.formula and one.measure not in cells:
            cells[one.measure] = one
    counts = {
        measure: sum(measure in cells for cells in subjects.values()) for measure in {one.measure for one in figures}
    }
    measures = [measure for measure in dict.fromkeys(one.measure for one in figures) if counts[measure] >= _PIVOT_FROM]
    rows = [(subject, cells) for subject, cells in subjects.items() if any(one in cells for one in measures)]
    if len(measures) < 2:  # noqa: PLR2004  (one measure needs no second column)
        return figure_list(title, figures, id=table_id)
    shown = {cells[one].id for _, cells in rows for one in measures if one in cells}
    table = Table(
        table_id,
        title,
        (TableColumn("事项"), *(TableColumn(one) for one in measures)),
        tuple(TableRow((subject, *(cells.get(one, "") for one in measures))) for subject, cells in rows),
        notes=(("单位不同的数不能相加。",),),
    )
    return (TableBlock(table), *figure_list("其他数字", [one for one in figures if one.id not in shown]))


def concerning(disclosure: Disclosure, figures: Iterable[Figure]) -> tuple[Reconciliation, ...]:
    """The checks in which any of *figures* takes part."""
    ids = {one.id for one in figures}
    return tuple(one for one in disclosure.reconciliations if ids.intersection(inputs_of(one)))


def inputs_of(check: Reconciliation) -> tuple[str, ...]:
    """Every figure that takes part in a check, by formula or in its words."""
    named = [
        piece.id
        for text in (check.left.label, check.right.label)
        for piece in text
        if isinstance(piece, FigureRef | Figure)
    ]
    return (*check.left.inputs, *check.right.inputs, *named)


def checks(
    title: str, items: Sequence[Reconciliation], *, compact: bool = False, more: Link | None = None
) -> tuple[Block, ...]:
    """A block of checks, or nothing."""
    return (Reconciliations(title, tuple(items), compact, more, id="checks"),) if items else ()


def undisclosed(items: Iterable[str | RichText]) -> tuple[Block, ...]:
    """没公开的, or nothing where everything expected is there."""
    texts = tuple(rich(one) if isinstance(one, str) else one for one in items)
    return (Undisclosed(texts),) if texts else ()


def expectations(disclosure: Disclosure, kind: Kind, year: int) -> list[str]:
    """Labels of what this kind expects and the data does not have."""
    return [one.label for one in kind.expects if not one.published(disclosure, year)]


def measured(disclosure: Disclosure, year: int, *words: str) -> bool:
    """Whether some figure of the year has one of *words* in its measure."""
    return any(one.year == year and any(word in one.measure for word in words) for one in disclosure.figures.values())


def filled(disclosure: Disclosure, kind: str, *columns: str) -> bool:
    """Whether some record of *kind* has a value in one of *columns*."""
    return any(row.get(name) is not None for row in disclosure.records.get(kind, ()) for name in columns)


# --- cells of records -------


def yuan(row: Row, name: str) -> Cell:
    """The money in a cell of a record, with the way back to it, or why there is none."""
    return amount(row, name, "元")


def amount(row: Row, name: str, unit: str) -> Cell:
    """The number in a cell of a record, with the way back to it, or why there is none."""
    value = row[name]
    return row.missing(name) if value is None else Amount(value, unit, where=row.where)


def words(row: Row, name: str) -> Cell:
    """The words or the date in a cell of a record, or why there are none."""
    value = row[name]
    return row.missing(name) if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


def told(disclosure: Disclosure, row: Row, name: str) -> Cell:
    """A text in a cell of a record with its figures, or why there is none."""
    value = row[name]
    return row.missing(name) if value is None else resolve(disclosure, rich(str(value)))


def named(disclosure: Disclosure, kind: str, row: Row, name: str) -> Cell:
    """The record that a cell names, as a link to its page."""
    value = row[name]
    if value is None:
        return row.missing(name)
    return disclosure.link(kind, value) or str(value)


def origin(disclosure: Disclosure, rows: Sequence[Row]) -> RichText:
    """From which rows of which table, and from which documents, the numbers above were taken."""
    files: dict[str, list[int]] = {}
    for row in rows:
        files.setdefault(row.where.file.rpartition("/")[2], []).append(row.where.row or 0)
    tables = "、".join(f"{file} 第{spans(numbers)}行" for file, numbers in files.items())
    ids = dict.fromkeys(str(row["source"]) for row in rows if row.get("source"))
    documents = "".join(f"《{disclosure.sources[one].title}》" for one in ids if one in disclosure.sources)
    return ("数字取自", Link("数据表", "data/"), f"{tables}" + (f"；来源：{documents}。" if documents else "。"))


def spans(numbers: Sequence[int]) -> str:
    """2, 3, 4, 7 → 2—4、7."""
    pieces: list[list[int]] = []
    for number in sorted(set(numbers)):
        if pieces and number == pieces[-1][-1] + 1:
            pieces[-1].append(number)
        else:
            pieces.append([number])
    return "、".join(str(one[0]) if len(one) == 1 else f"{one[0]}—{one[-1]}" for one in pieces)


# --- records -------------------------------------------------------------------------------------


def cell(disclosure: Disclosure, kind: Kind, row: Row, name: str) -> Cell:
    """The cell of a record as readers see it: links for records, figures for references, a reason where it is missing."""
    value = row[name]
    if value is None:
        return row.missing(name)
    target = kind.record.column(name).refers_to
    if target and target in disclosure.kinds:
        ids = value if isinstance(value, tuple) else (value,)
        return tuple(link for link in (disclosure.link(target, record_id) for record_id in ids) if link)
    if isinstance(value, tuple):
        return "、".join(value)
    if str(value).startswith(("https://", "http://")):
        return Link(str(value), str(value))
    return resolve(disclosure, rich(str(value)))


def facts(disclosure: Disclosure, kind: Kind, row: Row, *, missing: bool) -> tuple[tuple[str, Cell], ...]:
    """Label → value of the columns of a record that its entry does not show elsewhere."""
    return tuple(
        (one.label, cell(disclosure, kind, row, one.name))
        for one in kind.record.columns
        if one.name not in _UNLISTED and one.public and (missing or row[one.name] is not None)
    )


def entry(disclosure: Disclosure, kind: Kind, row: Row, *, detail: bool = False) -> Entry:
    """One record in a list: its name, words, figures, facts and place in the source."""
    place = row.get("place")
    text = resolve(disclosure, rich(row.get("summary")))
    note = resolve(disclosure, rich(row.get("note")))
    figures: Sequence[Figure] = disclosure.of_record(kind.id, row.id)
    if detail:
        figures = _leading(figures)
    return Entry(
        title=row.name,
        link=Link(row.name, kind.place(row)) if detail else None,
        text=(*text, *(("（", *note, "）") if note and text else note)),
        figures=tuple(one for one in figures if one not in text),
        place=str(place) if place else "",
        id=row.id,
        source=row.get("source"),
        facts=() if detail else facts(disclosure, kind, row, missing=False),
    )


# A record with a page of its own shows only this many figures where it is listed.
_LEADING = 4


def _leading(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple(_first_of_each(figures)[:_LEADING])


def list_page(
    disclosure: Disclosure,
    kind: Kind,
    *,
    section: str = "accountability",
    extra: Sequence[Block] = (),
    finding: RichText = (),
    title: str = "",
    gaps: Sequence[str] = (),
) -> Page:
    """The page of a kind: its records (under *title*), the figures of its topic, its checks, and what is missing.

    *gaps* are missing, too: what the kinds that stand on this page expect.
    """
    records = disclosure.records.get(kind.id, [])
    figures = disclosure.of_topic(kind.topic) if kind.topic else []
    loose = [one for one in figures if not one.record or one.record.split("/")[0] != kind.id]
    year = disclosure.years[0] if disclosure.years else 0
    blocks: list[Block] = [*extra]
    blocks += figure_list("数字", loose)
    if records:
        blocks.append(Entries(title, tuple(entry(disclosure, kind, row) for row in records), id="list"))
    shown = [*figures, *(one for row in records for one in disclosure.of_record(kind.id, row.id))]
    blocks += checks("对得上吗", concerning(disclosure, shown))
    blocks += undisclosed(dict.fromkeys([*expectations(disclosure, kind, year), *gaps]))
    default = (
        sentence(f"报告提到的{kind.label}，本站逐条列出，共{len(records)}条。")
        if records
        else sentence(f"没有公布{kind.label}。")
    )
    return Page(
        path=kind.address,
        title=kind.label,
        finding=finding or default,
        blocks=tuple(blocks),
        section=section,
        crumbs=(HOME, *_SECTION_CRUMBS.get(section, ())),
        description=f"{disclosure.organisation.name}{kind.label}",
    )


_SECTION_CRUMBS = {
    "accountability": (Link("审计与合规", "accountability/"),),
    "projects": (Link("项目", "projects/"),),
    "finances": (Link("财务", "finances/"),),
    "donations": (Link("查捐赠", "donations/"),),
}


def section_crumbs(section: str) -> tuple[Link, ...]:
    """Where a page of this section stands."""
    return (HOME, *_SECTION_CRUMBS.get(section, ()))


def money_facts(
    figures: Sequence[Figure], wanted: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[tuple[str, Cell], ...]:
    """Label → the reported money figures whose measure has one of the words, all of them, or 未披露."""

    def cell_of(words: tuple[str, ...]) -> Cell:
        found = [
            one
            for one in figures
            if one.unit == "元" and not one.formula and any(word in one.measure for word in words)
        ]
        if len(found) < 2:  # noqa: PLR2004  (one needs no separator)
            return found[0] if found else Missing.UNDISCLOSED
        pieces: list[str | Figure] = []
        for one in found:
            pieces += ["；" if pieces else "", one]
        return tuple(pieces[1:])

    return tuple((label, cell_of(words)) for label, words in wanted)


def figures_told(items: Sequence[tuple[str, Cell]]) -> set[str]:
    """The ids of the figures that such facts show."""
    cells = (cell if isinstance(cell, tuple) else (cell,) for _, cell in items)
    return {one.id for pieces in cells for one in pieces if isinstance(one, Figure)}
