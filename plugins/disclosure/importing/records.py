"""The rows below a header: which are records, and whether their total holds."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from operator import itemgetter

from msgspec import Struct, field

from ..numerals import in_one_width, notes
from ..problems import Problem, Where, problem
from ..quantities import grouped
from ..reading import TOTAL_WORDS, Lines, is_signature, is_statistic, plain_header, total_word
from ..rules import void_words
from .amounts import BLANK, exact
from .columns import ColumnPlan, is_money
from .layouts import OVER, Layout, find_layout, looks_like_value
from .vocabulary import Sense, meaning
from .voids import VOID, VoidColumns

_LIKE_A_TOTAL = re.compile(
    r"合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇总|(?i:^\s*(?:sub-?|grand\s?)?total)"
    r"|^\s*共\s*[0-9]+\s*[笔人家户]\s*[:：]?\s*$"
    r"|^\s*(?:(?:捐[款赠]|到账|收入|贷方|善款|收款)?总|总(?:捐[款赠]|到账|收入|贷方|善款|收款))金?额\s*[:：]?\s*$"
)
_FEWEST = 2  # rows above a total without a word
NAMES = frozenset({"donor", "receiver", "item"})  # a record names somebody or something there, a total says 合计
_NAMED_BY = NAMES | {"fund"}  # and of accounts their fund
_DAYS = frozenset({"received_on", "paid_on", "moved_on"})  # and a day there
STATED = "?stated"  # the amounts as the sheet writes them, where others are written
_CARRIED = re.compile(
    r"承[前上]页?|[过转][次下后]页|[承接][前上]页|上[页期年月季](?:结转|余额)|结转下[页期年月季]"
    r"|[期年月季][初末](?:余额|结存|数|结转)"
)
# Words over a column: 总交易单数, 收入金额, 退款总金额; a name or a remark seldom ends so.
_HEAD_WORD = re.compile(
    r"[^0-9]{1,20}(?:数|额|率|量|计|费|款|日期|时间|名称|项目|单位|余额|次|号)(?:[(（][^()（）]{1,6}[)）])?"
)
_MAYBE_TOTAL = re.compile(r"计|計|total|sum", re.IGNORECASE)
# A time that stands alone in its row, over the rows of that time: 2025-01-05, 2月, 2025年.
_A_TIME = re.compile(
    r"[12][0-9]{3}([-/.年])[0-9]{1,2}(?:\1|月)[0-9]{1,2}日?|(?:[12][0-9]{3}年)?(?:[0-9]{1,2}月份?)?|[12][0-9]{3}年度?"
)
# What programs write below a list: 收入笔数：2, 打印时间：2025-04-01 10:00:00, 第1页; 总收入金额 beside its number.
_LABELLED = re.compile(
    r"[^0-9:：]{0,14}(?:笔数|金额|合计|总[额数计]|余额|时间|日期|页[码数]?|[号码]|机构|网点|户名|币种|盖章|签章|柜员)\s*[:：].*"
    r"|第\s*[0-9]+\s*页.*|共\s*[0-9]+\s*页"
)
_SUMMED = re.compile(r"[^0-9:：]{0,10}(?:笔数|金额|总[额数计]|合计)[:：]?")
_DIGITS = frozenset("0123456789")
_RULES = frozenset("-—–_=*·.~… ")
_RULE = re.compile(r"[-—–_=*·.~…]{2,}|[-…]")  # drawn below a header or above a total
# sorts of rows that are no records
_TOTAL, _NOTE, _LINE, _HEAD_AGAIN = "total", "签字、备注", "只有一格文字的说明", "重复的表头"
_CARRIED_OVER, _TO_DATE = "承前页、转下页和余额的", "累计到当时的"
_STATISTIC, _SUMMARY = "平均、占比一类统计用的", "写着笔数、打印时间一类的说明"
NAMED = 6  # rows that are named one by one
DOUBTED = 3  # the same in a question


def says_a_total(cell: str) -> bool:
    """Whether words stand before a total, in a row that begins with them: 合计, 捐款总额."""
    return bool(total_word([cell]) or _LIKE_A_TOTAL.search(cell))


def spelled_alike(cell: str) -> str:
    """A cell for comparing: 海天商贸 有限公司 and 海天（集团） say the same as 海天商贸有限公司 and 海天(集团)."""
    plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    return "".join(plain.split())


class RecordRows(Struct):
    """The records of a sheet, column by column: text by name of ours or of steering, *numbers* are rows of the sheet.

    *totals* are rows kept for the comparison with the sum, *notes* say in Chinese which rows were left out.
    """

    numbers: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    totals: Lines = field(default_factory=list)
    remarks: Lines = field(default_factory=list)  # rows left out that say something of units or currencies
    undone: Lines = field(default_factory=list)  # notes left out that say of some money that it is not there any more
    notes: list[str] = field(default_factory=list)
    sections: Lines = field(default_factory=list)  # lines of one cell, each over the records that follow it
    # rows without an amount that have money in a column that is not read → the words over it
    elsewhere: dict[int, str] = field(default_factory=dict)
    headers: Lines = field(default_factory=list)  # rows below that head columns otherwise than the header does
    surplus: dict[int, tuple[int, str]] = field(default_factory=dict)  # row → (cells of it, the first below no head)
    # alike for rows of the same cells, where no order number tells them apart
    prints: list[int] = field(default_factory=list)

    def keep(self, kept: Sequence[bool]) -> None:
        """Leave out the records for which *kept* is false."""
        if all(kept):
            return
        self.numbers = [number for number, stays in zip(self.numbers, kept, strict=True) if stays]
        if self.prints:
            self.prints = [mark for mark, stays in zip(self.prints, kept, strict=True) if stays]
        self.cells = {
            name: [cell for cell, stays in zip(column, kept, strict=True) if stays]
            for name, column in self.cells.items()
        }

    def repeat(self, places: Sequence[int], marks: Sequence[str]) -> None:
        """Take the records at *places*, some of them more than once; what tells those of one row apart is its mark."""
        self.numbers = [self.numbers[at] for at in places]
        if self.prints:
            self.prints = [hash((self.prints[at], mark)) for at, mark in zip(places, marks, strict=True)]
        self.cells = {name: [column[at] for at in places] for name, column in self.cells.items()}

    def __len__(self) -> int:
        return len(self.numbers)


def read_records(layout: Layout, plan: ColumnPlan, body: Lines) -> RecordRows:
    """Every row below the header that is a record; totals apart; titles, signatures, notes and repeated headers left out."""
    rows = RecordRows()
    places = _places_by_name(plan)
    columns: list[list[str]] = [[] for _ in places]
    slots = list(places.values())
    width = len(layout.heads)
    left = Counter[str]()
    key_places = list(plan.places.values())
    body = body if key_places else []  # while no column is known, no row can be told from a line of words
    signs = _RowSigns.of(layout, plan, body)
    telling = [] if "order" in plan.steering else _telling(layout)
    headless = [place for place, head in enumerate(signs.heads) if not head]
    kept: list[Sequence[str]] = []
    for at, (number, fields) in enumerate(body):
        cells = fields if len(fields) >= width else [*fields, *[""] * (width - len(fields))]
        sort = signs.sort(cells)
        if sort == _HEAD_AGAIN and not _heads_the_same(cells, layout):
            rows.headers.append((number, list(cells)))
            continue
        if sort:
            _leave_out(rows, number, cells, sort, left)
            continue
        if at and _another_table(cells, layout, key_places) and len(body) - at <= NAMED:
            if _is_a_list(number, cells, layout):
                rows.headers.append((number, list(cells)))
            else:
                rows.notes.append(f"第 {number} 行起是另一张汇总表，没有读")
            break
        if len(fields) > width or headless:
            _note_surplus(rows, number, fields, width, headless)
        for column, place in zip(columns, slots, strict=True):
            column.append(cells[place])
        rows.numbers.append(number)
        kept.append(cells)
        if telling:
            rows.prints.append(hash(tuple(spelled_alike(cells[place]) for place in telling)))
    _set_last_total_apart(rows, columns, list(places), kept)
    rows.cells = dict(zip(places, columns, strict=True))
    _fill_from_beside(rows, plan, kept)
    rows.elsewhere = _money_elsewhere(rows, layout, plan, kept)
    _write_out_dittos(rows, layout)
    _take_remarks(rows, VoidColumns.of(layout, plan), kept)
    rows.notes += [f"{what} {count} 行，不是记录，没有写" for what, count in left.items()]
    return rows


def _take_remarks(rows: RecordRows, columns: VoidColumns, kept: Sequence[Sequence[str]]) -> None:
    """What remarks say of the money of a row: that it is not there, or that things were given in its place."""
    if voids := columns.words(kept):
        rows.cells[VOID] = voids
    if "?what" not in rows.cells and (things := columns.things(kept)):
        rows.cells["?what"] = things


def _places_by_name(plan: ColumnPlan) -> dict[str, int]:
    """The place of each column that is read: by its name of ours, or as `?order` and, where there are more, `?order1` by what it steers."""
    first = {f"?{name}": places[0] for name, places in plan.steering.items()}
    more = {f"?{name}{at}": place for name, places in plan.steering.items() for at, place in enumerate(places[1:], 1)}
    return {**plan.places, **first, **more}


class _RowSigns(Struct, frozen=True):
    """What tells rows of a sheet that are no records: *heads* are the words over its columns, the others places of columns."""

    heads: tuple[str, ...]
    keys: list[int]  # columns of ours
    named: list[int]  # whom or what a record names
    saying: list[int]  # days, names and 摘要, where words may stand that make a row no record
    occasions: list[int]  # 摘要 alone
    apart: dict[str, str]  # cells of the columns *saying* that alone make their row no record, with its sort

    @classmethod
    def of(cls, layout: Layout, plan: ColumnPlan, body: Lines) -> _RowSigns:
        """The signs of a sheet with this layout and these rows."""
        named = [place for name, place in plan.places.items() if name in _NAMED_BY]
        days = [place for name, place in plan.places.items() if name in _DAYS]
        occasions = [place for place, known in enumerate(layout.meanings) if known and known.name == "occasion"]
        saying = [*days, *named, *occasions]
        apart = _words_of_no_record(body, [*days, *named], saying)
        heads = tuple(head.strip() for head in layout.heads)
        return cls(heads, list(plan.places.values()), named, saying, occasions, apart)

    def sort(self, cells: Sequence[str]) -> str:
        """What a row is that is no record, in words; nothing where it may be one."""
        return (self._said_apart(cells) if self.apart else "") or _kind_of_row(cells, self.keys, self.heads)

    def _said_apart(self, cells: Sequence[str]) -> str:
        """What a cell says its row is that is no record; nothing where only 摘要 says it, of a row with day, amount and a name."""
        whole = bool(self.named) and all(cells[place].strip() for place in (*self.keys, *self.named))
        for place in self.saying:
            sort = self.apart.get(cells[place].strip(), "")
            if sort and not (whole and place in self.occasions):
                return sort
        return ""


def _fill_from_beside(rows: RecordRows, plan: ColumnPlan, kept: Sequence[Sequence[str]]) -> None:
    """Names that are blank in their column, and stand in another column of the same sense: 捐款单位 beside 捐款人."""
    for name, places in plan.beside.items():
        cells = rows.cells[name]
        rows.cells[name] = [
            cell if cell.strip() else next((row[place] for place in places if row[place].strip()), cell)
            for cell, row in zip(cells, kept, strict=True)
        ]


# What was given in place of money, in words: 物资, 捐赠物品名称.
_OF_THINGS = re.compile(r"(?:捐[赠献助]?)?(?:物资|物品|实物|物)(?:名称|品名|明细|内容|及数量|和数量|数量|情况)?")


def _money_elsewhere(
    rows: RecordRows, layout: Layout, plan: ColumnPlan, kept: Sequence[Sequence[str]]
) -> dict[int, str]:
    """The rows whose amount (of goods: whose thing) is blank and that have money, or things, in another column: 认捐金额, 物资折款, 物资."""
    place = plan.places.get("amount", plan.places.get("item"))
    used = {*plan.places.values(), *(at for places in plan.steering.values() for at in places)}
    others = [at for at, head in enumerate(layout.heads) if at not in used and is_money(head)]
    things = {at for at, head in enumerate(layout.heads) if at not in used and _OF_THINGS.fullmatch(plain_header(head))}
    things |= set(plan.steering.get("what", ()))
    if "amount" not in plan.places:
        things = set()
    if place is None or not (others or things):
        return {}
    lacking = [
        (number, cells) for number, cells in zip(rows.numbers, kept, strict=True) if cells[place].strip() in BLANK
    ]
    return {
        number: layout.heads[at].strip()
        for number, cells in lacking
        for at in reversed([*others, *things])
        if exact(cells[at]) or (at in things and cells[at].strip() not in BLANK)
    }


_DITTO = re.compile(r"[-—\s]*(?:〃|″|[\"”“]|''|同上|同前)[-—\s]*")


def _write_out_dittos(rows: RecordRows, layout: Layout) -> None:
    """同上 and 〃 in columns of days and words → what stands in the record above; amounts are left to be told."""
    written: dict[int, None] = {}
    for column in layout.kind.record.columns:
        cells = rows.cells.get(column.name)
        if cells is None or column.numeric or not any(_DITTO.fullmatch(cell) for cell in set(cells)):
            continue
        for at in range(1, len(cells)):
            if _DITTO.fullmatch(cells[at]):
                cells[at] = cells[at - 1]
                written[rows.numbers[at]] = None
    if written:
        listed = "、".join(map(str, sorted(written)[:NAMED]))
        rows.notes.append(f"写着“同上”、〃的格子，照上一条记录读：第 {listed} 行{'等' if len(written) > NAMED else ''}")


# Words that begin like a total: 共4人, 本次共收到善款, 全部; of a row they say so only together with its amount.
_OF_ALL = re.compile(
    r"(?:以上|上述|本[次页表])?(?:一?共(?!青|产|建|享|赢|荣|同)|总(?![^计共数额]{0,6}(?:会|部|公司|社|店|院))|全部).{0,10}"
)


def _says_nobody(cell: str) -> bool:
    """Whether a cell is blank or says of all rows above what they come to."""
    return not cell.strip() or _OF_ALL.fullmatch(in_one_width(cell).strip()) is not None


def _set_last_total_apart(
    rows: RecordRows, columns: Sequence[list[str]], names: Sequence[str], kept: list[Sequence[str]]
) -> None:
    """A last row without anybody, whose amount is the sum of all rows above, is their total though no usual word says so."""
    amounts = columns[names.index("amount")] if "amount" in names else []
    words = [
        column for name, column in zip(names, columns, strict=True) if not name.startswith("?") and name != "amount"
    ]
    if len(amounts) <= _FEWEST or not words or not all(_says_nobody(column[-1]) for column in words):
        return
    if not all(looks_like_value(cell) or _says_nobody(cell) for cell in kept[-1]):
        return
    numbers = [exact(cell) for cell in amounts if cell.strip()]
    if None in numbers or numbers[-1] != sum((number for number in numbers[:-1] if number), Decimal(0)):
        return
    cells = list(kept.pop())
    said = next((place for place, cell in enumerate(cells) if cell.strip() and not looks_like_value(cell)), None)
    cells[said if said is not None else next(at for at, cell in enumerate(cells) if not cell.strip())] = TOTAL_WORDS[0]
    rows.notes.append(f"第 {rows.numbers[-1]} 行没有写是谁，正好是上面各行加起来的，当作合计，没有写")
    rows.totals.append((rows.numbers.pop(), cells))
    rows.prints[-1:] = []
    for column in columns:
        column.pop()


def carries_over(cell: str) -> bool:
    """Whether a cell says that its row carries a sum or a balance on: 承前页, 期初余额."""
    return _CARRIED.fullmatch(cell) is not None


def _words_of_no_record(body: Lines, named: Sequence[int], saying: Sequence[int]) -> dict[str, str]:
    """Cells that alone make their row no record, with its sort: 合计 under 捐款人 (*named*), 本月合计, 期初余额 under 摘要 (*saying*).

    What books add up since the beginning of a year holds rows of other files, too: under 摘要 it is no total of these.
    """
    cells = {fields[place].strip(): place in named for place in saying for _, fields in body if place < len(fields)}
    sorts = {}
    for cell, of_a_name in cells.items():
        total = total_word([cell]) if _MAYBE_TOTAL.search(cell) else None
        if total:
            sorts[cell] = _TOTAL if of_a_name or total.word != "累计" else _TO_DATE
        elif carries_over(cell):
            sorts[cell] = _CARRIED_OVER
        elif of_a_name and is_statistic(cell):
            sorts[cell] = _STATISTIC
    return sorts


def _kind_of_row(cells: Sequence[str], key_places: Sequence[int], heads: tuple[str, ...]) -> str:
    """What a row is that is no record, in words; nothing where it may be one."""
    if "" in itemgetter(*key_places, *key_places)(cells) or not all(cells[place].strip() for place in key_places):
        return _sort(cells, key_places, heads)
    word, head = cells[key_places[0]].strip(), heads[key_places[0]]
    if word[:1] == head[:1] and plain_header(word) == plain_header(head):
        return _HEAD_AGAIN
    first = next(filter(str.strip, cells))
    if first[0] not in _DIGITS and _is_summary(cells):
        return _SUMMARY
    if ("：" in first or ":" in first) and is_signature(cells):
        return _NOTE
    return (
        "画线的"
        if cells[key_places[0]][:1] in _RULES and all(_RULE.fullmatch(cells[place].strip()) for place in key_places)
        else ""
    )


def _heads_the_same(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a row of words below says of each column what the header says, be it in other words: of money also in what unit."""
    above = _units(cell for _, line in layout.above for cell in line) or {(0, "")}
    for head, cell in zip(layout.heads, cells, strict=False):
        parts = head.split(OVER)
        if plain_header(cell) in {plain_header(head), *map(plain_header, parts)}:
            continue
        unlike = _means(cell, layout) != _means(head, layout) or (_units([cell]) or above) != (_units([head]) or above)
        if unlike and len(parts) == 1:
            return False
    return True


def _means(head: str, layout: Layout) -> tuple[Sense, str] | None:
    known = meaning(head, layout.kind) if head.strip() else None
    return (known.sense, known.name) if known else None


def _units(cells: Iterable[str]) -> set[tuple[int | None, str]]:
    return {(note.power, note.currency) for note in notes(cells)}


def _is_a_list(number: int, cells: Sequence[str], layout: Layout) -> bool:
    """Whether the header of another table stands over records like those above, and not over sums of them."""
    below = find_layout([(number, list(cells))], [layout.kind], ())
    return below is not None and bool(below.names & NAMES) and bool(below.names & {"amount", "quantity"})


def other_headers(rows: RecordRows, file: str, sheet: str | None) -> list[Problem]:
    """The problem of a sheet with another table below: its columns would be read by the words over the first."""
    if not rows.headers:
        return []
    number, cells = rows.headers[0]
    words = "、".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return [two_tables(Where(file, sheet, number), f"从这一行起是另一张表（表头是“{words}”，和上面的不一样）")]


def two_tables(where: Where, reason: str) -> Problem:
    """The problem of a sheet that holds another table than the one that is read."""
    mend = "请把两张表分开：各放一张工作表，或各存一个文件，再导入一次。"
    return problem("unreadable-file", where, reason=f"{reason}，一张工作表只读一张", mend=mend)


def _is_summary(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but what stands behind labels of its own, or words of sums each beside its number."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) <= 1:
        return False
    sums = zip(filled[::2], filled[1::2], strict=False) if len(filled) % 2 == 0 else ()
    return all(map(_LABELLED.fullmatch, filled)) or (
        bool(sums) and all(_SUMMED.fullmatch(word) and exact(number) is not None for word, number in sums)
    )


def _note_surplus(rows: RecordRows, number: int, fields: Sequence[str], width: int, headless: Sequence[int]) -> None:
    """Remember a row that holds something where no word stands over it."""
    beyond = [*(fields[place] for place in headless if place < len(fields)), *fields[width:]]
    cell = next((cell.strip() for cell in beyond if cell.strip()), "")
    if cell:
        rows.surplus[number] = (len(fields), cell)


_BEHIND_A_COMMA = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2})?")
_MOST_RAGGED = 20  # rows that are told


def ragged_rows(rows: RecordRows, layout: Layout, file: str) -> Iterator[Problem]:
    """The problems of rows of a text that have more cells than its header: an amount with commas and no quotes fills two.

    A column without a word over it that most rows fill is one that is left out, unless its cells may be the rest of amounts.
    """
    split = any(_BEHIND_A_COMMA.fullmatch(cell) for _, cell in rows.surplus.values())
    if not split and len(rows.surplus) * 2 > len(rows):
        return
    expected = sum(bool(head.strip()) for head in layout.heads)
    for number, (count, cell) in list(rows.surplus.items())[:_MOST_RAGGED]:
        shown = cell if _BEHIND_A_COMMA.fullmatch(cell) else "……"
        yield problem("ragged-row", Where(file, None, number), found=count, expected=expected, cell=shown)


def _leave_out(rows: RecordRows, number: int, cells: Sequence[str], sort: str, left: Counter[str]) -> None:
    """Set apart a row that is no record; where it names a unit or a currency, that must hold for the columns, too."""
    telling = cells
    if sort == _TOTAL:
        rows.totals.append((number, list(cells)))
        telling = [label_of_total(cells)]
    else:
        left[sort] += 1
    if sort in {_TOTAL, _NOTE, _LINE, _SUMMARY} and len(rows.remarks) < NAMED and notes(telling):
        rows.remarks.append((number, list(telling)))
    if sort == _LINE:
        rows.sections.append((number, list(cells)))
    if sort in {_NOTE, _LINE} and void_words(" ".join(cells)):
        rows.undone.append((number, list(cells)))


def label_of_total(cells: Sequence[str]) -> str:
    """The words by which a row is a total: 合计, wherever it stands, else its first cell."""
    filled = [cell for cell in cells if cell.strip()]
    return next((cell for cell in filled if total_word([cell])), filled[0] if filled else "")


def _telling(layout: Layout) -> list[int]:
    """The columns that tell two rows apart: all but the numbers of the rows."""
    return [
        place
        for place, known in enumerate(layout.meanings)
        if layout.heads[place].strip() and not (known and known.numbers_rows)
    ]


def _sort(  # noqa: PLR0911  (one return a sort)
    cells: Sequence[str], key_places: Sequence[int], heads: tuple[str, ...]
) -> str:
    """What a row is that is no record; nothing where it may be one."""
    first = next((cell for cell in cells if cell.strip()), "")
    if first.startswith("#"):
        return "软件写的说明行"
    words = next((cell for cell in cells if cell.strip() and not looks_like_value(cell)), "")
    if not total_word([first]) and is_statistic(words):
        return _STATISTIC
    if says_a_total(first):
        return _TOTAL
    if tuple(cell.strip() for cell in cells[: len(heads)]) == heads:
        return _HEAD_AGAIN
    filled = [cell for cell in cells if cell.strip()]
    if _is_summary(cells):
        return _SUMMARY
    if is_signature(cells):
        return _NOTE
    if len(filled) == 1 and (not looks_like_value(filled[0]) or _A_TIME.fullmatch(in_one_width(filled[0]).strip())):
        return _LINE
    if any(_CARRIED.fullmatch(cell.strip()) for cell in filled):
        return _CARRIED_OVER
    return "" if any(cells[place].strip() for place in key_places) else "只有序号一类、没有内容的空行"


def _another_table(cells: Sequence[str], layout: Layout, key_places: Sequence[int]) -> bool:
    """Whether a row is the header of a second table below: words alone, also where days and amounts should be."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) <= 2 or not all(_HEAD_WORD.fullmatch(cell) for cell in filled):  # noqa: PLR2004
        return False
    valued = {"amount", "received_on", "paid_on", "moved_on"}
    places = [place for place in key_places if (known := layout.meanings[place]) and known.name in valued]
    return any(cells[place].strip() for place in places)


def compare_totals(
    rows: RecordRows, layout: Layout, plan: ColumnPlan, removed: Mapping[int, Decimal], file: str, sheet: str | None
) -> list[Problem]:
    """The total rows against the sums of the rows; used where rows were left out, whose money by row is *removed*.

    A total may hold for the rows since any total before it or for all above it (below it, where it stands first), with those
    that were left out or without them.
    """
    place = plan.places.get("amount")
    amounts = [exact(cell) for cell in rows.cells.get(STATED) or rows.cells.get("amount") or []]
    if place is None or None in amounts:
        return []
    kept: dict[int, Decimal] = {}
    for number, amount in zip(rows.numbers, amounts, strict=True):
        kept[number] = kept.get(number, Decimal(0)) + (amount or Decimal(0))
    every, written = _RunningSums({**kept, **removed}), _RunningSums(kept)
    problems: list[Problem] = []
    whole: list[bool] = []  # of each total that agrees, whether it does so with the rows that were left out
    before = 0  # the row of the total before
    starts, written_starts = {Decimal(0)}, {Decimal(0)}
    for at, (number, cells) in enumerate(rows.totals):
        total = exact(cells[place])
        above, above_written = every.until(number), written.until(number)
        if total is None:
            continue
        if not every.rows or number < every.rows[0]:
            above, above_written = every.until(every.end), written.until(every.end)
        if above - total in starts or above_written - total in written_starts:
            whole.append(above - total in starts)
        else:
            expected = above if at == len(rows.totals) - 1 else above - every.until(before)
            known = total_word([label_of_total(cells)])
            sums = {
                "found": grouped(total),
                "expected": grouped(expected),
                "difference": grouped(abs(total - expected)),
            }
            where = Where(file, sheet, number, layout.heads[place].strip())
            word = known.word if known else "合计"
            problems.append(problem("total-mismatch", where, word=word, rows="上面各行", **sums))
        before = number
        starts.add(every.until(number))
        written_starts.add(written.until(number))
    if whole and not problems:
        rows.notes.append(
            "合计行与全部行（连没有写的）加起来相同"
            if any(whole)
            else "合计行与写进去的各行加起来相同（没有写的不算在里面）"
        )
    return problems


class _RunningSums:
    """The sums of amounts from the first row of a sheet on; *amounts* by row."""

    def __init__(self, amounts: Mapping[int, Decimal]) -> None:
        self.rows = sorted(amounts)
        self.end = self.rows[-1] + 1 if self.rows else 0
        self._sums = list(accumulate((amounts[row] for row in self.rows), initial=Decimal(0)))

    def until(self, row: int) -> Decimal:
        """The sum of all rows above a row."""
        return self._sums[bisect_left(self.rows, row)]
