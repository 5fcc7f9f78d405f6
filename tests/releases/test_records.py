"""The small parts of a record: rows held against rows, the version of the data, what is kept and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing_site import publishable_pair
from small import Site

from disclosure.__main__ import main
from disclosure.accounts.site import read_site
from disclosure.output.formats import csv_bytes
from disclosure.pages.releases import frozen
from disclosure.problems import Report
from disclosure.releases.changes import compare_rows
from disclosure.releases.corrections import marks
from disclosure.releases.frozen import index
from disclosure.releases.records import Pending, data_version
from disclosure.releases.verification import read_manifest


def table(*rows: tuple[str, ...]) -> bytes:
    return csv_bytes(("id", "name", "note"), rows)


def test_rows_are_told_apart_by_their_id() -> None:
    """Came, went and changed are counted by id; another order or a new empty column is no change."""
    before = table(("a", "甲", ""), ("b", "乙", ""), ("c", "丙", ""))
    assert compare_rows(before, table(("c", "丙", ""), ("d", "丁", ""), ("a", "甲", "新"))) == (1, 1, 1)
    wider = csv_bytes(("id", "name", "note", "more"), [("c", "丙", "", ""), ("b", "乙", "", ""), ("a", "甲", "", "")])
    assert compare_rows(before, wider) == (0, 0, 0)
    assert compare_rows(b"", before) == (3, 0, 0)
    assert compare_rows(before, b"") == (0, 3, 0)


def test_rows_without_an_id_are_compared_whole() -> None:
    """The same row twice is two rows."""
    before = csv_bytes(("year", "sum"), [("2023", "1"), ("2023", "1")])
    assert compare_rows(before, csv_bytes(("year", "sum"), [("2023", "1"), ("2023", "2")])) == (1, 1, 0)
    places = [
        csv_bytes(("year", "sum", "cell"), [("2023", "1", f"data/dawn/disbursements.{suffix} 第 {line} 行")])
        for suffix, line in (("csv", 2), ("xlsx", 9))
    ]
    assert compare_rows(*places) == (0, 0, 0)


def test_the_version_of_the_data(site: Site) -> None:
    """Line endings, hidden files and records of releases do not matter; any other byte and any name does."""
    first = data_version(site.data, site.content)
    for path in (*site.data.rglob("*.csv"), *site.data.rglob("*.yaml"), *site.content.rglob("*.md")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    site.write("data/releases/1/release.yaml", "number: 1\n")
    site.write("data/.DS_Store", "x")
    assert data_version(site.data, site.content) == first
    (site.data / "dawn/partners.csv").rename(site.data / "dawn/partner.csv")
    renamed = data_version(site.data, site.content)
    site.text("data/site.yaml", "样例公示", "样例公告")
    assert len({first, renamed, data_version(site.data, site.content)}) == 3


@pytest.mark.parametrize("text", ["x", f"{'a' * 63}  index.html", f"{'a' * 64} index.html", f"{'a' * 64}  a\n" * 2])
def test_a_broken_manifest_is_no_manifest(text: str) -> None:
    """A line that is none, and a file named twice, are refused."""
    with pytest.raises(ValueError, match=r"."):
        read_manifest(text)


def test_who_may_take_back_consent_is_in_no_old_version(site: Site) -> None:
    """Tables with names by consent are offered but not kept; others are."""
    site.table_of("related_parties", "名称,类别,关联关系,单位或个人,同意公开", "林甲,管理人员,会长,个人,是")
    disclosure = next(one for one in read_site(site.data, "data", Report()).disclosures if one.org == "dawn")
    kept = {name for name, _ in frozen(disclosure)}
    assert disclosure.count("related_parties") == 1
    assert "related_parties" not in kept
    assert {"figures", "reconciliations", "projects", "partners"} <= kept


def test_the_index_knows_the_same_bytes_in_several_releases() -> None:
    """A file that did not change is listed once with each of its releases; pages and the theme are not listed."""
    told = [
        (Pending(1, "2024-01-01"), {"a/data/x.csv": "1" * 64, "index.html": "2" * 64, "assets/site.js": "3" * 64}),
        (Pending(2, "2025-01-01"), {"a/data/x.csv": "1" * 64, "a/data/y.csv": "1" * 64}),
    ]
    text = index(told).decode()
    assert f'"{"1" * 64}":[["a/data/x.csv", 1, 2], ["a/data/y.csv", 2]]' in text
    assert "2" * 64 not in text
    assert "3" * 64 not in text


def test_a_doubt_that_was_answered_is_no_mark(site: Site) -> None:
    """核实中 marks its figure until an entry continues it; the newest correction of a figure is the one led to."""
    header = "编号,更正日期,更正类型,位置,原来,现在,原因,数字,接续,来源\n"
    rows = [
        "doubt,2024-03-01,核实中,阅读角,240人,,,A009,,DOC\n",
        "answer,2024-04-01,修订,阅读角,240人,241人,重数,A009,doubt,DOC\n",
        "open,2024-04-02,核实中,暖冬,50万余元,,,A003,,DOC\n",
    ]
    site.write("data/dawn/corrections.csv", header + "".join(rows))
    report = Report()
    dawn = next(one for one in read_site(site.data, "data", report).disclosures if one.org == "dawn")
    assert not report.errors
    assert marks(dawn.records["corrections"]) == {"A009": ("answer", "修订"), "A003": ("open", "核实中")}
    assert (dawn.figures["A009"].status, dawn.figures["A003"].status) == ("已更正", "待核实")


@pytest.mark.parametrize(
    ("named", "options", "told"),
    [
        ("A009", (), "FIGURE=机构/数字编号"),
        ("dawn/A0099", (), "没有“A0099”"),
        ("dawn/A009", ("--type", "改错"), "请写其中之一"),
        ("dawn/A009", ("--type", "更正", "--new", "250人"), "都要写明现在的写法和原因"),
        ("dawn/A009", ("--type", "核实中", "--on", "昨天"), "不是日期"),
        ("dawn/A009", ("--type", "核实中", "--source", "X"), "没有编号为“X”的来源文件"),
        (
            "dawn/projects/reading-room",
            ("--type", "更正", "--old", "阅读角", "--new", "读书角", "--reason", "换了名称，内容不变"),
            "没有写来源：请写来源文件的编号，例如 DOC",
        ),
    ],
)
def test_an_entry_that_lacks_something_is_not_written(
    site: Site, named: str, options: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is told in Chinese, and no file is made."""
    assert main(["correct", named, "--data", str(site.data), *options]) == 1
    assert told in capsys.readouterr().err
    assert not site.file("corrections.csv").exists()


def test_an_entry_is_added_below_what_stands_there(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Old rows keep their cells, missing columns are added, the next cell to mend is told, and the result is sound."""
    site.write(
        "data/dawn/corrections.csv",
        "编号,更正日期,更正类型,位置,原来,现在,原因,来源\nfirst,2024-03-02,补充,年报,没有,有了,漏登了一条,DOC\n",
    )
    options = ("--type", "更正", "--new", "250人", "--reason", "数错了，漏了一行", "--on", "2024-05-02")
    for _ in range(2):
        assert main(["correct", "dawn/A009", "--data", str(site.data), *options]) == 0
    assert "第 10 行 的“原文写法”和“数值”改成 250人" in capsys.readouterr().out
    rows = site.table("corrections.csv")
    assert rows[1] == ["first", "2024-03-02", "补充", "年报", "没有", "有了", "漏登了一条", "DOC", "", "", ""]
    assert [row[0] for row in rows[2:]] == ["a009-2024-05-02", "a009-2024-05-02-2"]
    assert main(["check", "--data", str(site.data), "--content", str(site.content)]) == 0


def test_a_workbook_of_corrections_is_left_to_its_owner(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the ledger is a workbook, the row to add is told instead."""
    site.write("data/dawn/corrections.csv", "编号,更正日期,更正类型,位置,原来,现在,原因,来源\n")
    site.save_workbook("corrections", site.workbook("corrections"))
    options = ("--type", "更正", "--new", "250人", "--reason", "数错了")
    assert main(["correct", "dawn/A009", "--data", str(site.data), *options]) == 1
    said = capsys.readouterr().err
    assert "请在那里加一行" in said
    assert "现在：250人" in said


def test_records_of_releases_are_no_organisation(tmp_path: Path) -> None:
    """`releases` and `verify` are addresses of the site; a folder of records below data/ is not taken for an organisation."""
    site = publishable_pair(tmp_path)
    (site.data / "releases").mkdir()
    report = Report()
    assert [one.org for one in read_site(site.data, "data", report).disclosures] == ["dawn", "river"]
    assert not report.errors
    (site.data / "river").rename(site.data / "verify")
    site.text("data/verify/organisation.yaml", "id: river", "id: verify")
    site.text("data/site.yaml", "river", "verify")
    report = Report()
    read_site(site.data, "data", report)
    assert {one.code for one in report} == {"reserved-id"}
