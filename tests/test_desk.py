"""The staff desk: templates that go back as they are, workbooks that become plain tables, records asked for and checked."""

from __future__ import annotations

import csv
import io
import re
import shutil
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from disclosure.__main__ import main
from disclosure.accounts.site import read_site
from disclosure.compose import check
from disclosure.kinds import all_kinds, kind_of
from disclosure.law import statements
from disclosure.problems import Report
from disclosure.reading.printed_forms import read_form
from disclosure.reading.serialising import form_as_csv, tidy_columns
from disclosure.reading.table_typing import read_columns
from disclosure.reading.tables import read_tables
from disclosure.reading.typed_tables import rows
from disclosure.reporting.text import WIDTH, width
from disclosure.staff.entries import kind_named
from disclosure.staff.templates import Fill, examples_below, header_of, sheet_name, template

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "data"
TABLES = [kind for kind in all_kinds() if not kind.form]
FORMS = [kind for kind in all_kinds() if kind.form]


@pytest.fixture(scope="module")
def examples() -> dict[str, list[dict[str, str]]]:
    return examples_below(EXAMPLES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one organisation that has a source and a project, as `make new` leaves it."""
    folder = tmp_path_factory.mktemp("made") / "data"
    assert run("new", "organisation", "机构编号=demo", "名称=示例慈善会", "样例=是", "--data", folder) == 0
    source = ("编号=A1", "名称=年报", "发布者=示例慈善会", "发布日期=2024-03-01", "等级=报")
    assert run("new", "source", *source, "--data", folder, "--org", "demo") == 0
    assert run("new", "project", "编号=spring", "名称=春天", "来源=A1", "--data", folder, "--org", "demo") == 0
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def run(*arguments: str | Path) -> int:
    return main([str(one) for one in arguments])


def codes_of(data: Path) -> list[str]:
    report = Report()
    read_site(data, "data", report)
    return [one.code for one in report]


def typed(path: Path, kind_id: str) -> list[dict[str, Any]]:
    kind = kind_of(kind_id)
    assert kind is not None
    found = []
    for raw in read_tables(path, path.name, kind.record, (kind.label, kind.id)):
        table, problems = read_columns(kind.record, raw.cells, raw.where, raw.powers)
        assert not [*raw.problems, *problems]
        found += [row for _, row in rows(table)]
    return found


# --- templates -----------------------------------------------------------------------------------


def test_a_template_of_all_kinds_is_the_same_every_time(examples: dict[str, list[dict[str, str]]]) -> None:
    """55 sheets, byte for byte the same twice; each header is the declared one; nothing in it is hidden."""
    fill = Fill("示例慈善会", 2024, {"projects": ["a", "b"]}, examples)
    content = template(all_kinds(), fill)
    assert content == template(all_kinds(), fill)
    book = load_workbook(io.BytesIO(content))
    assert all(sheet.sheet_state == "visible" for sheet in book)
    for kind in TABLES:
        sheet = book[sheet_name(kind)]
        assert [cell.value for cell in sheet[1]] == [header_of(one) for one in kind.record.columns]
        assert sheet.freeze_panes in {"A2", "B2"}
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet["A1"].protection.locked
        assert not sheet.column_dimensions["A"].protection.locked


def test_cells_are_chosen_from_the_vocabulary(examples: dict[str, list[dict[str, str]]]) -> None:
    """Choices and known ids are drop-downs from the sheet 选项; dates and money have their own checks."""
    kind = kind_of("donations")
    assert kind is not None
    book = load_workbook(io.BytesIO(template([kind], Fill(ids={"projects": ["p1", "p2"]}, examples=examples))))
    rules = {str(one.sqref).split(":")[0]: one for one in book[kind.label].data_validations.dataValidation}
    places = {one.label: f"{chr(65 + at)}2" for at, one in enumerate(kind.record.columns)}

    def words(label: str) -> list[Any]:
        sheet, _, span = rules[places[label]].formula1.replace("$", "").rpartition("!")
        return [cell.value for (cell,) in book[sheet.strip("'")][span]]

    assert words("捐赠类型") == ["现金", "物资", "其他"]
    assert words("定向项目") == ["p1", "p2"]
    assert rules[places["定向项目"]].errorStyle == "warning"
    assert rules[places["到账日期"]].type == "custom"
    assert rules[places["金额"]].type == "custom"
    assert "必填" in rules[places["金额"]].prompt


def test_examples_are_valid_and_are_not_read(examples: dict[str, list[dict[str, str]]], tmp_path: Path) -> None:
    """Every kind has an example, which is a record by the rules of its columns; an unfilled template has no records."""
    assert set(examples) == {kind.id for kind in TABLES}
    for kind in TABLES:
        path = tmp_path / f"{kind.id}.xlsx"
        path.write_bytes(template([kind], Fill(examples=examples)))
        (raw,) = read_tables(path, path.name, kind.record, (kind.label, kind.id))
        assert not raw.problems, kind.id
        assert len(raw.cells) == 0


def fill_in(content: bytes, sheets: dict[str, list[dict[str, str]]]) -> Workbook:
    """A template filled in by hand: cells by header, below the header row."""
    book = load_workbook(io.BytesIO(content))
    for name, lines in sheets.items():
        sheet = book[name]
        at = {cell.value: cell.column for cell in sheet[1]}
        for row, line in enumerate(lines, 2):
            for header, value in line.items():
                sheet.cell(row, at[header], value)
    return book


def test_a_filled_template_goes_in_as_it_is(data: Path, tmp_path: Path) -> None:
    """Template of an organisation → filled → data/demo/disbursements.xlsx → checked → the records on the site."""
    assert run("template", "拨付", "--org", "demo", "--data", data, "--output", tmp_path / "t") == 0
    kind = kind_of("disbursements")
    assert kind is not None
    example = examples_below(EXAMPLES)["disbursements"][0]
    line = {header_of(kind.record.column(name)): cell for name, cell in example.items() if cell}
    line |= {"来源": "A1", "项目": "spring"}
    line = {key: value for key, value in line.items() if key not in {"基金", "应急行动", "募捐活动", "合作方"}}
    line["金额（元）"] = 12345.6  # type: ignore[assignment]
    fill_in((tmp_path / "t" / "disbursements.xlsx").read_bytes(), {kind.label: [line]}).save(
        data / "demo" / "disbursements.xlsx"
    )
    assert codes_of(data) == []
    report = Report()
    (disclosure,) = read_site(data, "data", report).disclosures
    (row,) = disclosure.records["disbursements"]
    assert str(row.amount) == "12345.6"


@pytest.mark.parametrize("year", [2024, 2026])
def test_statements_are_printed_with_their_lines(year: int, tmp_path: Path) -> None:
    """The form of a year has every line with its number, and read back it holds them all."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(template(FORMS, Fill("示例慈善会", year)))
    for kind in FORMS:
        edition = statements.edition_of(kind.id, year)
        assert edition is not None
        assert kind.form is not None
        (raw,) = read_form(path, "x", kind.form, kind.form.title)
        assert not raw.problems
        assert raw.preamble["year"] == str(year)
        assert [one for one in raw.cells["line"] if one] == [one.number for one in edition.lines if one.number]


def test_a_statement_without_a_year_is_asked_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The form depends on the year."""
    assert run("template", "balance_sheet") == 1
    assert "YEAR=2024" in capsys.readouterr().err


# --- import --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TABLES, ids=[kind.id for kind in TABLES])
def test_what_is_written_is_read_again(kind: Any, tmp_path: Path) -> None:
    """Every table of the fictional organisations comes back equal after read, write, read."""
    paths = sorted([*EXAMPLES.glob(f"*/{kind.id}.csv"), *EXAMPLES.glob(f"*/{kind.id}/*.csv")])[:2]
    assert paths
    for path in paths:
        before = typed(path, kind.id)
        raws = read_tables(path, path.name, kind.record)
        labels = {column.name: column.label for column in kind.record.columns if column.name in raws[0].cells}
        tables = [read_columns(kind.record, raw.cells, raw.where, raw.powers)[0] for raw in raws]
        records = [zip(*tidy_columns(kind.record, table, list(labels)).values(), strict=True) for table in tables]
        copy = tmp_path / path.name
        with copy.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([labels.values(), *chain.from_iterable(records)])
        assert typed(copy, kind.id) == before


@pytest.mark.parametrize("kind", FORMS, ids=[kind.id for kind in FORMS])
def test_statements_are_written_and_read_again(kind: Any, tmp_path: Path) -> None:
    """A printed form as CSV has the same lines, amounts and source."""
    path = EXAMPLES / "shili" / kind.id / "2024.csv"
    raws = read_form(path, "x", kind.form)
    copy = tmp_path / "2024.csv"
    copy.write_bytes(form_as_csv(raws, {name: name for name in raws[0].cells.columns}))
    again = read_form(copy, "x", kind.form)
    assert [raw.cells.to_dict("list") for raw in again] == [raw.cells.to_dict("list") for raw in raws]


def all_in_one(tmp_path: Path, data: Path, **more: list[dict[str, str]]) -> Path:
    assert run("template", "--org", "demo", "--data", data, "--output", tmp_path / "t") == 0
    sheets = {
        "慈善项目": [
            {"编号": "autumn", "名称": "秋天", "来源": "A1"},
            {"编号": "spring", "名称": "春天", "来源": "A1"},
        ],
        "基金": [{"编号": "rain", "名称": "雨露", "来源": "A1"}],
        **more,
    }
    path = tmp_path / "全部.xlsx"
    fill_in((tmp_path / "t" / "全部.xlsx").read_bytes(), sheets).save(path)
    return path


def test_a_workbook_of_several_kinds_becomes_tables(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written over what exists until it is said; then each kind has its CSV, and the data holds."""
    path = all_in_one(tmp_path, data)
    before = (data / "demo" / "projects.csv").read_bytes()
    assert run("import", path, "--org", "demo", "--data", data) == 1
    told = capsys.readouterr()
    assert "projects.csv：2 行，替换现有的表：多出 1 行，少掉 0 行" in told.out
    assert "OVERWRITE=1" in told.err
    assert (data / "demo" / "projects.csv").read_bytes() == before
    assert not (data / "demo" / "funds.csv").exists()
    assert run("import", path, "--org", "demo", "--data", data, "--overwrite") == 0
    assert [row["id"] for row in typed(data / "demo" / "projects.csv", "projects")] == ["autumn", "spring"]
    assert [row["name"] for row in typed(data / "demo" / "funds.csv", "funds")] == ["雨露"]
    assert codes_of(data) == []


def test_an_empty_table_is_filled_without_asking(tmp_path: Path) -> None:
    """The first import after `make new` replaces nothing: a header alone is no content."""
    data = tmp_path / "data"
    given = ("机构编号=demo", "名称=示例慈善会", "样例=是")
    assert run("new", "organisation", *given, "--data", data, "--content", tmp_path / "content") == 0
    book = Workbook()
    assert book.active is not None
    book.active.title = "来源文件"
    book.active.append(["编号", "名称", "发布者", "发布日期", "等级"])
    book.active.append(["A1", "年报", "示例慈善会", "2024.3.1", "报"])
    book.save(tmp_path / "a.xlsx")
    assert run("import", tmp_path / "a.xlsx", "--org", "demo", "--data", data) == 0
    assert [row["id"] for row in typed(data / "demo" / "sources.csv", "sources")] == ["A1"]


def test_an_import_with_faults_writes_nothing(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bad cell, or a reference that leads nowhere in the organisation, stops the import of everything."""
    lines = [{"编号": "rain", "名称": "雨露", "来源": "A9"}]
    assert run("import", all_in_one(tmp_path, data, 基金=lines), "--org", "demo", "--data", data, "--overwrite") == 1
    told = capsys.readouterr()
    assert "unknown-reference" in told.out
    assert "没有写任何文件" in told.err
    assert not (data / "demo" / "funds.csv").exists()


def test_an_import_is_not_counted_twice(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the same table lies in the data as a workbook, that must be taken away first."""
    path = all_in_one(tmp_path, data)
    (data / "demo" / "projects.csv").unlink()
    kind = kind_of("projects")
    assert kind is not None
    content = template([kind], Fill())
    fill_in(content, {kind.label: [{"编号": "spring", "名称": "春天", "来源": "A1"}]}).save(
        data / "demo" / "projects.xlsx"
    )
    assert run("import", path, "--org", "demo", "--data", data, "--overwrite") == 1
    assert "projects.xlsx" in "".join(capsys.readouterr())
    assert not (data / "demo" / "projects.csv").exists()


def test_units_are_resolved_and_totals_checked_on_import(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """万元 becomes 元 in the table; a total that does not hold stops."""
    path = tmp_path / "拨付.csv"
    header = "编号,年度,报酬金额（万元）,序位,职务,来源\n"
    path.write_text(header.replace("编号,", "") + "2024,9.5,1,秘书长,A1\n合计,9.6,,,\n", "utf-8")
    assert run("import", path, "--org", "demo", "--kind", "pay", "--data", data) == 1
    assert "total-mismatch" in capsys.readouterr().out
    path.write_text(header.replace("编号,", "") + "2024,9.5,1,秘书长,A1\n合计,9.5,,,\n", "utf-8")
    assert run("import", path, "--org", "demo", "--kind", "pay", "--data", data) == 0
    assert "95000" in (data / "demo" / "pay.csv").read_text("utf-8")


# --- new -----------------------------------------------------------------------------------------


def test_a_new_organisation_checks_without_fault(data: Path, tmp_path: Path) -> None:
    """From nothing to an organisation with a source, a project and an article, and `make check` is content."""
    content = tmp_path / "content"
    given = ("标题=春天来了", "网址名=spring", "日期=2024-03-12")
    assert run("new", "news", *given, "--org", "demo", "--data", data, "--content", content) == 0
    report, review = check(data, content)
    assert list(report) == []
    assert "可以发布" in review.verdict
    assert run("new", "机构", "机构编号=second", "名称=第二: 慈善会", "样例=否", "--data", data) == 0
    assert codes_of(data) == []
    assert "  - demo\n  - second\n" in (data / "site.yaml").read_text("utf-8")


def test_from_nothing_to_a_site_that_can_be_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first organisation brings the standing pages along, says what comes next, and takes the word of the other tables."""
    data, content = tmp_path / "data", tmp_path / "content"
    folders = ("--data", data, "--content", content)
    assert run("new", "organisation", "编号=demo", "全称=示例慈善会", *folders) == 1
    assert "没有“全称”这一项" in capsys.readouterr().err
    assert not data.exists()
    assert run("new", "organisation", "编号=demo", "名称=示例慈善会", "样例=否", *folders) == 0
    told = capsys.readouterr().out
    assert "make import FILE=" in told
    assert "make template FOR=捐赠明细 ORG=demo" in told
    assert "make check" in told
    assert {one.name for one in (content / "pages").iterdir()} == {
        one.name for one in (ROOT / "content" / "pages").iterdir()
    }
    (content / "pages" / "data.md").unlink()
    assert run("new", "organisation", "编号=other", "名称=另一家", "样例=否", *folders) == 0
    assert not (content / "pages" / "data.md").exists()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["编号=Bad Id", "名称=x", "来源=A1"], "“Bad Id”不是编号"),
        (["编号=spring", "名称=x", "来源=A1"], "重复"),
        (["编号=two", "名称=x", "来源=A9"], "是不是“A1”"),
        (["编号=two", "名称=", "来源=A1"], "必填"),
        (["编号=two", "名称=x", "来源=A1", "类别=助人"], "不在可选范围内"),
        (["编号=two", "名称=x", "来源=A1", "颜色=红"], "没有“颜色”这一列"),
        (["编号=two", "名称=x"], "没有填“来源”"),
        (["编号=two", "名称"], "读不懂"),
    ],
)
def test_answers_are_held_to_the_rules_of_their_columns(
    data: Path,
    answers: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A wrong answer is told in the words of the check, and nothing is written."""
    before = (data / "demo" / "projects.csv").read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run("new", "project", *answers, "--org", "demo", "--data", data) == 1
    assert told in capsys.readouterr().err
    assert (data / "demo" / "projects.csv").read_bytes() == before


def test_answers_from_the_terminal_are_asked_again(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who sits at the terminal hears what is wrong and answers again."""
    replies = iter(["秋天", "A9", "A1", "坏 编号", "autumn"])
    monkeypatch.setattr("builtins.input", lambda _: next(replies))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert run("new", "慈善项目", "--org", "demo", "--data", data) == 0
    assert capsys.readouterr().out.count("请") >= 2
    assert [row["id"] for row in typed(data / "demo" / "projects.csv", "projects")] == ["spring", "autumn"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\r\n"), ("\t", "\n"), (";", "")])
def test_a_row_is_added_in_the_manner_of_the_file(data: Path, encoding: str, delimiter: str, end: str) -> None:
    """Encoding, delimiter, line ends and the order of columns stay; what was there stays byte for byte."""
    path = data / "demo" / "projects.csv"
    text = (end or "\n").join(
        delimiter.join(line) for line in (["来源", "名称", "编号"], ["A1", "春天", "spring"])
    ) + end
    path.write_bytes(text.encode(encoding))
    before = path.read_bytes()
    assert run("new", "project", "编号=autumn", "名称=秋天，2024", "来源=A1", "--org", "demo", "--data", data) == 0
    assert path.read_bytes().startswith(before)
    assert [row["name"] for row in typed(path, "projects")] == ["春天", "秋天，2024"]


def test_workbooks_are_left_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row for a table that is kept in Excel is typed there."""
    (data / "demo" / "projects.csv").unlink()
    made = Workbook()
    assert made.active is not None
    made.active.append(["编号", "名称", "来源"])
    made.save(data / "demo" / "projects.xlsx")
    before = (data / "demo" / "projects.xlsx").read_bytes()
    assert run("new", "project", "编号=two", "名称=x", "来源=A1", "--org", "demo", "--data", data) == 1
    assert "Excel" in capsys.readouterr().err
    assert (data / "demo" / "projects.xlsx").read_bytes() == before


def test_every_kind_is_known_by_its_names() -> None:
    """Singular, plural and Chinese all name the kind."""
    for kind in all_kinds():
        assert kind_named(kind.id) is kind
        assert kind_named(kind.label) is kind
    assert kind_named("project") is kind_of("projects")
    assert kind_named("policy") is kind_of("policies")


# --- help ----------------------------------------------------------------------------------------


COMMANDS = ("check", "build", "due", "serve", "publish", "changes", "rollback", "correct", "verify", "zip", "template", "import", "new")  # fmt: skip


@pytest.mark.parametrize("command", [[], *([one] for one in COMMANDS)], ids=lambda one: "-".join(one) or "all")
def test_help_speaks_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of every command: no word of argparse's own, no name of a value in English, 80 columns."""
    assert run(*command, "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    assert not any(word in told for word in ("usage", "options", "positional", "show this"))
    assert re.findall(r"--[a-z-]+ ([A-Z_]{2,})\b|：[ ]*:|:$", told, re.MULTILINE) == []
    assert [line for line in told.splitlines() if width(line) > WIDTH] == []
    assert command or [one for one in COMMANDS if f"\n    {one} " not in told] == []


def test_a_wrong_command_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing or unknown on the command line is named in Chinese, without a traceback."""
    assert run("import") == 2
    assert "还要写明" in capsys.readouterr().err
    assert run("check", "--nothing") == 2
    assert "不认识这些参数" in capsys.readouterr().err
    assert run("new", "project", "--org", "nowhere") == 1
    assert "没有“nowhere”这个机构" in capsys.readouterr().err
    for nobody in ("releases", ".writes", "."):
        assert run("new", "project", "--org", nobody) == 1
        told = capsys.readouterr().err
        assert f"没有“{nobody}”这个机构" in told
        assert told.rstrip().endswith("现有的机构：gaoxin、suzhou。")
    assert run("import", "没有.xlsx", "--org", "gaoxin") == 1
    assert "找不到要导入的文件“没有.xlsx”" in capsys.readouterr().err
    assert run("import", "", "--org", "gaoxin") == 1
    assert "FILE=" in capsys.readouterr().err
    assert run("import", "没有.xlsx") == 1
    assert "找不到" in capsys.readouterr().err
    assert run("due", "--today", "昨天") == 2
    assert "--today：“昨天”不是日期" in capsys.readouterr().err
    assert run("check", "--format", "pdf") == 2
    assert "不能是“pdf”，可以是：text、json、html、xlsx" in capsys.readouterr().err
    assert run("new", "", "--org", "gaoxin") == 1
    assert "KIND=" in capsys.readouterr().err
    assert run("template", "projekt") == 1
    assert "projects" in capsys.readouterr().err
