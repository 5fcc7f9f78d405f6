"""The rows below a header: which are records, and which of these are gifts or payments that may be written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from ..numerals import foreign
from ..problems import Problem, Where, problem
from ..quantities import grouped
from ..reading import Lines, bare_number, is_signature, total_word
from .asking import SheetQuestions
from .columns import ColumnPlan
from .layouts import Layout, looks_like_value
from .vocabulary import compact, words

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_EUROPEAN = re.compile(
    r"-?[¥￥]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}|-?[¥￥]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?"
)
_LIKE_A_TOTAL = re.compile(r"合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇总|(?i:^\s*(?:sub-?|grand\s?)?total)")
_OURS = frozenset({"", "人民币", "cny", "rmb", "人民币元", "元", "156", "01", "¥"})
_NAMED = 6  # rows that are named one by one


@dataclass(slots=True)
class RecordRows:
    """The records of a sheet, column by column: text by name of ours or of steering, *numbers* are rows of the sheet.

    *totals* are rows kept for the comparison with the sum, *notes* say in Chinese which rows were left out.
    """

    numbers: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    totals: Lines = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, kept: Sequence[bool]) -> None:
        """Leave out the records for which *kept* is false."""
        if all(kept):
            return
        self.numbers = [number for number, stays in zip(self.numbers, kept, strict=True) if stays]
        self.cells = {
            name: [cell for cell, stays in zip(column, kept, strict=True) if stays]
            for name, column in self.cells.items()
        }

    def __len__(self) -> int:
        return len(self.numbers)


def read_records(layout: Layout, plan: ColumnPlan, body: Lines) -> RecordRows:
    """Every row below the header that is a record; totals apart; titles, signatures, notes and repeated headers left out."""
    rows = RecordRows()
    places = {**plan.places, **{f"?{name}": at[0] for name, at in plan.steering.items()}}
    others = {f"?{name}{number}": place for name, at in plan.steering.items() for number, place in enumerate(at[1:], 1)}
    places |= others
    columns: list[list[str]] = [[] for _ in places]
    slots = list(places.values())
    width = len(layout.heads)
    heads = tuple(head.strip() for head in layout.heads)
    left = Counter[str]()
    key_places = [plan.places[name] for name in plan.places]
    for at, (number, fields) in enumerate(body):
        cells = fields if len(fields) >= width else [*fields, *[""] * (width - len(fields))]
        if "" in itemgetter(*key_places, *key_places)(cells) or not all(cells[place].strip() for place in key_places):
            sort = _sort(cells, key_places, heads)
            if sort == "total":
                rows.totals.append((number, cells))
                continue
            if sort:
                left[sort] += 1
                continue
        elif cells[key_places[0]].strip() == heads[key_places[0]]:
            left["重复的表头"] += 1
            continue
        if _another_table(cells, layout, key_places) and len(body) - at <= _NAMED:
            rows.notes.append(f"第 {number} 行起是另一张汇总表，没有读")
            break
        for column, place in zip(columns, slots, strict=True):
            column.append(cells[place])
        rows.numbers.append(number)
    rows.cells = dict(zip(places, columns, strict=True))
    rows.notes += [f"{what} {count} 行，不是记录，没有写" for what, count in left.items()]
    return rows


def _sort(cells: Sequence[str], key_places: Sequence[int], heads: tuple[str, ...]) -> str:
    """What a row is that is no record; nothing where it may be one."""
    first = next((cell for cell in cells if cell.strip()), "")
    if first.startswith("#"):
        return "软件写的说明行"
    if total_word([first]) or _LIKE_A_TOTAL.search(first):
        return "total"
    if tuple(cell.strip() for cell in cells[: len(heads)]) == heads:
        return "重复的表头"
    filled = [cell for cell in cells if cell.strip()]
    if is_signature(cells):
        return "签字、备注"
    if len(filled) == 1 and not looks_like_value(filled[0]):
        return "只有一格文字的说明"
    return "" if any(cells[place].strip() for place in key_places) else "只有序号一类、没有内容的空行"


def _another_table(cells: Sequence[str], layout: Layout, key_places: Sequence[int]) -> bool:
    """Whether a row is the header of a second table below: words alone, also where days and amounts should be."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) <= 2 or any(looks_like_value(cell) for cell in filled):  # noqa: PLR2004
        return False
    valued = {"amount", "received_on", "paid_on", "moved_on"}
    places = [place for place in key_places if (known := layout.meanings[place]) and known.name in valued]
    return any(cells[place].strip() for place in places)


# --- which records are gifts ---------------------------------------------------------------------


def exact(cell: str, power: int = 0) -> Decimal | None:
    """The number of yuan in a cell, exactly: 1,000.00, ¥20, 1000元, (5); None where it is no plain number."""
    text = bare_number(unicodedata.normalize("NFKC", cell).strip().removesuffix("元").strip())
    text = text.removeprefix("+")
    return Decimal(text).scaleb(power) if _NUMBER.fullmatch(text) else None


def decide_numbers(rows: RecordRows, asking: SheetQuestions) -> None:
    """1.234,56 is a number to one reader and none, or another, to the next: asked for the whole column, then written plainly."""
    cells = rows.cells.get("amount", [])
    foreign_form = [cell.strip() for cell in dict.fromkeys(cells) if _EUROPEAN.fullmatch(cell.strip())]
    if not foreign_form:
        return
    plain = foreign_form[0].replace(".", "").replace(",", ".")
    text = f"金额写成 {foreign_form[0]} 这样：是欧洲写法、等于 {plain} 吗？"
    answer = asking.ask(
        "number-form", text, (("european", f"是，{foreign_form[0]} 等于 {plain}"), ("plain", "不是，我去改"))
    )
    if answer == "european":
        rows.cells["amount"] = [
            cell.replace(".", "").replace(",", ".") if re.fullmatch(r"[-0-9.,¥￥\s]+", cell) else cell for cell in cells
        ]


@dataclass(slots=True)
class _Sieve:
    """Takes rows out one reason after the other, and counts their money."""

    rows: RecordRows
    removed: Decimal = Decimal(0)

    def out(self, applies: Callable[[int], bool], what: str) -> int:
        """Leave out the rows to which it applies; how many these are."""
        kept = [not applies(at) for at in range(len(self.rows))]
        gone = kept.count(False)
        if gone:
            amounts = self.rows.cells.get("amount", [])
            for at, stays in enumerate(kept):
                if not stays and amounts:
                    self.removed += exact(amounts[at]) or 0
            named = [number for number, stays in zip(self.rows.numbers, kept, strict=True) if not stays][:_NAMED]
            places = "、".join(str(number) for number in named)
            self.rows.notes.append(f"{what}：{gone} 行没有写（第 {places} 行{'等' if gone > len(named) else ''}）")
            self.rows.keep(kept)
        return gone

    def cells(self, name: str) -> list[str]:
        """The cells of a steering column."""
        return self.rows.cells.get(f"?{name}", [])


def sift_gifts(rows: RecordRows, plan: ColumnPlan, asking: SheetQuestions, states: Mapping[str, str]) -> Decimal:
    """Leave out what is no gift that came in: outgoing, unpaid, returned, foreign; asked where it isn't sure.

    *states* are words for the state of an order beside those that everybody uses.

    Returns the money of the rows that were left out, for the comparison with totals.
    """
    sieve = _Sieve(rows)
    _outgoing(sieve)
    _unpaid(sieve, asking, states)
    _foreign(sieve, asking)
    _refunded(sieve, asking)
    _in_bulk(sieve, asking)
    if "outgoing" in plan.steering or "direction" in plan.steering:
        _hardly_gifts(sieve, asking)
    return sieve.removed


def _amount(sieve: _Sieve, at: int) -> str:
    return sieve.rows.cells.get("amount", [""] * len(sieve.rows))[at].strip()


def _outgoing(sieve: _Sieve) -> None:
    out = sieve.cells("outgoing")
    if out:
        sieve.out(
            lambda at: not (_amount(sieve, at) and exact(_amount(sieve, at)) != 0) and bool(exact(out[at])),
            "付出去的钱",
        )
        sieve.out(lambda at: _amount(sieve, at) in {"", "-", "—"} and not out[at].strip(), "没有金额的行")
    ways = sieve.cells("direction")
    if ways:
        known = words().directions
        by_cell = {
            cell: known.get(cell.strip().lower() if cell.strip() in "+-" else compact(cell), "") for cell in set(ways)
        }
        sieve.out(lambda at: by_cell[ways[at]] == "out", "付出去的钱")
        ways = sieve.cells("direction")
        sieve.out(lambda at: by_cell[ways[at]] == "none", "不计收支的行")


def _unpaid(sieve: _Sieve, asking: SheetQuestions, more: Mapping[str, str]) -> None:
    states = sieve.cells("status")
    if not states:
        return
    known = {**words().states, **{compact(word): state for word, state in more.items()}}
    by_cell = {cell: known.get(compact(cell), "") for cell in set(states)}
    strange = sorted(cell.strip() for cell, state in by_cell.items() if not state and cell.strip())
    if strange:
        listed = "、".join(strange[:_NAMED])
        text = f"交易状态里有不认识的写法：{listed}。这些行的钱到账了吗？"
        answer = asking.ask("status", text, (("done", "到账了，照写"), ("skip", "没有到账，不写")))
        by_cell |= {
            cell: "done" if answer == "done" else "not_done"
            for cell, state in by_cell.items()
            if not state and cell.strip()
        }
    sieve.out(lambda at: by_cell[states[at]] == "not_done", "没有付成的单子")
    states = sieve.cells("status")
    if any(by_cell[cell] == "returned" for cell in states):
        text = "有的行是退款。退款要和原来那一笔一起处理，导入不写这些行，请另行登记。"
        asking.ask("returned", text, (("skip", "不写这些行"),))
        sieve.out(lambda at: by_cell[states[at]] == "returned", "退款的单子")


def _foreign(sieve: _Sieve, asking: SheetQuestions) -> None:
    currencies = sieve.cells("currency")
    if not currencies:
        return
    others = sorted({cell.strip() for cell in currencies if compact(cell) not in _OURS})
    if others:
        named = "、".join(foreign(cell) or cell for cell in others[:_NAMED])
        text = f"有的行不是人民币（{named}），没有入账的人民币数。导入不折算，请按银行入账数另行登记。"
        asking.ask("currency", text, (("skip", "不写这些行"),))
        sieve.out(lambda at: compact(currencies[at]) not in _OURS, "外币的行")


def _refunded(sieve: _Sieve, asking: SheetQuestions) -> None:
    refunds = sieve.cells("refund")
    if any(exact(cell) for cell in refunds):
        text = "有的行退过款。全额或部分退款要和原来那一笔一起处理，导入不写这些行，请另行登记。"
        asking.ask("refund", text, (("skip", "不写这些行"),))
        sieve.out(lambda at: bool(exact(refunds[at])), "退过款的行")
    amounts = sieve.rows.cells.get("amount", [])
    below = [at for at, cell in enumerate(amounts) if (exact(cell) or 0) < 0]
    if below:
        text = f"有 {len(below)} 行的金额是负数，是退款还是付出去的钱看不出来。负数的行不当捐赠写，请另行登记。"
        asking.ask("negative", text, (("skip", "不写这些行"),))
        sieve.out(lambda at: (exact(_amount(sieve, at)) or 0) < 0, "金额是负数的行")


def _in_bulk(sieve: _Sieve, asking: SheetQuestions) -> None:
    counts = sieve.cells("count")
    if any((exact(cell) or 1) > 1 for cell in counts):
        text = "有的行是许多笔合在一起的（笔数大于 1）。这样的一行不能当一笔捐赠；怎么办？"
        choices = (("skip", "不写这些行，另行登记"), ("stop", "先不导入，去导出逐笔的明细"))
        if asking.ask("bulk", text, choices) == "skip":
            sieve.out(lambda at: (exact(counts[at]) or 1) > 1, "许多笔合在一起的行")


def _hardly_gifts(sieve: _Sieve, asking: SheetQuestions) -> None:
    """Money that came in for another reason, by 摘要 and 附言; their words are not repeated, only the words that were looked for."""
    columns = [column for name, column in sieve.rows.cells.items() if name.startswith("?occasion")]
    looked_for = words().hardly_gifts
    matched: dict[int, str] = {}
    for column in columns:
        for at, cell in enumerate(column):
            word = next((word for word in looked_for if word in cell), "")
            if word:
                matched.setdefault(at, word)
    if not matched:
        return
    listed = "、".join(f"{word} {count} 行" for word, count in Counter(matched.values()).most_common(_NAMED))
    text = f"进来的钱里，有 {len(matched)} 行的摘要或附言不像捐赠（{listed}）。这些行怎么办？"
    answer = asking.ask("hardly-gifts", text, (("skip", "不是捐赠，不写"), ("all", "都是捐赠，照写")), "skip")
    if answer == "skip":
        sieve.out(lambda at: at in matched, "摘要或附言不像捐赠")


def compare_totals(
    rows: RecordRows, layout: Layout, plan: ColumnPlan, removed: Decimal, file: str, sheet: str | None
) -> list[Problem]:
    """One total row against the sum of all rows, those left out taken in; used where rows were left out."""
    place = plan.places.get("amount")
    if place is None or len(rows.totals) != 1:
        return []
    number, cells = rows.totals[0]
    stated = exact(cells[place])
    amounts = [exact(cell) for cell in rows.cells["amount"]]
    if stated is None or None in amounts:
        return []
    counted = sum((amount for amount in amounts if amount is not None), removed)
    if stated == counted:
        rows.notes.append("合计行与全部行（连没有写的）加起来相同")
        return []
    where = Where(file, sheet, number, layout.heads[place].strip())
    known = total_word([cell for cell in cells if cell.strip()][:1])
    amounts_told = {
        "found": grouped(stated),
        "expected": grouped(counted),
        "difference": grouped(abs(stated - counted)),
    }
    word = known.word if known else "合计"
    return [problem("total-mismatch", where, word=word, rows="上面各行", **amounts_told)]
