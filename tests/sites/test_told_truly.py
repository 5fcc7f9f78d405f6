"""What young, small and troubled bodies say of themselves: nothing that the next table contradicts, nothing that cannot be owed yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import Site

from disclosure.__main__ import main

SOURCES = "编号,名称,发布者,发布日期,等级,年度\n"
FIGURES = "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,所属记录,属于,状态,来源,出处\n"
GIFTS = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,同意公开姓名,定向项目,应急行动,来源\n"
PAYMENTS = "拨付日期,接收方,接收方类型,类型,金额,用途,项目,应急行动,来源\n"
PREPARED = "2026-11-28"


def total(code: str, topic: str, value: str, wording: str, source: str, rest: str = "") -> str:
    return f"{code},总体,本会,{topic}{rest},{value},,元,{wording},实际,本级,款物,,,已核,{source},第1页\n"


BODIES = {
    "week": {  # founded this year, may not ask the public
        "organisation.yaml": "founded_on: 2026-11-20\npublic_fundraising: 否\n",
        "sources.csv": f"{SOURCES}S1,成立大会纪要,某会,2026-11-20,填,2026\nS2,捐赠登记,某会,2026-11-27,填,2026\n",
        "donations.csv": f"{GIFTS}2026-11-00001,2026-11-21,50000,现金,单位,某某公司,是,,,S2\n",
        "meetings.csv": "编号,日期,会议,出席人数,应到人数,议题和决议,来源\nm1,2026-11-20,理事会,9,9,选举,S1\n",
    },
    "anew": {  # the total of a year was stated anew; a project was withdrawn, its money given back
        "organisation.yaml": "public_fundraising: 是\n",
        "sources.csv": f"{SOURCES}S23,2023年报告,某会,2024-04-01,报,2023\nS24,2024年报告,某会,2025-04-01,报,2024\n"
        "A24,2024年审计报告,某所,2025-09-01,审,2024\nT1,投诉登记,某会,2026-11-01,填,2026\n",
        "figures/2023.csv": FIGURES
        + total("A23", "总收入", "5000000", "500万元", "S23")
        + total("B23", "总支出", "4800000", "480万元", "S23")
        + total("C23", "总收入", "3900000.50", '"3,900,000.50元"', "A24", "（重述后）"),
        "figures/2024.csv": FIGURES
        + total("A24", "总收入", "2100000", "210万元", "S24")
        + total("B24", "总支出", "2000000", "200万元", "S24"),
        "computed.csv": "编号,年度,主题,事项,指标,公式,单位,口径\nY23,2023,总体,本会,收支差的一半,X23 / 2,元,本级\n"
        "X23,2023,总体,本会,收支差,A23 - B23,元,本级\n",
        "headlines.csv": "年度,角色,编号\n2023,收入合计,A23\n2023,支出合计,B23\n2023,收支差,X23\n"
        "2024,收入合计,A24\n2024,支出合计,B24\n",
        "restatements.csv": "编号,类型,年度,数字编号,原来,现在,重述后编号,原因,公布日期,来源\n"
        'r1,重述,2023,A23,500万元,"3,900,000.50元",C23,认捐算成了收入,2025-09-01,A24\n',
        "audits.csv": "编号,名称,类型,被审年度,审计机构,意见,公布日期,来源\n"
        "a1,年度审计,年度审计,2024,某所,无法表示意见,2025-09-20,A24\n",
        "complaints.csv": "编号,收到日期,事由,答复日期,答复,来源\nc1,2026-10-08,问2023年收入,,,T1\n",
        "projects.csv": "编号,名称,类别,类别依据,年度,状态,内容,开始日期,结束日期,来源\n"
        "well,甘泉饮水,助困,报告,2024,已结项,打井。,2023-03-01,2024-09-30,S23\n",
        "donations.csv": f"{GIFTS}2024-03-00001,2024-03-01,20000,现金,单位,某某公司,是,well,,S24\n",
        "gift_refunds.csv": "退款日期,捐赠编号,退款金额,原因,来源\n2024-10-10,2024-03-00001,20000,项目撤销,S24\n",
        "disbursements.csv": f"{PAYMENTS}2024-04-10,某打井队,企业,资金,80000,打井,well,,S24\n",
        "payment_returns.csv": "退回日期,退回方,退回方类型,退回金额,原因,原拨付日期,项目,来源\n"
        "2024-11-10,某打井队,企业,50000,没有打成井,2024-04-10,well,S24\n",
    },
    "quake": {  # one emergency, of which few gifts are listed
        "organisation.yaml": "public_fundraising: 是\n",
        "sources.csv": f"{SOURCES}E1,公告第一号,某会,2026-11-22,报,2026\nE2,公告第二号,某会,2026-11-27,报,2026\n",
        "emergencies.csv": "编号,名称,事件,发生月份,开始日期,来源\nquake,地震救灾,地震,2026-11,2026-11-18,E1\n",
        "emergency_reports.csv": "应急行动,截止日期,公布日期,累计接收资金,累计使用,来源\n"
        "quake,2026-11-21,2026-11-22,1200000,0,E1\nquake,2026-11-26,2026-11-27,3456789.01,1180000,E2\n",
        "donations.csv": f"{GIFTS}2026-11-00001,2026-11-19,100000,现金,单位,某某公司,是,,quake,E1\n",
        "disbursements.csv": f"{PAYMENTS}2026-11-23,某镇政府,政府部门,资金,600000,帐篷,,quake,E2\n",
    },
    "fund": {  # nothing but two funds, one of them with yearly accounts
        "sources.csv": f"{SOURCES}F1,基金公告,某会,2026-03-10,报,2025\n",
        "funds.csv": "编号,名称,年度,来源\ngarden,楼顶花园基金,2025,F1\nkids,放学来基金,2025,F1\n",
        "fund_accounts.csv": "基金,年度,年初余额,本年收入,本年支出,年末余额,来源\n"
        "garden,2025,17999.50,0,17999.50,0,F1\n",
    },
    "units": {  # people counted one way, then another; projects of which nothing is told but that they were
        "sources.csv": f"{SOURCES}D,工作报告,某会,2026-03-10,报,2025\n",
        **{
            f"figures/{year}.csv": FIGURES
            + f"P{year},总体,本会,受益,{year},,{unit},{year}{unit},实际,本级,,,,已核,D,第1页\n"
            for year, unit in ((2022, "人"), (2023, "人"), (2024, "人次"), (2025, "人次"))
        },
        "headlines.csv": "年度,角色,编号\n" + "".join(f"{year},受益,P{year}\n" for year in range(2022, 2026)),
        "projects.csv": "编号,名称,类别,类别依据,年度,状态,来源\n"
        + "".join(f"study-{year},助学{year},助学,报告,{year},已结项,D\n" for year in range(2015, 2025))
        + "study-2025,助学2025,助学,报告,2025,进行中,D\n",
    },
    "quiet": {  # tables in which no number is entered, an appeal without days, goods that were also counted
        "sources.csv": f"{SOURCES}D,工作报告,某会,2026-03-10,报,2025\n",
        "projects.csv": "编号,名称,状态,开始日期,结束日期,来源\nstage,讲堂,进行中,2026-10-01,,D\n"
        "pairs,结对,已结项,2024-03-01,2025-05-31,D\nreads,共读,已结项,2025-03-01,2025-05-31,D\nshelf,书架,进行中,,,D\n",
        "project_progress.csv": "项目,截止日期,阶段,来源\nstage,2026-11-01,立项,D\n",
        "emergencies.csv": "编号,名称,事件,开始日期,来源\nrain,暴雨救灾,暴雨,2026-11-18,D\n",
        "emergency_reports.csv": "应急行动,截止日期,采购和发放,来源\nrain,2026-11-20,买了水。,D\n",
        "funds.csv": "编号,名称,来源\nlamp,灯塔基金,D\n",
        "fund_accounts.csv": "基金,年度,年初余额,本年收入,来源\nlamp,2025,未披露,未披露,D\n",
        "campaigns.csv": "编号,名称,备案编号,来源\nplain,无日募捐,未披露,D\n",
        "goods.csv": "品名,类型,日期,数量,单位,接收方,接收方类型,项目,来源\n"
        "棉被,接收,2026-01-02,30,床,,,,D\n棉被,发放,2026-01-05,20,床,某村,单位,shelf,D\n棉被,结存,2026-02-01,10,床,,,,D\n",
    },
    "hopes": {  # nothing but targets of two years, and pledges
        "sources.csv": f"{SOURCES}D,工作计划,某会,2026-03-10,报,2026\n",
        "figures/2026.csv": FIGURES
        + "H1,计划,筹款目标,收入,3000000,,元,300万元,计划,本级,款物,,,已核,D,第1页\n"
        + "H2,支出,救助,计划支出,2000000,,元,200万元,计划,本级,款物,,,已核,D,第1页\n",
        "figures/2028.csv": FIGURES + "H3,收入,晚会举牌,认捐,900000,,元,90万元,认捐,本级,款物,,,已核,D,第2页\n"
        + "H4,收入,义卖,款项,80000,,元,8万元,认捐,本级,款物,,,已核,D,第2页\n",
        "figures/2030.csv": FIGURES + "H5,计划,筹款目标,收入,4000000,,元,400万元,计划,本级,款物,,,已核,D,第3页\n",
    },
    "upper": {  # pays a member that reports nothing
        "sources.csv": f"{SOURCES}D,工作报告,某会,2026-03-10,报,2025\n",
        "figures/2025.csv": FIGURES
        + total("A25", "总收入", "900000", "90万元", "D")
        + total("B25", "总支出", "800000", "80万元", "D"),
        "headlines.csv": "年度,角色,编号\n2025,收入合计,A25\n2025,支出合计,B25\n",
        "disbursements.csv": "拨付日期,接收方,接收方类型,本会成员机构,金额,划转依据,来源\n"
        "2025-06-01,lower慈善会,慈善组织,lower,300000,协议,D\n",
    },
    "lower": {
        "organisation.yaml": "part_of: upper\n",
        "sources.csv": f"{SOURCES}D,公告,某会,2026-03-10,报,2025\n",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all these bodies."""
    site = Site.copy(tmp_path_factory.mktemp("truly"))
    orgs = "".join(f"  - {org}\n" for org in BODIES)
    site.text("data/site.yaml", "  - river\n", f"  - river\n{orgs}")
    site.text("data/site.yaml", "2024-05-01", PREPARED)
    for org, files in BODIES.items():
        own = files.get("organisation.yaml", "")
        for name, text in files.items():
            site.write(f"data/{org}/{name}", text)
        site.write(f"data/{org}/organisation.yaml", f"id: {org}\nname: {org}慈善会\nsample: 是\n{own}")
    folder = site.root / "output"
    assert main(["build", "--data", str(site.data), "--content", str(site.content), "--output", str(folder)]) == 0
    return folder


def words(output: Path, page: str) -> str:
    """The main part of a page, a block a line."""
    html = (output / page / "index.html").read_text("utf-8")
    html = html[html.index("<main") : html.index("</main>")].replace("\u2060", "")
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|dd|dt|h\d|tr|a|b)>", "\n", html)))


def sources(output: Path, page: str) -> list[str]:
    """The documents that a page says it rests on."""
    html = (output / page / "index.html").read_text("utf-8")
    listed = re.search(r'<div class="rests-on">.*?</ul>', html, re.DOTALL)
    return re.findall("《([^》]+)》", listed[0]) if listed else []


def test_a_number_that_was_stated_anew_says_so_wherever_it_stands(output: Path) -> None:
    """Words, large numbers, charts, the sheet for the notice board and the register; no share is told of it."""
    for page in ("years/2023", "finances/2023", "finances/2023/income", "facts/2023/overall", "board/years/2023"):
        assert "后来改为3,900,000.50元" in words(output, f"anew/{page}").replace("\n", ""), page
    assert "相当于总收入" not in words(output, "anew/years/2023")
    assert "总收入500万元（后来改过）" in words(output, "anew/years/2023")
    assert "用到的数后来改过" in words(output, "anew/years/2023")
    steps = [line for line in words(output, "anew/facts/2023/overall").split("收支差") if "用到的数后来改过" in line]
    assert len(steps) == 2
    assert "后来改为" not in words(output, "anew/years/2024")
    assert "后来的报告重述了以前登的1个数" in words(output, "anew")
    link = re.search(
        r'class="tag tag-checking doubt anew" href="([^"]+)"',
        (output / "anew/years/2023/index.html").read_text("utf-8"),
    )
    assert link
    assert link[1].endswith("#C23")


def test_a_page_rests_only_on_what_its_rows_name(output: Path) -> None:
    """Neither the other documents of the year, nor, on the page of a record, only that of the record itself."""
    assert sources(output, "week/donations/2026/11") == ["捐赠登记"]
    assert sources(output, "week/governance") == ["成立大会纪要"]
    assert sources(output, "anew/complaints") == ["投诉登记"]
    assert sources(output, "anew/disbursements/2024") == ["2024年报告"]
    assert sources(output, "anew/projects/well") == ["2023年报告", "2024年报告"]
    assert sources(output, "anew/governance") == []
    assert sources(output, "week/obligations") == []
    assert sources(output, "quake/obligations/emergency-receipts") == ["公告第一号", "公告第二号"]
    assert sources(output, "anew/obligations/annual-audit") == ["2024年审计报告"]
    assert sources(output, "quake/emergencies") == ["公告第一号", "公告第二号"]
    assert "账目：某会《公告第二号》" in words(output, "quake/emergencies")
    assert "某会《2024年报告》" in words(output, "anew/board/projects/well")


def test_what_went_back_is_told_beside_what_was_paid(output: Path) -> None:
    """On the home page and in the list of projects; a project of which gifts were all returned has none left."""
    assert "后来退回50,000.00元" in words(output, "anew")
    assert "后来退回50,000.00元" not in words(output, "quake")
    card = words(output, "anew/projects").replace("\n", "")
    assert "定向捐赠（减去退款）0元" in card.replace(" ", "")
    assert "拨付（减去退回）3万元" in card.replace(" ", "")
    assert "定向捐赠1笔，20,000.00元（退款1笔，20,000.00元）；拨付1笔，80,000.00元（退回1笔，50,000.00元）。" in words(
        output, "anew/projects/well"
    )


def test_what_is_overdue_is_no_next_time(output: Path) -> None:
    """A project that is over, or late, is not said to publish next on a day that has passed."""
    assert "公布期限：2023年6月1日（已逾期" in words(output, "anew/projects")
    assert "下次公布" not in words(output, "anew/projects")


def test_a_refused_opinion_is_not_called_passed(output: Path) -> None:
    """无法表示意见 stands in the answer itself, with what it means."""
    home = words(output, "anew")
    assert "2024年无法表示意见" in home
    assert "拿不到足够的证据" in home
    assert "审过了" not in home


def test_the_last_publication_is_counted_from_the_last(output: Path) -> None:
    """Of a series whose end is not told; what was published is named, not only counted."""
    page = words(output, "quake/emergencies/quake").replace("\n", "")
    assert "距上次公布2026年11月27日公布，已1天" in page
    assert "已公开的应急募捐分配、使用情况" in page


def test_an_emergency_is_not_told_by_the_few_gifts_that_are_listed(output: Path) -> None:
    """Where its account came to more, that stands first, and the way to the spending leads to it."""
    home = words(output, "quake").replace("\n", "").replace(" ", "")
    assert "募得345.68万元" in home
    assert "收到10万元" not in home
    assert 'class="way' not in home
    html = (output / "quake/index.html").read_text("utf-8")
    assert re.search(r'href="\.\./quake/emergencies/quake/[^"]*"', html)
    assert "地震救灾，到2026年11月26日，募得3,456,789.01元" in html


def test_funds_are_found_from_the_home_page(output: Path) -> None:
    """Where no year has a total: each that has an account with what it comes to; size is spoken of only where one is told."""
    for page in ("fund", "fund/easy", "fund/funds"):
        assert "2025年收入0.00元，支出17,999.50元，年末余额0.00元。" in words(output, page), page
    assert "放学来基金" not in words(output, "fund")
    assert "全部2只基金" in words(output, "fund")
    assert "规模是协议金额" not in words(output, "fund/funds")
    assert "1只基金的账目" in (output / "fund/index.html").read_text("utf-8")


def test_nothing_is_missed_that_cannot_be_there(output: Path) -> None:
    """No report of a year before one is over, no certificate of who may not ask the public, no premium of no insurance."""
    for page in ("accountability", "audits"):
        assert "最近" not in words(output, f"week/{page}")
        assert "最近" in words(output, f"anew/{page}")
    assert "公开募捐资格证书" not in words(output, "week/governance")
    assert "公开募捐资格证书编号和有效期" in words(output, "anew/governance")
    assert "备案编号" not in words(output, "week/channels")
    for page, label in (("insurance", "保费支出"), ("honours", "证书和有效期")):
        assert label not in words(output, f"week/{page}")
    assert "还没有整年的账" in words(output, "week")


def test_people_and_times_never_share_an_axis(output: Path) -> None:
    """What was counted in 人 and later in 人次 is two series, each under its own name."""
    page = words(output, "units/trends/people")
    assert "本会受益（人）2022年" in page
    assert "本会受益（人次）2024年" in page
    names = words(output, "units/explore")
    assert "本会受益（人）：" in names
    assert "本会受益（人次）：" in names


def test_the_home_page_shows_what_goes_on_before_what_is_over(output: Path) -> None:
    """Of projects that have nothing to show, the one that runs and the newest."""
    home = words(output, "units")
    assert home.index("助学2025") < home.index("助学2024") < home.index("助学2023")
    assert "助学2015" not in home


@pytest.mark.parametrize("page", ["projects/stage", "emergencies/rain", "funds/lamp"])
def test_no_page_points_to_numbers_that_are_not_there(output: Path, page: str) -> None:
    """Tables of which every number is 未披露, and pictures, tell none: neither the page nor its sheet says that they do."""
    assert "没有给出数字" in words(output, f"quiet/{page}")
    sheet = Path("quiet") / "board" / page
    assert not (output / sheet).is_dir() or "列在下面" not in words(output, str(sheet))


def test_a_sheet_does_not_point_below_where_nothing_stands(output: Path) -> None:
    """Goods that a project gave stand on its page and not on its sheet."""
    assert "数字列在下面的表里。" in words(output, "quiet/projects/shelf")
    assert "数字列在网页上。" in words(output, "quiet/board/projects/shelf")


def test_goods_that_were_counted_did_not_move(output: Path) -> None:
    """A count of what is there is no movement."""
    assert "物资的收发有2笔，盘点有1笔。" in words(output, "quiet")


def test_days_are_told_once_and_to_their_end(output: Path) -> None:
    """Two unknown days are one sentence; a closed project does not go on."""
    assert "开始日期未披露至" not in words(output, "quiet/campaigns")
    assert "起止日期未披露" in words(output, "quiet/campaigns")
    cards = words(output, "quiet/projects")
    assert "已结项 · 2024—2025年" in cards
    assert "已结项 · 2025年" in cards
    assert "2026年起" in cards


def test_books_of_one_side_are_not_called_unlike(output: Path) -> None:
    """A member without books neither received nothing nor says something else."""
    assert "1处两边的账没法对" in words(output, "upper/federation")
    for page in (".", "upper", "upper/finances", "upper/federation"):
        html = (output / page / "index.html").read_text("utf-8")
        assert not re.search("去掉了内部往来|、去掉内部往来|，内部往来已经抵销", html), page
    account = words(output, "upper/federation/2025")
    cells = re.search(r"合计\s*300,000.00元\s*(\S+)", account)
    assert cells
    assert cells[1].startswith("[未]")


def test_targets_that_no_year_has_stand_in_the_plan(output: Path) -> None:
    """Where nothing is reported of a year or of the one before, no page of a year can hold its targets against anything."""
    page = words(output, "hopes/plans")
    assert "有数字的计划有3个，列在下面。" in page
    for year, number in ((2026, "300万元"), (2026, "200万元"), (2030, "400万元")):
        assert number in page.partition(f"{year}年有数字的计划")[2].partition("年有数字的计划")[0]
    assert "有数字的计划" not in words(output, "anew/plans")


def test_a_pledge_is_called_so_once(output: Path) -> None:
    """By its measure, or by the word behind it."""
    page = words(output, "hopes/finances/2028/income").replace("\n", "")
    assert "认捐认捐" not in page
    assert "晚会举牌认捐" in page
    assert "义卖款项认捐" in page
