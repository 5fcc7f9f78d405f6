"""Faults of money and goods that come in and go out: appeals, gifts, goods, funds and closings."""

from __future__ import annotations

from collections.abc import Callable

from small import Case, Site


def tables(**texts: str) -> Callable[[Site], None]:
    """Write tables of the first organisation, each a line a row, header first; every row takes its source from DOC."""

    def make(site: Site) -> None:
        for kind, text in texts.items():
            header, *rows = text.split()
            lines = [f"{header},来源", *(f"{row},DOC" for row in rows)]
            site.file(f"{kind}.csv").write_text("\n".join(lines) + "\n", "utf-8")

    return make


APPEALS = "编号,名称,备案编号,备案日期,开始日期,结束日期 coats,冬衣募捐,{number},{filed},2023-03-01,2023-09-30"
APPEAL = APPEALS.format(number="51320000000000000XA23001", filed="2023-02-01")
ACCOUNT = "募捐活动,截止日期,公布日期,最终,累计募得资金,累计使用"
GIFT = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,募捐活动,票据号码"
NOTED = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,说明"
GOODS = "品名,规格,类型,日期,数量,单位,价值 棉被,大,接收,2023-01-05,100,条,"
FUND = "基金,年度,年初余额,本年收入,本年支出,年末余额"
FUNDS = "编号,名称 spring,春天基金"
FLOOD = "编号,名称,发生月份,开始日期,救援结束日期 flood,洪水,2023-07-12,2023-07-12,2023-08-12"
FLOOD_ACCOUNT = (
    "应急行动,截止日期,截止钟点,公布日期,口径,累计接收资金,累计使用资金,累计接收物资折价,累计发放物资折价,累计使用"
)
FIRST_DAY = "flood,2023-07-15,18,2023-07-16,本会,100,40,50,20,60"
SECOND_DAY = "flood,2023-07-20,18,2023-07-21,本会,100,40,50,20,60"
FLOOD_GOODS = "应急行动,截止日期,品名,单位,累计接收,累计发放,现存,主要发给谁"
CLOSING = "项目,结项日期,来自公开募捐的收入,其他来源收入,支出,剩余财产,处理方式"


def _account(*rows: str) -> Callable[[Site], None]:
    return tables(campaigns=APPEAL, campaign_accounts=" ".join((ACCOUNT, *rows)))


def _gift(*rows: str) -> Callable[[Site], None]:
    return tables(campaigns=APPEAL, donations=" ".join((GIFT, *rows)))


def _goods(*rows: str) -> Callable[[Site], None]:
    return tables(goods=" ".join((GOODS, *rows)))


def _fund(*rows: str) -> Callable[[Site], None]:
    return tables(funds=FUNDS, fund_accounts=" ".join((FUND, *rows)))


def _flood(account: str, *goods: str, **more: str) -> Callable[[Site], None]:
    """An action, one account up to 2023-07-15, and goods."""
    listed = {"emergency_goods": " ".join((FLOOD_GOODS, *goods))} if goods else {}
    return tables(emergencies=FLOOD, emergency_reports=f"{FLOOD_ACCOUNT} {account}", **listed, **more)


def _closing(row: str) -> Callable[[Site], None]:
    return tables(project_closings=f"{CLOSING} {row}")


def _codes(text: str, name: str = "2023.txt") -> Callable[[Site], None]:
    return lambda site: site.write(f"data/dawn/codes/{name}", text)


MONEY_CASES = (
    Case("claims-unreadable", "dawn/codes/2023.txt", None, None, _codes("别的文件\n"), told="不是查询码文件"),
    Case("claims-unreadable", "dawn/codes/2023.txt", 3, None,
         _codes(f"阳光慈善查询码 1 01234567\n{'A' * 20}\n{'A' * 19}\n"), name="short", told="没有写全"),
    Case("campaign-without-filing", "campaigns.csv", 2, "备案编号",
         tables(campaigns=APPEALS.format(number="", filed="2023-02-01")), told="冬衣募捐"),
    Case("odd-filing-number", "campaigns.csv", 2, "备案编号",
         tables(campaigns=APPEALS.format(number="第12号", filed="2023-02-01")), told="第12号"),
    Case("filed-late", "campaigns.csv", 2, "备案日期",
         tables(campaigns=APPEALS.format(number="51320000000000000XA23001", filed="2023-02-25")), told="2023-03-01"),
    Case("appeal-unqualified", "campaigns.csv", 2, "名称",
         lambda s: (s.write("data/dawn/organisation.yaml",
                            s.file("organisation.yaml").read_text("utf-8") + "public_fundraising: 否\n"),
                    tables(campaigns=APPEAL)(s)), told="没有公开募捐资格"),
    Case("appeal-unqualified", "campaigns.csv", 2, "开始日期",
         tables(campaigns=APPEAL, qualifications="编号,资格,有效期起,有效期止 q,公开募捐资格,2018-01-01,2023-02-28"), name="expired",
         told="2023-02-28"),
    Case("money-untraced", "dawn/organisation.yaml", None, "allocation_rule",
         lambda s: s.write("data/dawn/organisation.yaml",
                           s.file("organisation.yaml").read_text("utf-8") + "allocation_rule: 先进先出\n"), told="画不出"),
    Case("account-before-start", "campaign_accounts.csv", 2, "截止日期",
         _account("coats,2023-02-28,2023-03-05,,10,"), told="2023-03-01"),
    Case("falling-series", "campaign_accounts.csv", 3, "累计募得资金",
         _account("coats,2023-03-31,2023-04-05,,1000.50,", "coats,2023-06-30,2023-07-05,,1000.49,"), told="1000.49"),
    Case("used-above-received", "campaign_accounts.csv", 2, "累计使用",
         _account("coats,2023-03-31,2023-04-05,,1000.50,1000.51"), told="0.01"),
    Case("account-after-final", "campaign_accounts.csv", 3, "截止日期",
         _account("coats,2023-03-31,2023-04-05,是,10,", "coats,2023-06-30,2023-07-05,,20,"), told="2023-06-30"),
    Case("donation-number", "donations.csv", 2, "捐赠编号", _gift("2023-03-00001,2023-04-01,5,现金,匿名,,,,"), told="2023-04-01"),
    Case(
        "donation-number",
        "donations.csv",
        2,
        "到账日期",
        _gift("2023-03-00001,2202-03-01,5,现金,匿名,,,,"),
        "year",
        "2202-03-01",
    ),
    Case("receipt-twice", "donations.csv", 3, "票据号码",
         _gift("2023-03-00001,2023-03-05,5,现金,匿名,,,,0012", "2023-03-00002,2023-03-06,5,现金,匿名,,,,0012"), told="第 2 行"),
    Case("gift-before-appeal", "donations.csv", 2, "到账日期",
         _gift("2023-02-00001,2023-02-28,5,现金,匿名,,,coats,"), told="冬衣募捐"),
    Case("name-without-consent", "donations.csv", 2, "署名", _gift("2023-03-00001,2023-03-05,5,现金,个人,示例甲,示例甲,,")),
    Case("name-refused", "donations.csv", 2, "说明",
         tables(donations=f"{NOTED} 2023-03-00001,2023-03-05,5,现金,个人,李小雷,李小雷先生送来"), told="第 2 行"),
    Case("name-maybe-refused", "donations.csv", 2, "说明",
         tables(donations=f"{NOTED} 2023-03-00001,2023-03-05,5,现金,个人,李小雷,李小雷路上的小店"), told="第 2 行"),
    Case("donor-like-person", "donations.csv", 2, "捐赠人", _gift("2023-03-00001,2023-03-05,5,现金,单位,李小雷,,,"), told="单位"),
    Case("goods-vanished", "goods.csv", 4, "数量",
         _goods("棉被,大,发放,2023-02-05,60,条,", "棉被,大,结存,2023-12-31,39,条,"), told="差 1条"),
    Case("goods-never-received", "goods.csv", 3, "数量", _goods("棉被,大,发放,2023-02-05,101,条,"), told="101条"),
    Case("goods-not-counted", "goods.csv", 3, "数量", _goods("棉被,大,发放,2023-02-05,60,条,"), told="还有 40条"),
    Case("goods-units-differ", "goods.csv", 3, "单位", _goods("棉被,大,发放,2023-02-05,60,箱,"), told="箱"),
    Case("value-without-basis", "goods.csv", 2, "估价依据",
         tables(goods=f"{GOODS.split(maxsplit=1)[0]} 棉被,大,接收,2023-01-05,100,条,9000"), told="9000"),
    Case("fund-unbalanced", "fund_accounts.csv", 2, "年末余额", _fund("spring,2023,0,500.25,100,400.26"), told="差 0.01 元"),
    Case("before-founded", "donations.csv", 2, "到账日期",
         lambda s: (s.write("data/dawn/organisation.yaml",
                            s.file("organisation.yaml").read_text("utf-8") + "founded_on: 2023-04-01\n"),
                    _gift("2023-03-00001,2023-03-05,5,现金,匿名,,,,")(s)), told="才成立"),
    Case("surplus-to-itself", "project_closings.csv", 2, "转用项目",
         tables(project_closings=f"{CLOSING},转用项目 warm-winter,2024-01-31,800.10,200,900,100.10,转用,warm-winter"),
         told="它自己"),
    Case("outside-its-year", "fund_accounts.csv", 2, "年度",
         tables(funds="编号,名称,设立日期 spring,春天基金,2023-05-01", fund_accounts=f"{FUND} spring,2022,0,500,100,400"),
         told="还没有设立"),
    Case("fund-below-zero", "fund_accounts.csv", 2, "年末余额", _fund("spring,2023,0,500.25,600,-99.75"), told="-99.75"),
    Case("fund-not-carried", "fund_accounts.csv", 3, "年初余额",
         _fund("spring,2022,0,500.25,100,400.25", "spring,2023,400.26,0,0,400.26"), told="0.01"),
    Case("falling-series", "emergency_reports.csv", 3, "累计接收资金",
         _flood(f"{FIRST_DAY} {SECOND_DAY.replace(',100,', ',99.99,')}"), "bulletin-fell", told="99.99"),
    Case("falling-series", "emergency_goods.csv", 3, "累计接收",
         _flood(f"{FIRST_DAY} {SECOND_DAY}", "flood,2023-07-15,棉被,条,600,540,60,河样村", "flood,2023-07-20,棉被,条,599,540,59,河样村"),
         "goods-fell", told="599"),
    Case("emergency-scope-changed", "emergency_reports.csv", 3, "口径",
         _flood(f"{FIRST_DAY} {SECOND_DAY.replace('本会', '本会和区县')}"), told="2023-07-15 是“本会”"),
    Case("emergency-hour", "emergency_reports.csv", 2, "截止钟点", _flood(FIRST_DAY.replace(",18,", ",25,")), told="25"),
    Case("emergency-used-parts", "emergency_reports.csv", 2, "累计使用", _flood(FIRST_DAY.replace(",60", ",60.01")), told="60.01"),
    Case("emergency-stock-differs", "emergency_goods.csv", 2, "现存",
         _flood(FIRST_DAY, "flood,2023-07-15,棉被,条,600,540,61,河样村"), told="差 1条"),
    Case("emergency-stock-differs", "emergency_goods.csv", 2, "累计发放",
         _flood(FIRST_DAY, "flood,2023-07-15,棉被,条,600,601,,河样村"), name="given-above", told="−1条"),
    Case("emergency-item-dropped", "emergency_goods.csv", 4, "品名",
         _flood(f"{FIRST_DAY} {SECOND_DAY}", "flood,2023-07-15,棉被,条,600,540,60,河样村", "flood,2023-07-15,水,箱,9,9,0,河样村",
                "flood,2023-07-20,棉被,条,600,540,60,河样村"), told="“水”"),
    Case("emergency-names-person", "emergency_goods.csv", 2, "主要发给谁",
         _flood(FIRST_DAY, "flood,2023-07-15,棉被,条,600,540,60,李小雷"), told="李小雷"),
    Case("emergency-goods-undated", "emergency_goods.csv", 2, "截止日期",
         _flood(FIRST_DAY, "flood,2023-07-16,棉被,条,600,540,60,河样村"), told="2023-07-16"),
    Case("emergency-goods-differ", "emergency_goods.csv", 2, "累计接收",
         _flood(FIRST_DAY, "flood,2023-07-15,棉被,条,601,540,61,河样村",
                goods="品名,类型,日期,数量,单位,应急行动 棉被,接收,2023-07-13,600,条,flood 棉被,发放,2023-07-14,540,条,flood "
                "棉被,结存,2023-12-31,60,条,flood"), told="600条"),
    Case("closing-unbalanced", "project_closings.csv", 2, "剩余财产",
         _closing("warm-winter,2024-01-31,800.10,200,900,100.11,"), told="0.01"),
    Case("surplus-without-disposal", "project_closings.csv", 2, "处理方式",
         _closing("warm-winter,2024-01-31,800.10,200,900,100.10,"), told="100.1"),
)  # fmt: skip
