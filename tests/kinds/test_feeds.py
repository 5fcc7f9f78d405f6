"""Feeds and the public calendar: well-formed, newest first, links that lead somewhere, hostile words as words, nobody named."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

import pytest
from samples_money import Folder

from disclosure.identifiers import numbers
from disclosure.model import Feed
from disclosure.output import calendars
from disclosure.output import feeds as feed_files
from disclosure.output.feeds import atom, releases
from disclosure.pages import feeds_of
from disclosure.releases import Pending

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = {"emergency": "flood", "as_of": "2024-06-22", "published_on": "2024-06-23", "cash_received": "10"}
HOSTILE = ']]></summary><script>alert(1)</script> & "x" \u0007'
PROGRESS = [
    {"project": "books", "as_of": "2024-03-31", "published_on": "2024-04-02", "progress": "送出<b>一百</b>本 & 更多"},
    {"project": "books", "as_of": "2024-02-29", "published_on": "2024-03-02", "progress": "开始"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "data")
    folder.write("project_progress", PROGRESS)
    folder.write("emergency_reports", [DAY])
    return folder


def read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  (our own feed)


def test_every_feed_is_atom_with_links_that_lead_to_pages(folder: Folder) -> None:
    pages = folder.pages()
    listed = {feed.path: feed for feed in feeds_of(folder.disclosure())}
    assert sorted(listed) == ["emergencies/feed.xml", "projects/books/feed.xml"]
    for feed in listed.values():
        root = read(atom(feed, ""))
        assert (root.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        entries = root.findall(f"{ATOM}entry")
        days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert days == sorted(days, reverse=True)
        assert root.findtext(f"{ATOM}updated") == days[0]
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
        for link in [root.findall(f"{ATOM}link")[1], *(entry.find(f"{ATOM}link") for entry in entries)]:
            assert link is not None
            page, _, anchor = normpath(join(dirname(feed.path), link.attrib["href"])).partition("#")
            assert page.removesuffix("index.html") in pages
            assert not anchor or anchor == "b2024-06-22"
        absolute = read(atom(feed, "https://example.org/x"))
        assert all(
            link.attrib["href"].startswith("https://example.org/x/sample/") for link in absolute.iter(f"{ATOM}link")
        )
        assert atom(feed, "") == atom(feed, "")
        followed = [path for path, page in pages.items() if feed.path in {link.path for link in page.feeds}]
        assert feed.page in followed
    assert listed["projects/books/feed.xml"].entries[0].summary == "送出<b>一百</b>本 & 更多"


def test_news_of_a_project_has_its_numbers_and_days_in_words(folder: Folder) -> None:
    sums = {"income": "1200.5", "expense": "800", "beneficiaries": "30", "unit": "人"}
    folder.write("project_progress", [{**PROGRESS[1], **sums}, {**PROGRESS[0], "progress": "送出一百本。", **sums}])
    feed = next(feed for feed in feeds_of(folder.disclosure()) if feed.path == "projects/books/feed.xml")
    assert [entry.title.partition("：")[2] for entry in feed.entries] == [
        "截至2024年3月31日的进展",
        "截至2024年2月29日的进展",
    ]
    assert [entry.summary for entry in feed.entries] == [
        "送出一百本。从开始到2024年3月31日，收入1,200.50元，支出800.00元，受益30人。",
        "开始。从开始到2024年2月29日，收入1,200.50元，支出800.00元，受益30人。",
    ]


def test_news_of_corrections_are_sentences_and_of_files_no_long_codes(folder: Folder) -> None:
    row = {"corrected_on": "2024-06-02", "type": "更正", "location": "报告", "old": "9人", "new": "8人。"}
    folder.write(
        "corrections",
        [
            {"id": "c1", "reason": "抄写时颠倒", **row},
            {"id": "c2", "reason": "换了附件。", **row, "old": "0a" * 32, "new": "1b" * 32},
        ],
    )
    feed = feed_files.corrections(folder.disclosure(), list(folder.pages().values()))
    assert feed
    told = {entry.id: entry for entry in feed.entries}
    assert told["c1"].summary == "原来：9人。现在：8人。原因：抄写时颠倒。"
    file = "指纹是{}…的文件"
    assert told["c2"].title.endswith(f" {file.format('0a' * 8)}→{file.format('1b' * 8)}")
    assert told["c2"].summary.endswith("。原因：换了附件。")


def test_the_first_release_changed_nothing() -> None:
    feed = releases("试", [Pending(1, "2024-05-01"), Pending(2, "2024-06-01")])
    assert feed
    assert [entry.summary for entry in feed.entries] == [
        "2024年6月1日发布，改了哪些数字和内容见这一页。",
        "2024年5月1日第一次发布，当时的数字和内容见这一页。",
    ]


def test_hostile_words_stay_words() -> None:
    release = Pending(2, "2024-06-01", removal=f"甲　乙{HOSTILE}")
    feed = releases("试<慈>", [Pending(1, "2024-05-01"), release])
    assert isinstance(feed, Feed)
    root = read(atom(feed, ""))
    assert root.findtext(f"{ATOM}title") == "试<慈>：每一次发布"
    first, second = root.findall(f"{ATOM}entry")
    assert (first.findtext(f"{ATOM}summary") or "").endswith("甲　乙" + HOSTILE.removesuffix("\u0007"))
    assert [part.findtext(f"{ATOM}title") for part in (first, second)] == ["第2次发布", "第1次发布"]
    assert not list(root.iter("script"))
    assert releases("试", []) is None


def test_no_id_of_a_feed_looks_like_a_telephone() -> None:
    """Ids are digits by chance: of 3,000 some would stop a release, as numbers of persons that stand in no file."""
    names = {feed_files._name(f"shili/projects/meals-{number}") for number in range(3_000)}
    assert len(names) == 3_000
    assert not [name for name in names if next(numbers(name), None)]


def test_the_calendar_has_what_is_due_next_and_no_person(folder: Folder) -> None:
    """The next bulletin stands on its last day, as a whole day; who is responsible and what is overdue stay away."""
    folder.write("duty_notes", [{"duty": "emergency-receipts", "responsible": "李小雷"}])
    content = calendars.public(folder.disclosure(), "https://example.org")
    assert content is not None
    text = content.decode().replace("\r\n ", "")
    assert "李小雷" not in text
    assert "逾期" not in text
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text)
    assert days == sorted(days)
    assert all(day >= "20240630" for day in days)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(link.startswith("https://example.org/sample/") for link in re.findall(r"URL:(\S+)", text))


def test_the_next_bulletin_is_in_the_calendar_where_the_end_of_the_response_is_unknown(folder: Folder) -> None:
    folder.change("emergencies", start_on="2025-06-24")
    folder.write("emergency_reports", [{**DAY, "as_of": "2025-06-28", "published_on": "2025-06-29"}])
    text = (calendars.public(folder.disclosure(), "") or b"").decode().replace("\r\n ", "")
    event = next(part for part in text.split("BEGIN:VEVENT") if "抗洪" in part and "20250704" in part)
    assert "还在应急处置与救援阶段的话" in event
    assert "URL:" not in event
    folder.change("emergencies", rescue_until="2025-07-30")
    text = (calendars.public(folder.disclosure(), "") or b"").decode().replace("\r\n ", "")
    assert text.count("DATE:20250704") == 1
    assert "阶段的话" not in text
