"""Figures, breakdowns and reconciliations: what is computed, what is refused, and that gaps stay visible."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.accounts.figures import breakdowns, check_relations, check_texts, computed, reported, sources, topics
from disclosure.accounts.folder import Folder
from disclosure.accounts.reconciliations import declared, from_breakdowns
from disclosure.kinds import all_kinds
from disclosure.model import Breakdown, Disclosure, Figure, Organisation, Reconciliation, Verdict
from disclosure.numerals import readings
from disclosure.problems import Report, Where

REPORTED = {
    "topic": "支出",
    "subject": "项目",
    "measure": "支出",
    "value": Decimal(100),
    "unit": "元",
    "as_written": "100元",
    "nature": "实际",
    "scope": "本级",
    "status": "已核",
    "year": 2023,
    "source": "DOC",
}
OWN = {"year": 2023, "topic": "支出", "subject": "全年", "measure": "差", "unit": "元", "scope": "本级"}
CHECK = {
    "year": 2023,
    "topic": "支出",
    "title": "对不对",
    "left": "左",
    "right": "右",
    "relation": "=",
    "verdict": "一致",
}
SPLIT = {"title": "按项目", "disjoint": "是", "complete": "是"}


class Books:
    """A folder of rows made by hand, with everything that follows from them."""

    def __init__(self) -> None:
        self.folder = Folder(Organisation.known("org", {"name": "晨光慈善会"}))
        self.folder.rows = {kind.id: [] for kind in all_kinds()}
        self.report = Report()

    def add(self, kind: str, name: str, /, **values: Any) -> None:
        base = {"figures": REPORTED, "computed": OWN, "reconciliations": CHECK, "breakdowns": SPLIT}.get(kind, {})
        record = next(one.record for one in all_kinds() if one.id == kind)
        number = len(self.folder.rows[kind]) + 2
        self.folder.rows[kind].append(record.of(base | {"id": name} | values, Where(f"{kind}.csv", None, number)))

    def figure(self, name: str, value: int | str, **values: Any) -> None:
        wording = {"as_written": f"{value}{values.get('unit', '元')}"}
        self.add("figures", name, **{"value": Decimal(value), **wording, **values})

    def settle(self) -> tuple[dict[str, Figure], dict[str, Breakdown], list[Reconciliation]]:
        """(all figures, breakdowns, checks); problems are in `report`."""
        stated = reported(self.folder, sources(self.folder), self.report)
        split = breakdowns(self.folder, stated)
        made = computed(self.folder, stated, split, self.report)
        known = {**stated, **made}
        self.report.extend(check_relations(split, known))
        self.report.extend(check_texts(self.folder, known))
        checks = [*from_breakdowns(split, known), *declared(self.folder, known, split, self.report)]
        return known, split, checks

    def codes(self) -> list[str]:
        self.settle()
        return [one.code for one in self.report]


def parts_and_total(total: int, parts: list[int], **split: str) -> Books:
    books = Books()
    books.figure("T", total)
    books.add("breakdowns", "B", total="T", **split)
    for place, value in enumerate(parts, 1):
        books.figure(f"P{place}", value, part_of=("B",))
    return books


# --- reported figures ----------------------------------------------------------------------------


def test_a_reported_figure_keeps_wording_source_and_place() -> None:
    """A reported figure is published with its own wording, document, place in it, and the level of that document."""
    books = Books()
    books.add("sources", "DOC", title="总结", issuer="本会", published_on="2024-03-12", level="审")
    books.add("figures", "A", value=Decimal(620000), qualifier="余", as_written="62万余元", place="一、（一）")
    figure = books.settle()[0]["A"]
    assert not len(books.report)
    assert (figure.text, figure.source, figure.place, figure.level) == ("62万余元", "DOC", "一、（一）", "审")
    assert figure.precision == Decimal(10000)
    assert figure.approximate
    assert figure.anchor == "facts/2023/#A"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"value": Decimal(62), "as_written": "62万余元"}, "wording-mismatch"),
        ({"value": Decimal(6200000), "as_written": "62万余元"}, "wording-mismatch"),
        ({"value": Decimal(62), "as_written": "若干"}, "wording-mismatch"),
        ({"value": Decimal(620000), "as_written": "62万元", "qualifier": "余"}, "qualifier-mismatch"),
        ({"topic": "杂项"}, "unknown-choice"),
        ({"unit": "人", "as_written": "100人", "basis": "款物"}, "not-money"),
    ],
)
def test_a_figure_that_contradicts_its_wording(values: dict[str, Any], code: str) -> None:
    """A value ten times too large, a 万 forgotten, a 余 that is not printed and a topic without a page are all found."""
    books = Books()
    books.add("figures", "A", **values)
    assert books.codes() == [code]


def test_money_of_another_currency_came_as_cash() -> None:
    """1万美元 is an amount like any other: only counts leave 款物 empty."""
    books = Books()
    books.add("figures", "A", value=Decimal(10000), unit="美元", as_written="1万美元", basis="现金")
    assert "not-money" not in books.codes()


def test_the_right_value_is_suggested() -> None:
    """When the wording states one number, the message gives the value to write."""
    books = Books()
    books.add("figures", "A", value=Decimal(62), as_written="62万余元")
    books.settle()
    assert "620000" in next(iter(books.report)).fix


def test_every_topic_has_words() -> None:
    """The finance topics and those of the kinds are different words, so that a figure has one home."""
    assert len(topics()) == len(set(topics()))
    assert {"总体", "收入", "支出", "项目", "治理"} <= set(topics())


# --- breakdowns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts", "split", "verdict"),
    [
        (100, [60, 40], {}, Verdict.AGREES),
        (100, [60, 40], {"disjoint": "未证明", "complete": "否"}, Verdict.AGREES),
        (100, [60, 30], {"disjoint": "是", "complete": "否"}, Verdict.INCOMPLETE),
        (100, [60, 30], {"disjoint": "未证明", "complete": "未证明"}, Verdict.INCOMPLETE),
        (100, [60, 50], {"disjoint": "否", "complete": "未证明"}, Verdict.OVERLAPS),
        (100, [60, 50], {"disjoint": "未证明", "complete": "是"}, Verdict.OVERLAPS),
        (100, [60, 30], {"disjoint": "否", "complete": "是"}, Verdict.DIFFERS),
    ],
)
def test_verdict_of_a_breakdown(total: int, parts: list[int], split: dict[str, str], verdict: Verdict) -> None:
    """Parts that meet the total agree; less leaves a gap not itemised; more is an overlap; nothing is smoothed over."""
    books = parts_and_total(total, parts, **split)
    check = books.settle()[2][0]
    assert not books.report.errors
    assert check.verdict is verdict
    assert check.difference == sum(parts) - total
    assert (check.left.inputs, check.right.inputs) == (tuple(f"P{n}" for n in range(1, len(parts) + 1)), ("T",))


@pytest.mark.parametrize(
    ("qualifier", "parts", "verdict"),
    [
        ("不到", [50, 50], Verdict.UNCHECKABLE),
        ("不到", [50, 40], Verdict.UNCHECKABLE),
        ("不到", [50, 60], Verdict.OVERLAPS),
        ("超过", [50, 50], Verdict.UNCHECKABLE),
        ("超过", [50, 60], Verdict.UNCHECKABLE),
        ("超过", [50, 40], Verdict.DIFFERS),
        ("约", [50, 50], Verdict.AGREES),
        ("约", [50, 60], Verdict.OVERLAPS),
    ],
)
def test_a_rough_total_agrees_with_no_exact_sum(qualifier: str, parts: list[int], verdict: Verdict) -> None:
    """不到100元 is not met by parts of 100, and parts of 90 are no shortfall: what only a bound says is not judged."""
    books = Books()
    books.add("figures", "T", value=Decimal(100), qualifier=qualifier, as_written=f"{qualifier}100元")
    books.add("breakdowns", "B", total="T")
    for place, value in enumerate(parts, 1):
        books.figure(f"P{place}", value, part_of=("B",))
    assert books.settle()[2][0].verdict is verdict


def test_a_part_below_nought_stands_in_brackets() -> None:
    """100元＋（−10元）, as two signs beside each other are read by nobody."""
    books = parts_and_total(90, [100, -10])
    words = "".join(piece if isinstance(piece, str) else piece.text for piece in books.settle()[2][0].left.label)
    assert words.endswith("100元＋（−10元）")


@pytest.mark.parametrize(
    ("total", "last", "verdict"),
    [
        (86, 10, Verdict.UNCHECKABLE),
        (60, 10, Verdict.OVERLAPS),
        (95, 10, Verdict.UNCHECKABLE),
        (86, 3, Verdict.UNCHECKABLE),
        (90, 10, Verdict.UNCHECKABLE),
    ],
)
def test_parts_of_both_bounds_may_make_up_their_total(total: int, last: int, verdict: Verdict) -> None:
    """超过50, 30 and 不到10 may be 约86 or 约95, never 约60."""
    books = Books()
    books.add("figures", "T", value=Decimal(total), qualifier="约", as_written=f"约{total}元")
    books.add("breakdowns", "B", total="T")
    for name, value, word in (("P1", 50, "超过"), ("P2", 30, ""), ("P3", last, "不到")):
        books.figure(name, value, part_of=("B",), qualifier=word, as_written=f"{word}{value}元")
    assert books.settle()[2][0].verdict is verdict


@pytest.mark.parametrize(
    ("total", "parts", "split"),
    [
        (100, [60, 30], {}),
        (100, [60, 50], {}),
        (100, [60, 50], {"disjoint": "是", "complete": "否"}),
        (100, [102], {"disjoint": "是", "complete": "未证明"}),
    ],
)
def test_a_claim_that_the_numbers_deny(total: int, parts: list[int], split: dict[str, str]) -> None:
    """Parts said to be disjoint and complete must meet the total; disjoint ones must not exceed it."""
    assert parts_and_total(total, parts, **split).codes() == ["contradictory-relation"]


def test_rounding_is_no_contradiction() -> None:
    """Parts printed in 万 may miss a total by the digits that were cut off; the check says so."""
    books = Books()
    books.add("figures", "T", value=Decimal(1000000), as_written="100万元")
    books.add("breakdowns", "B", total="T")
    for name, value, wording in (("P1", 334000, "33.4万元"), ("P2", 333000, "33.3万元"), ("P3", 332000, "33.2万元")):
        books.add("figures", name, value=Decimal(value), as_written=wording, part_of=("B",))
    check = books.settle()[2][0]
    assert not len(books.report)
    assert (check.verdict, check.within_rounding, check.difference) == (Verdict.AGREES, True, Decimal(-1000))


@pytest.mark.parametrize(
    ("total", "parts", "unit", "fault"),
    [
        ("100场", ["77场", "4场", "20场"], "场", True),
        ("100场", ["77场", "4场", "19场"], "场", False),
        ("100.00元", ["60.00元", "39.99元"], "元", True),
        ("100元", ["60元", "39元"], "元", False),
        ("1.0万人", ["6012人", "4001人"], "人", False),
    ],
)
def test_what_was_counted_is_not_rounded(total: str, parts: list[str], unit: str, fault: bool) -> None:  # noqa: FBT001
    """Heads, sessions and amounts to the 分 must add up exactly; only digits that were cut off leave room."""
    books = Books()
    for name, wording in (("T", total), *((f"P{place}", one) for place, one in enumerate(parts))):
        found = readings(wording, unit)[0].value
        books.add("figures", name, value=found, as_written=wording, unit=unit, part_of=("B",) if name != "T" else ())
    books.add("breakdowns", "B", total="T")
    assert books.codes() == (["contradictory-relation"] if fault else [])


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"unit": "人", "as_written": "50人"}, "part-unit-mismatch"),
        ({"year": 2022}, "part-year-mismatch"),
        ({"scope": "市县两级"}, "part-scope-mismatch"),
    ],
)
def test_unlike_parts_are_refused(part: dict[str, Any], code: str) -> None:
    """A part in another unit, of another year, or of a wider scope than its total is refused, at its own row."""
    books = parts_and_total(100, [50])
    books.figure("X", 50, **({"part_of": ("B",)} | part))
    books.settle()
    found = [one for one in books.report if one.code == code]
    assert [(one.where.file, one.where.row, one.where.column) for one in found] == [("figures.csv", 4, "属于")]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_parts_that_contain_each_other_are_refused(length: int) -> None:
    """A circle of parts and totals of any length is found, and told once."""
    books = Books()
    for place in range(length):
        books.figure(f"F{place}", 100, part_of=(f"B{(place + 1) % length}",))
        books.add("breakdowns", f"B{place}", total=f"F{place}", disjoint="未证明", complete="未证明")
    assert books.codes() == ["part-cycle"]


def test_a_deep_lattice_of_parts_is_checked_at_once() -> None:
    """Sixty levels at which every part belongs to two totals hold no circle, and finding that out takes no time."""
    books = Books()
    for level in range(60):
        for side in "LR":
            books.figure(f"F{level}{side}", 1, part_of=(f"B{level + 1}L", f"B{level + 1}R"))
            books.add("breakdowns", f"B{level}{side}", total=f"F{level}{side}", disjoint="未证明", complete="未证明")
    assert "part-cycle" not in books.codes()


def test_an_unread_part_makes_no_second_problem() -> None:
    """A part whose value could not be read leaves its breakdown unjudged: the reader is told of the one cause only."""
    from disclosure.accounts.figures import unread

    books = parts_and_total(100, [60, 40])
    unread_part = books.folder.rows["figures"][2]
    books.folder.rows["figures"][2] = unread_part.declared.of({**unread_part.values, "value": None}, unread_part.where)
    books.add("computed", "C", formula="T - sum(B)")
    books.add("computed", "D", formula="P2 + T")
    books.add("reconciliations", "R", left_formula="sum(B)", right_formula="T")
    books.add("projects", "x", name="甲", summary="花了{P2}，差{C}")
    stated = reported(books.folder, {}, books.report)
    split = breakdowns(books.folder, stated)
    known = stated | computed(books.folder, stated, split, books.report)
    books.report.extend(check_relations(split, known, unread(books.folder, known)))
    books.report.extend(check_texts(books.folder, known))
    declared(books.folder, known, split, books.report)
    assert list(books.report) == []
    assert set(known) == {"T", "P1"}


values = st.integers(0, 10**12)


@given(st.lists(values, min_size=1, max_size=8), values)
def test_parts_and_gap_make_the_total(parts: list[int], total: int) -> None:
    """Whatever the numbers, the sum of the parts plus the computed gap is the total, exactly, and the check agrees."""
    books = parts_and_total(total, parts, disjoint="未证明", complete="未证明")
    books.add("computed", "GAP", formula="T - sum(B)")
    books.add("computed", "SUM", formula="sum(B)")
    figures, _, checks = books.settle()
    assert not books.report.errors
    gap = figures["GAP"].value
    assert figures["SUM"].value + gap == figures["T"].value
    assert checks[0].difference == -gap
    assert (checks[0].verdict is Verdict.AGREES) == (gap == 0)
    assert (checks[0].verdict is Verdict.OVERLAPS) == (gap < 0)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.integers(-3, 3))
def test_a_proven_breakdown_is_never_a_lie(parts: list[int], shift: int) -> None:
    """Parts said to be disjoint and complete are either exactly the total, within rounding, or refused."""
    books = parts_and_total(max(sum(parts) + shift, 0), parts)
    check = books.settle()[2][0]
    off = abs(check.difference or 0)
    slack = Decimal(len(parts) + 1) / 2
    assert bool(books.report.errors) == (off > slack)
    assert (check.verdict is Verdict.AGREES) == (off <= slack)


# --- computed figures ----------------------------------------------------------------------------


def test_computed_figures_in_any_order() -> None:
    """A computed figure may use one that stands below it; the order of the file is kept."""
    books = Books()
    books.figure("A", 100)
    books.add("computed", "C1", formula="C2 - A")
    books.add("computed", "C2", formula="A + A + A")
    figures, _, _ = books.settle()
    assert not len(books.report)
    assert [figures["C1"].value, figures["C2"].value] == [200, 300]
    assert list(figures) == ["A", "C1", "C2"]
    assert figures["C1"].level == "算"
    assert figures["C1"].formula is not None
    assert figures["C1"].formula.inputs == ("C2", "A")


@pytest.mark.parametrize("rows", [{"C1": "C1"}, {"C1": "C2", "C2": "C1"}, {"C1": "C2 + A", "C2": "C3", "C3": "C1"}])
def test_formulas_in_a_circle_are_told_once(rows: dict[str, str]) -> None:
    """Formulas that call on each other are one problem, which shows the chain, and not one for each of them."""
    books = Books()
    books.figure("A", 100)
    for name, formula in rows.items():
        books.add("computed", name, formula=formula)
    assert books.codes() == ["formula-cycle"]
    assert "C1" in next(iter(books.report)).message


def test_one_bad_formula_is_told_once() -> None:
    """A broken formula that others build on is reported once, at its own row."""
    books = Books()
    books.figure("A", 100)
    books.add("computed", "C1", formula="A + X")
    for number in range(2, 6):
        books.add("computed", f"C{number}", formula=f"C{number - 1} + C1")
    books.settle()
    assert [(one.code, one.where.row) for one in books.report] == [("unknown-reference", 2)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"formula": "A / B", "unit": "元"}, "unlike-units"),
        ({"formula": "A - A", "unit": "人"}, "unlike-units"),
        ({"formula": "A + W"}, "unlike-scopes"),
        ({"formula": "A / ROUGH", "unit": "元/人"}, "approximate-divisor"),
        ({"formula": "A +"}, "bad-formula"),
        ({"formula": "A", "topic": "杂项"}, "unknown-choice"),
    ],
)
def test_computed_figures_that_are_refused(row: dict[str, Any], code: str) -> None:
    """A result in another unit than declared, mixed scopes, an approximate divisor and broken text are refused."""
    books = Books()
    books.figure("A", 100)
    books.figure("B", 7, unit="人")
    books.figure("W", 100, scope="市县两级")
    books.add("figures", "ROUGH", value=Decimal(7), unit="人", qualifier="余", as_written="7余人")
    books.add("computed", "C", **row)
    assert books.codes() == [code]


def test_mixed_scopes_may_be_declared() -> None:
    """A formula over two scopes is published when it says 混合, and an unstated scope mixes with any."""
    books = Books()
    books.figure("A", 100)
    books.figure("W", 300, scope="市县两级")
    books.figure("U", 5, scope="未说明")
    books.add("computed", "C", formula="W - A", scope="混合")
    books.add("computed", "D", formula="A - U")
    assert books.codes() == []


@pytest.mark.parametrize(
    ("formula", "unit", "text"),
    [
        ("B / A", "%", "76.9%"),
        ("A - B", "元", "48.49万元"),
        ("A / N", "元/人", "2.1万元/人"),
        ("C - B", "元", "至少38.96万元"),
        ("A - C", "元", "最多9.53万元"),
    ],
)
def test_wording_of_computed_figures(formula: str, unit: str, text: str) -> None:
    """A computed figure reads as staff would write it, and says 至少 or 至多 where a 余 went into it."""
    books = Books()
    books.figure("A", 2095300)
    books.figure("B", 1610400)
    books.figure("N", 100, unit="人")
    books.add("figures", "C", value=Decimal(2000000), qualifier="余", as_written="200万余元")
    books.add("computed", "X", formula=formula, unit=unit)
    figures, _, _ = books.settle()
    assert not len(books.report)
    assert figures["X"].text == text.replace("2.1万元/人", "2.1万元/人")


# --- declared checks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "left", "right", "verdict", "fault"),
    [
        ("=", "A", "A", "一致", False),
        ("=", "A", "B", "一致", True),
        ("=", "A", "B", "有差额", False),
        ("=", "A", "B", "无法核对", False),
        ("=", "A", "A", "有差额", True),
        ("≥", "A", "B", "一致", False),
        ("≥", "B", "A", "一致", True),
        ("≥", "B", "A", "口径不同", False),
        ("≤", "B", "A", "一致", False),
        ("≤", "A", "B", "一致", True),
        ("不同", "A", "A", "一致", False),
        ("不同", "A", "B", "一致", True),
        ("", "A", "B", "一致", True),
        ("", "A", "A", "一致", False),
        ("不同", "A", "B", "口径不同", False),
        ("", "A", "B", "有差额", False),
        ("=", "sum(S)", "A + B", "一致", False),
    ],
)
def test_declared_verdicts_are_recomputed(relation: str, left: str, right: str, verdict: str, fault: bool) -> None:  # noqa: FBT001
    """一致 holds only where the numbers agree, and numbers that agree are not called anything else."""
    books = Books()
    books.figure("A", 100, part_of=("S",))
    books.figure("B", 60, part_of=("S",))
    books.figure("T", 160)
    books.add("breakdowns", "S", total="T")
    books.add(
        "reconciliations", "R", left_formula=left, right_formula=right, relation=relation or None, verdict=verdict
    )
    assert books.codes() == (["verdict-mismatch"] if fault else [])


def test_a_check_of_unlike_units_is_refused() -> None:
    """Two sides in different units can't be held against each other, and are not passed over in silence."""
    books = Books()
    books.figure("A", 100)
    books.figure("N", 100, unit="人")
    books.add("reconciliations", "R", left_formula="A", right_formula="N")
    assert books.codes() == ["unlike-units"]


def test_a_contradiction_in_words_is_kept() -> None:
    """A check without formulas keeps both sides, its verdict and its words."""
    books = Books()
    books.figure("A", 8, unit="个")
    books.add(
        "reconciliations", "R", title="{A}还是九个", left="写{A}", right="数出九个", relation="不同", verdict="前后矛盾"
    )
    check = books.settle()[2][0]
    assert not len(books.report)
    assert (check.verdict, check.difference, check.title) == (Verdict.CONTRADICTS, None, "8个还是九个")
    assert check.left.inputs == ("A",)


@pytest.mark.parametrize("column", ["left", "right", "note", "title"])
def test_texts_name_figures_that_exist(column: str) -> None:
    """A reference to a figure that does not exist is found in every text, with the nearest id as a hint."""
    books = Books()
    books.figure("G001", 100)
    books.add("reconciliations", "R", **({"relation": "不同", "verdict": "无法核对"} | {column: "见{G002}"}))
    assert books.codes() == ["unknown-reference"]
    assert "G001" in next(iter(books.report)).fix


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("A - B", "A - A", "左边多40元"),
        ("B", "A", "左边少40元"),
        ("A", "A", "没有差额"),
        ("C", "A", "左边多，至少20元"),
        ("A", "C", "左边少，至少20元"),
    ],
)
def test_words_of_a_difference(left: str, right: str, text: str) -> None:
    """The difference is told from the left side, with 至少 where a 余 went into it."""
    books = Books()
    books.figure("A", 100)
    books.figure("B", 60)
    books.add("figures", "C", value=Decimal(120), qualifier="余", as_written="120余元")
    verdict = "一致" if left == right else "有差额"
    books.add("reconciliations", "R", left_formula=left, right_formula=right, verdict=verdict)
    check = books.settle()[2][0]
    assert not books.report.errors
    assert check.difference_text == text


@pytest.mark.parametrize(
    ("words", "total", "verdict", "text"),
    [
        (("不足", ""), "超过", Verdict.UNCHECKABLE, "写出来的数没有差额"),
        (("余", "余"), "余", Verdict.UNCHECKABLE, "写出来的数没有差额"),
        (("约", ""), "约", Verdict.AGREES, "没有差额"),
        (("", ""), "", Verdict.AGREES, "没有差额"),
    ],
)
def test_equal_digits_are_no_equal_sums(words: tuple[str, str], total: str, verdict: Verdict, text: str) -> None:
    """不足50万元 and 50万元 are never 超过100万元, and nobody knows whether 50余万元 twice is 100余万元."""
    books = Books()
    wan = Decimal(10_000)
    books.add("figures", "T", value=100 * wan, qualifier=total or None, as_written=_rough(total, 100))
    books.add("breakdowns", "B", total="T")
    for name, word in zip(("P1", "P2"), words, strict=True):
        books.figure(name, 500_000, part_of=("B",), qualifier=word or None, as_written=_rough(word, 50))
    check = books.settle()[2][0]
    assert not books.report.errors
    assert (check.verdict, check.difference_text) == (verdict, text)


def _rough(word: str, number: int) -> str:
    """A number in 万元 with a word that leaves it open."""
    return f"{number}余万元" if word == "余" else f"{word}{number}万元"


def test_find_gives_one_figure_or_none() -> None:
    """A figure is found by measure, year and attributes only if it is the only one."""
    books = Books()
    books.figure("A", 1)
    books.figure("B", 2, scope="市县两级")
    figures, split, checks = books.settle()
    made = Disclosure(books.folder.organisation, {}, figures, split, checks, books.folder.rows, {})
    assert made.find("支出", 2023) is None
    assert made.find("支出", 2023, scope="市县两级") is figures["B"]
    assert made.find("支出", 2022) is None
    assert made.years == [2023]
