"""Charts say what the figures allow, and nothing more."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts import guards
from disclosure.charts.building import Caption, PlanAndActual
from disclosure.charts.marks import role_of
from disclosure.drawing import words
from disclosure.drawing.forms.panels import draws as draws_in_panels
from disclosure.drawing.forms.panels import highest as highest_of_unit
from disclosure.model import Breakdown, Chart, Figure, Link, Role, Source, Superseded
from disclosure.pages import years
from disclosure.quantities import MAGNITUDES, plain
from disclosure.reading.cell_types import Missing

SOURCE = Source("GX2023", "2023年度工作总结", "高新区慈善会", "2024-03-12", "报")
OTHER_SOURCE = Source("SZ2023", "2023年报告", "苏州", "2024-01-01", "报")
CAPTION = Caption("expense", plain="各项支出", sources=(SOURCE, OTHER_SOURCE))


def figure(name: str, value: int | str, text: str, **more: Any) -> Figure:
    """A figure of an expense, 本级, 2023."""
    facts = {
        "year": 2023,
        "topic": "支出",
        "measure": "支出",
        "unit": "元",
        "scope": "本级",
        "source": "GX2023",
        **more,
    }
    return Figure(
        id=name,
        org="gaoxin",
        subject=facts.pop("subject", f"项目{name}"),
        value=Decimal(value),
        as_written=text,
        **facts,
    )


def split(disjoint: str = "是", complete: str = "是", **more: Any) -> Breakdown:
    return Breakdown("GB02", "按项目的支出", "T", disjoint, complete, **more)


TOTAL = figure("T", 100_000, "10万元", measure="发放款物", subject="全年")
INCOME = figure("I", 125_000, "12.5万元", measure="接收款物", subject="全年", topic="收入")
PARTS = [figure("A", 20_000, "2万元"), figure("B", 50_000, "5万元"), figure("C", 30_000, "3万元")]
SHORT = PARTS[:2]
TO_THE_WAN = {"precision": Decimal(10000), "grain": Decimal(10000)}
TO_THE_HUNDRED = {"precision": Decimal(100), "grain": Decimal(100)}
TO_THE_YUAN = {"precision": Decimal(1), "grain": Decimal(1)}


def labels(chart: Chart) -> list[str]:
    return [one.label for one in chart.marks]


class TestTotals:
    def test_compares_in_the_given_order(self) -> None:
        """Income and spending stand as given, each in the colour of its meaning, under a finding."""
        chart = charts.totals(CAPTION, [INCOME, TOTAL])

        assert [(one.label, one.role) for one in chart.marks] == [("接收款物", Role.INCOME), ("发放款物", Role.EXPENSE)]
        assert chart.title == "2023年发放款物10万元，相当于接收款物的80.0%"
        assert chart.refused is None

    @pytest.mark.parametrize("absent", [None, Missing.UNDISCLOSED])
    def test_refuses_without_a_total(self, absent: Missing | None) -> None:
        """A missing total refuses the picture, keeps the other in the table and gives the plain title."""
        chart = charts.totals(CAPTION, [INCOME, absent])

        assert chart.refused == "缺少要比的总额"
        assert chart.title == "各项支出"
        assert labels(chart) == ["接收款物"]

    @pytest.mark.parametrize(
        ("other", "reason"),
        [
            (replace(TOTAL, unit="人"), "单位不同（元、人），不能放在一起比"),
            (replace(TOTAL, scope="市县两级"), "算的不是同一块（本级、市县两级），不能放在一起比"),
            (replace(TOTAL, nature="认捐"), "性质不同（实际、认捐），不能放在一起比"),
            (replace(TOTAL, value=Decimal(-1)), "有负数，条形图画不出来"),
        ],
    )
    def test_refuses_what_can_not_be_compared(self, other: Figure, reason: str) -> None:
        """Units, scopes and natures are never mixed on one scale; the marks stay for the table."""
        chart = charts.totals(CAPTION, [INCOME, other])

        assert chart.refused == reason
        assert len(chart.marks) == 2
        assert chart.description.count("、") == 1  # the numbers, without the reason, which stands above them

    def test_refuses_zeros_and_single_marks(self) -> None:
        """One bar compares nothing, and zeros have no length."""
        assert charts.totals(CAPTION, [INCOME]).refused == "只有一个数，没有可以比的"
        assert charts.totals(CAPTION, []).refused == "没有可以画的数"
        zero = replace(INCOME, value=Decimal(0))
        assert charts.totals(CAPTION, [zero, replace(zero, id="Z")]).refused == "各项都是零"

    def test_unstated_scope_is_said(self) -> None:
        """A scope that no one stated does not differ, but the reader is told."""
        chart = charts.totals(CAPTION, [INCOME, replace(TOTAL, scope="未说明")])

        assert chart.refused is None
        assert (charts.SOME_UNSTATED,) in chart.notes

    def test_no_finding_over_an_approximate_figure(self) -> None:
        """Nothing is divided by or into 余: the title falls back to the plain label."""
        chart = charts.totals(CAPTION, [replace(INCOME, qualifier="余", as_written="12.5万余元"), TOTAL])

        assert chart.title == "各项支出"
        assert chart.marks[0].open_end
        assert (charts.OPEN_ENDED,) in chart.notes


class TestBreakdown:
    def test_proven_parts_stack_with_shares(self) -> None:
        """Disjoint and complete parts are drawn as one whole, largest first, with their shares."""
        chart = charts.breakdown(CAPTION, split(), TOTAL, PARTS)

        assert chart.form == "stack"
        assert [(one.label, one.note) for one in chart.marks] == [
            ("项目B", "占50.0%"),
            ("项目C", "占30.0%"),
            ("项目A", "占20.0%"),
        ]
        assert chart.title == "项目B占50.0%，是最大的一项"
        assert drawing.reconciles(chart)

    def test_of_equal_parts_none_is_the_largest(self) -> None:
        """A tie has no largest part; parts that are disjoint are never said not to add up."""
        equal = [figure("A", 50_000, "5万元"), figure("B", 50_000, "5万元")]
        rough = replace(TOTAL, qualifier="不到", as_written="不到10万元")
        assert charts.breakdown(CAPTION, split(), TOTAL, equal).title == "各项支出"
        assert charts.breakdown(CAPTION, split("未证明", "否"), TOTAL, equal).title == "各项支出"
        assert charts.breakdown(CAPTION, split(), rough, PARTS).title == "最多的一项是项目B，5万元"

    def test_incomplete_parts_leave_a_gap_row(self) -> None:
        """What is not listed is a row of its own, last, computed exactly."""
        chart = charts.breakdown(CAPTION, split(complete="否"), TOTAL, SHORT)

        assert labels(chart) == ["项目B", "项目A", "报告未逐项列明"]
        gap = chart.marks[-1]
        assert (gap.value, gap.text, gap.role, gap.figure) == (Decimal(30_000), "3万元", Role.GAP, None)
        assert chart.title == "报告列明7万元，另有3万元没有逐项列明"
        assert chart.marks[-1].role is Role.GAP
        assert not drawing.reconciles(chart)

    def test_no_gap_row_if_parts_exceed_the_total(self) -> None:
        """Parts above the total leave no gap; the excess is said."""
        chart = charts.breakdown(CAPTION, split(complete="否"), replace(TOTAL, value=Decimal(60_000)), SHORT)

        assert labels(chart) == ["项目B", "项目A"]
        assert ("各项相加比总额多1万元。",) in chart.notes

    @pytest.mark.parametrize(("disjoint", "note"), [("未证明", charts.NOT_ADDITIVE), ("否", charts.OVERLAPPING)])
    def test_unproven_parts_are_not_added(self, disjoint: str, note: str) -> None:
        """Without proof there are bars, the total as a rule, a warning, and no gap row."""
        chart = charts.breakdown(CAPTION, split(disjoint, "否", note=("四项加起来超过总额。",)), TOTAL, SHORT)

        assert chart.form == "bars"
        assert labels(chart) == ["项目B", "项目A"]
        assert chart.total is not None
        assert all(mark.role is not Role.GAP for mark in chart.marks)
        assert chart.notes[:2] == ((note,), ("四项加起来超过总额。",))
        assert chart.title == "最多的一项是项目B，5万元；各项不能相加"

    def test_a_computed_gap_can_be_handed_over(self) -> None:
        """A gap figure with its own formula is drawn and linked, if it is the difference and nothing is known to overlap."""
        gap = figure("GC09", 30_000, "3万元", level="算", source=None)

        chart = charts.breakdown(CAPTION, split("未证明", "否"), TOTAL, SHORT, gap=gap)
        assert chart.marks[-1].figure is gap
        assert chart.title == "发放款物里有3万元没有逐项列明"
        wrong = replace(gap, value=Decimal(29_999))
        assert charts.breakdown(CAPTION, split("未证明", "否"), TOTAL, SHORT, gap=wrong).marks[-1].role is not Role.GAP
        assert charts.breakdown(CAPTION, split("否", "否"), TOTAL, SHORT, gap=gap).marks[-1].role is not Role.GAP

    @pytest.mark.parametrize(
        ("proof", "parts"),
        [
            (split("未证明"), PARTS),
            (split(complete="否"), SHORT),
            (split(), [*SHORT, replace(PARTS[2], qualifier="余")]),
            (split(), [*SHORT, replace(PARTS[2], status="待核实")]),
            (split(), [*SHORT, replace(PARTS[2], superseded=Superseded())]),
            (split(), SHORT),
        ],
    )
    def test_no_shares_of_what_is_not_proven(self, proof: Breakdown, parts: list[Figure]) -> None:
        """Parts that are not proven, approximate, in doubt or short of the whole are bars without shares."""
        chart = charts.breakdown(CAPTION, proof, TOTAL, parts)

        assert chart.refused is None
        assert chart.form == "bars"
        assert not any("占" in mark.note for mark in chart.marks)
        listed = sum(part.value for part in parts)
        assert guards.shares_forbidden(proof, TOTAL, parts, Decimal(listed))

    @pytest.mark.parametrize(
        ("total", "parts", "reason"),
        [
            (None, PARTS, "没有指明总额"),
            (TOTAL, [*SHORT, replace(PARTS[2], unit="份")], "单位不同（元、份），不能放在一起比"),
            (TOTAL, [*SHORT, replace(PARTS[2], scope="合作各方")], "算的不是同一块（本级、合作各方），不能放在一起比"),
            (TOTAL, [*SHORT, replace(PARTS[2], year=2022)], "年度不同（2022年、2023年），不能当作一个总额的各项"),
            (TOTAL, [], "没有可以画的数"),
            (TOTAL, PARTS[:1], "只有一个数，没有可以比的"),
        ],
    )
    def test_refusals(self, total: Figure | None, parts: list[Figure], reason: str) -> None:
        """Every guard says in Chinese why there is no picture."""
        assert charts.breakdown(CAPTION, split("未证明", "否"), total, parts).refused == reason

    def test_small_parts_become_one_row(self) -> None:
        """Beyond seven rows the smallest disjoint parts become 其余N项, named in its note; nothing is lost."""
        parts = [figure(str(n), 10_000 - n, f"{10_000 - n}元") for n in range(10)]
        total = replace(TOTAL, value=Decimal(sum(int(one.value) for one in parts)))

        chart = charts.breakdown(CAPTION, split(), total, parts)
        rest = chart.marks[-1]
        assert len(chart.marks) == 7
        assert rest.label == "其余4项"
        assert "项目9" in rest.note
        assert sum(one.value for one in chart.marks) == total.value

    @pytest.mark.parametrize("change", [{"qualifier": "约"}, {"status": "待核实"}])
    def test_doubtful_parts_are_not_folded(self, change: dict[str, Any]) -> None:
        """Small parts that may not be added stay rows of their own."""
        parts = [figure(str(n), 10_000 - n, f"{10_000 - n}元") for n in range(9)]
        parts.append(figure("x", 1, "1元", **change))

        assert len(charts.breakdown(CAPTION, split("未证明"), TOTAL, parts[:9]).marks) == 9
        assert labels(charts.breakdown(CAPTION, split(complete="否"), TOTAL, parts))[9] == "项目x"

    def test_approximate_rest_is_at_least(self) -> None:
        """A sum over 余 is “至少” and has an open end."""
        parts = [figure(str(n), 1000 - n, f"{1000 - n}元", **({"qualifier": "余"} if n == 8 else {})) for n in range(9)]

        rest = charts.breakdown(CAPTION, split(complete="否"), TOTAL, parts).marks[6]
        assert rest.text == "至少2,979元"
        assert rest.open_end

    def test_equal_subjects_are_told_apart(self) -> None:
        """Two figures of one subject get what differs behind their label; a given label wins, with its link."""
        twice = [
            figure("A", 1, "1元", subject="帮扶", basis="现金"),
            figure("B", 2, "2元", subject="帮扶", basis="物资"),
        ]

        assert labels(charts.breakdown(CAPTION, split("否"), TOTAL, twice)) == ["帮扶（物资）", "帮扶（现金）"]
        link = Link("病困帮扶", "projects/x/")
        chart = charts.breakdown(CAPTION, split("否"), TOTAL, twice, labels={"A": link, "B": "物资"})
        assert labels(chart) == ["物资", "病困帮扶"]
        assert chart.marks[1].link is link

    def test_status_is_seen(self) -> None:
        """A figure that awaits verification has its own role, an inferred one a dagger, and both are explained."""
        parts = [replace(PARTS[0], status="待核实"), replace(PARTS[1], status="推断")]
        chart = charts.breakdown(CAPTION, split("未证明", "否"), TOTAL, parts)

        assert [words.shown(one) for one in chart.marks] == ["5万元†", "2万元 还没核清"]
        assert chart.marks[1].role is Role.UNCERTAIN
        assert {(charts.UNVERIFIED,), (charts.INFERRED,)} <= set(chart.notes)

    def test_only_used_sources_and_automatic_words(self) -> None:
        """The source line names what the figures come from; subtitle and plain title need no page code."""
        chart = charts.breakdown(Caption("x", sources=(SOURCE, OTHER_SOURCE)), split("否"), TOTAL, [])

        assert chart.title == "按项目的支出"
        assert chart.subtitle == "发放款物，本级，2023年"
        assert chart.sources == (SOURCE,)


class TestRoles:
    """Income or expense is what declared data say; no word of a measure decides a colour."""

    @pytest.mark.parametrize(
        ("facts", "side", "role"),
        [
            ({"topic": "收入", "measure": "发放款物"}, None, Role.INCOME),
            ({"topic": "支出", "measure": "总收入"}, None, Role.EXPENSE),
            ({"topic": "总体", "measure": "总收入"}, None, Role.OTHER),
            ({"topic": "总体", "measure": "甲"}, Role.INCOME, Role.INCOME),
            ({"topic": "项目", "measure": "救助支出"}, None, Role.OTHER),
            ({"topic": "支出", "nature": "计划"}, Role.EXPENSE, Role.PLAN),
            ({"topic": "支出", "unit": "人"}, Role.EXPENSE, Role.COUNT),
        ],
    )
    def test_declared(self, facts: dict[str, str], side: Role | None, role: Role) -> None:
        """Nature and unit first, then what the caller knows, then the topic; else the bar stays grey."""
        assert role_of(figure("A", 1, "1元", **facts), side) is role

    def test_roles_of_the_year_decide(self) -> None:
        """A total is drawn as the role that staff gave it in 年度要目, alone, in parts and against its plan."""
        overall = {"topic": "总体", "measure": "甲"}
        income, expense = figure("I", 9, "9元", **overall), figure("E", 8, "8元", **overall)
        plan = figure("P", 10, "10元", nature="计划", **overall)
        parts = [figure(name, 4, "4元", **overall) for name in "AB"]
        disclosure: Any = SimpleNamespace(
            sources={}, figures={item.id: item for item in (income, expense, *parts)}, rows=lambda _: ()
        )
        named = {"收入合计": income, "支出合计": expense, "计划支出": plan}
        split_of_year = split(parts=("A", "B"))
        head = years.Headlines(
            2023,
            {role: [(role, item)] for role, item in named.items()},
            {"支出分组": replace(split_of_year, total="E")},
        )

        (both,) = years.totals_chart(disclosure, head)
        (spent,) = years.breakdown_chart(disclosure, head, "支出", "x")
        (planned,) = years.plan_chart(disclosure, head, "y")
        assert [mark.role for mark in both.chart.marks] == [Role.INCOME, Role.EXPENSE]
        assert {mark.role for mark in spent.chart.marks} == {Role.EXPENSE}
        assert spent.chart.total is not None
        assert spent.chart.total.role is Role.EXPENSE
        assert [mark.role for mark in planned.chart.marks] == [Role.PLAN, Role.EXPENSE]


class TestBullet:
    PLAN = figure("P", 2_500_000, "250万元以上", qualifier="以上", nature="计划", year=2024)

    def test_plan_is_hollow_and_open(self) -> None:
        """A plan is an outline with an open end, the actual is solid; both name their year where it differs."""
        chart = charts.bullet(CAPTION, [PlanAndActual("救助", self.PLAN, TOTAL)])

        assert chart.form == "bullet"
        assert [(one.category, one.label, one.role, one.open_end) for one in chart.marks] == [
            ("救助", "2024年计划", Role.PLAN, True),
            ("救助", "2023年实际", Role.EXPENSE, False),
        ]
        assert "空心条" in chart.description

    def test_one_side_missing_is_said(self) -> None:
        """A pair that lacks a side keeps the other and says what was not published."""
        chart = charts.bullet(
            CAPTION, [PlanAndActual("救助", self.PLAN, TOTAL), PlanAndActual("募捐", None, INCOME, actual_label="已收")]
        )

        assert len(chart.marks) == 3
        assert ("募捐：没有可以对照的计划或规模。",) in chart.notes
        assert chart.refused is None

    @pytest.mark.parametrize(
        ("pairs", "reason"),
        [
            ([], "没有一项同时公布了计划数和实际数"),
            ([PlanAndActual("救助", PLAN, Missing.UNDISCLOSED)], "没有一项同时公布了计划数和实际数"),
            ([PlanAndActual("救助", TOTAL, INCOME)], "空心条只能表示计划、规模或上限"),
            ([PlanAndActual("救助", PLAN, replace(TOTAL, nature="认捐"))], "实心条只能表示实际数"),
            ([PlanAndActual("救助", PLAN, replace(TOTAL, unit="户"))], "单位不同（元、户），不能放在一起比"),
            (
                [PlanAndActual("救助", PLAN, replace(TOTAL, scope="混合"))],
                "算的不是同一块（本级、混合），不能放在一起比",
            ),
        ],
    )
    def test_refusals(self, pairs: list[PlanAndActual], reason: str) -> None:
        """Pledges are never held against receipts, nor unlike units or scopes against each other."""
        assert charts.bullet(CAPTION, pairs).refused == reason


class TestPanels:
    PEOPLE = (figure("A", 479, "479人", unit="人"), figure("B", 12708, "12708人", unit="人"))
    TIMES = figure("C", 1813, "1813人次", unit="人次")

    def test_units_never_share_a_scale(self) -> None:
        """Each unit has its own scale; within it the largest comes first; a lone number has no bar."""
        chart = charts.panels(CAPTION, [*self.PEOPLE, self.TIMES, None])

        assert [(one.unit, one.text) for one in chart.marks] == [
            ("人", "12708人"),
            ("人", "479人"),
            ("人次", "1813人次"),
        ]
        assert highest_of_unit(chart, "人") == 12708
        assert highest_of_unit(chart, "人次") == 1813
        assert [draws_in_panels(chart, one) for one in chart.marks] == [True, True, False]

    @pytest.mark.parametrize(
        ("figures", "reason"),
        [
            ([TIMES, PEOPLE[0]], "每种单位只有一个数，没有可以比的"),
            ([], "没有可以画的数"),
            ([PEOPLE[0], replace(PEOPLE[1], scope="市县两级")], "算的不是同一块（本级、市县两级），不能放在一起比"),
        ],
    )
    def test_refusals(self, figures: list[Figure], reason: str) -> None:
        """Panels that compare nothing are refused."""
        assert charts.panels(CAPTION, figures).refused == reason


class TestTitle:
    def test_states_the_finding(self) -> None:
        """With every fact in hand the template speaks."""
        assert guards.title("发放{a}，占{p}", "发放", a=TOTAL, p="26.1%") == "发放10万元，占26.1%"

    @pytest.mark.parametrize(
        "fact",
        [None, "", Missing.WITHHELD, replace(TOTAL, status="待核实"), replace(TOTAL, superseded=Superseded())],
    )
    def test_falls_back(self, fact: Any) -> None:
        """One missing, refused or unverified fact, or one that was stated anew, and only the plain label is left."""
        assert guards.title("发放{a}", "全年发放", a=fact) == "全年发放"

    def test_braces_in_facts_are_text(self) -> None:
        """A fact is put in as it is, whatever it contains."""
        assert guards.title("发放{a}", "", a="{x}{0}") == "发放{x}{0}"


class TestShare:
    def test_divides_exact_figures(self) -> None:
        """Exact figures of one unit, scope and year may be divided."""
        assert guards.share(TOTAL, INCOME) == "80.0%"
        assert guards.share(PARTS[0], TOTAL, split()) == "20.0%"

    @pytest.mark.parametrize(
        ("part", "whole", "proof"),
        [
            (None, INCOME, None),
            (TOTAL, Missing.UNDISCLOSED, None),
            (replace(TOTAL, qualifier="余"), INCOME, None),
            (TOTAL, replace(INCOME, qualifier="约"), None),
            (TOTAL, replace(INCOME, value=Decimal(0)), None),
            (TOTAL, replace(INCOME, value=Decimal(-1)), None),
            (replace(TOTAL, value=Decimal(-1)), INCOME, None),
            (replace(TOTAL, status="待核实"), INCOME, None),
            (TOTAL, replace(INCOME, status="待核实"), None),
            (TOTAL, replace(INCOME, unit="人"), None),
            (TOTAL, replace(INCOME, scope="混合"), None),
            (TOTAL, replace(INCOME, year=2022), None),
            (TOTAL, INCOME, split("未证明")),
        ],
    )
    def test_refuses(self, part: Any, whole: Any, proof: Breakdown | None) -> None:
        """Nothing missing, approximate, unlike or unproven is ever divided."""
        assert guards.share(part, whole, proof) is None

    @pytest.mark.parametrize(
        ("part", "whole", "told"),
        [
            (("0", {}), ("3", {}), "0.0%"),
            (("1", {}), ("3", {}), "33.3%"),
            # half of the last place of either number moves the share: 200/300万 to the 万 is off by 0.2 in a hundred
            (("2000000", TO_THE_WAN), ("3000000", {}), "约66.7%"),
            (("2000000", {}), ("3000000", TO_THE_WAN), "约66.7%"),
            (("200000", TO_THE_WAN), ("300000", {}), "约67%"),
            (("200000", {}), ("300000", TO_THE_WAN), "约67%"),
            (("200000", TO_THE_WAN), ("300000", TO_THE_WAN), "约70%"),
            (("20000", TO_THE_WAN), ("30000", TO_THE_WAN), None),
            (("20000", TO_THE_WAN), ("30000", {}), "约70%"),
            # 1% that comes of whole 万 is 约, too, though no digit is cut
            (("10000000", TO_THE_WAN), ("1000000000", {}), "约1.0%"),
            (("10000000", {}), ("1000000000", TO_THE_WAN), "约1.0%"),
            (("10000000", TO_THE_YUAN), ("1000000000", TO_THE_YUAN), "1.0%"),
            (("1200", TO_THE_HUNDRED), ("4500", TO_THE_HUNDRED), "约27%"),
            (("0", TO_THE_WAN), ("4500", {}), None),
            (("0.25", {}), ("0.5", {}), "50.0%"),
            # half of a 万 in 25万 is two in a hundred, just what the last place may be off
            (("110000", TO_THE_WAN), ("250000", {}), "约44%"),
            (("110000", TO_THE_WAN), ("248756", {}), "约40%"),
        ],
    )
    def test_shows_no_digit_that_rounding_may_have_moved(
        self, part: tuple[str, dict[str, Decimal]], whole: tuple[str, dict[str, Decimal]], told: str | None
    ) -> None:
        """Of rounded numbers a share has only the digits that they bear, and says 约; there is none where they bear no digit."""
        (of, of_more), (to, to_more) = part, whole
        assert guards.share(figure("P", of, of, **of_more), figure("Q", to, to, **to_more)) == told

    def test_no_part_may_be_below_zero(self) -> None:
        """One part below zero, and there is no share of all, however much they are together."""
        parts = [figure("A", -1, "-1"), figure("B", 5, "5")]
        assert guards.portion(parts[1:], figure("T", 4, "4")) == "125.0%"
        assert guards.portion(parts, figure("T", 4, "4")) is None


class TestGuards:
    @pytest.mark.parametrize(
        ("names", "reason"),
        [
            ([], None),
            (["武汉市", "武汉市江夏区"], "地方大小不同（“武汉市”里包括“武汉市江夏区”），不能放在一起比"),
            (["武汉市江夏区", "荆州市", "武汉市"], "地方大小不同（“武汉市”里包括“武汉市江夏区”），不能放在一起比"),
            (["武汉市", "荆州市", "江夏区武汉市"], None),
            (["武汉市", "武汉市"], None),
        ],
    )
    def test_places_in_one_another(self, names: list[str], reason: str | None) -> None:
        """A place beside one that lies in it is no comparison; two of one name or with one ending are."""
        assert guards.nested_places(names) == reason

    def test_years_are_told_in_order(self) -> None:
        """However figures stand, their years are told from the first to the last."""
        years_told = [2024, 2031, 2017]  # which a set lists as they stand
        several = [replace(TOTAL, year=year) for year in years_told]
        assert guards.of_several_years(several) == "年度不同（2017年、2024年、2031年），不能当作一个总额的各项"
        assert guards.of_several_years(several[:1]) is None

    @pytest.mark.parametrize(
        ("total", "parts", "reason"),
        [
            ("-100000", ("-50000", "-50000"), "有的数是负数，不能算各占多少"),
            ("-100000", ("0", "0"), "有的数是负数，不能算各占多少"),
            ("0.5", ("0.5", "0"), None),
            ("0", ("0", "0"), "各项相加不等于总额，不能算各占多少"),
            ("2", ("2.5", "-0.5"), "有的数是负数，不能算各占多少"),
        ],
    )
    def test_shares_of_small_and_negative_numbers(self, total: str, parts: tuple[str, ...], reason: str | None) -> None:
        """Nothing below zero is a share; a half and a zero are."""
        whole, pieces = figure("T", total, total), [figure(f"P{part}", part, part) for part in parts]
        assert (
            guards.shares_forbidden(split(), whole, pieces, sum((piece.value for piece in pieces), Decimal(0)))
            == reason
        )

    @pytest.mark.parametrize(
        ("more", "certain", "unbounded"),
        [
            ({}, True, False),
            ({"qualifier": "余"}, False, False),
            ({"qualifier": "约"}, False, True),
            ({"qualifier": "不足"}, False, True),
            ({"status": "待核实"}, False, False),
            ({"superseded": Superseded()}, False, False),
        ],
    )
    def test_what_a_sum_may_say(self, more: dict[str, Any], certain: bool, unbounded: bool) -> None:  # noqa: FBT001
        """A sum over 余 is still 至少; one over 约 or 不足 is not; one over 待核实, or over what was stated anew, is not certain."""
        of = replace(TOTAL, **more)
        assert (guards.certain(of), guards.unbounded(of)) == (certain, unbounded)


class TestTicks:
    def test_design_example(self) -> None:
        """The axis of the design: 0 50 100 150万元."""
        values, texts = zip(*drawing.ticks(Decimal(1_200_000), "元"), strict=True)

        assert values == (0, 500_000, 1_000_000, 1_500_000)
        assert texts == ("0", "50", "100", "150万元")

    @pytest.mark.parametrize(
        ("highest", "unit", "last"),
        [
            ("262000000", "元", "3亿元"),
            ("8000", "元", "8,000元"),
            ("3", "户", "3户"),
            ("2000000", "人次", "200万人次"),
            ("0", "元", "0元"),
        ],
    )
    def test_unit_on_the_last(self, highest: str, unit: str, last: str) -> None:
        """The last text names the unit, in 亿 and 万 where that reads better."""
        assert drawing.ticks(Decimal(highest), unit)[-1][1] == last

    @given(st.decimals("0.01", "1e13", places=2), st.sampled_from(["元", "人次", "户", "%"]))
    def test_round_values_from_zero_to_the_highest(self, highest: Decimal, unit: str) -> None:
        """Few, evenly spaced, exact: the first is 0, the last covers the bar, and each text is its value."""
        marks = drawing.ticks(highest, unit)
        values = [value for value, _ in marks]
        step = values[1]
        scale = next(
            (
                size
                for name, size in MAGNITUDES.items()
                if name in {"万", "亿"} and marks[-1][1].endswith(f"{name}{unit}")
            ),
            Decimal(1),
        )

        assert values[0] == 0
        assert values == [step * place for place in range(len(values))]
        assert values[-2] < highest <= values[-1]
        assert 2 <= len(values) <= 5
        assert len(values) >= 3 or highest <= 2
        assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
        assert unit in {"元", "%"} or step == step.to_integral_value()
        for value, text in marks:
            digits = text.removesuffix(unit).removesuffix("万").removesuffix("亿").replace(",", "")
            assert digits == plain(value / scale)


@given(
    st.lists(st.integers(0, 10**12), min_size=2, max_size=12),
    st.sampled_from(["是", "否", "未证明"]),
    st.sampled_from(["是", "否", "未证明"]),
    st.integers(0, 10**13),
)
def test_never_normalised(values: list[int], disjoint: str, complete: str, whole: int) -> None:
    """Whatever the parts: shares only over proven parts that make the whole; a gap row closes the sum exactly; no bar outgrows the scale."""
    parts = [figure(str(place), value, f"{value}元") for place, value in enumerate(values)]
    total = replace(TOTAL, value=Decimal(whole))
    chart = charts.breakdown(CAPTION, split(disjoint, complete), total, parts)

    listed = sum(one.value for one in chart.marks)
    if chart.form == "stack" or any("占" in one.note for one in chart.marks):
        assert (disjoint, complete) == ("是", "是")
        assert listed == whole
    if any(one.role is Role.GAP for one in chart.marks):
        assert disjoint == "是"
        assert listed == whole
    assert all(one.value <= chart.highest for one in chart.marks)
    assert disjoint == "是" or chart.refused or len(chart.marks) == len(values)
