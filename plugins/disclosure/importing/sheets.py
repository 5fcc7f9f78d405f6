"""One sheet of a file → text cells under the names of ours: our own tables as they are, printed forms, and sheets of others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gift_refunds import KIND as GIFT_REFUNDS
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord
from ..kinds.governance import MemberRecord
from ..model import Kind
from ..numerals import notes
from ..privacy import DonorType
from ..problems import Problem, Where, problem
from ..reading import (
    Date,
    Lines,
    find_header,
    letter,
    plain_day,
    plain_header,
    read_form_sheet,
    read_lines,
    row_of_formats,
)
from ..rules import void_words
from .asking import SheetQuestions
from .blank_days import ask_about_blank_days
from .charges import Charges, in_the_unit_of_the_amount, table_power
from .columns import LEFT_OUT, ColumnPlan, plan_columns
from .days import read_days
from .filling import Filling
from .joint_givers import part_joint_givers, part_names
from .layouts import Layout
from .numbering import number_gifts
from .panels import side_by_side
from .proposal import ColumnUse, FillRule
from .provenance import source_of
from .readings import OrganisationTables, SheetReading
from .recipes import Recipe, find_recipe
from .recognising import below_another, of_all_accounts, other_sides
from .records import (
    DOUBTED,
    STATED,
    RecordRows,
    compare_totals,
    label_of_total,
    other_headers,
    ragged_rows,
    read_records,
)
from .refunds import ForeignRefund, GiftRows, refund_records
from .repeats import hash_of_order, without_repeats
from .sieve import Sieve
from .sifting import decide_numbers, leave_out_money, leave_out_voids, sift_gifts, sift_payments, without_amount
from .sources import SourceSheet
from .spelled import against_words, spelled_amounts
from .stock import (
    WENT_ON,
    ask_about_prices,
    ask_which_way,
    count_what_is_left,
    read_movements,
    units_beside_quantities,
)
from .titles import ask_about_later_years, ask_about_period, ask_about_titles
from .units import counted_units, currencies_over, parted_amounts, titled, units_below, units_of_rows
from .voids import VOID

_UNREADABLE_MONTH = "2000-01"  # of a gift whose day can't be read: that is told, and it is never written


# --- our own -------------------------------------------------------------------------------------


def read_ours(sheet: SourceSheet, file: str, kind: Kind, why: str) -> SheetReading:
    """A table of ours, or a printed form: read as the check would read it."""
    reading = SheetReading(sheet, kind, why)
    if kind.form and sheet.book is not None and sheet.name is not None:
        reading.raws = read_form_sheet(sheet.book, sheet.name, kind.form)
        return reading
    raw = read_lines(sheet.lines, file, sheet.name, kind.record)
    raw.problems[:0] = sheet.faults(map(int, raw.cells.index))
    reading.raws = [raw]
    header = find_header(sheet.lines, Where(file, sheet.name), kind.record)
    reading.header_rows = (header.row,)
    words = sheet.lines[header.below - 1][1] if header.below else ()
    reading.columns = tuple(
        ColumnUse(letter(place + 1), plain_header(words[place]), name, kind.record.column(name).label)
        for place, name in enumerate(header.names)
        if name
    )
    return reading


# --- sheets of others ----------------------------------------------------------------------------


def read_theirs(
    sheet: SourceSheet,
    file: str,
    layout: Layout,
    why: str,
    given: Mapping[str, str],
    tables: OrganisationTables,
    beside: SheetQuestions | None = None,
) -> tuple[SheetReading, SheetQuestions]:
    """A sheet of somebody else's making: columns, rows, gaps, names, numbers; translated into a table of ours and read as one.

    *beside* is what was asked about the table at its left, where a sheet holds several.
    """
    kind = layout.kind
    gifts = kind is DONATIONS
    titles = "\n".join(sheet.titles(file, layout.above))
    recipe = find_recipe(tables.recipes, layout.heads, titles, kind.id)
    asking = SheetQuestions(f"{sheet.number}{sheet.part}", given, recipe.answers if recipe else {}, beside)
    ask_about_titles(layout, titles, (tables.title, tables.others), asking)
    reading = SheetReading(sheet, kind, why, foreign=True, header_rows=layout.rows, recipe=recipe)
    head = Where(file, sheet.name, layout.rows[-1])
    reading.problems += [
        *side_by_side(layout, head),
        *below_another(sheet, layout, head),
        *of_all_accounts(layout, head),
        *parted_amounts(layout, head),
    ]
    if reading.problems:
        return reading, asking
    body = sheet.lines[layout.below :]
    plan = plan_columns(layout, body, recipe, asking)
    at = {place: name for name, place in plan.places.items()}
    names = [at.get(place) for place in range(len(layout.heads))]
    reading.problems += [
        *currencies_over(layout, plan, file, sheet.name),
        *row_of_formats(body, names, kind.record, Where(file, sheet.name)),
    ]
    if reading.problems:
        return reading, asking
    rows, layout, faults = _rows_of(sheet, file, layout, plan, asking)
    reading.problems += faults
    sheet.lines, body = sheet.lines[: layout.below], []  # a large sheet is not held twice
    rows.notes += [note for note in (sheet.note, recipe.note if recipe else "") if note]
    sifted = (
        _sift(rows, layout, plan, asking, recipe, tables) if gifts else _sift_others(rows, kind, plan, asking, recipe)
    )
    _days(rows, sheet, kind, asking, titles, tables.prepared_on)
    against_words(rows, layout, plan, asking)
    reading.problems += _too_early(rows, head) if gifts else []
    counted = dict(counted_units(rows, layout, plan))
    spelled_amounts(rows, layout, plan, asking)
    reading.columns, reading.notes = tuple(use for use in plan.uses if use.header or not sheet.panel), rows.notes
    if not len(rows) and any(question.open for question in asking.questions):
        return reading, asking  # no row is left before somebody has answered
    filling = Filling(layout, plan, rows, asking, tables.names, _known_types(tables) if gifts else {}, titles)
    _fill(filling, recipe, sifted, counted, tables)
    if sifted.removed is not None:
        reading.problems += compare_totals(rows, layout, plan, sifted.removed, file, sheet.name)
        rows.totals = []
    hashes = without_repeats(rows, tables, kind, reading, asking)
    _name_source(filling, sifted, tables)
    if gifts:
        _number(filling, tables)
    reading.orders = [(key, digest) for key, digest in zip(rows.cells.get("id", ()), hashes, strict=False) if digest]
    tables.orders |= {digest: key for key, digest in reading.orders}
    if sifted.refunds:
        standing, power = tables.existing[GIFT_REFUNDS.id], table_power(layout, plan)
        reading.refunds = refund_records(
            sifted.refunds, _gift_rows(rows, tables), standing, tables.source, power, asking, rows.notes
        )
    reading.rules, reading.notes = filling.rules, rows.notes
    reading.problems += sheet.faults(rows.numbers)
    raw = read_lines(_translated(layout, plan, rows), file, sheet.name, kind.record)
    reading.problems += units_below(rows, raw, kind)
    reading.raws = [raw]
    reading.confirmed = _confirmed(layout, plan, recipe, asking)
    reading.waiting = _waiting(kind, asking)
    return reading, asking


def _called_for(rows: RecordRows, kind: Kind) -> frozenset[str]:
    """The columns that the cells of others call for: a value of goods holds only with its basis."""
    if kind.record is not GoodsRecord or not any(map(str.strip, rows.cells.get(GoodsRecord.value.name, ()))):
        return frozenset()
    return frozenset({GoodsRecord.basis.name})


_ABOUT_DAYS = frozenset({"serial-days", "short-years", "day-order", "year", "days-above", "blank-days"})
_ABOUT_AMOUNTS = frozenset({"number-form", "letter-k", "letter-w"})


def _waiting(kind: Kind, asking: SheetQuestions) -> frozenset[str]:
    """The labels of the columns of a sheet whose cells no one can read before an open question about them is answered."""
    topics = asking.open_topics
    return frozenset(
        column.label
        for column in kind.record.columns
        if (isinstance(column.type, Date) and topics & _ABOUT_DAYS)
        or (column.unit == "元" and topics & _ABOUT_AMOUNTS)
        or f"missing.{column.name}" in topics
    )


def _rows_of(
    sheet: SourceSheet, file: str, layout: Layout, plan: ColumnPlan, asking: SheetQuestions
) -> tuple[RecordRows, Layout, list[Problem]]:
    """(the records of a sheet, its layout with the unit that its name tells, what is wrong with rows and units)."""
    body = sheet.lines[layout.below :]
    ask_about_prices(layout, plan, body, asking)
    spread = {
        place
        for name, place in plan.places.items()
        if isinstance((column := layout.kind.record.column(name)).type, Date) or column.refers_to
    }
    used = {*plan.places.values(), *(place for places in plan.steering.values() for place in places)}
    merged = sheet.spread_merges(
        layout.rows[-1], spread, {place for place in range(len(layout.heads)) if place not in used}
    )
    rows = read_records(layout, plan, body)
    _void_comments(rows, sheet)
    if merged:
        rows.notes.append(
            f"合并的格子，里面每一行都照它读：{'、'.join(merged[:DOUBTED])}{'等' if len(merged) > DOUBTED else ''}"
        )
    layout = titled(rows, layout, sheet.name, file)
    faults = [
        *other_headers(rows, file, sheet.name),
        *other_sides(rows, layout, file, sheet.name),
        *units_of_rows(rows, layout, plan, file, sheet.name),
    ]
    if sheet.book is None:
        return rows, layout, [*ragged_rows(rows, layout, file), *faults]
    sheet.book.forget()
    return rows, layout, faults


_FIRST_YEAR = "2000"  # that the number of a gift can tell
_MOST_EARLY = 20  # rows that are told


def _too_early(rows: RecordRows, head: Where) -> list[Problem]:
    """Leave out the gifts whose day lies before every number of a gift; their problems."""
    cells = rows.cells.get(DonationRecord.received_on.name) or [""] * len(rows)
    early = [bool(plain_day(cell)) and cell < _FIRST_YEAR for cell in cells]
    faults = [
        problem("gift-too-early", replace(head, row=number), left=cell)
        for number, cell, too_early in zip(rows.numbers, cells, early, strict=True)
        if too_early
    ]
    rows.keep([not too_early for too_early in early])
    return faults[:_MOST_EARLY]


def _void_comments(rows: RecordRows, sheet: SourceSheet) -> None:
    """Rows with a comment that says that their money is not there are asked about like those with such a remark."""
    at = {number: place for place, number in enumerate(rows.numbers)}
    for (row, column), text in sorted(sheet.comments.items()):
        said = void_words(text)
        if said and row in at:
            cells = rows.cells.setdefault(VOID, [""] * len(rows))
            cells[at[row]] = cells[at[row]] or f"{letter(column)}{row} 的批注写着“{said}”"


def _fill(
    filling: Filling, recipe: Recipe | None, sifted: SiftedGifts, counted: Mapping[str, str], tables: OrganisationTables
) -> None:
    """Fill the gaps that follow from what is there; *counted* are units by the column over which they stand."""
    goods = filling.kind.record is GoodsRecord
    if goods:
        read_movements(filling)
    if filling.kind is DONATIONS:
        filling.donors()
        filling.names()
        filling.channel(recipe.channel if recipe else "")
        filling.rules += sifted.rules
    else:
        filling.names()
        filling.types()
        filling.identify(tables.rows(filling.kind).column("id"))
    unit = counted.get(GoodsRecord.quantity.name, "") if goods else ""
    if goods and not unit and GoodsRecord.unit.name not in filling.rows.cells:
        units_beside_quantities(filling)
    elif unit and GoodsRecord.unit.name not in filling.rows.cells:
        filling.constant(GoodsRecord.unit.name, unit, f"“{GoodsRecord.quantity.label}”的列名里写着“{unit}”")
    if goods:
        ask_which_way(filling)
        count_what_is_left(filling, tables.rows(filling.kind))
    later = {"source", "id"} if filling.kind is DONATIONS else {"source"}
    filling.missing(later, _called_for(filling.rows, filling.kind))


def _name_source(filling: Filling, sifted: SiftedGifts, tables: OrganisationTables) -> None:
    """The document of the rows, where the sheet does not name it itself."""
    rows, columns = filling.rows, filling.kind.record.columns
    if "source" in rows.cells or "source" not in {column.name for column in columns}:
        return
    if len(rows) or sifted.refunds:
        source_of(filling, filling.layout, tables)
    else:
        rows.cells["source"] = []  # nothing came from this file


def _number(filling: Filling, tables: OrganisationTables) -> None:
    """Numbers for gifts that have none."""
    rows = filling.rows
    if "id" in rows.cells:
        return
    days = rows.cells.get("received_on", [""] * len(rows))
    used = [*tables.rows(filling.kind).column("id"), *tables.numbers]
    rows.cells["id"] = number_gifts(days, used, dayless=_UNREADABLE_MONTH)
    tables.numbers += rows.cells["id"]
    filling.rules.append(FillRule(DonationRecord.id.label, "按到账的先后编，接在当月已有的后面"))


def _carried_days(rows: RecordRows, sheet: SourceSheet, kind: Kind, asking: SheetQuestions) -> None:
    """Days that were put together from columns of their own: told, and asked where the year or the month of a row is blank."""
    if not sheet.days_note:
        return
    rows.notes.append(sheet.days_note)
    carried = set(sheet.carried_days) & set(rows.numbers)
    if not carried:
        return
    listed = "、".join(map(str, sorted(carried)[:DOUBTED]))
    text = f"有 {len(carried)} 行的年或月空着（第 {listed} 行{'等' if len(carried) > DOUBTED else ''}）。和上面一行的相同吗？"
    if asking.ask("days-above", text, (("same", "是，和上一行同年同月"), ("no", "不是，我去填")), "same") == "no":
        for column in kind.record.columns:
            if column.name in rows.cells and isinstance(column.type, Date):
                cells = zip(rows.numbers, rows.cells[column.name], strict=True)
                rows.cells[column.name] = ["" if number in carried else cell for number, cell in cells]


def _days(rows: RecordRows, sheet: SourceSheet, kind: Kind, asking: SheetQuestions, titles: str, prepared: str) -> None:
    """Columns of days as ISO text; what came in another time than titles say, or long after the data was *prepared*, is asked about."""
    _carried_days(rows, sheet, kind, asking)
    happened: list[str] = []
    for column in kind.record.columns:
        if column.name in rows.cells and isinstance(column.type, Date):
            read = read_days(rows.cells[column.name], column.label, asking, titles)
            rows.cells[column.name] = read.days
            rows.notes += read.notes
            happened += [] if column.ahead else read.days
    if WENT_ON in rows.cells:
        rows.cells[WENT_ON] = read_days(rows.cells[WENT_ON], GoodsRecord.moved_on.label, asking, titles).days
    if not asking.asked("days-above"):
        ask_about_blank_days(rows, kind, titles, asking)
    ask_about_later_years(happened, prepared, asking)
    if kind is DONATIONS:
        ask_about_period(titles, rows.cells.get(DonationRecord.received_on.name, ()), asking)


class SiftedGifts(Struct):
    """The money of the rows that were left out by row of the sheet (None where nothing was), how gaps were filled, the refunds."""

    removed: Mapping[int, Decimal] | None = None
    rules: list[FillRule] = field(default_factory=list)
    refunds: list[ForeignRefund] = field(default_factory=list)


def _sift(
    rows: RecordRows,
    layout: Layout,
    plan: ColumnPlan,
    asking: SheetQuestions,
    recipe: Recipe | None,
    tables: OrganisationTables,
) -> SiftedGifts:
    """Leave out the rows that are no gifts, and read what stands beside the amounts."""
    decide_numbers(rows, asking)
    part_joint_givers(rows, plan, asking)
    before = len(rows)
    comparable = all(in_the_unit_of_the_amount(layout, plan, place) for place in plan.steering.get("refund", ()))
    states = recipe.states if recipe else {}
    sieve, refunds = sift_gifts(
        rows,
        plan,
        asking,
        states,
        lambda order: hash_of_order(tables.org, order) in tables.orders,
        comparable=comparable,
    )
    charges = Charges(sieve, layout, plan, asking)
    charges.read()
    removed = sieve.removed if len(rows) < before or STATED in rows.cells else None
    return SiftedGifts(removed, charges.rules, refunds)


def _sift_others(
    rows: RecordRows, kind: Kind, plan: ColumnPlan, asking: SheetQuestions, recipe: Recipe | None
) -> SiftedGifts:
    """Leave out the rows of a sheet of payments that are none; of other kinds those that are said to be void."""
    before = len(rows)
    if kind is DISBURSEMENTS:
        sieve = sift_payments(rows, plan, asking, recipe.states if recipe else {})
    else:
        sieve = Sieve(rows)
        if kind.record is MemberRecord:
            part_names(rows, MemberRecord.name.name, asking)
        if kind.record is GoodsRecord:
            without_amount(sieve, plan, asking)
            leave_out_money(sieve, asking)
        leave_out_voids(sieve, asking)
    return SiftedGifts(sieve.removed if len(rows) < before else None)


def _gift_rows(rows: RecordRows, tables: OrganisationTables) -> GiftRows:
    """Where refunds find their gifts: among the rows that are written, and among those that are in the data."""
    ids, orders = rows.cells.get("id", []), rows.cells.get("?order", [])
    known = {key: at for at, key in enumerate(ids)}
    existing = tables.existing[DONATIONS.id]

    def order_in_data(order: str) -> str:
        return tables.orders.get(hash_of_order(tables.org, order), "")

    def cells(key: str) -> Mapping[str, str]:
        if key not in known:
            return existing.filled(key)
        names = [name for name in ("received_on", "channel") if name in rows.cells]
        return {name: rows.cells[name][known[key]] for name in names}

    by_order = {order.strip(): key for order, key in zip(orders, ids, strict=False) if order.strip()}
    by_row = dict(zip(rows.numbers, ids, strict=False))
    return GiftRows(by_row, lambda order: by_order.get(order) or order_in_data(order), cells)


def _known_types(tables: OrganisationTables) -> dict[str, DonorType]:
    """The types of donors that the data has, where a name has only one."""
    kinds: dict[str, set[str]] = {}
    existing = tables.existing[DONATIONS.id]
    for name, sort in zip(existing.column("donor"), existing.column("donor_type"), strict=True):
        if name and sort:
            kinds.setdefault(name, set()).add(sort)
    return {
        name: DonorType(types.pop()) for name, types in kinds.items() if len(types) == 1 and types <= set(DonorType)
    }


def _translated(layout: Layout, plan: ColumnPlan, rows: RecordRows) -> Lines:
    """The records under our own words, in lines that keep the numbers of the sheet; units stand above, totals below."""
    record = layout.kind.record
    names = [column.name for column in record.columns if column.name in rows.cells]
    texts = [name for name in names if not record.column(name).numeric and name in plan.places]
    names = [*texts[:1], *(name for name in names if name not in texts[:1])]
    head = [
        f"{record.column(name).label}（{plan.units[name]}）" if name in plan.units else record.column(name).label
        for name in names
    ]
    columns = [rows.cells[name] for name in names]
    lines: Lines = [(number, list(cells)) for number, cells in layout.above if notes(cells)]
    lines.append((layout.rows[-1], head))
    records = zip(rows.numbers, map(list, zip(*columns, strict=True)), strict=True) if columns else iter(())
    totals = []
    for number, cells in rows.totals:
        label = label_of_total(cells)
        fields = [
            cells[plan.places[name]] if name in plan.places and record.column(name).numeric else "" for name in names
        ]
        totals.append((number, [label, *fields[1:]]))
    return [*lines, *sorted([*records, *totals], key=lambda line: line[0])] if totals else [*lines, *records]


def _confirmed(layout: Layout, plan: ColumnPlan, recipe: Recipe | None, asking: SheetQuestions) -> Recipe:
    """What would be kept, so that nothing is asked the next time."""
    heads = [head.strip() for head in layout.heads if head.strip()]
    columns = dict.fromkeys(heads, LEFT_OUT)
    steering = {layout.heads[place].strip(): name for name, places in plan.steering.items() for place in places}
    for head in steering:
        columns.pop(head, None)
    columns |= {layout.heads[place].strip(): name for name, place in plan.places.items()}
    answers = {topic: answer for topic, answer in asking.confirmed.items() if topic not in plan.places}
    name = recipe.name if recipe else f"{layout.kind.label}（{'、'.join(heads[:4])}）"
    seen = recipe.seen if recipe and not recipe.shipped else "由本机构确认过的一份文件"
    base = recipe or Recipe(name, layout.kind.id, ())
    return replace(
        base, name=name, header=tuple(heads), columns=columns, steering=steering, answers=answers, title="", seen=seen,
        exact=True, shipped=False,
    )  # fmt: skip
