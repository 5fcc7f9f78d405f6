"""The two real organisations: every number has its source, every known contradiction stands, and nobody is mixed up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from disclosure.accounts.site import Site, read_site
from disclosure.model import Disclosure, Reconciliation, Verdict
from disclosure.pages import pages_of, uses
from disclosure.problems import Report

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site() -> Site:
    """The real data, without a problem of any kind."""
    report = Report()
    found = read_site(ROOT / "data", "data", report)
    assert list(report) == []
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
    """推断 comes with the reason for it; 待核实 comes with a reason or with a check that shows the contradiction."""
    for disclosure in site.disclosures:
        for one in disclosure.figures.values():
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
                    assert row["source"] in disclosure.sources, f"{kind}/{row.id}"
                    assert row["place"], f"{kind}/{row.id}"


def test_no_figure_is_used_nowhere(site: Site) -> None:
    """Every figure, reported or computed, is shown on some page of its organisation besides the register."""
    for disclosure in site.disclosures:
        shown = uses(pages_of(disclosure), disclosure.org)
        assert [one for one in disclosure.figures if not shown.get(one)] == []


def test_nothing_real_is_marked_as_a_sample(site: Site) -> None:
    """Neither the site nor an organisation is called invented, and documents have the fingerprints of what we received."""
    assert site.settings is not None
    assert not site.settings.sample
    for disclosure in site.disclosures:
        assert not disclosure.organisation.sample
        assert all(one.sha256 and len(one.sha256) == 64 for one in disclosure.sources.values())


def test_nothing_undisclosed_is_made_up(site: Site) -> None:
    """What the reports do not say stays empty: no registration number, no balance, no audit opinion, no report number."""
    for disclosure in site.disclosures:
        assert disclosure.organisation.facts.get("uscc") is None
        assert all(row["report_no"] is None and row["opinion"] is None for row in disclosure.records["audits"])
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
    assert partner["distinct"] == "高新区慈善会"
    assert "不是同一家" in str(partner["note"])
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
    assert (audit["year"], audit["audited_year"]) == (2023, 2022)
    assert any(one.topic == "审计" and one.verdict is Verdict.SCOPE_DIFFERS for one in gaoxin.reconciliations)
