"""Governance, events, reports, notices: everything that is filled in is shown, what is not is named, and faults are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import instances
import pytest
from governed import FILLED, STANDS, Lamp
from hypothesis import given
from hypothesis import strategies as st

from disclosure.identifiers import personal
from disclosure.kinds import all_kinds, kind_of
from disclosure.kinds.campaigns import CampaignRecord
from disclosure.kinds.major_events import MajorEventRecord
from disclosure.kinds.major_events import checks as check_events
from disclosure.kinds.members import MemberRecord, section
from disclosure.kinds.members import checks as check_members
from disclosure.model import (
    Amount,
    Cell,
    Clock,
    Corrections,
    Disclosure,
    Entries,
    Facts,
    Heading,
    Link,
    Note,
    Page,
    TableBlock,
    Tag,
    Undisclosed,
)
from disclosure.output.exports import records
from disclosure.pages import pages_of
from disclosure.problems import Where
from disclosure.reading import Record
from disclosure.reading.cell_types import Missing


def cells(page: Page) -> Iterator[Cell]:
    """Every cell of the tables and facts of a page."""
    for block in page.blocks:
        if isinstance(block, TableBlock):
            yield from (cell for row in block.table.rows for cell in row.cells)
        elif isinstance(block, Facts):
            yield from (cell for _, cell in block.items)


def words(page: Page) -> str:
    """Everything that a page says, as one text."""
    return repr(page)


def gaps(page: Page) -> list[str]:
    """What stands under 没公开的."""
    return [gap.label for block in page.blocks if isinstance(block, Undisclosed) for gap in block.items]


@pytest.fixture(scope="module")
def lamp(tmp_path_factory: pytest.TempPathFactory) -> Lamp:
    return Lamp.make(tmp_path_factory.mktemp("lamp"))


@pytest.fixture(scope="module")
def full(lamp: Lamp) -> Disclosure:
    return lamp.read()[0]


@pytest.fixture(scope="module")
def pages(full: Disclosure) -> dict[str, Page]:
    return {page.path: page for page in pages_of(full)}


def test_all_that_is_filled_is_sound(lamp: Lamp) -> None:
    """The organisation that all faults below start from has none."""
    assert lamp.read()[1] == []


@pytest.mark.parametrize("kind_id", FILLED)
def test_each_kind_stands_where_the_plan_says(kind_id: str, pages: dict[str, Page]) -> None:
    """A kind has its page, or its heading on the page of its host under an anchor that is its id."""
    kind = kind_of(kind_id)
    assert kind
    path, _, anchor = kind.address.partition("#")
    assert path == STANDS[kind_id]
    assert path in pages
    if anchor:
        assert anchor == kind_id
        assert any(isinstance(block, Heading) and block.id == anchor for block in pages[path].blocks)


@pytest.mark.parametrize("kind_id", FILLED)
def test_every_cell_that_is_filled_is_shown(kind_id: str, full: Disclosure, pages: dict[str, Page]) -> None:
    """Nothing that staff filled in stays in the file: every public cell of every row stands on some page of the kind."""
    kind = kind_of(kind_id)
    assert kind
    place = STANDS[kind_id]
    shown = "".join(words(page) for path, page in pages.items() if path.startswith(place))
    hidden = {"id", "source", "nature", "consent", "subject"}
    for row in full.records[kind_id]:
        for one in kind.record.columns:
            value = row[one]
            if value is None or one.name in hidden or one.refers_to:
                continue
            pieces = str(value).split("||")
            assert all(piece in shown for piece in pieces), (kind_id, one.name, value)


def test_every_number_leads_back_to_its_cell(lamp: Lamp, pages: dict[str, Page]) -> None:
    """Each amount in a table names a file, a row and a column, and that cell holds just this number."""
    seen = 0
    for page in pages.values():
        for cell in cells(page):
            if not isinstance(cell, Amount) or cell.where is None:
                continue
            rows = lamp.cells(cell.where.file)
            assert cell.where.row
            assert cell.where.column
            assert Decimal(rows[cell.where.row - 1][rows[0].index(cell.where.column)]) == cell.value
            seen += 1
    assert seen > 25


def test_no_two_parts_of_a_page_share_an_anchor(pages: dict[str, Page]) -> None:
    """Ids of headings, tables, rows and facts are unique on each page, however many kinds stand on it."""
    for page in pages.values():
        ids = []
        for block in page.blocks:
            ids.append(getattr(block, "id", ""))
            if isinstance(block, TableBlock):
                ids += [block.table.id, *(row.id or "" for row in block.table.rows)]
        named = [one for one in ids if one]
        assert len(named) == len(set(named)), page.path


@pytest.mark.parametrize("kind_id", FILLED)
def test_each_kind_can_be_taken_away(kind_id: str, full: Disclosure) -> None:
    """The download of a kind has all of its rows, under the labels of its record."""
    export = records(full, kind_id)
    assert len(export.rows) == len(FILLED[kind_id].splitlines()) - 1
    assert {"来源", "出处", "说明"} <= {one.title for one in export.fields}


def test_an_organisation_without_records_has_no_new_pages(tmp_path: Path) -> None:
    """Where nothing was filled in there is no page for it, and what is missing is named where readers look."""
    empty = Lamp.make(tmp_path, {}).pages()
    assert not {"events/", "reports/", "complaints/", "notices/", "corrections/"} & set(empty)
    assert "理事会成员名单和任期" in gaps(empty["governance/"])
    assert "招待费用的标准" in gaps(empty["governance/"])
    assert "最近年度的年度工作报告原件" in gaps(empty["accountability/"])
    assert "关联方名单和关联关系" in gaps(empty["accountability/"])


def test_what_was_filled_is_not_called_missing(pages: dict[str, Page]) -> None:
    """没公开的 lists nothing that the tables hold."""
    assert gaps(pages["governance/"]) == ["统一社会信用代码", "登记机关"]
    assert gaps(pages["events/"]) == []
    assert gaps(pages["accountability/"]) == []


def test_every_expectation_can_fail_and_can_be_met(tmp_path: Path, full: Disclosure) -> None:
    """Each expectation of these kinds is unmet without data and met by the filled organisation."""
    bare = Lamp.make(tmp_path, {}).read()[0]
    trusting = {"受托的慈善信托的事务处理情况", "受托的慈善信托的财务状况"}  # nothing to tell without a trust
    for kind_id in FILLED:
        kind = kind_of(kind_id)
        assert kind
        for one in kind.expects:
            assert not one.lacks(full, 2025), one.label
            assert one.label in trusting or one.lacks(bare, 2025), one.label


# --- pages ---------------------------------------------------------------------------------------


def test_a_late_report_says_by_how_many_days(pages: dict[str, Page]) -> None:
    """The report of 2025 that came on 8 June 2026 was 8 days late; the one of 20 May was in time."""
    tags = [cell for cell in cells(pages["reports/2025/"]) if isinstance(cell, Tag)]
    assert [one.text for one in tags] == ["按时公开", "晚了8天公开", "按时公开"]
    assert [one.kind for one in tags] == ["ok", "late", "ok"]


def test_a_year_without_reports_is_a_gap(pages: dict[str, Page]) -> None:
    """2024 lies between two years with reports and is named; 2023 tells what it lacks."""
    assert "2024年的各种年度报告" in gaps(pages["reports/"])
    assert "reports/2024/" not in pages
    assert "2023年财务会计报告" in gaps(pages["reports/2023/"])
    assert pages["reports/2023/"].years == pages["reports/2025/"].years


def test_an_event_told_too_late_says_so(pages: dict[str, Page]) -> None:
    """62 days between the gift of a building and its publication are 32 too many; 20 days are none."""
    tags = [cell.text for cell in cells(pages["events/"]) if isinstance(cell, Tag)]
    assert "62天，晚32天" in tags
    assert "20天" in tags
    assert "内容" in gaps(pages["events/building/"])
    assert "同意比例" not in gaps(pages["events/building/"])


def test_nobody_is_named_beside_pay() -> None:
    """The record of the five highest payments has no column that could hold a name."""
    kind = kind_of("pay")
    assert kind
    assert not {"name", "姓名"} & {name for one in kind.record.columns for name in (one.name, one.label)}


def test_members_have_no_private_columns() -> None:
    """Birth date, ID and home address of members have no column; a table that brings one is refused as a whole."""
    kind = kind_of("members")
    assert kind
    assert not {"出生日期", "身份证号", "住址", "手机"} & {one.label for one in kind.record.columns}


def test_private_columns_are_refused(tmp_path: Path) -> None:
    """A member list with a column 身份证号 is told as a wrong header, and no cell of it is read."""
    lamp = Lamp.make(tmp_path)
    lamp.write("lamp/members.csv", FILLED["members"].replace("工作单位", "身份证号"))
    disclosure, problems = lamp.read()
    assert [one.code for one in problems] == ["wrong-header"]
    assert disclosure.records["members"] == []


def test_an_unanswered_complaint_stays_in_sight(pages: dict[str, Page]) -> None:
    """A complaint without an answer is counted and tagged; what was not answered yet is no answer that is held back."""
    page = pages["complaints/"]
    assert "答复了1件，还没有答复的1件。" in "".join(map(str, page.finding))
    assert any(isinstance(cell, Tag) and cell.text == "还没有答复" for cell in cells(page))
    assert Missing.UNDISCLOSED not in cells(page)
    assert gaps(page) == []


def test_missing_cells_say_why(pages: dict[str, Page]) -> None:
    """不适用 stays 不适用, and an empty cell is 未披露."""
    facts = next(block for block in pages["governance/"].blocks if isinstance(block, Facts) and not block.title)
    found = dict(facts.items)
    assert found["微博"] is Missing.NOT_APPLICABLE
    report = next(block for block in pages["reports/2023/"].blocks if isinstance(block, TableBlock))
    assert Missing.UNDISCLOSED in report.table.rows[0].cells


# --- faults --------------------------------------------------------------------------------------

FAULTS = [
    ("dates-out-of-order", "members", 2, "任期止", {"任期止": "2022-01-01"}, "任期起"),
    ("overlapping-terms", "members", 3, "任期起", {"姓名": "林甲", "职务": "会长"}, "第 2 行"),
    ("council-and-supervisor", "members", 4, "机构", {"姓名": "林甲"}, "理事会"),
    ("personal-number", "members", 2, "工作单位", {"工作单位": "11010119900307451X"}, "身份证号"),
    ("personal-number", "complaints", 2, "事由", {"事由": "请打 138 1234 5678"}, "手机号"),
    ("dates-out-of-order", "units", 3, "终止日期", {"终止日期": "2019-01-01"}, "设立日期"),
    ("closed-but-active", "units", 3, "存续情况", {"存续情况": "存续"}, "2024-12-31"),
    ("dates-out-of-order", "qualifications", 2, "有效期止", {"有效期止": "2021-12-31"}, "有效期起"),
    ("bad-value", "contacts", 2, "电话", {"电话": "6522001"}, "区号"),
    ("bad-value", "contacts", 2, "电话", {"电话": "0512-12345678"}, "区号"),
    ("bad-value", "contacts", 2, "邮箱", {"邮箱": "office"}, "office@example.org"),
    ("told-twice", "pay", 3, "序位", {"序位": "1", "报酬金额": "180000"}, "第 2 行"),
    ("rank-order", "pay", 4, "报酬金额", {"报酬金额": "150001"}, "0.5"),
    ("not-positive", "pay", 4, "报酬金额", {"报酬金额": "-1"}, "-1"),
    ("told-twice", "expense_standards", 3, "适用起", {"类别": "出国（境）"}, "第 2 行"),
    ("unknown-reference", "expense_standards", 2, "依据的制度", {"依据的制度": "finance-3"}, "finance-"),
    ("above-total", "meetings", 2, "出席人数", {"出席人数": "16"}, "15 人"),
    ("told-twice", "meetings", 3, "届次", {"会议": "理事会"}, "第 2 行"),
    ("dates-out-of-order", "evaluations", 2, "有效期止", {"有效期止": "2023-12-31"}, "有效期起"),
    ("nothing-changed", "registration_changes", 2, "变更后", {"变更后": "旧街2号"}, "旧街2号"),
    ("dates-out-of-order", "registration_changes", 2, "公开日期", {"公开日期": "2023-12-01"}, "变更日期"),
    ("unknown-reference", "registration_changes", 3, "慈善信托", {"慈善信托": "t2"}, "t1"),
    ("missing-value", "thresholds", 3, "金额标准", {"金额标准": ""}, "比例标准"),
    ("not-positive", "thresholds", 2, "比例标准", {"比例标准": "0"}, "大于零"),
    ("person-without-consent", "related_parties", 3, "同意公开", {"同意公开": ""}, "配偶"),
    ("unknown-reference", "related_transactions", 2, "关联方", {"关联方": "pres"}, "press"),
    ("before-relation", "related_transactions", 2, "发生日期", {"发生日期": "2023-02-01"}, "2023-03-01"),
    ("dates-out-of-order", "related_transactions", 2, "公开日期", {"公开日期": "2025-03-31"}, "发生日期"),
    ("not-positive", "related_transactions", 2, "金额", {"金额": "0"}, "大于零"),
    ("below-two-thirds", "major_events", 2, "同意比例", {"同意比例": "66.66"}, "66.66%"),
    ("bad-value", "major_events", 2, "同意比例", {"同意比例": "866.7"}, "百分比"),
    ("dates-out-of-order", "major_events", 3, "公开日期", {"公开日期": "2025-06-30"}, "2025-07-01"),
    ("not-positive", "major_events", 3, "金额", {"金额": "-3500000"}, "-3500000"),
    ("forbidden-investment", "investments", 2, "产品类型", {"产品类型": "股票"}, "直接投资股票"),
    ("forbidden-investment", "investments", 2, "资金来源", {"资金来源": "政府资助财产"}, "政府资助"),
    ("not-positive", "investments", 2, "年末余额", {"年末余额": "-1"}, "-1"),
    ("dates-out-of-order", "trusts", 2, "公开日期", {"公开日期": "2023-04-01"}, "设立日期"),
    ("not-positive", "trusts", 2, "信托财产", {"信托财产": "0"}, "大于零"),
    ("published-before-end", "annual_reports", 5, "平台公开日期", {"平台公开日期": "2023-05-30"}, "2023-12-31"),
    ("told-twice", "annual_reports", 3, "类型", {"类型": "年度工作报告"}, "第 2 行"),
    ("dates-out-of-order", "annual_reports", 2, "平台公开日期", {"审查同意日期": "2026-05-30"}, "审查同意"),
    ("unknown-choice", "ratio_exceptions", 2, "指标", {"指标": "管理费比例"}, "管理费用比例"),
    ("dates-out-of-order", "partner_evaluations", 2, "公开日期", {"公开日期": "2025-09-01"}, "募捐结束日期"),
    ("dates-out-of-order", "complaints", 2, "答复日期", {"答复日期": "2025-05-01"}, "收到日期"),
    ("missing-value", "complaints", 2, "答复日期", {"答复日期": ""}, "答复日期"),
    ("personal-number", "notices", 2, "正文", {"正文": "款项请转 6222021234567890123"}, "银行卡号"),
    ("nothing-changed", "corrections", 2, "现在", {"现在": "受益320人"}, "受益320人"),
    ("missing-value", "corrections", 2, "原因", {"原因": ""}, "原因"),
    ("two-in-force", "policies", 4, "版本", {"被替代日期": ""}, "第 3 行"),
    ("dates-out-of-order", "policies", 2, "核准日期", {"核准日期": "2023-02-01"}, "通过日期"),
]


@pytest.mark.parametrize(
    ("code", "kind", "row", "column", "change", "told"), FAULTS, ids=[f"{one[1]}-{one[0]}-{one[3]}" for one in FAULTS]
)
def test_a_fault_is_told_once_at_its_cell(
    code: str, kind: str, row: int, column: str, change: dict[str, str], told: str, tmp_path: Path
) -> None:
    """One wrong cell makes exactly one problem, at the cell, with both sides and how to mend it."""
    lamp = Lamp.make(tmp_path, {one: FILLED[one] for one in {kind, "policies", "related_parties", "trusts"}})
    # A second version in force comes from the older row, which is told at the newer one.
    target = 3 if code == "two-in-force" else row
    for label, value in change.items():
        lamp.change(kind, target, label, value)
    (found,) = lamp.read()[1]
    assert (found.code, found.where.file, found.where.row, found.where.column) == (
        code,
        f"data/lamp/{kind}.csv",
        row,
        column,
    )
    assert told in found.message + found.fix


def test_a_personal_number_is_not_repeated_in_the_report(tmp_path: Path) -> None:
    """The problem names the place and the sort of number, never its digits."""
    lamp = Lamp.make(tmp_path)
    lamp.change("complaints", 2, "事由", "我是 11010119900307451X")
    (found,) = lamp.read()[1]
    assert "1990" not in str(found)


def test_a_filing_number_of_no_campaign_is_told() -> None:
    """Where campaigns are told, the filing number of an evaluated partner must be one of theirs."""
    from disclosure.kinds.partner_evaluations import PartnerEvaluationRecord, relations

    where = Where("partner_evaluations.csv", None, 2)
    mine = PartnerEvaluationRecord.of({"id": "pe1", "filing_no": "53A25001"}, where)
    same = CampaignRecord.of({"id": "c0", "filing_no": "53A25001"}, where)
    other = CampaignRecord.of({"id": "c1", "filing_no": "53A25002"}, where)
    assert list(relations({"partner_evaluations": [mine]})) == []
    assert list(relations({"partner_evaluations": [mine], "campaigns": [same, other]})) == []
    (found,) = relations({"partner_evaluations": [mine], "campaigns": [other]})
    assert found.code == "unknown-reference"
    assert "53A25002" in found.fix


# --- properties ----------------------------------------------------------------------------------

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def member(name: str, body: str, start: date, end: date | None) -> Record:
    term = {"term_start": start.isoformat(), "term_end": end.isoformat() if end else None}
    return MemberRecord.of({"name": name, "body": body, "position": "成员"} | term, Where("members.csv", None, 2))


@given(DAYS, st.integers(1, 1500), DAYS, st.one_of(st.none(), st.integers(1, 1500)))
def test_terms_overlap_exactly_when_they_share_a_day(first: date, length: int, second: date, more: int | None) -> None:
    """Held against the calendar: two terms clash if and only if some day before the end of either lies in both."""
    first_end = first + timedelta(length)
    second_end = second + timedelta(more) if more else None
    rows = [member("林甲", "理事会", first, first_end), member("林甲", "理事会", second, second_end)]
    latest = max(first, second)
    earliest = first_end if second_end is None else min(first_end, second_end)
    codes = {one.code for one in check_members(rows)}
    assert codes == ({"overlapping-terms"} if latest < earliest else set())
    assert {one.code for one in check_members(rows[::-1])} == codes


@given(st.decimals(0, 100, places=2))
def test_two_thirds_are_counted_exactly(ratio: Decimal) -> None:
    """A large investment is warned of exactly when its share of consent is below two thirds."""
    row = MajorEventRecord.of(
        {"name": "甲", "type": "重大投资", "approval_ratio": ratio}, Where("major_events.csv", None, 2)
    )
    warned = [one.code for one in check_events([row])]
    assert warned == (["below-two-thirds"] if Fraction(ratio) / 100 < Fraction(2, 3) else [])


@given(
    st.from_regex(
        r"(110105|320508|420106|510104|650102)(19[5-9]|200)[0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]",
        fullmatch=True,
    ),
    st.sampled_from(["", "编号", "（", " "]),
)
def test_every_id_number_is_found(number: str, before: str) -> None:
    """Wherever an ID number stands in a sentence, and even when it is written in groups, it is found."""
    grouped = f"{number[:6]} {number[6:14]} {number[14:]}"
    for text in (f"{before}{number}", f"{before}{number}，请查", f"{before}{grouped}"):
        assert [one.what for one in personal(text)] == ["身份证号"]


@pytest.mark.parametrize(
    "text",
    [
        "51320000MJ5580000XA25001",
        "捐赠 13812345.67 元",
        "票据 0013800138000",
        "2025-05-12 收到 100000 元",
        "京财〔2024〕12号",
    ],
)
def test_other_numbers_may_stand(text: str) -> None:
    """Filing numbers, amounts, receipt numbers and dates are no personal numbers."""
    assert list(personal(text)) == []


def test_every_kind_with_a_host_has_a_section() -> None:
    """A kind that stands on another's page says what it shows there, and its host makes pages."""
    guests = [kind for kind in all_kinds() if kind.page_of]
    assert len(guests) > 10
    for kind in guests:
        assert kind.section
        assert kind.page_of
        assert kind.page_of.pages


def test_a_corrected_event_says_so_on_its_own_page(tmp_path: Path) -> None:
    """The correction leads to the page of the event, which is not below the id of its kind, and that page leads back."""
    event = FILLED["major_events"].splitlines()[1].partition(",")[0]
    header = "编号,更正日期,更正类型,位置,原来,现在,原因,记录,来源"
    row = f"k1,2025-06-10,更正,重大事项,80万元,90万元,录错,major_events/{event},DOC"
    lamp = Lamp.make(tmp_path, {**FILLED, "corrections": f"{header}\n{row}\n"})
    pages = lamp.pages()
    (entry,) = next(block for block in pages["corrections/"].blocks if isinstance(block, Corrections)).entries
    assert [link.path for link in entry.pages] == [f"events/{event}/"]
    mark = pages[f"events/{event}/"].blocks[0]
    assert isinstance(mark, Note)
    assert Link("2025年6月10日更正", "corrections/#k1") in mark.text


def test_only_a_fund_has_a_fund_to_name(tmp_path: Path) -> None:
    """An office is no fund, which is no gap; a fund whose fund is not told is one."""
    head = "编号,名称,类型,设立日期,存续情况,终止日期,业务范围或主要职能,基金,来源"
    rows = ("office,办公室,办事机构,2019-01-10,存续,,日常事务,,DOC", "f,助学基金,专项基金,2019-01-10,存续,,助学,spring,DOC",
            "g,助老基金,专项基金,2019-01-10,存续,,助老,,DOC")  # fmt: skip
    funds = "编号,名称,类型,年度,来源\nspring,春天基金,专项基金,2025,DOC\n"
    lamp = Lamp.make(tmp_path, {"units": "\n".join((head, *rows)) + "\n", "funds": funds})
    tables = [block.table for block in lamp.pages()["governance/"].blocks if isinstance(block, TableBlock)]
    (units,) = (table for table in tables if table.caption == "下设的机构")
    office, spring, untold = (row.cells[-1] for row in units.rows)
    assert (office, untold) == (Missing.NOT_APPLICABLE, Missing.UNDISCLOSED)
    assert isinstance(spring, Link)


@pytest.mark.parametrize(
    ("happened", "published", "said"),
    [
        ("2026-06-12", "", ("还没报来", ("due", "2026-07-12", "还有12天"))),
        ("2026-05-31", "", ("还没报来", ("due", "2026-06-30", "今天到期"))),
        ("2026-05-30", "", (Missing.UNDISCLOSED, Missing.UNDISCLOSED)),
        ("2026-06-12", "不适用", (Missing.NOT_APPLICABLE, Missing.NOT_APPLICABLE)),
        ("2026-06-12", "2026-06-20", ("2026-06-20", ("ok", "8天"))),
        ("2026-04-01", "2026-06-20", ("2026-06-20", ("late", "80天，晚50天"))),
    ],
)
def test_what_may_still_be_published_is_no_gap(
    tmp_path: Path, happened: str, published: str, said: tuple[object, object]
) -> None:
    """Up to the last day of its term an event is awaited; from the next day on its date is missing."""
    head, row, *_ = FILLED["major_events"].splitlines()
    row = row.replace("2025-02-10", happened).replace("2025-03-02", published).replace("https://cszg.mca.gov.cn/", "")
    pages = Lamp.make(tmp_path, {"major_events": f"{head}\n{row}\n", "policies": FILLED["policies"]}).pages()
    (events,) = (
        block.table for block in pages["events/"].blocks
        if isinstance(block, TableBlock) and block.table.caption == "事项、金额和公开日期"
    )  # fmt: skip
    ((_, _, _, day, between, *_),) = (row.cells for row in events.rows)
    seen = (
        (between.kind, between.day, between.text)
        if isinstance(between, Clock)
        else (between.kind, between.text) if isinstance(between, Tag) else between
    )  # fmt: skip
    assert (day, seen) == said
    lacking = {"公开日期", "慈善中国网址"} & {*gaps(pages["events/fixed-income/"])}
    assert lacking == (
        {*()} if day == "还没报来" else {"慈善中国网址"} | ({"公开日期"} if day is Missing.UNDISCLOSED else {*()})
    )


def test_plans_without_numbers_stand_under_the_year_in_which_they_are_to_be_done(tmp_path: Path) -> None:
    """This year's plan is not next year's, though both were told before; a sentence names only years that have plans."""
    plans = "编号,名称,领域,年度,内容,来源\np5,办食堂,项目,2025,办一家食堂。,DOC\np6,修桥,项目,2026,修一座桥。,DOC\np7,种树,项目,2026,种树。,DOC\n"
    both = Lamp.make(tmp_path / "both", {"plans": plans}).pages()["finances/2025/plan/"]
    lists = [block for block in both.blocks if isinstance(block, Entries)]
    assert [(block.title, block.id, [entry.title for entry in block.entries]) for block in lists] == [
        ("没有数字的2026年计划（只列不画）", "worded", ["修桥", "种树"]),
        ("没有数字的2025年计划（只列不画）", "worded-2025", ["办食堂"]),
    ]
    assert both.finding == ("2025年和2026年的计划没有金额目标，写了3项要做的事。",)
    later = "\n".join(line for line in plans.splitlines() if not line.startswith("p5")) + "\n"
    page = Lamp.make(tmp_path / "later", {"plans": later}).pages()["finances/2025/plan/"]
    assert page.finding == ("2026年的计划没有金额目标，写了2项要做的事。",)


def test_who_was_elected_again_has_not_left() -> None:
    """An earlier term of a member who serves on is a term, not a departure; nor is the next one an arrival."""
    terms = (("2018-01-01", "2023-01-01"), ("2023-01-01", "2028-01-01"), ("2028-01-01", "2033-01-01"))
    again = {"source": "DOC", "name": "林甲", "position": "会长", "body": "理事会"}
    rows = [
        ("members", instances.row("members", id=start, term_start=start, term_end=end, **again)) for start, end in terms
    ]
    captions = [block.table.caption for block in section(instances.disclosed({}, *rows), kind_of("members"))]
    assert captions == ["理事会：现任1人", "理事会：以前的任期1人次", "理事会：还没开始的任期1人次"]
