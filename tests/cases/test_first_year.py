"""A first year from the smallest tables: only true sentences, totals offered from the register, and claims that follow the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from case import CaseSite

from disclosure.accounts.site import read_site
from disclosure.model import (
    Cards,
    ChartBlock,
    Disclosure,
    Figure,
    FigureList,
    Gap,
    Heading,
    HomeFirstScreen,
    Page,
    Prose,
    TableBlock,
    TrustStrip,
    Undisclosed,
)
from disclosure.output.words import plain_text
from disclosure.pages import pages_of
from disclosure.problems import Problem, Report

Change: TypeAlias = Callable[[list[str]], list[str]]
FIGURES = "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,所属记录,属于,状态,来源,出处"


@pytest.fixture
def newcomer(case: Callable[..., CaseSite]) -> CaseSite:
    """Sources, register and projects; no 年度要目, no 分组."""
    site = case("first-year", 1)
    for path in ("headlines.csv", "breakdowns.csv", "figures/2025.csv"):
        (site.data / path).unlink()
    return site


@dataclass(frozen=True)
class Made:
    """What the code makes of a folder: the organisation, its pages, and what the check says."""

    disclosure: Disclosure
    pages: dict[str, Page]
    problems: list[Problem]

    def gaps(self, path: str) -> list[str]:
        """The entries of 没公开的 of a page."""
        return [gap.label for gap in self._gaps(path)]

    def _gaps(self, path: str) -> Iterator[Gap]:
        for block in self.pages[path].blocks:
            if isinstance(block, Undisclosed):
                yield from block.items

    def absent(self, path: str) -> set[str]:
        """What a page says is missing: its entries of 没公开的; on the home page what stands under 靠得住吗."""
        labels = set(self.gaps(path))
        for block in self.pages[path].blocks:
            if isinstance(block, TrustStrip):
                labels |= {part for point in block.points for part in (point.answer, plain_text(point.words))}
        return labels

    def first_line(self) -> str:
        """The honest line on the first screen of the home page."""
        return next(plain_text(block.honest) for block in self.pages[""].blocks if isinstance(block, HomeFirstScreen))

    def words(self, path: str) -> str:
        """What a page says first."""
        found = self.pages[path].finding
        return "".join(piece.text if isinstance(piece, Figure) else str(piece) for piece in found)


def make(site: CaseSite) -> Made:
    """Read the folder and lay out its pages in this process; every claim of a page must hold when it is asked again."""
    report = Report()
    read = read_site(site.folder / "data", "data", report)
    assert not report.errors, [str(problem) for problem in report.errors]
    disclosure = read.disclosures[0]
    pages = {page.path: page for page in pages_of(disclosure)}
    for page in pages.values():
        for block in page.blocks:
            if isinstance(block, Undisclosed):
                assert all(gap.lacks(disclosure) for gap in block.items), page.path
    return Made(disclosure, pages, list(report))


def words_of(page: Page) -> list[str]:
    """The finding of a page and its paragraphs, as plain text."""
    paragraphs = [text for block in page.blocks if isinstance(block, Prose) for text in block.paragraphs]
    return [plain_text(text) for text in (page.finding, *paragraphs)]


# --- the smallest tables ---------------------------------------------------------------------------


def test_nothing_that_is_entered_is_called_missing(newcomer: CaseSite) -> None:
    """Totals without 年度要目, 管理费 in the subject, 上年结转 and 年末结余, volunteers: all are found."""
    made = make(newcomer)
    for path in ("", "years/2022/", "finances/", "finances/2022/", "finances/2022/income/", "finances/2022/expense/"):
        words = made.words(path).replace("逐笔捐赠没有公布，谁捐得最多看不出来。", "")  # nobody entered any
        assert "没有公布" not in words, path
    assert "逐笔捐赠没有公布" in made.words("finances/2022/income/")
    assert "1,286.35万元" in made.words("finances/2022/income/")
    assert "1102.78万元" in made.words("finances/2022/expense/")
    assert "管理费支出3.86万元" in made.words("finances/2022/costs/")
    assert made.words("finances/2022/position/") == "结余：上年结转金额近500万元，年末结余金额683.57万元。"
    for path in ("", "finances/2022/", "finances/2022/position/", "years/2022/"):
        assert not {"年初结余", "年末结余", "管理费用"} & set(made.gaps(path)), path
    assert not {"志愿者人数", "志愿服务时长"} & set(made.gaps("volunteers/"))
    income = made.gaps("finances/2022/income/")
    assert not {"限定用途和非限定用途各多少", "政府补助", "现金和物资各多少", "认捐到账多少"} & set(income)


def test_a_home_page_without_checks_claims_no_agreement(newcomer: CaseSite) -> None:
    """0 checks are no agreement, neither on the home page nor on that of the checks."""
    made = make(newcomer)
    assert not made.disclosure.reconciliations
    assert "还没有核对过" in made.absent("")
    assert not any("都对得上" in words for words in (*made.absent(""), made.first_line()))
    assert made.words("finances/2022/checks/") == "2022年的数字还没有互相核对过。"


def test_totals_and_parts_are_offered(newcomer: CaseSite) -> None:
    """make check offers the rows that are missing, with the figure that looks like it and why; it is only advice."""
    outcome = newcomer.check()
    assert outcome.exit_code == 0
    assert outcome.advice.count("headline-missing") == 2
    assert outcome.advice.count("breakdown-missing") == 1
    text = "".join(outcome.printed.split())
    assert "2022,收入合计,G001" in text
    assert "2022,支出合计,G005" in text
    assert "G002、G003相加正好等于它" in text
    assert "B2022A,收入的组成,G001,是,是" in text


LISTED = (
    "P0,支出,各类救助,支出,10000,,元,1万元",
    "P1,支出,恤病,支出,2500,,元,0.25万元",
    "P2,项目,恤病,受益,12,,人次,12人次",
    "P3,支出,济困,支出,4000,,元,0.4万元",
    "P4,支出,扶老,支出,3500,,元,0.35万元",
    "P5,支出,活动经费,支出,700,,元,0.07万元",
)


@pytest.mark.parametrize(
    ("change", "offered"),
    [
        (lambda rows: rows, ["P1、P3、P4"]),
        (lambda rows: [row.replace("3500,,元,0.35万元", "3400,,元,0.34万元") for row in rows], []),
        (lambda rows: [row.replace("4000,,元,0.4万元", "4000,余,元,0.4万余元") for row in rows], []),
        (lambda rows: [rows[0], rows[5], *rows[1:5]], []),
    ],
    ids=["what is listed right below", "a sum that is short", "about", "another between"],
)
def test_the_parts_of_a_part_are_offered(newcomer: CaseSite, change: Change, offered: list[str]) -> None:
    """A report of two levels: what stands right below a part and comes to it exactly is offered as its parts."""
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if ",支出," not in line]
    total = "P9,支出,全年,支出,10700,,元,1.07万元,实际,本级,现金,,,已核,R2022,三"
    rows = [f"{row},实际,本级,{'' if '人次' in row else '现金'},,,已核,R2022,三" for row in change(list(LISTED))]
    register.write_text("\n".join([*kept, total, *rows]) + "\n", "utf-8")
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,支出合计,P9\n")
    problems = [problem for problem in make(newcomer).problems if problem.code == "breakdown-missing"]
    found = {str(problem.details["total"]): problem for problem in problems}
    assert found["P9"].details["what"] == "P0、P5"
    assert [found["P0"].details["what"]] == offered if offered else "P0" not in found
    assert not offered or "年度要目" not in found["P0"].fix


@pytest.mark.parametrize(
    "rows",
    [
        ("支出,全年,支出,6000,,元,0.6万元", "结余,年末,结余,4000,,元,0.4万元"),
        ("项目,助学项目,支出,6000,,元,0.6万元", "项目,助医项目,支出,4000,,元,0.4万元"),
    ],
    ids=["what was spent and what is left", "projects"],
)
def test_the_other_side_is_no_part_of_a_total(newcomer: CaseSite, rows: tuple[str, str]) -> None:
    """What came in is what was spent and what is left, and is not made up of them."""
    register = newcomer.data / "figures" / "2022.csv"
    head = register.read_text("utf-8").splitlines()[0]
    lines = ["P0,收入,全年,收入,10000,,元,1万元", *(f"P{at},{row}" for at, row in enumerate(rows, 1))]
    register.write_text(
        "\n".join([head, *(f"{line},实际,本级,现金,,,已核,R2022,三" for line in lines)]) + "\n", "utf-8"
    )
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,P0\n")
    (newcomer.data / "projects.csv").unlink()
    assert [problem for problem in make(newcomer).problems if problem.code == "breakdown-missing"] == []


@pytest.mark.parametrize(
    ("rows", "offered"),
    [
        (("各类救助,受益,50,,人次,50人次", "助学,受益,20,,人次,20人次", "助医,受益,30,,家,30家"), "R0"),
        (("各类救助,受益,51,,人次,51人次", "助学,受益,20,,人次,20人次", "助医,受益,30,,家,30家"), ""),
        (("全年,受益,90,,人次,90人次", "助学,受益,20,,人次,20人次"), "R0"),
        (("助学,受益,20,,人次,20人次", "助医,受益,20,,人次,20人次"), ""),
    ],
)
def test_whom_the_year_helped_is_offered(newcomer: CaseSite, rows: tuple[str, ...], offered: str) -> None:
    """帮到多少 is offered where one figure speaks of the whole year or is the sum of all others; else nothing is said."""
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,G001\n2022,支出合计,G005\n")
    (newcomer.data / "projects.csv").unlink()
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if ",元," in line or line.startswith("编号")]
    kept = [line for line in kept if ",projects/" not in line]
    added = [f"R{at},项目,{row},实际,本级,,,,已核,R2022,五" for at, row in enumerate(rows)]
    register.write_text("\n".join([*kept, *added]) + "\n", "utf-8")
    told = [problem for problem in make(newcomer).problems if problem.code == "headline-missing"]
    assert [problem.details["row"] for problem in told] == ([f"2022,受益,{offered}"] if offered else [])


def test_no_page_says_what_is_printed_on_receipts(newcomer: CaseSite) -> None:
    """The numbers of gifts may have been made here: whether they stand on a receipt nobody has said."""
    newcomer.write(
        "data/demo/donations.csv",
        "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,来源\n2022-08-00001,2022-08-11,100,现金,单位,样县第一小学,R2022\n",
    )
    pages = make(newcomer).pages
    buttons = next(block for block in pages[""].blocks if isinstance(block, HomeFirstScreen)).buttons
    assert plain_text(next(button.words for button in buttons if "捐赠" in str(button.link.text))) == (
        "知道编号的输进去，不知道的按月份找"
    )


def test_what_was_offered_is_a_sound_answer(newcomer: CaseSite) -> None:
    """With the offered rows filled in the check has nothing left to offer, and the pages show totals and parts."""
    newcomer.write(
        "data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,G001\n2022,支出合计,G005\n2022,收入分组,B2022A\n"
    )
    newcomer.write("data/demo/breakdowns.csv", "编号,名称,总额,互斥,完整\nB2022A,收入的组成,G001,是,是\n")
    register = newcomer.data / "figures" / "2022.csv"
    lines = register.read_text("utf-8").splitlines()
    filled = [
        line.replace("现金,,,已核", "现金,,B2022A,已核") if line[:4] in {"G002", "G003"} else line for line in lines
    ]
    register.write_text("\n".join(filled) + "\n", "utf-8")
    made = make(newcomer)
    assert not [problem for problem in made.problems if problem.code in {"headline-missing", "breakdown-missing"}]
    assert "2022年核对了1处，都对得上。" in made.absent("")
    assert "还没有核对过" not in made.absent("")


def test_no_row_is_offered_where_several_figures_could_be_meant(newcomer: CaseSite) -> None:
    """Two amounts without the name of a total: the candidates are listed, none is put into the row."""
    register = f"{FIGURES}\nA1,收入,甲渠道,到账,500,,元,500元,实际,本级,现金,,,已核,R2022,一\n"
    register += "A2,收入,乙渠道,到账,400,,元,400元,实际,本级,现金,,,已核,R2022,一\n"
    newcomer.write("data/demo/figures/2022.csv", register)
    (newcomer.data / "projects.csv").unlink()
    offered = [problem.details for problem in make(newcomer).problems if problem.code == "headline-missing"]
    assert [details["row"] for details in offered] == ["2022,收入合计,编号"]
    assert "A1、A2" in str(offered[0]["what"])


def test_half_a_year_is_not_offered_as_its_total(newcomer: CaseSite) -> None:
    """What is asked about as a total is not offered as one."""
    register = f"{FIGURES}\nA1,收入,1—6月,接收款物,500,,元,500元,实际,本级,款物,,,已核,R2022,一\n"
    newcomer.write("data/demo/figures/2022.csv", register)
    (newcomer.data / "projects.csv").unlink()
    assert not [problem for problem in make(newcomer).problems if problem.code == "headline-missing"]


# --- one table at a time ---------------------------------------------------------------------------

GIFT = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,来源\n2022-06-00001,2022-06-01,500,现金,匿名,R2022\n"
PAYMENT = "拨付日期,接收方,接收方类型,金额,来源\n2022-06-02,河边学校,学校,300,R2022\n"
# table, its text, page, entries of 没公开的 that it answers
TABLES = (
    ("donations", GIFT, "years/2022/", {"逐笔捐赠"}),
    ("donations", GIFT, "finances/2022/income/", {"逐笔捐赠：谁、哪天、多少、指定给什么用途"}),
    ("disbursements", PAYMENT, "years/2022/", {"逐笔拨付"}),
    ("disbursements", PAYMENT, "finances/2022/expense/", {"直接给到受益人和通过合作方各多少", "现金和物资各多少"}),
    (
        "goods",
        (
            "品名,规格,类型,日期,数量,单位,接收方,接收方类型,价值,估价依据,来源\n棉被,大,接收,2022-01-05,100,条,,,1000,发票,R2022\n"
            "棉被,大,发放,2022-01-06,60,条,河边学校,单位,,,R2022\n棉被,大,结存,2022-12-31,40,条,,,,,R2022\n"
        ),
        "finances/2022/in-kind/",
        {"物资的规格", "估价依据", "发给谁、谁签收", "年末库存"},
    ),
    (
        "audits",
        "编号,名称,类型,被审年度,审计机构,意见,报告文号,来源\na1,年度审计,年度审计,2022,某某会计师事务所,标准无保留意见,1号,R2022\n",
        "",
        {"没有写做过审计。", "报告没公布"},
    ),
    (
        "audits",
        "编号,名称,类型,被审年度,审计机构,意见,报告文号,来源\na1,年度审计,年度审计,2022,某某会计师事务所,标准无保留意见,1号,R2022\n",
        "audits/",
        {"审计机构名称", "审计意见", "审计报告文号", "最近一个年度财务会计报告的审计结果"},
    ),
    (
        "members",
        "编号,姓名,机构,职务,任期起,是否领取报酬,来源\nm1,王小样,理事会,理事,2020-01-01,否,R2022\n",
        "governance/",
        {"理事会成员名单和任期", "负责人是否领取报酬"},
    ),
    (
        "meetings",
        "编号,日期,会议,届次,出席人数,应到人数,议题和决议,来源\nc1,2022-03-01,监事会,一届一次,3,3,通过工作报告,R2022\n",
        "governance/",
        {"监事会会议的日期和决议", "理事会会议的次数、日期、出席人数和决议"},
    ),
    (
        "policies",
        "编号,名称,类别,内容,来源\np1,财务管理制度,财务和资产管理,略,R2022\n",
        "policies/",
        {"财务制度"},
    ),
    (
        "qualifications",
        "编号,资格,证书编号或公告文号,来源\nq1,公开募捐资格,苏民1号,R2022\n",
        "governance/",
        {"公开募捐资格证书编号和有效期"},
    ),
    (
        "contacts",
        "联系人,电话,来源\n办公室,0199-80001357,R2022\n",
        "governance/",
        {"联系人和联系电话"},
    ),
)


@pytest.mark.parametrize(("table", "text", "path", "answered"), TABLES, ids=[f"{row[0]}-{row[2]}" for row in TABLES])
def test_claims_follow_one_table(newcomer: CaseSite, table: str, text: str, path: str, answered: set[str]) -> None:
    """Without the table a page lists what it would tell; with it, not; and again when it is taken away."""
    assert answered <= make(newcomer).absent(path)
    file = newcomer.write(f"data/demo/{table}.csv", text)
    assert not answered & make(newcomer).absent(path)
    file.unlink()
    assert answered <= make(newcomer).absent(path)


def test_the_look_up_leads_to_gifts_only_where_there_are_some(newcomer: CaseSite) -> None:
    """The large button on the home page follows the table of gifts; without them it never leads to a look-up."""

    def led() -> list[str]:
        first = next(block for block in make(newcomer).pages[""].blocks if isinstance(block, HomeFirstScreen))
        return [button.link.path for button in first.buttons if button.link.text == "查我的捐赠"]

    assert "donations/" not in led()
    file = newcomer.write("data/demo/donations.csv", GIFT)
    assert led() == ["donations/"]
    file.unlink()
    assert "donations/" not in led()


# rows of the register, the page, and the entry that each answers
ROWS = (
    ("G010,", "finances/2022/costs/", "管理费用"),
    ("G010,", "finances/2022/expense/", "管理费用"),
    ("G011,", "finances/2022/position/", "年初结余"),
    ("G012,", "finances/2022/position/", "年末结余"),
    ("G007,", "finances/2022/income/", "政府补助"),
    ("G003,", "finances/2022/income/", "限定用途和非限定用途各多少"),
    ("G004,", "finances/2022/income/", "现金和物资各多少"),
    ("G013,", "volunteers/", "志愿者人数"),
    ("G014,", "volunteers/", "志愿服务时长"),
    ("G015,", "finances/2022/in-kind/", "物资的品名、数量和单位"),
)


@pytest.mark.parametrize(("row", "path", "label"), ROWS, ids=[f"{row[0]}{row[2]}" for row in ROWS])
def test_claims_follow_one_figure(newcomer: CaseSite, row: str, path: str, label: str) -> None:
    """A figure that is taken out of the register is missed where it was found."""
    register = newcomer.data / "figures" / "2022.csv"
    lines = register.read_text("utf-8").splitlines()
    assert label not in make(newcomer).gaps(path)
    register.write_text("\n".join(line for line in lines if not line.startswith(row)) + "\n", "utf-8")
    assert label in make(newcomer).gaps(path)


# the same thing in other words and places: subject or measure, any topic
WORDINGS = (
    ("支出,管理费用,金额,38600,,元,3.86万元,实际,本级,现金", "finances/2022/costs/", "管理费用"),
    ("总体,行政办公支出,合计,38600,,元,3.86万元,实际,本级,现金", "finances/2022/costs/", "管理费用"),
    ("支出,本年,募捐成本,38600,,元,3.86万元,实际,本级,现金", "finances/2022/costs/", "募捐成本（筹资费用）"),
    ("支出,工作人员,工资福利,38600,,元,3.86万元,实际,本级,现金", "finances/2022/costs/", "工作人员工资福利"),
    ("结余,年初余额,金额,38600,,元,3.86万元,实际,本级,现金", "finances/2022/position/", "年初结余"),
    ("收入,慈善资金增值,净收入,1056700,,元,105.67万元,实际,本级,现金", "finances/2022/income/", "投资收益"),
    ("收入,慈善资金增值,净收入,1056700,,元,105.67万元,实际,本级,现金", "finances/2022/income/", "利息和其他收入"),
    ("总体,本会,上年末结余,38600,,元,3.86万元,实际,本级,现金", "finances/2022/position/", "年初结余"),
    ("结余,滚存结余,金额,38600,,元,3.86万元,实际,本级,现金", "finances/2022/position/", "年末结余"),
    ("收入,理财收益,到账,38600,,元,3.86万元,实际,本级,现金", "finances/2022/income/", "投资收益"),
    ("收入,银行存款利息,到账,38600,,元,3.86万元,实际,本级,现金", "finances/2022/income/", "利息和其他收入"),
)


@pytest.mark.parametrize(("cells", "path", "label"), WORDINGS, ids=[row[0].split(",3")[0] for row in WORDINGS])
def test_no_magic_words(newcomer: CaseSite, cells: str, path: str, label: str) -> None:
    """Whatever stands in the subject and whatever in the measure: what is entered is not called missing."""
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if line[:4] not in {"G010", "G011", "G012"}]
    register.write_text("\n".join(kept) + "\n", "utf-8")
    assert label in make(newcomer).gaps(path)
    register.write_text("\n".join([*kept, f"N1,{cells},,,已核,R2022,五"]) + "\n", "utf-8")
    assert label not in make(newcomer).gaps(path)


def test_a_balance_of_one_thing_is_not_that_of_the_whole(newcomer: CaseSite) -> None:
    """年末结余 in the table is the balance of the whole body: neither that of a special purpose, nor several at once."""

    def at_the_end(*rows: str) -> list[object]:
        register = newcomer.data / "figures" / "2022.csv"
        kept = [line for line in register.read_text("utf-8").splitlines() if line[:4] not in {"G010", "G011", "G012"}]
        kept = [line for line in kept if not line.startswith("N")]
        register.write_text("\n".join([*kept, *rows]) + "\n", "utf-8")
        blocks = make(newcomer).pages["finances/2022/position/"].blocks
        table = next(block.table for block in blocks if isinstance(block, TableBlock))
        shown = {str(row.cells[0]): row.cells[1] for row in table.rows}
        return [cell.id if isinstance(cell, Figure) else cell for label, cell in shown.items() if label == "年末结余"]

    special = "N1,结余,抗旱专项款,结余,0,,元,0元,实际,本级,现金,,,已核,R2022,五"
    whole = "N2,结余,年末,结余,3051900,,元,305.19万元,实际,本级,现金,,,已核,R2022,五"
    ready = "N3,结余,可直接用于救助的慈善资金,结余,1399100,,元,139.91万元,实际,本级,现金,,,已核,R2022,五"
    assert at_the_end(special) == []
    assert at_the_end(whole) == ["N2"]
    assert at_the_end(special, whole, ready) == ["N2"]
    named = whole.replace("年末,结余", "示例慈善会2022年底慈善资金累计,结余")
    assert at_the_end(named) == ["N2"]


def test_a_difference_of_two_known_numbers_is_not_undisclosed(newcomer: CaseSite) -> None:
    """当年收支差 is left out where nobody computed it and both sides stand above it."""
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,G001\n2022,支出合计,G005\n")
    blocks = make(newcomer).pages["finances/2022/position/"].blocks
    table = next(block.table for block in blocks if isinstance(block, TableBlock))
    assert "当年收支差" not in [row.cells[0] for row in table.rows]


@pytest.mark.parametrize(
    ("kind", "name", "subject"),
    [
        ("funds", "银杏基金", "银杏基金"),
        ("funds", "银杏基金", "“银杏基金”救助"),
        ("projects", "送温暖", "春节送温暖"),
        ("projects", "济困", "济困"),
        ("emergencies", "抗旱", "抗旱"),
    ],
)
def test_a_page_does_not_deny_what_the_register_has(newcomer: CaseSite, kind: str, name: str, subject: str) -> None:
    """A figure whose subject names a record and that is not entered as its own: shown apart, asked about, never 未披露."""
    (newcomer.data / "projects.csv").unlink()
    newcomer.write(f"data/demo/{kind}.csv", f"编号,名称,来源\nnamed,{name},R2022\n")
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if ",projects/" not in line]
    register.write_text("\n".join(kept) + "\n", "utf-8")
    path = f"{kind}/named/"
    assert make(newcomer).words(path).endswith("没有给出数字。")
    added = [
        f"N1,支出,{subject},支出,736500,,元,73.65万元,实际,本级,现金,,,已核,R2022,五",
        f"N2,项目,{subject},受益,644,,人次,644人次,实际,本级,,,,已核,R2022,五",
    ]
    register.write_text("\n".join([*kept, *added]) + "\n", "utf-8")
    made = make(newcomer)
    assert made.words(path) == "像是说它的数字列在下面。"
    assert not {"支出金额", "支出", "已用金额"} & set(made.gaps(path))
    told = [problem for problem in made.problems if problem.code == "figure-unowned"]
    assert {problem.suggestion for problem in told} == {f"{kind}/named"}
    assert [problem.where.column for problem in told] == ["所属记录", "所属记录"]


@pytest.mark.parametrize(
    ("kind", "name", "subject"),
    [("funds", "银杏基金", "银杏基金会注入"), ("projects", "助学", "助学贷款"), ("projects", "春晖助学", "助学")],
)
def test_a_like_name_is_another(newcomer: CaseSite, kind: str, name: str, subject: str) -> None:
    """A body that has the name of a fund, two signs in a longer word, a part of a name: nothing is offered."""
    (newcomer.data / "projects.csv").unlink()
    newcomer.write(f"data/demo/{kind}.csv", f"编号,名称,来源\nnamed,{name},R2022\n")
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if ",projects/" not in line]
    kept.append(f"N1,支出,{subject},支出,736500,,元,73.65万元,实际,本级,现金,,,已核,R2022,五")
    register.write_text("\n".join(kept) + "\n", "utf-8")
    made = make(newcomer)
    assert made.words(f"{kind}/named/").endswith("没有给出数字。")
    assert not [problem for problem in made.problems if problem.code == "figure-unowned"]


def test_the_numbers_of_the_only_emergency_stand_on_its_page(newcomer: CaseSite) -> None:
    """Figures of 应急 that name no action seem to be about the only one; of two, nobody can say about which."""
    register = newcomer.data / "figures" / "2022.csv"
    with register.open("a", encoding="utf-8") as file:
        file.write("N1,应急,救灾专项款,捐赠收入,2938645.66,,元,2938645.66元,实际,本级,现金,,,已核,R2022,五\n")
    newcomer.write("data/demo/emergencies.csv", "编号,名称,来源\nflood,洪水救援,R2022\n")
    made = make(newcomer)
    gaps = made.gaps("emergencies/flood/")
    assert "募集金额" not in gaps
    assert {"已用金额", "剩余金额"} <= set(gaps), "捐赠收入 came in and did not go out"
    newcomer.write("data/demo/emergencies.csv", "编号,名称,来源\nflood,洪水救援,R2022\nfire,山火救援,R2022\n")
    assert not [problem for problem in make(newcomer).problems if problem.code == "figure-unowned"]


def test_a_part_of_which_the_parts_are_told_is_drawn_too(newcomer: CaseSite) -> None:
    """Two levels: a chart for each, the inner one under its own name; whom each helped is found by its subject under any topic."""
    register = newcomer.data / "figures" / "2022.csv"
    kept = [line for line in register.read_text("utf-8").splitlines() if ",支出," not in line]
    rows = [f"{row},实际,本级,{'' if '人次' in row else '现金'},,{{}},已核,R2022,三" for row in LISTED]
    inner = {"P1": "BY", "P3": "BY", "P4": "BY", "P0": "BX", "P5": "BX"}
    total = "P9,支出,全年,支出,10700,,元,1.07万元,实际,本级,现金,,,已核,R2022,三"
    filled = [row.format(inner.get(row[:2], "")) for row in rows]
    register.write_text("\n".join([*kept, total, *filled]) + "\n", "utf-8")
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,支出合计,P9\n2022,支出分组,BX\n")
    newcomer.write(
        "data/demo/breakdowns.csv",
        "编号,名称,总额,互斥,完整\nBX,支出的组成,P9,是,是\nBY,各类救助支出的组成,P0,是,是\n",
    )
    page = make(newcomer).pages["finances/2022/expense/"]
    drawn = [block.chart for block in page.blocks if isinstance(block, ChartBlock)]
    assert [chart.id for chart in drawn] == ["expense-2022", "expense-2022-by"]
    assert drawn[1].title == "各类救助支出的组成"


def test_one_part_alone_counts_nothing_twice(newcomer: CaseSite) -> None:
    """其中 of one part, of which nobody said that parts overlap: the rest is what it is, not 至少."""
    register = newcomer.data / "figures" / "2022.csv"
    with register.open("a", encoding="utf-8") as file:
        file.write("N1,收入,县财政资助,收入,1300000,,元,130万元,实际,本级,现金,,,已核,R2022,五\n")
        file.write("N2,收入,县财政资助结对专款,收入,1000000,,元,100万元,实际,本级,现金,,BN,已核,R2022,五\n")
    newcomer.write("data/demo/breakdowns.csv", "编号,名称,总额,互斥,完整\nBN,县财政资助的组成,N1,未证明,否\n")
    made = make(newcomer)
    (check,) = made.disclosure.reconciliations
    assert check.difference_text == "左边少30万元"
    assert made.first_line() == "有1处总数只列了一部分。看是哪些", "nothing contradicts anything"
    assert "有1处总数只列了一部分；没有对不上的。" in made.absent("")
    headings = [block.text for block in made.pages["finances/2022/checks/"].blocks if isinstance(block, Heading)]
    assert headings == ["只列了一部分的钱，差得最多的在前"]


def test_a_project_of_an_earlier_year_says_so_on_the_home_page(newcomer: CaseSite) -> None:
    """Under the accounts of 2023 stand the numbers that a project had in 2022, with their year; those of the year itself without."""

    def labels() -> list[str]:
        cards = next(block for block in make(newcomer).pages[""].blocks if isinstance(block, Cards)).cards
        return [label for card in cards for label, _ in (*filter(None, [card.result]), *card.money)]

    assert labels()
    assert not any(label.startswith("2022年") for label in labels())
    with (newcomer.data / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("R2023,2023年度工作报告,示例慈善会,2024-03-20,报,2023\n")
    newcomer.write(
        "data/demo/figures/2023.csv",
        f"{FIGURES}\nN1,收入,全年,收入,10000,,元,1万元,实际,本级,现金,,,已核,R2023,一\n",
    )
    assert all(label.startswith("2022年") for label in labels())


def test_plain_help_tells_where_money_went_though_nobody_told_the_total(newcomer: CaseSite) -> None:
    """What 恤病 cost is told of a year without totals: 花在哪里 is not denied beside it."""
    newcomer.write(
        "data/demo/figures/2022.csv",
        f"{FIGURES}\nN1,项目,恤病,支出,964000,,元,96.4万元,实际,本级,款物,,,已核,R2022,五\n",
    )
    (newcomer.data / "projects.csv").unlink()
    home = words_of(make(newcomer).pages[""])
    assert "2022年一共花了多少，没有公布。" in home
    assert "花在哪里，没有公布" not in home


def test_sorts_of_help_below_all_help_are_told_and_costs_and_sources_are_no_help(newcomer: CaseSite) -> None:
    """What 各类救助 was made of is what was done; the costs of the work and where the money came from helped nobody."""
    rows = (
        "N1,支出,全年,支出,1400000,,元,140万元,实际,本级,款物,,,已核,R2022,五",
        "N2,项目,各类救助,支出,1200000,,元,120万元,实际,本级,款物,,BA,已核,R2022,五",
        "N3,项目,慈善活动经费,支出,200000,,元,20万元,实际,本级,款物,,BA,已核,R2022,五",
        "N4,项目,恤病,支出,900000,,元,90万元,实际,本级,款物,,BH,已核,R2022,五",
        "N5,项目,济困,支出,300000,,元,30万元,实际,本级,款物,,BH,已核,R2022,五",
        "N6,项目,政府拨款,支出,400000,,元,40万元,实际,本级,款物,,,已核,R2022,五",
        "N8,项目,基本支出,支出,150000,,元,15万元,实际,本级,款物,,BG,已核,R2022,五",
        "N7,项目,其他收入,支出,100000,,元,10万元,实际,本级,款物,,,已核,R2022,五",
        "N0,项目,儿童夏令营活动费,支出,2000,,元,2000元,实际,本级,款物,,,已核,R2022,五",
    )
    newcomer.write("data/demo/figures/2022.csv", "\n".join((FIGURES, *rows, "")))
    newcomer.write(
        "data/demo/breakdowns.csv",
        "编号,名称,总额,互斥,完整\nBA,支出的组成,N1,是,是\nBH,救助的组成,N2,是,是\nBG,拨款的组成,N6,未证明,否\n",
    )
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,支出合计,N1\n")
    (newcomer.data / "projects.csv").unlink()
    cards = next(block for block in make(newcomer).pages[""].blocks if isinstance(block, Cards)).cards
    assert [card.title for card in cards] == ["恤病", "济困", "儿童夏令营活动费"]


def test_payments_tell_where_money_went_though_nobody_told_the_total(newcomer: CaseSite) -> None:
    """Single payments of a year without totals: 花在哪里 is not denied, their sum is told, no heading stands alone."""
    newcomer.write(
        "data/demo/figures/2022.csv",
        f"{FIGURES}\nN1,结余,抗旱专项款,结余,0,,元,0元,实际,本级,现金,,,已核,R2022,五\n",
    )
    (newcomer.data / "projects.csv").unlink()
    pages = make(newcomer).pages
    assert "2022年花了多少、花在哪里，没有公布。" in words_of(pages[""])
    assert [block.text for block in pages["finances/2022/"].blocks if isinstance(block, Heading)] == []
    newcomer.write(
        "data/demo/disbursements.csv",
        "拨付日期,接收方,接收方类型,金额,来源\n2022-04-01,样县教育局,政府部门,415223,R2022\n"
        "2022-06-08,样县第一小学,学校,552423.66,R2022\n2021-06-08,样县第一小学,学校,1,R2022\n",
    )
    pages = make(newcomer).pages
    assert "2022年一共花了多少，没有公布。" in words_of(pages[""])
    assert words_of(pages["finances/2022/expense/"])[0].endswith("；逐笔公布的拨付有2笔，967,646.66元。")
    first = next(block for block in pages[""].blocks if isinstance(block, HomeFirstScreen))
    assert [(label, str(value.value)) for label, value in first.items] == [("拨出", "967647.66")]
    assert plain_text(first.honest) == "拨出的是拨付3笔。2022年一共收了多少、花了多少，没有公布。"


def test_figures_of_which_nobody_knows_the_whole_are_not_to_be_added(newcomer: CaseSite) -> None:
    """The total stands above its list, and is no line of it; of the others the page says that they need not add up."""
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,G001\n2022,支出合计,G005\n")
    page = make(newcomer).pages["finances/2022/"]
    listed = [figure.id for block in page.blocks if isinstance(block, FigureList) for figure in block.figures]
    assert "G001" not in listed
    assert {"G002", "G003"} <= set(listed)
    assert "这些数各说各的，不要加在一起。" in words_of(page)


def test_a_page_names_the_documents_of_its_own_numbers(newcomer: CaseSite) -> None:
    """A list of gifts of the year is no document of the register, of the overview, of the balances."""
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号\n2022,收入合计,G001\n2022,支出合计,G005\n")
    with (newcomer.data / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("GIFTS,捐赠名单,示例慈善会,2023-01-05,填,2022\n")
    newcomer.write(
        "data/demo/donations.csv",
        "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,来源\n2022-08-00001,2022-08-11,100,现金,单位,样县第一小学,GIFTS\n",
    )
    made = make(newcomer)
    look_up = made.disclosure.figures.get
    for path in ("finances/2022/", "finances/2022/position/", "facts/2022/income/"):
        assert made.pages[path].named_sources(look_up) == {"R2022"}, path


def test_an_emergency_leads_with_its_account(newcomer: CaseSite) -> None:
    """没有给出数字 is said only while there is neither a figure nor an account; then the account leads."""
    newcomer.write("data/demo/emergencies.csv", "编号,名称,来源\nflood,洪水救援,R2022\n")
    made = make(newcomer)
    assert made.words("emergencies/flood/") == "报告提到这次行动，没有给出数字。"
    figure = next(iter(made.disclosure.figures))
    newcomer.write("data/demo/emergencies.csv", f"编号,名称,内容,来源\nflood,洪水救援,从{{{figure}}}里拨了款。,R2022\n")
    assert make(newcomer).words("emergencies/flood/") == "数字写在下面的话里。", "what stands below is not denied"
    newcomer.write("data/demo/emergencies.csv", "编号,名称,来源\nflood,洪水救援,R2022\n")
    assert {"募集金额", "已用金额", "剩余金额", "接收和拨付的日期"} <= set(made.gaps("emergencies/flood/"))
    newcomer.write(
        "data/demo/emergency_reports.csv",
        "应急行动,截止日期,公布日期,累计接收资金,累计使用,来源\nflood,2022-07-05,2022-07-06,1000,600.5,R2022\n",
    )
    made = make(newcomer)
    assert made.words("emergencies/flood/") == "到2022年7月5日，募得1,000.00元，已用600.50元，还剩399.50元。"
    assert not {"募集金额", "已用金额", "剩余金额", "接收和拨付的日期"} & set(made.gaps("emergencies/flood/"))


def test_a_campaign_leads_with_its_account(newcomer: CaseSite) -> None:
    """还没有公布 is said only while there is neither account nor figure nor single gift."""
    header = "编号,名称,备案编号,备案日期,开始日期,结束日期,来源\n"
    row = "coats,冬衣募捐,51320000000000000XA22001,2022-01-01,2022-03-01,2022-09-30,R2022\n"
    newcomer.write("data/demo/campaigns.csv", header + row)
    assert make(newcomer).words("campaigns/coats/") == "这次募捐的募得和使用情况还没有公布。"
    newcomer.write(
        "data/demo/campaign_accounts.csv",
        "募捐活动,截止日期,公布日期,最终,累计募得资金,累计使用,来源\ncoats,2022-10-05,2022-10-06,是,1000,1000,R2022\n",
    )
    made = make(newcomer)
    assert made.words("campaigns/coats/") == "到2022年10月5日（最终账目），募得1,000.00元，已用1,000.00元，没有剩余。"
    assert not {"募得多少", "用了多少", "募捐结束后的全面公开（结束后三个月内）"} & set(made.gaps("campaigns/coats/"))


def test_goods_agree_only_where_they_were_counted(newcomer: CaseSite) -> None:
    """都对得上 needs a count of every item that agrees; where none or only some were counted, that is said."""
    header = "品名,规格,类型,日期,数量,单位,来源\n"
    gone = "棉被,大,接收,2022-01-05,100,条,R2022\n棉被,大,发放,2022-01-06,100,条,R2022\n"
    counted = "米,袋,接收,2022-01-05,5,袋,R2022\n米,袋,结存,2022-12-31,5,袋,R2022\n"
    newcomer.write("data/demo/goods.csv", header + gone)
    assert make(newcomer).words("donations/in-kind/") == "公布了1种物资的收发；没有盘点数，结存是算出来的。"
    newcomer.write("data/demo/goods.csv", header + counted)
    assert "逐种核对，都对得上" in make(newcomer).words("donations/in-kind/")
    newcomer.write("data/demo/goods.csv", header + gone + counted)
    assert "盘点过的1种对得上，1种没有盘点数" in make(newcomer).words("donations/in-kind/")


def test_registered_totals_come_before_what_stands_in_for_them(newcomer: CaseSite) -> None:
    """The largest figure stands in under its own name only while nobody named the total."""
    newcomer.write("data/demo/headlines.csv", "年度,角色,编号,名称\n2022,收入合计,G006,一日捐合计\n")
    assert make(newcomer).words("finances/2022/income/").startswith("2022年一日捐合计312.6万元")
