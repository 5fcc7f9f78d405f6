"""Money and goods that go out, from what came in for the same purpose."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from .ledger import Body, Gift, Payment, Project, Purpose, yuan
from .plan import COUNTIES, MEMBER_YEARS

RECEIVERS = {
    "助学": (("学校", "示例市示范小学（虚构）"), ("学校", "示例市样例中学（虚构）"), ("个人", "受助学生")),
    "助医": (("医院", "示例市样例医院（虚构）"), ("个人", "受助患者")),
    "助老": (("村（社区）", "示例市东样社区（虚构）"), ("执行机构", "示例市乐龄服务中心（虚构）")),
    "助残": (("执行机构", "示例市样例助残中心（虚构）"), ("个人", "受助残疾人")),
    "助困": (("村（社区）", "示例市西样社区（虚构）"), ("个人", "受助家庭")),
    "心理健康": (("执行机构", "示例市心晴服务中心（虚构）"),),
    "社会公益": (("其他单位", "示例市图书馆（虚构）"),),
    "应急": (("村（社区）", "示例市河样村（虚构）"), ("政府部门", "示例市样例街道办事处（虚构）")),
}


def _pay(body: Body, day: date, cents: int, purpose: Purpose, *, restricted: bool = True, goods: bool = False) -> None:
    category = next((one.category for one in body.projects if one.id == purpose.project), "助困")
    kind, receiver = body.chance.one(RECEIVERS["应急" if purpose.emergency else category])
    use = "应急救助" if purpose.emergency else "发放物资" if goods else "项目资助款"
    cells = (("接收方", receiver), ("接收方类型", kind), ("本会成员机构", ""), ("用途", use))
    body.payments.append(Payment(day, cents, purpose, goods, restricted, cells))


def pay_all(body: Body) -> None:
    """From every purpose what it has; each quarter, in an emergency every five days, and all of it in the end."""
    held: dict[Purpose, int] = defaultdict(int)
    for name, (_, _, opening) in body.funds.items():
        held[Purpose(fund=name)] = opening
    days = {date(year, month, 20) for year in body.years for month in (3, 6, 9, 12)}
    ends: dict[date, dict[str, Project]] = defaultdict(dict)
    for one in body.projects:
        if one.end and one.closed:
            ends[one.end][one.id] = one
    rush = {start + timedelta(days=5 * step) for start in body.emergencies.values() for step in range(1, 7)}
    money = sorted((one for one in body.gifts if not one.goods), key=lambda one: one.day)
    place = 0
    for day in sorted(days | set(ends) | rush):
        while place < len(money) and money[place].day <= day:
            gift = money[place]
            # half of what is not restricted runs the house
            held[gift.purpose] += gift.cents if gift.purpose.restricted else gift.cents // 2
            place += 1
        ending = ends.get(day, {})
        for purpose in sorted(held, key=lambda one: (one.campaign, one.project, one.fund, one.emergency)):
            available = held[purpose]
            if not purpose.restricted:
                continue
            if purpose.project in ending:
                cents = available * 9 // 10 if ending[purpose.project].keeps else available
            elif day in days or (purpose.emergency and day in rush):
                share = body.chance.one((50, 60, 70, 80))
                cents = available * share // 100 // 10000 * 10000
                if cents < 200000:
                    continue
            else:
                continue
            if cents:
                _pay(body, day, cents, purpose)
                held[purpose] -= cents
        for project in ending.values():
            _close(body, project, held)
        if day in days:
            free = held[Purpose()] // 100 * 45 // 100
            _support(body, day, free, held)


def _close(body: Body, project: Project, held: dict[Purpose, int]) -> None:
    """What is left of a project goes to the next one of its kind."""
    assert project.end
    left = 0
    for purpose in [one for one in held if one.project == project.id]:
        left += held.pop(purpose)
    body.closed_with[project.id] = (project.end, left)
    if left:
        target = heir(body, project)
        held[Purpose(project=target.id)] += left
        body.moved.append((project.end, project.id, target.id, left))


def heir(body: Body, project: Project) -> Project:
    """The project that takes over what another leaves."""
    open_then = [one for one in body.projects if not one.closed and one.start <= (project.end or one.start)]
    return next((one for one in open_then if one.category == project.category), open_then[0])


def _support(body: Body, day: date, free: int, held: dict[Purpose, int]) -> None:
    """Free money: to the members of the federation, and to projects that have too little."""
    running = [one for one in body.projects if one.start <= day and (one.end is None or one.end > day)]
    share = free * 100 // (len(body.members) + 2) // 10000 * 10000
    if share < 10000:
        return
    for member in body.members:
        name = COUNTIES[member]
        if day.year in MEMBER_YEARS[member]:
            cells = (
                ("接收方", name),
                ("接收方类型", "慈善组织"),
                ("本会成员机构", member),
                ("用途", "支持县级帮困项目"),
            )
            body.payments.append(Payment(day, share, Purpose(), goods=False, restricted=False, cells=cells))
            held[Purpose()] -= share
    for project in (body.chance.one(running), body.chance.one(running)):
        _pay(body, day, share, Purpose(project=project.id), restricted=False)
        held[Purpose()] -= share


def move_goods(body: Body) -> None:
    """Goods in, out, spoiled and counted at the end of each year; each also as a gift and as payments."""
    for one in body.items:
        left = one.quantity
        common = {"品名": one.name, "规格": one.specification, "批次": one.batch}
        bound = {"项目": one.purpose.project, "应急行动": one.purpose.emergency}
        project = next((each for each in body.projects if each.id == one.purpose.project), None)

        def row(move: str, day: date, quantity: int, **more: str) -> None:
            value = {} if move == "结存" else {"价值": yuan(quantity * one.price), "估价依据": "发票"}  # noqa: B023
            cells = {**common, "类型": move, "日期": day.isoformat(), "数量": str(quantity), "单位": one.unit}  # noqa: B023
            body.add("goods", **cells, **value, **bound, **more)  # noqa: B023

        row("接收", one.day, left, 捐赠方=one.giver)
        cells = (("捐赠类型", "物资"), ("捐赠人类型", "单位"), ("捐赠人", one.giver), ("署名", ""), ("同意公开姓名", ""),
                 ("渠道", "station"), ("已开票据", "是"))  # fmt: skip
        body.gifts.append(Gift(one.day, left * one.price, one.purpose, True, cells, direct=not one.purpose.campaign))
        parts = (one.quantity * 6 // 10, one.quantity * 3 // 10) if one.spoiled or one.quantity % 7 else (one.quantity,)
        for step, quantity in enumerate(parts):
            day = one.day + timedelta(days=4 if one.purpose.emergency else 20 + 40 * step)
            _pay(body, day, quantity * one.price, one.purpose, goods=True)
            receiver = dict(body.payments[-1].cells)
            kind = "个人" if receiver["接收方类型"] == "个人" else "单位"
            row("发放", day, quantity, 接收方=receiver["接收方"], 接收方类型=kind)
            left -= quantity
        if one.spoiled:
            row("报废", one.day + timedelta(days=90), one.spoiled)
            left -= one.spoiled
        for year in body.years:
            if year >= one.day.year and left:
                row("结存", date(year, 12, 31), left)
        assert project or one.purpose.emergency
