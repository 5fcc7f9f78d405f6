"""What readers look for in a year, and where it can be told: statements, the register by topic and words, single rows.

Every page of a year asks these, so that no two pages say different things of one matter.
"""

from __future__ import annotations

import re

from ..blocks import (
    AllOf,
    AnyOf,
    Holds,
    InRegister,
    InStatement,
    InTable,
    Listed,
    OfYear,
)
from ..kinds.annual_reports import ReportType, evidence_of, report_of
from ..kinds.campaigns import CampaignAccountRecord
from ..kinds.goods import GoodsRecord, MovementType
from ..kinds.headlines import HeadlineRole
from ..kinds.investments import InvestmentRecord
from ..kinds.pledges import PledgeRecord
from ..law import statements as forms
from ..model import Disclosure, Evidence, Expectation, Figure, FigureBasis, Nature
from .headlines import headlines

_IN = ("收入", "总体")
_OUT = ("支出", "总体")
_LEFT_IN = ("结余", "总体", "收入", "支出")
_EARLIER = r"上年|上一年|去年|年初|期初|以前年度|历年|往年"
_GROWN = r"增值(?!税)|孳息"  # what money brought in, as interest, by investments or both
_LEFT = r"年末|期末|年底|结余|余额|结存|滚存|结转"


def _role(role: HeadlineRole) -> Holds:
    return Holds(lambda disclosure, year: headlines(disclosure, year).figure(role))


def _line(role: str, column: str = "total") -> InStatement:
    return InStatement("activity_statement", role, column)


GIFTS = Listed("donations", "received_on")
PAYMENTS = Listed("disbursements", "paid_on")

INCOME = AnyOf(
    (
        _role(HeadlineRole.INCOME),
        _line("income"),
        InRegister(topics=("收入",), nature=Nature.ACTUAL, money=True),
        InRegister("收入|募集|筹集|接收|筹款|善款", topics=("总体",), nature=Nature.ACTUAL, money=True),
    )
)
EXPENSE = AnyOf(
    (
        _role(HeadlineRole.EXPENSE),
        _line("expense"),
        InRegister(topics=("支出",), nature=Nature.ACTUAL, money=True),
        InRegister("支出|发放|使用", topics=("总体",), nature=Nature.ACTUAL, money=True),
    )
)

MANAGEMENT = AnyOf(
    (_line("management_expense"), InRegister("管理费|管理成本|管理支出|行政费|行政支出|行政办公|办公费|办公经费"))
)
FUNDRAISING = AnyOf(
    (
        _line("fundraising_expense"),
        InRegister("筹资费|筹资成本|募捐成本|募捐费用|募捐支出|筹款成本|筹款费用|募集费用|募集成本"),
        InTable(CampaignAccountRecord, (CampaignAccountRecord.cost,), dated=CampaignAccountRecord.as_of),
    )
)
PROGRAMME = AnyOf(
    (
        _line("programme_expense"),
        InRegister("业务活动成本|业务活动支出|慈善活动支出|慈善活动费用|公益支出|公益事业支出|慈善支出"),
    )
)
WAGES = InRegister("工资|薪酬|薪金|人员费|人员经费|人工成本|福利费|社保|社会保险费")
# What is told of money by its sort, not by what was done with it.
ALL_COSTS = (MANAGEMENT, FUNDRAISING, PROGRAMME, WAGES)

# Words and figures for what was left at the beginning and at the end of a year; not those of single funds and projects.
OPENING_FIGURES = InRegister(rf"(?:{_EARLIER}).*(?:{_LEFT}|净资产)", topics=_LEFT_IN, loose=True, money=True)
CLOSING_FIGURES = InRegister(rf"^(?!.*(?:{_EARLIER})).*(?:{_LEFT})", topics=_LEFT_IN, loose=True, money=True)
_OF_ALL = re.compile(
    rf"(?:{_EARLIER}|{_LEFT})+|净资产|累计|可?用?[省市县区]?慈善(?:总会|协会|会|资金|款)|善款|资金|款物|账[户面上]|银行存?款?|现金|"
    r"全年|年度?|本年度?|本级|本会|总会|全会|机构|金额|总额|总计|合计|截[至止]|到|[0-9]+[年月日]|[初底末]|共|总|的|[（）()\s]"
)


def of_all(figure: Figure, name: str) -> bool:
    """Whether a balance is that of the whole body *name*, by its subject: not that of one fund, one action, one account."""
    return not figure.record and not _OF_ALL.sub("", figure.subject.replace(name, ""))


OPENING = AnyOf(
    (
        InStatement("balance_sheet", "net_assets", "open"),
        OPENING_FIGURES,
        InRegister(CLOSING_FIGURES.words, topics=CLOSING_FIGURES.topics, loose=True, money=True, before=1),
    )
)
CLOSING = AnyOf((InStatement("balance_sheet", "net_assets", "close"), CLOSING_FIGURES))

MANAGEMENT_COST = Expectation("管理费用", MANAGEMENT)
FUNDRAISING_COST = Expectation("募捐成本（筹资费用）", FUNDRAISING)
OPENING_BALANCE = Expectation("年初结余", OPENING)
CLOSING_BALANCE = Expectation("年末结余", CLOSING)
SINGLE_GIFTS = Expectation("逐笔捐赠", GIFTS)
SINGLE_PAYMENTS = Expectation("逐笔拨付", PAYMENTS)
STATEMENTS = tuple(Expectation(next(iter(forms.editions(kind))).title, InStatement(kind)) for kind in forms.KINDS)
BALANCES = (OPENING_BALANCE, CLOSING_BALANCE)
COSTS = (MANAGEMENT_COST, FUNDRAISING_COST)


AUDIT_REPORT = Expectation("审计报告", evidence_of(ReportType.AUDIT))
ACCOUNTS_REPORT = Expectation(
    "财务会计报告", AnyOf((report_of(ReportType.FINANCE), AllOf(tuple(entry.evidence for entry in STATEMENTS))))
)

_PLEDGED = AnyOf((InTable(PledgeRecord, dated=PledgeRecord.pledged_on), InRegister(nature=Nature.PLEDGED)))
PLEDGES_RECEIVED = Expectation(
    "认捐到账多少",
    AnyOf(
        (
            InTable(PledgeRecord, (PledgeRecord.received,), dated=PledgeRecord.pledged_on),
            InRegister("认捐.*(?:到账|兑现|到位)", nature=Nature.ACTUAL),
        )
    ),
    when=_PLEDGED,
)
INCOME_DETAILS = (
    Expectation(
        "现金和物资各多少",
        AnyOf(
            (
                GIFTS,
                AllOf(
                    (
                        AnyOf(
                            (
                                InRegister(topics=_IN, basis=FigureBasis.MONEY, money=True, loose=True),
                                InRegister("资金|现金|善款|捐款", topics=_IN, money=True, loose=True),
                            )
                        ),
                        AnyOf(
                            (
                                InRegister(topics=(*_IN, "物资"), basis=FigureBasis.GOODS, money=True, loose=True),
                                InRegister("物资|实物|物品|折价", topics=(*_IN, "物资"), money=True, loose=True),
                                InTable(GoodsRecord, (GoodsRecord.value,), dated=GoodsRecord.moved_on),
                            )
                        ),
                    )
                ),
            )
        ),
    ),
    Expectation(
        "限定用途和非限定用途各多少",
        AnyOf(
            (
                _line("income", "restricted"),
                AllOf(
                    (
                        InRegister(r"(?<![非不未])(?:限定|定向|指定)", topics=_IN, money=True),
                        InRegister(r"(?:[非不未])(?:限定|定向|指定)", topics=_IN, money=True),
                    )
                ),
            )
        ),
    ),
    PLEDGES_RECEIVED,
    Expectation("逐笔捐赠：谁、哪天、多少、指定给什么用途", GIFTS),
    Expectation("政府补助", AnyOf((_line("government_grants"), InRegister("政府|财政|补助收入|拨款", topics=_IN)))),
    Expectation(
        "投资收益",
        AnyOf(
            (
                _line("investment_income"),
                InRegister(f"投资(?:净?收益|收入|所得|亏损|损失)|理财|{_GROWN}", topics=_IN),
                InTable(InvestmentRecord, (InvestmentRecord.income,), dated=InvestmentRecord.year),
            )
        ),
    ),
    Expectation(
        "利息和其他收入",
        AnyOf((InStatement("activity_statement"), InRegister(f"利息|其他收入|其它收入|{_GROWN}", topics=_IN))),
    ),
)

_GAP = Holds(
    lambda disclosure, year: (
        (figure := headlines(disclosure, year).figure(HeadlineRole.EXPENSE_GAP)) and figure.value > 0
    )
)
EXPENSE_DETAILS = (
    *COSTS,
    Expectation(
        "直接给到受益人和通过合作方各多少",
        AnyOf(
            (
                PAYMENTS,
                AllOf(
                    (
                        InRegister("受益人|受助人|个人|直接", topics=_OUT, money=True),
                        InRegister("合作|委托|执行方|单位", topics=_OUT, money=True),
                    )
                ),
            )
        ),
    ),
    Expectation(
        "现金和物资各多少",
        AnyOf(
            (
                PAYMENTS,
                AllOf(
                    (
                        InRegister(topics=_OUT, basis=FigureBasis.MONEY, money=True, loose=True),
                        AnyOf(
                            (
                                InRegister(topics=(*_OUT, "物资"), basis=FigureBasis.GOODS, money=True, loose=True),
                                InTable(GoodsRecord, (GoodsRecord.value,), dated=GoodsRecord.moved_on),
                            )
                        ),
                    )
                ),
            )
        ),
    ),
    Expectation("没有列明的那一部分用在哪里", PAYMENTS, when=_GAP),
)

GOODS_MOVED = InTable(GoodsRecord, dated=GoodsRecord.moved_on)
GOODS_DETAILS = (
    Expectation(
        "物资的品名、数量和单位",
        AnyOf(
            (GOODS_MOVED, InRegister(topics=("物资",), money=False), InRegister(basis=FigureBasis.GOODS, money=False))
        ),
    ),
    Expectation("物资的规格", InTable(GoodsRecord, (GoodsRecord.specification,), dated=GoodsRecord.moved_on)),
    Expectation("估价依据", InTable(GoodsRecord, (GoodsRecord.basis,), dated=GoodsRecord.moved_on)),
    Expectation("发给谁、谁签收", InTable(GoodsRecord, (GoodsRecord.receiver,), dated=GoodsRecord.moved_on)),
    Expectation(
        "年末库存",
        AnyOf(
            (
                InTable(GoodsRecord, having=((GoodsRecord.move, MovementType.COUNT),), dated=GoodsRecord.moved_on),
                InRegister("库存|结存", topics=("物资", "总体")),
            )
        ),
    ),
)

POSITION_DETAILS = (
    *BALANCES,
    Expectation(
        "净资产（限定、非限定）",
        AnyOf((InStatement("balance_sheet", "net_assets", "close"), InRegister("净资产", loose=True))),
    ),
    Expectation(
        "货币资金余额",
        AnyOf(
            (
                InStatement("balance_sheet", "cash", "close"),
                InRegister("货币资金|银行存款|银行余额|现金余额", loose=True),
            )
        ),
    ),
    Expectation(
        "对外投资和收益",
        AnyOf(
            (
                InStatement("balance_sheet"),
                InRegister("投资|理财"),
                InTable(InvestmentRecord, (InvestmentRecord.balance,), dated=InvestmentRecord.year),
            )
        ),
    ),
)


_LEFT_OVER = re.compile(rf"{_LEFT}|{_EARLIER}")


def told_of_all(disclosure: Disclosure, year: int, side: str) -> list[Figure]:
    """The figures of 总体 that speak of a side; none of what was left or of another year."""
    figures = figures_about(disclosure, year, {"收入": INCOME, "支出": EXPENSE}[side])
    return [
        figure
        for figure in figures
        if figure.topic == "总体" and not _LEFT_OVER.search(f"{figure.subject} {figure.measure}")
    ]


SPENT_ON_THINGS = InRegister(
    "支出|拨付|发放|资助|救助|投入|使用",
    topics=("项目", "基金", "应急", "保险", "志愿服务", "合作方"),
    nature=Nature.ACTUAL,
    money=True,
)


# What was spent on help that no record is about.
SPENT_ON_HELP = InRegister(
    SPENT_ON_THINGS.words, topics=("项目",), loose=True, nature=SPENT_ON_THINGS.nature, money=SPENT_ON_THINGS.money
)


def last_income(year: int) -> Expectation:
    """The income of the year before, which the law's ratios are measured by."""
    return Expectation("上年总收入", OfYear(year - 1, INCOME))


def figures_about(disclosure: Disclosure, year: int, *evidence: Evidence) -> list[Figure]:
    """The figures of the register that speak of something; those that pages compute are left out."""
    groups: dict[str, Figure] = {}
    for part in evidence:
        for alternative in part.parts if isinstance(part, AnyOf) else (part,):
            if isinstance(alternative, InRegister) and not alternative.before:
                groups |= {figure.id: figure for figure in alternative.figures(disclosure, year)}
    return list(groups.values())
