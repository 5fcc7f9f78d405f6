"""What a file does not say is filled in by rules, and every rule is shown: numbers, types of donors, consent, source, channel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from msgspec import Struct, field

from ..identifiers import called_after_a_person, is_latin_body, named_like_a_person
from ..kinds.channels import KIND as CHANNELS
from ..kinds.disbursements import DisbursementRecord, Receiver
from ..kinds.funds import FundAccountRecord
from ..kinds.gifts import DonationRecord, GiftKind
from ..kinds.goods import GoodsReceiver, GoodsRecord, MovementType
from ..kinds.governance import GoverningBody, MemberRecord
from ..kinds.sources import KIND as SOURCES
from ..model import Kind
from ..privacy import NO_NAME, DonorType, called_a_body
from ..reading import AnyColumn, Date, YesNo, letter, plain_day
from .asking import SheetQuestions
from .columns import EARMARKED, ColumnPlan
from .layouts import Layout
from .naming import NameTable, slug_of
from .numbering import proposed_id, proposes
from .proposal import FillRule
from .records import RecordRows
from .titles import time_said
from .vocabulary import Sense, compact, words

_NEW, _LEFT_OUT = "new", "-"
_NAMED = 8
_LOOKED_AT, _SAMPLES = 2000, 4  # names that are looked through for some that are told
_WHOLE_BODY = 4  # characters of the shortest body that only its trade tells: 华新水泥
_ALL_THAT_A_NAME_NEEDS = {"id", "name", "source"}
_BEHIND = re.compile(r"[（(][^（）()]*[）)]$|[0-9一二三四五六七八九十]+$|等$")
_MASK = re.compile(r"[*＊×✱●○]")


def donor_type(name: str) -> DonorType | None:
    """Who gives, by the name alone; None where a body, a group and a person are all possible."""
    text = name.strip()
    if "\n" in text:
        return _of_lines([line.strip() for line in text.splitlines() if line.strip()])
    bare = _BEHIND.sub("", text).strip() or text
    known = words()
    if _NOTHING.fullmatch(text) or _OF_PASSERS_BY.search(bare) or {compact(text), compact(bare)} & known.nameless:
        return DonorType.NAMELESS
    latin = is_latin_body(text)
    if latin is None or called_after_a_person(bare):
        return None
    if latin or (bare.endswith(known.bodies) and not named_like_a_person(text)):
        return DonorType.BODY
    if _is_surely_a_person(text):
        return DonorType.PERSON
    unsure = any(word in bare if len(word) > 1 else bare.endswith(word) for word in known.unsure)
    return None if unsure or (len(bare) >= _WHOLE_BODY and called_a_body(bare)) else DonorType.PERSON


def _is_surely_a_person(text: str) -> bool:
    """Whether a name is masked, built or ends like that of a person; of others, 山水 or 华为, only caution makes one."""
    bare = _BEHIND.sub("", text).strip() or text
    return bool(_MASK.search(text)) or named_like_a_person(text) or bare.endswith(words().persons)


def _of_lines(lines: list[str]) -> DonorType | None:
    """Who gives by a name of several lines: the name of one body that was wrapped is sure, several givers are not."""
    persons = [named_like_a_person(line) for line in lines]
    if all(persons):
        return DonorType.PERSON
    whole, first = donor_type("".join(lines)), donor_type(lines[0])
    return DonorType.BODY if whole is DonorType.BODY and first is not DonorType.BODY and not any(persons) else None


_RECEIVERS = (
    (re.compile(r"(?:学校|小学|中学|高中|[一-九]中|大学|学院|幼儿园|职校)$"), Receiver.SCHOOL),
    (re.compile(r"(?:医院|卫生院|卫生室|卫生服务中心)$"), Receiver.HOSPITAL),
    (re.compile(r"(?:村|村委会|村民委员会|社区|居委会|居民委员会)$"), Receiver.VILLAGE),
    (re.compile(r"(?:公司|集团)$"), Receiver.COMPANY),
    (re.compile(r"(?:慈善(?:总会|会|协会|联合会|联合总会)|基金会|红十字会)$"), Receiver.CHARITY),
    (
        re.compile(
            r"(?:人民政府|政府|[\u4e00-\u9fa5]{2}(?<!书)(?<!邮)(?<!电信)(?<!供电)局|街道办事处|办事处|人民法院)$"
        ),
        Receiver.GOVERNMENT,
    ),
)


# Words over a column of those who received that are said of persons only.
_ARE_PERSONS = "写的是人，都按“个人”，姓名不公布"
_OF_PERSONS = re.compile(r"姓\s*名|户主|学生|患[者儿]|儿童|老人|申请人")


def _maybe_a_person(name: str) -> bool:
    """Whether a name may be that of a person: as names of bodies it ends with no word for one."""
    return donor_type(name) is not DonorType.BODY and receiver_type(name) is None


def receiver_type(name: str) -> Receiver | None:
    """What a receiver is, where the end of its name leaves no doubt."""
    bare = _BEHIND.sub("", name.strip()).strip() or name.strip()
    if named_like_a_person(bare):
        return None
    return next((kind for pattern, kind in _RECEIVERS if pattern.search(bare)), None)


def _doubt_of_purpose(cell: str, whole: str, table: NameTable) -> str:
    """Why the purpose of a gift may be no record of *table*: 定向市第一人民医院 and 定向给李某 say who gets it, 专项基金 nothing."""
    if table.match(cell) or table.match(whole):
        return ""
    if _ANY_PURPOSE.fullmatch(whole):
        return "，看不出是哪一个"
    if cell != whole and any(map(named_like_a_person, _SEVERAL.split(cell))):
        return "，像是个人的姓名，新建就会登在网上"
    return "，像是给谁，不像是做什么" if cell != whole and receiver_type(cell) is not None else ""


_SEVERAL = re.compile("[、，,；;和及与]")  # between names

# What a payer pays from inside a wallet, a card with its last digits among them: no channel, and not for others to read.
_PURSE = re.compile(
    "零钱通?|余额宝?|花呗|借呗|亲[情属]卡|小荷包|快捷支付|数字人民币钱包|.{0,16}(?:储蓄卡|借记卡|信用卡|贷记卡|银行卡)(?:[(（].*)?"
    "|.{0,16}银行.{0,8}[(（][0-9*＊尾号]{3,}[)）]"
)

_SHOWN = 12  # characters of a cell that are repeated
_OF_MONEY = re.compile(r"现金|货币|资金|[款钱元]|转[账帐]|人民币|支票|汇票|微信|支付宝|非实物")
_ASKS_TO_BE_HIDDEN = re.compile(
    r"[（(\[【][^（()）]{0,6}(?:匿名|不公开|不公布|不公示|不留名|不署名|保密)[^（()）]{0,4}[)）\]】]|^(?:匿名|不公开)[:：]|[-—_ ]匿名$"
)
_NOTHING = re.compile(rf"(?:{NO_NAME})?", re.IGNORECASE)  # what programs write where there is no name


# What nobody in particular gave: 东门超市捐款箱, 现场募捐, 义卖所得.
_OF_PASSERS_BY = re.compile(
    r"(?:捐[款赠]|募捐|爱心|功德)箱$|(?:现场|当场|街头|零散|零星)(?:募捐|捐款|捐赠)(?:款|所得|收入)?$"
    r"|义[卖演拍](?:所得|收入|款|善款)?$"
)

# Words over a column that may hold those who gave, in a list in which no other does.
_MAY_NAME_GIVERS = re.compile(
    "姓名|名称|名字|户名|昵称|芳名|单位|支部|部门|科室|乡镇|街道|社区|村居|村镇|学院|组织|机构|企业|公司|商[家户]|校友|会员|业主|家庭|班级"
    "|(?i:name|payer|donor|party|sender)$|(?<!经办)(?<!经手)(?<!联系)(?<!负责)(?<!收款)人$|者$|方$"
)

# Of those who are helped this is never published; in a list without givers it is where they stand.
_BODIES_THAT_GIVE = re.compile(r"(?:所[在属])?(?:学校|班级|乡镇|镇村|村)(?:名称)?")

_OF_DAYS = re.compile(r"[日期时年月]|date|time", re.IGNORECASE)  # words over days

# 2018年度收支情况, 截至2018年12月31日; the year of 2019年3月公布 is another.
_ANY_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_YEAR_OF_ACCOUNTS = re.compile(r"(?<![0-9])(20[0-9]{2})(?:年度?(?!\s*[0-9])|年12月31日)")
_PURPOSES = frozenset({"project", "fund", "campaign"})  # columns
# What names no purpose by itself: 专项基金, 定向项目.
_ANY_PURPOSE = re.compile(r"(?:定向|指定|专项)?(?:慈善|公益)?(?:基金|项目|资金|经费)")
_UNDIRECTED = re.compile(
    "[不非未无](?:作|做)?(?:限定|限制|限|定向|指定)(?:性)?(?:用途|项目|捐[赠款]|资金|善款|使用)?|用途不限"
    "|(?:公益(?:事业)?|慈善|货币|现金|接受|社会)?捐[赠款](?:收入|款项?|资金|款物)?|捐款项目"
    "|由?(?:本会|我会|总会|慈善总?会)?统筹(?:安排|使用|调配|安排使用)?"
)


class _IdsOfNames(Struct):
    """The ids for the words of one column, and what the words are that have none or a new one."""

    of_word: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)  # of new records
    purses: list[str] = field(default_factory=list)  # what somebody paid from, and no channel
    free: list[str] = field(default_factory=list)  # which say that nobody named a purpose
    left_out: int = 0  # names that somebody said are not to be written

    def words(self) -> str:
        """What became of the words, for people; nothing where there is nothing to say."""
        matched = sum(map(bool, self.of_word.values())) - len(self.fresh)
        new = "、".join(f"{name}（{self.of_word[name]}）" for name in self.fresh[:_NAMED])
        free = "、".join(f"“{cell}”" for cell in self.free[:_NAMED])
        parts = {
            f"{matched} 个名称与已有的对上": matched,
            f"新建 {len(self.fresh)} 个：{new}": self.fresh,
            f"{self.left_out} 个名称没有写": self.left_out,
            f"{len(self.purses)} 种写法是付款人的钱包或银行卡，不是渠道，没有写": self.purses,
            f"{free}是没有定向，这一格空着": self.free,
        }
        return "；".join(text for text, applies in parts.items() if applies)


class Filling(Struct):
    """Fills the records of one sheet; *tables* are the records that its names may mean, by kind."""

    layout: Layout
    plan: ColumnPlan
    rows: RecordRows
    asking: SheetQuestions
    tables: Mapping[str, NameTable]
    known_types: Mapping[str, DonorType]  # of donors that are in the data already
    titles: str = ""  # what is said over the list
    rules: list[FillRule] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What the sheet is."""
        return self.layout.kind

    def constant(self, name: str, value: str, rule: str) -> None:
        """Give every record the same value."""
        self.rows.cells[name] = [value] * len(self.rows)
        self.rules.append(FillRule(self.kind.record.column(name).label, rule))

    # --- donors ----------------------------------------------------------------------------------

    def donors(self) -> None:
        """What is given is money, who gives follows from the name, consent from 匿名."""
        kinds = {compact(cell) for cell in self.rows.cells.get(DonationRecord.kind.name, ()) if cell.strip()}
        if kinds <= words().rhythms:
            self._kinds()
        if DonationRecord.donor_type.name in self.rows.cells:
            self._translated(DonationRecord.donor_type, words().donor_types)
        else:
            self._types()
        self._receipts()
        numbers = self.rows.cells.get(DonationRecord.receipt_no.name)
        if numbers and DonationRecord.receipt.name not in self.rows.cells:
            self.rows.cells[DonationRecord.receipt.name] = [YesNo.YES.value if cell.strip() else "" for cell in numbers]
            self.rules.append(FillRule(DonationRecord.receipt.label, "有票据号码的填“是”"))
        anonymous = self.rows.cells.get("?anonymous")
        consent = DonationRecord.consent.name
        if consent in self.rows.cells:
            self._translated(DonationRecord.consent, words().consents)
        if anonymous and consent not in self.rows.cells:
            hidden = {"是", "匿名", "y", "yes", "1", "true"}
            self.rows.cells[consent] = [YesNo.NO.value if cell.strip().lower() in hidden else "" for cell in anonymous]
            self.rules.append(FillRule(DonationRecord.consent.label, "写明匿名的填“否”；别的空着，个人的姓名就不公布"))
        self._wishes_in_names()

    def _receipts(self) -> None:
        """已开票, 未开票 … as 是 and 否; other words stay for the check to tell."""
        cells = self.rows.cells.get(DonationRecord.receipt.name)
        if cells:
            known = words().receipts
            self.rows.cells[DonationRecord.receipt.name] = [known.get(compact(cell), cell) for cell in cells]

    def _kinds(self) -> None:
        """Money, unless a column tells of things: then somebody says what they are."""
        cells = self.rows.cells.get("?what", [])
        things = [
            at for at, cell in enumerate(cells) if not _NOTHING.fullmatch(cell.strip()) and not _OF_MONEY.search(cell)
        ]
        name = DonationRecord.kind.name
        self.constant(name, GiftKind.MONEY, "表里没有写，都按现金")
        if not things:
            return
        listed = "、".join(dict.fromkeys(cells[at].strip()[:_SHOWN] for at in things[:_NAMED]))
        more = "等" if len(things) > _NAMED else ""
        text = f"有 {len(things)} 行捐的像是物资（{listed}{more}）。是物资吗？（物资的金额是折价）"
        choices = ((GiftKind.GOODS.value, "是物资"), (GiftKind.MONEY.value, "不是，是钱"))
        if self.asking.ask("gift-kind", text, choices, kept=False) == GiftKind.GOODS:
            for at in things:
                self.rows.cells[name][at] = GiftKind.GOODS.value
            self.rules[-1] = FillRule(DonationRecord.kind.label, f"{len(things)} 行按物资，别的按现金")

    def _wishes_in_names(self) -> None:
        """甲公司（匿名）: whoever asks not to be named is not named, body or person."""
        names = self.rows.cells.get(DonationRecord.donor.name, ())
        hidden = {at for at, cell in enumerate(names) if _ASKS_TO_BE_HIDDEN.search(cell)}
        if hidden:
            consents = self.rows.cells.get(DonationRecord.consent.name) or [""] * len(self.rows)
            self.rows.cells[DonationRecord.consent.name] = [
                YesNo.NO.value if at in hidden else cell for at, cell in enumerate(consents)
            ]
            rule = f"{len(hidden)} 行的名称里写着匿名、不公开，填“否”"
            self.rules.append(FillRule(DonationRecord.consent.label, rule))

    def _translated(self, column: AnyColumn, known: Mapping[str, str]) -> None:
        """愿意, 不同意 … as 是 and 否, 企业 as 单位; other words stay for the check to tell."""
        cells = self.rows.cells[column.name]
        self.rows.cells[column.name] = [known.get(compact(cell), cell) for cell in cells]
        both = zip(cells, self.rows.cells[column.name], strict=True)
        changed = [(cell, new) for cell, new in both if cell.strip() != new.strip()]
        if changed:
            listed = "、".join(f"“{cell.strip()}”填“{new}”" for cell, new in list(dict.fromkeys(changed))[:_NAMED])
            self.rules.append(FillRule(column.label, listed))

    def _types(self) -> None:
        if DonationRecord.donor.name not in self.rows.cells:
            self._ask_who_gives()
            rule = "没有认出写着谁捐的那一列，都按匿名；有那一列的，把它改成“捐赠人”"
            self.constant(DonationRecord.donor_type.name, DonorType.NAMELESS, rule)
            return
        names = [
            "" if _NOTHING.fullmatch(name.strip()) else name for name in self.rows.cells[DonationRecord.donor.name]
        ]
        self.rows.cells[DonationRecord.donor.name] = names
        by_name = {name: self.known_types.get(name.strip()) or donor_type(name) for name in dict.fromkeys(names)}
        unsure = [name for name, known in by_name.items() if known is None]
        if unsure:
            listed = "、".join(" ".join(name.split()) for name in unsure[:_NAMED])
            more = f" 等 {len(unsure)} 个" if len(unsure) > _NAMED else ""
            text = f"看不出是个人还是单位：{listed}{more}。都按哪一种？（按个人，姓名就不公布；按单位，名称会公布）"
            answer = self.asking.ask("donor-type", text, [(choice.value, choice.value) for choice in DonorType])
            chosen = DonorType(answer) if answer else DonorType.PERSON
            if chosen is DonorType.BODY:
                self.asking.confirmed.pop("donor-type", None)  # the next unsure name may be a group of persons
            by_name |= dict.fromkeys(unsure, chosen)
        counts = Counter(by_name[name] for name in names)
        shares = "，".join(f"{kind} {counts[kind]} 行" for kind in DonorType if counts[kind])
        self.rows.cells[DonationRecord.donor_type.name] = [str(by_name[name]) for name in names]
        by_caution = (
            name
            for name in islice(by_name, _LOOKED_AT)
            if by_name[name] is DonorType.PERSON and name not in unsure and not _is_surely_a_person(name.strip())
        )
        cautious = "、".join(" ".join(name.split()) for name in islice(by_caution, _SAMPLES))
        more = (
            f"（不像人名的也按个人，名称不公布，例如{cautious}；是单位的，请加一列“捐赠人类型”写明）"
            if cautious
            else ""
        )
        self.rules.append(FillRule(DonationRecord.donor_type.label, f"按捐赠人的名称分：{shares}{more}"))

    def _ask_who_gives(self) -> None:
        """Ask about columns whose words may stand over those who gave, before all gifts are those of nobody."""
        name = DonationRecord.donor.name
        places = [
            place
            for place, head in enumerate(self.layout.heads)
            if self.plan.uses[place].reason and self._may_name_givers(place, head)
        ]
        if not places or not len(self.rows):
            return
        heads = {place: f"“{self.layout.heads[place].strip()[:20]}”" for place in places}
        text = f"没有认出写着谁捐的那一列，{'、'.join(heads.values())}是不是？不是的，每一行都按匿名写。"
        columns = [(letter(place + 1), f"是 {letter(place + 1)} 列{head}") for place, head in heads.items()]
        self.asking.ask(f"missing.{name}", text, [*columns, (_LEFT_OUT, "没有这一列，都按匿名")])

    def _may_hold(self, column: AnyColumn, place: int) -> bool:
        """Whether a column of the file may be what a column of ours lacks, by the words over it: no numbers of rows, and for a day one that says so."""
        known = self.layout.meanings[place]
        if known and known.numbers_rows:
            return False
        return not isinstance(column.type, Date) or _OF_DAYS.search(self.layout.heads[place]) is not None

    def _may_name_givers(self, place: int, head: str) -> bool:
        known = self.layout.meanings[place]
        if known is None:
            return _MAY_NAME_GIVERS.search(head) is not None
        return known.sense is Sense.PRIVATE and _BODIES_THAT_GIVE.fullmatch(compact(head)) is not None

    # --- names of other records ------------------------------------------------------------------

    def names(self) -> None:
        """Chinese names in columns that lead to other records → their ids, new ones where a name is all that such a record needs."""
        for column in self.kind.record.columns:
            table = self.tables.get(column.refers_to or "")
            if table is None or column.name not in self.rows.cells or table.kind is SOURCES:
                continue
            cells = self.rows.cells[column.name]
            ids = self._ids(column, cells, table)
            self.rows.cells[column.name] = [ids.of_word[cell.strip()] for cell in cells]
            if words := ids.words():
                self.rules.append(FillRule(column.label, words))
            if ids.purses and not any(self.rows.cells[column.name]):
                del self.rows.cells[column.name]  # what the recipe says of the channel holds

    def _ids(self, column: AnyColumn, cells: Iterable[str], table: NameTable) -> _IdsOfNames:
        """The ids for the words of a column that leads to the records of *table*."""
        ids = _IdsOfNames()
        for whole in dict.fromkeys(cell.strip() for cell in cells):
            key, cell = "", EARMARKED.sub("", whole) if column.name in _PURPOSES else whole
            if _NOTHING.fullmatch(cell):
                pass
            elif table.kind is CHANNELS and _PURSE.fullmatch(cell) and not table.match(cell):
                ids.purses.append(cell)
            elif column.name in _PURPOSES and _UNDIRECTED.fullmatch(cell) and not table.match(cell):
                ids.free.append(cell)
            else:
                doubt = _doubt_of_purpose(cell, whole, table) if column.name in _PURPOSES else ""
                key, new = self._named(column.name, column.label, whole if doubt else cell, table, doubt)
                ids.fresh += [cell] if new else []
                ids.left_out += not key
            ids.of_word[cell] = ids.of_word[whole] = key
        return ids

    def _named(self, name: str, label: str, cell: str, table: NameTable, doubt: str = "") -> tuple[str, bool]:
        """(the id for a name, whether it is a new record); where there is a *doubt* that it is one at all, nothing is proposed."""
        known = table.match(cell)
        if known:
            return known, known in table.added
        topic = f"{name}.{slug_of(cell, ())}"
        may_add = {column.name for column in table.kind.record.columns if column.required} == _ALL_THAT_A_NAME_NEEDS
        alike = table.alike(cell)
        choices = [(key, f"{title}（{key}）") for key, title in list(table.known.items())[:50]]
        choices += [(_NEW, f"新建{table.kind.label}“{cell}”")] if may_add else []
        choices += [(_LEFT_OUT, "这个名称不写")]
        if alike:
            text = f"“{cell}”和已有的“{table.known[alike]}”是同一个吗？"
            answer = self.asking.ask(topic, text, choices, alike)
        elif may_add:
            text = f"{label}“{cell}”还没有登记{doubt}，新建吗？"
            answer = self.asking.ask(topic, text, choices, "" if doubt else _NEW, required=bool(doubt))
        else:
            text = f"{label}“{cell}”还没有登记。是哪一个？"
            answer = self.asking.ask(topic, text, choices)
        if answer == _NEW:
            return table.add(cell), True
        return ("" if answer == _LEFT_OUT else answer), False

    def channel(self, name: str) -> None:
        """All rows came through the channel of the recipe, where the file names none itself."""
        table = self.tables.get(CHANNELS.id)
        if not name or table is None or DonationRecord.channel.name in self.rows.cells:
            return
        key = table.match(name) or table.add(name)
        self.constant(DonationRecord.channel.name, key, f"导入方案写明：{name}（{key}）")

    # --- what every record must have -------------------------------------------------------------

    def types(self) -> None:
        """The types that follow from names and columns: of movements of goods, and of who was paid."""
        if self.kind.record is GoodsRecord:
            self._movements()
        elif self.kind.record is DisbursementRecord:
            self._receivers()
        elif self.kind.record is MemberRecord:
            self._bodies()
        elif self.kind.record is FundAccountRecord:
            self._year_of_accounts()

    def _year_of_accounts(self) -> None:
        """The only year that the titles say, unless it may be the one in which they were printed."""
        name = FundAccountRecord.year.name
        said = set(_YEAR_OF_ACCOUNTS.findall(self.titles))
        if name not in self.rows.cells and len(said) == 1 and set(_ANY_YEAR.findall(self.titles)) == said:
            self.constant(name, said.pop(), "标题、表名或文件名上这样写")

    def _bodies(self) -> None:
        """Of a council, of supervisors or of the office, as the only one that the titles say."""
        said = [body for body in GoverningBody if body.value in self.titles]
        if len(said) == 1 and MemberRecord.body.name not in self.rows.cells:
            self.constant(MemberRecord.body.name, said[0].value, "标题、表名或文件名上这样写")

    def identify(self, taken: Iterable[str]) -> None:
        """Ids for records that have none, from their names; those *taken* stay with whom they belong to."""
        key = self.kind.record.key()
        if key is None or key.name in self.rows.cells or not proposes(self.kind, key):
            return
        used, ids = set(taken), []
        columns = {name: cells for name, cells in self.rows.cells.items() if not name.startswith("?")}
        for at in range(len(self.rows)):
            ids.append(proposed_id(self.kind, key, {name: cells[at] for name, cells in columns.items()}, used))
            used.add(ids[-1])
        self.rows.cells[key.name] = ids
        self.rules.append(FillRule(key.label, "按名称的拼音编"))

    def _movements(self) -> None:
        """A list of goods with givers and without receivers is one of what came in, and the other way round."""
        name, cells = GoodsRecord.move.name, self.rows.cells
        if name in cells:
            return
        for mark, other, move in (("giver", "receiver", MovementType.IN), ("receiver", "giver", MovementType.OUT)):
            if mark in cells and other not in cells:
                column = self.kind.record.column(mark).label
                self.constant(name, move.value, f"有“{column}”一列、没有另一方的，都按“{move.value}”")
                break
        sort = GoodsRecord.receiver_type.name
        if sort not in cells and self._all_persons(GoodsRecord.receiver.name):
            self.constant(sort, GoodsReceiver.PERSON.value, _ARE_PERSONS)

    def _receivers(self) -> None:
        """What a receiver is, by the end of its name; asked once for all where that does not tell."""
        name, names = DisbursementRecord.receiver_type.name, self.rows.cells.get(DisbursementRecord.receiver.name)
        if name in self.rows.cells or names is None:
            return
        if self._all_persons(DisbursementRecord.receiver.name):
            self.constant(name, Receiver.PERSON.value, _ARE_PERSONS)
            return
        known = {cell: receiver_type(cell) for cell in dict.fromkeys(names)}
        unsure = [cell for cell, kind in known.items() if kind is None and cell.strip()]
        if len(unsure) == len(known):
            return  # asked as any other column that is missing
        if unsure:
            listed = "、".join(cell.strip() for cell in unsure[:_NAMED])
            more = f" 等 {len(unsure)} 个" if len(unsure) > _NAMED else ""
            text = f"看不出是哪一类接收方：{listed}{more}。都按哪一种？（按个人，姓名不公布）"
            answer = self.asking.ask("receiver-type", text, [(kind.value, kind.value) for kind in Receiver], kept=False)
            known |= dict.fromkeys(unsure, Receiver(answer) if answer else Receiver.PERSON)
        counts = Counter(known[cell] for cell in names)
        shares = "，".join(f"{kind} {counts[kind]} 行" for kind in Receiver if counts[kind])
        self.rows.cells[name] = [str(known[cell] or "") for cell in names]
        self.rules.append(FillRule(self.kind.record.column(name).label, f"按接收方的名称分：{shares}"))

    def _all_persons(self, name: str) -> bool:
        """Whether a column of receivers is headed by a word for persons, and no cell of it names a body."""
        names = self.rows.cells.get(name, ())
        return bool(names) and bool(_OF_PERSONS.search(self._head(name))) and all(map(_maybe_a_person, names))

    def _head(self, name: str) -> str:
        """The words of the file over a column of ours."""
        place = self.plan.places.get(name)
        return self.layout.heads[place] if place is not None else ""

    def missing(self, given: Iterable[str], called_for: Collection[str] = ()) -> None:
        """Ask for the columns that a record must have and the file does not, other than those *given* by rules.

        *called_for* are columns that must be there because of what others hold.
        """
        used = set(self.plan.places.values())
        asked = {question.id for question in self.asking.questions}
        for column in self.kind.record.columns:
            if self.asking.identity(column.name) in asked:
                continue  # which of several columns it is
            needed = column.required or column.name in called_for
            if not needed or column.name in self.rows.cells or column.name in given:
                continue
            free = [
                (letter(place + 1), f"用 {letter(place + 1)} 列“{head.strip()[:20]}”")
                for place, head in enumerate(self.layout.heads)
                if head.strip() and place not in used and self._may_hold(column, place)
            ]
            answer = self._asked_for(column, free)
            if answer.startswith("="):
                self.constant(column.name, answer[1:], f"您说都填“{answer[1:]}”")
            elif answer:
                self.asking.wrong.append(self.asking.identity(f"missing.{column.name}"))

    def _asked_for(self, column: AnyColumn, free: Sequence[tuple[str, str]]) -> str:
        """Where what a column of ours lacks comes from: `=` and what every row gets; for a day that is proposed where titles say one."""
        of_days = isinstance(column.type, Date)
        lacks = "“{}”（必填）一列都空着" if column.name in self.plan.places else "表里没有“{}”（必填）"
        text = f"{lacks.format(column.label)}，从哪里来？{f'（{column.description}）' if column.description else ''}"
        constants = [(f"={choice}", f"都填“{choice}”") for choice in column.choices]
        if not constants:
            listed = "、".join(f"{where}（{words.removeprefix(f'用 {where} 列')}）" for where, words in free)
            said = "写一个日子，例如 2024-05-10，只知道月份的写 2024-05" if of_days else "写 =内容"
            text += f"{f'写列的字母：{listed}；或者' if listed else ''}{said}，每一行都填它。"
        text += f"几行不一样的，请在表里加一列“{column.label}”，写好再放进来。" if len(self.rows) > 1 else ""
        day, title = time_said(self.kind, self.titles) if of_days else ("", "")
        text += f"标题、表名或文件名上写着“{title}”。" if day else ""
        choices = [*constants, *free] if constants else []
        answer = self.asking.ask(f"missing.{column.name}", text, choices, day, kept=not of_days)
        return f"={answer}" if of_days and plain_day(answer) else answer
