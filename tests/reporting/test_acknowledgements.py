"""Acknowledged warnings move to a part of their own as long as they say what they said then; errors stay; what fits nothing is told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from disclosure.compose import check
from disclosure.kinds.acknowledgements import is_sentence
from disclosure.problems import Severity
from disclosure.reporting.findings import Review
from disclosure.reporting.html import as_html
from disclosure.reporting.machine import as_json
from disclosure.reporting.text import as_text
from disclosure.staff.answering import answer

HEADER = "代码,文件,编号,行,列,值指纹,理由,确认人,日期"
GIFTS = """捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,同意公开姓名,来源
2024-03-00001,2024-03-05,100,现金,个人,林平,是,B1
2024-03-00002,2024-03-05,100,现金,个人,林平,是,B1
2024-03-00003,2024-03-06,1,现金,单位,东港公司,,B1
"""
NONE = "v00000000"


def read(root: Path, *rows: str, gifts: str = GIFTS) -> Review:
    data, content = root / "data", root / "content"
    (data / "body").mkdir(parents=True, exist_ok=True)
    content.mkdir(exist_ok=True)
    (data / "site.yaml").write_text("name: 试\norganisations:\n  - body\nprepared_on: 2025-02-28\n", "utf-8")
    (data / "body" / "organisation.yaml").write_text("id: body\nname: 青山慈善会\n", "utf-8")
    (data / "body" / "sources.csv").write_text("编号,名称,发布者,发布日期,等级\nB1,台账,本会,2024-12-31,填\n", "utf-8")
    (data / "body" / "donations.csv").write_text(gifts, "utf-8")
    (data / "body" / "acknowledgements.csv").write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return check(data, content)[1]


def codes(review: Review, severity: Severity) -> list[str]:
    return [spot.problem.code for group in review.parts[severity] for spot in group.spots]


def offered(review: Review, code: str, **cells: str) -> str:
    """The row that the report offers for a code, filled in, some cells put in another way."""
    (offer,) = [offer for offer in review.offers if offer.cells[0] == code]
    row = dict(zip(HEADER.split(","), offer.cells, strict=True))
    row |= {"理由": "两笔都有回单", "确认人": "林会计", "日期": "2025-01-03"} | cells
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(row.values())
    return stream.getvalue()


def test_nothing_is_acknowledged_by_itself(tmp_path: Path) -> None:
    """The two odd gifts are asked about, and the site can be made but not published."""
    review = read(tmp_path)
    assert codes(review, Severity.WARNING) == ["gift-twice", "token-gift"]
    assert review.faultless
    assert not review.publishable
    assert review.verdict.startswith("还不能发布")


@pytest.mark.parametrize(
    "place",
    [{}, {"编号": "", "行": "3"}, {"编号": "", "行": "", "列": "金额"}, {"编号": "", "行": "", "列": ""}],
    ids=["id", "row", "column", "file"],
)
def test_an_acknowledged_warning_moves_with_its_reason(place: dict[str, str], tmp_path: Path) -> None:
    """By id, by row, by column or for the whole file; reason and name stand with it in the report."""
    review = read(tmp_path, offered(read(tmp_path), "gift-twice", **place))
    assert codes(review, Severity.WARNING) == ["token-gift"]
    assert [spot.problem.code for spot, _ in review.acknowledged] == ["gift-twice"]
    text = as_text(review)
    assert "已经确认：1 处" in text
    assert "理由：两笔都有回单（林会计，2025-01-03）" in text


def test_the_offered_rows_answer_everything(tmp_path: Path) -> None:
    """What a report offers needs only reason, name and day; it stands in every form of the report."""
    before = read(tmp_path)
    rows = [offered(before, code) for code in ("gift-twice", "token-gift")]
    for form in (as_text(before), as_html(before)):
        assert all(row.partition("两笔")[0] in form for row in rows)
    machine = [finding["acknowledge"] for finding in json.loads(as_json(before))["findings"]]
    assert [answer["row"]["代码"] for answer in machine if answer] == ["gift-twice", "token-gift"]
    review = read(tmp_path, *rows)
    assert codes(review, Severity.WARNING) == []
    assert review.publishable


@pytest.mark.parametrize(
    "header",
    [
        "理由,代码,文件,列,值指纹,确认人,日期",
        HEADER,
        "代码,文件,列,值指纹,理由,确认人,日期",
        "code,file,record,label,fingerprint,理由,确认人（必填）,日期",
    ],
)
def test_the_offered_rows_fit_the_table_that_is_there(header: str, tmp_path: Path) -> None:
    """Pasted as the report says: columns that the table lacks are added, the row stands in its order."""
    read(tmp_path)
    table = tmp_path / "data" / "body" / "acknowledgements.csv"
    table.write_text(f"{header}\n", "utf-8")
    before = check(tmp_path / "data", tmp_path / "content")[1]
    added = [] if {"编号", "record"}.intersection(header.split(",")) else ["编号"]
    line = next(line for line in as_text(before).splitlines() if "gift-twice" in line and "," in line)
    assert line in as_html(before)
    assert ("的表头后面加上“编号”1 列。" in as_text(before)) == bool(added)
    columns = [*header.split(","), *added]
    person = next(column for column in columns if column.startswith("确认人"))
    cells = dict(zip(columns, line.split(","), strict=True))
    cells |= {"理由": "两笔都有回单", person: "林会计", "日期": "2025-01-03"}
    table.write_text(f"{','.join(columns)}\n{','.join(cells.values())}\n", "utf-8")
    review = check(tmp_path / "data", tmp_path / "content")[1]
    assert codes(review, Severity.WARNING) == ["token-gift"]
    assert [spot.problem.code for spot, _ in review.acknowledged] == ["gift-twice"]


def test_a_workbook_with_nothing_but_its_header_is_the_table_that_is_there(tmp_path: Path) -> None:
    read(tmp_path)
    body = tmp_path / "data" / "body"
    (body / "acknowledgements.csv").unlink()
    workbook = Workbook()
    workbook.active.append(HEADER.split(","))
    workbook.save(body / "acknowledgements.xlsx")
    text = "".join(as_text(check(tmp_path / "data", tmp_path / "content")[1]).split())
    assert "body/acknowledgements.xlsx最后" in text
    assert "还没有这张表" not in text
    assert "记事本" not in text


def test_an_answer_at_the_desk_brings_the_column_that_the_table_lacks(tmp_path: Path) -> None:
    read(tmp_path)
    data = tmp_path / "data"
    table = data / "body" / "acknowledgements.csv"
    table.write_text("理由,代码,文件,列,值指纹,确认人,日期\n", "utf-8")
    before = check(data, tmp_path / "content")[1]
    (offer,) = [offer for offer in before.offers if offer.cells[0] == "gift-twice"]
    written = answer(data, before.data, offer, "两笔都有回单", "林会计", "2025-01-03")
    assert not written.errors
    table.write_bytes(written.content)
    review = check(data, tmp_path / "content")[1]
    assert [spot.problem.code for spot, _ in review.acknowledged] == ["gift-twice"]


def test_another_value_asks_again(tmp_path: Path) -> None:
    """An acknowledgement is good for the value that it was given for, and says so."""
    row = offered(read(tmp_path), "gift-twice")
    review = read(tmp_path, row, gifts=GIFTS.replace(",100,", ",10000,"))
    assert "gift-twice" in codes(review, Severity.WARNING)
    assert codes(review, Severity.NOTICE) == ["outdated-acknowledgement"]


def test_a_table_that_is_sorted_anew_asks_nothing_again(tmp_path: Path) -> None:
    """Two or three gifts that are alike, newest first or last: the same of them are told, with the numbers they had."""
    third = f"{GIFTS}2024-03-00004,2024-03-05,100,现金,个人,林平,是,B1\n"
    for gifts, several in ((GIFTS, 1), (third, 2)):
        head, *lines = gifts.splitlines()
        turned = "\n".join([head, *reversed(lines)]) + "\n"
        before = read(tmp_path, gifts=gifts)
        ready = [offer for offer in before.offers if offer.cells[0] == "gift-twice"]
        assert len(ready) == several
        rows = [",".join((*offer.cells[:-3], "两笔都有回单", "林会计", "2025-01-03")) for offer in ready]
        for order in (gifts, turned):
            review = read(tmp_path, *rows, gifts=order)
            assert [spot.problem.code for spot, _ in review.acknowledged] == ["gift-twice"] * several
            assert not codes(review, Severity.NOTICE)


PAYMENTS = """拨付日期,接收方,接收方类型,类型,金额,用途,来源
2024-04-01,东港社区,村（社区）,资金,3000.00,购书,B1
2024-04-01,东港社区,村（社区）,资金,3000.00,购书,B1
"""


@pytest.mark.parametrize("mark", ["", "typed"], ids=["given now", "given for 3000.00"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_table_that_a_spreadsheet_saved_asks_nothing_again(mark: str, suffix: str, tmp_path: Path) -> None:
    """Saving turns 3000.00 into 3000, and may turn .csv into .xlsx; what was looked at is the same."""
    read(tmp_path)
    table = tmp_path / "data" / "body" / "disbursements.csv"
    table.write_text(PAYMENTS, "utf-8")
    review = read(tmp_path)
    row = offered(review, "payment-twice")
    if mark:  # as it was offered when numbers were taken as they are typed
        (warning,) = next(offer for offer in review.offers if offer.cells[0] == "payment-twice").covers
        row = row.replace(warning.fingerprint, warning.fingerprints_as_typed[0])
        assert warning.fingerprint not in row
    saved = PAYMENTS.replace(".00,", ",")
    table.write_text(saved, "utf-8")
    if suffix == ".xlsx":
        table.unlink()
        book = Workbook()
        for cells in csv.reader(saved.splitlines()):
            book.active.append([float(cell) if cell == "3000" else cell for cell in cells])
        book.save(table.with_suffix(".xlsx"))
    review = read(tmp_path, row)
    assert "payment-twice" not in codes(review, Severity.WARNING)
    assert codes(review, Severity.NOTICE) == []
    table.with_suffix(suffix).unlink()
    table.write_text(PAYMENTS.replace("3000.00", "30000"), "utf-8")
    assert "outdated-acknowledgement" in codes(read(tmp_path, row), Severity.NOTICE)


def test_one_more_of_the_same_asks_again(tmp_path: Path) -> None:
    """A row for a whole file hides nothing that comes to it later."""
    row = offered(read(tmp_path), "gift-twice", 编号="", 行="", 列="")
    more = "2024-03-00004,2024-03-07,60,现金,个人,周安,是,B1\n2024-03-00005,2024-03-07,60,现金,个人,周安,是,B1\n"
    review = read(tmp_path, row, gifts=GIFTS + more)
    assert codes(review, Severity.WARNING).count("gift-twice") == 2
    assert codes(review, Severity.NOTICE) == ["outdated-acknowledgement"]


def test_rows_that_move_are_still_acknowledged(tmp_path: Path) -> None:
    """A fingerprint does not depend on where rows stand."""
    row = offered(read(tmp_path), "gift-twice")
    head, _, rest = GIFTS.partition("\n")
    review = read(tmp_path, row, gifts=f"{head}\n2024-02-00009,2024-02-09,35,现金,个人,吴和,是,B1\n{rest}")
    assert codes(review, Severity.WARNING) == ["token-gift"]


def _as_workbook(table: Path) -> None:
    made = Workbook()
    assert made.active is not None
    for cells in csv.reader(io.StringIO(table.read_text("utf-8"))):
        made.active.append(cells)
    made.save(table.with_suffix(".xlsx"))
    table.unlink()


def _by_years(table: Path) -> None:
    table.with_suffix("").mkdir()
    table.rename(table.with_suffix("") / "2024.csv")


@pytest.mark.parametrize("turn", [_as_workbook, _by_years])
def test_a_table_in_another_form_is_still_acknowledged(turn: Callable[[Path], None], tmp_path: Path) -> None:
    """CSV that became a workbook, and one file that became one a year: nobody has to answer again."""
    rows = [offered(read(tmp_path), code) for code in ("gift-twice", "token-gift")]
    read(tmp_path, *rows)
    turn(tmp_path / "data" / "body" / "donations.csv")
    _, review = check(tmp_path / "data", tmp_path / "content")
    assert codes(review, Severity.WARNING) == codes(review, Severity.NOTICE) == []
    assert len(review.acknowledged) == 2


@pytest.mark.parametrize(
    "row",
    [
        f"gift-twice,donations.csv,2024-03-00009,,,{NONE},写错了编号,林会计,2025-01-03",
        f"gift-twice,donations.csv,,7,,{NONE},写错了行号,林会计,2025-01-03",
        f"gift-twice,donations.csv,,,到账日期,{NONE},写错了列名,林会计,2025-01-03",
        f"gift-twice,pledges.csv,,,,{NONE},写错了文件,林会计,2025-01-03",
        f"payment-twice,donations.csv,,,,{NONE},写错了代码,林会计,2025-01-03",
    ],
)
def test_what_fits_nothing_is_a_notice(row: str, tmp_path: Path) -> None:
    """An acknowledgement without its warning acknowledges nothing, and is told: stale-acknowledgement."""
    review = read(tmp_path, row)
    assert codes(review, Severity.WARNING) == ["gift-twice", "token-gift"]
    assert codes(review, Severity.NOTICE) == ["stale-acknowledgement"]


@pytest.mark.parametrize(
    ("code", "said"), [("bad-value", "必须改"), ("gift-twise", "gift-twice"), ("stale-acknowledgement", "可以更好")]
)
def test_only_warnings_can_be_acknowledged(code: str, said: str, tmp_path: Path) -> None:
    """An error, a notice and an unknown code are refused: not-to-acknowledge."""
    review = read(tmp_path, f"{code},donations.csv,,,,{NONE},看过了确实如此,林会计,2025-01-03")
    assert codes(review, Severity.ERROR) == ["not-to-acknowledge"]
    (spot,) = review.parts[Severity.ERROR][0].spots
    assert said in spot.problem.message + spot.problem.fix


def test_everything_is_needed(tmp_path: Path) -> None:
    """Without fingerprint, reason, name and date nothing is acknowledged."""
    review = read(tmp_path, "gift-twice,donations.csv,,,,,,,")
    assert codes(review, Severity.ERROR) == ["missing-value"] * 4
    assert codes(review, Severity.WARNING) == ["gift-twice", "token-gift"]


@pytest.mark.parametrize("reason", ["。", "无", "是的", "……", "哈哈哈哈哈哈", "123456", "ok"])
def test_a_reason_is_a_sentence(reason: str, tmp_path: Path) -> None:
    """A full stop is no reason: empty-reason."""
    assert not is_sentence(reason)
    review = read(tmp_path, offered(read(tmp_path), "gift-twice", 理由=reason))
    assert codes(review, Severity.ERROR) == ["empty-reason"]


@pytest.mark.parametrize("name", ["。", "1", "-"])
def test_a_name_names_somebody(name: str, tmp_path: Path) -> None:
    """So is a sign no name."""
    review = read(tmp_path, offered(read(tmp_path), "gift-twice", 确认人=name))
    assert codes(review, Severity.ERROR) == ["empty-reason"]
