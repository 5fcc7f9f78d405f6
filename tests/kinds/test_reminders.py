"""What staff are told: notices, lists, calendar and drafts; what 慈善中国 says otherwise; and lateness planted on purpose."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from samples_money import Folder, blocks, words

from disclosure.__main__ import main
from disclosure.accounts.site import read_site
from disclosure.compose import check
from disclosure.duties.calendars import DueDay, calendar, folded, written
from disclosure.duties.reminders import as_text, draft, notices, reminders
from disclosure.engine import writing
from disclosure.kinds.platform_values import differences
from disclosure.model import Amount, Disclosure, Page, TableBlock, Tag
from disclosure.pages import pages_of
from disclosure.privacy import gate, leaks
from disclosure.privacy.maps import DrawnMap
from disclosure.problems import Report, Severity

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2024, 6, 30)
PROGRESS = {"project": "books", "as_of": "2024-03-31", "published_on": "2024-04-01"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The sample with public qualification and one project that runs, told of once."""
    made = Folder(tmp_path / "data")
    made.organisation(qualified="是")
    made.write("project_progress", [PROGRESS])
    return made


# --- notices of the check report -----------------------------------------------------------------


def test_a_record_that_obliges_is_named_before_and_after_its_last_day(folder: Folder) -> None:
    """Ninety days ahead as advice, afterwards as overdue; both are notices and stop nothing."""
    disclosure = folder.disclosure()

    def told(today: date) -> list[tuple[str, int | None]]:
        found = [one for one in notices(disclosure, today) if "送书" in one.message]
        assert all(one.severity is Severity.NOTICE for one in found)
        assert all("2024-07-01" in one.message for one in found)
        return [(one.code, one.where.row) for one in found]

    assert told(date(2024, 7, 1)) == [("duty-ahead", 2)]
    assert told(date(2024, 7, 2)) == [("duty-overdue", 2)]
    assert told(date(2024, 4, 2)) == [("duty-ahead", 2)]
    assert told(date(2024, 4, 1)) == []  # ninety-one days before


def test_a_silent_project_is_told_once(folder: Folder, tmp_path: Path) -> None:
    """Where a rule asks after a project that tells nothing any more, the duty does not say the same again."""
    (tmp_path / "content").mkdir()
    site = folder.data / "site.yaml"

    def told(today: str) -> list[str]:
        site.write_text(re.sub(r"prepared_on: .*", f"prepared_on: {today}", site.read_text("utf-8")), "utf-8")
        report, _ = check(folder.data, tmp_path / "content")
        silent = ("项目实施情况定期公开", "没有公布过进展", "上次公布是")
        return [one.code for one in report if "送书" in one.message and any(word in one.message for word in silent)]

    assert told("2024-07-01") == ["duty-ahead"]
    assert told("2024-07-02") == ["progress-overdue"]


def test_lateness_does_not_stop_the_check(folder: Folder, tmp_path: Path) -> None:
    """However late, the check says that the site can be published."""
    (tmp_path / "content").mkdir()
    report, review = check(folder.data, tmp_path / "content")
    assert {"duty-ahead"} <= {one.code for one in report}
    assert not report.errors
    assert review.verdict.startswith("可以发布")


# --- the list, the calendar, the draft -----------------------------------------------------------


def test_the_list_goes_by_person(folder: Folder) -> None:
    """Who sees to it comes first, what nobody sees to comes last."""
    folder.write("duty_notes", [{"duty": "project-periodic", "responsible": "项目部"}])
    found = reminders([folder.disclosure()], TODAY)
    text = as_text(found, TODAY, 90)
    assert text.startswith(f"2024-06-30：逾期 {sum(one.overdue for one in found)} 项")
    assert text.index("项目部（") < text.index("未指定（")
    assert "2024-07-01  还有1天  示例慈善会  项目实施情况定期公开：送书（2024年4月1日以后）" in text


def test_the_person_is_never_published(folder: Folder) -> None:
    """The name in 负责人 is on no page."""
    folder.write("duty_notes", [{"duty": "project-periodic", "responsible": "张三丰"}])
    assert "张三丰" in as_text(reminders([folder.disclosure()], TODAY), TODAY, 90)
    assert "张三丰" not in words(list(folder.pages().values()))


def test_an_independent_reader_accepts_the_calendar(folder: Folder) -> None:
    """One event a last day with a stable UID and alarms before it; lines of 75 octets, CRLF, whole characters."""
    folder.write("duty_notes", [{"duty": "项目", "responsible": "甲　乙,乙;丙\\丁"}])
    found = reminders([folder.disclosure()], TODAY)
    octets = calendar(found, TODAY)
    lines = octets.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in octets.replace(b"\r\n", b"")
    for line in lines:
        line.decode()
    read = Calendar.from_ical(octets)
    assert not read.errors
    events = read.walk("VEVENT")
    assert len(events) == len(found) > 1
    by_day = {event.decoded("dtstart") for event in events}
    assert by_day == {one.obligation.due for one in found}
    for event, one in zip(events, found, strict=True):
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(1)
        assert one.obligation.title in str(event["summary"])
        assert one.obligation.name not in str(event["summary"]) or not one.obligation.subject
        assert one.obligation.term.basis in str(event["description"])
        assert str(event["description"]).split("\n")[2:] == [
            f"负责人：{one.responsible}",
            f"编号：{one.obligation.duty.id}",
        ]
        assert event.decoded("dtstamp").date() == TODAY
        assert str(event["transp"]) == "TRANSPARENT"
        assert re.fullmatch("[0-9a-f]{32}@sample", str(event["uid"]))
        alarms = [alarm["trigger"].dt for alarm in event.walk("VALARM")]
        assert {str(alarm["action"]) for alarm in event.walk("VALARM")} <= {"DISPLAY"}
        assert [str(alarm["description"])[:5].strip("：") for alarm in event.walk("VALARM")] == ["还有14天", "还有3天"][
            : len(alarms)
        ]
        assert alarms == ([] if one.overdue else [timedelta(hours=-327), timedelta(hours=-63)])
    uids = [str(event["uid"]) for event in events]
    assert len(set(uids)) == len(uids)
    later = Calendar.from_ical(calendar(reminders([folder.disclosure()], TODAY + timedelta(1)), TODAY + timedelta(1)))
    assert set(uids) & {str(event["uid"]) for event in later.walk("VEVENT")} == set(uids)
    assert "甲　乙,乙;丙\\丁" in [
        str(one) for event in events if "categories" in event for one in event["categories"].cats
    ]


def test_what_a_calendar_says_of_a_day() -> None:
    """Line breaks stay, other signs that nobody sees go, and a link stands beside the words."""
    due = DueDay("sample", "a", TODAY, "甲\u200b;乙", ("一", "二\t\x07三"), link="https://example.org/a/")
    octets = written("公开\x1f义务", [due], TODAY)
    assert b"DESCRIPTION:" + "一\\n二三".encode() in octets.split(b"\r\n")
    (event,) = Calendar.from_ical(octets).walk("VEVENT")
    assert (str(event["summary"]), str(event["url"])) == ("甲;乙", "https://example.org/a/")
    assert "categories" not in event
    assert "X-WR-CALNAME:公开义务".encode() in octets.split(b"\r\n")


@pytest.mark.parametrize(("length", "lines"), [(75, [75]), (76, [75, 2]), (149, [75, 75]), (150, [75, 75, 2])])
def test_lines_are_as_long_as_they_may_be(length: int, lines: list[int]) -> None:
    """A line of 75 octets is not broken, and each that goes on begins with a blank, which counts."""
    assert [len(line) for line in folded("a" * length)[:-2].split(b"\r\n")] == lines


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_folding_keeps_every_character(text: str) -> None:
    """Unfolded it is the same line, and no line is longer than 75 octets."""
    made = folded(text)
    assert made.endswith(b"\r\n")
    assert made[:-2].replace(b"\r\n ", b"").decode() == text
    assert all(len(line) <= 75 for line in made[:-2].split(b"\r\n"))
    assert all(line.decode() is not None for line in made.split(b"\r\n"))


def test_a_draft_names_what_is_missing(folder: Folder) -> None:
    """What the records hold is filled in, every other field is marked and listed."""
    text = draft(folder.disclosure(), "project-periodic", TODAY)
    assert "项目实施情况定期公开：送书（2024年4月1日以后）" in text
    assert "进展：【待填】" in text
    assert "还缺：" in text
    assert "进展" in text.partition("还缺：")[2]
    assert draft(folder.disclosure(), "no-such-duty", TODAY) == ""


# --- faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rows", "code"),
    [
        ("duty_notes", [{"duty": "project-periodic"}], "empty-duty-note"),
        ("duty_notes", [{"duty": "project-perodic", "responsible": "甲"}], "unknown-reference"),
        ("duty_notes", [{"duty": "项目", "record": "projects/none", "responsible": "甲"}], "unknown-reference"),
        ("duty_notes", [{"duty": "项目", "responsible": "甲"}] * 2, ""),
        ("platform_values", [{"value": "1", "checked_on": "2024-06-01"}], "unclear-platform-value"),
        ("platform_values", [{"record": "projects/books", "field": "没有的列", "value": "1", "checked_on": "2024-06-01"}], "unknown-reference"),
    ],
)  # fmt: skip
def test_notes_and_looked_up_values_must_make_sense(
    folder: Folder, kind: str, rows: list[dict[str, str]], code: str
) -> None:
    """A note says something of a duty that is there; a value is of a record and a column that are there."""
    folder.write(kind, rows)
    assert set(folder.codes()) == ({code} if code else set())


def test_a_filing_number_that_looks_wrong_is_asked_about(folder: Folder) -> None:
    """The ICP and police numbers at the foot of every page have a form of their own."""
    site = folder.data / "site.yaml"
    good = site.read_text("utf-8")
    site.write_text(good + "icp: 苏ICP备12345678号-1\npolice: 苏公网安备 32050002000000号\n", "utf-8")
    assert folder.codes() == []
    site.write_text(good + "icp: 备案中\npolice: 苏公安备 1号\n", "utf-8")
    assert folder.codes() == ["odd-filing-footer"] * 2


def test_a_map_needs_its_review_number(tmp_path: Path) -> None:
    """Whatever draws land in what was built is refused by its file, unless 审图号 stands with it."""
    (tmp_path / "a").mkdir()
    page = tmp_path / "a" / "index.html"
    page.write_text('<script>{"data":[{"type": "scattergeo"}]}</script>', "utf-8")
    (tmp_path / "b.json").write_text('{"data":[{"type":"choroplethmap"}]}', "utf-8")
    (tmp_path / "c.json").write_text('{"data":[{"type":"bar"}]}', "utf-8")
    assert list(gate.leaks(tmp_path, leaks.Own())) == [
        ("a/index.html", DrawnMap("scattergeo")),
        ("b.json", DrawnMap("choroplethmap")),
    ]
    assert list(gate.leaks(tmp_path, leaks.Own(), without_maps={"a/index.html", "b.json"})) == []
    page.write_text(page.read_text("utf-8") + "<p>审图号：GS（2024）0650号</p>", "utf-8")
    assert [file for file, _ in gate.leaks(tmp_path, leaks.Own())] == ["b.json"]
    with pytest.raises(SystemExit, match=r"b\.json.*map-without-review|map-without-review[^a]*b\.json"):
        writing._refuse_leaks(tmp_path, leaks.Own(), ())


# --- 慈善中国 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "field", "value", "difference"),
    [
        ("projects/books", "开始日期", "2024-01-01", ""),
        ("projects/books", "开始日期", "2023-12-31", "本站晚1天"),
        ("projects/books", "开始日期", "2024-01-03", "本站早2天"),
        ("campaigns/warm", "备案编号", "51320000000000000XA24001", ""),
        ("campaigns/warm", "备案编号", "51320000000000000XA24002", "写法不同"),
        ("campaigns/warm", "预期募集数额", "300000", ""),
        ("campaigns/warm", "预期募集数额", "300000.01", "本站少0.01元"),
        ("campaigns/warm", "预期募集数额", "299,999.99元", "本站多0.01元"),
        ("campaigns/warm", "预期募集数额", "30万元", ""),
        ("campaigns/warm", "预期募集数额", "NaN", "写法不同"),
        ("campaigns/warm", "预期募集数额", "约30万元", "写法不同"),
        ("projects/books", "结束日期", "2024-12-31", "本站没有这个数"),
    ],
)
def test_one_cent_and_one_day_are_told(folder: Folder, record: str, field: str, value: str, difference: str) -> None:
    """What differs is a row on the page and a line in the report; what agrees is only on the page."""
    folder.change("campaigns", target="300000")
    folder.write("platform_values", [{"record": record, "field": field, "value": value, "checked_on": "2024-06-20"}])
    found = list(differences(folder.disclosure()))
    assert [one.code for one in found] == (["unlike-platform"] if difference else [])
    (table,) = (one.table for one in blocks(folder.pages()["platform/"], TableBlock))
    tag = table.rows[0].cells[3]
    assert isinstance(tag, Tag)
    assert tag.text == (difference or "一致")
    assert difference in "".join(one.message for one in found)
    if isinstance(table.rows[0].cells[1], Amount) and difference != "写法不同":
        assert isinstance(table.rows[0].cells[2], Amount), "a number there has its unit, too"


# --- lateness planted on purpose -----------------------------------------------------------------


def _without_the_last_report(data: Path) -> None:
    path = data / "shili" / "project_progress.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    last = max(number for number, one in enumerate(rows) if one[0] == "meals")
    del rows[last]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def _city(data: Path) -> tuple[Disclosure, dict[str, Page]]:
    """The city body of the example, and its pages."""
    report = Report()
    one = next(one for one in read_site(data, "data", report).disclosures if one.org == "shili")
    assert not report.errors, report.as_text()
    return one, {page.path: page for page in pages_of(one)}


def test_a_removed_report_changes_page_calendar_and_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Take the last quarter of one project out of the example: everything that tells of it tells it."""
    data, today = tmp_path / "data", date(2026, 6, 30)
    shutil.copytree(ROOT / "examples" / "data" / "shili", data / "shili")
    shutil.copy(ROOT / "examples" / "data" / "site.yaml", data)
    for member in ("dongyang", "xiyang", "heqiao"):  # only so that the city can name them
        (data / member).mkdir()
        for name in ("organisation.yaml", "sources.csv"):
            shutil.copy(ROOT / "examples" / "data" / member / name, data / member)
    accounts = data / "shili" / "campaign_accounts.csv"
    text = accounts.read_text("utf-8").splitlines()
    told = next(line for line in text if line.startswith("hearts-2025,2025-12-31"))
    text.insert(text.index(told) + 1, told.replace("2025-12-31", "2026-03-31").replace("2026-01-12", "2026-04-10"))
    accounts.write_text("\n".join(text) + "\n", "utf-8")  # the one that the example leaves out: now nothing is overdue

    command = ["due", "--data", str(data), "--today", "2026-06-30"]
    disclosure, pages = _city(data)
    assert "已逾期" not in words(pages["projects/meals/"])
    assert "逾期：".encode() not in calendar(reminders([disclosure], today), today).replace(b"\r\n ", b"")
    assert main([*command, "--strict"]) == 0
    assert capsys.readouterr().out.startswith("2026-06-30：逾期 0 项")

    _without_the_last_report(data)
    disclosure, pages = _city(data)
    for path in ("projects/meals/", "obligations/", "obligations/project-periodic/", ""):
        assert "已逾期75天" in words(pages[path]), path
    octets = calendar(reminders([disclosure], today), today).replace(b"\r\n ", b"")
    assert octets.count("SUMMARY:逾期：项目实施情况定期公开，社区长者食堂".encode()) == 1
    assert main([*command, "--strict"]) == 1
    assert capsys.readouterr().out.startswith("2026-06-30：逾期 1 项")


@pytest.mark.parametrize(
    ("options", "told"), [(("--org", "nobody"), "sample"), (("--draft", "nothing"), "公开义务对照")]
)
def test_a_slip_in_the_command_is_answered(
    folder: Folder, options: tuple[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with another status than 0, and says what could have been meant."""
    assert main(["due", "--data", str(folder.data), *options]) != 0
    assert told in capsys.readouterr().err
    assert main(["due", "--today", "2026-6-1"]) != 0
    assert "请写成 2026-05-24 这样" in capsys.readouterr().err


def test_the_command_writes_a_calendar_and_a_draft(folder: Folder, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """FORMAT=ics gives the octets of the file and nothing else; DRAFT= gives a text; overdue alone is no failure."""
    command = ["due", "--data", str(folder.data), "--today", "2024-07-30"]
    assert main([*command, "--format", "ics"]) == 0
    assert capfdbinary.readouterr().out == calendar(
        reminders([folder.disclosure()], date(2024, 7, 30)), date(2024, 7, 30)
    )
    assert main([*command, "--draft", "project-periodic"]) == 0
    assert "还缺：" in capfdbinary.readouterr().out.decode()
    assert main(command) == 0
