"""What stands beside the amount of a gift: the fee, the net amount, how many gifts a row is, and another currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field

from ..kinds.gifts import DonationRecord
from ..model import to_cent
from ..numerals import foreign, money_power, notes
from ..quantities import plain
from .amounts import exact, in_yuan
from .asking import LEAVE_OUT, SheetQuestions
from .columns import ColumnPlan
from .layouts import Layout
from .proposal import FillRule
from .records import NAMED, STATED
from .sieve import Sieve

_COUNT = re.compile(r"([0-9]{1,9})(?:\.0+)?(?:笔|人次|人)?")
_CENT = Decimal("0.01")


def table_power(layout: Layout, plan: ColumnPlan) -> int:
    """The power of ten by which the amounts of a sheet become yuan: of the unit over the column, else of the table."""
    unit = plan.units.get(DonationRecord.amount.name, "")
    return (money_power(unit) or 0) if unit else _above(layout)


def _above(layout: Layout) -> int:
    return next((note.power for _, cells in layout.above for note in notes(cells) if note.power), 0)


def in_the_unit_of_the_amount(layout: Layout, plan: ColumnPlan, place: int) -> bool:
    """Whether the money in another column is told in the unit of the amounts."""
    meaning = layout.meanings[place]
    other, unit = meaning.unit if meaning else "", plan.units.get(DonationRecord.amount.name, "")
    default = _above(layout)
    return ((money_power(other) if other else default), bool(foreign(other))) == (
        (money_power(unit) if unit else default),
        False,
    )


# How the fees stand beside the amounts → the rule as staff read it.
_FEE_RULES = {
    "fee-and-net": "金额－手续费＝到账净额，每一行都对得上",
    "gross": "您说金额没有扣手续费",
    "net": "您说金额已经扣了手续费：金额加回了手续费，到账净额是原来的数",
}


class Charges(Struct):
    """Fills the columns of a sheet of gifts that stand beside the amount; what is not sure is asked."""

    sieve: Sieve
    layout: Layout
    plan: ColumnPlan
    asking: SheetQuestions
    rules: list[FillRule] = field(default_factory=list)

    def read(self) -> None:
        """Currencies first: their rows have amounts in yuan by then."""
        if self._rates_of_one():
            self._currencies()
        else:
            self._out()
        self._counts()
        self._fees()

    def _put(self, name: str, steering: str, cells: list[str]) -> None:
        self.sieve.rows.cells[name] = cells
        column = DonationRecord.column(name)
        for place in self.plan.steering.get(steering, ()):
            self.plan.use(place, name, column.label)
        unit = self.plan.units.get(DonationRecord.amount.name)
        if unit and column.unit == "元":
            self.plan.units[name] = unit

    def _places(self, cells: Sequence[int]) -> str:
        numbers = "、".join(str(self.sieve.rows.numbers[at]) for at in cells[:NAMED])
        return f"第 {numbers} 行{'等' if len(cells) > NAMED else ''}"

    def _amounts(self) -> list[str]:
        return self.sieve.rows.cells.get(DonationRecord.amount.name, [])

    def _replace_amounts(self, amounts: list[str]) -> None:
        rows = self.sieve.rows
        rows.cells.setdefault(STATED, rows.cells[DonationRecord.amount.name])
        rows.cells[DonationRecord.amount.name] = amounts

    # --- how many --------------------------------------------------------------------------------

    def _counts(self) -> None:
        name = "count" if any(map(_many, self.sieve.cells("count"))) else "people"
        cells = self.sieve.cells(name)
        bulk = [at for at, cell in enumerate(cells) if _many(cell)]
        if not bulk:
            return
        if name == "people":
            text = f"有的行是许多人合在一起的（{self._places(bulk)}），没有写笔数。人数就是捐赠的笔数吗？"
            named = DonationRecord.donor.name in self.sieve.rows.cells
            whole = (("one", "不是，一行是一家交来的一笔，人数不写"),) if named else ()
            answer = self.asking.ask("bulk", text, (("gifts", "是，一人次就是一笔"), *whole, LEAVE_OUT))
            if answer == "one":
                return
            if answer != "gifts":
                self.sieve.out(lambda at: _many(cells[at]), "许多人合在一起、不知道几笔的行")
                return
        counts = ["" if cell.strip() in {"", "1", "1.0", "-"} else _plain_count(cell) for cell in cells]
        self._put(DonationRecord.gifts.name, name, counts)
        total = sum(int(cell) for cell in counts if cell.isdecimal())
        self.rules.append(
            FillRule(DonationRecord.gifts.label, f"{len(bulk)} 行是许多笔合在一起的，共 {total:,} 笔，网页按笔数算")
        )

    # --- fees ------------------------------------------------------------------------------------

    def _fees(self) -> None:
        places = [place for name in ("fee", "net") for place in self.plan.steering.get(name, ())]
        fees = self._summed("fee")
        if not any(fees) or not self._amounts():
            return
        if not all(in_the_unit_of_the_amount(self.layout, self.plan, place) for place in places):
            self.sieve.rows.notes.append("手续费和金额的单位不一样，手续费没有写")
            return
        amounts, power = list(map(exact, self._amounts())), table_power(self.layout, self.plan)
        signs = {fee > 0 for fee in fees if fee}
        whole = all(fee is not None and fee.scaleb(power) % _CENT == 0 for fee in fees)
        if not whole or len(signs) > 1:
            text = "手续费有的读不出、比分还小，或者正负都有：先都不写，请按结算单另行登记。"
            self.asking.ask("fee", text, (("skip", "手续费不写"),))
            return
        taken = [abs(fee or Decimal(0)) for fee in fees]
        nets = self._nets()
        answer = self._whether_taken(amounts, taken, nets)
        if answer not in _FEE_RULES:
            return
        if answer == "net":
            nets, amounts = amounts, self._add_fees(amounts, taken)
        self._put(DonationRecord.fee.name, "fee", [f"{fee:f}" if fee else "" for fee in taken])
        if answer != "gross":
            self._put(DonationRecord.net.name, "net", _nets_that_agree(amounts, taken, nets))
        self.rules.append(FillRule(DonationRecord.fee.label, _FEE_RULES[answer]))

    def _add_fees(self, amounts: Sequence[Decimal | None], fees: Sequence[Decimal]) -> list[Decimal | None]:
        """Write what was given where the amounts are what was left of it; returns the new amounts."""
        sums = [
            f"{amount + fee:f}" if amount is not None and fee else cell
            for cell, amount, fee in zip(self._amounts(), amounts, fees, strict=True)
        ]
        self._replace_amounts(sums)
        return list(map(exact, sums))

    def _whether_taken(
        self, amounts: Sequence[Decimal | None], taken: Sequence[Decimal], nets: Sequence[Decimal | None]
    ) -> str:
        """Whether the fees were taken off the amounts: by the net amounts where all agree, else asked."""
        refunds = [abs(exact(cell) or Decimal(0)) for cell in self.sieve.cells("refund")] or [Decimal(0)] * len(taken)
        off = [
            at
            for at, (amount, fee, net, back) in enumerate(zip(amounts, taken, nets, refunds, strict=True))
            if net is not None and amount is not None and net not in {amount - fee, amount - fee - back}
        ]
        if any(net is not None for net in nets) and not off:
            return "fee-and-net"
        choices: tuple[tuple[str, str], ...]
        if off:
            text = f"有 {len(off)} 行的金额减去手续费不等于净额（{self._places(off)}）。怎么办？"
            choices = (("gross", "金额没有扣手续费：手续费照写，净额不写"), ("skip", "手续费和净额都不写"))
        else:
            example = next(at for at, fee in enumerate(taken) if fee)
            text = f"表里有手续费，没有净额，看不出金额扣过没有（例如{self._places([example])}）。金额是哪一种？"
            choices = (
                ("gross", "捐赠人给的数，没有扣手续费"),
                ("net", "已经扣了手续费，捐赠人给的是两个数加起来"),
                ("skip", "不清楚，手续费不写"),
            )
        return self.asking.ask("fee", text, choices)

    def _summed(self, name: str) -> list[Decimal | None]:
        """The sum of the columns of a name row by row; None where a cell can't be read."""
        columns = [
            cells
            for key, cells in self.sieve.rows.cells.items()
            if re.fullmatch(rf"\?{name}[0-9]*", key) and any(cells)
        ]
        sums: list[Decimal | None] = []
        for cells in zip(*columns, strict=True):
            numbers = [Decimal(0) if _blank(cell) else exact(cell) for cell in cells]
            sums.append(None if None in numbers else sum(filter(None, numbers), Decimal(0)))
        return sums

    def _nets(self) -> list[Decimal | None]:
        cells = next((cells for cells in self._net_columns() if any(not _blank(cell) for cell in cells)), None)
        if cells is None:
            return [None] * len(self.sieve.rows)
        return [None if _blank(cell) else exact(cell) for cell in cells]

    def _net_columns(self) -> list[list[str]]:
        return [cells for key, cells in self.sieve.rows.cells.items() if re.fullmatch(r"\?net[0-9]*", key)]

    # --- currencies ------------------------------------------------------------------------------

    def _currencies(self) -> None:
        self._leave_yuan_plain()
        cells = self.sieve.cells("currency")
        others = [at for at, cell in enumerate(cells) if not in_yuan(cell)]
        if not others:
            return
        names = "、".join(dict.fromkeys(foreign(cells[at]) or cells[at].strip() for at in others))
        rates, originals = self.sieve.cells("rate"), self.sieve.rows.cells.get(DonationRecord.foreign_amount.name)
        why_not = self._why_not_in_yuan(others, cells, rates, names)
        if why_not:
            self._leave_out_foreign(why_not)
            return
        amounts = self._amounts()
        if not amounts and not self._from_originals(others, cells, rates, originals):
            return  # which column holds them is asked first
        amounts = self._amounts()
        if originals is None or any(_blank(originals[at]) or _blank(amounts[at]) for at in others):
            if originals is not None:
                self._leave_out_foreign(
                    f"外币的行（{self._places(others)}）有的缺外币金额或人民币金额：请补上，再导入一次。"
                )
                return
            if not self._convert(others, cells, rates, amounts):
                return
        if self._rate_days(others):
            self._put_currencies()
            self.rules.append(
                FillRule(DonationRecord.currency.label, f"{len(others)} 行是外币（{names}），外币金额×汇率＝金额")
            )

    def _leave_yuan_plain(self) -> None:
        """Nothing of another currency stays in rows that say yuan and have the same amount twice: 人民币 500, 折合 500; a rate but 1 contradicts that."""
        cells, amounts = self.sieve.cells("currency"), self._amounts()
        rows = self.sieve.rows.cells
        originals = rows.get(DonationRecord.foreign_amount.name)
        if not cells or originals is None or not amounts:
            return
        rates = self.sieve.cells("rate") or [""] * len(cells)
        plain = [
            bool(cell.strip())
            and in_yuan(cell)
            and exact(original) == exact(amount)
            and (_blank(rate) or exact(rate) == 1)
            for cell, original, amount, rate in zip(cells, originals, amounts, rates, strict=True)
        ]
        for name in ("foreign_amount", "rate", "rate_day", "?rate"):
            if name in rows:
                rows[name] = ["" if same else cell for cell, same in zip(rows[name], plain, strict=True)]

    def _why_not_in_yuan(self, others: Sequence[int], cells: Sequence[str], rates: Sequence[str], names: str) -> str:
        """Why rows in other currencies can't become yuan: one is not known, or a rate lacks; nothing where they can."""
        unknown = [at for at in others if not foreign(cells[at])]
        without = [at for at in others if not rates or not (exact(rates[at]) or 0) > 0]
        if not (unknown or without):
            return ""
        why = "没有汇率" if without and not unknown else "有的币种不认识"
        return (
            f"有的行不是人民币（{names}，{self._places(without or unknown)}），{why}，不替您折算。要登记的，请在表里加"
            "“外币金额”“汇率”“汇率日期”三列填好，再导入一次。"
        )

    def _leave_out_foreign(self, text: str) -> None:
        self.asking.ask("currency", text, (LEAVE_OUT,))
        self._out()

    def _put_currencies(self) -> None:
        """Currency, rate, its day and the amount in that currency, of the rows that are not in yuan alone."""
        rows = self.sieve.rows
        cells, rates = self.sieve.cells("currency"), self.sieve.cells("rate")
        theirs = [not in_yuan(cell) for cell in cells]
        self._put(
            "currency", "currency", [foreign(cell) if other else "" for cell, other in zip(cells, theirs, strict=True)]
        )
        self._put("rate", "rate", [cell.strip() if other else "" for cell, other in zip(rates, theirs, strict=True)])
        for name in ("foreign_amount", "rate_day"):
            rows.cells[name] = [cell if other else "" for cell, other in zip(rows.cells[name], theirs, strict=True)]

    def _convert(self, others: Sequence[int], cells: list[str], rates: list[str], amounts: list[str]) -> bool:
        """Amounts in another currency with a rate → yuan, where somebody says that this is what they are."""
        first = others[0]
        power = table_power(self.layout, self.plan)
        amount, rate = exact(amounts[first]), exact(rates[first]) or Decimal(0)
        example = ""
        if amount is not None:
            name = foreign(cells[first])
            example = f"（{self._places([first])}：{amount:f} {name}×{rate:f}＝{to_cent(amount * rate):f} 元）"
        text = f"外币的行只有一个金额。它是外币的数吗？{example}"
        choices = (("foreign", "是外币的数，按表里的汇率折成人民币"), ("skip", "不是，不写这些行"))
        answer = self.asking.ask("currency", text, choices) if not power else "skip"
        if power:
            self.sieve.rows.notes.append("外币的行和“万元”一类的单位在一起，没有折算")
        if answer != "foreign":
            self._out()
            return False
        originals, yuan = [""] * len(amounts), list(amounts)
        for at in others:
            money, price = exact(amounts[at]), exact(rates[at])
            originals[at] = amounts[at]
            if money is not None and price is not None:
                originals[at], yuan[at] = f"{money:f}", f"{to_cent(money * price):f}"
        self._replace_amounts(yuan)
        self.sieve.rows.cells["foreign_amount"] = originals
        return True

    def _rates_of_one(self) -> bool:
        """Rates of 100 of a currency (715.30) → rates of one; false where nobody has said which of both they are.

        Sure where the words over the column say 100, or the amounts of all rows fit only one of both; else asked where a
        rate is so high that no currency is worth it.
        """
        cells, rates = self.sieve.cells("currency"), self.sieve.cells("rate")
        others = [at for at, cell in enumerate(cells) if not in_yuan(cell)] if rates else []
        prices = {at: price for at in others if (price := exact(rates[at])) is not None and price > 0}
        if not prices:
            return True
        heads = "".join(self.layout.heads[place] for place in self.plan.steering.get("rate", ()))
        said = re.search(r"100|百", heads)
        fits = {at: self._fits(at, price) for at, price in prices.items()}
        if None not in fits.values():
            hundreds, why = [at for at in fits if fits[at] == _HUNDRED], "外币金额×汇率÷100＝金额"
        elif said:
            hundreds, why = list(prices), "列名写明是每 100 外币的价"
        elif dear := [at for at in prices if fits[at] is None and _dear(cells[at], prices[at])]:
            at = dear[0]
            text = (
                f"汇率 {prices[at]:f}（{self._places(dear)}，{foreign(cells[at]) or cells[at].strip()}）是 1 个单位的，"
                "还是 100 个单位的？银行的牌价常按 100 报。"
            )
            choices = (("hundred", "100 个单位的，除以 100"), ("unit", "1 个单位的"), LEAVE_OUT)
            answer = self.asking.ask("rate-unit", text, choices)
            if answer != "hundred":
                return answer == "unit"
            hundreds, why = dear, "您说是每 100 外币的价"
        else:
            return True
        if hundreds:
            self.sieve.rows.cells["?rate"] = [
                plain(prices[at] / _HUNDRED) if at in set(hundreds) else cell for at, cell in enumerate(rates)
            ]
            self.rules.append(FillRule("汇率", f"{why}：除以 100，{len(hundreds)} 行"))
        return True

    def _fits(self, at: int, price: Decimal) -> int | None:
        """1 or 100: of how many units the rate of a row must be, by its two amounts; None where these do not tell."""
        originals = self.sieve.rows.cells.get(DonationRecord.foreign_amount.name)
        amounts = self._amounts()
        if not originals or not amounts:
            return None
        money, yuan = exact(originals[at]), exact(amounts[at])
        if not money or not yuan:
            return None
        yuan = yuan.scaleb(table_power(self.layout, self.plan))
        return next((units for units in (1, _HUNDRED) if abs(money * price / units - yuan) <= _CENT), None)

    def _from_originals(
        self, others: Sequence[int], cells: list[str], rates: list[str], originals: list[str] | None
    ) -> bool:
        """Where no column holds yuan: foreign amounts times their rates, where somebody says so; rows in yuan are taken as they are."""
        rows = self.sieve.rows
        if originals is None or DonationRecord.amount.name in self.plan.places:
            return False
        numbers = {at: (exact(originals[at]), exact(rates[at])) for at in others}
        if any(money is None or price is None for money, price in numbers.values()):
            return False
        sums = {at: to_cent(money * price) for at, (money, price) in numbers.items() if money and price}
        at = others[0]
        example = (
            f"{self._places([at])}：{originals[at].strip()} {foreign(cells[at])}×{rates[at]}＝{sums.get(at, 0):f} 元"
        )
        text = f"表里没有人民币金额。按外币金额×汇率算吗？（{example}）"
        if (
            self.asking.ask("currency", text, (("foreign", "是，四舍五入到分"), ("skip", "不，不写这些行")))
            != "foreign"
        ):
            return False
        rows.cells[DonationRecord.amount.name] = [
            f"{sums[at]:f}" if at in sums else cell for at, cell in enumerate(originals)
        ]
        return True

    def _rate_days(self, others: Sequence[int]) -> bool:
        rows = self.sieve.rows
        given = rows.cells.get("rate_day")
        blank = [at for at in others if given is None or _blank(given[at])]
        if blank:
            text = f"外币的行有汇率，没有写汇率是哪一天的（{self._places(blank)}）。"
            choices = (("received", "就是到账那一天的"), LEAVE_OUT)
            if self.asking.ask("rate-day", text, choices) != "received":
                self._out()
                return False
            days = rows.cells.get(DonationRecord.received_on.name, [""] * len(rows))
            old = given or [""] * len(rows)
            rows.cells["rate_day"] = [day if _blank(cell) else cell for cell, day in zip(old, days, strict=True)]
        return True

    def _out(self) -> None:
        cells = self.sieve.cells("currency")
        self.sieve.out(lambda at: not in_yuan(cells[at]), "外币的行")


_HUNDRED = 100
_DEAREST = 30  # yuan that one unit of any currency is worth at most, by far
_SMALL = {"日元": Decimal(1), "韩元": Decimal("0.1"), "越南盾": Decimal("0.01"), "印尼盾": Decimal("0.01")}


def _dear(currency: str, price: Decimal) -> bool:
    """Whether a rate is higher than one unit of a currency can be worth."""
    return price > _SMALL.get(foreign(currency) or "", Decimal(_DEAREST))


def _nets_that_agree(
    amounts: Sequence[Decimal | None], fees: Sequence[Decimal], nets: Sequence[Decimal | None]
) -> list[str]:
    """The net amounts as text, where a fee was kept and amount less fee comes to them; blank elsewhere."""
    return [
        f"{net:f}" if net is not None and fee and amount is not None and net == amount - fee else ""
        for net, fee, amount in zip(nets, fees, amounts, strict=True)
    ]


def _blank(cell: str) -> bool:
    return cell.strip() in {"", "-", "--", "—", "/", "无"}


def _many(cell: str) -> bool:
    match = _COUNT.fullmatch(cell.strip().replace(",", ""))
    return bool(match) and int(match[1]) > 1  # type: ignore[index]


def _plain_count(cell: str) -> str:
    match = _COUNT.fullmatch(cell.strip().replace(",", ""))
    return match[1] if match else cell.strip()
