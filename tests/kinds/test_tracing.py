"""善款去向 on a small organisation: by hand to the 分, refused with a reason where it can't be told, the same in every output."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from commands import ROOT, run
from samples_money import BASE, Folder, words

from disclosure.accounts.tracing import (
    BROKEN,
    NO_CASH_FLOW,
    NO_GIFTS,
    NO_OPENING,
    NO_PAYMENTS,
    NO_RULE,
    TRACE_TOPIC,
    MoneyTables,
    cents,
)
from disclosure.law import statements as forms
from disclosure.model import (
    ChartBlock,
    Disclosure,
    GiftAnswers,
    Link,
    Note,
    Page,
    Table,
    TableBlock,
    Undisclosed,
    Verdict,
)
from disclosure.model.allocation import BALANCE, FREE, OLDER, AllocationRule, Place, Tier
from disclosure.output.words import plain_text
from disclosure.pages import pages_of

GIFTS = [
    {"received_on": "2024-02-01", "amount": "30", "donor_type": "匿名", "project": "meals"},
    {"received_on": "2024-02-03", "amount": "100.01", "donor_type": "个人", "project": "books"},
    {"received_on": "2024-02-03", "amount": "300", "donor_type": "单位", "campaign": "warm"},
    {"received_on": "2024-03-10", "amount": "50", "donor_type": "匿名", "emergency": "flood"},
    {"received_on": "2024-04-01", "amount": "500", "donor_type": "单位"},
    {"received_on": "2024-05-01", "amount": "80", "donor_type": "个人", "fund": "spring"},
    {"received_on": "2024-06-01", "amount": "999", "donor_type": "单位", "project": "books", "kind": "物资"},
    {"received_on": "2025-02-01", "amount": "10", "donor_type": "个人"},
]
PAID = [
    {"paid_on": "2024-03-01", "amount": "20", "receiver": "受助学生", "receiver_type": "个人", "project": "meals"},
    {"paid_on": "2024-04-05", "amount": "250", "receiver": "甲学校", "receiver_type": "学校", "project": "books"},
    {"paid_on": "2024-04-06", "amount": "60", "receiver": "乙街道", "receiver_type": "政府部门", "emergency": "flood", "basis": "移交协议"},
    {"paid_on": "2024-06-01", "amount": "120", "receiver": "受助家庭", "receiver_type": "个人", "fund": "spring"},
    {"paid_on": "2024-07-01", "amount": "40", "receiver": "丙慈善会", "receiver_type": "慈善组织"},
    {"paid_on": "2024-08-01", "amount": "300", "receiver": "丁学校", "receiver_type": "学校", "project": "books", "kind": "物资"},
    {"paid_on": "2025-03-01", "amount": "200", "receiver": "甲学校", "receiver_type": "学校", "project": "books"},
]  # fmt: skip
CLOSED = {"project": "meals", "closed_on": "2024-05-31", "income_public": "30", "income_other": "0", "expense": "20",
          "surplus": "10", "disposal": "转入目的相近的项目", "target": "books", "basis": "相近目的"}  # fmt: skip
# Lines of the cash flow statement of both years, and money at the end; 2023 ended with 1000.
CASH = {
    2024: {"1": "1060.01", "2": "100", "14": "490", "15": "200", "25": "50", "36": "300"},
    2025: {"1": "10", "14": "200"},
}
ENDS = {2023: "1000", 2024: "1220.01", 2025: "1030.01"}


def form(kind: str, year: int, amounts: dict[str, tuple[str, ...]]) -> str:
    """A statement as staff fill it in: all lines, blank where there is nothing."""
    edition = forms.edition_of(kind, year)
    assert edition
    blank = ("",) * len(edition.main)
    rows = [(one.label, one.number, *amounts.get(one.number, blank)) for one in edition.lines if one.number]
    return "\n".join(",".join(row) for row in [("项目", "行次", *edition.columns.values()), *rows]) + "\n"


def fill(folder: Folder, rule: str = "先进先出") -> None:
    """Everything that a trace of two years needs."""
    text = f"id: sample\nname: 示例慈善会\nsample: 是\nallocation_rule: {rule}\n"
    (folder.data / "sample" / "organisation.yaml").write_text(text, encoding="utf-8")
    folder.change("campaigns", project="books")
    numbered = [{"id": f"{one['received_on'][:7]}-{at:05}", "kind": "现金", **one} for at, one in enumerate(GIFTS, 1)]
    folder.write("donations", numbered)
    folder.write("disbursements", [{"kind": "资金", **one} for one in PAID])
    folder.write("project_closings", [CLOSED])
    account = {"fund": "spring", "year": "2024", "opening": "200", "received": "80", "spent": "120", "closing": "160"}
    later = {"fund": "spring", "year": "2025", "opening": "160", "received": "0", "spent": "0", "closing": "160"}
    folder.write("fund_accounts", [account, later])
    for year, lines in CASH.items():
        sheet(folder, year)
        flows(folder, year, lines)


def sheet(folder: Folder, year: int, opening: str = "", closing: str = "", restricted: str = "200") -> None:
    """The balance sheet of a year in which there is nothing but money."""
    pair = (opening or ENDS[year - 1], closing or ENDS[year])
    bound = (restricted, restricted)
    free = tuple(str(Decimal(whole) - Decimal(part)) for whole, part in zip(pair, bound, strict=True))
    lines = {"1": pair, "20": pair, "60": pair, "101": free, "105": bound, "110": pair, "120": pair}
    path = folder.data / "sample" / "balance_sheet" / f"{year}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(form("balance_sheet", year, lines), encoding="utf-8")


def flows(folder: Folder, year: int, lines: dict[str, str]) -> None:
    """The cash flow statement with its sums."""

    def total(*numbers: int) -> Decimal:
        return sum((Decimal(lines.get(str(one), "0")) for one in numbers), Decimal(0))

    came, went = total(1, 2, 3, 4, 5, 8), total(14, 15, 16, 19)
    back, bought = total(25, 26, 27, 30), total(35, 36, 39)
    lent, repaid = total(45, 48), total(51, 52, 55)
    sums = {13: came, 23: went, 24: came - went, 34: back, 43: bought, 44: back - bought, 50: lent, 58: repaid,
            59: lent - repaid, 61: came - went + back - bought + lent - repaid}  # fmt: skip
    made = {number: (text,) for number, text in lines.items()} | {
        str(one): (str(value),) for one, value in sums.items()
    }
    path = folder.data / "sample" / "cash_flow" / f"{year}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(form("cash_flow", year, made), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The complete folder."""
    made = Folder(tmp_path / "data")
    fill(made)
    return made


def rewrite(folder: Folder, kind: str, change: Callable[[str], str], name: str = "") -> None:
    path = folder.data / "sample" / (name or f"{kind}.csv")
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def paths(disclosure: Disclosure, year: int) -> dict[tuple[str, str, str, str], Decimal]:
    """(source, way, use, end) in short → yuan."""
    found: dict[tuple[str, str, str, str], Decimal] = {}
    for path, money in disclosure.trace.periods[year].paths.items():
        source = "年初" if path.origin.year < year else path.origin.source
        key = (source, path.via.id or path.via.kind, path.use.id or path.use.kind, path.end.id or path.end.kind)
        found[key] = found.get(key, Decimal(0)) + Decimal(money).scaleb(-2)
    return found


def test_by_hand(folder: Folder) -> None:
    """Two years to the 分: campaign to its project, a fund with its opening balance, surplus moved on, free money last."""
    disclosure = folder.disclosure()
    assert disclosure.trace.refusals == {}
    assert [one.verdict for one in disclosure.reconciliations if one.topic == TRACE_TOPIC] == [Verdict.AGREES] * 8
    assert paths(disclosure, 2024) == {
        ("匿名捐赠", "direct", "meals", "个人"): Decimal("20.00"),
        ("匿名捐赠", "meals", "books", "balance"): Decimal("10.00"),
        ("个人捐赠", "direct", "books", "学校"): Decimal("62.50"),  # 250 × 100.01 ÷ 400.01
        ("单位捐赠", "warm", "books", "学校"): Decimal("187.50"),
        ("个人捐赠", "direct", "books", "balance"): Decimal("37.51"),
        ("单位捐赠", "warm", "books", "balance"): Decimal("112.50"),
        ("匿名捐赠", "flood", "emergency", "政府部门"): Decimal("50.00"),
        ("年初", "free", "emergency", "政府部门"): Decimal("10.00"),
        ("年初", "spring", "fund", "个人"): Decimal("120.00"),
        ("年初", "spring", "idle", "balance"): Decimal("80.00"),
        ("个人捐赠", "spring", "idle", "balance"): Decimal("80.00"),
        ("年初", "free", "free", "慈善组织"): Decimal("40.00"),
        ("年初", "free", "running", "operating"): Decimal("200.00"),
        ("年初", "free", "assets", "investing"): Decimal("250.00"),
        ("年初", "free", "idle", "balance"): Decimal("300.00"),
        ("单位捐赠", "free", "idle", "balance"): Decimal("500.00"),
        ("会费、补助和其他收入", "free", "idle", "balance"): Decimal("100.00"),
    }
    later = paths(disclosure, 2025)
    assert sum(money for (_, _, use, end), money in later.items() if (use, end) == ("books", "学校")) == 200
    assert later["年初", "free", "books", "学校"] == Decimal("39.99")
    assert later["年初", "meals", "books", "学校"] == Decimal("10.00")
    assert sum(money for (*_, end), money in later.items() if end == BALANCE.kind) == Decimal("1030.01")


@pytest.mark.parametrize(("lent", "repaid"), [("500", "530"), ("530", "500")])
def test_of_loans_only_what_remains_counts(folder: Folder, lent: str, repaid: str) -> None:
    """What was borrowed and paid back the same year moved nobody; what remains came, or went to whoever lent it."""
    flows(folder, 2024, {**CASH[2024], "45": lent, "51": repaid})
    closing = str(Decimal(ENDS[2024]) + Decimal(lent) - Decimal(repaid))
    sheet(folder, 2024, closing=closing)
    sheet(folder, 2025, opening=closing, closing=str(Decimal(closing) - 190))
    disclosure = folder.disclosure()
    assert disclosure.trace.refusals == {}
    found = paths(disclosure, 2024)
    assert sum(money for (*_, end), money in found.items() if end == "financing") == (30 if lent == "500" else 0)
    assert sum(money for (source, *_), money in found.items() if source == "筹资净收入") == (0 if lent == "500" else 30)


def test_without_a_rule_the_statements_that_lack_are_named_too(folder: Folder) -> None:
    """So that whoever declares a rule knows at once what else a year needs."""
    rewrite(folder, "", lambda text: text.replace("allocation_rule: 先进先出\n", ""), "organisation.yaml")
    _drop("balance_sheet/2024.csv")(folder)
    _drop("cash_flow/2025.csv")(folder)
    assert folder.disclosure().trace.refusals == {2024: (NO_RULE, NO_OPENING), 2025: (NO_RULE, NO_CASH_FLOW)}


PROJECT, FUND = Place("project", "books"), Place("fund", "spring")
ANY_PROJECT = (Tier(OLDER), Tier(FREE))


@pytest.mark.parametrize(
    ("aim", "tiers"),
    [
        (("", "books", "", ""), (Tier(PROJECT), Tier(FUND), *ANY_PROJECT)),
        (
            ("warm", "books", "", ""),
            (Tier(PROJECT, Place("campaign", "warm")), Tier(PROJECT), Tier(FUND), *ANY_PROJECT),
        ),
        (("warm", "", "", ""), (Tier(PROJECT, Place("campaign", "warm")), Tier(PROJECT), Tier(FUND), *ANY_PROJECT)),
        (("", "books", "spring", ""), (Tier(FUND), Tier(PROJECT), *ANY_PROJECT)),
        (("", "books", "autumn", ""), (Tier(Place("fund", "autumn")), Tier(PROJECT), Tier(FUND), *ANY_PROJECT)),
        (("", "meals", "", ""), (Tier(Place("project", "meals")), *ANY_PROJECT)),
        (("", "", "", "flood"), (Tier(Place("emergency", "flood")), Tier(FREE))),
        (("bloom", "", "", ""), (Tier(FUND), Tier(FREE))),
        (("rescue", "", "", ""), (Tier(Place("emergency", "flood")), Tier(FREE))),
        (("open", "", "", ""), (Tier(Place("campaign", "open")), Tier(FREE))),
        (("", "", "", ""), (Tier(FREE),)),
    ],
)
def test_where_a_payment_takes_its_money(
    folder: Folder, aim: tuple[str, str, str, str], tiers: tuple[Tier, ...]
) -> None:
    """From the nearest purpose, over the fund of a project and what was bound before, to money that is not bound."""
    folder.change("projects", fund="spring")
    (warm,) = BASE["campaigns"]
    bound = {"warm": {"project": "books"}, "bloom": {"fund": "spring"}, "rescue": {"emergency": "flood"}, "open": {}}
    numbers = {name: f"51320000000000000XA2400{place}" for place, name in enumerate(bound, 1)}
    folder.write(
        "campaigns",
        [{**warm, **aims, "id": name, "name": name, "filing_no": numbers[name]} for name, aims in bound.items()],
    )
    assert MoneyTables(folder.disclosure()).tiers(*aim) == tiers


def test_money_without_a_day_is_there_at_the_end_of_the_month(folder: Folder) -> None:
    """A gift, a payment or a transfer of which only the month is told is sure to have come or gone at its end."""
    rewrite(folder, "", lambda text: text.replace("2024-02-01,", "2024-02,"), "donations.csv")
    rewrite(folder, "", lambda text: text.replace("2024-04-05", "2024-04"), "disbursements.csv")
    tables = MoneyTables(folder.disclosure())
    assert {gift.day for gift in tables.gifts} >= {"2024-02-31", "2024-02-03"}
    assert {payment.day for payment in tables.payments} >= {"2024-04-31", "2024-04-06"}


def test_by_proportion(folder: Folder) -> None:
    """Under the other rule the free money of all sources goes together, and every total stays the same."""
    first = folder.disclosure()
    fill(folder, "按比例")
    other = folder.disclosure()
    assert other.trace.rule is AllocationRule.PRO_RATA
    assert other.trace.refusals == {}
    assert [one.closing for one in other.trace.periods.values()] == [
        one.closing for one in first.trace.periods.values()
    ]
    assert paths(other, 2024) != paths(first, 2024)
    assert paths(other, 2024)["个人捐赠", "spring", "fund", "个人"] == Decimal("34.29")  # 120 × 80 ÷ 280


@pytest.mark.parametrize(("start", "older"), [("2024-01-01", "100.00"), ("2023-06-01", "60.01")])
def test_bound_money_of_earlier_years(folder: Folder, start: str, older: str) -> None:
    """What was bound before the first year, to what is not told, is a balance of its own; only older projects draw on it."""
    sheet(folder, 2024, restricted="300")
    folder.change("projects", start_on=start)
    disclosure = folder.disclosure()
    assert disclosure.trace.refusals == {}
    found = {(via, use): money for (_, via, use, end), money in paths(disclosure, 2025).items() if end == "balance"}
    assert found["older", "idle"] == Decimal(older)
    paid = {
        via: money for (_, via, use, end), money in paths(disclosure, 2025).items() if (use, end) == ("books", "学校")
    }
    assert paid.get("older", 0) == 100 - Decimal(older)
    assert paid.get("free", 0) == Decimal(older) - Decimal("60.01")


@pytest.mark.parametrize(("kind", "amount"), [("donations", "123456789.12"), ("disbursements", "77")])
def test_goods_are_never_mixed_in(folder: Folder, kind: str, amount: str) -> None:
    """However many goods come or go, not one path of the money changes; what they were worth is told apart."""
    before = folder.disclosure()
    rows = [{"id": f"{one['received_on'][:7]}-{at:05}", "kind": "现金", **one} for at, one in enumerate(GIFTS, 1)]
    gift = {**rows[4], "id": "2024-04-00099", "kind": "物资", "amount": amount}
    paid = {"kind": "资金", **PAID[1]} | {"kind": "物资", "amount": amount}
    if kind == "donations":
        folder.write(kind, [*rows, gift])
    else:
        folder.write(kind, [*({"kind": "资金", **one} for one in PAID), paid])
    after = folder.disclosure()
    assert [one.paths for one in after.trace.periods.values()] == [one.paths for one in before.trace.periods.values()]
    moved = [sum(one.trace.goods[2024]) for one in (before, after)]
    assert moved[1] - moved[0] == cents(Decimal(amount))
    page = flow_page(after, 2024)
    assert any(block.label == "物资不当钱算" for block in page.blocks if isinstance(block, Note))


def flow_page(disclosure: Disclosure, year: int) -> Page:
    return next(one for one in pages_of(disclosure) if one.path == f"finances/{year}/flow/")


def _drop(kind: str) -> Callable[[Folder], None]:
    return lambda folder: (folder.data / "sample" / kind).unlink()


def _pay_early(folder: Folder) -> None:
    rows = [{"kind": "资金", **one} for one in PAID]
    early = {**rows[1], "paid_on": "2024-01-05", "amount": "850"}
    folder.write("disbursements", [rows[0], early, *rows[2:]])
    flows(folder, 2024, {**CASH[2024], "14": "1090"})
    sheet(folder, 2024, closing="620.01")
    sheet(folder, 2025, opening="620.01", closing="430.01")


REFUSED: list[tuple[str, Callable[[Folder], None], dict[int, str]]] = [
    ("no rule", lambda f: rewrite(f, "", lambda t: t.replace("allocation_rule: 先进先出\n", ""), "organisation.yaml"), {2024: NO_RULE, 2025: NO_RULE}),
    ("no gifts", _drop("donations.csv"), {2024: NO_GIFTS, 2025: NO_GIFTS}),
    ("no payments", _drop("disbursements.csv"), {2024: NO_PAYMENTS, 2025: NO_PAYMENTS}),
    ("no cash flow", _drop("cash_flow/2025.csv"), {2025: NO_CASH_FLOW}),
    ("no opening", _drop("balance_sheet/2024.csv"), {2024: NO_OPENING}),
    ("fund opening", _drop("fund_accounts.csv"), {2024: "“春天基金”的年初余额", 2025: "“春天基金”的年初余额"}),
    ("money or goods", lambda f: f.write("disbursements", PAID[:5]), {2024: "5笔拨付没有写明是资金还是物资", 2025: NO_PAYMENTS}),
    ("withheld", lambda f: rewrite(f, "", lambda t: t.replace(",2,100", ",2,不公开"), "cash_flow/2024.csv"), {2024: "有的格子没有公布"}),
    ("paid before it came", _pay_early, {2024: "付在钱到账之前：当天能用的钱还差50.00元", 2025: BROKEN}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reasons"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_refused_with_a_reason(folder: Folder, change: Callable[[Folder], None], reasons: dict[int, str]) -> None:
    """Each missing piece is named in plain words on the page, nothing is drawn, and the page leads on to what is known."""
    change(folder)
    disclosure = folder.disclosure()
    warned = [str(one) for one in folder.problems() if one.code == "money-untraced"]
    assert len(warned) == (0 if NO_RULE in reasons.values() else len(disclosure.trace.refusals))
    for year, reason in reasons.items():
        assert not warned or any(f"{year}年的善款去向画不出" in one and reason in one for one in warned)
        assert year not in disclosure.trace.periods
        page = flow_page(disclosure, year)
        told = [block for block in page.blocks if isinstance(block, Note) and block.label == "为什么画不出"]
        assert reason in words(told)
        assert not any(isinstance(block, ChartBlock) for block in page.blocks)
        assert f"finances/{year}/income/" in words(page.blocks)
        assert f"finances/{year}/expense/" in words(page.blocks)
        assert re.search("画不出资金流向|不画资金流向", words(page.finding))
    if NO_RULE in reasons.values():
        gaps = [block for block in flow_page(disclosure, 2024).blocks if isinstance(block, Undisclosed)]
        assert "按哪条规则" in words(gaps)


CONTRADICTED = [
    ("gifts", lambda f: rewrite(f, "", lambda t: t.replace(",80,", ",70,", 1), "donations.csv"), "逐笔捐赠和现金流量表", "-10"),
    ("payments", lambda f: rewrite(f, "", lambda t: t.replace(",250,", ",251,", 1), "disbursements.csv"), "逐笔拨付和现金流量表", "1"),
    ("cash", lambda f: sheet(f, 2024, closing="1220.02"), "年末结余和资产负债表", "-0.01"),
    ("fund", lambda f: rewrite(f, "", lambda t: t.replace("120,160", "110,170").replace("160,0,0,160", "170,0,0,170"), "fund_accounts.csv"),
     "“春天基金”年末余额", "-10"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "title", "difference"), [one[1:] for one in CONTRADICTED], ids=[one[0] for one in CONTRADICTED])  # fmt: skip
def test_contradictions_are_shown(
    folder: Folder, change: Callable[[Folder], None], title: str, difference: str
) -> None:
    """Rows that do not meet statements or funds: both sides and the difference are a row of 勾稽, and nothing is drawn."""
    change(folder)
    disclosure = folder.disclosure()
    check = next(one for one in disclosure.reconciliations if one.title == title and one.year == 2024)
    assert check.verdict is Verdict.DIFFERS
    assert check.difference == Decimal(difference)
    assert 2024 not in disclosure.trace.periods
    assert title in disclosure.trace.refusals[2024][0]
    assert disclosure.trace.refusals[2025]
    page = flow_page(disclosure, 2024)
    assert check.id in words(page.blocks)
    assert not any(isinstance(block, ChartBlock) for block in page.blocks)


def test_an_unknown_rule_is_named(folder: Folder) -> None:
    """Another word for the rule stops the build and is told with the words that will do."""
    rewrite(folder, "", lambda t: t.replace("先进先出", "先入先出"), "organisation.yaml")
    found = next(one for one in folder.problems() if one.code == "unknown-choice")
    assert "先进先出、按比例" in str(found)


def test_faulty_rows_end_in_problems_not_in_a_fault(folder: Folder) -> None:
    """Amounts below zero, days that do not exist and references to nothing are told by their codes; the trace does not break."""
    rows = [{"id": f"{one['received_on'][:7]}-{at:05}", "kind": "现金", **one} for at, one in enumerate(GIFTS, 1)]
    rows[0]["amount"] = "-30"
    rows[1]["received_on"] = "2024-02-30"
    rows[2]["campaign"] = "nothing"
    folder.write("donations", rows)
    folder.write("disbursements", [{"kind": "资金", **PAID[0], "amount": "-5"}, {"kind": "", **PAID[1], "paid_on": ""}])
    assert {"payment-returned", "bad-value", "unknown-reference", "missing-value"} <= set(folder.codes())


# --- pages ---------------------------------------------------------------------------------------


def tables(page: Page) -> dict[str, Table]:
    return {block.table.id: block.table for block in page.blocks if isinstance(block, TableBlock)}


def test_transfers_are_named(folder: Folder) -> None:
    """Each payment to a government body or another charity stands with receiver, amount and basis, or says that it has none."""
    page = flow_page(folder.disclosure(), 2024)
    found = tables(page)
    assert "乙街道" in words(found["flow-transfers-2024"])
    assert "移交协议" in words(found["flow-transfers-2024"])
    assert "丙慈善会" in words(found["flow-transfers-2024"])
    assert "UNDISCLOSED" in words(found["flow-transfers-2024"].rows[1].cells[-1])
    assert len(found["flow-transfers-2024"].rows) == 3
    assert "相近目的" in words(found["flow-surplus-2024"])
    receivers = [str(row.cells[0]) for row in found["flow-receivers-2024"].rows]
    assert receivers == ["甲学校", "受助个人", "乙街道", "丙慈善会", "合计"]
    assert page.finding == (
        "2024年拨付出去的每100元里（物资不算），51元给了学校，是最多的一类；单位里甲学校收得最多，250元；另付日常支出200元，年末还有1,220.01元。",
    )


def test_project_page_tells_its_money(folder: Folder) -> None:
    """On the project's page: whose money it had and who got it, both sides with the same sum."""
    disclosure = folder.disclosure()
    page = next(one for one in pages_of(disclosure) if one.path == "projects/books/")
    rows = [(str(row.cells[0]), words(row.cells[1])) for row in tables(page)["trace-books"].rows]
    labels = [label for label, _ in rows]
    assert labels == [
        "从哪来", "单位捐赠（指定给这个项目）", "个人捐赠（指定给这个项目）", "本会统筹安排（不限定用途的钱）", "“助餐”结项剩余", "合计",
        "给了谁", "甲学校", "合计",
    ]  # fmt: skip
    sums = [amount for label, amount in rows if label == "合计"]
    assert sums[0] == sums[1]
    assert "450.00" in sums[0]
    other = next(one for one in pages_of(disclosure) if one.path == "projects/meals/")
    assert "转入“送书”（结项剩余）" in words(tables(other)["trace-meals"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as staff build it."""
    base = tmp_path_factory.mktemp("flow")
    fill(Folder(base / "data"))
    shutil.copytree(ROOT / "content/pages", base / "content/pages")
    done = run("build", "--data", base / "data", "--content", base / "content", "--output", base / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    return base / "output" / "sample"


def test_page_table_csv_and_picture_agree(built: Path) -> None:
    """What is written: the table of the page, the CSV and the picture hold the same amounts; the page needs no script."""
    html = (built / "finances/2024/flow/index.html").read_text("utf-8")
    table = html[html.index('id="flow-parts-2024"') :]
    table = table[: table.index("</table>")]
    rows = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL):
        cells = [
            re.sub(r"<[^>]*>", "", one).strip() for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        if len(cells) == 4 and cells[2] and cells[0] not in {"合计", "从"}:
            rows.append((cells[0], cells[1], Decimal(cells[2].replace(",", "").removesuffix("元"))))
    text = (built / "data/charts/flow-2024.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert rows == [(one["从"], one["到"], Decimal(one["数值"])) for one in lines]
    assert len(rows) > 20
    whole = {
        step: sum(Decimal(one["数值"]) for one in lines if one["步骤"] == step)
        for step in {one["步骤"] for one in lines}
    }
    assert set(whole.values()) == {Decimal("2160.01")}
    for svg in (
        ET.parse(built / "data/charts/flow-2024.svg").getroot(),  # noqa: S314  (our own file)
        ET.fromstring(re.search(r'<svg class="flow".*?</svg>', html, re.DOTALL)[0]),  # type: ignore[index]  # noqa: S314
    ):
        space = svg.tag.removesuffix("svg")
        said = {one.findtext(f"{space}title") for one in svg.iter(f"{space}path")}
        assert said == {f"{one['图上从']} → {one['图上到']}：{one['写法']}" for one in lines}
    assert "规则：先进先出" in html
    assert "物资不当钱算" in html
    assert ' style="' not in html
    assert (built / "finances/2025/flow/index.html").is_file()
    assert BASE["projects"][0]["name"] in html


def answers(disclosure: Disclosure, month: str) -> dict[str, str]:
    """The id of every answer on the page of a month's gifts → its words in one line."""
    pages = {page.path: page for page in pages_of(disclosure)}
    page = next(page for path, page in sorted(pages.items()) if re.fullmatch(rf"donations/{month}/\d+-\d+/", path))
    block = next(block for block in page.blocks if isinstance(block, GiftAnswers))
    ids = {answer.id for answer in block.make()}
    table = next(block.table for block in page.blocks if isinstance(block, TableBlock))
    links = [row.cells[-1] for row in table.rows if isinstance(row.cells[-1], Link)]
    assert {link.path.removeprefix("#") for link in links} == ids
    found = {}
    for answer in block.make():
        uses = [f"{use.day}{plain_text(use.words)}{use.money}" for use in answer.uses]
        back = [f"{use.day}退还{use.money}{plain_text(use.words)}" for use in answer.returned]
        parts = (
            answer.together,
            *back,
            plain_text(answer.kept),
            answer.money,
            *uses,
            answer.rest,
            answer.left,
            plain_text(answer.refused),
            plain_text(answer.result),
        )
        found[answer.id] = "；".join(part for part in parts if part)
    return found


def test_a_directed_gift_is_answered_with_the_payments_of_its_day(folder: Folder) -> None:
    """100.01 for books of 3 February: with its share of the two payments, in the order of the days, and nothing left."""
    told = answers(folder.disclosure(), "2024/02")
    books = next(text for text in told.values() if text.startswith("同一天、同一用途到账的一共100.01元"))
    assert "2024-04-05拨给甲学校" in books
    assert "62.50元" in books  # 250 × 100.01 ÷ 400.01, as in `test_by_hand`
    assert "2025-03-01拨给甲学校" in books
    assert "37.51元；到2025年底已经用完" in books
    meals = next(text for purpose, text in told.items() if text != books and "受助的个人" in text)
    assert "2024-03-01拨给受助的个人" in meals
    assert "项目结束剩下的，转给" in meals


def test_an_undirected_gift_gets_the_same_answer(folder: Folder) -> None:
    """500 of 1 April went into the common pool and was not drawn on by the end of 2024; the rest is told exactly."""
    text = answers(folder.disclosure(), "2024/04")["01-free"]
    assert text.startswith("同一天、同一用途到账的一共500.00元")
    assert "到2025年底" in text
    used = re.findall(r"，([\d,]+\.\d\d)元", text.replace("拨给", "，"))
    assert used or "还剩500.00元没有拨出" in text


def test_an_unallocated_gift_says_why(folder: Folder) -> None:
    """Without a declared rule nothing is worked out: the step stays open, with the reason."""
    (folder.data / "sample" / "organisation.yaml").write_text("id: sample\nname: 示例慈善会\nsample: 是\n", "utf-8")
    assert set(answers(folder.disclosure(), "2024/02").values()) == {f"推算不了：{NO_RULE}。"}


def test_an_unallocated_gift_names_its_purpose(folder: Folder) -> None:
    """No id of a project or a fund stands in the heading of an answer."""
    (folder.data / "sample" / "organisation.yaml").write_text("id: sample\nname: 示例慈善会\nsample: 是\n", "utf-8")
    disclosure = folder.disclosure()
    ids = {place.id for place in disclosure.trace.names}
    pages = {page.path: page for page in pages_of(disclosure)}
    blocks = [block for page in pages.values() for block in page.blocks if isinstance(block, GiftAnswers)]
    purposes = {plain_text(answer.purpose) for block in blocks for answer in block.make()}
    assert ids
    assert len(purposes) > 1
    assert not ids & purposes


def test_the_uses_of_all_batches_are_the_payments(folder: Folder) -> None:
    """Every 分 that was paid or moved was taken from some batch, and what came is what was taken and what is left."""
    disclosure = folder.disclosure()
    assert disclosure.trace.periods
    for year, period in disclosure.trace.periods.items():
        taken = sum(use.cents for uses in period.uses.values() for use in uses)
        paid = sum(money for path, money in period.paths.items() if path.end != BALANCE)
        moved = sum(move.transfer.cents for move in period.moves)
        assert taken == paid + moved, year
        assert sum(period.unspent.values()) == sum(period.closing.values())


# --- fees, refunds and money that came back ------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "added"),
    [
        ({"1": "24", "14": "170"}, True),  # the statement takes refunds and returns off
        ({"1": "29", "2": "30", "14": "200", "19": "5"}, False),  # it shows them among other receipts and payments
    ],
)
def test_fees_refunds_and_returns(folder: Folder, lines: dict[str, str], added: bool) -> None:  # noqa: FBT001  (a case)
    """What a platform kept never came; refunds and returns go and come once, whichever way the statement books them."""
    numbered = [{"id": f"{one['received_on'][:7]}-{at:05}", "kind": "现金", **one} for at, one in enumerate(GIFTS, 1)]
    more = {"id": "2025-02-00009", "received_on": "2025-02-02", "amount": "20", "kind": "现金", "donor_type": "单位",
            "project": "books", "gifts": "4", "fee": "1", "net": "19"}  # fmt: skip
    blank = {"gifts": "", "fee": "", "net": ""}
    folder.write("donations", [*({**one, **blank} for one in numbered), more])
    refund = {"refunded_on": "2025-02-10", "donation": "2025-02-00009", "amount": "5", "reason": "误捐"}
    folder.write("gift_refunds", [refund])
    back = {"returned_on": "2025-06-01", "receiver": "甲学校", "receiver_type": "学校", "amount": "30", "reason": "结余",
            "paid_on": "2025-03-01", "project": "books"}  # fmt: skip
    folder.write("payment_returns", [back])
    flows(folder, 2025, lines)
    sheet(folder, 2025, closing="1074.01")
    disclosure = folder.disclosure()
    assert disclosure.trace.refusals == {}
    checks = [check for check in disclosure.reconciliations if check.topic == TRACE_TOPIC and check.year == 2025]
    assert {check.verdict for check in checks} == {Verdict.AGREES}
    ends = [(use, end) for (_, _, use, end) in paths(disclosure, 2025)]
    assert (("refund", "refund") in ends) is added
    assert any(source == "收回的拨款" for source, *_ in paths(disclosure, 2025)) is added
    assert disclosure.trace.gifts[2025]["单位捐赠"] == 4


def refunded(folder: Folder) -> None:
    """Gifts of which one went back in part in 2024, one as a whole in 2026, and one row that is thirty gifts."""
    numbered = [{"id": f"{one['received_on'][:7]}-{at:05}", "kind": "现金", "gifts": "", **one} for at, one in enumerate(GIFTS, 1)]  # fmt: skip
    more = {
        "id": "2024-04-00009",
        "received_on": "2024-04-01",
        "amount": "60",
        "kind": "现金",
        "donor_type": "单位",
        "gifts": "30",
    }
    folder.write("donations", [*numbered, more])
    part = {"refunded_on": "2024-05-02", "donation": "2024-04-00005", "amount": "50.50", "reason": "多付<b>了"}
    whole = {"refunded_on": "2026-01-05", "donation": "2024-02-00002", "amount": "100.01", "reason": "误捐"}
    folder.write("gift_refunds", [part, whole])
    flows(folder, 2024, {**CASH[2024], "1": "1069.51"})
    sheet(folder, 2024, closing="1229.51")
    sheet(folder, 2025, opening="1229.51", closing="1039.51")


@pytest.mark.parametrize("rule", ["先进先出", "按比例"])
def test_a_refunded_gift_says_that_it_was_given_back(folder: Folder, rule: str) -> None:
    """When, how much and why; nothing is worked out for what went back, and a refund is taken from the money of its own gift."""
    fill(folder, rule)
    refunded(folder)
    disclosure = folder.disclosure()
    assert disclosure.trace.refusals == {}
    assert all(check.verdict is Verdict.AGREES for check in disclosure.reconciliations if check.topic == TRACE_TOPIC)
    page = next(page for page in pages_of(disclosure) if page.path.startswith("donations/2024/02/0"))
    made = {answer.number: answer for block in page.blocks if isinstance(block, GiftAnswers) for answer in block.make()}
    whole = made["2024-02-00002"]
    assert [(back.day, back.money, plain_text(back.words)) for back in whole.returned] == [
        ("2026-01-05", "100.01元", "，误捐")
    ]
    assert "全部退还" in plain_text(whole.kept)
    assert not any((whole.money, whole.uses, whole.left, whole.result, whole.refused))
    told = answers(disclosure, "2024/04")
    part = told["01-returned-2024-04-00005"]
    assert "2024-05-02退还50.50元，多付<b>了；还捐着449.50元" in part
    alike = told["01-free"]
    assert "2024-04-00009一行是30笔" in alike
    assert "2024-04-00009" not in part
    if rule == "先进先出":  # the refund went out of the money of that day, though older money was there
        assert all("同一天、同一用途到账的一共560.00元" in text for text in (part, alike))
        assert all("2024-05-02退还捐赠人50.50元" in text for text in (part, alike))


def test_the_page_shows_what_went_back(example_site: Path) -> None:
    """The row of a refunded gift leads to an answer of its own: day, amount and reason, and the way to all refunds."""
    html = (example_site / "shili/donations/2025/01/00001-00500/index.html").read_text("utf-8")
    for number, told in (("2025-01-00012", "2026年1月5日退还100.00元"), ("2025-01-00029", "2026年1月6日退还25.00元")):
        row = html[html.index(f"<tr id={number}>") :].partition("\n")[0]
        section = re.search(rf'<section class="answer" id="(\d\d-returned-{number})".*?</section>', html, re.DOTALL)
        assert section, number
        assert f"href=#{section[1]}>" in row
        assert f"<strong>{told}</strong>，捐赠人" in section[0]
        assert "donations/refunds/" in section[0]
        assert ("全部退还" in section[0]) == ("推算" not in section[0])
