"""What readers see of odd small bodies: no sentence about nothing, none that says more than the data, no number without sense."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import Site

from disclosure.__main__ import main

SOURCES = "编号,名称,发布者,发布日期,等级,年度,作者,网址,指纹,说明\nDOC,工作总结,某会,2024-03-12,报,,,,,\n"
FIGURES = "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,所属记录,属于,状态,来源,出处,说明\n"
HEADLINES = "年度,角色,编号,名称\n"
PAYMENTS = "拨付日期,接收方,接收方类型,本会成员机构,类型,金额,用途,划转依据,来源\n"
GOODS = "品名,规格,批次,类型,日期,数量,单位,价值,估价依据,捐赠方,来源\n"
PROJECTS = "编号,名称,类别,类别依据,年度,状态,内容,来源,出处\n"


def money(code: str, topic: str, subject: str, value: str, wording: str, *, rest: str = ",,") -> str:
    """A row of money in the register."""
    measure = "总收入" if topic == "收入" else "支出"
    return f"{code},{topic},{subject},{measure},{value},,元,{wording},实际,本级,现金,{rest}已核,DOC,一、第1项,\n"


BODIES = {
    "payer": {  # pays, and tells no yearly totals
        "disbursements.csv": PAYMENTS + "2023-05-01,山坡小学,学校,,资金,1000.5,助学,,DOC\n",
    },
    "stock": {  # has only goods
        "goods.csv": GOODS + "棉被,,,接收,2023-06-02,6,条,500,发票,某店,DOC\n棉被,,,结存,2023-12-31,6,条,,,,DOC\n",
        "notices.csv": "编号,标题,日期,类型,正文,来源\nend,清算公告,2022-12-30,其他,本会终止。,DOC\n",
    },
    "first": {  # its first year: totals, and one project whose amount is tiny
        "figures/2023.csv": FIGURES
        + money("A1", "收入", "全年", "300000", "30万元")
        + money("A2", "支出", "全年", "320000", "32万元")
        + money("A3", "支出", "看望老人", "0.01", "0.01元", rest="projects/visits,B1,")
        + money("A4", "支出", "修路", "310000", "31万元", rest=",B1,")
        + "A5,总体,慈善工作站,工作站数,8,,个,8个慈善工作站,实际,本级,,,,已核,DOC,一、第1项,\n"
        + "A6,支出,修路,受益户数,40,,户,40户,实际,本级,,,,已核,DOC,一、第1项,\n",
        "headlines.csv": HEADLINES + "2023,收入合计,A1,\n2023,支出合计,A2,\n2023,受益,A5,\n2023,支出分组,B1,\n",
        "breakdowns.csv": "编号,名称,总额,互斥,完整\nB1,2023年支出,A2,是,否\n",
        "projects.csv": PROJECTS + "visits,看望老人,助老,报告,2023,已开展,走访了{A3}。,DOC,一、第1项\n",
    },
    "shared": {  # parts of its income share their subject; one of two goods was counted
        "figures/2023.csv": FIGURES
        + money("S1", "收入", "全年", "300000", "30万元")
        + money("S2", "收入", "全年", "200000", "20万元", rest=",B1,").replace("总收入", "捐赠收入")
        + money("S3", "收入", "全年", "50000", "5万元", rest=",B1,").replace("总收入", "利息")
        + money("S4", "支出", "买菜", "12.5", "12.50元"),
        "headlines.csv": HEADLINES + "2023,收入合计,S1,\n2023,收入分组,B1,\n",
        "breakdowns.csv": "编号,名称,总额,互斥,完整\nB1,2023年收入,S1,是,否\n",
        "goods.csv": GOODS
        + "棉被,,,接收,2023-06-02,6,条,500,发票,某店,DOC\n棉被,,,结存,2023-12-31,6,条,,,,DOC\n"
        + "大米,,,接收,2023-06-02,6,袋,500,发票,某店,DOC\n大米,,,发放,2023-06-03,6,袋,500,发票,,DOC\n",
    },
    "aims": {  # targets told with the report of the year before, and what came of them
        "figures/2022.csv": FIGURES
        + money("M1", "收入", "全年", "50000", "5万元")
        + money("M3", "计划", "2023年", "100000", "10万元").replace("实际", "计划"),
        "figures/2023.csv": FIGURES
        + money("M2", "收入", "全年", "80000", "8万元")
        + money("M4", "支出", "全年", "90001", "90001元")
        + money("M5", "支出", "助学", "90000", "90000元", rest=",B1,")
        + money("M6", "支出", "助老", "1", "1元", rest=",B1,"),
        "headlines.csv": HEADLINES
        + "2022,收入合计,M1,\n2022,计划收入,M3,\n2023,收入合计,M2,\n2023,支出合计,M4,\n2023,支出分组,B1,\n",
        "breakdowns.csv": "编号,名称,总额,互斥,完整\nB1,2023年支出,M4,是,是\n",
    },
    "upper": {  # with a member; neither tells what it has at the end of the year
        "figures/2023.csv": FIGURES + money("F1", "收入", "全年", "5", "5元") + money("F2", "支出", "全年", "3", "3元"),
        "headlines.csv": HEADLINES + "2023,收入合计,F1,\n2023,支出合计,F2,\n",
    },
    "lower": {
        "organisation.yaml": "id: lower\nname: lower慈善会\nsample: 是\npart_of: upper\n",
        "figures/2023.csv": FIGURES + money("F1", "收入", "全年", "4", "4元") + money("F2", "支出", "全年", "2", "2元"),
        "headlines.csv": HEADLINES + "2023,收入合计,F1,\n2023,支出合计,F2,\n",
    },
    "planner": {  # a plan and a target, and nothing done
        "figures/2023.csv": FIGURES + money("P1", "计划", "全年", "100000", "10万元").replace("实际", "计划"),
        "plans.csv": "编号,名称,领域,年度,内容,来源\nfood,办食堂,助老,2023,给老人做饭。,DOC\n",
    },
    "late": {  # one account of a project, published late; three yuan came in, by one gift
        "figures/2023.csv": FIGURES + money("L1", "收入", "全年", "3", "3元") + money("L2", "支出", "全年", "2", "2元"),
        "headlines.csv": HEADLINES + "2023,收入合计,L1,\n2023,支出合计,L2,\n2023,收支差,L3,\n",
        "computed.csv": "编号,年度,主题,事项,指标,公式,单位,口径\nL3,2023,总体,全年,收支差,L1 - L2,元,本级\n",
        "projects.csv": "编号,名称,类别,类别依据,年度,状态,开始日期,结束日期,来源\n"
        "meals,午餐,助老,报告,2023,已结项,2023-01-01,2023-05-30,DOC\n",
        "project_progress.csv": "项目,截止日期,公布日期,阶段,来源\nmeals,2023-03-31,2023-06-01,实施,DOC\n",
        "donations.csv": "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,笔数,来源\n2023-05-00001,2023-05-01,3,现金,匿名,3,DOC\n"
        "2023-05-00002,2023-05-01,1,现金,匿名,,DOC\n",
    },
    "filed": {  # the report of an audit stands only with the annual reports
        "annual_reports.csv": "年度,类型,平台公开日期,来源\n2022,审计报告,2023-05-20,DOC\n",
    },
    "talker": {  # meetings and no money
        "meetings.csv": "编号,日期,会议,出席人数,来源\nm1,2023-03-01,理事会,9,DOC\n",
    },
    "audited": {  # an opinion without a year, and the report of an audit told only with the audits
        "figures/2022.csv": FIGURES
        + money("U1", "收入", "全年", "300000", "30万元")
        + money("U2", "支出", "全年", "200000", "20万元"),
        "headlines.csv": HEADLINES + "2022,收入合计,U1,\n2022,支出合计,U2,\n",
        "audits.csv": "编号,名称,类型,被审年度,报告文号,意见,公布日期,来源\n"
        "a1,年度审计,年度审计,2022,某审〔2023〕1号,,2023-05-20,DOC\na2,专项审计,专项审计,,,保留意见,,DOC\n",
        "annual_reports.csv": "年度,类型,平台公开日期,来源\n2022,年度工作报告,2023-05-20,DOC\n",
    },
    "half": {  # a year, and half of the next under the same heads
        "figures/2022.csv": FIGURES
        + money("H1", "收入", "全年", "300000", "30万元")
        + money("H2", "支出", "全年", "200000", "20万元"),
        "figures/2023.csv": FIGURES
        + money("H3", "收入", "1—6月", "400000", "40万元")
        + money("H4", "支出", "1—6月", "50000", "5万元"),
        "headlines.csv": HEADLINES
        + "2022,收入合计,H1,\n2022,支出合计,H2,\n2023,收入合计,H3,上半年收入\n2023,支出合计,H4,\n",
    },
    "mixed": {  # gave and was given money and goods
        "disbursements.csv": PAYMENTS
        + "2023-05-01,山坡小学,学校,,资金,1000.5,助学,,DOC\n2023-06-01,河边小学,学校,,物资,500,图书,,DOC\n",
        "donations.csv": "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,来源\n"
        "2022-05-00001,2022-05-01,3,现金,匿名,DOC\n2023-06-00001,2023-06-01,500,物资,匿名,DOC\n",
        "figures/2023.csv": FIGURES + money("X1", "收入", "全年", "1500", "1500元"),
        "headlines.csv": HEADLINES + "2023,收入合计,X1,\n",
    },
    "budget": {  # what was aimed at in the same year; what investments lost; a sum with 角 among sums in 万
        "figures/2023.csv": FIGURES
        + money("Q1", "收入", "全年", "80000", "8万元")
        + money("Q2", "支出", "全年", "90001.5", "90001.5元")
        + money("Q3", "计划", "全年", "100000", "10万元").replace("实际", "计划")
        + money("Q4", "收入", "投资亏损", "-20000", "亏损2万元"),
        "headlines.csv": HEADLINES + "2023,收入合计,Q1,\n2023,支出合计,Q2,\n2023,计划收入,Q3,\n2023,收支差,Q5,\n",
        "computed.csv": "编号,年度,主题,事项,指标,公式,单位,口径,说明\nQ5,2023,总体,全年,收支差,Q1 - Q2,元,本级,没有算物资。\n",
    },
    "passed": {  # what was aimed at in the year before, and in that year
        "figures/2022.csv": FIGURES
        + money("Y1", "收入", "全年", "80000", "8万元")
        + money("Y2", "计划", "全年", "100000", "10万元").replace("实际", "计划"),
        "figures/2023.csv": FIGURES + money("Y3", "收入", "全年", "90000", "9万元"),
        "headlines.csv": HEADLINES + "2022,收入合计,Y1,\n2022,计划收入,Y2,\n2023,收入合计,Y3,\n",
        "disbursements.csv": PAYMENTS + "2023-06-01,河边小学,学校,,物资,500,,,DOC\n",
    },
    "helper": {  # what kinds of help cost, and nothing else
        "figures/2023.csv": FIGURES
        + money("K1", "项目", "恤病", "960000", "96万元")
        + money("K2", "项目", "助学", "5", "5元"),
    },
    "dated": {  # says of each report when it was published, and of one where it can be read
        "annual_reports.csv": "年度,类型,全文网址,平台公开日期,来源\n2022,年度工作报告,https://example.org/a.pdf,2023-05-20,DOC\n"
        "2022,财务会计报告,,2023-05-20,DOC\n2022,审计报告,,2023-05-20,DOC\n",
    },
    "fire": {  # handed out goods and does not say to whom
        "emergencies.csv": "编号,名称,来源\nhill,山火救援,DOC\n",
        "goods.csv": GOODS.replace("捐赠方", "应急行动,捐赠方")
        + "水,,,接收,2023-05-03,100,箱,,,hill,某水厂,DOC\n水,,,发放,2023-05-04,100,箱,,,hill,,DOC\n",
    },
    "dues": {  # may raise funds from the public, and tells nothing of what its project does
        "organisation.yaml": "id: dues\nname: dues慈善会\nsample: 是\npublic_fundraising: 是\n",
        "projects.csv": "编号,名称,类别,类别依据,年度,状态,开始日期,来源\nmeals,午餐,助老,报告,2023,进行中,2023-01-01,DOC\n",
    },
    "unnamed": {  # a total that nobody named, and no parts
        "figures/2023.csv": FIGURES + money("V1", "支出", "全年", "864000", "86.4万元"),
    },
    "apart": {  # money and goods told apart, and no total of both
        "figures/2023.csv": FIGURES
        + money("W1", "支出", "全年", "500000", "50万元")
        + money("W2", "支出", "全年", "300000", "30万元").replace("现金", "物资"),
    },
    "total": {  # two years apart, with nothing but totals; the later in whole 万, below nought
        "figures/2021.csv": FIGURES + money("T1", "收入", "全年", "0", "0元") + money("T2", "支出", "全年", "0", "0元"),
        "figures/2023.csv": FIGURES
        + money("T3", "收入", "全年", "-20000", "-2万元")
        + money("T4", "支出", "全年", "300000", "30万元"),
        "headlines.csv": HEADLINES + "2021,收入合计,T1,\n2021,支出合计,T2,\n2023,收入合计,T3,\n2023,支出合计,T4,\n",
        "disbursements.csv": PAYMENTS + "2023-05-01,山坡小学,学校,,资金,1000.5,助学,,DOC\n",
    },
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all these bodies."""
    site = Site.copy(tmp_path_factory.mktemp("odd"))
    orgs = "".join(f"  - {org}\n" for org in BODIES)
    site.text("data/site.yaml", "  - river\n", f"  - river\n{orgs}")
    for org, files in BODIES.items():
        site.write(f"data/{org}/organisation.yaml", f"id: {org}\nname: {org}慈善会\nsample: 是\n")
        for name, text in {"sources.csv": SOURCES, **files}.items():
            site.write(f"data/{org}/{name}", text)
    folder = site.root / "output"
    assert main(["build", "--data", str(site.data), "--content", str(site.content), "--output", str(folder)]) == 0
    return folder


def words(output: Path, page: str) -> str:
    """The main part of a page, a block a line."""
    html = (output / page / "index.html").read_text("utf-8")
    html = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|dd|dt|h\d|tr)>", "\n", html)))


def test_easy_pages_lead_to_what_is_told_row_by_row(output: Path) -> None:
    """Where no yearly figure tells the parts of the expenses, the last payments and the tables stand there."""
    payer = words(output, "payer/easy/money")
    assert "2023年5月1日，拨给山坡小学：1,000.50元。" in payer
    assert 'href="../../../payer/disbursements/' in (output / "payer/easy/money/index.html").read_text("utf-8")
    assert "物资收发" in words(output, "stock/easy/money")
    assert "物资收发" in words(output, "stock/easy")
    assert "本会的账" in words(output, "stock/easy/gifts")
    total = words(output, "total/easy/money")
    assert "2023年的支出没有公布分项。" in total
    assert "拨给山坡小学" in total


def test_a_total_is_no_part_of_itself(output: Path) -> None:
    """Neither the total nor a single part stands under the remark that these must not be added."""
    for body in ("total", "first"):
        assert "这些数各说各的" not in words(output, f"{body}/easy/money")
    assert "总支出" not in words(output, "total/easy/money")
    sheet = words(output, "total/board/years/2023")
    assert "不要加在一起" not in sheet
    assert "总支出" not in sheet
    assert "发布以后，纸上才印检查点指纹" in sheet, "the sheet of a preview has no fingerprint"
    assert "扫一扫" not in sheet


def test_single_things_are_not_counted_as_many(output: Path) -> None:
    """One notice, one sheet, figures of one sort only, nothing to hold against each other."""
    assert "有1条公告，是2022年12月30日的。" in words(output, "stock/notices")
    assert "2021年的数字有2条，都是报告写明的。" in words(output, "total/facts/2021")
    assert "对账表" not in words(output, "total/accountability")
    assert "一件也没报来" in words(output, "payer")


def test_words_of_a_chart_run_on(output: Path) -> None:
    """Its description has one colon; what is said of a number stands in one pair of brackets."""
    trends = words(output, "total/trends")
    assert trends.count("这里不画图") == 1
    assert "2021年全年总收入0元、2023年全年总收入−2万元、" in trends
    assert "2023年收支差约−32万元（本站计算；支出大于收入）。" in trends


def test_a_computed_difference_is_no_surer_than_its_parts(output: Path) -> None:
    """Where both are written in whole 万, the years side by side say 约, as the register does."""
    assert not re.search(r"(?<!约)−32万元", words(output, "total/trends"))


def test_a_tiny_sum_keeps_its_unit(output: Path) -> None:
    """0.01元 beside 万元 stays as it was written in charts."""
    for page in ("first", "first/finances/2023/expense"):
        figures = re.findall(r"<figure.*?</figure>", (output / page / "index.html").read_text("utf-8"), re.DOTALL)
        assert figures
        assert not [figure for figure in figures if "0.000001" in figure]


def test_what_was_done_points_where_it_stands(output: Path) -> None:
    """The words above tell it; money below does not."""
    page = words(output, "first/projects/visits")
    assert "见上面。" in page
    assert "见下面。" not in page


def test_a_name_says_nothing_twice(output: Path) -> None:
    """慈善工作站 and 工作站数 make 慈善工作站数, on every page that says them in one piece."""
    assert "慈善工作站数" in words(output, "first/explore")
    assert "工作站工作站" not in words(output, "first/explore")


def test_parts_of_one_subject_are_told_apart_by_what_they_measure(output: Path) -> None:
    """Two parts that both say 全年 bear their measures, not 现金 alone."""
    page = words(output, "shared/finances/2023/income")
    assert "全年捐赠收入" in page
    assert "全年利息" in page
    assert "全年（现金）" not in page
    assert "没有盘点数" in words(output, "shared/donations/in-kind")
    assert "1种都对得上" not in words(output, "shared/donations/in-kind")


def test_an_amount_that_is_written_out_is_not_repeated(output: Path) -> None:
    """Behind 30万元 stands how many yuan that is; behind yuan to the 分 nothing does."""
    page = words(output, "first/facts/2023/expense")
    assert "原文写法：32万元（320,000元）" in page
    assert "原文写法：12.50元\n" in words(output, "shared/facts/2023/expense")


def test_half_a_year_is_no_year(output: Path) -> None:
    """Its sums go by their own names, and are neither 这一年 nor held against a whole year, nor give a whole one their name."""
    assert "1—6月总收入：\n40万元" in words(output, "half/easy") or "1—6月总收入：40万元" in words(output, "half/easy")
    assert "这一年收到" not in words(output, "half/easy")
    assert "1—6月总收入" in words(output, "half/board/years/2023")
    assert "相当于" not in words(output, "half/finances/2023")
    trends = words(output, "half/trends")
    assert "上半年" not in trends
    assert "升到" not in trends
    assert "改过的数" not in trends, "nothing was stated anew"


def test_the_way_to_the_spending_promises_no_list_that_is_not_there(output: Path) -> None:
    """A list of parts, the single payments, or that there is only a total."""
    assert "只有总数，分项没有公布" in words(output, "audited")
    assert "一笔一笔列出来" in words(output, "total")
    assert 'href="../total/disbursements/2023/' in (output / "total/index.html").read_text("utf-8")
    assert "一项一项列出来" in words(output, "first")


def test_an_audit_that_is_not_told_may_have_been_made(output: Path) -> None:
    """Numbers that come from no audited report are not called unaudited."""
    assert "没有审计过" not in words(output, "half/audits")
    assert "都不是审计报告里的，出自" in words(output, "half/audits")


def test_a_report_of_an_audit_is_told_wherever_it_stands(output: Path) -> None:
    """The page of the annual reports does not call missing what the page of audits has; an audit need not name its year."""
    assert "公布了年度工作报告；审计报告列在“审计”一页；没有公布财务会计报告。" in words(output, "audited/reports/2022")
    assert "审计报告" not in words(output, "audited/reports").split("2022年", 1)[1]
    assert "None" not in words(output, "audited")
    assert "做过专项审计" in words(output, "audited")


def test_plans_lead_only_to_where_they_are_held_against_something(output: Path) -> None:
    """With no year told there is no page of plans and results; where nothing is planned, both years are named."""
    assert words(output, "planner/plans").count("计划与执行") == 0
    assert "2023年和2024年的计划都没有公布。" in words(output, "total/finances/2023/plan")


def test_things_are_counted_in_one_measure(output: Path) -> None:
    """件 throughout where they are added up."""
    home = words(output, "late")
    counted = re.search(r"一共(\d+)件：(.*?)。", home)
    assert counted, home
    assert re.search(r"\d次", counted[2]) is None
    assert sum(map(int, re.findall(r"(\d+)件", counted[2]))) == int(counted[1])
    assert f"一共{counted[1]}件，算到" in words(output, "late/obligations"), "both pages count the same"


def test_a_stopped_project_has_not_done_its_last_step(output: Path) -> None:
    """What was told last before it was closed is not called done."""
    page = words(output, "late/projects/meals")
    assert "结项前最后公布的一步，2023年3月31日" in page
    assert "已完成" not in page


def test_small_sums_are_read_in_yuan(output: Path) -> None:
    """Nobody reads 0.0003万元."""
    assert "0.000" not in words(output, "late/finances/2023/position")


def test_a_single_gift_is_not_the_largest(output: Path) -> None:
    """All gifts of a year are no largest ones; many that a platform paid in at once share a number."""
    gifts = words(output, "late/donations/2023")
    assert "按编号可以查到；平台合在一起到账的，一行是好几笔，共用一个编号。" in gifts
    assert "2023年单独到账的1笔捐赠" in words(output, "late/finances/2023/income"), "others came together"


def test_a_description_promises_what_the_page_has(output: Path) -> None:
    """No plan where none is told, no projects where there are none."""
    year = (output / "late/years/2023/index.html").read_text("utf-8")
    assert 'content="late慈善会2023年收了多少、花了多少。"' in year
    assert 'content="half慈善会的慈善项目。"' in (output / "half/projects/index.html").read_text("utf-8")


def test_what_is_computed_says_so_in_every_list(output: Path) -> None:
    """A computed difference is marked whether staff named it or not."""
    assert "1元（本站算）" in words(output, "late/explore").replace("\n", "")


def test_what_was_aimed_at_stands_beside_what_came_of_it(output: Path) -> None:
    """A target told with the report of the year before is not called missing in the year that it was for."""
    plan = words(output, "aims/finances/2023/plan")
    assert "2023年计划收入10万元" in plan
    assert "2023年目标和2023年实际对照" in plan
    assert "没有可以核对的数字" not in plan
    assert "没有公布" not in plan
    assert "2023年目标和2022年实际对照" in words(output, "aims/finances/2022/plan")


def test_a_table_with_one_yuan_counts_in_yuan(output: Path) -> None:
    """1元 beside 90000元 is no 0.0001万元."""
    assert "0.0001" not in words(output, "aims/finances/2023/expense")


def test_what_is_consolidated_in_full_is_not_called_short(output: Path) -> None:
    """Where every body tells what came and went, the account is whole, whatever nobody tells of what is left."""
    year = words(output, "upper/federation/2023")
    assert "合并数" in year
    assert "不完整" not in year
    assert "齐全" in words(output, "upper/federation")


def test_elders_are_told_of_gifts_that_came_together(output: Path) -> None:
    """Who gave through a platform that pays in many at once finds no row of their own."""
    assert "好几笔写在一行" in words(output, "late/easy/gifts")
    assert "可以一笔一笔查" not in words(output, "late/easy/gifts")


def test_a_home_page_without_totals_is_described_by_what_it_has(output: Path) -> None:
    """Who gets its address sent on reads what is told, before what is not."""
    home = (output / "payer/index.html").read_text("utf-8")
    assert 'content="payer慈善会公布了拨付（' in home
    assert '）；还没有公布任何年度的收入和支出总数。"' in home


def test_a_table_without_money_names_no_unit_of_it(output: Path) -> None:
    """金额单位是元 stands over amounts only."""
    assert "金额单位" not in words(output, "talker/data/meetings")
    assert "金额单位是元。" in words(output, "stock/data/goods")


def test_a_report_of_an_audit_among_the_annual_reports_was_published(output: Path) -> None:
    """Neither the home page nor that of the audits says that there is none; what it says is not told."""
    home = words(output, "filed")
    assert "报告没公布" not in home
    assert "没有写做过审计" not in home
    assert "有报告，没写意见" in home
    assert "没有公布审计情况" not in words(output, "filed/audits")
    assert "报告没公布" in words(output, "talker")


def test_whom_a_part_helped_is_found_by_its_subject(output: Path) -> None:
    """没有披露 is not said of a part whose people are told on the same page, though no project is named."""
    expense = words(output, "first/finances/2023/expense")
    assert "各项各帮了多少人，没有披露" not in expense
    assert "40户" in expense.partition("支出的数字")[0]


@pytest.mark.parametrize("page", ["first/easy/money", "first/board/years/2023"])
def test_what_no_part_tells_is_told_beside_the_parts(output: Path, page: str) -> None:
    """A list of what the money was used for says how much of it is in none of its lines."""
    assert "约1万元" in words(output, page).partition("没有写明用在哪里的")[2][:20]


def test_a_page_without_numbers_names_no_documents(output: Path) -> None:
    """数字从哪来 stands where there are numbers, and 算式在数字台账里 where one of them was computed."""
    assert "数字从哪来" not in words(output, "payer/plans")
    year = words(output, "payer/disbursements/2023")
    assert "数字从哪来" in year
    assert "数字台账里" not in year
    assert "点开看出处" not in year
    assert "点开看出处" in words(output, "first/finances/2023/expense")


def test_a_telephone_that_is_told_is_not_called_untold(output: Path) -> None:
    """The duty asks for a person and a day; a number may well stand at the foot of the same page."""
    contacts = words(output, "payer/obligations/basic-contacts")
    assert "联系人和公开的日期没有报来" in contacts
    assert "没有报来联系方式" not in contacts


def test_what_is_quoted_names_a_body_once(output: Path) -> None:
    """The home page is called by the name of its body: “某会：《某会》” says it twice."""
    assert "《payer慈善会》，样例公示，" in words(output, "payer")
    assert "payer慈善会：《payer慈善会》" not in words(output, "payer")


def test_a_table_of_goods_has_no_unit_of_its_own(output: Path) -> None:
    """单位：元 over 6条 and 6袋 is wrong; the column of money says its unit itself."""
    table = words(output, "stock/donations/in-kind").partition("每种物资的收、发、存")[2].partition("数字取自")[0]
    assert "接收价值（元）" in table
    assert "单位：元" not in table


def test_sums_in_which_goods_stand_say_so(output: Path) -> None:
    """Wherever gifts or payments are told in sum, and in the line of the goods; where all is money nothing is said."""
    assert "2023年拨付2笔，共1,500.50元（含物资折价）。" in words(output, "mixed/disbursements/2023")
    assert "图书（物资折价）" in words(output, "mixed/disbursements/2023")
    assert "物资折价；没有写用途" in words(output, "passed/disbursements/2023")
    assert "公布了2笔拨付，共1,500.50元（含物资折价），一笔一行。" in words(output, "mixed/disbursements")
    assert "公布的捐赠有2笔，503.00元（含物资折价），" in words(output, "mixed/donations")
    assert "2023年到账的捐赠有1笔，500.00元（含物资折价），" in words(output, "mixed/donations/2023")
    assert "2023年6月到账的捐赠有1笔，500.00元（含物资折价）。" in words(output, "mixed/donations/2023/06")
    assert "逐笔公布的捐赠有1笔，500.00元（含物资折价）。" in words(output, "mixed/finances/2023/income")
    assert "含物资折价" not in words(output, "mixed/donations/2022")
    assert "含物资折价" not in words(output, "payer/disbursements")


def test_a_target_is_of_the_year_that_the_register_says(output: Path) -> None:
    """A plan of the year itself is no plan of the next; one whose name tells the next year is."""
    plan = words(output, "budget/finances/2023/plan")
    assert "2023年计划收入10万元" in plan
    assert "2023年目标和2023年实际对照" in plan
    assert "2024年目标" not in plan
    assert "2024年计划" not in plan
    assert "2023年计划收入10万元" in words(output, "aims/finances/2022/plan")
    assert "没有数字的0项" not in words(output, "planner/plans")
    assert "2022年计划收入10万元" in words(output, "passed/finances/2022/plan")
    assert "2022年计划收入10万元" not in words(output, "passed/finances/2023/plan")


def test_what_investments_lost_is_told_of_investments(output: Path) -> None:
    """A loss is what they brought in."""
    assert "投资收益" not in words(output, "budget/finances/2023/income")


def test_nobody_reads_five_decimals_of_ten_thousands(output: Path) -> None:
    """A table with 角 counts in 元, whatever its other sums are written in."""
    page = words(output, "budget/finances/2023/position")
    assert "90,001.5元" in page
    assert "9.00015万元" not in page


@pytest.mark.parametrize("page", ["helper/finances/2023/expense", "helper/finances/2023", "helper/years/2023"])
def test_what_help_cost_stands_where_expenses_are_looked_for(output: Path, page: str) -> None:
    """There is neither a total nor a figure of the expenses."""
    assert "花在各件事上的数" in words(output, page)
    assert "96万元" in words(output, page)
    assert "这些数各说各的，不要加在一起。" in words(output, page)


def test_a_total_that_nobody_named_is_a_total(output: Path) -> None:
    """It is not repeated as its own part, the way to it promises no list, and the balance has it."""
    home = words(output, "unnamed")
    assert home.count("86.4万元") == 1
    assert "2023年只有总数，分项没有公布。" in home
    assert "一项一项列出来" not in home
    assert "看全部明细" not in words(output, "unnamed/easy/money")
    assert "86.4万元" in words(output, "unnamed/finances/2023/position")
    assert "86.4万元" in words(output, "unnamed/easy/money")


def test_money_beside_goods_is_no_total_of_both(output: Path) -> None:
    """Both are listed where the spending is told, and the balance has neither."""
    for page in ("apart", "apart/easy/money"):
        assert "50万元" in words(output, page).partition("钱花到哪了")[2]
        assert "30万元" in words(output, page).partition("钱花到哪了")[2]
    assert "当年支出50万元" not in words(output, "apart/finances/2023/position")


def test_whose_payments_are_listed_has_not_only_a_total(output: Path) -> None:
    """The home page lists them below."""
    home = words(output, "total")
    assert "2023年支出的分项没有公布。" in home
    assert "只有总数" not in home


def test_a_difference_below_nought_is_put_in_words(output: Path) -> None:
    """That more was spent than came in; and 收支差 is not said of what is called so."""
    overview, position = words(output, "budget/years/2023"), words(output, "budget/finances/2023/position")
    for page in (overview, position):
        assert re.search(r"收支差约?−[0-9.]+万?元算，支出大于收入，不是结余。", page), page
    assert re.search(r"收支差1元算，不是结余。", words(output, "late/years/2023"))
    assert "关键数字" not in overview, "it is told above, in a line of its own"
    assert "不是结余。算的是：本级；没有算物资。\n" in overview


def test_the_number_of_a_report_is_not_its_text(output: Path) -> None:
    """A report whose number is told but which nobody can open is not told."""
    page = words(output, "audited/audits")
    assert "审计报告全文" in page
    assert "审计报告文号" not in page


def test_goods_handed_out_to_nobody_in_particular_are_not_accounted(output: Path) -> None:
    """Rows of goods say what went out; to whom is told only where they name a receiver."""
    assert "物资发给了谁" in words(output, "fire/emergencies/hill")


@pytest.mark.parametrize("page", ["dues/obligations", "dues/obligations/project-periodic"])
def test_what_is_overdue_is_told_apart_from_what_is_not_yet_due(output: Path, page: str) -> None:
    """Whoever reads only the first sentence knows which of them is late."""
    assert re.search(r"[；：][1-9][0-9]*[次件]过了期限还没公开", words(output, page))
    assert "天数见下表" not in words(output, page)


def test_reports_that_cannot_be_read_are_not_all_there(output: Path) -> None:
    """A list of days is no list of reports: 齐全 is said only where each has its text."""
    page = words(output, "dated/reports")
    assert "都公布了，有的没有全文" in page
    assert "齐全" not in page
