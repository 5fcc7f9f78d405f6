"""The three statements: read as the form staff know, every identity held to the 分, every fault named with both sides.

The statements in tests/books are textbook sets made for this test, with their own totals: those of 2023 on the forms of
财会〔2004〕7号, those of 2026 on the forms of 财会〔2024〕25号. They were added up outside this software.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook
from shapes import Books, Read, Table, Write
from textbooks import BOOKS, book_rows

from disclosure.kinds import kind_of
from disclosure.law import identities, statements
from disclosure.law.statements import Statement, edition_of
from disclosure.model import Verdict
from disclosure.output.exports import records
from disclosure.output.formats import csv_bytes
from disclosure.problems import Where
from disclosure.reading import Missing
from disclosure.reading.printed_forms import read_form

KINDS = statements.KINDS
YEARS = (2023, 2026)

Change = Callable[[Table], Table]

# The identities of the 2004 forms (会民非01表 to 03表) by their line numbers, written down apart: the oracle of this test.
LAW = {
    "balance_sheet": """
        L20 = L1+L2+L3+L4+L8+L9+L15+L18
        L30 = L21+L24
        L33 = L31-L32
        L40 = L33+L34+L35+L38
        L60 = L20+L30+L40+L41+L51
        L80 = L61+L62+L63+L65+L66+L71+L72+L74+L78
        L90 = L81+L84+L88
        L100 = L80+L90+L91
        L110 = L101+L105
        L120 = L100+L110
        L60 = L120
    """,
    "activity_statement": """
        L11 = L1+L2+L3+L4+L5+L6+L9
        L35 = L12+L21+L24+L28
        L45 = L11-L35+L40
    """,
    "cash_flow": """
        L13=L1+L2+L3+L4+L5+L8
        L23=L14+L15+L16+L19
        L24=L13-L23
        L34=L25+L26+L27+L30
        L43=L35+L36+L39
        L44=L34-L43
        L50=L45+L48
        L58=L51+L52+L55
        L59=L50-L58
        L61=L24+L44+L59+L60
    """,
}


def written(kind: str) -> list[frozenset[str]]:
    """The lines of each identity of a form."""
    return [frozenset(re.findall(r"L(\d+)", line)) for line in LAW[kind].split("\n") if line.strip()]


@cache
def textbook(year: int, kind: str) -> Statement:
    """A statement of the textbook set, read from its file."""
    from disclosure.reading import read_columns, typed_rows

    of_kind = kind_of(kind)
    assert of_kind is not None
    assert of_kind.form is not None
    (raw,) = read_form(BOOKS / str(year) / f"{kind}.csv", "表.csv", of_kind.form)
    assert not raw.problems
    table, problems = read_columns(of_kind.record, raw.cells.assign(year=str(year)), raw.where)
    assert not problems
    lines = list(typed_rows(of_kind.record, table, partial(Where, "表.csv", None)))
    found, problems = statements.assemble(kind, lines)
    assert not problems
    return found[year]


def changed(statement: Statement, line: str, column: str, value: Decimal) -> Statement:
    """The same statement with another amount in one cell."""
    row = statement.rows[line]
    return replace(statement, rows={**statement.rows, line: row.declared.of({**row.values, column: value}, row.where)})


def rewritten(row: Any, reasons: Mapping[str, Missing] | None = None, unread: str = "", **cells: object) -> Any:
    """A row with some cells changed, some of them with the reason why they are empty, one of them perhaps not read."""
    faulty = frozenset({unread} - {""})
    return row.declared.of({**row.values, **cells}, row.where, {**row.reasons, **(reasons or {})}, faulty)


def failing(statement: Statement) -> list[identities.IdentityResult]:
    """The identities that do not hold and stop publishing."""
    return [one for one in identities.judge(statement) if one.verdict is Verdict.DIFFERS and one.weight == "error"]


def cells(year: int) -> Iterator[tuple[str, str, str]]:
    """(kind, line, column) of every amount of a textbook set."""
    for kind in KINDS:
        statement = textbook(year, kind)
        for line, row in statement.rows.items():
            if statement.edition.numbered[line].free:
                continue  # 其中 lines need not be complete, so that no sum fails by them
            for column in statement.edition.columns:
                if isinstance(row.values[column], Decimal):
                    yield kind, line, column


CELLS = [(year, *cell) for year in YEARS for cell in cells(year)]


def other_digit(value: Decimal, place: int, step: int) -> Decimal:
    """*value* with one of its digits changed."""
    digits = [*f"{abs(value):.2f}"]
    places = [at for at, one in enumerate(digits) if one.isdigit()]
    at = places[place % len(places)]
    digits[at] = str((int(digits[at]) + step) % 10)
    return Decimal("".join(digits)).copy_sign(value)


# --- identities ----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_the_textbook_statements_balance(year: int) -> None:
    """A set that balances has no failing identity, within or between its statements, and every total is checked."""
    every = {kind: {year: textbook(year, kind)} for kind in KINDS}
    for kind in KINDS:
        judged = list(identities.judge(every[kind][year]))
        assert judged
        assert {one.verdict for one in judged} == {Verdict.AGREES}
        totals = {one.number for one in every[kind][year].edition.lines if one.total}
        assert totals <= {number for one in judged for number in one.totals}
    across = list(identities.judge_across(every, year))
    assert len(across) == 4
    assert {one.verdict for one in across} == {Verdict.AGREES}


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_holds_the_identities_of_the_law(kind: str) -> None:
    """The identities in statements.yaml are those written down for the 2004 forms, none left out."""
    edition = edition_of(kind, 2023)
    assert edition is not None
    plain = [
        frozenset(term.line for term in (*one.left, *one.right))
        for one in edition.identities
        if one.weight == "error" and not any(term.column for term in one.left)
    ]
    assert sorted(map(sorted, plain)) == sorted(map(sorted, written(kind)))


@pytest.mark.parametrize(("kind", "line", "column"), list(cells(2023)))
def test_a_changed_line_breaks_exactly_its_own_identities(kind: str, line: str, column: str) -> None:
    """One digit changed in any cell of the 2004 forms: the identities with this line fail, and no other."""
    good = textbook(2023, kind)
    value = good.rows[line].values[column]
    bad = changed(good, line, column, other_digit(value, 1, 1))
    found = failing(bad)
    label = good.edition.columns[column]
    sums = {frozenset(one.lines) for one in found if len(one.lines) > 1}
    assert sums == {one for one in written(kind) if line in one}
    rows = [one for one in found if len(one.lines) == 1]
    if kind == "activity_statement":
        assert rows
        assert all(one.lines == (line,) for one in rows)
    else:
        assert not rows
    assert all(one.column == label for one in found if len(one.lines) > 1)
    assert all(
        abs(one.difference or 0) == abs(value - bad.rows[line].values[column]) for one in found if len(one.lines) > 1
    )


@given(cell=st.sampled_from(CELLS), place=st.integers(0, 11), step=st.integers(1, 9))
def test_any_digit_changed_anywhere_is_caught(cell: tuple[int, str, str, str], place: int, step: int) -> None:
    """Whatever digit of whatever amount is changed, in either edition, an identity with that very line fails."""
    year, kind, line, column = cell
    good = textbook(year, kind)
    bad = changed(good, line, column, other_digit(good.rows[line].values[column], place, step))
    found = failing(bad)
    assert found
    assert all(line in one.lines for one in found)
    told = [identities.as_problem(one) for one in found]
    assert all(one is not None and re.search(rf"[第、]{line}(?:、[0-9、]+)?行", str(one)) for one in told)


def test_an_incident_of_a_tenfold_amount_is_named() -> None:
    """4.75亿 typed as 47.5亿 in the cash flow statement: the sum that breaks is named with both values and the difference."""
    good = textbook(2023, "cash_flow")
    bad = changed(good, "1", "amount", good.rows["1"].values["amount"] * 10)
    (one,) = failing(bad)
    told = str(identities.as_problem(one))
    expected = sum(bad.rows[number].values["amount"] or 0 for number in ("1", "2", "3", "4", "5", "8"))
    assert f"第13行“现金流入小计”应为{expected:,.2f}元" in told
    assert f"填的是{good.rows['13'].values['amount']:,.2f}元" in told
    assert f"差{expected - good.rows['13'].values['amount']:,.2f}元" in told


@pytest.mark.parametrize(
    ("kind", "line", "column", "place"),
    [
        ("activity_statement", "45", "total", "FS2023K1"),
        ("activity_statement", "45", "unrestricted", "FS2023K3"),
        ("activity_statement", "45", "restricted", "FS2023K4"),
        ("cash_flow", "61", "amount", "FS2023K5"),
        ("balance_sheet", "110", "close", "FS2023K1"),
        ("balance_sheet", "101", "open", "FS2023K3"),
        ("balance_sheet", "105", "close", "FS2023K4"),
        ("balance_sheet", "1", "close", "FS2023K5"),
    ],
)
def test_a_gap_between_statements_is_named(kind: str, line: str, column: str, place: str) -> None:
    """Net assets and cash must change alike on both statements; the check that fails is the one with the changed line."""
    every = {one: {2023: textbook(2023, one)} for one in KINDS}
    good = every[kind][2023]
    every[kind] = {2023: changed(good, line, column, good.rows[line].values[column] + Decimal("0.01"))}
    (found,) = [one for one in identities.judge_across(every, 2023) if one.verdict is not Verdict.AGREES]
    assert found.id == place
    assert abs(found.difference or 0) == Decimal("0.01")
    assert f"第{line}行" in found.left_words + found.right_words


def test_from_2026_net_assets_must_change_alike() -> None:
    """Old form: a difference may be a direct adjustment (warning). New form: adjustments have a line, so it is an error."""
    for year, code in ((2023, "unlike-statements"), (2026, "contradictory-statements")):
        every = {one: {year: textbook(year, one)} for one in KINDS}
        good = every["activity_statement"][year]
        line = good.edition.role("change")
        assert line is not None
        bad = changed(good, line.number, "total", good.rows[line.number].values["total"] + 1)
        every["activity_statement"] = {year: bad}
        told = [identities.as_problem(one) for one in identities.judge_across(every, year)]
        assert [one.code for one in told if one] == [code]


def test_a_new_form_is_not_held_against_the_old_one() -> None:
    """2026 opens with a balance sheet drawn up anew: what 2025 closed with is another form's, and is not compared."""
    old, new = textbook(2023, "balance_sheet"), textbook(2026, "balance_sheet")
    within = {"balance_sheet": {2025: replace(new, year=2025), 2026: new}}
    between = {"balance_sheet": {2025: replace(old, year=2025), 2026: new}}
    assert [one.id for one in identities.judge_across(within, 2026)]
    assert not list(identities.judge_across(between, 2026))


WITHIN = {
    "BS2023K1C": (
        "资产负债表期末数：流动资产合计",
        "第20行“流动资产合计”期末数 = 第1、2、3、4、8、9、15、18行之和",
        "BS2023L20C BS2023L1C",
    ),
    "BS2023K3O": (
        "资产负债表年初数：固定资产净值",
        "第33行“固定资产净值”年初数 = 第31行“固定资产原价”－第32行“减：累计折旧”",
        "",
    ),
    "BS2023K11O": (
        "资产负债表年初数：资产总计与负债和净资产总计",
        "第60行“资产总计”年初数 = 第120行“负债和净资产总计”",
        "BS2023L60O BS2023L120O",
    ),
    "BS2023K12C": (
        "资产负债表期末数：受托代理资产与受托代理负债",
        "第51行“受托代理资产”期末数 ≈ 第91行“受托代理负债”",
        "",
    ),
    "BS2023K5C": (
        "资产负债表期末数：资产总计",
        "第60行“资产总计”期末数 = 第20、30、40、41、51行之和",
        "BS2023L60C BS2023L20C BS2023L30C BS2023L40C",
    ),
    "AS2023K3T": (
        "业务活动表合计：费用合计",
        "第35行“费用合计”合计 = 第12行“业务活动成本”＋第21行“管理费用”＋第24行“筹资费用”＋第28行“其他费用”",
        "AS2023L35T AS2023L12T AS2023L21T AS2023L24T AS2023L28T",
    ),
    "AS2026K11T": (
        "业务活动表合计：净资产变动额",
        (
            "第21行“净资产变动额”合计 = 第9行“收入合计”－第17行“费用合计”＋第18行“限定性净资产转为非限定性净资产”"
            "＋第19行“非限定性净资产转为限定性净资产”＋第20行“以前年度净资产调整”"
        ),
        "AS2026L21T AS2026L9T AS2026L17T AS2026L20T",
    ),
    "AS2023K2U": (
        "业务活动表非限定性：业务活动成本",
        "第12行“业务活动成本”非限定性 ≥ 第13行““向阳”助学项目”＋第14行““安心”大病救助”＋第15行“应急救灾”＋第16行",
        "AS2023L12U",
    ),
    "AS2023K4": (
        "业务活动表非限定性：限定性净资产转为非限定性净资产",
        "第40行“限定性净资产转为非限定性净资产”非限定性 = －第40行“限定性净资产转为非限定性净资产”限定性",
        "AS2023L40U AS2023L40R",
    ),
    "AS2023K6": (
        "业务活动表合计：限定性净资产转为非限定性净资产",
        "第40行“限定性净资产转为非限定性净资产”合计 = 零",
        "",
    ),
    "AS2023R15T": ("业务活动表合计：应急救灾", "第15行“应急救灾”合计 = 非限定性＋限定性", ""),
    "AS2023R45T": (
        "业务活动表合计：净资产变动额",
        "第45行“净资产变动额”合计 = 非限定性＋限定性",
        "AS2023L45T AS2023L45U AS2023L45R",
    ),
    "CF2023K9A": (
        "现金流量表金额：筹资活动产生的现金流量净额",
        "第59行“筹资活动产生的现金流量净额”金额 = 第50行“现金流入小计”－第58行“现金流出小计”",
        "CF2023L59A CF2023L58A",
    ),
}
ACROSS = {
    "FS2023K3": (
        "业务活动表非限定性净资产变动额与资产负债表",
        "业务活动表第45行“净资产变动额”非限定性 ≈ 资产负债表第101行“非限定性净资产”期末数－年初数",
        "AS2023L45U BS2023L101C BS2023L101O",
    ),
    "FS2023K7": (
        "资产负债表年初数资产总计与资产负债表上年",
        "资产负债表第60行“资产总计”年初数 ≈ 2022年资产负债表第60行“资产总计”期末数",
        "BS2023L60O BS2022L60C",
    ),
    "FS2026K2": (
        "业务活动表合计净资产变动额与资产负债表",
        "业务活动表第21行“净资产变动额”合计 = 资产负债表第46行“净资产合计”期末余额－年初余额",
        "AS2026L21T BS2026L46C BS2026L46O",
    ),
}


def test_every_identity_is_told_in_words() -> None:
    """Both sides by the numbers and names of their lines and the column, as staff and readers know them from the form."""
    told = {
        one.id: (one.title, f"{one.left_words} {one.relation} {one.right_words}", " ".join(one.inputs))
        for year in YEARS
        for kind in KINDS
        for one in identities.judge(textbook(year, kind))
    }
    assert {name: told[name] for name in WITHIN} == WITHIN
    assert not [words for title, words, _ in told.values() if "“”" in words or "本月" in title]
    between = {
        one.id: (one.title, f"{one.left_words} {one.relation} {one.right_words}", " ".join(one.inputs))
        for year in YEARS
        for one in identities.judge_across(two_years(year), year)
    }
    assert {name: between[name] for name in ACROSS} == ACROSS
    assert sorted(between) == [
        *(f"FS2023K{place}" for place in (1, 3, 4, 5, 6, 7)),
        *(f"FS2026K{place}" for place in (2, 3, 4, 5, 6, 7)),
    ]


def test_a_line_without_words_is_told_by_its_number() -> None:
    """A 其中 line that was given an amount and no name is not called None."""
    good = textbook(2023, "activity_statement")
    row = good.rows["13"]
    blank = replace(good, rows={**good.rows, "13": rewritten(row, item=None)})
    told = {one.id: one for one in identities.judge(blank)}
    assert told["AS2023K2U"].right_words.startswith("第13行＋第14行“")
    assert told["AS2023R13T"].left_words == "第13行合计"
    assert told["AS2023R13T"].title == "业务活动表合计："


def test_a_line_is_called_as_the_form_prints_it() -> None:
    """Whatever spelling staff used for a line of the form, readers see the form's own."""
    good = textbook(2023, "balance_sheet")
    row = good.rows["20"]
    other = replace(good, rows={**good.rows, "20": rewritten(row, item="流动资产 合计：")})
    assert [one.left_words for one in identities.judge(other)] == [one.left_words for one in identities.judge(good)]


def emptied(statement: Statement, column: str) -> Statement:
    """The statement with nothing in a column."""
    rows = {line: rewritten(row, **{column: None}) for line, row in statement.rows.items()}
    return replace(statement, rows=rows)


def test_an_empty_column_of_the_form_counts_as_nothing() -> None:
    """A column that the form always has is judged also where it is blank: no restricted money is 0, no totals are a gap."""
    good = textbook(2023, "activity_statement")
    without_restricted = [one.id for one in identities.judge(emptied(good, "restricted"))]
    assert without_restricted == [one.id for one in identities.judge(good)]
    without_totals = {one.id: one.verdict for one in identities.judge(emptied(good, "total"))}
    assert without_totals["AS2023R11T"] is Verdict.DIFFERS


def test_a_total_of_nothing_is_no_total() -> None:
    """0 in a total over lines that have amounts is a difference like any other."""
    for year, kind, line, column in (
        (2023, "balance_sheet", "20", "close"),
        (2023, "activity_statement", "11", "total"),
    ):
        found = failing(changed(textbook(year, kind), line, column, Decimal(0)))
        assert {line} <= {one.lines[0] for one in found}


def test_a_month_is_judged_as_far_as_it_is_filled_in() -> None:
    """Of 本月数 only the columns that somebody filled in are held against each other; each has a letter of its own."""
    good = textbook(2023, "activity_statement")
    months = {"unrestricted": "month_unrestricted", "restricted": "month_restricted", "total": "month_total"}

    def with_months(*names: str) -> set[str]:
        rows = {
            number: rewritten(row, **{months[name]: row.values[name] for name in names})
            for number, row in good.rows.items()
        }
        judged = list(identities.judge(replace(good, rows=rows)))
        assert {one.verdict for one in judged} == {Verdict.AGREES}
        return {one.id.removeprefix("AS2023") for one in judged} - {
            one.id.removeprefix("AS2023") for one in identities.judge(good)
        }

    assert with_months() == set()
    assert with_months("unrestricted") == {f"K{place}MU" for place in (1, 2, 3, 8)}
    every = with_months("unrestricted", "restricted", "total")
    assert {"K1MU", "K1MR", "K1MT", "R1MT", "R45MT"} <= every
    both = with_months("unrestricted", "restricted")
    assert "K5" in both
    assert every - both == {"K7", *(one for one in every if one.endswith("MT"))}


def test_any_sum_between_statements_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identities are data: several lines on either side are told one by one, columns of one line together."""
    terms = {
        name: statements.Operand(1, role, column, statement=kind)
        for name, role, column, kind in (
            ("assets", "assets", "close", "balance_sheet"),
            ("net", "net_assets", "close", "balance_sheet"),
            ("cash", "cash", "close", "balance_sheet"),
            ("before", "cash", "open", "balance_sheet"),
            ("change", "cash_change", "amount", "cash_flow"),
        )
    }
    minus = {name: replace(term, sign=-1) for name, term in terms.items()}
    cases = (
        ((terms["assets"], minus["net"]), (terms["cash"],)),
        ((terms["assets"], terms["net"]), (terms["cash"], terms["before"])),
        ((terms["cash"],), (terms["before"], terms["change"], minus["net"])),
    )
    monkeypatch.setattr(identities, "cross_identities", lambda: tuple(statements.Identity(*case) for case in cases))
    told = [(one.left_words, one.right_words) for one in identities.judge_across(two_years(2023), 2023)]
    assert told == [
        ("资产负债表第60行“资产总计”期末数－资产负债表第110行“净资产合计”期末数", "资产负债表第1行“货币资金”期末数"),
        (
            "资产负债表第60行“资产总计”期末数＋资产负债表第110行“净资产合计”期末数",
            "资产负债表第1行“货币资金”期末数＋年初数",
        ),
        (
            "资产负债表第1行“货币资金”期末数",
            (
                "资产负债表第1行“货币资金”年初数＋现金流量表第61行“现金及现金等价物净增加额”金额"
                "－资产负债表第110行“净资产合计”期末数"
            ),
        ),
    ]


def test_one_identity_that_can_t_be_judged_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that the form lacks, and last year's other form, are passed over; what comes after them is judged."""
    cash = statements.Operand(1, "cash", "close", statement="balance_sheet")
    before = replace(cash, previous=True)
    unknown = replace(cash, line="nothing")
    cases = ((cash, unknown), (unknown, cash), (cash, before), (cash, cash))
    data = tuple(statements.Identity((left,), (right,)) for left, right in cases)
    monkeypatch.setattr(identities, "cross_identities", lambda: data)
    sheets = {
        2025: replace(textbook(2023, "balance_sheet"), year=2025),
        2026: textbook(2026, "balance_sheet"),
    }
    assert [one.id for one in identities.judge_across({"balance_sheet": sheets}, 2026)] == ["FS2026K4"]


def two_years(year: int) -> dict[str, dict[int, Statement]]:
    """A textbook set, and the same once more as that of the year before."""
    return {
        kind: {year: textbook(year, kind), year - 1: replace(textbook(year, kind), year=year - 1)} for kind in KINDS
    }


def test_statements_that_are_not_there_are_passed_over() -> None:
    """Every identity whose statements are there is judged, whichever other statement or year is missing."""
    every = two_years(2023)

    def judged(**missing: int | None) -> list[str]:
        left = {
            kind: {
                year: one
                for year, one in found.items()
                if kind not in missing or (missing[kind] and year != missing[kind])
            }
            for kind, found in every.items()
        }
        return [one.id.removeprefix("FS2023K") for one in identities.judge_across(left, 2023)]

    assert judged() == ["1", "3", "4", "5", "6", "7"]
    assert judged(activity_statement=None) == ["5", "6", "7"]
    assert judged(cash_flow=None) == ["1", "3", "4", "6", "7"]
    assert judged(balance_sheet=None) == []
    assert judged(balance_sheet=2022) == ["1", "3", "4", "5"]
    assert judged(balance_sheet=2023) == []
    assert judged(activity_statement=None, cash_flow=None, balance_sheet=None) == []
    assert list(identities.judge_across({}, 2023)) == []


def withheld(statement: Statement, line: str, column: str) -> Statement:
    """The statement with 未披露 in one cell."""
    row = statement.rows[line]
    gap = rewritten(row, {column: Missing.UNDISCLOSED}, **{column: None})
    return replace(statement, rows={**statement.rows, line: gap})


def unread(statement: Statement, line: str, column: str) -> Statement:
    """The statement with a cell that could not be read."""
    row = rewritten(statement.rows[line], unread=column, **{column: None})
    return replace(statement, rows={**statement.rows, line: row})


def amount_of(statement: Statement, line: str) -> Decimal:
    """The amount of a line in 合计."""
    amount = statement.rows[line].values["total"]
    assert isinstance(amount, Decimal)
    return amount


def test_what_could_not_be_read_silences_only_its_own_sums() -> None:
    """A cell with a problem of its own is in no judgement, on whichever side it stands; all others are judged as ever."""
    sheet = textbook(2023, "balance_sheet")
    every = [one.id for one in identities.judge(sheet)]
    for line, gone in (
        ("120", {"BS2023K10C", "BS2023K11C"}),
        ("60", {"BS2023K5C", "BS2023K11C"}),
        ("3", {"BS2023K1C"}),
    ):
        left = [one.id for one in identities.judge(unread(sheet, line, "close"))]
        assert set(every) - set(left) == gone
    for kind, line, column, gone in (
        ("activity_statement", "45", "total", {"FS2023K1"}),
        ("activity_statement", "45", "restricted", {"FS2023K4"}),
        ("balance_sheet", "110", "close", {"FS2023K1"}),
        ("balance_sheet", "101", "open", {"FS2023K3"}),
    ):
        found = two_years(2023)
        between = {one.id for one in identities.judge_across(found, 2023)}
        found[kind] = {**found[kind], 2023: unread(found[kind][2023], line, column)}
        assert between - {one.id for one in identities.judge_across(found, 2023)} == gone


@pytest.mark.parametrize(("line", "side"), [("45", "left"), ("110", "right")])
def test_what_is_withheld_on_either_side_can_t_be_judged(line: str, side: str) -> None:
    """未披露 in one of two statements leaves the comparison open: no difference is told, and nothing is a problem."""
    every = two_years(2023)
    kind, column = ("activity_statement", "total") if side == "left" else ("balance_sheet", "close")
    every[kind] = {**every[kind], 2023: withheld(every[kind][2023], line, column)}
    one = next(iter(identities.judge_across(every, 2023)))
    assert (one.id, one.verdict, one.difference) == ("FS2023K1", Verdict.UNCHECKABLE, None)
    assert (one.left is None, one.right is None) == (side == "left", side == "right")
    assert identities.as_problem(one) is None
    assert [figure for figure in one.inputs if figure.endswith(f"L{line}{'T' if side == 'left' else 'C'}")] == []


def test_a_withheld_total_can_t_be_judged() -> None:
    """未披露 in the total or in a part: the identity is open, its figures are those that are there."""
    sheet = textbook(2023, "balance_sheet")
    for line in ("120", "100"):
        judged = {one.id: one for one in identities.judge(withheld(sheet, line, "close"))}
        one = judged["BS2023K10C"]
        assert (one.verdict, one.difference) == (Verdict.UNCHECKABLE, None)
        assert set(one.inputs) == {"BS2023L120C", "BS2023L100C", "BS2023L110C"} - {f"BS2023L{line}C"}
        assert identities.as_problem(one) is None
        assert judged["BS2023K10O"].verdict is Verdict.AGREES


def test_the_other_reading_is_taken_only_where_it_holds() -> None:
    """Taxes inside or beside programme expense: the rule that holds is told; where neither does, the printed one."""
    good = textbook(2026, "activity_statement")

    def rule(statement: Statement) -> identities.IdentityResult:
        return next(one for one in identities.judge(statement) if one.id == "AS2026K2T")

    beside = rule(good)
    assert (beside.verdict, "11" in beside.lines) == (Verdict.AGREES, True)
    inside = rule(changed(good, "10", "total", amount_of(good, "10") + amount_of(good, "11")))
    assert (inside.verdict, "11" in inside.lines) == (Verdict.AGREES, False)
    no_tax = changed(good, "10", "total", amount_of(good, "10") + amount_of(good, "11"))
    either = rule(changed(no_tax, "11", "total", Decimal(0)))
    assert (either.verdict, "11" in either.lines) == (Verdict.AGREES, True)
    wrong = rule(changed(good, "10", "total", amount_of(good, "10") + 1))
    assert (wrong.verdict, "11" in wrong.lines, abs(wrong.difference or 0)) == (Verdict.DIFFERS, True, 1)
    open_ = rule(withheld(good, "17", "total"))
    assert (open_.verdict, "11" in open_.lines) == (Verdict.UNCHECKABLE, True)


def test_at_least_is_no_equality() -> None:
    """The parts of programme expense may be less than the whole, and as much, but not more."""
    good = textbook(2023, "activity_statement")
    total = sum((good.rows[line].values["total"] or Decimal(0) for line in ("13", "14", "15")), Decimal(0))
    for step, verdict in (
        (Decimal("0.01"), Verdict.AGREES),
        (Decimal(0), Verdict.AGREES),
        (Decimal("-0.01"), Verdict.DIFFERS),
    ):
        one = next(one for one in identities.judge(changed(good, "12", "total", total + step)) if one.id == "AS2023K2T")
        assert (one.relation, one.verdict) == ("≥", verdict)


def test_taxes_may_stand_inside_programme_expense() -> None:
    """费用合计 of the new form is right with 税金及附加 as a line of its own and as a part of 业务活动成本."""
    good = textbook(2026, "activity_statement")
    tax = good.rows["11"].values["total"]
    inside = good
    for column in ("unrestricted", "total"):
        inside = changed(inside, "10", column, inside.rows["10"].values[column] + tax)
    assert not failing(inside)
    assert failing(changed(inside, "10", "total", inside.rows["10"].values["total"] + 1))


def test_last_year_closing_is_this_year_opening(write: Write, read: Read) -> None:
    """年初数 that differs from last year's 期末数 is a warning with both values; between editions it is not asked."""
    first, second = as_text(2023, "balance_sheet"), as_text(2023, "balance_sheet")
    disclosure, problems = read(write({"balance_sheet/2022.csv": first, "balance_sheet/2023.csv": second}))
    assert {one.code for one in problems} == {"unlike-statements"}
    assert any("2022年资产负债表第110行“净资产合计”期末数" in str(one) for one in problems)
    found = [one for one in disclosure.reconciliations if one.verdict is Verdict.DIFFERS]
    assert {one.year for one in found} == {2023}


# --- blanks and gaps -----------------------------------------------------------------------------


def as_text(year: int, kind: str, change: Change = lambda table: table) -> str:
    """A textbook statement as CSV text, changed."""
    text = (BOOKS / str(year) / f"{kind}.csv").read_text("utf-8")
    return "\n".join(",".join(row) for row in change([line.split(",") for line in text.splitlines()])) + "\n"


def setting(line: str, position: int, value: str) -> Change:
    """Put *value* into one cell of the line with this number."""

    def change(table: Table) -> Table:
        return [[*row[:position], value, *row[position + 1 :]] if row[0] == line else row for row in table]

    return change


def without(*lines: str) -> Change:
    """Leave lines out."""
    return lambda table: [row for row in table if row[0] not in lines]


def test_a_withheld_amount_makes_its_sums_uncheckable(write: Write, read: Read) -> None:
    """未披露 in a cell is no zero: the sums over it end in 无法核对, and nothing is called wrong."""
    disclosure, problems = read(
        write({"balance_sheet/2023.csv": as_text(2023, "balance_sheet", setting("3", 2, "未披露"))})
    )
    assert not problems
    found = [one for one in disclosure.reconciliations if one.verdict is Verdict.UNCHECKABLE]
    assert [one.id for one in found] == ["BS2023K1O"]
    assert found[0].difference is None


def test_a_bad_cell_is_told_once(write: Write, read: Read) -> None:
    """A cell that cannot be read is named; the sums over it are not called wrong as well."""
    _, problems = read(write({"balance_sheet/2023.csv": as_text(2023, "balance_sheet", setting("3", 2, "12万余"))}))
    assert [one.code for one in problems] == ["bad-value"]
    assert problems[0].where.column == "年初数"


def test_dashes_and_accountants_negatives_are_understood(write: Write, read: Read) -> None:
    """A dash is a line without an amount, (402,934.28) is a negative: both are how accountants fill the form."""

    def change(table: Table) -> Table:
        return [["—" if cell == "" else cell for cell in row] for row in setting("45", 2, "(402934.28)")(table)]

    disclosure, problems = read(write({"activity_statement/2023.csv": as_text(2023, "activity_statement", change)}))
    assert not problems
    assert disclosure.figures["AS2023L45U"].value == Decimal("-402934.28")
    assert disclosure.figures["AS2023L45U"].as_written == "−402,934.28元"


# --- bad forms -----------------------------------------------------------------------------------


def head(*lines: str) -> Change:
    """Put title rows above the header."""
    return lambda table: [[line, *[""] * (len(table[0]) - 1)] for line in lines] + table


BAD: dict[str, tuple[str, Change, str]] = {
    "statement-line-unknown": ("balance_sheet/2023.csv", setting("4", 0, "5"), "行次“5”，项目“预付账款”"),
    "statement-line-missing": ("balance_sheet/2023.csv", without("8", "20"), "缺第8行“存货”、第20行“流动资产合计”"),
    "statement-line-twice": ("balance_sheet/2023.csv", lambda table: [*table, table[1]], "第1行“货币资金”已经填在"),
    "statement-line-label": (
        "balance_sheet/2023.csv",
        setting("62", 1, "应收款项"),
        "第62行应是“应付款项”，填的是“应收款项”",
    ),
    "statement-unit": ("balance_sheet/2023.csv", head("资产负债表", "单位：万元"), "金额单位写的是“万元”"),
    "statement-year": ("balance_sheet/2023.csv", head("2022年12月31日"), "表上写的是 2022 年"),
    "statement-title": ("cash_flow/2023.csv", head("业务活动表"), "表名写的是“业务活动表”，这里应是“现金流量表”"),
    "empty-statement": (
        "balance_sheet/2023.csv",
        lambda table: [table[0], *([row[0], row[1], "", ""] for row in table[1:])],
        "一个金额也没有填",
    ),
    "unbalanced-statement": (
        "balance_sheet/2023.csv",
        setting("20", 3, "12090834.33"),
        (
            "2023年期末数：第20行“流动资产合计”应为12,090,834.32元（第1、2、3、4、8、9、15、18行之和），"
            "填的是12,090,834.33元，差0.01元"
        ),
    ),
    "doubtful-statement": (
        "balance_sheet/2023.csv",
        lambda table: setting("41", 2, "96001")(setting("51", 2, "415319.18")(table)),
        "第51行“受托代理资产”年初数是415,319.18元，第91行“受托代理负债”是415,320.18元，差1.00元",
    ),
    "unlike-statements": (
        "cash_flow/2023.csv",
        lambda table: setting("60", 2, "1205.36")(setting("61", 2, "1677931.47")(table)),
        (
            "现金流量表第61行“现金及现金等价物净增加额”金额是1,677,931.47元，"
            "资产负债表第1行“货币资金”期末数－年初数是1,677,930.47元，差1.00元"
        ),
    ),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_statement_is_named(code: str, write: Write, read: Read, books: Books) -> None:
    """Each fault of a form has its code, and its message names the line, both values and the difference."""
    name, change, told = BAD[code]
    files = books(2023)
    files[name] = as_text(2023, name.split("/")[0], change)
    _, problems = read(write(files))
    found = [one for one in problems if one.code == code]
    assert found, [str(one) for one in problems]
    assert told in str(found[0])
    assert found[0].where.file == f"data/demo/{name}"


def test_a_difference_in_net_assets_is_an_error_from_2026(write: Write, read: Read, books: Books) -> None:
    """bad contradictory-statements: the new form has a line for adjustments, so both statements must agree."""
    files = books(2026)
    change = as_text(
        2026, "balance_sheet", lambda table: [[*row[:2], row[3], row[2]] if row[0].isdigit() else row for row in table]
    )
    files["balance_sheet/2026.csv"] = change
    _, problems = read(write(files))
    (found,) = [one for one in problems if one.code == "contradictory-statements"]
    assert "业务活动表第21行“净资产变动额”合计是1,401,766.94元" in str(found)
    assert "资产负债表第46行“净资产合计”期末余额－年初余额是−1,401,766.94元，差2,803,533.88元" in str(found)


def test_two_files_for_one_statement(write: Write, read: Read, books: Books) -> None:
    """bad statement-twice: the same statement of a year in the workbook and in a file is refused, naming both."""
    data = write(books(2023))
    workbook(data / "demo" / "statements" / "2023.xlsx", "资产负债表")
    _, problems = read(data)
    assert [one.code for one in problems] == ["statement-twice"]
    assert "balance_sheet/2023.csv" in str(problems[0])
    assert "statements/2023.xlsx" in str(problems[0])


def test_a_file_that_names_no_year(write: Write, read: Read) -> None:
    """A statement stands in a file named by its year; balance_sheet.csv is refused with an example."""
    _, problems = read(write({"balance_sheet.csv": as_text(2023, "balance_sheet")}))
    assert [one.code for one in problems] == ["unknown-file"]
    assert "balance_sheet/2023.csv" in str(problems[0])


def test_a_year_before_any_form(write: Write, read: Read) -> None:
    """A statement of 2004 has no form to be held against, and says so."""
    _, problems = read(write({"balance_sheet/2004.csv": as_text(2023, "balance_sheet")}))
    assert [one.code for one in problems] == ["statement-year"]


def test_the_old_form_is_refused_for_2026(write: Write, read: Read) -> None:
    """The edition follows the fiscal year: 2025 takes the old form, 2026 only the new one, and the message says why."""
    _, problems = read(write({"balance_sheet/2025.csv": as_text(2023, "balance_sheet")}))
    assert not problems
    _, problems = read(write({"balance_sheet/2026.csv": as_text(2023, "balance_sheet")}))
    told = [str(one) for one in problems if one.code == "statement-line-unknown"]
    assert any("“文物文化资产”是2025年度以前的表式才有的" in one for one in told)
    _, problems = read(write({"balance_sheet/2025.csv": as_text(2026, "balance_sheet")}))
    assert "statement-line-unknown" in {one.code for one in problems}


@pytest.mark.parametrize(("year", "edition"), [(2005, "v2004"), (2025, "v2004"), (2026, "v2024"), (2031, "v2024")])
def test_the_edition_follows_the_year(year: int, edition: str) -> None:
    """Forms change with fiscal year 2026, for all three statements at once."""
    assert {found.id for kind in KINDS if (found := edition_of(kind, year))} == {edition}


# --- the printed form ----------------------------------------------------------------------------


def workbook(path: Path, *sheets: str, unit: str = "元", hidden: bool = False, year: int = 2023) -> None:
    """A workbook with these statements as accountants print them: titles, headings, blank rows, signatures."""
    book = Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        makers = {"资产负债表": panels, "业务活动表": six_columns, "现金流量表": plain_form}
        makers.get(title, plain_form)(sheet, year, unit)
        if hidden:
            sheet.row_dimensions[8].hidden = True
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def number(cell: str) -> float | str | None:
    return None if cell == "" else float(cell)


def titles(sheet: object, title: str, unit: str, year: int, width: int) -> None:
    sheet.append([title])  # type: ignore[attr-defined]
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)  # type: ignore[attr-defined]
    sheet.append([f"编制单位：示例慈善会  {year}年12月31日", *[None] * (width - 2), f"单位：{unit}"])  # type: ignore[attr-defined]
    sheet.append([])  # type: ignore[attr-defined]


def panels(sheet: object, year: int, unit: str) -> None:
    """资产 on the left, 负债和净资产 on the right, as the form is printed."""
    titles(sheet, "资产负债表", unit, year, 8)
    sheet.append(["资产", "行次", "年初数", "期末数", "负债和净资产", "行次", "年初数", "期末数"])  # type: ignore[attr-defined]
    lines = book_rows(year, "balance_sheet")[1:]
    left, right = [row for row in lines if int(row[0]) <= 60], [row for row in lines if int(row[0]) > 60]
    sheet.append(["流动资产：", None, None, None, "流动负债："])  # type: ignore[attr-defined]
    for at in range(max(len(left), len(right))):
        cells: list[object] = []
        for side in (left, right):
            row = side[at] if at < len(side) else None
            cells += [row[1], int(row[0]), number(row[2]), number(row[3])] if row else [None] * 4
        sheet.append(cells)  # type: ignore[attr-defined]
        if at == 8:
            sheet.append([])  # type: ignore[attr-defined]
    sheet.append(["单位负责人：", None, "会计机构负责人："])  # type: ignore[attr-defined]


def six_columns(sheet: object, year: int, unit: str) -> None:
    """本月数 and 本年累计数 over three columns each, in merged cells."""
    titles(sheet, "业务活动表", unit, year, 8)
    sheet.append(["项目", "行次", "本月数", None, None, "本年累计数", None, None])  # type: ignore[attr-defined]
    sheet.append([None, None, *["非限定性", "限定性", "合计"] * 2])  # type: ignore[attr-defined]
    for area in ("A4:A5", "B4:B5", "C4:E4", "F4:H4"):
        sheet.merge_cells(area)  # type: ignore[attr-defined]
    sheet.append(["一、收入"])  # type: ignore[attr-defined]
    for row in book_rows(year, "activity_statement")[1:]:
        sheet.append([row[1], int(row[0]), None, None, None, *map(number, row[2:5])])  # type: ignore[attr-defined]


def plain_form(sheet: object, year: int, unit: str) -> None:
    titles(sheet, "现金流量表", unit, year, 3)
    sheet.append(["项目", "行次", "金额（元）"])  # type: ignore[attr-defined]
    for row in book_rows(year, "cash_flow")[1:]:
        if row[0] == "25":
            sheet.append(["二、投资活动产生的现金流量："])  # type: ignore[attr-defined]
        sheet.append([row[1], int(row[0]), number(row[2])])  # type: ignore[attr-defined]


def test_the_printed_forms_are_read_as_they_are(write: Write, read: Read, books: Books) -> None:
    """One workbook with the three forms as accountants keep them gives the very amounts of the plain tables."""
    plain, problems = read(write(books(2023)))
    assert not problems
    for path in sorted((write() / "demo").glob("*/2023.csv")):
        path.unlink()
    data = write()
    workbook(data / "demo" / "statements" / "2023.xlsx", "资产负债表", "业务活动表", "现金流量表")
    printed, problems = read(data)
    assert not problems, [str(one) for one in problems]
    values = {name: one.value for name, one in plain.figures.items()}
    assert {name: one.value for name, one in printed.figures.items()} == values
    assert len(values) > 50
    totals = [row for row in printed.records["balance_sheet"] if row.line == "20"]
    assert [row.item for row in totals] == ["流动资产合计"]


def test_a_form_in_ten_thousands_is_refused(write: Write, read: Read) -> None:
    """单位：万元 on a sheet of the workbook is refused with the row that says so."""
    data = write()
    workbook(data / "demo" / "statements" / "2023.xlsx", "资产负债表", unit="万元")
    _, problems = read(data)
    (found,) = [one for one in problems if one.code == "statement-unit"]
    assert (found.where.sheet, found.where.row) == ("资产负债表", 2)


def test_a_sheet_that_is_no_statement_is_refused(write: Write, read: Read) -> None:
    """bad unknown-sheet: another sheet in the workbook of statements is named, never passed over in silence."""
    data = write()
    workbook(data / "demo" / "statements" / "2023.xlsx", "资产负债表", "现金流量")
    _, problems = read(data)
    assert [one.code for one in problems] == ["unknown-sheet"]
    assert "是不是“现金流量表”" in str(problems[0])


def test_hidden_rows_of_every_sheet_are_named(write: Write, read: Read) -> None:
    """Hidden rows are looked for on each of the three sheets, not only on the first."""
    data = write()
    workbook(data / "demo" / "statements" / "2023.xlsx", "资产负债表", "业务活动表", "现金流量表", hidden=True)
    _, problems = read(data)
    assert sorted(one.where.sheet or "" for one in problems if one.code == "hidden-content") == sorted(
        ("资产负债表", "业务活动表", "现金流量表")
    )


def test_months_are_checked_where_they_are_filled_in(write: Write, read: Read) -> None:
    """本月数 may be left out; where it stands, its rows and columns must add up as well."""

    def months(table: Table) -> Table:
        return [
            [*row, "本月数非限定性", "本月数限定性", "本月数合计"] if row[0] == "行次" else [*row, *row[2:5]]
            for row in table
        ]

    _, problems = read(write({"activity_statement/2023.csv": as_text(2023, "activity_statement", months)}))
    assert not problems
    wrong = as_text(2023, "activity_statement", lambda table: setting("2", 5, "156000.10")(months(table)))
    _, problems = read(write({"activity_statement/2023.csv": wrong}))
    assert {one.code for one in problems} == {"unbalanced-statement"}
    assert {one.where.column for one in problems} == {"本月数非限定性", "本月数合计"}


def test_an_export_is_read_back_alike(write: Write, read: Read, books: Books, tmp_path: Path) -> None:
    """The CSV that readers take away, put back as data, gives the same figures to the 分."""
    disclosure, _ = read(write(books(2023)))
    values = {name: one.value for name, one in disclosure.figures.items()}
    made = [records(disclosure, kind) for kind in KINDS]
    again = write()
    for export in made:
        path = again / "demo" / export.name / "2023.csv"
        path.write_bytes(csv_bytes([field.name for field in export.fields], export.rows))
    disclosure, problems = read(tmp_path / "data")
    assert not problems, [str(one) for one in problems]
    assert {name: one.value for name, one in disclosure.figures.items()} == values


# --- the register --------------------------------------------------------------------------------


def test_only_totals_and_used_lines_are_in_the_register(write: Write, read: Read, books: Books) -> None:
    """The register holds totals and lines that rules ask for; the other lines stay in the statement, all of them."""
    disclosure, _ = read(write(books(2023)))
    ids = set(disclosure.figures)
    assert {"BS2023L60C", "BS2023L110O", "AS2023L21T", "CF2023L61A"} <= ids
    assert not {"BS2023L3C", "AS2023L13T", "CF2023L15A"} & ids
    assert len(disclosure.records["balance_sheet"]) == len(book_rows(2023, "balance_sheet")) - 1


def test_the_level_says_whether_an_audit_stands_behind(write: Write, read: Read, books: Books) -> None:
    """填 without a source, the source's level with one, 审 only where an audit gave an opinion on that very year."""
    files = books(2023)
    disclosure, _ = read(write(files))
    assert {one.level for one in disclosure.figures.values() if one.topic == "报表"} == {"填"}
    files["sources.csv"] = "编号,名称,发布者,发布日期,等级\nFR2023,财务会计报告,示例慈善会,2024-03-31,报\n"
    files["balance_sheet/2023.csv"] = as_text(2023, "balance_sheet", head("来源：FR2023"))
    disclosure, problems = read(write(files))
    assert not problems
    assert disclosure.figures["BS2023L60C"].level == "报"
    assert disclosure.figures["AS2023L11T"].level == "填"
    audit = "编号,名称,被审年度,意见,来源\na-2023,审计,{},标准无保留意见,FR2023\n"
    for year, level in (("2022", "报"), ("2023", "审")):
        disclosure, _ = read(write({**files, "audits.csv": audit.format(year)}))
        assert disclosure.figures["BS2023L60C"].level == level


def test_a_staff_figure_may_not_take_a_statement_id(write: Write, read: Read, books: Books) -> None:
    """An id that a statement uses is taken; formulas and texts may name it."""
    header = "编号,主题,事项,指标,数值,单位,原文写法,性质,口径,状态,来源\n"
    source = "编号,名称,发布者,发布日期,等级\nFR2023,财务会计报告,示例慈善会,2024-03-31,报\n"
    row = "BS2023L60C,总体,事,数,5,元,5元,实际,本级,已核,FR2023\n"
    _, problems = read(write({**books(2023), "sources.csv": source, "figures/2023.csv": header + row}))
    assert [one.code for one in problems] == ["duplicate-id"]
    computed = "编号,年度,主题,事项,指标,公式,单位,口径\nC1,2023,总体,资产,负债率,BS2023L100C / BS2023L60C,%,未说明\n"
    disclosure, problems = read(write({"computed.csv": computed, "figures/2023.csv": header}))
    assert not problems, [str(one) for one in problems]
    assert disclosure.figures["C1"].as_written == "8.9%"


def test_the_breakdown_of_donations_is_held_against_the_statement(write: Write, read: Read, books: Books) -> None:
    """bad unbalanced-donations: 境内 and 境外 must make 本年捐赠收入, and that the statement's 捐赠收入."""
    header = "编号,主题,事项,指标,数值,单位,原文写法,性质,口径,状态,来源\n"
    source = "编号,名称,发布者,发布日期,等级\nFR2023,财务会计报告,示例慈善会,2024-03-31,报\n"

    def figures(total: str, inland: str, abroad: str) -> dict[str, str]:
        lines = [("D1", "本年捐赠收入", total), ("D2", "来自境内的捐赠", inland), ("D3", "来自境外的捐赠", abroad)]
        rows = "".join(
            f"{name},收入,捐赠,{measure},{value},元,{value}元,实际,本级,已核,FR2023\n" for name, measure, value in lines
        )
        return {**books(2023), "sources.csv": source, "figures/2023.csv": header + rows}

    disclosure, problems = read(write(figures("12289794.79", "12000000.00", "289794.79")))
    assert not problems
    assert {one.id for one in disclosure.reconciliations if one.topic == "报表：捐赠收入"} == {"DN2023K1", "DN2023K0"}
    _, problems = read(write(figures("12289794.79", "12000000.00", "289794.97")))
    assert [one.code for one in problems] == ["unbalanced-donations", "swapped-digits"]
    assert "差0.18元" in str(problems[0])
    _, problems = read(write(figures("12289794.00", "12000000.00", "289794.00")))
    assert ["业务活动表捐赠收入" in str(one) for one in problems] == [True]
