"""The columns of a file → columns of ours, by their words, their units and their cells; what is left out is left out with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from msgspec import Struct, field
from msgspec.structs import replace

from ..kinds.donations import KIND as DONATIONS
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord
from ..model import Kind
from ..numerals import foreign, money_power
from ..reading import Date, DonationNumber, Lines, letter, plain_day, plain_header, read_day
from .amounts import exact
from .asking import SheetQuestions
from .balances import BalancedAmount, grows_by_debits
from .layouts import Layout
from .proposal import ColumnUse
from .recipes import Recipe
from .vocabulary import Meaning, Sense, compact, unit_of_money, way_of

LEFT_OUT = "-"

# How the fields that steer an import are told where they are no column of ours.
_STEERING = {
    "order": "订单号、流水号只用来查重：留下一个认不出原号的校验值，不公布",
    "outgoing": "付出去的钱：有数的行不当捐赠",
    "incoming": "收进来的钱：有数的行不当拨付",
    "direction": "看钱是进是出：反过来的行不写",
    "status": "看有没有付成：没有付成的行不写",
    "unit": "看每一行的金额是什么单位",
    "currency": "看是不是人民币",
    "rate": "汇率",
    "fee": "手续费没有写进去",
    "fee_rate": "费率没有写进去",
    "refund": "看有没有退款",
    "refund_day": "退款的日期",
    "original": "退款用来找原来那一笔，不公布",
    "net": "扣费以后的净额，没有写进去",
    "count": "看一行是几笔",
    "people": "看一行是几个人",
    "running": "余额不是一笔一笔的钱",
    "cumulative": "累计数不是一笔一笔的钱",
    "anonymous": "看愿不愿意公开姓名",
    "spelled": "大写的数只用来和金额核对",
    "what": "看捐的是钱还是物资",
    "came": "收进来的数量，按“接收”",
    "went": "发出去的数量，按“发放”",
    "went_on": "发出去的日子，写在“发放”的那一条",
    "stock": "结存，盘点过的才写",
    "whence": "收进来的是捐赠方，发出去的是接收方",
    "occasion": "只用来看这笔钱像不像捐赠或拨付，不公布",
}
_REMARKS = "备注、摘要里常有姓名、电话和病情，不公布"
_SAMPLE = 5_000
_FIRST_CELLS = 20
_UNIT_COLUMN = re.compile(r"(?:金额|价值|货币|计价)单位")
_SIDES = frozenset({"amount", "outgoing", "incoming"})
_NAMES = frozenset({"donor", "receiver", "giver"})
_OF_BODIES = re.compile(r"单位|企业|公司")
_OF_PERSONS = re.compile(r"人(?!民)|姓名|者")
_NO_WAY = frozenset({"status", "anonymous", "currency", "unit"})  # steer otherwise, whatever their cells are
# Words over columns that only books of one's own have.
_LEDGER = frozenset(
    {"凭证字号", "凭证字", "凭证号数", "记账凭证", "凭证种类号数", "对方科目", "对方科目名称", "借或贷"}
)
_SAYS_A_WAY = re.compile(
    r"借贷|收付|收支|进出|往来|来往|方向|标[志识记]|flag|\bd/?c\b|\bc/?d\b|\bcr/?dr\b|\bdr/?cr\b", re.IGNORECASE
)
_OF_A_BALANCE = re.compile(r"余额|结余|结存|balance", re.IGNORECASE)  # 余额方向: on which side the balance is
_OF_WAYS = re.compile(r"来源|渠道|途径|方式")  # 捐赠来源 beside a column of givers says by which way it came
_LIKE_MONEY = re.compile(r"(?:捐|款|额|到账|折价|费)$")  # 企业配捐, 第二次到账
_ANY_UNIT_COLUMN = re.compile(r"单位|unit")


class ColumnPlan(Struct):
    """Where in the file each column of ours and each steering column stands (places from 0 on), and how it is told."""

    places: dict[str, int] = field(default_factory=dict)
    steering: dict[str, list[int]] = field(default_factory=dict)
    uses: list[ColumnUse] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)  # the words over a column of money that name its unit
    # other columns of the same names, read where the first is blank
    beside: dict[str, list[int]] = field(default_factory=dict)

    def use(self, place: int, name: str, label: str) -> None:
        """Tell that a column which steers is taken over as the column *name* of ours, too."""
        self.uses[place] = replace(self.uses[place], name=name, label=label, reason="")

    def head_of(self, name: str) -> str:
        """The words over the column *name* of ours; nothing where it is no column of the file."""
        return self.uses[self.places[name]].header if name in self.places else ""


def plan_columns(layout: Layout, body: Lines, recipe: Recipe | None, asking: SheetQuestions) -> ColumnPlan:
    """Decide for every column of the file; where two could be the same column of ours, that is asked."""
    plan = ColumnPlan()
    senses = _senses(layout, body, recipe, asking)
    _unit_of_rows(layout, body, senses)
    _amounts_in_parts(layout, body, senses)
    wanted = _by_name(senses, Sense.COLUMN)
    plan.steering |= _by_name(senses, Sense.STEERING)
    money = {column.name for column in layout.kind.record.columns if column.unit == "元"}
    if "amount" in money:
        _with_net(wanted, plan.steering, body)
    units = {compact(word): unit for word, unit in recipe.units.items()} if recipe else {}
    rivals: dict[int, str] = {}
    for name, places in wanted.items():
        chosen = places[0] if len(places) == 1 else _choose(name, places, senses, layout, body, asking)
        rivals |= {place: letter(chosen + 1) if chosen is not None else "" for place in places if place != chosen}
        if chosen is None:
            continue
        plan.places[name] = chosen
        if name in _NAMES and len(places) > 1:
            plan.beside[name] = [
                place for place in places if place != chosen and not _OF_WAYS.search(layout.heads[place])
            ]
        known = senses[chosen]
        unit = units.get(compact(layout.heads[chosen])) or (known.unit if known else "")
        if name in money and unit:
            plan.units[name] = unit
    _ask_of_unknown_money(layout, body, senses, asking)
    plan.uses = [_use(place, layout, senses[place], plan, rivals, asking) for place in range(len(layout.heads))]
    return plan


def _by_name(senses: Mapping[int, Meaning | None], sense: Sense) -> dict[str, list[int]]:
    """The places of all columns of one sense, by the name that they mean."""
    places: dict[str, list[int]] = {}
    for place, known in senses.items():
        if known and known.sense is sense:
            places.setdefault(known.name, []).append(place)
    return places


def _unit_of_rows(layout: Layout, body: Lines, senses: dict[int, Meaning | None]) -> None:
    """A column beside the amounts that holds units of money says row by row how to read them; other words in it are told later."""
    names = {column.name for column in layout.kind.record.columns}
    for place, head in enumerate(layout.heads):
        known = senses[place]
        word = compact(head)
        if known is not None and known.sense is Sense.COLUMN and not (word == "单位" and known.name in _NAMES):
            continue
        if not (_UNIT_COLUMN if "unit" in names else _ANY_UNIT_COLUMN).search(word):
            continue
        cells = {_cell(fields, place) for _, fields in body[:_SAMPLE]} - {""}
        units = [cell for cell in cells if money_power(cell) is not None]
        if units or (cells and all(map(foreign, cells))):
            senses[place] = Meaning(Sense.STEERING, "unit")


_A_SUM = re.compile(r"(?:捐[赠款])?(?:合计|总计|小计|共计)(?:万?元)?")
_BY_A_WAY = re.compile(
    r"现金|微信|支付宝|银行|转账|汇款|电汇|邮汇|支票|网银|银联|云闪付|刷卡|扫码|对公|公户|线上|线下|网络|公益|平台|[工农中建交]行|农商行|信用社|邮储"
)


def _amounts_in_parts(layout: Layout, body: Lines, senses: dict[int, Meaning | None]) -> None:
    """微信, 支付宝, 银行 and 合计: where 合计 is the sum of the others in every row it is the amount, and they are its parts.

    Only where all parts are ways of payment: 未到账 or 物资折价 in a sum is no money that came.
    """
    names = {column.name for column in layout.kind.record.columns}
    if "amount" not in names or any(known and known.name in _SIDES for known in senses.values()):
        return
    unknown = [
        place
        for place, known in senses.items()
        if known is None and layout.heads[place].strip() and any(exact(_cell(cells, place)) for _, cells in body)
    ]
    sums = [place for place in unknown if _A_SUM.fullmatch(compact(layout.heads[place]))]
    parts = [place for place in unknown if place not in sums]
    units = {unit_of_money(layout.heads[place]) for place in unknown} - {""}
    ways = all(_BY_A_WAY.search(layout.heads[place]) for place in parts) and len(parts) >= _FEWEST_PARTS
    if not ways or len(sums) != 1 or len(units) > 1 or not _adds_up(body, sums[0], parts):
        return
    (whole,) = sums
    senses[whole] = Meaning(Sense.COLUMN, "amount", 0, "", *units)
    for place in parts:
        senses[place] = Meaning(Sense.IDLE, reason=f"已经算在“{_short(layout.heads[whole])}”里，每一行都加过，对得上")


_FEWEST_PARTS = 2


def _adds_up(body: Lines, whole: int, parts: Sequence[int]) -> bool:
    """Whether a column is the sum of others in every row that has something in one of them."""
    for _, cells in body:
        texts = [_cell(cells, place) for place in (whole, *parts)]
        total, *others = [exact(text) if text else Decimal(0) for text in texts]
        if total is None or None in others or total != sum((other for other in others if other), Decimal(0)):
            return False
    return True


def is_money(head: str) -> bool:
    """Whether words stand over money, whatever money it is: 微信（元）, 企业配捐."""
    return bool(unit_of_money(head) or _LIKE_MONEY.search(compact(head)))


def _ask_of_unknown_money(
    layout: Layout, body: Lines, senses: dict[int, Meaning | None], asking: SheetQuestions
) -> None:
    """A column of money that nobody knows is never passed over in silence: whoever imports says that it is to be left out."""
    for place, head in enumerate(layout.heads):
        if senses[place] is not None or not is_money(head):
            continue
        if not any(exact(_cell(cells, place)) for _, cells in body[:_SAMPLE]):
            continue
        where = letter(place + 1)
        money = [(column.name, f"是“{column.label}”") for column in layout.kind.record.columns if column.unit == "元"]
        text = f"{where} 列“{_short(head)}”是钱，不知道是什么钱。怎么办？"
        if layout.kind.record is GoodsRecord:
            text += "（捐的钱不写在物资表里：先不要这一列，再导入一次，种类选“捐赠明细”。）"
        asking.ask(f"column.{where}", text, [(LEFT_OUT, "不要这一列"), *money])


def shows_both_ways(layout: Layout, body: Lines) -> bool:
    """Whether a list of gifts shows beside what came in what went out: in a column of its own, or told row by row."""
    steers = {known.name for known in layout.meanings if known and known.sense is Sense.STEERING}
    ways = {way_of(cell) for place in _ways(layout, body) for cell in _column(body, place)}
    if ("outgoing" in steers and "amount" in layout.names) or {"in", "out"} <= ways:
        return True
    amounts = [place for place, known in enumerate(layout.meanings) if known and known.name == "amount"]
    signs = {number > 0 for place in amounts for cell in _column(body, place) if (number := exact(cell))}
    return bool(steers & {"running", "cumulative"}) and len(signs) > 1


def _ways(layout: Layout, body: Lines) -> list[int]:
    """The columns that hold nothing but words for the way of money (来账, 支出), by their heads or by their cells."""
    ways = []
    for place, known in enumerate(layout.meanings):
        if known and known.sense is Sense.STEERING and known.name == "direction":
            ways.append(place)
        elif not _OF_A_BALANCE.search(layout.heads[place]) and not (
            known and (known.sense is Sense.COLUMN or known.name in _NO_WAY)
        ):
            cells = {compact(cell) for cell in _column(body, place)} - {""}
            # under such words one sign is enough: 收, 付, C, D
            said = _SAYS_A_WAY.search(layout.heads[place]) is not None
            if cells and all((said or len(cell) > 1) and way_of(cell) in {"in", "out"} for cell in cells):
                ways.append(place)
    return ways


def _column(body: Lines, place: int) -> set[str]:
    return {_cell(fields, place) for _, fields in body[:_SAMPLE]}


def _senses(layout: Layout, body: Lines, recipe: Recipe | None, asking: SheetQuestions) -> dict[int, Meaning | None]:
    """What each column is; words such as 摘要 steer only the statement of a bank, and are private elsewhere."""
    senses = {place: _sense(head, place, layout, recipe, asking) for place, head in enumerate(layout.heads)}
    for place in _ways(layout, body):
        if not ((known := senses[place]) and known.sense is Sense.COLUMN):
            senses[place] = Meaning(Sense.STEERING, "direction")
    if _is_ledger(layout, body, senses):
        _sides_of_a_ledger(layout, senses, asking)
    _numbers_of_others(layout, body, senses)
    _days_of_both_sides(layout, senses)
    steers = {known.name for known in senses.values() if known and known.sense is Sense.STEERING}
    if not steers & {"outgoing", "incoming", "direction", "running"}:
        for place, known in senses.items():
            if known and known.sense is Sense.STEERING and known.name == "occasion":
                senses[place] = Meaning(Sense.PRIVATE, reason=_REMARKS)
    _ask_of_earmarked(layout, body, senses, asking)
    return senses


# 定向：教育 names the purpose behind it.
EARMARKED = re.compile(
    r"^(?:(?:定向|指定)(?![账帐]|银行|专户|网点|地点|时间|日期)(?:捐赠?给|捐助|捐赠|捐款|用于|资助|支持|给)?[:：]?"
    r"|专项(?:捐赠|捐款)?(?:用于|[:：]))\s*(?=[^捐赠款资\s][^\s])"
)
_PURPOSES = frozenset({"project", "fund"})


def _ask_of_earmarked(
    layout: Layout, body: Lines, senses: Mapping[int, Meaning | None], asking: SheetQuestions
) -> None:
    """Remarks are never taken over; where they alone say what gifts were given for, that is asked about and not lost."""
    known_purpose = any(known and known.sense is Sense.COLUMN and known.name in _PURPOSES for known in senses.values())
    for place, known in senses.items() if layout.kind is DONATIONS and not known_purpose else ():
        if known is None or known.sense is not Sense.PRIVATE or "备注" not in layout.heads[place]:
            continue
        cells = [cell for _, fields in body if (cell := _cell(fields, place).strip())]
        earmarked = sum(EARMARKED.match(cell) is not None for cell in cells)
        if not earmarked:
            continue
        text = f"“{layout.heads[place].strip()}”一列有 {earmarked} 行写着“定向……”。备注不写进去，这些捐赠就看不出是定向的。"
        leave = (LEFT_OUT, "不读：这几笔不登用途")
        if earmarked == len(cells):
            choices = (("project", "当捐赠用途读，登成定向的项目"), leave)
            asking.ask(f"column.{letter(place + 1)}", f"{text}把这一列当捐赠用途读吗？", choices, kept=False)
        else:
            more = "这一列还写着别的话，不能整列当用途读：要登的，请在表里加一列“捐赠用途”，只写用途，再导入。"
            asking.ask(f"column.{letter(place + 1)}", f"{text}{more}", (leave,), kept=False)


# Also 20250300412, which has lost its lines; 20250301001 is a day and a number.
_OUR_NUMBER = re.compile(
    rf"\s*(?:{DonationNumber.pattern}|20[0-9]{{2}}(?:0[1-9]|1[0-2])(?:00|3[2-9]|[4-9][0-9])[0-9]{{3}})\s*"
)
_ANOTHER_NUMBER = re.compile(r"(?=[^a-zA-Z]*[a-zA-Z]|[0-9]{9})[0-9A-Za-z_-]{3,}")  # LQ2025030001, 4200000000000001


def _numbers_of_others(layout: Layout, body: Lines, senses: dict[int, Meaning | None]) -> None:
    """捐赠编号 of a platform is no number of ours: where no cell is, it tells its orders apart."""
    for place, known in senses.items():
        if known is None or known.sense is not Sense.COLUMN or known.name != DonationRecord.id.name:
            continue
        cells = _column(body, place) - {""}
        ours = any(map(_OUR_NUMBER.fullmatch, cells))
        if layout.kind is DONATIONS and cells and not ours and all(map(_ANOTHER_NUMBER.fullmatch, cells)):
            senses[place] = Meaning(Sense.STEERING, "order")


_OUT = re.compile(r"发[放出]|出库|领用|支出|分配")


def _days_of_both_sides(layout: Layout, senses: dict[int, Meaning | None]) -> None:
    """In the book of a store the day over what went out is none of what came in: 接收日期 beside 发放日期."""
    days = [place for place, known in senses.items() if known and known.name == GoodsRecord.moved_on.name]
    out = [place for place in days if _OUT.search(layout.heads[place])]
    if (
        len(days) == len(out) + 1
        and len(out) == 1
        and {"came", "went"} <= {known.name for known in senses.values() if known}
    ):
        senses[out[0]] = Meaning(Sense.STEERING, "went_on")


_BOOK = re.compile(r"日记账|日记帐|(?:总|明细)分?类?[账帐](?!户|号|单)|科目(?:名称|代码|编码)?[:：]")


_DAYS = ("received_on", "paid_on")


def _is_ledger(layout: Layout, body: Lines, senses: Mapping[int, Meaning | None]) -> bool:
    """Whether a sheet is a book of one's own: by its heads, by the lines above, or because balances grow by what stands under 借方."""
    if any(plain_header(head) in _LEDGER for head in layout.heads):
        return True
    by_words = any(_BOOK.search(cell) for _, cells in layout.above for cell in cells)
    debit, credit, running = (
        [place for place, known in senses.items() if known and known.name in names and side in layout.heads[place]]
        for side, names in (("借", _SIDES), ("贷", _SIDES), ("", {"running"}))
    )
    if not debit or not credit or not running:
        return by_words
    days = [place for place, known in senses.items() if known and known.name in _DAYS]
    debits: set[int] = set()  # the rows with money under 借方
    lines = []
    for row, cells in body[:_SAMPLE]:
        on_debit, on_credit = exact(_cell(cells, debit[0])), exact(_cell(cells, credit[0]))
        if on_debit and on_credit:
            continue  # the sums of a day or month
        debits |= {row} if on_debit else set()
        day = _cell(cells, days[0]) if days else ""
        balance = exact(_cell(cells, running[0]))
        lines.append(
            BalancedAmount(row, on_debit or on_credit or 0, balance, day=plain_day(day) or read_day(day).value)
        )
    grows = grows_by_debits(lines, debits)
    return by_words if grows is None else grows


def _sides_of_a_ledger(layout: Layout, senses: dict[int, Meaning | None], asking: SheetQuestions) -> None:
    """In books of one's own 借方 of the bank is what came in, and 贷方 of the income is: whose book it is must be said."""
    debit, credit = (
        [place for place, known in senses.items() if known and known.name in _SIDES and side in layout.heads[place]]
        for side in "借贷"
    )
    for place, known in senses.items():
        if known and known.name == "direction":
            senses[place] = Meaning(Sense.IDLE, reason="账簿里余额在哪一边，不是钱的进出")
    if not debit or not credit:
        return
    text = (
        "这像是自己记的账，不是银行给的流水（有凭证字号一类的列，写着日记账、科目，或者借方有数余额就多）。"
        "借方、贷方的意思看是哪个科目的账。是哪一种？"
    )
    choices = (
        ("credit", "收入或费用科目的账：贷方是收进来的，借方是付出去的"),
        ("debit", "银行存款、现金的账：借方是收进来的，贷方是付出去的"),
    )
    if asking.ask("ledger", text, choices, kept=False) == "debit":
        senses[debit[0]], senses[credit[0]] = senses[credit[0]], senses[debit[0]]


def _sense(head: str, place: int, layout: Layout, recipe: Recipe | None, asking: SheetQuestions) -> Meaning | None:
    """What a column is: as somebody said, else as the recipe says, else by its words."""
    where = letter(place + 1)
    names = {column.name for column in layout.kind.record.columns}
    said = asking.override(f"column.{where}") or next(
        (name for name in names if asking.given.get(asking.identity(f"missing.{name}"), "").upper() == where), None
    )
    if said in names:
        asking.taken.add(asking.identity(f"missing.{said}"))
    known = layout.meanings[place]
    if said is not None:
        if said != LEFT_OUT and said not in names:
            asking.wrong.append(asking.identity(f"column.{where}"))
        else:
            return _as(said, known, "您说不要这一列")
    if recipe:
        word = compact(head)
        by_word = {compact(text): name for text, name in recipe.columns.items()}
        if word in by_word and (by_word[word] == LEFT_OUT or by_word[word] in names):
            reason = known.reason if known and known.reason else "导入方案里写明不要这一列"
            return _as(by_word[word], known, reason)
        steering = {compact(text): name for text, name in recipe.steering.items()}
        if word in steering:
            return Meaning(Sense.STEERING, steering[word])
    return known if head.strip() else None


def _as(name: str, known: Meaning | None, reason: str) -> Meaning:
    if name == LEFT_OUT:
        return Meaning(Sense.IDLE, reason=reason)
    return Meaning(Sense.COLUMN, name, 0, "", known.unit if known else "")


_PAIR = 2


def _with_net(wanted: dict[str, list[int]], steering: dict[str, list[int]], body: Lines) -> None:
    """A net amount is the amount where there is no other; beside another that differs it is a second meaning, to be asked."""
    amounts = wanted.get("amount", [])
    for gross, rest in permutations(amounts if len(amounts) == _PAIR else (), _PAIR):
        if _explained(body, gross, rest, steering):  # 捐款金额 − 手续费 = 到账金额
            wanted["amount"], steering["net"] = [gross], [*steering.get("net", ()), rest]
            return
    net = steering.get("net", [])
    if not net:
        return
    if "amount" not in wanted:
        wanted["amount"] = steering.pop("net")
    elif not any(
        _same(body, wanted["amount"][0], place) or _explained(body, wanted["amount"][0], place, steering)
        for place in net
    ):
        wanted["amount"] = [*wanted["amount"], *steering.pop("net")]


def _explained(body: Lines, gross: int, net: int, steering: dict[str, list[int]]) -> bool:
    """Whether the net amount is the gross one without fee and refund, row by row, to the 分."""
    less = [*steering.get("fee", ()), *steering.get("refund", ())]
    compared = False
    for _, cells in body[:_SAMPLE] if less else ():
        whole, rest = exact(_cell(cells, gross)), exact(_cell(cells, net))
        if whole is None or rest is None:
            continue
        compared = True
        if whole - rest != sum((abs(exact(_cell(cells, place)) or Decimal(0)) for place in less), Decimal(0)):
            return False
    return compared


def _same(body: Lines, first: int, second: int) -> bool:
    """Whether two columns hold the same cells."""
    return all(_cell(cells, first) == _cell(cells, second) for _, cells in body[:_SAMPLE])


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _choose(
    name: str,
    places: list[int],
    senses: dict[int, Meaning | None],
    layout: Layout,
    body: Lines,
    asking: SheetQuestions,
) -> int | None:
    """Which of several columns is *name*: the surest by its words, if the others say the same or only words differ; else asked."""
    ranks = {place: known.rank for place in places if (known := senses[place])}
    ordered = sorted(places, key=lambda place: (ranks.get(place, 0), place))
    filled = [place for place in ordered if any(_cell(cells, place) for _, cells in body[:_SAMPLE])] or ordered[:1]
    column = layout.kind.record.column(name)
    if isinstance(column.type, Date):  # 交易日 20250301 beside 交易时间 101112
        filled = [place for place in filled if _holds_days(body, place)] or filled
    surest = filled[0]
    alike = all(_same(body, surest, place) for place in filled[1:])
    parted = name in _NAMES and _bodies_beside_persons(filled, layout, body)
    if alike or (
        not (column.numeric or parted) and ranks[surest] < min((ranks[place] for place in filled[1:]), default=99)
    ):
        return surest
    choices = [(letter(place + 1), f"{letter(place + 1)} 列“{_short(layout.heads[place])}”") for place in filled]
    words = "、".join(label for _, label in choices)
    differing = "数" if column.numeric else "内容"
    text = f"{words}都像“{column.label}”，里面的{differing}不一样。哪一列才是{_meant(layout.kind, name)}？"
    answer = asking.ask(name, text, choices)
    return next((place for place in filled if letter(place + 1) == answer), None)


def _bodies_beside_persons(places: Sequence[int], layout: Layout, body: Lines) -> bool:
    """Whether some row names a body in one of the columns and somebody else in another: 捐款单位 beside 捐款人."""
    bodies = [place for place in places if _OF_BODIES.search(layout.heads[place])]
    persons = [place for place in places if place not in bodies and _OF_PERSONS.search(layout.heads[place])]
    return any(
        _cell(cells, person) not in {"", _cell(cells, place)} and _cell(cells, place)
        for _, cells in body[:_SAMPLE]
        for place in bodies
        for person in persons
    )


def _holds_days(body: Lines, place: int) -> bool:
    """Whether the first cells of a column are days, whatever form they have."""
    cells = [cell for _, fields in body[:_SAMPLE] if (cell := _cell(fields, place))][:_FIRST_CELLS]
    return any(plain_day(cell) or read_day(cell).value or read_day(cell).proposal for cell in cells)


def _meant(kind: Kind, name: str) -> str:
    return (
        "捐赠人给的钱（没有扣手续费的）"
        if kind.record.column(name) is DonationRecord.amount
        else f"“{kind.record.column(name).label}”"
    )


def _short(head: str) -> str:
    return head.strip().replace("\n", "")[:20]


def _use(
    place: int, layout: Layout, known: Meaning | None, plan: ColumnPlan, rivals: dict[int, str], asking: SheetQuestions
) -> ColumnUse:
    head = _short(layout.heads[place])
    where = letter(place + 1)
    answer = asking.identity(f"column.{where}")
    name = next((name for name, at in plan.places.items() if at == place), "")
    if name:
        return ColumnUse(where, head, name, layout.kind.record.column(name).label, "", answer)
    if place in rivals:
        beside = any(place in places for places in plan.beside.values())
        used = f"{rivals[place]} 列空着的行用它" if beside else f"已经用了 {rivals[place]} 列"
        reason = used if rivals[place] else "几列像是同一样，要先问清"
    elif known and known.sense is Sense.STEERING:
        reason = _STEERING[known.name]
    elif known:
        reason = known.reason
    else:
        reason = "不认识这一列，没有读" if head else "没有表头，没有读"
    return ColumnUse(where, head, "", "", reason, answer)
