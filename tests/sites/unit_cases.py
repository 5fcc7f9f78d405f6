"""Faults of units, wordings, unseen signs, totals and files of other types."""

from __future__ import annotations

from collections.abc import Callable

from money_cases import tables
from openpyxl.styles import Font
from small import FIRST, Case, F, Site

GIFT = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人"
PAYMENT = "拨付日期,接收方,接收方类型,金额"
BULK = f"{GIFT},手续费,到账净额"
ABROAD = f"{GIFT},币种,外币金额,汇率,汇率日期"
CHANNELS = "编号,名称 web,示例平台"
SETTLED = "渠道,年度,年初在途,捐款总额,手续费,退款,年末在途,到账"
REFUND = "退款日期,捐赠编号,退款金额,原因,原到账日期"
RETURN = "退回日期,退回方,退回方类型,退回金额,原因,原拨付日期"


def _pay(text: str) -> Callable[[Site], None]:
    return lambda site: site.write("data/dawn/pay.csv", text)


def _shown(attribute: str, look: object) -> Callable[[Site], None]:
    """A salary in a cell that is shown otherwise: *attribute* of the cell (its number format, its font) is *look*."""

    def make(site: Site) -> None:
        site.write("data/dawn/pay.csv", "年度,序位,职务,报酬金额,来源\n")
        book = site.workbook("pay")
        assert book.active is not None
        book.active.append(["2023", "1", "秘书长", 9, "DOC"])
        setattr(book.active["D2"], attribute, look)
        site.save_workbook("pay", book)

    return make


def _figure(**cells: str) -> Callable[[Site], None]:
    def make(site: Site) -> None:
        for label, text in cells.items():
            site.cell(FIRST, 2, label, text)

    return make


UNIT_CASES = (
    Case("invisible-sign", F, 2, "事项", lambda s: s.cell(FIRST, 2, "事项", "全\u200b年"), told="零宽空格 U+200B"),
    Case("look-alike-sign", F, 2, "事项", lambda s: s.cell(FIRST, 2, "事项", "⼤病救助"), told="U+2F24"),
    Case("lost-characters", F, 2, "事项", lambda s: s.cell(FIRST, 2, "事项", "全\ufffd年"), told="U+FFFD"),
    Case("table-unit", "dawn/pay.csv", 1, None, _pay("单位：美元,,,,\n年度,序位,职务,报酬金额,来源\n2023,1,秘书长,9,DOC\n"), told="美元"),
    Case("scaled-format", "dawn/pay.xlsx", 2, None, _shown("number_format", '0.00"万元"'), told="D2"),
    Case("struck-cells", "dawn/pay.xlsx", 2, None, _shown("font", Font(strike=True)), told="D2"),
    Case("unseen-cells", "dawn/pay.xlsx", 2, None, _shown("font", Font(color="FFFFFFFF")), told="D2"),
    Case("red-numbers", "dawn/pay.xlsx", 2, None, _shown("font", Font(color="FFFF0000")), told="D2"),
    Case("wrong-file-type", "dawn/pay.et", None, None, lambda s: s.write("data/dawn/pay.et", b"x"), told="WPS 表格"),
    Case("total-row", "dawn/pay.csv", 3, None,
         _pay("年度,序位,职务,报酬金额,来源\n2023,1,秘书长,9,DOC\n合计：5笔,,,,\n"), told="上面有 1 行"),
    Case("total-row-read", "dawn/pay.csv", 3, None,
         _pay("年度,序位,职务,报酬金额,来源\n2023,1,秘书长,9,DOC\nTotal,,,9,\n"), told="一样"),
    Case("total-as-record", "donations.csv", 3, "捐赠人",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,单位,甲公司 2023-03-00002,2023-03-05,5,现金,单位,合计"), told="正好是"),
    Case("statistic-left-out", "dawn/pay.csv", 3, None,
         _pay("年度,序位,职务,报酬金额,来源\n2023,1,秘书长,9,DOC\n,,平均值,9,\n"), told="平均值"),
    Case("qualifier-missing", F, 2, "约数", _figure(原文写法="逾100万元"), told="逾"),
    Case("wording-unit", F, 2, "单位", _figure(原文写法="100万美元"), told="美元"),
    Case("gift-refunded", "donations.csv", 2, "金额", tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,-5,现金,匿名,"), told="−5"),
    Case("gifts-in-bulk", "donations.csv", 2, "捐赠人",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,单位,示例平台（300人次）"), told="300人次"),
    Case("table-in-other-unit", "disbursements.csv", 2, "金额",
         tables(disbursements=PAYMENT + "".join(f" 2023-03-0{day},甲小学,学校,{day}.5" for day in range(1, 6))), told="3.5元"),
    Case("fee-beyond-amount", "donations.csv", 2, "手续费",
         tables(donations=f"{BULK} 2023-03-00001,2023-03-05,5,现金,匿名,,6,"), told="6 元"),
    Case("net-unlike-fee", "donations.csv", 2, "到账净额",
         tables(donations=f"{BULK} 2023-03-00001,2023-03-05,5,现金,匿名,,0.03,4.96"), told="差 0.01 元"),
    Case("currency-incomplete", "donations.csv", 2, "汇率",
         tables(donations=f"{ABROAD} 2023-03-00001,2023-03-05,7.1,现金,匿名,,美元,1,,2023-03-05"), told="汇率"),
    Case("currency-unlike", "disbursements.csv", 2, "汇率",
         tables(disbursements=f"{PAYMENT},币种,外币金额,汇率,汇率日期 2023-03-05,甲小学,学校,7.1,美元,1,7.11,2023-03-05"), told="7.11 元"),
    Case("noted-in-currency", "disbursements.csv", 2, "说明",
         tables(disbursements=f"{PAYMENT},说明 2023-03-05,甲小学,学校,7.1,币种：港币"), told="港币"),
    Case("noted-in-unit", "donations.csv", 2, "说明",
         tables(donations=f"{GIFT},说明 2023-03-00001,2023-03-05,5,现金,匿名,,单位：万元"), told="万元"),
    Case("fee-in-words", "donations.csv", 2, "说明",
         tables(donations=f"{GIFT},笔数,说明 2023-03-00001,2023-03-05,5,现金,匿名,,300,手续费0.03元"), told="0.03元"),
    Case("return-below-zero", "gift_refunds.csv", 2, "退款金额",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,匿名,",
                gift_refunds=f"{REFUND} 2023-03-06,2023-03-00001,-5,误捐,"), told="-5"),
    Case("return-without-original", "gift_refunds.csv", 2, "捐赠编号",
         tables(gift_refunds=f"{REFUND} 2023-03-05,,5,误捐,"), told="原到账日期"),
    Case("returned-before-original", "gift_refunds.csv", 2, "退款日期",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,匿名,",
                gift_refunds=f"{REFUND} 2023-03-04,2023-03-00001,5,误捐,"), told="2023-03-05"),
    Case("returned-above-original", "gift_refunds.csv", 3, "退款金额",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,匿名,",
                gift_refunds=f"{REFUND} 2023-03-06,2023-03-00001,4,误捐, 2023-03-07,2023-03-00001,2,误捐,"), told="多退 1 元"),
    Case("refund-unlike-gift", "gift_refunds.csv", 2, "原到账日期",
         tables(donations=f"{GIFT} 2023-03-00001,2023-03-05,5,现金,匿名,",
                gift_refunds=f"{REFUND} 2023-03-07,2023-03-00001,5,误捐,2023-03-06"), told="2023-03-06"),
    Case("return-original-unknown", "payment_returns.csv", 2, "原拨付日期",
         tables(disbursements=f"{PAYMENT} 2023-03-05,甲小学,学校,5",
                payment_returns=f"{RETURN} 2023-04-05,甲小学,学校,5,结余,2023-03-06"), told="甲小学"),
    Case("channel-unbalanced", "channel_settlements.csv", 2, "到账",
         tables(channels=CHANNELS, channel_settlements=f"{SETTLED} web,2023,0,10,1,2,3,5"), told="差 1 元"),
    Case("channel-below-zero", "channel_settlements.csv", 2, "手续费",
         tables(channels=CHANNELS, channel_settlements=f"{SETTLED} web,2023,0,10,-1,2,3,6"), told="-1 元"),
    Case("channel-not-carried", "channel_settlements.csv", 3, "年初在途",
         tables(channels=CHANNELS, channel_settlements=f"{SETTLED} web,2022,0,10,1,2,3,4 web,2023,2,10,1,2,3,6"), told="差 1 元"),
    Case("payment-returned", "disbursements.csv", 2, "金额",
         tables(disbursements=f"{PAYMENT} 2023-03-05,甲小学,学校,-5"), told="5"),
)  # fmt: skip
