"""The example as a federation: its consolidated account against the files alone, computed here in another way."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from commands import ROOT
from openpyxl import load_workbook

from disclosure.compose import ComposedSite
from disclosure.dates import han_date
from disclosure.model import Amount, Disclosure, Links, Page, RowRole, TableBlock, TableRow
from disclosure.output.exports import consolidated
from disclosure.pages import federation as pages
from disclosure.pages.explore import exploration

DATA = ROOT / "examples" / "data"
CITY = "shili"
BODIES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
Booked = list[tuple[str, str, Decimal]]  # member, day, amount


@pytest.fixture(scope="module")
def lead(composed_example: ComposedSite) -> Disclosure:
    """The city body."""
    return next(one for one in composed_example.site.disclosures if one.org == CITY)


def rows(org: str, kind: str) -> list[dict[str, str]]:
    """The rows of a table of one body, as they lie in its files."""
    found: list[dict[str, str]] = []
    for path in sorted([*(DATA / org).glob(f"{kind}.csv"), *(DATA / org).glob(f"{kind}/*.csv")]):
        with path.open(encoding="utf-8") as file:
            found += csv.DictReader(file)
    return found


def transfers() -> tuple[Booked, Booked]:
    """What the city body paid to members, and what they booked from it."""
    paid = [one for one in rows(CITY, "disbursements") if one["本会成员机构"]]
    out = [(one["本会成员机构"], one["拨付日期"], Decimal(one["金额"])) for one in paid]
    into = [
        (org, one["到账日期"], Decimal(one["金额"]))
        for org in BODIES
        if org != CITY
        for one in rows(org, "donations")
        if one["来自成员机构"] == CITY
    ]
    return sorted(out), sorted(into)


def statement_total(org: str, year: int, line: str) -> Decimal | None:
    """合计 of a line of the statement of activities, straight from the file."""
    path = DATA / org / "activity_statement" / f"{year}.csv"
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            return next(Decimal(row["合计"]) for row in csv.DictReader(file) if row["行次"] == line)
    path = DATA / org / "statements" / f"{year}.xlsx"
    if not path.is_file():
        return None
    lines = load_workbook(path)["业务活动表"].iter_rows(values_only=True)
    return next(Decimal(str(row[4])).quantize(Decimal("0.01")) for row in lines if str(row[1]) == line)


def page_of(lead: Disclosure, year: int) -> Page:
    return next(one for one in pages.pages(lead) if one.path == f"federation/{year}/")


def last_row(page: Page) -> TableRow:
    """合并数 of the account."""
    account = next(one for one in page.blocks if isinstance(one, TableBlock))
    return account.table.rows[-1]


def test_one_transfer_is_on_its_way_over_new_year() -> None:
    """What the city body paid came in the same day and to the 分; once only after New Year."""
    out, into = transfers()
    (paid,), (came,) = set(out) - set(into), set(into) - set(out)
    assert (paid[0], paid[2]) == (came[0], came[2])
    assert (paid[1][:4], came[1][:4]) == ("2024", "2025")


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_account_is_the_sum_of_the_files(lead: Disclosure, year: int) -> None:
    """On the page and in the download: every body that reported, less what both books hold."""
    out, into = transfers()
    totals = []
    for line in ("11", "35"):
        told = (statement_total(org, year, line) for org in BODIES)
        whole = sum((one for one in told if one is not None), Decimal(0))
        for org in BODIES:
            both = ([cents for to, day, cents in book if (to, day[:4]) == (org, str(year))] for book in (out, into))
            whole -= min(sum(one, Decimal(0)) for one in both)
        totals.append(whole)
    row = last_row(page_of(lead, year))
    assert [one.value for one in row.cells[1:3] if isinstance(one, Amount)] == totals
    assert row.role is (RowRole.TOTAL if year == 2023 else RowRole.TOTAL_OPEN)
    (taken,) = (one for one in consolidated(lead, "federation").rows if (one[0], one[1]) == (year, "合并数"))
    assert list(taken[4:6]) == totals


def test_who_is_missing_and_what_differs_is_told(lead: Disclosure) -> None:
    """A body that did not report its year is named with the days it is late; both years of the transfer tell both days."""
    texts = {year: repr(page_of(lead, year)) for year in (2023, 2024, 2025)}
    (paid,) = set(transfers()[0]) - set(transfers()[1])
    for year, text in texts.items():
        assert ("缺河桥县慈善会" in text) == (year == 2025)
        assert f"示例市慈善总会和3家成员{'里的2家' if year == 2025 else ''}合在一起" in text
        assert ("未报送，过期30天" in text) == (year == 2025)
        assert ("跨了年度" in text) == (year != 2023)
        assert (f"{han_date(paid[1])}拨出" in text) == (year == 2024)


def test_the_explorer_says_what_a_declared_change_parts(lead: Disclosure) -> None:
    """The list of all series tells in which years fewer bodies were counted, and holds what was restated once."""
    measures = exploration(lead).measures
    whole = next(measure for measure in measures if measure.label == "市县两级总收入")
    assert whole.apart == ("2025年起合并范围变化：原来市会和三家县会，现在市会和两家县会",)
    restated = {row["数字编号"]: row["重述后编号"] for row in rows(CITY, "restatements") if row["重述后编号"]}
    assert restated
    shown = [point.figure.id for measure in measures for point in measure.points if point.figure]
    for old, new in restated.items():
        assert shown.count(old) + shown.count(new) == 1


def test_no_two_lines_of_an_alphabetical_list_are_alike(composed_example: ComposedSite) -> None:
    """Of a name that several pages have each line says which it leads to: its year, its title or its first sentence."""
    lists = 0
    for section in composed_example.organisations:
        for page in section.pages:
            for block in page.blocks if page.path.startswith("search/") else ():
                if isinstance(block, Links):
                    lists += 1
                    lines = [(link.text, words) for link, words in block.links]
                    assert len(set(lines)) == len(lines), page.path
    assert lists > len(BODIES)
