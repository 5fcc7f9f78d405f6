"""What must hold of gifts, and what is worked out of their numbers as soon as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...arrays import np
from ...expressions import expression
from ...model import COLUMNS, Dataset, by_id, coded, containing, conversion, records_of
from ...privacy import TOTAL, mask_donors
from ...problems import Problem, Where, problem
from ...quantities import grouped
from ...reading import Column, DonationNumber, Record, compacted, shelve, total_word
from ..campaigns import CampaignRecord
from ..emergencies import EmergencyRecord
from ..gift_refunds import REPEATED, RefundRecord, against_gift, by_gift
from .record import DonationRecord

_TOTAL = expression(TOTAL, re.IGNORECASE)
_STRETCH = 500_000  # gifts that are compared at a time


def redact(dataset: Dataset) -> Iterator[Problem]:
    """Take the names out; add month and year of each number and how many gifts a row stands for, for sums."""
    yield from _in_bulk(dataset)
    yield from mask_donors(dataset)
    for _, _, table in dataset.tables:
        frame = table.frame
        numbers = frame[DonationRecord.id.name]
        for worked_out, length in ((DonationRecord.month, len("2023-09")), (DonationRecord.year, len("2023"))):
            frame[worked_out.name] = compacted(worked_out, numbers.str.slice(0, length))
        codes, counts = coded(frame[DonationRecord.gifts.name])
        frame[DonationRecord.counted.name] = np.array([*map(int, counts), 1], dtype=np.int64)[codes]
        shelve(table, [column.name for column in (DonationRecord.month, DonationRecord.year, DonationRecord.counted)])


# How many gifts or givers there are: 2,345笔, 1.2万人次, 三百二十笔; not 第2笔, 分3笔, 惠及1200人次. In characters from ten on.
_NO_GIVERS = r"(?<![第分])(?<!受益)(?<!惠及)(?<!服务)(?<!救助)(?<!资助)(?<!帮扶)(?<!覆盖)"
_DIGITS = r"(?<![0-9,.])(?!1(?![0-9.,万千百]))[0-9][0-9,]*(?:\.[0-9]+)?(?:\s?[万千百])?[多余]?"
_CHARACTERS = (
    r"(?<![一二两三四五六七八九十百千万])[一二两三四五六七八九几数上]?[十百千万][一二三四五六七八九十百千万零〇多余]*"
)
# looked at first: most signs of most cells begin no number
_NUMBER_BEGINS = r"(?=[0-9一二两三四五六七八九几数上十百千万])"
_MORE_THAN_ONE = rf"{_NUMBER_BEGINS}{_NO_GIVERS}(?:{_DIGITS}|{_CHARACTERS})"
# What was kept back of a row, and what arrived of it, as numbers.
_SETTLED = expression(
    r"扣.{0,6}(?:手续费|服务费)|(?:手续费|服务费|通道费|毛额|净额|净到[账帐])\s*[：:为是]?\s*"
    r"(?!0+(?:\.0+)?(?![0-9.]))[0-9](?!.{0,12}(?:承担|另付|自付|减免|补贴))"
    r"|(?i:\b(?:gross|net|fees?)\s*[:=]?\s*(?:of\s+)?[0-9].{0,40}\b(?:gross|net|fees?)\s*[:=]?\s*[0-9])"
)
_IN_ENGLISH = (
    r"(?i:(?=[0-9])(?<![0-9.,])(?!1\s)[0-9][0-9,.]*\s*k?\s+(?:donors|donations|gifts|givers|contributions)\b(?!\s+[a-z])"
    r"|\b(?:many|multiple|several|various)\s+(?:donors|givers)\b)"
)
# Of one gift: 夫妻2人捐赠, 全家4人捐.
_FAMILY = r"全家|一家|夫妻|夫妇|母女|母子|父子|父女|兄弟|姐妹|姊妹|兄妹|姐弟"
# Of those who are helped: 资助学生30人, 慰问优秀教师12人.
_HELPED = "资助|救助|受助|补助|帮助|帮扶|慰问|看望|走访|奖励|表彰|用于|惠及|受益|培训|服务|贫困|困难|困境|特困|优秀"
# What stands in the cells of a row that a platform made of many gifts.
_MANY_GIFTS = expression(
    rf"{_MORE_THAN_ONE}\s*(?:人次|笔|单(?![位元独个身亲车]))"
    rf"|(?<![为给向对第前0-9,.])(?<!{_FAMILY})(?!1[人位名])[0-9][0-9,]*\s*[人位名](?:爱心)?(?:共同|合计|合)?捐(?![建助给]"
    r"|献?(?:血|造血|骨髓|器官|遗体|角膜))|等\s*[0-9]+\s*(?:人|位|名|家)"
    rf"|网友\s*(?:[（(]\s*[0-9]|[0-9][0-9,]*(?:\.[0-9]+)?[万千]?[余多]?\s*[人名位笔])|{_IN_ENGLISH}"
    f"|(?<!{_HELPED})(?<![给为向对])(?:人士|市民|网友|群众|师生|职工|居民|村民|校友|会员|用户|员工|粉丝|党员|学生|同学|教师|家长|官兵|干部"
    r"|无名氏)\s*[（(]?\s*(?!1\s*人)[0-9][0-9,]*\s*人|(?:众多|多位|许多|部分|各位|所有)(?:爱心)?(?:网友|市民|群众|人士)|(?:平台|月度?|日)汇总"
    "|批量(?:到|入)[账帐]"
)

# Of whom many are named at once, where one giver belongs: 数百名网友, 爱心人士们, 12家企业, 零散捐款, 社会公众.
_GIVERS = r"(?:网友|市民|群众|人士|好心人|居民|村民|师生|学生|职工|员工|粉丝|用户|股东|企业|单位|商[户家]|会员|校友|志愿者|捐[赠款]人|家长|党员)"
_SEVERAL = (
    r"(?:众多?|多[位名家个]|许多|部分|各位|所有|广大|无数|若干|一[批群些]|[数几][十百千万]*|(?<![0-9,])[0-9][0-9,]*"
    r"|(?<![二两三四五六七八九十百千万])[二两三四五六七八九十百千万]+余?)"
)
_MANY_GIVERS = expression(
    rf"{_MANY_GIFTS.pattern}|{_SEVERAL}\s*[位名家个户]?的?(?:爱心|热心|好心|线上|微信|平台)?{_GIVERS}"
    rf"|{_GIVERS}\s*(?:们|一批|若干|[（(]\s*(?:多人|若干|一批|合计)\s*[）)])|共\s*[0-9][0-9,]*\s*[人位名户家]|各界(?:人士)?(?![\u4e00-\u9fff])"
    r"|(?:线上|小额|零[散星]|批量|月捐|日捐|众筹|散户).{0,4}(?:捐[赠款]|入[账帐]|汇总|合计|用户|人)|(?:散户|批量)(?![\u4e00-\u9fff])"
    r"|捐[赠款]\s*[（(](?:零[散星]|小额|多[人笔])[）)]|(?:捐[赠款]|收款|筹款)(?:汇总|合计)"
    r"|(?<=[\u4e00-\u9fff])(?:汇总|多笔|若干|批次|结算款|开箱款)$"
    rf"|[（(]\s*汇总\s*[）)]$|(?<!家庭)(?<!{_FAMILY})(?:捐[赠款]|红包|接龙)\s*[（(]\s*(?!1[人位名笔])[0-9][0-9,]*余?\s*[人位名笔]次?\s*[）)]$"
    r"|^(?:20[0-9]{2}年)?(?:第?[一二三四1-4]季度|(?:1[0-2]|[1-9])月份?|[上下]半年|全年)[\u4e00-\u9fff]{0,10}捐[赠款]$"
    rf"|^(?:社会)?公众(?:个人)?(?:捐[赠款]|募捐)?$|^(?:多[人位名]|共?{_MORE_THAN_ONE}\s*(?:个?人|位|名))(?:捐[赠款]人?|合捐|共同捐[赠款])?$",
    re.MULTILINE,
)


def _in_bulk(dataset: Dataset) -> Iterator[Problem]:
    """Rows that look like the sum of many gifts and do not say how many, which would count as one, or what was kept back."""
    for file, sheet, table in dataset.tables:
        asked: dict[int, tuple[str, str, str]] = {}
        uncounted, without_fee, without_net = (
            table.frame[column.name].isna() for column in (DonationRecord.gifts, DonationRecord.fee, DonationRecord.net)
        )
        for words in (DonationRecord.donor, DonationRecord.shown_as, DonationRecord.note):
            cells = table.frame[words.name]
            many = containing(cells, _MANY_GIFTS if words is DonationRecord.note else _MANY_GIVERS)
            settled = without_fee & containing(cells, _SETTLED)
            doubts = {
                "gifts-in-bulk": uncounted & (many | settled),
                "fee-in-words": ~uncounted & without_net & settled,
            }
            for code, doubtful in doubts.items():
                bulk = cells[doubtful]
                for row, cell in zip(bulk.index.tolist(), bulk.tolist(), strict=True):
                    if not _asked_as_a_total(str(cell), in_note=words is DonationRecord.note):
                        asked.setdefault(int(row), (code, words.label, str(cell)))
        for row, (code, label, cell) in asked.items():
            yield problem(code, Where(file, sheet, row, label), cell=cell)


def _asked_as_a_total(cell: str, *, in_note: bool) -> bool:
    """Whether a rule asks about a cell as a total: 合计; a note with a count, 共计12345笔, tells of many gifts."""
    return total_word([cell]) is not None if in_note else bool(_TOTAL.fullmatch(cell))


def inspect(dataset: Dataset, records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Amounts above zero, numbers of the month of arrival, one receipt a gift, and no gift before its appeal."""
    numbers, arrived, cents = (
        dataset[column] for column in (DonationRecord.id, DonationRecord.received_on, DonationRecord.amount)
    )
    for position in cents.index[(cents <= 0).fillna(False).to_numpy(dtype=bool)]:
        where = dataset.where(position, DonationRecord.amount.label)
        cell = cents.iloc[[position]].map(lambda fen: grouped(Decimal(fen).scaleb(-2))).iloc[0]
        code = "gift-refunded" if cents.iloc[position] < 0 else "not-positive"
        yield problem(code, where, column=DonationRecord.amount.label, cell=cell)
    for position in _stray(dataset):
        day = str(arrived.iloc[position])
        known = re.fullmatch(DonationNumber.pattern, f"{day[: len('2023-09')]}-00001")  # no number is of 2202
        where = dataset.where(position, (DonationRecord.id if known else DonationRecord.received_on).label)
        yield problem("donation-number", where, left=numbers.iloc[position], right=day)
    yield from _fees(dataset)
    yield from _abroad(dataset)
    yield from _refunded(dataset, records_of(records, RefundRecord))
    for position, first in dataset.repeated(DonationRecord.receipt_no):
        where = dataset.where(position, DonationRecord.receipt_no.label)
        yield problem("receipt-twice", where, other=dataset.where(first))
    campaigns, emergencies = by_id(records_of(records, CampaignRecord)), by_id(records_of(records, EmergencyRecord))
    begun = {key: row.start_on for key, row in campaigns.items() if row.start_on}
    yield from _before_appeal(dataset, DonationRecord.campaign, campaigns, begun)
    begun = {key: row.month for key, row in emergencies.items() if row.month}
    yield from _before_appeal(dataset, DonationRecord.emergency, emergencies, begun)


def _stray(dataset: Dataset) -> Iterator[int]:
    """Positions of gifts whose number is not of the month in which they arrived."""
    (months, named), (days, arrived) = coded(dataset[DonationRecord.month]), coded(dataset[DonationRecord.received_on])
    places = {month: place for place, month in enumerate(named)}
    month_of_day = np.array([places.get(str(day)[: len("2023-09")], -2) for day in arrived] + [-1], dtype=np.int64)
    for start in range(0, len(days), _STRETCH):
        of_months, of_days = months[start : start + _STRETCH], days[start : start + _STRETCH]
        stray = (of_months >= 0) & (of_days >= 0) & (of_months != month_of_day[of_days])
        yield from (np.flatnonzero(stray) + start).tolist()


def _fees(dataset: Dataset) -> Iterator[Problem]:
    """net = amount - fee, to the 分; no fee below zero or above the amount, no row of no gift."""
    known = (DonationRecord.amount, DonationRecord.fee, DonationRecord.net, DonationRecord.gifts)
    filled = dataset.some(known[1:])
    for position, (amount, fee, net, gifts) in zip(filled, dataset.at(filled, known), strict=True):
        if gifts == 0:
            where = dataset.where(position, DonationRecord.gifts.label)
            yield problem("not-positive", where, column=DonationRecord.gifts.label, cell="0")
        if amount is None or amount <= 0:
            continue
        if fee is not None and not 0 <= fee <= amount:
            where = dataset.where(position, DonationRecord.fee.label)
            yield problem("fee-beyond-amount", where, left=grouped(fee), right=grouped(amount))
        elif net is not None and net != amount - (fee or 0):
            where = dataset.where(position, DonationRecord.net.label)
            minus = f"{grouped(amount)} － {grouped(fee)}" if fee is not None else f"{grouped(amount)}（没有填手续费）"
            expected = amount - (fee or 0)
            yield problem(
                "net-unlike-fee",
                where,
                left=minus,
                expected=grouped(expected),
                right=grouped(net),
                difference=grouped(abs(net - expected)),
            )


def _abroad(dataset: Dataset) -> Iterator[Problem]:
    """Gifts in another currency come to the yuan of their row."""
    filled = dataset.some(COLUMNS)
    wanted = (DonationRecord.amount, *COLUMNS)
    for position, (amount, *cells) in zip(filled, dataset.at(filled, wanted), strict=True):
        if not dataset.unread(position, COLUMNS):
            yield from conversion(tuple(cells), amount, lambda column, row=position: dataset.where(row, column.label))  # type: ignore[misc]


def _refunded(dataset: Dataset, refunds: Sequence[RefundRecord]) -> Iterator[Problem]:
    """Refunds name a gift that is listed, and give back no more than came."""
    wanted = by_gift(refunds)
    if not wanted:
        return
    positions = dataset.holding(DonationRecord.id, set(wanted))
    repeated = [DonationRecord.column(column.name) for column in REPEATED]
    cells = dataset.at(positions, (DonationRecord.id, DonationRecord.amount, *repeated))
    listed = {number: (place, *rest) for place, (number, *rest) in zip(positions, cells, strict=True)}
    years = dataset.values(DonationRecord.year)
    for number, rows in wanted.items():
        if number in listed:
            position, amount, *again = listed[number]
            names = (column.name for column in REPEATED)
            yield from against_gift(rows, amount, dict(zip(names, again, strict=True)), dataset.where(position))
        elif number[:4] in years:
            for row in rows:
                where = row.at(RefundRecord.donation)
                yield problem("unknown-reference", where, cell=number, target="捐赠明细", hint="")


def _before_appeal(
    dataset: Dataset, reference: Column[str], appeals: Mapping[str, Record], starts: Mapping[str, str]
) -> Iterator[Problem]:
    arrived = dataset[DonationRecord.received_on]
    for position, key in dataset.earlier(DonationRecord.received_on, reference, starts):
        yield problem(
            "gift-before-appeal",
            dataset.where(position, DonationRecord.received_on.label),
            left=arrived.iloc[position],
            cell=appeals[key].record_name,
            right=starts[key],
            other=appeals[key].where,
        )
