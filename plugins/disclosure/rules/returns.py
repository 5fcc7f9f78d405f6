"""Givers who get their own money back, related parties that give, and gifts and payments that are said to be void."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..expressions import expression
from ..kinds.disbursements import DisbursementRecord
from ..kinds.gift_refunds import RefundRecord, by_gift
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord, MovementType
from ..kinds.payment_returns import ReturnRecord
from ..kinds.related_parties import RelatedPartyRecord
from ..kinds.related_transactions import DealingType, RelatedTransactionRecord
from ..model import containing
from ..privacy import ToReceiver
from ..problems import Problem, problem
from ..reading import Column, Record
from .scene import Rule, Scene


def givers_who_receive(scene: Scene) -> Iterator[Problem]:
    """Payments to somebody who also gave for the same project, campaign or fund (see `privacy.mark_returns`)."""
    yield from scene.of_each_kind(_receiving_givers_in)


def _receiving_givers_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row in scene.disclosure.records[kind]:
        if isinstance(row, ToReceiver) and row.gave:
            yield problem("giver-is-receiver", row.at(row.declared.column("receiver")), what=row.gave)


# 平湖县慈善总会（基本户）; 平湖县慈善总会（林埭分会） and （工会） are bodies of their own.
_BANKED = r"户(?!代表)|[账帐]|支付宝|微信|银行|[工农中建交招]行|存款|提现"
_IN_BRACKETS = rf"[（(【\[](?=[^（）()【】\[\]]{{0,11}}(?:{_BANKED}))[^（）()【】\[\]]{{1,12}}[）)】\]]"
_ACCOUNT = rf"\s*(?:{_IN_BRACKETS}|(?:基本|一般|专用|捐赠|募捐)?(?:账户|帐户|专户|基本户|一般户))?"


def own_money(scene: Scene) -> Iterator[Problem]:
    """Gifts of the organisation to itself, and payments to itself: money that moved between its own accounts."""
    names = filter(None, (scene.disclosure.organisation.name, scene.disclosure.organisation.short_name))
    own_body = re.compile(rf"(?:{'|'.join(map(re.escape, names))}|[本我](?:会|单位|机构)){_ACCOUNT}")
    donations = scene.dataset("donations")
    if donations is not None:
        givers = donations[DonationRecord.shown_as]
        for position in givers.index[containing(givers, own_body)]:
            giver = str(givers[position])
            if own_body.fullmatch(giver):
                yield problem("own-money", donations.where(int(position), "捐赠人"), column="捐赠人", cell=giver)
    for payment in scene.rows(DisbursementRecord):
        if payment.receiver and own_body.fullmatch(payment.receiver):
            column = DisbursementRecord.receiver
            yield problem("own-money", payment.at(column), column=column.label, cell=payment.receiver)


def related_givers(scene: Scene) -> Iterator[Problem]:
    """Gifts of related parties that are not among the dealings with related parties."""
    dealt = {row.party for row in scene.rows(RelatedTransactionRecord) if row.type is DealingType.GIFT}
    parties = {row.name: row.id for row in scene.rows(RelatedPartyRecord) if row.name}
    silent = {name for name, party in parties.items() if party not in dealt}
    donations = scene.dataset("donations")
    if not silent or donations is None:
        return
    related = donations[DonationRecord.related]
    for position in related.index[related.isin(silent)]:
        yield problem("giver-is-related", donations.where(int(position), "捐赠人"), cell=related[position])


# What a note says of money that is not there any more, or never came; not what it denies, or what a rule is called.
_LEFTOVER = r"(?:结余|余款|余额|剩余|尾款|多[拨付汇]|未用完)"
_BROUGHT_BACK = r"(?:收回|追回|缴回|划回|转回)"
_VOID_IN_ENGLISH = (
    r"(?i:(?<!no )(?<!not )(?<!non-)(?<!never )\b(?:refund(?:ed|s)?\b(?! polic)|charge-?backs?\b|charged back\b"
    r"|(?:donation|gift|payment|transaction|order|transfer|cheque|check)s? (?:(?:was|were|is|are|has been|have been) )?"
    r"(?:cancell?ed|reversed|returned|voided|bounced|failed)\b)|^(?:cancell?ed|reversed|returned|void(?:ed)?|bounced|failed)$)"
)
_VOID = expression(
    "(?<![不未无没免可])(?<!没有)(?<!不[予能得会])(?:退[款回还捐票汇货费钱了至往到]|[已待全求][额部]?退(?![休役伍出学耕])|部分退|退[0-9]|返还"
    "|冲[红正销账回减]|红[冲字]|作废|注销|误[捐转汇记登]|撤捐|^撤[销回]$|已撤[回销]|申请撤[回销]"
    r"|撤[回销](?:了|该笔|这笔|此笔|本次|全部|部分)?捐[赠款]|取消捐赠|已取消|捐[赠款](?:已经?)?(?:取消|撤[销回])"
    "|重复(?:支付|付款|入账|扣款|捐款|到账|登记|记账|录入|计入)|(?:支付|交易|付款|扣款)(?:失败|关闭|取消)|拒付|止付|要回|调账"
    "|(?:未|没有?|待)(?:到[账帐]|入[账帐]|支付|付款|兑[现付])(?!.{0,2}(?:手续费|前|时|承诺))"
    f"|空头支票|{_LEFTOVER}(?:的|资金|款项?|部分|已经?){{0,3}}{_BROUGHT_BACK}|{_BROUGHT_BACK}(?:项目|上年|上年度)?{_LEFTOVER}"
    f"|^{_BROUGHT_BACK}(?:资金|款项?)?$|^(?:已|被)?扣回$"
    r"|无效(?=捐|交易|订单|[，。；)）]|$))(?!政策|规则|制度|须知|流程|条款|期限)"
    rf"|{_VOID_IN_ENGLISH}",
    re.MULTILINE,
)


def void_words(text: str) -> str:
    """The words of a text by which money is not there any more or never came (已退款, 作废); empty where it has none."""
    match = _VOID.search(text)
    return match[0] if match else ""


def said_to_be_void(scene: Scene) -> Iterator[Problem]:
    """Gifts, payments and goods that count in full though their words say that they were returned, voided or doubled."""
    yield from _void_gifts(scene)
    returned = {(row.receiver, row.paid_on) for row in scene.rows(ReturnRecord)}
    for payment in scene.rows(DisbursementRecord):
        if (payment.receiver, payment.paid_on) not in returned and (payment.amount or 0) > 0:
            yield from _void(payment, (DisbursementRecord.purpose, DisbursementRecord.place, DisbursementRecord.note))
    for goods in scene.rows(GoodsRecord):
        if goods.move in {MovementType.IN, MovementType.OUT}:
            yield from _void(goods, (GoodsRecord.place, GoodsRecord.note))


def _void(row: Record, columns: Iterable[Column[str]]) -> Iterator[Problem]:
    for column in columns:
        if void := _VOID.search(row[column] or ""):
            yield problem("said-to-be-void", row.at(column), column=column.label, cell=void[0])
            return


def _void_gifts(scene: Scene) -> Iterator[Problem]:
    donations = scene.dataset("donations")
    if donations is None:
        return
    refunded = by_gift(scene.rows(RefundRecord))
    known: set[int] = set()
    for column in (DonationRecord.shown_as, DonationRecord.place, DonationRecord.note):
        cells = donations[column]
        label = "捐赠人" if column is DonationRecord.shown_as else column.label
        for position in cells.index[containing(cells, _VOID)]:
            void = _VOID.search(str(cells[position]))
            if void and position not in known and donations[DonationRecord.id][position] not in refunded:
                known.add(position)
                yield problem("said-to-be-void", donations.where(int(position), label), column=label, cell=void[0])


RULES: dict[str, Rule] = {
    "giver-is-receiver": givers_who_receive,
    "giver-is-related": related_givers,
    "own-money": own_money,
    "said-to-be-void": said_to_be_void,
}
