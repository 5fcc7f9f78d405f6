"""What somebody inside may try after a release: every change of what readers rely on is stopped by name or told in public."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from picture_cases import photograph, pictured
from publishing_site import answer, publishable_pair
from release_cases import record
from small import Site

from disclosure.compose import ComposedSite, compose
from disclosure.pages.releases import news_since
from disclosure.releases import corrections
from disclosure.releases.changes import news_line

TABLES = {
    "donations": "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,定向项目,定向基金,已开票据,来源,说明\n"
    "2023-03-00001,2023-03-05,200000,现金,单位,,晨星纺织厂,,,,,DOC,\n"
    "2023-03-00002,2023-03-05,8848,现金,单位,,海棠食品厂,,reading-room,,,DOC,\n"
    "2023-03-00003,2023-03-06,500,现金,个人,钱小满,,是,,,,DOC,手机捐的\n"
    "2023-03-00004,2023-03-06,600,现金,个人,孙小圆,,是,,,,DOC,\n"
    "2023-03-00005,2023-03-07,50,现金,个人,,,,,,,DOC,\n",
    "disbursements": "拨付日期,接收方,接收方类型,金额,用途,项目,来源\n"
    "2023-03-20,晨光小学,学校,100,买书,reading-room,DOC\n2023-03-21,星火小学,学校,70,买桌子,reading-room,DOC\n",
    "goods": "品名,类型,日期,数量,单位,价值,估价依据,捐赠方,来源,接收方,接收方类型,项目,规格,批次\n"
    "棉被,接收,2023-07-12,60,条,7200,发票,海棠食品厂,DOC,,,,双人,A1\n"
    "棉被,发放,2023-07-16,60,条,7200,发票,,DOC,晨光小学,单位,warm-winter,双人,A1\n",
    "pledges": "编号,认捐日期,捐赠人类型,捐赠人,署名,同意公开姓名,场合,认捐金额,已到账,约定到账日期,来源\n"
    "P001,2023-01-15,单位,,晨星纺织厂,,慈善晚会,300000,100000,2025-06-30,DOC\n",
    "audits": "编号,名称,类型,被审年度,审计机构,报告文号,报告日期,意见,发现的问题,整改情况,来源,说明\n"
    "a1,2023年度审计,年度审计,2023,样例会计师事务所,样会〔2024〕1号,2024-03-02,带强调事项段的无保留意见,物资没有入库手续,正在补办,DOC,不适用\n",
    "members": "编号,姓名,机构,职务,任期起,是否领取报酬,来源\nm1,示例甲,理事会,会长,2020-06-20,否,DOC\n",
    "complaints": "编号,收到日期,事由,答复日期,答复,来源\nq1,2023-05-08,问一笔捐款的去向,2023-05-11,已当面答复。,DOC\n",
    "evaluations": "编号,名称,等级,评估年度,评估机关,来源\ne1,社会组织评估,3A,2023,样例市民政局,DOC\n",
    "honours": '编号,名称,授予方,年度,内容,来源\nh1,先进集体,样例市民政局,2023,"一共3家单位得奖。",DOC\n',
    "project_budgets": "项目,科目,预算,已支,截止日期,来源\nwarm-winter,棉被,5000,4000,2023-12-31,DOC\n",
}

# An article whose first line stands right below its header: to Markdown a blank line between them is no matter.
NEAR = "Title: 一笔捐款\nDate: 2024-04-02\nSlug: near\nSummary: 略。\n收到捐款300元。\n\n略。\n"


def change_cell(name: str, row: int, label: str, value: str) -> Callable[[Site], None]:
    return lambda site: site.cell(name, row, label, value)


def change_text(path: str, old: str, new: str) -> Callable[[Site], None]:
    return lambda site: site.text(path, old, new)


def drop(name: str, row: int) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        rows = site.table(name)
        del rows[row - 1]
        site.save(name, rows)

    return change


def every(*changes: Callable[[Site], None]) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        for part in changes:
            part(site)

    return change


def swap(name: str, label: str, first: int, second: int) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        rows = site.table(name)
        place = rows[0].index(label)
        rows[first - 1][place], rows[second - 1][place] = rows[second - 1][place], rows[first - 1][place]
        site.save(name, rows)

    return change


F23, DON = "figures/2023.csv", "donations.csv"


def _regraded(site: Site) -> None:
    """A new document of a better grade, and every figure taken from it."""
    site.add(
        "sources.csv",
        编号="AUD",
        名称="审计报告",
        发布者="样例会计师事务所",
        发布日期="2024-03-12",
        等级="审",
        年度="2023",
    )
    site.text("data/dawn/figures/2023.csv", ",DOC,", ",AUD,")


def _returned(site: Site) -> None:
    """The figure that was withdrawn in the second release, with another number."""
    _extra(site, "500")


def _extra(site: Site, number: str) -> None:
    known = {"性质": "实际", "口径": "本级", "状态": "已核", "来源": "DOC", "出处": "二、第2项"}
    cells = {"主题": "项目", "事项": "图书", "指标": "购置", "单位": "册", "数值": number, "原文写法": f"{number}册"}
    site.add(F23, 编号="A020", **cells, **known)


def _piggyback(site: Site) -> None:
    """An honest correction of one figure, and the formula of another that rests on it changed with it."""
    site.cell(F23, 10, "数值", "250")
    site.cell(F23, 10, "原文写法", "250人")
    answer(site, "dawn/A009")
    site.cell("computed.csv", 5, "公式", "A003 / A009")


def _ridden(site: Site) -> None:
    """A correction of the wording under which the kind of money changes, too."""
    site.cell(F23, 10, "数值", "250")
    site.cell(F23, 10, "原文写法", "250人")
    answer(site, "dawn/A009")
    site.cell(F23, 10, "性质", "计划")


def _partner_back(site: Site) -> None:
    site.add("partners.csv", 编号="lake-school", 名称="湖滨小学", 类型="学校", 来源="DOC")


def _new_part(site: Site) -> None:
    """One more part of a breakdown moves the sum of its parts."""
    known = {"性质": "实际", "口径": "本级", "款物": "现金", "状态": "已核", "来源": "DOC", "出处": "二、第2项"}
    cells = {"主题": "支出", "事项": "讲座", "指标": "支出", "单位": "元", "数值": "1000", "原文写法": "1000元"}
    site.add(F23, 编号="A021", 属于="AB01", **cells, **known)


def _thin(site: Site) -> None:
    site.cell(F23, 10, "数值", "250")
    site.cell(F23, 10, "原文写法", "250人")
    answer(site, "dawn/A009")
    site.text("data/dawn/corrections.csv", "签到表数错了一行", "。")


def _quoting(change: Callable[[Site], None], path: str, old: str, new: str) -> Callable[[Site], None]:
    """A change, and the entry about it with other words than those that were and are published."""

    def make(site: Site) -> None:
        change(site)
        answer(site, path, old=old, new=new)

    return make


_FEWER = every(change_cell(F23, 10, "数值", "250"), change_cell(F23, 10, "原文写法", "250人"))


def _late(site: Site) -> None:
    _thin(site)
    site.text("data/dawn/corrections.csv", ",。,", ",签到表数错了一行,")
    site.text("data/dawn/corrections.csv", "2024-06-03", "2099-01-01")


def _early(site: Site) -> None:
    _late(site)
    site.text("data/dawn/corrections.csv", "2099-01-01", "2024-01-01")


# What was tried, how, and by which address it must be asked for; a line of the release page where none is.
STOPPED: tuple[tuple[str, Callable[[Site], None], str], ...] = (
    ("doubt taken away", change_cell(F23, 5, "状态", "已核"), "A004"),
    ("pending settled", change_cell(F23, 8, "状态", "已核"), "A007"),
    ("received into pledged", change_cell(F23, 7, "性质", "认捐"), "A006"),
    ("cash into goods", change_cell(F23, 5, "款物", "物资"), "A004"),
    ("qualifier", every(change_cell(F23, 4, "约数", ""), change_cell(F23, 4, "原文写法", "50万元")), "A003"),
    ("scope", change_cell(F23, 9, "口径", "合作各方"), "A008"),
    ("place", change_cell(F23, 10, "出处", "审计报告第3页"), "A009"),
    ("figure to another record", change_cell(F23, 10, "所属记录", "projects/warm-winter"), "A009"),
    ("topic of a figure", change_cell(F23, 10, "主题", "总体"), "A009"),
    ("figure out of its breakdown", change_cell(F23, 5, "属于", ""), "A004"),
    ("all figures to a better source", _regraded, "A001"),
    ("grade of a source", change_cell("sources.csv", 2, "等级", "审"), "sources/DOC"),
    ("publisher of a source", change_cell("sources.csv", 2, "发布者", "样例市民政局"), "sources/DOC"),
    ("day of a source", change_cell("sources.csv", 2, "发布日期", "2024-02-12"), "sources/DOC"),
    ("formula", change_cell("computed.csv", 2, "公式", "A001 - A003"), "AC01"),
    ("formula of the same value", change_cell("computed.csv", 4, "公式", "A003 + A004"), "AC03"),
    ("subject of a computed figure", change_cell("computed.csv", 2, "指标", "结余"), "AC01"),
    ("one part more", _new_part, "AC03"),
    ("headline to another figure", change_cell("headlines.csv", 2, "编号", "A005"), "headlines/"),
    ("headline of another role", change_cell("headlines.csv", 5, "角色", "关键数"), "headlines/"),
    ("headline label", change_cell("headlines.csv", 2, "名称", "审定接收款物"), "headlines/"),
    ("headline gone", drop("headlines.csv", 4), "headlines/"),
    ("reconciliation gone", drop("reconciliations.csv", 3), "reconciliations/AR02"),
    ("verdict", change_cell("reconciliations.csv", 3, "结论", "口径不同"), "reconciliations/AR02"),
    ("side of a reconciliation", change_cell("reconciliations.csv", 3, "右边", "没有写"), "reconciliations/AR02"),
    ("what should hold between two sides", change_cell("reconciliations.csv", 2, "关系", "不同"), "reconciliations/AR01"),
    ("words that become a sign of ours", change_cell("reconciliations.csv", 3, "关系", "="), "reconciliations/AR02"),
    ("a cell overwritten with a sign of ours", change_cell("members.csv", 2, "职务", "="), "members/m1"),
    ("formula of a side", change_cell("reconciliations.csv", 2, "左式", "A006 + A005"), "reconciliations/AR01"),
    ("disjoint", change_cell("breakdowns.csv", 2, "互斥", "未证明"), "breakdowns/AB01"),
    ("complete", change_cell("breakdowns.csv", 2, "完整", "是"), "breakdowns/AB01"),
    ("total of a breakdown", change_cell("breakdowns.csv", 2, "总额", "A001"), "breakdowns/AB01"),
    ("evidence of a breakdown", change_cell("breakdowns.csv", 2, "说明", "报告写明"), "breakdowns/AB01"),
    ("name of the organisation", change_text("data/dawn/organisation.yaml", "晨光慈善会", "晨光慈善总会"), "organisation/all"),
    ("region", change_text("data/dawn/organisation.yaml", "样例市", "样例省"), "organisation/all"),
    ("name of the site", change_text("data/site.yaml", "样例公示", "官方公示"), "site/all"),
    ("number typed into an article", change_text("content/news/dawn/first.md", "[[figure: A001]]，", "500万元，"), "articles/news/first-account"),
    ("number in the line right below the header", change_text("content/news/dawn/near.md", "300元", "900元"), "articles/news/near"),
    ("title of an article", change_text("content/news/dawn/first.md", "晨光的账", "审定的账"), "articles/news/first-account"),
    ("article of another day", change_text("content/news/dawn/first.md", "2024-04-02", "2024-04-01"), "articles/news/first-account"),
    ("number in 内容", change_cell("honours.csv", 2, "内容", "一共30家单位得奖。"), "honours/h1"),
    ("reference in 内容", change_cell("projects.csv", 3, "内容", "办读书会12场，来了{A009}。"), "projects/reading-room"),
    ("audit findings", change_cell("audits.csv", 2, "发现的问题", "物资入库手续齐全"), "audits/a1"),
    ("audit findings blanked", change_cell("audits.csv", 2, "发现的问题", ""), "audits/a1"),
    ("auditor", change_cell("audits.csv", 2, "审计机构", "别的会计师事务所"), "audits/a1"),
    ("opinion", change_cell("audits.csv", 2, "意见", "标准无保留意见"), "audits/a1"),
    ("attachment", lambda site: site.write_pdf("审计报告", Title="另一份"), "attachments/files/审计报告.pdf"),
    ("attachment gone", lambda site: (site.content / "files/审计报告.pdf").unlink(), "attachments/files/审计报告.pdf"),
    ("two companies exchanged", swap(DON, "署名", 2, 3), "donations/2023-03-00001"),
    ("two persons exchanged", swap(DON, "捐赠人", 4, 5), "donations/2023-03-00003"),
    ("two amounts exchanged", swap(DON, "金额", 2, 3), "donations/2023-03-00001"),
    ("day of a gift", change_cell(DON, 2, "到账日期", "2023-03-15"), "donations/2023-03-00001"),
    ("gift to a purpose", change_cell(DON, 2, "定向项目", "warm-winter"), "donations/2023-03-00001"),
    ("purpose taken away", change_cell(DON, 3, "定向项目", ""), "donations/2023-03-00002"),
    ("gift into goods", change_cell(DON, 2, "捐赠类型", "物资"), "donations/2023-03-00001"),
    ("gift gone", drop(DON, 6), "donations/2023-03-00005"),
    ("use of a payment", change_cell("disbursements.csv", 2, "用途", "买车"), "disbursements/"),
    ("receiver of a payment", change_cell("disbursements.csv", 2, "接收方", "别的小学"), "disbursements/"),
    ("source of a payment", every(_regraded, change_cell("disbursements.csv", 2, "来源", "AUD")), "disbursements/"),
    ("value of goods", change_cell("goods.csv", 2, "价值", "72000"), "goods/"),
    ("specification of goods", every(change_cell("goods.csv", 2, "规格", "单人"), change_cell("goods.csv", 3, "规格", "单人")), "goods/"),
    ("batch of goods", every(change_cell("goods.csv", 2, "批次", "B1"), change_cell("goods.csv", 3, "批次", "B1")), "goods/"),
    ("giver of goods", change_cell("goods.csv", 2, "捐赠方", "晨星纺织厂"), "goods/"),
    ("pledge", change_cell("pledges.csv", 2, "认捐金额", "30000"), "pledges/P001"),
    ("less of a pledge has come", change_cell("pledges.csv", 2, "已到账", "0"), "pledges/P001"),
    ("less is spent of a budget", change_cell("project_budgets.csv", 2, "已支", "3000"), "project_budgets/"),
    ("nothing is said to be spent", change_cell("project_budgets.csv", 2, "已支", ""), "project_budgets/"),
    ("who pledged", change_cell("pledges.csv", 2, "署名", "海棠食品厂"), "pledges/P001"),
    ("when it was due", change_cell("pledges.csv", 2, "约定到账日期", "2026-06-30"), "pledges/P001"),
    ("board member", change_cell("members.csv", 2, "职务", "名誉会长"), "members/m1"),
    ("paid or not", change_cell("members.csv", 2, "是否领取报酬", "是"), "members/m1"),
    ("complaint", change_cell("complaints.csv", 2, "事由", "表扬一笔捐款"), "complaints/q1"),
    ("grade of an evaluation", change_cell("evaluations.csv", 2, "等级", "5A"), "evaluations/e1"),
    ("who gave the honour", drop("honours.csv", 2), "honours/h1"),
    ("budget", change_cell("project_budgets.csv", 2, "预算", "4000"), "project_budgets/"),
    ("project renamed", change_cell("projects.csv", 2, "名称", "冬日行动"), "projects/warm-winter"),
    ("project of another category", change_cell("projects.csv", 2, "类别", "助医"), "projects/warm-winter"),
    ("caption of a picture", change_cell("pictures.csv", 2, "图片说明", "晚饭上桌了"), "pictures/table"),
    ("withdrawn and back with another number", _returned, "A020"),
    ("a withdrawn record comes back changed", _partner_back, "partners/lake-school"),
    ("formula with another's correction", _piggyback, "AC04"),
)  # fmt: skip

OTHERWISE: tuple[tuple[str, Callable[[Site], None], str], ...] = (
    ("nature with an honest correction", _ridden, "unlike-correction"),
    ("old number that only ends alike", _quoting(_FEWER, "dawn/A009", "1240人", "250人"), "unlike-correction"),
    ("old number below zero", _quoting(_FEWER, "dawn/A009", "-240人", "250人"), "unlike-correction"),
    ("old number in another unit", _quoting(_FEWER, "dawn/A009", "240人次", "250人"), "unlike-correction"),
    ("new number that only begins alike", _quoting(_FEWER, "dawn/A009", "240人", "250人/场"), "unlike-correction"),
    (
        "amount that only ends alike",
        _quoting(change_cell(DON, 6, "金额", "5"), "dawn/donations/2023-03-00005", "金额 250.00", "金额 5.00"),
        "unlike-correction",
    ),
    (
        "name of the site under other words",
        _quoting(change_text("data/site.yaml", "样例公示", "官方公示"), "dawn/site/all", "电话", "换了电话"),
        "unlike-correction",
    ),
    ("reason of one sign", _thin, "thin-reason"),
    ("day far off", _late, "correction-day"),
    ("day before the last release", _early, "correction-day"),
    ("an organisation left out", change_text("data/site.yaml", "  - river\n", ""), "unlisted-organisation"),
)

RECORDED: tuple[tuple[str, Callable[[Site], None], str], ...] = (
    ("prose", change_cell("projects.csv", 2, "受益对象", "困难的家庭"), "慈善项目“暖冬行动”：受益对象“困难家庭”→“困难的家庭”（改写）"),
    ("sentence of an article", change_text("content/news/dawn/first.md", "照样登出", "也登出"), "文章“news/first-account”：正文"),
    ("standing page", change_text("content/pages/data.md", "登记的办法", "登记办法"), "文章“about/data”：正文"),
    ("new article", lambda site: site.write("content/news/dawn/two.md", "Title: 又一篇\nDate: 2024-04-03\nSlug: two\nSummary: 略。\n\n略。\n"), "文章：1条"),
    ("note of a figure", change_cell(F23, 5, "说明", "含不含设备没有写"), "数字台账“A004”：说明“是否含设备没有写”→“含不含设备没有写”（改写）"),
    ("status of a project", change_cell("projects.csv", 3, "状态", "已结项"), "状态“进行中”→“已结项”（随时变动）"),
    ("blank filled", change_cell("projects.csv", 3, "开始日期", "2023-02"), "开始日期“空着”→“2023-02”（补填）"),
    ("blank said not to apply", change_cell("projects.csv", 3, "开始日期", "不适用"), "开始日期“空着”→“不适用”（补填）"),
    ("not to apply said to be withheld", change_cell("audits.csv", 2, "说明", "不公开"), "说明“不适用”→“不公开”（改写）"),
    ("another picture under the same caption", lambda site: site.write("data/dawn/pictures/饭.jpg", photograph(600, 400)), "图片文件“table”：指纹"),
    ("pledge coming in", change_cell("pledges.csv", 2, "已到账", "200000"), "已到账“100000”→“200000”（随时变动）"),
    ("spending of a budget", change_cell("project_budgets.csv", 2, "已支", "4500"), "已支“4000”→“4500”（随时变动）"),
    ("answer to a complaint", change_cell("complaints.csv", 2, "答复", "已电话答复。"), "答复“已当面答复。”→“已电话答复。”（改写）"),
    ("note of a gift", change_cell(DON, 4, "说明", "微信捐的"), "捐赠明细“2023-03-00003”：说明（改写）"),
    ("consent withdrawn", every(change_cell(DON, 4, "同意公开姓名", "否")), "署名1处（撤下）"),
    ("receipt", change_cell(DON, 2, "已开票据", "是"), "已开票据“空着”→“是”（补填）"),
    ("tagline", change_text("data/site.yaml", "测试用的两家虚构机构", "两家机构"), "网站设置“样例公示”：一句话介绍"),
    ("about", change_text("data/dawn/organisation.yaml", "只用来测试", "只用于测试"), "机构信息“晨光慈善会”：介绍"),
    ("verification", change_cell("verifications.csv", 2, "复核人", "吴出纳"), "复核人“周出纳”→“吴出纳”（随时变动）"),
    ("new attachment", lambda site: site.write_pdf("新报告"), "附件：1条"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an attempt."""

    codes: tuple[str, ...]
    addresses: tuple[str, ...]
    lines: tuple[str, ...]


def look(composed: ComposedSite) -> Told:
    errors = composed.report.errors
    silent = [fault for fault in errors if fault.code in ("silent-change", "silent-record")]
    news = news_since(composed.site.disclosures, composed.site.history)
    return Told(
        tuple(fault.code for fault in errors),
        tuple(fault.details["path"] for fault in silent),
        tuple(news_line(line) for line in news),
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three releases: in the second a figure and a partner are withdrawn, in the third nothing is new."""
    site = publishable_pair(tmp_path_factory.mktemp("released"))
    for name, text in TABLES.items():
        site.write(f"data/dawn/{name}.csv", text)
    site.write_pdf("审计报告")
    site.write("content/news/dawn/near.md", NEAR)
    pictured()(site)
    site.add("partners.csv", 编号="lake-school", 名称="湖边小学", 类型="学校", 来源="DOC")
    _extra(site, "350")
    composed = compose(site.data, site.content)
    assert not composed.report.errors, [str(fault) for fault in composed.report.errors]
    record(site, "2024-05-01")
    for name in (F23, "partners.csv"):
        rows = site.table(name)
        site.save(name, rows[:-1])
    answer(site, "dawn/partners/lake-school", "2024-05-02")
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-06-02")
    record(site, "2024-06-01")
    record(site, "2024-06-02")
    site.text("data/site.yaml", "prepared_on: 2024-06-02", "prepared_on: 2024-06-03")
    composed = compose(site.data, site.content)
    assert look(composed) == Told((), (), ()), look(composed)
    return site


@pytest.fixture
def site(released: Site, tmp_path: Path) -> Site:
    """A copy of it."""
    for name in ("data", "content"):
        shutil.copytree(released.root / name, tmp_path / name)
    return Site(tmp_path)


@pytest.mark.parametrize(("change", "address"), [row[1:] for row in STOPPED], ids=[row[0] for row in STOPPED])
def test_a_change_is_asked_for_by_name(site: Site, change: Callable[[Site], None], address: str) -> None:
    """The report names what changed, and nothing else is wrong."""
    change(site)
    composed = compose(site.data, site.content)
    outcome = look(composed)
    assert set(outcome.codes) <= {"silent-change", "silent-record"}, [str(fault) for fault in composed.report.errors]
    assert any(path.startswith(f"dawn/{address}") for path in outcome.addresses), outcome


TOGETHER = (
    "doubt taken away", "received into pledged", "place", "publisher of a source", "subject of a computed figure",
    "headline label", "headline gone", "verdict", "evidence of a breakdown", "name of the organisation", "name of the site",
    "number typed into an article", "number in 内容", "audit findings", "attachment", "two companies exchanged", "gift gone",
    "use of a payment", "value of goods", "pledge", "board member", "complaint", "grade of an evaluation", "budget",
    "project renamed", "withdrawn and back with another number", "a withdrawn record comes back changed",
)  # fmt: skip


def test_everything_is_asked_for_at_once_and_the_way_out_works(site: Site) -> None:
    """The command that the report prints writes an entry for every kind of address; then nothing is asked any more."""
    changes = {name: (change, address) for name, change, address in STOPPED}
    for name in TOGETHER:
        changes[name][0](site)
    outcome = look(compose(site.data, site.content))
    for name in TOGETHER:
        assert any(path.startswith(f"dawn/{changes[name][1]}") for path in outcome.addresses), name
    for path in outcome.addresses:
        answer(site, path)
    composed = compose(site.data, site.content)
    assert not look(composed).codes, [str(fault) for fault in composed.report.errors]
    record(site, "2024-06-03")
    assert look(compose(site.data, site.content)) == Told((), (), ())


@pytest.mark.parametrize(("change", "code"), [row[1:] for row in OTHERWISE], ids=[row[0] for row in OTHERWISE])
def test_an_entry_covers_no_more_than_it_says(site: Site, change: Callable[[Site], None], code: str) -> None:
    """Another attribute than the entry quotes, a reason that is none and a day out of the time of the release are refused."""
    change(site)
    assert code in look(compose(site.data, site.content)).codes


@pytest.mark.parametrize(("change", "line"), [row[1:] for row in RECORDED], ids=[row[0] for row in RECORDED])
def test_what_needs_no_correction_is_told_by_itself(site: Site, change: Callable[[Site], None], line: str) -> None:
    """Words, blanks that are filled in and what moves on with life stand on the page of the release, old and new."""
    change(site)
    outcome = look(compose(site.data, site.content))
    assert not outcome.codes, outcome
    assert any(line in told for told in outcome.lines), outcome.lines


@pytest.mark.parametrize(
    "name", [F23, DON, "disbursements.csv", "goods.csv", "headlines.csv", "projects.csv", "sources.csv"]
)
def test_who_sorts_a_table_changes_nothing(site: Site, name: str) -> None:
    """Rows in another order are the same rows, also the parts of a sum."""
    head, *rows = site.table(name)
    site.save(name, [head, *reversed(rows)])
    assert look(compose(site.data, site.content)) == Told((), (), ())


def test_what_follows_is_named(site: Site) -> None:
    """A computed figure that moves with a corrected one stands on the page of the correction, with both values."""
    site.cell(F23, 10, "数值", "250")
    site.cell(F23, 10, "原文写法", "250人")
    answer(site, "dawn/A009")
    composed = compose(site.data, site.content)
    assert not look(composed).codes
    dawn = composed.site.disclosures[0]
    assert dawn.followed["a009-2024-06-03"] == (("AC04", "900元/人", "864元/人"),)


@pytest.mark.parametrize(
    ("reason", "enough"),
    [
        ("。", False),
        ("更正", False),
        ("无无无无", False),
        ("typo", False),
        ("数错了", True),
        ("签到表数错了一行", True),
        ("数据有误，予以更正。", False),
        ("因工作原因调整。", False),
        ("按要求修改。", False),
        ("经核实，现更正如下。", False),
        ("详见附件", False),
        ("系统原因。", False),
        ("由于原数据不准确，特此更正", False),
        ("经核实无误", True),
        ("经核实，漏记一笔", True),
        ("数据重复", True),
        ("录入错误", True),
        ("抄错了", True),
        ("按民政局要求修改", True),
        ("审计调整", True),
        ("换了名称，内容不变", True),
        ("系统导出时少了一行", True),
    ],
)
def test_a_reason_is_a_sentence(reason: str, *, enough: bool) -> None:
    """One sign, one word, one sign again and again and words that fit any change are no reason."""
    assert corrections.says_why(reason) is enough


def test_a_picture_goes_and_comes_with_its_row(site: Site) -> None:
    """Its file is not asked for beside it, nor told as something new."""
    site.file("pictures.csv").unlink()
    site.file("pictures/饭.jpg").unlink()
    assert look(compose(site.data, site.content)).addresses == ("dawn/pictures/table",)
    pictured(
        "table,饭.jpg,午饭上桌了,2023-09-01,reading-room,照片,否,,DOC\nreading,书.jpg,在看书,2023-09-01,reading-room,照片,否,,DOC",
        书=photograph(),
    )(site)
    assert look(compose(site.data, site.content)) == Told((), (), ("dawn·图片：1条",))


def test_a_quote_says_what_a_figure_was_when_the_text_was_published(site: Site) -> None:
    """A sentence and its figures change together, one of them is withdrawn: the entry says their words, and refers to none."""
    known = {"性质": "实际", "口径": "本级", "状态": "已核", "来源": "DOC", "出处": "二、第3项"}
    cells = {"主题": "项目", "事项": "讲座", "指标": "场次", "单位": "场", "数值": "18", "原文写法": "18场"}
    site.add(F23, 编号="A022", **cells, **known)
    site.cell("projects.csv", 3, "内容", "办讲座{A022}，来了{A009}。")
    answer(site, "dawn/projects/reading-room")
    record(site, "2024-06-03")
    rows = site.table(F23)
    was = rows[9][rows[0].index("原文写法")]
    site.save(F23, rows[:-1])
    site.cell("projects.csv", 3, "内容", "办了讲座。")
    site.cell(F23, 10, "数值", "250")
    site.cell(F23, 10, "原文写法", "250人")
    composed = compose(site.data, site.content)
    lines = [str(fault) for fault in composed.report.errors if "projects/reading-room" in str(fault)]
    assert len(lines) == 1, composed.report.errors
    assert f"办讲座18场（A022），来了{was}（A009）" in lines[0]
    for path in ("dawn/projects/reading-room", "dawn/A009"):
        answer(site, path)
    composed = compose(site.data, site.content)
    assert not look(composed).codes, [str(fault) for fault in composed.report.errors]
    entries = site.table("corrections.csv")
    quotes = [row[entries[0].index("原来")] for row in entries[1:]]
    assert any(f"办讲座18场（A022），来了{was}（A009）" in quote for quote in quotes), quotes
