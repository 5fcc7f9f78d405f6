"""(f) A hundred single mistakes as people make them, each sown into a tidy organisation in its first year."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from disclosure.compose import check
from disclosure.problems import Problem, Severity

from .newcomer import FORMS, Cells, Newcomer, newcomer
from .tables import Result

TITLE = "一百个常见的错"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One slip, how it is made, and, where nothing at hand contradicts it, why nobody could know."""

    name: str
    make: Callable[[Newcomer], object]
    unknowable: str = ""


Make = Callable[[Newcomer], object]


def _cell(table: str, key: tuple[str, str], **cells: str) -> Make:
    return lambda body: body.set(table, key, **cells)


def _figure(name: str, value: str, wording: str, **cells: str) -> Make:
    """A figure whose value and wording are both typed wrongly, so that they agree."""
    return _cell("figures/2023", ("编号", name), 数值=value, 原文写法=wording, **cells)


def _headline(role: str, name: str) -> Make:
    return _cell("headlines", ("角色", role), 编号=name)


def _times(power: int) -> Callable[[str], str]:
    return lambda cell: format(Decimal(cell).scaleb(power), "f")


def _column(table: str, label: str, how: Callable[[str], str], place: int | None = None) -> Make:
    return lambda body: body.change(table, label, how, place)


def _is(cell: str) -> Callable[[str], str]:
    return lambda _: cell


def _add(table: str, **cells: str) -> Make:
    """The first row once more with other cells."""
    return lambda body: body.tables[table].append({**body.tables[table][0], **cells})


def _exchanged(body: Newcomer) -> None:
    body.set("headlines", ("角色", "收入合计"), 编号="F2")
    body.set("headlines", ("角色", "支出合计"), 编号="F1")


def _renamed(old: str, new: str) -> Make:
    def make(body: Newcomer) -> None:
        body.tables[new] = body.tables.pop(old)

    return make


def _headed(body: Newcomer) -> None:
    """The head 金额（万元） over yuan."""
    body.tables["donations/2023"] = [
        {"金额（万元）" if label == "金额" else label: cell for label, cell in row.items()}
        for row in body.tables["donations/2023"]
    ]


def _scaled(*forms: str) -> Make:
    """Whole statements in 万元."""

    def make(body: Newcomer) -> None:
        for form in forms:
            for row in body.tables[f"{form}/2023"]:
                for label in row.keys() - {"行次", "项目", "行次2", "项目2"}:
                    if row[label]:
                        row[label] = f"{Decimal(row[label]) / 10_000:.2f}"

    return make


def _pasted_twice(body: Newcomer) -> None:
    """A month pasted a second time, numbered on."""
    again = [dict(row) for row in body.tables["donations/2023"] if row["捐赠编号"].startswith("2023-05")]
    for at, row in enumerate(again):
        row.update({"捐赠编号": f"2023-05-{at + 101:05d}", "票据号码": f"9{at:07d}"})
    body.tables["donations/2023"] += again


def _only_header(body: Newcomer) -> None:
    body.texts["data/body/donations.csv"] = ",".join(body.tables.pop("donations/2023")[0]) + "\n"


def _carried(body: Newcomer) -> None:
    """The receipt of gifts ten times too large, with the sums below it carried."""
    rows = {row["行次"]: row for row in body.tables["cash_flow/2023"]}
    more = Decimal(rows["1"]["金额"]) * 9
    for line in ("1", "13", "24", "61"):
        rows[line]["金额"] = format(Decimal(rows[line]["金额"]) + more, "f")


def _line(form: str, line: str, label: str, cell: str) -> Make:
    return _cell(f"{form}/2023", ("行次", line), **{label: cell})


def _drop(table: str, place: int) -> Make:
    return lambda body: body.tables[table].pop(place)


def _text(path: str, old: str, new: str) -> Make:
    def make(body: Newcomer) -> None:
        before, passage, after = body.texts[path].partition(old)
        if not passage:
            raise ValueError(old)
        body.texts[path] = before + new + after

    return make


ARTICLE, YAML = "content/news/body/year.md", "data/body/organisation.yaml"
GIFTS, PAID = "donations/2023", "disbursements"

MISTAKES = (
    # --- totals
    Mistake("收入合计的数值和写法都多一位", _figure("F1", "136658000", "13665.8万元")),
    Mistake("支出合计的数值和写法都少一位", _figure("F2", "1248700", "124.87万元")),
    Mistake("受益总数的数值和写法都多一位", _figure("F3", "52000", "52000余人次")),
    Mistake("市县两级收入的数值和写法都少一位", _figure("F4", "3120000", "312万元")),
    Mistake("市县两级支出的数值和写法都少一位", _figure("F5", "2980000", "298万元")),
    Mistake("募捐目标的数值和写法都多一位", _cell("figures/2024", ("编号", "F13"), 数值="150000000", 原文写法="15000万元")),
    Mistake("收入合计的写法和数值都颠倒了两位", _figure("F1", "16365800", "1636.58万元")),
    Mistake("收入合计的尾数写错", _figure("F1", "13668500", "1366.85万元")),
    Mistake("收入合计的数值多一个零", _cell("figures/2023", ("编号", "F1"), 数值="136658000")),
    Mistake("收入合计的数值颠倒两位", _cell("figures/2023", ("编号", "F1"), 数值="16365800")),
    Mistake("数值忘了从万元换成元", _cell("figures/2023", ("编号", "F1"), 数值="1366.58")),
    Mistake("单位写成万元", _cell("figures/2023", ("编号", "F1"), 单位="万元")),
    Mistake("同一个合计登了两次，数不一样",
            lambda body: body.tables["figures/2023"].append({**body.row("figures/2023", 编号="F1"), "编号": "F21", "事项": "年度",
                                                             "数值": "13685600", "原文写法": "1368.56万元"})),
    # --- whole tables in another unit
    Mistake("捐赠名单全按分填（×100）", _column(GIFTS, "金额", _times(2))),
    Mistake("捐赠名单全部多四个零（×10000）", _column(GIFTS, "金额", _times(4))),
    Mistake("捐赠名单全按万元填（÷10000）", _column(GIFTS, "金额", lambda cell: f"{Decimal(cell) / 10_000:.2f}")),
    Mistake("捐赠名单全部少一位（÷10）", _column(GIFTS, "金额", lambda cell: f"{Decimal(cell) / 10:.2f}")),
    Mistake("表头写金额（万元），下面是元", _headed),
    Mistake("拨付名单全按万元填", _column(PAID, "金额", lambda cell: f"{Decimal(cell) / 10_000:.2f}")),
    Mistake("拨付名单全部多一位（×10）", _column(PAID, "金额", _times(1))),
    Mistake("拨付名单全按分填（×100）", _column(PAID, "金额", _times(2))),
    Mistake("业务活动表整张是万元", _scaled("activity_statement")),
    Mistake("现金流量表整张是万元", _scaled("cash_flow")),
    Mistake("三张报表整张是万元", _scaled(*FORMS)),
    # --- headlines
    Mistake("收入合计和支出合计填反", _exchanged),
    Mistake("收入合计指到其中一部分", _headline("收入合计", "F6")),
    Mistake("收入合计指到市县两级的数", _headline("收入合计", "F4")),
    Mistake("收入合计指到认捐", _headline("收入合计", "F12")),
    Mistake("收入合计指到明年的计划", _headline("收入合计", "F13")),
    Mistake("收入合计指到人次", _headline("收入合计", "F3")),
    Mistake("收入合计指到一项活动", _headline("收入合计", "F14")),
    Mistake("支出合计指到一个项目", _headline("支出合计", "F8")),
    Mistake("支出合计指到市县两级的数", _headline("支出合计", "F5")),
    Mistake("计划收入指到实际数", _headline("计划收入", "F1")),
    Mistake("年度要目的年度写错", _cell("headlines", ("角色", "收入合计"), 年度="2022")),
    Mistake("年度要目的编号打错", _headline("收入合计", "F91")),
    # --- the register
    Mistake("认捐填成实际", _cell("figures/2023", ("编号", "F12"), 性质="实际")),
    Mistake("计划填成实际", _cell("figures/2024", ("编号", "F13"), 性质="实际")),
    Mistake("收入合计的口径填成市县两级", _cell("figures/2023", ("编号", "F1"), 口径="市县两级")),
    Mistake("整年的台账放错年度", _renamed("figures/2023", "figures/2022")),
    Mistake("约数写了别的字", _cell("figures/2023", ("编号", "F3"), 约数="超")),
    Mistake("一部分多一位，比合计还大", _figure("F6", "122898000", "12289.8万元")),
    Mistake("会费多一位，分项超过合计", _figure("F7", "1560000", "156万元")),
    Mistake("项目支出多一位", _figure("F8", "63421000", "6342.1万元")),
    Mistake("另一个项目的支出多一位", _figure("F10", "31805000", "3180.5万元")),
    Mistake("网络募捐多一位", _figure("F19", "17400000", "1740万元")),
    Mistake("款物合计和现金、物资对不上", _figure("F14", "960000", "96万元")),
    Mistake("现金一项颠倒两位", _figure("F15", "260000", "26万元")),
    Mistake("项目支出颠倒两位", _figure("F8", "6432100", "643.21万元")),
    Mistake("受益人数颠倒两位", _figure("F9", "1320", "1320人")),
    Mistake("受益人数多一位，文章里还是原来的", _figure("F11", "2120", "2120人")),
    Mistake("小项目的支出多一位", _figure("F17", "560000", "56万元"),
            "别处没有写这个项目用了多少，平均每人三百元也合常理；只有对原件（来源文件放在手边）才看得出"),
    Mistake("小项目的受益人数少一位", _figure("F18", "186", "186人"),
            "别处没有写帮了多少人，平均每人三百元也合常理；只有对原件才看得出"),
    Mistake("分组填错，收入算进支出", _cell("figures/2023", ("编号", "F6"), 属于="GE")),
    Mistake("编号重复", _cell("figures/2023", ("编号", "F7"), 编号="F6")),
    Mistake("来源编号打错", _cell("figures/2023", ("编号", "F6"), 来源="R32")),
    Mistake("复核时填的不一样", _cell("verifications", ("数字", "F2"), 再填的数值="12478200")),
    Mistake("漏了一个合计没有复核", _drop("verifications", 0)),
    # --- gifts
    Mistake("同一笔捐赠记了两次", _add(GIFTS, 捐赠编号="2023-01-00201", 票据号码="23999999")),
    Mistake("一笔捐赠多四个零", _column(GIFTS, "金额", _times(4), 5)),
    Mistake("一笔大额捐赠按万元填", _column(GIFTS, "金额", lambda cell: f"{Decimal(cell) / 10_000:.2f}", 11)),
    Mistake("一笔捐赠颠倒两位", _column(GIFTS, "金额", _is("30300.00"), 7)),
    Mistake("漏了一笔捐赠", _drop(GIFTS, 8)),
    Mistake("整月的名单贴了两遍", _pasted_twice),
    Mistake("捐赠金额是负数", _column(GIFTS, "金额", _is("-260"), 1)),
    Mistake("到账月份写错", _column(GIFTS, "到账日期", _is("2023-11-03"), 0)),
    Mistake("到账日期没有这一天", _column(GIFTS, "到账日期", _is("2023-02-30"), 13)),
    Mistake("到账年份写成 2202", _column(GIFTS, "到账日期", _is("2202-01-03"), 0)),
    Mistake("票据号码重复", _column(GIFTS, "票据号码", _is("23000002"), 4)),
    Mistake("测试捐赠没有删", _column(GIFTS, "捐赠人", _is("测试"), 3)),
    Mistake("捐赠人是三个一样的数字", _column(GIFTS, "捐赠人", _is("888"), 3)),
    Mistake("举例的名字没有换", _column(GIFTS, "捐赠人", _is("张三"), 3)),
    Mistake("名人名下一元", lambda body: body.tables[GIFTS][3].update(捐赠人="成龙", 金额="1")),
    Mistake("捐赠早于募捐", lambda body: body.tables[GIFTS][0].update(募捐活动="warm")),
    Mistake("募捐活动编号打错", lambda body: body.tables[GIFTS][20].update(募捐活动="wram")),
    Mistake("合计行和上面加起来不一样", lambda body: body.tables[GIFTS].append({"捐赠编号": "合计", "金额": "12298794.79"})),
    Mistake("只贴了表头", _only_header),
    Mistake("署名里有手机号", lambda body: body.tables[GIFTS][2].update(署名="林先生13812345678")),
    Mistake("金额里写了字", _column(GIFTS, "金额", _is("约100"), 0)),
    # --- payments
    Mistake("同一笔拨付记了两次", _add(PAID)),
    Mistake("一笔拨付多四个零", _column(PAID, "金额", _times(4), 4)),
    Mistake("一笔拨付按万元填", _column(PAID, "金额", lambda cell: f"{Decimal(cell) / 10_000:.2f}", 4)),
    Mistake("一笔拨付颠倒两位", _column(PAID, "金额", _is("115300.00"), 1)),
    Mistake("拨付在项目结束以后", _column(PAID, "拨付日期", _is("2024-02-05"), 3)),
    Mistake("拨付的项目编号打错", _column(PAID, "项目", _is("studdy"), 3)),
    # --- statements
    Mistake("业务活动表一格多一位", _line("activity_statement", "2", "合计", "1560000.00")),
    Mistake("现金流量表一格颠倒两位", _line("cash_flow", "15", "金额", "1836527.40")),
    Mistake("捐赠现金多一位，合计也跟着改了", _carried),
    Mistake("报表放错年度", _renamed("activity_statement/2023", "activity_statement/2022")),
    # --- projects, campaigns, goods
    Mistake("累计数填成当期数", _column("project_progress", "累计支出", _is("1242118.40"), 3)),
    Mistake("进展只写去看公众号", _column("project_progress", "进展", _is("详见本会微信公众号。"))),
    Mistake("进展写了别的受益人", _column("project_progress", "进展", _is("慰问环卫工人 300 名。"), 2)),
    Mistake("募捐用的比收的多", _column("campaign_accounts", "累计使用", _is("555000"), 3)),
    Mistake("预算执行多一位", _column("project_budgets", "已支", _times(1), 0)),
    Mistake("物资发放少一成", _column("goods", "数量", _is("450"), 1)),
    # --- texts and the organisation
    Mistake("文章里手打了一个没有登记的数", _text(ARTICLE, "资助学生", "募得750万元以后，资助学生")),
    Mistake("项目介绍里手打了一个没有登记的数", lambda body: body.tables["projects"][1].update(内容="这一年筹到 97 万元，帮助大病患者。")),
    Mistake("信用代码错一位", _text(YAML, "org_form", "uscc: 51320500MJ0000001A\norg_form")),
    Mistake("文字里没有这一天", lambda body: body.tables["projects"][0].update(内容="2023年2月29日启动。")),
    Mistake("文字里有身份证号", lambda body: body.tables["projects"][0].update(内容="联系人 110105194912310021。")),
)  # fmt: skip


def told(mistake: Mistake, root: Path) -> list[Problem]:
    """What the check says of the organisation with this mistake that must be mended or answered before publishing."""
    body = newcomer()
    mistake.make(body)
    report, _ = check(*body.write(root))
    return [problem for problem in report if problem.severity is not Severity.NOTICE]


def mistakes() -> Result:
    """Every mistake once: stopped, asked, or neither and why."""
    lines: list[tuple[str, ...]] = []
    stopped = asked = 0
    for mistake in MISTAKES:
        with tempfile.TemporaryDirectory() as work:
            problems = told(mistake, Path(work))
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        stopped += bool(errors)
        asked += bool(problems) and not errors
        codes = list(dict.fromkeys(problem.code for problem in problems))
        outcome = "停下" if errors else "问" if problems else "没有说"
        lines.append((mistake.name, outcome, "、".join(f"`{code}`" for code in codes[:3]) or mistake.unknowable))
    silent = len(MISTAKES) - stopped - asked
    notes = (
        f"一共 {len(MISTAKES)} 个错，停下 {stopped} 个，问 {asked} 个，没有说 {silent} 个；停下和问的都不能直接发布。",
        "机构是虚构的，第一年发布，没有上年可比；没有种错时，必须改 0 处，请确认 0 处。",
    )
    return Result(TITLE, ("错", "结果", "用什么指出，或为什么谁也看不出来"), tuple(lines), notes)


__all__ = ["MISTAKES", "TITLE", "Cells", "Mistake", "mistakes", "told"]
