"""Which records of a sheet are gifts that came in; asked where it isn't sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from ..kinds.disbursements import DisbursementRecord
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord
from ..numerals import foreign
from ..reading import plain_day, read_day
from ..rules import void_words
from .amounts import BLANK, exact, in_yuan
from .asking import LEAVE_OUT, SheetQuestions
from .balances import BalancedAmount, amount_ways
from .columns import ColumnPlan
from .records import NAMED, STATED, RecordRows, spelled_alike
from .refunds import ForeignRefund, take_refunds
from .sieve import Sieve
from .vocabulary import compact, says_taken_back, way_of, words

_SHOWN = 12  # characters of a cell that are repeated
_RETURNED = re.compile(r"(?:已|部分)?退款¥?[0-9]")
_EUROPEAN = re.compile(
    r"-?[¥￥]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}|-?[¥￥]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?"
)


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


def sift_gifts(
    rows: RecordRows,
    plan: ColumnPlan,
    asking: SheetQuestions,
    states: Mapping[str, str],
    known: Callable[[str], bool],
    *,
    comparable: bool,
) -> tuple[Sieve, list[ForeignRefund]]:
    """Leave out what is no gift that came in: outgoing, unpaid, returned; asked where it isn't sure.

    *states* are words for the state of an order beside those that everybody uses; *known* says whether the gift of an order
    number is in the data, *comparable* whether refunds are told in the unit of the amounts.

    Returns the sieve, which knows the money of the rows that were left out, and the refunds that are sure.
    """
    sieve = Sieve(rows)
    without_amount(sieve, plan, asking)
    _on_both_sides(sieve, "outgoing", asking)
    _outgoing(sieve, plan, asking)
    returned = _unpaid(sieve, asking, states)
    refunds = take_refunds(sieve, asking, returned, known, comparable=comparable)
    if plan.steering.keys() & {"outgoing", "direction", "running"}:
        _hardly(sieve, asking, "hardly-gifts", words().hardly_gifts, ("进来", "捐赠"))
    _payouts(sieve, asking)
    leave_out_voids(sieve, asking, {refund.row for refund in refunds if refund.beside})
    return sieve, refunds


def _payouts(sieve: Sieve, asking: SheetQuestions) -> None:
    """Ask about money that a payment company settled: the gifts of many, which the list of a platform tells one by one."""
    names = words().payment_companies
    company = re.compile(
        rf"(?:[\u4e00-\u9fff]{{2,3}}[省市]?)?(?:{'|'.join(map(re.escape, names))})(?:.*(?:公司|备付金|专户|账户|清算|结算|客户|款项?))?"
    )
    givers = sieve.rows.cells.get(DonationRecord.donor.name, [])
    settled = [at for at, cell in enumerate(givers) if company.fullmatch(compact(cell))]
    if not settled:
        return
    listed = "、".join(list(dict.fromkeys(givers[at].strip() for at in settled))[:NAMED])
    text = (
        f"有 {len(settled)} 行是支付公司结算来的款（{listed}；{_listed(sieve.rows, settled)}），里面是许多人的捐款，不是它捐的。"
        "怎么办？"
    )
    choices = (("skip", "不写这些行，捐款从平台的明细导入"), ("all", "就是它捐的，照写"))
    if asking.ask("payouts", text, choices, "skip") == "skip":
        sieve.out_at(set(settled), "支付公司结算来的款")


def sift_payments(rows: RecordRows, plan: ColumnPlan, asking: SheetQuestions, states: Mapping[str, str]) -> Sieve:
    """Leave out what is no payment that went out in our money: incoming, unpaid, paid back, in another currency.

    *states* are words for the state of an order beside those that everybody uses. What came back is asked, as it belongs
    to another table. Returns the sieve, which knows the money of the rows that were left out.
    """
    sieve = Sieve(rows)
    without_amount(sieve, plan, asking)
    _on_both_sides(sieve, "incoming", asking)
    incoming = sieve.cells("incoming")
    if incoming:
        sieve.out(lambda at: not exact(_amount(sieve, at)) and bool(exact(incoming[at])), "收进来的钱")
    _by_direction(sieve, "in", "收进来的钱", asking)
    _by_balances(sieve, plan, "in", asking)
    _without_signs(sieve)
    returned = _unpaid(sieve, asking, states)
    backs = sieve.cells("refund") or [""] * len(rows)
    back = [at for at in range(len(rows)) if returned[at] or exact(backs[at])]
    if back:
        text = f"有 {len(back)} 行退过款（{_listed(rows, back)}）。这些行不写，请在拨付表和拨付退回表里另行登记。"
        asking.ask("returned", text, (LEAVE_OUT,))
        sieve.out_at(back, "退过款的行")
    currencies = sieve.cells("currency")
    others = [at for at, cell in enumerate(currencies) if not in_yuan(cell)]
    if others:
        names = "、".join(dict.fromkeys(foreign(currencies[at]) or currencies[at].strip() for at in others))
        text = (
            f"有的行不是人民币（{names}，{_listed(rows, others)}），不替您折算。要登记的，请在拨付表里填“外币金额”“币种”"
            "“汇率”“汇率日期”。"
        )
        asking.ask("currency", text, (LEAVE_OUT,))
        sieve.out_at(others, "外币的行")
    _hardly(sieve, asking, "hardly-payments", words().hardly_payments, ("付出去", "拨付"))
    leave_out_voids(sieve, asking)
    return sieve


def _without_signs(sieve: Sieve) -> None:
    """Read -300.00 as 300.00 in lists of banks that write a minus before all that went out.

    Amounts stay as they are where one of them has no minus, or a row says that its money came back.
    """
    rows = sieve.rows
    amounts = rows.cells.get("amount", [])
    steered = sieve.cells("direction") or sieve.cells("incoming")
    signed = [(number := exact(cell)) is not None and number < 0 for cell in amounts]
    back = any(map(says_taken_back, (*sieve.cells("occasion"), *sieve.cells("status"))))
    if not steered or not signed or not all(signed) or back:
        return
    rows.cells.setdefault(STATED, list(amounts))
    rows.cells["amount"] = [cell.strip().lstrip("-－−").strip() for cell in amounts]
    alone = "；只有这一笔，请看流水的余额，余额多了的是退回来的，不要写" if len(amounts) == 1 else ""
    rows.notes.append(
        f"付出去的钱前面都有减号，减号不要，例如 {amounts[0].strip()} 读成 {rows.cells['amount'][0]}{alone}"
    )


_MONEY = re.compile(
    r"(?:人民币|现[金款]|善款|捐款|捐赠款|爱心款|款项?|资金|货币|慰问金|助学金|汇款|转账|支票)(?:[(（].*|[0-9一二三四五六七八九十百千万.,]+万?元)?"
)
_UNIT_OF_MONEY = re.compile(r"万?[元圆]")


def leave_out_money(sieve: Sieve, asking: SheetQuestions) -> None:
    """Ask about the rows of a list of goods whose thing is money."""
    items = sieve.rows.cells.get(GoodsRecord.item.name, [])
    units = sieve.rows.cells.get(GoodsRecord.unit.name) or [""] * len(items)
    money = [
        at
        for at, (item, unit) in enumerate(zip(items, units, strict=True))
        if _MONEY.fullmatch(item.strip()) or _UNIT_OF_MONEY.fullmatch(unit.strip())
    ]
    if not money:
        return
    named = "、".join(dict.fromkeys(items[at].strip()[:_SHOWN] for at in money[:NAMED]))
    text = f"有 {len(money)} 行的品名是钱，不是物资（{named}；{_listed(sieve.rows, money)}）。钱请导入捐赠明细或拨付。"
    asking.ask("money-items", text, (LEAVE_OUT,))
    sieve.out_at(money, "品名是钱的行")


def leave_out_voids(sieve: Sieve, asking: SheetQuestions, refunded: Collection[int] = ()) -> None:
    """Ask about the rows whose remarks say that their money is not there; those in the rows *refunded* of the sheet are sure."""
    _undone_below(sieve.rows, asking)
    numbers = sieve.rows.numbers
    void = {at: words for at, words in enumerate(sieve.cells("void")) if words and numbers[at] not in refunded}
    if not void:
        return
    listed = "、".join(f"{words} {count} 行" for words, count in Counter(void.values()).most_common(NAMED))
    text = f"有 {len(void)} 行写着钱退了、作废了或者没有到账（{listed}；{_listed(sieve.rows, list(void))}）。这些行的钱还在吗？"
    answer = asking.ask("void", text, (("skip", "不在了，不写这些行"), ("all", "还在，照写")), "skip", kept=False)
    if answer == "skip":
        sieve.out_at(set(void), "写着退款、作废或没有到账的行")


def _undone_below(rows: RecordRows, asking: SheetQuestions) -> None:
    """A note between or below the rows that some money went back names a record that only a reader can find."""
    if not rows.undone:
        return
    said = "；".join(f"第 {number} 行写着“{void_words(' '.join(cells))}”" for number, cells in rows.undone[:NAMED])
    text = f"表里的说明说有钱退了、作废了或者没有到账（{said}），说的是哪一笔要人来看。核对过了吗？"
    asking.ask("void-note", text, (("all", "核对过了，照写"),), kept=False)


def without_amount(sieve: Sieve, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Ask about the rows whose money stands in another column than the amounts: what was promised, or given in goods.

    Of goods those that name no thing and have money beside it.
    """
    rows = sieve.rows
    places = [at for at, number in enumerate(rows.numbers) if number in rows.elsewhere]
    if not places:
        return
    heads = "、".join(dict.fromkeys(f"“{rows.elsewhere[rows.numbers[at]]}”" for at in places))
    blank, why = plan.head_of("amount"), "没有到账的、捐的是物资的，不在这里写（物资请登进物资收发）。"
    if not blank:
        blank, why = plan.head_of("item"), "捐的是钱的，请导入捐赠明细，不在这里写。"
    text = f"有 {len(places)} 行的“{blank}”空着，写在{heads}里（{_listed(rows, places)}）。{why}"
    asking.ask("no-amount", text, (LEAVE_OUT,))
    sieve.out_at(places, f"“{blank}”空着、写在别的列里的行")


def _listed(rows: RecordRows, places: Sequence[int]) -> str:
    numbers = "、".join(str(rows.numbers[at]) for at in places[:NAMED])
    return f"第 {numbers} 行{'等' if len(places) > NAMED else ''}"


def _amount(sieve: Sieve, at: int) -> str:
    return sieve.rows.cells.get("amount", [""] * len(sieve.rows))[at].strip()


def _outgoing(sieve: Sieve, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Leave out what went out, and rows without any money."""
    out = sieve.cells("outgoing")
    if out:
        _tell_given_back(sieve, [bool(exact(cell)) for cell in out])
        sieve.out(
            lambda at: (_amount(sieve, at) in BLANK or exact(_amount(sieve, at)) == 0) and bool(exact(out[at])),
            "付出去的钱",
        )
        sieve.out(lambda at: _amount(sieve, at) in BLANK and not out[at].strip(), "没有金额的行")
    _by_direction(sieve, "out", "付出去的钱", asking)
    _by_balances(sieve, plan, "out", asking)


def _tell_given_back(sieve: Sieve, out: Sequence[bool]) -> None:
    """Tell of money that went *out* of a row and is called a refund: the gift in another row, or in another file, is not the whole truth."""
    words = {
        at: said
        for name, column in sieve.rows.cells.items()
        if name.startswith("?occasion")
        for at, cell in enumerate(column)
        if out[at] and (said := void_words(cell))
    }
    if words:
        listed = "、".join(f"“{said}”" for said in dict.fromkeys(words.values()))
        sieve.rows.notes.append(
            f"付出去的钱里，有 {len(words)} 行写着{listed}（{_listed(sieve.rows, sorted(words))}）：退给捐赠人的，请在捐赠退款表里登记，"
            "不然那笔捐赠照算"
        )


def _on_both_sides(sieve: Sieve, other: str, asking: SheetQuestions) -> None:
    """Ask about the rows with money on both sides: what came in and went out is two records, or one of them is a charge or a slip."""
    others = sieve.cells(other)
    both = [at for at, cell in enumerate(others) if exact(cell) and exact(_amount(sieve, at))]
    if not both:
        return
    at = both[0]
    side, money = (
        ("进来", "付出去") if other == "outgoing" else ("付出去", "进来"),
        (_amount(sieve, at), others[at].strip()),
    )
    text = (
        f"有 {len(both)} 行进来、付出去两边都有数（{_listed(sieve.rows, both)}；例如{side[0]}的 {money[0]}、{side[1]}的 {money[1]}）。"
        "怎么办？"
    )
    choices = (("skip", "不写这些行，我去改成两行"), ("all", f"照{side[0]}的数写，{side[1]}的另外登记"))
    if asking.ask("both-sides", text, choices, kept=False) != "all":
        sieve.out_at(both, "两边都有数的行")


def _by_direction(sieve: Sieve, unwanted: str, what: str, asking: SheetQuestions) -> None:
    """Leave out the rows of the *unwanted* direction (`in` or `out`), told as *what*, and those of neither; others are asked."""
    ways = sieve.cells("direction")
    if not ways:
        return
    by_cell = {cell: way_of(cell) for cell in set(ways)}
    strange = sorted(cell for cell, way in by_cell.items() if cell.strip() and not way)
    if strange:
        listed = "、".join(cell.strip() for cell in strange[:NAMED])
        text = f"看不出钱是进来还是付出去：{listed}。这些行是哪一种？"
        choices = (("in", "进来的钱"), ("out", "付出去的钱"), ("none", "都不是，不写"))
        by_cell |= dict.fromkeys(strange, asking.ask("direction", text, choices) or "none")
    if unwanted == "out":
        _tell_given_back(sieve, [by_cell[cell] == unwanted for cell in ways])
    sieve.out(lambda at: by_cell[ways[at]] == unwanted, what)
    ways = sieve.cells("direction")
    sieve.out(lambda at: by_cell[ways[at]] == "none", "不计收支的行")


_UNWANTED = {"in": "收进来的钱", "out": "付出去的钱"}
# Words over amounts that say nothing of which way they went, as 捐赠金额 and 拨付金额 do.
_WAYLESS = re.compile(
    "(?:(?:交易|发生|收支|收入支出|本次|人民币|总|转账|汇款|打款|付款|现金|资金)?金额|人民币|(?:交易|发生|收支发生|数|款)额"
    "|(?:transaction)?amount)(?:[(（].*)?",
    re.IGNORECASE,
)


def _by_balances(sieve: Sieve, plan: ColumnPlan, unwanted: str, asking: SheetQuestions) -> None:
    """Leave out the *unwanted* rows where amounts have no sign and nothing says which way they went, but the balances do.

    A list in which nothing went the unwanted way need not say which way its rows went.
    """
    balances = sieve.cells("running")
    if not _WAYLESS.fullmatch(compact(plan.head_of("amount"))):
        return
    if not balances or any(sieve.cells(name) for name in ("direction", "outgoing", "incoming")):
        return
    numbers = sieve.rows.numbers
    days = sieve.cells("received_on") or sieve.cells("paid_on") or [""] * len(numbers)
    lines = [
        BalancedAmount(number, amount, exact(balance), day=plain_day(days[at]) or read_day(days[at]).value)
        for at, (number, balance) in enumerate(zip(numbers, balances, strict=True))
        if (amount := exact(_amount(sieve, at))) is not None
    ]
    ways = amount_ways(lines)
    out = _signed_out(sieve, lines, ways.out, unwanted) if ways.signed else ways.out
    by_row = {row: {True: "out", False: "in", None: ""}[way] for row, way in out.items()}
    if unwanted not in by_row.values():
        return
    unknown = [at for at, number in enumerate(numbers) if by_row.get(number) == ""]
    if unknown:
        text = f"没有写收还是付，按余额也看不出{_listed(sieve.rows, unknown)}是进来还是付出去。是哪一种？"
        text += "几行不一样的，请在表里加一列“收支”。" if len(unknown) > 1 else ""
        choices = (("in", "进来的钱"), ("out", "付出去的钱"), ("none", "都不是，不写"))
        answer = asking.ask("balance", text, choices) or "none"
        by_row |= {numbers[at]: answer for at in unknown}
    if unwanted == "out":
        _tell_given_back(sieve, [by_row.get(number) == unwanted for number in numbers])
    sieve.out(lambda at: by_row.get(sieve.rows.numbers[at]) == unwanted, f"{_UNWANTED[unwanted]}（按余额看）")
    sieve.out(lambda at: by_row.get(sieve.rows.numbers[at]) == "none", "看不出收还是付的行")


def _signed_out(
    sieve: Sieve, lines: Sequence[BalancedAmount], out: Mapping[int, bool | None], unwanted: str
) -> dict[int, bool | None]:
    """The rows with a minus whose balance fell: they went out, unless words beside them say that a gift was undone, or a giver has them."""
    if unwanted != "out":
        return {}
    donors = sieve.rows.cells.get(DonationRecord.donor.name, [""] * len(sieve.rows))
    names = dict(zip(sieve.rows.numbers, map(spelled_alike, donors), strict=True))
    givers = {names[line.row] for line in lines if line.amount > 0 and names[line.row]}
    occasions = [column for name, column in sieve.rows.cells.items() if name.startswith("?occasion")]
    undone = {
        number for at, number in enumerate(sieve.rows.numbers) if any(says_taken_back(cells[at]) for cells in occasions)
    }
    undone |= {row for row, name in names.items() if name in givers}
    return {line.row: True for line in lines if line.amount < 0 and out.get(line.row) and line.row not in undone}


def _unpaid(sieve: Sieve, asking: SheetQuestions, more: Mapping[str, str]) -> list[bool]:
    """Leave out what was never paid; returns of each row that stays whether its state is that of a refund."""
    states = sieve.cells("status")
    if not states:
        return [False] * len(sieve.rows)
    known = {**words().states, **{compact(word): state for word, state in more.items()}}
    by_cell = {cell: known.get(compact(cell), "") or _returned_in_part(cell) for cell in set(states)}
    strange = sorted(cell.strip() for cell, state in by_cell.items() if not state and cell.strip())
    if strange:
        listed = "、".join(strange[:NAMED])
        text = f"交易状态里有不认识的写法：{listed}。这些行的钱到账了吗？"
        answer = asking.ask("status", text, (("done", "到账了，照写"), ("skip", "没有到账，不写")))
        by_cell |= {
            cell: "done" if answer == "done" else "not_done"
            for cell, state in by_cell.items()
            if not state and cell.strip()
        }
    sieve.out(lambda at: by_cell[states[at]] == "not_done", "没有付成的单子")
    return [by_cell[cell] == "returned" for cell in sieve.cells("status")]


def _returned_in_part(cell: str) -> str:
    """`returned` for a state that tells the money that went back, too: 已退款(￥30.00)."""
    return "returned" if _RETURNED.match(compact(cell)) else ""


def _hardly(
    sieve: Sieve, asking: SheetQuestions, topic: str, looked_for: Collection[str], said: tuple[str, str]
) -> None:
    """Money that moved for another reason, by 摘要 and 附言; their words are not repeated, only those that were *looked_for*.

    *said* say which way the money went, and what it hardly is.
    """
    columns = [
        column
        for name, column in sieve.rows.cells.items()
        if name.startswith("?occasion") or name == DisbursementRecord.purpose.name
    ]
    matched: dict[int, str] = {}
    for column in columns:
        for at, cell in enumerate(column):
            word = next((word for word in looked_for if word in cell), "")
            if word:
                matched.setdefault(at, word)
    if not matched:
        return
    way, thing = said
    listed = "、".join(f"{word} {count} 行" for word, count in Counter(matched.values()).most_common(NAMED))
    text = f"{way}的钱里，有 {len(matched)} 行的摘要、附言或用途不像{thing}（{listed}）。这些行怎么办？"
    answer = asking.ask(topic, text, (("skip", f"不是{thing}，不写"), ("all", f"都是{thing}，照写")), "skip")
    if answer == "skip":
        sieve.out(lambda at: at in matched, f"摘要或附言不像{thing}")
