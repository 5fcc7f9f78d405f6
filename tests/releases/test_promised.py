"""What was promised of records: no key cell, amount or row changes without a word, and nobody is held to more than that."""

from __future__ import annotations

import time

import pytest
from release_cases import record
from small import Site
from statement_cases import _put

from disclosure.__main__ import main
from disclosure.accounts.site import read_site
from disclosure.cli import Whereabouts
from disclosure.compose import check
from disclosure.identifiers import numbers
from disclosure.problems import Problem, Report
from disclosure.publishing import correct
from disclosure.releases.promised import PromisedRows, blocks, compare, differences
from disclosure.releases.promised import numbers as promised_numbers

GIFTS = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,定向项目,已开票据,来源\n"
GIFT = "2023-03-{:05},2023-03-05,{},现金,个人,钱小满,{},{},,,DOC\n"
PAYMENTS = "拨付日期,接收方,接收方类型,金额,用途,项目,来源\n"
PAYMENT = "2023-03-06,{},{},{},买书,reading-room,DOC\n"
LEDGER = "编号,更正日期,更正类型,位置,原来,现在,原因,记录,来源\n"


ANSWERS = {
    "type": "更正", "old": "", "new": "", "reason": "两笔捐款登反了", "person": "", "source": "DOC", "on": "2024-06-03",
    "register": "不涉及",
}  # fmt: skip


def gifts(site: Site, *rows: tuple[str, str, str], first: int = 1) -> None:
    """A table of gifts: amount, 署名, consent."""
    told = (GIFT.format(number, *row) for number, row in enumerate(rows, first))
    site.file("donations.csv").write_text(GIFTS + "".join(told), "utf-8")


def payments(site: Site, *rows: tuple[str, str, str]) -> None:
    """A table of payments: receiver, its type, amount."""
    site.file("disbursements.csv").write_text(PAYMENTS + "".join(PAYMENT.format(*row) for row in rows), "utf-8")


def errors(site: Site) -> list[Problem]:
    return check(site.data, site.content)[0].errors


def silent(site: Site) -> list[str]:
    """The addresses that a correction has to name; nothing else may be wrong."""
    found = errors(site)
    assert {one.code for one in found} <= {"silent-record"}, [str(one) for one in found]
    return [one.details["path"] for one in found]


def start(site: Site) -> None:
    gifts(site, ("5.00", "钱小满", "是"), ("8.00", "", ""))
    payments(site, ("晨光小学", "学校", "100"), ("李小花", "个人", "50"), ("晨光小学", "学校", "70"))
    assert not errors(site)
    record(site)
    assert not errors(site)


def test_silent_changes_are_told_beside_other_faults(site: Site) -> None:
    """A day that is none in one table does not hide what changed in another; of the faulty table only its fault is told."""
    start(site)
    site.cell("projects.csv", 2, "类别", "助医")
    site.cell("donations.csv", 2, "到账日期", "2023-02-30")
    site.cell("donations.csv", 3, "金额", "6")
    payments(site, ("晨光小学", "学校", "100"), ("李小花", "个人", "50"))
    told = sorted((fault.code, fault.details.get("path", "").rpartition("/")[0]) for fault in errors(site))
    silent_ones = [("silent-record", "dawn/disbursements"), ("silent-record", "dawn/projects")]
    assert told == [("bad-value", ""), *silent_ones], told


def test_a_table_whose_file_is_called_otherwise_is_not_deleted(site: Site) -> None:
    """Only the name of the file is told, not a correction for each row; other tables are compared all the same."""
    start(site)
    site.cell("projects.csv", 2, "类别", "助医")
    site.file("donations.csv").rename(site.file("捐赠明细.csv"))
    told = sorted((fault.code, fault.details.get("path", "").rpartition("/")[0]) for fault in errors(site))
    assert told == [("silent-record", "dawn/projects"), ("unknown-file", "")], told
    site.file("捐赠明细.csv").unlink()
    assert {"dawn/donations"} <= {path.rpartition("/")[0] for path in silent(site)}


def test_nothing_silent_is_told_where_the_entries_are_faulty(site: Site) -> None:
    """An entry that cannot be read may answer for the change; nor is anything told while the whole site is faulty."""
    start(site)
    site.cell("projects.csv", 2, "类别", "助医")
    assert silent(site)
    site.file("corrections.csv").write_text(LEDGER + "X1,2023-02-30,更正,类别,助学,助医,抄录时看错一行,,DOC\n", "utf-8")
    assert not [fault for fault in errors(site) if fault.code == "silent-record"]
    site.file("corrections.csv").unlink()
    settings = site.data / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "prepared_on: 2023-02-30\n", "utf-8")
    assert not [fault for fault in errors(site) if fault.code == "silent-record"]


def test_a_silent_change_names_the_record(site: Site) -> None:
    """Another day, choice, amount or title, a blanked cell and a row that is gone: each record is told by its number."""
    start(site)
    site.cell("projects.csv", 2, "开始日期", "")
    site.cell("projects.csv", 3, "类别", "助医")
    site.cell("donations.csv", 2, "金额", "6")
    site.save("donations.csv", site.table("donations.csv")[:2])
    site.cell("sources.csv", 2, "名称", "另一份总结")
    assert set(silent(site)) == {
        "dawn/projects/warm-winter",
        "dawn/projects/reading-room",
        "dawn/donations/2023-03-00001",
        "dawn/donations/2023-03-00002",
        "dawn/sources/DOC",
    }


def test_a_table_that_is_gone_is_told_row_by_row(site: Site) -> None:
    """Taking a whole file away is no way around."""
    start(site)
    site.file("donations.csv").unlink()
    assert silent(site) == ["dawn/donations/2023-03-00001", "dawn/donations/2023-03-00002"]


def test_rows_without_a_number_have_an_address_too(site: Site) -> None:
    """A payment whose amount or receiver changed, or that is gone, is told with an address that an entry can name."""
    start(site)
    payments(site, ("晨光小学", "学校", "100"), ("李小花", "个人", "50"), ("晨光小学", "学校", "71"))
    (amount,) = silent(site)
    payments(site, ("星火小学", "学校", "100"), ("李小花", "个人", "50"), ("晨光小学", "学校", "70"))
    (receiver,) = silent(site)
    (found,) = errors(site)
    assert "接收方改了" in str(found.details["left"])
    payments(site, ("晨光小学", "学校", "100"), ("晨光小学", "学校", "70"))
    (gone,) = silent(site)
    assert len({amount, receiver, gone}) == 3
    assert all(one.startswith("dawn/disbursements/") for one in (amount, receiver, gone))


def test_what_is_no_correction_passes(site: Site) -> None:
    """New rows, filled cells, another order, prose, what moves on with life and a receipt handed in need no entry."""
    start(site)
    gifts(site, ("5", "钱小满", "是"), ("8.0", "", ""), ("9", "", ""))
    site.cell("donations.csv", 2, "已开票据", "是")
    site.cell("projects.csv", 3, "状态", "已结项")
    site.cell("projects.csv", 3, "开始日期", "2023-02")
    site.cell("projects.csv", 2, "内容", "送棉被，支出{A003}。")
    site.cell("projects.csv", 2, "受益对象", "困难的家庭")
    rows = site.table("projects.csv")
    site.save("projects.csv", [rows[0], *reversed(rows[1:])])
    payments(
        site, ("晨光小学", "学校", "70"), ("晨光小学", "学校", "100"), ("李小花", "个人", "50"), ("新", "学校", "1")
    )
    assert not errors(site)


def test_a_name_can_be_withdrawn(site: Site) -> None:
    """Consent taken back needs no entry, and neither record nor report ever held the name."""
    start(site)
    gifts(site, ("5.00", "", "否"), ("8.00", "", ""))
    payments(site, ("晨光小学", "学校", "100"), ("王小草", "个人", "50"), ("晨光小学", "学校", "70"))
    assert not errors(site)
    rows = b"".join(one.read_bytes() for one in (site.data / "releases/1/files").rglob("*.csv"))
    assert b"2023-03-00001" in rows
    for name in ("钱小满", "李小花", "晨光小学"):
        assert name.encode() not in rows


def test_a_name_that_was_withdrawn_is_given_again_to_nobody_else(site: Site) -> None:
    """A gift changes its giver in two steps as little as in one; the very name may come back."""
    start(site)
    for name in ("", "", "钱小满"):
        gifts(site, ("5.00", name, "是" if name else "否"), ("8.00", "", ""))
        assert not silent(site)
        record(site)
    gifts(site, ("5.00", "", "否"), ("8.00", "", ""))
    record(site)
    gifts(site, ("5.00", "孙小圆", "是"), ("8.00", "孙小圆", "是"))
    assert silent(site) == ["dawn/donations/2023-03-00001"]  # the second never had a name
    correct(site.data, site.content, "dawn/donations/2023-03-00001", ANSWERS, dict.fromkeys(ANSWERS, "？"), None)
    assert "孙小圆" not in site.file("corrections.csv").read_text("utf-8")
    assert not silent(site)


def test_a_receiver_that_turns_out_to_be_a_person_is_not_named_by_the_entry(site: Site) -> None:
    """A person's name that was published by mistake goes with an entry that does not repeat it."""
    payments(site, ("李小花", "其他单位", "50"))
    record(site)
    payments(site, ("李小花", "个人", "50"))
    (path,) = silent(site)
    (found,) = errors(site)
    assert "李小花" not in str(found.details)
    options = ["--type", "更正", "--reason", "接收方是个人", "--on", "2024-05-02", "--source", "DOC"]
    assert main(["correct", path, "--data", str(site.data), *options]) == 0
    assert not errors(site)
    assert "李小花" not in site.file("corrections.csv").read_text("utf-8")


def test_an_entry_that_names_the_record_answers(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that the report prints writes the entry with both values; the page of the project says so."""
    start(site)
    site.cell("projects.csv", 2, "名称", "冬日行动")
    site.cell("donations.csv", 2, "金额", "6")
    rest = ["--data", str(site.data), "--type", "更正", "--reason", "抄错了", "--on", "2024-05-02", "--source", "DOC"]
    for path in silent(site):
        assert main(["correct", path, *rest]) == 0
    assert not errors(site)
    text = site.file("corrections.csv").read_text("utf-8")
    assert "名称 暖冬行动,名称 冬日行动,抄错了,projects/warm-winter" in text
    assert "金额 5.00,金额 6.00,抄错了,donations/2023-03-00001" in text
    site.text("data/dawn/corrections.csv", "金额 5.00", "金额 4.00")
    assert [one.code for one in errors(site)] == ["unlike-correction"]
    site.text("data/dawn/corrections.csv", "金额 4.00", "金额 5.00")
    record(site)
    assert not errors(site)
    site.cell("donations.csv", 2, "金额", "7")
    assert silent(site) == ["dawn/donations/2023-03-00001"]  # the old entry does not answer for a new change
    capsys.readouterr()
    assert main(["correct", "dawn/projects/no-such", *rest]) == 1
    assert "没有“no-such”" in capsys.readouterr().err


def test_one_entry_can_answer_for_many_rows(site: Site) -> None:
    """Beyond twenty rows the rest is told together, with the address of the month; one entry about it is enough."""
    gifts(site, *[("5.00", "", "")] * 30)
    record(site)
    gifts(site, *[("6.00", "", "")] * 30)
    told = silent(site)
    assert len(told) == 21
    assert told[-1] == "dawn/donations/2023-03"
    site.write(
        "data/dawn/corrections.csv",
        f"{LEDGER}march,2024-05-02,更正,三月捐赠,30笔,30笔,少了一元手续费,donations/2023-03,DOC\n".replace(
            "30笔,30笔", "30笔每笔5元,30笔每笔6元"
        ),
    )
    assert not errors(site)


def test_an_entry_about_nothing_is_told(site: Site) -> None:
    """A record that is not there, and was not there, can't be corrected."""
    start(site)
    site.write("data/dawn/corrections.csv", f"{LEDGER}x,2024-05-02,更正,x,甲,乙,抄错了行,projects/none,DOC\n")
    (found,) = errors(site)
    assert (found.code, found.details["cell"]) == ("unknown-reference", "projects/none")


def test_a_line_of_a_statement_is_promised(site: Site) -> None:
    """An amount that is no figure of the register is promised as a record; one that is has the figure answer for it."""
    _put("balance_sheet", lambda table: table)(site)
    if errors(site):
        pytest.fail(str([str(one) for one in errors(site)]))
    record(site)
    site_of = read_site(site.data, "data", Report()).disclosures[0]
    block = next(one for path, one in blocks(site_of).items() if path == "rows/dawn/balance_sheet/all.csv")
    assert any("=" in row for row in block.rows)
    assert any(cell and cell != "=" for row in block.rows for cell in row[3:])


def test_columns_that_come_later_change_nothing(site: Site) -> None:
    """A release made before a column was promised is compared by the columns that it knew."""
    start(site)
    disclosure = read_site(site.data, "data", Report()).disclosures[0]
    now = blocks(disclosure)["rows/dawn/projects/all.csv"]
    place = now.header.index("category")
    fewer = PromisedRows(
        now.kind,
        now.part,
        tuple(name for name in now.header if name != "category"),
        tuple(row[:place] + row[place + 1 :] for row in now.rows),
    )
    found = compare(fewer, now, disclosure.kinds["projects"])
    assert (found.changed, found.removed, found.added) == ((), (), 0)
    assert PromisedRows.read("rows/dawn/projects/all.csv", now.content()).rows == now.rows


def test_what_was_kept_before_reasons_were_is_compared_by_its_cells(site: Site) -> None:
    """A release that did not keep why cells are blank says nothing of it: no page may tell that somebody filled it in."""
    start(site)
    site.cell("projects.csv", 3, "开始日期", "不适用")
    disclosure = read_site(site.data, "data", Report()).disclosures[0]
    now = blocks(disclosure)["rows/dawn/projects/all.csv"]
    assert any("start_on=不适用" in row for row in now.rows)
    before = PromisedRows(now.kind, now.part, now.header[:-1], tuple(row[:-1] for row in now.rows))
    alike = compare(before, now, disclosure.kinds["projects"])
    assert (alike.changed, alike.removed, alike.added) == ((), (), 0)


def test_a_row_that_comes_back_is_held_to_the_columns_that_it_had(site: Site) -> None:
    """It was withdrawn before a later version of this software kept another column: what it said then still holds."""
    start(site)
    disclosure = read_site(site.data, "data", Report()).disclosures[0]
    now = blocks(disclosure)["rows/dawn/projects/all.csv"]
    kind = disclosure.kinds["projects"]
    place = now.header.index("name")
    without = PromisedRows(now.kind, now.part, now.header, now.rows[1:])
    rows = tuple((*row[:place], "别的名称", *row[place + 1 : -1]) for row in now.rows)
    first = PromisedRows(now.kind, now.part, now.header[:-1], rows)
    path = "rows/dawn/projects/all.csv"
    (difference,) = differences(
        disclosure, {path: "0"}, {path: without.content()}, {path: now}, {path: [first.content()]}
    )
    (change,) = difference.changed
    assert change.cells == (("name", "别的名称", now.rows[0][place]),)
    assert compare(without, now, kind).added == 1


def test_the_longest_article_can_be_reworded(site: Site) -> None:
    """It is one cell of the record, longer than what the module csv takes by itself."""
    site.text("content/news/dawn/first.md", "照样登出", "照样登出。" + "很长的一段话，" * 25_000)
    record(site)
    site.text("content/news/dawn/first.md", "照样登出", "照登")
    assert not errors(site)


def test_no_correction_gets_an_id_that_looks_like_a_number_of_a_person(site: Site) -> None:
    """The payment of 1954 yuan is known as f1309352: with the year behind it, an id would have the digits of a mobile."""
    payments(site, ("晨光小学", "学校", "1954"), ("晨光小学", "学校", "70"))
    record(site)
    assert not errors(site)
    payments(site, ("晨光小学", "学校", "70"))
    (path,) = silent(site)
    assert list(numbers(f"{path.rpartition('/')[2]}-2024-05-02")), path
    given = {"type": "更正", "reason": "登重了一行", "on": "2024-05-02", "source": "DOC", "register": "不涉及"}
    questions = dict.fromkeys(("type", "old", "new", "reason", "person", "source", "on", "register"), "？")
    correct(site.data, site.content, path, given, questions, None)
    assert not errors(site)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("资助三十场，用去三百零五元、壹佰元整", ["三十", "三百零五", "壹佰"]),
        ("十几户、数百家、几十万元、三百余万元、三点五万元", ["十几", "数百", "几十万", "三百余万", "三点五万"]),
        ("百余人，近百人，上千户", ["百", "百", "千"]),
        ("百分之三十点五，三分之一", ["百分之三十点五", "三分之一"]),
        ("来了240人次，共12,000.5万元，见{A009}", ["240", "12000.5万", "{A009}"]),
        ("总数一百人", ["一百"]),
        ("十几万亿元、三百余万亿元", ["十几万亿", "三百余万亿"]),
        ("一家单位、万一下雨、千万不要、十分感谢、九江市、三三两两、千家万户、第三季度、十四五规划、八点三十分", []),
    ],
)
def test_numbers_that_are_spelled_out_are_promised_like_others(words: str, expected: list[str]) -> None:
    """Whoever changes one in a sentence says so; words that only hold a numeral are none."""
    assert promised_numbers(words) == expected


@pytest.mark.parametrize("signs", ["万", "亿", "百万", "三分之", "一点", "几十", "余万", "1,"])
def test_a_row_of_numerals_without_an_end_is_looked_through_at_once(signs: str) -> None:
    """The longest article, of nothing else."""
    began = time.process_time()
    promised_numbers(signs * (200_000 // len(signs)))
    assert time.process_time() - began < 20


def test_a_number_that_is_spelled_out_is_not_changed_in_silence(site: Site) -> None:
    site.write(
        "data/dawn/honours.csv", "编号,名称,授予方,年度,内容,来源\nh1,先进集体,样例市民政局,2023,资助三十场讲座。,DOC\n"
    )
    record(site)
    site.text("data/dawn/honours.csv", "三十场讲座", "三十场的讲座")
    assert not silent(site)
    site.text("data/dawn/honours.csv", "三十场", "八十场")
    assert silent(site) == ["dawn/honours/h1"]


@pytest.mark.parametrize("name", ["审计 报告（2024）", "a&b", "他说“好”，再改"])
def test_the_command_for_a_file_is_whole_whatever_its_name(site: Site, name: str) -> None:
    """A shell takes the name as one word, and the folders in use stand behind it."""
    site.write_pdf(name)
    record(site)
    site.write_pdf(name, Title="另一份")
    path = f"dawn/attachments/files/{name}.pdf"
    assert silent(site) == [path]
    (fault,) = errors(site)
    assert f'make correct RECORD="{path}"，写明原因' in fault.fix
    place = Whereabouts({"DATA": "/srv/data"})
    assert f'make correct RECORD="{path}" DATA=/srv/data，写明原因' in place.spelled(fault.fix)
    correct(site.data, site.content, path, ANSWERS, dict.fromkeys(ANSWERS, "？"), None)
    assert not silent(site)
