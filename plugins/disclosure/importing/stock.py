"""Lists of goods as stores keep them: what came in and what went out side by side, the stock behind it, units beside quantities."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from ..kinds.goods import GoodsRecord, MovementType
from ..numerals import in_one_width
from ..quantities import plain
from ..reading import Lines, plain_day
from .amounts import BLANK, exact
from .asking import SheetQuestions
from .columns import ColumnPlan
from .existing import ExistingTable
from .filling import Filling
from .layouts import Layout
from .proposal import FillRule
from .records import NAMED, RecordRows
from .vocabulary import Sense

_QUANTITY = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([\u4e00-\u9fff]{1,3}|kg|KG|g|L|ml)")
_SHOWN = 3  # rows that are told one by one
_SCALE = re.compile(r"[十百千万亿余多来几]")
_ACCOUNT = (GoodsRecord.item.name, GoodsRecord.specification.name, GoodsRecord.batch.name, GoodsRecord.unit.name)
_MOVE, _QUANTITY_NAME, _DAY = GoodsRecord.move.name, GoodsRecord.quantity.name, GoodsRecord.moved_on.name

WENT_ON = "?went_on"  # the days of what went out, where what came in has days of its own


def read_movements(filling: Filling) -> None:
    """The rows of the book of a store → one record for each movement: 入库数量 came in, 出库数量 went out.

    The last 结存 of each item becomes a count where somebody says that it was counted.
    """
    rows = filling.rows
    sides = [
        (move, rows.cells[name])
        for name, move in (("?came", MovementType.IN), ("?went", MovementType.OUT))
        if name in rows.cells
    ]
    if _QUANTITY_NAME in rows.cells or not sides:
        return
    counts = list(_last_stocks(filling))
    moved = [
        (at, move, column[at])
        for at in range(len(rows))
        for move, column in sides
        if column[at].strip() not in BLANK and exact(column[at]) != 0
    ]
    _note_idle(rows, {at for at, _, _ in moved})
    counted = counts if counts and _was_counted(filling, counts) else []
    _one_row_each(filling, [*moved, *((at, MovementType.COUNT, cell) for at, cell in counted)])
    filling.rules.append(
        FillRule(GoodsRecord.move.label, "有入库数的按“接收”，有出库数的按“发放”；一行两边都有的写成两条")
    )


def _one_row_each(filling: Filling, movements: Sequence[tuple[int, MovementType, str]]) -> None:
    """Make a row of each movement, (the place of its row in the book, its type, its quantity): with the value and the party of its side."""
    rows = filling.rows
    parties = rows.cells.pop("?whence", None)
    values = {move: rows.cells[name] for name, move in _values(filling)}
    went_on = rows.cells.pop(WENT_ON, None)
    days = [went_on[at] for at, _, _ in movements] if went_on else []
    worth = [values[move][at] if move in values else "" for at, move, _ in movements]
    rows.repeat([at for at, _, _ in movements], [move.value for _, move, _ in movements])
    rows.cells[_MOVE] = [move.value for _, move, _ in movements]
    rows.cells[_QUANTITY_NAME] = [quantity for _, _, quantity in movements]
    if days and _DAY in rows.cells:
        moved = zip(rows.cells[_DAY], days, movements, strict=True)
        rows.cells[_DAY] = [other if move is MovementType.OUT else day for day, other, (_, move, _) in moved]
    if values and GoodsRecord.value.name not in rows.cells:
        rows.cells[GoodsRecord.value.name] = worth
    for name, side in ((GoodsRecord.giver.name, MovementType.IN), (GoodsRecord.receiver.name, MovementType.OUT)):
        cells = rows.cells.get(name) or ([parties[at] for at, _, _ in movements] if parties else None)
        if cells:
            rows.cells[name] = [
                cell if move is side else "" for cell, (_, move, _) in zip(cells, movements, strict=True)
            ]


_GIVER, _RECEIVER = GoodsRecord.giver.name, GoodsRecord.receiver.name


def ask_which_way(filling: Filling) -> None:
    """Ask about a list that names givers and receivers and says of no row whether it came in or went out: mostly both."""
    rows = filling.rows
    sides = [rows.cells.get(name, ()) for name in (_GIVER, _RECEIVER)]
    if _MOVE in rows.cells or _QUANTITY_NAME not in rows.cells or not all(any(map(str.strip, side)) for side in sides):
        return
    text = "表里有捐赠方，也有接收方，没有写是收还是发。每一行是怎样的？"
    choices = (
        ("both", "收下以后都发给了接收方：一行写成两条，接收一条、发放一条，都写这一天"),
        ("in", "只是收下，接收方那一列不写"),
        ("out", "只是发放，捐赠方那一列不写"),
    )
    answer = filling.asking.ask(_MOVE, text, choices)
    if answer == "both":
        _write_both(filling)
    elif answer:
        move, other = (MovementType.IN, _RECEIVER) if answer == "in" else (MovementType.OUT, _GIVER)
        rows.cells.pop(other)
        rows.cells[_MOVE] = [move.value] * len(rows)
        filling.rules.append(FillRule(_MOVE_LABEL, f"您说都是“{move.value}”"))


def _write_both(filling: Filling) -> None:
    """Each row as what came in and, where it names a receiver, as what went out; the value stands with the first only."""
    rows = filling.rows
    quantities, receivers = rows.cells[_QUANTITY_NAME], rows.cells[_RECEIVER]
    movements = [
        (at, move, quantity)
        for at, quantity in enumerate(quantities)
        for move in (MovementType.IN, MovementType.OUT)
        if move is MovementType.IN or receivers[at].strip()
    ]
    _one_row_each(filling, movements)
    worth = rows.cells.get(GoodsRecord.value.name)
    if worth:
        moves = rows.cells[_MOVE]
        rows.cells[GoodsRecord.value.name] = [
            cell if move == MovementType.IN else "" for cell, move in zip(worth, moves, strict=True)
        ]
    place = filling.plan.places.get(_QUANTITY_NAME)
    if place is not None:
        for _, cells in rows.totals:
            cells[place] = ""  # a total of the quantities is one of the rows as they were
    filling.rules.append(
        FillRule(_MOVE_LABEL, "您说收下以后都发给了接收方：一行写成“接收”“发放”两条，价值写在“接收”一条")
    )


_NEAR = Decimal("0.005")  # by so much a price that was rounded to a 分 may be off
_CENT = Decimal("0.01")


def ask_about_prices(layout: Layout, plan: ColumnPlan, body: Lines, asking: SheetQuestions) -> None:
    """Ask about values that are not the quantity times the price beside them; where none is, the units are others."""
    prices = [
        place
        for place, known in enumerate(layout.meanings)
        if known and known.sense is Sense.IDLE and "单价" in layout.heads[place]
    ]
    quantity, value = plan.places.get(_QUANTITY_NAME), plan.places.get(GoodsRecord.value.name)
    if len(prices) != 1 or quantity is None or value is None:
        return
    odd: dict[int, str] = {}
    agree = 0
    for row, cells in body:
        texts = [cells[place].strip() if place < len(cells) else "" for place in (quantity, prices[0], value)]
        count, price, worth = map(exact, texts)
        if count is None or price is None or worth is None:
            continue
        if abs(count * price - worth) <= abs(count) * _NEAR + _CENT:
            agree += 1
        else:
            odd[row] = f"{texts[0]}×{texts[1]}，{plan.head_of(GoodsRecord.value.name)}写的是 {texts[2]}"
    if not odd or not agree:
        return
    listed = "；".join(f"第 {row} 行：{words}" for row, words in list(odd.items())[:_SHOWN])
    text = f"有 {len(odd)} 行的数量乘单价不是后面的数（{listed}）。请对着原件核对；改了的，再导入一次。"
    asking.ask("prices", text, (("all", "核对过了，照后面的数写"),), kept=False)


def _note_idle(rows: RecordRows, moved: Collection[int]) -> None:
    """Say which rows are not written because nothing came in and nothing went out."""
    idle = [number for at, number in enumerate(rows.numbers) if at not in moved]
    if idle:
        listed = "、".join(map(str, idle[:NAMED]))
        rows.notes.append(f"没有收发数的行：{len(idle)} 行没有写（第 {listed} 行{'等' if len(idle) > NAMED else ''}）")


def _values(filling: Filling) -> Iterator[tuple[str, MovementType]]:
    """The columns that hold the value of what came in and of what went out, in 元."""
    for name, move in (("incoming", MovementType.IN), ("outgoing", MovementType.OUT)):
        places = filling.plan.steering.get(name, ())
        known = filling.layout.meanings[places[0]] if places else None
        if known and known.unit in {"", "元"}:
            yield f"?{name}", move


def _last_stocks(filling: Filling) -> Iterator[tuple[int, str]]:
    """(its place, the stock) of the last row of every item that tells its stock."""
    cells = filling.rows.cells
    stocks = cells.get("?stock") or cells.get("?running")
    last: dict[tuple[str, ...], int] = {}
    for at, stock in enumerate(stocks or ()):
        if exact(stock) is not None:
            last[tuple(cells[name][at].strip() for name in _ACCOUNT if name in cells)] = at
    yield from ((at, stocks[at]) for at in sorted(last.values()) if stocks)


def _was_counted(filling: Filling, counts: list[tuple[int, str]]) -> bool:
    """Whether somebody says that the last stocks were counted, and not only worked out."""
    cells = filling.rows.cells
    units = cells.get(GoodsRecord.unit.name) or [""] * len(filling.rows)
    items = cells.get(GoodsRecord.item.name) or [""] * len(filling.rows)
    listed = "、".join(f"{items[at].strip()} {stock.strip()}{units[at].strip()}" for at, stock in counts[:NAMED])
    more = f"等 {len(counts)} 种" if len(counts) > NAMED else ""
    text = f"账上最后的结存（{listed}{more}）盘点过吗？盘点过的写成“结存”；没有盘点过的结存不写，这些物资要等盘点以后才能公布。"
    return (
        filling.asking.ask("stock", text, (("yes", "盘点过，写成结存"), ("no", "没有盘点，不写")), kept=False) == "yes"
    )


def count_what_is_left(filling: Filling, existing: ExistingTable) -> None:
    """Ask when what is left of the goods was counted, and write it as the count of that day; nothing where all is told.

    What was received and not handed out is published once somebody has counted it, so a list of what came in ends with a count.
    """
    rows = filling.rows
    if not {_MOVE, _QUANTITY_NAME, _DAY, GoodsRecord.item.name, GoodsRecord.unit.name} <= set(rows.cells):
        return
    left = _left(rows, existing)
    if not left or any(question.open for question in filling.asking.questions):
        return  # what else is open may change what is left
    listed = "、".join(f"{account[0]} {plain(held)}{account[-1]}" for account, (_, held) in list(left.items())[:NAMED])
    more = f"等 {len(left)} 种" if len(left) > NAMED else ""
    text = (
        f"收下的物资还没有发完（{listed}{more}），要盘点过才能公布。盘点的数和账上一样的，写盘点的那一天，例如 2025-03-31；"
        "不一样的，请在表里加一行“结存”。"
    )
    answer = filling.asking.ask("counted", text, kept=False)
    day = plain_day(answer)
    if not day:
        filling.asking.wrong += [filling.asking.identity("counted")] if answer else []
        return
    filling.rules.append(FillRule(_MOVE_LABEL, f"您说 {day} 盘点过，账上的数写成“结存”：{len(left)} 条"))
    count = len(rows)
    places = [at for at, _ in left.values()]
    rows.repeat([*range(count), *places], [*[""] * count, *[MovementType.COUNT.value] * len(places)])
    for at, (_, held) in enumerate(left.values(), count):
        record = {_MOVE: MovementType.COUNT.value, _QUANTITY_NAME: plain(held), _DAY: day}
        for name in rows.cells:
            if name not in {*_ACCOUNT, *record, GoodsRecord.source.name}:
                rows.cells[name][at] = ""
        for name, cell in record.items():
            rows.cells[name][at] = cell


_MOVE_LABEL = GoodsRecord.move.label
_SIGNS = {MovementType.IN.value: 1, MovementType.OUT.value: -1, MovementType.SCRAPPED.value: -1}


def _left(rows: RecordRows, existing: ExistingTable) -> dict[tuple[str, ...], tuple[int, Decimal]]:
    """The place of the last row and what must be left of every account of the rows that has no count; none in doubt."""
    names = (*_ACCOUNT, _MOVE, _QUANTITY_NAME)
    of_file = zip(*(rows.cells.get(name) or [""] * len(rows) for name in names), strict=True)
    standing = zip(*(existing.column(name) for name in names), strict=True)
    held: dict[tuple[str, ...], Decimal] = {}
    last: dict[tuple[str, ...], int] = {}
    for at, (*account, move, quantity) in [*((-1, row) for row in standing), *enumerate(of_file)]:
        key, number = tuple(map(str.strip, account)), exact(quantity)
        if number is None and move != MovementType.COUNT:
            return {}
        held[key] = held.get(key, Decimal(0)) + _SIGNS.get(move, 0) * (number or 0)
        if at >= 0 and move == MovementType.COUNT:
            last.pop(key, None)
        elif at >= 0:
            last[key] = at
    return {key: (at, held[key]) for key, at in last.items() if held[key] > 0}


def units_beside_quantities(filling: Filling) -> None:
    """100袋 → 100 and 袋, where every quantity names its unit and no scale of thousands."""
    cells = filling.rows.cells
    parts = [_QUANTITY.fullmatch(in_one_width(cell).strip()) for cell in cells.get(_QUANTITY_NAME, ())]
    if not parts or not all(part and not _SCALE.search(part[2]) for part in parts):
        return
    cells[_QUANTITY_NAME] = [part[1] for part in parts if part]
    cells[GoodsRecord.unit.name] = [part[2] for part in parts if part]
    filling.rules.append(FillRule(GoodsRecord.unit.label, f"“{GoodsRecord.quantity.label}”的格子里写着"))
