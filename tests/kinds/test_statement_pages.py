"""The pages of the statements: the printed form line by line, only where there is data, whole without scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from commands import ROOT, run
from shapes import Books, Read, Write

from disclosure.accounts.site import read_site
from disclosure.law import statements
from disclosure.law.statements import edition_of
from disclosure.model import (
    Amount,
    ChartBlock,
    Disclosure,
    Figure,
    HomeFirstScreen,
    Page,
    PlainLines,
    Prose,
    Reconciliations,
    Role,
    RowRole,
    Table,
    TableBlock,
    Undisclosed,
)
from disclosure.output import plain_text
from disclosure.output.exports import exports
from disclosure.pages import pages_of
from disclosure.problems import Report

PATHS = {"balance_sheet": "balance-sheet/", "activity_statement": "activity/", "cash_flow": "cash-flow/"}
VOID = {"meta", "link", "br", "img", "input", "hr", "col", "path", "rect", "line", "use", "circle"}


def page_at(disclosure: Disclosure, path: str) -> Page:
    """The page with this address."""
    return next(page for page in pages_of(disclosure) if page.path == path)


def tables(page: Page) -> list[Table]:
    """Every table of a page."""
    return [one.table for one in page.blocks if isinstance(one, TableBlock)]


@pytest.mark.parametrize("year", [2023, 2026])
@pytest.mark.parametrize("kind", statements.KINDS)
def test_the_page_is_the_form(kind: str, year: int, write: Write, read: Read, books: Books) -> None:
    """Every line of the file stands on the page with its number and amounts, in the order of the form."""
    files = books(year)
    disclosure, problems = read(write(files))
    assert not problems
    table = tables(page_at(disclosure, f"finances/{year}/{PATHS[kind]}"))[0]
    shown = [row for row in table.rows if row.role is not RowRole.HEAD]
    lines = [line.split(",") for line in files[f"{kind}/{year}.csv"].splitlines()[1:]]
    assert [row.cells[1] for row in shown] == [line[0] for line in lines]
    edition = edition_of(kind, year)
    assert edition is not None
    for row, line in zip(shown, lines, strict=True):
        told = [
            f"{cell.value:.2f}" if isinstance(cell, Figure | Amount) else "" if cell is None else "?"
            for cell in row.cells[2:]
        ]
        assert told == line[2 : 2 + len(told)]
        assert row.id == f"{edition.prefix}{year}L{line[0]}"
    for row in shown:
        for cell in row.cells[2:]:
            assert not isinstance(cell, Amount) or (cell.where is not None and cell.where.row), row


def test_totals_have_rules_by_whether_they_reconcile(write: Write, read: Read, books: Books) -> None:
    """A grand total that reconciles ends in a double rule, one over a withheld amount in a dashed one."""
    files = books(2023)
    disclosure, _ = read(write(files))
    roles = {row.cells[1]: row.role for row in tables(page_at(disclosure, "finances/2023/balance-sheet/"))[0].rows}
    assert (roles["20"], roles["60"], roles["120"], roles["1"]) == ("sub", "sum", "sum", "plain")
    files["balance_sheet/2023.csv"] = files["balance_sheet/2023.csv"].replace(
        "文物文化资产,20000.00", "文物文化资产,不公开"
    )
    disclosure, problems = read(write(files))
    assert not problems
    page = page_at(disclosure, "finances/2023/balance-sheet/")
    roles = {row.cells[1]: row.role for row in tables(page)[0].rows}
    assert (roles["40"], roles["20"]) == ("open", "sub")
    (listed,) = [one for one in page.blocks if isinstance(one, Reconciliations)]
    assert [one.id for one in listed.items] == ["BS2023K4O"]


def test_tabs_only_for_years_with_data(write: Write, read: Read, books: Books) -> None:
    """A statement's tab stands in the years that have it; for the others the year switch leads to the year itself."""
    files = books(2023)
    files |= {name: text for name, text in books(2026).items() if name.startswith("balance_sheet")}
    disclosure, _ = read(write(files))
    pages = {page.path: page for page in pages_of(disclosure)}
    assert "finances/2026/activity/" not in pages
    assert [link.text for link in pages["finances/2026/balance-sheet/"].tabs] == [
        "收支",
        "去向",
        "费用",
        "三表",
        "对账",
    ]
    assert pages["finances/2026/balance-sheet/"].near == ()
    assert [link.path for link in pages["finances/2023/activity/"].years] == [
        "finances/2026/",
        "finances/2023/activity/",
        "trends/",
    ]
    assert [link.path for link in pages["finances/2023/balance-sheet/"].years][:2] == [
        "finances/2026/balance-sheet/",
        "finances/2023/balance-sheet/",
    ]
    near = pages["finances/2023/activity/"].near
    assert [link.text for link in near] == ["资产负债表", "业务活动表", "现金流量表"]
    assert pages["finances/2023/activity/"].tab == near[0].path == "finances/2023/balance-sheet/"


def test_position_takes_net_assets_from_the_statements(write: Write, read: Read, books: Books) -> None:
    """年初净资产 ＋ 收入 － 费用 ＝ 年末净资产, with a double rule only where it is so."""
    disclosure, _ = read(write(books(2023)))
    rows = tables(page_at(disclosure, "finances/2023/position/"))[0].rows
    assert [getattr(row.cells[1], "id", None) for row in rows] == [
        "BS2023L110O",
        "AS2023L11T",
        "AS2023L35T",
        "AS2023L45T",
        "BS2023L110C",
    ]
    assert rows[-1].role is RowRole.TOTAL
    files = books(2023)
    sheet = files["balance_sheet/2023.csv"]
    for old, new in (
        ("7214444.39", "7214445.39"),
        ("净资产合计,12530865.14", "净资产合计,12530866.14"),
        ("总计,13851836.69", "总计,13851837.69"),
        ("8342156.37", "8342157.37"),
        ("10890625.52", "10890626.52"),
    ):
        assert old in sheet
        sheet = sheet.replace(old, new)
    disclosure, problems = read(write({**files, "balance_sheet/2023.csv": sheet}))
    assert {one.code for one in problems} == {"unlike-statements"}
    rows = tables(page_at(disclosure, "finances/2023/position/"))[0].rows
    assert [row.role for row in rows[-2:]] == [RowRole.GAP, RowRole.TOTAL_OPEN]
    gap = rows[-2].cells[1]
    assert isinstance(gap, Amount)
    assert gap.value == -1


def test_nothing_published_is_called_missing(write: Write, read: Read, books: Books) -> None:
    """没公开的 does not name a statement that is there, and still names one that is not."""
    files = {name: text for name, text in books(2023).items() if not name.startswith("cash_flow")}
    disclosure, _ = read(write(files))
    for path in ("finances/2023/", "finances/2023/position/"):
        told = [
            str(item) for one in page_at(disclosure, path).blocks if isinstance(one, Undisclosed) for item in one.items
        ]
        assert any("现金流量表" in one for one in told)
        assert not any("资产负债表" in one or "业务活动表" in one for one in told)


def test_the_year_is_answered_from_the_books(write: Write, read: Read, books: Books) -> None:
    """Where staff named no headline, income, expense and net assets of the statements answer for the year."""
    disclosure, _ = read(write(books(2023)))
    page = page_at(disclosure, "years/2023/")
    shown = {one.id for one in page.figures}
    assert {"AS2023L11T", "AS2023L35T", "BS2023L110O", "BS2023L110C"} <= shown
    assert "没有公布" not in "".join(map(str, page.finding))


def test_all_identities_are_on_the_page_of_checks(write: Write, read: Read, books: Books) -> None:
    """勾稽表 lists every identity with both sides: those that hold in a table, the others in full."""
    disclosure, _ = read(write(books(2023)))
    page = page_at(disclosure, "finances/2023/checks/")
    listed = {row.id for table in tables(page) for row in table.rows}
    assert listed == {one.id for one in disclosure.reconciliations}
    assert len(listed) == len(disclosure.reconciliations) > 60


def test_downloads_hold_every_line(write: Write, read: Read, books: Books) -> None:
    """Each statement is a download with all its lines and years."""
    disclosure, _ = read(write({**books(2023), **books(2026)}))
    made = {one.name: one for one in exports(disclosure, {})}
    for kind in statements.KINDS:
        assert len(made[kind].rows) == len(disclosure.records[kind])
        assert {row[0] for row in made[kind].rows} == {2023, 2026}


def test_the_real_organisations_are_unchanged() -> None:
    """Without statements there is no tab, no page and no ratio, and 没公开的 still names all three."""
    report = Report()
    for disclosure in read_site(ROOT / "data", "data", report).disclosures:
        paths = {page.path for page in pages_of(disclosure)}
        assert not [path for path in paths if path.endswith(tuple(PATHS.values()))]
        assert not [one for one in disclosure.figures.values() if one.topic in {"报表", "费用比例"}]
        year = disclosure.years[0]
        page = page_at(disclosure, f"finances/{year}/")
        told = "".join(str(item) for one in page.blocks if isinstance(one, Undisclosed) for item in one.items)
        assert all(name in told for name in ("资产负债表", "业务活动表", "现金流量表"))


# --- as HTML -------------------------------------------------------------------------------------


class _Nesting(HTMLParser):
    """Whether tags close in order, and what the table cells and ids are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.rows: list[dict[str, str | None]] = []
        self.ledger = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if tag == "table":
            self.ledger = "ledger" in (known.get("class") or "")
        if tag == "td" and self.ledger:
            self.rows.append(known)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("id"):
            self.ids.append(str(dict(attrs)["id"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the textbook statements, built by the command."""
    folder = tmp_path_factory.mktemp("statements")
    data = folder / "data"
    for year in (2023, 2026):
        for kind in statements.KINDS:
            target = data / "demo" / kind / f"{year}.csv"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / "tests" / "books" / str(year) / f"{kind}.csv").read_bytes())
    (data / "site.yaml").write_text("name: 测试\norganisations:\n  - demo\nprepared_on: 2027-03-01\n", encoding="utf-8")
    (data / "demo" / "organisation.yaml").write_text(
        "id: demo\nname: 示例慈善会\norg_form: 社会团体\npublic_fundraising: 否\n", encoding="utf-8"
    )
    (folder / "content" / "pages").mkdir(parents=True)
    done = run("build", "--data", data, "--content", folder / "content", "--output", folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.mark.parametrize("year", [2023, 2026])
@pytest.mark.parametrize("name", ["balance-sheet", "activity", "cash-flow", "position", "costs", "checks"])
def test_a_statement_is_whole_without_scripts(site: Path, name: str, year: int) -> None:
    """The page is sound HTML with unique ids; each cell tells its column for phones; nothing is left unsaid."""
    html = (site / "demo" / "finances" / str(year) / name / "index.html").read_text("utf-8")
    reader = _Nesting()
    reader.feed(html)
    assert not reader.faults
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.rows
    assert all(one.get("data-label") for one in reader.rows)
    body = html.partition("<body")[2]
    text = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    assert not re.search(r">\s*(?:None|nan)\s*<|Decimal\(", text)
    assert ' style="' not in text


def test_every_amount_leads_back_to_its_cell(site: Path) -> None:
    """An amount on a statement is a figure with an entry in the register, or names its file and row."""
    html = (site / "demo" / "finances" / "2023" / "balance-sheet" / "index.html").read_text("utf-8")
    main = html[html.index("<tbody") : html.index("</tbody>")]
    numbers = re.findall(r'<(?:span|a) class="num(?: cell)?"([^>]*)>', main)
    assert len(numbers) > 60
    assert all("data-figure=" in one or "data-cell=" in one for one in numbers)
    assert 'data-cell="demo/balance_sheet/2023.csv 第 4 行"' in main
    register = (site / "demo" / "facts" / "2023" / "index.html").read_text("utf-8")
    for figure in re.findall(r'data-figure="([^"]+)"', main):
        assert f'id="{figure}"' in register


def test_statements_change_rows_into_blocks_on_phones(site: Path) -> None:
    """The table asks for more room than a phone has, where its rows become blocks, with 期末数 and 合计 beside the name."""
    for name, lead in (("balance-sheet", "期末数"), ("activity", "合计"), ("cash-flow", "金额")):
        html = (site / "demo" / "finances" / "2023" / name / "index.html").read_text("utf-8")
        step = re.search(r'<div class="ledger-box step-(\d+)"', html)
        assert step
        assert int(step[1]) >= 30  # em: no phone is as wide
        assert re.search(rf'<th scope="col"[^>]*class="n lead[^"]*"[^>]*>{lead}</th>', html)


@pytest.mark.parametrize("form", ["社会团体", "社会服务机构"])
def test_management_costs_are_drawn_as_expense(form: str, write: Write, read: Read, books: Books) -> None:
    """The bar inside its limit has the colour of money that went out, the limit that of an intention."""
    disclosure, _ = read(write(books(2023), {"org_form": form, "public_fundraising": "否"}))
    charts = [one.chart for one in page_at(disclosure, "finances/2023/costs/").blocks if isinstance(one, ChartBlock)]
    (chart,) = [chart for chart in charts if chart.id == "management-2023"]
    assert [mark.role for mark in chart.marks] == [Role.PLAN, Role.EXPENSE]


def test_what_a_statement_says_of_the_spending_is_no_total_alone(write: Write, read: Read, books: Books) -> None:
    """Where no report lists the parts, the home page and the one for elders lead to the costs of the statement."""
    disclosure, problems = read(write(books(2023)))
    assert not problems
    (screen,) = (block for block in page_at(disclosure, "").blocks if isinstance(block, HomeFirstScreen))
    spending = next(button for button in screen.buttons if button.link.text == "钱花到哪了")
    assert spending.link.path == "finances/2023/costs/"
    assert plain_text(spending.words).endswith("各花了多少")
    lines = [
        plain_text(line)
        for block in page_at(disclosure, "easy/money/").blocks
        if isinstance(block, PlainLines)
        for line in block.lines
    ]
    assert any(line.startswith("业务活动成本：") for line in lines)
    assert not any("没有公布" in line for line in lines)


@pytest.mark.parametrize("side", ["income", "expense"])
def test_the_page_of_a_side_leads_to_the_statement_that_has_its_lines(
    write: Write, read: Read, books: Books, side: str
) -> None:
    """Where the register has no figure of it, the total is not all that can be found."""
    disclosure, _ = read(write(books(2023)))
    prose = [block for block in page_at(disclosure, f"finances/2023/{side}/").blocks if isinstance(block, Prose)]
    told = [plain_text(text) for block in prose for text in block.paragraphs]
    assert "各项收入和费用，一行一行列在业务活动表里。" in told
