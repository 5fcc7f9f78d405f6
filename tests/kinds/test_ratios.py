"""The ratios of the law: the right rule by form, qualification, net assets and date; exact at every boundary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import Books, Read, Write

from disclosure.accounts.statements import percent_text
from disclosure.kinds.qualifications import QualificationRecord, QualificationType, qualified_in
from disclosure.law.ratios import Assessment, Inputs, Outcome, RatioAmount, assess, rules
from disclosure.model import ChartBlock, Disclosure, Note, Page, Table, TableBlock
from disclosure.pages import pages_of
from disclosure.problems import Where
from disclosure.reading import Missing

# 民发〔2016〕189号 as a table: form, public, net assets at which the bracket begins, X, M, article seen (A).
TABLE = [
    ("基金会", True, None, "0.70", "0.10", True),
    ("社会团体", True, None, "0.70", "0.13", False),
    ("社会服务机构", True, None, "0.70", "0.13", False),
    ("基金会", False, 60_000_000, "0.06", "0.12", False),
    ("基金会", False, 8_000_000, "0.06", "0.13", False),
    ("基金会", False, 4_000_000, "0.07", "0.15", False),
    ("基金会", False, 0, "0.08", "0.20", True),
    ("社会团体", False, 10_000_000, "0.06", "0.13", True),
    ("社会团体", False, 5_000_000, "0.07", "0.14", True),
    ("社会团体", False, 1_000_000, "0.08", "0.15", True),
    ("社会团体", False, 0, "0.08", "0.20", True),
    ("社会服务机构", False, 10_000_000, "0.06", "0.13", True),
    ("社会服务机构", False, 0, "0.08", "0.20", True),
]


def amounts(**values: str | int) -> dict[str, RatioAmount]:
    """Amounts by name, each from a figure of the same name."""
    return {name: RatioAmount(name, Decimal(value), name, (name,)) for name, value in values.items()}


def inputs(form: str, *, public: bool | None, year: int = 2024, **values: str | int) -> Inputs:
    """A year of an organisation; net assets are 3 million unless said otherwise."""
    return Inputs(year, form, public, amounts(**{"net_assets": 3_000_000, **values}))


def limit(one: Assessment) -> Decimal | None:
    """The share that the rule asks for."""
    assert one.rule is not None
    return one.rule.at_least if one.rule.at_least is not None else one.rule.at_most


@pytest.mark.parametrize(("form", "public", "begins", "spend", "manage", "seen"), TABLE)
def test_the_rule_of_each_bracket(
    *, form: str, public: bool, begins: int | None, spend: str, manage: str, seen: bool
) -> None:
    """Every row of 民发〔2016〕189号 is found at the very bottom of its bracket, with its numbers and its certainty."""
    given_inputs = inputs(form, public=public, net_assets=begins or 0, charity=1, income=1, management=1, expense=1)
    for measure, share in (("charity", spend), ("management", manage)):
        found = assess(measure, given_inputs)
        assert limit(found) == Decimal(share)
        assert found.rule is not None
        assert found.rule.certain is seen


@pytest.mark.parametrize(
    ("form", "edge", "below", "at"),
    [
        ("社会团体", 10_000_000, "0.14", "0.13"),
        ("社会团体", 5_000_000, "0.15", "0.14"),
        ("社会团体", 1_000_000, "0.20", "0.15"),
        ("基金会", 60_000_000, "0.13", "0.12"),
        ("基金会", 8_000_000, "0.15", "0.13"),
        ("基金会", 4_000_000, "0.20", "0.15"),
    ],
)
def test_brackets_begin_at_their_lower_bound(form: str, edge: int, below: str, at: str) -> None:
    """Net assets of exactly the bound belong to the upper bracket, one 分 less to the lower."""
    for net, share in ((Decimal(edge) - Decimal("0.01"), below), (Decimal(edge), at)):
        found = assess("management", inputs(form, public=False, net_assets=str(net), management=1, expense=1))
        assert limit(found) == Decimal(share)


@pytest.mark.parametrize(
    ("management", "outcome"),
    [
        ("300000.00", Outcome.MET),
        ("300000.01", Outcome.MISSED),
        ("200000.00", Outcome.MET),
        ("199999.99", Outcome.EXEMPT),
    ],
)
def test_management_cost_at_its_limit(management: str, outcome: Outcome) -> None:
    """15 % is kept, one 分 more is not; below 200,000 yuan there is no limit (189号 art.11)."""
    found = assess("management", inputs("社会团体", public=False, management=management, expense=2_000_000))
    assert found.outcome is outcome


def test_small_cost_is_exempt_even_where_it_is_most_of_expense() -> None:
    """The exemption looks at the amount alone, also under a limit that is still to be verified."""
    for public in (True, False):
        found = assess("management", inputs("社会团体", public=public, management=150_000, expense=200_000))
        assert found.outcome is Outcome.EXEMPT


@pytest.mark.parametrize(
    ("charity", "average", "outcome"),
    [
        (240_000, None, Outcome.MET),
        ("239999.99", None, Outcome.MISSED),
        ("239999.99", 2_900_000, Outcome.MET),
        (200_000, 2_900_000, Outcome.MISSED),
    ],
)
def test_spending_passes_by_the_year_or_by_the_average(
    charity: str | int, average: int | None, outcome: Outcome
) -> None:
    """8 % of last year's net assets or of the three-year average: one of them suffices (189号 art.10)."""
    more = {} if average is None else {"net_assets_average": average}
    found = assess("charity", inputs("社会团体", public=False, charity=charity, **more))
    assert found.outcome is outcome
    assert len(found.tests) == 1 + (average is not None)


@pytest.mark.parametrize(
    ("charity", "income", "outcome"),
    [(80_000, 160_000, Outcome.MET), (80_000, 160_001, Outcome.MISSED), (79_999, 100_000, Outcome.MISSED)],
)
def test_the_smallest_bracket_has_two_conditions(charity: int, income: int, outcome: Outcome) -> None:
    """Below one million both 8 % of net assets and 50 % of last year's income are asked for."""
    found = assess("charity", inputs("社会团体", public=False, net_assets=999_999, charity=charity, income=income))
    assert found.outcome is outcome
    missing = assess("charity", inputs("社会团体", public=False, net_assets=999_999, charity=charity))
    assert missing.outcome is Outcome.IMPOSSIBLE
    assert missing.missing == ("上年总收入",)


def test_a_rule_nobody_has_seen_is_not_judged_by() -> None:
    """13 % for a 慈善会 with 公募 is shown and marked 国家新标准还没查到原文; neither good nor bad values change that."""
    for management in (210_000, 900_000):
        found = assess("management", inputs("社会团体", public=True, management=management, expense=1_000_000))
        assert found.outcome is Outcome.UNVERIFIED
        assert limit(found) == Decimal("0.13")


@pytest.mark.parametrize(("year", "known"), [(2016, True), (2025, True), (2026, False), (2030, False), (2015, None)])
def test_rules_end_with_their_dates(*, year: int, known: bool | None) -> None:
    """189号 binds fiscal years 2016 to 2025; from 2026 its successor, whose numbers are unknown; before 2016 nothing."""
    found = assess("management", inputs("社会团体", public=False, year=year, management=500_000, expense=1_000_000))
    assert found.outcome is (Outcome.MISSED if known else Outcome.UNVERIFIED)
    assert (found.rule is None) is (known is None)
    if known is False:
        assert limit(found) is None


@pytest.mark.parametrize(
    ("form", "public", "values", "missing"),
    [
        ("", True, {"charity": 1, "income": 1}, "组织形式（社会团体、基金会还是社会服务机构）"),
        ("社会团体", None, {"charity": 1, "income": 1}, "有没有公开募捐资格"),
        ("社会团体", True, {"charity": 1}, "上年总收入"),
        ("社会团体", True, {"income": 1}, "本年度慈善活动支出"),
    ],
)
def test_what_is_missing_is_named(*, form: str, public: bool | None, values: dict[str, int], missing: str) -> None:
    """无法计算 always says which field would be needed."""
    found = assess("charity", inputs(form, public=public, **values))
    assert found.outcome is Outcome.IMPOSSIBLE
    assert found.missing == (missing,)


def test_net_assets_decide_the_bracket_and_are_asked_for() -> None:
    """Without 公募 the bracket needs last year's net assets; management cost then cannot be judged, and says why."""
    found = assess("management", Inputs(2024, "社会团体", False, amounts(management=300_000, expense=1_000_000)))
    assert found.outcome is Outcome.UNVERIFIED
    assert found.missing == ("上年末净资产",)


def test_a_stand_in_is_only_an_estimate() -> None:
    """业务活动成本 is not 慈善活动支出: under a certain rule the share is shown, not judged."""
    stand_in = {"charity": RatioAmount("业务活动成本", Decimal(900_000), "x", ("x",), "只能估算")}
    found = assess("charity", Inputs(2024, "社会团体", False, amounts(net_assets=3_000_000) | stand_in))
    assert found.outcome is Outcome.ESTIMATED


def test_no_ratio_over_nothing() -> None:
    """A base of zero or below gives no ratio."""
    for expense in (0, -5):
        found = assess("management", inputs("社会团体", public=False, management=1, expense=expense))
        assert found.outcome is Outcome.IMPOSSIBLE
        assert found.reasons


@given(cost=st.integers(20_000_000, 10**12), expense=st.integers(1, 10**13))
def test_the_limit_is_exact_to_the_cent(cost: int, expense: int) -> None:
    """Kept or not is decided in whole 分 without division: cost × 100 ≤ expense × 15."""
    found = assess(
        "management",
        inputs("社会团体", public=False, management=str(Decimal(cost) / 100), expense=str(Decimal(expense) / 100)),
    )
    assert (found.outcome is Outcome.MET) is (cost * 100 <= expense * 15)


def test_a_share_just_beyond_the_limit_does_not_look_like_it() -> None:
    """15.0001 % prints with as many decimals as tell it from 15 %."""
    assert percent_text(Decimal("0.150001"), Decimal("0.15")) == "15.0001%"
    assert percent_text(Decimal("0.15"), Decimal("0.15")) == "15.00%"
    assert percent_text(Decimal("0.0820492")) == "8.20%"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("1", "100.00%"),
        ("0", "0.00%"),
        ("0.99999", "99.999%"),
        ("0.9999999999", "99.99999999%"),
        ("0.00000000000001", "0.000000000001%"),
        ("1.000001", "100.0001%"),
    ],
)
def test_nearly_all_is_not_all_and_little_is_not_nothing(share: str, text: str) -> None:
    """A cent that is left of a hundred million is left."""
    assert percent_text(Decimal(share)) == text


def test_every_rule_says_on_what_it_rests() -> None:
    """A rule has a basis, a certainty and a unique id; where it has no number it is not certain."""
    found = rules()
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.basis
        assert one.certainty in {"A", "A2", "B", "C"}
        assert one.certain is False or (one.at_least or one.at_most)


# --- on the page ---------------------------------------------------------------------------------


def costs_page(disclosure: Disclosure, year: int = 2023) -> Page:
    """The page 管理费与募捐成本."""
    return next(page for page in pages_of(disclosure) if page.path == f"finances/{year}/costs/")


def test_the_costs_page_shows_numbers_rule_and_basis(write: Write, read: Read, books: Books) -> None:
    """Numerator, denominator, result, standard, verdict and basis; the bullet chart only where a certain rule judges."""
    facts = {"org_form": "社会团体", "public_fundraising": "否"}
    disclosure, problems = read(write(books(2023), facts))
    assert not problems
    page = costs_page(disclosure)
    (table,) = [one.table for one in page.blocks if isinstance(one, TableBlock) and one.table.id == "ratios-2023"]
    row = next(one for one in table.rows if str(one.cells[0]).startswith("管理费用比例"))
    figures = disclosure.figures
    assert row.cells[1] == figures["AS2023L21T"]
    assert row.cells[2] == figures["AS2023L35T"]
    assert row.cells[3] == figures["RT2023M"]
    assert figures["RT2023M"].as_written == "8.20%"
    assert row.cells[4] == "不超过当年总支出的13%"
    notes = {one.label: "".join(map(str, one.text)) for one in page.blocks if isinstance(one, Note)}
    assert "第九条第一项" in notes["管理费用比例"]
    assert "业务活动成本不等于慈善活动支出" in notes["慈善活动支出比例"]
    costs, chart = [one.chart for one in page.blocks if isinstance(one, ChartBlock)]
    assert (costs.form, costs.total.figure) == ("stack", figures["AS2023L35T"])
    assert chart.title == "管理费用占总支出8.20%，上限13%"
    assert chart.refused is None

    disclosure, _ = read(write(books(2023), {**facts, "public_fundraising": "是"}))
    page = costs_page(disclosure)
    assert [one.chart.form for one in page.blocks if isinstance(one, ChartBlock)] == ["stack"]
    notes = {one.label: "".join(map(str, one.text)) for one in page.blocks if isinstance(one, Note)}
    assert "国家新标准还没查到原文" in notes["管理费用比例"]
    assert "无法计算：缺上年总收入" in notes["慈善活动支出比例"]
    charity = ratios_of(page).rows[0].cells
    assert charity[1:4] == (disclosure.figures["AS2023L12T"], Missing.UNDISCLOSED, Missing.NOT_APPLICABLE)

    disclosure, _ = read(write(books(2023), {}))
    charity = ratios_of(costs_page(disclosure)).rows[0].cells
    assert charity[1:4] == (disclosure.figures["AS2023L12T"], Missing.NOT_APPLICABLE, Missing.NOT_APPLICABLE)


def ratios_of(page: Page) -> Table:
    """The table of the three ratios."""
    return next(
        block.table for block in page.blocks if isinstance(block, TableBlock) and block.table.id == "ratios-2023"
    )


def test_a_word_that_rules_cannot_branch_on(write: Write, read: Read) -> None:
    """org_form and public_fundraising take only the words that rules know."""
    _, problems = read(write({}, {"org_form": "社团", "public_fundraising": "有"}))
    assert [(one.code, one.where.column) for one in problems] == [
        ("unknown-choice", "org_form"),
        ("unknown-choice", "public_fundraising"),
    ]


@pytest.mark.parametrize(
    ("now", "term", "year", "public"),
    [
        (None, ("2019-01-01", None), 2022, None),
        ("是", None, 2022, True),
        ("否", None, 2022, False),
        ("是", ("2022-01-01", None), 2022, True),
        ("是", ("2022-01-02", None), 2022, None),
        ("是", ("2023-01-01", None), 2022, None),
        ("是", ("2018-01-01", "2021-12-31"), 2022, None),
        ("是", ("2018-01-01", "2022-12-31"), 2022, True),
        ("是", ("2018-01-01", "2022-06-30"), 2022, None),
        ("是", ("2022", "2024"), 2022, True),
        ("否", ("2018-01-01", "2022-01-01"), 2022, None),
        ("否", ("2018-01-01", "2021-12-31"), 2022, False),
    ],
)
def test_the_right_to_appeal_is_that_of_the_year(
    *, now: str | None, term: tuple[str, str | None] | None, year: int, public: bool | None
) -> None:
    """What a body may do now decides for a year only where its certificates do not say otherwise of that year."""
    held = [term] if term else []
    certificates = [
        QualificationRecord.of(
            {"type": QualificationType.FUNDRAISING, "valid_from": begun, "valid_to": ended},
            Where("qualifications.csv", None, 2),
        )
        for begun, ended in held
    ]
    assert qualified_in(certificates, now, f"{year}-01-01", f"{year}-12-31") is public


@pytest.mark.parametrize(
    ("terms", "public"),
    [
        ([("2018-01-01", "2022-06-30"), ("2022-07-01", None)], True),
        ([("2018-01-01", "2022-06-30"), ("2022-08-15", None)], True),
        ([("2018-01-01", "2022-06-30"), ("2023-02-01", None)], None),
    ],
)
def test_two_certificates_make_one_year(terms: list[tuple[str, str | None]], public: bool | None) -> None:  # noqa: FBT001
    """A renewal that was late for a while leaves the year what it was."""
    certificates = [
        QualificationRecord.of(
            {"type": QualificationType.FUNDRAISING, "valid_from": begun, "valid_to": ended},
            Where("qualifications.csv", None, 2),
        )
        for begun, ended in terms
    ]
    assert qualified_in(certificates, "是", "2022-01-01", "2022-12-31") is public


def test_a_year_without_a_certificate_is_not_judged() -> None:
    """The 70 % of those who may appeal to the public accuse nobody of a year in which that is not known."""
    values: dict[str, str | int] = {"charity": 1, "income": 100, "management": 300_000, "expense": 1_000_000}
    known = inputs("基金会", public=True, **values)
    for measure in ("charity", "management"):
        assert assess(measure, known).outcome is Outcome.MISSED
        unknown = assess(measure, replace(known, public=None, untold="2024年有没有公开募捐资格"))
        assert unknown.outcome is not Outcome.MISSED
        assert unknown.missing == ("2024年有没有公开募捐资格",)
