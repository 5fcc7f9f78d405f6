"""What a person does at the desk, without a script: mend a cell, answer a question, enter a record, undo, publish by two."""

from __future__ import annotations

import errno
import html
import io
import os
import re
import sys
from pathlib import Path

import pytest
import stranger
from openpyxl import Workbook, load_workbook
from papers import cell, docx, table_of
from PIL import Image
from small import Site
from visitor import Visitor

from disclosure.accounts import load
from disclosure.desk.working import with_refusal
from disclosure.filing import ChangedSinceError, writes
from disclosure.problems import Report
from disclosure.publishing import waiting

FIGURES = "figures/2023.csv"


def broken(site: Site) -> bytes:
    """Break one cell; returns the file as it was."""
    before = site.file(FIGURES).read_bytes()
    site.cell(FIGURES, 2, "数值", "100万")
    return before


def test_a_cell_is_mended_in_the_page(visitor: Visitor, site: Site) -> None:
    """The report names the cell, the page holds its value; a click writes it, and another takes it back."""
    before = broken(site)
    visitor.workplace.build()
    page = visitor.text("/problems")
    assert "必须改（1 处）" in page
    assert "第 2 行“数值”" in page
    action, fields = visitor.form(page, "改这一格")
    assert fields["expected"] == fields["cell"] == "100万"
    assert visitor.form(page, "照建议填 1000000")[1]["cell"] == "1000000"
    after = visitor.done(action, expected="100万", cell="1000000")
    assert "已改好" in after
    assert site.file(FIGURES).read_bytes() == before
    assert "必须改（" not in after
    assert visitor.workplace.showing.report is None

    home = visitor.text("/")
    assert "撤销这一次" in home
    assert "已撤销" in visitor.undo()
    assert "100万" in site.file(FIGURES).read_text("utf-8")
    assert "撤销这一次" not in visitor.text("/")
    assert "没有可以撤销的了" in visitor.done("/undo", number="1")


def test_a_mend_that_does_not_hold_is_not_written(visitor: Visitor, site: Site) -> None:
    """What is still wrong in the same cell is shown, and there is no way to write it."""
    broken(site)
    now = site.file(FIGURES).read_bytes()
    visitor.workplace.build()
    action, _ = visitor.form(visitor.text("/problems"), "改这一格")
    for typed in ("12万", ""):
        page = visitor.post(action, expected="100万", cell=typed).text
        assert "还没有写" in page
        assert "先写入，再改别的格" not in page
        assert site.file(FIGURES).read_bytes() == now


def test_a_mend_that_moves_the_trouble_is_asked_about(visitor: Visitor, site: Site) -> None:
    """A value that is right by itself and wrong beside another cell is written only when asked for."""
    broken(site)
    visitor.workplace.build()
    action, _ = visitor.form(visitor.text("/problems"), "改这一格")
    page = visitor.post(action, expected="100万", cell="5").text
    assert "还没有写" in page  # the wording says 100万


def test_a_cell_that_was_changed_meanwhile_is_left(visitor: Visitor, site: Site) -> None:
    """Somebody saved the file in Excel while the page was open."""
    broken(site)
    visitor.workplace.build()
    action, _ = visitor.form(visitor.text("/problems"), "改这一格")
    site.cell(FIGURES, 2, "数值", "100萬")
    now = site.file(FIGURES).read_bytes()
    assert "刚才被改过" in visitor.done(action, expected="100万", cell="1000000")
    assert site.file(FIGURES).read_bytes() == now


def test_a_fact_is_mended_in_the_page(visitor: Visitor, site: Site) -> None:
    """The facts of a site stand in YAML; one line of it is written, comments and the rest stay."""
    path = site.data / "site.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("prepared_on: 2024-05-01", "prepared_on: 去年五月 # 照报告"), "utf-8")
    visitor.workplace.build()
    action, fields = visitor.form(visitor.text("/problems"), "去年五月")
    assert "已改好" in visitor.done(action, expected=fields["expected"], cell="2024-05-01")
    assert path.read_text("utf-8") == before.replace("2024-05-01", "2024-05-01 # 照报告")


def test_a_cell_of_excel_is_mended_in_the_page(visitor: Visitor, site: Site) -> None:
    """The page writes it and takes it back; a sheet with a formula is refused with the way out."""
    book = Workbook()
    for row in site.table("projects.csv"):
        book.active.append(row)
    good = book.active["A2"].value
    book.active["A2"] = "不是编号"
    site.file("projects.csv").unlink()
    book.save(site.file("projects.xlsx"))
    before = site.file("projects.xlsx").read_bytes()
    visitor.workplace.build()
    action, fields = visitor.form(visitor.text("/problems"), "不是编号")
    assert fields["expected"] == "不是编号"
    assert "已改好" in visitor.done(action, expected="不是编号", cell=good)
    assert load_workbook(site.file("projects.xlsx")).active["A2"].value == good
    assert "已撤销" in visitor.undo()
    assert site.file("projects.xlsx").read_bytes() == before
    book.active["Z9"] = "=1+1"
    book.save(site.file("projects.xlsx"))
    assert "里有公式" in visitor.done(action, expected="不是编号", cell=good)


def test_a_question_is_answered_with_name_and_reason(visitor: Visitor, site: Site) -> None:
    """The row goes into the table of 确认 as the check has it ready, and is listed with who and why."""
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-04-01")
    visitor.workplace.build()
    page = visitor.text("/problems")
    assert "请确认" in page
    action, fields = visitor.form(page, "看过没有错")
    assert set(fields) >= {"reason", "name"}
    for reason, name in (("。", "林会计"), ("对的", "林会计"), ("已经对过原件和决议", "，")):
        assert "没有写" in visitor.done(action, reason=reason, name=name)
        assert not site.file("acknowledgements.csv").exists()
    after = visitor.done(action, reason="已经对过原件和决议", name="林会计")
    assert "已经确认（1 处）" in after
    assert "已经对过原件和决议（林会计，" in after
    rows = site.table("acknowledgements.csv")
    assert rows[1][6:8] == ["已经对过原件和决议", "林会计"]
    assert re.fullmatch(r"v[0-9a-f]{8}", rows[1][5])
    assert "已撤销：确认" in visitor.undo()
    assert not site.file("acknowledgements.csv").exists()


def test_from_an_empty_folder_to_an_organisation(tmp_path: Path) -> None:
    """The first page leads to the form; the full name is all that is asked; the site stands beside it at once."""
    visitor = Visitor.at(tmp_path, tmp_path / "data", tmp_path / "content")
    assert "还没有机构" in visitor.text("/")
    assert "还没有机构" in visitor.get("/problems").text
    place = visitor.post("/files", file=("星光区慈善会2025年共接收捐款120万元。".encode(), "2025年总结.txt")).headers[
        "Location"
    ]
    assert "这个文件会等着" in visitor.text(place)
    assert "没有填“名称”：请填登记证书上的全称。" in visitor.post("/new/organisation", 名称=" ", 样例="否").text
    page = visitor.done("/new/organisation", 名称="星光区慈善会", 样例="否")
    assert "已写好：新机构" in page
    assert "的报告读，读出" in visitor.text(place)
    assert (tmp_path / "data" / "xing-guang-qu-ci-shan-hui" / "organisation.yaml").is_file()
    assert (tmp_path / "content" / "pages" / "data.md").is_file()
    assert visitor.workplace.showing.has_site
    answer = visitor.post("/new/organisation", 名称="星光区慈善会", 机构编号="xing-guang-qu-ci-shan-hui", 样例="否")
    assert answer.status_code == 422
    assert "已经有了" in answer.text


def test_a_record_of_any_kind_is_entered_by_a_form(visitor: Visitor, site: Site) -> None:
    """All that is wrong is told at once, beside its question, and what was answered stays."""
    page = visitor.text("/new/dawn/projects")
    assert "名称（必填）" in page
    answer = visitor.post("/new/dawn/projects", id="春天", name="春天行动", source="NO", status="进行")
    assert answer.status_code == 422
    for name in ("id", "source", "status"):
        assert f'id="e-{name}"' in answer.text, name
    assert 'value="春天行动"' in answer.text
    assert "spring" not in site.file("projects.csv").read_text("utf-8")
    assert "加一行" in visitor.done("/new/dawn/projects", id="spring", name="春天行动", source="DOC")
    assert site.table("projects.csv")[-1][:2] == ["spring", "春天行动"]
    assert "已撤销" in visitor.undo()
    assert "spring" not in site.file("projects.csv").read_text("utf-8")


def test_the_parts_of_a_total_are_entered_at_once(visitor: Visitor, site: Site) -> None:
    """One button writes the group, the row of 年度要目 and 属于 of every part; all of it is undone together."""
    site.save("headlines.csv", [row for row in site.table("headlines.csv") if row[1] != "收入分组"])
    site.save("breakdowns.csv", [row for row in site.table("breakdowns.csv") if row[0] != "AB02"])
    for row in (6, 7):
        site.cell("figures/2023.csv", row, "属于", "")
    site.text("content/news/dawn/first.md", "[[chart: income-2023]]", "")
    visitor.workplace.build()
    before = site.file("figures/2023.csv").read_bytes()
    page = visitor.press("/problems", "对过原文，登记成它的组成部分")
    assert "已写好：把A005、A006登记成A001的组成部分。" in page
    assert "breakdown-missing" not in page
    assert site.table("breakdowns.csv")[-1][:5] == ["B2023A", "收入的组成", "A001", "是", "是"]
    assert site.table("headlines.csv")[-1][:3] == ["2023", "收入分组", "B2023A"]
    rows = site.table("figures/2023.csv")
    assert [row[rows[0].index("属于")] for row in rows[5:7]] == ["B2023A", "B2023A"]
    assert "已撤销" in visitor.undo()
    assert site.file("figures/2023.csv").read_bytes() == before


def test_a_total_that_was_typed_once_leads_to_where_it_is_typed_again(visitor: Visitor, site: Site) -> None:
    """The question has no cell to change: it leads to the form, where figures are chosen by what they say."""
    site.file("verifications.csv").unlink(missing_ok=True)
    site.file("acknowledgements.csv").unlink(missing_ok=True)
    for year in ("2024", "2025"):
        site.file(f"figures/{year}.csv").unlink(missing_ok=True)
    site.save("headlines.csv", [row for row in site.table("headlines.csv") if row[0] in {"年度", "2023"}])
    visitor.workplace.build()
    page = visitor.text("/problems")
    assert "年度合计没有再填一遍" in page
    assert '<a class="button quiet" href="/new/dawn/verifications">对着原件再填一遍</a>' in page
    assert '<option value="A001" label="全年接收款物 100万元"></option>' in visitor.text("/new/dawn/verifications")
    assert '<option value="AB01" label=' in visitor.text("/new/dawn/headlines")
    answer = visitor.post("/new/dawn/verifications", figure="A001", value="100万元", checked_by="周出纳")
    assert "请写成 1000000" in answer.text


def test_what_a_doubt_asks_for_stands_beside_it(visitor: Visitor) -> None:
    """Subject and measure of a doubtful number are open, with words to choose from; those of a sure one are folded."""
    report = "一、救助情况\n（1）恤病70.52万元，受益39人次；\n两年来接收捐款120万元。\n"
    place = visitor.post("/files", file=(report.encode(), "2025年总结.txt")).headers["Location"]
    page = visitor.text(place)
    doubtful = page[page.index("拿不准的") : page.index("读准了的")]
    before, _, folded = doubtful.partition("<details><summary>改别的</summary>")
    assert 'list="d-measure"' in before
    assert "原文写法" in folded
    assert '<datalist id="d-measure"><option value="收入"></option>' in page
    assert "<details><summary>改</summary>" in page[page.index("读准了的") :]


def test_a_picture_is_entered_as_one_of_a_project(visitor: Visitor, site: Site, picture: bytes) -> None:
    """File and row are written together, after what must be known of it; without consent nothing is."""
    place = visitor.post("/files", file=(picture, "发放 现场.png")).headers["Location"]
    assert f'href="{place}/picture/dawn">登成项目的图片' in visitor.text(place)
    asked = visitor.text(f"{place}/picture/dawn")
    assert "图片说明（必填）" in asked
    assert 'name="file"' not in asked.partition("</form>")[0]
    seen = {"caption": "给困难家庭送棉被", "project": "暖冬行动", "source": "DOC"}
    kept = site.data / "dawn" / "pictures" / "fa-fang-xian-chang.png"
    for face in ({}, {"face": "是"}):
        assert visitor.post(f"{place}/picture/dawn", **seen, **face).status_code == 422
        assert not kept.exists()
    assert "已写好" in visitor.done(f"{place}/picture/dawn", **seen, face="否")
    assert kept.read_bytes() == picture
    row = dict(zip(*site.table("pictures.csv")[:1], site.table("pictures.csv")[-1], strict=True))
    assert (row["编号"], row["文件"], row["项目"]) == ("fa-fang-xian-chang", kept.name, "warm-winter")
    assert visitor.get(place).status_code == 404, "it is written, and gone from the desk"
    assert "已撤销" in visitor.undo()
    assert not kept.exists()


@pytest.fixture
def picture() -> bytes:
    """A picture of one colour."""
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "#8a5").save(content, "PNG")
    return content.getvalue()


def test_the_total_of_a_year_is_entered_with_a_button(visitor: Visitor, site: Site) -> None:
    """What looks like the total goes into 年度要目 as the check offers it."""
    site.save("headlines.csv", [row for row in site.table("headlines.csv") if row[1] not in {"收入合计", "受益"}])
    visitor.workplace.build()
    page = visitor.press("/problems", "对过原文，登进年度要目")
    assert "已写好：把A0" in page
    page = visitor.press("/problems", "对过原文，登进年度要目")
    assert "headline-missing" not in page
    entered = {tuple(row[:3]) for row in site.table("headlines.csv")}
    assert {("2023", "收入合计", "A001"), ("2023", "受益", "A007")} <= entered


def test_an_id_need_not_be_thought_of(visitor: Visitor, site: Site) -> None:
    """Left empty, the id comes from the name, or goes on after the last one; the next record may follow at once."""
    person = {"name": "示例甲", "body": "理事会", "position": "会长", "source": "DOC"}
    page = visitor.done("/new/dawn/members", **person, again="1")
    assert "已写好" in page
    assert "<h1>理事会、监事会和秘书处：加一条</h1>" in page
    visitor.done("/new/dawn/members", **person)
    assert [row[0] for row in site.table("members.csv")[1:]] == ["shi-li-jia", "shi-li-jia-2"]
    visitor.done("/new/dawn/breakdowns", title="支出的组成", total="A002", disjoint="未证明", complete="否")
    assert site.table("breakdowns.csv")[-1][0] == "AB03"
    answer = visitor.post("/new/dawn/members", **{**person, "source": "NO"})
    assert answer.status_code == 422
    assert 'id="e-source"' in answer.text
    assert 'id="e-id"' not in answer.text


def test_a_record_is_referred_to_by_its_name(visitor: Visitor, site: Site) -> None:
    """A form takes the name of a record for its id, and offers both; the check says the id of a name that was typed into a file."""
    assert '<option value="warm-winter" label="暖冬行动"></option>' in visitor.text("/new/dawn/disbursements")
    payment = {"paid_on": "2023-12-01", "receiver": "山脚小学", "receiver_type": "学校", "amount": "100"}
    answer = visitor.post("/new/dawn/disbursements", **payment, project="暖冬行动", source="DOC")
    assert answer.status_code == 303, html.unescape(answer.text)
    rows = site.table("disbursements.csv")
    assert rows[1][rows[0].index("项目")] == "warm-winter"
    for typed, meant in (
        ("暖冬行动", "（“暖冬行动”的编号是“warm-winter”）"),
        ("暖冬行动计划", "（是不是“暖冬行动”？它的编号是“warm-winter”）"),
        ("老年食堂", "（这里填编号，不填名称）"),
    ):
        site.cell("disbursements.csv", 2, "项目", typed)
        report = Report()
        load(site.data, "data", report)
        (told,) = (problem for problem in report if problem.code == "unknown-reference")
        assert meant in told.fix
        assert told.suggestion == ("warm-winter" if typed == "暖冬行动" else "")


def test_every_form_can_be_opened(visitor: Visitor) -> None:
    """One template for every kind and column; a form that cannot be sent says nothing to the server."""
    page = visitor.text("/new")
    paths = re.findall(r'href="(/new/dawn/[^"]+)"', page)
    assert len(paths) > 40
    for path in paths[::4]:
        assert "<button>写入</button>" in visitor.text(path), path


def test_a_yearly_table_asks_for_its_year(visitor: Visitor) -> None:
    """Figures lie in a file a year."""
    page = visitor.text("/new/dawn/figures")
    assert 'name="_year"' in page
    assert 'id="e-_year"' in visitor.post("/new/dawn/figures", id="A900").text


def test_an_article_is_begun_by_a_form(visitor: Visitor, site: Site) -> None:
    """The file has its head; what is wrong with an answer is told."""
    assert "新文章" in visitor.done("/new/dawn/article", 标题="一年的账", 网址名="year", 日期="2024-03-01")
    assert (site.content / "news/dawn/year.md").read_text("utf-8").startswith("Title: 一年的账\n")
    assert visitor.post("/new/dawn/article", 标题="x", 网址名="../x", 日期="2024-03-01").status_code == 422


def test_templates_can_be_taken(visitor: Visitor) -> None:
    """The workbook that `make template` writes; what is not to be had is refused in words."""
    assert visitor.get("/template?org=dawn&kind=projects").data[:2] == b"PK"
    assert visitor.get("/template?org=dawn&kind=三张报表&year=2024").data[:2] == b"PK"
    assert visitor.get("/template?org=dawn&kind=三张报表").status_code == 409
    assert visitor.get("/template?org=nobody&kind=projects").status_code == 404


# --- files -------------------------------------------------------------------------------------------


UNREADABLE = (
    ("照片.png", b"\x89PNG\r\n", "里面的字要认出来才能读"),
    ("资料.zip", b"PK\x05\x06" + bytes(18), "压缩包"),
    ("资料.rar", b"Rar!", "请先解压"),
    ("旧报告.doc", b"x", "Word 文档"),
    ("年报2025.pdf", b"x", "没有读：不是完整的 PDF"),
    ("没有后缀", b"x", "认不出这是什么文件"),
    ("不是表.xlsx", b"x", "要先改的"),
    ("不是报告.docx", b"x", "没有读：不是完整的 Word 文档"),
)


def test_a_file_that_cannot_be_read_says_what_it_is(visitor_of_two: Visitor) -> None:
    """Nothing is guessed, nothing is written, and the file can be taken away again."""
    visitor_of_two.workplace.folders.data.joinpath("river", "organisation.yaml").rename(
        visitor_of_two.workplace.dropped / "away"
    )
    for name, content, words in UNREADABLE:
        address = visitor_of_two.post("/files", file=(content, name)).headers["Location"]
        assert words in visitor_of_two.text(address), name
        assert "没有写任何东西" in visitor_of_two.done(f"{address}/drop"), name
        assert visitor_of_two.get(address).status_code == 404, name


@pytest.mark.parametrize(
    ("content", "purpose"),
    [
        ("交易日期\t借方金额\t贷方金额\t对方户名\n2025-03-01\t\t100\t甲公司\n".encode("gbk"), "table"),
        ("2025年，本会共收到捐款100万元。\n捐款人，金额\n都在年报里。\n".encode(), "report"),
        ("2025年，本会收到捐款100万元。\n".encode(), "report"),
    ],
)
def test_a_list_in_a_text_file_is_no_report(visitor: Visitor, content: bytes, purpose: str) -> None:
    """Banks write .txt files, too; prose stays a report."""
    visitor.post("/files", file=[(content, "流水.txt")])
    (upload,) = visitor.workplace.uploads.values()
    assert upload.purpose == purpose


def test_an_export_is_written_and_taken_back(visitor_of_two: Visitor, site_of_two: Site, tmp_path: Path) -> None:
    """What it was taken for, its sum and its first rows are shown; written by one click, taken back by another."""
    answer = visitor_of_two.post("/files", file=(stranger.platform(tmp_path / "x.xlsx").read_bytes(), "平台导出.xlsx"))
    address = answer.headers["Location"]
    assert "是哪家机构的" in visitor_of_two.text(address)
    page = visitor_of_two.done(f"{address}/answers", org="dawn")
    assert "合计 <strong>1,687.10 元" in page
    assert "电话会找到人，不公布" in page
    assert "13800138000" not in page
    assert "和已有的“暖冬行动”是同一个吗" in html.unescape(page)
    assert ">写入</button>" not in visitor_of_two.text(address)
    assert "没有写：这一页打开以后" in visitor_of_two.done(f"{address}/write")
    asked = re.search(r'name="(q-1\.project\.nuan[^"]*)"', page)
    assert asked
    visitor_of_two.done(f"{address}/answers", **{asked[1]: "new"})
    assert "已写好" in visitor_of_two.press(address, "写入")
    assert len(site_of_two.table("donations.csv")) == 1 + len(stranger.GIFTS)
    assert "已撤销" in visitor_of_two.undo()
    assert not site_of_two.file("donations.csv").exists()


def test_a_column_that_is_left_out_is_told_without_a_click(visitor: Visitor) -> None:
    """Beside the first rows stands which columns are not written, and why; where every column is taken, nothing does."""

    def lead(rows: str) -> str:
        page = visitor.text(visitor.post("/files", file=(rows.encode(), "捐款.csv")).headers["Location"])
        return html.unescape(page).partition("<summary>每一列当作什么")[0]

    assert "没有写进去的列：C 列“用途”（" in lead("捐赠日期,捐赠金额,用途\n2024-03-01,88,助学\n")
    whole = lead("捐赠日期,捐赠金额\n2024-03-01,88\n")
    assert "怎样认出来的：" in whole
    assert "没有写进去的列" not in whole


def test_a_file_of_which_nothing_is_new_is_not_written(visitor: Visitor, site: Site) -> None:
    """A list that is registered already, or has no row: told, and nothing that would have to be taken back."""
    rows = "捐款日期,捐款单位,金额\n2025-03-01,某某建设有限公司,100\n"
    for content, answers in ((rows, {}), (rows, {"q-1.overlap": "skip"}), (rows.splitlines()[0], {})):
        address = visitor.post("/files", file=(content.encode(), "名单.csv")).headers["Location"]
        page = visitor.done(f"{address}/answers", **answers)
        if not site.file("donations.csv").exists():
            assert "已写好：导入捐赠明细（名单.csv）" in visitor.press(address, "写入")
            written = site.file("donations.csv").read_bytes()
            continue
        assert "没有要写的" in page
        assert ">写入<" not in page
        assert "都已经登记过了" in visitor.text(address)
        assert site.file("donations.csv").read_bytes() == written
    assert "已撤销：导入捐赠明细（名单.csv）" in visitor.undo()
    assert not site.file("donations.csv").exists()


def test_a_sheet_is_read_as_another_kind(visitor: Visitor, site: Site) -> None:
    """A statement of a bank holds what came in and what went out: the side that was not read is read from the page, whatever was confirmed."""
    rows = "交易日期,对方户名,摘要,贷方金额（元）,借方金额\n2025-03-01,某某建设有限公司,捐赠款,100,\n2025-03-02,某某县中学,助学,,40\n"
    sides = ({"q-1.kind": "donations"}, {"q-1.kind": "disbursements"})
    for answers in sides:
        address = visitor.post("/files", file=(rows.encode(), "流水.csv")).headers["Location"]
        page = visitor.text(address)
        assert 'name="q-1.kind"' in page
        page = visitor.done(f"{address}/answers", **answers)
        assert "已写好" in visitor.press(address, "写入"), page
    assert [row[2] for row in site.table("donations.csv")[1:]] == ["100.00"]
    assert "当作哪一种表 <strong>拨付" in page
    assert "某某县中学" in site.table("disbursements.csv")[1]


@pytest.mark.parametrize(
    ("broken", "error", "said"),
    [
        ("_store", OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        ("_store", OSError(errno.EROFS, "Read-only file system"), "磁盘是只读的"),
        (
            "replace",
            PermissionError(errno.EACCES, "Permission denied", ".donations.csv.new"),
            "donations.csv：没有权限",
        ),
    ],
)
def test_what_the_machine_refuses_is_no_fault_of_the_program(
    visitor: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch, broken: str, error: OSError, said: str
) -> None:
    """A full disk, a folder that is read-only, a table that is open in Excel: told with what is true of the data, nothing written."""
    rows = "捐款日期,捐款单位,金额\n2025-03-01,某某建设有限公司,100\n"
    address = visitor.post("/files", file=(rows.encode(), "名单.csv")).headers["Location"]
    visitor.done(f"{address}/answers", org="dawn")
    before = site.file("sources.csv").read_bytes()

    def refused(place: Path, *_: object) -> None:
        raise type(error)(error.errno, error.strerror, error.filename or str(place))

    with monkeypatch.context() as patch:
        patch.setattr(f"disclosure.filing.journal.{broken}", refused)
        answer = visitor.sent(address, "写入")
    assert answer.status_code == 409
    assert said in answer.text
    assert "数据和网站都是完整的" in answer.text
    assert ".writes" not in answer.text
    assert ".new" not in answer.text
    assert site.file("sources.csv").read_bytes() == before
    assert not site.file("donations.csv").exists()
    assert "已写好" in visitor.press(address, "写入")


def test_a_file_that_changed_in_the_middle_is_named(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    table = visitor.workplace.folders.data / "dawn/donations.csv"

    def changed(*_: object) -> None:
        raise ChangedSinceError([table])

    monkeypatch.setattr("disclosure.desk.workplace.write", changed)
    answer = visitor.post("/new/dawn/article", 标题="看账", 网址名="look", 日期="2025-03-01")
    assert answer.status_code == 409
    assert "donations.csv 刚刚在别处改过" in answer.text


def test_a_table_that_is_kept_by_years_asks_of_which_it_is(visitor: Visitor, site: Site) -> None:
    """The desk has no YEAR=: the page asks, proposes the year of the file's name, and lets it be changed."""
    rows = site.file(FIGURES).read_text("utf-8").splitlines()[:2]
    rows[1] = rows[1].replace("A001", "N001")
    address = visitor.post("/files", file=("\n".join(rows).encode(), "台账2021.csv")).headers["Location"]
    page = visitor.text(address)
    assert not re.search(r"[A-Z]{3,}=", page)
    assert visitor.form(page, ">接着看</button>")[1]["year"] == "2021"
    for year in ("", "99999", "abcd", "0"):
        assert ">写入</button>" not in visitor.done(f"{address}/answers", year=year)
    assert "figures/2020.csv" in visitor.press(address, "接着看", year="2020")
    assert "figures/2021.csv" in visitor.press(address, "换一年", year="2021")
    assert "已写好" in visitor.press(address, "写入")
    assert site.table("figures/2021.csv")[1][0] == "N001"


def test_a_printed_statement_in_a_text_file_is_read(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """What it is stands above it: nobody is asked for a KIND= that a desk has not."""
    book = load_workbook(stranger.statements(tmp_path / "报表.xlsx"))
    sheet = next(sheet for sheet in book if sheet.title == "资产负债表")
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    address = visitor.post("/files", file=("\n".join(lines).encode(), "资产负债表.csv")).headers["Location"]
    page = visitor.text(address)
    assert "KIND=" not in page
    assert "资产负债表" in page
    assert "已写好" in visitor.press(address, "写入")
    assert site.file("balance_sheet/2025.csv").exists()


def test_answers_do_not_follow_to_another_kind_or_organisation(visitor_of_two: Visitor) -> None:
    """A column that was named for one side of the money, or a source of one organisation, is not taken for the other."""
    rows = "交易日期,对方户名,贷方金额,借方金额,入账金额\n2025-03-01,某某建设有限公司,100,,100\n2025-03-02,某某县中学,,40,\n"
    address = visitor_of_two.post("/files", file=(rows.encode(), "流水.csv")).headers["Location"]
    visitor_of_two.done(f"{address}/answers", org="dawn")
    (upload,) = visitor_of_two.workplace.uploads.values()
    visitor_of_two.done(f"{address}/answers", **{"q-1.kind": "donations", "q-1.column.C": "amount"})
    assert upload.answers == {"1.kind": "donations", "1.column.C": "amount"}
    page = visitor_of_two.done(f"{address}/answers", **{"q-1.kind": "disbursements", "q-1.source": "DOC"})
    assert upload.answers == {"1.kind": "disbursements"}
    assert "合计 <strong>40.00 元" in page
    assert "不是这家的，换一家" in page
    page = visitor_of_two.done(f"{address}/answers", org="river")
    assert upload.answers == {}
    assert upload.org == "river"
    assert "river/donations.csv" in visitor_of_two.done(
        f"{address}/answers", **{"q-1.kind": "donations", "q-1.source": "new", "q-1.amount": "C"}
    )


def test_an_answer_is_changed_without_dropping_the_file_again(visitor: Visitor, site: Site) -> None:
    """Answers are listed with what was asked; one is taken back, and answers that fit nothing any more go with it."""
    rows = "捐款日期,捐款单位,捐款人,金额,到账金额\n2025-03-01,甲公司,王小明,100,99\n2025-03-02,乙公司,李平,50,49\n"
    address = visitor.post("/files", file=(rows.encode(), "名单.csv")).headers["Location"]
    visitor.done(f"{address}/answers", org="dawn")
    page = visitor.done(f"{address}/answers", **{"q-1.donor": "C", "q-1.amount": "E"})
    assert "您答过的（2 处），可以改" in page
    assert "哪一列才是“捐赠人”？ <strong>C 列“捐款人”</strong>" in page
    page = visitor.done(f"{address}/answers", retake="1.amount")
    assert "您答过的（1 处）" in page
    assert 'name="q-1.amount"' in page
    page = visitor.done(f"{address}/answers", **{"q-1.amount": "D", "q-1.column.B": "-"})
    assert "B 列当作什么 <strong>不要</strong>" in page
    assert 'name="q-1.donor"' not in page  # the column that was left out asks nothing
    assert "您答过的（2 处）" in page
    assert "已写好" in visitor.press(address, "写入")
    assert [row[2] for row in site.table("donations.csv")[1:]]


def test_a_report_is_read_and_registered(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """Numbers stand with their sentences; what is not ticked is not written, what was mended is written as mended."""
    content = stranger.report(tmp_path / "x.docx").read_bytes()
    address = visitor.post("/files", file=(content, "星河区慈善会2025年度工作报告.docx")).headers["Location"]
    page = visitor.done(f"{address}/answers", org="dawn")
    ids = re.findall(r'name="k-(P[^"]+)" value="1" checked', page)
    assert len(ids) >= 4
    first = re.search(rf'name="c-{ids[0]}-subject" value="([^"]*)"', page)
    assert first
    ticked = {f"k-{ids[0]}": "1", f"b-{ids[0]}-subject": first[1], f"c-{ids[0]}-subject": "改过的事项"}
    seen = visitor.form(page, ">写入勾上的</button>")[1]["seen"]
    assert "里的 1 个数" in visitor.done(f"{address}/register", **{"k-source": "1", "seen": seen}, **ticked)
    assert [row[2] for row in site.table("figures/2025.csv")[1:]] == ["改过的事项"]
    assert "已撤销" in visitor.undo()
    assert not site.file("figures/2025.csv").exists()


def test_a_report_is_kept_with_its_numbers(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """The report itself becomes the document of its source in the same write, once; a number that it does not say is refused then."""
    content = stranger.report(tmp_path / "x.docx").read_bytes()
    name = "星河区慈善会2025年度工作报告.docx"
    address = visitor.post("/files", file=(content, name)).headers["Location"]
    page = visitor.done(f"{address}/answers", org="dawn")
    assert 'name="original" value="1" checked' in page
    first, second = re.findall(r'name="k-(P[^"]+)" value="1" checked', page)[:2]
    held = {"k-source": "1", "seen": visitor.form(page, ">写入勾上的</button>")[1]["seen"], "original": "1"}
    wrong = {f"b-{first}-as_written": "", f"c-{first}-as_written": "9,876,543元", f"c-{first}-value": "9876543"}
    refused = visitor.post(f"{address}/register", **held, **wrong, **{f"k-{first}": "1"}).text
    assert "9,876,543元" in refused
    assert "先去掉“原件也放进资料”的勾" in refused
    assert not site.file("sources").exists()
    assert "里的 1 个数" in visitor.done(f"{address}/register", **held, **{f"k-{first}": "1"})
    (kept,) = site.file("sources").iterdir()
    assert kept.read_bytes() == content
    assert kept.stem in {row[0] for row in site.table("sources.csv")}
    address = visitor.post("/files", file=(content, name)).headers["Location"]
    page = visitor.done(f"{address}/answers", org="dawn")
    held["seen"] = visitor.form(page, ">写入勾上的</button>")[1]["seen"]
    assert "里的 1 个数" in visitor.done(f"{address}/register", **held, **{f"k-{second}": "1"})
    assert [path.name for path in site.file("sources").iterdir()] == [kept.name]
    visitor.undo()
    assert "已撤销" in visitor.undo()
    assert not site.file("sources").exists()


def test_a_list_in_a_word_file_is_imported(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """A file that is a list is read as one, a report with a list in it as a report; both ways it can be read as the other."""
    rows = [
        ("捐赠单位", "捐赠日期", "金额（元）"),
        *((f"星河第{at}公司", f"2025-03-{at:02}", f"{at}00") for at in range(1, 9)),
    ]
    content = docx(tmp_path / "x.docx", table_of(*("".join(map(cell, row)) for row in rows))).read_bytes()
    address = visitor.post("/files", file=(content, "捐赠名单.docx")).headers["Location"]
    assert "<strong>8 行</strong>" in visitor.text(address)
    assert "的报告读" in visitor.done(f"{address}/answers", purpose="report", year="2025")
    assert "<strong>8 行</strong>" in visitor.done(f"{address}/answers", purpose="table")
    assert "已写好" in visitor.press(address, "写入")
    assert len(site.table("donations.csv")) == 1 + 8


def test_sums_in_a_sheet_are_read_as_a_report(visitor: Visitor, tmp_path: Path) -> None:
    """What no table is is said to be a report, and one click reads it so; what is hidden there stops it."""
    book = Workbook()
    for row in (
        ["示例慈善会2025年项目实施情况表"],
        ["项目名称", "支出金额（万元）", "受益人次"],
        ["春泥助学", 52.4, 130],
        ["安康助医", 7.6, 20],
        ["合计", 60, 150],
    ):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    address = visitor.post("/files", file=((tmp_path / "x.xlsx").read_bytes(), "项目.xlsx")).headers["Location"]
    assert "请当作报告读" in visitor.text(address)
    page = visitor.done(f"{address}/answers", purpose="report")
    assert "2025 年" in page or "2025年" in page
    assert "52.4万元" in page
    assert "B3" in page
    book.active.row_dimensions[4].hidden = True
    book.save(tmp_path / "x.xlsx")
    address = visitor.post("/files", file=((tmp_path / "x.xlsx").read_bytes(), "项目2025.xlsx")).headers["Location"]
    assert "取消隐藏" in visitor.done(f"{address}/answers", purpose="report")


def test_an_attachment_is_stored_or_refused(visitor: Visitor, site: Site) -> None:
    """A picture goes to content/images without what cameras write into it; what the check has against it is not kept."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    for content, title, stored in ((picture.getvalue(), "发放现场", True), (b"\x89PNG broken", "坏图", False)):
        address = visitor.post("/files", file=(content, "a.png")).headers["Location"]
        page = visitor.done(f"{address}/attach", title=title)
        assert ("已存成附件" in page) is stored
        assert (site.content / "images" / f"{title}.png").exists() is stored
    address = visitor.post("/files", file=(picture.getvalue(), "a.png")).headers["Location"]
    assert "已经有了" in visitor.done(f"{address}/attach", title="发放现场")
    assert "没有存" in visitor.done(f"{address}/attach", title="../..")


# --- releases --------------------------------------------------------------------------------------


def test_two_people_publish(visitor: Visitor, site: Site) -> None:
    """Handed over, approved by another person, published; the draft is a file that says it all, and is used up."""
    path = site.data / "site.yaml"
    path.write_text(f"{path.read_text('utf-8')}two_people: 是\n", "utf-8")
    visitor.workplace.build()
    assert "要先交审批、批准" in visitor.text("/release")
    refused = visitor.sent("/release", "发布", site_url="https://example.org")
    assert refused.status_code == 422
    assert "“两人发布”选了“是”，没有发布" in refused.text

    page = visitor.post("/release/changes", site_url="https://example.org").text
    code = re.search(r"审批码 <strong>([0-9a-f:]+)</strong>", page)
    assert code
    assert "新登的数字" in page
    page = visitor.press("/release", "交审批", name="王会计", site_url="https://example.org")
    assert "等着审批" in page
    draft = (site.data / "drafts" / "1.yaml").read_text("utf-8")
    assert f"code: {code[1]}" in draft
    assert "prepared_by: 王会计" in draft
    assert "  新登的数字:\n  - dawn/A001" in draft

    assert "“两人发布”选了“是”" in visitor.sent("/release", "发布").text  # nobody has approved
    for name, words in (("王会计", "请由另一个人审批"), ("王 会计", "请由另一个人审批"), ("", "请写明审批人")):
        assert words in visitor.sent("/release", "批准", name=name).text
    assert "看过了" in visitor.post("/release/approval", name="李理事").text
    assert "已批准" in visitor.press("/release", "批准", name="李理事")
    assert "approved_by: 李理事" in (site.data / "drafts" / "1.yaml").read_text("utf-8")

    page = visitor.press("/release", "发布")
    assert "已发布第 1 次" in page
    record = (site.data / "releases/1/release.yaml").read_text("utf-8")
    assert "王会计" in record
    assert "李理事" in record
    assert waiting(site.data) is None
    assert (visitor.workplace.folders.output / "index.html").is_file()


def test_what_was_changed_after_approval_is_not_published(visitor: Visitor, site: Site) -> None:
    """One more word in an article, and both the approval and the release stop."""
    path = site.data / "site.yaml"
    path.write_text(f"{path.read_text('utf-8')}two_people: 是\n", "utf-8")
    visitor.workplace.build()
    visitor.press("/release", "交审批", name="王会计", site_url="https://example.org")
    news = next(site.content.glob("news/dawn/*.md"))
    text = news.read_text("utf-8")
    news.write_text(f"{text}\n多了一句话。\n", "utf-8")
    assert "后来又改过" in visitor.sent("/release", "批准", name="李理事").text
    news.write_text(text, "utf-8")
    visitor.press("/release", "批准", name="李理事")
    news.write_text(f"{text}\n多了一句话。\n", "utf-8")
    assert "审批码不对，没有发布" in visitor.sent("/release", "发布").text
    assert not (site.data / "releases" / "1").exists()


def test_the_day_of_a_release_is_changed_in_the_page(visitor: Visitor, site: Site) -> None:
    """The page names the day that pages and the release will bear, and today; a day that is none is not written."""
    page = visitor.text("/release")
    assert "写的日期是 <strong>2024-05-01</strong>（整理日期），今天是 " in page
    path = site.data / "site.yaml"
    before = path.read_bytes()
    for day in ("2024-13-01", "去年五月", ""):
        assert "没有改" in visitor.press("/release", "改日期", day=day)
        assert path.read_bytes() == before
    assert "整理日期现在是 2024-06-30" in visitor.press("/release", "改日期", day="2024-06-30")
    assert path.read_text("utf-8") == before.decode().replace("2024-05-01", "2024-06-30")
    assert "已发布第 1 次" in visitor.press("/release", "发布", site_url="https://example.org")
    assert "2024-06-30" in (site.data / "releases/1/release.yaml").read_text("utf-8")
    visitor.press("/release", "改日期", day="2024-05-01")
    refused = html.unescape(visitor.sent("/release", "发布").text)
    assert "早于第 1 次发布的 2024-06-30。请在“发布”里改整理日期。" in refused
    path.write_text(
        "# 手写的\n" + path.read_text("utf-8").replace("prepared_on: 2024-05-01", "prepared_on:\n  2024-05-01")
    )
    assert "改整理日期" not in visitor.text("/release")


def test_a_draft_changes_no_page_and_no_code(visitor: Visitor, site: Site) -> None:
    """It lies in the data folder, and is neither an organisation nor part of what is approved."""
    visitor.press("/release", "交审批", name="王会计", site_url="https://example.org")
    first = waiting(site.data)
    visitor.press("/release", "交审批", name="赵秘书", site_url="https://example.org")
    second = waiting(site.data)
    assert first
    assert second
    assert first.code == second.code
    assert second.prepared_by == "赵秘书"
    visitor.workplace.build(always=True)
    assert visitor.workplace.showing.report is None


def test_a_draft_that_was_damaged_is_told(visitor: Visitor, site: Site) -> None:
    """No approval is read out of a file that does not say so."""
    (site.data / "drafts").mkdir()
    for content in (b"", b"number: x\n", b"- 1\n", b"\xff\xfe\x00", b"number: 1\nchanges: 3\n", b"a: [\n"):
        (site.data / "drafts" / "1.yaml").write_bytes(content)
        answer = visitor.get("/release")
        assert answer.status_code == 409, content
        assert "读不懂" in answer.text, content


def test_one_person_publishes_where_that_is_enough(visitor: Visitor, site: Site) -> None:
    """Without two_people the release page publishes at once, and a second time says that nothing differs."""
    page = visitor.press("/release", "发布", site_url="https://example.org", prepared_by="王会计")
    assert "已发布第 1 次" in page
    assert "一字不差" in visitor.press("/release", "发布")
    (site.data / "dawn" / "strange.bin").write_bytes(b"x")
    answer = visitor.post("/release")
    assert answer.status_code == 422
    assert "strange.bin" in answer.text


def test_a_release_that_stops_leads_to_the_page_of_problems(visitor: Visitor, site: Site) -> None:
    """No report for a terminal, with rows to paste into a file: every finding has a page here, with what mends it."""
    broken(site)
    visitor.workplace.build()
    for button in ("看变化", "发布"):
        answer = visitor.sent("/release", button, site_url="https://example.org")
        assert answer.status_code == 422
        words = html.unescape(answer.text)
        assert "每一处都在“问题”一页" in words
        assert FIGURES in words
        assert '<a href="/problems">' in words
        assert "──" not in words
        assert "改法" not in words


def test_the_release_page_says_which_release_lies_in_the_folder(visitor: Visitor, site: Site) -> None:
    """After a release was put back, whoever opens the page later sees it too."""
    visitor.press("/release", "发布", site_url="https://example.org/x")
    news = next(site.content.glob("news/dawn/*.md"))
    news.write_text(f"{news.read_text('utf-8')}\n多了一句话。\n", "utf-8")
    visitor.workplace.build()
    assert "已发布第 2 次" in visitor.press("/release", "发布")
    assert "现在放着的是" not in visitor.text("/release")
    visitor.press("/release", "换回上一次")
    page = visitor.text("/release")
    assert "最后一次是第 2 次发布" in page
    assert "现在放着的是第 1 次的网站" in page


def test_files_of_one_name_are_told_apart(visitor: Visitor) -> None:
    """Who mended a file and dropped it again sees which of the two it is."""
    for _ in range(2):
        visitor.post("/files", file=(b"x\n1\n", "流水.csv"))
    visitor.post("/files", file=(b"x\n1\n", "别的.csv"))
    page = visitor.text("/")
    assert page.index("同名的第 1 个") < page.index("同名的第 2 个")
    assert page.count("同名的") == 2


# --- the state of a desk -----------------------------------------------------------------------------


def test_a_published_figure_is_corrected_in_the_page(visitor: Visitor, site: Site) -> None:
    """The finding leads to a form with what was published and what is there now; a wrong entry is not written, a right one goes out."""
    visitor.press("/release", "发布", site_url="https://example.org/x")
    before = site.table(FIGURES)[9][site.table(FIGURES)[0].index("原文写法")]
    site.cell(FIGURES, 10, "数值", "61")
    site.cell(FIGURES, 10, "原文写法", "61人")
    visitor.workplace.build()
    page = visitor.text("/problems")
    (address,) = set(re.findall(r'href="(/correct/[^"]+)"', page))
    assert address == "/correct/dawn/A009"
    action, fields = visitor.form(page := visitor.text(address), "写入")
    assert action == address
    assert fields["source"] == "DOC"
    old, new = re.findall(r"<textarea[^>]*>([^<]+)</textarea>", page)
    assert (old, new) == (before, "61人")
    entry = fields | {"type": "更正", "old": old, "new": new, "person": "王会计", "register": "不涉及"}
    refused = visitor.post(address, **entry, reason="错")
    assert refused.status_code == 422
    assert "读者看不出为什么改" in refused.text
    assert 'value="王会计"' in refused.text
    assert not site.file("corrections.csv").exists()
    page = visitor.done(address, **entry, reason="签到表数错了一行")
    assert "接着到“发布”看变化" in page
    assert "/correct/" not in page
    assert [row[4:6] for row in site.table("corrections.csv")[1:]] == [[old, new]]
    assert "已发布第 2 次" in visitor.press("/release", "发布")


def test_a_published_record_is_corrected_in_the_page(visitor: Visitor, site: Site) -> None:
    visitor.press("/release", "发布", site_url="https://example.org/x")
    rows = site.table("projects.csv")
    site.cell("projects.csv", 2, "名称", f"新{rows[1][rows[0].index('名称')]}")
    visitor.workplace.build()
    (address,) = set(re.findall(r'href="(/correct/[^"]+)"', visitor.text("/problems")))
    assert address.startswith("/correct/dawn/projects/")
    _, fields = visitor.form(visitor.text(address), "写入")
    old, new = rows[1][rows[0].index("名称")], f"新{rows[1][rows[0].index('名称')]}"
    assert fields["source"] == "DOC"  # as the row says
    entry = fields | {"type": "更正", "old": old, "new": new, "reason": "登记时名称少写了一个字"}
    assert "已写入" in visitor.done(address, **entry)
    assert "/correct/" not in visitor.text("/problems")


@pytest.mark.parametrize("named", ["dawn/A999", "dawn", "nobody/A009", "..%2f..%2fx", "dawn/projects/nothing"])
def test_what_is_not_there_is_not_corrected(visitor: Visitor, site: Site, named: str) -> None:
    answer = visitor.get(f"/correct/{named}")
    assert answer.status_code == 303
    assert "没有写" in visitor.text(answer.headers["Location"])
    assert visitor.post(f"/correct/{named}", type="更正").status_code == 303
    assert not site.file("corrections.csv").exists()


def test_nothing_is_built_twice(visitor: Visitor, site: Site) -> None:
    """What the desk wrote itself is built once, though the watch sees the files change as well."""
    builds = visitor.workplace.showing.builds
    assert visitor.workplace.build() is None
    assert visitor.workplace.showing.builds == builds
    site.cell(FIGURES, 2, "数值", "100万")
    assert visitor.workplace.build()
    assert visitor.workplace.build() is None


def test_a_worker_that_was_killed_is_told_and_replaced() -> None:
    """For want of memory the system may end the process that builds: the desk goes on."""
    from disclosure.desk.working import WarmWorkers

    workers = WarmWorkers()
    try:
        assert "被停下了" in workers.run(os._exit, 1).refusal
        assert workers.run(len, "abc").result == 3
        assert workers.run(sys.exit, "不行").refusal == "不行"
    finally:
        workers.close()


def test_a_refusal_does_not_end_the_desk() -> None:
    """A SystemExit of a command is an answer here."""
    assert with_refusal(sys.exit, ("没有做",)).refusal == "没有做"


def test_writes_are_listed_with_their_files(visitor: Visitor, site: Site) -> None:
    """Who wrote what last can be seen, newest first."""
    visitor.done("/new/dawn/projects", id="spring", name="春天行动", source="DOC")
    visitor.done("/new/dawn/projects", id="autumn", name="秋天行动", source="DOC")
    assert len(writes(site.data)) == 2
    page = visitor.text("/")
    assert page.count("projects.csv") >= 2
    assert page.count("撤销这一次") == 1
