"""What the ledger does not know: who runs a body, by which rules, and what was said of it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal

from .books import Year
from .files import REPORT
from .gifts import COMPANIES
from .ledger import WEB, YEARS, Body, worded, yuan
from .plan import CERTIFICATE, COUNTIES, FLOODS
from .register import figures


def describe_city(body: Body, books: dict[int, Year]) -> None:
    """What the ledger does not know: who runs it, by which rules, and what was said of it."""
    sources(body)
    _governance(body)
    reports(body, books)
    _events(body)
    _work(body)
    figures(body, books)
    _corrected(body)
    _restatements(body)
    _platform(body)
    _settled(body)


def _settled(body: Body) -> None:
    """What the platform settled year by year, and what went back after the books were closed."""
    opening = 0
    for year, refunded in zip(body.years, (30_000, 50_000, 20_000), strict=False):
        arrived = _through_platform(body, str(year), "")
        pending = _through_platform(body, str(year + 1), f"{year + 1}-01-0") or 860_000
        gross = arrived + pending + refunded - opening
        body.add("channel_settlements", 渠道="platform", 年度=str(year), 年初在途=yuan(opening), 捐款总额=yuan(gross), 手续费="0",
                 退款=yuan(refunded), 年末在途=yuan(pending), 到账=yuan(arrived))  # fmt: skip
        opening = pending
    _went_back(body, max(body.years))


# What a gift and a payment can be for, and the headers of both tables.
_FOR_GIFTS = ("募捐活动", "定向项目", "定向基金", "应急行动")
_FOR_PAYMENTS = ("募捐活动", "项目", "基金", "应急行动")


def _went_back(body: Body, last: int) -> None:
    """Refunds and returns of the year after the last books, a gift in one row of a platform, and money from abroad."""
    gifts = [row for row in body.tables[f"donations/{last}"] if row["捐赠类型"] == "现金"]
    for number, name in enumerate(_FOR_GIFTS):
        row = next((row for row in gifts[10:] if row[name]), None)
        if row:
            cents = _cents(row) // (1 + number % 2)
            reason = "捐赠人多付了，退回一半" if number % 2 else "捐赠人重复付款"
            body.add("gift_refunds", 退款日期=f"{last + 1}-01-{number + 5:02d}", 捐赠编号=row["捐赠编号"], 退款金额=yuan(cents),
                     原因=reason, 渠道=row["渠道"], **{part: row[part] for part in _FOR_GIFTS})  # fmt: skip
    body.add("gift_refunds", 退款日期=f"{last + 1}-02-03", 捐赠编号="", 退款金额="200.00", 原因="捐赠人误转，当年没有逐笔公布",
             渠道="bank", 原到账日期=f"{body.years[0] - 1}-11")  # fmt: skip
    paid = [
        row
        for row in body.tables["disbursements"]
        if row["接收方类型"] not in {"个人", "政府部门"} and row["类型"] == "资金"
    ]
    for number, name in enumerate(_FOR_PAYMENTS):
        row = next((row for row in reversed(paid) if row[name]), None)
        if row:
            body.add("payment_returns", 退回日期=f"{last + 1}-03-{number + 10}", 退回方=row["接收方"], 退回方类型=row["接收方类型"],
                     退回金额=yuan(_cents(row) // 20), 原因="活动结束，退回没有用完的钱", 原拨付日期=row["拨付日期"],
                     **{part: row[part] for part in _FOR_PAYMENTS})  # fmt: skip
    single = next(row for row in gifts if row["渠道"] == "platform")
    single.update({"笔数": "1", "手续费": "0.00", "到账净额": single["金额"]})
    for table in (gifts, paid):
        row = max(table, key=_cents)
        day = row.get("到账日期") or row["拨付日期"]
        row.update(
            {
                "币种": "欧元",
                "外币金额": format((Decimal(_cents(row)) / 800).normalize(), "f"),
                "汇率": "8",
                "汇率日期": day,
            }
        )


def _cents(row: dict[str, str]) -> int:
    return int(row["金额"].replace(".", ""))


def _through_platform(body: Body, year: str, days: str) -> int:
    """What came through the platform in a year, or on days that begin so, in 分."""
    return sum(
        _cents(row)
        for row in body.tables.get(f"donations/{year}", ())
        if row["渠道"] == "platform" and row["捐赠类型"] == "现金" and row["到账日期"].startswith(days)
    )


def _corrected(body: Body) -> None:
    """A figure that was corrected, and the answer to what was being looked into."""
    right = next(row for row in body.tables["figures/2024"] if row["编号"] == "W2024B")
    body.add("corrections", 编号="gifts-2024", 更正日期="2025-08-20", 更正类型="更正", 位置="2024年度工作报告第28页，公开的捐赠笔数",
             原来=f"{worded(str(int(right['数值']) - 1))}笔", 现在=right["原文写法"], 影响="年度概览、数字台账", 原因="漏记一笔退回后重新汇入的捐赠",
             数字="W2024B", 经办="财务部，复核：秘书处", 慈善中国="已改正")  # fmt: skip
    body.add("corrections", 编号="rice-2026", 更正日期="2026-06-12", 更正类型="补充", 位置="2025年大米发放数量",
             原来="与社区签收表相差3袋", 现在="3袋破损，已在物资收发表登记报废", 影响="物资收发表", 原因="与社区核对完毕", 接续="rice-2025")  # fmt: skip


def _restatements(body: Body) -> None:
    """What the newest report says anew of the year before, and what it no longer holds."""
    rows = body.tables["figures/2024"]
    old = next(row for row in rows if row["编号"] == "W2024A")
    value = str(int(old["数值"]) - 38)
    new = {
        **old,
        "编号": "W2024C",
        "指标": "受益（重述）",
        "数值": value,
        "原文写法": f"{worded(value)}人",
        "来源": "N2025",
        "出处": "第27页",
    }
    rows.append(new)
    body.add("restatements", "N2025", "第27页", 编号="people-2024", 类型="重述", 年度="2024", 数字编号="W2024A", 原来=old["原文写法"],
             现在=new["原文写法"], 重述后编号="W2024C", 原因="同一个人参加两个项目，原来算了两次", 公布日期="2026-05-20")  # fmt: skip
    body.add("restatements", "N2025", "第38页", 编号="bodies-2025", 类型="合并范围变化", 年度="2025", 数字编号="T2025A", 原来="市会和三家县会",
             现在="市会和两家县会", 原因="河桥县慈善会没有报来2025年度的数", 公布日期="2026-05-20")  # fmt: skip
    body.add("restatements", "N2025", "第39页", 编号="bodies-2025-b", 类型="合并范围变化", 年度="2025", 数字编号="T2025B", 原来="市会和三家县会",
             现在="市会和两家县会", 原因="河桥县慈善会没有报来2025年度的数", 公布日期="2026-05-20")  # fmt: skip


def _platform(body: Body) -> None:
    """What was looked up on the statutory platform: the same, but for one day and one 分."""
    told = next(row["数值"] for row in body.tables["figures/2025"] if row["编号"] == "W2025A")
    for figure, record, what, value in (
        ("W2025A", "", "", told), ("", "projects/meals", "开始日期", "2023-03-02"), ("", "major_events/lease-2025", "金额", "900000.01"),
        ("", "annual_reports/2025/年度工作报告", "平台公开日期", "2026-05-20"),
    ):  # fmt: skip
        body.add("platform_values", 数字=figure, 记录=record, 列=what, 慈善中国上的值=value, 核对日期="2026-06-20",
                 网址=f"{WEB}/platform/shili")  # fmt: skip


def sources(body: Body) -> None:
    """来源: a work report and an audit a year, and what staff fill in."""
    for year in body.years:
        late = body.id == "shili" and year == 2024
        day = f"{year + 1}-07-15" if late else f"{year + 1}-05-20"
        body.plain("sources", 编号=f"N{year}", 名称=f"{body.name}{year}年度工作报告（虚构）", 发布者=body.name, 发布日期=day,
                   等级="报", 年度=str(year), 作者="综合部", 网址=f"{WEB}/reports/{body.id}-{year}.pdf", 指纹="",
                   **({"原件": REPORT, "公开原件": "是"} if (body.id, year) == ("shili", YEARS[-1]) else {}), 说明="虚构的样例。")  # fmt: skip
        body.plain("sources", 编号=f"S{year}", 名称=f"{body.name}{year}年度审计报告（虚构）", 发布者="示例会计师事务所（虚构）",
                   发布日期=f"{year + 1}-04-18", 等级="审", 年度=str(year), 网址="",
                   指纹=hashlib.sha256(f"{body.id}{year}".encode()).hexdigest(), 说明="虚构的样例。")  # fmt: skip
    body.plain("sources", 编号="T01", 名称="工作人员填报（虚构）", 发布者=body.name, 发布日期="2026-05-20", 等级="填", 年度="",
               网址="", 指纹="", 说明="由种子固定的脚本生成。")  # fmt: skip


def _governance(body: Body) -> None:
    for name, title, kind, text, day in (
        ("charter", "按章程换届", "换届", "2024年6月召开会员代表大会，选举产生第三届理事会和监事会。", "2024-06-18"),
        ("party", "内部监督", "监督", "监事会每年检查一次财务，列席全部理事会会议。", "2025-12-10"),
        ("conflict", "利益冲突登记", "制度执行", "理事、监事和负责人每年登记关联关系。", "2025-01-20"),
    ):
        body.add("governance", "N2025", 编号=name, 名称=title, 类别=kind, 年度=day[:4], 内容=text, 日期=day)
    terms = (("2020-06-20", "2024-06-18"), ("2024-06-18", "2029-06-17"))
    people = (
        ("甲", "理事会", "会长", "示例大学（虚构）"), ("乙", "理事会", "副会长", "示例商会（虚构）"), ("丙", "理事会", "秘书长", "本会"),
        ("丁", "理事会", "理事", "甲木家具厂（虚构）"), ("戊", "理事会", "理事", "样例医院（虚构）"), ("己", "理事会", "理事", "退休"),
        ("庚", "监事会", "监事长", "示例律师事务所（虚构）"), ("辛", "监事会", "监事", "退休"), ("壬", "监事会", "监事", "示例会计学校（虚构）"),
    )  # fmt: skip
    for term, (start, end) in enumerate(terms, 2):
        for place, (name, organ, position, employer) in enumerate(people):
            before = term == 2 and position == "副会长"
            body.add("members", 编号=f"m{term}-{place + 1}", 姓名=f"示例{'癸' if before else name}", 机构=organ, 职务=position, 工作单位=employer,
                     任期起=start, 任期止=end, 是否领取报酬="是" if position == "秘书长" else "否", 平台公开日期=start[:8] + "28")  # fmt: skip
    body.add("members", 编号="office-1", 姓名="示例子", 机构="秘书处", 职务="副秘书长", 工作单位="本会", 任期起="2022-03-01",
             任期止="", 是否领取报酬="是", 平台公开日期="2022-03-28")  # fmt: skip
    for name, title, kind, start, state, end, scope, fund in (
        ("office", "综合部", "办事机构", "2015-01-08", "存续", "", "人事、会务和档案。", ""),
        ("finance", "财务部", "办事机构", "2015-01-08", "存续", "", "核算、票据和信息公开。", ""),
        ("branch", "义工分会", "分支机构", "2018-05-11", "存续", "", "组织志愿服务。", ""),
        ("downtown", "老城代表处", "代表机构", "2019-03-02", "已终止", "2023-12-31", "联络老城的捐赠人。", ""),
        ("station-1", "样例路慈善工作站", "工作站", "2021-09-09", "存续", "", "接收物资，受理求助。", ""),
        ("station-2", "荷塘慈善工作站", "工作站", "2022-09-09", "存续", "", "接收物资，受理求助。", ""),
        ("station-3", "河样慈善工作站", "工作站", "2026-02-10", "存续", "", "接收物资，受理求助。", ""),
        (
            "fund-yilao",
            "颐老专项基金管理委员会",
            "专项基金",
            "2021-05-18",
            "存续",
            "",
            "审议颐老专项基金的使用。",
            "yilao",
        ),
    ):
        body.add("units", 编号=name, 名称=title, 类型=kind, 设立日期=start, 存续情况=state, 终止日期=end, 业务范围或主要职能=scope,
                 基金=fund, 平台公开日期="2024-01-15" if end else "2026-03-27" if start > "2026" else f"{max(start, '2019-01-08')[:8]}28")  # fmt: skip
    for year in YEARS:
        for number, (month, organ, came, could, text) in enumerate((
            ("03", "理事会", 6, 6, "审议上年工作报告、财务报告和本年预算。"),
            ("06", "会员（代表）大会" if year == 2024 else "监事会", 52 if year == 2024 else 3, 60 if year == 2024 else 3,
             "换届选举。" if year == 2024 else "检查上年财务。"),
            ("11", "理事会", 5, 6, "审议重大投资和项目调整。"),
            ("12", "监事会", 3, 3, "检查项目结项和剩余财产处理。"),
        )):  # fmt: skip
            body.add("meetings", 编号=f"meeting-{year}-{number + 1}", 日期=f"{year}-{month}-18", 会议=organ,
                     届次=f"{year}年第{number + 1}次", 出席人数=str(came), 应到人数=str(could), 议题和决议=text,
                     纪要网址=f"{WEB}/minutes/{year}-{number + 1}.pdf")  # fmt: skip
        for rank, (position, amount) in enumerate(
            (
                ("秘书长", 156000),
                ("副秘书长", 132000),
                ("财务部主任", 118000),
                ("综合部主任", 112000),
                ("项目主管", 96000),
            ),
            1,
        ):
            body.add("pay", f"N{year}", 年度=str(year), 序位=str(rank), 职务=position, 报酬金额=str(amount + (year - 2023) * 3000),
                     公开日期=f"{year + 1}-05-20")  # fmt: skip
    for category, text in (
        ("出国（境）", "一般不出国（境）；确需出国的，由理事会审议。"), ("车辆购置及运行", "保有1辆工作用车，每年运行费不超过30000元。"),
        ("招待", "工作餐每人每次不超过80元，不上酒。"), ("差旅", "住宿每人每天不超过350元，乘坐二等座。"),
    ):  # fmt: skip
        body.add("expense_standards", 类别=category, 标准=f"{text}（旧标准）", 适用起="2016-03-01", 适用止="2021-12-31",
                 依据的制度="finance-1", 公开日期="2016-03-28")  # fmt: skip
        body.add("expense_standards", 类别=category, 标准=text, 适用起="2022-01-01", 适用止="", 依据的制度="finance-2",
                 公开日期="2022-01-20")  # fmt: skip
    for name, title, category, version, adopted, approved, replaced in (
        ("charter-1", "章程", "章程", "2019年版", "2019-05-10", "2019-06-20", "2024-08-02"),
        ("charter-2", "章程", "章程", "2024年版", "2024-06-18", "2024-08-02", ""),
        ("finance-1", "财务和资产管理制度", "财务和资产管理", "第一版", "2016-03-01", "", "2021-12-20"),
        ("finance-2", "财务和资产管理制度", "财务和资产管理", "第二版", "2021-12-20", "", ""),
        ("projects-1", "项目管理制度", "项目管理", "第一版", "2020-04-15", "", ""),
        ("openness-1", "信息公开制度", "信息公开", "第一版", "2021-12-20", "", ""),
        ("relief-1", "救助申请和评审办法", "项目管理", "第一版", "2022-03-18", "", ""),
    ):
        body.add("policies", 编号=name, 名称=title, 类别=category, 年度=adopted[:4], 通过日期=adopted, 核准日期=approved,
                 公开日期=(approved or adopted)[:8] + "28", 版本=version, 被替代日期=replaced, 全文网址=f"{WEB}/rules/{name}.pdf",
                 内容="虚构的样例，全文不存在。")  # fmt: skip
    for name, kind, number, start, end in (
        ("charity", "慈善组织认定", "示例民慈〔2017〕1号", "2017-08-01", "不适用"),
        ("fundraising", "公开募捐资格", CERTIFICATE, "2019-09-01", "不适用"),
        ("deduction-2023", "公益性捐赠税前扣除资格", "示例公告2023年第1号", "2023-01-01", "2025-12-31"),
        ("exemption-2023", "非营利组织免税资格", "示例免税〔2023〕1号", "2023-01-01", "2027-12-31"),
    ):
        body.add("qualifications", 编号=name, 资格=kind, 证书编号或公告文号=number, 批准机关="示例市主管部门（虚构）", 有效期起=start,
                 有效期止=end, 网址=f"{WEB}/certificates/{name}")  # fmt: skip
    body.add("evaluations", 编号="grade-2022", 名称="示例市社会组织等级评估", 等级="4A", 评估年度="2022", 评估机关="示例市民政局（虚构）",
             有效期起="2022-12-01", 有效期止="2027-11-30", 网址=f"{WEB}/grade")  # fmt: skip
    for subject, trust, what, old, new, day in (
        ("本机构", "", "住所", "样例路9号", "样例路1号", "2023-04-10"), ("本机构", "", "章程", "2019年版", "2024年版", "2024-08-02"),
        ("分支机构", "", "老城代表处", "存续", "终止", "2023-12-31"), ("慈善信托", "sea", "受托人", "示例信托一部", "示例信托二部", "2024-03-05"),
    ):  # fmt: skip
        body.add("registration_changes", 对象=subject, 慈善信托=trust, 变更事项=what, 变更前=old, 变更后=new, 变更日期=day,
                 公开日期=day[:8] + "28" if day[8:] < "28" else f"{int(day[:4]) + 1}-01-15")  # fmt: skip
    body.add("contacts", 联系人="综合部", 电话="0199-80001357", 邮箱="office@example.org", 地址="示例市样例路1号（虚构）",
             网站=WEB, 微信公众号="示例慈善（虚构）", 微博="示例慈善（虚构）", 客户端="不适用", 适用起="2023-04-10", 平台公开日期="2023-04-28",
             说明="区号0199没有分配给任何地方，拨不通。")  # fmt: skip


def reports(body: Body, books: dict[int, Year]) -> None:
    """年度报告 and 审计, one of them late, one qualified."""
    for year in body.years:
        late = body.id == "shili" and year == 2024
        for kind, pages in (
            ("年度工作报告", 46),
            ("财务会计报告", 28),
            ("审计报告", 22),
            ("税前扣除资格专项信息报告", 12),
            ("年检报告", 18),
        ):
            told = f"{year + 1}-07-15" if late and kind == "年度工作报告" else f"{year + 1}-05-20"
            body.add(
                "annual_reports", f"N{year}", 年度=str(year), 类型=kind, 标题=f"{body.name}{year}年{kind}",
                全文网址=f"{WEB}/reports/{body.id}-{year}-{kind_slug(kind)}.pdf", 页数=str(pages), 平台公开日期=told,
                平台网址=f"{WEB}/platform/{body.id}/{year}", 本站公开日期=told, 报送日期=f"{year + 1}-03-28",
                业务主管单位="示例市民政局（虚构）", 审查同意日期=f"{year + 1}-03-30" if kind == "年度工作报告" else "",
                内容摘要="全年收支、项目、募捐和治理情况；没有境外合作。" if kind == "年度工作报告" else "",
                说明="搬迁办公系统，晚于法定期限公开，已向民政部门说明。" if late and kind == "年度工作报告" else "",
            )  # fmt: skip
        opinion = {2023: "保留意见", 2024: "带强调事项段的无保留意见"}.get(year, "标准无保留意见")
        if body.id != "shili":
            opinion = "标准无保留意见"
        plain = opinion == "标准无保留意见"
        body.add(
            "audits", f"S{year}", 编号=f"year-{year}", 名称=f"{year}年度财务报表审计", 类型="年度审计", 实施年度=str(year + 1),
            被审年度=str(year), 审计机构="示例会计师事务所（虚构）", 报告文号=f"示例审字〔{year + 1}〕{body.scale}号",
            报告日期=f"{year + 1}-04-18", 意见=opinion, 公布日期=f"{year + 1}-05-20", 报告网址=f"{WEB}/audits/{body.id}-{year}.pdf",
            发现的问题="没有。" if plain else "部分物资入库单没有验收人签字，无法取得充分的审计证据。" if year == 2023
            else "提请关注：管理费用比例高于规定的标准。",
            整改情况="不适用" if plain else "2024年6月起入库单由两人签字，已补签能补的单据。" if year == 2023 else "2025年压缩办公开支，比例已回落。",
            内容=f"审计了{year}年的三张报表。",
        )  # fmt: skip
    if body.id == "shili":
        body.add("audits", 编号="change-2024", 名称="2024年换届审计", 类型="换届审计", 实施年度="2024", 被审年度="2023",
                 审计机构="示例第二会计师事务所（虚构）", 报告文号="示例专审〔2024〕5号", 报告日期="2024-05-30", 意见="", 公布日期="2024-06-30",
                 报告网址=f"{WEB}/audits/change-2024.pdf", 发现的问题="没有。", 整改情况="不适用", 内容="审计了第二届理事会任期内的财务收支。")  # fmt: skip
        spent = books[2024]
        share = spent.total(21) * 10000 * 2 // spent.total(35)
        body.add("ratio_exceptions", "N2024", 年度="2024", 指标="管理费用比例", 实际值=yuan((share + 1) // 2), 标准="13",
                 原因="搬迁办公系统和换届增加了一次性支出。", 报告民政日期="2025-03-28", 公开日期="2025-07-15")  # fmt: skip


def kind_slug(kind: str) -> str:
    """The part of an address that stands for a type of report."""
    return {"年度工作报告": "work", "财务会计报告": "finance", "审计报告": "audit", "年检报告": "review"}.get(
        kind, "tax"
    )


def _events(body: Body) -> None:
    for kind, amount, share, base in (
        ("重大资产变动", "500000", "10", "上年末净资产"), ("重大投资", "500000", "10", "上年末净资产"), ("重大交易及资金往来", "800000", "", ""),
    ):  # fmt: skip
        body.add("thresholds", 事项=kind, 金额标准=amount, 比例标准=share, 比例的基数=base, 适用起="2022-01-01", 依据的制度="finance-2",
                 标准原文=f"单笔达到{amount}元的，按重大事项公开。")  # fmt: skip
    for name, title, kind, day, told, amount, other, investee, ratio in (
        (
            "deposit-2023",
            "购买结构性存款",
            "重大投资",
            "2023-02-10",
            "2023-02-28",
            1700000,
            "示例银行（虚构）",
            "示例银行稳盈一号（虚构）",
            "100",
        ),
        (
            "deposit-2024",
            "购买结构性存款",
            "重大投资",
            "2024-02-12",
            "2024-03-01",
            1700000,
            "示例银行（虚构）",
            "示例银行稳盈二号（虚构）",
            "83.33",
        ),
        (
            "equipment-2024",
            "购置办公和仓储设备",
            "重大资产变动",
            "2024-05-15",
            "2024-07-08",
            204000,
            "示例设备公司（虚构）",
            "",
            "",
        ),
        (
            "deposit-2025",
            "购买结构性存款",
            "重大投资",
            "2025-02-11",
            "2025-03-02",
            1700000,
            "示例银行（虚构）",
            "示例银行稳盈三号（虚构）",
            "83.33",
        ),
        (
            "lease-2025",
            "租用仓库三年",
            "重大交易及资金往来",
            "2025-06-03",
            "2025-06-20",
            900000,
            "示例物流园（虚构）",
            "",
            "",
        ),
    ):
        body.add("major_events", 编号=name, 名称=title, 类型=kind, 发生日期=day, 公开日期=told, 金额=str(amount), 对方=other,
                 产品或被投资方=investee, 同意比例=ratio, 决议="理事会审议通过，见会议记录。", 内容="虚构的样例。",
                 慈善中国网址=f"{WEB}/platform/events/{name}")  # fmt: skip
    scale = body.scale
    for number, year in enumerate(YEARS):
        held = 10_000_000 * scale // 5 + 1_000_000 * scale * (number + 1)
        body.add("investments", f"S{year}", 编号=f"deposit-{year}", 产品或被投资方=f"示例银行稳盈{'一二三'[number]}号（虚构）", 年度=str(year),
                 产品类型="银行理财产品", 资金来源="非限定性捐赠财产", 受托机构="示例银行（虚构）", 投资金额=yuan(5_000_000 * scale),
                 投资日期=f"{year}-02-10", 到期或收回日期=f"{year + 1}-02-09", 年末余额=yuan(held),
                 当年收益=yuan(260_000 * scale + 4_211 * number), 内容="保本，按季付息；余额含以前年度未到期的部分。")  # fmt: skip
    for name, title, kind, relation, nature, consent, since in (
        ("jiamu-factory", COMPANIES[0], "主要捐赠人", "本会理事任其总经理", "单位", "", "2020-06-20"),
        ("vice-president", "一位副会长", "管理人员", "本会副会长", "个人", "不指名", "2024-06-18"),
        ("founder", "示例商会（虚构）", "发起人", "本会发起人", "单位", "", "2015-01-08"),
        ("dongyang", COUNTIES["dongyang"], "其他", "慈善会系统成员", "单位", "", "2016-01-01"),
    ):
        body.add("related_parties", 编号=name, 名称=title, 类别=kind, 关联关系=relation, 单位或个人=nature, 同意公开=consent, 起始日期=since,
                 终止日期="2024-06-18" if name == "founder" else "",
                 平台公开日期="" if nature == "个人" else since[:8] + "28")  # fmt: skip
    for name, kind, party, amount, day, told, recusal, text in (
        ("gift-2023", "接受捐赠", "jiamu-factory", "200000", "2023-05-16", "2023-06-01", "已回避", "接受助学捐款。"),
        (
            "desks-2024",
            "交易",
            "jiamu-factory",
            "38600",
            "2024-04-09",
            "2024-05-30",
            "已回避",
            "购买课桌，三家比价后选定；晚于30日公开。",
        ),
        (
            "grant-2025",
            "资助",
            "dongyang",
            "53500",
            "2025-06-20",
            "2025-07-10",
            "没有需要回避的人",
            "支持县级帮困项目。",
        ),
    ):
        body.add("related_transactions", 编号=name, 类型=kind, 关联方=party, 金额=amount, 发生日期=day, 公开日期=told, 回避=recusal,
                 决议="理事会审议通过", 内容=text)  # fmt: skip
    body.add("related_transactions", 编号="printing-2026", 类型="交易", 关联方="jiamu-factory", 金额="5200", 发生日期="2026-03-10",
             公开日期="2026-05-10", 回避="已回避", 决议="理事会审议通过", 内容="订制书架；晚于30日公开。")  # fmt: skip
    body.add("major_events", 编号="lease-2026", 名称="续租仓库三年", 类型="重大交易及资金往来", 发生日期="2026-06-12", 公开日期="",
             金额="930000", 对方="示例物流园（虚构）", 决议="理事会审议通过，见会议记录。", 内容="虚构的样例，还在公开期限以内。")  # fmt: skip
    body.add("duty_notes", 义务="年度", 负责人="综合部", 不适用的原因="")
    body.add("duty_notes", 义务="项目", 负责人="项目部", 不适用的原因="")
    body.add("duty_notes", 义务="project-periodic", 记录="projects/museum-day", 负责人="博物馆项目组", 不适用的原因="")
    body.add("duty_notes", 义务="trust-change", 负责人="", 不适用的原因="本会是委托人，备案变更由受托人公开。")
    body.add("trusts", 编号="sea", 信托名称="示例助学慈善信托", 本机构的身份="委托人", 备案编号="示例信托备案2022-1", 设立日期="2022-09-05",
             公开日期="2022-09-20", 另一方="示例信托公司（虚构）", 信托财产="1000000", 年度="2025", 信托事务处理情况="资助学生40名。",
             财务状况="年末信托财产1026000元。", 网址=f"{WEB}/trusts/sea")  # fmt: skip
    body.add("trusts", 编号="hill", 信托名称="示例助老慈善信托", 本机构的身份="受托人", 备案编号="示例信托备案2023-2", 设立日期="2023-03-01",
             公开日期="2023-03-15", 另一方="个人委托人", 信托财产="80000", 年度="2025", 信托事务处理情况="为5位老人改造浴室。",
             财务状况="年末信托财产80000元，全部是银行存款。", 网址=f"{WEB}/trusts/hill")  # fmt: skip


def _work(body: Body) -> None:
    for name, title, kind in (
        ("lele-school", "乐乐社工服务中心（虚构）", "募捐合作方"), ("sample-hospital", "示例市样例医院（虚构）", "项目合作方"),
        ("sample-university", "示例大学义工社（虚构）", "志愿服务合作方"), ("sample-insurer", "示例保险公司（虚构）", "保险机构"),
    ):  # fmt: skip
        body.add("partners", 编号=name, 名称=title, 类型=kind, 内容="虚构的合作方。",
                 不是同一家="乐乐社工事务所（虚构）" if name == "lele-school" else "")  # fmt: skip
    for name, (title, event, day) in FLOODS.items():
        body.add("emergencies", 编号=name, 名称=title, 事件=event, 发生月份=day.isoformat(), 地域="示例市河样镇", 内容="募集款物，发到受灾的村和社区。",
                 合作方="sample-university", 开始日期=day.isoformat(), 结束日期=(day + timedelta(days=60)).isoformat(),
                 救援结束日期=(day + timedelta(days=31)).isoformat())  # fmt: skip
    for year in YEARS:
        body.add("insurance", f"N{year}", 编号=f"elderly-{year}", 名称=f"高龄老人意外险{year}", 类型="意外伤害保险", 年度=str(year),
                 对象="80岁以上低收入老人", 内容=f"为{{I{year}A}}投保，保费{{I{year}B}}。", 保险机构="示例保险公司（虚构）")  # fmt: skip
        body.add("honours", f"N{year}", 编号=f"honour-{year}", 名称=f"{year}年度信息公开优秀单位（虚构）", 授予方="示例市慈善行业组织（虚构）",
                 年度=str(year), 内容="虚构的荣誉。")  # fmt: skip
        body.add("publicity", f"N{year}", 编号=f"week-{year}", 名称=f"{year}年慈善宣传周", 类型="活动", 年度=str(year),
                 内容=f"举办宣传{{P{year}A}}。")  # fmt: skip
        body.add("volunteers", f"N{year}", 编号=f"volunteers-{year}", 名称=f"{year}年志愿服务", 类型="志愿服务", 年度=str(year),
                 内容=f"参加服务的志愿者有{{V{year}A}}，服务{{V{year}B}}。", 合作方="sample-university",
                 招募的时间和地点=f"{year}年3月，样例路慈善工作站", 招募条件="年满十八周岁", 可能的风险="户外活动有摔伤和中暑的可能，已投保")  # fmt: skip
        body.add("volunteers", f"N{year}", 编号=f"training-{year}", 名称=f"{year}年骨干培训", 类型="培训", 年度=str(year),
                 内容=f"培训骨干{{V{year}C}}。", 合作方="", 招募的时间和地点="", 招募条件="", 可能的风险="")  # fmt: skip
        body.add(
            "plans",
            f"N{year}",
            编号=f"plan-{year + 1}-a",
            名称="扩大助老服务",
            领域="助老",
            年度=str(year + 1),
            内容="新开两处长者食堂。",
        )
        body.add(
            "plans",
            f"N{year}",
            编号=f"plan-{year + 1}-b",
            名称="改进信息公开",
            领域="治理",
            年度=str(year + 1),
            内容="捐赠明细按月公开。",
        )
    for name, title, kind in (
        ("platform", "示例公益平台（虚构）", "网络募捐"), ("bank", "银行转账", "转账"), ("station", "慈善工作站", "现场"), ("box", "募捐箱", "现场"),
    ):  # fmt: skip
        body.add("channels", 编号=name, 名称=title, 类型=kind, 年度="2025", 内容="逐笔见捐赠明细。")
    for name, title, day, kind, text in (
        (
            "volunteers-2025",
            "招募2025年志愿者",
            "2025-02-20",
            "其他",
            "招募敲门问安志愿者。||户外活动有摔伤的可能，已投保。",
        ),
        (
            "late-report",
            "关于推迟公开2024年度工作报告的说明",
            "2025-05-30",
            "重大事项",
            "因搬迁办公系统，报告推迟到7月公开。",
        ),
        ("congress-2024", "第三届会员代表大会公告", "2024-06-01", "会议", "定于6月18日召开。"),
        ("closing-reading", "乡村图书角结项公告", "2025-01-29", "项目", "项目已结项，全部款项用于受助学校。"),
        ("appeal-2025", "为童心护航2025募捐方案", "2025-06-10", "募捐方案", "募捐方案已备案。"),
    ):
        body.add("notices", 编号=name, 标题=title, 日期=day, 类型=kind, 正文=text, 原文网址=f"{WEB}/notices/{name}")
    for name, day, kind, where, old, new, effect, reason in (
        (
            "water-2023",
            "2023-08-20",
            "更正",
            "洪水应急行动，饮用水",
            "1400箱",
            "1500箱",
            "物资收发表",
            "漏记一张入库单",
        ),
        (
            "people-2024",
            "2025-08-06",
            "更正",
            "2024年度工作报告第12页，志愿者人数",
            "1260人",
            "1206人",
            "志愿服务页",
            "抄写时两个数字颠倒",
        ),
        (
            "report-2024",
            "2025-09-01",
            "补充",
            "2024年度工作报告，管理费用",
            "没有说明超过标准的原因",
            "补充了说明",
            "年度报告页",
            "民政部门要求补充",
        ),
        ("rice-2025", "2026-05-25", "核实中", "2025年大米发放数量", "与社区签收表相差3袋", "", "物资收发表", ""),
    ):
        body.add(
            "corrections",
            编号=name,
            更正日期=day,
            更正类型=kind,
            位置=where,
            原来=old,
            现在=new,
            影响=effect,
            原因=reason,
            记录="volunteers/volunteers-2024" if name == "people-2024" else "",
        )
    for name, day, topic, answered, answer in (
        ("q-2023-1", "2023-05-08", "查询一笔捐款的去向", "2023-05-11", "已告知捐赠编号和拨付日期。"),
        ("q-2024-1", "2024-11-02", "反映领取物资排队太久", "2024-11-09", "增设了一个领取点。"),
        ("q-2025-1", "2025-07-20", "问年度报告为什么晚了", "2025-07-22", "已公告原因。"),
        ("q-2026-1", "2026-06-18", "查询冠名基金的余额", "", ""),
    ):
        body.add("complaints", 编号=name, 收到日期=day, 事由=topic, 答复日期=answered, 答复=answer)
    for place, (day, donor, amount, came, at, due, fund, project) in enumerate((
        ("2023-01-15", COMPANIES[0], 300000, 300000, "2023-05-16", "2023-06-30", "jiamu", ""),
        ("2024-01-20", COMPANIES[2], 200000, 120000, "2024-12-01", "2024-12-31", "bingtu", ""),
        ("2025-01-18", COMPANIES[6], 500000, 250000, "2026-03-02", "2026-12-31", "", "hearts-2025"),
        ("2025-01-18", "陈示一", 20000, 0, "", "2026-12-31", "", "school-lunch"),
    ), 1):  # fmt: skip
        body.add("pledges", 编号=f"P{place:03d}", 认捐日期=day, 捐赠人类型="个人" if place == 4 else "单位", 捐赠人=donor,
                 署名="爱心人士" if place == 4 else "",
                 同意公开姓名="" if place == 4 else "是", 场合="慈善晚会", 认捐金额=str(amount), 已到账=str(came), 最近到账日期=at, 约定到账日期=due,
                 募捐活动="hearts-2025" if place == 3 else "",
                 定向项目=project, 定向基金=fund)  # fmt: skip
