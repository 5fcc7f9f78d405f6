"""The two real organisations: every number has its source, every known contradiction stands, and nobody is mixed up."""

from __future__ import annotations

import dataclasses
import html
import re
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from disclosure.accounts.formulas import evaluate
from disclosure.accounts.site import Site, read_site
from disclosure.kinds.plans import firmness
from disclosure.model import ChartBlock, Disclosure, Figure, FigureRef, Reconciliation, Verdict
from disclosure.output.exports import checks, figures
from disclosure.pages import pages_of, uses
from disclosure.problems import Report

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site() -> Site:
    """The real data, without a problem of any kind."""
    report = Report()
    found = read_site(ROOT / "data", "data", report)
    assert report.errors == []  # questions are answered in the tables of acknowledgements
    return found


@pytest.fixture(scope="module")
def gaoxin(site: Site) -> Disclosure:
    return next(one for one in site.disclosures if one.org == "gaoxin")


@pytest.fixture(scope="module")
def suzhou(site: Site) -> Disclosure:
    return next(one for one in site.disclosures if one.org == "suzhou")


def check_over(disclosure: Disclosure, *inputs: str) -> list[Reconciliation]:
    """The checks in which all of these figures take part."""
    return [one for one in disclosure.reconciliations if set(inputs) <= {*one.left.inputs, *one.right.inputs}]


def value(disclosure: Disclosure, name: str) -> Decimal:
    return disclosure.figures[name].value


# --- all figures ---------------------------------------------------------------------------------


def test_every_reported_figure_has_source_place_and_wording(site: Site) -> None:
    """No reported number stands without its document, its place in it, and its wording; computed ones have a formula."""
    for disclosure in site.disclosures:
        for one in disclosure.figures.values():
            if one.formula:
                assert one.level == "算", one.id
                assert one.formula.inputs, one.id
                assert set(one.formula.inputs) <= set(disclosure.figures), one.id
            else:
                assert one.source in disclosure.sources, one.id
                assert one.place, one.id
                assert any(character.isdigit() or character in "一二三四五六七八九十两" for character in one.as_written)


def test_every_inferred_or_doubtful_figure_says_why(site: Site) -> None:
    """推断 comes with the reason for it; 待核实 comes with a reason or with a check that shows the contradiction.

    What is computed from such figures leads to them by its formula.
    """
    for disclosure in site.disclosures:
        for one in disclosure.figures.values():
            if one.formula:
                continue
            if one.status == "推断":
                assert one.note, one.id
            if one.status == "待核实":
                assert one.note or check_over(disclosure, one.id), one.id


def test_every_record_has_a_source(site: Site) -> None:
    """Every project, fund, plan, partner … names a document that exists, and its place there."""
    for disclosure in site.disclosures:
        for kind, rows in disclosure.records.items():
            for row in rows:
                if "place" in row.values and kind != "reconciliations":
                    assert row.source in disclosure.sources, f"{kind}/{row.id}"
                    assert row.place, f"{kind}/{row.id}"


def test_no_figure_is_used_nowhere(site: Site) -> None:
    """Every figure, reported or computed, is shown on some page of its organisation besides the register."""
    for disclosure in site.disclosures:
        shown = uses(pages_of(disclosure), disclosure.org)
        assert [one for one in disclosure.figures if not shown.get(one)] == []


def test_nothing_real_is_marked_as_a_sample(site: Site) -> None:
    """Neither the site nor an organisation is called invented, and documents have the fingerprints of what we received."""
    assert site.settings is not None
    assert not site.settings.is_sample
    for disclosure in site.disclosures:
        assert not disclosure.organisation.is_sample
        assert all(one.sha256 and len(one.sha256) == 64 for one in disclosure.sources.values())


def test_nothing_undisclosed_is_made_up(site: Site) -> None:
    """What the reports do not say stays empty: no registration number, no balance, no audit opinion, no report number."""
    for disclosure in site.disclosures:
        assert disclosure.organisation.uscc is None
        assert all(row.report_no is None and row.opinion is None for row in disclosure.records["audits"])
        assert not [one for one in disclosure.figures.values() if "结余" in one.measure or "余额" in one.measure]


def test_income_minus_expense_is_never_called_a_balance(site: Site) -> None:
    """The difference of the year's totals is computed as 收支差, and its note says that it is no balance."""
    for disclosure in site.disclosures:
        made = [one for one in disclosure.figures.values() if one.formula and one.measure == "收支差"]
        assert made
        assert all(one.unit == "元" for one in made)


# --- the totals ----------------------------------------------------------------------------------


def test_totals_of_gaoxin(gaoxin: Disclosure) -> None:
    """Received 209.53万元, given 161.04万元, 2万余人次 helped, and a difference of 48.49万元."""
    assert value(gaoxin, "G001") == Decimal(2095300)
    assert value(gaoxin, "G002") == Decimal(1610400)
    assert (gaoxin.figures["G003"].as_written, gaoxin.figures["G003"].unit) == ("2万余人次", "人次")
    assert value(gaoxin, "GC01") == Decimal(484900)
    assert gaoxin.figures["GC01"].text == "48.49万元"


def test_totals_of_suzhou(suzhou: Disclosure) -> None:
    """The federation's own totals and those of city and counties together are different figures with different scopes."""
    assert [(suzhou.figures[one].as_written, suzhou.figures[one].scope) for one in ("S001", "S002", "S005", "S006")] == [
        ("7.53亿元", "市县两级"), ("6.35亿元", "市县两级"), ("1.41亿元", "本级"), ("1.32亿元", "本级"),
    ]  # fmt: skip


# --- known contradictions ------------------------------------------------------------------------


def test_channels_exceed_the_total(gaoxin: Disclosure) -> None:
    """Four income channels add up to 217.56万余元, more than the 209.53万元 they should be part of: an overlap."""
    check = next(one for one in gaoxin.reconciliations if one.id == "GB01")
    assert check.verdict is Verdict.OVERLAPS
    assert (check.left.value, check.difference) == (Decimal(2175600), Decimal(80300))
    assert gaoxin.breakdowns["GB01"].disjoint != "是"
    assert not gaoxin.breakdowns["GB01"].proven


def test_listed_items_are_about_a_quarter(gaoxin: Disclosure) -> None:
    """The items that the report lists are 42.064万元, 26.1 % of what it says was given out; the rest is named as a gap."""
    check = next(one for one in gaoxin.reconciliations if one.id == "GB02")
    assert check.verdict is Verdict.INCOMPLETE
    assert check.left.value == Decimal(420640)
    assert Decimal(25) < value(gaoxin, "GC27") < Decimal(27)
    assert value(gaoxin, "GC09") == Decimal(1610400) - Decimal(420640)


def test_1681_and_more(gaoxin: Disclosure) -> None:
    """1681余人次 is counted to the last digit and yet 余: kept as printed, in doubt, and told as a contradiction."""
    figure = gaoxin.figures["G006"]
    assert (figure.as_written, figure.status, figure.qualifier) == ("1681余人次", "待核实", "余")
    assert Verdict.CONTRADICTS in {one.verdict for one in check_over(gaoxin, "G006")}


def test_eight_projects_against_nine(gaoxin: Disclosure) -> None:
    """The report says 8 projects and names nine: all nine have their record, and the contradiction is told."""
    assert gaoxin.figures["G011"].as_written == "8个慈善项目"
    assert gaoxin.figures["G011"].status == "待核实"
    assert len(gaoxin.records["projects"]) == 9
    assert [one.verdict for one in check_over(gaoxin, "G011")] == [Verdict.CONTRADICTS]


def test_lectures_agree(gaoxin: Disclosure) -> None:
    """100 lectures are 77 for pupils, 4 for teachers and 19 for parents: proven, and the only breakdown that agrees."""
    check = next(one for one in gaoxin.reconciliations if one.id == "GB03")
    assert (check.verdict, check.difference) == (Verdict.AGREES, Decimal(0))
    assert [one.id for one in gaoxin.breakdowns.values() if one.proven] == ["GB03"]


def test_people_and_person_times_are_not_added(gaoxin: Disclosure) -> None:
    """15000余人 stands beside 12708人, 479人 and 1813人次: different units, held against each other in words only."""
    assert [gaoxin.figures[one].unit for one in ("G013", "G016", "G018", "G020")] == ["人", "人", "人", "人次"]
    assert not any(gaoxin.figures[one].part_of for one in ("G013", "G016", "G018", "G020"))
    assert Verdict.SCOPE_DIFFERS in {one.verdict for one in check_over(gaoxin, "G013", "G016", "G020")}


def test_next_year_spends_more_than_it_raises(gaoxin: Disclosure) -> None:
    """The plan for 2024 gives out more than it raises; the difference is named."""
    check = check_over(gaoxin, "G050", "G051")[0]
    assert (check.verdict, check.difference, check.year) == (Verdict.UNCHECKABLE, Decimal(-100000), 2024)


def test_pledges_are_not_income(suzhou: Disclosure) -> None:
    """5475万元 and 2435万元 were pledged on stage: their nature is 认捐, they are in no income total, and checks say so."""
    for name, amount in (("S055", 54750000), ("S058", 24350000)):
        figure = suzhou.figures[name]
        assert (figure.nature, figure.value) == ("认捐", Decimal(amount))
        assert "SB02" not in figure.part_of
        assert check_over(suzhou, name)
    income = [one for one in suzhou.figures.values() if "SB02" in one.part_of]
    assert income
    assert {one.nature for one in income} == {"实际"}


@pytest.mark.parametrize(("money", "outputs"), [("S017", ("S018", "S019")), ("S036", ("S037", "S038"))])
def test_one_sum_for_two_outputs(suzhou: Disclosure, money: str, outputs: tuple[str, str]) -> None:
    """One sum paid for two things: no unit cost is computed from it, and a check says that it can't be."""
    assert [one.verdict for one in check_over(suzhou, money, *outputs)] == [Verdict.UNCHECKABLE]
    for one in suzhou.figures.values():
        if one.formula and money in one.formula.inputs:
            assert "/" not in one.formula.text, one.id


def test_drugs_are_goods_outside_the_total(suzhou: Disclosure) -> None:
    """1.21亿元 of cancer drugs came in and went out: goods, inferred to be outside the own totals, with checks on both sides."""
    received, given = suzhou.figures["S008"], suzhou.figures["S009"]
    assert (received.value, given.value) == (Decimal(121000000), Decimal(121000000))
    assert {received.basis, given.basis, received.status, given.status} == {"物资", "推断"}
    assert not received.part_of
    assert not given.part_of
    verdicts = {one.verdict for one in check_over(suzhou, "S008")} | {one.verdict for one in check_over(suzhou, "S009")}
    assert verdicts == {Verdict.UNCHECKABLE}
    for check in check_over(suzhou, "S005", "S008") + check_over(suzhou, "S006", "S009"):
        if check.difference is not None:
            assert check.difference < 0


def test_the_size_of_a_fund_is_not_its_income(suzhou: Disclosure) -> None:
    """600万元 is the agreed size of a fund: it is part of no total, and no balance is computed from it."""
    figure = suzhou.figures["S027"]
    assert (figure.nature, figure.part_of) == ("规模", ())
    for one in suzhou.figures.values():
        if one.formula and "S027" in one.formula.inputs:
            assert "-" not in one.formula.text


def test_scopes_are_never_added(suzhou: Disclosure) -> None:
    """No breakdown of the own totals has a part of city and counties together or of partners."""
    for one in suzhou.breakdowns.values():
        total = suzhou.figures[one.total]
        if total.scope == "本级":
            assert {suzhou.figures[part].scope for part in one.parts} <= {"本级", "未说明"}, one.id


# --- who is who ----------------------------------------------------------------------------------


def test_the_third_organisation_is_neither_of_the_two(gaoxin: Disclosure, suzhou: Disclosure) -> None:
    """高新区慈善总会, a partner in Suzhou, is not 高新区慈善会: said on both sides, with records of its own."""
    assert gaoxin.organisation.name == "高新区慈善会"
    partner = next(row for row in suzhou.records["partners"] if row.name == "高新区慈善总会")
    assert partner.distinct == "高新区慈善会"
    assert "不是同一家" in str(partner.note)
    names = {one.organisation.name for one in (gaoxin, suzhou)}
    assert "高新区慈善总会" not in names
    for disclosure in (gaoxin, suzhou):
        told = [
            one
            for one in disclosure.reconciliations
            if "高新区慈善总会" in "".join(str(piece) for piece in (*one.left.label, *one.right.label, *one.note))
        ]
        assert told, disclosure.org
        assert all(one.verdict is not Verdict.AGREES for one in told)


def test_the_two_share_no_figure_and_no_source(gaoxin: Disclosure, suzhou: Disclosure) -> None:
    """The two organisations have different documents, ids that can't be confused, and figures of their own only."""
    assert not set(gaoxin.sources) & set(suzhou.sources)
    assert not set(gaoxin.figures) & set(suzhou.figures)
    assert {one.org for one in gaoxin.figures.values()} == {"gaoxin"}
    assert {one.org for one in suzhou.figures.values()} == {"suzhou"}


def test_levels_of_the_sources(gaoxin: Disclosure, suzhou: Disclosure) -> None:
    """One report is the organisation's own, the other a newspaper's: the marks 报 and 媒 are not mixed up."""
    assert {one.level for one in gaoxin.figures.values() if not one.formula} == {"报"}
    assert {one.level for one in suzhou.figures.values() if not one.formula} == {"媒"}


def test_no_audit_is_claimed_for_2023(gaoxin: Disclosure) -> None:
    """The audit done in 2023 was of 2022: the record keeps the two years apart, and a check says so."""
    audit = gaoxin.records["audits"][0]
    assert (audit.year, audit.audited_year) == (2023, 2022)
    assert any(one.topic == "审计" and one.verdict is Verdict.SCOPE_DIFFERS for one in gaoxin.reconciliations)


# --- the words around the numbers ----------------------------------------------------------------

# What stands on a page between two tags, and the tags of words inside a line.
_BETWEEN = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[str, dict[str, str]]:
    """The words of every page of the two organisations, without spaces: organisation → path → text."""
    return {
        org: {
            path.relative_to(real_site / org).as_posix(): "".join(
                html.unescape(_BETWEEN.sub("", path.read_text("utf-8"))).split()
            )
            for path in sorted((real_site / org).rglob("index.html"))
        }
        for org in ("gaoxin", "suzhou")
    }


# Figures whose wording has a word before or after the digits: the word is part of the fact.
WORDINGS = {
    "gaoxin": {
        "G002": "达161.04万元", "G003": "2万余人次", "G005": "62万余元", "G006": "1681余人次", "G013": "达15000余人",
        "G034": "12万余元", "G041": "200多份", "G042": "达80小时", "G043": "150余人次", "G047": "达55万余元",
        "G050": "达250万元以上", "G051": "达260万元以上",
    },
    "suzhou": {
        "S003": "首次突破1亿元", "S004": "首次超过200万", "S031": "130多位", "S032": "70余万元", "S049": "549万余元",
        "S053": "617万余元", "S056": "超510万", "S066": "最高金额达10万元", "S067": "1080余万元",
    },
}  # fmt: skip


@pytest.mark.parametrize("org", WORDINGS)
def test_words_around_a_number_are_kept(site: Site, pages: dict[str, dict[str, str]], org: str) -> None:
    """首次, 达, 余, 多, 超 … of the reports stand with their numbers, in the register and on a page of their own subject."""
    figures = next(item for item in site.disclosures if item.org == org).figures
    assert {name: figures[name].as_written for name in WORDINGS[org]} == WORDINGS[org]
    for name, wording in WORDINGS[org].items():
        register = [text for path, text in pages[org].items() if path.startswith(f"facts/{figures[name].year}/")]
        assert any(wording in text for text in register)
        elsewhere = [path for path, text in pages[org].items() if not path.startswith("facts/") and wording in text]
        assert elsewhere, name
    marked = {name for name, figure in figures.items() if figure.qualifier and not figure.formula}
    assert marked <= set(WORDINGS[org]), "a figure with such a word is missing from the list"


# Records: what must be said of them, because the report says it.
SAID = [
    ("gaoxin", "channels/village-funds", ("全区", "专项款物", "捐款")),
    ("gaoxin", "channels/care-for-children-fund", ("联合", "共筹集款物", "全部")),
    ("gaoxin", "channels/charity-stations", ("捐赠款物",)),
    ("gaoxin", "funds/village-community", ("全区", "专项款物", "捐款")),
    ("gaoxin", "funds/care-for-children", ("共筹集款物", "全部")),
    ("gaoxin", "governance/leadership", ("社会各界", "大力支持")),
    ("gaoxin", "governance/project-process", ("严格", "等流程", "确保", "高效、合理、透明")),
    ("gaoxin", "governance/aid-tracking", ("加强", "监督")),
    ("gaoxin", "governance/annual-summary-published", ("10:02",)),
    ("gaoxin", "partners/party-committee", ("积极",)),
    ("gaoxin", "partners/civil-affairs", ("全力",)),
    ("gaoxin", "plans/overall-direction", ("持续", "努力")),
    ("gaoxin", "plans/income-target", ("争取",)),
    ("gaoxin", "plans/spending-target", ("争取",)),
    ("gaoxin", "plans/giving-growth", ("强化", "确保", "稳步")),
    ("gaoxin", "plans/new-giving-forms", ("鼓励和支持", "引导")),
    ("gaoxin", "plans/internet-platforms", ("进一步", "积极", "探索", "等新技术")),
    ("gaoxin", "plans/diverse-fundraising", ("积极", "努力", "社会资本唱主角", "基础设施")),
    ("gaoxin", "plans/projects-drive-giving", ("持续", "继续", "做强做大做优")),
    ("gaoxin", "plans/three-approaches", ("最直接", "最现实", "最急迫")),
    ("gaoxin", "plans/continue-qingman-xiaoyuan", ("继续",)),
    ("gaoxin", "plans/continue-yuxin-shuren", ("继续",)),
    ("gaoxin", "plans/village-fund-projects", ("村（社区）公益基金管理委员会", "策划实施", "力求")),
    ("gaoxin", "plans/industry-fund", ("动员", "相对稳定")),
    ("gaoxin", "plans/named-funds", ("积极", "社会各界", "慈善冠名基金")),
    ("gaoxin", "plans/charity-social-work", ("全力",)),
    ("gaoxin", "plans/volunteer-organisations", ("积极",)),
    ("gaoxin", "plans/pool-funds-precise-aid", ("探索", "确保", "精准")),
    ("gaoxin", "plans/industry-base", ("探索", "慈善实体基地")),
    ("gaoxin", "plans/advice-and-research", ("积极", "深入")),
    ("gaoxin", "plans/party-building", ("积极探索", "等")),
    ("gaoxin", "policies/village-fund-opinion", ("保障",)),
    ("gaoxin", "projects/qingman-xiaoyuan", ("持续",)),
    ("gaoxin", "publicity/law-leaflets", ("共",)),
    ("gaoxin", "publicity/media", ("及时",)),
    ("suzhou", "channels/one-day-donation", ("第二十二届", "共募集款物价值", "举牌捐赠款物价值")),
    ("suzhou", "channels/new-year-gala", ("第五次",)),
    ("suzhou", "channels/digital-rmb", ("全年", "努力")),
    ("suzhou", "channels/disaster-appeals", ("紧急", "共筹款", "及时")),
    ("suzhou", "emergencies/beijing-hebei-rainstorm", ("紧急", "共筹款", "全部")),
    ("suzhou", "emergencies/suqian-yancheng", ("第一时间", "各捐赠", "慰问伤亡群众")),
    ("suzhou", "emergencies/gansu-earthquake", ("及时", "全部", "等物资")),
    ("suzhou", "funds/judicial-aid", ("全年", "资金帮扶")),
    ("suzhou", "funds/named-funds", ("流转率低", "账面结余多等", "有效")),
    ("suzhou", "governance/party-leadership", ("始终", "不断")),
    ("suzhou", "governance/regulation-legislation", ("集中修改", "人大常委会审议会", "积极")),
    ("suzhou", "governance/sunshine-charity", ("加强", "定期", "等多种")),
    ("suzhou", "governance/audit-supervision", ("先后", "充分肯定")),
    ("suzhou", "governance/team-building", ("狠抓", "加强")),
    ("suzhou", "plans/joint-online-fundraising", ("确保", "再上新台阶")),
    ("suzhou", "plans/alipay-consumption-giving", ("确保",)),
    ("suzhou", "plans/study-charity-law", ("带头", "深入", "进一步")),
    ("suzhou", "plans/named-funds-to-trusts", ("有效", "等问题")),
    ("suzhou", "plans/one-day-donation", ("精心策划",)),
    ("suzhou", "plans/new-year-gala", ("精心策划",)),
    ("suzhou", "plans/elderly-meals-five-districts", ("提质",)),
    ("suzhou", "plans/school-social-work", ("多方联动", "等")),
    ("suzhou", "plans/campus-bases", ("继续培育",)),
    ("suzhou", "plans/media-cooperation", ("加强", "加大")),
    ("suzhou", "plans/web-wechat-disclosure", ("充分", "等平台")),
    ("suzhou", "plans/volunteer-coordinator", ("专人", "有效")),
    ("suzhou", "plans/public-fundraising-qualification", ("积极",)),
    ("suzhou", "plans/supervisors-site-visits", ("进一步",)),
    ("suzhou", "projects/medical-relief-cluster", ("济困慰问", "慈善保险", "药品援助", "资金帮扶等")),
    ("suzhou", "projects/qingnuan-sucheng", ("联动", "关爱")),
    ("suzhou", "projects/zhuxue-yuanmeng", ("困难家庭学生",)),
    ("suzhou", "projects/cishan-tongxin", ("支持", "善款", "“一老一小”")),
    ("suzhou", "projects/smoke-alarms-ageing-homes", ("空巢老人家庭", "困难老人家庭")),
    ("suzhou", "projects/cornea-blindness", ("眼疾患者",)),
    ("suzhou", "projects/xingfu-liangju", ("特困重度残疾人家庭",)),
    ("suzhou", "projects/charity-solar", ("每年",)),
    ("suzhou", "projects/sanitation-meals", ("共投入",)),
    ("suzhou", "projects/clothing-donation", ("全年累计",)),
    ("suzhou", "projects/original-biomedicine", ("定向",)),
    ("suzhou", "projects/new-jobs-women", ("持续关注", "资金扶助")),
    ("suzhou", "projects/new-jobs-checkup", ("优秀",)),
]


@pytest.mark.parametrize(("org", "record", "words"), SAID, ids=[f"{org}/{record}" for org, record, _ in SAID])
def test_what_the_report_says_of_it_is_on_a_page(
    site: Site, pages: dict[str, dict[str, str]], org: str, record: str, words: tuple[str, ...]
) -> None:
    """How sure, how soon, how often, whom and what for: these words stand in the record, and its text is on a page."""
    kind, _, name = record.partition("/")
    disclosure = next(item for item in site.disclosures if item.org == org)
    summary = next(row for row in disclosure.records[kind] if row.id == name).summary
    assert [word for word in words if word not in summary] == []
    printed = re.compile(".{1,30}".join(map(re.escape, re.split(r"\{\w+\}", summary))))
    assert [path for path, text in pages[org].items() if printed.search(text)]


# Words that the report does not have there, each written once by us and taken back.
NEVER_SAID = [
    ("gaoxin", "工作站收到"), ("gaoxin", "工作站还收到"), ("gaoxin", "继续向其"), ("gaoxin", "以产业带动"),
    ("gaoxin", "六步"), ("gaoxin", "只会更少"), ("gaoxin", "参与捐赠"), ("gaoxin", "看病难"),
    ("suzhou", "争取再上"), ("suzhou", "接着增"), ("suzhou", "只会更多"), ("suzhou", "添置"), ("suzhou", "精心办好"),
    ("suzhou", "方便市民"), ("suzhou", "按规定办事"), ("suzhou", "听取本会意见"), ("suzhou", "捐款慰问"), ("suzhou", "帮助病人"),
]  # fmt: skip


@pytest.mark.parametrize(("org", "words"), NEVER_SAID)
def test_words_taken_back_stay_away(pages: dict[str, dict[str, str]], org: str, words: str) -> None:
    """Growth, direction, weaker promises and other words of ours that the report does not have are on no page."""
    assert [path for path, text in pages[org].items() if words in text] == []


def test_names_are_whole(site: Site) -> None:
    """Names are written as the reports write them, without a word left out."""
    names = {
        org: {
            *(row.values.get("name") for rows in disclosure.records.values() for row in rows),
            *(figure.subject for figure in disclosure.figures.values()),
        }
        for org, disclosure in ((item.org, item) for item in site.disclosures)
    }
    assert "慈善“造血”帮扶产业基地" in names["gaoxin"]
    assert {
        "北京泰康溢彩公益基金会",
        "社区卫生服务中心CT医疗设备",
        "苏州市中小学校园慈善文化建设示范教育基地",
        "继续培育校园慈善文化建设示范教育基地",
        "用习近平新时代中国特色社会主义思想统领慈善工作",
    } <= names["suzhou"]


def test_times_of_publication_are_told(pages: dict[str, dict[str, str]], site: Site) -> None:
    """The reports carry a time beside their day: 10:02 and 11:46:56, on pages and with the document."""
    for org, time in (("gaoxin", "2024年3月12日10:02"), ("suzhou", "2024年2月7日11:46:56")):
        assert [path for path, text in pages[org].items() if time in text], org
        disclosure = next(item for item in site.disclosures if item.org == org)
        assert all(time in (source.note or "") for source in disclosure.sources.values())


# Amounts of which the reports do not say whether they are money or goods.
CASH_OR_GOODS = {
    "gaoxin": ("G014", "G023", "G029"),
    "suzhou": (
        "S003", "S006", "S012", "S014", "S017", "S020", "S030", "S032", "S034", "S036", "S044", "S045", "S051", "S052",
    ),
}  # fmt: skip


def test_cash_is_only_what_the_report_calls_so(site: Site) -> None:
    """Where the report does not say what was given, 款物 stands and the note says that it is open; 现金 has its reason."""
    for disclosure in site.disclosures:
        for name in CASH_OR_GOODS[disclosure.org]:
            figure = disclosure.figures[name]
            assert (figure.basis, "是钱是物没有写" in "".join(str(piece) for piece in figure.note)) == ("款物", True), (
                name
            )
    cash = {
        name: figure.as_written
        for disclosure in site.disclosures
        for name, figure in disclosure.figures.items()
        if figure.basis == "现金"
    }
    assert set(cash) == {
        *("G008", "G009", "G034", "G035", "S016"),  # 善款
        *("G031", "G037", "S029"),  # 资金, 慰问款, 资金帮扶
        *("S049", "S053", "S067"),  # 筹款, spent on purchases, 捐款
        *("S027", "S066"),  # the size of a fund, a claim paid by an insurer
    }


def test_in_or_out_stays_open(gaoxin: Disclosure) -> None:
    """What was given 通过慈善工作站 is neither income nor expense here: the report does not say which way it went."""
    figure = gaoxin.figures["G047"]
    assert (figure.topic, figure.measure, figure.scope, figure.status) == ("总体", "捐赠款物", "未说明", "待核实")
    assert not figure.part_of
    assert "是收进还是发出没有写" in "".join(str(piece) for piece in figure.note)
    assert [(check.id, check.verdict) for check in check_over(gaoxin, "G047")] == [("GR02", Verdict.UNCHECKABLE)]


@pytest.mark.parametrize(
    ("org", "project"),
    [
        ("gaoxin", "qingman-xiaoyuan"),
        ("gaoxin", "zhulao-bangkun"),
        ("suzhou", "medical-relief-cluster"),
        ("suzhou", "public-nursing-homes"),
        ("suzhou", "day-care-centres"),
    ],
)
def test_inferred_receivers_are_marked(site: Site, org: str, project: str) -> None:
    """Where the report names no receiver and we do, the note says that it is inferred."""
    disclosure = next(item for item in site.disclosures if item.org == org)
    row = next(row for row in disclosure.records["projects"] if row.id == project)
    assert row.beneficiaries
    assert re.search("受益对象按.{2,4}推断", str(row.note))


def test_two_gaps_of_expense_are_explained(suzhou: Disclosure) -> None:
    """The two gaps differ by the street cleaners' project alone; both notes say so, and neither says which way it errs."""
    check = next(item for item in suzhou.reconciliations if item.id == "SR11")
    assert check.difference is not None
    assert value(suzhou, "SC14") + check.difference == value(suzhou, "S036")
    assert "SC14" in {getattr(piece, "id", "") for piece in check.note}
    for name in ("SC14", "SC15"):
        note = "".join(str(piece) for piece in suzhou.figures[name].note if isinstance(piece, str))
        assert "五十万元" in note
        assert "会少一" in note
        assert "会多一些" in note
    assert "S036" in {getattr(piece, "id", "") for piece in suzhou.figures["SC14"].note}


def test_reached_is_no_approximation(gaoxin: Disclosure) -> None:
    """达 changes no number, so both targets of 2024 have their growth, and what 161.04万元 divides says so."""
    assert gaoxin.figures["GC24"].text == "至少19.3%"
    assert gaoxin.figures["GC28"].text == "至少61.4%"
    divided = [
        figure for figure in gaoxin.figures.values() if figure.formula and figure.formula.text.endswith("/ G002")
    ]
    assert {figure.id for figure in divided} == {"GC27", "GC28"}
    assert all("“达”不改变数字" in "".join(str(piece) for piece in figure.note) for figure in divided)


# --- what leads back, and what keeps its words -----------------------------------------------------


def test_a_target_keeps_the_word_that_promises_it(gaoxin: Disclosure) -> None:
    """争取 of the report stands in the title of the chart, at its bars and in the first sentence; without it, a target is a target."""
    page = next(page for page in pages_of(gaoxin) if page.path == "finances/2023/plan/")
    (chart,) = [block.chart for block in page.blocks if isinstance(block, ChartBlock)]
    assert chart.title == "2024年争取的目标和2023年实际对照"
    assert {mark.label for mark in chart.marks} == {"2024年争取的目标", "2023年实际"}
    assert [piece for piece in page.finding if isinstance(piece, str) and piece] == [
        "2024年", "争取", "募捐", "，", "争取", "救助", "。"
    ]  # fmt: skip
    target = gaoxin.figures["G050"]
    assert firmness(gaoxin, target) == "争取"
    assert firmness(gaoxin, replace(target, record=None)) == ""
    assert firmness(gaoxin, replace(target, record=None, sentence="确保全年募捐达250万元以上")) == "确保"


def test_every_side_of_a_check_says_how_its_value_came_about(site: Site) -> None:
    """In the download each value has its formula, and the formula gives the value again; on the page what the words leave out is there."""
    count = 0
    for disclosure in site.disclosures:
        names = [field.name for field in checks(disclosure).fields]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in checks(disclosure).rows}
        known = dict(disclosure.figures.items())
        for check in disclosure.reconciliations:
            for side, which in ((check.left, "left"), (check.right, "right")):
                formula = rows[check.id][f"{which}_formula"]
                assert bool(formula) is (side.value is not None), check.id
                if side.value is None:
                    continue
                assert side.formula is not None, check.id
                assert set(side.formula.inputs) <= set(known), check.id
                text = str(formula)
                for name, split in disclosure.breakdowns.items():
                    text = text.replace(f"sum({name})", f"({' + '.join(split.parts)})")
                assert abs(evaluate(text, known.get).value - side.value) < Decimal("0.000001"), check.id
                shown = {piece.id for piece in side.label if isinstance(piece, Figure | FigureRef)}
                assert side.unsaid_formula is not None or shown >= set(side.formula.inputs), check.id
                count += 1
    assert count > 30


def test_the_page_shows_formulas_and_links_their_figures(real_site: Path) -> None:
    """GR02 adds a breakdown and one figure: all five are links into the register; the home page leads to all checks, the year to each."""
    pages = (real_site / "gaoxin" / "finances" / "2023" / "checks").rglob("index.html")
    texts = (page.read_text("utf-8") for page in pages)
    text = next(text for text in texts if 'class="check open" id="GR02"' in text)
    entry = text[text.index('class="check open" id="GR02"') :].partition("</li>")[0]
    left = re.search(r'<p class="formula">左边算式：(.*?)</p>', entry)
    assert left is not None
    said = re.sub(r"<[^>]+>", "", left[1])
    assert said.startswith("“全年接收款物按渠道”各项之和（村（社区）公益基金筹集 62万余元、")
    assert said.endswith("） ＋ 通过慈善工作站捐赠款物 达55万余元")
    assert set(re.findall(r'href="[^"]*#(G\d+)"', left[1])) == {"G005", "G007", "G008", "G009", "G047"}
    home = (real_site / "gaoxin" / "index.html").read_text("utf-8")
    assert 'finances/2023/checks/index.html"' in home.partition('id="trust"')[2].partition("</ul>")[0]
    year = (real_site / "gaoxin" / "years" / "2023" / "index.html").read_text("utf-8")
    place = re.search(r'href="([^"]*finances/2023/checks/[^"#]*)#GB01"', year)
    assert place is not None
    assert 'id="GB01"' in (real_site / "gaoxin" / "years" / "2023" / place[1]).read_text("utf-8")


def test_notes_on_documents_are_shown_where_the_register_leads(real_site: Path) -> None:
    """What staff note on a document stands at its entry on the page of data, with its fingerprint; the register links to it."""
    for org, name, note in (
        ("gaoxin", "GX2023", "登在哪个网页或公众号没有写"),
        ("suzhou", "SZ2023", "栏目是“热点聚焦”"),
    ):
        page = html.unescape((real_site / org / "data" / "index.html").read_text("utf-8"))
        entry = page[page.index(f'id="source-{name}"') :].partition("</li>")[0]
        assert note in entry
        register = (real_site / org / "facts" / "2023" / "income" / "index.html").read_text("utf-8")
        assert f"data/index.html#source-{name}" in register


def test_the_sentence_of_a_figure_is_in_the_download(gaoxin: Disclosure) -> None:
    """Where the document is at hand, its sentence goes along; elsewhere the cell is empty."""
    told = replace(gaoxin.figures["G001"], sentence="全年接收社会各界捐赠款物209.53万元。")
    with_document = dataclasses.replace(gaoxin, figures={**gaoxin.figures, "G001": told})
    export = figures(with_document, {})
    column = [field.title for field in export.fields].index("原文句子")
    sentences = {row[0]: row[column] for row in export.rows}
    assert sentences["G001"] == "全年接收社会各界捐赠款物209.53万元。"
    assert {text for name, text in sentences.items() if name != "G001"} == {""}
