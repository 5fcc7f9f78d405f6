"""One sheet of a file → text cells under the names of ours: our own tables as they are, printed forms, and sheets of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from ..claims import order_key
from ..kinds import all_kinds, kind_of
from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gift_refunds import KIND as GIFT_REFUNDS
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord
from ..kinds.sources import KIND as SOURCES
from ..model import Kind, SourceLevel, to_cent
from ..numerals import exact_amount, in_one_width
from ..privacy import DonorType
from ..problems import Problem, Where, problem
from ..quantities import plain
from ..reading import (
    Date,
    Lines,
    NumberText,
    RawTable,
    Vocabulary,
    find_header,
    is_turned,
    letter,
    plain_day,
    plain_header,
    read_form_sheet,
    read_lines,
    row_of_formats,
    spread_over,
    turned,
)
from .amounts import exact
from .asking import SheetQuestions
from .charges import Charges, in_the_unit_of_the_amount, table_power
from .columns import LEFT_OUT, ColumnPlan, plan_columns
from .days import read_days
from .existing import ExistingTable
from .filling import Filling
from .layouts import WITHIN, Layout, find_layout, layout_at, looks_like_value, panels_of
from .naming import NameTable
from .numbering import number_gifts
from .proposal import ColumnUse, FillRule, Overlap
from .recipes import Recipe, find_recipe
from .records import STATED, RecordRows, compare_totals, label_of_total, ragged_rows, read_records
from .refunds import ForeignRefund, GiftRows, refund_records
from .sieve import Sieve
from .sifting import decide_numbers, leave_out_voids, sift_gifts, sift_payments
from .sources import SourceSheet
from .units import counted_units, titled, units_below, units_of_rows
from .vocabulary import kinds_with_words, words

_SURE = (3, 4)  # so many of so many words over the columns are ours: a table of ours, perhaps with a slip
_TITLES = 8  # lines in which the title of a printed form stands
_EXPORTED = re.compile(
    r"(?:导出|生成|打印|下载|制表|查询|截至|截止).{0,8}?([12][0-9]{3}[-年./][0-9]{1,2}[-月./][0-9]{1,2})"
)
_UNREADABLE_MONTH = "2000-01"  # of a gift whose day can't be read: that is told, and it is never written
_LONG = 16  # signs of an order number that stands once in the world
# Marks of an amount that the check does not take as it is.
_SPELLED = re.compile(r"[元圆块]|^\s*[+＋]|cny|rmb", re.IGNORECASE)
_SAID_TWICE = re.compile(r"(?P<first>[^()（）]+)[(（]\s*(?:大写|小写)?[:：]?\s*(?P<second>[^()（）]+)[)）]")
_DOUBTS = 3  # rows that are named one by one


@dataclass(slots=True)
class SheetReading:
    """What was read of one sheet: raw tables of a kind, how its columns were used, and what belongs to it."""

    sheet: SourceSheet
    kind: Kind | None = None
    why: str = ""
    raws: list[RawTable] = field(default_factory=list)
    foreign: bool = False  # a sheet of somebody else's making: its rows are appended
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    rules: list[FillRule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recipe: Recipe | None = None  # by which it was read
    confirmed: Recipe | None = None  # as it would be kept
    overlap: Overlap = field(default_factory=Overlap)
    waiting: frozenset[str] = frozenset()  # labels of columns that can't be read before somebody has answered
    orders: list[tuple[str, str]] = field(default_factory=list)  # (id, hash of the order number) of the rows
    refunds: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # (row of the sheet, record of 捐赠退款)

    def forget(self) -> None:
        """Let go of all cells; what was proposed of them is written down by then."""
        self.sheet.lines = []
        self.raws = []
        self.orders, self.refunds = [], []
        if self.sheet.book is not None:
            self.sheet.book.forget()

    @property
    def positions(self) -> dict[str, str]:
        """The words by which messages name a cell: label of ours → letter and header of the file."""
        return {use.label: f"{use.letter} 列 {use.header}" for use in self.columns if use.label}


@dataclass(slots=True)
class OrganisationTables:
    """What an organisation has already: names by kind, existing tables, hashes of order numbers, recipes."""

    org: str
    title: str
    names: dict[str, NameTable]
    existing: dict[str, ExistingTable]
    orders: dict[str, str]
    recipes: Sequence[Recipe]
    source: str = ""  # the document of the rows at hand, also for the records that are made for their names
    numbers: list[str] = field(default_factory=list)  # numbers of gifts that this import gives
    added: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # new records by kind

    def rows(self, kind: Kind) -> ExistingTable:
        """The existing rows of a kind."""
        return self.existing[kind.id]


# --- what a sheet is -----------------------------------------------------------------------------


def names_of(kind: Kind) -> tuple[str, ...]:
    """The names that a sheet of a kind may have."""
    return (kind.id, kind.label, *((kind.form.title,) if kind.form else ()))


def recognise(  # noqa: PLR0911  (one return a way to know)
    sheet: SourceSheet, file: str, kind: Kind | None, recipes: Sequence[Recipe]
) -> tuple[Kind | None, Layout | None, str]:
    """(the kind of a sheet, the layout if it is no table of ours, why), all empty where nobody can tell.

    *kind* is what somebody said that it is.
    """
    if kind and kind.form:
        return kind, None, "您写明了种类"
    named = kind or _named(sheet)
    why = "您写明了种类" if kind else "工作表的名称"
    if named and (named.form or _is_ours(sheet.lines, named)):
        return named, None, why
    if named is None:
        form = _form_of(sheet)
        if form:
            return form, None, f"表的标题是“{form.form.title if form.form else form.label}”"
        ours = _ours(sheet.lines)
        if ours:
            return ours, None, "表头就是这种表的列名"
    known_before = _by_recipe(sheet, file, named, recipes)
    if known_before:
        return known_before.kind, known_before, why if named else "表头与导入方案相同"
    kinds = [named] if named else [known for word in kinds_with_words() if (known := kind_of(word))]
    layout = find_layout(sheet.lines, kinds, (sheet.name or "", Path(file).stem))
    if layout and (named or _is_enough(layout) or _is_a_list_of_givers(layout, sheet, file)):
        return layout.kind, layout, why if named else "表头和标题的用词"
    return named, None, why if named else ""


def _by_recipe(sheet: SourceSheet, file: str, kind: Kind | None, recipes: Sequence[Recipe]) -> Layout | None:
    """The layout of a sheet whose header a recipe knows word for word."""
    for at, (row, cells) in enumerate(sheet.lines[:WITHIN]):
        above = sheet.lines[:at]
        titles = "".join([sheet.name or "", Path(file).stem, *(cell for _, line in above for cell in line)])
        recipe = find_recipe(recipes, cells, titles, kind.id if kind else None)
        known = kind_of(recipe.kind) if recipe else None
        if known:
            return layout_at(sheet.lines, at, (row,), tuple(cells), known)
    return None


def _named(sheet: SourceSheet) -> Kind | None:
    names = {word: kind for kind in all_kinds() for word in names_of(kind)}
    return names.get((sheet.name or "").strip())


def _form_of(sheet: SourceSheet) -> Kind | None:
    """The printed form whose title stands at the top of a sheet."""
    top = [plain_header(cell) for _, cells in sheet.lines[:_TITLES] for cell in cells if cell.strip()]
    titles = {plain_header(kind.form.title): kind for kind in all_kinds() if kind.form}
    return next((kind for title, kind in titles.items() if any(cell.endswith(title) for cell in top)), None)


def _is_ours(lines: Lines, kind: Kind) -> bool:
    """Whether a sheet has the header of a kind of ours, be it with a slip: then nothing is guessed, the slip is told."""
    header = find_header(lines, Where(""), kind.record)
    if not header.problems:
        return True
    vocabulary = Vocabulary.of(kind.record)
    best = 0
    key = kind.record.key()
    for _, cells in lines[:20]:
        filled = [cell for cell in cells if cell.strip()]
        known = [match[0] for cell in filled if (match := vocabulary.column(cell))]
        if len(known) * _SURE[1] >= len(filled) * _SURE[0] and (key is None or key in known):
            best = max(best, len(known))
    return best >= 2  # noqa: PLR2004


def _ours(lines: Lines) -> Kind | None:
    """The only kind whose header a sheet has without a fault; of several the one with most of its columns."""
    fits: list[tuple[int, Kind]] = []
    for kind in all_kinds():
        if not kind.form and kind.record.columns:
            header = find_header(lines[:25], Where(""), kind.record)
            if not header.problems:
                fits.append((sum(name is not None for name in header.names), kind))
    fits.sort(key=lambda pair: -pair[0])
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def _is_enough(layout: Layout) -> bool:
    """Whether so much of a record is there that a sheet may be taken for one of its kind without being told."""
    return any(set(names) <= layout.names for names in words().enough.get(layout.kind.id, ()))


_GIVING = re.compile(r"捐款|捐赠|捐资|爱心榜|芳名")
_HELPED = re.compile(r"受助|受益|资助|救助|发放|拨付|慰问|领取|补助|帮扶")


def _is_a_list_of_givers(layout: Layout, sheet: SourceSheet, file: str) -> bool:
    """Whether names and amounts without a day stand below a title that says that they were given."""
    if layout.kind is not DONATIONS or not {"donor", "amount"} <= layout.names:
        return False
    titles = "".join([sheet.name or "", Path(file).stem, *(cell for _, cells in layout.above for cell in cells)])
    return bool(_GIVING.search(titles + "".join(layout.heads))) and not _HELPED.search(titles + "".join(layout.heads))


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


def read_theirs(  # noqa: PLR0915  (one step after the other)
    sheet: SourceSheet, file: str, layout: Layout, why: str, given: Mapping[str, str], tables: OrganisationTables
) -> tuple[SheetReading, SheetQuestions]:
    """A sheet of somebody else's making: columns, rows, gaps, names, numbers; translated into a table of ours and read as one."""
    kind = layout.kind
    gifts = kind is DONATIONS
    titles = "".join([sheet.name or "", Path(file).stem, *(cell for _, cells in layout.above for cell in cells)])
    recipe = find_recipe(tables.recipes, layout.heads, titles, kind.id)
    asking = SheetQuestions(sheet.number, given, recipe.answers if recipe else {})
    reading = SheetReading(sheet, kind, why, foreign=True, header_rows=layout.rows, recipe=recipe)
    head = Where(file, sheet.name, layout.rows[-1])
    reading.problems += [
        *_side_by_side(layout, head),
        *_below_another(sheet, layout, head),
        *_of_all_accounts(layout, head),
    ]
    if reading.problems:
        return reading, asking
    body = sheet.lines[layout.below :]
    plan = plan_columns(layout, body, recipe, asking)
    at = {place: name for name, place in plan.places.items()}
    names = [at.get(place) for place in range(len(layout.heads))]
    reading.problems += row_of_formats(body, names, kind.record, Where(file, sheet.name))
    if reading.problems:
        return reading, asking
    rows, layout, faults = _rows_of(sheet, file, layout, plan, body)
    reading.problems += faults
    sheet.lines, body = sheet.lines[: layout.below], []  # a large sheet is not held twice
    rows.notes += [recipe.note] if recipe and recipe.note else []
    sifted = _sift(rows, layout, plan, asking, recipe, tables) if gifts else _sift_others(rows, kind, asking, recipe)
    _carried_days(rows, sheet, kind, asking)
    _days(rows, kind, asking, titles)
    _against_words(rows, layout, plan, asking)
    counted = dict(counted_units(rows, layout, plan))
    _spelled_amounts(rows, layout, plan)
    reading.columns, reading.notes = tuple(plan.uses), rows.notes
    if not len(rows) and any(question.open for question in asking.questions):
        return reading, asking  # no row is left before somebody has answered
    known_types = _known_types(tables) if gifts else {}
    filling = Filling(layout, plan, rows, asking, tables.names, known_types)
    _fill(filling, recipe, sifted, counted)
    filling.missing({"source", "id"} if gifts else {"source"})
    if sifted.removed is not None:
        reading.problems += compare_totals(rows, layout, plan, sifted.removed, file, sheet.name)
        rows.totals = []
    hashes = _hashes(rows, tables, kind, reading, asking)
    if "source" not in rows.cells:
        _source(filling, layout, tables)
    if gifts and "id" not in rows.cells:
        days = rows.cells.get("received_on", [""] * len(rows))
        rows.cells["id"] = number_gifts(
            days, [*tables.rows(kind).column("id"), *tables.numbers], dayless=_UNREADABLE_MONTH
        )
        tables.numbers += rows.cells["id"]
        filling.rules.append(FillRule(DonationRecord.id.label, "按到账的先后编，接在当月已有的后面"))
    reading.orders = [(key, digest) for key, digest in zip(rows.cells.get("id", ()), hashes, strict=False) if digest]
    tables.orders |= {digest: key for key, digest in reading.orders}
    if sifted.refunds:
        gift_rows, standing = _gift_rows(rows, tables), tables.existing[GIFT_REFUNDS.id]
        power = table_power(layout, plan)
        reading.refunds = refund_records(sifted.refunds, gift_rows, standing, tables.source, power, asking, rows.notes)
    reading.columns = tuple(plan.uses)
    reading.rules, reading.notes = filling.rules, rows.notes
    reading.problems += sheet.faults(rows.numbers)
    raw = read_lines(_translated(layout, plan, rows), file, sheet.name, kind.record)
    reading.problems += units_below(rows, raw, kind)
    reading.raws = [raw]
    reading.confirmed = _confirmed(layout, plan, recipe, asking)
    reading.waiting = _waiting(kind, asking)
    return reading, asking


_ABOUT_DAYS = frozenset({"serial-days", "short-years", "day-order", "year", "days-above"})


def _waiting(kind: Kind, asking: SheetQuestions) -> frozenset[str]:
    """The labels of the columns of a sheet whose cells no one can read before an open question about them is answered."""
    topics = {question.id.partition(".")[2] for question in asking.questions if question.open}
    return frozenset(
        column.label
        for column in kind.record.columns
        if (isinstance(column.type, Date) and topics & _ABOUT_DAYS) or (column.unit == "元" and "number-form" in topics)
    )


def _rows_of(
    sheet: SourceSheet, file: str, layout: Layout, plan: ColumnPlan, body: Lines
) -> tuple[RecordRows, Layout, list[Problem]]:
    """(the records of a sheet, its layout with the unit that its name tells, what is wrong with rows and units)."""
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
    if merged:
        rows.notes.append(
            f"合并的格子，里面每一行都照它读：{'、'.join(merged[:_DOUBTS])}{'等' if len(merged) > _DOUBTS else ''}"
        )
    layout = titled(rows, layout, sheet.name, file)
    faults = units_of_rows(rows, layout, plan, file, sheet.name)
    if sheet.book is None:
        return rows, layout, [*ragged_rows(rows, layout, file), *faults]
    sheet.book.forget()
    return rows, layout, faults


def _side_by_side(layout: Layout, where: Where) -> list[Problem]:
    """The problem of a sheet with several tables beside each other: one of them would be passed over."""
    panels = "、".join(f"{letter(first + 1)}—{letter(last + 1)} 列" for first, last in panels_of(layout))
    if not panels:
        return []
    reason, mend = f"几张表左右并排（{panels}，表头一样）", "请把右边的移到左边的下面，只留一个表头，再导入一次。"
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


def _below_another(sheet: SourceSheet, layout: Layout, where: Where) -> list[Problem]:
    """The problem of a sheet with another table, and records of it, above the one that is read: it would be passed over."""
    upper = sheet.lines[: layout.below - len(layout.rows)]
    kinds = [known for word in kinds_with_words() if (known := kind_of(word))]
    other = find_layout(upper, kinds, ())
    if other is None or not (
        _is_enough(other) or any({name, "amount"} <= other.names for name in ("donor", "receiver"))
    ):
        return []
    rows = [row for row, cells in upper[other.below :] if any(looks_like_value(cell) for cell in cells)]
    if not rows:
        return []
    reason = f"上面还有一张表（表头在第 {other.rows[-1]} 行，内容到第 {rows[-1]} 行），一张工作表只读一张"
    mend = "请把两张表分开：各放一张工作表，或各存一个文件，再导入一次。"
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


_ACCOUNTS = frozenset(
    {
        "科目",
        "科目名称",
        "科目编码",
        "科目代码",
        "科目编号",
        "会计科目",
        "会计科目名称",
        "一级科目",
        "总账科目",
        "明细科目",
        "二级科目",
    }
)


def _of_all_accounts(layout: Layout, where: Where) -> list[Problem]:
    """The problem of a journal of all accounts: every sum stands in it twice, and only its account says what it is."""
    heads = [plain_header(head) for head in layout.heads]
    account = next((head for head in heads if head in _ACCOUNTS), "")
    if not account or not all(any(side in head for head in heads) for side in "借贷"):
        return []
    reason = f"这是记账凭证或序时账（有“{account}”一列），一笔钱在借方、贷方各记一次"
    mend = (
        "捐赠请导入银行流水、平台明细或捐款登记表；只有账的，请在财务软件里只导出“捐赠收入”一个科目的明细账，"
        "或在 Excel 里筛出这个科目的行，只留日期、捐赠人、金额，另存成一张表。"
    )
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


def _fill(filling: Filling, recipe: Recipe | None, sifted: SiftedGifts, counted: Mapping[str, str]) -> None:
    """Fill the gaps that follow from what is there; *counted* are units by the column over which they stand."""
    if filling.kind is DONATIONS:
        filling.donors()
        filling.names()
        filling.channel(recipe.channel if recipe else "")
        filling.rules += sifted.rules
    else:
        filling.names()
        filling.types()
    unit = counted.get(GoodsRecord.quantity.name, "") if filling.kind.record is GoodsRecord else ""
    if filling.kind.record is GoodsRecord and not unit and GoodsRecord.unit.name not in filling.rows.cells:
        _units_beside_quantities(filling)
    elif unit and GoodsRecord.unit.name not in filling.rows.cells:
        filling.constant(GoodsRecord.unit.name, unit, f"“{GoodsRecord.quantity.label}”的列名里写着“{unit}”")


def _carried_days(rows: RecordRows, sheet: SourceSheet, kind: Kind, asking: SheetQuestions) -> None:
    """Days that were put together from columns of their own: told, and asked where the year or the month of a row is blank."""
    if not sheet.days_note:
        return
    rows.notes.append(sheet.days_note)
    carried = set(sheet.carried_days) & set(rows.numbers)
    if not carried:
        return
    listed = "、".join(map(str, sorted(carried)[:_DOUBTS]))
    text = f"有 {len(carried)} 行的年或月空着（第 {listed} 行{'等' if len(carried) > _DOUBTS else ''}）。和上面一行的相同吗？"
    if asking.ask("days-above", text, (("same", "是，和上一行同年同月"), ("no", "不是，我去填")), "same") == "no":
        for column in kind.record.columns:
            if column.name in rows.cells and isinstance(column.type, Date):
                cells = zip(rows.numbers, rows.cells[column.name], strict=True)
                rows.cells[column.name] = ["" if number in carried else cell for number, cell in cells]


_QUANTITY = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([\u4e00-\u9fff]{1,3}|kg|KG|g|L|ml)")


def _units_beside_quantities(filling: Filling) -> None:
    """100袋 → 100 and 袋, where every quantity names its unit and no scale of thousands."""
    name, cells = GoodsRecord.quantity.name, filling.rows.cells
    parts = [_QUANTITY.fullmatch(in_one_width(cell).strip()) for cell in cells.get(name, ())]
    if not parts or not all(part and not _SCALE.search(part[2]) for part in parts):
        return
    cells[name] = [part[1] for part in parts if part]
    cells[GoodsRecord.unit.name] = [part[2] for part in parts if part]
    filling.rules.append(FillRule(GoodsRecord.unit.label, f"“{GoodsRecord.quantity.label}”的格子里写着"))


_SCALE = re.compile(r"[十百千万亿余多来几]")


def _days(rows: RecordRows, kind: Kind, asking: SheetQuestions, titles: str) -> None:
    """Columns of days as ISO text."""
    for column in kind.record.columns:
        if column.name in rows.cells and isinstance(column.type, Date):
            read = read_days(rows.cells[column.name], column.label, asking, titles)
            rows.cells[column.name] = read.days
            rows.notes += read.notes


def _spelled_amounts(rows: RecordRows, layout: Layout, plan: ColumnPlan) -> None:
    """Amounts in words (一千元, 壹佰元整, RMB100, +100) → digits, where they can only mean one number of 元; the first is told."""
    if table_power(layout, plan):
        return
    for column in layout.kind.record.columns:
        cells = rows.cells.get(column.name)
        if column.unit != "元" or cells is None:
            continue
        spelled = {
            cell: _amount_in_words(cell)
            for cell in set(cells)
            if _SPELLED.search(cell) and not (exact(cell) and "元" in cell)
        }
        sure = {
            cell: plain(amount) for cell, amount in spelled.items() if amount is not None and amount == to_cent(amount)
        }
        if sure:
            rows.cells[column.name] = [sure.get(cell, cell) for cell in cells]
            cell, amount = next((cell, sure[cell]) for cell in cells if cell in sure)
            rows.notes.append(f"{column.label}：中文写的数换成数字，例如 {cell.strip()[:30]} 读成 {amount}")


def _amount_in_words(cell: str) -> Decimal | None:
    """The amount of a cell in words, or once in digits and once in words where both are the same: 1000元（壹仟元整）."""
    twice = _SAID_TWICE.fullmatch(cell.strip())
    if twice is None:
        return exact_amount(cell, "元")
    amounts = [exact_amount(said, "元") for said in twice.groups()]
    in_digits = [any(sign.isdecimal() for sign in said) for said in twice.groups()]
    return amounts[0] if amounts[0] == amounts[1] and sum(in_digits) == 1 else None


def _against_words(rows: RecordRows, layout: Layout, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Amounts that stand a second time in words must be the same; where they are not, somebody says which holds."""
    spelled, amounts = rows.cells.get("?spelled"), rows.cells.get("amount")
    if spelled is None or amounts is None:
        return
    power = table_power(layout, plan)
    said = [exact_amount(cell, "元") if cell.strip() else None for cell in spelled]
    unlike = [
        at
        for at, (amount, word) in enumerate(zip(amounts, said, strict=True))
        if word is not None and (number := exact(amount, power)) is not None and number != word
    ]
    if not unlike:
        return
    at = unlike[0]
    listed = "、".join(str(rows.numbers[at]) for at in unlike[:_DOUBTS])
    text = (
        f"有 {len(unlike)} 行的大写和数字不是一个数（第 {listed} 行；例如“{spelled[at].strip()[:30]}”和 {amounts[at].strip()}）。"
        "怎么办？"
    )
    choices = (("skip", "先不写这些行，核对以后再导入"), ("digits", "按数字写"))
    if asking.ask("spelled", text, choices, kept=False) != "digits":
        Sieve(rows).out_at(set(unlike), "大写和数字不一样的行")


@dataclass(slots=True)
class SiftedGifts:
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
    before = len(rows)
    comparable = all(in_the_unit_of_the_amount(layout, plan, place) for place in plan.steering.get("refund", ()))
    states = recipe.states if recipe else {}
    sieve, refunds = sift_gifts(
        rows, plan, asking, states, lambda order: _digest(tables.org, order) in tables.orders, comparable=comparable
    )
    charges = Charges(sieve, layout, plan, asking)
    charges.read()
    removed = sieve.removed if len(rows) < before or STATED in rows.cells else None
    return SiftedGifts(removed, charges.rules, refunds)


def _sift_others(rows: RecordRows, kind: Kind, asking: SheetQuestions, recipe: Recipe | None) -> SiftedGifts:
    """Leave out the rows of a sheet of payments that are none; of other kinds those that are said to be void."""
    before = len(rows)
    if kind is DISBURSEMENTS:
        sieve = sift_payments(rows, asking, recipe.states if recipe else {})
    else:
        sieve = Sieve(rows)
        leave_out_voids(sieve, asking)
    return SiftedGifts(sieve.removed if len(rows) < before else None)


def _gift_rows(rows: RecordRows, tables: OrganisationTables) -> GiftRows:
    """Where refunds find their gifts: among the rows that are written, and among those that are in the data."""
    ids, orders = rows.cells.get("id", []), rows.cells.get("?order", [])
    known = {key: at for at, key in enumerate(ids)}
    existing = tables.existing[DONATIONS.id]

    def order_in_data(order: str) -> str:
        return tables.orders.get(_digest(tables.org, order), "")

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
    """The records under our own words, in lines that keep the numbers of the sheet; titles stand above, totals below."""
    record = layout.kind.record
    names = [column.name for column in record.columns if column.name in rows.cells]
    texts = [name for name in names if not record.column(name).numeric and name in plan.places]
    names = [*texts[:1], *(name for name in names if name not in texts[:1])]
    head = [
        f"{record.column(name).label}（{plan.units[name]}）" if name in plan.units else record.column(name).label
        for name in names
    ]
    columns = [rows.cells[name] for name in names]
    lines: Lines = [(number, list(cells)) for number, cells in layout.above]
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


def _hashes(
    rows: RecordRows, tables: OrganisationTables, kind: Kind, reading: SheetReading, asking: SheetQuestions
) -> list[str]:
    """Leave out rows that are there already or stand twice; returns the hash of the order number of every row that stays."""
    column = rows.cells.get("?order")
    if column is None:
        return _without_orders(rows, tables, kind, reading, asking)
    damaged = sum(isinstance(cell, NumberText) and ("e" in cell.lower() or len(cell) > 15) for cell in column)  # noqa: PLR2004
    if damaged or len(set(column)) * 2 < len(column):
        if damaged:
            rows.notes.append(f"订单号有 {damaged} 格存成了数字，后面的数位已经丢了，不能用来查重")
        return _without_orders(rows, tables, kind, reading, asking)
    days = rows.cells.get("received_on") or rows.cells.get("paid_on") or [""] * len(rows)
    hashes = [
        "" if not cell.strip() else _digest(tables.org, cell) or order_key(tables.org, f"{cell}|{day}|{money}")
        for cell, day, money in zip(column, days, rows.cells.get("amount", days), strict=True)
    ]  # short numbers of vouchers begin anew every day
    others = [name for name in rows.cells if not name.startswith("?")]
    first: dict[str, int] = {}
    doubles: list[int] = []
    unlike: list[int] = []
    for at, digest in enumerate(hashes):
        if digest and digest in first:
            same = all(rows.cells[name][at] == rows.cells[name][first[digest]] for name in others)
            (doubles if same else unlike).append(at)
        elif digest:
            first[digest] = at
    known = [at for at, digest in enumerate(hashes) if digest and digest in tables.orders]
    gone = {*doubles, *known}
    if unlike:
        listed = "、".join(str(rows.numbers[at]) for at in unlike[:_DOUBTS])
        text = f"有 {len(unlike)} 行的订单号和前面的一样，内容却不一样（第 {listed} 行）。怎么办？"
        answer = asking.ask("same-order", text, (("skip", "只写第一行"), ("all", "都写")), kept=False)
        gone |= set(unlike) if answer != "all" else set()
    changed = [at for at in known if not _same_row(rows, at, tables.rows(kind), tables.orders[hashes[at]])]
    if changed:
        listed = "、".join(str(rows.numbers[at]) for at in changed[:_DOUBTS])
        text = f"有 {len(changed)} 行的订单号已经登记过，金额或日期却和登记的不一样（第 {listed} 行）。怎么办？"
        if (
            asking.ask("changed-order", text, (("skip", "不写，登记的不动"), ("all", "当另一笔写")), kept=False)
            == "all"
        ):
            gone -= set(changed)
    examples = tuple(f"第 {rows.numbers[at]} 行" for at in known[:_DOUBTS])
    reading.overlap = Overlap(len(known), len(known), len(doubles), examples)
    stays = [at not in gone for at in range(len(rows))]
    rows.keep(stays)
    return [digest for digest, kept in zip(hashes, stays, strict=True) if kept]


def _digest(org: str, order: str) -> str:
    """What is kept of an order number that stands once in the world; nothing of a shorter one."""
    return order_key(org, order) if len(order.strip()) >= _LONG else ""


def _same_row(rows: RecordRows, at: int, existing: ExistingTable, key: str) -> bool:
    """Whether the record that came with an order number has the day and the money of this row."""
    row = existing.filled(key)
    return not row or (row.get("received_on", ""), row.get("amount", "")) == _day_and_money(rows, at)


def _day_and_money(rows: RecordRows, at: int) -> tuple[str, str]:
    amount = exact(rows.cells["amount"][at]) if "amount" in rows.cells else None
    return rows.cells.get("received_on", [""] * len(rows))[at], "" if amount is None else f"{amount:.2f}"


def _without_orders(
    rows: RecordRows, tables: OrganisationTables, kind: Kind, reading: SheetReading, asking: SheetQuestions
) -> list[str]:
    """Without order numbers two gifts may well be alike, in the file and in the data: they are counted, and somebody is asked."""
    doubles = _ask_alike(rows, asking)
    names = [name for name in rows.cells if not name.startswith("?") and name not in {"id", "source", "place", "note"}]
    existing = tables.rows(kind)
    reading.overlap = Overlap(doubles=doubles)
    if not len(existing.records):
        return [""] * len(rows)
    numeric = [kind.record.column(name).numeric for name in names]

    def spelled(columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
        plain = [
            [_plain_cell(cell, numeric=number) for cell in column]
            for column, number in zip(columns, numeric, strict=True)
        ]
        return iter(zip(*plain, strict=True))

    standing = Counter(spelled([existing.column(name) for name in names]))
    again = []
    for at, key in enumerate(spelled([rows.cells[name] for name in names])):
        if standing[key] > 0:
            standing[key] -= 1
            again.append(at)
    if not again:
        return [""] * len(rows)
    examples = tuple(f"第 {rows.numbers[at]} 行" for at in again[:_DOUBTS])
    text = (
        f"有 {len(again)} 行和已经登记的一模一样（{'、'.join(examples)}{'等' if len(again) > _DOUBTS else ''}），"
        "没有订单号，分不清是重复导入还是又一笔。怎么办？"
    )
    answer = asking.ask("overlap", text, (("skip", "是重复的，不写"), ("all", "是另外的，都写")), kept=False)
    skipped = len(again) if answer != "all" else 0
    reading.overlap = Overlap(len(again), skipped, doubles, examples)
    if skipped:
        rows.keep([at not in set(again) for at in range(len(rows))])
    return [""] * len(rows)


def _ask_alike(rows: RecordRows, asking: SheetQuestions) -> int:
    """Ask of rows that are alike cell by cell inside the file; returns how many are left out as doubles."""
    seen: set[int] = set()
    again = [at for at, mark in enumerate(rows.prints) if mark in seen or seen.add(mark)]  # type: ignore[func-returns-value]
    if not again:
        return 0
    listed = "、".join(str(rows.numbers[at]) for at in again[:_DOUBTS])
    text = (
        f"文件里有 {len(again)} 行和前面的行每一格都一样（第 {listed} 行{'等' if len(again) > _DOUBTS else ''}），"
        "没有订单号，分不清是重复了还是又一笔。怎么办？"
    )
    answer = asking.ask("alike", text, (("all", "是另外的，都写"), ("skip", "是重复的，只写一次")), kept=False)
    if answer != "skip":
        return 0
    doubles = set(again)
    rows.keep([at not in doubles for at in range(len(rows))])
    return len(doubles)


def _plain_cell(cell: str, *, numeric: bool) -> str:
    amount = exact(cell) if numeric else None
    return f"{amount:.2f}" if amount is not None else cell.strip()


def _source(filling: Filling, layout: Layout, tables: OrganisationTables) -> None:
    """The document that the rows come from: one that is there, or a new one with the name of the list and its days."""
    table = tables.names[SOURCES.id]
    rows, kind = filling.rows, layout.kind
    dated = next((name for name in ("received_on", "paid_on", "moved_on") if name in rows.cells), "")
    days = sorted(day for day in rows.cells.get(dated, ()) if plain_day(day))
    title = _title(kind, days)
    exported = next((match[1] for _, cells in layout.above for cell in cells if (match := _EXPORTED.search(cell))), "")
    issued = plain_day(exported.replace("年", "-").replace("月", "-").replace(".", "-")) or (days[-1] if days else "")
    choices = [("new", f"新建“{title}”"), *((key, f"{name}（{key}）") for key, name in list(table.known.items())[-20:])]
    same = table.match(title)
    answer = filling.asking.ask(
        "source", "这些数据出自哪份文件？", choices, same or "new", required=bool(dated) and not issued
    )
    tables.source = answer
    if answer != "new":
        filling.constant("source", answer, f"{table.known.get(answer, answer)}（{answer}）")
        return
    key = _code(kind, days, {*table.known, *table.added})
    table.added[key] = title
    tables.source = key
    tables.added.setdefault(SOURCES.id, []).append(
        {
            "id": key,
            "title": title,
            "issuer": tables.title,
            "published_on": issued,
            "level": SourceLevel.STAFF.value,
        }
    )
    filling.constant("source", key, f"新建来源“{title}”（{key}），等级是工作人员填报")


def _title(kind: Kind, days: Sequence[str]) -> str:
    if not days:
        return kind.label
    first, last = days[0][:7], days[-1][:7]
    if (first, last) == (f"{first[:4]}-01", f"{first[:4]}-12"):
        return f"{first[:4]}年{kind.label}"
    words = [f"{month[:4]}年{int(month[5:])}月" for month in dict.fromkeys((first, last))]
    return f"{'至'.join(words)}{kind.label}"


def _code(kind: Kind, days: Sequence[str], taken: set[str]) -> str:
    """An id for a new source: D202403, D202403b …"""
    base = f"{kind.id[0].upper()}{days[0][:7].replace('-', '') if days else ''}"
    base = base if len(base) > 1 else f"{base}1"
    candidate, count = base, 0
    while candidate in taken:
        count += 1
        candidate = f"{base}{chr(97 + count)}" if count < 26 else f"{base}x{count}"  # noqa: PLR2004
    return candidate


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


def no_header(sheet: SourceSheet, file: str, kind: Kind) -> Problem:
    """The problem of a sheet in which no header is found; its cells are not repeated."""
    if is_turned(sheet.lines, _header_of_theirs([kind])):
        return turned(Where(file, sheet.name))
    spread = spread_over(sheet.lines, Where(file, sheet.name))
    if spread:
        return spread[0]
    expected = "、".join(column.label for column in kind.record.columns)
    return problem("wrong-header", Where(file, sheet.name), reason="前 40 行里找不到表头", expected=expected)


def turned_sheet(sheet: SourceSheet, file: str) -> list[Problem]:
    """The problem of a sheet of any kind whose header runs down its first column; nothing of another sheet."""
    kinds = [known for word in kinds_with_words() if (known := kind_of(word))]
    return [turned(Where(file, sheet.name))] if is_turned(sheet.lines, _header_of_theirs(kinds)) else []


def _header_of_theirs(kinds: Sequence[Kind]) -> Callable[[list[str]], bool]:
    """Whether a row is a header in the words of others."""
    return lambda cells: find_layout([(1, cells)], kinds, ()) is not None
