"""From nothing to a first page with five sheets: what is printed can be typed, ids and numbers are given by the software."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from disclosure.__main__ import main
from disclosure.accounts import START
from disclosure.accounts.site import read_site
from disclosure.cli import as_options, steps
from disclosure.pages.headlines import headlines
from disclosure.problems import Report
from disclosure.releases.records import data_version

SHEETS = ["来源文件", "数字台账", "慈善项目", "年度要目", "分组", "示例", "说明", "选项"]


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def printed(text: str) -> list[list[str]]:
    """The commands in a text, as arguments of main()."""
    commands = []
    for match in steps.STEP.finditer(text):
        given = {name: value.strip('"') for name, value in re.findall(r'([A-Z_]+)=("[^"]*"|\S+)', match["given"])}
        words = [value.rstrip("；。，") for value in given.values()]
        commands.append(as_options(match["target"], dict(zip(given, words, strict=True)))[2:])
    return commands


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "我的 慈善会"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(steps, "has_make", lambda: True)
    return folder


def fill(book: Path, sheets: dict[str, list[dict[str, object]]]) -> None:
    opened = load_workbook(book)
    for name, lines in sheets.items():
        at = {cell.value: cell.column for cell in opened[name][1]}
        for row, line in enumerate(lines, 2):
            for header, value in line.items():
                opened[name].cell(row, at[header], value)
    opened.save(book)


FILLED: dict[str, list[dict[str, object]]] = {
    "来源文件": [
        {"名称": "2024年工作总结", "发布者": "东村慈善会", "发布日期": "2025-03-01", "等级": "报"},
    ],
    "数字台账": [
        {"编号": "G1", "主题": "收入", "事项": "全年", "指标": "募集善款", "原文写法": "3.5万元", "数值": 35000, "单位": "元"},
        {"编号": "G2", "主题": "支出", "事项": "全年", "指标": "支出", "原文写法": "2万元", "数值": 20000, "单位": "元"},
        {"主题": "支出", "事项": "助学", "指标": "支出", "原文写法": "1.2万元", "数值": 12000, "单位": "元",
         "来源": "2024年工作总结", "属于": "F1"},
        {"主题": "支出", "事项": "助困", "指标": "支出", "原文写法": "8000元", "数值": 8000, "单位": "元", "属于": "F1"},
    ],
    "慈善项目": [{"名称": "助学圆梦", "年度": 2024, "状态": "已开展"}],
    "年度要目": [
        {"年度": 2024, "角色": "收入合计", "编号": "G1"},
        {"年度": 2024, "角色": "支出合计", "编号": "G2"},
    ],
    "分组": [{"编号": "F1", "名称": "支出按项目", "总额": "G2", "互斥": "未证明", "完整": "未证明"}],
}  # fmt: skip


def no_split_is_guessed(data: Path) -> None:
    """A breakdown that is not the only one, or leaves a sum of its side out, fills no role of its own."""
    body, report = data / "dongcun", Report()
    (table,) = (body / "figures").glob("*.csv")
    filled = table.read_text("utf-8")
    table.write_text(filled.replace("F1", "", 1), "utf-8")
    (aside,) = read_site(data, "我的数据", report).disclosures
    assert headlines(aside, 2024).breakdowns == {}, "a sum beside it would be called untold by its chart"
    table.write_text(filled, "utf-8")
    with (body / "breakdowns.csv").open("a", encoding="utf-8") as stream:
        stream.write("F2,支出按地方,G2,未证明,未证明\n")
    table.write_text(filled.replace("F1", "F1；F2"), "utf-8")
    (several,) = read_site(data, "我的数据", report).disclosures
    assert headlines(several, 2024).breakdowns == {}, "of two, nobody guesses which is meant"


def test_from_nothing_to_a_first_page(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command is taken from what the one before it printed, with the folders that are in use."""
    folders = ("--data", "我的数据", "--content", "我的文章")
    assert run("new", "organisation", "名称=东村慈善会", "机构编号=dongcun", "样例=否", *folders) == 0
    told = capsys.readouterr().out
    book = place / "我的数据" / "dongcun" / START
    opened = load_workbook(book)
    assert opened.sheetnames == SHEETS
    assert opened["说明"].max_row <= 22
    assert max(len(opened[name][1]) for name in SHEETS[:5]) <= 13
    commands = printed(told)
    imports = ["import", f"我的数据/dongcun/{START}", "--org", "dongcun", "--data", "我的数据", "--content", "我的文章"]
    assert imports in commands
    assert run("check", *folders) == 0, "an empty workbook asks for nothing"
    said = capsys.readouterr()
    assert "登记表" not in said.out
    assert "还没有登过数" in said.out
    assert "发布：" not in said.out
    assert "make publish" not in said.err, "an empty site is not told to be published"
    version = data_version(place / "我的数据", place / "我的文章")
    book.write_bytes(book.read_bytes() + b" ")
    assert data_version(place / "我的数据", place / "我的文章") == version, "no page is made from it"

    fill(book, FILLED)
    assert run("check", *folders) == 0
    said = capsys.readouterr().out
    assert "登记表存过，还没有导入" in said
    assert imports in printed(said.replace("\n", " ")), said
    assert run(*imports) == 0, capsys.readouterr()
    told = capsys.readouterr().out
    assert "编号空着的 2 行编了号：G3—G4" in told
    assert "性质空着的 4 行填了“实际”" in told
    assert "来源的 1 行写的是名称" in told
    for command in (next(command for command in printed(told) if command[0] == "check"),
                    next(command for command in commands if command[0] == "template")):  # fmt: skip
        assert run(*command, *(("--output", "模板") if command[0] == "template" else ())) == 0, command
    said = capsys.readouterr().out
    assert "登记表存过" not in said
    report = Report()
    (disclosure,) = read_site(place / "我的数据", "我的数据", report).disclosures
    assert not report.errors
    assert sorted(disclosure.figures) == ["G1", "G2", "G3", "G4"]
    assert {figure.source for figure in disclosure.figures.values()} == {"S01"}
    assert [row.id for row in disclosure.records["projects"]] == ["zhu-xue-yuan-meng"]
    build = ("build", *folders, "--output", "网站")
    assert run(*build) == 0
    front, expense = (
        re.sub(r"<[^>]+>|\s", "", (place / "网站" / page / "index.html").read_text("utf-8"))
        for page in ("", "dongcun/finances/2024/expense")
    )
    assert "3.5万元" in front
    assert "东村慈善会的账。每个数字都能查到出处。" in front, "one body is not told apart from others"
    assert "最多的一项是助学，1.2万元；各项不能相加" in expense, (
        "the only breakdown of the expenses is drawn, without a role of its own"
    )
    assert headlines(disclosure, 2024).breakdowns == {"支出分组": disclosure.breakdowns["F1"]}
    no_split_is_guessed(place / "我的数据")


def test_what_is_imported_can_be_taken_back_and_is_asked_for_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ("--data", "d", "--content", "c")
    assert run("new", "organisation", "名称=东村慈善会", "机构编号=dongcun", "样例=否", *folders) == 0
    book = place / "d" / "dongcun" / START
    fill(book, FILLED)
    assert run("import", book, "--org", "dongcun", "--data", "d") == 0
    assert run("undo", "--data", "d") == 0
    capsys.readouterr()
    assert run("check", *folders) == 0
    assert "登记表存过，还没有导入" in capsys.readouterr().out


def test_the_id_is_proposed_from_the_name(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("东村慈善会\n\n\n"))
    assert run("new", "organisation", "--data", "d", "--content", "c") == 0
    assert (place / "d" / "dong-cun-ci-shan-hui" / "organisation.yaml").is_file()


def test_a_table_is_found_by_what_one_wants_to_tell(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("template", "我要登捐赠明细", "--output", "模板") == 0
    assert (place / "模板" / "donations.xlsx").is_file()
    assert "捐赠明细" in capsys.readouterr().out
    assert run("template", "捐赠和物资", "--output", "模板") == 1
    said = capsys.readouterr().err
    assert "物资收发（goods）" in said
    assert "捐赠明细（donations）" in said
    assert run("template", "天气", "--output", "模板") == 1
    assert "没有“天气”这种表" in capsys.readouterr().err


# --- what was answered is kept --------------------------------------------------------------------


def typing(monkeypatch: pytest.MonkeyPatch, *replies: str) -> None:
    """Somebody at the terminal who types these lines and is then called away."""
    lines = iter(replies)

    def reply(_: str = "") -> str:
        line = next(lines, None)
        if line is None:
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr("builtins.input", reply)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)


def test_new_goes_on_where_somebody_was_called_away(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names before ids; records by their names; numbers proposed; a draft goes when the record is written."""
    folders = ("--data", "d", "--content", "c")
    typing(monkeypatch, "东村慈善会")
    assert run("new", "organisation", *folders) == 130
    typing(monkeypatch, "", "dongcun", "否")
    assert run("new", "organisation", *folders) == 0
    assert "上次没有填完" in capsys.readouterr().out
    drafts = place / "d" / ".drafts"
    assert [path.name for path in drafts.iterdir()] == [".gitignore"]
    assert "name: 东村慈善会" in (place / "d/dongcun/organisation.yaml").read_text("utf-8")
    answers = ("名称=2024年总结", "发布者=东村慈善会", "发布日期=2025-03-01", "等级=报")
    typing(monkeypatch, "")
    assert run("new", "sources", *answers, "--org", "dongcun", *folders) == 0
    typing(monkeypatch, "助学圆梦", "2024年总结", "")
    assert run("new", "project", "--org", "dongcun", *folders) == 0
    assert (place / "d/dongcun/projects.csv").read_text("utf-8").splitlines()[1].split(",")[:2] == [
        "zhu-xue-yuan-meng",
        "助学圆梦",
    ]
    assert ",S01" in (place / "d/dongcun/projects.csv").read_text("utf-8")


def test_correct_tells_a_wrong_answer_at_once_and_keeps_the_others(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ("--data", "d", "--content", "c")
    assert run("new", "organisation", "名称=东村慈善会", "机构编号=dongcun", "样例=否", *folders) == 0
    assert run("due", *folders) == 0
    told = capsys.readouterr().out
    assert "逾期 0 项（只算填过的表）" in told
    assert "年度报告" in told.partition("从没填过的表")[2], "no false comfort"
    fill(place / "d" / "dongcun" / START, FILLED)
    assert run("import", place / "d" / "dongcun" / START, "--org", "dongcun", "--data", "d") == 0
    capsys.readouterr()
    name = ("correct", "dongcun/G1", *folders)
    typing(monkeypatch, "改", "更正", "", "3.6万元", "")
    assert run(*name) == 130
    said = capsys.readouterr().out
    assert "“改”不行" in said
    assert "都要写明现在的写法和原因" in said
    typing(monkeypatch, "", "", "", "报告里写错了一位，重新核对过原件", "张三", "不涉及", "", "")
    assert run(*name) == 0
    assert "3.6万元" in (place / "d/dongcun/corrections.csv").read_text("utf-8")
    assert [path.name for path in (place / "d" / ".drafts").iterdir()] == [".gitignore"]
    monkeypatch.setattr("sys.stdin", io.StringIO("更正\n2万元\n2.1万元\n\n"))
    assert run("correct", "dongcun/G2", *folders) == 1
    assert "没有写任何文件" in capsys.readouterr().err
