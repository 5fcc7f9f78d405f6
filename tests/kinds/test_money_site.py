"""Every kind of this family filled, through the real command: pages, links, marks and privacy of what is written."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
from samples_money import Folder
from warm import run

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ("张三丰", "李四光", "0012345678")


def fill(folder: Folder) -> None:
    """One or two rows of every kind; persons carry names that must not come out."""
    progress = {"project": "books", "as_of": "2024-03-31", "published_on": "2024-04-08", "stage": "实施"}
    folder.write("project_progress", [{**progress, "progress": "送到了。", "income": "900.50", "expense": "0"}])
    folder.write("project_budgets", [{"project": "books", "item": "图书", "budget": "1000", "spent": "1200.50"}])
    closing = {"project": "meals", "closed_on": "2024-05-31", "income_public": "10", "income_other": "0"}
    folder.write("project_closings", [{**closing, "expense": "9", "surplus": "1", "disposal": "转到送书"}])
    account = {"campaign": "warm", "as_of": "2024-03-31", "published_on": "2024-04-10"}
    folder.write("campaign_accounts", [{**account, "cash_raised": "1000.50", "used": "1.25"}])
    year = {"fund": "spring", "year": "2023", "opening": "0", "received": "500.25"}
    folder.write("fund_accounts", [{**year, "spent": "100", "closing": "400.25"}])
    folder.write("emergency_reports", [{"emergency": "flood", "as_of": "2024-03-10", "cash_received": "7.07"}])
    person = {"donor_type": "个人", "donor": "张三丰"}
    goods = {"item": "口罩", "moved_on": "2024-01-26", "quantity": "360", "unit": "只"}
    folder.write(
        "goods",
        [
            {**goods, "move": "接收", "giver": "甲公司"},
            {**goods, "move": "发放", "receiver": "李四光", "receiver_type": "个人"},
        ],
    )
    folder.write("pledges", [{"id": "P1", "pledged_on": "2024-02-01", "promised": "1000", "received": "0", **person}])
    paid = {"paid_on": "2024-04-01", "receiver": "李四光", "receiver_type": "个人", "amount": "250.25"}
    folder.write("disbursements", [{**paid, "project": "books"}])
    gift = {"id": "2024-02-00001", "received_on": "2024-02-03", "amount": "100.50", "kind": "现金", "project": "books"}
    folder.write("donations", [{**gift, **person, "receipt_no": "0012345678"}])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The written site."""
    base = tmp_path_factory.mktemp("money")
    folder = Folder(base / "data")
    fill(folder)
    content = base / "content" / "pages"
    content.mkdir(parents=True)
    for one in (ROOT / "content" / "pages").glob("*.md"):
        (content / one.name).write_bytes(one.read_bytes())
    options = ("--data", base / "data", "--content", base / "content", "--output", base / "output")
    done = run("build", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return base / "output"


def pages(site: Path) -> dict[str, str]:
    return {one.relative_to(site).as_posix(): one.read_text("utf-8") for one in site.rglob("*.html")}


class Seen(HTMLParser):
    """Links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if found.get("id"):
            self.anchors.append(str(found["id"]))


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


def main_of(html: str) -> str:
    """What a page itself says: its text without head, menus and foot."""
    (main,) = html5lib.parse(html, namespaceHTMLElements=False).iter("main")
    return "".join(main.itertext())


def test_every_kind_has_its_page(site: Path) -> None:
    """Each kind of this family is found on a page of its own or on the page of what it tells of, and there only."""
    mains = {path: main_of(html) for path, html in pages(site).items()}
    homes = {
        "campaigns/warm": "历次公布的账目",
        "projects/books": "历次公布的进展",
        "projects/meals": "结项与剩余财产",
        "funds/spring": "年初余额＋本年收入",
        "emergencies/flood": "到哪一天收了多少",
        "donations/2024/02/00001-00500": "2024-02-00001",
        "donations/pledges": "认捐不是到账",
        "donations/in-kind/2024": "口罩",
        "disbursements/2024": "2024年每笔拨付",
    }
    made = {path: mains[f"sample/{path}/index.html"] for path in homes}
    for path, words in homes.items():
        assert [other for other, text in made.items() if words in text] == [path], words


def test_no_private_word_is_written_anywhere(site: Path) -> None:
    """Not in a page, not in a table to take away: no name without consent, no person helped, no receipt number."""
    suffixes = {".html", ".csv", ".json", ".svg", ".js"}
    files = [path for path in site.rglob("*") if path.suffix in suffixes]
    assert {path.suffix for path in files} == suffixes
    for path in files:
        text = path.read_text("utf-8-sig")
        assert not [word for word in PRIVATE if word in text], path


def test_workbooks_hold_no_private_word(site: Path) -> None:
    """The same for the downloads in Excel's format."""
    from python_calamine import CalamineWorkbook

    books = list(site.rglob("*.xlsx"))
    assert {"donations.xlsx", "pledges.xlsx", "goods.xlsx", "disbursements.xlsx"} <= {one.name for one in books}
    for one in books:
        said = repr(CalamineWorkbook.from_path(str(one)).get_sheet_by_index(0).to_python())
        assert not [word for word in PRIVATE if word in said], one


def test_every_link_leads_somewhere(site: Path) -> None:
    """Every page and every anchor that a page of this site leads to is there."""
    made = pages(site)
    anchors = {path: set(seen(html).anchors) for path, html in made.items()}
    for path, html in made.items():
        if path == "404.html":
            continue
        for link in seen(html).links:
            if link.startswith(("http", "mailto:", "tel:")):
                continue
            target, _, anchor = link.partition("#")
            file = (site / path).parent / target if target else site / path
            name = file.resolve().relative_to(site.resolve()).as_posix()
            assert file.exists(), (path, link)
            assert not anchor or name not in anchors or anchor in anchors[name], (path, link)


def test_ids_of_a_page_are_different(site: Path) -> None:
    """Tables that several kinds add to one page do not share an id."""
    for path, html in pages(site).items():
        anchors = seen(html).anchors
        assert len(anchors) == len(set(anchors)), (path, [one for one in anchors if anchors.count(one) > 1])


def test_a_number_of_a_record_says_from_which_cell_it_is(site: Path) -> None:
    """The amount of the gift, of the payment and of the fund lead back to file and row; of gifts a line tells for all of a table."""
    made = pages(site)
    gifts = made["sample/donations/2024/02/00001-00500/index.html"]
    assert re.search(r"donations\.csv 第 2(?:—\d+)? 行", gifts)
    assert "<td>100.50<td>" in gifts
    for path, cell, digits in (
        ("disbursements/2024", "disbursements.csv 第 2 行", "250.25"),
        ("funds/spring", "fund_accounts.csv 第 2 行", "400.25"),
    ):
        marked = re.findall(r'data-cell="([^"]*)">(.*?)</span>', made[f"sample/{path}/index.html"])
        assert any(where.endswith(cell) and digits in text for where, text in marked), path


def test_the_way_to_give_leads_to_the_platform_itself(site: Path) -> None:
    """An address elsewhere is written as it is, not below this site."""
    links = seen(pages(site)["sample/campaigns/warm/index.html"]).links
    assert "https://example.org/warm" in links
