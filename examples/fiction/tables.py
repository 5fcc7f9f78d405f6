"""The tables that follow from the ledger."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from .books import campaign_cost
from .ledger import WEB, YEARS, Body, Campaign, Project, last_day, yuan
from .payments import heir


def write_gifts(body: Body) -> None:
    """捐赠明细, a file a year: numbered by month in the order of days."""
    numbers: dict[str, int] = defaultdict(int)
    for place, one in enumerate(sorted(body.gifts, key=lambda gift: (gift.day, gift.cents))):
        month = one.day.isoformat()[:7]
        numbers[month] += 1
        cells = {"捐赠编号": f"{month}-{numbers[month]:05d}", "到账日期": one.day.isoformat(), "金额": yuan(one.cents)}
        purpose = one.purpose
        if dict(one.cells)["已开票据"]:
            cells["票据号码"] = f"SL{one.day:%y}{place:06d}"
        bound = {
            "募捐活动": purpose.campaign,
            "定向项目": purpose.project if one.direct else "",
            "定向基金": purpose.fund if one.direct else "",
            "应急行动": purpose.emergency,
        }
        body.tables[f"donations/{month[:4]}"].append({**cells, **dict(one.cells), **bound, "来源": "T01"})


# Where the money of some receivers was used, as the payment says it; of the others nothing is said.
PLACES = {
    "示例市示范小学（虚构）": "东样区", "示例市样例中学（虚构）": "西样区/样例街道", "示例市样例医院（虚构）": "东样区/东样街道",
    "示例市东样社区（虚构）": "东样区/东样街道/东样社区", "示例市西样社区（虚构）": "西样区/样例街道/西样社区",
    "示例市河样村（虚构）": "河样镇/河样村", "示例市样例街道办事处（虚构）": "西样区/样例街道",
    "示例市乐龄服务中心（虚构）": "东样区；西样区",
}  # fmt: skip


def write_payments(body: Body) -> None:
    """拨付."""
    for one in sorted(body.payments, key=lambda payment: payment.day):
        cells = dict(one.cells)
        use = cells.pop("用途")
        purpose = one.purpose
        bound = {
            "项目": purpose.project,
            "基金": purpose.fund,
            "募捐活动": purpose.campaign,
            "应急行动": purpose.emergency,
        }
        basis = {"慈善组织": "理事会决议和资助协议", "政府部门": "应急物资和资金移交协议"}.get(cells["接收方类型"], "")
        body.add("disbursements", 拨付日期=one.day.isoformat(), **cells, 类型="物资" if one.goods else "资金",
                 金额=yuan(one.cents), 用途=use, 划转依据=basis, **bound,
                 地域=PLACES.get(cells["接收方"], "") if body.members else "")  # fmt: skip


def write_funds(body: Body) -> None:
    """基金 and their years, each opening with what the last one closed."""
    for name, (title, kind, first) in body.funds.items():
        opening = first
        body.add("funds", 编号=name, 名称=title, 类型=kind, 年度="2023", 管理方="本会基金管理委员会",
                 合作方="sample-university" if body.members and kind == "社区基金" else "", 设立日期="2021-05-18",
                 内容=f"{kind}，用于{title[:2]}方面的帮扶；年初、收入、支出和余额每年公布。")  # fmt: skip
        for year in body.years:
            came = body.received(lambda g: g.day.year == year, fund=name)  # noqa: B023
            went = body.paid(lambda p: p.day.year == year, fund=name)  # noqa: B023
            body.add("fund_accounts", 基金=name, 年度=str(year), 年初余额=yuan(opening), 本年收入=yuan(came),
                     本年支出=yuan(went), 年末余额=yuan(opening + came - went), 公布日期=f"{year + 1}-04-20")  # fmt: skip
            opening += came - went


STAGES = ("调研", "立项", "培训", "实施", "实施", "实施", "督导", "督导")


def write_projects(body: Body, executor: str) -> None:
    """慈善项目 with progress every three months, budgets and closings."""
    last = date(body.years[-1], 12, 31)
    for number, one in enumerate(body.projects):
        body.add(
            "projects", 编号=one.id, 名称=one.name, 类别=one.category, 类别依据="报告", 年度=str(one.start.year),
            状态="已结项" if one.closed else "进行中", 内容=SUMMARIES.get(plain_id(one.id), f"面向示例市的{one.category}项目，资助款按季度拨付。"),
            全称=f"示例市{one.name}项目" if body.members else "", 合作方="sample-university" if one.id == "listening" else "",
            基金="", 地域="示例市", 受益对象=AIDED[one.category], 开始日期=one.start.isoformat(),
            结束日期=one.end.isoformat() if one.end else "", 慈善中国项目编号=f"SL{one.start.year}{number + 1:03d}",
            执行方=executor, 资助标准和流程="本人申请，社区核实，本会评审，公示五个工作日后发放。",
        )  # fmt: skip
        _progress(body, one, number, last)
        budgeted = one.end or last
        spent = body.project_expense(one.id, min(budgeted, last))
        over = one.id == "warm-winter-2024"
        shares = (("资助款", 82), ("物资和场地", 12), ("志愿者补贴", 6))
        left = spent
        for place, (item, share) in enumerate(shares):
            used = spent * share // 100 if place < 2 else left
            left -= used
            budget = used * (87 if over and place == 0 else 108) // 100 // 10000 * 10000 + (0 if over else 10000)
            body.add("project_budgets", 项目=one.id, 科目=item, 预算=yuan(budget), 已支=yuan(used),
                     截止日期=min(budgeted, last).isoformat(),
                     说明="冬季气温比往年低，受助家庭增加，超出预算的部分由理事会追认。" if over and not place else "")  # fmt: skip
        if one.closed:
            _closing(body, one)


def _filed(body: Body, day: date) -> dict[str, str]:
    """The same day on the statutory platform, with its address there."""
    return {"平台公开日期": day.isoformat(), "平台网址": f"{WEB}/platform/{body.id}/{day.year}"}


def _progress(body: Body, one: Project, number: int, last: date) -> None:
    days = [last_day(year, month) for year in body.years for month in (3, 6, 9, 12)]
    if last.year == YEARS[-1]:
        days.append(date(2026, 3, 31))
    told = [day for day in days if one.start + timedelta(days=20) <= day and (one.end is None or day <= one.end)]
    if one.closed and one.end:
        told = [day for day in told if day < one.end] + [one.end]
    people = 0
    for step, day in enumerate(told):
        until = min(day, last)
        people += 20 + (number * 7 + step * 13) % 60
        stage = STAGES[min(step + 1, len(STAGES) - 1)] if len(told) > 3 else "实施"
        if one.closed and day == one.end:
            stage = "结项评估"
        body.add("project_progress", 项目=one.id, 截止日期=day.isoformat(),
                 公布日期=(day + timedelta(days=14 + number % 9)).isoformat(),
                 **_filed(body, day + timedelta(days=14 + number % 9)), 阶段=stage,
                 进展=f"到{day.year}年{day.month}月底，按计划开展，资助款已拨到各接收方。", 累计受益=str(people), 受益单位="人",
                 累计收入=yuan(sum(body.project_income(one.id, until))), 累计支出=yuan(body.project_expense(one.id, until)))  # fmt: skip


def _closing(body: Body, one: Project) -> None:
    day, left = body.closed_with[one.id]
    public, other = body.project_income(one.id, day)
    expense = body.project_expense(one.id, day)
    assert public + other - expense == left, (one.id, public + other - expense, left)
    target = heir(body, one) if left else None
    body.add("project_closings", 项目=one.id, 结项日期=day.isoformat(), 公布日期=(day + timedelta(days=40)).isoformat(),
             **_filed(body, day + timedelta(days=40)), 结项情况="各项工作已完成，受助名单已在社区公示。",
             来自公开募捐的收入=yuan(public), 其他来源收入=yuan(other),
             支出=yuan(expense), 剩余财产=yuan(left) if left else "0", 处理方式="转入目的相近的项目" if left else "",
             转用项目=target.id if target else "", 处理依据="相近目的" if left else "", 结项评估="合格")  # fmt: skip


# What is done, in one sentence a project; projects of several years share one.
SUMMARIES = {
    "study": "给考上大学、家里供不起的学生发一笔助学金，另送一套文具。",
    "hearts": "帮先天性心脏病的孩子付手术费里医保报不了的那一部分。",
    "meals": "在社区办食堂，六十岁以上的老人花三块钱吃一顿热饭，走不动的送上门。",
    "steps": "给下肢残疾的人配假肢和矫形鞋，请康复师教着走路。",
    "warm-winter": "入冬前把被子、棉衣和取暖费送到困难家庭。",
    "listening": "每天晚上有人接的心理热线，接完还打电话回访。",
    "reading": "在村小学和文化站设图书角，每年换一次新书。",
    "dialysis": "给做透析的病人补交通费和医保报不了的药费。",
    "hearing": "给听不清的残疾人配助听器，教他们慢慢学着听。",
    "night-school": "晚上教外来务工的人普通话、电脑和看合同。",
    "school-lunch": "给住得远的乡村学生提供一顿热午饭。",
    "care-visits": "每周敲一次独居老人的门，量血压，说说话，缺什么记下来。",
    "teens": "给初中生上心理课，另请家长来听四次。",
    "ramps": "把台阶改成坡道、给卫生间装扶手，让坐轮椅的人自己进出。",
    "family-aid": "家里突然遇到难处的，先给一笔钱过这一关，再帮着办救助。",
    "family": "家里突然遇到难处的，由村里报上来，核实以后先给一笔钱。",
    "scholars": "给县里考上高中和大学的困难学生发助学金。",
    "elders": "给七十岁以上的独居老人送米油、修门窗。",
    "clinic": "给村卫生室添血压计、氧气瓶和常用药。",
    "readers": "在村小学添一架书，老师轮流带着读。",
    "museum-day": "带从没进过博物馆的孩子和老人去看一天，有人讲解。",
}


def plain_id(name: str) -> str:
    """The id of a project without its year and without the number of its copy: study-2024-3 → study."""
    return re.sub(r"(?:-[0-9]+)+$", "", name)


AIDED = {
    "助学": "家庭困难的学生", "助医": "大病患者", "助老": "独居和高龄老人", "助残": "残疾人", "助困": "低收入家庭",
    "心理健康": "青少年和家长", "社会公益": "全体市民", "应急": "受灾群众",
}  # fmt: skip


def write_campaigns(body: Body, certificate: str, uscc: str) -> None:
    """公开募捐活动 and what was told of each: every three months, and in full at its end."""
    for number, one in enumerate(body.campaigns):
        purpose = one.purpose
        urgent = bool(purpose.emergency)
        filed = one.start + timedelta(days=3 if urgent else -18)
        unknown = number == 6  # an honest gap: the number was not written down
        partner = "" if number % 3 else "lele-school"
        body.add(
            "campaigns", 编号=one.id, 名称=one.name, 备案编号="未披露" if unknown else f"{uscc}A{23001 + number}",
            备案日期=filed.isoformat(), 备案机关="示例市民政局（虚构）", 公开募捐资格证书=certificate,
            募捐方案网址=f"{WEB}/plans/{one.id}.pdf", 募捐目的=f"为“{one.name}”筹款。", 开始日期=one.start.isoformat(),
            结束日期=one.end.isoformat(), 地域="示例市", 活动负责人="示例丙", 办公地址="示例市样例路1号（虚构）",
            接受捐赠方式="银行转账；指定平台", 银行账户="示例银行样例支行，户名为本会（虚构）", 指定平台="示例公益平台",
            平台链接=f"{WEB}/give/{one.id}", 受益人=AIDED.get(next(
                (each.category for each in body.projects if each.id == purpose.project), "应急" if urgent else "助困"), ""),
            募得款物用途="全部用于所支持的项目，不提管理费。", 预期募集数额=str(300000 + 50000 * (number % 5)),
            计划募捐成本="8000", 剩余财产处理="转入目的相近的项目", 募捐信息查询方法="本网站和“慈善中国”", 合作方=partner,
            对合作方的评估="按协议完成，账目清楚" if partner else "",
            评估公布日期=(one.end + timedelta(days=60)).isoformat() if partner and one.end.year < 2026 else "",
            用途变更="原用途为购置校服，改为购置冬衣，经理事会决议" if number == 4 else "",
            变更备案日期=(one.start + timedelta(days=70)).isoformat() if number == 4 else "",
            支持项目=purpose.project, 基金=purpose.fund, 应急行动=purpose.emergency,
        )  # fmt: skip
        _accounts(body, one)
        if partner and one.end.year < 2026:
            body.add("partner_evaluations", 编号=f"{one.id}-partner", 合作方=partner, 募捐结束日期=one.end.isoformat(),
                     募捐活动备案编号="" if unknown else f"{uscc}A{23001 + number}", 评估结论="按协议完成，账目清楚。",
                     指导监督情况="本会每月核对一次收款，结束后派人查看了现场。",
                     公开日期=(one.end + timedelta(days=60)).isoformat())  # fmt: skip


def _accounts(body: Body, one: Campaign) -> None:
    last = date(body.years[-1], 12, 31)
    days = [last_day(year, month) for year in body.years for month in (3, 6, 9, 12)]
    told = [day for day in days if one.start + timedelta(days=10) < day < one.end]
    ended = one.end <= last
    for day in [*told, *([one.end + timedelta(days=75)] if ended else [])]:
        final = ended and day > one.end
        until = min(day, last)
        used = body.paid(lambda p: p.day <= until, campaign=one.id)  # noqa: B023
        came = body.received(lambda g: not g.goods and g.day <= until, campaign=one.id)  # noqa: B023
        goods = body.received(lambda g: g.goods and g.day <= until, campaign=one.id)  # noqa: B023
        body.add("campaign_accounts", 募捐活动=one.id, 截止日期=day.isoformat(),
                 公布日期=(day + timedelta(days=12)).isoformat(),
                 **_filed(body, day + timedelta(days=12)), 最终="是" if final else "", 累计募得资金=yuan(came),
                 累计募得物资折价=yuan(goods), 累计使用=yuan(used), 用途="拨给执行单位和受助人，逐笔见拨付表。",
                 累计募捐成本=yuan(campaign_cost(body, one.id, until)),
                 尚未使用款物的使用计划="随所支持的项目继续使用" if used < came + goods else "")  # fmt: skip


def write_emergencies(body: Body) -> None:
    """应急账目, and with each the goods of that day: every five days of the first month, of the newest one every day of the first ten."""
    newest = max(body.emergencies.items(), key=lambda named: named[1], default=("", None))[0]
    for name, start in body.emergencies.items():
        steps = [*range(1, 11), 15, 20, 25, 30] if name == newest else [5, 10, 15, 20, 25, 30]
        for step in steps:
            day = start + timedelta(days=step)
            came = body.received(lambda g: not g.goods and g.day <= day, emergency=name)  # noqa: B023
            goods = body.received(lambda g: g.goods and g.day <= day, emergency=name)  # noqa: B023
            used = body.paid(lambda p: p.day <= day, emergency=name)  # noqa: B023
            given = body.paid(lambda p: p.goods and p.day <= day, emergency=name)  # noqa: B023
            body.add("emergency_reports", 应急行动=name, 截止日期=day.isoformat(), 公布日期=(day + timedelta(days=1)).isoformat(),
                     **_filed(body, day + timedelta(days=1)),
                     累计接收资金=yuan(came), 累计接收物资折价=yuan(goods), 累计使用=yuan(used), 截止钟点="24",
                     口径="本会收到的款物，不含区县慈善会直接收到的" if step == steps[0] else "",
                     累计使用资金=yuan(used - given), 累计发放物资折价=yuan(given),
                     累计捐赠笔数=str(sum(g.purpose.emergency == name and g.day <= day for g in body.gifts)),
                     采购和发放="棉被、饮用水和方便食品，发到受灾的村和社区。")  # fmt: skip
            _goods_of_day(body, name, day, counted=step == steps[-1])


def _goods_of_day(body: Body, name: str, day: date, *, counted: bool) -> None:
    """应急物资: what the movements up to that day come to, an item a row; on the last day the stock is counted."""
    moves = [row for row in body.tables["goods"] if row.get("应急行动") == name and row["日期"] <= day.isoformat()]
    for item in dict.fromkeys(row["品名"] for row in moves):
        rows = [row for row in moves if row["品名"] == item]

        def total(move: str) -> int:
            return sum(int(row["数量"]) for row in rows if row["类型"] == move)  # noqa: B023

        receivers = dict.fromkeys(row.get("接收方", "") for row in rows if row["类型"] == "发放")
        body.add("emergency_goods", 应急行动=name, 截止日期=day.isoformat(), 品名=item, 单位=rows[0]["单位"],
                 累计接收=str(total("接收")), 累计发放=str(total("发放")), 累计报废=str(total("报废")) if counted else "",
                 现存=str(total("接收") - total("发放") - total("报废")) if counted else "",
                 主要发给谁="；".join(filter(None, receivers)))  # fmt: skip
